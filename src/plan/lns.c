/* lns.c - neighbourhoods over a partial order. */
#include "plan/lns.h"

enum { FREE_LEAST = 8, FREE_FIRST = 24 };

gt_rc gt_lns_init(struct gt_arena *arena, const struct gt_frame *f, struct gt_lcg *lcg,
                  uint64_t seed, struct gt_solve_stats *stats, struct gt_lns *out,
                  struct gt_err *err)
{
    struct gt_lns s = {.frame = f, .lcg = lcg, .rng = {seed}, .stats = stats};
    int32_t units = 1;

    for (uint32_t r = 0; r < f->problem->ress; r++)
        if (units < f->problem->cap[r])
            units = f->problem->cap[r];
    s.order = GT_NEW_N(arena, uint32_t, f->n);
    s.key = GT_NEW_N(arena, int32_t, f->n);
    s.is_free = GT_NEW_N(arena, uint8_t, f->n);
    s.chain = GT_NEW_N(arena, uint32_t, (size_t)units);
    s.link = GT_NEW_N(arena, struct gt_rlink, (size_t)f->n * GT_LCG_EXTRA);
    if (s.order == NULL || s.key == NULL || s.is_free == NULL || s.chain == NULL || s.link == NULL)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    for (int k = 0; k < GT_HOOD_KINDS; k++) {
        s.size[k] = FREE_FIRST;
        s.merit[k] = 1;
    }
    *out = s;
    return GT_OK;
}

/* Heap sort of the activities by key: no recursion, no libc state. */
static void sort_by_key(struct gt_lns *s)
{
    const uint32_t n = s->frame->n;

    for (uint32_t i = 0; i < n; i++)
        s->order[i] = i;
    for (uint32_t end = n, build = n / 2; end > 1;) {
        uint32_t at, item;

        if (build > 0) {
            item = s->order[at = --build];
        } else {
            item = s->order[--end];
            s->order[end] = s->order[0];
            at = 0;
        }
        for (uint32_t child; (child = 2 * at + 1) < end; at = child) {
            if (child + 1 < end && s->key[s->order[child + 1]] > s->key[s->order[child]])
                child++;
            if (s->key[s->order[child]] <= s->key[item])
                break;
            s->order[at] = s->order[child];
        }
        s->order[at] = item;
    }
}

/* Around a tick: those whose middle is nearest. */
static void free_window(struct gt_lns *s, const int32_t *start, int32_t end, uint32_t count)
{
    const struct gt_frame *f = s->frame;
    const int32_t middle = (int32_t)gt_rng_below(&s->rng, 2 * (uint32_t)end + 1);

    for (uint32_t i = 0; i < f->n; i++)
        s->key[i] = abs(2 * start[i] + f->dur[i] - middle);
    sort_by_key(s);
    for (uint32_t k = 0; k < count; k++)
        s->is_free[s->order[k]] = 1;
}

/* Around an activity: those near in time that share resources with it, and a few
 * that do not. */
static void free_near(struct gt_lns *s, const int32_t *start, int32_t end, uint32_t count)
{
    const struct gt_frame *f = s->frame;
    const uint32_t seed = gt_rng_below(&s->rng, f->n);

    for (uint32_t i = 0; i < f->n; i++) {
        bool shares = false;

        for (uint32_t r = 0; r < f->problem->ress && !shares; r++)
            shares = f->problem->need[(size_t)i * f->problem->ress + r] > 0 &&
                     f->problem->need[(size_t)seed * f->problem->ress + r] > 0;
        s->key[i] = abs(2 * start[i] + f->dur[i] - 2 * start[seed] - f->dur[seed]) +
                    (shares ? 0 : end / 4) + (int32_t)gt_rng_below(&s->rng, (uint32_t)end / 4 + 1);
    }
    sort_by_key(s);
    for (uint32_t k = 0; k < count; k++)
        s->is_free[s->order[k]] = 1;
}

static void free_scatter(struct gt_lns *s, uint32_t count)
{
    for (uint32_t k = 0; k < count; k++)
        s->is_free[gt_rng_below(&s->rng, s->frame->n)] = 1;
}

static void hand_on(struct gt_lns *s, uint32_t from, uint32_t to, uint32_t first)
{
    for (uint32_t k = first; k < s->links; k++)
        if (s->link[k].from == from)
            return;
    if (s->links < s->frame->n * GT_LCG_EXTRA)
        s->link[s->links++] = (struct gt_rlink){from, to, s->frame->dur[from]};
}

/*
 * Chains for one resource: each fixed activity takes its units, if it can, from
 * those that were given back last.  Leaving a link out only widens the
 * neighbourhood, so the free ones are simply passed over.
 */
static void chain_up(struct gt_lns *s, const int32_t *start, uint32_t res)
{
    const struct gt_frame *f = s->frame;
    const struct gt_rcpsp *p = f->problem;
    const uint32_t units = (uint32_t)p->cap[res];

    for (uint32_t u = 0; u < units; u++)
        s->chain[u] = GT_LCG_NONE;
    for (uint32_t k = 0; k < f->n; k++) {
        const uint32_t i = s->order[k], first = s->links;
        int32_t need = p->need[(size_t)i * p->ress + res];

        if (need == 0 || s->is_free[i] || f->dur[i] == 0)
            continue;
        while (need > 0) {
            uint32_t best = GT_LCG_NONE;
            int32_t latest = -1;

            for (uint32_t u = 0; u < units; u++) {
                const uint32_t had = s->chain[u];
                const int32_t end = had == GT_LCG_NONE ? 0 : start[had] + f->dur[had];

                if (had != i && end <= start[i] && end > latest) {
                    latest = end;
                    best = u;
                }
            }
            if (best == GT_LCG_NONE)
                break;
            if (s->chain[best] != GT_LCG_NONE)
                hand_on(s, s->chain[best], i, first);
            s->chain[best] = i;
            need--;
        }
    }
}

enum gt_lcg_answer gt_lns_try(struct gt_lns *s, const int32_t *start, int32_t target,
                              int64_t conflicts)
{
    const struct gt_frame *f = s->frame;
    const int32_t end = gt_frame_end(f, start);
    double pick = gt_rng_unit(&s->rng), sum = 0;
    uint32_t kind = 0, count;
    enum gt_lcg_answer answer;

    for (int k = 0; k < GT_HOOD_KINDS; k++)
        sum += s->merit[k];
    for (pick *= sum; kind + 1 < GT_HOOD_KINDS && pick >= s->merit[kind]; kind++)
        pick -= s->merit[kind];
    count = (uint32_t)s->size[kind];
    if (count > f->n)
        count = f->n;
    memset(s->is_free, 0, f->n);
    if (kind == GT_HOOD_WINDOW)
        free_window(s, start, end, count);
    else if (kind == GT_HOOD_NEAR)
        free_near(s, start, end, count);
    else
        free_scatter(s, count);
    memcpy(s->key, start, f->n * sizeof(*start));
    sort_by_key(s);
    s->links = 0;
    for (uint32_t r = 0; r < f->problem->ress; r++)
        chain_up(s, start, r);

    gt_lcg_begin(s->lcg, target, s->link, s->links);
    gt_lcg_guide(s->lcg, start);
    answer = gt_lcg_run(s->lcg, conflicts, INT32_MAX);
    if (answer == GT_LCG_FOUND) /* and on from there, while it gets shorter */
        do {
            gt_lcg_guide(s->lcg, s->lcg->start);
            gt_lcg_tighten(s->lcg, gt_frame_end(f, s->lcg->start) - 1);
        } while (gt_lcg_run(s->lcg, conflicts, INT32_MAX) == GT_LCG_FOUND);
    s->stats->hoods++;
    s->stats->hoods_better += answer == GT_LCG_FOUND;
    /* Refuted at once: look wider; out of patience: look closer. */
    s->size[kind] *= answer == GT_LCG_LIMIT ? 0.96 : answer == GT_LCG_EXHAUSTED ? 1.02 : 1;
    if (s->size[kind] < FREE_LEAST)
        s->size[kind] = FREE_LEAST;
    if (s->size[kind] > f->n)
        s->size[kind] = f->n;
    s->merit[kind] = 0.98 * s->merit[kind] + 0.02 * (answer == GT_LCG_FOUND ? 10 : 0.1);
    return answer;
}
