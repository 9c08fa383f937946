/* node_store.c - key dates and gates. */
#include "store/node_store.h"

#include "store/rows.h"

#define COLUMNS "id, kind, name_zh, name_en, from_day, to_day, revision"
static const char sql_list[] = "SELECT " COLUMNS " FROM node ORDER BY from_day, to_day, id";
static const char sql_get[] = "SELECT " COLUMNS " FROM node WHERE id = $1";
static const char sql_insert[] =
    "INSERT INTO node (kind, name_zh, name_en, from_day, to_day, revision)"
    " VALUES ($1, $2, $3, $4, $5, 1) RETURNING id";
static const char sql_update[] =
    "UPDATE node SET kind = $1, name_zh = $2, name_en = $3, from_day = $4, to_day = $5,"
    " revision = revision + 1 WHERE id = $6 AND revision = $7 RETURNING revision";
static const char sql_remove[] = "DELETE FROM node WHERE id = $1";

static gt_rc read_node(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_node *node = row;
    gt_rc rc;

    node->id = gt_stmt_i64(stmt, 0);
    if ((rc = gt_stmt_dup(stmt, 1, arena, &node->kind)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 2, arena, &node->name[GT_LANG_ZH])) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 3, arena, &node->name[GT_LANG_EN])) != GT_OK)
        return rc;
    node->from = gt_stmt_day(stmt, 4);
    node->to = gt_stmt_day(stmt, 5);
    node->revision = gt_stmt_i64(stmt, 6);
    return GT_OK;
}

static void bind_node(struct gt_stmt *stmt, const struct gt_node *node)
{
    gt_stmt_bind_str(stmt, 1, node->kind);
    gt_stmt_bind_str(stmt, 2, node->name[GT_LANG_ZH]);
    gt_stmt_bind_str(stmt, 3, node->name[GT_LANG_EN]);
    gt_stmt_bind_day(stmt, 4, node->from);
    gt_stmt_bind_day(stmt, 5, node->to);
}

gt_rc gt_node_store_list(struct gt_db *db, struct gt_arena *arena, gt_nodes *out,
                         struct gt_err *err)
{
    return gt_rows_query(db, sql_list, 0, arena, read_node, sizeof(struct gt_node),
                         GT_NODES_MAX, out, err);
}

gt_rc gt_node_store_get(struct gt_db *db, int64_t id, struct gt_arena *arena,
                        struct gt_node *out, struct gt_err *err)
{
    const gt_rc rc = gt_rows_get(db, sql_get, id, arena, read_node, out, err);

    return rc == GT_ENOTFOUND ? gt_rows_missing(err, "node", "节点", id) : rc;
}

gt_rc gt_node_store_insert(struct gt_db *db, struct gt_node *node, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_insert, &stmt, err)) == GT_OK) {
        bind_node(stmt, node);
        rc = gt_stmt_run_i64(stmt, &node->id, err);
    }
    gt_stmt_release(stmt);
    if (rc == GT_OK)
        node->revision = 1;
    return rc;
}

gt_rc gt_node_store_update(struct gt_db *db, struct gt_node *node, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_update, &stmt, err)) == GT_OK) {
        bind_node(stmt, node);
        gt_stmt_bind_i64(stmt, 6, node->id);
        gt_stmt_bind_i64(stmt, 7, node->revision);
        rc = gt_rows_revised(stmt, &node->revision, "node", "节点", node->id, err);
    }
    gt_stmt_release(stmt);
    return rc;
}

gt_rc gt_node_store_remove(struct gt_db *db, int64_t id, struct gt_err *err)
{
    return gt_rows_run(db, sql_remove, id, err);
}
