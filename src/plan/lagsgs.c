/* lagsgs.c - serial generation with taking back. */
#include "plan/lagsgs.h"

enum {
    STEPS_BACK = 3,  /* for each activity, then the attempt is given up */
    HALT_EVERY = 16,
};

/* Longest paths from one activity, label correcting over the arcs. */
static void distances(const struct gt_frame *f, uint32_t from, int32_t *dist, uint32_t *queue,
                      bool *waits)
{
    uint32_t first = 0, last = 0, count;

    for (uint32_t i = 0; i < f->n; i++)
        dist[i] = GT_LAG_NONE;
    dist[from] = 0;
    queue[last++] = from;
    for (count = 1; count > 0; count--) {
        const uint32_t i = queue[first];

        first = first + 1 == f->n ? 0 : first + 1;
        waits[i] = false;
        for (uint32_t k = f->succ_at[i]; k < f->succ_at[i + 1]; k++) {
            const uint32_t j = f->succ[k].act;

            if (dist[i] + f->succ[k].lag <= dist[j])
                continue;
            dist[j] = dist[i] + f->succ[k].lag;
            if (!waits[j]) {
                waits[j] = true;
                last = last == f->n ? 0 : last;
                queue[last++] = j;
                count++;
            }
        }
    }
}

gt_rc gt_lagsgs_init(struct gt_arena *arena, const struct gt_frame *f, uint64_t seed,
                     struct gt_lagsgs *out, struct gt_err *err)
{
    struct gt_lagsgs g = {.frame = f, .rng = {seed}};
    const size_t n = f->n;
    uint32_t *queue;
    bool *waits;
    gt_rc rc;

    if (n > GT_LAGSGS_ACTS_MAX)
        return gt_fail(err, GT_ELIMIT, "more than %d activities with greatest lags",
                       "带最大间隔的活动超过%d项", (int)GT_LAGSGS_ACTS_MAX);
    if ((rc = gt_sgs_init(arena, f, &g.sgs, err)) != GT_OK)
        return rc;
    g.dist = GT_NEW_N(arena, int32_t, n * n);
    g.least = GT_NEW_N(arena, int32_t, n);
    g.early = GT_NEW_N(arena, int32_t, n);
    g.late = GT_NEW_N(arena, int32_t, n);
    g.start = GT_NEW_N(arena, int32_t, n);
    g.rank = GT_NEW_N(arena, int32_t, n);
    g.placed = GT_NEW_N(arena, bool, n);
    queue = GT_NEW_N(arena, uint32_t, n);
    waits = GT_NEW_N(arena, bool, n);
    if (g.dist == NULL || g.least == NULL || g.early == NULL || g.late == NULL ||
        g.start == NULL || g.rank == NULL || g.placed == NULL || queue == NULL || waits == NULL)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    for (uint32_t i = 0; i < n; i++)
        distances(f, i, g.dist + i * n, queue, waits);
    *out = g;
    return GT_OK;
}

/* Earliest and latest starts of what is not placed, from what is. */
static void windows(struct gt_lagsgs *g, int32_t most)
{
    const uint32_t n = g->frame->n;

    for (uint32_t i = 0; i < n; i++) {
        g->early[i] = g->least[i];
        g->late[i] = most - g->frame->tail[i];
        if (g->late[i] > g->frame->latest[i])
            g->late[i] = g->frame->latest[i];
    }
    for (uint32_t i = 0; i < n; i++) {
        const int32_t *row = g->dist + (size_t)i * n;
        const int32_t from = g->placed[i] ? g->start[i] : g->least[i];

        for (uint32_t j = 0; j < n; j++) {
            if (row[j] != GT_LAG_NONE && g->early[j] < from + row[j])
                g->early[j] = from + row[j];
            if (g->placed[j] && row[j] != GT_LAG_NONE && g->late[i] > g->start[j] - row[j])
                g->late[i] = g->start[j] - row[j];
        }
    }
}

static void narrow(struct gt_lagsgs *g, uint32_t by)
{
    const uint32_t n = g->frame->n;

    for (uint32_t j = 0; j < n; j++) {
        const int32_t to = g->dist[(size_t)by * n + j], back = g->dist[(size_t)j * n + by];

        if (to != GT_LAG_NONE && g->early[j] < g->start[by] + to)
            g->early[j] = g->start[by] + to;
        if (back != GT_LAG_NONE && g->late[j] > g->start[by] - back)
            g->late[j] = g->start[by] - back;
    }
    g->ticks += n;
}

/* The first in rank whose forerunners (those it has to wait for) are placed. */
static uint32_t choose(const struct gt_lagsgs *g)
{
    const struct gt_frame *f = g->frame;
    uint32_t best = UINT32_MAX;

    for (uint32_t i = 0; i < f->n; i++) {
        bool ready = !g->placed[i] && (best == UINT32_MAX || g->rank[i] < g->rank[best]);

        for (uint32_t k = f->pred_at[i]; ready && k < f->pred_at[i + 1]; k++)
            ready = g->placed[f->pred[k].act] || f->pred[k].lag <= 0;
        if (ready)
            best = i;
    }
    return best;
}

/*
 * `act` fits only after its latest start: those that hold it back have to
 * start later too.  They, and all that started after the first of them, are taken
 * out.  False where nobody placed holds it back: then `most` does.
 */
static bool take_back(struct gt_lagsgs *g, uint32_t act, int32_t fit, int32_t most)
{
    const uint32_t n = g->frame->n;
    int32_t first = INT32_MAX;

    for (uint32_t i = 0; i < n; i++) {
        const int32_t lag = g->dist[(size_t)act * n + i];

        if (!g->placed[i] || lag == GT_LAG_NONE || g->start[i] - lag >= fit)
            continue;
        g->least[i] = fit + lag;
        if (first > g->start[i])
            first = g->start[i];
    }
    if (first == INT32_MAX || most - g->frame->tail[act] < fit || g->frame->latest[act] < fit)
        return false;
    for (uint32_t i = 0; i < n; i++)
        if (g->placed[i] && g->start[i] >= first) {
            g->placed[i] = false;
            gt_sgs_give(&g->sgs, i, g->start[i]);
        }
    g->unscheduled++;
    g->ticks += (int64_t)n * n;
    windows(g, most);
    return true;
}

bool gt_lagsgs_try(struct gt_lagsgs *g, int32_t most, uint32_t noise)
{
    const struct gt_frame *f = g->frame;
    const uint32_t spread = 1 + (uint32_t)((int64_t)f->cpm * noise / 100);
    int64_t back = (int64_t)STEPS_BACK * f->n;

    gt_sgs_reset(&g->sgs, GT_FORWARD, 0);
    for (uint32_t i = 0; i < f->n; i++) {
        g->placed[i] = false;
        g->least[i] = f->head[i];
        g->rank[i] = f->cpm - f->tail[i] + (int32_t)gt_rng_below(&g->rng, spread);
    }
    windows(g, most);
    g->ticks += (int64_t)f->n * f->n;
    for (uint32_t left = f->n; left > 0;) {
        const uint32_t i = choose(g);
        int32_t at;

        if (i == UINT32_MAX || g->early[i] > g->late[i] ||
            (left % HALT_EVERY == 0 && g->halt != NULL && g->halt(g->halt_user)))
            return false;
        at = gt_sgs_fit(&g->sgs, i, g->early[i]);
        g->ticks += f->n;
        if (at <= g->late[i]) {
            g->start[i] = at;
            g->placed[i] = true;
            gt_sgs_take(&g->sgs, i, at);
            narrow(g, i);
            left--;
            continue;
        }
        if (back-- == 0 || !take_back(g, i, at, most))
            return false;
        left = 0;
        for (uint32_t k = 0; k < f->n; k++)
            left += !g->placed[k];
    }
    return true;
}
