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
#include "plan/why.h"

struct gt_pass_options {
    gt_tick from;   /* nothing starts before; GT_TICK_NONE: no such bound */
    gt_tick until;  /* all is finished by; GT_TICK_NONE: no such bound */
    bool    close;  /* latest dates count from the earliest finish of the whole (CPM) */
};

struct gt_when { gt_tick start, finish; };

/* Arrays by activity belong to the arena.  Unbounded dates are GT_TICK_FIRST
 * (earliest) and GT_TICK_LAST (latest). */
struct gt_pass {
    uint32_t act_count;
    struct gt_when *early, *late;
    struct gt_when *plan;         /* keeps every link and lower bound, always */
    gt_tick  finish_of_all;       /* greatest earliest finish; GT_TICK_FIRST if none */
    bool     feasible;            /* no activity has early.start > late.start */
    uint32_t conflict_act;        /* one that has, when not feasible */
};

/*
 * O(activities + links) without greatest lags.
 * GT_OK       also where deadlines cannot be met: then out->feasible is false and
 *             planned dates go past them as little as the facts allow
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
/* ---- reasons ----------------------------------------------------------------- */

enum gt_date_kind { GT_DATE_START, GT_DATE_FINISH, GT_DATE_EARLY_START, GT_DATE_EARLY_FINISH,
                    GT_DATE_LATE_START, GT_DATE_LATE_FINISH };

/*
 * The chain with the fewest links that forces a date; out->count is 0 where
 * nothing does.  The network needs its arcs inward.  O(what is tight).
 */
gt_rc gt_pass_why(const struct gt_net *net, const struct gt_pass_options *options,
                  const struct gt_pass *pass, uint32_t act, enum gt_date_kind date,
                  struct gt_arena *arena, struct gt_why *out, struct gt_err *err) GT_MUST_USE;

/*
 * For a pass that is not feasible: the chain with the fewest links that
 * cannot hold (or, with act not GT_NO_INDEX, one through that activity), and
 * its remedies.  frees_all is not filled in: that takes a plan (plan.h).
 * GT_ENOTFOUND where there is no conflict.
 */
gt_rc gt_pass_conflict(const struct gt_net *net, const struct gt_pass_options *options,
                       const struct gt_pass *pass, uint32_t act, struct gt_arena *arena,
                       struct gt_conflict *out, struct gt_err *err) GT_MUST_USE;

/* No float, or less. */
bool gt_pass_critical(const struct gt_net *net, const struct gt_pass *pass, uint32_t act);

#endif
