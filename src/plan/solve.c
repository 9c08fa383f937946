/* solve.c - the portfolio: the population search and the neighbourhood
 * search improve, the clause learner proves, and all share two bounds. */
#include "plan/solve.h"

#include <pthread.h>

#include "plan/first.h"
#include "plan/ga.h"
#include "plan/lb.h"
#include "plan/lns.h"

enum {
    GA_TICKS = 4000000,      /* work of one turn of the population search */
    PROVE_CONFLICTS = 400,   /* of one turn of the learner */
    BOUND_SHARE = 3,         /* one turn in so many raises the bound */
    HOODS = 4,               /* neighbourhoods of one turn */
    LNS_SHARE = 8,           /* one turn in so many, beside a population */
    POPULATION_LEAST = 10, POPULATION_MOST = 4000,
    STALE_GENERATIONS = 300, /* without improvement: begin a new population */
    HOPELESS_CONFLICTS = 60000, /* without a better bound: prove only now and then */
    HOPELESS_SHARE = 8,      /* one turn in so many, then */
    TIRED_TURNS = 12,        /* of an improver without success: on one thread it rests */
    TIRED_SHARE = 6,         /* and has one turn in so many, while the proof has hope */
    LAG_LNS_SHARE = 2,       /* the same with greatest lags */
    FIRST_SCHEDULES = 40,    /* with greatest lags, before the learners begin */
};

/*
 * A member works on its own copy of what is known: fetch() before a turn,
 * publish() after it.  So a round's outcome does not depend on who is first.
 */
struct improver {
    bool used, has_ga, has_lns, spent; /* spent: memory was refused */
    bool lns_pays;         /* the last neighbourhoods found something */
    struct gt_ga  ga;
    struct gt_lcg lcg;
    struct gt_lns lns;
    int32_t *current;      /* the best it knows */
    int32_t  end, lower;
    uint32_t turn, better_at; /* turns; the one that last knew of something better */
    struct gt_solve_stats stats;
};

struct prover {
    bool ready, spent, found; /* found: lcg.start is to be published */
    struct gt_lcg lcg;
    int32_t  known_end;    /* the learner looks below this */
    int32_t  lower, proved;
    int64_t  progress_at;  /* conflicts at the last better bound */
    uint32_t turn;
    struct gt_solve_stats stats;
};

struct solver {
    struct gt_arena *arena;
    const struct gt_frame *frame;
    const struct gt_solve_opts *opts;
    const struct gt_solve_watch *watch;
    struct improver improver[2];
    struct prover prover;
    struct gt_knots knots;   /* with greatest lags */
    struct gt_lagsgs lag[2];
    bool     knotted;        /* both of them may be used */
    int64_t  seen;           /* ticks told where one thread tells all */

    pthread_mutex_t lock;  /* guards what follows */
    int32_t  best_end;     /* INT32_MAX: none */
    int32_t *best;
    int32_t  lower;
    bool     infeasible, stopped, spent;
    int64_t  ticks;
    int32_t  told_end, told_lower;
};

/* ---- options ------------------------------------------------------------------ */

struct gt_solve_opts gt_solve_defaults(void)
{
    return (struct gt_solve_opts){
#define GT_OPTION(name, type, def, min, max, en, zh) .name = (def),
#include "plan/options.def"
#undef GT_OPTION
    };
}

gt_rc gt_solve_option_set(struct gt_solve_opts *opts, gt_str name, gt_str value,
                          struct gt_err *err)
{
    int64_t number;

    if (!gt_str_i64(value, &number))
        return gt_fail(err, GT_EINVAL, "%.*s: \"%.*s\" is not a number", "%.*s:“%.*s”不是数字",
                       GT_FMT(name), GT_FMT(value));
#define GT_OPTION(option, type, def, min, max, en, zh)                                       \
    if (gt_str_eq(name, GT_STR(#option))) {                                                  \
        if (number < (min) || number > (max))                                                \
            return gt_fail(err, GT_EINVAL, #option ": %lld is not in %lld..%lld",            \
                           #option ":%lld不在%lld..%lld之间", (long long)number,          \
                           (long long)(min), (long long)(max));                              \
        opts->option = number;                                                               \
        return GT_OK;                                                                        \
    }
#include "plan/options.def"
#undef GT_OPTION
    return gt_fail(err, GT_EINVAL, "no option %.*s", "没有选项 %.*s", GT_FMT(name));
}

/* ---- sharing -------------------------------------------------------------------- */

static void add_stats(struct gt_solve_stats *sum, const struct gt_solve_stats *part)
{
    int64_t *to = (int64_t *)sum;
    const int64_t *from = (const int64_t *)part;

    static_assert(sizeof(*sum) % sizeof(int64_t) == 0, "counters only");
    for (size_t k = 0; k < sizeof(*sum) / sizeof(int64_t); k++)
        to[k] += from[k];
}

static void offer(struct solver *s, const int32_t *start, int32_t end)
{
    if (end < s->best_end) {
        s->best_end = end;
        memcpy(s->best, start, s->frame->n * sizeof(*start));
    }
}

static struct gt_solve_stats stats_of(const struct improver *m)
{
    struct gt_solve_stats sum = m->stats;

    if (m->has_ga) {
        sum.schedules += m->ga.sgs.count;
        sum.ticks += m->ga.sgs.ticks;
        sum.unscheduled += m->ga.lag != NULL ? m->ga.lag->taken_back : 0;
    }
    return sum;
}

/* A propagated bound costs about ten looks at the profile. */
enum { PROPAGATION_TICKS = 10 };

static struct gt_solve_stats all_stats(const struct solver *s, bool a, bool b)
{
    struct gt_solve_stats sum = {0}, part;

    if (a) {
        part = stats_of(&s->improver[0]);
        add_stats(&sum, &part);
    }
    if (b) {
        part = stats_of(&s->improver[1]);
        add_stats(&sum, &part);
        add_stats(&sum, &s->prover.stats);
    }
    sum.ticks += PROPAGATION_TICKS * sum.propagations;
    return sum;
}

static bool finished(const struct solver *s)
{
    return s->stopped || s->infeasible || s->lower >= s->best_end;
}

/* At the end of each turn: limits, the caller's wish, news for the caller. */
static bool check_in(struct solver *s, int64_t *seen_ticks, const struct gt_solve_stats *mine)
{
    bool end;

    pthread_mutex_lock(&s->lock);
    s->ticks += mine->ticks - *seen_ticks;
    *seen_ticks = mine->ticks;
    if (s->opts->ticks > 0 && s->ticks >= s->opts->ticks)
        s->stopped = true;
    if (s->watch != NULL && s->watch->stop != NULL && !finished(s) && s->watch->stop(s->watch->user))
        s->stopped = true;
    if (s->watch != NULL && s->watch->progress != NULL &&
        (s->told_end != s->best_end || s->told_lower != s->lower)) {
        s->told_end = s->best_end;
        s->told_lower = s->lower;
        s->watch->progress(s->watch->user, s->best_end == INT32_MAX ? -1 : s->best_end, s->lower,
                           mine);
    }
    end = finished(s);
    pthread_mutex_unlock(&s->lock);
    return end;
}

/* The caller's wish inside long turns. */
static bool halted(void *user)
{
    struct solver *s = user;
    bool stop;

    pthread_mutex_lock(&s->lock);
    if (!s->stopped && s->watch != NULL && s->watch->stop != NULL)
        s->stopped = s->watch->stop(s->watch->user);
    stop = s->stopped;
    pthread_mutex_unlock(&s->lock);
    return stop;
}

/* ---- turns ----------------------------------------------------------------------- */

static void fetch_improver(struct solver *s, struct improver *m)
{
    m->lower = s->lower;
    if (s->best_end >= m->end)
        return;
    memcpy(m->current, s->best, s->frame->n * sizeof(*m->current));
    m->end = s->best_end;
    m->better_at = m->turn;
    if (m->has_ga)
        gt_ga_feed(&m->ga, m->current);
}

static void turn_ga(struct improver *m, int64_t until)
{
    struct gt_ga *ga = &m->ga;
    /* Short turns first: many problems are solved by the first proof. */
    const int64_t ticks = ga->sgs.ticks + (GA_TICKS >> (m->turn < 6 ? 6 - m->turn : 0));

    const int64_t step = ga->lag != NULL ? 1 : 64; /* knots can make a schedule long work */

    while (ga->sgs.ticks < ticks && ga->sgs.count < until && ga->best_end > m->lower)
        gt_ga_run(ga, until - ga->sgs.count > step ? ga->sgs.count + step : until, m->lower);
    if (ga->best_end < m->end) {
        memcpy(m->current, ga->best, ga->frame->n * sizeof(*m->current));
        m->end = ga->best_end;
    }
    if (ga->filled == ga->size &&
        ga->sgs.count - ga->idle_since > (int64_t)STALE_GENERATIONS * ga->size)
        gt_ga_restart(ga);
}

static void turn_lns(struct improver *m, int64_t fails)
{
    for (int k = 0; k < HOODS && m->end > m->lower; k++) {
        const enum gt_lcg_answer answer = gt_lns_try(&m->lns, m->current, m->end - 1, fails);

        m->spent |= answer == GT_LCG_NOMEM;
        if (answer != GT_LCG_FOUND)
            continue;
        memcpy(m->current, m->lcg.start, m->lns.frame->n * sizeof(*m->current));
        m->end = gt_frame_end(m->lns.frame, m->current);
        if (m->has_ga)
            gt_ga_feed(&m->ga, m->current);
    }
}

static void improve(struct improver *m, int64_t fails)
{
    const int32_t before = m->end;

    m->turn++;
    /* What has just worked is done again. */
    if (m->has_lns && m->end < INT32_MAX &&
        (!m->has_ga || m->lns_pays || m->turn % (m->ga.lag != NULL ? LAG_LNS_SHARE : LNS_SHARE) == 0)) {
        turn_lns(m, fails);
        m->lns_pays = m->end < before;
    } else if (m->has_ga)
        turn_ga(m, INT64_MAX);
    if (m->end < before)
        m->better_at = m->turn;
}

static void fetch_prover(struct solver *s, struct prover *v)
{
    v->found = false;
    v->lower = v->proved = s->lower;
    if (!v->ready || s->best_end >= v->known_end)
        return;
    v->known_end = s->best_end;
    v->progress_at = v->stats.conflicts;
    gt_lcg_guide(&v->lcg, s->best);
    gt_lcg_tighten(&v->lcg, v->known_end - 1);
}

/*
 * One turn in BOUND_SHARE asks for the next length up from the bound, the others for anything
 * shorter than the best: refutations of either kind stay learned.
 */
static void prove(struct prover *v)
{
    struct gt_lcg *l = &v->lcg;
    const int32_t from = v->lower > l->lower_bound ? v->lower : l->lower_bound;
    const enum gt_lcg_answer answer =
        gt_lcg_run(l, PROVE_CONFLICTS, v->turn++ % BOUND_SHARE == 0 ? from : INT32_MAX);

    v->found = answer == GT_LCG_FOUND;
    v->spent = answer == GT_LCG_NOMEM;
    if (answer == GT_LCG_EXHAUSTED)
        v->proved = v->known_end;
    else if (v->proved < l->lower_bound)
        v->proved = l->lower_bound;
    if (v->proved > v->lower)
        v->progress_at = v->stats.conflicts;
}

static bool hopeless(const struct prover *v)
{
    return !v->ready || v->stats.conflicts - v->progress_at > HOPELESS_CONFLICTS;
}

/* ---- workers ---------------------------------------------------------------------- */

static void fetch(struct solver *s, bool a, bool b)
{
    pthread_mutex_lock(&s->lock);
    if (a)
        fetch_improver(s, &s->improver[0]);
    if (b && s->improver[1].used)
        fetch_improver(s, &s->improver[1]);
    if (b)
        fetch_prover(s, &s->prover);
    pthread_mutex_unlock(&s->lock);
}

static void publish(struct solver *s, bool a, bool b)
{
    pthread_mutex_lock(&s->lock);
    for (int k = 0; k < 2; k++)
        if (k == 0 ? a : b && s->improver[1].used)
            offer(s, s->improver[k].current, s->improver[k].end);
    if (b) {
        if (s->prover.found)
            offer(s, s->prover.lcg.start, gt_frame_end(s->frame, s->prover.lcg.start));
        if (s->lower < s->prover.proved)
            s->lower = s->prover.proved;
        s->spent |= s->prover.spent;
    }
    s->spent |= (a && s->improver[0].spent) || (b && s->improver[1].spent);
    s->stopped |= s->spent;
    pthread_mutex_unlock(&s->lock);
}

/* One turn of the second half: the proof, or help where that is hopeless. */
static void turn_b(struct solver *s)
{
    const uint32_t round = s->prover.turn + s->improver[1].turn;

    if (s->prover.ready &&
        (!s->improver[1].used || !hopeless(&s->prover) || round % HOPELESS_SHARE == 0))
        prove(&s->prover);
    else if (s->improver[1].used)
        improve(&s->improver[1], s->opts->hood_fails);
}

static void *worker_b(void *arg)
{
    struct solver *s = arg;
    struct gt_solve_stats mine = all_stats(s, false, true);
    int64_t seen = mine.ticks;

    do {
        fetch(s, false, true);
        turn_b(s);
        publish(s, false, true);
        mine = all_stats(s, false, true);
    } while (!check_in(s, &seen, &mine));
    return NULL;
}

static void *round_b(void *arg)
{
    turn_b(arg);
    return NULL;
}

static gt_rc no_thread(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "no second thread", "无法创建第二个线程");
}

static gt_rc run_free(struct solver *s, struct gt_err *err)
{
    struct gt_solve_stats mine = all_stats(s, true, false);
    pthread_t thread;
    int64_t seen = mine.ticks;

    if (pthread_create(&thread, NULL, worker_b, s) != 0)
        return no_thread(err);
    do {
        fetch(s, true, false);
        improve(&s->improver[0], s->opts->hood_fails);
        publish(s, true, false);
        mine = all_stats(s, true, false);
    } while (!check_in(s, &seen, &mine));
    (void)pthread_join(thread, NULL);
    return GT_OK;
}

/* Fixed turns, exchanged at their ends: repeats bit for bit, also where the
 * two halves of a round run at once. */
static gt_rc run_rounds(struct solver *s, struct gt_err *err)
{
    struct gt_solve_stats all = all_stats(s, true, true);

    for (uint32_t round = 0; !check_in(s, &s->seen, &all); round++) {
        pthread_t thread;

        fetch(s, true, true);
        if (s->opts->threads == 2 && pthread_create(&thread, NULL, round_b, s) != 0)
            return no_thread(err);
        if (s->opts->threads == 1) {
            turn_b(s);
            publish(s, false, true);
            if (finished(s))
                continue;
        }
        if (s->opts->threads == 2 || hopeless(&s->prover) || round % TIRED_SHARE == 0 ||
            s->improver[0].turn - s->improver[0].better_at < TIRED_TURNS)
            improve(&s->improver[0], s->opts->hood_fails);
        if (s->opts->threads == 2)
            (void)pthread_join(thread, NULL);
        publish(s, true, true);
        all = all_stats(s, true, true);
    }
    return GT_OK;
}

/* ---- setting up -------------------------------------------------------------------- */

static uint32_t population(const struct gt_solve_opts *opts)
{
    const int64_t expect = opts->schedules > 0 ? opts->schedules : opts->expect;
    int64_t root = 1;

    if (opts->population > 0)
        return (uint32_t)opts->population;
    while ((root + 1) * (root + 1) <= expect && root < POPULATION_MOST)
        root++;
    root = root * 8 / 10;
    return (uint32_t)(root < POPULATION_LEAST ? POPULATION_LEAST : root);
}

/* Schedules until there are so many, or the caller has enough. */
static void only_schedules(struct solver *s, int64_t until)
{
    struct improver *m = &s->improver[0];
    struct gt_solve_stats mine = all_stats(s, true, true);

    while (!check_in(s, &s->seen, &mine) && m->ga.sgs.count < until) {
        fetch(s, true, false);
        turn_ga(m, until);
        publish(s, true, false);
        mine = all_stats(s, true, true);
    }
}

/* check_in() for what runs before the workers. */
static bool first_halt(void *user)
{
    struct solver *s = user;
    const struct gt_solve_stats mine = all_stats(s, true, true);

    return check_in(s, &s->seen, &mine);
}

static struct gt_first first_of(struct solver *s)
{
    return (struct gt_first){.arena = s->arena, .seed = (uint64_t)s->opts->seed,
                             .clauses = (uint32_t)s->opts->clauses, .halt = first_halt,
                             .halt_user = s, .stats = &s->prover.stats};
}

/* Greatest lags: the generators need every knot settled by itself.  Leaves
 * s->knotted false where that was too much. */
static gt_rc settle_knots(struct solver *s, struct gt_err *err)
{
    const struct gt_first how = first_of(s);
    struct gt_err large = {0};
    enum gt_first_answer answer;
    gt_rc rc = gt_knots_init(s->arena, s->frame, &s->knots, &large);

    for (int k = 0; rc == GT_OK && k < 2; k++)
        rc = gt_lagsgs_init(s->arena, &s->knots, &s->lag[k], &large);
    if (rc == GT_OK)
        rc = gt_first_settle(&how, &s->knots, &s->lag[0], &answer, &large);
    if (rc == GT_ELIMIT)
        return GT_OK;
    if (rc != GT_OK)
        return gt_fail(err, rc, "out of memory", "内存不足");
    s->infeasible = answer == GT_FIRST_NONE;
    s->knotted = answer == GT_FIRST_FOUND;
    return GT_OK;
}

/* The learner on the whole, where generation has found nothing. */
static gt_rc learn_first(struct solver *s, struct gt_err *err)
{
    const struct gt_first how = first_of(s);
    const struct gt_arena_mark mark = gt_arena_mark(s->arena);
    int32_t *start = GT_NEW_N(s->arena, int32_t, s->frame->n), end = INT32_MAX;
    enum gt_first_answer answer = GT_FIRST_STOPPED;
    gt_rc rc = start == NULL ? gt_fail(err, GT_ENOMEM, "out of memory", "内存不足")
                             : gt_first_learn(&how, s->frame, &s->lower, start, &end, &answer, err);

    if (rc == GT_OK && answer == GT_FIRST_FOUND)
        offer(s, start, end);
    s->infeasible |= answer == GT_FIRST_NONE;
    s->stopped |= answer == GT_FIRST_TOO_LARGE; /* the attempts were all there is */
    gt_arena_rewind(s->arena, mark);
    return rc;
}

/* The learners, for ends below the best known.  Too many bounds to learn
 * about is no error: the population search goes on alone. */
static gt_rc add_learners(struct solver *s, struct gt_err *err)
{
    const struct gt_frame *f = s->frame;
    const uint64_t seed = (uint64_t)s->opts->seed;
    struct gt_err small = {0};
    gt_rc rc;

    rc = gt_lcg_init(s->arena, f, s->best_end - 1, seed, (uint32_t)s->opts->clauses,
                     false, &s->prover.stats, &s->prover.lcg, &small);
    s->prover.ready = rc == GT_OK;
    s->prover.known_end = s->best_end;
    if (rc == GT_OK) {
        s->prover.lcg.halt = halted;
        s->prover.lcg.halt_user = s;
        gt_lcg_guide(&s->prover.lcg, s->best);
    }
    if (rc == GT_ELIMIT) /* neighbourhoods are smaller */
        rc = GT_OK;
    for (int k = 0; rc == GT_OK && k < (s->opts->threads == 2 ? 2 : 1); k++) {
        struct improver *m = &s->improver[k];

        m->used = true;
        rc = gt_lcg_init(s->arena, f, s->best_end - 1, seed + 1, (uint32_t)s->opts->clauses,
                         true, &m->stats, &m->lcg, &small);
        if (rc == GT_OK)
            rc = gt_lns_init(s->arena, f, &m->lcg, seed + 2 + (uint64_t)k, &m->stats, &m->lns, err);
        m->has_lns = rc == GT_OK;
        m->lcg.halt = halted;
        m->lcg.halt_user = s;
    }
    return rc == GT_ELIMIT ? GT_OK : rc == GT_OK ? GT_OK : gt_fail(err, rc, "out of memory", "内存不足");
}

static gt_rc run(struct solver *s, struct gt_err *err)
{
    const struct gt_frame *f = s->frame;
    gt_rc rc;

    for (int k = 0; k < 2; k++) {
        struct improver *m = &s->improver[k];

        m->end = INT32_MAX;
        if ((m->current = GT_NEW_N(s->arena, int32_t, f->n)) == NULL)
            return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    }
    if (!f->dag && ((rc = settle_knots(s, err)) != GT_OK || finished(s)))
        return rc;
    for (int k = 0; k < s->opts->threads && (f->dag || s->knotted); k++) {
        struct improver *m = &s->improver[k];

        if ((rc = gt_ga_init(s->arena, f, f->dag ? NULL : &s->lag[k],
                             (uint64_t)s->opts->seed + 7919 * (uint64_t)k, population(s->opts),
                             &m->ga, err)) != GT_OK)
            return rc;
        m->used = m->has_ga = true;
    }
    if (s->improver[0].has_ga)
        only_schedules(s, s->opts->schedules > 0 ? s->opts->schedules
                          : f->dag || s->improver[0].ga.size < FIRST_SCHEDULES
                              ? s->improver[0].ga.size
                              : FIRST_SCHEDULES);
    if (s->best_end == INT32_MAX && !finished(s) && (rc = learn_first(s, err)) != GT_OK)
        return rc;
    if (finished(s) || s->opts->schedules > 0) {
        s->stopped |= !finished(s);
        return GT_OK;
    }
    if ((rc = add_learners(s, err)) != GT_OK)
        return rc;
    return s->opts->threads == 2 && !s->opts->deterministic ? run_free(s, err)
                                                            : run_rounds(s, err);
}

gt_rc gt_solve(struct gt_arena *arena, const struct gt_rcpsp *p,
               const struct gt_solve_opts *opts, const struct gt_solve_watch *watch,
               struct gt_solve_result *out, struct gt_err *err)
{
    struct solver s = {.arena = arena, .opts = opts, .watch = watch, .best_end = INT32_MAX,
                       .told_end = INT32_MAX};
    struct gt_solve_result result = {.makespan = -1};
    struct gt_frame frame;
    gt_rc rc = gt_frame_init(arena, p, &frame, err);

    if (rc == GT_EINFEASIBLE) {
        result.state = GT_SOLVE_INFEASIBLE;
        *out = result;
        return GT_OK;
    }
    if (rc != GT_OK || (rc = gt_lower_bound(arena, &frame, &s.lower, err)) != GT_OK)
        return rc;
    s.frame = &frame;
    if ((s.best = GT_NEW_N(arena, int32_t, frame.n)) == NULL)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    if (pthread_mutex_init(&s.lock, NULL) != 0)
        return gt_fail(err, GT_ENOMEM, "no mutex", "无法创建互斥锁");
    rc = run(&s, err);
    (void)pthread_mutex_destroy(&s.lock);
    for (int k = 0; k < 2; k++)
        gt_lcg_clear(&s.improver[k].lcg);
    gt_lcg_clear(&s.prover.lcg);
    if (rc == GT_OK && s.spent && s.best_end == INT32_MAX)
        rc = gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    if (rc != GT_OK)
        return rc;
    result.stats = all_stats(&s, true, true);
    result.stopped = s.stopped;
    result.lower_bound = s.lower;
    if (s.best_end < INT32_MAX) {
        result.makespan = s.best_end;
        result.start = s.best;
        result.lower_bound = s.lower < s.best_end ? s.lower : s.best_end;
    }
    result.state = s.infeasible               ? GT_SOLVE_INFEASIBLE
                   : result.start == NULL     ? GT_SOLVE_OPEN
                   : s.lower >= s.best_end    ? GT_SOLVE_OPTIMAL
                                              : GT_SOLVE_FEASIBLE;
    *out = result;
    return GT_OK;
}
