/* outbox_store.c - what waits to leave the house, taken by one sender at a time. */
#include "store/notice_store.h"

#include "store/rows.h"

#define COLUMNS                                                                                 \
    "id, way_id, person_id, address, subject, body, key, state, tries, next_at_ms, claim, lease_ms," \
    " error, at_ms, sent_at_ms"
static const char sql_there[] = "SELECT id FROM outbox WHERE key = $1";
static const char sql_insert[] =
    "INSERT INTO outbox (way_id, person_id, address, subject, body, key, state, tries, next_at_ms, claim, lease_ms,"
    " error, at_ms, sent_at_ms) VALUES ($1, $2, $3, $4, $5, $6, 0, 0, $7, '', 0, '', $8, 0)";
/* Whoever was sending when he died may have sent it: it is not sent again. */
static const char sql_lost[] =
    "UPDATE outbox SET state = 5, error = 'interrupted' WHERE state = 2 AND lease_ms < $1";
static const char sql_due[] =
    "SELECT id FROM outbox WHERE (state = 0 AND next_at_ms <= $1) OR (state = 1 AND lease_ms < $1)"
    " ORDER BY next_at_ms, id LIMIT 1";
static const char sql_take[] =
    "UPDATE outbox SET state = 1, claim = $1, lease_ms = $2"
    " WHERE id = $3 AND (state = 0 OR (state = 1 AND lease_ms < $4)) RETURNING id";
static const char sql_get[] = "SELECT " COLUMNS " FROM outbox WHERE id = $1";
static const char sql_move[] =
    "UPDATE outbox SET state = $1, tries = $2, next_at_ms = $3, error = $4, sent_at_ms = $5, lease_ms = $6"
    " WHERE id = $7 AND claim = $8 AND state IN (1, 2) RETURNING id";
static const char sql_list[] = "SELECT " COLUMNS " FROM outbox ORDER BY id DESC LIMIT $1";

static gt_rc read_row(struct gt_stmt *stmt, struct gt_arena *arena, void *out)
{
    struct gt_outbox_row *row = out;
    gt_rc rc;

    row->id = gt_stmt_i64(stmt, 0);
    row->way_id = gt_stmt_i64(stmt, 1);
    row->person_id = gt_stmt_i64(stmt, 2);
    row->state = gt_stmt_i64(stmt, 7);
    row->tries = gt_stmt_i64(stmt, 8);
    row->next_at_ms = gt_stmt_i64(stmt, 9);
    row->lease_ms = gt_stmt_i64(stmt, 11);
    row->at_ms = gt_stmt_i64(stmt, 13);
    row->sent_at_ms = gt_stmt_i64(stmt, 14);
    if ((rc = gt_stmt_dup(stmt, 3, arena, &row->address)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 4, arena, &row->subject)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 5, arena, &row->body)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 6, arena, &row->key)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 10, arena, &row->claim)) != GT_OK)
        return rc;
    return gt_stmt_dup(stmt, 12, arena, &row->error);
}

gt_rc gt_outbox_store_add(struct gt_db *db, const struct gt_outbox_row *row, bool *fresh, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    int64_t id = 0;
    gt_rc rc;

    *fresh = false;
    if ((rc = gt_db_prepare(db, sql_there, &stmt, err)) == GT_OK) {
        gt_stmt_bind_str(stmt, 1, row->key);
        rc = gt_stmt_run_i64(stmt, &id, err);
    }
    gt_stmt_release(stmt);
    if (rc != GT_ENOTFOUND)
        return rc;
    stmt = NULL;
    if ((rc = gt_db_prepare(db, sql_insert, &stmt, err)) == GT_OK) {
        gt_stmt_bind_i64(stmt, 1, row->way_id);
        gt_stmt_bind_i64(stmt, 2, row->person_id);
        gt_stmt_bind_str(stmt, 3, row->address);
        gt_stmt_bind_str(stmt, 4, row->subject);
        gt_stmt_bind_str(stmt, 5, row->body);
        gt_stmt_bind_str(stmt, 6, row->key);
        gt_stmt_bind_i64(stmt, 7, row->next_at_ms);
        gt_stmt_bind_i64(stmt, 8, row->at_ms);
        rc = gt_stmt_run(stmt, err);
    }
    gt_stmt_release(stmt);
    *fresh = rc == GT_OK;
    return rc;
}

static gt_rc find_due(struct gt_db *db, int64_t now_ms, int64_t *id, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_rows_run(db, sql_lost, now_ms, err)) != GT_OK ||
        (rc = gt_db_prepare(db, sql_due, &stmt, err)) != GT_OK)
        return rc;
    gt_stmt_bind_i64(stmt, 1, now_ms);
    rc = gt_stmt_run_i64(stmt, id, err);
    gt_stmt_release(stmt);
    return rc;
}

gt_rc gt_outbox_store_take(struct gt_db *db, gt_str claim, int64_t now_ms, int64_t lease_ms,
                           struct gt_arena *arena, struct gt_outbox_row *out, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    int64_t id = 0;
    gt_rc rc;

    if ((rc = find_due(db, now_ms, &id, err)) != GT_OK || (rc = gt_db_prepare(db, sql_take, &stmt, err)) != GT_OK)
        return rc;
    gt_stmt_bind_str(stmt, 1, claim);
    gt_stmt_bind_i64(stmt, 2, now_ms + lease_ms);
    gt_stmt_bind_i64(stmt, 3, id);
    gt_stmt_bind_i64(stmt, 4, now_ms);
    rc = gt_stmt_run_i64(stmt, &id, err);
    gt_stmt_release(stmt);
    return rc != GT_OK ? rc : gt_rows_get(db, sql_get, id, arena, read_row, out, err);
}

gt_rc gt_outbox_store_move(struct gt_db *db, const struct gt_outbox_row *row, gt_str claim, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    int64_t id = 0;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_move, &stmt, err)) == GT_OK) {
        gt_stmt_bind_i64(stmt, 1, row->state);
        gt_stmt_bind_i64(stmt, 2, row->tries);
        gt_stmt_bind_i64(stmt, 3, row->next_at_ms);
        gt_stmt_bind_str(stmt, 4, row->error);
        gt_stmt_bind_i64(stmt, 5, row->sent_at_ms);
        gt_stmt_bind_i64(stmt, 6, row->lease_ms);
        gt_stmt_bind_i64(stmt, 7, row->id);
        gt_stmt_bind_str(stmt, 8, claim);
        rc = gt_stmt_run_i64(stmt, &id, err);
    }
    gt_stmt_release(stmt);
    return rc == GT_ENOTFOUND ? gt_fail(err, GT_ECONFLICT, "somebody else sends message %lld",
                                        "消息%lld已由他处发送", (long long)row->id) : rc;
}

gt_rc gt_outbox_store_list(struct gt_db *db, int64_t limit, struct gt_arena *arena, gt_outbox_rows *out,
                           struct gt_err *err)
{
    return gt_rows_query(db, sql_list, limit < 1 ? 1 : limit, arena, read_row, sizeof *out->at,
                         GT_OUTBOX_PAGE_MAX, out, err);
}
