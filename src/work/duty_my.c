/* duty_my.c - what waits for the asker, and what he waits for. */
#include "work/duty_in.h"
#include "work/space.h"

const char *gt_my_list_name(enum gt_my_list list)
{
    static const char *const names[GT_MY_LISTS] = {"sign", "decide", "accept", "returned", "soon", "do", "waiting"};

    return names[list];
}

enum { SOON_DAYS = 10 /* work days before the deadline */ };

static bool asks(enum gt_duty_state state)
{
    return state == GT_DUTY_REFUSED || state == GT_DUTY_EXTENDING || state == GT_DUTY_CHANGING ||
           state == GT_DUTY_HANDING;
}

static bool pressing(const struct gt_picture *picture, const struct gt_pic_task *task, gt_day today)
{
    if (task->facts.standing != 0 || task->facts.deadline == GT_DAY_NONE)
        return false;
    return gt_picture_work_days(picture, today, task->facts.deadline + 1) <= SOON_DAYS;
}

/* The list a duty stands in for whoever asks; GT_MY_LISTS: none of his. */
static enum gt_my_list list_of(const struct gt_ctx *ctx, const struct gt_picture *picture,
                               const struct gt_pic_task *task, const struct gt_duty *duty)
{
    const struct gt_scope scope = {.lead = duty->unit_id, .owner = duty->owner_id};
    const struct gt_scope judge = {.lead = duty->support_id != 0 ? task->facts.lead_unit_id : 0};
    const bool carries = gt_may_quiet(ctx, GT_USE_duty_carry, &scope);

    if (asks(duty->state) && gt_may_quiet(ctx, GT_USE_duty_decide, &scope))
        return GT_MY_DECIDE;
    if (duty->state == GT_DUTY_FINISHED && gt_may_quiet(ctx, GT_USE_duty_accept, &judge) &&
        gt_duty_own_work(ctx, duty) == NULL)
        return GT_MY_ACCEPT;
    if (duty->state == GT_DUTY_ISSUED)
        return carries ? GT_MY_SIGN : gt_may_quiet(ctx, GT_USE_duty_issue, NULL) ? GT_MY_WAITING : GT_MY_LISTS;
    if (!carries)
        return GT_MY_LISTS;
    if (duty->state == GT_DUTY_RETURNED)
        return GT_MY_RETURNED;
    if (duty->state == GT_DUTY_CARRIED)
        return pressing(picture, task, ctx->today) ? GT_MY_SOON : GT_MY_DO;
    return asks(duty->state) || duty->state == GT_DUTY_FINISHED || duty->state == GT_DUTY_PAUSED
               ? GT_MY_WAITING : GT_MY_LISTS;
}

/* A duty on a list, before its row is written: of thousands only the first
 * hundred are. */
struct stand { int64_t late_at_ms, task_id; gt_day deadline; uint32_t task, duty; };

static gt_rc fill(struct gt_ctx *ctx, const struct gt_picture *picture, const struct stand *stand,
                  struct gt_my_row *row)
{
    const struct gt_pic_task *task = &picture->tasks.at[stand->task];
    const struct gt_pic_duty *pic = &task->duties[stand->duty];
    const struct gt_duty *duty = &pic->facts;

    if (gt_arena_dup(ctx->arena, task->facts.title, &row->title) != GT_OK ||
        gt_arena_dup(ctx->arena, task->facts.code, &row->code) != GT_OK)
        return GT_ENOMEM;
    row->task_id = task->facts.id;
    row->support_id = duty->support_id;
    row->unit_id = duty->unit_id;
    row->state = duty->state;
    row->deadline = task->facts.deadline;
    row->asked = duty->asked;
    row->late_on = pic->late_on;
    row->late_at_ms = pic->late_at_ms;
    row->since_ms = duty->state == GT_DUTY_FINISHED ? duty->finished_at_ms
                    : duty->signed_at_ms != 0 ? duty->signed_at_ms : duty->issued_at_ms;
    row->urges = duty->urges;
    row->returns = duty->returns;
    row->percent = task->percent;
    row->light = gt_light_key(task->light.meaning);
    row->light_amount = task->light.amount;
    row->work_days = task->facts.deadline == GT_DAY_NONE
                         ? INT64_MAX : gt_picture_work_days(picture, ctx->today, task->facts.deadline + 1);
    row->reason = GT_STR("");
    row->person_id = duty->state == GT_DUTY_FINISHED ? duty->doer_id : duty->owner_id;
    return GT_OK;
}

/* The most pressing first: by the receipt's end, then by the deadline. */
static int by_need(const struct stand *x, const struct stand *y)
{
    const int64_t p = x->late_at_ms, q = y->late_at_ms;
    const gt_day m = x->deadline == GT_DAY_NONE ? GT_DAY_MAX : x->deadline;
    const gt_day n = y->deadline == GT_DAY_NONE ? GT_DAY_MAX : y->deadline;

    if (p != q)
        return (p > q) - (p < q);
    if (m != n)
        return (m > n) - (m < n);
    return x->task_id != y->task_id ? (x->task_id > y->task_id) - (x->task_id < y->task_id)
                                    : (x->duty > y->duty) - (x->duty < y->duty);
}

/* The first hundred, kept in order while the whole space passes by. */
struct best { struct stand at[GT_MY_ROWS_MAX]; size_t count; int64_t total; };

static void keep(struct best *best, const struct stand *stand)
{
    size_t at;

    best->total++;
    if (best->count == GT_MY_ROWS_MAX && by_need(stand, &best->at[GT_MY_ROWS_MAX - 1]) >= 0)
        return;
    at = best->count < GT_MY_ROWS_MAX ? best->count++ : GT_MY_ROWS_MAX - 1;
    for (; at > 0 && by_need(stand, &best->at[at - 1]) < 0; at--)
        best->at[at] = best->at[at - 1];
    best->at[at] = *stand;
}

static gt_rc gather(struct gt_ctx *ctx, const struct gt_picture *picture, struct gt_my *out)
{
    struct best *lists = GT_NEW_N(ctx->arena, struct best, GT_MY_LISTS);

    if (lists == NULL)
        return GT_ENOMEM;
    out->version = picture->version;
    for (uint32_t at = 0; at < picture->order_count; at++) {
        const uint32_t index = picture->order[at];
        const struct gt_pic_task *task = &picture->tasks.at[index];

        for (uint32_t which = 0; which < task->duty_count; which++) {
            const struct gt_pic_duty *duty = &task->duties[which];
            enum gt_my_list list;

            if (!gt_duty_open(duty->facts.state) ||
                (list = list_of(ctx, picture, task, &duty->facts)) == GT_MY_LISTS ||
                !gt_sees_task(ctx, picture, index))
                continue;
            keep(&lists[list], &(struct stand){duty->late_at_ms, task->facts.id, task->facts.deadline, index, which});
        }
    }
    for (int list = 0; list < GT_MY_LISTS; list++) {
        out->lists[list].total = lists[list].total;
        for (size_t at = 0; at < lists[list].count; at++) {
            struct gt_my_row *row = GT_PUSH(ctx->arena, &out->lists[list].rows);

            if (row == NULL || fill(ctx, picture, &lists[list].at[at], row) != GT_OK)
                return GT_ENOMEM;
        }
    }
    return GT_OK;
}

/* ---- what stands in the store only: reasons, to-dos ------------------------------------------- */

static bool wants_reason(enum gt_my_list list, const struct gt_my_row *row)
{
    return list == GT_MY_DECIDE || list == GT_MY_RETURNED || list == GT_MY_ACCEPT ||
           (list == GT_MY_WAITING && row->state != GT_DUTY_ISSUED);
}

static gt_rc fill_reason(struct gt_db *db, struct gt_ctx *ctx, struct gt_my_row *row, struct gt_err *err)
{
    struct gt_duty_move move = {0};
    const gt_rc rc = gt_duty_move_store_why(db, row->task_id, row->support_id, ctx->arena, &move, err);

    if (rc != GT_OK)
        return rc == GT_ENOTFOUND ? GT_OK : rc;
    row->reason = move.reason;
    row->person_id = move.person_id;
    row->since_ms = move.at_ms;
    return GT_OK;
}

static gt_rc read_rest(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    struct gt_my *out = at;
    gt_duty_todos todos = {0};
    gt_rc rc;

    for (int list = 0; list < GT_MY_LISTS; list++)
        for (size_t row = 0; row < out->lists[list].rows.count; row++)
            if (wants_reason((enum gt_my_list)list, &out->lists[list].rows.at[row]) &&
                (rc = fill_reason(db, ctx, &out->lists[list].rows.at[row], err)) != GT_OK)
                return rc;
    if ((rc = gt_duty_todo_store_list(db, 0, ctx->arena, &todos, err)) != GT_OK)
        return rc;
    for (size_t which = 0; which < todos.count; which++) {
        const struct gt_scope scope = {.lead = todos.at[which].unit_id};
        struct gt_my_todo *todo;

        if (!gt_may_quiet(ctx, GT_USE_duty_carry, &scope))
            continue;
        if ((todo = GT_PUSH(ctx->arena, &out->todos)) == NULL)
            return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
        todo->todo = todos.at[which];
        todo->title = GT_STR("");
    }
    return GT_OK;
}

static gt_rc name_todos(struct gt_ctx *ctx, const struct gt_picture *picture, struct gt_my *out)
{
    size_t kept = 0;

    for (size_t at = 0; at < out->todos.count; at++) {
        const uint32_t index = gt_picture_task(picture, out->todos.at[at].todo.task_id);

        if (index == GT_NO_INDEX || !gt_sees_task(ctx, picture, index))
            continue;
        out->todos.at[kept] = out->todos.at[at];
        if (gt_arena_dup(ctx->arena, picture->tasks.at[index].facts.title, &out->todos.at[kept++].title) != GT_OK)
            return GT_ENOMEM;
    }
    out->todos.count = kept;
    return GT_OK;
}

gt_rc gt_work_my(struct gt_ctx *ctx, struct gt_my *out, struct gt_err *err)
{
    const struct gt_picture *picture;
    gt_rc rc;

    *out = (struct gt_my){0};
    if ((rc = gt_may_ever_or(ctx, GT_USE_task_read, err)) != GT_OK ||
        (rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    rc = gather(ctx, picture, out);
    gt_picture_done(ctx);
    if (rc != GT_OK)
        return gt_fail(err, rc, "out of memory", "内存不足");
    if ((rc = gt_work_read(ctx, read_rest, out, err)) != GT_OK || out->todos.count == 0)
        return rc;
    if ((rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    rc = name_todos(ctx, picture, out);
    gt_picture_done(ctx);
    return rc == GT_OK ? GT_OK : gt_fail(err, rc, "out of memory", "内存不足");
}
