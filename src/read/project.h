/*
 * project.h - project files of other tools as one plain struct.
 *
 * MS Project XML (MSPDI) and, of their files, what a plan is made of:
 * Primavera XER, GanttProject .gan, MPX and the common subset of
 * TaskJuggler's .tjp.  Times are minutes since 1970-01-01 00:00 as the file
 * writes them, without zones.  The dates that the other tool computed are kept
 * beside the facts, so that ours can be compared with them.
 */
#ifndef GT_READ_PROJECT_H
#define GT_READ_PROJECT_H

#include "base/date.h"
#include "base/problem.h"

enum {
    GT_PROJECT_TASKS_MAX = 1000 * 1000,
    GT_PROJECT_LINKS_MAX = 4 * 1000 * 1000,
    GT_PROJECT_CALS_MAX = 4000,
    GT_PROJECT_HOURS_MAX = 16,
    GT_PROJECT_EXCEPTS_MAX = 100000, /* of one calendar, repetitions laid out */
    GT_PROJECT_LEVELS_MAX = 200,
    GT_PROJECT_RES_MAX = 4000,
    GT_PROJECT_USES_MAX = 4 * 1000 * 1000,
    GT_PROJECT_UNITS_MAX = 100 * 1000 * 1000, /* of one resource, in percent of one */
};

#define GT_MINUTE_NONE INT64_MIN
#define GT_PROJECT_NO_INDEX UINT32_MAX

enum gt_project_format {
    GT_PROJECT_NONE, /* none of these */
    GT_PROJECT_MSPDI, GT_PROJECT_XER, GT_PROJECT_GAN, GT_PROJECT_MPX, GT_PROJECT_TJP,
    GT_PROJECT_FORMATS
};

struct gt_project_hours {
    uint8_t count;
    struct { uint16_t from, to; } at[GT_PROJECT_HOURS_MAX]; /* minutes of the day, sorted */
};

/* A later entry covers an earlier one. */
struct gt_project_except { gt_day from, to; struct gt_project_hours hours; };

struct gt_project_cal {
    gt_str id, name;
    uint32_t base;                    /* another calendar, or GT_PROJECT_NO_INDEX */
    bool     says[7];                 /* the weekday is its own, not the base's */
    struct gt_project_hours week[7];  /* Monday first */
    GT_VEC(struct gt_project_except) excepts;
};

/* When a task may be, as tools put it; the date goes with all but the first two. */
enum gt_project_bound {
    GT_BOUND_ASAP, GT_BOUND_ALAP, GT_BOUND_START_ON, GT_BOUND_FINISH_ON,
    GT_BOUND_START_FROM, GT_BOUND_START_BY, GT_BOUND_FINISH_FROM, GT_BOUND_FINISH_BY,
};

struct gt_project_task {
    gt_str   id, name;
    uint16_t level;                   /* outline, from 0 */
    bool     summary, inactive;
    bool     manual;                  /* its own dates are entered, not computed */
    bool     split;                   /* worked on in pieces: its dates span more than its work */
    uint32_t calendar;                /* GT_PROJECT_NO_INDEX: the project's */
    bool     elapsed;                 /* the duration counts day and night */
    int64_t  duration_min;
    enum gt_project_bound bound, bound2; /* Primavera has a second one */
    int64_t  bound_at, bound2_at, deadline;
    int64_t  actual_start, actual_finish;
    double   percent;
    /* What the other tool computed. */
    int64_t  start, finish, early_start, early_finish, late_start, late_finish;
    int64_t  base_start, base_finish;
};

enum gt_project_link_kind { GT_PLINK_FS, GT_PLINK_SS, GT_PLINK_FF, GT_PLINK_SF };

/* What a lag counts in. */
enum gt_lag_time { GT_LAG_OF_PROJECT, GT_LAG_OF_FROM, GT_LAG_OF_TO, GT_LAG_ELAPSED,
                   GT_LAG_OF_CALENDAR /* the one named */ };

struct gt_project_link {
    uint32_t from, to;
    enum gt_project_link_kind kind;
    enum gt_lag_time lag_time;
    uint32_t calendar;                /* of GT_LAG_OF_CALENDAR */
    bool     no_least;                /* only the greatest lag binds */
    bool     has_greatest;
    int64_t  lag_min, greatest_min;   /* minutes */
};

/* Who works: a person, a team, a machine.  Material and costs are not kept. */
struct gt_project_periods { int64_t from, to; int32_t units; }; /* to: GT_MINUTE_NONE, for good */
struct gt_project_res {
    gt_str   id, name;
    uint32_t calendar;                /* GT_PROJECT_NO_INDEX: the project's */
    int32_t  units;                   /* in percent of one: 100 is one person */
    GT_VEC(struct gt_project_periods) periods; /* where the units change over time */
};

/* The task takes so much of the resource while it is worked on. */
struct gt_project_use { uint32_t task, res; int32_t units; };

struct gt_project {
    enum gt_project_format format;
    gt_str  title;
    int64_t start, finish;
    bool    from_finish;              /* scheduled backward from the finish */
    bool    whole_days;               /* the tool reckons in days, not minutes */
    int64_t minutes_a_day;
    uint32_t calendar;                /* the project's, or GT_PROJECT_NO_INDEX */
    GT_VEC(struct gt_project_cal)  cals;
    GT_VEC(struct gt_project_task) tasks;
    GT_VEC(struct gt_project_link) links;
    GT_VEC(struct gt_project_res)  res;
    GT_VEC(struct gt_project_use)  uses;
};

/* Text30 of a task, as MS Project numbers its fields. */
#define GT_MSPDI_FIELD "188744016"

/* By the file's name and its first bytes. */
enum gt_project_format gt_project_format(const char *path, gt_str bytes);

/*
 * Reads the whole file.  What could not be taken over goes to problems as a
 * warning with its line; GT_EPARSE and GT_ELIMIT name the place.
 */
gt_rc gt_project_read(struct gt_arena *arena, enum gt_project_format format, gt_str bytes,
                      struct gt_problems *problems, struct gt_project *out,
                      struct gt_err *err) GT_MUST_USE;

/* Hours of a day with the base calendars looked through. */
struct gt_project_hours gt_project_hours_on(const struct gt_project *project, uint32_t cal,
                                            int weekday);

/* ---- for the readers ------------------------------------------------------------ */

struct gt_project_task *gt_project_task_add(struct gt_arena *arena, struct gt_project *project,
                                            struct gt_err *err);
struct gt_project_link *gt_project_link_add(struct gt_arena *arena, struct gt_project *project,
                                            struct gt_err *err);
struct gt_project_cal *gt_project_cal_add(struct gt_arena *arena, struct gt_project *project,
                                          struct gt_err *err);

struct gt_project_res *gt_project_res_add(struct gt_arena *arena, struct gt_project *project,
                                          struct gt_err *err);
/* Units of 0 or fewer use nothing and are not kept. */
gt_rc gt_project_use_add(struct gt_arena *arena, struct gt_project *project, uint32_t task, uint32_t res,
                         int64_t units, struct gt_err *err);
/* "1", "0.5", "150%" of one in percent; -1 for anything else. */
int32_t gt_project_units(gt_str s);

/* "2026-03-02T08:00:00" or with a blank; GT_MINUTE_NONE for anything else. */
int64_t gt_project_minute(gt_str s);
/* "08:30" or "08:30:00" to minutes of the day; -1. */
int gt_project_clock(gt_str s);

gt_rc gt_mspdi_read(struct gt_arena *, gt_str, struct gt_problems *, struct gt_project *, struct gt_err *);
gt_rc gt_xer_read(struct gt_arena *, gt_str, struct gt_problems *, struct gt_project *, struct gt_err *);
gt_rc gt_gan_read(struct gt_arena *, gt_str, struct gt_problems *, struct gt_project *, struct gt_err *);
gt_rc gt_mpx_read(struct gt_arena *, gt_str, struct gt_problems *, struct gt_project *, struct gt_err *);
gt_rc gt_tjp_read(struct gt_arena *, gt_str, struct gt_problems *, struct gt_project *, struct gt_err *);

/* ---- out -------------------------------------------------------------------------- */

struct gt_buf;

/*
 * The project as MS Project XML: calendars, tasks, links, baselines, dates,
 * resources, assignments.  That format knows neither greatest lags nor lags in a
 * calendar of their own: these stand in the custom field Text30 of the later
 * task ("3FS<=960 5SS=480@2": predecessor, kind, minutes at most or at least, calendar),
 * which other tools keep and gt_mspdi_read() takes up again.
 */
void gt_mspdi_write(const struct gt_project *project, struct gt_buf *out);
/* The tasks as iCalendar events and to-dos (RFC 5545); stamp is the instant it was made. */
void gt_project_ics(const struct gt_project *project, int64_t stamp_ms, struct gt_buf *out);

#endif
