/* baseline_store.c - frozen copies of the computed plan. */
#include "store/baseline_store.h"

#include "store/rows.h"
#include "store/task_store.h"

static const char sql_list[] =
    "SELECT id, name, day, at_ms, person_id, row_count FROM baseline ORDER BY id";
static const char sql_rows[] =
    "SELECT task_id, code, title, start_day, finish_day, deadline FROM baseline_row"
    " WHERE baseline_id = $1 ORDER BY task_id";
static const char sql_insert[] =
    "INSERT INTO baseline (name, day, at_ms, person_id, row_count)"
    " VALUES ($1, $2, $3, $4, $5) RETURNING id";
static const char sql_row[] =
    "INSERT INTO baseline_row (baseline_id, task_id, code, title, start_day, finish_day, deadline)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7)";

static gt_rc read_baseline(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_baseline *baseline = row;

    baseline->id = gt_stmt_i64(stmt, 0);
    baseline->day = gt_stmt_day(stmt, 2);
    baseline->at_ms = gt_stmt_i64(stmt, 3);
    baseline->person_id = gt_stmt_i64(stmt, 4);
    baseline->rows = gt_stmt_i64(stmt, 5);
    return gt_stmt_dup(stmt, 1, arena, &baseline->name);
}

static gt_rc read_row(struct gt_stmt *stmt, struct gt_arena *arena, void *at)
{
    struct gt_baseline_row *row = at;
    gt_rc rc;

    row->task_id = gt_stmt_i64(stmt, 0);
    row->start = gt_stmt_day(stmt, 3);
    row->finish = gt_stmt_day(stmt, 4);
    row->deadline = gt_stmt_day(stmt, 5);
    if ((rc = gt_stmt_dup(stmt, 1, arena, &row->code)) != GT_OK)
        return rc;
    return gt_stmt_dup(stmt, 2, arena, &row->title);
}

gt_rc gt_baseline_store_list(struct gt_db *db, struct gt_arena *arena, gt_baselines *out,
                             struct gt_err *err)
{
    return gt_rows_query(db, sql_list, 0, arena, read_baseline, sizeof(struct gt_baseline),
                         GT_BASELINES_MAX, out, err);
}

gt_rc gt_baseline_store_rows(struct gt_db *db, int64_t id, struct gt_arena *arena,
                             gt_baseline_rows *out, struct gt_err *err)
{
    return gt_rows_query(db, sql_rows, id, arena, read_row, sizeof(struct gt_baseline_row),
                         GT_TASKS_MAX, out, err);
}

gt_rc gt_baseline_store_insert(struct gt_db *db, struct gt_baseline *baseline,
                               const struct gt_baseline_row *rows, size_t count,
                               struct gt_err *err)
{
    struct gt_stmt *head = NULL, *row = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_insert, &head, err)) != GT_OK ||
        (rc = gt_db_prepare(db, sql_row, &row, err)) != GT_OK)
        goto out;
    baseline->rows = (int64_t)count;
    gt_stmt_bind_str(head, 1, baseline->name);
    gt_stmt_bind_day(head, 2, baseline->day);
    gt_stmt_bind_i64(head, 3, baseline->at_ms);
    gt_stmt_bind_i64(head, 4, baseline->person_id);
    gt_stmt_bind_i64(head, 5, baseline->rows);
    rc = gt_stmt_run_i64(head, &baseline->id, err);
    for (size_t at = 0; at < count && rc == GT_OK; at++) {
        gt_stmt_bind_i64(row, 1, baseline->id);
        gt_stmt_bind_i64(row, 2, rows[at].task_id);
        gt_stmt_bind_str(row, 3, rows[at].code);
        gt_stmt_bind_str(row, 4, rows[at].title);
        gt_stmt_bind_day(row, 5, rows[at].start);
        gt_stmt_bind_day(row, 6, rows[at].finish);
        gt_stmt_bind_day(row, 7, rows[at].deadline);
        rc = gt_stmt_run(row, err);
    }
out:
    gt_stmt_release(head);
    gt_stmt_release(row);
    return rc == GT_OK ? GT_OK : gt_wrap(err, rc, "freezing baseline %.*s", "冻结基线 %.*s",
                                         GT_FMT(baseline->name));
}
