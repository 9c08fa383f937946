/* import.c - the use cases of an import, from the first look to the write. */
#include "work/import.h"

#include "base/json.h"
#include "read/duecell.h"
#include "store/import_store.h"
#include "work/import_parts.h"
#include "work/record_json.h"
#include "work/rights.h"
#include "work/space.h"
#include "work/tasks.h"

enum { SUMMARY_MAX = 4096 };

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "the import needs too much memory", "导入所需内存过大");
}

/* ---- keys of exported rows ------------------------------------------------------------- */

/* The check digits keep a key that was typed over from naming another task. */
static unsigned key_check(int64_t task_id)
{
    return (unsigned)((uint64_t)task_id * 2654435761u >> 7) % 9973;
}

char *gt_export_key(int64_t task_id, bool measure, char text[static GT_EXPORT_KEY_TEXT])
{
    (void)snprintf(text, GT_EXPORT_KEY_TEXT, "g%c-%lld-%04u", measure ? 'm' : 't', (long long)task_id,
                   key_check(task_id));
    return text;
}

bool gt_export_key_measure(gt_str key)
{
    return gt_str_starts(key, GT_STR("gm-"));
}

int64_t gt_export_key_task(gt_str key)
{
    const size_t dash = gt_str_find(key, GT_STR("-"), 3);
    int64_t id, check;

    if (!(gt_str_starts(key, GT_STR("gt-")) || gt_export_key_measure(key)) || dash == SIZE_MAX ||
        !gt_str_i64(gt_str_sub(key, 3, dash), &id) || !gt_str_i64(gt_str_sub(key, dash + 1, key.len), &check) ||
        id <= 0 || check != (int64_t)key_check(id))
        return 0;
    return id;
}

gt_rc gt_work_due_says(struct gt_arena *arena, gt_str words, int year, gt_day deadline, gt_str recur,
                       bool standing, bool *out)
{
    struct gt_due_cell due;
    const gt_rc rc = gt_due_text_read(words, year, arena, &due);

    *out = rc == GT_OK && due.last == deadline && due.standing == standing && gt_str_eq(due.recur, recur) &&
           (due.state == GT_DUE_FOUND || due.state == GT_DUE_EMPTY || due.state == GT_DUE_UNREAD);
    return rc;
}

struct last { const int64_t *ids; size_t count; struct gt_report *out; };

static gt_rc read_last(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    const struct last *last = at;
    gt_rc rc = GT_OK;

    for (size_t i = 0; i < last->count && rc == GT_OK; i++) {
        gt_reports reports = {0};

        if ((rc = gt_report_store_list(db, last->ids[i], ctx->arena, &reports, err)) == GT_OK)
            last->out[i] = reports.count > 0 ? reports.at[0] : (struct gt_report){.id = 0};
    }
    return rc;
}

gt_rc gt_work_last_reports(struct gt_ctx *ctx, const int64_t *task_ids, size_t count, struct gt_report *out,
                           struct gt_err *err)
{
    struct last last = {task_ids, count, out};

    return gt_work_read(ctx, read_last, &last, err);
}

/* ---- loading ------------------------------------------------------------------------------ */

struct loaded {
    struct gt_import row;
    struct gt_file   file;
    gt_str           bytes;
};

static gt_rc load(struct gt_db *db, struct gt_arena *arena, int64_t id, struct loaded *out,
                  struct gt_import_options *options, struct gt_err *err)
{
    gt_rc rc;

    if ((rc = gt_import_store_get(db, id, arena, &out->row, err)) != GT_OK)
        return rc;
    if (!gt_str_eq(out->row.kind, GT_STR("table")))
        return gt_fail(err, GT_ENOTFOUND, "import %lld is not one of a table", "导入%lld不是任务表",
                       (long long)id);
    if ((rc = gt_file_store_get(db, out->row.file_id, arena, &out->file, err)) != GT_OK ||
        (rc = gt_file_store_bytes(db, out->row.file_id, arena, &out->bytes, err)) != GT_OK)
        return rc;
    return gt_import_options_parse(arena, out->row.options, options, err);
}

/* Table and diff of a loaded import. */
static gt_rc reckon(struct gt_db *db, struct gt_ctx *ctx, const struct loaded *loaded,
                    struct gt_import_view *view, struct gt_import_reading *reading,
                    struct gt_import_diff *diff, struct gt_err *err)
{
    gt_rc rc;

    view->id = loaded->row.id;
    view->file_name = loaded->file.name;
    if ((rc = gt_import_read(db, ctx->arena, loaded->bytes, view, reading, err)) != GT_OK)
        return rc;
    return gt_import_diff(db, reading, ctx->lang, diff, err);
}

static gt_rc must_be_open(const struct gt_import_options *options, struct gt_err *err)
{
    if (options->state == GT_IMPORT_PREVIEW)
        return GT_OK;
    return options->state == GT_IMPORT_APPLIED
               ? gt_fail(err, GT_ECONFLICT, "this import was applied already", "该导入已经写入")
               : gt_fail(err, GT_ECONFLICT, "this import was discarded", "该导入已经放弃");
}

void gt_import_view_clear(struct gt_import_view *view)
{
    gt_arena_destroy(view->arena);
    *view = (struct gt_import_view){0};
}

/* An empty view, and the asker's context on its arena. */
static gt_rc open_view(const struct gt_ctx *ctx, struct gt_import_view *view, struct gt_ctx *inner,
                       struct gt_err *err)
{
    *view = (struct gt_import_view){0};
    *inner = *ctx;
    if (gt_arena_create(GT_SHEET_BYTES_MAX, &view->arena) != GT_OK)
        return no_memory(err);
    inner->arena = view->arena;
    return GT_OK;
}

static gt_rc close_view(struct gt_import_view *view, gt_rc rc)
{
    if (rc != GT_OK)
        gt_import_view_clear(view);
    return rc;
}

/* ---- looking -------------------------------------------------------------------------------- */

struct look { int64_t id; struct gt_import_view *view; };

static gt_rc read_view(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    const struct look *look = at;
    struct gt_import_reading reading;
    struct gt_import_diff diff;
    struct loaded loaded;
    gt_rc rc;

    if ((rc = load(db, ctx->arena, look->id, &loaded, &look->view->options, err)) != GT_OK)
        return rc;
    return reckon(db, ctx, &loaded, look->view, &reading, &diff, err);
}

gt_rc gt_work_import_get(struct gt_ctx *ctx, int64_t id, struct gt_import_view *out, struct gt_err *err)
{
    struct look look = {id, out};
    struct gt_ctx inner;
    gt_rc rc;

    if ((rc = open_view(ctx, out, &inner, err)) != GT_OK)
        return rc;
    return close_view(out, gt_work_read(&inner, read_view, &look, err));
}

struct original { int64_t id; struct gt_file *file; gt_str *bytes; };

static gt_rc read_original(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    const struct original *original = at;
    struct gt_import_options options;
    struct loaded loaded;
    gt_rc rc;

    if ((rc = load(db, ctx->arena, original->id, &loaded, &options, err)) == GT_OK) {
        *original->file = loaded.file;
        *original->bytes = loaded.bytes;
    }
    return rc;
}

gt_rc gt_work_import_file(struct gt_ctx *ctx, int64_t id, struct gt_file *file, gt_str *bytes,
                          struct gt_err *err)
{
    struct original original = {id, file, bytes};

    return gt_work_read(ctx, read_original, &original, err);
}

struct touched { int64_t id; gt_import_rows rows; };

static gt_rc read_touched(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    struct touched *touched = at;

    return gt_import_store_rows(db, touched->id, ctx->arena, &touched->rows, err);
}

gt_rc gt_work_import_tasks(struct gt_ctx *ctx, int64_t id, const int64_t **ids, size_t *count,
                           struct gt_err *err)
{
    struct touched touched = {.id = id};
    int64_t *list;
    gt_rc rc;

    if ((rc = gt_work_read(ctx, read_touched, &touched, err)) != GT_OK)
        return rc;
    if ((list = GT_NEW_N(ctx->arena, int64_t, touched.rows.count + 1)) == NULL)
        return no_memory(err);
    for (size_t i = 0; i < touched.rows.count; i++) /* in order of the task already */
        list[i] = touched.rows.at[i].task_id;
    *ids = list;
    *count = touched.rows.count;
    return GT_OK;
}

/* ---- opening a preview ------------------------------------------------------------------------- */

static gt_rc summary_json(struct gt_arena *arena, const struct gt_import_view *view, gt_str *out)
{
    struct gt_json json;
    struct gt_buf buf;

    gt_buf_init(&buf, SUMMARY_MAX);
    gt_json_init(&json, &buf);
    gt_json_object(&json, NULL);
    gt_json_i64(&json, "new", (int64_t)view->fresh);
    gt_json_i64(&json, "changed", (int64_t)view->changed);
    gt_json_i64(&json, "gone", (int64_t)view->gone);
    gt_json_i64(&json, "unchanged", (int64_t)view->unchanged);
    gt_json_close(&json);
    return gt_json_take(arena, &json, out);
}

/* The file is read as a table before anything is kept. */
struct trial { gt_str bytes; struct gt_import_view *view; };

static gt_rc read_trial(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    const struct trial *trial = at;
    struct gt_import_reading reading;
    struct gt_import_diff diff;
    gt_rc rc;

    if ((rc = gt_import_read(db, ctx->arena, trial->bytes, trial->view, &reading, err)) != GT_OK)
        return rc;
    return gt_import_diff(db, &reading, ctx->lang, &diff, err);
}

static gt_rc keep_file(struct gt_ctx *ctx, gt_str name, gt_str bytes, const struct gt_import_options *options,
                       int64_t *id, struct gt_err *err)
{
    struct gt_import import = {.kind = GT_STR("table"), .sheet = {"", 0}, .summary = GT_STR("{}"),
                               .person_id = ctx->person_id, .at_ms = ctx->now_ms};
    struct gt_file file = {.name = name, .media = GT_STR("application/octet-stream"),
                           .person_id = ctx->person_id, .at_ms = ctx->now_ms};
    struct gt_change *change = NULL;
    gt_rc rc;

    if (gt_import_options_json(ctx->arena, options, &import.options) != GT_OK)
        return no_memory(err);
    if ((rc = gt_change_begin(ctx, &change, err)) != GT_OK)
        return rc;
    if ((rc = gt_file_store_add(gt_change_db(change), &file, bytes, err)) == GT_OK) {
        import.file_id = file.id;
        if ((rc = gt_import_store_insert(gt_change_db(change), &import, err)) == GT_OK &&
            (rc = gt_change_log(change, "create", "import", import.id, GT_STR(""), import.options, err)) == GT_OK)
            rc = gt_change_commit(change, NULL, err);
    }
    gt_change_release(change);
    *id = import.id;
    return rc;
}

gt_rc gt_work_import_begin(struct gt_ctx *ctx, gt_str name, gt_str bytes, int year,
                           struct gt_import_view *out, struct gt_err *err)
{
    struct trial trial = {bytes, out};
    struct gt_ctx inner;
    gt_rc rc;

    if ((rc = gt_may(ctx, GT_USE_import_put, NULL, err)) != GT_OK || (rc = open_view(ctx, out, &inner, err)) != GT_OK)
        return rc;
    out->options.sheet = GT_STR("");
    out->options.year = year;
    if ((rc = gt_arena_dup(out->arena, name, &out->file_name)) != GT_OK)
        rc = no_memory(err);
    else if ((rc = gt_work_read(&inner, read_trial, &trial, err)) == GT_OK)
        rc = keep_file(ctx, name, bytes, &out->options, &out->id, err);
    return close_view(out, rc);
}

/* ---- correcting and discarding -------------------------------------------------------------------- */

static gt_rc save_options(struct gt_change *change, struct gt_ctx *ctx, struct gt_import *row,
                          const struct gt_import_options *options, const char *action, struct gt_err *err)
{
    const gt_str before = row->options;
    gt_rc rc;

    if (gt_import_options_json(ctx->arena, options, &row->options) != GT_OK)
        return no_memory(err);
    if ((rc = gt_import_store_update(gt_change_db(change), row, err)) != GT_OK)
        return rc;
    return gt_change_log(change, action, "import", row->id, before, row->options, err);
}

/* An edit that makes the table unreadable is refused and not kept. */
gt_rc gt_work_import_edit(struct gt_ctx *ctx, int64_t id, const struct gt_import_edit *edit,
                          struct gt_import_view *out, struct gt_err *err)
{
    struct gt_change *change = NULL;
    struct gt_import_reading reading;
    struct gt_import_diff diff;
    struct loaded loaded;
    struct gt_ctx inner;
    gt_rc rc;

    if ((rc = gt_may(ctx, GT_USE_import_put, NULL, err)) != GT_OK ||
        (rc = open_view(ctx, out, &inner, err)) != GT_OK)
        return rc;
    if ((rc = gt_change_begin(ctx, &change, err)) == GT_OK &&
        (rc = load(gt_change_db(change), inner.arena, id, &loaded, &out->options, err)) == GT_OK &&
        (rc = must_be_open(&out->options, err)) == GT_OK &&
        (rc = gt_import_options_edit(inner.arena, &out->options, edit, err)) == GT_OK &&
        (rc = reckon(gt_change_db(change), &inner, &loaded, out, &reading, &diff, err)) == GT_OK &&
        (rc = save_options(change, ctx, &loaded.row, &out->options, "edit", err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
    gt_change_release(change);
    return close_view(out, rc);
}

gt_rc gt_work_import_discard(struct gt_ctx *ctx, int64_t id, struct gt_err *err)
{
    struct gt_import_options options;
    struct gt_change *change = NULL;
    struct loaded loaded;
    gt_rc rc;

    if ((rc = gt_may(ctx, GT_USE_import_put, NULL, err)) != GT_OK ||
        (rc = gt_change_begin(ctx, &change, err)) != GT_OK)
        return rc;
    if ((rc = load(gt_change_db(change), ctx->arena, id, &loaded, &options, err)) == GT_OK &&
        (rc = must_be_open(&options, err)) == GT_OK) {
        options.state = GT_IMPORT_DISCARDED;
        if ((rc = save_options(change, ctx, &loaded.row, &options, "discard", err)) == GT_OK)
            rc = gt_change_commit(change, NULL, err);
    }
    gt_change_release(change);
    return rc;
}

/* ---- applying ----------------------------------------------------------------------------------------- */

struct applying {
    struct gt_change *change;
    struct gt_ctx    *ctx;
    struct gt_ctx     row;         /* the same asker, on an arena that is given back row by row */
    struct gt_import_view    *view;
    struct gt_import_reading *reading;
    struct gt_import_diff    *diff;
    int64_t          *unit_ids;    /* by index in view.units, once made */
    int64_t          *task_ids;    /* by index in diff.wants */
};

static gt_rc make_units(struct applying *apply, struct gt_err *err)
{
    struct gt_db *db = gt_change_db(apply->change);

    for (size_t i = 0; i < apply->view->units.count; i++) {
        const struct gt_import_unit *from = &apply->view->units.at[i];
        struct gt_unit_row unit = {.name = from->text, .code = {"", 0}, .short_name = {"", 0}, .name_en = {"", 0},
                                   .aliases = {"", 0}, .position = (int64_t)(apply->reading->units.count + i)};
        gt_str after;
        gt_rc rc;

        apply->unit_ids[i] = from->unit_id;
        if (!from->create)
            continue;
        if ((rc = gt_unit_store_insert(db, &unit, err)) != GT_OK ||
            (rc = gt_unit_json(apply->ctx->arena, &unit, &after)) != GT_OK ||
            (rc = gt_change_log(apply->change, "create", "unit", unit.id, GT_STR(""), after, err)) != GT_OK)
            return rc;
        apply->unit_ids[i] = unit.id;
    }
    return GT_OK;
}

/* What the table speaks of goes over what is there. */
static void lay_over(struct gt_task *task, const struct gt_want *want)
{
    const struct gt_task *facts = &want->facts;

    task->title = facts->title;
    if (want->has & GT_WANT_DETAIL)
        task->detail = facts->detail;
    if (want->has & GT_WANT_THEME)
        task->theme = facts->theme;
    if (want->has & GT_WANT_LEADER)
        task->leader = facts->leader;
    if (want->has & GT_WANT_PERSON)
        task->person = facts->person;
    if (want->has & GT_WANT_START)
        task->not_before = facts->not_before;
    if (want->has & GT_WANT_DUE) {
        task->deadline = facts->deadline;
        task->due_text = facts->due_text;
        task->standing = facts->standing;
    }
    if (want->has & GT_WANT_RECUR)
        task->recur = facts->recur;
    /* Renumbered rows keep their source; another table does not take a task over. */
    if (task->key.len == 0 || gt_str_starts(task->key, want->source))
        task->key = want->key;
}

static gt_rc put_supports(struct applying *apply, const struct gt_want *want, struct gt_task_put *put)
{
    struct gt_task_support *list;

    if (!(want->has & GT_WANT_SUPPORT))
        return GT_OK;
    if ((list = GT_NEW_N(apply->row.arena, struct gt_task_support, want->support_count + 1)) == NULL)
        return GT_ENOMEM;
    for (uint32_t i = 0; i < want->support_count; i++) {
        const int64_t unit = apply->unit_ids[want->supports[i]];
        bool twice = unit == 0 || unit == put->task.lead_unit_id;

        for (size_t k = 0; k < put->support_count && !twice; k++)
            twice = list[k].unit_id == unit;
        if (twice)
            continue;
        list[put->support_count] = (struct gt_task_support){.unit_id = unit, .duty = {"", 0},
                                                            .position = (int64_t)put->support_count};
        put->support_count++;
    }
    put->supports = list;
    return GT_OK;
}

static gt_rc put_report(struct applying *apply, const struct gt_want *want, int64_t task_id, struct gt_err *err)
{
    struct gt_report report = {.task_id = task_id, .period = {"", 0}, .as_of = apply->ctx->today,
                               .percent = want->percent, .words = want->words, .problems = want->problems,
                               .next = want->next, .person_id = apply->ctx->person_id,
                               .at_ms = apply->ctx->now_ms};
    gt_str after;
    gt_rc rc;

    if (!(want->has & GT_WANT_REPORT))
        return GT_OK;
    if ((rc = gt_report_store_insert(gt_change_db(apply->change), &report, err)) != GT_OK ||
        (rc = gt_report_json(apply->row.arena, &report, want->facts.title, &after)) != GT_OK)
        return rc;
    return gt_change_log(apply->change, "report", "task", task_id, GT_STR(""), after, err);
}

/* A task is written only where one of its facts differs; a report alone
 * leaves the task as it is. */
static bool facts_differ(const struct gt_import_line *line)
{
    static const char *const told[] = {"percent", "words", "problems", "next"};

    for (uint32_t i = 0; i < line->field_count; i++) {
        bool report = false;

        for (size_t k = 0; k < GT_LEN(told); k++)
            report |= strcmp(line->fields[i].field, told[k]) == 0;
        if (!report)
            return true;
    }
    return false;
}

static gt_rc put_row(struct applying *apply, size_t at, int64_t import_id, struct gt_err *err)
{
    const struct gt_want *want = &apply->diff->wants.at[at];
    const struct gt_import_line *line = &apply->view->lines.at[at];
    struct gt_task_put put = {.task = want->facts};
    gt_rc rc;

    if (line->state != GT_LINE_NEW)
        put.task = apply->diff->tasks.at[want->old];
    else if (want->parent != GT_NO_WANT)
        put.task.parent_id = apply->task_ids[want->parent];
    lay_over(&put.task, want);
    if (want->has & GT_WANT_LEAD)
        put.task.lead_unit_id = want->lead == GT_NO_WANT ? 0 : apply->unit_ids[want->lead];
    if (line->state == GT_LINE_NEW || facts_differ(line) ||
        !gt_str_eq(put.task.key, apply->diff->tasks.at[want->old].key)) {
        if ((rc = put_supports(apply, want, &put)) != GT_OK)
            return no_memory(err);
        if ((rc = gt_work_task_put_in(apply->change, &apply->row, &put, NULL, err)) != GT_OK)
            return gt_wrap(err, rc, "row %u", "第%u行", want->row);
    }
    apply->task_ids[at] = put.task.id;
    if ((rc = put_report(apply, want, put.task.id, err)) != GT_OK)
        return rc;
    return gt_import_store_add_row(gt_change_db(apply->change), import_id, put.task.id, put.task.key, err);
}

static gt_rc put_rows(struct applying *apply, int64_t import_id, struct gt_err *err)
{
    gt_rc rc = GT_OK;

    for (size_t i = 0; i < apply->diff->wants.count && rc == GT_OK; i++) {
        const struct gt_arena_mark mark = gt_arena_mark(apply->row.arena);

        rc = put_row(apply, i, import_id, err);
        gt_arena_rewind(apply->row.arena, mark);
    }
    return rc;
}

/* Parents take their measures along, so one that is gone with them is gone
 * already. */
static gt_rc drop_gone(struct applying *apply, struct gt_err *err)
{
    for (size_t i = 0; i < apply->diff->gone.count; i++) {
        const struct gt_task *task = &apply->diff->tasks.at[apply->diff->gone.at[i]];
        const struct gt_arena_mark mark = gt_arena_mark(apply->row.arena);
        struct gt_task now;
        gt_rc rc;

        if ((rc = gt_task_store_get(gt_change_db(apply->change), task->id, apply->row.arena, &now, err)) == GT_OK &&
            now.removed_at_ms == 0)
            rc = gt_work_task_remove_in(apply->change, &apply->row, task->id, 0, err);
        gt_arena_rewind(apply->row.arena, mark);
        if (rc != GT_OK)
            return rc;
    }
    return GT_OK;
}

/* The reading's arena goes before the answer is written: texts are copied. */
static gt_rc not_ready(const struct gt_import_view *view, struct gt_problems *problems, struct gt_err *err)
{
    for (size_t i = 0; problems != NULL && i < view->problems.list.count; i++) {
        const struct gt_problem *from = &view->problems.list.at[i];
        struct gt_problem *problem = gt_problem_add(problems, from->severity, "%s", "%s", "");

        if (gt_arena_dup(problems->arena, from->sheet, &problem->sheet) != GT_OK ||
            gt_arena_dup(problems->arena, from->cell, &problem->cell) != GT_OK ||
            gt_arena_dup(problems->arena, from->field, &problem->field) != GT_OK ||
            gt_arena_dup(problems->arena, from->offer, &problem->offer) != GT_OK ||
            gt_arena_dup(problems->arena, from->text[GT_LANG_EN], &problem->text[GT_LANG_EN]) != GT_OK ||
            gt_arena_dup(problems->arena, from->text[GT_LANG_ZH], &problem->text[GT_LANG_ZH]) != GT_OK)
            return no_memory(err);
    }
    return gt_fail(err, GT_EINVAL, "the table has %zu errors; nothing was written", "表中有%zu处错误，什么也没有写入",
                   view->problems.errors);
}

static gt_rc write_all(struct applying *apply, struct gt_import *row, struct gt_err *err)
{
    gt_rc rc;

    apply->unit_ids = GT_NEW_N(apply->ctx->arena, int64_t, apply->view->units.count + 1);
    apply->task_ids = GT_NEW_N(apply->ctx->arena, int64_t, apply->diff->wants.count + 1);
    if (apply->unit_ids == NULL || apply->task_ids == NULL ||
        summary_json(apply->ctx->arena, apply->view, &row->summary) != GT_OK)
        return no_memory(err);
    row->sheet = apply->view->sheet;
    apply->view->options.state = GT_IMPORT_APPLIED;
    if ((rc = make_units(apply, err)) != GT_OK || (rc = put_rows(apply, row->id, err)) != GT_OK)
        return rc;
    if (apply->view->options.drop_gone && (rc = drop_gone(apply, err)) != GT_OK)
        return rc;
    return save_options(apply->change, apply->ctx, row, &apply->view->options, "apply", err);
}

gt_rc gt_work_import_apply(struct gt_ctx *ctx, int64_t id, struct gt_import_done *out,
                           struct gt_problems *problems, struct gt_err *err)
{
    struct gt_import_view view;
    struct gt_import_reading reading;
    struct gt_import_diff diff;
    struct gt_change *change = NULL;
    struct gt_arena *scratch = NULL;
    struct gt_ctx inner;
    struct loaded loaded;
    struct applying apply = {.ctx = &inner, .row = *ctx, .view = &view, .reading = &reading, .diff = &diff};
    gt_rc rc;

    *out = (struct gt_import_done){.sentence = GT_STR("")};
    if ((rc = gt_may(ctx, GT_USE_import_put, NULL, err)) != GT_OK ||
        (rc = open_view(ctx, &view, &inner, err)) != GT_OK)
        return rc;
    if (gt_arena_create(GT_REQUEST_BYTES_MAX, &scratch) != GT_OK) {
        rc = no_memory(err);
        goto out;
    }
    apply.row.arena = scratch;
    /* Inside the change: what the diff saw is what is written over. */
    if ((rc = gt_change_begin(ctx, &change, err)) != GT_OK)
        goto out;
    apply.change = change;
    if ((rc = load(gt_change_db(change), view.arena, id, &loaded, &view.options, err)) != GT_OK ||
        (rc = must_be_open(&view.options, err)) != GT_OK ||
        (rc = reckon(gt_change_db(change), &inner, &loaded, &view, &reading, &diff, err)) != GT_OK)
        goto out;
    if (!view.ready) {
        rc = not_ready(&view, problems, err);
        goto out;
    }
    if ((rc = write_all(&apply, &loaded.row, err)) != GT_OK ||
        (rc = gt_change_commit(change, &out->version, err)) != GT_OK)
        goto out;
    out->fresh = view.fresh;
    out->changed = view.changed;
    out->gone = view.options.drop_gone ? view.gone : 0;
    if (gt_arena_dup(ctx->arena, view.sentence, &out->sentence) != GT_OK)
        out->sentence = GT_STR(""); /* it is on disk; only the words are missing */
out:
    gt_change_release(change);
    gt_arena_destroy(scratch);
    gt_import_view_clear(&view);
    return rc;
}
