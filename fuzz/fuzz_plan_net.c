/*
 * fuzz_plan_net.c - bytes become a small network with windows, deadlines and
 * greatest lags over three calendars; it is planned, edited, and everything
 * is judged by the verifier and compared with making the plan anew.
 */
#include "plan/plan.h"
#include "plan/verify.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { TASKS_MAX = 16, LINKS_MAX = 32 };

struct source { const uint8_t *at; size_t left; };

static uint32_t take(struct source *s, uint32_t below)
{
    if (s->left == 0)
        return 0;
    s->left--;
    return *s->at++ % below;
}

static gt_tick maybe(struct source *s, uint32_t base)
{
    uint32_t v = take(s, 64);

    return v < 40 ? GT_TICK_NONE : (gt_tick)base + v - 40;
}

static void read_task(struct source *s, struct gt_plan_task *task)
{
    *task = GT_PLAN_TASK;
    task->duration = (int32_t)take(s, 9);
    task->calendar = (uint16_t)take(s, 3);
    task->mode = (uint8_t)take(s, 2);
    task->start_min = maybe(s, 0);
    task->start_max = maybe(s, 40);
    task->finish_max = maybe(s, 50);
    task->finish_pin = take(s, 16) == 0 ? (gt_tick)take(s, 60) : GT_TICK_NONE;
}

static void read_link(struct source *s, uint32_t tasks, struct gt_link *link)
{
    *link = (struct gt_link){.from = take(s, tasks), .to = take(s, tasks), .kind = (uint8_t)take(s, 4),
                             .calendar = (uint16_t)take(s, 3), .lag_max = GT_LAG_NONE};
    link->lag_min = (int32_t)take(s, 10) - 3;
    if (take(s, 4) == 0)
        link->lag_max = link->lag_min + (int32_t)take(s, 12) - 1;
    link->off = link->from == link->to;
}

static void judge(struct gt_plan *plan, gt_tick from)
{
    struct gt_when dates[TASKS_MAX];
    struct gt_verify_options options = {.from = from, .until = GT_TICK_NONE,
                                        .deadlines = gt_plan_feasible(plan)};
    const struct gt_net *net = NULL;
    struct gt_breach breach;

    for (uint32_t i = 0; i < gt_plan_task_count(plan); i++) {
        struct gt_plan_dates d = gt_plan_dates(plan, i);

        dates[i] = (struct gt_when){d.start, d.finish};
    }
    if (gt_plan_net(plan, &net, NULL) == GT_OK && gt_verify(net, dates, &options, &breach, NULL) == GT_OK)
        assert(breach.kind == GT_BREACH_NONE);
}

static void edit_and_compare(struct source *s, struct gt_plan *plan, struct gt_arena *arena)
{
    struct gt_edit edit = {.kind = GT_EDIT_TASK, .index = take(s, gt_plan_task_count(plan))};
    struct gt_conflict conflict;
    struct gt_moves moves;
    struct gt_plan_dates before[TASKS_MAX];
    gt_rc rc;

    switch (take(s, 4)) {
    case 0:
        edit.kind = GT_EDIT_ADD_LINK;
        read_link(s, gt_plan_task_count(plan), &edit.link);
        break;
    case 1:
        if (gt_plan_link_count(plan) == 0)
            return;
        edit.kind = GT_EDIT_LINK;
        edit.index = take(s, gt_plan_link_count(plan));
        edit.link = gt_plan_link(plan, edit.index);
        edit.link.off = edit.link.from == edit.link.to || !edit.link.off;
        break;
    default:
        read_task(s, &edit.task);
    }
    rc = gt_plan_edit(plan, &edit, 1, arena, &moves, &conflict, NULL);
    if (rc != GT_OK)
        return;
    judge(plan, 0);
    for (uint32_t i = 0; i < gt_plan_task_count(plan); i++)
        before[i] = gt_plan_dates(plan, i);
    if (gt_plan_recompute(plan, NULL) != GT_OK)
        return;
    for (uint32_t i = 0; i < gt_plan_task_count(plan); i++) {
        struct gt_plan_dates now = gt_plan_dates(plan, i);

        assert(now.start == before[i].start && now.early_start == before[i].early_start &&
               now.late_start == before[i].late_start);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct source s = {data, size};
    struct gt_cal_span week[80], odd[80];
    struct gt_plan_task tasks[TASKS_MAX];
    struct gt_link links[LINKS_MAX];
    struct gt_cal cals[3];
    struct gt_arena *arena = NULL;
    struct gt_plan *plan = NULL;
    struct gt_conflict conflict = {0};
    uint32_t count = 2 + take(&s, TASKS_MAX - 1), link_count = take(&s, LINKS_MAX + 1);

    if (gt_arena_create((size_t)256 << 20, &arena) != GT_OK)
        return 0;
    for (int i = 0; i < 80; i++) {
        week[i] = (struct gt_cal_span){i * 7 - 140, i * 7 - 135};
        odd[i] = (struct gt_cal_span){i * 6 - 140, i * 6 - 139 + i % 4};
    }
    cals[0] = gt_cal_elapsed(GT_STR("days"));
    if (gt_cal_build(arena, week, 80, GT_STR("week"), &cals[1], NULL) != GT_OK ||
        gt_cal_build(arena, odd, 80, GT_STR("odd"), &cals[2], NULL) != GT_OK) {
        gt_arena_destroy(arena);
        return 0;
    }
    count = count > TASKS_MAX ? TASKS_MAX : count;
    for (uint32_t i = 0; i < count; i++)
        read_task(&s, &tasks[i]);
    for (uint32_t i = 0; i < link_count; i++)
        read_link(&s, count, &links[i]);
    struct gt_plan_input input = {.unit = GT_UNIT_DAY, .cals = cals, .cal_count = 3, .tasks = tasks,
                                  .task_count = count, .links = links, .link_count = link_count,
                                  .options = {.from = 0, .until = GT_TICK_NONE, .close = take(&s, 2)}};

    if (gt_plan_create(&input, arena, &conflict, &plan, NULL) == GT_OK) {
        judge(plan, 0);
        for (int i = 0; i < 6 && s.left > 0; i++)
            edit_and_compare(&s, plan, arena);
    }
    gt_plan_destroy(plan);
    gt_arena_destroy(arena);
    return 0;
}
