/* report_store.h - progress as it was told: never changed, only followed. */
#ifndef GT_STORE_REPORT_STORE_H
#define GT_STORE_REPORT_STORE_H

#include "store/db.h"

enum { GT_REPORT_TEXT_MAX = 20000 };

struct gt_report {
    int64_t id, task_id;
    gt_str  period;                   /* 2026-Q2, 2026-06, or "" */
    gt_day  as_of;                    /* the day it speaks of */
    double  percent;                  /* 0 to 100; 100 is done */
    gt_str  words, problems, next;
    int64_t person_id, at_ms;
};
typedef GT_VEC(struct gt_report) gt_reports;

/* A task's reports, newest first. */
gt_rc gt_report_store_list(struct gt_db *db, int64_t task_id, struct gt_arena *arena,
                           gt_reports *out, struct gt_err *err) GT_MUST_USE;
/* Of every living task the last one (by as_of, then id), without its texts. */
gt_rc gt_report_store_latest(struct gt_db *db, struct gt_arena *arena, gt_reports *out,
                             struct gt_err *err) GT_MUST_USE;
gt_rc gt_report_store_insert(struct gt_db *db, struct gt_report *report,
                             struct gt_err *err) GT_MUST_USE;

#endif
