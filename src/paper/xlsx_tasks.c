/* xlsx_tasks.c - the task table, written with libxlsxwriter. */
/* First: its headers use names that base.h poisons. */
#include <xlsxwriter.h>

#include <sys/mman.h>
#include <unistd.h>

#include "paper/xlsx_tasks.h"

#include "base/utf8.h"

enum { TITLE_ROW, HEAD_ROW, SUB_ROW, FIRST_ROW };

struct paper {
    const struct gt_xlsx_view *view;
    lxw_workbook  *book;
    lxw_worksheet *sheet;
    lxw_format    *title, *head, *cell, *centred, *day, *band, *note;
    char          *text;   /* [text_size] the cell being written, NUL-terminated */
    size_t         text_size;
    struct gt_err *err;
    uint16_t       last;   /* last visible column */
};

/* ---- looks ------------------------------------------------------------------------- */

static lxw_format *look(lxw_workbook *book, const char *font, double size, bool border, bool centre)
{
    lxw_format *format = workbook_add_format(book);

    if (format == NULL)
        return NULL;
    format_set_font_name(format, font);
    format_set_font_size(format, size);
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    if (centre)
        format_set_align(format, LXW_ALIGN_CENTER);
    format_set_text_wrap(format);
    if (border)
        format_set_border(format, LXW_BORDER_THIN);
    return format;
}

static bool set_looks(struct paper *paper)
{
    lxw_workbook *book = paper->book;

    paper->title = look(book, "方正小标宋简体", 18, false, true);
    paper->head = look(book, "黑体", 11, true, true);
    paper->cell = look(book, "仿宋_GB2312", 11, true, false);
    paper->centred = look(book, "仿宋_GB2312", 11, true, true);
    paper->day = look(book, "仿宋_GB2312", 11, true, true);
    paper->band = look(book, "楷体_GB2312", 11, true, false);
    paper->note = look(book, "仿宋_GB2312", 10, false, false);
    if (paper->title == NULL || paper->head == NULL || paper->cell == NULL || paper->centred == NULL ||
        paper->day == NULL || paper->band == NULL || paper->note == NULL)
        return false;
    format_set_num_format(paper->day, "yyyy\"年\"m\"月\"d\"日\"");
    return true;
}

/* ---- cells --------------------------------------------------------------------------- */

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "no memory for the spreadsheet", "生成表格内存不足");
}

static gt_rc as_text(struct paper *paper, gt_str s, uint32_t row, uint16_t col)
{
    if (gt_utf8_count(s) > GT_XLSX_CELL_MAX)
        return gt_fail(paper->err, GT_ELIMIT, "row %u, column %u: more than %d characters in one cell",
                       "第%u行第%u列：单元格超过%d个字符", row + 1, col + 1u, (int)GT_XLSX_CELL_MAX);
    if (s.len + 1 > paper->text_size) {
        char *wider = gt_realloc(paper->text, s.len * 2 + 256, 1);

        if (wider == NULL)
            return no_memory(paper->err);
        paper->text = wider;
        paper->text_size = s.len * 2 + 256;
    }
    memcpy(paper->text, s.len > 0 ? s.at : "", s.len);
    paper->text[s.len] = '\0';
    return GT_OK;
}

static gt_rc told(struct paper *paper, lxw_error error, uint32_t row, uint16_t col)
{
    if (error == LXW_NO_ERROR)
        return GT_OK;
    if (error == LXW_ERROR_MEMORY_MALLOC_FAILED)
        return no_memory(paper->err);
    return gt_fail(paper->err, GT_EINVAL, "row %u, column %u: %s", "第%u行第%u列：%s", row + 1, col + 1u,
                   lxw_strerror(error));
}

/* Small whole numbers become numbers, so that no program marks them as
 * "number stored as text"; leading zeros and long ones are names. */
static bool is_number(gt_str s, int64_t *value)
{
    return s.len > 0 && s.len < 10 && s.at[0] != '-' && (s.at[0] != '0' || s.len == 1) && gt_str_i64(s, value);
}

static gt_rc write_one(struct paper *paper, uint32_t row, uint16_t col, const struct gt_xlsx_cell *cell,
                       lxw_format *format)
{
    int64_t value;
    gt_rc rc;

    if (cell->day != GT_DAY_NONE) {
        const struct gt_ymd ymd = gt_day_ymd(cell->day);
        lxw_datetime when = {.year = ymd.year, .month = ymd.month, .day = ymd.day};

        return told(paper, worksheet_write_datetime(paper->sheet, row, col, &when, paper->day), row, col);
    }
    if (is_number(cell->text, &value))
        return told(paper, worksheet_write_number(paper->sheet, row, col, (double)value, format), row, col);
    if ((rc = as_text(paper, cell->text, row, col)) != GT_OK)
        return rc;
    if (cell->text.len == 0)
        return told(paper, worksheet_write_blank(paper->sheet, row, col, format), row, col);
    /* Always as a string: "=1+1" is what somebody typed, not a formula. */
    return told(paper, worksheet_write_string(paper->sheet, row, col, paper->text, format), row, col);
}

static gt_rc write_range(struct paper *paper, uint32_t first, uint16_t col, uint32_t last, uint16_t last_col,
                         const struct gt_xlsx_cell *cell, lxw_format *format)
{
    gt_rc rc;

    if (first < last || col < last_col) {
        /* Merged first, then its upper left cell is written with its own type. */
        rc = told(paper, worksheet_merge_range(paper->sheet, first, col, last, last_col, "", format), first, col);
        if (rc != GT_OK)
            return rc;
    }
    return write_one(paper, first, col, cell, format);
}

static gt_rc write_text(struct paper *paper, uint32_t first, uint16_t col, uint32_t last, uint16_t last_col,
                        gt_str text, lxw_format *format)
{
    const struct gt_xlsx_cell cell = {text, GT_DAY_NONE};

    return write_range(paper, first, col, last, last_col, &cell, format);
}

/* ---- the parts of the table -------------------------------------------------------------- */

static gt_rc write_head(struct paper *paper)
{
    const struct gt_xlsx_view *view = paper->view;
    gt_rc rc = write_text(paper, TITLE_ROW, 0, TITLE_ROW, paper->last, view->title, paper->title);

    for (uint16_t col = 0; col < view->column_count && rc == GT_OK; col++) {
        const struct gt_xlsx_column *column = &view->columns[col];
        lxw_row_col_options options = {.hidden = column->hidden};
        uint16_t last = col;

        rc = told(paper, worksheet_set_column_opt(paper->sheet, col, col, column->width, NULL, &options),
                  HEAD_ROW, col);
        if (rc != GT_OK)
            return rc;
        if (column->group.len == 0) {
            rc = write_text(paper, HEAD_ROW, col, SUB_ROW, col, column->head, paper->head);
            continue;
        }
        while (last + 1u < view->column_count && gt_str_eq(view->columns[last + 1].group, column->group))
            last++;
        if (col == 0 || !gt_str_eq(view->columns[col - 1].group, column->group))
            rc = write_text(paper, HEAD_ROW, col, HEAD_ROW, last, column->group, paper->head);
        if (rc == GT_OK)
            rc = write_text(paper, SUB_ROW, col, SUB_ROW, col, column->head, paper->head);
    }
    return rc;
}

static lxw_format *format_of(const struct paper *paper, uint16_t col)
{
    return paper->view->columns[col].centre ? paper->centred : paper->cell;
}

/* Rows [from, to) are one group: columns that merge are written once. */
static gt_rc write_group(struct paper *paper, size_t from, size_t to)
{
    const struct gt_xlsx_view *view = paper->view;
    const uint32_t first = (uint32_t)from + FIRST_ROW, last = (uint32_t)to - 1 + FIRST_ROW;
    gt_rc rc = GT_OK;

    for (uint16_t col = 0; col < view->column_count && rc == GT_OK; col++) {
        if (view->columns[col].merge) {
            rc = write_range(paper, first, col, last, col, &view->rows[from].cells[col], format_of(paper, col));
            continue;
        }
        for (size_t row = from; row < to && rc == GT_OK; row++)
            rc = write_one(paper, (uint32_t)row + FIRST_ROW, col, &view->rows[row].cells[col], format_of(paper, col));
    }
    return rc;
}

static gt_rc write_rows(struct paper *paper)
{
    const struct gt_xlsx_view *view = paper->view;
    gt_rc rc = GT_OK;

    for (size_t from = 0, to; from < view->row_count && rc == GT_OK; from = to) {
        const struct gt_xlsx_row *row = &view->rows[from];

        to = from + 1;
        if (row->band) {
            rc = write_text(paper, (uint32_t)from + FIRST_ROW, 0, (uint32_t)from + FIRST_ROW, paper->last,
                            row->cells[0].text, paper->band);
            continue;
        }
        while (row->merge > 0 && to < view->row_count && !view->rows[to].band && view->rows[to].merge == row->merge)
            to++;
        rc = write_group(paper, from, to);
    }
    if (rc == GT_OK && view->note.len > 0) {
        const uint32_t at = (uint32_t)view->row_count + FIRST_ROW;

        rc = write_text(paper, at, 0, at, paper->last, view->note, paper->note);
    }
    return rc;
}

static gt_rc set_page(struct paper *paper)
{
    (void)worksheet_set_row(paper->sheet, TITLE_ROW, 36, NULL);
    worksheet_freeze_panes(paper->sheet, FIRST_ROW, 0);
    worksheet_set_landscape(paper->sheet);
    worksheet_set_paper(paper->sheet, 9); /* A4 */
    worksheet_fit_to_pages(paper->sheet, 1, 0);
    worksheet_set_margins(paper->sheet, 0.4, 0.4, 0.5, 0.5);
    /* The head stands on every printed page. */
    return told(paper, worksheet_repeat_rows(paper->sheet, HEAD_ROW, SUB_ROW), HEAD_ROW, 0);
}

/* ---- the file --------------------------------------------------------------------------------- */

static gt_rc check_view(const struct gt_xlsx_view *view, struct gt_err *err)
{
    if (view->column_count == 0 || view->column_count > GT_XLSX_COLUMNS_MAX)
        return gt_fail(err, GT_ELIMIT, "a table has 1 to %d columns", "表格应有1至%d列", (int)GT_XLSX_COLUMNS_MAX);
    if (view->row_count > GT_XLSX_ROWS_MAX)
        return gt_fail(err, GT_ELIMIT, "a table has at most %d rows", "表格不超过%d行", (int)GT_XLSX_ROWS_MAX);
    return GT_OK;
}

/* Excel refuses longer names and these signs. */
static const char *sheet_name(struct paper *paper)
{
    const gt_str name = gt_str_sub(paper->view->sheet, 0, gt_utf8_offset(paper->view->sheet, 31));

    if (name.len == 0 || as_text(paper, name, 0, 0) != GT_OK)
        return NULL;
    for (char *at = paper->text; *at != '\0'; at++)
        if (strchr("[]:*?/\\'", *at) != NULL)
            *at = ' ';
    return paper->text;
}

static gt_rc fill(struct paper *paper)
{
    const struct gt_xlsx_view *view = paper->view;
    lxw_doc_properties properties = {.created = view->made_ms / 1000};
    gt_rc rc;

    (void)workbook_set_properties(paper->book, &properties);
    if (!set_looks(paper) || (paper->sheet = workbook_add_worksheet(paper->book, sheet_name(paper))) == NULL)
        return no_memory(paper->err);
    paper->last = (uint16_t)(view->column_count - 1);
    while (paper->last > 0 && view->columns[paper->last].hidden)
        paper->last--;
    if ((rc = write_head(paper)) != GT_OK || (rc = write_rows(paper)) != GT_OK)
        return rc;
    return set_page(paper);
}

static gt_rc read_back(int fd, struct gt_buf *out, struct gt_err *err)
{
    char piece[1 << 16];
    ssize_t got;

    if (lseek(fd, 0, SEEK_SET) != 0)
        return gt_fail(err, GT_EIO, "the temporary file cannot be read", "临时文件无法读取");
    while ((got = read(fd, piece, sizeof(piece))) > 0)
        gt_buf_add(out, piece, (size_t)got);
    if (got < 0)
        return gt_fail(err, GT_EIO, "the temporary file cannot be read", "临时文件无法读取");
    return out->status == GT_OK ? GT_OK : gt_fail(err, out->status, "the spreadsheet is too large", "表格文件过大");
}

gt_rc gt_xlsx_write(const struct gt_xlsx_view *view, struct gt_buf *out, struct gt_err *err)
{
    struct paper paper = {.view = view, .err = err};
    char path[64];
    lxw_error closed;
    int fd;
    gt_rc rc;

    if ((rc = check_view(view, err)) != GT_OK)
        return rc;
    /* libxlsxwriter writes to a path; this one lives in memory alone. */
    if ((fd = memfd_create("guatu.xlsx", MFD_CLOEXEC)) < 0)
        return gt_fail(err, GT_EIO, "no temporary file can be made", "无法建立临时文件");
    (void)snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
    if ((paper.book = workbook_new(path)) == NULL) {
        rc = no_memory(err);
        goto out;
    }
    rc = fill(&paper);
    closed = workbook_close(paper.book); /* frees everything, also after a failure */
    if (rc == GT_OK && closed != LXW_NO_ERROR)
        rc = gt_fail(err, GT_EIO, "writing the spreadsheet failed: %s", "写表格失败：%s", lxw_strerror(closed));
    if (rc == GT_OK)
        rc = read_back(fd, out, err);
out:
    (void)close(fd);
    gt_free(paper.text);
    return rc;
}
