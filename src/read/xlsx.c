/*
 * xlsx.c - the sheets of a workbook, streamed cell by cell.
 *
 * What a file says about its own size (<dimension>, counts) is not believed:
 * only cells that are there count.
 */
#include <math.h>

#include "base/buf.h"
#include "read/sheet.h"
#include "read/xlsx_parts.h"
#include "read/xml.h"

enum { EXCEL_ROWS = 1048576, EXCEL_COLS = 16384 };

struct scan {
    struct gt_xlsx     *xlsx;
    struct gt_book     *book;
    struct gt_sheet    *sheet;
    struct gt_problems *problems;
    struct gt_xml      *xml;
    struct gt_err      *err;

    GT_VEC(struct gt_sheet_cell) cells; /* of the row being read */
    int64_t  row, col;                  /* of the cell being read, -1 before the first */
    bool     row_hidden, unsorted, strayed;

    /* the cell being read */
    char     type; /* s shared, i inline, t formula text, b, e, d, n */
    uint32_t style;
    struct gt_buf value;
};

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "the workbook needs too much memory", "工作簿所需内存过大");
}

static bool is_true(gt_str s)
{
    return gt_str_eq(s, GT_STR("1")) || gt_str_eq(s, GT_STR("true"));
}

/* "C7" to row 6, column 2; false on anything else or outside Excel's sheet. */
static bool parse_ref(gt_str ref, int64_t *row, int64_t *col)
{
    size_t at = 0;
    int64_t letters = 0, digits = 0;

    while (at < ref.len && ((ref.at[at] >= 'A' && ref.at[at] <= 'Z') || ref.at[at] == '$')) {
        if (ref.at[at] != '$')
            letters = letters * 26 + (ref.at[at] - 'A' + 1);
        if (++at > 5)
            return false;
    }
    while (at < ref.len && ref.at[at] >= '0' && ref.at[at] <= '9' && digits < EXCEL_ROWS * 10)
        digits = digits * 10 + (ref.at[at++] - '0');
    *row = digits - 1;
    *col = letters - 1;
    return at == ref.len && letters >= 1 && letters <= EXCEL_COLS && digits >= 1 &&
           digits <= EXCEL_ROWS;
}

static gt_rc bad_place(const struct scan *scan, gt_str ref)
{
    return gt_fail(scan->err, GT_EPARSE, "sheet %.*s: %.*s is no place in a sheet",
                   "工作表“%.*s”：%.*s不是有效的单元格位置", GT_FMT(scan->sheet->name),
                   (int)(ref.len > 40 ? 40 : ref.len), ref.at);
}

/* ---- values ------------------------------------------------------------------------ */

/* Serial day 60 is 29 February 1900, which never was (Lotus 1-2-3's error). */
static bool serial_day(double serial, bool date_1904, gt_day *out)
{
    double day;

    if (!(serial >= 1 && serial < 200000))
        return false;
    day = floor(serial) + (date_1904 ? 1462 : 0);
    day += day > 60 ? -25569 : -25568;
    *out = (gt_day)day;
    return *out >= GT_DAY_MIN && *out <= GT_DAY_MAX;
}

static gt_rc set_number(struct scan *scan, struct gt_sheet_cell *cell, gt_str text)
{
    const struct gt_numfmt format = scan->style < scan->xlsx->styles.count
                                        ? scan->xlsx->styles.at[scan->style]
                                        : (struct gt_numfmt){0};
    char digits[64], *end;
    gt_day day;
    double value;

    if (text.len == 0 || text.len >= sizeof(digits))
        return GT_EPARSE;
    memcpy(digits, text.at, text.len);
    digits[text.len] = '\0';
    value = strtod(digits, &end);
    if (*end != '\0' || !isfinite(value))
        return GT_EPARSE;
    cell->kind = GT_CELL_NUMBER;
    cell->number = value;
    if (format.date && serial_day(value, scan->xlsx->date_1904, &day)) {
        cell->kind = GT_CELL_DATE;
        cell->number = day;
    }
    cell->show = format.date && cell->kind == GT_CELL_NUMBER ? 0 : format.show;
    return GT_OK;
}

/* "2026-06-30T00:00:00" of t="d". */
static gt_rc set_iso_date(struct gt_sheet_cell *cell, gt_str text)
{
    gt_day day;

    if (!gt_day_parse(gt_str_sub(text, 0, 10), &day))
        return GT_EPARSE;
    cell->kind = GT_CELL_DATE;
    cell->number = day;
    return GT_OK;
}

static gt_rc set_text(struct scan *scan, struct gt_sheet_cell *cell, gt_str text, uint8_t kind)
{
    gt_str kept;

    if (gt_xlsx_unescape(scan->book->arena, text, &kept) != GT_OK)
        return no_memory(scan->err);
    cell->kind = kind;
    cell->text = kept.at;
    cell->text_len = (uint32_t)kept.len;
    return GT_OK;
}

static gt_rc bad_value(const struct scan *scan)
{
    char place[GT_CELL_NAME];
    const gt_str value = gt_buf_view(&scan->value);

    gt_cell_name((uint32_t)scan->row, (uint16_t)scan->col, place);
    return gt_fail(scan->err, GT_EPARSE, "sheet %.*s, cell %s: value %.*s cannot be read",
                   "工作表“%.*s”单元格%s：无法读取的值%.*s", GT_FMT(scan->sheet->name), place,
                   (int)(value.len > 40 ? 40 : value.len), value.len ? value.at : "");
}

static gt_rc set_value(struct scan *scan, struct gt_sheet_cell *cell)
{
    const gt_str value = gt_buf_view(&scan->value);
    int64_t index;
    gt_rc rc = GT_OK;

    switch (scan->type) {
    case 's':
        if (!gt_str_i64(gt_str_trim(value), &index) || index < 0 ||
            (uint64_t)index >= scan->xlsx->strings.count)
            return bad_value(scan);
        cell->kind = GT_CELL_TEXT;
        cell->text = scan->xlsx->strings.at[index].at;
        cell->text_len = (uint32_t)scan->xlsx->strings.at[index].len;
        return GT_OK;
    case 'i':
    case 't':
        return set_text(scan, cell, value, GT_CELL_TEXT);
    case 'e':
        return set_text(scan, cell, value, GT_CELL_ERROR);
    case 'b':
        cell->kind = GT_CELL_BOOL;
        cell->number = is_true(value);
        return GT_OK;
    case 'd':
        rc = set_iso_date(cell, value);
        break;
    default:
        rc = set_number(scan, cell, gt_str_trim(value));
        break;
    }
    return rc == GT_OK ? GT_OK : bad_value(scan);
}

/* ---- cells, rows --------------------------------------------------------------------- */

static gt_rc stray_cell(struct scan *scan)
{
    char place[GT_CELL_NAME];

    if (!scan->strayed) {
        struct gt_problem *problem = gt_problem_add(
            scan->problems, GT_PROBLEM_WARNING,
            "cells right of column %d are not read", "第%d列以右的单元格不予读取",
            (int)GT_SHEET_COLS_MAX);

        problem->sheet = scan->sheet->name;
        gt_cell_name((uint32_t)scan->row, (uint16_t)scan->col, place);
        if (gt_arena_dup(scan->problems->arena, gt_str_from(place), &problem->cell) != GT_OK)
            return no_memory(scan->err);
    }
    scan->strayed = true;
    return GT_OK;
}

static gt_rc end_cell(struct scan *scan)
{
    struct gt_sheet_cell cell = {.col = (uint16_t)scan->col}, *slot;
    gt_rc rc;

    if (scan->value.status == GT_ELIMIT) {
        char place[GT_CELL_NAME];

        gt_cell_name((uint32_t)scan->row, (uint16_t)scan->col, place);
        return gt_fail(scan->err, GT_ELIMIT, "sheet %.*s, cell %s holds more than %d characters",
                       "工作表“%.*s”单元格%s超过%d个字符", GT_FMT(scan->sheet->name), place,
                       (int)GT_CELL_TEXT_MAX);
    }
    if (scan->value.status != GT_OK)
        return no_memory(scan->err);
    if (scan->value.len == 0)
        return GT_OK;
    if (scan->col >= GT_SHEET_COLS_MAX)
        return stray_cell(scan);
    if ((rc = set_value(scan, &cell)) != GT_OK)
        return rc;
    if ((cell.kind == GT_CELL_TEXT) && gt_str_trim((gt_str){cell.text, cell.text_len}).len == 0)
        return GT_OK;
    if (scan->cells.count > 0 && scan->cells.at[scan->cells.count - 1].col >= cell.col)
        scan->unsorted = true;
    if ((slot = GT_PUSH(scan->book->arena, &scan->cells)) == NULL)
        return no_memory(scan->err);
    *slot = cell;
    return GT_OK;
}

static gt_rc begin_cell(struct scan *scan)
{
    const gt_str ref = gt_xml_attr(scan->xml, "r", NULL);
    const int64_t here = scan->row;
    int64_t style;
    gt_str type;

    if (ref.len == 0)
        scan->col++;
    else if (!parse_ref(ref, &scan->row, &scan->col) || scan->row != here)
        return bad_place(scan, ref);
    if (scan->col >= EXCEL_COLS)
        return bad_place(scan, ref);
    scan->style = UINT32_MAX;
    if (gt_str_i64(gt_xml_attr(scan->xml, "s", NULL), &style) && style >= 0 && style < UINT32_MAX)
        scan->style = (uint32_t)style;
    type = gt_xml_attr(scan->xml, "t", NULL);
    scan->type = 'n';
    if (gt_str_eq(type, GT_STR("inlineStr")))
        scan->type = 'i';
    else if (gt_str_eq(type, GT_STR("str")))
        scan->type = 't';
    else if (type.len == 1)
        scan->type = type.at[0];
    gt_buf_reset(&scan->value);
    return GT_OK;
}

static gt_rc begin_row(struct scan *scan)
{
    const gt_str ref = gt_xml_attr(scan->xml, "r", NULL);
    const int64_t before = scan->row;
    int64_t number;

    if (ref.len == 0)
        scan->row++;
    else if (!gt_str_i64(ref, &number) || number < 1 || number > EXCEL_ROWS)
        return bad_place(scan, ref);
    else
        scan->row = number - 1;
    if (scan->row <= before || scan->row >= EXCEL_ROWS)
        return gt_fail(scan->err, GT_EPARSE, "sheet %.*s: row %lld comes after row %lld",
                       "工作表“%.*s”：第%lld行排在第%lld行之后", GT_FMT(scan->sheet->name),
                       (long long)scan->row + 1, (long long)before + 1);
    scan->row_hidden = is_true(gt_xml_attr(scan->xml, "hidden", NULL));
    scan->col = -1;
    scan->cells.count = 0;
    scan->unsorted = false;
    return GT_OK;
}

static int by_col(const void *a, const void *b)
{
    const struct gt_sheet_cell *x = a, *y = b;

    return (x->col > y->col) - (x->col < y->col);
}

static gt_rc end_row(struct scan *scan)
{
    size_t count = scan->cells.count;

    if (scan->unsorted) {
        size_t kept = 1;

        qsort(scan->cells.at, count, sizeof(*scan->cells.at), by_col);
        for (size_t i = 1; i < count; i++) /* of two cells in one place one stays */
            if (scan->cells.at[i].col != scan->cells.at[kept - 1].col)
                scan->cells.at[kept++] = scan->cells.at[i];
        count = kept;
    }
    return gt_sheet_add_row(scan->book, scan->sheet, (uint32_t)scan->row, scan->row_hidden,
                            scan->cells.at, count, scan->err);
}

/* ---- columns and merges ------------------------------------------------------------------ */

static gt_rc read_cols(struct scan *scan)
{
    struct gt_col_range *range;
    int64_t first, last;

    if (!is_true(gt_xml_attr(scan->xml, "hidden", NULL)) &&
        !gt_str_eq(gt_xml_attr(scan->xml, "width", NULL), GT_STR("0")))
        return GT_OK;
    if (!gt_str_i64(gt_xml_attr(scan->xml, "min", NULL), &first) ||
        !gt_str_i64(gt_xml_attr(scan->xml, "max", NULL), &last) || first < 1 || last < first)
        return GT_OK;
    if (first > GT_SHEET_COLS_MAX || scan->sheet->hidden_cols.count >= GT_SHEET_COLS_MAX)
        return GT_OK;
    if ((range = GT_PUSH(scan->book->arena, &scan->sheet->hidden_cols)) == NULL)
        return no_memory(scan->err);
    range->first = (uint16_t)(first - 1);
    range->last = (uint16_t)((last > GT_SHEET_COLS_MAX ? GT_SHEET_COLS_MAX : last) - 1);
    return GT_OK;
}

static gt_rc read_merge(struct scan *scan)
{
    const gt_str ref = gt_xml_attr(scan->xml, "ref", NULL);
    const size_t colon = gt_str_find(ref, GT_STR(":"), 0);
    int64_t row[2], col[2];

    if (colon == SIZE_MAX) /* one cell merged with itself */
        return parse_ref(ref, &row[0], &col[0]) ? GT_OK : bad_place(scan, ref);
    if (!parse_ref(gt_str_sub(ref, 0, colon), &row[0], &col[0]) ||
        !parse_ref(gt_str_sub(ref, colon + 1, ref.len), &row[1], &col[1]) || row[1] < row[0] ||
        col[1] < col[0])
        return bad_place(scan, ref);
    if (col[0] >= GT_SHEET_COLS_MAX)
        return GT_OK;
    if (col[1] >= GT_SHEET_COLS_MAX)
        col[1] = GT_SHEET_COLS_MAX - 1;
    return gt_sheet_add_merge(scan->book, scan->sheet,
                              (struct gt_merge){(uint32_t)row[0], (uint32_t)row[1],
                                                (uint16_t)col[0], (uint16_t)col[1]},
                              scan->err);
}

/* ---- one sheet -------------------------------------------------------------------------- */

static gt_rc failed(const struct scan *scan)
{
    return scan->err != NULL && scan->err->rc != GT_OK ? scan->err->rc : GT_EPARSE;
}

/* Inside <c>: <v> or <is> to its end; <f> is skipped, its result stands in <v>. */
static gt_rc scan_cell(struct scan *scan)
{
    bool in_value = false;
    enum gt_xml_step step;
    gt_rc rc;

    if ((rc = begin_cell(scan)) != GT_OK)
        return rc;
    for (;;) {
        step = gt_xml_next(scan->xml, scan->err);
        if (step == GT_XML_TEXT) {
            if (in_value)
                gt_buf_str(&scan->value, gt_xml_text(scan->xml));
        } else if (step == GT_XML_OPEN) {
            if (gt_xml_is(scan->xml, "v") || gt_xml_is(scan->xml, "t"))
                in_value = true;
            else if (!gt_xml_is(scan->xml, "is") && !gt_xml_is(scan->xml, "r") &&
                     gt_xml_skip(scan->xml, scan->err) == GT_XML_ERROR)
                return failed(scan);
        } else if (step == GT_XML_CLOSE) {
            if (gt_xml_is(scan->xml, "c"))
                return end_cell(scan);
            if (gt_xml_is(scan->xml, "v") || gt_xml_is(scan->xml, "t"))
                in_value = false;
        } else {
            return failed(scan);
        }
    }
}

static gt_rc scan_sheet(struct scan *scan)
{
    enum gt_xml_step step;
    gt_rc rc = GT_OK;

    while (rc == GT_OK && (step = gt_xml_next(scan->xml, scan->err)) != GT_XML_END) {
        if (step == GT_XML_ERROR)
            return failed(scan);
        if (step == GT_XML_OPEN) {
            if (gt_xml_is(scan->xml, "c"))
                rc = scan_cell(scan);
            else if (gt_xml_is(scan->xml, "row"))
                rc = begin_row(scan);
            else if (gt_xml_is(scan->xml, "mergeCell"))
                rc = read_merge(scan);
            else if (gt_xml_is(scan->xml, "col"))
                rc = read_cols(scan);
        } else if (step == GT_XML_CLOSE && gt_xml_is(scan->xml, "row")) {
            rc = end_row(scan);
        }
    }
    return rc;
}

static gt_rc read_sheet(struct gt_xlsx *xlsx, const struct gt_xlsx_sheet *from,
                        struct gt_book *book, struct gt_problems *problems, struct gt_err *err)
{
    struct scan scan = {.xlsx = xlsx, .book = book, .problems = problems, .err = err, .row = -1};
    struct gt_zip_part *part = NULL;
    gt_rc rc;

    gt_buf_init(&scan.value, GT_CELL_TEXT_MAX * 4);
    if ((rc = gt_book_add(book, from->name, &scan.sheet, err)) != GT_OK)
        goto out;
    scan.sheet->hidden = from->hidden;
    if ((rc = gt_zip_part_open(xlsx->zip, from->part, &part, err)) != GT_OK ||
        (rc = gt_xml_open_part(part, from->part, &scan.xml, err)) != GT_OK)
        goto out;
    if ((rc = scan_sheet(&scan)) == GT_OK)
        gt_sheet_finish(scan.sheet, problems);
out:
    gt_xml_close(scan.xml);
    gt_buf_clear(&scan.value);
    return rc;
}

gt_rc gt_xlsx_read(gt_str bytes, struct gt_book *book, struct gt_problems *problems,
                   struct gt_err *err)
{
    struct gt_zip *zip = NULL;
    struct gt_err own = {0}; /* so that a step's code is known also without err */
    struct gt_xlsx xlsx;
    gt_rc rc;

    if (err == NULL)
        err = &own;
    gt_err_clear(err);
    if (!gt_zip_is(bytes))
        return gt_fail(err, GT_EPARSE, "this is no .xlsx file", "不是.xlsx文件");
    if ((rc = gt_zip_open(book->arena, bytes, &zip, err)) != GT_OK ||
        (rc = gt_xlsx_parts(book->arena, zip, &xlsx, err)) != GT_OK)
        return rc;
    for (size_t i = 0; i < xlsx.sheets.count && rc == GT_OK; i++)
        rc = read_sheet(&xlsx, &xlsx.sheets.at[i], book, problems, err);
    return rc;
}
