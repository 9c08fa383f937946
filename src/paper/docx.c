/* docx.c - three XML parts in a zip; what Word, WPS and LibreOffice open. */
#include "paper/docx.h"

#include <archive.h>
#include <archive_entry.h>

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

static const char content_types[] = XML
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
    "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    "<Override PartName=\"/word/document.xml\" ContentType=\"application/"
    "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>"
    "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/"
    "vnd.openxmlformats-package.core-properties+xml\"/>"
    "</Types>";

static const char relations[] = XML
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/"
    "relationships/officeDocument\" Target=\"word/document.xml\"/>"
    "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/"
    "relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>"
    "</Relationships>";

/* Sizes in half points, indents in twentieths of a point. */
struct look {
    const char *font, *align;
    int half_points, indent_chars, outline; /* outline -1: body text */
};

static const struct look looks[GT_DOCX_STYLES] = {
    [GT_DOCX_TITLE] = {"方正小标宋简体", "center", 44, 0, 0},
    [GT_DOCX_NUMBER] = {"仿宋_GB2312", "center", 32, 0, -1},
    [GT_DOCX_HEADING] = {"黑体", "both", 32, 200, 1},
    [GT_DOCX_BODY] = {"仿宋_GB2312", "both", 32, 200, -1},
    [GT_DOCX_PLAIN] = {"仿宋_GB2312", "both", 32, 0, -1},
    [GT_DOCX_RIGHT] = {"仿宋_GB2312", "right", 32, 0, -1},
};

static void escaped(struct gt_buf *out, gt_str text)
{
    for (size_t i = 0; i < text.len; i++)
        switch (text.at[i]) {
        case '&': gt_buf_text(out, "&amp;"); break;
        case '<': gt_buf_text(out, "&lt;"); break;
        case '>': gt_buf_text(out, "&gt;"); break;
        default:
            /* XML 1.0 knows no other control characters. */
            gt_buf_char(out, (unsigned char)text.at[i] < 0x20 && text.at[i] != '\t' ? ' ' : text.at[i]);
        }
}

static void paragraph(struct gt_buf *out, const struct gt_docx_para *para)
{
    const struct look *look = &looks[para->style];

    gt_buf_printf(out, "<w:p><w:pPr><w:spacing w:line=\"560\" w:lineRule=\"exact\"/>");
    if (look->indent_chars > 0)
        gt_buf_printf(out, "<w:ind w:firstLineChars=\"%d\" w:firstLine=\"640\"/>", look->indent_chars);
    gt_buf_printf(out, "<w:jc w:val=\"%s\"/>", look->align);
    if (look->outline >= 0)
        gt_buf_printf(out, "<w:outlineLvl w:val=\"%d\"/>", look->outline);
    gt_buf_printf(out,
                  "</w:pPr><w:r><w:rPr><w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" "
                  "w:eastAsia=\"%s\"/><w:sz w:val=\"%d\"/><w:szCs w:val=\"%d\"/></w:rPr>"
                  "<w:t xml:space=\"preserve\">",
                  look->font, look->half_points, look->half_points);
    escaped(out, para->text);
    gt_buf_text(out, "</w:t></w:r></w:p>");
}

static void document(struct gt_buf *out, const struct gt_docx_view *view)
{
    gt_buf_text(out, XML "<w:document xmlns:w=\"http://schemas.openxmlformats.org/"
                         "wordprocessingml/2006/main\"><w:body>");
    for (size_t i = 0; i < view->para_count; i++)
        paragraph(out, &view->paras[i]);
    /* A4; margins 37, 26, 35, 28 mm as GB/T 9704 has them. */
    gt_buf_text(out, "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"2098\" "
                     "w:right=\"1474\" w:bottom=\"1985\" w:left=\"1588\" w:header=\"851\" "
                     "w:footer=\"1588\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>");
}

static void properties(struct gt_buf *out, const struct gt_docx_view *view)
{
    gt_buf_text(out, XML "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/"
                         "2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
                         "<dc:title>");
    escaped(out, view->title);
    gt_buf_text(out, "</dc:title></cp:coreProperties>");
}

static la_ssize_t take(struct archive *archive, void *out, const void *bytes, size_t len)
{
    (void)archive;
    gt_buf_add(out, bytes, len);
    return ((struct gt_buf *)out)->status == GT_OK ? (la_ssize_t)len : -1;
}

static bool part(struct archive *zip, const char *name, gt_str bytes, int64_t made_ms)
{
    struct archive_entry *entry = archive_entry_new();
    bool ok;

    if (entry == NULL)
        return false;
    archive_entry_set_pathname(entry, name);
    archive_entry_set_size(entry, (la_int64_t)bytes.len);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_mtime(entry, made_ms / 1000, 0);
    ok = archive_write_header(zip, entry) == ARCHIVE_OK &&
         archive_write_data(zip, bytes.at, bytes.len) == (la_ssize_t)bytes.len;
    archive_entry_free(entry);
    return ok;
}

gt_rc gt_docx_write(const struct gt_docx_view *view, struct gt_buf *out, struct gt_err *err)
{
    struct archive *zip = archive_write_new();
    struct gt_buf body, core;
    gt_rc rc = GT_OK;

    gt_buf_init(&body, GT_DOCX_BYTES_MAX);
    gt_buf_init(&core, GT_DOCX_BYTES_MAX);
    document(&body, view);
    properties(&core, view);
    if (body.status != GT_OK || core.status != GT_OK) {
        rc = body.status != GT_OK ? body.status : core.status;
        goto out;
    }
    if (zip == NULL || archive_write_set_format_zip(zip) != ARCHIVE_OK ||
        archive_write_set_bytes_in_last_block(zip, 1) != ARCHIVE_OK ||
        archive_write_open(zip, out, NULL, take, NULL) != ARCHIVE_OK ||
        !part(zip, "[Content_Types].xml", (gt_str){content_types, sizeof content_types - 1}, view->made_ms) ||
        !part(zip, "_rels/.rels", (gt_str){relations, sizeof relations - 1}, view->made_ms) ||
        !part(zip, "word/document.xml", gt_buf_view(&body), view->made_ms) ||
        !part(zip, "docProps/core.xml", gt_buf_view(&core), view->made_ms) ||
        archive_write_close(zip) != ARCHIVE_OK)
        rc = out->status != GT_OK ? out->status : GT_ENOMEM;
out:
    if (zip != NULL)
        archive_write_free(zip);
    gt_buf_clear(&body);
    gt_buf_clear(&core);
    return rc == GT_OK ? GT_OK : gt_wrap(err, rc, "writing a .docx", "写 .docx 文件");
}
