/*
 * unit.h - names of units in running text: a grammar of what they end with,
 * no list of names.
 */
#ifndef GT_READ_UNIT_H
#define GT_READ_UNIT_H

#include "read/block.h"
#include "read/lex.h"

/*
 * Answers about stretches of text that several rules ask for, by the
 * stretch's beginning: a later question with the same beginning and another
 * end takes the place.  An end of 0 is an empty place.
 */
enum { GT_MEMO_PLACES = 2048 };
struct gt_sight_memo {
    struct { uint32_t start, end; uint8_t tone; } tones[GT_MEMO_PLACES];
    struct { uint32_t from, end, start, stop; } sentences[GT_MEMO_PLACES];
    struct { uint32_t start, end, name, name_end; bool first; } subjects[GT_MEMO_PLACES];
};

/* What the rules read: the folded text and the words.  memo may be NULL. */
struct gt_sight {
    struct gt_arena *arena;
    const struct gt_fold *fold;
    const struct gt_lex *lex;
    struct gt_sight_memo *memo;
};

enum { GT_UNIT_LEN_MAX = 40, GT_UNITS_MAX = 200 }; /* code points; units of one clause */

struct gt_units { GT_VEC(struct gt_span) list; bool spent; }; /* spent: memory refused */

/* Is the whole of [start, end) the name of one unit? */
bool gt_unit_is(const struct gt_sight *s, uint32_t start, uint32_t end);

/*
 * Takes a list apart at 、 and commas, at 和, 及, 与 where both sides are units
 * (工业和信息化部 stays whole), and drops 等, 等部门 and the like.  Strict: adds
 * nothing and says false unless every part is a unit.  Otherwise whatever is
 * short enough for a name is taken as printed.
 */
bool gt_units_split(const struct gt_sight *s, uint32_t start, uint32_t end, bool strict,
                    struct gt_units *out);

/* Longest list of units that begins at `at`; its end, or `at` if there is none. */
uint32_t gt_units_prefix(const struct gt_sight *s, uint32_t at, uint32_t end);

#endif
