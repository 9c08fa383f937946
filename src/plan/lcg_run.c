/* lcg_run.c - the clause learner's search: branching, restarts, answers. */
#include "plan/lcg.h"

enum { RESTART_UNIT = 128, HALT_EVERY = 256 };

/* ---- the heap of literals that mattered ------------------------------------- */

static void sift_up(struct gt_lcg *l, uint32_t at)
{
    const uint32_t literal = l->heap[at];

    while (at > 0 && l->activity[l->heap[(at - 1) / 2]] < l->activity[literal]) {
        l->heap[at] = l->heap[(at - 1) / 2];
        l->heap_pos[l->heap[at]] = at;
        at = (at - 1) / 2;
    }
    l->heap[at] = literal;
    l->heap_pos[literal] = at;
}

void gt_lcg_heap_push(struct gt_lcg *l, uint32_t literal)
{
    l->heap[l->heap_count] = literal;
    sift_up(l, l->heap_count++);
}

static uint32_t heap_pop(struct gt_lcg *l)
{
    const uint32_t top = l->heap[0], literal = l->heap[--l->heap_count];
    uint32_t at = 0;

    l->heap_pos[top] = GT_LCG_NONE;
    if (l->heap_count == 0)
        return top;
    for (;;) {
        uint32_t child = 2 * at + 1;

        if (child >= l->heap_count)
            break;
        if (child + 1 < l->heap_count &&
            l->activity[l->heap[child + 1]] > l->activity[l->heap[child]])
            child++;
        if (l->activity[l->heap[child]] <= l->activity[literal])
            break;
        l->heap[at] = l->heap[child];
        l->heap_pos[l->heap[at]] = at;
        at = child;
    }
    l->heap[at] = literal;
    l->heap_pos[literal] = at;
    return top;
}

void gt_lcg_bump(struct gt_lcg *l, struct gt_lcg_lit b)
{
    const uint32_t literal =
        gt_lcg_literal(l, (b.w & 1) == 0 ? b : (struct gt_lcg_lit){b.w ^ 1, 1 - b.t});

    if ((l->activity[literal] += l->activity_inc) > 1e100) {
        for (uint32_t k = 0; k < l->literals; k++)
            l->activity[k] *= 1e-100;
        l->activity_inc *= 1e-100;
    }
    if (l->heap_pos[literal] != GT_LCG_NONE)
        sift_up(l, l->heap_pos[literal]);
    else
        gt_lcg_heap_push(l, literal);
}

/* ---- branching ----------------------------------------------------------------- */

/* The literal that mattered most lately, towards the guide. */
static bool branch_learned(struct gt_lcg *l, struct gt_lcg_lit *out)
{
    while (l->heap_count > 0) {
        const uint32_t literal = heap_pop(l), v = l->var_of[literal], w = 2 * v;
        const int32_t t = (int32_t)(literal - l->base[w]) + l->low[w] + 1;

        if (t <= l->bound[w] || t > -l->bound[w + 1])
            continue;
        if (l->guided ? l->guide[v] >= t : v > l->end_var)
            *out = (struct gt_lcg_lit){w, t};
        else
            *out = (struct gt_lcg_lit){w + 1, 1 - t};
        return true;
    }
    return false;
}

/* The open activity that can start first, as early as it can; among equals
 * the one with the longest way to the end. */
static bool branch_earliest(const struct gt_lcg *l, struct gt_lcg_lit *out)
{
    const struct gt_frame *f = l->frame;
    uint32_t best = GT_LCG_NONE;

    for (uint32_t i = 0; i < f->n; i++) {
        if (l->bound[2 * i] == -l->bound[2 * i + 1])
            continue;
        if (best == GT_LCG_NONE || l->bound[2 * i] < l->bound[2 * best] ||
            (l->bound[2 * i] == l->bound[2 * best] && f->tail[i] > f->tail[best]))
            best = i;
    }
    if (best == GT_LCG_NONE)
        return false;
    *out = (struct gt_lcg_lit){2 * best + 1, -l->bound[2 * best]};
    return true;
}

static bool open_level(struct gt_lcg *l)
{
    if (l->level == l->level_cap) {
        const uint32_t cap = l->level_cap == 0 ? 256 : 2 * l->level_cap;
        uint32_t *at = gt_realloc(l->level_at, cap, sizeof(*at));
        uint64_t *stamp;

        if (at != NULL)
            l->level_at = at;
        stamp = gt_realloc(l->level_stamp, (size_t)cap + 1, sizeof(*stamp));
        if (stamp != NULL)
            l->level_stamp = stamp;
        if (at == NULL || stamp == NULL) {
            l->oom = true;
            return false;
        }
        memset(stamp, 0, ((size_t)cap + 1) * sizeof(*stamp));
        l->stamp = 0;
        l->level_cap = cap;
    }
    l->level_at[l->level++] = l->steps;
    return true;
}

/* What holds at level 0 needs no reasons any more. */
static void settle_root(struct gt_lcg *l)
{
    for (uint32_t k = 0; k < l->steps; k++) {
        const uint32_t w = l->step[k].w;

        l->root[w] = l->bound[w];
        l->last[w] = GT_LCG_NONE;
    }
    l->steps = l->head = 0;
    l->lower_bound = l->bound[2 * l->end_var];
}

/* Luby, Sinclair and Zuckerman: 1 1 2 1 1 2 4 ... */
static int64_t luby(uint32_t i)
{
    uint32_t size = 1, power = 0;

    while (size < i + 1) {
        power++;
        size = 2 * size + 1;
    }
    while (size - 1 != i) {
        size = (size - 1) / 2;
        power--;
        i %= size;
    }
    return (int64_t)1 << power;
}

void gt_lcg_guide(struct gt_lcg *l, const int32_t *start)
{
    memcpy(l->guide, start, l->frame->n * sizeof(*start));
    l->guide[l->end_var] = 0;
    for (uint32_t k = 0; k < l->pairs; k++)
        l->guide[l->end_var + 1 + k] = start[l->pair[2 * k]] < start[l->pair[2 * k + 1]];
    l->guided = true;
}

void gt_lcg_tighten(struct gt_lcg *l, int32_t end_max)
{
    if (l->broken)
        return;
    gt_lcg_back(l, 0);
    l->broken = !gt_lcg_set(l, 2 * l->end_var + 1, -end_max,
                            (struct gt_lcg_cause){GT_BY_DECISION, 0, 0});
}

enum gt_lcg_answer gt_lcg_run(struct gt_lcg *l, int64_t conflicts, int32_t assume)
{
    const int64_t stop_at = l->stats->conflicts + conflicts;
    int64_t restart_at = l->stats->conflicts;
    bool learned_first = true, ok = true;

    if (l->broken)
        return GT_LCG_EXHAUSTED;
    if (l->crowded)
        return GT_LCG_LIMIT;
    gt_lcg_back(l, 0);
    for (uint32_t rounds = 1;; rounds++) {
        struct gt_lcg_lit pick = {0, 0};

        if (rounds % HALT_EVERY == 0 && l->halt != NULL && l->halt(l->halt_user)) {
            gt_lcg_back(l, 0);
            return GT_LCG_LIMIT;
        }

        if (!ok || !gt_lcg_propagate(l)) {
            if (l->oom)
                return GT_LCG_NOMEM;
            l->stats->conflicts++;
            l->activity_inc *= 1 / 0.95;
            ok = gt_lcg_learn(l);
            if (l->broken)
                return GT_LCG_EXHAUSTED;
            continue;
        }
        if (l->oom)
            return GT_LCG_NOMEM;
        if (l->level == 0)
            settle_root(l);
        if (l->stats->conflicts >= restart_at) {
            if (l->level > 0) {
                gt_lcg_back(l, 0);
                l->stats->restarts++;
                continue;
            }
            if (l->stats->conflicts >= stop_at)
                return GT_LCG_LIMIT;
            if (l->clauses > l->clauses_max)
                gt_lcg_forget(l);
            restart_at = l->stats->conflicts + RESTART_UNIT * luby(l->restart_no++);
            learned_first = l->restart_no % 4 != 1;
        }
        if (l->level == 0 && assume < INT32_MAX) {
            if (l->bound[2 * l->end_var] > assume)
                return GT_LCG_REFUTED;
            pick = (struct gt_lcg_lit){2 * l->end_var + 1, -assume};
        } else if (!(learned_first && branch_learned(l, &pick)) && !branch_earliest(l, &pick)) {
            for (uint32_t i = 0; i < l->frame->n; i++)
                l->start[i] = l->bound[2 * i];
            gt_lcg_back(l, 0);
            return GT_LCG_FOUND;
        }
        l->stats->decisions++;
        if (!open_level(l))
            return GT_LCG_NOMEM;
        ok = gt_lcg_set(l, pick.w, pick.t, (struct gt_lcg_cause){GT_BY_DECISION, 0, 0});
    }
}
