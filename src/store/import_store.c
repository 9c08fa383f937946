/* import_store.c - every import that was applied. */
#include "store/import_store.h"

#include "store/rows.h"
#include "store/task_store.h"

enum { IMPORTS_PAGE_MAX = 1000 };

#define COLUMNS "id, file_id, person_id, at_ms, kind, sheet, options, summary"
static const char sql_list[] =
    "SELECT " COLUMNS " FROM import WHERE id < $1 ORDER BY id DESC LIMIT $2";
static const char sql_get[] = "SELECT " COLUMNS " FROM import WHERE id = $1";
static const char sql_insert[] =
    "INSERT INTO import (file_id, person_id, at_ms, kind, sheet, options, summary)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id";
static const char sql_update[] =
    "UPDATE import SET kind = $2, sheet = $3, options = $4, summary = $5 WHERE id = $1";
static const char sql_row[] =
    "INSERT INTO import_row (import_id, task_id, row_key) VALUES ($1, $2, $3)";
static const char sql_rows[] =
    "SELECT task_id, row_key FROM import_row WHERE import_id = $1 ORDER BY task_id";

static gt_rc read_import(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_import *import = row;
    gt_rc rc;

    import->id = gt_stmt_i64(stmt, 0);
    import->file_id = gt_stmt_i64(stmt, 1);
    import->person_id = gt_stmt_i64(stmt, 2);
    import->at_ms = gt_stmt_i64(stmt, 3);
    if ((rc = gt_stmt_dup(stmt, 4, arena, &import->kind)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 5, arena, &import->sheet)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 6, arena, &import->options)) != GT_OK)
        return rc;
    return gt_stmt_dup(stmt, 7, arena, &import->summary);
}

gt_rc gt_import_store_list(struct gt_db *db, int64_t before_id, int64_t limit,
                           struct gt_arena *arena, gt_imports *out, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_list, &stmt, err)) != GT_OK)
        return rc;
    gt_stmt_bind_i64(stmt, 1, before_id <= 0 ? INT64_MAX : before_id);
    gt_stmt_bind_i64(stmt, 2, limit > IMPORTS_PAGE_MAX ? IMPORTS_PAGE_MAX : limit);
    rc = gt_rows_list(stmt, arena, read_import, sizeof(struct gt_import), IMPORTS_PAGE_MAX, out, err);
    gt_stmt_release(stmt);
    return rc;
}

gt_rc gt_import_store_get(struct gt_db *db, int64_t id, struct gt_arena *arena,
                          struct gt_import *out, struct gt_err *err)
{
    const gt_rc rc = gt_rows_get(db, sql_get, id, arena, read_import, out, err);

    return rc == GT_ENOTFOUND ? gt_rows_missing(err, "import", "导入", id) : rc;
}

gt_rc gt_import_store_insert(struct gt_db *db, struct gt_import *import, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_insert, &stmt, err)) != GT_OK)
        return rc;
    gt_stmt_bind_ref(stmt, 1, import->file_id);
    gt_stmt_bind_i64(stmt, 2, import->person_id);
    gt_stmt_bind_i64(stmt, 3, import->at_ms);
    gt_stmt_bind_str(stmt, 4, import->kind);
    gt_stmt_bind_str(stmt, 5, import->sheet);
    gt_stmt_bind_str(stmt, 6, import->options);
    gt_stmt_bind_str(stmt, 7, import->summary);
    rc = gt_stmt_run_i64(stmt, &import->id, err);
    gt_stmt_release(stmt);
    return rc;
}

gt_rc gt_import_store_update(struct gt_db *db, const struct gt_import *import, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_update, &stmt, err)) != GT_OK)
        return rc;
    gt_stmt_bind_i64(stmt, 1, import->id);
    gt_stmt_bind_str(stmt, 2, import->kind);
    gt_stmt_bind_str(stmt, 3, import->sheet);
    gt_stmt_bind_str(stmt, 4, import->options);
    gt_stmt_bind_str(stmt, 5, import->summary);
    rc = gt_stmt_run(stmt, err);
    gt_stmt_release(stmt);
    return rc;
}

gt_rc gt_import_store_add_row(struct gt_db *db, int64_t import_id, int64_t task_id, gt_str key,
                              struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_row, &stmt, err)) != GT_OK)
        return rc;
    gt_stmt_bind_i64(stmt, 1, import_id);
    gt_stmt_bind_i64(stmt, 2, task_id);
    gt_stmt_bind_str(stmt, 3, key);
    rc = gt_stmt_run(stmt, err);
    gt_stmt_release(stmt);
    return rc;
}

static gt_rc read_row(struct gt_stmt *stmt, struct gt_arena *arena, void *at)
{
    struct gt_import_row *row = at;

    row->task_id = gt_stmt_i64(stmt, 0);
    return gt_stmt_dup(stmt, 1, arena, &row->key);
}

gt_rc gt_import_store_rows(struct gt_db *db, int64_t import_id, struct gt_arena *arena,
                           gt_import_rows *out, struct gt_err *err)
{
    return gt_rows_query(db, sql_rows, import_id, arena, read_row, sizeof(struct gt_import_row),
                         GT_TASKS_MAX, out, err);
}
