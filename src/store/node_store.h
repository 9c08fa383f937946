/* node_store.h - key dates and gates that the whole agency watches. */
#ifndef GT_STORE_NODE_STORE_H
#define GT_STORE_NODE_STORE_H

#include "store/db.h"

enum { GT_NODES_MAX = 5000 };

struct gt_node {
    int64_t id;
    gt_str  kind;           /* flag (a date or period), gate (a quarter's test) */
    gt_str  name[GT_LANG_COUNT];
    gt_day  from, to;       /* both inclusive; equal for one day */
    int64_t revision;
};
typedef GT_VEC(struct gt_node) gt_nodes;

gt_rc gt_node_store_list(struct gt_db *db, struct gt_arena *arena, gt_nodes *out,
                         struct gt_err *err) GT_MUST_USE;
gt_rc gt_node_store_get(struct gt_db *db, int64_t id, struct gt_arena *arena,
                        struct gt_node *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_node_store_insert(struct gt_db *db, struct gt_node *node, struct gt_err *err) GT_MUST_USE;
gt_rc gt_node_store_update(struct gt_db *db, struct gt_node *node, struct gt_err *err) GT_MUST_USE;
gt_rc gt_node_store_remove(struct gt_db *db, int64_t id, struct gt_err *err) GT_MUST_USE;

#endif
