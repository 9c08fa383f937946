/*
 * compare.h - two versions of a document, clause by clause, and what that
 * means for the tasks that hang on the old one.
 */
#ifndef GT_WORK_COMPARE_H
#define GT_WORK_COMPARE_H

#include "work/directive.h"
#include "work/textdiff.h"

enum {
    GT_COMPARE_PAIRS_MAX = 4 * 1000 * 1000, /* likenesses reckoned; beyond only by number */
};
#define GT_COMPARE_LIKE 0.5 /* less alike is another clause */
#define GT_COMPARE_SURE 0.7 /* more alike is followed without being asked */

enum gt_compare_state { GT_COMPARE_SAME, GT_COMPARE_CHANGED, GT_COMPARE_MOVED, GT_COMPARE_NEW,
                        GT_COMPARE_GONE, GT_COMPARE_STATES };
const char *gt_compare_state_name(enum gt_compare_state state); /* "same" */

/* A pair of clauses of the two versions; pure, by texts and numbers. */
struct gt_compare_clause { gt_str number, text; };
struct gt_compare_pair {
    enum gt_compare_state state;
    size_t old_index, new_index; /* SIZE_MAX: none */
    double alike;                /* 0 to 1 */
};
typedef GT_VEC(struct gt_compare_pair) gt_compare_pairs;
/* In the order of the new version; what is gone stands where it stood. */
gt_rc gt_compare_clauses(struct gt_arena *arena, const struct gt_compare_clause *olds,
                         size_t old_count, const struct gt_compare_clause *news, size_t new_count,
                         gt_compare_pairs *out) GT_MUST_USE;

struct gt_field_change { gt_str field, old_value, new_value; };

struct gt_compare_row {
    enum gt_compare_state state;
    const struct gt_clause_view *old_clause, *new_clause; /* NULL: none */
    double  alike;
    bool    sure;          /* followed without being named */
    bool    followed;      /* the new clause has the old one's answer */
    bool    settled;       /* gone, and somebody has decided about its tasks */
    gt_text_parts parts;
    GT_VEC(struct gt_field_change) fields;
    gt_str  effect;        /* on the tasks, in words */
};
struct gt_comparison {
    struct gt_directive_row old_row, new_row;
    gt_clause_views olds, news;
    GT_VEC(struct gt_compare_row) rows;
    gt_str sentence;
    bool   followed;       /* nothing is left to follow */
};

/* The document against the version before it; GT_ENOTFOUND where it is the first. */
gt_rc gt_work_compare(struct gt_ctx *ctx, int64_t id, struct gt_comparison *out,
                      struct gt_err *err) GT_MUST_USE;

/*
 * Lets the tasks follow: the new clause takes over the old one's answer and
 * tasks; where lead, support, deadline or figures changed in the document,
 * tasks that still have the old value get the new one (the journal keeps the
 * old).  clauses NULL: all that are sure, else these new clauses.
 */
gt_rc gt_work_follow(struct gt_ctx *ctx, int64_t id, const int64_t *clauses, size_t count,
                     struct gt_comparison *out, struct gt_err *err) GT_MUST_USE;

/*
 * What becomes of the tasks of one clause that the new version drops: they are
 * taken off the wall, but for those that another document asks for too, or
 * they are kept, for a reason that the old clause then carries.
 * clause: of the old version.  GT_ENOTFOUND: not gone; GT_ECONFLICT: decided
 * already; GT_EINVAL: kept without a reason.
 */
gt_rc gt_work_follow_gone(struct gt_ctx *ctx, int64_t id, int64_t clause, bool keep, gt_str reason,
                          struct gt_comparison *out, struct gt_err *err) GT_MUST_USE;

#endif
