/* test_base.c - errors, strings, arenas, buffers, dates, maps, UTF-8. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/base.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/file.h"
#include "base/map.h"
#include "base/problem.h"
#include "base/utf8.h"

static void errors_speak_both_languages(void **state)
{
    struct gt_err err = {0};

    (void)state;
    assert_int_equal(gt_fail_field(&err, GT_EINVAL, "due", "day %d of %s", "%2$s的第%1$d天", 31, "February"),
                     GT_EINVAL);
    assert_string_equal(err.text[GT_LANG_EN], "day 31 of February");
    assert_string_equal(err.text[GT_LANG_ZH], "February的第31天");
    assert_string_equal(err.field, "due");
    assert_int_equal(gt_wrap(&err, GT_EINVAL, "row %d", "第%d行", 7), GT_EINVAL);
    assert_string_equal(err.text[GT_LANG_EN], "row 7: day 31 of February");
    assert_string_equal(err.text[GT_LANG_ZH], "第7行：February的第31天");
    assert_int_equal(gt_fail(NULL, GT_EIO, "x", "x"), GT_EIO);
}

static void a_cut_message_stays_utf8(void **state)
{
    struct gt_err err = {0};
    char wide[GT_ERR_TEXT_MAX * 3];
    size_t len = 0;

    (void)state;
    while (len + 4 < sizeof(wide)) {
        memcpy(wide + len, "压", 3);
        len += 3;
    }
    wide[len] = '\0';
    for (int pad = 0; pad < 3; pad++) {
        (void)gt_fail(&err, GT_EINVAL, "%.*s%s", "%.*s%s", pad, "ab", wide);
        assert_true(gt_utf8_valid(gt_str_from(err.text[GT_LANG_ZH]), NULL));
    }
}

static void arenas_keep_their_budget(void **state)
{
    struct gt_arena *arena = NULL;
    struct gt_arena_mark mark;

    (void)state;
    assert_int_equal(gt_arena_create(64 * 1024, &arena), GT_OK);
    mark = gt_arena_mark(arena);
    assert_non_null(gt_arena_alloc(arena, 60000, 1));
    assert_null(gt_arena_alloc(arena, 60000, 1));
    gt_arena_rewind(arena, mark);
    assert_non_null(gt_arena_alloc(arena, 60000, 1));
    assert_null(gt_arena_alloc_n(arena, SIZE_MAX / 2, 4, 4));
    gt_arena_destroy(arena);
    assert_int_equal(gt_alloc_fail_at(0), -1);
    assert_int_equal(gt_arena_create(1024, &arena), GT_ENOMEM);
    assert_int_equal(gt_alloc_fail_at(-1), -1);
}

static void buffers_stick_at_their_maximum(void **state)
{
    struct gt_buf buf;

    (void)state;
    gt_buf_init(&buf, 10);
    gt_buf_text(&buf, "12345");
    gt_buf_i64(&buf, INT64_MIN);
    gt_buf_text(&buf, "x");
    assert_int_equal(buf.status, GT_ELIMIT);
    assert_true(gt_str_eq(gt_buf_view(&buf), GT_STR("12345")));
    gt_buf_clear(&buf);
    gt_buf_init(&buf, 100);
    gt_buf_i64(&buf, INT64_MIN);
    gt_buf_utf8(&buf, 0x6302);
    gt_buf_printf(&buf, "%s-%d", "a", 3);
    assert_string_equal(buf.at, "-9223372036854775808挂a-3");
    gt_buf_clear(&buf);
}

static void dates_round_trip(void **state)
{
    char text[GT_DAY_TEXT], instant[GT_INSTANT_TEXT];
    gt_day day;

    (void)state;
    for (gt_day d = GT_DAY_MIN; d <= GT_DAY_MAX; d++) {
        const struct gt_ymd ymd = gt_day_ymd(d);

        assert_true(gt_ymd_valid(ymd.year, ymd.month, ymd.day));
        assert_int_equal(gt_day_from_ymd(ymd.year, ymd.month, ymd.day), d);
        assert_true(gt_day_parse(gt_str_from(gt_day_text(d, text)), &day));
        assert_int_equal(day, d);
    }
    assert_int_equal(gt_weekday(gt_day_from_ymd(2026, 7, 8)), 2);
    assert_false(gt_day_parse(GT_STR("2026-02-31"), &day));
    assert_int_equal(gt_day_add_months(gt_day_from_ymd(2024, 1, 31), 1), gt_day_from_ymd(2024, 2, 29));
    assert_int_equal(gt_day_add_months(gt_day_from_ymd(2024, 1, 31), -2), gt_day_from_ymd(2023, 11, 30));
    assert_string_equal(gt_instant_text(-1, instant), "1969-12-31T23:59:59.999Z");
    assert_int_equal(gt_instant_day(16 * 3600000LL, 480), 1);
}

static void days_are_said_as_sentences_do(void **state)
{
    const gt_day day = gt_day_from_ymd(2026, 7, 8);
    char text[GT_DAY_SAID];

    (void)state;
    assert_string_equal(gt_day_say(day, 0, GT_LANG_ZH, text), "2026年7月8日");
    assert_string_equal(gt_day_say(day, 2026, GT_LANG_ZH, text), "7月8日");
    assert_string_equal(gt_day_say(day, 2025, GT_LANG_EN, text), "8 Jul 2026");
    assert_string_equal(gt_day_say(day, 2026, GT_LANG_EN, text), "8 Jul");
    assert_string_equal(gt_day_say(GT_DAY_NONE, 0, GT_LANG_ZH, text), "");
    assert_string_equal(gt_day_say(GT_DAY_MAX, 0, GT_LANG_ZH, text), "2199年12月31日");
}

static void maps_find_what_was_added(void **state)
{
    static char names[1000][8];
    struct gt_arena *arena = NULL;
    struct gt_map map;
    uint32_t value;

    (void)state;
    assert_int_equal(gt_arena_create(1 << 20, &arena), GT_OK);
    gt_map_init(&map, arena);
    assert_false(gt_map_find(&map, GT_STR("n1"), &value));
    for (uint32_t i = 0; i < 1000; i++) {
        (void)snprintf(names[i], sizeof(names[i]), "n%u", i);
        assert_int_equal(gt_map_add(&map, gt_str_from(names[i]), i), GT_OK);
    }
    assert_int_equal(gt_map_add(&map, GT_STR("n7"), 1), GT_EEXISTS);
    for (uint32_t i = 0; i < 1000; i++) {
        assert_true(gt_map_find(&map, gt_str_from(names[i]), &value));
        assert_int_equal(value, i);
    }
    assert_false(gt_map_find(&map, GT_STR("n1000"), &value));
    gt_arena_destroy(arena);
}

static void utf8_is_checked_and_measured(void **state)
{
    static const struct { const char *name, *bytes; bool valid; } cases[] = {
        {"plain", "abc", true},
        {"Chinese", "挂图作战", true},
        {"four bytes", "\xF0\x9F\x98\x80", true},
        {"overlong", "\xC0\x80", false},
        {"surrogate", "\xED\xA0\x80", false},
        {"beyond Unicode", "\xF4\x90\x80\x80", false},
        {"torn", "\xE6\x8C", false},
        {"lone continuation", "\x80", false},
    };
    size_t bad_at = 99;

    (void)state;
    for (size_t i = 0; i < GT_LEN(cases); i++)
        assert_int_equal(gt_utf8_valid(gt_str_from(cases[i].bytes), &bad_at), cases[i].valid);
    assert_false(gt_utf8_valid((gt_str){"a\0b", 3}, &bad_at));
    assert_int_equal(bad_at, 1);
    assert_int_equal(gt_utf8_width(GT_STR("压茬 ab（一）")), 4 + 3 + 6);
    assert_int_equal(gt_utf8_count(GT_STR("压茬ab")), 4);
    assert_int_equal(gt_utf8_offset(GT_STR("压茬ab"), 3), 7);
}

static void strings_are_cut_and_read(void **state)
{
    int64_t value = 0;

    (void)state;
    assert_true(gt_str_eq(gt_str_trim(GT_STR("\xEF\xBB\xBF \xE3\x80\x80 a b\xC2\xA0\n")), GT_STR("a b")));
    assert_true(gt_str_i64(GT_STR("-9223372036854775808"), &value));
    assert_true(value == INT64_MIN);
    assert_false(gt_str_i64(GT_STR("9223372036854775808"), &value));
    assert_false(gt_str_i64(GT_STR("-"), &value));
    assert_int_equal(gt_str_find(GT_STR("abcabc"), GT_STR("ca"), 0), 2);
    assert_true(gt_str_find(GT_STR("abc"), GT_STR("x"), 0) == SIZE_MAX);
}

static void files_are_replaced_whole(void **state)
{
    char path[] = "/tmp/guatu-base-XXXXXX";
    const int fd = mkstemp(path);
    struct gt_arena *arena = NULL;
    struct gt_err err = {0};
    gt_str bytes;

    (void)state;
    assert_true(fd >= 0);
    assert_int_equal(gt_arena_create(1 << 16, &arena), GT_OK);
    assert_int_equal(gt_file_replace(path, GT_STR("new"), &err), GT_OK);
    assert_int_equal(gt_file_read(arena, path, 100, &bytes, &err), GT_OK);
    assert_true(gt_str_eq(bytes, GT_STR("new")));
    assert_int_equal(gt_file_read(arena, path, 2, &bytes, &err), GT_ELIMIT);
    assert_int_equal(gt_file_read(arena, "/nowhere/x", 2, &bytes, &err), GT_ENOTFOUND);
    gt_arena_destroy(arena);
    (void)remove(path);
}

static void problems_are_counted_past_their_maximum(void **state)
{
    struct gt_arena *arena = NULL;
    struct gt_problems problems;

    (void)state;
    assert_int_equal(gt_arena_create(8 << 20, &arena), GT_OK);
    gt_problems_init(&problems, arena);
    for (int i = 0; i < GT_PROBLEMS_MAX + 5; i++)
        gt_problem_add(&problems, GT_PROBLEM_ERROR, "row %d", "第%d行", i)->line = (uint32_t)i;
    assert_int_equal(problems.errors, GT_PROBLEMS_MAX + 5);
    assert_int_equal(problems.dropped, 5);
    assert_true(gt_str_eq(problems.list.at[7].text[GT_LANG_ZH], GT_STR("第7行")));
    gt_arena_destroy(arena);
}

/* Blocks from the system are zero at first; what was used and given back must
 * be zero again, unless it was asked for raw. */
static void large_arrays_come_zeroed(void **state)
{
    enum { SIZE = 5 * 1024 * 1024 };
    struct gt_arena *arena = NULL;
    struct gt_arena_mark mark;

    (void)state;
    assert_int_equal(gt_arena_create((size_t)64 << 20, &arena), GT_OK);
    assert_non_null(GT_NEW_RAW_N(arena, char, 2 * SIZE));
    mark = gt_arena_mark(arena);
    mark.used = 0;
    for (int round = 0; round < 3; round++) {
        unsigned char *bytes;

        gt_arena_rewind(arena, mark);
        bytes = GT_NEW_N(arena, unsigned char, SIZE);
        assert_non_null(bytes);
        for (size_t i = 0; i < SIZE; i++)
            assert_true(bytes[i] == 0);
        memset(bytes, 0xff, SIZE);
    }
    assert_null(GT_NEW_RAW_N(arena, char, (size_t)65 << 20)); /* the budget holds for raw ones too */
    gt_arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(large_arrays_come_zeroed),
        cmocka_unit_test(errors_speak_both_languages),
        cmocka_unit_test(a_cut_message_stays_utf8),
        cmocka_unit_test(arenas_keep_their_budget),
        cmocka_unit_test(buffers_stick_at_their_maximum),
        cmocka_unit_test(dates_round_trip),
        cmocka_unit_test(days_are_said_as_sentences_do),
        cmocka_unit_test(maps_find_what_was_added),
        cmocka_unit_test(utf8_is_checked_and_measured),
        cmocka_unit_test(strings_are_cut_and_read),
        cmocka_unit_test(files_are_replaced_whole),
        cmocka_unit_test(problems_are_counted_past_their_maximum),
    };

    return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
