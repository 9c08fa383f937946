/* rng.h - small seeded random numbers (splitmix64, Steele et al. 2014). */
#ifndef GT_PLAN_RNG_H
#define GT_PLAN_RNG_H

#include <stdint.h>

struct gt_rng { uint64_t state; };

static inline uint64_t gt_rng_next(struct gt_rng *rng)
{
    uint64_t z = (rng->state += UINT64_C(0x9e3779b97f4a7c15));

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

/* 0 .. below-1; below > 0. */
static inline uint32_t gt_rng_below(struct gt_rng *rng, uint32_t below)
{
    return (uint32_t)(((gt_rng_next(rng) >> 32) * below) >> 32);
}

static inline double gt_rng_unit(struct gt_rng *rng)
{
    return (double)(gt_rng_next(rng) >> 11) * 0x1p-53;
}

#endif
