/* reason.c - finds the chain of tight facts behind a date (reason.h). */
#include "plan/reason.h"

static uint32_t add_bound(struct gt_bound *list, uint32_t count, int kind, bool finish, gt_tick at)
{
    if (at == GT_TICK_NONE)
        return count;
    list[count] = (struct gt_bound){(uint8_t)kind, finish, at};
    return count + 1;
}

uint32_t gt_view_bounds(const struct gt_view *v, uint32_t act, struct gt_bound list[static GT_BOUNDS_MAX])
{
    const struct gt_acts *acts = &v->net->acts;
    uint32_t count = 0;

    count = add_bound(list, count, GT_FACT_START_PIN, false, gt_fact_at(acts->start_pin, act));
    count = add_bound(list, count, GT_FACT_FINISH_PIN, true, gt_fact_at(acts->finish_pin, act));
    if (!v->late) {
        count = add_bound(list, count, GT_FACT_START_MIN, false, gt_fact_at(acts->start_min, act));
        count = add_bound(list, count, GT_FACT_FINISH_MIN, true, gt_fact_at(acts->finish_min, act));
        return add_bound(list, count, GT_FACT_FROM, false, v->options->from);
    }
    count = add_bound(list, count, GT_FACT_FINISH_MAX, true, gt_fact_at(acts->finish_max, act));
    count = add_bound(list, count, GT_FACT_START_MAX, false, gt_fact_at(acts->start_max, act));
    count = add_bound(list, count, GT_FACT_UNTIL, true, v->options->until);
    if (v->options->close && v->pass->finish_of_all > GT_TICK_FIRST)
        count = add_bound(list, count, GT_FACT_WHOLE, true, v->pass->finish_of_all);
    return count;
}

gt_tick gt_view_start(const struct gt_view *v, uint32_t act, bool finish, gt_tick at)
{
    const struct gt_cal *cal = gt_cal_of(v->net, act);
    int32_t duration = v->net->acts.duration[act];
    struct gt_when low = {GT_TICK_FIRST, GT_TICK_FIRST}, high = {GT_TICK_LAST, GT_TICK_LAST};

    if (v->late) {
        *(finish ? &high.finish : &high.start) = at;
        return gt_resolve_late(cal, duration, high).start;
    }
    *(finish ? &low.finish : &low.start) = at;
    return gt_resolve_early(cal, duration, low).start;
}

gt_tick gt_view_bound_start(const struct gt_view *v, uint32_t act, const struct gt_bound *bound)
{
    const struct gt_cal *cal = gt_cal_of(v->net, act);
    gt_tick at = bound->at;

    if (v->net->acts.duration[act] > 0 && bound->kind == GT_FACT_START_PIN && v->late)
        at = gt_cal_next(cal, at);
    if (v->net->acts.duration[act] > 0 && bound->kind == GT_FACT_FINISH_PIN && !v->late)
        at = gt_cal_prev(cal, at);
    return gt_view_start(v, act, bound->finish, at);
}

/* The bound that gives the activity its date, or false. */
static bool tight_bound(const struct gt_view *v, uint32_t act, struct gt_bound *out)
{
    struct gt_bound list[GT_BOUNDS_MAX];
    uint32_t count = gt_view_bounds(v, act, list);

    for (uint32_t i = 0; i < count; i++)
        if (gt_view_bound_start(v, act, &list[i]) == v->dates[act].start) {
            *out = list[i];
            return true;
        }
    return false;
}

/* Value that an arc gives: from the activity at its other end to `act`. */
static gt_tick arc_value(const struct gt_view *v, const struct gt_arc *arc, bool *finish)
{
    const struct gt_when *other = &v->dates[arc->other];

    if (v->late) {
        *finish = (arc->code & GT_ARC_TAIL_FINISH) != 0;
        return gt_arc_tail(v->net->cals, arc->lag, arc->code,
                           arc->code & GT_ARC_HEAD_FINISH ? other->finish : other->start);
    }
    *finish = (arc->code & GT_ARC_HEAD_FINISH) != 0;
    return gt_arc_head(v->net->cals, arc->lag, arc->code,
                       arc->code & GT_ARC_TAIL_FINISH ? other->finish : other->start);
}

/* ---- the walk --------------------------------------------------------------------- */

gt_rc gt_walk_init(struct gt_walk *w, struct gt_arena *arena, uint32_t count)
{
    if ((w->next_arc = GT_NEW_RAW_N(arena, uint32_t, (size_t)count + 1)) == NULL ||
        (w->next_act = GT_NEW_RAW_N(arena, uint32_t, (size_t)count + 1)) == NULL ||
        (w->queue = GT_NEW_RAW_N(arena, uint32_t, (size_t)count + 1)) == NULL ||
        (w->seen = GT_NEW_N(arena, uint8_t, (size_t)count + 1)) == NULL)
        return GT_ENOMEM;
    return GT_OK;
}

static bool holds_latest(const struct gt_view *v, uint32_t act)
{
    const struct gt_acts *acts = &v->net->acts;

    return v->planned && (acts->mode == NULL || acts->mode[act] == GT_MODE_BACKWARD) &&
           v->pass->late[act].start < GT_TICK_LAST &&
           v->dates[act].start == v->pass->late[act].start;
}

/*
 * Where calendars differ, a loop of greatest lags may need several rounds
 * before it settles, and then no bound is tight by itself.  The nearest
 * activity of the loop with a bound of its own began it; options come last.
 */
static uint32_t loosest(const struct gt_view *v, const struct gt_walk *w, uint32_t count,
                        struct gt_bound *bound)
{
    for (int options = 0; options < 2; options++)
        for (uint32_t i = 0; i < count; i++) {
            struct gt_bound list[GT_BOUNDS_MAX];
            uint32_t bounds = gt_view_bounds(v, w->queue[i], list);
            bool own = bounds > 0 && list[0].kind != GT_FACT_FROM &&
                       list[0].kind != GT_FACT_UNTIL && list[0].kind != GT_FACT_WHOLE;

            if (own || (options == 1 && bounds > 0)) {
                *bound = list[0];
                return w->queue[i];
            }
        }
    return GT_NO_INDEX;
}

uint32_t gt_walk_root(const struct gt_view *v, uint32_t act, struct gt_walk *w, struct gt_bound *bound)
{
    const uint32_t *at = v->late ? v->net->out_at : v->net->in_at;
    const struct gt_arc *arcs = v->late ? v->net->out : v->net->in;
    uint32_t head = 0, tail = 0;

    w->next_act[act] = GT_NO_INDEX;
    w->seen[act] = 1;
    w->queue[tail++] = act;
    while (head < tail) {
        uint32_t here = w->queue[head++];

        if (tight_bound(v, here, bound))
            return here;
        if (holds_latest(v, here)) {
            bound->kind = GT_FACT_KIND_COUNT;
            return here;
        }
        for (uint32_t arc = at[here]; arc < at[here + 1]; arc++) {
            uint32_t other = arcs[arc].other;
            bool finish;
            gt_tick value = arc_value(v, &arcs[arc], &finish);

            if (w->seen[other] || value <= GT_TICK_FIRST || value >= GT_TICK_LAST ||
                gt_view_start(v, here, finish, value) != v->dates[here].start)
                continue;
            w->seen[other] = 1;
            w->next_act[other] = here;
            w->next_arc[other] = arc;
            w->queue[tail++] = other;
        }
    }
    return loosest(v, w, tail, bound);
}

/* ---- telling it ---------------------------------------------------------------------- */

typedef GT_VEC(struct gt_fact) fact_vec;

static gt_rc push_fact(struct gt_arena *arena, fact_vec *facts, struct gt_fact fact)
{
    struct gt_fact *slot = GT_PUSH(arena, facts);

    if (slot == NULL)
        return GT_ENOMEM;
    *slot = fact;
    return GT_OK;
}

static struct gt_fact bound_fact(const struct gt_view *v, uint32_t act, const struct gt_bound *bound)
{
    return (struct gt_fact){.kind = bound->kind, .event = bound->finish, .late = v->late,
                            .act = act, .link = GT_NO_INDEX, .at = bound->at};
}

static gt_rc push_duration(const struct gt_view *v, struct gt_arena *arena, fact_vec *facts,
                           uint32_t act, bool finish)
{
    if (v->net->acts.duration[act] == 0)
        return GT_OK;
    return push_fact(arena, facts, (struct gt_fact){
        .kind = GT_FACT_DURATION, .event = finish, .late = v->late, .act = act,
        .link = GT_NO_INDEX, .amount = v->net->acts.duration[act],
        .at = finish ? v->dates[act].finish : v->dates[act].start});
}

/* From the root's bound along the walk to the asked event.  `entered` is the
 * event of the root that is known already. */
static gt_rc tell_chain(const struct gt_view *v, const struct gt_walk *w, uint32_t root, bool entered,
                        bool asked_finish, struct gt_arena *arena, fact_vec *facts)
{
    const struct gt_arc *arcs = v->late ? v->net->out : v->net->in;
    const uint32_t *arc_link = v->late ? v->net->out_link : v->net->in_link;
    uint32_t act = root;
    gt_rc rc;

    for (; w->next_act[act] != GT_NO_INDEX; act = w->next_act[act]) {
        /* The arc belongs to the next activity and names this one as other. */
        const struct gt_arc *arc = &arcs[w->next_arc[act]];
        bool leaves = (arc->code & (v->late ? GT_ARC_HEAD_FINISH : GT_ARC_TAIL_FINISH)) != 0;
        bool greatest = (arc->code & GT_ARC_MAX) != 0, finish;
        const struct gt_when *forced = &v->dates[w->next_act[act]];

        (void)arc_value(v, arc, &finish);

        if (leaves != entered && (rc = push_duration(v, arena, facts, act, leaves)) != GT_OK)
            return rc;
        if ((rc = push_fact(arena, facts, (struct gt_fact){
                 .kind = greatest ? GT_FACT_LAG_MAX : GT_FACT_LAG_MIN, .event = finish,
                 .late = v->late, .act = w->next_act[act], .link = arc_link[w->next_arc[act]],
                 .at = finish ? forced->finish : forced->start, .amount = greatest ? -arc->lag : arc->lag})) != GT_OK)
            return rc;
        entered = finish;
    }
    return entered != asked_finish ? push_duration(v, arena, facts, act, asked_finish) : GT_OK;
}

static gt_rc explain(const struct gt_view *v, uint32_t act, bool finish, struct gt_arena *arena,
                     fact_vec *facts)
{
    struct gt_bound bound = {0};
    struct gt_walk w;
    uint32_t root;
    gt_rc rc;

    if (v->dates[act].start <= GT_TICK_FIRST || v->dates[act].start >= GT_TICK_LAST)
        return GT_OK;
    if (gt_walk_init(&w, arena, v->net->acts.count) != GT_OK)
        return GT_ENOMEM;
    root = gt_walk_root(v, act, &w, &bound);
    if (root == GT_NO_INDEX)
        return GT_OK;
    if (bound.kind == GT_FACT_KIND_COUNT) {
        /* Why the root stands at its latest start comes first. */
        struct gt_view late = *v;

        late.dates = v->pass->late;
        late.late = true;
        late.planned = false;
        if ((rc = explain(&late, root, false, arena, facts)) != GT_OK)
            return rc;
        bound.finish = false;
    } else if ((rc = push_fact(arena, facts, bound_fact(v, root, &bound))) != GT_OK) {
        return rc;
    }
    return tell_chain(v, &w, root, bound.finish, finish, arena, facts);
}

gt_rc gt_pass_why(const struct gt_net *net, const struct gt_pass_options *options,
                  const struct gt_pass *pass, uint32_t act, enum gt_date_kind date,
                  struct gt_arena *arena, struct gt_why *out, struct gt_err *err)
{
    struct gt_view v = {.net = net, .options = options, .pass = pass};
    bool finish = date == GT_DATE_FINISH || date == GT_DATE_EARLY_FINISH ||
                  date == GT_DATE_LATE_FINISH;
    fact_vec facts = {0};

    if (act >= net->acts.count)
        return gt_fail(err, GT_ENOTFOUND, "there is no activity %u", "没有第%u项任务", act + 1);
    v.late = date == GT_DATE_LATE_START || date == GT_DATE_LATE_FINISH;
    v.planned = date == GT_DATE_START || date == GT_DATE_FINISH;
    v.dates = v.late ? pass->late : v.planned ? pass->plan : pass->early;
    /* Planned at its latest date: that is counted back from a deadline. */
    if (holds_latest(&v, act)) {
        v.late = true;
        v.planned = false;
        v.dates = pass->late;
    }
    /* The walk needs room for every activity, its answer for a few: only that
     * goes to the caller, who may ask for each activity in turn. */
    struct gt_arena *scratch = NULL;
    struct gt_fact *kept = NULL;
    gt_rc rc = gt_arena_create((size_t)1 << 40, &scratch);

    if (rc == GT_OK)
        rc = explain(&v, act, finish, scratch, &facts);
    if (rc == GT_OK && (kept = GT_NEW_N(arena, struct gt_fact, facts.count + 1)) == NULL)
        rc = GT_ENOMEM;
    if (rc == GT_OK) {
        if (facts.count > 0)
            memcpy(kept, facts.at, facts.count * sizeof(*kept));
        *out = (struct gt_why){.facts = kept, .count = (uint32_t)facts.count,
                               .at = finish ? v.dates[act].finish : v.dates[act].start};
    }
    gt_arena_destroy(scratch);
    return rc == GT_OK ? GT_OK
                       : gt_fail(err, GT_ENOMEM, "no memory for the reason", "原因说明内存不足");
}
