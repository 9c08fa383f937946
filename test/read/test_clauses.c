/* test_clauses.c - invented documents of many shapes: what is a clause, who
 * does it, by when, how much. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "read/read.h"

enum { ARENA = 256 * 1024 * 1024 };

/*
 * A clause as one line: number;kind;lead;support;due;recur;figures;speaker.
 * Support is joined by '+', a figure is op, value and unit.
 */
static const struct {
    const char *name, *text, *want;
    int year;
} cases[] = {
    {"duty lines below an item, brackets of every kind, the plan's year from the title",
     "青屿省科学技术厅2026年度重点工作任务分解\n各处室：\n现将任务分解如下。\n一、强化平台建设\n"
     "1.推进实验室建设。完成2家评估，新增平台30家。\n牵头单位：平台处\n配合单位：规划处、资金处，各设区市科技局\n"
     "完成时限：2026年9月底前\n"
     "2.优化共享服务。全年服务企业5000家次以上。【责任单位：资源中心；完成时限：12月20日前】\n二、深化改革\n"
     "3、修订办法（法规处牵头，规划处、农村处配合，6月底前完成）\n4、建立调度机制，每月5日前报送进展。(责任单位：办公室)\n",
     "一/1;task;平台处;规划处+资金处+各设区市科技局;2026-09-30;;>=2家 >=30家;\n"
     "一/2;task;资源中心;;2026-12-20;;>=5000家次;\n"
     "二/3;task;法规处;规划处+农村处;2026-06-30;;;\n"
     "二/4;task;办公室;;;monthly;;\n", 0},
    {"a regulation: chapters, articles, a list that its first line charges",
     "项目管理办法\n第一章 总则\n第一条 为规范管理，制定本办法。\n第二章 职责\n"
     "第二条 省科技厅负责编制指南，会同省财政厅制定经费管理办法。\n第三条 项目承担单位应当履行下列职责：\n"
     "（一）按照任务书组织实施项目；\n（二）每年12月10日前向省科技厅报送执行情况。\n第四条 本办法自2026年3月1日起施行。\n",
     "第一章/第一条;context;;;;;;\n第二章/第二条;task;省科技厅;省财政厅;;;;\n"
     "第二章/第三条/（一）;task;项目承担单位;;;;;\n第二章/第三条/（二）;task;项目承担单位;;;yearly;;\n"
     "第二章/第四条;context;;;;;;\n", 0},
    {"minutes: helpers in a chunk of their own, the year from the opening line",
     "厅务会议纪要\n2026年3月10日，厅长召开会议，纪要如下：\n"
     "一、关于大会筹备。由办公室牵头，宣教中心、会务中心配合，于3月25日前完成方案；规划处负责起草报告，4月10日前报审。\n"
     "二、关于资金。资金处要会同监督处加强评价，6月30日前提交报告。\n",
     "一;task;办公室;宣教中心+会务中心+规划处;2026-04-10;;;\n二;task;资金处;监督处;2026-06-30;;;\n", 0},
    {"traditional characters are read as served",
     "關於加強安全工作的通知\n各單位：\n一、落實責任。各單位應當於2026年6月底前建立清單。（責任單位：條件處、各實驗室）\n"
     "二、開展檢查。由監督處牽頭，會同有關處室，在年底前完成。\n2026年2月3日\n",
     "一;task;條件處;各實驗室;2026-06-30;;;\n二;task;監督處;有關處室;2026-12-31;;;\n", 0},
    {"lost and mixed brackets, a bare list of units, a sentence that governs those before it",
     "2026年民生实事任务清单\n一)新增床位1500张。(市民政局负责)\n（二、改造小区120个，惠及3万户。(市住建局牵头,各县(市、区)政府配合)\n"
     "（三）建成公园20个，11月底前完工。（责任单位：市园林局、市城管局）\n以上工作要在2026年12月20日前完成。\n",
     "一);task;市民政局;;2026-12-20;;>=1500张;\n（二;task;市住建局;各县(市、区)政府;2026-12-20;;>=120个 >=3万户;\n"
     "（三）;task;市园林局;市城管局;2026-11-30;;>=20个;\n;task;;;2026-12-20;;;\n", 0},
    {"news: orders behind a speaker, nothing of what was done",
     "全市召开推进会\n5月8日，全市召开推进会。今年以来，各项工作取得明显成效。\n"
     "林某某强调，要坚定不移推进改革。要聚焦主业，加快突破技术。\n会议要求，各级各部门要压实责任。\n周某参加会议。\n",
     ";task;;;;;;林某某\n;task;;;;;;林某某\n;task;各级;各部门;;;;\n", 0},
    {"a table that a web copy put one cell a line",
     "2026年重点任务表\n序号\n重点任务\n主要内容\n牵头处室\n配合处室\n完成时限\n1\n建设实验室\n编制方案。\n平台处\n规划处、资金处\n"
     "2026年5月\n2\n举办大赛\n发布通知。\n成果处\n宣教中心\n三季度\n",
     "1;task;平台处;规划处+资金处;2026-05-31;;;\n2;task;成果处;宣教中心;2026-09-30;;;\n", 0},
    {"goals with figures, days counted from the issue, a unit named with 要",
     "综合试点实施方案\n一、工作目标\n到2027年，形成经验10项以上，能耗下降5%左右。\n二、重点任务\n"
     "（一）健全机制。省发展改革委要牵头建立制度，省科技厅、省财政厅参加。\n"
     "（二）完善政策。自本方案印发之日起60日内，各市人民政府要制定办法。\n省政府办公厅\n2026年4月1日\n",
     "一;indicator;;;2027-12-31;;>=10项 -5%;\n二/（一）;task;省发展改革委;省科技厅+省财政厅;;;;\n"
     "二/（二）;task;各市人民政府;;2026-05-31;;;\n", 0},
    {"several duties under one number are a clause each; 等 names nobody",
     "工作意见\n一、总体要求\n（一）指导思想。坚持稳中求进。\n二、任务\n"
     "（二）强化引领。建立体系。（环境厅、财政厅等部门负责）完善标准。（市场监管局会同有关部门负责）\n",
     "一/（一）;context;;;;;;\n二/（二）;task;环境厅;财政厅;;;;\n二/（二）;task;市场监管局;有关部门;;;;\n", 0},
    {"a bare heading and one paragraph that orders are one clause; the closing is free",
     "关于做好试点的通知\n各地：\n一、认真组织\n各市人民政府要加强领导，建立机制。\n二、加强督查\n省教育厅要适时开展督查。\n"
     "各市要于2026年3月底前报送方案。有条件的市可先行探索。本通知自印发之日起施行。\n省政府\n2026年1月5日\n",
     "一;task;各市人民政府;;;;;\n二;task;省教育厅;;;;;\n;task;各市;;2026-03-31;;;\n", 0},
    {"a speech: every sentence that orders, 第一 and the like before it",
     "在全市工作会议上的讲话\n（2026年1月20日）\n同志们：\n一、总结成绩\n去年，事故下降12%。\n二、抓好工作\n"
     "第一，要压实责任。各行业主管部门要落实要求，3月底前完成修订。\n第二，要深化整治。应急管理局要每周调度各项工作，聚焦燃气、消防、危化品等重点领域，"
     "上半年完成重大隐患清零，对排查发现的问题逐一建立台账、逐一明确责任人，确保隐患见底清零。\n"
     "第三，要加强宣传。宣传部门要组织好主题活动，营造人人讲安全、个个会应急的良好氛围，推动形成群防群治格局。\n三、其他\n",
     "二;task;;;;;;\n二;task;各行业主管部门;;2026-03-31;;;\n二;task;;;;;;\n"
     "二;task;应急管理局;;2026-06-30;weekly;;\n二;task;;;;;;\n二;task;宣传部门;;;;;\n", 0},
    {"minutes that order by name; an hour before the deadline; applying is no target",
     "会议纪要\n2026年第6次\n会议议定：\n（1）由市环境局负责，会同市水利局、市住建局修改方案，于4月底前印发；\n"
     "（2）责成市督查室跟踪督办，每月通报一次进展情况。\n（3）申报单位须于3月20日17时前填报，每人限报1项。\n",
     "（1）;task;市环境局;市水利局+市住建局;2026-04-30;;;\n（2）;task;市督查室;;;monthly;;\n"
     "（3）;task;申报单位;;2026-03-20;;;\n", 0},
    {"English: numbered headings, labels, the subject of shall",
     "Work Plan 2026\n\n1. Laboratories\n1.1 Prepare the scheme by 30 June. Lead: Platforms Division; Support: Planning Division, "
     "Finance Division\n1.2 Publish the list no later than 15 September 2026 and reach at least 30 centres. (Lead: Platforms Division)\n"
     "2. Reporting\n(a) The Office shall report progress every quarter.\n"
     "(b) Finance Division, with the support of the Audit Office, shall complete the evaluation by the end of Q3.\n",
     "1.1;task;Platforms Division;Planning Division+Finance Division;2026-06-30;;;\n"
     "1.2;task;Platforms Division;;2026-09-15;;>=30centres;\n2/(a);task;Office;;;quarterly;;\n"
     "2/(b);task;Finance Division;Audit Office;2026-09-30;;;\n", 0},
    {"the caller's year goes before the document's",
     "工作安排\n1.完成评估。（办公室负责，6月底前完成）\n", "1;task;办公室;;2027-06-30;;;\n", 2027},
    {"page furniture, a title and a signature make no clause",
     "当前位置：首页\n关于放假的通知\n发布日期：2026-01-01 浏览次数：3\n各处室：\n办公室\n2026年1月1日\n（此件公开发布）\n打印 关闭\n", "", 0},
};

static void write_clause(struct gt_buf *out, const struct gt_reading *reading, size_t i)
{
    const struct gt_proposal *p = &reading->proposals[i];
    char day[GT_DAY_TEXT];

    gt_buf_str(out, reading->clauses[i].number);
    gt_buf_printf(out, ";%s;%.*s;", gt_clause_kind_name(p->kind), GT_FMT(p->lead));
    for (size_t k = 0; k < p->support_count; k++)
        gt_buf_printf(out, "%s%.*s", k > 0 ? "+" : "", GT_FMT(p->support[k]));
    gt_buf_printf(out, ";%s;%s;", gt_day_text(p->due, day), gt_recur_name(p->recur));
    for (size_t k = 0; k < p->figure_count; k++)
        gt_buf_printf(out, "%s%s%g%.*s", k > 0 ? " " : "", gt_figure_op_name(p->figures[k].op), p->figures[k].value,
                      GT_FMT(p->figures[k].unit));
    gt_buf_printf(out, ";%.*s\n", GT_FMT(p->speaker));
}

static void documents_give_their_clauses(void **state)
{
    (void)state;
    for (size_t i = 0; i < GT_LEN(cases); i++) {
        const struct gt_read_options options = {{"", 0}, cases[i].year};
        struct gt_arena *arena = NULL;
        struct gt_reading reading;
        struct gt_err err = {0};
        struct gt_buf got;

        gt_buf_init(&got, 1 << 20);
        assert_int_equal(gt_arena_create(ARENA, &arena), GT_OK);
        assert_int_equal(gt_read(arena, gt_str_from(cases[i].text), &options, &reading, &err), GT_OK);
        for (size_t c = 0; c < reading.clause_count; c++)
            write_clause(&got, &reading, c);
        if (!gt_str_eq(gt_buf_view(&got), gt_str_from(cases[i].want)))
            print_error("%s\n--- got\n%.*s--- want\n%s", cases[i].name, (int)got.len, got.len ? got.at : "", cases[i].want);
        assert_true(gt_str_eq(gt_buf_view(&got), gt_str_from(cases[i].want)));
        gt_buf_clear(&got);
        gt_arena_destroy(arena);
    }
}

/* Offsets are code points of the text; the text is the span, exactly. */
static void spans_are_exact(void **state)
{
    const gt_str text = GT_STR("\xef\xbb\xbf𠮷通知\r\n一、落实责任。（甲办负责）\r\n（一）无\r\n二、开展检查。（乙办负责）\r\n");
    struct gt_arena *arena = NULL;
    struct gt_reading reading;
    struct gt_err err = {0};

    (void)state;
    assert_int_equal(gt_arena_create(ARENA, &arena), GT_OK);
    assert_int_equal(gt_read(arena, text, NULL, &reading, &err), GT_OK);
    assert_int_equal(reading.clause_count, 2);
    assert_int_equal(reading.clauses[0].span.start, 5); /* the mark is left out, 𠮷 is one */
    assert_int_equal(reading.clauses[0].span.end, 18);
    assert_true(gt_str_eq(reading.clauses[0].text, GT_STR("一、落实责任。（甲办负责）")));
    for (size_t i = 0; i < reading.clause_count; i++)
        assert_int_equal(gt_utf8_count(reading.clauses[i].text),
                         reading.clauses[i].span.end - reading.clauses[i].span.start);
    gt_arena_destroy(arena);
}

static const struct {
    const char *name, *text, *word; /* word must stand in the Chinese problem */
    size_t errors, warnings;
} problems[] = {
    {"31 February is told with its words", "2026年计划\n1.报送总结，2月31日前完成。（办公室负责）\n", "2月31日前", 1, 0},
    {"a task without a unit among others", "计划\n1.推进建设。（甲处负责）\n2.开展检查。\n", "未写明责任单位", 0, 1},
    {"a text that names no unit at all says so once", "计划\n1.推进建设。\n2.开展检查。\n", "都需指定", 0, 1},
};

static void problems_name_their_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < GT_LEN(problems); i++) {
        struct gt_arena *arena = NULL;
        struct gt_reading reading;
        struct gt_err err = {0};

        assert_int_equal(gt_arena_create(ARENA, &arena), GT_OK);
        assert_int_equal(gt_read(arena, gt_str_from(problems[i].text), NULL, &reading, &err), GT_OK);
        if (reading.problems.errors != problems[i].errors || reading.problems.warnings != problems[i].warnings)
            print_error("%s\n", problems[i].name);
        assert_int_equal(reading.problems.errors, problems[i].errors);
        assert_int_equal(reading.problems.warnings, problems[i].warnings);
        assert_true(gt_str_find(reading.problems.list.at[0].text[GT_LANG_ZH], gt_str_from(problems[i].word), 0) != SIZE_MAX);
        gt_arena_destroy(arena);
    }
}

static const struct { const char *text, *title; } titles[] = {
    {"要坚持项目为王，狠抓开工建设，加大招商力度。", "狠抓开工建设"},
    {"要围绕“六个一”任务，在城市更新方面，加快推进老旧小区改造。", "加快推进老旧小区改造"},
    {"监督处要根据时限要求，适时开展督查。", "适时开展督查"},
    {"1.修订管理办法，5月底前完成。（法规处负责）", "修订管理办法"},
    {"要坚持稳字当头。", "坚持稳字当头"},
    {"1. Publish the list of laboratories, no later than 30 June 2026.", "Publish the list"},
    {"1. Finalise the plan by 30 June 2026.", "Finalise the plan"},
};

static void titles_say_the_order(void **state)
{
    (void)state;
    for (size_t i = 0; i < GT_LEN(titles); i++) {
        struct gt_arena *arena = NULL;
        struct gt_reading reading;
        struct gt_err err = {0};
        char text[512];

        (void)snprintf(text, sizeof(text), "会议纪要\n周某强调，%s\n", titles[i].text);
        if (titles[i].text[0] == '1')
            (void)snprintf(text, sizeof(text), "Plan 2026\n%s\n", titles[i].text);
        assert_int_equal(gt_arena_create(ARENA, &arena), GT_OK);
        assert_int_equal(gt_read(arena, gt_str_from(text), NULL, &reading, &err), GT_OK);
        assert_int_equal(reading.clause_count, 1);
        if (!gt_str_eq(reading.proposals[0].title, gt_str_from(titles[i].title)))
            print_error("%s: %.*s\n", titles[i].text, GT_FMT(reading.proposals[0].title));
        assert_true(gt_str_eq(reading.proposals[0].title, gt_str_from(titles[i].title)));
        gt_arena_destroy(arena);
    }
}

/* Every allocation refused once: a clean error each time, then success. */
static void refused_memory_is_an_error(void **state)
{
    (void)state;
    for (size_t i = 0; i < GT_LEN(cases); i += 4) {
        gt_rc rc = GT_ENOMEM;

        for (int64_t n = 0; rc != GT_OK; n++) {
            struct gt_arena *arena = NULL;
            struct gt_reading reading;
            struct gt_err err = {0};

            assert_true(n < 10000);
            gt_alloc_fail_at(n);
            rc = gt_arena_create(ARENA, &arena);
            if (rc == GT_OK)
                rc = gt_read(arena, gt_str_from(cases[i].text), NULL, &reading, &err);
            gt_alloc_fail_at(-1);
            assert_true(rc == GT_OK || rc == GT_ENOMEM);
            gt_arena_destroy(arena);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(documents_give_their_clauses),
        cmocka_unit_test(spans_are_exact),
        cmocka_unit_test(problems_name_their_place),
        cmocka_unit_test(titles_say_the_order),
        cmocka_unit_test(refused_memory_is_an_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
