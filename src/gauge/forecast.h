/*
 * forecast.h - where an indicator will stand at the year's end, and how sure
 * that is.
 *
 * Several plain methods forecast a past that is known already (a rolling
 * origin: Tashman, "Out-of-sample tests of forecasting accuracy", IJF 16,
 * 2000); the one whose mean absolute error is least over the very horizon
 * that is asked for is taken, and its errors give the band.  With less than
 * GT_FORECAST_MONTHS_MIN months there is nothing to choose by: then the year
 * is stretched by last year's share or by the run so far, and `plain` says so.
 *
 *   seasonal naive, drift   Hyndman, Athanasopoulos, "Forecasting: Principles
 *                           and Practice", section 5.2
 *   growth                  the same month last year times the growth of the
 *                           last twelve months over the twelve before
 *   Holt-Winters            Winters, Management Science 6, 1960, additive;
 *                           trend damped after Gardner, McKenzie, Management
 *                           Science 31, 1985
 *   Theta                   Assimakopoulos, Nikolopoulos, IJF 16, 2000, in the
 *                           form of Hyndman, Billah, IJF 19, 2003: simple
 *                           exponential smoothing with half the slope as drift,
 *                           on seasonally adjusted values
 *
 * A cumulative indicator is forecast by its monthly additions and added up
 * again.  Months without a reading lie on the line between their neighbours,
 * so quarterly readings count as three equal months.
 */
#ifndef GT_GAUGE_FORECAST_H
#define GT_GAUGE_FORECAST_H

#include "gauge/curve.h"

#define GT_METHOD_MAP(X)                                                            \
    X(NONE,     "none",     "no forecast",                   "无法预测")            \
    X(LAST,     "last",     "last value holds",              "保持最近值")          \
    X(RUN,      "run",      "the run so far goes on",        "按当年均速外推")      \
    X(SHARE,    "share",    "last year's share at this date", "按去年同期占全年比重推算") \
    X(SNAIVE,   "snaive",   "as the same months last year",  "季节朴素法")          \
    X(GROWTH,   "growth",   "last year's months times growth", "去年同月乘以增幅")  \
    X(DRIFT,    "drift",    "drift",                         "漂移法")              \
    X(WINTERS,  "winters",  "Holt-Winters, damped",          "霍尔特－温特斯法（阻尼趋势）") \
    X(THETA,    "theta",    "Theta",                         "Theta法")
enum gt_method {
#define GT_METHOD_ENUM(name, key, en, zh) GT_METHOD_##name,
    GT_METHOD_MAP(GT_METHOD_ENUM)
#undef GT_METHOD_ENUM
    GT_METHODS
};
const char *gt_method_key(enum gt_method method);
const char *gt_method_word(enum gt_method method, enum gt_lang lang);

enum {
    GT_FORECAST_PAST_MAX = 120,   /* months looked at, the newest */
    GT_FORECAST_MONTHS_MIN = 30,  /* from here on methods are chosen by their error */
    GT_FORECAST_TRAIN_MIN = 24,   /* months before the first origin */
};

struct gt_forecast_ask {
    enum gt_nature nature;
    const double *values;    /* readings by month, oldest first; NaN where there is none */
    int count;
    int first_month;         /* 0 (January) to 11 of values[0] */
    int horizon;             /* months behind the last reading, 1 to 12 */
    bool never_falls;        /* cumulative: additions are not below 0 */
};

struct gt_forecast {
    enum gt_method method;
    bool   plain;            /* too little past to choose a method or to trust the band */
    int    months;           /* of the past that it rests on */
    int    origins;          /* times the method was tried on the past; 0: plain */
    double error;            /* mean absolute error at the horizon, per cent of the forecast; NaN */
    int    horizon;
    double at[GT_MONTHS];    /* as readings: counted from 1 January where cumulative */
    double low[GT_MONTHS], high[GT_MONTHS]; /* 80 per cent; NaN where nobody can say */
};

/* Never fails: without any reading the method is NONE and all values NaN. */
void gt_forecast_make(const struct gt_forecast_ask *ask, struct gt_forecast *out);

#endif
