/* unit_store.h - the tree of offices. */
#ifndef GT_STORE_UNIT_STORE_H
#define GT_STORE_UNIT_STORE_H

#include "store/db.h"

enum { GT_UNITS_MAX = 20000 };

struct gt_unit_row {
    int64_t id, parent_id;    /* 0 at the top */
    int64_t position;         /* among its sisters */
    gt_str  code;             /* the office's own number, or "" */
    gt_str  name, short_name; /* 规划与资源配置处, 规划处 */
    gt_str  name_en;
    gt_str  aliases;          /* further spellings, one a line */
    int64_t outside;          /* 1: another agency, not a lane of the wall */
    gt_day  from, to;         /* its first and last day; 0 while open */
    int64_t successor_id;     /* who took over what a dissolved one had; 0 */
    int64_t revision;
    int64_t removed_at_ms;    /* 0 while it exists */
};
typedef GT_VEC(struct gt_unit_row) gt_units;

/* In order of parent, position, id; removed ones too. */
gt_rc gt_unit_store_list(struct gt_db *db, struct gt_arena *arena, gt_units *out,
                         struct gt_err *err) GT_MUST_USE;
gt_rc gt_unit_store_get(struct gt_db *db, int64_t id, struct gt_arena *arena,
                        struct gt_unit_row *out, struct gt_err *err) GT_MUST_USE;
/* Sets id and revision. */
gt_rc gt_unit_store_insert(struct gt_db *db, struct gt_unit_row *unit, struct gt_err *err) GT_MUST_USE;
/* GT_ECONFLICT where revision is no longer the stored one; counts it up. */
gt_rc gt_unit_store_update(struct gt_db *db, struct gt_unit_row *unit, struct gt_err *err) GT_MUST_USE;

#endif
