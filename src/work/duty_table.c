/* duty_table.c - duty_moves.def as a table, and what it lets a duty do. */
#include "work/duty.h"

/* The letters of the declaration. */
enum {
    D = 1 << GT_DUTY_DRAFT, I = 1 << GT_DUTY_ISSUED, R = 1 << GT_DUTY_REFUSED,
    C = 1 << GT_DUTY_CARRIED, E = 1 << GT_DUTY_EXTENDING, G = 1 << GT_DUTY_CHANGING,
    H = 1 << GT_DUTY_HANDING, P = 1 << GT_DUTY_PAUSED, F = 1 << GT_DUTY_FINISHED,
    B = 1 << GT_DUTY_RETURNED, A = 1 << GT_DUTY_ACCEPTED, X = 1 << GT_DUTY_ARCHIVED,
    REASON = GT_NEEDS_REASON, DAY = GT_NEEDS_DAY, UNIT = GT_NEEDS_UNIT, FILES = GT_NEEDS_FILES,
    SCORES = GT_NEEDS_SCORES, LEAD = GT_NEEDS_LEAD, SUPPORT = GT_NEEDS_SUPPORT,
    ASKS = GT_NEEDS_ASKS, ENDS = GT_NEEDS_ENDS, CLOCK = GT_NEEDS_CLOCK, OTHER = GT_NEEDS_OTHER,
    CLOSING = GT_NEEDS_CLOSING, INSTRUCTS = GT_NEEDS_INSTRUCTS, ANSWER = GT_NEEDS_ANSWER,
    HIDDEN = GT_NEEDS_HIDDEN,
};

static const struct gt_duty_rule rules[GT_ACTS] = {
#define GT_DUTY_MOVE(key, from, to, who, needs, en, done, zh) \
    {#key, (from), GT_DUTY_##to, GT_USE_duty_##who, (needs), {zh, en}, {zh, done}},
#include "work/duty_moves.def"
#undef GT_DUTY_MOVE
};

const struct gt_duty_rule *gt_duty_rule(enum gt_duty_act act) { return &rules[act]; }

enum gt_duty_act gt_duty_act_from(gt_str key)
{
    int act = 0;

    while (act < GT_ACTS && !gt_str_eq(key, gt_str_from(rules[act].key)))
        act++;
    return (enum gt_duty_act)act;
}

const char *const *gt_duty_refusal(const struct gt_duty_rule *rule, const struct gt_duty *duty,
                                   bool standing)
{
    static const char *const elsewhere[] = {"当前状态不能这样办理", "not from where it stands now"};
    static const char *const lead_only[] = {"仅牵头单位的承办事项可以这样办理", "only of the lead's duty"};
    static const char *const support_only[] = {"仅配合单位的事项可以这样办理", "only of a support's part"};
    static const char *const stands[] = {"长期坚持的任务不办结、不延期，按期报送进展",
                                         "a standing task never closes; it is reported on"};

    if ((rule->from & 1u << duty->state) == 0)
        return elsewhere;
    if ((rule->needs & LEAD) != 0 && duty->support_id != 0)
        return lead_only;
    if ((rule->needs & SUPPORT) != 0 && duty->support_id == 0)
        return support_only;
    if ((rule->needs & CLOSING) != 0 && standing)
        return stands;
    return NULL;
}
