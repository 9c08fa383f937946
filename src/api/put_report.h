/* put_report.h - writers of the shapes of reporting (shapes.def). */
#ifndef GT_API_PUT_REPORT_H
#define GT_API_PUT_REPORT_H

#include "api/put.h"
#include "work/progress_use.h"

/* drafts may be NULL; turn NULL: nothing is to come. GT_ENOMEM. */
gt_rc gt_put_turn(struct gt_json *json, const char *key, struct gt_ctx *ctx, const struct gt_picture *picture,
                  uint32_t task, const struct gt_turn *turn, enum gt_sitting_group group,
                  const gt_report_drafts *drafts) GT_MUST_USE;
void gt_put_moves(struct gt_json *json, struct gt_ctx *ctx, const struct gt_picture *picture,
                  const gt_report_moves *moves);
void gt_put_same_parts(struct gt_json *json, const struct gt_same *same);
void gt_put_answers(struct gt_json *json, const struct gt_said *said, const struct gt_said *came);
void gt_put_figures_said(struct gt_json *json, const struct gt_said *said, const struct gt_said *came);
void gt_put_files(struct gt_json *json, const struct gt_said *said);
gt_rc gt_put_form(struct gt_json *json, struct gt_ctx *ctx, const struct gt_picture *picture,
                  const struct gt_form *form, const struct gt_problems *checks,
                  const gt_report_drafts *drafts) GT_MUST_USE;
gt_rc gt_put_review(struct gt_json *json, const char *key, struct gt_ctx *ctx, const struct gt_picture *picture,
                    const struct gt_review_row *row, const gt_report_moves *moves) GT_MUST_USE;

/* The answers as one paragraph of the monthly paper. */
gt_rc gt_report_paragraph(struct gt_arena *arena, const struct gt_said *said, gt_str *out) GT_MUST_USE;

#endif
