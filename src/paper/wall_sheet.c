/* wall_sheet.c - fonts and text of a sheet. */
#include "paper/wall_sheet.h"

const struct gt_ink gt_ink_1 = {.106, .122, .137}, gt_ink_3 = {.369, .388, .408};

gt_rc gt_sheet_fonts_open(struct gt_sheet *s)
{
    static const char *const names[GT_FACES] = {
        "Noto Sans CJK SC,sans-serif", "Noto Sans CJK SC,sans-serif Bold",
        "Noto Serif CJK SC,serif Bold"};

    for (int i = 0; i < GT_FACES; i++) {
        s->text[i] = pango_cairo_create_layout(s->cr);
        s->font[i] = pango_font_description_from_string(names[i]);
        if (s->text[i] == NULL || s->font[i] == NULL)
            return GT_ENOMEM;
        pango_layout_set_single_paragraph_mode(s->text[i], TRUE);
    }
    return GT_OK;
}

void gt_sheet_fonts_close(struct gt_sheet *s)
{
    for (int i = 0; i < GT_FACES; i++) {
        if (s->text[i] != NULL)
            g_object_unref(s->text[i]);
        if (s->font[i] != NULL)
            pango_font_description_free(s->font[i]);
    }
}

static PangoLayout *text_of(struct gt_sheet *s, enum gt_face face, double size, gt_str text)
{
    if (s->size_set[face] != size) {
        pango_font_description_set_absolute_size(s->font[face], size * PANGO_SCALE);
        pango_layout_set_font_description(s->text[face], s->font[face]);
        s->size_set[face] = size;
    }
    pango_layout_set_text(s->text[face], text.at, (int)text.len);
    return s->text[face];
}

double gt_sheet_text_width(struct gt_sheet *s, enum gt_face face, double size, gt_str text)
{
    int width = 0;

    if (text.len > 0)
        pango_layout_get_size(text_of(s, face, size, text), &width, NULL);
    return (double)width / PANGO_SCALE;
}

double gt_sheet_write(struct gt_sheet *s, enum gt_face face, double size, double x, double y,
                       gt_str text)
{
    PangoLayout *layout;
    int width;

    if (text.len == 0)
        return x;
    layout = text_of(s, face, size, text);
    pango_layout_get_size(layout, &width, NULL);
    cairo_move_to(s->cr, x, y - (double)pango_layout_get_baseline(layout) / PANGO_SCALE);
    pango_cairo_show_layout(s->cr, layout);
    return x + (double)width / PANGO_SCALE;
}

void gt_sheet_write_right(struct gt_sheet *s, enum gt_face face, double size, double x, double y,
                        gt_str text)
{
    gt_sheet_write(s, face, size, x - gt_sheet_text_width(s, face, size, text), y, text);
}

void gt_sheet_write_middle(struct gt_sheet *s, enum gt_face face, double size, double x, double y,
                         gt_str text)
{
    gt_sheet_write(s, face, size, x - gt_sheet_text_width(s, face, size, text) / 2, y, text);
}
