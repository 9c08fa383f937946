/* duecell.c - reading deadline cells. */
#include "read/duecell.h"

#include <math.h>

#include "read/when.h"

enum { YEAR_MIN = 1990, YEAR_MAX = 2199, SERIAL_MIN = 20000, SERIAL_MAX = 80000 };

/* One stretch of a cell's text that speaks of time. */
struct found {
    gt_day   first, last;
    uint32_t len;         /* 0: nothing here */
    bool     own_year;    /* the words name their year */
    bool     year_only;   /* 2026年 alone: it may only say the year of what follows */
    enum gt_due_state state;
    int      year;        /* of it, where known */
};

static bool is(const struct gt_fold *fold, uint32_t at, const char16_t *word)
{
    return gt_fold_is(fold, at, fold->len, word);
}

/* Digits at `at`; their number. */
static uint32_t digits(const struct gt_fold *fold, uint32_t at, uint32_t *value)
{
    uint32_t n = 0;

    *value = 0;
    while (at + n < fold->len && gt_is_digit(fold->at[at + n]) && n < 9)
        *value = *value * 10 + (uint32_t)(fold->at[at + n++] - '0');
    return n;
}

static bool is_year(uint32_t value)
{
    return value >= YEAR_MIN && value <= YEAR_MAX;
}

/* day 0: the month's end.  year 0: nobody said it. */
static struct found dated(uint32_t len, int year, uint32_t month, uint32_t day, bool own_year)
{
    struct found found = {.len = len, .own_year = own_year, .state = GT_DUE_FOUND, .year = year,
                          .first = GT_DAY_NONE, .last = GT_DAY_NONE};

    if (month < 1 || month > 12 || day > 31 ||
        (day > 0 && !gt_ymd_valid(year ? year : 2000, (int)month, (int)day)))
        found.state = GT_DUE_IMPOSSIBLE;
    else if (year == 0)
        found.state = GT_DUE_NO_YEAR;
    else
        found.first = found.last = day > 0 ? gt_day_from_ymd(year, (int)month, (int)day)
                                           : gt_month_end(year, (int)month);
    if (found.state == GT_DUE_FOUND && day == 0)
        found.first = gt_day_from_ymd(year, (int)month, 1);
    return found;
}

/* ---- figures --------------------------------------------------------------------- */

/* 2026.6, 2026/06, 2026-12: year and month; 6.30, 6/30, 06-30: month and day;
 * 30/6/2026, 6/30/2026; 20260630, 202606; 2026 alone. */
static struct found figures_at(const struct gt_fold *fold, uint32_t at, int year)
{
    struct found none = {0};
    uint32_t a, b, c, an, bn, cn;
    char16_t sep;

    an = digits(fold, at, &a);
    if (an == 8 && is_year(a / 10000))
        return dated(8, (int)(a / 10000), a / 100 % 100, a % 100, true);
    if (an == 6 && is_year(a / 100))
        return dated(6, (int)(a / 100), a % 100, 0, true);
    if (an == 0 || an == 3 || an > 4)
        return none;
    sep = at + an < fold->len ? fold->at[at + an] : 0;
    if (sep == '.' || sep == '/' || sep == '-') {
        bn = digits(fold, at + an + 1, &b);
        if (bn == 0 || bn > 2)
            return none;
        if (is(fold, at + an + 1 + bn, u"月")) /* 1-6月: the second one is when.h's */
            return none;
        const uint32_t pair = an + 1 + bn, next = at + pair;

        if (an == 4 && is_year(a)) {
            /* With a third figure it is when.h's, unless that one is wrong. */
            if (next < fold->len && fold->at[next] == sep && (cn = digits(fold, next + 1, &c)) > 0)
                return cn <= 2 ? dated(pair + 1 + cn, (int)a, b, c == 0 ? 32 : c, true) : none;
            return dated(pair, (int)a, b, 0, true);
        }
        if (an <= 2 && next < fold->len && fold->at[next] == sep &&
            (cn = digits(fold, next + 1, &c)) == 4 && is_year(c)) {
            if (a <= 12 && b <= 12 && a != b) {
                none.len = pair + 1 + cn;
                none.state = GT_DUE_DOUBTFUL;
                return none;
            }
            return a > 12 ? dated(pair + 1 + cn, (int)c, b, a, true)
                          : dated(pair + 1 + cn, (int)c, a, b, true);
        }
        return an <= 2 ? dated(pair, year, a, b == 0 ? 32 : b, false) : none;
    }
    if (an == 4 && is_year(a) && !is(fold, at + 4, u"年") && !is(fold, at + 4, u"q") &&
        !is(fold, at + 4, u"h")) {
        struct found found = dated(4, (int)a, 12, 0, true);

        found.first = gt_day_from_ymd((int)a, 1, 1);
        found.year_only = true;
        return found;
    }
    return none;
}

/* ---- English ----------------------------------------------------------------------- */

static uint32_t month_name(const struct gt_fold *fold, uint32_t at, uint32_t *month)
{
    static const char16_t *const full[12] = {
        u"january", u"february", u"march", u"april", u"may", u"june",
        u"july", u"august", u"september", u"october", u"november", u"december"};
    uint32_t n = 0;

    while (at + n < fold->len && gt_is_latin(fold->at[at + n]))
        n++;
    for (*month = 1; *month <= 12 && n >= 3; ++*month) {
        const char16_t *name = full[*month - 1];
        uint32_t same = 0;

        while (same < n && name[same] != 0 && name[same] == fold->at[at + same])
            same++;
        /* "jun", "sept", "june": a whole name or its first three or four letters */
        if (same == n && (name[n] == 0 || n == 3 || (n == 4 && *month == 9)))
            return n;
    }
    return 0;
}

static uint32_t blanks(const struct gt_fold *fold, uint32_t at)
{
    uint32_t n = 0;

    while (at + n < fold->len &&
           (gt_is_blank(fold->at[at + n]) || fold->at[at + n] == ',' || fold->at[at + n] == '-'))
        n++;
    return n;
}

/* ", 2026" behind a month or a day; its length with the blanks. */
static uint32_t year_behind(const struct gt_fold *fold, uint32_t at, uint32_t *value)
{
    const uint32_t gap = blanks(fold, at);
    const uint32_t n = digits(fold, at + gap, value);

    return n == 4 && is_year(*value) ? gap + n : 0;
}

static uint32_t ordinal_tail(const struct gt_fold *fold, uint32_t at)
{
    return is(fold, at, u"st") || is(fold, at, u"nd") || is(fold, at, u"rd") || is(fold, at, u"th") ? 2 : 0;
}

/* "30 June 2026", "30th June", "June 30, 2026", "June 2026", "June" */
static struct found month_at(const struct gt_fold *fold, uint32_t at, int year)
{
    struct found none = {0};
    uint32_t day = 0, month, own = 0, n, p = at, tail;

    if ((n = digits(fold, p, &day)) > 0) {
        if (n > 2)
            return none;
        p += n + ordinal_tail(fold, p + n);
        p += blanks(fold, p);
        if (is(fold, p, u"of "))
            p += 3;
    }
    if ((n = month_name(fold, p, &month)) == 0)
        return none;
    p += n;
    if (is(fold, p, u"."))
        p++;
    if (day == 0) {
        const uint32_t gap = blanks(fold, p);

        if ((n = digits(fold, p + gap, &day)) > 0 && n <= 2)
            p += gap + n + ordinal_tail(fold, p + gap + n);
        else
            day = 0;
    }
    if ((tail = year_behind(fold, p, &own)) > 0)
        p += tail;
    return dated(p - at, tail ? (int)own : year, month, day, tail > 0);
}

/* q2, h1, 2026q2, q2 2026; "year end", "end of 2026" is the bare year's case. */
static struct found quarter_at(const struct gt_fold *fold, uint32_t at, int year)
{
    struct found found = {0};
    uint32_t own = 0, p = at, tail, index, step;

    if (digits(fold, p, &own) == 4 && is_year(own)) {
        p += 4;
        p += blanks(fold, p);
    } else {
        own = 0;
    }
    if (is(fold, p, u"year end") || is(fold, p, u"year-end") || is(fold, p, u"end of year") ||
        is(fold, p, u"end of the year")) {
        found = dated(is(fold, p, u"end of the") ? 15 : is(fold, p, u"end") ? 11 : 8, year, 12, 0, false);
        return found;
    }
    if (p >= fold->len || (fold->at[p] != 'q' && fold->at[p] != 'h') ||
        digits(fold, p + 1, &index) != 1 || index < 1 || index > (fold->at[p] == 'q' ? 4u : 2u))
        return found;
    step = fold->at[p] == 'q' ? 3 : 6;
    p += 2;
    tail = own == 0 ? year_behind(fold, p, &own) : 0;
    p += tail;
    found = dated(p - at, own ? (int)own : year, index * step, 0, own > 0);
    if (found.state == GT_DUE_FOUND)
        found.first = gt_day_from_ymd(found.year, (int)((index - 1) * step + 1), 1);
    return found;
}

/* ---- Chinese, by when.h ----------------------------------------------------------------- */

static struct found words_at(const struct gt_fold *fold, uint32_t at, int year)
{
    struct found found = {0};
    struct gt_when when;
    uint32_t ahead;

    if (!gt_when_at(fold, at, fold->len, &when) || when.part == GT_PART_YEAR_BEGIN)
        return found;
    found.len = when.len;
    found.own_year = when.year_is == GT_YEAR_ABS;
    found.year = gt_when_year_of(&when, year);
    found.year_only = when.part == GT_PART_YEAR && found.own_year && !when.closed;
    found.state = GT_DUE_FOUND;
    if (gt_when_impossible(&when, year))
        found.state = GT_DUE_IMPOSSIBLE;
    else if (found.year == 0)
        found.state = GT_DUE_NO_YEAR;
    /* 2026年13月: what follows the year is no month. */
    else if (found.year_only && digits(fold, at + when.len, &ahead) > 0 &&
             is(fold, at + when.len + digits(fold, at + when.len, &ahead), u"月") &&
             (ahead < 1 || ahead > 12))
        found.state = GT_DUE_IMPOSSIBLE;
    found.first = found.last = gt_when_day(&when, year);
    if (found.state != GT_DUE_FOUND)
        return found;
    const int month = when.part == GT_PART_QUARTER ? when.index * 3 - 2
                      : when.part == GT_PART_HALF  ? when.index * 6 - 5
                      : when.part == GT_PART_YEAR  ? 1
                                                   : when.month;
    if (when.part != GT_PART_DAY)
        found.first = gt_day_from_ymd(found.year, month, 1);
    return found;
}

/* ---- the whole text ------------------------------------------------------------------------ */

static struct found at_place(const struct gt_fold *fold, uint32_t at, int year)
{
    struct found found = figures_at(fold, at, year);

    if (found.len == 0)
        found = month_at(fold, at, year);
    if (found.len == 0)
        found = quarter_at(fold, at, year);
    if (found.len == 0)
        found = words_at(fold, at, year);
    return found;
}

/* A figure or word does not begin inside another. */
static bool inside_word(const struct gt_fold *fold, uint32_t at)
{
    const char16_t before = at > 0 ? fold->at[at - 1] : ' ', here = fold->at[at];

    return (gt_is_digit(here) && (gt_is_digit(before) || before == '.')) ||
           (gt_is_latin(here) && gt_is_latin(before));
}

static bool has_one(const struct gt_fold *fold, const char16_t *const *words)
{
    for (; *words != NULL; words++)
        if (gt_fold_has(fold, 0, fold->len, *words))
            return true;
    return false;
}

static gt_str recurrence(const struct gt_fold *fold)
{
    static const char16_t *const weekly[] = {u"每周", u"每星期", u"周报", u"weekly", u"every week", u"each week", NULL};
    static const char16_t *const monthly[] = {
        u"每月", u"每个月", u"按月", u"逐月", u"monthly", u"every month", u"each month", NULL};
    static const char16_t *const quarterly[] = {
        u"每季", u"每个季度", u"按季", u"逐季", u"quarterly", u"every quarter", u"each quarter", NULL};
    static const char16_t *const yearly[] = {
        u"每年", u"按年", u"逐年", u"yearly", u"annual", u"every year", u"each year", NULL};

    if (has_one(fold, weekly))
        return GT_STR("weekly");
    if (has_one(fold, monthly))
        return GT_STR("monthly");
    if (has_one(fold, quarterly))
        return GT_STR("quarterly");
    return has_one(fold, yearly) ? GT_STR("yearly") : GT_STR("");
}

static bool is_standing(const struct gt_fold *fold)
{
    static const char16_t *const words[] = {
        u"长期", u"持续", u"常年", u"常态", u"经常性", u"不间断", u"贯穿", u"坚持", u"ongoing", u"on-going",
        u"continuous", u"continuing", u"standing", u"permanent", NULL};

    return has_one(fold, words);
}

/* A dash, a slash, 无: somebody wrote that there is nothing. */
static bool is_nothing(const struct gt_fold *fold)
{
    uint32_t start = 0, end = fold->len;

    gt_fold_trim(fold, &start, &end);
    if (end - start == 1 && is(fold, start, u"无"))
        return true;
    for (uint32_t i = start; i < end; i++)
        if (fold->at[i] != '-' && fold->at[i] != '/')
            return false;
    return true;
}

/* The figure that ends before `at` as a month that begins a range. */
static uint32_t month_before(const struct gt_fold *fold, uint32_t at, int year, struct gt_due_cell *out)
{
    uint32_t start = at, month;

    while (start > 0 && gt_is_digit(fold->at[start - 1]))
        start--;
    if (digits(fold, start, &month) != at - start || month < 1 || month > 12)
        return 0;
    out->first = gt_day_from_ymd(year, (int)month, 1);
    return 1;
}

/*
 * The latest day counts: of 2026年1—6月 the second month, of two stages the
 * last.  A year named once holds for what follows in the cell.
 */
static void scan(const struct gt_fold *fold, int year, struct gt_due_cell *out)
{
    static const char16_t *const until[] = {u"-", u"~", u"至", u"到", u" to ", NULL};
    bool bare_year = false; /* what was found so far is only 2026年 */
    uint32_t count = 0;
    struct found found;

    for (uint32_t at = 0; at < fold->len; at += found.len > 0 ? found.len : 1) {
        found.len = 0;
        if (inside_word(fold, at) || (found = at_place(fold, at, year)).len == 0)
            continue;
        if (found.state != GT_DUE_FOUND) {
            if (out->state == GT_DUE_UNREAD || found.state == GT_DUE_IMPOSSIBLE)
                out->state = found.state;
            continue;
        }
        if (found.own_year)
            year = found.year;
        if (bare_year && !found.own_year) { /* the year belonged to this one */
            out->first = out->last = GT_DAY_NONE;
            count = 0;
            /* 2026年1-6月: the first month stands without its word */
            if (at >= 2 && (fold->at[at - 1] == '-' || fold->at[at - 1] == '~' || fold->at[at - 1] == u'至'))
                count = month_before(fold, at - 1, year, out);
        }
        count++;
        bare_year = found.year_only && out->last == GT_DAY_NONE;
        if (out->first == GT_DAY_NONE || found.first < out->first)
            out->first = found.first;
        if (out->last == GT_DAY_NONE || found.last > out->last)
            out->last = found.last;
        if (out->state == GT_DUE_UNREAD)
            out->state = GT_DUE_FOUND;
    }
    out->range = count >= 2 && out->first < out->last && has_one(fold, until);
}

static void read_text(const struct gt_fold *fold, int year, struct gt_due_cell *out)
{
    uint32_t value;

    /* A serial date that lost its format: only .csv and general cells. */
    if (digits(fold, 0, &value) == fold->len && fold->len == 5 && value >= SERIAL_MIN && value <= SERIAL_MAX) {
        out->state = GT_DUE_FOUND;
        out->first = out->last = (gt_day)value - 25569;
        return;
    }
    out->recur = recurrence(fold);
    out->standing = is_standing(fold);
    out->state = GT_DUE_UNREAD;
    scan(fold, year, out);
    if (out->state == GT_DUE_IMPOSSIBLE || out->state == GT_DUE_DOUBTFUL || out->state == GT_DUE_NO_YEAR)
        out->first = out->last = GT_DAY_NONE;
    if (out->state == GT_DUE_UNREAD && (out->recur.len > 0 || out->standing))
        out->state = GT_DUE_FOUND;
}

gt_rc gt_due_text_read(gt_str text, int year, struct gt_arena *arena, struct gt_due_cell *out)
{
    struct gt_arena_mark mark;
    struct gt_fold fold;

    *out = (struct gt_due_cell){.first = GT_DAY_NONE, .last = GT_DAY_NONE};
    text = gt_str_trim(text);
    if (gt_arena_dup(arena, text, &out->text) != GT_OK)
        return GT_ENOMEM;
    if (text.len == 0)
        return GT_OK;
    mark = gt_arena_mark(arena);
    if (gt_fold_make(arena, out->text, &fold) != GT_OK)
        return GT_ENOMEM;
    if (!is_nothing(&fold))
        read_text(&fold, year, out);
    gt_arena_rewind(arena, mark);
    return GT_OK;
}

/* A figure that is neither date nor text: 46203, 2026, 6, 202606, 2026.6. */
static gt_rc read_number(const struct gt_sheet_cell *cell, int year, struct gt_arena *arena,
                         struct gt_due_cell *out)
{
    char room[GT_CELL_SHOWN_MAX];
    const double value = cell->number;
    const bool whole = floor(value) == value;
    gt_rc rc = gt_due_text_read(gt_sheet_cell_shown(cell, room), year, arena, out);

    if (rc != GT_OK || (cell->show & GT_SHOW_FIXED))
        return rc;
    if (whole && value >= 1 && value <= 12) {
        const struct found found = dated(1, year, (uint32_t)value, 0, false);

        out->state = found.state;
        out->first = found.first;
        out->last = found.last;
    } else if (!whole && value < 13) {
        out->state = GT_DUE_DOUBTFUL; /* 6.3 may be the 3rd or the 30th of June */
        out->first = out->last = GT_DAY_NONE;
    } else if (!whole && value >= SERIAL_MIN && value <= SERIAL_MAX) {
        out->state = GT_DUE_FOUND; /* a serial date with its hour */
        out->first = out->last = (gt_day)floor(value) - 25569;
    }
    return GT_OK;
}

gt_rc gt_due_cell_read(const struct gt_sheet_cell *cell, int year, struct gt_arena *arena,
                       struct gt_due_cell *out)
{
    char room[GT_CELL_SHOWN_MAX];

    *out = (struct gt_due_cell){.first = GT_DAY_NONE, .last = GT_DAY_NONE};
    if (cell == NULL)
        return GT_OK;
    if (cell->kind == GT_CELL_NUMBER)
        return read_number(cell, year, arena, out);
    if (cell->kind != GT_CELL_DATE)
        return gt_due_text_read(gt_sheet_cell_shown(cell, room), year, arena, out);
    out->state = GT_DUE_FOUND;
    out->first = out->last = (gt_day)cell->number;
    /* Shown as 2026年6月, stored as its first day: the month's end is meant. */
    const struct gt_ymd ymd = gt_day_ymd(out->last);

    if ((cell->show & GT_SHOW_NO_DAY) && ymd.day == 1)
        out->last = gt_month_end(ymd.year, ymd.month);
    return gt_arena_dup(arena, gt_sheet_cell_shown(cell, room), &out->text);
}
