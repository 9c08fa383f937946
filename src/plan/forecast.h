/*
 * forecast.h - Monte Carlo: when will it be finished, how sure is each
 * deadline, and which tasks decide.
 *
 * Durations are drawn from spreads, in work ticks; common drivers (one bad
 * winter, one slow ministry) stretch all tasks that hang on them together.
 * Each batch of samples draws from its own stream, so the same seed gives the
 * same numbers whatever the number of threads.
 *
 * With the links of level.h's `order` added, who waits for whom's resource waits
 * in every sample: a forecast that reckons with people.
 *
 * Where all work and lags count in one calendar, samples run in its work time,
 * a whole batch an operation; where calendars differ each sample is worked
 * out date by date, slower.  Greatest lags do not push anything later than
 * least ones do, so they are left out.
 */
#ifndef GT_PLAN_FORECAST_H
#define GT_PLAN_FORECAST_H

#include "plan/net.h"

enum {
    GT_FORECAST_SAMPLES_MAX = 10 * 1000 * 1000,
    GT_FORECAST_THREADS_MAX = 64,
    GT_FORECAST_DRIVERS_MAX = 1024,
};

enum gt_spread_kind {
    GT_SPREAD_FIXED,      /* the planned duration */
    GT_SPREAD_TRIANGULAR, /* low, mode, high */
    GT_SPREAD_PERT,       /* low, mode, high: beta with shape 4 */
    GT_SPREAD_LOGNORMAL,  /* mode is the median, high the 90th percentile */
    GT_SPREAD_EMPIRICAL,  /* values, each as likely */
};

struct gt_spread {
    enum gt_spread_kind kind;
    double low, mode, high;      /* work ticks; of a driver: factors, 1 is no change */
    const double *values;
    uint32_t value_count;
    uint32_t driver;             /* of a task: index of a common driver, or GT_NO_DRIVER */
};
#define GT_NO_DRIVER UINT32_MAX

struct gt_forecast_input {
    const struct gt_net *net;          /* with its arcs inward */
    gt_tick from;                      /* nothing starts before; needed */
    const struct gt_spread *spreads;   /* [acts] */
    const struct gt_spread *drivers;
    uint32_t driver_count;
    const struct gt_link *order;       /* further links, all in force; or NULL */
    uint32_t order_count;
    uint32_t samples;
    /* Of these, how many also count for what is told of each task
     * (percentiles, how often critical, share); 0: all up to 2048. */
    uint32_t detail;
    uint64_t seed;
    uint32_t threads;                  /* 0: 1 */
};

struct gt_forecast_act {
    gt_tick p50, p80, p95;  /* finish; from the detail samples */
    float   chance;         /* that its finish_max or pin holds; -1 without one; all samples */
    float   critical;       /* how often nothing but it and its like held the end up */
    float   share;          /* of the whole's variance that goes with its own */
};

struct gt_forecast {
    gt_tick p50, p80, p95;  /* the whole plan's finish, from all samples */
    double  mean_work, deviation_work; /* of the same, in ticks of work (slow way: of time) */
    bool    one_calendar;
    /* [driver_count] of the whole's variance that goes with each driver; in the arena */
    float  *driver_share;
    struct gt_forecast_act *acts; /* [acts], in the arena */
};

/* GT_EINVAL names a spread that is none; GT_ECYCLE where least lags form a cycle;
 * GT_ELIMIT where dates leave the calendar. */
gt_rc gt_forecast_run(struct gt_arena *arena, const struct gt_forecast_input *input,
                      struct gt_forecast *out, struct gt_err *err) GT_MUST_USE;

#endif
