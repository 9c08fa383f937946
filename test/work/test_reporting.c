/* test_reporting.c - periods and due days, over the calendar of 2026. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "plan/holiday.h"
#include "work/reporting.h"

static struct gt_arena *arena;
static struct gt_cal work;

static int set_up(void **state)
{
    const struct gt_week week = gt_week_office();
    struct gt_holidays holidays;

    (void)state;
    assert_int_equal(gt_arena_create(64 << 20, &arena), GT_OK);
    gt_holidays_init(&holidays, arena);
    assert_int_equal(gt_holidays_builtin(&holidays, NULL), GT_OK);
    return gt_holidays_cal(arena, &holidays, &week, GT_DAY_MIN, GT_DAY_MAX, GT_UNIT_DAY,
                           GT_STR("work days"), &work, NULL) == GT_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    gt_arena_destroy(arena);
    return 0;
}

static gt_day day(const char *text)
{
    gt_day out = GT_DAY_NONE;

    if (!gt_day_parse(gt_str_from(text), &out))
        fail_msg("%s is no day", text);
    return out;
}

static const struct due_case { const char *name, *period, *rule, *due; } due_cases[] = {
    {"the fifth-last work day of a month without holidays", "2026-07", "workday:-5", "2026-07-27"},
    {"the fifth-last work day of a month that ends on a weekend", "2026-05", "workday:-5", "2026-05-25"},
    {"the fifth-last work day counts back over a festival", "2026-09", "workday:-5", "2026-09-23"},
    {"the fifth-last work day counts a make-up Saturday", "2026-02", "workday:-5", "2026-02-24"},
    {"the last work day of a month whose end is a weekend", "2026-02", "workday:-1", "2026-02-28"},
    {"day 10 of the next month", "2026-06", "next:10", "2026-07-10"},
    {"day 10 on a Saturday that is a make-up day stays", "2026-09", "next:10", "2026-10-10"},
    {"day 11 on a Sunday moves on to Monday", "2026-09", "next:11", "2026-10-12"},
    {"day 31 of a shorter next month is its last day", "2026-08", "next:31", "2026-09-30"},
    {"day 5 of the next quarter's first month on a Sunday", "2026-Q2", "next:5", "2026-07-06"},
    {"day 5 behind the national holidays", "2026-Q3", "next:5", "2026-10-08"},
    {"the next year's first month", "2026-Q4", "next:5", "2027-01-05"},
    {"the first work day after ten days", "2026-07-T1", "workday:+1", "2026-07-13"},
    {"the second work day after a month", "2026-04", "workday:+2", "2026-05-07"},
    {"eleven days after the half year", "2026-H1", "after:11", "2026-07-13"},
    {"the last work day of a plain week", "2026-W28", "workday:-1", "2026-07-10"},
    {"the last work day of a week with a make-up day", "2026-W19", "workday:-1", "2026-05-09"},
    {"a week of holidays only is due when work begins again", "2026-W08", "workday:-1", "2026-02-24"},
    {"the Friday of a week", "2026-W28", "weekday:5", "2026-07-10"},
    {"a Friday that is off gives the work day before it", "2026-W25", "weekday:5", "2026-06-18"},
    {"day 10 after a week is in the month after it", "2026-W28", "next:10", "2026-08-10"},
    {"a day that works is due the same day", "2026-07-08", "after:0", "2026-07-08"},
    {"a day off is due on the next work day", "2026-07-11", "after:0", "2026-07-13"},
};

static void due_days(void **state)
{
    (void)state;
    for (size_t at = 0; at < GT_LEN(due_cases); at++) {
        const struct due_case *c = &due_cases[at];
        struct gt_period period;
        struct gt_due_rule rule;
        char got[GT_DAY_TEXT], text[GT_DUE_TEXT];

        if (!gt_period_parse(gt_str_from(c->period), &period) || !gt_due_parse(gt_str_from(c->rule), &rule))
            fail_msg("%s: cannot be read", c->name);
        (void)gt_day_text(gt_due_day(rule, period, &work), got);
        if (strcmp(got, c->due) != 0)
            fail_msg("%s: %s instead of %s", c->name, got, c->due);
        assert_string_equal(gt_due_text(rule, text), c->rule);
    }
}

static void wrong_spellings(void **state)
{
    static const char *const keys[] = {"", "2026-", "2026-13", "2026-Q0", "2026-Q5", "2026-H3", "2026-W00",
                                       "2026-W54", "2025-W53", "2026-07-T4", "2026-07-T", "2026-02-30", "26-07",
                                       "S", "S0", "S-3", "S1x", "2026-7", "12026", "2026-07-08x"};
    static const char *const rules[] = {"", "workday", "workday:", "workday:0", "next:0", "next:32", "after:-1",
                                        "weekday:8", "someday:1", "workday:-61", "next:1x"};
    struct gt_period period;
    struct gt_due_rule rule;

    (void)state;
    for (size_t at = 0; at < GT_LEN(keys); at++)
        if (gt_period_parse(gt_str_from(keys[at]), &period))
            fail_msg("%s is taken for a period", keys[at]);
    for (size_t at = 0; at < GT_LEN(rules); at++)
        if (gt_due_parse(gt_str_from(rules[at]), &rule))
            fail_msg("%s is taken for a rule", rules[at]);
}

/* Every day of thirty years lies in its period; periods follow without gap or
 * overlap; keys are read back; a due day is a work day not before its period. */
static void periods_hold(void **state)
{
    (void)state;
    for (int freq = GT_FREQ_DAILY; freq < GT_FREQ_STAGE; freq++)
        for (gt_day at = day("2015-01-01"); at < day("2045-01-01"); at += 1 + at % 3) {
            const struct gt_period period = gt_period_of((enum gt_freq)freq, at);
            const struct gt_period next = gt_period_next(period);
            const struct gt_due_rule rule = gt_due_default((enum gt_freq)freq);
            const gt_day due = gt_due_day(rule, period, &work);
            struct gt_period back;
            char key[GT_PERIOD_KEY];

            assert_true(period.first <= at && at <= period.last);
            assert_int_equal(next.first, period.last + 1);
            assert_true(gt_period_eq(gt_period_prev(next), period));
            assert_true(gt_period_parse(gt_str_from(gt_period_key(period, key)), &back));
            assert_true(gt_period_eq(back, period) && back.last == period.last);
            assert_int_equal(gt_cal_between(&work, due, due + 1), 1);
            assert_true(due >= period.first);
            assert_true(due < gt_due_day(rule, next, &work) || freq == GT_FREQ_DAILY || freq == GT_FREQ_WEEKLY);
        }
}

static void spans(void **state)
{
    static const struct { const char *name; enum gt_freq want; int64_t days; enum gt_freq fit; } cases[] = {
        {"a month fits four weeks", GT_FREQ_MONTHLY, 27, GT_FREQ_MONTHLY},
        {"a month does not fit 26 days: ten days do", GT_FREQ_MONTHLY, 26, GT_FREQ_TENDAY},
        {"a quarter does not fit two months", GT_FREQ_QUARTERLY, 60, GT_FREQ_MONTHLY},
        {"ten days do not fit ten", GT_FREQ_TENDAY, 10, GT_FREQ_WEEKLY},
        {"under a week nobody is asked daily by default", GT_FREQ_MONTHLY, 5, GT_FREQ_STAGE},
        {"daily fits a day when it was asked for", GT_FREQ_DAILY, 3, GT_FREQ_DAILY},
        {"by stage always fits", GT_FREQ_STAGE, 1, GT_FREQ_STAGE},
        {"no reports stay none", GT_FREQ_NONE, 1, GT_FREQ_NONE},
    };

    (void)state;
    for (size_t at = 0; at < GT_LEN(cases); at++)
        if (gt_freq_fit(cases[at].want, cases[at].days) != cases[at].fit)
            fail_msg("%s: %s", cases[at].name, gt_freq_key(gt_freq_fit(cases[at].want, cases[at].days)));
    assert_false(gt_freq_fits(GT_FREQ_WEEKLY, 6));
    assert_true(gt_freq_fits(GT_FREQ_DAILY, 6));
    assert_false(gt_freq_fits(GT_FREQ_MONTHLY, 26));
}

static void reasons(void **state)
{
    static const struct { const char *period, *rule, *en, *zh; } cases[] = {
        {"2026-07", "workday:-5", "monthly, fifth-last work day of July: 27 Jul",
         "每月，7月倒数第5个工作日：7月27日"},
        {"2026-Q2", "next:5", "quarterly, day 5 of the month after Q2: 6 Jul",
         "每季，二季度后首月5日：7月6日"},
        {"2026-W28", "workday:-1", "weekly, last work day of week 28 (6 to 12 July): 10 Jul",
         "每周，第28周（7月6日至12日）最后一个工作日：7月10日"},
        {"2026-07-T3", "workday:+1", "every ten days, first work day after 21 to 31 July: 3 Aug",
         "每旬，7月下旬后第1个工作日：8月3日"},
    };

    (void)state;
    for (size_t at = 0; at < GT_LEN(cases); at++)
        for (int lang = 0; lang < GT_LANG_COUNT; lang++) {
            struct gt_period period;
            struct gt_due_rule rule;
            struct gt_buf buf;

            gt_buf_init(&buf, 1000);
            assert_true(gt_period_parse(gt_str_from(cases[at].period), &period));
            assert_true(gt_due_parse(gt_str_from(cases[at].rule), &rule));
            gt_due_why(&buf, rule, period, &work, 2026, (enum gt_lang)lang);
            assert_string_equal(buf.at, lang == GT_LANG_ZH ? cases[at].zh : cases[at].en);
            gt_buf_clear(&buf);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(due_days), cmocka_unit_test(wrong_spellings), cmocka_unit_test(periods_hold),
        cmocka_unit_test(spans), cmocka_unit_test(reasons),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
