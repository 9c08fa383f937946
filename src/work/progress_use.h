/*
 * progress_use.h - use cases of reporting: the form with what comes prefilled,
 * the draft, submitting, approving, accepting, returning, correcting, closing
 * a period, how often is reported, and what all that asks of a unit.
 *
 * Who submitted a report neither approves nor accepts it; who may approve it
 * and writes it himself has approved it by submitting.  A report that was
 * submitted is never edited: it is sent back and told again, or, once it was
 * accepted or its period closed, superseded by a correction with a reason.
 */
#ifndef GT_WORK_PROGRESS_USE_H
#define GT_WORK_PROGRESS_USE_H

#include "base/problem.h"
#include "store/file_store.h"
#include "work/picture.h"
#include "work/progress_said.h"

enum {
    GT_REVIEW_MAX = 500,          /* reports on one page of what waits */
    GT_CHASE_ROWS_MAX = 500,      /* late ones that a chase names; all are counted */
    GT_REASON_CHARS_MAX = 500,
    GT_MEASURE_BYTES_MAX = 2000,
    GT_SITTING_MISSED_MAX = 3,    /* missed turns of one task that a sitting shows */
};

/* ---- one form ------------------------------------------------------------------- */

enum gt_form_source { GT_FORM_PREFILL, GT_FORM_DRAFT, GT_FORM_RETURNED, GT_FORM_TOLD };
const char *gt_form_source_name(enum gt_form_source source);

struct gt_form {
    int64_t task_id;
    struct gt_turn turn;          /* its report pointer is not kept: see `report` */
    gt_str  period, why;          /* key; "monthly, fifth-last work day of …" */
    gt_items measures;            /* numbered from 1; one "" where the task has none */
    enum gt_form_source source;
    struct gt_said said;          /* what the fields hold */
    struct gt_said prefill;       /* what of the time before they would hold by themselves */
    struct gt_report prev;        /* the report before; id 0: none */
    struct gt_said prev_said;
    struct gt_report report;      /* that answers this turn; id 0 */
    struct gt_report_draft draft; /* revision 0: none */
    gt_report_moves moves;        /* of `report`, oldest first */
    bool    late_light;           /* behind or overdue: a reason is expected */
    bool    may_write;            /* this person may fill it */
};
/* GT_ENOTFOUND: no such task, or it does not owe that period. */
gt_rc gt_work_form(struct gt_ctx *ctx, int64_t task_id, gt_str period, struct gt_form *out,
                   struct gt_err *err) GT_MUST_USE;

/* All that is wrong (errors) or odd (warnings) with it, with fields percent,
 * answers[n], answers, figures[n], problems, next. */
gt_rc gt_form_check(const struct gt_form *form, const struct gt_said *said,
                    struct gt_problems *problems) GT_MUST_USE;

/*
 * Keeps what is being written.  revision is the one that was read (0: none):
 * GT_ECONFLICT names who wrote meanwhile and when; nothing is lost, his text is
 * in the form.  Not in the journal: it is nobody's word yet.
 */
gt_rc gt_work_draft_save(struct gt_ctx *ctx, int64_t task_id, gt_str period, int64_t revision,
                         const struct gt_said *said, struct gt_report_draft *out,
                         struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_draft_drop(struct gt_ctx *ctx, int64_t task_id, gt_str period, struct gt_err *err) GT_MUST_USE;

/*
 * reason: of a correction (the turn was accepted or its period closed); else "".
 * GT_EINVAL with all problems; GT_EEXISTS told already; GT_ECONFLICT closed or
 * accepted and no reason.
 */
gt_rc gt_work_report_submit(struct gt_ctx *ctx, int64_t task_id, gt_str period,
                            const struct gt_said *said, gt_str reason, struct gt_report *out,
                            struct gt_problems *problems, struct gt_err *err) GT_MUST_USE;

/* ---- moving on ------------------------------------------------------------------- */

enum gt_report_act { GT_REPORT_ACT_APPROVE, GT_REPORT_ACT_ACCEPT, GT_REPORT_ACT_RETURN, GT_REPORT_ACTS };
/* All of them or none; what stands in the way is a problem each, field "ids[n]".
 * Returning wants a reason. */
gt_rc gt_work_reports_move(struct gt_ctx *ctx, const int64_t *ids, size_t count,
                           enum gt_report_act act, gt_str reason, struct gt_problems *problems,
                           struct gt_err *err) GT_MUST_USE;

/* ---- lists ------------------------------------------------------------------------ */

enum gt_sitting_group { GT_SIT_RETURNED, GT_SIT_TODO, GT_SIT_TOLD, GT_SIT_NOT, GT_SIT_GROUPS };
struct gt_sitting_row {
    uint32_t task;
    enum gt_sitting_group group;
    struct gt_turn turn;          /* freq NONE in group NOT where nothing is to come */
};
typedef GT_VEC(struct gt_sitting_row) gt_sitting;
/*
 * All turns that concern one unit (0: the asker's units) today, while the
 * picture is held: sent back, to be told (missed ones first), told, and tasks
 * that need nothing now.  Only tasks that he may report on or see.
 */
gt_rc gt_work_sitting(struct gt_ctx *ctx, const struct gt_picture *picture, int64_t unit_id,
                      gt_sitting *out) GT_MUST_USE;

/* What of a sitting is asked: for the burden line on top of it. */
struct gt_sitting_load { int64_t forms, fields, prefilled, minutes, year_forms, last_year_forms; };
gt_rc gt_work_sitting_load(struct gt_ctx *ctx, int64_t unit_id, struct gt_sitting_load *out,
                           struct gt_err *err) GT_MUST_USE;

struct gt_review_row {
    struct gt_report report;
    struct gt_report before;      /* id 0: none */
    struct gt_said said;
    struct gt_same same;
};
typedef GT_VEC(struct gt_review_row) gt_review;
/* Reports that wait for this person's word: to be approved (GT_REPORT_SUBMITTED)
 * or accepted (GT_REPORT_APPROVED), oldest first, at most GT_REVIEW_MAX. */
gt_rc gt_work_review(struct gt_ctx *ctx, enum gt_report_state state, gt_review *out,
                     struct gt_err *err) GT_MUST_USE;
/* One report with the one before it. */
gt_rc gt_work_report_get(struct gt_ctx *ctx, int64_t id, struct gt_review_row *out,
                         gt_report_moves *moves, struct gt_err *err) GT_MUST_USE;

struct gt_chase_unit {
    int64_t unit_id;
    uint32_t due, told, late, missing, returned, to_approve, to_accept;
};
struct gt_chase_row { uint32_t task; struct gt_turn turn; };
struct gt_chase {
    GT_VEC(struct gt_chase_unit) units;  /* worst first */
    GT_VEC(struct gt_chase_row) rows;    /* missing, returned and late ones, as the tasks stand */
    uint64_t row_total;
    struct gt_chase_unit all;
};
/* Turns whose due day lies in from..to; while the picture is held. */
gt_rc gt_work_chase(struct gt_ctx *ctx, const struct gt_picture *picture, gt_day from, gt_day to,
                    struct gt_chase *out) GT_MUST_USE;

/* What each unit is asked for, month by month (as the reports say), and by how
 * many frequencies it is asked now. GT_USE_burden_read. */
gt_rc gt_work_burden(struct gt_ctx *ctx, int year, gt_burden_rows *out, struct gt_err *err) GT_MUST_USE;

/* ---- keeping house ------------------------------------------------------------------ */

/* Puts how often; frequency "" takes the row of that scope away.  GT_EINVAL: not
 * shorter than the task's span (scope task), or a rule that cannot be read. */
gt_rc gt_work_cadence_put(struct gt_ctx *ctx, struct gt_report_cadence *cadence,
                          struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_measures_put(struct gt_ctx *ctx, int64_t task_id, const gt_str *texts, size_t count,
                           struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_measures(struct gt_ctx *ctx, int64_t task_id, gt_items *out, struct gt_err *err) GT_MUST_USE;
/* GT_EEXISTS: closed already. GT_EINVAL: it is not over yet. */
gt_rc gt_work_period_close(struct gt_ctx *ctx, gt_str period, struct gt_err *err) GT_MUST_USE;

/* A file that shows something; kept once, whoever sends it again. */
gt_rc gt_work_evidence_add(struct gt_ctx *ctx, int64_t task_id, gt_str name, gt_str bytes,
                           struct gt_said_file *out, struct gt_err *err) GT_MUST_USE;
/* Only a file that some report or draft of this task names. */
gt_rc gt_work_evidence_get(struct gt_ctx *ctx, int64_t task_id, int64_t file_id, struct gt_file *file,
                           gt_str *bytes, struct gt_err *err) GT_MUST_USE;

#endif
