/* sheet.c - building a book, and looking things up in it. */
#include "read/sheet.h"

#include <math.h>

const struct gt_sheet_row *gt_sheet_row_at(const struct gt_sheet *sheet, uint32_t row)
{
    size_t low = 0, high = sheet->rows.count;

    while (low < high) {
        const size_t mid = low + (high - low) / 2;

        if (sheet->rows.at[mid].row < row)
            low = mid + 1;
        else
            high = mid;
    }
    return low < sheet->rows.count && sheet->rows.at[low].row == row ? &sheet->rows.at[low] : NULL;
}

const struct gt_sheet_cell *gt_row_cell(const struct gt_sheet_row *row, uint16_t col)
{
    size_t low = 0, high = row == NULL ? 0 : row->count;

    if (row == NULL)
        return NULL;
    while (low < high) {
        const size_t mid = low + (high - low) / 2;

        if (row->cells[mid].col < col)
            low = mid + 1;
        else
            high = mid;
    }
    return low < row->count && row->cells[low].col == col ? &row->cells[low] : NULL;
}

bool gt_sheet_col_hidden(const struct gt_sheet *sheet, uint16_t col)
{
    for (size_t i = 0; i < sheet->hidden_cols.count; i++)
        if (col >= sheet->hidden_cols.at[i].first && col <= sheet->hidden_cols.at[i].last)
            return true;
    return false;
}

const struct gt_merge *gt_sheet_merge_at(const struct gt_sheet *sheet, uint32_t row, uint16_t col)
{
    for (size_t i = 0; i < sheet->merges.count && sheet->merges.at[i].row_first <= row; i++) {
        const struct gt_merge *merge = &sheet->merges.at[i];

        if (row <= merge->row_last && col >= merge->col_first && col <= merge->col_last)
            return merge;
    }
    return NULL;
}

/* ---- what a person sees --------------------------------------------------- */

static gt_str shown_date(const struct gt_sheet_cell *cell, char *room)
{
    const struct gt_ymd ymd = gt_day_ymd((gt_day)cell->number);
    const bool day = !(cell->show & GT_SHOW_NO_DAY), year = !(cell->show & GT_SHOW_NO_YEAR);
    int len = 0;

    if (cell->show & GT_SHOW_CHINESE) {
        if (year)
            len += snprintf(room, GT_CELL_SHOWN_MAX, "%d年", ymd.year);
        len += snprintf(room + len, GT_CELL_SHOWN_MAX - (size_t)len, "%d月", ymd.month);
        if (day)
            len += snprintf(room + len, GT_CELL_SHOWN_MAX - (size_t)len, "%d日", ymd.day);
    } else if (!day) {
        len = snprintf(room, GT_CELL_SHOWN_MAX, "%04d-%02d", ymd.year, ymd.month);
    } else {
        len = snprintf(room, GT_CELL_SHOWN_MAX, "%04d-%02d-%02d", ymd.year, ymd.month, ymd.day);
    }
    return (gt_str){room, (size_t)len};
}

static gt_str shown_number(const struct gt_sheet_cell *cell, char *room)
{
    const double value = cell->number * (cell->show & GT_SHOW_PERCENT ? 100 : 1);
    int len;

    if (!isfinite(value))
        return GT_STR("");
    /* Past 1e15 a fixed form would not fit, and nobody reads it. */
    if ((cell->show & GT_SHOW_FIXED) && fabs(value) < 1e15)
        len = snprintf(room, GT_CELL_SHOWN_MAX, "%.*f", cell->show & GT_SHOW_DECIMALS, value);
    else
        len = snprintf(room, GT_CELL_SHOWN_MAX, "%.15g", value);
    if (cell->show & GT_SHOW_PERCENT)
        room[len++] = '%';
    return (gt_str){room, (size_t)len};
}

gt_str gt_sheet_cell_shown(const struct gt_sheet_cell *cell, char room[static GT_CELL_SHOWN_MAX])
{
    if (cell == NULL)
        return GT_STR("");
    switch ((enum gt_cell_kind)cell->kind) {
    case GT_CELL_TEXT:
    case GT_CELL_ERROR:
        return gt_str_trim((gt_str){cell->text, cell->text_len});
    case GT_CELL_DATE:
        return shown_date(cell, room);
    case GT_CELL_BOOL:
        return cell->number != 0 ? GT_STR("TRUE") : GT_STR("FALSE");
    case GT_CELL_NUMBER:
        break;
    }
    return shown_number(cell, room);
}

char *gt_col_name(uint16_t col, char name[static GT_CELL_NAME])
{
    char back[4];
    int len = 0, at = 0;

    for (uint32_t rest = (uint32_t)col + 1; rest > 0; rest = (rest - 1) / 26)
        back[len++] = (char)('A' + (rest - 1) % 26);
    while (len > 0)
        name[at++] = back[--len];
    name[at] = '\0';
    return name;
}

char *gt_cell_name(uint32_t row, uint16_t col, char name[static GT_CELL_NAME])
{
    const size_t len = strlen(gt_col_name(col, name));

    (void)snprintf(name + len, GT_CELL_NAME - len, "%u", row + 1);
    return name;
}

bool gt_col_parse(gt_str name, uint16_t *col)
{
    uint32_t value = 0;

    if (name.len == 0 || name.len > 3)
        return false;
    for (size_t i = 0; i < name.len; i++) {
        const char c = (char)(name.at[i] & ~0x20);

        if (c < 'A' || c > 'Z')
            return false;
        value = value * 26 + (uint32_t)(c - 'A' + 1);
    }
    if (value > GT_SHEET_COLS_MAX)
        return false;
    *col = (uint16_t)(value - 1);
    return true;
}

/* ---- filling ----------------------------------------------------------------- */

gt_rc gt_book_add(struct gt_book *book, gt_str name, struct gt_sheet **out, struct gt_err *err)
{
    struct gt_sheet *sheet;

    if (book->sheets.count == GT_SHEETS_MAX)
        return gt_fail(err, GT_ELIMIT, "more than %d sheets", "工作表超过%d个", (int)GT_SHEETS_MAX);
    sheet = GT_PUSH(book->arena, &book->sheets);
    if (sheet == NULL || gt_arena_dup(book->arena, name, &sheet->name) != GT_OK)
        return gt_fail(err, GT_ENOMEM, "the table needs too much memory", "表格所需内存过大");
    *out = sheet;
    return GT_OK;
}

gt_rc gt_sheet_add_row(struct gt_book *book, struct gt_sheet *sheet, uint32_t row, bool hidden,
                       const struct gt_sheet_cell *cells, size_t count, struct gt_err *err)
{
    struct gt_sheet_row *made;

    if (count == 0)
        return GT_OK;
    if (sheet->rows.count == GT_SHEET_ROWS_MAX)
        return gt_fail(err, GT_ELIMIT, "sheet %.*s has more than %d rows", "工作表“%.*s”超过%d行",
                       GT_FMT(sheet->name), (int)GT_SHEET_ROWS_MAX);
    made = GT_PUSH(book->arena, &sheet->rows);
    if (made == NULL || (made->cells = GT_NEW_N(book->arena, struct gt_sheet_cell, count)) == NULL)
        return gt_fail(err, GT_ENOMEM, "the table needs too much memory", "表格所需内存过大");
    memcpy(made->cells, cells, count * sizeof(*cells));
    made->row = row;
    made->count = (uint16_t)count;
    made->hidden = hidden;
    if (cells[count - 1].col >= sheet->cols)
        sheet->cols = (uint16_t)(cells[count - 1].col + 1);
    return GT_OK;
}

gt_rc gt_sheet_add_merge(struct gt_book *book, struct gt_sheet *sheet, struct gt_merge merge,
                         struct gt_err *err)
{
    struct gt_merge *slot;

    if (merge.row_first == merge.row_last && merge.col_first == merge.col_last)
        return GT_OK;
    if (sheet->merges.count == GT_SHEET_MERGES_MAX)
        return gt_fail(err, GT_ELIMIT, "sheet %.*s has more than %d merged ranges",
                       "工作表“%.*s”的合并单元格超过%d处", GT_FMT(sheet->name), (int)GT_SHEET_MERGES_MAX);
    slot = GT_PUSH(book->arena, &sheet->merges);
    if (slot == NULL)
        return gt_fail(err, GT_ENOMEM, "the table needs too much memory", "表格所需内存过大");
    *slot = merge;
    return GT_OK;
}

static int by_place(const void *a, const void *b)
{
    const struct gt_merge *x = a, *y = b;

    if (x->row_first != y->row_first)
        return x->row_first < y->row_first ? -1 : 1;
    return (x->col_first > y->col_first) - (x->col_first < y->col_first);
}

/* A range over nothing shows nothing; keeping only the others also bounds
 * what lies above any row by what stands in it. */
static void drop_empty_merges(struct gt_sheet *sheet)
{
    size_t kept = 0;

    for (size_t i = 0; i < sheet->merges.count; i++) {
        const struct gt_merge merge = sheet->merges.at[i];

        if (gt_row_cell(gt_sheet_row_at(sheet, merge.row_first), merge.col_first) != NULL)
            sheet->merges.at[kept++] = merge;
    }
    sheet->merges.count = kept;
}

/*
 * One sweep from the top: for each column the last row that a merge kept so
 * far covers.  A merge that starts inside another is a torn or forged file;
 * the earlier one wins, as in Excel's own repair.
 */
void gt_sheet_finish(struct gt_sheet *sheet, struct gt_problems *problems)
{
    uint32_t covered[GT_SHEET_COLS_MAX] = {0}; /* one more than the last covered row */
    size_t kept = 0;

    drop_empty_merges(sheet);
    if (sheet->merges.count > 1)
        qsort(sheet->merges.at, sheet->merges.count, sizeof(*sheet->merges.at), by_place);
    for (size_t i = 0; i < sheet->merges.count; i++) {
        const struct gt_merge merge = sheet->merges.at[i];
        bool clash = false;

        for (uint16_t col = merge.col_first; col <= merge.col_last && !clash; col++)
            clash = covered[col] > merge.row_first;
        if (clash) {
            char first[GT_CELL_NAME], last[GT_CELL_NAME];
            struct gt_problem *problem;

            gt_cell_name(merge.row_first, merge.col_first, first);
            gt_cell_name(merge.row_last, merge.col_last, last);
            problem = gt_problem_add(problems, GT_PROBLEM_WARNING,
                                     "merged range %s:%s overlaps another one and is not used",
                                     "合并区域%s:%s与另一处重叠，未予采用", first, last);
            problem->sheet = sheet->name;
            if (gt_arena_dup(problems->arena, gt_str_from(first), &problem->cell) != GT_OK)
                problem->cell = GT_STR("");
            continue;
        }
        for (uint16_t col = merge.col_first; col <= merge.col_last; col++)
            covered[col] = merge.row_last + 1;
        sheet->merges.at[kept++] = merge;
    }
    sheet->merges.count = kept;
}
