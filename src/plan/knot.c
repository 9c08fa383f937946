/* knot.c - components (Tarjan 1972, without recursion) and the distances of all pairs. */
#include "plan/knot.h"

struct walk { uint32_t *low, *index, *stack, *path, *arc; };

/*
 * Components come out sinks first; numbering them from the end makes links lead upward.
 * `of` holds the number counted from the end until all are known.
 */
static uint32_t components(const struct gt_frame *f, const struct walk *t, uint32_t *of)
{
    uint32_t count = 0, clock = 0, top = 0;

    memset(of, 0xff, f->n * sizeof(*of));
    for (uint32_t root = 0; root < f->n; root++) {
        uint32_t depth = 0;

        if (t->index[root] != 0)
            continue;
        t->path[depth++] = root;
        while (depth > 0) {
            const uint32_t i = t->path[depth - 1];

            if (t->index[i] == 0) {
                t->index[i] = t->low[i] = ++clock;
                t->stack[top++] = i;
                t->arc[i] = f->succ_at[i];
            }
            if (t->arc[i] < f->succ_at[i + 1]) {
                const uint32_t j = f->succ[t->arc[i]++].act;

                if (t->index[j] == 0)
                    t->path[depth++] = j;
                else if (of[j] == UINT32_MAX && t->low[i] > t->index[j])
                    t->low[i] = t->index[j];
                continue;
            }
            depth--;
            if (depth > 0 && t->low[t->path[depth - 1]] > t->low[i])
                t->low[t->path[depth - 1]] = t->low[i];
            if (t->low[i] != t->index[i])
                continue;
            for (uint32_t j = UINT32_MAX; j != i;) {
                j = t->stack[--top];
                of[j] = count;
            }
            count++;
        }
    }
    for (uint32_t i = 0; i < f->n; i++)
        of[i] = count - 1 - of[i];
    return count;
}

static bool number(struct gt_arena *arena, struct gt_knots *k)
{
    const uint32_t n = k->frame->n;
    const struct walk t = {GT_NEW_N(arena, uint32_t, n), GT_NEW_N(arena, uint32_t, n),
                           GT_NEW_N(arena, uint32_t, n), GT_NEW_N(arena, uint32_t, n),
                           GT_NEW_N(arena, uint32_t, n)};

    if (t.low == NULL || t.index == NULL || t.stack == NULL || t.path == NULL || t.arc == NULL)
        return false;
    k->count = components(k->frame, &t, k->of);
    k->at = GT_NEW_N(arena, uint32_t, (size_t)k->count + 1);
    k->dist_at = GT_NEW_N(arena, size_t, k->count);
    k->length = GT_NEW_N(arena, int32_t, k->count);
    if (k->at == NULL || k->dist_at == NULL || k->length == NULL)
        return false;
    for (uint32_t i = 0; i < n; i++)
        k->at[k->of[i] + 1]++;
    for (uint32_t c = 0; c < k->count; c++)
        k->at[c + 1] += k->at[c];
    memset(t.low, 0, n * sizeof(*t.low)); /* now counts the members numbered */
    for (uint32_t i = 0; i < n; i++) {
        k->slot[i] = t.low[k->of[i]]++;
        k->member[k->at[k->of[i]] + k->slot[i]] = i;
    }
    return true;
}

/* Longest paths from one member, label correcting over the links of the knot. */
static void distances_from(const struct gt_knots *k, uint32_t c, uint32_t source, int32_t *dist,
                           uint32_t *queue, bool *waits)
{
    const struct gt_frame *f = k->frame;
    const uint32_t size = gt_knot_size(k, c), *member = k->member + k->at[c];
    uint32_t first = 0, last = 0;

    for (uint32_t x = 0; x < size; x++)
        dist[x] = INT32_MIN / 2;
    dist[source] = 0;
    queue[last++] = source;
    for (uint32_t waiting = 1; waiting > 0; waiting--) {
        const uint32_t x = queue[first], i = member[x];

        first = first + 1 == size ? 0 : first + 1;
        waits[x] = false;
        for (uint32_t a = f->succ_at[i]; a < f->succ_at[i + 1]; a++) {
            const uint32_t y = k->slot[f->succ[a].act];

            if (k->of[f->succ[a].act] != c || dist[x] + f->succ[a].lag <= dist[y])
                continue;
            dist[y] = dist[x] + f->succ[a].lag;
            if (!waits[y]) {
                waits[y] = true;
                last = last == size ? 0 : last;
                queue[last++] = y;
                waiting++;
            }
        }
    }
}

static void distances(struct gt_knots *k, uint32_t c, uint32_t *queue, bool *waits)
{
    const uint32_t size = gt_knot_size(k, c), *member = k->member + k->at[c];
    int32_t *ahead = k->dist[GT_FORWARD] + k->dist_at[c], *back = k->dist[GT_BACKWARD] + k->dist_at[c];

    for (uint32_t x = 0; x < size; x++)
        distances_from(k, c, x, ahead + (size_t)x * size, queue, waits);
    for (uint32_t x = 0; x < size; x++)
        for (uint32_t y = 0; y < size; y++)
            back[(size_t)y * size + x] = ahead[(size_t)x * size + y] +
                                         k->frame->dur[member[y]] - k->frame->dur[member[x]];
}

gt_rc gt_knots_init(struct gt_arena *arena, const struct gt_frame *f, struct gt_knots *out,
                    struct gt_err *err)
{
    struct gt_knots k = {.frame = f};
    uint32_t *queue;
    bool *waits;
    size_t pairs = 0;

    k.of = GT_NEW_N(arena, uint32_t, f->n);
    k.member = GT_NEW_N(arena, uint32_t, f->n);
    k.slot = GT_NEW_N(arena, uint32_t, f->n);
    k.offset[0] = GT_NEW_N(arena, int32_t, f->n);
    k.offset[1] = GT_NEW_N(arena, int32_t, f->n);
    if (k.of == NULL || k.member == NULL || k.slot == NULL || k.offset[0] == NULL ||
        k.offset[1] == NULL || !number(arena, &k))
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    for (uint32_t c = 0; c < k.count; c++) {
        const size_t size = gt_knot_size(&k, c);

        if (size > GT_KNOT_ACTS_MAX)
            return gt_fail(err, GT_ELIMIT, "more than %d activities tied by greatest lags",
                           "最大间隔相互牵制的活动超过%d项", (int)GT_KNOT_ACTS_MAX);
        k.dist_at[c] = pairs;
        pairs += size * size;
        k.length[c] = size == 1 ? f->dur[k.member[k.at[c]]] : -1;
    }
    k.dist[0] = GT_NEW_N(arena, int32_t, pairs);
    k.dist[1] = GT_NEW_N(arena, int32_t, pairs);
    queue = GT_NEW_N(arena, uint32_t, f->n);
    waits = GT_NEW_N(arena, bool, f->n);
    if (k.dist[0] == NULL || k.dist[1] == NULL || queue == NULL || waits == NULL)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    for (uint32_t c = 0; c < k.count; c++)
        distances(&k, c, queue, waits);
    *out = k;
    return GT_OK;
}

void gt_knots_settle(struct gt_knots *k, uint32_t c, const int32_t *start)
{
    int32_t from = INT32_MAX, to = 0;

    for (uint32_t x = 0; x < gt_knot_size(k, c); x++) {
        const int32_t dur = k->frame->dur[k->member[k->at[c] + x]];

        from = from > start[x] ? start[x] : from;
        to = to < start[x] + dur ? start[x] + dur : to;
    }
    k->length[c] = to - from;
    for (uint32_t x = 0; x < gt_knot_size(k, c); x++) {
        const uint32_t e = k->at[c] + x;

        k->offset[GT_FORWARD][e] = start[x] - from;
        k->offset[GT_BACKWARD][e] = to - start[x] - k->frame->dur[k->member[e]];
    }
}
