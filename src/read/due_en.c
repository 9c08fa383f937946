/* due_en.c - deadlines in English: by 30 June, by the end of Q2, no later than
 * June 30, 2026, within 30 days of issue, every year by 28 February. */
#include "read/due.h"
#include "read/number.h"
#include "read/read.h"

struct reader {
    const struct gt_sight *s;
    const struct gt_due_frame *frame;
    uint32_t start, end;
    struct gt_due *out;
    int clause_year;
};

static char16_t at(const struct gt_sight *s, uint32_t i) { return s->fold->at[i]; }

static bool is(const struct gt_sight *s, uint32_t i, uint32_t end, const char16_t *word)
{
    return gt_fold_is(s->fold, i, end, word);
}

static uint32_t length(const char16_t *word)
{
    uint32_t n = 0;

    while (word[n] != 0)
        n++;
    return n;
}

/* The word stands alone at i: no letter or digit follows. */
static uint32_t word(const struct reader *r, uint32_t i, const char16_t *w)
{
    uint32_t n = length(w);

    if (!is(r->s, i, r->end, w) ||
        (i + n < r->end && (gt_is_latin(at(r->s, i + n)) || gt_is_digit(at(r->s, i + n)))))
        return 0;
    return n;
}

static uint32_t blanks(const struct reader *r, uint32_t i)
{
    while (i < r->end && (gt_is_blank(at(r->s, i)) || at(r->s, i) == ','))
        i++;
    return i;
}

static uint32_t month_at(const struct reader *r, uint32_t i, int *month)
{
    static const char16_t *const names[] = {
        u"january", u"february", u"march", u"april", u"may", u"june", u"july", u"august", u"september",
        u"october", u"november", u"december", u"jan", u"feb", u"mar", u"apr", u"may", u"jun", u"jul", u"aug",
        u"sep", u"oct", u"nov", u"dec",
    };

    for (size_t k = 0; k < GT_LEN(names); k++) {
        uint32_t n = word(r, i, names[k]);

        if (n > 0) {
            *month = (int)(k % 12) + 1;
            return n + (i + n < r->end && at(r->s, i + n) == '.' && k >= 12 ? 1 : 0);
        }
    }
    return 0;
}

static uint32_t year_at(const struct reader *r, uint32_t i, int *year)
{
    uint32_t value, skip = is(r->s, i, r->end, u"fy") ? 2 : 0, n = gt_number_digits(r->s->fold, i + skip, r->end, &value);

    if (n != 4 || value < 1990 || value > 2199)
        return 0;
    *year = (int)value;
    return n + skip;
}

/* 30, 30th */
static uint32_t day_at(const struct reader *r, uint32_t i, int *day)
{
    uint32_t value, n = gt_number_digits(r->s->fold, i, r->end, &value);

    if (n == 0 || n > 2 || value == 0)
        return 0;
    *day = (int)value;
    if (is(r->s, i + n, r->end, u"st") || is(r->s, i + n, r->end, u"nd") || is(r->s, i + n, r->end, u"rd") ||
        is(r->s, i + n, r->end, u"th"))
        n += 2;
    return n;
}

struct date { int year, month, day; bool bad; };

/* 30/06/2026, where only one reading is a day */
static uint32_t slashed_at(const struct reader *r, uint32_t i, struct date *d)
{
    uint32_t a, b, y, na = gt_number_digits(r->s->fold, i, r->end, &a), nb, ny;

    if (na == 0 || na > 2 || i + na >= r->end || at(r->s, i + na) != '/')
        return 0;
    nb = gt_number_digits(r->s->fold, i + na + 1, r->end, &b);
    if (nb == 0 || nb > 2 || i + na + nb + 1 >= r->end || at(r->s, i + na + nb + 1) != '/')
        return 0;
    ny = gt_number_digits(r->s->fold, i + na + nb + 2, r->end, &y);
    if (ny != 4 || y < 1990 || y > 2199 || a == 0 || b == 0 || (a <= 12 && b <= 12 && a != b) || (a > 12 && b > 12))
        return 0; /* 03/04/2026 may be March or April */
    d->year = (int)y;
    d->month = (int)(a > 12 ? b : a);
    d->day = (int)(a > 12 ? a : b);
    return na + nb + ny + 2;
}

static gt_day close_date(struct reader *r, struct date *d)
{
    int year = d->year != 0 ? d->year : r->clause_year != 0 ? r->clause_year : r->frame->year;
    gt_day day;

    if (d->day != 0 && !gt_ymd_valid(year != 0 ? year : 2000, d->month, d->day)) {
        d->bad = true;
        return GT_DAY_NONE;
    }
    if (year < 1900 || year > 2199)
        return GT_DAY_NONE;
    day = d->day != 0 ? gt_day_from_ymd(year, d->month, d->day) : gt_month_end(year, d->month);
    if (d->year == 0 && r->clause_year == 0 && !r->frame->plan && r->frame->issued != GT_DAY_NONE &&
        day < r->frame->issued)
        return close_date(r, &(struct date){year + 1, d->month, d->day, false});
    return day;
}

/* A date or period at i: its end, i if there is none. */
static uint32_t date_at(struct reader *r, uint32_t i, struct date *d)
{
    static const struct { const char16_t *word; int month; } periods[] = {
        {u"the first quarter", 3}, {u"the second quarter", 6}, {u"the third quarter", 9}, {u"the fourth quarter", 12},
        {u"first quarter", 3}, {u"second quarter", 6}, {u"third quarter", 9}, {u"fourth quarter", 12},
        {u"q1", 3}, {u"q2", 6}, {u"q3", 9}, {u"q4", 12},
        {u"the first half of the year", 6}, {u"the first half", 6}, {u"the second half", 12}, {u"mid-year", 6},
        {u"the year", 12}, {u"this year", 12}, {u"year-end", 12}, {u"year end", 12}, {u"the end of the year", 12},
        {u"the 1st quarter", 3}, {u"the 2nd quarter", 6}, {u"the 3rd quarter", 9}, {u"the 4th quarter", 12},
        {u"quarter 1", 3}, {u"quarter 2", 6}, {u"quarter 3", 9}, {u"quarter 4", 12}, {u"quarter one", 3}, {u"quarter two", 6},
        {u"quarter three", 9}, {u"quarter four", 12}, {u"h1", 6}, {u"h2", 12}, {u"first half", 6}, {u"second half", 12},
        {u"mid", 6},
    };
    uint32_t p = i, n;
    int value;

    memset(d, 0, sizeof(*d));
    if ((n = year_at(r, p, &value)) > 0) { /* 2026 or 2026-06-30 */
        uint32_t m, v;

        d->year = value;
        if (p + n < r->end && at(r->s, p + n) == '-' &&
            (m = gt_number_digits(r->s->fold, p + n + 1, r->end, &v)) == 2 && v >= 1 && v <= 12 &&
            p + n + 3 < r->end && at(r->s, p + n + 3) == '-') {
            d->month = (int)v;
            m = day_at(r, p + n + 4, &d->day);
            return m > 0 ? p + n + 4 + m : i;
        }
        d->month = 12;
        p += n;
        n = p < r->end && (at(r->s, p) == ' ' || at(r->s, p) == '-') ? p + 1 : p; /* 2026 Q3 */
        if (n > p && n + 1 < r->end && (at(r->s, n) == 'q' || at(r->s, n) == 'h') && gt_is_digit(at(r->s, n + 1)) &&
            at(r->s, n + 1) >= '1' && at(r->s, n + 1) <= '4') {
            d->month = (at(r->s, n + 1) - '0') * (at(r->s, n) == 'q' ? 3 : 6);
            d->month = d->month > 12 ? 12 : d->month;
            return n + 2;
        }
        return p;
    }
    if ((n = slashed_at(r, p, d)) > 0)
        return p + n;
    for (size_t k = 0; k < GT_LEN(periods); k++)
        if ((n = word(r, p, periods[k].word)) > 0) {
            d->month = periods[k].month;
            p += n;
            n = blanks(r, p);
            if (is(r->s, n, r->end, u"of "))
                n += 3;
            if ((p + 1 <= r->end) && year_at(r, n, &value) > 0) {
                p = n + year_at(r, n, &value);
                d->year = value;
            }
            return p;
        }
    if ((n = day_at(r, p, &d->day)) > 0) { /* 30 June 2026 */
        p = blanks(r, p + n);
        if (is(r->s, p, r->end, u"of "))
            p += 3;
        if ((n = month_at(r, p, &d->month)) == 0)
            return i;
        p += n;
    } else if ((n = month_at(r, p, &d->month)) > 0) { /* June 30, 2026; June 2026 */
        uint32_t q = blanks(r, p + n);

        p += n;
        if (year_at(r, q, &value) == 0 && (n = day_at(r, q, &d->day)) > 0)
            p = q + n;
    } else {
        return i;
    }
    n = blanks(r, p);
    if (year_at(r, n, &value) > 0) {
        d->year = value;
        p = n + year_at(r, n, &value);
    }
    return p;
}

static void take(struct reader *r, gt_day day, uint32_t start, uint32_t end, enum gt_due_form form)
{
    if (day == GT_DAY_NONE || (r->out->day != GT_DAY_NONE && day < r->out->day))
        return;
    r->out->day = day;
    r->out->words = (struct gt_span){start, end};
    r->out->form = form;
}

enum { LABELS = 11 /* of the heads below: count only before a colon */ };

/* by …, before …, no later than … */
static uint32_t deadline_at(struct reader *r, uint32_t i)
{
    static const char16_t *const heads[] = {
        u"no later than", u"not later than", u"on or before", u"by the end of", u"by end of", u"by end", u"before the end of",
        u"by", u"before", u"until", u"due date", u"due on", u"due by", u"due", u"deadline", u"complete in", u"completed in",
        u"target date", u"completion date", u"timeline", u"timeframe", u"time frame", u"timescale", u"timing", u"when",
        u"completed by", u"delivery date", u"end date", u"milestone date", u"date",
    };
    static const char16_t *const fill[] = {u"the end of ", u"end of ", u"end-", u"end ", u"late ", u"early ", u":", u"is ",
                                           u"no later than ",
                                           u"the close of business on ", u"close of business on ", u"cob ", u"the beginning of ",
                                           u"calendar year ", u"the year ", u"by ", u"**", u"* ", u"| ", u"noon on ", u"midnight on ",
                                           u"monday ", u"tuesday ", u"wednesday ", u"thursday ", u"friday ", u"the "};

    for (size_t k = 0; k < GT_LEN(heads); k++) {
        uint32_t n = word(r, i, heads[k]), p, stop;
        struct date d;
        gt_day day;

        if (n == 0)
            continue;
        p = blanks(r, i + n);
        if (k >= GT_LEN(heads) - LABELS && (p >= r->end || (at(r->s, p) != ':' && at(r->s, p) != '*' && at(r->s, p) != '|')))
            return i; /* "timeline" is a label only before a colon */
        for (size_t f = 0; f < GT_LEN(fill); f++)
            if (is(r->s, p, r->end, fill[f])) {
                p = blanks(r, p + length(fill[f]));
                f = SIZE_MAX; /* from the first again */
            }
        stop = date_at(r, p, &d);
        if (stop == p)
            continue;
        day = close_date(r, &d);
        if (d.bad)
            r->out->bad = (struct gt_span){p, stop};
        if (d.year != 0)
            r->clause_year = d.year;
        take(r, day, i, stop, GT_DUE_BEFORE);
        return stop;
    }
    return i;
}

/* thirty, sixty, ninety: how long is often written out. */
static uint32_t count_at(const struct reader *r, uint32_t i, uint32_t *value)
{
    static const struct { const char16_t *word; uint32_t value; } words[] = {
        {u"one hundred eighty", 180}, {u"one hundred and eighty", 180}, {u"one hundred twenty", 120}, {u"one hundred and twenty", 120},
        {u"one", 1}, {u"two", 2}, {u"three", 3}, {u"four", 4}, {u"five", 5}, {u"six", 6}, {u"seven", 7}, {u"eight", 8}, {u"nine", 9},
        {u"ten", 10}, {u"twelve", 12}, {u"fourteen", 14}, {u"fifteen", 15}, {u"eighteen", 18}, {u"twenty", 20}, {u"thirty", 30},
        {u"forty-five", 45}, {u"sixty", 60}, {u"ninety", 90},
    };
    uint32_t n = gt_number_digits(r->s->fold, i, r->end, value);

    for (size_t k = 0; k < GT_LEN(words) && n == 0; k++)
        if ((n = word(r, i, words[k].word)) > 0)
            *value = words[k].value;
    return n;
}

/* within 30 days of issue, not later than 90 days after the date of this order */
static uint32_t within_at(struct reader *r, uint32_t i)
{
    static const char16_t *const heads[] = {u"within", u"no later than", u"not later than", u"not more than", u"no more than"};
    uint32_t p, n = 0, value, days;

    for (size_t k = 0; k < GT_LEN(heads) && n == 0; k++)
        n = word(r, i, heads[k]);
    if (n == 0)
        return i;
    p = blanks(r, i + n);
    if ((n = count_at(r, p, &value)) == 0)
        return i;
    if (is(r->s, p + n, r->end, u" (")) { /* thirty (30) days */
        uint32_t close = p + n;

        while (close < r->end && at(r->s, close) != ')')
            close++;
        n = close + 1 - p;
    }
    p = blanks(r, p + n);
    days = is(r->s, p, r->end, u"day") ? 1 : is(r->s, p, r->end, u"week") ? 7 : is(r->s, p, r->end, u"month") ? 30 : 0;
    if (days == 0)
        return i; /* no later than 15 September */
    while (p < r->end && gt_is_latin(at(r->s, p)))
        p++;
    n = p + 40 < r->end ? p + 40 : r->end;
    if (r->frame->issued != GT_DAY_NONE && value < 1000 &&
        (gt_fold_has(r->s->fold, p, n, u"issu") || gt_fold_has(r->s->fold, p, n, u"publication") ||
         gt_fold_has(r->s->fold, p, n, u"this notice") || gt_fold_has(r->s->fold, p, n, u"of this order") ||
         gt_fold_has(r->s->fold, p, n, u"of this memorandum") || gt_fold_has(r->s->fold, p, n, u"date of this") ||
         gt_fold_has(r->s->fold, p, n, u"of enactment")))
        take(r, days == 30 ? gt_day_add_months(r->frame->issued, (int)value) : r->frame->issued + (gt_day)(value * days),
             i, p, GT_DUE_AFTER);
    return p;
}

static void recur_at(struct reader *r, uint32_t i)
{
    static const struct { const char16_t *word; enum gt_recur is; } words[] = {
        {u"every year", GT_RECUR_YEARLY}, {u"each year", GT_RECUR_YEARLY}, {u"annually", GT_RECUR_YEARLY},
        {u"yearly", GT_RECUR_YEARLY}, {u"every quarter", GT_RECUR_QUARTERLY}, {u"each quarter", GT_RECUR_QUARTERLY},
        {u"quarterly", GT_RECUR_QUARTERLY}, {u"every month", GT_RECUR_MONTHLY}, {u"each month", GT_RECUR_MONTHLY},
        {u"monthly", GT_RECUR_MONTHLY}, {u"per year", GT_RECUR_YEARLY}, {u"an annual", GT_RECUR_YEARLY},
        {u"every week", GT_RECUR_WEEKLY}, {u"weekly", GT_RECUR_WEEKLY},
    };

    for (size_t k = 0; k < GT_LEN(words); k++) {
        uint32_t n = word(r, i, words[k].word);

        if (n == 0 || r->out->recur != GT_RECUR_NONE)
            continue;
        r->out->recur = words[k].is;
        if (r->out->day == GT_DAY_NONE)
            r->out->words = (struct gt_span){i, i + n};
    }
}

bool gt_due_english_date(const struct gt_sight *s, uint32_t start, uint32_t end, gt_day *out)
{
    static const char16_t *const heads[] = {
        u"date:", u"dated:", u"dated", u"issued:", u"issued on", u"issued", u"published:", u"published on", u"published",
        u"date of issue:", u"updated:", u"effective date:", u"monday,", u"tuesday,", u"wednesday,", u"thursday,", u"friday,",
        u"monday", u"tuesday", u"wednesday", u"thursday", u"friday",
    };
    const struct gt_due_frame frame = {0, false, GT_DAY_NONE};
    struct gt_due due = {.day = GT_DAY_NONE};
    struct reader r = {s, &frame, start, end, &due, 0};
    struct date d;
    uint32_t p, stop;

    gt_fold_trim(s->fold, &start, &end);
    p = start;
    for (size_t k = 0; k < GT_LEN(heads); k++)
        if (is(s, p, end, heads[k])) {
            p = blanks(&r, p + length(heads[k]));
            k = SIZE_MAX;
        }
    if (p >= end || (stop = date_at(&r, p, &d)) == p || stop < end || d.day == 0 || d.month == 0 || d.year == 0 ||
        !gt_ymd_valid(d.year, d.month, d.day))
        return false;
    *out = gt_day_from_ymd(d.year, d.month, d.day);
    return true;
}

void gt_due_read_english(const struct gt_sight *s, const struct gt_due_frame *frame, uint32_t start, uint32_t end,
                         struct gt_due *out)
{
    struct reader r = {s, frame, start, end, out, 0};

    memset(out, 0, sizeof(*out));
    out->day = GT_DAY_NONE;
    for (uint32_t i = start; i < end; i++) {
        char16_t c = at(s, i);
        uint32_t next;

        if (!gt_is_latin(c) || (i > start && gt_is_latin(at(s, i - 1))))
            continue;
        recur_at(&r, i);
        if ((next = within_at(&r, i)) > i || (next = deadline_at(&r, i)) > i)
            i = next - 1;
    }
    if (out->day == GT_DAY_NONE) { /* a cell that is a date and nothing else */
        uint32_t from = start, to = end;
        struct date d;

        gt_fold_trim(s->fold, &from, &to);
        r.end = to;
        if (from < to && date_at(&r, from, &d) == to && !d.bad)
            take(&r, close_date(&r, &d), from, to, GT_DUE_PERIOD);
    }
    if (out->recur != GT_RECUR_NONE && out->form == GT_DUE_BEFORE)
        out->form = GT_DUE_EVERY;
    out->standing = out->day == GT_DAY_NONE &&
                    (gt_fold_has(s->fold, start, end, u"ongoing") || gt_fold_has(s->fold, start, end, u"standing"));
}
