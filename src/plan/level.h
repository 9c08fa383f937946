/*
 * level.h - a plan under limited resources: dates that keep every fact of a
 * network, its calendars and its resources, as short as can be found.
 *
 * Where all work and lags count in one calendar the plan is solved in that
 * calendar's work time, with proofs (solve.h).  Where calendars differ schedules are
 * generated and justified in real time, by many priorities, and the bound is that
 * of the plan without resources or of its busiest resource.  Backward from a deadline is forward on
 * the mirrored network.  Whatever comes out has passed verify.h.
 *
 * The result also names who hands a resource on to whom: with these links
 * added, a plan keeps its resources however its tasks move (Policella et al.
 * 2007), which is how a small change moves little and how a forecast can
 * reckon with people.
 */
#ifndef GT_PLAN_LEVEL_H
#define GT_PLAN_LEVEL_H

#include "plan/pass.h"
#include "plan/solve.h"
#include "plan/why.h"

struct gt_level_options {
    bool    backward;
    gt_tick from;   /* forward: nothing starts before; needed */
    gt_tick until;  /* backward: all is finished by; needed. Forward: a further bound, or none */
    /* Bounds that the direction runs against may be missed: forward deadlines and
     * latest starts, backward earliest starts and finishes. */
    bool    soft;
    /* [acts] starts of an earlier schedule, GT_TICK_NONE for new tasks: what can stay
     * where it was stays, what cannot keeps its turn; no search.  Or NULL. */
    const gt_tick *keep;
    const struct gt_names *names; /* for errors; NULL: numbers */
    struct gt_solve_opts solve;
    const struct gt_solve_watch *watch; /* NULL: none; then `solve` should limit the work */
};

struct gt_level {
    enum gt_solve_state state;
    bool     stopped;      /* a limit or the watch ended it */
    bool     one_calendar; /* solved with proofs */
    bool     kept;         /* an earlier schedule was kept as far as it could be */
    struct gt_when *dates; /* [acts], in the arena; NULL where no schedule is known */
    gt_tick  start, finish;
    /* No schedule finishes before (backward: starts after); and both lengths, in
     * work time of the one calendar, or in ticks where calendars differ. */
    gt_tick  bound;
    int64_t  length, length_bound;
    struct gt_link *order; /* finish to start, lag 0: who waits for whom's resource */
    uint32_t order_count;
    struct gt_solve_stats stats;
};

/*
 * GT_OK whatever the state is; where it is GT_SOLVE_INFEASIBLE err says why.
 * GT_EINFEASIBLE  a task needs more of a resource than there ever is; err names both
 * GT_EINVAL       from or until is missing
 * GT_ECYCLE, GT_ELIMIT, GT_ENOMEM  as gt_pass_run()
 * The network needs its arcs inward.
 */
gt_rc gt_level_run(struct gt_arena *arena, const struct gt_net *net,
                   const struct gt_level_options *options, struct gt_level *out,
                   struct gt_err *err) GT_MUST_USE;

#endif
