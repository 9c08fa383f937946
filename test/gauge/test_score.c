/* test_score.c - every scoring rule with a worked example; places. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "gauge/rank.h"
#include "gauge/score.h"

static void near(double got, double want, const char *name)
{
    if (!(fabs(got - want) < 1e-6))
        fail_msg("%s: %g, not %g", name, got, want);
}

#define LADDER {{1, 1}, {0.9, 0.8}, {0.8, 0.5}}, 3
static const struct score_case {
    const char *name;
    struct gt_score_rule rule;
    struct gt_score_facts facts;
    double points;
    bool veto;
    const char *sum;
} cases[] = {
    {"full marks at the target", {.kind = GT_SCORE_FULL, .weight = 10}, {GT_AIM_UP, 4000, 4000, 0, 0}, 10, false, "10, reached: 10"},
    {"nothing just under it", {.kind = GT_SCORE_FULL, .weight = 10}, {GT_AIM_UP, 3999, 4000, 0, 0}, 0, false, "10, not reached: 0"},
    {"pro rata below", {.kind = GT_SCORE_PRORATA, .weight = 12, .bonus_max = 4}, {GT_AIM_UP, 923, 1000, 0, 0}, 11.076, false,
     "12 × 92.3% = 11.08"},
    {"a tenth above gives a tenth of the weight", {.kind = GT_SCORE_PRORATA, .weight = 12, .bonus_max = 4}, {GT_AIM_UP, 1100, 1000,
     0, 0}, 13.2, false, "12 + bonus 1.2 (cap 4) = 13.2"},
    {"the bonus has a cap", {.kind = GT_SCORE_PRORATA, .weight = 12, .bonus_max = 4}, {GT_AIM_UP, 2000, 1000, 0, 0}, 16, false,
     "12 + bonus 4 (cap 4) = 16"},
    {"under the floor nothing", {.kind = GT_SCORE_PRORATA, .weight = 12, .floor = 0.6}, {GT_AIM_UP, 599, 1000, 0, 0}, 0, false,
     "12; reached 59.9%, under the floor of 60%: nothing"},
    {"lower is better: target over reading", {.kind = GT_SCORE_PRORATA, .weight = 10}, {GT_AIM_DOWN, 5, 4, 0, 0}, 8, false,
     "10 × 80% = 8"},
    {"inside a band", {.kind = GT_SCORE_PRORATA, .weight = 10}, {GT_AIM_BAND, 2.5, 0, 2, 3}, 10, false, "10 × 100% = 10"},
    {"above a band", {.kind = GT_SCORE_PRORATA, .weight = 10}, {GT_AIM_BAND, 4, 0, 2, 3}, 7.5, false, "10 × 75% = 7.5"},
    {"the ladder's middle step", {.kind = GT_SCORE_STEPS, .weight = 20, .steps = LADDER}, {GT_AIM_UP, 95, 100, 0, 0}, 16, false,
     "reached 95%: 20 × 80% = 16"},
    {"below the ladder", {.kind = GT_SCORE_STEPS, .weight = 20, .steps = LADDER}, {GT_AIM_UP, 79, 100, 0, 0}, 0, false,
     "reached 79%: 20 × 0% = 0"},
    {"two accidents at 1.5 each", {.kind = GT_SCORE_DEDUCT, .weight = 10, .each = 1.5}, {GT_AIM_DOWN, 2, NAN, 0, 0}, 7, false,
     "10 − 3 = 7"},
    {"never below nothing", {.kind = GT_SCORE_DEDUCT, .weight = 10, .each = 6}, {GT_AIM_DOWN, 3, NAN, 0, 0}, 0, false, "10 − 10 = 0"},
    {"a veto beside full marks", {.kind = GT_SCORE_PRORATA, .weight = 5, .veto = true, .veto_below = 1}, {GT_AIM_UP, 3, 3.2, 0, 0},
     4.6875, true, "5 × 93.8% = 4.69; bars the grade excellent"},
    {"no reading counts nothing and says so", {.kind = GT_SCORE_PRORATA, .weight = 5}, {GT_AIM_UP, NAN, 3.2, 0, 0}, 0, false,
     "no reading or no target: 0 for now"},
};

static void every_rule_with_its_sum(void **state)
{
    (void)state;
    for (size_t at = 0; at < GT_LEN(cases); at++) {
        const struct gt_score score = gt_score_of(&cases[at].rule, &cases[at].facts);
        struct gt_buf buf;

        assert_int_equal(gt_score_check(&cases[at].rule, NULL), GT_OK);
        near(score.points, cases[at].points, cases[at].name);
        near(score.points, score.base + score.bonus - score.minus, "its own sum");
        assert_int_equal(score.veto, cases[at].veto);
        gt_buf_init(&buf, 1000);
        gt_score_sum_text(&buf, &cases[at].rule, &score, GT_LANG_EN);
        assert_string_equal(buf.at, cases[at].sum);
        gt_buf_reset(&buf);
        gt_score_sum_text(&buf, &cases[at].rule, &score, GT_LANG_ZH);
        assert_true(buf.len > 0);
        gt_buf_clear(&buf);
    }
}

static void a_sheet_adds_up(void **state)
{
    const struct gt_score_rule rules[3] = {{.kind = GT_SCORE_FULL, .weight = 50},
                                           {.kind = GT_SCORE_PRORATA, .weight = 40, .bonus_max = 4},
                                           {.kind = GT_SCORE_PRORATA, .weight = 10, .veto = true, .veto_below = 1}};
    const struct gt_score_facts facts[3] = {{GT_AIM_UP, 10, 10, 0, 0}, {GT_AIM_UP, 120, 100, 0, 0},
                                            {GT_AIM_UP, 9, 10, 0, 0}};
    struct gt_score scores[3];
    struct gt_score_total total;

    (void)state;
    for (int at = 0; at < 3; at++)
        scores[at] = gt_score_of(&rules[at], &facts[at]);
    total = gt_score_total_of(rules, scores, 3, &gt_grade_rules_default);
    near(total.points, 50 + 44 + 9, "50 + 44 + 9");
    near(total.bonus, 4, "the bonus stands apart");
    assert_int_equal(total.vetoes, 1);
    assert_int_equal(total.grade, GT_GRADE_GOOD); /* 103 points, but barred */
    total = gt_score_total_of(rules, scores, 2, &gt_grade_rules_default);
    assert_int_equal(total.grade, GT_GRADE_EXCELLENT);
    total = gt_score_total_of(rules, scores, 0, &gt_grade_rules_default);
    near(total.percent, 0, "an empty sheet");
}

static void rules_that_are_refused(void **state)
{
    const struct gt_score_rule bad[] = {
        {.kind = GT_SCORE_FULL, .weight = -1}, {.kind = GT_SCORE_FULL, .weight = NAN},
        {.kind = GT_SCORE_PRORATA, .weight = 1, .bonus_max = -1}, {.kind = GT_SCORE_PRORATA, .weight = 1, .floor = 2},
        {.kind = GT_SCORE_STEPS, .weight = 1}, {.kind = GT_SCORE_DEDUCT, .weight = 1, .each = -2},
        {.kind = GT_SCORE_STEPS, .weight = 1, .steps = {{0.8, 0.5}, {0.9, 1}}, .step_count = 2},
        {.kind = GT_SCORE_FULL, .weight = 1, .veto = true, .veto_below = -1}, {.kind = GT_SCORES}};

    (void)state;
    for (size_t at = 0; at < GT_LEN(bad); at++)
        assert_int_equal(gt_score_check(&bad[at], NULL), GT_EINVAL);
}

static void places(void **state)
{
    const double values[6] = {3, 5, 5, NAN, 1, 4};
    struct gt_place_of out[6];
    struct gt_arena *arena = NULL;

    (void)state;
    assert_int_equal(gt_arena_create(1 << 20, &arena), GT_OK);
    assert_int_equal(gt_rank(values, 6, GT_AIM_UP, 0, 0, arena, out, NULL), GT_OK);
    assert_int_equal(out[1].place, 1);
    assert_int_equal(out[2].place, 1);
    assert_int_equal(out[5].place, 3);
    assert_int_equal(out[0].place, 4);
    assert_int_equal(out[4].place, 5);
    assert_int_equal(out[3].place, 0);
    assert_int_equal(out[1].ranked, 5);
    assert_int_equal(out[4].group, 5);
    assert_int_equal(gt_rank(values, 6, GT_AIM_DOWN, 0, 0, arena, out, NULL), GT_OK);
    assert_int_equal(out[4].place, 1);
    assert_int_equal(gt_rank(values, 6, GT_AIM_BAND, 3, 4, arena, out, NULL), GT_OK);
    assert_int_equal(out[0].place, 1);
    assert_int_equal(out[5].place, 1);
    assert_int_equal(gt_rank_change(45, 2), 43);
    assert_int_equal(gt_rank_change(0, 2), 0);
    assert_int_equal(gt_rank(values, 0, GT_AIM_UP, 0, 0, arena, out, NULL), GT_OK);
    gt_arena_destroy(arena);
    assert_int_equal(gt_arena_create(16, &arena), GT_OK); /* no room for six */
    assert_int_equal(gt_rank(values, 6, GT_AIM_UP, 0, 0, arena, out, NULL), GT_ENOMEM);
    gt_arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rule_with_its_sum), cmocka_unit_test(a_sheet_adds_up),
        cmocka_unit_test(rules_that_are_refused), cmocka_unit_test(places),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
