/* book.c - which reader a table's file needs. */
#include "read/block.h"
#include "read/read.h"
#include "read/sheet.h"
#include "read/zip.h"

static gt_rc read_doc(gt_str bytes, gt_str name, struct gt_book *book, struct gt_err *err)
{
    const struct gt_read_options options = {.name = name};
    struct gt_doc doc;
    gt_rc rc;

    if ((rc = gt_read_doc(book->arena, bytes, &options, &doc, err)) != GT_OK ||
        (rc = gt_book_from_doc(&doc, book, err)) != GT_OK)
        return rc;
    return book->sheets.count > 0 ? GT_OK : gt_fail(err, GT_EPARSE, "there is no table in the document", "文档中没有表格");
}

static bool ends_with(gt_str name, const char *ending)
{
    const size_t len = strlen(ending);

    return name.len >= len && strncasecmp(name.at + name.len - len, ending, len) == 0;
}

/* A tag within the first bytes; .xls saved by web systems is often HTML. */
static bool looks_like_html(gt_str bytes)
{
    static const char *const tags[] = {"<!doctype html", "<html", "<table", "<head", "<body", "<div", "<p>", "<h1"};
    const gt_str head = gt_str_trim(gt_str_sub(bytes, 0, 1024));

    for (size_t i = 0; i < head.len && head.at[0] == '<'; i++)
        for (size_t t = 0; t < GT_LEN(tags); t++)
            if (head.len - i >= strlen(tags[t]) && strncasecmp(head.at + i, tags[t], strlen(tags[t])) == 0)
                return true;
    return false;
}

static gt_rc read_zip(gt_str bytes, gt_str name, struct gt_book *book, struct gt_problems *problems,
                      struct gt_err *err)
{
    struct gt_zip *zip = NULL;
    gt_rc rc = gt_zip_open(book->arena, bytes, &zip, err);

    if (rc != GT_OK)
        return rc;
    return gt_zip_has(zip, GT_STR("word/document.xml")) ? read_doc(bytes, name, book, err)
                                                        : gt_xlsx_read(bytes, book, problems, err);
}

gt_rc gt_book_read(gt_str bytes, gt_str name, struct gt_book *book, struct gt_problems *problems,
                   struct gt_err *err)
{
    if (bytes.len == 0)
        return gt_fail(err, GT_EPARSE, "the file is empty", "文件是空的");
    if (gt_zip_is(bytes))
        return read_zip(bytes, name, book, problems, err);
    if (gt_str_starts(bytes, GT_STR("\xd0\xcf\x11\xe0")))
        return gt_fail(err, GT_EUNSUPPORTED,
                       "this is an old or encrypted Office file; save it as .xlsx without a password",
                       "这是旧版或加密的Office文件，请另存为不带密码的.xlsx");
    if (looks_like_html(bytes))
        return read_doc(bytes, name, book, err);
    if (ends_with(name, ".xlsx") || ends_with(name, ".xlsm") || ends_with(name, ".docx"))
        return gt_fail(err, GT_EPARSE, "the file is torn: it does not begin as an Office file does",
                       "文件残缺：开头不是Office文件");
    return gt_csv_read(bytes, book, problems, err);
}
