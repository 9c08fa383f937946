/* pace.c - readings against their curve. */
#include "gauge/pace.h"

#include <math.h>

const struct gt_pace_rules gt_pace_rules_default = {
    .ahead_points = 5, .behind_points = 5, .far_points = 10};

/* Differences below this are rounding, not pace. */
#define NOISE_POINTS 1e-6

const char *gt_pace_key(enum gt_pace_state state)
{
#define KEY(name, key, en, zh) key,
    static const char *const keys[] = {GT_PACE_MAP(KEY)};
#undef KEY
    return keys[state];
}

const char *gt_pace_word(enum gt_pace_state state, enum gt_lang lang)
{
#define WORDS(name, key, en, zh) {zh, en},
    static const char *const words[][GT_LANG_COUNT] = {GT_PACE_MAP(WORDS)};
#undef WORDS
    return words[state][lang];
}

const char *gt_gate_key(enum gt_gate_state state)
{
    static const char *const keys[] = {"tocome", "passed", "missed", "unknown"};

    return keys[state];
}

const char *gt_gate_name(int gate, enum gt_lang lang)
{
    static const char *const names[GT_GATES][GT_LANG_COUNT] = {
        {"开门红", "Q1 gate"}, {"半年红", "H1 gate"}, {"三季红", "Q3 gate"}, {"全年红", "Year gate"}};

    return names[gate][lang];
}

bool gt_pace_reaches(enum gt_aim aim, double value, double target, double low, double high)
{
    const double slack = fabs(target) * 1e-9;

    switch (aim) {
    case GT_AIM_UP: return value >= target - slack;
    case GT_AIM_DOWN: return value <= target + slack;
    case GT_AIM_BAND: return value >= low && value <= high;
    case GT_AIMS: break;
    }
    return false;
}

static double part(double value, double whole) { return whole != 0 ? value / fabs(whole) * 100 : 0; }

/* How much better than asked for, in the points that the header tells. */
static double points(const struct gt_pace_facts *facts, double value, double expected)
{
    const double target = facts->curve->at[GT_MONTHS], from = facts->curve->at[0];
    const double sign = facts->aim == GT_AIM_DOWN ? -1 : 1;

    if (facts->aim == GT_AIM_BAND) {
        if (value < facts->low)
            return -part(facts->low - value, facts->low);
        return value > facts->high ? -part(value - facts->high, facts->high) : 0;
    }
    if (facts->nature == GT_NATURE_CUMULATIVE)
        return sign * part(value - expected, target);
    if (facts->nature == GT_NATURE_STOCK && target != from)
        return sign * part(value - expected, target - from);
    return sign * part(value - expected, expected);
}

static double percent(const struct gt_pace_facts *facts, double value)
{
    const double target = facts->curve->at[GT_MONTHS];

    if (facts->aim == GT_AIM_BAND)
        return NAN;
    if (facts->aim == GT_AIM_DOWN && facts->nature != GT_NATURE_CUMULATIVE)
        return value != 0 ? target / value * 100 : 100;
    return part(value, target);
}

/* A month's value decides the gate of its quarter; the year's newest reading
 * speaks for quarters that are past without one of their own only if it came
 * later, for then the figure was there. */
static enum gt_gate_state gate(const struct gt_pace_facts *facts, int month, int newest)
{
    const double asked = facts->curve->at[month];

    if (newest < month)
        return GT_GATE_TOCOME;
    if (isnan(facts->months[month - 1]))
        return GT_GATE_UNKNOWN;
    return gt_pace_reaches(facts->aim, facts->months[month - 1], asked, facts->low, facts->high)
               ? GT_GATE_PASSED : GT_GATE_MISSED;
}

static enum gt_gate_state half(const struct gt_pace_facts *facts, const struct gt_pace *pace)
{
    if (facts->nature != GT_NATURE_CUMULATIVE || facts->aim != GT_AIM_UP)
        return GT_GATE_UNKNOWN;
    if (pace->month < 6)
        return GT_GATE_TOCOME;
    return pace->percent >= 50 ? GT_GATE_PASSED : GT_GATE_MISSED;
}

static enum gt_pace_state judge(const struct gt_pace *pace, const struct gt_pace_rules *rules)
{
    if (pace->points >= rules->ahead_points)
        return GT_PACE_AHEAD;
    if (pace->points >= -NOISE_POINTS)
        return GT_PACE_ONTRACK;
    if (pace->points > -rules->behind_points)
        return GT_PACE_NEAR;
    return pace->points >= -rules->far_points ? GT_PACE_BEHIND : GT_PACE_FAR;
}

static void rest_of_year(const struct gt_pace_facts *facts, struct gt_pace *pace)
{
    const double target = facts->curve->at[GT_MONTHS];
    const bool adds = facts->nature == GT_NATURE_CUMULATIVE || facts->nature == GT_NATURE_STOCK;

    pace->per_month = pace->needed = NAN;
    if (!adds || facts->aim == GT_AIM_BAND)
        return;
    pace->per_month = (pace->value - facts->curve->at[0]) / pace->month;
    if (pace->month < GT_MONTHS)
        pace->needed = (target - pace->value) / (GT_MONTHS - pace->month);
}

/* Where on the curve the value stands, against where the calendar stands. */
static int64_t on_the_curve(const struct gt_pace_facts *facts, const struct gt_pace *pace)
{
    gt_day day;

    if (facts->nature != GT_NATURE_CUMULATIVE || facts->aim != GT_AIM_UP || pace->points == 0)
        return 0;
    day = gt_curve_when(facts->curve, pace->value);
    return day == GT_DAY_NONE ? 0 : day - facts->cut_off;
}

struct gt_pace gt_pace_of(const struct gt_pace_facts *facts, const struct gt_pace_rules *rules)
{
    struct gt_pace pace = {.state = GT_PACE_NONE, .value = NAN, .expected = NAN, .gap = NAN,
                           .points = NAN, .percent = NAN, .per_month = NAN, .needed = NAN,
                           .half = GT_GATE_UNKNOWN};
    const gt_day first = gt_day_from_ymd(facts->curve->year, 1, 1);
    const gt_day last = gt_day_from_ymd(facts->curve->year, 12, 31);

    for (int month = 1; month <= GT_MONTHS; month++)
        if (!isnan(facts->months[month - 1]))
            pace.month = month;
    if (pace.month == 0)
        return pace;
    pace.value = facts->months[pace.month - 1];
    pace.expected = gt_curve_on(facts->curve, facts->cut_off);
    pace.gap = pace.value - pace.expected;
    pace.points = points(facts, pace.value, pace.expected);
    pace.percent = percent(facts, pace.value);
    pace.elapsed = 100.0 * (facts->cut_off - first + 1) / (last - first + 1);
    pace.state = judge(&pace, rules);
    for (int at = 0; at < GT_GATES; at++)
        pace.gates[at] = gate(facts, 3 * (at + 1), pace.month);
    pace.half = half(facts, &pace);
    rest_of_year(facts, &pace);
    pace.days = on_the_curve(facts, &pace);
    if (!isnan(facts->forecast))
        pace.will_miss = !gt_pace_reaches(facts->aim, facts->forecast, facts->curve->at[GT_MONTHS],
                                          facts->low, facts->high);
    /* Who is behind and will not make it has more to answer for than the
     * points say; who is on pace is only told what the forecast thinks. */
    if (pace.will_miss && pace.state == GT_PACE_BEHIND) {
        pace.state = GT_PACE_FAR;
        pace.forecast_spoke = true;
    }
    return pace;
}

/* ---- words ----------------------------------------------------------------------- */

void gt_gauge_number(struct gt_buf *buf, double value, int decimals)
{
    char text[64];
    int len;

    if (!isfinite(value)) {
        gt_buf_text(buf, "—");
        return;
    }
    len = snprintf(text, sizeof text, "%.*f", decimals, value);
    if (len < 0 || len >= (int)sizeof text) {
        gt_buf_printf(buf, "%g", value);
        return;
    }
    if (decimals > 0) {
        while (len > 1 && text[len - 1] == '0')
            len--;
        if (text[len - 1] == '.')
            len--;
    }
    if (len == 2 && text[0] == '-' && text[1] == '0')
        gt_buf_text(buf, "0");
    else
        gt_buf_add(buf, text, (size_t)len);
}

static void amount(struct gt_buf *buf, double value, int decimals, gt_str unit, enum gt_lang lang)
{
    gt_gauge_number(buf, value, decimals);
    if (unit.len > 0 && lang == GT_LANG_EN && !gt_str_eq(unit, GT_STR("%")))
        gt_buf_char(buf, ' ');
    gt_buf_str(buf, unit);
}

void gt_pace_rule_text(struct gt_buf *buf, enum gt_pace_state state,
                       const struct gt_pace_rules *rules, enum gt_lang lang)
{
    const bool zh = lang == GT_LANG_ZH;

    switch (state) {
    case GT_PACE_AHEAD:
        gt_buf_printf(buf, zh ? "高于目标曲线%g个百分点及以上为超序时。" :
                      "Ahead of pace: %g points or more above the curve.", rules->ahead_points);
        return;
    case GT_PACE_ONTRACK:
        gt_buf_printf(buf, zh ? "不低于目标曲线、高出不到%g个百分点为达序时。" :
                      "On pace: on the curve, or less than %g points above.", rules->ahead_points);
        return;
    case GT_PACE_NEAR:
        gt_buf_printf(buf, zh ? "低于目标曲线不到%g个百分点为略低。" :
                      "Just short: less than %g points under the curve.", rules->behind_points);
        return;
    case GT_PACE_BEHIND:
        gt_buf_printf(buf, zh ? "低于目标曲线%g至%g个百分点为滞后。" :
                      "Behind: %g to %g points under the curve.", rules->behind_points, rules->far_points);
        return;
    case GT_PACE_FAR:
        gt_buf_printf(buf, zh ? "低于目标曲线超过%g个百分点，或已滞后且预测完不成，为严重滞后。" :
                      "Far behind: more than %g points under the curve, or behind with a forecast that misses.",
                      rules->far_points);
        return;
    case GT_PACE_NONE:
    case GT_PACES:
        gt_buf_text(buf, zh ? "本年度还没有数值。" : "There is no reading of this year yet.");
        return;
    }
}

void gt_pace_why(struct gt_buf *buf, const struct gt_pace *pace, const struct gt_pace_facts *facts,
                 const struct gt_pace_rules *rules, gt_str unit, int decimals, enum gt_lang lang)
{
    const bool zh = lang == GT_LANG_ZH, better = pace->points >= 0;
    char day[GT_DAY_SAID];

    if (pace->state == GT_PACE_NONE) {
        gt_pace_rule_text(buf, GT_PACE_NONE, rules, lang);
        return;
    }
    gt_buf_printf(buf, zh ? "截至%s，数值" : "As of %s the reading is ", gt_day_say(facts->cut_off, facts->curve->year, lang, day));
    amount(buf, pace->value, decimals, unit, lang);
    if (facts->aim == GT_AIM_BAND) {
        gt_buf_text(buf, zh ? "，目标区间" : "; the band is ");
        gt_gauge_number(buf, facts->low, decimals);
        gt_buf_text(buf, zh ? "至" : " to ");
        amount(buf, facts->high, decimals, unit, lang);
    } else {
        gt_buf_text(buf, zh ? "，目标曲线要求" : "; the curve asks for ");
        amount(buf, pace->expected, decimals, unit, lang);
    }
    gt_buf_text(buf, zh ? (better ? "，好于要求" : "，差") : (better ? ", better by " : ", short by "));
    gt_gauge_number(buf, fabs(pace->points), 1);
    if (facts->nature == GT_NATURE_CUMULATIVE || facts->nature == GT_NATURE_STOCK)
        gt_buf_text(buf, zh ? "个百分点" : " points");
    else
        gt_buf_text(buf, zh ? "%" : "%");
    if (pace->days != 0)
        gt_buf_printf(buf, zh ? "，折%lld天" : ", or %lld days",
                      (long long)(pace->days < 0 ? -pace->days : pace->days));
    gt_buf_text(buf, zh ? "。" : ".");
    if (!zh)
        gt_buf_char(buf, ' ');
    gt_pace_rule_text(buf, pace->state, rules, lang);
    if (pace->will_miss) {
        gt_buf_text(buf, zh ? "预测全年" : " The forecast for the year is ");
        amount(buf, facts->forecast, decimals, unit, lang);
        gt_buf_text(buf, zh ? "，达不到目标。" : ", short of the target.");
    }
}
