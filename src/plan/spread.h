/* spread.h - quantile tables of the forecast's distributions; plan only. */
#ifndef GT_PLAN_SPREAD_H
#define GT_PLAN_SPREAD_H

#include "plan/forecast.h"

/* A uniform draw picks one of these; each stands for 1/1024 of the mass. */
enum { GT_QUANTILES = 1024, GT_QUANTILE_BITS = 10 };

bool gt_spread_valid(const struct gt_spread *spread);

/*
 * The table of a spread's shape, and how to place it: a draw is
 * shift + scale * table[i].  Same kind and shape give the same table, so that
 * ten thousand triangles do not need ten thousand tables.
 */
struct gt_shape { uint32_t key; float shift, scale; };
struct gt_shape gt_spread_shape(const struct gt_spread *spread);
void gt_spread_table(const struct gt_spread *spread, float table[GT_QUANTILES]);

#endif
