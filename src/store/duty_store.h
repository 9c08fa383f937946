/*
 * duty_store.h - who carries a task and what happened to it: duties, their
 * moves (append-only), evidence, to-dos from instructions, settings, and why
 * a version of a task was made.  Which move may follow which is work's.
 */
#ifndef GT_STORE_DUTY_STORE_H
#define GT_STORE_DUTY_STORE_H

#include "store/db.h"

enum {
    GT_DUTIES_MAX = 1000000,
    GT_DUTY_MOVES_MAX = 2000,        /* of one duty */
    GT_DUTY_FILES_MAX = 20,          /* of one move */
    GT_DUTY_TODOS_MAX = 100000,      /* open ones of a space */
};

/* Where a duty stands.  Stored as numbers: add at the end only. */
enum gt_duty_state {
    GT_DUTY_DRAFT,        /* not issued, or recalled */
    GT_DUTY_ISSUED,       /* waits for a signature */
    GT_DUTY_REFUSED,      /* the office decides who carries it */
    GT_DUTY_CARRIED,
    GT_DUTY_EXTENDING,    /* asked for more time */
    GT_DUTY_CHANGING,     /* asked for a change of the task */
    GT_DUTY_HANDING,      /* asked to hand over */
    GT_DUTY_PAUSED,
    GT_DUTY_FINISHED,     /* waits for acceptance */
    GT_DUTY_RETURNED,     /* sent back, being mended */
    GT_DUTY_ACCEPTED,
    GT_DUTY_ARCHIVED,
    GT_DUTY_STATES
};

/* One unit's part in a task. */
struct gt_duty {
    int64_t id, task_id;
    int64_t support_id;        /* 0: the lead's; else the unit it was first given to */
    int64_t unit_id;           /* who carries it now */
    enum gt_duty_state state;
    enum gt_duty_state back;   /* of an open request or a pause: where it goes on */
    int64_t owner_id;          /* who signed; 0: nobody yet */
    int64_t doer_id;           /* who said it is finished; 0: nobody */
    int64_t issued_at_ms;      /* 0: no; the last time, when issued again */
    int64_t signed_at_ms, finished_at_ms, accepted_at_ms; /* 0: not */
    int64_t open_move_id;      /* the request that waits for a decision; 0 */
    gt_day  asked;             /* the day an open extension asks for */
    gt_day  first_deadline;    /* before the first extension */
    int64_t extensions, urges, returns, refusals;
    int64_t score;             /* -1: none */
    int64_t moves;             /* how many; the last one's seq */
};
typedef GT_VEC(struct gt_duty) gt_duties;

struct gt_duty_move {
    int64_t id, duty_id, task_id, seq;
    gt_str  move;              /* as in work/duty_moves.def */
    enum gt_duty_state from, to;
    int64_t unit_id;           /* the duty's after the move */
    int64_t person_id, at_ms;
    gt_str  reason, fields;    /* fields: JSON object */
};
typedef GT_VEC(struct gt_duty_move) gt_duty_moves;

/* task_id 0: of all living tasks; in order of task and support_id. */
gt_rc gt_duty_store_list(struct gt_db *db, int64_t task_id, struct gt_arena *arena,
                         gt_duties *out, struct gt_err *err) GT_MUST_USE;
/* Also those of removed tasks, for the check of a whole space. */
gt_rc gt_duty_store_every(struct gt_db *db, struct gt_arena *arena, gt_duties *out,
                          struct gt_err *err) GT_MUST_USE;
gt_rc gt_duty_store_insert(struct gt_db *db, struct gt_duty *duty, struct gt_err *err) GT_MUST_USE;
/* GT_ECONFLICT unless `moves` is one more than what is stored. */
gt_rc gt_duty_store_update(struct gt_db *db, const struct gt_duty *duty, struct gt_err *err) GT_MUST_USE;
/* Somebody else answers for it from now on: no move, the duty stands where it stood. */
gt_rc gt_duty_store_pass(struct gt_db *db, int64_t id, int64_t owner_id, struct gt_err *err) GT_MUST_USE;

gt_rc gt_duty_move_store_insert(struct gt_db *db, struct gt_duty_move *move,
                                struct gt_err *err) GT_MUST_USE;
/* A task's moves in order of id; task_id 0: of every duty, in order of duty
 * and seq, `limit` at a time from behind the duty and seq of `after` (may be NULL). */
gt_rc gt_duty_move_store_list(struct gt_db *db, int64_t task_id, struct gt_arena *arena,
                              gt_duty_moves *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_duty_move_store_page(struct gt_db *db, const struct gt_duty_move *after, int64_t limit,
                              struct gt_arena *arena, gt_duty_moves *out,
                              struct gt_err *err) GT_MUST_USE;

/* The move that led a part of a task to where it stands; GT_ENOTFOUND (err
 * untouched) where there is none. */
gt_rc gt_duty_move_store_why(struct gt_db *db, int64_t task_id, int64_t support_id,
                             struct gt_arena *arena, struct gt_duty_move *out,
                             struct gt_err *err) GT_MUST_USE;

struct gt_duty_file { int64_t move_id, file_id, task_id, size; gt_str name; };
typedef GT_VEC(struct gt_duty_file) gt_duty_files;
/* A task's evidence in order of move and position. */
gt_rc gt_duty_file_store_list(struct gt_db *db, int64_t task_id, struct gt_arena *arena,
                              gt_duty_files *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_duty_file_store_add(struct gt_db *db, int64_t move_id, int64_t file_id, int64_t position,
                             struct gt_err *err) GT_MUST_USE;

struct gt_duty_todo {
    int64_t id, task_id, move_id, unit_id;
    gt_str  words;
    gt_day  due;               /* GT_DAY_NONE: at once */
    int64_t done_move_id;      /* 0: open */
};
typedef GT_VEC(struct gt_duty_todo) gt_duty_todos;
/* task_id 0: the open ones of all living tasks. */
gt_rc gt_duty_todo_store_list(struct gt_db *db, int64_t task_id, struct gt_arena *arena,
                              gt_duty_todos *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_duty_todo_store_insert(struct gt_db *db, struct gt_duty_todo *todo,
                                struct gt_err *err) GT_MUST_USE;
/* GT_ENOTFOUND where there is no such open one of the task. */
gt_rc gt_duty_todo_store_close(struct gt_db *db, int64_t id, int64_t task_id, int64_t move_id,
                               struct gt_err *err) GT_MUST_USE;

struct gt_duty_setting { gt_str name; int64_t value; };
typedef GT_VEC(struct gt_duty_setting) gt_duty_settings;
gt_rc gt_duty_setting_store_list(struct gt_db *db, struct gt_arena *arena, gt_duty_settings *out,
                                 struct gt_err *err) GT_MUST_USE;
gt_rc gt_duty_setting_store_put(struct gt_db *db, gt_str name, int64_t value,
                                struct gt_err *err) GT_MUST_USE;

struct gt_task_reason { int64_t journal_seq, task_id; gt_str reason; };
typedef GT_VEC(struct gt_task_reason) gt_task_reasons;
gt_rc gt_task_reason_store_list(struct gt_db *db, int64_t task_id, struct gt_arena *arena,
                                gt_task_reasons *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_task_reason_store_add(struct gt_db *db, const struct gt_task_reason *reason,
                               struct gt_err *err) GT_MUST_USE;

/* ---- for the check of a whole space ----------------------------------------------- */

/* One reference that leads nowhere, or a counter that does not fit. */
struct gt_store_fault { gt_str rule; int64_t id, other; };
typedef GT_VEC(struct gt_store_fault) gt_store_faults;
enum { GT_STORE_FAULTS_MAX = 10000 };
/* Looks for broken references over all records that this program knows of. */
gt_rc gt_duty_store_faults(struct gt_db *db, struct gt_arena *arena, gt_store_faults *out,
                           struct gt_err *err) GT_MUST_USE;

#endif
