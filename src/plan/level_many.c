/*
 * level_many.c - levelling in real time, where calendars differ.
 *
 * Serial schedule generation over step functions of what is used: the ready
 * activity with the least key goes to the first instant at which its links,
 * its window and, in every span that it works, its resources allow.  Greatest
 * lags: the activity that came too early gets a later floor and generation begins
 * anew; floors only rise.  Keys: latest starts first, then disturbed copies of the
 * best schedule; each schedule is justified.
 */
#include "plan/level_in.h"
#include "plan/relax.h"
#include "plan/rng.h"

enum {
    BEGIN_ANEW_MAX = 2000, /* times, for greatest lags */
    TRIES_DEFAULT = 1000,  /* schedules, where neither a limit nor a watch says */
    REACH_LEAST = 2, REACHES = 12, /* keys are disturbed by up to the length / 4, / 8, … */
};

/* From `at` on, `used` units are taken and `have` are there. */
struct piece { gt_tick at; int64_t used, have; };
struct profile { struct piece *at; size_t count, cap; };

struct gt_placer {
    const struct gt_leveller *l;
    const struct gt_net *net;
    struct gt_arena *arena;   /* profiles; rewound at each schedule */
    struct gt_arena_mark empty;
    struct profile *profiles; /* [res] */
    const struct profile *fresh; /* [res] without anything placed */
    gt_tick  *floor;          /* [acts] raised for greatest lags */
    const gt_tick *least;     /* [acts] floors to begin with, or NULL */
    uint32_t *waiting, *heap; /* [acts] */
    uint8_t  *placed;
    uint32_t  heap_count;
    int64_t   work;
};

/* ---- profiles ------------------------------------------------------------------ */

/* The piece that holds instant t. */
static size_t piece_at(const struct profile *p, gt_tick t)
{
    size_t low = 0, high = p->count;

    while (high - low > 1) {
        size_t mid = low + (high - low) / 2;

        if (p->at[mid].at <= t)
            low = mid;
        else
            high = mid;
    }
    return low;
}

/* The piece that begins at t, made by cutting one. */
static bool cut(struct gt_arena *arena, struct profile *p, gt_tick t, size_t *out)
{
    size_t i = piece_at(p, t);

    if (p->at[i].at != t) {
        if (GT_PUSH(arena, p) == NULL)
            return false;
        memmove(&p->at[i + 2], &p->at[i + 1], (p->count - i - 2) * sizeof(*p->at));
        p->at[i + 1] = p->at[i];
        p->at[++i].at = t;
    }
    *out = i;
    return true;
}

static bool add_piece(struct gt_arena *arena, struct profile *p, gt_tick at, int64_t have)
{
    struct piece *last;

    if (p->count > 0 && p->at[p->count - 1].have == have)
        return true;
    if ((last = GT_PUSH(arena, p)) == NULL)
        return false;
    *last = (struct piece){at, 0, have};
    return true;
}

/* Capacity over time: the steps, and nothing where the resource does not work. */
static bool fresh_profile(struct gt_arena *arena, const struct gt_net *net, uint32_t r,
                          struct profile *out)
{
    const struct gt_res *res = &net->res[r];
    const struct gt_cal *cal = &net->cals[res->calendar];
    uint32_t step = 0;

    if (!add_piece(arena, out, GT_TICK_FIRST, cal->elapsed ? res->steps[0].capacity : 0))
        return false;
    for (uint32_t span = 0; cal->elapsed ? span < 1 : span < cal->span_count; span++) {
        gt_tick from = cal->elapsed ? GT_TICK_FIRST : cal->spans[span].from;
        gt_tick to = cal->elapsed ? GT_TICK_LAST : cal->spans[span].to;

        while (step + 1 < res->step_count && res->steps[step + 1].at <= from)
            step++;
        if (!add_piece(arena, out, from, res->steps[step].capacity))
            return false;
        for (; step + 1 < res->step_count && res->steps[step + 1].at < to; step++)
            if (!add_piece(arena, out, res->steps[step + 1].at, res->steps[step + 1].capacity))
                return false;
        if (!cal->elapsed && !add_piece(arena, out, to, 0))
            return false;
    }
    return true;
}

/* ---- one activity ----------------------------------------------------------------- */

/* The spans in which an activity that starts at s works, one after the other. */
struct stretch { const struct gt_cal *cal; uint32_t span; int64_t left; gt_tick from, to; };

static bool next_stretch(struct stretch *st)
{
    if (st->left <= 0)
        return false;
    if (st->cal->elapsed) {
        st->to = st->from + st->left;
        st->left = 0;
        return true;
    }
    while (st->span < st->cal->span_count && st->cal->spans[st->span].to <= st->from)
        st->span++;
    if (st->span == st->cal->span_count)
        return false;
    st->from = gt_max(st->from, st->cal->spans[st->span].from);
    st->to = gt_min(st->cal->spans[st->span].to, st->from + st->left);
    st->left -= st->to - st->from;
    return true;
}

static struct stretch first_stretch(const struct gt_net *net, uint32_t act, gt_tick s)
{
    const struct gt_cal *cal = gt_cal_of(net, act);
    struct stretch st = {cal, 0, net->acts.duration[act], s, s};

    if (!cal->elapsed && s > cal->time_base) {
        uint64_t slot = (uint64_t)(s - cal->time_base) >> cal->time_shift;

        st.span = slot >= cal->time_count ? cal->span_count - 1 : cal->by_time[slot];
    }
    return st;
}

/* Where it lacks something: the end of that piece; GT_TICK_NONE where it fits. */
static gt_tick lacks_until(const struct gt_placer *p, uint32_t act, gt_tick s)
{
    const struct gt_net *net = p->net;

    for (uint32_t d = net->demand_at[act]; d < net->demand_at[act + 1]; d++) {
        const struct profile *own = &p->profiles[net->demands[d].res];
        struct stretch st = first_stretch(net, act, s);

        if (net->demands[d].amount == 0)
            continue;
        while (next_stretch(&st)) {
            for (size_t i = piece_at(own, st.from); i < own->count && own->at[i].at < st.to; i++)
                if (own->at[i].used + net->demands[d].amount > own->at[i].have)
                    return i + 1 < own->count ? own->at[i + 1].at : GT_TICK_LAST;
            st.from = st.to;
        }
    }
    return GT_TICK_NONE;
}

static bool take(struct gt_placer *p, uint32_t act, gt_tick s)
{
    const struct gt_net *net = p->net;

    for (uint32_t d = net->demand_at[act]; d < net->demand_at[act + 1]; d++) {
        struct profile *own = &p->profiles[net->demands[d].res];
        struct stretch st = first_stretch(net, act, s);

        while (next_stretch(&st)) {
            size_t from, to;

            if (!cut(p->arena, own, st.from, &from) || !cut(p->arena, own, st.to, &to))
                return false;
            for (size_t i = from; i < to; i++)
                own->at[i].used += net->demands[d].amount;
            st.from = st.to;
        }
    }
    return true;
}

/* What the facts and those already placed demand of its dates, at least. */
static struct gt_when low_of(const struct gt_placer *p, uint32_t act, const struct gt_when *dates)
{
    const struct gt_net *net = p->net;
    struct gt_when low = gt_bound_low(net, act, p->l->from);

    low.start = gt_max(low.start, p->floor[act]);
    for (uint32_t i = net->in_at[act]; i < net->in_at[act + 1]; i++) {
        const struct gt_arc *arc = &net->in[i];
        const struct gt_when *tail = &dates[arc->other];
        gt_tick value;

        if (!p->placed[arc->other])
            continue;
        value = gt_arc_head(net->cals, arc->lag, arc->code,
                            arc->code & GT_ARC_TAIL_FINISH ? tail->finish : tail->start);
        if (arc->code & GT_ARC_HEAD_FINISH)
            low.finish = gt_max(low.finish, value);
        else
            low.start = gt_max(low.start, value);
    }
    return low;
}

static bool place(struct gt_placer *p, uint32_t act, struct gt_when *dates)
{
    const struct gt_net *net = p->net;
    struct gt_when at = gt_resolve_early(gt_cal_of(net, act), net->acts.duration[act],
                                         low_of(p, act, dates));

    while (net->demand_at != NULL && net->acts.duration[act] > 0 && at.finish < GT_TICK_LAST) {
        gt_tick until = lacks_until(p, act, at.start);

        if (until == GT_TICK_NONE)
            break;
        at = until >= GT_TICK_LAST ? (struct gt_when){GT_TICK_LAST, GT_TICK_LAST}
                                   : gt_resolve_early(gt_cal_of(net, act), net->acts.duration[act],
                                                      (struct gt_when){until, GT_TICK_FIRST});
    }
    if (at.start <= GT_TICK_FIRST || at.finish >= GT_TICK_LAST)
        return false;
    dates[act] = at;
    p->placed[act] = 1;
    return net->demand_at == NULL || net->acts.duration[act] == 0 || take(p, act, at.start);
}

/* ---- one schedule -------------------------------------------------------------------- */

static bool before(const int64_t *key, uint32_t a, uint32_t b)
{
    return key[a] != key[b] ? key[a] < key[b] : a < b;
}

static void push(struct gt_placer *p, const int64_t *key, uint32_t act)
{
    uint32_t i = p->heap_count++;

    for (; i > 0 && before(key, act, p->heap[(i - 1) / 2]); i = (i - 1) / 2)
        p->heap[i] = p->heap[(i - 1) / 2];
    p->heap[i] = act;
}

static uint32_t pop(struct gt_placer *p, const int64_t *key)
{
    uint32_t top = p->heap[0], last = p->heap[--p->heap_count], i = 0;

    for (;;) {
        uint32_t child = 2 * i + 1;

        if (child + 1 < p->heap_count && before(key, p->heap[child + 1], p->heap[child]))
            child++;
        if (child >= p->heap_count || before(key, last, p->heap[child]))
            break;
        p->heap[i] = p->heap[child];
        i = child;
    }
    p->heap[i] = last;
    return top;
}

/* Arcs that wait: least lags.  A cycle of them (overlaps both ways) leaves some
 * activities waiting for each other; the floors put those right. */
static bool waits(const struct gt_arc *arc)
{
    return arc->lag != GT_LAG_NONE && !(arc->code & GT_ARC_MAX);
}

static bool place_all(struct gt_placer *p, const int64_t *key, struct gt_when *dates)
{
    const struct gt_net *net = p->net;
    const uint32_t n = net->acts.count;
    uint32_t stuck = 0;

    gt_arena_rewind(p->arena, p->empty);
    for (uint32_t r = 0; r < net->res_count; r++) {
        p->profiles[r] = (struct profile){.count = p->fresh[r].count, .cap = p->fresh[r].count};
        if ((p->profiles[r].at = GT_NEW_RAW_N(p->arena, struct piece, p->fresh[r].count)) == NULL)
            return false;
        memcpy(p->profiles[r].at, p->fresh[r].at, p->fresh[r].count * sizeof(struct piece));
    }
    memset(p->placed, 0, n);
    memset(p->waiting, 0, n * sizeof(*p->waiting));
    for (uint32_t act = 0; act < n; act++)
        for (uint32_t i = net->in_at[act]; i < net->in_at[act + 1]; i++)
            p->waiting[act] += waits(&net->in[i]);
    p->heap_count = 0;
    for (uint32_t act = 0; act < n; act++)
        if (p->waiting[act] == 0)
            push(p, key, act);
    for (uint32_t done = 0; done < n; done++) {
        uint32_t act;

        if (p->heap_count == 0) {
            while (p->placed[stuck])
                stuck++;
            p->waiting[stuck] = 0;
            push(p, key, stuck);
        }
        act = pop(p, key);
        if (!place(p, act, dates))
            return false;
        for (uint32_t i = net->out_at[act]; i < net->out_at[act + 1]; i++)
            if (waits(&net->out[i]) && !p->placed[net->out[i].other] &&
                p->waiting[net->out[i].other] > 0 && --p->waiting[net->out[i].other] == 0)
                push(p, key, net->out[i].other);
    }
    return true;
}

/* Raises the floors of those that came too early; how many. */
static uint32_t raise_floors(struct gt_placer *p, const struct gt_when *dates)
{
    const struct gt_net *net = p->net;
    uint32_t raised = 0;

    for (uint32_t act = 0; act < net->acts.count; act++) {
        struct gt_when low = low_of(p, act, dates), at;

        if (low.start <= dates[act].start && low.finish <= dates[act].finish)
            continue;
        at = gt_resolve_early(gt_cal_of(net, act), net->acts.duration[act], low);
        if (at.start <= dates[act].start)
            continue;
        p->floor[act] = gt_max(p->floor[act], at.start);
        raised++;
    }
    return raised;
}

static bool stop_now(const struct gt_leveller *l, int64_t tries, int64_t work)
{
    const struct gt_solve_watch *watch = l->options->watch;
    int64_t most = l->options->solve.schedules;

    if (most == 0 && (watch == NULL || watch->stop == NULL))
        most = TRIES_DEFAULT;
    return (most > 0 && tries >= most) || (l->options->solve.ticks > 0 && work >= l->options->solve.ticks) ||
           (watch != NULL && watch->stop != NULL && watch->stop(watch->user));
}

bool gt_placer_run(struct gt_placer *p, const int64_t *key, struct gt_when *dates)
{
    for (uint32_t i = 0; i < p->net->acts.count; i++)
        p->floor[i] = p->least != NULL ? p->least[i] : GT_TICK_FIRST;
    for (int round = 0; round < BEGIN_ANEW_MAX && (round == 0 || !stop_now(p->l, 0, p->work)); round++) {
        p->work += p->net->acts.count + 1;
        if (!place_all(p, key, dates))
            return false;
        if (raise_floors(p, dates) == 0)
            return true;
    }
    return false;
}

gt_rc gt_placer_init(const struct gt_leveller *l, struct gt_placer **out, struct gt_err *err)
{
    const uint32_t n = l->net->acts.count;
    struct gt_placer *p = GT_NEW(l->arena, struct gt_placer);
    struct profile *fresh;

    *out = NULL;
    if (p == NULL || gt_arena_create((size_t)4 << 30, &p->arena) != GT_OK)
        return gt_fail(err, GT_ENOMEM, "no memory to level the plan", "资源排程内存不足");
    p->l = l;
    p->net = l->net;
    if ((p->profiles = GT_NEW_N(p->arena, struct profile, (size_t)l->net->res_count + 1)) == NULL ||
        (fresh = GT_NEW_N(p->arena, struct profile, (size_t)l->net->res_count + 1)) == NULL ||
        (p->floor = GT_NEW_N(p->arena, gt_tick, (size_t)n + 1)) == NULL ||
        (p->waiting = GT_NEW_N(p->arena, uint32_t, (size_t)n + 1)) == NULL ||
        (p->heap = GT_NEW_N(p->arena, uint32_t, (size_t)n + 1)) == NULL ||
        (p->placed = GT_NEW_N(p->arena, uint8_t, (size_t)n + 1)) == NULL)
        goto no_memory;
    for (uint32_t r = 0; r < l->net->res_count; r++)
        if (!fresh_profile(p->arena, l->net, r, &fresh[r]))
            goto no_memory;
    p->fresh = fresh;
    p->empty = gt_arena_mark(p->arena);
    *out = p;
    return GT_OK;
no_memory:
    gt_placer_destroy(p);
    return gt_fail(err, GT_ENOMEM, "no memory to level the plan", "资源排程内存不足");
}

void gt_placer_floor(struct gt_placer *p, const gt_tick *floor) { p->least = floor; }

int64_t gt_placer_work(const struct gt_placer *p) { return p->work; }

void gt_placer_destroy(struct gt_placer *p)
{
    if (p != NULL)
        gt_arena_destroy(p->arena);
}

/* ---- many schedules ------------------------------------------------------------------- */

struct worth { gt_tick late, end; };

/* By how much it is late in all, then when it ends. */
static struct worth worth_of(const struct gt_leveller *l, const struct gt_when *dates)
{
    struct worth worth = {0, GT_TICK_FIRST};
    gt_tick until = l->options->backward ? GT_TICK_NONE : l->options->until;

    for (uint32_t act = 0; act < l->net->acts.count; act++) {
        struct gt_when high = gt_bound_high(l->net, act, until);

        worth.end = gt_max(worth.end, dates[act].finish);
        worth.late += gt_max(0, dates[act].finish - high.finish) + gt_max(0, dates[act].start - high.start);
    }
    if (l->options->soft)
        worth.late = 0;
    return worth;
}

static bool better(struct worth a, struct worth b)
{
    return a.late != b.late ? a.late < b.late : a.end < b.end;
}

struct best { bool found; struct worth worth; struct gt_when *dates; };

/* As good is taken too: a way on. */
static void consider(const struct gt_leveller *l, const struct gt_when *dates, struct best *best,
                     const struct gt_level *level)
{
    const struct gt_solve_watch *watch = l->options->watch;
    struct worth now = worth_of(l, dates);
    bool gain = !best->found || better(now, best->worth);

    if (best->found && better(best->worth, now))
        return;
    memcpy(best->dates, dates, l->net->acts.count * sizeof(*dates));
    best->worth = now;
    best->found = true;
    if (gain && watch != NULL && watch->progress != NULL && now.end - l->from < INT32_MAX)
        watch->progress(watch->user, (int32_t)(now.end - l->from), (int32_t)level->length_bound, &level->stats);
}

/*
 * Double justification (Valls, Ballestín and Quintanilla 2005): everything as
 * late as it can be before the schedule's end, the last first, then as early as
 * it can be, the first first.  The late one only lends its sequence, so its
 * windows need not hold.
 */
struct justifier {
    struct gt_net net;
    struct gt_leveller l;
    struct gt_placer *placer;
    struct gt_when *dates;
    int64_t *key;
};

static gt_rc justifier_init(const struct gt_leveller *l, struct justifier *out, struct gt_err *err)
{
    const uint32_t n = l->net->acts.count;
    gt_rc rc;

    if ((rc = gt_level_turn(l->arena, l->net, &out->net, err)) != GT_OK)
        return rc;
    out->l = *l;
    out->l.net = &out->net;
    if ((out->dates = GT_NEW_N(l->arena, struct gt_when, (size_t)n + 1)) == NULL ||
        (out->key = GT_NEW_N(l->arena, int64_t, (size_t)n + 1)) == NULL)
        return gt_fail(err, GT_ENOMEM, "no memory to level the plan", "资源排程内存不足");
    return gt_placer_init(&out->l, &out->placer, err);
}

static bool justify(struct justifier *j, struct gt_placer *forward, gt_tick end, struct gt_when *dates,
                    int64_t *key)
{
    const uint32_t n = j->net.acts.count;

    j->l.from = -end;
    for (uint32_t act = 0; act < n; act++)
        j->key[act] = -dates[act].finish;
    if (!gt_placer_run(j->placer, j->key, j->dates))
        return false;
    for (uint32_t act = 0; act < n; act++)
        key[act] = -j->dates[act].finish;
    return gt_placer_run(forward, key, dates);
}

/* Keys around the best schedule's starts, near or far: how far is drawn too. */
static void disturb(const struct gt_leveller *l, const struct gt_when *best, struct gt_rng *rng, int64_t *key)
{
    gt_tick end = GT_TICK_FIRST, start = GT_TICK_LAST;
    int64_t reach;

    for (uint32_t act = 0; act < l->net->acts.count; act++) {
        end = gt_max(end, best[act].finish);
        start = gt_min(start, best[act].start);
    }
    reach = 1 + ((end - start) >> (REACH_LEAST + gt_rng_below(rng, REACHES)));
    for (uint32_t act = 0; act < l->net->acts.count; act++)
        key[act] = best[act].start + (int64_t)(gt_rng_unit(rng) * (double)reach);
}

/* ---- a bound ------------------------------------------------------------------------------ */

/* What one resource is asked for by tasks of a single calendar. */
struct asked { int64_t energy; gt_tick from; uint16_t calendar; bool any, mixed; };

/* When a resource that begins at `from` and works in that calendar has given so
 * much; GT_TICK_LAST where it never has. */
static gt_tick given_by(const struct gt_net *net, uint32_t r, const struct asked *asked)
{
    const struct gt_cal *cal = &net->cals[asked->calendar];
    const struct gt_res *res = &net->res[r];
    struct stretch st = {cal, 0, INT64_MAX / 4, asked->from, asked->from};
    int64_t left = asked->energy;

    while (left > 0 && next_stretch(&st)) {
        for (uint32_t k = 0; k < res->step_count; k++) {
            gt_tick a = k == 0 ? st.from : gt_max(st.from, res->steps[k].at);
            gt_tick b = k + 1 == res->step_count ? st.to : gt_min(st.to, res->steps[k + 1].at);
            int64_t capacity = res->steps[k].capacity;

            if (a >= b || capacity == 0)
                continue;
            if ((b - a) >= (left + capacity - 1) / capacity)
                return a + (left + capacity - 1) / capacity;
            left -= (b - a) * capacity;
        }
        st.from = st.to;
    }
    return left > 0 ? GT_TICK_LAST : asked->from;
}

/* Nothing ends before its busiest resource has done all that is asked of it. */
static gt_rc energy_bound(const struct gt_leveller *l, gt_tick *bound)
{
    const struct gt_net *net = l->net;
    struct asked *asked = GT_NEW_N(l->arena, struct asked, (size_t)net->res_count + 1);

    if (asked == NULL)
        return GT_ENOMEM;
    for (uint32_t act = 0; net->demand_at != NULL && act < net->acts.count; act++)
        for (uint32_t d = net->demand_at[act]; d < net->demand_at[act + 1]; d++) {
            struct asked *own = &asked[net->demands[d].res];
            int64_t more = (int64_t)net->acts.duration[act] * net->demands[d].amount;

            if (more == 0)
                continue;
            own->mixed |= own->any && own->calendar != gt_net_cal_of(net, act);
            own->from = own->any ? gt_min(own->from, l->pass->early[act].start) : l->pass->early[act].start;
            own->calendar = gt_net_cal_of(net, act);
            own->any = true;
            own->energy = own->energy > INT64_MAX / 4 - more ? INT64_MAX / 4 : own->energy + more;
        }
    for (uint32_t r = 0; r < net->res_count; r++) {
        gt_tick end = asked[r].any && !asked[r].mixed ? given_by(net, r, &asked[r]) : GT_TICK_FIRST;

        if (end < GT_TICK_LAST) /* never: the search will not find one either */
            *bound = gt_max(*bound, end);
    }
    return GT_OK;
}

gt_rc gt_level_many(const struct gt_leveller *l, struct gt_level *out, struct gt_err *err)
{
    const uint32_t n = l->net->acts.count;
    struct gt_rng rng = {(uint64_t)l->options->solve.seed};
    struct justifier justifier = {0};
    struct gt_placer *placer = NULL;
    struct best best = {.worth = {GT_TICK_LAST, GT_TICK_LAST}};
    struct gt_when *dates;
    int64_t *key;
    gt_rc rc;

    if ((dates = GT_NEW_N(l->arena, struct gt_when, (size_t)n + 1)) == NULL ||
        (best.dates = GT_NEW_N(l->arena, struct gt_when, (size_t)n + 1)) == NULL ||
        (key = GT_NEW_N(l->arena, int64_t, (size_t)n + 1)) == NULL)
        return gt_fail(err, GT_ENOMEM, "no memory to level the plan", "资源排程内存不足");
    if ((rc = gt_placer_init(l, &placer, err)) != GT_OK || (rc = justifier_init(l, &justifier, err)) != GT_OK) {
        gt_placer_destroy(justifier.placer);
        gt_placer_destroy(placer);
        return rc;
    }
    out->bound = l->pass->finish_of_all;
    if (energy_bound(l, &out->bound) != GT_OK) {
        gt_placer_destroy(justifier.placer);
        gt_placer_destroy(placer);
        return gt_fail(err, GT_ENOMEM, "no memory to level the plan", "资源排程内存不足");
    }
    out->length_bound = out->bound - l->from;
    for (uint32_t act = 0; act < n; act++)
        key[act] = l->pass->late[act].start;
    for (;;) {
        out->stats.schedules++;
        if (gt_placer_run(placer, key, dates)) {
            consider(l, dates, &best, out);
            if (best.worth.end > out->bound && justify(&justifier, placer, worth_of(l, dates).end, dates, key)) {
                out->stats.schedules += 2;
                consider(l, dates, &best, out);
            }
        }
        if (best.found && best.worth.late == 0 && best.worth.end <= out->bound)
            break;
        if (stop_now(l, out->stats.schedules, gt_placer_work(placer))) {
            out->stopped = true;
            break;
        }
        if (best.found)
            disturb(l, best.dates, &rng, key);
        else
            for (uint32_t act = 0; act < n; act++)
                key[act] = (int64_t)(gt_rng_next(&rng) >> 2);
    }
    gt_placer_destroy(justifier.placer);
    gt_placer_destroy(placer);
    out->state = !best.found || best.worth.late > 0 ? GT_SOLVE_OPEN
                 : best.worth.end <= out->bound ? GT_SOLVE_OPTIMAL : GT_SOLVE_FEASIBLE;
    out->dates = out->state == GT_SOLVE_OPEN ? NULL : best.dates;
    out->length = best.found ? best.worth.end - l->from : 0;
    return GT_OK;
}
