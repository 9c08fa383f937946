/* grid.h - tables of measures inside a document: which column says what,
 * both where the table survived and where a web copy put one cell a line. */
#ifndef GT_READ_GRID_H
#define GT_READ_GRID_H

#include "read/para.h"

enum { GT_GRID_COLS_MAX = 64 }; /* columns looked at */

/* A body row of a real table as a paragraph with its columns; false where
 * the row is a head, a band or empty.  cols comes from gt_grid_head. */
struct gt_grid_cols { int8_t is[GT_GRID_COLS_MAX]; uint32_t count, head_rows; bool found; };
void gt_grid_head(const struct gt_table *table, const struct gt_fold *fold,
                  struct gt_grid_cols *cols);
bool gt_grid_row(const struct gt_table *table, const struct gt_fold *fold,
                 const struct gt_grid_cols *cols, uint32_t row, struct gt_row *out,
                 struct gt_span *span);

/*
 * A table of text whose cells are parted by | or tabs and whose head is block
 * `first`: the same.
 */
gt_rc gt_grid_piped(struct gt_arena *arena, const struct gt_doc *doc, const struct gt_fold *fold,
                    uint32_t first, uint32_t part, struct gt_layout *layout,
                    uint32_t *taken) GT_MUST_USE;

/*
 * A flattened table whose head begins at block `first`: appends its rows to
 * paras and rows and returns how many blocks it took; 0 if there is no table.
 */
gt_rc gt_grid_flat(struct gt_arena *arena, const struct gt_doc *doc, const struct gt_fold *fold,
                   uint32_t first, uint32_t part, struct gt_layout *layout,
                   uint32_t *taken) GT_MUST_USE;

#endif
