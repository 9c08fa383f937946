/* rowkind.h - tasks, bands, subtotals, repeated heads and notes below a
 * head.  For tasktable.c only. */
#ifndef GT_READ_ROWKIND_H
#define GT_READ_ROWKIND_H

#include "read/header.h"

enum gt_row_kind {
    GT_ROW_TASK,
    GT_ROW_BAND,     /* 一、科技创新: one cell over the row; groups what follows */
    GT_ROW_HEAD,     /* the head again, on a later page */
    GT_ROW_SUBTOTAL, /* 小计, 合计 */
    GT_ROW_NOTE,     /* 注：…; with it the table ends until a task follows */
    GT_ROW_OTHER,    /* a head with other words: another table begins */
    GT_ROW_SKIP,     /* a title again, column numbers (1) (2) (3) */
};

/* One row as it counts: through merged ranges downward, never sideways. */
struct gt_row_view {
    uint32_t row;
    const struct gt_sheet_cell **cells; /* [cols]; NULL where empty */
    bool    *own;                       /* [cols]: stands in this very row */
    uint16_t *span;                     /* [cols]: columns that the cell covers */
    uint16_t cols;
};

/* words: gt_head_words(). in_notes: a note was read and no task since.  title: of the table. */
gt_rc gt_row_kind(const struct gt_row_view *view, const struct gt_header *header, gt_str title,
                  bool in_notes, const struct gt_map *words, struct gt_arena *scratch,
                  enum gt_row_kind *out) GT_MUST_USE;

#endif
