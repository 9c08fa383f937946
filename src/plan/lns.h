/*
 * lns.h - large-neighbourhood search: most of a schedule becomes a partial
 * order, the rest is free, and the clause learner looks for a shorter end.
 *
 * The partial order (chains of activities that hand on units of a
 * resource; Policella, Cesta, Oddi and Smith 2007) moves as a whole, which fixed
 * dates could not.
 */
#ifndef GT_PLAN_LNS_H
#define GT_PLAN_LNS_H

#include "plan/lcg.h"

enum gt_hood { GT_HOOD_WINDOW, GT_HOOD_NEAR, GT_HOOD_SCATTER, GT_HOOD_KINDS };

struct gt_lns {
    const struct gt_frame *frame;
    struct gt_lcg *lcg;
    struct gt_rng  rng;
    uint32_t *order;          /* [n] by start */
    int32_t  *key;
    uint8_t  *is_free;        /* [n] */
    uint32_t *chain;          /* [units] last activity of each unit */
    struct gt_rlink *link;    /* [n * GT_LCG_EXTRA] */
    uint32_t  links;
    double    size[GT_HOOD_KINDS];   /* activities to set free */
    double    merit[GT_HOOD_KINDS];
    struct gt_solve_stats *stats;
};

/* Borrows the learner, which must allow the ends that will be asked for. */
gt_rc gt_lns_init(struct gt_arena *arena, const struct gt_frame *f, struct gt_lcg *lcg,
                  uint64_t seed, struct gt_solve_stats *stats, struct gt_lns *out,
                  struct gt_err *err) GT_MUST_USE;

/*
 * One neighbourhood of `start`, searched for an end <= target within so many
 * conflicts. GT_LCG_FOUND leaves the schedule in lns->lcg->start.
 */
enum gt_lcg_answer gt_lns_try(struct gt_lns *lns, const int32_t *start, int32_t target,
                              int64_t conflicts);

#endif
