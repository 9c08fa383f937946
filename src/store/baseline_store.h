/* baseline_store.h - frozen copies of the computed plan. */
#ifndef GT_STORE_BASELINE_STORE_H
#define GT_STORE_BASELINE_STORE_H

#include "store/db.h"

enum { GT_BASELINES_MAX = 1000 };

struct gt_baseline { int64_t id, at_ms, person_id, rows; gt_str name; gt_day day; };
typedef GT_VEC(struct gt_baseline) gt_baselines;

struct gt_baseline_row {
    int64_t task_id;
    gt_str  code, title;
    gt_day  start, finish, deadline; /* GT_DAY_NONE where there was none */
};
typedef GT_VEC(struct gt_baseline_row) gt_baseline_rows;

gt_rc gt_baseline_store_list(struct gt_db *db, struct gt_arena *arena, gt_baselines *out,
                             struct gt_err *err) GT_MUST_USE;
gt_rc gt_baseline_store_rows(struct gt_db *db, int64_t id, struct gt_arena *arena,
                             gt_baseline_rows *out, struct gt_err *err) GT_MUST_USE; /* by task_id */
/* GT_EEXISTS: the name is taken. */
gt_rc gt_baseline_store_insert(struct gt_db *db, struct gt_baseline *baseline,
                               const struct gt_baseline_row *rows, size_t count,
                               struct gt_err *err) GT_MUST_USE;

#endif
