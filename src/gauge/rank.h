/*
 * rank.h - places in a ranking, and the five groups of a map of regions.
 *
 * Equal values share a place and the next one is left out (1, 2, 2, 4).
 * What has no value has place 0 and stands behind all others.
 */
#ifndef GT_GAUGE_RANK_H
#define GT_GAUGE_RANK_H

#include "gauge/curve.h"

enum { GT_RANK_GROUPS = 5 };

struct gt_place_of { int place, ranked, group; }; /* group 1 (best) to 5; 0: no value */

/* out: [count].  A band ranks by distance from it: low, high. */
gt_rc gt_rank(const double *values, size_t count, enum gt_aim aim, double low, double high,
              struct gt_arena *arena, struct gt_place_of *out, struct gt_err *err) GT_MUST_USE;

/* Places won since: above 0 is better; 0 where either is unknown. */
int gt_rank_change(int before, int now);

#endif
