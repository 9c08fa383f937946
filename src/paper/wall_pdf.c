/* wall_pdf.c - draws the wall: paper, grounds, bars, labels, head and foot.
 *
 * Bottom to top: holidays, month lines, row lines, gates, hand-over windows,
 * ghosts, bars, stops, today, labels, head strip, unit column. */
#include "paper/wall_pdf.h"

#include <cairo-pdf.h>
#include <math.h>

#include "paper/wall_sheet.h"

static const double mm = 72 / 25.4;

/* Sizes of an A3 sheet in points; a larger sheet is the same drawing scaled,
 * so that it can be read from as many steps away. */
struct paper { const char *name; double width_mm, height_mm, scale; };

static const struct paper papers[] = {
    [GT_WALL_A0] = {"A0", 1189, 841, 2.2},
    [GT_WALL_A1] = {"A1", 841, 594, 1.6},
    [GT_WALL_A3] = {"A3", 420, 297, 1},
};

static const struct { const char *text[GT_LANG_COUNT]; } light_words[GT_WALL_LIGHTS] = {
    [GT_WALL_GRAVE] = {{"严重", "Gravely late"}}, [GT_WALL_WATCH] = {{"关注", "Watch"}},
    [GT_WALL_OVERDUE] = {{"逾期", "Overdue"}}, [GT_WALL_BEHIND] = {{"滞后", "Behind"}},
    [GT_WALL_DUESOON] = {{"临期", "Due soon"}}, [GT_WALL_ONTRACK] = {{"正常", "On track"}},
    [GT_WALL_AHEAD] = {{"超前", "Ahead"}}, [GT_WALL_DONE] = {{"办结", "Done"}},
    [GT_WALL_NOTYET] = {{"未到", "Not yet due"}}, [GT_WALL_STANDING] = {{"长期", "Standing"}},
};

static const char *const month_en[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

static const struct gt_ink line_1 = {.867, .843, .788}, line_2 = {.761, .729, .663},
                           cinnabar = {.690, .165, .094}, black = {0, 0, 0};

/* Red means time and authority; in ink alone the today line is dash-dot. */
static struct gt_ink red_of(const struct gt_sheet *s)
{
    return s->page->colour ? cinnabar : black;
}

static gt_str number_text(char buf[static 16], int value)
{
    snprintf(buf, 16, "%d", value);
    return gt_str_from(buf);
}

/* ---- lines ------------------------------------------------------------------ */

static void line(struct gt_sheet *s, double x0, double y0, double x1, double y1, double width)
{
    cairo_set_line_width(s->cr, width);
    cairo_move_to(s->cr, x0, y0);
    cairo_line_to(s->cr, x1, y1);
    cairo_stroke(s->cr);
}

static void fill(struct gt_sheet *s, double x0, double y0, double x1, double y1)
{
    cairo_rectangle(s->cr, x0, y0, x1 - x0, y1 - y0);
    cairo_fill(s->cr);
}

/* ---- grounds ---------------------------------------------------------------- */

static void draw_holidays(struct gt_sheet *s)
{
    const double step = 3.2 * s->s;

    for (size_t i = 0; i < s->view->day_count; i++) {
        const struct gt_wall_dayoff *off = &s->view->days[i];
        size_t last = i;

        if (off->makeup || off->day < s->view->from || off->day > s->view->to)
            continue;
        while (last + 1 < s->view->day_count && !s->view->days[last + 1].makeup &&
               s->view->days[last + 1].day == s->view->days[last].day + 1)
            last++;
        const double x0 = gt_wall_x(s->view, &s->box, off->day);
        const double x1 = gt_wall_x(s->view, &s->box, s->view->days[last].day + 1);

        cairo_set_source_rgb(s->cr, .92, .92, .92);
        fill(s, x0, s->box.chart_top, x1, s->box.chart_bottom);
        cairo_set_source_rgb(s->cr, .80, .80, .80);
        cairo_set_line_width(s->cr, .3 * s->s);
        gt_mark_hatch(s->cr, x0, s->box.chart_top, x1, s->box.chart_bottom, step, false);
        cairo_stroke(s->cr);
        i = last;
    }
}

static void draw_months(struct gt_sheet *s)
{
    const double top = s->strip_top, size = 9 * s->s;
    struct gt_ymd ymd = gt_day_ymd(s->view->from);
    gt_day first = gt_day_from_ymd(ymd.year, ymd.month, 1);

    for (; first <= s->view->to; first = gt_day_add_months(first, 1)) {
        const double x = gt_wall_x(s->view, &s->box, first);
        const double next = gt_wall_x(s->view, &s->box, gt_day_add_months(first, 1));
        char buf[16];
        double end;

        ymd = gt_day_ymd(first);
        gt_mark_set(s->cr, line_2);
        line(s, x, top, x, s->box.chart_bottom, .5 * s->s);
        gt_mark_set(s->cr, gt_ink_1);
        if (next - x < 2.5 * size)
            continue;
        if (s->view->lang == GT_LANG_EN) {
            end = gt_sheet_write(s, GT_SERIF_BOLD, size, x + 3 * s->s, top + 11 * s->s,
                           gt_str_from(month_en[ymd.month - 1]));
        } else {
            end = gt_sheet_write(s, GT_SERIF_BOLD, size, x + 3 * s->s, top + 11 * s->s,
                           number_text(buf, ymd.month));
            end = gt_sheet_write(s, GT_SERIF_BOLD, size, end, top + 11 * s->s, GT_STR("月"));
        }
        if (ymd.month == 1)
            gt_sheet_write(s, GT_SANS, size * .7, end + 3 * s->s, top + 11 * s->s,
                     number_text(buf, ymd.year));
    }
}

/* Mondays in small figures, as many as there is room for. */
static void draw_mondays(struct gt_sheet *s)
{
    const double y = s->box.chart_top - 2.5 * s->s, size = 5 * s->s;
    const double week = gt_wall_x(s->view, &s->box, s->view->from + 7) - s->box.chart_left;
    const int stride = week >= 9 * s->s ? 7 : 14;
    gt_day day = s->view->from + (7 - gt_weekday(s->view->from)) % 7;

    gt_mark_set(s->cr, gt_ink_3);
    if (week < 4.5 * s->s)
        return;
    for (; day <= s->view->to; day += stride) {
        char buf[16];

        gt_sheet_write(s, GT_SANS, size, gt_wall_x(s->view, &s->box, day) + .8 * s->s, y,
                 number_text(buf, gt_day_ymd(day).day));
    }
}

static void draw_rows(struct gt_sheet *s)
{
    for (uint32_t lane = 0; lane < s->view->lane_count; lane++) {
        const double top = s->box.chart_top + s->layout.lane_row[lane] * s->layout.pitch;

        gt_mark_set(s->cr, line_1);
        cairo_set_line_width(s->cr, .15 * s->s);
        for (uint32_t row = s->layout.lane_row[lane] + 1; row < s->layout.lane_row[lane + 1]; row++) {
            const double y = s->box.chart_top + row * s->layout.pitch;

            cairo_move_to(s->cr, s->box.chart_left, y);
            cairo_line_to(s->cr, s->right, y);
        }
        cairo_stroke(s->cr);
        if (lane > 0) {
            gt_mark_set(s->cr, gt_ink_3);
            line(s, s->left, top, s->right, top, .5 * s->s);
        }
    }
    gt_mark_set(s->cr, gt_ink_1);
    line(s, s->left, s->box.chart_top, s->right, s->box.chart_top, 1.1 * s->s);
    line(s, s->left, s->box.chart_bottom, s->right, s->box.chart_bottom, 1.1 * s->s);
    line(s, s->box.chart_left, s->strip_top, s->box.chart_left, s->box.chart_bottom, .5 * s->s);
}

static void flag_shape(struct gt_sheet *s, double x, double y, double w, double h, bool filled)
{
    cairo_move_to(s->cr, x, y);
    cairo_line_to(s->cr, x + w, y);
    cairo_line_to(s->cr, x + w - h * .35, y + h / 2);
    cairo_line_to(s->cr, x + w, y + h);
    cairo_line_to(s->cr, x, y + h);
    cairo_close_path(s->cr);
    if (filled)
        cairo_fill_preserve(s->cr);
    cairo_set_line_width(s->cr, .5 * s->s);
    cairo_stroke(s->cr);
}

/* Flags and gates in the head strip; where two would touch, the later one
 * takes the upper line. */
static void draw_nodes(struct gt_sheet *s)
{
    const double size = 6 * s->s, h = 8.5 * s->s;
    double busy[2] = {-1, -1};

    for (size_t i = 0; i < s->view->node_count; i++) {
        const struct gt_wall_node *node = &s->view->nodes[i];
        double x, w, y;
        int level;

        if (node->start < s->view->from || node->start > s->view->to)
            continue;
        x = gt_wall_x(s->view, &s->box, node->gate ? node->finish + 1 : node->start);
        w = gt_sheet_text_width(s, GT_SANS, size, node->name) + 7 * s->s;
        if (x + w > s->right)
            w = fmin(w, s->right - x + w);
        level = busy[0] <= x ? 0 : 1;
        busy[level] = x + w;
        y = s->strip_top - 2 * s->s - (level + 1) * (h + 1.5 * s->s);
        gt_mark_set(s->cr, gt_ink_1);
        cairo_save(s->cr);
        if (node->gate) {
            cairo_set_source_rgb(s->cr, .62, .62, .62);
            line(s, x - s->s, s->strip_top, x - s->s, s->box.chart_bottom, .9 * s->s);
            line(s, x + s->s, s->strip_top, x + s->s, s->box.chart_bottom, .9 * s->s);
        } else {
            const double dash[] = {1.2 * s->s, 1.6 * s->s};

            cairo_set_dash(s->cr, dash, 2, 0);
            line(s, x, y + h, x, s->box.chart_bottom, .4 * s->s);
        }
        cairo_restore(s->cr);
        /* A label that would leave the sheet hangs to the left of its pole. */
        const double at = x + w > s->right ? x - w : x;

        gt_mark_set(s->cr, gt_ink_1);
        if (node->gate) {
            line(s, x - 2 * s->s, y + 1, x + 2 * s->s, y + 1, 1.6 * s->s);
            line(s, x - 1.5 * s->s, y + 1, x - 1.5 * s->s, y + h, s->s);
            line(s, x + 1.5 * s->s, y + 1, x + 1.5 * s->s, y + h, s->s);
            gt_sheet_write(s, GT_SANS_BOLD, size, at + (at < x ? 0 : 4 * s->s), y + h - 2 * s->s, node->name);
        } else {
            flag_shape(s, at, y, w, h, node->next);
            if (node->next)
                cairo_set_source_rgb(s->cr, 1, 1, 1);
            gt_sheet_write(s, GT_SANS, size, at + 2 * s->s, y + h - 2.2 * s->s, node->name);
        }
    }
}

static void draw_today(struct gt_sheet *s)
{
    const double dash[] = {4 * s->s, 1.5 * s->s, 1 * s->s, 1.5 * s->s};
    const double x = gt_wall_x(s->view, &s->box, s->view->today);
    char text[48];
    double w;

    if (s->view->today < s->view->from || s->view->today > s->view->to)
        return;
    const struct gt_ymd ymd = gt_day_ymd(s->view->today);

    if (s->view->lang == GT_LANG_EN)
        snprintf(text, sizeof text, "Today %d %s", ymd.day, month_en[ymd.month - 1]);
    else
        snprintf(text, sizeof text, "今天%d月%d日", ymd.month, ymd.day);
    w = gt_sheet_text_width(s, GT_SANS_BOLD, 6.5 * s->s, gt_str_from(text)) + 5 * s->s;
    gt_mark_set(s->cr, red_of(s));
    cairo_save(s->cr);
    if (!s->page->colour)
        cairo_set_dash(s->cr, dash, 4, 0);
    line(s, x, s->strip_top + 13 * s->s, x, s->box.chart_bottom, s->s);
    cairo_restore(s->cr);
    const double at = x + w > s->right ? x - w : x;

    fill(s, at, s->strip_top + 2 * s->s, at + w, s->strip_top + 13 * s->s);
    cairo_set_source_rgb(s->cr, 1, 1, 1);
    gt_sheet_write(s, GT_SANS_BOLD, 6.5 * s->s, at + 2.5 * s->s, s->strip_top + 10 * s->s,
             gt_str_from(text));
}

/* ---- unit column, head, foot -------------------------------------------------- */

static void draw_lane_head(struct gt_sheet *s, uint32_t lane)
{
    const double top = s->box.chart_top + s->layout.lane_row[lane] * s->layout.pitch;
    const double height = (s->layout.lane_row[lane + 1] - s->layout.lane_row[lane]) * s->layout.pitch;
    const double room = s->box.chart_left - s->left - 6 * s->s;
    double size = fmin(10 * s->s, height * .42);
    double wide = gt_sheet_text_width(s, GT_SERIF_BOLD, size, s->view->lanes[lane].name);
    unsigned count[GT_WALL_LIGHTS] = {0};
    double x = s->left + 2 * s->s, y = top + size * 1.25;

    if (wide > room)
        size *= room / wide;
    gt_mark_set(s->cr, gt_ink_1);
    gt_sheet_write(s, GT_SERIF_BOLD, size, x, y, s->view->lanes[lane].name);
    y += 8 * s->s;
    if (y > top + height - 1 * s->s)
        return;
    gt_mark_set(s->cr, gt_ink_3);
    gt_sheet_write(s, GT_SANS, 5.5 * s->s, x, y, s->view->lanes[lane].note);
    for (size_t i = 0; i < s->view->bar_count; i++)
        if (s->view->bars[i].lane == lane)
            count[s->view->bars[i].light]++;
    for (int light = 0, shown = 0; light < GT_WALL_LIGHTS; light++) {
        char buf[16];

        if (count[light] == 0)
            continue;
        if (shown % 2 == 0)
            y += 8.5 * s->s;
        if (y > top + height - 1 * s->s)
            break;
        x = s->left + 2 * s->s + (shown % 2) * room / 2;
        gt_mark_set(s->cr, gt_mark_ink((enum gt_wall_light)light, s->page->colour).part);
        gt_mark_glyph(s->cr, (enum gt_wall_light)light, x + 3 * s->s, y - 2 * s->s, 6 * s->s);
        gt_mark_set(s->cr, gt_ink_1);
        gt_sheet_write(s, GT_SANS, 6 * s->s, x + 8 * s->s, y, number_text(buf, (int)count[light]));
        shown++;
    }
}

static void draw_head(struct gt_sheet *s)
{
    const double y = s->head_rule - 8 * s->s;

    gt_mark_set(s->cr, gt_ink_1);
    gt_sheet_write_middle(s, GT_SERIF_BOLD, 20 * s->s, (s->left + s->right) / 2, y, s->view->title);
    gt_sheet_write(s, GT_SANS, 7 * s->s, s->left, y - 9 * s->s, s->view->office);
    gt_sheet_write(s, GT_SANS, 7 * s->s, s->left, y + 1 * s->s, s->view->secrecy);
    gt_sheet_write_right(s, GT_SANS, 7 * s->s, s->right, y - 9 * s->s, s->view->cutoff);
    gt_sheet_write_right(s, GT_SANS, 7 * s->s, s->right, y + 1 * s->s, s->view->baseline);
    gt_mark_set(s->cr, red_of(s)); /* 上粗下细, from the official letter */
    line(s, s->left, s->head_rule, s->right, s->head_rule, 2 * s->s);
    line(s, s->left, s->head_rule + 3 * s->s, s->right, s->head_rule + 3 * s->s, .6 * s->s);
}

static void draw_legend(struct gt_sheet *s, double y)
{
    const double size = 6.5 * s->s;
    const bool zh = s->view->lang == GT_LANG_ZH;
    double x = s->left;
    bool there[GT_WALL_LIGHTS] = {false};

    for (size_t i = 0; i < s->view->bar_count; i++)
        there[s->view->bars[i].light] = true;
    for (int light = 0; light < GT_WALL_LIGHTS; light++) {
        /* few offices have these two */
        if ((light == GT_WALL_GRAVE || light == GT_WALL_WATCH) && !there[light])
            continue;
        gt_mark_set(s->cr, gt_mark_ink((enum gt_wall_light)light, s->page->colour).part);
        gt_mark_glyph(s->cr, (enum gt_wall_light)light, x + size / 2, y - size * .36, size);
        gt_mark_set(s->cr, gt_ink_1);
        x = gt_sheet_write(s, GT_SANS, size, x + size * 1.3, y,
                     gt_str_from(light_words[light].text[s->view->lang])) + size;
    }
    x += size;
    gt_mark_set(s->cr, gt_ink_1);
    fill(s, x, y - size * .7, x + size * 1.4, y - size * .1);
    cairo_set_line_width(s->cr, .4 * s->s);
    gt_mark_hatch(s->cr, x + size * 1.4, y - size * .7, x + size * 2.8, y - size * .1, 2 * s->s, false);
    cairo_rectangle(s->cr, x, y - size * .7, size * 2.8, size * .6);
    cairo_stroke(s->cr);
    x = gt_sheet_write(s, GT_SANS, size, x + size * 3.2, y,
                 zh ? GT_STR("已完成|欠账") : GT_STR("done | owed")) + size;
    gt_mark_handover(s->cr, x + size / 2, y - size * .36, size);
    cairo_fill(s->cr);
    x = gt_sheet_write(s, GT_SANS, size, x + size * 1.4, y,
                 zh ? GT_STR("茬口") : GT_STR("hand-over")) + size;
    cairo_set_line_width(s->cr, 1.4 * s->s);
    cairo_rectangle(s->cr, x, y - size * .75, size * 1.5, size * .65);
    cairo_stroke(s->cr);
    x = gt_sheet_write(s, GT_SANS, size, x + size * 2, y,
                 zh ? GT_STR("关键链") : GT_STR("critical chain")) + size;
    cairo_set_source_rgb(s->cr, .55, .55, .55);
    line(s, x, y - size * .36, x + size * 1.5, y - size * .36, .5 * s->s);
    gt_mark_set(s->cr, gt_ink_1);
    x = gt_sheet_write(s, GT_SANS, size, x + size * 2, y, zh ? GT_STR("基线") : GT_STR("baseline")) + size;
    cairo_set_line_width(s->cr, 1.4 * s->s);
    cairo_move_to(s->cr, x, y - size * .85);
    cairo_line_to(s->cr, x + size * .3, y - size * .85);
    cairo_line_to(s->cr, x + size * .3, y);
    cairo_line_to(s->cr, x, y);
    cairo_stroke(s->cr);
    gt_sheet_write(s, GT_SANS, size, x + size * .8, y, zh ? GT_STR("时限") : GT_STR("deadline"));
    gt_mark_set(s->cr, gt_ink_3);
    gt_sheet_write_right(s, GT_SANS, size, s->right, y,
                zh ? GT_STR("先看形，再看纹，后看色；黑白复印可辨") : GT_STR("shape, then pattern, then colour"));
}

static void draw_foot(struct gt_sheet *s)
{
    const double column = (s->right - s->left) / 2, size = 6.5 * s->s;
    const double bottom = s->height - 9 * mm * s->s;
    double y = s->foot_top + 9 * s->s;

    draw_legend(s, y);
    y += 5 * s->s;
    gt_mark_set(s->cr, gt_ink_1);
    line(s, s->left, y, s->right, y, .5 * s->s);
    for (size_t i = 0; i < GT_LEN(s->view->notes); i++)
        gt_sheet_write(s, GT_SANS, size, s->left + (i % 2) * column, y + (9 + 9 * (double)(i / 2)) * s->s,
                 s->view->notes[i]);
    gt_mark_set(s->cr, gt_ink_3);
    gt_sheet_write(s, GT_SANS, 5.5 * s->s, s->left, bottom,
             s->view->lang == GT_LANG_ZH ? GT_STR("第1页 共1页") : GT_STR("Page 1 of 1"));
    gt_sheet_write_right(s, GT_SANS, 5.5 * s->s, s->right, bottom, s->view->digest);
}

/* ---- the page ------------------------------------------------------------------ */

static void frame(struct gt_sheet *s)
{
    const struct paper *paper = &papers[s->page->size];

    s->s = paper->scale;
    s->width = paper->width_mm * mm;
    s->height = paper->height_mm * mm;
    s->left = 20 * mm; /* the binding edge, the same on every paper */
    s->right = s->width - 12 * mm;
    s->head_rule = (10 * mm + 24) * s->s;
    s->strip_top = s->head_rule + 32 * s->s;
    s->foot_top = s->height - (9 * mm + 56) * s->s;
    s->box = (struct gt_wall_box){
        .chart_left = s->left + 62 * s->s,
        .chart_right = s->right,
        .chart_top = s->strip_top + 24 * s->s,
        .chart_bottom = s->foot_top,
        .pitch_max = 19 * s->s,
    };
}

static gt_rc check(const struct gt_wall_view *view, struct gt_err *err)
{
    if (view->bar_count > GT_WALL_BARS_MAX)
        return gt_fail(err, GT_ELIMIT, "%zu bars; one page takes at most %d",
                       "共%zu项，一张图至多%d项", view->bar_count, (int)GT_WALL_BARS_MAX);
    if (view->from < GT_DAY_MIN || view->to > GT_DAY_MAX || view->from > view->to ||
        view->to - view->from > 366 * 10)
        return gt_fail_field(err, GT_EINVAL, "from", "the chart needs a range of at most ten years",
                             "图的起止日期须在十年以内且先后正确");
    return GT_OK;
}

static gt_rc draw(struct gt_sheet *s, struct gt_arena *arena)
{
    const size_t bars = s->view->bar_count;
    gt_rc rc;

    s->label = GT_NEW_N(arena, double, bars + 1);
    if (s->label == NULL)
        return GT_ENOMEM;
    for (size_t i = 0; i < bars; i++)
        s->label[i] = gt_sheet_label_width(s, &s->view->bars[i]);
    if ((rc = gt_wall_layout(arena, s->view, &s->box, s->label, &s->layout)) != GT_OK)
        return rc;

    draw_holidays(s);
    draw_months(s);
    draw_mondays(s);
    draw_rows(s);
    draw_nodes(s);
    gt_sheet_draw_bars(s);
    draw_today(s);
    gt_sheet_draw_labels(s);
    for (uint32_t lane = 0; lane < s->view->lane_count; lane++)
        draw_lane_head(s, lane);
    draw_head(s);
    draw_foot(s);
    return GT_OK;
}

static cairo_status_t take(void *out, const unsigned char *bytes, unsigned len)
{
    gt_buf_add(out, bytes, len);
    return ((struct gt_buf *)out)->status == GT_OK ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

static void describe(cairo_surface_t *surface, const struct gt_sheet *s)
{
    char text[GT_INSTANT_TEXT], title[256];

    snprintf(title, sizeof title, "%.*s", GT_FMT(s->view->title));
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Guatu " GT_VERSION);
    gt_instant_text(s->page->made_ms, text);
    memcpy(text + 19, "Z", 2); /* PDF knows no thousandths */
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, text);
}

bool gt_wall_paper_parse(gt_str text, enum gt_wall_paper *out)
{
    for (size_t i = 0; i < GT_LEN(papers); i++)
        if (text.len == 2 && (text.at[0] | 0x20) == 'a' && text.at[1] == papers[i].name[1]) {
            *out = (enum gt_wall_paper)i;
            return true;
        }
    return false;
}

gt_rc gt_wall_pdf(const struct gt_wall_view *view, const struct gt_wall_page *page,
                  struct gt_buf *out, struct gt_err *err)
{
    struct gt_sheet s = {.view = view, .page = page};
    struct gt_arena *arena = NULL;
    cairo_surface_t *surface = NULL;
    gt_rc rc;

    if ((rc = check(view, err)) != GT_OK)
        return rc;
    if ((rc = gt_arena_create(64 << 20, &arena)) != GT_OK)
        goto out;
    frame(&s);
    surface = cairo_pdf_surface_create_for_stream(take, out, s.width, s.height);
    s.cr = cairo_create(surface);
    describe(surface, &s);
    if ((rc = gt_sheet_fonts_open(&s)) != GT_OK || (rc = draw(&s, arena)) != GT_OK)
        goto out;
    cairo_show_page(s.cr);
    cairo_surface_finish(surface);
    if (out->status != GT_OK)
        rc = out->status;
    else if (cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS)
        rc = GT_ENOMEM;
out:
    gt_sheet_fonts_close(&s);
    if (s.cr != NULL)
        cairo_destroy(s.cr);
    if (surface != NULL)
        cairo_surface_destroy(surface);
    gt_arena_destroy(arena);
    return rc == GT_OK ? GT_OK : gt_wrap(err, rc, "drawing the wall", "绘制挂图");
}
