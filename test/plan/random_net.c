/* random_net.c - see random_net.h */
#include "random_net.h"

uint32_t random_below(struct random_rng *rng, uint32_t below)
{
    /* splitmix64 */
    uint64_t z = (rng->state += UINT64_C(0x9e3779b97f4a7c15));

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (uint32_t)((z ^ (z >> 31)) % below);
}

static void must(bool fine)
{
    if (!fine)
        abort();
}

static void make_cals(struct gt_arena *arena, struct random_rng *rng, struct gt_cal cals[3])
{
    struct gt_cal_span spans[RANDOM_DAYS];
    struct gt_err err = {0};
    uint32_t count = 0;

    cals[0] = gt_cal_elapsed(GT_STR("elapsed"));
    for (int day = -40; day < RANDOM_DAYS; day += 7)
        spans[count++] = (struct gt_cal_span){day, day + 5};
    must(gt_cal_build(arena, spans, count, GT_STR("week"), &cals[1], &err) == GT_OK);
    count = 0;
    for (int day = -40; day < RANDOM_DAYS;) {
        int work = 1 + (int)random_below(rng, 8), off = 1 + (int)random_below(rng, 4);

        spans[count++] = (struct gt_cal_span){day, day + work};
        day += work + off;
    }
    must(gt_cal_build(arena, spans, count, GT_STR("odd"), &cals[2], &err) == GT_OK);
}

static void make_tasks(struct random_rng *rng, const struct random_shape *shape,
                       struct gt_plan_task *tasks)
{
    for (uint32_t i = 0; i < shape->acts; i++) {
        struct gt_plan_task *task = &tasks[i];

        *task = GT_PLAN_TASK;
        task->duration = (int32_t)random_below(rng, 7);
        task->calendar = (uint16_t)random_below(rng, shape->elapsed ? 1 : 3);
        task->mode = (uint8_t)random_below(rng, 2);
        if (!shape->windows)
            continue;
        if (random_below(rng, 4) == 0)
            task->start_min = random_below(rng, 60);
        if (random_below(rng, 6) == 0)
            task->start_max = 20 + random_below(rng, 120);
        if (random_below(rng, 8) == 0)
            task->finish_min = random_below(rng, 60);
        if (random_below(rng, 3) == 0)
            task->finish_max = 30 + random_below(rng, 150);
        if (random_below(rng, 12) == 0)
            task->start_pin = 10 + random_below(rng, 60);
        if (random_below(rng, 16) == 0)
            task->finish_pin = 10 + random_below(rng, 60);
    }
}

static void make_links(struct random_rng *rng, const struct random_shape *shape,
                       struct gt_link *links)
{
    for (uint32_t i = 0; i < shape->links; i++) {
        struct gt_link *link = &links[i];
        uint32_t a = random_below(rng, shape->acts), b = random_below(rng, shape->acts - 1);

        b += b >= a;
        *link = (struct gt_link){.from = a, .to = b, .lag_max = GT_LAG_NONE,
                                 .kind = (uint8_t)random_below(rng, 4),
                                 .calendar = (uint16_t)random_below(rng, shape->elapsed ? 1 : 3)};
        if (!shape->loops && a > b) {
            link->from = b;
            link->to = a;
        }
        if (shape->lags && random_below(rng, 2) == 0)
            link->lag_min = (int32_t)random_below(rng, 9) - 3;
        if (shape->greatest && random_below(rng, 3) == 0)
            link->lag_max = link->lag_min + (int32_t)random_below(rng, 12);
        if (shape->greatest && random_below(rng, 12) == 0)
            link->lag_min = GT_LAG_NONE;
    }
}

void random_net_freeze(struct gt_arena *arena, const struct gt_plan_input *input,
                       struct gt_net *out)
{
    uint32_t count = input->task_count;
    int32_t *duration = GT_NEW_N(arena, int32_t, count + 1);
    uint16_t *calendar = GT_NEW_N(arena, uint16_t, count + 1);
    uint8_t *mode = GT_NEW_N(arena, uint8_t, count + 1);
    gt_tick *facts[6];
    struct gt_err err = {0};

    must(duration != NULL && calendar != NULL && mode != NULL);
    for (int i = 0; i < 6; i++)
        must((facts[i] = GT_NEW_N(arena, gt_tick, count + 1)) != NULL);
    for (uint32_t i = 0; i < count; i++) {
        const struct gt_plan_task *task = &input->tasks[i];

        duration[i] = task->duration;
        calendar[i] = task->calendar;
        mode[i] = task->mode;
        facts[0][i] = task->start_min;
        facts[1][i] = task->start_max;
        facts[2][i] = task->finish_min;
        facts[3][i] = task->finish_max;
        facts[4][i] = task->start_pin;
        facts[5][i] = task->finish_pin;
    }
    struct gt_net_input in = {
        .unit = input->unit,
        .acts = {count, duration, calendar, mode, facts[0], facts[1], facts[2], facts[3],
                 facts[4], facts[5]},
        .cals = input->cals, .cal_count = input->cal_count,
        .links = input->links, .link_count = input->link_count,
    };
    must(gt_net_build(arena, &in, out, &err) == GT_OK);
}

void random_net_make(struct gt_arena *arena, uint64_t seed, const struct random_shape *shape,
                     struct random_net *out)
{
    struct random_rng rng = {seed};

    make_cals(arena, &rng, out->cals);
    must((out->tasks = GT_NEW_N(arena, struct gt_plan_task, shape->acts)) != NULL);
    must((out->links = GT_NEW_N(arena, struct gt_link, shape->links + 1)) != NULL);
    make_tasks(&rng, shape, out->tasks);
    make_links(&rng, shape, out->links);
    out->input = (struct gt_plan_input){
        .unit = GT_UNIT_DAY, .cals = out->cals, .cal_count = shape->elapsed ? 1 : 3, .tasks = out->tasks,
        .task_count = shape->acts, .links = out->links, .link_count = shape->links,
        .options = {.from = 0, .until = 250},
    };
    random_net_freeze(arena, &out->input, &out->net);
}
