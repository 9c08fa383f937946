/*
 * net.h - the frozen network: what every pass, search and forecast reads.
 *
 * Activities are numbered from 0.  Facts are arrays by activity; an array
 * that nobody needs is NULL.  The network borrows all input arrays; they
 * must outlive it.  Only the arcs are made here.
 *
 * A link says how two events of two activities lie to each other:
 *   FS  start of `to`  from finish of `from`     SS  start from start
 *   FF  finish from finish                       SF  finish of `to` from start of `from`
 * by at least lag_min and at most lag_max of its calendar's time.  Each
 * side of a link is one arc, and every arc reads "head >= f(tail)":
 *   lag_min L: from -> to,  f(x) = x + L of the calendar's time
 *   lag_max M: to -> from,  f(x) = x - M of it
 * With work(), lo() and hi() of cal.h: f(x) = lo(work(x) + L), except that a
 * least lag of 0 is f(x) = x.  f never falls, so least and greatest
 * solutions exist and passes find them.
 */
#ifndef GT_PLAN_NET_H
#define GT_PLAN_NET_H

#include "plan/cal.h"

enum {
    GT_ACTS_MAX = 4 * 1000 * 1000,
    GT_LINKS_MAX = 10 * 1000 * 1000,
    GT_CALS_MAX = 4096,
    GT_RES_MAX = 4096,
    GT_AMOUNT_MAX = 1 << 30, /* of a duration or a lag, in ticks */
};
#define GT_LAG_NONE INT32_MIN

enum gt_link_kind { GT_LINK_FS, GT_LINK_SS, GT_LINK_FF, GT_LINK_SF, GT_LINK_KIND_COUNT };

struct gt_link {
    uint32_t from, to;
    int32_t  lag_min, lag_max; /* GT_LAG_NONE: no such bound; may be negative */
    uint16_t calendar;         /* that the lags count in */
    uint8_t  kind;             /* enum gt_link_kind */
    uint8_t  off;              /* not 0: kept, but not in force */
};

/* As late as its deadlines allow, or as early as what is before it allows. */
enum gt_mode { GT_MODE_BACKWARD, GT_MODE_FORWARD, GT_MODE_COUNT };

/* All instants; GT_TICK_NONE where an activity has no such fact. */
struct gt_acts {
    uint32_t        count;
    const int32_t  *duration;   /* ticks of its calendar, >= 0; 0 is a milestone */
    const uint16_t *calendar;   /* NULL: all 0 */
    const uint8_t  *mode;       /* enum gt_mode; NULL: all backward */
    const gt_tick  *start_min, *start_max;   /* not earlier, not later than */
    const gt_tick  *finish_min, *finish_max; /* finish_max is the deadline */
    /* Exactly; where that is no time to begin (end) work: the next (last) one. */
    const gt_tick  *start_pin, *finish_pin;
};

/* From `at` on the resource has `capacity`; before the first step: the first. */
struct gt_capacity { gt_tick at; int32_t capacity; };

struct gt_res {
    const struct gt_capacity *steps; /* sorted by at */
    uint32_t step_count;             /* at least 1 */
    uint16_t calendar;               /* capacity is 0 outside its work time */
    gt_str   name;
};

/* Activity `act` holds `amount` of `res` at each tick it works. */
struct gt_demand { uint32_t act, res; int32_t amount; };

/* ---- what gt_net_build() reads ------------------------------------------ */

struct gt_net_input {
    enum gt_unit unit;
    struct gt_acts acts;
    const struct gt_cal *cals;      /* at least one */
    uint32_t cal_count;
    const struct gt_link *links;
    uint32_t link_count;
    const struct gt_res *res;
    uint32_t res_count;
    const struct gt_demand *demands; /* any order */
    uint32_t demand_count;
    uint32_t spare; /* arcs for which room is left behind the last one */
    bool lean; /* leave out what only reasons and edits need (in*, out_link);
                * gt_net_inward() makes it when asked */
};

/* ---- the frozen network --------------------------------------------------- */

/* code: calendar, then which event of tail and head, then which side of the
 * link.  A lag of GT_LAG_NONE binds nothing: a living plan keeps the arcs of a
 * link that went out of force. */
struct gt_arc { uint32_t other; int32_t lag; uint32_t code; };
#define GT_ARC_CAL(code)         ((code) & 0xffffu)
#define GT_ARC_TAIL_FINISH       0x10000u /* the tail event is a finish */
#define GT_ARC_HEAD_FINISH       0x20000u /* the head event is a finish */
#define GT_ARC_MAX               0x40000u /* greatest lag: runs against the link */

/* The code of either side's arc: of the least lag, or of the greatest. */
static inline uint32_t gt_link_code(const struct gt_link *link, bool greatest)
{
    bool from_finish = link->kind == GT_LINK_FS || link->kind == GT_LINK_FF;
    bool to_finish = link->kind == GT_LINK_FF || link->kind == GT_LINK_SF;

    return link->calendar | (greatest ? GT_ARC_MAX : 0) |
           ((greatest ? to_finish : from_finish) ? GT_ARC_TAIL_FINISH : 0) |
           ((greatest ? from_finish : to_finish) ? GT_ARC_HEAD_FINISH : 0);
}

struct gt_net {
    enum gt_unit unit;
    struct gt_acts acts;
    const struct gt_cal *cals;
    const struct gt_link *links;
    const struct gt_res *res;
    uint32_t cal_count, link_count, res_count, arc_count;
    uint32_t spare; /* room for so many more arcs */
    /* Arcs out of activity i: out[out_at[i]] to out[out_at[i + 1] - 1], other
     * is the head; arcs into it likewise, other is the tail. */
    const uint32_t *out_at, *in_at;     /* [acts.count + 1] */
    const struct gt_arc *out, *in;      /* [arc_count] */
    const uint32_t *out_link, *in_link; /* [arc_count] index into links */
    const uint32_t *in_count;           /* [acts.count] arcs into each; there when lean too */
    bool numbered; /* every arc leads to a higher number: the numbers are an order */
    /* Demands of activity i, sorted by resource, one each. */
    const uint32_t *demand_at;          /* [acts.count + 1], NULL without demands */
    const struct gt_demand *demands;
};

/*
 * Checks everything and makes the arcs.  O(activities + links).
 * GT_EINVAL   a number out of range; err names the activity or link by number
 * GT_ECYCLE   a link joins an activity to itself
 * GT_ELIMIT   too many of something, or the arena's budget is spent
 * Cycles are not looked for here: see pass.h.
 */
gt_rc gt_net_build(struct gt_arena *arena, const struct gt_net_input *input,
                   struct gt_net *out, struct gt_err *err) GT_MUST_USE;

/* Makes `in`, `in_at`, `in_link` and `out_link` of a lean network. */
gt_rc gt_net_inward(struct gt_arena *arena, struct gt_net *net, struct gt_err *err) GT_MUST_USE;

static inline uint16_t gt_net_cal_of(const struct gt_net *net, uint32_t act)
{
    return net->acts.calendar != NULL ? net->acts.calendar[act] : 0;
}

#ifndef GT_PLAN_GUATU_PLAN_H /* not for the library's users */
/* The two sides of an arc: least head for a tail; greatest tail for a head.
 * Unbounded values go through unchanged. */
static inline gt_tick gt_arc_head(const struct gt_cal *cals, int32_t lag, uint32_t code,
                                  gt_tick tail)
{
    const struct gt_cal *cal = &cals[GT_ARC_CAL(code)];

    if (lag == GT_LAG_NONE)
        return GT_TICK_FIRST;
    if (tail <= GT_TICK_FIRST || tail >= GT_TICK_LAST)
        return tail;
    if (cal->elapsed)
        return tail + lag;
    if (lag == 0 && !(code & GT_ARC_MAX))
        return tail;
    return gt_cal_lo(cal, gt_cal_work(cal, tail) + lag);
}
static inline gt_tick gt_arc_tail(const struct gt_cal *cals, int32_t lag, uint32_t code,
                                  gt_tick head)
{
    const struct gt_cal *cal = &cals[GT_ARC_CAL(code)];

    if (lag == GT_LAG_NONE)
        return GT_TICK_LAST;
    if (head <= GT_TICK_FIRST || head >= GT_TICK_LAST)
        return head;
    if (cal->elapsed)
        return head - lag;
    if (lag == 0 && !(code & GT_ARC_MAX))
        return head;
    return gt_cal_hi(cal, gt_cal_work(cal, head) - lag);
}

/* Finish of an activity that starts at s, and the start that finishes at f;
 * s and f are instants at which its work can begin or end. */
static inline gt_tick gt_act_finish(const struct gt_cal *cal, int32_t duration, gt_tick s)
{
    return s <= GT_TICK_FIRST || s >= GT_TICK_LAST ? s : gt_cal_add(cal, s, duration);
}
static inline gt_tick gt_act_start(const struct gt_cal *cal, int32_t duration, gt_tick f)
{
    return f <= GT_TICK_FIRST || f >= GT_TICK_LAST ? f : gt_cal_sub(cal, f, duration);
}
#endif

#endif
