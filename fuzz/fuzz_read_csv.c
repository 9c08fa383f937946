/* fuzz_read_csv.c - separated text on any bytes: what is kept lies in order
 * and inside the sheet. */
#include "read/sheet.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct gt_book book = {0};
    struct gt_problems problems;
    struct gt_err err = {0};

    if (gt_arena_create(128 * 1024 * 1024, &book.arena) != GT_OK)
        return 0;
    gt_problems_init(&problems, book.arena);
    if (gt_csv_read((gt_str){(const char *)data, size}, &book, &problems, &err) == GT_OK) {
        const struct gt_sheet *sheet = &book.sheets.at[0];

        for (size_t r = 0; r < sheet->rows.count; r++) {
            assert(sheet->rows.at[r].count > 0);
            assert(r == 0 || sheet->rows.at[r].row > sheet->rows.at[r - 1].row);
            for (uint32_t c = 1; c < sheet->rows.at[r].count; c++)
                assert(sheet->rows.at[r].cells[c].col > sheet->rows.at[r].cells[c - 1].col);
        }
    } else {
        assert(err.rc != GT_OK);
    }
    gt_arena_destroy(book.arena);
    return 0;
}
