/* indicator_table.c - heads, periods, figures of a table of readings. */
#include "work/indicator_table.h"

#include <math.h>

#include "read/sheet.h"

enum column { INDICATOR, MEASURE, REGION, UNIT, PERIOD, VALUE, STATE, AS_OF, REASON, COLUMNS };

static const struct head { const char *text; enum column column; } heads[] = {
    {"指标", INDICATOR}, {"指标编码", INDICATOR}, {"编码", INDICATOR}, {"指标名称", INDICATOR}, {"indicator", INDICATOR},
    {"code", INDICATOR}, {"计量单位", MEASURE}, {"单位", MEASURE}, {"unit", MEASURE}, {"地区", REGION}, {"市", REGION},
    {"城市", REGION}, {"区域", REGION}, {"region", REGION}, {"city", REGION}, {"责任单位", UNIT}, {"处室", UNIT},
    {"office", UNIT}, {"期间", PERIOD}, {"月份", PERIOD}, {"时间", PERIOD}, {"period", PERIOD}, {"month", PERIOD},
    {"数值", VALUE}, {"数据", VALUE}, {"完成数", VALUE}, {"本期数", VALUE}, {"value", VALUE}, {"状态", STATE},
    {"state", STATE}, {"截至", AS_OF}, {"截止日", AS_OF}, {"数据截至", AS_OF}, {"as of", AS_OF}, {"原因", REASON},
    {"说明", REASON}, {"备注", REASON}, {"reason", REASON}, {"note", REASON}};

struct table {
    struct gt_ctx *ctx;
    const struct gt_picture *picture;
    const struct gt_ind_book *book;
    struct gt_fig_view *view;
    const struct gt_sheet *sheet;
    uint32_t head_row;
    int      col[COLUMNS];                     /* -1: there is none */
    int64_t  months[GT_SHEET_COLS_MAX];        /* of a grid's columns; -1 */
    bool     grid;
    int      year;                             /* that the title or the file's name says */
};

/* ---- words ------------------------------------------------------------------------ */

static int digits(gt_str *text, int max, int *count)
{
    int value = 0;

    *count = 0;
    while (text->len > 0 && text->at[0] >= '0' && text->at[0] <= '9' && *count < max) {
        value = value * 10 + (text->at[0] - '0');
        *text = gt_str_sub(*text, 1, text->len);
        ++*count;
    }
    return value;
}

static bool take(gt_str *text, const char *word)
{
    if (!gt_str_starts(*text, gt_str_from(word)))
        return false;
    *text = gt_str_sub(*text, strlen(word), text->len);
    return true;
}

static bool take_any(gt_str *text, const char *const *words, size_t count)
{
    for (size_t at = 0; at < count; at++)
        if (take(text, words[at]))
            return true;
    return false;
}

/* Behind the year: 6月, 1-6月, 06, 二季度, 上半年, nothing. */
static int month_in_year(gt_str text, bool year_said)
{
    static const char *const dashes[] = {"-", "—", "－", "–", "~", "至", "到"};
    static const struct { const char *word; int month; } names[] = {
        {"一季度", 3}, {"二季度", 6}, {"三季度", 9}, {"四季度", 12}, {"第一季度", 3}, {"第二季度", 6}, {"第三季度", 9},
        {"第四季度", 12}, {"上半年", 6}, {"半年", 6}, {"前三季度", 9}, {"全年", 12}, {"Q1", 3}, {"Q2", 6}, {"Q3", 9}, {"Q4", 12}};
    bool marked;
    int count, month;

    if (text.len == 0)
        return year_said ? 12 : -1;
    for (size_t at = 0; at < GT_LEN(names); at++)
        if (gt_str_eq(text, gt_str_from(names[at].word)))
            return names[at].month;
    month = digits(&text, 2, &count);
    if (count == 0)
        return -1;
    marked = take(&text, "月");
    if (take_any(&text, dashes, GT_LEN(dashes))) {
        if (month != 1) /* 4-6月 is a quarter's own figure, not one counted from January */
            return -1;
        month = digits(&text, 2, &count);
        if (count == 0)
            return -1;
        (void)take(&text, "月");
    } else if (!year_said && !marked) {
        return -1; /* a bare 6 is a number, 6月 is a month */
    }
    (void)(take(&text, "份") || take(&text, "底") || take(&text, "末"));
    return text.len == 0 && month >= 1 && month <= 12 ? month : -1;
}

int64_t gt_fig_month(gt_str words, int year)
{
    gt_str text = gt_str_trim(words), rest = text;
    int count, month, said = digits(&rest, 4, &count);
    bool year_said = false;

    if (count == 4 && said >= GT_IND_YEAR_MIN && said <= GT_IND_YEAR_MAX) {
        static const char *const marks[] = {"年", "-", "/", "."};
        const bool marked = take_any(&rest, marks, GT_LEN(marks));

        if (marked || rest.len == 2) {
            year = said;
            year_said = true;
            text = gt_str_trim(rest);
        }
    }
    month = month_in_year(text, year_said);
    return month < 0 || year == 0 ? -1 : gt_ind_month(year, month);
}

/* The first number inside the words, for the offer. */
static gt_str inside(gt_str words)
{
    size_t from = 0, to;

    while (from < words.len && (words.at[from] < '0' || words.at[from] > '9'))
        from++;
    for (to = from; to < words.len && ((words.at[to] >= '0' && words.at[to] <= '9') || words.at[to] == '.');)
        to++;
    while (to > from && words.at[to - 1] == '.')
        to--;
    return gt_str_sub(words, from, to);
}

/* Digits, one point, commas or thin spaces before groups of three. */
static bool plain_number(gt_str text, double *out)
{
    char room[48];
    size_t len = 0, group = 0;
    bool point = false, grouped = false, any = false;
    char *end;

    for (size_t at = 0; at < text.len; at++) {
        const char c = text.at[at];

        if (len + 1 >= sizeof room)
            return false;
        if (c == ',' || gt_str_starts(gt_str_sub(text, at, text.len), GT_STR("\u2009")) ||
            gt_str_starts(gt_str_sub(text, at, text.len), GT_STR("，"))) {
            if (!any || point || (grouped ? group != 3 : group > 3))
                return false;
            grouped = true;
            group = 0;
            at += c == ',' ? 0 : 2;
            continue;
        }
        if (c >= '0' && c <= '9') {
            any = true;
            group += !point;
        } else if (c == '.' && !point) {
            if (grouped && group != 3)
                return false;
            point = true;
        } else if (!((c == '-' || c == '+') && at == 0)) {
            return false;
        }
        room[len++] = c;
    }
    if (!any || (grouped && !point && group != 3))
        return false;
    room[len] = '\0';
    *out = strtod(room, &end);
    return *end == '\0' && isfinite(*out);
}

bool gt_fig_number(gt_str words, gt_str unit, double *out, gt_str *offer)
{
    gt_str text = gt_str_trim(words);

    *offer = GT_STR("");
    if (unit.len > 0 && text.len > unit.len && gt_str_ends(text, unit))
        text = gt_str_trim(gt_str_sub(text, 0, text.len - unit.len));
    if (plain_number(text, out))
        return true;
    *offer = inside(text);
    return false;
}

/* ---- cells --------------------------------------------------------------------------- */

static bool same_head(gt_str text, const char *head)
{
    const size_t len = strlen(head);

    if (text.len != len)
        return false;
    for (size_t at = 0; at < len; at++) {
        const char c = text.at[at];

        if ((c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c) != head[at])
            return false;
    }
    return true;
}

static const struct gt_sheet_cell *cell_at(const struct table *table, uint32_t row, int col)
{
    const struct gt_merge *merge;

    if (col < 0)
        return NULL;
    if ((merge = gt_sheet_merge_at(table->sheet, row, (uint16_t)col)) != NULL) {
        row = merge->row_first;
        col = merge->col_first;
    }
    return gt_row_cell(gt_sheet_row_at(table->sheet, row), (uint16_t)col);
}

static gt_str words_at(const struct table *table, uint32_t row, enum column column,
                       char room[static GT_CELL_SHOWN_MAX])
{
    return gt_sheet_cell_shown(cell_at(table, row, table->col[column]), room);
}

/* The text is the table's words; both formats get it as %.*s. */
static gt_rc fault(const struct table *table, uint32_t row, int col, gt_str offer, const char *en, const char *zh,
                   gt_str value)
{
    struct gt_problem *problem = gt_problem_add(&table->view->problems, GT_PROBLEM_ERROR, "%1$s%2$.0s: %3$.*4$s",
                                                "%1$.0s%2$s：%3$.*4$s", en, zh, value.at == NULL ? "" : value.at,
                                                (int)(value.len > 80 ? 80 : value.len));
    char name[GT_CELL_NAME];

    problem->sheet = table->view->sheet;
    if (gt_arena_dup(table->ctx->arena, gt_str_from(gt_cell_name(row, (uint16_t)(col < 0 ? 0 : col), name)),
                     &problem->cell) != GT_OK)
        return GT_ENOMEM;
    return gt_arena_dup(table->ctx->arena, offer, &problem->offer);
}

/* ---- heads ----------------------------------------------------------------------------- */

static int64_t head_month(const struct gt_sheet_cell *cell, int year)
{
    char room[GT_CELL_SHOWN_MAX];

    if (cell->kind == GT_CELL_DATE) {
        const struct gt_ymd ymd = gt_day_ymd((gt_day)cell->number);

        return gt_ind_month(ymd.year, ymd.month);
    }
    return gt_fig_month(gt_sheet_cell_shown(cell, room), year);
}

static bool read_heads(struct table *table, const struct gt_sheet_row *row)
{
    int found_months = 0;

    for (int column = 0; column < COLUMNS; column++)
        table->col[column] = -1;
    for (int col = 0; col < GT_SHEET_COLS_MAX; col++)
        table->months[col] = -1;
    for (uint16_t at = 0; at < row->count; at++) {
        const struct gt_sheet_cell *cell = &row->cells[at];
        char room[GT_CELL_SHOWN_MAX];
        const gt_str text = gt_sheet_cell_shown(cell, room);
        bool known = false;

        if (cell->col >= GT_SHEET_COLS_MAX)
            continue;
        for (size_t head = 0; head < GT_LEN(heads) && !known; head++)
            if (same_head(text, heads[head].text) && table->col[heads[head].column] < 0) {
                table->col[heads[head].column] = cell->col;
                known = true;
            }
        if (!known && (table->months[cell->col] = head_month(cell, table->year)) >= 0)
            found_months++;
    }
    table->head_row = row->row;
    table->grid = table->col[VALUE] < 0;
    return table->col[INDICATOR] >= 0 &&
           (table->grid ? found_months > 0 : table->col[PERIOD] >= 0);
}

/* A year in the title above the heads, or in the file's name. */
static int year_in(gt_str text)
{
    for (size_t at = 0; at + 4 <= text.len; at++) {
        gt_str rest = gt_str_sub(text, at, text.len);
        int count;
        const int year = digits(&rest, 4, &count);

        if (count == 4 && year >= GT_IND_YEAR_MIN && year <= GT_IND_YEAR_MAX &&
            !(rest.len > 0 && rest.at[0] >= '0' && rest.at[0] <= '9'))
            return year;
        if (count > 1)
            at += (size_t)count - 1;
    }
    return 0;
}

static bool find_heads(struct table *table, gt_str name)
{
    table->year = year_in(name);
    for (size_t at = 0; at < table->sheet->rows.count && at < GT_FIG_HEAD_ROWS; at++) {
        const struct gt_sheet_row *row = &table->sheet->rows.at[at];
        char room[GT_CELL_SHOWN_MAX];
        int year;

        if (read_heads(table, row))
            return true;
        for (uint16_t cell = 0; cell < row->count; cell++)
            if ((year = year_in(gt_sheet_cell_shown(&row->cells[cell], room))) != 0)
                table->year = year;
    }
    return false;
}

/* ---- rows -------------------------------------------------------------------------------- */

static const struct gt_ind *find_indicator(const struct table *table, gt_str text, gt_str *nearest)
{
    const struct gt_ind *ind = gt_ind_by_code(table->book, text);
    int best = 45;

    *nearest = GT_STR("");
    for (size_t at = 0; ind == NULL && at < table->book->items.count; at++) {
        const struct gt_ind *one = &table->book->items.at[at];
        int like;

        if (one->gone)
            continue;
        if (gt_str_eq(one->facts.name[GT_LANG_ZH], text) || gt_str_eq(one->facts.name[GT_LANG_EN], text))
            return one;
        if ((like = gt_ind_likeness(one->facts.name[GT_LANG_ZH], text)) > best) {
            best = like;
            *nearest = one->facts.name[GT_LANG_ZH];
        }
    }
    return ind;
}

static const struct gt_region *find_region(const struct table *table, gt_str text, gt_str *nearest)
{
    int best = 30;

    *nearest = GT_STR("");
    for (size_t at = 0; at < table->book->regions.count; at++) {
        const struct gt_region *one = &table->book->regions.at[at];
        int like;

        if (gt_str_eq(one->code, text) || gt_str_eq(one->name[GT_LANG_ZH], text) ||
            gt_str_eq(one->name[GT_LANG_EN], text))
            return one;
        if ((like = gt_ind_likeness(one->name[GT_LANG_ZH], text)) > best) {
            best = like;
            *nearest = one->name[GT_LANG_ZH];
        }
    }
    return NULL;
}

static const struct gt_unit_row *find_unit(const struct table *table, gt_str text)
{
    for (size_t at = 0; at < table->picture->units.count; at++) {
        const struct gt_unit_row *one = &table->picture->units.at[at];

        if (one->removed_at_ms == 0 && (gt_str_eq(one->name, text) || gt_str_eq(one->short_name, text)))
            return one;
    }
    return NULL;
}

static bool whole(gt_str text)
{
    static const char *const words[] = {"", "全省", "全市", "合计", "总计", "全厅", "全局", "all", "total"};

    for (size_t at = 0; at < GT_LEN(words); at++)
        if (gt_str_eq(text, gt_str_from(words[at])))
            return true;
    return false;
}

/* Who and where of a row; false: it was told what is wrong, or it is empty. */
static gt_rc read_place(const struct table *table, uint32_t row, struct gt_reading *out, const struct gt_ind **ind,
                        bool *good)
{
    char room[GT_CELL_SHOWN_MAX];
    const struct gt_region *region = NULL;
    const struct gt_unit_row *unit = NULL;
    gt_str text = words_at(table, row, INDICATOR, room), nearest;

    *good = false;
    if (text.len == 0)
        return GT_OK;
    if ((*ind = find_indicator(table, text, &nearest)) == NULL)
        return fault(table, row, table->col[INDICATOR], nearest, "no indicator has this code or name",
                     "没有这个编码或名称的指标", text);
    out->indicator_id = (*ind)->facts.id;
    text = words_at(table, row, MEASURE, room);
    if (text.len > 0 && !gt_str_eq(text, (*ind)->facts.unit) && !gt_str_eq(text, (*ind)->facts.unit_en))
        return fault(table, row, table->col[MEASURE], (*ind)->facts.unit, "this indicator is kept in another unit",
                     "与指标的计量单位不同", text);
    text = words_at(table, row, REGION, room);
    if (!whole(text) && (region = find_region(table, text, &nearest)) == NULL)
        return fault(table, row, table->col[REGION], nearest, "there is no such region", "没有这个地区", text);
    out->region_id = region == NULL ? 0 : region->id;
    text = words_at(table, row, UNIT, room);
    if (text.len > 0 && (unit = find_unit(table, text)) == NULL)
        return fault(table, row, table->col[UNIT], GT_STR(""), "there is no such unit", "没有这个单位", text);
    out->unit_id = unit == NULL ? 0 : unit->id;
    *good = true;
    return GT_OK;
}

static gt_rc read_state(const struct table *table, uint32_t row, struct gt_reading *out, bool *good)
{
    static const struct { const char *text; int state; } states[] = {
        {"", GT_READING_FLASH}, {"快报", GT_READING_FLASH}, {"初步", GT_READING_FLASH}, {"flash", GT_READING_FLASH},
        {"核定", GT_READING_VERIFIED}, {"终核", GT_READING_VERIFIED}, {"verified", GT_READING_VERIFIED}};
    char room[GT_CELL_SHOWN_MAX];
    const gt_str text = words_at(table, row, STATE, room);

    for (size_t at = 0; at < GT_LEN(states); at++)
        if (gt_str_eq(text, gt_str_from(states[at].text))) {
            out->state = states[at].state;
            return GT_OK;
        }
    *good = false;
    return fault(table, row, table->col[STATE], GT_STR("快报"), "the state is flash or verified", "状态应为快报或核定", text);
}

static gt_rc read_rest(const struct table *table, uint32_t row, struct gt_reading *out, bool *good)
{
    const struct gt_sheet_cell *cell = cell_at(table, row, table->col[AS_OF]);
    char room[GT_CELL_SHOWN_MAX];
    gt_str text;
    gt_rc rc;

    out->as_of = GT_DAY_NONE;
    if (cell != NULL && cell->kind == GT_CELL_DATE) {
        out->as_of = (gt_day)cell->number;
    } else if (cell != NULL) {
        text = gt_sheet_cell_shown(cell, room);
        if (!gt_day_parse(text, &out->as_of)) {
            *good = false;
            out->as_of = GT_DAY_NONE;
            if ((rc = fault(table, row, table->col[AS_OF], GT_STR(""), "the cut-off is no day like 2026-06-30",
                            "截止日应写作2026-06-30", text)) != GT_OK)
                return rc;
        }
    }
    text = words_at(table, row, REASON, room);
    if ((rc = gt_arena_dup(table->ctx->arena, text, &out->reason)) != GT_OK)
        return rc;
    return read_state(table, row, out, good);
}

/* Typed words that are no number are errors, with what to do about them. */
static gt_rc read_value(const struct table *table, uint32_t row, int col, const struct gt_ind *ind, double *out,
                        bool *there, bool *good)
{
    const struct gt_sheet_cell *cell = cell_at(table, row, col);
    char room[GT_CELL_SHOWN_MAX];
    gt_str text, offer;

    *there = *good = false;
    if (cell == NULL)
        return GT_OK;
    if (cell->kind == GT_CELL_NUMBER) {
        const bool percent = (cell->show & GT_SHOW_PERCENT) != 0;

        *there = *good = true;
        *out = percent && gt_str_eq(ind->facts.unit, GT_STR("%")) ? cell->number * 100 : cell->number;
        if (!percent || gt_str_eq(ind->facts.unit, GT_STR("%")))
            return GT_OK;
        *good = false;
        return fault(table, row, col, GT_STR(""), "a percentage, but the indicator is kept in another unit",
                     "单元格是百分数，指标的计量单位却不是", ind->facts.unit);
    }
    text = gt_sheet_cell_shown(cell, room);
    if (text.len == 0)
        return GT_OK;
    *there = true;
    if (cell->kind == GT_CELL_TEXT && gt_fig_number(text, ind->facts.unit, out, &offer))
        return *good = true, GT_OK;
    if (cell->kind != GT_CELL_TEXT)
        offer = GT_STR("");
    return fault(table, row, col, offer, "this is no number; leave the cell empty where there is none",
                 "不是数；没有数据请留空", text);
}

static gt_rc add_line(const struct table *table, const struct gt_reading *reading, uint32_t row, int col)
{
    struct gt_fig_line *line = GT_PUSH(table->ctx->arena, &table->view->lines);

    if (line == NULL)
        return GT_ENOMEM;
    line->reading = *reading;
    (void)gt_cell_name(row, (uint16_t)col, line->cell);
    return GT_OK;
}

static gt_rc read_list_row(const struct table *table, uint32_t row, struct gt_reading reading,
                           const struct gt_ind *ind, bool good)
{
    const struct gt_sheet_cell *cell = cell_at(table, row, table->col[PERIOD]);
    char room[GT_CELL_SHOWN_MAX];
    bool there, number;
    gt_rc rc;

    if ((rc = read_value(table, row, table->col[VALUE], ind, &reading.value, &there, &number)) != GT_OK || !there)
        return rc;
    reading.month = cell == NULL ? -1 : head_month(cell, table->year);
    if (reading.month < 0) {
        good = false;
        rc = fault(table, row, table->col[PERIOD], GT_STR(""), "this is no period like 2026-06", "期间应写作2026年6月",
                   gt_sheet_cell_shown(cell, room));
    }
    return rc != GT_OK || !good || !number ? rc : add_line(table, &reading, row, table->col[VALUE]);
}

static gt_rc read_row(const struct table *table, uint32_t row)
{
    struct gt_reading reading = {.as_of = GT_DAY_NONE};
    const struct gt_ind *ind = NULL;
    bool good;
    gt_rc rc;

    if ((rc = read_place(table, row, &reading, &ind, &good)) != GT_OK || !good)
        return rc;
    if ((rc = read_rest(table, row, &reading, &good)) != GT_OK)
        return rc;
    if (!table->grid)
        return read_list_row(table, row, reading, ind, good);
    for (int col = 0; col < table->sheet->cols && col < GT_SHEET_COLS_MAX && rc == GT_OK; col++) {
        bool there, number;

        if (table->months[col] < 0)
            continue;
        reading.month = table->months[col];
        if ((rc = read_value(table, row, col, ind, &reading.value, &there, &number)) == GT_OK && there && number && good)
            rc = add_line(table, &reading, row, col);
    }
    return rc;
}

gt_rc gt_fig_table_read(struct gt_ctx *ctx, const struct gt_picture *picture, const struct gt_ind_book *book,
                        gt_str name, gt_str bytes, struct gt_fig_view *view, struct gt_err *err)
{
    struct table *table = GT_NEW(ctx->arena, struct table);
    struct gt_book sheets = {.arena = ctx->arena};
    gt_rc rc;

    if (table == NULL)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    *table = (struct table){.ctx = ctx, .picture = picture, .book = book, .view = view};
    if ((rc = gt_book_read(bytes, name, &sheets, &view->problems, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < sheets.sheets.count; at++) {
        table->sheet = &sheets.sheets.at[at];
        if (table->sheet->hidden || !find_heads(table, name))
            continue;
        view->sheet = table->sheet->name;
        for (size_t row = 0; rc == GT_OK && row < table->sheet->rows.count; row++)
            if (table->sheet->rows.at[row].row > table->head_row)
                rc = read_row(table, table->sheet->rows.at[row].row);
        if (rc == GT_OK && view->lines.count > GT_READINGS_ONCE_MAX)
            rc = gt_fail(err, GT_ELIMIT, "at most %d readings at once", "一次最多%d个数值", (int)GT_READINGS_ONCE_MAX);
        return rc == GT_ENOMEM ? gt_fail(err, rc, "out of memory", "内存不足") : rc;
    }
    return gt_fail(err, GT_EPARSE,
                   "no table of readings: its heads need an indicator and months, or an indicator, a period and a value",
                   "没有找到数值表：表头要有“指标”和各月份，或有“指标”“期间”“数值”");
}
