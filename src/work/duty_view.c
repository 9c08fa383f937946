/* duty_view.c - one task's duties as its page shows them. */
#include "work/duty_in.h"
#include "work/planning.h"
#include "work/space.h"

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
}

struct read { struct gt_duty_view *out; };

static gt_rc read_parts(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    struct gt_duty_view *out = ((struct read *)at)->out;
    gt_rc rc;

    if ((rc = gt_duty_move_store_list(db, out->task_id, ctx->arena, &out->moves, err)) != GT_OK ||
        (rc = gt_duty_file_store_list(db, out->task_id, ctx->arena, &out->files, err)) != GT_OK)
        return rc;
    return gt_duty_todo_store_list(db, out->task_id, ctx->arena, &out->todos, err);
}

/* An instruction's to-dos may be another unit's: any that the asker may answer. */
static int64_t todo_unit(const struct gt_ctx *ctx, const struct gt_duty_view *view)
{
    for (size_t at = 0; at < view->todos.count; at++) {
        const struct gt_scope scope = {.lead = view->todos.at[at].unit_id};

        if (view->todos.at[at].done_move_id == 0 && gt_may_quiet(ctx, GT_USE_duty_carry, &scope))
            return view->todos.at[at].unit_id;
    }
    return 0;
}

static bool any_open_todo(const struct gt_duty_view *view)
{
    for (size_t at = 0; at < view->todos.count; at++)
        if (view->todos.at[at].done_move_id == 0)
            return true;
    return false;
}

static gt_rc fill_can(const struct gt_ctx *ctx, const struct gt_duty_view *view, int64_t lead_unit_id,
                      bool lead_open, struct gt_duty_strip *strip)
{
    static const char *const todos[] = {"还有批示待办未回复", "an instruction has not been answered yet"};
    const struct gt_duty *duty = &strip->duty.facts;
    const int64_t answers = todo_unit(ctx, view);

    for (int act = 0; act < GT_ACTS; act++) {
        const struct gt_duty_rule *rule = gt_duty_rule((enum gt_duty_act)act);
        const struct gt_scope scope = gt_duty_scope(rule, duty, lead_unit_id, answers);
        struct gt_duty_can *can;

        if ((rule->needs & GT_NEEDS_HIDDEN) != 0 ||
            gt_duty_refusal(rule, duty, view->standing) != NULL ||
            !gt_may_quiet(ctx, rule->who, &scope) ||
            ((rule->needs & GT_NEEDS_ANSWER) != 0 && answers == 0) ||
            (duty->support_id != 0 && (act == GT_ACT_issue || (act == GT_ACT_reopen && !lead_open))))
            continue;
        if ((can = GT_PUSH(ctx->arena, &strip->can)) == NULL)
            return GT_ENOMEM;
        can->act = (enum gt_duty_act)act;
        if ((rule->needs & GT_NEEDS_OTHER) != 0)
            can->not_now = gt_duty_own_work(ctx, duty);
        if ((act == GT_ACT_accept || act == GT_ACT_archive) && duty->support_id == 0 && any_open_todo(view))
            can->not_now = todos;
    }
    return GT_OK;
}

static gt_rc fill_strips(struct gt_ctx *ctx, const struct gt_pic_task *task, struct gt_duty_view *out)
{
    const bool lead_open = gt_duty_open(gt_picture_duty_state(task));
    struct gt_duty_strip *strip;

    if (gt_picture_duty(task, 0) == NULL) {
        if ((strip = GT_PUSH(ctx->arena, &out->strips)) == NULL)
            return GT_ENOMEM;
        strip->duty = (struct gt_pic_duty){.late_on = GT_DAY_NONE,
            .facts = {.task_id = task->facts.id, .unit_id = task->facts.lead_unit_id, .score = -1,
                      .asked = GT_DAY_NONE, .first_deadline = GT_DAY_NONE}};
    }
    for (uint32_t at = 0; at < task->duty_count; at++) {
        if ((strip = GT_PUSH(ctx->arena, &out->strips)) == NULL)
            return GT_ENOMEM;
        strip->duty = task->duties[at];
        for (uint32_t s = 0; strip->duty.facts.support_id != 0 && s < task->support_count; s++)
            if (task->supports[s].unit_id == strip->duty.facts.unit_id &&
                gt_arena_dup(ctx->arena, task->supports[s].duty, &strip->text) != GT_OK)
                return GT_ENOMEM;
    }
    for (uint32_t s = 0; s < task->support_count; s++) { /* named, but nothing issued yet */
        if (gt_picture_duty(task, task->supports[s].unit_id) != NULL)
            continue;
        if ((strip = GT_PUSH(ctx->arena, &out->strips)) == NULL ||
            gt_arena_dup(ctx->arena, task->supports[s].duty, &strip->text) != GT_OK)
            return GT_ENOMEM;
        strip->duty = (struct gt_pic_duty){.late_on = GT_DAY_NONE,
            .facts = {.task_id = task->facts.id, .unit_id = task->supports[s].unit_id,
                      .support_id = task->supports[s].unit_id, .score = -1,
                      .asked = GT_DAY_NONE, .first_deadline = GT_DAY_NONE}};
    }
    for (size_t at = 0; at < out->strips.count; at++)
        if (fill_can(ctx, out, task->facts.lead_unit_id, lead_open, &out->strips.at[at]) != GT_OK)
            return GT_ENOMEM;
    return GT_OK;
}

/* What granting the open extension would do now, not when it was asked for. */
static gt_rc fill_effect(struct gt_ctx *ctx, struct gt_duty_view *out, struct gt_err *err)
{
    struct gt_plan_move move = {.task_id = out->task_id, .deadline_given = true, .duration_days = -1};
    const struct gt_plan_change change = {.moves = &move, .move_count = 1};
    struct gt_plan_effect effect = {0};
    gt_rc rc;

    out->effect = GT_STR("");
    if (out->strips.at[0].duty.facts.state != GT_DUTY_EXTENDING)
        return GT_OK;
    move.deadline = out->strips.at[0].duty.facts.asked;
    rc = gt_work_plan_preview(ctx, &change, &effect, err);
    if (rc == GT_ENOMEM || rc == GT_EDB)
        return rc;
    gt_err_clear(err);
    if (rc == GT_OK)
        out->effect = effect.sentence;
    return GT_OK;
}

gt_rc gt_work_duty_view(struct gt_ctx *ctx, int64_t task_id, struct gt_duty_view *out, struct gt_err *err)
{
    const struct gt_picture *picture;
    struct read read = {out};
    uint32_t index;
    gt_rc rc;

    *out = (struct gt_duty_view){.task_id = task_id, .effect = GT_STR("")};
    if ((rc = gt_may_task(ctx, GT_USE_task_read, task_id, err)) != GT_OK ||
        (rc = gt_work_read(ctx, read_parts, &read, err)) != GT_OK ||
        (rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    index = gt_picture_task(picture, task_id);
    if (index == GT_NO_INDEX) {
        rc = gt_fail(err, GT_ENOTFOUND, "task %lld does not exist", "任务%lld不存在", (long long)task_id);
    } else {
        out->version = picture->version;
        out->rules = picture->duty_rules;
        out->standing = picture->tasks.at[index].facts.standing != 0;
        out->deadline = picture->tasks.at[index].facts.deadline;
        if (fill_strips(ctx, &picture->tasks.at[index], out) != GT_OK)
            rc = no_memory(err);
    }
    gt_picture_done(ctx);
    return rc == GT_OK ? fill_effect(ctx, out, err) : rc;
}
