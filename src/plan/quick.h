/*
 * quick.h - both passes in elapsed time; plan room only.
 *
 * Where no calendar is in play every arc is one number between two starts,
 * so the sweeps need a third of the memory and none of the lookups.  Same
 * answer as the general sweeps (the tests compare), or none: a network with
 * a cycle of arcs is handed back.
 */
#ifndef GT_PLAN_QUICK_H
#define GT_PLAN_QUICK_H

#include "plan/pass.h"

/* Whether all calendars are elapsed time. */
bool gt_quick_fits(const struct gt_net *net);

/* What the passes of pass.c look for in the dates, found while writing them. */
struct gt_quick_sum {
    gt_tick  finish_of_all;
    bool     feasible, all_bounded; /* every activity has a latest date */
    uint32_t conflict_act;
};

/* Earliest dates into when[], and, where the numbers are none already, the
 * order into order[acts].  *whole is
 * false, and when[] undefined, where the arcs form a cycle. */
gt_rc gt_quick_early(struct gt_arena *arena, const struct gt_net *net, gt_tick from,
                     uint32_t *order, struct gt_when *when, struct gt_quick_sum *sum, bool *whole,
                     struct gt_err *err) GT_MUST_USE;

/* Latest dates into late[], in the order found. */
gt_rc gt_quick_late(struct gt_arena *arena, const struct gt_net *net, gt_tick until,
                    const uint32_t *order, const struct gt_when *early, struct gt_when *late,
                    struct gt_quick_sum *sum, struct gt_err *err) GT_MUST_USE;

#endif
