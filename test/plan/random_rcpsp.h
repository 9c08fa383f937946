/* random_rcpsp.h - small problems with limited resources, an independent
 * check of schedules, and the optimum by trying everything. */
#ifndef GT_TEST_PLAN_RANDOM_RCPSP_H
#define GT_TEST_PLAN_RANDOM_RCPSP_H

#include "plan/rcpsp.h"
#include "plan/rng.h"

struct small_shape {
    uint32_t acts, ress;
    bool greatest; /* some links have a greatest lag, possibly impossible */
    bool windows;  /* some earliest and latest starts */
    bool loads;    /* some capacity is away for a while */
};

/* Same seed, same problem; NULL memory fails the test. */
void small_make(struct gt_arena *arena, uint64_t seed, const struct small_shape *shape,
                struct gt_rcpsp *out);

/* What is wrong with a schedule, or NULL.  Counts every tick. */
const char *small_breach(const struct gt_rcpsp *p, const int32_t *start);

/* Length of the shortest schedule, -1 where there is none that ends by `most`. */
int32_t small_optimum(const struct gt_rcpsp *p, int32_t most);

#endif
