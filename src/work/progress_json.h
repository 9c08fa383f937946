/* progress_json.h - records of reporting as the journal keeps them. */
#ifndef GT_WORK_PROGRESS_JSON_H
#define GT_WORK_PROGRESS_JSON_H

#include "store/report_store.h"
#include "work/progress_said.h"

/* title: the task's, so that a row can be read by itself. */
gt_rc gt_evidence_json(struct gt_arena *arena, int64_t task_id, const struct gt_said_file *file,
                       gt_str *out) GT_MUST_USE;
gt_rc gt_report_move_json(struct gt_arena *arena, const struct gt_report *report, const char *action,
                          gt_str reason, gt_str title, gt_str *out) GT_MUST_USE;
gt_rc gt_cadence_json(struct gt_arena *arena, const struct gt_report_cadence *cadence, gt_str *out) GT_MUST_USE;
gt_rc gt_measures_json(struct gt_arena *arena, const gt_measures *measures, gt_str title, gt_str *out) GT_MUST_USE;
gt_rc gt_closing_json(struct gt_arena *arena, const struct gt_report_closing *closing, gt_str *out) GT_MUST_USE;

#endif
