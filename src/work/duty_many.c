/* duty_many.c - many tasks issued at once, with a preview; many signed for. */
#include "work/duty_in.h"

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
}

/* ---- issuing ------------------------------------------------------------------------------ */

static bool picked(const struct gt_picture *picture, const struct gt_duty_pick *pick, uint32_t index)
{
    const struct gt_pic_task *task = &picture->tasks.at[index];

    if (pick->tasks != NULL) {
        for (size_t at = 0; at < pick->task_count; at++)
            if (pick->tasks[at] == task->facts.id)
                return true;
        return false;
    }
    return (pick->directive_id == 0 || task->directive_id == pick->directive_id) &&
           (pick->unit_id == 0 || task->facts.lead_unit_id == pick->unit_id);
}

static const char *const *why_not(const struct gt_pic_task *task)
{
    static const char *const nobody[] = {"没有牵头单位", "it has no lead unit"};
    static const char *const already[] = {"已经下达", "it is issued already"};
    static const char *const nowhen[] = {"没有时限，也不是长期坚持的任务", "it has no deadline and is not standing"};

    if (gt_picture_duty_state(task) != GT_DUTY_DRAFT)
        return already;
    if (task->facts.lead_unit_id == 0)
        return nobody;
    if (task->facts.deadline == GT_DAY_NONE && task->facts.standing == 0 && task->facts.finish_pin == GT_DAY_NONE)
        return nowhen;
    return NULL;
}

static gt_rc add_unit(struct gt_arena *arena, int64_t **units, size_t *count, size_t *cap, int64_t id)
{
    for (size_t at = 0; at < *count; at++)
        if ((*units)[at] == id)
            return GT_OK;
    if (*count == *cap && gt_vec_grow(arena, (void **)units, cap, sizeof **units) != GT_OK)
        return GT_ENOMEM;
    (*units)[(*count)++] = id;
    return GT_OK;
}

/* A task named is held with its reason; of a whole document or unit those
 * that are issued already are simply not in question. */
static gt_rc sort_out(struct gt_ctx *ctx, const struct gt_picture *picture,
                      const struct gt_duty_pick *pick, struct gt_duty_issued *out)
{
    int64_t *units = NULL;
    size_t unit_count = 0, unit_cap = 0;

    for (uint32_t at = 0; at < picture->order_count; at++) {
        const uint32_t index = picture->order[at];
        const struct gt_pic_task *task = &picture->tasks.at[index];
        const char *const *no;

        if (!picked(picture, pick, index) || !gt_sees_task(ctx, picture, index))
            continue;
        if ((no = why_not(task)) == NULL) {
            int64_t *id = GT_PUSH(ctx->arena, &out->tasks);

            if (id == NULL ||
                add_unit(ctx->arena, &units, &unit_count, &unit_cap, task->facts.lead_unit_id) != GT_OK)
                return GT_ENOMEM;
            *id = task->facts.id;
            for (uint32_t s = 0; s < task->support_count; s++, out->supports++)
                if (add_unit(ctx->arena, &units, &unit_count, &unit_cap, task->supports[s].unit_id) != GT_OK)
                    return GT_ENOMEM;
        } else if (pick->tasks != NULL || gt_picture_duty_state(task) == GT_DUTY_DRAFT) {
            struct gt_duty_held *held = GT_PUSH(ctx->arena, &out->held);

            if (held == NULL || gt_arena_dup(ctx->arena, task->facts.title, &held->title) != GT_OK)
                return GT_ENOMEM;
            held->task_id = task->facts.id;
            held->why = gt_str_from(no[ctx->lang]);
        }
    }
    out->units = (int64_t)unit_count;
    return GT_OK;
}

static gt_rc tell(struct gt_ctx *ctx, bool applied, struct gt_duty_issued *out)
{
    if (ctx->lang == GT_LANG_ZH)
        return gt_arena_printf(ctx->arena, &out->sentence,
                               "%s%zu项任务，%lld个单位签收，其中配合事项%lld项；%zu项不下达",
                               applied ? "已下达" : "将下达", out->tasks.count, (long long)out->units,
                               (long long)out->supports, out->held.count);
    return gt_arena_printf(ctx->arena, &out->sentence,
                           "%zu tasks %s; %lld units sign for them, %lld support parts among them; %zu held back",
                           out->tasks.count, applied ? "issued" : "to be issued", (long long)out->units,
                           (long long)out->supports, out->held.count);
}

gt_rc gt_work_duty_issue(struct gt_ctx *ctx, const struct gt_duty_pick *pick,
                         struct gt_duty_issued *out, struct gt_err *err)
{
    const struct gt_picture *picture;
    struct gt_change *change = NULL;
    gt_rc rc;

    *out = (struct gt_duty_issued){0};
    if ((rc = gt_may(ctx, GT_USE_duty_issue, NULL, err)) != GT_OK)
        return rc;
    if (pick->task_count > GT_DUTY_ISSUE_MAX)
        return gt_fail_field(err, GT_ELIMIT, "tasks", "at most %d at once", "一次不得超过%d项",
                             (int)GT_DUTY_ISSUE_MAX);
    if (pick->tasks == NULL && pick->directive_id == 0 && pick->unit_id == 0)
        return gt_fail_field(err, GT_EINVAL, "tasks", "say which tasks, document or unit",
                             "请选择任务、文件或单位");
    if ((rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    rc = sort_out(ctx, picture, pick, out);
    gt_picture_done(ctx);
    if (rc != GT_OK || tell(ctx, pick->apply, out) != GT_OK)
        return no_memory(err);
    if (out->tasks.count > GT_DUTY_ISSUE_MAX)
        return gt_fail(err, GT_ELIMIT, "%zu tasks; at most %d at once", "共%zu项，一次不得超过%d项",
                       out->tasks.count, (int)GT_DUTY_ISSUE_MAX);
    if (!pick->apply || out->tasks.count == 0)
        return GT_OK;
    if ((rc = gt_change_begin(ctx, &change, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < out->tasks.count && rc == GT_OK; at++) {
        const struct gt_duty_input input = GT_DUTY_INPUT(GT_ACT_issue, out->tasks.at[at]);

        rc = gt_work_duty_move_in(change, ctx, &input, NULL, err);
    }
    if (rc == GT_OK)
        rc = gt_change_commit(change, &out->version, err);
    gt_change_release(change);
    return rc;
}

/* ---- signing for many ------------------------------------------------------------------------ */

static gt_rc may_sign(struct gt_ctx *ctx, const struct gt_duty_of *list, size_t count, struct gt_err *err)
{
    const struct gt_picture *picture;
    gt_rc rc;

    if ((rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < count && rc == GT_OK; at++) {
        const uint32_t index = gt_picture_task(picture, list[at].task_id);
        struct gt_scope scope = {0};

        if (index == GT_NO_INDEX || !gt_sees_task(ctx, picture, index)) {
            rc = gt_fail(err, GT_ENOTFOUND, "task %lld does not exist", "任务%lld不存在",
                         (long long)list[at].task_id);
            break;
        }
        scope.lead = list[at].support_id != 0 ? 0 : picture->tasks.at[index].facts.lead_unit_id;
        for (uint32_t d = 0; d < picture->tasks.at[index].duty_count; d++)
            if (picture->tasks.at[index].duties[d].facts.support_id == list[at].support_id)
                scope.lead = picture->tasks.at[index].duties[d].facts.unit_id;
        rc = gt_may(ctx, GT_USE_duty_carry, &scope, err);
    }
    gt_picture_done(ctx);
    return rc;
}

gt_rc gt_work_duty_sign(struct gt_ctx *ctx, const struct gt_duty_of *list, size_t count,
                        struct gt_problems *problems, struct gt_err *err)
{
    struct gt_change *change = NULL;
    size_t wrong = 0;
    gt_rc rc;

    if (count == 0 || count > GT_DUTY_ISSUE_MAX)
        return gt_fail_field(err, GT_EINVAL, "items", "1 to %d at once", "一次应为1至%d项",
                             (int)GT_DUTY_ISSUE_MAX);
    if ((rc = may_sign(ctx, list, count, err)) != GT_OK || (rc = gt_change_begin(ctx, &change, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < count; at++) {
        struct gt_duty_input input = GT_DUTY_INPUT(GT_ACT_sign, list[at].task_id);
        struct gt_err one = {0};

        input.support_id = list[at].support_id;
        rc = gt_work_duty_move_in(change, ctx, &input, NULL, &one);
        if (rc == GT_OK)
            continue;
        if (rc != GT_ECONFLICT || problems == NULL) { /* what no other row can mend */
            if (err != NULL)
                *err = one;
            goto out;
        }
        gt_problem_add(problems, GT_PROBLEM_ERROR, "%1$s%2$.0s", "%1$.0s%2$s", one.text[GT_LANG_EN],
                       one.text[GT_LANG_ZH])->line = (uint32_t)at + 1;
        wrong++;
    }
    rc = wrong > 0 ? gt_fail(err, GT_ECONFLICT, "%zu of them cannot be signed for; nothing was written",
                             "其中%zu项不能签收，均未办理", wrong)
                   : gt_change_commit(change, NULL, err);
out:
    gt_change_release(change);
    return rc;
}
