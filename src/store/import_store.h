/* import_store.h - every import that was applied, with its file and what it did. */
#ifndef GT_STORE_IMPORT_STORE_H
#define GT_STORE_IMPORT_STORE_H

#include "store/db.h"

struct gt_import {
    int64_t id, file_id, person_id, at_ms;
    gt_str  kind;      /* table, directive, units, people ... */
    gt_str  sheet;
    gt_str  options;   /* JSON: columns as confirmed, year ... so that it can be repeated */
    gt_str  summary;   /* JSON: counts of new, changed, gone, unchanged */
};
typedef GT_VEC(struct gt_import) gt_imports;

gt_rc gt_import_store_list(struct gt_db *db, int64_t before_id, int64_t limit,
                           struct gt_arena *arena, gt_imports *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_import_store_get(struct gt_db *db, int64_t id, struct gt_arena *arena,
                          struct gt_import *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_import_store_insert(struct gt_db *db, struct gt_import *import, struct gt_err *err) GT_MUST_USE;
/* Its kind, sheet, options and summary: a preview is corrected, then applied. */
gt_rc gt_import_store_update(struct gt_db *db, const struct gt_import *import,
                             struct gt_err *err) GT_MUST_USE;

/* The rows an import made or touched: key -> task, so that what is gone can be told. */
struct gt_import_row { int64_t task_id; gt_str key; };
typedef GT_VEC(struct gt_import_row) gt_import_rows;
gt_rc gt_import_store_add_row(struct gt_db *db, int64_t import_id, int64_t task_id, gt_str key,
                              struct gt_err *err) GT_MUST_USE;
gt_rc gt_import_store_rows(struct gt_db *db, int64_t import_id, struct gt_arena *arena,
                           gt_import_rows *out, struct gt_err *err) GT_MUST_USE;

#endif
