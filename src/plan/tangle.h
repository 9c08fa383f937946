/*
 * tangle.h - dates inside one strongly connected component; plan only.
 *
 * Greatest lags are arcs against their links, so tasks bound by one hang
 * together both ways.  Inside such a tangle dates are found by correcting
 * labels until nothing changes; arcs that pull each other up for ever are a
 * positive cycle.
 */
#ifndef GT_PLAN_TANGLE_H
#define GT_PLAN_TANGLE_H

#include "plan/order.h"
#include "plan/pass.h"

struct gt_tangle {
    const struct gt_net   *net;   /* with its arcs inward */
    const struct gt_order *order;
    uint32_t *parent_arc;  /* [acts] arc that set the bound last, in out or (back) in */
    uint32_t *parent_act;  /* [acts] the activity at its other end */
    uint32_t *queue, *mark; /* [acts] */
    uint8_t  *queued;      /* [acts] */
    uint32_t  stamp;
    int64_t   effort;      /* improvements so far, all components */
};

gt_rc gt_tangle_init(struct gt_tangle *tangle, struct gt_arena *arena, const struct gt_net *net,
                     const struct gt_order *order, struct gt_err *err) GT_MUST_USE;

/*
 * when[] holds the bounds of the members of the component that begins at
 * `place` and gets their dates: least ones, or with `back` greatest ones.
 * GT_ECYCLE: *cycle_act is on the cycle, and parent_* lead round it
 * GT_ELIMIT: the lags may hold somewhere, but not within the effort allowed
 */
gt_rc gt_tangle_solve(struct gt_tangle *tangle, uint32_t place, bool back, struct gt_when *when,
                      uint32_t *cycle_act, struct gt_err *err) GT_MUST_USE;

/* The cycle as a chain of facts in forcing order. */
gt_rc gt_tangle_cycle(const struct gt_tangle *tangle, uint32_t cycle_act, bool back,
                      const struct gt_when *when, struct gt_arena *arena, struct gt_why *out,
                      struct gt_err *err) GT_MUST_USE;

#endif
