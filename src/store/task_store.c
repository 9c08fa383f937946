/* task_store.c - tasks.  What hangs on them: task_parts_store.c. */
#include "store/task_store.h"

#include "store/rows.h"

#define FACTS "parent_id, position, kind, code, title, short_title, detail, theme, lead_unit_id," \
              " leader_id, leader, person, not_before, start_pin, finish_pin, deadline,"        \
              " duration_days, duration_unit, mode, standing, due_text, recur, template_key,"   \
              " row_key, removed_at_ms, secrecy"
#define COLUMNS FACTS ", id, created_at_ms, revision"
enum { FACT_COUNT = 26 };

static const char sql_list[] =
    "SELECT " COLUMNS " FROM task WHERE removed_at_ms IS NULL"
    " ORDER BY parent_id NULLS FIRST, position, id";
static const char sql_get[] = "SELECT " COLUMNS " FROM task WHERE id = $1";
static const char sql_insert[] =
    "INSERT INTO task (" FACTS ", created_at_ms, revision) VALUES ($1, $2, $3, $4, $5, $6, $7, $8,"
    " $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, 1)"
    " RETURNING id";
static const char sql_update[] =
    "UPDATE task SET parent_id = $1, position = $2, kind = $3, code = $4, title = $5,"
    " short_title = $6, detail = $7, theme = $8, lead_unit_id = $9, leader_id = $10, leader = $11,"
    " person = $12, not_before = $13, start_pin = $14, finish_pin = $15, deadline = $16,"
    " duration_days = $17, duration_unit = $18, mode = $19, standing = $20, due_text = $21,"
    " recur = $22, template_key = $23, row_key = $24, removed_at_ms = $25,"
    " secrecy = $26, revision = revision + 1 WHERE id = $27 AND revision = $28 RETURNING revision";

static const char *const kind_names[GT_TASK_KINDS] = {"goal", "task", "measure", "step"};
static const char *const mode_names[GT_TASK_MODES] = {"backward", "forward"};
static const char *const unit_names[GT_DAY_UNITS] = {"work", "calendar"};

const char *gt_task_kind_name(enum gt_task_kind kind) { return kind_names[kind]; }
int gt_task_kind_from(gt_str name) { return gt_rows_name(name, kind_names, GT_TASK_KINDS); }
const char *gt_task_mode_name(enum gt_task_mode mode) { return mode_names[mode]; }
int gt_task_mode_from(gt_str name) { return gt_rows_name(name, mode_names, GT_TASK_MODES); }
const char *gt_day_unit_name(enum gt_day_unit unit) { return unit_names[unit]; }
int gt_day_unit_from(gt_str name) { return gt_rows_name(name, unit_names, GT_DAY_UNITS); }

static gt_rc read_task(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_task *task = row;
    gt_rc rc;

    task->parent_id = gt_stmt_i64(stmt, 0);
    task->position = gt_stmt_i64(stmt, 1);
    task->kind = (enum gt_task_kind)gt_stmt_i64(stmt, 2);
    if ((rc = gt_stmt_dup(stmt, 3, arena, &task->code)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 4, arena, &task->title)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 5, arena, &task->short_title)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 6, arena, &task->detail)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 7, arena, &task->theme)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 10, arena, &task->leader)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 11, arena, &task->person)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 20, arena, &task->due_text)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 21, arena, &task->recur)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 22, arena, &task->template_key)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 23, arena, &task->key)) != GT_OK)
        return rc;
    task->lead_unit_id = gt_stmt_i64(stmt, 8);
    task->leader_id = gt_stmt_i64(stmt, 9);
    task->not_before = gt_stmt_day(stmt, 12);
    task->start_pin = gt_stmt_day(stmt, 13);
    task->finish_pin = gt_stmt_day(stmt, 14);
    task->deadline = gt_stmt_day(stmt, 15);
    task->duration_days = gt_stmt_is_null(stmt, 16) ? -1 : gt_stmt_i64(stmt, 16);
    task->duration_unit = (enum gt_day_unit)gt_stmt_i64(stmt, 17);
    task->mode = (enum gt_task_mode)gt_stmt_i64(stmt, 18);
    task->standing = gt_stmt_i64(stmt, 19);
    task->removed_at_ms = gt_stmt_i64(stmt, 24);
    task->secrecy = gt_stmt_i64(stmt, 25);
    task->id = gt_stmt_i64(stmt, 26);
    task->created_at_ms = gt_stmt_i64(stmt, 27);
    task->revision = gt_stmt_i64(stmt, 28);
    return GT_OK;
}

static void bind_task(struct gt_stmt *stmt, const struct gt_task *task)
{
    gt_stmt_bind_ref(stmt, 1, task->parent_id);
    gt_stmt_bind_i64(stmt, 2, task->position);
    gt_stmt_bind_i64(stmt, 3, task->kind);
    gt_stmt_bind_str(stmt, 4, task->code);
    gt_stmt_bind_str(stmt, 5, task->title);
    gt_stmt_bind_str(stmt, 6, task->short_title);
    gt_stmt_bind_str(stmt, 7, task->detail);
    gt_stmt_bind_str(stmt, 8, task->theme);
    gt_stmt_bind_ref(stmt, 9, task->lead_unit_id);
    gt_stmt_bind_ref(stmt, 10, task->leader_id);
    gt_stmt_bind_str(stmt, 11, task->leader);
    gt_stmt_bind_str(stmt, 12, task->person);
    gt_stmt_bind_day(stmt, 13, task->not_before);
    gt_stmt_bind_day(stmt, 14, task->start_pin);
    gt_stmt_bind_day(stmt, 15, task->finish_pin);
    gt_stmt_bind_day(stmt, 16, task->deadline);
    if (task->duration_days < 0)
        gt_stmt_bind_null(stmt, 17);
    else
        gt_stmt_bind_i64(stmt, 17, task->duration_days);
    gt_stmt_bind_i64(stmt, 18, task->duration_unit);
    gt_stmt_bind_i64(stmt, 19, task->mode);
    gt_stmt_bind_i64(stmt, 20, task->standing);
    gt_stmt_bind_str(stmt, 21, task->due_text);
    gt_stmt_bind_str(stmt, 22, task->recur);
    gt_stmt_bind_str(stmt, 23, task->template_key);
    gt_stmt_bind_str(stmt, 24, task->key);
    gt_stmt_bind_ref(stmt, 25, task->removed_at_ms);
    gt_stmt_bind_i64(stmt, FACT_COUNT, task->secrecy);
}

gt_rc gt_task_store_list(struct gt_db *db, struct gt_arena *arena, gt_tasks *out,
                         struct gt_err *err)
{
    const gt_rc rc = gt_rows_query(db, sql_list, 0, arena, read_task, sizeof(struct gt_task),
                                   GT_TASKS_MAX, out, err);

    return rc == GT_OK ? GT_OK : gt_wrap(err, rc, "listing tasks", "列出任务");
}

gt_rc gt_task_store_get(struct gt_db *db, int64_t id, struct gt_arena *arena,
                        struct gt_task *out, struct gt_err *err)
{
    const gt_rc rc = gt_rows_get(db, sql_get, id, arena, read_task, out, err);

    return rc == GT_ENOTFOUND ? gt_rows_missing(err, "task", "任务", id) : rc;
}

gt_rc gt_task_store_insert(struct gt_db *db, struct gt_task *task, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_insert, &stmt, err)) == GT_OK) {
        bind_task(stmt, task);
        gt_stmt_bind_i64(stmt, FACT_COUNT + 1, task->created_at_ms);
        rc = gt_stmt_run_i64(stmt, &task->id, err);
    }
    gt_stmt_release(stmt);
    if (rc != GT_OK)
        return gt_wrap(err, rc, "adding task %.*s", "新增任务 %.*s",
                       GT_FMT(gt_str_sub(task->title, 0, 120)));
    task->revision = 1;
    return GT_OK;
}

gt_rc gt_task_store_update(struct gt_db *db, struct gt_task *task, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_update, &stmt, err)) == GT_OK) {
        bind_task(stmt, task);
        gt_stmt_bind_i64(stmt, FACT_COUNT + 1, task->id);
        gt_stmt_bind_i64(stmt, FACT_COUNT + 2, task->revision);
        rc = gt_rows_revised(stmt, &task->revision, "task", "任务", task->id, err);
    }
    gt_stmt_release(stmt);
    return rc;
}
