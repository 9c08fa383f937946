/* wall_layout.h - where every bar of the printed wall stands.  Geometry only:
 * text widths come in, rows and positions go out. */
#ifndef GT_PAPER_WALL_LAYOUT_H
#define GT_PAPER_WALL_LAYOUT_H

#include "paper/wall_view.h"

struct gt_wall_box {         /* points from the page's left and top edges */
    double chart_left, chart_right, chart_top, chart_bottom;
    double pitch_max;        /* height of a row where there is room enough */
};

struct gt_wall_place {
    uint32_t row;            /* of the whole chart, from 0 */
    double   x0, x1;         /* the bar */
    double   label_x;        /* where its glyph stands */
};

struct gt_wall_layout {
    struct gt_wall_place *bars;     /* [bar_count] */
    uint32_t *lane_row;             /* [lane_count + 1]: first row of each lane */
    uint32_t  rows;
    double    pitch, em;            /* row height and label size in points */
};

/*
 * First fit by start day within a lane; a receiver goes below its giver where
 * that row is free.  label_em[i] is the width of bar i's label at size 1.
 * When the rows do not fit, the labels shrink until they do.
 */
gt_rc gt_wall_layout(struct gt_arena *arena, const struct gt_wall_view *view,
                     const struct gt_wall_box *box, const double *label_em,
                     struct gt_wall_layout *out) GT_MUST_USE;

/* Left edge of a day; the right edge of day d is that of d + 1. */
double gt_wall_x(const struct gt_wall_view *view, const struct gt_wall_box *box, gt_day day);

#endif
