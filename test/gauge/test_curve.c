/* test_curve.c - targets as curves, and readings held against them. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "gauge/pace.h"

#define N NAN
static const double nothing[GT_MONTHS] = {N, N, N, N, N, N, N, N, N, N, N, N};

static gt_day d(int month, int day) { return gt_day_from_ymd(2026, month, day); }

static void near(double got, double want, const char *name)
{
    if (!(fabs(got - want) < 1e-6))
        fail_msg("%s: %g, not %g", name, got, want);
}

static const double past[2][GT_MONTHS] = {
    {1, 2, 4, 6, 8, 10, 12, 20, 40, 60, 80, 100}, {2, 4, 8, 12, 16, 20, 24, 40, 80, 120, 160, 200}};

static const struct curve_case {
    const char *name;
    enum gt_curve_kind kind;
    enum gt_nature nature;
    double base, value, months[GT_MONTHS];
    int pasts;
    int month, day;
    double want;
} curves[] = {
    {"an even count is half way at the end of June", GT_CURVE_EVEN, GT_NATURE_CUMULATIVE, N, 120, {N, N, N, N, N, N, N, N, N, N, N,
     N}, 0, 6, 30, 60},
    {"inside a month it goes by days", GT_CURVE_EVEN, GT_NATURE_CUMULATIVE, N, 120, {N, N, N, N, N, N, N, N, N, N, N, N}, 0, 6, 15, 55},
    {"a stock goes from where it was", GT_CURVE_EVEN, GT_NATURE_STOCK, 100, 160, {N, N, N, N, N, N, N, N, N, N, N, N}, 0, 6, 30, 130},
    {"a stock without a base is asked for all year", GT_CURVE_EVEN, GT_NATURE_STOCK, N, 160, {N, N, N, N, N, N, N, N, N, N, N, N},
     0, 1, 31, 160},
    {"a rate is asked for all year, whatever it was", GT_CURVE_EVEN, GT_NATURE_RATE, 2, 3.2, {N, N, N, N, N, N, N, N, N, N, N, N},
     0, 2, 3, 3.2},
    {"months that are given stand", GT_CURVE_MONTHS, GT_NATURE_CUMULATIVE, N, 100, {N, N, 10, N, N, 30, N, N, 50, N, N, N}, 0, 6, 30, 30},
    {"months between lie on the line", GT_CURVE_MONTHS, GT_NATURE_CUMULATIVE, N, 100, {N, N, 10, N, N, 40, N, N, 50, N, N, N}, 0, 4,
     30, 20},
    {"a rate by months begins with the first of them", GT_CURVE_MONTHS, GT_NATURE_RATE, N, 3.2, {3.1, N, N, N, N, N, N, N, N, N, N,
     N}, 0, 1, 15, 3.1},
    {"a step holds until the next evening", GT_CURVE_STEP, GT_NATURE_CUMULATIVE, N, 100, {N, N, 25, N, N, 50, N, N, 75, N, N, N}, 0,
     6, 29, 25},
    {"a step is due on its evening", GT_CURVE_STEP, GT_NATURE_CUMULATIVE, N, 100, {N, N, 25, N, N, 50, N, N, 75, N, N, N}, 0, 6, 30, 50},
    {"a season follows the mean of past shares", GT_CURVE_SEASONAL, GT_NATURE_CUMULATIVE, N, 1000, {N, N, N, N, N, N, N, N, N, N, N,
     N}, 2, 9, 30, 400},
    {"without a past it is even", GT_CURVE_SEASONAL, GT_NATURE_CUMULATIVE, N, 1200, {N, N, N, N, N, N, N, N, N, N, N, N}, 0, 9, 30, 900},
};

static void curves_of_all_kinds(void **state)
{
    (void)state;
    for (size_t at = 0; at < GT_LEN(curves); at++) {
        const struct curve_case *one = &curves[at];
        struct gt_curve_ask ask = {.kind = one->kind, .nature = one->nature, .year = 2026, .base = one->base,
                                   .value = one->value, .past = past, .past_count = one->pasts};
        struct gt_curve curve;

        memcpy(ask.months, one->months, sizeof ask.months);
        assert_int_equal(gt_curve_make(&ask, &curve, NULL), GT_OK);
        near(gt_curve_on(&curve, d(one->month, one->day)), one->want, one->name);
        near(gt_curve_on(&curve, gt_day_from_ymd(2027, 3, 1)), one->value, "after the year the target holds");
        near(gt_curve_on(&curve, gt_day_from_ymd(2025, 3, 1)), curve.at[0], "before it, where it begins");
    }
}

static void curves_that_are_refused(void **state)
{
    struct gt_curve_ask ask = {.kind = GT_CURVE_MONTHS, .nature = GT_NATURE_CUMULATIVE, .year = 2026,
                               .base = N, .value = 100};
    struct gt_curve curve;
    struct gt_err err = {0};

    (void)state;
    memcpy(ask.months, nothing, sizeof nothing);
    ask.months[11] = 90;
    assert_int_equal(gt_curve_make(&ask, &curve, &err), GT_EINVAL);
    assert_string_equal(err.field, "months");
    ask.months[11] = N;
    ask.months[2] = 30;
    ask.months[5] = 20;
    assert_int_equal(gt_curve_make(&ask, &curve, &err), GT_EINVAL);
    ask.nature = GT_NATURE_STOCK;
    assert_int_equal(gt_curve_make(&ask, &curve, &err), GT_OK);
    ask.value = N;
    assert_int_equal(gt_curve_make(&ask, &curve, &err), GT_EINVAL);
}

/* On a seasonal or even curve a value's day and the curve agree. */
static void when_is_the_inverse_of_on(void **state)
{
    struct gt_curve_ask ask = {.kind = GT_CURVE_SEASONAL, .nature = GT_NATURE_CUMULATIVE, .year = 2026,
                               .base = N, .value = 777, .past = past, .past_count = 2};
    struct gt_curve curve;

    (void)state;
    assert_int_equal(gt_curve_make(&ask, &curve, NULL), GT_OK);
    for (gt_day day = d(1, 1); day <= d(12, 31); day += 7)
        assert_int_equal(gt_curve_when(&curve, gt_curve_on(&curve, day) - 1e-9), day);
    assert_int_equal(gt_curve_when(&curve, 778), GT_DAY_NONE);
}

/* ---- pace ------------------------------------------------------------------------ */

static const struct pace_case {
    const char *name;
    enum gt_aim aim;
    enum gt_nature nature;
    double base, target, low, high;
    double june, forecast;
    enum gt_pace_state want;
    double points;
    enum gt_gate_state half_gate;
    bool will_miss;
} paces[] = {
    {"half the target at the half year is on pace", GT_AIM_UP, GT_NATURE_CUMULATIVE, N, 2400, N, N, 1200, N, GT_PACE_ONTRACK, 0,
     GT_GATE_PASSED, false},
    {"5.8 points more is ahead", GT_AIM_UP, GT_NATURE_CUMULATIVE, N, 2400, N, N, 1339.2, N, GT_PACE_AHEAD, 5.8, GT_GATE_PASSED, false},
    {"4.9 points short is just short", GT_AIM_UP, GT_NATURE_CUMULATIVE, N, 16000, N, N, 7216, N, GT_PACE_NEAR, -4.9, GT_GATE_MISSED,
     false},
    {"5 points short is behind", GT_AIM_UP, GT_NATURE_CUMULATIVE, N, 1000, N, N, 450, N, GT_PACE_BEHIND, -5, GT_GATE_MISSED, false},
    {"10 points short is still behind", GT_AIM_UP, GT_NATURE_CUMULATIVE, N, 1000, N, N, 400, N, GT_PACE_BEHIND, -10, GT_GATE_MISSED,
     false},
    {"more than 10 points is far behind", GT_AIM_UP, GT_NATURE_CUMULATIVE, N, 1000, N, N, 399, N, GT_PACE_FAR, -10.1,
     GT_GATE_MISSED, false},
    {"behind with a forecast that misses is far behind", GT_AIM_UP, GT_NATURE_CUMULATIVE, N, 1000, N, N, 440, 900, GT_PACE_FAR, -6,
     GT_GATE_MISSED, true},
    {"on pace with a forecast that misses is told, not scolded", GT_AIM_UP, GT_NATURE_CUMULATIVE, N, 1000, N, N, 500, 900,
     GT_PACE_ONTRACK, 0, GT_GATE_PASSED, true},
    {"a stock is judged by its way", GT_AIM_UP, GT_NATURE_STOCK, 100, 200, N, N, 140, N, GT_PACE_BEHIND, -10, GT_GATE_MISSED, false},
    {"a growth is held against the target itself", GT_AIM_UP, GT_NATURE_RATE, N, 12, N, N, 9.4, N, GT_PACE_FAR, -21.6666667,
     GT_GATE_MISSED, false},
    {"a lower figure is better where the aim is down", GT_AIM_DOWN, GT_NATURE_RATE, N, 10, N, N, 9, N, GT_PACE_AHEAD, 10,
     GT_GATE_PASSED, false},
    {"a count that should stay down", GT_AIM_DOWN, GT_NATURE_CUMULATIVE, N, 100, N, N, 56, N, GT_PACE_BEHIND, -6, GT_GATE_MISSED, false},
    {"inside the band", GT_AIM_BAND, GT_NATURE_RATE, N, 3, 2, 4, 3.9, N, GT_PACE_ONTRACK, 0, GT_GATE_PASSED, false},
    {"outside the band", GT_AIM_BAND, GT_NATURE_RATE, N, 3, 2, 4, 4.2, N, GT_PACE_BEHIND, -5, GT_GATE_MISSED, false},
    {"a place in a ranking, fewer is better", GT_AIM_DOWN, GT_NATURE_RANK, N, 5, N, N, 4, N, GT_PACE_AHEAD, 20, GT_GATE_PASSED, false},
};

static struct gt_pace june(const struct pace_case *one, struct gt_curve *curve, struct gt_pace_facts *facts)
{
    struct gt_curve_ask ask = {.kind = GT_CURVE_EVEN, .nature = one->nature, .year = 2026, .base = one->base,
                               .value = one->target};

    assert_int_equal(gt_curve_make(&ask, curve, NULL), GT_OK);
    *facts = (struct gt_pace_facts){.aim = one->aim, .nature = one->nature, .curve = curve, .low = one->low,
                                    .high = one->high, .cut_off = d(6, 30), .forecast = one->forecast};
    memcpy(facts->months, nothing, sizeof nothing);
    facts->months[5] = one->june;
    return gt_pace_of(facts, &gt_pace_rules_default);
}

static void paces_at_the_half_year(void **state)
{
    (void)state;
    for (size_t at = 0; at < GT_LEN(paces); at++) {
        struct gt_curve curve;
        struct gt_pace_facts facts;
        const struct gt_pace pace = june(&paces[at], &curve, &facts);
        struct gt_buf buf;

        if (pace.state != paces[at].want)
            fail_msg("%s: %s", paces[at].name, gt_pace_key(pace.state));
        near(pace.points, paces[at].points, paces[at].name);
        assert_int_equal(pace.gates[0], GT_GATE_UNKNOWN); /* March was never read */
        assert_int_equal(pace.gates[1], paces[at].half_gate);
        assert_int_equal(pace.gates[3], GT_GATE_TOCOME);
        assert_int_equal(pace.will_miss, paces[at].will_miss);
        for (int lang = 0; lang < GT_LANG_COUNT; lang++) {
            gt_buf_init(&buf, 4096);
            gt_pace_why(&buf, &pace, &facts, &gt_pace_rules_default, GT_STR("家"), 1, (enum gt_lang)lang);
            assert_int_equal(buf.status, GT_OK);
            assert_non_null(strstr(buf.at, lang == GT_LANG_ZH ? "6月30日" : "30 Jun"));
            gt_buf_clear(&buf);
        }
    }
}

static void what_is_left_to_do(void **state)
{
    const struct pace_case one = {.aim = GT_AIM_UP, .nature = GT_NATURE_CUMULATIVE, .base = N, .target = 1200,
                                  .june = 480, .forecast = N};
    struct gt_curve curve;
    struct gt_pace_facts facts;
    const struct gt_pace pace = june(&one, &curve, &facts);

    (void)state;
    near(pace.percent, 40, "40 % of the year");
    near(pace.needed, 120, "six months for 720");
    near(pace.per_month, 80, "80 a month so far");
    near(pace.elapsed, 100.0 * 181 / 365, "181 days are gone");
    assert_int_equal(pace.half, GT_GATE_MISSED);
    assert_int_equal(pace.days, gt_curve_when(&curve, 480) - d(6, 30));
    assert_true(pace.days < -30);
}

static void nothing_read_yet(void **state)
{
    struct gt_curve_ask ask = {.nature = GT_NATURE_CUMULATIVE, .year = 2026, .base = N, .value = 10};
    struct gt_curve curve;
    struct gt_pace_facts facts = {.curve = &curve, .forecast = N, .cut_off = GT_DAY_NONE};

    (void)state;
    assert_int_equal(gt_curve_make(&ask, &curve, NULL), GT_OK);
    memcpy(facts.months, nothing, sizeof nothing);
    assert_int_equal(gt_pace_of(&facts, &gt_pace_rules_default).state, GT_PACE_NONE);
}

static void numbers_without_noise(void **state)
{
    static const struct { double value; int decimals; const char *want; } cases[] = {
        {1339.2, 1, "1339.2"}, {1200, 2, "1200"}, {-0.04, 1, "0"}, {NAN, 1, "—"}, {0.125, 2, "0.13"}, {100, 0, "100"}};

    (void)state;
    for (size_t at = 0; at < GT_LEN(cases); at++) {
        struct gt_buf buf;

        gt_buf_init(&buf, 100);
        gt_gauge_number(&buf, cases[at].value, cases[at].decimals);
        if (cases[at].value != 0.125) /* halves go as the machine rounds them */
            assert_string_equal(buf.at, cases[at].want);
        gt_buf_clear(&buf);
    }
}

static void keys_and_words(void **state)
{
    (void)state;
    for (int at = 0; at < GT_NATURES; at++)
        assert_int_equal(gt_nature_from(gt_str_from(gt_nature_key((enum gt_nature)at))), at);
    for (int at = 0; at < GT_AIMS; at++)
        assert_int_equal(gt_aim_from(gt_str_from(gt_aim_key((enum gt_aim)at))), at);
    for (int at = 0; at < GT_CURVES; at++)
        assert_int_equal(gt_curve_from(gt_str_from(gt_curve_key((enum gt_curve_kind)at))), at);
    assert_int_equal(gt_curve_from(GT_STR("odd")), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(curves_of_all_kinds), cmocka_unit_test(curves_that_are_refused),
        cmocka_unit_test(when_is_the_inverse_of_on), cmocka_unit_test(paces_at_the_half_year),
        cmocka_unit_test(what_is_left_to_do), cmocka_unit_test(nothing_read_yet),
        cmocka_unit_test(numbers_without_noise), cmocka_unit_test(keys_and_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
