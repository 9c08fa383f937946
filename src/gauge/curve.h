/*
 * curve.h - what an indicator should read on any day of a year: the target
 * as a curve.
 *
 * A curve is twelve evenings.  Between two evenings it is a straight line by
 * days, or, for a step curve, the last evening's value holds.  All values are
 * in the indicator's own unit; NaN means "not known".
 */
#ifndef GT_GAUGE_CURVE_H
#define GT_GAUGE_CURVE_H

#include "base/base.h"
#include "base/date.h"

/* Which way is good. */
#define GT_AIM_MAP(X) X(UP, "up", "the higher the better", "越高越好") \
    X(DOWN, "down", "the lower the better", "越低越好") X(BAND, "band", "inside a band", "在区间内")
enum gt_aim {
#define GT_AIM_ENUM(name, key, en, zh) GT_AIM_##name,
    GT_AIM_MAP(GT_AIM_ENUM)
#undef GT_AIM_ENUM
    GT_AIMS
};

/* cumulative: counted from 1 January, so December is the year's figure;
 * stock: what there is at a period's end; rate: a share or a growth, held
 * against the target itself and never against the year's elapsed part. */
#define GT_NATURE_MAP(X) X(CUMULATIVE, "cumulative", "cumulative", "累计") \
    X(STOCK, "stock", "stock", "时点") X(RATE, "rate", "rate", "比率") X(RANK, "rank", "rank", "位次")
enum gt_nature {
#define GT_NATURE_ENUM(name, key, en, zh) GT_NATURE_##name,
    GT_NATURE_MAP(GT_NATURE_ENUM)
#undef GT_NATURE_ENUM
    GT_NATURES
};

#define GT_CURVE_MAP(X) X(EVEN, "even", "evenly over the year", "全年均衡") \
    X(MONTHS, "months", "month by month", "逐月确定") \
    X(SEASONAL, "seasonal", "as past years went", "按往年节奏") X(STEP, "step", "in steps", "分段台阶")
enum gt_curve_kind {
#define GT_CURVE_ENUM(name, key, en, zh) GT_CURVE_##name,
    GT_CURVE_MAP(GT_CURVE_ENUM)
#undef GT_CURVE_ENUM
    GT_CURVES
};

const char *gt_aim_key(enum gt_aim aim);
const char *gt_aim_word(enum gt_aim aim, enum gt_lang lang);
int gt_aim_from(gt_str key); /* -1 for none of them; so do the next two */
const char *gt_nature_key(enum gt_nature nature);
const char *gt_nature_word(enum gt_nature nature, enum gt_lang lang);
int gt_nature_from(gt_str key);
const char *gt_curve_key(enum gt_curve_kind kind);
const char *gt_curve_word(enum gt_curve_kind kind, enum gt_lang lang);
int gt_curve_from(gt_str key);

enum { GT_MONTHS = 12, GT_CURVE_YEARS_MAX = 10 /* past years a seasonal curve looks at */ };

struct gt_curve_ask {
    enum gt_curve_kind kind;
    enum gt_nature nature;
    int    year;
    double base;               /* on the year's first morning; NaN: not known */
    double value;              /* the year's target */
    double months[GT_MONTHS];  /* MONTHS and STEP: evenings of the months, NaN where not given */
    const double (*past)[GT_MONTHS]; /* SEASONAL: readings of past years, newest first */
    int    past_count;
};

struct gt_curve {
    enum gt_curve_kind kind;   /* what it became: a seasonal one without a past is EVEN */
    int    year;
    int    seasons;            /* past years it rests on */
    double at[GT_MONTHS + 1];  /* [0] the year's first morning, [m] month m's last evening */
};

/*
 * GT_EINVAL   the target is no number, or the months given do not end at it,
 *             or run back and forth where the indicator is cumulative
 */
gt_rc gt_curve_make(const struct gt_curve_ask *ask, struct gt_curve *out,
                    struct gt_err *err) GT_MUST_USE;

/* What should be read on the evening of the day; the ends hold outside the year. */
double gt_curve_on(const struct gt_curve *curve, gt_day day);
/* The first day of the year on whose evening the curve asks for `value` or
 * more in its own direction; GT_DAY_NONE where it never does. */
gt_day gt_curve_when(const struct gt_curve *curve, double value);

#endif
