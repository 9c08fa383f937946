/*
 * progress_sheet.h - a period's reports as the eight columns of the official
 * table, out and in again:
 *
 *   序号 | 重点工作任务 | 目标任务 | 工作举措 | 完成情况 | 责任单位 | 存在问题 | 下一步打算
 *
 * The first four are the plan, the last four the period's report.  A hidden
 * ninth column names the task; without it a row finds its task by its title.
 * What comes in is shown as a diff first and then taken row by row, into
 * drafts or submitted.
 */
#ifndef GT_WORK_PROGRESS_SHEET_H
#define GT_WORK_PROGRESS_SHEET_H

#include "read/sheet.h"
#include "work/import.h"
#include "work/progress_use.h"

enum { GT_SHEET_COLS_SHOWN = 8, GT_SHEET_COL_KEY = 8, GT_SHEET_COL_COUNT = 9, GT_SHEET_LINES_MAX = 20000 };
enum gt_sheet_col { GT_SHEET_NO, GT_SHEET_TASK, GT_SHEET_TARGET, GT_SHEET_MEASURES, GT_SHEET_DONE,
                    GT_SHEET_UNIT, GT_SHEET_PROBLEMS, GT_SHEET_NEXT, GT_SHEET_KEY };
gt_str gt_sheet_head(enum gt_sheet_col col, enum gt_lang lang);

/* A task in a period's table: the report that answers the period, or the last
 * one of a shorter period inside it. */
struct gt_sheet_line {
    int64_t task_id, unit_id;
    gt_str  title, target, measures, units, key;
    struct gt_report report;      /* id 0: none */
};
typedef GT_VEC(struct gt_sheet_line) gt_sheet_lines;
/* In the order of units and tasks; unit_id 0: all that may be seen. */
gt_rc gt_work_sheet_lines(struct gt_ctx *ctx, gt_str period, int64_t unit_id, gt_sheet_lines *out,
                          struct gt_err *err) GT_MUST_USE;

enum gt_sheet_state { GT_SHEET_CHANGED, GT_SHEET_UNCHANGED, GT_SHEET_TOLD, GT_SHEET_UNKNOWN, GT_SHEET_FAULTY };
const char *gt_sheet_state_name(enum gt_sheet_state state);

struct gt_sheet_diff {
    uint32_t row;                 /* of the sheet, from 1 */
    int64_t  task_id;             /* 0: unknown */
    int64_t  revision;            /* of the draft it goes over */
    gt_str   title;
    enum gt_sheet_state state;
    struct gt_said said;          /* as it would become */
    GT_VEC(struct gt_field_change) fields;
};
struct gt_sheet_view {
    int64_t file_id;
    gt_str  file_name, period, sheet;
    GT_VEC(struct gt_sheet_diff) rows;
    struct gt_problems problems;
    uint64_t changed, taken;
};
/* Keeps the file and holds it against what is there. GT_EPARSE: no such table in it. */
gt_rc gt_work_sheet_begin(struct gt_ctx *ctx, gt_str name, gt_str bytes, gt_str period,
                          struct gt_sheet_view *out, struct gt_err *err) GT_MUST_USE;
/* Takes the changed rows without fault (rows NULL: all, else those sheet rows):
 * into drafts, or submitted.  Everything is checked before the first is written. */
gt_rc gt_work_sheet_apply(struct gt_ctx *ctx, int64_t file_id, gt_str period, const int64_t *rows, size_t count,
                          bool submit, struct gt_sheet_view *out, struct gt_err *err) GT_MUST_USE;

#endif
