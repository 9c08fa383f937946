/* make_xlsx.c - workbooks for tests. */
#include "make_xlsx.h"

#include <archive.h>
#include <archive_entry.h>

enum { PART_MAX = 64 << 20, FILE_MAX = 64 << 20 };

static la_ssize_t on_write(struct archive *archive, void *data, const void *bytes, size_t size)
{
    (void)archive;
    gt_buf_add(data, bytes, size);
    return (la_ssize_t)size;
}

void make_zip(struct gt_buf *out, const struct make_part *parts, size_t count, bool stored)
{
    struct archive *archive = archive_write_new();

    gt_buf_init(out, FILE_MAX);
    assert(archive_write_set_format_zip(archive) == ARCHIVE_OK);
    assert((stored ? archive_write_zip_set_compression_store(archive)
                   : archive_write_zip_set_compression_deflate(archive)) == ARCHIVE_OK);
    assert(archive_write_set_bytes_per_block(archive, 0) == ARCHIVE_OK);
    assert(archive_write_open(archive, out, NULL, on_write, NULL) == ARCHIVE_OK);
    for (size_t i = 0; i < count; i++) {
        struct archive_entry *entry = archive_entry_new();

        archive_entry_set_pathname(entry, parts[i].name);
        archive_entry_set_size(entry, (la_int64_t)parts[i].bytes.len);
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        assert(archive_write_header(archive, entry) == ARCHIVE_OK);
        assert(archive_write_data(archive, parts[i].bytes.at, parts[i].bytes.len) ==
               (la_ssize_t)parts[i].bytes.len);
        archive_entry_free(entry);
    }
    assert(archive_write_close(archive) == ARCHIVE_OK);
    archive_write_free(archive);
    assert(out->status == GT_OK);
}

static void xml_text(struct gt_buf *out, gt_str s)
{
    for (size_t i = 0; i < s.len; i++)
        switch (s.at[i]) {
        case '&': gt_buf_text(out, "&amp;"); break;
        case '<': gt_buf_text(out, "&lt;"); break;
        case '"': gt_buf_text(out, "&quot;"); break;
        default: gt_buf_char(out, s.at[i]);
        }
}

static void write_cell(struct gt_buf *out, struct gt_buf *strings, int *string_count, gt_str cell,
                       size_t col, size_t row)
{
    char ref[16];

    if (cell.len == 0)
        return;
    (void)snprintf(ref, sizeof(ref), "%c%zu", (char)('A' + col), row);
    const gt_str rest = gt_str_sub(cell, 1, cell.len);

    switch (cell.at[0]) {
    case '#':
        gt_buf_printf(out, "<c r=\"%s\"><v>%.*s</v></c>", ref, GT_FMT(rest));
        break;
    case '@':
        gt_buf_printf(out, "<c r=\"%s\" s=\"%c\"><v>%.*s</v></c>", ref, rest.at[0], (int)rest.len - 2, rest.at + 2);
        break;
    case '~':
        gt_buf_printf(out, "<c r=\"%s\" t=\"inlineStr\"><is><r><t>", ref);
        xml_text(out, rest);
        gt_buf_text(out, "</t></r><rPh><t>gloss</t></rPh></is></c>");
        break;
    case '=':
        gt_buf_printf(out, "<c r=\"%s\" t=\"str\"><f>A1&amp;B1</f><v>", ref);
        xml_text(out, rest);
        gt_buf_text(out, "</v></c>");
        break;
    case '!':
        gt_buf_printf(out, "<c r=\"%s\" t=\"e\"><v>%.*s</v></c>", ref, GT_FMT(rest));
        break;
    default:
        gt_buf_text(strings, "<si><t xml:space=\"preserve\">");
        xml_text(strings, cell);
        gt_buf_text(strings, "</t></si>");
        gt_buf_printf(out, "<c r=\"%s\" t=\"s\"><v>%d</v></c>", ref, (*string_count)++);
    }
}

static void write_row(struct gt_buf *out, struct gt_buf *strings, int *string_count,
                      const struct make_sheet *sheet, size_t index)
{
    const gt_str row = gt_str_from(sheet->rows[index]);
    bool hidden = false;
    size_t col = 0;

    for (size_t i = 0; i < GT_LEN(sheet->hidden_rows); i++)
        hidden |= sheet->hidden_rows[i] == (int)index + 1;
    gt_buf_printf(out, "<row r=\"%zu\"%s>", index + 1, hidden ? " hidden=\"1\"" : "");
    for (size_t from = 0; from <= row.len; col++) {
        size_t end = gt_str_find(row, GT_STR("|"), from);

        end = end == SIZE_MAX ? row.len : end;
        write_cell(out, strings, string_count, gt_str_sub(row, from, end), col, index + 1);
        from = end + 1;
    }
    gt_buf_text(out, "</row>");
}

static void write_sheet(struct gt_buf *out, struct gt_buf *strings, int *string_count,
                        const struct make_sheet *sheet)
{
    gt_buf_text(out, "<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/"
                     "spreadsheetml/2006/main\"><dimension ref=\"A1:XFD1048576\"/><cols>");
    for (const char *col = sheet->hidden_cols; col != NULL && *col != '\0'; col++)
        gt_buf_printf(out, "<col min=\"%d\" max=\"%d\" width=\"9\" hidden=\"1\"/>", *col - 'A' + 1, *col - 'A' + 1);
    gt_buf_text(out, "</cols><sheetData>");
    for (size_t i = 0; i < MAKE_ROWS_MAX && sheet->rows[i] != NULL; i++)
        write_row(out, strings, string_count, sheet, i);
    gt_buf_text(out, "</sheetData><mergeCells>");
    for (size_t i = 0; i < MAKE_LIST_MAX && sheet->merges[i] != NULL; i++)
        gt_buf_printf(out, "<mergeCell ref=\"%s\"/>", sheet->merges[i]);
    gt_buf_text(out, "</mergeCells></worksheet>");
}

static const char styles[] =
    "<?xml version=\"1.0\"?><styleSheet><numFmts>"
    "<numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/>"
    "<numFmt numFmtId=\"165\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/>"
    "<numFmt numFmtId=\"166\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;;@\"/>"
    "<numFmt numFmtId=\"167\" formatCode=\"[$-804]yyyy/m/d;@\"/></numFmts>"
    "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/>"
    "<xf numFmtId=\"165\"/><xf numFmtId=\"166\"/><xf numFmtId=\"9\"/><xf numFmtId=\"2\"/>"
    "<xf numFmtId=\"14\"/><xf numFmtId=\"31\"/><xf numFmtId=\"167\"/><xf numFmtId=\"20\"/></cellXfs></styleSheet>";

#define REL "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

void make_xlsx(struct gt_buf *out, const struct make_sheet *sheets, size_t count, bool date_1904)
{
    struct gt_buf book, rels, strings, parts[8];
    struct make_part list[16];
    char names[8][40];
    int string_count = 0;
    size_t n = 0;

    assert(count <= 8);
    gt_buf_init(&book, PART_MAX);
    gt_buf_init(&rels, PART_MAX);
    gt_buf_init(&strings, PART_MAX);
    gt_buf_printf(&book, "<?xml version=\"1.0\"?><workbook xmlns:r=\"x\"><workbookPr%s/><sheets>",
                  date_1904 ? " date1904=\"1\"" : "");
    gt_buf_text(&rels, "<?xml version=\"1.0\"?><Relationships>");
    gt_buf_text(&strings, "<?xml version=\"1.0\"?><sst count=\"999999\" uniqueCount=\"7\">");
    for (size_t i = 0; i < count; i++) {
        gt_buf_init(&parts[i], PART_MAX);
        write_sheet(&parts[i], &strings, &string_count, &sheets[i]);
        (void)snprintf(names[i], sizeof(names[i]), "xl/worksheets/sheet%zu.xml", i + 1);
        list[n++] = (struct make_part){names[i], gt_buf_view(&parts[i])};
        gt_buf_printf(&book, "<sheet name=\"%s\" sheetId=\"%zu\" r:id=\"rId%zu\"%s/>", sheets[i].name, i + 1,
                      i + 1, sheets[i].hidden ? " state=\"veryHidden\"" : "");
        gt_buf_printf(&rels, "<Relationship Id=\"rId%zu\" Type=\"" REL "worksheet\" Target=\"worksheets/sheet%zu.xml\"/>",
                      i + 1, i + 1);
    }
    gt_buf_text(&book, "</sheets></workbook>");
    gt_buf_text(&rels, "<Relationship Id=\"s\" Type=\"" REL "styles\" Target=\"styles.xml\"/>"
                       "<Relationship Id=\"t\" Type=\"" REL "sharedStrings\" Target=\"/xl/sharedStrings.xml\"/>"
                       "</Relationships>");
    gt_buf_text(&strings, "</sst>");
    list[n++] = (struct make_part){"_rels/.rels",
                                   GT_STR("<Relationships><Relationship Id=\"a\" Type=\"" REL
                                          "officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>")};
    list[n++] = (struct make_part){"xl/workbook.xml", gt_buf_view(&book)};
    list[n++] = (struct make_part){"xl/_rels/workbook.xml.rels", gt_buf_view(&rels)};
    list[n++] = (struct make_part){"xl/styles.xml", gt_str_from(styles)};
    list[n++] = (struct make_part){"xl/sharedStrings.xml", gt_buf_view(&strings)};
    make_zip(out, list, n, false);
    gt_buf_clear(&book);
    gt_buf_clear(&rels);
    gt_buf_clear(&strings);
    for (size_t i = 0; i < count; i++)
        gt_buf_clear(&parts[i]);
}
