/* xlsx_parts.c - workbook, relations, styles and shared strings. */
#include "read/xlsx_parts.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "read/sheet.h"
#include "read/xml.h"

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "the workbook needs too much memory", "工作簿所需内存过大");
}

static bool is_true(gt_str s)
{
    return gt_str_eq(s, GT_STR("1")) || gt_str_eq(s, GT_STR("true"));
}

static uint32_t as_index(gt_str s, uint32_t otherwise)
{
    int64_t value;

    return gt_str_i64(s, &value) && value >= 0 && value < UINT32_MAX ? (uint32_t)value : otherwise;
}

/* ---- relations -------------------------------------------------------------- */

struct relation { gt_str id, kind, target; };

struct relations {
    struct gt_arena *arena;
    gt_str folder; /* targets are relative to it */
    GT_VEC(struct relation) list;
};

/* "../a/b" against "xl/worksheets/": enough for what writers make. */
static gt_rc resolve(struct gt_arena *arena, gt_str folder, gt_str target, gt_str *out)
{
    if (target.len > 0 && target.at[0] == '/')
        return gt_arena_dup(arena, gt_str_sub(target, 1, target.len), out);
    while (gt_str_starts(target, GT_STR("../"))) {
        target = gt_str_sub(target, 3, target.len);
        if (folder.len > 0) /* the slash at its end, then the name before it */
            folder.len--;
        while (folder.len > 0 && folder.at[folder.len - 1] != '/')
            folder.len--;
    }
    if (gt_str_starts(target, GT_STR("./")))
        target = gt_str_sub(target, 2, target.len);
    return gt_arena_printf(arena, out, "%.*s%.*s", GT_FMT(folder), GT_FMT(target));
}

static gt_rc read_relation(struct gt_xml *xml, struct relations *rels)
{
    struct relation *rel = GT_PUSH(rels->arena, &rels->list);
    gt_str type;
    size_t slash;

    if (rel == NULL ||
        gt_arena_dup(rels->arena, gt_xml_attr(xml, "Id", NULL), &rel->id) != GT_OK ||
        gt_arena_dup(rels->arena, gt_xml_attr(xml, "Type", NULL), &type) != GT_OK)
        return GT_ENOMEM;
    /* Only the last part of the type counts: transitional and strict files
     * differ in what stands before it. */
    for (slash = type.len; slash > 0 && type.at[slash - 1] != '/';)
        slash--;
    rel->kind = gt_str_sub(type, slash, type.len);
    return resolve(rels->arena, rels->folder, gt_xml_attr(xml, "Target", NULL), &rel->target);
}

/* ---- one small part, element by element --------------------------------------- */

typedef gt_rc (*on_open)(struct gt_xml *xml, void *data);

static gt_rc walk(struct gt_xlsx *book, gt_str part, on_open open, void *data, struct gt_err *err)
{
    struct gt_xml *xml = NULL;
    gt_str bytes;
    enum gt_xml_step step;
    gt_rc rc;

    if ((rc = gt_zip_part_load(book->zip, book->arena, part, GT_XLSX_SMALL_MAX, &bytes, err)) != GT_OK ||
        (rc = gt_xml_open_bytes(bytes, part, &xml, err)) != GT_OK)
        return rc;
    while (rc == GT_OK && (step = gt_xml_next(xml, err)) != GT_XML_END) {
        if (step == GT_XML_ERROR)
            rc = err != NULL && err->rc != GT_OK ? err->rc : GT_EPARSE;
        else if (step == GT_XML_OPEN && (rc = open(xml, data)) != GT_OK)
            rc = rc == GT_ENOMEM ? no_memory(err)
                                 : gt_fail(err, rc, "%.*s holds too much", "%.*s内容过多", GT_FMT(part));
    }
    gt_xml_close(xml);
    return rc;
}

static gt_rc open_relation(struct gt_xml *xml, void *data)
{
    return gt_xml_is(xml, "Relationship") ? read_relation(xml, data) : GT_OK;
}

/* Relations of "xl/workbook.xml" stand in "xl/_rels/workbook.xml.rels". */
static gt_rc read_relations(struct gt_xlsx *book, gt_str of, struct relations *rels,
                            struct gt_err *err)
{
    size_t slash = of.len;
    gt_str path;

    while (slash > 0 && of.at[slash - 1] != '/')
        slash--;
    *rels = (struct relations){.arena = book->arena, .folder = gt_str_sub(of, 0, slash)};
    if (gt_arena_printf(book->arena, &path, "%.*s_rels/%.*s.rels", GT_FMT(rels->folder),
                        GT_FMT(gt_str_sub(of, slash, of.len))) != GT_OK)
        return no_memory(err);
    return gt_zip_has(book->zip, path) ? walk(book, path, open_relation, rels, err) : GT_OK;
}

static const struct relation *relation_by(const struct relations *rels, gt_str id, const char *kind)
{
    for (size_t i = 0; i < rels->list.count; i++)
        if ((id.len == 0 || gt_str_eq(rels->list.at[i].id, id)) &&
            (kind == NULL || gt_str_eq(rels->list.at[i].kind, gt_str_from(kind))))
            return &rels->list.at[i];
    return NULL;
}

/* ---- workbook.xml -------------------------------------------------------------- */

struct workbook { struct gt_xlsx *book; const struct relations *rels; };

static gt_rc open_workbook(struct gt_xml *xml, void *data)
{
    struct workbook *work = data;
    struct gt_xlsx *book = work->book;
    const struct relation *rel;
    struct gt_xlsx_sheet *sheet;

    if (gt_xml_is(xml, "workbookPr"))
        book->date_1904 = is_true(gt_xml_attr(xml, "date1904", NULL));
    if (!gt_xml_is(xml, "sheet"))
        return GT_OK;
    rel = relation_by(work->rels, gt_xml_attr(xml, "id", NULL), "worksheet");
    if (rel == NULL) /* a chart sheet or a dialog */
        return GT_OK;
    if (book->sheets.count == GT_SHEETS_MAX)
        return GT_ELIMIT;
    if ((sheet = GT_PUSH(book->arena, &book->sheets)) == NULL ||
        gt_arena_dup(book->arena, gt_xml_attr(xml, "name", NULL), &sheet->name) != GT_OK)
        return GT_ENOMEM;
    const gt_str state = gt_xml_attr(xml, "state", NULL);

    sheet->part = rel->target;
    sheet->hidden = gt_str_eq(state, GT_STR("hidden")) || gt_str_eq(state, GT_STR("veryHidden"));
    return GT_OK;
}

/* ---- styles.xml ---------------------------------------------------------------- */

struct custom_format { uint32_t id; struct gt_numfmt format; };

struct styles {
    struct gt_xlsx *book;
    GT_VEC(struct custom_format) custom;
    bool in_cells; /* inside cellXfs: dxf and cellStyleXfs hold xf too */
};

static gt_rc open_style(struct gt_xml *xml, void *data)
{
    struct styles *styles = data;
    struct gt_numfmt *slot;
    uint32_t id;

    if (gt_xml_is(xml, "numFmt")) {
        struct custom_format *custom = GT_PUSH(styles->book->arena, &styles->custom);

        if (custom == NULL)
            return GT_ENOMEM;
        custom->id = as_index(gt_xml_attr(xml, "numFmtId", NULL), 0);
        custom->format = gt_numfmt_read(gt_xml_attr(xml, "formatCode", NULL));
        return styles->custom.count > GT_XLSX_STYLES_MAX ? GT_ELIMIT : GT_OK;
    }
    if (gt_xml_depth(xml) == 2)
        styles->in_cells = gt_xml_is(xml, "cellXfs");
    if (!styles->in_cells || !gt_xml_is(xml, "xf"))
        return GT_OK;
    if (styles->book->styles.count == GT_XLSX_STYLES_MAX)
        return GT_ELIMIT;
    if ((slot = GT_PUSH(styles->book->arena, &styles->book->styles)) == NULL)
        return GT_ENOMEM;
    id = as_index(gt_xml_attr(xml, "numFmtId", NULL), 0);
    *slot = gt_numfmt_builtin(id);
    /* numFmts stands before cellXfs in every schema; files may also spell
     * out a built-in id, and then theirs counts. */
    for (size_t i = 0; i < styles->custom.count && i < 4096; i++)
        if (styles->custom.at[i].id == id)
            *slot = styles->custom.at[i].format;
    return GT_OK;
}

/* ---- shared strings --------------------------------------------------------------- */

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* _x000D_ at `at`: the code unit, or -1. */
static int escaped_unit(gt_str s, size_t at)
{
    int unit = 0;

    if (s.len - at < 7 || s.at[at] != '_' || s.at[at + 1] != 'x' || s.at[at + 6] != '_')
        return -1;
    for (size_t i = at + 2; i < at + 6; i++) {
        const int digit = hex_value(s.at[i]);

        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

static bool is_control(unsigned char c)
{
    return (c < 0x20 && c != '\n' && c != '\t') || c == 0x7f;
}

gt_rc gt_xlsx_unescape(struct gt_arena *arena, gt_str s, gt_str *out)
{
    bool plain = true;
    char *made;
    size_t len = 0;

    for (size_t i = 0; i < s.len && plain; i++)
        plain = !is_control((unsigned char)s.at[i]) && escaped_unit(s, i) < 0;
    if (plain)
        return gt_arena_dup(arena, s, out);
    /* No escape is shorter than what it stands for. */
    if ((made = gt_arena_alloc(arena, s.len + 1, 1)) == NULL)
        return GT_ENOMEM;
    for (size_t i = 0; i < s.len;) {
        const int unit = escaped_unit(s, i);

        if (unit < 0) {
            if (!is_control((unsigned char)s.at[i]))
                made[len++] = s.at[i];
            i++;
            continue;
        }
        i += 7;
        if (unit >= 0x80)
            len += gt_utf8_put((uint32_t)unit, made + len); /* a lone surrogate gives U+FFFD */
        else if (!is_control((unsigned char)unit))
            made[len++] = (char)unit;
    }
    *out = (gt_str){made, len};
    return GT_OK;
}

static gt_rc too_long(struct gt_err *err)
{
    return gt_fail(err, GT_ELIMIT, "a cell holds more than %d characters", "有单元格超过%d个字符",
                   (int)GT_CELL_TEXT_MAX);
}

static gt_rc finish_string(struct gt_xlsx *book, const struct gt_buf *text, struct gt_err *err)
{
    gt_str *slot = GT_PUSH(book->arena, &book->strings);

    if (text->status == GT_ELIMIT)
        return too_long(err);
    if (slot == NULL || text->status != GT_OK ||
        gt_xlsx_unescape(book->arena, gt_buf_view(text), slot) != GT_OK)
        return no_memory(err);
    return GT_OK;
}

/* <si> holds <t> or rich runs <r><t>; <rPh> is how to pronounce it. */
static gt_rc read_strings(struct gt_xlsx *book, gt_str part, struct gt_err *err)
{
    struct gt_zip_part *stream = NULL;
    struct gt_xml *xml = NULL;
    struct gt_buf text;
    bool in_text = false;
    enum gt_xml_step step;
    gt_rc rc;

    gt_buf_init(&text, GT_CELL_TEXT_MAX * 4);
    if ((rc = gt_zip_part_open(book->zip, part, &stream, err)) != GT_OK ||
        (rc = gt_xml_open_part(stream, part, &xml, err)) != GT_OK)
        goto out;
    while (rc == GT_OK && (step = gt_xml_next(xml, err)) != GT_XML_END) {
        if (step == GT_XML_ERROR || (step == GT_XML_OPEN && gt_xml_is(xml, "rPh") &&
                                     gt_xml_skip(xml, err) == GT_XML_ERROR)) {
            rc = err != NULL && err->rc != GT_OK ? err->rc : GT_EPARSE;
        } else if (step == GT_XML_TEXT) {
            if (in_text)
                gt_buf_str(&text, gt_xml_text(xml));
        } else if (gt_xml_is(xml, "t")) {
            in_text = step == GT_XML_OPEN;
        } else if (gt_xml_is(xml, "si")) {
            if (step == GT_XML_OPEN)
                gt_buf_reset(&text);
            else
                rc = finish_string(book, &text, err);
        }
    }
out:
    gt_xml_close(xml);
    gt_buf_clear(&text);
    return rc;
}

/* ---- all together -------------------------------------------------------------------- */

gt_rc gt_xlsx_parts(struct gt_arena *arena, struct gt_zip *zip, struct gt_xlsx *out,
                    struct gt_err *err)
{
    struct gt_xlsx book = {.arena = arena, .zip = zip};
    struct relations top, rels;
    struct workbook work = {&book, &rels};
    struct styles styles = {.book = &book};
    const struct relation *rel;
    gt_str main_part = GT_STR("xl/workbook.xml");
    gt_rc rc;

    if ((rc = read_relations(&book, GT_STR(""), &top, err)) != GT_OK)
        return rc;
    if ((rel = relation_by(&top, GT_STR(""), "officeDocument")) != NULL)
        main_part = rel->target;
    if (!gt_zip_has(zip, main_part))
        return gt_fail(err, GT_EPARSE, "this is no workbook: it has no part %.*s",
                       "不是Excel工作簿：缺少%.*s", GT_FMT(main_part));
    if ((rc = read_relations(&book, main_part, &rels, err)) != GT_OK ||
        (rc = walk(&book, main_part, open_workbook, &work, err)) != GT_OK)
        return rc;
    if (book.sheets.count == 0)
        return gt_fail(err, GT_EPARSE, "the workbook has no sheet", "工作簿中没有工作表");
    if ((rel = relation_by(&rels, GT_STR(""), "styles")) != NULL && gt_zip_has(zip, rel->target) &&
        (rc = walk(&book, rel->target, open_style, &styles, err)) != GT_OK)
        return rc;
    if ((rel = relation_by(&rels, GT_STR(""), "sharedStrings")) != NULL &&
        gt_zip_has(zip, rel->target) && (rc = read_strings(&book, rel->target, err)) != GT_OK)
        return rc;
    *out = book;
    return GT_OK;
}
