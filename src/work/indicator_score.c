/* indicator_score.c - score sheets: kept whole, shown with their sums. */
#include <math.h>

#include "work/indicator.h"
#include "work/record_json.h"
#include "work/rights.h"

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
}

/* ---- keeping ----------------------------------------------------------------------- */

static gt_rc check_lines(struct gt_ctx *ctx, const struct gt_score_line *lines, size_t count, struct gt_err *err)
{
    const struct gt_picture *picture;
    struct gt_ind_book *book;
    gt_rc rc;

    if (count > GT_SCORE_LINES_MAX)
        return gt_fail(err, GT_ELIMIT, "at most %d lines", "最多%d行", (int)GT_SCORE_LINES_MAX);
    if ((rc = gt_ind_hold(ctx, &picture, &book, err)) != GT_OK)
        return rc;
    for (size_t at = 0; rc == GT_OK && at < count; at++) {
        struct gt_score_rule rule = {
            .kind = (enum gt_score_kind)lines[at].kind, .weight = lines[at].weight,
            .bonus_max = lines[at].bonus_max, .floor = lines[at].floor, .each = lines[at].each,
            .veto = lines[at].veto != 0, .veto_below = lines[at].veto_below};

        if (!gt_ind_steps_parse(lines[at].steps, &rule))
            rc = gt_fail_field(err, GT_EINVAL, "steps", "steps look like 1:1 0.9:0.8", "分档写作“1:1 0.9:0.8”");
        else if (gt_ind_find(book, lines[at].indicator_id) == NULL)
            rc = gt_fail_field(err, GT_EINVAL, "indicator", "there is no such indicator", "没有这个指标");
        else
            rc = gt_score_check(&rule, err);
        if (rc != GT_OK)
            (void)gt_wrap(err, rc, "line %zu", "第%zu行", at + 1);
    }
    gt_picture_done(ctx);
    return rc;
}

static gt_rc sheet_json(struct gt_arena *arena, const struct gt_score_sheet *sheet, const struct gt_score_line *lines,
                        size_t count, gt_str *out)
{
    struct gt_json json;
    struct gt_buf buf;

    gt_buf_init(&buf, GT_RECORD_JSON_MAX);
    gt_json_init(&json, &buf);
    gt_json_object(&json, NULL);
    gt_json_str(&json, "name", sheet->name[GT_LANG_ZH]);
    gt_json_i64(&json, "year", sheet->year);
    gt_json_array(&json, "lines");
    for (size_t at = 0; at < count; at++) {
        gt_json_object(&json, NULL);
        gt_json_i64(&json, "indicator", lines[at].indicator_id);
        gt_json_text(&json, "kind", gt_score_key((enum gt_score_kind)lines[at].kind));
        gt_json_double(&json, "weight", lines[at].weight);
        gt_json_close(&json);
    }
    gt_json_close(&json);
    gt_json_close(&json);
    return gt_json_take(arena, &json, out);
}

gt_rc gt_work_sheet_put(struct gt_ctx *ctx, struct gt_score_sheet *sheet, const struct gt_score_line *lines,
                        size_t count, struct gt_err *err)
{
    struct gt_change *change = NULL;
    const bool fresh = sheet->id == 0;
    struct gt_db *db;
    gt_str after;
    gt_rc rc;

    if (sheet->name[GT_LANG_ZH].len == 0 || sheet->name[GT_LANG_ZH].len > GT_INDICATOR_NAME_MAX)
        return gt_fail_field(err, GT_EINVAL, "name", "a sheet needs a name", "评分表需要名称");
    if (sheet->year < GT_IND_YEAR_MIN || sheet->year > GT_IND_YEAR_MAX)
        return gt_fail_field(err, GT_EINVAL, "year", "no such year", "没有这个年度");
    if ((rc = gt_may(ctx, GT_USE_figure_put, NULL, err)) != GT_OK ||
        (rc = check_lines(ctx, lines, count, err)) != GT_OK || (rc = gt_change_begin(ctx, &change, err)) != GT_OK)
        return rc;
    db = gt_change_db(change);
    if ((rc = fresh ? gt_score_sheet_store_insert(db, sheet, err)
                    : gt_score_sheet_store_update(db, sheet, err)) == GT_OK &&
        (rc = gt_score_line_store_set(db, sheet->id, lines, count, err)) == GT_OK &&
        (rc = sheet_json(ctx->arena, sheet, lines, count, &after)) == GT_OK &&
        (rc = gt_change_log(change, fresh ? "create" : "edit", "score", sheet->id, GT_STR(""), after, err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
    gt_change_release(change);
    return rc == GT_ENOMEM ? no_memory(err) : rc;
}

/* ---- showing ------------------------------------------------------------------------- */

static gt_rc sum_of(struct gt_ctx *ctx, const struct gt_score_rule *rule, const struct gt_score *score, gt_str *out)
{
    struct gt_buf buf;
    gt_rc rc;

    gt_buf_init(&buf, 4096);
    gt_score_sum_text(&buf, rule, score, ctx->lang);
    rc = buf.status == GT_OK ? gt_arena_dup(ctx->arena, gt_buf_view(&buf), out) : buf.status;
    gt_buf_clear(&buf);
    return rc;
}

static gt_rc row_of(struct gt_ctx *ctx, struct gt_ind_book *book, const struct gt_ind_sheet *sheet, uint32_t line,
                    int64_t region_id, struct gt_score_row *row, struct gt_err *err)
{
    const struct gt_ind *ind = gt_ind_find(book, sheet->lines[line].indicator_id);
    struct gt_ind_series *series = ind == NULL ? NULL : gt_ind_series_of(ind, region_id, 0);
    struct gt_ind_now other;
    const struct gt_ind_now *now = &other;
    struct gt_score_facts facts = {.value = NAN, .target = NAN};
    gt_rc rc = GT_OK;

    *row = (struct gt_score_row){.ind = ind, .rule = &sheet->rules[line], .value = NAN, .target = NAN,
                                 .forecast_value = NAN};
    if (series != NULL && sheet->facts.year == book->year)
        rc = gt_ind_now_of(book, ind, series, &now, err);
    else if (series != NULL)
        gt_ind_now_make(ind, series, (int)sheet->facts.year, &other);
    if (rc != GT_OK)
        return rc;
    if (series != NULL) {
        facts = (struct gt_score_facts){(enum gt_aim)ind->facts.aim, now->value, now->aimed ? now->target.value : NAN,
                                        now->target.low, now->target.high};
        row->value = now->value;
        row->target = facts.target;
        row->forecast_value = now->newest == GT_MONTHS ? now->value : now->facts.forecast;
    }
    row->now = gt_score_of(row->rule, &facts);
    facts.value = row->forecast_value;
    row->forecast = gt_score_of(row->rule, &facts);
    if ((rc = sum_of(ctx, row->rule, &row->now, &row->sum)) == GT_OK)
        rc = sum_of(ctx, row->rule, &row->forecast, &row->forecast_sum);
    return rc == GT_OK ? GT_OK : no_memory(err);
}

/* "Full marks 100: 61.3 now, grade fail; 92.4 if the year ends as forecast, grade excellent." */
static gt_rc sentence(struct gt_ctx *ctx, struct gt_score_view *view)
{
    const bool zh = ctx->lang == GT_LANG_ZH;
    struct gt_buf buf;
    gt_rc rc;

    gt_buf_init(&buf, 4096);
    gt_buf_text(&buf, zh ? "满分" : "Out of ");
    gt_gauge_number(&buf, view->now.full, 2);
    gt_buf_text(&buf, zh ? "，按现有数值得" : ": ");
    gt_gauge_number(&buf, view->now.points, 2);
    gt_buf_text(&buf, zh ? "；按预测全年得" : " with today's readings; ");
    gt_gauge_number(&buf, view->forecast.points, 2);
    gt_buf_printf(&buf, zh ? "，%s" : " if the year ends as forecast, %s", gt_grade_word(view->forecast.grade, ctx->lang));
    if (view->forecast.vetoes > 0)
        gt_buf_printf(&buf, zh ? "（%d项一票否优）" : " (%d barring the top grade)", view->forecast.vetoes);
    if (view->now.unscored > 0)
        gt_buf_printf(&buf, zh ? "；%d项没有数值或目标，暂记0" : "; %d without a reading or target count 0 for now",
                      view->now.unscored);
    gt_buf_text(&buf, zh ? "。" : ".");
    rc = buf.status == GT_OK ? gt_arena_dup(ctx->arena, gt_buf_view(&buf), &view->sentence) : buf.status;
    gt_buf_clear(&buf);
    return rc;
}

gt_rc gt_score_view_make(struct gt_ctx *ctx, struct gt_ind_book *book, const struct gt_ind_sheet *sheet,
                         int64_t region_id, struct gt_score_view *out, struct gt_err *err)
{
    struct gt_score *scores = GT_NEW_N(ctx->arena, struct gt_score, 2 * (size_t)sheet->line_count + 1);
    struct gt_score_view view = {.sheet = sheet};
    gt_rc rc = GT_OK;

    view.rows = GT_NEW_N(ctx->arena, struct gt_score_row, (size_t)sheet->line_count + 1);
    if (scores == NULL || view.rows == NULL)
        return no_memory(err);
    for (uint32_t at = 0; rc == GT_OK && at < sheet->line_count; at++) {
        rc = row_of(ctx, book, sheet, at, region_id, &view.rows[at], err);
        scores[at] = view.rows[at].now;
        scores[sheet->line_count + at] = view.rows[at].forecast;
    }
    if (rc != GT_OK)
        return rc;
    view.now = gt_score_total_of(sheet->rules, scores, sheet->line_count, &gt_grade_rules_default);
    view.forecast = gt_score_total_of(sheet->rules, scores + sheet->line_count, sheet->line_count,
                                      &gt_grade_rules_default);
    if (sentence(ctx, &view) != GT_OK)
        return no_memory(err);
    *out = view;
    return GT_OK;
}
