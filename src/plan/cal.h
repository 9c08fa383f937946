/*
 * cal.h - work calendars as monotone functions of time.
 *
 * An instant is a boundary between two ticks, never a tick: tick t runs
 * from instant t to instant t + 1.  In an office plan a tick is a day and
 * instant d is the morning of day d (base/date.h), so a task that works on
 * the days a..b runs from instant a to instant b + 1.  In project files a
 * tick is a minute since 1970-01-01 00:00 local time.
 *
 * A calendar is a sorted list of working spans with prefix sums; all else
 * follows from three functions:
 *   work(t)  work time before t                       never falls
 *   lo(w)    first instant with work(t) >= w          end of the w-th tick of work
 *   hi(w)    last instant with work(t) <= w           where the next work begins
 * In elapsed time all three are the identity.  Outside its span list a
 * calendar has no work time: lo and hi answer GT_TICK_LAST or GT_TICK_FIRST
 * there, and a pass reports that as GT_ELIMIT.
 */
#ifndef GT_PLAN_CAL_H
#define GT_PLAN_CAL_H

#include "base/base.h"
#include "base/date.h"

typedef int64_t gt_tick;

#define GT_TICK_NONE  INT64_MIN             /* no such fact */
#define GT_TICK_FIRST (-(INT64_C(1) << 60)) /* before all time: not bounded below */
#define GT_TICK_LAST  (INT64_C(1) << 60)    /* after all time: not bounded above */

enum {
    GT_CAL_SPANS_MAX = 4 * 1024 * 1024,
    GT_MINUTES_A_DAY = 24 * 60,
};

/* What one tick is, for words and for reading dates. */
enum gt_unit { GT_UNIT_PLAIN, GT_UNIT_DAY, GT_UNIT_MINUTE, GT_UNIT_COUNT };

struct gt_cal_span { gt_tick from, to; }; /* working, from < to */

/* Frozen; lives in the arena it was built in.  Open because the three
 * functions are the inner loop of everything. */
struct gt_cal {
    bool elapsed;                  /* every tick works; the rest is unused */
    uint32_t span_count;           /* at least 1 unless elapsed */
    const struct gt_cal_span *spans;
    const int64_t *sum;            /* [span_count + 1] work before each span; total */
    /* First span that ends at or after time_base + (i << time_shift); first span
     * whose end has sum above i << work_shift. */
    const uint32_t *by_time, *by_work;
    uint32_t time_count, work_count;
    uint8_t time_shift, work_shift;
    gt_tick time_base;
    gt_str name;
    /* Days for which a notice was published; outside them the calendar is a
     * projection.  GT_DAY_MIN..GT_DAY_MAX where it does not apply. */
    gt_day known_from, known_to;
};

/* Spans sorted, apart, not empty; GT_EINVAL says which one is not, or that
 * there is no work time at all. */
gt_rc gt_cal_build(struct gt_arena *arena, const struct gt_cal_span *spans, uint32_t count,
                   gt_str name, struct gt_cal *out, struct gt_err *err) GT_MUST_USE;

/* The trivial calendar. */
struct gt_cal gt_cal_elapsed(gt_str name);

static inline int64_t gt_cal_work(const struct gt_cal *cal, gt_tick t)
{
    uint32_t i;

    if (cal->elapsed)
        return t;
    if (t <= cal->time_base)
        return 0;
    i = (uint64_t)(t - cal->time_base) >> cal->time_shift >= cal->time_count
            ? cal->span_count
            : cal->by_time[(uint64_t)(t - cal->time_base) >> cal->time_shift];
    while (i < cal->span_count && cal->spans[i].to < t)
        i++;
    if (i == cal->span_count)
        return cal->sum[i];
    return cal->sum[i] + (t > cal->spans[i].from ? t - cal->spans[i].from : 0);
}

static inline gt_tick gt_cal_lo(const struct gt_cal *cal, int64_t w)
{
    uint32_t i;

    if (cal->elapsed)
        return w;
    if (w <= 0)
        return GT_TICK_FIRST;
    if (w > cal->sum[cal->span_count])
        return GT_TICK_LAST;
    i = cal->by_work[(uint64_t)(w - 1) >> cal->work_shift];
    while (cal->sum[i + 1] < w)
        i++;
    return cal->spans[i].from + (w - cal->sum[i]);
}

static inline gt_tick gt_cal_hi(const struct gt_cal *cal, int64_t w)
{
    uint32_t i;

    if (cal->elapsed)
        return w;
    if (w < 0)
        return GT_TICK_FIRST;
    if (w >= cal->sum[cal->span_count])
        return GT_TICK_LAST;
    i = cal->by_work[(uint64_t)w >> cal->work_shift];
    while (cal->sum[i + 1] <= w)
        i++;
    return cal->spans[i].from + (w - cal->sum[i]);
}

/* Work time from a to b; negative where b is before a. */
static inline int64_t gt_cal_between(const struct gt_cal *cal, gt_tick a, gt_tick b)
{
    return gt_cal_work(cal, b) - gt_cal_work(cal, a);
}

/* Where work that may begin at t does begin; where work that must end by t ends. */
static inline gt_tick gt_cal_next(const struct gt_cal *cal, gt_tick t)
{
    return cal->elapsed ? t : gt_cal_hi(cal, gt_cal_work(cal, t));
}
static inline gt_tick gt_cal_prev(const struct gt_cal *cal, gt_tick t)
{
    return cal->elapsed ? t : gt_cal_lo(cal, gt_cal_work(cal, t));
}

/* The end of w ticks of work begun at t or as soon as can be; the latest
 * beginning of w ticks of work that end by t.  w = 0 gives t. */
static inline gt_tick gt_cal_add(const struct gt_cal *cal, gt_tick t, int64_t w)
{
    return w == 0 ? t : gt_cal_lo(cal, gt_cal_work(cal, t) + w);
}
static inline gt_tick gt_cal_sub(const struct gt_cal *cal, gt_tick t, int64_t w)
{
    return w == 0 ? t : gt_cal_hi(cal, gt_cal_work(cal, t) - w);
}

/* True where tick t lies on a day for which no notice was published. */
bool gt_cal_provisional(const struct gt_cal *cal, gt_tick t, enum gt_unit unit);

#endif
