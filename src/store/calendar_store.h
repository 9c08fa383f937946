/*
 * calendar_store.h - work calendars: a week, and days that differ from it.
 * A day knows the notice it came from, because one year's notice can touch
 * another year's days.
 */
#ifndef GT_STORE_CALENDAR_STORE_H
#define GT_STORE_CALENDAR_STORE_H

#include "store/db.h"

struct gt_calendar {
    int64_t id;
    gt_str  key, name[GT_LANG_COUNT];
    int64_t week_mask;   /* bit 0 Monday: works */
};
typedef GT_VEC(struct gt_calendar) gt_calendars;

struct gt_calendar_year {
    int64_t calendar_id, year;
    gt_str  source;      /* the notice */
    int64_t provisional; /* 0 or 1 */
};
typedef GT_VEC(struct gt_calendar_year) gt_calendar_years;

struct gt_calendar_day {
    int64_t calendar_id, year;
    gt_day  day;
    int64_t off;         /* 1 off, 0 works */
    gt_str  name[GT_LANG_COUNT];
};
typedef GT_VEC(struct gt_calendar_day) gt_calendar_days;

gt_rc gt_calendar_store_list(struct gt_db *db, struct gt_arena *arena, gt_calendars *out,
                             struct gt_err *err) GT_MUST_USE;
gt_rc gt_calendar_store_years(struct gt_db *db, struct gt_arena *arena, gt_calendar_years *out,
                              struct gt_err *err) GT_MUST_USE;
gt_rc gt_calendar_store_days(struct gt_db *db, struct gt_arena *arena, gt_calendar_days *out,
                             struct gt_err *err) GT_MUST_USE;
gt_rc gt_calendar_store_insert(struct gt_db *db, struct gt_calendar *calendar,
                               struct gt_err *err) GT_MUST_USE;
/* Replaces the year's notice: its row and all days that came from it. */
gt_rc gt_calendar_store_set_year(struct gt_db *db, const struct gt_calendar_year *year,
                                 const struct gt_calendar_day *days, size_t count,
                                 struct gt_err *err) GT_MUST_USE;

#endif
