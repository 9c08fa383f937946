/* mspdi_more.h - what gt_mspdi_write() puts into Text30, taken up again; for mspdi.c. */
#ifndef GT_READ_MSPDI_MORE_H
#define GT_READ_MSPDI_MORE_H

#include "base/map.h"
#include "read/project.h"

/*
 * "3FS=480<=960@2" adds to the link that is there, or makes the one that only
 * has a greatest lag.  Words that are none of these are left alone: the field
 * may hold anybody's text.
 */
gt_rc gt_mspdi_more(struct gt_arena *arena, struct gt_project *project, const struct gt_map *tasks,
                    const struct gt_map *cals, uint32_t task, gt_str text, struct gt_err *err) GT_MUST_USE;

#endif
