/* why.c - why a task's dates are what they are, and what cannot be met. */
#include "work/planning.h"
#include "work/rights.h"
#include "work/wording.h"

enum { CONFLICT_TRIES_MAX = 200 };

/* A task with children begins with its first child and ends with its last. */
static uint32_t leaf_that_forces(const struct gt_picture *picture, uint32_t task, bool finish)
{
    while (picture->tasks.at[task].children > 0) {
        const struct gt_pic_task *tasks = picture->tasks.at;
        uint32_t found = GT_NO_INDEX;

        for (uint32_t at = tasks[task].first_child; at != GT_NO_INDEX; at = tasks[at].next) {
            const gt_day day = finish ? tasks[at].finish : tasks[at].start;

            if (day != GT_DAY_NONE &&
                (found == GT_NO_INDEX || (finish ? day > tasks[found].finish : day < tasks[found].start)))
                found = at;
        }
        if (found == GT_NO_INDEX)
            return GT_NO_INDEX;
        task = found;
    }
    return task;
}

static gt_rc chain_of(struct gt_ctx *ctx, const struct gt_picture *picture, uint32_t task,
                      bool finish, gt_why_steps *out, struct gt_err *err)
{
    const uint32_t leaf = leaf_that_forces(picture, task, finish);
    struct gt_wording wording = {picture, NULL, ctx->arena, ctx->lang};
    struct gt_why why = {0};
    gt_rc rc;

    if (leaf == GT_NO_INDEX || picture->tasks.at[leaf].act_start == GT_NO_INDEX)
        return GT_OK;
    if ((rc = gt_plan_why(picture->plan, picture->tasks.at[leaf].act_start,
                          finish ? GT_DATE_FINISH : GT_DATE_START, ctx->arena, &why, err)) != GT_OK ||
        (rc = gt_plan_net(picture->plan, &wording.net, err)) != GT_OK)
        return rc;
    return gt_word_chain(&wording, &why, out, err);
}

static gt_rc slip_sentence(struct gt_ctx *ctx, const struct gt_pic_task *task, gt_str *out)
{
    const bool zh = ctx->lang == GT_LANG_ZH;

    if (task->facts.standing != 0)
        return gt_arena_printf(ctx->arena, out, "%s", zh ? "长期坚持的任务没有时限"
                                                         : "a standing task has no deadline");
    if (task->float_days == INT64_MAX)
        return gt_arena_printf(ctx->arena, out, "%s", zh ? "没有时限压在它上面"
                                                         : "no deadline rests on it");
    if (task->float_days < 0)
        return gt_arena_printf(ctx->arena, out, zh ? "按现有事实无法按期：差%lld个工作日"
                                                   : "it cannot be met: %lld work days are missing",
                               (long long)-task->float_days);
    if (task->float_days == 0)
        return gt_arena_printf(ctx->arena, out, "%s", zh ? "没有机动时间：晚一天就会超期"
                                                         : "no room: one day later and a deadline is missed");
    return gt_arena_printf(ctx->arena, out, zh ? "最多还能再拖%lld个工作日，不影响任何时限"
                                               : "it can slip by %lld work days before a deadline is missed",
                           (long long)task->float_days);
}

gt_rc gt_work_why(struct gt_ctx *ctx, const struct gt_picture *picture, uint32_t task,
                  struct gt_task_why *out, struct gt_err *err)
{
    struct gt_picture *own = (struct gt_picture *)picture; /* its lock, nothing else */
    gt_rc rc = GT_OK;

    *out = (struct gt_task_why){0};
    if (slip_sentence(ctx, &picture->tasks.at[task], &out->sentence) != GT_OK)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    if (picture->plan == NULL)
        return GT_OK;
    (void)pthread_mutex_lock(&own->plan_lock);
    if ((rc = chain_of(ctx, picture, task, false, &out->start, err)) == GT_OK)
        rc = chain_of(ctx, picture, task, true, &out->finish, err);
    (void)pthread_mutex_unlock(&own->plan_lock);
    return rc;
}

/* With the plan's lock held. */
static gt_rc conflict_through(struct gt_ctx *ctx, const struct gt_picture *picture, uint32_t act,
                              struct gt_conflict *conflict, struct gt_plan_conflict *out,
                              struct gt_err *err)
{
    struct gt_wording wording = {picture, NULL, ctx->arena, ctx->lang};
    gt_rc rc;

    if ((rc = gt_plan_conflict(picture->plan, act, ctx->arena, conflict, err)) != GT_OK ||
        (rc = gt_plan_net(picture->plan, &wording.net, err)) != GT_OK)
        return rc;
    return gt_word_conflict(&wording, conflict, out, err);
}

gt_rc gt_work_conflict_of(struct gt_ctx *ctx, const struct gt_picture *picture, uint32_t task,
                          struct gt_plan_conflict *out, bool *found, struct gt_err *err)
{
    struct gt_picture *own = (struct gt_picture *)picture;
    const struct gt_pic_task *row = &picture->tasks.at[task];
    struct gt_conflict conflict;
    gt_rc rc;

    *found = false;
    if (picture->plan == NULL || row->act_start == GT_NO_INDEX || row->float_days >= 0)
        return GT_OK;
    (void)pthread_mutex_lock(&own->plan_lock);
    rc = conflict_through(ctx, picture, row->act_finish, &conflict, out, err);
    (void)pthread_mutex_unlock(&own->plan_lock);
    *found = rc == GT_OK;
    return rc == GT_ENOTFOUND ? GT_OK : rc;
}

/* The same last fact and the same first one: the same conflict told again. */
static bool told(const struct gt_plan_conflict *conflict, const gt_plan_conflicts *list)
{
    for (size_t at = 0; at < list->count; at++)
        if (list->at[at].task_id == conflict->task_id && list->at[at].days == conflict->days)
            return true;
    return false;
}

static gt_rc all_conflicts(struct gt_ctx *ctx, const struct gt_picture *picture,
                           gt_plan_conflicts *out, struct gt_err *err)
{
    int tries = 0;

    for (uint32_t at = 0; at < picture->order_count && tries < CONFLICT_TRIES_MAX &&
                          out->count < GT_CONFLICTS_SHOWN_MAX; at++) {
        const struct gt_pic_task *task = &picture->tasks.at[picture->order[at]];
        struct gt_plan_conflict one, *slot;
        struct gt_conflict conflict;
        gt_rc rc;

        if (task->float_days >= 0 || task->children > 0 || task->act_start == GT_NO_INDEX)
            continue;
        tries++;
        rc = conflict_through(ctx, picture, task->act_start, &conflict, &one, err);
        if (rc == GT_ENOTFOUND)
            continue;
        if (rc != GT_OK)
            return rc;
        if (told(&one, out) || !gt_sees_task(ctx, picture, picture->order[at]))
            continue;
        if ((slot = GT_PUSH(ctx->arena, out)) == NULL)
            return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
        *slot = one;
    }
    return GT_OK;
}

gt_rc gt_work_plan_conflicts(struct gt_ctx *ctx, gt_plan_conflicts *out, struct gt_err *err)
{
    const struct gt_picture *picture;
    struct gt_plan_conflict *slot;
    gt_rc rc;

    *out = (gt_plan_conflicts){0};
    if ((rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    if (picture->plan != NULL) {
        struct gt_picture *own = (struct gt_picture *)picture;

        (void)pthread_mutex_lock(&own->plan_lock);
        rc = all_conflicts(ctx, picture, out, err);
        (void)pthread_mutex_unlock(&own->plan_lock);
    } else if ((slot = GT_PUSH(ctx->arena, out)) != NULL) {
        rc = gt_arena_dup(ctx->arena, gt_str_from(picture->unplanned_err.text[ctx->lang]),
                          &slot->sentence);
    } else {
        rc = gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    }
    gt_picture_done(ctx);
    return rc;
}
