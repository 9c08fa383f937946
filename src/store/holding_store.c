/* holding_store.c - holdings and what was given. */
#include "store/holding_store.h"

#include "store/rows.h"

#define HOLDING "id, person_id, unit_id, role, acting_for, from_day, to_day, note, revision, removed_at_ms"
static const char sql_list[] = "SELECT " HOLDING " FROM holding ORDER BY person_id, id";
static const char sql_get[] = "SELECT " HOLDING " FROM holding WHERE id = $1";
static const char sql_insert[] =
    "INSERT INTO holding (person_id, unit_id, role, acting_for, from_day, to_day, note, removed_at_ms,"
    " revision) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1) RETURNING id";
static const char sql_update[] =
    "UPDATE holding SET person_id = $1, unit_id = $2, role = $3, acting_for = $4, from_day = $5,"
    " to_day = $6, note = $7, removed_at_ms = $8, revision = revision + 1"
    " WHERE id = $9 AND revision = $10 RETURNING revision";

#define GIVEN "id, person_id, object, object_id, until_day, by_id, at_ms, removed_at_ms"
static const char sql_given_list[] =
    "SELECT " GIVEN " FROM given WHERE removed_at_ms IS NULL ORDER BY person_id, object, object_id, id";
static const char sql_given_get[] = "SELECT " GIVEN " FROM given WHERE id = $1";
static const char sql_given_insert[] =
    "INSERT INTO given (person_id, object, object_id, until_day, by_id, at_ms)"
    " VALUES ($1, $2, $3, $4, $5, $6) RETURNING id";
static const char sql_given_remove[] = "UPDATE given SET removed_at_ms = $1 WHERE id = $2";

static gt_rc read_holding(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_holding *holding = row;
    gt_rc rc;

    holding->id = gt_stmt_i64(stmt, 0);
    holding->person_id = gt_stmt_i64(stmt, 1);
    holding->unit_id = gt_stmt_i64(stmt, 2);
    if ((rc = gt_stmt_dup(stmt, 3, arena, &holding->role)) != GT_OK)
        return rc;
    holding->acting_for = gt_stmt_i64(stmt, 4);
    holding->from = gt_rows_open_day(stmt, 5);
    holding->to = gt_rows_open_day(stmt, 6);
    if ((rc = gt_stmt_dup(stmt, 7, arena, &holding->note)) != GT_OK)
        return rc;
    holding->revision = gt_stmt_i64(stmt, 8);
    holding->removed_at_ms = gt_stmt_i64(stmt, 9);
    return GT_OK;
}

static void bind_holding(struct gt_stmt *stmt, const struct gt_holding *holding)
{
    gt_stmt_bind_i64(stmt, 1, holding->person_id);
    gt_stmt_bind_ref(stmt, 2, holding->unit_id);
    gt_stmt_bind_str(stmt, 3, holding->role);
    gt_stmt_bind_ref(stmt, 4, holding->acting_for);
    gt_stmt_bind_day(stmt, 5, holding->from);
    gt_rows_bind_open(stmt, 6, holding->to);
    gt_stmt_bind_str(stmt, 7, holding->note);
    gt_stmt_bind_ref(stmt, 8, holding->removed_at_ms);
}

gt_rc gt_holding_store_list(struct gt_db *db, struct gt_arena *arena, gt_holdings *out,
                            struct gt_err *err)
{
    const gt_rc rc = gt_rows_query(db, sql_list, 0, arena, read_holding, sizeof(struct gt_holding),
                                   GT_HOLDINGS_MAX, out, err);

    return rc == GT_OK ? GT_OK : gt_wrap(err, rc, "listing holdings", "列出任职");
}

gt_rc gt_holding_store_get(struct gt_db *db, int64_t id, struct gt_arena *arena,
                           struct gt_holding *out, struct gt_err *err)
{
    const gt_rc rc = gt_rows_get(db, sql_get, id, arena, read_holding, out, err);

    return rc == GT_ENOTFOUND ? gt_rows_missing(err, "holding", "任职", id) : rc;
}

gt_rc gt_holding_store_insert(struct gt_db *db, struct gt_holding *holding, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_insert, &stmt, err)) == GT_OK) {
        bind_holding(stmt, holding);
        rc = gt_stmt_run_i64(stmt, &holding->id, err);
    }
    gt_stmt_release(stmt);
    if (rc == GT_OK)
        holding->revision = 1;
    return rc;
}

gt_rc gt_holding_store_update(struct gt_db *db, struct gt_holding *holding, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_update, &stmt, err)) == GT_OK) {
        bind_holding(stmt, holding);
        gt_stmt_bind_i64(stmt, 9, holding->id);
        gt_stmt_bind_i64(stmt, 10, holding->revision);
        rc = gt_rows_revised(stmt, &holding->revision, "holding", "任职", holding->id, err);
    }
    gt_stmt_release(stmt);
    return rc;
}

/* ---- what was given ----------------------------------------------------------- */

static gt_rc read_given(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_given *given = row;
    gt_rc rc;

    given->id = gt_stmt_i64(stmt, 0);
    given->person_id = gt_stmt_i64(stmt, 1);
    if ((rc = gt_stmt_dup(stmt, 2, arena, &given->object)) != GT_OK)
        return rc;
    given->object_id = gt_stmt_i64(stmt, 3);
    given->until = gt_rows_open_day(stmt, 4);
    given->by_id = gt_stmt_i64(stmt, 5);
    given->at_ms = gt_stmt_i64(stmt, 6);
    given->removed_at_ms = gt_stmt_i64(stmt, 7);
    return GT_OK;
}

gt_rc gt_given_store_list(struct gt_db *db, struct gt_arena *arena, gt_givens *out,
                          struct gt_err *err)
{
    const gt_rc rc = gt_rows_query(db, sql_given_list, 0, arena, read_given, sizeof(struct gt_given),
                                   GT_GIVENS_MAX, out, err);

    return rc == GT_OK ? GT_OK : gt_wrap(err, rc, "listing what was given", "列出授权查看事项");
}

gt_rc gt_given_store_get(struct gt_db *db, int64_t id, struct gt_arena *arena,
                         struct gt_given *out, struct gt_err *err)
{
    const gt_rc rc = gt_rows_get(db, sql_given_get, id, arena, read_given, out, err);

    return rc == GT_ENOTFOUND ? gt_rows_missing(err, "grant", "授权", id) : rc;
}

gt_rc gt_given_store_insert(struct gt_db *db, struct gt_given *given, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_given_insert, &stmt, err)) == GT_OK) {
        gt_stmt_bind_i64(stmt, 1, given->person_id);
        gt_stmt_bind_str(stmt, 2, given->object);
        gt_stmt_bind_i64(stmt, 3, given->object_id);
        gt_rows_bind_open(stmt, 4, given->until);
        gt_stmt_bind_i64(stmt, 5, given->by_id);
        gt_stmt_bind_i64(stmt, 6, given->at_ms);
        rc = gt_stmt_run_i64(stmt, &given->id, err);
    }
    gt_stmt_release(stmt);
    return rc;
}

gt_rc gt_given_store_remove(struct gt_db *db, int64_t id, int64_t at_ms, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_given_remove, &stmt, err)) == GT_OK) {
        gt_stmt_bind_i64(stmt, 1, at_ms);
        gt_stmt_bind_i64(stmt, 2, id);
        rc = gt_stmt_run(stmt, err);
    }
    gt_stmt_release(stmt);
    return rc;
}
