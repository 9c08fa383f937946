/* link_store.h - hand-overs between tasks. */
#ifndef GT_STORE_LINK_STORE_H
#define GT_STORE_LINK_STORE_H

#include "store/db.h"
#include "store/task_store.h"

enum { GT_TASK_LINKS_MAX = 1000000 };
enum gt_link_type { GT_LINK_TYPE_FS, GT_LINK_TYPE_SS, GT_LINK_TYPE_FF, GT_LINK_TYPE_SF, GT_LINK_TYPES };
const char *gt_link_type_name(enum gt_link_type type); /* "FS" ... */
int gt_link_type_from(gt_str name);

#define GT_LINK_LAG_NONE INT64_MIN /* no such bound */

struct gt_task_link {
    int64_t id, from_id, to_id;
    enum gt_link_type type;
    int64_t lag_min, lag_max;   /* days; either may be GT_LINK_LAG_NONE, not both */
    enum gt_day_unit unit;
    int64_t revision;
};
typedef GT_VEC(struct gt_task_link) gt_task_links;

/* All links between living tasks, by id. */
gt_rc gt_link_store_list(struct gt_db *db, struct gt_arena *arena, gt_task_links *out,
                         struct gt_err *err) GT_MUST_USE;
gt_rc gt_link_store_get(struct gt_db *db, int64_t id, struct gt_task_link *out,
                        struct gt_err *err) GT_MUST_USE;
/* GT_EEXISTS: the same pair and kind is linked already. */
gt_rc gt_link_store_insert(struct gt_db *db, struct gt_task_link *link, struct gt_err *err) GT_MUST_USE;
gt_rc gt_link_store_update(struct gt_db *db, struct gt_task_link *link, struct gt_err *err) GT_MUST_USE;
gt_rc gt_link_store_remove(struct gt_db *db, int64_t id, struct gt_err *err) GT_MUST_USE;

#endif
