/*
 * formula.h - an indicator reckoned from others: a small language with units.
 *
 *     rd / gdp                          names are the codes of indicators
 *     (a + b) * 100 / c                 + - * / and a sign
 *     yoy(contracts)                    growth over the same month last year
 *     diff(x), prev(x)                  change over it; the month before
 *     sum(a, b), avg(…), min(…), max(…), abs(x)
 *
 * Names are letters, digits, _ and Chinese characters, not beginning with a
 * digit; anything else goes into brackets.
 *
 * Every name has the unit that its indicator is kept in (亿元, %, 家/万人).
 * What is added or compared must be of one kind; the scales of one kind (亿元
 * and 万元, % and ‰) are reckoned with, so that rd / gdp in % needs no "100 *".
 * A number alone has no unit.  yoy() has none, so it may be kept as %.
 *
 * Text comes from people: errors name line and column, nothing recurses.
 */
#ifndef GT_GAUGE_FORMULA_H
#define GT_GAUGE_FORMULA_H

#include "base/base.h"

enum {
    GT_FORMULA_TEXT_MAX = 2000,   /* bytes */
    GT_FORMULA_DEPTH_MAX = 64,    /* of brackets and calls */
    GT_FORMULA_OPS_MAX = 1000,
    GT_FORMULA_NAMES_MAX = 64,
    GT_UNIT_ATOMS_MAX = 6,
};

/* ---- units ---------------------------------------------------------------------- */

/* 亿元/万人: 1e8 元 over 1e4 人. */
struct gt_unit_dim {
    double scale;
    int    count;
    struct { gt_str name; int power; } atoms[GT_UNIT_ATOMS_MAX]; /* by name */
};
/* Any text is a unit; what is not known is an atom of its own.  GT_ELIMIT. */
gt_rc gt_unit_parse(gt_str text, struct gt_unit_dim *out, struct gt_err *err) GT_MUST_USE;
bool  gt_unit_alike(const struct gt_unit_dim *a, const struct gt_unit_dim *b); /* but for the scale */

/* a times b, or over it where power is -1.  GT_ELIMIT. */
gt_rc gt_unit_times(struct gt_unit_dim *a, const struct gt_unit_dim *b, int power, struct gt_err *err) GT_MUST_USE;

/* ---- formulas -------------------------------------------------------------------- */

/* What a name means: its unit, and a number of the caller's for it. */
struct gt_formula_names {
    bool (*find)(void *data, gt_str name, int64_t *id, gt_str *unit);
    void *data;
};

struct gt_formula_op;
struct gt_formula {
    struct gt_formula_op *ops; /* postfix, in the arena */
    uint32_t op_count, depth;
    int64_t  ids[GT_FORMULA_NAMES_MAX]; /* each name once */
    uint32_t id_count;
    double   scale;            /* of the unit it is kept in */
};

/*
 * `unit` is the one that the result is kept in.
 * GT_EPARSE  with line and column: not a formula, a name nobody knows, units
 *            that do not fit
 * GT_ELIMIT  longer or deeper than the limits above
 */
gt_rc gt_formula_parse(gt_str text, gt_str unit, const struct gt_formula_names *names,
                       struct gt_arena *arena, struct gt_formula *out, struct gt_err *err) GT_MUST_USE;

/* The reading of an indicator, `back` months ago; NaN where there is none. */
typedef double gt_formula_load(void *data, int64_t id, int back);
/* NaN where a reading is missing or something is divided by 0. */
double gt_formula_eval(const struct gt_formula *formula, gt_formula_load *load, void *data);

/*
 * The order in which formulas that use one another can be reckoned.
 * uses[i] are the indexes that i needs.  GT_ECYCLE: *on_cycle is one of them.
 */
struct gt_formula_uses { const uint32_t *at; uint32_t count; };
gt_rc gt_formula_order(const struct gt_formula_uses *uses, uint32_t count, struct gt_arena *arena,
                       uint32_t *order, uint32_t *on_cycle, struct gt_err *err) GT_MUST_USE;

#endif
