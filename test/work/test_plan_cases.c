/* test_plan_cases.c - tasks, links, reports and the plan through the use cases. */
#include "office.h"
#include "work/finding.h"

/* ---- dates -------------------------------------------------------------------------------- */

static const struct date_case {
    const char *name, *not_before, *deadline, *start_pin, *finish_pin;
    int64_t days;
    enum gt_day_unit unit;
    enum gt_task_mode mode;
    const char *start, *finish;
} dates[] = {
    {"counted back over the Dragon Boat Festival", NULL, "2026-06-30", NULL, NULL, 10, 0, 0,
     "2026-06-16", "2026-06-30"},
    {"a deadline on a Sunday ends on the Friday", NULL, "2026-07-12", NULL, NULL, 2, 0, 0, "2026-07-09",
     "2026-07-10"},
    {"a make-up Saturday works", NULL, "2026-10-10", NULL, NULL, 3, 0, 0, "2026-10-08", "2026-10-10"},
    {"calendar days count all", NULL, "2026-10-10", NULL, NULL, 10, GT_DAYS_CALENDAR, 0, "2026-10-01", "2026-10-10"},
    {"a window as written", "2026-03-02", "2026-03-31", NULL, NULL, -1, 0, 0, "2026-03-02", "2026-03-31"},
    {"forward from its earliest start", "2026-03-02", "2026-12-31", NULL, NULL, 5, 0, GT_TASK_FORWARD,
     "2026-03-02", "2026-03-06"},
    {"a pinned start", NULL, "2026-12-31", "2026-05-11", NULL, 5, 0, 0, "2026-05-11", "2026-05-15"},
    {"a pinned finish", NULL, "2026-12-31", NULL, "2026-05-15", 5, 0, 0, "2026-05-11", "2026-05-15"},
    {"both pinned", NULL, "2026-12-31", "2026-05-11", "2026-05-15", -1, 0, 0, "2026-05-11", "2026-05-15"},
    {"without anything until the year's end", NULL, NULL, NULL, NULL, 1, 0, 0, "2026-12-31", "2026-12-31"},
    {"a moment on its deadline", NULL, "2026-06-30", NULL, NULL, 0, 0, 0, "2026-06-30", "2026-06-30"},
    {"a deadline in January leaves no quarter", NULL, "2026-01-08", NULL, NULL, -1, 0, 0, "2026-01-04", "2026-01-08"},
};

static void dates_follow_from_facts(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);

    for (size_t at = 0; at < GT_LEN(dates); at++) {
        const struct date_case *c = &dates[at];
        struct gt_task_put put = {.task = GT_TASK_NEW};
        struct gt_pic_task task;

        put.task.title = gt_str_from(c->name);
        put.task.not_before = day(c->not_before);
        put.task.deadline = day(c->deadline);
        put.task.start_pin = day(c->start_pin);
        put.task.finish_pin = day(c->finish_pin);
        put.task.duration_days = c->days;
        put.task.duration_unit = c->unit;
        put.task.mode = c->mode;
        WORKS(office, gt_work_task_put(&office->ctx, &put, NULL, &office->err));
        task = seen(office, put.task.id);
        if (task.start != day(c->start) || task.finish != day(c->finish)) {
            char start[GT_DAY_TEXT], finish[GT_DAY_TEXT];

            fail_msg("%s: %s to %s", c->name, gt_day_text(task.start, start),
                     gt_day_text(task.finish, finish));
        }
    }
    same_as_read_anew(office, "all dates");
    office_close(office);
}

static void steps_make_their_task(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    const int64_t task = add_task(office, 0, "policy", "2026-06-30", -1);
    const int64_t draft = add_task(office, task, "draft", NULL, 10);
    const int64_t consult = add_task(office, task, "consult", NULL, 5);
    struct gt_pic_task row;

    add_link(office, draft, consult, GT_LINK_TYPE_FS, -2);
    row = seen(office, consult);
    assert_int_equal(row.finish, day("2026-06-30"));
    assert_int_equal(row.start, day("2026-06-24"));
    row = seen(office, draft); /* overlaps the first two days of the consultation */
    assert_int_equal(row.finish, day("2026-06-25"));
    row = seen(office, task);
    assert_int_equal(row.start, seen(office, draft).start);
    assert_int_equal(row.finish, day("2026-06-30"));
    same_as_read_anew(office, "steps");

    /* the work of the steps is the work of the task, by their length */
    WORKS(office, gt_work_report_add(&office->ctx, &(struct gt_report){
        .task_id = draft, .as_of = day("2026-06-20"), .percent = 60}, NULL, &office->err));
    row = seen(office, task);
    assert_true(row.percent > 39.9 && row.percent < 40.1);
    same_as_read_anew(office, "a report");
    office_close(office);
}

/* ---- refusals ------------------------------------------------------------------------------- */

static void of_two_editors_the_second_is_told(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    const int64_t id = add_task(office, 0, "shared", "2026-06-30", 10);
    struct gt_task_put one = {0}, two = {0};

    WORKS(office, gt_work_task_get(&office->ctx, id, &one.task, &office->err));
    two = one;
    one.task.title = GT_STR("by the first");
    two.task.title = GT_STR("by the second");
    WORKS(office, gt_work_task_put(&office->ctx, &one, NULL, &office->err));
    assert_int_equal(gt_work_task_put(&office->ctx, &two, NULL, &office->err), GT_ECONFLICT);
    assert_true(gt_str_eq(seen(office, id).facts.title, GT_STR("by the first")));
    office_close(office);
}

static void all_faults_of_a_task_are_told_at_once(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    const struct gt_figure figure = {.name = GT_STR("x"), .op = GT_STR("~"), .value = 1};
    struct gt_task_put put = {.task = GT_TASK_NEW, .figures = &figure, .figure_count = 1};
    struct gt_problems problems;

    gt_problems_init(&problems, office->arena);
    put.task.duration_days = -5;
    put.task.recur = GT_STR("hourly");
    put.task.start_pin = day("2026-06-30");
    put.task.finish_pin = day("2026-06-01");
    assert_int_equal(gt_work_task_put(&office->ctx, &put, &problems, &office->err), GT_EINVAL);
    assert_int_equal(problems.errors, 5); /* title, duration, pins, recurrence, figure */
    assert_true(problems.list.at[0].text[GT_LANG_ZH].len > 0);
    assert_string_equal(office->err.field, "title");
    office_close(office);
}

static void cycles_are_refused_with_the_chain(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    const int64_t a = add_task(office, 0, "a", "2026-06-30", 5);
    const int64_t b = add_task(office, 0, "b", "2026-06-30", 5);
    const int64_t child = add_task(office, a, "part of a", NULL, 5);
    struct gt_task_link link = {.from_id = b, .to_id = a, .lag_max = GT_LINK_LAG_NONE};
    struct gt_task_put put = {0};

    add_link(office, a, b, GT_LINK_TYPE_FS, 0);
    assert_int_equal(gt_work_link_put(&office->ctx, &link, &office->err), GT_ECYCLE);
    assert_true(office->err.text[GT_LANG_ZH][0] != '\0');
    link = (struct gt_task_link){.from_id = child, .to_id = a, .lag_max = GT_LINK_LAG_NONE};
    assert_int_equal(gt_work_link_put(&office->ctx, &link, &office->err), GT_ECYCLE);
    link = (struct gt_task_link){.from_id = a, .to_id = b, .lag_max = GT_LINK_LAG_NONE};
    assert_int_equal(gt_work_link_put(&office->ctx, &link, &office->err), GT_EEXISTS);
    WORKS(office, gt_work_task_get(&office->ctx, a, &put.task, &office->err));
    put.task.parent_id = child;
    assert_int_equal(gt_work_task_put(&office->ctx, &put, NULL, &office->err), GT_ECYCLE);
    same_as_read_anew(office, "refusals");
    office_close(office);
}

static void inspectors_change_nothing(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    struct gt_task_put put = {.task = GT_TASK_NEW};

    put.task.title = GT_STR("x");
    stand_for(office, "inspector", 0);
    assert_int_equal(gt_work_task_put(&office->ctx, &put, NULL, &office->err), GT_EDENIED);
    office_close(office);
}

static void eighty_years(struct gt_task *task) { task->duration_days = GT_DURATION_MAX; }
static void five_days(struct gt_task *task) { task->duration_days = 5; }

static void durations_beyond_all_calendars_leave_the_chart_standing(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    const struct gt_plan_change nothing = {0};
    const struct gt_picture *picture;
    struct gt_plan_effect effect;
    gt_plan_conflicts conflicts;
    int64_t ids[6];

    for (int at = 0; at < 6; at++) {
        ids[at] = add_task(office, 0, "long", at == 5 ? "2026-12-31" : NULL, 5);
        if (at > 0)
            add_link(office, ids[at - 1], ids[at], GT_LINK_TYPE_FS, 0);
    }
    for (int at = 0; at < 6; at++)
        edit_task(office, ids[at], eighty_years);
    WORKS(office, gt_picture_hold(&office->ctx, &picture, &office->err));
    assert_true(picture->unplanned);
    assert_int_equal(picture->order_count, 6);
    gt_picture_done(&office->ctx);
    same_as_read_anew(office, "too long");
    assert_int_equal(gt_work_plan_preview(&office->ctx, &nothing, &effect, &office->err), GT_ELIMIT);
    WORKS(office, gt_work_plan_conflicts(&office->ctx, &conflicts, &office->err));
    assert_true(conflicts.count == 1 && conflicts.at[0].sentence.len > 0);
    for (int at = 0; at < 6; at++)
        edit_task(office, ids[at], five_days);
    assert_int_equal(seen(office, ids[5]).finish, day("2026-12-31"));
    same_as_read_anew(office, "mended");
    office_close(office);
}

/* ---- removing --------------------------------------------------------------------------------- */

static void a_removed_task_takes_its_steps_and_links(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    const int64_t a = add_task(office, 0, "a", "2026-06-30", 5);
    const int64_t step = add_task(office, a, "step", NULL, 2);
    const int64_t b = add_task(office, 0, "b", "2026-09-30", 5);
    const struct gt_picture *picture;
    struct gt_journal_check check;

    add_link(office, step, b, GT_LINK_TYPE_FS, 0);
    assert_int_equal(gt_work_task_remove(&office->ctx, a, 99, &office->err), GT_ECONFLICT);
    WORKS(office, gt_work_task_remove(&office->ctx, a, 1, &office->err));
    WORKS(office, gt_picture_hold(&office->ctx, &picture, &office->err));
    assert_int_equal(picture->order_count, 1);
    gt_picture_done(&office->ctx);
    same_as_read_anew(office, "a removal");
    WORKS(office, gt_work_journal_verify(&office->ctx, &check, &office->err));
    assert_true(check.whole);
    /* space, 3 units, 3 tasks, link; link, step, task removed */
    assert_int_equal(check.rows, 11);
    office_close(office);
}

/* ---- previews ----------------------------------------------------------------------------------- */

static void a_preview_is_what_applying_does(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    const int64_t a = add_task(office, 0, "a", "2026-09-30", 5);
    const int64_t b = add_task(office, 0, "b", "2026-09-30", 5);
    const int64_t still = add_task(office, 0, "still", "2026-09-30", 5);
    const struct gt_plan_move move = {.task_id = b, .start_given = true, .start = day("2026-08-03"),
                                      .duration_days = -1};
    const struct gt_plan_change change = {.moves = &move, .move_count = 1};
    struct gt_plan_effect preview, applied;
    struct gt_pic_task row;

    add_link(office, a, b, GT_LINK_TYPE_FS, 0);
    WORKS(office, gt_work_plan_preview(&office->ctx, &change, &preview, &office->err));
    assert_int_equal(preview.moved.count, 2);
    assert_int_equal(preview.still, 1);
    assert_int_equal(preview.conflicts.count, 0);
    assert_int_equal(preview.moved.at[0].task_id, b);
    assert_true(preview.moved.at[0].edited);
    assert_int_equal(preview.moved.at[0].start, day("2026-08-03"));
    assert_int_equal(preview.moved.at[0].finish, day("2026-08-07"));
    assert_int_equal(preview.moved.at[1].task_id, a);
    assert_int_equal(preview.moved.at[1].finish, day("2026-07-31"));
    assert_non_null(strstr(preview.moved.at[1].why.at, "linked to"));
    assert_int_equal(seen(office, b).finish, day("2026-09-30")); /* nothing was done yet */
    same_as_read_anew(office, "a preview");

    WORKS(office, gt_work_plan_apply(&office->ctx, &change, &applied, &office->err));
    assert_int_equal(applied.version, preview.version + 1);
    for (size_t at = 0; at < preview.moved.count; at++) {
        row = seen(office, preview.moved.at[at].task_id);
        assert_int_equal(row.start, preview.moved.at[at].start);
        assert_int_equal(row.finish, preview.moved.at[at].finish);
    }
    row = seen(office, b);
    assert_int_equal(row.facts.start_pin, day("2026-08-03"));
    assert_int_equal(row.facts.duration_days, 5);
    assert_int_equal(seen(office, still).finish, day("2026-09-30"));
    same_as_read_anew(office, "applying");
    office_close(office);
}

static const struct drag_case {
    const char *name, *start, *finish;
    bool free;
    const char *want_start, *want_finish, *start_pin, *finish_pin;
    int64_t days;
} drags[] = {
    {"the start alone moves the window", "2026-08-03", NULL, false, "2026-08-03", "2026-08-07",
     "2026-08-03", NULL, 5},
    {"the finish alone moves the window", NULL, "2026-08-14", false, "2026-08-10", "2026-08-14", NULL,
     "2026-08-14", 5},
    {"both set the window", "2026-08-03", "2026-08-14", false, "2026-08-03", "2026-08-14", "2026-08-03", NULL, 10},
    {"freed it goes back to its deadline", NULL, NULL, true, "2026-09-17", "2026-09-30", NULL, NULL, 10},
};

static void drags_pin_as_they_say(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    const int64_t id = add_task(office, 0, "bar", "2026-09-30", 5);

    for (size_t at = 0; at < GT_LEN(drags); at++) {
        const struct drag_case *c = &drags[at];
        const struct gt_plan_move move = {
            .task_id = id, .free = c->free, .start_given = c->start != NULL, .start = day(c->start),
            .finish_given = c->finish != NULL, .finish = day(c->finish)};
        const struct gt_plan_change change = {.moves = &move, .move_count = 1};
        struct gt_plan_effect effect;
        struct gt_pic_task row;

        WORKS(office, gt_work_plan_apply(&office->ctx, &change, &effect, &office->err));
        row = seen(office, id);
        if (row.facts.start_pin != day(c->start_pin) || row.facts.finish_pin != day(c->finish_pin) ||
            row.facts.duration_days != c->days || row.finish != day(c->want_finish) ||
            row.start != day(c->want_start)) {
            char start[GT_DAY_TEXT], finish[GT_DAY_TEXT];

            fail_msg("%s: %s to %s, %lld days", c->name, gt_day_text(row.start, start),
                     gt_day_text(row.finish, finish), (long long)row.facts.duration_days);
        }
    }
    office_close(office);
}

static void what_cannot_be_met_names_its_chain_and_a_way_out(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    const int64_t a = add_task(office, 0, "first", "2026-06-30", 10);
    const int64_t b = add_task(office, 0, "second", "2026-07-03", 10);
    gt_plan_conflicts conflicts;
    struct gt_task_put put = {0};
    struct gt_plan_effect effect;
    struct gt_plan_relink relink = {.link = {.from_id = a, .to_id = b, .lag_max = GT_LINK_LAG_NONE}};
    const struct gt_plan_change change = {.links = &relink, .link_count = 1};
    bool freed = false;

    WORKS(office, gt_work_task_get(&office->ctx, a, &put.task, &office->err));
    put.task.not_before = day("2026-06-16");
    WORKS(office, gt_work_task_put(&office->ctx, &put, NULL, &office->err));
    WORKS(office, gt_work_plan_preview(&office->ctx, &change, &effect, &office->err));
    assert_int_equal(effect.conflicts.count, 1);
    assert_true(effect.conflicts.at[0].sentence.len > 0);
    WORKS(office, gt_work_plan_conflicts(&office->ctx, &conflicts, &office->err));
    assert_int_equal(conflicts.count, 0);

    WORKS(office, gt_work_plan_apply(&office->ctx, &change, &effect, &office->err));
    WORKS(office, gt_work_plan_conflicts(&office->ctx, &conflicts, &office->err));
    assert_int_equal(conflicts.count, 1);
    assert_int_equal(conflicts.at[0].task_id, b);
    assert_int_equal(conflicts.at[0].days, 7); /* first needs until 06-30, then 10 days, 3 are left */
    for (size_t at = 0; at < conflicts.at[0].chain.count; at++)
        assert_true(conflicts.at[0].chain.at[at].sentence.len > 0);
    for (size_t at = 0; at < conflicts.at[0].remedies.count; at++)
        freed |= strcmp(conflicts.at[0].remedies.at[at].kind, "overlap") == 0 &&
                 conflicts.at[0].remedies.at[at].days == 7;
    assert_true(freed);
    assert_true(seen(office, b).float_days < 0);
    same_as_read_anew(office, "a conflict");
    office_close(office);
}

static void every_date_says_why(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    const int64_t a = add_task(office, 0, "first", NULL, 10);
    const int64_t b = add_task(office, 0, "second", "2026-09-30", 10);
    const struct gt_picture *picture;
    struct gt_task_why why;
    bool deadline = false, link = false;

    add_link(office, a, b, GT_LINK_TYPE_FS, 3);
    WORKS(office, gt_picture_hold(&office->ctx, &picture, &office->err));
    WORKS(office, gt_work_why(&office->ctx, picture, gt_picture_task(picture, a), &why, &office->err));
    for (size_t at = 0; at < why.start.count; at++) {
        deadline |= strcmp(why.start.at[at].fact, "deadline") == 0 && why.start.at[at].task_id == b;
        link |= strcmp(why.start.at[at].fact, "link") == 0 && why.start.at[at].days == 3 &&
                why.start.at[at].link_id != 0;
        assert_true(why.start.at[at].sentence.len > 0);
    }
    gt_picture_done(&office->ctx);
    assert_true(deadline);
    assert_true(link);
    assert_true(why.sentence.len > 0);
    office_close(office);
}

/* ---- templates, baselines, search --------------------------------------------------------------- */

static void a_template_makes_linked_steps(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    const int64_t policy = add_task(office, 0, "政策", "2026-12-31", -1);
    const int64_t event = add_task(office, 0, "大会", "2026-11-20", -1);
    const struct gt_picture *picture;
    struct gt_pic_task row;
    gt_templates templates;

    WORKS(office, gt_work_templates(&office->ctx, &templates, &office->err));
    assert_true(templates.count >= 3);
    WORKS(office, gt_work_template_use(&office->ctx, policy, GT_STR("policy-paper"), &office->err));
    WORKS(office, gt_work_template_use(&office->ctx, event, GT_STR("event"), &office->err));
    assert_int_equal(gt_work_template_use(&office->ctx, event, GT_STR("event"), &office->err), GT_ECONFLICT);
    assert_int_equal(gt_work_template_use(&office->ctx, event, GT_STR("none"), &office->err), GT_EINVAL);
    row = seen(office, policy);
    assert_int_equal(row.children, 8);
    assert_true(gt_str_eq(seen(office, row.facts.id + 2).facts.title, GT_STR("调研起草")));
    assert_int_equal(row.finish, day("2026-12-31"));
    assert_int_equal(row.float_days >= 0, true);
    WORKS(office, gt_picture_hold(&office->ctx, &picture, &office->err));
    row = picture->tasks.at[gt_picture_task(picture, event)];
    /* the plan is approved 40 work days before the event begins */
    assert_int_equal(gt_picture_work_days(picture, picture->tasks.at[row.first_child].finish,
                                          day("2026-11-20")), 40);
    gt_picture_done(&office->ctx);
    same_as_read_anew(office, "templates");
    office_close(office);
}

static void later(struct gt_task *task) { task->deadline = day("2026-10-16"); }

static void a_baseline_shows_what_moved_since(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    const int64_t moves = add_task(office, 0, "moves", "2026-09-30", 5);
    const int64_t goes = add_task(office, 0, "goes", "2026-09-30", 5);
    struct gt_baseline_diff diff;
    struct gt_baseline baseline;
    int64_t fresh;

    (void)add_task(office, 0, "stays", "2026-09-30", 5);
    WORKS(office, gt_work_baseline_freeze(&office->ctx, GT_STR("mid-year"), &baseline, &office->err));
    assert_int_equal(gt_work_baseline_freeze(&office->ctx, GT_STR("mid-year"), &baseline, &office->err),
                     GT_EEXISTS);
    edit_task(office, moves, later);
    WORKS(office, gt_work_task_remove(&office->ctx, goes, 0, &office->err));
    fresh = add_task(office, 0, "new", "2026-11-30", 5);
    WORKS(office, gt_work_baseline_diff(&office->ctx, 1, 0, &diff, &office->err));
    assert_int_equal(diff.rows.count, 3);
    assert_int_equal(diff.still, 1);
    assert_int_equal(diff.rows.at[0].state, GT_DIFF_MOVED);
    assert_int_equal(diff.rows.at[0].days, 8); /* the National Day week is off, its make-up Saturday works */
    assert_int_equal(diff.rows.at[1].state, GT_DIFF_GONE);
    assert_int_equal(diff.rows.at[2].state, GT_DIFF_NEW);
    assert_int_equal(diff.rows.at[2].task_id, fresh);
    office_close(office);
}

static void words_are_found_and_the_journal_reads_like_a_letter(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    const int64_t id = add_task(office, 0, "建设未来实验室", "2026-09-30", 5);
    const struct gt_journal_filter filter = {.limit = 10, .object = GT_STR("task"), .object_id = id};
    gt_journal_rows rows;
    gt_str sentence;
    gt_hits hits;

    (void)add_task(office, 0, "别的事", "2026-09-30", 5);
    WORKS(office, gt_work_search(&office->ctx, GT_STR("实验室 未来"), &hits, &office->err));
    assert_int_equal(hits.count, 1);
    assert_int_equal(hits.at[0].id, id);
    WORKS(office, gt_work_search(&office->ctx, GT_STR("实验室 没有"), &hits, &office->err));
    assert_int_equal(hits.count, 0);
    WORKS(office, gt_work_search(&office->ctx, GT_STR("高新"), &hits, &office->err));
    assert_string_equal(hits.at[0].kind, "unit");

    edit_task(office, id, later);
    WORKS(office, gt_work_journal(&office->ctx, &filter, &rows, &office->err));
    assert_int_equal(rows.count, 2);
    WORKS(office, gt_journal_sentence(office->arena, &rows.at[0], GT_LANG_ZH, &sentence));
    assert_string_equal(sentence.at, "修改任务“建设未来实验室”：时限由2026年9月30日改为2026年10月16日");
    WORKS(office, gt_journal_sentence(office->arena, &rows.at[0], GT_LANG_EN, &sentence));
    assert_string_equal(sentence.at, "changed task \"建设未来实验室\": deadline from 30 Sep 2026 to 16 Oct 2026");
    office_close(office);
}

int main(void)
{
    static enum backend backends[BACKENDS] = {ON_SQLITE, ON_PG};
    int failed = 0;

    for (int at = 0; at < BACKENDS; at++) {
        enum backend *on = &backends[at];
        const struct CMUnitTest tests[] = {
            cmocka_unit_test_prestate(dates_follow_from_facts, on),
            cmocka_unit_test_prestate(steps_make_their_task, on),
            cmocka_unit_test_prestate(of_two_editors_the_second_is_told, on),
            cmocka_unit_test_prestate(all_faults_of_a_task_are_told_at_once, on),
            cmocka_unit_test_prestate(cycles_are_refused_with_the_chain, on),
            cmocka_unit_test_prestate(inspectors_change_nothing, on),
            cmocka_unit_test_prestate(durations_beyond_all_calendars_leave_the_chart_standing, on),
            cmocka_unit_test_prestate(a_removed_task_takes_its_steps_and_links, on),
            cmocka_unit_test_prestate(a_preview_is_what_applying_does, on),
            cmocka_unit_test_prestate(drags_pin_as_they_say, on),
            cmocka_unit_test_prestate(what_cannot_be_met_names_its_chain_and_a_way_out, on),
            cmocka_unit_test_prestate(every_date_says_why, on),
            cmocka_unit_test_prestate(a_template_makes_linked_steps, on),
            cmocka_unit_test_prestate(a_baseline_shows_what_moved_since, on),
            cmocka_unit_test_prestate(words_are_found_and_the_journal_reads_like_a_letter, on),
        };

        if (backend_ready(*on))
            failed += cmocka_run_group_tests_name(backend_names[*on], tests, NULL, NULL);
    }
    return failed;
}
