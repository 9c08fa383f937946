/* lb.c - energy and pair bounds. */
#include "plan/lb.h"

enum { PAIR_ACTS_MAX = 2000, ENERGY_HEADS_MAX = 256 };

struct item { int32_t head, tail; int64_t energy; };

static int by_tail(const void *a, const void *b)
{
    const struct item *x = a, *y = b;

    return x->tail != y->tail ? (x->tail > y->tail ? -1 : 1) : (x->head > y->head) - (x->head < y->head);
}

/*
 * Everything with head >= h and tail behind its own end >= q lies between h
 * and end - q: its energy over the capacity fits in there.
 */
static int64_t energy(struct item *item, uint32_t count, const int32_t *heads, uint32_t head_count,
                      int32_t cap)
{
    int64_t best = 0;

    qsort(item, count, sizeof(*item), by_tail);
    for (uint32_t h = 0; h < head_count; h++) {
        int64_t sum = 0;

        for (uint32_t k = 0; k < count; k++) {
            int64_t bound;

            if (item[k].head < heads[h])
                continue;
            sum += item[k].energy;
            bound = heads[h] + (sum + cap - 1) / cap + item[k].tail;
            if (best < bound)
                best = bound;
        }
    }
    return best;
}

/* Whichever goes first, the other waits for it. */
static int32_t pairs(const struct gt_frame *f)
{
    int32_t best = 0;

    for (uint32_t a = 0; a < f->n; a++)
        for (uint32_t b = a + 1; b < f->n; b++) {
            bool fits = true;
            int32_t ab, ba;

            for (uint32_t w = 0; w < f->words && fits; w++)
                fits = (((f->cap[w] | GT_LANE_TOP) - f->need[(size_t)a * f->words + w] -
                         f->need[(size_t)b * f->words + w]) & GT_LANE_TOP) == GT_LANE_TOP;
            if (fits)
                continue;
            ab = f->head[a] + f->dur[a] + f->tail[b];
            ba = f->head[b] + f->dur[b] + f->tail[a];
            if (best < (ab < ba ? ab : ba))
                best = ab < ba ? ab : ba;
        }
    return best;
}

gt_rc gt_lower_bound(struct gt_arena *arena, const struct gt_frame *f, int32_t *out,
                     struct gt_err *err)
{
    const struct gt_rcpsp *p = f->problem;
    struct item *item = GT_NEW_N(arena, struct item, f->n);
    int32_t *heads = GT_NEW_N(arena, int32_t, ENERGY_HEADS_MAX);
    int64_t best = f->cpm;

    if (item == NULL || heads == NULL)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    for (uint32_t r = 0; r < p->ress; r++) {
        uint32_t count = 0, head_count = 0;
        int64_t bound;

        for (uint32_t i = 0; i < f->n; i++) {
            const int32_t need = p->need[(size_t)i * p->ress + r];
            bool known = false;

            if (need == 0 || f->dur[i] == 0)
                continue;
            item[count++] = (struct item){f->head[i], f->tail[i] - f->dur[i],
                                          (int64_t)need * f->dur[i]};
            for (uint32_t k = 0; k < head_count && !known; k++)
                known = heads[k] == f->head[i];
            if (!known && head_count < ENERGY_HEADS_MAX)
                heads[head_count++] = f->head[i];
        }
        if (count > 0 && best < (bound = energy(item, count, heads, head_count, p->cap[r])))
            best = bound;
    }
    if (f->n <= PAIR_ACTS_MAX) {
        const int32_t bound = pairs(f);

        best = best < bound ? bound : best;
    }
    *out = (int32_t)(best > GT_RCPSP_HORIZON_MAX ? GT_RCPSP_HORIZON_MAX : best);
    return GT_OK;
}
