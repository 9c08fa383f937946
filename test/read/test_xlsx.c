/* test_xlsx.c - workbooks, honest and forged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "make_xlsx.h"
#include "read/numfmt.h"
#include "read/readers.h"
#include "read/sheet.h"

struct opened {
    struct gt_arena   *arena;
    struct gt_book     book;
    struct gt_problems problems;
    struct gt_err      err;
};

static gt_rc open_bytes(struct opened *opened, gt_str bytes)
{
    *opened = (struct opened){0};
    assert_int_equal(gt_arena_create(64 << 20, &opened->arena), GT_OK);
    gt_problems_init(&opened->problems, opened->arena);
    opened->book.arena = opened->arena;
    return gt_xlsx_read(bytes, &opened->book, &opened->problems, &opened->err);
}

static void assert_shown(const struct opened *opened, const char *name, const char *want)
{
    const struct gt_sheet *sheet = &opened->book.sheets.at[0];
    char room[GT_CELL_SHOWN_MAX];
    gt_str got;

    got = gt_sheet_cell_shown(gt_row_cell(gt_sheet_row_at(sheet, (uint32_t)atoi(name + 1) - 1),
                                          (uint16_t)(name[0] - 'A')), room);
    if (!gt_str_eq(got, gt_str_from(want)))
        print_error("%s: %.*s instead of %s\n", name, GT_FMT(got), want);
    assert_true(gt_str_eq(got, gt_str_from(want)));
}

static void every_kind_of_cell_is_read(void **state)
{
    static const struct make_sheet sheets[] = {
        {.name = "一季度", .hidden_cols = "CD", .hidden_rows = {3},
         .rows = {"文字|#12.5|@1 46203|@2 46203|@3 46174|@4 0.35|@5 2026.1|@6 46203|@7 46203|@8 46203.75",
                  "~内联|=公式结果|!#N/A|@9 0.5|  |#46203", "", "a&b <c>|_x000D_行尾_x4E2D_",
                  "|||@1 60|@1 61|@1 1"},
         .merges = {"A1:B2", "B4:D4", "A6:C9"}},
        {.name = "藏", .hidden = true, .rows = {"x"}}};
    static const struct { const char *cell, *want; } cases[] = {
        {"A1", "文字"}, {"B1", "12.5"}, {"C1", "2026-06-30"}, {"D1", "2026年6月30日"}, {"E1", "2026年6月"},
        {"F1", "35%"}, {"G1", "2026.10"}, {"H1", "2026-06-30"}, {"I1", "2026年6月30日"}, {"J1", "2026-06-30"},
        {"A2", "内联"}, {"B2", "公式结果"}, {"C2", "#N/A"}, {"D2", "0.5"}, {"E2", ""}, {"F2", "46203"},
        {"A4", "a&b <c>"}, {"B4", "行尾中"}, {"E5", "1900-03-01"}, {"F5", "1900-01-01"},
    };
    struct opened opened;
    struct gt_buf file;

    (void)state;
    make_xlsx(&file, sheets, 2, false);
    assert_int_equal(open_bytes(&opened, gt_buf_view(&file)), GT_OK);
    for (size_t i = 0; i < GT_LEN(cases); i++)
        assert_shown(&opened, cases[i].cell, cases[i].want);

    const struct gt_sheet *sheet = &opened.book.sheets.at[0];

    assert_int_equal(opened.book.sheets.count, 2);
    assert_true(gt_str_eq(sheet->name, GT_STR("一季度")));
    assert_false(sheet->hidden);
    assert_true(opened.book.sheets.at[1].hidden);
    assert_int_equal(sheet->cols, 10); /* not the 16384 of <dimension> */
    assert_true(gt_sheet_col_hidden(sheet, 2));
    assert_false(gt_sheet_col_hidden(sheet, 4));
    assert_null(gt_sheet_row_at(sheet, 2)); /* row 3 holds nothing */
    assert_int_equal(sheet->merges.count, 2);
    assert_ptr_equal(gt_sheet_merge_at(sheet, 1, 1), &sheet->merges.at[0]);
    assert_null(gt_sheet_merge_at(sheet, 2, 1));
    gt_arena_destroy(opened.arena);
    gt_buf_clear(&file);
}

static void a_macintosh_workbook_counts_from_1904(void **state)
{
    static const struct make_sheet sheet = {.name = "s", .rows = {"@1 44741"}};
    struct opened opened;
    struct gt_buf file;

    (void)state;
    make_xlsx(&file, &sheet, 1, true);
    assert_int_equal(open_bytes(&opened, gt_buf_view(&file)), GT_OK);
    assert_shown(&opened, "A1", "2026-06-30");
    gt_arena_destroy(opened.arena);
    gt_buf_clear(&file);
}

/* ---- forged ------------------------------------------------------------------------ */

#define REL "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define SHEET(inner) "<worksheet><sheetData>" inner "</sheetData></worksheet>"

static void forge(struct gt_buf *out, const char *sheet)
{
    const struct make_part parts[] = {
        {"xl/workbook.xml", GT_STR("<workbook><sheets><sheet name=\"s\" id=\"r\"/></sheets></workbook>")},
        {"xl/_rels/workbook.xml.rels",
         GT_STR("<Relationships><Relationship Id=\"r\" Type=\"" REL "worksheet\" Target=\"s.xml\"/></Relationships>")},
        {"xl/s.xml", gt_str_from(sheet)}};

    make_zip(out, parts, sheet != NULL ? 3 : 2, true);
}

static void what_lies_is_refused_with_its_place(void **state)
{
    static const struct { const char *name, *sheet; gt_rc want; const char *says; } cases[] = {
        {"no sheet part", NULL, GT_ENOTFOUND, ""},
        {"a shared string that is not there",
         SHEET("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>9</v></c></row>"), GT_EPARSE, "A1"},
        {"a number that is none", SHEET("<row r=\"2\"><c r=\"B2\"><v>1e999x</v></c></row>"), GT_EPARSE, "B2"},
        {"rows in the wrong order", SHEET("<row r=\"5\"/><row r=\"4\"/>"), GT_EPARSE, "4"},
        {"a row past the sheet's end", SHEET("<row r=\"1048577\"/>"), GT_EPARSE, "1048577"},
        {"a cell that says another row", SHEET("<row r=\"1\"><c r=\"A2\"><v>1</v></c></row>"), GT_EPARSE, "A2"},
        {"a column past the sheet's end", SHEET("<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>"), GT_EPARSE, "XFE1"},
        {"a merge that is none",
         "<worksheet><mergeCells><mergeCell ref=\"B2:A1\"/></mergeCells></worksheet>", GT_EPARSE, "B2:A1"},
        {"an entity",
         "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
         SHEET("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>&e;</v></c></row>"), GT_EPARSE, "DOCTYPE"},
        {"XML that ends early", "<worksheet><sheetData><row r=\"1\">", GT_EPARSE, "s.xml"},
    };

    (void)state;
    for (size_t i = 0; i < GT_LEN(cases); i++) {
        struct opened opened;
        struct gt_buf file;
        gt_rc rc;

        forge(&file, cases[i].sheet);
        rc = open_bytes(&opened, gt_buf_view(&file));
        if (rc != cases[i].want || strstr(opened.err.text[GT_LANG_EN], cases[i].says) == NULL)
            print_error("%s: rc %d, %s\n", cases[i].name, rc, opened.err.text[GT_LANG_EN]);
        assert_int_equal(rc, cases[i].want);
        assert_non_null(strstr(opened.err.text[GT_LANG_EN], cases[i].says));
        assert_true(opened.err.text[GT_LANG_ZH][0] != '\0');
        gt_arena_destroy(opened.arena);
        gt_buf_clear(&file);
    }
}

static void what_is_odd_is_read_with_a_warning(void **state)
{
    static const char sheet[] =
        "<worksheet><sheetData><row><c><v>1</v></c><c><v>2</v></c></row>"
        "<row r=\"3\"><c r=\"C3\"><v>3</v></c><c r=\"A3\"><v>1</v></c><c r=\"A3\"><v>9</v></c>"
        "<c r=\"ZZZ3\"/><c r=\"XFD3\"><v>7</v></c></row></sheetData>"
        "</worksheet>";
    struct opened opened;
    struct gt_buf file;

    (void)state;
    forge(&file, sheet);
    assert_int_equal(open_bytes(&opened, gt_buf_view(&file)), GT_EPARSE); /* ZZZ is no column */
    gt_arena_destroy(opened.arena);
    gt_buf_clear(&file);

    forge(&file, "<worksheet><sheetData><row><c><v>1</v></c><c><v>2</v></c></row>"
                 "<row r=\"3\"><c r=\"C3\"><v>3</v></c><c r=\"A3\"><v>1</v></c><c r=\"XFD3\"><v>7</v></c></row>"
                 "</sheetData><mergeCells><mergeCell ref=\"A1:B3\"/><mergeCell ref=\"A3:C4\"/>"
                 "<mergeCell ref=\"E5:E5\"/></mergeCells></worksheet>");
    assert_int_equal(open_bytes(&opened, gt_buf_view(&file)), GT_OK);
    assert_shown(&opened, "A1", "1"); /* places that are not said follow each other */
    assert_shown(&opened, "B1", "2");
    assert_shown(&opened, "A3", "1");
    assert_shown(&opened, "C3", "3");
    assert_int_equal(opened.book.sheets.at[0].merges.count, 1);
    assert_int_equal(opened.problems.warnings, 2); /* the stray cell and the overlapping range */
    assert_int_equal(opened.problems.errors, 0);
    gt_arena_destroy(opened.arena);
    gt_buf_clear(&file);
}

static const struct make_sheet small = {
    .name = "s", .rows = {"序号|任务|完成时限", "#1|建实验室|@1 46203", "#2|~甲|=乙"}, .merges = {"A1:B1"}};

static void a_torn_file_is_refused_wherever_it_tears(void **state)
{
    struct gt_buf file;

    (void)state;
    make_xlsx(&file, &small, 1, false);
    for (size_t len = 0; len < file.len; len += 7) {
        struct opened opened;

        assert_int_not_equal(open_bytes(&opened, gt_str_sub(gt_buf_view(&file), 0, len)), GT_OK);
        assert_true(opened.err.text[GT_LANG_EN][0] != '\0');
        gt_arena_destroy(opened.arena);
    }
    gt_buf_clear(&file);
}

static void a_bomb_is_refused(void **state)
{
    struct make_part parts[3] = {
        {"xl/workbook.xml", GT_STR("<workbook><sheets><sheet name=\"s\" id=\"r\"/></sheets></workbook>")},
        {"xl/_rels/workbook.xml.rels",
         GT_STR("<Relationships><Relationship Id=\"r\" Type=\"" REL "worksheet\" Target=\"s.xml\"/></Relationships>")}};
    const size_t size = (size_t)60 << 20;
    char *blanks = gt_calloc(size, 1);
    struct opened opened;
    struct gt_buf file;
    gt_rc rc;

    (void)state;
    assert_non_null(blanks);
    /* Many elements of a thousand bytes, each well-formed and worth nothing. */
    memset(blanks, 'x', size);
    for (size_t at = 0; at + 1000 <= size; at += 1000) {
        blanks[at] = '<';
        memcpy(blanks + at + 998, "/>", 2);
    }
    memcpy(blanks, "<worksheet><", 12);
    memset(blanks + size - 1000, ' ', 1000);
    memcpy(blanks + size - 12, "</worksheet>", 12);
    parts[2] = (struct make_part){"xl/s.xml", {blanks, size}};
    make_zip(&file, parts, 3, false);
    assert_true(file.len < size / 200);
    rc = open_bytes(&opened, gt_buf_view(&file));
    assert_int_equal(rc, GT_ELIMIT);
    gt_arena_destroy(opened.arena);
    gt_buf_clear(&file);
    gt_free(blanks);
}

static void memory_may_fail_anywhere(void **state)
{
    struct gt_buf file;
    gt_rc rc = GT_ENOMEM;

    (void)state;
    make_xlsx(&file, &small, 1, false);
    for (int64_t n = 0; rc != GT_OK; n++) {
        struct gt_arena *arena = NULL;
        struct gt_problems problems;
        struct gt_err err = {0};

        assert_true(n < 10000);
        assert_int_equal(gt_arena_create(64 << 20, &arena), GT_OK);
        gt_problems_init(&problems, arena);
        struct gt_book book = {.arena = arena};

        (void)gt_alloc_fail_at(n);
        rc = gt_xlsx_read(gt_buf_view(&file), &book, &problems, &err);
        (void)gt_alloc_fail_at(-1);
        assert_true(rc == GT_OK || rc == GT_ENOMEM);
        gt_arena_destroy(arena);
    }
    rc = GT_ENOMEM;
    for (int64_t n = 0; rc != GT_OK; n++) {
        struct gt_arena *arena = NULL;
        struct gt_book book = {0};
        struct gt_err err = {0};
        struct gt_doc doc;

        assert_true(n < 10000);
        assert_int_equal(gt_arena_create(64 << 20, &arena), GT_OK);
        book.arena = arena;
        (void)gt_alloc_fail_at(n);
        if ((rc = gt_xlsx_doc_read(arena, gt_buf_view(&file), &doc, &err)) == GT_OK)
            rc = gt_book_from_doc(&doc, &book, &err);
        (void)gt_alloc_fail_at(-1);
        assert_true(rc == GT_OK || rc == GT_ENOMEM);
        gt_arena_destroy(arena);
    }
    gt_buf_clear(&file);
}

/* As a document: titles are paragraphs, merged ranges are one cell. */
static void a_workbook_is_a_document_too(void **state)
{
    static const struct make_sheet sheets[] = {
        {.name = "表", .merges = {"A1:C1", "A3:A4", "B2:C2"},
         .rows = {"2026年任务", "序号|任务", "#1|甲|@2 46203", "|乙|丙"}},
        {.name = "藏", .hidden = true, .rows = {"x", "y|z"}}};
    struct gt_arena *arena = NULL;
    struct gt_err err = {0};
    struct gt_buf file;
    struct gt_doc doc;

    (void)state;
    make_xlsx(&file, sheets, 2, false);
    assert_int_equal(gt_arena_create(64 << 20, &arena), GT_OK);
    assert_true(gt_xlsx_is(arena, gt_buf_view(&file)));
    assert_false(gt_xlsx_is(arena, GT_STR("PK\3\4")));
    assert_int_equal(gt_xlsx_doc_read(arena, gt_buf_view(&file), &doc, &err), GT_OK);
    assert_int_equal(doc.table_count, 1);
    assert_true(gt_str_eq(doc.blocks[0].text, GT_STR("2026年任务")));

    const struct gt_table *table = &doc.tables[0];

    assert_int_equal(table->row_count, 3);
    assert_int_equal(table->col_count, 3);
    assert_ptr_equal(gt_table_cell(table, 0, 1), gt_table_cell(table, 0, 2));
    assert_ptr_equal(gt_table_cell(table, 1, 0), gt_table_cell(table, 2, 0));
    assert_true(gt_str_eq(gt_table_cell(table, 1, 2)->text, GT_STR("2026年6月30日")));
    assert_true(gt_str_eq(gt_table_cell(table, 2, 2)->text, GT_STR("丙")));
    gt_arena_destroy(arena);
    gt_buf_clear(&file);
}

static void formats_say_what_a_number_is(void **state)
{
    static const struct { const char *code; bool date; int show; } cases[] = {
        {"General", false, 0},
        {"0.00", false, GT_SHOW_FIXED | 2},
        {"0%", false, GT_SHOW_PERCENT | GT_SHOW_FIXED},
        {"0.0%", false, GT_SHOW_PERCENT | GT_SHOW_FIXED | 1},
        {"#,##0", false, 0},
        {"0.00E+00", false, GT_SHOW_FIXED | 4},
        {"yyyy-mm-dd", true, 0},
        {"yyyy\"年\"m\"月\"d\"日\";@", true, GT_SHOW_CHINESE},
        {"yyyy年m月", true, GT_SHOW_CHINESE | GT_SHOW_NO_DAY},
        {"m\"月\"d\"日\"", true, GT_SHOW_CHINESE | GT_SHOW_NO_YEAR},
        {"[$-804]yyyy\"年\"m\"月\"", true, GT_SHOW_CHINESE | GT_SHOW_NO_DAY},
        {"h:mm:ss", false, 0},
        {"[h]:mm", false, 0},
        {"mm:ss.0", false, 0},
        {"\"day\" 0", false, 0},
        {"[Red]0", false, 0},
        {"0\"项\"", false, 0},
        {"General\"年\"", false, 0},
        {"yyyy-m-d h:mm", true, 0},
        {"@", false, 0},
        {"\"未闭合", false, 0},
        {"\\", false, 0},
    };

    (void)state;
    for (size_t i = 0; i < GT_LEN(cases); i++) {
        const struct gt_numfmt format = gt_numfmt_read(gt_str_from(cases[i].code));

        if (format.date != cases[i].date || format.show != cases[i].show)
            print_error("%s: date %d, show %x\n", cases[i].code, format.date, format.show);
        assert_int_equal(format.date, cases[i].date);
        assert_int_equal(format.show, cases[i].show);
    }
    assert_true(gt_numfmt_builtin(14).date);
    assert_true(gt_numfmt_builtin(57).date);
    assert_false(gt_numfmt_builtin(0).date);
    assert_false(gt_numfmt_builtin(46).date);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_cell_is_read),
        cmocka_unit_test(a_macintosh_workbook_counts_from_1904),
        cmocka_unit_test(what_lies_is_refused_with_its_place),
        cmocka_unit_test(what_is_odd_is_read_with_a_warning),
        cmocka_unit_test(a_torn_file_is_refused_wherever_it_tears),
        cmocka_unit_test(a_bomb_is_refused),
        cmocka_unit_test(memory_may_fail_anywhere),
        cmocka_unit_test(a_workbook_is_a_document_too),
        cmocka_unit_test(formats_say_what_a_number_is),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
