/* test_xlsx_tasks.c - the task table out, and in again through our own reader. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "paper/xlsx_tasks.h"
#include "read/tasktable.h"

static const struct gt_xlsx_column columns[] = {
    {GT_STR_INIT("序号"), {"", 0}, 6, true, true, false},
    {GT_STR_INIT("类别"), {"", 0}, 12, false, false, false},
    {GT_STR_INIT("重点任务"), {"", 0}, 30, true, false, false},
    {GT_STR_INIT("具体举措"), {"", 0}, 40, false, false, false},
    {GT_STR_INIT("牵头单位"), GT_STR_INIT("责任分工"), 14, false, true, false},
    {GT_STR_INIT("配合单位"), GT_STR_INIT("责任分工"), 20, false, true, false},
    {GT_STR_INIT("完成时限"), {"", 0}, 14, false, true, false},
    {GT_STR_INIT("数据标识"), {"", 0}, 10, false, false, true},
};

#define T(text) {GT_STR_INIT(text), GT_DAY_NONE}
#define D(day) {{"", 0}, day}

static const struct gt_xlsx_cell cells[][8] = {
    {T("1"), T("平台"), T("建设省实验室"), T("制定方案"), T("规划处"), T("高新处、社发处"), D(20634), T("gt-1-0001")},
    {T("1"), T("平台"), T("建设省实验室"), T("=1+1"), T("规划处"), T(""), T("2026年9月底前"), T("gt-2-0002")},
    {T("1"), T("平台"), T("建设省实验室"), T("+cmd|' /C calc'!A0"), T("高新处"), T(""), T("长期坚持"), T("gt-3-0003")},
    {T("2"), T("企业"), T("@培育<企业>&\"引号\""), T("-新增4000家"), T("高新处"), T("规划处"), T("每年2月底前"), T("gt-4-0004")},
    {T("007"), T("企业"), T("多行\n任务"), T("\t制表"), T("社发处"), T(""), T(""), T("gt-5-0005")},
};

static struct gt_xlsx_view small_view(struct gt_xlsx_row rows[6])
{
    static const struct gt_xlsx_cell band = T("一、强化战略科技力量");

    rows[0] = (struct gt_xlsx_row){&band, 0, true};
    for (size_t i = 0; i < 5; i++)
        rows[i + 1] = (struct gt_xlsx_row){cells[i], i < 3 ? 7 : 0, false};
    return (struct gt_xlsx_view){.sheet = GT_STR("分解表"), .title = GT_STR("某厅2026年度重点工作任务分解表"),
                                 .note = GT_STR("注：数据标识列请勿修改。"), .columns = columns, .column_count = 8,
                                 .rows = rows, .row_count = 6};
}

static void read_table(gt_str bytes, struct gt_book *book, struct gt_tasktable *table, struct gt_problems *problems)
{
    static const struct gt_tasktable_options options = {.name = {"", 0}};
    struct gt_err err = {0};
    gt_tasktables tables;

    assert_int_equal(gt_arena_create(512 << 20, &book->arena), GT_OK);
    gt_problems_init(problems, book->arena);
    assert_int_equal(gt_xlsx_read(bytes, book, problems, &err), GT_OK);
    assert_int_equal(gt_tasktables_read(book, &options, book->arena, &tables, problems, &err), GT_OK);
    *table = tables.at[0];
}

static void assert_text(gt_str got, gt_str want)
{
    if (!gt_str_eq(got, want))
        print_error("%.*s instead of %.*s\n", GT_FMT(got), GT_FMT(want));
    assert_true(gt_str_eq(got, want));
}

static void what_goes_out_comes_in_again(void **state)
{
    static const gt_day due[] = {20634, 20726, GT_DAY_NONE, 20512, GT_DAY_NONE};
    struct gt_xlsx_row rows[6];
    const struct gt_xlsx_view view = small_view(rows);
    struct gt_problems problems;
    struct gt_tasktable table;
    struct gt_book book = {0};
    struct gt_err err = {0};
    struct gt_buf file;

    (void)state;
    gt_buf_init(&file, GT_XLSX_BYTES_MAX);
    assert_int_equal(gt_xlsx_write(&view, &file, &err), GT_OK);
    read_table(gt_buf_view(&file), &book, &table, &problems);
    assert_int_equal(problems.list.count, 0);
    assert_int_equal(table.head_first, 2);
    assert_int_equal(table.head_last, 3);
    assert_int_equal(table.year, 2026);
    assert_int_equal(table.col[GT_COL_KEY], 7);
    assert_true(table.col_hidden[GT_COL_KEY]);
    assert_int_equal(table.rows.count, 5);
    assert_int_equal(table.notes.count, 1);
    for (size_t i = 0; i < 5; i++) {
        const struct gt_taskrow *row = &table.rows.at[i];

        assert_text(row->text[GT_COL_NUMBER], cells[i][0].text);
        assert_text(row->text[GT_COL_PARENT], cells[i][1].text);
        assert_text(row->text[GT_COL_TASK], cells[i][2].text);
        assert_text(row->text[GT_COL_MEASURE], gt_str_trim(cells[i][3].text));
        assert_text(row->text[GT_COL_LEAD], cells[i][4].text);
        assert_text(row->text[GT_COL_KEY], cells[i][7].text);
        assert_int_equal(row->due, due[i]);
        assert_int_equal(row->standing, i == 2);
    }
    assert_int_equal(table.rows.at[0].support_count, 2);
    assert_true(gt_str_eq(table.rows.at[3].recur, GT_STR("yearly")));
    gt_arena_destroy(book.arena);
    gt_buf_clear(&file);
}

/* No formula anywhere: what begins with = is a string. */
static void nothing_becomes_a_formula(void **state)
{
    struct gt_xlsx_row rows[6];
    const struct gt_xlsx_view view = small_view(rows);
    struct gt_problems problems;
    struct gt_tasktable table;
    struct gt_book book = {0};
    struct gt_err err = {0};
    struct gt_buf file;
    size_t strings = 0;

    (void)state;
    gt_buf_init(&file, GT_XLSX_BYTES_MAX);
    assert_int_equal(gt_xlsx_write(&view, &file, &err), GT_OK);
    read_table(gt_buf_view(&file), &book, &table, &problems);
    for (size_t r = 0; r < book.sheets.at[0].rows.count; r++)
        for (uint32_t c = 0; c < book.sheets.at[0].rows.at[r].count; c++) {
            const struct gt_sheet_cell *cell = &book.sheets.at[0].rows.at[r].cells[c];

            if (cell->kind == GT_CELL_TEXT && cell->text_len > 0 && strchr("=+-@\t", cell->text[0]) != NULL)
                strings++;
        }
    assert_int_equal(strings, 5);
    gt_arena_destroy(book.arena);
    gt_buf_clear(&file);
}

static void fifty_thousand_rows_go_through(void **state)
{
    enum { ROWS = 50000 };
    struct gt_xlsx_row *rows = gt_calloc(ROWS, sizeof(*rows));
    struct gt_xlsx_view view = {.sheet = GT_STR("s"), .title = GT_STR("2026年"), .columns = columns, .column_count = 8,
                                .rows = rows, .row_count = ROWS, .note = {"", 0}};
    struct gt_problems problems;
    struct gt_tasktable table;
    struct gt_book book = {0};
    struct gt_err err = {0};
    struct gt_buf file;

    (void)state;
    assert_non_null(rows);
    for (uint32_t i = 0; i < ROWS; i++)
        rows[i] = (struct gt_xlsx_row){cells[i % 5], i / 5 + 1, false};
    gt_buf_init(&file, GT_XLSX_BYTES_MAX);
    assert_int_equal(gt_xlsx_write(&view, &file, &err), GT_OK);
    read_table(gt_buf_view(&file), &book, &table, &problems);
    assert_int_equal(table.rows.count, ROWS);
    assert_text(table.rows.at[ROWS - 1].text[GT_COL_TASK], cells[0][2].text); /* merged over its five */
    gt_arena_destroy(book.arena);
    gt_buf_clear(&file);
    gt_free(rows);
}

static void limits_are_told(void **state)
{
    struct gt_xlsx_row rows[6];
    struct gt_xlsx_view view = small_view(rows);
    struct gt_xlsx_cell long_cells[8];
    char *wide = gt_calloc(40000, 1);
    struct gt_err err = {0};
    struct gt_buf file;

    (void)state;
    gt_buf_init(&file, GT_XLSX_BYTES_MAX);
    memset(wide, 'x', 40000);
    memcpy(long_cells, cells[0], sizeof(long_cells));
    long_cells[3].text = (gt_str){wide, 40000};
    rows[1].cells = long_cells;
    rows[1].merge = 0;
    assert_int_equal(gt_xlsx_write(&view, &file, &err), GT_ELIMIT);
    assert_non_null(strstr(err.text[GT_LANG_EN], "row 5, column 4"));
    view.column_count = 0;
    assert_int_equal(gt_xlsx_write(&view, &file, &err), GT_ELIMIT);
    gt_buf_clear(&file);
    gt_free(wide);
}

static void memory_may_fail_anywhere(void **state)
{
    struct gt_xlsx_row rows[6];
    const struct gt_xlsx_view view = small_view(rows);
    gt_rc rc = GT_ENOMEM;

    (void)state;
    for (int64_t n = 0; rc != GT_OK; n++) {
        struct gt_err err = {0};
        struct gt_buf file;

        assert_true(n < 1000);
        gt_buf_init(&file, GT_XLSX_BYTES_MAX);
        (void)gt_alloc_fail_at(n);
        rc = gt_xlsx_write(&view, &file, &err);
        (void)gt_alloc_fail_at(-1);
        assert_true(rc == GT_OK || rc == GT_ENOMEM);
        gt_buf_clear(&file);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_goes_out_comes_in_again),
        cmocka_unit_test(nothing_becomes_a_formula),
        cmocka_unit_test(fifty_thousand_rows_go_through),
        cmocka_unit_test(limits_are_told),
        cmocka_unit_test(memory_may_fail_anywhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
