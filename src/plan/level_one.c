/*
 * level_one.c - levelling in the work time of one calendar.
 *
 * In work time there are no nights and holidays: a start is a number of
 * ticks worked, windows and capacities move over by work(), and what is left is
 * the textbook problem that solve.h proves.  Everything is divided by the
 * greatest common divisor, so that eight-hour days in minutes become days.
 */
#include "plan/level_in.h"
#include "plan/relax.h"

enum {
    HORIZON_SUMS = 8,             /* of all durations and lags */
    NEEDS_MAX = 64 * 1024 * 1024, /* activities times resources */
};

/* So many units of the resource are missing, in work after base. */
struct gap { uint32_t res; int64_t from, to; int32_t units; };

struct one {
    const struct gt_leveller *l;
    const struct gt_net *net;
    const struct gt_cal *cal;
    int64_t base;        /* work before `from` */
    int64_t unit;        /* ticks of work in one tick of the problem */
    int64_t horizon;     /* in work */
    int64_t *first, *last; /* [acts] windows of starts, in work after base; last INT64_MAX: none */
    struct gt_rcpsp p;
    GT_VEC(struct gt_rload) loads;
    GT_VEC(struct gap) gaps;
};

static bool binds(const struct gt_arc *arc)
{
    return arc->lag != GT_LAG_NONE && (arc->lag != 0 || (arc->code & GT_ARC_MAX));
}

/* The calendar of all work and lags; NULL where there are several. */
static const struct gt_cal *only_calendar(const struct gt_net *net)
{
    uint32_t one = UINT32_MAX;

    for (uint32_t act = 0; act < net->acts.count; act++)
        if (net->acts.duration[act] > 0) {
            if (one != UINT32_MAX && one != gt_net_cal_of(net, act))
                return NULL;
            one = gt_net_cal_of(net, act);
        }
    for (uint32_t i = 0; i < net->arc_count; i++)
        if (binds(&net->out[i])) {
            if (one != UINT32_MAX && one != GT_ARC_CAL(net->out[i].code))
                return NULL;
            one = GT_ARC_CAL(net->out[i].code);
        }
    return &net->cals[one == UINT32_MAX ? 0 : one];
}

/* ---- windows -------------------------------------------------------------------- */

/* Where from some day on there is never enough again, it must be done by then:
 * its last start, in work after base. */
static int64_t done_by_then(const struct one *o, uint32_t act)
{
    const struct gt_net *net = o->net;
    int64_t last = INT64_MAX;

    if (net->demand_at == NULL || net->acts.duration[act] == 0)
        return last;
    for (uint32_t d = net->demand_at[act]; d < net->demand_at[act + 1]; d++) {
        const struct gt_res *res = &net->res[net->demands[d].res];
        uint32_t k = res->step_count;

        while (k > 0 && res->steps[k - 1].capacity < net->demands[d].amount)
            k--;
        if (k > 0 && k < res->step_count)
            last = gt_min(last, gt_cal_work(o->cal, res->steps[k].at) - net->acts.duration[act] - o->base);
    }
    return last;
}

static void window_of(const struct one *o, uint32_t act, int64_t *first, int64_t *last)
{
    const struct gt_acts *acts = &o->net->acts;
    const struct gt_cal *cal = o->cal;
    const int64_t d = acts->duration[act];
    gt_tick at;

    *first = 0;
    *last = done_by_then(o, act);
    if ((at = gt_fact_at(acts->start_min, act)) != GT_TICK_NONE)
        *first = gt_max(*first, gt_cal_work(cal, at) - o->base);
    if ((at = gt_fact_at(acts->finish_min, act)) != GT_TICK_NONE) {
        int64_t w = gt_cal_work(cal, at);

        if (d > 0 && gt_cal_lo(cal, w) < at)
            w++;
        *first = gt_max(*first, w - d - o->base);
    }
    if ((at = gt_fact_at(acts->start_pin, act)) != GT_TICK_NONE) {
        *first = gt_max(*first, gt_cal_work(cal, at) - o->base);
        *last = gt_min(*last, gt_cal_work(cal, at) - o->base);
    }
    if ((at = gt_fact_at(acts->finish_pin, act)) != GT_TICK_NONE) {
        *first = gt_max(*first, gt_cal_work(cal, at) - d - o->base);
        *last = gt_min(*last, gt_cal_work(cal, at) - d - o->base);
    }
    if (o->l->options->soft)
        return;
    if ((at = gt_fact_at(acts->start_max, act)) != GT_TICK_NONE) {
        int64_t w = gt_cal_work(cal, at);

        if (d > 0 && gt_cal_hi(cal, w) > at)
            w--;
        *last = gt_min(*last, w - o->base);
    }
    if ((at = gt_fact_at(acts->finish_max, act)) != GT_TICK_NONE)
        *last = gt_min(*last, gt_cal_work(cal, at) - d - o->base);
    if (!o->l->options->backward && o->l->options->until != GT_TICK_NONE)
        *last = gt_min(*last, gt_cal_work(cal, o->l->options->until) - d - o->base);
}

/* ---- what a resource lacks, and when ---------------------------------------------- */

static bool add_gap(struct one *o, uint32_t res, gt_tick from, gt_tick to, int32_t units)
{
    int64_t a = gt_max(gt_cal_work(o->cal, from) - o->base, 0);
    int64_t b = gt_min(gt_cal_work(o->cal, to) - o->base, o->horizon);
    struct gap *gap;

    if (units <= 0 || a >= b)
        return true;
    if ((gap = GT_PUSH(o->l->arena, &o->gaps)) == NULL)
        return false;
    *gap = (struct gap){res, a, b, units};
    return true;
}

static int32_t most_of(const struct gt_res *res)
{
    int32_t most = 0;

    for (uint32_t i = 0; i < res->step_count; i++)
        most = res->steps[i].capacity > most ? res->steps[i].capacity : most;
    return most;
}

/* Steps within [from, to) of the time in which the resource works. */
static bool gaps_of_steps(struct one *o, uint32_t r, int32_t most, gt_tick from, gt_tick to)
{
    const struct gt_res *res = &o->net->res[r];

    for (uint32_t i = 0; i < res->step_count; i++) {
        gt_tick a = i == 0 ? from : gt_max(from, res->steps[i].at);
        gt_tick b = i + 1 == res->step_count ? to : gt_min(to, res->steps[i + 1].at);

        if (a < b && !add_gap(o, r, a, b, most - res->steps[i].capacity))
            return false;
    }
    return true;
}

static bool gaps_of(struct one *o, uint32_t r, gt_tick end)
{
    const struct gt_res *res = &o->net->res[r];
    const struct gt_cal *own = &o->net->cals[res->calendar];
    const int32_t most = most_of(res);
    gt_tick at = o->l->from;

    if (own->elapsed || own == o->cal)
        return gaps_of_steps(o, r, most, at, end);
    for (uint32_t i = 0; i < own->span_count && own->spans[i].from < end; i++) {
        if (own->spans[i].to <= at)
            continue;
        if (own->spans[i].from > at && !add_gap(o, r, at, own->spans[i].from, most))
            return false;
        if (!gaps_of_steps(o, r, most, gt_max(at, own->spans[i].from), own->spans[i].to))
            return false;
        at = own->spans[i].to;
    }
    return at >= end || add_gap(o, r, at, end, most);
}

/* ---- the problem ------------------------------------------------------------------- */

static int64_t gcd(int64_t a, int64_t b)
{
    a = a < 0 ? -a : a;
    b = b < 0 ? -b : b;
    while (b != 0) {
        int64_t rest = a % b;

        a = b;
        b = rest;
    }
    return a;
}

/* The ticks of work that everything is a multiple of; and the horizon first. */
static bool measure(struct one *o)
{
    const struct gt_net *net = o->net;
    int64_t sum = 0, latest = 0, unit = 0;
    gt_tick end;

    for (uint32_t act = 0; act < net->acts.count; act++) {
        window_of(o, act, &o->first[act], &o->last[act]);
        sum += net->acts.duration[act];
        latest = gt_max(latest, o->first[act]);
        unit = gcd(gcd(unit, net->acts.duration[act]), o->first[act]);
        if (o->last[act] != INT64_MAX)
            unit = gcd(unit, o->last[act]);
    }
    for (uint32_t i = 0; i < net->arc_count; i++)
        if (binds(&net->out[i])) {
            unit = gcd(unit, net->out[i].lag);
            if (!(net->out[i].code & GT_ARC_MAX))
                sum += net->out[i].lag > 0 ? net->out[i].lag : -net->out[i].lag;
        }
    o->horizon = latest + HORIZON_SUMS * sum + 1;
    end = o->cal->elapsed ? o->l->from + o->horizon : gt_cal_lo(o->cal, o->base + o->horizon);
    if (end >= GT_TICK_LAST) {
        end = o->cal->spans[o->cal->span_count - 1].to;
        o->horizon = gt_cal_work(o->cal, end) - o->base;
    }
    for (uint32_t r = 0; r < net->res_count; r++)
        if (!gaps_of(o, r, end))
            return false;
    for (size_t i = 0; i < o->gaps.count; i++) {
        unit = gcd(unit, o->gaps.at[i].from);
        if (o->gaps.at[i].to != o->horizon)
            unit = gcd(unit, o->gaps.at[i].to);
    }
    o->unit = unit > 0 ? unit : 1;
    return true;
}

static bool fits(int64_t value) { return value >= -GT_RCPSP_HORIZON_MAX && value <= GT_RCPSP_HORIZON_MAX; }

static bool lay_arrays(struct one *o)
{
    const struct gt_net *net = o->net;
    const uint32_t n = net->acts.count, ress = net->res_count;
    struct gt_arena *arena = o->l->arena;
    int32_t *dur, *cap, *need, *earliest, *latest;
    struct gt_rlink *link;

    if ((dur = GT_NEW_N(arena, int32_t, (size_t)n + 1)) == NULL ||
        (cap = GT_NEW_N(arena, int32_t, (size_t)ress + 1)) == NULL ||
        (need = GT_NEW_N(arena, int32_t, (size_t)n * ress + 1)) == NULL ||
        (earliest = GT_NEW_N(arena, int32_t, (size_t)n + 1)) == NULL ||
        (latest = GT_NEW_N(arena, int32_t, (size_t)n + 1)) == NULL ||
        (link = GT_NEW_N(arena, struct gt_rlink, (size_t)net->arc_count + 1)) == NULL)
        return false;
    for (uint32_t act = 0; act < n; act++) {
        dur[act] = (int32_t)(net->acts.duration[act] / o->unit);
        earliest[act] = (int32_t)(o->first[act] / o->unit);
        latest[act] = o->last[act] == INT64_MAX || o->last[act] / o->unit > GT_RCPSP_HORIZON_MAX
                          ? GT_RCPSP_LATEST_NONE : (int32_t)(o->last[act] / o->unit);
        if (net->demand_at == NULL || dur[act] == 0)
            continue;
        for (uint32_t i = net->demand_at[act]; i < net->demand_at[act + 1]; i++)
            need[(size_t)act * ress + net->demands[i].res] += net->demands[i].amount;
    }
    for (uint32_t r = 0; r < ress; r++)
        cap[r] = most_of(&net->res[r]);
    for (uint32_t act = 0, k = 0; act < n; act++)
        for (uint32_t i = net->out_at[act]; i < net->out_at[act + 1]; i++) {
            const struct gt_arc *arc = &net->out[i];

            if (arc->lag == GT_LAG_NONE)
                continue;
            link[k++] = (struct gt_rlink){
                act, arc->other,
                (int32_t)(arc->lag / o->unit) + (arc->code & GT_ARC_TAIL_FINISH ? dur[act] : 0) -
                    (arc->code & GT_ARC_HEAD_FINISH ? dur[arc->other] : 0)};
            o->p.links = k;
        }
    for (size_t i = 0; i < o->gaps.count; i++) {
        struct gt_rload *load = GT_PUSH(arena, &o->loads);

        if (load == NULL)
            return false;
        *load = (struct gt_rload){o->gaps.at[i].res, (int32_t)(o->gaps.at[i].from / o->unit),
                                  (int32_t)((o->gaps.at[i].to + o->unit - 1) / o->unit),
                                  o->gaps.at[i].units};
    }
    o->p = (struct gt_rcpsp){.acts = n, .ress = ress, .links = o->p.links, .loads = (uint32_t)o->loads.count,
                             .dur = dur, .cap = cap, .need = need, .earliest = earliest,
                             .latest = latest, .link = link, .load = o->loads.at};
    return true;
}

/* ---- and back ------------------------------------------------------------------------ */

/* Milestones lie where what is before them lets them lie; a few rounds, for
 * milestones that rest on each other against the order of their numbers. */
static void put_milestones(const struct gt_leveller *l, struct gt_when *dates)
{
    const struct gt_net *net = l->net;
    bool moved = true;

    for (uint32_t round = 0; moved && round <= net->acts.count; round++) {
        moved = false;
        for (uint32_t act = 0; act < net->acts.count; act++) {
            struct gt_when low;
            gt_tick at;

            if (net->acts.duration[act] > 0)
                continue;
            low = gt_bound_low(net, act, l->from);
            at = gt_max(gt_max(low.start, low.finish), dates[act].start);
            for (uint32_t i = net->in_at[act]; i < net->in_at[act + 1]; i++) {
                const struct gt_arc *arc = &net->in[i];
                const struct gt_when *tail = &dates[arc->other];

                at = gt_max(at, gt_arc_head(net->cals, arc->lag, arc->code,
                                            arc->code & GT_ARC_TAIL_FINISH ? tail->finish : tail->start));
            }
            moved |= at != dates[act].start;
            dates[act] = (struct gt_when){at, at};
        }
    }
}

static gt_rc dates_of(const struct one *o, const int32_t *start, struct gt_when **out)
{
    const struct gt_net *net = o->net;
    struct gt_when *dates = GT_NEW_N(o->l->arena, struct gt_when, (size_t)net->acts.count + 1);

    if (dates == NULL)
        return GT_ENOMEM;
    for (uint32_t act = 0; act < net->acts.count; act++) {
        int64_t w = o->base + (int64_t)start[act] * o->unit;

        dates[act] = net->acts.duration[act] > 0
                         ? (struct gt_when){gt_cal_hi(o->cal, w),
                                            gt_cal_lo(o->cal, w + net->acts.duration[act])}
                         : (struct gt_when){o->l->from, o->l->from};
    }
    put_milestones(o->l, dates);
    *out = dates;
    return GT_OK;
}

gt_rc gt_level_one(const struct gt_leveller *l, struct gt_level *out, struct gt_err *err)
{
    struct one o = {.l = l, .net = l->net};
    const uint32_t n = l->net->acts.count;
    struct gt_solve_result solved;
    struct gt_err own = {0};
    gt_rc rc;

    if ((o.cal = only_calendar(l->net)) == NULL || n > GT_RCPSP_ACTS_MAX ||
        l->net->res_count > GT_RCPSP_RES_MAX || (uint64_t)n * l->net->res_count > NEEDS_MAX)
        return GT_EUNSUPPORTED;
    o.base = gt_cal_work(o.cal, l->from);
    if ((o.first = GT_NEW_N(l->arena, int64_t, (size_t)n + 1)) == NULL ||
        (o.last = GT_NEW_N(l->arena, int64_t, (size_t)n + 1)) == NULL || !measure(&o))
        return gt_fail(err, GT_ENOMEM, "no memory to level the plan", "资源排程内存不足");
    if (!fits(o.horizon / o.unit) || o.gaps.count > GT_RCPSP_LINKS_MAX)
        return GT_EUNSUPPORTED;
    for (uint32_t act = 0; act < n; act++)
        if (o.last[act] < o.first[act]) {
            out->state = GT_SOLVE_INFEASIBLE;
            return gt_fail(err, GT_OK, "task %u has no time between its bounds",
                           "第%u项任务的最早与最晚之间没有时间", act + 1);
        }
    if (!lay_arrays(&o))
        return gt_fail(err, GT_ENOMEM, "no memory to level the plan", "资源排程内存不足");
    rc = gt_solve(l->arena, &o.p, &l->options->solve, l->options->watch, &solved, &own);
    if (rc == GT_ELIMIT || rc == GT_EINVAL)
        return GT_EUNSUPPORTED; /* too large for the solver's profile: the other way */
    if (rc != GT_OK)
        return gt_fail_text(err, rc, own.text[GT_LANG_EN], own.text[GT_LANG_ZH]);
    if (solved.state == GT_SOLVE_INFEASIBLE && own.text[GT_LANG_EN][0] != '\0')
        (void)gt_fail_text(err, GT_OK, own.text[GT_LANG_EN], own.text[GT_LANG_ZH]);
    out->state = solved.state;
    out->stopped = solved.stopped;
    out->stats = solved.stats;
    out->length_bound = (int64_t)solved.lower_bound * o.unit;
    out->bound = gt_cal_lo(o.cal, o.base + out->length_bound);
    if (solved.start != NULL && dates_of(&o, solved.start, &out->dates) != GT_OK)
        return gt_fail(err, GT_ENOMEM, "no memory to level the plan", "资源排程内存不足");
    out->length = solved.makespan * o.unit;
    return GT_OK;
}
