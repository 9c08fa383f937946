/* fields.h - lines of fields for the text formats of project files. */
#ifndef GT_READ_FIELDS_H
#define GT_READ_FIELDS_H

#include "base/base.h"

enum { GT_FIELDS_MAX = 512 };

struct gt_fields {
    gt_str   at[GT_FIELDS_MAX];
    uint32_t count;
};

/* The next line of text from *at on, without its end; false at the end. */
bool gt_fields_line(gt_str text, size_t *at, gt_str *line);

/*
 * Splits at the separator; fields in "quotes" may hold it, doubled quotes
 * stand for one.  GT_ELIMIT over GT_FIELDS_MAX.  Strings point into line,
 * unquoted ones into the arena.
 */
gt_rc gt_fields_split(struct gt_arena *arena, gt_str line, char separator, bool quotes,
                      struct gt_fields *out) GT_MUST_USE;

/* UTF-8: as it is where it is that already, else as Windows-1252's common
 * half, Latin-1. */
gt_rc gt_fields_utf8(struct gt_arena *arena, gt_str s, gt_str *out) GT_MUST_USE;

/* Hours with a decimal point, in minutes; false for anything else. */
bool gt_fields_decimal_min(gt_str s, int64_t unit_min, int64_t *out);

#endif
