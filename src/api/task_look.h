/*
 * task_look.h - which columns an exported task table has: the house's own,
 * or those of a table that came in, in their order and with their heads.
 */
#ifndef GT_API_TASK_LOOK_H
#define GT_API_TASK_LOOK_H

#include "paper/xlsx_tasks.h"
#include "work/import.h"

/* What can stand in a row, in the house's order. */
enum gt_task_cell {
    GT_TCELL_NUMBER, GT_TCELL_THEME, GT_TCELL_TASK, GT_TCELL_TARGET, GT_TCELL_MEASURE, GT_TCELL_LEAD,
    GT_TCELL_SUPPORT, GT_TCELL_LEADER, GT_TCELL_PERSON, GT_TCELL_START, GT_TCELL_DUE, GT_TCELL_FREQUENCY,
    GT_TCELL_PERCENT, GT_TCELL_DONE, GT_TCELL_PROBLEMS, GT_TCELL_NEXT, GT_TCELL_KEY, GT_TASK_CELLS
};

struct gt_task_number { int64_t task_id; gt_str number; };

struct gt_task_look {
    struct gt_xlsx_column columns[GT_XLSX_COLUMNS_MAX];
    int      cell[GT_XLSX_COLUMNS_MAX]; /* enum gt_task_cell; -1: a column we know nothing of */
    size_t   count;
    bool     has[GT_TASK_CELLS];
    gt_str   title, sheet;              /* "": the house's */
    GT_VEC(struct gt_task_number) numbers; /* as the table had them, by task_id */
};

void gt_task_look_house(enum gt_lang lang, struct gt_task_look *out);
/* The look of the table that import brought, a hidden key column added where
 * it had none.  In ctx->arena. */
gt_rc gt_task_look_of(struct gt_ctx *ctx, int64_t import_id, struct gt_task_look *out,
                      struct gt_err *err) GT_MUST_USE;

/* The table's own number of a task; "" where it had none. */
gt_str gt_task_look_number(const struct gt_task_look *look, int64_t task_id);

/* One row in that look.  What has no column of its own stands where the table
 * would look for it: supports behind the lead, the note under the measure. */
gt_rc gt_task_look_row(const struct gt_task_look *look, struct gt_arena *arena,
                       const struct gt_xlsx_cell cells[GT_TASK_CELLS], struct gt_xlsx_cell **out) GT_MUST_USE;

#endif
