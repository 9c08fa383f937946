/*
 * report_store.h - progress as it was told: a report's words never change, it
 * is only moved on (approved, accepted, returned) or followed by another.
 */
#ifndef GT_STORE_REPORT_STORE_H
#define GT_STORE_REPORT_STORE_H

#include "store/db.h"

enum {
    GT_REPORT_TEXT_MAX = 20000,
    GT_REPORT_BODY_MAX = 400000,    /* bytes of the JSON */
    GT_REPORTS_A_TASK_MAX = 100000,
    GT_REPORTS_MAX = 4000000,
    GT_MEASURES_A_TASK_MAX = 40,
    GT_CADENCES_MAX = 200000,
    GT_CLOSINGS_MAX = 100000,
};

enum gt_report_state {
    GT_REPORT_NOTED,      /* a remark between periods: it answers no turn */
    GT_REPORT_SUBMITTED,
    GT_REPORT_APPROVED,   /* by the unit's head */
    GT_REPORT_ACCEPTED,   /* by the office */
    GT_REPORT_RETURNED,
    GT_REPORT_SUPERSEDED, /* by a correction that was accepted */
    GT_REPORT_STATES
};
const char *gt_report_state_name(enum gt_report_state state); /* noted, submitted, ... */
int gt_report_state_from(gt_str name);                        /* -1 */
/* It speaks for its task: neither returned nor superseded, and a correction
 * only once it is accepted. */
static inline bool gt_report_speaks(enum gt_report_state state, int64_t corrects_id)
{
    return state <= GT_REPORT_ACCEPTED && (corrects_id == 0 || state == GT_REPORT_ACCEPTED);
}

struct gt_report {
    int64_t id, task_id;
    gt_str  period;                   /* its key (work/reporting.h), or "" of a remark */
    gt_day  as_of;                    /* the day it speaks of */
    gt_day  due;                      /* the day it was due when told; GT_DAY_NONE */
    double  percent;                  /* 0 to 100; 100 is done */
    gt_str  words, problems, next;
    gt_str  body;                     /* answers, figures, evidence as JSON, or "" */
    enum gt_report_state state;
    int64_t corrects_id;              /* 0: no correction */
    gt_str  reason;                   /* why it corrects */
    int64_t field_count, kept_count;  /* asked for; prefilled and left as it came */
    int64_t char_count, kept_chars;
    int64_t person_id, at_ms, revision;
};
typedef GT_VEC(struct gt_report) gt_reports;

/* A task's reports, newest first. */
gt_rc gt_report_store_list(struct gt_db *db, int64_t task_id, struct gt_arena *arena,
                           gt_reports *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_report_store_get(struct gt_db *db, int64_t id, struct gt_arena *arena,
                          struct gt_report *out, struct gt_err *err) GT_MUST_USE;
/* Of every living task the last one that speaks (by as_of, then id), without its texts. */
gt_rc gt_report_store_latest(struct gt_db *db, struct gt_arena *arena, gt_reports *out,
                             struct gt_err *err) GT_MUST_USE;
/* Every report that answers a turn (has a period), of task_id (0: of all), speaking of a day
 * from `from` on, by task, as_of, id; without texts. */
gt_rc gt_report_store_heads(struct gt_db *db, int64_t task_id, gt_day from, struct gt_arena *arena,
                            gt_reports *out, struct gt_err *err) GT_MUST_USE;
/* Those that wait in one state, with their texts, oldest first. */
gt_rc gt_report_store_waiting(struct gt_db *db, enum gt_report_state state, struct gt_arena *arena,
                              gt_reports *out, struct gt_err *err) GT_MUST_USE;
/* What the task's last report before this one that spoke (id, as_of) said; GT_ENOTFOUND
 * leaves err untouched. */
gt_rc gt_report_store_before(struct gt_db *db, int64_t task_id, gt_day as_of, int64_t id,
                             struct gt_arena *arena, struct gt_report *out,
                             struct gt_err *err) GT_MUST_USE;
/* Sets id and revision. GT_EEXISTS: the task has told this period already. */
gt_rc gt_report_store_insert(struct gt_db *db, struct gt_report *report,
                             struct gt_err *err) GT_MUST_USE;
/* Moves it to report->state; GT_ECONFLICT where revision is not the stored one. */
gt_rc gt_report_store_move(struct gt_db *db, struct gt_report *report, struct gt_err *err) GT_MUST_USE;

struct gt_report_move {
    int64_t id, report_id, person_id, at_ms;
    gt_str  action;                   /* submit, approve, accept, return, supersede */
    gt_str  reason;
};
typedef GT_VEC(struct gt_report_move) gt_report_moves;
/* Of a task's reports, oldest first. */
gt_rc gt_report_move_list(struct gt_db *db, int64_t task_id, struct gt_arena *arena,
                          gt_report_moves *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_report_move_add(struct gt_db *db, const struct gt_report_move *move,
                         struct gt_err *err) GT_MUST_USE;

struct gt_report_draft {
    int64_t task_id, person_id, at_ms;
    int64_t revision;                 /* 0: none yet */
    gt_str  period, body;
};
typedef GT_VEC(struct gt_report_draft) gt_report_drafts;
/* GT_ENOTFOUND leaves err untouched. */
gt_rc gt_draft_store_get(struct gt_db *db, int64_t task_id, gt_str period, struct gt_arena *arena,
                         struct gt_report_draft *out, struct gt_err *err) GT_MUST_USE;
/* All, by task; bodies left out. */
gt_rc gt_draft_store_list(struct gt_db *db, struct gt_arena *arena, gt_report_drafts *out,
                          struct gt_err *err) GT_MUST_USE;
/* revision 0 inserts (GT_EEXISTS where there is one), else updates (GT_ECONFLICT). */
gt_rc gt_draft_store_put(struct gt_db *db, struct gt_report_draft *draft, struct gt_err *err) GT_MUST_USE;
gt_rc gt_draft_store_remove(struct gt_db *db, int64_t task_id, gt_str period,
                            struct gt_err *err) GT_MUST_USE;

struct gt_report_cadence {
    int64_t id, scope_id, revision;
    gt_str  scope;                    /* space, kind, standing, task, node */
    gt_str  frequency, due_rule;      /* as work/reporting.h spells them */
    gt_day  from, to;                 /* of a raise; GT_DAY_NONE: always */
};
typedef GT_VEC(struct gt_report_cadence) gt_report_cadences;
gt_rc gt_cadence_store_list(struct gt_db *db, struct gt_arena *arena, gt_report_cadences *out,
                            struct gt_err *err) GT_MUST_USE;
/* Puts the row of its scope (made or replaced). */
gt_rc gt_cadence_store_put(struct gt_db *db, struct gt_report_cadence *cadence,
                           struct gt_err *err) GT_MUST_USE;
gt_rc gt_cadence_store_remove(struct gt_db *db, int64_t id, struct gt_err *err) GT_MUST_USE;

struct gt_report_closing { gt_str period; int64_t person_id, at_ms; };
typedef GT_VEC(struct gt_report_closing) gt_report_closings;
gt_rc gt_closing_store_list(struct gt_db *db, struct gt_arena *arena, gt_report_closings *out,
                            struct gt_err *err) GT_MUST_USE;
/* GT_EEXISTS: closed already. */
gt_rc gt_closing_store_add(struct gt_db *db, const struct gt_report_closing *closing,
                           struct gt_err *err) GT_MUST_USE;

struct gt_measure { int64_t task_id, position; gt_str text; };
typedef GT_VEC(struct gt_measure) gt_measures;
/* task_id 0: of all, by task and position. */
gt_rc gt_measure_store_list(struct gt_db *db, int64_t task_id, struct gt_arena *arena,
                            gt_measures *out, struct gt_err *err) GT_MUST_USE;
/* Replaces the task's list. */
gt_rc gt_measure_store_set(struct gt_db *db, int64_t task_id, const gt_str *texts, size_t count,
                           struct gt_err *err) GT_MUST_USE;

/* What a unit's people were asked for in one month (of at_ms), summed. */
struct gt_burden_row {
    int64_t unit_id;
    gt_str  month;                    /* 2026-07: of the day it speaks of */
    int64_t forms, fields, kept_fields, chars, kept_chars, returned;
};
typedef GT_VEC(struct gt_burden_row) gt_burden_rows;
gt_rc gt_burden_store_list(struct gt_db *db, gt_day from, gt_day to, struct gt_arena *arena,
                           gt_burden_rows *out, struct gt_err *err) GT_MUST_USE;

#endif
