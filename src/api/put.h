/* put.h - writers of the shapes that several answers share (shapes.def). */
#ifndef GT_API_PUT_H
#define GT_API_PUT_H

#include "api/handler.h"
#include "work/finding.h"
#include "work/picture.h"
#include "work/planning.h"

void gt_put_unit(struct gt_json *json, const char *key, const struct gt_unit_row *unit);
void gt_put_person(struct gt_json *json, const char *key, const struct gt_person *person,
                   const struct gt_ctx *ctx);
/* missed: a gate that is past while something due by then is overdue. next:
 * the first that is still to come. */
void gt_put_node(struct gt_json *json, const char *key, const struct gt_node *node,
                 const char *state, enum gt_lang lang);
const char *gt_node_state(const struct gt_picture *picture, const struct gt_node *node, gt_day today);
/* From the rows of all calendars; work_days reckoned from them. */
struct gt_calendar_book;
void gt_put_calendar(struct gt_json *json, const char *key, const struct gt_calendar *calendar,
                     const struct gt_calendar_book *book, enum gt_lang lang);

/* baseline: rows by task_id, may be NULL. */
void gt_put_wall_task(struct gt_json *json, const char *key, const struct gt_picture *picture,
                      const struct gt_pic_task *task, const gt_baseline_rows *baseline);
/* Sums of all that the two writers show: what they write and what these
 * leave out would not reach an open wall (wall_trace.h). */
uint64_t gt_wall_task_sum(const struct gt_pic_task *task, const gt_baseline_rows *baseline);
uint64_t gt_wall_link_sum(const struct gt_picture *picture, const struct gt_pic_link *link);
void gt_put_wall_link(struct gt_json *json, const char *key, const struct gt_picture *picture,
                      const struct gt_pic_link *link);

void gt_put_why_steps(struct gt_json *json, const char *key, const gt_why_steps *steps);
void gt_put_conflict(struct gt_json *json, const char *key, const struct gt_plan_conflict *conflict);
void gt_put_lag(struct gt_json *json, const char *key, int64_t days); /* null for none */

/* GT_ENOMEM only. */
gt_rc gt_put_journal_row(struct gt_json *json, struct gt_ctx *ctx,
                         const struct gt_picture *picture, const struct gt_journal_row *row) GT_MUST_USE;
void gt_put_hash(struct gt_json *json, const char *key, const uint8_t hash[GT_HASH_SIZE]);
/* What stands now, told with a conflict: `show` writes it as an answer would.
 * The conflict goes on even where that cannot be written. */
typedef gt_rc gt_show(struct gt_ctx *ctx, const struct gt_req *req, int64_t id, struct gt_json *json,
                      struct gt_err *err);
gt_rc gt_put_current(struct gt_ctx *ctx, const struct gt_req *req, gt_show *show, int64_t id, gt_rc rc);
/* {"version", "sentence"} */
void gt_put_done(struct gt_json *json, int64_t version, const char *sentence);

#endif
