/*
 * progress.h - who owes which report by when, and what became of it, as the
 * picture knows it: for lights, "my work", the cockpit and the chase list,
 * without a query.
 *
 * A turn is one task's report of one period, owed by a day.  Turns are
 * derived, never stored: from the task's frequency (its
 * own, else its kind's, else the space's; raised around a key node), the work
 * calendar, the task's window and the day.  What was told is stored and held
 * against them.
 *
 * Who owes reports: living tasks of an office's list, with a lead unit; a
 * goal or task over other tasks is their heading and owes none; a measure
 * under such a task and steps are told of in their task's report.  A task
 * owes from the period in which it starts until it was reported done.
 */
#ifndef GT_WORK_PROGRESS_H
#define GT_WORK_PROGRESS_H

#include "store/report_store.h"
#include "work/reporting.h"
#include "work/work.h"

struct gt_picture;

enum {
    GT_TURN_OPEN_DAYS = 31,  /* a turn is put before people so many days ahead of its due day */
    GT_TURN_RUN_DAYS = 5,    /* a task that ran less by the due day has nothing to tell yet
                              * (where it is asked more rarely than weekly) */
};

/* A report that answers a turn, as the picture keeps it. */
struct gt_pic_report {
    int64_t id, corrects_id, at_ms, person_id;
    struct gt_period period;
    gt_day  as_of, due;
    gt_day  told_on;         /* the day it was submitted */
    double  percent;
    enum gt_report_state state;
};

/* Where a task's frequency comes from; the first that says one holds. */
enum gt_cadence_from { GT_CADENCE_TASK, GT_CADENCE_STANDING, GT_CADENCE_KIND, GT_CADENCE_SPACE,
                       GT_CADENCE_HOUSE /* nobody said: monthly; standing ones quarterly */ };

enum gt_turn_state {
    GT_TURN_COMING,     /* not open yet */
    GT_TURN_OPEN,       /* to be told, in time */
    GT_TURN_MISSING,    /* due, and nothing was told */
    GT_TURN_RETURNED,   /* was told and sent back */
    GT_TURN_SUBMITTED, GT_TURN_APPROVED, GT_TURN_ACCEPTED,
    GT_TURN_CLOSED,     /* the period was closed without a report */
    GT_TURN_STATES
};
const char *gt_turn_state_name(enum gt_turn_state state); /* coming, open, missing, returned, ... */

struct gt_turn {
    struct gt_period period;
    struct gt_due_rule rule;
    gt_day due;
    enum gt_turn_state state;
    bool late;               /* told after its due day, or not told and due has passed */
    bool closed;             /* told or not: only a correction can be written now */
    bool raised;             /* asked because of a key node */
    const struct gt_pic_report *report; /* that answers it; NULL */
};
typedef GT_VEC(struct gt_turn) gt_turns;

/* Part of struct gt_pic_task. */
struct gt_pic_progress {
    bool owes;                       /* it reports at all */
    enum gt_freq freq;               /* what holds */
    enum gt_freq wanted;             /* what was asked for: longer where it did not fit the span */
    struct gt_due_rule rule;
    enum gt_cadence_from from;
    const struct gt_pic_report *rows; /* [row_count] answering turns, oldest first */
    uint32_t row_count;
    const struct gt_pic_report *last;          /* told and not sent back; NULL */
    const struct gt_pic_report *last_accepted; /* NULL */
    struct gt_period next;           /* the next one to be told; freq NONE: none */
    gt_day   next_due;               /* GT_DAY_NONE */
    uint32_t owed;                   /* turns due up to and with today */
    uint32_t late;                   /* of them told after their day */
    uint32_t missing;                /* of them not told */
    gt_day   missing_due;            /* the due day of the oldest missing; GT_DAY_NONE */
    uint32_t returned;               /* wait to be told again */
    /* what it was reckoned from: another day, window or report, and it is reckoned anew */
    gt_day   on, start, finish;
    bool     stale;
};

/* Duties of a task whose due day lies in from..to, oldest first. */
gt_rc gt_progress_turns(const struct gt_picture *picture, uint32_t task, gt_day from, gt_day to,
                         gt_day today, struct gt_arena *arena, gt_turns *out) GT_MUST_USE;
/* The same one by one, in no order, without memory; stops at the first failure. */
typedef gt_rc gt_turn_visit(void *data, const struct gt_turn *turn);
gt_rc gt_progress_each(const struct gt_picture *picture, uint32_t task, gt_day from, gt_day to, gt_day today,
                       gt_turn_visit *visit, void *data) GT_MUST_USE;
/* One turn by its period's key. False: the task does not owe it. */
bool  gt_progress_turn(const struct gt_picture *picture, uint32_t task, struct gt_period period,
                       gt_day today, struct gt_turn *out);
/* "monthly, fifth-last work day of July: 27 July"; says also when the frequency
 * was shortened to fit and when a node raised it. */
gt_rc gt_progress_why(struct gt_arena *arena, const struct gt_picture *picture, uint32_t task,
                      const struct gt_turn *turn, enum gt_lang lang, gt_str *out) GT_MUST_USE;
/* Was the period closed, by itself or inside a longer one? */
bool  gt_progress_closed(const struct gt_picture *picture, struct gt_period period);

/* ---- for the picture ------------------------------------------------------------ */

struct gt_pic_raise { enum gt_freq freq; struct gt_due_rule rule; gt_day from, to; int64_t node_id; };
struct gt_pic_closing { struct gt_period period; };

/* What all tasks share: the frequencies and what is closed. */
struct gt_pic_cadence {
    gt_report_cadences rows;         /* by scope, then scope_id */
    size_t task_first, task_count;   /* those of single tasks */
    GT_VEC(struct gt_pic_raise) raises;
    GT_VEC(struct gt_pic_closing) closed;
};

/* After tasks, units, nodes and calendars were read. */
gt_rc gt_progress_read(struct gt_picture *picture, struct gt_db *db, struct gt_err *err) GT_MUST_USE;
gt_rc gt_progress_patch(struct gt_picture *picture, struct gt_db *db, uint32_t task,
                        struct gt_err *err) GT_MUST_USE;
/* After the task's own window was derived; does nothing where nothing changed. */
void  gt_progress_derive(struct gt_picture *picture, uint32_t task, gt_day today);

#endif
