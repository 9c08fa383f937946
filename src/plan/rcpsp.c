/* rcpsp.c - checks a problem and makes it ready: merged links both ways,
 * topological order, heads and tails, packed demands. */
#include "plan/rcpsp.h"

gt_rc gt_rcpsp_mirror(struct gt_arena *arena, const struct gt_rcpsp *p, int32_t span,
                      struct gt_rcpsp *out, struct gt_err *err)
{
    struct gt_rcpsp m = *p;
    struct gt_rlink *link = GT_NEW_N(arena, struct gt_rlink, p->links);
    struct gt_rload *load = GT_NEW_N(arena, struct gt_rload, p->loads);
    int32_t *earliest = NULL, *latest = NULL;

    if (link == NULL || load == NULL)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    if (span < 0 && (p->loads > 0 || p->earliest != NULL || p->latest != NULL))
        return gt_fail(err, GT_EUNSUPPORTED, "windows and loads cannot be reversed without a deadline",
                       "没有截止时间，不能倒排时间窗和占用");
    for (uint32_t k = 0; k < p->links; k++) {
        const struct gt_rlink *l = &p->link[k];

        if (l->from >= p->acts || l->to >= p->acts)
            return gt_fail(err, GT_EINVAL, "link %u leads nowhere", "衔接%u没有去向", k + 1);
        link[k] = (struct gt_rlink){l->to, l->from, l->lag + p->dur[l->to] - p->dur[l->from]};
    }
    for (uint32_t k = 0; k < p->loads; k++)
        load[k] = (struct gt_rload){p->load[k].res, span - p->load[k].to, span - p->load[k].from,
                                    p->load[k].units};
    if (span >= 0) {
        earliest = GT_NEW_N(arena, int32_t, p->acts);
        latest = GT_NEW_N(arena, int32_t, p->acts);
        if (earliest == NULL || latest == NULL)
            return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
        for (uint32_t i = 0; i < p->acts; i++) {
            const int32_t last = p->latest != NULL ? p->latest[i] : GT_RCPSP_LATEST_NONE;
            const int32_t first = p->earliest != NULL ? p->earliest[i] : 0;

            earliest[i] = last == GT_RCPSP_LATEST_NONE ? 0 : span - last - p->dur[i];
            if (earliest[i] < 0)
                earliest[i] = 0;
            latest[i] = span - first - p->dur[i];
        }
    }
    m.link = link;
    m.load = load;
    m.earliest = earliest;
    m.latest = latest;
    m.reversed = !p->reversed;
    *out = m;
    return GT_OK;
}

static gt_rc check(const struct gt_rcpsp *p, struct gt_err *err)
{
    if (p->acts > GT_RCPSP_ACTS_MAX || p->links > GT_RCPSP_LINKS_MAX || p->ress > GT_RCPSP_RES_MAX)
        return gt_fail(err, GT_ELIMIT, "more than %d activities, %d links or %d resources",
                       "超过%d项活动、%d条衔接或%d种资源", (int)GT_RCPSP_ACTS_MAX,
                       (int)GT_RCPSP_LINKS_MAX, (int)GT_RCPSP_RES_MAX);
    for (uint32_t r = 0; r < p->ress; r++)
        if (p->cap[r] < 0 || p->cap[r] > GT_RCPSP_UNITS_MAX)
            return gt_fail(err, GT_EINVAL, "resource %u: capacity %d is not in 0..%d",
                           "资源%u：容量%d不在0..%d之间", r + 1, p->cap[r],
                           (int)GT_RCPSP_UNITS_MAX);
    for (uint32_t i = 0; i < p->acts; i++) {
        if (p->dur[i] < 0 || p->dur[i] > GT_RCPSP_HORIZON_MAX)
            return gt_fail(err, GT_EINVAL, "activity %u: duration %d", "活动%u：工期%d无效", i + 1,
                           p->dur[i]);
        if (p->earliest != NULL && (p->earliest[i] < 0 || p->earliest[i] > GT_RCPSP_HORIZON_MAX))
            return gt_fail(err, GT_EINVAL, "activity %u: earliest start %d",
                           "活动%u：最早开始%d无效", i + 1, p->earliest[i]);
        for (uint32_t r = 0; r < p->ress; r++) {
            const int32_t need = p->need[(size_t)i * p->ress + r];

            if (need < 0)
                return gt_fail(err, GT_EINVAL, "activity %u: demand %d of resource %u",
                               "活动%u：需求%d(资源%u)无效", i + 1, need, r + 1);
            if (need > p->cap[r] && p->dur[i] > 0)
                return gt_fail(err, GT_EINFEASIBLE,
                               "activity %u needs %d of resource %u, which has only %d",
                               "活动%u需要%d(资源%u)，而容量只有%d", i + 1, need, r + 1,
                               p->cap[r]);
        }
    }
    for (uint32_t k = 0; k < p->links; k++)
        if (p->link[k].from >= p->acts || p->link[k].to >= p->acts ||
            p->link[k].lag > GT_RCPSP_HORIZON_MAX || p->link[k].lag < -GT_RCPSP_HORIZON_MAX)
            return gt_fail(err, GT_EINVAL, "link %u leads nowhere or its lag is too large",
                           "衔接%u没有去向或间隔过大", k + 1);
    for (uint32_t k = 0; k < p->loads; k++)
        if (p->load[k].res >= p->ress || p->load[k].from < 0 || p->load[k].to < p->load[k].from ||
            p->load[k].to > GT_RCPSP_HORIZON_MAX || p->load[k].units < 0)
            return gt_fail(err, GT_EINVAL, "load %u is not valid", "占用%u无效", k + 1);
    return GT_OK;
}

/* Arcs sorted by tail (or by head when `back`), parallel ones merged to the
 * longest lag.  Counting sort, then a stamp per target. */
static bool csr(struct gt_arena *arena, const struct gt_rcpsp *p, bool back, uint32_t **at_out,
                struct gt_rarc **arc_out)
{
    const uint32_t n = p->acts;
    uint32_t *at = GT_NEW_N(arena, uint32_t, (size_t)n + 1);
    uint32_t *fill = GT_NEW_N(arena, uint32_t, (size_t)n + 1);
    uint32_t *seen = GT_NEW_N(arena, uint32_t, n); /* arc index + 1 of this tail */
    struct gt_rarc *arc = GT_NEW_N(arena, struct gt_rarc, p->links);
    uint32_t out = 0;

    if (at == NULL || fill == NULL || seen == NULL || arc == NULL)
        return false;
    for (uint32_t k = 0; k < p->links; k++)
        fill[(back ? p->link[k].to : p->link[k].from) + 1]++;
    for (uint32_t i = 0; i < n; i++)
        fill[i + 1] += fill[i];
    for (uint32_t i = 0; i <= n; i++)
        at[i] = fill[i];
    for (uint32_t k = 0; k < p->links; k++) {
        const struct gt_rlink *l = &p->link[k];

        arc[fill[back ? l->to : l->from]++] = (struct gt_rarc){back ? l->from : l->to, l->lag};
    }
    for (uint32_t i = 0, from = 0; i < n; i++) {
        const uint32_t end = at[i + 1], first = out;

        for (uint32_t k = from; k < end; k++) {
            const uint32_t slot = seen[arc[k].act];

            if (slot > first && arc[slot - 1].act == arc[k].act) {
                if (arc[slot - 1].lag < arc[k].lag)
                    arc[slot - 1].lag = arc[k].lag;
            } else {
                arc[out++] = arc[k];
                seen[arc[k].act] = out;
            }
        }
        from = end;
        at[i + 1] = out;
    }
    *at_out = at;
    *arc_out = arc;
    return true;
}

/* Kahn.  True when every lag is >= 0 and there is no cycle. */
static bool topological(struct gt_frame *f, uint32_t *waiting)
{
    uint32_t head = 0, tail = 0;

    for (uint32_t k = 0; k < f->succ_at[f->n]; k++)
        if (f->succ[k].lag < 0)
            return false;
    for (uint32_t i = 0; i < f->n; i++)
        if ((waiting[i] = f->pred_at[i + 1] - f->pred_at[i]) == 0)
            f->order[tail++] = i;
    while (head < tail) {
        const uint32_t i = f->order[head++];

        for (uint32_t k = f->succ_at[i]; k < f->succ_at[i + 1]; k++)
            if (--waiting[f->succ[k].act] == 0)
                f->order[tail++] = f->succ[k].act;
    }
    return tail == f->n;
}

/*
 * Longest paths by label correcting: dist is given its least values and
 * grows.  `limit` is a length no simple path exceeds; a label above it
 * means a positive cycle (and ends it).  Returns false there.
 */
static bool relax(const struct gt_frame *f, const uint32_t *at, const struct gt_rarc *arc,
                  int32_t *dist, int64_t limit, uint32_t *queue, uint32_t *count)
{
    const uint32_t n = f->n;
    uint32_t first = 0, last = 0, waiting = n;

    for (uint32_t i = 0; i < n; i++) {
        queue[i] = i;
        count[i] = 1; /* is waiting; the rest counts how often it was handled */
    }
    while (waiting > 0) {
        const uint32_t i = queue[first];

        first = first + 1 == n ? 0 : first + 1;
        waiting--;
        count[i] &= ~1u;
        for (uint32_t k = at[i]; k < at[i + 1]; k++) {
            const uint32_t j = arc[k].act;
            const int64_t reach = (int64_t)dist[i] + arc[k].lag;

            if (reach <= dist[j])
                continue;
            if (reach > limit)
                return false;
            dist[j] = (int32_t)reach;
            if ((count[j] & 1) == 0) {
                if ((count[j] += 2) > 2 * (uint64_t)n + 2)
                    return false;
                count[j] |= 1;
                queue[last] = j;
                last = last + 1 == n ? 0 : last + 1;
                waiting++;
            }
        }
    }
    return true;
}

static bool heads_and_tails(struct gt_frame *f, int64_t limit, uint32_t *queue, uint32_t *count)
{
    for (uint32_t i = 0; i < f->n; i++) {
        f->head[i] = f->earliest[i];
        f->tail[i] = f->dur[i];
    }
    if (!f->dag)
        return relax(f, f->succ_at, f->succ, f->head, limit, queue, count) &&
               relax(f, f->pred_at, f->pred, f->tail, limit, queue, count);
    for (uint32_t at = 0; at < f->n; at++) {
        const uint32_t i = f->order[at];

        for (uint32_t k = f->succ_at[i]; k < f->succ_at[i + 1]; k++)
            if (f->head[f->succ[k].act] < f->head[i] + f->succ[k].lag)
                f->head[f->succ[k].act] = f->head[i] + f->succ[k].lag;
    }
    for (uint32_t at = f->n; at-- > 0;) {
        const uint32_t i = f->order[at];

        for (uint32_t k = f->succ_at[i]; k < f->succ_at[i + 1]; k++)
            if (f->tail[i] < f->succ[k].lag + f->tail[f->succ[k].act])
                f->tail[i] = f->succ[k].lag + f->tail[f->succ[k].act];
    }
    return true;
}

gt_rc gt_frame_init(struct gt_arena *arena, const struct gt_rcpsp *p, struct gt_frame *out,
                    struct gt_err *err)
{
    struct gt_frame f = {.n = p->acts, .dur = p->dur, .problem = p};
    const size_t n = p->acts;
    uint32_t *queue, *count;
    int64_t horizon = 0, mirrored = 0, longest = 0;
    gt_rc rc;

    if ((rc = check(p, err)) != GT_OK)
        return rc;
    f.words = (p->ress + GT_LANES - 1) / GT_LANES;
    f.order = GT_NEW_N(arena, uint32_t, n);
    f.earliest = GT_NEW_N(arena, int32_t, n);
    f.latest = GT_NEW_N(arena, int32_t, n);
    f.head = GT_NEW_N(arena, int32_t, n);
    f.tail = GT_NEW_N(arena, int32_t, n);
    f.cap = GT_NEW_N(arena, uint64_t, f.words);
    f.need = GT_NEW_N(arena, uint64_t, n * f.words);
    queue = GT_NEW_N(arena, uint32_t, n);
    count = GT_NEW_N(arena, uint32_t, n);
    if (f.order == NULL || f.earliest == NULL || f.latest == NULL ||
        f.head == NULL || f.tail == NULL || f.cap == NULL || f.need == NULL || queue == NULL ||
        count == NULL || !csr(arena, p, false, &f.succ_at, &f.succ) ||
        !csr(arena, p, true, &f.pred_at, &f.pred))
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");

    for (uint32_t i = 0; i < n; i++) {
        f.earliest[i] = p->earliest != NULL ? p->earliest[i] : 0;
        f.latest[i] = p->latest != NULL ? p->latest[i] : GT_RCPSP_LATEST_NONE;
        f.windows |= f.latest[i] != GT_RCPSP_LATEST_NONE;
    }
    for (uint32_t r = 0; r < p->ress; r++)
        f.cap[r / GT_LANES] |= (uint64_t)p->cap[r] << (r % GT_LANES * GT_LANE_BITS);
    /* An activity without duration needs nothing at any time. */
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t r = 0; r < p->ress && p->dur[i] > 0; r++)
            f.need[i * (size_t)f.words + r / GT_LANES] |=
                (uint64_t)p->need[(size_t)i * p->ress + r] << (r % GT_LANES * GT_LANE_BITS);

    /* Nothing has to start later than after all earlier ones and all least
     * lags in a row, after the last load and the last earliest start. */
    for (uint32_t i = 0; i < n; i++) {
        int64_t reach = f.dur[i], back = f.dur[i];

        for (uint32_t k = f.succ_at[i]; k < f.succ_at[i + 1]; k++)
            if (reach < f.succ[k].lag)
                reach = f.succ[k].lag;
        for (uint32_t k = f.pred_at[i]; k < f.pred_at[i + 1]; k++)
            if (back < (int64_t)f.pred[k].lag - f.dur[f.pred[k].act] + f.dur[i])
                back = (int64_t)f.pred[k].lag - f.dur[f.pred[k].act] + f.dur[i];
        horizon += reach;
        mirrored += back; /* the same seen from the end */
        if (longest < f.earliest[i])
            longest = f.earliest[i];
    }
    if (horizon < mirrored)
        horizon = mirrored;
    for (uint32_t k = 0; k < p->loads; k++)
        if (longest < p->load[k].to)
            longest = p->load[k].to;
    horizon += longest;
    if (horizon > GT_RCPSP_HORIZON_MAX)
        return gt_fail(err, GT_ELIMIT, "durations and lags add up to more than %d ticks",
                       "工期与间隔合计超过%d", (int)GT_RCPSP_HORIZON_MAX);
    f.horizon = (int32_t)horizon;
    f.plain = p->loads == 0 && longest == 0;
    f.dag = !f.windows && topological(&f, count);
    for (uint32_t i = 0; i < f.n && !f.dag; i++)
        f.order[i] = i;
    if (!heads_and_tails(&f, horizon + 1, queue, count))
        return gt_fail(err, GT_EINFEASIBLE, "the least and greatest lags contradict each other",
                       "最小间隔与最大间隔互相矛盾");
    for (uint32_t i = 0; i < n; i++) {
        if (f.head[i] > f.latest[i])
            return gt_fail(err, GT_EINFEASIBLE, "activity %u cannot start by %d, only from %d",
                           "活动%u不能在%d前开始，最早%d", i + 1, f.latest[i], f.head[i]);
        if (f.cpm < f.head[i] + f.tail[i])
            f.cpm = f.head[i] + f.tail[i];
    }
    *out = f;
    return GT_OK;
}

int32_t gt_frame_end(const struct gt_frame *f, const int32_t *start)
{
    int32_t end = 0;

    for (uint32_t i = 0; i < f->n; i++)
        if (end < start[i] + f->dur[i])
            end = start[i] + f->dur[i];
    return end;
}
