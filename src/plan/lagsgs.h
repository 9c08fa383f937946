/*
 * lagsgs.h - serial schedule generation with greatest lags and windows: what
 * was placed too early is taken back and delayed (Franck, Neumann and
 * Schwindt 2001).
 */
#ifndef GT_PLAN_LAGSGS_H
#define GT_PLAN_LAGSGS_H

#include "plan/rng.h"
#include "plan/sgs.h"

enum { GT_LAGSGS_ACTS_MAX = 2048 }; /* it keeps the distances of all pairs */
#define GT_LAG_NONE (INT32_MIN / 2)

struct gt_lagsgs {
    const struct gt_frame *frame;
    struct gt_sgs  sgs;
    struct gt_rng  rng;
    int32_t *dist;      /* [n * n] start[j] >= start[i] + dist[i * n + j], or LAG_NONE */
    int32_t *least;     /* [n] earliest starts as raised by taking back */
    int32_t *early, *late;
    int32_t *start;     /* [n] */
    int32_t *rank;      /* [n] smaller goes first */
    bool    *placed;
    bool (*halt)(void *user); /* asked now and then; NULL: never */
    void    *halt_user;
    int64_t  unscheduled, ticks;
};

/* GT_ELIMIT for more activities than the limit. */
gt_rc gt_lagsgs_init(struct gt_arena *arena, const struct gt_frame *f, uint64_t seed,
                     struct gt_lagsgs *out, struct gt_err *err) GT_MUST_USE;

/*
 * One attempt at a schedule that ends by `most`; in start[] if true.  The order is
 * by latest start with `noise` percent of the critical path.
 */
bool gt_lagsgs_try(struct gt_lagsgs *g, int32_t most, uint32_t noise);

#endif
