/* put_indicator.c - writers of the indicators' shapes. */
#include "api/put_indicator.h"

#include <math.h>

char *gt_month_text(int64_t month, char text[static GT_MONTH_TEXT])
{
    const unsigned year = (unsigned)(month / 12) % 10000u, in_year = (unsigned)(month % 12) % 12u + 1;

    (void)snprintf(text, GT_MONTH_TEXT, "%04u-%02u", year, in_year);
    return text;
}

bool gt_month_parse(gt_str text, int64_t *month)
{
    char day[GT_DAY_TEXT];
    gt_day first;

    if (text.len != GT_MONTH_TEXT - 1)
        return false;
    (void)snprintf(day, sizeof day, "%.*s-01", GT_FMT(text));
    if (!gt_day_parse(gt_str_from(day), &first))
        return false;
    *month = gt_ind_month(gt_day_ymd(first).year, gt_day_ymd(first).month);
    return true;
}

const char *gt_reading_state_key(int64_t state)
{
    static const char *const keys[GT_READING_STATES] = {"flash", "verified", "withdrawn"};

    return keys[state];
}

void gt_put_region(struct gt_json *json, const char *key, const struct gt_region *region, enum gt_lang lang)
{
    gt_json_object(json, key);
    gt_json_i64(json, "id", region->id);
    gt_json_str(json, "code", region->code);
    gt_json_str(json, "name", gt_region_name(region, lang));
    gt_json_str(json, "shape", region->shape);
    gt_json_i64(json, "revision", region->revision);
    gt_json_close(json);
}

void gt_put_score_total(struct gt_json *json, const char *key, const struct gt_score_total *total, enum gt_lang lang)
{
    gt_json_object(json, key);
    gt_json_double(json, "full", total->full);
    gt_json_double(json, "base", total->base);
    gt_json_double(json, "bonus", total->bonus);
    gt_json_double(json, "minus", total->minus);
    gt_json_double(json, "points", total->points);
    gt_json_double(json, "percent", total->percent);
    gt_json_i64(json, "unscored", total->unscored);
    gt_json_i64(json, "vetoes", total->vetoes);
    gt_json_text(json, "grade", gt_grade_key(total->grade));
    gt_json_text(json, "word", gt_grade_word(total->grade, lang));
    gt_json_close(json);
}

/* ---- a row ----------------------------------------------------------------------------- */

static void put_facts(struct gt_json *json, struct gt_ctx *ctx, const struct gt_picture *picture,
                      const struct gt_ind *ind, int64_t region_id)
{
    const struct gt_unit_row *owner = gt_picture_unit(picture, ind->facts.owner_unit_id);

    gt_json_i64(json, "id", ind->facts.id);
    gt_json_str(json, "code", ind->facts.code);
    gt_json_str(json, "name", gt_ind_name(ind, ctx->lang));
    gt_json_str(json, "unit", gt_ind_unit(ind, ctx->lang));
    gt_json_text(json, "nature", gt_nature_key((enum gt_nature)ind->facts.nature));
    gt_json_text(json, "aim", gt_aim_key((enum gt_aim)ind->facts.aim));
    gt_json_i64(json, "decimals", ind->facts.decimals);
    gt_json_i64(json, "frequency", ind->facts.frequency);
    gt_put_ref(json, "owner", ind->facts.owner_unit_id);
    gt_json_str(json, "owner_name", owner == NULL ? GT_STR("")
                                    : owner->short_name.len > 0 ? owner->short_name : owner->name);
    gt_json_bool(json, "key", ind->facts.key != 0);
    gt_json_bool(json, "derived", ind->derived);
    gt_put_ref(json, "region", region_id);
}

static void put_standing(struct gt_json *json, const struct gt_ind *ind, const struct gt_ind_now *now)
{
    const bool way = ind->facts.nature == GT_NATURE_CUMULATIVE || ind->facts.nature == GT_NATURE_STOCK;

    gt_json_i64(json, "month", now->newest);
    gt_put_day(json, "cut_off", now->cut_off);
    gt_json_double(json, "value", now->value);
    gt_json_double(json, "year_ago", now->year_ago);
    gt_json_double(json, "target", now->aimed ? now->target.value : NAN);
    gt_json_double(json, "low", now->aimed ? now->target.low : NAN);
    gt_json_double(json, "high", now->aimed ? now->target.high : NAN);
    gt_json_double(json, "expected", now->pace.expected);
    gt_json_double(json, "percent", now->pace.percent);
    gt_json_double(json, "points", now->pace.points);
    gt_json_text(json, "points_kind", way ? "points" : "percent");
    gt_json_double(json, "elapsed", now->pace.month > 0 ? now->pace.elapsed : NAN);
    gt_json_i64(json, "days", now->pace.days);
    gt_json_double(json, "per_month", now->pace.per_month);
    gt_json_double(json, "needed", now->pace.needed);
}

static gt_rc put_words(struct gt_json *json, struct gt_ctx *ctx, const struct gt_ind *ind,
                       const struct gt_ind_now *now)
{
    struct gt_buf why;
    gt_rc rc;

    gt_json_text(json, "state", gt_pace_key(now->pace.state));
    if (now->aimed || now->newest == 0)
        gt_json_text(json, "word", gt_pace_word(now->pace.state, ctx->lang));
    else
        gt_json_text(json, "word", ctx->lang == GT_LANG_ZH ? "未定目标" : "no target");
    gt_buf_init(&why, 1 << 14);
    if (!now->aimed)
        gt_buf_text(&why, ctx->lang == GT_LANG_ZH ? "本年度没有定目标。" : "There is no target for the year.");
    else
        gt_pace_why(&why, &now->pace, &now->facts, &gt_pace_rules_default, gt_ind_unit(ind, ctx->lang),
                    (int)ind->facts.decimals, ctx->lang);
    rc = why.status;
    gt_json_str(json, "why", gt_buf_view(&why));
    gt_buf_clear(&why);
    return rc;
}

static void put_gates(struct gt_json *json, const struct gt_ind_now *now, enum gt_lang lang)
{
    gt_json_array(json, "gates");
    for (int gate = 0; now->aimed && gate < GT_GATES; gate++) {
        gt_json_object(json, NULL);
        gt_json_text(json, "name", gt_gate_name(gate, lang));
        gt_json_i64(json, "month", 3 * (gate + 1));
        gt_json_text(json, "state", gt_gate_key(now->pace.gates[gate]));
        gt_json_double(json, "asked", now->curve.at[3 * (gate + 1)]);
        gt_json_close(json);
    }
    gt_json_close(json);
    gt_json_text(json, "half", gt_gate_key(now->pace.half));
}

static void put_forecast(struct gt_json *json, const struct gt_ind_now *now, enum gt_lang lang)
{
    const struct gt_forecast *forecast = &now->forecast;
    const int last = forecast->horizon - 1;
    const bool there = now->newest > 0 && now->newest < GT_MONTHS && forecast->method != GT_METHOD_NONE;

    gt_json_double(json, "forecast", there ? forecast->at[last] : NAN);
    gt_json_double(json, "forecast_low", there ? forecast->low[last] : NAN);
    gt_json_double(json, "forecast_high", there ? forecast->high[last] : NAN);
    gt_json_text(json, "method", there ? gt_method_word(forecast->method, lang) : "");
    gt_json_bool(json, "plain", there && forecast->plain);
    gt_json_bool(json, "will_miss", now->pace.will_miss);
    gt_json_text(json, "curve_kind", now->aimed ? gt_curve_key(now->curve.kind) : "none");
    gt_json_array(json, "curve");
    for (int at = 0; now->aimed && at <= GT_MONTHS; at++)
        gt_json_double(json, NULL, now->curve.at[at]);
    gt_json_close(json);
    gt_json_array(json, "path");
    for (int step = 0; there && step < forecast->horizon; step++) {
        gt_json_object(json, NULL);
        gt_json_i64(json, "month", now->newest + step + 1);
        gt_json_double(json, "value", forecast->at[step]);
        gt_json_double(json, "low", forecast->low[step]);
        gt_json_double(json, "high", forecast->high[step]);
        gt_json_close(json);
    }
    gt_json_close(json);
}

static void put_months(struct gt_json *json, const char *key, const struct gt_ind_series *series, int year)
{
    gt_json_array(json, key);
    for (int month = 1; month <= GT_MONTHS; month++) {
        const int64_t at = gt_ind_month(year, month);
        const double value = gt_ind_value(series, at);

        if (isnan(value))
            continue;
        gt_json_object(json, NULL);
        gt_json_i64(json, "month", month);
        gt_json_double(json, "value", value);
        gt_json_text(json, "state", gt_reading_state_key(series->states[at - series->first_month]));
        gt_json_close(json);
    }
    gt_json_close(json);
}

gt_rc gt_put_indicator(struct gt_json *json, const char *key, struct gt_ctx *ctx, const struct gt_picture *picture,
                       struct gt_ind_book *book, const struct gt_ind *ind, int64_t region_id, struct gt_err *err)
{
    static const struct gt_ind_series nothing;
    struct gt_ind_series *series = gt_ind_series_of(ind, region_id, 0);
    const struct gt_ind_now *now;
    struct gt_ind_now empty;
    char text[GT_MONTH_TEXT];
    int64_t awaited;
    gt_rc rc = GT_OK;

    if (series != NULL) {
        rc = gt_ind_now_of(book, ind, series, &now, err);
    } else {
        gt_ind_now_make(ind, &nothing, book->year, &empty);
        now = &empty;
    }
    if (rc != GT_OK)
        return rc;
    gt_json_object(json, key);
    put_facts(json, ctx, picture, ind, region_id);
    put_standing(json, ind, now);
    rc = put_words(json, ctx, ind, now);
    put_gates(json, now, ctx->lang);
    put_forecast(json, now, ctx->lang);
    put_months(json, "months", series == NULL ? &nothing : series, book->year);
    put_months(json, "last_year", series == NULL ? &nothing : series, book->year - 1);
    awaited = series == NULL || region_id != 0 ? -1 : gt_ind_awaited(ind, series, book->year, ctx->today);
    gt_json_text(json, "awaited", awaited < 0 ? NULL : gt_month_text(awaited, text));
    gt_json_i64(json, "revision", ind->facts.revision);
    gt_json_close(json);
    return rc;
}

/* ---- places ----------------------------------------------------------------------------------- */

static void put_place(struct gt_json *json, const struct gt_ind_place *row, enum gt_lang lang)
{
    const enum gt_pace_state state = row->now == NULL ? GT_PACE_NONE : row->now->pace.state;

    gt_json_object(json, NULL);
    gt_json_i64(json, "region", row->region->id);
    gt_json_str(json, "name", gt_region_name(row->region, lang));
    gt_json_str(json, "shape", row->region->shape);
    gt_json_double(json, "value", row->value);
    gt_json_double(json, "target", row->now != NULL && row->now->aimed ? row->now->target.value : NAN);
    gt_json_double(json, "percent", row->now == NULL ? NAN : row->now->pace.percent);
    gt_json_text(json, "state", gt_pace_key(state));
    gt_json_text(json, "word", gt_pace_word(state, lang));
    gt_json_i64(json, "place", row->place.place);
    gt_json_i64(json, "change", gt_rank_change(row->was.place, row->place.place));
    gt_json_i64(json, "group", row->place.group);
    gt_json_close(json);
}

void gt_put_places(struct gt_json *json, const char *key, const struct gt_ind_places *places, enum gt_lang lang)
{
    gt_json_array(json, key);
    for (size_t at = 0; at < places->count; at++)
        put_place(json, &places->rows[at], lang);
    gt_json_close(json);
}
