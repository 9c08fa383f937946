/* net.c - checking the input and laying out the arcs. */
#include "plan/net.h"

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "no memory for the network", "网络内存不足");
}

static gt_rc check_acts(const struct gt_net_input *in, struct gt_err *err)
{
    const struct gt_acts *acts = &in->acts;

    if (acts->count > GT_ACTS_MAX)
        return gt_fail(err, GT_ELIMIT, "more than %d activities", "任务超过%d项", (int)GT_ACTS_MAX);
    if (in->cal_count == 0 || in->cal_count > GT_CALS_MAX)
        return gt_fail(err, GT_EINVAL, "the network needs 1 to %d calendars",
                       "网络需要1至%d个日历", (int)GT_CALS_MAX);
    for (uint32_t i = 0; i < acts->count; i++)
        if (acts->duration[i] < 0 || acts->duration[i] > GT_AMOUNT_MAX)
            return gt_fail(err, GT_EINVAL, "activity %u: duration %d is negative or too long",
                           "第%u项任务：工期%d为负或过长", i + 1, acts->duration[i]);
    if (acts->calendar != NULL)
        for (uint32_t i = 0; i < acts->count; i++)
            if (acts->calendar[i] >= in->cal_count)
                return gt_fail(err, GT_EINVAL, "activity %u: there is no calendar %u",
                               "第%u项任务：没有第%u个日历", i + 1, acts->calendar[i]);
    return GT_OK;
}

static gt_rc check_ticks(const gt_tick *ticks, uint32_t count, struct gt_err *err)
{
    if (ticks == NULL)
        return GT_OK;
    for (uint32_t i = 0; i < count; i++)
        if (ticks[i] != GT_TICK_NONE &&
            (ticks[i] <= GT_TICK_FIRST / 2 || ticks[i] >= GT_TICK_LAST / 2))
            return gt_fail(err, GT_EINVAL, "activity %u: a date is out of range",
                           "第%u项任务：日期超出范围", i + 1);
    return GT_OK;
}

static bool lag_valid(int32_t lag)
{
    return lag == GT_LAG_NONE || (lag >= -GT_AMOUNT_MAX && lag <= GT_AMOUNT_MAX);
}

/* One scan: everything about a link is checked while it is in the cache, and
 * its arcs are counted at their tails (`at` is one ahead, for prefix sums). */
static gt_rc check_links(const struct gt_net_input *in, uint32_t *at, uint32_t *in_count,
                         uint32_t *arcs, bool *numbered, struct gt_err *err)
{
    uint32_t count = in->acts.count, total = 0;
    bool upward = true;

    for (uint32_t i = 0; i < in->link_count; i++) {
        const struct gt_link *link = &in->links[i];

        if (link->off)
            continue;
        if (link->from >= count || link->to >= count)
            return gt_fail(err, GT_EINVAL, "link %u leads to activity %u, which is not there",
                           "第%u条衔接指向不存在的任务%u", i + 1,
                           (link->from >= count ? link->from : link->to) + 1);
        if (link->from == link->to)
            return gt_fail(err, GT_ECYCLE, "link %u joins activity %u to itself",
                           "第%u条衔接把任务%u连到自身", i + 1, link->from + 1);
        if (link->kind >= GT_LINK_KIND_COUNT || link->calendar >= in->cal_count ||
            !lag_valid(link->lag_min) || !lag_valid(link->lag_max))
            return gt_fail(err, GT_EINVAL, "link %u: kind, calendar or lag is out of range",
                           "第%u条衔接：类型、日历或间隔超出范围", i + 1);
        if (link->lag_min != GT_LAG_NONE) {
            at[link->from + 1]++;
            in_count[link->to]++;
            total++;
            upward &= link->from < link->to;
        }
        if (link->lag_max != GT_LAG_NONE) {
            at[link->to + 1]++;
            in_count[link->from]++;
            total++;
            upward &= link->to < link->from;
        }
    }
    *arcs = total;
    *numbered = upward;
    return GT_OK;
}

static gt_rc check_resources(const struct gt_net_input *in, struct gt_err *err)
{
    if (in->res_count > GT_RES_MAX)
        return gt_fail(err, GT_ELIMIT, "more than %d resources", "资源超过%d种", (int)GT_RES_MAX);
    for (uint32_t i = 0; i < in->res_count; i++) {
        const struct gt_res *res = &in->res[i];

        if (res->step_count == 0 || res->calendar >= in->cal_count)
            return gt_fail(err, GT_EINVAL, "resource %u has no capacity or no calendar",
                           "第%u种资源没有容量或日历", i + 1);
        for (uint32_t step = 0; step < res->step_count; step++)
            if (res->steps[step].capacity < 0 ||
                (step > 0 && res->steps[step - 1].at >= res->steps[step].at))
                return gt_fail(err, GT_EINVAL, "resource %u: step %u is negative or out of order",
                               "第%u种资源：第%u段容量为负或次序不对", i + 1, step + 1);
    }
    for (uint32_t i = 0; i < in->demand_count; i++)
        if (in->demands[i].act >= in->acts.count || in->demands[i].res >= in->res_count ||
            in->demands[i].amount < 0)
            return gt_fail(err, GT_EINVAL, "demand %u: activity, resource or amount is out of range",
                           "第%u条资源需求：任务、资源或数量超出范围", i + 1);
    return GT_OK;
}

/* Fills one side; at[i] is moved from the first slot of activity i to its
 * end, and moved back by the shift in the caller. */
static inline __attribute__((always_inline)) void fill(const struct gt_link *links, uint32_t count,
                                                       bool inward, uint32_t *at, struct gt_arc *arcs,
                                                       uint32_t *arc_link)
{
    for (uint32_t i = 0; i < count; i++) {
        const struct gt_link *link = &links[i];

        if (link->off)
            continue;
        if (link->lag_min != GT_LAG_NONE) {
            uint32_t own = inward ? link->to : link->from;
            uint32_t slot = at[own]++;

            arcs[slot] = (struct gt_arc){inward ? link->from : link->to, link->lag_min,
                                         gt_link_code(link, false)};
            if (arc_link != NULL)
                arc_link[slot] = i;
        }
        if (link->lag_max != GT_LAG_NONE) {
            uint32_t own = inward ? link->from : link->to;
            uint32_t slot = at[own]++;

            arcs[slot] = (struct gt_arc){inward ? link->to : link->from, -link->lag_max,
                                         gt_link_code(link, true)};
            if (arc_link != NULL)
                arc_link[slot] = i;
        }
    }
}

/* counts[i + 1] holds the number of arcs of activity i; afterwards counts[i]
 * is its first slot, as CSR wants it. */
static void lay_out(const struct gt_link *links, uint32_t link_count, uint32_t act_count,
                    bool inward, uint32_t *counts, struct gt_arc *arcs, uint32_t *arc_link)
{
    for (uint32_t i = 0; i < act_count; i++)
        counts[i + 1] += counts[i];
    /* Spelled out, so that each way is compiled for itself. */
    if (inward)
        fill(links, link_count, true, counts, arcs, arc_link);
    else if (arc_link != NULL)
        fill(links, link_count, false, counts, arcs, arc_link);
    else
        fill(links, link_count, false, counts, arcs, NULL);
    memmove(counts + 1, counts, act_count * sizeof(*counts));
    counts[0] = 0;
}

/* The links of a lean network's arcs outward: laid out as they were. */
static gt_rc name_outward(struct gt_arena *arena, struct gt_net *net)
{
    uint32_t count = net->acts.count, *at, *arc_link;

    if ((at = GT_NEW_N(arena, uint32_t, (size_t)count + 1)) == NULL ||
        (arc_link = GT_NEW_RAW_N(arena, uint32_t, (size_t)net->arc_count + 1)) == NULL)
        return GT_ENOMEM;
    memcpy(at, net->out_at, count * sizeof(*at));
    for (uint32_t i = 0; i < net->link_count; i++) {
        const struct gt_link *link = &net->links[i];

        if (!link->off && link->lag_min != GT_LAG_NONE)
            arc_link[at[link->from]++] = i;
        if (!link->off && link->lag_max != GT_LAG_NONE)
            arc_link[at[link->to]++] = i;
    }
    net->out_link = arc_link;
    return GT_OK;
}

gt_rc gt_net_inward(struct gt_arena *arena, struct gt_net *net, struct gt_err *err)
{
    uint32_t count = net->acts.count;
    uint32_t *at, *arc_link;
    size_t room = (size_t)net->arc_count + net->spare + 1;
    struct gt_arc *arcs;
    gt_rc rc;

    if (net->in != NULL)
        return GT_OK;
    if (net->out_link == NULL && (rc = name_outward(arena, net)) != GT_OK)
        return no_memory(err);
    if ((at = GT_NEW_N(arena, uint32_t, (size_t)count + 1)) == NULL ||
        (arcs = GT_NEW_RAW_N(arena, struct gt_arc, room)) == NULL ||
        (arc_link = GT_NEW_RAW_N(arena, uint32_t, room)) == NULL)
        return no_memory(err);
    memcpy(at + 1, net->in_count, count * sizeof(*at));
    lay_out(net->links, net->link_count, count, true, at, arcs, arc_link);
    net->in_at = at;
    net->in = arcs;
    net->in_link = arc_link;
    return GT_OK;
}

static int by_resource(const void *a, const void *b)
{
    const struct gt_demand *one = a, *two = b;

    return one->res < two->res ? -1 : one->res > two->res;
}

static gt_rc lay_demands(struct gt_arena *arena, const struct gt_net_input *in,
                         struct gt_net *net, struct gt_err *err)
{
    uint32_t count = in->acts.count;
    struct gt_demand *sorted;
    uint32_t *at;

    if (in->demand_count == 0)
        return GT_OK;
    if ((at = GT_NEW_N(arena, uint32_t, (size_t)count + 1)) == NULL ||
        (sorted = GT_NEW_N(arena, struct gt_demand, in->demand_count)) == NULL)
        return no_memory(err);
    for (uint32_t i = 0; i < in->demand_count; i++)
        at[in->demands[i].act + 1]++;
    for (uint32_t i = 0; i < count; i++)
        at[i + 1] += at[i];
    for (uint32_t i = 0; i < in->demand_count; i++)
        sorted[at[in->demands[i].act]++] = in->demands[i];
    memmove(at + 1, at, count * sizeof(*at));
    at[0] = 0;
    for (uint32_t i = 0, from = 0, kept = 0; i < count; i++) {
        uint32_t end = at[i + 1], first = kept;

        qsort(sorted + from, end - from, sizeof(*sorted), by_resource);
        for (uint32_t k = from; k < end; k++) { /* what is named twice is needed twice */
            if (kept == first || sorted[kept - 1].res != sorted[k].res) {
                sorted[kept++] = sorted[k];
            } else if (__builtin_add_overflow(sorted[kept - 1].amount, sorted[k].amount, &sorted[kept - 1].amount)) {
                return gt_fail(err, GT_EINVAL, "activity %u: it needs too much of resource %u",
                               "第%u项任务：对第%u种资源的需求过大", i + 1, sorted[k].res + 1);
            }
        }
        from = end;
        at[i + 1] = kept;
    }
    net->demand_at = at;
    net->demands = sorted;
    return GT_OK;
}

gt_rc gt_net_build(struct gt_arena *arena, const struct gt_net_input *in, struct gt_net *out,
                   struct gt_err *err)
{
    uint32_t count = in->acts.count;
    uint32_t *at, *in_count, *arc_link = NULL, arc_count = 0;
    struct gt_arc *arcs;
    bool numbered = false;
    gt_rc rc;

    if (in->link_count > GT_LINKS_MAX)
        return gt_fail(err, GT_ELIMIT, "more than %d links", "衔接超过%d条", (int)GT_LINKS_MAX);
    if ((rc = check_acts(in, err)) != GT_OK ||
        (rc = check_ticks(in->acts.start_min, count, err)) != GT_OK ||
        (rc = check_ticks(in->acts.start_max, count, err)) != GT_OK ||
        (rc = check_ticks(in->acts.finish_min, count, err)) != GT_OK ||
        (rc = check_ticks(in->acts.finish_max, count, err)) != GT_OK ||
        (rc = check_ticks(in->acts.start_pin, count, err)) != GT_OK ||
        (rc = check_ticks(in->acts.finish_pin, count, err)) != GT_OK ||
        (rc = check_resources(in, err)) != GT_OK)
        return rc;
    if ((at = GT_NEW_N(arena, uint32_t, (size_t)count + 1)) == NULL ||
        (in_count = GT_NEW_N(arena, uint32_t, (size_t)count + 1)) == NULL)
        return no_memory(err);
    if ((rc = check_links(in, at, in_count, &arc_count, &numbered, err)) != GT_OK)
        return rc;

    struct gt_net net = {
        .unit = in->unit, .acts = in->acts, .cals = in->cals, .links = in->links,
        .res = in->res, .cal_count = in->cal_count, .link_count = in->link_count,
        .res_count = in->res_count, .arc_count = arc_count, .in_count = in_count, .numbered = numbered,
        .spare = in->spare,
    };
    size_t room = (size_t)arc_count + in->spare + 1;

    if ((arcs = GT_NEW_RAW_N(arena, struct gt_arc, room)) == NULL ||
        (!in->lean && (arc_link = GT_NEW_RAW_N(arena, uint32_t, room)) == NULL))
        return no_memory(err);
    lay_out(in->links, in->link_count, count, false, at, arcs, arc_link);
    net.out_at = at;
    net.out = arcs;
    net.out_link = arc_link;
    if ((!in->lean && (rc = gt_net_inward(arena, &net, err)) != GT_OK) ||
        (rc = lay_demands(arena, in, &net, err)) != GT_OK)
        return rc;
    *out = net;
    return GT_OK;
}
