/*
 * pass.h - forward and backward pass over a frozen network.
 *
 * One routine does both: backward is forward on the mirrored network.
 * Forward gives the earliest dates that the facts allow, backward the
 * latest; planned dates take the latest for activities planned backward
 * and, given those, the earliest for the others.  An activity on which no
 * deadline rests has no latest date and is planned forward.
 *
 * Greatest lags make cycles of arcs; those are solved inside each strongly
 * connected component, everything else in one sweep in topological order.
 */
#ifndef GT_PLAN_PASS_H
#define GT_PLAN_PASS_H

#include "plan/net.h"

struct gt_why; /* plan/why.h */

struct gt_pass_options {
    gt_tick from;   /* nothing starts before; GT_TICK_NONE: no such bound */
    gt_tick until;  /* all is finished by; GT_TICK_NONE: no such bound */
    bool    close;  /* latest dates count from the earliest finish of the whole (CPM) */
};

/* Arrays belong to the arena.  Unbounded dates are GT_TICK_FIRST (earliest)
 * and GT_TICK_LAST (latest). */
struct gt_pass {
    uint32_t act_count;
    gt_tick *early_start, *early_finish;
    gt_tick *late_start, *late_finish;
    gt_tick *start, *finish;      /* planned */
    gt_tick  finish_of_all;       /* greatest earliest finish; GT_TICK_FIRST if none */
    bool     feasible;            /* no activity has early_start > late_start */
    uint32_t conflict_act;        /* one that has, when not feasible */
};

/*
 * O(activities + links) without greatest lags.
 * GT_OK       also where deadlines cannot be met: then out->feasible is false,
 *             early and late dates are true and planned dates are the early ones
 * GT_ECYCLE   lags that cannot all hold whatever the dates: a positive cycle;
 *             *cycle (may be NULL) is the chain of facts, in the arena
 * GT_ELIMIT   a date leaves its calendar, or the arena's budget is spent
 */
gt_rc gt_pass_run(struct gt_arena *arena, const struct gt_net *net,
                  const struct gt_pass_options *options, struct gt_pass *out,
                  struct gt_why *cycle, struct gt_err *err) GT_MUST_USE;

/* Room between earliest and latest start, in work time of the activity's
 * calendar; negative: missing.  INT64_MAX where one of them is unbounded. */
int64_t gt_pass_float(const struct gt_net *net, const struct gt_pass *pass, uint32_t act);
/* No float, or less. */
bool gt_pass_critical(const struct gt_net *net, const struct gt_pass *pass, uint32_t act);

#endif
