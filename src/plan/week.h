/*
 * week.h - from what people say about work time to a calendar: hours for
 * each weekday, and days that differ.
 *
 * In day ticks only "works or not" counts, in minute ticks the hours do.
 */
#ifndef GT_PLAN_WEEK_H
#define GT_PLAN_WEEK_H

#include "plan/cal.h"

enum {
    GT_HOURS_MAX = 16,            /* spells of work in one day */
    GT_WEEK_RANGE_DAYS_MAX = 400 * 366,
};

struct gt_hours {
    uint8_t count;
    struct { uint16_t from, to; } at[GT_HOURS_MAX]; /* minutes of the day, 0..1440, sorted */
};

/* Days from..to have these hours (none: off).  A later entry of the list
 * covers an earlier one. */
struct gt_week_except { gt_day from, to; struct gt_hours hours; };

struct gt_week {
    struct gt_hours day[7]; /* Monday first */
    const struct gt_week_except *excepts;
    uint32_t except_count;
};

/* Monday to Friday, 08:30-12:00 and 13:30-17:30: seven and a half hours. */
struct gt_week gt_week_office(void);

/* The calendar over the days first..last.  known_from/known_to of *out are
 * left at "always". */
gt_rc gt_week_build(struct gt_arena *arena, const struct gt_week *week, gt_day first,
                    gt_day last, enum gt_unit unit, gt_str name, struct gt_cal *out,
                    struct gt_err *err) GT_MUST_USE;

#endif
