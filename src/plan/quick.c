/* quick.c - Kahn's sweep and its mirror over starts alone. */
#include "plan/quick.h"

#include "plan/relax.h"

/* All that the forward sweep touches of an activity, in one quarter of a
 * cache line. */
struct hot { gt_tick start; uint32_t pending; int32_t duration; };

enum { NEAR = 6, FAR = 12 }; /* how far ahead lines are asked for */

bool gt_quick_fits(const struct gt_net *net)
{
    for (uint32_t i = 0; i < net->cal_count; i++)
        if (!net->cals[i].elapsed)
            return false;
    return true;
}

/* Start to start, whatever the link's kind. */
static inline int64_t weight(const struct gt_arc *arc, int32_t tail, int32_t head)
{
    return (int64_t)arc->lag + (arc->code & GT_ARC_TAIL_FINISH ? tail : 0) -
           (arc->code & GT_ARC_HEAD_FINISH ? head : 0);
}

static void load(const struct gt_net *net, gt_tick from, struct hot *hot)
{
    const int32_t *duration = net->acts.duration;
    gt_tick plain = gt_max(from, GT_TICK_FIRST);

    if (!gt_facts_low(&net->acts))
        for (uint32_t act = 0; act < net->acts.count; act++)
            hot[act] = (struct hot){plain, net->in_count[act], duration[act]};
    else
        for (uint32_t act = 0; act < net->acts.count; act++)
            hot[act] = (struct hot){
                gt_resolve_early(&net->cals[0], duration[act], gt_bound_low(net, act, from)).start,
                net->in_count[act], duration[act]};
}

static uint32_t sweep(const struct gt_net *net, struct hot *hot, uint32_t *queue)
{
    uint32_t head = 0, tail = 0;

    for (uint32_t act = 0; act < net->acts.count; act++)
        if (hot[act].pending == 0)
            queue[tail++] = act;
    while (head < tail) {
        uint32_t act = queue[head];
        int32_t duration = hot[act].duration;
        /* What is not bounded must not bound: far below everything. */
        gt_tick start = hot[act].start > GT_TICK_FIRST ? hot[act].start : INT64_MIN / 2;

        if (head + FAR < tail) {
            const struct gt_arc *arcs = &net->out[net->out_at[queue[head + NEAR]]];

            __builtin_prefetch(arcs);
            __builtin_prefetch(&net->out_at[queue[head + FAR]]);
            __builtin_prefetch(&hot[queue[head + FAR]]);
        }
        head++;
        for (uint32_t arc = net->out_at[act]; arc < net->out_at[act + 1]; arc++) {
            uint32_t to = net->out[arc].other;
            gt_tick value = start + weight(&net->out[arc], duration, hot[to].duration);

            /* Without branches, which could only be guessed: the queue's next
             * slot is written each time and kept when it was the last arc. */
            hot[to].start = gt_max(hot[to].start, value);
            queue[tail] = to;
            tail += --hot[to].pending == 0;
        }
    }
    return tail;
}

/* The numbers are an order: no queue, no counting, and memory in one direction.
 * `start` holds the bounds. */
static void sweep_numbered(const struct gt_net *net, gt_tick *start)
{
    const int32_t *duration = net->acts.duration;

    for (uint32_t act = 0; act < net->acts.count; act++) {
        gt_tick own = start[act] > GT_TICK_FIRST ? start[act] : INT64_MIN / 2;

        for (uint32_t arc = net->out_at[act]; arc < net->out_at[act + 1]; arc++) {
            const struct gt_arc *to = &net->out[arc];
            int64_t gap = to->lag + (to->code & GT_ARC_TAIL_FINISH ? (int64_t)duration[act] : 0);

            if (to->code & GT_ARC_HEAD_FINISH)
                gap -= duration[to->other];
            start[to->other] = gt_max(start[to->other], own + gap);
        }
    }
}

static gt_rc early_numbered(struct gt_arena *arena, const struct gt_net *net, gt_tick from,
                            struct gt_when *when, struct gt_quick_sum *sum, struct gt_err *err)
{
    struct gt_arena_mark mark = gt_arena_mark(arena);
    const int32_t *duration = net->acts.duration;
    uint32_t count = net->acts.count;
    gt_tick *start = GT_NEW_RAW_N(arena, gt_tick, (size_t)count + 1);
    gt_tick most = GT_TICK_FIRST, plain = gt_max(from, GT_TICK_FIRST);
    bool facts = gt_facts_low(&net->acts);

    if (start == NULL)
        return gt_fail(err, GT_ENOMEM, "no memory for the dates", "日期计算内存不足");
    for (uint32_t act = 0; act < count; act++)
        start[act] = facts ? gt_resolve_early(&net->cals[0], duration[act],
                                              gt_bound_low(net, act, from)).start : plain;
    sweep_numbered(net, start);
    for (uint32_t act = 0; act < count; act++) {
        gt_tick finish = start[act] <= GT_TICK_FIRST ? start[act] : start[act] + duration[act];

        when[act] = (struct gt_when){start[act], finish};
        most = gt_max(most, finish);
    }
    sum->finish_of_all = most;
    gt_arena_rewind(arena, mark);
    return GT_OK;
}

gt_rc gt_quick_early(struct gt_arena *arena, const struct gt_net *net, gt_tick from,
                     uint32_t *order, struct gt_when *when, struct gt_quick_sum *sum, bool *whole,
                     struct gt_err *err)
{
    struct gt_arena_mark mark = gt_arena_mark(arena);
    uint32_t count = net->acts.count;
    struct hot *hot;
    gt_tick most = GT_TICK_FIRST;

    if (net->numbered) {
        *whole = true;
        return early_numbered(arena, net, from, when, sum, err);
    }
    if ((hot = GT_NEW_RAW_N(arena, struct hot, (size_t)count + 1)) == NULL)
        return gt_fail(err, GT_ENOMEM, "no memory for the dates", "日期计算内存不足");
    load(net, from, hot);
    *whole = sweep(net, hot, order) == count;
    for (uint32_t act = 0; *whole && act < count; act++) {
        gt_tick start = hot[act].start;
        gt_tick finish = start <= GT_TICK_FIRST ? start : start + hot[act].duration;

        when[act] = (struct gt_when){start, finish};
        most = gt_max(most, finish);
    }
    sum->finish_of_all = most;
    gt_arena_rewind(arena, mark);
    return GT_OK;
}

static inline void pull_one(const struct gt_net *net, uint32_t act, gt_tick *start)
{
    const int32_t *duration = net->acts.duration;
    gt_tick own = start[act];

    for (uint32_t arc = net->out_at[act]; arc < net->out_at[act + 1]; arc++) {
        const struct gt_arc *to = &net->out[arc];
        int64_t gap = to->lag + (to->code & GT_ARC_TAIL_FINISH ? (int64_t)duration[act] : 0);

        if (to->code & GT_ARC_HEAD_FINISH)
            gap -= duration[to->other];
        if (start[to->other] < GT_TICK_LAST)
            own = gt_min(own, start[to->other] - gap);
    }
    start[act] = own;
}

/* The activities in reverse, each pulled by its settled successors. */
static void pull(const struct gt_net *net, const uint32_t *order, gt_tick *start)
{
    if (net->numbered) {
        for (uint32_t act = net->acts.count; act-- > 0;)
            pull_one(net, act, start);
        return;
    }
    for (uint32_t at = net->acts.count; at-- > 0;) {
        if (at > FAR) {
            __builtin_prefetch(&net->out[net->out_at[order[at - NEAR]]]);
            __builtin_prefetch(&net->out_at[order[at - FAR]]);
            __builtin_prefetch(&start[order[at - FAR]]);
        }
        pull_one(net, order[at], start);
    }
}

gt_rc gt_quick_late(struct gt_arena *arena, const struct gt_net *net, gt_tick until,
                    const uint32_t *order, const struct gt_when *early, struct gt_when *late,
                    struct gt_quick_sum *sum, struct gt_err *err)
{
    struct gt_arena_mark mark = gt_arena_mark(arena);
    const int32_t *duration = net->acts.duration;
    uint32_t count = net->acts.count;
    gt_tick *start = GT_NEW_RAW_N(arena, gt_tick, (size_t)count + 1);
    gt_tick end = gt_upper(GT_TICK_LAST, until);

    if (start == NULL)
        return gt_fail(err, GT_ENOMEM, "no memory for the dates", "日期计算内存不足");
    if (!gt_facts_high(&net->acts))
        for (uint32_t act = 0; act < count; act++)
            start[act] = end >= GT_TICK_LAST ? end : end - duration[act];
    else
        for (uint32_t act = 0; act < count; act++)
            start[act] = gt_resolve_late(&net->cals[0], duration[act],
                                         gt_bound_high(net, act, until)).start;
    pull(net, order, start);
    sum->feasible = sum->all_bounded = true;
    for (uint32_t act = 0; act < count; act++) {
        bool bounded = start[act] < GT_TICK_LAST;

        late[act] = (struct gt_when){start[act], bounded ? start[act] + duration[act] : start[act]};
        sum->all_bounded &= bounded;
        if (early[act].start > start[act] && sum->feasible) {
            sum->feasible = false;
            sum->conflict_act = act;
        }
    }
    gt_arena_rewind(arena, mark);
    return GT_OK;
}
