/*
 * knot.h - activities that greatest lags tie to each other both ways.
 *
 * A knot is a strongly connected component of the links.  From one knot to another
 * there are only least lags one way, so without windows a problem has a
 * schedule exactly when each knot has one by itself; and whatever stands
 * already, a knot can be put behind it as a whole.
 */
#ifndef GT_PLAN_KNOT_H
#define GT_PLAN_KNOT_H

#include "plan/sgs.h"

enum { GT_KNOT_ACTS_MAX = 2048 }; /* the distances of all pairs are kept */

struct gt_knots {
    const struct gt_frame *frame;
    uint32_t  count;
    uint32_t *of;         /* [n] knot of an activity; links lead to higher numbers */
    uint32_t *at;         /* [count + 1] into member */
    uint32_t *member;     /* [n] */
    uint32_t *slot;       /* [n] place of an activity within its knot */
    size_t   *dist_at;    /* [count] */
    int32_t  *dist[2];    /* by way: member y starts >= start of x + dist[x * size + y] */
    int32_t  *offset[2];  /* by way: [n], as member[]: starts of the knot by itself, once settled */
    int32_t  *length;     /* [count] of that schedule; -1: not settled */
};

/* Distances by label correcting from every member.  GT_ELIMIT where a knot is too large. */
gt_rc gt_knots_init(struct gt_arena *arena, const struct gt_frame *f, struct gt_knots *out,
                    struct gt_err *err) GT_MUST_USE;

/* Notes a schedule of the knot by itself; start[] by its members. */
void gt_knots_settle(struct gt_knots *k, uint32_t knot, const int32_t *start);

static inline uint32_t gt_knot_size(const struct gt_knots *k, uint32_t knot)
{
    return k->at[knot + 1] - k->at[knot];
}

#endif
