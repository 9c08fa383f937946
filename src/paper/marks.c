/* marks.c - each meaning has its own silhouette first, its pattern second and
 * its colour last, so that a black and white copy loses nothing. */
#include "paper/marks.h"

#include <math.h>

enum { LINES_MAX = 80 }; /* of one hatching */

static const struct gt_light_ink pigments[GT_WALL_LIGHTS] = {
    [GT_WALL_GRAVE] = {{.165, .153, .149}, {.886, .871, .855}, {.120, .110, .106}},
    [GT_WALL_WATCH] = {{.620, .525, .110}, {.965, .937, .812}, {.435, .357, .020}},
    [GT_WALL_OVERDUE] = {{.690, .165, .094}, {.969, .878, .855}, {.647, .149, .082}},
    [GT_WALL_BEHIND] = {{.722, .341, .102}, {.965, .890, .824}, {.584, .271, .059}},
    [GT_WALL_DUESOON] = {{.686, .494, .024}, {.961, .914, .776}, {.490, .337, .000}},
    [GT_WALL_ONTRACK] = {{.239, .510, .396}, {.875, .925, .890}, {.165, .416, .314}},
    [GT_WALL_AHEAD] = {{.184, .455, .647}, {.875, .918, .949}, {.114, .353, .525}},
    [GT_WALL_DONE] = {{.439, .463, .482}, {.894, .886, .863}, {.310, .337, .361}},
    [GT_WALL_NOTYET] = {{.490, .510, .529}, {1, .996, .984}, {.369, .388, .408}},
    [GT_WALL_STANDING] = {{.447, .396, .659}, {.914, .898, .949}, {.365, .314, .565}},
};

/* Ink alone: late and near in black, done and far in grey. */
static const struct gt_light_ink inks[GT_WALL_LIGHTS] = {
    [GT_WALL_GRAVE] = {{0, 0, 0}, {1, 1, 1}, {0, 0, 0}},
    [GT_WALL_WATCH] = {{.3, .3, .3}, {1, 1, 1}, {.1, .1, .1}},
    [GT_WALL_OVERDUE] = {{0, 0, 0}, {1, 1, 1}, {0, 0, 0}},
    [GT_WALL_BEHIND] = {{.1, .1, .1}, {1, 1, 1}, {0, 0, 0}},
    [GT_WALL_DUESOON] = {{.25, .25, .25}, {1, 1, 1}, {0, 0, 0}},
    [GT_WALL_ONTRACK] = {{.33, .33, .33}, {1, 1, 1}, {.15, .15, .15}},
    [GT_WALL_AHEAD] = {{.1, .1, .1}, {1, 1, 1}, {.15, .15, .15}},
    [GT_WALL_DONE] = {{.5, .5, .5}, {.88, .88, .88}, {.35, .35, .35}},
    [GT_WALL_NOTYET] = {{.4, .4, .4}, {1, 1, 1}, {.3, .3, .3}},
    [GT_WALL_STANDING] = {{.25, .25, .25}, {1, 1, 1}, {.25, .25, .25}},
};

struct gt_light_ink gt_mark_ink(enum gt_wall_light light, bool colour)
{
    return colour ? pigments[light] : inks[light];
}

void gt_mark_set(cairo_t *cr, struct gt_ink ink)
{
    cairo_set_source_rgb(cr, ink.r, ink.g, ink.b);
}

static void triangle(cairo_t *cr, double x0, double y0, double x1, double y1, double x2, double y2)
{
    cairo_move_to(cr, x0, y0);
    cairo_line_to(cr, x1, y1);
    cairo_line_to(cr, x2, y2);
    cairo_close_path(cr);
}

static void octagon(cairo_t *cr, double x, double y, double r)
{
    cairo_new_sub_path(cr);
    for (int corner = 0; corner < 8; corner++)
        cairo_line_to(cr, x + r * 1.08 * cos((corner + .5) * M_PI / 4),
                      y + r * 1.08 * sin((corner + .5) * M_PI / 4));
    cairo_close_path(cr);
}

/* A ring whose path does not hang on to what was drawn before. */
static void ring(cairo_t *cr, double x, double y, double r)
{
    cairo_new_sub_path(cr);
    cairo_arc(cr, x, y, r, 0, 2 * M_PI);
    cairo_close_path(cr);
}

void gt_mark_solid_path(cairo_t *cr, enum gt_wall_light light, double x, double y, double size)
{
    const double r = size * .42;

    switch (light) {
    case GT_WALL_GRAVE:
        octagon(cr, x, y, r);
        break;
    case GT_WALL_OVERDUE:
        cairo_rectangle(cr, x - r, y - r, 2 * r, 2 * r);
        break;
    case GT_WALL_WATCH:
        triangle(cr, x, y - r * 1.1, x + r * 1.1, y, x, y + r * 1.1);
        triangle(cr, x, y - r * 1.1, x - r * 1.1, y, x, y + r * 1.1);
        break;
    case GT_WALL_BEHIND:
        triangle(cr, x - r, y - r * .8, x + r, y - r * .8, x, y + r);
        break;
    case GT_WALL_DUESOON:
        cairo_new_sub_path(cr);
        cairo_arc(cr, x, y, r * .9, M_PI / 2, 3 * M_PI / 2);
        cairo_close_path(cr);
        break;
    case GT_WALL_ONTRACK:
        ring(cr, x, y, r);
        break;
    case GT_WALL_AHEAD:
        triangle(cr, x - r, y - r * .8, x, y, x - r, y + r * .8);
        triangle(cr, x, y - r * .8, x + r, y, x, y + r * .8);
        break;
    case GT_WALL_DONE:
    case GT_WALL_NOTYET:
    case GT_WALL_STANDING:
    case GT_WALL_LIGHTS:
        break;
    }
}

void gt_mark_line_path(cairo_t *cr, enum gt_wall_light light, double x, double y, double size)
{
    const double r = size * .42;

    switch (light) {
    case GT_WALL_DUESOON:
        ring(cr, x, y, r * .9);
        break;
    case GT_WALL_DONE:
        cairo_move_to(cr, x - r, y);
        cairo_line_to(cr, x - r * .25, y + r * .75);
        cairo_line_to(cr, x + r, y - r * .75);
        break;
    case GT_WALL_NOTYET:
        ring(cr, x, y, r * .88);
        break;
    case GT_WALL_STANDING:
        ring(cr, x - r * .52, y, r * .5);
        ring(cr, x + r * .52, y, r * .5);
        break;
    case GT_WALL_GRAVE:
    case GT_WALL_OVERDUE:
    case GT_WALL_BEHIND:
    case GT_WALL_WATCH:
    case GT_WALL_ONTRACK:
    case GT_WALL_AHEAD:
    case GT_WALL_LIGHTS:
        break;
    }
}

void gt_mark_knock_path(cairo_t *cr, enum gt_wall_light light, double x, double y, double size)
{
    const double r = size * .42;

    if (light > GT_WALL_OVERDUE)
        return;
    cairo_rectangle(cr, x - r * .14, y - r * .62, r * .28, r * .75);
    cairo_rectangle(cr, x - r * .14, y + r * .32, r * .28, r * .28);
}

void gt_mark_glyph(cairo_t *cr, enum gt_wall_light light, double x, double y, double size)
{
    cairo_save(cr);
    gt_mark_solid_path(cr, light, x, y, size);
    cairo_fill(cr);
    cairo_set_line_width(cr, size * GT_MARK_LINE);
    gt_mark_line_path(cr, light, x, y, size);
    cairo_stroke(cr);
    cairo_set_source_rgb(cr, 1, 1, 1);
    gt_mark_knock_path(cr, light, x, y, size);
    cairo_fill(cr);
    cairo_restore(cr);
}

/* A long stretch needs no more lines than an eye can tell apart; they are
 * most of the file where many bars are late. */
static double coarser(double x0, double x1, double step)
{
    return fmax(step, (x1 - x0) / LINES_MAX);
}

/* Lines at a slope of one, cut at the rectangle's edges by reckoning: a clip
 * for each of two thousand bars would treble the file. */
static void slanted(cairo_t *cr, double x0, double y0, double x1, double y1, double step)
{
    const double h = y1 - y0;

    for (double x = x0 - h + step / 2; x < x1; x += step) {
        const double a = fmax(x, x0), b = fmin(x + h, x1);

        if (b <= a)
            continue;
        cairo_move_to(cr, a, y1 - (a - x));
        cairo_line_to(cr, b, y1 - (b - x));
    }
}

/* One line that goes up and down from edge to edge. */
static void zigzag(cairo_t *cr, double x0, double y0, double x1, double y1, double step)
{
    bool low = true;

    cairo_move_to(cr, x0, y0);
    for (double x = x0 + step; x < x1; x += step) {
        cairo_line_to(cr, x, low ? y1 : y0);
        low = !low;
    }
}

void gt_mark_hatch(cairo_t *cr, double x0, double y0, double x1, double y1, double step,
                   bool crossed)
{
    step = coarser(x0, x1, step);
    if (!crossed) {
        slanted(cr, x0, y0, x1, y1, step);
        return;
    }
    zigzag(cr, x0, y0, x1, y1, step);
    zigzag(cr, x0, y1, x1, y0, step);
}

void gt_mark_ticks(cairo_t *cr, double x0, double y0, double x1, double y1, double step)
{
    for (double x = x0 + step / 2; x < x1; x += step) {
        cairo_move_to(cr, x, y0);
        cairo_line_to(cr, x, y1);
    }
}

void gt_mark_chevrons(cairo_t *cr, double x0, double y0, double x1, double y1, double step)
{
    const double half = (y1 - y0) / 2;

    for (double x = x0; x + half <= x1; x += step) {
        cairo_move_to(cr, x, y0);
        cairo_line_to(cr, x + half, y0 + half);
        cairo_line_to(cr, x, y1);
    }
}

void gt_mark_handover(cairo_t *cr, double x, double y, double size)
{
    const double r = size / 2;

    triangle(cr, x - r, y - r * .8, x, y, x - r, y + r * .8);
    triangle(cr, x + r, y - r * .8, x, y, x + r, y + r * .8);
}
