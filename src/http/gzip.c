/* gzip.c - one call of zlib. */
#include <zlib.h>

#include "http/gzip.h"

enum { CHUNK = 64 * 1024, GZIP_WINDOW = 15 + 16 }; /* + 16: gzip header, not zlib's */

gt_rc gt_http_gzip(gt_str in, int level, struct gt_buf *out, struct gt_err *err)
{
    unsigned char chunk[CHUNK];
    z_stream z = {0};
    int step;

    if (in.len > UINT32_MAX)
        return gt_fail(err, GT_ELIMIT, "too large to compress", "数据过大，无法压缩");
    if (deflateInit2(&z, level, Z_DEFLATED, GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return gt_fail(err, GT_ENOMEM, "no memory to compress", "内存不足，无法压缩");
    z.next_in = (Bytef *)(uintptr_t)in.at;
    z.avail_in = (uInt)in.len;
    do {
        z.next_out = chunk;
        z.avail_out = sizeof(chunk);
        step = deflate(&z, Z_FINISH);
        gt_buf_add(out, chunk, sizeof(chunk) - z.avail_out);
    } while (step == Z_OK && out->status == GT_OK);
    (void)deflateEnd(&z);
    if (out->status != GT_OK)
        return gt_fail(err, out->status, "the compressed answer has no room", "压缩结果无处存放");
    return step == Z_STREAM_END
               ? GT_OK
               : gt_fail(err, GT_EINTERNAL, "zlib answered %d", "zlib 返回%d", step);
}

bool gt_http_type_shrinks(const char *type)
{
    return strncmp(type, "text/", 5) == 0 || strncmp(type, "application/json", 16) == 0 ||
           strncmp(type, "application/problem+json", 24) == 0 ||
           strncmp(type, "application/manifest+json", 25) == 0 ||
           strncmp(type, "image/svg+xml", 13) == 0;
}
