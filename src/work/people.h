/*
 * people.h - who holds which post, who acts for whom, what somebody carries;
 * handing it over when he leaves; a unit that is dissolved; what outsiders
 * were given.  Nothing dangles: what had a bearer has one afterwards.
 */
#ifndef GT_WORK_PEOPLE_H
#define GT_WORK_PEOPLE_H

#include "store/holding_store.h"
#include "work/rights.h"
#include "work/space.h"

enum { GT_NOTE_MAX = 500, GT_PHONE_MAX = 60, GT_CARRIED_MAX = 20000 };

/* What somebody answers for. */
enum gt_carried_what {
    GT_CARRIED_LEADS,      /* tasks whose leader he is */
    GT_CARRIED_DUTY,       /* open duties that he signed for */
    GT_CARRIED_INDICATOR,  /* indicators whose keeper he is */
};
struct gt_carried { enum gt_carried_what what; int64_t id, unit_id; gt_str title; };
typedef GT_VEC(struct gt_carried) gt_carrieds;

struct gt_person_card {
    struct gt_person person;
    bool shows_phone;            /* else phone and email are "" */
    gt_holdings holdings;        /* his own and those in his place, newest last */
    gt_givens given;
    gt_carrieds carried;
};
/* GT_ENOTFOUND; outsiders see only themselves. */
gt_rc gt_work_person_card(struct gt_ctx *ctx, int64_t id, struct gt_person_card *out,
                          struct gt_err *err) GT_MUST_USE;
/* May ctx see this person at all, and his telephone? */
bool  gt_sees_person(const struct gt_ctx *ctx, const struct gt_person *person);
bool  gt_sees_phone(const struct gt_ctx *ctx, const struct gt_person *person);

/*
 * id 0 adds, otherwise edits.  A role of one's own is the security
 * administrator's to give; acting for somebody (acting_for, in a role and unit
 * that he holds) whoever hands work over.  GT_EINVAL: the days, the unit, a
 * role that goes with no other.
 */
gt_rc gt_work_holding_put(struct gt_ctx *ctx, struct gt_holding *holding, struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_holding_end(struct gt_ctx *ctx, int64_t id, int64_t revision, gt_day last,
                          struct gt_err *err) GT_MUST_USE;

/* What goes to whom; without apply nothing is written. */
struct gt_handover {
    int64_t from_id, to_id;
    gt_day  last;              /* his last day here; 0: he stays */
    bool    apply;
};
struct gt_handed {
    gt_carrieds carried;
    int64_t holdings_ended;
    gt_str  sentence;
};
gt_rc gt_work_handover(struct gt_ctx *ctx, const struct gt_handover *what, struct gt_handed *out,
                       struct gt_err *err) GT_MUST_USE;

/* A unit ends on `last`; tasks, parts in tasks, people, posts, indicators and
 * units below go to the successor, and so does its name, so that documents
 * that still say it are read rightly. */
struct gt_dissolve { int64_t unit_id, successor_id, revision; gt_day last; bool apply; };
struct gt_dissolved { int64_t leads, supports, people, units, indicators; gt_str sentence; };
gt_rc gt_work_unit_dissolve(struct gt_ctx *ctx, const struct gt_dissolve *what, struct gt_dissolved *out,
                            struct gt_err *err) GT_MUST_USE;

/* A task is shown to somebody from outside, until a day (0: open). */
gt_rc gt_work_given_add(struct gt_ctx *ctx, struct gt_given *given, struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_given_remove(struct gt_ctx *ctx, int64_t id, struct gt_err *err) GT_MUST_USE;

#endif
