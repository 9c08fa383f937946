/* clause_view.h - clauses as they are shown: what directive.c, clause.c and
 * follow.c share. */
#ifndef GT_WORK_CLAUSE_VIEW_H
#define GT_WORK_CLAUSE_VIEW_H

#include "work/directive.h"

/* The unit tree, indexed for printed names; built once for many clauses. */
struct gt_unit_index;
gt_rc gt_unit_index_read(struct gt_db *db, struct gt_arena *arena, struct gt_unit_index **out,
                         struct gt_err *err) GT_MUST_USE;
gt_rc gt_unit_index_find(struct gt_unit_index *index, const struct gt_named_unit *named,
                         struct gt_clause_unit *out) GT_MUST_USE;
gt_str gt_unit_index_name(const struct gt_unit_index *index, int64_t unit_id); /* "" unknown */

/* ties: of the clause's directive; NULL: read them. */
gt_rc gt_clause_view_make(struct gt_arena *arena, struct gt_unit_index *index,
                          const struct gt_clause *clause, const gt_task_clauses *ties,
                          struct gt_clause_view *out, struct gt_err *err) GT_MUST_USE;

/* All clauses of a directive, in document order. */
gt_rc gt_clause_views_read(struct gt_db *db, struct gt_arena *arena, int64_t directive_id,
                           gt_clause_views *out, struct gt_err *err) GT_MUST_USE;
/* directive.c: one document's share of the store's counts. */
struct gt_directive_coverage gt_directive_coverage_of(const gt_coverages *list, int64_t id);

#endif
