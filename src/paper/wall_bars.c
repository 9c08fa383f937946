/* wall_bars.c - bars, hand-overs, stops, ghosts, and the labels above them. */
#include <math.h>

#include "paper/wall_sheet.h"

/*
 * Bars are drawn layer by layer over all of them, each layer one path a
 * colour: ten operations a bar would make the file and the time five times
 * as large.
 */
struct bar_box { double x0, x1, y0, y1; };

static struct bar_box bar_box(const struct gt_sheet *s, size_t bar)
{
    const struct gt_wall_place *place = &s->layout.bars[bar];
    const double top = s->box.chart_top + place->row * s->layout.pitch;
    const double h = s->layout.em * .56;
    const double y = top + s->layout.em * 1.34 + (s->layout.pitch - s->layout.em * 2.3) * .45;

    return (struct bar_box){place->x0, fmax(place->x1, place->x0 + h * .4), y, y + h};
}

static double stroke_of(const struct gt_sheet *s)
{
    return s->layout.em * .07;
}

static bool is_window(const struct gt_wall_bar *bar)
{
    return !bar->milestone && bar->light != GT_WALL_STANDING;
}

static double done_x(const struct gt_wall_bar *bar, const struct bar_box *b)
{
    return b->x0 + (b->x1 - b->x0) * bar->percent / 100;
}

/* Today, kept within the bar. */
static double now_x(const struct gt_sheet *s, const struct bar_box *b)
{
    return fmin(fmax(gt_wall_x(s->view, &s->box, s->view->today), b->x0), b->x1);
}

static void stroke(struct gt_sheet *s, double width)
{
    cairo_set_line_width(s->cr, width);
    cairo_stroke(s->cr);
}

static void segment(struct gt_sheet *s, double x0, double y0, double x1, double y1)
{
    cairo_move_to(s->cr, x0, y0);
    cairo_line_to(s->cr, x1, y1);
}

static void draw_overlaps(struct gt_sheet *s)
{
    const double pen = stroke_of(s), size = s->layout.em * .8;

    for (int layer = 0; layer < 3; layer++) { /* hatching, frames and connectors, signs */
        for (size_t i = 0; i < s->view->overlap_count; i++) {
            const struct gt_wall_overlap *overlap = &s->view->overlaps[i];
            const struct bar_box giver = bar_box(s, overlap->giver);
            const struct bar_box receiver = bar_box(s, overlap->receiver);
            const double x0 = gt_wall_x(s->view, &s->box, overlap->start);
            const double x1 = gt_wall_x(s->view, &s->box, overlap->finish + 1);
            const bool down = giver.y1 <= receiver.y0;
            const double y0 = down ? giver.y1 : receiver.y1, y1 = down ? receiver.y0 : giver.y0;
            /* Too far apart for a window: a connector carries the sign. */
            const bool near = y1 - y0 < s->layout.pitch * 1.6;

            if (x1 <= x0 || y1 <= y0)
                continue;
            if (layer == 0 && near)
                gt_mark_hatch(s->cr, x0, y0, x1, y1, s->layout.em * .35, false);
            else if (layer == 1 && near)
                cairo_rectangle(s->cr, x0, y0, x1 - x0, y1 - y0);
            else if (layer == 1)
                segment(s, (x0 + x1) / 2, y0, (x0 + x1) / 2, y1);
            else if (layer == 2)
                gt_mark_handover(s->cr, (x0 + x1) / 2, (y0 + y1) / 2, size);
        }
        gt_mark_set(s->cr, layer == 2 ? gt_ink_1 : gt_ink_3);
        if (layer == 2)
            cairo_fill(s->cr);
        else
            stroke(s, layer == 0 ? pen * .6 : pen);
    }
}

static void draw_ghosts(struct gt_sheet *s)
{
    const double tick = s->layout.em * .16;

    for (size_t i = 0; i < s->view->bar_count; i++) {
        const struct gt_wall_bar *bar = &s->view->bars[i];
        const double y = bar_box(s, i).y1 + s->layout.em * .28;
        double x0, x1;

        if (bar->base_start == GT_DAY_NONE || bar->base_finish == GT_DAY_NONE ||
            (bar->base_start == bar->start && bar->base_finish == bar->finish))
            continue;
        x0 = gt_wall_x(s->view, &s->box, bar->base_start);
        x1 = gt_wall_x(s->view, &s->box, bar->base_finish + 1);
        segment(s, x0, y, x1, y);
        segment(s, x0, y - tick, x0, y + tick);
        segment(s, x1, y - tick, x1, y + tick);
    }
    cairo_set_source_rgb(s->cr, .55, .55, .55);
    stroke(s, stroke_of(s) * .8);
}

/* Time gone without work done is hatched; the eye adds it up. */
static void hatch_path(struct gt_sheet *s, const struct gt_wall_bar *bar, const struct bar_box *b)
{
    const double step = s->layout.em * .55, done = done_x(bar, b), now = now_x(s, b);
    const double today = gt_wall_x(s->view, &s->box, s->view->today);

    if (bar->light == GT_WALL_STANDING)
        gt_mark_ticks(s->cr, b->x0, b->y0, b->x1, b->y1, step);
    if (bar->light <= GT_WALL_BEHIND && now > done)
        gt_mark_hatch(s->cr, done, b->y0, now, b->y1, step, false);
    if (bar->light == GT_WALL_DUESOON || bar->light == GT_WALL_WATCH)
        gt_mark_ticks(s->cr, done, b->y0, b->x1, b->y1, step * .8);
    /* An overdue bar goes on, cross-hatched, from its end up to today. */
    if (bar->light <= GT_WALL_OVERDUE && today > b->x1) {
        gt_mark_hatch(s->cr, b->x1, b->y0, today, b->y1, step * 1.3, true);
        cairo_rectangle(s->cr, b->x1, b->y0, today - b->x1, b->y1 - b->y0);
    }
}

static void frame_path(struct gt_sheet *s, const struct gt_wall_bar *bar, const struct bar_box *b)
{
    if (bar->light == GT_WALL_STANDING) {
        segment(s, b->x0, b->y0, b->x1, b->y0);
        segment(s, b->x0, b->y1, b->x1, b->y1);
    } else if (!bar->milestone && !bar->critical) {
        cairo_rectangle(s->cr, b->x0, b->y0, b->x1 - b->x0, b->y1 - b->y0);
    }
}

enum bar_layer { BAR_TINT, BAR_DONE, BAR_HATCH, BAR_FRAME, BAR_CHEVRONS, BAR_LAYERS };

static void bar_path(struct gt_sheet *s, enum bar_layer layer, const struct gt_wall_bar *bar,
                     const struct bar_box *b)
{
    const bool running = is_window(bar) && bar->light != GT_WALL_DONE && bar->light != GT_WALL_NOTYET;

    switch (layer) {
    case BAR_TINT:
        if (is_window(bar))
            cairo_rectangle(s->cr, b->x0, b->y0, b->x1 - b->x0, b->y1 - b->y0);
        break;
    case BAR_DONE:
        if (running && bar->percent > 0)
            cairo_rectangle(s->cr, b->x0, b->y0, done_x(bar, b) - b->x0, b->y1 - b->y0);
        break;
    case BAR_HATCH:
        if (running || bar->light == GT_WALL_STANDING)
            hatch_path(s, bar, b);
        break;
    case BAR_FRAME:
        frame_path(s, bar, b);
        break;
    case BAR_CHEVRONS:
        if (running && bar->light == GT_WALL_AHEAD && done_x(bar, b) > now_x(s, b))
            gt_mark_chevrons(s->cr, now_x(s, b), b->y0, done_x(bar, b), b->y1, s->layout.em * .5);
        break;
    case BAR_LAYERS:
        break;
    }
}

static void draw_bars_of(struct gt_sheet *s, enum gt_wall_light light)
{
    const struct gt_light_ink ink = gt_mark_ink(light, s->page->colour);

    for (int layer = 0; layer < BAR_LAYERS; layer++) {
        if (layer == BAR_TINT && !s->page->colour && light != GT_WALL_DONE)
            continue; /* white on white */
        for (size_t i = 0; i < s->view->bar_count; i++) {
            const struct bar_box b = bar_box(s, i);

            if (s->view->bars[i].light == light)
                bar_path(s, (enum bar_layer)layer, &s->view->bars[i], &b);
        }
        gt_mark_set(s->cr, layer == BAR_TINT ? ink.tint : ink.part);
        if (layer == BAR_CHEVRONS)
            cairo_set_source_rgb(s->cr, 1, 1, 1);
        if (layer == BAR_TINT || layer == BAR_DONE)
            cairo_fill(s->cr);
        else
            stroke(s, layer == BAR_HATCH ? stroke_of(s) * .8 : stroke_of(s));
    }
}

static void draw_critical(struct gt_sheet *s)
{
    for (size_t i = 0; i < s->view->bar_count; i++) {
        const struct bar_box b = bar_box(s, i);

        if (s->view->bars[i].critical && is_window(&s->view->bars[i]))
            cairo_rectangle(s->cr, b.x0, b.y0, b.x1 - b.x0, b.y1 - b.y0);
    }
    gt_mark_set(s->cr, gt_ink_1);
    stroke(s, stroke_of(s) * 2.4);
}

static void draw_stops(struct gt_sheet *s)
{
    const double pen = stroke_of(s), dash[] = {pen, pen * 2};
    const double reach = s->layout.em * .18, arm = s->layout.em * .22;

    gt_mark_set(s->cr, gt_ink_1);
    for (int layer = 0; layer < 2; layer++) { /* dotted float, then the stop */
        for (size_t i = 0; i < s->view->bar_count; i++) {
            const struct gt_wall_bar *bar = &s->view->bars[i];
            const struct bar_box b = bar_box(s, i);
            double x;

            if (bar->deadline == GT_DAY_NONE || !is_window(bar) || bar->deadline > s->view->to ||
                bar->deadline < s->view->from)
                continue;
            x = gt_wall_x(s->view, &s->box, bar->deadline + 1);
            if (layer == 0 && x > b.x1)
                segment(s, b.x1, (b.y0 + b.y1) / 2, x, (b.y0 + b.y1) / 2);
            if (layer == 1) {
                segment(s, x - arm, b.y0 - reach, x, b.y0 - reach);
                cairo_line_to(s->cr, x, b.y1 + reach);
                cairo_line_to(s->cr, x - arm, b.y1 + reach);
            }
        }
        cairo_set_dash(s->cr, dash, layer == 0 ? 2 : 0, 0);
        stroke(s, layer == 0 ? pen : pen * 2.2);
    }
}

static void draw_milestones(struct gt_sheet *s)
{
    const double h = s->layout.em * .95;

    gt_mark_set(s->cr, gt_ink_1);
    for (int filled = 0; filled < 2; filled++) {
        for (size_t i = 0; i < s->view->bar_count; i++) {
            const struct gt_wall_bar *bar = &s->view->bars[i];
            const struct bar_box b = bar_box(s, i);

            if (!bar->milestone || (filled && bar->light != GT_WALL_DONE))
                continue;
            cairo_move_to(s->cr, b.x0, b.y1);
            cairo_line_to(s->cr, b.x0, b.y1 - h);
            cairo_line_to(s->cr, b.x0 + h * .7, b.y1 - h * .72);
            cairo_line_to(s->cr, b.x0, b.y1 - h * .44);
        }
        if (filled)
            cairo_fill(s->cr);
        else
            stroke(s, stroke_of(s) * 1.4);
    }
}

static bool strong(const struct gt_wall_bar *bar)
{
    return bar->light <= GT_WALL_DUESOON || bar->critical;
}

static enum gt_face label_face(const struct gt_wall_bar *bar)
{
    return strong(bar) ? GT_SANS_BOLD : GT_SANS;
}

static const double glyph_em = 1.25, note_em = .86, note_gap_em = .5;

double gt_sheet_label_width(struct gt_sheet *s, const struct gt_wall_bar *bar)
{
    const double measure = 100;
    double width = glyph_em + gt_sheet_text_width(s, label_face(bar), measure, bar->name) / measure;

    if (bar->note.len > 0)
        width += note_gap_em + note_em * gt_sheet_text_width(s, GT_SANS, measure, bar->note) / measure;
    return width;
}

struct label_at { double x, y; };

static struct label_at label_at(const struct gt_sheet *s, size_t i)
{
    return (struct label_at){s->layout.bars[i].label_x, bar_box(s, i).y0 - s->layout.em * .32};
}

/* Poles, windows and lines end at a name. */
static void draw_halos(struct gt_sheet *s)
{
    const double em = s->layout.em;

    for (size_t i = 0; i < s->view->bar_count; i++) {
        const struct label_at at = label_at(s, i);

        cairo_rectangle(s->cr, at.x + em * .1, at.y - em * .92, s->label[i] * em, em * 1.06);
    }
    cairo_set_source_rgb(s->cr, 1, 1, 1);
    cairo_fill(s->cr);
}

static void draw_glyphs(struct gt_sheet *s, enum gt_wall_light light)
{
    const double em = s->layout.em;

    for (int layer = 0; layer < 3; layer++) {
        static void (*const path[])(cairo_t *, enum gt_wall_light, double, double, double) = {
            gt_mark_solid_path, gt_mark_line_path, gt_mark_knock_path};

        for (size_t i = 0; i < s->view->bar_count; i++) {
            const struct label_at at = label_at(s, i);

            if (s->view->bars[i].light == light)
                path[layer](s->cr, light, at.x + em * .5, at.y - em * .36, em);
        }
        gt_mark_set(s->cr, gt_mark_ink(light, s->page->colour).part);
        if (layer == 1) {
            stroke(s, em * GT_MARK_LINE);
            continue;
        }
        if (layer == 2)
            cairo_set_source_rgb(s->cr, 1, 1, 1);
        cairo_fill(s->cr);
    }
}

static void draw_label(struct gt_sheet *s, size_t i)
{
    const struct gt_wall_bar *bar = &s->view->bars[i];
    const struct gt_light_ink ink = gt_mark_ink(bar->light, s->page->colour);
    const struct label_at at = label_at(s, i);
    const bool quiet = !strong(bar) && (bar->light == GT_WALL_DONE || bar->light == GT_WALL_NOTYET);
    const double em = s->layout.em;
    double x;

    gt_mark_set(s->cr, quiet ? ink.text : gt_ink_1);
    x = gt_sheet_write(s, label_face(bar), em, at.x + glyph_em * em, at.y, bar->name);
    if (bar->note.len == 0)
        return;
    gt_mark_set(s->cr, ink.text);
    gt_sheet_write(s, GT_SANS, em * note_em, x + note_gap_em * em, at.y, bar->note);
}

void gt_sheet_draw_bars(struct gt_sheet *s)
{
    draw_overlaps(s);
    draw_ghosts(s);
    for (int light = 0; light < GT_WALL_LIGHTS; light++)
        draw_bars_of(s, (enum gt_wall_light)light);
    draw_critical(s);
    draw_stops(s);
    draw_milestones(s);
}

void gt_sheet_draw_labels(struct gt_sheet *s)
{
    draw_halos(s);
    for (int light = 0; light < GT_WALL_LIGHTS; light++)
        draw_glyphs(s, (enum gt_wall_light)light);
    for (size_t i = 0; i < s->view->bar_count; i++)
        draw_label(s, i);
}
