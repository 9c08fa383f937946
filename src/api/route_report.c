/* route_report.c - reporting: the sitting, the form, its draft, submitting. */
#include "api/put_report.h"
#include "api/route.h"
#include "work/rights.h"
#include "work/space.h"

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
}

static gt_rc read_drafts(struct gt_db *db, struct gt_ctx *ctx, void *out, struct gt_err *err)
{
    return gt_draft_store_list(db, ctx->arena, out, err);
}

/* ---- the sitting --------------------------------------------------------------------------- */

/* The period that most turns are of speaks for the sitting; among as many, the
 * longest. */
static const struct gt_turn *main_turn(const gt_sitting *sitting, gt_day today)
{
    const struct gt_turn *out = NULL;
    size_t most = 0;

    for (size_t at = 0; at < sitting->count; at++) {
        const struct gt_turn *turn = &sitting->at[at].turn;
        size_t same = 0;

        if (turn->period.freq == GT_FREQ_NONE || turn->due < today || turn->state == GT_TURN_COMING)
            continue;
        for (size_t with = 0; with < sitting->count; with++)
            same += gt_period_eq(sitting->at[with].turn.period, turn->period);
        if (same > most || (same == most && out != NULL && turn->period.freq > out->period.freq)) {
            out = turn;
            most = same;
        }
    }
    return out;
}

static void put_sentence(struct gt_json *json, const struct gt_ctx *ctx, const gt_sitting *sitting,
                         const struct gt_turn *next, const struct gt_picture *picture)
{
    const bool zh = ctx->lang == GT_LANG_ZH;
    int64_t todo = 0, returned = 0, missing = 0, told = 0;
    struct gt_buf buf;

    for (size_t at = 0; at < sitting->count; at++) {
        const struct gt_sitting_row *row = &sitting->at[at];

        todo += row->group == GT_SIT_TODO;
        returned += row->group == GT_SIT_RETURNED;
        told += row->group == GT_SIT_TOLD;
        missing += row->group == GT_SIT_TODO && row->turn.state == GT_TURN_MISSING;
    }
    gt_buf_init(&buf, 2000);
    if (todo + returned == 0)
        gt_buf_text(&buf, zh ? "没有要填的" : "nothing to report");
    else
        gt_buf_printf(&buf, zh ? "还要填%lld项" : "%lld to report", (long long)(todo + returned));
    if (missing > 0)
        gt_buf_printf(&buf, zh ? "，其中逾期%lld项" : ", %lld of them overdue", (long long)missing);
    if (returned > 0)
        gt_buf_printf(&buf, zh ? "，退回%lld项" : ", %lld sent back", (long long)returned);
    gt_buf_printf(&buf, zh ? "；已报%lld项" : "; %lld told", (long long)told);
    if (next != NULL && todo + returned > 0)
        gt_buf_printf(&buf, zh ? "；离截止还有%lld个工作日" : "; %lld work days to the due day",
                      (long long)gt_picture_work_days(picture, ctx->today, next->due));
    gt_buf_text(&buf, zh ? "。" : ".");
    gt_json_str(json, "sentence", gt_buf_view(&buf));
    gt_buf_clear(&buf);
}

static void put_title(struct gt_json *json, const struct gt_ctx *ctx, const struct gt_picture *picture,
                      const struct gt_turn *next)
{
    struct gt_buf name;

    gt_buf_init(&name, 400);
    if (next != NULL)
        gt_period_name(&name, next->period, gt_day_ymd(ctx->today).year, ctx->lang);
    gt_json_str(json, "title", gt_buf_view(&name));
    gt_buf_clear(&name);
    gt_put_day(json, "due", next != NULL ? next->due : GT_DAY_NONE);
    if (next != NULL)
        gt_json_i64(json, "days_left", gt_picture_work_days(picture, ctx->today, next->due));
    else
        gt_json_null(json, "days_left");
}

static gt_rc put_sitting(struct gt_json *json, struct gt_ctx *ctx, const struct gt_picture *picture, int64_t unit_id,
                         const struct gt_sitting_load *load, const gt_report_drafts *drafts)
{
    const struct gt_person *person = gt_picture_person(picture, ctx->person_id);
    const struct gt_unit_row *unit = gt_picture_unit(picture, unit_id != 0 ? unit_id
                                                              : person != NULL ? person->unit_id : 0);
    const struct gt_turn *next;
    gt_sitting sitting;

    if (gt_work_sitting(ctx, picture, unit_id, &sitting) != GT_OK)
        return GT_ENOMEM;
    next = main_turn(&sitting, ctx->today);
    gt_json_object(json, NULL);
    gt_json_i64(json, "version", picture->version);
    gt_put_day(json, "today", ctx->today);
    gt_put_ref(json, "unit", unit_id);
    gt_json_str(json, "unit_name", unit != NULL ? unit->name : GT_STR(""));
    gt_json_array(json, "items");
    for (size_t at = 0; at < sitting.count; at++) {
        const struct gt_sitting_row *row = &sitting.at[at];

        if (gt_put_turn(json, NULL, ctx, picture, row->task,
                        row->turn.period.freq != GT_FREQ_NONE ? &row->turn : NULL, row->group, drafts) != GT_OK)
            return GT_ENOMEM;
    }
    gt_json_close(json);
    put_title(json, ctx, picture, next);
    gt_json_i64(json, "to_fill", load->forms);
    gt_json_i64(json, "fields", load->fields);
    gt_json_i64(json, "prefilled", load->prefilled);
    gt_json_i64(json, "minutes", load->minutes);
    gt_json_i64(json, "year_forms", load->year_forms);
    gt_json_i64(json, "last_year_forms", load->last_year_forms);
    gt_json_bool(json, "may_approve", gt_may_ever(ctx, GT_USE_report_approve));
    gt_json_bool(json, "may_accept", gt_may_ever(ctx, GT_USE_report_accept));
    put_sentence(json, ctx, &sitting, next, picture);
    gt_json_close(json);
    return gt_json_status(json);
}

gt_rc gt_api_get_reporting(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    const struct gt_picture *picture;
    struct gt_sitting_load load;
    gt_report_drafts drafts = {0};
    int64_t unit_id;
    gt_rc rc;

    if ((rc = gt_req_query_i64(req, "unit", 0, 0, INT64_MAX, &unit_id, err)) != GT_OK ||
        (rc = gt_work_sitting_load(ctx, unit_id, &load, err)) != GT_OK ||
        (rc = gt_work_read(ctx, read_drafts, &drafts, err)) != GT_OK ||
        (rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    rc = put_sitting(json, ctx, picture, unit_id, &load, &drafts);
    gt_picture_done(ctx);
    return rc == GT_ENOMEM ? no_memory(err) : rc;
}

/* ---- one form ------------------------------------------------------------------------------------ */

static gt_rc path_and_period(const struct gt_req *req, int64_t *task_id, gt_str *period, struct gt_err *err)
{
    *period = gt_str_trim(gt_req_query_str(req, "period"));
    return gt_req_path_i64(req, "id", task_id, err);
}

static gt_rc answer_form(struct gt_ctx *ctx, int64_t task_id, gt_str period, struct gt_json *json, struct gt_err *err)
{
    const struct gt_picture *picture;
    gt_report_drafts drafts = {0};
    struct gt_problems checks;
    struct gt_form form;
    gt_rc rc;

    gt_problems_init(&checks, ctx->arena);
    if ((rc = gt_work_form(ctx, task_id, period, &form, err)) != GT_OK ||
        (rc = gt_work_read(ctx, read_drafts, &drafts, err)) != GT_OK)
        return rc;
    if (form.source != GT_FORM_TOLD && gt_form_check(&form, &form.said, &checks) != GT_OK)
        return no_memory(err);
    if ((rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    rc = gt_picture_task(picture, task_id) == GT_NO_INDEX
             ? gt_fail(err, GT_ENOTFOUND, "task %lld does not exist", "任务%lld不存在", (long long)task_id)
             : gt_put_form(json, ctx, picture, &form, &checks, &drafts);
    gt_picture_done(ctx);
    return rc == GT_ENOMEM ? no_memory(err) : rc;
}

gt_rc gt_api_get_report_form(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    int64_t task_id;
    gt_str period;
    gt_rc rc = path_and_period(req, &task_id, &period, err);

    return rc == GT_OK ? answer_form(ctx, task_id, period, json, err) : rc;
}

gt_rc gt_api_post_report_form(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    struct gt_report report;
    struct gt_said said;
    int64_t task_id;
    gt_str period;
    gt_rc rc;

    if ((rc = path_and_period(req, &task_id, &period, err)) != GT_OK)
        return rc;
    if (gt_said_from(ctx->arena, req->json, &said) != GT_OK)
        return no_memory(err);
    if ((rc = gt_work_report_submit(ctx, task_id, period, &said, gt_jstr(req->json, "reason", GT_STR("")), &report,
                                    req->problems, err)) != GT_OK)
        return rc;
    return answer_form(ctx, task_id, period, json, err);
}

gt_rc gt_api_patch_report_draft(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                                struct gt_err *err)
{
    const struct gt_picture *picture;
    struct gt_report_draft draft;
    struct gt_problems checks;
    struct gt_form form;
    struct gt_said said;
    int64_t task_id;
    gt_str period;
    gt_rc rc;

    gt_problems_init(&checks, ctx->arena);
    if ((rc = path_and_period(req, &task_id, &period, err)) != GT_OK)
        return rc;
    if (gt_said_from(ctx->arena, req->json, &said) != GT_OK)
        return no_memory(err);
    if ((rc = gt_work_draft_save(ctx, task_id, period, gt_ji64(req->json, "revision", 0), &said, &draft, err)) != GT_OK ||
        (rc = gt_work_form(ctx, task_id, period, &form, err)) != GT_OK)
        return rc;
    if (gt_form_check(&form, &form.said, &checks) != GT_OK)
        return no_memory(err);
    if ((rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_i64(json, "revision", draft.revision);
    gt_json_str(json, "by", gt_picture_person_name(picture, draft.person_id, ctx->lang));
    gt_put_instant(json, "at", draft.at_ms);
    gt_put_problems(json, "checks", &checks, ctx->lang);
    gt_json_close(json);
    gt_picture_done(ctx);
    return gt_json_status(json);
}

gt_rc gt_api_delete_report_draft(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                                 struct gt_err *err)
{
    int64_t task_id;
    gt_str period;
    gt_rc rc;

    if ((rc = path_and_period(req, &task_id, &period, err)) != GT_OK ||
        (rc = gt_work_draft_drop(ctx, task_id, period, err)) != GT_OK)
        return rc;
    return answer_form(ctx, task_id, period, json, err);
}

/* ---- evidence -------------------------------------------------------------------------------------- */

gt_rc gt_api_post_report_evidence(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                                  struct gt_err *err)
{
    struct gt_said_file file;
    int64_t task_id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &task_id, err)) != GT_OK ||
        (rc = gt_work_evidence_add(ctx, task_id, gt_req_query_str(req, "name"), req->http->body, &file, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_i64(json, "id", file.id);
    gt_json_str(json, "name", file.name);
    gt_json_i64(json, "size", file.size);
    gt_json_close(json);
    return gt_json_status(json);
}

/* Saved, never shown: what people upload is not trusted to be what it says. */
gt_rc gt_api_get_report_evidence(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                                 struct gt_err *err)
{
    struct gt_file file = {0};
    int64_t task_id, file_id;
    gt_str bytes;
    gt_rc rc;

    (void)json;
    if ((rc = gt_req_path_i64(req, "id", &task_id, err)) != GT_OK ||
        (rc = gt_req_path_i64(req, "file", &file_id, err)) != GT_OK ||
        (rc = gt_work_evidence_get(ctx, task_id, file_id, &file, &bytes, err)) != GT_OK)
        return rc;
    return gt_req_bytes(req, "application/octet-stream", bytes, file.name, err);
}

/* ---- a task's turns ------------------------------------------------------------------------------------ */

static gt_rc put_turns(struct gt_json *json, struct gt_ctx *ctx, const struct gt_picture *picture, uint32_t task,
                       const gt_items *measures)
{
    static const char *const from[] = {"task", "standing", "kind", "space", "house"};
    const struct gt_pic_progress *progress = &picture->tasks.at[task].progress;
    struct gt_buf rule;
    gt_turns turns = {0};

    if (gt_progress_turns(picture, task, GT_DAY_MIN, GT_DAY_MAX, ctx->today, ctx->arena, &turns) != GT_OK)
        return GT_ENOMEM;
    gt_buf_init(&rule, 1000);
    gt_due_say(&rule, progress->rule, progress->freq, ctx->lang);
    gt_json_object(json, NULL);
    gt_json_bool(json, "owes", progress->owes);
    gt_json_text(json, "frequency", gt_freq_key(progress->freq));
    gt_json_str(json, "rule", gt_buf_view(&rule));
    gt_json_text(json, "from", from[progress->from]);
    gt_buf_clear(&rule);
    gt_json_array(json, "items");
    for (size_t at = turns.count; at-- > 0;)
        if (gt_put_turn(json, NULL, ctx, picture, task, &turns.at[at], GT_SIT_TOLD, NULL) != GT_OK)
            return GT_ENOMEM;
    gt_json_close(json);
    gt_json_array(json, "measures");
    for (size_t at = 0; at < measures->count; at++)
        if (measures->at[at].len > 0)
            gt_json_str(json, NULL, measures->at[at]);
    gt_json_close(json);
    gt_json_i64(json, "owed", progress->owed);
    gt_json_i64(json, "late", progress->late);
    gt_json_i64(json, "missing", progress->missing);
    gt_json_close(json);
    return gt_json_status(json);
}

static gt_rc answer_turns(struct gt_ctx *ctx, int64_t task_id, struct gt_json *json, struct gt_err *err)
{
    const struct gt_picture *picture;
    gt_items measures;
    uint32_t task;
    gt_rc rc;

    if ((rc = gt_work_measures(ctx, task_id, &measures, err)) != GT_OK ||
        (rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    task = gt_picture_task(picture, task_id);
    rc = task == GT_NO_INDEX
             ? gt_fail(err, GT_ENOTFOUND, "task %lld does not exist", "任务%lld不存在", (long long)task_id)
             : put_turns(json, ctx, picture, task, &measures);
    gt_picture_done(ctx);
    return rc == GT_ENOMEM ? no_memory(err) : rc;
}

gt_rc gt_api_get_task_turns(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    int64_t task_id;
    const gt_rc rc = gt_req_path_i64(req, "id", &task_id, err);

    return rc == GT_OK ? answer_turns(ctx, task_id, json, err) : rc;
}

gt_rc gt_api_patch_task_measures(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                                 struct gt_err *err)
{
    const struct gt_jval *list = gt_jget(req->json, "measures");
    gt_str *texts = GT_NEW_N(ctx->arena, gt_str, (size_t)(list != NULL ? list->count : 0) + 1);
    size_t count = 0;
    int64_t task_id;
    gt_rc rc;

    if (texts == NULL)
        return no_memory(err);
    for (const struct gt_jval *v = list != NULL ? list->child : NULL; v != NULL; v = v->next)
        texts[count++] = gt_str_trim(v->str);
    if ((rc = gt_req_path_i64(req, "id", &task_id, err)) != GT_OK ||
        (rc = gt_work_measures_put(ctx, task_id, texts, count, err)) != GT_OK)
        return rc;
    return answer_turns(ctx, task_id, json, err);
}
