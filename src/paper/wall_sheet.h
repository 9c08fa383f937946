/*
 * wall_sheet.h - one sheet being drawn: its paper, its fonts, its geometry.
 * Shared by the files that draw the wall (wall_pdf.c, wall_bars.c); not for
 * callers of the room.
 */
#ifndef GT_PAPER_WALL_SHEET_H
#define GT_PAPER_WALL_SHEET_H

#include <cairo.h>
#include <pango/pangocairo.h>

#include "paper/marks.h"
#include "paper/wall_layout.h"
#include "paper/wall_pdf.h"

enum gt_face { GT_SANS, GT_SANS_BOLD, GT_SERIF_BOLD, GT_FACES };

struct gt_sheet {
    const struct gt_wall_view *view;
    const struct gt_wall_page *page;
    cairo_t     *cr;
    PangoLayout *text[GT_FACES];
    PangoFontDescription *font[GT_FACES];
    double       size_set[GT_FACES];
    double       width, height, s; /* points; s: scale of this paper */
    double       left, right, head_rule, strip_top, foot_top;
    struct gt_wall_box box;
    struct gt_wall_layout layout;
    double      *label;            /* widths of the labels at size 1 */
};

extern const struct gt_ink gt_ink_1, gt_ink_3;

gt_rc gt_sheet_fonts_open(struct gt_sheet *s) GT_MUST_USE;
void  gt_sheet_fonts_close(struct gt_sheet *s);

double gt_sheet_text_width(struct gt_sheet *s, enum gt_face face, double size, gt_str text);
/* Text with its base line at y; returns the x behind it. */
double gt_sheet_write(struct gt_sheet *s, enum gt_face face, double size, double x, double y,
                      gt_str text);
void   gt_sheet_write_right(struct gt_sheet *s, enum gt_face face, double size, double x, double y,
                            gt_str text);
void   gt_sheet_write_middle(struct gt_sheet *s, enum gt_face face, double size, double x, double y,
                             gt_str text);

/* wall_bars.c: widths first, then the layout, then bars and labels. */
double gt_sheet_label_width(struct gt_sheet *s, const struct gt_wall_bar *bar);
void   gt_sheet_draw_bars(struct gt_sheet *s);
void   gt_sheet_draw_labels(struct gt_sheet *s);

#endif
