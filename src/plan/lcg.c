/* lcg.c - the clause learner's model: variables, edges, bounds on a trail,
 * and the propagators: links, pairs, time table. */
#include "plan/lcg.h"

/* Each activity of a network of more than so many has pairs with so many near ones. */
enum { PAIR_ALL_ACTS = 400, PAIRS_EACH = 24 };

/* ---- building ------------------------------------------------------------ */

/* Two activities that need more of a resource together than there is. */
static bool collide(const struct gt_frame *f, uint32_t a, uint32_t b)
{
    for (uint32_t w = 0; w < f->words; w++) {
        const uint64_t rest = (f->cap[w] | GT_LANE_TOP) - f->need[(size_t)a * f->words + w];

        /* a alone fits, so the top bits are still there to borrow from */
        if (((rest - f->need[(size_t)b * f->words + w]) & GT_LANE_TOP) != GT_LANE_TOP)
            return true;
    }
    return false;
}

/* Marks everything that links put wholly behind `from`. */
static void reach(const struct gt_frame *f, uint32_t from, uint8_t *seen, uint32_t *stack)
{
    uint32_t top = 0;

    stack[top++] = from;
    while (top > 0) {
        const uint32_t i = stack[--top];

        for (uint32_t k = f->succ_at[i]; k < f->succ_at[i + 1]; k++)
            if (f->succ[k].lag >= f->dur[i] && !seen[f->succ[k].act]) {
                seen[f->succ[k].act] = 1;
                stack[top++] = f->succ[k].act;
            }
    }
}

/* The tasks by head: of a large network only pairs of near ones are kept. */
static void sort_by_head(const struct gt_frame *f, uint32_t *task, uint32_t count, uint32_t *room)
{
    for (uint32_t width = 1; width < count; width *= 2) { /* merging runs, upward */
        for (uint32_t from = 0; from < count; from += 2 * width) {
            const uint32_t middle = from + width < count ? from + width : count;
            const uint32_t end = middle + width < count ? middle + width : count;
            uint32_t a = from, b = middle;

            for (uint32_t k = from; k < end; k++)
                room[k] = b == end || (a < middle && f->head[task[a]] <= f->head[task[b]]) ? task[a++]
                                                                                           : task[b++];
        }
        memcpy(task, room, count * sizeof(*task));
    }
}

/* Pairs that cannot overlap and that no chain of links orders. */
static bool find_pairs(struct gt_arena *arena, struct gt_lcg *l)
{
    const struct gt_frame *f = l->frame;
    const uint32_t n = f->n, most = n > PAIR_ALL_ACTS ? PAIRS_EACH : n;
    GT_VEC(uint32_t) found = {0};
    uint8_t *behind;
    uint32_t *stack, *by_head, *has;

    if (n > GT_LCG_PAIR_ACTS_MAX)
        return true;
    behind = GT_NEW_N(arena, uint8_t, (size_t)n * n);
    stack = GT_NEW_N(arena, uint32_t, n);
    by_head = GT_NEW_N(arena, uint32_t, n);
    has = GT_NEW_N(arena, uint32_t, n);
    if (behind == NULL || stack == NULL || by_head == NULL || has == NULL)
        return false;
    for (uint32_t i = 0; i < n; i++)
        reach(f, i, behind + (size_t)i * n, stack);
    memcpy(by_head, l->task, l->tasks * sizeof(*by_head));
    if (n > PAIR_ALL_ACTS)
        sort_by_head(f, by_head, l->tasks, stack);
    for (uint32_t x = 0; x < l->tasks; x++)
        for (uint32_t y = x + 1; y < l->tasks && has[by_head[x]] < most; y++) {
            const uint32_t a = by_head[x], b = by_head[y];
            uint32_t *slot;

            if (has[b] >= most || behind[(size_t)a * n + b] || behind[(size_t)b * n + a] || !collide(f, a, b))
                continue;
            has[a]++;
            has[b]++;
            for (int side = 0; side < 2; side++) {
                if ((slot = GT_PUSH(arena, &found)) == NULL)
                    return false;
                *slot = side == 0 ? a : b;
            }
        }
    l->pairs = (uint32_t)found.count / 2;
    l->pair = found.at;
    return true;
}

/* start[to] >= start[from] + lag, and the same seen by the negatives. */
static void add_link(struct gt_lcg *l, uint32_t from, uint32_t to, int32_t lag, struct gt_lcg_lit cond)
{
    l->edge[l->edge_count++] = (struct gt_lcg_edge){2 * from, 2 * to, lag, cond};
    l->edge[l->edge_count++] = (struct gt_lcg_edge){2 * to + 1, 2 * from + 1, lag, cond};
}

static bool build_edges(struct gt_arena *arena, struct gt_lcg *l)
{
    static const struct gt_lcg_lit always = {GT_LCG_NONE, 0};
    const struct gt_frame *f = l->frame;
    const uint32_t fixed = 2 * (f->succ_at[f->n] + f->n + 2 * l->pairs);
    uint32_t *fill;

    l->edge_cap = fixed + 2 * f->n * GT_LCG_EXTRA;
    l->edge = GT_NEW_N(arena, struct gt_lcg_edge, l->edge_cap);
    l->out_at = GT_NEW_N(arena, uint32_t, (size_t)2 * l->vars + 1);
    l->out = GT_NEW_N(arena, uint32_t, fixed);
    l->cond_at = GT_NEW_N(arena, uint32_t, (size_t)l->vars + 1);
    l->cond = GT_NEW_N(arena, uint32_t, (size_t)4 * l->pairs);
    l->extra = GT_NEW_N(arena, uint32_t, (size_t)2 * l->vars);
    l->extra_next = GT_NEW_N(arena, uint32_t, (size_t)2 * f->n * GT_LCG_EXTRA);
    fill = GT_NEW_N(arena, uint32_t, (size_t)2 * l->vars + 1);
    if (l->edge == NULL || l->out_at == NULL || l->out == NULL || l->cond_at == NULL ||
        l->cond == NULL || l->extra == NULL || l->extra_next == NULL || fill == NULL)
        return false;
    for (uint32_t i = 0; i < f->n; i++) {
        bool last = true;

        for (uint32_t k = f->succ_at[i]; k < f->succ_at[i + 1]; k++) {
            add_link(l, i, f->succ[k].act, f->succ[k].lag, always);
            last &= f->succ[k].lag < f->dur[i];
        }
        if (last) /* nobody after it carries its end to the end of all */
            add_link(l, i, l->end_var, f->dur[i], always);
    }
    for (uint32_t k = 0; k < l->pairs; k++) {
        const uint32_t a = l->pair[2 * k], b = l->pair[2 * k + 1], v = l->end_var + 1 + k;

        add_link(l, a, b, f->dur[a], (struct gt_lcg_lit){2 * v, 1});
        add_link(l, b, a, f->dur[b], (struct gt_lcg_lit){2 * v + 1, 0});
        for (uint32_t e = 0; e < 4; e++)
            l->cond[4 * k + e] = l->edge_count - 4 + e;
        l->cond_at[v + 1] = 4 * (k + 1);
    }
    l->edge_fixed = l->edge_count;
    for (uint32_t e = 0; e < l->edge_fixed; e++)
        l->out_at[l->edge[e].from + 1]++;
    for (uint32_t w = 0; w < 2 * l->vars; w++) {
        l->out_at[w + 1] += l->out_at[w];
        fill[w + 1] = l->out_at[w + 1];
    }
    for (uint32_t e = 0; e < l->edge_fixed; e++)
        l->out[fill[l->edge[e].from]++] = e;
    return true;
}

static bool build_table(struct gt_arena *arena, struct gt_lcg *l, int32_t end_max)
{
    const struct gt_frame *f = l->frame;
    const struct gt_rcpsp *p = f->problem;

    l->ticks = end_max + 1;
    l->room = GT_NEW_N(arena, uint64_t, (size_t)l->ticks * f->words);
    l->space = GT_NEW_N(arena, uint64_t, (size_t)l->ticks * f->words);
    l->touched = GT_NEW_N(arena, uint8_t, f->n);
    if (l->room == NULL || l->space == NULL || l->touched == NULL)
        return false;
    for (uint32_t w = 0; w < f->words; w++)
        for (int32_t t = 0; t < l->ticks; t++)
            l->room[(size_t)w * (size_t)l->ticks + (size_t)t] = f->cap[w] | GT_LANE_TOP;
    for (uint32_t k = 0; k < p->loads; k++) {
        const uint32_t shift = p->load[k].res % GT_LANES * GT_LANE_BITS;
        uint64_t *room = l->room + (size_t)(p->load[k].res / GT_LANES) * (size_t)l->ticks;

        for (int32_t t = p->load[k].from; t < p->load[k].to && t < l->ticks; t++) {
            const uint64_t have = room[t] >> shift & 0x7fff;

            room[t] -= (have < (uint64_t)p->load[k].units ? have : (uint64_t)p->load[k].units)
                       << shift;
        }
    }
    return true;
}

static gt_rc allocate(struct gt_arena *arena, struct gt_lcg *l, int32_t end_max, struct gt_err *err)
{
    const struct gt_frame *f = l->frame;
    const size_t vars = l->vars, n = f->n;
    uint64_t literals = (uint64_t)l->pairs + (uint64_t)(end_max - f->cpm + 1);

    for (uint32_t i = 0; i < f->n; i++)
        literals += (uint64_t)(end_max - f->tail[i] - f->head[i] + 1);
    if (literals > GT_LCG_LITERALS_MAX && l->hoods)
        literals = GT_LCG_LITERALS_MAX;
    if (literals > GT_LCG_LITERALS_MAX)
        return gt_fail(err, GT_ELIMIT, "%llu bounds are too many to learn about",
                       "共 %llu 个界，超出学习范围", (unsigned long long)literals);
    l->literals_cap = (uint32_t)literals;
    l->bound = GT_NEW_N(arena, int32_t, 2 * vars);
    l->root = GT_NEW_N(arena, int32_t, 2 * vars);
    l->low = GT_NEW_N(arena, int32_t, 2 * vars);
    l->seen = GT_NEW_N(arena, int32_t, 2 * vars);
    l->base = GT_NEW_N(arena, uint32_t, 2 * vars);
    l->last = GT_NEW_N(arena, uint32_t, 2 * vars);
    l->mark_of = GT_NEW_N(arena, uint32_t, 2 * vars);
    l->marks = GT_NEW_N(arena, uint32_t, 2 * vars);
    l->learnt = GT_NEW_N(arena, struct gt_lcg_lit, 2 * vars + 1);
    l->reason = GT_NEW_N(arena, struct gt_lcg_lit, 2 * vars + 2 * n + 2);
    l->guide = GT_NEW_N(arena, int32_t, vars);
    l->cover = GT_NEW_N(arena, uint32_t, n);
    l->cover_at = GT_NEW_N(arena, uint32_t, n);
    l->start = GT_NEW_N(arena, int32_t, n);
    l->watch = GT_NEW_N(arena, uint32_t, 2 * (size_t)literals);
    l->var_of = GT_NEW_N(arena, uint32_t, (size_t)literals);
    l->activity = GT_NEW_N(arena, double, (size_t)literals);
    l->heap = GT_NEW_N(arena, uint32_t, (size_t)literals);
    l->heap_pos = GT_NEW_N(arena, uint32_t, (size_t)literals);
    if (l->bound == NULL || l->root == NULL || l->low == NULL || l->seen == NULL ||
        l->base == NULL || l->last == NULL || l->mark_of == NULL || l->marks == NULL ||
        l->learnt == NULL || l->reason == NULL || l->guide == NULL || l->cover == NULL ||
        l->cover_at == NULL || l->start == NULL || l->watch == NULL || l->var_of == NULL ||
        l->activity == NULL || l->heap == NULL || l->heap_pos == NULL)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    return GT_OK;
}

gt_rc gt_lcg_init(struct gt_arena *arena, const struct gt_frame *f, int32_t end_max,
                  uint64_t seed, uint32_t clauses_max, bool hoods,
                  struct gt_solve_stats *stats, struct gt_lcg *l, struct gt_err *err)
{
    gt_rc rc;

    *l = (struct gt_lcg){.frame = f, .rng = {seed}, .clauses_max = clauses_max, .hoods = hoods,
                         .stats = stats};
    if (end_max < f->cpm)
        end_max = f->cpm;
    l->task = GT_NEW_N(arena, uint32_t, f->n);
    if (l->task == NULL)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    for (uint32_t i = 0; i < f->n; i++) {
        uint64_t need = 0;

        for (uint32_t w = 0; w < f->words; w++)
            need |= f->need[(size_t)i * f->words + w];
        if (need != 0)
            l->task[l->tasks++] = i;
    }
    if (!find_pairs(arena, l))
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    l->end_var = f->n;
    l->vars = f->n + 1 + l->pairs;
    if ((rc = allocate(arena, l, end_max, err)) != GT_OK)
        return rc;
    if (!build_edges(arena, l) || !build_table(arena, l, end_max) || !gt_lcg_energy_init(arena, l))
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    gt_lcg_begin(l, end_max, NULL, 0);
    return l->oom ? gt_fail(err, GT_ENOMEM, "out of memory", "内存不足") : GT_OK;
}

void gt_lcg_clear(struct gt_lcg *l)
{
    gt_free(l->step);
    gt_free(l->wanted);
    gt_free(l->marked);
    gt_free(l->level_at);
    gt_free(l->level_stamp);
    gt_free(l->pool);
    l->step = NULL;
    l->wanted = NULL;
    l->marked = NULL;
    l->level_at = NULL;
    l->level_stamp = NULL;
    l->pool = NULL;
}

/* ---- beginning ------------------------------------------------------------- */

static void domain(struct gt_lcg *l, uint32_t v, int32_t from, int32_t to)
{
    l->bound[2 * v] = from;
    l->bound[2 * v + 1] = -to;
}

/*
 * The bounds that the links of a neighbourhood force before there are literals:
 * its chains leave most activities little room, and few bounds to number.
 */
static bool narrow(struct gt_lcg *l)
{
    const uint32_t size = 2 * l->end_var + 2;
    uint32_t *queue = l->marks, first = 0, waiting = size;

    for (uint32_t w = 0; w < size; w++) {
        queue[w] = w;
        l->mark_of[w] = 0; /* waits */
    }
    while (waiting > 0) {
        const uint32_t w = queue[first];
        uint32_t k = l->out_at[w], e = l->extra[w];

        first = first + 1 == size ? 0 : first + 1;
        waiting--;
        l->mark_of[w] = GT_LCG_NONE;
        for (;;) {
            const bool fixed = k < l->out_at[w + 1];
            const uint32_t at = fixed ? l->out[k++] : e;
            const struct gt_lcg_edge *edge;
            int32_t least;

            if (at == GT_LCG_NONE)
                break;
            if (!fixed)
                e = l->extra_next[e - l->edge_fixed];
            edge = &l->edge[at];
            least = l->bound[w] + edge->lag;
            if (edge->cond.w != GT_LCG_NONE) { /* the rest of the fixed ones are of pairs */
                k = l->out_at[w + 1];
                continue;
            }
            if (least <= l->bound[edge->to])
                continue;
            if (least > -l->bound[edge->to ^ 1])
                return false;
            l->bound[edge->to] = least;
            if (l->mark_of[edge->to] == GT_LCG_NONE) {
                l->mark_of[edge->to] = 0;
                queue[first + waiting < size ? first + waiting : first + waiting - size] = edge->to;
                waiting++;
            }
        }
    }
    return true;
}

/* False: more than there is memory for. */
static bool number_literals(struct gt_lcg *l)
{
    uint32_t count = 0;

    for (uint32_t v = 0; v < l->vars; v++) {
        const uint32_t span = (uint32_t)(-l->bound[2 * v + 1] - l->bound[2 * v]);

        if (span > l->literals_cap - count)
            return false;
        l->base[2 * v] = count;
        for (uint32_t k = 0; k < span; k++)
            l->var_of[count + k] = v;
        count += span;
    }
    l->literals = count;
    for (uint32_t v = 0; v < l->vars; v++)
        l->base[2 * v + 1] = l->base[2 * v] + count;
    memset(l->watch, 0xff, 2 * (size_t)count * sizeof(*l->watch));
    memset(l->heap_pos, 0xff, count * sizeof(*l->heap_pos));
    memset(l->activity, 0, count * sizeof(*l->activity));
    return true;
}

/* Takes slots out of the time table, or puts them back. */
static bool take(struct gt_lcg *l, uint32_t act, int32_t from, int32_t to)
{
    const struct gt_frame *f = l->frame;
    bool fits = true;

    for (uint32_t w = 0; w < f->words; w++) {
        const uint64_t need = f->need[(size_t)act * f->words + w];
        uint64_t *space = l->space + (size_t)w * (size_t)l->ticks;

        if (need == 0)
            continue;
        for (int32_t t = from; t < to; t++) {
            space[t] -= need;
            if ((space[t] & GT_LANE_TOP) != GT_LANE_TOP) {
                const uint64_t over = (space[t] & GT_LANE_TOP) ^ GT_LANE_TOP;

                fits = false;
                l->clash = GT_CLASH_TABLE;
                l->clash_cause = (struct gt_lcg_cause){
                    GT_BY_TABLE,
                    w * GT_LANES + (uint32_t)__builtin_ctzll(over) / GT_LANE_BITS, t};
            }
        }
    }
    if (l->dirty_from > from)
        l->dirty_from = from;
    if (l->dirty_to < to)
        l->dirty_to = to;
    return fits;
}

static void give_back(struct gt_lcg *l, uint32_t act, int32_t from, int32_t to)
{
    const struct gt_frame *f = l->frame;

    for (uint32_t w = 0; w < f->words; w++) {
        const uint64_t need = f->need[(size_t)act * f->words + w];
        uint64_t *space = l->space + (size_t)w * (size_t)l->ticks;

        for (int32_t t = from; need != 0 && t < to; t++)
            space[t] += need;
    }
}

/* The slots that become certain (or uncertain again) when the bound of w
 * moves between a < b, the other bound standing. */
static void certain(const struct gt_lcg *l, uint32_t w, int32_t a, int32_t b, int32_t *from,
                    int32_t *to)
{
    const uint32_t v = w / 2;
    const int32_t dur = l->frame->dur[v];

    if ((w & 1) == 0) {
        const int32_t late = -l->bound[w + 1];

        *from = late > a + dur ? late : a + dur;
        *to = b + dur;
    } else {
        const int32_t end = l->bound[w - 1] + dur;

        *from = -b;
        *to = -a < end ? -a : end;
    }
}

void gt_lcg_begin(struct gt_lcg *l, int32_t end_max, const struct gt_rlink *extra, uint32_t count)
{
    static const struct gt_lcg_lit always = {GT_LCG_NONE, 0};
    const struct gt_frame *f = l->frame;

    l->broken = false;
    l->fresh = l->stale = true;
    l->level = l->steps = l->head = 0;
    l->lower_bound = f->cpm;
    l->pool_used = l->clauses = 0;
    l->clause_inc = 1;
    l->activity_inc = 1;
    l->heap_count = 0;
    l->restart_no = 0;
    l->guided = false;
    l->energy.wait = l->energy.pause = 0;
    l->dirty_from = 0;
    l->dirty_to = l->ticks;
    memcpy(l->space, l->room, (size_t)l->ticks * f->words * sizeof(*l->space));
    memset(l->touched, 1, f->n);
    for (uint32_t i = 0; i < f->n; i++) {
        const int32_t last = end_max - f->tail[i];

        domain(l, i, f->head[i], last < f->latest[i] ? last : f->latest[i]);
        l->broken |= f->head[i] > last;
    }
    domain(l, l->end_var, f->cpm, end_max);
    l->broken |= f->cpm > end_max;
    for (uint32_t k = 0; k < l->pairs; k++)
        domain(l, l->end_var + 1 + k, 0, 1);
    if (l->broken)
        return;
    for (uint32_t w = 0; w < 2 * l->vars; w++)
        l->extra[w] = GT_LCG_NONE;
    l->edge_count = l->edge_fixed;
    assert(count <= f->n * GT_LCG_EXTRA);
    for (uint32_t k = 0; k < count; k++)
        add_link(l, extra[k].from, extra[k].to, extra[k].lag, always);
    for (uint32_t e = l->edge_fixed; e < l->edge_count; e++) {
        l->extra_next[e - l->edge_fixed] = l->extra[l->edge[e].from];
        l->extra[l->edge[e].from] = e;
    }
    l->broken = count > 0 && !narrow(l);
    if (l->broken || (l->crowded = !number_literals(l)))
        return;
    for (uint32_t w = 0; w < 2 * l->vars; w++) {
        l->low[w] = l->root[w] = l->bound[w];
        l->seen[w] = l->bound[w] - 1; /* so that every edge is looked at once */
        l->last[w] = l->mark_of[w] = GT_LCG_NONE;
    }
    for (uint32_t k = 0; k < l->tasks && !l->broken; k++) {
        const uint32_t i = l->task[k];

        if (-l->bound[2 * i + 1] < l->bound[2 * i] + f->dur[i])
            l->broken |= !take(l, i, -l->bound[2 * i + 1], l->bound[2 * i] + f->dur[i]);
    }
}

/* ---- bounds ------------------------------------------------------------------ */

static bool grow(struct gt_lcg *l)
{
    const uint32_t cap = l->step_cap == 0 ? 4096 : l->step_cap * 2;
    struct gt_lcg_step *step = gt_realloc(l->step, cap, sizeof(*step));
    int32_t *wanted;
    uint8_t *marked;

    if (step != NULL)
        l->step = step;
    wanted = gt_realloc(l->wanted, cap, sizeof(*wanted));
    if (wanted != NULL)
        l->wanted = wanted;
    marked = gt_realloc(l->marked, cap, sizeof(*marked));
    if (marked != NULL)
        l->marked = marked;
    if (step == NULL || wanted == NULL || marked == NULL)
        return false;
    memset(marked + l->step_cap, 0, cap - l->step_cap);
    l->step_cap = cap;
    return true;
}

bool gt_lcg_set(struct gt_lcg *l, uint32_t w, int32_t t, struct gt_lcg_cause cause)
{
    const int32_t old = l->bound[w];
    int32_t from, to;

    if (t <= old)
        return true;
    if (-l->bound[w ^ 1] < t) {
        l->clash = GT_CLASH_BOUND;
        l->clash_bound = (struct gt_lcg_lit){w, 1 - l->bound[w ^ 1]};
        l->clash_cause = cause;
        return false;
    }
    if (l->steps == l->step_cap && !grow(l)) {
        l->oom = true;
        return false;
    }
    l->step[l->steps] = (struct gt_lcg_step){w, old, l->last[w], l->level, cause};
    l->last[w] = l->steps++;
    l->bound[w] = t;
    if (w >= 2 * l->end_var)
        return true;
    l->touched[w / 2] = 1;
    l->stale = true;
    certain(l, w, old, t, &from, &to);
    return from >= to || take(l, w / 2, from, to);
}

void gt_lcg_back(struct gt_lcg *l, uint32_t level)
{
    if (l->level <= level)
        return;
    while (l->steps > l->level_at[level]) {
        const struct gt_lcg_step *s = &l->step[--l->steps];
        const uint32_t w = s->w;
        const int32_t high = l->bound[w];
        int32_t from, to;

        l->bound[w] = s->old;
        if (l->seen[w] > s->old)
            l->seen[w] = s->old;
        l->last[w] = s->prev;
        if (w < 2 * l->end_var) {
            certain(l, w, s->old, high, &from, &to);
            if (from < to)
                give_back(l, w / 2, from, to);
        }
        /* What is open again and has mattered may be branched on again. */
        for (int32_t t = s->old + 1; t <= high; t++) {
            const struct gt_lcg_lit b = (w & 1) == 0 ? (struct gt_lcg_lit){w, t}
                                                   : (struct gt_lcg_lit){w ^ 1, 1 - t};
            const uint32_t literal = gt_lcg_literal(l, b);

            if (l->activity[literal] > 0 && l->heap_pos[literal] == GT_LCG_NONE)
                gt_lcg_heap_push(l, literal);
        }
    }
    l->level = level;
    if (l->head > l->steps)
        l->head = l->steps;
    l->dirty_from = INT32_MAX;
    l->dirty_to = 0;
    l->stale = false;
    memset(l->touched, 0, l->frame->n);
}

/* ---- propagation --------------------------------------------------------------- */

static bool along(struct gt_lcg *l, uint32_t e)
{
    const struct gt_lcg_edge *edge = &l->edge[e];
    const int32_t least = l->bound[edge->from] + edge->lag;

    if (edge->cond.w == GT_LCG_NONE || gt_lcg_true(l, edge->cond))
        return least <= l->bound[edge->to] ||
               gt_lcg_set(l, edge->to, least, (struct gt_lcg_cause){GT_BY_LINK, e, 0});
    /* The target cannot get there: then the condition does not hold. */
    if (least > -l->bound[edge->to ^ 1] && !gt_lcg_false(l, edge->cond))
        return gt_lcg_set(l, edge->cond.w ^ 1, 1 - edge->cond.t,
                          (struct gt_lcg_cause){GT_BY_BLOCK, e, 0});
    return true;
}

static bool on_bound(struct gt_lcg *l, uint32_t w)
{
    const int32_t from = l->seen[w], to = l->bound[w];

    if (from == to)
        return true;
    l->seen[w] = to;
    for (uint32_t k = l->out_at[w]; k < l->out_at[w + 1]; k++)
        if (!along(l, l->out[k]))
            return false;
    for (uint32_t e = l->extra[w]; e != GT_LCG_NONE; e = l->extra_next[e - l->edge_fixed])
        if (!along(l, e))
            return false;
    if (w > 2 * l->end_var + 1)
        for (uint32_t k = l->cond_at[w / 2]; k < l->cond_at[w / 2 + 1]; k++)
            if (gt_lcg_true(l, l->edge[l->cond[k]].cond) && !along(l, l->cond[k]))
                return false;
    /* Literals (w ^ 1, 1 - t) have become false; most are watched by nobody. */
    for (int32_t t = from < l->low[w] ? l->low[w] + 1 : from + 1; t <= to; t++) {
        const struct gt_lcg_lit falsified = {w ^ 1, 1 - t};

        if (l->watch[gt_lcg_literal(l, falsified)] != GT_LCG_NONE && !gt_lcg_watchers(l, falsified))
            return false;
    }
    return true;
}

/* First word that has no room at t for act, or words. */
static inline uint64_t missing(const struct gt_lcg *l, uint32_t word, uint32_t act, int32_t t)
{
    return ((l->space[(size_t)word * (size_t)l->ticks + (size_t)t] -
             l->frame->need[(size_t)act * l->frame->words + word]) & GT_LANE_TOP) ^ GT_LANE_TOP;
}

static struct gt_lcg_cause table_cause(uint32_t word, uint64_t lack, int32_t t)
{
    return (struct gt_lcg_cause){
        GT_BY_TABLE, word * GT_LANES + (uint32_t)__builtin_ctzll(lack) / GT_LANE_BITS, t};
}

/*
 * Moves the earliest start over ticks without room, one tick of
 * explanation at a time.  The task's own certain ticks are in the table
 * already and are passed over.
 */
static bool push_early(struct gt_lcg *l, uint32_t act, uint32_t word)
{
    const int32_t dur = l->frame->dur[act];
    int32_t known = l->bound[2 * act];

    for (;;) {
        const int32_t from = l->bound[2 * act], late = -l->bound[2 * act + 1];
        const int32_t to = from + dur < late ? from + dur : late;
        int32_t t = to;
        uint64_t lack = 0;

        while (t > known && (lack = missing(l, word, act, t - 1)) == 0)
            t--;
        if (t <= known)
            return true;
        known = to > t ? to : t;
        if (!gt_lcg_set(l, 2 * act, t, table_cause(word, lack, t - 1)))
            return false;
    }
}

static bool push_late(struct gt_lcg *l, uint32_t act, uint32_t word)
{
    const int32_t dur = l->frame->dur[act];
    int32_t known = -l->bound[2 * act + 1] + dur; /* [.., known) is free */

    for (;;) {
        const int32_t late = -l->bound[2 * act + 1], end = l->bound[2 * act] + dur;
        const int32_t from = late > end ? late : end;
        int32_t t = from;
        uint64_t lack = 0;

        while (t < known && (lack = missing(l, word, act, t)) == 0)
            t++;
        if (t >= known)
            return true;
        known = from < t ? from : t;
        if (!gt_lcg_set(l, 2 * act + 1, dur - t, table_cause(word, lack, t)))
            return false;
    }
}

static bool sweep(struct gt_lcg *l)
{
    const struct gt_frame *f = l->frame;
    const int32_t dirty_from = l->dirty_from, dirty_to = l->dirty_to;

    l->dirty_from = INT32_MAX;
    l->dirty_to = 0;
    l->stale = false;
    for (uint32_t k = 0; k < l->tasks; k++) {
        const uint32_t i = l->task[k];
        const int32_t early = l->bound[2 * i], late = -l->bound[2 * i + 1], dur = f->dur[i];
        const bool touched = l->touched[i];

        l->touched[i] = 0;
        if (early == late)
            continue;
        for (uint32_t w = 0; w < f->words; w++) {
            if (f->need[(size_t)i * f->words + w] == 0)
                continue;
            if ((touched || (early < dirty_to && early + dur > dirty_from)) &&
                !push_early(l, i, w))
                return false;
            if ((touched || (late < dirty_to && late + dur > dirty_from)) && !push_late(l, i, w))
                return false;
        }
    }
    return true;
}

bool gt_lcg_propagate(struct gt_lcg *l)
{
    if (l->fresh) { /* every edge once, from the bounds it began with */
        l->fresh = false;
        for (uint32_t w = 0; w < 2 * l->vars; w++)
            if (!on_bound(l, w))
                return false;
    }
    for (;;) {
        while (l->head < l->steps) {
            if (!on_bound(l, l->step[l->head].w))
                return false;
            l->head++;
            l->stats->propagations++;
        }
        if (!l->stale)
            return gt_lcg_energy_check(l);
        if (!sweep(l))
            return false;
    }
}
