/*
 * pace.h - how an indicator stands against its curve on the data's cut-off
 * day: ahead or behind, by how much, which gates it passed, and what it needs
 * for the rest of the year (序时进度; 开门红, 半年红, 三季红, 全年红).
 *
 * What is measured depends on the indicator:
 *   cumulative   percentage points of the year's target
 *   stock        percentage points of the way from the year's start to its target
 *   rate, rank   per cent of the target itself, never of the elapsed year
 *   band         per cent beyond the nearer edge; inside counts as reached
 */
#ifndef GT_GAUGE_PACE_H
#define GT_GAUGE_PACE_H

#include "base/buf.h"
#include "gauge/curve.h"

#define GT_PACE_MAP(X)                                                   \
    X(FAR,     "far",     "far behind",     "严重滞后")                  \
    X(BEHIND,  "behind",  "behind",         "滞后")                      \
    X(NEAR,    "near",    "just short",     "略低")                      \
    X(ONTRACK, "ontrack", "on pace",        "达序时")                    \
    X(AHEAD,   "ahead",   "ahead of pace",  "超序时")                    \
    X(NONE,    "none",    "no reading yet", "暂无数据")
enum gt_pace_state { /* the worst first */
#define GT_PACE_ENUM(name, key, en, zh) GT_PACE_##name,
    GT_PACE_MAP(GT_PACE_ENUM)
#undef GT_PACE_ENUM
    GT_PACES
};
const char *gt_pace_key(enum gt_pace_state state);
const char *gt_pace_word(enum gt_pace_state state, enum gt_lang lang);

enum gt_gate_state { GT_GATE_TOCOME, GT_GATE_PASSED, GT_GATE_MISSED, GT_GATE_UNKNOWN };
const char *gt_gate_key(enum gt_gate_state state); /* tocome, passed, missed, unknown */
enum { GT_GATES = 4 };
/* 开门红, 半年红, 三季红, 全年红 */
const char *gt_gate_name(int gate, enum gt_lang lang);

struct gt_pace_rules {
    double ahead_points;   /* from here up it is ahead */
    double behind_points;  /* short by this much: behind; less: just short */
    double far_points;     /* short by more than this: far behind */
};
extern const struct gt_pace_rules gt_pace_rules_default; /* 5, 5, 10 */

struct gt_pace_facts {
    enum gt_aim aim;
    enum gt_nature nature;
    const struct gt_curve *curve;
    double low, high;             /* of a band */
    double months[GT_MONTHS];     /* readings of the year; NaN where there is none */
    gt_day cut_off;               /* of the newest one; GT_DAY_NONE */
    double forecast;              /* year's end; NaN: none */
};

struct gt_pace {
    enum gt_pace_state state;
    int    month;            /* 1 to 12 of the newest reading; 0: none */
    double value, expected;  /* then; and what the curve asks for on the cut-off day */
    double gap;              /* value - expected, in the indicator's unit */
    double points;           /* as above; above 0 is better than asked for */
    double percent;          /* of the year's target reached; NaN for a band */
    double elapsed;          /* per cent of the year's days gone at the cut-off */
    double per_month;        /* average so far; NaN unless cumulative or stock */
    double needed;           /* each remaining month to reach the target; NaN likewise */
    int64_t days;            /* calendar days ahead (above 0) or behind on the curve; 0: not told */
    bool   will_miss;        /* the forecast misses the target */
    bool   forecast_spoke;   /* it alone made the state FAR */
    enum gt_gate_state gates[GT_GATES];
    enum gt_gate_state half; /* 时间过半任务过半; UNKNOWN where half a target means nothing */
};

struct gt_pace gt_pace_of(const struct gt_pace_facts *facts, const struct gt_pace_rules *rules);

/* Does a value reach the target, in the indicator's direction? */
bool gt_pace_reaches(enum gt_aim aim, double value, double target, double low, double high);

/* 1339.2, 16000: as many digits as asked for, without zeros at the end. */
void gt_gauge_number(struct gt_buf *buf, double value, int decimals);

/* One sentence with rule, numbers and date; `unit` may be "". */
void gt_pace_why(struct gt_buf *buf, const struct gt_pace *pace, const struct gt_pace_facts *facts,
                 const struct gt_pace_rules *rules, gt_str unit, int decimals, enum gt_lang lang);
/* The rule alone. */
void gt_pace_rule_text(struct gt_buf *buf, enum gt_pace_state state,
                       const struct gt_pace_rules *rules, enum gt_lang lang);

#endif
