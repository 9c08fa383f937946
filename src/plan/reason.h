/*
 * reason.h - what questions about dates share; inside plan only.
 *
 * A fact is tight where it alone would give the date.  A breadth-first walk
 * over tight arcs, from the date back to the nearest bound, gives the chain
 * with the fewest links and cannot run in circles.
 */
#ifndef GT_PLAN_REASON_H
#define GT_PLAN_REASON_H

#include "plan/relax.h"

/* Where a question looks: dates, and which way facts force. */
struct gt_view {
    const struct gt_net          *net;
    const struct gt_pass_options *options;
    const struct gt_pass         *pass;
    const struct gt_when         *dates;
    bool                          late;    /* greatest dates, arcs followed outward */
    bool                          planned; /* backward activities hold their latest date */
};

struct gt_bound { uint8_t kind; bool finish; gt_tick at; };
enum { GT_BOUNDS_MAX = 6 };

/* The activity's own bounds on the view's side, the options' last. */
uint32_t gt_view_bounds(const struct gt_view *v, uint32_t act,
                        struct gt_bound list[static GT_BOUNDS_MAX]);

/* The start that one bound of one event gives an activity; the same for an
 * entered bound, where a pin gives way to the next (last) work time. */
gt_tick gt_view_start(const struct gt_view *v, uint32_t act, bool finish, gt_tick at);
gt_tick gt_view_bound_start(const struct gt_view *v, uint32_t act, const struct gt_bound *bound);

struct gt_walk {
    uint32_t *next_arc;  /* [acts] arc that led here, towards the asked date: in `in`,
                          * or in `out` of a late view */
    uint32_t *next_act;  /* [acts] GT_NO_INDEX at the asked activity */
    uint32_t *queue;
    uint8_t  *seen;
};

gt_rc gt_walk_init(struct gt_walk *w, struct gt_arena *arena, uint32_t count);

/* The nearest activity whose own bound is tight, or one held at its latest
 * date (*bound has kind GT_FACT_KIND_COUNT then); GT_NO_INDEX where nothing bounds. */
uint32_t gt_walk_root(const struct gt_view *v, uint32_t act, struct gt_walk *w,
                      struct gt_bound *bound);

#endif
