/* light.c - one task's light and its reason. */
#include "gauge/light.h"

#include <math.h>

const struct gt_light_rules gt_light_rules_default = {
    .duesoon_days = 5,
    .behind_days = 3, .ahead_days = 5,
    .behind_points = 5, .ahead_points = 10,
};

static const struct names { const char *key, *word[GT_LANG_COUNT]; } names[GT_LIGHT_MEANINGS] = {
#define NAMES(name, key, en, zh) [GT_LIGHT_##name] = {key, {zh, en}},
    GT_LIGHT_MAP(NAMES)
#undef NAMES
};

const char *gt_light_key(enum gt_light_meaning meaning) { return names[meaning].key; }

const char *gt_light_word(enum gt_light_meaning meaning, enum gt_lang lang)
{
    return names[meaning].word[lang];
}

int gt_light_from(gt_str key)
{
    for (int at = 0; at < GT_LIGHT_MEANINGS; at++)
        if (gt_str_eq(key, gt_str_from(names[at].key)))
            return at;
    return -1;
}

static int64_t between(const struct gt_light_days *days, gt_day a, gt_day b)
{
    return days->between(days->data, a, b);
}

/* The window in work days: all of it, and what of it lies before today. */
struct window { int64_t all, gone; };

static struct window window_of(const struct gt_light_facts *facts,
                               const struct gt_light_days *days, gt_day today)
{
    struct window w = {0};

    if (facts->start == GT_DAY_NONE || facts->finish == GT_DAY_NONE)
        return w;
    w.all = between(days, facts->start, facts->finish + 1);
    w.gone = today <= facts->start ? 0
             : today > facts->finish ? w.all : between(days, facts->start, today);
    return w;
}

/* How far the report is from the expectation, in whole work days; above 0: behind. */
static int64_t lag_days(const struct window *w, double percent)
{
    const double lag = (double)w->gone - percent / 100 * (double)w->all;

    /* towards zero: part of a day is no day; the epsilon forgives 33.333 % */
    return (int64_t)(lag >= 0 ? floor(lag + 1e-6) : -floor(-lag + 1e-6));
}

static gt_day due_of(const struct gt_light_facts *facts)
{
    return facts->deadline != GT_DAY_NONE ? facts->deadline : facts->finish;
}

struct gt_light gt_light_of(const struct gt_light_facts *facts, const struct gt_light_rules *rules,
                            const struct gt_light_days *days, gt_day today)
{
    const struct window w = window_of(facts, days, today);
    const double expect = w.all > 0 ? 100.0 * (double)w.gone / (double)w.all
                          : facts->finish != GT_DAY_NONE && today > facts->finish ? 100 : 0;
    const int64_t lag = lag_days(&w, facts->percent);
    const double points = expect - facts->percent;
    const gt_day due = due_of(facts);
    struct gt_light light = {GT_LIGHT_ONTRACK, 0, (int)floor(expect + 0.5)};

    if (facts->percent >= 100) {
        light.meaning = GT_LIGHT_DONE;
    } else if (facts->standing) {
        light.meaning = GT_LIGHT_STANDING;
    } else if (due != GT_DAY_NONE && today > due) {
        light.meaning = GT_LIGHT_OVERDUE;
        /* A deadline on the Friday is late by one day on the Monday, and by
         * none that works on the Saturday: that still is overdue. */
        light.amount = between(days, due + 1, today + 1);
        light.expect = 100;
    } else if (facts->percent <= 0 && (facts->start == GT_DAY_NONE || today < facts->start)) {
        light.meaning = GT_LIGHT_NOTYET;
        light.amount = facts->start == GT_DAY_NONE ? 0 : between(days, today, facts->start);
    } else if (lag >= rules->behind_days && points >= rules->behind_points) {
        light.meaning = GT_LIGHT_BEHIND;
        light.amount = lag;
    } else if (due != GT_DAY_NONE && between(days, today, due + 1) <= rules->duesoon_days) {
        light.meaning = GT_LIGHT_DUESOON;
        light.amount = between(days, today, due + 1);
    } else if (-lag >= rules->ahead_days && -points >= rules->ahead_points) {
        light.meaning = GT_LIGHT_AHEAD;
        light.amount = -lag;
    }
    return light;
}

void gt_light_rule_text(struct gt_buf *buf, enum gt_light_meaning meaning,
                        const struct gt_light_rules *rules, enum gt_lang lang)
{
    const bool zh = lang == GT_LANG_ZH;

    switch (meaning) {
    case GT_LIGHT_OVERDUE:
        gt_buf_text(buf, zh ? "过了时限仍未办结为逾期" : "overdue: past its deadline and not done");
        break;
    case GT_LIGHT_BEHIND:
        gt_buf_printf(buf, zh ? "落后计划 %lld 个工作日且 %g 个百分点以上为滞后"
                              : "behind: at least %lld work days and %g points short of the plan",
                      (long long)rules->behind_days, rules->behind_points);
        break;
    case GT_LIGHT_DUESOON:
        gt_buf_printf(buf, zh ? "距时限不超过 %lld 个工作日为临期"
                              : "due soon: at most %lld work days left",
                      (long long)rules->duesoon_days);
        break;
    case GT_LIGHT_AHEAD:
        gt_buf_printf(buf, zh ? "超前计划 %lld 个工作日且 %g 个百分点以上为超前"
                              : "ahead: at least %lld work days and %g points over the plan",
                      (long long)rules->ahead_days, rules->ahead_points);
        break;
    case GT_LIGHT_DONE:
        gt_buf_text(buf, zh ? "报告完成 100% 为办结" : "done: reported as 100 %");
        break;
    case GT_LIGHT_NOTYET:
        gt_buf_text(buf, zh ? "未到最迟开始日且没有进展为未到"
                            : "not yet due: before its latest start, nothing reported");
        break;
    case GT_LIGHT_STANDING:
        gt_buf_text(buf, zh ? "长期坚持的任务不设时限" : "standing: kept up without a deadline");
        break;
    default:
        gt_buf_text(buf, zh ? "进度与计划相符为正常" : "on track: as far as the plan expects");
        break;
    }
}

/* "planned 2026-03-02 to 2026-06-30 (80 work days); by 2026-05-11 60 % should
 * be done, 55 % are reported" */
static void pace_text(struct gt_buf *buf, const struct gt_light *light,
                      const struct gt_light_facts *facts, const struct gt_light_days *days,
                      gt_day today, bool zh)
{
    char start[GT_DAY_TEXT], finish[GT_DAY_TEXT], day[GT_DAY_TEXT];

    if (facts->start == GT_DAY_NONE || facts->finish == GT_DAY_NONE) {
        gt_buf_printf(buf, zh ? "没有计划日期，已报 %g%%" : "no planned dates, %g %% reported",
                      facts->percent);
        return;
    }
    gt_buf_printf(buf, zh ? "计划 %s 至 %s（%lld 个工作日），到 %s 应完成 %d%%，已报 %g%%"
                          : "planned %s to %s (%lld work days); by %s %d %% should be done, "
                            "%g %% are reported",
                  gt_day_text(facts->start, start), gt_day_text(facts->finish, finish),
                  (long long)between(days, facts->start, facts->finish + 1),
                  gt_day_text(today, day), light->expect, facts->percent);
}

void gt_light_why(struct gt_buf *buf, const struct gt_light *light,
                  const struct gt_light_facts *facts, const struct gt_light_rules *rules,
                  const struct gt_light_days *days, gt_day today, enum gt_lang lang)
{
    const bool zh = lang == GT_LANG_ZH;
    const long long amount = (long long)light->amount;
    char due[GT_DAY_TEXT], day[GT_DAY_TEXT], start[GT_DAY_TEXT];

    (void)gt_day_text(due_of(facts), due);
    (void)gt_day_text(today, day);
    switch (light->meaning) {
    case GT_LIGHT_OVERDUE:
        gt_buf_printf(buf, zh ? "时限 %s，到 %s 已报 %g%%，超过 %lld 个工作日"
                              : "due %s; on %s %g %% are reported, %lld work days too late",
                      due, day, facts->percent, amount);
        break;
    case GT_LIGHT_BEHIND:
    case GT_LIGHT_AHEAD:
        pace_text(buf, light, facts, days, today, zh);
        gt_buf_printf(buf, light->meaning == GT_LIGHT_BEHIND
                               ? (zh ? "，相当于落后 %lld 个工作日" : ": %lld work days behind")
                               : (zh ? "，相当于超前 %lld 个工作日" : ": %lld work days ahead"),
                      amount);
        break;
    case GT_LIGHT_DUESOON:
        gt_buf_printf(buf, zh ? "时限 %s，从 %s 起还有 %lld 个工作日，已报 %g%%"
                              : "due %s: from %s %lld work days are left, %g %% are reported",
                      due, day, amount, facts->percent);
        break;
    case GT_LIGHT_DONE:
        gt_buf_printf(buf, zh ? "已报完成 %g%%" : "%g %% are reported", facts->percent);
        break;
    case GT_LIGHT_NOTYET:
        if (facts->start == GT_DAY_NONE)
            gt_buf_text(buf, zh ? "没有计划日期，也没有进展" : "no planned dates and nothing reported");
        else
            gt_buf_printf(buf, zh ? "最迟 %s 开始，从 %s 起还有 %lld 个工作日"
                                  : "starts on %s at the latest; from %s that is %lld work days",
                          gt_day_text(facts->start, start), day, amount);
        break;
    default:
        pace_text(buf, light, facts, days, today, zh);
        break;
    }
    gt_buf_text(buf, zh ? "。规则：" : ". Rule: ");
    gt_light_rule_text(buf, light->meaning, rules, lang);
    gt_buf_text(buf, zh ? "。" : ".");
}
