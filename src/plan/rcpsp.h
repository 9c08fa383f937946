/*
 * rcpsp.h - activities that compete for renewable resources, frozen: whole
 * ticks, plain arrays.
 *
 * What a tick is (a minute, an hour, a work day) is the caller's affair.
 * Calendars do not occur here; capacity that changes over time is given as
 * loads.  Depends on base only.
 */
#ifndef GT_PLAN_RCPSP_H
#define GT_PLAN_RCPSP_H

#include "base/base.h"

enum {
    GT_RCPSP_ACTS_MAX = 1000000,
    GT_RCPSP_LINKS_MAX = 10000000,
    GT_RCPSP_RES_MAX = 1024,
    GT_RCPSP_UNITS_MAX = 32767,      /* of one resource */
    GT_RCPSP_HORIZON_MAX = 1 << 28,  /* ticks; keeps every sum below inside int32 */
};
#define GT_RCPSP_LATEST_NONE INT32_MAX

/* start[to] >= start[from] + lag.  A negative lag is a greatest lag of the
 * pair the other way round. */
struct gt_rlink {
    uint32_t from, to;
    int32_t  lag;
};

/* `units` of a resource are not there in the ticks [from, to). */
struct gt_rload {
    uint32_t res;
    int32_t  from, to, units;
};

/* The caller keeps the arrays alive as long as anything built on them. */
struct gt_rcpsp {
    uint32_t acts, ress, links, loads;
    const int32_t *dur;            /* [acts], >= 0 */
    const int32_t *cap;            /* [ress] */
    const int32_t *need;           /* [acts * ress], one row an activity */
    const int32_t *earliest;       /* [acts] first start allowed, or NULL: all 0 */
    const int32_t *latest;         /* [acts] last start allowed, or NULL: none;
                                      GT_RCPSP_LATEST_NONE for one without */
    const struct gt_rlink *link;   /* [links] */
    const struct gt_rload *load;   /* [loads] */
    bool reversed;                 /* made by gt_rcpsp_mirror() */
};

/*
 * Time turned round: start' = span - start - dur for any span.  Serves to
 * schedule backward from a deadline.  Windows and loads need a span of their own,
 * so a problem that has them gives GT_EUNSUPPORTED where span < 0.
 */
gt_rc gt_rcpsp_mirror(struct gt_arena *arena, const struct gt_rcpsp *p, int32_t span,
                      struct gt_rcpsp *out, struct gt_err *err) GT_MUST_USE;

#ifndef GT_PLAN_GUATU_PLAN_H /* not for the library's users */
/* ---- the same problem, made ready for the solvers --------------------- */

enum { GT_LANES = 4, GT_LANE_BITS = 16 };
/* The top bit of every lane. */
#define GT_LANE_TOP UINT64_C(0x8000800080008000)

struct gt_rarc {
    uint32_t act;
    int32_t  lag;
};

/*
 * Four resources share a word, 15 bits each, so that one subtraction
 * compares a demand with what is free in all four: (free | TOP) - need keeps
 * every top bit exactly where the demand fits.
 */
struct gt_frame {
    uint32_t n, words;       /* activities; 64-bit words a tick */
    const int32_t *dur;
    uint32_t *succ_at, *pred_at;     /* [n + 1] into the arcs */
    struct gt_rarc *succ, *pred;      /* parallel links merged */
    uint32_t *order;         /* topological order; as numbered where not dag */
    bool dag;                /* no cycle, no negative lag, no latest start */
    bool windows;            /* somebody has a latest start */
    bool plain;              /* no loads and nobody has an earliest start */
    int32_t *earliest;       /* [n] as given */
    int32_t *latest;         /* [n] as given; GT_RCPSP_LATEST_NONE where none */
    int32_t *head;           /* [n] earliest start by links and windows */
    int32_t *tail;           /* [n] ticks from a start to the end of all, at least */
    uint64_t *cap;           /* [words] */
    uint64_t *need;          /* [n * words] */
    int32_t cpm;             /* end of all without resources */
    int32_t horizon;         /* some schedule that keeps all least lags ends by it */
    const struct gt_rcpsp *problem;
};

/*
 * Checks everything and prepares it, O(acts * ress + links) for a network
 * without greatest lags.
 * GT_EINVAL       an index, a size or a demand is wrong; err names it
 * GT_ELIMIT       larger than the limits above
 * GT_EINFEASIBLE  the links and windows contradict each other, or a demand
 *                 is above capacity: no schedule exists at all
 */
gt_rc gt_frame_init(struct gt_arena *arena, const struct gt_rcpsp *p,
                    struct gt_frame *out, struct gt_err *err) GT_MUST_USE;

/* End of the last activity. */
int32_t gt_frame_end(const struct gt_frame *f, const int32_t *start);

#endif

#endif
