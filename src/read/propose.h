/* propose.h - from clauses to proposals: every field with its reason. */
#ifndef GT_READ_PROPOSE_H
#define GT_READ_PROPOSE_H

#include "read/due.h"
#include "read/outline.h"
#include "read/read.h"

/* Fills out->clauses, proposals and problems; doc, title, year are set. */
gt_rc gt_propose(const struct gt_sight *s, const struct gt_layout *layout,
                 const struct gt_outline *outline, const struct gt_due_frame *frame, bool plan,
                 struct gt_reading *out) GT_MUST_USE;

/* A name for the task column: the heading, or the first words that order. */
gt_str gt_title_make(const struct gt_sight *s, const struct gt_rough *rough, uint32_t body, double *confidence);

#endif
