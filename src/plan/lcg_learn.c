/* lcg_learn.c - explanations, first-UIP analysis over bounds, and the
 * clauses it makes. */
#include "plan/lcg.h"

/* A clause in the pool: a head of HEAD words, then two words a literal. */
enum { SIZE, LBD, WORTH, NEXT0, NEXT1, HEAD };

/* In mark_of: was wanted, and its reasons have taken its place. */
#define RESOLVED (GT_LCG_NONE - 1)

static inline struct gt_lcg_lit lit_get(const struct gt_lcg *l, uint32_t c, uint32_t k)
{
    const uint32_t *at = l->pool + c + HEAD + 2 * k;

    return (struct gt_lcg_lit){at[0], (int32_t)at[1]};
}

static inline void lit_put(struct gt_lcg *l, uint32_t c, uint32_t k, struct gt_lcg_lit b)
{
    l->pool[c + HEAD + 2 * k] = b.w;
    l->pool[c + HEAD + 2 * k + 1] = (uint32_t)b.t;
}

static inline struct gt_lcg_lit opposite(struct gt_lcg_lit b)
{
    return (struct gt_lcg_lit){b.w ^ 1, 1 - b.t};
}

static float worth_get(const struct gt_lcg *l, uint32_t c)
{
    float worth;

    memcpy(&worth, &l->pool[c + WORTH], sizeof(worth));
    return worth;
}

static void worth_put(struct gt_lcg *l, uint32_t c, float worth)
{
    memcpy(&l->pool[c + WORTH], &worth, sizeof(worth));
}

/* ---- explanations ---------------------------------------------------------- */

/* The step that made (w, t) true, or NONE where it holds at the root. */
static uint32_t step_of(const struct gt_lcg *l, uint32_t w, int32_t t)
{
    uint32_t at = l->last[w];

    if (t <= l->root[w])
        return GT_LCG_NONE;
    while (l->step[at].old >= t)
        at = l->step[at].prev;
    return at;
}

/* The bound of w just before a step. */
static int32_t bound_before(const struct gt_lcg *l, uint32_t w, uint32_t step)
{
    int32_t value = l->bound[w];

    for (uint32_t at = l->last[w]; at != GT_LCG_NONE && at >= step; at = l->step[at].prev)
        value = l->step[at].old;
    return value;
}

static void because(struct gt_lcg *l, uint32_t w, int32_t t)
{
    l->reason[l->reason_count++] = (struct gt_lcg_lit){w, t};
}

static int32_t need_of(const struct gt_frame *f, uint32_t act, uint32_t res)
{
    return (int32_t)(f->need[(size_t)act * f->words + res / GT_LANES] >>
                     (res % GT_LANES * GT_LANE_BITS) & 0x7fff);
}

/*
 * Tasks that certainly run at tick t, before `step`, and need more than
 * what `for_act` leaves (for_act NONE: more than there is).  The latest
 * ones are left out while the rest is still enough: what rests on older
 * steps jumps back further.
 */
static void because_table(struct gt_lcg *l, uint32_t res, int32_t t, uint32_t for_act,
                          uint32_t step)
{
    const struct gt_frame *f = l->frame;
    const uint64_t room =
        l->room[(size_t)(res / GT_LANES) * (size_t)l->ticks + (size_t)t];
    int32_t surplus = -1 - (int32_t)(room >> (res % GT_LANES * GT_LANE_BITS) & 0x7fff);
    uint32_t count = 0;

    if (for_act != GT_LCG_NONE)
        surplus += need_of(f, for_act, res);
    for (uint32_t k = 0; k < l->tasks; k++) {
        const uint32_t i = l->task[k];
        const int32_t need = need_of(f, i, res), from = t - f->dur[i] + 1;
        uint32_t a, b;

        if (need == 0 || i == for_act || l->bound[2 * i] < from || l->bound[2 * i + 1] < -t)
            continue;
        a = step_of(l, 2 * i, from);
        b = step_of(l, 2 * i + 1, -t);
        if ((a != GT_LCG_NONE && a >= step) || (b != GT_LCG_NONE && b >= step))
            continue;
        surplus += need;
        if (a == GT_LCG_NONE && b == GT_LCG_NONE)
            continue; /* always there: costs nothing */
        a = a == GT_LCG_NONE ? 0 : a + 1;
        b = b == GT_LCG_NONE ? 0 : b + 1;
        a = a > b ? a : b;
        /* kept in order of age, oldest last */
        for (b = count++; b > 0 && l->cover_at[b - 1] < a; b--) {
            l->cover[b] = l->cover[b - 1];
            l->cover_at[b] = l->cover_at[b - 1];
        }
        l->cover[b] = i;
        l->cover_at[b] = a;
    }
    assert(surplus >= 0);
    for (uint32_t k = 0; k < count; k++) {
        const uint32_t i = l->cover[k];
        const int32_t need = need_of(f, i, res);

        if (need <= surplus) {
            surplus -= need;
            continue;
        }
        because(l, 2 * i, t - f->dur[i] + 1);
        because(l, 2 * i + 1, -t);
    }
}

/* Fills reason[] with bounds, all from before `step`, that force (w, t). */
static void explain(struct gt_lcg *l, struct gt_lcg_cause cause, uint32_t w, int32_t t, uint32_t step)
{
    l->reason_count = 0;
    l->stats->explained++;
    switch ((enum gt_why_kind)cause.kind) {
    case GT_BY_LINK: {
        const struct gt_lcg_edge *e = &l->edge[cause.index];

        because(l, e->from, t - e->lag);
        if (e->cond.w != GT_LCG_NONE)
            because(l, e->cond.w, e->cond.t);
        break;
    }
    case GT_BY_BLOCK: {
        /* from >= a and -to >= c with a + lag + c > 0: any such split serves,
         * best one that the root already pays for. */
        const struct gt_lcg_edge *e = &l->edge[cause.index];
        const int32_t a = bound_before(l, e->from, step), c = bound_before(l, e->to ^ 1, step);
        int32_t split = a;

        if (l->root[e->from] >= 1 - e->lag - c)
            split = l->root[e->from];
        because(l, e->from, split);
        because(l, e->to ^ 1, 1 - e->lag - split);
        break;
    }
    case GT_BY_CLAUSE: {
        const uint32_t c = cause.index;

        for (uint32_t k = 1; k < l->pool[c + SIZE]; k++) {
            const struct gt_lcg_lit b = opposite(lit_get(l, c, k));

            because(l, b.w, b.t);
        }
        worth_put(l, c, worth_get(l, c) + l->clause_inc);
        break;
    }
    case GT_BY_TABLE: {
        const uint32_t act = w / 2;

        if ((w & 1) == 0)
            because(l, w, cause.at - l->frame->dur[act] + 1);
        else
            because(l, w, -cause.at);
        because_table(l, cause.index, cause.at, act, step);
        break;
    }
    case GT_BY_DECISION:
        assert(!"a decision has no reason");
    }
}

/* ---- analysis --------------------------------------------------------------- */

static void want(struct gt_lcg *l, struct gt_lcg_lit b)
{
    const uint32_t at = step_of(l, b.w, b.t), had = l->mark_of[b.w];

    if (at == GT_LCG_NONE)
        return;
    gt_lcg_bump(l, b);
    if (had == GT_LCG_NONE) {
        l->marks[l->mark_count++] = b.w;
    } else if (had != RESOLVED) {
        if (had >= at) {
            if (had == at && l->wanted[at] < b.t)
                l->wanted[at] = b.t;
            return;
        }
        l->marked[had] = 0; /* the later step says more */
        l->open_marks -= l->step[had].level == l->level;
    }
    l->mark_of[b.w] = at;
    l->marked[at] = 1;
    l->wanted[at] = b.t;
    l->open_marks += l->step[at].level == l->level;
}

static void want_reasons(struct gt_lcg *l)
{
    for (uint32_t k = 0; k < l->reason_count; k++)
        want(l, l->reason[k]);
}

/* Everything that forces this bound is wanted anyway, by older steps: so
 * two bounds can never excuse each other. */
static bool redundant(struct gt_lcg *l, uint32_t at)
{
    if (l->step[at].cause.kind == GT_BY_DECISION)
        return false;
    explain(l, l->step[at].cause, l->step[at].w, l->wanted[at], at);
    for (uint32_t k = 0; k < l->reason_count; k++) {
        const struct gt_lcg_lit b = l->reason[k];
        const uint32_t mark = l->mark_of[b.w];

        if (b.t > l->root[b.w] && (mark >= at || l->wanted[mark] < b.t))
            return false;
    }
    return true;
}

static void want_clash(struct gt_lcg *l)
{
    if (l->clash != GT_CLASH_ENERGY)
        l->reason_count = 0;
    switch (l->clash) {
    case GT_CLASH_CLAUSE: /* all of its literals are false */
        explain(l, l->clash_cause, 0, 0, l->steps);
        {
            const struct gt_lcg_lit b = opposite(lit_get(l, l->clash_cause.index, 0));

            because(l, b.w, b.t);
        }
        break;
    case GT_CLASH_BOUND:
        explain(l, l->clash_cause, l->clash_bound.w, l->clash_bound.t, l->steps);
        because(l, l->clash_bound.w ^ 1, 1 - l->clash_bound.t);
        break;
    case GT_CLASH_TABLE:
        because_table(l, l->clash_cause.index, l->clash_cause.at, GT_LCG_NONE, l->steps);
        break;
    case GT_CLASH_ENERGY: /* level_of_energy() has spelled it out */
        break;
    }
    want_reasons(l);
}

static void watch_put(struct gt_lcg *l, uint32_t c, uint32_t side)
{
    uint32_t *head = &l->watch[gt_lcg_literal(l, lit_get(l, c, side))];

    l->pool[c + NEXT0 + side] = *head;
    *head = c;
}

static bool pool_room(struct gt_lcg *l, uint32_t words)
{
    uint32_t cap = l->pool_cap == 0 ? 1u << 16 : l->pool_cap;
    uint32_t *pool;

    if (words <= l->pool_cap - l->pool_used)
        return true;
    while (cap - l->pool_used < words)
        cap *= 2;
    if (cap > GT_LCG_POOL_MAX || (pool = gt_realloc(l->pool, cap, sizeof(*pool))) == NULL) {
        l->oom = true;
        return false;
    }
    l->pool = pool;
    l->pool_cap = cap;
    return true;
}

/* Puts learnt[] into the pool; [0] will be true, [1] is of the jump's level. */
static uint32_t add_clause(struct gt_lcg *l, uint32_t lbd)
{
    const uint32_t c = l->pool_used;

    if (!pool_room(l, HEAD + 2 * l->learnt_count))
        return GT_LCG_NONE;
    l->pool_used += HEAD + 2 * l->learnt_count;
    l->pool[c + SIZE] = l->learnt_count;
    l->pool[c + LBD] = lbd;
    worth_put(l, c, l->clause_inc);
    for (uint32_t k = 0; k < l->learnt_count; k++)
        lit_put(l, c, k, l->learnt[k]);
    watch_put(l, c, 0);
    watch_put(l, c, 1);
    l->clauses++;
    return c;
}

/* The energy check does not run everywhere: what it finds may have been so for
 * levels, and is taken up where it began. */
static uint32_t level_of_energy(struct gt_lcg *l)
{
    uint32_t level = 0;

    l->reason_count = 0;
    gt_lcg_energy_because(l);
    for (uint32_t k = 0; k < l->reason_count; k++) {
        const uint32_t at = step_of(l, l->reason[k].w, l->reason[k].t);

        if (at != GT_LCG_NONE && level < l->step[at].level)
            level = l->step[at].level;
    }
    return level;
}

bool gt_lcg_learn(struct gt_lcg *l)
{
    uint32_t at, jump = 0, lbd = 1;
    struct gt_lcg_cause cause = {GT_BY_CLAUSE, 0, 0};

    l->mark_count = 0;
    l->open_marks = 0;
    if (l->level > 0 && l->clash == GT_CLASH_ENERGY)
        gt_lcg_back(l, level_of_energy(l));
    if (l->level == 0) {
        l->broken = true;
        return false;
    }
    want_clash(l);
    for (at = l->steps - 1;; at--) {
        if (!l->marked[at])
            continue;
        assert(l->step[at].level == l->level);
        if (l->open_marks == 1)
            break;
        l->marked[at] = 0;
        l->open_marks--;
        l->mark_of[l->step[at].w] = RESOLVED; /* it may be wanted again, lower */
        explain(l, l->step[at].cause, l->step[at].w, l->wanted[at], at);
        want_reasons(l);
    }
    l->learnt[0] = opposite((struct gt_lcg_lit){l->step[at].w, l->wanted[at]});
    l->learnt_count = 1;
    l->stamp++;
    for (uint32_t k = 0; k < l->mark_count; k++) {
        const uint32_t w = l->marks[k], mark = l->mark_of[w];

        if (mark == RESOLVED || mark == at)
            continue;
        l->marked[mark] = 0;
        if (redundant(l, mark))
            continue;
        l->learnt[l->learnt_count++] = opposite((struct gt_lcg_lit){w, l->wanted[mark]});
        if (l->level_stamp[l->step[mark].level] != l->stamp) {
            l->level_stamp[l->step[mark].level] = l->stamp;
            lbd++;
        }
        if (jump < l->step[mark].level) { /* second watch: the latest level */
            const struct gt_lcg_lit latest = l->learnt[l->learnt_count - 1];

            jump = l->step[mark].level;
            l->learnt[l->learnt_count - 1] = l->learnt[1];
            l->learnt[1] = latest;
        }
    }
    l->marked[at] = 0;
    for (uint32_t k = 0; k < l->mark_count; k++)
        l->mark_of[l->marks[k]] = GT_LCG_NONE;
    l->clause_inc *= 1.0f / 0.999f;
    if (l->clause_inc > 1e20f) {
        for (uint32_t c = 0; c < l->pool_used; c += HEAD + 2 * l->pool[c + SIZE])
            worth_put(l, c, worth_get(l, c) * 1e-20f);
        l->clause_inc *= 1e-20f;
    }
    l->stats->learned++;
    l->stats->learned_lits += l->learnt_count;
    gt_lcg_back(l, jump);
    if (l->learnt_count > 1 && (cause.index = add_clause(l, lbd)) == GT_LCG_NONE)
        return true; /* out of memory: the caller sees l->oom */
    return gt_lcg_set(l, l->learnt[0].w, l->learnt[0].t, cause);
}

/* ---- clauses as propagators ------------------------------------------------- */

bool gt_lcg_watchers(struct gt_lcg *l, struct gt_lcg_lit falsified)
{
    uint32_t *head = &l->watch[gt_lcg_literal(l, falsified)];
    uint32_t c = *head;

    *head = GT_LCG_NONE;
    while (c != GT_LCG_NONE) {
        const uint32_t size = l->pool[c + SIZE];
        struct gt_lcg_lit other = lit_get(l, c, 0);
        uint32_t next, k;

        if (other.w == falsified.w && other.t == falsified.t) {
            const uint32_t swap = l->pool[c + NEXT0];

            other = lit_get(l, c, 1);
            lit_put(l, c, 0, other);
            lit_put(l, c, 1, falsified);
            l->pool[c + NEXT0] = l->pool[c + NEXT1];
            l->pool[c + NEXT1] = swap;
        }
        next = l->pool[c + NEXT1];
        k = size;
        if (!gt_lcg_true(l, other))
            for (k = 2; k < size && gt_lcg_false(l, lit_get(l, c, k)); k++)
                continue;
        if (k < size) {
            const struct gt_lcg_lit fresh = lit_get(l, c, k);

            lit_put(l, c, k, falsified);
            lit_put(l, c, 1, fresh);
            watch_put(l, c, 1);
        } else {
            watch_put(l, c, 1);
            if (gt_lcg_true(l, other)) {
                c = next;
                continue;
            }
            if (gt_lcg_false(l, other)) {
                l->clash = GT_CLASH_CLAUSE;
                l->clash_cause = (struct gt_lcg_cause){GT_BY_CLAUSE, c, 0};
            }
            if (gt_lcg_false(l, other) ||
                !gt_lcg_set(l, other.w, other.t, (struct gt_lcg_cause){GT_BY_CLAUSE, c, 0})) {
                /* The rest of the list keeps watching. */
                while (next != GT_LCG_NONE) {
                    const struct gt_lcg_lit zero = lit_get(l, next, 0);
                    const uint32_t side =
                        zero.w == falsified.w && zero.t == falsified.t ? 0 : 1;
                    const uint32_t after = l->pool[next + NEXT0 + side];

                    l->pool[next + NEXT0 + side] = *head;
                    *head = next;
                    next = after;
                }
                return false;
            }
        }
        c = next;
    }
    return true;
}

struct rank { float worth; uint32_t clause, lbd; };

static int by_worth(const void *a, const void *b)
{
    const struct rank *x = a, *y = b;

    if (x->worth != y->worth)
        return x->worth < y->worth ? -1 : 1;
    return x->clause < y->clause ? -1 : x->clause > y->clause;
}

void gt_lcg_forget(struct gt_lcg *l)
{
    struct rank *rank = gt_calloc(l->clauses, sizeof(*rank));
    uint32_t count = 0, to = 0;

    assert(l->level == 0 && l->steps == 0);
    if (rank == NULL) {
        l->oom = true;
        return;
    }
    for (uint32_t c = 0; c < l->pool_used; c += HEAD + 2 * l->pool[c + SIZE])
        if (l->pool[c + LBD] > 2)
            rank[count++] = (struct rank){worth_get(l, c), c, l->pool[c + LBD]};
    qsort(rank, count, sizeof(*rank), by_worth);
    for (uint32_t k = 0; k < count / 2; k++)
        l->pool[rank[k].clause + LBD] = 0; /* condemned */
    gt_free(rank);
    memset(l->watch, 0xff, 2 * (size_t)l->literals * sizeof(*l->watch));
    l->stats->forgotten += count / 2;
    l->clauses = 0;
    for (uint32_t c = 0, size; c < l->pool_used; c += size) {
        uint32_t open = 0;
        bool keep = l->pool[c + LBD] != 0;

        size = HEAD + 2 * l->pool[c + SIZE];
        /* At the root nothing is pending: a clause is true, or has two
         * literals that are not false; those come first and watch. */
        for (uint32_t k = 0; keep && k < l->pool[c + SIZE]; k++) {
            const struct gt_lcg_lit b = lit_get(l, c, k);

            keep = !gt_lcg_true(l, b);
            if (keep && !gt_lcg_false(l, b)) {
                lit_put(l, c, k, lit_get(l, c, open));
                lit_put(l, c, open++, b);
            }
        }
        if (!keep)
            continue;
        assert(open >= 2);
        memmove(l->pool + to, l->pool + c, (HEAD + 2 * (size_t)open) * sizeof(*l->pool));
        l->pool[to + SIZE] = open; /* the false ones are gone for good */
        watch_put(l, to, 0);
        watch_put(l, to, 1);
        l->clauses++;
        to += HEAD + 2 * open;
    }
    l->pool_used = to;
}
