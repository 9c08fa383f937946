/*
 * headword.h - what the words in a table's head mean.
 *
 * Offices write 牵头单位, 牵头处室, 主办部门, Lead unit for one thing, and one
 * word may mean two: 责任单位 is the lead where nothing else is, and supports
 * where another column says 牵头.  So a head gives up to three meanings, in
 * order of likelihood; header.c hands them out.
 */
#ifndef GT_READ_HEADWORD_H
#define GT_READ_HEADWORD_H

#include "read/tasktable.h"

enum {
    GT_HEAD_MEANINGS = 3,
    GT_HEAD_POINTS_MAX = 40, /* a longer cell is no head */
};

/* How sure: 0 nothing, 1 a word in it, 2 a whole head that others outrank,
 * 3 a whole head, 4 said by hand. */
struct gt_head_meaning {
    uint8_t sure;
    uint8_t count;
    uint8_t is[GT_HEAD_MEANINGS]; /* enum gt_col */
};

/* folded: gt_fold_name of one head cell, or of group and cell together. */
struct gt_head_meaning gt_head_meaning(gt_str folded);

/* All whole heads that others do not outrank, folded, for looking up many
 * cells; the value is the first meaning. */
gt_rc gt_head_words(struct gt_arena *arena, struct gt_map *out) GT_MUST_USE;

/* Heads that mean nothing without the group above them: 名称, 姓名, Name. */
bool gt_head_weak(gt_str folded);

#endif
