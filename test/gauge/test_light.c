/* test_light.c - every meaning at its borders, and the reasons. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "gauge/light.h"

/* Monday to Friday, no festivals. */
static int64_t weekdays(const void *data, gt_day a, gt_day b)
{
    int64_t count = 0;

    (void)data;
    for (gt_day day = a < b ? a : b; day < (a < b ? b : a); day++)
        count += gt_weekday(day) < 5;
    return a <= b ? count : -count;
}
static const struct gt_light_days days = {weekdays, NULL};

static gt_day d(const char *text)
{
    gt_day day = GT_DAY_NONE;

    if (text != NULL)
        assert_true(gt_day_parse(gt_str_from(text), &day));
    return day;
}

/* 2026-06-01 is a Monday; 06-01 to 06-26 are 20 work days. */
static const struct light_case {
    const char *name, *start, *finish, *deadline;
    double percent;
    bool standing;
    const char *today;
    enum gt_light_meaning want;
    int64_t amount;
    int expect;
} cases[] = {
    {"before its start", "2026-06-01", "2026-06-26", NULL, 0, 0, "2026-05-28", GT_LIGHT_NOTYET, 2, 0},
    {"on the morning of the first day", "2026-06-01", "2026-06-26", NULL, 0, 0, "2026-06-01", GT_LIGHT_ONTRACK, 0, 0},
    {"begun before its start", "2026-06-01", "2026-06-26", NULL, 5, 0, "2026-05-28", GT_LIGHT_ONTRACK, 0, 0},
    {"two days without a report", "2026-06-01", "2026-06-26", NULL, 0, 0, "2026-06-03", GT_LIGHT_ONTRACK, 0, 10},
    {"three days without a report", "2026-06-01", "2026-06-26", NULL, 0, 0, "2026-06-04", GT_LIGHT_BEHIND, 3, 15},
    {"as far as planned", "2026-06-01", "2026-06-26", NULL, 50, 0, "2026-06-15", GT_LIGHT_ONTRACK, 0, 50},
    {"five days ahead", "2026-06-01", "2026-06-26", NULL, 75, 0, "2026-06-15", GT_LIGHT_AHEAD, 5, 50},
    {"four days ahead are no matter", "2026-06-01", "2026-06-26", NULL, 70, 0, "2026-06-15", GT_LIGHT_ONTRACK, 0, 50},
    {"five work days left", "2026-06-01", "2026-06-26", NULL, 75, 0, "2026-06-22", GT_LIGHT_DUESOON, 5, 75},
    {"six work days left", "2026-06-01", "2026-06-26", NULL, 75, 0, "2026-06-19", GT_LIGHT_ONTRACK, 0, 70},
    {"on its last day", "2026-06-01", "2026-06-26", NULL, 95, 0, "2026-06-26", GT_LIGHT_DUESOON, 1, 95},
    {"behind is told before due soon", "2026-06-01", "2026-06-26", NULL, 50, 0, "2026-06-23", GT_LIGHT_BEHIND, 6, 80},
    {"on the Saturday after", "2026-06-01", "2026-06-26", NULL, 95, 0, "2026-06-27", GT_LIGHT_OVERDUE, 0, 100},
    {"on the Monday after", "2026-06-01", "2026-06-26", NULL, 95, 0, "2026-06-29", GT_LIGHT_OVERDUE, 1, 100},
    {"the deadline counts, not the plan", "2026-06-01", "2026-06-26", "2026-06-30", 95, 0, "2026-06-29",
     GT_LIGHT_DUESOON, 2, 100},
    {"planned past its deadline", "2026-06-01", "2026-06-26", "2026-06-24", 95, 0, "2026-06-25",
     GT_LIGHT_OVERDUE, 1, 100},
    {"done in time", "2026-06-01", "2026-06-26", NULL, 100, 0, "2026-06-10", GT_LIGHT_DONE, 0, 35},
    {"done and long past", "2026-06-01", "2026-06-26", NULL, 100, 0, "2026-09-01", GT_LIGHT_DONE, 0, 100},
    {"standing", "2026-01-01", "2026-12-31", NULL, 0, 1, "2026-06-10", GT_LIGHT_STANDING, 0, 44},
    {"no dates at all", NULL, NULL, NULL, 0, 0, "2026-06-10", GT_LIGHT_NOTYET, 0, 0},
    {"no dates but a report", NULL, NULL, NULL, 30, 0, "2026-06-10", GT_LIGHT_ONTRACK, 0, 0},
    {"a long task a little short", "2026-01-01", "2026-12-31", NULL, 41, 0, "2026-06-10", GT_LIGHT_ONTRACK, 0, 44},
    {"a third is a third", "2026-06-01", "2026-06-09", NULL, 100.0 / 7 * 3, 0, "2026-06-04", GT_LIGHT_DUESOON, 4, 43},
};

static struct gt_light_facts facts_of(const struct light_case *c)
{
    return (struct gt_light_facts){d(c->start), d(c->finish), d(c->deadline), c->percent, c->standing};
}

static void every_meaning_at_its_borders(void **state)
{
    (void)state;
    for (size_t at = 0; at < GT_LEN(cases); at++) {
        const struct light_case *c = &cases[at];
        const struct gt_light_facts facts = facts_of(c);
        const struct gt_light light =
            gt_light_of(&facts, &gt_light_rules_default, &days, d(c->today));

        if (light.meaning != c->want || light.amount != c->amount || light.expect != c->expect)
            fail_msg("%s: %s %lld, expected %d %%", c->name, gt_light_key(light.meaning),
                     (long long)light.amount, light.expect);
    }
}

/* Each reason names the day's numbers and its rule, in both languages. */
static void every_reason_has_its_numbers(void **state)
{
    (void)state;
    for (size_t at = 0; at < GT_LEN(cases); at++) {
        const struct light_case *c = &cases[at];
        const struct gt_light_facts facts = facts_of(c);
        const struct gt_light light =
            gt_light_of(&facts, &gt_light_rules_default, &days, d(c->today));

        for (int lang = 0; lang < GT_LANG_COUNT; lang++) {
            char amount[24];
            struct gt_buf buf;

            (void)snprintf(amount, sizeof amount, "%lld", (long long)c->amount);
            gt_buf_init(&buf, 4096);
            gt_light_why(&buf, &light, &facts, &gt_light_rules_default, &days, d(c->today), lang);
            assert_int_equal(buf.status, GT_OK);
            if (c->amount != 0 && strstr(buf.at, amount) == NULL)
                fail_msg("%s: no %s in: %s", c->name, amount, buf.at);
            if (strstr(buf.at, lang == GT_LANG_ZH ? "规则：" : "Rule:") == NULL)
                fail_msg("%s: no rule in: %s", c->name, buf.at);
            gt_buf_clear(&buf);
        }
    }
}

static void keys_are_read_back(void **state)
{
    (void)state;
    for (int at = 0; at < GT_LIGHT_MEANINGS; at++)
        assert_int_equal(gt_light_from(gt_str_from(gt_light_key(at))), at);
    assert_int_equal(gt_light_from(GT_STR("red")), -1);
}

/* More done is never a worse light on the same day. */
static void more_done_is_never_worse(void **state)
{
    static const int badness[GT_LIGHT_MEANINGS] = {
        [GT_LIGHT_OVERDUE] = 5, [GT_LIGHT_BEHIND] = 4, [GT_LIGHT_DUESOON] = 3,
        [GT_LIGHT_ONTRACK] = 2, [GT_LIGHT_NOTYET] = 2, [GT_LIGHT_AHEAD] = 1, [GT_LIGHT_DONE] = 0,
    };

    (void)state;
    for (gt_day today = d("2026-05-20"); today < d("2026-07-10"); today++) {
        int last = 9;

        for (int percent = 0; percent <= 100; percent++) {
            const struct gt_light_facts facts = {d("2026-06-01"), d("2026-06-26"), GT_DAY_NONE,
                                                 percent, false};
            const struct gt_light light =
                gt_light_of(&facts, &gt_light_rules_default, &days, today);

            if (badness[light.meaning] > last)
                fail_msg("day %d, %d %%: %s", (int)today, percent, gt_light_key(light.meaning));
            last = badness[light.meaning];
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_meaning_at_its_borders),
        cmocka_unit_test(every_reason_has_its_numbers),
        cmocka_unit_test(keys_are_read_back),
        cmocka_unit_test(more_done_is_never_worse),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
