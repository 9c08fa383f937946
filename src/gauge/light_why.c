/* light_why.c - the reason of a light: numbers, dates, rule, as one sentence. */
#include "gauge/light_set.h"

#include <math.h>

static void put_day(struct gt_buf *buf, gt_day day, gt_day today, enum gt_lang lang)
{
    char text[GT_DAY_SAID];

    gt_buf_text(buf, gt_day_say(day, today == GT_DAY_NONE ? 0 : gt_day_ymd(today).year, lang, text));
}

/* Which of the tellings below a quantity belongs to: each is told once. */
enum telling { TELL_PACE, TELL_DUE, TELL_START, TELL_PERCENT, TELL_RECEIPT, TELL_ITSELF };

static enum telling telling_of(enum gt_light_quantity q)
{
    switch (q) {
    case GT_LQ_PERCENT: return TELL_PERCENT;
    case GT_LQ_EXPECTED: case GT_LQ_POINTS_BEHIND: case GT_LQ_POINTS_AHEAD:
    case GT_LQ_DAYS_BEHIND: case GT_LQ_DAYS_AHEAD:
        return TELL_PACE;
    case GT_LQ_DAYS_LEFT: case GT_LQ_CALENDAR_LEFT: case GT_LQ_OVERDUE: case GT_LQ_DAYS_LATE:
    case GT_LQ_CALENDAR_LATE: case GT_LQ_TIME_SHARE: case GT_LQ_TIME_LEFT: case GT_LQ_HAS_DEADLINE:
        return TELL_DUE;
    case GT_LQ_STARTED: case GT_LQ_DAYS_TO_START: return TELL_START;
    case GT_LQ_ISSUED: case GT_LQ_SIGNED: case GT_LQ_HOURS_ISSUED: case GT_LQ_DAYS_ISSUED:
        return TELL_RECEIPT;
    default: return TELL_ITSELF;
    }
}

struct tale {
    struct gt_buf *buf;
    const struct gt_light_facts *facts;
    const struct gt_light_days *days;
    gt_day today;
    bool zh, begun;
    uint64_t told;          /* bit of every telling */
    uint64_t uses;
};

static double of(const struct tale *t, enum gt_light_quantity q)
{
    return gt_light_measure(q, t->facts, t->days, t->today);
}

static void day(struct tale *t, gt_day which)
{
    put_day(t->buf, which, t->today, t->zh ? GT_LANG_ZH : GT_LANG_EN);
}

static void join(struct tale *t)
{
    if (t->begun)
        gt_buf_text(t->buf, t->zh ? "，" : ", ");
    t->begun = true;
}

static void tell_percent(struct tale *t)
{
    gt_buf_printf(t->buf, t->zh ? "已报%.10g%%" : "%.10g %% are reported",
                  floor(t->facts->percent * 10 + 1e-6) / 10);
}

/* "计划3月2日至6月30日（80个工作日），到5月11日应完成60%，已报55%，相当于落后3个工作日" */
static void tell_pace(struct tale *t)
{
    const struct gt_light_facts *f = t->facts;
    const double lag = of(t, GT_LQ_DAYS_BEHIND);

    t->told |= 1u << TELL_PERCENT;
    if (f->start == GT_DAY_NONE || f->finish == GT_DAY_NONE) {
        gt_buf_text(t->buf, t->zh ? "没有计划日期，" : "no planned dates, ");
        tell_percent(t);
        return;
    }
    gt_buf_text(t->buf, t->zh ? "计划" : "planned ");
    day(t, f->start);
    gt_buf_text(t->buf, t->zh ? "至" : " to ");
    day(t, f->finish);
    gt_buf_printf(t->buf, t->zh ? "（%lld个工作日），到" : " (%lld work days); by ",
                  (long long)t->days->between(t->days->data, f->start, f->finish + 1));
    day(t, t->today);
    gt_buf_printf(t->buf, t->zh ? "应完成%.0f%%，" : " %.0f %% should be done, ", of(t, GT_LQ_EXPECTED));
    tell_percent(t);
    if (lag >= 1)
        gt_buf_printf(t->buf, t->zh ? "，相当于落后%.0f个工作日" : ": %.0f work days behind", lag);
    else if (lag <= -1)
        gt_buf_printf(t->buf, t->zh ? "，相当于超前%.0f个工作日" : ": %.0f work days ahead", -lag);
}

static void tell_due(struct tale *t)
{
    const struct gt_light_facts *f = t->facts;
    const gt_day due = f->deadline != GT_DAY_NONE ? f->deadline : f->finish;
    const bool calendar = (t->uses & (UINT64_C(1) << GT_LQ_CALENDAR_LEFT | UINT64_C(1) << GT_LQ_CALENDAR_LATE)) != 0;
    const bool share = (t->uses & (UINT64_C(1) << GT_LQ_TIME_SHARE | UINT64_C(1) << GT_LQ_TIME_LEFT)) != 0;

    if (due == GT_DAY_NONE) {
        gt_buf_text(t->buf, t->zh ? "没有时限" : "no deadline");
        return;
    }
    gt_buf_text(t->buf, t->zh ? "时限" : "due ");
    day(t, due);
    if (t->today > due) {
        gt_buf_text(t->buf, t->zh ? "，到" : "; by ");
        day(t, t->today);
        gt_buf_printf(t->buf, calendar ? (t->zh ? "超过%.0f天" : " that is %.0f days ago")
                                       : (t->zh ? "超过%.0f个工作日" : " it is %.0f work days too late"),
                      of(t, calendar ? GT_LQ_CALENDAR_LATE : GT_LQ_DAYS_LATE));
        return;
    }
    gt_buf_text(t->buf, t->zh ? "，从" : "; from ");
    day(t, t->today);
    gt_buf_printf(t->buf, calendar ? (t->zh ? "起还有%.0f天" : " %.0f days are left")
                                   : (t->zh ? "起还有%.0f个工作日" : " %.0f work days are left"),
                  of(t, calendar ? GT_LQ_CALENDAR_LEFT : GT_LQ_DAYS_LEFT));
    if (share && !isnan(of(t, GT_LQ_TIME_SHARE)))
        gt_buf_printf(t->buf, t->zh ? "，时间已过%.0f%%" : ", %.0f %% of the time has passed",
                      floor(of(t, GT_LQ_TIME_SHARE) + 1e-6));
}

static void tell_start(struct tale *t)
{
    if (t->facts->start == GT_DAY_NONE) {
        gt_buf_text(t->buf, t->zh ? "没有计划开始日" : "no planned start");
        return;
    }
    gt_buf_text(t->buf, t->zh ? "最迟" : "starts on ");
    day(t, t->facts->start);
    gt_buf_text(t->buf, t->zh ? "开始" : " at the latest");
    if (t->today >= t->facts->start)
        return;
    gt_buf_text(t->buf, t->zh ? "，从" : "; from ");
    day(t, t->today);
    gt_buf_printf(t->buf, t->zh ? "起还有%.0f个工作日" : " that is %.0f work days",
                  of(t, GT_LQ_DAYS_TO_START));
}

static void tell_receipt(struct tale *t)
{
    const struct gt_light_facts *f = t->facts;
    const char *state = f->has_signed ? (t->zh ? "后签收" : " before it was signed for")
                                      : (t->zh ? "尚未签收" : " and is not signed for");

    if (!f->issued) {
        gt_buf_text(t->buf, t->zh ? "尚未下达" : "not issued yet");
        return;
    }
    if (f->hours_issued < 48)
        gt_buf_printf(t->buf, t->zh ? "下达%.10g小时%s" : "issued for %.10g hours%s", floor(f->hours_issued),
                      state);
    else
        gt_buf_printf(t->buf, t->zh ? "下达%.10g个工作日%s" : "issued for %.10g work days%s",
                      floor(f->days_issued), state);
}

/* "连续红灯3次", "重大紧急"; "非照抄上期" is nothing that anybody asks. */
static void tell_itself(struct tale *t, enum gt_light_quantity q)
{
    static const struct { char unit; const char *word[GT_LANG_COUNT]; } units[] = {
        {'%', {"%", " %"}}, {'p', {"个百分点", " points"}}, {'w', {"", ""}}, {'d', {"", ""}},
        {'h', {"小时", " hours"}}, {'t', {"次", ""}}, {'n', {"", ""}},
    };
    const enum gt_lang lang = t->zh ? GT_LANG_ZH : GT_LANG_EN;
    const double value = of(t, q);

    if (gt_light_quantity_unit(q) == 'f') {
        if (value <= 0)
            gt_buf_text(t->buf, t->zh ? "不是" : "not ");
        gt_buf_text(t->buf, gt_light_quantity_name(q, lang));
        return;
    }
    gt_buf_text(t->buf, gt_light_quantity_name(q, lang));
    if (isnan(value)) {
        gt_buf_text(t->buf, t->zh ? "未知" : " unknown");
        return;
    }
    gt_buf_printf(t->buf, t->zh ? "%.10g" : " %.10g", floor(value * 10 + 1e-6) / 10);
    for (size_t at = 0; at < GT_LEN(units); at++)
        if (units[at].unit == gt_light_quantity_unit(q))
            gt_buf_text(t->buf, units[at].word[lang]);
}

static void tell(struct tale *t, enum gt_light_quantity q)
{
    const enum telling telling = telling_of(q);

    if (telling != TELL_ITSELF && (t->told >> telling & 1))
        return;
    t->told |= UINT64_C(1) << telling;
    join(t);
    switch (telling) {
    case TELL_PACE: tell_pace(t); break;
    case TELL_DUE: tell_due(t); break;
    case TELL_START: tell_start(t); break;
    case TELL_PERCENT: tell_percent(t); break;
    case TELL_RECEIPT: tell_receipt(t); break;
    default: tell_itself(t, q); break;
    }
}

void gt_light_rule_why(struct gt_buf *buf, const struct gt_light_set *set, uint32_t rule,
                       const struct gt_light_facts *facts, const struct gt_light_days *days,
                       gt_day today, enum gt_lang lang)
{
    const struct gt_light_rule *which = &set->rules[rule];
    struct tale tale = {.buf = buf, .facts = facts, .days = days, .today = today,
                        .zh = lang == GT_LANG_ZH, .uses = which->code.uses};

    if (which->show != GT_LIGHT_QUANTITIES)
        tale.uses |= UINT64_C(1) << which->show;
    /* pace tells the percentage as well, so it goes before it; what a rule
     * only rules out (standing, not begun) is no reason of the light */
    for (int pass = 0; pass < 2; pass++)
        for (int at = 0; at < GT_LIGHT_QUANTITIES; at++) {
            const enum gt_light_quantity q = (enum gt_light_quantity)at;
            const bool flag = gt_light_quantity_unit(q) == 'f' && telling_of(q) == TELL_ITSELF;

            if ((tale.uses >> at & 1) && (telling_of(q) == TELL_PERCENT) == (pass == 1) &&
                !(flag && gt_light_measure(q, facts, days, today) <= 0))
                tell(&tale, q);
        }
    if (!tale.begun)
        tell(&tale, facts->standing ? GT_LQ_PERCENT : GT_LQ_DAYS_BEHIND);
}

static gt_str word_of(const struct gt_light_set *set, uint8_t meaning, enum gt_lang lang)
{
    if (meaning == GT_LIGHT_SILENT)
        return lang == GT_LANG_ZH ? GT_STR("不亮灯") : GT_STR("no light");
    return set->marks[meaning].word[lang];
}

void gt_light_rule_text(struct gt_buf *buf, const struct gt_light_set *set, uint32_t rule,
                        enum gt_lang lang)
{
    const bool zh = lang == GT_LANG_ZH;
    const bool named = rule != GT_LIGHT_NO_RULE && set->rules[rule].name[lang].len > 0;

    if (rule == GT_LIGHT_NO_RULE) {
        gt_buf_text(buf, zh ? "没有规则亮灯即为正常" : "no rule speaks: on track");
        return;
    }

    if (named) {
        gt_buf_str(buf, set->rules[rule].name[lang]);
        gt_buf_text(buf, zh ? "（" : " (");
    }
    gt_light_code_text(buf, &set->rules[rule].code, lang);
    gt_buf_text(buf, zh ? "为" : ": ");
    gt_buf_str(buf, word_of(set, set->rules[rule].meaning, lang));
    if (named)
        gt_buf_text(buf, zh ? "）" : ")");
}

void gt_light_why(struct gt_buf *buf, const struct gt_light *light, const struct gt_light_set *set,
                  const struct gt_light_facts *facts, const struct gt_light_days *days,
                  gt_day today, enum gt_lang lang)
{
    const bool zh = lang == GT_LANG_ZH;
    struct tale tale = {.buf = buf, .facts = facts, .days = days, .today = today, .zh = zh};

    if (light->rule != GT_LIGHT_NO_RULE)
        gt_light_rule_why(buf, set, light->rule, facts, days, today, lang);
    else
        tell(&tale, GT_LQ_DAYS_BEHIND);
    gt_buf_text(buf, zh ? "。规则：" : ". Rule: ");
    gt_light_rule_text(buf, set, light->rule, lang);
    gt_buf_text(buf, zh ? "。" : ".");
}
