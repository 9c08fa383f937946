/*
 * lights.h - what an office does with lights: choose the rules after seeing
 * what they would change, set one by hand for a while, rate tasks, close a
 * period, look at units and documents as one light, and back in time.
 */
#ifndef GT_WORK_LIGHTS_H
#define GT_WORK_LIGHTS_H

#include "base/problem.h"
#include "work/lights_facts.h"

enum {
    GT_LIGHT_SAMPLES_MAX = 50,     /* tasks that a preview names */
    GT_LIGHT_HISTORY_DAYS_MAX = 800,
    GT_LIGHT_PARTS_MAX = 500,      /* descendants whose reports a history looks through */
    GT_LIGHT_HAND_DAYS_MAX = 366,  /* an override holds at most */
};

/* ---- rules --------------------------------------------------------------------- */

struct gt_light_rules {
    int64_t id;                    /* 0: those that come with the program */
    struct gt_light_set set;
    gt_light_rules_rows versions;  /* oldest first */
};
/* Readable while the request lives. */
gt_rc gt_work_light_rules(struct gt_ctx *ctx, struct gt_light_rules *out, struct gt_err *err) GT_MUST_USE;

struct gt_light_sample {
    int64_t task_id;
    gt_str  title;
    enum gt_light_meaning from, to;
    gt_str  why;                   /* of the light that it would have */
};
struct gt_light_preview {
    int64_t total, changed;
    int64_t moves[GT_LIGHT_MEANINGS][GT_LIGHT_MEANINGS]; /* from, to */
    int64_t before[GT_LIGHT_MEANINGS], after[GT_LIGHT_MEANINGS];
    GT_VEC(struct gt_light_sample) samples;              /* the worse ones first */
};
/* What the set would change, without changing it. */
gt_rc gt_work_light_preview(struct gt_ctx *ctx, const struct gt_light_set *set,
                            struct gt_light_preview *out, struct gt_err *err) GT_MUST_USE;
/* Puts it in force from today. seen_id: the version it was made from, or GT_ECONFLICT. */
gt_rc gt_work_light_rules_put(struct gt_ctx *ctx, const struct gt_light_set *set, int64_t seen_id,
                              gt_str reason, int64_t *version, struct gt_err *err) GT_MUST_USE;

/* ---- one task's light ------------------------------------------------------------ */

/* By hand, from today up to and with a day; takes the place of an earlier one. */
gt_rc gt_work_light_set(struct gt_ctx *ctx, int64_t task_id, enum gt_light_meaning meaning,
                        gt_str reason, gt_day until, struct gt_err *err) GT_MUST_USE;
/* GT_ENOTFOUND where none holds. */
gt_rc gt_work_light_lift(struct gt_ctx *ctx, int64_t task_id, struct gt_err *err) GT_MUST_USE;
/* The office's verdict; grade and rank, or one of them. */
gt_rc gt_work_light_rate(struct gt_ctx *ctx, struct gt_light_rating *rating, struct gt_err *err) GT_MUST_USE;

/* Days in a row with the same light. */
struct gt_light_stretch {
    gt_day  from, to;              /* inclusive */
    enum gt_light_meaning meaning;
    bool    by_hand;
    gt_str  why;                   /* on its first day; of the newest on its last */
};
struct gt_light_history {
    GT_VEC(struct gt_light_stretch) stretches;
    gt_light_closing_rows closed;  /* as it was when periods were closed */
    gt_light_overrides by_hand;    /* all there ever were */
    gt_light_ratings ratings;
};
/* Reckoned anew from what was known on each day: reports as they were told,
 * deadlines as they stood, the rules in force. */
gt_rc gt_work_light_history(struct gt_ctx *ctx, int64_t task_id, gt_day from, gt_day to,
                            struct gt_light_history *out, struct gt_err *err) GT_MUST_USE;

/* ---- many lights -------------------------------------------------------------------- */

struct gt_light_group {
    int64_t id;                    /* unit or directive; 0: none named */
    gt_str  name;
    int64_t total;
    struct gt_light_sum sum;
    int     meaning;               /* rolled up; GT_LIGHT_SILENT where there is nothing */
    int64_t interviews;            /* tasks whose red run asks for more */
};
typedef GT_VEC(struct gt_light_group) gt_light_groups;
/* scope: GT_LIGHT_OF_UNIT (each with those below it) or GT_LIGHT_OF_DIRECTIVE.
 * Only what the asker may see is counted. */
gt_rc gt_work_light_groups(struct gt_ctx *ctx, enum gt_light_scope scope, gt_light_groups *out,
                           struct gt_err *err) GT_MUST_USE;

/* ---- closing a period ------------------------------------------------------------------ */

struct gt_light_closed { struct gt_light_closing closing; int64_t red, interviews; };
/* Records today's lights of all tasks once; GT_EEXISTS where the day is closed. */
gt_rc gt_work_light_close(struct gt_ctx *ctx, struct gt_light_closed *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_light_closings(struct gt_ctx *ctx, gt_light_closings *out, struct gt_err *err) GT_MUST_USE;

#endif
