/*
 * lb.h - lower bounds that cost next to nothing: critical path, resource
 * energy between heads and tails, pairs that cannot overlap.  The clause
 * learner's refutations go on from here.
 */
#ifndef GT_PLAN_LB_H
#define GT_PLAN_LB_H

#include "plan/rcpsp.h"

/* At least the critical path; GT_ENOMEM otherwise.  O(ress * n * distinct heads). */
gt_rc gt_lower_bound(struct gt_arena *arena, const struct gt_frame *f, int32_t *out,
                     struct gt_err *err) GT_MUST_USE;

#endif
