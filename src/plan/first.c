/* first.c - first schedules, of a whole problem or of a knot. */
#include "plan/first.h"

#include "plan/lcg.h"

enum {
    TURN = 400,             /* conflicts between looks at the caller's wish */
    WIDEN_AFTER = 4000,     /* conflicts, then a guessed horizon is widened */
    TRIES = 24,             /* of generation, before the learner is asked */
    STEPS_EACH = 4,         /* steps back for each member in a try */
    SPREAD_PART = 3,        /* noise: up to a third of the critical path */
    URGE_PART = 8,          /* who found no place comes sooner by a part of the noise */
    KNOT_CONFLICTS = 3000,  /* of the learner's first go at a knot; then it doubles */
    SHORTER_CONFLICTS = 400,/* to make a knot's schedule shorter */
};

/* ---- the learner -------------------------------------------------------------- */

struct hunt { int32_t guess; bool last; enum gt_lcg_answer answer; };

/* One horizon.  Not the last: no longer than WIDEN_AFTER conflicts. */
static gt_rc search(const struct gt_first *how, const struct gt_frame *f, struct hunt *h,
                    int64_t until, int32_t *start, struct gt_err *err)
{
    const int64_t patience = how->stats->conflicts + WIDEN_AFTER;
    const struct gt_arena_mark mark = gt_arena_mark(how->arena);
    struct gt_lcg lcg;
    gt_rc rc = gt_lcg_init(how->arena, f, h->guess, how->seed + (uint64_t)h->guess, how->clauses,
                           false, how->stats, &lcg, err);

    if (rc == GT_OK) {
        lcg.halt = how->halt;
        lcg.halt_user = how->halt_user;
        do {
            h->answer = gt_lcg_run(&lcg, TURN, INT32_MAX);
        } while (h->answer == GT_LCG_LIMIT && !how->halt(how->halt_user) &&
                 how->stats->conflicts < until && (h->last || how->stats->conflicts < patience));
        if (h->answer == GT_LCG_FOUND)
            memcpy(start, lcg.start, f->n * sizeof(*start));
        if (h->answer == GT_LCG_NOMEM)
            rc = gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    }
    gt_lcg_clear(&lcg);
    gt_arena_rewind(how->arena, mark);
    return rc;
}

gt_rc gt_first_learn(const struct gt_first *how, const struct gt_frame *f, int32_t *lower,
                     int32_t *start, int32_t *end, enum gt_first_answer *answer,
                     struct gt_err *err)
{
    const int64_t until = how->conflicts > 0 ? how->stats->conflicts + how->conflicts : INT64_MAX;
    struct hunt h = {.guess = *lower + *lower / 2 + 1};

    *answer = GT_FIRST_STOPPED;
    while (!how->halt(how->halt_user) && how->stats->conflicts < until) {
        struct gt_err large = {0};
        gt_rc rc;

        if (h.guess > f->horizon)
            h.guess = f->horizon;
        h.last = h.guess == f->horizon;
        rc = search(how, f, &h, until, start, &large);
        if (rc == GT_ELIMIT) {
            *answer = GT_FIRST_TOO_LARGE;
            return GT_OK;
        }
        if (rc != GT_OK)
            return gt_fail(err, rc, "out of memory", "内存不足");
        if (h.answer == GT_LCG_FOUND) {
            *end = gt_frame_end(f, start);
            *answer = GT_FIRST_FOUND;
            return GT_OK;
        }
        if (h.answer == GT_LCG_EXHAUSTED && h.last) {
            *answer = GT_FIRST_NONE;
            return GT_OK;
        }
        if (h.answer == GT_LCG_EXHAUSTED && *lower <= h.guess)
            *lower = h.guess + 1;
        h.guess = h.guess > f->horizon / 2 ? f->horizon : 2 * h.guess;
    }
    return GT_OK;
}

/* ---- knots --------------------------------------------------------------------- */

struct desk {
    const struct gt_first *how;
    struct gt_knots  *knots;
    struct gt_lagsgs *lag;
    struct gt_sgs     sgs;
    struct gt_rng     rng;
    int32_t *key, *urge, *start; /* [n] */
};

static int32_t length_of(const struct desk *d, uint32_t knot, const int32_t *start)
{
    const struct gt_knots *k = d->knots;
    int32_t from = INT32_MAX, to = 0;

    for (uint32_t x = 0; x < gt_knot_size(k, knot); x++) {
        const int32_t end = start[x] + k->frame->dur[k->member[k->at[knot] + x]];

        from = from > start[x] ? start[x] : from;
        to = to < end ? end : to;
    }
    return to - from;
}

static void settle_if_shorter(struct desk *d, uint32_t knot, const int32_t *start)
{
    if (d->knots->length[knot] < 0 || length_of(d, knot, start) < d->knots->length[knot])
        gt_knots_settle(d->knots, knot, start);
}

/* Generation in other orders; fewer tries when some have come out.  Longer than
 * `most` it is of no use: the profile counts on knots being no longer. */
static void attempts(struct desk *d, uint32_t knot, int32_t most, uint32_t tries)
{
    const struct gt_frame *f = d->knots->frame;
    const uint32_t spread = 1 + (uint32_t)f->cpm / SPREAD_PART;
    const uint32_t steps = STEPS_EACH * gt_knot_size(d->knots, knot);

    memset(d->urge, 0, f->n * sizeof(*d->urge));
    for (uint32_t k = 0; k < tries && !d->how->halt(d->how->halt_user); k++) {
        for (uint32_t i = 0; i < f->n; i++) {
            d->key[i] = f->cpm - f->tail[i] - d->urge[i] +
                        (k > 0 ? (int32_t)gt_rng_below(&d->rng, spread) : 0);
            d->key[i] = d->key[i] < 0 ? 0 : d->key[i];
        }
        d->how->stats->schedules++;
        if (gt_lagsgs_alone(d->lag, &d->sgs, knot, d->key, steps)) {
            const int32_t *at = d->lag->at + d->knots->at[knot];

            if (length_of(d, knot, at) <= most)
                settle_if_shorter(d, knot, at);
            k += tries / 4;
        } else {
            d->urge[d->lag->failed] += 1 + (int32_t)spread / URGE_PART;
        }
        d->how->stats->ticks += d->lag->ticks;
        d->lag->ticks = 0;
    }
}

/* The knot as a problem of its own. */
static gt_rc sub_problem(struct desk *d, uint32_t knot, struct gt_rcpsp *p, struct gt_frame *f,
                         struct gt_err *err)
{
    struct gt_arena *arena = d->how->arena;
    const struct gt_knots *k = d->knots;
    const struct gt_frame *whole = k->frame;
    const struct gt_rcpsp *from = whole->problem;
    const uint32_t size = gt_knot_size(k, knot), *member = k->member + k->at[knot];
    int32_t *dur = GT_NEW_N(arena, int32_t, size);
    int32_t *need = GT_NEW_N(arena, int32_t, (size_t)size * from->ress);
    struct gt_rlink *link;
    uint32_t links = 0;

    for (uint32_t x = 0; x < size; x++)
        links += whole->succ_at[member[x] + 1] - whole->succ_at[member[x]];
    link = GT_NEW_N(arena, struct gt_rlink, links);
    if (dur == NULL || need == NULL || link == NULL)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    *p = (struct gt_rcpsp){.acts = size, .ress = from->ress, .dur = dur, .cap = from->cap,
                           .need = need, .link = link};
    for (uint32_t x = 0; x < size; x++) {
        const uint32_t i = member[x];

        dur[x] = whole->dur[i];
        memcpy(need + (size_t)x * from->ress, from->need + (size_t)i * from->ress,
               from->ress * sizeof(*need));
        for (uint32_t a = whole->succ_at[i]; a < whole->succ_at[i + 1]; a++)
            if (k->of[whole->succ[a].act] == knot)
                link[p->links++] = (struct gt_rlink){x, k->slot[whole->succ[a].act],
                                                     whole->succ[a].lag};
    }
    return gt_frame_init(arena, p, f, err);
}

/* The learner, for a shorter schedule of a settled knot. */
static gt_rc shorten(struct desk *d, uint32_t knot, const struct gt_frame *f, struct gt_err *err)
{
    struct gt_solve_stats *stats = d->how->stats;
    const int64_t until = stats->conflicts + SHORTER_CONFLICTS;
    const int32_t most = d->knots->length[knot] - 1;
    struct gt_lcg lcg;
    struct gt_err large = {0};
    gt_rc rc;

    if (most < f->cpm)
        return GT_OK;
    rc = gt_lcg_init(d->how->arena, f, most, d->how->seed, d->how->clauses, false, stats, &lcg, &large);
    if (rc == GT_OK) {
        lcg.halt = d->how->halt;
        lcg.halt_user = d->how->halt_user;
        while (stats->conflicts < until &&
               gt_lcg_run(&lcg, SHORTER_CONFLICTS, INT32_MAX) == GT_LCG_FOUND) {
            settle_if_shorter(d, knot, lcg.start);
            gt_lcg_guide(&lcg, lcg.start);
            gt_lcg_tighten(&lcg, gt_frame_end(f, lcg.start) - 1);
        }
    }
    gt_lcg_clear(&lcg);
    return rc == GT_OK || rc == GT_ELIMIT ? GT_OK : gt_fail(err, rc, "out of memory", "内存不足");
}

static gt_rc settle(struct desk *d, uint32_t knot, enum gt_first_answer *answer, struct gt_err *err)
{
    const struct gt_arena_mark mark = gt_arena_mark(d->how->arena);
    struct gt_first how = *d->how;
    struct gt_rcpsp p;
    struct gt_frame f;
    uint32_t tries = TRIES;
    int32_t lower, end;
    gt_rc rc = sub_problem(d, knot, &p, &f, err);

    how.conflicts = KNOT_CONFLICTS;
    lower = rc == GT_OK ? f.cpm : 0;
    attempts(d, knot, rc == GT_OK ? f.horizon : 0, tries);
    while (rc == GT_OK && d->knots->length[knot] < 0) {
        rc = gt_first_learn(&how, &f, &lower, d->start, &end, answer, err);
        if (rc != GT_OK || *answer == GT_FIRST_NONE || how.halt(how.halt_user))
            break;
        if (*answer == GT_FIRST_FOUND)
            gt_knots_settle(d->knots, knot, d->start);
        else
            attempts(d, knot, f.horizon, tries *= 2);
        how.conflicts *= 2;
    }
    if (rc == GT_OK && d->knots->length[knot] >= 0) {
        *answer = GT_FIRST_FOUND;
        rc = shorten(d, knot, &f, err);
    } else if (*answer != GT_FIRST_NONE) {
        *answer = GT_FIRST_STOPPED;
    }
    gt_arena_rewind(d->how->arena, mark);
    return rc;
}

gt_rc gt_first_settle(const struct gt_first *how, struct gt_knots *knots, struct gt_lagsgs *lag,
                      enum gt_first_answer *answer, struct gt_err *err)
{
    const struct gt_arena_mark mark = gt_arena_mark(how->arena);
    const uint32_t n = knots->frame->n;
    struct desk d = {how, knots, lag, .rng = {how->seed}};
    gt_rc rc;

    *answer = GT_FIRST_FOUND;
    d.key = GT_NEW_N(how->arena, int32_t, n);
    d.urge = GT_NEW_N(how->arena, int32_t, n);
    d.start = GT_NEW_N(how->arena, int32_t, n);
    if (d.key == NULL || d.urge == NULL || d.start == NULL)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    if ((rc = gt_sgs_init(how->arena, knots->frame, &d.sgs, err)) != GT_OK)
        return rc;
    for (uint32_t c = 0; c < knots->count && rc == GT_OK && *answer == GT_FIRST_FOUND; c++)
        if (knots->length[c] < 0)
            rc = settle(&d, c, answer, err);
    gt_arena_rewind(how->arena, mark);
    return rc;
}
