/*
 * problem.h - all that is wrong with an input, told at once.
 *
 * A problem names its place as its reader would (sheet "一季度", cell C7;
 * line 12; field due) and the rule, in both languages.
 */
#ifndef GT_BASE_PROBLEM_H
#define GT_BASE_PROBLEM_H

#include "base/base.h"

enum { GT_PROBLEMS_MAX = 1000 }; /* further ones are counted, not kept */

enum gt_severity { GT_PROBLEM_ERROR, GT_PROBLEM_WARNING };

struct gt_problem {
    enum gt_severity severity;
    gt_str sheet, cell, field; /* "" where there is none */
    uint32_t line;             /* from 1; 0 where there is none */
    gt_str text[GT_LANG_COUNT];
    gt_str offer;              /* the nearest right value, or "" */
};

struct gt_problems {
    struct gt_arena *arena;
    GT_VEC(struct gt_problem) list;
    size_t errors, warnings, dropped;
};

void gt_problems_init(struct gt_problems *problems, struct gt_arena *arena);

/* Returns the new problem so that its place can be filled in; never NULL
 * (when memory or the maximum is spent it is a scratch one, counted). */
struct gt_problem *gt_problem_add(struct gt_problems *problems, enum gt_severity severity,
                                  const char *en, const char *zh, ...)
    __attribute__((format(printf, 3, 5), format(printf, 4, 5)));

#endif
