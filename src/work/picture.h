/*
 * picture.h - the in-memory form of one space's plan: tasks, links, latest
 * reports, planned dates, lights, in arrays.
 *
 * Read from the store in a dozen queries, brought up to date by what a
 * change touched, served from memory.  Held by readers under the space's
 * lock:
 *
 *     const struct gt_picture *picture;
 *     if ((rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
 *         return rc;
 *     ...
 *     gt_picture_done(ctx);          no write in between: it would wait for itself
 *
 * How tasks become activities of the plan engine:
 *   - a task without living children is one activity;
 *   - one with children is two milestones, before the first and behind the
 *     last of them; its own facts and links bind those, and its dates on
 *     the chart are those of its children;
 *   - a standing task is none: it runs from its start to the year's end.
 * A task with a pinned start and finish, or with an earliest start and a
 * deadline but no duration, takes all days between.  One that says no
 * duration takes gt_duration_default() work days, or what lies between the
 * plan's first day and its deadline where that is less.  A task planned
 * backward without any deadline, its own or one above it, has until the end
 * of the plan year.
 */
#ifndef GT_WORK_PICTURE_H
#define GT_WORK_PICTURE_H

#include "base/map.h"
#include "gauge/light_set.h"
#include "plan/holiday.h"
#include "plan/plan.h"
#include "store/baseline_store.h"
#include "store/calendar_store.h"
#include "store/directive_store.h"
#include "store/holding_store.h"
#include "store/light_store.h"
#include "store/link_store.h"
#include "store/node_store.h"
#include "store/person_store.h"
#include "store/report_store.h"
#include "store/space_store.h"
#include "store/task_store.h"
#include "store/unit_store.h"
#include "work/duty_facts.h"
#include "work/lights_facts.h"
#include "work/progress.h"
#include "work/work.h"

enum {
    GT_PICTURE_BYTES_MAX = 2000 << 20,
    GT_PICTURE_PATCHES_MAX = 2000,    /* then it is read anew, to give memory back */
    GT_PICTURE_CHECK_MS = 1000,       /* how often other programs' changes are looked for */
};

/* Work days a task takes that does not say: a quarter, a month for a
 * measure, two weeks for a step. */
int64_t gt_duration_default(enum gt_task_kind kind);

enum { GT_CAL_WORK, GT_CAL_EVERY_DAY, GT_CALS };

struct gt_pic_task {
    struct gt_task facts;
    uint32_t parent;                  /* index, GT_NO_INDEX at the top */
    uint32_t first_child, next;       /* of the living, in their order */
    uint32_t last_child, children;
    bool     gone;                    /* removed since the picture was read */
    struct gt_task_support *supports; /* [support_count] */
    uint32_t support_count;
    struct gt_pic_duty *duties;       /* [duty_count] the lead's first; none: not issued */
    uint32_t duty_count;
    int64_t  directive_id;            /* of its first clause; 0 */
    /* engine; GT_NO_INDEX for a standing task */
    uint32_t act_start, act_finish;   /* the same for a task without children */
    /* derived */
    gt_day   start, finish;           /* planned, inclusive; GT_DAY_NONE */
    int64_t  float_days;              /* gt_picture_room() of it */
    bool     critical, milestone;
    double   percent;                 /* of its last report, else of its children */
    bool     reported;
    double   own_percent;             /* of its last report */
    gt_day   as_of;                   /* of its last report; GT_DAY_NONE */
    struct gt_pic_progress progress;  /* what it owes and has told */
    struct gt_light light;            /* that shows */
    struct gt_pic_lamp lamp;          /* what lights rest on besides */
};

struct gt_pic_link {
    struct gt_task_link facts;
    uint32_t from, to;                /* indexes of tasks */
    uint32_t engine;                  /* index in the plan; GT_NO_INDEX: out of force */
    bool     gone;
};

struct gt_pic_key { int64_t id; uint32_t at; }; /* sorted by id */

/* The unit tree in one row: every unit is followed by all below it. */
struct gt_unit_walk { int64_t id; uint32_t size; /* with itself */ };

struct gt_picture {
    struct gt_arena *arena;
    uint64_t born;                    /* no two pictures of one process have the same */
    uint64_t derived;                 /* goes up whenever dates and lights are derived */
    int64_t version;
    struct gt_space_meta meta;
    GT_VEC(struct gt_pic_task) tasks; /* skip those that are gone */
    GT_VEC(struct gt_pic_link) links;
    GT_VEC(struct gt_pic_key) task_keys, link_keys;
    struct gt_pic_key *unit_keys, *person_keys, *directive_keys; /* of all that are in the lists */
    uint32_t *order;                  /* [order_count] the living, parents before children */
    uint32_t order_count;
    gt_units  units;
    gt_people people;
    struct gt_unit_walk *walk;        /* [walk_count] */
    uint32_t  walk_count;
    gt_holdings holdings;
    gt_givens givens;
    gt_nodes  nodes;
    gt_directives directives;
    struct gt_baseline baseline;             /* the newest; id 0: none */
    gt_baseline_rows baseline_rows;   /* its rows, by task_id */
    gt_calendars calendars;
    struct gt_duty_rules duty_rules;
    gt_calendar_years years;
    gt_calendar_days days;
    struct gt_pic_cadence cadence;    /* how often is reported, and what is closed */
    struct gt_holidays holidays;      /* of the first calendar */
    struct gt_cal cals[GT_CALS];
    struct gt_arena *plan_arena;      /* of the plan's input; made anew with it */
    struct gt_plan *plan;             /* NULL where unplanned */
    uint32_t *act_task;               /* [acts] index of the task */
    uint32_t *engine_link;            /* [engine links] index of the link; GT_NO_INDEX: of the tree */
    gt_day    first_day;              /* nothing is planned before */
    gt_day    last_day;               /* of the plan year */
    bool      feasible;               /* every deadline can be met; without a plan too */
    bool      unplanned;              /* no dates can be: the links form a cycle ... */
    struct gt_err unplanned_err;      /* why */
    struct gt_light_set lights;       /* the rules in force */
    int64_t   lights_id;              /* their version; 0: those of the program */
    gt_light_overrides overrides;
    gt_light_closings closings;
    struct gt_light_days light_days;  /* the plan years counted once */
    bool      waits;                  /* some receipt clock runs: lights change by the hour */
    int64_t   lights_at;              /* the quarter of an hour they were reckoned for */
    gt_day    lights_on;              /* the day the lights were reckoned for */
    uint32_t  patches;
    pthread_mutex_t plan_lock;        /* the engine is for one thread at once */
};

gt_rc gt_picture_hold(struct gt_ctx *ctx, const struct gt_picture **out, struct gt_err *err) GT_MUST_USE;
void  gt_picture_done(struct gt_ctx *ctx);

/* Index or GT_NO_INDEX; not of one that is gone. */
uint32_t gt_picture_task(const struct gt_picture *picture, int64_t id);
uint32_t gt_picture_link(const struct gt_picture *picture, int64_t id);
const struct gt_unit_row *gt_picture_unit(const struct gt_picture *picture, int64_t id); /* NULL */
/* A unit and, behind it, the size - 1 below it; NULL: there is none. */
const struct gt_unit_walk *gt_picture_walk(const struct gt_picture *picture, int64_t unit_id);
const struct gt_person *gt_picture_person(const struct gt_picture *picture, int64_t id); /* NULL */
const struct gt_directive *gt_picture_directive(const struct gt_picture *picture, int64_t id);
const struct gt_baseline_row *gt_picture_baseline(const struct gt_picture *picture, int64_t task_id);
gt_str gt_picture_person_name(const struct gt_picture *picture, int64_t id, enum gt_lang lang);

/* The lead's duty (unit_id 0), or that of the support unit that carries it now;
 * NULL where it was never issued. */
const struct gt_pic_duty *gt_picture_duty(const struct gt_pic_task *task, int64_t unit_id);
/* Of the lead's: GT_DUTY_DRAFT where there is none. */
enum gt_duty_state gt_picture_duty_state(const struct gt_pic_task *task);

/* Work days from the morning of a to the morning of b. */
int64_t gt_picture_work_days(const struct gt_picture *picture, gt_day a, gt_day b);
/* Work days that a task can slip from where it is planned before a date of
 * somebody is missed; below 0: one is missed already, by so many; INT64_MAX:
 * none rests on it. */
int64_t gt_picture_room(const struct gt_picture *picture, const struct gt_plan_dates *dates);
struct gt_light_days gt_picture_days(const struct gt_picture *picture);
/* Both run between these two days: the hand-over window. False: they do not. */
bool gt_picture_overlap(const struct gt_picture *picture, const struct gt_pic_link *link,
                        gt_day *from, gt_day *to);

/* ---- for change.c and space.c ------------------------------------------------ */

gt_rc gt_picture_read(struct gt_pool *pool, struct gt_picture **out, struct gt_err *err) GT_MUST_USE;
void  gt_picture_destroy(struct gt_picture *picture); /* accepts NULL */
/* Reads the named rows again (of "report" and "duty" the id is the task's).
 * GT_EUNSUPPORTED: too much has changed, read all. */
struct gt_touched { char object[16]; int64_t id; };
gt_rc gt_picture_patch(struct gt_picture *picture, struct gt_db *db,
                       const struct gt_touched *touched, size_t count, int64_t version,
                       struct gt_err *err) GT_MUST_USE;
/* The walk from the list of units. */
gt_rc gt_picture_units(struct gt_picture *picture, struct gt_err *err) GT_MUST_USE;
/* Dates, percentages and lights of all tasks from plan and reports. */
void  gt_picture_derive(struct gt_picture *picture, gt_day today, int64_t now_ms);
/* The same of one task and those above it, where nothing but its reports
 * changed since the picture was derived for the same day. */
void  gt_picture_derive_up(struct gt_picture *picture, uint32_t index, gt_day today);
/* The engine's facts of one task as it stands, for edits and previews. */
struct gt_plan_task gt_picture_plan_task(const struct gt_picture *picture, uint32_t task,
                                         bool finish_side);
/* A standing task's window: from its start to its deadline or the year's end. */
void  gt_picture_standing(const struct gt_picture *picture, const struct gt_task *facts,
                          gt_day *start, gt_day *finish);
/* The engine's form of a link; false where a task is missing or out of force. */
bool  gt_picture_engine_link(const struct gt_picture *picture, const struct gt_task_link *facts,
                             struct gt_link *out);
/* Duties of all tasks, or of one (picture_duty.c). */
gt_rc gt_picture_read_duties(struct gt_picture *picture, struct gt_db *db, struct gt_err *err) GT_MUST_USE;
gt_rc gt_picture_patch_duties(struct gt_picture *picture, struct gt_db *db, int64_t task_id,
                              struct gt_err *err) GT_MUST_USE;
/* Tree, activities and plan from the arrays; unplanned is GT_OK. */
gt_rc gt_picture_plan(struct gt_picture *picture, struct gt_err *err) GT_MUST_USE;

#endif
