/*
 * holiday.h - statutory holidays and make-up workdays, read from files
 * such as calendars/cn-2026.json: one file a year's notice.
 *
 * A notice may touch the year before (2022-12-31), so what is kept is one
 * entry a date, with the notice it comes from.  A year is known when some
 * file for it was read and that file is not provisional; dates that rest on
 * other years are a projection and say so.
 *
 *   {"calendar": "cn", "year": 2026, "provisional": false,
 *    "source": "…", "url": "…",
 *    "off":  [{"from": "2026-01-01", "to": "2026-01-03", "zh": "元旦", "en": "New Year"}],
 *    "work": ["2026-01-04"]}
 */
#ifndef GT_PLAN_HOLIDAY_H
#define GT_PLAN_HOLIDAY_H

#include "plan/week.h"

enum { GT_HOLIDAYS_MAX = 100000, GT_HOLIDAY_FILE_MAX = 1024 * 1024 };

struct gt_holiday {
    gt_day day;
    bool   work;         /* a make-up workday; else a day off */
    bool   provisional;
    gt_str name[GT_LANG_COUNT];
    gt_str source;
};

struct gt_holidays {
    struct gt_arena *arena;
    GT_VEC(struct gt_holiday) days; /* sorted by day, one each */
    GT_VEC(int) known_years;        /* sorted */
};

void gt_holidays_init(struct gt_holidays *holidays, struct gt_arena *arena);

/* Adds one file; a date that is there already is replaced, unless that would
 * put a projection over a notice.  All or nothing.  The text must live as
 * long as the holidays. */
gt_rc gt_holidays_parse(struct gt_holidays *holidays, gt_str json, struct gt_err *err) GT_MUST_USE;

/* The years that ship with the program. */
gt_rc gt_holidays_builtin(struct gt_holidays *holidays, struct gt_err *err) GT_MUST_USE;

/* NULL where nothing is said about the day. */
const struct gt_holiday *gt_holidays_find(const struct gt_holidays *holidays, gt_day day);

/* True where the day's year has a published notice. */
bool gt_holidays_known(const struct gt_holidays *holidays, gt_day day);

/*
 * The week with the holidays laid over it (make-up days get the hours of the
 * first working weekday), over the days first..last.
 */
gt_rc gt_holidays_cal(struct gt_arena *arena, const struct gt_holidays *holidays,
                      const struct gt_week *week, gt_day first, gt_day last,
                      enum gt_unit unit, gt_str name, struct gt_cal *out,
                      struct gt_err *err) GT_MUST_USE;

#endif
