/*
 * reading.h - a document as the reading engine sees it, in the words of the
 * store: its clauses with their proposals, its blocks as JSON.
 */
#ifndef GT_WORK_READING_H
#define GT_WORK_READING_H

#include "base/problem.h"
#include "work/proposal.h"

struct gt_reading_clause {
    gt_str  number, heading, text;
    int64_t start, end; /* code points */
    double  confidence; /* the weakest field's */
    struct gt_proposed proposed;
};

struct gt_reading_directive {
    gt_str  title, number, issuer, kind, text;
    gt_str  blocks;     /* JSON: {"blocks": [...], "problems": [...]} */
    gt_day  issued;
    int     year;       /* 0 where unknown */
    struct gt_reading_clause *clauses;
    size_t  clause_count;
};

/* Everything in the arena, which should hold gt_reading_budget(bytes). */
size_t gt_reading_budget(size_t bytes);
gt_rc gt_reading_directive(struct gt_arena *arena, gt_str bytes, gt_str name, int year,
                           struct gt_reading_directive *out, struct gt_err *err) GT_MUST_USE;

/* What a piece of text proposes by itself: the first clause that asks for
 * something, else the first; false where there is none. */
gt_rc gt_reading_part(struct gt_arena *arena, gt_str text, int year, struct gt_reading_clause *out,
                      bool *found, struct gt_err *err) GT_MUST_USE;

#endif
