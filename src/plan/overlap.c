/* overlap.c - minimum cuts of the tight network, one step after the other. */
#include "plan/overlap.h"

#include "plan/live.h"
#include "plan/reason.h"

enum { NONE = UINT32_MAX };

/* One tight arc, and back: residual pairs lie side by side. */
struct pipe { uint32_t to, next, link; double room; };

struct advisor {
    struct gt_plan *plan;
    const struct gt_overlap_wish *wish;
    struct gt_arena *arena;
    struct gt_err   *err;
    int32_t *more;              /* [links] overlap so far */
    /* The tight network of one step; node `count` is the source. */
    uint32_t *first, *queue, *via;
    uint8_t  *reached;
    GT_VEC(struct pipe) pipes;
    GT_VEC(struct gt_overlap_gain) gains;
};

static const double endless = 1e18;

/* ---- what may be overlapped, and what it costs ------------------------------------- */

static int32_t lag_entered(const struct advisor *a, uint32_t link)
{
    return a->plan->links[link].lag_min + a->more[link];
}

static int32_t most_of(const struct advisor *a, uint32_t link)
{
    const struct gt_link *l = &a->plan->links[link];
    int32_t from = a->plan->tasks[l->from].duration, to = a->plan->tasks[l->to].duration;
    int32_t shorter = from < to ? from : to;
    int32_t entered = lag_entered(a, link), lag = entered > 0 ? entered : 0;
    /* What overlaps already counts against the limit, a wait in between for it. */
    int32_t before = entered < 0 ? -entered : 0;
    int32_t most = (int32_t)((int64_t)shorter * a->wish->most_percent / 100) - before;

    if (l->kind != GT_LINK_FS || l->off || l->lag_min == GT_LAG_NONE)
        return 0; /* (then `entered` meant nothing) */
    return lag + (most > 0 ? most : 0);
}

/* Work at risk when the overlap is `amount` more than entered. */
static double risk_of(const struct advisor *a, uint32_t link, int32_t amount)
{
    const struct gt_link *l = &a->plan->links[link];
    double d = a->plan->tasks[l->from].duration;
    double entered = lag_entered(a, link), before = entered < 0 ? -entered : 0;
    double after = amount - entered;

    if (after <= 0 || d <= 0)
        return 0; /* only a wait became shorter */
    return (after * (after + 1) - before * (before + 1)) / (2 * d);
}

/* Of the next step; a sum of tiny amounts must stay ordered, so nothing is free. */
static double step_cost(const struct advisor *a, uint32_t link)
{
    int32_t now = a->more[link], step = a->wish->step;

    if (now + step > most_of(a, link))
        return endless;
    return risk_of(a, link, now + step) - risk_of(a, link, now) + 1e-6;
}

/* ---- the tight network --------------------------------------------------------------- */

static gt_rc add_pipe(struct advisor *a, uint32_t from, uint32_t to, uint32_t link, double room)
{
    struct pipe *there = GT_PUSH(a->arena, &a->pipes), *back;

    if (there == NULL || (back = GT_PUSH(a->arena, &a->pipes)) == NULL)
        return GT_ENOMEM;
    a->pipes.at[a->pipes.count - 2] = (struct pipe){to, a->first[from], link, room};
    a->first[from] = (uint32_t)a->pipes.count - 2;
    a->pipes.at[a->pipes.count - 1] = (struct pipe){from, a->first[to], NONE, 0};
    a->first[to] = (uint32_t)a->pipes.count - 1;
    return GT_OK;
}

/* Everything that holds the task's earliest finish up, back to the bounds. */
static gt_rc build(struct advisor *a)
{
    const struct gt_generation *gen = a->plan->now;
    const struct gt_net *net = &gen->net;
    struct gt_pass pass = {.early = gen->early, .late = gen->late, .plan = gen->plan};
    struct gt_view v = {.net = net, .options = &a->plan->options, .pass = &pass, .dates = gen->early};
    uint32_t count = net->acts.count, head = 0, tail = 0;
    gt_rc rc;

    memset(a->first, 0xff, ((size_t)count + 1) * sizeof(*a->first));
    memset(a->reached, 0, (size_t)count + 1);
    a->pipes.count = 0;
    a->queue[tail++] = a->wish->task;
    a->reached[a->wish->task] = 1;
    while (head < tail) {
        uint32_t act = a->queue[head++];
        struct gt_bound list[GT_BOUNDS_MAX];
        uint32_t bounds = gt_view_bounds(&v, act, list);

        for (uint32_t i = 0; i < bounds; i++)
            if (gt_view_bound_start(&v, act, &list[i]) == gen->early[act].start) {
                if ((rc = add_pipe(a, count, act, NONE, endless)) != GT_OK)
                    return rc;
                break;
            }
        for (uint32_t i = net->in_at[act]; i < net->in_at[act + 1]; i++) {
            const struct gt_arc *arc = &net->in[i];
            const struct gt_when *other = &gen->early[arc->other];
            gt_tick value = gt_arc_head(net->cals, arc->lag, arc->code,
                                        arc->code & GT_ARC_TAIL_FINISH ? other->finish : other->start);

            if (gt_view_start(&v, act, (arc->code & GT_ARC_HEAD_FINISH) != 0, value) != gen->early[act].start)
                continue;
            if ((rc = add_pipe(a, arc->other, act, net->in_link[i],
                               arc->code & GT_ARC_MAX ? endless : step_cost(a, net->in_link[i]))) != GT_OK)
                return rc;
            if (!a->reached[arc->other]) {
                a->reached[arc->other] = 1;
                a->queue[tail++] = arc->other;
            }
        }
    }
    return GT_OK;
}

/* A shortest way with room from the source to the task; its room, or 0. */
static double find_way(struct advisor *a, uint32_t source)
{
    uint32_t count = source + 1, head = 0, tail = 0, sink = a->wish->task;
    double least = endless;

    memset(a->reached, 0, count);
    a->queue[tail++] = source;
    a->reached[source] = 1;
    while (head < tail && !a->reached[sink]) {
        uint32_t at = a->queue[head++];

        for (uint32_t p = a->first[at]; p != NONE; p = a->pipes.at[p].next) {
            uint32_t to = a->pipes.at[p].to;

            if (a->pipes.at[p].room > 1e-9 && !a->reached[to]) {
                a->reached[to] = 1;
                a->via[to] = p;
                a->queue[tail++] = to;
            }
        }
    }
    if (!a->reached[sink])
        return 0;
    for (uint32_t at = sink; at != source; at = a->pipes.at[a->via[at] ^ 1].to)
        if (a->pipes.at[a->via[at]].room < least)
            least = a->pipes.at[a->via[at]].room;
    return least;
}

/* Fills the network; false where an unbreakable way leads through. Afterwards
 * reached[] is the source's side of the cheapest cut. */
static bool fill(struct advisor *a, uint32_t source)
{
    double room;

    while ((room = find_way(a, source)) > 0) {
        if (room >= endless / 2)
            return false;
        for (uint32_t at = a->wish->task; at != source; at = a->pipes.at[a->via[at] ^ 1].to) {
            a->pipes.at[a->via[at]].room -= room;
            a->pipes.at[a->via[at] ^ 1].room += room;
        }
    }
    return true;
}

/* ---- steps ------------------------------------------------------------------------------ */

static gt_rc change(struct advisor *a, uint32_t link, int32_t by)
{
    struct gt_edit edit = {.kind = GT_EDIT_LINK, .index = link, .link = a->plan->links[link]};
    struct gt_arena_mark mark = gt_arena_mark(a->arena);
    gt_rc rc;

    /* The plan's own facts hold what was tried so far. */
    edit.link.lag_min -= by;
    rc = gt_plan_edit(a->plan, &edit, 1, a->arena, NULL, NULL, a->err);
    gt_arena_rewind(a->arena, mark);
    return rc;
}

static gt_rc overlap_by(struct advisor *a, uint32_t link, int32_t by)
{
    gt_rc rc = change(a, link, by);

    if (rc == GT_OK)
        a->more[link] += by;
    return rc;
}

/* Overlaps the links that leave the source's side.  *moved false: none can. */
static gt_rc one_step(struct advisor *a, bool *moved)
{
    uint32_t source = a->plan->task_count, count = 0, *cut;
    gt_rc rc;

    *moved = false;
    if ((rc = build(a)) != GT_OK)
        return rc;
    if (!fill(a, source))
        return GT_OK;
    if ((cut = GT_NEW_N(a->arena, uint32_t, a->pipes.count + 1)) == NULL)
        return GT_ENOMEM;
    for (uint32_t p = 0; p < a->pipes.count; p += 2)
        if (a->pipes.at[p].link != NONE && a->reached[a->pipes.at[p ^ 1].to] &&
            !a->reached[a->pipes.at[p].to])
            cut[count++] = a->pipes.at[p].link;
    for (uint32_t i = 0; i < count; i++)
        if ((rc = overlap_by(a, cut[i], a->wish->step)) != GT_OK)
            return rc;
    *moved = count > 0;
    return GT_OK;
}

static gt_tick finish_now(const struct advisor *a) { return a->plan->now->early[a->wish->task].finish; }

/* Dearest first: whatever can go back without losing the date goes back. */
static gt_rc give_back(struct advisor *a)
{
    gt_tick want = finish_now(a) > a->wish->finish ? finish_now(a) : a->wish->finish;
    gt_rc rc;

    for (uint32_t link = a->plan->link_count; link-- > 0;)
        while (a->more[link] >= a->wish->step) {
            if ((rc = overlap_by(a, link, -a->wish->step)) != GT_OK)
                return rc;
            if (finish_now(a) <= want)
                continue;
            if ((rc = overlap_by(a, link, a->wish->step)) != GT_OK)
                return rc;
            break;
        }
    return GT_OK;
}

static int by_cost(const void *x, const void *y)
{
    const struct gt_overlap *a = x, *b = y;

    if (a->risk != b->risk)
        return a->risk < b->risk ? -1 : 1;
    return a->link < b->link ? -1 : a->link > b->link;
}

/* Tasks that a slip of the predecessor by one step moves. */
static gt_rc list_hits(struct advisor *a, uint32_t link, struct gt_overlap *out)
{
    struct gt_edit edit = {.kind = GT_EDIT_TASK, .index = a->plan->links[link].from};
    struct gt_moves moves = {0};
    uint32_t *hits;
    gt_rc rc;

    edit.task = a->plan->tasks[edit.index];
    edit.task.duration += a->wish->step;
    if ((rc = gt_plan_preview(a->plan, &edit, 1, a->arena, &moves, NULL, a->err)) != GT_OK)
        return rc;
    if ((hits = GT_NEW_N(a->arena, uint32_t, GT_OVERLAP_HITS_MAX)) == NULL)
        return GT_ENOMEM;
    for (uint32_t i = 0; i < moves.count; i++) {
        if (moves.at[i].task == edit.index || moves.at[i].before.early_start == moves.at[i].after.early_start)
            continue;
        if (out->hit < GT_OVERLAP_HITS_MAX)
            hits[out->hit] = moves.at[i].task;
        out->hit++;
    }
    out->hits = hits;
    return GT_OK;
}

/* What each step of the overlap adds. */
static gt_rc list_steps(struct advisor *a, uint32_t link, struct gt_overlap *out)
{
    int32_t step = a->wish->step;
    double *risks = GT_NEW_N(a->arena, double, (size_t)(out->amount / step) + 1);

    if (risks == NULL)
        return GT_ENOMEM;
    for (int32_t amount = step; amount <= out->amount; amount += step)
        risks[out->steps++] = risk_of(a, link, amount) - risk_of(a, link, amount - step);
    out->step_risks = risks;
    out->last_risk = risks[out->steps - 1];
    return GT_OK;
}

/* The finish that was reached and what it costs; a step that gains nothing by
 * itself is told with the next that does. */
static gt_rc note_gain(struct advisor *a)
{
    struct gt_overlap_gain gain = {finish_now(a), 0}, *last;

    for (uint32_t link = 0; link < a->plan->link_count; link++)
        if (a->more[link] > 0)
            gain.risk += risk_of(a, link, a->more[link]);
    last = a->gains.count > 0 ? &a->gains.at[a->gains.count - 1] : NULL;
    if (last == NULL || last->finish != gain.finish)
        if ((last = GT_PUSH(a->arena, &a->gains)) == NULL)
            return GT_ENOMEM;
    *last = gain;
    return GT_OK;
}

static gt_rc tell(struct advisor *a, struct gt_overlap_advice *out)
{
    GT_VEC(struct gt_overlap) list = {0};
    gt_rc rc;

    out->finish = finish_now(a);
    out->met = out->finish <= a->wish->finish;
    out->risk = 0;
    for (uint32_t link = 0; link < a->plan->link_count; link++) {
        struct gt_overlap *slot;
        int32_t more = a->more[link];

        if (more == 0)
            continue;
        if ((slot = GT_PUSH(a->arena, &list)) == NULL)
            return GT_ENOMEM;
        *slot = (struct gt_overlap){.link = link, .amount = more, .risk = risk_of(a, link, more)};
        if ((rc = list_hits(a, link, slot)) != GT_OK || (rc = list_steps(a, link, slot)) != GT_OK)
            return rc;
        out->risk += slot->risk;
    }
    out->gains = a->gains.at;
    out->gain_count = (uint32_t)a->gains.count;
    if (list.count > 1)
        qsort(list.at, list.count, sizeof(*list.at), by_cost);
    out->overlaps = list.at;
    out->count = (uint32_t)list.count;
    return GT_OK;
}

static gt_rc advise(struct advisor *a, struct gt_overlap_advice *out)
{
    bool moved = true;
    gt_rc rc;

    for (int step = 0; step < GT_OVERLAP_STEPS_MAX && moved && finish_now(a) > a->wish->finish; step++)
        if ((rc = one_step(a, &moved)) != GT_OK || (moved && (rc = note_gain(a)) != GT_OK))
            return rc;
    if ((rc = give_back(a)) != GT_OK || (a->gains.count > 0 && (rc = note_gain(a)) != GT_OK))
        return rc;
    return tell(a, out);
}

gt_rc gt_overlap_advise(struct gt_plan *plan, const struct gt_overlap_wish *wish,
                        struct gt_arena *arena, struct gt_overlap_advice *out, struct gt_err *err)
{
    struct advisor a = {.plan = plan, .wish = wish, .arena = arena, .err = err};
    struct gt_overlap_advice advice = {0};
    size_t nodes = (size_t)plan->task_count + 1;
    gt_rc rc;

    if (wish->task >= plan->task_count)
        return gt_fail(err, GT_ENOTFOUND, "there is no task %u", "没有第%u项任务", wish->task + 1);
    if (wish->step < 1 || wish->most_percent < 1 || wish->most_percent > 100)
        return gt_fail(err, GT_EINVAL, "a step is at least 1, the most 1 to 100 percent",
                       "步长至少为1，压茬上限应为1至100(%%)");
    if ((a.more = GT_NEW_N(arena, int32_t, (size_t)plan->link_count + 1)) == NULL ||
        (a.first = GT_NEW_N(arena, uint32_t, nodes)) == NULL ||
        (a.queue = GT_NEW_N(arena, uint32_t, nodes)) == NULL ||
        (a.via = GT_NEW_N(arena, uint32_t, nodes)) == NULL ||
        (a.reached = GT_NEW_N(arena, uint8_t, nodes)) == NULL)
        return gt_fail(err, GT_ENOMEM, "no memory for the advice", "压茬建议内存不足");
    rc = advise(&a, &advice);
    for (uint32_t link = 0; link < plan->link_count; link++)
        if (a.more[link] != 0) {
            gt_rc back = change(&a, link, -a.more[link]);

            rc = rc == GT_OK ? back : rc;
        }
    if (rc != GT_OK)
        return rc == GT_ENOMEM ? gt_fail(err, rc, "no memory for the advice", "压茬建议内存不足") : rc;
    *out = advice;
    return GT_OK;
}
