/*
 * light.h - one task's light: a meaning, how much, and why.
 *
 * A light is a function of a task's window, what was reported, a day and a
 * work calendar; nothing is remembered.  Colours and shapes belong to themes.
 *
 * A window's days are inclusive.  What should be done by a day is the part
 * of the window's work days that lie before it: on the morning of the first
 * day 0, on the morning after the last day 100.
 */
#ifndef GT_GAUGE_LIGHT_H
#define GT_GAUGE_LIGHT_H

#include "base/base.h"
#include "base/buf.h"
#include "base/date.h"

/* In the order in which they are listed everywhere: the worst first. */
#define GT_LIGHT_MAP(X)                          \
    X(OVERDUE,  "overdue",  "Overdue",     "逾期") \
    X(BEHIND,   "behind",   "Behind",      "滞后") \
    X(DUESOON,  "duesoon",  "Due soon",    "临期") \
    X(ONTRACK,  "ontrack",  "On track",    "正常") \
    X(AHEAD,    "ahead",    "Ahead",       "超前") \
    X(DONE,     "done",     "Done",        "办结") \
    X(NOTYET,   "notyet",   "Not yet due", "未到") \
    X(STANDING, "standing", "Standing",    "长期")

enum gt_light_meaning {
#define GT_LIGHT_ENUM(name, key, en, zh) GT_LIGHT_##name,
    GT_LIGHT_MAP(GT_LIGHT_ENUM)
#undef GT_LIGHT_ENUM
    GT_LIGHT_MEANINGS
};

const char *gt_light_key(enum gt_light_meaning meaning);             /* "behind" */
const char *gt_light_word(enum gt_light_meaning meaning, enum gt_lang lang);
int gt_light_from(gt_str key); /* -1 for none of them */

/* Work days from the morning of a to the morning of b; negative backwards. */
struct gt_light_days {
    int64_t (*between)(const void *data, gt_day a, gt_day b);
    const void *data;
};

/* Thresholds.  A difference counts only when both its measures are reached:
 * days alone would scold long tasks for a rounding, points alone short ones. */
struct gt_light_rules {
    int64_t duesoon_days;               /* work days left, the last one counted */
    int64_t behind_days, ahead_days;    /* work days */
    double  behind_points, ahead_points; /* percentage points */
};
extern const struct gt_light_rules gt_light_rules_default; /* 5; 3, 5; 5, 10 */

struct gt_light_facts {
    gt_day start, finish;  /* planned; GT_DAY_NONE where there is none */
    gt_day deadline;       /* overdue counts from here; without it from finish */
    double percent;        /* reported, 0 to 100 */
    bool   standing;
};

struct gt_light {
    enum gt_light_meaning meaning;
    int64_t amount;        /* work days: late, behind, left, ahead or to wait; 0: none */
    int     expect;        /* percent that should be done by the day */
};

struct gt_light gt_light_of(const struct gt_light_facts *facts, const struct gt_light_rules *rules,
                            const struct gt_light_days *days, gt_day today);

/* The rule that lit it, and one sentence with rule, numbers and date. */
void gt_light_rule_text(struct gt_buf *buf, enum gt_light_meaning meaning,
                        const struct gt_light_rules *rules, enum gt_lang lang);
void gt_light_why(struct gt_buf *buf, const struct gt_light *light,
                  const struct gt_light_facts *facts, const struct gt_light_rules *rules,
                  const struct gt_light_days *days, gt_day today, enum gt_lang lang);

#endif
