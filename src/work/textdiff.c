/* textdiff.c - tokens, their longest common subsequence, their likeness. */
#include "base/map.h"
#include "base/utf8.h"
#include "work/textdiff.h"

struct token { uint32_t from, to; uint32_t hash; };
struct tokens { struct token *at; size_t count; };

static bool is_word(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
           c == '%' || c == '_';
}

static gt_rc tokenize(struct gt_arena *arena, gt_str text, struct tokens *out)
{
    size_t at = 0;

    out->count = 0;
    if ((out->at = GT_NEW_N(arena, struct token, gt_utf8_count(text))) == NULL)
        return GT_ENOMEM;
    while (at < text.len) {
        struct token *token = &out->at[out->count++];
        bool word;
        size_t next;

        token->from = (uint32_t)at;
        word = is_word(gt_utf8_next(text, &at));
        next = at;
        while (word && next < text.len && is_word(gt_utf8_next(text, &next)))
            at = next;
        token->to = (uint32_t)at;
        token->hash = (uint32_t)gt_hash(gt_str_sub(text, token->from, token->to));
    }
    return GT_OK;
}

static gt_rc put(struct gt_arena *arena, gt_text_parts *parts, enum gt_text_op op, gt_str text,
                 const struct tokens *tokens, size_t from, size_t to)
{
    struct gt_text_part *part;

    if (from == to)
        return GT_OK;
    if ((part = GT_PUSH(arena, parts)) == NULL)
        return GT_ENOMEM;
    part->op = op;
    part->text = gt_str_sub(text, tokens->at[from].from, tokens->at[to - 1].to);
    return GT_OK;
}

/*
 * The middle parts that differ, by dynamic programming from the end:
 * length[i][j] of the best common subsequence of old[i..] and new[j..].
 */
struct middle {
    const struct tokens *a, *b;
    size_t   from, a_to, b_to, width;
    uint16_t *length;
};

static uint16_t *cell(const struct middle *m, size_t i, size_t j)
{
    return &m->length[(i - m->from) * m->width + (j - m->from)];
}

static void fill(struct middle *m)
{
    for (size_t i = m->a_to; i-- > m->from;)
        for (size_t j = m->b_to; j-- > m->from;) {
            const uint16_t down = *cell(m, i + 1, j), right = *cell(m, i, j + 1);

            *cell(m, i, j) = m->a->at[i].hash == m->b->at[j].hash
                                 ? (uint16_t)(*cell(m, i + 1, j + 1) + 1)
                                 : down >= right ? down : right;
        }
}

/* Length of the run of equal tokens that begins here on the best way. */
static size_t run_at(const struct middle *m, size_t i, size_t j)
{
    size_t len = 0;

    while (i + len < m->a_to && j + len < m->b_to &&
           m->a->at[i + len].hash == m->b->at[j + len].hash)
        len++;
    return len;
}

static gt_rc walk(struct gt_arena *arena, const struct middle *m, gt_str old_text, gt_str new_text,
                  gt_text_parts *out)
{
    size_t i = m->from, j = m->from, del_from = i, add_from = j;
    gt_rc rc;

    while (i < m->a_to && j < m->b_to) {
        const size_t run = run_at(m, i, j);

        /* An island too small to read stays inside the change around it. */
        if (run >= GT_TEXTDIFF_SAME_MIN) {
            if ((rc = put(arena, out, GT_TEXT_DEL, old_text, m->a, del_from, i)) != GT_OK ||
                (rc = put(arena, out, GT_TEXT_ADD, new_text, m->b, add_from, j)) != GT_OK ||
                (rc = put(arena, out, GT_TEXT_SAME, new_text, m->b, j, j + run)) != GT_OK)
                return rc;
            del_from = i += run;
            add_from = j += run;
        } else if (run > 0) {
            i++;
            j++;
        } else if (*cell(m, i + 1, j) >= *cell(m, i, j + 1)) {
            i++;
        } else {
            j++;
        }
    }
    if ((rc = put(arena, out, GT_TEXT_DEL, old_text, m->a, del_from, m->a_to)) != GT_OK)
        return rc;
    return put(arena, out, GT_TEXT_ADD, new_text, m->b, add_from, m->b_to);
}

gt_rc gt_text_diff(struct gt_arena *arena, gt_str old_text, gt_str new_text, gt_text_parts *out)
{
    struct tokens a, b;
    struct middle m = {.a = &a, .b = &b};
    size_t tail = 0;
    gt_rc rc;

    *out = (gt_text_parts){0};
    if ((rc = tokenize(arena, old_text, &a)) != GT_OK || (rc = tokenize(arena, new_text, &b)) != GT_OK)
        return rc;
    while (m.from < a.count && m.from < b.count && a.at[m.from].hash == b.at[m.from].hash)
        m.from++;
    while (tail < a.count - m.from && tail < b.count - m.from &&
           a.at[a.count - 1 - tail].hash == b.at[b.count - 1 - tail].hash)
        tail++;
    m.a_to = a.count - tail;
    m.b_to = b.count - tail;
    m.width = m.b_to - m.from + 1;
    if ((rc = put(arena, out, GT_TEXT_SAME, new_text, &b, 0, m.from)) != GT_OK)
        return rc;
    if ((m.a_to - m.from + 1) * m.width <= GT_TEXTDIFF_CELLS_MAX &&
        m.a_to - m.from < UINT16_MAX && m.b_to - m.from < UINT16_MAX) {
        m.length = GT_NEW_N(arena, uint16_t, (m.a_to - m.from + 1) * m.width);
        if (m.length == NULL)
            return GT_ENOMEM;
        fill(&m);
        rc = walk(arena, &m, old_text, new_text, out);
    } else if ((rc = put(arena, out, GT_TEXT_DEL, old_text, &a, m.from, m.a_to)) == GT_OK) {
        rc = put(arena, out, GT_TEXT_ADD, new_text, &b, m.from, m.b_to);
    }
    return rc != GT_OK ? rc : put(arena, out, GT_TEXT_SAME, new_text, &b, m.b_to, b.count);
}

/* ---- likeness ------------------------------------------------------------------ */

static int by_value(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return x < y ? -1 : x > y;
}

gt_rc gt_text_pairs_make(struct gt_arena *arena, gt_str text, struct gt_text_pairs *out)
{
    struct tokens tokens;
    gt_rc rc;

    if ((rc = tokenize(arena, text, &tokens)) != GT_OK)
        return rc;
    out->count = tokens.count > 1 ? tokens.count - 1 : 0;
    if ((out->at = GT_NEW_N(arena, uint32_t, out->count)) == NULL)
        return GT_ENOMEM;
    for (size_t i = 0; i < out->count; i++)
        out->at[i] = tokens.at[i].hash * 31u + tokens.at[i + 1].hash;
    qsort(out->at, out->count, sizeof(*out->at), by_value);
    return GT_OK;
}

double gt_text_similarity(const struct gt_text_pairs *a, const struct gt_text_pairs *b)
{
    size_t i = 0, j = 0, common = 0;

    if (a->count + b->count == 0)
        return 0;
    while (i < a->count && j < b->count)
        if (a->at[i] == b->at[j]) {
            common++;
            i++;
            j++;
        } else if (a->at[i] < b->at[j]) {
            i++;
        } else {
            j++;
        }
    return 2.0 * (double)common / (double)(a->count + b->count);
}
