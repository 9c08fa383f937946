/*
 * progress_said.h - what one report says: answers measure by measure, figures,
 * evidence, problems, next steps.  The same form for a draft and for what was
 * submitted; kept as JSON.  Also how much of it was said last time.  Pure.
 */
#ifndef GT_WORK_PROGRESS_SAID_H
#define GT_WORK_PROGRESS_SAID_H

#include "base/base.h"
#include "base/buf.h"
#include "base/json.h"

enum {
    GT_ANSWERS_MAX = 40,
    GT_SAID_FIGURES_MAX = 200,
    GT_SAID_FILES_MAX = 50,
    GT_SAID_WORDS_MAX = 300,      /* code points of all answers together, with punctuation */
    GT_COPIED_CHARS_MIN = 20,     /* less is too short to be called copied */
};
#define GT_COPIED_SHARE 0.8       /* from here on a report counts as copied */

struct gt_said_answer { gt_str measure, answer; }; /* measure as it read then; "": the task as a whole */
struct gt_said_figure {
    gt_str name, unit, op;
    double target;
    bool   has_actual, has_prev;
    double actual, prev;
};
struct gt_said_file { int64_t id, size; gt_str name; };

struct gt_said {
    double percent;               /* below 0: not said yet */
    GT_VEC(struct gt_said_answer) answers;
    GT_VEC(struct gt_said_figure) figures;
    GT_VEC(struct gt_said_file) files;
    gt_str problems, next;
};

/* GT_ENOMEM. */
gt_rc gt_said_json(struct gt_arena *arena, const struct gt_said *said, gt_str *out) GT_MUST_USE;
/* Accepts "" (nothing said).  Unknown members are passed over.  GT_EPARSE, GT_ENOMEM. */
gt_rc gt_said_parse(struct gt_arena *arena, gt_str json, struct gt_said *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_said_from(struct gt_arena *arena, const struct gt_jval *object, struct gt_said *out) GT_MUST_USE;

/* The answers as one text, numbered where there is more than one: "1. …\n2. …". */
gt_rc gt_said_words(struct gt_arena *arena, const struct gt_said *said, gt_str *out) GT_MUST_USE;
/* Code points of the answers, as the 300 are counted. */
size_t gt_said_chars(const struct gt_said *said);

typedef GT_VEC(gt_str) gt_items;
/*
 * "1.甲。2.乙。" → 甲。 乙。  Understands 1. 1、 1） （1） (1) ① and full-width
 * forms; numbers must run 1, 2, 3 …; a decimal (1.5) is none.  A text that
 * does not begin with 1 gives no items.
 */
gt_rc gt_items_split(struct gt_arena *arena, gt_str text, gt_items *out) GT_MUST_USE;

/* One sentence of a report, and whether the report before said it too. */
struct gt_same_part { gt_str text; bool same; };
struct gt_same {
    GT_VEC(struct gt_same_part) parts;   /* in order, nothing left out */
    size_t chars, same_chars;            /* without blanks */
    double share;                        /* 0 to 1 */
    bool   copied;
};
/* A sentence is the same when the words are, or nearly, and its figures are
 * the very same: new figures in old words are news. */
gt_rc gt_same_of(struct gt_arena *arena, gt_str now, gt_str before, struct gt_same *out) GT_MUST_USE;

#endif
