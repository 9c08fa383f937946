/* str.c - strings by length. */
#include "base/base.h"

gt_str gt_str_from(const char *text)
{
    return text == NULL ? GT_STR("") : (gt_str){text, strlen(text)};
}

bool gt_str_eq(gt_str a, gt_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

int gt_str_cmp(gt_str a, gt_str b)
{
    const size_t len = a.len < b.len ? a.len : b.len;
    const int order = len == 0 ? 0 : memcmp(a.at, b.at, len);

    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

bool gt_str_starts(gt_str s, gt_str prefix)
{
    return s.len >= prefix.len &&
           (prefix.len == 0 || memcmp(s.at, prefix.at, prefix.len) == 0);
}

bool gt_str_ends(gt_str s, gt_str suffix)
{
    return s.len >= suffix.len &&
           (suffix.len == 0 ||
            memcmp(s.at + s.len - suffix.len, suffix.at, suffix.len) == 0);
}

gt_str gt_str_sub(gt_str s, size_t from, size_t to)
{
    if (to > s.len)
        to = s.len;
    if (from > to)
        from = to;
    return (gt_str){s.at + from, to - from};
}

/* Bytes of one blank at the start of s, or 0. */
static size_t blank_at_start(gt_str s)
{
    if (s.len >= 1 && strchr(" \t\r\n\f\v", s.at[0]) != NULL && s.at[0] != '\0')
        return 1;
    if (gt_str_starts(s, GT_STR("\xC2\xA0")))
        return 2;
    if (gt_str_starts(s, GT_STR("\xE3\x80\x80")) || gt_str_starts(s, GT_STR("\xEF\xBB\xBF")))
        return 3;
    return 0;
}

static size_t blank_at_end(gt_str s)
{
    if (s.len >= 1 && strchr(" \t\r\n\f\v", s.at[s.len - 1]) != NULL && s.at[s.len - 1] != '\0')
        return 1;
    if (gt_str_ends(s, GT_STR("\xC2\xA0")))
        return 2;
    if (gt_str_ends(s, GT_STR("\xE3\x80\x80")) || gt_str_ends(s, GT_STR("\xEF\xBB\xBF")))
        return 3;
    return 0;
}

gt_str gt_str_trim(gt_str s)
{
    size_t blank;

    while ((blank = blank_at_start(s)) > 0)
        s = (gt_str){s.at + blank, s.len - blank};
    while ((blank = blank_at_end(s)) > 0)
        s.len -= blank;
    return s;
}

size_t gt_str_find(gt_str s, gt_str needle, size_t from)
{
    const char *hit;

    if (from > s.len || needle.len > s.len - from)
        return SIZE_MAX;
    if (needle.len == 0)
        return from;
    hit = memmem(s.at + from, s.len - from, needle.at, needle.len);
    return hit == NULL ? SIZE_MAX : (size_t)(hit - s.at);
}

bool gt_str_i64(gt_str s, int64_t *out)
{
    int64_t value = 0;
    size_t i = 0;
    const bool minus = s.len > 0 && s.at[0] == '-';

    if (minus)
        i++;
    if (i == s.len)
        return false;
    for (; i < s.len; i++) {
        if (s.at[i] < '0' || s.at[i] > '9')
            return false;
        /* Built downwards, so that INT64_MIN fits too. */
        if (__builtin_mul_overflow(value, 10, &value) ||
            __builtin_sub_overflow(value, s.at[i] - '0', &value))
            return false;
    }
    if (!minus && __builtin_sub_overflow((int64_t)0, value, &value))
        return false;
    *out = value;
    return true;
}
