/*
 * psplib.h - the three file formats in which scheduling problems are
 * exchanged: PSPLIB single mode (.sm), ProGen/max (.sch), Patterson (.rcp).
 *
 * Bytes in, a problem in the arena out; no files are opened here.
 */
#ifndef GT_PLAN_PSPLIB_H
#define GT_PLAN_PSPLIB_H

#include "plan/rcpsp.h"

enum { GT_PSPLIB_BYTES_MAX = 64 * 1024 * 1024 };

enum gt_psplib { GT_PSPLIB_SM, GT_PSPLIB_SCH, GT_PSPLIB_RCP };

/*
 * Activities keep the file's order, the artificial first and last included.
 * GT_EPARSE with the line at fault for anything that is not such a file;
 * several modes and nonrenewable resources are GT_EUNSUPPORTED.
 */
gt_rc gt_psplib_parse(struct gt_arena *arena, enum gt_psplib format, gt_str bytes,
                      struct gt_rcpsp *out, struct gt_err *err) GT_MUST_USE;

/* By the name's ending; false where it is none of the three. */
bool gt_psplib_of_name(gt_str name, enum gt_psplib *out);

#endif
