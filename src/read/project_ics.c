/* project_ics.c - the project's tasks as iCalendar (RFC 5545). */
#include "base/buf.h"
#include "base/utf8.h"
#include "read/project.h"

enum { DAY = 24 * 60, LINE_MAX = 73 };

/* Text with its marks escaped, folded so that no line passes 75 octets and no
 * character is cut. */
static void property(struct gt_buf *out, const char *name, gt_str value)
{
    size_t column = strlen(name) + 1;

    gt_buf_printf(out, "%s:", name);
    for (size_t at = 0; at < value.len;) {
        char bytes[5];
        size_t len;
        uint32_t c = gt_utf8_next(value, &at);

        if (c == '\\' || c == ';' || c == ',' || c == '\n') {
            bytes[0] = '\\';
            bytes[1] = c == '\n' ? 'n' : (char)c;
            len = 2;
        } else if (c < 0x20) {
            continue;
        } else {
            len = gt_utf8_put(c, bytes);
        }
        if (column + len > LINE_MAX) {
            gt_buf_text(out, "\r\n ");
            column = 1;
        }
        gt_buf_add(out, bytes, len);
        column += len;
    }
    gt_buf_text(out, "\r\n");
}

static void day(struct gt_buf *out, const char *name, int64_t at)
{
    struct gt_ymd ymd = gt_day_ymd((gt_day)at);

    gt_buf_printf(out, "%s;VALUE=DATE:%04d%02d%02d\r\n", name, ymd.year, ymd.month, ymd.day);
}

static void moment(struct gt_buf *out, const char *name, int64_t at)
{
    int64_t days = at / DAY - (at % DAY < 0);
    struct gt_ymd ymd = gt_day_ymd((gt_day)days);

    gt_buf_printf(out, "%s:%04d%02d%02dT%02d%02d00\r\n", name, ymd.year, ymd.month, ymd.day,
                  (int)((at - days * DAY) / 60), (int)((at - days * DAY) % 60));
}

/* Ids come from files; letters, digits, dots and dashes go into a UID as they are. */
static void ics_id(struct gt_buf *out, gt_str id)
{
    for (size_t i = 0; i < id.len; i++) {
        unsigned char c = (unsigned char)id.at[i];

        if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-')
            gt_buf_char(out, (char)c);
        else
            gt_buf_printf(out, "_%02x", c);
    }
}

static void event(struct gt_buf *out, const struct gt_project *project,
                  const struct gt_project_task *task, const char *stamp)
{
    bool days = project->whole_days || (task->start % DAY == 0 && task->finish % DAY == 0);

    gt_buf_text(out, "BEGIN:VEVENT\r\n");
    gt_buf_text(out, "UID:");
    ics_id(out, task->id);
    gt_buf_text(out, "@guatu\r\n");
    gt_buf_printf(out, "DTSTAMP:%s\r\n", stamp);
    if (days) {
        /* DTEND is not part of the event; a milestone is the day it is reached. */
        int64_t last = task->finish > task->start ? task->finish : task->start;

        day(out, "DTSTART", task->finish > task->start ? task->start / DAY : task->start / DAY - 1);
        day(out, "DTEND", last / DAY);
    } else {
        moment(out, "DTSTART", task->start);
        moment(out, "DTEND", task->finish);
    }
    property(out, "SUMMARY", task->name.len > 0 ? task->name : task->id);
    gt_buf_text(out, "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n");
}

void gt_project_ics(const struct gt_project *project, int64_t stamp_ms, struct gt_buf *out)
{
    char instant[GT_INSTANT_TEXT], stamp[20];

    (void)gt_instant_text(stamp_ms, instant); /* 2026-07-08T09:30:00.000Z */
    (void)snprintf(stamp, sizeof(stamp), "%.4s%.2s%.2sT%.2s%.2s%.2sZ", instant, instant + 5,
                   instant + 8, instant + 11, instant + 14, instant + 17);
    gt_buf_text(out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Guatu//plan//ZH\r\nCALSCALE:GREGORIAN\r\n");
    property(out, "X-WR-CALNAME", project->title);
    for (size_t i = 0; i < project->tasks.count; i++) {
        const struct gt_project_task *task = &project->tasks.at[i];

        if (!task->summary && !task->inactive && task->start != GT_MINUTE_NONE &&
            task->finish != GT_MINUTE_NONE)
            event(out, project, task, stamp);
    }
    gt_buf_text(out, "END:VCALENDAR\r\n");
}
