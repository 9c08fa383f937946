/*
 * wall_snap.h - the whole chart, packed, as it was a short while ago.
 *
 * Two hundred people open the wall at nine o'clock.  The whole answer of a
 * large space costs half a second of a core; so it is kept for a minute, and
 * who gets it asks at once for what changed since (wall_trace.h).  Only what
 * everybody with the same rights sees alike is kept.
 */
#ifndef GT_API_WALL_SNAP_H
#define GT_API_WALL_SNAP_H

#include "base/buf.h"
#include "work/picture.h"

enum {
    GT_WALL_SNAP_TASKS = 2000,       /* a smaller chart is made in a moment */
    GT_WALL_SNAP_MS = 60 * 1000,
};

/* Whom an answer is good for. */
struct gt_wall_sight { gt_day today; uint64_t born; enum gt_lang lang; bool units, documents; };

struct gt_wall_snap {
    pthread_mutex_t lock;
    struct gt_wall_sight sight[GT_LANG_COUNT];
    int64_t mark[GT_LANG_COUNT], made_ms[GT_LANG_COUNT];
    struct gt_buf packed[GT_LANG_COUNT];
};

void gt_wall_snap_init(struct gt_wall_snap *snap);
void gt_wall_snap_clear(struct gt_wall_snap *snap);

/* Its mark; 0: there is none for this sight, or it is too old. */
int64_t gt_wall_snap_mark(struct gt_wall_snap *snap, const struct gt_wall_sight *sight, int64_t now_ms);
/* Appends it to body; false where it was replaced or dropped meanwhile. */
bool gt_wall_snap_copy(struct gt_wall_snap *snap, const struct gt_wall_sight *sight, int64_t mark,
                       struct gt_buf *body);
/* Takes packed over; clears it in any case. */
void gt_wall_snap_keep(struct gt_wall_snap *snap, const struct gt_wall_sight *sight, int64_t mark,
                       int64_t now_ms, struct gt_buf *packed);

#endif
