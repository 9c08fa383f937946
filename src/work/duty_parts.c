/* duty_parts.c - evidence files, settings, versions of a task. */
#include "base/utf8.h"
#include "work/duty_in.h"
#include "work/finding.h"
#include "work/space.h"

/* ---- evidence -------------------------------------------------------------------------------- */

gt_rc gt_work_duty_file_add(struct gt_ctx *ctx, int64_t task_id, struct gt_file *file, gt_str bytes,
                            struct gt_err *err)
{
    struct gt_change *change = NULL;
    gt_str record;
    gt_rc rc;

    if (bytes.len == 0 || bytes.len > GT_DUTY_EVIDENCE_BYTES_MAX)
        return gt_fail(err, bytes.len == 0 ? GT_EINVAL : GT_ELIMIT, "an evidence file has 1 byte to %d MB",
                       "附件应为 1 字节至%d MB", GT_DUTY_EVIDENCE_BYTES_MAX >> 20);
    if ((rc = gt_may_task(ctx, GT_USE_task_read, task_id, err)) != GT_OK ||
        (rc = gt_may_ever_or(ctx, GT_USE_duty_carry, err)) != GT_OK)
        return rc;
    file->person_id = ctx->person_id;
    file->at_ms = ctx->now_ms;
    file->media = GT_STR("application/octet-stream");
    if ((rc = gt_change_begin(ctx, &change, err)) == GT_OK &&
        (rc = gt_file_store_add(gt_change_db(change), file, bytes, err)) == GT_OK) {
        if (gt_arena_printf(ctx->arena, &record, "{\"size\":%lld,\"task\":%lld}", (long long)file->size,
                            (long long)task_id) != GT_OK)
            rc = gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
        else if ((rc = gt_change_log(change, "read", "file", file->id, GT_STR(""), record, err)) == GT_OK)
            rc = gt_change_commit(change, NULL, err);
    }
    gt_change_release(change);
    return rc;
}

struct file_want { int64_t task_id, file_id; struct gt_file *file; gt_str *bytes; };

static gt_rc read_file(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    const struct file_want *want = at;
    gt_duty_files files = {0};
    gt_rc rc;

    if ((rc = gt_duty_file_store_list(db, want->task_id, ctx->arena, &files, err)) != GT_OK)
        return rc;
    for (size_t which = 0; which < files.count; which++)
        if (files.at[which].file_id == want->file_id) {
            if ((rc = gt_file_store_get(db, want->file_id, ctx->arena, want->file, err)) != GT_OK)
                return rc;
            return gt_file_store_bytes(db, want->file_id, ctx->arena, want->bytes, err);
        }
    return gt_fail(err, GT_ENOTFOUND, "file %lld is no evidence of this task", "文件%lld不是本任务的佐证",
                   (long long)want->file_id);
}

gt_rc gt_work_duty_file(struct gt_ctx *ctx, int64_t task_id, int64_t file_id, struct gt_file *out,
                        gt_str *bytes, struct gt_err *err)
{
    struct file_want want = {task_id, file_id, out, bytes};
    gt_rc rc;

    *out = (struct gt_file){0};
    if ((rc = gt_may_task(ctx, GT_USE_task_read, task_id, err)) != GT_OK)
        return rc;
    return gt_work_read(ctx, read_file, &want, err);
}

/* ---- settings ----------------------------------------------------------------------------------- */

#define GT_DUTY_FIELD(name, least, most, otherwise, en, zh) +1
static_assert(GT_DUTY_RULE_ROWS == 0 GT_DUTY_SETTINGS(GT_DUTY_FIELD), "count the settings");
#undef GT_DUTY_FIELD

static void rows_of(const struct gt_duty_rules *rules, struct gt_duty_rule_row out[static GT_DUTY_RULE_ROWS])
{
    int at = 0;

#define GT_DUTY_FIELD(field, low, high, usual, en, zh) \
    out[at++] = (struct gt_duty_rule_row){#field, {zh, en}, low, high, usual, rules->field};
    GT_DUTY_SETTINGS(GT_DUTY_FIELD)
#undef GT_DUTY_FIELD
}

gt_rc gt_work_duty_rules(struct gt_ctx *ctx, struct gt_duty_rule_row out[static GT_DUTY_RULE_ROWS],
                         struct gt_err *err)
{
    const struct gt_picture *picture;
    gt_rc rc;

    if ((rc = gt_may(ctx, GT_USE_space_read, NULL, err)) != GT_OK ||
        (rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    rows_of(&picture->duty_rules, out);
    gt_picture_done(ctx);
    return GT_OK;
}

static void rule_fault(struct gt_problems *problems, size_t *wrong, const char *field, const char *en,
                       const char *zh)
{
    if (problems != NULL)
        gt_problem_add(problems, GT_PROBLEM_ERROR, "%1$s%2$.0s", "%1$.0s%2$s", en, zh)->field = gt_str_from(field);
    ++*wrong;
}

/* One setting cannot be judged without the others. */
static size_t judge(const struct gt_duty_rule_row rows[static GT_DUTY_RULE_ROWS], struct gt_problems *problems)
{
    struct gt_duty_rules rules = {0};
    size_t wrong = 0;
    int at = 0;

#define GT_DUTY_FIELD(field, low, high, usual, en, zh) rules.field = rows[at++].value;
    GT_DUTY_SETTINGS(GT_DUTY_FIELD)
#undef GT_DUTY_FIELD
    for (at = 0; at < GT_DUTY_RULE_ROWS; at++)
        if (rows[at].value < rows[at].least || rows[at].value > rows[at].most)
            rule_fault(problems, &wrong, rows[at].name, "out of range", "超出允许范围");
    if (rules.shut_min <= rules.open_min)
        rule_fault(problems, &wrong, "shut_min", "the office closes after it opens", "下班应晚于上班");
    if (rules.warn_min < rules.remind_min)
        rule_fault(problems, &wrong, "warn_min", "not before the reminder", "不得早于签收提醒");
    if (rules.late_days * (rules.shut_min - rules.open_min) < rules.warn_min)
        rule_fault(problems, &wrong, "late_days", "not before the warning", "不得早于签收预警");
    if (rules.weight_time + rules.weight_quality + rules.weight_feedback + rules.weight_team +
        rules.weight_papers != 100)
        rule_fault(problems, &wrong, "weight_time", "the five parts of a score make 100", "五项评分合计应为 100 分");
    if (rules.grade_good > rules.grade_excellent || rules.grade_pass > rules.grade_good)
        rule_fault(problems, &wrong, "grade_good", "grades fall from excellent to adequate",
                   "等次起分应由优秀至合格递减");
    return wrong;
}

gt_rc gt_work_duty_rules_put(struct gt_ctx *ctx, const struct gt_duty_setting *list, size_t count,
                             struct gt_problems *problems, struct gt_err *err)
{
    struct gt_duty_rule_row rows[GT_DUTY_RULE_ROWS];
    struct gt_change *change = NULL;
    size_t wrong = 0;
    gt_rc rc;

    if ((rc = gt_may(ctx, GT_USE_duty_rules_put, NULL, err)) != GT_OK ||
        (rc = gt_work_duty_rules(ctx, rows, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < count; at++) {
        bool known = false;

        for (int row = 0; row < GT_DUTY_RULE_ROWS; row++)
            if (gt_str_eq(list[at].name, gt_str_from(rows[row].name))) {
                rows[row].value = list[at].value;
                known = true;
            }
        if (!known)
            rule_fault(problems, &wrong, "name", "no such setting", "没有这项设置");
    }
    wrong += judge(rows, problems);
    if (wrong > 0)
        return gt_fail(err, GT_EINVAL, "%zu settings do not fit", "%zu项设置不合规则", wrong);
    if ((rc = gt_change_begin(ctx, &change, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < count && rc == GT_OK; at++) {
        gt_str before = GT_STR(""), after;

        if (gt_arena_printf(ctx->arena, &after, "{\"name\":\"%.*s\",\"value\":%lld}", GT_FMT(list[at].name),
                            (long long)list[at].value) != GT_OK)
            rc = gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
        else if ((rc = gt_duty_setting_store_put(gt_change_db(change), list[at].name, list[at].value, err)) == GT_OK)
            rc = gt_change_log(change, "edit", "setting", (int64_t)at + 1, before, after, err);
    }
    if (rc == GT_OK)
        rc = gt_change_commit(change, NULL, err);
    gt_change_release(change);
    return rc;
}

/* ---- versions of a task --------------------------------------------------------------------------- */

static gt_rc read_versions(struct gt_db *db, struct gt_ctx *ctx, int64_t task_id, gt_task_versions *out,
                           struct gt_err *err)
{
    struct gt_journal_filter filter = {.limit = GT_JOURNAL_PAGE_MAX, .object = GT_STR("task"),
                                       .object_id = task_id};
    gt_task_reasons reasons = {0};
    gt_rc rc;

    if ((rc = gt_task_reason_store_list(db, task_id, ctx->arena, &reasons, err)) != GT_OK)
        return rc;
    for (;;) {
        gt_journal_rows rows = {0};

        if ((rc = gt_journal_list(db, &filter, ctx->arena, &rows, err)) != GT_OK)
            return rc;
        for (size_t at = 0; at < rows.count; at++) {
            struct gt_task_version *version;

            if (rows.at[at].after.len == 0 || gt_str_eq(rows.at[at].action, GT_STR("report")))
                continue;
            if ((version = GT_PUSH(ctx->arena, out)) == NULL ||
                gt_journal_sentence(ctx->arena, &rows.at[at], ctx->lang, &version->sentence) != GT_OK)
                return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
            version->row = rows.at[at];
            for (size_t which = 0; which < reasons.count; which++)
                if (reasons.at[which].journal_seq == rows.at[at].seq)
                    version->reason = reasons.at[which].reason;
        }
        if (rows.count < GT_JOURNAL_PAGE_MAX)
            break;
        filter.before_seq = rows.at[rows.count - 1].seq;
    }
    for (size_t at = 0; at < out->count / 2; at++) {
        const struct gt_task_version first = out->at[at];

        out->at[at] = out->at[out->count - 1 - at];
        out->at[out->count - 1 - at] = first;
    }
    for (size_t at = 0; at < out->count; at++)
        out->at[at].number = (int64_t)at + 1;
    return GT_OK;
}

struct versions { int64_t task_id; gt_task_versions *out; };

static gt_rc read_them(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    const struct versions *want = at;

    return read_versions(db, ctx, want->task_id, want->out, err);
}

gt_rc gt_work_task_versions(struct gt_ctx *ctx, int64_t task_id, gt_task_versions *out, struct gt_err *err)
{
    struct versions want = {task_id, out};
    gt_rc rc;

    *out = (gt_task_versions){0};
    if ((rc = gt_may_task(ctx, GT_USE_task_read, task_id, err)) != GT_OK)
        return rc;
    return gt_work_read(ctx, read_them, &want, err);
}

static void take_day(const struct gt_jval *record, const char *key, gt_day *day)
{
    if (gt_jget(record, key) != NULL && !gt_day_parse(gt_jstr(record, key, GT_STR("")), day))
        *day = GT_DAY_NONE;
}

/* The facts of the record over the task as it is: its number, place, unit and
 * support units stay. */
static void take_record(const struct gt_jval *record, struct gt_task *task)
{
    int word;

    task->title = gt_jstr(record, "title", task->title);
    task->short_title = gt_jstr(record, "short", task->short_title);
    task->detail = gt_jstr(record, "note", task->detail);
    task->theme = gt_jstr(record, "theme", task->theme);
    task->due_text = gt_jstr(record, "due_text", task->due_text);
    task->recur = gt_jstr(record, "recur", task->recur);
    take_day(record, "deadline", &task->deadline);
    take_day(record, "not_before", &task->not_before);
    take_day(record, "start_pin", &task->start_pin);
    take_day(record, "finish_pin", &task->finish_pin);
    if (gt_jget(record, "duration_days") != NULL)
        task->duration_days = gt_ji64(record, "duration_days", -1);
    if ((word = gt_task_mode_from(gt_jstr(record, "mode", GT_STR("")))) >= 0)
        task->mode = (enum gt_task_mode)word;
}

gt_rc gt_work_task_restore(struct gt_ctx *ctx, int64_t task_id, int64_t number, gt_str reason,
                           int64_t revision, struct gt_problems *problems, struct gt_err *err)
{
    struct gt_task_put put = {0};
    struct gt_change *change = NULL;
    gt_task_versions versions = {0};
    const struct gt_jval *record;
    gt_rc rc;

    if (gt_str_trim(reason).len == 0 || gt_utf8_count(reason) > GT_DUTY_REASON_MAX)
        return gt_fail_field(err, GT_EINVAL, "reason", "say why, in at most %d characters",
                             "请写明理由，不超过%d字", (int)GT_DUTY_REASON_MAX);
    if ((rc = gt_may_task(ctx, GT_USE_task_put, task_id, err)) != GT_OK ||
        (rc = gt_change_begin(ctx, &change, err)) != GT_OK)
        return rc;
    if ((rc = gt_task_store_get(gt_change_db(change), task_id, ctx->arena, &put.task, err)) != GT_OK ||
        (rc = read_versions(gt_change_db(change), ctx, task_id, &versions, err)) != GT_OK)
        goto out;
    if (number < 1 || (size_t)number > versions.count) {
        rc = gt_fail(err, GT_ENOTFOUND, "the task has no version %lld", "任务没有第%lld版", (long long)number);
        goto out;
    }
    if ((rc = gt_json_parse(ctx->arena, versions.at[number - 1].row.after, &record, err)) != GT_OK)
        goto out;
    take_record(record, &put.task);
    put.task.revision = revision;
    if ((rc = gt_work_task_put_in(change, ctx, &put, problems, err)) == GT_OK &&
        (rc = gt_duty_keep_reason(change, ctx, task_id, reason, err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
out:
    gt_change_release(change);
    return rc;
}
