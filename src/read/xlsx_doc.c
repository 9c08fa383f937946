/*
 * xlsx_doc.c - a workbook as a document: titles are paragraphs, what follows
 * is a table, sheet by sheet.  For reading clauses; tasks are read from the
 * cells themselves (tasktable.h).
 */
#include "read/build.h"
#include "read/readers.h"
#include "read/sheet.h"
#include "read/zip.h"

bool gt_xlsx_is(struct gt_arena *arena, gt_str bytes)
{
    const struct gt_arena_mark mark = gt_arena_mark(arena);
    struct gt_zip *zip = NULL;
    const bool yes = gt_zip_is(bytes) && gt_zip_open(arena, bytes, &zip, NULL) == GT_OK &&
                     gt_zip_has(zip, GT_STR("xl/workbook.xml"));

    gt_arena_rewind(arena, mark);
    return yes;
}

static void add_text(struct gt_build *build, const struct gt_sheet_cell *cell)
{
    char room[GT_CELL_SHOWN_MAX];

    gt_build_text(build, gt_sheet_cell_shown(cell, room));
    gt_build_para(build, GT_BLOCK_PARA, GT_STR(""), 0);
}

/* Ranges that are open over each column, and the next one to begin. */
struct ranges { const struct gt_sheet *sheet; const struct gt_merge **open; size_t next; };

/* The range that covers the place, if any. */
static const struct gt_merge *range_at(struct ranges *ranges, uint32_t row, uint16_t col)
{
    const struct gt_sheet *sheet = ranges->sheet;

    for (; ranges->next < sheet->merges.count && sheet->merges.at[ranges->next].row_first <= row; ranges->next++) {
        const struct gt_merge *range = &sheet->merges.at[ranges->next];

        for (uint16_t over = range->col_first; over <= range->col_last && over < sheet->cols; over++)
            ranges->open[over] = range;
    }
    return ranges->open[col] != NULL && ranges->open[col]->row_last >= row ? ranges->open[col] : NULL;
}

static void add_row(struct gt_build *build, struct ranges *ranges, const struct gt_sheet_row *row)
{
    const struct gt_sheet *sheet = ranges->sheet;

    gt_build_row(build, false);
    for (uint16_t col = 0; col < sheet->cols; col++) {
        const struct gt_merge *range = range_at(ranges, row->row, col);
        const uint16_t last = range == NULL               ? col
                              : range->col_last < sheet->cols ? range->col_last
                                                              : (uint16_t)(sheet->cols - 1);
        const bool below = range != NULL && range->row_first < row->row;

        gt_build_cell(build, 1, (uint32_t)(last - col + 1), false, below);
        if (!below && gt_row_cell(row, col) != NULL)
            add_text(build, gt_row_cell(row, col));
        gt_build_cell_end(build);
        col = last;
    }
}

static gt_rc add_sheet(struct gt_build *build, const struct gt_sheet *sheet, struct gt_arena *arena)
{
    struct ranges ranges = {.sheet = sheet, .open = GT_NEW_N(arena, const struct gt_merge *, sheet->cols + 1u)};
    size_t at = 0;

    if (ranges.open == NULL)
        return GT_ENOMEM;
    /* One cell alone, above the first row of several: a title. */
    for (; at < sheet->rows.count && sheet->rows.at[at].count == 1; at++)
        add_text(build, &sheet->rows.at[at].cells[0]);
    if (at == sheet->rows.count)
        return GT_OK;
    gt_build_table(build);
    for (; at < sheet->rows.count; at++)
        add_row(build, &ranges, &sheet->rows.at[at]);
    gt_build_table_end(build);
    return GT_OK;
}

gt_rc gt_xlsx_doc_read(struct gt_arena *arena, gt_str bytes, struct gt_doc *out, struct gt_err *err)
{
    struct gt_book book = {.arena = arena};
    struct gt_build *build = NULL;
    struct gt_problems problems;
    gt_rc rc;

    gt_problems_init(&problems, arena);
    if ((rc = gt_xlsx_read(bytes, &book, &problems, err)) != GT_OK ||
        (rc = gt_build_create(arena, GT_SOURCE_XLSX, &build, err)) != GT_OK)
        return rc;
    for (size_t i = 0; i < book.sheets.count && rc == GT_OK; i++)
        if (!book.sheets.at[i].hidden)
            rc = add_sheet(build, &book.sheets.at[i], arena);
    rc = rc == GT_OK ? gt_build_finish(build, out, err)
                     : gt_fail(err, rc, "the workbook needs too much memory", "工作簿所需内存过大");
    gt_build_destroy(build);
    return rc;
}
