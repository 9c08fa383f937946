/* test_duty.c - the life of a duty: the receipt clock, every move by the
 * table, its rules one by one, and a check that sees what was tampered with. */
#include "cast.h"

#include "store/duty_store.h"
#include "work/people.h"

/* ---- the clock ---------------------------------------------------------------------------- */

static int64_t at(const char *text) /* "2026-07-08 10:00" at the office */
{
    char date[GT_DAY_TEXT];
    gt_day on;

    (void)snprintf(date, sizeof date, "%.10s", text);
    on = day(date);
    return ((int64_t)on * 24 * 60 + (text[11] - '0') * 600 + (text[12] - '0') * 60 + (text[14] - '0') * 10 +
            (text[15] - '0') - 480) * 60000;
}

static const struct clock_case { const char *name, *from; int64_t minutes; const char *want; } clocks[] = {
    {"four hours within a morning and afternoon", "2026-07-08 10:00", 240, "2026-07-08 14:00"},
    {"eight hours run over the night", "2026-07-08 10:00", 480, "2026-07-09 09:00"},
    {"a work day is the same hour tomorrow", "2026-07-08 10:00", 540, "2026-07-09 10:00"},
    {"issued on Friday evening it waits for Monday", "2026-07-10 20:00", 240, "2026-07-13 12:30"},
    {"issued on Sunday it waits for Monday", "2026-07-12 11:00", 240, "2026-07-13 12:30"},
    {"issued before the office opens", "2026-07-08 06:00", 240, "2026-07-08 12:30"},
    {"up to the last minute of the day", "2026-07-08 08:30", 540, "2026-07-08 17:30"},
};

static void the_clock_runs_in_office_hours(void **state)
{
    struct cast cast = cast_open(ON_SQLITE, false);
    const struct gt_picture *picture;

    (void)state;
    WORKS(cast.office, gt_picture_hold(&cast.office->ctx, &picture, NULL));
    for (size_t which = 0; which < GT_LEN(clocks); which++) {
        const int64_t got = gt_duty_clock(&picture->cals[GT_CAL_WORK], &picture->duty_rules,
                                          at(clocks[which].from), clocks[which].minutes);
        char text[GT_INSTANT_TEXT];

        if (got != at(clocks[which].want))
            fail_msg("%s: %s UTC", clocks[which].name, gt_instant_text(got, text));
    }
    gt_picture_done(&cast.office->ctx);
    cast_close(&cast);
}

/* ---- the table ------------------------------------------------------------------------------ */

static void every_state_leads_back_to_the_main_flow(void **state)
{
    uint32_t reaches = 1u << GT_DUTY_ACCEPTED | 1u << GT_DUTY_ARCHIVED;
    bool grew = true;

    (void)state;
    while (grew) { /* backwards from the end, whatever a BACK may mean */
        grew = false;
        for (int act = 0; act < GT_ACTS; act++) {
            const struct gt_duty_rule *rule = gt_duty_rule((enum gt_duty_act)act);
            const uint32_t to = rule->to == GT_DUTY_BACK
                                    ? 1u << GT_DUTY_ISSUED | 1u << GT_DUTY_CARRIED | 1u << GT_DUTY_RETURNED
                                    : rule->to == GT_DUTY_SAME ? 0 : 1u << rule->to;

            if ((rule->needs & GT_NEEDS_HIDDEN) != 0 || (to & reaches) == 0 || (rule->from & ~reaches) == 0)
                continue;
            reaches |= rule->from;
            grew = true;
        }
    }
    assert_int_equal(reaches, (1u << GT_DUTY_STATES) - 1);
    for (int request = GT_DUTY_EXTENDING; request <= GT_DUTY_HANDING; request++) {
        int exits = 0;

        for (int act = 0; act < GT_ACTS; act++) {
            const struct gt_duty_rule *rule = gt_duty_rule((enum gt_duty_act)act);

            if ((rule->from & 1u << request) != 0 && rule->to != GT_DUTY_SAME) {
                assert_true((rule->needs & GT_NEEDS_ENDS) != 0); /* no way out leaves the request open */
                exits++;
            }
        }
        assert_true(exits >= 3); /* granted, refused, withdrawn */
    }
}

/* ---- the main flow ---------------------------------------------------------------------------- */

static const int64_t full_marks[GT_DUTY_PARTS] = {30, 26, 20, 10, 10};

static int64_t new_task(struct cast *cast, const char *title)
{
    return add_task(cast->office, 0, title, "2026-09-30", 20);
}

static int64_t supported_task(struct cast *cast, const char *title)
{
    struct gt_task_put put = {.task = GT_TASK_NEW};
    const struct gt_task_support support = {.unit_id = cast->office->units[1], .duty = GT_STR("提供数据")};

    put.task.title = gt_str_from(title);
    put.task.deadline = day("2026-09-30");
    put.task.lead_unit_id = cast->office->units[0];
    put.supports = &support;
    put.support_count = 1;
    WORKS(cast->office, gt_work_task_put(&cast->office->ctx, &put, NULL, &cast->office->err));
    return put.task.id;
}

static gt_rc finish(struct cast *cast, enum who who, int64_t task)
{
    const struct gt_duty_evidence file = evidence(cast, task, "印发");
    struct gt_duty_input input = GT_DUTY_INPUT(GT_ACT_finish, task);

    input.reason = GT_STR("已印发，附通知");
    input.files = &file;
    input.file_count = 1;
    return move_with(cast, who, &input);
}

static gt_rc accept(struct cast *cast, enum who who, int64_t task)
{
    struct gt_duty_input input = GT_DUTY_INPUT(GT_ACT_accept, task);

    memcpy(input.scores, full_marks, sizeof full_marks);
    return move_with(cast, who, &input);
}

#define SAYS(cast, want_rc, call) \
    do { \
        const gt_rc got_rc = (call); \
        if (got_rc != (want_rc)) \
            fail_msg("%s: %s, wanted %s: %s", #call, gt_rc_name(got_rc), gt_rc_name(want_rc), \
                     (cast)->office->err.text[GT_LANG_EN]); \
    } while (0)

static void main_flow(enum backend backend)
{
    struct cast cast = cast_open(backend, false);
    struct gt_duty_input input;
    struct gt_duty duty;
    int64_t task;

    task = supported_task(&cast, "首批揭榜");
    assert_int_equal(state_of(&cast, task), GT_DUTY_DRAFT);
    SAYS(&cast, GT_EDENIED, move_as(&cast, LIAISON, GT_ACT_issue, task, ""));
    SAYS(&cast, GT_ECONFLICT, move_as(&cast, SYSTEM, GT_ACT_sign, task, ""));
    SAYS(&cast, GT_OK, move_as(&cast, OFFICE, GT_ACT_issue, task, ""));
    SAYS(&cast, GT_ECONFLICT, move_as(&cast, OFFICE, GT_ACT_issue, task, ""));
    assert_int_equal(duty_of(&cast, task, cast.office->units[1]).state, GT_DUTY_ISSUED);
    SAYS(&cast, GT_EDENIED, move_as(&cast, HELPER, GT_ACT_sign, task, ""));
    SAYS(&cast, GT_EDENIED, move_as(&cast, WATCHER, GT_ACT_sign, task, ""));
    SAYS(&cast, GT_OK, move_as(&cast, LIAISON, GT_ACT_sign, task, ""));
    duty = duty_of(&cast, task, 0);
    assert_int_equal(duty.state, GT_DUTY_CARRIED);
    assert_int_equal(duty.owner_id, cast.ids[LIAISON]);

    /* an extension: the old date is kept and counted */
    input = GT_DUTY_INPUT(GT_ACT_ask_extension, task);
    input.reason = GT_STR("评审推迟");
    input.day = day("2026-09-30");
    SAYS(&cast, GT_EINVAL, move_with(&cast, LIAISON, &input));
    input.day = day("2026-10-20");
    SAYS(&cast, GT_OK, move_with(&cast, LIAISON, &input));
    assert_int_equal(state_of(&cast, task), GT_DUTY_EXTENDING);
    check_clean(&cast, "asking for an extension");
    SAYS(&cast, GT_ECONFLICT, finish(&cast, LIAISON, task));
    SAYS(&cast, GT_EDENIED, move_as(&cast, HEAD, GT_ACT_extension_grant, task, ""));
    SAYS(&cast, GT_OK, move_as(&cast, OFFICE, GT_ACT_extension_grant, task, ""));
    duty = duty_of(&cast, task, 0);
    assert_int_equal(duty.state, GT_DUTY_CARRIED);
    assert_int_equal(duty.extensions, 1);
    assert_int_equal(duty.first_deadline, day("2026-09-30"));
    assert_int_equal(seen(cast.office, task).facts.deadline, day("2026-10-20"));

    /* finished with evidence; nobody accepts his own, nor his unit's */
    SAYS(&cast, GT_EINVAL, move_as(&cast, LIAISON, GT_ACT_finish, task, "完成"));
    SAYS(&cast, GT_OK, finish(&cast, LIAISON, task));
    SAYS(&cast, GT_EDENIED, accept(&cast, LIAISON, task));
    SAYS(&cast, GT_EDENIED, accept(&cast, HEAD, task));
    SAYS(&cast, GT_EINVAL, move_as(&cast, OFFICE, GT_ACT_accept, task, ""));
    SAYS(&cast, GT_OK, move_as(&cast, OFFICE, GT_ACT_send_back, task, "缺少评审结论"));
    SAYS(&cast, GT_OK, finish(&cast, LIAISON, task));
    SAYS(&cast, GT_OK, accept(&cast, OFFICE_TWO, task));
    duty = duty_of(&cast, task, 0);
    assert_int_equal(duty.state, GT_DUTY_ACCEPTED);
    assert_int_equal(duty.score, 96);
    assert_int_equal(duty.returns, 1);
    assert_int_equal(duty_of(&cast, task, cast.office->units[1]).state, GT_DUTY_ACCEPTED);
    SAYS(&cast, GT_OK, move_as(&cast, OFFICE, GT_ACT_reopen, task, "问题反弹"));
    SAYS(&cast, GT_OK, finish(&cast, HEAD, task));
    SAYS(&cast, GT_OK, accept(&cast, BOSS, task));
    SAYS(&cast, GT_OK, move_as(&cast, OFFICE, GT_ACT_archive, task, ""));
    same_as_read_anew(cast.office, "the main flow");
    check_clean(&cast, "the main flow");
    cast_close(&cast);
}

static void a_task_goes_from_issue_to_archive(void **state)
{
    (void)state;
    for (int backend = 0; backend < BACKENDS; backend++)
        if (backend_ready((enum backend)backend))
            main_flow((enum backend)backend);
}

/* ---- exceptions ---------------------------------------------------------------------------------- */

static void a_refusal_is_decided_and_the_new_unit_signs(void **state)
{
    struct cast cast = cast_open(ON_SQLITE, false);
    const int64_t task = new_task(&cast, "数据归集");
    struct gt_duty_input input = GT_DUTY_INPUT(GT_ACT_refuse, task);

    (void)state;
    SAYS(&cast, GT_OK, move_as(&cast, OFFICE, GT_ACT_issue, task, ""));
    input.reason = GT_STR("不属本处职责");
    SAYS(&cast, GT_EINVAL, move_with(&cast, LIAISON, &input)); /* proposes nobody */
    input.unit_id = cast.office->units[1];
    SAYS(&cast, GT_OK, move_with(&cast, LIAISON, &input));
    SAYS(&cast, GT_OK, move_as(&cast, OFFICE, GT_ACT_refuse_deny, task, "职责分工明确"));
    assert_int_equal(state_of(&cast, task), GT_DUTY_ISSUED);
    SAYS(&cast, GT_OK, move_with(&cast, LIAISON, &input));
    SAYS(&cast, GT_OK, move_as(&cast, OFFICE, GT_ACT_refuse_grant, task, ""));
    assert_int_equal(seen(cast.office, task).facts.lead_unit_id, cast.office->units[1]);
    assert_int_equal(duty_of(&cast, task, 0).refusals, 2);
    SAYS(&cast, GT_EDENIED, move_as(&cast, LIAISON, GT_ACT_sign, task, ""));
    SAYS(&cast, GT_OK, move_as(&cast, HELPER, GT_ACT_sign, task, ""));
    check_clean(&cast, "a refusal");
    cast_close(&cast);
}

static void a_support_unit_has_its_own_part(void **state)
{
    struct cast cast = cast_open(ON_SQLITE, false);
    const int64_t task = supported_task(&cast, "联合攻关"), helper = cast.office->units[1];
    struct gt_duty_input input = GT_DUTY_INPUT(GT_ACT_sign, task);
    struct gt_duty duty;

    (void)state;
    SAYS(&cast, GT_OK, move_as(&cast, OFFICE, GT_ACT_issue, task, ""));
    input.support_id = helper;
    SAYS(&cast, GT_EDENIED, move_with(&cast, LIAISON, &input));
    SAYS(&cast, GT_OK, move_with(&cast, HELPER, &input));
    assert_int_equal(state_of(&cast, task), GT_DUTY_ISSUED); /* the lead's clock runs on */
    input.act = GT_ACT_finish;
    input.reason = GT_STR("数据已报");
    SAYS(&cast, GT_OK, move_with(&cast, HELPER, &input));
    input.act = GT_ACT_accept;
    SAYS(&cast, GT_EDENIED, move_with(&cast, HELPER, &input));
    SAYS(&cast, GT_OK, move_with(&cast, HEAD, &input)); /* the lead unit accepts a support's part */
    duty = duty_of(&cast, task, helper);
    assert_int_equal(duty.state, GT_DUTY_ACCEPTED);
    assert_int_equal(duty.score, -1);
    input.act = GT_ACT_ask_extension;
    SAYS(&cast, GT_ECONFLICT, move_with(&cast, HELPER, &input));
    check_clean(&cast, "a support's part");
    cast_close(&cast);
}

static void an_edit_takes_duties_along(void **state)
{
    struct cast cast = cast_open(ON_SQLITE, false);
    const int64_t task = supported_task(&cast, "改派"), helper = cast.office->units[1];
    struct gt_task_put put = {0};

    (void)state;
    SAYS(&cast, GT_OK, move_as(&cast, OFFICE, GT_ACT_issue, task, ""));
    SAYS(&cast, GT_OK, move_as(&cast, LIAISON, GT_ACT_sign, task, ""));
    WORKS(cast.office, gt_work_task_get(&cast.ctx[LIAISON], task, &put.task, NULL));
    put.task.deadline = day("2026-12-31");
    SAYS(&cast, GT_EDENIED, gt_work_task_put(&cast.ctx[LIAISON], &put, NULL, &cast.office->err));
    WORKS(cast.office, gt_work_task_get(&cast.ctx[LIAISON], task, &put.task, NULL));
    put.task.detail = GT_STR("补充说明");
    SAYS(&cast, GT_OK, gt_work_task_put(&cast.ctx[LIAISON], &put, NULL, &cast.office->err));
    put.supports = &(struct gt_task_support){0};
    put.support_count = 0;
    SAYS(&cast, GT_OK, gt_work_task_put(&cast.ctx[OFFICE], &put, NULL, &cast.office->err));
    assert_int_equal(duty_of(&cast, task, helper).state, GT_DUTY_DRAFT);
    put.supports = NULL;
    put.task.lead_unit_id = helper;
    SAYS(&cast, GT_OK, gt_work_task_put(&cast.ctx[OFFICE], &put, NULL, &cast.office->err));
    assert_int_equal(state_of(&cast, task), GT_DUTY_ISSUED);
    assert_int_equal(duty_of(&cast, task, 0).unit_id, helper);
    check_clean(&cast, "an edit");
    same_as_read_anew(cast.office, "an edit");
    cast_close(&cast);
}

static void an_instruction_makes_a_to_do_or_a_move(void **state)
{
    struct cast cast = cast_open(ON_SQLITE, false);
    const int64_t task = new_task(&cast, "批示件");
    struct gt_duty_input input = GT_DUTY_INPUT(GT_ACT_instruct, task);
    struct gt_duty_view view;

    (void)state;
    SAYS(&cast, GT_OK, move_as(&cast, OFFICE, GT_ACT_issue, task, ""));
    SAYS(&cast, GT_OK, move_as(&cast, LIAISON, GT_ACT_sign, task, ""));
    input.reason = GT_STR("请抓紧");
    SAYS(&cast, GT_EINVAL, move_with(&cast, BOSS, &input));
    SAYS(&cast, GT_EDENIED, move_with(&cast, OFFICE, &input));
    input.then = GT_ACT_accept;
    SAYS(&cast, GT_EINVAL, move_with(&cast, BOSS, &input));
    input.then = GT_ACT_pause;
    SAYS(&cast, GT_OK, move_with(&cast, BOSS, &input));
    assert_int_equal(state_of(&cast, task), GT_DUTY_PAUSED);
    SAYS(&cast, GT_OK, move_as(&cast, OFFICE, GT_ACT_resume, task, ""));
    input.then = GT_ACTS;
    input.todo = GT_STR("下周一前报送进度说明");
    SAYS(&cast, GT_OK, move_with(&cast, BOSS, &input));
    SAYS(&cast, GT_OK, finish(&cast, LIAISON, task));
    SAYS(&cast, GT_ECONFLICT, accept(&cast, OFFICE, task));
    WORKS(cast.office, gt_work_duty_view(&cast.ctx[LIAISON], task, &view, &cast.office->err));
    assert_int_equal(view.todos.count, 1);
    input = GT_DUTY_INPUT(GT_ACT_answer, task);
    input.reason = GT_STR("已报");
    input.todo_id = view.todos.at[0].id;
    SAYS(&cast, GT_EDENIED, move_with(&cast, HELPER, &input));
    SAYS(&cast, GT_OK, move_with(&cast, LIAISON, &input));
    SAYS(&cast, GT_EINVAL, move_with(&cast, SYSTEM, &input));
    SAYS(&cast, GT_OK, accept(&cast, OFFICE, task));
    check_clean(&cast, "instructions");
    cast_close(&cast);
}

static void a_standing_task_never_closes(void **state)
{
    struct cast cast = cast_open(ON_SQLITE, false);
    const int64_t task = new_task(&cast, "常态化");
    struct gt_task_put put = {0};

    (void)state;
    WORKS(cast.office, gt_work_task_get(&cast.ctx[SYSTEM], task, &put.task, NULL));
    put.task.standing = 1;
    WORKS(cast.office, gt_work_task_put(&cast.ctx[SYSTEM], &put, NULL, &cast.office->err));
    SAYS(&cast, GT_OK, move_as(&cast, OFFICE, GT_ACT_issue, task, ""));
    SAYS(&cast, GT_OK, move_as(&cast, LIAISON, GT_ACT_sign, task, ""));
    SAYS(&cast, GT_ECONFLICT, finish(&cast, LIAISON, task));
    SAYS(&cast, GT_OK, move_as(&cast, OFFICE, GT_ACT_urge, task, "请按月报送"));
    assert_int_equal(duty_of(&cast, task, 0).urges, 1);
    check_clean(&cast, "a standing task");
    cast_close(&cast);
}

static void the_second_of_two_is_told(void **state)
{
    struct cast cast = cast_open(ON_SQLITE, false);
    const int64_t task = new_task(&cast, "同时办理");
    struct gt_duty_input input = GT_DUTY_INPUT(GT_ACT_sign, task);

    (void)state;
    SAYS(&cast, GT_OK, move_as(&cast, OFFICE, GT_ACT_issue, task, ""));
    input.seen = 1;
    SAYS(&cast, GT_OK, move_with(&cast, LIAISON, &input));
    SAYS(&cast, GT_ECONFLICT, move_with(&cast, HEAD, &input));
    assert_non_null(strstr(cast.office->err.text[GT_LANG_EN], "Sign for"));
    assert_string_equal(cast.office->err.field, "seen");
    cast_close(&cast);
}

static void versions_come_back_as_new_ones(void **state)
{
    struct cast cast = cast_open(ON_SQLITE, false);
    const int64_t task = new_task(&cast, "原名");
    struct gt_duty_input input = GT_DUTY_INPUT(GT_ACT_change, task);
    gt_task_versions versions;
    gt_rc rc;

    (void)state;
    SAYS(&cast, GT_OK, move_as(&cast, OFFICE, GT_ACT_issue, task, ""));
    input.reason = GT_STR("厅务会调整");
    SAYS(&cast, GT_EINVAL, move_with(&cast, OFFICE, &input));
    input.edit = (struct gt_duty_edit){.title_given = true, .title = GT_STR("新名"),
                                       .deadline = GT_DAY_NONE, .not_before = GT_DAY_NONE};
    SAYS(&cast, GT_OK, move_with(&cast, OFFICE, &input));
    WORKS(cast.office, gt_work_task_versions(&cast.ctx[LIAISON], task, &versions, &cast.office->err));
    assert_int_equal(versions.count, 2);
    assert_true(gt_str_eq(versions.at[1].reason, GT_STR("厅务会调整")));
    rc = gt_work_task_restore(&cast.ctx[OFFICE], task, 1, GT_STR("恢复"), 1, NULL, &cast.office->err);
    assert_int_equal(rc, GT_ECONFLICT);
    SAYS(&cast, GT_OK, gt_work_task_restore(&cast.ctx[OFFICE], task, 1, GT_STR("恢复"),
                                            seen(cast.office, task).facts.revision, NULL, &cast.office->err));
    WORKS(cast.office, gt_work_task_versions(&cast.ctx[LIAISON], task, &versions, &cast.office->err));
    assert_int_equal(versions.count, 3);
    assert_true(gt_str_eq(seen(cast.office, task).facts.title, GT_STR("原名")));
    check_clean(&cast, "a restored version");
    cast_close(&cast);
}

static void evidence_needs_the_bytes(void **state)
{
    struct cast cast = cast_open(ON_SQLITE, false);
    const int64_t task = new_task(&cast, "佐证"), other = new_task(&cast, "别的任务");
    struct gt_duty_input input = GT_DUTY_INPUT(GT_ACT_finish, task);
    struct gt_duty_evidence file = evidence(&cast, task, "材料");
    struct gt_file kept;
    gt_str bytes;

    (void)state;
    SAYS(&cast, GT_OK, move_as(&cast, OFFICE, GT_ACT_issue, task, ""));
    SAYS(&cast, GT_OK, move_as(&cast, LIAISON, GT_ACT_sign, task, ""));
    input.reason = GT_STR("完成");
    input.files = &(struct gt_duty_evidence){file.file_id, GT_STR(
        "0000000000000000000000000000000000000000000000000000000000000000")};
    input.file_count = 1;
    SAYS(&cast, GT_EINVAL, move_with(&cast, LIAISON, &input)); /* a guessed number is not enough */
    SAYS(&cast, GT_ENOTFOUND, gt_work_duty_file(&cast.ctx[OFFICE], task, file.file_id, &kept, &bytes,
                                                &cast.office->err));
    input.files = &file;
    SAYS(&cast, GT_OK, move_with(&cast, LIAISON, &input));
    WORKS(cast.office, gt_work_duty_file(&cast.ctx[OFFICE], task, file.file_id, &kept, &bytes,
                                         &cast.office->err));
    assert_true(gt_str_eq(bytes, GT_STR("材料")));
    SAYS(&cast, GT_ENOTFOUND, gt_work_duty_file(&cast.ctx[OFFICE], other, file.file_id, &kept, &bytes,
                                                &cast.office->err));
    cast_close(&cast);
}

static void many_are_issued_and_signed_at_once(void **state)
{
    struct cast cast = cast_open(ON_SQLITE, false);
    int64_t ids[3];
    struct gt_duty_pick pick = {.tasks = ids, .task_count = 3};
    struct gt_duty_of signs[3];
    struct gt_duty_issued out;
    struct gt_my my;

    (void)state;
    ids[0] = supported_task(&cast, "甲");
    ids[1] = new_task(&cast, "乙");
    ids[2] = add_task(cast.office, 0, "没有时限", NULL, 10);
    SAYS(&cast, GT_EDENIED, gt_work_duty_issue(&cast.ctx[HEAD], &pick, &out, &cast.office->err));
    SAYS(&cast, GT_OK, gt_work_duty_issue(&cast.ctx[OFFICE], &pick, &out, &cast.office->err));
    assert_int_equal(out.tasks.count, 2);
    assert_int_equal(out.held.count, 1);
    assert_int_equal(state_of(&cast, ids[0]), GT_DUTY_DRAFT); /* only a preview */
    pick.apply = true;
    SAYS(&cast, GT_OK, gt_work_duty_issue(&cast.ctx[OFFICE], &pick, &out, &cast.office->err));
    assert_int_equal(out.units, 2);
    assert_int_equal(state_of(&cast, ids[1]), GT_DUTY_ISSUED);
    WORKS(cast.office, gt_work_my(&cast.ctx[LIAISON], &my, &cast.office->err));
    assert_int_equal(my.lists[GT_MY_SIGN].total, 2);
    WORKS(cast.office, gt_work_my(&cast.ctx[HELPER], &my, &cast.office->err));
    assert_int_equal(my.lists[GT_MY_SIGN].total, 1);
    WORKS(cast.office, gt_work_my(&cast.ctx[OFFICE], &my, &cast.office->err));
    assert_int_equal(my.lists[GT_MY_WAITING].total, 3);
    for (int which = 0; which < 3; which++)
        signs[which] = (struct gt_duty_of){.task_id = ids[which]};
    SAYS(&cast, GT_ENOTFOUND, gt_work_duty_sign(&cast.ctx[LIAISON], (struct gt_duty_of[]){{999, 0}}, 1, NULL,
                                                &cast.office->err));
    SAYS(&cast, GT_ECONFLICT, gt_work_duty_sign(&cast.ctx[LIAISON], signs, 3, NULL, &cast.office->err));
    assert_int_equal(state_of(&cast, ids[0]), GT_DUTY_ISSUED); /* all or none */
    SAYS(&cast, GT_OK, gt_work_duty_sign(&cast.ctx[LIAISON], signs, 2, NULL, &cast.office->err));
    assert_int_equal(state_of(&cast, ids[0]), GT_DUTY_CARRIED);
    check_clean(&cast, "many at once");
    cast_close(&cast);
}

static void an_office_sets_its_clock(void **state)
{
    struct cast cast = cast_open(ON_SQLITE, false);
    struct gt_duty_rule_row rows[GT_DUTY_RULE_ROWS];
    const struct gt_duty_setting hours = {GT_STR("remind_min"), 60}, wrong = {GT_STR("weight_time"), 40};

    (void)state;
    SAYS(&cast, GT_EDENIED, gt_work_duty_rules_put(&cast.ctx[LIAISON], &hours, 1, NULL, &cast.office->err));
    SAYS(&cast, GT_EINVAL, gt_work_duty_rules_put(&cast.ctx[OFFICE], &wrong, 1, NULL, &cast.office->err));
    SAYS(&cast, GT_OK, gt_work_duty_rules_put(&cast.ctx[OFFICE], &hours, 1, NULL, &cast.office->err));
    WORKS(cast.office, gt_work_duty_rules(&cast.ctx[LIAISON], rows, &cast.office->err));
    for (int which = 0; which < GT_DUTY_RULE_ROWS; which++)
        assert_int_equal(rows[which].value, strcmp(rows[which].name, "remind_min") == 0 ? 60 : rows[which].otherwise);
    cast_close(&cast);
}

static void a_dissolved_unit_leaves_nothing_behind(void **state)
{
    static const enum gt_duty_act last[] = {GT_ACT_issue, GT_ACT_sign, GT_ACT_ask_extension, GT_ACT_refuse, GT_ACT_finish,
                                            GT_ACT_pause, GT_ACT_accept, GT_ACT_ask_handover};
    struct cast cast = cast_open(ON_SQLITE, false);
    struct gt_dissolve what = {.unit_id = cast.office->units[0], .successor_id = cast.office->units[2],
                               .last = day("2026-07-08"), .apply = true};
    struct gt_dissolved out;
    int64_t tasks[GT_LEN(last)];
    gt_units units;

    (void)state;
    for (size_t at = 0; at < GT_LEN(last); at++) {
        struct gt_duty_input input = GT_DUTY_INPUT(last[at], tasks[at] = supported_task(&cast, "撤并前"));

        SAYS(&cast, GT_OK, move_as(&cast, OFFICE, GT_ACT_issue, tasks[at], ""));
        input.reason = GT_STR("理由");
        input.day = day("2026-12-01");
        input.unit_id = cast.office->units[2];
        if (last[at] != GT_ACT_issue && last[at] != GT_ACT_refuse)
            SAYS(&cast, GT_OK, move_as(&cast, LIAISON, GT_ACT_sign, tasks[at], ""));
        if (last[at] == GT_ACT_finish || last[at] == GT_ACT_accept)
            SAYS(&cast, GT_OK, finish(&cast, LIAISON, tasks[at]));
        else if (last[at] != GT_ACT_sign && last[at] != GT_ACT_issue)
            SAYS(&cast, GT_OK, move_with(&cast, last[at] == GT_ACT_pause ? OFFICE : LIAISON, &input));
        if (last[at] == GT_ACT_accept)
            SAYS(&cast, GT_OK, accept(&cast, OFFICE, tasks[at]));
    }
    WORKS(cast.office, gt_work_units(&cast.office->ctx, &units, &cast.office->err));
    for (size_t at = 0; at < units.count; at++)
        if (units.at[at].id == what.unit_id)
            what.revision = units.at[at].revision;
    SAYS(&cast, GT_OK, gt_work_unit_dissolve(&cast.ctx[OFFICE], &what, &out, &cast.office->err));
    for (size_t at = 0; at < GT_LEN(last); at++) {
        const struct gt_duty duty = duty_of(&cast, tasks[at], 0);

        assert_int_equal(duty.state, last[at] == GT_ACT_accept ? GT_DUTY_ACCEPTED : GT_DUTY_ISSUED);
        assert_int_equal(duty.unit_id, last[at] == GT_ACT_accept ? cast.office->units[0] : cast.office->units[2]);
        if (last[at] == GT_ACT_accept) { /* reopened, it is the successor's */
            SAYS(&cast, GT_OK, move_as(&cast, OFFICE, GT_ACT_reopen, tasks[at], "问题反弹"));
            assert_int_equal(duty_of(&cast, tasks[at], 0).unit_id, cast.office->units[2]);
            assert_int_equal(state_of(&cast, tasks[at]), GT_DUTY_ISSUED);
        }
    }
    same_as_read_anew(cast.office, "a unit was dissolved");
    check_clean(&cast, "a unit was dissolved");
    cast_close(&cast);
}

/* ---- the check ------------------------------------------------------------------------------------ */

static const struct tamper { const char *rule, *sql; } tampers[] = {
    {"duty.state", "UPDATE duty SET state = 3 WHERE support_id = 0"},
    {"duty.counter", "UPDATE duty SET urges = 5"},
    {"duty.history-gap", "DELETE FROM duty_move WHERE seq = 2"},
    {"duty.dangling-request", "UPDATE duty SET open_move_id = 0"},
    {"duty.move-not-allowed", "UPDATE duty_move SET to_state = 8 WHERE move = 'sign'"},
    {"duty.move-unknown", "UPDATE duty_move SET move = 'fly' WHERE move = 'sign'"},
    {"duty.reason-missing", "UPDATE duty_move SET reason = '' WHERE move = 'ask_extension'"},
    {"duty.person-missing", "UPDATE duty_move SET person_id = 4711 WHERE move = 'sign'"},
    {"task.support-not-issued", "UPDATE duty SET state = 0 WHERE support_id <> 0"},
    {"duty.unit-removed", "UPDATE unit SET removed_at_ms = 5 WHERE id = (SELECT min(unit_id) FROM duty)"},
    {"duty.history-backward", "UPDATE duty_move SET at_ms = 5 WHERE move = 'ask_extension'"},
    {"journal.chain", "UPDATE journal SET at_ms = 7 WHERE seq = 3"},
};

static void the_check_sees_what_was_tampered_with(void **state)
{
    (void)state;
    for (size_t which = 0; which < GT_LEN(tampers); which++) {
        struct cast cast = cast_open(ON_SQLITE, false);
        const int64_t task = supported_task(&cast, "留痕");
        struct gt_duty_input input = GT_DUTY_INPUT(GT_ACT_ask_extension, task);
        struct gt_txn *txn = NULL;
        struct gt_check check;
        bool found = false;

        SAYS(&cast, GT_OK, move_as(&cast, OFFICE, GT_ACT_issue, task, ""));
        SAYS(&cast, GT_OK, move_as(&cast, LIAISON, GT_ACT_sign, task, ""));
        input.reason = GT_STR("评审推迟");
        input.day = day("2026-10-20");
        SAYS(&cast, GT_OK, move_with(&cast, LIAISON, &input));
        check_clean(&cast, "the work");
        WORKS(cast.office, gt_txn_begin(cast.office->space->pool, GT_TXN_WRITE, &txn, &cast.office->err));
        WORKS(cast.office, gt_db_script(gt_txn_db(txn), tampers[which].sql, &cast.office->err));
        WORKS(cast.office, gt_txn_commit(txn, &cast.office->err));
        gt_txn_release(txn);
        WORKS(cast.office, gt_work_check(&cast.ctx[SYSTEM], &check, &cast.office->err));
        for (size_t fault = 0; fault < check.faults.count; fault++)
            found |= strcmp(check.faults.at[fault].rule, tampers[which].rule) == 0;
        if (!found)
            fail_msg("%s was not seen after: %s", tampers[which].rule, tampers[which].sql);
        cast_close(&cast);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_clock_runs_in_office_hours),
        cmocka_unit_test(every_state_leads_back_to_the_main_flow),
        cmocka_unit_test(a_task_goes_from_issue_to_archive),
        cmocka_unit_test(a_refusal_is_decided_and_the_new_unit_signs),
        cmocka_unit_test(a_support_unit_has_its_own_part),
        cmocka_unit_test(an_edit_takes_duties_along),
        cmocka_unit_test(an_instruction_makes_a_to_do_or_a_move),
        cmocka_unit_test(a_standing_task_never_closes),
        cmocka_unit_test(the_second_of_two_is_told),
        cmocka_unit_test(versions_come_back_as_new_ones),
        cmocka_unit_test(evidence_needs_the_bytes),
        cmocka_unit_test(many_are_issued_and_signed_at_once),
        cmocka_unit_test(an_office_sets_its_clock),
        cmocka_unit_test(a_dissolved_unit_leaves_nothing_behind),
        cmocka_unit_test(the_check_sees_what_was_tampered_with),
    };

    return cmocka_run_group_tests_name("duty", tests, NULL, NULL);
}
