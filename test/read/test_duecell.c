/* test_duecell.c - deadlines as they stand in cells. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "read/duecell.h"

#define E GT_DUE_EMPTY
#define F GT_DUE_FOUND
#define X GT_DUE_UNREAD
#define I GT_DUE_IMPOSSIBLE
#define N GT_DUE_NO_YEAR
#define D GT_DUE_DOUBTFUL

static const struct {
    const char *text;
    int         year;
    enum gt_due_state state;
    const char *due, *recur;
    bool        standing;
    const char *start; /* of a range */
} cases[] = {
    {"2026年6月底前", 0, F, "2026-06-30", "", false, NULL},
    {"2026年6月30日前", 0, F, "2026-06-30", "", false, NULL},
    {"6月底前", 2026, F, "2026-06-30", "", false, NULL},
    {"6月底前", 0, N, "", "", false, NULL},
    {"6月中旬", 2026, F, "2026-06-20", "", false, NULL},
    {"２０２６年６月", 0, F, "2026-06-30", "", false, NULL},
    {"二〇二六年六月底", 0, F, "2026-06-30", "", false, NULL},
    {"一季度", 2026, F, "2026-03-31", "", false, NULL},
    {"第三季度末", 2026, F, "2026-09-30", "", false, NULL},
    {"上半年", 2026, F, "2026-06-30", "", false, NULL},
    {"年底前", 2026, F, "2026-12-31", "", false, NULL},
    {"2026年", 0, F, "2026-12-31", "", false, NULL},
    {"2026年度", 0, F, "2026-12-31", "", false, NULL},
    {"全年", 2026, F, "2026-12-31", "", false, NULL},
    {"2026", 0, F, "2026-12-31", "", false, NULL},
    {"2026.6", 0, F, "2026-06-30", "", false, NULL},
    {"2026.6前", 0, F, "2026-06-30", "", false, NULL},
    {"2026/06/15", 0, F, "2026-06-15", "", false, NULL},
    {"2026-6-5", 0, F, "2026-06-05", "", false, NULL},
    {"2026.06.30前完成", 0, F, "2026-06-30", "", false, NULL},
    {"20260630", 0, F, "2026-06-30", "", false, NULL},
    {"202606", 0, F, "2026-06-30", "", false, NULL},
    {"6.30", 2026, F, "2026-06-30", "", false, NULL},
    {"6/30前", 2026, F, "2026-06-30", "", false, NULL},
    {"46203", 0, F, "2026-06-30", "", false, NULL},
    /* ranges and several stages: the last day counts */
    {"2026年1—6月", 0, F, "2026-06-30", "", false, "2026-01-01"},
    {"2026年1月至2026年6月", 0, F, "2026-06-30", "", false, "2026-01-01"},
    {"3月-9月", 2026, F, "2026-09-30", "", false, "2026-03-01"},
    {"6月底前完成方案，12月底前完成建设", 2026, F, "2026-12-31", "", false, NULL},
    {"2026.3-2026.6", 0, F, "2026-06-30", "", false, "2026-03-01"},
    /* again and again, and for ever */
    {"每年2月底前", 2026, F, "2026-02-28", "yearly", false, NULL},
    {"每月5日前", 2026, F, "", "monthly", false, NULL},
    {"每季度末", 2026, F, "", "quarterly", false, NULL},
    {"每周五", 2026, F, "", "weekly", false, NULL},
    {"长期坚持", 2026, F, "", "", true, NULL},
    {"持续推进", 0, F, "", "", true, NULL},
    {"年底前取得成效并长期坚持", 2026, F, "2026-12-31", "", true, NULL},
    /* English */
    {"by 30 June 2026", 0, F, "2026-06-30", "", false, NULL},
    {"June 30, 2026", 0, F, "2026-06-30", "", false, NULL},
    {"30 Jun", 2026, F, "2026-06-30", "", false, NULL},
    {"end of June 2026", 0, F, "2026-06-30", "", false, NULL},
    {"Sept 2026", 0, F, "2026-09-30", "", false, NULL},
    {"Q2 2026", 0, F, "2026-06-30", "", false, NULL},
    {"2026 Q3", 0, F, "2026-09-30", "", false, NULL},
    {"H1", 2026, F, "2026-06-30", "", false, NULL},
    {"year end", 2026, F, "2026-12-31", "", false, NULL},
    {"ongoing", 0, F, "", "", true, NULL},
    {"monthly", 0, F, "", "monthly", false, NULL},
    {"6/30/2026", 0, F, "2026-06-30", "", false, NULL},
    {"30/6/2026", 0, F, "2026-06-30", "", false, NULL},
    /* no day at all */
    {"", 2026, E, "", "", false, NULL},
    {"—", 2026, E, "", "", false, NULL},
    {"/", 2026, E, "", "", false, NULL},
    {"无", 2026, E, "", "", false, NULL},
    {"N/A", 2026, X, "", "", false, NULL},
    {"TBD", 2026, X, "", "", false, NULL},
    {"待定", 2026, X, "", "", false, NULL},
    {"尽快", 2026, X, "", "", false, NULL},
    {"张三", 2026, X, "", "", false, NULL},
    /* days that no calendar has */
    {"2月31日", 2026, I, "", "", false, NULL},
    {"2月31日", 0, I, "", "", false, NULL},
    {"2026年2月29日", 0, I, "", "", false, NULL},
    {"2024年2月29日", 0, F, "2024-02-29", "", false, NULL},
    {"2026-02-30", 0, I, "", "", false, NULL},
    {"2026-13-01", 0, I, "", "", false, NULL},
    {"2026年13月", 0, I, "", "", false, NULL},
    {"2026.13", 0, I, "", "", false, NULL},
    {"31 Feb 2026", 0, I, "", "", false, NULL},
    {"20260231", 0, I, "", "", false, NULL},
    /* two days are possible */
    {"3/4/2026", 0, D, "", "", false, NULL},
    {"4/4/2026", 0, F, "2026-04-04", "", false, NULL},
};

static void assert_day(const char *text, gt_day got, const char *want)
{
    char shown[GT_DAY_TEXT];

    if (strcmp(gt_day_text(got, shown), want) != 0)
        print_error("%s: %s instead of %s\n", text, shown, want);
    assert_string_equal(shown, want);
}

static void words_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < GT_LEN(cases); i++) {
        struct gt_arena *arena = NULL;
        struct gt_due_cell due;

        assert_int_equal(gt_arena_create(1 << 20, &arena), GT_OK);
        assert_int_equal(gt_due_text_read(gt_str_from(cases[i].text), cases[i].year, arena, &due), GT_OK);
        if (due.state != cases[i].state)
            print_error("%s: state %d instead of %d\n", cases[i].text, due.state, cases[i].state);
        assert_int_equal(due.state, cases[i].state);
        assert_day(cases[i].text, due.last, cases[i].due);
        if (!gt_str_eq(due.recur, gt_str_from(cases[i].recur)) || due.standing != cases[i].standing ||
            due.range != (cases[i].start != NULL))
            print_error("%s: recur %.*s, standing %d, range %d\n", cases[i].text, GT_FMT(due.recur),
                        due.standing, due.range);
        assert_true(gt_str_eq(due.recur, gt_str_from(cases[i].recur)));
        assert_int_equal(due.standing, cases[i].standing);
        assert_int_equal(due.range, cases[i].start != NULL);
        if (cases[i].start != NULL)
            assert_day(cases[i].text, due.first, cases[i].start);
        assert_true(gt_str_eq(due.text, gt_str_from(cases[i].text)));
        gt_arena_destroy(arena);
    }
}

static const struct {
    const char *name;
    struct gt_sheet_cell cell;
    enum gt_due_state state;
    const char *due;
} figures[] = {
    {"a date", {.number = 20634, .kind = GT_CELL_DATE}, F, "2026-06-30"},
    {"a month shown without its day means its end",
     {.number = 20605, .kind = GT_CELL_DATE, .show = GT_SHOW_NO_DAY}, F, "2026-06-30"},
    {"a day in the middle of such a month is kept",
     {.number = 20610, .kind = GT_CELL_DATE, .show = GT_SHOW_NO_DAY}, F, "2026-06-06"},
    {"a serial date that lost its format", {.number = 46203, .kind = GT_CELL_NUMBER}, F, "2026-06-30"},
    {"with its hour", {.number = 46203.75, .kind = GT_CELL_NUMBER}, F, "2026-06-30"},
    {"a year", {.number = 2026, .kind = GT_CELL_NUMBER}, F, "2026-12-31"},
    {"a month of the plan's year", {.number = 6, .kind = GT_CELL_NUMBER}, F, "2026-06-30"},
    {"year and month as a figure", {.number = 202606, .kind = GT_CELL_NUMBER}, F, "2026-06-30"},
    {"2026.1 with two decimals is October",
     {.number = 2026.1, .kind = GT_CELL_NUMBER, .show = GT_SHOW_FIXED | 2}, F, "2026-10-31"},
    {"6.3 may be two days", {.number = 6.3, .kind = GT_CELL_NUMBER}, D, ""},
    {"6.30 is one", {.number = 6.3, .kind = GT_CELL_NUMBER, .show = GT_SHOW_FIXED | 2}, F, "2026-06-30"},
    {"a negative figure is none", {.number = -5, .kind = GT_CELL_NUMBER}, X, ""},
    {"TRUE is none", {.number = 1, .kind = GT_CELL_BOOL}, X, ""},
};

static void figures_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < GT_LEN(figures); i++) {
        struct gt_arena *arena = NULL;
        struct gt_due_cell due;

        assert_int_equal(gt_arena_create(1 << 20, &arena), GT_OK);
        assert_int_equal(gt_due_cell_read(&figures[i].cell, 2026, arena, &due), GT_OK);
        if (due.state != figures[i].state)
            print_error("%s: state %d\n", figures[i].name, due.state);
        assert_int_equal(due.state, figures[i].state);
        assert_day(figures[i].name, due.last, figures[i].due);
        gt_arena_destroy(arena);
    }
}

/* Every day, written in five ways, comes back. */
static void every_day_comes_back(void **state)
{
    (void)state;
    for (gt_day day = 18262; day < 21915; day += 13) {
        static const char *const forms[] = {"%d-%02d-%02d", "%d年%d月%d日前", "%d/%d/%d", "%d.%d.%d", "%04d%02d%02d"};
        const struct gt_ymd ymd = gt_day_ymd(day);

        for (size_t i = 0; i < GT_LEN(forms); i++) {
            struct gt_arena *arena = NULL;
            struct gt_due_cell due;
            char text[64];

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
            (void)snprintf(text, sizeof(text), forms[i], ymd.year, ymd.month, ymd.day);
#pragma GCC diagnostic pop
            assert_int_equal(gt_arena_create(1 << 16, &arena), GT_OK);
            assert_int_equal(gt_due_text_read(gt_str_from(text), 0, arena, &due), GT_OK);
            if (due.last != day)
                print_error("%s\n", text);
            assert_int_equal(due.last, day);
            gt_arena_destroy(arena);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_read),
        cmocka_unit_test(figures_are_read),
        cmocka_unit_test(every_day_comes_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
