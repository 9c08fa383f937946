/* unit_store.c - the tree of offices. */
#include "store/unit_store.h"

#include "store/rows.h"

#define COLUMNS "id, parent_id, position, code, name, short_name, name_en, aliases, revision, removed_at_ms,"\
                " outside, from_day, to_day, successor_id"
static const char sql_list[] =
    "SELECT " COLUMNS " FROM unit ORDER BY parent_id NULLS FIRST, position, id";
static const char sql_get[] = "SELECT " COLUMNS " FROM unit WHERE id = $1";
static const char sql_insert[] =
    "INSERT INTO unit (parent_id, position, code, name, short_name, name_en, aliases, revision,"
    " removed_at_ms, outside, from_day, to_day, successor_id)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9, $10, $11, $12) RETURNING id";
static const char sql_update[] =
    "UPDATE unit SET parent_id = $1, position = $2, code = $3, name = $4, short_name = $5,"
    " name_en = $6, aliases = $7, removed_at_ms = $8, outside = $9, from_day = $10, to_day = $11,"
    " successor_id = $12, revision = revision + 1 WHERE id = $13 AND revision = $14 RETURNING revision";

static gt_rc read_unit(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_unit_row *unit = row;
    gt_rc rc;

    unit->id = gt_stmt_i64(stmt, 0);
    unit->parent_id = gt_stmt_i64(stmt, 1);
    unit->position = gt_stmt_i64(stmt, 2);
    if ((rc = gt_stmt_dup(stmt, 3, arena, &unit->code)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 4, arena, &unit->name)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 5, arena, &unit->short_name)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 6, arena, &unit->name_en)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 7, arena, &unit->aliases)) != GT_OK)
        return rc;
    unit->revision = gt_stmt_i64(stmt, 8);
    unit->removed_at_ms = gt_stmt_i64(stmt, 9);
    unit->outside = gt_stmt_i64(stmt, 10);
    unit->from = gt_rows_open_day(stmt, 11);
    unit->to = gt_rows_open_day(stmt, 12);
    unit->successor_id = gt_stmt_i64(stmt, 13);
    return GT_OK;
}

static void bind_unit(struct gt_stmt *stmt, const struct gt_unit_row *unit)
{
    gt_stmt_bind_ref(stmt, 1, unit->parent_id);
    gt_stmt_bind_i64(stmt, 2, unit->position);
    gt_stmt_bind_str(stmt, 3, unit->code);
    gt_stmt_bind_str(stmt, 4, unit->name);
    gt_stmt_bind_str(stmt, 5, unit->short_name);
    gt_stmt_bind_str(stmt, 6, unit->name_en);
    gt_stmt_bind_str(stmt, 7, unit->aliases);
    gt_stmt_bind_ref(stmt, 8, unit->removed_at_ms);
    gt_stmt_bind_i64(stmt, 9, unit->outside);
    gt_rows_bind_open(stmt, 10, unit->from);
    gt_rows_bind_open(stmt, 11, unit->to);
    gt_stmt_bind_ref(stmt, 12, unit->successor_id);
}

gt_rc gt_unit_store_list(struct gt_db *db, struct gt_arena *arena, gt_units *out,
                         struct gt_err *err)
{
    const gt_rc rc = gt_rows_query(db, sql_list, 0, arena, read_unit, sizeof(struct gt_unit_row),
                                   GT_UNITS_MAX, out, err);

    return rc == GT_OK ? GT_OK : gt_wrap(err, rc, "listing units", "列出单位");
}

gt_rc gt_unit_store_get(struct gt_db *db, int64_t id, struct gt_arena *arena,
                        struct gt_unit_row *out, struct gt_err *err)
{
    const gt_rc rc = gt_rows_get(db, sql_get, id, arena, read_unit, out, err);

    return rc == GT_ENOTFOUND ? gt_rows_missing(err, "unit", "单位", id) : rc;
}

gt_rc gt_unit_store_insert(struct gt_db *db, struct gt_unit_row *unit, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_insert, &stmt, err)) == GT_OK) {
        bind_unit(stmt, unit);
        rc = gt_stmt_run_i64(stmt, &unit->id, err);
    }
    gt_stmt_release(stmt);
    if (rc != GT_OK)
        return gt_wrap(err, rc, "adding unit %.*s", "新增单位 %.*s", GT_FMT(unit->name));
    unit->revision = 1;
    return GT_OK;
}

gt_rc gt_unit_store_update(struct gt_db *db, struct gt_unit_row *unit, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_update, &stmt, err)) == GT_OK) {
        bind_unit(stmt, unit);
        gt_stmt_bind_i64(stmt, 13, unit->id);
        gt_stmt_bind_i64(stmt, 14, unit->revision);
        rc = gt_rows_revised(stmt, &unit->revision, "unit", "单位", unit->id, err);
    }
    gt_stmt_release(stmt);
    return rc;
}
