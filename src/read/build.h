/*
 * build.h - how a reader puts a gt_doc together: text is appended, paragraphs
 * and cells are closed, tables are laid out when they end.
 *
 * A table of one column or one row, or one with a table inside, is page layout: its
 * paragraphs stay ordinary ones.
 */
#ifndef GT_READ_BUILD_H
#define GT_READ_BUILD_H

#include "base/buf.h"
#include "read/block.h"

enum { GT_BUILD_TABLES_OPEN_MAX = 32 }; /* tables inside tables */

struct gt_build;

gt_rc gt_build_create(struct gt_arena *arena, enum gt_source source, struct gt_build **out,
                      struct gt_err *err) GT_MUST_USE;
void  gt_build_destroy(struct gt_build *build); /* accepts NULL; the document stays */

/* Into the paragraph that is open; blanks are the caller's business. */
void gt_build_text(struct gt_build *build, gt_str text);
bool gt_build_empty(const struct gt_build *build); /* nothing in the open paragraph */
/* Takes back what the open paragraph holds. */
void gt_build_drop(struct gt_build *build);
/* Closes the paragraph; an empty one outside a table leaves nothing. */
void gt_build_para(struct gt_build *build, enum gt_block_kind kind, gt_str style, uint32_t level);

void gt_build_table(struct gt_build *build);
void gt_build_row(struct gt_build *build, bool header);
/* Spans at least 1.  below: the cell only carries on the one above it. */
void gt_build_cell(struct gt_build *build, uint32_t row_span, uint32_t col_span, bool header,
                   bool below);
void gt_build_cell_end(struct gt_build *build);
void gt_build_table_end(struct gt_build *build);
uint32_t gt_build_tables_open(const struct gt_build *build);

/* Closes what is open and gives the document, or the first failure. */
gt_rc gt_build_finish(struct gt_build *build, struct gt_doc *out, struct gt_err *err) GT_MUST_USE;

#endif
