/* record_json.h - records as the journal keeps them: JSON in the arena.
 * Days as ISO text or null, absent references as null. */
#ifndef GT_WORK_RECORD_JSON_H
#define GT_WORK_RECORD_JSON_H

#include "base/json.h"
#include "store/link_store.h"
#include "store/node_store.h"
#include "store/person_store.h"
#include "store/report_store.h"
#include "store/task_store.h"
#include "store/unit_store.h"

/* Supports and figures may be NULL where they are not told. */
gt_rc gt_task_json(struct gt_arena *arena, const struct gt_task *task,
                   const struct gt_task_support *supports, size_t support_count,
                   const struct gt_figure *figures, size_t figure_count, gt_str *out) GT_MUST_USE;
gt_rc gt_link_json(struct gt_arena *arena, const struct gt_task_link *link, gt_str *out) GT_MUST_USE;
/* title: the task's, so that the row can be read by itself. */
gt_rc gt_report_json(struct gt_arena *arena, const struct gt_report *report, gt_str title,
                     gt_str *out) GT_MUST_USE;
gt_rc gt_unit_json(struct gt_arena *arena, const struct gt_unit_row *unit, gt_str *out) GT_MUST_USE;
gt_rc gt_person_json(struct gt_arena *arena, const struct gt_person *person, gt_str *out) GT_MUST_USE;
gt_rc gt_node_json(struct gt_arena *arena, const struct gt_node *node, gt_str *out) GT_MUST_USE;

/* Building blocks for other records. */
void  gt_json_day(struct gt_json *json, const char *key, gt_day day);
void  gt_json_ref(struct gt_json *json, const char *key, int64_t id);
/* Copies what was written into the arena and frees the buffer. */
gt_rc gt_json_take(struct gt_arena *arena, struct gt_json *json, gt_str *out) GT_MUST_USE;

#endif
