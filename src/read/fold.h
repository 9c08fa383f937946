/*
 * fold.h - a document's text folded for matching: one 16-bit unit a code
 * point, so that an index into it is the code point offset itself.
 *
 * Full-width and half-width forms, brackets and blanks become one form,
 * Latin letters small, the traditional characters that our words use their
 * simplified ones.  What is printed always comes from the original text, by
 * gt_fold_slice().  Code points beyond the BMP fold to U+FFFD.
 */
#ifndef GT_READ_FOLD_H
#define GT_READ_FOLD_H

#include <uchar.h>

#include "base/base.h"

struct gt_fold {
    const char16_t *at;    /* [len], and a NUL behind it */
    uint32_t        len;
    gt_str          text;  /* what was folded */
    const uint32_t *marks; /* byte offset of every GT_FOLD_STEP-th code point */
};

enum { GT_FOLD_STEP = 16 };

/* GT_ENOMEM.  text must be valid UTF-8 of at most GT_READ_TEXT_MAX bytes. */
gt_rc gt_fold_make(struct gt_arena *arena, gt_str text, struct gt_fold *out) GT_MUST_USE;

char16_t gt_fold_point(uint32_t code_point);

/* Bytes of the original, GT_FOLD_STEP steps at most away from a mark. */
size_t gt_fold_byte(const struct gt_fold *fold, uint32_t point);
gt_str gt_fold_slice(const struct gt_fold *fold, uint32_t start, uint32_t end);

/* True if the NUL-terminated word stands at `at`, wholly before `end`.  Here
 * because nearly every call ends at the first unit. */
static inline bool gt_fold_is(const struct gt_fold *fold, uint32_t at, uint32_t end,
                              const char16_t *word)
{
    for (; *word != 0; word++, at++)
        if (at >= end || fold->at[at] != *word)
            return false;
    return true;
}

/* First place at or after `at` where word stands wholly before end; UINT32_MAX if none. */
uint32_t gt_fold_find(const struct gt_fold *fold, uint32_t at, uint32_t end,
                      const char16_t *word);
bool gt_fold_ends(const struct gt_fold *fold, uint32_t at, uint32_t end, const char16_t *word);

static inline bool gt_fold_has(const struct gt_fold *fold, uint32_t at, uint32_t end,
                               const char16_t *word)
{
    return gt_fold_find(fold, at, end, word) != UINT32_MAX;
}

static inline bool gt_is_digit(char16_t c) { return c >= '0' && c <= '9'; }
static inline bool gt_is_latin(char16_t c) { return c >= 'a' && c <= 'z'; }
static inline bool gt_is_han(char16_t c)
{
    return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf) || c == 0x3007;
}
static inline bool gt_is_blank(char16_t c) { return c == ' ' || c == '\n'; }

/* Both ends moved past blanks. */
void gt_fold_trim(const struct gt_fold *fold, uint32_t *start, uint32_t *end);

#endif
