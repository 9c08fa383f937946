/* random_rcpsp.c - problems small enough to try everything. */
#include "random_rcpsp.h"

enum { ACTS = 16 };

static void *must(void *p)
{
    if (p == NULL)
        abort();
    return p;
}

void small_make(struct gt_arena *arena, uint64_t seed, const struct small_shape *shape,
                struct gt_rcpsp *out)
{
    struct gt_rng rng = {seed};
    const uint32_t n = shape->acts, m = shape->ress;
    int32_t *dur = must(GT_NEW_N(arena, int32_t, n)), *cap = must(GT_NEW_N(arena, int32_t, m));
    int32_t *need = must(GT_NEW_N(arena, int32_t, (size_t)n * m));
    int32_t *earliest = must(GT_NEW_N(arena, int32_t, n)), *latest = must(GT_NEW_N(arena, int32_t, n));
    struct gt_rlink *link = must(GT_NEW_N(arena, struct gt_rlink, (size_t)2 * n * n));
    struct gt_rload *load = must(GT_NEW_N(arena, struct gt_rload, 2));
    struct gt_rcpsp p = {.acts = n, .ress = m, .dur = dur, .cap = cap, .need = need,
                         .link = link, .load = load};

    for (uint32_t r = 0; r < m; r++)
        cap[r] = 2 + (int32_t)gt_rng_below(&rng, 3);
    for (uint32_t i = 0; i < n; i++) {
        dur[i] = (int32_t)gt_rng_below(&rng, 5);
        for (uint32_t r = 0; r < m; r++)
            need[i * m + r] = (int32_t)gt_rng_below(&rng, (uint32_t)cap[r] + 1);
        latest[i] = GT_RCPSP_LATEST_NONE;
    }
    for (uint32_t j = 1; j < n; j++)
        for (uint32_t i = 0; i < j; i++) {
            int32_t lag;

            if (gt_rng_below(&rng, 4) != 0)
                continue;
            lag = shape->greatest ? (int32_t)gt_rng_below(&rng, (uint32_t)dur[i] + 3) : dur[i];
            link[p.links++] = (struct gt_rlink){i, j, lag};
            if (shape->greatest && gt_rng_below(&rng, 2) == 0)
                link[p.links++] = (struct gt_rlink){j, i, -lag - (int32_t)gt_rng_below(&rng, 4)};
        }
    if (shape->windows) {
        for (uint32_t i = 0; i < n; i++) {
            earliest[i] = gt_rng_below(&rng, 3) == 0 ? (int32_t)gt_rng_below(&rng, 6) : 0;
            if (gt_rng_below(&rng, 4) == 0)
                latest[i] = earliest[i] + (int32_t)gt_rng_below(&rng, 10);
        }
        p.earliest = earliest;
        p.latest = latest;
    }
    for (; shape->loads && m > 0 && p.loads < 2; p.loads++) {
        const uint32_t r = gt_rng_below(&rng, m);
        const int32_t from = (int32_t)gt_rng_below(&rng, 8);

        load[p.loads] = (struct gt_rload){r, from, from + 1 + (int32_t)gt_rng_below(&rng, 4),
                                          1 + (int32_t)gt_rng_below(&rng, (uint32_t)cap[r])};
    }
    *out = p;
}

/* Whether activity i, and those before it, stand well; later ones are not placed. */
static const char *breach_so_far(const struct gt_rcpsp *p, const int32_t *start, uint32_t placed)
{
    for (uint32_t i = 0; i < placed; i++)
        if (start[i] < (p->earliest != NULL ? p->earliest[i] : 0) ||
            (p->latest != NULL && start[i] > p->latest[i]))
            return "a window";
    for (uint32_t k = 0; k < p->links; k++)
        if (p->link[k].from < placed && p->link[k].to < placed &&
            start[p->link[k].to] < start[p->link[k].from] + p->link[k].lag)
            return "a link";
    for (uint32_t i = 0; i < placed; i++)
        for (int32_t t = start[i]; t < start[i] + p->dur[i]; t++)
            for (uint32_t r = 0; r < p->ress; r++) {
                int32_t sum = 0, away = 0;

                for (uint32_t j = 0; j < placed; j++)
                    if (start[j] <= t && t < start[j] + p->dur[j])
                        sum += p->need[j * p->ress + r];
                for (uint32_t k = 0; k < p->loads; k++)
                    if (p->load[k].res == r && p->load[k].from <= t && t < p->load[k].to)
                        away += p->load[k].units;
                if (p->need[i * p->ress + r] > 0 &&
                    sum > (p->cap[r] > away ? p->cap[r] - away : 0))
                    return "a resource";
            }
    return NULL;
}

const char *small_breach(const struct gt_rcpsp *p, const int32_t *start)
{
    return breach_so_far(p, start, p->acts);
}

int32_t small_optimum(const struct gt_rcpsp *p, int32_t most)
{
    int32_t start[ACTS], best = -1;
    uint32_t at = 0;

    if (p->acts > ACTS)
        abort();
    if (p->acts == 0)
        return 0;
    start[0] = -1;
    /* An odometer that drops every prefix that is wrong already. */
    for (;;) {
        start[at]++;
        if (start[at] + p->dur[at] > (best >= 0 ? best - 1 : most)) {
            if (at == 0)
                return best;
            at--;
            continue;
        }
        if (breach_so_far(p, start, at + 1) != NULL)
            continue;
        if (at + 1 < p->acts) {
            start[++at] = -1;
            continue;
        }
        best = 0;
        for (uint32_t i = 0; i < p->acts; i++)
            if (best < start[i] + p->dur[i])
                best = start[i] + p->dur[i];
        if (best == 0)
            return 0;
        at = 0; /* whatever comes later must be shorter: begin again below it */
        start[0] = -1;
    }
}
