/* report_paper.h - a period's reports on paper: the eight columns as .xlsx,
 * one paragraph a unit as .docx. */
#ifndef GT_API_REPORT_PAPER_H
#define GT_API_REPORT_PAPER_H

#include "base/buf.h"
#include "work/work.h"

gt_rc gt_report_xlsx(struct gt_ctx *ctx, gt_str period, int64_t unit_id, struct gt_buf *out,
                     struct gt_err *err) GT_MUST_USE;
gt_rc gt_report_docx(struct gt_ctx *ctx, gt_str period, struct gt_buf *out, struct gt_err *err) GT_MUST_USE;

#endif
