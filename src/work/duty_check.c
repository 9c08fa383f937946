/*
 * duty_check.c - a whole space held against its own rules: the journal's
 * chain, references, counters, and that nothing dangles.
 *
 * Moves are replayed against duty_moves.def by code of its own; it shares
 * nothing with what makes moves (duty.c, duty_effect.c) but the table.
 */
#include "base/json.h"
#include "work/duty.h"
#include "work/finding.h"
#include "work/space.h"

enum { PAGE = 1000 };

struct check {
    struct gt_ctx *ctx;
    struct gt_db  *db;
    struct gt_check *out;
    gt_duty_todos todos;
    gt_rc rc;
};

static void add(struct check *check, const char *rule, const char *object, int64_t id,
                char text[GT_LANG_COUNT][400])
{
    struct gt_check_fault *row;

    if (check->out->faults.count == GT_CHECK_FAULTS_MAX) {
        check->out->dropped++;
        return;
    }
    if ((row = GT_PUSH(check->ctx->arena, &check->out->faults)) == NULL ||
        gt_arena_printf(check->ctx->arena, &row->place, "%s/%lld", object, (long long)id) != GT_OK ||
        gt_arena_dup(check->ctx->arena, gt_str_from(text[GT_LANG_ZH]), &row->text[GT_LANG_ZH]) != GT_OK ||
        gt_arena_dup(check->ctx->arena, gt_str_from(text[GT_LANG_EN]), &row->text[GT_LANG_EN]) != GT_OK) {
        check->rc = GT_ENOMEM;
        return;
    }
    row->rule = rule;
}

static void fault(struct check *check, const char *rule, const char *object, int64_t id, const char *en,
                  const char *zh, ...) __attribute__((format(printf, 5, 7), format(printf, 6, 7)));

static void fault(struct check *check, const char *rule, const char *object, int64_t id, const char *en,
                  const char *zh, ...)
{
    char text[GT_LANG_COUNT][400];
    va_list args;

    va_start(args, zh);
    (void)vsnprintf(text[GT_LANG_EN], sizeof text[GT_LANG_EN], en, args);
    va_end(args);
    va_start(args, zh);
    (void)vsnprintf(text[GT_LANG_ZH], sizeof text[GT_LANG_ZH], zh, args);
    va_end(args);
    add(check, rule, object, id, text);
}

/* ---- one duty replayed ----------------------------------------------------------------------- */

struct replay {
    int64_t seq, extensions, urges, returns, refusals, unit_id, at_ms, finisher, signed_seq, issued_seq;
    int64_t open_id;             /* the request that no decision has ended yet */
    enum gt_duty_state state, open_state;
    bool finished;               /* reported as finished and not taken back */
};

/* A move may end in the state that the table names, or, where it names none,
 * in one from which such a request or pause can begin. */
static bool ends_rightly(const struct gt_duty_rule *rule, const struct gt_duty_move *move)
{
    if (rule->to == GT_DUTY_SAME)
        return move->to == move->from;
    if (rule->to != GT_DUTY_BACK)
        return move->to == (enum gt_duty_state)rule->to;
    return move->from == GT_DUTY_REFUSED ? move->to == GT_DUTY_ISSUED
                                         : move->to == GT_DUTY_CARRIED || move->to == GT_DUTY_RETURNED;
}

static bool is(const struct gt_duty_move *move, enum gt_duty_act act)
{
    return gt_str_eq(move->move, gt_str_from(gt_duty_rule(act)->key));
}

static bool has_todo(const struct check *check, int64_t move_id)
{
    for (size_t at = 0; at < check->todos.count; at++)
        if (check->todos.at[at].move_id == move_id)
            return true;
    return false;
}

/* To-dos of a task are read once a task; its duties come one after the other. */
static void load_todos(struct check *check, int64_t task_id)
{
    if (check->rc == GT_OK && (check->todos.count == 0 || check->todos.at[0].task_id != task_id))
        check->rc = gt_duty_todo_store_list(check->db, task_id, check->ctx->arena, &check->todos, NULL);
}

static void check_instruction(struct check *check, const struct gt_duty_move *move)
{
    const struct gt_jval *fields = NULL;

    load_todos(check, move->task_id);
    if (check->rc != GT_OK ||
        (check->rc = gt_json_parse(check->ctx->arena, move->fields, &fields, NULL)) == GT_ENOMEM)
        return;
    check->rc = GT_OK;
    if (!has_todo(check, move->id) && gt_duty_act_from(gt_jstr(fields, "then", GT_STR(""))) == GT_ACTS)
        fault(check, "duty.instruction-without-effect", "move", move->id,
              "an instruction made neither a to-do nor a move (task %lld)",
              "批示既没有生成待办，也没有改变状态（任务%lld）", (long long)move->task_id);
}

static void count(struct replay *replay, const struct gt_duty_move *move, const struct gt_duty_rule *rule)
{
    replay->extensions += is(move, GT_ACT_extension_grant);
    replay->urges += is(move, GT_ACT_urge);
    replay->returns += is(move, GT_ACT_send_back);
    replay->refusals += is(move, GT_ACT_refuse);
    if ((rule->needs & GT_NEEDS_CLOCK) != 0)
        replay->issued_seq = move->seq;
    if (is(move, GT_ACT_sign) || is(move, GT_ACT_sign_for))
        replay->signed_seq = move->seq;
    if (is(move, GT_ACT_finish)) {
        replay->finisher = move->person_id;
        replay->finished = true;
    } else if (move->to != GT_DUTY_FINISHED) {
        replay->finished = false;
    }
    if ((rule->needs & GT_NEEDS_ASKS) != 0) {
        replay->open_id = move->id;
        replay->open_state = move->to;
    } else if ((rule->needs & GT_NEEDS_ENDS) != 0) {
        replay->open_id = 0;
    }
    replay->unit_id = move->unit_id;
    replay->at_ms = move->at_ms;
    replay->state = move->to;
    replay->seq = move->seq;
}

static void step(struct check *check, struct replay *replay, const struct gt_duty_move *move)
{
    const enum gt_duty_act act = gt_duty_act_from(move->move);
    const struct gt_duty_rule *rule = act == GT_ACTS ? NULL : gt_duty_rule(act);

    check->out->moves++;
    if (move->seq != replay->seq + 1)
        fault(check, "duty.history-gap", "move", move->id, "move %lld of the duty follows move %lld",
              "该承办事项的第%lld步接在第%lld步之后", (long long)move->seq, (long long)replay->seq);
    if (rule == NULL) {
        fault(check, "duty.move-unknown", "move", move->id, "there is no move \"%.*s\"", "没有“%.*s”这种办理",
              GT_FMT(move->move));
        replay->seq = move->seq;
        replay->state = move->to;
        return;
    }
    if (move->from != replay->state)
        fault(check, "duty.history-torn", "move", move->id, "begins at \"%s\" where \"%s\" was reached",
              "从“%s”开始，而此前已到“%s”", gt_duty_state_name(move->from), gt_duty_state_name(replay->state));
    if ((rule->from & 1u << move->from) == 0 || !ends_rightly(rule, move))
        fault(check, "duty.move-not-allowed", "move", move->id, "\"%s\" leads from \"%s\" to \"%s\"",
              "“%s”从“%s”到了“%s”", rule->key, gt_duty_state_name(move->from), gt_duty_state_name(move->to));
    if (move->at_ms < replay->at_ms)
        fault(check, "duty.history-backward", "move", move->id, "it is dated before move %lld",
              "时间早于第%lld步", (long long)replay->seq);
    if ((rule->needs & GT_NEEDS_REASON) != 0 && (rule->needs & GT_NEEDS_HIDDEN) == 0 && move->reason.len == 0)
        fault(check, "duty.reason-missing", "move", move->id, "\"%s\" without a reason", "“%s”没有理由", rule->key);
    if ((is(move, GT_ACT_accept) || is(move, GT_ACT_send_back)) && replay->finished &&
        move->person_id == replay->finisher)
        fault(check, "duty.accepted-own-work", "move", move->id, "person %lld did the work and judged it",
              "人员%lld既办理又验收", (long long)move->person_id);
    if (is(move, GT_ACT_instruct))
        check_instruction(check, move);
    count(replay, move, rule);
}

static void compare(struct check *check, const struct gt_duty *duty, const char *what, int64_t stored,
                    int64_t counted)
{
    if (stored != counted)
        fault(check, "duty.counter", "duty", duty->id, "%s: the row says %lld, its moves %lld (task %lld)",
              "%s：记录为%lld，流转算得%lld（任务%lld）", what, (long long)stored, (long long)counted,
              (long long)duty->task_id);
}

static bool is_request(enum gt_duty_state state)
{
    return state == GT_DUTY_REFUSED || state == GT_DUTY_EXTENDING || state == GT_DUTY_CHANGING ||
           state == GT_DUTY_HANDING;
}

static void finish(struct check *check, const struct gt_duty *duty, const struct replay *replay)
{
    const bool carried = gt_duty_open(duty->state) && duty->state != GT_DUTY_ISSUED &&
                         duty->state != GT_DUTY_REFUSED;

    if (replay->state != duty->state)
        fault(check, "duty.state", "duty", duty->id, "the row says \"%s\", its moves \"%s\" (task %lld)",
              "记录为“%s”，流转到“%s”（任务%lld）", gt_duty_state_name(duty->state),
              gt_duty_state_name(replay->state), (long long)duty->task_id);
    compare(check, duty, "moves", duty->moves, replay->seq);
    compare(check, duty, "extensions", duty->extensions, replay->extensions);
    compare(check, duty, "urges", duty->urges, replay->urges);
    compare(check, duty, "returns", duty->returns, replay->returns);
    compare(check, duty, "refusals", duty->refusals, replay->refusals);
    compare(check, duty, "unit", duty->unit_id, replay->unit_id);
    compare(check, duty, "open request", duty->open_move_id, replay->open_id);
    if (is_request(duty->state) != (duty->open_move_id != 0) ||
        (duty->open_move_id != 0 && replay->open_id != 0 && replay->open_state != duty->state))
        fault(check, "duty.dangling-request", "duty", duty->id, "\"%s\" with open request %lld (task %lld)",
              "状态“%s”，未决申请%lld（任务%lld）", gt_duty_state_name(duty->state),
              (long long)duty->open_move_id, (long long)duty->task_id);
    if (carried && replay->signed_seq < replay->issued_seq)
        fault(check, "duty.never-signed", "duty", duty->id, "\"%s\" but nobody signed (task %lld)",
              "状态“%s”，但无人签收（任务%lld）", gt_duty_state_name(duty->state), (long long)duty->task_id);
    if (duty->state == GT_DUTY_FINISHED && !replay->finished)
        fault(check, "duty.never-finished", "duty", duty->id, "waits for acceptance of nothing (task %lld)",
              "待验收，但没有办结申请（任务%lld）", (long long)duty->task_id);
}

static gt_rc check_moves(struct check *check, const gt_duties *duties, struct gt_err *err)
{
    struct gt_duty_move last = {0};
    struct replay replay = {0};
    size_t at = 0;

    for (;;) {
        const struct gt_arena_mark mark = gt_arena_mark(check->ctx->arena);
        const size_t faults = check->out->faults.count;
        gt_duty_moves moves = {0};
        const gt_rc rc = gt_duty_move_store_page(check->db, last.id == 0 ? NULL : &last, PAGE,
                                                 check->ctx->arena, &moves, err);

        if (rc != GT_OK)
            return rc;
        for (size_t which = 0; which < moves.count; which++) {
            const struct gt_duty_move *move = &moves.at[which];

            while (at < duties->count && duties->at[at].id < move->duty_id) {
                finish(check, &duties->at[at++], &replay);
                replay = (struct replay){0};
            }
            step(check, &replay, move);
            last = *move;
        }
        if (moves.count < PAGE)
            break;
        if (check->out->faults.count == faults) { /* a page without findings leaves nothing */
            gt_arena_rewind(check->ctx->arena, mark);
            check->todos = (gt_duty_todos){0};
        }
    }
    for (; at < duties->count; at++, replay = (struct replay){0})
        finish(check, &duties->at[at], &replay);
    return check->rc == GT_OK ? GT_OK : gt_fail(err, check->rc, "out of memory", "内存不足");
}

/* ---- the rest ------------------------------------------------------------------------------------ */

static gt_rc check_journal(struct check *check, struct gt_err *err)
{
    struct gt_journal_check journal;
    const gt_rc rc = gt_journal_verify(check->db, &journal, err);

    if (rc != GT_OK)
        return rc;
    check->out->journal_rows = journal.rows;
    if (!journal.whole)
        fault(check, "journal.chain", "journal", journal.bad_seq, "%1$s%2$.0s", "%1$.0s%2$s",
              journal.what[GT_LANG_EN].at, journal.what[GT_LANG_ZH].at);
    return GT_OK;
}

static const struct { const char *rule, *object, *text[GT_LANG_COUNT]; } told[] = {
    {"task.parent-removed", "task", {"上级任务 % 已移除", "its parent % was removed"}},
    {"task.unit-removed", "task", {"牵头单位 % 已撤销", "its lead unit % was dissolved"}},
    {"link.task-removed", "link", {"连着已移除的任务 %", "it links the removed task %"}},
    {"report.person-missing", "report", {"填报人 % 不存在", "person % does not exist"}},
    {"file.person-missing", "file", {"上传人 % 不存在", "person % does not exist"}},
    {"duty.person-missing", "move", {"经办人 % 不存在", "person % does not exist"}},
    {"duty.owner-missing", "duty", {"签收人 % 不存在", "person % does not exist"}},
    {"duty.unit-removed", "duty", {"承办单位 % 已撤销，须转办", "unit % was dissolved; hand it over"}},
    {"duty.move-of-other-task", "move", {"与承办事项 % 的任务不符", "duty % is of another task"}},
    {"duty.todo-answer-missing", "todo", {"回复 % 不存在", "its answer % does not exist"}},
    {"duty.issued-without-lead", "duty", {"任务 % 的牵头事项已了结，配合事项悬空",
                                          "the lead's part of task % is over, this one is not"}},
    {"task.support-not-issued", "task", {"配合单位 % 没有收到配合事项", "support unit % was issued nothing"}},
    {"duty.standing-closed", "task", {"长期坚持的任务被办结（承办事项 %）", "a standing task was closed (duty %)"}},
    {"version.journal-missing", "version", {"任务 % 的这一版不在日志中", "the version of task % is not in the journal"}},
    {"journal.person-missing", "journal", {"经办人 % 不存在", "person % does not exist"}},
};

/* A sentence of the table above with its one number put in. */
static void fault_number(struct check *check, const char *rule, const char *object, int64_t id,
                         const char *const words[GT_LANG_COUNT], int64_t number)
{
    char text[GT_LANG_COUNT][400];

    for (int lang = 0; lang < GT_LANG_COUNT; lang++) {
        const gt_str whole = gt_str_from(words[lang]);
        const size_t at = gt_str_find(whole, GT_STR("%"), 0);
        const gt_str before = gt_str_sub(whole, 0, at), after = gt_str_sub(whole, at + 1, whole.len);

        (void)snprintf(text[lang], sizeof text[lang], "%.*s%lld%.*s", GT_FMT(before), (long long)number,
                       GT_FMT(after));
    }
    add(check, rule, object, id, text);
}

static gt_rc check_references(struct check *check, struct gt_err *err)
{
    gt_store_faults faults = {0};
    const gt_rc rc = gt_duty_store_faults(check->db, check->ctx->arena, &faults, err);

    for (size_t at = 0; rc == GT_OK && at < faults.count; at++)
        for (size_t which = 0; which < GT_LEN(told); which++)
            if (gt_str_eq(faults.at[at].rule, gt_str_from(told[which].rule))) {
                fault_number(check, told[which].rule, told[which].object, faults.at[at].id,
                             told[which].text, faults.at[at].other);
            }
    return rc;
}

static gt_rc run(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    struct check check = {.ctx = ctx, .db = db, .out = at};
    gt_duties duties = {0};
    gt_tasks tasks = {0};
    gt_rc rc;

    if ((rc = gt_task_store_list(db, ctx->arena, &tasks, err)) != GT_OK ||
        (rc = gt_duty_store_every(db, ctx->arena, &duties, err)) != GT_OK)
        return rc;
    check.out->tasks = (int64_t)tasks.count;
    check.out->duties = (int64_t)duties.count;
    if ((rc = check_moves(&check, &duties, err)) != GT_OK || (rc = check_references(&check, err)) != GT_OK ||
        (rc = check_journal(&check, err)) != GT_OK)
        return rc;
    return check.rc == GT_OK ? GT_OK : gt_fail(err, check.rc, "out of memory", "内存不足");
}

gt_rc gt_work_check(struct gt_ctx *ctx, struct gt_check *out, struct gt_err *err)
{
    gt_rc rc;

    *out = (struct gt_check){0};
    if ((rc = gt_may(ctx, GT_USE_journal_read, NULL, err)) != GT_OK)
        return rc;
    return gt_work_read(ctx, run, out, err);
}
