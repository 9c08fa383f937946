/* forecast.c - choosing and running a forecast of the rest of the year. */
#include "gauge/forecast.h"

#include <math.h>

#define BAND 1.2815515655446004 /* of a normal spread: 80 per cent inside */

const char *gt_method_key(enum gt_method method)
{
#define KEY(name, key, en, zh) key,
    static const char *const keys[] = {GT_METHOD_MAP(KEY)};
#undef KEY
    return keys[method];
}

const char *gt_method_word(enum gt_method method, enum gt_lang lang)
{
#define WORDS(name, key, en, zh) {zh, en},
    static const char *const words[][GT_LANG_COUNT] = {GT_METHOD_MAP(WORDS)};
#undef WORDS
    return words[method][lang];
}

struct winters { double level, trend, season[GT_MONTHS], alpha, beta, gamma, phi, error; };

/* The past as the methods see it: monthly additions, or levels. */
struct past {
    double x[GT_FORECAST_PAST_MAX];
    int    count;
    int    first_month;   /* of x[0] */
    double last;          /* the newest reading itself */
    double year_so_far;   /* where cumulative: of the running year, else 0 */
    bool   cumulative;
    int    horizon;
    struct winters fits[GT_FORECAST_PAST_MAX + 1]; /* [n] the best over the first n months */
};

typedef void method_run(const struct past *past, int count, double out[GT_MONTHS]);

/* ---- the past ------------------------------------------------------------------- */

static int month_of(const struct past *past, int at) { return (past->first_month + at) % GT_MONTHS; }

/* Fills gaps between readings with the line between them.  A cumulative
 * count begins anew each January: months behind a year's last reading go on
 * as the year went so far, those before a year's first lie on the line from 0. */
static void fill(double *values, int count, int first_month, bool cumulative)
{
    int last = -1;

    for (int at = 0; at < count; at++) {
        const int january = at - (first_month + at) % GT_MONTHS;
        int from = last;

        if (isnan(values[at]))
            continue;
        for (; cumulative && last >= 0 && from + 1 < january; from++)
            values[from + 1] = values[last] * ((first_month + from + 1) % GT_MONTHS + 1) /
                               ((first_month + last) % GT_MONTHS + 1);
        for (int gap = from + 1; gap < at; gap++) {
            const double base = cumulative && last < january ? 0 : values[last];

            values[gap] = base + (values[at] - base) * (gap - from) / (at - from);
        }
        last = at;
    }
}

static bool take(const struct gt_forecast_ask *ask, struct past *past)
{
    double values[GT_FORECAST_PAST_MAX];
    int from = ask->count > GT_FORECAST_PAST_MAX ? ask->count - GT_FORECAST_PAST_MAX : 0;
    int to = ask->count, count;

    while (to > from && isnan(ask->values[to - 1]))
        to--;
    while (from < to && isnan(ask->values[from]))
        from++;
    count = to - from;
    past->first_month = (ask->first_month + from) % GT_MONTHS;
    past->cumulative = ask->nature == GT_NATURE_CUMULATIVE;
    past->horizon = ask->horizon;
    for (int at = 0; at < count; at++)
        values[at] = ask->values[from + at];
    fill(values, count, past->first_month, past->cumulative);
    past->count = count;
    for (int at = 0; at < count; at++) {
        const int month = month_of(past, at);

        if (!past->cumulative || month == 0)
            past->x[at] = values[at];
        else if (at == 0) /* what its year had added before is not known by months */
            past->x[at] = values[at] / (month + 1);
        else
            past->x[at] = values[at] - values[at - 1];
    }
    if (count > 0) {
        past->last = values[count - 1];
        past->year_so_far = past->cumulative ? past->last : 0;
    }
    return past->count > 0;
}

/* ---- the methods ------------------------------------------------------------------ */

static void run_snaive(const struct past *past, int count, double out[GT_MONTHS])
{
    for (int step = 0; step < past->horizon; step++)
        out[step] = past->x[count - GT_MONTHS + step % GT_MONTHS];
}

static double sum_of(const double *x, int count)
{
    double sum = 0;

    for (int at = 0; at < count; at++)
        sum += x[at];
    return sum;
}

static void run_growth(const struct past *past, int count, double out[GT_MONTHS])
{
    const double now = sum_of(past->x + count - GT_MONTHS, GT_MONTHS);
    const double before = sum_of(past->x + count - 2 * GT_MONTHS, GT_MONTHS);
    const double growth = before != 0 && now / before > 0 ? now / before : 1;

    for (int step = 0; step < past->horizon; step++)
        out[step] = past->x[count - GT_MONTHS + step % GT_MONTHS] * growth;
}

static void run_drift(const struct past *past, int count, double out[GT_MONTHS])
{
    const double slope = count > 1 ? (past->x[count - 1] - past->x[0]) / (count - 1) : 0;

    for (int step = 0; step < past->horizon; step++)
        out[step] = past->x[count - 1] + slope * (step + 1);
}

/* Mean distance of each month from its year's mean, over whole years. */
static void seasons(const struct past *past, int count, double index[GT_MONTHS])
{
    const int years = count / GT_MONTHS;

    for (int month = 0; month < GT_MONTHS; month++)
        index[month] = 0;
    for (int year = 0; year < years; year++) {
        const double *x = past->x + count - (year + 1) * GT_MONTHS;
        const double mean = sum_of(x, GT_MONTHS) / GT_MONTHS;

        for (int month = 0; month < GT_MONTHS; month++)
            index[month_of(past, count - (year + 1) * GT_MONTHS + month)] += (x[month] - mean) / years;
    }
}

static void run_theta(const struct past *past, int count, double out[GT_MONTHS])
{
    static const double alphas[] = {0.1, 0.2, 0.35, 0.5, 0.7, 0.9};
    double index[GT_MONTHS], y[GT_FORECAST_PAST_MAX], best = INFINITY, level = 0, alpha = 0.5;
    double sx = 0, sy = 0, sxx = 0, sxy = 0, slope;

    seasons(past, count, index);
    for (int at = 0; at < count; at++) {
        y[at] = past->x[at] - index[month_of(past, at)];
        sx += at;
        sy += y[at];
        sxx += (double)at * at;
        sxy += at * y[at];
    }
    slope = (count * sxy - sx * sy) / (count * sxx - sx * sx);
    for (size_t a = 0; a < GT_LEN(alphas); a++) {
        double now = y[0], error = 0;

        for (int at = 1; at < count; at++) {
            error += (y[at] - now) * (y[at] - now);
            now += alphas[a] * (y[at] - now);
        }
        if (error < best) {
            best = error;
            level = now;
            alpha = alphas[a];
        }
    }
    /* equation (9) of Hyndman and Billah, the drift settled for a long past */
    for (int step = 0; step < past->horizon; step++)
        out[step] = level + slope / 2 * (step + 1 / alpha - pow(1 - alpha, count) / alpha) +
                    index[month_of(past, count + step)];
}

static void winters_begin(const struct past *past, struct winters *w)
{
    const double first = sum_of(past->x, GT_MONTHS) / GT_MONTHS;
    const double second = sum_of(past->x + GT_MONTHS, GT_MONTHS) / GT_MONTHS;

    w->trend = (second - first) / GT_MONTHS;
    w->level = first + w->trend * (GT_MONTHS - 1) / 2.0;
    w->error = 0;
    for (int month = 0; month < GT_MONTHS; month++)
        w->season[month_of(past, month)] =
            (past->x[month] - first + past->x[month + GT_MONTHS] - second) / 2;
}

static void winters_step(struct winters *w, double x, double *season)
{
    const double ahead = w->level + w->phi * w->trend;
    const double error = x - ahead - *season;

    w->error += error * error;
    w->level = ahead + w->alpha * error;
    w->trend = w->phi * w->trend + w->alpha * w->beta * error;
    *season += w->gamma * (1 - w->alpha) * error;
}

/* One walk for each setting; at every month that may be an origin the setting
 * that went best up to there is kept with its state. */
static void winters_walk(struct past *past, struct winters w)
{
    winters_begin(past, &w);
    for (int at = GT_MONTHS; at < past->count; at++) {
        winters_step(&w, past->x[at], &w.season[month_of(past, at)]);
        if (at + 1 >= GT_FORECAST_TRAIN_MIN && w.error < past->fits[at + 1].error)
            past->fits[at + 1] = w;
    }
}

static void winters_fit(struct past *past)
{
    static const double alphas[] = {0.1, 0.3, 0.6}, betas[] = {0.05, 0.2}, gammas[] = {0.05, 0.2, 0.4};

    for (int at = 0; at <= past->count; at++)
        past->fits[at].error = INFINITY;
    for (size_t a = 0; a < GT_LEN(alphas); a++)
        for (size_t b = 0; b < GT_LEN(betas); b++)
            for (size_t g = 0; g < GT_LEN(gammas); g++)
                winters_walk(past, (struct winters){.alpha = alphas[a], .beta = betas[b], .gamma = gammas[g],
                                                    .phi = 0.95});
}

static void run_winters(const struct past *past, int count, double out[GT_MONTHS])
{
    const struct winters *best = &past->fits[count];
    double damped = 0, phi = best->phi;

    for (int step = 0; step < past->horizon; step++) {
        damped += phi;
        phi *= best->phi;
        out[step] = best->level + damped * best->trend + best->season[month_of(past, count + step)];
    }
}

static const struct candidate { enum gt_method method; method_run *run; } candidates[] = {
    {GT_METHOD_SNAIVE, run_snaive}, {GT_METHOD_GROWTH, run_growth}, {GT_METHOD_DRIFT, run_drift},
    {GT_METHOD_THETA, run_theta}, {GT_METHOD_WINTERS, run_winters},
};

/* ---- trying them on the past -------------------------------------------------------- */

struct trial { int origins; double mean_abs, square[GT_MONTHS]; };

/* What the errors of other months mean for these: a sum of December's is
 * missed by more than one of April's.  Only sums of additions have a size. */
static double size_of(const struct past *past, const double steps[GT_MONTHS], int step)
{
    double size = 0;

    for (int at = 0; past->cumulative && at <= step; at++)
        size += fabs(steps[at]);
    return size > 0 ? size : 1;
}

/* The error counts as it will be read: of the sum of additions, or of the level. */
static struct trial try_out(const struct past *past, method_run *run)
{
    struct trial trial = {0};
    double out[GT_MONTHS];

    for (int origin = GT_FORECAST_TRAIN_MIN; origin + past->horizon <= past->count; origin++) {
        double error = 0;

        run(past, origin, out);
        for (int step = 0; step < past->horizon; step++) {
            const double miss = out[step] - past->x[origin + step];

            error = past->cumulative ? error + miss : miss;
            trial.square[step] += error / size_of(past, out, step) * error / size_of(past, out, step);
        }
        trial.mean_abs += fabs(error);
        trial.origins++;
    }
    trial.mean_abs /= trial.origins > 0 ? trial.origins : 1;
    return trial;
}

/* Additions become readings; a new January begins at 0. */
static void add_up(const struct past *past, const double steps[GT_MONTHS], double out[GT_MONTHS])
{
    double sum = past->year_so_far;

    for (int step = 0; step < past->horizon; step++) {
        if (past->cumulative && month_of(past, past->count + step) == 0)
            sum = 0;
        sum = past->cumulative ? sum + steps[step] : steps[step];
        out[step] = sum;
    }
}

/* Origins that share months are not so many tries: as many as horizons fit
 * into them, and one spent on choosing the method.  The band is Student's, by
 * the first term of Cornish and Fisher's expansion. */
static double band(const struct past *past, int origins)
{
    const double tries = (double)(origins + past->horizon - 1) / past->horizon;
    const double free = tries > 2 ? tries - 1 : 1;

    return BAND * (1 + (BAND * BAND + 1) / (4 * free)) * sqrt(1 + 1 / tries);
}

static void chosen(const struct gt_forecast_ask *ask, const struct past *past, struct gt_forecast *out)
{
    double steps[GT_MONTHS];
    const struct candidate *best = NULL;
    struct trial trial = {0};

    for (size_t at = 0; at < GT_LEN(candidates); at++) {
        const struct trial one = try_out(past, candidates[at].run);

        if (best == NULL || one.mean_abs < trial.mean_abs) {
            best = &candidates[at];
            trial = one;
        }
    }
    best->run(past, past->count, steps);
    for (int step = 0; step < past->horizon; step++)
        if (ask->never_falls && steps[step] < 0)
            steps[step] = 0;
    add_up(past, steps, out->at);
    out->method = best->method;
    out->origins = trial.origins;
    for (int step = 0; step < past->horizon; step++) {
        const double half = band(past, trial.origins) * size_of(past, steps, step) *
                            sqrt(trial.square[step] / trial.origins);

        out->low[step] = out->at[step] - half;
        out->high[step] = out->at[step] + half;
        if (ask->never_falls && past->cumulative && out->low[step] < past->year_so_far &&
            month_of(past, past->count) != 0)
            out->low[step] = past->year_so_far;
    }
    if (out->at[past->horizon - 1] != 0)
        out->error = 100 * trial.mean_abs / fabs(out->at[past->horizon - 1]);
}

/* ---- a short past ---------------------------------------------------------------------- */

static double spread(const double *x, int count)
{
    const double mean = sum_of(x, count) / count;
    double square = 0;

    for (int at = 0; at < count; at++)
        square += (x[at] - mean) * (x[at] - mean);
    return sqrt(square / (count - 1));
}

/* The months that the running year has behind it, and as many a year before. */
static bool stretch(const struct past *past, double steps[GT_MONTHS], double *noise)
{
    const int gone = month_of(past, past->count - 1) + 1, before = past->count - gone - GT_MONTHS;
    double last = 0, misses[GT_MONTHS];

    if (!past->cumulative || before < 0 || gone == GT_MONTHS)
        return false;
    last = sum_of(past->x + before, gone);
    if (last <= 0 || past->year_so_far <= 0)
        return false;
    for (int step = 0; step < past->horizon; step++)
        steps[step] = past->x[before + gone + step] * past->year_so_far / last;
    for (int month = 0; month < gone; month++)
        misses[month] = past->x[past->count - gone + month] -
                        past->x[before + month] * past->year_so_far / last;
    *noise = gone > 2 ? spread(misses, gone) : NAN;
    return true;
}

static void plain(const struct gt_forecast_ask *ask, const struct past *past, struct gt_forecast *out)
{
    const int gone = month_of(past, past->count - 1) + 1;
    const int fresh = gone < past->count ? gone : past->count;
    double steps[GT_MONTHS], noise = NAN, changes[GT_FORECAST_PAST_MAX];

    out->plain = true;
    if (stretch(past, steps, &noise)) {
        out->method = GT_METHOD_SHARE;
    } else if (past->cumulative) {
        out->method = GT_METHOD_RUN;
        for (int step = 0; step < past->horizon; step++)
            steps[step] = sum_of(past->x + past->count - fresh, fresh) / fresh;
        noise = fresh > 2 ? spread(past->x + past->count - fresh, fresh) : NAN;
    } else {
        out->method = GT_METHOD_LAST;
        for (int step = 0; step < past->horizon; step++)
            steps[step] = past->last;
        for (int at = 1; at < past->count; at++)
            changes[at - 1] = past->x[at] - past->x[at - 1];
        noise = past->count > 3 ? spread(changes, past->count - 1) : NAN;
    }
    add_up(past, steps, out->at);
    for (int step = 0; step < past->horizon; step++) {
        /* independent months: the spread grows with the root of their number */
        const double half = BAND * noise * sqrt(step + 1);

        out->low[step] = out->at[step] - half;
        out->high[step] = out->at[step] + half;
        if (ask->never_falls && past->cumulative && out->low[step] < past->year_so_far)
            out->low[step] = past->year_so_far;
    }
}

void gt_forecast_make(const struct gt_forecast_ask *ask, struct gt_forecast *out)
{
    struct past past;

    past.year_so_far = past.last = 0;
    *out = (struct gt_forecast){.horizon = ask->horizon, .error = NAN};
    for (int step = 0; step < GT_MONTHS; step++)
        out->at[step] = out->low[step] = out->high[step] = NAN;
    if (ask->horizon < 1 || ask->horizon > GT_MONTHS || !take(ask, &past))
        return;
    out->months = past.count;
    if (past.count >= GT_FORECAST_MONTHS_MIN && past.count >= GT_FORECAST_TRAIN_MIN + past.horizon) {
        winters_fit(&past);
        chosen(ask, &past, out);
    } else {
        plain(ask, &past, out);
    }
}
