/* wording.h - the engine's chains and conflicts in the office's words. */
#ifndef GT_WORK_WORDING_H
#define GT_WORK_WORDING_H

#include "work/planning.h"

/* Titles of activities for the engine's sentences. */
struct gt_wording {
    const struct gt_picture *picture;
    const struct gt_net *net;      /* whose links the facts name */
    struct gt_arena *arena;
    enum gt_lang lang;
};

gt_rc gt_word_chain(const struct gt_wording *wording, const struct gt_why *why,
                    gt_why_steps *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_word_conflict(const struct gt_wording *wording, const struct gt_conflict *conflict,
                       struct gt_plan_conflict *out, struct gt_err *err) GT_MUST_USE;

/* "A" finishes -> "B" starts, at least 3 work days between. */
gt_rc gt_link_sentence(struct gt_arena *arena, const struct gt_picture *picture,
                       const struct gt_task_link *link, enum gt_lang lang, gt_str *out) GT_MUST_USE;

/* short title, or title; in both cases not longer than 60 characters */
gt_str gt_task_label(const struct gt_task *task);

#endif
