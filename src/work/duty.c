/* duty.c - one move of a duty, from the asker's right to the journal row; and
 * how duties follow an edit of their task. */
#include "work/duty.h"

#include "work/duty_in.h"
#include "work/planning.h"
#include "work/record_json.h"

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
}

/* ---- who may ------------------------------------------------------------------------------ */

const char *const *gt_duty_own_work(const struct gt_ctx *ctx, const struct gt_duty *duty)
{
    static const char *const own[] = {"办理人不能验收自己的事项，请由他人验收",
                                      "whoever did the work does not accept it; somebody else must"};
    static const char *const unit[] = {"承办单位不能验收本单位的事项", "a unit does not accept its own work"};

    if (ctx->person_id == duty->doer_id || (duty->owner_id != 0 && ctx->person_id == duty->owner_id))
        return own;
    for (uint32_t at = 0; ctx->rights != NULL && at < ctx->rights->held_count; at++)
        if (ctx->rights->held[at].as != GT_AS_leader && ctx->rights->held[at].unit_id == duty->unit_id)
            return unit;
    return NULL;
}

struct gt_scope gt_duty_scope(const struct gt_duty_rule *rule, const struct gt_duty *duty,
                              int64_t lead_unit_id, int64_t todo_unit_id)
{
    struct gt_scope scope = {0};

    if ((rule->needs & GT_NEEDS_ANSWER) != 0)
        scope.lead = todo_unit_id;
    else if (rule->who == GT_USE_duty_accept)
        scope.lead = duty->support_id != 0 ? lead_unit_id : 0;
    else
        scope.lead = duty->unit_id;
    if (rule->who == GT_USE_duty_carry)
        scope.owner = duty->owner_id;
    return scope;
}

static gt_rc check_right(const struct gt_duty_run *run, struct gt_err *err)
{
    const struct gt_scope scope = gt_duty_scope(run->rule, &run->duty, run->task.lead_unit_id,
                                                run->todo.unit_id);
    const char *const *own = (run->rule->needs & GT_NEEDS_OTHER) != 0
                                 ? gt_duty_own_work(run->ctx, &run->duty) : NULL;
    gt_rc rc;

    if ((rc = gt_may(run->ctx, run->rule->who, &scope, err)) != GT_OK)
        return rc;
    return own == NULL ? GT_OK : gt_fail_text(err, GT_EDENIED, own[GT_LANG_EN], own[GT_LANG_ZH]);
}

/* ---- what cannot be now -------------------------------------------------------------------------- */

/* "what": why (now "state"). */
static gt_rc not_now(const char *field, const char *const what[GT_LANG_COUNT],
                     const char *const why[GT_LANG_COUNT], enum gt_duty_state state, struct gt_err *err)
{
    char text[GT_LANG_COUNT][300];
    gt_rc rc;

    (void)snprintf(text[GT_LANG_EN], sizeof text[GT_LANG_EN], "\"%s\": %s (now \"%s\")", what[GT_LANG_EN],
                   why[GT_LANG_EN], gt_duty_state_word(state, GT_LANG_EN));
    (void)snprintf(text[GT_LANG_ZH], sizeof text[GT_LANG_ZH], "%s：%s（现为“%s”）", what[GT_LANG_ZH],
                   why[GT_LANG_ZH], gt_duty_state_word(state, GT_LANG_ZH));
    rc = gt_fail_text(err, GT_ECONFLICT, text[GT_LANG_EN], text[GT_LANG_ZH]);
    if (err != NULL)
        (void)snprintf(err->field, sizeof err->field, "%s", field);
    return rc;
}

/* ---- one move -------------------------------------------------------------------------------- */

gt_rc gt_duty_load(struct gt_duty_run *run, int64_t task_id, struct gt_err *err)
{
    struct gt_arena *arena = run->ctx->arena;
    const struct gt_picture *picture;
    gt_rc rc;

    if ((rc = gt_task_store_get(run->db, task_id, arena, &run->task, err)) != GT_OK)
        return rc;
    if (run->task.removed_at_ms != 0)
        return gt_fail(err, GT_ENOTFOUND, "task %lld was removed", "任务 %lld 已被移除", (long long)task_id);
    if ((rc = gt_duty_store_list(run->db, task_id, arena, &run->duties, err)) != GT_OK ||
        (rc = gt_support_store_list(run->db, task_id, arena, &run->supports, err)) != GT_OK ||
        (rc = gt_duty_todo_store_list(run->db, task_id, arena, &run->todos, err)) != GT_OK ||
        (rc = gt_duty_move_store_list(run->db, task_id, arena, &run->moves, err)) != GT_OK ||
        (rc = gt_picture_hold(run->ctx, &picture, err)) != GT_OK)
        return rc;
    run->rules = picture->duty_rules;
    gt_picture_done(run->ctx);
    return GT_OK;
}

static gt_rc find_duty(struct gt_duty_run *run, struct gt_err *err)
{
    for (size_t at = 0; at < run->duties.count; at++)
        if (run->duties.at[at].support_id == run->in->support_id) {
            run->duty = run->duties.at[at];
            run->from = run->duty.state;
            if (run->duty.state == GT_DUTY_DRAFT && run->duty.support_id == 0)
                run->duty.unit_id = run->task.lead_unit_id;
            return GT_OK;
        }
    if (run->in->support_id != 0)
        return gt_fail(err, GT_ENOTFOUND, "the unit does not support this task, or it is not issued",
                       "该单位不是本任务的配合单位，或任务尚未下达");
    run->from = GT_DUTY_DRAFT;
    run->duty = (struct gt_duty){.task_id = run->task.id, .unit_id = run->task.lead_unit_id, .score = -1,
                                 .asked = GT_DAY_NONE, .first_deadline = GT_DAY_NONE};
    return GT_OK;
}

static gt_rc open_todos(const struct gt_duty_run *run, struct gt_err *err)
{
    int open = 0;

    for (size_t at = 0; at < run->todos.count; at++)
        open += run->todos.at[at].done_move_id == 0;
    if (open == 0 || run->duty.support_id != 0)
        return GT_OK;
    return gt_fail(err, GT_ECONFLICT, "%d instructions have not been answered yet",
                   "还有 %d 项批示待办未回复", open);
}

/* Rules that look beyond the duty itself. */
static gt_rc check_beyond(const struct gt_duty_run *run, struct gt_err *err)
{
    if (run->in->act == GT_ACT_issue && run->task.lead_unit_id == 0)
        return gt_fail_field(err, GT_EINVAL, "unit", "a task without a lead unit cannot be issued",
                             "没有牵头单位的任务不能下达");
    if (run->in->act == GT_ACT_issue && run->in->support_id != 0)
        return gt_fail(err, GT_ECONFLICT, "support parts are issued with the task", "配合事项随任务一并下达");
    if (run->in->act == GT_ACT_accept || run->in->act == GT_ACT_archive)
        return open_todos(run, err);
    if (run->in->act == GT_ACT_reopen && run->duty.support_id != 0)
        for (size_t at = 0; at < run->duties.count; at++)
            if (run->duties.at[at].support_id == 0 && !gt_duty_open(run->duties.at[at].state))
                return gt_fail(err, GT_ECONFLICT, "the lead unit's part is closed; reopen that first",
                               "牵头单位已办结，请先重新打开牵头事项");
    return GT_OK;
}

static gt_rc moved_on(const struct gt_duty_run *run, struct gt_err *err)
{
    static const char *const nothing[] = {"改动", "a change"};
    static const char *const faster[] = {"他人已先办理", "somebody was faster"};
    const char *const *what = nothing;

    for (size_t at = 0; at < run->moves.count; at++)
        if (run->moves.at[at].duty_id == run->duty.id)
            what = gt_duty_rule(gt_duty_act_from(run->moves.at[at].move))->words;
    return run->in->seen >= 0 && run->in->seen != run->duty.moves
               ? not_now("seen", what, faster, run->duty.state, err) : GT_OK;
}

static gt_rc check_table(const struct gt_duty_run *run, struct gt_err *err)
{
    static const char *const hidden[] = {"只能随其他办理发生", "it only follows from another move"};
    const char *const *no = gt_duty_refusal(run->rule, &run->duty, run->task.standing != 0);

    if (no == NULL && (run->rule->needs & GT_NEEDS_HIDDEN) == 0)
        return GT_OK;
    return not_now("", run->rule->words, no == NULL ? hidden : no, run->duty.state, err);
}

static gt_rc attach(const struct gt_duty_run *run, int64_t move_id, struct gt_err *err)
{
    for (size_t at = 0; at < run->in->file_count; at++) {
        const gt_rc rc = gt_duty_file_store_add(run->db, move_id, run->in->files[at].file_id, (int64_t)at, err);

        if (rc != GT_OK)
            return rc;
    }
    return GT_OK;
}

/* How many other tasks an extension would move.  A plan that cannot be reckoned has
 * nothing to say. */
static gt_rc plan_effect(struct gt_ctx *ctx, int64_t task_id, gt_day day, int64_t *out, struct gt_err *err)
{
    const struct gt_plan_move move = {.task_id = task_id, .deadline_given = true, .deadline = day,
                                      .duration_days = -1};
    const struct gt_plan_change change = {.moves = &move, .move_count = 1};
    struct gt_plan_effect effect = {0};
    const gt_rc rc = gt_work_plan_preview(ctx, &change, &effect, err);

    *out = rc == GT_OK ? 0 : -1;
    for (size_t at = 0; rc == GT_OK && at < effect.moved.count; at++)
        *out += !effect.moved.at[at].edited; /* others than itself */
    if (rc == GT_ENOMEM || rc == GT_EDB)
        return rc;
    gt_err_clear(err);
    return GT_OK;
}

gt_rc gt_work_duty_move_in(struct gt_change *change, struct gt_ctx *ctx,
                           const struct gt_duty_input *input, struct gt_problems *problems,
                           struct gt_err *err)
{
    struct gt_duty_run run = {.change = change, .ctx = ctx, .db = gt_change_db(change), .in = input,
                              .rule = gt_duty_rule(input->act), .problems = problems,
                              .moved = -1};
    struct gt_json fields;
    struct gt_buf buf;
    gt_str record;
    int64_t move_id;
    gt_rc rc;

    if ((rc = gt_duty_load(&run, input->task_id, err)) != GT_OK || (rc = find_duty(&run, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < run.todos.count; at++)
        if (run.todos.at[at].id == input->todo_id && run.todos.at[at].done_move_id == 0)
            run.todo = run.todos.at[at];
    if ((rc = check_right(&run, err)) != GT_OK || (rc = moved_on(&run, err)) != GT_OK ||
        (rc = check_table(&run, err)) != GT_OK || (rc = check_beyond(&run, err)) != GT_OK ||
        (rc = gt_duty_check_input(&run, err)) != GT_OK)
        return rc;
    if (input->act == GT_ACT_ask_extension &&
        (rc = plan_effect(ctx, run.task.id, input->day, &run.moved, err)) != GT_OK)
        return rc;
    gt_buf_init(&buf, GT_RECORD_JSON_MAX);
    gt_json_init(&fields, &buf);
    gt_json_object(&fields, NULL);
    if ((rc = gt_duty_take(&run, &fields, err)) != GT_OK) {
        gt_buf_clear(&buf);
        return rc;
    }
    gt_json_close(&fields);
    if (gt_json_take(ctx->arena, &fields, &record) != GT_OK)
        return no_memory(err);
    if ((rc = gt_duty_write(&run, input->reason, record, &move_id, err)) != GT_OK ||
        (rc = attach(&run, move_id, err)) != GT_OK)
        return rc;
    return gt_duty_effect(&run, move_id, err);
}

/* The same question as inside the change, of the picture: nobody waits for the
 * writer to hear that he may not. */
static gt_rc ask_first(struct gt_ctx *ctx, const struct gt_duty_input *input, struct gt_err *err)
{
    const struct gt_duty_rule *rule = gt_duty_rule(input->act);
    const struct gt_picture *picture;
    struct gt_duty duty = {.support_id = input->support_id};
    const struct gt_pic_task *task;
    struct gt_scope scope;
    uint32_t index;
    gt_rc rc;

    if (ctx->person_id == 0)
        return GT_OK;
    if ((rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    index = gt_picture_task(picture, input->task_id);
    if (index == GT_NO_INDEX || !gt_sees_task(ctx, picture, index)) {
        rc = gt_fail(err, GT_ENOTFOUND, "task %lld does not exist", "任务 %lld 不存在",
                     (long long)input->task_id);
        goto out;
    }
    task = &picture->tasks.at[index];
    duty.unit_id = task->facts.lead_unit_id;
    for (uint32_t at = 0; at < task->duty_count; at++)
        if (task->duties[at].facts.support_id == input->support_id)
            duty = task->duties[at].facts;
    if ((rule->needs & GT_NEEDS_ANSWER) != 0) { /* whose to-do it is stands in the store */
        if ((rc = gt_may_ever_or(ctx, rule->who, err)) == GT_OK)
            rc = gt_may(ctx, GT_USE_own_account, NULL, err);
        goto out;
    }
    scope = gt_duty_scope(rule, &duty, task->facts.lead_unit_id, 0);
    rc = gt_may(ctx, rule->who, &scope, err);
out:
    gt_picture_done(ctx);
    return rc;
}

gt_rc gt_work_duty_move(struct gt_ctx *ctx, const struct gt_duty_input *input,
                        struct gt_problems *problems, struct gt_err *err)
{
    struct gt_change *change = NULL;
    gt_rc rc;

    if ((rc = ask_first(ctx, input, err)) == GT_OK &&
        (rc = gt_change_begin(ctx, &change, err)) == GT_OK &&
        (rc = gt_work_duty_move_in(change, ctx, input, problems, err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
    gt_change_release(change);
    return rc;
}

/* ---- duties follow their task ------------------------------------------------------------------- */

static gt_rc may_decide(struct gt_ctx *ctx, struct gt_err *err)
{
    return gt_may(ctx, GT_USE_duty_decide, NULL, err);
}

static gt_str because(const struct gt_ctx *ctx)
{
    return ctx->lang == GT_LANG_ZH ? GT_STR("任务的牵头单位改变") : GT_STR("the task has another lead unit");
}

/* Another unit leads: what the old one had asked for lapses, the new one signs. */
static gt_rc give_on(struct gt_duty_run *run, struct gt_duty *lead, struct gt_err *err)
{
    gt_rc rc = GT_OK;

    if (lead->open_move_id != 0)
        rc = gt_duty_imply(run, lead, GT_ACT_withdraw, 0, because(run->ctx), err);
    else if (lead->state == GT_DUTY_FINISHED)
        rc = gt_duty_imply(run, lead, GT_ACT_unfinish, 0, because(run->ctx), err);
    return rc == GT_OK ? gt_duty_imply(run, lead, GT_ACT_handover, run->task.lead_unit_id, because(run->ctx), err)
                       : rc;
}

static gt_rc follow_lead(struct gt_duty_run *run, const struct gt_task *old, struct gt_duty *lead,
                         struct gt_err *err)
{
    const struct gt_task *task = &run->task;
    gt_rc rc;

    if (!gt_duty_open(lead->state)) /* a closed one stays with who did it, whoever leads now */
        return task->standing == 0 || old->standing != 0
                   ? GT_OK
                   : gt_fail_field(err, GT_ECONFLICT, "standing", "the task is closed; reopen it first",
                                   "任务已办结，请先重新打开");
    if ((task->deadline != old->deadline || !gt_str_eq(task->title, old->title) ||
         task->standing != old->standing) && (rc = may_decide(run->ctx, err)) != GT_OK)
        return gt_wrap(err, rc, "the task is issued: ask for an extension or a change",
                       "任务已下达，调整请申请延期或变更");
    if (task->lead_unit_id == lead->unit_id)
        return GT_OK;
    if (task->lead_unit_id == 0)
        return gt_fail_field(err, GT_EINVAL, "unit", "an issued task needs a lead unit", "已下达的任务须有牵头单位");
    return (rc = may_decide(run->ctx, err)) != GT_OK ? rc : give_on(run, lead, err);
}

static gt_rc follow_supports(struct gt_duty_run *run, struct gt_err *err)
{
    for (size_t at = 0; at < run->duties.count; at++) {
        struct gt_duty *duty = &run->duties.at[at];
        bool listed = false;
        gt_rc rc;

        for (size_t which = 0; which < run->supports.count; which++)
            listed |= run->supports.at[which].unit_id == duty->unit_id;
        if (duty->support_id == 0 || listed || !gt_duty_open(duty->state))
            continue;
        if ((rc = gt_duty_imply(run, duty, GT_ACT_release, 0, GT_STR(""), err)) != GT_OK)
            return rc;
    }
    return gt_duty_issue_supports(run, err);
}

gt_rc gt_duty_follow(struct gt_change *change, struct gt_ctx *ctx, const struct gt_task *old,
                     const struct gt_task *task, struct gt_err *err)
{
    struct gt_duty_run run = {.change = change, .ctx = ctx, .db = gt_change_db(change)};
    struct gt_duty *lead = NULL;
    gt_rc rc;

    if ((rc = gt_duty_store_list(run.db, task->id, ctx->arena, &run.duties, err)) != GT_OK ||
        run.duties.count == 0)
        return rc;
    if ((rc = gt_duty_load(&run, task->id, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < run.duties.count; at++)
        if (run.duties.at[at].support_id == 0)
            lead = &run.duties.at[at];
    if (lead == NULL || lead->state == GT_DUTY_DRAFT)
        return GT_OK;
    if ((rc = follow_lead(&run, old, lead, err)) != GT_OK)
        return rc;
    return gt_duty_open(lead->state) ? follow_supports(&run, err) : GT_OK;
}
