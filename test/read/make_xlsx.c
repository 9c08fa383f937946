/* make_xlsx.c - workbooks for tests. */
#include "make_xlsx.h"

#include <zlib.h>

enum { PART_MAX = 64 << 20, FILE_MAX = 64 << 20 };

static void put16(struct gt_buf *out, unsigned value)
{
    gt_buf_char(out, (char)(value & 0xff));
    gt_buf_char(out, (char)(value >> 8 & 0xff));
}

static void put32(struct gt_buf *out, size_t value)
{
    put16(out, (unsigned)(value & 0xffff));
    put16(out, (unsigned)(value >> 16 & 0xffff));
}

static void deflate_into(struct gt_buf *out, gt_str bytes)
{
    const uLong room = compressBound((uLong)bytes.len) + 64;
    Bytef *packed = gt_calloc(room, 1);
    z_stream stream = {.next_in = (Bytef *)(uintptr_t)bytes.at, .avail_in = (uInt)bytes.len,
                       .next_out = packed, .avail_out = (uInt)room};

    assert(packed != NULL);
    assert(deflateInit2(&stream, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY) == Z_OK);
    assert(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    gt_buf_add(out, packed, stream.total_out);
    (void)deflateEnd(&stream);
    gt_free(packed);
}

/* What local header and directory entry share. */
static void zip_head(struct gt_buf *out, const struct make_part *part, bool stored, size_t packed)
{
    put16(out, 20);
    put16(out, 0x0800); /* names are UTF-8 */
    put16(out, stored ? 0 : 8);
    put32(out, 0);      /* no time */
    put32(out, crc32(0, (const Bytef *)part->bytes.at, (uInt)part->bytes.len));
    put32(out, packed);
    put32(out, part->bytes.len);
    put16(out, (unsigned)strlen(part->name));
    put16(out, 0);
}

void make_zip(struct gt_buf *out, const struct make_part *parts, size_t count, bool stored)
{
    struct gt_buf directory, packed;

    gt_buf_init(out, FILE_MAX);
    gt_buf_init(&directory, FILE_MAX);
    for (size_t i = 0; i < count; i++) {
        const size_t at = out->len;

        gt_buf_init(&packed, FILE_MAX);
        if (stored)
            gt_buf_str(&packed, parts[i].bytes);
        else
            deflate_into(&packed, parts[i].bytes);
        gt_buf_add(out, "PK\3\4", 4);
        zip_head(out, &parts[i], stored, packed.len);
        gt_buf_text(out, parts[i].name);
        gt_buf_str(out, gt_buf_view(&packed));
        gt_buf_add(&directory, "PK\1\2", 4);
        put16(&directory, 20);
        zip_head(&directory, &parts[i], stored, packed.len);
        put32(&directory, 0); /* comment, disk */
        put16(&directory, 0);
        put32(&directory, 0);
        put32(&directory, at);
        gt_buf_text(&directory, parts[i].name);
        gt_buf_clear(&packed);
    }
    const size_t start = out->len;

    gt_buf_str(out, gt_buf_view(&directory));
    gt_buf_add(out, "PK\5\6\0\0\0\0", 8);
    put16(out, (unsigned)count);
    put16(out, (unsigned)count);
    put32(out, directory.len);
    put32(out, start);
    put16(out, 0);
    gt_buf_clear(&directory);
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
        gt_buf_printf(&rels,
                      "<Relationship Id=\"rId%zu\" Type=\"" REL "worksheet\" Target=\"worksheets/sheet%zu.xml\"/>",
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
