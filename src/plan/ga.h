/*
 * ga.h - population search over schedules: two populations bred from each
 * other in turn, one left-justified, one right-justified (Debels and Vanhoucke 2005).
 *
 * Greatest lags are the generator's affair.  Runs in steps of counted schedules,
 * so that a caller can stop it, feed it a schedule, or go on with it.
 */
#ifndef GT_PLAN_GA_H
#define GT_PLAN_GA_H

#include "plan/lagsgs.h"
#include "plan/rng.h"

struct gt_ga {
    const struct gt_frame *frame;
    struct gt_sgs  sgs;
    struct gt_lagsgs *lag;   /* NULL for a dag */
    int32_t *urge;           /* [n] how much sooner after failures; NULL without windows */
    struct gt_rng  rng;
    uint32_t size;           /* members of each population */
    int32_t *member[2];      /* [size][n] starts, counted from that way's origin */
    int32_t *length[2];      /* [size] */
    uint64_t *sketch[2];     /* [size] 64 comparisons of two starts: near ones agree */
    uint32_t probe[2 * 64];  /* the activities compared */
    int32_t *key, *child;    /* [n] */
    uint32_t *list;
    int32_t  best_end;       /* INT32_MAX before the first schedule */
    int32_t *best;           /* [n] forward starts */
    uint32_t filled, sampled;/* members made by sampling so far; samples */
    uint32_t at;             /* next member to mate */
    enum gt_way way;         /* population that gives the parents */
    int64_t  idle_since;     /* sgs.count at the last improvement or restart */
};

/* `lag`: the generator where frame.dag does not hold, else NULL; only this one uses it. */
gt_rc gt_ga_init(struct gt_arena *arena, const struct gt_frame *f, struct gt_lagsgs *lag,
                 uint64_t seed, uint32_t population, struct gt_ga *out,
                 struct gt_err *err) GT_MUST_USE;

/* Goes on until sgs.count reaches `until` or the best end is <= target. */
void gt_ga_run(struct gt_ga *ga, int64_t until, int32_t target);

/* A new population; the best is kept beside it. */
void gt_ga_restart(struct gt_ga *ga);

/* Puts a known schedule into the population (and may make it the best). */
void gt_ga_feed(struct gt_ga *ga, const int32_t *start);

#endif
