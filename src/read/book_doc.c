/* book_doc.c - the tables of a Word or web document, seen as sheets. */
#include "read/block.h"
#include "read/sheet.h"
#include "read/tasktable.h"

enum { TITLE_BLOCKS = 30, TITLE_BYTES = 240 };

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "the tables need too much memory", "表格所需内存过大");
}

/* Cells come in reading order, so rows ascend; inside a row columns do. */
static gt_rc add_rows(const struct gt_table *table, struct gt_book *book, struct gt_sheet *sheet,
                      struct gt_err *err)
{
    GT_VEC(struct gt_sheet_cell) cells = {0};
    size_t at = 0;
    gt_rc rc = GT_OK;

    for (uint32_t row = 0; row < table->row_count && rc == GT_OK; row++) {
        cells.count = 0;
        for (; at < table->cell_count && table->cells[at].row <= row && rc == GT_OK; at++) {
            const struct gt_cell *from = &table->cells[at];
            const uint32_t last = from->col + (from->col_span ? from->col_span : 1) - 1;
            struct gt_sheet_cell *cell;

            if (from->row < row || from->col >= GT_SHEET_COLS_MAX)
                continue;
            if (from->row_span > 1 || from->col_span > 1)
                rc = gt_sheet_add_merge(book, sheet, (struct gt_merge){
                    from->row, from->row + (from->row_span ? from->row_span : 1) - 1,
                    (uint16_t)from->col,
                    (uint16_t)(last < GT_SHEET_COLS_MAX ? last : GT_SHEET_COLS_MAX - 1)}, err);
            if (gt_str_trim(from->text).len == 0 ||
                (cells.count > 0 && cells.at[cells.count - 1].col >= from->col))
                continue;
            if ((cell = GT_PUSH(book->arena, &cells)) == NULL)
                return no_memory(err);
            *cell = (struct gt_sheet_cell){.text = from->text.at, .text_len = (uint32_t)from->text.len,
                                           .col = (uint16_t)from->col, .kind = GT_CELL_TEXT};
        }
        if (rc == GT_OK)
            rc = gt_sheet_add_row(book, sheet, row, false, cells.at, cells.count, err);
    }
    return rc;
}

/* Of the first short paragraphs: 关于印发《2026年…》的通知. */
static int year_of(const struct gt_doc *doc)
{
    for (size_t i = 0; i < doc->block_count && i < TITLE_BLOCKS; i++) {
        const int year = doc->blocks[i].kind == GT_BLOCK_PARA && doc->blocks[i].text.len <= TITLE_BYTES
                             ? gt_title_year(doc->blocks[i].text)
                             : 0;

        if (year != 0)
            return year;
    }
    return 0;
}

gt_rc gt_book_from_doc(const struct gt_doc *doc, struct gt_book *book, struct gt_err *err)
{
    struct gt_problems problems; /* a document's tables cannot overlap themselves */
    gt_rc rc = GT_OK;

    gt_problems_init(&problems, book->arena);
    book->year = year_of(doc);
    for (size_t i = 0; i < doc->table_count && rc == GT_OK; i++) {
        struct gt_sheet *sheet;
        char name[24];

        (void)snprintf(name, sizeof(name), "表%zu", i + 1);
        if ((rc = gt_book_add(book, gt_str_from(name), &sheet, err)) != GT_OK)
            break;
        sheet->caption = doc->tables[i].title;
        if ((rc = add_rows(&doc->tables[i], book, sheet, err)) == GT_OK)
            gt_sheet_finish(sheet, &problems);
    }
    return rc;
}
