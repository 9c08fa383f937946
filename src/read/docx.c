/*
 * docx.c - Word files: paragraphs with their styles and displayed numbers,
 * tables with merged cells, footnotes behind the body.  Of tracked changes,
 * insertions are read and deletions are not; hidden text is not read.
 */
#include "read/docx.h"

#include "read/build.h"
#include "read/readers.h"

struct cell { bool pending, below; uint32_t col_span; };
struct row { bool pending, header, deleted; uint32_t before; };

struct word {
    struct gt_arena *arena;
    struct gt_zip   *zip;
    struct gt_build *build;
    struct gt_docx_styles  styles;
    struct gt_docx_numbers numbers;
    struct gt_xml   *xml;
    struct cell cells[GT_BUILD_TABLES_OPEN_MAX];
    struct row  rows[GT_BUILD_TABLES_OPEN_MAX];
    uint32_t tables;         /* open ones */
    /* the open paragraph */
    gt_str   style;
    int32_t  num_id, level, outline;
    bool     in_para, begun, mark_deleted, run_hidden, in_run;
    GT_VEC(gt_str) boxed;    /* lines of the text boxes that hang on it */
    struct gt_buf  line;     /* the one being read */
    GT_VEC(gt_str) notes;    /* ids in the order of their references */
    enum gt_block_kind kind; /* of the paragraphs that are read */
};

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "no memory for the document", "文档内存不足");
}

/* The reader's words are in err already; err is never NULL in here. */
static gt_rc xml_failed(const struct gt_err *err)
{
    return err->rc != GT_OK ? err->rc : GT_EPARSE;
}

/* ---- paragraphs -------------------------------------------------------------------- */

static bool is_contents(gt_str name)
{
    return name.len >= 4 && (name.at[0] | 32) == 't' && (name.at[1] | 32) == 'o' && (name.at[2] | 32) == 'c' &&
           name.at[3] == ' ';
}

/* Writes the number before the first words of the paragraph. */
static void begin_text(struct word *w)
{
    struct gt_docx_style style;
    int32_t num_id, level;
    char number[GT_DOCX_NUMBER_MAX];
    size_t len;

    if (w->begun)
        return;
    w->begun = true;
    style = gt_docx_style_of(&w->styles, w->style);
    num_id = w->num_id >= 0 ? w->num_id : style.num_id;
    level = w->level >= 0 ? w->level : style.level;
    if (num_id <= 0)
        return;
    if (level < 0 && (level = gt_docx_level_of(&w->numbers, num_id, w->style)) < 0)
        level = 0;
    gt_docx_number_next(&w->numbers, num_id, level, number);
    len = strlen(number);
    gt_build_text(w->build, (gt_str){number, len});
    /* Word sets a tab behind it; behind 、 and ） none is wanted. */
    if (len > 0 && (unsigned char)number[len - 1] < 0x80 && number[len - 1] != ')' && number[len - 1] != ' ')
        gt_build_text(w->build, GT_STR(" "));
}

static void put(struct word *w, gt_str text)
{
    if (text.len == 0 || w->run_hidden)
        return;
    begin_text(w);
    gt_build_text(w->build, text);
}

static uint32_t heading_level(gt_str name, int32_t outline)
{
    static const char *const words[] = {"heading ", "Heading ", "标题 "};

    for (size_t i = 0; i < GT_LEN(words); i++) {
        size_t len = strlen(words[i]);

        if (name.len == len + 1 && memcmp(name.at, words[i], len) == 0 && name.at[len] >= '1' && name.at[len] <= '9')
            return (uint32_t)(name.at[len] - '0');
    }
    return outline >= 0 && outline < 9 ? (uint32_t)outline + 1 : 0;
}

static void end_block(struct word *w)
{
    struct gt_docx_style style = gt_docx_style_of(&w->styles, w->style);

    if (is_contents(style.name)) {
        gt_build_drop(w->build);
        return;
    }
    gt_build_para(w->build, w->kind, style.name, heading_level(style.name, w->outline >= 0 ? w->outline : style.outline));
}

/* The lines of its text boxes stand behind the paragraph, never within. */
static void put_boxes(struct word *w)
{
    for (size_t i = 0; i < w->boxed.count; i++) {
        gt_build_text(w->build, w->boxed.at[i]);
        gt_build_para(w->build, w->kind, GT_STR(""), 0);
    }
    w->boxed.count = 0;
}

static void open_para(struct word *w)
{
    if (w->in_para)
        end_block(w); /* a paragraph inside one: no writer makes it */
    w->style = (gt_str){"", 0};
    w->num_id = w->level = w->outline = -1;
    w->begun = w->mark_deleted;
    w->mark_deleted = false;
    w->in_para = true;
}

static void close_para(struct word *w)
{
    /* A deleted paragraph mark joins it with the next one. */
    if (!w->mark_deleted) {
        end_block(w);
        put_boxes(w);
    }
    w->in_para = false;
}

static gt_rc para_property(struct word *w, struct gt_err *err)
{
    struct gt_xml *xml = w->xml;

    if (gt_xml_is(xml, "pStyle"))
        return gt_arena_dup(w->arena, gt_xml_attr(xml, "val", NULL), &w->style) == GT_OK ? GT_OK : no_memory(err);
    if (gt_xml_is(xml, "numId"))
        w->num_id = gt_docx_val(xml, -1);
    else if (gt_xml_is(xml, "ilvl"))
        w->level = gt_docx_val(xml, -1);
    else if (gt_xml_is(xml, "outlineLvl"))
        w->outline = gt_docx_val(xml, -1);
    else if (gt_xml_is(xml, "del") || gt_xml_is(xml, "moveFrom"))
        w->mark_deleted = true;
    return GT_OK;
}

/* Everything inside w:pPr, old properties of tracked changes left out. */
static gt_rc read_para_properties(struct word *w, struct gt_err *err)
{
    uint32_t depth = gt_xml_depth(w->xml);
    enum gt_xml_step step;
    gt_rc rc = GT_OK;

    while (rc == GT_OK) {
        step = gt_xml_next(w->xml, err);
        if (step == GT_XML_ERROR || step == GT_XML_END)
            return xml_failed(err);
        if (step == GT_XML_CLOSE && gt_xml_depth(w->xml) < depth)
            return GT_OK;
        if (step != GT_XML_OPEN)
            continue;
        if (gt_xml_is(w->xml, "pPrChange") || gt_xml_is(w->xml, "sectPr") || gt_xml_is(w->xml, "rPrChange")) {
            if (gt_xml_skip(w->xml, err) == GT_XML_ERROR)
                return xml_failed(err);
        } else {
            rc = para_property(w, err);
        }
    }
    return rc;
}

/* ---- tables --------------------------------------------------------------------------- */

static struct cell *cell_of(struct word *w)
{
    return w->tables > 0 ? &w->cells[w->tables - 1] : NULL;
}

static struct row *row_of(struct word *w)
{
    return w->tables > 0 ? &w->rows[w->tables - 1] : NULL;
}

/* The cell's properties are known once its first paragraph begins. */
static void settle_cell(struct word *w)
{
    struct cell *cell = cell_of(w);
    struct row *row = row_of(w);

    if (cell == NULL || !cell->pending)
        return;
    cell->pending = false;
    if (row->pending) {
        row->pending = false;
        gt_build_row(w->build, row->header);
        if (row->before > 0) {
            gt_build_cell(w->build, 1, row->before, false, false);
            gt_build_cell_end(w->build);
        }
    }
    gt_build_cell(w->build, 1, cell->col_span, false, cell->below);
}

static gt_rc open_table(struct word *w, struct gt_err *err)
{
    settle_cell(w);
    if (w->tables == GT_BUILD_TABLES_OPEN_MAX)
        return gt_fail(err, GT_ELIMIT, "tables are nested over %d deep", "表格嵌套超过%d层",
                       (int)GT_BUILD_TABLES_OPEN_MAX);
    gt_build_table(w->build);
    w->cells[w->tables] = (struct cell){0};
    w->rows[w->tables++] = (struct row){0};
    return GT_OK;
}

static uint32_t span_val(struct gt_xml *xml)
{
    int32_t value = gt_docx_val(xml, 1);

    return value < 1 ? 1 : (uint32_t)value;
}

static void table_property(struct word *w)
{
    struct cell *cell = cell_of(w);
    struct row *row = row_of(w);

    if (cell == NULL)
        return;
    if (gt_xml_is(w->xml, "gridSpan"))
        cell->col_span = span_val(w->xml);
    else if (gt_xml_is(w->xml, "vMerge"))
        cell->below = !gt_str_eq(gt_xml_attr(w->xml, "val", NULL), GT_STR("restart"));
    else if (gt_xml_is(w->xml, "tblHeader"))
        row->header = gt_docx_on(w->xml);
    else if (gt_xml_is(w->xml, "gridBefore"))
        row->before = span_val(w->xml);
}

/* ---- the walk ---------------------------------------------------------------------------- */

static bool any(struct gt_xml *xml, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (gt_xml_is(xml, names[i]))
            return true;
    return false;
}

/* What is never read: deletions, fields' code, second versions. */
static bool left_out(struct word *w)
{
    static const char *const names[] = {
        "del", "moveFrom", "instrText", "delText", "delInstrText", "Fallback", "object", "sectPr", "tblPr",
        "tblGrid", "tblPrEx", "sdtPr", "sdtEndPr", "rPrChange", "trPrChange", "tcPrChange", "rt", "footnoteRef", "endnoteRef",
        "annotationRef", "proofErr", "tblPrChange",
    };

    return any(w->xml, names, GT_LEN(names));
}

static gt_rc note_reference(struct word *w, struct gt_err *err)
{
    gt_str *slot;
    gt_str id = gt_xml_attr(w->xml, "id", NULL);
    char mark[32];

    if (w->kind == GT_BLOCK_NOTE || w->notes.count >= GT_DOCX_NOTES_MAX)
        return GT_OK;
    if ((slot = GT_PUSH(w->arena, &w->notes)) == NULL || gt_arena_dup(w->arena, id, slot) != GT_OK)
        return no_memory(err);
    (void)snprintf(mark, sizeof(mark), "[%zu]", w->notes.count);
    put(w, gt_str_from(mark));
    return GT_OK;
}

static gt_rc on_open(struct word *w, struct gt_err *err)
{
    struct gt_xml *xml = w->xml;

    if (gt_xml_is(xml, "p")) {
        settle_cell(w);
        open_para(w);
    } else if (gt_xml_is(xml, "pPr")) {
        return read_para_properties(w, err);
    } else if (gt_xml_is(xml, "r")) {
        w->run_hidden = false;
        w->in_run = true;
    } else if (gt_xml_is(xml, "vanish") && w->in_run) {
        w->run_hidden = gt_docx_on(xml);
    } else if (gt_xml_is(xml, "tab")) {
        put(w, GT_STR(" "));
    } else if (gt_xml_is(xml, "br") || gt_xml_is(xml, "cr")) {
        if (!gt_str_eq(gt_xml_attr(xml, "type", NULL), GT_STR("page")) && w->in_para && !gt_build_empty(w->build))
            end_block(w);
    } else if (gt_xml_is(xml, "noBreakHyphen")) {
        put(w, GT_STR("-"));
    } else if (gt_xml_is(xml, "footnoteReference") || gt_xml_is(xml, "endnoteReference")) {
        if (gt_xml_is(xml, "footnoteReference"))
            return note_reference(w, err);
    } else if (gt_xml_is(xml, "tbl")) {
        return open_table(w, err);
    } else if (gt_xml_is(xml, "tr") && w->tables > 0) {
        *row_of(w) = (struct row){.pending = true};
    } else if (gt_xml_is(xml, "tc") && w->tables > 0) {
        *cell_of(w) = (struct cell){.pending = true, .col_span = 1};
    } else {
        table_property(w);
    }
    return GT_OK;
}

static void on_close(struct word *w)
{
    struct gt_xml *xml = w->xml;

    if (gt_xml_is(xml, "p") && w->in_para) {
        close_para(w);
    } else if (gt_xml_is(xml, "r")) {
        w->in_run = w->run_hidden = false;
    } else if (gt_xml_is(xml, "tc") && w->tables > 0) {
        settle_cell(w);
        gt_build_cell_end(w->build);
    } else if (gt_xml_is(xml, "tbl") && w->tables > 0) {
        gt_build_table_end(w->build);
        w->tables--;
    }
}

/* ---- text boxes ------------------------------------------------------------------------- */

static bool is_drawing(const struct word *w)
{
    return gt_xml_is(w->xml, "drawing") || gt_xml_is(w->xml, "pict");
}

static gt_rc end_line(struct word *w, struct gt_err *err)
{
    gt_str *slot, line = gt_buf_view(&w->line);
    gt_rc rc = w->line.status;

    if (rc == GT_OK && line.len > 0 && w->in_para &&
        ((slot = GT_PUSH(w->arena, &w->boxed)) == NULL || gt_arena_dup(w->arena, line, slot) != GT_OK))
        rc = GT_ENOMEM;
    gt_buf_reset(&w->line);
    return rc == GT_OK ? GT_OK : no_memory(err);
}

/* A drawing: of all it holds, the paragraphs of its text boxes. */
static gt_rc read_drawing(struct word *w, struct gt_err *err)
{
    uint32_t depth = gt_xml_depth(w->xml), box = 0;
    bool in_text = false, hidden = false;
    enum gt_xml_step step;
    gt_rc rc = GT_OK;

    while (rc == GT_OK) {
        step = gt_xml_next(w->xml, err);
        if (step == GT_XML_ERROR || step == GT_XML_END)
            return xml_failed(err);
        if (step == GT_XML_CLOSE && gt_xml_depth(w->xml) < depth)
            return end_line(w, err);
        if (step == GT_XML_CLOSE) {
            in_text = false;
            box = gt_xml_depth(w->xml) < box ? 0 : box;
            if (gt_xml_is(w->xml, "p"))
                rc = end_line(w, err);
        } else if (step == GT_XML_TEXT) {
            if (in_text && !hidden)
                gt_buf_str(&w->line, gt_xml_text(w->xml));
        } else if (left_out(w) || gt_xml_is(w->xml, "pPr")) {
            if (gt_xml_skip(w->xml, err) == GT_XML_ERROR)
                return xml_failed(err);
        } else if (box == 0) {
            box = gt_xml_is(w->xml, "txbxContent") ? gt_xml_depth(w->xml) : 0;
        } else {
            in_text = gt_xml_is(w->xml, "t");
            hidden = gt_xml_is(w->xml, "vanish") ? gt_docx_on(w->xml) : hidden && !gt_xml_is(w->xml, "r");
            if (gt_xml_is(w->xml, "br") || gt_xml_is(w->xml, "cr"))
                rc = end_line(w, err);
            else if (gt_xml_is(w->xml, "tab"))
                gt_buf_char(&w->line, ' ');
        }
    }
    return rc;
}

/* A row that a tracked change takes out: w:del inside w:trPr. */
static bool deletes_row(const struct word *w, bool in_row_properties)
{
    return in_row_properties && gt_xml_is(w->xml, "del");
}

static gt_rc walk(struct word *w, gt_str part, struct gt_err *err)
{
    struct gt_zip_part *stream = NULL;
    enum gt_xml_step step;
    bool in_text = false, row_properties = false;
    gt_rc rc;

    if ((rc = gt_zip_part_open(w->zip, part, &stream, err)) != GT_OK ||
        (rc = gt_xml_open_part(stream, part, &w->xml, err)) != GT_OK)
        return rc;
    while (rc == GT_OK && (step = gt_xml_next(w->xml, err)) != GT_XML_END) {
        if (step == GT_XML_ERROR) {
            rc = xml_failed(err);
        } else if (step == GT_XML_TEXT) {
            if (in_text)
                put(w, gt_xml_text(w->xml));
        } else if (step == GT_XML_CLOSE) {
            in_text = false;
            row_properties &= !gt_xml_is(w->xml, "trPr");
            on_close(w);
        } else if (deletes_row(w, row_properties)) {
            row_of(w)->deleted = true;
        } else if (left_out(w) || (gt_xml_is(w->xml, "tc") && w->tables > 0 && row_of(w)->deleted)) {
            if (gt_xml_skip(w->xml, err) == GT_XML_ERROR)
                rc = xml_failed(err);
        } else if (is_drawing(w)) {
            rc = read_drawing(w, err);
        } else {
            in_text = gt_xml_is(w->xml, "t");
            row_properties |= gt_xml_is(w->xml, "trPr") && w->tables > 0;
            rc = on_open(w, err);
        }
    }
    if (w->in_para)
        close_para(w);
    gt_xml_close(w->xml);
    w->xml = NULL;
    return rc;
}

/* ---- footnotes ------------------------------------------------------------------------------ */

/* The notes that the body refers to, each with its mark, behind the body. */
static gt_rc read_notes(struct word *w, struct gt_err *err)
{
    gt_str part = GT_STR("word/footnotes.xml");
    struct gt_zip_part *stream = NULL;
    enum gt_xml_step step;
    bool wanted = false, in_text = false;
    gt_rc rc;

    if (w->notes.count == 0 || !gt_zip_has(w->zip, part))
        return GT_OK;
    w->kind = GT_BLOCK_NOTE;
    if ((rc = gt_zip_part_open(w->zip, part, &stream, err)) != GT_OK ||
        (rc = gt_xml_open_part(stream, part, &w->xml, err)) != GT_OK)
        return rc;
    while (rc == GT_OK && (step = gt_xml_next(w->xml, err)) != GT_XML_END) {
        if (step == GT_XML_ERROR) {
            rc = xml_failed(err);
        } else if (step == GT_XML_OPEN && gt_xml_is(w->xml, "footnote")) {
            gt_str id = gt_xml_attr(w->xml, "id", NULL);
            char mark[32];

            wanted = false;
            for (size_t i = 0; i < w->notes.count && !wanted; i++)
                if (gt_str_eq(w->notes.at[i], id)) {
                    (void)snprintf(mark, sizeof(mark), "[%zu] ", i + 1);
                    gt_build_text(w->build, gt_str_from(mark));
                    wanted = true;
                }
            w->style = (gt_str){"", 0};
        } else if (step == GT_XML_OPEN && (left_out(w) || is_drawing(w))) {
            if (gt_xml_skip(w->xml, err) == GT_XML_ERROR)
                rc = xml_failed(err);
        } else if (step == GT_XML_OPEN) {
            in_text = gt_xml_is(w->xml, "t");
        } else if (step == GT_XML_TEXT && in_text && wanted) {
            gt_build_text(w->build, gt_xml_text(w->xml));
        } else if (step == GT_XML_CLOSE) {
            in_text = false;
            if (wanted && gt_xml_is(w->xml, "p"))
                gt_build_para(w->build, GT_BLOCK_NOTE, GT_STR("footnote"), 0);
        }
    }
    gt_xml_close(w->xml);
    w->xml = NULL;
    return rc;
}

static gt_rc not_word(const struct gt_zip *zip, struct gt_err *err)
{
    if (gt_zip_has(zip, GT_STR("xl/workbook.xml")))
        return gt_fail(err, GT_EUNSUPPORTED, "this is a spreadsheet: read it as a table of tasks (--table)",
                       "这是电子表格，请按任务表读取（--table）");
    return gt_fail(err, GT_EUNSUPPORTED, "this zip file is no Word document: word/document.xml is missing",
                   "这个 zip 文件不是 Word 文档：缺少 word/document.xml");
}

gt_rc gt_docx_read(struct gt_arena *arena, gt_str bytes, struct gt_doc *out, struct gt_err *err)
{
    gt_str part = GT_STR("word/document.xml");
    struct gt_err own = {0};
    struct word *w = gt_calloc(1, sizeof(*w));
    gt_rc rc;

    if (err == NULL)
        err = &own; /* the walk asks it what went wrong */
    if (w == NULL)
        return no_memory(err);
    w->arena = arena;
    gt_buf_init(&w->line, GT_READ_TEXT_MAX);
    if ((rc = gt_zip_open(arena, bytes, &w->zip, err)) == GT_OK && !gt_zip_has(w->zip, part))
        rc = not_word(w->zip, err);
    if (rc == GT_OK && (rc = gt_docx_styles_load(w->zip, arena, &w->styles, err)) == GT_OK &&
        (rc = gt_docx_numbers_load(w->zip, arena, &w->numbers, err)) == GT_OK &&
        (rc = gt_build_create(arena, GT_SOURCE_DOCX, &w->build, err)) == GT_OK &&
        (rc = walk(w, part, err)) == GT_OK && (rc = read_notes(w, err)) == GT_OK)
        rc = gt_build_finish(w->build, out, err);
    gt_build_destroy(w->build);
    gt_buf_clear(&w->line);
    gt_free(w);
    return rc;
}
