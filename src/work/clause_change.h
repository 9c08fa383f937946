/* clause_change.h - the steps that actions on clauses are made of; between
 * clause.c, clause_many.c and follow.c. */
#ifndef GT_WORK_CLAUSE_CHANGE_H
#define GT_WORK_CLAUSE_CHANGE_H

#include "work/clause_view.h"

/* GT_ECONFLICT where the clause has its answer. */
gt_rc gt_clause_must_be_open(const struct gt_clause *clause, struct gt_err *err) GT_MUST_USE;

/* State, reason and journal; everything else of the row goes with it. */
gt_rc gt_clause_set_state(struct gt_change *change, struct gt_ctx *ctx, struct gt_clause *clause,
                          enum gt_clause_state state, gt_str reason, int64_t task_id,
                          const char *action, struct gt_err *err) GT_MUST_USE;

/* GT_EINVAL where a printed unit is nobody's; each one is a problem. */
gt_rc gt_clause_units_known(const struct gt_clause_view *view, const struct gt_unit_index *index,
                            struct gt_problems *problems, struct gt_err *err) GT_MUST_USE;

/* Task numbers of one document: "3-17".  Begin before the change does. */
struct gt_clause_codes { int64_t directive_id, last, task_id; /* the newest task */ };
gt_rc gt_clause_codes_begin(struct gt_ctx *ctx, int64_t directive_id,
                            struct gt_clause_codes *codes, struct gt_err *err) GT_MUST_USE;
gt_rc gt_clause_accept_in(struct gt_change *change, struct gt_ctx *ctx,
                          const struct gt_directive *directive, struct gt_clause_view *view,
                          const struct gt_clause_accept *how, struct gt_clause_codes *codes,
                          struct gt_problems *problems, struct gt_err *err) GT_MUST_USE;

/* What the action gives back, read anew after its commit. */
gt_rc gt_clause_answer_read(struct gt_ctx *ctx, int64_t directive_id, const int64_t *ids,
                            size_t count, int64_t version, struct gt_clause_answer *out,
                            struct gt_err *err) GT_MUST_USE;

#endif
