/* cockpit_parts.h - the parts of the leaders' page.  Private to cockpit*.c. */
#ifndef GT_WORK_COCKPIT_PARTS_H
#define GT_WORK_COCKPIT_PARTS_H

#include "work/cockpit.h"

/* Who waits behind whom: links as lists by the task they leave. */
struct gt_chain {
    uint32_t *first;     /* [tasks + 1] into to */
    uint32_t *to;
    uint8_t  *seen;      /* [tasks] scratch, all 0 between calls */
    uint32_t *queue;     /* [GT_COCKPIT_CHAIN_MAX] scratch */
};
gt_rc gt_chain_make(const struct gt_picture *picture, struct gt_arena *arena, struct gt_chain *out,
                    struct gt_err *err) GT_MUST_USE;
/* Open tasks reached over links from it, itself not counted. */
int64_t gt_chain_behind(const struct gt_chain *chain, const struct gt_picture *picture, uint32_t task);

gt_rc gt_cockpit_tasks(struct gt_ctx *ctx, const struct gt_picture *picture, const struct gt_chain *chain,
                       struct gt_cockpit *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_cockpit_indicators(struct gt_ctx *ctx, const struct gt_picture *picture, struct gt_ind_book *book,
                            struct gt_cockpit *out, struct gt_err *err) GT_MUST_USE;

#endif
