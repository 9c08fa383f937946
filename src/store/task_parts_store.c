/* task_parts_store.c - supporting units, clauses and figures of tasks (task_store.h). */
#include "store/rows.h"
#include "store/task_store.h"

enum { PARTS_MAX = 4 * GT_TASKS_MAX };

/* ---- supporting units -------------------------------------------------------- */

static const char sql_supports[] =
    "SELECT task_id, unit_id, position, duty FROM task_support WHERE task_id = $1"
    " ORDER BY position, unit_id";
static const char sql_supports_all[] =
    "SELECT s.task_id, s.unit_id, s.position, s.duty FROM task_support s"
    " JOIN task t ON t.id = s.task_id WHERE t.removed_at_ms IS NULL"
    " ORDER BY s.task_id, s.position, s.unit_id";
static const char sql_supports_clear[] = "DELETE FROM task_support WHERE task_id = $1";
static const char sql_support_add[] =
    "INSERT INTO task_support (task_id, unit_id, position, duty) VALUES ($1, $2, $3, $4)";

static gt_rc read_support(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_task_support *support = row;

    support->task_id = gt_stmt_i64(stmt, 0);
    support->unit_id = gt_stmt_i64(stmt, 1);
    support->position = gt_stmt_i64(stmt, 2);
    return gt_stmt_dup(stmt, 3, arena, &support->duty);
}

gt_rc gt_support_store_list(struct gt_db *db, int64_t task_id, struct gt_arena *arena,
                            gt_task_supports *out, struct gt_err *err)
{
    return gt_rows_query(db, task_id == 0 ? sql_supports_all : sql_supports, task_id, arena,
                         read_support, sizeof(struct gt_task_support), PARTS_MAX, out, err);
}

gt_rc gt_support_store_set(struct gt_db *db, int64_t task_id,
                           const struct gt_task_support *list, size_t count, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_rows_run(db, sql_supports_clear, task_id, err)) != GT_OK ||
        (rc = gt_db_prepare(db, sql_support_add, &stmt, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < count && rc == GT_OK; at++) {
        gt_stmt_bind_i64(stmt, 1, task_id);
        gt_stmt_bind_i64(stmt, 2, list[at].unit_id);
        gt_stmt_bind_i64(stmt, 3, (int64_t)at);
        gt_stmt_bind_str(stmt, 4, list[at].duty);
        rc = gt_stmt_run(stmt, err);
    }
    gt_stmt_release(stmt);
    return rc == GT_OK ? GT_OK : gt_wrap(err, rc, "supporting units", "配合单位");
}

/* ---- clauses ---------------------------------------------------------------- */

static const char sql_clauses[] =
    "SELECT k.task_id, k.clause_id, c.directive_id FROM task_clause k"
    " JOIN clause c ON c.id = k.clause_id WHERE k.task_id = $1 ORDER BY c.directive_id, c.seq";
static const char sql_clauses_all[] =
    "SELECT k.task_id, k.clause_id, c.directive_id FROM task_clause k"
    " JOIN clause c ON c.id = k.clause_id JOIN task t ON t.id = k.task_id"
    " WHERE t.removed_at_ms IS NULL ORDER BY k.task_id, c.directive_id, c.seq";
static const char sql_clauses_of[] =
    "SELECT k.task_id, k.clause_id, c.directive_id FROM task_clause k"
    " JOIN clause c ON c.id = k.clause_id JOIN task t ON t.id = k.task_id"
    " WHERE t.removed_at_ms IS NULL AND c.directive_id = $1"
    " ORDER BY c.seq, c.start_point, c.id, k.task_id";
static const char sql_clause_add[] =
    "INSERT INTO task_clause (task_id, clause_id)"
    " SELECT cast($1 AS BIGINT), cast($2 AS BIGINT) WHERE NOT EXISTS"
    " (SELECT 1 FROM task_clause WHERE task_id = cast($1 AS BIGINT) AND clause_id = cast($2 AS BIGINT))";
static const char sql_clause_remove[] =
    "DELETE FROM task_clause WHERE task_id = $1 AND clause_id = $2";

static gt_rc read_task_clause(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_task_clause *clause = row;

    (void)arena;
    clause->task_id = gt_stmt_i64(stmt, 0);
    clause->clause_id = gt_stmt_i64(stmt, 1);
    clause->directive_id = gt_stmt_i64(stmt, 2);
    return GT_OK;
}

gt_rc gt_task_clause_store_list(struct gt_db *db, int64_t task_id, struct gt_arena *arena,
                                gt_task_clauses *out, struct gt_err *err)
{
    return gt_rows_query(db, task_id == 0 ? sql_clauses_all : sql_clauses, task_id, arena,
                         read_task_clause, sizeof(struct gt_task_clause), PARTS_MAX, out, err);
}

gt_rc gt_task_clause_store_of(struct gt_db *db, int64_t directive_id, struct gt_arena *arena,
                              gt_task_clauses *out, struct gt_err *err)
{
    return gt_rows_query(db, sql_clauses_of, directive_id, arena, read_task_clause,
                         sizeof(struct gt_task_clause), PARTS_MAX, out, err);
}

static gt_rc run_pair(struct gt_db *db, const char *sql, int64_t task_id, int64_t clause_id,
                      struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql, &stmt, err)) != GT_OK)
        return rc;
    gt_stmt_bind_i64(stmt, 1, task_id);
    gt_stmt_bind_i64(stmt, 2, clause_id);
    rc = gt_stmt_run(stmt, err);
    gt_stmt_release(stmt);
    return rc;
}

gt_rc gt_task_clause_store_add(struct gt_db *db, int64_t task_id, int64_t clause_id,
                               struct gt_err *err)
{
    return run_pair(db, sql_clause_add, task_id, clause_id, err);
}

gt_rc gt_task_clause_store_remove(struct gt_db *db, int64_t task_id, int64_t clause_id,
                                  struct gt_err *err)
{
    return run_pair(db, sql_clause_remove, task_id, clause_id, err);
}

/* ---- figures ---------------------------------------------------------------- */

#define FIGURE "id, task_id, clause_id, name, unit, body, value, op"
static const char sql_figures[] = "SELECT " FIGURE " FROM figure WHERE task_id = $1 ORDER BY id";
static const char sql_figures_all[] =
    "SELECT f.id, f.task_id, f.clause_id, f.name, f.unit, f.body, f.value, f.op FROM figure f"
    " JOIN task t ON t.id = f.task_id WHERE t.removed_at_ms IS NULL ORDER BY f.task_id, f.id";
static const char sql_figures_clear[] = "DELETE FROM figure WHERE task_id = $1";
static const char sql_figure_add[] =
    "INSERT INTO figure (task_id, clause_id, name, unit, body, value, op)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7)";

static gt_rc read_figure(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_figure *figure = row;
    gt_rc rc;

    figure->id = gt_stmt_i64(stmt, 0);
    figure->task_id = gt_stmt_i64(stmt, 1);
    figure->clause_id = gt_stmt_i64(stmt, 2);
    if ((rc = gt_stmt_dup(stmt, 3, arena, &figure->name)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 4, arena, &figure->unit)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 5, arena, &figure->text)) != GT_OK)
        return rc;
    figure->value = gt_stmt_double(stmt, 6);
    return gt_stmt_dup(stmt, 7, arena, &figure->op);
}

gt_rc gt_figure_store_list(struct gt_db *db, int64_t task_id, struct gt_arena *arena,
                           gt_figures *out, struct gt_err *err)
{
    return gt_rows_query(db, task_id == 0 ? sql_figures_all : sql_figures, task_id, arena,
                         read_figure, sizeof(struct gt_figure), PARTS_MAX, out, err);
}

gt_rc gt_figure_store_set(struct gt_db *db, int64_t task_id, const struct gt_figure *list,
                          size_t count, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_rows_run(db, sql_figures_clear, task_id, err)) != GT_OK ||
        (rc = gt_db_prepare(db, sql_figure_add, &stmt, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < count && rc == GT_OK; at++) {
        gt_stmt_bind_i64(stmt, 1, task_id);
        gt_stmt_bind_ref(stmt, 2, list[at].clause_id);
        gt_stmt_bind_str(stmt, 3, list[at].name);
        gt_stmt_bind_str(stmt, 4, list[at].unit);
        gt_stmt_bind_str(stmt, 5, list[at].text);
        gt_stmt_bind_double(stmt, 6, list[at].value);
        gt_stmt_bind_str(stmt, 7, list[at].op);
        rc = gt_stmt_run(stmt, err);
    }
    gt_stmt_release(stmt);
    return rc == GT_OK ? GT_OK : gt_wrap(err, rc, "target figures", "量化指标");
}
