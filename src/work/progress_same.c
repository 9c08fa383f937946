/* progress_same.c - how much of a report was said the time before. */
#include "base/utf8.h"
#include "work/progress_said.h"

enum { SENTENCE_POINTS_MAX = 4000 }; /* longer ones are compared by their beginning */
#define NEARLY 0.9                  /* Dice coefficient of letter pairs */

/* A sentence without blanks and marks, and its figures alone. */
struct sentence { uint32_t *points, *digits; size_t count, digit_count; };

static bool is_mark(uint32_t c)
{
    static const uint32_t marks[] = {',', '.', ';', ':', '!', '?', '"', '\'', '(', ')', 0x3001, 0x3002,
                                     0xff0c, 0xff1b, 0xff1a, 0xff01, 0xff1f, 0xff08, 0xff09, 0x201c, 0x201d,
                                     0x2018, 0x2019, ' ', '\t', '\n', '\r', 0x3000, 0xa0};

    for (size_t at = 0; at < GT_LEN(marks); at++)
        if (c == marks[at])
            return true;
    return false;
}

static bool ends(uint32_t c)
{
    return c == 0x3002 || c == 0xff1b || c == ';' || c == 0xff01 || c == 0xff1f || c == '!' || c == '?' || c == '\n';
}

static gt_rc fold(struct gt_arena *arena, gt_str text, struct sentence *out)
{
    const size_t most = gt_utf8_count(text) + 1;

    *out = (struct sentence){.points = GT_NEW_N(arena, uint32_t, most),
                             .digits = GT_NEW_N(arena, uint32_t, most)};
    if (out->points == NULL || out->digits == NULL)
        return GT_ENOMEM;
    for (size_t at = 0; at < text.len && out->count < SENTENCE_POINTS_MAX;) {
        const uint32_t c = gt_utf8_next(text, &at);

        if (is_mark(c))
            continue;
        out->points[out->count++] = c;
        if (c >= '0' && c <= '9')
            out->digits[out->digit_count++] = c;
    }
    return GT_OK;
}

static bool same_points(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count)
{
    return a_count == b_count && (a_count == 0 || memcmp(a, b, a_count * sizeof *a) == 0);
}

/* Pairs of neighbours that both have, each counted once: 2 * shared / all. */
static double dice(const struct sentence *a, const struct sentence *b, bool *used)
{
    size_t shared = 0;

    if (a->count < 2 || b->count < 2)
        return 0;
    memset(used, 0, b->count * sizeof *used);
    for (size_t x = 0; x + 1 < a->count; x++)
        for (size_t y = 0; y + 1 < b->count; y++)
            if (!used[y] && a->points[x] == b->points[y] && a->points[x + 1] == b->points[y + 1]) {
                used[y] = true;
                shared++;
                break;
            }
    return 2.0 * (double)shared / (double)(a->count - 1 + b->count - 1);
}

static bool nearly(const struct sentence *a, const struct sentence *b, bool *used)
{
    const size_t less = a->count < b->count ? a->count : b->count;
    const size_t more = a->count < b->count ? b->count : a->count;

    if (!same_points(a->digits, a->digit_count, b->digits, b->digit_count))
        return false;
    if (same_points(a->points, a->count, b->points, b->count))
        return true;
    /* the coefficient cannot be reached where the lengths differ too much */
    return less * 4 >= more * 3 && dice(a, b, used) >= NEARLY;
}

typedef GT_VEC(gt_str) texts;

/* Sentences with their ends. */
static gt_rc cut(struct gt_arena *arena, gt_str text, texts *out)
{
    size_t from = 0;

    for (size_t at = 0; at < text.len;) {
        const uint32_t c = gt_utf8_next(text, &at);

        if (!ends(c) && at < text.len)
            continue;
        if (GT_PUSH(arena, out) == NULL)
            return GT_ENOMEM;
        out->at[out->count - 1] = gt_str_sub(text, from, at);
        from = at;
    }
    return GT_OK;
}

gt_rc gt_same_of(struct gt_arena *arena, gt_str now, gt_str before, struct gt_same *out)
{
    texts mine = {0}, old = {0};
    struct sentence *olds;
    bool *used;

    *out = (struct gt_same){0};
    if (cut(arena, now, &mine) != GT_OK || cut(arena, before, &old) != GT_OK ||
        (olds = GT_NEW_N(arena, struct sentence, old.count + 1)) == NULL ||
        (used = GT_NEW_N(arena, bool, gt_utf8_count(before) + 1)) == NULL)
        return GT_ENOMEM;
    for (size_t at = 0; at < old.count; at++)
        if (fold(arena, old.at[at], &olds[at]) != GT_OK)
            return GT_ENOMEM;
    for (size_t at = 0; at < mine.count; at++) {
        struct gt_same_part *part = GT_PUSH(arena, &out->parts);
        struct sentence sentence;

        if (part == NULL || fold(arena, mine.at[at], &sentence) != GT_OK)
            return GT_ENOMEM;
        part->text = mine.at[at];
        for (size_t with = 0; with < old.count && !part->same && sentence.count > 0; with++)
            part->same = nearly(&sentence, &olds[with], used);
        out->chars += sentence.count;
        out->same_chars += part->same ? sentence.count : 0;
    }
    out->share = out->chars == 0 ? 0 : (double)out->same_chars / (double)out->chars;
    out->copied = out->chars >= GT_COPIED_CHARS_MIN && out->share >= GT_COPIED_SHARE;
    return GT_OK;
}
