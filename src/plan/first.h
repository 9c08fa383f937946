/*
 * first.h - some schedule at all, where greatest lags make that hard.
 *
 * Two ways: generation with taking back, many times in other orders; and the
 * clause learner within a horizon that doubles.  The learner alone can say that
 * there is none.
 */
#ifndef GT_PLAN_FIRST_H
#define GT_PLAN_FIRST_H

#include "plan/lagsgs.h"
#include "plan/solve.h"

enum gt_first_answer {
    GT_FIRST_FOUND,
    GT_FIRST_NONE,     /* proved: there is no schedule */
    GT_FIRST_STOPPED,  /* halt() said so, or the effort is spent */
    GT_FIRST_TOO_LARGE,/* more bounds than the learner can number */
};

struct gt_first {
    struct gt_arena *arena;
    uint64_t seed;
    uint32_t clauses;         /* of the learner */
    int64_t  conflicts;       /* effort of the learner; 0: no limit */
    bool (*halt)(void *user); /* asked now and then */
    void    *halt_user;
    struct gt_solve_stats *stats;
};

/*
 * The learner: a schedule into start[], its end into *end.  *lower is a bound
 * already known, and rises when a horizon is refuted.
 */
gt_rc gt_first_learn(const struct gt_first *how, const struct gt_frame *f, int32_t *lower,
                     int32_t *start, int32_t *end, enum gt_first_answer *answer,
                     struct gt_err *err) GT_MUST_USE;

/*
 * Settles every knot by itself.  GT_FIRST_NONE: one of them has no schedule, so the
 * whole has none.  GT_FIRST_FOUND: any list gives a schedule, but for windows.
 */
gt_rc gt_first_settle(const struct gt_first *how, struct gt_knots *knots, struct gt_lagsgs *lag,
                      enum gt_first_answer *answer, struct gt_err *err) GT_MUST_USE;

#endif
