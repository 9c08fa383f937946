/* task_paper.h - the plan as the task table wants it: from the picture to
 * paper's plain view.  Used by the route and by the command line. */
#ifndef GT_API_TASK_PAPER_H
#define GT_API_TASK_PAPER_H

#include "paper/xlsx_tasks.h"
#include "work/work.h"

struct gt_task_paper_want {
    int64_t unit_id;      /* 0: all; else what it leads or supports */
    int64_t directive_id; /* 0: all */
    int64_t import_id;    /* 0: the house's look; else the tasks and the look of that import */
};

/*
 * Tasks in their order, a measure a row under its task's name, filled with
 * what was last reported.  gt_work_import takes the same table back: an
 * untouched one changes nothing.
 */
gt_rc gt_task_paper(struct gt_ctx *ctx, const struct gt_task_paper_want *want, struct gt_buf *out,
                    struct gt_err *err) GT_MUST_USE;

#endif
