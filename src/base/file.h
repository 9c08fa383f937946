/* file.h - whole files: read with a limit, replaced whole or not at all. */
#ifndef GT_BASE_FILE_H
#define GT_BASE_FILE_H

#include "base/base.h"

/* The file's bytes, in the arena. GT_ENOTFOUND, GT_ELIMIT over bytes_max, GT_EIO. */
gt_rc gt_file_read(struct gt_arena *arena, const char *path, size_t bytes_max,
                   gt_str *out, struct gt_err *err) GT_MUST_USE;

/* Writes beside, syncs, renames, syncs the folder: after GT_OK it is on disk. */
gt_rc gt_file_replace(const char *path, gt_str bytes, struct gt_err *err) GT_MUST_USE;

#endif
