/* pass.c - earliest, latest and planned dates of a whole network. */
#include "plan/pass.h"

#include "plan/order.h"
#include "plan/quick.h"
#include "plan/relax.h"
#include "plan/tangle.h"

struct sweep {
    const struct gt_net *net;
    struct gt_net        full;   /* net with arcs inward, where a tangle needs them */
    struct gt_arena     *arena;
    struct gt_order      order;
    struct gt_tangle     tangle;
    bool                 quick;  /* elapsed time, no cycle of arcs */
    struct gt_quick_sum  sum;    /* then */
    struct gt_why       *cycle;  /* may be NULL */
    struct gt_err       *err;
};

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "no memory for the dates", "日期计算内存不足");
}

/* ---- one activity, all its arcs outward --------------------------------- */

/* Forward: the activity is settled and pushes its successors. */
static inline void settle_early(const struct gt_net *net, uint32_t act, struct gt_when *when)
{
    struct gt_when own = gt_resolve_early(gt_cal_of(net, act), net->acts.duration[act], when[act]);

    when[act] = own;
    for (uint32_t arc = net->out_at[act]; arc < net->out_at[act + 1]; arc++) {
        uint32_t code = net->out[arc].code;
        gt_tick value = gt_arc_head(net->cals, net->out[arc].lag, code,
                                    code & GT_ARC_TAIL_FINISH ? own.finish : own.start);
        gt_tick *slot = code & GT_ARC_HEAD_FINISH ? &when[net->out[arc].other].finish
                                                  : &when[net->out[arc].other].start;

        if (value > *slot)
            *slot = value;
    }
}

/* Mirrored: the successors are settled and pull the activity. */
static inline void settle_late(const struct gt_net *net, uint32_t act, struct gt_when *when)
{
    struct gt_when own = when[act];

    for (uint32_t arc = net->out_at[act]; arc < net->out_at[act + 1]; arc++) {
        uint32_t code = net->out[arc].code;
        const struct gt_when *other = &when[net->out[arc].other];
        gt_tick value = gt_arc_tail(net->cals, net->out[arc].lag, code,
                                    code & GT_ARC_HEAD_FINISH ? other->finish : other->start);

        if (code & GT_ARC_TAIL_FINISH)
            own.finish = gt_min(own.finish, value);
        else
            own.start = gt_min(own.start, value);
    }
    when[act] = gt_resolve_late(gt_cal_of(net, act), net->acts.duration[act], own);
}

/* ---- sweeps ----------------------------------------------------------------- */

/*
 * Kahn's order and the forward sweep in one: an activity is settled when its
 * last predecessor was.  True when there was no cycle of arcs.  The queue
 * tells what comes next, so its lines are asked for ahead of time.
 */
static bool sweep_and_order(const struct gt_net *net, uint32_t *pending, uint32_t *queue,
                            struct gt_when *when)
{
    enum { NEAR = 4, FAR = 8 };
    uint32_t count = net->acts.count, head = 0, tail = 0;

    memcpy(pending, net->in_count, count * sizeof(*pending));
    for (uint32_t act = 0; act < count; act++)
        if (pending[act] == 0)
            queue[tail++] = act;
    while (head < tail) {
        uint32_t act = queue[head];

        if (head + FAR < tail) {
            __builtin_prefetch(&net->out[net->out_at[queue[head + NEAR]]]);
            __builtin_prefetch(&net->out_at[queue[head + FAR]]);
            __builtin_prefetch(&when[queue[head + FAR]]);
        }
        head++;
        settle_early(net, act, when);
        for (uint32_t arc = net->out_at[act]; arc < net->out_at[act + 1]; arc++)
            if (--pending[net->out[arc].other] == 0)
                queue[tail++] = net->out[arc].other;
    }
    return tail == count;
}

static gt_rc solve_tangle(struct sweep *s, uint32_t place, bool back, struct gt_when *when)
{
    uint32_t cycle_act = 0;
    gt_rc rc = gt_tangle_solve(&s->tangle, place, back, when, &cycle_act, s->err);

    if (rc == GT_ECYCLE && s->cycle != NULL &&
        gt_tangle_cycle(&s->tangle, cycle_act, back, when, s->arena, s->cycle, s->err) != GT_OK)
        return GT_ENOMEM;
    return rc;
}

static gt_rc sweep_early(struct sweep *s, struct gt_when *when)
{
    const struct gt_order *order = &s->order;
    gt_rc rc;

    for (uint32_t at = 0; at < s->net->acts.count; at++) {
        if (s->order.tangled > 0 && order->members[at] > 1 &&
            (rc = solve_tangle(s, at, false, when)) != GT_OK)
            return rc;
        settle_early(s->net, order->act[at], when); /* settled members stay as they are */
    }
    return GT_OK;
}

/* Only arcs out of the tangle: inside it the tangle's own search pulls. */
static void pull_from_outside(const struct sweep *s, uint32_t place, struct gt_when *when)
{
    const struct gt_net *net = s->net;
    uint32_t size = s->order.members[place];

    for (uint32_t i = 0; i < size; i++) {
        uint32_t act = s->order.act[place + i];

        for (uint32_t arc = net->out_at[act]; arc < net->out_at[act + 1]; arc++) {
            uint32_t code = net->out[arc].code, to = net->out[arc].other;
            gt_tick *slot = code & GT_ARC_TAIL_FINISH ? &when[act].finish : &when[act].start;

            if (s->order.rank[to] - place >= size)
                *slot = gt_min(*slot, gt_arc_tail(net->cals, net->out[arc].lag, code,
                                                  code & GT_ARC_HEAD_FINISH ? when[to].finish
                                                                            : when[to].start));
        }
    }
}

static gt_rc sweep_late(struct sweep *s, struct gt_when *when)
{
    const struct gt_order *order = &s->order;
    enum { NEAR = 4, FAR = 8 };
    gt_rc rc;

    for (uint32_t at = s->net->acts.count; at-- > 0;) {
        if (s->order.tangled > 0 && order->members[at] != 1) {
            if (order->members[at] == 0)
                continue; /* settled with the first of its tangle */
            pull_from_outside(s, at, when);
            if ((rc = solve_tangle(s, at, true, when)) != GT_OK)
                return rc;
            continue;
        }
        if (at > FAR) {
            __builtin_prefetch(&s->net->out[s->net->out_at[order->act[at - NEAR]]]);
            __builtin_prefetch(&s->net->out_at[order->act[at - FAR]]);
            __builtin_prefetch(&when[order->act[at - FAR]]);
        }
        settle_late(s->net, order->act[at], when);
    }
    return GT_OK;
}

/* ---- bounds to begin with -------------------------------------------------------- */

static void bounds_low(const struct gt_net *net, gt_tick from, struct gt_when *when)
{
    struct gt_when plain = {gt_max(from, GT_TICK_FIRST), GT_TICK_FIRST};

    if (gt_facts_low(&net->acts))
        for (uint32_t act = 0; act < net->acts.count; act++)
            when[act] = gt_bound_low(net, act, from);
    else
        for (uint32_t act = 0; act < net->acts.count; act++)
            when[act] = plain;
}

static void bounds_high(const struct gt_net *net, gt_tick until, struct gt_when *when)
{
    struct gt_when plain = {GT_TICK_LAST, gt_upper(GT_TICK_LAST, until)};

    if (gt_facts_high(&net->acts))
        for (uint32_t act = 0; act < net->acts.count; act++)
            when[act] = gt_bound_high(net, act, until);
    else
        for (uint32_t act = 0; act < net->acts.count; act++)
            when[act] = plain;
}

/* ---- the three sweeps ---------------------------------------------------------------- */

/* Earliest dates; makes the order on the way. */
static gt_rc run_early(struct sweep *s, gt_tick from, struct gt_when *early)
{
    uint32_t count = s->net->acts.count, *pending = NULL;
    gt_rc rc;

    if ((s->order.act = GT_NEW_RAW_N(s->arena, uint32_t, (size_t)count + 1)) == NULL)
        return no_memory(s->err);
    if (gt_quick_fits(s->net)) {
        rc = gt_quick_early(s->arena, s->net, from, s->order.act, early, &s->sum, &s->quick, s->err);
        if (rc != GT_OK || s->quick)
            return rc;
    } else {
        if ((pending = GT_NEW_RAW_N(s->arena, uint32_t, (size_t)count + 1)) == NULL)
            return no_memory(s->err);
        bounds_low(s->net, from, early);
        if (sweep_and_order(s->net, pending, s->order.act, early))
            return GT_OK;
    }

    s->full = *s->net;
    s->net = &s->full;
    if ((rc = gt_net_inward(s->arena, &s->full, s->err)) != GT_OK ||
        (rc = gt_order_build(s->arena, s->net, &s->order, s->err)) != GT_OK ||
        (rc = gt_tangle_init(&s->tangle, s->arena, s->net, &s->order, s->err)) != GT_OK)
        return rc;
    bounds_low(s->net, from, early);
    return sweep_early(s, early);
}

/* Dates that ran out of their calendar; and whether all deadlines can be met. */
static gt_rc look_over(const struct gt_net *net, struct gt_pass *pass, struct gt_err *err)
{
    pass->feasible = true;
    for (uint32_t act = 0; act < net->acts.count; act++) {
        const struct gt_when *early = &pass->early[act], *late = &pass->late[act];

        if (early->start >= GT_TICK_LAST || early->finish >= GT_TICK_LAST)
            return gt_fail(err, GT_ELIMIT,
                           "activity %u: its earliest dates lie beyond the end of the calendar",
                           "第%u项任务：最早日期超出日历范围", act + 1);
        if (late->start <= GT_TICK_FIRST || late->finish <= GT_TICK_FIRST)
            return gt_fail(err, GT_ELIMIT,
                           "activity %u: its latest dates lie before the beginning of the calendar",
                           "第%u项任务：最晚日期早于日历起点", act + 1);
        if (early->start > late->start && pass->feasible) {
            pass->feasible = false;
            pass->conflict_act = act;
        }
    }
    return GT_OK;
}

/*
 * Activities planned backward begin at their latest start, all others as
 * early as the rest then allows.  What cannot meet its deadline is pushed
 * past it by its predecessors, so a plan never breaks a link.
 */
static gt_rc run_plan(struct sweep *s, gt_tick from, struct gt_pass *pass)
{
    const struct gt_net *net = s->net;
    uint32_t count = net->acts.count;
    bool any_late = false, all_late = true;

    if (s->quick && net->acts.mode == NULL && s->sum.all_bounded && pass->feasible) {
        pass->plan = pass->late;
        return GT_OK;
    }
    for (uint32_t act = 0; act < count; act++) {
        bool late = (net->acts.mode == NULL || net->acts.mode[act] == GT_MODE_BACKWARD) &&
                    pass->late[act].start < GT_TICK_LAST;

        any_late |= late;
        all_late &= late;
    }
    if (!any_late || (all_late && pass->feasible)) {
        pass->plan = any_late ? pass->late : pass->early;
        return GT_OK;
    }
    if ((pass->plan = GT_NEW_N(s->arena, struct gt_when, (size_t)count + 1)) == NULL)
        return no_memory(s->err);
    for (uint32_t act = 0; s->quick && net->numbered && act < count; act++)
        s->order.act[act] = act;
    bounds_low(net, from, pass->plan);
    for (uint32_t act = 0; act < count; act++)
        if ((net->acts.mode == NULL || net->acts.mode[act] == GT_MODE_BACKWARD) &&
            pass->late[act].start < GT_TICK_LAST)
            pass->plan[act].start = gt_max(pass->plan[act].start, pass->late[act].start);
    return sweep_early(s, pass->plan);
}

gt_rc gt_pass_run(struct gt_arena *arena, const struct gt_net *net,
                  const struct gt_pass_options *options, struct gt_pass *out,
                  struct gt_why *cycle, struct gt_err *err)
{
    struct sweep s = {.net = net, .arena = arena, .cycle = cycle, .err = err};
    uint32_t count = net->acts.count;
    struct gt_pass pass = {.act_count = count, .finish_of_all = GT_TICK_FIRST};
    gt_tick until = options->until;
    gt_rc rc;

    if ((pass.early = GT_NEW_RAW_N(arena, struct gt_when, (size_t)count + 1)) == NULL ||
        (pass.late = GT_NEW_RAW_N(arena, struct gt_when, (size_t)count + 1)) == NULL)
        return no_memory(err);
    if ((rc = run_early(&s, options->from, pass.early)) != GT_OK)
        return rc;
    if (s.quick)
        pass.finish_of_all = s.sum.finish_of_all;
    else
        for (uint32_t act = 0; act < count; act++)
            pass.finish_of_all = gt_max(pass.finish_of_all, pass.early[act].finish);
    if (options->close && pass.finish_of_all > GT_TICK_FIRST && pass.finish_of_all < GT_TICK_LAST)
        until = gt_upper(pass.finish_of_all, until);
    if (s.quick) {
        if ((rc = gt_quick_late(arena, net, until, s.order.act, pass.early, pass.late, &s.sum,
                                err)) != GT_OK)
            return rc;
        pass.feasible = s.sum.feasible;
        pass.conflict_act = s.sum.conflict_act;
    } else {
        bounds_high(s.net, until, pass.late);
        if ((rc = sweep_late(&s, pass.late)) != GT_OK || (rc = look_over(net, &pass, err)) != GT_OK)
            return rc;
    }
    if ((rc = run_plan(&s, options->from, &pass)) != GT_OK)
        return rc;
    *out = pass;
    return GT_OK;
}

int64_t gt_pass_float(const struct gt_net *net, const struct gt_pass *pass, uint32_t act)
{
    gt_tick early = pass->early[act].start, late = pass->late[act].start;

    if (early <= GT_TICK_FIRST || late >= GT_TICK_LAST)
        return INT64_MAX;
    return gt_cal_between(gt_cal_of(net, act), early, late);
}

bool gt_pass_critical(const struct gt_net *net, const struct gt_pass *pass, uint32_t act)
{
    return gt_pass_float(net, pass, act) <= 0;
}
