/* test_formula.c - formulas: values, units, faults with their place. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "gauge/formula.h"

static const struct { const char *name, *unit; double now, month_ago, year_ago; } known[] = {
    {"rd", "亿元", 28, 26, 25}, {"gdp", "亿元", 1000, 980, 900}, {"tax", "万元", 5000, 4000, 2500},
    {"firms", "家", 120, 110, 100}, {"people", "万人", 30, 30, 29}, {"研发", "亿元", 28, 26, 25},
    {"A-01", "%", 12, 11, 10}, {"gone", "家", NAN, NAN, NAN}};

static bool find(void *data, gt_str name, int64_t *id, gt_str *unit)
{
    (void)data;
    for (size_t at = 0; at < GT_LEN(known); at++)
        if (gt_str_eq(name, gt_str_from(known[at].name))) {
            *id = (int64_t)at;
            *unit = gt_str_from(known[at].unit);
            return true;
        }
    return false;
}

static double value_of(void *data, int64_t id, int back)
{
    (void)data;
    return back == 0 ? known[id].now : back == 1 ? known[id].month_ago : known[id].year_ago;
}

static const struct gt_formula_names names = {find, NULL};

static const struct good { const char *text, *unit; double want; } goods[] = {
    {"rd / gdp", "%", 2.8}, {"rd / gdp", "‰", 28}, {"研发÷gdp", "%", 2.8}, {"1 + 2 * 3", "", 7},
    {"（1 + 2）× 3", "", 9}, {"-2 - -3", "", 1}, {"10 / 4 / 5", "", 0.5}, {"2 - 3 - 4", "", -5},
    {"rd + tax", "亿元", 28.5}, {"rd + tax", "万元", 285000}, {"rd / people", "元/人", 28e8 / 30e4},
    {"yoy(firms)", "%", 20}, {"diff(firms)", "家", 20}, {"prev(rd)", "亿元", 26},
    {"[A-01] + 3%", "%", 15}, {"max(rd, tax, gdp)", "亿元", 1000}, {"min(rd, tax)", "亿元", 0.5},
    {"avg(firms, 2 * firms)", "家", 180}, {"sum(firms, firms, firms)", "家", 360}, {"abs(0 - 5)", "", 5},
    {"rd\n/\ngdp", "%", 2.8}, {"yoy(rd) - yoy(gdp)", "个百分点", 12 - 100.0 / 9}, {"+5", "", 5},
    {"gone * 2", "家", NAN}, {"firms / (firms - firms)", "", NAN}, {"max(firms, gone)", "家", NAN},
};

static const struct bad { const char *text, *unit; gt_rc rc; const char *says; } bads[] = {
    {"", "", GT_EPARSE, "column 1: the formula ends"}, {"rd +", "亿元", GT_EPARSE, "line 1, column 5"},
    {"rd + firms", "亿元", GT_EPARSE, "line 1, column 4: these have different units"},
    {"rd /\n  nobody", "", GT_EPARSE, "line 2, column 3: no indicator is called nobody"},
    {"rd / gdp", "亿元", GT_EPARSE, "another kind"}, {"(rd", "亿元", GT_EPARSE, "column 1: this bracket is never closed"},
    {"rd)", "亿元", GT_EPARSE, "column 3: this bracket was never opened"}, {"rd gdp", "", GT_EPARSE, "column 4: an operator"},
    {"sum(rd, firms)", "亿元", GT_EPARSE, "column 1: these have different"}, {"rd, gdp", "", GT_EPARSE, "a comma"},
    {"yoy(rd + gdp)", "%", GT_EPARSE, "a closing bracket is missing"}, {"yoy(3)", "%", GT_EPARSE, "the name of one"},
    {"log(rd)", "", GT_EPARSE, "no such function"}, {"1.2.3", "", GT_EPARSE, "no number"}, {"abs(1, 2)", "", GT_EPARSE, "one value"},
    {"firms + 5", "家", GT_EPARSE, "different units"}, {"rd @ gdp", "", GT_EPARSE, "column 4: an operator"},
    {"[rd", "亿元", GT_OK, ""}, {"()", "", GT_EPARSE, "a value is missing"}, {"sum()", "", GT_EPARSE, "a value is missing"},
    {"rd\1", "亿元", GT_EPARSE, "an operator"},
};

static struct gt_arena *arena;

static void formulas_that_are_right(void **state)
{
    (void)state;
    for (size_t at = 0; at < GT_LEN(goods); at++) {
        struct gt_formula formula;
        struct gt_err err = {0};
        double got;

        if (gt_formula_parse(gt_str_from(goods[at].text), gt_str_from(goods[at].unit), &names, arena,
                             &formula, &err) != GT_OK)
            fail_msg("%s: %s", goods[at].text, err.text[GT_LANG_EN]);
        got = gt_formula_eval(&formula, value_of, NULL);
        if (isnan(goods[at].want) ? !isnan(got) : !(fabs(got - goods[at].want) < 1e-6))
            fail_msg("%s: %g, not %g", goods[at].text, got, goods[at].want);
    }
}

static void faults_have_a_place(void **state)
{
    (void)state;
    for (size_t at = 0; at < GT_LEN(bads); at++) {
        struct gt_formula formula;
        struct gt_err err = {0};
        const gt_rc rc = gt_formula_parse(gt_str_from(bads[at].text), gt_str_from(bads[at].unit), &names,
                                          arena, &formula, &err);

        if (rc != bads[at].rc || strstr(err.text[GT_LANG_EN], bads[at].says) == NULL)
            fail_msg("%s: %s: %s", bads[at].text, gt_rc_name(rc), err.text[GT_LANG_EN]);
        if (rc != GT_OK)
            assert_true(strlen(err.text[GT_LANG_ZH]) > 0);
    }
}

static void depth_and_length_have_limits(void **state)
{
    static char text[4096];
    struct gt_formula formula;

    (void)state;
    for (size_t at = 0; at < 1000; at++)
        text[at] = '(';
    assert_int_equal(gt_formula_parse(gt_str_from(text), GT_STR(""), &names, arena, &formula, NULL), GT_ELIMIT);
    for (size_t at = 0; at < 3000; at++)
        text[at] = '1';
    assert_int_equal(gt_formula_parse(gt_str_from(text), GT_STR(""), &names, arena, &formula, NULL), GT_ELIMIT);
    memset(text, 0, sizeof text); /* 1-(1-(1-... holds a value and two marks a level */
    for (size_t at = 0; at < 600; at += 3)
        memcpy(text + at, "1-(", 3);
    assert_int_equal(gt_formula_parse(gt_str_from(text), GT_STR(""), &names, arena, &formula, NULL), GT_ELIMIT);
}

static void memory_that_is_refused(void **state)
{
    gt_rc rc = GT_ENOMEM;

    (void)state;
    for (int64_t n = 0; rc != GT_OK; n++) {
        struct gt_arena *one = NULL;
        struct gt_formula formula;

        assert_true(n < 100);
        (void)gt_alloc_fail_at(n);
        rc = gt_arena_create(1 << 20, &one);
        if (rc == GT_OK)
            rc = gt_formula_parse(GT_STR("sum(rd, tax) / gdp"), GT_STR("%"), &names, one, &formula, NULL);
        (void)gt_alloc_fail_at(-1);
        gt_arena_destroy(one);
        assert_true(rc == GT_OK || rc == GT_ENOMEM);
    }
}

static void who_uses_whom(void **state)
{
    const uint32_t a[] = {1, 2}, b[] = {2}, c[] = {0};
    struct gt_formula_uses uses[3] = {{a, 2}, {b, 1}, {NULL, 0}};
    uint32_t order[3], cycle = 9;

    (void)state;
    assert_int_equal(gt_formula_order(uses, 3, arena, order, &cycle, NULL), GT_OK);
    assert_int_equal(order[0], 2);
    assert_int_equal(order[1], 1);
    assert_int_equal(order[2], 0);
    uses[2] = (struct gt_formula_uses){c, 1};
    assert_int_equal(gt_formula_order(uses, 3, arena, order, &cycle, NULL), GT_ECYCLE);
    assert_true(cycle < 3);
}

static void units_of_all_kinds(void **state)
{
    struct gt_unit_dim a, b;

    (void)state;
    assert_int_equal(gt_unit_parse(GT_STR("亿元/万人"), &a, NULL), GT_OK);
    assert_true(fabs(a.scale - 1e4) < 1e-6);
    assert_int_equal(gt_unit_parse(GT_STR("元/人"), &b, NULL), GT_OK);
    assert_true(gt_unit_alike(&a, &b));
    assert_int_equal(gt_unit_parse(GT_STR("人/元"), &b, NULL), GT_OK);
    assert_false(gt_unit_alike(&a, &b));
    assert_int_equal(gt_unit_parse(GT_STR("a/b/c/d/e/f/g"), &b, NULL), GT_ELIMIT);
    assert_int_equal(gt_unit_parse(GT_STR("元/元"), &b, NULL), GT_OK);
    assert_int_equal(b.count, 0);
}

static int up(void **state) { (void)state; return gt_arena_create(1 << 24, &arena) == GT_OK ? 0 : -1; }
static int down(void **state) { (void)state; gt_arena_destroy(arena); return 0; }

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formulas_that_are_right), cmocka_unit_test(faults_have_a_place),
        cmocka_unit_test(depth_and_length_have_limits), cmocka_unit_test(memory_that_is_refused),
        cmocka_unit_test(who_uses_whom), cmocka_unit_test(units_of_all_kinds),
    };

    return cmocka_run_group_tests(tests, up, down);
}
