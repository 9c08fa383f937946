/* rank.c - places and groups. */
#include "gauge/rank.h"

#include <math.h>

struct one { double key; size_t at; };

/* The best first; on equal keys in the order given, so that the answer is one. */
static int by_key(const void *a, const void *b)
{
    const struct one *x = a, *y = b;

    if (x->key != y->key)
        return x->key > y->key ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

/* The more, the better. */
static double key_of(double value, enum gt_aim aim, double low, double high)
{
    switch (aim) {
    case GT_AIM_UP: return value;
    case GT_AIM_DOWN: return -value;
    case GT_AIM_BAND: return value < low ? value - low : value > high ? high - value : 0;
    case GT_AIMS: break;
    }
    return value;
}

gt_rc gt_rank(const double *values, size_t count, enum gt_aim aim, double low, double high,
              struct gt_arena *arena, struct gt_place_of *out, struct gt_err *err)
{
    struct one *ones = GT_NEW_N(arena, struct one, count + 1);
    size_t ranked = 0;

    if (ones == NULL)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    for (size_t at = 0; at < count; at++) {
        out[at] = (struct gt_place_of){0};
        if (!isnan(values[at]))
            ones[ranked++] = (struct one){key_of(values[at], aim, low, high), at};
    }
    qsort(ones, ranked, sizeof *ones, by_key);
    for (size_t at = 0; at < ranked; at++) {
        struct gt_place_of *place = &out[ones[at].at];

        place->place = at > 0 && ones[at].key == ones[at - 1].key ? out[ones[at - 1].at].place : (int)at + 1;
        place->ranked = (int)ranked;
        place->group = 1 + (int)((size_t)(place->place - 1) * GT_RANK_GROUPS / ranked);
    }
    return GT_OK;
}

int gt_rank_change(int before, int now) { return before == 0 || now == 0 ? 0 : before - now; }
