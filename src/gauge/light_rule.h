/*
 * light_rule.h - conditions of light rules: named quantities, compared.
 *
 *     days_left <= 5 and percent < 100          剩余工作日≤5 且 已报完成<100%
 *     overdue and (extensions >= 1 or major)    已过时限 且 (延期次数≥1 或 重大紧急)
 *
 * A comparison is a quantity, one of < <= > >= = <> (also ≤ ≥ ≠ and full-width
 * signs), and a number or another quantity.  A yes-or-no quantity stands
 * alone.  `and`/且, `or`/或, `not`/非, brackets; `always`/总是.  Behind a number
 * a unit may stand (%, 天, 个工作日, 小时, 次, 分, 期, days, hours …); it is read over.  Both languages
 * can be mixed; the stored form is the English one.
 *
 * A quantity that is not known (no deadline, no rank) makes its comparison
 * false, whichever way it points.
 */
#ifndef GT_GAUGE_LIGHT_RULE_H
#define GT_GAUGE_LIGHT_RULE_H

#include "gauge/light.h"

enum {
    GT_LIGHT_WHEN_BYTES_MAX = 1000,
    GT_LIGHT_STEPS_MAX = 64,      /* comparisons and joints of one condition */
    GT_LIGHT_DEPTH_MAX = 16,      /* brackets */
    GT_LIGHT_NUMBER_MAX = 1000000,
};

/* key, Chinese name, English name, unit: % p(oints) w(ork days) d(ays) h(ours) t(imes) n(umber) f(lag) */
#define GT_LIGHT_QUANTITY_MAP(X)                                                                    \
    X(PERCENT, "percent", "已报完成", "reported", '%')                                               \
    X(EXPECTED, "expected", "应完成", "should be done", '%')                                         \
    X(POINTS_BEHIND, "points_behind", "落后百分点", "points behind", 'p')                             \
    X(POINTS_AHEAD, "points_ahead", "超前百分点", "points ahead", 'p')                                \
    X(DAYS_BEHIND, "days_behind", "落后工作日", "work days behind", 'w')                              \
    X(DAYS_AHEAD, "days_ahead", "超前工作日", "work days ahead", 'w')                                 \
    X(DAYS_LEFT, "days_left", "剩余工作日", "work days left", 'w')                                    \
    X(CALENDAR_LEFT, "calendar_left", "剩余天数", "days left", 'd')                                   \
    X(OVERDUE, "overdue", "已过时限", "past its deadline", 'f')                                       \
    X(DAYS_LATE, "days_late", "逾期工作日", "work days late", 'w')                                    \
    X(CALENDAR_LATE, "calendar_late", "逾期天数", "days late", 'd')                                   \
    X(TIME_SHARE, "time_share", "时间进度", "time passed", '%')                                      \
    X(TIME_LEFT, "time_left", "剩余时间占比", "time left", '%')                                       \
    X(HAS_DEADLINE, "has_deadline", "有时限", "with a deadline", 'f')                                \
    X(STARTED, "started", "已到开始日", "its start has come", 'f')                                    \
    X(DAYS_TO_START, "days_to_start", "距开始工作日", "work days to its start", 'w')                   \
    X(STANDING, "standing", "长期坚持", "standing", 'f')                                             \
    X(ISSUED, "issued", "已下达", "issued", 'f')                                                     \
    X(SIGNED, "signed", "已签收", "signed for", 'f')                                                 \
    X(HOURS_ISSUED, "hours_issued", "下达后小时", "hours since issue", 'h')                           \
    X(DAYS_ISSUED, "days_issued", "下达后工作日", "work days since issue", 'w')                        \
    X(REFUSED, "refused", "拒收未处理", "refused, undecided", 'f')                                    \
    X(PENDING, "pending", "申请未处理", "a request undecided", 'f')                                   \
    X(PENDING_DAYS, "pending_days", "申请搁置工作日", "work days a request waits", 'w')                 \
    X(EXTENSIONS, "extensions", "延期次数", "extensions", 't')                                       \
    X(PAUSED, "paused", "已暂缓", "paused", 'f')                                                      \
    X(SUBMITTED, "submitted", "已申请办结", "submitted as done", 'f')                                 \
    X(SUBMITTED_DAYS, "submitted_days", "申请办结后工作日", "work days since submitted", 'w')            \
    X(ACCEPTED, "accepted", "已验收", "accepted", 'f')                                               \
    X(RETURNED, "returned", "退回次数", "times sent back", 't')                                      \
    X(SCORE, "score", "验收得分", "acceptance score", 'n')                                           \
    X(REPORT_LEFT, "report_left", "距报告工作日", "work days to the next report", 'w')                 \
    X(REPORT_LATE, "report_late", "迟报工作日", "work days the report is late", 'w')                   \
    X(REPORTS_MISSED, "reports_missed", "连续缺报", "reports missed in a row", 't')                    \
    X(COPIED, "copied", "照抄上期", "copied from last time", 'f')                                     \
    X(QUIET_DAYS, "quiet_days", "未报天数", "days without a report", 'd')                             \
    X(SLIP, "slip", "督办单级别", "slip level", 'n')                                                 \
    X(SLIP_EXPIRED, "slip_expired", "督办单已过限", "slip past its limit", 'f')                       \
    X(MAJOR, "major", "重大紧急", "major or urgent", 'f')                                            \
    X(GRADE, "grade", "评价等次", "grade", 'n')                                                      \
    X(RANK, "rank", "名次", "rank", 'n')                                                            \
    X(RANK_SHARE, "rank_share", "名次占比", "rank share", '%')                                       \
    X(RANK_CHANGE, "rank_change", "名次变化", "places won", 'n')                                     \
    X(RED_RUN, "red_run", "连续红灯", "red periods in a row", 't')                                    \
    X(LEVEL, "level", "层级", "level", 'n')                                                         \
    X(MILESTONE, "milestone", "里程碑", "milestone", 'f')                                            \
    X(CRITICAL, "critical", "关键路线", "critical", 'f')

enum gt_light_quantity {
#define GT_LQ_ENUM(name, key, zh, en, unit) GT_LQ_##name,
    GT_LIGHT_QUANTITY_MAP(GT_LQ_ENUM)
#undef GT_LQ_ENUM
    GT_LIGHT_QUANTITIES
};

const char *gt_light_quantity_key(enum gt_light_quantity quantity);
const char *gt_light_quantity_name(enum gt_light_quantity quantity, enum gt_lang lang);
char gt_light_quantity_unit(enum gt_light_quantity quantity);
int  gt_light_quantity_from(gt_str key); /* by its key; -1 */

enum gt_light_op {
    GT_LO_LT, GT_LO_LE, GT_LO_GT, GT_LO_GE, GT_LO_EQ, GT_LO_NE,
    GT_LO_FLAG, GT_LO_ALWAYS, GT_LO_AND, GT_LO_OR, GT_LO_NOT,
    GT_LO_NO_FLAG, /* of `all` only */
};

/* In the order in which a stack of yes and no takes them. */
struct gt_light_step {
    uint8_t op;
    uint8_t left;
    uint8_t right;      /* GT_LIGHT_QUANTITIES: the number */
    double  number;
};

struct gt_light_code {
    struct gt_light_step *steps;
    uint32_t count;
    uint64_t uses;      /* bit of every quantity it names */
    struct gt_light_step *all; /* [all_count] where it only asks several things at once; else NULL */
    uint32_t all_count;
    gt_str   when;      /* the stored form */
};

/* GT_EPARSE: the place (line and column, from 1, in characters) and the rule. */
gt_rc gt_light_code_parse(struct gt_arena *arena, gt_str text, struct gt_light_code *out,
                          struct gt_err *err) GT_MUST_USE;
/* Quantities that are not in `uses` need not be filled; the unknown are NaN. */
bool  gt_light_code_holds(const struct gt_light_code *code, const double *quantities);
/* One comparison. */
static inline bool gt_light_step_holds(uint8_t op, double a, double b)
{
    switch (op) {
    case GT_LO_LT: return a < b;
    case GT_LO_LE: return a <= b;
    case GT_LO_GT: return a > b;
    case GT_LO_GE: return a >= b;
    case GT_LO_EQ: return a == b;
    case GT_LO_NE: return a < b || a > b; /* not for the unknown */
    case GT_LO_FLAG: return a > 0;
    case GT_LO_NO_FLAG: return !(a > 0);
    default: return true;
    }
}
/* As a reader writes it: "剩余工作日≤5且已报完成<100%". */
void  gt_light_code_text(struct gt_buf *buf, const struct gt_light_code *code, enum gt_lang lang);

#endif
