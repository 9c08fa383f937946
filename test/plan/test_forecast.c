/* test_forecast.c - Monte Carlo against what can be worked out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>

#include "plan/forecast.h"
#include "random_net.h"

static struct gt_arena *arena;

static int set_up(void **state)
{
    (void)state;
    return gt_arena_create((size_t)1 << 30, &arena) == GT_OK ? 0 : -1;
}
static int tear_down(void **state)
{
    (void)state;
    gt_arena_destroy(arena);
    return 0;
}

/* A chain 0 -> 1 -> … of the given durations in elapsed time. */
static struct gt_net chain(const int32_t *duration, uint32_t count, const gt_tick *due,
                           const struct gt_cal *cals, uint32_t cal_count)
{
    struct gt_link *links = GT_NEW_N(arena, struct gt_link, count);
    struct gt_net_input in = {.unit = GT_UNIT_DAY,
                              .acts = {.count = count, .duration = duration, .finish_max = due},
                              .cals = cals, .cal_count = cal_count, .links = links, .link_count = count - 1};
    struct gt_net net;
    struct gt_err err = {0};

    for (uint32_t i = 0; i + 1 < count; i++)
        links[i] = (struct gt_link){.from = i, .to = i + 1, .lag_max = GT_LAG_NONE};
    assert_int_equal(gt_net_build(arena, &in, &net, &err), GT_OK);
    return net;
}

static struct gt_forecast run(const struct gt_net *net, const struct gt_spread *spreads,
                              const struct gt_spread *drivers, uint32_t driver_count, uint32_t samples,
                              uint64_t seed, uint32_t threads)
{
    struct gt_forecast_input in = {.net = net, .from = 0, .spreads = spreads, .drivers = drivers,
                                   .driver_count = driver_count, .samples = samples, .seed = seed,
                                   .threads = threads};
    struct gt_forecast out;
    struct gt_err err = {0};

    if (gt_forecast_run(arena, &in, &out, &err) != GT_OK)
        fail_msg("%s", err.text[GT_LANG_EN]);
    return out;
}

static void without_spread_it_is_the_plan(void **state)
{
    const struct gt_cal cals[1] = {gt_cal_elapsed(GT_STR("days"))};
    const int32_t duration[3] = {5, 7, 4};
    const gt_tick due[3] = {4, GT_TICK_NONE, 16};
    const struct gt_spread spreads[3] = {{.driver = GT_NO_DRIVER}, {.driver = GT_NO_DRIVER},
                                         {.driver = GT_NO_DRIVER}};
    struct gt_net net = chain(duration, 3, due, cals, 1);
    struct gt_forecast f = run(&net, spreads, NULL, 0, 100, 1, 1);

    (void)state;
    assert_int_equal(f.p50, 16);
    assert_int_equal(f.p95, 16);
    assert_int_equal(f.acts[1].p80, 12);
    assert_true(f.acts[0].chance == 0 && f.acts[1].chance == -1 && f.acts[2].chance == 1);
    assert_true(f.acts[0].critical == 1);
}

/* Quantile of a triangle on 0..1 with its mode at r. */
static double triangle(double u, double r)
{
    return u < r ? sqrt(u * r) : 1 - sqrt((1 - u) * (1 - r));
}

static void one_triangle_has_its_quantiles(void **state)
{
    const struct gt_cal cals[1] = {gt_cal_elapsed(GT_STR("days"))};
    const int32_t duration[1] = {20000};
    const struct gt_spread spread = {.kind = GT_SPREAD_TRIANGULAR, .low = 10000, .mode = 20000,
                                     .high = 50000, .driver = GT_NO_DRIVER};
    struct gt_net net = chain(duration, 1, NULL, cals, 1);
    struct gt_forecast f = run(&net, &spread, NULL, 0, 200000, 7, 2);

    (void)state;
    /* Half a percent, as the table's steps and the samples allow. */
    assert_true(fabs((double)f.p50 - (10000 + 40000 * triangle(0.50, 0.25))) < 200);
    assert_true(fabs((double)f.p80 - (10000 + 40000 * triangle(0.80, 0.25))) < 200);
    assert_true(fabs((double)f.p95 - (10000 + 40000 * triangle(0.95, 0.25))) < 250);
    assert_true(fabs(f.mean_work - (10000 + 20000 + 50000) / 3.0) < 150);
}

static void other_shapes_have_their_means(void **state)
{
    static const double values[4] = {10000, 10000, 20000, 40000};
    const struct gt_cal cals[1] = {gt_cal_elapsed(GT_STR("days"))};
    const int32_t duration[1] = {20000};
    const struct { struct gt_spread spread; double mean; } shapes[] = {
        {{.kind = GT_SPREAD_PERT, .low = 10000, .mode = 20000, .high = 50000, .driver = GT_NO_DRIVER},
         (10000 + 4 * 20000 + 50000) / 6.0},
        {{.kind = GT_SPREAD_LOGNORMAL, .mode = 20000, .high = 30000, .driver = GT_NO_DRIVER},
         20000 * exp(pow(log(1.5) / 1.2815515655, 2) / 2)},
        {{.kind = GT_SPREAD_EMPIRICAL, .values = values, .value_count = 4, .driver = GT_NO_DRIVER}, 20000},
    };
    struct gt_net net = chain(duration, 1, NULL, cals, 1);

    (void)state;
    for (size_t i = 0; i < GT_LEN(shapes); i++) {
        struct gt_forecast f = run(&net, &shapes[i].spread, NULL, 0, 100000, 3, 1);

        if (fabs(f.mean_work - shapes[i].mean) > shapes[i].mean * 0.01)
            fail_msg("shape %zu: mean %g, not %g", i, f.mean_work, shapes[i].mean);
    }
}

static void spreads_for(const struct random_net *r, struct gt_spread *spreads, uint32_t driver)
{
    for (uint32_t i = 0; i < r->input.task_count; i++) {
        double d = r->tasks[i].duration;

        spreads[i] = (struct gt_spread){.kind = d > 0 ? GT_SPREAD_TRIANGULAR : GT_SPREAD_FIXED,
                                        .low = d * 0.5, .mode = d, .high = d * 1.5, .driver = driver};
    }
}

static void threads_change_nothing(void **state)
{
    struct random_shape shape = {.acts = 30, .links = 45, .lags = true};
    struct gt_spread spreads[30];
    const struct gt_spread driver = {.kind = GT_SPREAD_TRIANGULAR, .low = 0.8, .mode = 1, .high = 1.3};

    (void)state;
    for (uint64_t seed = 1; seed <= 6; seed++) {
        struct random_net r;
        struct gt_forecast one, more;

        shape.elapsed = seed % 2 == 0; /* both ways of sampling */
        random_net_make(arena, seed, &shape, &r);
        spreads_for(&r, spreads, 0);
        one = run(&r.net, spreads, &driver, 1, 1000, seed, 1);
        more = run(&r.net, spreads, &driver, 1, 1000, seed, 3);
        assert_int_equal(one.one_calendar, shape.elapsed);
        assert_true(one.mean_work == more.mean_work && one.p95 == more.p95);
        assert_memory_equal(one.acts, more.acts, sizeof(*one.acts) * shape.acts);
        more = run(&r.net, spreads, &driver, 1, 1000, seed + 100, 3);
        assert_true(one.mean_work != more.mean_work);
    }
}

/* The quick way and the slow way agree: a second, equal calendar forces the slow one. */
static void both_ways_agree(void **state)
{
    const struct gt_cal cals[2] = {gt_cal_elapsed(GT_STR("a")), gt_cal_elapsed(GT_STR("b"))};
    const int32_t duration[4] = {3000, 5000, 2000, 4000};
    const uint16_t calendar[4] = {0, 1, 0, 1};
    struct gt_spread spreads[4];
    struct gt_net net = chain(duration, 4, NULL, cals, 2), mixed = net;
    struct gt_forecast quick, slow;

    (void)state;
    for (int i = 0; i < 4; i++)
        spreads[i] = (struct gt_spread){.kind = GT_SPREAD_PERT, .low = duration[i] * 0.8,
                                        .mode = duration[i], .high = duration[i] * 2.0,
                                        .driver = GT_NO_DRIVER};
    mixed.acts.calendar = calendar;
    quick = run(&net, spreads, NULL, 0, 5000, 11, 1);
    slow = run(&mixed, spreads, NULL, 0, 5000, 11, 1);
    assert_true(quick.one_calendar && !slow.one_calendar);
    assert_true(llabs(quick.p50 - slow.p50) <= 3 && llabs(quick.p95 - slow.p95) <= 3);
    assert_true(fabs(quick.mean_work - slow.mean_work) < 2);
}

static void shares_of_a_chain_add_up(void **state)
{
    const struct gt_cal cals[1] = {gt_cal_elapsed(GT_STR("days"))};
    const int32_t duration[3] = {1000, 2000, 4000};
    struct gt_spread spreads[3];
    struct gt_net net = chain(duration, 3, NULL, cals, 1);
    struct gt_forecast f;

    (void)state;
    for (int i = 0; i < 3; i++)
        spreads[i] = (struct gt_spread){.kind = GT_SPREAD_TRIANGULAR, .low = duration[i] * 0.5,
                                        .mode = duration[i], .high = duration[i] * 1.5,
                                        .driver = GT_NO_DRIVER};
    f = run(&net, spreads, NULL, 0, 20000, 5, 1);
    assert_true(fabs(f.acts[0].share + f.acts[1].share + f.acts[2].share - 1) < 0.02);
    assert_true(f.acts[2].share > 0.7 && f.acts[0].share < 0.12); /* 16 : 4 : 1 */
}

static void a_common_driver_widens_the_whole(void **state)
{
    const struct gt_cal cals[1] = {gt_cal_elapsed(GT_STR("days"))};
    int32_t duration[20];
    struct gt_spread apart[20], together[20];
    const struct gt_spread driver = {.kind = GT_SPREAD_TRIANGULAR, .low = 0.5, .mode = 1, .high = 1.5};
    struct gt_forecast a, b;

    (void)state;
    for (int i = 0; i < 20; i++) {
        duration[i] = 1000;
        apart[i] = (struct gt_spread){.kind = GT_SPREAD_TRIANGULAR, .low = 500, .mode = 1000,
                                      .high = 1500, .driver = GT_NO_DRIVER};
        together[i] = (struct gt_spread){.kind = GT_SPREAD_FIXED, .driver = 0};
    }
    struct gt_net net = chain(duration, 20, NULL, cals, 1);

    a = run(&net, apart, NULL, 0, 5000, 5, 1);
    b = run(&net, together, &driver, 1, 5000, 5, 1);
    /* Independent: sqrt(20) times one; together: 20 times one. */
    assert_true(b.deviation_work > 4 * a.deviation_work && b.deviation_work < 5 * a.deviation_work);
}

/* Two tasks side by side that one person must do one after the other. */
static void who_waits_for_whom_waits_in_every_sample(void **state)
{
    const struct gt_cal cals[1] = {gt_cal_elapsed(GT_STR("days"))};
    const int32_t duration[2] = {10, 10};
    const struct gt_link order[1] = {{.from = 1, .to = 0, .lag_max = GT_LAG_NONE}};
    const struct gt_spread spreads[2] = {
        {.kind = GT_SPREAD_TRIANGULAR, .low = 8, .mode = 10, .high = 12, .driver = GT_NO_DRIVER},
        {.kind = GT_SPREAD_TRIANGULAR, .low = 8, .mode = 10, .high = 12, .driver = GT_NO_DRIVER}};
    struct gt_net_input in = {.unit = GT_UNIT_DAY, .acts = {.count = 2, .duration = duration}, .cals = cals,
                              .cal_count = 1};
    struct gt_forecast_input input = {.from = 0, .spreads = spreads, .samples = 4000, .seed = 3};
    struct gt_forecast without, with;
    struct gt_net net;

    (void)state;
    assert_int_equal(gt_net_build(arena, &in, &net, NULL), GT_OK);
    input.net = &net;
    assert_int_equal(gt_forecast_run(arena, &input, &without, NULL), GT_OK);
    input.order = order;
    input.order_count = 1;
    assert_int_equal(gt_forecast_run(arena, &input, &with, NULL), GT_OK);
    assert_in_range(without.p50, 10, 11);
    assert_in_range(with.p50, 20, 21);
    assert_in_range(with.acts[1].p50, 10, 11);
    assert_true(with.acts[0].critical > 0.999f && with.acts[1].critical > 0.999f);
    assert_true(fabs(with.mean_work - 20) < 0.1);
}

/* One driver stretches ten tasks, another a single one: the first explains the
 * more of the whole's spread, and together with the rest all of it. */
static void drivers_have_their_shares(void **state)
{
    const struct gt_cal cals[1] = {gt_cal_elapsed(GT_STR("days"))};
    int32_t duration[11];
    struct gt_spread spreads[11];
    const struct gt_spread drivers[2] = {
        {.kind = GT_SPREAD_TRIANGULAR, .low = 0.8, .mode = 1, .high = 1.2, .driver = GT_NO_DRIVER},
        {.kind = GT_SPREAD_TRIANGULAR, .low = 0.8, .mode = 1, .high = 1.2, .driver = GT_NO_DRIVER}};
    struct gt_forecast f;
    struct gt_net net;

    (void)state;
    for (int i = 0; i < 11; i++) {
        duration[i] = 10;
        spreads[i] = (struct gt_spread){.kind = GT_SPREAD_FIXED, .driver = i == 10};
    }
    net = chain(duration, 11, NULL, cals, 1);
    f = run(&net, spreads, drivers, 2, 4000, 5, 1);
    assert_true(f.driver_share[0] > 0.95f && f.driver_share[1] < 0.05f);
    assert_true(fabs((double)f.driver_share[0] + (double)f.driver_share[1] - 1) < 0.05);
}

/* Only what was observed is drawn, each as often. */
static void observed_durations_are_drawn_as_they_were(void **state)
{
    const struct gt_cal cals[1] = {gt_cal_elapsed(GT_STR("days"))};
    const double seen[4] = {5, 40, 5, 6};
    const int32_t duration[1] = {6};
    const struct gt_spread spreads[1] = {
        {.kind = GT_SPREAD_EMPIRICAL, .values = seen, .value_count = 4, .driver = GT_NO_DRIVER}};
    struct gt_net net = chain(duration, 1, NULL, cals, 1);
    struct gt_forecast f = run(&net, spreads, NULL, 0, 20000, 9, 2);

    (void)state;
    assert_in_range(f.p50, 5, 6);
    assert_int_equal(f.p80, 40);
    assert_true(fabs(f.mean_work - 14) < 0.5);
}

static void bad_spreads_are_refused(void **state)
{
    static const struct gt_spread bad[] = {
        {.kind = GT_SPREAD_TRIANGULAR, .low = 5, .mode = 4, .high = 9, .driver = GT_NO_DRIVER},
        {.kind = GT_SPREAD_TRIANGULAR, .low = -1, .mode = 4, .high = 9, .driver = GT_NO_DRIVER},
        {.kind = GT_SPREAD_LOGNORMAL, .mode = 0, .high = 9, .driver = GT_NO_DRIVER},
        {.kind = GT_SPREAD_EMPIRICAL, .value_count = 0, .driver = GT_NO_DRIVER},
        {.kind = GT_SPREAD_FIXED, .driver = 3},
    };
    const struct gt_cal cals[1] = {gt_cal_elapsed(GT_STR("days"))};
    const int32_t duration[1] = {5};
    struct gt_net net = chain(duration, 1, NULL, cals, 1);

    (void)state;
    for (size_t i = 0; i < GT_LEN(bad); i++) {
        struct gt_forecast_input in = {.net = &net, .spreads = &bad[i], .samples = 10};
        struct gt_forecast out;
        struct gt_err err = {0};

        assert_int_equal(gt_forecast_run(arena, &in, &out, &err), GT_EINVAL);
        assert_true(err.text[GT_LANG_ZH][0] != '\0');
    }
}

static void refused_memory_is_an_error(void **state)
{
    const struct gt_cal cals[1] = {gt_cal_elapsed(GT_STR("days"))};
    const int32_t duration[3] = {5, 6, 7};
    struct gt_spread spreads[3];
    const struct gt_link order[1] = {{.from = 0, .to = 2, .lag_max = GT_LAG_NONE}};
    const struct gt_spread drivers[1] = {
        {.kind = GT_SPREAD_PERT, .low = 0.9, .mode = 1, .high = 1.5, .driver = GT_NO_DRIVER}};
    struct gt_net net = chain(duration, 3, NULL, cals, 1);
    gt_rc rc = GT_ENOMEM;

    (void)state;
    for (int i = 0; i < 3; i++)
        spreads[i] = (struct gt_spread){.kind = GT_SPREAD_TRIANGULAR, .low = 1, .mode = 5, .high = 9,
                                        .driver = GT_NO_DRIVER};
    for (int64_t n = 0; rc != GT_OK; n++) {
        struct gt_forecast_input in = {.net = &net, .spreads = spreads, .samples = 100, .drivers = drivers,
                                       .driver_count = 1, .order = order, .order_count = 1};
        struct gt_arena *own = NULL;
        struct gt_forecast out;
        struct gt_err err = {0};

        assert_int_equal(gt_arena_create(1 << 20, &own), GT_OK);
        gt_alloc_fail_at(n);
        rc = gt_forecast_run(own, &in, &out, &err);
        gt_alloc_fail_at(-1);
        assert_true(rc == GT_OK || rc == GT_ENOMEM);
        gt_arena_destroy(own);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_spread_it_is_the_plan),
        cmocka_unit_test(one_triangle_has_its_quantiles),
        cmocka_unit_test(other_shapes_have_their_means),
        cmocka_unit_test(threads_change_nothing),
        cmocka_unit_test(both_ways_agree),
        cmocka_unit_test(shares_of_a_chain_add_up),
        cmocka_unit_test(a_common_driver_widens_the_whole),
        cmocka_unit_test(who_waits_for_whom_waits_in_every_sample),
        cmocka_unit_test(drivers_have_their_shares),
        cmocka_unit_test(observed_durations_are_drawn_as_they_were),
        cmocka_unit_test(bad_spreads_are_refused),
        cmocka_unit_test(refused_memory_is_an_error),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
