/*
 * sheet.h - a spreadsheet as Guatu sees it: sheets of sparse rows, cells
 * with a value and a look, merged ranges, what is hidden.
 *
 * .xlsx, .csv and the tables of Word and web documents (block.h, through
 * gt_book_from_doc) all become this, so that task tables are read in one way.  Rows and columns count from 0 here;
 * people see "C7".  Everything lives in the book's arena.
 */
#ifndef GT_READ_SHEET_H
#define GT_READ_SHEET_H

#include "base/base.h"
#include "base/date.h"
#include "base/problem.h"

enum {
    GT_SHEETS_MAX = 256,           /* of one book */
    GT_SHEET_ROWS_MAX = 200000,    /* rows that hold something; blank ones are free */
    GT_SHEET_COLS_MAX = 512,       /* cells further right are left out, with a warning */
    GT_SHEET_MERGES_MAX = 200000,
    GT_CELL_TEXT_MAX = 32767,      /* characters of one cell, Excel's own limit */
    GT_SHEET_BYTES_MAX = 512 * 1024 * 1024, /* a budget for the arena of a book and its tables */
};

enum gt_cell_kind {
    GT_CELL_TEXT,
    GT_CELL_NUMBER,
    GT_CELL_DATE,  /* number is a gt_day */
    GT_CELL_BOOL,  /* number is 0 or 1 */
    GT_CELL_ERROR, /* text is "#N/A", "#REF!" ... */
};

/* How a number is shown, read from its number format (numfmt.h). */
enum {
    GT_SHOW_DECIMALS = 0x0f,  /* digits behind the point, where fixed */
    GT_SHOW_FIXED = 0x10,
    GT_SHOW_PERCENT = 0x20,
    GT_SHOW_NO_DAY = 0x10,    /* of a date: 2026年6月 */
    GT_SHOW_NO_YEAR = 0x20,   /* of a date: 6月30日 */
    GT_SHOW_CHINESE = 0x40,   /* of a date: with 年, 月, 日 */
};

struct gt_sheet_cell {
    union {
        const char *text;  /* valid UTF-8, NFC not promised */
        double      number;
    };
    uint32_t text_len;
    uint16_t col;
    uint8_t  kind; /* enum gt_cell_kind */
    uint8_t  show; /* GT_SHOW_ bits */
};

struct gt_sheet_row {
    struct gt_sheet_cell *cells; /* by column, none empty */
    uint32_t row;
    uint16_t count;
    bool     hidden;
};

/* Inclusive at both ends. */
struct gt_merge {
    uint32_t row_first, row_last;
    uint16_t col_first, col_last;
};

struct gt_col_range { uint16_t first, last; };

struct gt_sheet {
    gt_str name;     /* "一季度"; "表3" for the third table of a document */
    gt_str caption;  /* words before the table, where it stands in a document; or "" */
    bool   hidden;
    GT_VEC(struct gt_sheet_row) rows;          /* ascending, none empty */
    GT_VEC(struct gt_merge) merges;            /* by row_first, then col_first */
    GT_VEC(struct gt_col_range) hidden_cols;
    uint16_t cols;   /* one more than the last column in use */
};

struct gt_book {
    struct gt_arena *arena;
    int year; /* that the document around its tables speaks of; 0 where it does not */
    GT_VEC(struct gt_sheet) sheets;
};

/* The row, or NULL where it holds nothing. */
const struct gt_sheet_row *gt_sheet_row_at(const struct gt_sheet *sheet, uint32_t row);
const struct gt_sheet_cell *gt_row_cell(const struct gt_sheet_row *row, uint16_t col);
bool gt_sheet_col_hidden(const struct gt_sheet *sheet, uint16_t col);
/* The merged range that covers the cell, or NULL. */
const struct gt_merge *gt_sheet_merge_at(const struct gt_sheet *sheet, uint32_t row, uint16_t col);

enum { GT_CELL_SHOWN_MAX = 40 };
/* What a person sees in the cell, trimmed; numbers and dates are written
 * into room.  NULL gives "". */
gt_str gt_sheet_cell_shown(const struct gt_sheet_cell *cell, char room[static GT_CELL_SHOWN_MAX]);

enum { GT_CELL_NAME = 16 };
/* "C7" for (6, 2); returns name.  The letters alone for a column. */
char *gt_cell_name(uint32_t row, uint16_t col, char name[static GT_CELL_NAME]);
char *gt_col_name(uint16_t col, char name[static GT_CELL_NAME]);
/* "C" to 2, also in lower case; false on anything else or past the maximum. */
bool  gt_col_parse(gt_str name, uint16_t *col);

/* ---- for the readers that fill a sheet ------------------------------------- */

gt_rc gt_book_add(struct gt_book *book, gt_str name, struct gt_sheet **out,
                  struct gt_err *err) GT_MUST_USE;
/* Rows must come in ascending order; cells are copied into the arena. */
gt_rc gt_sheet_add_row(struct gt_book *book, struct gt_sheet *sheet, uint32_t row, bool hidden,
                       const struct gt_sheet_cell *cells, size_t count, struct gt_err *err) GT_MUST_USE;
gt_rc gt_sheet_add_merge(struct gt_book *book, struct gt_sheet *sheet, struct gt_merge merge,
                         struct gt_err *err) GT_MUST_USE;
/* Sorts merges, drops those over nothing and, with a warning, those that
 * overlap an earlier one. */
void gt_sheet_finish(struct gt_sheet *sheet, struct gt_problems *problems);

/* ---- the readers -------------------------------------------------------------- */

/*
 * Whole files, already in memory; the book's arena takes everything.
 * GT_EPARSE   not such a file, or torn, or it lies about its size
 * GT_ELIMIT   more than a limit above allows
 * What can be skipped (a stray cell far to the right) goes to problems.
 */
gt_rc gt_xlsx_read(gt_str bytes, struct gt_book *book, struct gt_problems *problems,
                   struct gt_err *err) GT_MUST_USE;
/* UTF-8 with or without BOM, UTF-16 with BOM, else GB18030; comma, tab or
 * semicolon, found by counting; RFC 4180 quotes. */
gt_rc gt_csv_read(gt_str bytes, struct gt_book *book, struct gt_problems *problems,
                  struct gt_err *err) GT_MUST_USE;

struct gt_doc;
/* Every table of a Word or web document as one sheet, named 表1, 表2 ...;
 * a document without any gives a book without sheets. */
gt_rc gt_book_from_doc(const struct gt_doc *doc, struct gt_book *book,
                       struct gt_err *err) GT_MUST_USE;

/*
 * Any of them, told by the bytes and, for plain text, by the file's name:
 * .xlsx, .csv, .tsv, and the tables of .docx, .html and .txt.  The old .xls
 * is refused with the advice to save it anew.
 */
gt_rc gt_book_read(gt_str bytes, gt_str name, struct gt_book *book, struct gt_problems *problems,
                   struct gt_err *err) GT_MUST_USE;

#endif
