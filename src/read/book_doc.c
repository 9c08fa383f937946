/* book_doc.c - the tables of a Word or web document, seen as sheets. */
#include "read/block.h"
#include "read/sheet.h"
#include "read/tasktable.h"

enum { TITLE_BLOCKS = 30, TITLE_BYTES = 240, ON_BYTES = 60 /* of （续表 2） and the like */ };

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "the tables need too much memory", "表格所需内存过大");
}

/* Cells come in reading order, so rows ascend; inside a row columns do.
 * base: the sheet's row that the table's first one becomes. */
static gt_rc add_rows(const struct gt_table *table, uint32_t base, struct gt_book *book,
                      struct gt_sheet *sheet, struct gt_err *err)
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
                    base + from->row, base + from->row + (from->row_span ? from->row_span : 1) - 1,
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
            rc = gt_sheet_add_row(book, sheet, base + row, false, cells.at, cells.count, err);
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

/*
 * The table goes on from the one before: as many columns, and nothing between
 * them but blank lines or a （续表）.  A head that is printed again is told by
 * rowkind.c, as on a sheet.
 */
static bool goes_on(const struct gt_doc *doc, size_t table)
{
    const struct gt_table *before = &doc->tables[table - 1], *here = &doc->tables[table];

    if (before->col_count != here->col_count || here->block <= before->block)
        return false;
    for (uint32_t i = before->block + 1; i < here->block; i++) {
        const gt_str text = gt_str_trim(doc->blocks[i].text);

        if (doc->blocks[i].kind != GT_BLOCK_PARA ||
            (text.len > 0 && (text.len > ON_BYTES || gt_str_find(text, GT_STR("续"), 0) == SIZE_MAX)))
            return false;
    }
    return true;
}

gt_rc gt_book_from_doc(const struct gt_doc *doc, struct gt_book *book, struct gt_err *err)
{
    struct gt_problems problems; /* a document's tables cannot overlap themselves */
    struct gt_sheet *sheet = NULL;
    uint32_t rows = 0;
    gt_rc rc = GT_OK;

    gt_problems_init(&problems, book->arena);
    book->year = year_of(doc);
    for (size_t i = 0; i < doc->table_count && rc == GT_OK; i++) {
        char name[24];

        if (i > 0 && goes_on(doc, i)) {
            rc = add_rows(&doc->tables[i], rows, book, sheet, err);
            rows += doc->tables[i].row_count;
            continue;
        }
        if (sheet != NULL)
            gt_sheet_finish(sheet, &problems);
        (void)snprintf(name, sizeof(name), "表%zu", i + 1);
        if ((rc = gt_book_add(book, gt_str_from(name), &sheet, err)) != GT_OK)
            break;
        sheet->caption = doc->tables[i].title;
        rc = add_rows(&doc->tables[i], 0, book, sheet, err);
        rows = doc->tables[i].row_count;
    }
    if (sheet != NULL && rc == GT_OK)
        gt_sheet_finish(sheet, &problems);
    return rc;
}
