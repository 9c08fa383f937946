/* indicator_store_readings.c - readings with their revisions, closed months. */
#include "store/indicator_store.h"
#include "store/rows.h"

#define READING "id, indicator_id, region_id, unit_id, month, value, state, as_of, import_id," \
    " person_id, at_ms, superseded_at_ms, reason"
static const char sql_readings[] =
    "SELECT " READING " FROM reading WHERE superseded_at_ms IS NULL"
    " ORDER BY indicator_id, region_id, unit_id, month";
static const char sql_readings_of[] =
    "SELECT " READING " FROM reading WHERE indicator_id = $1 AND superseded_at_ms IS NULL"
    " ORDER BY indicator_id, region_id, unit_id, month";
static const char sql_history[] =
    "SELECT " READING " FROM reading WHERE indicator_id = $1 AND region_id = $2 AND unit_id = $3"
    " ORDER BY month DESC, id DESC";
static const char sql_supersede[] =
    "UPDATE reading SET superseded_at_ms = $1 WHERE indicator_id = $2 AND region_id = $3"
    " AND unit_id = $4 AND month = $5 AND superseded_at_ms IS NULL";
static const char sql_insert[] =
    "INSERT INTO reading (indicator_id, region_id, unit_id, month, value, state, as_of, reason,"
    " import_id, person_id, at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id";

static gt_rc read_bare(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_reading *reading = row;

    (void)arena;
    reading->id = gt_stmt_i64(stmt, 0);
    reading->indicator_id = gt_stmt_i64(stmt, 1);
    reading->region_id = gt_stmt_i64(stmt, 2);
    reading->unit_id = gt_stmt_i64(stmt, 3);
    reading->month = gt_stmt_i64(stmt, 4);
    reading->value = gt_stmt_double(stmt, 5);
    reading->state = gt_stmt_i64(stmt, 6);
    reading->as_of = gt_stmt_day(stmt, 7);
    reading->import_id = gt_stmt_i64(stmt, 8);
    reading->person_id = gt_stmt_i64(stmt, 9);
    reading->at_ms = gt_stmt_i64(stmt, 10);
    reading->superseded_at_ms = gt_stmt_i64(stmt, 11);
    return GT_OK;
}

static gt_rc read_whole(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    const gt_rc rc = read_bare(stmt, arena, row);

    return rc == GT_OK ? gt_stmt_dup(stmt, 12, arena, &((struct gt_reading *)row)->reason) : rc;
}

gt_rc gt_reading_store_list(struct gt_db *db, int64_t indicator_id, struct gt_arena *arena,
                            gt_readings *out, struct gt_err *err)
{
    return gt_rows_query(db, indicator_id == 0 ? sql_readings : sql_readings_of, indicator_id, arena,
                         read_bare, sizeof(struct gt_reading), GT_READINGS_MAX, out, err);
}

gt_rc gt_reading_store_history(struct gt_db *db, int64_t indicator_id, int64_t region_id,
                               int64_t unit_id, struct gt_arena *arena, gt_readings *out,
                               struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_history, &stmt, err)) == GT_OK) {
        gt_stmt_bind_i64(stmt, 1, indicator_id);
        gt_stmt_bind_i64(stmt, 2, region_id);
        gt_stmt_bind_i64(stmt, 3, unit_id);
        rc = gt_rows_list(stmt, arena, read_whole, sizeof(struct gt_reading), GT_READINGS_MAX, out, err);
    }
    gt_stmt_release(stmt);
    return rc;
}

gt_rc gt_reading_store_put(struct gt_db *db, struct gt_reading *reading, struct gt_err *err)
{
    struct gt_stmt *old = NULL, *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_supersede, &old, err)) == GT_OK) {
        gt_stmt_bind_i64(old, 1, reading->at_ms);
        gt_stmt_bind_i64(old, 2, reading->indicator_id);
        gt_stmt_bind_i64(old, 3, reading->region_id);
        gt_stmt_bind_i64(old, 4, reading->unit_id);
        gt_stmt_bind_i64(old, 5, reading->month);
        rc = gt_stmt_run(old, err);
    }
    if (rc == GT_OK && (rc = gt_db_prepare(db, sql_insert, &stmt, err)) == GT_OK) {
        gt_stmt_bind_i64(stmt, 1, reading->indicator_id);
        gt_stmt_bind_i64(stmt, 2, reading->region_id);
        gt_stmt_bind_i64(stmt, 3, reading->unit_id);
        gt_stmt_bind_i64(stmt, 4, reading->month);
        gt_stmt_bind_double(stmt, 5, reading->value);
        gt_stmt_bind_i64(stmt, 6, reading->state);
        gt_stmt_bind_day(stmt, 7, reading->as_of);
        gt_stmt_bind_str(stmt, 8, reading->reason);
        gt_stmt_bind_ref(stmt, 9, reading->import_id);
        gt_stmt_bind_i64(stmt, 10, reading->person_id);
        gt_stmt_bind_i64(stmt, 11, reading->at_ms);
        rc = gt_stmt_run_i64(stmt, &reading->id, err);
    }
    gt_stmt_release(old);
    gt_stmt_release(stmt);
    return rc;
}

/* ---- closed months ----------------------------------------------------------------- */

static const char sql_closed[] = "SELECT month, note, person_id, at_ms FROM closed_month ORDER BY month";
static const char sql_close[] =
    "INSERT INTO closed_month (month, note, person_id, at_ms) VALUES ($1, $2, $3, $4)";
static const char sql_reopen[] = "DELETE FROM closed_month WHERE month = $1";

static gt_rc read_closed(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_closed_month *month = row;

    month->month = gt_stmt_i64(stmt, 0);
    month->person_id = gt_stmt_i64(stmt, 2);
    month->at_ms = gt_stmt_i64(stmt, 3);
    return gt_stmt_dup(stmt, 1, arena, &month->note);
}

gt_rc gt_closed_month_store_list(struct gt_db *db, struct gt_arena *arena, gt_closed_months *out,
                                 struct gt_err *err)
{
    return gt_rows_query(db, sql_closed, 0, arena, read_closed, sizeof(struct gt_closed_month), 12000,
                         out, err);
}

gt_rc gt_closed_month_store_add(struct gt_db *db, const struct gt_closed_month *month, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_close, &stmt, err)) == GT_OK) {
        gt_stmt_bind_i64(stmt, 1, month->month);
        gt_stmt_bind_str(stmt, 2, month->note);
        gt_stmt_bind_i64(stmt, 3, month->person_id);
        gt_stmt_bind_i64(stmt, 4, month->at_ms);
        rc = gt_stmt_run(stmt, err);
    }
    gt_stmt_release(stmt);
    return rc;
}

gt_rc gt_closed_month_store_remove(struct gt_db *db, int64_t month, struct gt_err *err)
{
    return gt_rows_run(db, sql_reopen, month, err);
}
