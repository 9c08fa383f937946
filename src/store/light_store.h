/*
 * light_store.h - what lights rest on besides tasks: rule sets by version,
 * lights set by hand, the office's ratings, closed periods.  Nothing of it is
 * ever changed; an override can be lifted once.
 */
#ifndef GT_STORE_LIGHT_STORE_H
#define GT_STORE_LIGHT_STORE_H

#include "store/db.h"

enum {
    GT_LIGHT_VERSIONS_MAX = 10000,
    GT_LIGHT_OVERRIDES_MAX = 500000,
    GT_LIGHT_RATINGS_MAX = 5000000,
    GT_LIGHT_CLOSINGS_MAX = 10000,
    GT_LIGHT_REASON_MAX = 2000,      /* bytes */
};

struct gt_light_rules_row {
    int64_t id;
    gt_str  body;             /* gauge/light_set.h's stored form */
    gt_str  reason;
    gt_day  from;
    int64_t person_id, at_ms;
};
typedef GT_VEC(struct gt_light_rules_row) gt_light_rules_rows;

/* The newest; GT_ENOTFOUND (err untouched) where the space never chose. */
gt_rc gt_light_rules_store_newest(struct gt_db *db, struct gt_arena *arena,
                                  struct gt_light_rules_row *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_light_rules_store_list(struct gt_db *db, struct gt_arena *arena, gt_light_rules_rows *out,
                                struct gt_err *err) GT_MUST_USE; /* oldest first */
gt_rc gt_light_rules_store_insert(struct gt_db *db, struct gt_light_rules_row *row,
                                  struct gt_err *err) GT_MUST_USE;

struct gt_light_override {
    int64_t id, task_id;
    gt_str  meaning, reason;
    gt_day  from, until;      /* inclusive */
    int64_t person_id, at_ms;
    gt_day  lifted_on;        /* from this day on it counts no more; GT_DAY_NONE */
    int64_t lifted_by, lifted_at_ms;
};
typedef GT_VEC(struct gt_light_override) gt_light_overrides;

/* task_id 0: of all living tasks those that were not lifted; else all of the task.  Oldest first. */
gt_rc gt_light_override_store_list(struct gt_db *db, int64_t task_id, struct gt_arena *arena,
                                   gt_light_overrides *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_light_override_store_insert(struct gt_db *db, struct gt_light_override *row,
                                     struct gt_err *err) GT_MUST_USE;
/* GT_ENOTFOUND where it is lifted already. */
gt_rc gt_light_override_store_lift(struct gt_db *db, const struct gt_light_override *row,
                                   struct gt_err *err) GT_MUST_USE;

struct gt_light_rating {
    int64_t id, task_id;
    gt_day  day;
    int64_t grade;            /* 1 good, 2 middling, 3 poor; 0: none */
    int64_t rank, rank_of;    /* 0: none */
    gt_str  words;
    int64_t person_id, at_ms;
};
typedef GT_VEC(struct gt_light_rating) gt_light_ratings;

/* task_id 0: of all living tasks, without words.  By task, day, id. */
gt_rc gt_light_rating_store_list(struct gt_db *db, int64_t task_id, struct gt_arena *arena,
                                 gt_light_ratings *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_light_rating_store_insert(struct gt_db *db, struct gt_light_rating *row,
                                   struct gt_err *err) GT_MUST_USE;

struct gt_light_closing { int64_t id; gt_day day; int64_t rules_id, row_count, person_id, at_ms; };
typedef GT_VEC(struct gt_light_closing) gt_light_closings;
struct gt_light_closing_row {
    int64_t closing_id, task_id;
    gt_day  day;
    gt_str  meaning;
    int64_t amount, red, by_hand;
};
typedef GT_VEC(struct gt_light_closing_row) gt_light_closing_rows;

gt_rc gt_light_closing_store_list(struct gt_db *db, struct gt_arena *arena, gt_light_closings *out,
                                  struct gt_err *err) GT_MUST_USE; /* by day */
gt_rc gt_light_closing_store_insert(struct gt_db *db, struct gt_light_closing *row,
                                    struct gt_err *err) GT_MUST_USE;
gt_rc gt_light_closing_store_row(struct gt_db *db, const struct gt_light_closing_row *row,
                                 struct gt_err *err) GT_MUST_USE;
/* One task's rows by day; task_id 0: all red ones by task, newest first. */
gt_rc gt_light_closing_store_rows(struct gt_db *db, int64_t task_id, struct gt_arena *arena,
                                  gt_light_closing_rows *out, struct gt_err *err) GT_MUST_USE;

#endif
