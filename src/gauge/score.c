/* score.c - points and their sums. */
#include "gauge/score.h"

#include <math.h>

#include "gauge/pace.h"

const struct gt_grade_rules gt_grade_rules_default = {90, 80, 60};

const char *gt_score_key(enum gt_score_kind kind)
{
#define KEY(name, key, en, zh) key,
    static const char *const keys[] = {GT_SCORE_MAP(KEY)};
#undef KEY
    return keys[kind];
}

const char *gt_score_word(enum gt_score_kind kind, enum gt_lang lang)
{
#define WORDS(name, key, en, zh) {zh, en},
    static const char *const words[][GT_LANG_COUNT] = {GT_SCORE_MAP(WORDS)};
#undef WORDS
    return words[kind][lang];
}

int gt_score_from(gt_str key)
{
    for (int kind = 0; kind < GT_SCORES; kind++)
        if (gt_str_eq(key, gt_str_from(gt_score_key((enum gt_score_kind)kind))))
            return kind;
    return -1;
}

const char *gt_grade_key(enum gt_grade grade)
{
    static const char *const keys[] = {"excellent", "good", "pass", "fail"};

    return keys[grade];
}

const char *gt_grade_word(enum gt_grade grade, enum gt_lang lang)
{
    static const char *const words[GT_GRADES][GT_LANG_COUNT] = {
        {"优秀", "excellent"}, {"良好", "good"}, {"合格", "pass"}, {"不合格", "fail"}};

    return words[grade][lang];
}

static bool within(double value, double low, double high) { return value >= low && value <= high; }

gt_rc gt_score_check(const struct gt_score_rule *rule, struct gt_err *err)
{
    if ((unsigned)rule->kind >= GT_SCORES)
        return gt_fail_field(err, GT_EINVAL, "kind", "no such scoring rule", "没有这种计分办法");
    if (!within(rule->weight, 0, 1000))
        return gt_fail_field(err, GT_EINVAL, "weight", "the weight must be 0 to 1000", "分值应在0到1000之间");
    if (!within(rule->bonus_max, 0, 1000))
        return gt_fail_field(err, GT_EINVAL, "bonus_max", "the bonus cap must be 0 to 1000",
                             "加分上限应在0到1000之间");
    if (!within(rule->floor, 0, 1))
        return gt_fail_field(err, GT_EINVAL, "floor", "the floor is a part of the target, 0 to 1",
                             "最低完成度是目标的一部分，应在0到1之间");
    if (!within(rule->each, 0, 1000))
        return gt_fail_field(err, GT_EINVAL, "each", "the deduction must be 0 to 1000", "每项扣分应在0到1000之间");
    if (rule->veto && !within(rule->veto_below, 0, 10))
        return gt_fail_field(err, GT_EINVAL, "veto_below", "the veto's part of the target must be 0 to 10",
                             "否优线应在0到10之间");
    if (rule->step_count < 0 || rule->step_count > GT_SCORE_STEPS_MAX ||
        (rule->kind == GT_SCORE_STEPS && rule->step_count == 0))
        return gt_fail_field(err, GT_EINVAL, "steps", "between 1 and %d steps", "档数应在1到%d之间",
                             (int)GT_SCORE_STEPS_MAX);
    for (int at = 0; at < rule->step_count; at++)
        if (!within(rule->steps[at].reached, 0, 10) || !within(rule->steps[at].part, 0, 1) ||
            (at > 0 && (rule->steps[at].reached >= rule->steps[at - 1].reached ||
                        rule->steps[at].part > rule->steps[at - 1].part)))
            return gt_fail_field(err, GT_EINVAL, "steps", "step %d is not below the one before it",
                                 "第%d档应低于上一档", at + 1);
    return GT_OK;
}

/* The part of the target that is reached; 1 is all of it. */
static double reached(const struct gt_score_facts *facts)
{
    switch (facts->aim) {
    case GT_AIM_UP:
        return facts->target != 0 ? facts->value / facts->target : facts->value >= 0 ? 1 : 0;
    case GT_AIM_DOWN:
        if (facts->value <= facts->target && facts->target <= 0)
            return 1;
        return facts->value > 0 ? facts->target / facts->value : 1;
    case GT_AIM_BAND:
        if (facts->value < facts->low)
            return facts->low != 0 ? facts->value / facts->low : 0;
        return facts->value > facts->high && facts->value != 0 ? facts->high / facts->value : 1;
    case GT_AIMS:
        break;
    }
    return NAN;
}

static double ladder(const struct gt_score_rule *rule, double part)
{
    for (int at = 0; at < rule->step_count; at++)
        if (part >= rule->steps[at].reached - 1e-12)
            return rule->steps[at].part;
    return 0;
}

static void pro_rata(const struct gt_score_rule *rule, struct gt_score *score)
{
    const double part = score->reached;

    if (part < rule->floor || part <= 0)
        return;
    score->base = rule->weight * (part < 1 ? part : 1);
    if (part > 1) {
        score->bonus = rule->weight * (part - 1);
        if (score->bonus > rule->bonus_max)
            score->bonus = rule->bonus_max;
    }
}

struct gt_score gt_score_of(const struct gt_score_rule *rule, const struct gt_score_facts *facts)
{
    struct gt_score score = {.reached = NAN};

    if (!isfinite(facts->value) || (facts->aim != GT_AIM_BAND && rule->kind != GT_SCORE_DEDUCT &&
                                    !isfinite(facts->target)))
        return score;
    score.scored = true;
    score.reached = rule->kind == GT_SCORE_DEDUCT && !isfinite(facts->target) ? 1 : reached(facts);
    switch (rule->kind) {
    case GT_SCORE_FULL:
        score.base = gt_pace_reaches(facts->aim, facts->value, facts->target, facts->low, facts->high)
                         ? rule->weight : 0;
        break;
    case GT_SCORE_PRORATA:
        pro_rata(rule, &score);
        break;
    case GT_SCORE_STEPS:
        score.base = rule->weight * ladder(rule, score.reached);
        break;
    case GT_SCORE_DEDUCT:
        score.base = rule->weight;
        score.minus = rule->each * (facts->value > 0 ? facts->value : 0);
        if (score.minus > rule->weight)
            score.minus = rule->weight;
        break;
    case GT_SCORES:
        break;
    }
    score.points = score.base + score.bonus - score.minus;
    score.veto = rule->veto && score.reached < rule->veto_below;
    return score;
}

static void sum_of_prorata(struct gt_buf *buf, const struct gt_score_rule *rule,
                           const struct gt_score *score, bool zh)
{
    gt_gauge_number(buf, rule->weight, 2);
    if (score->reached < rule->floor) {
        gt_buf_text(buf, zh ? "；完成度" : "; reached ");
        gt_gauge_number(buf, score->reached * 100, 1);
        gt_buf_text(buf, zh ? "%低于最低线" : "%, under the floor of ");
        gt_gauge_number(buf, rule->floor * 100, 1);
        gt_buf_text(buf, zh ? "%，不得分" : "%: nothing");
        return;
    }
    if (score->reached <= 1) {
        gt_buf_text(buf, " × ");
        gt_gauge_number(buf, score->reached * 100, 1);
        gt_buf_text(buf, "% = ");
    } else {
        gt_buf_text(buf, zh ? " + 加分" : " + bonus ");
        gt_gauge_number(buf, score->bonus, 2);
        gt_buf_text(buf, zh ? "（上限" : " (cap ");
        gt_gauge_number(buf, rule->bonus_max, 2);
        gt_buf_text(buf, zh ? "）= " : ") = ");
    }
    gt_gauge_number(buf, score->points, 2);
}

void gt_score_sum_text(struct gt_buf *buf, const struct gt_score_rule *rule,
                       const struct gt_score *score, enum gt_lang lang)
{
    const bool zh = lang == GT_LANG_ZH;

    if (!score->scored) {
        gt_buf_text(buf, zh ? "没有数值或目标，暂记0" : "no reading or no target: 0 for now");
        return;
    }
    switch (rule->kind) {
    case GT_SCORE_FULL:
        gt_gauge_number(buf, rule->weight, 2);
        gt_buf_text(buf, score->base > 0 || rule->weight == 0 ? (zh ? "，达标，得" : ", reached: ")
                                                              : (zh ? "，未达标，得" : ", not reached: "));
        gt_gauge_number(buf, score->points, 2);
        break;
    case GT_SCORE_PRORATA:
        sum_of_prorata(buf, rule, score, zh);
        break;
    case GT_SCORE_STEPS:
        gt_buf_text(buf, zh ? "完成" : "reached ");
        gt_gauge_number(buf, score->reached * 100, 1);
        gt_buf_text(buf, zh ? "%，" : "%: ");
        gt_gauge_number(buf, rule->weight, 2);
        gt_buf_text(buf, " × ");
        gt_gauge_number(buf, rule->weight != 0 ? score->base / rule->weight * 100 : 0, 1);
        gt_buf_text(buf, "% = ");
        gt_gauge_number(buf, score->points, 2);
        break;
    case GT_SCORE_DEDUCT:
        gt_gauge_number(buf, rule->weight, 2);
        gt_buf_text(buf, " − ");
        gt_gauge_number(buf, score->minus, 2);
        gt_buf_text(buf, " = ");
        gt_gauge_number(buf, score->points, 2);
        break;
    case GT_SCORES:
        break;
    }
    if (score->veto)
        gt_buf_text(buf, zh ? "；触发一票否优" : "; bars the grade excellent");
}

struct gt_score_total gt_score_total_of(const struct gt_score_rule *rules, const struct gt_score *scores,
                                        size_t count, const struct gt_grade_rules *grades)
{
    struct gt_score_total total = {.lines = (int)count};

    for (size_t at = 0; at < count; at++) {
        total.full += rules[at].weight;
        total.base += scores[at].base;
        total.bonus += scores[at].bonus;
        total.minus += scores[at].minus;
        total.unscored += !scores[at].scored;
        total.vetoes += scores[at].veto;
    }
    total.points = total.base + total.bonus - total.minus;
    total.percent = total.full > 0 ? total.points / total.full * 100 : 0;
    total.grade = total.percent >= grades->excellent ? GT_GRADE_EXCELLENT
                  : total.percent >= grades->good    ? GT_GRADE_GOOD
                  : total.percent >= grades->pass    ? GT_GRADE_PASS
                                                     : GT_GRADE_FAIL;
    if (total.vetoes > 0 && total.grade == GT_GRADE_EXCELLENT)
        total.grade = GT_GRADE_GOOD;
    return total;
}
