/*
 * lcg_energy.c - overload by energy, with what the time table says counted in
 * (time-table edge finding's check: Vilim 2011; explained as by Schutt, Feydy and
 * Stuckey 2013).
 *
 * In a window [a, b) a task with start >= s and start <= t takes part for at
 * least min(dur, s + dur - a, b - t) ticks.  Where all that is more than the
 * window holds, the bounds clash.
 */
#include "plan/lcg.h"

/* Checks left out after one that found nothing: doubled up to so many, and cut after a
 * success.  Where every fourth finds something, nearly all are made. */
enum { PAUSE_MOST = 63, PAUSE_CUT = 4 };

bool gt_lcg_energy_init(struct gt_arena *arena, struct gt_lcg *l)
{
    struct gt_lcg_energy *e = &l->energy;

    e->by_early[0] = GT_NEW_N(arena, uint32_t, l->tasks);
    e->by_early[1] = GT_NEW_N(arena, uint32_t, l->tasks);
    e->ends = GT_NEW_N(arena, int32_t, l->tasks);
    e->used = GT_NEW_N(arena, int64_t, (size_t)l->ticks + 1);
    e->item = GT_NEW_N(arena, struct gt_lcg_item, l->tasks);
    e->share = GT_NEW_N(arena, int32_t, l->tasks);
    if (e->by_early[0] == NULL || e->by_early[1] == NULL || e->ends == NULL || e->used == NULL ||
        e->item == NULL || e->share == NULL)
        return false;
    for (int k = 0; k < 2; k++)
        memcpy(e->by_early[k], l->task, l->tasks * sizeof(*l->task));
    return true;
}

static int32_t need_of(const struct gt_lcg *l, uint32_t act, uint32_t res)
{
    return (int32_t)(l->frame->need[(size_t)act * l->frame->words + res / GT_LANES] >>
                     (res % GT_LANES * GT_LANE_BITS) & 0x7fff);
}

/* A task's window; seen from the end of time where the check is mirrored. */
static int32_t early_of(const struct gt_lcg *l, uint32_t act)
{
    return l->energy.mirrored ? l->ticks + l->bound[2 * act + 1] - l->frame->dur[act] : l->bound[2 * act];
}

static int32_t late_of(const struct gt_lcg *l, uint32_t act)
{
    return l->energy.mirrored ? l->ticks - l->bound[2 * act] - l->frame->dur[act] : -l->bound[2 * act + 1];
}

/* Tasks by earliest start, the latest first: nearly in order from the last time. */
static void sort_by_early(struct gt_lcg *l)
{
    uint32_t *list = l->energy.by_early[l->energy.mirrored];

    for (uint32_t k = 1; k < l->tasks; k++) {
        const uint32_t i = list[k];
        const int32_t early = early_of(l, i);
        uint32_t at = k;

        for (; at > 0 && early_of(l, list[at - 1]) < early; at--)
            list[at] = list[at - 1];
        list[at] = i;
    }
}

/* used[t]: what the loads and the certain ticks before t take of a resource.
 * Returns what is there of it in a tick without loads. */
static int32_t sum_up(struct gt_lcg *l, uint32_t res)
{
    const uint64_t *space = l->space + (size_t)(res / GT_LANES) * (size_t)l->ticks;
    const uint32_t shift = res % GT_LANES * GT_LANE_BITS;
    const int32_t cap = l->frame->problem->cap[res];
    int64_t *used = l->energy.used;

    used[0] = 0;
    for (int32_t t = 0; t < l->ticks; t++)
        used[t + 1] = used[t] + cap -
                      (int32_t)(space[l->energy.mirrored ? l->ticks - 1 - t : t] >> shift & 0x7fff);
    return cap;
}

/* The tasks that need the resource and are not fixed; their latest ends, upward and once. */
static uint32_t gather(struct gt_lcg *l, uint32_t res, uint32_t *ends)
{
    struct gt_lcg_energy *e = &l->energy;
    uint32_t count = 0, distinct = 0;

    for (uint32_t k = 0; k < l->tasks; k++) {
        const uint32_t i = e->by_early[e->mirrored][k];
        const int32_t need = need_of(l, i, res), dur = l->frame->dur[i];
        const int32_t early = early_of(l, i), late = late_of(l, i);
        uint32_t at;

        if (need == 0 || early == late)
            continue;
        e->item[count++] = (struct gt_lcg_item){early, late, dur, need};
        for (at = distinct; at > 0 && e->ends[at - 1] > late + dur; at--)
            continue;
        if (at > 0 && e->ends[at - 1] == late + dur)
            continue;
        memmove(e->ends + at + 1, e->ends + at, (distinct - at) * sizeof(*e->ends));
        e->ends[at] = late + dur;
        distinct++;
    }
    *ends = distinct;
    return count;
}

/*
 * All windows that end at b: the tasks come in from the right, each adding what
 * it must do before b beyond its certain ticks, which used[] holds.
 */
static bool overloaded(const struct gt_lcg_energy *e, uint32_t count, int32_t cap, int32_t b,
                       int32_t *from)
{
    int64_t sum = 0;

    for (uint32_t k = 0; k < count; k++) {
        const struct gt_lcg_item *i = &e->item[k];
        const int32_t before = b - i->late;

        if (before > 0) {
            const int32_t end = i->early + i->dur < b ? i->early + i->dur : b;
            const int32_t all = before < i->dur ? before : i->dur;
            const int32_t certain = end > i->late ? end - i->late : 0;

            sum += (int64_t)i->need * (all - certain);
        }
        if (i->early < b && (k + 1 == count || e->item[k + 1].early != i->early) &&
            sum + e->used[b] - e->used[i->early] > (int64_t)cap * (b - i->early)) {
            *from = i->early;
            return true;
        }
    }
    return false;
}

bool gt_lcg_energy_check(struct gt_lcg *l)
{
    struct gt_lcg_energy *e = &l->energy;

    if (e->wait > 0 && l->level > 1) {
        e->wait--;
        return true;
    }
    e->mirrored = !e->mirrored;
    sort_by_early(l);
    l->stats->energy_checks++;
    for (uint32_t res = 0; res < l->frame->problem->ress; res++) {
        uint32_t ends;
        const uint32_t count = gather(l, res, &ends);
        const int32_t cap = count > 0 ? sum_up(l, res) : 0;

        for (uint32_t k = 0; k < ends; k++) {
            int32_t from;

            if (!overloaded(e, count, cap, e->ends[k], &from))
                continue;
            l->clash = GT_CLASH_ENERGY;
            l->clash_cause = (struct gt_lcg_cause){GT_BY_TABLE, res,
                                                   e->mirrored ? l->ticks - e->ends[k] : from};
            l->clash_until = e->mirrored ? l->ticks - from : e->ends[k];
            l->stats->energy_clashes++;
            e->wait = e->pause /= PAUSE_CUT;
            return false;
        }
    }
    e->pause = 2 * e->pause + 1 < PAUSE_MOST ? 2 * e->pause + 1 : PAUSE_MOST;
    e->wait = e->pause;
    return true;
}

/* What a task surely does within [a, b). */
static int32_t part_of(const struct gt_lcg *l, uint32_t act, int32_t a, int32_t b, const int32_t *bound)
{
    const int32_t dur = l->frame->dur[act];
    const int32_t left = bound[2 * act] + dur - a, right = b + bound[2 * act + 1];
    int32_t part = dur < b - a ? dur : b - a;

    part = part < left ? part : left;
    part = part < right ? part : right;
    return part > 0 ? part : 0;
}

/*
 * The bounds behind the overload, loosened while it stays one: first whole tasks
 * whose bounds are the latest, then ticks of those left.  What the root
 * gives costs nothing and stays.
 */
void gt_lcg_energy_because(struct gt_lcg *l)
{
    const struct gt_frame *f = l->frame;
    const uint32_t res = l->clash_cause.index;
    const int32_t a = l->clash_cause.at, b = l->clash_until;
    const uint64_t *room = l->room + (size_t)(res / GT_LANES) * (size_t)l->ticks;
    int64_t surplus = -1;
    uint32_t count = 0;

    for (int32_t t = a; t < b; t++)
        surplus -= (int64_t)(room[t] >> (res % GT_LANES * GT_LANE_BITS) & 0x7fff);
    for (uint32_t k = 0; k < l->tasks; k++) {
        const uint32_t i = l->task[k];
        const int32_t need = need_of(l, i, res);
        const int32_t part = need == 0 ? 0 : part_of(l, i, a, b, l->bound);
        const int32_t given = part == 0 ? 0 : part_of(l, i, a, b, l->root);
        uint32_t last, early, late;

        surplus += (int64_t)need * part;
        if (part == given)
            continue;
        early = l->last[2 * i] == GT_LCG_NONE ? 0 : l->last[2 * i] + 1;
        late = l->last[2 * i + 1] == GT_LCG_NONE ? 0 : l->last[2 * i + 1] + 1;
        last = early > late ? early : late;
        for (early = count++; early > 0 && l->cover_at[early - 1] < last; early--) {
            l->cover[early] = l->cover[early - 1];
            l->cover_at[early] = l->cover_at[early - 1];
            l->energy.share[early] = l->energy.share[early - 1];
        }
        l->cover[early] = i;
        l->cover_at[early] = last;
        l->energy.share[early] = part;
    }
    assert(surplus >= 0);
    for (uint32_t k = 0; k < count; k++) {
        const uint32_t i = l->cover[k];
        const int32_t need = need_of(l, i, res), part = l->energy.share[k];
        const int32_t given = part_of(l, i, a, b, l->root);
        const int64_t spare = surplus / need;
        const int32_t less = spare < part - given ? (int32_t)spare : part - given;

        surplus -= (int64_t)need * less;
        if (part - less == given)
            continue;
        l->reason[l->reason_count++] = (struct gt_lcg_lit){2 * i, a + part - less - f->dur[i]};
        l->reason[l->reason_count++] = (struct gt_lcg_lit){2 * i + 1, part - less - b};
    }
}
