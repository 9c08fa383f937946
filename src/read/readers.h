/* readers.h - one reader a kind of file; gt_read_doc() picks by content. */
#ifndef GT_READ_READERS_H
#define GT_READ_READERS_H

#include "read/block.h"

/* UTF-8 with or without a mark, UTF-16 with one, GB18030: one block a line. */
gt_rc gt_text_read(struct gt_arena *arena, gt_str bytes, struct gt_doc *out,
                   struct gt_err *err) GT_MUST_USE;
/* Page furniture is left out; the page says its character set or it is found. */
gt_rc gt_html_read(struct gt_arena *arena, gt_str bytes, struct gt_doc *out,
                   struct gt_err *err) GT_MUST_USE;
/* Automatic numbers are part of the text; insertions are read, deletions not. */
gt_rc gt_docx_read(struct gt_arena *arena, gt_str bytes, struct gt_doc *out,
                   struct gt_err *err) GT_MUST_USE;

/* A workbook: titles as paragraphs, the rest of each visible sheet as a table. */
gt_rc gt_xlsx_doc_read(struct gt_arena *arena, gt_str bytes, struct gt_doc *out,
                       struct gt_err *err) GT_MUST_USE;
bool gt_xlsx_is(struct gt_arena *arena, gt_str bytes);

#endif
