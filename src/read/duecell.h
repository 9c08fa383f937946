/*
 * duecell.h - what a deadline column says: a serial date, 2026年6月底前,
 * 6.30, Q2, "by 30 June 2026", 每月, 长期坚持, 2026年1—6月.
 *
 * Words of time inside Chinese text are when.h's business; here is what only
 * stands in cells: bare figures, ranges, English, and how to judge a whole
 * cell.
 */
#ifndef GT_READ_DUECELL_H
#define GT_READ_DUECELL_H

#include "read/sheet.h"

enum gt_due_state {
    GT_DUE_EMPTY,      /* nothing there, or a dash */
    GT_DUE_FOUND,      /* a day, a recurrence, or standing */
    GT_DUE_UNREAD,     /* words, but no day in them: N/A, 待定, 尽快 */
    GT_DUE_IMPOSSIBLE, /* a day that no calendar has: 2月31日 */
    GT_DUE_NO_YEAR,    /* 6月底 in a table whose year nobody said */
    GT_DUE_DOUBTFUL,   /* 3/4/2026 and 6.3 as a number: two days are possible */
};

struct gt_due_cell {
    enum gt_due_state state;
    gt_day first, last;  /* last is the deadline; first differs for a range */
    gt_str text;         /* as printed, in the arena */
    gt_str recur;        /* yearly, quarterly, monthly, weekly or "" */
    bool   standing;
    bool   range;        /* from first to last: 2026年1—6月 */
};

/* year: the plan's, 0 if unknown.  cell may be NULL. */
gt_rc gt_due_cell_read(const struct gt_sheet_cell *cell, int year, struct gt_arena *arena,
                       struct gt_due_cell *out) GT_MUST_USE;
/* The same for words that stand elsewhere. */
gt_rc gt_due_text_read(gt_str text, int year, struct gt_arena *arena,
                       struct gt_due_cell *out) GT_MUST_USE;

#endif
