/* baselines.c - frozen copies of the plan, and what moved between two (planning.h). */
#include "base/json.h"
#include "work/planning.h"
#include "work/rights.h"
#include "work/space.h"

enum { NAME_MAX_BYTES = 200 };

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
}

static gt_rc read_list(struct gt_db *db, struct gt_ctx *ctx, void *out, struct gt_err *err)
{
    return gt_baseline_store_list(db, ctx->arena, out, err);
}

gt_rc gt_work_baselines(struct gt_ctx *ctx, gt_baselines *out, struct gt_err *err)
{
    return gt_work_read(ctx, read_list, out, err);
}

static int by_task(const void *a, const void *b)
{
    const struct gt_baseline_row *x = a, *y = b;

    return (x->task_id > y->task_id) - (x->task_id < y->task_id);
}

/* The plan as it stands, as rows by task. */
static gt_rc rows_now(struct gt_ctx *ctx, gt_baseline_rows *out, struct gt_err *err)
{
    const struct gt_picture *picture;
    gt_rc rc;

    *out = (gt_baseline_rows){0};
    if ((rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    for (uint32_t at = 0; at < picture->order_count && rc == GT_OK; at++) {
        const struct gt_pic_task *task = &picture->tasks.at[picture->order[at]];
        struct gt_baseline_row *row = GT_PUSH(ctx->arena, out);

        if (row == NULL || gt_arena_dup(ctx->arena, task->facts.code, &row->code) != GT_OK ||
            gt_arena_dup(ctx->arena, task->facts.title, &row->title) != GT_OK) {
            rc = no_memory(err);
            break;
        }
        row->task_id = task->facts.id;
        row->start = task->start;
        row->finish = task->finish;
        row->deadline = task->facts.deadline;
    }
    gt_picture_done(ctx);
    if (out->count > 0)
        qsort(out->at, out->count, sizeof *out->at, by_task);
    return rc;
}

gt_rc gt_work_baseline_freeze(struct gt_ctx *ctx, gt_str name, struct gt_baseline *out,
                              struct gt_err *err)
{
    struct gt_change *change = NULL;
    gt_baseline_rows rows;
    struct gt_json json;
    struct gt_buf buf;
    gt_rc rc;

    name = gt_str_trim(name);
    if (name.len == 0 || name.len > NAME_MAX_BYTES)
        return gt_fail_field(err, GT_EINVAL, "name", "a baseline needs a name of at most %d bytes",
                             "基线需要名称，且不得超过%d字节", (int)NAME_MAX_BYTES);
    *out = (struct gt_baseline){.name = name, .day = ctx->today, .at_ms = ctx->now_ms,
                                .person_id = ctx->person_id};
    gt_buf_init(&buf, GT_RECORD_JSON_MAX);
    gt_json_init(&json, &buf);
    if ((rc = gt_may(ctx, GT_USE_baseline_put, NULL, err)) != GT_OK ||
        (rc = rows_now(ctx, &rows, err)) != GT_OK || (rc = gt_change_begin(ctx, &change, err)) != GT_OK)
        goto out;
    rc = gt_baseline_store_insert(gt_change_db(change), out, rows.at, rows.count, err);
    if (rc == GT_EEXISTS) {
        rc = gt_fail_field(err, rc, "name", "there is a baseline %.*s already", "已有基线“%.*s”",
                           GT_FMT(name));
        goto out;
    }
    if (rc != GT_OK)
        goto out;
    gt_json_object(&json, NULL);
    gt_json_str(&json, "name", name);
    gt_json_i64(&json, "tasks", out->rows);
    gt_json_close(&json);
    if (gt_json_status(&json) != GT_OK) {
        rc = no_memory(err);
        goto out;
    }
    if ((rc = gt_change_log(change, "create", "baseline", out->id, GT_STR(""), gt_buf_view(&buf), err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
out:
    gt_change_release(change);
    gt_buf_clear(&buf);
    return rc;
}

/* ---- two of them --------------------------------------------------------------------- */

struct want { int64_t id; gt_baseline_rows *rows; struct gt_baseline baseline; };

static gt_rc read_rows(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    struct want *want = at;
    gt_baselines list = {0};
    gt_rc rc;

    if ((rc = gt_baseline_store_list(db, ctx->arena, &list, err)) != GT_OK)
        return rc;
    for (size_t which = 0; which < list.count; which++)
        if (list.at[which].id == want->id) {
            want->baseline = list.at[which];
            return gt_baseline_store_rows(db, want->id, ctx->arena, want->rows, err);
        }
    return gt_fail(err, GT_ENOTFOUND, "baseline %lld does not exist", "基线%lld不存在",
                   (long long)want->id);
}

gt_rc gt_work_baseline(struct gt_ctx *ctx, int64_t id, struct gt_baseline *out,
                       gt_baseline_rows *rows, struct gt_err *err)
{
    struct want want = {.id = id, .rows = rows};
    const gt_rc rc = gt_work_read(ctx, read_rows, &want, err);

    *out = want.baseline;
    return rc;
}

static gt_rc add_row(struct gt_ctx *ctx, const struct gt_picture *picture, enum gt_diff_state state,
                     const struct gt_baseline_row *old, const struct gt_baseline_row *new,
                     struct gt_baseline_diff *out)
{
    struct gt_baseline_shift *row = GT_PUSH(ctx->arena, &out->rows);
    const struct gt_baseline_row *any = new != NULL ? new : old;
    const uint32_t index = gt_picture_task(picture, any->task_id);

    if (row != NULL && index != GT_NO_INDEX && !gt_sees_task(ctx, picture, index)) {
        out->rows.count--;
        return GT_OK;
    }
    if (row == NULL)
        return GT_ENOMEM;
    *row = (struct gt_baseline_shift){
        .state = state, .task_id = any->task_id, .title = any->title,
        .unit_id = index == GT_NO_INDEX ? 0 : picture->tasks.at[index].facts.lead_unit_id,
        .old_start = old != NULL ? old->start : GT_DAY_NONE,
        .old_finish = old != NULL ? old->finish : GT_DAY_NONE,
        .start = new != NULL ? new->start : GT_DAY_NONE,
        .finish = new != NULL ? new->finish : GT_DAY_NONE,
    };
    if (row->old_finish != GT_DAY_NONE && row->finish != GT_DAY_NONE)
        row->days = gt_picture_work_days(picture, row->old_finish + 1, row->finish + 1);
    return GT_OK;
}

static gt_rc compare(struct gt_ctx *ctx, const struct gt_picture *picture, const gt_baseline_rows *old,
                     const gt_baseline_rows *new, struct gt_baseline_diff *out)
{
    size_t a = 0, b = 0;
    gt_rc rc = GT_OK;

    while (rc == GT_OK && (a < old->count || b < new->count)) {
        const struct gt_baseline_row *x = a < old->count ? &old->at[a] : NULL;
        const struct gt_baseline_row *y = b < new->count ? &new->at[b] : NULL;

        if (y == NULL || (x != NULL && x->task_id < y->task_id)) {
            rc = add_row(ctx, picture, GT_DIFF_GONE, x, NULL, out);
            a++;
        } else if (x == NULL || y->task_id < x->task_id) {
            rc = add_row(ctx, picture, GT_DIFF_NEW, NULL, y, out);
            b++;
        } else {
            if (x->start != y->start || x->finish != y->finish)
                rc = add_row(ctx, picture, GT_DIFF_MOVED, x, y, out);
            else
                out->still++;
            a++;
            b++;
        }
    }
    return rc;
}

gt_rc gt_work_baseline_diff(struct gt_ctx *ctx, int64_t from_id, int64_t to_id,
                            struct gt_baseline_diff *out, struct gt_err *err)
{
    gt_baseline_rows old = {0}, new = {0};
    struct want want = {.id = from_id, .rows = &old};
    const struct gt_picture *picture;
    long long count[GT_DIFF_STATES] = {0};
    gt_rc rc;

    *out = (struct gt_baseline_diff){0};
    if ((rc = gt_work_read(ctx, read_rows, &want, err)) != GT_OK)
        return rc;
    want = (struct want){.id = to_id, .rows = &new};
    rc = to_id == 0 ? rows_now(ctx, &new, err) : gt_work_read(ctx, read_rows, &want, err);
    if (rc != GT_OK || (rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    rc = compare(ctx, picture, &old, &new, out);
    gt_picture_done(ctx);
    for (size_t at = 0; at < out->rows.count; at++)
        count[out->rows.at[at].state]++;
    if (rc == GT_OK)
        rc = gt_arena_printf(ctx->arena, &out->sentence,
                             ctx->lang == GT_LANG_ZH
                                 ? "%lld项移动，%lld项新增，%lld项移除，%lld项不变"
                                 : "%lld moved, %lld new, %lld gone, %lld as they were",
                             count[GT_DIFF_MOVED], count[GT_DIFF_NEW], count[GT_DIFF_GONE],
                             (long long)out->still);
    return rc == GT_OK ? GT_OK : no_memory(err);
}
