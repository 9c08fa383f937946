/* test_indicator.c - indicators from the dictionary to the leaders' page, on both databases. */
#include <math.h>

#include "office.h"
#include "work/cockpit.h"
#include "work/indicator_import.h"
#include "work/indicator_table.h"
#include "work/rights.h"

static const struct gt_indicator blank = {.name = {{"", 0}, {"", 0}}, .code = {"", 0}, .definition = {"", 0}, .unit = {"", 0},
                                          .unit_en = {"", 0}, .source = {"", 0}, .formula = {"", 0}, .frequency = 1};

static int64_t add_indicator(struct office *office, const char *code, const char *name, const char *unit,
                             const char *formula, enum gt_nature nature)
{
    struct gt_indicator one = blank;

    one.code = gt_str_from(code);
    one.name[GT_LANG_ZH] = gt_str_from(name);
    one.unit = gt_str_from(unit);
    one.formula = gt_str_from(formula);
    one.nature = nature;
    one.decimals = 1;
    one.owner_unit_id = office->units[0];
    WORKS(office, gt_work_indicator_put(&office->ctx, &one, &office->err));
    return one.id;
}

static struct gt_target even(int64_t indicator, double value)
{
    struct gt_target target = {.indicator_id = indicator, .year = 2026, .base = NAN, .value = value, .low = NAN,
                               .high = NAN, .source = GT_STR(""), .reason = GT_STR("")};

    for (int at = 0; at < GT_TARGET_MONTHS; at++)
        target.months[at] = NAN;
    return target;
}

static struct gt_reading reading(int64_t indicator, int year, int month, double value, enum gt_reading_state state)
{
    return (struct gt_reading){.indicator_id = indicator, .month = gt_ind_month(year, month), .value = value,
                               .state = state, .as_of = GT_DAY_NONE, .reason = GT_STR("")};
}

static gt_rc put(struct office *office, struct gt_reading *list, size_t count, struct gt_readings_done *done,
                 struct gt_problems *problems)
{
    gt_problems_init(problems, office->arena);
    return gt_work_readings_put(&office->ctx, list, count, NULL, problems, done, &office->err);
}

/* What the book says of an indicator's whole this year; a copy. */
static struct gt_ind_now now_of(struct office *office, int64_t id)
{
    const struct gt_picture *picture;
    const struct gt_ind_now *now;
    const struct gt_ind *ind;
    struct gt_ind_book *book;
    struct gt_ind_now copy;

    WORKS(office, gt_ind_hold(&office->ctx, &picture, &book, &office->err));
    ind = gt_ind_find(book, id);
    assert_non_null(ind);
    WORKS(office, gt_ind_now_of(book, ind, &ind->series[0], &now, &office->err));
    copy = *now;
    gt_picture_done(&office->ctx);
    return copy;
}

static void from_target_to_pace(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    const int64_t id = add_indicator(office, "sme", "科技型中小企业", "家", "", GT_NATURE_CUMULATIVE);
    struct gt_target target = even(id, 1200);
    struct gt_reading list[6];
    struct gt_readings_done done;
    struct gt_problems problems;
    struct gt_ind_now now;
    gt_targets targets = {0};

    WORKS(office, gt_work_target_put(&office->ctx, &target, &office->err));
    now = now_of(office, id); /* the book is there from now on and follows every change */
    assert_int_equal(now.pace.state, GT_PACE_NONE);
    for (int month = 1; month <= 6; month++)
        list[month - 1] = reading(id, 2026, month, 80 * month, GT_READING_FLASH);
    WORKS(office, put(office, list, 6, &done, &problems));
    assert_int_equal(done.fresh, 6);
    now = now_of(office, id);
    assert_int_equal(now.newest, 6);
    assert_int_equal(now.pace.state, GT_PACE_FAR); /* 10 points short, and the run so far misses the year */
    assert_int_equal(now.pace.gates[0], GT_GATE_MISSED);
    assert_int_equal(now.pace.gates[1], GT_GATE_MISSED);
    assert_true(fabs(now.pace.needed - 120) < 1e-9);
    assert_true(now.forecast.plain);
    assert_true(fabs(now.facts.forecast - 960) < 1e-6);

    target = even(id, 900);
    assert_int_equal(gt_work_target_put(&office->ctx, &target, &office->err), GT_EINVAL); /* a second one needs a reason */
    assert_string_equal(office->err.field, "reason");
    target.reason = GT_STR("年中调整");
    WORKS(office, gt_work_target_put(&office->ctx, &target, &office->err));
    now = now_of(office, id);
    assert_int_equal(now.pace.state, GT_PACE_ONTRACK);
    WORKS(office, gt_work_target_history(&office->ctx, id, &targets, &office->err));
    assert_int_equal(targets.count, 2);
    assert_int_equal(targets.at[0].superseded_at_ms, 0);
    assert_true(targets.at[1].superseded_at_ms != 0);
    office_close(office);
}

static void readings_are_superseded(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    const int64_t id = add_indicator(office, "c", "合同", "亿元", "", GT_NATURE_CUMULATIVE);
    struct gt_reading one = reading(id, 2026, 3, 10, GT_READING_FLASH);
    struct gt_readings_done done;
    struct gt_problems problems;
    gt_readings history = {0};

    WORKS(office, put(office, &one, 1, &done, &problems));
    one = reading(id, 2026, 3, 10, GT_READING_FLASH);
    WORKS(office, put(office, &one, 1, &done, &problems));
    assert_int_equal(done.unchanged, 1);
    assert_int_equal(done.version, 0); /* nothing was written */
    one = reading(id, 2026, 3, 12, GT_READING_FLASH);
    gt_problems_init(&problems, office->arena);
    assert_int_equal(gt_work_readings_put(&office->ctx, &one, 1, &(struct gt_reading_seen){true, 9}, &problems, &done,
                                          &office->err), GT_EINVAL); /* he saw 9, but 10 is there by now */
    assert_true(gt_str_eq(problems.list.at[0].field, GT_STR("seen")));
    assert_true(gt_str_eq(problems.list.at[0].text[GT_LANG_EN], GT_STR("somebody else has entered 10 here meanwhile")));
    one = reading(id, 2026, 3, 9.8, GT_READING_VERIFIED);
    WORKS(office, put(office, &one, 1, &done, &problems));
    one = reading(id, 2026, 3, 9.9, GT_READING_VERIFIED);
    assert_int_equal(put(office, &one, 1, &done, &problems), GT_EINVAL); /* verified: with a reason */
    assert_int_equal(problems.list.at[0].line, 1);
    one.reason = GT_STR("复核更正");
    WORKS(office, put(office, &one, 1, &done, &problems));
    WORKS(office, gt_work_month_close(&office->ctx, gt_ind_month(2026, 3), GT_STR("已核定"), &office->err));
    assert_int_equal(gt_work_month_close(&office->ctx, gt_ind_month(2026, 3), GT_STR(""), &office->err), GT_ECONFLICT);
    assert_int_equal(gt_work_month_close(&office->ctx, gt_ind_month(2026, 7), GT_STR(""), &office->err), GT_EINVAL);
    one = reading(id, 2026, 3, 11, GT_READING_FLASH);
    assert_int_equal(put(office, &one, 1, &done, &problems), GT_ECONFLICT);
    assert_true(problems.errors >= 1);
    one.reason = GT_STR("来源单位更正");
    WORKS(office, put(office, &one, 1, &done, &problems));
    WORKS(office, gt_work_reading_history(&office->ctx, id, 0, 0, &history, &office->err));
    assert_int_equal(history.count, 4);
    assert_true(history.at[0].value == 11 && history.at[0].superseded_at_ms == 0);
    for (size_t at = 1; at < history.count; at++)
        assert_true(history.at[at].superseded_at_ms != 0);
    assert_int_equal(gt_work_month_reopen(&office->ctx, gt_ind_month(2026, 3), GT_STR(""), &office->err), GT_EINVAL);
    WORKS(office, gt_work_month_reopen(&office->ctx, gt_ind_month(2026, 3), GT_STR("补录"), &office->err));
    one = reading(id, 2026, 3, 0, GT_READING_WITHDRAWN);
    WORKS(office, put(office, &one, 1, &done, &problems));
    assert_int_equal(now_of(office, id).newest, 0);
    office_close(office);
}

static void all_faults_at_once(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    const int64_t id = add_indicator(office, "q", "季度数", "家", "", GT_NATURE_CUMULATIVE);
    const int64_t sum = add_indicator(office, "s", "两倍", "家", "q + q", GT_NATURE_CUMULATIVE);
    struct gt_reading list[8] = {
        reading(id, 2026, 9, 1, GT_READING_FLASH),      /* not begun */
        reading(id, 2026, 2, NAN, GT_READING_FLASH),    /* no number */
        reading(id, 2026, 3, 1.25, GT_READING_FLASH),   /* too fine */
        reading(id, 2026, 4, 1, GT_READING_FLASH), reading(id, 2026, 4, 2, GT_READING_FLASH), /* twice */
        reading(sum, 2026, 1, 1, GT_READING_FLASH),     /* by a formula */
        reading(999, 2026, 1, 1, GT_READING_FLASH),     /* nobody */
        reading(id, 2026, 1, 1, GT_READING_FLASH)};     /* in order */
    struct gt_readings_done done;
    struct gt_problems problems;
    gt_readings history = {0};
    bool told[8] = {false};

    list[7].region_id = 55;
    assert_int_equal(put(office, list, 8, &done, &problems), GT_EINVAL);
    for (size_t at = 0; at < problems.list.count; at++)
        told[problems.list.at[at].line - 1] = true;
    for (int at = 0; at < 8; at++)
        assert_true(told[at] == (at != 3)); /* of two that are the same the later one is told */
    WORKS(office, gt_work_reading_history(&office->ctx, id, 0, 0, &history, &office->err));
    assert_int_equal(history.count, 0); /* nothing of it was taken */
    office_close(office);
}

static void formulas_follow(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    const int64_t a = add_indicator(office, "a", "甲", "亿元", "", GT_NATURE_CUMULATIVE);
    const int64_t b = add_indicator(office, "b", "乙", "亿元", "", GT_NATURE_CUMULATIVE);
    const int64_t share = add_indicator(office, "share", "比重", "%", "a / b", GT_NATURE_RATE);
    const int64_t twice = add_indicator(office, "twice", "两倍比重", "%", "2 * share", GT_NATURE_RATE);
    struct gt_reading list[2] = {reading(a, 2026, 1, 20, GT_READING_VERIFIED), reading(b, 2026, 1, 50, GT_READING_FLASH)};
    struct gt_indicator one = blank;
    struct gt_readings_done done;
    struct gt_problems problems;

    WORKS(office, put(office, list, 2, &done, &problems));
    assert_true(fabs(now_of(office, share).value - 40) < 1e-9);
    assert_true(fabs(now_of(office, twice).value - 80) < 1e-9);
    list[0] = reading(a, 2026, 1, 25, GT_READING_VERIFIED);
    list[0].reason = GT_STR("更正");
    WORKS(office, put(office, list, 1, &done, &problems));
    assert_true(fabs(now_of(office, twice).value - 100) < 1e-9); /* through both */

    WORKS(office, gt_work_indicator_get(&office->ctx, a, &one, &office->err));
    one.code = GT_STR("renamed");
    assert_int_equal(gt_work_indicator_put(&office->ctx, &one, &office->err), GT_EINVAL); /* formulas name it */
    WORKS(office, gt_work_indicator_get(&office->ctx, share, &one, &office->err));
    one.formula = GT_STR("a / twice");
    assert_int_equal(gt_work_indicator_put(&office->ctx, &one, &office->err), GT_EPARSE); /* 亿元 over % is no % */
    one.formula = GT_STR("twice / 2");
    assert_int_equal(gt_work_indicator_put(&office->ctx, &one, &office->err), GT_ECYCLE);
    assert_string_equal(office->err.field, "formula");
    assert_int_equal(gt_work_indicator_remove(&office->ctx, a, 1, &office->err), GT_EINVAL);
    WORKS(office, gt_work_indicator_remove(&office->ctx, twice, 1, &office->err));
    one = blank;
    one.code = GT_STR("a");
    one.name[GT_LANG_ZH] = GT_STR("重名");
    assert_int_equal(gt_work_indicator_put(&office->ctx, &one, &office->err), GT_EEXISTS);
    office_close(office);
}

/* ---- tables ------------------------------------------------------------------------- */

static const struct { const char *words; int year; int64_t want; } months[] = {
    {"2026年6月", 0, 24317}, {"2026-06", 0, 24317}, {"2026/6", 0, 24317}, {"202606", 0, 24317}, {"2026年1-6月", 0, 24317},
    {"1—6月", 2026, 24317}, {"6月", 2026, 24317}, {"6月份", 2026, 24317}, {"6月", 0, -1}, {"6", 2026, -1}, {"二季度", 2026, 24317},
    {"2026年上半年", 0, 24317}, {"2026年", 0, 24323}, {"4-6月", 2026, -1}, {"13月", 2026, -1}, {"合计", 2026, -1}, {"", 2026, -1},
    {"Q2", 2026, 24317}, {"2026", 2026, -1}, {"2026年6月底", 0, 24317}};
static const struct { const char *words, *unit; bool good; double want; const char *offer; } numbers[] = {
    {"12.5", "", true, 12.5, ""}, {"1,339.2", "", true, 1339.2, ""}, {"16\xE2\x80\x89" "000", "", true, 16000, ""}, {"3.2%", "%",
     true, 3.2, ""},
    {"120家", "家", true, 120, ""}, {"-3", "", true, -3, ""}, {"N/A", "", false, 0, ""}, {"约3%", "%", false, 0, "3"},
    {"3.2%", "家", false, 0, "3.2"}, {"1,23", "", false, 0, "1"}, {"12,3456", "", false, 0, "12"}, {"—", "", false, 0, ""}, {"1.2.3",
     "", false, 0, "1.2.3"},
    {"3万", "家", false, 0, "3"}, {"", "", false, 0, ""}, {"+4", "", true, 4, ""}, {"1e5", "", false, 0, "1"}};

static void periods_and_figures(void **state)
{
    (void)state;
    for (size_t at = 0; at < GT_LEN(months); at++)
        if (gt_fig_month(gt_str_from(months[at].words), months[at].year) != months[at].want)
            fail_msg("%s: %lld", months[at].words, (long long)gt_fig_month(gt_str_from(months[at].words), months[at].year));
    for (size_t at = 0; at < GT_LEN(numbers); at++) {
        double value = 0;
        gt_str offer;
        const bool good = gt_fig_number(gt_str_from(numbers[at].words), gt_str_from(numbers[at].unit), &value, &offer);

        if (good != numbers[at].good || (good && value != numbers[at].want) ||
            (!good && !gt_str_eq(offer, gt_str_from(numbers[at].offer))))
            fail_msg("%s: %d %g %.*s", numbers[at].words, good, value, GT_FMT(offer));
    }
}

static void a_table_with_two_bad_cells(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    const int64_t a = add_indicator(office, "a", "技术合同成交额", "亿元", "", GT_NATURE_CUMULATIVE);
    const int64_t b = add_indicator(office, "b", "研发强度", "%", "", GT_NATURE_RATE);
    const gt_str bad = GT_STR("指标,单位,2026年1月,2026年2月\n技术合同成交额,亿元,12.5,N/A\n研发强度,%,约3%,3.2%\n");
    const gt_str good = GT_STR("指标,单位,2026年1月,2026年2月\n技术合同成交额,亿元,12.5,\n研发强度,%,3,3.2%\n");
    struct gt_readings_done done;
    struct gt_problems problems;
    struct gt_fig_view view;

    gt_problems_init(&problems, office->arena);
    WORKS(office, gt_work_fig_begin(&office->ctx, GT_STR("数.csv"), bad, &view, &office->err));
    assert_int_equal(view.problems.errors, 2);
    assert_true(gt_str_eq(view.problems.list.at[0].cell, GT_STR("D2")));
    assert_true(gt_str_eq(view.problems.list.at[1].cell, GT_STR("C3")));
    assert_true(gt_str_eq(view.problems.list.at[1].offer, GT_STR("3")));
    assert_false(view.ready);
    assert_int_equal(view.fresh, 2);
    assert_int_equal(gt_work_fig_apply(&office->ctx, view.id, GT_STR(""), &problems, &done, &office->err), GT_EINVAL);
    WORKS(office, gt_work_fig_discard(&office->ctx, view.id, &office->err));
    assert_int_equal(gt_work_fig_discard(&office->ctx, view.id, &office->err), GT_ECONFLICT);
    assert_int_equal(now_of(office, a).newest, 0);

    WORKS(office, gt_work_fig_begin(&office->ctx, GT_STR("数.csv"), good, &view, &office->err));
    assert_true(view.ready);
    assert_int_equal(view.lines.count, 3);
    WORKS(office, gt_work_fig_apply(&office->ctx, view.id, GT_STR(""), &problems, &done, &office->err));
    assert_int_equal(done.fresh, 3);
    assert_true(now_of(office, b).value == 3.2);
    WORKS(office, gt_work_fig_get(&office->ctx, view.id, &view, &office->err));
    assert_true(view.applied);
    assert_int_equal(view.unchanged, 3);
    assert_int_equal(gt_work_fig_apply(&office->ctx, view.id, GT_STR(""), &problems, &done, &office->err), GT_ECONFLICT);
    office_close(office);
}

static void a_list_with_names_that_are_near(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    struct gt_fig_view view;

    (void)add_indicator(office, "a", "技术合同成交额", "亿元", "", GT_NATURE_CUMULATIVE);
    WORKS(office, gt_work_fig_begin(&office->ctx, GT_STR("数.csv"),
                                    GT_STR("指标,期间,数值,状态,截至\n技术合同成交金额,2026-01,1,快报,2026-01-31\n"
                                           "a,2026-02,2,好,2026-02-28\na,2026-03,3,核定,2026-03-31\na,三月,4,,\na,2026-04,4,,上周\n"),
                                    &view, &office->err));
    assert_int_equal(view.problems.errors, 4);
    assert_true(gt_str_eq(view.problems.list.at[0].offer, GT_STR("技术合同成交额")));
    assert_int_equal(view.lines.count, 1);
    assert_int_equal(view.lines.at[0].reading.state, GT_READING_VERIFIED);
    assert_int_equal(gt_work_fig_begin(&office->ctx, GT_STR("x.csv"), GT_STR("没有,表头\n1,2\n"), &view, &office->err), GT_EPARSE);
    office_close(office);
}

/* ---- sheets, promises, the leaders' page ------------------------------------------------ */

static void a_sheet_shows_its_sums(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    const int64_t id = add_indicator(office, "a", "甲", "家", "", GT_NATURE_CUMULATIVE);
    struct gt_target target = even(id, 100);
    struct gt_reading one = reading(id, 2026, 6, 80, GT_READING_FLASH);
    struct gt_score_sheet sheet = {.year = 2026, .name = {GT_STR("考核"), GT_STR("")}};
    struct gt_score_line line = {.indicator_id = id, .kind = GT_SCORE_PRORATA, .weight = 10, .steps = GT_STR("")};
    const struct gt_picture *picture;
    struct gt_readings_done done;
    struct gt_problems problems;
    struct gt_score_view view;
    struct gt_ind_book *book;

    WORKS(office, gt_work_target_put(&office->ctx, &target, &office->err));
    WORKS(office, put(office, &one, 1, &done, &problems));
    WORKS(office, gt_work_sheet_put(&office->ctx, &sheet, &line, 1, &office->err));
    line.steps = GT_STR("abc");
    line.kind = GT_SCORE_STEPS;
    assert_int_equal(gt_work_sheet_put(&office->ctx, &sheet, &line, 1, &office->err), GT_EINVAL);
    WORKS(office, gt_ind_hold(&office->ctx, &picture, &book, &office->err));
    WORKS(office, gt_score_view_make(&office->ctx, book, &book->sheets.at[0], 0, &view, &office->err));
    assert_true(fabs(view.now.points - 8) < 1e-9);
    assert_true(gt_str_eq(view.rows[0].sum, GT_STR("10 × 80% = 8")));
    gt_picture_done(&office->ctx);
    assert_int_equal(gt_work_indicator_remove(&office->ctx, id, 1, &office->err), GT_EINVAL);
    office_close(office);
}

static void a_promise_becomes_a_target(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    const int64_t id = add_indicator(office, "ht", "高新技术企业", "家", "", GT_NATURE_CUMULATIVE);
    const int64_t task = add_task(office, 0, "新增高新技术企业4000家以上", "2026-11-30", 30);
    struct gt_figure figure = {.task_id = task, .name = GT_STR("新增高新技术企业"), .unit = GT_STR("家"), .value = 4000,
                               .text = GT_STR("4000家以上"), .op = GT_STR(">=")};
    struct gt_promise_answer answer = {.task_id = task, .name = figure.name, .value = 4000, .indicator_id = id,
                                       .year = 2026, .target = 4000, .reason = GT_STR("")};
    struct gt_txn *txn = NULL;
    gt_promise_rows rows;

    WORKS(office, gt_txn_begin(office->space->pool, GT_TXN_WRITE, &txn, &office->err));
    WORKS(office, gt_figure_store_set(gt_txn_db(txn), task, &figure, 1, &office->err));
    WORKS(office, gt_txn_commit(txn, &office->err));
    gt_txn_release(txn);
    WORKS(office, gt_work_promises(&office->ctx, &rows, &office->err));
    assert_int_equal(rows.count, 1);
    assert_int_equal(rows.at[0].offer, id);
    assert_true(rows.at[0].likeness > 80);
    WORKS(office, gt_work_promise_answer(&office->ctx, &answer, &office->err));
    assert_true(now_of(office, id).target.value == 4000);
    assert_int_equal(now_of(office, id).target.task_id, task);
    assert_int_equal(gt_work_promise_answer(&office->ctx, &answer, &office->err), GT_ECONFLICT);
    answer.value = 4001;
    assert_int_equal(gt_work_promise_answer(&office->ctx, &answer, &office->err), GT_ECONFLICT); /* nobody promised that */
    WORKS(office, gt_work_promises(&office->ctx, &rows, &office->err));
    assert_true(rows.at[0].decided.target_id != 0);
    office_close(office);
}

static void the_leaders_page(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    const int64_t id = add_indicator(office, "a", "甲", "家", "", GT_NATURE_CUMULATIVE);
    const int64_t late = add_task(office, 0, "晚了的", "2026-06-01", 10);
    const int64_t after = add_task(office, 0, "等它的", "2026-09-01", 10), last = add_task(office, 0, "再后面", "2026-10-01", 10);
    struct gt_target target = even(id, 100);
    struct gt_reading one = reading(id, 2026, 6, 20, GT_READING_FLASH);
    struct gt_readings_done done;
    struct gt_problems problems;
    struct gt_cockpit cockpit;
    struct gt_ind_book *book;

    (void)add_link(office, late, after, GT_LINK_TYPE_FS, 0);
    (void)add_link(office, after, last, GT_LINK_TYPE_FS, 0);
    WORKS(office, gt_work_target_put(&office->ctx, &target, &office->err));
    WORKS(office, put(office, &one, 1, &done, &problems));
    WORKS(office, gt_work_cockpit(&office->ctx, 0, &cockpit, &book, &office->err));
    assert_int_equal(cockpit.total, 3);
    assert_int_equal(cockpit.lights[GT_LIGHT_OVERDUE], 1);
    assert_int_equal(cockpit.late.at[0].id, late);
    assert_int_equal(cockpit.late.at[0].behind_it, 2);
    assert_int_equal(cockpit.measured, 1);
    assert_int_equal(cockpit.will_miss, 1);
    assert_int_equal(cockpit.misses.count, 1);
    assert_int_equal(cockpit.gates[1][GT_GATE_MISSED], 1);
    assert_int_equal(cockpit.units.at[0].short_of, 1);
    assert_true(fabs(cockpit.elapsed - 100.0 * 188 / 365) < 1e-9);
    assert_non_null(strstr(cockpit.sentence.at, "1 of 1 indicators missed the H1 gate"));
    gt_picture_done(&office->ctx);
    WORKS(office, gt_work_cockpit(&office->ctx, office->units[1], &cockpit, &book, &office->err));
    assert_int_equal(cockpit.total, 0);
    assert_int_equal(cockpit.keys.count, 0);
    gt_picture_done(&office->ctx);
    assert_int_equal(gt_work_cockpit(&office->ctx, 9999, &cockpit, &book, &office->err), GT_ENOTFOUND);
    office_close(office);
}

/* The book that followed changes is the one that reading anew makes. */
static void the_book_follows(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    int64_t ids[4];
    uint32_t seed = 11;

    print_message("seed 11\n");
    for (int at = 0; at < 4; at++) {
        const char *codes[] = {"a", "b", "c", "d"}, *formulas[] = {"", "", "a + b", "c - a"};

        ids[at] = add_indicator(office, codes[at], codes[at], "家", formulas[at], GT_NATURE_CUMULATIVE);
    }
    (void)now_of(office, ids[0]);
    for (int round = 0; round < 60; round++) {
        struct gt_reading one;
        struct gt_readings_done done;
        struct gt_problems problems;
        struct gt_ind_now kept[4];

        seed = seed * 1664525u + 1013904223u;
        one = reading(ids[seed >> 30 & 1], 2025 + (int)(seed >> 20 & 1), 1 + (int)(seed >> 8) % 6, (double)(seed >> 16 & 255),
                      (seed & 64) != 0 ? GT_READING_FLASH : GT_READING_VERIFIED);
        one.reason = GT_STR("r");
        WORKS(office, put(office, &one, 1, &done, &problems));
        if ((seed >> 4) % 7 == 0) { /* something that the book shows nothing of */
            (void)add_task(office, 0, "别的", "2026-12-01", 5);
        }
        for (int at = 0; at < 4; at++)
            kept[at] = now_of(office, ids[at]);
        (void)pthread_rwlock_wrlock(&office->space->lock);
        gt_ind_book_destroy(office->space->indicators);
        office->space->indicators = NULL;
        (void)pthread_rwlock_unlock(&office->space->lock);
        for (int at = 0; at < 4; at++) {
            const struct gt_ind_now anew = now_of(office, ids[at]);

            assert_int_equal(anew.newest, kept[at].newest);
            assert_memory_equal(anew.months, kept[at].months, sizeof anew.months);
        }
    }
    office_close(office);
}

/* Who may enter what: the unit's own, and not another's. */
static void rights_of_readings(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    const int64_t id = add_indicator(office, "a", "甲", "家", "", GT_NATURE_CUMULATIVE);
    struct gt_person own = {.name = GT_STR("自家"), .role = GT_STR("liaison"), .unit_id = office->units[0]};
    struct gt_person other = {.name = GT_STR("别家"), .role = GT_STR("liaison"), .unit_id = office->units[1]};
    struct gt_person inspector = {.name = GT_STR("监督"), .role = GT_STR("inspector"), .unit_id = office->units[1]};
    struct gt_reading one = reading(id, 2026, 1, 1, GT_READING_FLASH);
    struct gt_readings_done done;
    struct gt_problems problems;
    struct gt_ctx system = office->ctx;
    struct gt_target target = even(id, 10);

    WORKS(office, gt_work_person_put(&office->ctx, &own, &office->err));
    WORKS(office, gt_work_person_put(&office->ctx, &other, &office->err));
    WORKS(office, gt_work_person_put(&office->ctx, &inspector, &office->err));
    WORKS(office, gt_ctx_speak_for(&office->ctx, &other, &office->err));
    assert_int_equal(put(office, &one, 1, &done, &problems), GT_EINVAL);
    assert_int_equal(gt_work_target_put(&office->ctx, &target, &office->err), GT_EDENIED);
    office->ctx = system;
    WORKS(office, gt_ctx_speak_for(&office->ctx, &inspector, &office->err));
    assert_int_equal(put(office, &one, 1, &done, &problems), GT_EDENIED);
    office->ctx = system;
    WORKS(office, gt_ctx_speak_for(&office->ctx, &own, &office->err));
    WORKS(office, put(office, &one, 1, &done, &problems));
    office->ctx = system;
    office_close(office);
}

/* ---- sweeps --------------------------------------------------------------------------------- */

/* Memory refused at every allocation of a whole round: clean errors, and the
 * next reader sees what is stored. */
static void memory_that_is_refused(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    const int64_t id = add_indicator(office, "a", "甲", "家", "", GT_NATURE_CUMULATIVE);
    struct gt_target target = even(id, 100);
    int64_t failed = 0;

    WORKS(office, gt_work_target_put(&office->ctx, &target, &office->err));
    for (int64_t n = 0;; n++) {
        struct gt_reading one = reading(id, 2026, 1 + (int)(n % 6), (double)n, GT_READING_FLASH);
        struct gt_readings_done done;
        struct gt_problems problems;
        struct gt_cockpit cockpit;
        struct gt_ind_book *book;
        int64_t left;
        gt_rc rc;

        gt_problems_init(&problems, office->arena);
        (void)gt_alloc_fail_at(n);
        rc = gt_work_readings_put(&office->ctx, &one, 1, NULL, &problems, &done, &office->err);
        if (rc == GT_OK && (rc = gt_work_cockpit(&office->ctx, 0, &cockpit, &book, &office->err)) == GT_OK)
            gt_picture_done(&office->ctx);
        left = gt_alloc_fail_at(-1);
        if (rc != GT_OK && rc != GT_ENOMEM && rc != GT_EDB)
            fail_msg("allocation %lld: %s %s", (long long)n, gt_rc_name(rc), office->err.text[GT_LANG_EN]);
        failed += rc != GT_OK;
        if (left >= 0)
            break;
    }
    assert_true(failed > 0);
    (void)now_of(office, id);
    office_close(office);
}

static void a_database_that_fails(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, true);
    const int64_t id = add_indicator(office, "a", "甲", "家", "", GT_NATURE_CUMULATIVE);
    int64_t failed = 0;

    for (int64_t n = 0;; n++) {
        struct gt_reading one = reading(id, 2026, 1 + (int)(n % 6), (double)n + 1, GT_READING_FLASH);
        struct gt_readings_done done;
        struct gt_problems problems;
        struct gt_target target = even(id, 100 + (double)n);
        int64_t left;
        gt_rc rc;

        target.reason = GT_STR("r");
        gt_problems_init(&problems, office->arena);
        (void)gt_db_fault_at(n);
        rc = gt_work_readings_put(&office->ctx, &one, 1, NULL, &problems, &done, &office->err);
        if (rc == GT_OK)
            rc = gt_work_target_put(&office->ctx, &target, &office->err);
        left = gt_db_fault_at(-1);
        if (rc != GT_OK && rc != GT_EDB)
            fail_msg("call %lld: %s %s", (long long)n, gt_rc_name(rc), office->err.text[GT_LANG_EN]);
        failed += rc != GT_OK;
        /* what was said to be done is there; what failed left nothing behind */
        assert_true(now_of(office, id).newest >= 0);
        if (left >= 0)
            break;
    }
    assert_true(failed > 0);
    office_close(office);
}

int main(void)
{
    static enum backend on[BACKENDS] = {ON_SQLITE, ON_PG};
    int failures = 0;

    for (int at = 0; at < BACKENDS; at++) {
        void *backend = &on[at];
        const struct CMUnitTest tests[] = {
            cmocka_unit_test_prestate(from_target_to_pace, backend), cmocka_unit_test_prestate(readings_are_superseded, backend),
            cmocka_unit_test_prestate(all_faults_at_once, backend), cmocka_unit_test_prestate(formulas_follow, backend),
            cmocka_unit_test_prestate(periods_and_figures, backend), cmocka_unit_test_prestate(a_table_with_two_bad_cells, backend),
            cmocka_unit_test_prestate(a_list_with_names_that_are_near, backend), cmocka_unit_test_prestate(a_sheet_shows_its_sums,
             backend),
            cmocka_unit_test_prestate(a_promise_becomes_a_target, backend), cmocka_unit_test_prestate(the_leaders_page, backend),
            cmocka_unit_test_prestate(the_book_follows, backend), cmocka_unit_test_prestate(rights_of_readings, backend),
            cmocka_unit_test_prestate(memory_that_is_refused, backend), cmocka_unit_test_prestate(a_database_that_fails, backend),
        };

        if (backend_ready(on[at]))
            failures += cmocka_run_group_tests_name(backend_names[at], tests, NULL, NULL);
    }
    return failures;
}
