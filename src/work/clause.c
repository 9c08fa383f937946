/* clause.c - one clause: corrected, answered, reopened. */
#include "base/json.h"
#include "base/utf8.h"
#include "work/clause_change.h"
#include "work/picture.h"
#include "work/planning.h"
#include "work/rights.h"
#include "work/tasks.h"

enum { TITLE_POINTS = 30, EDIT_TEXT_MAX = 2000 };

/* ---- what every action shares ------------------------------------------------ */

gt_rc gt_clause_must_be_open(const struct gt_clause *clause, struct gt_err *err)
{
    if (clause->state == GT_CLAUSE_PROPOSED || clause->state == GT_CLAUSE_DRAFT)
        return GT_OK;
    return gt_fail(err, GT_ECONFLICT, "clause %.*s has its answer already; take it back first",
                   "条款 %.*s 已有答复，请先撤回", GT_FMT(gt_str_sub(clause->number, 0, 60)));
}

static gt_rc state_text(struct gt_arena *arena, enum gt_clause_state state, gt_str reason,
                        int64_t task_id, gt_str *out)
{
    struct gt_buf buf;
    struct gt_json json;
    gt_rc rc;

    gt_buf_init(&buf, GT_RECORD_JSON_MAX);
    gt_json_init(&json, &buf);
    gt_json_object(&json, NULL);
    gt_json_text(&json, "state", gt_clause_state_name(state));
    if (reason.len > 0)
        gt_json_str(&json, "reason", reason);
    if (task_id != 0)
        gt_json_i64(&json, "task", task_id);
    gt_json_close(&json);
    if ((rc = gt_json_status(&json)) == GT_OK)
        rc = gt_arena_dup(arena, gt_buf_view(&buf), out);
    gt_buf_clear(&buf);
    return rc;
}

gt_rc gt_clause_set_state(struct gt_change *change, struct gt_ctx *ctx, struct gt_clause *clause,
                          enum gt_clause_state state, gt_str reason, int64_t task_id,
                          const char *action, struct gt_err *err)
{
    gt_str before, after;
    gt_rc rc;

    if ((rc = state_text(ctx->arena, clause->state, clause->reason, 0, &before)) != GT_OK ||
        (rc = state_text(ctx->arena, state, reason, task_id, &after)) != GT_OK)
        return gt_wrap(err, rc, "clause %lld", "条款%lld", (long long)clause->id);
    clause->state = state;
    clause->reason = reason;
    if ((rc = gt_clause_store_update(gt_change_db(change), clause, err)) != GT_OK)
        return rc;
    return gt_change_log(change, action, "clause", clause->id, before, after, err);
}

static gt_rc answer_in(struct gt_db *db, struct gt_ctx *ctx, int64_t directive_id,
                       const int64_t *ids, size_t count, struct gt_clause_answer *out,
                       struct gt_err *err)
{
    struct gt_unit_index *index = NULL;
    gt_coverages coverages;
    gt_task_clauses ties;
    gt_rc rc;

    if ((rc = gt_unit_index_read(db, ctx->arena, &index, err)) != GT_OK ||
        (rc = gt_task_clause_store_of(db, directive_id, ctx->arena, &ties, err)) != GT_OK ||
        (rc = gt_clause_store_coverage(db, ctx->arena, &coverages, err)) != GT_OK)
        return rc;
    for (size_t i = 0; i < count; i++) {
        struct gt_clause_view *view = GT_PUSH(ctx->arena, &out->items);
        struct gt_clause clause;

        if (view == NULL)
            return gt_wrap(err, GT_ENOMEM, "the clauses", "条款");
        if ((rc = gt_clause_store_get(db, ids[i], ctx->arena, &clause, err)) != GT_OK ||
            (rc = gt_clause_view_make(ctx->arena, index, &clause, &ties, view, err)) != GT_OK)
            return rc;
    }
    out->coverage = gt_directive_coverage_of(&coverages, directive_id);
    return GT_OK;
}

gt_rc gt_clause_answer_read(struct gt_ctx *ctx, int64_t directive_id, const int64_t *ids,
                            size_t count, int64_t version, struct gt_clause_answer *out,
                            struct gt_err *err)
{
    struct gt_txn *txn = NULL;
    gt_rc rc;

    out->version = version;
    if ((rc = gt_txn_begin(ctx->space->pool, GT_TXN_READ, &txn, err)) == GT_OK)
        rc = answer_in(gt_txn_db(txn), ctx, directive_id, ids, count, out, err);
    gt_txn_release(txn);
    return rc;
}

/* Begins a change and takes the clause into hand. */
static gt_rc begin(struct gt_ctx *ctx, int64_t id, struct gt_change **change,
                   struct gt_clause *clause, struct gt_err *err)
{
    gt_rc rc;

    if ((rc = gt_may(ctx, GT_USE_doc_put, NULL, err)) != GT_OK ||
        (rc = gt_change_begin(ctx, change, err)) != GT_OK)
        return rc;
    return gt_clause_store_get(gt_change_db(*change), id, ctx->arena, clause, err);
}

/* Commits what went well and shows the clause as it stands then. */
static gt_rc end(struct gt_ctx *ctx, struct gt_change *change, const struct gt_clause *clause,
                 gt_rc rc, struct gt_clause_answer *out, struct gt_err *err)
{
    int64_t version = 0;

    *out = (struct gt_clause_answer){0};
    if (rc == GT_OK)
        rc = gt_change_commit(change, &version, err);
    gt_change_release(change);
    return rc != GT_OK ? rc
                       : gt_clause_answer_read(ctx, clause->directive_id, &clause->id, 1, version,
                                               out, err);
}

/* ---- correcting ------------------------------------------------------------------ */

static gt_rc check_edit(const struct gt_clause_edit *edit, struct gt_err *err)
{
    if (edit->title != NULL &&
        (gt_str_trim(*edit->title).len == 0 || edit->title->len > GT_TASK_TITLE_MAX))
        return gt_fail_field(err, GT_EINVAL, "title", "a title has 1 to %d bytes",
                             "标题为1至%d字节", (int)GT_TASK_TITLE_MAX);
    if (edit->lead != NULL && edit->lead->len > EDIT_TEXT_MAX)
        return gt_fail_field(err, GT_ELIMIT, "lead", "at most %d bytes", "不超过%d字节",
                             (int)EDIT_TEXT_MAX);
    if (edit->support_count > GT_PROPOSAL_LIST_MAX ||
        edit->support_unit_count > GT_PROPOSAL_LIST_MAX)
        return gt_fail_field(err, GT_ELIMIT, "support", "at most %d units", "不超过%d个单位",
                             (int)GT_PROPOSAL_LIST_MAX);
    if (edit->figure_count > GT_PROPOSAL_LIST_MAX)
        return gt_fail_field(err, GT_ELIMIT, "figures", "at most %d figures", "不超过%d个指标",
                             (int)GT_PROPOSAL_LIST_MAX);
    if (edit->support_given && edit->support_units_given &&
        edit->support_count != edit->support_unit_count)
        return gt_fail_field(err, GT_EINVAL, "support_units",
                             "as many units as names, or only one of the two",
                             "单位与名称的个数须一致，或只给其中之一");
    return GT_OK;
}

static gt_rc edit_support(struct gt_arena *arena, const struct gt_clause_edit *edit,
                          struct gt_proposed *fields)
{
    const size_t count = edit->support_given ? edit->support_count : edit->support_unit_count;

    if (!edit->support_given && !edit->support_units_given)
        return GT_OK;
    fields->support = GT_NEW_N(arena, struct gt_named_unit, count);
    fields->support_count = count;
    if (fields->support == NULL)
        return GT_ENOMEM;
    for (size_t i = 0; i < count; i++) {
        fields->support[i].text = edit->support_given ? edit->support[i] : GT_STR("");
        fields->support[i].unit_id = edit->support_units_given ? edit->support_units[i] : 0;
    }
    return GT_OK;
}

static gt_rc apply_edit(struct gt_arena *arena, const struct gt_clause_edit *edit,
                        struct gt_proposed *fields)
{
    if (edit->kind != NULL)
        fields->kind = *edit->kind;
    if (edit->title != NULL)
        fields->title = gt_str_trim(*edit->title);
    if (edit->recur != NULL)
        fields->recur = *edit->recur;
    if (edit->standing != NULL)
        fields->standing = *edit->standing;
    if (edit->due != NULL) {
        if (fields->due != *edit->due)
            fields->due_text = GT_STR(""); /* the document's words say another day */
        fields->due = *edit->due;
    }
    if (edit->lead != NULL)
        fields->lead = (struct gt_named_unit){.text = gt_str_trim(*edit->lead)};
    if (edit->lead_unit != NULL)
        fields->lead.unit_id = *edit->lead_unit;
    if (edit->figures_given) {
        fields->figures = GT_NEW_N(arena, struct gt_figure, edit->figure_count);
        if (fields->figures == NULL)
            return GT_ENOMEM;
        fields->figure_count = edit->figure_count;
        for (size_t i = 0; i < edit->figure_count; i++)
            fields->figures[i] = edit->figures[i];
    }
    return edit_support(arena, edit, fields);
}

static gt_rc edit_in(struct gt_change *change, struct gt_ctx *ctx, struct gt_clause *clause,
                     const struct gt_clause_edit *edit, struct gt_err *err)
{
    const gt_str before = clause->draft.len > 0 ? clause->draft : clause->proposal;
    struct gt_proposed fields;
    gt_rc rc;

    if ((rc = gt_clause_must_be_open(clause, err)) != GT_OK ||
        (rc = gt_proposed_of(clause, ctx->arena, &fields, err)) != GT_OK ||
        (rc = apply_edit(ctx->arena, edit, &fields)) != GT_OK)
        return gt_wrap(err, rc, "correcting the clause", "更正条款");
    fields.note_count = 0; /* they stay with the proposal */
    if ((rc = gt_proposed_text(&fields, ctx->arena, &clause->draft, err)) != GT_OK)
        return rc;
    clause->state = GT_CLAUSE_DRAFT;
    clause->kind = fields.kind;
    if ((rc = gt_clause_store_update(gt_change_db(change), clause, err)) != GT_OK)
        return rc;
    return gt_change_log(change, "edit", "clause", clause->id, before, clause->draft, err);
}

gt_rc gt_work_clause_edit(struct gt_ctx *ctx, int64_t id, int64_t revision,
                          const struct gt_clause_edit *edit, struct gt_clause_answer *out,
                          struct gt_err *err)
{
    struct gt_change *change = NULL;
    struct gt_clause clause = {0};
    gt_rc rc;

    if ((rc = check_edit(edit, err)) == GT_OK &&
        (rc = begin(ctx, id, &change, &clause, err)) == GT_OK) {
        clause.revision = revision; /* the store compares */
        rc = edit_in(change, ctx, &clause, edit, err);
    }
    return end(ctx, change, &clause, rc, out, err);
}

/* ---- accepting -------------------------------------------------------------------- */

/* Numbers go on behind the highest that a living task of this document has. */
gt_rc gt_clause_codes_begin(struct gt_ctx *ctx, int64_t directive_id, struct gt_clause_codes *codes,
                            struct gt_err *err)
{
    const struct gt_picture *picture;
    char prefix[24];
    gt_rc rc;

    *codes = (struct gt_clause_codes){.directive_id = directive_id};
    (void)snprintf(prefix, sizeof(prefix), "%lld-", (long long)directive_id);
    if ((rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    for (size_t i = 0; i < picture->tasks.count; i++) {
        const struct gt_pic_task *task = &picture->tasks.at[i];
        int64_t number;

        if (!task->gone && gt_str_starts(task->facts.code, gt_str_from(prefix)) &&
            gt_str_i64(gt_str_sub(task->facts.code, strlen(prefix), task->facts.code.len), &number) &&
            number > codes->last)
            codes->last = number;
    }
    gt_picture_done(ctx);
    return GT_OK;
}

static void say_unit(struct gt_problems *problems, const struct gt_unit_index *index,
                     const char *field, const struct gt_clause_unit *unit)
{
    struct gt_problem *problem;

    if (problems == NULL)
        return;
    problem = gt_problem_add(problems, GT_PROBLEM_ERROR, "“%.*s” is no unit of this office",
                             "“%.*s”不在单位名册中", GT_FMT(gt_str_sub(unit->text, 0, 200)));
    problem->field = gt_str_from(field);
    problem->offer = gt_unit_index_name(index, unit->offer_id);
}

gt_rc gt_clause_units_known(const struct gt_clause_view *view, const struct gt_unit_index *index,
                            struct gt_problems *problems, struct gt_err *err)
{
    size_t unknown = 0;

    if (view->lead.text.len > 0 && view->lead.unit_id == 0) {
        say_unit(problems, index, "lead", &view->lead);
        unknown++;
    }
    for (size_t i = 0; i < view->fields.support_count; i++)
        if (view->support[i].unit_id == 0) {
            say_unit(problems, index, "support", &view->support[i]);
            unknown++;
        }
    return unknown == 0 ? GT_OK
                        : gt_fail(err, GT_EINVAL, "%zu units of the clause are not in the unit tree",
                                  "条款中有%zu个单位不在单位名册中", unknown);
}

static gt_str title_of(const struct gt_clause_view *view)
{
    const gt_str text = gt_str_trim(view->row.text);

    return view->fields.title.len > 0
               ? view->fields.title
               : gt_str_sub(text, 0, gt_utf8_offset(text, TITLE_POINTS));
}

gt_rc gt_clause_accept_in(struct gt_change *change, struct gt_ctx *ctx,
                          const struct gt_directive *directive, struct gt_clause_view *view,
                          const struct gt_clause_accept *how, struct gt_clause_codes *codes,
                          struct gt_problems *problems, struct gt_err *err)
{
    const struct gt_proposed *fields = &view->fields;
    struct gt_task_support *supports =
        GT_NEW_N(ctx->arena, struct gt_task_support, fields->support_count);
    struct gt_task_put put = {.task = GT_TASK_NEW, .supports = supports, .figures = fields->figures,
                              .figure_count = fields->figure_count};
    gt_rc rc;

    if (supports == NULL)
        return gt_wrap(err, GT_ENOMEM, "the task", "任务");
    for (size_t i = 0; i < fields->support_count; i++)
        if (view->support[i].unit_id != view->lead.unit_id)
            supports[put.support_count++] = (struct gt_task_support){
                .unit_id = view->support[i].unit_id, .duty = GT_STR("")};
    for (size_t i = 0; i < fields->figure_count; i++)
        fields->figures[i].clause_id = view->row.id;
    put.task.parent_id = how->parent_id;
    put.task.title = title_of(view);
    put.task.short_title = GT_STR("");
    put.task.detail = gt_str_sub(view->row.text, 0,
                                 view->row.text.len > GT_TASK_TEXT_MAX
                                     ? gt_utf8_offset(view->row.text, GT_TASK_TEXT_MAX / 4)
                                     : view->row.text.len);
    put.task.theme = how->theme.len > 0 ? how->theme : directive->theme;
    put.task.lead_unit_id = view->lead.unit_id;
    put.task.leader = put.task.person = put.task.template_key = put.task.key = GT_STR("");
    put.task.deadline = fields->due;
    put.task.due_text = fields->due_text;
    put.task.recur = fields->recur;
    put.task.standing = fields->standing;
    put.task.duration_days = how->duration_days;
    if ((rc = gt_arena_printf(ctx->arena, &put.task.code, "%lld-%lld",
                              (long long)codes->directive_id, (long long)++codes->last)) != GT_OK)
        return gt_wrap(err, rc, "the task", "任务");
    if ((rc = gt_work_task_put_in(change, ctx, &put, problems, err)) != GT_OK ||
        (rc = gt_task_clause_store_add(gt_change_db(change), put.task.id, view->row.id, err)) != GT_OK)
        return gt_wrap(err, rc, "clause %.*s", "条款 %.*s",
                       GT_FMT(gt_str_sub(view->row.number, 0, 60)));
    codes->task_id = put.task.id;
    return gt_clause_set_state(change, ctx, &view->row, GT_CLAUSE_ACCEPTED, GT_STR(""), put.task.id,
                               "accept", err);
}

/* A name that is none must not be found out after the task was made. */
static gt_rc check_template(struct gt_ctx *ctx, gt_str name, struct gt_err *err)
{
    gt_templates templates;
    gt_rc rc;

    if (name.len == 0)
        return GT_OK;
    if ((rc = gt_work_templates(ctx, &templates, err)) != GT_OK)
        return rc;
    for (size_t i = 0; i < templates.count; i++)
        if (gt_str_eq(templates.at[i].name, name))
            return GT_OK;
    return gt_fail_field(err, GT_EINVAL, "template", "there is no template %.*s", "没有流程模板 %.*s",
                         GT_FMT(gt_str_sub(name, 0, 60)));
}

static gt_rc directive_of(struct gt_ctx *ctx, int64_t clause_id, int64_t *directive_id,
                          struct gt_err *err)
{
    struct gt_clause clause;
    struct gt_txn *txn = NULL;
    gt_rc rc;

    if ((rc = gt_txn_begin(ctx->space->pool, GT_TXN_READ, &txn, err)) == GT_OK &&
        (rc = gt_clause_store_get(gt_txn_db(txn), clause_id, ctx->arena, &clause, err)) == GT_OK)
        *directive_id = clause.directive_id;
    gt_txn_release(txn);
    return rc;
}

gt_rc gt_work_clause_accept(struct gt_ctx *ctx, int64_t id, const struct gt_clause_accept *how,
                            struct gt_problems *problems, struct gt_clause_answer *out,
                            struct gt_err *err)
{
    struct gt_change *change = NULL;
    struct gt_unit_index *index = NULL;
    struct gt_clause_codes codes = {0};
    struct gt_directive directive;
    struct gt_clause_view view = {0};
    int64_t directive_id = 0;
    gt_rc rc;

    /* The picture is read before the writer is held, never within. */
    if ((rc = gt_may(ctx, GT_USE_doc_put, NULL, err)) == GT_OK &&
        (rc = check_template(ctx, how->template_name, err)) == GT_OK &&
        (rc = directive_of(ctx, id, &directive_id, err)) == GT_OK &&
        (rc = gt_clause_codes_begin(ctx, directive_id, &codes, err)) == GT_OK &&
        (rc = begin(ctx, id, &change, &view.row, err)) == GT_OK &&
        (rc = gt_clause_must_be_open(&view.row, err)) == GT_OK &&
        (rc = gt_directive_store_get(gt_change_db(change), view.row.directive_id, ctx->arena,
                                     &directive, err)) == GT_OK &&
        (rc = gt_unit_index_read(gt_change_db(change), ctx->arena, &index, err)) == GT_OK &&
        (rc = gt_clause_view_make(ctx->arena, index, &view.row, NULL, &view, err)) == GT_OK &&
        (rc = gt_clause_units_known(&view, index, problems, err)) == GT_OK)
        rc = gt_clause_accept_in(change, ctx, &directive, &view, how, &codes, problems, err);
    if ((rc = end(ctx, change, &view.row, rc, out, err)) == GT_OK && how->template_name.len > 0)
        rc = gt_work_template_use(ctx, codes.task_id, how->template_name, err);
    return rc;
}

/* ---- the other answers --------------------------------------------------------------- */

gt_rc gt_work_clause_map(struct gt_ctx *ctx, int64_t id, int64_t task_id,
                         struct gt_clause_answer *out, struct gt_err *err)
{
    struct gt_change *change = NULL;
    struct gt_clause clause = {0};
    struct gt_task task;
    gt_rc rc;

    if ((rc = begin(ctx, id, &change, &clause, err)) == GT_OK &&
        (rc = gt_clause_must_be_open(&clause, err)) == GT_OK &&
        (rc = gt_task_store_get(gt_change_db(change), task_id, ctx->arena, &task, err)) == GT_OK) {
        if (task.removed_at_ms != 0)
            rc = gt_fail_field(err, GT_ENOTFOUND, "task", "task %lld was taken off the wall",
                               "任务%lld已撤下", (long long)task_id);
        else if ((rc = gt_task_clause_store_add(gt_change_db(change), task_id, id, err)) == GT_OK &&
                 (rc = gt_clause_set_state(change, ctx, &clause, GT_CLAUSE_MAPPED, GT_STR(""),
                                           task_id, "map", err)) == GT_OK)
            rc = gt_change_log(change, "clause", "task", task_id, GT_STR(""), GT_STR(""), err);
    }
    return end(ctx, change, &clause, rc, out, err);
}

gt_rc gt_work_clause_nothing(struct gt_ctx *ctx, int64_t id, gt_str reason,
                             struct gt_clause_answer *out, struct gt_err *err)
{
    struct gt_change *change = NULL;
    struct gt_clause clause = {0};
    gt_rc rc;

    reason = gt_str_trim(reason);
    if (reason.len == 0 || reason.len > GT_REASON_MAX)
        rc = gt_fail_field(err, GT_EINVAL, "reason", "say why there is nothing to do (at most %d bytes)",
                           "请写明无须办理的理由（不超过%d字节）", (int)GT_REASON_MAX);
    else if ((rc = begin(ctx, id, &change, &clause, err)) == GT_OK &&
             (rc = gt_clause_must_be_open(&clause, err)) == GT_OK)
        rc = gt_clause_set_state(change, ctx, &clause, GT_CLAUSE_NOTHING, reason, 0, "nothing", err);
    return end(ctx, change, &clause, rc, out, err);
}

/* The task that accepting made, where nobody has put work into it. */
static gt_rc undo_task(struct gt_change *change, struct gt_ctx *ctx, int64_t task_id,
                       struct gt_err *err)
{
    gt_task_clauses ties;
    struct gt_task task;
    gt_reports reports;
    gt_rc rc;

    if ((rc = gt_task_store_get(gt_change_db(change), task_id, ctx->arena, &task, err)) != GT_OK ||
        (rc = gt_report_store_list(gt_change_db(change), task_id, ctx->arena, &reports, err)) != GT_OK ||
        (rc = gt_task_clause_store_list(gt_change_db(change), task_id, ctx->arena, &ties, err)) != GT_OK)
        return rc;
    if (reports.count > 0)
        return gt_fail(err, GT_ECONFLICT,
                       "task “%.*s” has %zu reports already; take it off the wall by hand first",
                       "任务“%.*s”已有%zu次填报，请先手工撤下", GT_FMT(gt_str_sub(task.title, 0, 120)),
                       reports.count);
    if (ties.count > 1) /* other clauses stand on it; it only loses this one */
        return gt_change_log(change, "clause", "task", task_id, GT_STR(""), GT_STR(""), err);
    return gt_work_task_remove_in(change, ctx, task_id, task.revision, err);
}

static gt_rc reopen_in(struct gt_change *change, struct gt_ctx *ctx, struct gt_clause *clause,
                       struct gt_err *err)
{
    const enum gt_clause_state answer = clause->state;
    gt_task_clauses ties;
    gt_rc rc;

    if (answer == GT_CLAUSE_PROPOSED || answer == GT_CLAUSE_DRAFT)
        return gt_fail(err, GT_ECONFLICT, "the clause has no answer yet", "该条款尚无答复");
    if ((rc = gt_task_clause_store_of(gt_change_db(change), clause->directive_id, ctx->arena, &ties,
                                      err)) != GT_OK)
        return rc;
    for (size_t i = 0; i < ties.count; i++) {
        if (ties.at[i].clause_id != clause->id)
            continue;
        rc = answer == GT_CLAUSE_ACCEPTED
                 ? undo_task(change, ctx, ties.at[i].task_id, err)
                 : gt_change_log(change, "clause", "task", ties.at[i].task_id, GT_STR(""),
                                 GT_STR(""), err);
        if (rc != GT_OK || (rc = gt_task_clause_store_remove(gt_change_db(change),
                                                             ties.at[i].task_id, clause->id,
                                                             err)) != GT_OK)
            return rc;
    }
    return gt_clause_set_state(change, ctx, clause,
                               clause->draft.len > 0 ? GT_CLAUSE_DRAFT : GT_CLAUSE_PROPOSED,
                               GT_STR(""), 0, "reopen", err);
}

gt_rc gt_work_clause_reopen(struct gt_ctx *ctx, int64_t id, struct gt_clause_answer *out,
                            struct gt_err *err)
{
    struct gt_change *change = NULL;
    struct gt_clause clause = {0};
    gt_rc rc;

    if ((rc = begin(ctx, id, &change, &clause, err)) == GT_OK)
        rc = reopen_in(change, ctx, &clause, err);
    return end(ctx, change, &clause, rc, out, err);
}
