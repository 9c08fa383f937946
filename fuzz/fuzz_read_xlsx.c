/* fuzz_read_xlsx.c - the workbook reader on any bytes. */
#include "read/sheet.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct gt_book book = {0};
    struct gt_problems problems;
    struct gt_err err = {0};

    if (gt_arena_create(64 * 1024 * 1024, &book.arena) != GT_OK)
        return 0;
    gt_problems_init(&problems, book.arena);
    if (gt_xlsx_read((gt_str){(const char *)data, size}, &book, &problems, &err) == GT_OK)
        assert(book.sheets.count > 0);
    else
        assert(err.rc != GT_OK && err.text[GT_LANG_ZH][0] != '\0');
    gt_arena_destroy(book.arena);
    return 0;
}
