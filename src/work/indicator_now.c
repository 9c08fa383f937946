/* indicator_now.c - what a series says of a year: target, pace, forecast. */
#include <math.h>

#include "work/indicator_book.h"

static void year_of(const struct gt_ind_series *series, int year, double out[GT_MONTHS])
{
    for (int month = 1; month <= GT_MONTHS; month++)
        out[month - 1] = gt_ind_value(series, gt_ind_month(year, month));
}

/* The curve of the year's target; past years are read for a seasonal one and
 * for the base of a stock that nobody typed. */
static bool aim(const struct gt_ind *ind, const struct gt_ind_series *series, struct gt_ind_now *now)
{
    double past[GT_CURVE_YEARS_MAX][GT_MONTHS];
    const struct gt_target *target = gt_ind_target(series, now->year);
    struct gt_curve_ask ask;

    if (target == NULL)
        return false;
    now->target = *target;
    for (int back = 0; back < GT_CURVE_YEARS_MAX; back++)
        year_of(series, now->year - 1 - back, past[back]);
    ask = (struct gt_curve_ask){
        .kind = (enum gt_curve_kind)target->curve, .nature = (enum gt_nature)ind->facts.nature,
        .year = now->year, .base = target->base, .value = target->value, .past = past,
        .past_count = GT_CURVE_YEARS_MAX};
    if (isnan(ask.base) && ask.nature == GT_NATURE_STOCK)
        ask.base = past[0][GT_MONTHS - 1];
    memcpy(ask.months, target->months, sizeof ask.months);
    return gt_curve_make(&ask, &now->curve, NULL) == GT_OK;
}

static bool counts_up(const struct gt_ind_series *series, int64_t nature)
{
    if (nature != GT_NATURE_CUMULATIVE)
        return false;
    for (uint32_t at = 1; at < series->months; at++)
        if (!isnan(series->values[at]) && !isnan(series->values[at - 1]) &&
            (series->first_month + at) % 12 != 0 && series->values[at] < series->values[at - 1])
            return false;
    return true;
}

/* From everything up to the year's newest reading. */
static void forecast(const struct gt_ind *ind, const struct gt_ind_series *series, struct gt_ind_now *now)
{
    const int64_t newest = gt_ind_month(now->year, now->newest);
    const struct gt_forecast_ask ask = {
        .nature = (enum gt_nature)ind->facts.nature, .values = series->values,
        .count = (int)(newest - series->first_month + 1), .first_month = (int)(series->first_month % 12),
        .horizon = GT_MONTHS - now->newest, .never_falls = counts_up(series, ind->facts.nature)};

    gt_forecast_make(&ask, &now->forecast);
}

void gt_ind_now_make(const struct gt_ind *ind, const struct gt_ind_series *series, int year,
                     struct gt_ind_now *out)
{
    struct gt_ind_now now = {.year = year, .cut_off = GT_DAY_NONE, .value = NAN, .year_ago = NAN,
                             .forecast.error = NAN};

    year_of(series, year, now.months);
    year_of(series, year - 1, now.last_year);
    for (int month = 1; month <= GT_MONTHS; month++)
        if (!isnan(now.months[month - 1]))
            now.newest = month;
    for (int step = 0; step < GT_MONTHS; step++)
        now.forecast.at[step] = now.forecast.low[step] = now.forecast.high[step] = NAN;
    if (now.newest > 0) {
        const gt_day end = gt_ind_month_end(gt_ind_month(year, now.newest));

        now.value = now.months[now.newest - 1];
        now.year_ago = now.last_year[now.newest - 1];
        now.cut_off = series->as_of[gt_ind_month(year, now.newest) - series->first_month];
        if (now.cut_off == GT_DAY_NONE || now.cut_off > end)
            now.cut_off = end;
        if (now.newest < GT_MONTHS)
            forecast(ind, series, &now);
    }
    now.aimed = aim(ind, series, &now);
    *out = now;
    out->facts = (struct gt_pace_facts){
        .aim = (enum gt_aim)ind->facts.aim, .nature = (enum gt_nature)ind->facts.nature,
        .curve = &out->curve, .low = now.target.low, .high = now.target.high, .cut_off = now.cut_off,
        .forecast = now.newest > 0 && now.newest < GT_MONTHS && now.forecast.method != GT_METHOD_NONE
                        ? now.forecast.at[now.forecast.horizon - 1] : NAN};
    memcpy(out->facts.months, now.months, sizeof now.months);
    if (!now.aimed)
        memset(out->facts.months, 0xff, sizeof out->facts.months); /* NaN: nothing to hold against */
    if (!now.aimed)
        out->curve.year = year;
    out->pace = gt_pace_of(&out->facts, &gt_pace_rules_default);
}

gt_rc gt_ind_now_of(struct gt_ind_book *book, const struct gt_ind *ind, struct gt_ind_series *series,
                    const struct gt_ind_now **out, struct gt_err *err)
{
    struct gt_ind_now *now = __atomic_load_n(&series->now, __ATOMIC_ACQUIRE);

    if (now == NULL) {
        struct gt_ind_now made;

        (void)pthread_mutex_lock(&book->lock);
        if ((now = GT_NEW(book->arena, struct gt_ind_now)) != NULL) {
            gt_ind_now_make(ind, series, book->year, &made);
            *now = made;
            now->facts.curve = &now->curve;
            __atomic_store_n(&series->now, now, __ATOMIC_RELEASE);
        }
        (void)pthread_mutex_unlock(&book->lock);
        if (now == NULL)
            return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    }
    *out = now;
    return GT_OK;
}

int64_t gt_ind_awaited(const struct gt_ind *ind, const struct gt_ind_series *series, int year, gt_day today)
{
    if (ind->derived)
        return -1;
    for (int month = (int)ind->facts.frequency; month <= GT_MONTHS; month += (int)ind->facts.frequency) {
        const int64_t at = gt_ind_month(year, month);

        if (gt_ind_month_end(at) + ind->facts.lag_days < today && isnan(gt_ind_value(series, at)))
            return at;
    }
    return -1;
}
