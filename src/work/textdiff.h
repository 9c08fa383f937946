/*
 * textdiff.h - what changed between two pieces of text, by tokens: a Chinese
 * character, a word or number of ASCII, a punctuation mark.  Pure.
 */
#ifndef GT_WORK_TEXTDIFF_H
#define GT_WORK_TEXTDIFF_H

#include "base/base.h"

enum {
    GT_TEXTDIFF_CELLS_MAX = 4 * 1000 * 1000, /* beyond: struck out whole, added whole */
    GT_TEXTDIFF_SAME_MIN = 2, /* a shorter island between changes is part of the change */
};

enum gt_text_op { GT_TEXT_SAME, GT_TEXT_ADD, GT_TEXT_DEL };

/* Slices of the two texts; SAME of the new one. */
struct gt_text_part { enum gt_text_op op; gt_str text; };
typedef GT_VEC(struct gt_text_part) gt_text_parts;

/* Longest common subsequence of tokens; of a change the deletion comes first. */
gt_rc gt_text_diff(struct gt_arena *arena, gt_str old_text, gt_str new_text,
                   gt_text_parts *out) GT_MUST_USE;

/* 0 to 1: twice the common pairs of neighbouring tokens over all pairs. */
struct gt_text_pairs { uint32_t *at; size_t count; };
gt_rc gt_text_pairs_make(struct gt_arena *arena, gt_str text, struct gt_text_pairs *out) GT_MUST_USE;
double gt_text_similarity(const struct gt_text_pairs *a, const struct gt_text_pairs *b);

#endif
