/*
 * relax.h - one activity between its bounds; inside plan only.
 *
 * Everything that computes dates (pass.c, plan edits, forecasts) goes through
 * these few functions, so that they cannot disagree.  The verifier does not.
 */
#ifndef GT_PLAN_RELAX_H
#define GT_PLAN_RELAX_H

#include "plan/pass.h"

static inline gt_tick gt_max(gt_tick a, gt_tick b) { return a > b ? a : b; }
static inline gt_tick gt_min(gt_tick a, gt_tick b) { return a < b ? a : b; }

/* Least start and finish with start >= low.start and finish >= low.finish. */
static inline struct gt_when gt_resolve_early(const struct gt_cal *cal, int32_t duration,
                                              struct gt_when low)
{
    gt_tick s, f;

    if (duration == 0) {
        s = gt_max(low.start, low.finish);
        return (struct gt_when){s, s};
    }
    if (cal->elapsed) {
        s = low.finish > GT_TICK_FIRST ? gt_max(low.start, low.finish - duration) : low.start;
        f = s <= GT_TICK_FIRST ? s : s + duration;
        return (struct gt_when){s, f};
    }
    s = low.start <= GT_TICK_FIRST ? GT_TICK_FIRST : gt_cal_next(cal, low.start);
    /* The first tick of work that ends at or after low.finish is the last one. */
    if (low.finish > GT_TICK_FIRST)
        s = gt_max(s, gt_cal_hi(cal, gt_cal_work(cal, low.finish - 1) + 1 - duration));
    f = s <= GT_TICK_FIRST || s >= GT_TICK_LAST ? s : gt_cal_lo(cal, gt_cal_work(cal, s) + duration);
    return (struct gt_when){s, f};
}

/* The mirror image: greatest with start <= high.start, finish <= high.finish. */
static inline struct gt_when gt_resolve_late(const struct gt_cal *cal, int32_t duration,
                                             struct gt_when high)
{
    gt_tick s, f;

    if (duration == 0) {
        f = gt_min(high.start, high.finish);
        return (struct gt_when){f, f};
    }
    if (cal->elapsed) {
        f = high.start < GT_TICK_LAST ? gt_min(high.finish, high.start + duration) : high.finish;
        s = f >= GT_TICK_LAST ? f : f - duration;
        return (struct gt_when){s, f};
    }
    f = high.finish >= GT_TICK_LAST ? GT_TICK_LAST : gt_cal_prev(cal, high.finish);
    if (high.start < GT_TICK_LAST)
        f = gt_min(f, gt_cal_lo(cal, gt_cal_work(cal, high.start + 1) - 1 + duration));
    s = f <= GT_TICK_FIRST || f >= GT_TICK_LAST ? f : gt_cal_hi(cal, gt_cal_work(cal, f) - duration);
    return (struct gt_when){s, f};
}

static inline const struct gt_cal *gt_cal_of(const struct gt_net *net, uint32_t act)
{
    return &net->cals[gt_net_cal_of(net, act)];
}

static inline gt_tick gt_fact_at(const gt_tick *facts, uint32_t act)
{
    return facts == NULL ? GT_TICK_NONE : facts[act];
}

/* What the facts of one activity say, links apart. GT_TICK_NONE is less than
 * everything, so only upper bounds have to ask for it. */
static inline struct gt_when gt_bound_low(const struct gt_net *net, uint32_t act, gt_tick from)
{
    const struct gt_acts *acts = &net->acts;
    struct gt_when low = {gt_max(from, GT_TICK_FIRST), GT_TICK_FIRST};
    gt_tick pin = gt_fact_at(acts->finish_pin, act);

    low.start = gt_max(low.start, gt_fact_at(acts->start_min, act));
    low.start = gt_max(low.start, gt_fact_at(acts->start_pin, act));
    low.finish = gt_max(low.finish, gt_fact_at(acts->finish_min, act));
    if (pin != GT_TICK_NONE)
        low.finish = gt_max(low.finish, acts->duration[act] > 0
                                            ? gt_cal_prev(gt_cal_of(net, act), pin) : pin);
    return low;
}

static inline gt_tick gt_upper(gt_tick bound, gt_tick fact)
{
    return fact == GT_TICK_NONE || fact > bound ? bound : fact;
}

static inline struct gt_when gt_bound_high(const struct gt_net *net, uint32_t act, gt_tick until)
{
    const struct gt_acts *acts = &net->acts;
    struct gt_when high = {GT_TICK_LAST, gt_upper(GT_TICK_LAST, until)};
    gt_tick pin = gt_fact_at(acts->start_pin, act);

    high.start = gt_upper(high.start, gt_fact_at(acts->start_max, act));
    high.finish = gt_upper(high.finish, gt_fact_at(acts->finish_max, act));
    high.finish = gt_upper(high.finish, gt_fact_at(acts->finish_pin, act));
    if (pin != GT_TICK_NONE)
        high.start = gt_upper(high.start, acts->duration[act] > 0
                                              ? gt_cal_next(gt_cal_of(net, act), pin) : pin);
    return high;
}

/* No activity has windows, pins or deadlines: the bounds are the options'. */
static inline bool gt_facts_low(const struct gt_acts *acts)
{
    return acts->start_min || acts->start_pin || acts->finish_min || acts->finish_pin;
}
static inline bool gt_facts_high(const struct gt_acts *acts)
{
    return acts->start_max || acts->start_pin || acts->finish_max || acts->finish_pin;
}

#endif
