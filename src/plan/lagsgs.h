/*
 * lagsgs.h - serial schedule generation with greatest lags, both ways: knot
 * by knot.
 *
 * The members of a knot go in one by one; when one fits only after its latest
 * start, those that hold it back are taken out and delayed (Franck, Neumann and
 * Schwindt 2001).  After too many such steps the knot goes in as a whole, as it
 * was settled by itself, which always fits somewhere.
 */
#ifndef GT_PLAN_LAGSGS_H
#define GT_PLAN_LAGSGS_H

#include "plan/knot.h"

#define GT_LAG_FAILED INT32_MAX

struct gt_lagsgs {
    const struct gt_knots *knots;
    int32_t  *base;       /* [n] earliest starts by what is placed; as knots.member */
    int32_t  *raised;     /* [n] the same after taking back */
    int32_t  *early, *late, *at; /* [n] likewise */
    uint32_t *behind;     /* [n] members of the knot that must be placed first */
    uint32_t *stands;     /* [n] scratch: those placed */
    bool     *placed;     /* [n] */
    uint32_t *waiting;    /* [knots] links from knots not yet placed */
    uint32_t *first;      /* [knots] rank of the member that comes next */
    uint32_t *left, *steps; /* [knots] members not placed; steps back not yet spent */
    uint32_t *heap;       /* [knots] ready ones by it */
    uint32_t *rank, *list;/* [n] */
    uint32_t  failed;     /* activity that found no place in its window */
    int64_t   taken_back, ticks;
};

gt_rc gt_lagsgs_init(struct gt_arena *arena, const struct gt_knots *knots, struct gt_lagsgs *out,
                     struct gt_err *err) GT_MUST_USE;

/*
 * One schedule: of the members of all knots whose forerunners stand, the first by
 * key that waits for no other member (in large networks a knot once begun goes on);
 * counted in sgs->count.  Returns the end, or GT_LAG_FAILED where a latest start
 * could not be kept.  Backward: start[] and the result count from the end,
 * windows are not looked at.  All knots must be settled.
 */
int32_t gt_lagsgs_list(struct gt_lagsgs *g, struct gt_sgs *sgs, enum gt_way way,
                       const int32_t *key, int32_t span, int32_t *start);

/* One knot into an emptied profile: false after so many steps back. at[] holds the starts. */
bool gt_lagsgs_alone(struct gt_lagsgs *g, struct gt_sgs *sgs, uint32_t knot, const int32_t *key,
                     uint32_t steps);

#endif
