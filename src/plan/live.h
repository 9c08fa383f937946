/*
 * live.h - the inside of a living plan (plan.h); plan room only.
 *
 * Facts belong to the plan and change in place.  What is laid out from them
 * (arcs, order, dates) is a generation: a change of links or options makes a
 * new one, any other edit brings the dates of this one up to date.  So an
 * edit can always be taken back: by the log, or by the generation before.
 */
#ifndef GT_PLAN_LIVE_H
#define GT_PLAN_LIVE_H

#include "plan/order.h"
#include "plan/plan.h"
#include "plan/relax.h"
#include "plan/tangle.h"

/* Places that wait for their turn, as a bitmap with a summary above it. */
struct gt_waiting { uint64_t *bits, *sums; uint32_t count; };

struct gt_generation {
    struct gt_arena *arena;
    struct gt_net    net;
    struct gt_order  order;
    struct gt_tangle tangle;
    struct gt_when  *early, *late, *plan;
    gt_tick  until;       /* in force: the options', or the earliest finish of all */
    uint32_t conflicts;   /* activities with early.start > late.start */
    struct gt_waiting waiting;
    uint32_t *logged;     /* [acts] number of the edit that logged it last */
};

struct gt_plan {
    enum gt_unit unit;
    const struct gt_cal *cals;
    uint32_t cal_count;
    struct gt_pass_options options;
    uint32_t task_count, task_cap, link_count, link_cap;
    struct gt_plan_task *tasks; /* as entered */
    struct gt_link      *links; /* as entered */
    /* The same, as the network wants it; what is off says nothing. */
    int32_t  *duration;
    uint16_t *calendar;
    uint8_t  *mode;
    gt_tick  *start_min, *start_max, *finish_min, *finish_max, *start_pin, *finish_pin;
    struct gt_link *in_force;
    struct gt_generation *now;
    uint32_t edit; /* counts edits, for logged[] */
};

/* Room for that many tasks and links; what is there stays. */
gt_rc gt_live_reserve(struct gt_plan *plan, uint32_t tasks, uint32_t links, struct gt_err *err);

/* One task's, one link's facts into the network's arrays. */
void gt_live_put_task(struct gt_plan *plan, uint32_t task);
void gt_live_put_link(struct gt_plan *plan, uint32_t link);

/* A generation from the facts as they are. *cycle may be NULL. */
gt_rc gt_generation_create(struct gt_plan *plan, struct gt_arena *arena, struct gt_why *cycle,
                           struct gt_generation **out, struct gt_err *err);
void gt_generation_destroy(struct gt_generation *gen);

/* A positive cycle as a conflict, with its remedies. */
gt_rc gt_cycle_conflict(const struct gt_why *cycle, struct gt_arena *arena,
                        struct gt_conflict *out, struct gt_err *err);

/* ---- bringing dates up to date (update.c) ------------------------------------ */

struct gt_log_entry { uint32_t act; struct gt_when early, late, plan; };
struct gt_log { struct gt_log_entry *at; size_t count, cap; };

struct gt_dirty { uint32_t *early, *late; size_t early_count, late_count; };

/*
 * Recomputes what the dirty activities can change.  log gets every activity
 * that changed, once, with its dates before.  On failure the caller takes the
 * logged dates back.
 */
gt_rc gt_live_update(struct gt_plan *plan, const struct gt_dirty *dirty, struct gt_arena *arena,
                     struct gt_log *log, struct gt_why *cycle, struct gt_err *err);

/* Takes the logged dates back. */
void gt_live_undo(struct gt_plan *plan, const struct gt_log *log);

#endif
