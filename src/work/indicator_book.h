/*
 * indicator_book.h - the indicators of a space in memory: dictionary, series
 * of readings by month, targets, sheets; and what follows from them.
 *
 * Kept beside the picture (picture.h) under the same lock, and brought up to
 * date by the same changes: what was logged under "indicator" is read again
 * one indicator at a time, "period" and "score" their small tables; anything
 * else leaves the book as it is.  Formulas are reckoned when the book is read
 * and after each change; a forecast when somebody first looks at its series.
 *
 *     const struct gt_picture *picture;
 *     struct gt_ind_book *book;
 *     if ((rc = gt_ind_hold(ctx, &picture, &book, err)) != GT_OK)
 *         return rc;
 *     ...
 *     gt_picture_done(ctx);
 */
#ifndef GT_WORK_INDICATOR_BOOK_H
#define GT_WORK_INDICATOR_BOOK_H

#include "gauge/forecast.h"
#include "gauge/formula.h"
#include "gauge/pace.h"
#include "gauge/score.h"
#include "store/indicator_store.h"
#include "work/picture.h"

enum {
    GT_IND_BYTES_MAX = 1500 << 20,
    GT_IND_PATCH_BYTES_MAX = 64 << 20, /* that changes may add; then it is read anew, to give memory back */
    GT_IND_YEAR_MIN = 1990, GT_IND_YEAR_MAX = 2100,
};

/* year * 12 + month from 0 */
int64_t gt_ind_month(int year, int month);     /* month 1 to 12 */
gt_day  gt_ind_month_end(int64_t month);

/* What a series says of one year. */
struct gt_ind_now {
    int    year;
    bool   aimed;                  /* there is a target; else pace is NONE */
    struct gt_target target;
    struct gt_curve curve;
    struct gt_pace_facts facts;    /* its curve points to the one above */
    struct gt_pace pace;
    struct gt_forecast forecast;   /* from the newest reading to December */
    double months[GT_MONTHS], last_year[GT_MONTHS];
    gt_day cut_off;                /* of the newest reading; GT_DAY_NONE */
    int    newest;                 /* its month, 1 to 12; 0: none this year */
    double value;                  /* the newest; NaN */
    double year_ago;               /* the same month last year; NaN */
};

struct gt_ind_series {
    int64_t  region_id, unit_id;   /* 0, 0: the whole, always the first */
    int64_t  first_month;
    uint32_t months;
    double  *values;               /* [months] NaN where there is none */
    uint8_t *states;               /* [months] enum gt_reading_state */
    gt_day  *as_of;                /* [months] */
    struct gt_target *targets;     /* [target_count] by year */
    uint32_t target_count;
    struct gt_ind_now *now;        /* of the book's year; NULL until asked for */
};

struct gt_ind {
    struct gt_indicator facts;
    bool gone;
    struct gt_ind_series *series;  /* [series_count], at least one */
    uint32_t series_count;
    bool derived;                  /* by a formula */
    struct gt_formula formula;
    gt_str formula_fault[GT_LANG_COUNT]; /* why it cannot be reckoned; or "" */
};

struct gt_ind_sheet {
    struct gt_score_sheet facts;
    struct gt_score_line *lines;
    struct gt_score_rule *rules;   /* [line_count] as the gauge room takes them */
    uint32_t line_count;
};

struct gt_ind_book {
    struct gt_arena *arena;
    int64_t version;
    int     year;                  /* the plan year */
    GT_VEC(struct gt_ind) items;   /* by position; skip those that are gone */
    GT_VEC(struct gt_pic_key) keys; /* by id */
    gt_regions regions;
    gt_closed_months closed;
    GT_VEC(struct gt_ind_sheet) sheets;
    size_t bytes_read;             /* of the arena, when it was read */
    pthread_mutex_t lock;          /* guards arena and `now` of the series */
};

/* Holds the picture and the book, both of one version. */
gt_rc gt_ind_hold(struct gt_ctx *ctx, const struct gt_picture **picture, struct gt_ind_book **out,
                  struct gt_err *err) GT_MUST_USE;

const struct gt_ind *gt_ind_find(const struct gt_ind_book *book, int64_t id);   /* NULL */
const struct gt_ind *gt_ind_by_code(const struct gt_ind_book *book, gt_str code); /* NULL */
/* Whether some formula names it. */
bool gt_ind_used(const struct gt_ind_book *book, int64_t id);
/* NULL where nothing was read or set for it. */
struct gt_ind_series *gt_ind_series_of(const struct gt_ind *ind, int64_t region_id, int64_t unit_id);
const struct gt_region *gt_ind_region(const struct gt_ind_book *book, int64_t id); /* NULL */
bool gt_ind_closed(const struct gt_ind_book *book, int64_t month);
double gt_ind_value(const struct gt_ind_series *series, int64_t month); /* NaN */
/* The target in force for the year; NULL. */
const struct gt_target *gt_ind_target(const struct gt_ind_series *series, int year);

/* What the series says of the book's year; kept.  GT_ENOMEM. */
gt_rc gt_ind_now_of(struct gt_ind_book *book, const struct gt_ind *ind, struct gt_ind_series *series,
                    const struct gt_ind_now **out, struct gt_err *err) GT_MUST_USE;
/* The same for any year, made for the caller. */
void gt_ind_now_make(const struct gt_ind *ind, const struct gt_ind_series *series, int year,
                     struct gt_ind_now *out);
/* The first month that should have been read by today and was not; -1. */
int64_t gt_ind_awaited(const struct gt_ind *ind, const struct gt_ind_series *series, int year, gt_day today);

gt_str gt_ind_name(const struct gt_ind *ind, enum gt_lang lang);
gt_str gt_ind_unit(const struct gt_ind *ind, enum gt_lang lang);
gt_str gt_region_name(const struct gt_region *region, enum gt_lang lang);

/* ---- formulas ----------------------------------------------------------------------- */

/* Parses a formula of `self` (0: a new one) against the book and looks for
 * circles.  GT_EPARSE, GT_ECYCLE, GT_ELIMIT name field "formula". */
gt_rc gt_ind_formula_check(const struct gt_ind_book *book, int64_t self, gt_str text, gt_str unit,
                           struct gt_arena *arena, struct gt_formula *out, struct gt_err *err) GT_MUST_USE;
/* Reckons all formulas anew (indicator_formula.c).  Faults are kept with the
 * indicator; only ENOMEM fails. */
gt_rc gt_ind_derive(struct gt_ind_book *book, struct gt_err *err) GT_MUST_USE;

/* ---- for change.c and space.c --------------------------------------------------------- */

gt_rc gt_ind_book_read(struct gt_pool *pool, struct gt_ind_book **out, struct gt_err *err) GT_MUST_USE;
void  gt_ind_book_destroy(struct gt_ind_book *book); /* accepts NULL */
/* GT_EUNSUPPORTED: read all. */
gt_rc gt_ind_book_patch(struct gt_ind_book *book, struct gt_db *db, const struct gt_touched *touched,
                        size_t count, int64_t version, struct gt_err *err) GT_MUST_USE;
/* "1:1 0.9:0.8" to a rule's steps; false on anything else. */
bool  gt_ind_steps_parse(gt_str text, struct gt_score_rule *rule);

#endif
