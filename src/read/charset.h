/* charset.h - bytes of a text file to UTF-8, once, at the door. */
#ifndef GT_READ_CHARSET_H
#define GT_READ_CHARSET_H

#include "base/base.h"

/*
 * UTF-8 with or without byte order mark, UTF-16 with one, else GB18030.
 * The answer points into bytes where nothing had to be changed, else into
 * the arena; the mark is left out.  Anything else is refused (GT_EPARSE)
 * with the offset of the first byte that fits neither.
 */
gt_rc gt_charset_utf8(struct gt_arena *arena, gt_str bytes, gt_str *out,
                      struct gt_err *err) GT_MUST_USE;

#endif
