/*
 * solve.h - the shortest schedule under limited resources: bounds, the
 * population search, the clause learner and the neighbourhood search as one.
 *
 * Pure: no clock, no files, no globals.  Effort is counted in ticks of work;
 * a caller that has a clock passes `stop`.  Same problem, options and seed:
 * the same answer, bit for bit, unless `stop` ended it or two threads ran
 * without `deterministic`.
 */
#ifndef GT_PLAN_SOLVE_H
#define GT_PLAN_SOLVE_H

#include "plan/rcpsp.h"

struct gt_solve_opts {
#define GT_OPTION(name, type, def, min, max, en, zh) type name;
#include "plan/options.def"
#undef GT_OPTION
};

struct gt_solve_stats {
    int64_t schedules;      /* passes of schedule generation */
    int64_t conflicts, decisions, propagations, restarts;
    int64_t learned, learned_lits, forgotten, explained;
    int64_t energy_checks, energy_clashes;
    int64_t hoods, hoods_better; /* neighbourhoods: tried, improved */
    int64_t unscheduled;    /* steps back for greatest lags */
    int64_t ticks;          /* work done, all threads */
};

enum gt_solve_state {
    GT_SOLVE_OPEN,       /* no schedule known, none excluded */
    GT_SOLVE_FEASIBLE,   /* makespan and lower_bound say how good it is */
    GT_SOLVE_OPTIMAL,
    GT_SOLVE_INFEASIBLE, /* proved: there is no schedule */
};

struct gt_solve_result {
    enum gt_solve_state state;
    bool     stopped;      /* a limit or the caller ended it early */
    int32_t  makespan;     /* -1 where none is known */
    int32_t  lower_bound;
    int32_t *start;        /* [acts], in the arena; NULL where none is known */
    struct gt_solve_stats stats;
};

/* Called now and then from the solving threads, one at a time. */
struct gt_solve_watch {
    void *user;
    bool (*stop)(void *user); /* true: end soon; NULL: never */
    void (*progress)(void *user, int32_t makespan, int32_t lower_bound,
                     const struct gt_solve_stats *stats); /* NULL: silent */
};

/* The defaults of options.def. */
struct gt_solve_opts gt_solve_defaults(void);

/* "threads=2" and the like, for the command line; GT_EINVAL names the option. */
gt_rc gt_solve_option_set(struct gt_solve_opts *opts, gt_str name, gt_str value,
                          struct gt_err *err) GT_MUST_USE;

/*
 * GT_OK whatever the state is, GT_SOLVE_INFEASIBLE included (where that was
 * plain before any search, err says which fact excludes all schedules).  GT_EINVAL and
 * GT_ELIMIT as gt_frame_init(); GT_ENOMEM.  `watch` may be NULL.
 */
gt_rc gt_solve(struct gt_arena *arena, const struct gt_rcpsp *p,
               const struct gt_solve_opts *opts, const struct gt_solve_watch *watch,
               struct gt_solve_result *out, struct gt_err *err) GT_MUST_USE;

#endif
