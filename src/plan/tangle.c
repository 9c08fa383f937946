/* tangle.c - label correcting with a first-in first-out queue. */
#include "plan/tangle.h"

#include "plan/relax.h"

enum {
    NONE = UINT32_MAX,
    EFFORT_MAX = 10 * 1000 * 1000, /* improvements; a few tenths of a second */
};

gt_rc gt_tangle_init(struct gt_tangle *tangle, struct gt_arena *arena, const struct gt_net *net,
                     const struct gt_order *order, struct gt_err *err)
{
    uint32_t count = net->acts.count;
    struct gt_tangle t = {.net = net, .order = order};

    if ((t.parent_arc = GT_NEW_N(arena, uint32_t, count)) == NULL ||
        (t.parent_act = GT_NEW_N(arena, uint32_t, count)) == NULL ||
        (t.queue = GT_NEW_N(arena, uint32_t, count)) == NULL ||
        (t.mark = GT_NEW_N(arena, uint32_t, count)) == NULL ||
        (t.queued = GT_NEW_N(arena, uint8_t, count)) == NULL)
        return gt_fail(err, GT_ENOMEM, "no memory for greatest lags", "最大间隔计算内存不足");
    *tangle = t;
    return GT_OK;
}

/* An activity on a cycle of parents, or NONE. */
static uint32_t find_cycle(struct gt_tangle *t, const uint32_t *members, uint32_t size)
{
    uint32_t base = t->stamp + 1; /* marks from here on were made in this search */

    for (uint32_t i = 0; i < size; i++) {
        uint32_t act = members[i], stamp = ++t->stamp;

        while (act != NONE && t->mark[act] < base) {
            t->mark[act] = stamp;
            act = t->parent_act[act];
        }
        if (act != NONE && t->mark[act] == stamp)
            return act;
    }
    return NONE;
}

static const struct gt_arc *parent_arc(const struct gt_tangle *t, uint32_t act, bool back)
{
    return back ? &t->net->in[t->parent_arc[act]] : &t->net->out[t->parent_arc[act]];
}

/* Which event of activity `act` an arc touches on the given side. */
static bool touches_finish(uint32_t code, bool head)
{
    return (code & (head ? GT_ARC_HEAD_FINISH : GT_ARC_TAIL_FINISH)) != 0;
}

/*
 * True when the parents' cycle pulls itself up whatever the date: all in one
 * calendar and with more lag and work going round than coming back.  Where
 * calendars differ the lags may hold later on, and the search goes on.
 */
static bool cycle_is_proof(const struct gt_tangle *t, uint32_t start, bool back)
{
    const struct gt_acts *acts = &t->net->acts;
    uint32_t act = start, calendar = NONE;
    int64_t gain = 0;

    do {
        /* `arc` sets act; `after` is set by act in turn (found from behind). */
        const struct gt_arc *arc = parent_arc(t, act, back);
        uint32_t before = t->parent_act[act], cal = GT_ARC_CAL(arc->code);
        const struct gt_arc *into = parent_arc(t, before, back);
        bool leaves = touches_finish(arc->code, back);   /* event of `before` it leaves */
        bool enters = touches_finish(into->code, !back); /* event of `before` set by into */

        gain += arc->lag;
        if (arc->lag != 0 || (arc->code & GT_ARC_MAX)) {
            if (calendar != NONE && calendar != cal)
                return false;
            calendar = cal;
        }
        if (leaves != enters && acts->duration[before] > 0) {
            gain += leaves == !back ? acts->duration[before] : -acts->duration[before];
            cal = gt_net_cal_of(t->net, before);
            if (calendar != NONE && calendar != cal)
                return false;
            calendar = cal;
        }
        act = before;
    } while (act != start);
    return gain > 0;
}

static gt_tick *event_of(struct gt_when *when, bool finish)
{
    return finish ? &when->finish : &when->start;
}

static gt_rc no_dates(struct gt_err *err)
{
    return gt_fail(err, GT_ECYCLE, "links and lags form a cycle that no dates satisfy",
                   "衔接与间隔成环，任何日期都无法同时满足");
}

gt_rc gt_tangle_solve(struct gt_tangle *t, uint32_t place, bool back, struct gt_when *when,
                      uint32_t *cycle_act, struct gt_err *err)
{
    const struct gt_net *net = t->net;
    const uint32_t *at = back ? net->in_at : net->out_at;
    const struct gt_arc *arcs = back ? net->in : net->out;
    const uint32_t *members = t->order->act + place;
    uint32_t size = t->order->members[place], head = 0, queued = size, improved = 0;

    for (uint32_t i = 0; i < size; i++) {
        t->queue[i] = members[i];
        t->queued[members[i]] = 1;
        t->parent_act[members[i]] = NONE;
    }
    while (queued > 0) {
        uint32_t act = t->queue[head];
        const struct gt_cal *cal = gt_cal_of(net, act);

        head = head + 1 == size ? 0 : head + 1;
        queued--;
        t->queued[act] = 0;
        when[act] = back ? gt_resolve_late(cal, net->acts.duration[act], when[act])
                         : gt_resolve_early(cal, net->acts.duration[act], when[act]);
        for (uint32_t arc = at[act]; arc < at[act + 1]; arc++) {
            uint32_t to = arcs[arc].other, code = arcs[arc].code;
            gt_tick own, value, *slot;

            if (t->order->rank[to] - place >= size)
                continue;
            own = *event_of(&when[act], touches_finish(code, back));
            slot = event_of(&when[to], touches_finish(code, !back));
            value = back ? gt_arc_tail(net->cals, arcs[arc].lag, code, own)
                         : gt_arc_head(net->cals, arcs[arc].lag, code, own);
            if (back ? value >= *slot : value <= *slot)
                continue;
            *slot = value;
            t->parent_arc[to] = arc;
            t->parent_act[to] = act;
            improved++;
            /* Pulled round and round until the calendar ended: where calendars
             * differ this is how a cycle that no date satisfies shows. */
            if ((back ? value <= GT_TICK_FIRST : value >= GT_TICK_LAST) &&
                (*cycle_act = find_cycle(t, members, size)) != NONE)
                return no_dates(err);
            if (!t->queued[to]) {
                uint32_t tail = head + queued;

                t->queue[tail >= size ? tail - size : tail] = to;
                t->queued[to] = 1;
                queued++;
            }
        }
        if (improved > size) {
            improved = 0;
            t->effort += size;
            *cycle_act = find_cycle(t, members, size);
            if (*cycle_act != NONE && cycle_is_proof(t, *cycle_act, back))
                return no_dates(err);
            if (t->effort > EFFORT_MAX)
                return gt_fail(err, GT_ELIMIT,
                               "greatest lags around activity %u were not settled in the effort allowed",
                               "第%u项任务附近的最大间隔在限定计算量内未能确定", members[0] + 1);
        }
    }
    return GT_OK;
}

gt_rc gt_tangle_cycle(const struct gt_tangle *t, uint32_t start, bool back,
                      const struct gt_when *when, struct gt_arena *arena, struct gt_why *out,
                      struct gt_err *err)
{
    uint32_t act = start, count = 0, at;
    struct gt_fact *facts;

    do {
        count += 2;
        act = t->parent_act[act];
    } while (act != start);
    if ((facts = GT_NEW_N(arena, struct gt_fact, count)) == NULL)
        return gt_fail(err, GT_ENOMEM, "no memory for the reason", "原因说明内存不足");
    /* Parents lead from effect to cause; the chain is told the other way. */
    at = count;
    do {
        const struct gt_arc *arc = parent_arc(t, act, back);
        uint32_t before = t->parent_act[act];
        const struct gt_arc *into = parent_arc(t, before, back);
        bool finish = touches_finish(arc->code, !back);
        bool leaves = touches_finish(arc->code, back), enters = touches_finish(into->code, !back);
        uint32_t link = back ? t->net->in_link[t->parent_arc[act]] : t->net->out_link[t->parent_arc[act]];
        bool greatest = (arc->code & GT_ARC_MAX) != 0;

        facts[--at] = (struct gt_fact){
            .kind = greatest ? GT_FACT_LAG_MAX : GT_FACT_LAG_MIN, .event = finish, .late = back,
            .act = act, .link = link, .amount = greatest ? -arc->lag : arc->lag,
            .at = finish ? when[act].finish : when[act].start};
        if (leaves != enters)
            facts[--at] = (struct gt_fact){
                .kind = GT_FACT_DURATION, .event = leaves, .late = back, .act = before,
                .link = GT_NO_INDEX, .amount = t->net->acts.duration[before],
                .at = leaves ? when[before].finish : when[before].start};
        act = before;
    } while (act != start);
    *out = (struct gt_why){.facts = facts + at, .count = count - at, .at = facts[count - 1].at};
    return GT_OK;
}
