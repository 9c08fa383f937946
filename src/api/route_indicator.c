/* route_indicator.c - indicators: lists, one with its history, targets, regions, ranks. */
#include <math.h>

#include "api/put.h"
#include "api/put_indicator.h"
#include "api/route.h"
#include "work/rights.h"

/* ---- the list ------------------------------------------------------------------------ */

struct filter { int64_t unit, region; gt_str state, words; bool key_only; };

static bool has_words(gt_str text, gt_str words)
{
    return gt_str_find(text, words, 0) != SIZE_MAX;
}

static bool fits(const struct gt_ind *ind, const struct filter *filter)
{
    if (ind->gone || (filter->unit != 0 && ind->facts.owner_unit_id != filter->unit) ||
        (filter->key_only && ind->facts.key == 0))
        return false;
    return filter->words.len == 0 || has_words(ind->facts.name[GT_LANG_ZH], filter->words) ||
           has_words(ind->facts.name[GT_LANG_EN], filter->words) || has_words(ind->facts.code, filter->words);
}

static gt_rc state_of(struct gt_ind_book *book, const struct gt_ind *ind, int64_t region, enum gt_pace_state *out,
                      bool *will_miss, struct gt_err *err)
{
    struct gt_ind_series *series = gt_ind_series_of(ind, region, 0);
    const struct gt_ind_now *now;
    gt_rc rc;

    *out = GT_PACE_NONE;
    *will_miss = false;
    if (series == NULL)
        return GT_OK;
    if ((rc = gt_ind_now_of(book, ind, series, &now, err)) == GT_OK) {
        *out = now->pace.state;
        *will_miss = now->pace.will_miss;
    }
    return rc;
}

static void put_counts(struct gt_json *json, const int64_t counts[GT_PACES], enum gt_lang lang)
{
    gt_json_array(json, "states");
    for (int state = 0; state < GT_PACES; state++) {
        gt_json_object(json, NULL);
        gt_json_text(json, "state", gt_pace_key((enum gt_pace_state)state));
        gt_json_text(json, "word", gt_pace_word((enum gt_pace_state)state, lang));
        gt_json_i64(json, "count", counts[state]);
        gt_json_close(json);
    }
    gt_json_close(json);
}

static gt_rc put_sentence(struct gt_json *json, struct gt_ctx *ctx, const int64_t counts[GT_PACES], int64_t missing)
{
    const bool zh = ctx->lang == GT_LANG_ZH;
    struct gt_buf buf;
    int64_t all = 0;
    gt_rc rc;

    for (int state = 0; state < GT_PACES; state++)
        all += counts[state];
    gt_buf_init(&buf, 4096);
    gt_buf_printf(&buf, zh ? "%lld项指标" : "%lld indicators", (long long)all);
    for (int state = 0; state < GT_PACES; state++)
        if (counts[state] > 0)
            gt_buf_printf(&buf, zh ? "，%s %lld" : ", %s %lld", gt_pace_word((enum gt_pace_state)state, ctx->lang),
                          (long long)counts[state]);
    if (missing > 0)
        gt_buf_printf(&buf, zh ? "；预测%lld项完不成全年目标" : "; %lld are forecast to miss the year", (long long)missing);
    gt_buf_text(&buf, zh ? "。" : ".");
    rc = buf.status;
    gt_json_str(json, "sentence", gt_buf_view(&buf));
    gt_buf_clear(&buf);
    return rc;
}

struct page { int64_t from, limit, total, counts[GT_PACES], missing, next; };

static gt_rc put_page(struct gt_json *json, struct gt_ctx *ctx, const struct gt_picture *picture,
                      struct gt_ind_book *book, const struct filter *filter, struct page *page, struct gt_err *err)
{
    int64_t told = 0;
    gt_rc rc = GT_OK;

    gt_json_array(json, "items");
    for (size_t at = 0; at < book->items.count && rc == GT_OK; at++) {
        const struct gt_ind *ind = &book->items.at[at];
        enum gt_pace_state state;
        bool missing;

        if (!fits(ind, filter))
            continue;
        if ((rc = state_of(book, ind, filter->region, &state, &missing, err)) != GT_OK)
            break;
        page->counts[state]++;
        page->missing += missing;
        if (filter->state.len > 0 && !gt_str_eq(filter->state, gt_str_from(gt_pace_key(state))) &&
            !(missing && gt_str_eq(filter->state, GT_STR("miss"))))
            continue;
        page->total++;
        if ((int64_t)at < page->from || told == page->limit) {
            if (told == page->limit && page->next == 0)
                page->next = (int64_t)at;
            continue;
        }
        rc = gt_put_indicator(json, NULL, ctx, picture, book, ind, filter->region, err);
        told++;
    }
    gt_json_close(json);
    return rc;
}

static gt_rc put_list(struct gt_ctx *ctx, struct gt_json *json, const struct gt_picture *picture,
                      struct gt_ind_book *book, const struct filter *filter, struct page *page, struct gt_err *err)
{
    int64_t place[2] = {0, 0};
    gt_str cursor = GT_STR("");
    gt_rc rc;

    gt_json_object(json, NULL);
    gt_json_i64(json, "version", book->version);
    gt_json_i64(json, "year", book->year);
    if ((rc = put_page(json, ctx, picture, book, filter, page, err)) != GT_OK)
        return rc;
    gt_json_i64(json, "total", page->total);
    put_counts(json, page->counts, ctx->lang);
    if ((rc = put_sentence(json, ctx, page->counts, page->missing)) != GT_OK)
        return rc;
    place[0] = page->next;
    if (page->next > 0 && (rc = gt_cursor_text(ctx->arena, place, &cursor)) == GT_OK)
        gt_json_str(json, "next", cursor);
    else
        gt_json_null(json, "next");
    gt_json_close(json);
    return rc != GT_OK ? rc : gt_json_status(json);
}

gt_rc gt_api_get_indicators(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    const struct gt_picture *picture;
    struct gt_ind_book *book;
    struct filter filter = {.state = gt_req_query_str(req, "state"), .words = gt_req_query_str(req, "q")};
    struct page page = {0};
    int64_t cursor[2], key;
    gt_rc rc;

    if ((rc = gt_may(ctx, GT_USE_figure_read, NULL, err)) != GT_OK || (rc = gt_req_cursor(req, cursor, err)) != GT_OK ||
        (rc = gt_req_query_i64(req, "unit", 0, 0, INT64_MAX, &filter.unit, err)) != GT_OK ||
        (rc = gt_req_query_i64(req, "region", 0, 0, INT64_MAX, &filter.region, err)) != GT_OK ||
        (rc = gt_req_query_i64(req, "key", 0, 0, 1, &key, err)) != GT_OK ||
        (rc = gt_req_query_i64(req, "limit", GT_API_PAGE, 1, GT_API_PAGE_MAX, &page.limit, err)) != GT_OK ||
        (rc = gt_ind_hold(ctx, &picture, &book, err)) != GT_OK)
        return rc;
    filter.key_only = key == 1;
    page.from = cursor[0];
    rc = put_list(ctx, json, picture, book, &filter, &page, err);
    gt_picture_done(ctx);
    return rc;
}

/* ---- one -------------------------------------------------------------------------------- */

static void put_reading(struct gt_json *json, const struct gt_picture *picture, const struct gt_reading *one,
                        enum gt_lang lang)
{
    char month[GT_MONTH_TEXT];

    gt_json_object(json, NULL);
    gt_json_i64(json, "id", one->id);
    gt_json_text(json, "month", gt_month_text(one->month, month));
    gt_json_double(json, "value", one->value);
    gt_json_text(json, "state", gt_reading_state_key(one->state));
    gt_put_day(json, "as_of", one->as_of);
    gt_json_str(json, "reason", one->reason);
    gt_json_str(json, "by", gt_picture_person_name(picture, one->person_id, lang));
    gt_put_instant(json, "at", one->at_ms);
    gt_json_bool(json, "current", one->superseded_at_ms == 0);
    gt_put_ref(json, "import", one->import_id);
    gt_json_close(json);
}

static void put_target(struct gt_json *json, const struct gt_picture *picture, const struct gt_target *one,
                       enum gt_lang lang)
{
    gt_json_object(json, NULL);
    gt_json_i64(json, "id", one->id);
    gt_json_i64(json, "year", one->year);
    gt_put_ref(json, "region", one->region_id);
    gt_put_ref(json, "unit", one->unit_id);
    gt_json_double(json, "base", one->base);
    gt_json_double(json, "value", one->value);
    gt_json_double(json, "low", one->low);
    gt_json_double(json, "high", one->high);
    gt_json_text(json, "curve", gt_curve_key((enum gt_curve_kind)one->curve));
    gt_json_text(json, "curve_word", gt_curve_word((enum gt_curve_kind)one->curve, lang));
    gt_json_str(json, "source", one->source);
    gt_put_ref(json, "task", one->task_id);
    gt_json_str(json, "reason", one->reason);
    gt_json_str(json, "by", gt_picture_person_name(picture, one->person_id, lang));
    gt_put_instant(json, "at", one->at_ms);
    gt_json_bool(json, "current", one->superseded_at_ms == 0);
    gt_json_close(json);
}

static void put_choice(struct gt_json *json, const struct gt_ind *ind, enum gt_lang lang)
{
    gt_json_object(json, NULL);
    gt_json_i64(json, "id", ind->facts.id);
    gt_json_str(json, "name", gt_ind_name(ind, lang));
    gt_json_close(json);
}

static void put_uses(struct gt_json *json, const struct gt_ind_book *book, const struct gt_ind *ind, enum gt_lang lang)
{
    gt_json_array(json, "uses");
    for (uint32_t at = 0; ind->derived && at < ind->formula.id_count; at++)
        if (gt_ind_find(book, ind->formula.ids[at]) != NULL)
            put_choice(json, gt_ind_find(book, ind->formula.ids[at]), lang);
    gt_json_close(json);
    gt_json_array(json, "used_by");
    for (size_t at = 0; at < book->items.count; at++)
        for (uint32_t use = 0; book->items.at[at].derived && use < book->items.at[at].formula.id_count; use++)
            if (book->items.at[at].formula.ids[use] == ind->facts.id)
                put_choice(json, &book->items.at[at], lang);
    gt_json_close(json);
}

/* "Chosen among five methods by 25 tries on the past; mean error 3.1 %." */
static gt_rc put_method(struct gt_json *json, struct gt_ctx *ctx, const struct gt_forecast *forecast)
{
    const bool zh = ctx->lang == GT_LANG_ZH;
    struct gt_buf buf;
    gt_rc rc;

    gt_buf_init(&buf, 4096);
    if (forecast->method == GT_METHOD_NONE) {
        gt_buf_text(&buf, "");
    } else if (forecast->plain) {
        gt_buf_printf(&buf, zh ? "只有%d个月的数据，不足以挑选方法，用最简单的办法：%s。" :
                      "Only %d months to go by, too few to choose a method; the plainest is taken: %s.",
                      forecast->months, gt_method_word(forecast->method, ctx->lang));
    } else {
        gt_buf_printf(&buf, zh ? "用%d个月的数据，五种方法各在过去试算%d次，误差最小的是%s；平均误差" :
                      "From %d months; five methods each tried %d times on the past; the least error had %s, on average ",
                      forecast->months, forecast->origins, gt_method_word(forecast->method, ctx->lang));
        gt_gauge_number(&buf, forecast->error, 1);
        gt_buf_text(&buf, zh ? "%。扇形是八成把握的区间。" : " %. The fan holds four years in five.");
    }
    rc = buf.status;
    gt_json_str(json, "method_note", buf.len > 0 ? gt_buf_view(&buf) : GT_STR(""));
    gt_buf_clear(&buf);
    return rc;
}

static gt_rc put_rule(struct gt_json *json, struct gt_ctx *ctx, enum gt_pace_state state)
{
    struct gt_buf buf;
    gt_rc rc;

    gt_buf_init(&buf, 4096);
    gt_pace_rule_text(&buf, state, &gt_pace_rules_default, ctx->lang);
    rc = buf.status;
    gt_json_str(json, "rule", gt_buf_view(&buf));
    gt_buf_clear(&buf);
    return rc;
}

struct history { gt_readings readings; gt_targets targets; };

static gt_rc put_rest(struct gt_json *json, struct gt_ctx *ctx, const struct gt_picture *picture,
                      struct gt_ind_book *book, const struct gt_ind *ind, int64_t region,
                      const struct history *history, struct gt_err *err)
{
    struct gt_ind_series *series = gt_ind_series_of(ind, region, 0);
    const struct gt_ind_now *now = NULL;
    static const struct gt_forecast none;
    struct gt_ind_places places;
    gt_rc rc = GT_OK;

    if (series != NULL)
        rc = gt_ind_now_of(book, ind, series, &now, err);
    if (rc != GT_OK || (rc = put_rule(json, ctx, now == NULL ? GT_PACE_NONE : now->pace.state)) != GT_OK ||
        (rc = put_method(json, ctx, now == NULL || now->newest == 0 || now->newest == GT_MONTHS ? &none : &now->forecast)) != GT_OK)
        return rc;
    gt_json_array(json, "series");
    for (size_t at = 0; at < history->readings.count; at++)
        put_reading(json, picture, &history->readings.at[at], ctx->lang);
    gt_json_close(json);
    gt_json_array(json, "targets");
    for (size_t at = 0; at < history->targets.count; at++)
        if (history->targets.at[at].region_id == region && history->targets.at[at].unit_id == 0)
            put_target(json, picture, &history->targets.at[at], ctx->lang);
    gt_json_close(json);
    if ((rc = gt_ind_places_make(book, ind, false, ctx->arena, &places, err)) != GT_OK)
        return rc;
    gt_put_places(json, "regions", &places, ctx->lang);
    gt_json_array(json, "region_list");
    for (size_t at = 0; at < book->regions.count; at++)
        gt_put_region(json, NULL, &book->regions.at[at], ctx->lang);
    gt_json_close(json);
    return GT_OK;
}

static gt_rc put_one(struct gt_ctx *ctx, const struct gt_req *req, int64_t id, int64_t region, struct gt_json *json,
                     struct gt_err *err)
{
    struct history history = {0};
    const struct gt_picture *picture;
    struct gt_ind_book *book;
    const struct gt_ind *ind;
    gt_rc rc;

    if ((rc = gt_work_reading_history(ctx, id, region, 0, &history.readings, err)) != GT_OK ||
        (rc = gt_work_target_history(ctx, id, &history.targets, err)) != GT_OK ||
        (rc = gt_ind_hold(ctx, &picture, &book, err)) != GT_OK)
        return rc;
    if ((ind = gt_ind_find(book, id)) == NULL) {
        gt_picture_done(ctx);
        return gt_fail(err, GT_ENOTFOUND, "indicator %lld does not exist", "指标%lld不存在", (long long)id);
    }
    gt_json_object(json, NULL);
    gt_json_i64(json, "version", book->version);
    gt_json_i64(json, "year", book->year);
    rc = gt_put_indicator(json, "row", ctx, picture, book, ind, region, err);
    gt_json_str(json, "name_zh", ind->facts.name[GT_LANG_ZH]);
    gt_json_str(json, "name_en", ind->facts.name[GT_LANG_EN]);
    gt_json_str(json, "unit_en", ind->facts.unit_en);
    gt_json_str(json, "definition", ind->facts.definition);
    gt_json_str(json, "source", ind->facts.source);
    gt_put_ref(json, "owner_person", ind->facts.owner_person_id);
    gt_json_str(json, "owner_person_name", ind->facts.owner_person_id == 0
                    ? GT_STR("") : gt_picture_person_name(picture, ind->facts.owner_person_id, ctx->lang));
    gt_json_i64(json, "lag_days", ind->facts.lag_days);
    gt_json_str(json, "formula", ind->facts.formula);
    gt_json_str(json, "formula_fault", ind->formula_fault[ctx->lang]);
    put_uses(json, book, ind, ctx->lang);
    gt_put_ref(json, "proxy_for", ind->facts.proxy_for);
    if (rc == GT_OK)
        rc = put_rest(json, ctx, picture, book, ind, region, &history, err);
    gt_json_close(json);
    if (rc == GT_OK)
        rc = gt_req_state_etag(ctx, req, ind->facts.revision, book->version, region, err);
    gt_picture_done(ctx);
    return rc != GT_OK ? rc : gt_json_status(json);
}

gt_rc gt_api_get_indicator(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    int64_t id, region;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK ||
        (rc = gt_req_query_i64(req, "region", 0, 0, INT64_MAX, &region, err)) != GT_OK)
        return rc;
    return put_one(ctx, req, id, region, json, err);
}

/* ---- changing ------------------------------------------------------------------------------ */

static void take_text(const struct gt_jval *body, const char *name, gt_str *field)
{
    if (gt_body_has(body, name))
        *field = gt_str_trim(gt_jstr(body, name, GT_STR("")));
}

static gt_rc put_indicator(struct gt_ctx *ctx, const struct gt_req *req, struct gt_indicator *one,
                           struct gt_json *json, struct gt_err *err)
{
    const struct gt_jval *body = req->json;
    gt_rc rc;

    take_text(body, "code", &one->code);
    take_text(body, "name", &one->name[GT_LANG_ZH]);
    take_text(body, "name_en", &one->name[GT_LANG_EN]);
    take_text(body, "definition", &one->definition);
    take_text(body, "unit", &one->unit);
    take_text(body, "unit_en", &one->unit_en);
    take_text(body, "source", &one->source);
    take_text(body, "formula", &one->formula);
    one->owner_unit_id = gt_body_i64(body, "owner", one->owner_unit_id, 0);
    one->owner_person_id = gt_body_i64(body, "owner_person", one->owner_person_id, 0);
    one->frequency = gt_body_i64(body, "frequency", one->frequency, 1);
    one->lag_days = gt_body_i64(body, "lag_days", one->lag_days, 0);
    one->decimals = gt_body_i64(body, "decimals", one->decimals, 0);
    one->proxy_for = gt_body_i64(body, "proxy_for", one->proxy_for, 0);
    one->position = gt_body_i64(body, "position", one->position, 0);
    if (gt_body_has(body, "aim"))
        one->aim = gt_aim_from(gt_jstr(body, "aim", GT_STR("")));
    if (gt_body_has(body, "nature"))
        one->nature = gt_nature_from(gt_jstr(body, "nature", GT_STR("")));
    if (gt_body_has(body, "key"))
        one->key = gt_jbool(body, "key", false);
    if ((rc = gt_work_indicator_put(ctx, one, err)) != GT_OK)
        return rc;
    return put_one(ctx, req, one->id, 0, json, err);
}

gt_rc gt_api_post_indicator(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    struct gt_indicator one = {.code = GT_STR(""), .name = {GT_STR(""), GT_STR("")}, .definition = GT_STR(""),
                               .unit = GT_STR(""), .unit_en = GT_STR(""), .source = GT_STR(""),
                               .formula = GT_STR(""), .frequency = 1, .lag_days = 15};

    return put_indicator(ctx, req, &one, json, err);
}

gt_rc gt_api_patch_indicator(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    struct gt_indicator one = {0};
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK || (rc = gt_work_indicator_get(ctx, id, &one, err)) != GT_OK)
        return rc;
    one.revision = req->revision;
    return put_indicator(ctx, req, &one, json, err);
}

gt_rc gt_api_delete_indicator(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK ||
        (rc = gt_work_indicator_remove(ctx, id, req->revision, err)) != GT_OK)
        return rc;
    gt_put_done(json, 0, ctx->lang == GT_LANG_ZH ? "指标已撤下，数值保留。" : "The indicator is gone; its readings are kept.");
    return gt_json_status(json);
}

gt_rc gt_api_post_target(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    const struct gt_jval *body = req->json, *months = gt_jget(body, "months");
    struct gt_target target = {
        .region_id = gt_body_i64(body, "region", 0, 0), .unit_id = gt_body_i64(body, "unit", 0, 0),
        .year = gt_ji64(body, "year", 0), .base = gt_jreal(body, "base", NAN), .value = gt_jreal(body, "value", NAN),
        .low = gt_jreal(body, "low", NAN), .high = gt_jreal(body, "high", NAN),
        .curve = gt_curve_from(gt_jstr(body, "curve", GT_STR("even"))),
        .source = gt_jstr(body, "source", GT_STR("")), .reason = gt_str_trim(gt_jstr(body, "reason", GT_STR("")))};
    gt_rc rc;

    for (int at = 0; at < GT_TARGET_MONTHS; at++)
        target.months[at] = NAN;
    for (const struct gt_jval *one = months != NULL ? months->child : NULL; one != NULL; one = one->next) {
        const int64_t month = gt_ji64(one, "month", 0);

        if (month < 1 || month > GT_TARGET_MONTHS)
            return gt_fail_field(err, GT_EINVAL, "months", "months are 1 to 12", "月份应为1至12");
        target.months[month - 1] = gt_jreal(one, "value", NAN);
    }
    if ((rc = gt_req_path_i64(req, "id", &target.indicator_id, err)) != GT_OK ||
        (rc = gt_work_target_put(ctx, &target, err)) != GT_OK)
        return rc;
    return put_one(ctx, req, target.indicator_id, target.region_id, json, err);
}

gt_rc gt_api_post_formula_check(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                                struct gt_err *err)
{
    const struct gt_picture *picture;
    struct gt_formula formula = {0};
    struct gt_err fault = {0};
    struct gt_ind_book *book;
    gt_rc rc, said;

    if ((rc = gt_may(ctx, GT_USE_figure_read, NULL, err)) != GT_OK || (rc = gt_ind_hold(ctx, &picture, &book, err)) != GT_OK)
        return rc;
    said = gt_ind_formula_check(book, gt_body_i64(req->json, "indicator", 0, 0), gt_jstr(req->json, "text", GT_STR("")),
                                gt_jstr(req->json, "unit", GT_STR("")), ctx->arena, &formula, &fault);
    gt_json_object(json, NULL);
    gt_json_bool(json, "ok", said == GT_OK);
    gt_json_text(json, "fault", said == GT_OK ? "" : fault.text[ctx->lang]);
    gt_json_array(json, "uses");
    for (uint32_t at = 0; said == GT_OK && at < formula.id_count; at++)
        put_choice(json, gt_ind_find(book, formula.ids[at]), ctx->lang);
    gt_json_close(json);
    gt_json_close(json);
    gt_picture_done(ctx);
    return said == GT_ENOMEM ? said : gt_json_status(json);
}

/* ---- regions and ranks ------------------------------------------------------------------------ */

gt_rc gt_api_get_regions(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    const struct gt_picture *picture;
    struct gt_ind_book *book;
    gt_rc rc;

    (void)req;
    if ((rc = gt_may(ctx, GT_USE_figure_read, NULL, err)) != GT_OK || (rc = gt_ind_hold(ctx, &picture, &book, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_array(json, "items");
    for (size_t at = 0; at < book->regions.count; at++)
        gt_put_region(json, NULL, &book->regions.at[at], ctx->lang);
    gt_json_close(json);
    gt_json_close(json);
    gt_picture_done(ctx);
    return gt_json_status(json);
}

gt_rc gt_api_post_region(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    struct gt_region region = {
        .code = gt_jstr(req->json, "code", GT_STR("")),
        .name = {gt_str_trim(gt_jstr(req->json, "name", GT_STR(""))), gt_jstr(req->json, "name_en", GT_STR(""))},
        .shape = gt_jstr(req->json, "shape", GT_STR("")), .position = gt_body_i64(req->json, "position", 0, 0)};
    gt_rc rc;

    if ((rc = gt_work_region_put(ctx, &region, err)) != GT_OK)
        return rc;
    return gt_api_get_regions(ctx, req, json, err);
}

static bool told_by_region(const struct gt_ind *ind)
{
    for (uint32_t at = 0; at < ind->series_count; at++)
        if (ind->series[at].region_id != 0 && ind->series[at].months > 0)
            return !ind->gone;
    return false;
}

static gt_rc put_ranks(struct gt_ctx *ctx, struct gt_json *json, struct gt_ind_book *book, int64_t id,
                       bool by_percent, struct gt_err *err)
{
    char month[GT_MONTH_TEXT] = "", before[GT_MONTH_TEXT] = "";
    const struct gt_ind *ind = NULL;
    struct gt_ind_places places = {.month = -1};
    gt_rc rc = GT_OK;

    for (size_t at = 0; at < book->items.count && ind == NULL; at++)
        if (told_by_region(&book->items.at[at]) && (id == 0 || book->items.at[at].facts.id == id))
            ind = &book->items.at[at];
    gt_json_object(json, NULL);
    gt_json_i64(json, "version", book->version);
    gt_json_i64(json, "indicator", ind == NULL ? 0 : ind->facts.id);
    gt_json_str(json, "name", ind == NULL ? GT_STR("") : gt_ind_name(ind, ctx->lang));
    gt_json_str(json, "unit", ind == NULL ? GT_STR("") : gt_ind_unit(ind, ctx->lang));
    gt_json_i64(json, "decimals", ind == NULL ? 0 : ind->facts.decimals);
    gt_json_text(json, "aim", gt_aim_key(ind == NULL ? GT_AIM_UP : (enum gt_aim)ind->facts.aim));
    gt_json_text(json, "by", by_percent ? "percent" : "value");
    if (ind != NULL)
        rc = gt_ind_places_make(book, ind, by_percent, ctx->arena, &places, err);
    gt_put_places(json, "items", &places, ctx->lang);
    gt_json_text(json, "month", places.month >= 0 ? gt_month_text(places.month, month) : "");
    gt_json_text(json, "before", places.month >= 0 ? gt_month_text(places.before, before) : "");
    gt_json_array(json, "choices");
    for (size_t at = 0; at < book->items.count; at++)
        if (told_by_region(&book->items.at[at]))
            put_choice(json, &book->items.at[at], ctx->lang);
    gt_json_close(json);
    gt_json_close(json);
    return rc != GT_OK ? rc : gt_json_status(json);
}

gt_rc gt_api_get_ranks(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    const struct gt_picture *picture;
    struct gt_ind_book *book;
    int64_t id;
    gt_rc rc;

    if ((rc = gt_may(ctx, GT_USE_figure_read, NULL, err)) != GT_OK ||
        (rc = gt_req_query_i64(req, "indicator", 0, 0, INT64_MAX, &id, err)) != GT_OK ||
        (rc = gt_ind_hold(ctx, &picture, &book, err)) != GT_OK)
        return rc;
    rc = put_ranks(ctx, json, book, id, gt_str_eq(gt_req_query_str(req, "by"), GT_STR("percent")), err);
    gt_picture_done(ctx);
    return rc;
}
