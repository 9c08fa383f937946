/* people_parts.h - what people.c and people_move.c share. */
#ifndef GT_WORK_PEOPLE_PARTS_H
#define GT_WORK_PEOPLE_PARTS_H

#include "work/people.h"

gt_rc gt_people_carried(struct gt_ctx *ctx, int64_t person_id, gt_carrieds *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_people_get(struct gt_ctx *ctx, int64_t id, struct gt_person *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_people_end_holding(struct gt_change *change, struct gt_ctx *ctx, struct gt_holding *holding,
                            gt_day last, struct gt_err *err) GT_MUST_USE;

#endif
