/* grid.c - rows of tables as clauses to be. */
#include "read/grid.h"

enum col { COL_NONE, COL_NUMBER, COL_TASK, COL_LEAD, COL_SUPPORT, COL_UNIT, COL_DUE, COL_TARGET };
enum { HEAD_LEN_MAX = 24, FLAT_COLS_MIN = 3, FLAT_LINES_SLACK = 8, HEAD_ROWS_MAX = 3 };

/* In the order of trial: a head of 牵头责任单位 is a lead, not a unit. */
static const struct { const char16_t *word; enum col is; } heads[] = {
    {u"序号", COL_NUMBER}, {u"编号", COL_NUMBER}, {u"no.", COL_NUMBER},
    {u"牵头", COL_LEAD}, {u"主办", COL_LEAD}, {u"主责", COL_LEAD}, {u"lead", COL_LEAD},
    {u"配合", COL_SUPPORT}, {u"协办", COL_SUPPORT}, {u"协同", COL_SUPPORT},
    {u"参与", COL_SUPPORT}, {u"协助", COL_SUPPORT}, {u"support", COL_SUPPORT},
    {u"时限", COL_DUE}, {u"完成时间", COL_DUE}, {u"期限", COL_DUE}, {u"时间节点", COL_DUE},
    {u"due", COL_DUE}, {u"deadline", COL_DUE}, {u"timeline", COL_DUE}, {u"timeframe", COL_DUE}, {u"timescale", COL_DUE},
    {u"date", COL_DUE}, {u"bywhen", COL_DUE}, {u"完成日期", COL_DUE}, {u"时间要求", COL_DUE}, {u"完成时限", COL_DUE}, {u"进度安排", COL_DUE},
    {u"责任单位", COL_UNIT}, {u"责任部门", COL_UNIT}, {u"负责单位", COL_UNIT},
    {u"负责部门", COL_UNIT}, {u"指导部门", COL_UNIT}, {u"实施单位", COL_UNIT},
    {u"责任处室", COL_UNIT}, {u"落实单位", COL_UNIT}, {u"承办", COL_UNIT}, {u"主管部门", COL_UNIT},
    {u"责任主体", COL_UNIT}, {u"责任科室", COL_UNIT}, {u"分工", COL_UNIT}, {u"责任", COL_UNIT}, {u"部门", COL_UNIT},
    {u"partner", COL_SUPPORT}, {u"contribut", COL_SUPPORT},
    {u"responsib", COL_UNIT}, {u"unit", COL_UNIT}, {u"owner", COL_UNIT}, {u"agency", COL_UNIT}, {u"who", COL_UNIT},
    {u"department", COL_UNIT},
    {u"任务", COL_TASK}, {u"举措", COL_TASK}, {u"事项", COL_TASK}, {u"措施", COL_TASK},
    {u"task", COL_TASK}, {u"measure", COL_TASK}, {u"action", COL_TASK}, {u"activit", COL_TASK}, {u"recommendation", COL_TASK},
    {u"deliverable", COL_TASK}, {u"initiative", COL_TASK}, {u"milestone", COL_TASK}, {u"commitment", COL_TASK},
    {u"目标", COL_TARGET}, {u"指标", COL_TARGET}, {u"target", COL_TARGET},
    {u"项目", COL_TASK}, {u"内容", COL_TARGET},
};

static enum col column_of(const struct gt_fold *fold, uint32_t start, uint32_t end)
{
    char16_t word[HEAD_LEN_MAX + 1];
    struct gt_fold packed = {.at = word};

    /* Heads are spread with blanks: 主 要 内 容. */
    for (uint32_t i = start; i < end; i++) {
        if (gt_is_blank(fold->at[i]))
            continue;
        if (packed.len == HEAD_LEN_MAX)
            return COL_NONE;
        word[packed.len++] = fold->at[i];
    }
    word[packed.len] = 0;
    for (size_t i = 0; i < GT_LEN(heads); i++)
        if (gt_fold_has(&packed, 0, packed.len, heads[i].word))
            return heads[i].is;
    return COL_NONE;
}

static bool is_integer(const struct gt_fold *fold, uint32_t start, uint32_t end, uint32_t *value)
{
    uint32_t n = gt_number_digits(fold, start, end, value);

    return n > 0 && n < 5 && (start + n == end || (start + n + 1 == end && fold->at[start + n] == '.'));
}

static void put(struct gt_row *row, enum col is, struct gt_span span)
{
    switch (is) {
    case COL_NUMBER: row->number = span; break;
    case COL_TASK: if (row->task.end == row->task.start) row->task = span; break;
    case COL_LEAD: row->lead = span; break;
    case COL_SUPPORT: row->support = span; break;
    case COL_DUE: row->due = span; break;
    case COL_TARGET: if (row->target.end == row->target.start) row->target = span; break;
    case COL_UNIT:
    case COL_NONE: break;
    }
}

/* 责任单位 leads where there is no 牵头 column, else it supports. */
static void put_unit(struct gt_row *row, struct gt_span span)
{
    if (row->lead.end == row->lead.start) {
        row->lead = span;
        row->lead_is_list = true;
    } else if (row->support.end == row->support.start) {
        row->support = span;
    }
}

/* ---- tables that survived ---------------------------------------------------- */

void gt_grid_head(const struct gt_table *table, const struct gt_fold *fold,
                  struct gt_grid_cols *cols)
{
    uint32_t width = table->col_count < GT_GRID_COLS_MAX ? table->col_count : GT_GRID_COLS_MAX;
    bool task = false, other = false;

    memset(cols, 0, sizeof(*cols));
    cols->count = width;
    for (uint32_t row = 0; row < table->row_count && row < HEAD_ROWS_MAX + 2; row++) {
        uint32_t known = 0;

        for (uint32_t col = 0; col < width; col++) {
            const struct gt_cell *cell = gt_table_cell(table, row, col);
            enum col is = cell == NULL || cell->col_span == table->col_count
                              ? COL_NONE : column_of(fold, cell->span.start, cell->span.end);

            if (is == COL_NONE)
                continue;
            known++;
            cols->is[col] = (int8_t)is;
            task |= is == COL_TASK || is == COL_TARGET;
            other |= is == COL_LEAD || is == COL_UNIT || is == COL_NUMBER || is == COL_DUE;
        }
        if (known >= 2)
            cols->head_rows = row + 1;
        else if (cols->head_rows > 0)
            break;
    }
    cols->found = cols->head_rows > 0 && task && other;
}

bool gt_grid_row(const struct gt_table *table, const struct gt_fold *fold,
                 const struct gt_grid_cols *cols, uint32_t row, struct gt_row *out,
                 struct gt_span *span)
{
    struct gt_span unit = {0, 0};
    uint32_t filled = 0;

    memset(out, 0, sizeof(*out));
    *span = (struct gt_span){UINT32_MAX, 0};
    for (uint32_t col = 0; col < cols->count; col++) {
        const struct gt_cell *cell = gt_table_cell(table, row, col);
        uint32_t start, end;

        if (cell == NULL)
            continue;
        start = cell->span.start;
        end = cell->span.end;
        gt_fold_trim(fold, &start, &end);
        if (start == end)
            continue;
        if (cell->col_span >= table->col_count)
            return false; /* a band over the whole width */
        if (cols->is[col] == COL_UNIT)
            unit = (struct gt_span){start, end};
        else
            put(out, (enum col)cols->is[col], (struct gt_span){start, end});
        if (cell->row != row)
            continue; /* merged from above: it counts, but does not stand here */
        filled++;
        if (start < span->start)
            span->start = start;
        if (end > span->end)
            span->end = end;
    }
    if (unit.end > unit.start)
        put_unit(out, unit);
    if (out->task.end == out->task.start)
        out->task = out->target;
    return filled >= 2 && out->task.end > out->task.start;
}

/* ---- flattened ones -------------------------------------------------------------- */

static struct gt_span block_span(const struct gt_doc *doc, const struct gt_fold *fold, uint32_t i)
{
    struct gt_span span = doc->blocks[i].span;

    gt_fold_trim(fold, &span.start, &span.end);
    return span;
}

static bool ends_table(const struct gt_fold *fold, struct gt_span line)
{
    struct gt_number number;

    return gt_number_parse(fold, line.start, line.end, &number) &&
           (number.kind == GT_NUMBER_HAN || number.kind == GT_NUMBER_HAN_PAREN ||
            number.kind == GT_NUMBER_CHAPTER);
}

gt_rc gt_grid_flat(struct gt_arena *arena, const struct gt_doc *doc, const struct gt_fold *fold,
                   uint32_t first, uint32_t part, struct gt_layout *layout, uint32_t *taken)
{
    enum col is[GT_GRID_COLS_MAX] = {COL_NONE};
    uint32_t cols = 0, i = first, value, last = 0, rows = 0, done = first;
    bool head = false;

    *taken = 0;
    for (; i < doc->block_count && cols < GT_GRID_COLS_MAX; i++) {
        struct gt_span line = block_span(doc, fold, i);

        if (line.end - line.start > HEAD_LEN_MAX || ends_table(fold, line) ||
            is_integer(fold, line.start, line.end, &value) || doc->blocks[i].kind != GT_BLOCK_PARA)
            break;
        is[cols] = column_of(fold, line.start, line.end);
        head |= is[cols] != COL_NONE && is[cols] != COL_NUMBER;
        cols++;
    }
    if (cols < FLAT_COLS_MIN || is[0] != COL_NUMBER || !head)
        return GT_OK;
    while (i < doc->block_count) {
        struct gt_span line = block_span(doc, fold, i), unit = {0, 0};
        uint32_t stop = i + 1, cells, next = 0;
        struct gt_row *row;
        struct gt_para *para;

        if (ends_table(fold, line)) { /* a band between groups of rows */
            i++;
            continue;
        }
        if (!is_integer(fold, line.start, line.end, &value) || value <= last)
            break;
        while (stop < doc->block_count && stop - i < cols + FLAT_LINES_SLACK) {
            struct gt_span ahead = block_span(doc, fold, stop);

            if (ends_table(fold, ahead) ||
                (is_integer(fold, ahead.start, ahead.end, &next) && next > value))
                break;
            stop++;
        }
        if (stop - i > cols && !(stop < doc->block_count && next > value))
            stop = i + cols; /* the table's last row: what follows is text again */
        cells = stop - i;
        if (cells < 2)
            break;
        if ((row = GT_PUSH(arena, &layout->rows)) == NULL ||
            (para = GT_PUSH(arena, &layout->paras)) == NULL)
            return GT_ENOMEM;
        for (uint32_t c = 0; c < cells; c++) {
            /* A long cell may be several lines: count the last columns from the end. */
            uint32_t col = c < 2 || cells <= cols ? c : cells - c <= cols - 2 ? cols - (cells - c) : 2;

            if (col >= cols)
                continue;
            if (is[col] == COL_UNIT)
                unit = block_span(doc, fold, i + c);
            else
                put(row, is[col], block_span(doc, fold, i + c));
        }
        if (unit.end > unit.start)
            put_unit(row, unit);
        *para = (struct gt_para){line.start, block_span(doc, fold, stop - 1).end, GT_ROLE_ROW,
                                 .part = part, .block = i,
                                 .row = (uint32_t)layout->rows.count - 1};
        last = value;
        rows++;
        i = done = stop;
    }
    *taken = rows > 0 ? done - first : 0;
    return GT_OK;
}

/* ---- cells parted by | or tabs ------------------------------------------------------ */

/* The parting character: a tab folds to a blank, so the original is asked. */
static bool is_tab(const struct gt_fold *fold, uint32_t i)
{
    gt_str c;

    if (fold->at[i] != ' ')
        return false;
    c = gt_fold_slice(fold, i, i + 1);
    return c.len == 1 && c.at[0] == '\t';
}

/* Cells of a line; 0 where it has none. */
static uint32_t cut_line(const struct gt_fold *fold, struct gt_span line, struct gt_span *cells)
{
    uint32_t count = 0, from = line.start;
    bool piped = false;

    for (uint32_t i = line.start; i < line.end && !piped; i++)
        piped = fold->at[i] == '|';
    if (piped && fold->at[from] == '|')
        from++;
    for (uint32_t i = from; i <= line.end && count < GT_GRID_COLS_MAX; i++) {
        if (i < line.end && !(piped ? fold->at[i] == '|' : is_tab(fold, i)))
            continue;
        if (i == line.end && i == from && piped)
            break; /* the closing | */
        cells[count] = (struct gt_span){from, i};
        gt_fold_trim(fold, &cells[count].start, &cells[count].end);
        count++;
        from = i + 1;
    }
    return count >= 2 ? count : 0;
}

/* |----|:---:| between head and body */
static bool is_rule(const struct gt_fold *fold, struct gt_span line)
{
    for (uint32_t i = line.start; i < line.end; i++)
        if (fold->at[i] != '-' && fold->at[i] != '|' && fold->at[i] != ':' && fold->at[i] != ' ' && fold->at[i] != '=')
            return false;
    return true;
}

gt_rc gt_grid_piped(struct gt_arena *arena, const struct gt_doc *doc, const struct gt_fold *fold,
                    uint32_t first, uint32_t part, struct gt_layout *layout, uint32_t *taken)
{
    struct gt_span cells[GT_GRID_COLS_MAX];
    enum col is[GT_GRID_COLS_MAX] = {COL_NONE};
    uint32_t cols, known = 0, i = first + 1;
    bool task = false, other = false;

    *taken = 0;
    cols = cut_line(fold, block_span(doc, fold, first), cells);
    for (uint32_t c = 0; c < cols; c++) {
        is[c] = column_of(fold, cells[c].start, cells[c].end);
        known += is[c] != COL_NONE;
        task |= is[c] == COL_TASK || is[c] == COL_TARGET;
        other |= is[c] == COL_LEAD || is[c] == COL_UNIT || is[c] == COL_DUE || is[c] == COL_NUMBER;
    }
    if (known < 2 || !task || !other)
        return GT_OK;
    for (; i < doc->block_count && doc->blocks[i].kind == GT_BLOCK_PARA; i++) {
        struct gt_span line = block_span(doc, fold, i), unit = {0, 0};
        uint32_t count = cut_line(fold, line, cells), filled = 0;
        struct gt_row row = {0}, *slot;
        struct gt_para *para;

        if (is_rule(fold, line))
            continue;
        if (count == 0 || count > cols + 1)
            break;
        for (uint32_t c = 0; c < count && c < cols; c++) {
            if (cells[c].start >= cells[c].end)
                continue;
            filled++;
            if (is[c] == COL_UNIT)
                unit = cells[c];
            else
                put(&row, is[c], cells[c]);
        }
        if (unit.end > unit.start)
            put_unit(&row, unit);
        if (row.task.end == row.task.start)
            row.task = row.target;
        if (filled < 2 || row.task.end == row.task.start)
            continue; /* a band between groups of rows */
        if ((slot = GT_PUSH(arena, &layout->rows)) == NULL || (para = GT_PUSH(arena, &layout->paras)) == NULL)
            return GT_ENOMEM;
        *slot = row;
        *para = (struct gt_para){line.start, line.end, GT_ROLE_ROW, .part = part, .block = i,
                                 .row = (uint32_t)layout->rows.count - 1};
        *taken = i + 1 - first;
    }
    return GT_OK;
}
