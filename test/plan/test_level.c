/* test_level.c - plans under limited resources, against trying every start. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "plan/level.h"
#include "plan/verify.h"
#include "random_net.h"

enum { BUDGET = 256 * 1024 * 1024, ROUNDS = 160, DAYS = 22, ACTS = 3, MANY_ACTS = 30 };

struct problem {
    struct random_net random;
    struct gt_res res[2];
    struct gt_capacity steps[2][2];
    struct gt_demand demands[2 * MANY_ACTS];
    uint32_t demand_count;
    struct gt_net net;
};

/* Resources whose capacity changes and which keep calendars of their own. */
static void make(struct gt_arena *arena, uint64_t seed, const struct random_shape *shape, bool calendars,
                 struct problem *out)
{
    struct random_rng rng = {seed * 77};
    struct gt_net_input in;

    *out = (struct problem){0};
    random_net_make(arena, seed, shape, &out->random);
    for (uint32_t i = 0; i < shape->acts; i++) {
        out->random.tasks[i].duration %= 5;
        if (!calendars)
            out->random.tasks[i].calendar = 1;
        for (uint32_t r = 0; r < 2; r++)
            if (random_below(&rng, 3) > 0)
                out->demands[out->demand_count++] = (struct gt_demand){i, r, 1 + (int32_t)random_below(&rng, 2)};
    }
    for (uint32_t i = 0; !calendars && i < shape->links; i++)
        out->random.links[i].calendar = 1;
    for (uint32_t r = 0; r < 2; r++) {
        out->steps[r][0] = (struct gt_capacity){0, 2 + (int32_t)random_below(&rng, 2)};
        out->steps[r][1] = (struct gt_capacity){4 + random_below(&rng, 6), 1 + (int32_t)random_below(&rng, 3)};
        out->res[r] = (struct gt_res){.steps = out->steps[r], .step_count = 1 + random_below(&rng, 2),
                                      .calendar = (uint16_t)(calendars ? random_below(&rng, 3) : random_below(&rng, 2)),
                                      .name = GT_STR("desk")};
    }
    random_net_freeze(arena, &out->random.input, &out->net);
    in = (struct gt_net_input){.unit = out->net.unit, .acts = out->net.acts, .cals = out->net.cals,
                               .cal_count = out->net.cal_count, .links = out->net.links,
                               .link_count = out->net.link_count, .res = out->res, .res_count = 2,
                               .demands = out->demands, .demand_count = out->demand_count};
    assert_int_equal(gt_net_build(arena, &in, &out->net, NULL), GT_OK);
}

static bool holds(const struct gt_net *net, const struct gt_when *dates, gt_tick from, gt_tick until)
{
    const struct gt_verify_options options = {.from = from, .until = until, .deadlines = true, .resources = true};
    struct gt_breach breach;

    assert_int_equal(gt_verify(net, dates, &options, &breach, NULL), GT_OK);
    return breach.kind == GT_BREACH_NONE;
}

/* Least finish over every combination of starts; -1 where none holds. */
static gt_tick by_trying(const struct gt_net *net)
{
    gt_tick best = -1;

    for (int code = 0; code < DAYS * DAYS * DAYS; code++) {
        const int at[ACTS] = {code % DAYS, code / DAYS % DAYS, code / DAYS / DAYS};
        struct gt_when dates[ACTS];
        gt_tick end = 0;

        for (int i = 0; i < ACTS; i++) {
            const struct gt_cal *cal = &net->cals[net->acts.calendar[i]];

            dates[i] = (struct gt_when){at[i], gt_cal_add(cal, at[i], net->acts.duration[i])};
            end = dates[i].finish > end ? dates[i].finish : end;
        }
        if ((best < 0 || end < best) && holds(net, dates, 0, GT_TICK_NONE))
            best = end;
    }
    return best;
}

static struct gt_level_options options_of(uint64_t seed, int64_t schedules)
{
    struct gt_level_options options = {.from = 0, .until = GT_TICK_NONE, .solve = gt_solve_defaults()};

    options.solve.seed = (int64_t)seed;
    options.solve.expect = 500;
    options.solve.schedules = schedules;
    return options;
}

static void one_calendar_gives_the_least_finish(void **state)
{
    const struct random_shape shape = {.acts = ACTS, .links = 2, .lags = true, .greatest = true};
    int proved = 0, none = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        const struct gt_level_options options = options_of(seed, 0);
        struct gt_arena *arena = NULL;
        struct gt_level level;
        struct problem p;
        gt_tick best;
        gt_rc rc;

        assert_int_equal(gt_arena_create(BUDGET, &arena), GT_OK);
        make(arena, seed, &shape, false, &p);
        rc = gt_level_run(arena, &p.net, &options, &level, NULL);
        best = by_trying(&p.net);
        if (rc != GT_OK) {
            if (best >= 0)
                fail_msg("seed %llu: rc %d, but %lld holds", (unsigned long long)seed, rc, (long long)best);
            none++;
        } else if (level.one_calendar && level.state == GT_SOLVE_OPTIMAL) {
            assert_true(holds(&p.net, level.dates, 0, GT_TICK_NONE));
            if (level.finish != best && best >= 0)
                fail_msg("seed %llu: ends %lld, but %lld is least", (unsigned long long)seed,
                         (long long)level.finish, (long long)best);
            proved++;
        } else if (level.state == GT_SOLVE_INFEASIBLE) {
            if (best >= 0)
                fail_msg("seed %llu: said infeasible, but %lld holds", (unsigned long long)seed, (long long)best);
            none++;
        } else {
            print_message("seed %llu: state %d, one calendar %d, stopped %d, best %lld\n", (unsigned long long)seed,
                          level.state, level.one_calendar, level.stopped, (long long)best);
        }
        gt_arena_destroy(arena);
    }
    print_message("%d proved, %d infeasible\n", proved, none);
    assert_true(proved > ROUNDS / 2 && none > 3);
}

static void many_calendars_keep_every_fact(void **state)
{
    const struct random_shape shape = {.acts = ACTS, .links = 2, .lags = true};
    int found = 0, least = 0, tried = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        const struct gt_level_options options = options_of(seed, 200);
        struct gt_arena *arena = NULL;
        struct gt_level level;
        struct problem p;
        gt_tick best;

        assert_int_equal(gt_arena_create(BUDGET, &arena), GT_OK);
        make(arena, seed, &shape, true, &p);
        if (gt_level_run(arena, &p.net, &options, &level, NULL) == GT_OK && level.dates != NULL) {
            best = by_trying(&p.net);
            assert_true(holds(&p.net, level.dates, 0, GT_TICK_NONE));
            assert_true(best < 0 || level.finish >= best);
            assert_true(level.bound <= level.finish);
            tried += best >= 0;
            least += level.finish == best;
            found++;
        }
        gt_arena_destroy(arena);
    }
    assert_true(found > ROUNDS / 3);
    assert_true(least * 10 >= tried * 9); /* small ones are nearly always as short as can be */
}

static void backward_from_a_deadline_ends_by_it(void **state)
{
    const struct random_shape shape = {.acts = MANY_ACTS, .links = 40};
    int found = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        struct gt_level_options options = options_of(seed, 100), ahead = options;
        struct gt_arena *arena = NULL;
        struct gt_level level, forward;
        struct problem p;

        options.backward = true;
        options.until = RANDOM_DAYS - 20;
        assert_int_equal(gt_arena_create(BUDGET, &arena), GT_OK);
        make(arena, seed, &shape, seed % 2 == 0, &p);
        if (gt_level_run(arena, &p.net, &options, &level, NULL) == GT_OK && level.dates != NULL) {
            assert_true(holds(&p.net, level.dates, GT_TICK_NONE, options.until));
            assert_true(level.finish <= options.until && level.start <= level.bound);
            found++;
        }
        if (gt_level_run(arena, &p.net, &ahead, &forward, NULL) == GT_OK && forward.dates != NULL)
            assert_true(holds(&p.net, forward.dates, 0, GT_TICK_NONE));
        gt_arena_destroy(arena);
    }
    assert_true(found > 20);
}

/* With the links of `order` a plan keeps its resources, whatever is late. */
static void the_order_keeps_the_resources(void **state)
{
    const struct random_shape shape = {.acts = MANY_ACTS, .links = 20};

    (void)state;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        const struct gt_level_options options = options_of(seed, 50);
        struct random_rng rng = {seed};
        struct gt_arena *arena = NULL;
        struct gt_net_input in;
        struct gt_pass_options from = {.from = 0, .until = GT_TICK_NONE};
        struct gt_link *links;
        struct gt_level level;
        struct gt_net late;
        struct gt_pass pass;
        struct problem p;
        int32_t *duration;

        assert_int_equal(gt_arena_create(BUDGET, &arena), GT_OK);
        make(arena, seed, &shape, false, &p);
        for (uint32_t r = 0; r < 2; r++) {
            p.res[r].step_count = 1; /* who hands on hands on for good */
            p.res[r].calendar = 0;
        }
        assert_int_equal(gt_level_run(arena, &p.net, &options, &level, NULL), GT_OK);
        assert_non_null(level.dates);
        links = GT_NEW_N(arena, struct gt_link, p.net.link_count + level.order_count);
        duration = GT_NEW_N(arena, int32_t, p.net.acts.count);
        memcpy(links, p.net.links, p.net.link_count * sizeof(*links));
        memcpy(links + p.net.link_count, level.order, level.order_count * sizeof(*links));
        in = (struct gt_net_input){.unit = p.net.unit, .acts = p.net.acts, .cals = p.net.cals,
                                   .cal_count = p.net.cal_count, .links = links,
                                   .link_count = p.net.link_count + level.order_count, .res = p.res,
                                   .res_count = 2, .demands = p.demands, .demand_count = p.demand_count};
        for (uint32_t i = 0; i < p.net.acts.count; i++)
            duration[i] = p.net.acts.duration[i] + (p.net.acts.duration[i] > 0 ? (int32_t)random_below(&rng, 4) : 0);
        in.acts.duration = duration;
        assert_int_equal(gt_net_build(arena, &in, &late, NULL), GT_OK);
        assert_int_equal(gt_pass_run(arena, &late, &from, &pass, NULL, NULL), GT_OK);
        if (!holds(&late, pass.early, 0, GT_TICK_NONE))
            fail_msg("seed %llu: late tasks collide", (unsigned long long)seed);
        gt_arena_destroy(arena);
    }
}

/* One task takes two days more: whoever is not in its way stays. */
static void a_small_change_moves_little(void **state)
{
    const struct random_shape shape = {.acts = MANY_ACTS, .links = 30};
    unsigned moved = 0, tasks = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= 40; seed++) {
        struct gt_level_options options = options_of(seed, 100);
        struct gt_arena *arena = NULL;
        struct gt_level before, after;
        struct problem p;
        gt_tick keep[MANY_ACTS];
        uint32_t late = (uint32_t)(seed % MANY_ACTS);

        assert_int_equal(gt_arena_create(BUDGET, &arena), GT_OK);
        make(arena, seed, &shape, seed % 2 == 0, &p);
        if (gt_level_run(arena, &p.net, &options, &before, NULL) == GT_OK && before.dates != NULL) {
            for (uint32_t i = 0; i < MANY_ACTS; i++)
                keep[i] = before.dates[i].start;
            options.keep = keep;
            assert_int_equal(gt_level_run(arena, &p.net, &options, &after, NULL), GT_OK);
            if (!after.kept)
                fail_msg("seed %llu: not kept", (unsigned long long)seed);
            for (uint32_t i = 0; i < MANY_ACTS; i++) /* nothing changed: nothing moves */
                assert_int_equal(after.dates[i].start, keep[i]);
            if (p.net.acts.duration[late] > 0) {
                ((int32_t *)(uintptr_t)p.net.acts.duration)[late] += 2;
                if (gt_level_run(arena, &p.net, &options, &after, NULL) == GT_OK && after.kept) {
                    assert_true(holds(&p.net, after.dates, 0, GT_TICK_NONE));
                    for (uint32_t i = 0; i < MANY_ACTS; i++) {
                        moved += after.dates[i].start != keep[i];
                        assert_true(after.dates[i].start >= keep[i]);
                    }
                    tasks += MANY_ACTS;
                }
            }
        }
        gt_arena_destroy(arena);
    }
    print_message("%u of %u tasks moved\n", moved, tasks);
    assert_true(tasks > 300 && moved * 2 < tasks);
}

static void more_than_there_ever_is_is_named(void **state)
{
    const struct random_shape shape = {.acts = ACTS, .links = 2};
    const struct gt_level_options options = options_of(1, 10);
    struct gt_arena *arena = NULL;
    struct gt_level level;
    struct gt_err err = {0};
    struct problem p;

    (void)state;
    assert_int_equal(gt_arena_create(BUDGET, &arena), GT_OK);
    make(arena, 1, &shape, false, &p);
    ((int32_t *)(uintptr_t)p.net.acts.duration)[p.demands[0].act] = 2;
    p.net.demands = p.demands;
    p.demands[0].amount = 9;
    assert_int_equal(gt_level_run(arena, &p.net, &options, &level, &err), GT_EINFEASIBLE);
    assert_non_null(strstr(err.text[GT_LANG_EN], "needs 9 of desk"));
    gt_arena_destroy(arena);
}

static void refused_memory_is_an_ordinary_error(void **state)
{
    const struct random_shape shape = {.acts = ACTS, .links = 2};
    struct gt_arena *arena = NULL;
    gt_rc rc = GT_ENOMEM;
    struct problem p;

    (void)state;
    assert_int_equal(gt_arena_create(BUDGET, &arena), GT_OK);
    make(arena, 3, &shape, false, &p);
    for (int64_t n = 0; rc != GT_OK; n++) {
        struct gt_level_options options = options_of(3, 20);
        struct gt_arena *own = NULL;
        struct gt_level level;
        struct gt_err err = {0};

        options.backward = n % 2 == 1;
        options.until = 300;
        assert_int_equal(gt_arena_create(BUDGET, &own), GT_OK);
        (void)gt_alloc_fail_at(n);
        rc = gt_level_run(own, &p.net, &options, &level, &err);
        if (gt_alloc_fail_at(-1) >= 0 && rc == GT_OK && !options.backward) {
            gt_arena_destroy(own);
            break;
        }
        assert_true(rc == GT_OK || rc == GT_ENOMEM);
        rc = GT_ENOMEM;
        assert_true(n < 10000);
        gt_arena_destroy(own);
    }
    gt_arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_calendar_gives_the_least_finish),
        cmocka_unit_test(many_calendars_keep_every_fact),
        cmocka_unit_test(backward_from_a_deadline_ends_by_it),
        cmocka_unit_test(the_order_keeps_the_resources),
        cmocka_unit_test(a_small_change_moves_little),
        cmocka_unit_test(more_than_there_ever_is_is_named),
        cmocka_unit_test(refused_memory_is_an_ordinary_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
