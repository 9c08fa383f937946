/*
 * score.h - points for an indicator, and the sum of a sheet of them, with
 * every term of the sum kept so that it can be shown.
 *
 *   full     the weight when the target is reached, else nothing
 *   prorata  the weight times the part reached; above the target the same
 *            proportion is a bonus, up to its cap
 *   steps    a ladder: from each part reached so much of the weight
 *   deduct   starts with the weight and loses `each` a unit of the reading
 *            (accidents, late papers), never below 0
 *
 * A veto (一票否优) is a condition beside the points: where its indicator
 * stays under `veto_below` of its target, the whole sheet cannot be graded
 * excellent.
 */
#ifndef GT_GAUGE_SCORE_H
#define GT_GAUGE_SCORE_H

#include "base/buf.h"
#include "gauge/curve.h"

#define GT_SCORE_MAP(X) X(FULL, "full", "full marks or none", "达标得满分") \
    X(PRORATA, "prorata", "pro rata", "按比例得分") X(STEPS, "steps", "in steps", "分档得分") \
    X(DEDUCT, "deduct", "deductions", "扣分")
enum gt_score_kind {
#define GT_SCORE_ENUM(name, key, en, zh) GT_SCORE_##name,
    GT_SCORE_MAP(GT_SCORE_ENUM)
#undef GT_SCORE_ENUM
    GT_SCORES
};
const char *gt_score_key(enum gt_score_kind kind);
const char *gt_score_word(enum gt_score_kind kind, enum gt_lang lang);
int gt_score_from(gt_str key); /* -1 for none of them */

enum { GT_SCORE_STEPS_MAX = 8, GT_SCORE_LINES_MAX = 500 };

struct gt_score_step { double reached, part; }; /* 0.9, 0.8: from 90 % on, 80 % of the weight */

struct gt_score_rule {
    enum gt_score_kind kind;
    double weight;
    double bonus_max;      /* points above the weight that PRORATA may give */
    double floor;          /* PRORATA: under this part of the target nothing; 0: none */
    double each;           /* DEDUCT: points a unit */
    struct gt_score_step steps[GT_SCORE_STEPS_MAX]; /* highest first */
    int    step_count;
    bool   veto;
    double veto_below;     /* part of the target */
};

struct gt_score_facts {
    enum gt_aim aim;
    double value, target, low, high; /* value NaN: no reading */
};

struct gt_score {
    bool   scored;         /* false: no reading or no target; counts 0 and is told */
    double reached;        /* part of the target, 1 is all; NaN where not scored */
    double base, bonus, minus, points; /* points = base + bonus - minus */
    bool   veto;
};

/* GT_EINVAL names what a rule breaks: a weight outside 0..1000, steps not falling. */
gt_rc gt_score_check(const struct gt_score_rule *rule, struct gt_err *err) GT_MUST_USE;
struct gt_score gt_score_of(const struct gt_score_rule *rule, const struct gt_score_facts *facts);

/* "12 × 92.3% = 11.08", "12 + 加分1.4（上限4）= 13.4" */
void gt_score_sum_text(struct gt_buf *buf, const struct gt_score_rule *rule,
                       const struct gt_score *score, enum gt_lang lang);

enum gt_grade { GT_GRADE_EXCELLENT, GT_GRADE_GOOD, GT_GRADE_PASS, GT_GRADE_FAIL, GT_GRADES };
const char *gt_grade_key(enum gt_grade grade); /* excellent, good, pass, fail */
const char *gt_grade_word(enum gt_grade grade, enum gt_lang lang);

struct gt_grade_rules { double excellent, good, pass; }; /* per cent of the full marks */
extern const struct gt_grade_rules gt_grade_rules_default; /* 90, 80, 60 */

struct gt_score_total {
    double full, base, bonus, minus, points; /* points = base + bonus - minus */
    double percent;      /* of the full marks; 0 where there are none */
    int    lines, unscored, vetoes;
    enum gt_grade grade; /* with a veto at most good */
};
struct gt_score_total gt_score_total_of(const struct gt_score_rule *rules, const struct gt_score *scores,
                                        size_t count, const struct gt_grade_rules *grades);

#endif
