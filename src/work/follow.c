/*
 * follow.c - tasks follow a new version of their document.
 *
 * A task takes a new value only where it still has the one that the old
 * version gave it: what a person has set since then is a decision, and stays.
 */
#include "work/clause_change.h"
#include "work/compare.h"
#include "work/rights.h"
#include "work/tasks.h"

static bool same_figures(const struct gt_figure *a, size_t a_count, const struct gt_figure *b,
                         size_t b_count)
{
    if (a_count != b_count)
        return false;
    for (size_t i = 0; i < a_count; i++)
        if (!gt_str_eq(a[i].name, b[i].name) || !gt_str_eq(a[i].op, b[i].op) ||
            !gt_str_eq(a[i].unit, b[i].unit) || a[i].value < b[i].value || a[i].value > b[i].value)
            return false;
    return true;
}

static bool has_units(const gt_task_supports *list, const struct gt_clause_view *view)
{
    size_t known = 0;

    for (size_t i = 0; i < view->fields.support_count; i++) {
        bool found = view->support[i].unit_id == view->lead.unit_id;

        known += !found;
        for (size_t j = 0; j < list->count && !found; j++)
            found = list->at[j].unit_id == view->support[i].unit_id;
        if (!found)
            return false;
    }
    return known == list->count;
}

static gt_rc follow_supports(struct gt_change *change, struct gt_ctx *ctx,
                             const struct gt_compare_row *row, struct gt_task_put *put,
                             struct gt_err *err)
{
    const struct gt_clause_view *to = row->new_clause;
    struct gt_task_support *list;
    gt_task_supports now;
    gt_rc rc;

    if ((rc = gt_support_store_list(gt_change_db(change), put->task.id, ctx->arena, &now, err)) != GT_OK)
        return rc;
    if (!has_units(&now, row->old_clause) || has_units(&now, to))
        return GT_OK;
    if ((list = GT_NEW_N(ctx->arena, struct gt_task_support, to->fields.support_count)) == NULL)
        return gt_wrap(err, GT_ENOMEM, "the task", "任务");
    put->supports = list;
    for (size_t i = 0; i < to->fields.support_count; i++)
        if (to->support[i].unit_id != 0 && to->support[i].unit_id != to->lead.unit_id)
            list[put->support_count++] = (struct gt_task_support){
                .unit_id = to->support[i].unit_id, .duty = GT_STR("")};
    return GT_OK;
}

static gt_rc follow_figures(struct gt_change *change, struct gt_ctx *ctx,
                            const struct gt_compare_row *row, struct gt_task_put *put,
                            struct gt_err *err)
{
    const struct gt_proposed *from = &row->old_clause->fields, *to = &row->new_clause->fields;
    gt_figures now;
    gt_rc rc;

    if (same_figures(from->figures, from->figure_count, to->figures, to->figure_count))
        return GT_OK;
    if ((rc = gt_figure_store_list(gt_change_db(change), put->task.id, ctx->arena, &now, err)) != GT_OK)
        return rc;
    if (!same_figures(now.at, now.count, from->figures, from->figure_count))
        return GT_OK;
    for (size_t i = 0; i < to->figure_count; i++)
        to->figures[i].clause_id = row->new_clause->row.id;
    put->figures = to->figures;
    put->figure_count = to->figure_count;
    return GT_OK;
}

/* The plain fields; true where one was taken over. */
static bool follow_fields(const struct gt_compare_row *row, struct gt_task *task)
{
    const struct gt_clause_view *from = row->old_clause, *to = row->new_clause;
    bool moved = false;

    if (from->lead.unit_id != to->lead.unit_id && task->lead_unit_id == from->lead.unit_id) {
        task->lead_unit_id = to->lead.unit_id;
        moved = true;
    }
    if (from->fields.due != to->fields.due && task->deadline == from->fields.due) {
        task->deadline = to->fields.due;
        task->due_text = to->fields.due_text;
        moved = true;
    }
    if (!gt_str_eq(from->fields.recur, to->fields.recur) &&
        gt_str_eq(task->recur, from->fields.recur)) {
        task->recur = to->fields.recur;
        moved = true;
    }
    if (from->fields.standing != to->fields.standing &&
        (task->standing != 0) == from->fields.standing) {
        task->standing = to->fields.standing;
        moved = true;
    }
    if (!gt_str_eq(from->fields.title, to->fields.title) && to->fields.title.len > 0 &&
        gt_str_eq(task->title, from->fields.title)) {
        task->title = to->fields.title;
        moved = true;
    }
    if (!gt_str_eq(from->row.text, to->row.text) && to->row.text.len <= GT_TASK_TEXT_MAX &&
        gt_str_eq(task->detail, from->row.text)) {
        task->detail = to->row.text;
        moved = true;
    }
    return moved;
}

static gt_rc follow_task(struct gt_change *change, struct gt_ctx *ctx,
                         const struct gt_compare_row *row, int64_t task_id, struct gt_err *err)
{
    struct gt_task_put put = {0};
    bool moved;
    gt_rc rc;

    if ((rc = gt_task_store_get(gt_change_db(change), task_id, ctx->arena, &put.task, err)) != GT_OK ||
        (rc = follow_supports(change, ctx, row, &put, err)) != GT_OK ||
        (rc = follow_figures(change, ctx, row, &put, err)) != GT_OK)
        return rc;
    moved = follow_fields(row, &put.task);
    if ((moved || put.supports != NULL || put.figures != NULL) &&
        (rc = gt_work_task_put_in(change, ctx, &put, NULL, err)) != GT_OK)
        return rc;
    return gt_task_clause_store_add(gt_change_db(change), task_id, row->new_clause->row.id, err);
}

static gt_rc follow_row(struct gt_change *change, struct gt_ctx *ctx,
                        const struct gt_compare_row *row, struct gt_err *err)
{
    const struct gt_clause_view *from = row->old_clause;
    struct gt_clause clause = row->new_clause->row;
    gt_rc rc;

    if (row->new_clause->lead.text.len > 0 && row->new_clause->lead.unit_id == 0)
        return gt_fail(err, GT_EINVAL, "“%.*s” of clause %.*s is no unit of this office",
                       "“%.*s”（条款 %.*s）不在单位名册中", GT_FMT(row->new_clause->lead.text),
                       GT_FMT(clause.number));
    for (size_t i = 0; i < from->task_count; i++)
        if ((rc = follow_task(change, ctx, row, from->tasks[i], err)) != GT_OK)
            return rc;
    return gt_clause_set_state(change, ctx, &clause, from->row.state, from->row.reason,
                               from->task_count > 0 ? from->tasks[0] : 0, "follow", err);
}

static bool is_named(const int64_t *clauses, size_t count, int64_t id)
{
    for (size_t i = 0; i < count; i++)
        if (clauses[i] == id)
            return true;
    return false;
}

/* Answered in the old version, open in the new one, and asked for. */
static bool is_due(const struct gt_compare_row *row, const int64_t *clauses, size_t count)
{
    if (row->old_clause == NULL || row->new_clause == NULL || row->followed ||
        row->old_clause->row.state == GT_CLAUSE_PROPOSED ||
        row->old_clause->row.state == GT_CLAUSE_DRAFT)
        return false;
    return clauses == NULL ? row->sure : is_named(clauses, count, row->new_clause->row.id);
}

gt_rc gt_work_follow(struct gt_ctx *ctx, int64_t id, const int64_t *clauses, size_t count,
                     struct gt_comparison *out, struct gt_err *err)
{
    struct gt_change *change = NULL;
    size_t followed = 0;
    gt_rc rc;

    if ((rc = gt_may(ctx, GT_USE_doc_put, NULL, err)) != GT_OK ||
        (rc = gt_work_compare(ctx, id, out, err)) != GT_OK)
        return rc;
    /* The revisions that were compared are checked by the store, so a clause
     * or task that somebody changed meanwhile ends it with GT_ECONFLICT. */
    if ((rc = gt_change_begin(ctx, &change, err)) != GT_OK)
        return rc;
    for (size_t i = 0; i < out->rows.count && rc == GT_OK; i++)
        if (is_due(&out->rows.at[i], clauses, count)) {
            rc = follow_row(change, ctx, &out->rows.at[i], err);
            followed++;
        }
    if (rc == GT_OK && followed > 0)
        rc = gt_change_commit(change, NULL, err);
    gt_change_release(change);
    if (rc != GT_OK)
        return gt_wrap(err, rc, "following document %lld", "按文件%lld更新任务", (long long)id);
    return gt_work_compare(ctx, id, out, err);
}

/* ---- clauses that are gone ------------------------------------------------------- */

/* Another clause than this one asks for it. */
static gt_rc asked_elsewhere(struct gt_change *change, struct gt_ctx *ctx, int64_t task_id,
                             int64_t clause_id, bool *yes, struct gt_err *err)
{
    gt_task_clauses ties;
    gt_rc rc = gt_task_clause_store_list(gt_change_db(change), task_id, ctx->arena, &ties, err);

    *yes = false;
    for (size_t i = 0; rc == GT_OK && i < ties.count; i++)
        *yes |= ties.at[i].clause_id != clause_id;
    return rc;
}

/* A task that another document asks for loses this clause and stays. */
static gt_rc drop_task(struct gt_change *change, struct gt_ctx *ctx, int64_t task_id,
                       int64_t clause_id, struct gt_err *err)
{
    struct gt_task_put put = {0};
    bool elsewhere;
    gt_rc rc = asked_elsewhere(change, ctx, task_id, clause_id, &elsewhere, err);

    if (rc != GT_OK)
        return rc;
    if (!elsewhere)
        return gt_work_task_remove_in(change, ctx, task_id, 0, err);
    if ((rc = gt_task_store_get(gt_change_db(change), task_id, ctx->arena, &put.task, err)) != GT_OK ||
        (rc = gt_task_clause_store_remove(gt_change_db(change), task_id, clause_id, err)) != GT_OK)
        return rc;
    return gt_work_task_put_in(change, ctx, &put, NULL, err);
}

static gt_rc settle(struct gt_change *change, struct gt_ctx *ctx, const struct gt_clause_view *gone,
                    bool keep, gt_str reason, struct gt_err *err)
{
    struct gt_clause clause = gone->row;
    gt_rc rc = GT_OK;

    for (size_t i = 0; !keep && i < gone->task_count && rc == GT_OK; i++)
        rc = drop_task(change, ctx, gone->tasks[i], clause.id, err);
    if (rc != GT_OK)
        return rc;
    return gt_clause_set_state(change, ctx, &clause, clause.state, keep ? reason : GT_STR(""), 0,
                               keep ? "keep" : "drop", err);
}

static gt_rc find_gone(const struct gt_comparison *comparison, int64_t clause,
                       const struct gt_clause_view **out, struct gt_err *err)
{
    for (size_t i = 0; i < comparison->rows.count; i++) {
        const struct gt_compare_row *row = &comparison->rows.at[i];

        if (row->new_clause != NULL || row->old_clause->row.id != clause)
            continue;
        if (row->settled || row->old_clause->task_count == 0)
            return gt_fail(err, GT_ECONFLICT, "the tasks of clause %.*s are decided about already",
                           "条款 %.*s 的任务去留已定", GT_FMT(gt_str_sub(row->old_clause->row.number, 0, 60)));
        *out = row->old_clause;
        return GT_OK;
    }
    return gt_fail(err, GT_ENOTFOUND, "clause %lld is none that the new version drops",
                   "条款%lld不是新稿删去的条款", (long long)clause);
}

gt_rc gt_work_follow_gone(struct gt_ctx *ctx, int64_t id, int64_t clause, bool keep, gt_str reason,
                          struct gt_comparison *out, struct gt_err *err)
{
    const struct gt_clause_view *gone = NULL;
    struct gt_change *change = NULL;
    gt_rc rc;

    reason = gt_str_trim(reason);
    if (keep && (reason.len == 0 || reason.len > GT_REASON_MAX))
        return gt_fail_field(err, GT_EINVAL, "reason", "say why the tasks stay (at most %d bytes)",
                             "请写明任务保留的理由（不超过%d字节）", (int)GT_REASON_MAX);
    if ((rc = gt_may(ctx, GT_USE_doc_put, NULL, err)) != GT_OK ||
        (rc = gt_work_compare(ctx, id, out, err)) != GT_OK ||
        (rc = find_gone(out, clause, &gone, err)) != GT_OK)
        return rc;
    if ((rc = gt_change_begin(ctx, &change, err)) == GT_OK &&
        (rc = settle(change, ctx, gone, keep, reason, err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
    gt_change_release(change);
    if (rc != GT_OK)
        return gt_wrap(err, rc, "following document %lld", "按文件%lld更新任务", (long long)id);
    return gt_work_compare(ctx, id, out, err);
}
