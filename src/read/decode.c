/* decode.c - character sets of documents. */
#include "read/decode.h"

#include <strings.h>

#include "base/utf8.h"
#include "read/charset.h"

static bool is_gb(gt_str name)
{
    return name.len >= 2 && strncasecmp(name.at, "gb", 2) == 0;
}

static bool is_unicode(gt_str name)
{
    return name.len == 0 || (name.len >= 3 && strncasecmp(name.at, "utf", 3) == 0) ||
           (name.len == 8 && strncasecmp(name.at, "us-ascii", 8) == 0);
}

/*
 * Nearly any bytes decode as GB18030.  Chinese text keeps to the common
 * characters of GB 2312, whose second byte is high; Latin-1, Big5 and Shift
 * JIS do not.
 */
static bool looks_gb(gt_str bytes)
{
    size_t pairs = 0, common = 0;

    for (size_t i = 0; i + 1 < bytes.len; i++) {
        unsigned char lead = (unsigned char)bytes.at[i], trail = (unsigned char)bytes.at[i + 1];

        if (lead < 0x80)
            continue;
        pairs++;
        common += lead >= 0xa1 && lead <= 0xf7 && trail >= 0xa1;
        i++;
    }
    return pairs > 0 && common * 10 >= pairs * 9;
}

gt_rc gt_decode(struct gt_arena *arena, gt_str bytes, gt_str declared, gt_str *out,
                struct gt_err *err)
{
    bool wide = gt_str_starts(bytes, GT_STR("\xff\xfe")) || gt_str_starts(bytes, GT_STR("\xfe\xff"));
    size_t bad;

    if (wide || gt_utf8_valid(bytes, &bad))
        return gt_charset_utf8(arena, bytes, out, err);
    if (!is_gb(declared) && !is_unicode(declared))
        return gt_fail(err, GT_EUNSUPPORTED,
                       "the page is in %.*s; only UTF-8 and GB18030 are read (byte %zu is not UTF-8)",
                       "网页编码为 %.*s，只支持 UTF-8 和 GB18030（第%zu个字节不是 UTF-8）",
                       GT_FMT(gt_str_sub(declared, 0, 40)), bad + 1);
    if (!is_gb(declared) && !looks_gb(bytes))
        return gt_fail(err, GT_EPARSE, "neither UTF-8 (byte %zu is wrong) nor GB18030",
                       "既不是 UTF-8（第%zu个字节有误），也不是 GB18030", bad + 1);
    return gt_charset_utf8(arena, bytes, out, err);
}
