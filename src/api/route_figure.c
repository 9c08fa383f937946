/* route_figure.c - readings typed and imported, closed months, score sheets,
 * promised figures. */
#include <math.h>

#include "api/put.h"
#include "api/put_indicator.h"
#include "api/route.h"
#include "work/indicator_import.h"
#include "work/rights.h"

/* ---- readings --------------------------------------------------------------------------- */

static gt_rc put_readings_done(struct gt_ctx *ctx, struct gt_json *json, const struct gt_readings_done *done)
{
    gt_str sentence;

    if (gt_arena_printf(ctx->arena, &sentence,
                        ctx->lang == GT_LANG_ZH ? "新增%u个数值，修改%u个，相同%u个。"
                                                : "%u new readings, %u changed, %u the same.",
                        done->fresh, done->changed, done->unchanged) != GT_OK)
        return GT_ENOMEM;
    gt_json_object(json, NULL);
    gt_json_i64(json, "version", done->version);
    gt_json_i64(json, "fresh", done->fresh);
    gt_json_i64(json, "changed", done->changed);
    gt_json_i64(json, "unchanged", done->unchanged);
    gt_json_str(json, "sentence", sentence);
    gt_json_close(json);
    return gt_json_status(json);
}

/* A withdrawn reading keeps what it said: its month and place find it. */
static gt_rc take_reading(struct gt_ctx *ctx, const struct gt_jval *item, gt_str reason, struct gt_reading *out,
                          size_t at, struct gt_problems *problems)
{
    const bool gone = gt_body_null(item, "value") || !gt_body_has(item, "value");
    const gt_str month = gt_jstr(item, "month", GT_STR("")), own = gt_str_trim(gt_jstr(item, "reason", GT_STR("")));

    (void)ctx;
    *out = (struct gt_reading){
        .indicator_id = gt_ji64(item, "indicator", 0), .region_id = gt_body_i64(item, "region", 0, 0),
        .unit_id = gt_body_i64(item, "unit", 0, 0), .value = gone ? 0 : gt_jreal(item, "value", NAN),
        .as_of = gt_body_day(item, "as_of", GT_DAY_NONE), .reason = own.len > 0 ? own : reason};
    out->state = gone ? GT_READING_WITHDRAWN
                 : gt_str_eq(gt_jstr(item, "state", GT_STR("")), GT_STR("verified")) ? GT_READING_VERIFIED
                                                                                     : GT_READING_FLASH;
    if (!gt_month_parse(month, &out->month)) {
        struct gt_problem *problem = gt_problem_add(problems, GT_PROBLEM_ERROR, "%.*s is no month like 2026-06",
                                                    "“%.*s”不是2026-06这样的月份",
                                                    (int)(month.len > 40 ? 40 : month.len), month.at);

        problem->line = (uint32_t)at + 1;
        problem->field = GT_STR("month");
        return GT_EINVAL;
    }
    return GT_OK;
}

gt_rc gt_api_post_readings(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    const struct gt_jval *items = gt_jget(req->json, "items");
    const gt_str reason = gt_str_trim(gt_jstr(req->json, "reason", GT_STR("")));
    struct gt_reading *readings = GT_NEW_N(ctx->arena, struct gt_reading, (size_t)items->count + 1);
    struct gt_reading_seen *seen = GT_NEW_N(ctx->arena, struct gt_reading_seen, (size_t)items->count + 1);
    struct gt_readings_done done;
    size_t count = 0;
    gt_rc rc = GT_OK;

    if (readings == NULL || seen == NULL)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    for (const struct gt_jval *item = items->child; item != NULL; item = item->next, count++) {
        seen[count] = (struct gt_reading_seen){gt_body_has(item, "seen"), gt_jreal(item, "seen", NAN)};
        if (take_reading(ctx, item, reason, &readings[count], count, req->problems) != GT_OK)
            rc = GT_EINVAL;
    }
    if (rc != GT_OK)
        return gt_fail(err, rc, "some months are wrong", "有的月份不对");
    if ((rc = gt_work_readings_put(ctx, readings, count, seen, req->problems, &done, err)) != GT_OK)
        return rc;
    return put_readings_done(ctx, json, &done);
}

/* ---- tables that come in ------------------------------------------------------------------- */

static bool needs_reason(const struct gt_fig_line *line)
{
    return line->state != GT_FIG_SAME && line->reading.reason.len == 0 &&
           (line->closed || (line->state == GT_FIG_CHANGED && line->old_state == GT_READING_VERIFIED));
}

static void put_line(struct gt_json *json, const struct gt_fig_line *line)
{
    static const char *const states[] = {"same", "new", "changed"};
    char month[GT_MONTH_TEXT];

    gt_json_object(json, NULL);
    gt_json_text(json, "cell", line->cell);
    gt_json_text(json, "state", states[line->state]);
    gt_json_i64(json, "indicator", line->reading.indicator_id);
    gt_json_str(json, "name", line->indicator);
    gt_json_str(json, "region", line->region);
    gt_json_str(json, "unit", line->unit);
    gt_json_text(json, "month", gt_month_text(line->reading.month, month));
    gt_json_double(json, "value", line->reading.value);
    gt_json_text(json, "value_state", gt_reading_state_key(line->reading.state));
    gt_json_double(json, "old", line->old_value);
    gt_json_text(json, "old_state", gt_reading_state_key(line->old_state));
    gt_json_double(json, "leap", line->leap);
    gt_json_bool(json, "needs_reason", needs_reason(line));
    gt_json_close(json);
}

static gt_rc put_figure_import(struct gt_ctx *ctx, struct gt_json *json, const struct gt_fig_view *view)
{
    bool reason = false;
    int told = 0;

    for (size_t at = 0; at < view->lines.count; at++)
        reason = reason || needs_reason(&view->lines.at[at]);
    gt_json_object(json, NULL);
    gt_json_i64(json, "id", view->id);
    gt_json_str(json, "file", view->file_name);
    gt_json_str(json, "sheet", view->sheet);
    gt_json_text(json, "state", view->applied ? "applied" : view->discarded ? "discarded" : "preview");
    gt_json_bool(json, "ready", view->ready);
    gt_json_i64(json, "fresh", view->fresh);
    gt_json_i64(json, "changed", view->changed);
    gt_json_i64(json, "unchanged", view->unchanged);
    gt_json_i64(json, "total", (int64_t)view->lines.count);
    gt_json_bool(json, "needs_reason", reason);
    gt_json_array(json, "lines");
    for (int same = 0; same < 2; same++)
        for (size_t at = 0; at < view->lines.count && told < GT_FIG_LINES_SHOWN; at++)
            if ((view->lines.at[at].state == GT_FIG_SAME) == (same == 1)) {
                put_line(json, &view->lines.at[at]);
                told++;
            }
    gt_json_close(json);
    gt_put_problems(json, "problems", &view->problems, ctx->lang);
    gt_json_str(json, "sentence", view->sentence);
    gt_json_close(json);
    return gt_json_status(json);
}

gt_rc gt_api_post_figure_import(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                                struct gt_err *err)
{
    struct gt_fig_view view;
    gt_rc rc;

    if ((rc = gt_work_fig_begin(ctx, gt_req_query_str(req, "name"), req->http->body, &view, err)) != GT_OK)
        return rc;
    return put_figure_import(ctx, json, &view);
}

gt_rc gt_api_get_figure_import(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                               struct gt_err *err)
{
    struct gt_fig_view view;
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK || (rc = gt_work_fig_get(ctx, id, &view, err)) != GT_OK)
        return rc;
    return put_figure_import(ctx, json, &view);
}

gt_rc gt_api_post_figure_apply(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                               struct gt_err *err)
{
    const gt_str reason = gt_str_trim(gt_jstr(req->json, "reason", GT_STR("")));
    struct gt_readings_done done;
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK ||
        (rc = gt_work_fig_apply(ctx, id, reason, req->problems, &done, err)) != GT_OK)
        return rc;
    return put_readings_done(ctx, json, &done);
}

gt_rc gt_api_delete_figure_import(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                                  struct gt_err *err)
{
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK || (rc = gt_work_fig_discard(ctx, id, err)) != GT_OK)
        return rc;
    gt_put_done(json, 0, ctx->lang == GT_LANG_ZH ? "已作废。" : "Discarded.");
    return gt_json_status(json);
}

/* ---- closed months ------------------------------------------------------------------------------ */

gt_rc gt_api_get_periods(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    const struct gt_picture *picture;
    struct gt_ind_book *book;
    gt_rc rc;

    (void)req;
    if ((rc = gt_may(ctx, GT_USE_figure_read, NULL, err)) != GT_OK || (rc = gt_ind_hold(ctx, &picture, &book, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_array(json, "items");
    for (size_t at = 0; at < book->closed.count; at++) {
        const struct gt_closed_month *one = &book->closed.at[at];
        char month[GT_MONTH_TEXT];

        gt_json_object(json, NULL);
        gt_json_text(json, "month", gt_month_text(one->month, month));
        gt_json_str(json, "note", one->note);
        gt_json_str(json, "by", gt_picture_person_name(picture, one->person_id, ctx->lang));
        gt_put_instant(json, "at", one->at_ms);
        gt_json_close(json);
    }
    gt_json_close(json);
    gt_json_close(json);
    gt_picture_done(ctx);
    return gt_json_status(json);
}

gt_rc gt_api_post_period(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    const gt_str reason = gt_str_trim(gt_jstr(req->json, "reason", GT_STR("")));
    int64_t month;
    gt_rc rc;

    if (!gt_month_parse(gt_jstr(req->json, "month", GT_STR("")), &month))
        return gt_fail_field(err, GT_EINVAL, "month", "a month looks like 2026-06", "月份写作2026-06");
    rc = gt_jbool(req->json, "close", true) ? gt_work_month_close(ctx, month, reason, err)
                                            : gt_work_month_reopen(ctx, month, reason, err);
    return rc != GT_OK ? rc : gt_api_get_periods(ctx, req, json, err);
}

/* ---- score sheets ---------------------------------------------------------------------------------- */

static void put_score_line(struct gt_json *json, const struct gt_score_row *row, const struct gt_score_line *line,
                           enum gt_lang lang)
{
    gt_json_object(json, NULL);
    gt_json_i64(json, "indicator", line->indicator_id);
    gt_json_str(json, "name", row->ind == NULL ? GT_STR("") : gt_ind_name(row->ind, lang));
    gt_json_str(json, "unit", row->ind == NULL ? GT_STR("") : gt_ind_unit(row->ind, lang));
    gt_json_i64(json, "decimals", row->ind == NULL ? 0 : row->ind->facts.decimals);
    gt_json_text(json, "kind", gt_score_key(row->rule->kind));
    gt_json_text(json, "kind_word", gt_score_word(row->rule->kind, lang));
    gt_json_double(json, "weight", row->rule->weight);
    gt_json_double(json, "bonus_max", row->rule->bonus_max);
    gt_json_double(json, "floor", row->rule->floor);
    gt_json_double(json, "each", row->rule->each);
    gt_json_str(json, "steps", line->steps);
    gt_json_bool(json, "veto", row->rule->veto);
    gt_json_double(json, "veto_below", row->rule->veto_below);
    gt_json_double(json, "value", row->value);
    gt_json_double(json, "target", row->target);
    gt_json_double(json, "reached", row->now.reached);
    gt_json_double(json, "points", row->now.points);
    gt_json_double(json, "bonus", row->now.bonus);
    gt_json_str(json, "sum", row->sum);
    gt_json_bool(json, "vetoed", row->now.veto);
    gt_json_double(json, "forecast_value", row->forecast_value);
    gt_json_double(json, "forecast_points", row->forecast.points);
    gt_json_str(json, "forecast_sum", row->forecast_sum);
    gt_json_bool(json, "forecast_vetoed", row->forecast.veto);
    gt_json_close(json);
}

static void put_sheet(struct gt_json *json, const struct gt_score_view *view, enum gt_lang lang)
{
    const struct gt_score_sheet *facts = &view->sheet->facts;

    gt_json_object(json, NULL);
    gt_json_i64(json, "id", facts->id);
    gt_json_i64(json, "year", facts->year);
    gt_json_str(json, "name", facts->name[lang].len > 0 ? facts->name[lang] : facts->name[GT_LANG_ZH]);
    gt_json_str(json, "sentence", view->sentence);
    gt_put_score_total(json, "now", &view->now, lang);
    gt_put_score_total(json, "forecast", &view->forecast, lang);
    gt_json_array(json, "lines");
    for (uint32_t at = 0; at < view->sheet->line_count; at++)
        put_score_line(json, &view->rows[at], &view->sheet->lines[at], lang);
    gt_json_close(json);
    gt_json_i64(json, "revision", facts->revision);
    gt_json_close(json);
}

gt_rc gt_api_get_scores(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    const struct gt_picture *picture;
    struct gt_ind_book *book;
    int64_t region = 0;
    gt_rc rc;

    if ((rc = gt_may(ctx, GT_USE_figure_read, NULL, err)) != GT_OK ||
        (gt_req_has(req, "region") && (rc = gt_req_query_i64(req, "region", 0, 0, INT64_MAX, &region, err)) != GT_OK) ||
        (rc = gt_ind_hold(ctx, &picture, &book, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_i64(json, "version", book->version);
    gt_json_array(json, "items");
    for (size_t at = 0; rc == GT_OK && at < book->sheets.count; at++) {
        struct gt_score_view view;

        if ((rc = gt_score_view_make(ctx, book, &book->sheets.at[at], region, &view, err)) == GT_OK)
            put_sheet(json, &view, ctx->lang);
    }
    gt_json_close(json);
    gt_json_close(json);
    gt_picture_done(ctx);
    return rc != GT_OK ? rc : gt_json_status(json);
}

static gt_rc take_sheet(struct gt_ctx *ctx, const struct gt_req *req, struct gt_score_sheet *sheet,
                        struct gt_json *json, struct gt_err *err)
{
    const struct gt_jval *items = gt_jget(req->json, "lines");
    struct gt_score_line *lines = GT_NEW_N(ctx->arena, struct gt_score_line, (size_t)items->count + 1);
    size_t count = 0;
    gt_rc rc;

    if (lines == NULL)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    sheet->year = gt_ji64(req->json, "year", 0);
    sheet->name[GT_LANG_ZH] = gt_str_trim(gt_jstr(req->json, "name", GT_STR("")));
    sheet->name[GT_LANG_EN] = gt_jstr(req->json, "name_en", GT_STR(""));
    for (const struct gt_jval *one = items->child; one != NULL; one = one->next)
        lines[count++] = (struct gt_score_line){
            .indicator_id = gt_ji64(one, "indicator", 0), .kind = gt_score_from(gt_jstr(one, "kind", GT_STR(""))),
            .weight = gt_jreal(one, "weight", NAN), .bonus_max = gt_jreal(one, "bonus_max", 0),
            .floor = gt_jreal(one, "floor", 0), .each = gt_jreal(one, "each", 0),
            .steps = gt_jstr(one, "steps", GT_STR("")), .veto = gt_jbool(one, "veto", false),
            .veto_below = gt_jreal(one, "veto_below", 0)};
    if ((rc = gt_work_sheet_put(ctx, sheet, lines, count, err)) != GT_OK)
        return rc;
    return gt_api_get_scores(ctx, req, json, err);
}

gt_rc gt_api_post_score(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    struct gt_score_sheet sheet = {0};

    return take_sheet(ctx, req, &sheet, json, err);
}

gt_rc gt_api_patch_score(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    struct gt_score_sheet sheet = {.revision = req->revision};
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &sheet.id, err)) != GT_OK)
        return rc;
    return take_sheet(ctx, req, &sheet, json, err);
}

/* ---- promised figures ---------------------------------------------------------------------------------- */

static void put_promise(struct gt_json *json, const struct gt_ind_book *book, const struct gt_promise_row *row,
                        enum gt_lang lang)
{
    const struct gt_ind *ind = gt_ind_find(book, row->offer);
    const struct gt_target *target = ind == NULL ? NULL : gt_ind_target(&ind->series[0], book->year);

    gt_json_object(json, NULL);
    gt_json_i64(json, "task", row->figure.task_id);
    gt_json_str(json, "task_code", row->task_code);
    gt_json_str(json, "task_title", row->task_title);
    gt_json_str(json, "directive", row->directive);
    gt_json_str(json, "name", row->figure.name);
    gt_json_double(json, "value", row->figure.value);
    gt_json_str(json, "unit", row->figure.unit);
    gt_json_str(json, "op", row->figure.op);
    gt_json_str(json, "text", row->figure.text);
    gt_put_ref(json, "offer", row->offer);
    gt_json_str(json, "offer_name", ind == NULL ? GT_STR("") : gt_ind_name(ind, lang));
    gt_json_double(json, "offer_value", row->offer_value);
    gt_json_str(json, "offer_unit", ind == NULL ? GT_STR("") : gt_ind_unit(ind, lang));
    gt_json_double(json, "offer_target", target == NULL ? NAN : target->value);
    gt_json_i64(json, "likeness", row->likeness);
    gt_json_text(json, "decided", row->decided.id == 0 ? "open" : row->decided.target_id != 0 ? "target" : "none");
    gt_json_str(json, "reason", row->decided.id == 0 ? GT_STR("") : row->decided.reason);
    gt_json_close(json);
}

gt_rc gt_api_get_promises(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    const struct gt_picture *picture;
    struct gt_ind_book *book;
    gt_promise_rows rows;
    int64_t open = 0;
    gt_rc rc;

    (void)req;
    if ((rc = gt_work_promises(ctx, &rows, err)) != GT_OK || (rc = gt_ind_hold(ctx, &picture, &book, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_i64(json, "year", book->year);
    gt_json_array(json, "items");
    for (size_t at = 0; at < rows.count; at++) {
        put_promise(json, book, &rows.at[at], ctx->lang);
        open += rows.at[at].decided.id == 0;
    }
    gt_json_close(json);
    gt_json_i64(json, "open", open);
    gt_json_close(json);
    gt_picture_done(ctx);
    return gt_json_status(json);
}

gt_rc gt_api_post_promise(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    const struct gt_promise_answer answer = {
        .task_id = gt_ji64(req->json, "task", 0), .name = gt_jstr(req->json, "name", GT_STR("")),
        .value = gt_jreal(req->json, "value", NAN), .indicator_id = gt_body_i64(req->json, "indicator", 0, 0),
        .year = (int)gt_body_i64(req->json, "year", gt_day_ymd(ctx->today).year, gt_day_ymd(ctx->today).year),
        .target = gt_jreal(req->json, "target", gt_jreal(req->json, "value", NAN)),
        .reason = gt_str_trim(gt_jstr(req->json, "reason", GT_STR("")))};
    gt_rc rc;

    if ((rc = gt_work_promise_answer(ctx, &answer, err)) != GT_OK)
        return rc;
    return gt_api_get_promises(ctx, req, json, err);
}
