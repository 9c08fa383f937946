/*
 * diff.h - the difference between two plans: a baseline and today, two
 * versions, before and after.
 */
#ifndef GT_PLAN_DIFF_H
#define GT_PLAN_DIFF_H

#include "plan/pass.h"

/* One plan's dates, by a key that both plans share. */
struct gt_dated { gt_str key; struct gt_when when; };

enum gt_diff_kind { GT_DIFF_SAME, GT_DIFF_EARLIER, GT_DIFF_LATER, GT_DIFF_CHANGED, GT_DIFF_ADDED,
                    GT_DIFF_REMOVED };

struct gt_diff_row {
    enum gt_diff_kind kind;  /* by the finish; CHANGED: only the start or the length */
    uint32_t before, after;  /* index into the lists, GT_NO_INDEX where it is not in one */
    int64_t  finish_moved;   /* in work time of the calendar, later is positive */
    int64_t  length_changed;
};

struct gt_plan_diff { struct gt_diff_row *rows; uint32_t count, same; };

/*
 * Rows for whatever differs, in the order of `after`, what was removed at the
 * end; `same` counts the rest.  GT_EINVAL: a key twice in one list.
 */
gt_rc gt_plan_diff(struct gt_arena *arena, const struct gt_cal *cal,
                   const struct gt_dated *before, uint32_t before_count,
                   const struct gt_dated *after, uint32_t after_count,
                   struct gt_plan_diff *out, struct gt_err *err) GT_MUST_USE;

#endif
