/* task_look.c - the columns of exported task tables. */
#include "api/task_look.h"

static const struct {
    enum gt_col is;
    const char *group[GT_LANG_COUNT];
    double width;
    bool merge, centre;
} house[GT_TASK_CELLS] = {
    [GT_TCELL_NUMBER] = {GT_COL_NUMBER, {"", ""}, 6, true, true},
    [GT_TCELL_THEME] = {GT_COL_PARENT, {"", ""}, 12, true, true},
    [GT_TCELL_TASK] = {GT_COL_TASK, {"", ""}, 26, true, false},
    [GT_TCELL_TARGET] = {GT_COL_TARGET, {"", ""}, 26, true, false},
    [GT_TCELL_MEASURE] = {GT_COL_MEASURE, {"", ""}, 32, false, false},
    [GT_TCELL_LEAD] = {GT_COL_LEAD, {"责任分工", "Responsibility"}, 14, false, true},
    [GT_TCELL_SUPPORT] = {GT_COL_SUPPORT, {"责任分工", "Responsibility"}, 18, false, true},
    [GT_TCELL_LEADER] = {GT_COL_LEADER, {"责任分工", "Responsibility"}, 10, false, true},
    [GT_TCELL_PERSON] = {GT_COL_PERSON, {"责任分工", "Responsibility"}, 10, false, true},
    [GT_TCELL_START] = {GT_COL_START, {"时间", "Dates"}, 14, false, true},
    [GT_TCELL_DUE] = {GT_COL_DUE, {"时间", "Dates"}, 16, false, true},
    [GT_TCELL_FREQUENCY] = {GT_COL_FREQUENCY, {"时间", "Dates"}, 8, false, true},
    [GT_TCELL_PERCENT] = {GT_COL_PROGRESS, {"进展情况", "As it stands"}, 8, false, true},
    [GT_TCELL_DONE] = {GT_COL_DONE, {"进展情况", "As it stands"}, 32, false, false},
    [GT_TCELL_PROBLEMS] = {GT_COL_PROBLEMS, {"进展情况", "As it stands"}, 20, false, false},
    [GT_TCELL_NEXT] = {GT_COL_NEXT, {"进展情况", "As it stands"}, 20, false, false},
    [GT_TCELL_KEY] = {GT_COL_KEY, {"", ""}, 10, false, false},
};

enum { UNKNOWN_WIDTH = 14 };

static void add_column(struct gt_task_look *look, int cell, gt_str head, gt_str group)
{
    look->cell[look->count] = cell;
    look->columns[look->count++] = (struct gt_xlsx_column){
        .head = head, .group = group, .width = cell < 0 ? UNKNOWN_WIDTH : house[cell].width,
        .merge = cell >= 0 && house[cell].merge, .centre = cell >= 0 && house[cell].centre,
        .hidden = cell == GT_TCELL_KEY};
    if (cell >= 0)
        look->has[cell] = true;
}

void gt_task_look_house(enum gt_lang lang, struct gt_task_look *out)
{
    *out = (struct gt_task_look){.title = GT_STR(""), .sheet = GT_STR("")};
    for (int cell = 0; cell < GT_TASK_CELLS; cell++)
        add_column(out, cell, gt_str_from(gt_col_label(house[cell].is, lang)),
                   gt_str_from(house[cell].group[lang]));
}

static int cell_of(enum gt_col is)
{
    for (int cell = 0; cell < GT_TASK_CELLS; cell++)
        if (house[cell].is == is)
            return cell;
    return -1;
}

/* "责任分工" of "责任分工/牵头单位"; "" where no level is above. */
static gt_str group_of(gt_str head)
{
    size_t end = head.len;

    while (end > 0 && head.at[end - 1] != '/')
        end--;
    return end > 0 ? gt_str_sub(head, 0, end - 1) : GT_STR("");
}

/* A group stands over neighbours; alone, the slash belongs to the head. */
static gt_str shared_group(const struct gt_import_view *view, size_t at)
{
    const gt_str group = group_of(view->columns.at[at].head);
    const bool left = at > 0 && gt_str_eq(group_of(view->columns.at[at - 1].head), group);
    const bool right = at + 1 < view->columns.count && gt_str_eq(group_of(view->columns.at[at + 1].head), group);

    return group.len > 0 && (left || right) ? group : GT_STR("");
}

static int by_task(const void *a, const void *b)
{
    const struct gt_task_number *x = a, *y = b;

    return (x->task_id > y->task_id) - (x->task_id < y->task_id);
}

static gt_rc copy_numbers(struct gt_arena *arena, const struct gt_import_view *view, struct gt_task_look *look)
{
    for (size_t i = 0; i < view->lines.count; i++) {
        struct gt_task_number *number;

        if (view->lines.at[i].task_id == 0 || view->lines.at[i].number.len == 0)
            continue;
        if ((number = GT_PUSH(arena, &look->numbers)) == NULL ||
            gt_arena_dup(arena, view->lines.at[i].number, &number->number) != GT_OK)
            return GT_ENOMEM;
        number->task_id = view->lines.at[i].task_id;
    }
    if (look->numbers.count > 1)
        qsort(look->numbers.at, look->numbers.count, sizeof(*look->numbers.at), by_task);
    return GT_OK;
}

gt_str gt_task_look_number(const struct gt_task_look *look, int64_t task_id)
{
    const struct gt_task_number asked = {task_id, {"", 0}};
    const struct gt_task_number *found =
        look->numbers.count == 0 ? NULL
                                 : bsearch(&asked, look->numbers.at, look->numbers.count, sizeof(asked), by_task);

    return found != NULL ? found->number : GT_STR("");
}

static gt_rc copy_look(struct gt_arena *arena, const struct gt_import_view *view, struct gt_task_look *out)
{
    struct gt_task_look look = {.title = {"", 0}, .sheet = {"", 0}};

    for (size_t i = 0; i < view->columns.count && look.count + 1 < GT_XLSX_COLUMNS_MAX; i++) {
        const struct gt_import_column *column = &view->columns.at[i];
        const gt_str above = shared_group(view, i);
        gt_str head = above.len > 0 ? gt_str_sub(column->head, above.len + 1, column->head.len) : column->head;
        gt_str group;

        if (gt_arena_dup(arena, head, &head) != GT_OK || gt_arena_dup(arena, above, &group) != GT_OK)
            return GT_ENOMEM;
        add_column(&look, column->is == GT_COL_OTHER ? -1 : cell_of(column->is), head, group);
    }
    if (!look.has[GT_TCELL_KEY])
        add_column(&look, GT_TCELL_KEY, gt_str_from(gt_col_label(GT_COL_KEY, GT_LANG_ZH)), GT_STR(""));
    if (gt_arena_dup(arena, view->title, &look.title) != GT_OK ||
        gt_arena_dup(arena, view->sheet, &look.sheet) != GT_OK || copy_numbers(arena, view, &look) != GT_OK)
        return GT_ENOMEM;
    *out = look;
    return GT_OK;
}

gt_rc gt_task_look_of(struct gt_ctx *ctx, int64_t import_id, struct gt_task_look *out, struct gt_err *err)
{
    struct gt_import_view view = {0};
    gt_rc rc = gt_work_import_get(ctx, import_id, &view, err);

    if (rc == GT_OK && copy_look(ctx->arena, &view, out) != GT_OK)
        rc = gt_fail(err, GT_ENOMEM, "no memory for the spreadsheet", "生成表格内存不足");
    gt_import_view_clear(&view);
    return rc;
}

/* ---- rows ---------------------------------------------------------------------------- */

static gt_rc join(struct gt_arena *arena, gt_str *into, const char *between, gt_str text)
{
    if (text.len == 0)
        return GT_OK;
    return gt_arena_printf(arena, into, "%.*s%s%.*s", GT_FMT(*into), into->len > 0 ? between : "", GT_FMT(text));
}

gt_rc gt_task_look_row(const struct gt_task_look *look, struct gt_arena *arena,
                       const struct gt_xlsx_cell cells[GT_TASK_CELLS], struct gt_xlsx_cell **out)
{
    struct gt_xlsx_cell *row = GT_NEW_N(arena, struct gt_xlsx_cell, look->count);

    if (row == NULL)
        return GT_ENOMEM;
    for (size_t i = 0; i < look->count; i++) {
        const int cell = look->cell[i];

        row[i] = cell < 0 ? (struct gt_xlsx_cell){GT_STR(""), GT_DAY_NONE} : cells[cell];
        if (cell == GT_TCELL_LEAD && !look->has[GT_TCELL_SUPPORT] &&
            join(arena, &row[i].text, "、", cells[GT_TCELL_SUPPORT].text) != GT_OK)
            return GT_ENOMEM;
        if (cell == GT_TCELL_MEASURE && !look->has[GT_TCELL_TARGET] && row[i].text.len == 0)
            row[i].text = cells[GT_TCELL_TARGET].text;
        if (cell == GT_TCELL_PERCENT && !look->has[GT_TCELL_DONE] && cells[GT_TCELL_DONE].text.len > 0)
            row[i].text = cells[GT_TCELL_DONE].text;
    }
    *out = row;
    return GT_OK;
}
