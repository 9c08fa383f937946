/* link_store.c - hand-overs between tasks. */
#include "store/link_store.h"

#include "store/rows.h"

static const char sql_list[] =
    "SELECT l.id, l.from_id, l.to_id, l.type, l.lag_min, l.lag_max, l.unit, l.revision FROM link l"
    " JOIN task f ON f.id = l.from_id JOIN task t ON t.id = l.to_id"
    " WHERE f.removed_at_ms IS NULL AND t.removed_at_ms IS NULL ORDER BY l.id";
static const char sql_get[] =
    "SELECT id, from_id, to_id, type, lag_min, lag_max, unit, revision FROM link WHERE id = $1";
static const char sql_insert[] =
    "INSERT INTO link (from_id, to_id, type, lag_min, lag_max, unit, revision)"
    " VALUES ($1, $2, $3, $4, $5, $6, 1) RETURNING id";
static const char sql_update[] =
    "UPDATE link SET from_id = $1, to_id = $2, type = $3, lag_min = $4, lag_max = $5, unit = $6,"
    " revision = revision + 1 WHERE id = $7 AND revision = $8 RETURNING revision";
static const char sql_remove[] = "DELETE FROM link WHERE id = $1";

static const char *const type_names[GT_LINK_TYPES] = {"FS", "SS", "FF", "SF"};

const char *gt_link_type_name(enum gt_link_type type) { return type_names[type]; }
int gt_link_type_from(gt_str name) { return gt_rows_name(name, type_names, GT_LINK_TYPES); }

static gt_rc read_link(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_task_link *link = row;

    (void)arena;
    link->id = gt_stmt_i64(stmt, 0);
    link->from_id = gt_stmt_i64(stmt, 1);
    link->to_id = gt_stmt_i64(stmt, 2);
    link->type = (enum gt_link_type)gt_stmt_i64(stmt, 3);
    link->lag_min = gt_stmt_is_null(stmt, 4) ? GT_LINK_LAG_NONE : gt_stmt_i64(stmt, 4);
    link->lag_max = gt_stmt_is_null(stmt, 5) ? GT_LINK_LAG_NONE : gt_stmt_i64(stmt, 5);
    link->unit = (enum gt_day_unit)gt_stmt_i64(stmt, 6);
    link->revision = gt_stmt_i64(stmt, 7);
    return GT_OK;
}

static void bind_lag(struct gt_stmt *stmt, int index, int64_t lag)
{
    if (lag == GT_LINK_LAG_NONE)
        gt_stmt_bind_null(stmt, index);
    else
        gt_stmt_bind_i64(stmt, index, lag);
}

static void bind_link(struct gt_stmt *stmt, const struct gt_task_link *link)
{
    gt_stmt_bind_i64(stmt, 1, link->from_id);
    gt_stmt_bind_i64(stmt, 2, link->to_id);
    gt_stmt_bind_i64(stmt, 3, link->type);
    bind_lag(stmt, 4, link->lag_min);
    bind_lag(stmt, 5, link->lag_max);
    gt_stmt_bind_i64(stmt, 6, link->unit);
}

gt_rc gt_link_store_list(struct gt_db *db, struct gt_arena *arena, gt_task_links *out,
                         struct gt_err *err)
{
    const gt_rc rc = gt_rows_query(db, sql_list, 0, arena, read_link,
                                   sizeof(struct gt_task_link), GT_TASK_LINKS_MAX, out, err);

    return rc == GT_OK ? GT_OK : gt_wrap(err, rc, "listing links", "列出衔接");
}

gt_rc gt_link_store_get(struct gt_db *db, int64_t id, struct gt_task_link *out,
                        struct gt_err *err)
{
    const gt_rc rc = gt_rows_get(db, sql_get, id, NULL, read_link, out, err);

    return rc == GT_ENOTFOUND ? gt_rows_missing(err, "link", "衔接", id) : rc;
}

gt_rc gt_link_store_insert(struct gt_db *db, struct gt_task_link *link, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_insert, &stmt, err)) == GT_OK) {
        bind_link(stmt, link);
        rc = gt_stmt_run_i64(stmt, &link->id, err);
    }
    gt_stmt_release(stmt);
    if (rc != GT_OK)
        return gt_wrap(err, rc, "linking task %lld to task %lld", "衔接任务%lld与任务%lld",
                       (long long)link->from_id, (long long)link->to_id);
    link->revision = 1;
    return GT_OK;
}

gt_rc gt_link_store_update(struct gt_db *db, struct gt_task_link *link, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_update, &stmt, err)) == GT_OK) {
        bind_link(stmt, link);
        gt_stmt_bind_i64(stmt, 7, link->id);
        gt_stmt_bind_i64(stmt, 8, link->revision);
        rc = gt_rows_revised(stmt, &link->revision, "link", "衔接", link->id, err);
    }
    gt_stmt_release(stmt);
    return rc;
}

gt_rc gt_link_store_remove(struct gt_db *db, int64_t id, struct gt_err *err)
{
    return gt_rows_run(db, sql_remove, id, err);
}
