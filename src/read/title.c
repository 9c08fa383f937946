/* title.c - at most thirty characters that say what is to be done. */
#include "read/duty.h"
#include "read/propose.h"
#include "read/sentence.h"
#include "read/when.h"

enum { ENOUGH = 6 };

static bool parts(char16_t c)
{
    return c == ',' || c == u';' || c == u'。' || c == ':' || c == '!' || c == '?' || c == '\n' || c == '\t';
}

static bool nests(const struct gt_fold *fold, uint32_t i, uint32_t *depth)
{
    char16_t c = fold->at[i];

    if (c == '(' || c == u'“' || c == u'《')
        (*depth)++;
    else if ((c == ')' || c == u'”' || c == u'》') && *depth > 0)
        (*depth)--;
    return *depth > 0;
}

/*
 * 制定行动方案, 5月底前完成: what comes behind the last commas and begins with
 * a date is the deadline, which has a column of its own.
 */
static uint32_t without_deadline(const struct gt_fold *fold, uint32_t start, uint32_t end)
{
    for (;;) {
        uint32_t comma = UINT32_MAX, depth = 0, from;
        struct gt_when when;

        for (uint32_t i = start; i < end; i++)
            if (!nests(fold, i, &depth) && fold->at[i] == ',')
                comma = i;
        if (comma == UINT32_MAX || comma < start + ENOUGH)
            return end;
        from = comma + 1;
        while (from < end && fold->at[from] == ' ')
            from++;
        if (from < end && (fold->at[from] == u'于' || fold->at[from] == u'在'))
            from++;
        if (!gt_when_at(fold, from, end, &when))
            return end;
        end = comma;
    }
}

/* Cut where the words can be cut: at a 、 or a blank, else at the limit. */
static gt_str cut(const struct gt_fold *fold, uint32_t start, uint32_t end)
{
    uint32_t stop;

    gt_fold_trim(fold, &start, &end);
    while (end > start && (fold->at[end - 1] == u'。' || fold->at[end - 1] == u';'))
        end--;
    end = without_deadline(fold, start, end);
    stop = start + GT_TITLE_MAX;
    if (end - start <= GT_TITLE_MAX)
        return gt_fold_slice(fold, start, end);
    for (uint32_t i = stop; i > start + ENOUGH; i--)
        if (fold->at[i] == u'、' || fold->at[i] == ' ') {
            stop = i;
            break;
        }
    return gt_fold_slice(fold, start, stop);
}

/* Words up to a stop or comma, whole ones, from the word that orders. */
static gt_str english(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    uint32_t stop = start;

    while (stop < end &&
           (!parts(s->fold->at[stop]) ||
            (s->fold->at[stop] == ',' && stop + 1 < end && gt_is_digit(s->fold->at[stop + 1]))) && /* 750,000 */
           !(s->fold->at[stop] == '.' && (stop + 1 >= end || s->fold->at[stop + 1] == ' ')))
        stop++;
    return cut(s->fold, start, stop - start >= ENOUGH ? stop : end);
}

gt_str gt_title_make(const struct gt_sight *s, const struct gt_rough *rough, uint32_t body)
{
    const struct gt_fold *fold = s->fold;
    uint32_t from, depth = 0, best = UINT32_MAX, best_end = 0, head = rough->heading.end - rough->heading.start;

    if (head > 1) { /* （法规处牵头，6月底前完成） has columns of its own */
        uint32_t end = rough->heading.start, close;

        while (end < rough->heading.end &&
               (fold->at[end] != '(' || end < rough->heading.start + ENOUGH || !gt_duty_bracket(s, end, rough->span.end, &close)))
            end++;
        return cut(fold, rough->heading.start, end);
    }
    if (body < rough->span.end && fold->at[body] < 0x80 && gt_is_latin(fold->at[body]))
        return english(s, gt_english_order(s, body, rough->span.end), rough->span.end);
    from = body;
    for (uint32_t i = body; i <= rough->span.end; i++) {
        bool stop = i == rough->span.end || (!nests(fold, i, &depth) && parts(fold->at[i]));
        uint32_t start, name_end, name;

        if (!stop)
            continue;
        start = gt_chunk_skip(s, from, i);
        if (i < rough->span.end && best != UINT32_MAX && fold->at[i] == u'。' && best_end > 0)
            i = rough->span.end; /* the first sentence is enough */
        name_end = gt_duty_subject(s, start, i, true, &name);
        if (name_end > 0)
            start = name_end;
        while (start < i && (gt_lex_at(s->lex, GT_LEX_MODAL, fold, start, i) > 0 || fold->at[start] == ' '))
            start += fold->at[start] == ' ' ? 1 : gt_lex_at(s->lex, GT_LEX_MODAL, fold, start, i);
        if (i - start >= ENOUGH && (best == UINT32_MAX ||
            (best_end - best > GT_TITLE_MAX && i - start <= GT_TITLE_MAX &&
             (gt_lex_at(s->lex, GT_LEX_VERB, fold, start, i) > 0 || gt_lex_at(s->lex, GT_LEX_ADVERB, fold, start, i) > 0)))) {
            best = start;
            best_end = i;
            if (best_end - best <= GT_TITLE_MAX && gt_lex_at(s->lex, GT_LEX_VERB, fold, start, i) > 0)
                break;
        }
        from = i + 1;
    }
    if (best == UINT32_MAX)
        return cut(fold, body, rough->span.end);
    return cut(fold, best, best_end);
}
