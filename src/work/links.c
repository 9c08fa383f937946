/* links.c - hand-overs between tasks (tasks.h). */
#include "work/picture.h"
#include "work/record_json.h"
#include "work/rights.h"
#include "work/tasks.h"

static gt_rc check_link(const struct gt_task_link *link, struct gt_err *err)
{
    const int64_t lags[] = {link->lag_min, link->lag_max};

    if (link->from_id == link->to_id)
        return gt_fail_field(err, GT_ECYCLE, "to", "a task cannot be linked to itself",
                             "任务不能与自身衔接");
    for (size_t at = 0; at < GT_LEN(lags); at++)
        if (lags[at] != GT_LINK_LAG_NONE && (lags[at] < -GT_LAG_MAX || lags[at] > GT_LAG_MAX))
            return gt_fail_field(err, GT_EINVAL, at == 0 ? "lag_min" : "lag_max",
                                 "a lag is -%d to %d days", "间隔应为 -%d至%d天",
                                 (int)GT_LAG_MAX, (int)GT_LAG_MAX);
    if (link->lag_min == GT_LINK_LAG_NONE && link->lag_max == GT_LINK_LAG_NONE)
        return gt_fail_field(err, GT_EINVAL, "lag_min", "a link needs a least or a greatest lag",
                             "衔接需要最短或最长间隔");
    if (link->lag_min != GT_LINK_LAG_NONE && link->lag_max != GT_LINK_LAG_NONE &&
        link->lag_max < link->lag_min)
        return gt_fail_field(err, GT_EINVAL, "lag_max", "the greatest lag is less than the least",
                             "最长间隔小于最短间隔");
    return GT_OK;
}

/* Both tasks live; neither stands above the other, because a task with steps
 * lasts exactly as long as they do. */
static gt_rc check_ends(struct gt_db *db, struct gt_arena *arena, const struct gt_task_link *link,
                        struct gt_err *err)
{
    const int64_t ends[] = {link->from_id, link->to_id};

    for (size_t end = 0; end < GT_LEN(ends); end++) {
        struct gt_task task = {0};
        int64_t id = ends[end];

        for (int depth = 0; id != 0 && depth < 100; depth++) {
            const gt_rc rc = gt_task_store_get(db, id, arena, &task, err);

            if (rc != GT_OK)
                return rc;
            if (depth == 0 && task.removed_at_ms != 0)
                return gt_fail_field(err, GT_EINVAL, end == 0 ? "from" : "to",
                                     "task %lld was removed", "任务%lld已被移除", (long long)id);
            if (depth > 0 && id == ends[1 - end])
                return gt_fail_field(err, GT_ECYCLE, "to",
                                     "a task cannot be linked to the one it is a part of",
                                     "任务不能与其上级任务衔接");
            id = task.parent_id;
        }
    }
    return GT_OK;
}

/*
 * Would the link close a cycle?  Asked of the engine on the picture as it is;
 * tasks that this change has only just made are in no cycle yet.
 */
static gt_rc check_cycle(struct gt_ctx *ctx, const struct gt_task_link *link, struct gt_err *err)
{
    struct gt_edit edit = {.kind = GT_EDIT_ADD_LINK};
    const struct gt_picture *picture;
    gt_rc rc;

    if ((rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    if (picture->plan != NULL && gt_picture_engine_link(picture, link, &edit.link)) {
        const uint32_t own = link->id == 0 ? GT_NO_INDEX : gt_picture_link(picture, link->id);
        struct gt_picture *engine = (struct gt_picture *)picture; /* its lock, nothing else */

        if (own != GT_NO_INDEX && picture->links.at[own].engine != GT_NO_INDEX) {
            edit.kind = GT_EDIT_LINK;
            edit.index = picture->links.at[own].engine;
        }
        (void)pthread_mutex_lock(&engine->plan_lock);
        rc = gt_plan_preview(picture->plan, &edit, 1, ctx->arena, NULL, NULL, err);
        (void)pthread_mutex_unlock(&engine->plan_lock);
    }
    gt_picture_done(ctx);
    return rc;
}

gt_rc gt_work_link_put_in(struct gt_change *change, struct gt_ctx *ctx, struct gt_task_link *link,
                          struct gt_err *err)
{
    struct gt_db *db = gt_change_db(change);
    const bool fresh = link->id == 0;
    struct gt_task_link old = {0};
    gt_str before = GT_STR(""), after;
    gt_rc rc;

    if ((rc = check_link(link, err)) != GT_OK || (rc = check_ends(db, ctx->arena, link, err)) != GT_OK ||
        (rc = check_cycle(ctx, link, err)) != GT_OK)
        return rc;
    if (!fresh) {
        if ((rc = gt_link_store_get(db, link->id, &old, err)) != GT_OK)
            return rc;
        if (gt_link_json(ctx->arena, &old, &before) != GT_OK)
            return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    }
    rc = fresh ? gt_link_store_insert(db, link, err) : gt_link_store_update(db, link, err);
    if (rc == GT_EEXISTS)
        return gt_fail_field(err, GT_EEXISTS, "to", "the two tasks are linked in this way already",
                             "这两项任务之间已有同类衔接");
    if (rc != GT_OK)
        return rc;
    if (gt_link_json(ctx->arena, link, &after) != GT_OK)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    return gt_change_log(change, fresh ? "create" : "edit", "link", link->id, before, after, err);
}

/* A link moves the tasks at both of its ends. */
static gt_rc may_link(struct gt_ctx *ctx, const struct gt_task_link *link, struct gt_err *err)
{
    struct gt_task_link old = *link;
    gt_rc rc = GT_OK;

    if (ctx->person_id == 0)
        return GT_OK;
    if (link->id != 0 && (rc = gt_work_link_get(ctx, link->id, &old, err)) != GT_OK)
        return rc;
    if ((rc = gt_may_task(ctx, GT_USE_plan_put, old.from_id, err)) == GT_OK)
        rc = gt_may_task(ctx, GT_USE_plan_put, old.to_id, err);
    if (rc == GT_OK && link->from_id != old.from_id)
        rc = gt_may_task(ctx, GT_USE_plan_put, link->from_id, err);
    if (rc == GT_OK && link->to_id != old.to_id)
        rc = gt_may_task(ctx, GT_USE_plan_put, link->to_id, err);
    return rc;
}

gt_rc gt_work_link_put(struct gt_ctx *ctx, struct gt_task_link *link, struct gt_err *err)
{
    struct gt_change *change = NULL;
    gt_rc rc;

    if ((rc = may_link(ctx, link, err)) == GT_OK &&
        (rc = gt_change_begin(ctx, &change, err)) == GT_OK &&
        (rc = gt_work_link_put_in(change, ctx, link, err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
    gt_change_release(change);
    return rc;
}

gt_rc gt_work_link_remove_in(struct gt_change *change, struct gt_ctx *ctx, int64_t id,
                             int64_t revision, struct gt_err *err)
{
    struct gt_db *db = gt_change_db(change);
    struct gt_task_link old = {0};
    gt_str before;
    gt_rc rc;

    if ((rc = gt_link_store_get(db, id, &old, err)) != GT_OK)
        return rc;
    if (gt_link_json(ctx->arena, &old, &before) != GT_OK)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    if (revision != 0)
        old.revision = revision;
    /* the update answers for the revision */
    if ((rc = gt_link_store_update(db, &old, err)) != GT_OK ||
        (rc = gt_link_store_remove(db, id, err)) != GT_OK)
        return rc;
    return gt_change_log(change, "remove", "link", id, before, GT_STR(""), err);
}

gt_rc gt_work_link_remove(struct gt_ctx *ctx, int64_t id, int64_t revision, struct gt_err *err)
{
    struct gt_change *change = NULL;
    struct gt_task_link link = {0};
    gt_rc rc;

    if ((rc = gt_work_link_get(ctx, id, &link, err)) == GT_OK &&
        (rc = may_link(ctx, &link, err)) == GT_OK &&
        (rc = gt_change_begin(ctx, &change, err)) == GT_OK &&
        (rc = gt_work_link_remove_in(change, ctx, id, revision, err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
    gt_change_release(change);
    return rc;
}
