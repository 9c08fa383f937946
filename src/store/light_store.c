/* light_store.c - rule sets, overrides, ratings and closed periods of lights. */
#include "store/light_store.h"

#include "store/rows.h"

/* ---- rule sets --------------------------------------------------------------------- */

#define RULES "SELECT id, body, reason, from_day, person_id, at_ms FROM light_rules"
static const char sql_rules_newest[] = RULES " ORDER BY id DESC LIMIT 1";
static const char sql_rules_list[] = RULES " ORDER BY id";
static const char sql_rules_insert[] =
    "INSERT INTO light_rules (body, reason, from_day, person_id, at_ms)"
    " VALUES ($1, $2, $3, $4, $5) RETURNING id";

static gt_rc read_rules(struct gt_stmt *stmt, struct gt_arena *arena, void *out)
{
    struct gt_light_rules_row *row = out;
    gt_rc rc;

    row->id = gt_stmt_i64(stmt, 0);
    if ((rc = gt_stmt_dup(stmt, 1, arena, &row->body)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 2, arena, &row->reason)) != GT_OK)
        return rc;
    row->from = gt_stmt_day(stmt, 3);
    row->person_id = gt_stmt_i64(stmt, 4);
    row->at_ms = gt_stmt_i64(stmt, 5);
    return GT_OK;
}

gt_rc gt_light_rules_store_newest(struct gt_db *db, struct gt_arena *arena,
                                  struct gt_light_rules_row *out, struct gt_err *err)
{
    return gt_rows_get(db, sql_rules_newest, 0, arena, read_rules, out, err);
}

gt_rc gt_light_rules_store_list(struct gt_db *db, struct gt_arena *arena, gt_light_rules_rows *out,
                                struct gt_err *err)
{
    return gt_rows_query(db, sql_rules_list, 0, arena, read_rules, sizeof *out->at,
                         GT_LIGHT_VERSIONS_MAX, out, err);
}

gt_rc gt_light_rules_store_insert(struct gt_db *db, struct gt_light_rules_row *row, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_rules_insert, &stmt, err)) == GT_OK) {
        gt_stmt_bind_str(stmt, 1, row->body);
        gt_stmt_bind_str(stmt, 2, row->reason);
        gt_stmt_bind_day(stmt, 3, row->from);
        gt_stmt_bind_i64(stmt, 4, row->person_id);
        gt_stmt_bind_i64(stmt, 5, row->at_ms);
        rc = gt_stmt_run_i64(stmt, &row->id, err);
    }
    gt_stmt_release(stmt);
    return rc;
}

/* ---- overrides ---------------------------------------------------------------------- */

#define OVERRIDE                                                                              \
    "SELECT o.id, o.task_id, o.meaning, o.reason, o.from_day, o.until_day, o.person_id, o.at_ms," \
    " o.lifted_on, o.lifted_by, o.lifted_at_ms FROM light_override o"
static const char sql_override_all[] =
    OVERRIDE " JOIN task t ON t.id = o.task_id WHERE o.lifted_on IS NULL AND t.removed_at_ms IS NULL ORDER BY o.id";
static const char sql_override_of[] = OVERRIDE " WHERE o.task_id = $1 ORDER BY o.id";
static const char sql_override_insert[] =
    "INSERT INTO light_override (task_id, meaning, reason, from_day, until_day, person_id, at_ms, lifted_on,"
    " lifted_by, lifted_at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, NULL, 0, 0) RETURNING id";
static const char sql_override_lift[] =
    "UPDATE light_override SET lifted_on = $1, lifted_by = $2, lifted_at_ms = $3"
    " WHERE id = $4 AND lifted_on IS NULL RETURNING id";

static gt_rc read_override(struct gt_stmt *stmt, struct gt_arena *arena, void *out)
{
    struct gt_light_override *row = out;
    gt_rc rc;

    row->id = gt_stmt_i64(stmt, 0);
    row->task_id = gt_stmt_i64(stmt, 1);
    if ((rc = gt_stmt_dup(stmt, 2, arena, &row->meaning)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 3, arena, &row->reason)) != GT_OK)
        return rc;
    row->from = gt_stmt_day(stmt, 4);
    row->until = gt_stmt_day(stmt, 5);
    row->person_id = gt_stmt_i64(stmt, 6);
    row->at_ms = gt_stmt_i64(stmt, 7);
    row->lifted_on = gt_stmt_day(stmt, 8);
    row->lifted_by = gt_stmt_i64(stmt, 9);
    row->lifted_at_ms = gt_stmt_i64(stmt, 10);
    return GT_OK;
}

gt_rc gt_light_override_store_list(struct gt_db *db, int64_t task_id, struct gt_arena *arena,
                                   gt_light_overrides *out, struct gt_err *err)
{
    return gt_rows_query(db, task_id == 0 ? sql_override_all : sql_override_of, task_id, arena,
                         read_override, sizeof *out->at, GT_LIGHT_OVERRIDES_MAX, out, err);
}

gt_rc gt_light_override_store_insert(struct gt_db *db, struct gt_light_override *row, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_override_insert, &stmt, err)) == GT_OK) {
        gt_stmt_bind_i64(stmt, 1, row->task_id);
        gt_stmt_bind_str(stmt, 2, row->meaning);
        gt_stmt_bind_str(stmt, 3, row->reason);
        gt_stmt_bind_day(stmt, 4, row->from);
        gt_stmt_bind_day(stmt, 5, row->until);
        gt_stmt_bind_i64(stmt, 6, row->person_id);
        gt_stmt_bind_i64(stmt, 7, row->at_ms);
        rc = gt_stmt_run_i64(stmt, &row->id, err);
    }
    gt_stmt_release(stmt);
    return rc;
}

gt_rc gt_light_override_store_lift(struct gt_db *db, const struct gt_light_override *row,
                                   struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    int64_t id = 0;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_override_lift, &stmt, err)) == GT_OK) {
        gt_stmt_bind_day(stmt, 1, row->lifted_on);
        gt_stmt_bind_i64(stmt, 2, row->lifted_by);
        gt_stmt_bind_i64(stmt, 3, row->lifted_at_ms);
        gt_stmt_bind_i64(stmt, 4, row->id);
        rc = gt_stmt_run_i64(stmt, &id, err);
    }
    gt_stmt_release(stmt);
    return rc == GT_ENOTFOUND ? gt_fail(err, rc, "this light was lifted already", "该灯的人工设置已取消") : rc;
}

/* ---- ratings -------------------------------------------------------------------------- */

static const char sql_rating_all[] =
    "SELECT r.id, r.task_id, r.day, r.grade, r.rank, r.rank_of, '', r.person_id, r.at_ms FROM light_rating r"
    " JOIN task t ON t.id = r.task_id WHERE t.removed_at_ms IS NULL ORDER BY r.task_id, r.day, r.id";
static const char sql_rating_of[] =
    "SELECT id, task_id, day, grade, rank, rank_of, words, person_id, at_ms FROM light_rating"
    " WHERE task_id = $1 ORDER BY day, id";
static const char sql_rating_insert[] =
    "INSERT INTO light_rating (task_id, day, grade, rank, rank_of, words, person_id, at_ms)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id";

static gt_rc read_rating(struct gt_stmt *stmt, struct gt_arena *arena, void *out)
{
    struct gt_light_rating *row = out;

    row->id = gt_stmt_i64(stmt, 0);
    row->task_id = gt_stmt_i64(stmt, 1);
    row->day = gt_stmt_day(stmt, 2);
    row->grade = gt_stmt_i64(stmt, 3);
    row->rank = gt_stmt_i64(stmt, 4);
    row->rank_of = gt_stmt_i64(stmt, 5);
    row->person_id = gt_stmt_i64(stmt, 7);
    row->at_ms = gt_stmt_i64(stmt, 8);
    return gt_stmt_dup(stmt, 6, arena, &row->words);
}

gt_rc gt_light_rating_store_list(struct gt_db *db, int64_t task_id, struct gt_arena *arena,
                                 gt_light_ratings *out, struct gt_err *err)
{
    return gt_rows_query(db, task_id == 0 ? sql_rating_all : sql_rating_of, task_id, arena, read_rating,
                         sizeof *out->at, GT_LIGHT_RATINGS_MAX, out, err);
}

gt_rc gt_light_rating_store_insert(struct gt_db *db, struct gt_light_rating *row, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_rating_insert, &stmt, err)) == GT_OK) {
        gt_stmt_bind_i64(stmt, 1, row->task_id);
        gt_stmt_bind_day(stmt, 2, row->day);
        gt_stmt_bind_i64(stmt, 3, row->grade);
        gt_stmt_bind_i64(stmt, 4, row->rank);
        gt_stmt_bind_i64(stmt, 5, row->rank_of);
        gt_stmt_bind_str(stmt, 6, row->words);
        gt_stmt_bind_i64(stmt, 7, row->person_id);
        gt_stmt_bind_i64(stmt, 8, row->at_ms);
        rc = gt_stmt_run_i64(stmt, &row->id, err);
    }
    gt_stmt_release(stmt);
    return rc;
}

/* ---- closed periods ---------------------------------------------------------------------- */

static const char sql_closing_list[] =
    "SELECT id, day, rules_id, row_count, person_id, at_ms FROM light_closing ORDER BY day";
static const char sql_closing_insert[] =
    "INSERT INTO light_closing (day, rules_id, row_count, person_id, at_ms)"
    " VALUES ($1, $2, $3, $4, $5) RETURNING id";
static const char sql_closing_row[] =
    "INSERT INTO light_closing_row (closing_id, task_id, meaning, amount, red, by_hand)"
    " VALUES ($1, $2, $3, $4, $5, $6)";
#define CLOSED                                                                     \
    "SELECT r.closing_id, r.task_id, c.day, r.meaning, r.amount, r.red, r.by_hand" \
    " FROM light_closing_row r JOIN light_closing c ON c.id = r.closing_id"
static const char sql_closed_of[] = CLOSED " WHERE r.task_id = $1 ORDER BY c.day";
static const char sql_closed_red[] = CLOSED " WHERE r.red = 1 ORDER BY r.task_id, c.day DESC";

static gt_rc read_closing(struct gt_stmt *stmt, struct gt_arena *arena, void *out)
{
    struct gt_light_closing *row = out;

    (void)arena;
    *row = (struct gt_light_closing){
        .id = gt_stmt_i64(stmt, 0), .day = gt_stmt_day(stmt, 1), .rules_id = gt_stmt_i64(stmt, 2),
        .row_count = gt_stmt_i64(stmt, 3), .person_id = gt_stmt_i64(stmt, 4), .at_ms = gt_stmt_i64(stmt, 5),
    };
    return GT_OK;
}

static gt_rc read_closed(struct gt_stmt *stmt, struct gt_arena *arena, void *out)
{
    struct gt_light_closing_row *row = out;

    row->closing_id = gt_stmt_i64(stmt, 0);
    row->task_id = gt_stmt_i64(stmt, 1);
    row->day = gt_stmt_day(stmt, 2);
    row->amount = gt_stmt_i64(stmt, 4);
    row->red = gt_stmt_i64(stmt, 5);
    row->by_hand = gt_stmt_i64(stmt, 6);
    return gt_stmt_dup(stmt, 3, arena, &row->meaning);
}

gt_rc gt_light_closing_store_list(struct gt_db *db, struct gt_arena *arena, gt_light_closings *out,
                                  struct gt_err *err)
{
    return gt_rows_query(db, sql_closing_list, 0, arena, read_closing, sizeof *out->at,
                         GT_LIGHT_CLOSINGS_MAX, out, err);
}

gt_rc gt_light_closing_store_insert(struct gt_db *db, struct gt_light_closing *row, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_closing_insert, &stmt, err)) == GT_OK) {
        gt_stmt_bind_day(stmt, 1, row->day);
        gt_stmt_bind_i64(stmt, 2, row->rules_id);
        gt_stmt_bind_i64(stmt, 3, row->row_count);
        gt_stmt_bind_i64(stmt, 4, row->person_id);
        gt_stmt_bind_i64(stmt, 5, row->at_ms);
        rc = gt_stmt_run_i64(stmt, &row->id, err);
    }
    gt_stmt_release(stmt);
    return rc;
}

gt_rc gt_light_closing_store_row(struct gt_db *db, const struct gt_light_closing_row *row,
                                 struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_closing_row, &stmt, err)) == GT_OK) {
        gt_stmt_bind_i64(stmt, 1, row->closing_id);
        gt_stmt_bind_i64(stmt, 2, row->task_id);
        gt_stmt_bind_str(stmt, 3, row->meaning);
        gt_stmt_bind_i64(stmt, 4, row->amount);
        gt_stmt_bind_i64(stmt, 5, row->red);
        gt_stmt_bind_i64(stmt, 6, row->by_hand);
        rc = gt_stmt_run(stmt, err);
    }
    gt_stmt_release(stmt);
    return rc;
}

gt_rc gt_light_closing_store_rows(struct gt_db *db, int64_t task_id, struct gt_arena *arena,
                                  gt_light_closing_rows *out, struct gt_err *err)
{
    return gt_rows_query(db, task_id == 0 ? sql_closed_red : sql_closed_of, task_id, arena, read_closed,
                         sizeof *out->at, GT_LIGHT_RATINGS_MAX, out, err);
}
