/* tjp_macro.h - a TaskJuggler file with its macros written out and its comments
 * left out; for tjp.c. */
#ifndef GT_READ_TJP_MACRO_H
#define GT_READ_TJP_MACRO_H

#include "base/buf.h"

enum { GT_TJP_EXPANDED_MAX = 64 * 1024 * 1024 }; /* of text after macros: the buffer's maximum */

gt_rc gt_tjp_expand(struct gt_arena *arena, gt_str text, struct gt_buf *out, struct gt_err *err) GT_MUST_USE;

#endif
