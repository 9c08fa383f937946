/* marks.h - glyphs, hatchings and colours of the lights, drawn with cairo. */
#ifndef GT_PAPER_MARKS_H
#define GT_PAPER_MARKS_H

#include <cairo.h>

#include "paper/wall_view.h"

struct gt_ink { double r, g, b; };

struct gt_light_ink { struct gt_ink part, tint, text; };

/* The pigments of a light; ink alone where colour is false. */
struct gt_light_ink gt_mark_ink(enum gt_wall_light light, bool colour);

void gt_mark_set(cairo_t *cr, struct gt_ink ink);

/* The light's own shape in a square of `size` with its middle at (x, y). */
void gt_mark_glyph(cairo_t *cr, enum gt_wall_light light, double x, double y, double size);

/*
 * The same in its parts, for drawing thousands at once: what is filled, what
 * is stroked with GT_MARK_LINE times the size, what is knocked out in white.
 * These and all below add to the path and leave the inking to the caller.
 */
#define GT_MARK_LINE .13
void gt_mark_solid_path(cairo_t *cr, enum gt_wall_light light, double x, double y, double size);
void gt_mark_line_path(cairo_t *cr, enum gt_wall_light light, double x, double y, double size);
void gt_mark_knock_path(cairo_t *cr, enum gt_wall_light light, double x, double y, double size);

/* A rectangle's grounds: lines to be stroked. */
void gt_mark_hatch(cairo_t *cr, double x0, double y0, double x1, double y1, double step,
                   bool crossed);
void gt_mark_ticks(cairo_t *cr, double x0, double y0, double x1, double y1, double step);
void gt_mark_chevrons(cairo_t *cr, double x0, double y0, double x1, double y1, double step);

/* ⧓, the sign of a hand-over; to be filled. */
void gt_mark_handover(cairo_t *cr, double x, double y, double size);

#endif
