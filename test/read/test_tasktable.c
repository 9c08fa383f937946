/* test_tasktable.c - task tables as offices make them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "make_xlsx.h"
#include "read/readers.h"
#include "read/tasktable.h"

struct tables {
    struct gt_arena   *arena;
    struct gt_problems problems;
    struct gt_err      err;
    gt_tasktables      list;
};

static gt_rc read_book(struct tables *out, const struct make_sheet *sheets, size_t count,
                       const struct gt_tasktable_options *options)
{
    static const struct gt_tasktable_options none = {.name = {"", 0}};
    struct gt_book book = {0};
    struct gt_buf file;
    gt_str bytes;
    gt_rc rc;

    *out = (struct tables){0};
    assert_int_equal(gt_arena_create(64 << 20, &out->arena), GT_OK);
    gt_problems_init(&out->problems, out->arena);
    make_xlsx(&file, sheets, count, false);
    assert_int_equal(gt_arena_dup(out->arena, gt_buf_view(&file), &bytes), GT_OK);
    gt_buf_clear(&file);
    book.arena = out->arena;
    assert_int_equal(gt_xlsx_read(bytes, &book, &out->problems, &out->err), GT_OK);
    rc = gt_tasktables_read(&book, options != NULL ? options : &none, out->arena, &out->list, &out->problems,
                            &out->err);
    return rc;
}

/* "row parent number task measure lead [support] due recur standing hidden", parted by '|'. */
static gt_str row_text(struct gt_arena *arena, const struct gt_taskrow *row)
{
    char due[GT_DAY_TEXT];
    gt_str support = GT_STR(""), text;

    for (uint32_t i = 0; i < row->support_count; i++)
        assert_int_equal(gt_arena_printf(arena, &support, "%.*s%s%.*s", GT_FMT(support), i ? "、" : "",
                                         GT_FMT(row->support[i])), GT_OK);
    assert_int_equal(gt_arena_printf(arena, &text, "%u|%.*s|%.*s|%.*s|%.*s|%.*s|%.*s|%s|%.*s%s%s", row->row,
                                     GT_FMT(row->text[GT_COL_PARENT]), GT_FMT(row->text[GT_COL_NUMBER]),
                                     GT_FMT(row->text[GT_COL_TASK]), GT_FMT(row->text[GT_COL_MEASURE]),
                                     GT_FMT(row->text[GT_COL_LEAD]), GT_FMT(support), gt_day_text(row->due, due),
                                     GT_FMT(row->recur), row->standing ? "standing" : "", row->hidden ? "hidden" : ""),
                     GT_OK);
    return text;
}

struct table_case {
    const char *name;
    struct make_sheet sheet;
    int         year; /* asked for */
    uint32_t    head_first, head_last;
    const char *columns; /* "number=A task=B ..." in the order of GT_COL_MAP */
    const char *rows[12];
    const char *problems; /* cells, parted by blanks */
};

static const struct table_case cases[] = {
    {"two header rows, merged groups, bands, a hidden column, notes, a head on the next page",
     {.name = "分解表", .hidden_cols = "H", .hidden_rows = {13},
      .rows = {"附件1", "某省科学技术厅2026年度重点工作任务分解表", "填报单位：办公室||||||填报日期：2025年12月31日",
               "序号|重点任务|具体举措|责任分工||完成时限|责任人|旧编码|进展情况",
               "|||牵头单位|配合单位||||一季度|二季度", "一、强化战略科技力量",
               "#1|建设省实验室|制定方案|规划处|成果处、高新处|@1 46203|张三|x",
               "||完成挂牌|规划 处|法规处|2026年6月底前", "||申报第三批|高新处（牵头）、社发处||二季度",
               "#2|培育企业|新增4000家|高新处、成果处|—|@3 46143", "小计||3项",
               "序号|重点任务|具体举措|责任分工||完成时限|责任人|旧编码|进展情况", "|||牵头单位|配合单位||||一季度|二季度",
               "二、深化改革", "#3|修订办法|起草|政策法规处|各处室|每年2月底前", "#4|长期任务|抓|办公室||长期坚持",
               "注：1.列第一位的为牵头单位。", "2.每月25日前报送。"},
      .merges = {"A2:J2", "A4:A5", "B4:B5", "C4:C5", "D4:E4", "F4:F5", "G4:G5", "H4:H5", "I4:J4", "A6:J6",
                 "A7:A9", "B7:B9", "A14:J14", "A17:J17", "A18:J18"}},
     0, 4, 5, "number=A task=B measure=C lead=D support=E person=G due=F q1=I q2=J",
     {"7|一、强化战略科技力量|1|建设省实验室|制定方案|规划处|成果处、高新处|2026-06-30|",
      "8|一、强化战略科技力量|1|建设省实验室|完成挂牌|规划处|法规处|2026-06-30|",
      "9|一、强化战略科技力量|1|建设省实验室|申报第三批|高新处|社发处|2026-06-30|",
      "10|一、强化战略科技力量|2|培育企业|新增4000家|高新处|成果处|2026-05-31|",
      "15|二、深化改革|3|修订办法|起草|政策法规处|各处室|2026-02-28|yearly",
      "16|二、深化改革|4|长期任务|抓|办公室|||standing"}, ""},
    {"an empty cell below a merge stays empty and is only offered",
     {.name = "s", .rows = {"2026年任务", "序号|任务|举措|牵头单位|时限", "#1|甲|a|一处|6月", "||b|一处|6月", "||c|一处|6月"},
      .merges = {"B3:B4"}},
     0, 2, 2, "number=A task=B measure=C lead=D due=E",
     {"3||1|甲|a|一处||2026-06-30|", "4|||甲|b|一处||2026-06-30|", "5||||c|一处||2026-06-30|"}, "B5"},
    {"three header rows, grouped above",
     {.name = "s",
      .rows = {"2026年工作要点分解表", "任务信息|||责任落实|||进度安排", "编号|工作目标|工作内容|牵头||配合|开始时间|完成时间",
               "|||部门|责任人|部门", "A1|目标一|内容一|规划处|张三|成果处、高新处|2026.3|2026.6.30",
               "A2|目标二|内容二|规划处|张三|成果处|@1 46082|2026/9/1"},
      .merges = {"A1:H1", "A2:C2", "D2:F2", "G2:H2", "A3:A4", "B3:B4", "C3:C4", "D3:E3", "G3:G4", "H3:H4"}},
     0, 2, 4, "number=A task=C target=B lead=D support=F person=E start=G due=H",
     {"5||A1|内容一||规划处|成果处、高新处|2026-06-30|", "6||A2|内容二||规划处|成果处|2026-09-01|"}, ""},
    {"the quarterly table of a department",
     {.name = "s", .rows = {"某厅2021年度重点工作三季度完成情况",
                            "序号|重点工作任务|目标任务|工作举措|完成情况（不超过300字）|责任单位|存在问题|下一步打算",
                            "#1|推进实验室|建成3家|1.制定方案|1.已制定|成果处、规划处|无|继续"},
      .merges = {"A1:H1"}},
     0, 2, 2, "number=A task=B target=C measure=D lead=F done=E problems=G next=H",
     {"3||1|推进实验室|1.制定方案|成果处|规划处||"}, ""},
    {"roles in one cell; responsible unit beside a lead column supports",
     {.name = "2026", .rows = {"No|任务名称|责任分工|时限", "#1|甲|牵头单位：科技厅；配合单位：财政厅、发展和改革委员会|6月底",
                               "#2|乙|科技厅牵头，财政厅、教育厅配合|三季度"}},
     2026, 1, 1, "number=A task=B lead=C due=D",
     {"2||1|甲||科技厅|财政厅、发展和改革委员会|2026-06-30|", "3||2|乙||科技厅|财政厅、教育厅|2026-09-30|"}, ""},
    {"lead column wins over responsible unit, which then supports",
     {.name = "s", .rows = {"2026年", "任务|责任单位|牵头单位", "甲|一处、二处|三处"}},
     0, 2, 2, "task=A lead=C support=B", {"3|||甲||三处|一处、二处||"}, ""},
    {"two columns of tasks: the left one groups",
     {.name = "s", .rows = {"2026年", "序号|重点任务|具体任务|责任处室|完成时间", "#1|平台|实验室|一处|6月"}},
     0, 2, 2, "number=A parent=B task=C lead=D due=E", {"3|平台|1|实验室||一处||2026-06-30|"}, ""},
    {"dates that are none, each with its cell",
     {.name = "表", .rows = {"2026年", "序号|任务|牵头单位|完成时限", "#1|甲|一处|2月31日", "#2|乙|一处|N/A", "#3|丙||6月",
                            "#4|丁|一处|!#REF!", "#5||一处|6月", "#6|己|一处|3/4/2026"}},
     0, 2, 2, "number=A task=B lead=C due=D",
     {"3||1|甲||一处|||", "4||2|乙||一处|||", "5||3|丙||||2026-06-30|", "6||4|丁||一处|||", "7||5|||一处||2026-06-30|",
      "8||6|己||一处|||"}, "D3 D4 C5 D6 B7 D8"},
    {"no year anywhere",
     {.name = "s", .rows = {"序号|任务|牵头单位|完成时限", "#1|甲|一处|6月底", "#2|乙|一处|2026年6月底"}},
     0, 1, 1, "number=A task=B lead=C due=D", {"2||1|甲||一处|||", "3||2|乙||一处||2026-06-30|"}, "D2"},
    {"an English table",
     {.name = "Plan", .rows = {"FY2026 work plan",
                               "No.|Theme|Key task|Lead unit|Supporting units|Due date|Issues|Next steps",
                               "#1|Talent|Draft policy|Planning Office|HR Division, Legal Division|by 30 June 2026",
                               "#2||Launch portal|Lead: IT Team; Support: HR Division||Q3",
                               "#3||Always|IT Team||ongoing"}},
     0, 2, 2, "number=A parent=B task=C lead=D support=E due=F problems=G next=H",
     {"3|Talent|1|Draft policy||Planning Office|HR Division、Legal Division|2026-06-30|",
      "4||2|Launch portal||IT Team|HR Division|2026-09-30|", "5||3|Always||IT Team|||standing"}, ""},
    {"column numbers below the head, hidden rows, totals, signatures at the foot",
     {.name = "s", .hidden_rows = {5},
      .rows = {"二〇二六年任务清单", "序号|任务|责任单位|完成时限", "（1）|（2）|（3）|（4）", "#1|甲|一处|6月", "#2|乙|一处|7月",
               "第1页 共2页", "二〇二六年任务清单（续）", "#3", "合计|2项", "填表人：张三||审核人：李四"}},
     0, 2, 2, "number=A task=B lead=C due=D",
     {"4||1|甲||一处||2026-06-30|", "5||2|乙||一处||2026-07-31|hidden"}, ""},
    {"a table that stands in the middle of its sheet, with a short title over it",
     {.name = "s", .rows = {"", "|2026年任务清单", "||责任分工||", "|任务|牵头单位|配合单位|时限", "|甲|一处|二处|6月"},
      .merges = {"B2:E2", "C3:D3"}},
     0, 3, 4, "task=B lead=C support=D due=E", {"5|||甲||一处|二处|2026-06-30|"}, ""},
    {"headings in two cells, a head in two languages, and another table below",
     {.name = "s", .rows = {"2026年", "序号 No.|重点任务 Task|牵头单位 Lead|完成时限 Due", "一|强化科技创新", "#1|甲|一处|6月",
                            "（二）|深化改革", "#2|乙|二处|7月", "", "单位|任务|完成情况|存在问题|备注", "一处|丙|好|无"}},
     0, 2, 2, "number=A task=B lead=C due=D",
     {"4|一 强化科技创新|1|甲||一处||2026-06-30|", "6|（二） 深化改革|2|乙||二处||2026-07-31|"}, "A8"},
    {"a merged row of one unit, a date merged over two rows",
     {.name = "s", .rows = {"2026年", "序号|任务|牵头单位|配合单位|完成时限", "#1|甲|一处|二处|@2 46203", "#2|乙|一处|", "#3|丙|各处室"},
      .merges = {"E3:E4", "C5:D5"}},
     0, 2, 2, "number=A task=B lead=C support=D due=E",
     {"3||1|甲||一处|二处|2026-06-30|", "4||2|乙||一处||2026-06-30|", "5||3|丙||各处室|||"}, ""},
    {"proposals of delegates: the case is the task, the host leads, the joint host supports",
     {.name = "s", .rows = {"2026年建议办理分解", "建议号|案由|代表|承办单位||答复时限", "|||主办|会办",
                            "15号|加强农村养老服务|何某|一局|二局|5月31日前", "27号|扩建图书馆|钱某|三局||6月15日前"},
      .merges = {"A1:F1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3"}},
     0, 2, 3, "number=A task=B lead=D support=E due=F",
     {"4||15号|加强农村养老服务||一局|二局|2026-05-31|", "5||27号|扩建图书馆||三局||2026-06-15|"}, ""},
    {"indicators: the unit of measure is no office, this year's goal is the target",
     {.name = "s", .rows = {"主要指标责任分解", "指标名称|计量单位|2025年实绩|2026年目标|牵头处室|责任处室",
                            "研发投入强度|%|#3.2|#3.35|一处|二处、三处"}},
     2026, 2, 2, "task=A target=D lead=E support=F", {"3|||研发投入强度||一处|二处、三处||"}, ""},
    {"projects with their nodes: the node is the task",
     {.name = "s", .rows = {"2026年倒排工期表", "项目|节点任务|责任人|计划开始|计划完成", "会展中心|方案批复|李工|2026/4/1|4月底",
                            "|施工招标|李工|2026/5/6|6月底"},
      .merges = {"A3:A4"}},
     0, 2, 2, "parent=A task=B person=C start=D due=E",
     {"3|会展中心||方案批复||||2026-04-30|", "4|会展中心||施工招标||||2026-06-30|"}, ""},
    {"a ledger of problems: the problem is the task, its number no problem",
     {.name = "s", .rows = {"2026年整改台账", "问题编号|问题描述|问题来源|整改目标|整改措施|整改时限|责任单位|整改进展|是否销号",
                            "#1|验收超期|审计|完成验收|约谈|9月底前|一科|已办8个|否"}},
     0, 2, 2, "number=A task=B target=D measure=E lead=G due=F status=I progress=H source=C",
     {"3||1|验收超期|约谈|一科||2026-09-30|"}, ""},
    {"quarters in four spellings, and tasks under a head that nobody knows",
     {.name = "s", .rows = {"2026年", "序号|课程建设|1季度|第2季度|7-9月|第四季度|责任单位", "#1|编写统一教材并试讲|a|b|c|d|一处",
                            "#2|评选精品课程|e||||二处"}},
     0, 2, 2, "number=A task=B lead=G q1=C q2=D q3=E q4=F",
     {"3||1|编写统一教材并试讲||一处|||", "4||2|评选精品课程||二处|||"}, ""},
};

static gt_str columns_text(struct gt_arena *arena, const struct gt_tasktable *table)
{
    gt_str text = GT_STR("");
    char name[GT_CELL_NAME];

    for (int is = 0; is < GT_COLS; is++)
        if (table->col[is] != GT_COL_ABSENT)
            assert_int_equal(gt_arena_printf(arena, &text, "%.*s%s%s=%s", GT_FMT(text), text.len ? " " : "",
                                             gt_col_key((enum gt_col)is), gt_col_name(table->col[is], name)), GT_OK);
    return text;
}

static gt_str problem_cells(struct gt_arena *arena, const struct gt_problems *problems)
{
    gt_str text = GT_STR("");

    for (size_t i = 0; i < problems->list.count; i++) {
        const struct gt_problem *problem = &problems->list.at[i];

        assert_true(problem->sheet.len > 0 && problem->text[GT_LANG_EN].len > 0 && problem->text[GT_LANG_ZH].len > 0);
        assert_int_equal(gt_arena_printf(arena, &text, "%.*s%s%.*s", GT_FMT(text), text.len ? " " : "",
                                         GT_FMT(problem->cell)), GT_OK);
    }
    return text;
}

static void assert_same(const char *name, gt_str got, const char *want)
{
    if (!gt_str_eq(got, gt_str_from(want)))
        print_error("%s:\n  got  %.*s\n  want %s\n", name, GT_FMT(got), want);
    assert_true(gt_str_eq(got, gt_str_from(want)));
}

static void tables_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < GT_LEN(cases); i++) {
        const struct gt_tasktable_options options = {.name = {"", 0}, .year = cases[i].year};
        const struct gt_tasktable *table;
        struct tables tables;
        size_t count = 0;

        assert_int_equal(read_book(&tables, &cases[i].sheet, 1, &options), GT_OK);
        table = &tables.list.at[0];
        if (table->head_first != cases[i].head_first || table->head_last != cases[i].head_last)
            print_error("%s: head %u-%u\n", cases[i].name, table->head_first, table->head_last);
        assert_int_equal(table->head_first, cases[i].head_first);
        assert_int_equal(table->head_last, cases[i].head_last);
        assert_same(cases[i].name, columns_text(tables.arena, table), cases[i].columns);
        while (count < GT_LEN(cases[i].rows) && cases[i].rows[count] != NULL)
            count++;
        for (size_t r = 0; r < table->rows.count && r < count; r++)
            assert_same(cases[i].name, row_text(tables.arena, &table->rows.at[r]), cases[i].rows[r]);
        assert_int_equal(table->rows.count, count);
        assert_same(cases[i].name, problem_cells(tables.arena, &tables.problems), cases[i].problems);
        gt_arena_destroy(tables.arena);
    }
}

static void of_several_sheets_the_best_visible_one_comes_first(void **state)
{
    static const struct make_sheet sheets[] = {
        {.name = "封面", .rows = {"2026年任务清单", "请各单位填报"}},
        {.name = "旧表", .hidden = true, .rows = {"序号|任务|牵头单位|配合单位|完成时限", "#1|旧|一处||6月"}},
        {.name = "一处", .rows = {"2026年", "序号|任务|牵头单位", "#1|甲|一处"}},
        {.name = "二处", .rows = {"2026年", "序号|任务|牵头单位|完成时限", "#1|乙|二处|6月"}}};
    struct tables tables;

    (void)state;
    assert_int_equal(read_book(&tables, sheets, 4, NULL), GT_OK);
    assert_int_equal(tables.list.count, 2);
    assert_same("best", tables.list.at[0].sheet, "二处");
    assert_same("next", tables.list.at[1].sheet, "一处");
    assert_int_equal(tables.problems.list.count, 0); /* the hidden sheet is not even looked at */
    gt_arena_destroy(tables.arena);
    assert_int_equal(read_book(&tables, &sheets[1], 1, NULL), GT_OK); /* unless it is all there is */
    assert_true(tables.list.at[0].hidden);
    gt_arena_destroy(tables.arena);
}

static void a_table_without_a_head_is_refused_until_told(void **state)
{
    static const struct make_sheet sheet = {.name = "流水", .rows = {"#1|建实验室|一处|2026年6月", "#2|建中心|二处|2026年7月"}};
    static const struct gt_col_choice choices[] = {{1, GT_COL_TASK}, {2, GT_COL_LEAD}, {3, GT_COL_DUE}};
    const struct gt_tasktable_options told = {.name = {"", 0}, .choices = choices, .choice_count = 3};
    struct tables tables;

    (void)state;
    assert_int_equal(read_book(&tables, &sheet, 1, NULL), GT_EPARSE);
    assert_non_null(strstr(tables.err.text[GT_LANG_ZH], "流水"));
    gt_arena_destroy(tables.arena);
    assert_int_equal(read_book(&tables, &sheet, 1, &told), GT_OK);
    assert_int_equal(tables.list.at[0].head_first, 0);
    assert_int_equal(tables.list.at[0].rows.count, 2);
    assert_same("row", row_text(tables.arena, &tables.list.at[0].rows.at[1]), "2|||建中心||二处||2026-07-31|");
    gt_arena_destroy(tables.arena);
}

#define ROW(a, b, c, d) "<tr><td>" a "</td><td>" b "</td><td>" c "</td><td>" d "</td></tr>"

static void a_table_goes_on_on_the_next_page(void **state)
{
    static const struct gt_tasktable_options none = {.name = {"", 0}};
    const gt_str page = GT_STR(
        "<html><body><p>2026年任务分解表</p><table>" ROW("序号", "任务", "牵头单位", "完成时限") ROW("1", "甲", "一处", "6月")
        "</table><p> </p><table>" ROW("2", "乙", "二处", "7月")
        ROW("2-1", "戊", "二处", "7月") "</table><p>（续表）</p><table>"
        ROW("序号", "任务", "牵头单位", "完成时限") ROW("3", "丙", "三处", "8月")
        "</table><p>二、另外还有一张表说明各处室的职责分工安排</p><table>" ROW("序号", "任务", "牵头单位", "完成时限")
        ROW("9", "丁", "四处", "9月") "</table></body></html>");
    struct tables tables = {0};
    struct gt_book book = {0};
    struct gt_doc doc;

    (void)state;
    assert_int_equal(gt_arena_create(64 << 20, &tables.arena), GT_OK);
    gt_problems_init(&tables.problems, tables.arena);
    book.arena = tables.arena;
    assert_int_equal(gt_html_read(tables.arena, page, &doc, &tables.err), GT_OK);
    assert_int_equal(gt_book_from_doc(&doc, &book, &tables.err), GT_OK);
    assert_int_equal(book.sheets.count, 2);
    assert_int_equal(gt_tasktables_read(&book, &none, tables.arena, &tables.list, &tables.problems, &tables.err), GT_OK);
    assert_int_equal(tables.list.at[0].rows.count, 4);
    assert_same("next page", row_text(tables.arena, &tables.list.at[0].rows.at[1]), "3||2|乙||二处||2026-07-31|");
    assert_same("head again", row_text(tables.arena, &tables.list.at[0].rows.at[3]), "6||3|丙||三处||2026-08-31|");
    gt_arena_destroy(tables.arena);
}

static void columns_and_head_can_be_corrected(void **state)
{
    static const struct make_sheet sheet = {
        .name = "s", .rows = {"2026年", "编号|内容|说明|单位", "#1|甲|乙|丙处", "#2|丁|戊|己处"}};
    static const struct gt_col_choice choices[] = {{2, GT_COL_TASK}, {1, GT_COL_MEASURE}, {0, GT_COL_OTHER}};
    const struct gt_tasktable_options told = {.name = {"", 0}, .choices = choices, .choice_count = 3,
                                              .head_first = 2, .head_last = 2};
    struct tables tables;

    (void)state;
    assert_int_equal(read_book(&tables, &sheet, 1, &told), GT_OK);
    assert_int_equal(tables.list.at[0].rows.count, 2);
    assert_same("row", row_text(tables.arena, &tables.list.at[0].rows.at[1]), "4|||戊|丁|己处|||");
    gt_arena_destroy(tables.arena);
}

static void unit_names_are_offered_with_their_cell(void **state)
{
    static const struct make_sheet sheet = {
        .name = "s", .rows = {"2026年", "任务|牵头单位|配合单位", "甲|规划处|成果转化处、不存在的处", "乙|成果转化处|各处室"}};
    static const struct gt_unit_entry tree[] = {
        {.name = GT_STR_INIT("规划与资源处"), .short_name = GT_STR_INIT("规划处"), .name_en = {"", 0}, .aliases = {"", 0}},
        {.name = GT_STR_INIT("成果转化与创新处"), .short_name = {"", 0}, .name_en = {"", 0}, .aliases = {"", 0}}};
    struct gt_unitnames names;
    struct gt_arena *arena = NULL;
    struct tables tables;

    (void)state;
    assert_int_equal(gt_arena_create(1 << 20, &arena), GT_OK);
    assert_int_equal(gt_unitnames_init(&names, arena, tree, 2), GT_OK);
    const struct gt_tasktable_options options = {.name = {"", 0}, .units = &names};

    assert_int_equal(read_book(&tables, &sheet, 1, &options), GT_OK);
    assert_int_equal(tables.list.at[0].units.count, 4);
    assert_int_equal(tables.list.at[0].units.at[0].match.kind, GT_UNIT_ALIAS);
    assert_same("cells", problem_cells(tables.arena, &tables.problems), "C3 C3 C4");
    assert_same("offer", tables.problems.list.at[0].offer, "成果转化与创新处");
    assert_int_equal(tables.problems.errors, 2);
    assert_int_equal(tables.problems.warnings, 1); /* 各处室 is not one unit but many */
    gt_arena_destroy(tables.arena);
    gt_arena_destroy(arena);
}

static void years_are_found_in_titles(void **state)
{
    static const struct { const char *title; int year; } titles[] = {
        {"2026年度重点工作任务分解表", 2026}, {"二〇二六年工作要点", 2026}, {"二○二六年", 2026}, {"２０２６年", 2026},
        {"FY2026 plan", 2026}, {"2025年工作总结和2026年工作思路", 2026}, {"某厅〔2025〕12号", 0},
        {"20260630", 0}, {"重点工作", 0}, {"1949年", 0}, {"第12345号", 0}, {"", 0}};

    (void)state;
    for (size_t i = 0; i < GT_LEN(titles); i++) {
        if (gt_title_year(gt_str_from(titles[i].title)) != titles[i].year)
            print_error("%s\n", titles[i].title);
        assert_int_equal(gt_title_year(gt_str_from(titles[i].title)), titles[i].year);
    }
}

static void memory_may_fail_anywhere(void **state)
{
    gt_rc rc = GT_ENOMEM;

    (void)state;
    for (int64_t n = 0; rc != GT_OK; n++) {
        struct gt_sheet_cell head[] = {{.text = "任务", .text_len = 6, .col = 0},
                                       {.text = "牵头单位", .text_len = 12, .col = 1},
                                       {.text = "时限", .text_len = 6, .col = 2}};
        struct gt_sheet_cell row[] = {{.text = "甲", .text_len = 3, .col = 0},
                                      {.text = "一处、二处", .text_len = 15, .col = 1},
                                      {.text = "2月31日", .text_len = 9, .col = 2}};
        static const struct gt_tasktable_options options = {.name = {"", 0}, .year = 2026};
        struct gt_book book = {0};
        struct gt_problems problems;
        struct gt_sheet *sheet;
        struct gt_err err = {0};
        gt_tasktables tables;

        assert_true(n < 1000);
        assert_int_equal(gt_arena_create(16 << 20, &book.arena), GT_OK);
        gt_problems_init(&problems, book.arena);
        (void)gt_alloc_fail_at(n);
        if ((rc = gt_book_add(&book, GT_STR("s"), &sheet, &err)) == GT_OK &&
            (rc = gt_sheet_add_row(&book, sheet, 0, false, head, 3, &err)) == GT_OK &&
            (rc = gt_sheet_add_row(&book, sheet, 1, false, row, 3, &err)) == GT_OK)
            rc = gt_tasktables_read(&book, &options, book.arena, &tables, &problems, &err);
        (void)gt_alloc_fail_at(-1);
        if (rc != GT_OK)
            assert_int_equal(rc, GT_ENOMEM);
        gt_arena_destroy(book.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_are_read),
        cmocka_unit_test(of_several_sheets_the_best_visible_one_comes_first),
        cmocka_unit_test(a_table_without_a_head_is_refused_until_told),
        cmocka_unit_test(a_table_goes_on_on_the_next_page),
        cmocka_unit_test(columns_and_head_can_be_corrected),
        cmocka_unit_test(unit_names_are_offered_with_their_cell),
        cmocka_unit_test(years_are_found_in_titles),
        cmocka_unit_test(memory_may_fail_anywhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
