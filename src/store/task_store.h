/*
 * task_store.h - the tree of tasks and what hangs on it: supporting units,
 * the clauses a task answers, target figures.  Only facts; dates that the
 * plan computes are never stored here.
 */
#ifndef GT_STORE_TASK_STORE_H
#define GT_STORE_TASK_STORE_H

#include "store/db.h"

enum {
    GT_TASKS_MAX = 500000,
    GT_TASK_TITLE_MAX = 2000,   /* bytes */
    GT_TASK_TEXT_MAX = 20000,
    GT_DURATION_MAX = 20000,    /* days */
    GT_LAG_MAX = 5000,          /* days, either way */
};

enum gt_task_kind { GT_TASK_GOAL, GT_TASK_TASK, GT_TASK_MEASURE, GT_TASK_STEP, GT_TASK_KINDS };
enum gt_task_mode { GT_TASK_BACKWARD, GT_TASK_FORWARD, GT_TASK_MODES };
enum gt_day_unit { GT_DAYS_WORK, GT_DAYS_CALENDAR, GT_DAY_UNITS };

/* Names as the API spells them; -1 for none of them. */
const char *gt_task_kind_name(enum gt_task_kind kind);
int gt_task_kind_from(gt_str name);
const char *gt_task_mode_name(enum gt_task_mode mode);   /* backward, forward */
int gt_task_mode_from(gt_str name);
const char *gt_day_unit_name(enum gt_day_unit unit);     /* work, calendar */
int gt_day_unit_from(gt_str name);

/* Who may know of a task or a document; work/rights.h holds it. */
enum gt_secrecy {
    GT_SECRECY_OPEN,
    GT_SECRECY_INSIDE,  /* nobody from outside, even where it was given to him */
    GT_SECRECY_NAMED,   /* the units and people concerned, leaders and the office */
};

struct gt_task {
    int64_t id, parent_id, position;
    enum gt_task_kind kind;
    gt_str  code;              /* 2026-01-03; unique among the living, or "" */
    gt_str  title, short_title;
    gt_str  detail;            /* target or note in words */
    gt_str  theme;
    int64_t lead_unit_id;      /* 0 where nobody was named */
    int64_t leader_id;         /* person; 0 for none */
    gt_str  leader, person;    /* names as written, where there is no account */
    gt_day  not_before, start_pin, finish_pin, deadline; /* GT_DAY_NONE where not given */
    int64_t duration_days;     /* -1 where not given */
    enum gt_day_unit duration_unit;
    enum gt_task_mode mode;
    int64_t standing;          /* 1: 长期坚持 */
    gt_str  due_text, recur;   /* the words that gave the deadline; "", yearly, quarterly, monthly, weekly */
    gt_str  template_key;      /* the procedure its steps came from, or "" */
    gt_str  key;               /* of the import row, so that it can come again; or "" */
    int64_t secrecy;           /* enum gt_secrecy */
    int64_t created_at_ms, revision;
    int64_t removed_at_ms;     /* 0 while it lives */
};
typedef GT_VEC(struct gt_task) gt_tasks;

/* The living, in order of parent, position, id. */
gt_rc gt_task_store_list(struct gt_db *db, struct gt_arena *arena, gt_tasks *out,
                         struct gt_err *err) GT_MUST_USE;
/* Also a removed one. */
gt_rc gt_task_store_get(struct gt_db *db, int64_t id, struct gt_arena *arena,
                        struct gt_task *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_task_store_insert(struct gt_db *db, struct gt_task *task, struct gt_err *err) GT_MUST_USE;
/* GT_ECONFLICT where revision is not the stored one; counts it up.  A task
 * is removed by an update that sets removed_at_ms. */
gt_rc gt_task_store_update(struct gt_db *db, struct gt_task *task, struct gt_err *err) GT_MUST_USE;

struct gt_task_support { int64_t task_id, unit_id, position; gt_str duty; };
typedef GT_VEC(struct gt_task_support) gt_task_supports;
/* task_id 0: of all living tasks, in order of task and position. */
gt_rc gt_support_store_list(struct gt_db *db, int64_t task_id, struct gt_arena *arena,
                            gt_task_supports *out, struct gt_err *err) GT_MUST_USE;
/* Replaces the task's whole list. */
gt_rc gt_support_store_set(struct gt_db *db, int64_t task_id,
                           const struct gt_task_support *list, size_t count,
                           struct gt_err *err) GT_MUST_USE;

struct gt_task_clause { int64_t task_id, clause_id, directive_id; };
typedef GT_VEC(struct gt_task_clause) gt_task_clauses;
gt_rc gt_task_clause_store_list(struct gt_db *db, int64_t task_id, struct gt_arena *arena,
                                gt_task_clauses *out, struct gt_err *err) GT_MUST_USE;
/* The living tasks that hang on a directive's clauses, in document order. */
gt_rc gt_task_clause_store_of(struct gt_db *db, int64_t directive_id, struct gt_arena *arena,
                              gt_task_clauses *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_task_clause_store_add(struct gt_db *db, int64_t task_id, int64_t clause_id,
                               struct gt_err *err) GT_MUST_USE; /* twice is once */
gt_rc gt_task_clause_store_remove(struct gt_db *db, int64_t task_id, int64_t clause_id,
                                  struct gt_err *err) GT_MUST_USE;

struct gt_figure {
    int64_t id, task_id, clause_id; /* clause_id 0 where it was typed */
    gt_str  name, unit, text;       /* 高新技术企业, 家, the words */
    double  value;
    gt_str  op;                     /* >= <= = + - as the API spells them */
};
typedef GT_VEC(struct gt_figure) gt_figures;
gt_rc gt_figure_store_list(struct gt_db *db, int64_t task_id, struct gt_arena *arena,
                           gt_figures *out, struct gt_err *err) GT_MUST_USE;
/* Replaces the task's figures. */
gt_rc gt_figure_store_set(struct gt_db *db, int64_t task_id, const struct gt_figure *list,
                          size_t count, struct gt_err *err) GT_MUST_USE;

#endif
