/* indicator_rank.c - regions by one indicator. */
#include "work/indicator_rank.h"

#include <math.h>

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
}

static int by_place(const void *a, const void *b)
{
    const struct gt_ind_place *x = a, *y = b;
    const int p = x->place.place == 0 ? INT32_MAX : x->place.place;
    const int q = y->place.place == 0 ? INT32_MAX : y->place.place;

    if (p != q)
        return p < q ? -1 : 1;
    return (x->region->position > y->region->position) - (x->region->position < y->region->position);
}

/* The newest month that at least half of the regions have read. */
static int64_t common_month(const struct gt_ind_book *book, const struct gt_ind *ind)
{
    for (int64_t month = gt_ind_month(book->year, 12); month >= gt_ind_month(book->year - 1, 1); month--) {
        size_t read = 0;

        for (size_t at = 0; at < book->regions.count; at++) {
            const struct gt_ind_series *series = gt_ind_series_of(ind, book->regions.at[at].id, 0);

            read += series != NULL && !isnan(gt_ind_value(series, month));
        }
        if (read > 0 && read * 2 >= book->regions.count)
            return month;
    }
    return -1;
}

static double figure(const struct gt_ind_series *series, int64_t month, bool by_percent)
{
    const struct gt_target *target = by_percent && series != NULL ? gt_ind_target(series, (int)(month / 12)) : NULL;
    const double value = series == NULL ? NAN : gt_ind_value(series, month);

    if (!by_percent)
        return value;
    return target == NULL || target->value == 0 ? NAN : value / target->value * 100;
}

/* Places of one month's figures. */
static gt_rc rank_month(const struct gt_ind_book *book, const struct gt_ind *ind, int64_t month, bool by_percent,
                        struct gt_arena *arena, struct gt_place_of *out, struct gt_err *err)
{
    const enum gt_aim aim = by_percent && ind->facts.aim == GT_AIM_BAND ? GT_AIM_UP : (enum gt_aim)ind->facts.aim;
    const struct gt_target *whole = gt_ind_target(&ind->series[0], book->year);
    double *figures = GT_NEW_N(arena, double, book->regions.count + 1);

    if (figures == NULL)
        return no_memory(err);
    for (size_t at = 0; at < book->regions.count; at++)
        figures[at] = figure(gt_ind_series_of(ind, book->regions.at[at].id, 0), month, by_percent);
    return gt_rank(figures, book->regions.count, aim, whole == NULL ? 0 : whole->low, whole == NULL ? 0 : whole->high,
                   arena, out, err);
}

gt_rc gt_ind_places_make(struct gt_ind_book *book, const struct gt_ind *ind, bool by_percent,
                         struct gt_arena *arena, struct gt_ind_places *out, struct gt_err *err)
{
    const size_t count = book->regions.count;
    struct gt_ind_places places = {.month = common_month(book, ind)};
    struct gt_place_of *now = GT_NEW_N(arena, struct gt_place_of, count + 1);
    struct gt_place_of *was = GT_NEW_N(arena, struct gt_place_of, count + 1);
    gt_rc rc = GT_OK;

    places.before = places.month - ind->facts.frequency;
    if (now == NULL || was == NULL || (places.rows = GT_NEW_N(arena, struct gt_ind_place, count + 1)) == NULL)
        return no_memory(err);
    if (places.month >= 0) {
        places.count = count;
        /* counts begin anew in January: places across the year still compare */
        if ((rc = rank_month(book, ind, places.month, by_percent, arena, now, err)) != GT_OK ||
            (rc = rank_month(book, ind, places.before, by_percent, arena, was, err)) != GT_OK)
            return rc;
    }
    for (size_t at = 0; at < places.count && rc == GT_OK; at++) {
        struct gt_ind_series *series = gt_ind_series_of(ind, book->regions.at[at].id, 0);

        places.rows[at] = (struct gt_ind_place){
            .region = &book->regions.at[at], .place = now[at], .was = was[at],
            .value = series == NULL ? NAN : gt_ind_value(series, places.month)};
        if (series != NULL)
            rc = gt_ind_now_of(book, ind, series, &places.rows[at].now, err);
    }
    if (rc != GT_OK)
        return rc;
    qsort(places.rows, places.count, sizeof *places.rows, by_place);
    *out = places;
    return GT_OK;
}
