/* ics.c - lines of a calendar, escaped and folded. */
#include "paper/ics.h"

#include "base/utf8.h"

enum { FOLD = 75 };

/* One content line; a fold never parts a character. */
static void put_line(struct gt_buf *out, gt_str line)
{
    size_t room = FOLD;

    for (size_t at = 0; at < line.len;) {
        const size_t from = at;

        (void)gt_utf8_next(line, &at);
        if (at - from > room) {
            gt_buf_text(out, "\r\n ");
            room = FOLD - 1;
        }
        gt_buf_add(out, line.at + from, at - from);
        room -= at - from;
    }
    gt_buf_text(out, "\r\n");
}

/* name:text with the text's own signs escaped. */
static void put_text(struct gt_buf *out, const char *name, gt_str text)
{
    struct gt_buf line;

    gt_buf_init(&line, 1 << 20);
    gt_buf_text(&line, name);
    gt_buf_char(&line, ':');
    for (size_t at = 0; at < text.len; at++)
        switch (text.at[at]) {
        case '\\': gt_buf_text(&line, "\\\\"); break;
        case ';': gt_buf_text(&line, "\\;"); break;
        case ',': gt_buf_text(&line, "\\,"); break;
        case '\n': gt_buf_text(&line, "\\n"); break;
        case '\r': break;
        default:
            if ((unsigned char)text.at[at] >= 0x20 && text.at[at] != 0x7f)
                gt_buf_char(&line, text.at[at]);
        }
    if (line.status == GT_OK)
        put_line(out, gt_buf_view(&line));
    else if (out->status == GT_OK)
        out->status = line.status;
    gt_buf_clear(&line);
}

static void put_day(struct gt_buf *out, const char *name, gt_day day)
{
    const struct gt_ymd ymd = gt_day_ymd(day);

    gt_buf_printf(out, "%s;VALUE=DATE:%04d%02d%02d\r\n", name, ymd.year, ymd.month, ymd.day);
}

static void put_instant(struct gt_buf *out, const char *name, int64_t ms)
{
    const gt_day day = gt_instant_day(ms, 0);
    const struct gt_ymd ymd = gt_day_ymd(day);
    const int64_t second = ms / 1000 - (int64_t)day * 86400;

    gt_buf_printf(out, "%s:%04d%02d%02dT%02d%02d%02dZ\r\n", name, ymd.year, ymd.month, ymd.day, (int)(second / 3600),
                  (int)(second / 60 % 60), (int)(second % 60));
}

void gt_ics_open(struct gt_buf *out, gt_str name)
{
    gt_buf_text(out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Guatu//" GT_VERSION "//ZH\r\n"
                     "CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n");
    put_text(out, "X-WR-CALNAME", name);
    put_text(out, "NAME", name);
    gt_buf_text(out, "REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n");
}

static void put_alarm(struct gt_buf *out, const struct gt_ics_item *item)
{
    if (item->alarm_days <= 0)
        return;
    gt_buf_printf(out, "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER%s:-P%dD\r\n", item->todo ? ";RELATED=END" : "",
                  item->alarm_days);
    put_text(out, "DESCRIPTION", item->summary);
    gt_buf_text(out, "END:VALARM\r\n");
}

void gt_ics_item(struct gt_buf *out, const struct gt_ics_item *item, int64_t now_ms)
{
    const char *kind = item->todo ? "VTODO" : "VEVENT";

    gt_buf_printf(out, "BEGIN:%s\r\n", kind);
    put_text(out, "UID", item->uid);
    put_instant(out, "DTSTAMP", now_ms);
    put_instant(out, "LAST-MODIFIED", item->changed_ms);
    gt_buf_printf(out, "SEQUENCE:%lld\r\n", (long long)item->sequence);
    put_text(out, "SUMMARY", item->summary);
    if (item->detail.len > 0)
        put_text(out, "DESCRIPTION", item->detail);
    if (item->categories.len > 0)
        put_text(out, "CATEGORIES", item->categories);
    if (item->start != GT_DAY_NONE && (!item->todo || item->end == GT_DAY_NONE || item->start < item->end))
        put_day(out, "DTSTART", item->start);
    if (item->todo) {
        if (item->end != GT_DAY_NONE)
            put_day(out, "DUE", item->end);
        gt_buf_printf(out, "PERCENT-COMPLETE:%d\r\nSTATUS:%s\r\n", item->percent,
                      item->percent >= 100 ? "COMPLETED" : item->percent > 0 ? "IN-PROCESS" : "NEEDS-ACTION");
    } else {
        if (item->end != GT_DAY_NONE)
            put_day(out, "DTEND", item->end + 1); /* the day behind it */
        gt_buf_text(out, "TRANSP:TRANSPARENT\r\n");
    }
    put_alarm(out, item);
    gt_buf_printf(out, "END:%s\r\n", kind);
}

void gt_ics_close(struct gt_buf *out) { gt_buf_text(out, "END:VCALENDAR\r\n"); }
