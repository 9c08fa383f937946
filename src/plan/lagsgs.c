/* lagsgs.c - serial generation with taking back. */
#include "plan/lagsgs.h"

enum {
    STEPS_LEAST = 6, STEPS_PART = 2, /* steps back: so many, and a part of the knot's size */
    /* In larger networks a knot goes in without others between: measured, they fail
     * too often else, and go in as a whole. */
    BETWEEN_ACTS = 400,
};

gt_rc gt_lagsgs_init(struct gt_arena *arena, const struct gt_knots *knots, struct gt_lagsgs *out,
                     struct gt_err *err)
{
    const size_t n = knots->frame->n, count = knots->count;
    struct gt_lagsgs g = {.knots = knots};

    g.base = GT_NEW_N(arena, int32_t, n);
    g.raised = GT_NEW_N(arena, int32_t, n);
    g.early = GT_NEW_N(arena, int32_t, n);
    g.late = GT_NEW_N(arena, int32_t, n);
    g.at = GT_NEW_N(arena, int32_t, n);
    g.behind = GT_NEW_N(arena, uint32_t, n);
    g.stands = GT_NEW_N(arena, uint32_t, n);
    g.placed = GT_NEW_N(arena, bool, n);
    g.waiting = GT_NEW_N(arena, uint32_t, count);
    g.first = GT_NEW_N(arena, uint32_t, count);
    g.left = GT_NEW_N(arena, uint32_t, count);
    g.steps = GT_NEW_N(arena, uint32_t, count);
    g.heap = GT_NEW_N(arena, uint32_t, count);
    g.rank = GT_NEW_N(arena, uint32_t, n);
    g.list = GT_NEW_N(arena, uint32_t, n);
    if (g.base == NULL || g.raised == NULL || g.early == NULL || g.late == NULL || g.at == NULL ||
        g.behind == NULL || g.stands == NULL || g.placed == NULL || g.waiting == NULL ||
        g.first == NULL || g.left == NULL || g.steps == NULL || g.heap == NULL || g.rank == NULL || g.list == NULL)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    *out = g;
    return GT_OK;
}

/* ---- one knot ------------------------------------------------------------ */

struct spot { /* the knot at hand; arrays by place within it */
    struct gt_lagsgs *g;
    struct gt_sgs    *sgs;
    const uint32_t   *member;
    const int32_t    *dist, *dur;
    uint32_t size;
    enum gt_way way;
    int32_t *base, *raised, *early, *late, *at;
    uint32_t *behind, *stands;
    bool *placed;
};

static struct spot spot_of(struct gt_lagsgs *g, struct gt_sgs *sgs, enum gt_way way, uint32_t knot)
{
    const struct gt_knots *k = g->knots;
    const uint32_t from = k->at[knot];

    return (struct spot){g, sgs, k->member + from, k->dist[way] + k->dist_at[knot], k->frame->dur,
                         gt_knot_size(k, knot), way, g->base + from, g->raised + from, g->early + from, g->late + from,
                         g->at + from, g->behind + from, g->stands + from, g->placed + from};
}

/* Earliest starts of the members as each other's force them: raised[] closed. */
static void close_up(struct spot *s)
{
    for (uint32_t x = 0; x < s->size; x++) {
        const int32_t *row = s->dist + (size_t)x * s->size;

        for (uint32_t y = 0; y < s->size; y++)
            if (s->raised[y] < s->raised[x] + row[y])
                s->raised[y] = s->raised[x] + row[y];
    }
    s->g->ticks += (int64_t)s->size * s->size;
}

/* Earliest and latest starts of what is not placed, from what is. */
static void windows(struct spot *s)
{
    const struct gt_frame *f = s->g->knots->frame;
    uint32_t count = 0;

    for (uint32_t x = 0; x < s->size; x++)
        if (s->placed[x])
            s->stands[count++] = x;
    for (uint32_t y = 0; y < s->size; y++) {
        const int32_t *row = s->dist + (size_t)y * s->size;

        if (s->placed[y])
            continue;
        s->early[y] = s->raised[y];
        s->late[y] = s->way == GT_FORWARD ? f->latest[s->member[y]] : GT_RCPSP_LATEST_NONE;
        for (uint32_t k = 0; k < count; k++) {
            const uint32_t x = s->stands[k];
            const int32_t late = s->at[x] - row[x];

            s->late[y] = s->late[y] < late ? s->late[y] : late;
        }
    }
    for (uint32_t k = 0; k < count; k++) {
        const int32_t *row = s->dist + (size_t)s->stands[k] * s->size;
        const int32_t at = s->at[s->stands[k]];

        for (uint32_t y = 0; y < s->size; y++)
            s->early[y] = s->early[y] > at + row[y] ? s->early[y] : at + row[y];
    }
    s->g->ticks += s->size + 2 * (int64_t)count * s->size;
}

/* Placing x: closes in on the others, and lets those behind it come. */
static void place(struct spot *s, uint32_t x, int32_t at)
{
    const int32_t *row = s->dist + (size_t)x * s->size;

    s->at[x] = at;
    s->placed[x] = true;
    gt_sgs_take(s->sgs, s->member[x], at);
    for (uint32_t y = 0; y < s->size; y++) {
        const int32_t back = s->dist[(size_t)y * s->size + x];

        if (s->early[y] < at + row[y])
            s->early[y] = at + row[y];
        if (s->late[y] > at - back)
            s->late[y] = at - back;
        s->behind[y] -= row[y] > 0;
    }
    s->g->ticks += s->size;
}

static void take_out(struct spot *s, uint32_t x)
{
    const int32_t *row = s->dist + (size_t)x * s->size;

    s->placed[x] = false;
    gt_sgs_give(s->sgs, s->member[x], s->at[x]);
    for (uint32_t y = 0; y < s->size; y++)
        s->behind[y] += row[y] > 0;
}

/*
 * x fits only at `fit`, after its latest start: whoever holds it back has to
 * start later too.  They, and all that started after the first of them, are taken
 * out.  Returns how many; 0 where no member holds it back.
 */
static uint32_t take_back(struct spot *s, uint32_t x, int32_t fit)
{
    const int32_t *row = s->dist + (size_t)x * s->size;
    int32_t first = INT32_MAX;
    uint32_t count = 0;

    for (uint32_t y = 0; y < s->size; y++) {
        if (!s->placed[y] || s->at[y] - row[y] >= fit)
            continue;
        if (s->raised[y] < fit + row[y]) { /* and those that follow it closely */
            const int32_t *after = s->dist + (size_t)y * s->size, from = fit + row[y];

            for (uint32_t z = 0; z < s->size; z++)
                s->raised[z] = s->raised[z] > from + after[z] ? s->raised[z] : from + after[z];
        }
        if (first > s->at[y])
            first = s->at[y];
    }
    for (uint32_t y = 0; y < s->size; y++)
        if (s->placed[y] && s->at[y] >= first) {
            take_out(s, y);
            count++;
        }
    s->g->taken_back++;
    windows(s);
    return count;
}

/* The one to place next: first in rank of those with nobody left before them. */
static uint32_t choose(const struct spot *s)
{
    const uint32_t *rank = s->g->rank;
    uint32_t best = UINT32_MAX;

    for (uint32_t x = 0; x < s->size; x++)
        if (!s->placed[x] && s->behind[x] == 0 &&
            (best == UINT32_MAX || rank[s->member[x]] < rank[s->member[best]]))
            best = x;
    return best;
}

/* Nothing of the knot is placed yet, and what it waits for is. */
static void open_up(struct spot *s)
{
    for (uint32_t y = 0; y < s->size; y++) {
        s->raised[y] = s->base[y];
        s->placed[y] = false;
        s->behind[y] = 0;
        for (uint32_t x = 0; x < s->size; x++)
            s->behind[y] += s->dist[(size_t)x * s->size + y] > 0;
    }
    close_up(s);
    windows(s);
}

/*
 * The next member, or a step back.  `left` counts the members that are out.
 * False: the steps are spent, or a latest start is missed; all members are out.
 */
static bool go_on(struct spot *s, uint32_t *left, uint32_t *steps)
{
    const uint32_t x = choose(s);
    const int32_t early = s->early[x], limit = s->sgs->slots - s->sgs->longest - s->dur[s->member[x]];
    uint32_t out = 0;

    if (early <= s->late[x] && early < limit) {
        const int32_t at = gt_sgs_fit(s->sgs, s->member[x], early);

        if (at <= s->late[x] && at < limit) {
            place(s, x, at);
            --*left;
            return true;
        }
        if (*steps > 0) {
            --*steps;
            out = take_back(s, x, at);
        }
    }
    *left += out;
    if (out > 0)
        return true;
    s->g->failed = s->member[x];
    for (uint32_t y = 0; y < s->size; y++)
        if (s->placed[y])
            take_out(s, y);
    return false;
}

/* As it was settled by itself, at the first tick where all of it fits. */
static bool go_in_whole(struct spot *s, uint32_t knot)
{
    const struct gt_knots *k = s->g->knots;
    const int32_t *offset = k->offset[s->way] + k->at[knot];
    int32_t from = 0;

    for (uint32_t x = 0; x < s->size; x++)
        if (from < s->base[x] - offset[x])
            from = s->base[x] - offset[x];
    for (uint32_t x = 0, agreed = 0; agreed < s->size; x = x + 1 == s->size ? 0 : x + 1) {
        int32_t fit;

        if (from + k->length[knot] >= s->sgs->slots - s->sgs->longest)
            return false;
        /* Each alone first: that skips most of what is full already. */
        fit = gt_sgs_fit(s->sgs, s->member[x], from + offset[x]) - offset[x];
        agreed = fit == from ? agreed + 1 : 1;
        from = fit;
        if (agreed < s->size)
            continue;
        for (uint32_t y = 0; y < s->size; y++) {
            s->at[y] = from + offset[y];
            if (gt_sgs_fit(s->sgs, s->member[y], s->at[y]) != s->at[y]) { /* not beside its own */
                while (y-- > 0)
                    gt_sgs_give(s->sgs, s->member[y], s->at[y]);
                from++;
                agreed = 0;
                break;
            }
            gt_sgs_take(s->sgs, s->member[y], s->at[y]);
        }
    }
    for (uint32_t x = 0; x < s->size && s->way == GT_FORWARD; x++)
        if (s->at[x] > k->frame->latest[s->member[x]]) {
            s->g->failed = s->member[x];
            return false;
        }
    return true;
}

/* Most knots are a single activity. */
static bool go_in_single(struct spot *s)
{
    const uint32_t i = s->member[0];

    const int32_t limit = s->sgs->slots - s->sgs->longest - s->dur[i];

    s->g->failed = i;
    if (s->base[0] >= limit)
        return false;
    s->at[0] = gt_sgs_fit(s->sgs, i, s->base[0]);
    if (s->at[0] >= limit ||
        (s->way == GT_FORWARD && s->at[0] > s->g->knots->frame->latest[i]))
        return false;
    gt_sgs_take(s->sgs, i, s->at[0]);
    return true;
}

bool gt_lagsgs_alone(struct gt_lagsgs *g, struct gt_sgs *sgs, uint32_t knot, const int32_t *key,
                     uint32_t steps)
{
    struct spot s = spot_of(g, sgs, GT_FORWARD, knot);

    gt_sgs_sort(sgs, GT_FORWARD, key, g->list);
    for (uint32_t i = 0; i < g->knots->frame->n; i++)
        g->rank[g->list[i]] = i;
    for (uint32_t x = 0; x < s.size; x++)
        s.base[x] = 0;
    gt_sgs_reset(sgs, GT_FORWARD, 0);
    open_up(&s);
    for (uint32_t left = s.size; left > 0;)
        if (!go_on(&s, &left, &steps))
            return false;
    return true;
}

/* ---- all knots -------------------------------------------------------------- */

static void heap_push(struct gt_lagsgs *g, uint32_t *count, uint32_t knot)
{
    uint32_t at = (*count)++;

    for (; at > 0 && g->first[g->heap[(at - 1) / 2]] > g->first[knot]; at = (at - 1) / 2)
        g->heap[at] = g->heap[(at - 1) / 2];
    g->heap[at] = knot;
}

static uint32_t heap_pop(struct gt_lagsgs *g, uint32_t *count)
{
    const uint32_t top = g->heap[0], last = g->heap[--*count];
    uint32_t at = 0;

    for (uint32_t child; (child = 2 * at + 1) < *count; at = child) {
        if (child + 1 < *count && g->first[g->heap[child + 1]] < g->first[g->heap[child]])
            child++;
        if (g->first[g->heap[child]] >= g->first[last])
            break;
        g->heap[at] = g->heap[child];
    }
    g->heap[at] = last;
    return top;
}

/* A knot may begin: it waits in the heap by the rank of the member that comes next. */
static void let_in(struct gt_lagsgs *g, struct gt_sgs *sgs, enum gt_way way, uint32_t knot, uint32_t *ready)
{
    struct spot s = spot_of(g, sgs, way, knot);
    uint32_t next = 0;

    if (s.size > 1) {
        open_up(&s);
        g->left[knot] = s.size;
        g->steps[knot] = STEPS_LEAST + s.size / STEPS_PART;
        next = choose(&s);
    }
    g->first[knot] = g->rank[s.member[next]];
    heap_push(g, ready, knot);
}

/* What is placed says how early the members of the knots after it may start. */
static void hand_on(struct gt_lagsgs *g, struct gt_sgs *sgs, enum gt_way way, uint32_t knot,
                    uint32_t *ready)
{
    const struct gt_knots *k = g->knots;
    const struct gt_frame *f = k->frame;
    const bool back = way == GT_BACKWARD;
    const uint32_t *out_at = back ? f->pred_at : f->succ_at;
    const struct gt_rarc *out = back ? f->pred : f->succ;

    for (uint32_t e = k->at[knot]; e < k->at[knot + 1]; e++) {
        const uint32_t i = k->member[e];

        for (uint32_t a = out_at[i]; a < out_at[i + 1]; a++) {
            const uint32_t j = out[a].act, other = k->of[j];
            const int32_t least = g->at[e] + out[a].lag + (back ? f->dur[i] - f->dur[j] : 0);

            if (other == knot)
                continue;
            if (g->base[k->at[other] + k->slot[j]] < least)
                g->base[k->at[other] + k->slot[j]] = least;
            if (--g->waiting[other] == 0)
                let_in(g, sgs, way, other, ready);
        }
    }
}

static void begin(struct gt_lagsgs *g, struct gt_sgs *sgs, enum gt_way way, uint32_t *ready)
{
    const struct gt_knots *k = g->knots;
    const struct gt_frame *f = k->frame;
    const uint32_t *in_at = way == GT_BACKWARD ? f->succ_at : f->pred_at;
    const struct gt_rarc *in = way == GT_BACKWARD ? f->succ : f->pred;

    for (uint32_t c = 0; c < k->count; c++) {
        g->waiting[c] = 0;
        for (uint32_t e = k->at[c]; e < k->at[c + 1]; e++) {
            const uint32_t i = k->member[e];

            g->base[e] = way == GT_FORWARD ? f->earliest[i] : 0;
            for (uint32_t a = in_at[i]; a < in_at[i + 1]; a++)
                g->waiting[c] += k->of[in[a].act] != c;
        }
    }
    for (uint32_t c = 0; c < k->count; c++)
        if (g->waiting[c] == 0)
            let_in(g, sgs, way, c, ready);
}

int32_t gt_lagsgs_list(struct gt_lagsgs *g, struct gt_sgs *sgs, enum gt_way way,
                       const int32_t *key, int32_t span, int32_t *start)
{
    const struct gt_knots *k = g->knots;
    const struct gt_frame *f = k->frame;
    uint32_t ready = 0;
    int32_t end = 0, first = INT32_MAX;

    gt_sgs_sort(sgs, way, key, g->list);
    for (uint32_t i = 0; i < f->n; i++)
        g->rank[g->list[i]] = i;
    gt_sgs_reset(sgs, way, span);
    begin(g, sgs, way, &ready);
    sgs->count++;
    sgs->ticks += 6 * (int64_t)f->n;
    while (ready > 0) {
        const uint32_t knot = heap_pop(g, &ready);
        struct spot s = spot_of(g, sgs, way, knot);

        if (s.size == 1) {
            if (!go_in_single(&s))
                return GT_LAG_FAILED;
        } else if (go_on(&s, &g->left[knot], &g->steps[knot])) {
            if (g->left[knot] > 0) {
                g->first[knot] = f->n > BETWEEN_ACTS ? 0 : g->rank[s.member[choose(&s)]];
                heap_push(g, &ready, knot);
                continue;
            }
        } else if (!go_in_whole(&s, knot)) {
            return GT_LAG_FAILED;
        }
        hand_on(g, sgs, way, knot, &ready);
    }
    for (uint32_t e = 0; e < f->n; e++) {
        const uint32_t i = k->member[e];

        start[i] = g->at[e];
        first = first > start[i] ? start[i] : first;
        if (end < start[i] + f->dur[i])
            end = start[i] + f->dur[i];
    }
    /* Taking back may have left the beginning empty; without releases and loads
     * all of it moves there. */
    for (uint32_t i = 0; i < f->n && f->plain; i++)
        start[i] -= first;
    end -= f->plain && f->n > 0 ? first : 0;
    sgs->ticks += end + g->ticks;
    g->ticks = 0;
    return end;
}
