/*
 * csv.c - comma, tab or semicolon separated text as a sheet of text cells.
 *
 * Rows count as a spreadsheet would show them: a record with line ends in
 * its quotes is one row.
 */
#include "read/decode.h"
#include "read/sheet.h"

enum { SNIFF_RECORDS = 64 };

struct csv {
    gt_str text;
    size_t at;
    char   separator;
    struct gt_book *book;
    struct gt_sheet *sheet;
    struct gt_problems *problems;
    bool   strayed;
    GT_VEC(struct gt_sheet_cell) cells;
};

/*
 * One field; *at stands on what ended it (separator, line end, end of text).
 * A quote opens only at a field's start, as RFC 4180 and Excel have it.
 * Returns false when a quote is never closed.
 */
static bool next_field(gt_str text, size_t *at, char separator, gt_str *field, bool *doubled)
{
    const size_t start = *at;
    size_t i = start;

    *doubled = false;
    if (i < text.len && text.at[i] == '"') {
        for (i++; i < text.len; i++) {
            if (text.at[i] != '"')
                continue;
            if (i + 1 >= text.len || text.at[i + 1] != '"')
                break;
            *doubled = true;
            i++;
        }
        if (i >= text.len)
            return false;
        *field = gt_str_sub(text, start + 1, i);
        i++;
        /* What follows the closing quote belongs to nobody; blanks are common. */
        while (i < text.len && text.at[i] != separator && text.at[i] != '\n' && text.at[i] != '\r')
            i++;
    } else {
        while (i < text.len && text.at[i] != separator && text.at[i] != '\n' && text.at[i] != '\r')
            i++;
        *field = gt_str_sub(text, start, i);
    }
    *at = i;
    return true;
}

static void skip_line_end(gt_str text, size_t *at)
{
    if (*at < text.len && text.at[*at] == '\r')
        ++*at;
    if (*at < text.len && text.at[*at] == '\n')
        ++*at;
}

/*
 * The separator that gives most records the same number of fields, more than
 * one.  Text full of commas beside tabs loses, because its counts differ.
 */
static size_t agreement(gt_str text, char separator)
{
    uint32_t counts[SNIFF_RECORDS];
    size_t records = 0, at = 0, best = 0;

    while (at < text.len && records < SNIFF_RECORDS) {
        uint32_t fields = 1;
        gt_str field;
        bool doubled;

        while (next_field(text, &at, separator, &field, &doubled) && at < text.len &&
               text.at[at] == separator) {
            at++;
            fields++;
        }
        if (at < text.len && text.at[at] != '\n' && text.at[at] != '\r')
            break; /* an open quote */
        skip_line_end(text, &at);
        counts[records++] = fields;
    }
    for (size_t i = 0; i < records; i++) {
        size_t same = 0;

        for (size_t j = 0; j < records; j++)
            same += counts[j] == counts[i];
        if (counts[i] > 1 && same * counts[i] > best)
            best = same * counts[i];
    }
    return best;
}

static char sniff_separator(struct csv *csv)
{
    static const char candidates[] = {',', '\t', ';'};
    char best = ',';
    size_t most = 0;

    /* "sep=;" in the first line is Excel's own way to say it. */
    if (gt_str_starts(csv->text, GT_STR("sep=")) && csv->text.len > 4) {
        best = csv->text.at[4];
        csv->at = 5;
        skip_line_end(csv->text, &csv->at);
        return best;
    }
    for (size_t i = 0; i < GT_LEN(candidates); i++) {
        const size_t votes = agreement(csv->text, candidates[i]);

        if (votes > most) {
            most = votes;
            best = candidates[i];
        }
    }
    return best;
}

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "the table needs too much memory", "表格所需内存过大");
}

static gt_rc undouble(struct csv *csv, gt_str field, gt_str *out)
{
    char *made = gt_arena_alloc(csv->book->arena, field.len + 1, 1);
    size_t len = 0;

    if (made == NULL)
        return GT_ENOMEM;
    for (size_t i = 0; i < field.len; i++) {
        made[len++] = field.at[i];
        if (field.at[i] == '"')
            i++;
    }
    *out = (gt_str){made, len};
    return GT_OK;
}

static gt_rc keep_field(struct csv *csv, uint32_t row, size_t col, gt_str field, bool doubled,
                        struct gt_err *err)
{
    struct gt_sheet_cell *cell;

    if (gt_str_trim(field).len == 0)
        return GT_OK;
    if (col >= GT_SHEET_COLS_MAX) {
        if (!csv->strayed) {
            struct gt_problem *problem =
                gt_problem_add(csv->problems, GT_PROBLEM_WARNING, "fields behind column %d are not read",
                               "第%d列以后的内容不予读取", (int)GT_SHEET_COLS_MAX);
            problem->line = row + 1;
        }
        csv->strayed = true;
        return GT_OK;
    }
    if (field.len > GT_CELL_TEXT_MAX * 4)
        return gt_fail(err, GT_ELIMIT, "row %u: a field holds more than %d characters",
                       "第%u行：有一栏超过%d个字符", row + 1, (int)GT_CELL_TEXT_MAX);
    if ((doubled && undouble(csv, field, &field) != GT_OK) ||
        (cell = GT_PUSH(csv->book->arena, &csv->cells)) == NULL)
        return no_memory(err);
    *cell = (struct gt_sheet_cell){.text = field.at, .text_len = (uint32_t)field.len,
                                   .col = (uint16_t)col, .kind = GT_CELL_TEXT};
    return GT_OK;
}

static gt_rc read_record(struct csv *csv, uint32_t row, struct gt_err *err)
{
    gt_rc rc;

    csv->cells.count = 0;
    for (size_t col = 0;; col++) {
        gt_str field;
        bool doubled;

        if (!next_field(csv->text, &csv->at, csv->separator, &field, &doubled))
            return gt_fail(err, GT_EPARSE, "row %u: a quotation mark is never closed",
                           "第%u行：引号没有配对", row + 1);
        if ((rc = keep_field(csv, row, col, field, doubled, err)) != GT_OK)
            return rc;
        if (csv->at >= csv->text.len || csv->text.at[csv->at] != csv->separator)
            break;
        csv->at++;
    }
    skip_line_end(csv->text, &csv->at);
    return gt_sheet_add_row(csv->book, csv->sheet, row, false, csv->cells.at, csv->cells.count, err);
}

gt_rc gt_csv_read(gt_str bytes, struct gt_book *book, struct gt_problems *problems,
                  struct gt_err *err)
{
    struct csv csv = {.book = book, .problems = problems};
    gt_rc rc;

    if ((rc = gt_decode(book->arena, bytes, GT_STR(""), &csv.text, err)) != GT_OK ||
        (rc = gt_book_add(book, GT_STR("CSV"), &csv.sheet, err)) != GT_OK)
        return rc;
    csv.separator = sniff_separator(&csv);
    for (uint32_t row = 0; csv.at < csv.text.len && rc == GT_OK; row++)
        rc = read_record(&csv, row, err);
    return rc;
}
