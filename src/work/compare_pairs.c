/*
 * compare_pairs.c - which clause of the new version is which of the old one.
 *
 * First those whose words are the same, in document order; then, of what is
 * left, the most alike first, where the same number counts a little.
 */
#include "base/map.h"
#include "work/compare.h"

#define NUMBER_BONUS 0.1
#define ALIKE_MAX 0.999 /* 1 is kept for the same words */

struct candidate { double score, alike; uint32_t old_index, new_index; };

struct work {
    struct gt_arena *arena;
    const struct gt_compare_clause *olds, *news;
    size_t  old_count, new_count;
    size_t *old_of;   /* [new_count] SIZE_MAX: none yet */
    size_t *new_of;   /* [old_count] */
    double *alike;    /* [new_count] */
};

const char *gt_compare_state_name(enum gt_compare_state state)
{
    static const char *const names[] = {"same", "changed", "moved", "new", "gone"};

    return names[state];
}

/* The clause's words without its number, which may shift. */
static gt_str words(const struct gt_compare_clause *clause)
{
    const char *slash = clause->number.len > 0 ? memrchr(clause->number.at, '/', clause->number.len)
                                               : NULL;
    const size_t last = slash == NULL ? 0 : (size_t)(slash + 1 - clause->number.at);
    const gt_str own = gt_str_sub(clause->number, last, clause->number.len);
    gt_str text = gt_str_trim(clause->text);

    if (own.len > 0 && gt_str_starts(text, own))
        text = gt_str_sub(text, own.len, text.len);
    while (gt_str_starts(text, GT_STR("、")) || gt_str_starts(text, GT_STR(".")) ||
           gt_str_starts(text, GT_STR("．")))
        text = gt_str_sub(text, gt_str_starts(text, GT_STR(".")) ? 1 : 3, text.len);
    return gt_str_trim(text);
}

static void pair(struct work *w, size_t old_index, size_t new_index, double alike)
{
    w->old_of[new_index] = old_index;
    w->new_of[old_index] = new_index;
    w->alike[new_index] = alike;
}

/* Equal words: the first free old one each. A chain per text keeps repeated
 * clauses (headings, formulas) in their order. */
static gt_rc pair_equal(struct work *w)
{
    uint32_t *next = GT_NEW_N(w->arena, uint32_t, w->old_count);
    uint32_t *tail = GT_NEW_N(w->arena, uint32_t, w->old_count);
    uint32_t first;
    struct gt_map map;
    gt_rc rc;

    if (next == NULL || tail == NULL)
        return GT_ENOMEM;
    gt_map_init(&map, w->arena);
    for (size_t i = 0; i < w->old_count; i++) {
        const gt_str text = words(&w->olds[i]);

        next[i] = UINT32_MAX;
        tail[i] = (uint32_t)i;
        if (gt_map_find(&map, text, &first)) {
            next[tail[first]] = (uint32_t)i;
            tail[first] = (uint32_t)i;
        } else if ((rc = gt_map_add(&map, text, (uint32_t)i)) != GT_OK) {
            return rc;
        }
    }
    for (size_t i = 0; i < w->new_count; i++) {
        if (!gt_map_find(&map, words(&w->news[i]), &first))
            continue;
        while (first != UINT32_MAX && w->new_of[first] != SIZE_MAX)
            first = next[first];
        if (first != UINT32_MAX)
            pair(w, first, i, 1);
    }
    return GT_OK;
}

static int by_score(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;

    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    if (x->new_index != y->new_index)
        return x->new_index < y->new_index ? -1 : 1;
    return x->old_index < y->old_index ? -1 : x->old_index > y->old_index;
}

static gt_rc make_pairs(struct work *w, const struct gt_compare_clause *clauses, size_t count,
                        const size_t *taken, struct gt_text_pairs **out)
{
    gt_rc rc = GT_OK;

    if ((*out = GT_NEW_N(w->arena, struct gt_text_pairs, count)) == NULL)
        return GT_ENOMEM;
    for (size_t i = 0; i < count && rc == GT_OK; i++)
        if (taken[i] == SIZE_MAX)
            rc = gt_text_pairs_make(w->arena, words(&clauses[i]), &(*out)[i]);
    return rc;
}

/* Likeness cannot reach the bar when one text is so much longer. */
static bool may_be_alike(const struct gt_text_pairs *a, const struct gt_text_pairs *b)
{
    const size_t less = a->count < b->count ? a->count : b->count;

    return 2.0 * (double)less >= GT_COMPARE_LIKE * (double)(a->count + b->count);
}

static gt_rc pair_alike(struct work *w)
{
    struct gt_text_pairs *olds, *news;
    GT_VEC(struct candidate) found = {0};
    size_t free_olds = 0, free_news = 0;
    bool only_numbers;
    gt_rc rc;

    for (size_t i = 0; i < w->old_count; i++)
        free_olds += w->new_of[i] == SIZE_MAX;
    for (size_t i = 0; i < w->new_count; i++)
        free_news += w->old_of[i] == SIZE_MAX;
    only_numbers = free_olds > 0 && free_news > GT_COMPARE_PAIRS_MAX / free_olds;
    if ((rc = make_pairs(w, w->olds, w->old_count, w->new_of, &olds)) != GT_OK ||
        (rc = make_pairs(w, w->news, w->new_count, w->old_of, &news)) != GT_OK)
        return rc;
    for (size_t n = 0; n < w->new_count; n++)
        for (size_t o = 0; o < w->old_count && w->old_of[n] == SIZE_MAX; o++) {
            const bool number = w->news[n].number.len > 0 &&
                                gt_str_eq(w->news[n].number, w->olds[o].number);
            struct candidate *one;
            double alike;

            if (w->new_of[o] != SIZE_MAX || (only_numbers && !number) ||
                !may_be_alike(&news[n], &olds[o]) ||
                (alike = gt_text_similarity(&news[n], &olds[o])) < GT_COMPARE_LIKE)
                continue;
            if ((one = GT_PUSH(w->arena, &found)) == NULL)
                return GT_ENOMEM;
            *one = (struct candidate){alike + (number ? NUMBER_BONUS : 0),
                                      alike < ALIKE_MAX ? alike : ALIKE_MAX, (uint32_t)o,
                                      (uint32_t)n};
        }
    if (found.count > 0)
        qsort(found.at, found.count, sizeof(found.at[0]), by_score);
    for (size_t i = 0; i < found.count; i++)
        if (w->old_of[found.at[i].new_index] == SIZE_MAX && w->new_of[found.at[i].old_index] == SIZE_MAX)
            pair(w, found.at[i].old_index, found.at[i].new_index, found.at[i].alike);
    return GT_OK;
}

/*
 * Which pairs keep their order: the longest rising run of old places in the
 * order of the new version.  The others have moved.
 */
static gt_rc keep_order(const struct work *w, bool *kept)
{
    size_t *ends = GT_NEW_N(w->arena, size_t, w->new_count + 1); /* new index ending a run of a length */
    size_t *before = GT_NEW_N(w->arena, size_t, w->new_count + 1);
    size_t longest = 0;

    if (ends == NULL || before == NULL)
        return GT_ENOMEM;
    for (size_t i = 0; i < w->new_count; i++) {
        size_t low = 0, high = longest;

        if (w->old_of[i] == SIZE_MAX)
            continue;
        while (low < high) {
            const size_t middle = (low + high) / 2;

            if (w->old_of[ends[middle]] < w->old_of[i])
                low = middle + 1;
            else
                high = middle;
        }
        before[i] = low > 0 ? ends[low - 1] : SIZE_MAX;
        ends[low] = i;
        if (low == longest)
            longest++;
    }
    for (size_t i = longest > 0 ? ends[longest - 1] : SIZE_MAX; i != SIZE_MAX; i = before[i])
        kept[i] = true;
    return GT_OK;
}

static gt_rc put(const struct work *w, gt_compare_pairs *out, enum gt_compare_state state,
                 size_t old_index, size_t new_index)
{
    struct gt_compare_pair *row = GT_PUSH(w->arena, out);

    if (row == NULL)
        return GT_ENOMEM;
    *row = (struct gt_compare_pair){state, old_index, new_index,
                                    new_index == SIZE_MAX ? 0 : w->alike[new_index]};
    return GT_OK;
}

/* Old clauses without a counterpart come before the first pair behind them. */
static gt_rc put_gone(const struct work *w, gt_compare_pairs *out, size_t *next_old, size_t until)
{
    gt_rc rc = GT_OK;

    for (; *next_old < until && rc == GT_OK; (*next_old)++)
        if (w->new_of[*next_old] == SIZE_MAX)
            rc = put(w, out, GT_COMPARE_GONE, *next_old, SIZE_MAX);
    return rc;
}

static gt_rc line_up(const struct work *w, gt_compare_pairs *out)
{
    bool *kept = GT_NEW_N(w->arena, bool, w->new_count);
    size_t next_old = 0;
    gt_rc rc;

    if (kept == NULL)
        return GT_ENOMEM;
    if ((rc = keep_order(w, kept)) != GT_OK)
        return rc;
    for (size_t i = 0; i < w->new_count && rc == GT_OK; i++) {
        const size_t old_index = w->old_of[i];
        enum gt_compare_state state = GT_COMPARE_NEW;

        if (old_index != SIZE_MAX) {
            state = w->alike[i] < 1 ? GT_COMPARE_CHANGED
                                    : kept[i] ? GT_COMPARE_SAME : GT_COMPARE_MOVED;
            if (kept[i] && (rc = put_gone(w, out, &next_old, old_index)) != GT_OK)
                return rc;
        }
        rc = put(w, out, state, old_index, i);
    }
    return rc != GT_OK ? rc : put_gone(w, out, &next_old, w->old_count);
}

gt_rc gt_compare_clauses(struct gt_arena *arena, const struct gt_compare_clause *olds,
                         size_t old_count, const struct gt_compare_clause *news, size_t new_count,
                         gt_compare_pairs *out)
{
    struct work w = {.arena = arena, .olds = olds, .news = news, .old_count = old_count,
                     .new_count = new_count,
                     .old_of = GT_NEW_N(arena, size_t, new_count),
                     .new_of = GT_NEW_N(arena, size_t, old_count),
                     .alike = GT_NEW_N(arena, double, new_count)};
    gt_rc rc;

    *out = (gt_compare_pairs){0};
    if (w.old_of == NULL || w.new_of == NULL || w.alike == NULL)
        return GT_ENOMEM;
    for (size_t i = 0; i < new_count; i++)
        w.old_of[i] = SIZE_MAX;
    for (size_t i = 0; i < old_count; i++)
        w.new_of[i] = SIZE_MAX;
    if ((rc = pair_equal(&w)) != GT_OK || (rc = pair_alike(&w)) != GT_OK)
        return rc;
    return line_up(&w, out);
}
