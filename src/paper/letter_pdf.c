/* letter_pdf.c - paragraphs down the page, page after page. */
#include "paper/letter_pdf.h"

#include "base/date.h"

#include <cairo-pdf.h>
#include <cairo.h>
#include <pango/pangocairo.h>

/* Points; GB/T 9704: top 37 mm, left 28 mm, type area 156 × 225 mm. */
#define PAGE_W 595.28
#define PAGE_H 841.89
#define TOP 104.88
#define LEFT 79.37
#define WIDTH 442.2
#define HEIGHT 637.8
#define LINE 28.0

static const struct look { const char *font; double size; PangoAlignment align; int indent; } looks[GT_DOCX_STYLES] = {
    [GT_DOCX_TITLE] = {"Noto Serif CJK SC,serif Bold", 22, PANGO_ALIGN_CENTER, 0},
    [GT_DOCX_NUMBER] = {"FangSong,Noto Serif CJK SC,serif", 16, PANGO_ALIGN_CENTER, 0},
    [GT_DOCX_HEADING] = {"Noto Sans CJK SC,sans-serif Bold", 16, PANGO_ALIGN_LEFT, 2},
    [GT_DOCX_BODY] = {"FangSong,Noto Serif CJK SC,serif", 16, PANGO_ALIGN_LEFT, 2},
    [GT_DOCX_PLAIN] = {"FangSong,Noto Serif CJK SC,serif", 16, PANGO_ALIGN_LEFT, 0},
    [GT_DOCX_RIGHT] = {"FangSong,Noto Serif CJK SC,serif", 16, PANGO_ALIGN_RIGHT, 0},
};

struct sheet {
    cairo_t *cr;
    double   y;          /* of the next line's top */
    int      page;
    const struct gt_letter *letter;
};

static cairo_status_t take(void *data, const unsigned char *bytes, unsigned int len)
{
    struct gt_buf *out = data;

    gt_buf_add(out, bytes, len);
    return out->status == GT_OK ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

static PangoLayout *layout_of(struct sheet *s, const struct look *look, const char *text, size_t len)
{
    PangoFontDescription *font = pango_font_description_from_string(look->font);
    PangoLayout *layout = pango_cairo_create_layout(s->cr);

    pango_font_description_set_absolute_size(font, look->size * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    pango_layout_set_width(layout, (int)(WIDTH * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(layout, look->align);
    pango_layout_set_indent(layout, (int)(look->indent * look->size * PANGO_SCALE));
    pango_layout_set_text(layout, text, (int)len);
    return layout;
}

/* "— 2 —", outside as the standard says: odd pages right, even ones left. */
static void put_page_number(struct sheet *s)
{
    const struct look look = {"Noto Serif CJK SC,serif", 14, PANGO_ALIGN_LEFT, 0};
    char text[32];
    PangoLayout *layout;

    s->page++;
    (void)snprintf(text, sizeof text, "— %d —", s->page);
    layout = layout_of(s, &look, text, strlen(text));
    pango_layout_set_alignment(layout, s->page % 2 == 1 ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
    cairo_move_to(s->cr, LEFT, TOP + HEIGHT + 20);
    pango_cairo_show_layout(s->cr, layout);
    g_object_unref(layout);
}

static void put_band(struct sheet *s)
{
    const struct gt_letter *letter = s->letter;
    const struct look look = {"Noto Sans CJK SC,sans-serif Bold", 15, PANGO_ALIGN_LEFT, 0};
    PangoLayout *layout;

    if (!letter->has_band)
        return;
    cairo_set_source_rgb(s->cr, letter->band[0], letter->band[1], letter->band[2]);
    cairo_rectangle(s->cr, LEFT, 42, WIDTH, 8);
    cairo_fill(s->cr);
    cairo_set_source_rgb(s->cr, 0, 0, 0);
    layout = layout_of(s, &look, letter->band_word.at, letter->band_word.len);
    cairo_move_to(s->cr, LEFT, 56);
    pango_cairo_show_layout(s->cr, layout);
    g_object_unref(layout);
}

static gt_rc next_line(struct sheet *s, struct gt_err *err)
{
    if (s->y + LINE <= TOP + HEIGHT)
        return GT_OK;
    put_page_number(s);
    if (s->page == GT_LETTER_PAGES_MAX)
        return gt_fail(err, GT_ELIMIT, "more than %d pages", "超过%d页", (int)GT_LETTER_PAGES_MAX);
    cairo_show_page(s->cr);
    s->y = TOP;
    return GT_OK;
}

static gt_rc put_para(struct sheet *s, const struct gt_docx_para *para, struct gt_err *err)
{
    PangoLayout *layout = layout_of(s, &looks[para->style], para->text.at, para->text.len);
    PangoLayoutIter *iter = pango_layout_get_iter(layout);
    gt_rc rc = GT_OK;

    do {
        PangoRectangle logical;

        if ((rc = next_line(s, err)) != GT_OK)
            break;
        pango_layout_iter_get_line_extents(iter, NULL, &logical);
        cairo_move_to(s->cr, LEFT + (double)logical.x / PANGO_SCALE, s->y + looks[para->style].size * 1.1);
        pango_cairo_show_layout_line(s->cr, pango_layout_iter_get_line_readonly(iter));
        s->y += LINE;
    } while (pango_layout_iter_next_line(iter));
    if (para->style == GT_DOCX_TITLE)
        s->y += LINE / 2;
    pango_layout_iter_free(iter);
    g_object_unref(layout);
    return rc;
}

static void set_made(cairo_surface_t *surface, const struct gt_docx_view *view)
{
    char made[GT_ERR_FIELD_MAX], title[512];
    struct gt_ymd ymd;
    const int64_t day = view->made_ms / 86400000;

    ymd = gt_day_ymd((gt_day)day);
    (void)snprintf(made, sizeof made, "%04d-%02d-%02dT00:00:00Z", ymd.year, ymd.month, ymd.day);
    (void)snprintf(title, sizeof title, "%.*s", GT_FMT(gt_str_sub(view->title, 0, 200)));
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, made);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title);
}

gt_rc gt_letter_pdf(const struct gt_letter *letter, struct gt_buf *out, struct gt_err *err)
{
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(take, out, PAGE_W, PAGE_H);
    struct sheet s = {.cr = cairo_create(surface), .y = TOP, .letter = letter};
    gt_rc rc = GT_OK;

    set_made(surface, letter->view);
    put_band(&s);
    for (size_t at = 0; at < letter->view->para_count && rc == GT_OK; at++)
        rc = put_para(&s, &letter->view->paras[at], err);
    if (rc == GT_OK)
        put_page_number(&s);
    cairo_show_page(s.cr);
    cairo_destroy(s.cr);
    cairo_surface_finish(surface);
    if (rc == GT_OK && cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS)
        rc = out->status == GT_ELIMIT ? gt_fail(err, GT_ELIMIT, "the paper is too large", "文件过大")
                                      : gt_fail(err, GT_ENOMEM, "no memory for the paper", "生成文件内存不足");
    cairo_surface_destroy(surface);
    return rc;
}
