/* calendars.h - calendar files into the store; nodes live beside them. */
#ifndef GT_WORK_CALENDARS_H
#define GT_WORK_CALENDARS_H

#include "base/problem.h"
#include "store/db.h"

/* One year's notice (calendars/README.md), checked whole, then replacing what
 * the calendar had for that year.  year may be NULL. */
gt_rc gt_calendar_put_file(struct gt_db *db, struct gt_arena *arena, int64_t calendar_id,
                           gt_str json, int64_t *year, struct gt_err *err) GT_MUST_USE;

#endif
