/*
 * order.h - topological order of a network with its strongly connected
 * components; inside plan only.
 */
#ifndef GT_PLAN_ORDER_H
#define GT_PLAN_ORDER_H

#include "plan/net.h"

struct gt_order {
    uint32_t *act;  /* [acts] activities in order, members of a component together */
    uint32_t *rank; /* [acts] where an activity stands in act */
    /* [acts] by place: at a component's first place how many members it has,
     * at its other places 0. */
    uint32_t *members;
    uint32_t  tangled; /* components of more than one activity */
};

/* O(activities + arcs): Kahn, and Tarjan only where that finds a cycle. */
gt_rc gt_order_build(struct gt_arena *arena, const struct gt_net *net, struct gt_order *out,
                     struct gt_err *err) GT_MUST_USE;

#endif
