/* test_bad.c - what no plan can be made of: each gives one clear error with its
 * place, in both languages, and costs neither much memory nor much time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "plan/level.h"
#include "plan/plan.h"
#include "plan/psplib.h"
#include "plan/week.h"

enum { BUDGET = 64 * 1024 * 1024, TASKS = 3 };

static struct gt_arena *arena;

static int set_up(void **state)
{
    (void)state;
    return gt_arena_create(BUDGET, &arena);
}

static int tear_down(void **state)
{
    (void)state;
    gt_arena_destroy(arena);
    return 0;
}

/* ---- networks -------------------------------------------------------------------- */

struct fixture {
    struct gt_cal cals[2];
    int32_t duration[TASKS];
    uint16_t calendar[TASKS];
    gt_tick start_min[TASKS], finish_max[TASKS];
    struct gt_link links[TASKS];
    struct gt_capacity step;
    struct gt_res res;
    struct gt_demand demand;
    struct gt_net_input in;
};

static void sound(struct fixture *f)
{
    const struct gt_cal_span fortnight[2] = {{0, 5}, {7, 12}};

    *f = (struct fixture){.cals = {gt_cal_elapsed(GT_STR("days"))}, .duration = {2, 3, 1}, .step = {0, 2},
                          .demand = {1, 0, 1}};
    assert_int_equal(gt_cal_build(arena, fortnight, 2, GT_STR("work"), &f->cals[1], NULL), GT_OK);
    for (int i = 0; i < TASKS; i++)
        f->start_min[i] = f->finish_max[i] = GT_TICK_NONE;
    for (uint32_t i = 0; i < 2; i++)
        f->links[i] = (struct gt_link){.from = i, .to = i + 1, .lag_max = GT_LAG_NONE};
    f->res = (struct gt_res){.steps = &f->step, .step_count = 1, .name = GT_STR("评审组")};
    f->in = (struct gt_net_input){
        .unit = GT_UNIT_DAY, .cals = f->cals, .cal_count = 2, .links = f->links, .link_count = 2,
        .acts = {.count = TASKS, .duration = f->duration, .calendar = f->calendar, .start_min = f->start_min,
                 .finish_max = f->finish_max},
        .res = &f->res, .res_count = 1, .demands = &f->demand, .demand_count = 1};
}

static void link_to_nowhere(struct fixture *f) { f->links[1].to = 7; }
static void link_to_itself(struct fixture *f) { f->links[1].to = f->links[1].from; }
static void negative_duration(struct fixture *f) { f->duration[2] = -1; }
static void endless_duration(struct fixture *f) { f->duration[2] = GT_AMOUNT_MAX + 1; }
static void lag_out_of_range(struct fixture *f) { f->links[0].lag_min = GT_AMOUNT_MAX + 1; }
static void no_such_calendar(struct fixture *f) { f->calendar[1] = 2; }
static void no_such_resource(struct fixture *f) { f->demand.res = 1; }
static void negative_demand(struct fixture *f) { f->demand.amount = -1; }
static void too_many_links(struct fixture *f) { f->in.link_count = GT_LINKS_MAX + 1; }
static void too_many_tasks(struct fixture *f) { f->in.acts.count = GT_ACTS_MAX + 1; }
static void overflowing_date(struct fixture *f) { f->finish_max[1] = GT_TICK_LAST - 1; }
static void cycle(struct fixture *f)
{
    f->links[2] = (struct gt_link){.from = 2, .to = 0, .lag_max = GT_LAG_NONE};
    f->in.link_count = 3;
}
static void lags_that_cross(struct fixture *f)
{
    f->links[0].lag_min = 5;
    f->links[0].lag_max = 4;
}
static void out_of_the_calendar(struct fixture *f)
{
    f->calendar[1] = 1;
    f->duration[1] = 11; /* the calendar has ten days of work */
}
static void demand_above_capacity(struct fixture *f) { f->demand.amount = 3; }
static void windows_that_cross(struct fixture *f)
{
    f->start_min[1] = 10;
    f->finish_max[1] = 12;
}
static void nobody_there(struct fixture *f) { f->step.capacity = 0; }

static const struct bad_net {
    const char *name;
    void (*spoil)(struct fixture *f);
    gt_rc want;               /* of building, passing or levelling, whichever first says no */
    const char *place;        /* in its English text */
    bool infeasible;          /* or: no error, but proved to have no schedule */
} bad_nets[] = {
    {"a link to nowhere", link_to_nowhere, GT_EINVAL, "link 2 leads to activity 8", false},
    {"a link to itself", link_to_itself, GT_ECYCLE, "link 2", false},
    {"a negative duration", negative_duration, GT_EINVAL, "activity 3", false},
    {"a duration without end", endless_duration, GT_EINVAL, "activity 3", false},
    {"a lag out of range", lag_out_of_range, GT_EINVAL, "link 1", false},
    {"a calendar that is not there", no_such_calendar, GT_EINVAL, "activity 2", false},
    {"a resource that is not there", no_such_resource, GT_EINVAL, "demand 1", false},
    {"a negative demand", negative_demand, GT_EINVAL, "demand 1", false},
    {"more than ten million links", too_many_links, GT_ELIMIT, "10000000 links", false},
    {"more than four million tasks", too_many_tasks, GT_ELIMIT, "4000000 activities", false},
    {"a date beyond all time", overflowing_date, GT_EINVAL, "activity 2", false},
    {"a cycle", cycle, GT_ECYCLE, "cycle", false},
    {"a least lag above the greatest", lags_that_cross, GT_ECYCLE, "", false},
    {"work beyond the calendar's end", out_of_the_calendar, GT_ELIMIT, "activity 2", false},
    {"a demand above capacity", demand_above_capacity, GT_EINFEASIBLE, "needs 3 of 评审组", false},
    {"a resource with nobody", nobody_there, GT_EINFEASIBLE, "needs 1 of 评审组", false},
    {"windows that cross", windows_that_cross, GT_OK, "", true},
};

static void every_bad_network_is_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < GT_LEN(bad_nets); i++) {
        const struct bad_net *bad = &bad_nets[i];
        struct gt_arena_mark mark = gt_arena_mark(arena);
        struct gt_level_options options = {.from = 0, .until = GT_TICK_NONE, .solve = gt_solve_defaults()};
        struct gt_level level = {0};
        struct gt_err err = {0};
        struct fixture f;
        struct gt_net net;
        gt_rc rc;

        options.solve.schedules = 50;
        sound(&f);
        bad->spoil(&f);
        if ((rc = gt_net_build(arena, &f.in, &net, &err)) == GT_OK)
            rc = gt_level_run(arena, &net, &options, &level, &err);
        if (rc != bad->want)
            fail_msg("%s: %s %s", bad->name, gt_rc_name(rc), err.text[GT_LANG_EN]);
        if (bad->infeasible && (level.state != GT_SOLVE_INFEASIBLE || err.text[GT_LANG_ZH][0] == '\0'))
            fail_msg("%s: state %d, \"%s\"", bad->name, level.state, err.text[GT_LANG_EN]);
        if (rc != GT_OK && (strstr(err.text[GT_LANG_EN], bad->place) == NULL || err.text[GT_LANG_ZH][0] == '\0'))
            fail_msg("%s: \"%s\" names no place", bad->name, err.text[GT_LANG_EN]);
        gt_arena_rewind(arena, mark);
    }
}

/* The sound one is sound, or the table above proves nothing. */
static void what_they_were_made_of_is_sound(void **state)
{
    struct gt_level_options options = {.from = 0, .until = GT_TICK_NONE, .solve = gt_solve_defaults()};
    struct gt_level level;
    struct fixture f;
    struct gt_net net;

    (void)state;
    sound(&f);
    assert_int_equal(gt_net_build(arena, &f.in, &net, NULL), GT_OK);
    assert_int_equal(gt_level_run(arena, &net, &options, &level, NULL), GT_OK);
    assert_int_equal(level.state, GT_SOLVE_OPTIMAL);
    assert_int_equal(level.finish, 6);
}

/* A window that cannot be is an answer of a plan, with the facts that cross. */
static void crossing_windows_are_a_conflict(void **state)
{
    const struct gt_cal cal = gt_cal_elapsed(GT_STR("days"));
    struct gt_plan_task task = GT_PLAN_TASK;
    struct gt_plan_input input = {.unit = GT_UNIT_DAY, .cals = &cal, .cal_count = 1, .tasks = &task,
                                  .task_count = 1, .options = {.from = 0, .until = GT_TICK_NONE}};
    struct gt_conflict conflict;
    struct gt_plan *plan = NULL;

    (void)state;
    task.duration = 5;
    task.start_min = 10;
    task.finish_max = 12;
    assert_int_equal(gt_plan_create(&input, arena, NULL, &plan, NULL), GT_OK);
    assert_false(gt_plan_feasible(plan));
    assert_int_equal(gt_plan_conflict(plan, GT_NO_INDEX, arena, &conflict, NULL), GT_OK);
    assert_int_equal(conflict.excess, 3);
    assert_int_equal(conflict.chain.facts[0].kind, GT_FACT_START_MIN);
    assert_int_equal(conflict.chain.facts[conflict.chain.count - 1].kind, GT_FACT_FINISH_MAX);
    assert_true(conflict.remedy_count > 0);
    gt_plan_destroy(plan);
}

static void a_calendar_needs_some_work_time(void **state)
{
    const struct gt_week never = {0};
    struct gt_err err = {0};
    struct gt_cal cal;

    (void)state;
    assert_int_equal(gt_week_build(arena, &never, 0, 1000, GT_UNIT_DAY, GT_STR("空"), &cal, &err), GT_EINVAL);
    assert_non_null(strstr(err.text[GT_LANG_ZH], "空"));
}

/* Ten million links: refused where there is no room, and done where there is. */
static void ten_million_links(void **state)
{
    static const int32_t duration[2] = {1, 1};
    const struct gt_cal cal = gt_cal_elapsed(GT_STR("days"));
    struct gt_link *links = gt_calloc(GT_LINKS_MAX, sizeof(*links));
    struct gt_net_input in = {.unit = GT_UNIT_PLAIN, .acts = {.count = 2, .duration = duration}, .cals = &cal,
                              .cal_count = 1, .links = links, .link_count = GT_LINKS_MAX, .lean = true};
    struct gt_pass_options options = {.from = 0, .until = GT_TICK_NONE, .close = true};
    struct gt_arena *large = NULL;
    struct gt_err err = {0};
    struct gt_pass pass;
    struct gt_net net;

    (void)state;
    if (links == NULL) {
        print_message("SKIPPED: no memory for ten million links\n");
        skip();
    }
    for (uint32_t i = 0; i < GT_LINKS_MAX; i++)
        links[i] = (struct gt_link){.from = 0, .to = 1, .lag_min = (int32_t)(i % 1000), .lag_max = GT_LAG_NONE};
    assert_int_equal(gt_net_build(arena, &in, &net, &err), GT_ENOMEM);
    assert_true(err.text[GT_LANG_EN][0] != '\0');
    assert_int_equal(gt_arena_create((size_t)512 << 20, &large), GT_OK);
    assert_int_equal(gt_net_build(large, &in, &net, NULL), GT_OK);
    assert_int_equal(gt_pass_run(large, &net, &options, &pass, NULL, NULL), GT_OK);
    assert_int_equal(pass.early[1].start, 1000);
    assert_true(gt_arena_used(large) < (size_t)256 << 20);
    gt_arena_destroy(large);
    gt_free(links);
}

/* ---- benchmark files ------------------------------------------------------------------ */

static const struct { const char *name, *text, *place; enum gt_psplib format; gt_rc want; } bad_files[] = {
    {"nothing at all", "", "", GT_PSPLIB_SM, GT_EPARSE},
    {"an empty Patterson file", "\n", "", GT_PSPLIB_RCP, GT_EPARSE},
    {"a file that ends early", "3 1\n2\n0 0 1 2\n", "line", GT_PSPLIB_RCP, GT_EPARSE},
    {"a successor that is not there", "2 1\n2\n0 0 1 9\n0 0 0\n", "", GT_PSPLIB_RCP, GT_EPARSE},
    {"more activities than memory", "999999999 1\n2\n", "line 1", GT_PSPLIB_RCP, GT_EPARSE},
    {"a number that overflows", "2 1\n99999999999999999999\n", "", GT_PSPLIB_RCP, GT_EPARSE},
};

static void bad_benchmark_files_are_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < GT_LEN(bad_files); i++) {
        struct gt_arena_mark mark = gt_arena_mark(arena);
        struct gt_rcpsp p;
        struct gt_err err = {0};
        gt_rc rc = gt_psplib_parse(arena, bad_files[i].format, gt_str_from(bad_files[i].text), &p, &err);

        if (rc == GT_OK || err.text[GT_LANG_EN][0] == '\0' || err.text[GT_LANG_ZH][0] == '\0' ||
            strstr(err.text[GT_LANG_EN], bad_files[i].place) == NULL)
            fail_msg("%s: %s \"%s\"", bad_files[i].name, gt_rc_name(rc), err.text[GT_LANG_EN]);
        if (rc != bad_files[i].want)
            fail_msg("%s: %s, not %s", bad_files[i].name, gt_rc_name(rc), gt_rc_name(bad_files[i].want));
        gt_arena_rewind(arena, mark);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_they_were_made_of_is_sound),
        cmocka_unit_test(every_bad_network_is_named),
        cmocka_unit_test(crossing_windows_are_a_conflict),
        cmocka_unit_test(a_calendar_needs_some_work_time),
        cmocka_unit_test(ten_million_links),
        cmocka_unit_test(bad_benchmark_files_are_refused),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
