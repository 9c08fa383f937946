/*
 * holding_store.h - what a person holds beside his own post, and what was
 * given to somebody from outside.
 */
#ifndef GT_STORE_HOLDING_STORE_H
#define GT_STORE_HOLDING_STORE_H

#include "store/db.h"

enum { GT_HOLDINGS_MAX = 200000, GT_GIVENS_MAX = 500000 };

/* A role in a unit from a day to a day. */
struct gt_holding {
    int64_t id, person_id;
    int64_t unit_id;       /* 0: the whole agency */
    gt_str  role;          /* as a person's */
    int64_t acting_for;    /* the person whose place it is; 0: his own */
    gt_day  from, to;      /* to 0: open */
    gt_str  note;
    int64_t revision, removed_at_ms;
};
typedef GT_VEC(struct gt_holding) gt_holdings;

/* By person and id; removed ones too. */
gt_rc gt_holding_store_list(struct gt_db *db, struct gt_arena *arena, gt_holdings *out,
                            struct gt_err *err) GT_MUST_USE;
gt_rc gt_holding_store_get(struct gt_db *db, int64_t id, struct gt_arena *arena,
                           struct gt_holding *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_holding_store_insert(struct gt_db *db, struct gt_holding *holding,
                              struct gt_err *err) GT_MUST_USE;
/* GT_ECONFLICT where revision is no longer the stored one. */
gt_rc gt_holding_store_update(struct gt_db *db, struct gt_holding *holding,
                              struct gt_err *err) GT_MUST_USE;

/* One thing that one person may see. */
struct gt_given {
    int64_t id, person_id;
    gt_str  object;        /* "task", or another record's name */
    int64_t object_id;
    gt_day  until;         /* the last day; 0: open */
    int64_t by_id, at_ms, removed_at_ms;
};
typedef GT_VEC(struct gt_given) gt_givens;

/* By person, object, object_id, id; those taken back are left out. */
gt_rc gt_given_store_list(struct gt_db *db, struct gt_arena *arena, gt_givens *out,
                          struct gt_err *err) GT_MUST_USE;
gt_rc gt_given_store_get(struct gt_db *db, int64_t id, struct gt_arena *arena,
                         struct gt_given *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_given_store_insert(struct gt_db *db, struct gt_given *given, struct gt_err *err) GT_MUST_USE;
gt_rc gt_given_store_remove(struct gt_db *db, int64_t id, int64_t at_ms,
                            struct gt_err *err) GT_MUST_USE;

#endif
