/*
 * tasks.h - use cases on tasks, links and reports.  Each is one transaction:
 * facts, journal row, version.
 */
#ifndef GT_WORK_TASKS_H
#define GT_WORK_TASKS_H

#include "base/problem.h"
#include "store/directive_store.h"
#include "store/link_store.h"
#include "store/report_store.h"
#include "store/task_store.h"
#include "work/work.h"

enum { GT_REPORT_WORDS_MAX = 300 /* code points */ };
/* Days that a task may name: 1950-01-01 to 2150-12-31. */
#define GT_TASK_DAY_MIN ((gt_day)-7305)
#define GT_TASK_DAY_MAX ((gt_day)66108)

/* A task with what is entered together with it.  NULL lists: as they are. */
struct gt_task_put {
    struct gt_task task;                  /* id 0: a new one; revision checked */
    const struct gt_task_support *supports;
    size_t support_count;
    const struct gt_figure *figures;
    size_t figure_count;
};

/* A new task with every optional fact absent. */
#define GT_TASK_NEW ((struct gt_task){.kind = GT_TASK_TASK,                              \
    .not_before = GT_DAY_NONE, .start_pin = GT_DAY_NONE, .finish_pin = GT_DAY_NONE,       \
    .deadline = GT_DAY_NONE, .duration_days = -1})

/*
 * Checks every field (all faults go into problems, which may be NULL), then
 * adds or edits.  Sets id and revision.  GT_EINVAL, GT_ECONFLICT, GT_ECYCLE
 * (its own ancestor), GT_ENOTFOUND.
 */
gt_rc gt_work_task_put(struct gt_ctx *ctx, struct gt_task_put *put,
                       struct gt_problems *problems, struct gt_err *err) GT_MUST_USE;
/* The same inside a change that is already open (imports, clauses, templates). */
gt_rc gt_work_task_put_in(struct gt_change *change, struct gt_ctx *ctx, struct gt_task_put *put,
                          struct gt_problems *problems, struct gt_err *err) GT_MUST_USE;

/* The living task's facts as they are stored. */
gt_rc gt_work_task_get(struct gt_ctx *ctx, int64_t id, struct gt_task *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_link_get(struct gt_ctx *ctx, int64_t id, struct gt_task_link *out,
                       struct gt_err *err) GT_MUST_USE;

/* Takes the task and everything below it off the wall; links of theirs go too. */
gt_rc gt_work_task_remove(struct gt_ctx *ctx, int64_t id, int64_t revision,
                          struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_task_remove_in(struct gt_change *change, struct gt_ctx *ctx, int64_t id,
                             int64_t revision, struct gt_err *err) GT_MUST_USE;

/* id 0 adds.  GT_ECYCLE names the chain that would close. */
gt_rc gt_work_link_put(struct gt_ctx *ctx, struct gt_task_link *link, struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_link_put_in(struct gt_change *change, struct gt_ctx *ctx,
                          struct gt_task_link *link, struct gt_err *err) GT_MUST_USE;
/* revision 0: whichever. */
gt_rc gt_work_link_remove(struct gt_ctx *ctx, int64_t id, int64_t revision,
                          struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_link_remove_in(struct gt_change *change, struct gt_ctx *ctx, int64_t id,
                             int64_t revision, struct gt_err *err) GT_MUST_USE;

/* Sets id, person_id, at_ms; as_of GT_DAY_NONE means today. */
gt_rc gt_work_report_add(struct gt_ctx *ctx, struct gt_report *report,
                         struct gt_problems *problems, struct gt_err *err) GT_MUST_USE;

/* What one task's card needs beyond the picture. */
struct gt_task_card {
    gt_task_clauses clauses;
    gt_clauses clause_rows;      /* in the order of clauses */
    gt_figures figures;
    gt_reports reports;
};
gt_rc gt_work_task_card(struct gt_ctx *ctx, int64_t id, struct gt_task_card *out,
                        struct gt_err *err) GT_MUST_USE;

#endif
