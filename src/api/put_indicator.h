/* put_indicator.h - writers of the indicators' shapes, while the book is held. */
#ifndef GT_API_PUT_INDICATOR_H
#define GT_API_PUT_INDICATOR_H

#include "api/handler.h"
#include "work/indicator.h"
#include "work/indicator_rank.h"

enum { GT_MONTH_TEXT = 8 };
/* "2026-06"; returns text. */
char *gt_month_text(int64_t month, char text[static GT_MONTH_TEXT]);
/* False on anything else. */
bool gt_month_parse(gt_str text, int64_t *month);

/* #IndicatorRow: an indicator for a region, or the whole (0).  GT_ENOMEM. */
gt_rc gt_put_indicator(struct gt_json *json, const char *key, struct gt_ctx *ctx,
                       const struct gt_picture *picture, struct gt_ind_book *book, const struct gt_ind *ind,
                       int64_t region_id, struct gt_err *err) GT_MUST_USE;
/* #IndicatorPlace[] */
void gt_put_places(struct gt_json *json, const char *key, const struct gt_ind_places *places, enum gt_lang lang);
void gt_put_region(struct gt_json *json, const char *key, const struct gt_region *region, enum gt_lang lang);
/* #ScoreTotal */
void gt_put_score_total(struct gt_json *json, const char *key, const struct gt_score_total *total,
                        enum gt_lang lang);
const char *gt_reading_state_key(int64_t state); /* flash verified withdrawn */

#endif
