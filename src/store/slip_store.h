/*
 * slip_store.h - supervision slips and what was answered to them.  A slip is
 * drafted, issued (its number is given then), answered, closed; nothing else
 * of it changes once it is issued.
 */
#ifndef GT_STORE_SLIP_STORE_H
#define GT_STORE_SLIP_STORE_H

#include "store/db.h"

enum { GT_SLIPS_MAX = 200000, GT_SLIP_TEXT_MAX = 6000, GT_SLIP_REPLIES_MAX = 1000 };

struct gt_slip {
    int64_t id, level;          /* 1 blue, 2 orange, 3 red */
    int64_t year, number;       /* number 0: a draft */
    int64_t task_id, unit_id, follows_id; /* follows_id: the slip it goes beyond; 0 */
    gt_str  basis, demand;      /* what is wrong, frozen; what is asked for */
    gt_day  due;
    int64_t drafted_by, drafted_at_ms;
    int64_t issued_by, issued_at_ms;
    gt_day  issued_on;          /* GT_DAY_NONE: a draft */
    int64_t closed_by, closed_at_ms;
    gt_day  closed_on;          /* GT_DAY_NONE: open */
    gt_str  outcome;
    int64_t revision;
    int64_t replies;            /* how many */
};
typedef GT_VEC(struct gt_slip) gt_slips;
struct gt_slip_reply { int64_t id, slip_id, person_id; gt_str words; int64_t at_ms; };
typedef GT_VEC(struct gt_slip_reply) gt_slip_replies;

/* task_id 0: all; newest first. */
gt_rc gt_slip_store_list(struct gt_db *db, int64_t task_id, struct gt_arena *arena, gt_slips *out,
                         struct gt_err *err) GT_MUST_USE;
/* Issued and not closed, of living tasks; by task, the highest level last. */
gt_rc gt_slip_store_open(struct gt_db *db, struct gt_arena *arena, gt_slips *out,
                         struct gt_err *err) GT_MUST_USE;
gt_rc gt_slip_store_get(struct gt_db *db, int64_t id, struct gt_arena *arena, struct gt_slip *out,
                        struct gt_err *err) GT_MUST_USE;
gt_rc gt_slip_store_insert(struct gt_db *db, struct gt_slip *slip, struct gt_err *err) GT_MUST_USE;
/* All that may change; GT_ECONFLICT where the revision is not the stored one. */
gt_rc gt_slip_store_update(struct gt_db *db, struct gt_slip *slip, struct gt_err *err) GT_MUST_USE;
/* The next free number of a year, from 1. */
gt_rc gt_slip_store_next(struct gt_db *db, int64_t year, int64_t *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_slip_reply_store_list(struct gt_db *db, int64_t slip_id, struct gt_arena *arena,
                               gt_slip_replies *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_slip_reply_store_insert(struct gt_db *db, struct gt_slip_reply *reply, struct gt_err *err) GT_MUST_USE;

#endif
