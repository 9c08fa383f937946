/* test_light.c - the standard set: every meaning at its borders, the reasons,
 * and the same light as the plain decision that it replaced. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>

#include "gauge/light_set.h"

/* Monday to Friday, no festivals. */
static int64_t weekdays(const void *data, gt_day a, gt_day b)
{
    int64_t count = 0;

    (void)data;
    for (gt_day day = a < b ? a : b; day < (a < b ? b : a); day++)
        count += gt_weekday(day) < 5;
    return a <= b ? count : -count;
}
static const struct gt_light_days days = {.between = weekdays};

static struct gt_arena *arena;
static struct gt_light_set set;

static int read_set(void **state)
{
    struct gt_problems problems;

    (void)state;
    assert_int_equal(gt_arena_create(4 << 20, &arena), GT_OK);
    gt_problems_init(&problems, arena);
    return gt_light_set_parse(arena, gt_light_files[0].bytes, &set, &problems, NULL) == GT_OK ? 0 : 1;
}

static int drop_set(void **state)
{
    (void)state;
    gt_arena_destroy(arena);
    return 0;
}

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
    return (struct gt_light_facts){.start = d(c->start), .finish = d(c->finish),
                                   .deadline = d(c->deadline), .percent = c->percent,
                                   .standing = c->standing};
}

static void every_meaning_at_its_borders(void **state)
{
    (void)state;
    for (size_t at = 0; at < GT_LEN(cases); at++) {
        const struct light_case *c = &cases[at];
        const struct gt_light_facts facts = facts_of(c);
        const struct gt_light light = gt_light_of(&facts, &set, &days, d(c->today));

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
        const struct gt_light light = gt_light_of(&facts, &set, &days, d(c->today));

        for (int lang = 0; lang < GT_LANG_COUNT; lang++) {
            char amount[24];
            struct gt_buf buf;

            (void)snprintf(amount, sizeof amount, "%lld", (long long)c->amount);
            gt_buf_init(&buf, 4096);
            gt_light_why(&buf, &light, &set, &facts, &days, d(c->today), lang);
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
            const struct gt_light_facts facts = {.start = d("2026-06-01"), .finish = d("2026-06-26"),
                                                 .deadline = GT_DAY_NONE, .percent = percent};
            const struct gt_light light = gt_light_of(&facts, &set, &days, today);

            if (badness[light.meaning] > last)
                fail_msg("day %d, %d %%: %s", (int)today, percent, gt_light_key(light.meaning));
            last = badness[light.meaning];
        }
    }
}

/* The decision as the first release had it, in one function. */
static struct gt_light plain_light(const struct gt_light_facts *f, gt_day today)
{
    const gt_day due = f->deadline != GT_DAY_NONE ? f->deadline : f->finish;
    int64_t all = 0, gone = 0, behind;
    struct gt_light light = {.meaning = GT_LIGHT_ONTRACK};
    double expect, lag;

    if (f->start != GT_DAY_NONE && f->finish != GT_DAY_NONE) {
        all = weekdays(NULL, f->start, f->finish + 1);
        gone = today <= f->start ? 0 : today > f->finish ? all : weekdays(NULL, f->start, today);
    }
    expect = all > 0 ? 100.0 * (double)gone / (double)all
             : f->finish != GT_DAY_NONE && today > f->finish ? 100 : 0;
    lag = (double)gone - f->percent / 100 * (double)all;
    behind = (int64_t)(lag >= 0 ? floor(lag + 1e-6) : -floor(-lag + 1e-6));
    light.expect = (int)floor(expect + 0.5);
    if (f->percent >= 100) {
        light.meaning = GT_LIGHT_DONE;
    } else if (f->standing) {
        light.meaning = GT_LIGHT_STANDING;
    } else if (due != GT_DAY_NONE && today > due) {
        light.meaning = GT_LIGHT_OVERDUE;
        light.amount = weekdays(NULL, due + 1, today + 1);
        light.expect = 100;
    } else if (f->percent <= 0 && (f->start == GT_DAY_NONE || today < f->start)) {
        light.meaning = GT_LIGHT_NOTYET;
        light.amount = f->start == GT_DAY_NONE ? 0 : weekdays(NULL, today, f->start);
    } else if (behind >= 3 && expect - f->percent >= 5) {
        light.meaning = GT_LIGHT_BEHIND;
        light.amount = behind;
    } else if (due != GT_DAY_NONE && weekdays(NULL, today, due + 1) <= 5) {
        light.meaning = GT_LIGHT_DUESOON;
        light.amount = weekdays(NULL, today, due + 1);
    } else if (-behind >= 5 && f->percent - expect >= 10) {
        light.meaning = GT_LIGHT_AHEAD;
        light.amount = -behind;
    }
    return light;
}

static uint64_t seed = 20260708;

static int roll(int below)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (int)((seed >> 33) % (uint64_t)below);
}

static void the_standard_set_is_the_plain_decision(void **state)
{
    const gt_day base = d("2026-06-01");
    struct gt_light_days counted = days;

    (void)state;
    assert_int_equal(gt_light_days_rank(&counted, arena, base - 40, base + 60), GT_OK);
    for (int round = 0; round < 200000; round++) {
        const uint64_t began = seed;
        const gt_day start = base + roll(60) - 20;
        const struct gt_light_facts facts = {
            .start = roll(10) == 0 ? GT_DAY_NONE : start,
            .finish = roll(10) == 0 ? GT_DAY_NONE : start + roll(90),
            .deadline = roll(3) == 0 ? GT_DAY_NONE : start + roll(90),
            .percent = roll(4) == 0 ? 0 : roll(8) == 0 ? 100 : roll(1000) / 10.0,
            .standing = roll(20) == 0,
        };
        const gt_day today = base + roll(120) - 30;
        const struct gt_light want = plain_light(&facts, today);
        const struct gt_light got = gt_light_of(&facts, &set, &days, today);
        const struct gt_light quick = gt_light_of(&facts, &set, &counted, today);

        if (got.meaning != want.meaning || got.amount != want.amount || got.expect != want.expect)
            fail_msg("seed %llu: %s %lld %d, not %s %lld %d", (unsigned long long)began,
                     gt_light_key(got.meaning), (long long)got.amount, got.expect,
                     gt_light_key(want.meaning), (long long)want.amount, want.expect);
        assert_int_equal(quick.meaning, got.meaning);
        assert_int_equal(quick.amount, got.amount);
        assert_int_equal(quick.expect, got.expect);
    }
}

/* Sentences as an office writes them: no blanks between Chinese and figures. */
static void sentences_word_for_word(void **state)
{
    static const struct { const char *name; struct gt_light_facts facts; const char *today, *zh, *en; } said[] = {
        {"due soon", {.start = 20605, .finish = 20630, .deadline = 20630, .percent = 75}, "2026-06-22",
         "时限6月26日，从6月22日起还有5个工作日。规则：临近时限（剩余工作日≤5为临期）。",
         "due 26 Jun; from 22 Jun 5 work days are left. Rule: close to its deadline (work days left ≤ 5: Due soon)."},
        {"behind", {.start = 20605, .finish = 20630, .deadline = 20630, .percent = 50}, "2026-06-23",
         "计划6月1日至6月26日（20个工作日），到6月23日应完成80%，已报50%，相当于落后6个工作日。"
         "规则：落后计划（落后工作日≥3且落后百分点≥5为滞后）。", NULL},
        {"overdue", {.start = 20605, .finish = 20630, .deadline = 20630, .percent = 50}, "2027-01-04",
         "时限2026年6月26日，到1月4日超过136个工作日。规则：过了时限（已过时限为逾期）。", NULL},
        {"not signed for", {.start = 20605, .finish = 20630, .deadline = GT_DAY_NONE, .percent = 50,
                            .issued = true, .hours_issued = 9.5, .days_issued = .9}, "2026-06-10",
         "下达9小时尚未签收。规则：满8小时未签收（已下达且下达后小时≥8为临期）。", NULL},
    };

    (void)state;
    for (size_t at = 0; at < GT_LEN(said); at++)
        for (int lang = 0; lang < GT_LANG_COUNT; lang++) {
            const char *want = lang == GT_LANG_ZH ? said[at].zh : said[at].en;
            const gt_day today = d(said[at].today);
            const struct gt_light light = gt_light_of(&said[at].facts, &set, &days, today);
            struct gt_buf buf;

            gt_buf_init(&buf, 4096);
            gt_light_why(&buf, &light, &set, &said[at].facts, &days, today, lang);
            if (want != NULL && strcmp(buf.at, want) != 0)
                fail_msg("%s:\n  %s\nnot\n  %s", said[at].name, buf.at, want);
            gt_buf_clear(&buf);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_meaning_at_its_borders),
        cmocka_unit_test(every_reason_has_its_numbers),
        cmocka_unit_test(keys_are_read_back),
        cmocka_unit_test(more_done_is_never_worse),
        cmocka_unit_test(the_standard_set_is_the_plain_decision),
        cmocka_unit_test(sentences_word_for_word),
    };

    return cmocka_run_group_tests(tests, read_set, drop_set);
}
