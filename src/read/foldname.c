/* foldname.c - the spelling that names and heads are compared by. */
#include "base/utf8.h"
#include "read/unitname.h"

/* 0 where the character says nothing. */
static uint32_t fold_point(uint32_t c)
{
    if (c >= 0xff01 && c <= 0xff5e)
        c -= 0xfee0;
    if (c <= 0x20 || c == 0x7f || c == 0xa0 || c == 0x3000 || c == 0xfeff || c == 0x2060 ||
        (c >= 0x2000 && c <= 0x200f))
        return 0;
    switch (c) {
    case 0x3014: case 0x3010: case '[': /* 〔 【 */
        return '(';
    case 0x3015: case 0x3011: case ']':
        return ')';
    case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2212:
        return '-';
    case 0x2022: case 0x30fb: case 0x2027:
        return 0xb7; /* middle dot */
    default:
        return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
    }
}

gt_rc gt_fold_name(struct gt_arena *arena, gt_str s, gt_str *out)
{
    char *made = gt_arena_alloc(arena, s.len + 4, 1); /* no character grows */
    size_t len = 0, at = 0;

    if (made == NULL)
        return GT_ENOMEM;
    while (at < s.len) {
        const uint32_t c = fold_point(gt_utf8_next(s, &at));

        if (c != 0)
            len += gt_utf8_put(c, made + len);
    }
    made[len] = '\0';
    *out = (gt_str){made, len};
    return GT_OK;
}
