/*
 * sgs.h - serial and parallel schedule generation, forward and mirrored, and
 * justification (Valls, Ballestin and Quintanilla 2005) on top of it.
 *
 * Lists are for networks without greatest lags (frame.dag); the profile serves
 * all.  One generator serves one thread;
 * its profile is dense, a word a tick for each four resources.
 */
#ifndef GT_PLAN_SGS_H
#define GT_PLAN_SGS_H

#include "plan/rcpsp.h"

enum gt_way { GT_FORWARD, GT_BACKWARD };

enum { GT_SGS_SLOTS_MAX = 1 << 26 }; /* words of one profile */

struct gt_sgs {
    const struct gt_frame *frame;
    int32_t   slots;      /* ticks of the profile */
    int32_t   longest;    /* ticks at its end to look into only; 0 for a dag */
    int32_t   filled;     /* ticks that may hold something */
    uint64_t *used;       /* [words * slots] */
    uint64_t *room;       /* [words] capacity with the top bits set */
    uint32_t *waiting;    /* [n] predecessors not yet placed */
    uint32_t *heap;       /* [n] ranks of those that became ready late */
    uint32_t *rank;       /* [n] */
    uint32_t *bucket;     /* [bucket_max + 1] */
    uint32_t  bucket_max;
    uint32_t *list;       /* [n] */
    int32_t  *finish;     /* [n] */
    uint32_t *freed, frees; /* [n] parallel: those that the last one placed made ready */
    int32_t  *moment;     /* [2n + loads] parallel: heap of times when something may begin */
    int64_t   count;      /* schedules generated so far */
    int64_t   ticks;      /* profile words touched, roughly */
};

/* GT_ELIMIT where horizon and resources need too large a profile. */
gt_rc gt_sgs_init(struct gt_arena *arena, const struct gt_frame *f, struct gt_sgs *out,
                  struct gt_err *err) GT_MUST_USE;

/*
 * Places the activities one by one as early as links and resources allow, the
 * first ready one of `list` next; any permutation will do.  Returns the end.
 * Backward, the same on reversed time: start[] and the result count from the end.
 * `span` says where reversed time begins; it matters only where there are loads.
 */
int32_t gt_sgs_list(struct gt_sgs *sgs, enum gt_way way, const uint32_t *list, int32_t span,
                    int32_t *start);

/*
 * The same from moment to moment: of those that can start now, the first of the
 * list that fits goes in.  Such schedules have no idle time that a ready activity
 * could fill, which pays where resources are scarce; the shortest need not be among them.
 */
int32_t gt_sgs_parallel(struct gt_sgs *sgs, enum gt_way way, const uint32_t *list, int32_t span,
                        int32_t *start);

/* The profile by itself, for other schemes: emptied but for the loads; the first
 * tick from which an activity fits; putting it there and taking it away. */
void gt_sgs_reset(struct gt_sgs *sgs, enum gt_way way, int32_t span);
int32_t gt_sgs_fit(const struct gt_sgs *sgs, uint32_t act, int32_t from);
void gt_sgs_take(struct gt_sgs *sgs, uint32_t act, int32_t from);
void gt_sgs_give(struct gt_sgs *sgs, uint32_t act, int32_t from);

/* The activities by increasing key, predecessors (of that way) first among
 * equals. Keys are from 0 to twice the horizon. */
void gt_sgs_sort(struct gt_sgs *sgs, enum gt_way way, const int32_t *key, uint32_t *list);

/* start[] of one way as list keys of the other: the end counted from `end`. */
void gt_sgs_turn(const struct gt_frame *f, const int32_t *start, int32_t end, int32_t *key);

/* Right, then left: two schedules; never longer. Returns the new end. */
int32_t gt_sgs_justify(struct gt_sgs *sgs, int32_t end, int32_t *start);

#endif
