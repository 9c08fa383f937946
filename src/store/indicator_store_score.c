/* indicator_store_score.c - score sheets, promised figures, visits. */
#include "store/indicator_store.h"
#include "store/rows.h"

/* ---- sheets ----------------------------------------------------------------------- */

static const char sql_sheets[] =
    "SELECT id, year, name_zh, name_en, revision FROM score_sheet ORDER BY year DESC, id";
static const char sql_sheet_insert[] =
    "INSERT INTO score_sheet (year, name_zh, name_en, revision) VALUES ($1, $2, $3, 1) RETURNING id";
static const char sql_sheet_update[] =
    "UPDATE score_sheet SET year = $1, name_zh = $2, name_en = $3, revision = revision + 1"
    " WHERE id = $4 AND revision = $5 RETURNING revision";
static const char sql_lines[] =
    "SELECT sheet_id, position, indicator_id, kind, weight, bonus_max, floor_part, each_points, steps,"
    " veto, veto_below FROM score_line ORDER BY sheet_id, position";
static const char sql_lines_drop[] = "DELETE FROM score_line WHERE sheet_id = $1";
static const char sql_line_insert[] =
    "INSERT INTO score_line (sheet_id, position, indicator_id, kind, weight, bonus_max, floor_part,"
    " each_points, steps, veto, veto_below) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

static gt_rc read_sheet(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_score_sheet *sheet = row;

    sheet->id = gt_stmt_i64(stmt, 0);
    sheet->year = gt_stmt_i64(stmt, 1);
    sheet->revision = gt_stmt_i64(stmt, 4);
    if (gt_stmt_dup(stmt, 2, arena, &sheet->name[GT_LANG_ZH]) != GT_OK)
        return GT_ENOMEM;
    return gt_stmt_dup(stmt, 3, arena, &sheet->name[GT_LANG_EN]);
}

gt_rc gt_score_sheet_store_list(struct gt_db *db, struct gt_arena *arena, gt_score_sheets *out,
                                struct gt_err *err)
{
    return gt_rows_query(db, sql_sheets, 0, arena, read_sheet, sizeof(struct gt_score_sheet), 1000, out, err);
}

gt_rc gt_score_sheet_store_insert(struct gt_db *db, struct gt_score_sheet *sheet, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_sheet_insert, &stmt, err)) == GT_OK) {
        gt_stmt_bind_i64(stmt, 1, sheet->year);
        gt_stmt_bind_str(stmt, 2, sheet->name[GT_LANG_ZH]);
        gt_stmt_bind_str(stmt, 3, sheet->name[GT_LANG_EN]);
        rc = gt_stmt_run_i64(stmt, &sheet->id, err);
    }
    gt_stmt_release(stmt);
    if (rc == GT_OK)
        sheet->revision = 1;
    return rc;
}

gt_rc gt_score_sheet_store_update(struct gt_db *db, struct gt_score_sheet *sheet, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_sheet_update, &stmt, err)) == GT_OK) {
        gt_stmt_bind_i64(stmt, 1, sheet->year);
        gt_stmt_bind_str(stmt, 2, sheet->name[GT_LANG_ZH]);
        gt_stmt_bind_str(stmt, 3, sheet->name[GT_LANG_EN]);
        gt_stmt_bind_i64(stmt, 4, sheet->id);
        gt_stmt_bind_i64(stmt, 5, sheet->revision);
        rc = gt_rows_revised(stmt, &sheet->revision, "score sheet", "评分表", sheet->id, err);
    }
    gt_stmt_release(stmt);
    return rc;
}

static gt_rc read_line(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_score_line *line = row;

    line->sheet_id = gt_stmt_i64(stmt, 0);
    line->position = gt_stmt_i64(stmt, 1);
    line->indicator_id = gt_stmt_i64(stmt, 2);
    line->kind = gt_stmt_i64(stmt, 3);
    line->weight = gt_stmt_double(stmt, 4);
    line->bonus_max = gt_stmt_double(stmt, 5);
    line->floor = gt_stmt_double(stmt, 6);
    line->each = gt_stmt_double(stmt, 7);
    line->veto = gt_stmt_i64(stmt, 9);
    line->veto_below = gt_stmt_double(stmt, 10);
    return gt_stmt_dup(stmt, 8, arena, &line->steps);
}

gt_rc gt_score_line_store_list(struct gt_db *db, struct gt_arena *arena, gt_score_lines *out,
                               struct gt_err *err)
{
    return gt_rows_query(db, sql_lines, 0, arena, read_line, sizeof(struct gt_score_line),
                         GT_SCORE_LINES_STORED_MAX, out, err);
}

gt_rc gt_score_line_store_set(struct gt_db *db, int64_t sheet_id, const struct gt_score_line *lines,
                              size_t count, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_rows_run(db, sql_lines_drop, sheet_id, err)) != GT_OK ||
        (rc = gt_db_prepare(db, sql_line_insert, &stmt, err)) != GT_OK)
        return rc;
    for (size_t at = 0; rc == GT_OK && at < count; at++) {
        gt_stmt_bind_i64(stmt, 1, sheet_id);
        gt_stmt_bind_i64(stmt, 2, (int64_t)at);
        gt_stmt_bind_i64(stmt, 3, lines[at].indicator_id);
        gt_stmt_bind_i64(stmt, 4, lines[at].kind);
        gt_stmt_bind_double(stmt, 5, lines[at].weight);
        gt_stmt_bind_double(stmt, 6, lines[at].bonus_max);
        gt_stmt_bind_double(stmt, 7, lines[at].floor);
        gt_stmt_bind_double(stmt, 8, lines[at].each);
        gt_stmt_bind_str(stmt, 9, lines[at].steps);
        gt_stmt_bind_i64(stmt, 10, lines[at].veto);
        gt_stmt_bind_double(stmt, 11, lines[at].veto_below);
        rc = gt_stmt_run(stmt, err);
    }
    gt_stmt_release(stmt);
    return rc;
}

/* ---- promises --------------------------------------------------------------------- */

static const char sql_promises[] =
    "SELECT id, task_id, name, value, target_id, reason, person_id, at_ms FROM promise ORDER BY task_id, id";
static const char sql_promise_insert[] =
    "INSERT INTO promise (task_id, name, value, target_id, reason, person_id, at_ms)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id";
static const char sql_figures[] =
    "SELECT f.task_id, f.name, f.unit, f.body, f.op, f.value FROM figure f"
    " JOIN task t ON t.id = f.task_id WHERE t.removed_at_ms IS NULL ORDER BY f.task_id, f.id";

static gt_rc read_promise(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_promise *promise = row;

    promise->id = gt_stmt_i64(stmt, 0);
    promise->task_id = gt_stmt_i64(stmt, 1);
    promise->value = gt_stmt_double(stmt, 3);
    promise->target_id = gt_stmt_i64(stmt, 4);
    promise->person_id = gt_stmt_i64(stmt, 6);
    promise->at_ms = gt_stmt_i64(stmt, 7);
    if (gt_stmt_dup(stmt, 2, arena, &promise->name) != GT_OK)
        return GT_ENOMEM;
    return gt_stmt_dup(stmt, 5, arena, &promise->reason);
}

gt_rc gt_promise_store_list(struct gt_db *db, struct gt_arena *arena, gt_promises *out, struct gt_err *err)
{
    return gt_rows_query(db, sql_promises, 0, arena, read_promise, sizeof(struct gt_promise),
                         GT_PROMISES_MAX, out, err);
}

gt_rc gt_promise_store_add(struct gt_db *db, struct gt_promise *promise, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_promise_insert, &stmt, err)) == GT_OK) {
        gt_stmt_bind_i64(stmt, 1, promise->task_id);
        gt_stmt_bind_str(stmt, 2, promise->name);
        gt_stmt_bind_double(stmt, 3, promise->value);
        gt_stmt_bind_ref(stmt, 4, promise->target_id);
        gt_stmt_bind_str(stmt, 5, promise->reason);
        gt_stmt_bind_i64(stmt, 6, promise->person_id);
        gt_stmt_bind_i64(stmt, 7, promise->at_ms);
        rc = gt_stmt_run_i64(stmt, &promise->id, err);
    }
    gt_stmt_release(stmt);
    return rc;
}

static gt_rc read_figure(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_figure_row *figure = row;

    figure->task_id = gt_stmt_i64(stmt, 0);
    figure->value = gt_stmt_double(stmt, 5);
    if (gt_stmt_dup(stmt, 1, arena, &figure->name) != GT_OK ||
        gt_stmt_dup(stmt, 2, arena, &figure->unit) != GT_OK ||
        gt_stmt_dup(stmt, 3, arena, &figure->text) != GT_OK)
        return GT_ENOMEM;
    return gt_stmt_dup(stmt, 4, arena, &figure->op);
}

gt_rc gt_figure_row_store_list(struct gt_db *db, struct gt_arena *arena, gt_figure_rows *out,
                               struct gt_err *err)
{
    return gt_rows_query(db, sql_figures, 0, arena, read_figure, sizeof(struct gt_figure_row),
                         GT_PROMISES_MAX, out, err);
}

/* ---- visits ------------------------------------------------------------------------- */

static const char sql_visit[] = "SELECT person_id, seen_at_ms, before_at_ms FROM visit WHERE person_id = $1";
static const char sql_visit_drop[] = "DELETE FROM visit WHERE person_id = $1";
static const char sql_visit_add[] =
    "INSERT INTO visit (person_id, seen_at_ms, before_at_ms) VALUES ($1, $2, $3)";

static gt_rc read_visit(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_visit *visit = row;

    (void)arena;
    visit->person_id = gt_stmt_i64(stmt, 0);
    visit->seen_at_ms = gt_stmt_i64(stmt, 1);
    visit->before_at_ms = gt_stmt_i64(stmt, 2);
    return GT_OK;
}

gt_rc gt_visit_store_get(struct gt_db *db, int64_t person_id, struct gt_visit *out, struct gt_err *err)
{
    return gt_rows_get(db, sql_visit, person_id, NULL, read_visit, out, err);
}

gt_rc gt_visit_store_put(struct gt_db *db, const struct gt_visit *visit, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_rows_run(db, sql_visit_drop, visit->person_id, err)) == GT_OK &&
        (rc = gt_db_prepare(db, sql_visit_add, &stmt, err)) == GT_OK) {
        gt_stmt_bind_i64(stmt, 1, visit->person_id);
        gt_stmt_bind_i64(stmt, 2, visit->seen_at_ms);
        gt_stmt_bind_i64(stmt, 3, visit->before_at_ms);
        rc = gt_stmt_run(stmt, err);
    }
    gt_stmt_release(stmt);
    return rc;
}
