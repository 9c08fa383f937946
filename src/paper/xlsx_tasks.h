/*
 * xlsx_tasks.h - the task table as offices send it round: a title row, a
 * head of two rows with groups over columns, groups of rows merged down,
 * borders, Fangsong and Hei, a hidden key column so that it can come back.
 *
 * Plain view in, an .xlsx out.  What goes in is text: a cell that begins
 * with = + - @ stays text and is never a formula.
 */
#ifndef GT_PAPER_XLSX_TASKS_H
#define GT_PAPER_XLSX_TASKS_H

#include "base/buf.h"
#include "base/date.h"

enum {
    GT_XLSX_BYTES_MAX = 128 << 20,
    GT_XLSX_ROWS_MAX = 200000,
    GT_XLSX_COLUMNS_MAX = 64,
    GT_XLSX_CELL_MAX = 32767,   /* characters, Excel's own limit */
};

struct gt_xlsx_column {
    gt_str head;
    gt_str group;   /* stands over neighbours of the same group; "": head spans both rows */
    double width;   /* in characters; a Chinese one is two */
    bool   merge;   /* one cell over rows of the same merge number */
    bool   centre;
    bool   hidden;
};

/* A day is written as a date, else the text. */
struct gt_xlsx_cell { gt_str text; gt_day day; };

struct gt_xlsx_row {
    const struct gt_xlsx_cell *cells; /* [column_count]; of a band only the first counts */
    uint32_t merge;  /* neighbours with the same number above 0 are merged */
    bool     band;   /* one cell over all columns: 一、科技创新 */
};

struct gt_xlsx_view {
    gt_str sheet, title;
    gt_str note;     /* below the table; "" for none */
    const struct gt_xlsx_column *columns;
    size_t column_count;
    const struct gt_xlsx_row *rows;
    size_t row_count;
    int64_t made_ms; /* into the file's properties */
};

/* Appends the file to out. GT_ENOMEM, GT_ELIMIT, GT_EIO (a temporary file). */
gt_rc gt_xlsx_write(const struct gt_xlsx_view *view, struct gt_buf *out, struct gt_err *err) GT_MUST_USE;

#endif
