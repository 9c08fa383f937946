/* decode.h - bytes of a text or page to UTF-8, refusing what only looks like
 * GB18030. */
#ifndef GT_READ_DECODE_H
#define GT_READ_DECODE_H

#include "base/base.h"

/*
 * declared: the character set that the page names, or "".  UTF-8, UTF-16 with
 * a mark and GB18030 (with GBK and GB2312) are read; GT_EUNSUPPORTED or
 * GT_EPARSE names the set or the first wrong byte.
 */
gt_rc gt_decode(struct gt_arena *arena, gt_str bytes, gt_str declared, gt_str *out,
                struct gt_err *err) GT_MUST_USE;

#endif
