/*
 * update.c - after an edit: only what it can change.
 *
 * Waiting places are taken in topological order, so every activity is
 * settled at most once a sweep; whoever does not change stops the spread.
 */
#include "plan/live.h"

/* ---- places that wait ----------------------------------------------------------- */

static void wait_for(struct gt_waiting *w, uint32_t place)
{
    w->bits[place / 64] |= UINT64_C(1) << place % 64;
    w->sums[place / 4096] |= UINT64_C(1) << place / 64 % 64;
}

static void take(struct gt_waiting *w, uint32_t place)
{
    w->bits[place / 64] &= ~(UINT64_C(1) << place % 64);
    if (w->bits[place / 64] == 0)
        w->sums[place / 4096] &= ~(UINT64_C(1) << place / 64 % 64);
}

/* First waiting place, or count. */
static uint32_t first_waiting(const struct gt_waiting *w, uint32_t *from_sum)
{
    for (uint32_t sum = *from_sum; sum <= w->count / 4096; sum++)
        if (w->sums[sum] != 0) {
            uint32_t word = sum * 64 + (uint32_t)__builtin_ctzll(w->sums[sum]);

            *from_sum = sum;
            return word * 64 + (uint32_t)__builtin_ctzll(w->bits[word]);
        }
    return w->count;
}

static uint32_t last_waiting(const struct gt_waiting *w, uint32_t *from_sum)
{
    for (uint32_t sum = *from_sum + 1; sum-- > 0;)
        if (w->sums[sum] != 0) {
            uint32_t word = sum * 64 + 63 - (uint32_t)__builtin_clzll(w->sums[sum]);

            *from_sum = sum;
            return word * 64 + 63 - (uint32_t)__builtin_clzll(w->bits[word]);
        }
    return w->count;
}

/* ---- one sweep -------------------------------------------------------------------- */

enum which { EARLY, LATE, PLAN };

struct sweep {
    struct gt_plan       *plan;
    struct gt_generation *gen;
    enum which            which;
    struct gt_when       *when;  /* the array that is brought up to date */
    struct gt_when       *own;   /* scratch for a tangle's bounds, [acts], or NULL yet */
    struct gt_arena      *arena;
    struct gt_log        *log;
    struct gt_why        *cycle;
    struct gt_err        *err;
};

static gt_rc log_before(struct sweep *s, uint32_t act)
{
    struct gt_generation *gen = s->gen;
    struct gt_log_entry *entry;

    if (gen->logged[act] == s->plan->edit)
        return GT_OK;
    if ((entry = GT_PUSH(s->arena, s->log)) == NULL)
        return gt_fail(s->err, GT_ENOMEM, "no memory for the edit", "编辑内存不足");
    *entry = (struct gt_log_entry){act, gen->early[act], gen->late[act], gen->plan[act]};
    gen->logged[act] = s->plan->edit;
    return GT_OK;
}

static struct gt_when own_bound(const struct sweep *s, uint32_t act)
{
    const struct gt_generation *gen = s->gen;
    struct gt_when bound;

    if (s->which == LATE)
        return gt_bound_high(&gen->net, act, gen->until);
    bound = gt_bound_low(&gen->net, act, s->plan->options.from);
    if (s->which == PLAN && gen->net.acts.mode[act] == GT_MODE_BACKWARD &&
        gen->late[act].start < GT_TICK_LAST)
        bound.start = gt_max(bound.start, gen->late[act].start);
    return bound;
}

/* Bounds of an activity from its facts and from arcs that do not begin
 * (end) at a place of [place, place + size). */
static struct gt_when pulled(const struct sweep *s, uint32_t act, uint32_t place, uint32_t size)
{
    const struct gt_net *net = &s->gen->net;
    bool late = s->which == LATE;
    const uint32_t *at = late ? net->out_at : net->in_at;
    const struct gt_arc *arcs = late ? net->out : net->in;
    struct gt_when own = own_bound(s, act);

    for (uint32_t i = at[act]; i < at[act + 1]; i++) {
        const struct gt_when *other = &s->when[arcs[i].other];
        uint32_t code = arcs[i].code;

        if (size > 1 && s->gen->order.rank[arcs[i].other] - place < size)
            continue;
        if (late) {
            gt_tick value = gt_arc_tail(net->cals, arcs[i].lag, code,
                                        code & GT_ARC_HEAD_FINISH ? other->finish : other->start);
            gt_tick *slot = code & GT_ARC_TAIL_FINISH ? &own.finish : &own.start;

            *slot = gt_min(*slot, value);
        } else {
            gt_tick value = gt_arc_head(net->cals, arcs[i].lag, code,
                                        code & GT_ARC_TAIL_FINISH ? other->finish : other->start);
            gt_tick *slot = code & GT_ARC_HEAD_FINISH ? &own.finish : &own.start;

            *slot = gt_max(*slot, value);
        }
    }
    return own;
}

/* First place of the component that a place belongs to. */
static uint32_t component(const struct gt_order *order, uint32_t place)
{
    while (order->members[place] == 0)
        place--;
    return place;
}

/* Takes the new date over; those that hang on it wait. */
static gt_rc take_over(struct sweep *s, uint32_t act, struct gt_when now, uint32_t place,
                       uint32_t size)
{
    const struct gt_net *net = &s->gen->net;
    bool late = s->which == LATE;
    const uint32_t *at = late ? net->in_at : net->out_at;
    const struct gt_arc *arcs = late ? net->in : net->out;
    gt_rc rc;

    if (now.start == s->when[act].start && now.finish == s->when[act].finish)
        return GT_OK;
    if (late ? now.start <= GT_TICK_FIRST : now.finish >= GT_TICK_LAST)
        return gt_fail(s->err, GT_ELIMIT, "activity %u: its dates leave the calendar",
                       "第%u项任务：日期超出日历范围", act + 1);
    if ((rc = log_before(s, act)) != GT_OK)
        return rc;
    if (s->which != PLAN)
        s->gen->conflicts -= s->gen->early[act].start > s->gen->late[act].start;
    s->when[act] = now;
    if (s->which != PLAN)
        s->gen->conflicts += s->gen->early[act].start > s->gen->late[act].start;
    for (uint32_t i = at[act]; i < at[act + 1]; i++) {
        uint32_t rank = s->gen->order.rank[arcs[i].other];

        if (rank - place >= size)
            wait_for(&s->gen->waiting, component(&s->gen->order, rank));
    }
    return GT_OK;
}

static gt_rc settle_tangle(struct sweep *s, uint32_t place)
{
    struct gt_generation *gen = s->gen;
    uint32_t size = gen->order.members[place], cycle_act = 0;
    gt_rc rc;

    if (s->own == NULL &&
        (s->own = GT_NEW_N(s->arena, struct gt_when, s->plan->task_count)) == NULL)
        return gt_fail(s->err, GT_ENOMEM, "no memory for the edit", "编辑内存不足");
    for (uint32_t i = 0; i < size; i++) {
        uint32_t act = gen->order.act[place + i];

        s->own[act] = pulled(s, act, place, size);
    }
    gen->tangle.effort = 0;
    rc = gt_tangle_solve(&gen->tangle, place, s->which == LATE, s->own, &cycle_act, s->err);
    if (rc == GT_ECYCLE && s->cycle != NULL &&
        gt_tangle_cycle(&gen->tangle, cycle_act, s->which == LATE, s->own, s->arena, s->cycle,
                        s->err) != GT_OK)
        return GT_ENOMEM;
    for (uint32_t i = 0; i < size && rc == GT_OK; i++) {
        uint32_t act = gen->order.act[place + i];

        rc = take_over(s, act, s->own[act], place, size);
    }
    return rc;
}

static gt_rc settle(struct sweep *s, uint32_t place)
{
    struct gt_generation *gen = s->gen;
    uint32_t act = gen->order.act[place];
    const struct gt_cal *cal = gt_cal_of(&gen->net, act);
    struct gt_when own;

    if (gen->order.members[place] > 1)
        return settle_tangle(s, place);
    own = pulled(s, act, place, 1);
    own = s->which == LATE ? gt_resolve_late(cal, gen->net.acts.duration[act], own)
                           : gt_resolve_early(cal, gen->net.acts.duration[act], own);
    return take_over(s, act, own, place, 1);
}

static gt_rc run(struct sweep *s, enum which which)
{
    struct gt_waiting *waiting = &s->gen->waiting;
    uint32_t from = which == LATE ? waiting->count / 4096 : 0, place;
    gt_rc rc = GT_OK;

    s->which = which;
    s->when = which == EARLY ? s->gen->early : which == LATE ? s->gen->late : s->gen->plan;
    while ((place = which == LATE ? last_waiting(waiting, &from) : first_waiting(waiting, &from)) <
           waiting->count) {
        take(waiting, place);
        if (rc == GT_OK) /* after a failure the rest is only taken off the list */
            rc = settle(s, place);
    }
    return rc;
}

static void wait_act(struct gt_generation *gen, uint32_t act)
{
    wait_for(&gen->waiting, component(&gen->order, gen->order.rank[act]));
}

/* The whole plan's earliest finish moved: whoever was or is held by it waits. */
static void new_until(struct sweep *s)
{
    struct gt_generation *gen = s->gen;
    gt_tick most = GT_TICK_FIRST, before = gen->until;

    if (!s->plan->options.close)
        return;
    for (uint32_t act = 0; act < s->plan->task_count; act++)
        most = gt_max(most, gen->early[act].finish);
    gen->until = most > GT_TICK_FIRST ? gt_upper(most, s->plan->options.until)
                                      : s->plan->options.until;
    if (gen->until == before)
        return;
    for (uint32_t act = 0; act < s->plan->task_count; act++) {
        struct gt_when bound = {GT_TICK_LAST, gt_upper(GT_TICK_LAST, before)};
        struct gt_when held = gt_resolve_late(gt_cal_of(&gen->net, act),
                                              gen->net.acts.duration[act], bound);

        /* In a tangle an end may have held somebody without being tight on
         * anybody: where calendars differ its dates come from several rounds. */
        if (gen->late[act].finish >= held.finish || gen->late[act].finish > gen->until ||
            gen->order.members[component(&gen->order, gen->order.rank[act])] > 1)
            wait_act(gen, act);
    }
}

gt_rc gt_live_update(struct gt_plan *plan, const struct gt_dirty *dirty, struct gt_arena *arena,
                     struct gt_log *log, struct gt_why *cycle, struct gt_err *err)
{
    struct gt_generation *gen = plan->now;
    struct sweep s = {.plan = plan, .gen = gen, .arena = arena, .log = log, .cycle = cycle, .err = err};
    gt_rc rc;

    for (size_t i = 0; i < dirty->early_count; i++)
        wait_act(gen, dirty->early[i]);
    if ((rc = run(&s, EARLY)) != GT_OK)
        return rc;
    new_until(&s);
    for (size_t i = 0; i < dirty->late_count; i++)
        wait_act(gen, dirty->late[i]);
    if ((rc = run(&s, LATE)) != GT_OK)
        return rc;
    /* Planned dates hang on facts, arcs inward and own latest dates. */
    for (size_t i = 0; i < dirty->early_count; i++)
        wait_act(gen, dirty->early[i]);
    for (size_t i = 0; i < log->count; i++) {
        uint32_t act = log->at[i].act;

        if (gen->late[act].start != log->at[i].late.start)
            wait_act(gen, act);
    }
    return run(&s, PLAN);
}

void gt_live_undo(struct gt_plan *plan, const struct gt_log *log)
{
    struct gt_generation *gen = plan->now;

    for (size_t i = 0; i < log->count; i++) {
        const struct gt_log_entry *entry = &log->at[i];
        uint32_t act = entry->act;

        gen->conflicts -= gen->early[act].start > gen->late[act].start;
        gen->early[act] = entry->early;
        gen->late[act] = entry->late;
        gen->plan[act] = entry->plan;
        gen->conflicts += gen->early[act].start > gen->late[act].start;
    }
}
