/* duty_clock.c - the receipt clock over the work calendar, and what an office set. */
#include "work/duty_facts.h"

const struct gt_duty_rules gt_duty_rules_default = {
#define GT_DUTY_FIELD(name, least, most, otherwise, en, zh) .name = (otherwise),
    GT_DUTY_SETTINGS(GT_DUTY_FIELD)
#undef GT_DUTY_FIELD
};

int64_t gt_duty_weight(const struct gt_duty_rules *rules, int part)
{
    const int64_t weights[GT_DUTY_PARTS] = {rules->weight_time, rules->weight_quality,
                                            rules->weight_feedback, rules->weight_team,
                                            rules->weight_papers};

    return weights[part];
}

const char *gt_duty_grade(const struct gt_duty_rules *rules, int64_t score)
{
    if (score < 0)
        return "";
    return score >= rules->grade_excellent ? "excellent"
           : score >= rules->grade_good    ? "good"
           : score >= rules->grade_pass    ? "pass" : "fail";
}

enum { MINUTE_MS = 60 * 1000 };

int64_t gt_duty_clock(const struct gt_cal *cal, const struct gt_duty_rules *rules,
                      int64_t start_ms, int64_t minutes)
{
    const struct gt_cal every = gt_cal_elapsed(GT_STR(""));
    const int64_t hours = rules->shut_min - rules->open_min; /* in minutes; settings keep it above 0 */
    const gt_day day = gt_instant_day(start_ms, (int)rules->zone_min);
    const int64_t local = start_ms + rules->zone_min * MINUTE_MS;
    /* rounded up: a minute begun is a minute waited */
    const int64_t minute = (local - (int64_t)day * GT_MINUTES_A_DAY * MINUTE_MS + MINUTE_MS - 1) / MINUTE_MS;
    int64_t into = minute - rules->open_min, target, whole;
    gt_tick on;

    into = into < 0 ? 0 : into > hours ? hours : into;
    for (int tries = 0; tries < 2; tries++, cal = &every) {
        const int64_t before = gt_cal_work(cal, day);

        if (gt_cal_work(cal, (gt_tick)day + 1) == before)
            into = 0; /* a day off */
        target = before * hours + into + minutes;
        whole = (target - 1) / hours;
        on = gt_cal_hi(cal, whole);
        if (on != GT_TICK_LAST && on != GT_TICK_FIRST)
            break;
    }
    return ((on * GT_MINUTES_A_DAY) + rules->open_min + (target - whole * hours) - rules->zone_min) * MINUTE_MS;
}

/* ---- words ------------------------------------------------------------------------------ */

static const struct { const char *name, *word[GT_LANG_COUNT]; } states[GT_DUTY_STATES] = {
    {"draft", {"未下达", "Not issued"}},
    {"issued", {"待签收", "To be signed for"}},
    {"refused", {"拒收待定", "Refused, to be decided"}},
    {"carried", {"推进中", "Under way"}},
    {"extending", {"延期待批", "Extension asked for"}},
    {"changing", {"变更待批", "Change asked for"}},
    {"handing", {"转办待批", "Hand-over asked for"}},
    {"paused", {"暂缓", "Paused"}},
    {"finished", {"待验收", "To be accepted"}},
    {"returned", {"退回整改", "Sent back"}},
    {"accepted", {"已办结", "Accepted"}},
    {"archived", {"已归档", "Archived"}},
};

const char *gt_duty_state_name(enum gt_duty_state state)
{
    return state < GT_DUTY_STATES ? states[state].name : "";
}

const char *gt_duty_state_word(enum gt_duty_state state, enum gt_lang lang)
{
    return state < GT_DUTY_STATES ? states[state].word[lang] : "";
}

bool gt_duty_open(enum gt_duty_state state)
{
    return state != GT_DUTY_DRAFT && state != GT_DUTY_ACCEPTED && state != GT_DUTY_ARCHIVED;
}
