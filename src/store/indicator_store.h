/*
 * indicator_store.h - what is measured: regions, indicators, targets,
 * readings, closed months, score sheets; and what was decided about figures
 * that documents promised.
 *
 * Targets and readings are never edited: a new row supersedes the old one.
 * Region and unit 0 stand for the whole.
 */
#ifndef GT_STORE_INDICATOR_STORE_H
#define GT_STORE_INDICATOR_STORE_H

#include "store/db.h"

enum {
    GT_INDICATORS_MAX = 20000,
    GT_REGIONS_MAX = 5000,
    GT_TARGETS_MAX = 400000,
    GT_READINGS_MAX = 4000000,
    GT_SCORE_LINES_STORED_MAX = 5000,
    GT_PROMISES_MAX = 100000,
    GT_TARGET_MONTHS = 12,
    GT_INDICATOR_NAME_MAX = 200,   /* bytes */
    GT_INDICATOR_TEXT_MAX = 4000,
};

struct gt_region {
    int64_t id, position;
    gt_str  code, name[GT_LANG_COUNT], shape;
    int64_t revision, removed_at_ms;
};
typedef GT_VEC(struct gt_region) gt_regions;
/* The living, by position. */
gt_rc gt_region_store_list(struct gt_db *db, struct gt_arena *arena, gt_regions *out,
                           struct gt_err *err) GT_MUST_USE;
gt_rc gt_region_store_insert(struct gt_db *db, struct gt_region *region, struct gt_err *err) GT_MUST_USE;
gt_rc gt_region_store_update(struct gt_db *db, struct gt_region *region, struct gt_err *err) GT_MUST_USE;

struct gt_indicator {
    int64_t id, position;
    gt_str  code, name[GT_LANG_COUNT], definition, unit, unit_en, source;
    int64_t owner_unit_id, owner_person_id;      /* 0: none */
    int64_t aim, nature, frequency, lag_days, decimals; /* as the gauge room numbers them */
    gt_str  formula;                             /* "" for one that is read */
    int64_t key, proxy_for;
    int64_t created_at_ms, revision, removed_at_ms;
};
typedef GT_VEC(struct gt_indicator) gt_indicators;
/* The living, by position and id. */
gt_rc gt_indicator_store_list(struct gt_db *db, struct gt_arena *arena, gt_indicators *out,
                              struct gt_err *err) GT_MUST_USE;
/* Also a removed one. */
gt_rc gt_indicator_store_get(struct gt_db *db, int64_t id, struct gt_arena *arena,
                             struct gt_indicator *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_indicator_store_insert(struct gt_db *db, struct gt_indicator *indicator,
                                struct gt_err *err) GT_MUST_USE;
gt_rc gt_indicator_store_update(struct gt_db *db, struct gt_indicator *indicator,
                                struct gt_err *err) GT_MUST_USE;

struct gt_target {
    int64_t id, indicator_id, region_id, unit_id, year;
    double  base, value, low, high;   /* NaN where not given; value always is */
    int64_t curve;
    double  months[GT_TARGET_MONTHS]; /* NaN where not given */
    gt_str  source;                   /* the document's words, or "" */
    int64_t task_id;                  /* that promised it; 0 */
    gt_str  reason;
    int64_t person_id, at_ms, superseded_at_ms;
};
typedef GT_VEC(struct gt_target) gt_targets;
/* Those in force, of one indicator or (0) of all, by indicator, region, unit, year. */
gt_rc gt_target_store_list(struct gt_db *db, int64_t indicator_id, struct gt_arena *arena,
                           gt_targets *out, struct gt_err *err) GT_MUST_USE;
/* Also the superseded ones of an indicator, newest first. */
gt_rc gt_target_store_history(struct gt_db *db, int64_t indicator_id, struct gt_arena *arena,
                              gt_targets *out, struct gt_err *err) GT_MUST_USE;
/* Supersedes the one in force for the same indicator, region, unit and year. */
gt_rc gt_target_store_put(struct gt_db *db, struct gt_target *target, struct gt_err *err) GT_MUST_USE;

enum gt_reading_state { GT_READING_FLASH, GT_READING_VERIFIED, GT_READING_WITHDRAWN, GT_READING_STATES };

struct gt_reading {
    int64_t id, indicator_id, region_id, unit_id;
    int64_t month;        /* year * 12 + month from 0 */
    double  value;
    int64_t state;
    gt_day  as_of;        /* the data's cut-off */
    gt_str  reason;
    int64_t import_id, person_id, at_ms, superseded_at_ms;
};
typedef GT_VEC(struct gt_reading) gt_readings;
/* As gt_target_store_list; texts are left empty. */
gt_rc gt_reading_store_list(struct gt_db *db, int64_t indicator_id, struct gt_arena *arena,
                            gt_readings *out, struct gt_err *err) GT_MUST_USE;
/* All of an indicator's region and unit, newest month first, then newest revision. */
gt_rc gt_reading_store_history(struct gt_db *db, int64_t indicator_id, int64_t region_id,
                               int64_t unit_id, struct gt_arena *arena, gt_readings *out,
                               struct gt_err *err) GT_MUST_USE;
gt_rc gt_reading_store_put(struct gt_db *db, struct gt_reading *reading, struct gt_err *err) GT_MUST_USE;

struct gt_closed_month { int64_t month; gt_str note; int64_t person_id, at_ms; };
typedef GT_VEC(struct gt_closed_month) gt_closed_months;
gt_rc gt_closed_month_store_list(struct gt_db *db, struct gt_arena *arena, gt_closed_months *out,
                                 struct gt_err *err) GT_MUST_USE;
gt_rc gt_closed_month_store_add(struct gt_db *db, const struct gt_closed_month *month,
                                struct gt_err *err) GT_MUST_USE; /* GT_EEXISTS */
gt_rc gt_closed_month_store_remove(struct gt_db *db, int64_t month, struct gt_err *err) GT_MUST_USE;

struct gt_score_sheet { int64_t id, year; gt_str name[GT_LANG_COUNT]; int64_t revision; };
typedef GT_VEC(struct gt_score_sheet) gt_score_sheets;
struct gt_score_line {
    int64_t sheet_id, position, indicator_id, kind;
    double  weight, bonus_max, floor, each;
    gt_str  steps;        /* "1:1 0.9:0.8" */
    int64_t veto;
    double  veto_below;
};
typedef GT_VEC(struct gt_score_line) gt_score_lines;
gt_rc gt_score_sheet_store_list(struct gt_db *db, struct gt_arena *arena, gt_score_sheets *out,
                                struct gt_err *err) GT_MUST_USE;
gt_rc gt_score_sheet_store_insert(struct gt_db *db, struct gt_score_sheet *sheet,
                                  struct gt_err *err) GT_MUST_USE;
gt_rc gt_score_sheet_store_update(struct gt_db *db, struct gt_score_sheet *sheet,
                                  struct gt_err *err) GT_MUST_USE;
/* By sheet and position. */
gt_rc gt_score_line_store_list(struct gt_db *db, struct gt_arena *arena, gt_score_lines *out,
                               struct gt_err *err) GT_MUST_USE;
/* Replaces the sheet's lines. */
gt_rc gt_score_line_store_set(struct gt_db *db, int64_t sheet_id, const struct gt_score_line *lines,
                              size_t count, struct gt_err *err) GT_MUST_USE;

struct gt_promise {
    int64_t id, task_id;
    gt_str  name;
    double  value;
    int64_t target_id;    /* 0: it was decided that it is none */
    gt_str  reason;
    int64_t person_id, at_ms;
};
typedef GT_VEC(struct gt_promise) gt_promises;
gt_rc gt_promise_store_list(struct gt_db *db, struct gt_arena *arena, gt_promises *out,
                            struct gt_err *err) GT_MUST_USE;
gt_rc gt_promise_store_add(struct gt_db *db, struct gt_promise *promise, struct gt_err *err) GT_MUST_USE;
/* The figures of all living tasks, by task; figure ids are not kept over edits. */
struct gt_figure_row { int64_t task_id; gt_str name, unit, text, op; double value; };
typedef GT_VEC(struct gt_figure_row) gt_figure_rows;
gt_rc gt_figure_row_store_list(struct gt_db *db, struct gt_arena *arena, gt_figure_rows *out,
                               struct gt_err *err) GT_MUST_USE;

struct gt_visit { int64_t person_id, seen_at_ms, before_at_ms; };
/* GT_ENOTFOUND where the person was never here; err untouched. */
gt_rc gt_visit_store_get(struct gt_db *db, int64_t person_id, struct gt_visit *out,
                         struct gt_err *err) GT_MUST_USE;
gt_rc gt_visit_store_put(struct gt_db *db, const struct gt_visit *visit, struct gt_err *err) GT_MUST_USE;

#endif
