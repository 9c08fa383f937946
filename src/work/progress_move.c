/* progress_move.c - approving, accepting and returning reports; how often is
 * reported; closing a period. */
#include "base/utf8.h"
#include "work/progress_json.h"
#include "work/progress_use.h"
#include "work/rights.h"
#include "work/space.h"

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
}

/* ---- one report -------------------------------------------------------------------------- */

struct moving {
    struct gt_ctx *ctx;
    struct gt_change *change;
    enum gt_report_act act;
    gt_str reason;
    struct gt_problems *problems;
    gt_rc rc;                    /* the first refusal */
    struct gt_err *err;
};

/* The first refusal also speaks for all of them. */
static void refuse(struct moving *moving, size_t at, gt_rc rc, const char *en, const char *zh)
{
    if (moving->rc == GT_OK)
        moving->rc = gt_fail_text(moving->err, rc, en, zh);
    if (moving->problems == NULL)
        return;

    struct gt_problem *problem =
        gt_problem_add(moving->problems, GT_PROBLEM_ERROR, "%1$s%2$.0s", "%1$.0s%2$s", en, zh);

    if (gt_arena_printf(moving->problems->arena, &problem->field, "ids[%zu]", at) != GT_OK)
        problem->field = GT_STR("ids");
}

/* From where to where; an act that does not fit is refused in words. */
static bool target(struct moving *moving, size_t at, const struct gt_report *report,
                   enum gt_report_state *to)
{
    switch (report->state) {
    case GT_REPORT_SUBMITTED:
        if (moving->act == GT_REPORT_ACT_ACCEPT) {
            refuse(moving, at, GT_ECONFLICT, "the unit has not approved this report yet", "该填报单位还未审核");
            return false;
        }
        *to = moving->act == GT_REPORT_ACT_APPROVE ? GT_REPORT_APPROVED : GT_REPORT_RETURNED;
        return true;
    case GT_REPORT_APPROVED:
        if (moving->act == GT_REPORT_ACT_APPROVE) {
            refuse(moving, at, GT_ECONFLICT, "the report was approved already", "该填报已审核");
            return false;
        }
        *to = moving->act == GT_REPORT_ACT_ACCEPT ? GT_REPORT_ACCEPTED : GT_REPORT_RETURNED;
        return true;
    case GT_REPORT_ACCEPTED:
        refuse(moving, at, GT_ECONFLICT, "the report was accepted already", "该填报已接收");
        return false;
    case GT_REPORT_RETURNED:
        refuse(moving, at, GT_ECONFLICT, "the report was sent back already", "该填报已退回");
        return false;
    case GT_REPORT_SUPERSEDED:
        refuse(moving, at, GT_ECONFLICT, "a correction took this report's place", "该填报已被更正取代");
        return false;
    case GT_REPORT_NOTED: case GT_REPORT_STATES: break;
    }
    refuse(moving, at, GT_ECONFLICT, "a remark is neither approved nor accepted", "随记的进展不需审核");
    return false;
}

/* The unit approves and returns what was submitted; the office accepts and
 * returns what was approved.  Nobody passes judgement on his own. */
static gt_rc may_move(struct moving *moving, size_t at, const struct gt_report *report, bool *may)
{
    const bool by_unit = report->state == GT_REPORT_SUBMITTED;
    const gt_rc rc = gt_may_task(moving->ctx, by_unit ? GT_USE_report_approve : GT_USE_report_accept,
                                 report->task_id, moving->err);

    *may = false;
    if (rc != GT_OK)
        return rc;
    if (moving->ctx->person_id != 0 && report->person_id == moving->ctx->person_id &&
        moving->act != GT_REPORT_ACT_RETURN) {
        refuse(moving, at, GT_EDENIED, "who submitted a report does not approve or accept it himself",
               "报送人不能审核、接收自己的填报");
        return GT_OK;
    }
    *may = true;
    return GT_OK;
}

static gt_rc set_state(struct moving *moving, struct gt_report *report, enum gt_report_state state,
                       const char *action, struct gt_err *err)
{
    struct gt_db *db = gt_change_db(moving->change);
    const struct gt_report_move move = {.report_id = report->id, .person_id = moving->ctx->person_id,
                                        .at_ms = moving->ctx->now_ms, .action = gt_str_from(action),
                                        .reason = moving->reason};
    struct gt_task task = {0};
    gt_str after;
    gt_rc rc;

    report->state = state;
    if ((rc = gt_report_store_move(db, report, err)) != GT_OK ||
        (rc = gt_report_move_add(db, &move, err)) != GT_OK ||
        (rc = gt_task_store_get(db, report->task_id, moving->ctx->arena, &task, err)) != GT_OK)
        return rc;
    if (gt_report_move_json(moving->ctx->arena, report, action, moving->reason, task.title, &after) != GT_OK)
        return no_memory(err);
    return gt_change_log(moving->change, "report", "task", report->task_id, GT_STR(""), after, err);
}

static gt_rc move_one(struct moving *moving, size_t at, int64_t id, struct gt_err *err)
{
    static const char *const actions[GT_REPORT_ACTS] = {"approve", "accept", "return"};
    struct gt_db *db = gt_change_db(moving->change);
    struct gt_report report = {0}, old = {0};
    enum gt_report_state to;
    gt_rc rc;

    if ((rc = gt_report_store_get(db, id, moving->ctx->arena, &report, err)) != GT_OK)
        return rc;
    if (!target(moving, at, &report, &to) || moving->rc != GT_OK)
        return GT_OK;
    if ((rc = set_state(moving, &report, to, actions[moving->act], err)) != GT_OK)
        return rc;
    if (to != GT_REPORT_ACCEPTED || report.corrects_id == 0)
        return GT_OK;
    if ((rc = gt_report_store_get(db, report.corrects_id, moving->ctx->arena, &old, err)) != GT_OK)
        return rc;
    return old.state == GT_REPORT_ACCEPTED ? set_state(moving, &old, GT_REPORT_SUPERSEDED, "supersede", err)
                                           : GT_OK;
}

struct rights { struct moving *moving; const int64_t *ids; size_t count; gt_reports reports; };

static gt_rc read_reports(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    struct rights *rights = at;
    gt_rc rc = GT_OK;

    for (size_t i = 0; i < rights->count && rc == GT_OK; i++) {
        struct gt_report *report = GT_PUSH(ctx->arena, &rights->reports);

        rc = report == NULL ? no_memory(err) : gt_report_store_get(db, rights->ids[i], ctx->arena, report, err);
    }
    return rc;
}

gt_rc gt_work_reports_move(struct gt_ctx *ctx, const int64_t *ids, size_t count, enum gt_report_act act,
                           gt_str reason, struct gt_problems *problems, struct gt_err *err)
{
    struct moving moving = {.ctx = ctx, .act = act, .reason = gt_str_trim(reason), .problems = problems,
                            .err = err};
    struct rights rights = {&moving, ids, count, {0}};
    gt_rc rc;

    if (count == 0 || count > GT_REVIEW_MAX)
        return gt_fail_field(err, GT_EINVAL, "ids", "1 to %d reports at once", "一次1至%d份", (int)GT_REVIEW_MAX);
    if (act == GT_REPORT_ACT_RETURN && moving.reason.len == 0)
        return gt_fail_field(err, GT_EINVAL, "reason", "say why it is sent back", "退回须写明理由");
    if (gt_utf8_count(moving.reason) > GT_REASON_CHARS_MAX)
        return gt_fail_field(err, GT_EINVAL, "reason", "at most %d characters are allowed", "理由不得超过%d字",
                             (int)GT_REASON_CHARS_MAX);
    /* Rights look at the picture, which is never held while writing. */
    if ((rc = gt_work_read(ctx, read_reports, &rights, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < rights.reports.count; at++) {
        bool may;

        if ((rc = may_move(&moving, at, &rights.reports.at[at], &may)) != GT_OK)
            return rc;
    }
    if (moving.rc != GT_OK)
        return moving.rc;
    if ((rc = gt_change_begin(ctx, &moving.change, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < count && rc == GT_OK; at++)
        rc = move_one(&moving, at, ids[at], err);
    if (rc == GT_OK)
        rc = moving.rc != GT_OK ? moving.rc : gt_change_commit(moving.change, NULL, err);
    gt_change_release(moving.change);
    return rc;
}

/* ---- how often ------------------------------------------------------------------------------------ */

static gt_rc check_span(struct gt_ctx *ctx, int64_t task_id, enum gt_freq freq, struct gt_err *err)
{
    const struct gt_picture *picture;
    int64_t span = 0;
    uint32_t index;
    gt_rc rc;

    if ((rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    index = gt_picture_task(picture, task_id);
    if (index != GT_NO_INDEX && picture->tasks.at[index].start != GT_DAY_NONE &&
        picture->tasks.at[index].finish != GT_DAY_NONE && picture->tasks.at[index].facts.standing == 0)
        span = picture->tasks.at[index].finish - picture->tasks.at[index].start + 1;
    gt_picture_done(ctx);
    if (index == GT_NO_INDEX)
        return gt_fail(err, GT_ENOTFOUND, "task %lld does not exist", "任务%lld不存在", (long long)task_id);
    if (span > 0 && !gt_freq_fits(freq, span))
        return gt_fail_field(err, GT_EINVAL, "frequency",
                             "the task spans %lld days; %s is asked only of longer ones",
                             "任务历时%lld天，不能选%s", (long long)span,
                             gt_freq_word(freq, ctx->lang));
    return GT_OK;
}

static gt_rc check_cadence(struct gt_ctx *ctx, struct gt_report_cadence *cadence, struct gt_err *err)
{
    static const char *const scopes[] = {"space", "kind", "standing", "task", "node"};
    struct gt_due_rule rule;
    char text[GT_DUE_TEXT];
    size_t scope = 0;
    int freq;

    while (scope < GT_LEN(scopes) && !gt_str_eq(cadence->scope, gt_str_from(scopes[scope])))
        scope++;
    if (scope == GT_LEN(scopes))
        return gt_fail_field(err, GT_EINVAL, "scope", "a scope is space, kind, standing, task or node",
                             "范围应为 space、kind、standing、task 或 node");
    if (cadence->frequency.len == 0)
        return GT_OK;
    if ((freq = gt_freq_from(cadence->frequency)) < 0 ||
        (gt_str_eq(cadence->scope, GT_STR("node")) && (freq == GT_FREQ_NONE || freq == GT_FREQ_STAGE)))
        return gt_fail_field(err, GT_EINVAL, "frequency", "no frequency is called %.*s here",
                             "此处没有名为“%.*s”的频率", GT_FMT(cadence->frequency));
    if (cadence->due_rule.len == 0 &&
        gt_arena_dup(ctx->arena, gt_str_from(gt_due_text(gt_due_default((enum gt_freq)freq), text)),
                     &cadence->due_rule) != GT_OK)
        return no_memory(err);
    if (!gt_due_parse(cadence->due_rule, &rule))
        return gt_fail_field(err, GT_EINVAL, "due", "no due rule reads %.*s", "无法理解的截止规则“%.*s”",
                             GT_FMT(cadence->due_rule));
    return gt_str_eq(cadence->scope, GT_STR("task"))
               ? check_span(ctx, cadence->scope_id, (enum gt_freq)freq, err) : GT_OK;
}

static gt_rc put_cadence(struct gt_ctx *ctx, struct gt_change *change, struct gt_report_cadence *cadence,
                         struct gt_err *err)
{
    struct gt_db *db = gt_change_db(change);
    gt_report_cadences rows = {0};
    gt_str before = GT_STR(""), after = GT_STR("");
    int64_t old_id = 0;
    gt_rc rc;

    if ((rc = gt_cadence_store_list(db, ctx->arena, &rows, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < rows.count; at++)
        if (gt_str_eq(rows.at[at].scope, cadence->scope) && rows.at[at].scope_id == cadence->scope_id) {
            old_id = rows.at[at].id;
            if (gt_cadence_json(ctx->arena, &rows.at[at], &before) != GT_OK)
                return no_memory(err);
        }
    if (cadence->frequency.len > 0) {
        rc = gt_cadence_store_put(db, cadence, err);
    } else {
        cadence->id = old_id;
        rc = old_id == 0 ? gt_fail(err, GT_ENOTFOUND, "nothing was set here", "此处没有设置")
                         : gt_cadence_store_remove(db, old_id, err);
    }
    if (rc != GT_OK)
        return rc;
    if (cadence->frequency.len > 0 && gt_cadence_json(ctx->arena, cadence, &after) != GT_OK)
        return no_memory(err);
    return gt_change_log(change, cadence->frequency.len > 0 ? "edit" : "remove", "cadence", cadence->id,
                         before, after, err);
}

gt_rc gt_work_cadence_put(struct gt_ctx *ctx, struct gt_report_cadence *cadence, struct gt_err *err)
{
    struct gt_change *change = NULL;
    gt_rc rc;

    if ((rc = gt_may(ctx, GT_USE_report_rules_put, NULL, err)) != GT_OK ||
        (rc = check_cadence(ctx, cadence, err)) != GT_OK)
        return rc;
    if ((rc = gt_change_begin(ctx, &change, err)) == GT_OK &&
        (rc = put_cadence(ctx, change, cadence, err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
    gt_change_release(change);
    return rc;
}

/* ---- measures ------------------------------------------------------------------------------------------ */

gt_rc gt_work_measures_put(struct gt_ctx *ctx, int64_t task_id, const gt_str *texts, size_t count,
                           struct gt_err *err)
{
    struct gt_change *change = NULL;
    struct gt_task task = {0};
    gt_measures old = {0};
    gt_str before, after;
    gt_rc rc;

    if (count > GT_MEASURES_A_TASK_MAX)
        return gt_fail_field(err, GT_ELIMIT, "measures", "at most %d measures", "举措不得超过%d条",
                             (int)GT_MEASURES_A_TASK_MAX);
    for (size_t at = 0; at < count; at++)
        if (gt_str_trim(texts[at]).len == 0 || texts[at].len > GT_MEASURE_BYTES_MAX)
            return gt_fail_field(err, GT_EINVAL, "measures", "measure %zu is empty or too long",
                                 "第%zu条举措为空或过长", at + 1);
    if ((rc = gt_may_task(ctx, GT_USE_task_put, task_id, err)) != GT_OK ||
        (rc = gt_change_begin(ctx, &change, err)) != GT_OK)
        return rc;
    if ((rc = gt_task_store_get(gt_change_db(change), task_id, ctx->arena, &task, err)) != GT_OK ||
        (rc = gt_measure_store_list(gt_change_db(change), task_id, ctx->arena, &old, err)) != GT_OK ||
        (rc = gt_measure_store_set(gt_change_db(change), task_id, texts, count, err)) != GT_OK)
        goto out;
    if (gt_measures_json(ctx->arena, &old, task.title, &before) != GT_OK ||
        (rc = gt_measure_store_list(gt_change_db(change), task_id, ctx->arena, &old, err)) != GT_OK ||
        gt_measures_json(ctx->arena, &old, task.title, &after) != GT_OK) {
        rc = rc == GT_OK ? no_memory(err) : rc;
        goto out;
    }
    if ((rc = gt_change_log(change, "measures", "task", task_id, before, after, err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
out:
    gt_change_release(change);
    return rc;
}

/* ---- closing -------------------------------------------------------------------------------------------- */

gt_rc gt_work_period_close(struct gt_ctx *ctx, gt_str key, struct gt_err *err)
{
    const struct gt_report_closing closing = {.period = key, .person_id = ctx->person_id, .at_ms = ctx->now_ms};
    struct gt_change *change = NULL;
    struct gt_period period;
    gt_str after;
    gt_rc rc;

    if ((rc = gt_may(ctx, GT_USE_report_rules_put, NULL, err)) != GT_OK)
        return rc;
    if (!gt_period_parse(key, &period) || period.freq == GT_FREQ_STAGE)
        return gt_fail_field(err, GT_EINVAL, "period", "no period is called %.*s", "没有名为“%.*s”的报送期",
                             GT_FMT(key));
    if (period.last >= ctx->today)
        return gt_fail_field(err, GT_EINVAL, "period", "the period is not over yet", "该期还没结束，不能关闭");
    if ((rc = gt_change_begin(ctx, &change, err)) != GT_OK)
        return rc;
    if ((rc = gt_closing_store_add(gt_change_db(change), &closing, err)) == GT_EEXISTS)
        rc = gt_fail(err, GT_EEXISTS, "%.*s is closed already", "%.*s已关闭", GT_FMT(key));
    if (rc == GT_OK && gt_closing_json(ctx->arena, &closing, &after) != GT_OK)
        rc = no_memory(err);
    if (rc == GT_OK && (rc = gt_change_log(change, "close", "closing", 0, GT_STR(""), after, err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
    gt_change_release(change);
    return rc;
}
