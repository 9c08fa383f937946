/*
 * header.c - finding a table's head and giving its columns their meaning.
 *
 * A head row is one where at least two different meanings stand in short
 * cells, one of them as a whole word of the dictionary.  From there the head
 * grows down through merged cells and sub-heads and up through group heads,
 * but not into titles and not into "填报单位：…" lines.
 */
#include "read/header.h"

#include "base/utf8.h"

enum {
    SHORT_POINTS = 16,   /* a sub-head or group head is no longer */
    WORDIEST_ROWS = 20,  /* looked at for tasks under an unknown head */
    WORDIEST_POINTS = 4, /* on average; what is shorter is a label */
};

/* ---- one cell ------------------------------------------------------------------ */

static gt_str printed_at(const struct gt_sheet *sheet, uint32_t row, uint16_t col, char *room)
{
    const struct gt_merge *merge = gt_sheet_merge_at(sheet, row, col);

    if (merge != NULL) {
        row = merge->row_first;
        col = merge->col_first;
    }
    return gt_sheet_cell_shown(gt_row_cell(gt_sheet_row_at(sheet, row), col), room);
}

gt_rc gt_header_cell(const struct gt_sheet *sheet, uint32_t row, uint16_t col,
                     struct gt_arena *arena, gt_str *out)
{
    char room[GT_CELL_SHOWN_MAX];
    gt_str text = printed_at(sheet, row, col, room);

    /* Only its length matters of a text that cannot be a head. */
    if (text.len > GT_HEAD_POINTS_MAX * 8)
        text = gt_str_sub(text, 0, gt_utf8_offset(text, GT_HEAD_POINTS_MAX + 8));
    return gt_fold_name(arena, text, out);
}

/* Covered by a merged range that begins elsewhere: not a cell of its own. */
static bool is_covered(const struct gt_sheet *sheet, uint32_t row, uint16_t col)
{
    const struct gt_merge *merge = gt_sheet_merge_at(sheet, row, col);

    return merge != NULL && (merge->row_first != row || merge->col_first != col);
}

static uint16_t span_of(const struct gt_sheet *sheet, uint32_t row, uint16_t col)
{
    const struct gt_merge *merge = gt_sheet_merge_at(sheet, row, col);

    return merge == NULL ? 1 : (uint16_t)(merge->col_last - merge->col_first + 1);
}

static bool is_figure(const struct gt_sheet_cell *cell, gt_str folded)
{
    if (cell->kind != GT_CELL_TEXT)
        return true;
    for (size_t i = 0; i < folded.len; i++)
        if (strchr("0123456789.-/%", folded.at[i]) == NULL)
            return false;
    return true;
}

/* ---- one row --------------------------------------------------------------------- */

struct look {
    uint32_t meanings; /* bits, by first meaning */
    uint32_t matched, whole, filled, figures, lengthy, colons;
};

static gt_rc look_at(const struct gt_sheet *sheet, uint32_t row, struct gt_arena *arena,
                     struct look *look)
{
    const struct gt_sheet_row *cells = gt_sheet_row_at(sheet, row);

    *look = (struct look){0};
    for (uint32_t i = 0; cells != NULL && i < cells->count; i++) {
        const struct gt_sheet_cell *cell = &cells->cells[i];
        struct gt_head_meaning meaning;
        gt_str folded;

        if (is_covered(sheet, row, cell->col))
            continue;
        if (gt_header_cell(sheet, row, cell->col, arena, &folded) != GT_OK)
            return GT_ENOMEM;
        look->filled++;
        look->figures += is_figure(cell, folded);
        look->lengthy += gt_utf8_count(folded) > SHORT_POINTS * ((unsigned char)folded.at[0] < 0x80 ? 2 : 1);
        look->colons += gt_str_find(folded, GT_STR(":"), 0) < folded.len - 1;
        meaning = gt_head_meaning(folded);
        if (meaning.count == 0)
            continue;
        look->matched++;
        look->whole += meaning.sure >= 2;
        look->meanings |= 1u << meaning.is[0];
    }
    return GT_OK;
}

static uint32_t meanings_of(const struct look *look)
{
    return (uint32_t)__builtin_popcount(look->meanings);
}

static bool may_be_head(const struct look *look)
{
    /* Two-language heads (任务 Task) are no whole words; then more must agree. */
    return look->matched * 3 >= look->filled &&
           ((meanings_of(look) >= 2 && look->whole >= 1) ||
            (meanings_of(look) >= 3 && look->matched * 2 >= look->filled && look->figures == 0));
}

/* ---- where the head is -------------------------------------------------------------- */

/* The first row that is nearly as much of a head as the best one. */
static gt_rc find_row(const struct gt_sheet *sheet, struct gt_arena *arena, uint32_t *row)
{
    struct look looks[GT_TASKTABLE_SEARCH_MAX];
    const size_t count = sheet->rows.count < GT_TASKTABLE_SEARCH_MAX ? sheet->rows.count
                                                                     : GT_TASKTABLE_SEARCH_MAX;
    uint32_t best = 0;

    for (size_t i = 0; i < count; i++) {
        if (look_at(sheet, sheet->rows.at[i].row, arena, &looks[i]) != GT_OK)
            return GT_ENOMEM;
        if (may_be_head(&looks[i]) && meanings_of(&looks[i]) > best)
            best = meanings_of(&looks[i]);
    }
    for (size_t i = 0; i < count; i++)
        if (may_be_head(&looks[i]) && meanings_of(&looks[i]) * 2 >= best) {
            *row = sheet->rows.at[i].row;
            return GT_OK;
        }
    return GT_ENOTFOUND;
}

/* Under a head cell that spans several columns: merged, or, as in .csv,
 * with blanks to its right. */
static bool under_group(const struct gt_sheet *sheet, uint32_t head, uint16_t col, bool *merged)
{
    const struct gt_merge *merge = gt_sheet_merge_at(sheet, head, col);
    const struct gt_sheet_row *row = gt_sheet_row_at(sheet, head);

    *merged = merge != NULL && merge->col_last > merge->col_first;
    if (*merged)
        return true;
    if (merge != NULL || row == NULL)
        return false;
    if (gt_row_cell(row, col) == NULL) /* a blank, with something to its left */
        return row->count > 0 && row->cells[0].col < col;
    return col + 1 < sheet->cols && gt_row_cell(row, (uint16_t)(col + 1)) == NULL &&
           !is_covered(sheet, head, (uint16_t)(col + 1));
}

static gt_rc is_subhead(const struct gt_sheet *sheet, uint32_t head, struct gt_arena *arena,
                        bool *yes)
{
    const struct gt_sheet_row *row = gt_sheet_row_at(sheet, head + 1);
    uint32_t own = 0, under = 0, under_merged = 0;
    struct look look;

    *yes = false;
    if (look_at(sheet, head + 1, arena, &look) != GT_OK)
        return GT_ENOMEM;
    if (look.filled == 0 || look.figures > 0 || look.lengthy > 0 || look.colons > 0)
        return GT_OK;
    for (uint32_t i = 0; i < row->count; i++) {
        bool merged = false;

        if (is_covered(sheet, head + 1, row->cells[i].col))
            continue;
        own++;
        under += under_group(sheet, head, row->cells[i].col, &merged);
        under_merged += merged;
    }
    *yes = under_merged == own || (under == own && look.matched > 0) ||
           (under > 0 && look.matched * 2 >= own && look.whole >= 2);
    return GT_OK;
}

static gt_rc grow_down(const struct gt_sheet *sheet, struct gt_arena *arena, uint32_t first,
                       uint32_t *last)
{
    for (;;) {
        uint32_t want = *last;
        bool more = false;

        for (size_t i = 0; i < sheet->merges.count && sheet->merges.at[i].row_first <= *last; i++) {
            const struct gt_merge *merge = &sheet->merges.at[i];

            if (merge->row_first >= first && merge->row_last > want &&
                merge->row_last - first < GT_TASKTABLE_HEAD_MAX)
                want = merge->row_last;
        }
        if (want > *last) {
            *last = want;
            continue;
        }
        if (*last + 1 - first >= GT_TASKTABLE_HEAD_MAX)
            return GT_OK;
        if (is_subhead(sheet, *last, arena, &more) != GT_OK)
            return GT_ENOMEM;
        if (!more)
            return GT_OK;
        ++*last;
    }
}

/*
 * A row of group heads above the row `below`: several short cells, or one
 * that stands over some columns but not from the left; and at least one spans
 * columns.  A title spans the whole head.
 */
static gt_rc is_group_row(const struct gt_sheet *sheet, uint32_t row, uint32_t below,
                          struct gt_arena *arena, bool *yes)
{
    const struct gt_sheet_row *head = gt_sheet_row_at(sheet, below);
    const uint16_t left = head != NULL ? head->cells[0].col : 0;
    const uint16_t right = head != NULL ? head->cells[head->count - 1].col : 0;
    const struct gt_sheet_row *cells = gt_sheet_row_at(sheet, row);
    struct look look;
    bool spans = false;

    *yes = false;
    if (look_at(sheet, row, arena, &look) != GT_OK)
        return GT_ENOMEM;
    if (look.filled == 0 || look.lengthy > 0 || look.colons > 0 || look.figures > 0)
        return GT_OK;
    for (uint32_t i = 0; i < cells->count; i++) {
        const uint16_t col = cells->cells[i].col;
        bool merged;

        spans |= !is_covered(sheet, row, col) && span_of(sheet, row, col) < right - left + 1 &&
                 under_group(sheet, row, col, &merged);
    }
    *yes = spans && (look.filled >= 2 || cells->cells[0].col > left);
    return GT_OK;
}

static gt_rc grow_up(const struct gt_sheet *sheet, struct gt_arena *arena, uint32_t *first,
                     uint32_t last)
{
    while (*first > 0 && last - *first + 1 < GT_TASKTABLE_HEAD_MAX) {
        bool more = false;

        if (is_group_row(sheet, *first - 1, *first, arena, &more) != GT_OK)
            return GT_ENOMEM;
        if (!more)
            return GT_OK;
        --*first;
    }
    return GT_OK;
}

/* ---- what each column is ---------------------------------------------------------------- */

struct column {
    struct gt_head_meaning meaning;
    gt_str  head;      /* printed, levels joined by '/' */
    uint8_t next;      /* which of its meanings is tried next */
    uint8_t sure;
    bool    done, hidden;
};

/* The texts over one column from top to bottom, a merged one once. */
struct path { gt_str printed[GT_TASKTABLE_HEAD_MAX], folded[GT_TASKTABLE_HEAD_MAX]; uint32_t count; };

static gt_rc add_level(struct path *path, struct gt_arena *arena, gt_str printed)
{
    gt_str folded, kept;

    if (printed.len > GT_HEAD_POINTS_MAX * 8)
        printed = gt_str_sub(printed, 0, gt_utf8_offset(printed, GT_HEAD_POINTS_MAX + 8));
    if (gt_fold_name(arena, printed, &folded) != GT_OK || gt_arena_dup(arena, printed, &kept) != GT_OK)
        return GT_ENOMEM;
    if (folded.len == 0 || (path->count > 0 && gt_str_eq(path->folded[path->count - 1], folded)))
        return GT_OK;
    path->printed[path->count] = kept;
    path->folded[path->count++] = folded;
    return GT_OK;
}

static bool anything_below(const struct gt_sheet *sheet, uint32_t row, uint32_t last, uint16_t col)
{
    char room[GT_CELL_SHOWN_MAX];

    while (++row <= last)
        if (printed_at(sheet, row, col, room).len > 0)
            return true;
    return false;
}

/*
 * carry holds, per head row, the group head to the left that blanks to its
 * right continue: what .csv leaves of merged cells.
 */
static gt_rc column_path(const struct gt_sheet *sheet, const struct gt_header *header, uint16_t col,
                         gt_str carry[GT_TASKTABLE_HEAD_MAX], struct gt_arena *arena,
                         struct path *path)
{
    char room[GT_CELL_SHOWN_MAX];

    path->count = 0;
    for (uint32_t row = header->first; row <= header->last; row++) {
        gt_str *group = &carry[row - header->first];
        const bool below = anything_below(sheet, row, header->last, col);
        gt_str text = printed_at(sheet, row, col, room);

        if (text.len > 0) {
            if (gt_arena_dup(arena, below ? text : GT_STR(""), group) != GT_OK)
                return GT_ENOMEM;
        } else if (below && path->count == row - header->first) {
            text = *group;
        } else {
            *group = GT_STR("");
        }
        if (text.len > 0 && add_level(path, arena, text) != GT_OK)
            return GT_ENOMEM;
    }
    return GT_OK;
}

static gt_rc column_meaning(const struct path *path, struct gt_arena *arena,
                            struct gt_head_meaning *out)
{
    const gt_str leaf = path->count ? path->folded[path->count - 1] : GT_STR("");
    struct gt_head_meaning both, over;
    gt_str joined;

    *out = gt_head_meaning(leaf);
    if (path->count < 2 || (out->count > 0 && !gt_head_weak(leaf)))
        return GT_OK;
    if (gt_arena_printf(arena, &joined, "%.*s%.*s", GT_FMT(path->folded[path->count - 2]),
                        GT_FMT(leaf)) != GT_OK)
        return GT_ENOMEM;
    both = gt_head_meaning(joined);
    over = gt_head_meaning(path->folded[path->count - 2]);
    if (both.count > 0)
        *out = both;
    else if (over.count > 0 && (out->count == 0 || over.sure > out->sure)) {
        *out = over;
        out->sure = 1;
    }
    return GT_OK;
}

static gt_rc name_columns(const struct gt_sheet *sheet, struct gt_header *header,
                          struct column *columns, struct gt_arena *arena)
{
    gt_str carry[GT_TASKTABLE_HEAD_MAX] = {{"", 0}};

    for (uint16_t col = 0; col < header->cols; col++) {
        struct column *column = &columns[col];
        struct path path;

        column->hidden = gt_sheet_col_hidden(sheet, col);
        header->folded[col] = column->head = GT_STR("");
        if (header->last < header->first)
            continue;
        if (column_path(sheet, header, col, carry, arena, &path) != GT_OK ||
            column_meaning(&path, arena, &column->meaning) != GT_OK)
            return GT_ENOMEM;
        if (path.count == 0)
            continue;
        header->folded[col] = path.folded[path.count - 1];
        column->head = path.printed[0];
        for (uint32_t i = 1; i < path.count; i++)
            if (gt_arena_printf(arena, &column->head, "%.*s/%.*s", GT_FMT(column->head),
                                GT_FMT(path.printed[i])) != GT_OK)
                return GT_ENOMEM;
    }
    return GT_OK;
}

static void take(struct gt_header *header, struct column *columns, uint16_t col, enum gt_col is)
{
    header->col[is] = col;
    columns[col].done = true;
    columns[col].sure = 0;
}

/* Said by hand holds, whatever the head says. */
static void take_choices(const struct gt_tasktable_options *options, struct gt_header *header,
                         struct column *columns)
{
    for (size_t i = 0; i < options->choice_count; i++) {
        const struct gt_col_choice choice = options->choices[i];

        if (choice.col >= header->cols)
            continue;
        if (choice.is == GT_COL_OTHER)
            columns[choice.col].done = true;
        else
            take(header, columns, choice.col, choice.is);
    }
}

/*
 * Two columns of tasks (重点任务 | 具体任务, 项目 | 节点任务): the left one groups
 * the right one.  重点任务 | 工作内容 is not such a pair; its second column is a
 * measure.
 */
static bool is_finer_task(const struct gt_header *header, const struct column *columns, uint16_t col)
{
    const struct gt_head_meaning *meaning = &columns[col].meaning;

    return meaning->is[0] == GT_COL_TASK &&
           (meaning->sure >= 3 || (meaning->count > 1 && meaning->is[1] == GT_COL_PARENT)) &&
           header->col[GT_COL_TASK] != GT_COL_ABSENT && header->col[GT_COL_TASK] < col &&
           header->col[GT_COL_PARENT] == GT_COL_ABSENT;
}

/* The surest first, visible before hidden, left before right; a column whose
 * meaning is taken tries its next one. */
static void hand_out(struct gt_header *header, struct column *columns)
{
    for (int sure = 3; sure > 0; sure--)
        for (int hidden = 0; hidden <= 1; hidden++)
            for (uint16_t col = 0; col < header->cols; col++) {
                struct column *column = &columns[col];

                if (column->done || column->hidden != (hidden == 1) || column->meaning.sure != sure)
                    continue;
                if (is_finer_task(header, columns, col)) {
                    header->col[GT_COL_PARENT] = header->col[GT_COL_TASK];
                    take(header, columns, col, GT_COL_TASK);
                    continue;
                }
                while (column->next < column->meaning.count &&
                       header->col[column->meaning.is[column->next]] != GT_COL_ABSENT)
                    column->next++;
                if (column->next < column->meaning.count)
                    take(header, columns, col, (enum gt_col)column->meaning.is[column->next]);
            }
}

/* The column without a meaning that says most in the first rows; GT_COL_ABSENT
 * where none says more than a label does. */
static uint16_t wordiest(const struct gt_sheet *sheet, const struct gt_header *header,
                         const struct column *columns)
{
    char room[GT_CELL_SHOWN_MAX];
    uint16_t best = GT_COL_ABSENT;
    size_t most = 0;

    for (uint16_t col = 0; col < header->cols; col++) {
        size_t points = 0, filled = 0;

        if (columns[col].done || columns[col].hidden || columns[col].head.len == 0 ||
            (columns[col].meaning.count > 0 && !gt_head_weak(header->folded[col])))
            continue;
        for (uint32_t row = header->last + 1; row <= header->last + WORDIEST_ROWS; row++) {
            const gt_str text = printed_at(sheet, row, col, room);

            points += gt_utf8_count(text);
            filled += text.len > 0;
        }
        if (points > most && points >= filled * WORDIEST_POINTS) {
            most = points;
            best = col;
        }
    }
    return best;
}

/* A table whose only words are 目标任务 or 工作举措: those are its tasks.  One
 * whose tasks stand under a head that we do not know (课程, 建设项目): the
 * column that says most; people see it, and correct it. */
static void need_a_task(const struct gt_sheet *sheet, struct gt_header *header,
                        struct column *columns)
{
    static const uint8_t from[] = {GT_COL_TARGET, GT_COL_MEASURE, GT_COL_PARENT, GT_COL_RESULT};

    if (header->col[GT_COL_TASK] != GT_COL_ABSENT)
        return;
    for (int second = 1; second >= 0; second--)
        for (size_t i = 0; i < GT_LEN(from); i++) {
            const uint16_t col = header->col[from[i]];
            const bool may = col != GT_COL_ABSENT &&
                             (columns[col].meaning.is[0] == GT_COL_TASK ||
                              columns[col].meaning.is[1] == GT_COL_TASK);

            if (col == GT_COL_ABSENT || (second == 1 && !may))
                continue;
            header->col[GT_COL_TASK] = col;
            header->col[from[i]] = GT_COL_ABSENT;
            return;
        }
    if (header->last >= header->first)
        header->col[GT_COL_TASK] = wordiest(sheet, header, columns);
}

static gt_rc finish(struct gt_header *header, const struct column *columns, struct gt_arena *arena)
{
    for (int is = 0; is < GT_COLS; is++) {
        header->head[is] = GT_STR("");
        if (header->col[is] == GT_COL_ABSENT)
            continue;
        header->head[is] = columns[header->col[is]].head;
        header->score++;
    }
    for (uint16_t col = 0; col < header->cols; col++) {
        struct gt_col_unknown *unknown;
        bool known = columns[col].head.len == 0;

        for (int is = 0; is < GT_COLS && !known; is++)
            known = header->col[is] == col;
        if (known)
            continue;
        if ((unknown = GT_PUSH(arena, &header->others)) == NULL)
            return GT_ENOMEM;
        *unknown = (struct gt_col_unknown){col, columns[col].hidden, columns[col].head};
    }
    return GT_OK;
}

static bool names_a_task(const struct gt_tasktable_options *options)
{
    for (size_t i = 0; i < options->choice_count; i++)
        if (options->choices[i].is == GT_COL_TASK)
            return true;
    return false;
}

gt_rc gt_header_find(const struct gt_sheet *sheet, const struct gt_tasktable_options *options,
                     struct gt_arena *arena, struct gt_header *out)
{
    struct gt_header header = {.first = 1, .last = 0, .cols = sheet->cols};
    struct column *columns = GT_NEW_N(arena, struct column, sheet->cols + 1u);
    uint32_t row = 0;
    gt_rc rc;

    header.folded = GT_NEW_N(arena, gt_str, sheet->cols + 1u);
    if (columns == NULL || header.folded == NULL)
        return GT_ENOMEM;
    for (int is = 0; is < GT_COLS; is++)
        header.col[is] = GT_COL_ABSENT;
    if (options->head_first > 0 && options->head_last >= options->head_first &&
        options->head_last - options->head_first < GT_TASKTABLE_HEAD_MAX) {
        header.first = options->head_first - 1;
        header.last = options->head_last - 1;
    } else if ((rc = find_row(sheet, arena, &row)) == GT_OK) {
        header.first = header.last = row;
        if ((rc = grow_down(sheet, arena, header.first, &header.last)) != GT_OK ||
            (rc = grow_up(sheet, arena, &header.first, header.last)) != GT_OK)
            return rc;
    } else if (rc != GT_ENOTFOUND || !names_a_task(options)) {
        return rc;
    }
    if ((rc = name_columns(sheet, &header, columns, arena)) != GT_OK)
        return rc;
    take_choices(options, &header, columns);
    hand_out(&header, columns);
    need_a_task(sheet, &header, columns);
    if (header.col[GT_COL_TASK] == GT_COL_ABSENT)
        return GT_ENOTFOUND;
    if ((rc = finish(&header, columns, arena)) != GT_OK)
        return rc;
    *out = header;
    return GT_OK;
}
