/*
 * indicator.h - the office's use cases of indicators: the dictionary, targets,
 * readings, closed months, score sheets, promised figures.
 *
 * Targets and readings are superseded, never edited.  A month that was closed
 * takes a reading only with a reason; the old one stays in its history.
 */
#ifndef GT_WORK_INDICATOR_H
#define GT_WORK_INDICATOR_H

#include "base/problem.h"
#include "work/indicator_book.h"

enum {
    GT_READINGS_ONCE_MAX = 60000,   /* of one entry or import */
    GT_REASON_MAX = 1000,           /* bytes */
    GT_READING_DECIMALS_MAX = 6,
};

/* A new one where id is 0.  Names, unit and code are checked, the formula is
 * parsed; a unit may not change once there are readings (GT_EINVAL). */
gt_rc gt_work_indicator_put(struct gt_ctx *ctx, struct gt_indicator *indicator, struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_indicator_get(struct gt_ctx *ctx, int64_t id, struct gt_indicator *out,
                            struct gt_err *err) GT_MUST_USE;
/* Its readings stay.  GT_EINVAL where a formula or a sheet uses it. */
gt_rc gt_work_indicator_remove(struct gt_ctx *ctx, int64_t id, int64_t revision, struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_region_put(struct gt_ctx *ctx, struct gt_region *region, struct gt_err *err) GT_MUST_USE;

/* Supersedes the year's target; a second one needs a reason. */
gt_rc gt_work_target_put(struct gt_ctx *ctx, struct gt_target *target, struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_target_history(struct gt_ctx *ctx, int64_t indicator_id, gt_targets *out,
                             struct gt_err *err) GT_MUST_USE;

/* What the asker saw in the cell when he began: NaN for nothing.  Where somebody
 * else has entered another figure meanwhile, he is told, and nothing is taken. */
struct gt_reading_seen { bool told; double value; };
struct gt_readings_done { int64_t version; uint32_t fresh, changed, unchanged; };
/*
 * All or nothing, in one transaction.  A reading that says what is there
 * already is left alone.  problems tells every fault with its line (the index
 * from 1); then GT_EINVAL, GT_ECONFLICT for closed months without a reason.
 * seen: [count], or NULL.
 */
gt_rc gt_work_readings_put(struct gt_ctx *ctx, struct gt_reading *readings, size_t count,
                           const struct gt_reading_seen *seen, struct gt_problems *problems, struct gt_readings_done *out,
                           struct gt_err *err) GT_MUST_USE;
/* The same looking, without writing. */
gt_rc gt_work_readings_check(struct gt_ctx *ctx, struct gt_reading *readings, size_t count,
                             struct gt_problems *problems, struct gt_readings_done *out,
                             struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_reading_history(struct gt_ctx *ctx, int64_t indicator_id, int64_t region_id, int64_t unit_id,
                              gt_readings *out, struct gt_err *err) GT_MUST_USE;

gt_rc gt_work_month_close(struct gt_ctx *ctx, int64_t month, gt_str note, struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_month_reopen(struct gt_ctx *ctx, int64_t month, gt_str reason, struct gt_err *err) GT_MUST_USE;

/* The whole sheet with its lines; a new one where id is 0. */
gt_rc gt_work_sheet_put(struct gt_ctx *ctx, struct gt_score_sheet *sheet, const struct gt_score_line *lines,
                        size_t count, struct gt_err *err) GT_MUST_USE;

/* What a sheet gives: now, and if the year ends as forecast. */
struct gt_score_row {
    const struct gt_ind *ind;      /* NULL: it was removed */
    const struct gt_score_rule *rule;
    struct gt_score now, forecast;
    double value, target, forecast_value;
    gt_str sum, forecast_sum;      /* in the asker's language */
};
struct gt_score_view {
    const struct gt_ind_sheet *sheet;
    struct gt_score_row *rows;     /* [sheet->line_count] */
    struct gt_score_total now, forecast;
    gt_str sentence;
};
/* For a region, or the whole (0); while the book is held. */
gt_rc gt_score_view_make(struct gt_ctx *ctx, struct gt_ind_book *book, const struct gt_ind_sheet *sheet,
                         int64_t region_id, struct gt_score_view *out, struct gt_err *err) GT_MUST_USE;

/* ---- promised figures (indicator_promise.c) ---------------------------------------------- */

struct gt_promise_row {
    struct gt_figure_row figure;
    gt_str  task_code, task_title, directive;
    int64_t offer;                 /* the indicator whose name and unit are nearest; 0 */
    double  offer_value;           /* the figure in that indicator's unit; NaN: not of a kind */
    int     likeness;              /* per cent of the name that is shared */
    struct gt_promise decided;     /* id 0: nobody has */
};
typedef GT_VEC(struct gt_promise_row) gt_promise_rows;
/* Per cent of two names that stands in both, in order. */
int gt_ind_likeness(gt_str a, gt_str b);
gt_rc gt_work_promises(struct gt_ctx *ctx, gt_promise_rows *out, struct gt_err *err) GT_MUST_USE;
/* Confirmed: it becomes the target of the year, by an even curve, or keeps the
 * curve of the one it supersedes.  indicator_id 0: it is no target, and why. */
struct gt_promise_answer {
    int64_t task_id;
    gt_str  name;
    double  value;                 /* of the figure */
    int64_t indicator_id;
    int     year;
    double  target;                /* in the indicator's unit */
    gt_str  reason;
};
gt_rc gt_work_promise_answer(struct gt_ctx *ctx, const struct gt_promise_answer *answer,
                             struct gt_err *err) GT_MUST_USE;

#endif
