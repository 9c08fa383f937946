/*
 * indicator_import.h - a table of readings comes in: read, checked cell by
 * cell, shown as a diff, and then taken whole or not at all.
 *
 * Two forms, told by their heads.  A list has a row a reading: 指标 (code or
 * name), 地区, 期间, 数值, 状态, 截至, 原因.  A grid has a row an indicator and a
 * place, and a column a month (2026年6月, 2026-06, 6月 with a year in the title or
 * the file's name).  A value is a number: "N/A", "约3%" and "1,2" are errors
 * with their cells; "3.2%" is a number where the indicator is kept in per cent.
 *
 * The file is kept from the first moment; a preview is reckoned anew at every
 * look, so that it always speaks of the readings as they are.
 */
#ifndef GT_WORK_INDICATOR_IMPORT_H
#define GT_WORK_INDICATOR_IMPORT_H

#include "work/indicator.h"

enum { GT_FIG_LINES_SHOWN = 500, GT_FIG_HEAD_ROWS = 12 };

enum gt_fig_state { GT_FIG_SAME, GT_FIG_NEW, GT_FIG_CHANGED };

struct gt_fig_line {
    enum gt_fig_state state;
    char     cell[16];             /* of the value */
    struct gt_reading reading;
    gt_str   indicator, region, unit; /* names in the asker's language */
    double   old_value;            /* NaN where there is none */
    int64_t  old_state;
    bool     closed;               /* its month is closed: it needs a reason */
    double   leap;                 /* new over old or over last year, per cent; NaN: not told */
};

/* Dies with ctx->arena. */
struct gt_fig_view {
    int64_t  id;
    bool     applied, discarded;
    gt_str   file_name, sheet;
    GT_VEC(struct gt_fig_line) lines;
    uint32_t fresh, changed, unchanged;
    struct gt_problems problems;
    bool     ready;
    gt_str   sentence;
};

/* Keeps the file and opens a preview; what the readers refuse is not kept. */
gt_rc gt_work_fig_begin(struct gt_ctx *ctx, gt_str name, gt_str bytes, struct gt_fig_view *out,
                        struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_fig_get(struct gt_ctx *ctx, int64_t id, struct gt_fig_view *out, struct gt_err *err) GT_MUST_USE;
/* reason: for verified figures that change and for closed months; may be "".
 * GT_EINVAL with all problems where it is not ready. */
gt_rc gt_work_fig_apply(struct gt_ctx *ctx, int64_t id, gt_str reason, struct gt_problems *problems,
                        struct gt_readings_done *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_fig_discard(struct gt_ctx *ctx, int64_t id, struct gt_err *err) GT_MUST_USE;

#endif
