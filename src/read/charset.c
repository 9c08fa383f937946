/* charset.c - UTF-8, UTF-16 with a mark, GB18030. */
#include "read/charset.h"

#include <errno.h>
#include <iconv.h>

#include "base/utf8.h"

static gt_rc convert(struct gt_arena *arena, gt_str bytes, const char *from, size_t room,
                     gt_str *out, size_t *bad_at, struct gt_err *err)
{
    iconv_t how = iconv_open("UTF-8", from);
    char *in = (char *)(uintptr_t)bytes.at, *made, *to;
    size_t left = bytes.len, free_bytes = room;

    if (how == (iconv_t)-1)
        return gt_fail(err, GT_EUNSUPPORTED, "this system cannot read %s", "本系统无法读取%s编码", from);
    if ((made = to = gt_arena_alloc(arena, room + 1, 1)) == NULL) {
        (void)iconv_close(how);
        return gt_fail(err, GT_ENOMEM, "the text needs too much memory", "文本所需内存过大");
    }
    if (iconv(how, &in, &left, &to, &free_bytes) == (size_t)-1) {
        *bad_at = bytes.len - left;
        (void)iconv_close(how);
        return GT_EPARSE;
    }
    (void)iconv_close(how);
    *out = (gt_str){made, room - free_bytes};
    return gt_utf8_valid(*out, bad_at) ? GT_OK : GT_EPARSE;
}

gt_rc gt_charset_utf8(struct gt_arena *arena, gt_str bytes, gt_str *out, struct gt_err *err)
{
    size_t bad_utf8 = 0, bad = 0;
    const char *wide = NULL;
    gt_rc rc;

    if (gt_str_starts(bytes, GT_STR("\xff\xfe")))
        wide = "UTF-16LE";
    else if (gt_str_starts(bytes, GT_STR("\xfe\xff")))
        wide = "UTF-16BE";
    if (wide != NULL) {
        /* Two bytes of UTF-16 give at most three of UTF-8. */
        rc = convert(arena, gt_str_sub(bytes, 2, bytes.len), wide, bytes.len / 2 * 3 + 3, out, &bad, err);
        return rc != GT_EPARSE ? rc
                               : gt_fail(err, GT_EPARSE, "not UTF-16: byte %zu is wrong",
                                         "不是UTF-16文本：第%zu个字节有误", bad + 3);
    }
    if (gt_str_starts(bytes, GT_STR("\xef\xbb\xbf")))
        bytes = gt_str_sub(bytes, 3, bytes.len);
    if (gt_utf8_valid(bytes, &bad_utf8)) {
        *out = bytes;
        return GT_OK;
    }
    if (memchr(bytes.at, '\0', bytes.len) != NULL)
        return gt_fail(err, GT_EPARSE, "this is no text: it holds NUL bytes", "不是文本文件：含有NUL字节");
    /* One byte gives at most three, two give three, four give four. */
    rc = convert(arena, bytes, "GB18030", bytes.len * 3, out, &bad, err);
    return rc != GT_EPARSE
               ? rc
               : gt_fail(err, GT_EPARSE, "neither UTF-8 (wrong at byte %zu) nor GB18030 (wrong at byte %zu)",
                         "既不是UTF-8（第%zu个字节有误），也不是GB18030（第%zu个字节有误）", bad_utf8 + 1, bad + 1);
}
