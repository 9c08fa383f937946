/* put_directive.h - writers of documents, clauses and comparisons. */
#ifndef GT_API_PUT_DIRECTIVE_H
#define GT_API_PUT_DIRECTIVE_H

#include "api/handler.h"
#include "work/compare.h"

void gt_put_coverage(struct gt_json *json, const char *key,
                     const struct gt_directive_coverage *coverage);
void gt_put_directive_row(struct gt_json *json, const char *key, const struct gt_directive_row *row);
void gt_put_clause(struct gt_json *json, const char *key, const struct gt_clause_view *view,
                   enum gt_lang lang);
void gt_put_clause_answer(struct gt_json *json, const struct gt_clause_answer *answer,
                          enum gt_lang lang);
/* The whole document; GT_EPARSE where its stored blocks are none. */
gt_rc gt_put_directive(struct gt_json *json, struct gt_ctx *ctx,
                       const struct gt_directive_view *view, struct gt_err *err) GT_MUST_USE;
void gt_put_comparison(struct gt_json *json, const struct gt_comparison *comparison);

#endif
