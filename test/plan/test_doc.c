/* test_doc.c - the plan file, templates, comparison. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "plan/diff.h"
#include "plan/doc.h"
#include "plan/procedure.h"

static struct gt_arena *arena;
static struct gt_holidays holidays;

static int set_up(void **state)
{
    struct gt_err err = {0};

    (void)state;
    if (gt_arena_create((size_t)256 << 20, &arena) != GT_OK)
        return -1;
    gt_holidays_init(&holidays, arena);
    return gt_holidays_builtin(&holidays, &err) == GT_OK ? 0 : -1;
}
static int tear_down(void **state)
{
    (void)state;
    gt_arena_destroy(arena);
    return 0;
}

static gt_day day_of(const char *text)
{
    gt_day day;

    assert_true(gt_day_parse(gt_str_from(text), &day));
    return day;
}

static const char sample[] =
    "{\"title\": \"政策文件\", \"from\": \"2026-01-05\", \"tasks\": ["
    "{\"id\": \"draft\", \"name\": \"起草\", \"days\": 10},"
    "{\"id\": \"ask\", \"name\": \"征求意见\", \"days\": 10, \"after\": [{\"task\": \"draft\", \"lag\": -3}]},"
    "{\"id\": \"law\", \"name\": \"合法性审核\", \"days\": 5, \"after\": [\"ask\"]},"
    "{\"id\": \"out\", \"name\": \"印发\", \"days\": 0, \"due\": \"2026-02-28\", \"after\": [\"law\"]}]}";

static struct gt_plan *plan_of(const char *json, struct gt_plan_doc *doc)
{
    struct gt_problems problems;
    struct gt_plan *plan = NULL;
    struct gt_err err = {0};

    gt_problems_init(&problems, arena);
    if (gt_doc_parse(arena, gt_str_from(json), &holidays, &problems, doc, &err) != GT_OK)
        fail_msg("%s: %s", err.text[GT_LANG_EN],
                 problems.list.count > 0 ? problems.list.at[0].text[GT_LANG_EN].at : "");
    assert_int_equal(gt_doc_plan(doc, arena, NULL, &plan, &err), GT_OK);
    return plan;
}

static void a_plan_is_counted_back(void **state)
{
    struct gt_plan_doc doc;
    struct gt_plan *plan = plan_of(sample, &doc);

    (void)state;
    assert_true(gt_plan_feasible(plan));
    /* Work days over the Spring Festival of 2026: see test_cal. */
    assert_int_equal(gt_plan_dates(plan, 3).finish, day_of("2026-02-28") + 1);
    assert_int_equal(gt_plan_dates(plan, 2).start, day_of("2026-02-24"));
    assert_int_equal(gt_plan_dates(plan, 1).start, day_of("2026-02-03"));
    assert_int_equal(gt_plan_dates(plan, 0).finish, day_of("2026-02-05") + 1);
    gt_plan_destroy(plan);
}

static void it_comes_back_as_it_was_written(void **state)
{
    struct gt_plan_doc doc, again;
    struct gt_plan *plan = plan_of(sample, &doc), *copy;
    struct gt_buf buf;

    (void)state;
    gt_buf_init(&buf, 1 << 20);
    gt_doc_write(&doc, &buf);
    copy = plan_of(buf.at, &again);
    for (uint32_t i = 0; i < gt_plan_task_count(plan); i++) {
        assert_int_equal(gt_plan_dates(plan, i).start, gt_plan_dates(copy, i).start);
        assert_int_equal(gt_plan_dates(plan, i).finish, gt_plan_dates(copy, i).finish);
        assert_true(gt_str_eq(doc.tasks.at[i].name, again.tasks.at[i].name));
    }
    gt_buf_clear(&buf);
    gt_plan_destroy(plan);
    gt_plan_destroy(copy);
}

static const char staffed[] =
    "{\"from\": \"2026-03-02\", \"calendars\": {\"half\": {\"week\": [1, 0, 1, 0, 1, 0, 0], \"holidays\": \"none\"}},"
    " \"resources\": [{\"id\": \"desk\", \"name\": \"文印室\", \"capacity\": 2,"
    "   \"steps\": [{\"from\": \"2026-04-01\", \"capacity\": 1}]}, {\"id\": \"ann\", \"calendar\": \"half\"}],"
    " \"tasks\": [{\"id\": \"a\", \"days\": 3, \"needs\": [\"desk\", \"ann\"], \"observed\": [2, 3.5, 7]},"
    "  {\"id\": \"b\", \"days\": 2, \"needs\": [{\"resource\": \"desk\", \"amount\": 2}], \"off\": true},"
    "  {\"id\": \"c\", \"days\": 2, \"calendar\": \"days\", \"needs\": [\"ann\"]}]}";

/* Resources, needs and what was observed come back; as a network a task works
 * when all who do it work, and what is off needs nobody. */
static void resources_come_back_and_bind(void **state)
{
    struct gt_plan_doc doc, again;
    struct gt_problems problems;
    struct gt_err err = {0};
    struct gt_buf buf;
    struct gt_net net;

    (void)state;
    gt_plan_destroy(plan_of(staffed, &doc));
    gt_buf_init(&buf, 1 << 20);
    gt_doc_write(&doc, &buf);
    gt_plan_destroy(plan_of(buf.at, &again));
    assert_int_equal(again.res.count, 2);
    assert_int_equal(again.res.at[0].steps.count, 2);
    assert_int_equal(again.res.at[0].steps.at[1].at, day_of("2026-04-01"));
    assert_int_equal(again.res.at[0].steps.at[1].capacity, 1);
    assert_int_equal(again.needs.count, 4);
    assert_int_equal(again.tasks.at[0].observed_count, 3);
    assert_true(again.tasks.at[0].observed[1] > 3.4 && again.tasks.at[0].observed[1] < 3.6);

    gt_problems_init(&problems, arena);
    assert_int_equal(gt_doc_net(&again, arena, &problems, &net, &err), GT_OK);
    assert_int_equal(problems.warnings, 0);
    assert_int_equal(net.cal_count, again.cals.count + 1); /* of those who do a */
    assert_int_equal(gt_cal_between(&net.cals[net.acts.calendar[0]], day_of("2026-03-02"), day_of("2026-03-09")), 3);
    assert_int_equal(net.demand_at[1] - net.demand_at[0], 2);
    assert_int_equal(net.demand_at[2] - net.demand_at[1], 0);
    assert_int_equal(net.acts.calendar[2], 0); /* elapsed time asks nobody's calendar */
    gt_buf_clear(&buf);
}

static void a_template_makes_linked_steps(void **state)
{
    struct gt_plan_doc doc;
    struct gt_plan *plan = plan_of(
        "{\"from\": \"2026-01-05\", \"tasks\": [{\"id\": \"p\", \"name\": \"若干措施\", "
        "\"template\": \"policy-paper\", \"due\": \"2026-06-30\"},"
        "{\"id\": \"e\", \"name\": \"大会\", \"template\": \"event\", \"finish\": \"2026-09-18\"}]}", &doc);
    uint32_t steps = 0;

    (void)state;
    for (uint32_t i = 0; i < gt_plan_task_count(plan); i++)
        steps += gt_str_starts(doc.tasks.at[i].id, GT_STR("p"));
    assert_int_equal(steps, 8);
    assert_true(gt_plan_feasible(plan));
    assert_int_equal(gt_plan_dates(plan, steps - 1).finish, day_of("2026-06-30") + 1);
    /* T-40: the plan of the event is settled when 40 work days are left before it */
    assert_int_equal(gt_cal_between(&doc.cals.at[1], gt_plan_dates(plan, steps).finish,
                                    day_of("2026-09-18")), 39);
    gt_plan_destroy(plan);
}

static const struct { const char *name, *json, *place; } bad[] = {
    {"31 February", "{\"tasks\": [{\"id\": \"a\", \"due\": \"2026-02-31\"}]}", "tasks[0].due"},
    {"negative days", "{\"tasks\": [{\"id\": \"a\"}, {\"id\": \"b\", \"days\": -1}]}", "tasks[1].days"},
    {"half a day", "{\"tasks\": [{\"id\": \"a\", \"days\": 1.5}]}", "tasks[0].days"},
    {"no id", "{\"tasks\": [{\"name\": \"a\"}]}", "tasks[0].id"},
    {"an id twice", "{\"tasks\": [{\"id\": \"a\"}, {\"id\": \"a\"}]}", "tasks[1].id"},
    {"an unknown predecessor", "{\"tasks\": [{\"id\": \"a\", \"after\": [\"z\"]}]}", "tasks[0].after"},
    {"a link to itself", "{\"tasks\": [{\"id\": \"a\", \"after\": [\"a\"]}]}", "tasks[0]"},
    {"an unknown kind", "{\"tasks\": [{\"id\": \"a\"}, {\"id\": \"b\"}], \"links\": "
                        "[{\"from\": \"a\", \"to\": \"b\", \"kind\": \"XX\"}]}", "links[0].kind"},
    {"an unknown calendar", "{\"tasks\": [{\"id\": \"a\", \"calendar\": \"moon\"}]}", "tasks[0].calendar"},
    {"a calendar without work", "{\"calendars\": {\"own\": {\"week\": [0,0,0,0,0,0,0], \"holidays\": "
                                "\"none\"}}, \"tasks\": []}", "calendars[0]"},
    {"a week of six days", "{\"calendars\": {\"own\": {\"week\": [1,1,1,1,1,1]}}, \"tasks\": []}",
     "calendars[0].week"},
    {"an unknown template", "{\"tasks\": [{\"id\": \"a\", \"template\": \"x\"}]}", "tasks[0].template"},
    {"a driver that is not there", "{\"tasks\": [{\"id\": \"a\", \"driver\": \"x\"}]}", "tasks[0].driver"},
    {"a driver without sense", "{\"drivers\": [{\"id\": \"a\", \"at_best\": 2}], \"tasks\": []}", "drivers[0]"},
    {"a resource without an id", "{\"resources\": [{\"capacity\": 2}], \"tasks\": []}", "resources[0].id"},
    {"a resource twice", "{\"resources\": [{\"id\": \"r\"}, {\"id\": \"r\"}], \"tasks\": []}", "resources[1].id"},
    {"less than nobody", "{\"resources\": [{\"id\": \"r\", \"capacity\": -1}], \"tasks\": []}",
     "resources[0].capacity"},
    {"steps out of order", "{\"resources\": [{\"id\": \"r\", \"steps\": [{\"from\": \"2026-03-02\", \"capacity\": 1},"
                           "{\"from\": \"2026-02-02\", \"capacity\": 2}]}], \"tasks\": []}", "resources[0].steps"},
    {"a need of nothing", "{\"tasks\": [{\"id\": \"a\", \"needs\": [\"r\"]}]}", "tasks[0].needs"},
    {"a need of less than nothing", "{\"resources\": [{\"id\": \"r\"}], \"tasks\": [{\"id\": \"a\", \"needs\": "
                                    "[{\"resource\": \"r\", \"amount\": -3}]}]}", "tasks[0].amount"},
    {"observed what cannot be", "{\"tasks\": [{\"id\": \"a\", \"observed\": [3, -1]}]}", "tasks[0].observed"},
    {"nothing observed", "{\"tasks\": [{\"id\": \"a\", \"observed\": []}]}", "tasks[0].observed"},
    {"a mode that is none", "{\"tasks\": [{\"id\": \"a\", \"mode\": \"sideways\"}]}", "tasks[0].mode"},
};

static void every_error_names_its_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < GT_LEN(bad); i++) {
        struct gt_problems problems;
        struct gt_plan_doc doc;
        struct gt_err err = {0};

        gt_problems_init(&problems, arena);
        if (gt_doc_parse(arena, gt_str_from(bad[i].json), &holidays, &problems, &doc, &err) !=
                GT_EINVAL || problems.list.count != 1 ||
            !gt_str_eq(problems.list.at[0].field, gt_str_from(bad[i].place)) ||
            problems.list.at[0].text[GT_LANG_ZH].len == 0)
            fail_msg("%s: %zu problems, the first at %s", bad[i].name, problems.list.count,
                     problems.list.count > 0 ? problems.list.at[0].field.at : "nowhere");
    }
}

static void all_errors_at_once(void **state)
{
    struct gt_problems problems;
    struct gt_plan_doc doc;
    struct gt_err err = {0};

    (void)state;
    gt_problems_init(&problems, arena);
    assert_int_equal(gt_doc_parse(arena, GT_STR("{\"tasks\": [{\"id\": \"a\", \"due\": \"x\", \"days\": -2},"
                                                "{\"id\": \"b\", \"after\": [\"q\"]}]}"),
                                  &holidays, &problems, &doc, &err), GT_EINVAL);
    assert_int_equal(problems.errors, 3);
}

static void what_changed_between_two_plans(void **state)
{
    const struct gt_dated before[] = {{GT_STR("a"), {0, 5}}, {GT_STR("b"), {5, 9}}, {GT_STR("c"), {9, 12}}};
    const struct gt_dated after[] = {{GT_STR("b"), {6, 11}}, {GT_STR("a"), {0, 5}}, {GT_STR("d"), {1, 2}}};
    const struct gt_cal cal = gt_cal_elapsed(GT_STR("days"));
    struct gt_plan_diff diff;
    struct gt_err err = {0};

    (void)state;
    assert_int_equal(gt_plan_diff(arena, &cal, before, 3, after, 3, &diff, &err), GT_OK);
    assert_int_equal(diff.same, 1);
    assert_int_equal(diff.count, 3);
    assert_int_equal(diff.rows[0].kind, GT_DIFF_LATER);
    assert_int_equal(diff.rows[0].finish_moved, 2);
    assert_int_equal(diff.rows[0].length_changed, 1);
    assert_int_equal(diff.rows[1].kind, GT_DIFF_ADDED);
    assert_int_equal(diff.rows[2].kind, GT_DIFF_REMOVED);
}

static void refused_memory_is_an_error(void **state)
{
    gt_rc rc = GT_ENOMEM;

    (void)state;
    for (int64_t n = 0; rc != GT_OK; n++) {
        struct gt_arena *own = NULL;
        struct gt_problems problems;
        struct gt_plan_doc doc;
        struct gt_err err = {0};

        assert_int_equal(gt_arena_create((size_t)64 << 20, &own), GT_OK);
        gt_problems_init(&problems, own);
        gt_alloc_fail_at(n);
        rc = gt_doc_parse(own, gt_str_from(sample), &holidays, &problems, &doc, &err);
        gt_alloc_fail_at(-1);
        assert_true(rc == GT_OK || rc == GT_ENOMEM);
        gt_arena_destroy(own);
    }
    rc = GT_ENOMEM;
    for (int64_t n = 0; rc != GT_OK; n++) {
        struct gt_arena *own = NULL;
        struct gt_problems problems;
        struct gt_plan_doc doc;
        struct gt_err err = {0};
        struct gt_net net;

        assert_int_equal(gt_arena_create((size_t)64 << 20, &own), GT_OK);
        gt_problems_init(&problems, own);
        gt_alloc_fail_at(n);
        if ((rc = gt_doc_parse(own, gt_str_from(staffed), &holidays, &problems, &doc, &err)) == GT_OK)
            rc = gt_doc_net(&doc, own, NULL, &net, &err);
        gt_alloc_fail_at(-1);
        assert_true(rc == GT_OK || rc == GT_ENOMEM);
        gt_arena_destroy(own);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plan_is_counted_back),
        cmocka_unit_test(it_comes_back_as_it_was_written),
        cmocka_unit_test(resources_come_back_and_bind),
        cmocka_unit_test(a_template_makes_linked_steps),
        cmocka_unit_test(every_error_names_its_place),
        cmocka_unit_test(all_errors_at_once),
        cmocka_unit_test(what_changed_between_two_plans),
        cmocka_unit_test(refused_memory_is_an_error),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
