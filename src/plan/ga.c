/* ga.c - the population search. */
#include "plan/ga.h"

/* Measured on structure (J60, J120, RG300 and our own networks), not on instances. */
enum {
    SPREAD_PERCENT = 80,  /* noise of the first members, of the critical path */
    PARALLEL_PERCENT = 50,/* of the first members are generated in parallel */
    TOURNAMENT = 3,
    TWIN_PART = 3,        /* twins: fewer than n/3 activities start elsewhere */
    SKETCH_APART = 8,     /* more differing bits: no twins, no need to look closer */
    URGE_PART = 8,        /* of the noise */
    STRETCH_LEAST = 10, STRETCH_MORE = 40, /* percent of the mother's length */
};

gt_rc gt_ga_init(struct gt_arena *arena, const struct gt_frame *f, struct gt_lagsgs *lag,
                 uint64_t seed, uint32_t population, struct gt_ga *out, struct gt_err *err)
{
    struct gt_ga g = {.frame = f, .lag = lag, .rng = {seed}, .size = population, .best_end = INT32_MAX};
    gt_rc rc = gt_sgs_init(arena, f, &g.sgs, err);

    if (rc != GT_OK)
        return rc;
    for (int way = 0; way < 2; way++) {
        g.member[way] = GT_NEW_N(arena, int32_t, (size_t)g.size * f->n);
        g.length[way] = GT_NEW_N(arena, int32_t, g.size);
        g.sketch[way] = GT_NEW_N(arena, uint64_t, g.size);
    }
    g.child = GT_NEW_N(arena, int32_t, f->n);
    g.key = GT_NEW_N(arena, int32_t, f->n);
    g.best = GT_NEW_N(arena, int32_t, f->n);
    g.list = GT_NEW_N(arena, uint32_t, f->n);
    g.urge = f->windows ? GT_NEW_N(arena, int32_t, f->n) : NULL;
    for (uint32_t k = 0; k < GT_LEN(g.probe) && f->n > 0; k++)
        g.probe[k] = gt_rng_below(&g.rng, f->n);
    if (g.member[0] == NULL || g.member[1] == NULL || g.length[0] == NULL ||
        g.length[1] == NULL || g.sketch[0] == NULL || g.sketch[1] == NULL || g.child == NULL || g.key == NULL || g.best == NULL ||
        g.list == NULL || (f->windows && g.urge == NULL))
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    *out = g;
    return GT_OK;
}

static void note(struct gt_ga *g, enum gt_way way, const int32_t *start, int32_t end)
{
    /* Backward, releases and loads are only respected in their order: such
     * a member breeds, but is no schedule. */
    if (end >= g->best_end || (way == GT_BACKWARD && (!g->frame->plain || g->frame->windows)))
        return;
    g->best_end = end;
    g->idle_since = g->sgs.count;
    if (way == GT_FORWARD)
        memcpy(g->best, start, g->frame->n * sizeof(*start));
    else
        gt_sgs_turn(g->frame, start, end, g->best);
}

/* One schedule by key[]. */
static int32_t decode(struct gt_ga *g, enum gt_way way, int32_t span, int32_t *start)
{
    if (g->lag != NULL)
        return gt_lagsgs_list(g->lag, &g->sgs, way, g->key, span, start);
    gt_sgs_sort(&g->sgs, way, g->key, g->list);
    return gt_sgs_list(&g->sgs, way, g->list, span, start);
}

static uint64_t sketch_of(const struct gt_ga *g, const int32_t *start)
{
    uint64_t bits = 0;

    for (uint32_t k = 0; k < 64; k++)
        bits |= (uint64_t)(start[g->probe[2 * k]] < start[g->probe[2 * k + 1]]) << k;
    return bits;
}

/*
 * A schedule from latest starts with noise, in child[].  Wide noise starts worse and
 * ends better: it is the population's only source of new orders.  The parallel scheme
 * starts better where resources are scarce, but not every order can come of it.
 */
static int32_t sample(struct gt_ga *g, uint32_t noise)
{
    const struct gt_frame *f = g->frame;

    for (uint32_t i = 0; i < f->n; i++) {
        g->key[i] = f->cpm - f->tail[i] + (noise > 0 ? (int32_t)gt_rng_below(&g->rng, noise) : 0);
        if (g->urge != NULL)
            g->key[i] = g->key[i] > g->urge[i] ? g->key[i] - g->urge[i] : 0;
    }
    if (g->lag != NULL || noise == 0 || gt_rng_below(&g->rng, 100) >= PARALLEL_PERCENT)
        return decode(g, GT_FORWARD, 0, g->child);
    gt_sgs_sort(&g->sgs, GT_FORWARD, g->key, g->list);
    return gt_sgs_parallel(&g->sgs, GT_FORWARD, g->list, 0, g->child);
}

/* Twice as many samples as there are members; the second half drives out the worst. */
static void found(struct gt_ga *g)
{
    const struct gt_frame *f = g->frame;
    const uint32_t noise = 1 + (uint32_t)((int64_t)f->cpm * SPREAD_PERCENT / 100);
    const int32_t end = sample(g, g->sampled == 0 ? 0 : noise);
    int32_t *length = g->length[GT_FORWARD];
    uint32_t m = g->filled;

    g->sampled++;
    if (end == GT_LAG_FAILED) {
        if (g->urge != NULL) /* who came too late comes sooner next time */
            g->urge[g->lag->failed] += 1 + (int32_t)noise / URGE_PART;
        return;
    }
    note(g, GT_FORWARD, g->child, end);
    if (m < g->size) {
        g->filled++;
        g->length[GT_BACKWARD][m] = INT32_MAX;
    } else {
        m = 0;
        for (uint32_t k = 1; k < g->size; k++)
            m = length[k] > length[m] ? k : m;
        if (length[m] <= end)
            return;
    }
    memcpy(g->member[GT_FORWARD] + (size_t)m * f->n, g->child, f->n * sizeof(*g->child));
    length[m] = end;
    g->sketch[GT_FORWARD][m] = sketch_of(g, g->child);
}

static uint32_t tournament(struct gt_ga *g, enum gt_way way)
{
    uint32_t best = gt_rng_below(&g->rng, g->size);

    for (int k = 1; k < TOURNAMENT; k++) {
        const uint32_t other = gt_rng_below(&g->rng, g->size);

        if (g->length[way][other] < g->length[way][best])
            best = other;
    }
    return best;
}

/* How many activities start at another time, counted up to `enough`. */
static uint32_t distance(const int32_t *a, const int32_t *b, uint32_t n, uint32_t enough)
{
    uint32_t differ = 0;

    for (uint32_t from = 0; from < n && differ < enough; from += 32)
        for (uint32_t i = from; i < n && i < from + 32; i++)
            differ += a[i] != b[i];
    return differ;
}

/*
 * The child takes the mother's place in the other population if it is no
 * longer than who is there.  If it resembles somebody of its own length,
 * it replaces that one instead: the population drifts, but never fills
 * with copies, which is what ends the search otherwise.
 */
static void settle(struct gt_ga *g, enum gt_way way, uint32_t place, int32_t end)
{
    const uint32_t n = g->frame->n, apart = n / TWIN_PART;
    int32_t *member = g->member[way];
    uint64_t sketch;

    if (g->length[way][place] < end)
        return;
    sketch = sketch_of(g, g->child);
    for (uint32_t m = 0; m < g->size && g->length[way][place] != INT32_MAX; m++)
        if (g->length[way][m] == end && m != place &&
            __builtin_popcountll(g->sketch[way][m] ^ sketch) < SKETCH_APART &&
            distance(member + (size_t)m * n, g->child, n, apart) < apart) {
            place = m;
            break;
        }
    memcpy(member + (size_t)place * n, g->child, n * sizeof(*member));
    g->length[way][place] = end;
    g->sketch[way][place] = sketch;
}

/*
 * Inside a stretch of the mother's time the child keeps her order, outside
 * it the father's; it is decoded from the other end.  (Choosing the stretch
 * with the most work done, as the papers do, was no better than chance.)
 */
static void mate(struct gt_ga *g, uint32_t m)
{
    const struct gt_frame *f = g->frame;
    const enum gt_way way = g->way, other = way == GT_FORWARD ? GT_BACKWARD : GT_FORWARD;
    const int32_t *mother = g->member[way] + (size_t)m * f->n;
    const int32_t mother_end = g->length[way][m];
    uint32_t dad = tournament(g, way);
    const int32_t *father;
    int32_t father_end, len, from, end;

    if (dad == m)
        dad = (dad + 1) % g->size;
    father = g->member[way] + (size_t)dad * f->n;
    father_end = g->length[way][dad];
    len = (int32_t)((int64_t)mother_end * STRETCH_LEAST / 100) +
          (int32_t)gt_rng_below(&g->rng, (uint32_t)((int64_t)mother_end * STRETCH_MORE / 100) + 1);
    from = (int32_t)gt_rng_below(&g->rng, (uint32_t)(mother_end - len + 1));
    for (uint32_t i = 0; i < f->n; i++) {
        const int32_t hers = mother[i] + f->dur[i], his = father[i] + f->dur[i];

        /* Three blocks one behind the other, each counted from the end. */
        if (hers > from && hers <= from + len)
            g->key[i] = father_end + mother_end - hers;
        else
            g->key[i] = father_end - his + (his > from + len ? 0 : mother_end);
    }
    end = decode(g, other, mother_end, g->child);
    if (end == GT_LAG_FAILED) { /* a latest start: the mother herself goes over */
        gt_sgs_turn(f, mother, mother_end, g->child);
        end = mother_end;
    } else {
        note(g, other, g->child, end);
    }
    settle(g, other, m, end);
}

void gt_ga_run(struct gt_ga *g, int64_t until, int32_t target)
{
    while (g->sgs.count < until && g->best_end > target) {
        if (g->filled < g->size || g->sampled < 2 * g->size) {
            found(g);
            continue;
        }
        mate(g, g->at);
        if (++g->at == g->size) {
            g->at = 0;
            g->way = g->way == GT_FORWARD ? GT_BACKWARD : GT_FORWARD;
        }
    }
}

void gt_ga_restart(struct gt_ga *g)
{
    g->filled = g->sampled = g->at = 0;
    g->way = GT_FORWARD;
    g->idle_since = g->sgs.count;
}

void gt_ga_feed(struct gt_ga *g, const int32_t *start)
{
    const int32_t end = gt_frame_end(g->frame, start);

    memcpy(g->child, start, g->frame->n * sizeof(*start));
    note(g, GT_FORWARD, start, end);
    if (g->filled == g->size)
        settle(g, GT_FORWARD, gt_rng_below(&g->rng, g->size), end);
}
