/*
 * edit.c - edits, previews, and taking them back.
 *
 * An edit of a task's facts or of a link's lags keeps the arcs where they
 * are, so the dates are brought up to date in place.  New tasks, new or
 * dropped links and other options lay the plan out anew.
 */
#include "plan/live.h"

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "no memory for the edit", "编辑内存不足");
}

/* ---- is the edit fit ---------------------------------------------------------- */

static bool tick_fits(gt_tick t)
{
    return t == GT_TICK_NONE || (t > GT_TICK_FIRST / 2 && t < GT_TICK_LAST / 2);
}

static bool lag_fits(int32_t lag)
{
    return lag == GT_LAG_NONE || (lag >= -GT_AMOUNT_MAX && lag <= GT_AMOUNT_MAX);
}

static gt_rc check_task(const struct gt_plan *plan, const struct gt_plan_task *task,
                        struct gt_err *err)
{
    if (task->duration < 0 || task->duration > GT_AMOUNT_MAX)
        return gt_fail_field(err, GT_EINVAL, "duration", "the duration is negative or too long",
                             "工期为负或过长");
    if (task->calendar >= plan->cal_count || task->mode >= GT_MODE_COUNT)
        return gt_fail_field(err, GT_EINVAL, "calendar", "there is no such calendar or mode",
                             "没有这样的日历或排程方式");
    if (!tick_fits(task->start_min) || !tick_fits(task->start_max) ||
        !tick_fits(task->finish_min) || !tick_fits(task->finish_max) ||
        !tick_fits(task->start_pin) || !tick_fits(task->finish_pin))
        return gt_fail_field(err, GT_EINVAL, "date", "a date is out of range", "日期超出范围");
    return GT_OK;
}

static gt_rc check_link(const struct gt_plan *plan, const struct gt_link *link, struct gt_err *err)
{
    if (link->from >= plan->task_count || link->to >= plan->task_count)
        return gt_fail_field(err, GT_EINVAL, "link", "the link leads to a task that is not there",
                             "衔接指向不存在的任务");
    if (link->from == link->to)
        return gt_fail_field(err, GT_ECYCLE, "link", "the link joins a task to itself",
                             "衔接把任务连到自身");
    if (link->kind >= GT_LINK_KIND_COUNT || link->calendar >= plan->cal_count)
        return gt_fail_field(err, GT_EINVAL, "link", "there is no such kind of link or calendar",
                             "没有这样的衔接类型或日历");
    if (!lag_fits(link->lag_min) || !lag_fits(link->lag_max))
        return gt_fail_field(err, GT_EINVAL, "lag", "the lag is out of range", "间隔超出范围");
    return GT_OK;
}

/* ---- facts, and back --------------------------------------------------------------- */

/* What an edit replaced. */
struct before { struct gt_plan_task task; struct gt_link link; };

struct editing {
    struct gt_plan *plan;
    const struct gt_edit *edits;
    uint32_t count, done;      /* edits, and how many are in the facts */
    struct before *before;     /* [count] */
    struct gt_pass_options options;
    uint32_t task_count, link_count;
    gt_tick until;             /* of the generation */
    struct gt_generation *old; /* where the edit made a new one */
    bool anew;                 /* it has to */
    struct gt_log log;
    uint32_t *dirty_early, *dirty_late;
    struct gt_dirty dirty;
};

/* One side's arcs take the link's lag and kind; false where the generation has
 * no such arcs.  Out of force they stay, and bind nothing. */
static bool patch_side(const struct gt_generation *gen, const struct gt_link *link, uint32_t index,
                       bool greatest)
{
    uint32_t tail = greatest ? link->to : link->from, head = greatest ? link->from : link->to;
    const struct gt_net *net = &gen->net;
    struct gt_arc arc = {head, link->off ? GT_LAG_NONE : greatest ? -link->lag_max : link->lag_min,
                         gt_link_code(link, greatest)};
    bool found = false;

    for (uint32_t i = net->out_at[tail]; i < net->out_at[tail + 1]; i++)
        if (net->out_link[i] == index && net->out[i].other == head &&
            !(net->out[i].code & GT_ARC_MAX) == !greatest) {
            ((struct gt_arc *)net->out)[i] = arc;
            found = true;
        }
    arc.other = tail;
    for (uint32_t i = net->in_at[head]; i < net->in_at[head + 1]; i++)
        if (net->in_link[i] == index && net->in[i].other == tail &&
            !(net->in[i].code & GT_ARC_MAX) == !greatest)
            ((struct gt_arc *)net->in)[i] = arc;
    return found;
}

static bool patch_link(struct gt_plan *plan, uint32_t index)
{
    const struct gt_link *link = &plan->in_force[index];
    uint32_t count = plan->now->net.acts.count;
    bool found = link->from < count && link->to < count;

    if (found && link->lag_min != GT_LAG_NONE)
        found = patch_side(plan->now, link, index, false);
    if (found && link->lag_max != GT_LAG_NONE)
        found = patch_side(plan->now, link, index, true);
    return found;
}

/* One side's arrays take an arc at the end of `own`'s; there is room. */
static void insert(uint32_t *at, uint32_t count, struct gt_arc *arcs, uint32_t *arc_link,
                   uint32_t arc_count, uint32_t own, struct gt_arc arc, uint32_t link)
{
    uint32_t slot = at[own + 1];

    memmove(arcs + slot + 1, arcs + slot, (arc_count - slot) * sizeof(*arcs));
    memmove(arc_link + slot + 1, arc_link + slot, (arc_count - slot) * sizeof(*arc_link));
    arcs[slot] = arc;
    arc_link[slot] = link;
    for (uint32_t i = own + 1; i <= count; i++)
        at[i]++;
}

/* A new link's arc in place: a least lag that agrees with the order, so that
 * no activity changes its turn.  False: the plan has to be laid out anew. */
static bool insert_link(struct gt_plan *plan, uint32_t index)
{
    const struct gt_link *link = &plan->in_force[index];
    struct gt_net *net = &plan->now->net;
    uint32_t count = net->acts.count, code = gt_link_code(link, false);

    if (link->off || link->lag_max != GT_LAG_NONE || link->lag_min == GT_LAG_NONE || net->spare == 0 ||
        link->from >= count || link->to >= count ||
        plan->now->order.rank[link->from] >= plan->now->order.rank[link->to])
        return false;
    insert((uint32_t *)net->out_at, count, (struct gt_arc *)net->out, (uint32_t *)net->out_link,
           net->arc_count, link->from, (struct gt_arc){link->to, link->lag_min, code}, index);
    insert((uint32_t *)net->in_at, count, (struct gt_arc *)net->in, (uint32_t *)net->in_link,
           net->arc_count, link->to, (struct gt_arc){link->from, link->lag_min, code}, index);
    ((uint32_t *)net->in_count)[link->to]++;
    net->arc_count++;
    net->spare--;
    net->numbered = net->numbered && link->from < link->to;
    net->links = plan->in_force;
    net->link_count = plan->link_count;
    return true;
}

static bool same_arcs(const struct gt_link *a, const struct gt_link *b)
{
    return a->from == b->from && a->to == b->to &&
           (a->lag_min == GT_LAG_NONE) == (b->lag_min == GT_LAG_NONE) &&
           (a->lag_max == GT_LAG_NONE) == (b->lag_max == GT_LAG_NONE);
}

/* Links of a task that goes out of force or comes back. */
static void put_links_of(struct gt_plan *plan, uint32_t task)
{
    for (uint32_t i = 0; i < plan->link_count; i++)
        if (plan->links[i].from == task || plan->links[i].to == task)
            gt_live_put_link(plan, i);
}

static void mark(struct editing *e, uint32_t early, uint32_t late)
{
    e->dirty_early[e->dirty.early_count++] = early;
    e->dirty_late[e->dirty.late_count++] = late;
}

static gt_rc put_task(struct editing *e, const struct gt_edit *edit, struct before *before,
                      struct gt_err *err)
{
    struct gt_plan *plan = e->plan;
    gt_rc rc;

    if (edit->index >= plan->task_count)
        return gt_fail(err, GT_ENOTFOUND, "there is no task %u", "没有第%u项任务", edit->index + 1);
    if ((rc = check_task(plan, &edit->task, err)) != GT_OK)
        return rc;
    before->task = plan->tasks[edit->index];
    plan->tasks[edit->index] = edit->task;
    gt_live_put_task(plan, edit->index);
    if (!before->task.off != !edit->task.off) {
        e->anew = true;
        put_links_of(plan, edit->index);
    }
    if (edit->index < e->task_count)
        mark(e, edit->index, edit->index);
    return GT_OK;
}

static gt_rc put_link(struct editing *e, const struct gt_edit *edit, struct before *before,
                      struct gt_err *err)
{
    struct gt_plan *plan = e->plan;
    const struct gt_link *link = &edit->link;
    struct gt_link in_force;
    gt_rc rc;

    if (edit->index >= plan->link_count)
        return gt_fail(err, GT_ENOTFOUND, "there is no link %u", "没有第%u条衔接", edit->index + 1);
    if ((rc = check_link(plan, link, err)) != GT_OK)
        return rc;
    before->link = plan->links[edit->index];
    in_force = plan->in_force[edit->index];
    plan->links[edit->index] = *link;
    gt_live_put_link(plan, edit->index);
    if (!same_arcs(&in_force, &plan->in_force[edit->index]) ||
        (!e->anew && !patch_link(plan, edit->index))) {
        e->anew = true;
    } else if (!e->anew) {
        mark(e, link->to, link->from);
        if (link->lag_max != GT_LAG_NONE)
            mark(e, link->from, link->to);
    }
    return GT_OK;
}

static gt_rc put_edit(struct editing *e, uint32_t i, struct gt_err *err)
{
    struct gt_plan *plan = e->plan;
    const struct gt_edit *edit = &e->edits[i];
    gt_rc rc;

    switch (edit->kind) {
    case GT_EDIT_TASK:
        return put_task(e, edit, &e->before[i], err);
    case GT_EDIT_LINK:
        return put_link(e, edit, &e->before[i], err);
    case GT_EDIT_ADD_TASK:
        if ((rc = check_task(plan, &edit->task, err)) != GT_OK ||
            (rc = gt_live_reserve(plan, plan->task_count + 1, plan->link_count, err)) != GT_OK)
            return rc;
        plan->tasks[plan->task_count] = edit->task;
        gt_live_put_task(plan, plan->task_count++);
        e->anew = true;
        return GT_OK;
    case GT_EDIT_ADD_LINK:
        if ((rc = check_link(plan, &edit->link, err)) != GT_OK ||
            (rc = gt_live_reserve(plan, plan->task_count, plan->link_count + 1, err)) != GT_OK)
            return rc;
        plan->links[plan->link_count] = edit->link;
        gt_live_put_link(plan, plan->link_count++);
        if (!e->anew && insert_link(plan, plan->link_count - 1))
            mark(e, edit->link.to, edit->link.from);
        else
            e->anew = true;
        return GT_OK;
    case GT_EDIT_OPTIONS:
        if (!tick_fits(edit->options.from) || !tick_fits(edit->options.until))
            return gt_fail_field(err, GT_EINVAL, "date", "a date is out of range", "日期超出范围");
        plan->options = edit->options;
        e->anew = true;
        return GT_OK;
    }
    return gt_fail(err, GT_EINVAL, "no such edit", "没有这样的编辑");
}

/* The facts as they were, last edit first. */
static void take_back(struct editing *e)
{
    struct gt_plan *plan = e->plan;
    bool moved = e->old != NULL;

    if (moved) {
        gt_generation_destroy(plan->now);
        plan->now = e->old;
        e->old = NULL;
    } else {
        gt_live_undo(plan, &e->log);
        plan->now->until = e->until;
    }
    /* A new link's arc that is in already stays, and binds nothing. */
    for (uint32_t link = e->link_count; link < plan->link_count; link++) {
        plan->in_force[link].off = 1;
        (void)patch_link(plan, link);
    }
    plan->task_count = e->task_count;
    plan->link_count = e->link_count;
    plan->options = e->options;
    for (uint32_t i = e->done; i-- > 0;) {
        const struct gt_edit *edit = &e->edits[i];

        if (edit->kind == GT_EDIT_TASK && edit->index < plan->task_count) {
            bool turned = !plan->tasks[edit->index].off != !e->before[i].task.off;

            plan->tasks[edit->index] = e->before[i].task;
            gt_live_put_task(plan, edit->index);
            if (turned)
                put_links_of(plan, edit->index);
        } else if (edit->kind == GT_EDIT_LINK && edit->index < plan->link_count) {
            plan->links[edit->index] = e->before[i].link;
            gt_live_put_link(plan, edit->index);
            (void)patch_link(plan, edit->index);
        }
    }
    /* Growing may have moved the arrays under the old generation. */
    plan->now->net.acts = (struct gt_acts){
        plan->task_count, plan->duration, plan->calendar, plan->mode, plan->start_min,
        plan->start_max, plan->finish_min, plan->finish_max, plan->start_pin, plan->finish_pin};
    plan->now->net.links = plan->in_force;
    plan->now->net.link_count = plan->link_count;
}

/* ---- what moved -------------------------------------------------------------------- */

static struct gt_plan_dates dates_from(const struct gt_net *net, uint32_t act, struct gt_when early,
                                       struct gt_when late, struct gt_when plan)
{
    struct gt_plan_dates dates = {plan.start, plan.finish, early.start, early.finish,
                                  late.start, late.finish, 0, false};

    dates.slack = early.start <= GT_TICK_FIRST || late.start >= GT_TICK_LAST
                      ? INT64_MAX
                      : gt_cal_between(gt_cal_of(net, act), early.start, late.start);
    dates.critical = dates.slack <= 0;
    return dates;
}

static bool same_when(struct gt_when a, struct gt_when b)
{
    return a.start == b.start && a.finish == b.finish;
}

typedef GT_VEC(struct gt_moved) moved_vec;

static gt_rc add_moved(struct editing *e, struct gt_arena *arena, const struct gt_log_entry *was,
                       struct gt_moves *moves, moved_vec *list)
{
    const struct gt_generation *gen = e->plan->now;
    uint32_t act = was->act;
    struct gt_moved *slot;

    if (same_when(was->early, gen->early[act]) && same_when(was->late, gen->late[act]) &&
        same_when(was->plan, gen->plan[act]))
        return GT_OK;
    if ((slot = GT_PUSH(arena, list)) == NULL)
        return GT_ENOMEM;
    *slot = (struct gt_moved){
        act, dates_from(&gen->net, act, was->early, was->late, was->plan),
        dates_from(&gen->net, act, gen->early[act], gen->late[act], gen->plan[act])};
    moves->planned_count += !same_when(was->plan, gen->plan[act]);
    return GT_OK;
}

static int by_task(const void *a, const void *b)
{
    const struct gt_moved *one = a, *two = b;

    return one->task < two->task ? -1 : one->task > two->task;
}

/* Float counts in a task's own calendar: before the edit, in the one it had.
 * Last edit first, so that the oldest facts have the last word. */
static void correct_float(const struct editing *e, moved_vec *list)
{
    for (uint32_t i = e->count; i-- > 0;) {
        const struct gt_edit *edit = &e->edits[i];
        const struct gt_plan_task *task = &e->before[i].task;

        if (edit->kind != GT_EDIT_TASK || edit->index >= e->task_count)
            continue;
        for (size_t m = 0; m < list->count; m++) {
            struct gt_plan_dates *was = &list->at[m].before;

            if (list->at[m].task == edit->index && was->slack != INT64_MAX) {
                was->slack = gt_cal_between(&e->plan->cals[task->off ? 0 : task->calendar],
                                            was->early_start, was->late_start);
                was->critical = was->slack <= 0;
            }
        }
    }
}

static gt_rc collect(struct editing *e, struct gt_arena *arena, struct gt_moves *out)
{
    struct gt_plan *plan = e->plan;
    struct gt_moves moves = {.feasible = plan->now->conflicts == 0};
    moved_vec list = {0};
    gt_rc rc = GT_OK;

    if (e->old != NULL) {
        for (uint32_t act = 0; act < plan->task_count && rc == GT_OK; act++) {
            struct gt_when none = {GT_TICK_NONE, GT_TICK_NONE};
            struct gt_log_entry was = {act, none, none, none};

            if (act < e->task_count)
                was = (struct gt_log_entry){act, e->old->early[act], e->old->late[act],
                                            e->old->plan[act]};
            rc = add_moved(e, arena, &was, &moves, &list);
        }
    } else {
        for (size_t i = 0; i < e->log.count && rc == GT_OK; i++)
            rc = add_moved(e, arena, &e->log.at[i], &moves, &list);
        if (list.count > 1)
            qsort(list.at, list.count, sizeof(*list.at), by_task);
    }
    if (rc != GT_OK)
        return rc;
    correct_float(e, &list);
    moves.at = list.at;
    moves.count = (uint32_t)list.count;
    *out = moves;
    return GT_OK;
}

/* ---- the whole of it ------------------------------------------------------------------ */

static gt_rc begin(struct editing *e, struct gt_plan *plan, const struct gt_edit *edits,
                   uint32_t count, struct gt_arena *arena, struct gt_err *err)
{
    *e = (struct editing){.plan = plan, .edits = edits, .count = count, .options = plan->options,
                          .task_count = plan->task_count, .link_count = plan->link_count,
                          .until = plan->now->until};
    if ((e->before = GT_NEW_N(arena, struct before, (size_t)count + 1)) == NULL ||
        (e->dirty_early = GT_NEW_N(arena, uint32_t, (size_t)count * 2 + 1)) == NULL ||
        (e->dirty_late = GT_NEW_N(arena, uint32_t, (size_t)count * 2 + 1)) == NULL)
        return no_memory(err);
    e->dirty.early = e->dirty_early;
    e->dirty.late = e->dirty_late;
    if (++plan->edit == 0) { /* the count came round: old marks mean nothing now */
        memset(plan->now->logged, 0, plan->task_count * sizeof(*plan->now->logged));
        plan->edit = 1;
    }
    return GT_OK;
}

/* Facts in, dates up to date. */
static gt_rc carry_out(struct editing *e, struct gt_arena *arena, struct gt_why *cycle,
                       struct gt_err *err)
{
    struct gt_generation *gen = NULL;
    gt_rc rc;

    for (; e->done < e->count; e->done++)
        if ((rc = put_edit(e, e->done, err)) != GT_OK)
            return rc;
    if (!e->anew)
        return gt_live_update(e->plan, &e->dirty, arena, &e->log, cycle, err);
    if ((rc = gt_generation_create(e->plan, arena, cycle, &gen, err)) != GT_OK)
        return rc;
    e->old = e->plan->now;
    e->plan->now = gen;
    return GT_OK;
}

static gt_rc edit(struct gt_plan *plan, const struct gt_edit *edits, uint32_t count, bool keep,
                  struct gt_arena *arena, struct gt_moves *moves, struct gt_conflict *conflict,
                  struct gt_err *err)
{
    struct gt_why cycle = {0};
    struct editing e;
    gt_rc rc;

    if ((rc = begin(&e, plan, edits, count, arena, err)) != GT_OK)
        return rc;
    rc = carry_out(&e, arena, &cycle, err);
    if (rc == GT_ECYCLE && conflict != NULL && cycle.count > 0 &&
        gt_cycle_conflict(&cycle, arena, conflict, err) != GT_OK)
        rc = GT_ENOMEM;
    if (rc == GT_OK && moves != NULL && collect(&e, arena, moves) != GT_OK)
        rc = no_memory(err);
    if (rc == GT_OK && conflict != NULL) {
        *conflict = (struct gt_conflict){0};
        if (plan->now->conflicts > 0)
            rc = gt_plan_conflict(plan, GT_NO_INDEX, arena, conflict, err);
    }
    if (rc != GT_OK || !keep)
        take_back(&e);
    else
        gt_generation_destroy(e.old);
    return rc;
}

gt_rc gt_plan_edit(struct gt_plan *plan, const struct gt_edit *edits, uint32_t count,
                   struct gt_arena *arena, struct gt_moves *moves,
                   struct gt_conflict *conflict, struct gt_err *err)
{
    return edit(plan, edits, count, true, arena, moves, conflict, err);
}

gt_rc gt_plan_preview(struct gt_plan *plan, const struct gt_edit *edits, uint32_t count,
                      struct gt_arena *arena, struct gt_moves *moves,
                      struct gt_conflict *conflict, struct gt_err *err)
{
    return edit(plan, edits, count, false, arena, moves, conflict, err);
}

/* ---- cycles as conflicts ----------------------------------------------------------------- */

typedef GT_VEC(struct gt_remedy) remedy_vec;

static gt_rc offer(struct gt_arena *arena, remedy_vec *list, const struct gt_fact *fact, int kind,
                   int32_t amount)
{
    struct gt_remedy *slot = GT_PUSH(arena, list);
    bool of_link = fact->link != GT_NO_INDEX;

    if (slot == NULL)
        return GT_ENOMEM;
    *slot = (struct gt_remedy){.kind = (uint8_t)kind, .fact = fact->kind,
                               .act = of_link ? GT_NO_INDEX : fact->act, .link = fact->link,
                               .to = GT_TICK_NONE, .amount = amount};
    return GT_OK;
}

gt_rc gt_cycle_conflict(const struct gt_why *cycle, struct gt_arena *arena,
                        struct gt_conflict *out, struct gt_err *err)
{
    struct gt_conflict conflict = {.chain = *cycle, .cycle = true};
    remedy_vec list = {0};
    int64_t gain = 0;
    gt_rc rc = GT_OK;

    /* By how much once round is too long: lags and work one way, less the other. */
    for (uint32_t i = 0; i < cycle->count; i++) {
        const struct gt_fact *fact = &cycle->facts[i];
        bool along = fact->kind == GT_FACT_LAG_MIN ||
                     (fact->kind == GT_FACT_DURATION && (fact->event != 0) == !fact->late);

        gain += along ? fact->amount : -fact->amount;
    }
    for (uint32_t i = 0; i < cycle->count && rc == GT_OK; i++) {
        const struct gt_fact *fact = &cycle->facts[i];
        bool fits = gain > 0 && gain <= GT_AMOUNT_MAX;
        int32_t amount = fits ? (int32_t)gain : 0;

        if (fact->kind == GT_FACT_LAG_MAX && fits)
            rc = offer(arena, &list, fact, GT_REMEDY_RELAX, amount);
        else if (fact->kind == GT_FACT_LAG_MIN && fits && fact->amount >= amount)
            rc = offer(arena, &list, fact, GT_REMEDY_OVERLAP, amount);
        else if (fact->kind == GT_FACT_DURATION && fits && fact->amount > amount)
            rc = offer(arena, &list, fact, GT_REMEDY_SHORTEN, amount);
        if (rc == GT_OK && fact->link != GT_NO_INDEX)
            rc = offer(arena, &list, fact, GT_REMEDY_DROP, 0);
    }
    if (rc != GT_OK)
        return no_memory(err);
    conflict.excess = gain;
    conflict.act = cycle->count > 0 ? cycle->facts[cycle->count - 1].act : GT_NO_INDEX;
    conflict.earliest = conflict.latest = GT_TICK_NONE;
    conflict.remedies = list.at;
    conflict.remedy_count = (uint32_t)list.count;
    *out = conflict;
    return GT_OK;
}
