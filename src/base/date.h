/*
 * date.h - days of the proleptic Gregorian calendar and instants.
 *
 * A day is an int32 count from 1970-01-01; an instant is int64 milliseconds
 * UTC from the same moment.  "Today" is always a parameter; only cli and
 * api ask the clock, through gt_clock_ms().
 */
#ifndef GT_BASE_DATE_H
#define GT_BASE_DATE_H

#include "base/base.h"

typedef int32_t gt_day;

#define GT_DAY_NONE INT32_MIN
#define GT_DAY_MIN ((gt_day)-25567)  /* 1900-01-01 */
#define GT_DAY_MAX ((gt_day)84005)   /* 2199-12-31 */

struct gt_ymd { int year, month, day; }; /* month and day from 1 */

bool   gt_ymd_valid(int year, int month, int day); /* and inside the range above */
gt_day gt_day_from_ymd(int year, int month, int day); /* any day count; must be valid */
struct gt_ymd gt_day_ymd(gt_day day);
int    gt_month_days(int year, int month);
gt_day gt_month_end(int year, int month);
int    gt_weekday(gt_day day); /* 0 Monday ... 6 Sunday */
/* Same day of a month n months on, or that month's last day. */
gt_day gt_day_add_months(gt_day day, int months);

/* "2026-07-08"; false on anything else, also on 31 February. */
bool   gt_day_parse(gt_str s, gt_day *out);
enum { GT_DAY_TEXT = 11 };
/* GT_DAY_NONE gives "". Returns text. */
char  *gt_day_text(gt_day day, char text[static GT_DAY_TEXT]);
gt_rc  gt_day_dup(struct gt_arena *arena, gt_day day, gt_str *out) GT_MUST_USE;
enum { GT_DAY_SAID = 24 };
/* As a sentence says it: "2026年7月8日", "8 Jul 2026"; without the year where it
 * is the given one (0: always with it).  GT_DAY_NONE gives "". Returns text. */
char  *gt_day_say(gt_day day, int year, enum gt_lang lang, char text[static GT_DAY_SAID]);

enum { GT_INSTANT_TEXT = 25 };
/* "2026-07-08T09:30:00.000Z" */
char  *gt_instant_text(int64_t ms, char text[static GT_INSTANT_TEXT]);
/* The day at `offset_min` minutes east of Greenwich (China: 480). */
gt_day gt_instant_day(int64_t ms, int offset_min);

int64_t gt_clock_ms(void);        /* wall clock; cli and api only */
int64_t gt_clock_mono_ns(void);   /* for durations */

#endif
