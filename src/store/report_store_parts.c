/* report_store_parts.c - what stands around reports: drafts, frequencies,
 * closed periods, the measures a report answers. */
#include "store/report_store.h"

#include "store/rows.h"
#include "store/task_store.h"

/* ---- drafts -------------------------------------------------------------------------------- */

static const char sql_draft[] =
    "SELECT task_id, period, revision, person_id, at_ms, body FROM report_draft"
    " WHERE task_id = $1 AND period = $2";
static const char sql_drafts[] =
    "SELECT task_id, period, revision, person_id, at_ms FROM report_draft ORDER BY task_id, period";
static const char sql_draft_insert[] =
    "INSERT INTO report_draft (task_id, period, body, revision, person_id, at_ms)"
    " VALUES ($1, $2, $3, 1, $4, $5)";
static const char sql_draft_update[] =
    "UPDATE report_draft SET body = $1, revision = revision + 1, person_id = $2, at_ms = $3"
    " WHERE task_id = $4 AND period = $5 AND revision = $6 RETURNING revision";
static const char sql_draft_remove[] = "DELETE FROM report_draft WHERE task_id = $1 AND period = $2";

static gt_rc read_draft_head(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_report_draft *draft = row;

    draft->task_id = gt_stmt_i64(stmt, 0);
    draft->revision = gt_stmt_i64(stmt, 2);
    draft->person_id = gt_stmt_i64(stmt, 3);
    draft->at_ms = gt_stmt_i64(stmt, 4);
    return gt_stmt_dup(stmt, 1, arena, &draft->period);
}

static gt_rc read_draft(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_report_draft *draft = row;
    const gt_rc rc = read_draft_head(stmt, arena, row);

    return rc == GT_OK ? gt_stmt_dup(stmt, 5, arena, &draft->body) : rc;
}

gt_rc gt_draft_store_get(struct gt_db *db, int64_t task_id, gt_str period, struct gt_arena *arena,
                         struct gt_report_draft *out, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_draft, &stmt, err)) != GT_OK)
        return rc;
    gt_stmt_bind_i64(stmt, 1, task_id);
    gt_stmt_bind_str(stmt, 2, period);
    rc = gt_rows_one(stmt, arena, read_draft, out, err);
    gt_stmt_release(stmt);
    return rc;
}

gt_rc gt_draft_store_list(struct gt_db *db, struct gt_arena *arena, gt_report_drafts *out,
                          struct gt_err *err)
{
    return gt_rows_query(db, sql_drafts, 0, arena, read_draft_head, sizeof(struct gt_report_draft),
                         GT_REPORTS_MAX, out, err);
}

gt_rc gt_draft_store_put(struct gt_db *db, struct gt_report_draft *draft, struct gt_err *err)
{
    const bool fresh = draft->revision == 0;
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, fresh ? sql_draft_insert : sql_draft_update, &stmt, err)) != GT_OK)
        return rc;
    if (fresh) {
        gt_stmt_bind_i64(stmt, 1, draft->task_id);
        gt_stmt_bind_str(stmt, 2, draft->period);
        gt_stmt_bind_str(stmt, 3, draft->body);
        gt_stmt_bind_i64(stmt, 4, draft->person_id);
        gt_stmt_bind_i64(stmt, 5, draft->at_ms);
        if ((rc = gt_stmt_run(stmt, err)) == GT_OK)
            draft->revision = 1;
    } else {
        gt_stmt_bind_str(stmt, 1, draft->body);
        gt_stmt_bind_i64(stmt, 2, draft->person_id);
        gt_stmt_bind_i64(stmt, 3, draft->at_ms);
        gt_stmt_bind_i64(stmt, 4, draft->task_id);
        gt_stmt_bind_str(stmt, 5, draft->period);
        gt_stmt_bind_i64(stmt, 6, draft->revision);
        rc = gt_rows_revised(stmt, &draft->revision, "the draft of task", "任务草稿", draft->task_id, err);
    }
    gt_stmt_release(stmt);
    return rc;
}

gt_rc gt_draft_store_remove(struct gt_db *db, int64_t task_id, gt_str period, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_draft_remove, &stmt, err)) != GT_OK)
        return rc;
    gt_stmt_bind_i64(stmt, 1, task_id);
    gt_stmt_bind_str(stmt, 2, period);
    rc = gt_stmt_run(stmt, err);
    gt_stmt_release(stmt);
    return rc;
}

/* ---- frequencies ----------------------------------------------------------------------------- */

static const char sql_cadences[] =
    "SELECT id, scope, scope_id, frequency, due_rule, from_day, to_day, revision"
    " FROM report_cadence ORDER BY scope, scope_id";
static const char sql_cadence_update[] =
    "UPDATE report_cadence SET frequency = $1, due_rule = $2, from_day = $3, to_day = $4,"
    " revision = revision + 1 WHERE scope = $5 AND scope_id = $6 RETURNING id";
static const char sql_cadence_insert[] =
    "INSERT INTO report_cadence (frequency, due_rule, from_day, to_day, scope, scope_id, revision)"
    " VALUES ($1, $2, $3, $4, $5, $6, 1) RETURNING id";
static const char sql_cadence_remove[] = "DELETE FROM report_cadence WHERE id = $1";

static gt_rc read_cadence(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_report_cadence *cadence = row;
    gt_rc rc;

    cadence->id = gt_stmt_i64(stmt, 0);
    cadence->scope_id = gt_stmt_i64(stmt, 2);
    cadence->from = gt_stmt_day(stmt, 5);
    cadence->to = gt_stmt_day(stmt, 6);
    cadence->revision = gt_stmt_i64(stmt, 7);
    if ((rc = gt_stmt_dup(stmt, 1, arena, &cadence->scope)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 3, arena, &cadence->frequency)) != GT_OK)
        return rc;
    return gt_stmt_dup(stmt, 4, arena, &cadence->due_rule);
}

gt_rc gt_cadence_store_list(struct gt_db *db, struct gt_arena *arena, gt_report_cadences *out,
                            struct gt_err *err)
{
    return gt_rows_query(db, sql_cadences, 0, arena, read_cadence, sizeof(struct gt_report_cadence),
                         GT_CADENCES_MAX, out, err);
}

static gt_rc run_cadence(struct gt_db *db, const char *sql, struct gt_report_cadence *cadence,
                         struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql, &stmt, err)) != GT_OK)
        return rc;
    gt_stmt_bind_str(stmt, 1, cadence->frequency);
    gt_stmt_bind_str(stmt, 2, cadence->due_rule);
    gt_stmt_bind_day(stmt, 3, cadence->from);
    gt_stmt_bind_day(stmt, 4, cadence->to);
    gt_stmt_bind_str(stmt, 5, cadence->scope);
    gt_stmt_bind_i64(stmt, 6, cadence->scope_id);
    rc = gt_stmt_run_i64(stmt, &cadence->id, err);
    gt_stmt_release(stmt);
    return rc;
}

gt_rc gt_cadence_store_put(struct gt_db *db, struct gt_report_cadence *cadence, struct gt_err *err)
{
    const gt_rc rc = run_cadence(db, sql_cadence_update, cadence, err);

    return rc == GT_ENOTFOUND ? run_cadence(db, sql_cadence_insert, cadence, err) : rc;
}

gt_rc gt_cadence_store_remove(struct gt_db *db, int64_t id, struct gt_err *err)
{
    return gt_rows_run(db, sql_cadence_remove, id, err);
}

/* ---- closed periods ---------------------------------------------------------------------------- */

static const char sql_closings[] =
    "SELECT period, person_id, at_ms FROM report_closing ORDER BY period";
static const char sql_closing_add[] =
    "INSERT INTO report_closing (period, person_id, at_ms) VALUES ($1, $2, $3)";

static gt_rc read_closing(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_report_closing *closing = row;

    closing->person_id = gt_stmt_i64(stmt, 1);
    closing->at_ms = gt_stmt_i64(stmt, 2);
    return gt_stmt_dup(stmt, 0, arena, &closing->period);
}

gt_rc gt_closing_store_list(struct gt_db *db, struct gt_arena *arena, gt_report_closings *out,
                            struct gt_err *err)
{
    return gt_rows_query(db, sql_closings, 0, arena, read_closing, sizeof(struct gt_report_closing),
                         GT_CLOSINGS_MAX, out, err);
}

gt_rc gt_closing_store_add(struct gt_db *db, const struct gt_report_closing *closing,
                           struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_closing_add, &stmt, err)) != GT_OK)
        return rc;
    gt_stmt_bind_str(stmt, 1, closing->period);
    gt_stmt_bind_i64(stmt, 2, closing->person_id);
    gt_stmt_bind_i64(stmt, 3, closing->at_ms);
    rc = gt_stmt_run(stmt, err);
    gt_stmt_release(stmt);
    return rc;
}

/* ---- measures ------------------------------------------------------------------------------------ */

static const char sql_measures[] =
    "SELECT task_id, position, body FROM task_measure ORDER BY task_id, position";
static const char sql_measures_of[] =
    "SELECT task_id, position, body FROM task_measure WHERE task_id = $1 ORDER BY position";
static const char sql_measure_clear[] = "DELETE FROM task_measure WHERE task_id = $1";
static const char sql_measure_add[] =
    "INSERT INTO task_measure (task_id, position, body) VALUES ($1, $2, $3)";

static gt_rc read_measure(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_measure *measure = row;

    measure->task_id = gt_stmt_i64(stmt, 0);
    measure->position = gt_stmt_i64(stmt, 1);
    return gt_stmt_dup(stmt, 2, arena, &measure->text);
}

gt_rc gt_measure_store_list(struct gt_db *db, int64_t task_id, struct gt_arena *arena,
                            gt_measures *out, struct gt_err *err)
{
    return gt_rows_query(db, task_id == 0 ? sql_measures : sql_measures_of, task_id, arena,
                         read_measure, sizeof(struct gt_measure), GT_REPORTS_MAX, out, err);
}

gt_rc gt_measure_store_set(struct gt_db *db, int64_t task_id, const gt_str *texts, size_t count,
                           struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_rows_run(db, sql_measure_clear, task_id, err)) != GT_OK ||
        (rc = gt_db_prepare(db, sql_measure_add, &stmt, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < count && rc == GT_OK; at++) {
        gt_stmt_bind_i64(stmt, 1, task_id);
        gt_stmt_bind_i64(stmt, 2, (int64_t)at + 1);
        gt_stmt_bind_str(stmt, 3, texts[at]);
        rc = gt_stmt_run(stmt, err);
    }
    gt_stmt_release(stmt);
    return rc;
}
