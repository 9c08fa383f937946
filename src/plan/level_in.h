/* level_in.h - the two ways of levelling (level.h); plan room only. */
#ifndef GT_PLAN_LEVEL_IN_H
#define GT_PLAN_LEVEL_IN_H

#include "plan/level.h"

/* Always forward: a backward question comes mirrored. */
struct gt_leveller {
    struct gt_arena *arena;
    const struct gt_net *net, *given; /* turned where the question is; and as asked */
    const struct gt_level_options *options;
    gt_tick from;
    const struct gt_pass *pass; /* without resources; its latest dates count back from
                                 * its own end */
};

/*
 * In the work time of one calendar.  GT_EUNSUPPORTED where calendars differ or
 * the problem does not fit solve.h's limits.  Fills state, stopped, dates, stats
 * and length_bound.
 */
gt_rc gt_level_one(const struct gt_leveller *l, struct gt_level *out, struct gt_err *err);

/* The network with time turned round: starts and finishes change places. */
gt_rc gt_level_turn(struct gt_arena *arena, const struct gt_net *net, struct gt_net *out, struct gt_err *err);

/* In real time. */
gt_rc gt_level_many(const struct gt_leveller *l, struct gt_level *out, struct gt_err *err);

/*
 * One schedule: activities by increasing key as early as links, windows and
 * resources allow.  False where greatest lags could not be kept or a date left
 * its calendar.
 */
struct gt_placer;
gt_rc gt_placer_init(const struct gt_leveller *l, struct gt_placer **out, struct gt_err *err);
bool  gt_placer_run(struct gt_placer *p, const int64_t *key, struct gt_when *dates);
/* The same with nobody before `floor`; NULL: no floors again. */
void  gt_placer_floor(struct gt_placer *p, const gt_tick *floor);
void  gt_placer_destroy(struct gt_placer *p); /* accepts NULL */
/* Activities placed so far, all attempts counted. */
int64_t gt_placer_work(const struct gt_placer *p);

#endif
