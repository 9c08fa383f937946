/* test_progress.c - reporting turns in a made-up office: who owes what, what
 * becomes of a report, drafts, closing, sheets; on both databases. */
#include "cast.h"
#include "work/progress_sheet.h"

enum { DAY_MS = 86400000 };

#define SAYS(text, want) assert_true(gt_str_eq((text), GT_STR(want)))

/* Tasks were entered in January, so that the months since are owed. */
static int64_t old_task(struct cast *cast, const char *title, const char *from, const char *deadline)
{
    struct gt_task_put put = {.task = GT_TASK_NEW};
    const int64_t now = cast->office->ctx.now_ms;

    put.task.title = gt_str_from(title);
    put.task.not_before = put.task.start_pin = day(from);
    put.task.finish_pin = put.task.deadline = day(deadline);
    put.task.lead_unit_id = cast->office->units[0];
    cast->office->ctx.now_ms = (int64_t)day("2026-01-04") * DAY_MS;
    WORKS(cast->office, gt_work_task_put(&cast->office->ctx, &put, NULL, &cast->office->err));
    cast->office->ctx.now_ms = now;
    return put.task.id;
}

static void set_measures(struct cast *cast, int64_t task)
{
    static const gt_str texts[] = {GT_STR_INIT("开展调研"), GT_STR_INIT("起草文本"), GT_STR_INIT("印发实施")};

    WORKS(cast->office, gt_work_measures_put(&cast->office->ctx, task, texts, 3, &cast->office->err));
}

static struct gt_form form_of(struct cast *cast, enum who who, int64_t task, const char *period)
{
    struct gt_form form;

    WORKS(cast->office, gt_work_form(&cast->ctx[who], task, gt_str_from(period), &form, &cast->office->err));
    return form;
}

static struct gt_said said_by(struct gt_form *form, const char *word, double percent)
{
    struct gt_said said = form->said;

    said.percent = percent;
    for (size_t at = 0; at < said.answers.count; at++)
        said.answers.at[at].answer = gt_str_from(word);
    said.problems = GT_STR("无");
    said.next = GT_STR("按计划推进");
    return said;
}

static gt_rc submit(struct cast *cast, enum who who, int64_t task, const char *period, const char *word,
                    double percent, const char *reason, int64_t *id)
{
    struct gt_form form;
    struct gt_report report;
    struct gt_said said;
    gt_rc rc;

    cast->ctx[who].now_ms += 60000;
    if ((rc = gt_work_form(&cast->ctx[who], task, gt_str_from(period), &form, &cast->office->err)) != GT_OK)
        return rc;
    said = said_by(&form, word, percent);
    rc = gt_work_report_submit(&cast->ctx[who], task, gt_str_from(period), &said, gt_str_from(reason), &report,
                               NULL, &cast->office->err);
    if (rc == GT_OK && id != NULL)
        *id = report.id;
    return rc;
}

static gt_rc act(struct cast *cast, enum who who, int64_t id, enum gt_report_act what, const char *reason)
{
    return gt_work_reports_move(&cast->ctx[who], &id, 1, what, gt_str_from(reason), NULL, &cast->office->err);
}

static enum gt_turn_state state_at(struct cast *cast, int64_t task, const char *period)
{
    const struct gt_picture *picture;
    struct gt_period parsed;
    struct gt_turn turn = {.state = GT_TURN_STATES};

    assert_true(gt_period_parse(gt_str_from(period), &parsed));
    WORKS(cast->office, gt_picture_hold(&cast->office->ctx, &picture, &cast->office->err));
    (void)gt_progress_turn(picture, gt_picture_task(picture, task), parsed, cast->office->ctx.today, &turn);
    gt_picture_done(&cast->office->ctx);
    return turn.state;
}

/* ---- who owes what --------------------------------------------------------------------- */

static void turns_follow_window_calendar_and_day(void **state)
{
    struct cast cast = cast_open(*(enum backend *)*state, false);
    const int64_t id = old_task(&cast, "长任务", "2026-04-01", "2026-09-30");
    const int64_t brief = old_task(&cast, "短任务", "2026-07-01", "2026-07-10");
    struct gt_pic_progress progress = seen(cast.office, id).progress;
    const struct gt_picture *picture;
    struct gt_turn turn;
    struct gt_period july;
    gt_turns turns;
    gt_str why;

    /* April to June were due and are missing; July comes on its fifth-last work day */
    assert_true(progress.owes);
    assert_int_equal(progress.owed, 3);
    assert_int_equal(progress.missing, 3);
    assert_int_equal(progress.missing_due, day("2026-04-24"));
    assert_int_equal(progress.next_due, day("2026-07-27"));
    assert_int_equal(seen(cast.office, brief).progress.freq, GT_FREQ_WEEKLY); /* ten days are no month */
    WORKS(cast.office, gt_picture_hold(&cast.office->ctx, &picture, &cast.office->err));
    assert_int_equal(gt_progress_turns(picture, gt_picture_task(picture, id), GT_DAY_MIN, GT_DAY_MAX,
                                       cast.office->ctx.today, cast.office->arena, &turns), GT_OK);
    assert_int_equal(turns.count, 6);
    for (size_t at = 1; at < turns.count; at++)
        assert_true(turns.at[at - 1].due < turns.at[at].due);
    assert_true(gt_period_parse(GT_STR("2026-07"), &july));
    assert_true(gt_progress_turn(picture, gt_picture_task(picture, id), july, cast.office->ctx.today, &turn));
    assert_int_equal(gt_progress_why(cast.office->arena, picture, gt_picture_task(picture, id), &turn, GT_LANG_EN, &why),
                     GT_OK);
    assert_string_equal(why.at, "monthly, fifth-last work day of July: 27 Jul");
    gt_picture_done(&cast.office->ctx);
    same_as_read_anew(cast.office, "turns");
    cast_close(&cast);
}

static void frequencies_are_set_where_they_fit(void **state)
{
    struct cast cast = cast_open(*(enum backend *)*state, false);
    const int64_t id = old_task(&cast, "二十天的任务", "2026-07-01", "2026-07-20");
    const int64_t long_one = old_task(&cast, "全年任务", "2026-01-05", "2026-12-20");
    struct gt_node node = {.kind = GT_STR("flag"), .name = {GT_STR("大会"), GT_STR("Congress")},
                           .from = day("2026-08-03"), .to = day("2026-08-16")};
    struct gt_report_cadence cadence = {.scope = GT_STR("task"), .scope_id = id, .frequency = GT_STR("monthly"),
                                        .due_rule = GT_STR(""), .from = GT_DAY_NONE, .to = GT_DAY_NONE};

    assert_int_equal(gt_work_cadence_put(&cast.ctx[OFFICE], &cadence, &cast.office->err), GT_EINVAL);
    assert_string_equal(cast.office->err.field, "frequency");
    cadence.frequency = GT_STR("weekly");
    cadence.due_rule = GT_STR("weekday:4");
    assert_int_equal(gt_work_cadence_put(&cast.ctx[LIAISON], &cadence, &cast.office->err), GT_EDENIED);
    WORKS(cast.office, gt_work_cadence_put(&cast.ctx[OFFICE], &cadence, &cast.office->err));
    assert_int_equal(seen(cast.office, id).progress.next_due, day("2026-07-09"));
    cadence = (struct gt_report_cadence){.scope = GT_STR("space"), .frequency = GT_STR("quarterly"),
                                         .due_rule = GT_STR("next:10"), .from = GT_DAY_NONE, .to = GT_DAY_NONE};
    WORKS(cast.office, gt_work_cadence_put(&cast.ctx[OFFICE], &cadence, &cast.office->err));
    assert_int_equal(seen(cast.office, long_one).progress.freq, GT_FREQ_QUARTERLY);
    assert_int_equal(seen(cast.office, long_one).progress.next_due, day("2026-07-10")); /* the second quarter's */
    /* around the congress it is asked weekly, and says so */
    WORKS(cast.office, gt_work_node_put(&cast.office->ctx, &node, &cast.office->err));
    cadence = (struct gt_report_cadence){.scope = GT_STR("node"), .scope_id = node.id, .frequency = GT_STR("weekly"),
                                         .due_rule = GT_STR(""), .from = GT_DAY_NONE, .to = GT_DAY_NONE};
    WORKS(cast.office, gt_work_cadence_put(&cast.ctx[OFFICE], &cadence, &cast.office->err));
    assert_int_equal(state_at(&cast, long_one, "2026-W32"), GT_TURN_COMING);
    assert_int_equal(state_at(&cast, long_one, "2026-W33"), GT_TURN_COMING);
    assert_int_equal(state_at(&cast, long_one, "2026-W34"), GT_TURN_STATES); /* the congress is over */
    cadence.frequency = GT_STR("");
    WORKS(cast.office, gt_work_cadence_put(&cast.ctx[OFFICE], &cadence, &cast.office->err));
    assert_int_equal(state_at(&cast, long_one, "2026-W32"), GT_TURN_STATES);
    same_as_read_anew(cast.office, "cadences");
    cast_close(&cast);
}

/* Looking at a stretch of days finds what looking at all days finds there. */
static void a_stretch_of_days_cuts_nothing(void **state)
{
    static const char *const rules[][2] = {{"weekly", "workday:+9"}, {"monthly", "workday:-5"}, {"monthly", "after:90"},
                                           {"quarterly", "next:31"}, {"tenday", "weekday:7"}, {"halfyear", "after:366"}};
    struct cast cast = cast_open(*(enum backend *)*state, false);
    const int64_t id = old_task(&cast, "全年任务", "2026-01-05", "2026-12-20");

    for (size_t rule = 0; rule < GT_LEN(rules); rule++) {
        struct gt_report_cadence cadence = {.scope = GT_STR("task"), .scope_id = id, .frequency = gt_str_from(rules[rule][0]),
                                            .due_rule = gt_str_from(rules[rule][1]), .from = GT_DAY_NONE, .to = GT_DAY_NONE};
        const struct gt_picture *picture;
        gt_turns all, some;
        uint32_t task;

        WORKS(cast.office, gt_work_cadence_put(&cast.ctx[OFFICE], &cadence, &cast.office->err));
        WORKS(cast.office, gt_picture_hold(&cast.office->ctx, &picture, &cast.office->err));
        task = gt_picture_task(picture, id);
        assert_int_equal(gt_progress_turns(picture, task, GT_DAY_MIN, GT_DAY_MAX, cast.office->ctx.today,
                                           cast.office->arena, &all), GT_OK);
        assert_true(all.count > 0);
        for (gt_day from = day("2025-12-01"); from < day("2027-12-31"); from += 17)
            for (gt_day to = from; to < from + 90; to += 29) {
                size_t want = 0;

                assert_int_equal(gt_progress_turns(picture, task, from, to, cast.office->ctx.today, cast.office->arena,
                                                   &some), GT_OK);
                for (size_t at = 0; at < all.count; at++)
                    want += all.at[at].due >= from && all.at[at].due <= to;
                assert_int_equal(some.count, want);
            }
        gt_picture_done(&cast.office->ctx);
    }
    cast_close(&cast);
}

/* ---- the life of a report --------------------------------------------------------------------- */

static void a_report_is_told_approved_returned_told_again_accepted(void **state)
{
    struct cast cast = cast_open(*(enum backend *)*state, false);
    const int64_t id = old_task(&cast, "起草办法", "2026-06-01", "2026-09-30");
    struct gt_form form;
    struct gt_pic_task task;
    int64_t june, again;

    set_measures(&cast, id);
    form = form_of(&cast, LIAISON, id, "2026-06");
    assert_int_equal(form.measures.count, 3);
    assert_int_equal(form.source, GT_FORM_PREFILL);
    WORKS(cast.office, submit(&cast, LIAISON, id, "2026-06", "已完成甲事。", 40, "", &june));
    assert_int_equal(state_at(&cast, id, "2026-06"), GT_TURN_SUBMITTED);
    assert_int_equal(submit(&cast, LIAISON, id, "2026-06", "再报", 41, "", NULL), GT_EEXISTS);
    task = seen(cast.office, id);
    assert_true(task.percent == 40 && task.progress.last != NULL && task.progress.last_accepted == NULL);
    assert_int_equal(task.progress.late, 1); /* due on 24 June, told on 8 July */
    /* nobody out of turn, nobody on his own */
    assert_int_equal(act(&cast, LIAISON, june, GT_REPORT_ACT_APPROVE, ""), GT_EDENIED);
    assert_int_equal(act(&cast, OFFICE, june, GT_REPORT_ACT_ACCEPT, ""), GT_ECONFLICT);
    WORKS(cast.office, act(&cast, HEAD, june, GT_REPORT_ACT_APPROVE, ""));
    assert_int_equal(act(&cast, HEAD, june, GT_REPORT_ACT_RETURN, "处长不能退回"), GT_EDENIED);
    assert_int_equal(act(&cast, OFFICE, june, GT_REPORT_ACT_RETURN, " "), GT_EINVAL);
    WORKS(cast.office, act(&cast, OFFICE, june, GT_REPORT_ACT_RETURN, "请写数字"));
    assert_int_equal(state_at(&cast, id, "2026-06"), GT_TURN_RETURNED);
    task = seen(cast.office, id);
    assert_true(!task.reported && task.percent == 0 && task.progress.returned == 1);
    /* the fields hold what was sent back, with its way */
    form = form_of(&cast, LIAISON, id, "2026-06");
    assert_int_equal(form.source, GT_FORM_RETURNED);
    SAYS(form.said.answers.at[1].answer, "已完成甲事。");
    assert_int_equal(form.moves.count, 3);
    WORKS(cast.office, submit(&cast, LIAISON, id, "2026-06", "已完成甲事3件。", 45, "", &again));
    WORKS(cast.office, act(&cast, HEAD, again, GT_REPORT_ACT_APPROVE, ""));
    WORKS(cast.office, act(&cast, OFFICE, again, GT_REPORT_ACT_ACCEPT, ""));
    assert_int_equal(act(&cast, OFFICE, again, GT_REPORT_ACT_ACCEPT, ""), GT_ECONFLICT);
    task = seen(cast.office, id);
    assert_true(task.percent == 45 && task.progress.last_accepted != NULL);
    same_as_read_anew(cast.office, "a report's life");
    cast_close(&cast);
}

static void every_fault_is_told_at_once(void **state)
{
    struct cast cast = cast_open(*(enum backend *)*state, false);
    const int64_t id = old_task(&cast, "起草办法", "2026-06-01", "2026-09-30");
    struct gt_problems problems;
    struct gt_report report;
    struct gt_form form;
    struct gt_said said;
    char words[1000] = "";
    size_t errors = 0;

    set_measures(&cast, id);
    form = form_of(&cast, LIAISON, id, "2026-06");
    for (int at = 0; at < 301; at++)
        memcpy(words + at * 3, "字", 4);
    said = said_by(&form, "", -1);
    said.answers.at[0].answer = gt_str_from(words);
    gt_problems_init(&problems, cast.office->arena);
    assert_int_equal(gt_work_report_submit(&cast.ctx[LIAISON], id, GT_STR("2026-06"), &said, GT_STR(""), &report,
                                           &problems, &cast.office->err), GT_EINVAL);
    for (size_t at = 0; at < problems.list.count; at++)
        errors += problems.list.at[at].severity == GT_PROBLEM_ERROR;
    assert_int_equal(errors, 4); /* two unanswered, 301 characters, no percentage */
    /* 300 exactly, with the other answers inside them, are taken; the count of answers is held */
    words[298 * 3] = '\0';
    said = said_by(&form, "好", 50);
    said.answers.at[0].answer = gt_str_from(words);
    assert_int_equal(gt_said_chars(&said), 300);
    said.answers.count = 2;
    assert_int_equal(gt_work_report_submit(&cast.ctx[LIAISON], id, GT_STR("2026-06"), &said, GT_STR(""), &report,
                                           NULL, &cast.office->err), GT_EINVAL);
    said.answers.count = 3;
    WORKS(cast.office, gt_work_report_submit(&cast.ctx[LIAISON], id, GT_STR("2026-06"), &said, GT_STR(""), &report,
                                             NULL, &cast.office->err));
    assert_int_equal(gt_work_form(&cast.ctx[LIAISON], id, GT_STR("2026-05"), &form, &cast.office->err), GT_ENOTFOUND);
    assert_int_equal(gt_work_form(&cast.ctx[LIAISON], id, GT_STR("May"), &form, &cast.office->err), GT_EINVAL);
    cast_close(&cast);
}

static void closed_periods_are_only_corrected(void **state)
{
    struct cast cast = cast_open(*(enum backend *)*state, false);
    const int64_t id = old_task(&cast, "甲", "2026-05-01", "2026-09-30"), other = old_task(&cast, "乙", "2026-06-01", "2026-09-30");
    int64_t first, correction;

    WORKS(cast.office, submit(&cast, LIAISON, id, "2026-06", "已完成。", 40, "", &first));
    WORKS(cast.office, act(&cast, HEAD, first, GT_REPORT_ACT_APPROVE, ""));
    WORKS(cast.office, act(&cast, OFFICE, first, GT_REPORT_ACT_ACCEPT, ""));
    assert_int_equal(gt_work_period_close(&cast.ctx[OFFICE], GT_STR("2026-07"), &cast.office->err), GT_EINVAL);
    assert_int_equal(gt_work_period_close(&cast.ctx[HEAD], GT_STR("2026-06"), &cast.office->err), GT_EDENIED);
    WORKS(cast.office, gt_work_period_close(&cast.ctx[OFFICE], GT_STR("2026-Q2"), &cast.office->err));
    assert_int_equal(gt_work_period_close(&cast.ctx[OFFICE], GT_STR("2026-Q2"), &cast.office->err), GT_EEXISTS);
    assert_int_equal(state_at(&cast, other, "2026-06"), GT_TURN_CLOSED); /* inside the quarter */
    assert_int_equal(submit(&cast, LIAISON, other, "2026-06", "补报。", 10, "", NULL), GT_ECONFLICT);
    assert_int_equal(submit(&cast, LIAISON, id, "2026-06", "更正。", 38, "", NULL), GT_ECONFLICT);
    WORKS(cast.office, submit(&cast, LIAISON, other, "2026-06", "补报。", 10, "漏报", NULL));
    WORKS(cast.office, submit(&cast, LIAISON, id, "2026-06", "更正。", 38, "数字有误", &correction));
    assert_true(seen(cast.office, id).percent == 40); /* it speaks once it is accepted */
    assert_int_equal(submit(&cast, LIAISON, id, "2026-06", "又更正。", 37, "再改", NULL), GT_EEXISTS);
    WORKS(cast.office, act(&cast, HEAD, correction, GT_REPORT_ACT_APPROVE, ""));
    WORKS(cast.office, act(&cast, OFFICE, correction, GT_REPORT_ACT_ACCEPT, ""));
    assert_true(seen(cast.office, id).percent == 38);
    assert_int_equal(form_of(&cast, LIAISON, id, "2026-06").report.id, correction);
    same_as_read_anew(cast.office, "a correction");
    cast_close(&cast);
}

static void two_on_one_draft_lose_nothing(void **state)
{
    struct cast cast = cast_open(*(enum backend *)*state, false);
    const int64_t id = old_task(&cast, "甲", "2026-06-01", "2026-09-30");
    struct gt_report_draft mine, his;
    struct gt_form form = form_of(&cast, LIAISON, id, "2026-07");
    struct gt_said said = said_by(&form, "联络员写的。", 30);

    WORKS(cast.office, gt_work_draft_save(&cast.ctx[LIAISON], id, GT_STR("2026-07"), 0, &said, &mine, &cast.office->err));
    said.answers.at[0].answer = GT_STR("处长写的。");
    WORKS(cast.office, gt_work_draft_save(&cast.ctx[HEAD], id, GT_STR("2026-07"), mine.revision, &said, &his, &cast.office->err));
    said.answers.at[0].answer = GT_STR("联络员又写。");
    assert_int_equal(gt_work_draft_save(&cast.ctx[LIAISON], id, GT_STR("2026-07"), mine.revision, &said, &mine,
                                        &cast.office->err), GT_ECONFLICT);
    assert_non_null(strstr(cast.office->err.text[GT_LANG_ZH], "08:00"));
    form = form_of(&cast, LIAISON, id, "2026-07");
    assert_int_equal(form.source, GT_FORM_DRAFT);
    SAYS(form.said.answers.at[0].answer, "处长写的。");
    WORKS(cast.office, gt_work_draft_save(&cast.ctx[LIAISON], id, GT_STR("2026-07"), form.draft.revision, &said, &mine, &cast.office->err));
    /* a watcher may look and not write; a stranger's unit neither */
    assert_int_equal(gt_work_draft_save(&cast.ctx[WATCHER], id, GT_STR("2026-07"), 0, &said, &mine, &cast.office->err), GT_EDENIED);
    assert_int_equal(gt_work_draft_save(&cast.ctx[STRANGER], id, GT_STR("2026-07"), 0, &said, &mine, &cast.office->err), GT_EDENIED);
    /* submitting takes the draft along */
    WORKS(cast.office, submit(&cast, LIAISON, id, "2026-07", "交。", 30, "", NULL));
    assert_int_equal(form_of(&cast, LIAISON, id, "2026-07").draft.revision, 0);
    cast_close(&cast);
}

static void what_was_said_last_time_is_seen(void **state)
{
    struct cast cast = cast_open(*(enum backend *)*state, false);
    const int64_t id = old_task(&cast, "甲", "2026-05-01", "2026-09-30");
    int64_t may, june;
    gt_review review;
    gt_burden_rows burden;

    set_measures(&cast, id);
    WORKS(cast.office, submit(&cast, LIAISON, id, "2026-05", "正在与有关单位对接，抓紧推进各项工作。", 20, "", &may));
    WORKS(cast.office, submit(&cast, LIAISON, id, "2026-06", "正在与有关单位对接，抓紧推进各项工作。", 20, "", &june));
    WORKS(cast.office, gt_work_review(&cast.ctx[HEAD], GT_REPORT_SUBMITTED, &review, &cast.office->err));
    assert_int_equal(review.count, 2);
    assert_false(review.at[0].same.copied);
    assert_true(review.at[1].same.copied && review.at[1].same.share == 1);
    assert_int_equal(review.at[1].before.id, may);
    assert_int_equal(gt_work_review(&cast.ctx[LIAISON], GT_REPORT_SUBMITTED, &review, &cast.office->err), GT_EDENIED);
    /* three answers, percentage and problems came prefilled and were kept */
    WORKS(cast.office, gt_work_burden(&cast.ctx[HEAD], 2026, &burden, &cast.office->err));
    assert_int_equal(burden.count, 2);
    assert_int_equal(burden.at[1].forms, 1);
    assert_int_equal(burden.at[1].fields, 6);
    assert_int_equal(burden.at[1].kept_fields, 5);
    assert_true(burden.at[1].kept_chars > 40 && burden.at[1].kept_chars < burden.at[1].chars);
    WORKS(cast.office, gt_work_burden(&cast.ctx[HELPER], 2026, &burden, &cast.office->err));
    assert_int_equal(burden.count, 0); /* another unit's is not shown */
    cast_close(&cast);
}

static void chase_and_sitting_say_who_is_late(void **state)
{
    struct cast cast = cast_open(*(enum backend *)*state, false);
    const int64_t id = old_task(&cast, "甲", "2026-05-01", "2026-09-30");
    const struct gt_picture *picture;
    struct gt_chase chase;
    gt_sitting sitting;
    size_t todo = 0;

    (void)old_task(&cast, "乙", "2026-06-01", "2026-09-30");
    WORKS(cast.office, submit(&cast, LIAISON, id, "2026-06", "迟报的。", 20, "", NULL));
    WORKS(cast.office, gt_picture_hold(&cast.ctx[OFFICE], &picture, &cast.office->err));
    assert_int_equal(gt_work_chase(&cast.ctx[OFFICE], picture, day("2026-06-01"), day("2026-06-30"), &chase), GT_OK);
    assert_int_equal(chase.all.due, 2);
    assert_int_equal(chase.all.told, 1);
    assert_int_equal(chase.all.late, 1);
    assert_int_equal(chase.all.missing, 1);
    assert_int_equal(chase.units.count, 1);
    assert_int_equal(chase.rows.count, 2);
    assert_int_equal(gt_work_sitting(&cast.ctx[LIAISON], picture, 0, &sitting), GT_OK);
    for (size_t at = 0; at < sitting.count; at++)
        todo += sitting.at[at].group == GT_SIT_TODO;
    assert_int_equal(todo, 4); /* May and July of the first, June and July of the second */
    assert_int_equal(gt_work_sitting(&cast.ctx[HELPER], picture, 0, &sitting), GT_OK);
    assert_int_equal(sitting.count, 0);
    gt_picture_done(&cast.ctx[OFFICE]);
    cast_close(&cast);
}

/* ---- sheets ----------------------------------------------------------------------------------------- */

static void a_sheet_comes_back_as_a_diff(void **state)
{
    static const char head[] = "序号,重点工作任务,目标任务,工作举措,完成情况（不超过300字）,责任单位,存在问题,下一步打算\n";
    struct cast cast = cast_open(*(enum backend *)*state, false);
    const int64_t id = old_task(&cast, "起草办法", "2026-06-01", "2026-09-30");
    const int64_t short_one = old_task(&cast, "缺答的任务", "2026-06-01", "2026-09-30");
    const int64_t rows[] = {2};
    struct gt_sheet_view view;
    char csv[2000];
    gt_sheet_lines lines;

    set_measures(&cast, id);
    set_measures(&cast, short_one);
    (void)snprintf(csv, sizeof csv, "%s%s%s%s", head,
                   "1,起草办法,,,1.已调研3家。2.初稿已成；3.尚未启动。,规划处,无,7月送审\n",
                   "2,缺答的任务,,,1.只答了一条。,规划处,无,\n", "3,没有的任务,,,1.某事。,规划处,,\n4,起草办法,,,1.甲2.乙3.丙,,,\n");
    WORKS(cast.office, gt_work_sheet_begin(&cast.ctx[LIAISON], GT_STR("六月.csv"), gt_str_from(csv), GT_STR("2026-06"),
                                           &view, &cast.office->err));
    assert_int_equal(view.rows.count, 4);
    assert_int_equal(view.rows.at[3].state, GT_SHEET_FAULTY); /* the first one again */
    assert_int_equal(view.rows.at[0].state, GT_SHEET_CHANGED);
    assert_int_equal(view.rows.at[1].state, GT_SHEET_FAULTY);
    assert_int_equal(view.rows.at[2].state, GT_SHEET_UNKNOWN);
    assert_int_equal(view.problems.errors, 2);
    assert_string_equal(view.problems.list.at[0].cell.at, "E3");
    assert_string_equal(view.problems.list.at[2].cell.at, "B5");
    assert_int_equal(view.changed, 1);
    /* without a percentage it can be kept, not submitted */
    assert_int_equal(gt_work_sheet_apply(&cast.ctx[LIAISON], view.file_id, GT_STR("2026-06"), rows, 1, true, &view,
                                         &cast.office->err), GT_EINVAL);
    WORKS(cast.office, gt_work_sheet_apply(&cast.ctx[LIAISON], view.file_id, GT_STR("2026-06"), rows, 1, false, &view,
                                           &cast.office->err));
    assert_int_equal(view.taken, 1);
    SAYS(form_of(&cast, LIAISON, id, "2026-06").said.answers.at[1].answer, "初稿已成；");
    assert_int_equal(gt_work_sheet_apply(&cast.ctx[HEAD], view.file_id, GT_STR("2026-06"), rows, 1, false, &view,
                                         &cast.office->err), GT_ENOTFOUND); /* another's file */
    assert_int_equal(gt_work_sheet_begin(&cast.ctx[LIAISON], GT_STR("x.csv"), GT_STR("a,b\n1,2\n"), GT_STR("2026-06"),
                                         &view, &cast.office->err), GT_EPARSE);
    WORKS(cast.office, gt_work_sheet_lines(&cast.ctx[OFFICE], GT_STR("2026-06"), 0, &lines, &cast.office->err));
    assert_int_equal(lines.count, 2);
    assert_string_equal(lines.at[0].measures.at, "1. 开展调研\n2. 起草文本\n3. 印发实施");
    cast_close(&cast);
}

/* ---- faults -------------------------------------------------------------------------------------------- */

static struct cast swept;
static int64_t swept_task, swept_report;

static gt_rc sweep_submit(void) { return submit(&swept, LIAISON, swept_task, "2026-06", "已完成。", 50, "", &swept_report); }
static gt_rc sweep_approve(void) { return act(&swept, HEAD, swept_report, GT_REPORT_ACT_APPROVE, ""); }
static gt_rc sweep_return(void) { return act(&swept, OFFICE, swept_report, GT_REPORT_ACT_RETURN, "退"); }
static gt_rc sweep_close(void) { return gt_work_period_close(&swept.ctx[OFFICE], GT_STR("2026-05"), &swept.office->err); }
static gt_rc sweep_review(void)
{
    gt_review review;

    return gt_work_review(&swept.ctx[HEAD], GT_REPORT_SUBMITTED, &review, &swept.office->err);
}
static gt_rc sweep_draft(void)
{
    struct gt_report_draft draft;
    struct gt_form form;
    struct gt_said said;
    gt_rc rc;

    if ((rc = gt_work_form(&swept.ctx[LIAISON], swept_task, GT_STR("2026-07"), &form, &swept.office->err)) != GT_OK)
        return rc;
    said = said_by(&form, "写。", 10);
    return gt_work_draft_save(&swept.ctx[LIAISON], swept_task, GT_STR("2026-07"), form.draft.revision, &said, &draft,
                              &swept.office->err);
}
static gt_rc sweep_cadence(void)
{
    struct gt_report_cadence cadence = {.scope = GT_STR("space"), .frequency = GT_STR("monthly"), .due_rule = GT_STR(""),
                                        .from = GT_DAY_NONE, .to = GT_DAY_NONE};

    return gt_work_cadence_put(&swept.ctx[OFFICE], &cadence, &swept.office->err);
}
static gt_rc sweep_sheet(void)
{
    gt_sheet_lines lines;

    return gt_work_sheet_lines(&swept.ctx[OFFICE], GT_STR("2026-06"), 0, &lines, &swept.office->err);
}
static gt_rc sweep_load(void)
{
    struct gt_sitting_load load;

    return gt_work_sitting_load(&swept.ctx[LIAISON], 0, &load, &swept.office->err);
}

static const struct sweep_case { const char *name; gt_rc (*run)(void); } sweeps[] = {
    {"submit", sweep_submit}, {"review", sweep_review}, {"approve", sweep_approve}, {"return", sweep_return},
    {"draft", sweep_draft}, {"cadence", sweep_cadence}, {"close", sweep_close}, {"sheet", sweep_sheet},
    {"load", sweep_load},
};

/* memory: the n-th allocation is refused; else the n-th call of the database. */
static void sweep(bool memory, gt_rc want)
{
    for (size_t at = 0; at < GT_LEN(sweeps); at++)
        for (int64_t n = 0;; n++) {
            const struct gt_arena_mark mark = gt_arena_mark(swept.office->arena);
            gt_rc rc;

            (void)(memory ? gt_alloc_fail_at(n) : gt_db_fault_at(n));
            rc = sweeps[at].run();
            (void)(memory ? gt_alloc_fail_at(-1) : gt_db_fault_at(-1));
            if (rc != GT_OK && rc != want)
                fail_msg("%s, fault %lld: %s: %s", sweeps[at].name, (long long)n, gt_rc_name(rc),
                         swept.office->err.text[GT_LANG_EN]);
            if (rc == GT_OK)
                break;
            assert_true(n < 4000);
            gt_arena_rewind(swept.office->arena, mark);
        }
    same_as_read_anew(swept.office, memory ? "refused memory" : "failing calls");
}

static void refused_memory_writes_nothing(void **state)
{
    swept = cast_open(*(enum backend *)*state, false);
    swept_task = old_task(&swept, "甲", "2026-06-01", "2026-09-30");
    set_measures(&swept, swept_task);
    sweep(true, GT_ENOMEM);
    cast_close(&swept);
}

static void failing_calls_write_nothing(void **state)
{
    swept = cast_open(*(enum backend *)*state, true);
    swept_task = old_task(&swept, "甲", "2026-06-01", "2026-09-30");
    set_measures(&swept, swept_task);
    sweep(false, GT_EDB);
    cast_close(&swept);
}

/* ---- words ------------------------------------------------------------------------------------------------ */

static void numbered_lists_are_cut(void **state)
{
    static const struct { const char *name, *text; size_t count; const char *second; } cases[] = {
        {"one line with points", "1.甲。2.乙。3.丙", 3, "乙。"},
        {"lines with circled numbers", "①甲\n②乙", 2, "乙"},
        {"full-width brackets", "（1）甲；（2）乙", 2, "乙"},
        {"a decimal is no number", "1. 增长1.5%。2. 达到2.0亿元", 2, "达到2.0亿元"},
        {"numbers out of turn stay in their item", "1.甲 3.丙 2.乙", 2, "乙"},
        {"a text without a number has no items", "完成甲、乙两项", 0, ""},
        {"a number inside a sentence is none", "1.建成2.5万亩", 1, ""},
    };
    struct gt_arena *arena;

    (void)state;
    assert_int_equal(gt_arena_create(1 << 20, &arena), GT_OK);
    for (size_t at = 0; at < GT_LEN(cases); at++) {
        gt_items items;

        assert_int_equal(gt_items_split(arena, gt_str_from(cases[at].text), &items), GT_OK);
        if (items.count != cases[at].count ||
            (items.count > 1 && !gt_str_eq(items.at[1], gt_str_from(cases[at].second))))
            fail_msg("%s: %zu items", cases[at].name, items.count);
    }
    gt_arena_destroy(arena);
}

static void sameness_is_by_sentence(void **state)
{
    static const struct { const char *name, *before, *now; double least, most; bool copied; } cases[] = {
        {"word for word", "已完成调研和论证。正在起草文本，征求各方意见建议。", "已完成调研和论证。正在起草文本，征求各方意见建议。", 1, 1, true},
        {"other marks and blanks are the same", "已完成调研和论证。正在起草文本，征求各方意见建议。", "已完成调研和论证；正在起草文本 征求各方意见建议", 1, 1, true},
        {"new figures in old words are news", "收到申报20份，按计划进行评审工作。", "收到申报35份，按计划进行评审工作。", 0, 0, false},
        {"one new sentence of two", "已完成甲。正在推进乙事项的各项工作。", "已完成甲。乙事项办结并通过了专家验收。", .05, .5, false},
        {"nothing before", "", "已完成甲事项，正在推进乙事项各项工作。", 0, 0, false},
        {"short ones are not called copied", "无。", "无。", 1, 1, false},
    };
    struct gt_arena *arena;

    (void)state;
    assert_int_equal(gt_arena_create(1 << 20, &arena), GT_OK);
    for (size_t at = 0; at < GT_LEN(cases); at++) {
        struct gt_same same;
        size_t bytes = 0;

        assert_int_equal(gt_same_of(arena, gt_str_from(cases[at].now), gt_str_from(cases[at].before), &same), GT_OK);
        for (size_t part = 0; part < same.parts.count; part++)
            bytes += same.parts.at[part].text.len;
        assert_int_equal(bytes, strlen(cases[at].now)); /* nothing left out */
        if (same.share < cases[at].least || same.share > cases[at].most || same.copied != cases[at].copied)
            fail_msg("%s: %.2f", cases[at].name, same.share);
    }
    gt_arena_destroy(arena);
}

int main(void)
{
    static enum backend backends[BACKENDS] = {ON_SQLITE, ON_PG};
    const struct CMUnitTest words[] = {cmocka_unit_test(numbered_lists_are_cut), cmocka_unit_test(sameness_is_by_sentence)};
    int failed = cmocka_run_group_tests_name("words", words, NULL, NULL);

    for (int at = 0; at < BACKENDS; at++) {
        enum backend *on = &backends[at];
        const struct CMUnitTest tests[] = {
            cmocka_unit_test_prestate(turns_follow_window_calendar_and_day, on),
            cmocka_unit_test_prestate(frequencies_are_set_where_they_fit, on),
            cmocka_unit_test_prestate(a_stretch_of_days_cuts_nothing, on),
            cmocka_unit_test_prestate(a_report_is_told_approved_returned_told_again_accepted, on),
            cmocka_unit_test_prestate(every_fault_is_told_at_once, on),
            cmocka_unit_test_prestate(closed_periods_are_only_corrected, on),
            cmocka_unit_test_prestate(two_on_one_draft_lose_nothing, on),
            cmocka_unit_test_prestate(what_was_said_last_time_is_seen, on),
            cmocka_unit_test_prestate(chase_and_sitting_say_who_is_late, on),
            cmocka_unit_test_prestate(a_sheet_comes_back_as_a_diff, on),
            cmocka_unit_test_prestate(refused_memory_writes_nothing, on),
            cmocka_unit_test_prestate(failing_calls_write_nothing, on),
        };

        if (backend_ready(*on))
            failed += cmocka_run_group_tests_name(backend_names[*on], tests, NULL, NULL);
    }
    return failed;
}
