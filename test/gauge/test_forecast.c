/* test_forecast.c - the year's end from the months before. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "gauge/forecast.h"

static const double season[GT_MONTHS] = {4, 5, 8, 7, 7, 10, 6, 6, 10, 8, 9, 20}; /* 100 a year */

/* Readings of a count that goes by the season, `growth` more each year. */
static int counted(double *values, int months, double growth)
{
    double sum = 0, scale = 1;

    for (int at = 0; at < months; at++) {
        if (at % GT_MONTHS == 0) {
            sum = 0;
            scale = at == 0 ? 1 : scale * growth;
        }
        sum += season[at % GT_MONTHS] * scale;
        values[at] = sum;
    }
    return months;
}

static struct gt_forecast run(enum gt_nature nature, const double *values, int count, int horizon)
{
    const struct gt_forecast_ask ask = {.nature = nature, .values = values, .count = count,
                                        .horizon = horizon, .never_falls = true};
    struct gt_forecast out;

    gt_forecast_make(&ask, &out);
    return out;
}

static void near(double got, double want, double slack, const char *name)
{
    if (!(fabs(got - want) <= slack))
        fail_msg("%s: %g, not %g", name, got, want);
}

static void a_season_that_repeats_is_found_again(void **state)
{
    double values[120];
    struct gt_forecast out;

    (void)state;
    (void)counted(values, 42, 1);
    out = run(GT_NATURE_CUMULATIVE, values, 42, 6);
    near(out.at[5], 100, 1e-6, "the year's end");
    near(out.at[0], 47, 1e-6, "July");
    assert_false(out.plain);
    assert_true(out.origins >= 12);
    near(out.high[5] - out.low[5], 0, 1e-6, "nothing was ever missed, so the band has no width");
}

static void growth_goes_on(void **state)
{
    double values[120];
    struct gt_forecast out;

    (void)state;
    (void)counted(values, 54, 1.1);
    out = run(GT_NATURE_CUMULATIVE, values, 54, 6);
    near(out.at[5], 100 * pow(1.1, 4), 4, "the fifth year's end");
    assert_true(out.low[5] <= out.at[5] && out.at[5] <= out.high[5]);
    assert_true(out.low[5] >= values[53]); /* a count does not fall below what is there */
}

/* Noise from a small generator of its own, so that every machine sees the same. */
static double noise(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (double)(*seed >> 8) / (1 << 24) - 0.5;
}

static void the_band_holds_what_comes(void **state)
{
    int inside = 0, tried = 0;

    (void)state;
    print_message("seeds 1 to 200\n");
    for (uint32_t first = 1; first <= 200; first++) {
        double values[60], sum = 0;
        uint32_t seed = first;
        struct gt_forecast out;

        for (int at = 0; at < 60; at++) {
            sum = at % GT_MONTHS == 0 ? 0 : sum;
            sum += season[at % GT_MONTHS] * (1 + 0.01 * at) * (1 + noise(&seed));
            values[at] = sum;
        }
        out = run(GT_NATURE_CUMULATIVE, values, 54, 6);
        inside += values[59] >= out.low[5] && values[59] <= out.high[5];
        tried++;
    }
    print_message("the 80 %% band held %d of %d years\n", inside, tried);
    assert_in_range(inside, 120, 198); /* neither blind nor boundless */
}

static void a_short_past_says_so(void **state)
{
    double values[120];
    struct gt_forecast out;

    (void)state;
    (void)counted(values, 18, 1.2);
    out = run(GT_NATURE_CUMULATIVE, values, 18, 6);
    assert_true(out.plain);
    assert_int_equal(out.method, GT_METHOD_SHARE);
    near(out.at[5], 120, 1e-6, "year to date over last year's share");
    (void)counted(values, 6, 1);
    out = run(GT_NATURE_CUMULATIVE, values, 6, 6);
    assert_int_equal(out.method, GT_METHOD_RUN);
    near(out.at[5], 82, 1e-6, "41 in six months");
    assert_true(out.plain);
    out = run(GT_NATURE_RATE, values, 3, 9);
    assert_int_equal(out.method, GT_METHOD_LAST);
    near(out.at[8], values[2], 0, "a level stays");
    assert_true(isnan(out.low[8])); /* three values have no spread worth telling */
}

static void gaps_lie_on_a_line(void **state)
{
    double values[120];
    struct gt_forecast out;

    (void)state;
    (void)counted(values, 42, 1);
    for (int at = 0; at < 42; at++) /* only quarters are read */
        if (at % 3 != 2)
            values[at] = NAN;
    out = run(GT_NATURE_CUMULATIVE, values, 42, 6);
    near(out.at[5], 100, 1e-6, "quarters suffice");
    for (int at = 24; at < 36; at++) /* a year nobody read */
        values[at] = NAN;
    out = run(GT_NATURE_CUMULATIVE, values, 42, 6);
    assert_true(isfinite(out.at[5]));
}

static void nothing_to_go_by(void **state)
{
    const double none[3] = {NAN, NAN, NAN};
    struct gt_forecast out = run(GT_NATURE_CUMULATIVE, none, 3, 6);

    (void)state;
    assert_int_equal(out.method, GT_METHOD_NONE);
    assert_true(isnan(out.at[0]));
    out = run(GT_NATURE_CUMULATIVE, none, 0, 6);
    assert_int_equal(out.method, GT_METHOD_NONE);
    out = run(GT_NATURE_CUMULATIVE, season, 12, 13);
    assert_int_equal(out.method, GT_METHOD_NONE);
}

static void a_level_with_a_season(void **state)
{
    double values[60];
    struct gt_forecast out;

    (void)state;
    for (int at = 0; at < 60; at++)
        values[at] = 50 + 0.2 * at + season[at % GT_MONTHS];
    out = run(GT_NATURE_STOCK, values, 54, 6);
    near(out.at[5], values[59], 1.5, "December");
    assert_int_not_equal(out.method, GT_METHOD_DRIFT);
}

static void whatever_comes_it_answers(void **state)
{
    uint32_t seed = 7;

    (void)state;
    print_message("seed 7\n");
    for (int round = 0; round < 3000; round++) {
        double values[130];
        const int count = (int)(fabs(noise(&seed)) * 260);
        struct gt_forecast out;

        for (int at = 0; at < count; at++)
            values[at] = noise(&seed) > 0.2 ? NAN : noise(&seed) * 1e6;
        const struct gt_forecast_ask ask = {.nature = (enum gt_nature)(round % GT_NATURES), .values = values,
                                            .count = count, .first_month = round % GT_MONTHS,
                                            .horizon = 1 + round % GT_MONTHS};
        gt_forecast_make(&ask, &out);
        if (out.method != GT_METHOD_NONE)
            for (int step = 0; step < ask.horizon; step++)
                assert_true(isfinite(out.at[step]) && !(out.low[step] > out.high[step]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_season_that_repeats_is_found_again), cmocka_unit_test(growth_goes_on),
        cmocka_unit_test(the_band_holds_what_comes), cmocka_unit_test(a_short_past_says_so),
        cmocka_unit_test(gaps_lie_on_a_line), cmocka_unit_test(nothing_to_go_by),
        cmocka_unit_test(a_level_with_a_season), cmocka_unit_test(whatever_comes_it_answers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
