/*
 * buf.h - outgoing text: append freely, check once at the end.
 *
 * The buffer owns malloc memory and has a maximum.  The first failure
 * sticks; later appends do nothing.
 */
#ifndef GT_BASE_BUF_H
#define GT_BASE_BUF_H

#include "base/base.h"

struct gt_buf {
    char  *at;  /* NUL-terminated whenever status is GT_OK and len > 0 */
    size_t len, cap, max;
    gt_rc  status; /* GT_OK, GT_ENOMEM or GT_ELIMIT */
};

void gt_buf_init(struct gt_buf *buf, size_t bytes_max); /* allocates nothing */
void gt_buf_clear(struct gt_buf *buf);                  /* frees; may be used again */
void gt_buf_reset(struct gt_buf *buf);                  /* empties, keeps the memory */

void gt_buf_add(struct gt_buf *buf, const void *bytes, size_t len);
void gt_buf_str(struct gt_buf *buf, gt_str s);
void gt_buf_text(struct gt_buf *buf, const char *text);
void gt_buf_char(struct gt_buf *buf, char c);
void gt_buf_utf8(struct gt_buf *buf, uint32_t code_point);
void gt_buf_i64(struct gt_buf *buf, int64_t value);
void gt_buf_printf(struct gt_buf *buf, const char *fmt, ...) GT_PRINTF(2, 3);

/* What was written so far; dies at the next append. */
gt_str gt_buf_view(const struct gt_buf *buf);

#endif
