/* indicator_formula.c - indicators that are reckoned from others. */
#include <math.h>

#include "work/indicator_book.h"

static bool find_name(void *data, gt_str name, int64_t *id, gt_str *unit)
{
    const struct gt_ind *ind = gt_ind_by_code(data, name);

    if (ind == NULL)
        return false;
    *id = ind->facts.id;
    *unit = ind->facts.unit;
    return true;
}

/* Follows what uses what from `from`, without the formula that `self` has
 * now; true when it comes back to self. */
static bool comes_back(const struct gt_ind_book *book, int64_t self, const struct gt_formula *formula,
                       bool *seen, uint32_t *queue)
{
    uint32_t head = 0, tail = 0;

    for (uint32_t at = 0; at < formula->id_count; at++) {
        const struct gt_ind *ind = gt_ind_find(book, formula->ids[at]);

        if (formula->ids[at] == self)
            return true;
        if (ind != NULL && !seen[ind - book->items.at]) {
            seen[ind - book->items.at] = true;
            queue[tail++] = (uint32_t)(ind - book->items.at);
        }
    }
    while (head < tail) {
        const struct gt_ind *ind = &book->items.at[queue[head++]];

        for (uint32_t at = 0; ind->derived && at < ind->formula.id_count; at++) {
            const struct gt_ind *next = gt_ind_find(book, ind->formula.ids[at]);

            if (ind->formula.ids[at] == self)
                return true;
            if (next != NULL && !seen[next - book->items.at]) {
                seen[next - book->items.at] = true;
                queue[tail++] = (uint32_t)(next - book->items.at);
            }
        }
    }
    return false;
}

gt_rc gt_ind_formula_check(const struct gt_ind_book *book, int64_t self, gt_str text, gt_str unit,
                           struct gt_arena *arena, struct gt_formula *out, struct gt_err *err)
{
    const struct gt_formula_names names = {find_name, (void *)(uintptr_t)book};
    bool *seen = GT_NEW_N(arena, bool, book->items.count + 1);
    uint32_t *queue = GT_NEW_N(arena, uint32_t, book->items.count + 1);
    gt_rc rc;

    if (seen == NULL || queue == NULL)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    if ((rc = gt_formula_parse(text, unit, &names, arena, out, err)) != GT_OK)
        return rc;
    if (self != 0 && comes_back(book, self, out, seen, queue))
        return gt_fail_field(err, GT_ECYCLE, "formula", "the formula uses, over others, the indicator itself",
                             "公式绕了一圈又用到本指标");
    return GT_OK;
}

/* ---- reckoning ------------------------------------------------------------------------ */

struct place { const struct gt_ind_book *book; int64_t region_id, unit_id, month; };

static double load(void *data, int64_t id, int back)
{
    const struct place *place = data;
    const struct gt_ind *ind = gt_ind_find(place->book, id);
    const struct gt_ind_series *series =
        ind == NULL ? NULL : gt_ind_series_of(ind, place->region_id, place->unit_id);

    return series == NULL ? NAN : gt_ind_value(series, place->month - back);
}

/* The cut-off and the state of what is reckoned are those of its weakest part. */
static void weakest(const struct place *place, const struct gt_formula *formula, gt_day *as_of, uint8_t *state)
{
    *as_of = GT_DAY_NONE;
    *state = GT_READING_VERIFIED;
    for (uint32_t at = 0; at < formula->id_count; at++) {
        const struct gt_ind *ind = gt_ind_find(place->book, formula->ids[at]);
        const struct gt_ind_series *series =
            ind == NULL ? NULL : gt_ind_series_of(ind, place->region_id, place->unit_id);
        const int64_t month = series == NULL ? -1 : place->month - series->first_month;

        if (series == NULL || month < 0 || month >= series->months)
            continue;
        if (series->states[month] < *state)
            *state = series->states[month];
        if (*as_of == GT_DAY_NONE || series->as_of[month] < *as_of)
            *as_of = series->as_of[month];
    }
}

static gt_rc reckon_series(struct gt_ind_book *book, struct gt_ind *ind, const struct gt_ind_series *like)
{
    struct gt_ind_series *series = gt_ind_series_of(ind, like->region_id, like->unit_id);

    if (series == NULL) {
        struct gt_ind_series *more = GT_NEW_N(book->arena, struct gt_ind_series, (size_t)ind->series_count + 1);

        if (more == NULL)
            return GT_ENOMEM;
        memcpy(more, ind->series, ind->series_count * sizeof *more);
        series = &more[ind->series_count++];
        *series = (struct gt_ind_series){.region_id = like->region_id, .unit_id = like->unit_id};
        ind->series = more;
    }
    series->first_month = like->first_month;
    series->months = like->months;
    series->now = NULL;
    series->values = GT_NEW_N(book->arena, double, (size_t)like->months + 1);
    series->states = GT_NEW_N(book->arena, uint8_t, (size_t)like->months + 1);
    series->as_of = GT_NEW_N(book->arena, gt_day, (size_t)like->months + 1);
    if (series->values == NULL || series->states == NULL || series->as_of == NULL)
        return GT_ENOMEM;
    for (uint32_t at = 0; at < like->months; at++) {
        struct place place = {book, like->region_id, like->unit_id, like->first_month + at};

        series->values[at] = gt_formula_eval(&ind->formula, load, &place);
        weakest(&place, &ind->formula, &series->as_of[at], &series->states[at]);
    }
    return GT_OK;
}

static gt_rc reckon(struct gt_ind_book *book, struct gt_ind *ind)
{
    const struct gt_ind *first = ind->formula.id_count > 0 ? gt_ind_find(book, ind->formula.ids[0]) : NULL;

    for (uint32_t at = 0; first != NULL && at < first->series_count; at++)
        if (first->series[at].months > 0 && reckon_series(book, ind, &first->series[at]) != GT_OK)
            return GT_ENOMEM;
    return GT_OK;
}

static gt_rc keep_fault(struct gt_ind_book *book, struct gt_ind *ind, const struct gt_err *fault)
{
    for (int lang = 0; lang < GT_LANG_COUNT; lang++)
        if (gt_arena_dup(book->arena, gt_str_from(fault->text[lang]), &ind->formula_fault[lang]) != GT_OK)
            return GT_ENOMEM;
    return GT_OK;
}

static gt_rc parse_all(struct gt_ind_book *book, uint32_t *derived, uint32_t *count)
{
    const struct gt_formula_names names = {find_name, book};

    *count = 0;
    for (size_t at = 0; at < book->items.count; at++) {
        struct gt_ind *ind = &book->items.at[at];
        struct gt_err fault = {0};
        gt_rc rc;

        ind->derived = !ind->gone && ind->facts.formula.len > 0;
        ind->formula_fault[GT_LANG_ZH] = ind->formula_fault[GT_LANG_EN] = GT_STR("");
        if (!ind->derived)
            continue;
        rc = gt_formula_parse(ind->facts.formula, ind->facts.unit, &names, book->arena, &ind->formula, &fault);
        if (rc == GT_ENOMEM || (rc != GT_OK && keep_fault(book, ind, &fault) != GT_OK))
            return GT_ENOMEM;
        if (rc == GT_OK)
            derived[(*count)++] = (uint32_t)at;
        else
            ind->formula = (struct gt_formula){0};
    }
    return GT_OK;
}

/* Which of the derived ones each of them uses. */
static gt_rc uses_of(struct gt_ind_book *book, const uint32_t *derived, uint32_t count,
                     struct gt_formula_uses *uses)
{
    uint32_t *rank = GT_NEW_N(book->arena, uint32_t, book->items.count + 1); /* 1 + index among the derived */

    if (rank == NULL)
        return GT_ENOMEM;
    for (uint32_t at = 0; at < count; at++)
        rank[derived[at]] = at + 1;
    for (uint32_t at = 0; at < count; at++) {
        const struct gt_formula *formula = &book->items.at[derived[at]].formula;
        uint32_t *list = GT_NEW_N(book->arena, uint32_t, (size_t)formula->id_count + 1);

        if (list == NULL)
            return GT_ENOMEM;
        uses[at].at = list;
        for (uint32_t i = 0; i < formula->id_count; i++) {
            const struct gt_ind *ind = gt_ind_find(book, formula->ids[i]);

            if (ind != NULL && rank[ind - book->items.at] != 0)
                list[uses[at].count++] = rank[ind - book->items.at] - 1;
        }
    }
    return GT_OK;
}

gt_rc gt_ind_derive(struct gt_ind_book *book, struct gt_err *err)
{
    uint32_t *derived = GT_NEW_N(book->arena, uint32_t, book->items.count + 1), count, on_cycle = 0;
    struct gt_formula_uses *uses = GT_NEW_N(book->arena, struct gt_formula_uses, book->items.count + 1);
    uint32_t *order = GT_NEW_N(book->arena, uint32_t, book->items.count + 1);
    struct gt_err fault = {0};
    gt_rc rc;

    if (derived == NULL || uses == NULL || order == NULL || parse_all(book, derived, &count) != GT_OK ||
        uses_of(book, derived, count, uses) != GT_OK)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    rc = gt_formula_order(uses, count, book->arena, order, &on_cycle, &fault);
    if (rc == GT_ECYCLE) /* writing refuses circles; a restored space may still hold one */
        return keep_fault(book, &book->items.at[derived[on_cycle]], &fault);
    for (uint32_t at = 0; rc == GT_OK && at < count; at++)
        rc = reckon(book, &book->items.at[derived[order[at]]]);
    return rc == GT_OK ? GT_OK : gt_fail(err, rc, "out of memory", "内存不足");
}
