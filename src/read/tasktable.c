/* tasktable.c - the rows of a task table, and what is wrong with them. */
#include "read/tasktable.h"

#include "base/utf8.h"
#include "read/duecell.h"
#include "read/rowkind.h"
#include "read/unitcell.h"

static const struct { const char *key, *label[GT_LANG_COUNT]; } cols[GT_COLS] = {
#define GT_COL_ROW(id, name, en, zh) {name, {zh, en}},
    GT_COL_MAP(GT_COL_ROW)
#undef GT_COL_ROW
};

const char *gt_col_key(enum gt_col col)
{
    return cols[col].key;
}

const char *gt_col_label(enum gt_col col, enum gt_lang lang)
{
    return cols[col].label[lang];
}

bool gt_col_from(gt_str key, enum gt_col *out)
{
    for (int i = 0; i < GT_COLS; i++)
        if (gt_str_eq(key, gt_str_from(cols[i].key))) {
            *out = (enum gt_col)i;
            return true;
        }
    return false;
}

enum { CELLS_KEPT_MAX = 20000 };

/* ---- reading one sheet ------------------------------------------------------------ */

struct reader {
    const struct gt_sheet             *sheet;
    const struct gt_tasktable_options *options;
    struct gt_arena     *arena;
    struct gt_tasktable *table;
    struct gt_problems  *problems;
    struct gt_header     header;
    struct gt_row_view   view;
    const struct gt_sheet_cell **held; /* [cols]: cell of the merge that covers the column */
    uint32_t *held_until;              /* [cols]: one more than its last row */
    size_t    next_merge;
    uint64_t  offer_work;
    struct gt_map head_words;          /* of the dictionary of heads */
    struct gt_map cell_index[2];       /* texts of lead and support cells read before */
    GT_VEC(struct gt_unit_cell) cells; /* what they named */
    gt_str    band;                    /* the last band; "" where none */
    size_t    band_rows;               /* tasks below it */
};

static void place(struct reader *reader, struct gt_problem *problem, uint32_t row, uint16_t col,
                  enum gt_col field)
{
    char name[GT_CELL_NAME];

    problem->sheet = reader->table->sheet;
    problem->field = gt_str_from(gt_col_key(field));
    gt_cell_name(row, col, name);
    if (gt_arena_dup(reader->problems->arena, gt_str_from(name), &problem->cell) != GT_OK)
        problem->cell = GT_STR("");
}

/* ---- merged ranges ---------------------------------------------------------------------- */

/* Brings held up to this row: a range's cell counts in its first column for
 * every row of the range. */
static void apply_merges(struct reader *reader, uint32_t row)
{
    const struct gt_sheet *sheet = reader->sheet;

    for (; reader->next_merge < sheet->merges.count; reader->next_merge++) {
        const struct gt_merge *merge = &sheet->merges.at[reader->next_merge];

        if (merge->row_first > row)
            return;
        for (uint16_t col = merge->col_first; col <= merge->col_last && col < reader->view.cols; col++) {
            reader->held[col] = col == merge->col_first
                                    ? gt_row_cell(gt_sheet_row_at(sheet, merge->row_first), col)
                                    : NULL;
            reader->held_until[col] = merge->row_last + 1;
            reader->view.span[col] = col == merge->col_first
                                         ? (uint16_t)(merge->col_last - merge->col_first + 1)
                                         : 0;
        }
    }
}

static bool merge_begins(const struct reader *reader, uint32_t row, uint16_t col)
{
    /* The cell held at its first row is the row's own. */
    return reader->held[col] != NULL &&
           reader->held[col] == gt_row_cell(gt_sheet_row_at(reader->sheet, row), col);
}

static void view_row(struct reader *reader, const struct gt_sheet_row *row)
{
    struct gt_row_view *view = &reader->view;
    uint32_t at = 0;

    apply_merges(reader, row->row);
    view->row = row->row;
    for (uint16_t col = 0; col < view->cols; col++) {
        while (at < row->count && row->cells[at].col < col)
            at++;
        const bool here = at < row->count && row->cells[at].col == col;

        if (reader->held_until[col] > row->row) {
            view->cells[col] = reader->held[col];
            view->own[col] = here && merge_begins(reader, row->row, col);
        } else {
            view->cells[col] = here ? &row->cells[at] : NULL;
            view->own[col] = here;
            view->span[col] = 1;
        }
    }
}

/* ---- units ---------------------------------------------------------------------------------- */

bool gt_unit_is_many(gt_str name)
{
    return gt_str_starts(name, GT_STR("各")) || gt_str_starts(name, GT_STR("有关")) ||
           gt_str_starts(name, GT_STR("相关")) || gt_str_starts(name, GT_STR("全体")) ||
           gt_str_starts(name, GT_STR("All ")) || gt_str_starts(name, GT_STR("all "));
}

static void offer_unit(struct reader *reader, const struct gt_table_unit *unit, enum gt_col field)
{
    struct gt_problem *problem;

    if (unit->match.kind >= GT_UNIT_ALIAS || reader->options->units_quiet)
        return;
    if (gt_unit_is_many(unit->printed)) {
        problem = gt_problem_add(reader->problems, GT_PROBLEM_WARNING, "%.*s is not one unit but many",
                                 "“%.*s”指的不是一个单位", GT_FMT(unit->printed));
        place(reader, problem, unit->row - 1, unit->col, field);
        return;
    }
    if (unit->match.kind == GT_UNIT_NEAR) {
        const gt_str name = reader->options->units->entries[unit->match.entry].name;

        problem = gt_problem_add(reader->problems, GT_PROBLEM_ERROR,
                                 "no unit is called %.*s; the nearest is %.*s",
                                 "单位名单中没有“%.*s”，最接近的是“%.*s”", GT_FMT(unit->printed), GT_FMT(name));
        problem->offer = name;
    } else {
        problem = gt_problem_add(reader->problems, GT_PROBLEM_ERROR, "no unit is called %.*s",
                                 "单位名单中没有“%.*s”", GT_FMT(unit->printed));
    }
    place(reader, problem, unit->row - 1, unit->col, field);
}

/* Each name is looked up once, however often it stands in the table. */
static gt_rc know_unit(struct reader *reader, gt_str printed, uint16_t col, enum gt_col field)
{
    struct gt_arena_mark mark;
    struct gt_table_unit *unit;
    struct gt_unit_match match;
    uint32_t index;
    gt_rc rc;

    if (reader->options->units == NULL || gt_map_find(&reader->table->unit_index, printed, &index))
        return GT_OK;
    mark = gt_arena_mark(reader->arena);
    rc = gt_unitnames_match(reader->options->units, reader->arena, printed, &reader->offer_work, &match);
    gt_arena_rewind(reader->arena, mark);
    if (rc != GT_OK || (unit = GT_PUSH(reader->arena, &reader->table->units)) == NULL)
        return GT_ENOMEM;
    *unit = (struct gt_table_unit){printed, match, reader->view.row + 1, col};
    offer_unit(reader, unit, field);
    return gt_map_add(&reader->table->unit_index, printed, (uint32_t)(reader->table->units.count - 1));
}

static void add_support(struct gt_taskrow *row, gt_str name)
{
    for (uint32_t i = 0; i < row->support_count; i++)
        if (gt_str_eq(row->support[i], name))
            return;
    if (row->support_count < GT_TASKTABLE_SUPPORT_MAX && !gt_str_eq(name, row->text[GT_COL_LEAD]))
        row->support[row->support_count++] = name;
}

/* A person named in a cell of units goes where persons go, if nobody is there. */
static void put_person(struct gt_taskrow *row, enum gt_col is, gt_str name)
{
    if (row->text[is].len == 0)
        row->text[is] = name;
}

/*
 * The lead is who is called so, in whichever cell; else the first of the
 * lead column.  Everybody else supports, in the order of the table.
 */
static gt_rc share_out(struct reader *reader, struct gt_taskrow *row, const struct gt_unit_cell *lead,
                       const struct gt_unit_cell *support)
{
    const struct gt_unit_cell *cells[] = {lead, support};
    const struct gt_unit_item *leader = NULL;
    gt_rc rc = GT_OK;

    for (int pass = 0; pass < 2 && leader == NULL; pass++)
        for (size_t c = 0; c < GT_LEN(cells) && leader == NULL; c++)
            for (size_t i = 0; i < cells[c]->items.count && leader == NULL; i++)
                if (cells[c]->items.at[i].role == (pass == 0 ? GT_ROLE_LEAD : GT_ROLE_PLAIN))
                    leader = &cells[c]->items.at[i];
    row->text[GT_COL_LEAD] = leader != NULL ? leader->name : GT_STR("");
    row->support = GT_NEW_N(reader->arena, gt_str, lead->items.count + support->items.count + 1);
    if (row->support == NULL)
        return GT_ENOMEM;
    for (size_t c = 0; c < GT_LEN(cells) && rc == GT_OK; c++) {
        const uint16_t col = reader->header.col[c == 0 ? GT_COL_LEAD : GT_COL_SUPPORT];
        const enum gt_col field = c == 0 ? GT_COL_LEAD : GT_COL_SUPPORT;

        for (size_t i = 0; i < cells[c]->items.count && rc == GT_OK; i++) {
            const struct gt_unit_item *item = &cells[c]->items.at[i];

            if (item->role == GT_ROLE_PERSON || item->role == GT_ROLE_LEADER)
                put_person(row, item->role == GT_ROLE_PERSON ? GT_COL_PERSON : GT_COL_LEADER, item->name);
            else if ((rc = know_unit(reader, item->name, col, field)) == GT_OK && item != leader)
                add_support(row, item->name);
        }
    }
    return rc;
}

/* A table names the same few units again and again: each text is taken apart
 * once, up to a number of different ones. */
static gt_rc unit_cell(struct reader *reader, int which, gt_str text, enum gt_unit_role otherwise,
                       struct gt_unit_cell *out)
{
    struct gt_unit_cell *slot;
    uint32_t index;
    gt_rc rc;

    if (gt_map_find(&reader->cell_index[which], text, &index)) {
        *out = reader->cells.at[index];
        return GT_OK;
    }
    rc = gt_unit_cell_read(text, otherwise, GT_TASKTABLE_SUPPORT_MAX, reader->arena, out);
    if (rc != GT_OK || reader->cells.count >= CELLS_KEPT_MAX)
        return rc;
    if ((slot = GT_PUSH(reader->arena, &reader->cells)) == NULL)
        return GT_ENOMEM;
    *slot = *out;
    return gt_map_add(&reader->cell_index[which], text, (uint32_t)(reader->cells.count - 1));
}

static gt_rc read_units(struct reader *reader, struct gt_taskrow *row)
{
    static const enum gt_col fields[] = {GT_COL_LEAD, GT_COL_SUPPORT};
    static const enum gt_unit_role roles[] = {GT_ROLE_PLAIN, GT_ROLE_SUPPORT};
    struct gt_unit_cell cells[2] = {{{0}, false}, {{0}, false}};

    for (size_t i = 0; i < GT_LEN(fields); i++) {
        const uint16_t col = reader->header.col[fields[i]];

        if (col == GT_COL_ABSENT)
            continue;
        if (unit_cell(reader, (int)i, row->text[fields[i]], roles[i], &cells[i]) != GT_OK)
            return GT_ENOMEM;
        if (cells[i].cut)
            place(reader, gt_problem_add(reader->problems, GT_PROBLEM_WARNING, "only the first %d units are read",
                                         "只读取前%d个单位", (int)GT_TASKTABLE_SUPPORT_MAX),
                  reader->view.row, col, fields[i]);
    }
    if (share_out(reader, row, &cells[0], &cells[1]) != GT_OK)
        return GT_ENOMEM;
    if (row->text[GT_COL_LEAD].len == 0 && reader->header.col[GT_COL_LEAD] != GT_COL_ABSENT)
        place(reader, gt_problem_add(reader->problems, GT_PROBLEM_WARNING, "no lead unit", "没有牵头单位"),
              reader->view.row, reader->header.col[GT_COL_LEAD], GT_COL_LEAD);
    return GT_OK;
}

/* ---- deadlines -------------------------------------------------------------------------------- */

static void judge_due(struct reader *reader, const struct gt_due_cell *due, uint16_t col, enum gt_col field)
{
    const gt_str text = gt_str_sub(due->text, 0, gt_utf8_offset(due->text, 40));
    struct gt_problem *problem = NULL;

    switch (due->state) {
    case GT_DUE_EMPTY:
    case GT_DUE_FOUND:
        return;
    case GT_DUE_UNREAD:
        problem = gt_problem_add(reader->problems, GT_PROBLEM_WARNING, "“%.*s” names no day",
                                 "“%.*s”不是可以读出的日期", GT_FMT(text));
        break;
    case GT_DUE_IMPOSSIBLE:
        problem = gt_problem_add(reader->problems, GT_PROBLEM_ERROR, "“%.*s”: there is no such day",
                                 "“%.*s”：没有这一天", GT_FMT(text));
        break;
    case GT_DUE_NO_YEAR:
        problem = gt_problem_add(reader->problems, GT_PROBLEM_ERROR,
                                 "“%.*s” names no year, and neither does the title: say it with --year",
                                 "“%.*s”没有年份，标题也没有：请指明计划年度", GT_FMT(text));
        break;
    case GT_DUE_DOUBTFUL:
        problem = gt_problem_add(reader->problems, GT_PROBLEM_ERROR,
                                 "“%.*s” may be two different days: write it as 2026-06-30",
                                 "“%.*s”可能是两个不同的日期，请写成2026-06-30的样子", GT_FMT(text));
        break;
    }
    place(reader, problem, reader->view.row, col, field);
}

static gt_str frequency_of(gt_str text)
{
    static const struct { const char *word, *recur; } words[] = {
        {"周", "weekly"}, {"week", "weekly"}, {"月", "monthly"}, {"month", "monthly"},
        {"季", "quarterly"}, {"quarter", "quarterly"}, {"年", "yearly"}, {"year", "yearly"}, {"annual", "yearly"},
    };

    if (gt_str_find(text, GT_STR("半年"), 0) != SIZE_MAX)
        return GT_STR("");
    for (size_t i = 0; i < GT_LEN(words); i++)
        if (gt_str_find(text, gt_str_from(words[i].word), 0) != SIZE_MAX)
            return gt_str_from(words[i].recur);
    return GT_STR("");
}

static gt_rc read_dates(struct reader *reader, struct gt_taskrow *row)
{
    const uint16_t due_col = reader->header.col[GT_COL_DUE], start_col = reader->header.col[GT_COL_START];
    struct gt_due_cell cell;

    if (due_col != GT_COL_ABSENT && reader->view.cells[due_col] != NULL &&
        reader->view.cells[due_col]->kind == GT_CELL_ERROR)
        reader->view.cells[due_col] = NULL; /* told already */
    row->due = row->start = GT_DAY_NONE;
    row->due_text = row->recur = GT_STR("");
    if (due_col != GT_COL_ABSENT) {
        if (gt_due_cell_read(reader->view.cells[due_col], reader->table->year, reader->arena, &cell) != GT_OK)
            return GT_ENOMEM;
        judge_due(reader, &cell, due_col, GT_COL_DUE);
        row->due = cell.last;
        row->due_text = cell.text;
        row->recur = cell.recur;
        row->standing = cell.standing;
        row->dated = reader->view.cells[due_col] != NULL && reader->view.cells[due_col]->kind != GT_CELL_TEXT;
        if (cell.range)
            row->start = cell.first;
    }
    if (start_col != GT_COL_ABSENT) {
        if (gt_due_cell_read(reader->view.cells[start_col], reader->table->year, reader->arena, &cell) != GT_OK)
            return GT_ENOMEM;
        judge_due(reader, &cell, start_col, GT_COL_START);
        row->start = cell.first; /* 2026年3月 as a start is its first day */
    }
    if (row->recur.len == 0)
        row->recur = frequency_of(row->text[GT_COL_FREQUENCY]);
    if (row->due != GT_DAY_NONE && row->start != GT_DAY_NONE && row->start > row->due)
        place(reader, gt_problem_add(reader->problems, GT_PROBLEM_ERROR, "the deadline lies before the start",
                                     "完成时限早于开始时间"),
              reader->view.row, due_col, GT_COL_DUE);
    return GT_OK;
}

/* ---- one row -------------------------------------------------------------------------------------- */

static gt_rc read_texts(struct reader *reader, struct gt_taskrow *row)
{
    for (int is = 0; is < GT_COLS; is++) {
        const uint16_t col = reader->header.col[is];
        const struct gt_sheet_cell *cell = col == GT_COL_ABSENT ? NULL : reader->view.cells[col];
        char room[GT_CELL_SHOWN_MAX];
        gt_str text = gt_sheet_cell_shown(cell, room);

        if (text.at == room && gt_arena_dup(reader->arena, text, &text) != GT_OK)
            return GT_ENOMEM;
        row->text[is] = text;
        if (cell == NULL || cell->kind != GT_CELL_ERROR)
            continue;
        place(reader, gt_problem_add(reader->problems, GT_PROBLEM_ERROR, "the formula gives %.*s",
                                     "公式结果是%.*s", GT_FMT(text)),
              reader->view.row, col, (enum gt_col)is);
        row->text[is] = GT_STR("");
    }
    return GT_OK;
}

/* An empty task is not guessed from the row above, only offered. */
static void need_task(struct reader *reader, const struct gt_taskrow *row)
{
    struct gt_problem *problem;

    if (row->text[GT_COL_TASK].len > 0)
        return;
    problem = gt_problem_add(reader->problems, GT_PROBLEM_ERROR, "no task", "没有任务名称");
    place(reader, problem, reader->view.row, reader->header.col[GT_COL_TASK], GT_COL_TASK);
    if (reader->table->rows.count > 1)
        problem->offer = reader->table->rows.at[reader->table->rows.count - 2].text[GT_COL_TASK];
}

static gt_rc add_task(struct reader *reader, bool hidden)
{
    struct gt_taskrow *row;

    if (reader->table->rows.count == GT_TASKTABLE_ROWS_MAX)
        return GT_ELIMIT;
    if ((row = GT_PUSH(reader->arena, &reader->table->rows)) == NULL)
        return GT_ENOMEM;
    row->row = reader->view.row + 1;
    row->hidden = hidden;
    if (read_texts(reader, row) != GT_OK)
        return GT_ENOMEM;
    if (row->text[GT_COL_PARENT].len == 0)
        row->text[GT_COL_PARENT] = reader->band;
    reader->band_rows++;
    need_task(reader, row);
    return read_units(reader, row) == GT_OK && read_dates(reader, row) == GT_OK ? GT_OK : GT_ENOMEM;
}

/* The text of a row that is one statement: a band or a note. */
static gt_rc row_words(struct reader *reader, gt_str *out)
{
    gt_str words = GT_STR("");

    for (uint16_t col = 0; col < reader->view.cols; col++) {
        char room[GT_CELL_SHOWN_MAX];
        gt_str text;

        if (!reader->view.own[col])
            continue;
        text = gt_sheet_cell_shown(reader->view.cells[col], room);
        if (gt_arena_printf(reader->arena, &words, "%.*s%s%.*s", GT_FMT(words), words.len ? " " : "",
                            GT_FMT(text)) != GT_OK)
            return GT_ENOMEM;
    }
    *out = words;
    return GT_OK;
}

static gt_rc add_note(struct reader *reader, gt_str words)
{
    gt_str *slot;

    if (words.len == 0)
        return GT_OK;
    if ((slot = GT_PUSH(reader->arena, &reader->table->notes)) == NULL)
        return GT_ENOMEM;
    *slot = words;
    return GT_OK;
}

/* A band that groups nothing was a note at the foot. */
static gt_rc end_band(struct reader *reader)
{
    const gt_str band = reader->band;

    reader->band = GT_STR("");
    return reader->band_rows == 0 ? add_note(reader, band) : GT_OK;
}

static gt_rc read_row(struct reader *reader, const struct gt_sheet_row *row, bool *in_notes)
{
    struct gt_arena_mark mark;
    enum gt_row_kind kind = GT_ROW_SKIP;
    gt_str words;
    gt_rc rc;

    view_row(reader, row);
    mark = gt_arena_mark(reader->arena);
    rc = gt_row_kind(&reader->view, &reader->header, reader->table->title, *in_notes, &reader->head_words,
                     reader->arena, &kind);
    gt_arena_rewind(reader->arena, mark);
    if (rc != GT_OK)
        return rc;
    switch (kind) {
    case GT_ROW_TASK:
        *in_notes = false;
        return add_task(reader, row->hidden);
    case GT_ROW_BAND:
        if ((rc = end_band(reader)) != GT_OK || (rc = row_words(reader, &reader->band)) != GT_OK)
            return rc;
        reader->band_rows = 0;
        return GT_OK;
    case GT_ROW_NOTE:
        *in_notes = true;
        if ((rc = end_band(reader)) != GT_OK || (rc = row_words(reader, &words)) != GT_OK)
            return rc;
        reader->band_rows = 1;
        return add_note(reader, words);
    case GT_ROW_HEAD:
        *in_notes = false;
        return GT_OK;
    case GT_ROW_OTHER:
        place(reader, gt_problem_add(reader->problems, GT_PROBLEM_WARNING,
                                     "another table begins here; it is not read", "此处起是另一张表，不予读取"),
              row->row, row->cells[0].col, GT_COL_TASK);
        return GT_ECANCELLED;
    case GT_ROW_SUBTOTAL:
    case GT_ROW_SKIP:
        return GT_OK;
    }
    return GT_OK;
}

/* ---- title and year ----------------------------------------------------------------------------------- */

/* "填报日期：2026年3月5日" says when the form was filled in, not which plan. */
static bool dates_the_form(gt_str text)
{
    static const char *const words[] = {"日期", "填报", "制表", "印发", "打印", "更新时间", "Date:", "date:"};

    for (size_t i = 0; i < GT_LEN(words); i++)
        if (gt_str_find(text, gt_str_from(words[i]), 0) != SIZE_MAX)
            return true;
    return false;
}

static gt_rc read_title(struct reader *reader)
{
    struct gt_tasktable *table = reader->table;
    const struct gt_sheet *sheet = reader->sheet;
    int dated_year = 0;

    table->title = sheet->caption;
    table->year = gt_title_year(sheet->caption);
    for (size_t r = 0; r < sheet->rows.count && sheet->rows.at[r].row < reader->header.first; r++)
        for (uint32_t c = 0; c < sheet->rows.at[r].count; c++) {
            char room[GT_CELL_SHOWN_MAX];
            const gt_str text = gt_sheet_cell_shown(&sheet->rows.at[r].cells[c], room);
            const int year = gt_title_year(text);

            if (dates_the_form(text)) {
                dated_year = dated_year ? dated_year : year;
                continue;
            }
            if (text.len > table->title.len && gt_arena_dup(reader->arena, text, &table->title) != GT_OK)
                return GT_ENOMEM;
            if (year > table->year)
                table->year = year;
        }
    if (reader->options->year != 0)
        table->year = reader->options->year;
    else if (table->year == 0 && (table->year = gt_title_year(sheet->name)) == 0 &&
             (table->year = gt_title_year(reader->options->name)) == 0 &&
             (table->year = reader->options->book_year) == 0)
        table->year = dated_year;
    return GT_OK;
}

static void set_columns(struct reader *reader)
{
    struct gt_tasktable *table = reader->table;

    for (int is = 0; is < GT_COLS; is++) {
        table->col[is] = reader->header.col[is];
        table->head[is] = reader->header.head[is];
        table->col_hidden[is] =
            table->col[is] != GT_COL_ABSENT && gt_sheet_col_hidden(reader->sheet, table->col[is]);
    }
    table->others.at = reader->header.others.at;
    table->others.count = reader->header.others.count;
    if (reader->header.last >= reader->header.first) {
        table->head_first = reader->header.first + 1;
        table->head_last = reader->header.last + 1;
    }
}

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "the table needs too much memory", "表格所需内存过大");
}

static gt_rc init_view(struct reader *reader)
{
    struct gt_row_view *view = &reader->view;
    const size_t count = reader->sheet->cols + 1u;

    view->cols = reader->sheet->cols;
    view->cells = GT_NEW_N(reader->arena, const struct gt_sheet_cell *, count);
    view->own = GT_NEW_N(reader->arena, bool, count);
    view->span = GT_NEW_N(reader->arena, uint16_t, count);
    reader->held = GT_NEW_N(reader->arena, const struct gt_sheet_cell *, count);
    reader->held_until = GT_NEW_N(reader->arena, uint32_t, count);
    return view->cells != NULL && view->own != NULL && view->span != NULL && reader->held != NULL &&
                   reader->held_until != NULL
               ? GT_OK
               : GT_ENOMEM;
}

gt_rc gt_tasktable_read(const struct gt_sheet *sheet, const struct gt_tasktable_options *options,
                        struct gt_arena *arena, struct gt_tasktable *out,
                        struct gt_problems *problems, struct gt_err *err)
{
    struct gt_tasktable table = {.sheet = sheet->name, .hidden = sheet->hidden};
    struct reader reader = {.sheet = sheet, .options = options, .arena = arena, .table = &table,
                            .problems = problems, .band_rows = 1};
    bool in_notes = false;
    gt_rc rc;

    gt_map_init(&table.unit_index, arena);
    gt_map_init(&reader.cell_index[0], arena);
    gt_map_init(&reader.cell_index[1], arena);
    if ((rc = gt_header_find(sheet, options, arena, &reader.header)) == GT_ENOTFOUND)
        return gt_fail(err, GT_EPARSE,
                       "sheet %.*s: no row looks like a table's head (task, lead unit, deadline …); "
                       "name the head's rows and columns",
                       "工作表“%.*s”：没有找到表头（任务、牵头单位、完成时限等）；请指明表头行和各列",
                       GT_FMT(sheet->name));
    if (rc != GT_OK || init_view(&reader) != GT_OK || gt_head_words(arena, &reader.head_words) != GT_OK || read_title(&reader) != GT_OK)
        return no_memory(err);
    set_columns(&reader);
    /* Most rows are tasks: room for all at once instead of growing, which
     * would leave as much again behind in the arena. */
    table.rows.at = GT_NEW_N(arena, struct gt_taskrow, sheet->rows.count + 1);
    if (table.rows.at == NULL)
        return no_memory(err);
    table.rows.cap = sheet->rows.count + 1;
    for (size_t i = 0; i < sheet->rows.count && rc == GT_OK; i++)
        if (reader.header.last < reader.header.first || sheet->rows.at[i].row > reader.header.last)
            rc = read_row(&reader, &sheet->rows.at[i], &in_notes);
    if (rc == GT_ECANCELLED) /* another table began */
        rc = GT_OK;
    if (rc == GT_OK)
        rc = end_band(&reader);
    if (rc == GT_ELIMIT)
        return gt_fail(err, GT_ELIMIT, "sheet %.*s has more than %d tasks", "工作表“%.*s”的任务超过%d项",
                       GT_FMT(sheet->name), (int)GT_TASKTABLE_ROWS_MAX);
    if (rc != GT_OK)
        return no_memory(err);
    *out = table;
    return GT_OK;
}

/* ---- a whole book -------------------------------------------------------------------------------- */

static uint32_t known_columns(const struct gt_tasktable *table)
{
    uint32_t count = 0;

    for (int is = 0; is < GT_COLS; is++)
        count += table->col[is] != GT_COL_ABSENT;
    return count;
}

/* With rows before without, more columns before fewer. */
static uint32_t rank(const struct gt_tasktable *table)
{
    return (table->rows.count > 0 ? 1u << 10 : 0) + known_columns(table);
}

/* A cover or a first sheet may say the year for all: a cell alone in the
 * first row, as titles stand. */
static int cover_year(const struct gt_book *book)
{
    for (size_t i = 0; i < book->sheets.count; i++) {
        const struct gt_sheet_row *row = book->sheets.at[i].rows.count > 0 ? &book->sheets.at[i].rows.at[0] : NULL;
        gt_str text;

        if (row == NULL || row->count != 1 || row->cells[0].kind != GT_CELL_TEXT)
            continue;
        text = (gt_str){row->cells[0].text, row->cells[0].text_len};
        if (!dates_the_form(text) && gt_title_year(text) != 0)
            return gt_title_year(text);
    }
    return 0;
}

/* All tables among the sheets that are hidden, or among those that are not. */
static gt_rc read_sheets(const struct gt_book *book, bool hidden, const struct gt_tasktable_options *options,
                         struct gt_arena *arena, gt_tasktables *tables, struct gt_problems *problems,
                         struct gt_err *first, struct gt_err *err)
{
    struct gt_tasktable_options with_year = *options;

    if (with_year.book_year == 0)
        with_year.book_year = book->year != 0 ? book->year : cover_year(book);
    for (size_t i = 0; i < book->sheets.count; i++) {
        struct gt_tasktable table, *slot;
        struct gt_err here = {0};
        gt_rc rc;

        if (book->sheets.at[i].hidden != hidden)
            continue;
        rc = gt_tasktable_read(&book->sheets.at[i], &with_year, arena, &table, problems, &here);
        if (rc == GT_EPARSE) {
            if (first->rc == GT_OK)
                *first = here;
            continue;
        }
        if (rc != GT_OK)
            return gt_fail_text(err, rc, here.text[GT_LANG_EN], here.text[GT_LANG_ZH]);
        if ((slot = GT_PUSH(arena, tables)) == NULL)
            return no_memory(err);
        *slot = table;
    }
    return GT_OK;
}

gt_rc gt_tasktables_read(const struct gt_book *book, const struct gt_tasktable_options *options,
                         struct gt_arena *arena, gt_tasktables *out,
                         struct gt_problems *problems, struct gt_err *err)
{
    gt_tasktables tables = {0};
    struct gt_err first = {0};
    size_t best = 0;
    gt_rc rc;

    /* A hidden sheet is somebody's old copy, unless there is nothing else. */
    if ((rc = read_sheets(book, false, options, arena, &tables, problems, &first, err)) != GT_OK ||
        (tables.count == 0 &&
         (rc = read_sheets(book, true, options, arena, &tables, problems, &first, err)) != GT_OK))
        return rc;
    if (tables.count == 0)
        return first.rc != GT_OK
                   ? gt_fail_text(err, GT_EPARSE, first.text[GT_LANG_EN], first.text[GT_LANG_ZH])
                   : gt_fail(err, GT_EPARSE, "there is no table in it", "其中没有表格");
    for (size_t i = 1; i < tables.count; i++)
        if (rank(&tables.at[i]) > rank(&tables.at[best]))
            best = i;
    if (best > 0) { /* the best one moves to the front, the others keep their order */
        const struct gt_tasktable table = tables.at[best];

        memmove(tables.at + 1, tables.at, best * sizeof(*tables.at));
        tables.at[0] = table;
    }
    *out = tables;
    return GT_OK;
}
