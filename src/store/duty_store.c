/* duty_store.c - duties and their moves. Evidence, to-dos, settings, reasons:
 * duty_parts_store.c. */
#include "store/duty_store.h"

#include "store/rows.h"

#define COLUMNS "d.id, d.task_id, d.support_id, d.unit_id, d.state, d.back, d.owner_id, d.doer_id,"\
                " d.issued_at_ms, d.signed_at_ms, d.finished_at_ms, d.accepted_at_ms,"\
                " d.open_move_id, d.asked, d.first_deadline, d.extensions, d.urges, d.returns,"\
                " d.refusals, d.score, d.moves"
static const char sql_all[] =
    "SELECT " COLUMNS " FROM duty d JOIN task t ON t.id = d.task_id"
    " WHERE t.removed_at_ms IS NULL ORDER BY d.task_id, d.support_id";
static const char sql_of[] =
    "SELECT " COLUMNS " FROM duty d WHERE d.task_id = $1 ORDER BY d.support_id";
static const char sql_every[] = "SELECT " COLUMNS " FROM duty d ORDER BY d.id";
static const char sql_insert[] =
    "INSERT INTO duty (task_id, support_id, unit_id, state, back, owner_id, doer_id, issued_at_ms,"
    " signed_at_ms, finished_at_ms, accepted_at_ms, open_move_id, asked, first_deadline, extensions,"
    " urges, returns, refusals, score, moves) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,"
    " $12, $13, $14, $15, $16, $17, $18, $19, $20) RETURNING id";
static const char sql_pass[] = "UPDATE duty SET owner_id = $1 WHERE id = $2";
static const char sql_update[] =
    "UPDATE duty SET task_id = $1, support_id = $2, unit_id = $3, state = $4, back = $5,"
    " owner_id = $6, doer_id = $7, issued_at_ms = $8, signed_at_ms = $9, finished_at_ms = $10,"
    " accepted_at_ms = $11, open_move_id = $12, asked = $13, first_deadline = $14,"
    " extensions = $15, urges = $16, returns = $17, refusals = $18, score = $19, moves = $20"
    " WHERE id = $21 AND moves + 1 = $20 RETURNING id";

static gt_rc read_duty(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_duty *duty = row;

    (void)arena;
    duty->id = gt_stmt_i64(stmt, 0);
    duty->task_id = gt_stmt_i64(stmt, 1);
    duty->support_id = gt_stmt_i64(stmt, 2);
    duty->unit_id = gt_stmt_i64(stmt, 3);
    duty->state = (enum gt_duty_state)gt_stmt_i64(stmt, 4);
    duty->back = (enum gt_duty_state)gt_stmt_i64(stmt, 5);
    duty->owner_id = gt_stmt_i64(stmt, 6);
    duty->doer_id = gt_stmt_i64(stmt, 7);
    duty->issued_at_ms = gt_stmt_i64(stmt, 8);
    duty->signed_at_ms = gt_stmt_i64(stmt, 9);
    duty->finished_at_ms = gt_stmt_i64(stmt, 10);
    duty->accepted_at_ms = gt_stmt_i64(stmt, 11);
    duty->open_move_id = gt_stmt_i64(stmt, 12);
    duty->asked = gt_stmt_day(stmt, 13);
    duty->first_deadline = gt_stmt_day(stmt, 14);
    duty->extensions = gt_stmt_i64(stmt, 15);
    duty->urges = gt_stmt_i64(stmt, 16);
    duty->returns = gt_stmt_i64(stmt, 17);
    duty->refusals = gt_stmt_i64(stmt, 18);
    duty->score = gt_stmt_i64(stmt, 19);
    duty->moves = gt_stmt_i64(stmt, 20);
    return GT_OK;
}

static void bind_duty(struct gt_stmt *stmt, const struct gt_duty *duty)
{
    gt_stmt_bind_i64(stmt, 1, duty->task_id);
    gt_stmt_bind_i64(stmt, 2, duty->support_id);
    gt_stmt_bind_i64(stmt, 3, duty->unit_id);
    gt_stmt_bind_i64(stmt, 4, duty->state);
    gt_stmt_bind_i64(stmt, 5, duty->back);
    gt_stmt_bind_i64(stmt, 6, duty->owner_id);
    gt_stmt_bind_i64(stmt, 7, duty->doer_id);
    gt_stmt_bind_i64(stmt, 8, duty->issued_at_ms);
    gt_stmt_bind_i64(stmt, 9, duty->signed_at_ms);
    gt_stmt_bind_i64(stmt, 10, duty->finished_at_ms);
    gt_stmt_bind_i64(stmt, 11, duty->accepted_at_ms);
    gt_stmt_bind_i64(stmt, 12, duty->open_move_id);
    gt_stmt_bind_day(stmt, 13, duty->asked);
    gt_stmt_bind_day(stmt, 14, duty->first_deadline);
    gt_stmt_bind_i64(stmt, 15, duty->extensions);
    gt_stmt_bind_i64(stmt, 16, duty->urges);
    gt_stmt_bind_i64(stmt, 17, duty->returns);
    gt_stmt_bind_i64(stmt, 18, duty->refusals);
    gt_stmt_bind_i64(stmt, 19, duty->score);
    gt_stmt_bind_i64(stmt, 20, duty->moves);
}

gt_rc gt_duty_store_list(struct gt_db *db, int64_t task_id, struct gt_arena *arena, gt_duties *out,
                         struct gt_err *err)
{
    const gt_rc rc = gt_rows_query(db, task_id == 0 ? sql_all : sql_of, task_id, arena, read_duty,
                                   sizeof(struct gt_duty), GT_DUTIES_MAX, out, err);

    return rc == GT_OK ? GT_OK : gt_wrap(err, rc, "listing duties", "列出承办情况");
}

gt_rc gt_duty_store_every(struct gt_db *db, struct gt_arena *arena, gt_duties *out,
                          struct gt_err *err)
{
    const gt_rc rc = gt_rows_query(db, sql_every, 0, arena, read_duty, sizeof(struct gt_duty),
                                   GT_DUTIES_MAX, out, err);

    return rc == GT_OK ? GT_OK : gt_wrap(err, rc, "listing duties", "列出承办情况");
}

gt_rc gt_duty_store_insert(struct gt_db *db, struct gt_duty *duty, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_insert, &stmt, err)) == GT_OK) {
        bind_duty(stmt, duty);
        rc = gt_stmt_run_i64(stmt, &duty->id, err);
    }
    gt_stmt_release(stmt);
    return rc == GT_OK ? GT_OK : gt_wrap(err, rc, "issuing task %lld", "下达任务%lld",
                                         (long long)duty->task_id);
}

gt_rc gt_duty_store_pass(struct gt_db *db, int64_t id, int64_t owner_id, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_pass, &stmt, err)) == GT_OK) {
        gt_stmt_bind_i64(stmt, 1, owner_id);
        gt_stmt_bind_i64(stmt, 2, id);
        rc = gt_stmt_run(stmt, err);
    }
    gt_stmt_release(stmt);
    return rc;
}

gt_rc gt_duty_store_update(struct gt_db *db, const struct gt_duty *duty, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    int64_t id;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_update, &stmt, err)) == GT_OK) {
        bind_duty(stmt, duty);
        gt_stmt_bind_i64(stmt, 21, duty->id);
        rc = gt_rows_revised(stmt, &id, "the duty of task", "任务承办", duty->task_id, err);
    }
    gt_stmt_release(stmt);
    return rc;
}

/* ---- moves ---------------------------------------------------------------------------- */

#define MOVE_COLUMNS "id, duty_id, task_id, seq, move, from_state, to_state, unit_id, person_id,"\
                     " at_ms, reason, fields"
static const char sql_moves[] =
    "SELECT " MOVE_COLUMNS " FROM duty_move WHERE task_id = $1 ORDER BY id";
static const char sql_moves_page[] =
    "SELECT " MOVE_COLUMNS " FROM duty_move WHERE (duty_id, seq) > ($1, $2)"
    " ORDER BY duty_id, seq LIMIT $3";
static const char sql_move_why[] =
    "SELECT m.id, m.duty_id, m.task_id, m.seq, m.move, m.from_state, m.to_state, m.unit_id,"
    " m.person_id, m.at_ms, m.reason, m.fields FROM duty_move m JOIN duty d ON d.id = m.duty_id"
    " WHERE d.task_id = $1 AND d.support_id = $2 AND m.to_state = d.state"
    " AND m.from_state <> m.to_state ORDER BY m.seq DESC LIMIT 1";
static const char sql_move_insert[] =
    "INSERT INTO duty_move (duty_id, task_id, seq, move, from_state, to_state, unit_id, person_id,"
    " at_ms, reason, fields) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id";

static gt_rc read_move(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_duty_move *move = row;
    gt_rc rc;

    move->id = gt_stmt_i64(stmt, 0);
    move->duty_id = gt_stmt_i64(stmt, 1);
    move->task_id = gt_stmt_i64(stmt, 2);
    move->seq = gt_stmt_i64(stmt, 3);
    move->from = (enum gt_duty_state)gt_stmt_i64(stmt, 5);
    move->to = (enum gt_duty_state)gt_stmt_i64(stmt, 6);
    move->unit_id = gt_stmt_i64(stmt, 7);
    move->person_id = gt_stmt_i64(stmt, 8);
    move->at_ms = gt_stmt_i64(stmt, 9);
    if ((rc = gt_stmt_dup(stmt, 4, arena, &move->move)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 10, arena, &move->reason)) != GT_OK)
        return rc;
    return gt_stmt_dup(stmt, 11, arena, &move->fields);
}

gt_rc gt_duty_move_store_list(struct gt_db *db, int64_t task_id, struct gt_arena *arena,
                              gt_duty_moves *out, struct gt_err *err)
{
    const gt_rc rc = gt_rows_query(db, sql_moves, task_id, arena, read_move,
                                   sizeof(struct gt_duty_move), GT_DUTIES_MAX, out, err);

    return rc == GT_OK ? GT_OK : gt_wrap(err, rc, "listing the moves of task %lld",
                                         "列出任务%lld的流转", (long long)task_id);
}

gt_rc gt_duty_move_store_page(struct gt_db *db, const struct gt_duty_move *after, int64_t limit,
                              struct gt_arena *arena, gt_duty_moves *out, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_moves_page, &stmt, err)) == GT_OK) {
        gt_stmt_bind_i64(stmt, 1, after == NULL ? 0 : after->duty_id);
        gt_stmt_bind_i64(stmt, 2, after == NULL ? 0 : after->seq);
        gt_stmt_bind_i64(stmt, 3, limit);
        rc = gt_rows_list(stmt, arena, read_move, sizeof(struct gt_duty_move), (size_t)limit, out, err);
    }
    gt_stmt_release(stmt);
    return rc == GT_OK ? GT_OK : gt_wrap(err, rc, "listing moves", "列出流转");
}

gt_rc gt_duty_move_store_insert(struct gt_db *db, struct gt_duty_move *move, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_move_insert, &stmt, err)) == GT_OK) {
        gt_stmt_bind_i64(stmt, 1, move->duty_id);
        gt_stmt_bind_i64(stmt, 2, move->task_id);
        gt_stmt_bind_i64(stmt, 3, move->seq);
        gt_stmt_bind_str(stmt, 4, move->move);
        gt_stmt_bind_i64(stmt, 5, move->from);
        gt_stmt_bind_i64(stmt, 6, move->to);
        gt_stmt_bind_i64(stmt, 7, move->unit_id);
        gt_stmt_bind_i64(stmt, 8, move->person_id);
        gt_stmt_bind_i64(stmt, 9, move->at_ms);
        gt_stmt_bind_str(stmt, 10, move->reason);
        gt_stmt_bind_str(stmt, 11, move->fields);
        rc = gt_stmt_run_i64(stmt, &move->id, err);
    }
    gt_stmt_release(stmt);
    return rc == GT_OK ? GT_OK : gt_wrap(err, rc, "recording a move of task %lld",
                                         "记录任务%lld的流转", (long long)move->task_id);
}

gt_rc gt_duty_move_store_why(struct gt_db *db, int64_t task_id, int64_t support_id,
                             struct gt_arena *arena, struct gt_duty_move *out, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_move_why, &stmt, err)) != GT_OK)
        return rc;
    gt_stmt_bind_i64(stmt, 1, task_id);
    gt_stmt_bind_i64(stmt, 2, support_id);
    rc = gt_rows_one(stmt, arena, read_move, out, err);
    gt_stmt_release(stmt);
    return rc;
}
