/*
 * slips.h - three-colour supervision slips: drafted from a task's light,
 * issued with a number 〔year〕n号, answered by the unit, closed by the office,
 * or followed by one of the next colour when their limit has passed.
 */
#ifndef GT_WORK_SLIPS_H
#define GT_WORK_SLIPS_H

#include "store/slip_store.h"
#include "work/work.h"

enum { GT_SLIP_BLUE = 1, GT_SLIP_ORANGE, GT_SLIP_RED, GT_SLIP_DAYS_MAX = 366 };

/* draft, issued, answered, expired (past its limit and open), closed */
const char *gt_slip_state(const struct gt_slip *slip, gt_day today);
/* "blue"; 0: none of them */
const char *gt_slip_level_key(int64_t level);
int64_t gt_slip_level_from(gt_str key);
const char *gt_slip_level_word(int64_t level, enum gt_lang lang);
/* "督查单〔2026〕3号"; of a draft "督查单（草稿）" */
gt_rc gt_slip_title(struct gt_arena *arena, const struct gt_slip *slip, enum gt_lang lang, gt_str *out) GT_MUST_USE;

/* Those of tasks that the asker may see, newest first; task_id 0: of all. */
gt_rc gt_work_slips(struct gt_ctx *ctx, int64_t task_id, gt_slips *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_slip(struct gt_ctx *ctx, int64_t id, struct gt_slip *out, gt_slip_replies *replies,
                   struct gt_err *err) GT_MUST_USE;

/* id 0 drafts: task_id, level, demand, due (GT_DAY_NONE: five work days on) and
 * follows_id are read; the unit and the basis (the light's reason today) are
 * filled in.  Otherwise edits a draft's level, demand and due. */
gt_rc gt_work_slip_put(struct gt_ctx *ctx, struct gt_slip *slip, struct gt_err *err) GT_MUST_USE;
/* Gives the number and tells the unit.  Where the office wants four eyes, not
 * by who drafted it (GT_EDENIED). */
gt_rc gt_work_slip_issue(struct gt_ctx *ctx, int64_t id, int64_t revision, struct gt_slip *out,
                         struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_slip_reply(struct gt_ctx *ctx, int64_t id, gt_str words, struct gt_slip *out,
                         struct gt_err *err) GT_MUST_USE;
/* Only once it was answered, and not by who answered last. */
gt_rc gt_work_slip_close(struct gt_ctx *ctx, int64_t id, int64_t revision, gt_str outcome, struct gt_slip *out,
                         struct gt_err *err) GT_MUST_USE;

#endif
