/*
 * plan.h - a plan that lives: made once from arrays, edited, asked.
 *
 * It owns copies of all facts and keeps every date up to date: an edit
 * recomputes only what it can change.  Tasks and links are named by their
 * index; a removed one keeps its index and is out of force.  Not for two
 * threads at once.  Units and instants as in cal.h.
 */
#ifndef GT_PLAN_PLAN_H
#define GT_PLAN_PLAN_H

#include "plan/pass.h"
#include "plan/why.h"

struct gt_plan;

/* One task's facts.  GT_PLAN_TASK is one without any. */
struct gt_plan_task {
    int32_t  duration;
    uint16_t calendar;
    uint8_t  mode; /* enum gt_mode */
    uint8_t  off;  /* not 0: the task and its links are out of force */
    gt_tick  start_min, start_max, finish_min, finish_max, start_pin, finish_pin;
};
#define GT_PLAN_TASK ((struct gt_plan_task){                                         \
    .start_min = GT_TICK_NONE, .start_max = GT_TICK_NONE, .finish_min = GT_TICK_NONE, \
    .finish_max = GT_TICK_NONE, .start_pin = GT_TICK_NONE, .finish_pin = GT_TICK_NONE})

struct gt_plan_input {
    enum gt_unit unit;
    const struct gt_cal *cals;   /* borrowed: must outlive the plan */
    uint32_t cal_count;
    const struct gt_plan_task *tasks;
    uint32_t task_count;
    const struct gt_link *links; /* copied; off where out of force */
    uint32_t link_count;
    struct gt_pass_options options;
};

/* Dates of one task. */
struct gt_plan_dates {
    gt_tick start, finish;                  /* planned */
    gt_tick early_start, early_finish, late_start, late_finish;
    int64_t slack;                          /* total float; INT64_MAX: unlimited */
    bool    critical;
};

/*
 * As gt_pass_run().  A plan that cannot be met is created all the same
 * (gt_plan_feasible() says so); only a positive cycle refuses: GT_ECYCLE,
 * and *conflict (may be NULL, lives in arena) tells which.
 */
gt_rc gt_plan_create(const struct gt_plan_input *input, struct gt_arena *arena,
                     struct gt_conflict *conflict, struct gt_plan **out,
                     struct gt_err *err) GT_MUST_USE;
void gt_plan_destroy(struct gt_plan *plan); /* accepts NULL */

uint32_t gt_plan_task_count(const struct gt_plan *plan);
uint32_t gt_plan_link_count(const struct gt_plan *plan);
struct gt_plan_task  gt_plan_task(const struct gt_plan *plan, uint32_t task);
struct gt_link       gt_plan_link(const struct gt_plan *plan, uint32_t link);
struct gt_plan_dates gt_plan_dates(const struct gt_plan *plan, uint32_t task);
bool gt_plan_feasible(const struct gt_plan *plan);
/* Frozen view of the plan as it is now; dies at the next edit. */
gt_rc gt_plan_net(struct gt_plan *plan, const struct gt_net **out, struct gt_err *err) GT_MUST_USE;

/* ---- editing ------------------------------------------------------------- */

enum gt_edit_kind {
    GT_EDIT_TASK,     /* index, task: replace its facts */
    GT_EDIT_LINK,     /* index, link: replace it; from and to may change too */
    GT_EDIT_ADD_TASK, /* task; gets the next index */
    GT_EDIT_ADD_LINK, /* link; gets the next index */
    GT_EDIT_OPTIONS   /* options */
};

struct gt_edit {
    enum gt_edit_kind kind;
    uint32_t index;
    struct gt_plan_task task;
    struct gt_link link;
    struct gt_pass_options options;
};

struct gt_moved { uint32_t task; struct gt_plan_dates before, after; };

/* In the arena: tasks whose planned, earliest or latest dates changed, by
 * index; planned_count of them moved in the plan itself. */
struct gt_moves {
    struct gt_moved *at;
    uint32_t count, planned_count;
    bool feasible; /* afterwards */
};

/*
 * All edits or none.  moves and conflict may be NULL.
 * GT_ECYCLE leaves the plan as it was; *conflict tells the chain.
 */
gt_rc gt_plan_edit(struct gt_plan *plan, const struct gt_edit *edits, uint32_t count,
                   struct gt_arena *arena, struct gt_moves *moves,
                   struct gt_conflict *conflict, struct gt_err *err) GT_MUST_USE;

/* What the edits would move; the plan stays as it is. Where the edited plan
 * could not be met, *conflict (may be NULL) tells why and what would free it. */
gt_rc gt_plan_preview(struct gt_plan *plan, const struct gt_edit *edits, uint32_t count,
                      struct gt_arena *arena, struct gt_moves *moves,
                      struct gt_conflict *conflict, struct gt_err *err) GT_MUST_USE;

/* Everything anew; same answer as after the edits, only slower. */
gt_rc gt_plan_recompute(struct gt_plan *plan, struct gt_err *err) GT_MUST_USE;

/* ---- asking ---------------------------------------------------------------- */

/* Why this date: the chain that forces it.  count = 0 where nothing does. */
gt_rc gt_plan_why(struct gt_plan *plan, uint32_t task, enum gt_date_kind date,
                  struct gt_arena *arena, struct gt_why *out, struct gt_err *err) GT_MUST_USE;

/* The shortest chain that cannot hold; GT_ENOTFOUND when the plan is feasible.
 * With task = GT_NO_INDEX the shortest of all, else one through that task. */
gt_rc gt_plan_conflict(struct gt_plan *plan, uint32_t task, struct gt_arena *arena,
                       struct gt_conflict *out, struct gt_err *err) GT_MUST_USE;

/* The edit that carries a remedy out; false where there is none (the earliest
 * finish of the whole plan is nobody's to move). */
bool gt_remedy_edit(const struct gt_plan *plan, const struct gt_remedy *remedy,
                    struct gt_edit *out);

#endif
