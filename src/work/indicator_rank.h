/*
 * indicator_rank.h - regions by one indicator: places, what they won or lost
 * since the period before, five groups for a map.
 */
#ifndef GT_WORK_INDICATOR_RANK_H
#define GT_WORK_INDICATOR_RANK_H

#include "gauge/rank.h"
#include "work/indicator_book.h"

struct gt_ind_place {
    const struct gt_region *region;
    const struct gt_ind_now *now;  /* of this year; NULL: nothing is known of it */
    double value;                  /* of the month that all are told for; NaN */
    struct gt_place_of place, was; /* now, and a period before */
};

struct gt_ind_places {
    int64_t month, before;         /* month -1: no month that half of the regions have read */
    struct gt_ind_place *rows;     /* [count] by place, then by the regions' order */
    size_t  count;
};

/* by_percent: by the part of their own targets.  While the book is held. */
gt_rc gt_ind_places_make(struct gt_ind_book *book, const struct gt_ind *ind, bool by_percent,
                         struct gt_arena *arena, struct gt_ind_places *out, struct gt_err *err) GT_MUST_USE;

#endif
