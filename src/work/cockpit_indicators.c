/* cockpit_indicators.c - indicators on the leaders' page: how many are on
 * pace, which gates were passed, which will miss the year. */
#include <math.h>

#include "work/cockpit_parts.h"

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
}

/* How badly it stands: what misses the year first, then the points short. */
static double badness(const struct gt_ind_now *now)
{
    return (now->pace.will_miss ? 1000 : 0) - (isnan(now->pace.points) ? 0 : now->pace.points);
}

struct worst { const struct gt_ind *at[GT_COCKPIT_MISSES]; double weight[GT_COCKPIT_MISSES]; size_t count; };

static void keep(struct worst *worst, const struct gt_ind *ind, double weight)
{
    size_t place = worst->count;

    while (place > 0 && worst->weight[place - 1] < weight)
        place--;
    if (place == GT_COCKPIT_MISSES)
        return;
    if (worst->count < GT_COCKPIT_MISSES)
        worst->count++;
    for (size_t at = worst->count - 1; at > place; at--) {
        worst->at[at] = worst->at[at - 1];
        worst->weight[at] = worst->weight[at - 1];
    }
    worst->at[place] = ind;
    worst->weight[place] = weight;
}

static bool stands_short(const struct gt_ind_now *now)
{
    return now->pace.will_miss || now->pace.state == GT_PACE_FAR || now->pace.state == GT_PACE_BEHIND;
}

static void count_for_unit(struct gt_cockpit *out, int64_t unit_id, bool bad)
{
    for (size_t at = 0; at < out->units.count; at++)
        if (out->units.at[at].unit_id == unit_id && unit_id != 0) {
            out->units.at[at].measured++;
            out->units.at[at].short_of += bad;
        }
}

static gt_rc add(struct gt_ctx *ctx, struct gt_cockpit *out, bool key, const struct gt_ind *ind)
{
    const struct gt_ind **slot = key ? GT_PUSH(ctx->arena, &out->keys) : GT_PUSH(ctx->arena, &out->misses);

    if (slot == NULL)
        return GT_ENOMEM;
    *slot = ind;
    return GT_OK;
}

gt_rc gt_cockpit_indicators(struct gt_ctx *ctx, const struct gt_picture *picture, struct gt_ind_book *book,
                            struct gt_cockpit *out, struct gt_err *err)
{
    struct worst worst = {0};
    gt_rc rc = GT_OK;

    (void)picture;
    for (size_t at = 0; at < book->items.count && rc == GT_OK; at++) {
        const struct gt_ind *ind = &book->items.at[at];
        const struct gt_ind_now *now;

        if (ind->gone || (out->unit_id != 0 && ind->facts.owner_unit_id != out->unit_id))
            continue;
        if ((rc = gt_ind_now_of(book, ind, &ind->series[0], &now, err)) != GT_OK)
            return rc;
        if (now->cut_off != GT_DAY_NONE && now->cut_off > out->cut_off)
            out->cut_off = now->cut_off;
        if (now->aimed) {
            out->measured++;
            out->paces[now->pace.state]++;
            out->will_miss += now->pace.will_miss;
            for (int gate = 0; gate < GT_GATES; gate++)
                out->gates[gate][now->pace.gates[gate]]++;
            if (stands_short(now))
                keep(&worst, ind, badness(now));
            count_for_unit(out, ind->facts.owner_unit_id, stands_short(now));
        }
        if ((ind->facts.key != 0 || out->unit_id != 0) && out->keys.count < GT_COCKPIT_KEYS)
            rc = add(ctx, out, true, ind);
    }
    for (size_t at = 0; at < worst.count && rc == GT_OK; at++)
        rc = add(ctx, out, false, worst.at[at]);
    return rc == GT_OK ? GT_OK : no_memory(err);
}
