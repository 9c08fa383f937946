/*
 * figure.h - figures to be reached: 新增高新技术企业4000家以上, 增长8%左右,
 * 达到3.2%.  Dates, durations, ages, numbers in names and the parameters of
 * a policy are not figures to be reached.
 */
#ifndef GT_READ_FIGURE_H
#define GT_READ_FIGURE_H

#include "read/read.h"
#include "read/unit.h"

enum { GT_FIGURES_MAX = 100 }; /* of one clause */

typedef GT_VEC(struct gt_read_figure) gt_figures;

/*
 * plan: the document sets targets for a period, so that every counted noun of
 * an order is one; else only what stands by a word like 达到 or 增长.
 * GT_ENOMEM
 */
gt_rc gt_figures_read(const struct gt_sight *s, bool plan, uint32_t start, uint32_t end,
                      gt_figures *out) GT_MUST_USE;

#endif
