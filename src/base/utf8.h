/* utf8.h - Unicode in bytes.  Text is checked once at the door; what comes
 * later may trust it. */
#ifndef GT_BASE_UTF8_H
#define GT_BASE_UTF8_H

#include "base/base.h"

/* True for well-formed UTF-8 without surrogates and without NUL;
 * otherwise *bad_at is the offset of the first wrong byte. */
bool gt_utf8_valid(gt_str s, size_t *bad_at);

/* Next code point; *at moves on.  s must be valid and *at < s.len. */
uint32_t gt_utf8_next(gt_str s, size_t *at);

/* Writes 1 to 4 bytes; U+FFFD for what is no code point. */
size_t gt_utf8_put(uint32_t code_point, char bytes[static 4]);

size_t gt_utf8_count(gt_str s);                 /* code points */
size_t gt_utf8_offset(gt_str s, size_t points); /* bytes of the first n */

/* Columns on a terminal: 0, 1, or 2 for East Asian wide and full-width. */
int    gt_utf8_width_of(uint32_t code_point);
size_t gt_utf8_width(gt_str s);

#endif
