/* spread.c - inverse distribution functions, tabulated. */
#include <math.h>

#include "plan/spread.h"

enum { RATIOS = 1000, STEPS = 4096 };

bool gt_spread_valid(const struct gt_spread *s)
{
    switch (s->kind) {
    case GT_SPREAD_FIXED:
        return true;
    case GT_SPREAD_TRIANGULAR:
    case GT_SPREAD_PERT:
        return isfinite(s->low) && isfinite(s->high) && s->low >= 0 && s->low <= s->mode &&
               s->mode <= s->high && s->high <= GT_AMOUNT_MAX;
    case GT_SPREAD_LOGNORMAL:
        return isfinite(s->mode) && s->mode > 0 && s->high >= s->mode && s->high <= GT_AMOUNT_MAX;
    case GT_SPREAD_EMPIRICAL:
        for (uint32_t i = 0; i < s->value_count; i++)
            if (!isfinite(s->values[i]) || s->values[i] < 0 || s->values[i] > GT_AMOUNT_MAX)
                return false;
        return s->value_count > 0;
    }
    return false;
}

/* Where the mode lies between low and high, in thousandths: the shape. */
static uint32_t ratio_of(const struct gt_spread *s)
{
    return s->high <= s->low ? 0 : (uint32_t)((s->mode - s->low) / (s->high - s->low) * RATIOS + 0.5);
}

/* sigma of the logarithm: the 90th percentile is 1.2816 sigma above. */
static double sigma_of(const struct gt_spread *s) { return log(s->high / s->mode) / 1.2815515655446004; }

struct gt_shape gt_spread_shape(const struct gt_spread *s)
{
    switch (s->kind) {
    case GT_SPREAD_TRIANGULAR:
    case GT_SPREAD_PERT:
        return (struct gt_shape){((uint32_t)s->kind << 24) | ratio_of(s), (float)s->low,
                                 (float)(s->high - s->low)};
    case GT_SPREAD_LOGNORMAL:
        return (struct gt_shape){((uint32_t)s->kind << 24) | (uint32_t)(sigma_of(s) * RATIOS + 0.5), 0,
                                 (float)s->mode};
    case GT_SPREAD_EMPIRICAL: /* no two alike: the caller gives each its own table */
        return (struct gt_shape){(uint32_t)s->kind << 24, 0, 1};
    case GT_SPREAD_FIXED:
        break;
    }
    return (struct gt_shape){0, (float)s->mode, 0};
}

static void triangle(double r, float *table)
{
    for (int i = 0; i < GT_QUANTILES; i++) {
        double u = (i + 0.5) / GT_QUANTILES;

        table[i] = (float)(u < r ? sqrt(u * r) : 1 - sqrt((1 - u) * (1 - r)));
    }
}

/* Beta(1 + 4r, 5 - 4r): its density is added up and inverted. */
static void pert(double r, float *table)
{
    double sum = 0, total = 0, a = 4 * r, b = 4 - 4 * r;
    int i = 0;

    for (int k = 0; k < STEPS; k++) {
        double x = (k + 0.5) / STEPS;

        total += pow(x, a) * pow(1 - x, b);
    }
    for (int k = 0; k < STEPS && i < GT_QUANTILES; k++) {
        double x = (k + 0.5) / STEPS, mass = pow(x, a) * pow(1 - x, b) / total;

        while (i < GT_QUANTILES && (i + 0.5) / GT_QUANTILES <= sum + mass) {
            table[i] = (float)((k + ((i + 0.5) / GT_QUANTILES - sum) / mass) / STEPS);
            i++;
        }
        sum += mass;
    }
    while (i < GT_QUANTILES)
        table[i++] = 1;
}

/* Standard normal quantile by Newton's steps on erfc: exact enough for a table. */
static double normal_quantile(double u)
{
    double z = 0;

    for (int i = 0; i < 60; i++) {
        double p = 0.5 * erfc(-z / M_SQRT2), density = exp(-z * z / 2) / sqrt(2 * M_PI);
        double step = (p - u) / density;

        step = step > 0.5 ? 0.5 : step < -0.5 ? -0.5 : step;
        z -= step;
        if (fabs(step) < 1e-12)
            break;
    }
    return z;
}

static int by_value(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;

    return x < y ? -1 : x > y;
}

void gt_spread_table(const struct gt_spread *s, float table[GT_QUANTILES])
{
    double r = s->high <= s->low ? 0 : (double)ratio_of(s) / RATIOS;

    switch (s->kind) {
    case GT_SPREAD_FIXED:
        memset(table, 0, GT_QUANTILES * sizeof(*table));
        return;
    case GT_SPREAD_TRIANGULAR:
        triangle(r, table);
        return;
    case GT_SPREAD_PERT:
        pert(r, table);
        return;
    case GT_SPREAD_LOGNORMAL:
        for (int i = 0; i < GT_QUANTILES; i++)
            table[i] = (float)exp((uint32_t)(sigma_of(s) * RATIOS + 0.5) / (double)RATIOS *
                                  normal_quantile((i + 0.5) / GT_QUANTILES));
        return;
    case GT_SPREAD_EMPIRICAL:
        for (int i = 0; i < GT_QUANTILES; i++)
            table[i] = (float)s->values[(uint64_t)i * s->value_count / GT_QUANTILES];
        qsort(table, GT_QUANTILES, sizeof(*table), by_value);
        return;
    }
}
