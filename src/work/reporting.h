/*
 * reporting.h - how often a task is reported on and by which day: periods,
 * due rules and what fits a task's span.  Pure: a function of frequency,
 * work calendar and days; nothing here is stored.
 *
 * Periods have keys that sort within their kind and go over the wire:
 *   2026-07-08 a day · 2026-W28 an ISO week · 2026-07-T1..T3 ten days (旬) ·
 *   2026-07 a month · 2026-Q3 · 2026-H2 · 2026 · S12 the stage that task 12 is
 *
 * Due rules are spelled
 *   workday:-5   the fifth-last work day of the period
 *   workday:+2   the second work day after it
 *   next:10      day 10 of the next period's first month (of the next month,
 *                for what is shorter than one); the next work day if that is off
 *   after:11     11 calendar days after it; the next work day if that is off
 *   weekday:5    the Friday of a week (the work day before, if that is off)
 */
#ifndef GT_WORK_REPORTING_H
#define GT_WORK_REPORTING_H

#include "base/base.h"
#include "base/buf.h"
#include "base/date.h"
#include "plan/cal.h"

/* key, least days of a task's span, English, Chinese */
#define GT_FREQ_MAP(X)                                     \
    X(NONE,      "none",      0,   "no reports",  "不报送") \
    X(DAILY,     "daily",     1,   "daily",       "每日")   \
    X(WEEKLY,    "weekly",    7,   "weekly",      "每周")   \
    X(TENDAY,    "tenday",    11,  "every ten days", "每旬") \
    X(MONTHLY,   "monthly",   27,  "monthly",     "每月")   \
    X(QUARTERLY, "quarterly", 90,  "quarterly",   "每季")   \
    X(HALFYEAR,  "halfyear",  181, "half-yearly", "每半年") \
    X(YEARLY,    "yearly",    365, "yearly",      "每年")   \
    X(STAGE,     "stage",     0,   "by stage",    "按阶段")

enum gt_freq {
#define GT_FREQ_ENUM(name, key, span, en, zh) GT_FREQ_##name,
    GT_FREQ_MAP(GT_FREQ_ENUM)
#undef GT_FREQ_ENUM
    GT_FREQS
};
const char *gt_freq_key(enum gt_freq freq);
const char *gt_freq_word(enum gt_freq freq, enum gt_lang lang);
int gt_freq_from(gt_str key); /* -1 */

/* May a task that spans so many calendar days report so?  Only what is
 * shorter than the span: under 7 days only daily, under 27 nothing monthly. */
bool gt_freq_fits(enum gt_freq freq, int64_t span_days);
/* The same or the longest shorter one that fits; by stage (once, at the end)
 * where even a week does not: nobody is asked daily who was not told so. */
enum gt_freq gt_freq_fit(enum gt_freq freq, int64_t span_days);

struct gt_period {
    enum gt_freq freq;   /* GT_FREQ_NONE: no period */
    gt_day  first, last; /* inclusive */
    int64_t stage_id;    /* of GT_FREQ_STAGE: the task that is the stage; else 0 */
};

struct gt_period gt_period_of(enum gt_freq freq, gt_day day); /* not of stages */
struct gt_period gt_period_next(struct gt_period period);     /* not of stages */
struct gt_period gt_period_prev(struct gt_period period);
bool gt_period_eq(struct gt_period a, struct gt_period b);

enum { GT_PERIOD_KEY = 24 };
char *gt_period_key(struct gt_period period, char key[static GT_PERIOD_KEY]);
/* A stage's days are GT_DAY_NONE: only its task knows them. */
bool  gt_period_parse(gt_str key, struct gt_period *out);
/* 7月, 28周（7月6日至12日）; July, week 28 (6 to 12 Jul). The year is said
 * where it is not `year`. */
void  gt_period_name(struct gt_buf *buf, struct gt_period period, int year, enum gt_lang lang);

enum gt_due_kind { GT_DUE_WORKDAY, GT_DUE_NEXT, GT_DUE_AFTER, GT_DUE_WEEKDAY };
struct gt_due_rule { enum gt_due_kind kind; int n; };

enum { GT_DUE_TEXT = 16 };
bool  gt_due_parse(gt_str text, struct gt_due_rule *out);
char *gt_due_text(struct gt_due_rule rule, char text[static GT_DUE_TEXT]);
/* Monthly the fifth-last work day, quarterly day 5 of the next quarter, ... */
struct gt_due_rule gt_due_default(enum gt_freq freq);

/* The last day on which a report of the period is in time. */
gt_day gt_due_day(struct gt_due_rule rule, struct gt_period period, const struct gt_cal *work);
/* "monthly, fifth-last work day of July: 27 Jul" */
void   gt_due_why(struct gt_buf *buf, struct gt_due_rule rule, struct gt_period period,
                  const struct gt_cal *work, int year, enum gt_lang lang);
/* The rule in words, without a period: "the fifth-last work day of the month". */
void   gt_due_say(struct gt_buf *buf, struct gt_due_rule rule, enum gt_freq freq, enum gt_lang lang);

#endif
