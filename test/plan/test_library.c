/* test_library.c - the installed library through its one header: the example
 * of libguatu-plan(3), and a plan of two tasks. */
#include <guatu-plan.h>

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static void the_example_of_the_manual(void **state)
{
    struct gt_week week = gt_week_office();
    struct gt_holidays holidays;
    struct gt_arena *arena = NULL;
    struct gt_cal cal;

    (void)state;
    assert_int_equal(gt_arena_create(1 << 24, &arena), GT_OK);
    gt_holidays_init(&holidays, arena);
    assert_int_equal(gt_holidays_builtin(&holidays, NULL), GT_OK);
    assert_int_equal(gt_holidays_cal(arena, &holidays, &week, gt_day_from_ymd(2020, 1, 1),
                                     gt_day_from_ymd(2030, 12, 31), GT_UNIT_DAY, GT_STR("office"), &cal,
                                     NULL), GT_OK);
    assert_int_equal(gt_cal_sub(&cal, gt_day_from_ymd(2026, 2, 28) + 1, 10), gt_day_from_ymd(2026, 2, 10));
    gt_arena_destroy(arena);
}

static void a_plan_through_the_library(void **state)
{
    struct gt_cal cals[1] = {gt_cal_elapsed(GT_STR("days"))};
    struct gt_plan_task tasks[2] = {GT_PLAN_TASK, GT_PLAN_TASK};
    struct gt_link links[1] = {{.from = 0, .to = 1, .lag_max = GT_LAG_NONE}};
    struct gt_plan_input input = {.unit = GT_UNIT_DAY, .cals = cals, .cal_count = 1, .tasks = tasks,
                                  .task_count = 2, .links = links, .link_count = 1,
                                  .options = {.from = 0, .until = GT_TICK_NONE}};
    struct gt_plan *plan = NULL;

    (void)state;
    tasks[0].duration = 3;
    tasks[1].duration = 2;
    tasks[1].finish_max = 20;
    assert_int_equal(gt_plan_create(&input, NULL, NULL, &plan, NULL), GT_OK);
    assert_int_equal(gt_plan_dates(plan, 0).start, 15);
    gt_plan_destroy(plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_example_of_the_manual),
        cmocka_unit_test(a_plan_through_the_library),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
