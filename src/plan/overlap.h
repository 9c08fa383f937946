/*
 * overlap.h - 压茬: which hand-overs to overlap so that a task is finished
 * earlier, cheapest first.
 *
 * Starting the successor while k of the predecessor's d days are still to do
 * risks redoing what is built on them: the k-th day of overlap is reckoned as
 * k/d days of work that may have to be done again.  Every step overlaps a
 * cheapest set of links that together hold the task up (a minimum cut of the
 * tight network, after Kelley and Fulkerson), and what turned out not to be
 * needed is taken back at the end.
 */
#ifndef GT_PLAN_OVERLAP_H
#define GT_PLAN_OVERLAP_H

#include "plan/plan.h"

enum { GT_OVERLAP_STEPS_MAX = 1000, GT_OVERLAP_HITS_MAX = 200 };

struct gt_overlap_wish {
    uint32_t task;         /* that should finish earlier */
    gt_tick  finish;       /* by when */
    int32_t  step;         /* ticks a step: 1 for days, an hour or so for minutes */
    int32_t  most_percent; /* of the shorter of the two tasks, at most; 50 is usual */
};

struct gt_overlap {
    uint32_t link;
    int32_t  amount;       /* ticks of overlap more than now */
    double   risk;         /* ticks of work that may be done twice */
    double   last_risk;    /* of its last step's: what one day less would save */
    const double *step_risks; /* what each step of it adds, the cheapest first; in the arena */
    uint32_t steps;
    uint32_t hit;          /* tasks whose earliest dates a step's slip of the predecessor moves then */
    const uint32_t *hits;  /* which: the first GT_OVERLAP_HITS_MAX of them by number */
};

/* What finishing by then costs with the overlaps chosen up to there. */
struct gt_overlap_gain { gt_tick finish; double risk; };

struct gt_overlap_advice {
    struct gt_overlap *overlaps; /* cheapest first */
    uint32_t count;
    bool     met;
    gt_tick  finish;       /* earliest finish of the task with all of them */
    double   risk;         /* of all */
    struct gt_overlap_gain *gains; /* day by day earlier, risk never falling; in the arena */
    uint32_t gain_count;
};

/* The plan stays as it is.  GT_ENOTFOUND where there is no such task. */
gt_rc gt_overlap_advise(struct gt_plan *plan, const struct gt_overlap_wish *wish,
                        struct gt_arena *arena, struct gt_overlap_advice *out,
                        struct gt_err *err) GT_MUST_USE;

#endif
