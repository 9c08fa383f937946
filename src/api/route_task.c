/* route_task.c - tasks: the list, the card, edits, reports. Links: route_link.c. */
#include "api/put.h"
#include "api/route.h"
#include "work/finding.h"
#include "work/rights.h"
#include "work/tasks.h"
#include "work/wording.h"

enum { HISTORY_MAX = 50 };

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
}

/* ---- the card ---------------------------------------------------------------------------- */

static void put_figures(struct gt_json *json, const gt_figures *figures)
{
    gt_json_array(json, "figures");
    for (size_t at = 0; at < figures->count; at++) {
        gt_json_object(json, NULL);
        gt_json_str(json, "name", figures->at[at].name);
        gt_json_str(json, "op", figures->at[at].op);
        gt_json_double(json, "value", figures->at[at].value);
        gt_json_str(json, "unit", figures->at[at].unit);
        gt_json_close(json);
    }
    gt_json_close(json);
}

static void put_clauses(struct gt_json *json, const struct gt_picture *picture,
                        const struct gt_task_card *card)
{
    gt_json_array(json, "clauses");
    for (size_t at = 0; at < card->clause_rows.count; at++) {
        const struct gt_clause *clause = &card->clause_rows.at[at];
        const struct gt_directive *directive = gt_picture_directive(picture, clause->directive_id);

        gt_json_object(json, NULL);
        gt_json_i64(json, "id", clause->id);
        gt_json_i64(json, "directive", clause->directive_id);
        gt_json_str(json, "directive_title", directive != NULL ? directive->title : GT_STR(""));
        gt_json_str(json, "number", clause->number);
        gt_json_str(json, "text", clause->text);
        gt_json_close(json);
    }
    gt_json_close(json);
}

static void put_reports(struct gt_json *json, struct gt_ctx *ctx, const struct gt_picture *picture,
                        const gt_reports *reports)
{
    gt_json_array(json, "reports");
    for (size_t at = 0; at < reports->count; at++) {
        const struct gt_report *report = &reports->at[at];

        gt_json_object(json, NULL);
        gt_json_i64(json, "id", report->id);
        gt_json_i64(json, "task", report->task_id);
        gt_put_day(json, "day", report->as_of);
        gt_json_i64(json, "percent", (int64_t)report->percent);
        gt_json_str(json, "words", report->words);
        gt_json_str(json, "problems", report->problems);
        gt_json_str(json, "next", report->next);
        gt_json_str(json, "by", gt_picture_person_name(picture, report->person_id, ctx->lang));
        gt_put_instant(json, "at", report->at_ms);
        gt_json_close(json);
    }
    gt_json_close(json);
}

static gt_rc put_links(struct gt_json *json, struct gt_ctx *ctx, const struct gt_picture *picture,
                       uint32_t index)
{
    gt_json_array(json, "links");
    for (size_t at = 0; at < picture->links.count; at++) {
        const struct gt_pic_link *link = &picture->links.at[at];
        const bool into = link->to == index;
        const uint32_t other = into ? link->from : link->to;
        gt_str sentence;

        if (link->gone || (link->from != index && !into) || other == GT_NO_INDEX ||
            picture->tasks.at[other].gone || !gt_sees_task(ctx, picture, other))
            continue;
        if (gt_link_sentence(ctx->arena, picture, &link->facts, ctx->lang, &sentence) != GT_OK)
            return GT_ENOMEM;
        gt_json_object(json, NULL);
        gt_json_i64(json, "id", link->facts.id);
        gt_json_i64(json, "other", picture->tasks.at[other].facts.id);
        gt_json_str(json, "title", picture->tasks.at[other].facts.title);
        gt_json_bool(json, "into", into);
        gt_json_text(json, "kind", gt_link_type_name(link->facts.type));
        gt_put_lag(json, "lag_min", link->facts.lag_min);
        gt_put_lag(json, "lag_max", link->facts.lag_max);
        gt_json_text(json, "unit", gt_day_unit_name(link->facts.unit));
        gt_json_str(json, "sentence", sentence);
        gt_json_i64(json, "revision", link->facts.revision);
        gt_json_close(json);
    }
    gt_json_close(json);
    return GT_OK;
}

static gt_rc put_light(struct gt_json *json, struct gt_ctx *ctx, const struct gt_picture *picture,
                       const struct gt_pic_task *task)
{
    struct gt_buf why, rule;
    gt_rc rc;

    gt_buf_init(&why, 1 << 14);
    gt_buf_init(&rule, 1 << 14);
    gt_picture_light_why(&why, picture, task, ctx->today, ctx->lang);
    gt_light_rule_text(&rule, &picture->lights, task->light.rule, ctx->lang);
    gt_json_object(json, "light");
    gt_json_text(json, "meaning", gt_light_key(task->light.meaning));
    gt_json_i64(json, "amount", task->light.amount);
    gt_json_str(json, "why", gt_buf_view(&why));
    gt_json_str(json, "rule", gt_buf_view(&rule));
    gt_json_close(json);
    rc = why.status != GT_OK ? why.status : rule.status;
    gt_buf_clear(&why);
    gt_buf_clear(&rule);
    return rc;
}

static void put_facts(struct gt_json *json, const struct gt_pic_task *task)
{
    const struct gt_task *facts = &task->facts;

    gt_put_day(json, "not_before", facts->not_before);
    gt_put_day(json, "start_pin", facts->start_pin);
    gt_put_day(json, "finish_pin", facts->finish_pin);
    if (facts->duration_days < 0)
        gt_json_null(json, "duration_days");
    else
        gt_json_i64(json, "duration_days", facts->duration_days);
    gt_json_text(json, "mode", gt_task_mode_name(facts->mode));
    gt_json_bool(json, "standing", facts->standing != 0);
    gt_json_str(json, "recur", facts->recur);
    gt_json_str(json, "due_text", facts->due_text);
    gt_json_str(json, "note", facts->detail);
    gt_json_array(json, "duties");
    for (uint32_t at = 0; at < task->support_count; at++) {
        gt_json_object(json, NULL);
        gt_json_i64(json, "unit", task->supports[at].unit_id);
        gt_json_str(json, "duty", task->supports[at].duty);
        gt_json_close(json);
    }
    gt_json_close(json);
}

static gt_rc put_card(struct gt_json *json, struct gt_ctx *ctx, const struct gt_picture *picture,
                      uint32_t index, const struct gt_task_card *card, const gt_journal_rows *history,
                      struct gt_err *err)
{
    const struct gt_pic_task *task = &picture->tasks.at[index];
    struct gt_plan_conflict conflict;
    struct gt_task_why why;
    bool in_conflict;
    gt_rc rc;

    if ((rc = gt_work_why(ctx, picture, index, &why, err)) != GT_OK ||
        (rc = gt_work_conflict_of(ctx, picture, index, &conflict, &in_conflict, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_put_wall_task(json, "bar", picture, task, &picture->baseline_rows);
    put_facts(json, task);
    put_clauses(json, picture, card);
    put_figures(json, &card->figures);
    gt_json_array(json, "steps");
    for (uint32_t at = task->first_child; at != GT_NO_INDEX; at = picture->tasks.at[at].next)
        if (gt_sees_task(ctx, picture, at))
            gt_put_wall_task(json, NULL, picture, &picture->tasks.at[at], &picture->baseline_rows);
    gt_json_close(json);
    if (put_links(json, ctx, picture, index) != GT_OK)
        return no_memory(err);
    put_reports(json, ctx, picture, &card->reports);
    gt_json_array(json, "history");
    for (size_t at = 0; at < history->count; at++)
        if (gt_put_journal_row(json, ctx, picture, &history->at[at]) != GT_OK)
            return no_memory(err);
    gt_json_close(json);
    if (put_light(json, ctx, picture, task) != GT_OK)
        return no_memory(err);
    gt_json_object(json, "why");
    gt_put_why_steps(json, "start", &why.start);
    gt_put_why_steps(json, "finish", &why.finish);
    gt_json_str(json, "sentence", why.sentence);
    gt_json_close(json);
    if (in_conflict)
        gt_put_conflict(json, "conflict", &conflict);
    else
        gt_json_null(json, "conflict");
    gt_json_close(json);
    return gt_json_status(json);
}

/* The card as every write of a task answers it. */
static gt_rc answer_card(struct gt_ctx *ctx, const struct gt_req *req, int64_t id,
                         struct gt_json *json, struct gt_err *err)
{
    const struct gt_journal_filter filter = {.limit = HISTORY_MAX, .object = GT_STR("task"),
                                             .object_id = id};
    const struct gt_picture *picture;
    gt_journal_rows history;
    struct gt_task_card card;
    uint32_t index;
    gt_rc rc;

    if ((rc = gt_may_task(ctx, GT_USE_task_read, id, err)) != GT_OK ||
        (rc = gt_work_task_card(ctx, id, &card, err)) != GT_OK ||
        (rc = gt_work_journal(ctx, &filter, &history, err)) != GT_OK ||
        (rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    index = gt_picture_task(picture, id);
    if (index == GT_NO_INDEX)
        rc = gt_fail(err, GT_ENOTFOUND, "task %lld does not exist", "任务%lld不存在", (long long)id);
    else if ((rc = gt_req_state_etag(ctx, req, picture->tasks.at[index].facts.revision,
                                     picture->version, 0, err)) == GT_OK)
        rc = put_card(json, ctx, picture, index, &card, &history, err);
    gt_picture_done(ctx);
    return rc;
}

gt_rc gt_api_get_task(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                      struct gt_err *err)
{
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK)
        return rc;
    return answer_card(ctx, req, id, json, err);
}

/* ---- the list ------------------------------------------------------------------------------ */

struct list_want { int64_t unit, directive; gt_str light, level, duty, q; };

static bool has_word(gt_str text, gt_str word)
{
    return word.len == 0 || gt_str_find(text, word, 0) != SIZE_MAX;
}

static bool wanted(const struct list_want *want, const struct gt_pic_task *task)
{
    bool unit = want->unit == 0 || task->facts.lead_unit_id == want->unit;

    for (uint32_t at = 0; at < task->support_count && !unit; at++)
        unit = task->supports[at].unit_id == want->unit;
    return !task->gone && unit &&
           (want->directive == 0 || task->directive_id == want->directive) &&
           (want->light.len == 0 ||
            gt_str_eq(want->light, gt_str_from(gt_light_key(task->light.meaning)))) &&
           (want->level.len == 0 ||
            gt_str_eq(want->level, gt_str_from(gt_task_kind_name(task->facts.kind)))) &&
           (want->duty.len == 0 ||
            gt_str_eq(want->duty, gt_str_from(gt_duty_state_name(gt_picture_duty_state(task))))) &&
           (has_word(task->facts.title, want->q) || has_word(task->facts.code, want->q) ||
            has_word(task->facts.detail, want->q));
}

/* In the order of their numbers, so that a page stays where it is while
 * tasks come and go. */
gt_rc gt_api_get_tasks(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                       struct gt_err *err)
{
    struct list_want want = {.light = gt_req_query_str(req, "light"),
                             .level = gt_req_query_str(req, "level"),
                             .duty = gt_req_query_str(req, "duty"),
                             .q = gt_str_trim(gt_req_query_str(req, "q"))};
    int64_t cursor[2], limit, total = 0, shown = 0;
    const struct gt_picture *picture;
    gt_str next = GT_STR("");
    bool more = false;
    gt_rc rc;

    if ((rc = gt_req_query_i64(req, "unit", 0, 0, INT64_MAX, &want.unit, err)) != GT_OK ||
        (rc = gt_req_query_i64(req, "directive", 0, 0, INT64_MAX, &want.directive, err)) != GT_OK ||
        (rc = gt_req_query_i64(req, "limit", GT_API_PAGE, 1, GT_API_PAGE_MAX, &limit, err)) != GT_OK ||
        (rc = gt_req_cursor(req, cursor, err)) != GT_OK ||
        (rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_array(json, "items");
    for (size_t at = 0; at < picture->task_keys.count; at++) {
        const struct gt_pic_task *task = &picture->tasks.at[picture->task_keys.at[at].at];

        if (!wanted(&want, task) || !gt_sees_task(ctx, picture, picture->task_keys.at[at].at))
            continue;
        total++;
        if (task->facts.id <= cursor[0])
            continue;
        if (shown == limit) {
            more = true;
            continue;
        }
        gt_put_wall_task(json, NULL, picture, task, &picture->baseline_rows);
        shown++;
        if (shown == limit && gt_cursor_text(ctx->arena, (int64_t[2]){task->facts.id, 0}, &next) != GT_OK)
            rc = no_memory(err);
    }
    gt_json_close(json);
    if (more)
        gt_json_str(json, "next", next);
    else
        gt_json_null(json, "next");
    gt_json_i64(json, "total", total);
    gt_json_close(json);
    gt_picture_done(ctx);
    return rc == GT_OK ? gt_json_status(json) : rc;
}

/* ---- edits ----------------------------------------------------------------------------------- */

static void take_text(const struct gt_jval *body, const char *name, gt_str *text)
{
    if (gt_body_has(body, name))
        *text = gt_jstr(body, name, GT_STR(""));
}

static gt_rc take_lists(struct gt_ctx *ctx, const struct gt_jval *body, struct gt_task_put *put)
{
    const struct gt_jval *list;
    size_t at = 0;

    if (gt_body_has(body, "support")) {
        struct gt_task_support *supports;

        list = gt_jget(body, "support");
        if ((supports = GT_NEW_N(ctx->arena, struct gt_task_support, (size_t)list->count + 1)) == NULL)
            return GT_ENOMEM;
        for (const struct gt_jval *v = list->child; v != NULL; v = v->next)
            supports[at++] = (struct gt_task_support){.unit_id = gt_ji64(v, "unit", 0),
                                                      .duty = gt_jstr(v, "duty", GT_STR(""))};
        put->supports = supports;
        put->support_count = at;
    }
    if (gt_body_has(body, "figures")) {
        struct gt_figure *figures;

        at = 0;
        list = gt_jget(body, "figures");
        if ((figures = GT_NEW_N(ctx->arena, struct gt_figure, (size_t)list->count + 1)) == NULL)
            return GT_ENOMEM;
        for (const struct gt_jval *v = list->child; v != NULL; v = v->next)
            figures[at++] = (struct gt_figure){.name = gt_jstr(v, "name", GT_STR("")),
                                               .op = gt_jstr(v, "op", GT_STR(">=")),
                                               .unit = gt_jstr(v, "unit", GT_STR("")),
                                               .value = gt_jreal(v, "value", 0)};
        put->figures = figures;
        put->figure_count = at;
    }
    return GT_OK;
}

static gt_rc take_edit(struct gt_ctx *ctx, const struct gt_jval *body, struct gt_task_put *put)
{
    struct gt_task *task = &put->task;
    int word;

    task->parent_id = gt_body_i64(body, "parent", task->parent_id, 0);
    if (gt_body_has(body, "level") && (word = gt_task_kind_from(gt_jstr(body, "level", GT_STR("task")))) >= 0)
        task->kind = (enum gt_task_kind)word;
    if (gt_body_has(body, "mode") && (word = gt_task_mode_from(gt_jstr(body, "mode", GT_STR("backward")))) >= 0)
        task->mode = (enum gt_task_mode)word;
    take_text(body, "code", &task->code);
    take_text(body, "title", &task->title);
    take_text(body, "short", &task->short_title);
    take_text(body, "theme", &task->theme);
    take_text(body, "note", &task->detail);
    take_text(body, "recur", &task->recur);
    task->lead_unit_id = gt_body_i64(body, "unit", task->lead_unit_id, 0);
    task->leader_id = gt_body_i64(body, "leader", task->leader_id, 0);
    task->not_before = gt_body_day(body, "not_before", task->not_before);
    task->start_pin = gt_body_day(body, "start_pin", task->start_pin);
    task->finish_pin = gt_body_day(body, "finish_pin", task->finish_pin);
    task->deadline = gt_body_day(body, "deadline", task->deadline);
    task->duration_days = gt_body_i64(body, "duration_days", task->duration_days, -1);
    if (gt_body_has(body, "standing"))
        task->standing = gt_jbool(body, "standing", false);
    return take_lists(ctx, body, put);
}

gt_rc gt_api_post_task(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                       struct gt_err *err)
{
    struct gt_task_put put = {.task = GT_TASK_NEW};
    gt_rc rc;

    if (take_edit(ctx, req->json, &put) != GT_OK)
        return no_memory(err);
    if ((rc = gt_work_task_put(ctx, &put, req->problems, err)) != GT_OK)
        return rc;
    return answer_card(ctx, req, put.task.id, json, err);
}

gt_rc gt_api_patch_task(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                        struct gt_err *err)
{
    struct gt_task_put put = {0};
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK ||
        (rc = gt_work_task_get(ctx, id, &put.task, err)) != GT_OK)
        return rc;
    put.task.revision = req->revision;
    if (take_edit(ctx, req->json, &put) != GT_OK)
        return no_memory(err);
    if ((rc = gt_work_task_put(ctx, &put, req->problems, err)) != GT_OK)
        return gt_put_current(ctx, req, answer_card, id, rc);
    return answer_card(ctx, req, id, json, err);
}

gt_rc gt_api_delete_task(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                         struct gt_err *err)
{
    const struct gt_picture *picture;
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK ||
        (rc = gt_work_task_remove(ctx, id, req->revision, err)) != GT_OK ||
        (rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    gt_put_done(json, picture->version, ctx->lang == GT_LANG_ZH ? "任务已移出挂图，历史保留"
                                                               : "the task is off the wall, its history stays");
    gt_picture_done(ctx);
    return gt_json_status(json);
}

gt_rc gt_api_post_report(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                         struct gt_err *err)
{
    const struct gt_jval *body = req->json;
    struct gt_report report = {
        .as_of = gt_body_day(body, "day", GT_DAY_NONE),
        .percent = (double)gt_ji64(body, "percent", -1),
        .words = gt_jstr(body, "words", GT_STR("")),
        .problems = gt_jstr(body, "problems", GT_STR("")),
        .next = gt_jstr(body, "next", GT_STR("")),
        .period = GT_STR(""),
    };
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &report.task_id, err)) != GT_OK ||
        (rc = gt_work_report_add(ctx, &report, req->problems, err)) != GT_OK)
        return rc;
    return answer_card(ctx, req, report.task_id, json, err);
}

gt_rc gt_api_post_task_template(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                                struct gt_err *err)
{
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK ||
        (rc = gt_work_template_use(ctx, id, gt_jstr(req->json, "template", GT_STR("")), err)) != GT_OK)
        return rc;
    return answer_card(ctx, req, id, json, err);
}
