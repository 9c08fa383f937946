/* titleyear.c - the plan year a title speaks of. */
#include "base/utf8.h"
#include "read/tasktable.h"

enum { YEAR_MIN = 1990, YEAR_MAX = 2199 };

/* 0 to 9, or -1. */
static int digit_of(uint32_t c)
{
    static const uint32_t han[10] = {0x3007, 0x4e00, 0x4e8c, 0x4e09, 0x56db, 0x4e94, 0x516d, 0x4e03, 0x516b, 0x4e5d};

    if (c >= '0' && c <= '9')
        return (int)(c - '0');
    if (c >= 0xff10 && c <= 0xff19)
        return (int)(c - 0xff10);
    if (c == 0x25cb || c == 0x96f6 || c == 0x25ef) /* ○ 零 ◯ */
        return 0;
    for (int i = 0; i < 10; i++)
        if (c == han[i])
            return i;
    return -1;
}

/* 〔2025〕12号 numbers a document; it says nothing of the plan. */
static bool opens_number(uint32_t c)
{
    return c == 0x3014 || c == '[' || c == 0xff3b || c == 0x3010;
}

int gt_title_year(gt_str title)
{
    uint32_t before = 0, ahead = 0; /* what stood before the run of digits */
    int best = 0, value = 0, run = 0;

    for (size_t at = 0; at <= title.len;) {
        const uint32_t c = at < title.len ? gt_utf8_next(title, &at) : (at++, 0u);
        const int digit = c ? digit_of(c) : -1;

        if (digit >= 0) {
            if (run == 0)
                ahead = before;
            value = run < 8 ? value * 10 + digit : value;
            run++;
        } else {
            if (run == 4 && value >= YEAR_MIN && value <= YEAR_MAX && value > best && !opens_number(ahead))
                best = value;
            run = value = 0;
        }
        before = c;
    }
    return best;
}
