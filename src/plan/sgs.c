/* sgs.c - serial and parallel schedule generation over a packed profile. */
#include "plan/sgs.h"

gt_rc gt_sgs_init(struct gt_arena *arena, const struct gt_frame *f, struct gt_sgs *out,
                  struct gt_err *err)
{
    /* Reversed, a load may lie as late as its span: everything may have to
     * wait behind it.  Knots that go in as a whole leave holes. */
    struct gt_sgs s = {.frame = f,
                       .slots = f->horizon + 1 + (f->problem->loads > 0 ? f->horizon : 0) +
                                (f->dag ? 0 : f->horizon)};
    uint64_t words;

    for (uint32_t i = 0; i < f->n && !f->dag; i++)
        s.longest = s.longest < f->dur[i] ? f->dur[i] : s.longest;
    s.slots += s.longest;
    words = (uint64_t)s.slots * f->words;
    if (words > GT_SGS_SLOTS_MAX)
        return gt_fail(err, GT_ELIMIT, "%llu ticks times resources: choose a coarser tick",
                       "时间片与资源共 %llu 个,请用更粗的时间单位", (unsigned long long)words);
    s.bucket_max = 2 * (uint32_t)s.slots;
    s.used = GT_NEW_N(arena, uint64_t, words);
    s.room = GT_NEW_N(arena, uint64_t, f->words);
    s.waiting = GT_NEW_N(arena, uint32_t, f->n);
    s.heap = GT_NEW_N(arena, uint32_t, f->n);
    s.rank = GT_NEW_N(arena, uint32_t, f->n);
    s.bucket = GT_NEW_N(arena, uint32_t, (size_t)s.bucket_max + 1);
    s.list = GT_NEW_N(arena, uint32_t, f->n);
    s.finish = GT_NEW_N(arena, int32_t, f->n);
    s.freed = GT_NEW_N(arena, uint32_t, (size_t)f->n + 1);
    s.moment = GT_NEW_N(arena, int32_t, (size_t)2 * f->n + f->problem->loads);
    if (s.used == NULL || s.room == NULL || s.waiting == NULL || s.heap == NULL ||
        s.rank == NULL || s.bucket == NULL || s.list == NULL || s.finish == NULL ||
        s.freed == NULL || s.moment == NULL)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    for (uint32_t w = 0; w < f->words; w++)
        s.room[w] = f->cap[w] | GT_LANE_TOP;
    *out = s;
    return GT_OK;
}

/*
 * First tick >= from at which `dur` ticks in a row have room.  Looks from
 * the end of the window back, so that a collision skips as far as it can;
 * no tick is looked at twice.
 */
static int32_t first_fit(const uint64_t *used, uint64_t room, int32_t from, int32_t dur)
{
    int32_t known = from; /* [from, known) is free */

    for (;;) {
        const int32_t end = from + dur;
        int32_t t = end;

        while (t > known && ((room - used[t - 1]) & GT_LANE_TOP) == GT_LANE_TOP)
            t--;
        if (t == known)
            return from;
        from = t;
        known = end;
    }
}

/* The same where several words hold the resources: the words take turns
 * until none moves the window. */
static int32_t first_fit_words(const struct gt_sgs *s, const uint64_t *need, int32_t from,
                               int32_t dur)
{
    uint32_t agreed = 0;

    for (uint32_t w = 0; agreed < s->frame->words; w = w + 1 == s->frame->words ? 0 : w + 1) {
        const int32_t at = need[w] == 0 ? from
                                        : first_fit(s->used + (size_t)w * (size_t)s->slots,
                                                    s->room[w] - need[w], from, dur);

        agreed = at == from ? agreed + 1 : 1;
        from = at;
    }
    return from;
}

int32_t gt_sgs_fit(const struct gt_sgs *s, uint32_t act, int32_t from)
{
    const struct gt_frame *f = s->frame;
    const uint64_t *need = f->need + (size_t)act * f->words;

    if (f->dur[act] == 0 || f->words == 0)
        return from;
    if (f->words > 1)
        return first_fit_words(s, need, from, f->dur[act]);
    return need[0] == 0 ? from : first_fit(s->used, s->room[0] - need[0], from, f->dur[act]);
}

void gt_sgs_take(struct gt_sgs *s, uint32_t act, int32_t from)
{
    const struct gt_frame *f = s->frame;
    const uint64_t *need = f->need + (size_t)act * f->words;

    for (uint32_t w = 0; w < f->words; w++) {
        uint64_t *used = s->used + (size_t)w * (size_t)s->slots;

        if (need[w] != 0)
            for (int32_t t = from; t < from + f->dur[act]; t++)
                used[t] += need[w];
    }
    if (s->filled < from + f->dur[act])
        s->filled = from + f->dur[act];
}

void gt_sgs_give(struct gt_sgs *s, uint32_t act, int32_t from)
{
    const struct gt_frame *f = s->frame;

    for (uint32_t w = 0; w < f->words; w++)
        for (int32_t t = from; t < from + f->dur[act]; t++)
            s->used[(size_t)w * (size_t)s->slots + (size_t)t] -=
                f->need[(size_t)act * f->words + w];
}

/* Empties the profile and puts the loads into it.  Loads may together
 * exceed a capacity; then there is simply nothing left. */
void gt_sgs_reset(struct gt_sgs *s, enum gt_way way, int32_t span)
{
    const struct gt_rcpsp *p = s->frame->problem;

    for (uint32_t w = 0; w < s->frame->words; w++)
        memset(s->used + (size_t)w * (size_t)s->slots, 0, (size_t)s->filled * sizeof(*s->used));
    s->filled = 0;
    for (uint32_t k = 0; k < p->loads; k++) {
        const struct gt_rload *load = &p->load[k];
        const uint32_t shift = load->res % GT_LANES * GT_LANE_BITS;
        uint64_t *used = s->used + (size_t)(load->res / GT_LANES) * (size_t)s->slots;
        int32_t from = way == GT_FORWARD ? load->from : span - load->to;
        int32_t to = way == GT_FORWARD ? load->to : span - load->from;

        from = from < 0 ? 0 : from;
        to = to > s->slots ? s->slots : to;
        for (int32_t t = from; t < to; t++) {
            const uint64_t have = used[t] >> shift & 0x7fff;
            uint64_t sum = have + (uint64_t)load->units;

            if (sum > (uint64_t)p->cap[load->res])
                sum = (uint64_t)p->cap[load->res];
            used[t] += (sum - have) << shift;
        }
        if (s->filled < to)
            s->filled = to;
    }
}

static void heap_push(uint32_t *heap, uint32_t *count, uint32_t rank)
{
    uint32_t at = (*count)++;

    for (; at > 0 && heap[(at - 1) / 2] > rank; at = (at - 1) / 2)
        heap[at] = heap[(at - 1) / 2];
    heap[at] = rank;
}

static uint32_t heap_pop(uint32_t *heap, uint32_t *count)
{
    const uint32_t top = heap[0], last = heap[--*count];
    uint32_t at = 0;

    for (;;) {
        uint32_t child = 2 * at + 1;

        if (child >= *count)
            break;
        if (child + 1 < *count && heap[child + 1] < heap[child])
            child++;
        if (heap[child] >= last)
            break;
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = last;
    return top;
}

int32_t gt_sgs_list(struct gt_sgs *s, enum gt_way way, const uint32_t *list, int32_t span,
                    int32_t *start)
{
    const struct gt_frame *f = s->frame;
    const bool back = way == GT_BACKWARD;
    const uint32_t *in_at = back ? f->succ_at : f->pred_at;
    const struct gt_rarc *in = back ? f->succ : f->pred;
    const uint32_t *out_at = back ? f->pred_at : f->succ_at;
    const struct gt_rarc *out = back ? f->pred : f->succ;
    uint32_t pos = 0, late = 0;
    int32_t end = 0;

    gt_sgs_reset(s, way, span);
    for (uint32_t i = 0; i < f->n; i++) {
        s->waiting[i] = in_at[i + 1] - in_at[i];
        s->rank[list[i]] = i;
    }
    for (uint32_t done = 0; done < f->n; done++) {
        uint32_t i;
        int32_t from;

        if (late > 0) {
            i = list[heap_pop(s->heap, &late)];
        } else {
            while (s->waiting[list[pos]] != 0)
                pos++;
            i = list[pos++];
        }
        /* Reversed, lags count from end to end: lag + dur[to] - dur[from]. */
        from = back ? 0 : f->earliest[i];
        for (uint32_t k = in_at[i]; k < in_at[i + 1]; k++) {
            const uint32_t j = in[k].act;
            const int32_t least =
                start[j] + in[k].lag + (back ? f->dur[j] - f->dur[i] : 0);

            if (from < least)
                from = least;
        }
        from = gt_sgs_fit(s, i, from);
        gt_sgs_take(s, i, from);
        start[i] = from;
        if (end < from + f->dur[i])
            end = from + f->dur[i];
        for (uint32_t k = out_at[i]; k < out_at[i + 1]; k++)
            if (--s->waiting[out[k].act] == 0 && s->rank[out[k].act] < pos)
                heap_push(s->heap, &late, s->rank[out[k].act]);
    }
    s->count++;
    s->ticks += 4 * (int64_t)f->n + end;
    return end;
}

/* ---- parallel -------------------------------------------------------------- */

static void moment_push(struct gt_sgs *s, uint32_t *count, int32_t t)
{
    uint32_t at = (*count)++;

    for (; at > 0 && s->moment[(at - 1) / 2] > t; at = (at - 1) / 2)
        s->moment[at] = s->moment[(at - 1) / 2];
    s->moment[at] = t;
}

/* The next moment after `now`; each occurs as often as it was pushed. */
static int32_t moment_after(struct gt_sgs *s, uint32_t *count, int32_t now)
{
    int32_t next = now;

    while (*count > 0 && next <= now) {
        const int32_t last = s->moment[--*count];
        uint32_t at = 0;

        next = s->moment[0];
        for (uint32_t child; (child = 2 * at + 1) < *count; at = child) {
            if (child + 1 < *count && s->moment[child + 1] < s->moment[child])
                child++;
            if (s->moment[child] >= last)
                break;
            s->moment[at] = s->moment[child];
        }
        s->moment[at] = last;
    }
    return next;
}

/* Whether an activity can run from t.  What runs began before: without loads
 * there is never less room later than now. */
static bool fits_now(const struct gt_sgs *s, uint32_t act, int32_t t)
{
    const struct gt_frame *f = s->frame;
    const int32_t until = f->problem->loads > 0 ? t + f->dur[act] : t + 1;

    for (uint32_t w = 0; w < f->words && f->dur[act] > 0; w++) {
        const uint64_t room = s->room[w] - f->need[(size_t)act * f->words + w];
        const uint64_t *used = s->used + (size_t)w * (size_t)s->slots;

        for (int32_t at = t; at < until; at++)
            if (((room - used[at]) & GT_LANE_TOP) != GT_LANE_TOP)
                return false;
    }
    return true;
}

/* The activities whose predecessors all stand, kept in the order of the list. */
static void ready_insert(struct gt_sgs *s, uint32_t *count, uint32_t rank)
{
    uint32_t at = (*count)++;

    for (; at > 0 && s->heap[at - 1] > rank; at--)
        s->heap[at] = s->heap[at - 1];
    s->heap[at] = rank;
}

int32_t gt_sgs_parallel(struct gt_sgs *s, enum gt_way way, const uint32_t *list, int32_t span,
                        int32_t *start)
{
    const struct gt_frame *f = s->frame;
    const bool back = way == GT_BACKWARD;
    const uint32_t *in_at = back ? f->succ_at : f->pred_at;
    const uint32_t *out_at = back ? f->pred_at : f->succ_at;
    const struct gt_rarc *out = back ? f->pred : f->succ;
    int32_t *least = s->finish, now = 0, end = 0;
    uint32_t ready = 0, moments = 0;

    gt_sgs_reset(s, way, span);
    for (uint32_t k = 0; k < f->problem->loads; k++) {
        const struct gt_rload *load = &f->problem->load[k];
        const int32_t over = back ? span - load->from : load->to;

        if (over > 0)
            moment_push(s, &moments, over);
    }
    for (uint32_t i = 0; i < f->n; i++) {
        s->waiting[i] = in_at[i + 1] - in_at[i];
        s->rank[list[i]] = i;
        least[i] = back ? 0 : f->earliest[i];
    }
    for (uint32_t i = 0; i < f->n; i++)
        if (s->waiting[i] == 0) {
            ready_insert(s, &ready, s->rank[i]);
            moment_push(s, &moments, least[i]);
        }
    for (uint32_t left = f->n; left > 0;) {
        bool grew = false;
        uint32_t kept = 0, k = 0;

        for (; k < ready && !grew; k++) {
            const uint32_t i = list[s->heap[k]];

            if (least[i] > now || !fits_now(s, i, now)) {
                s->heap[kept++] = s->heap[k];
                continue;
            }
            gt_sgs_take(s, i, now);
            start[i] = now;
            left--;
            if (end < now + f->dur[i])
                end = now + f->dur[i];
            moment_push(s, &moments, now + f->dur[i]);
            s->frees = 0;
            for (uint32_t a = out_at[i]; a < out_at[i + 1]; a++) {
                const uint32_t j = out[a].act;
                const int32_t from = now + out[a].lag + (back ? f->dur[i] - f->dur[j] : 0);

                if (least[j] < from)
                    least[j] = from;
                if (--s->waiting[j] == 0)
                    s->freed[s->frees++] = j;
            }
            grew = s->frees > 0;
        }
        for (; k < ready; k++)
            s->heap[kept++] = s->heap[k];
        ready = kept;
        for (uint32_t e = 0; grew && e < s->frees; e++) {
            ready_insert(s, &ready, s->rank[s->freed[e]]);
            moment_push(s, &moments, least[s->freed[e]]);
        }
        if (!grew) /* (else somebody may have become ready for this moment) */
            now = moment_after(s, &moments, now);
    }
    s->count++;
    s->ticks += 8 * (int64_t)f->n + end;
    return end;
}

void gt_sgs_sort(struct gt_sgs *s, enum gt_way way, const int32_t *key, uint32_t *list)
{
    const struct gt_frame *f = s->frame;
    int32_t most = 0;

    for (uint32_t i = 0; i < f->n; i++)
        if (most < key[i])
            most = key[i];
    assert((uint32_t)most < s->bucket_max);
    memset(s->bucket, 0, ((size_t)most + 2) * sizeof(*s->bucket));
    for (uint32_t i = 0; i < f->n; i++)
        s->bucket[key[i] + 1]++;
    for (int32_t k = 0; k < most; k++)
        s->bucket[k + 1] += s->bucket[k];
    for (uint32_t k = 0; k < f->n; k++) {
        const uint32_t i = f->order[way == GT_FORWARD ? k : f->n - 1 - k];

        list[s->bucket[key[i]]++] = i;
    }
}

void gt_sgs_turn(const struct gt_frame *f, const int32_t *start, int32_t end, int32_t *key)
{
    for (uint32_t i = 0; i < f->n; i++)
        key[i] = end - start[i] - f->dur[i];
}

int32_t gt_sgs_justify(struct gt_sgs *s, int32_t end, int32_t *start)
{
    int32_t span;

    gt_sgs_turn(s->frame, start, end, s->finish);
    gt_sgs_sort(s, GT_BACKWARD, s->finish, s->list);
    span = gt_sgs_list(s, GT_BACKWARD, s->list, end, start);
    /* With loads the schedule stays where it is in time; without, it may
     * have become shorter and moves to the left. */
    if (s->frame->problem->loads > 0 && span < end)
        span = end;
    gt_sgs_turn(s->frame, start, span, s->finish);
    gt_sgs_sort(s, GT_FORWARD, s->finish, s->list);
    return gt_sgs_list(s, GT_FORWARD, s->list, 0, start);
}
