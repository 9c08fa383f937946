/* report_store.c - progress as it was told. */
#include "store/report_store.h"

#include "store/rows.h"
#include "store/task_store.h"

enum { REPORTS_MAX = 100000 };

static const char sql_list[] =
    "SELECT id, task_id, period, as_of, percent, person_id, at_ms, words, problems, next"
    " FROM report WHERE task_id = $1 ORDER BY as_of DESC, id DESC";
/* The newest of each task, by as_of and then id. */
static const char sql_latest[] =
    "SELECT r.id, r.task_id, r.period, r.as_of, r.percent, r.person_id, r.at_ms FROM report r"
    " JOIN task t ON t.id = r.task_id WHERE t.removed_at_ms IS NULL AND NOT EXISTS"
    " (SELECT 1 FROM report n WHERE n.task_id = r.task_id AND (n.as_of, n.id) > (r.as_of, r.id))"
    " ORDER BY r.task_id";
static const char sql_insert[] =
    "INSERT INTO report (task_id, period, as_of, percent, words, problems, next, person_id, at_ms)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id";

static gt_rc read_head(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_report *report = row;

    report->id = gt_stmt_i64(stmt, 0);
    report->task_id = gt_stmt_i64(stmt, 1);
    report->as_of = gt_stmt_day(stmt, 3);
    report->percent = gt_stmt_double(stmt, 4);
    report->person_id = gt_stmt_i64(stmt, 5);
    report->at_ms = gt_stmt_i64(stmt, 6);
    return gt_stmt_dup(stmt, 2, arena, &report->period);
}

static gt_rc read_report(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_report *report = row;
    gt_rc rc;

    if ((rc = read_head(stmt, arena, row)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 7, arena, &report->words)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 8, arena, &report->problems)) != GT_OK)
        return rc;
    return gt_stmt_dup(stmt, 9, arena, &report->next);
}

gt_rc gt_report_store_list(struct gt_db *db, int64_t task_id, struct gt_arena *arena,
                           gt_reports *out, struct gt_err *err)
{
    return gt_rows_query(db, sql_list, task_id, arena, read_report, sizeof(struct gt_report),
                         REPORTS_MAX, out, err);
}

gt_rc gt_report_store_latest(struct gt_db *db, struct gt_arena *arena, gt_reports *out,
                             struct gt_err *err)
{
    return gt_rows_query(db, sql_latest, 0, arena, read_head, sizeof(struct gt_report),
                         GT_TASKS_MAX, out, err);
}

gt_rc gt_report_store_insert(struct gt_db *db, struct gt_report *report, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_insert, &stmt, err)) != GT_OK)
        return rc;
    gt_stmt_bind_i64(stmt, 1, report->task_id);
    gt_stmt_bind_str(stmt, 2, report->period);
    gt_stmt_bind_day(stmt, 3, report->as_of);
    gt_stmt_bind_double(stmt, 4, report->percent);
    gt_stmt_bind_str(stmt, 5, report->words);
    gt_stmt_bind_str(stmt, 6, report->problems);
    gt_stmt_bind_str(stmt, 7, report->next);
    gt_stmt_bind_i64(stmt, 8, report->person_id);
    gt_stmt_bind_i64(stmt, 9, report->at_ms);
    rc = gt_stmt_run_i64(stmt, &report->id, err);
    gt_stmt_release(stmt);
    return rc == GT_OK ? GT_OK : gt_wrap(err, rc, "adding a report to task %lld",
                                         "为任务%lld填报进展", (long long)report->task_id);
}
