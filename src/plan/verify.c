/* verify.c - checks a schedule against the facts, with arithmetic of its own. */
#include "plan/verify.h"


/* First span that ends after a; a calendar of elapsed time has none. */
static uint32_t span_after(const struct gt_cal *cal, gt_tick a)
{
    uint32_t low = 0, high = cal->elapsed ? 0 : cal->span_count;

    while (low < high) {
        uint32_t mid = low + (high - low) / 2;

        if (cal->spans[mid].to <= a)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* Work time of [a, b) counted over the spans, one after the other. */
static int64_t worked(const struct gt_cal *cal, gt_tick a, gt_tick b)
{
    int64_t sum = 0;

    if (b < a)
        return -worked(cal, b, a);
    if (cal->elapsed)
        return b - a;
    for (uint32_t i = span_after(cal, a); i < cal->span_count && cal->spans[i].from < b; i++) {
        gt_tick from = cal->spans[i].from > a ? cal->spans[i].from : a;
        gt_tick to = cal->spans[i].to < b ? cal->spans[i].to : b;

        sum += to - from;
    }
    return sum;
}

static bool works_at(const struct gt_cal *cal, gt_tick tick)
{
    return worked(cal, tick, tick + 1) == 1;
}

static const struct gt_cal *cal_of(const struct gt_net *net, uint32_t act)
{
    return &net->cals[net->acts.calendar == NULL ? 0 : net->acts.calendar[act]];
}

static bool says(const gt_tick *facts, uint32_t act)
{
    return facts != NULL && facts[act] != GT_TICK_NONE;
}

/* A pin where nothing works means the next (start) or last (finish) work. */
static bool pin_holds(const struct gt_cal *cal, int32_t duration, gt_tick pin, gt_tick at, bool finish)
{
    if (at == pin || duration == 0)
        return at == pin;
    return finish ? at < pin && worked(cal, at, pin) == 0 : at > pin && worked(cal, pin, at) == 0;
}

static enum gt_breach_kind check_act(const struct gt_net *net, uint32_t act, struct gt_when when,
                                     const struct gt_verify_options *options)
{
    const struct gt_acts *acts = &net->acts;
    const struct gt_cal *cal = cal_of(net, act);
    int32_t duration = acts->duration[act];

    if (when.finish < when.start || worked(cal, when.start, when.finish) != duration ||
        (duration == 0 && when.start != when.finish))
        return GT_BREACH_DURATION;
    if (duration > 0 && (!works_at(cal, when.start) || !works_at(cal, when.finish - 1)))
        return GT_BREACH_IDLE;
    if (options->from != GT_TICK_NONE && when.start < options->from)
        return GT_BREACH_FROM;
    if (says(acts->start_min, act) && when.start < acts->start_min[act])
        return GT_BREACH_START_MIN;
    if (says(acts->finish_min, act) && when.finish < acts->finish_min[act])
        return GT_BREACH_FINISH_MIN;
    if (!options->deadlines)
        return GT_BREACH_NONE;
    if (options->until != GT_TICK_NONE && when.finish > options->until)
        return GT_BREACH_UNTIL;
    if (says(acts->start_max, act) && when.start > acts->start_max[act])
        return GT_BREACH_START_MAX;
    if (says(acts->finish_max, act) && when.finish > acts->finish_max[act])
        return GT_BREACH_FINISH_MAX;
    if (says(acts->start_pin, act) &&
        !pin_holds(cal, duration, acts->start_pin[act], when.start, false))
        return GT_BREACH_START_PIN;
    if (says(acts->finish_pin, act) &&
        !pin_holds(cal, duration, acts->finish_pin[act], when.finish, true))
        return GT_BREACH_FINISH_PIN;
    return GT_BREACH_NONE;
}

static enum gt_breach_kind check_link(const struct gt_net *net, const struct gt_link *link,
                                      const struct gt_when *dates)
{
    const struct gt_cal *cal = &net->cals[link->calendar];
    bool from_finish = link->kind == GT_LINK_FS || link->kind == GT_LINK_FF;
    bool to_finish = link->kind == GT_LINK_FF || link->kind == GT_LINK_SF;
    gt_tick a = from_finish ? dates[link->from].finish : dates[link->from].start;
    gt_tick b = to_finish ? dates[link->to].finish : dates[link->to].start;

    if (link->off)
        return GT_BREACH_NONE;
    /* "At least 0" also means not before, where nothing works in between. */
    if (link->lag_min != GT_LAG_NONE &&
        (worked(cal, a, b) < link->lag_min || (link->lag_min == 0 && b < a)))
        return GT_BREACH_LAG_MIN;
    if (link->lag_max != GT_LAG_NONE && worked(cal, a, b) > link->lag_max)
        return GT_BREACH_LAG_MAX;
    return GT_BREACH_NONE;
}

/* ---- resources: a step function of demand for each ---------------------------- */

struct change { gt_tick at; int64_t by; };

static int by_time(const void *a, const void *b)
{
    const struct change *one = a, *two = b;

    if (one->at != two->at)
        return one->at < two->at ? -1 : 1;
    return one->by < two->by ? -1 : one->by > two->by; /* ends before beginnings */
}

/* An activity holds what it needs in every tick that its own calendar works. */
static gt_rc changes_of(const struct gt_net *net, const struct gt_when *dates, uint32_t res,
                        struct gt_arena *arena, struct change **out, size_t *count)
{
    GT_VEC(struct change) list = {0};

    for (uint32_t act = 0; act < net->acts.count; act++)
        for (uint32_t d = net->demand_at[act]; d < net->demand_at[act + 1]; d++) {
            const struct gt_cal *cal = cal_of(net, act);
            gt_tick at = dates[act].start, end = dates[act].finish;

            if (net->demands[d].res != res || net->demands[d].amount == 0)
                continue;
            for (uint32_t i = span_after(cal, at); at < end && (cal->elapsed || i < cal->span_count); i++) {
                gt_tick from = cal->elapsed || cal->spans[i].from < at ? at : cal->spans[i].from;
                gt_tick to = cal->elapsed || cal->spans[i].to > end ? end : cal->spans[i].to;
                struct change *up, *down;

                if (from >= to)
                    continue;
                if ((up = GT_PUSH(arena, &list)) == NULL)
                    return GT_ENOMEM;
                *up = (struct change){from, net->demands[d].amount};
                if ((down = GT_PUSH(arena, &list)) == NULL)
                    return GT_ENOMEM;
                *down = (struct change){to, -net->demands[d].amount};
                at = to;
            }
        }
    *out = list.at;
    *count = list.count;
    return GT_OK;
}

static int64_t capacity_at(const struct gt_net *net, const struct gt_res *res, gt_tick at)
{
    int64_t capacity = res->steps[0].capacity;

    if (!net->cals[res->calendar].elapsed && !works_at(&net->cals[res->calendar], at))
        return 0;
    for (uint32_t i = 0; i < res->step_count && res->steps[i].at <= at; i++)
        capacity = res->steps[i].capacity;
    return capacity;
}

/* Least capacity over [from, to): it can only change at a step or a span's edge. */
static int64_t least_capacity(const struct gt_net *net, const struct gt_res *res, gt_tick from,
                              gt_tick to)
{
    const struct gt_cal *cal = &net->cals[res->calendar];
    int64_t least = capacity_at(net, res, from), here;

    for (uint32_t i = 0; i < res->step_count; i++)
        if (res->steps[i].at > from && res->steps[i].at < to &&
            (here = capacity_at(net, res, res->steps[i].at)) < least)
            least = here;
    if (worked(cal, from, to) != to - from)
        least = 0;
    return least;
}

static gt_rc check_resource(const struct gt_net *net, const struct gt_when *dates, uint32_t res,
                            struct gt_breach *out)
{
    struct gt_arena *arena = NULL;
    struct change *list = NULL;
    size_t count = 0;
    int64_t level = 0;
    gt_rc rc;

    if ((rc = gt_arena_create((size_t)4 << 30, &arena)) != GT_OK ||
        (rc = changes_of(net, dates, res, arena, &list, &count)) != GT_OK)
        goto out;
    if (count > 0)
        qsort(list, count, sizeof(*list), by_time);
    for (size_t i = 0; i + 1 < count; i++) {
        level += list[i].by;
        if (list[i].at < list[i + 1].at && level > 0 &&
            level > least_capacity(net, &net->res[res], list[i].at, list[i + 1].at)) {
            *out = (struct gt_breach){GT_BREACH_RESOURCE, GT_NO_INDEX, GT_NO_INDEX, res, list[i].at};
            break;
        }
    }
out:
    gt_arena_destroy(arena);
    return rc;
}

gt_rc gt_verify(const struct gt_net *net, const struct gt_when *dates,
                const struct gt_verify_options *options, struct gt_breach *out,
                struct gt_err *err)
{
    enum gt_breach_kind kind;
    gt_rc rc;

    *out = (struct gt_breach){GT_BREACH_NONE, GT_NO_INDEX, GT_NO_INDEX, GT_NO_INDEX, GT_TICK_NONE};
    for (uint32_t act = 0; act < net->acts.count; act++) {
        /* Nothing bounds it, so it has no dates to judge. */
        if (dates[act].start <= GT_TICK_FIRST || dates[act].finish >= GT_TICK_LAST)
            continue;
        if ((kind = check_act(net, act, dates[act], options)) != GT_BREACH_NONE) {
            *out = (struct gt_breach){kind, act, GT_NO_INDEX, GT_NO_INDEX, dates[act].start};
            return GT_OK;
        }
    }
    for (uint32_t i = 0; i < net->link_count; i++) {
        const struct gt_link *link = &net->links[i];

        if (dates[link->from].start <= GT_TICK_FIRST || dates[link->to].start >= GT_TICK_LAST)
            continue;
        if ((kind = check_link(net, link, dates)) != GT_BREACH_NONE) {
            *out = (struct gt_breach){kind, link->to, i, GT_NO_INDEX, dates[link->to].start};
            return GT_OK;
        }
    }
    if (options->resources && net->demand_at != NULL)
        for (uint32_t res = 0; res < net->res_count && out->kind == GT_BREACH_NONE; res++)
            if ((rc = check_resource(net, dates, res, out)) != GT_OK)
                return gt_fail(err, rc, "no memory to verify resources", "核对资源内存不足");
    return GT_OK;
}

static const char *const words[GT_BREACH_KIND_COUNT][GT_LANG_COUNT] = {
    [GT_BREACH_NONE] = {"没有违反任何条件", "every fact holds"},
    [GT_BREACH_DURATION] = {"起止日期之间的工作时间与工期不符", "start to finish is not its duration"},
    [GT_BREACH_IDLE] = {"在非工作时间开始或结束", "starts or ends outside work time"},
    [GT_BREACH_FROM] = {"早于计划起点", "begins before the plan"},
    [GT_BREACH_UNTIL] = {"晚于计划终点", "ends after the plan"},
    [GT_BREACH_START_MIN] = {"早于最早开始", "starts too early"},
    [GT_BREACH_START_MAX] = {"晚于最晚开始", "starts too late"},
    [GT_BREACH_FINISH_MIN] = {"早于最早完成", "finishes too early"},
    [GT_BREACH_FINISH_MAX] = {"超过完成时限", "misses its deadline"},
    [GT_BREACH_START_PIN] = {"不在指定的开始日期", "is not at its fixed start"},
    [GT_BREACH_FINISH_PIN] = {"不在指定的完成日期", "is not at its fixed finish"},
    [GT_BREACH_LAG_MIN] = {"小于最小间隔", "keeps less than the least lag"},
    [GT_BREACH_LAG_MAX] = {"大于最大间隔", "keeps more than the greatest lag"},
    [GT_BREACH_RESOURCE] = {"资源需求超过容量", "needs more than there is"},
};

const char *gt_breach_word(enum gt_breach_kind kind, enum gt_lang lang)
{
    return words[kind][lang];
}

void gt_breach_text(struct gt_buf *buf, const struct gt_net *net, const struct gt_names *names,
                    const struct gt_breach *breach, enum gt_lang lang)
{
    char day[GT_TICK_TEXT];

    if (breach->link != GT_NO_INDEX) {
        const struct gt_link *link = &net->links[breach->link];

        gt_buf_str(buf, names->act(names->ctx, link->from));
        gt_buf_text(buf, " → ");
    }
    if (breach->act != GT_NO_INDEX)
        gt_buf_str(buf, names->act(names->ctx, breach->act));
    if (breach->res != GT_NO_INDEX)
        gt_buf_str(buf, net->res[breach->res].name);
    if (breach->kind != GT_BREACH_NONE)
        gt_buf_text(buf, lang == GT_LANG_ZH ? "：" : ": ");
    gt_buf_text(buf, words[breach->kind][lang]);
    if (breach->at != GT_TICK_NONE)
        gt_buf_printf(buf, " (%s)", gt_tick_text(net->unit, breach->at, false, day));
}

