/* test_overlap.c - overlap advice against trying everything. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>

#include "plan/overlap.h"
#include "random_net.h"

enum { LINKS = 6, ACTS = 6 };

static struct gt_arena *arena;

static int set_up(void **state)
{
    (void)state;
    return gt_arena_create((size_t)512 << 20, &arena) == GT_OK ? 0 : -1;
}
static int tear_down(void **state)
{
    (void)state;
    gt_arena_destroy(arena);
    return 0;
}

static struct gt_plan *plan_with(const struct gt_plan_task *tasks, const struct gt_link *links,
                                 const struct gt_cal *cals)
{
    struct gt_plan_input input = {.unit = GT_UNIT_DAY, .cals = cals, .cal_count = 1, .tasks = tasks,
                                  .task_count = ACTS, .links = links, .link_count = LINKS,
                                  .options = {.from = 0, .until = GT_TICK_NONE}};
    struct gt_plan *plan = NULL;
    struct gt_err err = {0};

    assert_int_equal(gt_plan_create(&input, arena, NULL, &plan, &err), GT_OK);
    return plan;
}

static double risk(const struct gt_plan_task *tasks, const struct gt_link *link, int32_t amount)
{
    return amount * (amount + 1) / (2.0 * tasks[link->from].duration);
}

static int32_t most(const struct gt_plan_task *tasks, const struct gt_link *link)
{
    int32_t a = tasks[link->from].duration, b = tasks[link->to].duration;

    return (a < b ? a : b) / 2;
}

static gt_tick finish_with(const struct gt_plan_task *tasks, const struct gt_link *links,
                           const struct gt_cal *cal, const int32_t *amount)
{
    gt_tick start[ACTS] = {0}, end = 0;

    for (uint32_t act = 0; act < ACTS; act++) { /* links go from lower to higher numbers */
        for (int i = 0; i < LINKS; i++)
            if (links[i].to == act) {
                gt_tick from = start[links[i].from] + tasks[links[i].from].duration - amount[i];

                start[act] = from > start[act] ? from : start[act];
            }
        if (act == ACTS - 1)
            end = start[act] + tasks[act].duration;
    }
    (void)cal;
    return end;
}

/* Least risk of all ways to finish the last task by `want`; -1: there is none. */
static double try_all(const struct gt_plan_task *tasks, const struct gt_link *links,
                      const struct gt_cal *cal, gt_tick want)
{
    int32_t amount[LINKS] = {0};
    double best = -1;

    for (;;) {
        double sum = 0;
        int i = 0;

        for (int k = 0; k < LINKS; k++)
            sum += risk(tasks, &links[k], amount[k]);
        if (finish_with(tasks, links, cal, amount) <= want && (best < 0 || sum < best))
            best = sum;
        while (i < LINKS && amount[i] == most(tasks, &links[i]))
            amount[i++] = 0;
        if (i == LINKS)
            return best;
        amount[i]++;
    }
}

static void it_is_met_when_it_can_be_and_cheap(void **state)
{
    const struct gt_cal cal = gt_cal_elapsed(GT_STR("days"));
    double given = 0, least = 0;
    unsigned met = 0, impossible = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= 150; seed++) {
        struct gt_arena_mark mark = gt_arena_mark(arena);
        struct random_rng rng = {seed};
        struct gt_plan_task tasks[ACTS];
        struct gt_link links[LINKS];
        const int32_t none[LINKS] = {0};
        struct gt_overlap_wish wish = {.task = ACTS - 1, .step = 1, .most_percent = 50};
        struct gt_overlap_advice advice;
        struct gt_plan *plan;
        struct gt_err err = {0};
        double best;

        for (int i = 0; i < ACTS; i++) {
            tasks[i] = GT_PLAN_TASK;
            tasks[i].duration = 2 + (int32_t)random_below(&rng, 5);
        }
        for (uint32_t i = 0; i < LINKS; i++) {
            uint32_t to = i < ACTS - 1 ? i + 1 : ACTS - 1;

            links[i] = (struct gt_link){.from = random_below(&rng, to), .to = to, .lag_max = GT_LAG_NONE};
        }
        plan = plan_with(tasks, links, &cal);
        wish.finish = finish_with(tasks, links, &cal, none) - 1 - random_below(&rng, 4);
        best = try_all(tasks, links, &cal, wish.finish);
        assert_int_equal(gt_overlap_advise(plan, &wish, arena, &advice, &err), GT_OK);
        if (advice.met != (best >= 0))
            fail_msg("seed %llu: met %d, least risk %g", (unsigned long long)seed, advice.met, best);
        if (advice.met) {
            int32_t amount[LINKS] = {0};
            double sum = 0;

            for (uint32_t i = 0; i < advice.count; i++) {
                const struct gt_overlap *o = &advice.overlaps[i];
                double steps = 0;

                for (uint32_t k = 0; k < o->steps; k++) {
                    steps += o->step_risks[k];
                    assert_true(k == 0 || o->step_risks[k] >= o->step_risks[k - 1] - 1e-9);
                }
                assert_true(fabs(steps - o->risk) < 1e-6);
                assert_true(i == 0 || o->risk >= advice.overlaps[i - 1].risk);
                for (uint32_t k = 0; k < o->hit; k++)
                    assert_true(o->hits[k] > links[o->link].from); /* what it moves comes later */
                amount[advice.overlaps[i].link] = advice.overlaps[i].amount;
                sum += risk(tasks, &links[advice.overlaps[i].link], advice.overlaps[i].amount);
            }
            assert_true(finish_with(tasks, links, &cal, amount) <= wish.finish);
            assert_true(fabs(sum - advice.risk) < 1e-6);
            assert_true(advice.gain_count > 0 && advice.gains[advice.gain_count - 1].finish == advice.finish);
            assert_true(fabs(advice.gains[advice.gain_count - 1].risk - sum) < 1e-6);
            for (uint32_t i = 1; i < advice.gain_count; i++)
                assert_true(advice.gains[i].finish < advice.gains[i - 1].finish);
            given += sum;
            least += best;
            met++;
        } else {
            impossible++;
        }
        /* The plan is as it was. */
        for (uint32_t i = 0; i < LINKS; i++)
            assert_int_equal(gt_plan_link(plan, i).lag_min, 0);
        gt_plan_destroy(plan);
        gt_arena_rewind(arena, mark);
    }
    print_message("%u met, %u impossible; risk %.2f, least possible %.2f\n", met, impossible, given, least);
    assert_true(met > 50 && impossible > 5);
    assert_true(given <= least * 1.05 + 1e-9);
}

static void a_wish_that_is_none_is_refused(void **state)
{
    const struct gt_cal cal = gt_cal_elapsed(GT_STR("days"));
    struct gt_plan_task tasks[ACTS];
    struct gt_link links[LINKS];
    struct gt_overlap_advice advice;
    struct gt_err err = {0};
    struct gt_plan *plan;

    (void)state;
    for (int i = 0; i < ACTS; i++)
        tasks[i] = GT_PLAN_TASK;
    for (uint32_t i = 0; i < LINKS; i++)
        links[i] = (struct gt_link){.from = 0, .to = 1, .lag_max = GT_LAG_NONE};
    plan = plan_with(tasks, links, &cal);
    assert_int_equal(gt_overlap_advise(plan, &(struct gt_overlap_wish){.task = 99, .step = 1, .most_percent = 50},
                                       arena, &advice, &err), GT_ENOTFOUND);
    assert_int_equal(gt_overlap_advise(plan, &(struct gt_overlap_wish){.step = 0, .most_percent = 50},
                                       arena, &advice, &err), GT_EINVAL);
    gt_plan_destroy(plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_met_when_it_can_be_and_cheap),
        cmocka_unit_test(a_wish_that_is_none_is_refused),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
