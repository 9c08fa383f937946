/*
 * why.h - reasons: the chain of facts behind a date, and the chain of
 * facts that cannot all hold.
 *
 * A fact is something that somebody entered: a bound, a duration, a side
 * of a link.  A chain is told in the order in which it forces: each fact's
 * `at` follows from the one before it.  Callers word facts themselves or
 * take the ready sentences.
 */
#ifndef GT_PLAN_WHY_H
#define GT_PLAN_WHY_H

#include "base/buf.h"
#include "plan/net.h"

enum gt_fact_kind {
    GT_FACT_FROM,        /* the plan begins */
    GT_FACT_UNTIL,       /* the plan ends */
    GT_FACT_WHOLE,       /* the earliest finish of the whole plan (closed plans) */
    GT_FACT_START_MIN, GT_FACT_START_MAX,
    GT_FACT_FINISH_MIN, GT_FACT_FINISH_MAX, /* FINISH_MAX: the deadline */
    GT_FACT_START_PIN, GT_FACT_FINISH_PIN,
    GT_FACT_DURATION,
    GT_FACT_LAG_MIN, GT_FACT_LAG_MAX,
    GT_FACT_KIND_COUNT
};

#define GT_NO_INDEX UINT32_MAX

struct gt_fact {
    uint8_t  kind;   /* enum gt_fact_kind */
    uint8_t  event;  /* of act, that it forces: 0 start, 1 finish */
    uint8_t  late;   /* it forces a latest date; else an earliest one */
    uint32_t act;    /* whose event is forced */
    uint32_t link;   /* of a lag; else GT_NO_INDEX */
    gt_tick  at;     /* the instant that it forces; of a bound: as entered */
    int32_t  amount; /* duration or lag */
};

struct gt_why {
    struct gt_fact *facts; /* in the arena */
    uint32_t count;
    gt_tick  at;           /* the date they force */
};

/* Names for sentences. */
struct gt_names {
    void  *ctx;
    gt_str (*act)(void *ctx, uint32_t act);
    int    year;  /* sentences leave this year out of its dates; 0: none */
};

/* A sentence for one fact, and for the whole chain ("… ; … ; therefore …"). */
void gt_fact_text(struct gt_buf *buf, const struct gt_net *net, const struct gt_names *names,
                  const struct gt_fact *fact, enum gt_lang lang);
void gt_why_text(struct gt_buf *buf, const struct gt_net *net, const struct gt_names *names,
                 const struct gt_why *why, enum gt_lang lang);

/* An instant as its reader writes it: a start is the day it begins, a finish
 * the last day worked; "2026-03-02", or "2026-03-02 17:00" in minutes. */
enum { GT_TICK_TEXT = 32 };
char *gt_tick_text(enum gt_unit unit, gt_tick at, bool finish, char text[static GT_TICK_TEXT]);
/* As a sentence says it: "2026年3月2日", "2 Mar 2026"; year as in gt_names. */
char *gt_tick_say(enum gt_unit unit, gt_tick at, bool finish, int year, enum gt_lang lang,
                  char text[static GT_TICK_TEXT]);

/* ---- what would free a plan that cannot be met -------------------------------- */

enum gt_remedy_kind {
    GT_REMEDY_MOVE_DEADLINE, /* finish_max, start_max or pin of act: to `to` */
    GT_REMEDY_MOVE_START,    /* start_min, finish_min or pin of act: to `to` */
    GT_REMEDY_OVERLAP,       /* link: lag_min less by `amount` */
    GT_REMEDY_RELAX,         /* link: lag_max more by `amount` */
    GT_REMEDY_SHORTEN,       /* act: duration less by `amount` */
    GT_REMEDY_DROP,          /* link: drop it */
    GT_REMEDY_KIND_COUNT
};

struct gt_remedy {
    uint8_t  kind;    /* enum gt_remedy_kind */
    uint8_t  fact;    /* enum gt_fact_kind that it changes */
    uint32_t act, link;
    gt_tick  to;      /* GT_TICK_NONE where it does not apply */
    int32_t  amount;
    bool     frees_all; /* alone it frees the whole plan, not only this chain */
};

/* The fewest facts that cannot all hold, and what would free them. */
struct gt_conflict {
    struct gt_why chain;       /* lower bound ... upper bound; or a cycle */
    bool     cycle;            /* no date can help: a link or a duration must give */
    int64_t  excess;           /* by how much, in ticks of the last activity's calendar */
    uint32_t act;              /* where the chain ends (its deadline) */
    gt_tick  earliest, latest; /* that event: not before, but not after */
    struct gt_remedy *remedies;
    uint32_t remedy_count;
};

void gt_conflict_text(struct gt_buf *buf, const struct gt_net *net, const struct gt_names *names,
                      const struct gt_conflict *conflict, enum gt_lang lang);
void gt_remedy_text(struct gt_buf *buf, const struct gt_net *net, const struct gt_names *names,
                    const struct gt_remedy *remedy, enum gt_lang lang);

#endif
