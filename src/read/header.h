/*
 * header.h - where a table's head stands and what each column is.
 * For tasktable.c only.
 */
#ifndef GT_READ_HEADER_H
#define GT_READ_HEADER_H

#include "read/headword.h"

struct gt_header {
    uint32_t first, last;       /* rows from 0; last < first where there is no head */
    uint16_t col[GT_COLS];      /* GT_COL_ABSENT where none */
    gt_str   head[GT_COLS];
    gt_str  *folded;            /* [cols]: each column's lowest head cell, folded; "" */
    uint16_t cols;
    uint32_t score;             /* how many columns were recognised */
    GT_VEC(struct gt_col_unknown) others;
};

/*
 * GT_ENOTFOUND, without words, where no head is found and none was given.
 * Columns set by hand in options always hold.
 */
gt_rc gt_header_find(const struct gt_sheet *sheet, const struct gt_tasktable_options *options,
                     struct gt_arena *arena, struct gt_header *out) GT_MUST_USE;

/* What stands in a cell, seen through merged ranges; folded. */
gt_rc gt_header_cell(const struct gt_sheet *sheet, uint32_t row, uint16_t col,
                     struct gt_arena *arena, gt_str *out) GT_MUST_USE;

#endif
