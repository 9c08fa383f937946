/* log.c - leveled lines on standard error, one write each. */
#include <unistd.h>

#include "base/date.h"
#include "base/log.h"

static _Atomic int level_max = GT_LOG_INFO;

void gt_log_level_set(enum gt_log_level level)
{
    level_max = (int)level;
}

void gt_log(enum gt_log_level level, const char *fmt, ...)
{
    static const char *const names[] = {"error", "warn", "info", "debug"};
    char line[2048], when[GT_INSTANT_TEXT];
    va_list args;
    int head, body;
    size_t len;

    if ((int)level > level_max)
        return;
    head = snprintf(line, sizeof(line), "%s %s ",
                    gt_instant_text(gt_clock_ms(), when), names[level]);
    va_start(args, fmt);
    body = vsnprintf(line + head, sizeof(line) - (size_t)head - 1, fmt, args);
    va_end(args);
    len = (size_t)head + (size_t)(body < 0 ? 0 : body);
    if (len > sizeof(line) - 2)
        len = sizeof(line) - 2;
    /* A log line is one line, whatever a user put into a name. */
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)line[i] < 0x20)
            line[i] = ' ';
    line[len++] = '\n';
    if (write(STDERR_FILENO, line, len) < 0)
        return; /* nobody left to tell */
}
