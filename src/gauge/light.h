/*
 * light.h - the meanings of lights, the facts they rest on, and how several
 * become one.
 *
 * A light is a function of facts, a rule set (light_set.h), a day and a work
 * calendar; nothing is remembered.  A task has one light in each channel; the
 * worst of them shows.  Colours and shapes belong to themes.
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
#define GT_LIGHT_MAP(X)                             \
    X(GRAVE,    "grave",    "Gravely late", "严重")   \
    X(OVERDUE,  "overdue",  "Overdue",      "逾期")   \
    X(BEHIND,   "behind",   "Behind",       "滞后")   \
    X(DUESOON,  "duesoon",  "Due soon",     "临期")   \
    X(WATCH,    "watch",    "Watch",        "关注")   \
    X(ONTRACK,  "ontrack",  "On track",     "正常")   \
    X(AHEAD,    "ahead",    "Ahead",        "超前")   \
    X(DONE,     "done",     "Done",         "办结")   \
    X(NOTYET,   "notyet",   "Not yet due",  "未到")   \
    X(STANDING, "standing", "Standing",     "长期")

enum gt_light_meaning {
#define GT_LIGHT_ENUM(name, key, en, zh) GT_LIGHT_##name,
    GT_LIGHT_MAP(GT_LIGHT_ENUM)
#undef GT_LIGHT_ENUM
    GT_LIGHT_MEANINGS
};

/* What one question about a task is answered by.  Where no channel warns, the
 * first that speaks shows; of equal warnings the first as well. */
#define GT_LIGHT_CHANNEL_MAP(X)                         \
    X(PROGRESS,   "progress",   "Progress",   "进度")     \
    X(DEADLINE,   "deadline",   "Deadline",   "到期")     \
    X(RECEIPT,    "receipt",    "Receipt",    "签收")     \
    X(ACCEPTANCE, "acceptance", "Acceptance", "验收")     \
    X(RATING,     "rating",     "Rating",     "评价")

enum gt_light_channel {
#define GT_LIGHT_CHANNEL_ENUM(name, key, en, zh) GT_LIGHT_IN_##name,
    GT_LIGHT_CHANNEL_MAP(GT_LIGHT_CHANNEL_ENUM)
#undef GT_LIGHT_CHANNEL_ENUM
    GT_LIGHT_CHANNELS
};

const char *gt_light_key(enum gt_light_meaning meaning);             /* "behind" */
const char *gt_light_word(enum gt_light_meaning meaning, enum gt_lang lang);
int gt_light_from(gt_str key); /* -1 for none of them */
const char *gt_light_channel_key(enum gt_light_channel channel);
const char *gt_light_channel_word(enum gt_light_channel channel, enum gt_lang lang);
int gt_light_channel_from(gt_str key); /* -1 */
/* grave, overdue, behind, duesoon, watch: somebody should do something */
bool gt_light_warns(enum gt_light_meaning meaning);

/* Work days from the morning of a to the morning of b; negative backwards. */
struct gt_light_days {
    int64_t (*between)(const void *data, gt_day a, gt_day b);
    const void *data;
    const int32_t *rank;     /* [until - from + 1] work days before each; NULL: ask */
    gt_day from, until;
};
/* Counts the days of a range once, so that many lights ask no more. */
gt_rc gt_light_days_rank(struct gt_light_days *days, struct gt_arena *arena, gt_day from,
                         gt_day until) GT_MUST_USE;

/*
 * What is known of a task.  Zero means "nothing of the kind" for all but the
 * first three, so that a caller names what he knows.
 */
struct gt_light_facts {
    gt_day start, finish;    /* planned; GT_DAY_NONE where there is none */
    gt_day deadline;         /* overdue counts from here; without it from finish */
    double percent;          /* reported, 0 to 100 */
    bool   standing;

    bool   issued, has_signed;   /* receipt: handed out; signed for */
    bool   refused;          /* refused, and nobody has decided it */
    double hours_issued;     /* from the issue to the receipt, or until now */
    double days_issued;      /* the same in work days */

    bool   pending;          /* an extension, change or hand-over asked for, undecided */
    double pending_days;     /* work days it has waited */
    double extensions;       /* granted so far */

    bool   submitted, accepted; /* completion asked for; confirmed */
    bool   paused;           /* put aside for now */
    double submitted_days;   /* work days it has waited for the confirmation */
    double returned;         /* times it was sent back */
    double score;            /* of the acceptance, 0 to 100; 0: none yet */

    bool   reports_due;      /* somebody asks for reports: the next three count */
    double report_left;      /* work days until the next is due */
    double report_late;      /* work days that the one owed is late */
    double reports_missed;   /* in a row */
    bool   copied;           /* the last was that of the time before */
    double quiet_days;       /* calendar days since the last report */

    double slip;             /* the open slip's level: 1 blue, 2 orange, 3 red */
    bool   slip_expired;     /* its limit has passed */
    bool   major;            /* important, urgent or by a leader's instruction */
    double grade;            /* the office's verdict: 1 good, 2 middling, 3 poor */
    double rank, rank_of;    /* place among so many; 0: not ranked */
    double rank_change;      /* places won since the period before */
    double red_run;          /* closed periods in a row with a red light */
    double level;            /* 1 goal, 2 task, 3 measure, 4 step */
    bool   milestone, critical;
};

enum { GT_LIGHT_SILENT = 255, GT_LIGHT_NO_RULE = 65535 };

struct gt_light {
    enum gt_light_meaning meaning; /* that shows */
    int64_t  amount;         /* work days that its rule shows; 0: none */
    int      expect;         /* percent that should be done by the day */
    uint16_t rule;           /* in the set; GT_LIGHT_NO_RULE: none spoke */
    bool     rolled;         /* made of those below it, not of its own figures */
    uint8_t  channels[GT_LIGHT_CHANNELS]; /* each one's meaning, or GT_LIGHT_SILENT */
};

/* ---- several lights as one --------------------------------------------------- */

#define GT_LIGHT_ROLL_MAP(X)                                  \
    X(OWN,      "own",      "its own figures",  "按自身数据")   \
    X(WORST,    "worst",    "the worst",        "取最差")       \
    X(MAJORITY, "majority", "the most frequent", "取多数")      \
    X(WEIGHTED, "weighted", "half the weight",  "按工期加权")

enum gt_light_roll {
#define GT_LIGHT_ROLL_ENUM(name, key, en, zh) GT_LIGHT_ROLL_##name,
    GT_LIGHT_ROLL_MAP(GT_LIGHT_ROLL_ENUM)
#undef GT_LIGHT_ROLL_ENUM
    GT_LIGHT_ROLLS
};
const char *gt_light_roll_key(enum gt_light_roll roll);
const char *gt_light_roll_word(enum gt_light_roll roll, enum gt_lang lang);
int gt_light_roll_from(gt_str key); /* -1 */

/* How many there are of each meaning, and how heavy they are. */
struct gt_light_sum { int64_t count[GT_LIGHT_MEANINGS]; double weight[GT_LIGHT_MEANINGS]; };
void gt_light_sum_add(struct gt_light_sum *sum, enum gt_light_meaning meaning, double weight);
/*
 * WORST (and OWN, where there is nothing of one's own): the worst that is
 * there.  MAJORITY: the meaning of most; of equals the worse.  WEIGHTED: going
 * down from the worst, the meaning at which half of the weight is reached.
 * Nothing summed up: GT_LIGHT_SILENT.
 */
int gt_light_sum_of(const struct gt_light_sum *sum, enum gt_light_roll roll);

#endif
