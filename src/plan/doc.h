/*
 * doc.h - a plan as a document: what a plan file holds, ready for plan.h.
 *
 * The project's own file is JSON (docs/PLAN-FILE.md); readers of other
 * formats fill the same struct.  Everything lives in the document's arena.
 */
#ifndef GT_PLAN_DOC_H
#define GT_PLAN_DOC_H

#include "base/problem.h"
#include "plan/holiday.h"
#include "plan/plan.h"

enum {
    GT_DOC_BYTES_MAX = 256 * 1024 * 1024,
    GT_DOC_DRIVERS_MAX = 1000,
    GT_DOC_STEPS_MAX = 10000, /* of one resource */
    GT_DOC_OBSERVED_MAX = 10000, /* of one task */
};

/* What the plan says about one task besides its facts. */
struct gt_doc_task {
    gt_str   id, name;
    int32_t  low, high;       /* duration at best and at worst, for forecasts; -1: as planned */
    const double *observed;   /* durations of the same work before, for forecasts; or NULL */
    uint32_t observed_count;
    uint32_t driver;          /* the common driver that it hangs on, or GT_NO_INDEX */
    uint16_t level;           /* depth in an outline, from 0 */
    bool     by_workers;      /* its calendar is made of those of who works on it */
    bool     summary;         /* only a heading: its dates are those of what is below it */
    /* Dates that a file of another tool carried, for comparison. */
    gt_tick  start, finish, early_start, early_finish, late_start, late_finish;
    gt_tick  base_start, base_finish; /* baseline */
};
#define GT_DOC_TASK ((struct gt_doc_task){                                                   \
    .low = -1, .high = -1, .driver = GT_NO_INDEX, .start = GT_TICK_NONE, .finish = GT_TICK_NONE,                    \
    .early_start = GT_TICK_NONE, .early_finish = GT_TICK_NONE, .late_start = GT_TICK_NONE,   \
    .late_finish = GT_TICK_NONE, .base_start = GT_TICK_NONE, .base_finish = GT_TICK_NONE})

/* What stretches many tasks together: factors on their durations. */
struct gt_doc_driver { gt_str id; double low, mode, high; };

/* People, rooms, machines: how many there are, and from when on. */
struct gt_doc_res {
    gt_str   id, name;
    uint16_t calendar;                    /* that it works by */
    GT_VEC(struct gt_capacity) steps;     /* at least one */
};

struct gt_plan_doc {
    struct gt_arena *arena;
    gt_str title;
    enum gt_unit unit;
    struct gt_pass_options options;
    GT_VEC(struct gt_cal) cals;           /* 0 is elapsed time, 1 the plan's own */
    GT_VEC(struct gt_week) weeks;         /* by calendar, as entered, for writing */
    GT_VEC(struct gt_plan_task) facts;    /* by task */
    GT_VEC(struct gt_doc_task) tasks;     /* by task */
    GT_VEC(struct gt_link) links;
    GT_VEC(struct gt_doc_driver) drivers;
    GT_VEC(struct gt_doc_res) res;
    GT_VEC(struct gt_demand) needs;
    int32_t res_unit;                     /* what counts as one of a resource: 1, or 100 (percent) */
};

/* An empty document with the two calendars over first..last. */
gt_rc gt_doc_init(struct gt_plan_doc *doc, struct gt_arena *arena, enum gt_unit unit,
                  const struct gt_holidays *holidays, gt_day first, gt_day last,
                  struct gt_err *err) GT_MUST_USE;

/* A task without facts; NULL when memory is refused. */
struct gt_doc_task *gt_doc_task_add(struct gt_plan_doc *doc, gt_str id, gt_str name);

/*
 * Reads the project's own plan file.  All that is wrong goes to problems with
 * its place ("tasks[3].due"); GT_EINVAL when there was an error.  Strings point
 * into json.
 */
gt_rc gt_doc_parse(struct gt_arena *arena, gt_str json, const struct gt_holidays *holidays,
                   struct gt_problems *problems, struct gt_plan_doc *out,
                   struct gt_err *err) GT_MUST_USE;

/* The document in the project's own format. */
void gt_doc_write(const struct gt_plan_doc *doc, struct gt_buf *out);

/* The living plan; doc must outlive it. */
gt_rc gt_doc_plan(const struct gt_plan_doc *doc, struct gt_arena *arena,
                  struct gt_conflict *conflict, struct gt_plan **out,
                  struct gt_err *err) GT_MUST_USE;

/*
 * The frozen network with its resources, for levelling, forecasts and verifying:
 * what is off says nothing.  A task is worked on when its own calendar and those
 * of all who work on it do: where these differ it gets a calendar of its own,
 * behind the document's, and its resources are then there whenever it is.  Who
 * never works at the task's times is told as a warning and does not hold it up;
 * elapsed time asks nobody's calendar.
 */
gt_rc gt_doc_net(const struct gt_plan_doc *doc, struct gt_arena *arena, struct gt_problems *problems,
                 struct gt_net *out, struct gt_err *err) GT_MUST_USE;

/* Names of the document's tasks for sentences; doc is the ctx. */
struct gt_names gt_doc_names(const struct gt_plan_doc *doc);

#endif
