/* duty_parts_store.c - what hangs on duties: evidence, to-dos, settings,
 * reasons of versions; and references that lead nowhere. */
#include "store/duty_store.h"

#include "store/rows.h"

/* ---- evidence ---------------------------------------------------------------------------- */

static const char sql_files[] =
    "SELECT f.move_id, f.file_id, m.task_id, b.size, b.name FROM duty_file f"
    " JOIN duty_move m ON m.id = f.move_id JOIN file b ON b.id = f.file_id"
    " WHERE m.task_id = $1 ORDER BY f.move_id, f.position";
static const char sql_file_add[] =
    "INSERT INTO duty_file (move_id, file_id, position) VALUES ($1, $2, $3)";

static gt_rc read_file(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_duty_file *file = row;

    file->move_id = gt_stmt_i64(stmt, 0);
    file->file_id = gt_stmt_i64(stmt, 1);
    file->task_id = gt_stmt_i64(stmt, 2);
    file->size = gt_stmt_i64(stmt, 3);
    return gt_stmt_dup(stmt, 4, arena, &file->name);
}

gt_rc gt_duty_file_store_list(struct gt_db *db, int64_t task_id, struct gt_arena *arena,
                              gt_duty_files *out, struct gt_err *err)
{
    return gt_rows_query(db, sql_files, task_id, arena, read_file, sizeof(struct gt_duty_file),
                         GT_DUTIES_MAX, out, err);
}

gt_rc gt_duty_file_store_add(struct gt_db *db, int64_t move_id, int64_t file_id, int64_t position,
                             struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_file_add, &stmt, err)) == GT_OK) {
        gt_stmt_bind_i64(stmt, 1, move_id);
        gt_stmt_bind_i64(stmt, 2, file_id);
        gt_stmt_bind_i64(stmt, 3, position);
        rc = gt_stmt_run(stmt, err);
    }
    gt_stmt_release(stmt);
    return rc;
}

/* ---- to-dos ------------------------------------------------------------------------------ */

#define TODO_COLUMNS "d.id, d.task_id, d.move_id, d.unit_id, d.words, d.due, d.done_move_id"
static const char sql_todos_open[] =
    "SELECT " TODO_COLUMNS " FROM duty_todo d JOIN task t ON t.id = d.task_id"
    " WHERE d.done_move_id = 0 AND t.removed_at_ms IS NULL ORDER BY d.task_id, d.id";
static const char sql_todos[] =
    "SELECT " TODO_COLUMNS " FROM duty_todo d WHERE d.task_id = $1 ORDER BY d.id";
static const char sql_todo_insert[] =
    "INSERT INTO duty_todo (task_id, move_id, unit_id, words, due, done_move_id)"
    " VALUES ($1, $2, $3, $4, $5, 0) RETURNING id";
static const char sql_todo_close[] =
    "UPDATE duty_todo SET done_move_id = $1 WHERE id = $2 AND task_id = $3 AND done_move_id = 0"
    " RETURNING id";

static gt_rc read_todo(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_duty_todo *todo = row;

    todo->id = gt_stmt_i64(stmt, 0);
    todo->task_id = gt_stmt_i64(stmt, 1);
    todo->move_id = gt_stmt_i64(stmt, 2);
    todo->unit_id = gt_stmt_i64(stmt, 3);
    todo->due = gt_stmt_day(stmt, 5);
    todo->done_move_id = gt_stmt_i64(stmt, 6);
    return gt_stmt_dup(stmt, 4, arena, &todo->words);
}

gt_rc gt_duty_todo_store_list(struct gt_db *db, int64_t task_id, struct gt_arena *arena,
                              gt_duty_todos *out, struct gt_err *err)
{
    return gt_rows_query(db, task_id == 0 ? sql_todos_open : sql_todos, task_id, arena, read_todo,
                         sizeof(struct gt_duty_todo), GT_DUTY_TODOS_MAX, out, err);
}

gt_rc gt_duty_todo_store_insert(struct gt_db *db, struct gt_duty_todo *todo, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_todo_insert, &stmt, err)) == GT_OK) {
        gt_stmt_bind_i64(stmt, 1, todo->task_id);
        gt_stmt_bind_i64(stmt, 2, todo->move_id);
        gt_stmt_bind_i64(stmt, 3, todo->unit_id);
        gt_stmt_bind_str(stmt, 4, todo->words);
        gt_stmt_bind_day(stmt, 5, todo->due);
        rc = gt_stmt_run_i64(stmt, &todo->id, err);
    }
    gt_stmt_release(stmt);
    return rc;
}

gt_rc gt_duty_todo_store_close(struct gt_db *db, int64_t id, int64_t task_id, int64_t move_id,
                               struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    int64_t closed;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_todo_close, &stmt, err)) == GT_OK) {
        gt_stmt_bind_i64(stmt, 1, move_id);
        gt_stmt_bind_i64(stmt, 2, id);
        gt_stmt_bind_i64(stmt, 3, task_id);
        rc = gt_stmt_run_i64(stmt, &closed, err);
    }
    gt_stmt_release(stmt);
    return rc == GT_ENOTFOUND ? gt_rows_missing(err, "open to-do", "未办的待办", id) : rc;
}

/* ---- settings ------------------------------------------------------------------------------ */

static const char sql_settings[] = "SELECT name, value FROM duty_setting ORDER BY name";
static const char sql_setting_drop[] = "DELETE FROM duty_setting WHERE name = $1";
static const char sql_setting_put[] = "INSERT INTO duty_setting (name, value) VALUES ($1, $2)";

static gt_rc read_setting(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_duty_setting *setting = row;

    setting->value = gt_stmt_i64(stmt, 1);
    return gt_stmt_dup(stmt, 0, arena, &setting->name);
}

gt_rc gt_duty_setting_store_list(struct gt_db *db, struct gt_arena *arena, gt_duty_settings *out,
                                 struct gt_err *err)
{
    return gt_rows_query(db, sql_settings, 0, arena, read_setting, sizeof(struct gt_duty_setting),
                         1000, out, err);
}

gt_rc gt_duty_setting_store_put(struct gt_db *db, gt_str name, int64_t value, struct gt_err *err)
{
    static const char *const steps[] = {sql_setting_drop, sql_setting_put};
    gt_rc rc = GT_OK;

    for (int at = 0; at < 2 && rc == GT_OK; at++) {
        struct gt_stmt *stmt = NULL;

        if ((rc = gt_db_prepare(db, steps[at], &stmt, err)) == GT_OK) {
            gt_stmt_bind_str(stmt, 1, name);
            if (at == 1)
                gt_stmt_bind_i64(stmt, 2, value);
            rc = gt_stmt_run(stmt, err);
        }
        gt_stmt_release(stmt);
    }
    return rc;
}

/* ---- reasons of versions ------------------------------------------------------------------- */

static const char sql_reasons[] =
    "SELECT journal_seq, task_id, reason FROM task_reason WHERE task_id = $1 ORDER BY journal_seq";
static const char sql_reason_add[] =
    "INSERT INTO task_reason (journal_seq, task_id, reason) VALUES ($1, $2, $3)";

static gt_rc read_reason(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_task_reason *reason = row;

    reason->journal_seq = gt_stmt_i64(stmt, 0);
    reason->task_id = gt_stmt_i64(stmt, 1);
    return gt_stmt_dup(stmt, 2, arena, &reason->reason);
}

gt_rc gt_task_reason_store_list(struct gt_db *db, int64_t task_id, struct gt_arena *arena,
                                gt_task_reasons *out, struct gt_err *err)
{
    return gt_rows_query(db, sql_reasons, task_id, arena, read_reason,
                         sizeof(struct gt_task_reason), GT_DUTIES_MAX, out, err);
}

gt_rc gt_task_reason_store_add(struct gt_db *db, const struct gt_task_reason *reason,
                               struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_reason_add, &stmt, err)) == GT_OK) {
        gt_stmt_bind_i64(stmt, 1, reason->journal_seq);
        gt_stmt_bind_i64(stmt, 2, reason->task_id);
        gt_stmt_bind_str(stmt, 3, reason->reason);
        rc = gt_stmt_run(stmt, err);
    }
    gt_stmt_release(stmt);
    return rc;
}

/* ---- references that lead nowhere ------------------------------------------------------------ */

/* The databases hold what has a REFERENCES clause; these are the ones beyond:
 * columns that use 0 for nobody, and living records that hang on removed ones.
 * Each answers (id, other), the first few thousand: a space that breaks a rule
 * more often breaks it everywhere. */
#define FIRST " LIMIT 5000"
static const struct look { const char *rule, *sql; } looks[] = {
    {"task.parent-removed",
     "SELECT t.id, p.id FROM task t JOIN task p ON p.id = t.parent_id"
     " WHERE t.removed_at_ms IS NULL AND p.removed_at_ms IS NOT NULL ORDER BY t.id" FIRST},
    {"task.unit-removed",
     "SELECT t.id, u.id FROM task t JOIN unit u ON u.id = t.lead_unit_id"
     " WHERE t.removed_at_ms IS NULL AND u.removed_at_ms IS NOT NULL ORDER BY t.id" FIRST},
    {"link.task-removed",
     "SELECT l.id, t.id FROM link l JOIN task t ON t.id = l.from_id OR t.id = l.to_id"
     " WHERE t.removed_at_ms IS NOT NULL ORDER BY l.id" FIRST},
    {"report.person-missing",
     "SELECT r.id, r.person_id FROM report r WHERE r.person_id <> 0 AND NOT EXISTS"
     " (SELECT 1 FROM person p WHERE p.id = r.person_id) ORDER BY r.id" FIRST},
    {"file.person-missing",
     "SELECT f.id, f.person_id FROM file f WHERE f.person_id <> 0 AND NOT EXISTS"
     " (SELECT 1 FROM person p WHERE p.id = f.person_id) ORDER BY f.id" FIRST},
    {"duty.person-missing",
     "SELECT m.id, m.person_id FROM duty_move m WHERE m.person_id <> 0 AND NOT EXISTS"
     " (SELECT 1 FROM person p WHERE p.id = m.person_id) ORDER BY m.id" FIRST},
    {"duty.owner-missing",
     "SELECT d.id, d.owner_id FROM duty d WHERE d.owner_id <> 0 AND NOT EXISTS"
     " (SELECT 1 FROM person p WHERE p.id = d.owner_id) ORDER BY d.id" FIRST},
    {"duty.unit-removed",
     "SELECT d.id, u.id FROM duty d JOIN unit u ON u.id = d.unit_id"
     " JOIN task t ON t.id = d.task_id WHERE t.removed_at_ms IS NULL AND d.state NOT IN (0, 10, 11)"
     " AND u.removed_at_ms IS NOT NULL ORDER BY d.id" FIRST},
    {"duty.move-of-other-task",
     "SELECT m.id, m.duty_id FROM duty_move m JOIN duty d ON d.id = m.duty_id"
     " WHERE d.task_id <> m.task_id ORDER BY m.id" FIRST},
    {"duty.todo-answer-missing",
     "SELECT o.id, o.done_move_id FROM duty_todo o WHERE o.done_move_id <> 0 AND NOT EXISTS"
     " (SELECT 1 FROM duty_move m WHERE m.id = o.done_move_id AND m.task_id = o.task_id)"
     " ORDER BY o.id" FIRST},
    {"duty.issued-without-lead",
     "SELECT d.id, d.task_id FROM duty d JOIN task t ON t.id = d.task_id"
     " WHERE d.support_id <> 0 AND d.state NOT IN (0, 10, 11) AND t.removed_at_ms IS NULL"
     " AND NOT EXISTS (SELECT 1 FROM duty l WHERE l.task_id = d.task_id AND l.support_id = 0"
     " AND l.state NOT IN (0, 10, 11)) ORDER BY d.id" FIRST},
    {"task.support-not-issued",
     "SELECT s.task_id, s.unit_id FROM task_support s JOIN task t ON t.id = s.task_id"
     " JOIN duty l ON l.task_id = s.task_id AND l.support_id = 0"
     " WHERE t.removed_at_ms IS NULL AND l.state NOT IN (0, 10, 11) AND NOT EXISTS"
     " (SELECT 1 FROM duty d WHERE d.task_id = s.task_id AND d.support_id <> 0"
     " AND (d.support_id = s.unit_id OR d.unit_id = s.unit_id) AND d.state <> 0)"
     " ORDER BY s.task_id, s.unit_id" FIRST},
    {"duty.standing-closed",
     "SELECT t.id, d.id FROM task t JOIN duty d ON d.task_id = t.id AND d.support_id = 0"
     " WHERE t.standing = 1 AND t.removed_at_ms IS NULL AND d.state IN (10, 11) ORDER BY t.id" FIRST},
    {"version.journal-missing",
     "SELECT r.journal_seq, r.task_id FROM task_reason r WHERE NOT EXISTS"
     " (SELECT 1 FROM journal j WHERE j.seq = r.journal_seq AND j.object = 'task'"
     " AND j.object_id = r.task_id) ORDER BY r.journal_seq" FIRST},
    {"journal.person-missing",
     "SELECT j.seq, j.person_id FROM journal j WHERE j.person_id <> 0 AND NOT EXISTS"
     " (SELECT 1 FROM person p WHERE p.id = j.person_id) ORDER BY j.seq" FIRST},
};

static gt_rc read_fault(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_store_fault *fault = row;

    (void)arena;
    fault->id = gt_stmt_i64(stmt, 0);
    fault->other = gt_stmt_i64(stmt, 1);
    return GT_OK;
}

gt_rc gt_duty_store_faults(struct gt_db *db, struct gt_arena *arena, gt_store_faults *out,
                           struct gt_err *err)
{
    *out = (gt_store_faults){0};
    for (size_t at = 0; at < GT_LEN(looks); at++) {
        gt_store_faults found = {0};
        const gt_rc rc = gt_rows_query(db, looks[at].sql, 0, arena, read_fault,
                                       sizeof(struct gt_store_fault), GT_STORE_FAULTS_MAX, &found, err);

        if (rc != GT_OK)
            return gt_wrap(err, rc, "checking %s", "核查 %s", looks[at].rule);
        for (size_t which = 0; which < found.count; which++) {
            struct gt_store_fault *fault = GT_PUSH(arena, out);

            if (fault == NULL)
                return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
            *fault = found.at[which];
            fault->rule = gt_str_from(looks[at].rule);
        }
    }
    return GT_OK;
}
