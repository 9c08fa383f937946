/* clause_store.c - the clauses of directives (directive_store.h). */
#include "store/directive_store.h"
#include "store/rows.h"

#define COLUMNS "id, directive_id, seq, start_point, end_point, number, heading, kind, body," \
                " proposal, draft, confidence, state, reason, revision"
static const char sql_list[] =
    "SELECT " COLUMNS " FROM clause WHERE directive_id = $1 ORDER BY seq, start_point, id";
static const char sql_get[] = "SELECT " COLUMNS " FROM clause WHERE id = $1";
static const char sql_insert[] =
    "INSERT INTO clause (seq, start_point, end_point, number, heading, kind, body, proposal, draft,"
    " confidence, state, reason, directive_id, revision)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1) RETURNING id";
static const char sql_update[] =
    "UPDATE clause SET seq = $1, start_point = $2, end_point = $3, number = $4, heading = $5,"
    " kind = $6, body = $7, proposal = $8, draft = $9, confidence = $10, state = $11,"
    " reason = $12, revision = revision + 1 WHERE id = $13 AND revision = $14 RETURNING revision";
static const char sql_remove[] = "DELETE FROM clause WHERE id = $1";
static const char sql_coverage[] =
    "SELECT directive_id, state, count(*),"
    " cast(sum(CASE WHEN kind = 'context' OR state > 1 THEN 0 ELSE 1 END) AS BIGINT)"
    " FROM clause GROUP BY directive_id, state"
    " ORDER BY directive_id, state";

static const char *const state_names[GT_CLAUSE_STATES] = {
    "proposed", "draft", "accepted", "mapped", "nothing",
};

const char *gt_clause_state_name(enum gt_clause_state state) { return state_names[state]; }

static gt_rc read_clause(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_clause *clause = row;
    gt_rc rc;

    clause->id = gt_stmt_i64(stmt, 0);
    clause->directive_id = gt_stmt_i64(stmt, 1);
    clause->seq = gt_stmt_i64(stmt, 2);
    clause->start = gt_stmt_i64(stmt, 3);
    clause->end = gt_stmt_i64(stmt, 4);
    if ((rc = gt_stmt_dup(stmt, 5, arena, &clause->number)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 6, arena, &clause->heading)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 7, arena, &clause->kind)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 8, arena, &clause->text)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 9, arena, &clause->proposal)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 10, arena, &clause->draft)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 13, arena, &clause->reason)) != GT_OK)
        return rc;
    clause->confidence = gt_stmt_double(stmt, 11);
    clause->state = (enum gt_clause_state)gt_stmt_i64(stmt, 12);
    clause->revision = gt_stmt_i64(stmt, 14);
    return GT_OK;
}

static void bind_clause(struct gt_stmt *stmt, const struct gt_clause *clause)
{
    gt_stmt_bind_i64(stmt, 1, clause->seq);
    gt_stmt_bind_i64(stmt, 2, clause->start);
    gt_stmt_bind_i64(stmt, 3, clause->end);
    gt_stmt_bind_str(stmt, 4, clause->number);
    gt_stmt_bind_str(stmt, 5, clause->heading);
    gt_stmt_bind_str(stmt, 6, clause->kind);
    gt_stmt_bind_str(stmt, 7, clause->text);
    gt_stmt_bind_str(stmt, 8, clause->proposal);
    gt_stmt_bind_str(stmt, 9, clause->draft);
    gt_stmt_bind_double(stmt, 10, clause->confidence);
    gt_stmt_bind_i64(stmt, 11, clause->state);
    gt_stmt_bind_str(stmt, 12, clause->reason);
}

gt_rc gt_clause_store_list(struct gt_db *db, int64_t directive_id, struct gt_arena *arena,
                           gt_clauses *out, struct gt_err *err)
{
    const gt_rc rc = gt_rows_query(db, sql_list, directive_id, arena, read_clause,
                                   sizeof(struct gt_clause), GT_CLAUSES_MAX, out, err);

    return rc == GT_OK ? GT_OK : gt_wrap(err, rc, "listing the clauses of directive %lld",
                                         "列出文件%lld的条款", (long long)directive_id);
}

gt_rc gt_clause_store_get(struct gt_db *db, int64_t id, struct gt_arena *arena,
                          struct gt_clause *out, struct gt_err *err)
{
    const gt_rc rc = gt_rows_get(db, sql_get, id, arena, read_clause, out, err);

    return rc == GT_ENOTFOUND ? gt_rows_missing(err, "clause", "条款", id) : rc;
}

gt_rc gt_clause_store_insert(struct gt_db *db, struct gt_clause *clause, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_insert, &stmt, err)) == GT_OK) {
        bind_clause(stmt, clause);
        gt_stmt_bind_i64(stmt, 13, clause->directive_id);
        rc = gt_stmt_run_i64(stmt, &clause->id, err);
    }
    gt_stmt_release(stmt);
    if (rc != GT_OK)
        return gt_wrap(err, rc, "adding clause %lld", "新增第%lld条", (long long)clause->seq);
    clause->revision = 1;
    return GT_OK;
}

gt_rc gt_clause_store_update(struct gt_db *db, struct gt_clause *clause, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_update, &stmt, err)) == GT_OK) {
        bind_clause(stmt, clause);
        gt_stmt_bind_i64(stmt, 13, clause->id);
        gt_stmt_bind_i64(stmt, 14, clause->revision);
        rc = gt_rows_revised(stmt, &clause->revision, "clause", "条款", clause->id, err);
    }
    gt_stmt_release(stmt);
    return rc;
}

gt_rc gt_clause_store_remove(struct gt_db *db, int64_t id, struct gt_err *err)
{
    return gt_rows_run(db, sql_remove, id, err);
}

gt_rc gt_clause_store_coverage(struct gt_db *db, struct gt_arena *arena, gt_coverages *out,
                               struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    struct gt_err own = {0};
    gt_coverages list = {0};
    enum gt_step step = GT_STEP_DONE;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_coverage, &stmt, err)) != GT_OK)
        return rc;
    while ((step = gt_stmt_step(stmt, &own)) == GT_STEP_ROW) {
        const int64_t directive_id = gt_stmt_i64(stmt, 0);
        struct gt_coverage *row = list.count > 0 ? &list.at[list.count - 1] : NULL;

        if (row == NULL || row->directive_id != directive_id) {
            if ((row = GT_PUSH(arena, &list)) == NULL) {
                rc = gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
                break;
            }
            row->directive_id = directive_id;
        }
        row->by_state[gt_stmt_i64(stmt, 1)] = gt_stmt_i64(stmt, 2);
        row->total += gt_stmt_i64(stmt, 2);
        row->open += gt_stmt_i64(stmt, 3);
    }
    if (step == GT_STEP_ERROR) {
        rc = own.rc;
        if (err != NULL)
            *err = own;
    }
    gt_stmt_release(stmt);
    if (rc == GT_OK)
        *out = list;
    return rc;
}
