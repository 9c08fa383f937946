/* demo_year.c - how the invented year went: chains that overlap, steps, a
 * baseline, and what moved since.  What was reported: demo_reports.c. */
#include "cli/demo.h"
#include "work/planning.h"

enum { LINE_MAX_MOVES = GT_PLAN_EDITS_MAX, CHAIN_DAYS_MIN = 12 };

/* A task as the demo needs it: copied, because writes change the picture. */
struct one {
    int64_t id;
    gt_str  title;
    gt_day  start, finish, deadline;
    bool    leaf, standing;
};
typedef GT_VEC(struct one) ones;

static gt_rc tasks_now(struct gt_place *place, ones *out, struct gt_err *err)
{
    const struct gt_picture *picture;
    gt_rc rc;

    *out = (ones){0};
    if ((rc = gt_picture_hold(&place->ctx, &picture, err)) != GT_OK)
        return rc;
    for (size_t i = 0; rc == GT_OK && i < picture->tasks.count; i++) {
        const struct gt_pic_task *task = &picture->tasks.at[i];
        struct one *one;

        if (task->gone)
            continue;
        if ((one = GT_PUSH(place->arena, out)) == NULL) {
            rc = GT_ENOMEM;
            break;
        }
        *one = (struct one){.id = task->facts.id, .start = task->start, .finish = task->finish,
                            .deadline = task->facts.deadline, .leaf = task->children == 0,
                            .standing = task->facts.standing != 0};
        rc = gt_arena_dup(place->arena, task->facts.title, &one->title);
    }
    gt_picture_done(&place->ctx);
    return rc;
}

/* The demo's files name tasks by how their titles begin. */
static gt_rc task_named(const ones *tasks, gt_str title, const struct one **out, struct gt_err *err)
{
    for (size_t i = 0; i < tasks->count; i++)
        if (gt_str_starts(tasks->at[i].title, title)) {
            *out = &tasks->at[i];
            return GT_OK;
        }
    return gt_fail(err, GT_ENOTFOUND, "the demo's plan names a task that is not there: %.*s",
                   "演示计划中的任务不存在：%.*s", GT_FMT(title));
}

unsigned gt_demo_dice(gt_str title, unsigned salt, unsigned n)
{
    return (unsigned)((gt_hash(title) >> (salt * 7)) % n);
}

static gt_rc work_days(struct gt_place *place, gt_day from, gt_day to, int64_t *out,
                       struct gt_err *err)
{
    const struct gt_picture *picture;
    gt_rc rc;

    if ((rc = gt_picture_hold(&place->ctx, &picture, err)) != GT_OK)
        return rc;
    *out = gt_picture_work_days(picture, from, to);
    gt_picture_done(&place->ctx);
    return GT_OK;
}

/* ---- durations and chains -------------------------------------------------------- */

struct edits {
    GT_VEC(struct gt_plan_move) moves;
    GT_VEC(struct gt_plan_relink) links;
};

static gt_rc set_days(struct gt_place *place, struct edits *edits, int64_t task, int64_t days)
{
    struct gt_plan_move *move;

    for (size_t i = 0; i < edits->moves.count; i++)
        if (edits->moves.at[i].task_id == task) {
            edits->moves.at[i].duration_days = days;
            return GT_OK;
        }
    if ((move = GT_PUSH(place->arena, &edits->moves)) == NULL)
        return GT_ENOMEM;
    *move = (struct gt_plan_move){.task_id = task, .duration_given = true, .duration_days = days};
    return GT_OK;
}

/* 压茬: each begins `overlap` work days before the one before it ends. */
static gt_rc add_chain(struct gt_place *place, const ones *tasks, gt_str line, struct edits *edits,
                       struct gt_err *err)
{
    const struct one *before = NULL;
    int64_t overlap, days;
    gt_rc rc;

    if (!gt_str_i64(gt_demo_field(&line), &overlap))
        return gt_fail(err, GT_EINVAL, "a chain without days", "衔接缺少天数");
    while (line.len > 0) {
        const struct one *task = NULL;
        struct gt_plan_relink *link;

        if ((rc = task_named(tasks, gt_demo_field(&line), &task, err)) != GT_OK)
            return rc;
        if (before != NULL) {
            if ((rc = work_days(place, before->deadline + 1, task->deadline + 1, &days, err)) != GT_OK)
                return rc;
            days += overlap;
            if ((rc = set_days(place, edits, task->id, days < CHAIN_DAYS_MIN ? CHAIN_DAYS_MIN : days)) != GT_OK)
                return rc;
            if ((link = GT_PUSH(place->arena, &edits->links)) == NULL)
                return GT_ENOMEM;
            *link = (struct gt_plan_relink){.link = {
                .from_id = before->id, .to_id = task->id, .type = GT_LINK_TYPE_FS,
                .lag_min = -overlap, .lag_max = GT_LINK_LAG_NONE, .unit = GT_DAYS_WORK}};
        }
        before = task;
    }
    return GT_OK;
}

/* From three weeks to three months, as far as the year has room before the
 * deadline: work begins in its second week. */
static gt_rc give_days(struct gt_place *place, const ones *tasks, int year, struct edits *edits,
                       struct gt_err *err)
{
    const gt_day first = gt_day_from_ymd(year, 1, 5);
    gt_rc rc = GT_OK;

    for (size_t i = 0; rc == GT_OK && i < tasks->count && i < LINE_MAX_MOVES / 2; i++) {
        const struct one *task = &tasks->at[i];
        int64_t days = 16 + gt_demo_dice(task->title, 0, 50), room = days;

        if (!task->leaf || task->standing)
            continue;
        if (task->deadline != GT_DAY_NONE &&
            (rc = work_days(place, first, task->deadline + 1, &room, err)) != GT_OK)
            return rc;
        room -= gt_demo_dice(task->title, 2, 5);
        rc = set_days(place, edits, task->id, days < room ? days : room < 3 ? 3 : room);
    }
    return rc;
}

static gt_rc apply(struct gt_place *place, const struct edits *edits, struct gt_err *err)
{
    const struct gt_plan_change change = {.moves = edits->moves.at, .move_count = edits->moves.count,
                                          .links = edits->links.at, .link_count = edits->links.count};
    struct gt_plan_effect effect;

    if (change.move_count + change.link_count == 0)
        return GT_OK;
    return gt_work_plan_apply(&place->ctx, &change, &effect, err);
}

/* A fact that cannot hold beside its deadline: the plan says so and what would
 * free it. */
static gt_rc add_wait(struct gt_place *place, const ones *tasks, gt_str line, struct edits *edits,
                      struct gt_err *err)
{
    struct gt_plan_move *move;
    const struct one *task = NULL;
    gt_day day;
    gt_rc rc;

    if (!gt_day_parse(gt_demo_field(&line), &day))
        return gt_fail(err, GT_EINVAL, "a wait without a day", "等待缺少日期");
    if ((rc = task_named(tasks, gt_demo_field(&line), &task, err)) != GT_OK)
        return rc;
    if ((move = GT_PUSH(place->arena, &edits->moves)) == NULL)
        return GT_ENOMEM;
    *move = (struct gt_plan_move){.task_id = task->id, .not_before_given = true, .not_before = day};
    return GT_OK;
}

/* What became of the plan after it was frozen. */
static gt_rc add_move(struct gt_place *place, const ones *tasks, gt_str line, bool later,
                      struct edits *edits, struct gt_err *err)
{
    struct gt_plan_move *move;
    const struct one *task = NULL;
    int64_t days;
    gt_rc rc;

    if (!gt_str_i64(gt_demo_field(&line), &days))
        return gt_fail(err, GT_EINVAL, "a move without days", "调整缺少天数");
    if ((rc = task_named(tasks, gt_demo_field(&line), &task, err)) != GT_OK)
        return rc;
    if ((move = GT_PUSH(place->arena, &edits->moves)) == NULL)
        return GT_ENOMEM;
    *move = (struct gt_plan_move){.task_id = task->id};
    if (later) {
        move->deadline_given = true;
        move->deadline = task->deadline + (gt_day)days;
    } else {
        move->finish_given = true;
        move->finish = task->finish - (gt_day)days;
    }
    return GT_OK;
}

gt_rc gt_demo_plan(struct gt_place *place, int year, struct gt_err *err)
{
    struct edits edits = {0};
    const struct one *task = NULL;
    gt_str rest, line;
    ones tasks;
    gt_rc rc;

    if ((rc = tasks_now(place, &tasks, err)) != GT_OK ||
        (rc = give_days(place, &tasks, year, &edits, err)) != GT_OK ||
        (rc = gt_demo_text(place->arena, "plan.tsv", year, &rest, err)) != GT_OK)
        return rc;
    while (rc == GT_OK && gt_demo_line(&rest, &line)) {
        const gt_str what = gt_demo_field(&line);

        if (gt_str_eq(what, GT_STR("chain"))) {
            rc = add_chain(place, &tasks, line, &edits, err);
        } else if (gt_str_eq(what, GT_STR("template"))) {
            const gt_str name = gt_demo_field(&line);

            /* Steps bring their own days; what is gathered so far goes in first. */
            if ((rc = apply(place, &edits, err)) == GT_OK &&
                (rc = task_named(&tasks, gt_demo_field(&line), &task, err)) == GT_OK)
                rc = gt_work_template_use(&place->ctx, task->id, name, err);
            edits = (struct edits){0};
        } else if (gt_str_eq(what, GT_STR("baseline"))) {
            struct gt_baseline baseline;

            rc = gt_work_baseline_freeze(&place->ctx, gt_demo_field(&line), &baseline, err);
            if (rc == GT_OK)
                rc = tasks_now(place, &tasks, err);
        } else if (gt_str_eq(what, GT_STR("wait"))) {
            rc = add_wait(place, &tasks, line, &edits, err);
        } else if (gt_str_eq(what, GT_STR("later")) || gt_str_eq(what, GT_STR("earlier"))) {
            rc = add_move(place, &tasks, line, what.at[0] == 'l', &edits, err);
        }
    }
    return rc == GT_OK ? apply(place, &edits, err) : rc;
}
