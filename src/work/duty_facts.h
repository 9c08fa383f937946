/* duty_facts.h - what the picture holds of a task's duties. */
#ifndef GT_WORK_DUTY_FACTS_H
#define GT_WORK_DUTY_FACTS_H

#include "plan/cal.h"
#include "store/duty_store.h"

/*
 * What an office may set: name, least, greatest, default, English, Chinese; its
 * hours in minutes after midnight.
 * The receipt clock runs in the office's hours of its work days, so a work
 * day is as long as they are.
 */
#define GT_DUTY_SETTINGS(X)                                                                      \
    X(open_min, 0, 1439, 510, "the office opens", "上班时间")     \
    X(shut_min, 1, 1440, 1050, "the office closes", "下班时间")   \
    X(zone_min, -720, 840, 480, "minutes east of Greenwich", "时区（格林尼治以东分钟数）")                \
    X(remind_min, 1, 14400, 240, "minutes until a reminder to sign", "签收提醒（分钟）")                 \
    X(warn_min, 1, 28800, 480, "minutes until the issuer is told", "签收预警并抄送派发人（分钟）")        \
    X(late_days, 1, 30, 1, "work days until the superior is told", "签收超时并抄送上级（工作日）")         \
    X(evidence_min, 0, 20, 1, "evidence files that completion needs", "申请办结至少附件数")               \
    X(evidence_support, 0, 20, 0, "of a support unit", "配合单位办结至少附件数")                         \
    X(weight_time, 0, 100, 30, "score: on time", "评分：按时完成")                                      \
    X(weight_quality, 0, 100, 30, "score: quality", "评分：完成质量")                                   \
    X(weight_feedback, 0, 100, 20, "score: prompt feedback", "评分：反馈及时性")                         \
    X(weight_team, 0, 100, 10, "score: working together", "评分：协同配合")                             \
    X(weight_papers, 0, 100, 10, "score: complete papers", "评分：材料完整性")                           \
    X(grade_excellent, 1, 100, 90, "excellent from", "优秀起分")                                       \
    X(grade_good, 1, 100, 80, "good from", "良好起分")                                                \
    X(grade_pass, 1, 100, 60, "adequate from", "合格起分")

struct gt_duty_rules {
#define GT_DUTY_FIELD(name, least, most, otherwise, en, zh) int64_t name;
    GT_DUTY_SETTINGS(GT_DUTY_FIELD)
#undef GT_DUTY_FIELD
};

extern const struct gt_duty_rules gt_duty_rules_default;

enum { GT_DUTY_PARTS = 5 }; /* of a score, in the order above */
int64_t gt_duty_weight(const struct gt_duty_rules *rules, int part);
/* excellent, good, pass, fail; "" for a score below 0 */
const char *gt_duty_grade(const struct gt_duty_rules *rules, int64_t score);

/*
 * The instant so many office minutes after start_ms, over the work calendar
 * (ticks are days).  Where the calendar ends, every day counts.
 */
int64_t gt_duty_clock(const struct gt_cal *cal, const struct gt_duty_rules *rules,
                      int64_t start_ms, int64_t minutes);

/* A duty as the picture shows it. */
struct gt_pic_duty {
    struct gt_duty facts;
    /* of one that waits for a signature: when it is reminded, when the issuer
     * hears of it, when the superior does; 0: no clock runs */
    int64_t remind_at_ms, warn_at_ms, late_at_ms;
    gt_day  late_on;           /* the day of late_at_ms at the office; GT_DAY_NONE */
};

/* "issued"; the word that a user sees. */
const char *gt_duty_state_name(enum gt_duty_state state);
const char *gt_duty_state_word(enum gt_duty_state state, enum gt_lang lang);
/* Issued and neither accepted nor archived. */
bool gt_duty_open(enum gt_duty_state state);

#endif
