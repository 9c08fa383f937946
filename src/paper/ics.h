/*
 * ics.h - a calendar as iCalendar (RFC 5545): tasks as to-dos, days as events.
 *
 * What goes in is text; escaping and folding at 75 octets are done here.
 * Days are whole days; an end day is inclusive.
 */
#ifndef GT_PAPER_ICS_H
#define GT_PAPER_ICS_H

#include "base/buf.h"
#include "base/date.h"

enum { GT_ICS_BYTES_MAX = 64 << 20 };

struct gt_ics_item {
    bool    todo;            /* else an event */
    gt_str  uid;             /* stays the same for ever */
    int64_t sequence;        /* goes up with every change */
    gt_str  summary, detail, categories;
    gt_day  start, end;      /* a to-do is due on its end; GT_DAY_NONE where there is none */
    int     percent;         /* of a to-do */
    int64_t changed_ms;
    int     alarm_days;      /* a reminder so many days before; 0: none */
};

void gt_ics_open(struct gt_buf *out, gt_str name);
void gt_ics_item(struct gt_buf *out, const struct gt_ics_item *item, int64_t now_ms);
void gt_ics_close(struct gt_buf *out);

#endif
