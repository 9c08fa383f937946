/* report_store.c - progress as it was told, and how each report was moved on. */
#include "store/report_store.h"

#include "store/rows.h"
#include "store/task_store.h"

#define HEAD "r.id, r.task_id, r.period, r.as_of, r.percent, r.person_id, r.at_ms, r.due, r.state," \
             " r.corrects_id, r.revision"
#define WHOLE HEAD ", r.words, r.problems, r.next, r.body, r.reason, r.field_count, r.kept_count," \
              " r.char_count, r.kept_chars"

static const char sql_list[] =
    "SELECT " WHOLE " FROM report r WHERE r.task_id = $1 ORDER BY r.as_of DESC, r.id DESC";
static const char sql_get[] = "SELECT " WHOLE " FROM report r WHERE r.id = $1";
/* The newest of each task that speaks, by as_of and then id; a correction
 * speaks once it is accepted. */
static const char sql_latest[] =
    "SELECT " HEAD " FROM report r"
    " JOIN task t ON t.id = r.task_id WHERE t.removed_at_ms IS NULL AND r.state <= 3"
    " AND (r.corrects_id IS NULL OR r.state = 3) AND NOT EXISTS"
    " (SELECT 1 FROM report n WHERE n.task_id = r.task_id AND n.state <= 3"
    " AND (n.corrects_id IS NULL OR n.state = 3) AND (n.as_of, n.id) > (r.as_of, r.id))"
    " ORDER BY r.task_id";
static const char sql_heads[] =
    "SELECT " HEAD " FROM report r WHERE r.period <> '' AND r.as_of >= $1"
    " ORDER BY r.task_id, r.as_of, r.id";
static const char sql_heads_of[] =
    "SELECT " HEAD " FROM report r WHERE r.period <> '' AND r.as_of >= $1 AND r.task_id = $2"
    " ORDER BY r.task_id, r.as_of, r.id";
static const char sql_waiting[] =
    "SELECT " WHOLE " FROM report r JOIN task t ON t.id = r.task_id"
    " WHERE r.state = $1 AND t.removed_at_ms IS NULL AND r.period <> '' ORDER BY r.id";
static const char sql_before[] =
    "SELECT " WHOLE " FROM report r WHERE r.task_id = $1 AND r.state <= 3"
    " AND (r.corrects_id IS NULL OR r.state = 3) AND (r.as_of, r.id) < ($2, $3) ORDER BY r.as_of DESC, r.id DESC LIMIT 1";
static const char sql_insert[] =
    "INSERT INTO report (task_id, period, as_of, percent, words, problems, next, person_id, at_ms,"
    " due, state, corrects_id, body, reason, field_count, kept_count, char_count, kept_chars, revision)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, 1)"
    " RETURNING id";
static const char sql_move[] =
    "UPDATE report SET state = $1, revision = revision + 1 WHERE id = $2 AND revision = $3"
    " RETURNING revision";

static const char *const states[GT_REPORT_STATES] = {"noted",    "submitted", "approved",
                                                     "accepted", "returned",  "superseded"};

const char *gt_report_state_name(enum gt_report_state state)
{
    return states[state];
}

int gt_report_state_from(gt_str name)
{
    return gt_rows_name(name, states, GT_REPORT_STATES);
}

static gt_rc read_head(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_report *report = row;

    report->id = gt_stmt_i64(stmt, 0);
    report->task_id = gt_stmt_i64(stmt, 1);
    report->as_of = gt_stmt_day(stmt, 3);
    report->percent = gt_stmt_double(stmt, 4);
    report->person_id = gt_stmt_i64(stmt, 5);
    report->at_ms = gt_stmt_i64(stmt, 6);
    report->due = gt_stmt_day(stmt, 7);
    report->state = (enum gt_report_state)gt_stmt_i64(stmt, 8);
    report->corrects_id = gt_stmt_i64(stmt, 9);
    report->revision = gt_stmt_i64(stmt, 10);
    return gt_stmt_dup(stmt, 2, arena, &report->period);
}

static gt_rc read_report(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_report *report = row;
    gt_rc rc;

    if ((rc = read_head(stmt, arena, row)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 11, arena, &report->words)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 12, arena, &report->problems)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 13, arena, &report->next)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 14, arena, &report->body)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 15, arena, &report->reason)) != GT_OK)
        return rc;
    report->field_count = gt_stmt_i64(stmt, 16);
    report->kept_count = gt_stmt_i64(stmt, 17);
    report->char_count = gt_stmt_i64(stmt, 18);
    report->kept_chars = gt_stmt_i64(stmt, 19);
    return GT_OK;
}

gt_rc gt_report_store_list(struct gt_db *db, int64_t task_id, struct gt_arena *arena,
                           gt_reports *out, struct gt_err *err)
{
    return gt_rows_query(db, sql_list, task_id, arena, read_report, sizeof(struct gt_report),
                         GT_REPORTS_A_TASK_MAX, out, err);
}

gt_rc gt_report_store_get(struct gt_db *db, int64_t id, struct gt_arena *arena,
                          struct gt_report *out, struct gt_err *err)
{
    const gt_rc rc = gt_rows_get(db, sql_get, id, arena, read_report, out, err);

    return rc == GT_ENOTFOUND ? gt_rows_missing(err, "report", "填报", id) : rc;
}

gt_rc gt_report_store_latest(struct gt_db *db, struct gt_arena *arena, gt_reports *out,
                             struct gt_err *err)
{
    return gt_rows_query(db, sql_latest, 0, arena, read_head, sizeof(struct gt_report),
                         GT_TASKS_MAX, out, err);
}

gt_rc gt_report_store_heads(struct gt_db *db, int64_t task_id, gt_day from, struct gt_arena *arena,
                            gt_reports *out, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, task_id == 0 ? sql_heads : sql_heads_of, &stmt, err)) != GT_OK)
        return rc;
    gt_stmt_bind_day(stmt, 1, from);
    if (task_id != 0)
        gt_stmt_bind_i64(stmt, 2, task_id);
    rc = gt_rows_list(stmt, arena, read_head, sizeof(struct gt_report), GT_REPORTS_MAX, out, err);
    gt_stmt_release(stmt);
    return rc;
}

gt_rc gt_report_store_waiting(struct gt_db *db, enum gt_report_state state, struct gt_arena *arena,
                              gt_reports *out, struct gt_err *err)
{
    return gt_rows_query(db, sql_waiting, (int64_t)state, arena, read_report,
                         sizeof(struct gt_report), GT_REPORTS_MAX, out, err);
}

gt_rc gt_report_store_before(struct gt_db *db, int64_t task_id, gt_day as_of, int64_t id,
                             struct gt_arena *arena, struct gt_report *out, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_before, &stmt, err)) != GT_OK)
        return rc;
    gt_stmt_bind_i64(stmt, 1, task_id);
    gt_stmt_bind_day(stmt, 2, as_of);
    gt_stmt_bind_i64(stmt, 3, id);
    rc = gt_rows_one(stmt, arena, read_report, out, err);
    gt_stmt_release(stmt);
    return rc;
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
    gt_stmt_bind_day(stmt, 10, report->due);
    gt_stmt_bind_i64(stmt, 11, (int64_t)report->state);
    gt_stmt_bind_ref(stmt, 12, report->corrects_id);
    gt_stmt_bind_str(stmt, 13, report->body);
    gt_stmt_bind_str(stmt, 14, report->reason);
    gt_stmt_bind_i64(stmt, 15, report->field_count);
    gt_stmt_bind_i64(stmt, 16, report->kept_count);
    gt_stmt_bind_i64(stmt, 17, report->char_count);
    gt_stmt_bind_i64(stmt, 18, report->kept_chars);
    rc = gt_stmt_run_i64(stmt, &report->id, err);
    gt_stmt_release(stmt);
    if (rc == GT_OK)
        report->revision = 1;
    return rc == GT_OK ? GT_OK : gt_wrap(err, rc, "adding a report to task %lld",
                                         "为任务%lld填报进展", (long long)report->task_id);
}

gt_rc gt_report_store_move(struct gt_db *db, struct gt_report *report, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_move, &stmt, err)) != GT_OK)
        return rc;
    gt_stmt_bind_i64(stmt, 1, (int64_t)report->state);
    gt_stmt_bind_i64(stmt, 2, report->id);
    gt_stmt_bind_i64(stmt, 3, report->revision);
    rc = gt_rows_revised(stmt, &report->revision, "report", "填报", report->id, err);
    gt_stmt_release(stmt);
    return rc;
}

/* ---- moves ------------------------------------------------------------------------------- */

static const char sql_moves[] =
    "SELECT m.id, m.report_id, m.person_id, m.at_ms, m.action, m.reason FROM report_move m"
    " JOIN report r ON r.id = m.report_id WHERE r.task_id = $1 ORDER BY m.id";
static const char sql_move_add[] =
    "INSERT INTO report_move (report_id, action, person_id, at_ms, reason)"
    " VALUES ($1, $2, $3, $4, $5)";

static gt_rc read_move(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_report_move *move = row;
    gt_rc rc;

    move->id = gt_stmt_i64(stmt, 0);
    move->report_id = gt_stmt_i64(stmt, 1);
    move->person_id = gt_stmt_i64(stmt, 2);
    move->at_ms = gt_stmt_i64(stmt, 3);
    if ((rc = gt_stmt_dup(stmt, 4, arena, &move->action)) != GT_OK)
        return rc;
    return gt_stmt_dup(stmt, 5, arena, &move->reason);
}

gt_rc gt_report_move_list(struct gt_db *db, int64_t task_id, struct gt_arena *arena,
                          gt_report_moves *out, struct gt_err *err)
{
    return gt_rows_query(db, sql_moves, task_id, arena, read_move, sizeof(struct gt_report_move),
                         GT_REPORTS_MAX, out, err);
}

gt_rc gt_report_move_add(struct gt_db *db, const struct gt_report_move *move, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_move_add, &stmt, err)) != GT_OK)
        return rc;
    gt_stmt_bind_i64(stmt, 1, move->report_id);
    gt_stmt_bind_str(stmt, 2, move->action);
    gt_stmt_bind_i64(stmt, 3, move->person_id);
    gt_stmt_bind_i64(stmt, 4, move->at_ms);
    gt_stmt_bind_str(stmt, 5, move->reason);
    rc = gt_stmt_run(stmt, err);
    gt_stmt_release(stmt);
    return rc;
}

/* ---- the burden ---------------------------------------------------------------------------- */

/* Days are ISO text, so a month is their first seven characters. */
static const char sql_burden[] =
    "SELECT coalesce(t.lead_unit_id, 0), substr(r.as_of, 1, 7), count(*),"
    " cast(sum(r.field_count) AS BIGINT), cast(sum(r.kept_count) AS BIGINT),"
    " cast(sum(r.char_count) AS BIGINT), cast(sum(r.kept_chars) AS BIGINT),"
    " cast(sum(CASE WHEN r.state = 4 THEN 1 ELSE 0 END) AS BIGINT)"
    " FROM report r JOIN task t ON t.id = r.task_id"
    " WHERE r.as_of >= $1 AND r.as_of <= $2"
    " GROUP BY coalesce(t.lead_unit_id, 0), substr(r.as_of, 1, 7)"
    " ORDER BY coalesce(t.lead_unit_id, 0), substr(r.as_of, 1, 7)";

static gt_rc read_burden(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_burden_row *burden = row;

    burden->unit_id = gt_stmt_i64(stmt, 0);
    burden->forms = gt_stmt_i64(stmt, 2);
    burden->fields = gt_stmt_i64(stmt, 3);
    burden->kept_fields = gt_stmt_i64(stmt, 4);
    burden->chars = gt_stmt_i64(stmt, 5);
    burden->kept_chars = gt_stmt_i64(stmt, 6);
    burden->returned = gt_stmt_i64(stmt, 7);
    return gt_stmt_dup(stmt, 1, arena, &burden->month);
}

gt_rc gt_burden_store_list(struct gt_db *db, gt_day from, gt_day to, struct gt_arena *arena,
                           gt_burden_rows *out, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_burden, &stmt, err)) != GT_OK)
        return rc;
    gt_stmt_bind_day(stmt, 1, from);
    gt_stmt_bind_day(stmt, 2, to);
    rc = gt_rows_list(stmt, arena, read_burden, sizeof(struct gt_burden_row), GT_REPORTS_MAX, out, err);
    gt_stmt_release(stmt);
    return rc;
}
