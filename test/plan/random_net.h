/* random_net.h - small networks with everything in them, for properties. */
#ifndef GT_TEST_PLAN_RANDOM_NET_H
#define GT_TEST_PLAN_RANDOM_NET_H

#include "plan/plan.h"

enum { RANDOM_DAYS = 400 };

struct random_rng { uint64_t state; };
/* 0 .. below - 1 */
uint32_t random_below(struct random_rng *rng, uint32_t below);

struct random_shape {
    uint32_t acts, links;
    bool lags;      /* lags other than 0, also negative ones */
    bool greatest;  /* greatest lags, some of them impossible */
    bool windows;   /* windows, pins and deadlines, some of them impossible */
    bool loops;     /* links in any direction */
    bool elapsed;   /* no calendars */
};

struct random_net {
    struct gt_cal cals[3]; /* elapsed; five days a week; odd holidays */
    struct gt_plan_task *tasks;
    struct gt_link *links;
    struct gt_plan_input input; /* from 0, until the end of the calendars */
    struct gt_net net;
};

/* Same seed, same network.  Never fails (the test does). */
void random_net_make(struct gt_arena *arena, uint64_t seed, const struct random_shape *shape,
                     struct random_net *out);

/* Frozen arrays from task structs. */
void random_net_freeze(struct gt_arena *arena, const struct gt_plan_input *input,
                       struct gt_net *out);

#endif
