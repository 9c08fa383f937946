/* docx_style.c - word/styles.xml. */
#include "read/docx.h"

int32_t gt_docx_val(struct gt_xml *xml, int32_t otherwise)
{
    bool has;
    int64_t value;
    gt_str text = gt_xml_attr(xml, "val", &has);

    return has && gt_str_i64(text, &value) && value >= INT32_MIN && value <= INT32_MAX ? (int32_t)value : otherwise;
}

bool gt_docx_on(struct gt_xml *xml)
{
    bool has;
    gt_str text = gt_xml_attr(xml, "val", &has);

    return !has || !(gt_str_eq(text, GT_STR("0")) || gt_str_eq(text, GT_STR("false")) || gt_str_eq(text, GT_STR("off")));
}

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "no memory for the styles", "样式内存不足");
}

static gt_rc begin_style(struct gt_xml *xml, struct gt_arena *arena, struct gt_docx_styles *out, struct gt_err *err)
{
    struct gt_docx_style *style;
    gt_rc rc;

    if (out->list.count >= GT_DOCX_STYLES_MAX)
        return gt_fail(err, GT_ELIMIT, "word/styles.xml has more than %d styles", "word/styles.xml 样式超过%d个",
                       (int)GT_DOCX_STYLES_MAX);
    if ((style = GT_PUSH(arena, &out->list)) == NULL)
        return no_memory(err);
    style->outline = style->num_id = style->level = -1;
    if (gt_arena_dup(arena, gt_xml_attr(xml, "styleId", NULL), &style->id) != GT_OK)
        return no_memory(err);
    rc = gt_map_add(&out->map, style->id, (uint32_t)out->list.count - 1);
    return rc == GT_OK || rc == GT_EEXISTS ? GT_OK : no_memory(err);
}

static gt_rc style_property(struct gt_xml *xml, struct gt_arena *arena, struct gt_docx_style *style, struct gt_err *err)
{
    gt_str *text = gt_xml_is(xml, "name") ? &style->name : gt_xml_is(xml, "basedOn") ? &style->based : NULL;

    if (text != NULL)
        return gt_arena_dup(arena, gt_xml_attr(xml, "val", NULL), text) == GT_OK ? GT_OK : no_memory(err);
    if (gt_xml_is(xml, "outlineLvl"))
        style->outline = gt_docx_val(xml, -1);
    else if (gt_xml_is(xml, "numId"))
        style->num_id = gt_docx_val(xml, -1);
    else if (gt_xml_is(xml, "ilvl"))
        style->level = gt_docx_val(xml, -1);
    return GT_OK;
}

gt_rc gt_docx_styles_load(struct gt_zip *zip, struct gt_arena *arena, struct gt_docx_styles *out, struct gt_err *err)
{
    gt_str part = GT_STR("word/styles.xml");
    struct gt_zip_part *stream = NULL;
    struct gt_xml *xml = NULL;
    enum gt_xml_step step;
    bool inside = false;
    gt_rc rc;

    memset(out, 0, sizeof(*out));
    gt_map_init(&out->map, arena);
    if (!gt_zip_has(zip, part))
        return GT_OK;
    if ((rc = gt_zip_part_open(zip, part, &stream, err)) != GT_OK ||
        (rc = gt_xml_open_part(stream, part, &xml, err)) != GT_OK)
        return rc;
    while (rc == GT_OK && (step = gt_xml_next(xml, err)) != GT_XML_END) {
        if (step == GT_XML_ERROR)
            rc = err != NULL && err->rc != GT_OK ? err->rc : GT_EPARSE;
        else if (step == GT_XML_OPEN && gt_xml_is(xml, "style")) {
            inside = true;
            rc = begin_style(xml, arena, out, err);
        } else if (step == GT_XML_CLOSE && gt_xml_is(xml, "style")) {
            inside = false;
        } else if (step == GT_XML_OPEN && inside) {
            rc = style_property(xml, arena, &out->list.at[out->list.count - 1], err);
        }
    }
    gt_xml_close(xml);
    return rc;
}

struct gt_docx_style gt_docx_style_of(const struct gt_docx_styles *styles, gt_str id)
{
    struct gt_docx_style out = {.outline = -1, .num_id = -1, .level = -1};
    uint32_t index;

    for (int i = 0; i < GT_DOCX_BASED_MAX && id.len > 0 && gt_map_find(&styles->map, id, &index); i++) {
        const struct gt_docx_style *style = &styles->list.at[index];

        if (i == 0) {
            out.id = style->id;
            out.name = style->name;
        }
        if (out.outline < 0)
            out.outline = style->outline;
        if (out.num_id < 0) {
            out.num_id = style->num_id;
            out.level = style->level;
        }
        id = style->based;
    }
    return out;
}
