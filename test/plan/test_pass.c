/* test_pass.c - dates against a slow reference that steps day by day. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "plan/verify.h"
#include "random_net.h"

/* ---- the reference ---------------------------------------------------------- */

static bool works(const struct gt_cal *cal, gt_tick day)
{
    if (cal->elapsed)
        return true;
    for (uint32_t i = 0; i < cal->span_count; i++)
        if (cal->spans[i].from <= day && day < cal->spans[i].to)
            return true;
    return false;
}

static int64_t count_work(const struct gt_cal *cal, gt_tick a, gt_tick b)
{
    int64_t sum = 0;

    for (gt_tick day = a; day < b; day++)
        sum += works(cal, day);
    for (gt_tick day = b; day < a; day++)
        sum -= works(cal, day);
    return sum;
}

static const struct gt_cal *cal_of(const struct random_net *r, uint32_t act)
{
    return &r->cals[r->tasks[act].calendar];
}

/* Finish of a task that starts on `start`, walking; milestones finish at once. */
static gt_tick walk_finish(const struct random_net *r, uint32_t act, gt_tick start)
{
    gt_tick day = start;

    for (int32_t left = r->tasks[act].duration; left > 0; day++)
        left -= works(cal_of(r, act), day);
    return day;
}

static bool may_start(const struct random_net *r, uint32_t act, gt_tick day)
{
    return r->tasks[act].duration == 0 || works(cal_of(r, act), day);
}

enum { OUT = 330 }; /* days from which on the reference gives up */

static gt_tick pinned(const struct random_net *r, uint32_t act, bool finish)
{
    const struct gt_plan_task *task = &r->tasks[act];
    gt_tick day = finish ? task->finish_pin : task->start_pin;

    if (day == GT_TICK_NONE || task->duration == 0)
        return day;
    while (finish ? !works(cal_of(r, act), day - 1) : !works(cal_of(r, act), day))
        day += finish ? -1 : 1;
    return day;
}

/* Too early by itself? */
static bool own_early(const struct random_net *r, uint32_t act, struct gt_when w)
{
    const struct gt_plan_task *task = &r->tasks[act];

    return w.start < r->input.options.from || !may_start(r, act, w.start) ||
           (task->start_min != GT_TICK_NONE && w.start < task->start_min) ||
           (task->finish_min != GT_TICK_NONE && w.finish < task->finish_min) ||
           (task->start_pin != GT_TICK_NONE && w.start < pinned(r, act, false)) ||
           (task->finish_pin != GT_TICK_NONE && w.finish < pinned(r, act, true));
}

static bool own_late(const struct random_net *r, uint32_t act, struct gt_when w)
{
    const struct gt_plan_task *task = &r->tasks[act];

    return w.finish > r->input.options.until || !may_start(r, act, w.start) ||
           (task->start_max != GT_TICK_NONE && w.start > task->start_max) ||
           (task->finish_max != GT_TICK_NONE && w.finish > task->finish_max) ||
           (task->start_pin != GT_TICK_NONE && w.start > pinned(r, act, false)) ||
           (task->finish_pin != GT_TICK_NONE && w.finish > pinned(r, act, true));
}

static bool min_holds(const struct random_net *r, const struct gt_link *link, const struct gt_when *w,
                      bool greatest)
{
    gt_tick a = link->kind == GT_LINK_FS || link->kind == GT_LINK_FF ? w[link->from].finish
                                                                     : w[link->from].start;
    gt_tick b = link->kind == GT_LINK_FF || link->kind == GT_LINK_SF ? w[link->to].finish
                                                                     : w[link->to].start;
    int64_t work = count_work(&r->cals[link->calendar], a, b);

    if (greatest)
        return link->lag_max == GT_LAG_NONE || work <= link->lag_max;
    return link->lag_min == GT_LAG_NONE || (work >= link->lag_min && (link->lag_min != 0 || b >= a));
}

/*
 * Least (or greatest) dates: begin at the end of the world and move whatever
 * breaks a fact by one day until nothing does.  False: it never settles.
 */
static bool reference(const struct random_net *r, bool late, struct gt_when *w)
{
    uint32_t count = r->input.task_count;
    int step = late ? -1 : 1;

    for (bool moved = true; moved;) {
        moved = false;
        for (uint32_t i = 0; i < count; i++)
            while (late ? own_late(r, i, w[i]) : own_early(r, i, w[i])) {
                w[i].start += step;
                w[i].finish = walk_finish(r, i, w[i].start);
                moved = true;
                if (w[i].start > OUT || w[i].start < -30)
                    return false;
            }
        for (uint32_t i = 0; i < r->input.link_count; i++) {
            const struct gt_link *link = &r->links[i];

            for (int greatest = 0; greatest < 2; greatest++) {
                uint32_t mover = (greatest != 0) != late ? link->from : link->to;

                if (min_holds(r, link, w, greatest))
                    continue;
                do
                    w[mover].start += step;
                while (!may_start(r, mover, w[mover].start) && w[mover].start < OUT &&
                       w[mover].start > -30);
                w[mover].finish = walk_finish(r, mover, w[mover].start);
                moved = true;
                if (w[mover].start >= OUT || w[mover].start <= -30)
                    return false;
            }
        }
    }
    return true;
}

/* ---- properties ---------------------------------------------------------------- */

static gt_str act_name(void *ctx, uint32_t act)
{
    static char text[4][16];
    static int at;
    char *slot = text[at++ & 3];

    (void)ctx;
    (void)snprintf(slot, 16, "T%u", act + 1);
    return gt_str_from(slot);
}
static const struct gt_names names = {NULL, act_name};

static void expect_verified(const struct random_net *r, const struct gt_when *dates, bool lower,
                            bool upper, uint64_t seed, const char *what)
{
    struct gt_verify_options options = {.from = lower ? r->input.options.from : GT_TICK_NONE,
                                        .until = r->input.options.until, .deadlines = upper};
    struct gt_breach breach;
    struct gt_buf buf;
    struct gt_err err = {0};

    assert_int_equal(gt_verify(&r->net, dates, &options, &breach, &err), GT_OK);
    if (breach.kind == GT_BREACH_NONE)
        return;
    gt_buf_init(&buf, 4096);
    gt_breach_text(&buf, &r->net, &names, &breach, GT_LANG_EN);
    fail_msg("seed %llu, %s: %.*s", (unsigned long long)seed, what, (int)buf.len, buf.at);
}

static void compare(const struct random_net *r, const struct gt_when *got,
                    const struct gt_when *want, uint64_t seed, const char *what)
{
    for (uint32_t i = 0; i < r->input.task_count; i++)
        if (got[i].start != want[i].start || got[i].finish != want[i].finish)
            fail_msg("seed %llu: %s dates of T%u are %lld..%lld, not %lld..%lld",
                     (unsigned long long)seed, what, i + 1, (long long)got[i].start,
                     (long long)got[i].finish, (long long)want[i].start, (long long)want[i].finish);
}

/* Replays a conflict: the chain alone, as a plan of its own, must fail too. */
static void expect_conflict(const struct random_net *r, const struct gt_pass *pass,
                            struct gt_arena *arena, uint64_t seed)
{
    struct gt_conflict conflict;
    struct gt_err err = {0};
    struct random_net only = *r;
    struct gt_pass again;

    if (gt_pass_conflict(&r->net, &r->input.options, pass, GT_NO_INDEX, arena, &conflict, &err) != GT_OK)
        fail_msg("seed %llu: no conflict told: %s", (unsigned long long)seed, err.text[GT_LANG_EN]);
    assert_true(conflict.chain.count >= 1);
    assert_true(conflict.excess > 0);
    only.tasks = GT_NEW_N(arena, struct gt_plan_task, r->input.task_count);
    only.links = GT_NEW_N(arena, struct gt_link, r->input.link_count + 1);
    only.input.options = (struct gt_pass_options){.from = GT_TICK_NONE, .until = GT_TICK_NONE};
    for (uint32_t i = 0; i < r->input.task_count; i++) {
        only.tasks[i] = GT_PLAN_TASK;
        only.tasks[i].duration = r->tasks[i].duration;
        only.tasks[i].calendar = r->tasks[i].calendar;
    }
    for (uint32_t i = 0; i < r->input.link_count; i++) {
        only.links[i] = r->links[i];
        only.links[i].lag_min = only.links[i].lag_max = GT_LAG_NONE;
    }
    for (uint32_t i = 0; i < conflict.chain.count; i++) {
        const struct gt_fact *fact = &conflict.chain.facts[i];

        switch ((enum gt_fact_kind)fact->kind) {
        case GT_FACT_FROM: only.input.options.from = fact->at; break;
        case GT_FACT_UNTIL: only.input.options.until = fact->at; break;
        case GT_FACT_START_MIN: only.tasks[fact->act].start_min = fact->at; break;
        case GT_FACT_START_MAX: only.tasks[fact->act].start_max = fact->at; break;
        case GT_FACT_FINISH_MIN: only.tasks[fact->act].finish_min = fact->at; break;
        case GT_FACT_FINISH_MAX: only.tasks[fact->act].finish_max = fact->at; break;
        case GT_FACT_START_PIN: only.tasks[fact->act].start_pin = fact->at; break;
        case GT_FACT_FINISH_PIN: only.tasks[fact->act].finish_pin = fact->at; break;
        case GT_FACT_LAG_MIN: only.links[fact->link].lag_min = fact->amount; break;
        case GT_FACT_LAG_MAX: only.links[fact->link].lag_max = fact->amount; break;
        default: break;
        }
    }
    only.input.tasks = only.tasks;
    only.input.links = only.links;
    random_net_freeze(arena, &only.input, &only.net);
    assert_int_equal(gt_pass_run(arena, &only.net, &only.input.options, &again, NULL, &err), GT_OK);
    if (again.feasible)
        fail_msg("seed %llu: the chain told can hold", (unsigned long long)seed);
}

static void run_shape(const struct random_shape *shape, uint64_t seeds)
{
    uint64_t feasible = 0, cycles = 0;

    for (uint64_t seed = 1; seed <= seeds; seed++) {
        struct gt_when early[32], late[32];
        struct gt_arena *arena = NULL;
        struct random_net r;
        struct gt_pass pass;
        struct gt_why cycle = {0};
        struct gt_err err = {0};
        bool settles, settles_late;
        gt_rc rc;

        assert_int_equal(gt_arena_create(64 << 20, &arena), GT_OK);
        random_net_make(arena, seed, shape, &r);
        for (uint32_t i = 0; i < shape->acts; i++) {
            early[i].start = 0;
            early[i].finish = walk_finish(&r, i, 0);
            late[i].start = 250;
            late[i].finish = walk_finish(&r, i, 250);
        }
        settles = reference(&r, false, early);
        settles_late = reference(&r, true, late);
        rc = gt_pass_run(arena, &r.net, &r.input.options, &pass, &cycle, &err);
        if (rc == GT_OK) {
            if (settles)
                compare(&r, pass.early, early, seed, "earliest");
            if (settles_late)
                compare(&r, pass.late, late, seed, "latest");
            expect_verified(&r, pass.early, true, false, seed, "earliest");
            expect_verified(&r, pass.plan, true, pass.feasible, seed, "planned");
            if (pass.feasible)
                expect_verified(&r, pass.late, true, true, seed, "latest");
            else
                expect_conflict(&r, &pass, arena, seed);
            feasible += pass.feasible;
        } else {
            /* What the pass refuses, the reference cannot settle either. */
            if (settles && settles_late)
                fail_msg("seed %llu: refused without need: %s", (unsigned long long)seed,
                         err.text[GT_LANG_EN]);
            if (rc == GT_ECYCLE)
                assert_true(cycle.count >= 2);
            cycles++;
        }
        gt_arena_destroy(arena);
    }
    print_message("%u acts, %u links: %llu networks, %llu feasible, %llu refused\n", shape->acts,
                  shape->links, (unsigned long long)seeds, (unsigned long long)feasible,
                  (unsigned long long)cycles);
    assert_true(feasible > 0);
}

static void chains_of_all_kinds(void **state)
{
    (void)state;
    run_shape(&(struct random_shape){.acts = 8, .links = 10, .lags = true}, 400);
}
static void windows_and_deadlines(void **state)
{
    (void)state;
    run_shape(&(struct random_shape){.acts = 8, .links = 8, .lags = true, .windows = true}, 600);
}
static void greatest_lags(void **state)
{
    (void)state;
    run_shape(&(struct random_shape){.acts = 7, .links = 8, .lags = true, .greatest = true}, 600);
}
static void everything_at_once(void **state)
{
    (void)state;
    run_shape(&(struct random_shape){.acts = 6, .links = 6, .lags = true, .greatest = true,
                                     .windows = true}, 600);
}
static void elapsed_time_alone(void **state)
{
    (void)state;
    run_shape(&(struct random_shape){.acts = 9, .links = 12, .lags = true, .windows = true,
                                     .elapsed = true}, 600);
    run_shape(&(struct random_shape){.acts = 7, .links = 8, .lags = true, .windows = true,
                                     .greatest = true, .elapsed = true}, 400);
    /* Links both up and down the numbers: the numbering is no order. */
    run_shape(&(struct random_shape){.acts = 9, .links = 7, .windows = true, .loops = true,
                                     .elapsed = true}, 600);
}
static void loops_of_links(void **state)
{
    (void)state;
    run_shape(&(struct random_shape){.acts = 5, .links = 5, .lags = true, .greatest = true,
                                     .loops = true}, 600);
}

/* ---- single cases ------------------------------------------------------------------- */

static void a_cycle_names_its_facts(void **state)
{
    const int32_t duration[3] = {2, 3, 4};
    const struct gt_cal cals[1] = {gt_cal_elapsed(GT_STR("days"))};
    const struct gt_link links[4] = {
        {.from = 0, .to = 1, .lag_max = GT_LAG_NONE}, {.from = 1, .to = 2, .lag_max = GT_LAG_NONE},
        {.from = 2, .to = 0, .lag_max = GT_LAG_NONE}, {.from = 0, .to = 2, .lag_max = GT_LAG_NONE}};
    struct gt_net_input in = {.unit = GT_UNIT_DAY, .acts = {.count = 3, .duration = duration},
                              .cals = cals, .cal_count = 1, .links = links, .link_count = 4};
    struct gt_pass_options options = {.from = 0, .until = GT_TICK_NONE};
    struct gt_arena *arena = NULL;
    struct gt_net net;
    struct gt_pass pass;
    struct gt_why cycle = {0};
    struct gt_err err = {0};

    (void)state;
    assert_int_equal(gt_arena_create(1 << 20, &arena), GT_OK);
    assert_int_equal(gt_net_build(arena, &in, &net, &err), GT_OK);
    assert_int_equal(gt_pass_run(arena, &net, &options, &pass, &cycle, &err), GT_ECYCLE);
    assert_true(cycle.count == 4 || cycle.count == 6); /* 2 or 3 links, and their durations */
    gt_arena_destroy(arena);
}

static void no_deadline_no_latest_date(void **state)
{
    const int32_t duration[3] = {2, 3, 4};
    const gt_tick due[3] = {GT_TICK_NONE, 20, GT_TICK_NONE};
    const struct gt_cal cals[1] = {gt_cal_elapsed(GT_STR("days"))};
    const struct gt_link links[1] = {{.from = 0, .to = 1, .lag_max = GT_LAG_NONE}};
    struct gt_net_input in = {.unit = GT_UNIT_DAY,
                              .acts = {.count = 3, .duration = duration, .finish_max = due},
                              .cals = cals, .cal_count = 1, .links = links, .link_count = 1};
    struct gt_pass_options options = {.from = 0, .until = GT_TICK_NONE};
    struct gt_arena *arena = NULL;
    struct gt_net net;
    struct gt_pass pass;
    struct gt_err err = {0};

    (void)state;
    assert_int_equal(gt_arena_create(1 << 20, &arena), GT_OK);
    assert_int_equal(gt_net_build(arena, &in, &net, &err), GT_OK);
    assert_int_equal(gt_pass_run(arena, &net, &options, &pass, NULL, &err), GT_OK);
    assert_int_equal(pass.plan[0].start, 15); /* counted back from the deadline of the second */
    assert_int_equal(pass.plan[1].start, 17);
    assert_int_equal(pass.plan[2].start, 0); /* nothing rests on it: forward */
    assert_int_equal(gt_pass_float(&net, &pass, 0), 15);
    assert_true(gt_pass_float(&net, &pass, 2) == INT64_MAX);
    options.close = true;
    assert_int_equal(gt_pass_run(arena, &net, &options, &pass, NULL, &err), GT_OK);
    assert_int_equal(pass.finish_of_all, 5);
    assert_true(gt_pass_critical(&net, &pass, 0));
    assert_int_equal(gt_pass_float(&net, &pass, 2), 1);
    gt_arena_destroy(arena);
}

static const struct bad_case {
    const char *name;
    gt_rc want;
    int32_t duration;
    struct gt_link link;
} bad_cases[] = {
    {"negative duration", GT_EINVAL, -1, {.from = 0, .to = 1}},
    {"duration too long", GT_EINVAL, INT32_MAX, {.from = 0, .to = 1}},
    {"a link to nowhere", GT_EINVAL, 1, {.from = 0, .to = 7}},
    {"a link to itself", GT_ECYCLE, 1, {.from = 1, .to = 1}},
    {"a kind that is none", GT_EINVAL, 1, {.from = 0, .to = 1, .kind = 9}},
    {"a calendar that is none", GT_EINVAL, 1, {.from = 0, .to = 1, .calendar = 3}},
    {"a lag out of range", GT_EINVAL, 1, {.from = 0, .to = 1, .lag_min = INT32_MAX}},
};

static void bad_networks_are_refused(void **state)
{
    const struct gt_cal cals[1] = {gt_cal_elapsed(GT_STR("days"))};

    (void)state;
    for (size_t i = 0; i < GT_LEN(bad_cases); i++) {
        const int32_t duration[2] = {bad_cases[i].duration, 1};
        struct gt_net_input in = {.acts = {.count = 2, .duration = duration}, .cals = cals,
                                  .cal_count = 1, .links = &bad_cases[i].link, .link_count = 1};
        struct gt_arena *arena = NULL;
        struct gt_net net;
        struct gt_err err = {0};

        assert_int_equal(gt_arena_create(1 << 20, &arena), GT_OK);
        if (gt_net_build(arena, &in, &net, &err) != bad_cases[i].want || err.text[GT_LANG_ZH][0] == '\0')
            fail_msg("%s: %s", bad_cases[i].name, err.text[GT_LANG_EN]);
        gt_arena_destroy(arena);
    }
}

static void refused_memory_is_an_error(void **state)
{
    struct random_shape shape = {.acts = 7, .links = 8, .lags = true, .greatest = true};
    gt_rc rc = GT_ENOMEM;

    (void)state;
    for (int64_t n = 0; rc != GT_OK; n++) {
        struct gt_arena *arena = NULL, *work = NULL;
        struct random_net r;
        struct gt_pass pass;
        struct gt_why cycle = {0};
        struct gt_err err = {0};

        assert_int_equal(gt_arena_create(1 << 20, &arena), GT_OK);
        assert_int_equal(gt_arena_create(1 << 20, &work), GT_OK);
        random_net_make(arena, 3, &shape, &r);
        gt_alloc_fail_at(n);
        rc = gt_pass_run(work, &r.net, &r.input.options, &pass, &cycle, &err);
        gt_alloc_fail_at(-1);
        assert_true(rc == GT_OK || (rc == GT_ENOMEM && err.text[GT_LANG_EN][0] != '\0'));
        gt_arena_destroy(work);
        gt_arena_destroy(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chains_of_all_kinds),
        cmocka_unit_test(windows_and_deadlines),
        cmocka_unit_test(greatest_lags),
        cmocka_unit_test(everything_at_once),
        cmocka_unit_test(elapsed_time_alone),
        cmocka_unit_test(loops_of_links),
        cmocka_unit_test(a_cycle_names_its_facts),
        cmocka_unit_test(no_deadline_no_latest_date),
        cmocka_unit_test(bad_networks_are_refused),
        cmocka_unit_test(refused_memory_is_an_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
