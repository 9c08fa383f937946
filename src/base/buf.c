/* buf.c - growing byte buffer with a sticky error. */
#include "base/buf.h"
#include "base/utf8.h"

void gt_buf_init(struct gt_buf *buf, size_t bytes_max)
{
    *buf = (struct gt_buf){.max = bytes_max};
}

void gt_buf_clear(struct gt_buf *buf)
{
    gt_free(buf->at);
    gt_buf_init(buf, buf->max);
}

void gt_buf_reset(struct gt_buf *buf)
{
    buf->len = 0;
    buf->status = GT_OK;
}

static bool make_room(struct gt_buf *buf, size_t more)
{
    size_t need, cap = buf->cap < 256 ? 256 : buf->cap;
    char *grown;

    if (buf->status != GT_OK)
        return false;
    if (__builtin_add_overflow(buf->len, more, &need) || need > buf->max) {
        buf->status = GT_ELIMIT;
        return false;
    }
    need++; /* the NUL */
    if (need <= buf->cap)
        return true;
    while (cap < need)
        cap = cap > SIZE_MAX / 2 ? need : cap * 2;
    if ((grown = gt_realloc(buf->at, cap, 1)) == NULL) {
        buf->status = GT_ENOMEM;
        return false;
    }
    buf->at = grown;
    buf->cap = cap;
    return true;
}

void gt_buf_add(struct gt_buf *buf, const void *bytes, size_t len)
{
    if (len == 0 || !make_room(buf, len))
        return;
    memcpy(buf->at + buf->len, bytes, len);
    buf->len += len;
    buf->at[buf->len] = '\0';
}

void gt_buf_str(struct gt_buf *buf, gt_str s)
{
    gt_buf_add(buf, s.at, s.len);
}

void gt_buf_text(struct gt_buf *buf, const char *text)
{
    gt_buf_add(buf, text, strlen(text));
}

void gt_buf_char(struct gt_buf *buf, char c)
{
    gt_buf_add(buf, &c, 1);
}

void gt_buf_utf8(struct gt_buf *buf, uint32_t code_point)
{
    char bytes[4];

    gt_buf_add(buf, bytes, gt_utf8_put(code_point, bytes));
}

void gt_buf_i64(struct gt_buf *buf, int64_t value)
{
    char digits[24];
    size_t at = sizeof(digits);
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;

    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (value < 0)
        digits[--at] = '-';
    gt_buf_add(buf, digits + at, sizeof(digits) - at);
}

void gt_buf_printf(struct gt_buf *buf, const char *fmt, ...)
{
    va_list args;
    int len;

    va_start(args, fmt);
    len = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    if (len <= 0 || !make_room(buf, (size_t)len))
        return;
    va_start(args, fmt);
    (void)vsnprintf(buf->at + buf->len, (size_t)len + 1, fmt, args);
    va_end(args);
    buf->len += (size_t)len;
}

gt_str gt_buf_view(const struct gt_buf *buf)
{
    return (gt_str){buf->len > 0 ? buf->at : "", buf->len};
}
