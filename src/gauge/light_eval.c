/* light_eval.c - the quantities of a task's facts, and the rules over them. */
#include "gauge/light_set.h"

#include <math.h>

/* What the quantities are made of: reckoned once a task. */
struct span {
    int64_t all, gone;  /* the window's work days, and those before today */
    double  expect;     /* percent */
    int64_t lag;        /* whole work days short of the expectation; negative: over it */
    gt_day  due;
};

static int64_t between(const struct gt_light_days *days, gt_day a, gt_day b)
{
    if (days->rank != NULL && a >= days->from && b >= days->from && a <= days->until && b <= days->until)
        return days->rank[b - days->from] - days->rank[a - days->from];
    return days->between(days->data, a, b);
}

static bool past_due(const struct span *s, gt_day today) { return s->due != GT_DAY_NONE && today > s->due; }

static struct span span_of(const struct gt_light_facts *f, const struct gt_light_days *days, gt_day today)
{
    struct span s = {.due = f->deadline != GT_DAY_NONE ? f->deadline : f->finish};
    double lag;

    if (f->start != GT_DAY_NONE && f->finish != GT_DAY_NONE) {
        s.all = between(days, f->start, f->finish + 1);
        s.gone = today <= f->start ? 0 : today > f->finish ? s.all : between(days, f->start, today);
    }
    s.expect = s.all > 0 ? 100.0 * (double)s.gone / (double)s.all
               : f->finish != GT_DAY_NONE && today > f->finish ? 100 : 0;
    lag = (double)s.gone - f->percent / 100 * (double)s.all;
    /* towards zero: part of a day is no day; the epsilon forgives 33.333 % */
    s.lag = (int64_t)(lag >= 0 ? floor(lag + 1e-6) : -floor(-lag + 1e-6));
    return s;
}

static double known(bool yes, double value) { return yes ? value : NAN; }

/* Share of the calendar days between start and limit that lie before today. */
static double time_share(const struct gt_light_facts *f, const struct span *s, gt_day today)
{
    if (f->start == GT_DAY_NONE || s->due == GT_DAY_NONE || s->due < f->start)
        return NAN;
    if (today <= f->start)
        return 0;
    return today > s->due ? 100 : 100.0 * (today - f->start) / (s->due + 1 - f->start);
}

static double measure(enum gt_light_quantity quantity, const struct gt_light_facts *f,
                      const struct span *s, const struct gt_light_days *days, gt_day today)
{
    const bool due = s->due != GT_DAY_NONE, begins = f->start != GT_DAY_NONE;

    switch (quantity) {
    case GT_LQ_PERCENT: return f->percent;
    case GT_LQ_EXPECTED: return s->expect;
    case GT_LQ_POINTS_BEHIND: return s->expect - f->percent;
    case GT_LQ_POINTS_AHEAD: return f->percent - s->expect;
    case GT_LQ_DAYS_BEHIND: return (double)s->lag;
    case GT_LQ_DAYS_AHEAD: return (double)-s->lag;
    case GT_LQ_DAYS_LEFT: return due ? (double)between(days, today, s->due + 1) : NAN;
    case GT_LQ_CALENDAR_LEFT: return known(due, (double)s->due - today);
    case GT_LQ_OVERDUE: return past_due(s, today);
    /* A deadline on the Friday is late by one day on the Monday, and by
     * none that works on the Saturday: that still is past its deadline. */
    case GT_LQ_DAYS_LATE: return past_due(s, today) ? (double)between(days, s->due + 1, today + 1) : 0;
    case GT_LQ_CALENDAR_LATE: return past_due(s, today) ? (double)today - s->due : 0;
    case GT_LQ_TIME_SHARE: return time_share(f, s, today);
    case GT_LQ_TIME_LEFT: return 100 - time_share(f, s, today);
    case GT_LQ_HAS_DEADLINE: return due;
    case GT_LQ_STARTED: return begins && today >= f->start;
    case GT_LQ_DAYS_TO_START:
        return begins && today < f->start ? (double)between(days, today, f->start) : known(begins, 0);
    case GT_LQ_STANDING: return f->standing;
    case GT_LQ_ISSUED: return f->issued;
    case GT_LQ_SIGNED: return f->has_signed;
    case GT_LQ_HOURS_ISSUED: return known(f->issued, f->hours_issued);
    case GT_LQ_DAYS_ISSUED: return known(f->issued, f->days_issued);
    case GT_LQ_REFUSED: return f->refused;
    case GT_LQ_PENDING: return f->pending;
    case GT_LQ_PENDING_DAYS: return known(f->pending || f->refused, f->pending_days);
    case GT_LQ_EXTENSIONS: return f->extensions;
    case GT_LQ_PAUSED: return f->paused;
    case GT_LQ_SUBMITTED: return f->submitted;
    case GT_LQ_SUBMITTED_DAYS: return known(f->submitted, f->submitted_days);
    case GT_LQ_ACCEPTED: return f->accepted;
    case GT_LQ_RETURNED: return f->returned;
    case GT_LQ_SCORE: return known(f->score > 0, f->score);
    case GT_LQ_REPORT_LEFT: return known(f->reports_due, f->report_left);
    case GT_LQ_REPORT_LATE: return known(f->reports_due, f->report_late);
    case GT_LQ_REPORTS_MISSED: return known(f->reports_due, f->reports_missed);
    case GT_LQ_COPIED: return f->copied;
    case GT_LQ_QUIET_DAYS: return f->quiet_days;
    case GT_LQ_SLIP: return f->slip;
    case GT_LQ_SLIP_EXPIRED: return f->slip_expired;
    case GT_LQ_MAJOR: return f->major;
    case GT_LQ_GRADE: return known(f->grade > 0, f->grade);
    case GT_LQ_RANK: return known(f->rank > 0, f->rank);
    case GT_LQ_RANK_SHARE: return known(f->rank > 0 && f->rank_of > 0, 100 * f->rank / f->rank_of);
    case GT_LQ_RANK_CHANGE: return known(f->rank > 0, f->rank_change);
    case GT_LQ_RED_RUN: return f->red_run;
    case GT_LQ_LEVEL: return known(f->level > 0, f->level);
    case GT_LQ_MILESTONE: return f->milestone;
    case GT_LQ_CRITICAL: return f->critical;
    default: return NAN;
    }
}

double gt_light_measure(enum gt_light_quantity quantity, const struct gt_light_facts *facts,
                        const struct gt_light_days *days, gt_day today)
{
    const struct span span = span_of(facts, days, today);

    return measure(quantity, facts, &span, days, today);
}

/* Quantities as they are asked for: a rule that fails early asks few. */
struct gauge {
    const struct gt_light_facts *facts;
    const struct gt_light_days *days;
    gt_day today;
    struct span span;
    uint64_t have;
    double quantities[GT_LIGHT_QUANTITIES];
};

static void gauge_init(struct gauge *g, const struct gt_light_facts *facts,
                       const struct gt_light_days *days, gt_day today)
{
    g->facts = facts;
    g->days = days;
    g->today = today;
    g->span = span_of(facts, days, today);
    g->have = 0;
}

static double asked(struct gauge *g, uint8_t quantity)
{
    if ((g->have >> quantity & 1) == 0) {
        g->quantities[quantity] = measure((enum gt_light_quantity)quantity, g->facts, &g->span, g->days,
                                          g->today);
        g->have |= UINT64_C(1) << quantity;
    }
    return g->quantities[quantity];
}

static bool holds(struct gauge *g, const struct gt_light_code *code)
{
    if (code->all == NULL) {
        for (uint64_t uses = code->uses; uses != 0; uses &= uses - 1)
            (void)asked(g, (uint8_t)__builtin_ctzll(uses));
        return gt_light_code_holds(code, g->quantities);
    }
    for (uint32_t at = 0; at < code->all_count; at++) {
        const struct gt_light_step *s = &code->all[at];

        if (s->op != GT_LO_ALWAYS &&
            !gt_light_step_holds(s->op, asked(g, s->left),
                                 s->right == GT_LIGHT_QUANTITIES ? s->number : asked(g, s->right)))
            return false;
    }
    return true;
}

static uint32_t speaks(const struct gt_light_set *set, enum gt_light_channel channel, struct gauge *g)
{
    for (uint32_t at = set->first[channel]; at < set->first[channel + 1]; at++)
        if (holds(g, &set->rules[at].code))
            return at;
    return GT_LIGHT_NO_RULE;
}

uint32_t gt_light_rule_in(const struct gt_light_facts *facts, const struct gt_light_set *set,
                          const struct gt_light_days *days, gt_day today, enum gt_light_channel channel)
{
    struct gauge gauge;

    gauge_init(&gauge, facts, days, today);
    return speaks(set, channel, &gauge);
}

struct gt_light gt_light_of(const struct gt_light_facts *facts, const struct gt_light_set *set,
                            const struct gt_light_days *days, gt_day today)
{
    struct gt_light light = {.meaning = GT_LIGHT_ONTRACK, .rule = GT_LIGHT_NO_RULE};
    struct gauge gauge;

    gauge_init(&gauge, facts, days, today);
    for (int channel = 0; channel < GT_LIGHT_CHANNELS; channel++) {
        const uint32_t rule = speaks(set, (enum gt_light_channel)channel, &gauge);
        uint8_t meaning;

        light.channels[channel] = GT_LIGHT_SILENT;
        if (rule == GT_LIGHT_NO_RULE || set->rules[rule].meaning == GT_LIGHT_SILENT)
            continue;
        meaning = light.channels[channel] = set->rules[rule].meaning;
        if (light.rule == GT_LIGHT_NO_RULE ||
            (gt_light_warns((enum gt_light_meaning)meaning) && meaning < light.meaning)) {
            light.meaning = (enum gt_light_meaning)meaning;
            light.rule = (uint16_t)rule;
        }
    }
    /* hours and ranks are told in the reason; the amount beside a light is in work days */
    if (light.rule != GT_LIGHT_NO_RULE && set->rules[light.rule].show != GT_LIGHT_QUANTITIES &&
        gt_light_quantity_unit((enum gt_light_quantity)set->rules[light.rule].show) == 'w') {
        const double amount = asked(&gauge, set->rules[light.rule].show);

        light.amount = isnan(amount) ? 0 : (int64_t)floor(amount + 1e-6);
    }
    light.expect = (int)floor(gauge.span.expect + 0.5);
    if (past_due(&gauge.span, today) && facts->percent < 100 && !facts->standing)
        light.expect = 100; /* whatever the plan says */
    return light;
}
