/* why.c - facts, chains and remedies in words. */
#include "plan/why.h"

/* The day an instant belongs to, and the minute in it; false where there is none. */
static bool day_minute(enum gt_unit unit, gt_tick at, bool finish, gt_day *day, int *minute)
{
    gt_tick whole = at, rest = 0;

    if (unit == GT_UNIT_MINUTE) {
        whole = at / GT_MINUTES_A_DAY - (at % GT_MINUTES_A_DAY < 0);
        rest = at - whole * GT_MINUTES_A_DAY;
        if (finish && rest == 0) {
            whole--;
            rest = GT_MINUTES_A_DAY;
        }
    } else if (finish) {
        whole--;
    }
    *day = (gt_day)whole;
    *minute = (int)rest;
    return whole >= GT_DAY_MIN && whole <= GT_DAY_MAX;
}

/* As a record writes it, or as a sentence says it. */
static char *tick_in(enum gt_unit unit, gt_tick at, bool finish, bool said, int year,
                     enum gt_lang lang, char text[static GT_TICK_TEXT])
{
    char day_text[GT_DAY_SAID];
    gt_day day;
    int minute;

    text[0] = '\0';
    if (at <= GT_TICK_FIRST || at >= GT_TICK_LAST)
        return text;
    if (unit == GT_UNIT_PLAIN) {
        (void)snprintf(text, GT_TICK_TEXT, "%lld", (long long)at);
        return text;
    }
    if (!day_minute(unit, at, finish, &day, &minute))
        return text;
    if (said)
        (void)gt_day_say(day, year, lang, day_text);
    else
        (void)gt_day_text(day, day_text);
    if (unit == GT_UNIT_MINUTE)
        (void)snprintf(text, GT_TICK_TEXT, "%s %02d:%02d", day_text, minute / 60 % 100, minute % 60);
    else
        (void)snprintf(text, GT_TICK_TEXT, "%s", day_text);
    return text;
}

char *gt_tick_text(enum gt_unit unit, gt_tick at, bool finish, char text[static GT_TICK_TEXT])
{
    return tick_in(unit, at, finish, false, 0, GT_LANG_EN, text);
}

char *gt_tick_say(enum gt_unit unit, gt_tick at, bool finish, int year, enum gt_lang lang,
                  char text[static GT_TICK_TEXT])
{
    return tick_in(unit, at, finish, true, year, lang, text);
}

/* ---- pieces ----------------------------------------------------------------- */

struct telling {
    struct gt_buf         *buf;
    const struct gt_net   *net;
    const struct gt_names *names;
    bool                   zh;
};

static void tell_act(const struct telling *t, uint32_t act)
{
    gt_buf_text(t->buf, t->zh ? "“" : "\"");
    gt_buf_str(t->buf, t->names->act(t->names->ctx, act));
    gt_buf_text(t->buf, t->zh ? "”" : "\"");
}

/* "10个工作日", "10 work days"; hours and minutes in minute plans. */
static void tell_amount(const struct telling *t, int64_t amount, const struct gt_cal *cal)
{
    const char *one = amount == 1 ? "" : "s";

    if (t->net->unit == GT_UNIT_PLAIN)
        gt_buf_printf(t->buf, t->zh ? "%lld个单位时间" : "%lld time units", (long long)amount);
    else if (t->net->unit == GT_UNIT_DAY && t->zh)
        gt_buf_printf(t->buf, cal->elapsed ? "%lld天" : "%lld个工作日", (long long)amount);
    else if (t->net->unit == GT_UNIT_DAY)
        gt_buf_printf(t->buf, cal->elapsed ? "%lld calendar day%s" : "%lld work day%s",
                      (long long)amount, one);
    else if (amount % 60 == 0)
        gt_buf_printf(t->buf, t->zh ? "%s%lld小时" : "%s%lld h",
                      cal->elapsed ? "" : t->zh ? "工作" : "work ", (long long)(amount / 60));
    else
        gt_buf_printf(t->buf, t->zh ? "%s%lld分钟" : "%s%lld min",
                      cal->elapsed ? "" : t->zh ? "工作" : "work ", (long long)amount);
}

/* A milestone's date is the day it is reached, like a finish. */
static void tell_date(const struct telling *t, uint32_t act, bool finish, gt_tick at)
{
    char text[GT_TICK_TEXT];
    bool milestone = act != GT_NO_INDEX && t->net->acts.duration[act] == 0;

    gt_buf_text(t->buf, gt_tick_say(t->net->unit, at, finish || milestone, t->names->year,
                                    t->zh ? GT_LANG_ZH : GT_LANG_EN, text));
}

static const char *event_word(const struct telling *t, bool finish)
{
    return t->zh ? (finish ? "完成" : "开始") : finish ? "finish" : "start";
}

/* ", so it must finish by 2026-06-30" */
static void tell_forced(const struct telling *t, const struct gt_fact *fact)
{
    if (t->zh) {
        gt_buf_text(t->buf, "，故");
        tell_act(t, fact->act);
        gt_buf_text(t->buf, fact->late ? "最晚于" : "最早于");
        tell_date(t, fact->act, fact->event, fact->at);
        gt_buf_text(t->buf, event_word(t, fact->event));
    } else {
        gt_buf_text(t->buf, ", so ");
        tell_act(t, fact->act);
        gt_buf_printf(t->buf, fact->late ? " must %s by " : " can %s on ", event_word(t, fact->event));
        tell_date(t, fact->act, fact->event, fact->at);
        if (!fact->late)
            gt_buf_text(t->buf, " at the earliest");
    }
}

static const struct gt_cal *act_cal(const struct gt_net *net, uint32_t act)
{
    return &net->cals[gt_net_cal_of(net, act)];
}

/* "B" starts at least 3 work days after "A" finishes. */
static void tell_lag(const struct telling *t, uint32_t index, int64_t lag, bool greatest)
{
    const struct gt_link *link = &t->net->links[index];
    const struct gt_cal *cal = &t->net->cals[link->calendar];
    bool from_finish = link->kind == GT_LINK_FS || link->kind == GT_LINK_FF;
    bool to_finish = link->kind == GT_LINK_FF || link->kind == GT_LINK_SF;

    if (t->zh) {
        tell_act(t, link->to);
        gt_buf_text(t->buf, greatest ? "须在" : lag < 0 ? "最多可在" : "须在");
        tell_act(t, link->from);
        gt_buf_text(t->buf, event_word(t, from_finish));
        if (lag != 0) {
            gt_buf_text(t->buf, lag < 0 ? "之前" : greatest ? "后的" : "之后满");
            tell_amount(t, lag < 0 ? -lag : lag, cal);
            if (greatest)
                gt_buf_text(t->buf, lag < 0 ? "以前" : "以内");
        } else {
            gt_buf_text(t->buf, greatest ? "后随即" : "之后");
        }
        gt_buf_text(t->buf, event_word(t, to_finish));
        return;
    }
    tell_act(t, link->to);
    gt_buf_text(t->buf, to_finish ? " finishes " : " starts ");
    if (lag == 0) {
        gt_buf_text(t->buf, greatest ? "as soon as " : "after ");
    } else {
        gt_buf_text(t->buf, greatest ? "at most " : lag < 0 ? "no more than " : "at least ");
        tell_amount(t, lag < 0 ? -lag : lag, cal);
        gt_buf_text(t->buf, lag < 0 ? " before " : " after ");
    }
    tell_act(t, link->from);
    gt_buf_text(t->buf, from_finish ? " finishes" : " starts");
}

/* ---- one fact ---------------------------------------------------------------------- */

/* Words around "A" and a date, for the bounds. */
static const struct { const char *zh[2], *en[2]; } bound_words[GT_FACT_KIND_COUNT] = {
    [GT_FACT_FROM] = {{"计划不早于", "开始"}, {"the plan begins on ", ""}},
    [GT_FACT_UNTIL] = {{"计划须在", "前全部完成"}, {"the plan ends on ", ""}},
    [GT_FACT_WHOLE] = {{"全部任务最早于", "完成"}, {"everything is finished on ", " at the earliest"}},
    [GT_FACT_START_MIN] = {{"不早于", "开始"}, {" starts on ", " or later"}},
    [GT_FACT_START_MAX] = {{"不晚于", "开始"}, {" starts on ", " or earlier"}},
    [GT_FACT_FINISH_MIN] = {{"不早于", "完成"}, {" finishes on ", " or later"}},
    [GT_FACT_FINISH_MAX] = {{"须在", "（含当日）前完成"}, {" is due on ", ""}},
    [GT_FACT_START_PIN] = {{"定于", "开始"}, {" is fixed to start on ", ""}},
    [GT_FACT_FINISH_PIN] = {{"定于", "完成"}, {" is fixed to finish on ", ""}},
};

static bool is_finish_bound(int kind)
{
    return kind == GT_FACT_FINISH_MIN || kind == GT_FACT_FINISH_MAX ||
           kind == GT_FACT_FINISH_PIN || kind == GT_FACT_UNTIL || kind == GT_FACT_WHOLE;
}

void gt_fact_text(struct gt_buf *buf, const struct gt_net *net, const struct gt_names *names,
                  const struct gt_fact *fact, enum gt_lang lang)
{
    const struct telling t = {buf, net, names, lang == GT_LANG_ZH};
    bool whole = fact->kind == GT_FACT_FROM || fact->kind == GT_FACT_UNTIL ||
                 fact->kind == GT_FACT_WHOLE;

    switch ((enum gt_fact_kind)fact->kind) {
    case GT_FACT_DURATION:
        tell_act(&t, fact->act);
        gt_buf_text(buf, t.zh ? "需" : " takes ");
        tell_amount(&t, fact->amount, act_cal(net, fact->act));
        tell_forced(&t, fact);
        return;
    case GT_FACT_LAG_MIN:
    case GT_FACT_LAG_MAX:
        tell_lag(&t, fact->link, fact->amount, fact->kind == GT_FACT_LAG_MAX);
        tell_forced(&t, fact);
        return;
    default:
        if (!whole)
            tell_act(&t, fact->act);
        gt_buf_text(buf, t.zh ? bound_words[fact->kind].zh[0] : bound_words[fact->kind].en[0]);
        tell_date(&t, whole ? GT_NO_INDEX : fact->act, is_finish_bound(fact->kind), fact->at);
        gt_buf_text(buf, t.zh ? bound_words[fact->kind].zh[1] : bound_words[fact->kind].en[1]);
        return;
    }
}

void gt_why_text(struct gt_buf *buf, const struct gt_net *net, const struct gt_names *names,
                 const struct gt_why *why, enum gt_lang lang)
{
    if (why->count == 0)
        gt_buf_text(buf, lang == GT_LANG_ZH ? "没有条件限定这个日期" : "no fact forces this date");
    for (uint32_t i = 0; i < why->count; i++) {
        if (i > 0)
            gt_buf_text(buf, lang == GT_LANG_ZH ? "；" : "; ");
        gt_fact_text(buf, net, names, &why->facts[i], lang);
    }
    gt_buf_text(buf, lang == GT_LANG_ZH ? "。" : ".");
}

/* ---- conflicts and remedies ------------------------------------------------------------ */

void gt_conflict_text(struct gt_buf *buf, const struct gt_net *net, const struct gt_names *names,
                      const struct gt_conflict *conflict, enum gt_lang lang)
{
    const struct telling t = {buf, net, names, lang == GT_LANG_ZH};

    gt_buf_text(buf, t.zh ? "以下条件不能同时满足：" : "These facts cannot all hold: ");
    for (uint32_t i = 0; i < conflict->chain.count; i++) {
        if (i > 0)
            gt_buf_text(buf, t.zh ? "；" : "; ");
        gt_fact_text(buf, net, names, &conflict->chain.facts[i], lang);
    }
    if (conflict->cycle) {
        gt_buf_text(buf, t.zh ? "；首尾相接成环。" : "; and so round in a cycle.");
        return;
    }
    gt_buf_text(buf, t.zh ? "；超出" : "; too long by ");
    tell_amount(&t, conflict->excess, act_cal(net, conflict->act));
    gt_buf_text(buf, t.zh ? "。" : ".");
}

static void tell_link(const struct telling *t, uint32_t link)
{
    tell_act(t, t->net->links[link].from);
    gt_buf_text(t->buf, " → ");
    tell_act(t, t->net->links[link].to);
}

/* "让“A” → “B”的衔接提前(压茬)5个工作日" */
static void tell_link_change(const struct telling *t, const struct gt_remedy *remedy,
                             const char *zh, const char *en)
{
    const struct gt_cal *cal = &t->net->cals[t->net->links[remedy->link].calendar];

    if (t->zh) {
        tell_link(t, remedy->link);
        gt_buf_text(t->buf, zh);
        tell_amount(t, remedy->amount, cal);
    } else {
        gt_buf_text(t->buf, en);
        tell_link(t, remedy->link);
        gt_buf_text(t->buf, " by ");
        tell_amount(t, remedy->amount, cal);
    }
}

static void tell_move(const struct telling *t, const struct gt_remedy *remedy)
{
    bool finish = is_finish_bound(remedy->fact);
    bool whole = remedy->fact == GT_FACT_FROM || remedy->fact == GT_FACT_UNTIL;
    bool deadline = remedy->kind == GT_REMEDY_MOVE_DEADLINE;

    gt_buf_text(t->buf, t->zh ? "把" : "move the ");
    if (!t->zh)
        gt_buf_printf(t->buf, "%s of ", deadline ? "limit" : "beginning");
    if (whole)
        gt_buf_text(t->buf, t->zh ? "整个计划" : "the whole plan");
    else
        tell_act(t, remedy->act);
    gt_buf_text(t->buf, !t->zh ? " to "
                        : deadline ? (finish ? "的完成时限改到" : "的开始时限改到")
                                   : (finish ? "的完成日期提前到" : "的开始日期提前到"));
    tell_date(t, whole ? GT_NO_INDEX : remedy->act, finish, remedy->to);
}

void gt_remedy_text(struct gt_buf *buf, const struct gt_net *net, const struct gt_names *names,
                    const struct gt_remedy *remedy, enum gt_lang lang)
{
    const struct telling t = {buf, net, names, lang == GT_LANG_ZH};

    switch ((enum gt_remedy_kind)remedy->kind) {
    case GT_REMEDY_MOVE_DEADLINE:
    case GT_REMEDY_MOVE_START:
        tell_move(&t, remedy);
        break;
    case GT_REMEDY_OVERLAP:
        tell_link_change(&t, remedy, "压茬（提前衔接）", "overlap ");
        break;
    case GT_REMEDY_RELAX:
        tell_link_change(&t, remedy, "的最大间隔放宽", "widen the greatest lag of ");
        break;
    case GT_REMEDY_SHORTEN:
        if (!t.zh)
            gt_buf_text(buf, "shorten ");
        tell_act(&t, remedy->act);
        gt_buf_text(buf, t.zh ? "的工期压缩" : " by ");
        tell_amount(&t, remedy->amount, act_cal(net, remedy->act));
        break;
    case GT_REMEDY_DROP:
        gt_buf_text(buf, t.zh ? "取消衔接" : "drop the link ");
        tell_link(&t, remedy->link);
        break;
    case GT_REMEDY_KIND_COUNT:
        break;
    }
}
