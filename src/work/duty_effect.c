/* duty_effect.c - what a move does: to the duty itself, to the task, to to-dos,
 * to the support units' parts. */
#include "work/duty_in.h"
#include "work/record_json.h"

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
}

/* ---- the duty's own facts -------------------------------------------------------------- */

static int64_t moment(const struct gt_duty_run *run)
{
    int64_t at = run->ctx->now_ms > 0 ? run->ctx->now_ms : 1;

    /* A clock that jumps back does not turn history round. */
    for (size_t which = 0; which < run->moves.count; which++)
        if (run->moves.at[which].duty_id == run->duty.id && run->moves.at[which].at_ms > at)
            at = run->moves.at[which].at_ms;
    return at;
}

static gt_rc asked_of(const struct gt_duty_run *run, const char *key, int64_t given, int64_t *out,
                      struct gt_err *err)
{
    const struct gt_jval *asked;
    gt_rc rc;

    *out = given;
    if (given != 0 || (run->rule->needs & GT_NEEDS_ENDS) == 0)
        return GT_OK;
    if ((rc = gt_duty_open_fields(run, &asked, err)) == GT_OK)
        *out = gt_ji64(asked, key, 0);
    return rc;
}

static void put_edit(struct gt_json *json, const struct gt_duty_edit *edit)
{
    if (!edit->title_given && !edit->note_given && !edit->deadline_given && !edit->not_before_given)
        return;
    gt_json_object(json, "edit");
    if (edit->title_given)
        gt_json_str(json, "title", edit->title);
    if (edit->note_given)
        gt_json_str(json, "note", edit->note);
    if (edit->deadline_given)
        gt_json_day(json, "deadline", edit->deadline);
    if (edit->not_before_given)
        gt_json_day(json, "not_before", edit->not_before);
    gt_json_close(json);
}

static void take_scores(struct gt_duty_run *run, struct gt_json *json)
{
    static const char *const names[GT_DUTY_PARTS] = {"time", "quality", "feedback", "team", "papers"};

    if (run->duty.support_id != 0)
        return;
    run->duty.score = 0;
    gt_json_object(json, "scores");
    for (int part = 0; part < GT_DUTY_PARTS; part++) {
        run->duty.score += run->in->scores[part];
        gt_json_i64(json, names[part], run->in->scores[part]);
    }
    gt_json_close(json);
    gt_json_i64(json, "score", run->duty.score);
    gt_json_text(json, "grade", gt_duty_grade(&run->rules, run->duty.score));
}

static gt_rc take_unit(struct gt_duty_run *run, struct gt_json *json, struct gt_err *err)
{
    int64_t unit;
    gt_rc rc;

    if ((rc = asked_of(run, "unit", run->in->unit_id, &unit, err)) != GT_OK)
        return rc;
    gt_json_i64(json, "unit", unit);
    gt_json_i64(json, "old_unit", run->duty.unit_id);
    if ((run->rule->needs & GT_NEEDS_ASKS) == 0)
        run->duty.unit_id = unit;
    return GT_OK;
}

static void take_day(struct gt_duty_run *run, struct gt_json *json)
{
    struct gt_duty *duty = &run->duty;
    const gt_day day = run->in->day != GT_DAY_NONE ? run->in->day : duty->asked;

    gt_json_day(json, "day", day);
    gt_json_day(json, "old_day", run->task.deadline);
    if ((run->rule->needs & GT_NEEDS_ASKS) != 0) {
        duty->asked = day;
        if (run->moved >= 0)
            gt_json_i64(json, "moved", run->moved);
        return;
    }
    if (duty->extensions++ == 0)
        duty->first_deadline = run->task.deadline;
}

static void start_anew(struct gt_duty *duty)
{
    duty->signed_at_ms = duty->finished_at_ms = duty->accepted_at_ms = 0;
    duty->owner_id = duty->doer_id = 0;
    duty->score = -1;
}

static void take_state(struct gt_duty_run *run, int64_t at)
{
    struct gt_duty *duty = &run->duty;
    const uint32_t needs = run->rule->needs;
    const enum gt_duty_state from = duty->state;

    if (run->rule->to == GT_DUTY_SAME)
        return;
    duty->state = run->rule->to == GT_DUTY_BACK ? duty->back : (enum gt_duty_state)run->rule->to;
    duty->back = (needs & GT_NEEDS_ASKS) != 0 || run->in->act == GT_ACT_pause ||
                 run->in->act == GT_ACT_finish ? from : GT_DUTY_DRAFT;
    if ((needs & GT_NEEDS_CLOCK) != 0) {
        start_anew(duty);
        duty->issued_at_ms = at;
    }
}

gt_rc gt_duty_take(struct gt_duty_run *run, struct gt_json *fields, struct gt_err *err)
{
    struct gt_duty *duty = &run->duty;
    const int64_t at = moment(run);
    const uint32_t needs = run->rule->needs;
    gt_rc rc = GT_OK;

    if ((needs & GT_NEEDS_UNIT) != 0)
        rc = take_unit(run, fields, err);
    if ((needs & GT_NEEDS_DAY) != 0)
        take_day(run, fields);
    take_state(run, at);
    if ((needs & GT_NEEDS_ENDS) != 0) {
        duty->open_move_id = 0;
        duty->asked = GT_DAY_NONE;
    }
    put_edit(fields, &run->in->edit);
    switch (run->in->act) {
    case GT_ACT_sign:
    case GT_ACT_sign_for:
        duty->signed_at_ms = at;
        duty->owner_id = run->in->act == GT_ACT_sign ? run->ctx->person_id : 0;
        break;
    case GT_ACT_refuse: duty->refusals++; break;
    case GT_ACT_urge: duty->urges++; break;
    case GT_ACT_finish:
        duty->finished_at_ms = at;
        duty->doer_id = run->ctx->person_id;
        break;
    case GT_ACT_send_back:
        duty->returns++;
        duty->finished_at_ms = duty->doer_id = 0;
        break;
    case GT_ACT_unfinish: duty->finished_at_ms = duty->doer_id = 0; break;
    case GT_ACT_accept:
        take_scores(run, fields);
        duty->accepted_at_ms = at;
        break;
    case GT_ACT_close: duty->accepted_at_ms = at; break;
    case GT_ACT_reopen:
        duty->finished_at_ms = duty->accepted_at_ms = duty->doer_id = 0;
        duty->score = -1;
        break;
    case GT_ACT_recall:
    case GT_ACT_release:
        start_anew(duty);
        duty->issued_at_ms = 0;
        break;
    case GT_ACT_instruct:
        if (run->in->then != GT_ACTS) {
            gt_json_text(fields, "then", gt_duty_rule(run->in->then)->key);
        } else {
            gt_json_str(fields, "todo", run->in->todo);
            gt_json_i64(fields, "unit", run->in->todo_unit != 0 ? run->in->todo_unit : duty->unit_id);
            gt_json_day(fields, "day", run->in->todo_due);
        }
        break;
    case GT_ACT_answer:
        gt_json_i64(fields, "todo", run->todo.id);
        gt_json_str(fields, "asked", run->todo.words);
        break;
    default: break; /* the table has said it all */
    }
    return rc;
}

/* ---- writing ------------------------------------------------------------------------------- */

static gt_rc journal_record(struct gt_duty_run *run, gt_str reason, gt_str fields, gt_str *out)
{
    struct gt_json json;
    struct gt_buf buf;

    gt_buf_init(&buf, GT_RECORD_JSON_MAX);
    gt_json_init(&json, &buf);
    gt_json_object(&json, NULL);
    gt_json_str(&json, "title", run->task.title);
    gt_json_ref(&json, "support", run->duty.support_id);
    gt_json_i64(&json, "unit", run->duty.unit_id);
    gt_json_text(&json, "from", gt_duty_state_name(run->from));
    gt_json_text(&json, "state", gt_duty_state_name(run->duty.state));
    gt_json_str(&json, "reason", reason);
    gt_json_raw(&json, "fields", fields);
    gt_json_close(&json);
    return gt_json_take(run->ctx->arena, &json, out);
}

gt_rc gt_duty_write(struct gt_duty_run *run, gt_str reason, gt_str fields, int64_t *move_id,
                    struct gt_err *err)
{
    struct gt_duty *duty = &run->duty;
    const bool fresh = duty->id == 0;
    struct gt_duty_move move = {
        .task_id = run->task.id, .move = gt_str_from(run->rule->key), .from = run->from,
        .to = duty->state, .unit_id = duty->unit_id, .person_id = run->ctx->person_id,
        .at_ms = moment(run), .reason = gt_str_trim(reason), .fields = fields,
    };
    struct gt_duty_move *kept;
    gt_str record;
    gt_rc rc;

    duty->moves++;
    if (duty->moves > GT_DUTY_MOVES_MAX)
        return gt_fail(err, GT_ELIMIT, "a duty has at most %d moves", "一项承办的流转不得超过 %d 次",
                       (int)GT_DUTY_MOVES_MAX);
    if (fresh && (rc = gt_duty_store_insert(run->db, duty, err)) != GT_OK)
        return rc;
    move.duty_id = duty->id;
    move.seq = duty->moves;
    if ((rc = gt_duty_move_store_insert(run->db, &move, err)) != GT_OK)
        return rc;
    if ((run->rule->needs & GT_NEEDS_ASKS) != 0)
        duty->open_move_id = move.id;
    if (!fresh && (rc = gt_duty_store_update(run->db, duty, err)) != GT_OK)
        return rc;
    if ((kept = GT_PUSH(run->ctx->arena, &run->moves)) == NULL ||
        journal_record(run, move.reason, fields, &record) != GT_OK)
        return no_memory(err);
    *kept = move;
    *move_id = move.id;
    return gt_change_log(run->change, run->rule->key, "duty", run->task.id, GT_STR(""), record, err);
}

/* ---- other duties of the task ------------------------------------------------------------------ */

gt_rc gt_duty_imply(struct gt_duty_run *run, struct gt_duty *duty, enum gt_duty_act act,
                    int64_t unit_id, gt_str reason, struct gt_err *err)
{
    struct gt_duty_input input = GT_DUTY_INPUT(act, run->task.id);
    struct gt_duty_run other = *run;
    struct gt_json json;
    struct gt_buf buf;
    gt_str fields;
    int64_t move_id;
    gt_rc rc;

    input.unit_id = unit_id;
    other.in = &input;
    other.rule = gt_duty_rule(act);
    other.duty = *duty;
    other.from = duty->state;
    gt_buf_init(&buf, GT_RECORD_JSON_MAX);
    gt_json_init(&json, &buf);
    gt_json_object(&json, NULL);
    if ((rc = gt_duty_take(&other, &json, err)) != GT_OK) {
        gt_buf_clear(&buf);
        return rc;
    }
    gt_json_close(&json);
    if (gt_json_take(run->ctx->arena, &json, &fields) != GT_OK)
        return no_memory(err);
    rc = gt_duty_write(&other, reason, fields, &move_id, err);
    run->moves = other.moves;
    *duty = other.duty;
    return rc;
}

gt_rc gt_duty_issue_supports(struct gt_duty_run *run, struct gt_err *err)
{
    for (size_t at = 0; at < run->supports.count; at++) {
        const int64_t unit = run->supports.at[at].unit_id;
        struct gt_duty fresh = {.task_id = run->task.id, .support_id = unit, .unit_id = unit,
                                .asked = GT_DAY_NONE, .first_deadline = GT_DAY_NONE, .score = -1};
        const struct gt_duty *there = NULL;
        bool carried = false;
        gt_rc rc;

        for (size_t which = 0; which < run->duties.count; which++) {
            const struct gt_duty *duty = &run->duties.at[which];

            if (duty->support_id == 0)
                continue;
            carried |= duty->unit_id == unit && duty->state != GT_DUTY_DRAFT;
            if (duty->unit_id == unit || (duty->support_id == unit && there == NULL))
                there = duty; /* its own last part rather than the one it once gave away */
        }
        if (carried)
            continue;
        if (there != NULL) {
            fresh = *there;
            /* its old part goes on elsewhere: this one is the unit's second */
            if (there->state != GT_DUTY_DRAFT)
                return gt_fail_field(err, GT_EINVAL, "support",
                                     "the unit handed its part of this task over; take that back first",
                                     "该单位在本任务的配合事项已转办，请先办结或转回");
            fresh.unit_id = unit;
        }
        if ((rc = gt_duty_imply(run, &fresh, GT_ACT_issue, 0, GT_STR(""), err)) != GT_OK)
            return rc;
    }
    return GT_OK;
}

static gt_rc each_support(struct gt_duty_run *run, enum gt_duty_act act, gt_str reason, struct gt_err *err)
{
    for (size_t at = 0; at < run->duties.count; at++) {
        struct gt_duty *duty = &run->duties.at[at];
        gt_rc rc;

        if (duty->support_id == 0 || (gt_duty_rule(act)->from & 1u << duty->state) == 0)
            continue;
        if ((rc = gt_duty_imply(run, duty, act, 0, reason, err)) != GT_OK)
            return rc;
    }
    return GT_OK;
}

/* ---- the task ------------------------------------------------------------------------------------ */

gt_rc gt_duty_keep_reason(struct gt_change *change, struct gt_ctx *ctx, int64_t task_id,
                          gt_str reason, struct gt_err *err)
{
    const struct gt_journal_filter newest = {.limit = 1, .object = GT_STR("task"), .object_id = task_id};
    struct gt_task_reason row = {.task_id = task_id, .reason = gt_str_trim(reason)};
    gt_journal_rows rows = {0};
    gt_rc rc;

    if (row.reason.len == 0)
        return GT_OK;
    if ((rc = gt_journal_list(gt_change_db(change), &newest, ctx->arena, &rows, err)) != GT_OK ||
        rows.count == 0)
        return rc;
    row.journal_seq = rows.at[0].seq;
    return gt_task_reason_store_add(gt_change_db(change), &row, err);
}

static gt_rc edit_task(struct gt_duty_run *run, struct gt_task_put *put, gt_str reason,
                       struct gt_err *err)
{
    gt_rc rc;

    if ((rc = gt_work_task_put_in(run->change, run->ctx, put, run->problems, err)) != GT_OK)
        return rc;
    return gt_duty_keep_reason(run->change, run->ctx, run->task.id, reason, err);
}

static gt_rc new_unit(struct gt_duty_run *run, int64_t old_unit, struct gt_err *err)
{
    struct gt_task_put put = {.task = run->task};
    struct gt_task_support *list;

    if (run->duty.support_id == 0) {
        put.task.lead_unit_id = run->duty.unit_id;
        return edit_task(run, &put, run->in->reason, err);
    }
    if ((list = GT_NEW_N(run->ctx->arena, struct gt_task_support, run->supports.count)) == NULL)
        return no_memory(err);
    memcpy(list, run->supports.at, run->supports.count * sizeof *list);
    for (size_t at = 0; at < run->supports.count; at++)
        if (list[at].unit_id == old_unit)
            list[at].unit_id = run->duty.unit_id;
    put.supports = list;
    put.support_count = run->supports.count;
    return edit_task(run, &put, run->in->reason, err);
}

/* A grant makes what was asked for, unless it says otherwise. */
static gt_rc change_task(struct gt_duty_run *run, const struct gt_jval *asked, struct gt_err *err)
{
    const struct gt_jval *want = gt_jget(asked, "edit");
    const struct gt_duty_edit *edit = &run->in->edit;
    struct gt_task_put put = {.task = run->task};
    gt_day day;

    put.task.title = gt_jstr(want, "title", put.task.title);
    put.task.detail = gt_jstr(want, "note", put.task.detail);
    if (gt_jget(want, "not_before") != NULL)
        put.task.not_before = gt_day_parse(gt_jstr(want, "not_before", GT_STR("")), &day) ? day : GT_DAY_NONE;
    if (edit->title_given)
        put.task.title = edit->title;
    if (edit->note_given)
        put.task.detail = edit->note;
    if (edit->deadline_given)
        put.task.deadline = edit->deadline;
    if (edit->not_before_given)
        put.task.not_before = edit->not_before;
    return edit_task(run, &put, run->in->reason, err);
}

/* The task may have another lead unit since it was closed: that one signs. */
static gt_rc reopened(struct gt_duty_run *run, struct gt_err *err)
{
    gt_rc rc = GT_OK;

    if (run->duty.unit_id != run->task.lead_unit_id)
        rc = gt_duty_imply(run, &run->duty, GT_ACT_handover, run->task.lead_unit_id, run->in->reason, err);
    return rc == GT_OK ? gt_duty_issue_supports(run, err) : rc;
}

static gt_str open_reason(const struct gt_duty_run *run, int64_t request)
{
    for (size_t at = 0; at < run->moves.count; at++)
        if (run->moves.at[at].id == request && run->in->reason.len == 0)
            return run->moves.at[at].reason;
    return run->in->reason;
}

static gt_rc instruct(struct gt_duty_run *run, int64_t move_id, struct gt_err *err)
{
    struct gt_duty_todo todo = {.task_id = run->task.id, .move_id = move_id, .words = run->in->todo,
                                .unit_id = run->in->todo_unit != 0 ? run->in->todo_unit : run->duty.unit_id,
                                .due = run->in->todo_due};
    struct gt_duty_input next = GT_DUTY_INPUT(run->in->then, run->task.id);
    struct gt_unit_row unit = {0};
    gt_rc rc;

    if (run->in->then != GT_ACTS) {
        next.reason = run->in->reason;
        return gt_work_duty_move_in(run->change, run->ctx, &next, run->problems, err);
    }
    if ((rc = gt_unit_store_get(run->db, todo.unit_id, run->ctx->arena, &unit, err)) != GT_OK)
        return rc == GT_ENOTFOUND ? gt_fail_field(err, GT_EINVAL, "todo_unit", "the unit does not exist",
                                                  "单位不存在") : rc;
    if (unit.removed_at_ms != 0)
        return gt_fail_field(err, GT_EINVAL, "todo_unit", "the unit does not exist any more",
                             "单位不存在或已撤销");
    return gt_duty_todo_store_insert(run->db, &todo, err);
}

gt_rc gt_duty_effect(struct gt_duty_run *run, int64_t move_id, struct gt_err *err)
{
    const bool lead = run->duty.support_id == 0;
    const struct gt_jval *asked = NULL;
    struct gt_task_put put = {.task = run->task};
    int64_t request = 0, old_unit = 0;
    gt_day asked_day = GT_DAY_NONE;

    /* the move before this one, as it stood: its request and its unit */
    for (size_t at = 0; at < run->duties.count; at++)
        if (run->duties.at[at].id == run->duty.id) {
            request = run->duties.at[at].open_move_id;
            old_unit = run->duties.at[at].unit_id;
            asked_day = run->duties.at[at].asked;
        }
    switch (run->in->act) {
    case GT_ACT_issue: return lead ? gt_duty_issue_supports(run, err) : GT_OK;
    case GT_ACT_reopen: return lead ? reopened(run, err) : GT_OK;
    case GT_ACT_recall: return each_support(run, GT_ACT_release, run->in->reason, err);
    case GT_ACT_accept: return lead ? each_support(run, GT_ACT_close, GT_STR(""), err) : GT_OK;
    case GT_ACT_archive: return each_support(run, GT_ACT_file_away, GT_STR(""), err);
    case GT_ACT_refuse_grant:
    case GT_ACT_handover_grant:
    case GT_ACT_handover:
        return new_unit(run, old_unit, err);
    case GT_ACT_extension_grant:
        put.task.deadline = run->in->day != GT_DAY_NONE ? run->in->day : asked_day;
        return edit_task(run, &put, open_reason(run, request), err);
    case GT_ACT_change: return change_task(run, NULL, err);
    case GT_ACT_change_grant:
        for (size_t at = 0; at < run->moves.count; at++)
            if (run->moves.at[at].id == request) {
                const gt_rc rc = gt_json_parse(run->ctx->arena, run->moves.at[at].fields, &asked, err);

                if (rc != GT_OK)
                    return rc;
            }
        return change_task(run, asked, err);
    case GT_ACT_instruct: return instruct(run, move_id, err);
    case GT_ACT_answer:
        return gt_duty_todo_store_close(run->db, run->todo.id, run->task.id, move_id, err);
    default: return GT_OK;
    }
}
