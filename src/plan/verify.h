/*
 * verify.h - an independent judge of schedules.
 *
 * Shares no code with the passes and searches: it counts work time tick by
 * tick from a calendar's spans and checks every fact as it was entered.
 * Every schedule that a test or a benchmark counts has passed it.
 */
#ifndef GT_PLAN_VERIFY_H
#define GT_PLAN_VERIFY_H

#include "plan/pass.h"
#include "plan/rcpsp.h"

enum gt_breach_kind {
    GT_BREACH_NONE,
    GT_BREACH_DURATION,  /* finish is not start plus duration of work */
    GT_BREACH_IDLE,      /* starts or ends where nothing works */
    GT_BREACH_FROM, GT_BREACH_UNTIL,
    GT_BREACH_START_MIN, GT_BREACH_START_MAX, GT_BREACH_FINISH_MIN, GT_BREACH_FINISH_MAX,
    GT_BREACH_START_PIN, GT_BREACH_FINISH_PIN,
    GT_BREACH_LAG_MIN, GT_BREACH_LAG_MAX,
    GT_BREACH_RESOURCE,  /* more demand than capacity */
    GT_BREACH_KIND_COUNT
};

struct gt_breach {
    enum gt_breach_kind kind;
    uint32_t act, link, res; /* GT_NO_INDEX where it does not apply */
    gt_tick  at;
};

struct gt_verify_options {
    gt_tick from, until;     /* GT_TICK_NONE: not checked */
    bool    deadlines;       /* check upper bounds too */
    bool    resources;
};

/* The first violated fact, or kind GT_BREACH_NONE.  dates[] by activity. */
gt_rc gt_verify(const struct gt_net *net, const struct gt_when *dates,
                const struct gt_verify_options *options, struct gt_breach *out,
                struct gt_err *err) GT_MUST_USE;

/* The same for a problem of rcpsp.h: durations do not occur there, windows are
 * START_MIN and START_MAX, links LAG_MIN. */
gt_rc gt_verify_rcpsp(const struct gt_rcpsp *problem, const int32_t *start, struct gt_breach *out,
                      struct gt_err *err) GT_MUST_USE;

/* What is violated, without names: "needs more than there is". */
const char *gt_breach_word(enum gt_breach_kind kind, enum gt_lang lang);

/* "link 3 (2 -> 5): …" with numbers from 1, for test output and `guatu plan check`. */
void gt_breach_text(struct gt_buf *buf, const struct gt_net *net, const struct gt_names *names,
                    const struct gt_breach *breach, enum gt_lang lang);

#endif
