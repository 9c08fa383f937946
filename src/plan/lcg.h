/*
 * lcg.h - lazy clause generation for start times: conflict-driven search
 * whose literals are bounds, with every propagation explained on demand
 * (Schutt, Feydy, Stuckey and Wallace 2011).
 *
 * One signed variable w for each direction of a start x: w = 2v stands for
 * x, w = 2v + 1 for -x.  A literal (w, t) says "signed variable w is at least
 * t"; its negation is (w ^ 1, 1 - t).  Bounds only grow, links are the same rule
 * both ways, and no clause has to say that x >= 5 implies x >= 4.
 *
 * Variables: the n starts, the end of all, one of domain 0..1 for each pair
 * that cannot overlap (1: the first before the second).
 */
#ifndef GT_PLAN_LCG_H
#define GT_PLAN_LCG_H

#include "plan/rng.h"
#include "plan/solve.h"

enum {
    GT_LCG_LITERALS_MAX = 1 << 22, /* bounds of all variables together */
    GT_LCG_PAIR_ACTS_MAX = 4096,   /* larger networks do without pairs */
    GT_LCG_POOL_MAX = 1 << 28,     /* words of learned clauses */
};
#define GT_LCG_NONE UINT32_MAX

struct gt_lcg_lit { uint32_t w; int32_t t; };

enum gt_why_kind { GT_BY_DECISION, GT_BY_LINK, GT_BY_BLOCK, GT_BY_CLAUSE, GT_BY_TABLE };

/* Why a bound holds, in eight bytes; spelled out only when asked. */
struct gt_lcg_cause {
    uint32_t kind : 3;
    uint32_t index : 29; /* link, clause or resource */
    int32_t  at;         /* tick of the time table */
};

/* [to] >= [from] + lag, where the condition holds (cond.w == NONE: always). */
struct gt_lcg_edge {
    uint32_t from, to;
    int32_t  lag;
    struct gt_lcg_lit cond;
};

struct gt_lcg_step { /* of the trail */
    uint32_t w;
    int32_t  old;
    uint32_t prev;       /* earlier step of the same w, or NONE */
    uint32_t level;
    struct gt_lcg_cause cause;
};

enum gt_lcg_answer {
    GT_LCG_FOUND,     /* start[] holds a schedule */
    GT_LCG_REFUTED,   /* nothing ends by the assumed end; lower_bound rose */
    GT_LCG_EXHAUSTED, /* nothing is left at all under the root bounds */
    GT_LCG_LIMIT,     /* the conflicts are spent, or halt() said so */
    GT_LCG_NOMEM,
};

/* Scratch of the energy check; it waits longer each time that it finds nothing. */
struct gt_lcg_item { int32_t early, late, dur, need; };
struct gt_lcg_energy {
    uint32_t *by_early[2];      /* [tasks] latest earliest start first; mirrored likewise */
    bool      mirrored;         /* the windows are looked at from the end; every other time */
    int32_t  *ends, *share;     /* [tasks] */
    int64_t  *used;             /* [ticks + 1] */
    struct gt_lcg_item *item;   /* [tasks] */
    uint32_t  wait, pause;      /* checks to leave out, and how many after the next failure */
};

struct gt_lcg {
    const struct gt_frame *frame;
    uint32_t vars, pairs, end_var;
    uint32_t tasks;          /* activities that need a resource */
    uint32_t *task;          /* [tasks] */
    uint32_t *pair;          /* [2 * pairs] */

    /* edges: fixed ones first, then those of the present neighbourhood */
    uint32_t edge_fixed, edge_count, edge_cap;
    struct gt_lcg_edge *edge;
    uint32_t *out_at, *out;  /* fixed edges by their source: [2 * vars + 1] */
    uint32_t *extra;         /* [2 * vars] list of extra edges by source, or NONE */
    uint32_t *extra_next;    /* [edge_cap - edge_fixed] */
    uint32_t *cond_at, *cond;/* fixed edges by the variable of their condition */

    /* bounds */
    int32_t  *bound;         /* [2 * vars] */
    int32_t  *root;          /* [2 * vars] at level 0 */
    int32_t  *low;           /* [2 * vars] literals (w, t) have low < t */
    int32_t  *seen;          /* [2 * vars] propagated up to here */
    uint32_t *base;          /* [2 * vars] number of literal (w, low + 1); first those
                                of even w, from `literals` on their negations */
    uint32_t *last;          /* [2 * vars] latest step, or NONE */
    uint32_t literals, literals_cap;
    uint32_t *watch;         /* [2 * literals] clauses that watch it, or NONE */
    uint32_t *var_of;        /* [literals] variable of a positive literal */

    struct gt_lcg_step *step;
    uint32_t steps, step_cap, head;
    uint32_t *level_at;      /* steps below each level */
    uint32_t level, level_cap;

    /* time table: what is free, packed; the loads are taken off already */
    uint64_t *room;          /* [words * ticks] without tasks */
    uint64_t *space;         /* [words * ticks] */
    int32_t  ticks;
    int32_t  dirty_from, dirty_to;
    uint8_t  *touched;       /* [n] bounds moved since the last sweep */
    bool     stale, fresh;   /* a sweep is due; nothing was propagated yet */

    struct gt_lcg_energy energy;

    /* conflict at hand */
    enum { GT_CLASH_CLAUSE, GT_CLASH_BOUND, GT_CLASH_TABLE, GT_CLASH_ENERGY } clash;
    struct gt_lcg_lit clash_bound;
    struct gt_lcg_cause clash_cause; /* energy: the resource, from when */
    int32_t  clash_until;            /* and until when */

    /* analysis */
    int32_t  *wanted;        /* [step_cap] bound wanted of a marked step */
    uint8_t  *marked;        /* [step_cap] */
    uint32_t *mark_of;       /* [2 * vars] marked step, or NONE */
    uint32_t *marks;         /* [2 * vars] steps that were marked */
    uint32_t mark_count, open_marks;
    struct gt_lcg_lit *learnt; /* [2 * vars + 1] */
    uint32_t learnt_count;
    struct gt_lcg_lit *reason; /* [2 * vars + 2 * n] scratch */
    uint32_t reason_count;
    uint32_t *cover;         /* [n] scratch */
    uint32_t *cover_at;      /* [n] */
    uint64_t *level_stamp;   /* [level_cap] */
    uint64_t stamp;

    /* clauses, one behind the other in a pool of words */
    uint32_t *pool;
    uint32_t pool_used, pool_cap, clauses;
    uint32_t clauses_max;
    float    clause_inc;

    /* branching */
    double  *activity;       /* [literals] of positive literals */
    double   activity_inc;
    uint32_t *heap, *heap_pos; /* [literals] */
    uint32_t heap_count;
    int32_t *guide;          /* [vars] values to branch towards */
    bool     guided, oom, broken;
    bool     hoods, crowded; /* crowded: too many literals for the memory */
    uint32_t restart_no;
    struct gt_rng rng;

    bool (*halt)(void *user); /* asked every few decisions; NULL: never */
    void    *halt_user;
    int32_t *start;          /* [n] the schedule last found */
    int32_t  lower_bound;    /* of the end, proved under the root bounds */
    struct gt_solve_stats *stats;
};

/*
 * Memory for schedules that end by `end_max`.  GT_ELIMIT where that takes
 * too many literals; with `hoods` (it will only serve neighbourhoods, whose links
 * leave fewer) there is no such limit, but one with too many is not searched.  Release with gt_lcg_clear() whatever was returned.
 */
gt_rc gt_lcg_init(struct gt_arena *arena, const struct gt_frame *f, int32_t end_max,
                  uint64_t seed, uint32_t clauses_max, bool hoods,
                  struct gt_solve_stats *stats, struct gt_lcg *lcg, struct gt_err *err) GT_MUST_USE;
void gt_lcg_clear(struct gt_lcg *lcg);

/*
 * Forgets everything and begins anew: end <= end_max (at most that of init)
 * and these extra links hold (count <= n * GT_LCG_EXTRA of them).
 */
enum { GT_LCG_EXTRA = 8 };
void gt_lcg_begin(struct gt_lcg *lcg, int32_t end_max, const struct gt_rlink *extra,
                  uint32_t count);

/* A schedule to branch towards. */
void gt_lcg_guide(struct gt_lcg *lcg, const int32_t *start);

/* From now on only ends <= end_max interest; keeps what was learned. */
void gt_lcg_tighten(struct gt_lcg *lcg, int32_t end_max);

/*
 * Searches on.  assume < INT32_MAX: only for ends <= assume, and says
 * GT_LCG_REFUTED when there is none.  `conflicts` is heard at the next
 * restart: cutting the long runs of the sequence short costs proofs.
 */
enum gt_lcg_answer gt_lcg_run(struct gt_lcg *lcg, int64_t conflicts, int32_t assume);

/* ---- between the files of the learner ---------------------------------- */

/* Raises a bound. False: a conflict is noted in clash. */
bool gt_lcg_set(struct gt_lcg *l, uint32_t w, int32_t t, struct gt_lcg_cause cause);
bool gt_lcg_propagate(struct gt_lcg *l);
bool gt_lcg_energy_init(struct gt_arena *arena, struct gt_lcg *l);
/* False: a window holds less than must be done in it. */
bool gt_lcg_energy_check(struct gt_lcg *l);
void gt_lcg_energy_because(struct gt_lcg *l); /* into reason[] */
void gt_lcg_back(struct gt_lcg *l, uint32_t level);
/* Learns from the clash and jumps back.  False: what was learned clashes
 * again at once, or (broken) level 0 is refuted. */
bool gt_lcg_learn(struct gt_lcg *l);
bool gt_lcg_watchers(struct gt_lcg *l, struct gt_lcg_lit falsified);
void gt_lcg_forget(struct gt_lcg *l); /* half of the clauses; at level 0 only */
void gt_lcg_heap_push(struct gt_lcg *l, uint32_t literal);
void gt_lcg_bump(struct gt_lcg *l, struct gt_lcg_lit b);

static inline bool gt_lcg_true(const struct gt_lcg *l, struct gt_lcg_lit b)
{
    return l->bound[b.w] >= b.t;
}
static inline bool gt_lcg_false(const struct gt_lcg *l, struct gt_lcg_lit b)
{
    return l->bound[b.w ^ 1] >= 1 - b.t;
}
static inline uint32_t gt_lcg_literal(const struct gt_lcg *l, struct gt_lcg_lit b)
{
    return l->base[b.w] + (uint32_t)(b.t - l->low[b.w] - 1);
}

#endif
