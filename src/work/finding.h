/* finding.h - search, and the journal as people read it. */
#ifndef GT_WORK_FINDING_H
#define GT_WORK_FINDING_H

#include "store/journal.h"
#include "work/work.h"

enum { GT_HITS_MAX = 50, GT_SEARCH_WORDS_MAX = 8 };

struct gt_hit {
    const char *kind;          /* task clause directive unit */
    int64_t id, directive_id;
    gt_str  title, excerpt;
    int64_t score;
};
typedef GT_VEC(struct gt_hit) gt_hits;

/* Every word must be there (title, code, note, clause text); best first. */
gt_rc gt_work_search(struct gt_ctx *ctx, gt_str words, gt_hits *out, struct gt_err *err) GT_MUST_USE;

gt_rc gt_work_journal(struct gt_ctx *ctx, const struct gt_journal_filter *filter,
                      gt_journal_rows *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_journal_verify(struct gt_ctx *ctx, struct gt_journal_check *out,
                             struct gt_err *err) GT_MUST_USE;
/* "changed the deadline of 政策起草 from 2026-06-30 to 2026-07-15" */
gt_rc gt_journal_sentence(struct gt_arena *arena, const struct gt_journal_row *row,
                          enum gt_lang lang, gt_str *out) GT_MUST_USE;

#endif
