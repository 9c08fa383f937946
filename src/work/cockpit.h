/*
 * cockpit.h - one page for leaders, or for one unit: what waits for a word,
 * how tasks and indicators stand, what is late and why, what has changed
 * since the asker was last here.  Answered from memory.
 *
 * What the asker may not see is neither shown nor counted.
 */
#ifndef GT_WORK_COCKPIT_H
#define GT_WORK_COCKPIT_H

#include "work/duty.h"
#include "work/finding.h"
#include "work/indicator.h"

enum {
    GT_COCKPIT_DECISIONS = 12,     /* told; all are counted */
    GT_COCKPIT_LATE = 8,
    GT_COCKPIT_SOON = 8,
    GT_COCKPIT_CHANGES = 8,
    GT_COCKPIT_JOURNAL = 300,      /* journal rows looked through for them */
    GT_COCKPIT_KEYS = 12,          /* indicators drawn */
    GT_COCKPIT_MISSES = 10,
    GT_COCKPIT_CHAIN_MAX = 10000,  /* tasks behind a late one that are followed */
    GT_VISIT_APART_MS = 30 * 60 * 1000, /* a longer silence begins a new visit */
    GT_VISIT_NOTE_MS = 60 * 1000,  /* a visit is noted so often */
    GT_DAY_LENGTH_MS = 24 * 60 * 60 * 1000,
    GT_VISIT_FIRST_DAYS = 7,       /* who was never here sees a week */
};

struct gt_cockpit_unit {
    int64_t unit_id;
    gt_str  name;
    int64_t lights[GT_LIGHT_MEANINGS], total;
    int64_t measured, short_of;    /* indicators it owns; of them behind or missing the year */
};

struct gt_cockpit_task {
    int64_t id;
    gt_str  title, code, unit, why;
    int64_t unit_id;
    enum gt_light_meaning light;
    int64_t amount;                /* work days */
    double  percent;
    gt_day  deadline;
    int64_t behind_it;             /* open tasks that can start or end only after it */
    bool    critical;
    int64_t float_days;
};

struct gt_cockpit_decision {
    const char *kind;              /* refused extending changing handing finished */
    int64_t task_id, support_id, unit_id;
    gt_str  title, unit, reason, person;
    gt_day  deadline, asked;
    int64_t since_ms, extensions;
    int64_t moves;                 /* seen: to answer without running into somebody */
    int64_t behind_it;
};

struct gt_cockpit_change { struct gt_journal_row row; gt_str sentence, person; };

struct gt_cockpit {
    int64_t version;
    int64_t unit_id;               /* 0: the whole agency */
    int64_t seen_before_ms;        /* the visit before this one; 0: never here */
    double  elapsed;               /* per cent of the year's days gone, without today */
    double  done;                  /* mean of the tasks' percentages */
    int64_t lights[GT_LIGHT_MEANINGS], total;
    int64_t paces[GT_PACES], measured;        /* indicators with a target, by pace */
    int64_t gates[GT_GATES][4];               /* of them, by enum gt_gate_state */
    int64_t will_miss;
    gt_day  cut_off;               /* of the newest reading; GT_DAY_NONE */
    GT_VEC(const struct gt_ind *) keys;       /* those marked so, or the worst; while the book is held */
    GT_VEC(const struct gt_ind *) misses;     /* the worst first */
    GT_VEC(struct gt_cockpit_unit) units;     /* by their place; those that carry something */
    GT_VEC(struct gt_cockpit_task) late, soon; /* late: by how many wait behind it */
    int64_t late_total, soon_total;
    GT_VEC(struct gt_cockpit_decision) decisions; /* the oldest first */
    int64_t decision_total;
    GT_VEC(struct gt_cockpit_change) changes; /* newest first */
    int64_t change_total;
    bool    scored;                /* there is a sheet of the year */
    struct gt_score_view score;
    gt_str  sentence;
};

/*
 * Takes the lock and keeps it: keys, misses and score point into the book.
 * The caller reads and then calls gt_picture_done().  unit_id 0: the whole.
 * The visit is noted (not in the journal: it is nobody's business).
 */
gt_rc gt_work_cockpit(struct gt_ctx *ctx, int64_t unit_id, struct gt_cockpit *out,
                      struct gt_ind_book **book, struct gt_err *err) GT_MUST_USE;

#endif
