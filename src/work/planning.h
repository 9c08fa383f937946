/*
 * planning.h - what an edit would move, the edit itself, why a date is what
 * it is, what cannot be met, templates, baselines.
 */
#ifndef GT_WORK_PLANNING_H
#define GT_WORK_PLANNING_H

#include "store/baseline_store.h"
#include "work/picture.h"
#include "work/work.h"

enum { GT_PLAN_EDITS_MAX = 1000, GT_CONFLICTS_SHOWN_MAX = 20 };

/*
 * A bar that was dragged.  Start alone pins the start, finish alone pins the
 * finish: the duration stays and the other pin goes.  Both pin the start and
 * set the duration.  GT_DAY_NONE and -1 mean: not given; *_given with
 * GT_DAY_NONE (or -1) means: taken away.
 */
struct gt_plan_move {
    int64_t task_id;
    bool    free;                       /* first take both pins away */
    bool    start_given, finish_given, deadline_given, not_before_given, duration_given;
    gt_day  start, finish, deadline, not_before;
    int64_t duration_days;
};
struct gt_plan_relink { struct gt_task_link link; bool remove; }; /* link.id 0: a new one */

struct gt_plan_change {
    const struct gt_plan_move *moves;
    size_t move_count;
    const struct gt_plan_relink *links;
    size_t link_count;
    int64_t version;                    /* apply: GT_ECONFLICT unless it is the space's; 0: any */
};

struct gt_plan_shift {
    int64_t task_id, unit_id;
    gt_str  title;
    gt_day  old_start, old_finish, start, finish, deadline;
    int64_t float_days;                 /* INT64_MAX: unlimited */
    gt_str  why;
    bool    edited;
};

struct gt_why_step {
    const char *fact;                   /* deadline finish_pin start_pin not_before duration
                                         * link project today */
    int64_t task_id, link_id;           /* 0: none */
    gt_str  title, sentence;
    int64_t days;                       /* INT64_MIN: none */
    gt_day  day;
};
typedef GT_VEC(struct gt_why_step) gt_why_steps;

struct gt_plan_remedy {
    const char *kind;                   /* overlap move_deadline drop_link shorten unpin */
    int64_t task_id, link_id, days;
    gt_day  day;
    gt_str  sentence;
};
typedef GT_VEC(struct gt_plan_remedy) gt_plan_remedies;

struct gt_plan_conflict {
    int64_t task_id, days;
    gt_str  sentence;
    gt_why_steps chain;
    gt_plan_remedies remedies;
};
typedef GT_VEC(struct gt_plan_conflict) gt_plan_conflicts;

struct gt_plan_effect {
    int64_t version;
    GT_VEC(struct gt_plan_shift) moved; /* the edited ones first */
    int64_t still;
    gt_str  sentence;
    gt_plan_conflicts conflicts;
};

gt_rc gt_work_plan_preview(struct gt_ctx *ctx, const struct gt_plan_change *change,
                           struct gt_plan_effect *out, struct gt_err *err) GT_MUST_USE;
/* Facts, journal, version in one transaction; what moved comes back. */
gt_rc gt_work_plan_apply(struct gt_ctx *ctx, const struct gt_plan_change *change,
                         struct gt_plan_effect *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_plan_conflicts(struct gt_ctx *ctx, gt_plan_conflicts *out,
                             struct gt_err *err) GT_MUST_USE;

struct gt_task_why { gt_why_steps start, finish; gt_str sentence; };
/* Under a held picture.  Without dates both chains are empty. */
gt_rc gt_work_why(struct gt_ctx *ctx, const struct gt_picture *picture, uint32_t task,
                  struct gt_task_why *out, struct gt_err *err) GT_MUST_USE;
/* The conflict that runs through this task; false where there is none. */
gt_rc gt_work_conflict_of(struct gt_ctx *ctx, const struct gt_picture *picture, uint32_t task,
                          struct gt_plan_conflict *out, bool *found, struct gt_err *err) GT_MUST_USE;

/* ---- procedure templates --------------------------------------------------------- */

struct gt_template_step {
    gt_str  title[GT_LANG_COUNT], rule[GT_LANG_COUNT];
    int64_t days;                       /* work days */
    int64_t overlap_days;               /* with the step before */
    int64_t t_minus;                    /* events: work days before the day; -1: none */
};
struct gt_template {
    gt_str name, title[GT_LANG_COUNT];
    GT_VEC(struct gt_template_step) steps;
};
typedef GT_VEC(struct gt_template) gt_templates;

/* Those that come with the program (templates/). */
gt_rc gt_work_templates(struct gt_ctx *ctx, gt_templates *out, struct gt_err *err) GT_MUST_USE;
/* Makes the steps below the task and links them; GT_ECONFLICT where it has steps. */
gt_rc gt_work_template_use(struct gt_ctx *ctx, int64_t task_id, gt_str name,
                           struct gt_err *err) GT_MUST_USE;

/* ---- baselines --------------------------------------------------------------------- */

gt_rc gt_work_baselines(struct gt_ctx *ctx, gt_baselines *out, struct gt_err *err) GT_MUST_USE;
/* One with its rows, by task. */
gt_rc gt_work_baseline(struct gt_ctx *ctx, int64_t id, struct gt_baseline *out,
                       gt_baseline_rows *rows, struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_baseline_freeze(struct gt_ctx *ctx, gt_str name, struct gt_baseline *out,
                              struct gt_err *err) GT_MUST_USE;

enum gt_diff_state { GT_DIFF_MOVED, GT_DIFF_NEW, GT_DIFF_GONE, GT_DIFF_STATES };
struct gt_baseline_shift {
    enum gt_diff_state state;
    int64_t task_id, unit_id;
    gt_str  title;
    gt_day  old_start, old_finish, start, finish;
    int64_t days;                       /* work days the finish moved */
};
struct gt_baseline_diff {
    GT_VEC(struct gt_baseline_shift) rows;
    int64_t still;
    gt_str  sentence;
};
/* to_id 0: against the plan as it is. */
gt_rc gt_work_baseline_diff(struct gt_ctx *ctx, int64_t from_id, int64_t to_id,
                            struct gt_baseline_diff *out, struct gt_err *err) GT_MUST_USE;

#endif
