/* curve.c - targets as curves. */
#include "gauge/curve.h"

#include <math.h>

#define FROM_KEY(name, MAP, PICK)                                                   \
    int name(gt_str key)                                                            \
    {                                                                               \
        static const char *const keys[] = {MAP(PICK)};                              \
                                                                                    \
        for (size_t at = 0; at < GT_LEN(keys); at++)                                \
            if (gt_str_eq(key, gt_str_from(keys[at])))                              \
                return (int)at;                                                     \
        return -1;                                                                  \
    }
#define KEY(name, key, en, zh) key,
#define WORDS(name, key, en, zh) {zh, en},

const char *gt_aim_key(enum gt_aim aim)
{
    static const char *const keys[] = {GT_AIM_MAP(KEY)};

    return keys[aim];
}

const char *gt_aim_word(enum gt_aim aim, enum gt_lang lang)
{
    static const char *const words[][GT_LANG_COUNT] = {GT_AIM_MAP(WORDS)};

    return words[aim][lang];
}

const char *gt_nature_key(enum gt_nature nature)
{
    static const char *const keys[] = {GT_NATURE_MAP(KEY)};

    return keys[nature];
}

const char *gt_nature_word(enum gt_nature nature, enum gt_lang lang)
{
    static const char *const words[][GT_LANG_COUNT] = {GT_NATURE_MAP(WORDS)};

    return words[nature][lang];
}

const char *gt_curve_key(enum gt_curve_kind kind)
{
    static const char *const keys[] = {GT_CURVE_MAP(KEY)};

    return keys[kind];
}

const char *gt_curve_word(enum gt_curve_kind kind, enum gt_lang lang)
{
    static const char *const words[][GT_LANG_COUNT] = {GT_CURVE_MAP(WORDS)};

    return words[kind][lang];
}

FROM_KEY(gt_aim_from, GT_AIM_MAP, KEY)
FROM_KEY(gt_nature_from, GT_NATURE_MAP, KEY)
FROM_KEY(gt_curve_from, GT_CURVE_MAP, KEY)

/* ---- making ------------------------------------------------------------------- */

/* Where the curve begins.  A rate has no way to go: it is asked for all year,
 * or, where months are given, from the first of them on. */
static double first_morning(const struct gt_curve_ask *ask)
{
    const bool given = ask->kind == GT_CURVE_MONTHS || ask->kind == GT_CURVE_STEP;

    if (ask->nature == GT_NATURE_CUMULATIVE)
        return isnan(ask->base) ? 0 : ask->base;
    if (ask->nature == GT_NATURE_STOCK && !isnan(ask->base))
        return ask->base;
    for (int month = 0; given && month < GT_MONTHS; month++)
        if (!isnan(ask->months[month]))
            return ask->months[month];
    return ask->value;
}

static void even(struct gt_curve *curve, double from, double to)
{
    for (int month = 0; month <= GT_MONTHS; month++)
        curve->at[month] = from + (to - from) * month / GT_MONTHS;
}

/* Months that are given stand; those between lie on the line from one to the next. */
static void given(const struct gt_curve_ask *ask, struct gt_curve *curve, bool step)
{
    int last = 0;

    for (int month = 1; month <= GT_MONTHS; month++) {
        const double value = month == GT_MONTHS ? ask->value : ask->months[month - 1];

        if (isnan(value))
            continue;
        for (int between = last + 1; between < month; between++)
            curve->at[between] = step ? curve->at[last]
                                      : curve->at[last] + (value - curve->at[last]) *
                                                              (between - last) / (month - last);
        curve->at[month] = value;
        last = month;
    }
}

/* The part of the year's way that past years had behind them at each month's end. */
static int shares(const struct gt_curve_ask *ask, double share[GT_MONTHS])
{
    int years = 0;

    for (int month = 0; month < GT_MONTHS; month++)
        share[month] = 0;
    for (int year = 0; year < ask->past_count && year < GT_CURVE_YEARS_MAX; year++) {
        const double *past = ask->past[year];
        const double from = ask->nature == GT_NATURE_CUMULATIVE ? 0
                            : year + 1 < ask->past_count        ? ask->past[year + 1][GT_MONTHS - 1]
                                                                : NAN;
        const double way = past[GT_MONTHS - 1] - from;
        bool whole = !isnan(way) && way != 0;

        for (int month = 0; whole && month < GT_MONTHS; month++)
            whole = !isnan(past[month]);
        for (int month = 0; whole && month < GT_MONTHS; month++)
            share[month] += (past[month] - from) / way;
        years += whole;
    }
    for (int month = 0; years > 0 && month < GT_MONTHS; month++)
        share[month] /= years;
    return years;
}

static void seasonal(const struct gt_curve_ask *ask, struct gt_curve *curve)
{
    double share[GT_MONTHS];

    curve->seasons = shares(ask, share);
    if (curve->seasons == 0) {
        curve->kind = GT_CURVE_EVEN;
        even(curve, curve->at[0], ask->value);
        return;
    }
    for (int month = 1; month <= GT_MONTHS; month++)
        curve->at[month] = curve->at[0] + (ask->value - curve->at[0]) * share[month - 1];
    curve->at[GT_MONTHS] = ask->value;
}

static gt_rc check(const struct gt_curve_ask *ask, const struct gt_curve *curve, struct gt_err *err)
{
    const double last = ask->months[GT_MONTHS - 1];
    const bool said = ask->kind == GT_CURVE_MONTHS || ask->kind == GT_CURVE_STEP;

    if (said && !isnan(last) && last != ask->value)
        return gt_fail_field(err, GT_EINVAL, "months",
                             "December says %g, but the year's target is %g",
                             "12月填的是%g，全年目标却是%g", last, ask->value);
    for (int month = 1; said && ask->nature == GT_NATURE_CUMULATIVE && month <= GT_MONTHS; month++)
        if (curve->at[month] < curve->at[month - 1])
            return gt_fail_field(err, GT_EINVAL, "months",
                                 "month %d asks for %g, less than the month before; this indicator counts up",
                                 "%d月的目标%g低于上月，累计指标只能递增", month, curve->at[month]);
    return GT_OK;
}

gt_rc gt_curve_make(const struct gt_curve_ask *ask, struct gt_curve *out, struct gt_err *err)
{
    struct gt_curve curve = {.kind = ask->kind, .year = ask->year};
    gt_rc rc;

    if (!isfinite(ask->value) || isinf(ask->base))
        return gt_fail_field(err, GT_EINVAL, "value", "the target is no number", "目标值不是数");
    if ((unsigned)ask->kind >= GT_CURVES || (unsigned)ask->nature >= GT_NATURES)
        return gt_fail(err, GT_EINVAL, "no such kind of curve", "没有这种目标曲线");
    curve.at[0] = first_morning(ask);
    switch (ask->kind) {
    case GT_CURVE_MONTHS: given(ask, &curve, false); break;
    case GT_CURVE_STEP: given(ask, &curve, true); break;
    case GT_CURVE_SEASONAL: seasonal(ask, &curve); break;
    case GT_CURVE_EVEN:
    case GT_CURVES: even(&curve, curve.at[0], ask->value); break;
    }
    if ((rc = check(ask, &curve, err)) != GT_OK)
        return rc;
    *out = curve;
    return GT_OK;
}

/* ---- asking ------------------------------------------------------------------- */

double gt_curve_on(const struct gt_curve *curve, gt_day day)
{
    const struct gt_ymd ymd = gt_day_ymd(day);
    const int length = gt_month_days(ymd.year, ymd.month);

    if (ymd.year != curve->year)
        return ymd.year < curve->year ? curve->at[0] : curve->at[GT_MONTHS];
    if (curve->kind == GT_CURVE_STEP)
        return curve->at[ymd.day == length ? ymd.month : ymd.month - 1];
    return curve->at[ymd.month - 1] +
           (curve->at[ymd.month] - curve->at[ymd.month - 1]) * ymd.day / length;
}

gt_day gt_curve_when(const struct gt_curve *curve, double value)
{
    const bool up = curve->at[GT_MONTHS] >= curve->at[0];
    int month = 1;

    /* the first month on whose last evening it is asked for, then its days */
    while (month <= GT_MONTHS && !(up ? curve->at[month] >= value : curve->at[month] <= value))
        month++;
    if (month > GT_MONTHS)
        return GT_DAY_NONE;
    for (int day = 1; day < gt_month_days(curve->year, month); day++) {
        const gt_day on = gt_day_from_ymd(curve->year, month, day);

        if (up ? gt_curve_on(curve, on) >= value : gt_curve_on(curve, on) <= value)
            return on;
    }
    return gt_month_end(curve->year, month);
}
