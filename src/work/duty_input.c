/* duty_input.c - is everything there that a move needs: all faults at once. */
#include "base/utf8.h"
#include "work/duty_in.h"

struct faults { struct gt_duty_run *run; struct gt_err *err; gt_rc rc; };

static void fault(struct faults *faults, const char *field, const char *en, const char *zh)
{
    if (faults->run->problems != NULL)
        gt_problem_add(faults->run->problems, GT_PROBLEM_ERROR, "%1$s%2$.0s", "%1$.0s%2$s", en, zh)
            ->field = gt_str_from(field);
    if (faults->rc == GT_OK) {
        faults->rc = gt_fail_text(faults->err, GT_EINVAL, en, zh);
        if (faults->err != NULL)
            (void)snprintf(faults->err->field, sizeof faults->err->field, "%s", field);
    }
}

static void check_words(struct faults *faults, const char *field, gt_str words, bool wanted)
{
    size_t bad_at;

    if (wanted && gt_str_trim(words).len == 0)
        fault(faults, field, "say why", "请写明理由");
    else if (!gt_utf8_valid(words, &bad_at))
        fault(faults, field, "not UTF-8", "不是 UTF-8 文字");
    else if (gt_utf8_count(words) > GT_DUTY_REASON_MAX)
        fault(faults, field, "at most 1000 characters", "不得超过 1000 字");
}

gt_rc gt_duty_open_fields(const struct gt_duty_run *run, const struct gt_jval **out,
                          struct gt_err *err)
{
    *out = NULL;
    for (size_t at = 0; at < run->moves.count; at++)
        if (run->moves.at[at].id == run->duty.open_move_id)
            return gt_json_parse(run->ctx->arena, run->moves.at[at].fields, out, err);
    return GT_OK;
}

static gt_rc check_day(struct faults *faults, struct gt_err *err)
{
    const struct gt_duty_run *run = faults->run;
    gt_day day = run->in->day;

    (void)err;
    if (day == GT_DAY_NONE && (run->rule->needs & GT_NEEDS_ENDS) != 0)
        day = run->duty.asked;
    if (day == GT_DAY_NONE)
        fault(faults, "day", "name the new date", "请填写新的时限");
    else if (day < GT_TASK_DAY_MIN || day > GT_TASK_DAY_MAX)
        fault(faults, "day", "a day between 1950 and 2150 is wanted", "日期应在 1950 至 2150 年之间");
    else if (day < run->ctx->today)
        fault(faults, "day", "the new date is past already", "新的时限已经过去");
    else if (run->task.deadline != GT_DAY_NONE && day <= run->task.deadline)
        fault(faults, "day", "the new date must be later than the deadline", "新的时限应晚于现时限");
    return GT_OK;
}

static gt_rc check_unit(struct faults *faults, struct gt_err *err)
{
    const struct gt_duty_run *run = faults->run;
    const struct gt_jval *asked;
    struct gt_unit_row unit = {0};
    int64_t id = run->in->unit_id;
    gt_rc rc;

    if (id == 0 && (run->rule->needs & GT_NEEDS_ENDS) != 0) {
        if ((rc = gt_duty_open_fields(run, &asked, err)) != GT_OK)
            return rc;
        id = gt_ji64(asked, "unit", 0);
    }
    if (id == 0) {
        fault(faults, "unit", "name the unit", "请选择单位");
        return GT_OK;
    }
    rc = gt_unit_store_get(run->db, id, run->ctx->arena, &unit, NULL);
    if (rc != GT_OK && rc != GT_ENOTFOUND)
        return gt_fail(err, rc, "reading the unit", "读取单位");
    if (rc == GT_ENOTFOUND || unit.removed_at_ms != 0 || (unit.to != 0 && unit.to < run->ctx->today)) {
        fault(faults, "unit", "the unit does not exist any more", "单位不存在或已撤销");
        return GT_OK;
    }
    if (id == run->duty.unit_id)
        fault(faults, "unit", "it carries this already", "该单位正在承办");
    else if (id == run->task.lead_unit_id)
        fault(faults, "unit", "it leads this task", "该单位是本任务的牵头单位");
    for (size_t at = 0; at < run->supports.count; at++)
        if (run->supports.at[at].unit_id == id && id != run->duty.unit_id)
            fault(faults, "unit", "it supports this task; take it off the support units first",
                  "该单位是本任务的配合单位，请先从配合单位中去掉");
    return GT_OK;
}

static gt_rc check_files(struct faults *faults, struct gt_err *err)
{
    const struct gt_duty_run *run = faults->run;
    static const char digits[] = "0123456789abcdef";
    const int64_t least = run->duty.support_id == 0 ? run->rules.evidence_min : run->rules.evidence_support;

    if ((run->rule->needs & GT_NEEDS_FILES) != 0 && (int64_t)run->in->file_count < least)
        fault(faults, "files", "completion needs evidence: attach the files", "申请办结须附佐证材料");
    if (run->in->file_count > GT_DUTY_FILES_MAX)
        fault(faults, "files", "at most 20 files", "附件不得超过 20 个");
    for (size_t at = 0; at < run->in->file_count && faults->rc == GT_OK; at++) {
        const struct gt_duty_evidence *given = &run->in->files[at];
        struct gt_file file = {0};
        bool same = given->sha256.len == 2 * GT_HASH_SIZE;
        gt_rc rc = gt_file_store_get(run->db, given->file_id, run->ctx->arena, &file, NULL);

        if (rc != GT_OK && rc != GT_ENOTFOUND)
            return gt_fail(err, rc, "reading the file", "读取附件");
        for (size_t byte = 0; same && byte < GT_HASH_SIZE; byte++)
            same = given->sha256.at[2 * byte] == digits[file.sha256[byte] >> 4] &&
                   given->sha256.at[2 * byte + 1] == digits[file.sha256[byte] & 15];
        if (rc == GT_ENOTFOUND || !same)
            fault(faults, "files", "the file was not uploaded", "附件未上传成功");
        for (size_t before = 0; before < at; before++)
            if (run->in->files[before].file_id == given->file_id)
                fault(faults, "files", "a file twice", "同一附件出现两次");
    }
    return GT_OK;
}

static void check_scores(struct faults *faults)
{
    static const char *const fields[GT_DUTY_PARTS] = {"scores.time", "scores.quality",
                                                      "scores.feedback", "scores.team", "scores.papers"};
    const struct gt_duty_run *run = faults->run;

    if (run->duty.support_id != 0)
        return;
    for (int part = 0; part < GT_DUTY_PARTS; part++) {
        const int64_t most = gt_duty_weight(&run->rules, part);
        char en[80], zh[80];

        if (run->in->scores[part] >= 0 && run->in->scores[part] <= most)
            continue;
        (void)snprintf(en, sizeof en, "0 to %lld points", (long long)most);
        (void)snprintf(zh, sizeof zh, "应为0至%lld分", (long long)most);
        fault(faults, fields[part], en, zh);
    }
}

static gt_rc check_edit(struct faults *faults, struct gt_err *err)
{
    const struct gt_duty_run *run = faults->run;
    const struct gt_duty_edit *edit = &run->in->edit;
    const bool given = edit->title_given || edit->note_given || edit->deadline_given || edit->not_before_given;
    const struct gt_jval *asked;
    gt_rc rc;

    if (edit->deadline_given && run->in->act == GT_ACT_ask_change)
        fault(faults, "edit.deadline", "ask for more time instead", "调整时限请申请延期");
    if (given || run->in->act == GT_ACT_ask_change)
        return GT_OK;
    if (run->in->act == GT_ACT_change_grant) {
        if ((rc = gt_duty_open_fields(run, &asked, err)) != GT_OK)
            return rc;
        if (gt_jget(asked, "edit") != NULL)
            return GT_OK;
    }
    fault(faults, "edit", "say what changes", "请写明变更内容");
    return GT_OK;
}

static void check_todo(struct faults *faults)
{
    static const enum gt_duty_act may_follow[] = {GT_ACT_pause, GT_ACT_resume, GT_ACT_send_back, GT_ACT_reopen};
    const struct gt_duty_run *run = faults->run;
    bool known = false;

    if (run->in->then == GT_ACTS) {
        if (gt_str_trim(run->in->todo).len == 0)
            fault(faults, "todo", "an instruction makes a to-do or a move; say which",
                  "批示须生成待办或改变状态，请写明");
        check_words(faults, "todo", run->in->todo, false);
        if (run->in->todo_due != GT_DAY_NONE && run->in->todo_due < run->ctx->today)
            fault(faults, "todo_due", "the day is past already", "办理时限已经过去");
        return;
    }
    for (size_t at = 0; at < GT_LEN(may_follow); at++)
        known |= run->in->then == may_follow[at];
    if (!known)
        fault(faults, "then", "an instruction may pause, resume, send back or reopen",
              "批示可以暂缓、恢复、退回或重新打开");
}

static void check_answer(struct faults *faults)
{
    struct gt_duty_run *run = faults->run;

    if (run->todo.id == 0)
        fault(faults, "todo", "there is no such open to-do", "没有这项未办的待办");
}

gt_rc gt_duty_check_input(struct gt_duty_run *run, struct gt_err *err)
{
    struct faults faults = {run, err, GT_OK};
    const uint32_t needs = run->rule->needs;
    gt_rc rc = GT_OK;

    check_words(&faults, "reason", run->in->reason, (needs & GT_NEEDS_REASON) != 0);
    if ((needs & GT_NEEDS_DAY) != 0)
        rc = check_day(&faults, err);
    if (rc == GT_OK && (needs & GT_NEEDS_UNIT) != 0)
        rc = check_unit(&faults, err);
    if (rc == GT_OK)
        rc = check_files(&faults, err);
    if ((needs & GT_NEEDS_SCORES) != 0)
        check_scores(&faults);
    if (rc == GT_OK && (run->in->act == GT_ACT_change || run->in->act == GT_ACT_change_grant ||
                        run->in->act == GT_ACT_ask_change))
        rc = check_edit(&faults, err);
    if ((needs & GT_NEEDS_INSTRUCTS) != 0)
        check_todo(&faults);
    if ((needs & GT_NEEDS_ANSWER) != 0)
        check_answer(&faults);
    return rc != GT_OK ? rc : faults.rc;
}
