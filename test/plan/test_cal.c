/* test_cal.c - calendars: the functions, the notices, the office's vectors. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/file.h"
#include "plan/holiday.h"
#include "random_net.h"

struct fixture {
    struct gt_arena *arena;
    struct gt_holidays holidays;
    struct gt_cal cal;
};

static int set_up(void **state)
{
    static struct fixture f;
    struct gt_week week = gt_week_office();
    struct gt_err err = {0};

    assert_int_equal(gt_arena_create(64 << 20, &f.arena), GT_OK);
    gt_holidays_init(&f.holidays, f.arena);
    assert_int_equal(gt_holidays_builtin(&f.holidays, &err), GT_OK);
    assert_int_equal(gt_holidays_cal(f.arena, &f.holidays, &week, gt_day_from_ymd(2020, 1, 1),
                                     gt_day_from_ymd(2040, 12, 31), GT_UNIT_DAY,
                                     GT_STR("office"), &f.cal, &err), GT_OK);
    *state = &f;
    return 0;
}

static int tear_down(void **state)
{
    gt_arena_destroy(((struct fixture *)*state)->arena);
    return 0;
}

static gt_day day_of(const char *text)
{
    gt_day day;

    assert_true(gt_day_parse(gt_str_from(text), &day));
    return day;
}

/* Last day counted: n work days that end on a day begin on ... */
static const struct { const char *name, *end, *start; int days; } vectors[] = {
    {"five work days over the New Year make-up Saturday", "2026-02-28", "2026-02-24", 5},
    {"ten go back before the Spring Festival", "2026-02-28", "2026-02-10", 10},
    {"fifteen go back over National Day and Mid-Autumn", "2026-10-10", "2026-09-15", 15},
    {"five end on a make-up Saturday after the Spring Festival", "2025-02-08", "2025-01-27", 5},
    {"eight end on a make-up Saturday in May", "2024-05-11", "2024-04-29", 8},
    {"five over Labour Day", "2026-05-09", "2026-04-30", 5},
    {"three end on a make-up Sunday in October", "2023-10-08", "2023-09-28", 3},
};

static void office_vectors(void **state)
{
    const struct fixture *f = *state;

    for (size_t i = 0; i < GT_LEN(vectors); i++) {
        gt_day end = day_of(vectors[i].end), start = day_of(vectors[i].start);

        if (gt_cal_sub(&f->cal, end + 1, vectors[i].days) != start ||
            gt_cal_add(&f->cal, start, vectors[i].days) != end + 1)
            fail_msg("%s", vectors[i].name);
    }
}

static void days_of_months(void **state)
{
    static const int month_days[12] = {21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23};
    static const struct { int year, days; } years[] = {
        {2022, 249}, {2023, 249}, {2024, 251}, {2025, 248}, {2026, 248}};
    const struct fixture *f = *state;

    for (int month = 1; month <= 12; month++)
        assert_int_equal(gt_cal_between(&f->cal, gt_day_from_ymd(2026, month, 1),
                                        gt_month_end(2026, month) + 1), month_days[month - 1]);
    for (size_t i = 0; i < GT_LEN(years); i++)
        assert_int_equal(gt_cal_between(&f->cal, gt_day_from_ymd(years[i].year, 1, 1),
                                        gt_day_from_ymd(years[i].year + 1, 1, 1)), years[i].days);
}

static void unknown_years_are_provisional(void **state)
{
    const struct fixture *f = *state;

    assert_false(gt_cal_provisional(&f->cal, day_of("2026-12-31"), GT_UNIT_DAY));
    assert_true(gt_cal_provisional(&f->cal, day_of("2027-01-01"), GT_UNIT_DAY));
    assert_true(gt_cal_provisional(&f->cal, day_of("2021-06-01"), GT_UNIT_DAY));
    assert_true(gt_holidays_known(&f->holidays, day_of("2022-12-31")));
    /* The law's own days are off already: 2027-02-05 is the eve of the festival. */
    assert_int_equal(gt_cal_between(&f->cal, day_of("2027-02-05"), day_of("2027-02-09")), 0);
}

static void a_notice_replaces_its_projection(void **state)
{
    const struct fixture *f = *state;
    struct gt_holidays own;
    struct gt_err err = {0};
    gt_str notice = GT_STR("{\"year\": 2027, \"off\": [{\"from\": \"2027-02-05\", \"to\": \"2027-02-12\","
                           "\"zh\": \"春节\", \"en\": \"Spring Festival\"}], \"work\": [\"2027-02-14\"]}");

    gt_holidays_init(&own, f->arena);
    assert_int_equal(gt_holidays_builtin(&own, &err), GT_OK);
    assert_non_null(gt_holidays_find(&own, day_of("2027-10-01")));
    assert_int_equal(gt_holidays_parse(&own, notice, &err), GT_OK);
    assert_true(gt_holidays_known(&own, day_of("2027-10-01")));
    assert_null(gt_holidays_find(&own, day_of("2027-10-01"))); /* it was only projected */
    assert_true(gt_holidays_find(&own, day_of("2027-02-14"))->work);
    assert_false(gt_holidays_find(&own, day_of("2027-02-12"))->provisional);
}

static const struct { const char *name, *json; } bad_files[] = {
    {"no year", "{\"off\": []}"},
    {"a year that is none", "{\"year\": 20260}"},
    {"off is no list", "{\"year\": 2026, \"off\": {}}"},
    {"31 February", "{\"year\": 2026, \"off\": [\"2026-02-31\"]}"},
    {"a range that ends before it begins",
     "{\"year\": 2026, \"off\": [{\"from\": \"2026-02-03\", \"to\": \"2026-02-01\"}]}"},
    {"a range of ten years", "{\"year\": 2026, \"off\": [{\"from\": \"2026-02-03\", \"to\": \"2036-02-01\"}]}"},
    {"cut off", "{\"year\": 2026, \"off\": [\"2026"},
};

static void bad_files_change_nothing(void **state)
{
    struct fixture *f = *state;
    size_t before = f->holidays.days.count;

    for (size_t i = 0; i < GT_LEN(bad_files); i++) {
        struct gt_err err = {0};

        if (gt_holidays_parse(&f->holidays, gt_str_from(bad_files[i].json), &err) != GT_EPARSE ||
            err.text[GT_LANG_EN][0] == '\0' || err.text[GT_LANG_ZH][0] == '\0')
            fail_msg("%s", bad_files[i].name);
        assert_int_equal(f->holidays.days.count, before);
    }
}

static void a_calendar_without_work_is_refused(void **state)
{
    struct fixture *f = *state;
    struct gt_cal_span crossed[] = {{0, 5}, {4, 6}};
    struct gt_week none = {0};
    struct gt_err err = {0};
    struct gt_cal cal;

    assert_int_equal(gt_week_build(f->arena, &none, 0, 100, GT_UNIT_DAY, GT_STR("none"), &cal, &err),
                     GT_EINVAL);
    assert_int_equal(gt_cal_build(f->arena, crossed, 2, GT_STR("x"), &cal, &err), GT_EINVAL);
    assert_int_equal(gt_week_build(f->arena, &none, 0, -1, GT_UNIT_DAY, GT_STR("none"), &cal, &err),
                     GT_EINVAL);
}

/* The three functions against counting tick by tick. */
static void functions_agree_with_counting(void **state)
{
    struct fixture *f = *state;
    struct random_shape shape = {.acts = 2, .links = 0};

    for (uint64_t seed = 1; seed <= 40; seed++) {
        struct gt_arena_mark mark = gt_arena_mark(f->arena);
        struct random_net net;

        random_net_make(f->arena, seed, &shape, &net);
        for (int c = 1; c < 3; c++) {
            const struct gt_cal *cal = &net.cals[c];
            int64_t work = 0;
            gt_tick end = cal->spans[cal->span_count - 1].to;

            for (gt_tick t = -60; t <= end + 20; t++) {
                bool works = false;

                if (gt_cal_work(cal, t) != work)
                    fail_msg("seed %llu: work(%lld)", (unsigned long long)seed, (long long)t);
                for (uint32_t i = 0; i < cal->span_count; i++)
                    works |= cal->spans[i].from <= t && t < cal->spans[i].to;
                if (works) {
                    /* t begins the tick of work number work + 1 */
                    assert_int_equal(gt_cal_hi(cal, work), t);
                    assert_int_equal(gt_cal_lo(cal, work + 1), t + 1);
                    assert_int_equal(gt_cal_next(cal, t), t);
                    assert_int_equal(gt_cal_prev(cal, t + 1), t + 1);
                }
                work += works;
            }
            assert_int_equal(gt_cal_lo(cal, work + 1), GT_TICK_LAST);
            assert_int_equal(gt_cal_hi(cal, work), GT_TICK_LAST);
            assert_int_equal(gt_cal_hi(cal, -1), GT_TICK_FIRST);
        }
        gt_arena_rewind(f->arena, mark);
    }
}

static void minutes_follow_the_hours(void **state)
{
    struct fixture *f = *state;
    struct gt_week week = gt_week_office();
    struct gt_err err = {0};
    struct gt_cal cal;
    gt_tick friday = (gt_tick)day_of("2026-03-06") * GT_MINUTES_A_DAY;

    assert_int_equal(gt_week_build(f->arena, &week, day_of("2026-01-01"), day_of("2026-12-31"),
                                   GT_UNIT_MINUTE, GT_STR("hours"), &cal, &err), GT_OK);
    /* an hour from Friday 17:00 ends on Monday at 09:00 */
    assert_int_equal(gt_cal_add(&cal, friday + 17 * 60, 60), friday + 3 * GT_MINUTES_A_DAY + 9 * 60);
    assert_int_equal(gt_cal_sub(&cal, friday + 9 * 60, 60),
                     friday - GT_MINUTES_A_DAY + 17 * 60);
    assert_int_equal(gt_cal_between(&cal, friday, friday + GT_MINUTES_A_DAY), 450);
}

static void refused_memory_is_an_error(void **state)
{
    struct fixture *f = *state;
    struct gt_week week = gt_week_office();
    gt_rc rc = GT_ENOMEM;

    for (int64_t n = 0; rc != GT_OK; n++) {
        struct gt_arena *arena = NULL;
        struct gt_holidays own;
        struct gt_cal cal;
        struct gt_err err = {0};

        assert_int_equal(gt_arena_create(64 << 20, &arena), GT_OK);
        gt_alloc_fail_at(n);
        gt_holidays_init(&own, arena);
        rc = gt_holidays_builtin(&own, &err);
        if (rc == GT_OK)
            rc = gt_holidays_cal(arena, &own, &week, 18000, 22000, GT_UNIT_MINUTE, GT_STR("x"),
                                 &cal, &err);
        gt_alloc_fail_at(-1);
        assert_true(rc == GT_OK || rc == GT_ENOMEM);
        assert_true(rc == GT_OK || err.text[GT_LANG_ZH][0] != '\0');
        gt_arena_destroy(arena);
        assert_true(n < 1000);
    }
    (void)f;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(office_vectors),
        cmocka_unit_test(days_of_months),
        cmocka_unit_test(unknown_years_are_provisional),
        cmocka_unit_test(a_notice_replaces_its_projection),
        cmocka_unit_test(bad_files_change_nothing),
        cmocka_unit_test(a_calendar_without_work_is_refused),
        cmocka_unit_test(functions_agree_with_counting),
        cmocka_unit_test(minutes_follow_the_hours),
        cmocka_unit_test(refused_memory_is_an_error),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
