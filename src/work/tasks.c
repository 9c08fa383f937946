/* tasks.c - adding, editing and removing tasks; reports; one task's card. */
#include "work/rights.h"
#include "work/tasks.h"

#include <math.h>

#include "base/utf8.h"
#include "work/duty.h"
#include "work/picture.h"
#include "work/record_json.h"
#include "work/space.h"

enum { CODE_MAX = 60, THEME_MAX = 200, NAME_MAX_BYTES = 200, SUPPORTS_MAX = 200, FIGURES_MAX = 200,
       TREE_DEPTH_MAX = 40 };

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
}

/* ---- checking ------------------------------------------------------------------------ */

/* All faults of one task; the first also into err. */
struct faults {
    struct gt_problems *problems; /* may be NULL */
    struct gt_err *err;
    gt_rc rc;
};

static void fault(struct faults *faults, const char *field, const char *en, const char *zh)
{
    if (faults->problems != NULL)
        gt_problem_add(faults->problems, GT_PROBLEM_ERROR, "%1$s%2$.0s", "%1$.0s%2$s", en, zh)->field =
            gt_str_from(field);
    if (faults->rc == GT_OK) {
        faults->rc = gt_fail_text(faults->err, GT_EINVAL, en, zh);
        if (faults->err != NULL)
            (void)snprintf(faults->err->field, sizeof faults->err->field, "%s", field);
    }
}

static void check_text(struct faults *faults, const char *field, gt_str text, size_t bytes_max)
{
    char en[120], zh[120];
    size_t bad_at;

    if (text.len > bytes_max) {
        (void)snprintf(en, sizeof en, "at most %zu bytes are allowed", bytes_max);
        (void)snprintf(zh, sizeof zh, "不得超过%zu字节", bytes_max);
        fault(faults, field, en, zh);
    } else if (!gt_utf8_valid(text, &bad_at)) {
        fault(faults, field, "not UTF-8", "不是 UTF-8文字");
    }
}

static void check_day(struct faults *faults, const char *field, gt_day day)
{
    if (day != GT_DAY_NONE && (day < GT_TASK_DAY_MIN || day > GT_TASK_DAY_MAX))
        fault(faults, field, "a day between 1950 and 2150 is wanted", "日期应在1950至2150年之间");
}

static void check_facts(struct faults *faults, const struct gt_task *task)
{
    if (gt_str_trim(task->title).len == 0)
        fault(faults, "title", "a task needs a title", "任务需要名称");
    check_text(faults, "title", task->title, GT_TASK_TITLE_MAX);
    check_text(faults, "short", task->short_title, GT_TASK_TITLE_MAX);
    check_text(faults, "note", task->detail, GT_TASK_TEXT_MAX);
    check_text(faults, "code", task->code, CODE_MAX);
    check_text(faults, "theme", task->theme, THEME_MAX);
    check_text(faults, "leader", task->leader, NAME_MAX_BYTES);
    check_text(faults, "person", task->person, NAME_MAX_BYTES);
    check_text(faults, "due_text", task->due_text, GT_TASK_TITLE_MAX);
    check_day(faults, "not_before", task->not_before);
    check_day(faults, "start_pin", task->start_pin);
    check_day(faults, "finish_pin", task->finish_pin);
    check_day(faults, "deadline", task->deadline);
    if (task->duration_days < -1 || task->duration_days > GT_DURATION_MAX)
        fault(faults, "duration_days", "a duration is 0 to 20000 days", "工期应为0至20000天");
    if (task->start_pin != GT_DAY_NONE && task->finish_pin != GT_DAY_NONE &&
        task->finish_pin < task->start_pin)
        fault(faults, "finish_pin", "the finish lies before the start", "结束日早于开始日");
    if (task->recur.len > 0 && !gt_str_eq(task->recur, GT_STR("yearly")) &&
        !gt_str_eq(task->recur, GT_STR("quarterly")) && !gt_str_eq(task->recur, GT_STR("monthly")) &&
        !gt_str_eq(task->recur, GT_STR("weekly")))
        fault(faults, "recur", "recurs yearly, quarterly, monthly or weekly",
              "周期应为每年、每季、每月或每周");
}

static void check_lists(struct faults *faults, const struct gt_task_put *put)
{
    if (put->support_count > SUPPORTS_MAX)
        fault(faults, "support", "at most 200 supporting units", "配合单位不得超过200个");
    for (size_t at = 0; put->supports != NULL && at < put->support_count; at++) {
        check_text(faults, "support", put->supports[at].duty, GT_TASK_TITLE_MAX);
        for (size_t before = 0; before < at; before++)
            if (put->supports[before].unit_id == put->supports[at].unit_id) {
                fault(faults, "support", "a unit supports twice", "同一配合单位出现两次");
                break;
            }
    }
    if (put->figure_count > FIGURES_MAX)
        fault(faults, "figures", "at most 200 figures", "指标不得超过200项");
    for (size_t at = 0; put->figures != NULL && at < put->figure_count; at++) {
        static const char *const ops[] = {">=", "<=", "=", "+", "-"};
        bool known = false;

        for (size_t op = 0; op < GT_LEN(ops); op++)
            known |= gt_str_eq(put->figures[at].op, gt_str_from(ops[op]));
        if (!known)
            fault(faults, "figures", "a figure is >=, <=, =, + or -", "指标符号应为 >= <= = + -");
        if (!isfinite(put->figures[at].value))
            fault(faults, "figures", "a figure needs a number", "指标需要数值");
        check_text(faults, "figures", put->figures[at].name, GT_TASK_TITLE_MAX);
        check_text(faults, "figures", put->figures[at].unit, NAME_MAX_BYTES);
        check_text(faults, "figures", put->figures[at].text, GT_TASK_TITLE_MAX);
    }
}

/* The task's own ancestors must be there, living, and not itself. */
static gt_rc check_parents(struct gt_db *db, struct gt_arena *arena, const struct gt_task *task,
                           struct gt_err *err)
{
    int64_t id = task->parent_id;

    for (int depth = 0; id != 0; depth++) {
        struct gt_task above = {0};
        gt_rc rc;

        if (id == task->id)
            return gt_fail_field(err, GT_ECYCLE, "parent", "a task cannot stand below itself",
                                 "任务不能隶属于自身");
        if (depth == TREE_DEPTH_MAX)
            return gt_fail_field(err, GT_ELIMIT, "parent", "tasks nest at most %d deep",
                                 "任务层级不得超过%d层", (int)TREE_DEPTH_MAX);
        if ((rc = gt_task_store_get(db, id, arena, &above, err)) != GT_OK)
            return rc;
        if (above.removed_at_ms != 0)
            return gt_fail_field(err, GT_EINVAL, "parent", "task %lld was removed",
                                 "任务%lld已被移除", (long long)id);
        id = above.parent_id;
    }
    return GT_OK;
}

/* ---- putting -------------------------------------------------------------------------- */

struct old { struct gt_task task; gt_task_supports supports; gt_figures figures; gt_str json; };

static gt_rc read_old(struct gt_db *db, struct gt_arena *arena, int64_t id, struct old *old,
                      struct gt_err *err)
{
    gt_rc rc;

    if ((rc = gt_task_store_get(db, id, arena, &old->task, err)) != GT_OK ||
        (rc = gt_support_store_list(db, id, arena, &old->supports, err)) != GT_OK ||
        (rc = gt_figure_store_list(db, id, arena, &old->figures, err)) != GT_OK)
        return rc;
    if (old->task.removed_at_ms != 0)
        return gt_fail(err, GT_ENOTFOUND, "task %lld was removed", "任务%lld已被移除", (long long)id);
    rc = gt_task_json(arena, &old->task, old->supports.at, old->supports.count, old->figures.at,
                      old->figures.count, &old->json);
    return rc == GT_OK ? GT_OK : no_memory(err);
}

gt_rc gt_work_task_put_in(struct gt_change *change, struct gt_ctx *ctx, struct gt_task_put *put,
                          struct gt_problems *problems, struct gt_err *err)
{
    struct gt_db *db = gt_change_db(change);
    struct faults faults = {problems, err, GT_OK};
    struct gt_task *task = &put->task;
    const bool fresh = task->id == 0;
    struct old old = {.json = GT_STR("")};
    gt_str after;
    gt_rc rc;

    check_facts(&faults, task);
    check_lists(&faults, put);
    if (faults.rc != GT_OK)
        return faults.rc;
    if ((rc = check_parents(db, ctx->arena, task, err)) != GT_OK)
        return rc;
    if (fresh) {
        if (task->created_at_ms == 0)
            task->created_at_ms = ctx->now_ms;
        rc = gt_task_store_insert(db, task, err);
    } else if ((rc = read_old(db, ctx->arena, task->id, &old, err)) == GT_OK) {
        rc = gt_task_store_update(db, task, err);
    }
    if (rc == GT_EEXISTS)
        return gt_fail_field(err, GT_EEXISTS, "code", "another task has the number %.*s",
                             "编号 %.*s 已被其他任务使用", GT_FMT(task->code));
    if (rc == GT_ECONFLICT && err != NULL && err->field[0] == '\0')
        return gt_fail_field(err, GT_EINVAL, "unit", "the unit or person named does not exist",
                             "所填单位或人员不存在");
    if (rc != GT_OK)
        return rc;
    if (put->supports != NULL &&
        (rc = gt_support_store_set(db, task->id, put->supports, put->support_count, err)) != GT_OK)
        return rc == GT_ECONFLICT ? gt_fail_field(err, GT_EINVAL, "support",
                                                  "a supporting unit does not exist", "配合单位不存在")
                                  : rc;
    if (put->figures != NULL &&
        (rc = gt_figure_store_set(db, task->id, put->figures, put->figure_count, err)) != GT_OK)
        return rc;
    if (gt_task_json(ctx->arena, task, put->supports != NULL ? put->supports : old.supports.at,
                     put->supports != NULL ? put->support_count : old.supports.count,
                     put->figures != NULL ? put->figures : old.figures.at,
                     put->figures != NULL ? put->figure_count : old.figures.count, &after) != GT_OK)
        return no_memory(err);
    if ((rc = gt_change_log(change, fresh ? "create" : "edit", "task", task->id, old.json, after, err)) != GT_OK)
        return rc;
    return fresh ? GT_OK : gt_duty_follow(change, ctx, &old.task, task, err);
}

/* The task as it was and as it will be: nobody gives away what is another
 * unit's, nor takes it. */
static gt_rc may_put(struct gt_ctx *ctx, const struct gt_task *task, struct gt_err *err)
{
    const struct gt_scope scope = {.lead = task->lead_unit_id};
    struct gt_task old = {0};
    gt_rc rc;

    if ((rc = gt_may(ctx, GT_USE_task_put, &scope, err)) != GT_OK)
        return rc;
    if (task->id != 0) {
        if ((rc = gt_may_task(ctx, GT_USE_task_put, task->id, err)) != GT_OK ||
            (rc = gt_work_task_get(ctx, task->id, &old, err)) != GT_OK)
            return rc;
    } else if (task->parent_id != 0 &&
               (rc = gt_may_task(ctx, GT_USE_task_put, task->parent_id, err)) != GT_OK) {
        return rc;
    }
    return task->secrecy == old.secrecy ? GT_OK : gt_may(ctx, GT_USE_secrecy_put, NULL, err);
}

gt_rc gt_work_task_put(struct gt_ctx *ctx, struct gt_task_put *put, struct gt_problems *problems,
                       struct gt_err *err)
{
    struct gt_change *change = NULL;
    gt_rc rc;

    if ((rc = may_put(ctx, &put->task, err)) == GT_OK &&
        (rc = gt_change_begin(ctx, &change, err)) == GT_OK &&
        (rc = gt_work_task_put_in(change, ctx, put, problems, err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
    gt_change_release(change);
    return rc;
}

/* ---- removing -------------------------------------------------------------------------- */

static gt_rc remove_one(struct gt_change *change, struct gt_ctx *ctx, int64_t id, int64_t revision,
                        struct gt_err *err)
{
    struct gt_db *db = gt_change_db(change);
    struct old old = {0};
    gt_rc rc;

    if ((rc = read_old(db, ctx->arena, id, &old, err)) != GT_OK)
        return rc;
    if (revision != 0)
        old.task.revision = revision;
    old.task.removed_at_ms = ctx->now_ms > 0 ? ctx->now_ms : 1;
    if ((rc = gt_task_store_update(db, &old.task, err)) != GT_OK)
        return rc;
    return gt_change_log(change, "remove", "task", id, old.json, GT_STR(""), err);
}

/* Links of removed tasks go, each with its row in the journal. */
static gt_rc remove_links(struct gt_change *change, struct gt_ctx *ctx, const gt_task_links *links,
                          const struct gt_task *gone, size_t gone_count, struct gt_err *err)
{
    struct gt_db *db = gt_change_db(change);

    for (size_t at = 0; at < links->count; at++) {
        bool touches = false;
        gt_str before;
        gt_rc rc;

        for (size_t task = 0; task < gone_count; task++)
            touches |= links->at[at].from_id == gone[task].id || links->at[at].to_id == gone[task].id;
        if (!touches)
            continue;
        if (gt_link_json(ctx->arena, &links->at[at], &before) != GT_OK)
            return no_memory(err);
        if ((rc = gt_link_store_remove(db, links->at[at].id, err)) != GT_OK ||
            (rc = gt_change_log(change, "remove", "link", links->at[at].id, before, GT_STR(""), err)) != GT_OK)
            return rc;
    }
    return GT_OK;
}

gt_rc gt_work_task_remove_in(struct gt_change *change, struct gt_ctx *ctx, int64_t id,
                             int64_t revision, struct gt_err *err)
{
    struct gt_db *db = gt_change_db(change);
    GT_VEC(struct gt_task) gone = {0};
    gt_tasks tasks = {0};
    gt_task_links links = {0};
    struct gt_task *slot;
    gt_rc rc;

    if ((rc = gt_task_store_list(db, ctx->arena, &tasks, err)) != GT_OK ||
        (rc = gt_link_store_list(db, ctx->arena, &links, err)) != GT_OK)
        return rc;
    if ((slot = GT_PUSH(ctx->arena, &gone)) == NULL)
        return no_memory(err);
    slot->id = id;
    for (size_t head = 0; head < gone.count; head++) {
        const int64_t above = gone.at[head].id;

        for (size_t at = 0; at < tasks.count; at++) {
            if (tasks.at[at].parent_id != above)
                continue;
            if ((slot = GT_PUSH(ctx->arena, &gone)) == NULL)
                return no_memory(err);
            slot->id = tasks.at[at].id;
        }
    }
    if ((rc = remove_links(change, ctx, &links, gone.at, gone.count, err)) != GT_OK)
        return rc;
    /* from below, so that no task ever stands under a removed one */
    for (size_t at = gone.count; at-- > 0;)
        if ((rc = remove_one(change, ctx, gone.at[at].id, at == 0 ? revision : 0, err)) != GT_OK)
            return rc;
    return GT_OK;
}

gt_rc gt_work_task_remove(struct gt_ctx *ctx, int64_t id, int64_t revision, struct gt_err *err)
{
    struct gt_change *change = NULL;
    gt_rc rc;

    if ((rc = gt_may_task(ctx, GT_USE_task_remove, id, err)) == GT_OK &&
        (rc = gt_change_begin(ctx, &change, err)) == GT_OK &&
        (rc = gt_work_task_remove_in(change, ctx, id, revision, err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
    gt_change_release(change);
    return rc;
}

/* ---- reports --------------------------------------------------------------------------- */

static void check_report(struct faults *faults, const struct gt_report *report, gt_day today)
{
    if (!(report->percent >= 0 && report->percent <= 100))
        fault(faults, "percent", "a percentage is 0 to 100", "完成比例应为0至100");
    if (gt_utf8_count(report->words) > GT_REPORT_WORDS_MAX)
        fault(faults, "words", "at most 300 characters", "完成情况不得超过300字");
    check_text(faults, "problems", report->problems, GT_REPORT_TEXT_MAX);
    check_text(faults, "next", report->next, GT_REPORT_TEXT_MAX);
    check_text(faults, "period", report->period, NAME_MAX_BYTES);
    if (report->as_of > today)
        fault(faults, "day", "a report cannot speak of a day to come", "进展日期不得晚于今天");
    check_day(faults, "day", report->as_of);
}

gt_rc gt_work_report_add(struct gt_ctx *ctx, struct gt_report *report, struct gt_problems *problems,
                         struct gt_err *err)
{
    struct faults faults = {problems, err, GT_OK};
    struct gt_change *change = NULL;
    struct gt_task task = {0};
    struct gt_db *db;
    size_t bad_at;
    gt_str after;
    gt_rc rc;

    if (report->as_of == GT_DAY_NONE)
        report->as_of = ctx->today;
    if (!gt_utf8_valid(report->words, &bad_at))
        return gt_fail_field(err, GT_EINVAL, "words", "not UTF-8", "不是 UTF-8文字");
    check_report(&faults, report, ctx->today);
    if (faults.rc != GT_OK)
        return faults.rc;
    report->person_id = ctx->person_id;
    report->at_ms = ctx->now_ms;
    if ((rc = gt_may_task(ctx, GT_USE_report_put, report->task_id, err)) != GT_OK ||
        (rc = gt_change_begin(ctx, &change, err)) != GT_OK)
        return rc;
    db = gt_change_db(change);
    if ((rc = gt_task_store_get(db, report->task_id, ctx->arena, &task, err)) != GT_OK)
        goto out;
    if (task.removed_at_ms != 0) {
        rc = gt_fail(err, GT_ENOTFOUND, "task %lld was removed", "任务%lld已被移除",
                     (long long)task.id);
        goto out;
    }
    if ((rc = gt_report_store_insert(db, report, err)) != GT_OK ||
        (rc = gt_report_json(ctx->arena, report, task.title, &after)) != GT_OK ||
        (rc = gt_change_log(change, "report", "task", report->task_id, GT_STR(""), after, err)) != GT_OK)
        goto out;
    rc = gt_change_commit(change, NULL, err);
out:
    gt_change_release(change);
    return rc;
}

/* ---- one row ------------------------------------------------------------------------------ */

struct row { int64_t id; struct gt_task *task; struct gt_task_link *link; };

static gt_rc read_row(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    const struct row *row = at;
    gt_rc rc;

    if (row->link != NULL)
        return gt_link_store_get(db, row->id, row->link, err);
    if ((rc = gt_task_store_get(db, row->id, ctx->arena, row->task, err)) != GT_OK)
        return rc;
    return row->task->removed_at_ms == 0
               ? GT_OK
               : gt_fail(err, GT_ENOTFOUND, "task %lld was removed", "任务%lld已被移除",
                         (long long)row->id);
}

gt_rc gt_work_task_get(struct gt_ctx *ctx, int64_t id, struct gt_task *out, struct gt_err *err)
{
    struct row row = {.id = id, .task = out};

    *out = (struct gt_task){0};
    return gt_work_read(ctx, read_row, &row, err);
}

gt_rc gt_work_link_get(struct gt_ctx *ctx, int64_t id, struct gt_task_link *out, struct gt_err *err)
{
    struct row row = {.id = id, .link = out};

    return gt_work_read(ctx, read_row, &row, err);
}

/* ---- one task's card --------------------------------------------------------------------- */

struct card { int64_t id; struct gt_task_card *out; };

static gt_rc read_card(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    struct card *card = at;
    struct gt_task_card *out = card->out;
    gt_rc rc;

    if ((rc = gt_task_clause_store_list(db, card->id, ctx->arena, &out->clauses, err)) != GT_OK ||
        (rc = gt_figure_store_list(db, card->id, ctx->arena, &out->figures, err)) != GT_OK ||
        (rc = gt_report_store_list(db, card->id, ctx->arena, &out->reports, err)) != GT_OK)
        return rc;
    for (size_t which = 0; which < out->clauses.count; which++) {
        struct gt_clause *row = GT_PUSH(ctx->arena, &out->clause_rows);

        if (row == NULL)
            return no_memory(err);
        if ((rc = gt_clause_store_get(db, out->clauses.at[which].clause_id, ctx->arena, row, err)) != GT_OK)
            return rc;
    }
    return GT_OK;
}

gt_rc gt_work_task_card(struct gt_ctx *ctx, int64_t id, struct gt_task_card *out, struct gt_err *err)
{
    struct card card = {id, out};

    *out = (struct gt_task_card){0};
    return gt_work_read(ctx, read_card, &card, err);
}
