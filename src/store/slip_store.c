/* slip_store.c - supervision slips. */
#include "store/slip_store.h"

#include "store/rows.h"

#define COLUMNS                                                                                         \
    "s.id, s.level, s.year, s.number, s.task_id, s.unit_id, s.follows_id, s.basis, s.demand, s.due_day," \
    " s.drafted_by, s.drafted_at_ms, s.issued_by, s.issued_on, s.issued_at_ms, s.closed_by, s.closed_on," \
    " s.closed_at_ms, s.outcome, s.revision, (SELECT count(*) FROM slip_reply r WHERE r.slip_id = s.id)"
static const char sql_list[] = "SELECT " COLUMNS " FROM slip s ORDER BY s.id DESC";
static const char sql_of_task[] = "SELECT " COLUMNS " FROM slip s WHERE s.task_id = $1 ORDER BY s.id DESC";
static const char sql_open[] =
    "SELECT " COLUMNS " FROM slip s JOIN task t ON t.id = s.task_id"
    " WHERE s.issued_on IS NOT NULL AND s.closed_on IS NULL AND t.removed_at_ms IS NULL"
    " ORDER BY s.task_id, s.level, s.id";
static const char sql_get[] = "SELECT " COLUMNS " FROM slip s WHERE s.id = $1";
static const char sql_insert[] =
    "INSERT INTO slip (level, year, number, task_id, unit_id, follows_id, basis, demand, due_day, drafted_by,"
    " drafted_at_ms, issued_by, issued_on, issued_at_ms, closed_by, closed_on, closed_at_ms, outcome, revision)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, 1) RETURNING id";
static const char sql_update[] =
    "UPDATE slip SET level = $1, year = $2, number = $3, task_id = $4, unit_id = $5, follows_id = $6,"
    " basis = $7, demand = $8, due_day = $9, drafted_by = $10, drafted_at_ms = $11, issued_by = $12,"
    " issued_on = $13, issued_at_ms = $14, closed_by = $15, closed_on = $16, closed_at_ms = $17, outcome = $18,"
    " revision = revision + 1 WHERE id = $19 AND revision = $20 RETURNING revision";
static const char sql_next[] = "SELECT coalesce(max(number), 0) + 1 FROM slip WHERE year = $1";
static const char sql_replies[] =
    "SELECT id, slip_id, person_id, words, at_ms FROM slip_reply WHERE slip_id = $1 ORDER BY id";
static const char sql_reply[] =
    "INSERT INTO slip_reply (slip_id, person_id, words, at_ms) VALUES ($1, $2, $3, $4) RETURNING id";

static gt_rc read_slip(struct gt_stmt *stmt, struct gt_arena *arena, void *out)
{
    struct gt_slip *slip = out;
    gt_rc rc;

    slip->id = gt_stmt_i64(stmt, 0);
    slip->level = gt_stmt_i64(stmt, 1);
    slip->year = gt_stmt_i64(stmt, 2);
    slip->number = gt_stmt_i64(stmt, 3);
    slip->task_id = gt_stmt_i64(stmt, 4);
    slip->unit_id = gt_stmt_i64(stmt, 5);
    slip->follows_id = gt_stmt_i64(stmt, 6);
    slip->due = gt_stmt_day(stmt, 9);
    slip->drafted_by = gt_stmt_i64(stmt, 10);
    slip->drafted_at_ms = gt_stmt_i64(stmt, 11);
    slip->issued_by = gt_stmt_i64(stmt, 12);
    slip->issued_on = gt_stmt_day(stmt, 13);
    slip->issued_at_ms = gt_stmt_i64(stmt, 14);
    slip->closed_by = gt_stmt_i64(stmt, 15);
    slip->closed_on = gt_stmt_day(stmt, 16);
    slip->closed_at_ms = gt_stmt_i64(stmt, 17);
    slip->revision = gt_stmt_i64(stmt, 19);
    slip->replies = gt_stmt_i64(stmt, 20);
    if ((rc = gt_stmt_dup(stmt, 7, arena, &slip->basis)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 8, arena, &slip->demand)) != GT_OK)
        return rc;
    return gt_stmt_dup(stmt, 18, arena, &slip->outcome);
}

static void bind_slip(struct gt_stmt *stmt, const struct gt_slip *slip)
{
    gt_stmt_bind_i64(stmt, 1, slip->level);
    gt_stmt_bind_i64(stmt, 2, slip->year);
    gt_stmt_bind_ref(stmt, 3, slip->number);
    gt_stmt_bind_i64(stmt, 4, slip->task_id);
    gt_stmt_bind_i64(stmt, 5, slip->unit_id);
    gt_stmt_bind_ref(stmt, 6, slip->follows_id);
    gt_stmt_bind_str(stmt, 7, slip->basis);
    gt_stmt_bind_str(stmt, 8, slip->demand);
    gt_stmt_bind_day(stmt, 9, slip->due);
    gt_stmt_bind_i64(stmt, 10, slip->drafted_by);
    gt_stmt_bind_i64(stmt, 11, slip->drafted_at_ms);
    gt_stmt_bind_i64(stmt, 12, slip->issued_by);
    gt_stmt_bind_day(stmt, 13, slip->issued_on);
    gt_stmt_bind_i64(stmt, 14, slip->issued_at_ms);
    gt_stmt_bind_i64(stmt, 15, slip->closed_by);
    gt_stmt_bind_day(stmt, 16, slip->closed_on);
    gt_stmt_bind_i64(stmt, 17, slip->closed_at_ms);
    gt_stmt_bind_str(stmt, 18, slip->outcome);
}

gt_rc gt_slip_store_list(struct gt_db *db, int64_t task_id, struct gt_arena *arena, gt_slips *out,
                         struct gt_err *err)
{
    return gt_rows_query(db, task_id == 0 ? sql_list : sql_of_task, task_id, arena, read_slip,
                         sizeof *out->at, GT_SLIPS_MAX, out, err);
}

gt_rc gt_slip_store_open(struct gt_db *db, struct gt_arena *arena, gt_slips *out, struct gt_err *err)
{
    return gt_rows_query(db, sql_open, 0, arena, read_slip, sizeof *out->at, GT_SLIPS_MAX, out, err);
}

gt_rc gt_slip_store_get(struct gt_db *db, int64_t id, struct gt_arena *arena, struct gt_slip *out,
                        struct gt_err *err)
{
    const gt_rc rc = gt_rows_get(db, sql_get, id, arena, read_slip, out, err);

    return rc == GT_ENOTFOUND ? gt_rows_missing(err, "slip", "督办单", id) : rc;
}

gt_rc gt_slip_store_insert(struct gt_db *db, struct gt_slip *slip, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_insert, &stmt, err)) == GT_OK) {
        bind_slip(stmt, slip);
        rc = gt_stmt_run_i64(stmt, &slip->id, err);
    }
    gt_stmt_release(stmt);
    if (rc == GT_OK)
        slip->revision = 1;
    return rc;
}

gt_rc gt_slip_store_update(struct gt_db *db, struct gt_slip *slip, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_update, &stmt, err)) == GT_OK) {
        bind_slip(stmt, slip);
        gt_stmt_bind_i64(stmt, 19, slip->id);
        gt_stmt_bind_i64(stmt, 20, slip->revision);
        rc = gt_rows_revised(stmt, &slip->revision, "slip", "督办单", slip->id, err);
    }
    gt_stmt_release(stmt);
    return rc;
}

gt_rc gt_slip_store_next(struct gt_db *db, int64_t year, int64_t *out, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_next, &stmt, err)) == GT_OK) {
        gt_stmt_bind_i64(stmt, 1, year);
        rc = gt_stmt_run_i64(stmt, out, err);
    }
    gt_stmt_release(stmt);
    return rc;
}

static gt_rc read_reply(struct gt_stmt *stmt, struct gt_arena *arena, void *out)
{
    struct gt_slip_reply *reply = out;

    reply->id = gt_stmt_i64(stmt, 0);
    reply->slip_id = gt_stmt_i64(stmt, 1);
    reply->person_id = gt_stmt_i64(stmt, 2);
    reply->at_ms = gt_stmt_i64(stmt, 4);
    return gt_stmt_dup(stmt, 3, arena, &reply->words);
}

gt_rc gt_slip_reply_store_list(struct gt_db *db, int64_t slip_id, struct gt_arena *arena,
                               gt_slip_replies *out, struct gt_err *err)
{
    return gt_rows_query(db, sql_replies, slip_id, arena, read_reply, sizeof *out->at,
                         GT_SLIP_REPLIES_MAX, out, err);
}

gt_rc gt_slip_reply_store_insert(struct gt_db *db, struct gt_slip_reply *reply, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_reply, &stmt, err)) == GT_OK) {
        gt_stmt_bind_i64(stmt, 1, reply->slip_id);
        gt_stmt_bind_i64(stmt, 2, reply->person_id);
        gt_stmt_bind_str(stmt, 3, reply->words);
        gt_stmt_bind_i64(stmt, 4, reply->at_ms);
        rc = gt_stmt_run_i64(stmt, &reply->id, err);
    }
    gt_stmt_release(stmt);
    return rc;
}
