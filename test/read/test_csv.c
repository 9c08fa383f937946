/* test_csv.c - separated text in the encodings and dialects that arrive. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "read/sheet.h"

static const struct {
    const char *name, *bytes;
    size_t      len; /* 0: a C string */
    const char *want; /* cells joined by '|', rows by '/', blank rows left out; NULL: refused */
} cases[] = {
    {"commas", "a,b,c\n1,2,3\n", 0, "a|b|c/1|2|3"},
    {"a byte order mark is no text", "\xef\xbb\xbf序号,任务\n1,甲\n", 0, "序号|任务/1|甲"},
    {"tabs, with commas in the text", "甲,乙\t丙\n丁,戊,己\t庚\n", 0, "甲,乙|丙/丁,戊,己|庚"},
    {"semicolons", "a;b\nc;d\n", 0, "a|b/c|d"},
    {"Excel says its separator", "sep=;\na,x;b\n", 0, "a,x|b"},
    {"quotes, doubled quotes, line ends in quotes", "\"a,\"\"b\"\"\",c\r\n\"x\ny\",z\r\n", 0, "a,\"b\"|c/x\ny|z"},
    {"a quote inside a field is text", "a\"b,c\n", 0, "a\"b|c"},
    {"no line end at the end", "a,b\nc,d", 0, "a|b/c|d"},
    {"old Macintosh line ends", "a,b\rc,d\r", 0, "a|b/c|d"},
    {"blank lines and blank fields hold nothing", "a,,b\n,,\n\n , \nc\n", 0, "a|b/c"},
    {"GB18030", "\xd0\xf2\xba\xc5,\xc8\xce\xce\xf1\n1,\xbc\xd7\n", 0, "序号|任务/1|甲"},
    {"UTF-16 with a mark", "\xff\xfe" "a\0,\0\x2d\x4e\n\0", 10, "a|中"},
    {"a quote that is never closed", "a,\"b\nc,d\n", 0, NULL},
    {"bytes of no encoding", "a,\xff\xff\xff\n", 0, NULL},
    {"NUL bytes", "a,\xff\0b\n", 6, NULL},
};

static void separated_text_is_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < GT_LEN(cases); i++) {
        const gt_str bytes = {cases[i].bytes, cases[i].len ? cases[i].len : strlen(cases[i].bytes)};
        struct gt_book book = {0};
        struct gt_problems problems;
        struct gt_err err = {0};
        struct gt_buf got;
        gt_rc rc;

        assert_int_equal(gt_arena_create(8 << 20, &book.arena), GT_OK);
        gt_problems_init(&problems, book.arena);
        gt_buf_init(&got, 1 << 20);
        rc = gt_csv_read(bytes, &book, &problems, &err);
        for (size_t r = 0; rc == GT_OK && r < book.sheets.at[0].rows.count; r++)
            for (uint32_t c = 0; c < book.sheets.at[0].rows.at[r].count; c++) {
                char room[GT_CELL_SHOWN_MAX];

                if (got.len > 0)
                    gt_buf_char(&got, c == 0 ? '/' : '|');
                gt_buf_str(&got, gt_sheet_cell_shown(&book.sheets.at[0].rows.at[r].cells[c], room));
            }
        if ((rc == GT_OK) != (cases[i].want != NULL) ||
            (rc == GT_OK && !gt_str_eq(gt_buf_view(&got), gt_str_from(cases[i].want))))
            print_error("%s: rc %d, got %.*s\n", cases[i].name, rc, (int)got.len, got.at);
        assert_int_equal(rc == GT_OK, cases[i].want != NULL);
        if (rc == GT_OK)
            assert_true(gt_str_eq(gt_buf_view(&got), gt_str_from(cases[i].want)));
        else
            assert_true(err.text[GT_LANG_EN][0] != '\0' && err.text[GT_LANG_ZH][0] != '\0');
        gt_buf_clear(&got);
        gt_arena_destroy(book.arena);
    }
}

static void rows_count_as_a_spreadsheet_shows_them(void **state)
{
    struct gt_book book = {0};
    struct gt_problems problems;
    struct gt_err err = {0};

    (void)state;
    assert_int_equal(gt_arena_create(8 << 20, &book.arena), GT_OK);
    gt_problems_init(&problems, book.arena);
    assert_int_equal(gt_csv_read(GT_STR("a,b\n\n\"x\ny\",1\nc,d\n"), &book, &problems, &err), GT_OK);
    assert_int_equal(book.sheets.at[0].rows.count, 3);
    assert_int_equal(book.sheets.at[0].rows.at[1].row, 2);
    assert_int_equal(book.sheets.at[0].rows.at[2].row, 3);
    gt_arena_destroy(book.arena);
}

static void memory_may_fail_anywhere(void **state)
{
    gt_rc rc = GT_ENOMEM;

    (void)state;
    for (int64_t n = 0; rc != GT_OK; n++) {
        struct gt_book book = {0};
        struct gt_problems problems;
        struct gt_err err = {0};

        assert_true(n < 1000);
        assert_int_equal(gt_arena_create(8 << 20, &book.arena), GT_OK);
        gt_problems_init(&problems, book.arena);
        (void)gt_alloc_fail_at(n);
        rc = gt_csv_read(GT_STR("\"a\"\"b\",\xd0\xf2\n"), &book, &problems, &err);
        (void)gt_alloc_fail_at(-1);
        assert_true(rc == GT_OK || rc == GT_ENOMEM);
        gt_arena_destroy(book.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(separated_text_is_read),
        cmocka_unit_test(rows_count_as_a_spreadsheet_shows_them),
        cmocka_unit_test(memory_may_fail_anywhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
