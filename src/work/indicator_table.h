/* indicator_table.h - from a spreadsheet to readings, cell by cell. */
#ifndef GT_WORK_INDICATOR_TABLE_H
#define GT_WORK_INDICATOR_TABLE_H

#include "work/indicator_import.h"

/* Fills view->sheet, lines (reading, cell) and problems.  GT_EPARSE where the
 * file cannot be read or holds no table of readings. */
gt_rc gt_fig_table_read(struct gt_ctx *ctx, const struct gt_picture *picture, const struct gt_ind_book *book,
                        gt_str name, gt_str bytes, struct gt_fig_view *view, struct gt_err *err) GT_MUST_USE;

/*
 * 2026年6月, 2026-06, 2026/6, 202606, 2026年1-6月, 1—6月, 二季度, 上半年, 2026年
 * to the period's last month; `year` where the words name none (0: then they
 * do not count).  -1: it is no period.
 */
int64_t gt_fig_month(gt_str words, int year);

/*
 * A typed figure: 1339.2, 1,339.2, 3.2% where the unit is %, 120家 where it is
 * 家.  False on anything else; *offer is then the number inside it, or "".
 */
bool gt_fig_number(gt_str words, gt_str unit, double *out, gt_str *offer);

#endif
