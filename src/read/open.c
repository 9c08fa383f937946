/* open.c - what kind of file the bytes are, and the reader for it. */
#include "read/read.h"
#include "read/readers.h"
#include "read/zip.h"

enum { SNIFF = 4096 };

static bool begins(gt_str bytes, const char *magic, size_t len)
{
    return bytes.len >= len && memcmp(bytes.at, magic, len) == 0;
}

/* Case does not count: markup may shout. */
static bool holds(gt_str head, const char *word)
{
    size_t len = strlen(word);

    for (size_t i = 0; i + len <= head.len; i++)
        if (strncasecmp(head.at + i, word, len) == 0)
            return true;
    return false;
}

static bool is_html(gt_str bytes)
{
    gt_str head = gt_str_sub(bytes, 0, SNIFF);

    if (begins(head, "\xef\xbb\xbf", 3))
        head = gt_str_sub(head, 3, head.len);
    head = gt_str_trim(head);
    if (head.len == 0 || head.at[0] != '<')
        return false;
    return holds(head, "<html") || holds(head, "<!doctype html") || holds(head, "<head") ||
           holds(head, "<body") || holds(head, "<div") || holds(head, "<p>") || holds(head, "<p ") ||
           holds(head, "<table") || holds(head, "<meta") || holds(head, "<h1");
}

static gt_rc refuse_kind(gt_str bytes, struct gt_err *err)
{
    if (begins(bytes, "%PDF", 4))
        return gt_fail(err, GT_EUNSUPPORTED,
                       "this is a PDF; give the .docx, .html or .txt it was made of",
                       "这是 PDF 文件，请提供原 .docx、.html 或 .txt 文件");
    if (begins(bytes, "\xd0\xcf\x11\xe0", 4))
        return gt_fail(err, GT_EUNSUPPORTED,
                       "this is an old .doc or an encrypted file; save it as .docx without a password",
                       "这是旧版 .doc 或加密文件，请不加密另存为 .docx");
    if (begins(bytes, "{\\rtf", 5))
        return gt_fail(err, GT_EUNSUPPORTED, "this is an RTF file; save it as .docx",
                       "这是 RTF 文件，请另存为 .docx");
    return GT_OK;
}

gt_rc gt_read_doc(struct gt_arena *arena, gt_str bytes, const struct gt_read_options *options,
                  struct gt_doc *out, struct gt_err *err)
{
    gt_str name = options != NULL ? options->name : (gt_str){"", 0};
    gt_rc rc;

    if (bytes.len > GT_READ_FILE_MAX)
        rc = gt_fail(err, GT_ELIMIT, "the file has %zu MB; at most %d MB are read",
                     "文件有%zu MB，最多读取%d MB", bytes.len >> 20, (int)(GT_READ_FILE_MAX >> 20));
    else if (gt_str_trim(bytes).len == 0)
        rc = gt_fail(err, GT_EPARSE, "the file is empty", "文件是空的");
    else if ((rc = refuse_kind(bytes, err)) != GT_OK)
        ;
    else if (gt_xlsx_is(arena, bytes))
        rc = gt_xlsx_doc_read(arena, bytes, out, err);
    else if (gt_zip_is(bytes))
        rc = gt_docx_read(arena, bytes, out, err);
    else if (is_html(bytes))
        rc = gt_html_read(arena, bytes, out, err);
    else
        rc = gt_text_read(arena, bytes, out, err);
    if (rc != GT_OK && name.len > 0)
        return gt_wrap(err, rc, "%.*s", "%.*s", GT_FMT(name));
    return rc;
}

size_t gt_read_budget(size_t bytes)
{
    /* Text in UTF-8 and folded, blocks, clauses and reasons: measured at 40
     * bytes for one of plain text; packed files are bound by the text's limit. */
    size_t text = bytes < GT_READ_TEXT_MAX / 16 ? bytes * 16 : GT_READ_TEXT_MAX;

    return (size_t)64 * 1024 * 1024 + text * 40;
}
