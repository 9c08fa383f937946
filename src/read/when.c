/* when.c - expressions of time, one at a time. */
#include "read/when.h"

#include "read/number.h"

enum { YEAR_MIN = 1949, YEAR_MAX = 2199 };

static bool is(const struct gt_fold *fold, uint32_t at, uint32_t end, const char16_t *word)
{
    return gt_fold_is(fold, at, end, word);
}

/* "2026" or "二〇二六" (also with ○ and 零); 0 if it is no year. */
static uint32_t year_at(const struct gt_fold *fold, uint32_t at, uint32_t end, int *year)
{
    uint32_t value = 0, n;

    if (at >= end)
        return 0;
    if (gt_is_digit(fold->at[at])) {
        n = gt_number_digits(fold, at, end, &value);
    } else {
        n = gt_number_han(fold, at, end, &value);
        if (n == 4 && (fold->at[at + 1] == u'十' || fold->at[at + 3] == u'十'))
            return 0;
    }
    if (n != 4 || value < YEAR_MIN || value > YEAR_MAX)
        return 0;
    *year = (int)value;
    return n;
}

/* 2026-06-30, 2026.6.30, 2026/6/30 */
static bool dashed(const struct gt_fold *fold, uint32_t at, uint32_t end, struct gt_when *out)
{
    int year;
    uint32_t n = year_at(fold, at, end, &year), m, d, month, day;
    char16_t sep;

    if (n == 0 || at + n >= end || !gt_is_digit(fold->at[at]))
        return false;
    sep = fold->at[at + n];
    if (sep != '-' && sep != '.' && sep != '/')
        return false;
    m = gt_number_digits(fold, at + n + 1, end, &month);
    if (m == 0 || m > 2 || month == 0 || month > 12 || at + n + 1 + m >= end ||
        fold->at[at + n + 1 + m] != sep)
        return false;
    d = gt_number_digits(fold, at + n + m + 2, end, &day);
    if (d == 0 || d > 2 || day == 0)
        return false;
    *out = (struct gt_when){.year_is = GT_YEAR_ABS, .part = GT_PART_DAY, .year = year,
                            .month = (int)month, .day = (int)day, .len = n + m + d + 2};
    return true;
}

/* The year in front: 2026年, 2026年度, 今年, 明年.  Returns its length. */
static uint32_t parse_year(const struct gt_fold *fold, uint32_t at, uint32_t end,
                           struct gt_when *out)
{
    static const struct { const char16_t *word; enum gt_when_year is; } words[] = {
        {u"今年", GT_YEAR_THIS}, {u"本年", GT_YEAR_THIS}, {u"当年", GT_YEAR_THIS},
        {u"明年", GT_YEAR_NEXT}, {u"次年", GT_YEAR_NEXT}, {u"翌年", GT_YEAR_NEXT},
        {u"去年", GT_YEAR_LAST}, {u"上年", GT_YEAR_LAST},
    };
    int year;
    uint32_t n = year_at(fold, at, end, &year);

    if (n > 0 && is(fold, at + n, end, u" 年"))
        n++; /* 2007 年, as a scan has it */
    if (n > 0 && is(fold, at + n, end, u"年")) {
        out->year_is = GT_YEAR_ABS;
        out->year = year;
        n++;
        return n + (is(fold, at + n, end, u"度") ? 1 : 0);
    }
    for (size_t i = 0; i < GT_LEN(words); i++)
        if (is(fold, at, end, words[i].word) &&
            !(words[i].is == GT_YEAR_LAST && is(fold, at + 2, end, u"度"))) {
            out->year_is = words[i].is;
            n = 2;
            return n + (is(fold, at + n, end, u"度") ? 1 : 0);
        }
    return 0;
}

/* 6月, 六月, with what follows it: 30日, 底, 中旬 */
static uint32_t parse_month(const struct gt_fold *fold, uint32_t at, uint32_t end,
                            struct gt_when *out)
{
    static const struct { const char16_t *word; enum gt_when_part part; bool closed; } tails[] = {
        {u"上旬", GT_PART_TENTH, true}, {u"中旬", GT_PART_TWENTIETH, true},
        {u"下旬", GT_PART_MONTH, true}, {u"底", GT_PART_MONTH, true},
        {u"末", GT_PART_MONTH, true},   {u"初", GT_PART_TENTH, true},
        {u"中", GT_PART_TWENTIETH, false}, {u"份", GT_PART_MONTH, false},
    };
    uint32_t month, n = gt_number_han(fold, at, end, &month), day, d, p;

    if (n > 0 && is(fold, at + n, end, u" 月"))
        n++;
    if (n == 0 || n > 4 || month == 0 || month > 12 || !is(fold, at + n, end, u"月"))
        return 0;
    p = at + n + 1;
    if (p + 1 < end && fold->at[p] == ' ' && gt_is_digit(fold->at[p + 1]))
        p++; /* 6 月 30 日 */
    out->month = (int)month;
    out->part = GT_PART_MONTH;
    d = gt_number_han(fold, p, end, &day);
    if (d > 0 && (is(fold, p + d, end, u" 日") || is(fold, p + d, end, u" 号")))
        d++;
    if (d > 0 && day > 0 && day < 100 &&
        (is(fold, p + d, end, u"日") || is(fold, p + d, end, u"号"))) {
        out->part = GT_PART_DAY;
        out->day = (int)day;
        return p + d + 1 - at;
    }
    if (d > 0 && d <= 2 && day > 0 && day <= 31 && gt_is_digit(fold->at[p]) &&
        (is(fold, p + d, end, u"前") || is(fold, p + d, end, u"以前") || is(fold, p + d, end, u"之前"))) {
        out->part = GT_PART_DAY; /* 6月10以前: the 日 got lost */
        out->day = (int)day;
        return p + d - at;
    }
    for (size_t i = 0; i < GT_LEN(tails); i++)
        if (is(fold, p, end, tails[i].word)) {
            /* "6月中" alone, but "6月中央" is another word */
            if (tails[i].part == GT_PART_TWENTIETH && !tails[i].closed && !is(fold, p, end, u"中前"))
                continue;
            out->part = tails[i].part;
            out->closed = tails[i].closed;
            p += tails[i].word[1] == 0 ? 1 : 2;
            break;
        }
    return p - at;
}

static uint32_t parse_period(const struct gt_fold *fold, uint32_t at, uint32_t end,
                             struct gt_when *out)
{
    uint32_t p = at, value, n;

    if (is(fold, p, end, u"上半年") || is(fold, p, end, u"下半年")) {
        out->part = GT_PART_HALF;
        out->index = fold->at[p] == u'上' ? 1 : 2;
        p += 3;
    } else {
        if (is(fold, p, end, u"第"))
            p++;
        n = gt_number_han(fold, p, end, &value);
        if (n != 1 || value == 0 || value > 4 || !is(fold, p + 1, end, u"季度"))
            return 0;
        out->part = GT_PART_QUARTER;
        out->index = (int)value;
        p += 3;
    }
    if (is(fold, p, end, u"末") || is(fold, p, end, u"底")) {
        out->closed = true;
        p++;
    }
    return p - at;
}

/* What may follow a year, or stand for one: 底, 末, 内, 全年. */
static uint32_t parse_year_tail(const struct gt_fold *fold, uint32_t at, uint32_t end,
                                bool have_year, struct gt_when *out)
{
    uint32_t p = at;

    out->part = GT_PART_YEAR;
    if (have_year && is(fold, p, end, u"年") && p + 1 < end &&
        (fold->at[p + 1] == u'底' || fold->at[p + 1] == u'末' || fold->at[p + 1] == u'内'))
        p++; /* 今年年底 */
    else if (!have_year && (is(fold, p, end, u"年底") || is(fold, p, end, u"年末") ||
                            is(fold, p, end, u"年内") || is(fold, p, end, u"岁末")))
        p++;
    else if (!have_year && is(fold, p, end, u"年初")) {
        out->part = GT_PART_YEAR_BEGIN;
        return 2;
    } else if (!have_year && is(fold, p, end, u"全年")) {
        out->span = true;
        out->year_is = GT_YEAR_THIS;
        return 2;
    } else if (!have_year) {
        return 0;
    }
    if (is(fold, p, end, u"底") || is(fold, p, end, u"末") ||
        (is(fold, p, end, u"内") && !is(fold, p, end, u"内容"))) {
        out->closed = true;
        return p + 1 - at;
    }
    if (is(fold, p, end, u"初")) {
        out->part = GT_PART_YEAR_BEGIN;
        return p + 1 - at;
    }
    out->span = out->year_is == GT_YEAR_THIS;
    return p - at;
}

/* What an expression of time can begin with: asked at nearly every chunk. */
static bool begins(char16_t c)
{
    switch (c) {
    case u'一': case u'二': case u'三': case u'四': case u'五': case u'六': case u'七': case u'八': case u'九': case u'十':
    case u'〇': case u'零': case u'两': case u'廿': case u'今': case u'本': case u'当': case u'明': case u'次': case u'翌':
    case u'去': case u'上': case u'下': case u'年': case u'全': case u'第': case u'岁':
        return true;
    default:
        return gt_is_digit(c);
    }
}

bool gt_when_at(const struct gt_fold *fold, uint32_t at, uint32_t end, struct gt_when *out)
{
    uint32_t p = at, n;

    if (at >= end || !begins(fold->at[at]))
        return false;
    if (dashed(fold, at, end, out))
        return true;
    memset(out, 0, sizeof(*out));
    n = parse_year(fold, p, end, out);
    p += n;
    while (n > 0 && p < end && fold->at[p] == ' ')
        p++;
    if ((n = parse_month(fold, p, end, out)) > 0 || (n = parse_period(fold, p, end, out)) > 0) {
        out->len = p + n - at;
        return true;
    }
    n = parse_year_tail(fold, p, end, out->year_is != GT_YEAR_NONE, out);
    if (n == 0 && out->year_is == GT_YEAR_NONE)
        return false;
    out->len = p + n - at;
    return true;
}

int gt_when_year_of(const struct gt_when *when, int year)
{
    switch (when->year_is) {
    case GT_YEAR_ABS:
        return when->year;
    case GT_YEAR_NEXT:
        return year != 0 ? year + 1 : 0;
    case GT_YEAR_LAST:
        return year != 0 ? year - 1 : 0;
    default:
        return year;
    }
}

bool gt_when_impossible(const struct gt_when *when, int year)
{
    int y = gt_when_year_of(when, year);

    return when->part == GT_PART_DAY && !gt_ymd_valid(y != 0 ? y : 2000, when->month, when->day);
}

gt_day gt_when_day(const struct gt_when *when, int year)
{
    int y = gt_when_year_of(when, year), month = when->month;

    if (y < 1900 || y > YEAR_MAX)
        return GT_DAY_NONE;
    switch (when->part) {
    case GT_PART_DAY:
        return gt_ymd_valid(y, month, when->day) ? gt_day_from_ymd(y, month, when->day)
                                                 : GT_DAY_NONE;
    case GT_PART_TENTH:
        return gt_day_from_ymd(y, month, 10);
    case GT_PART_TWENTIETH:
        return gt_day_from_ymd(y, month, 20);
    case GT_PART_MONTH:
        return gt_month_end(y, month);
    case GT_PART_QUARTER:
        return gt_month_end(y, when->index * 3);
    case GT_PART_HALF:
        return gt_month_end(y, when->index * 6);
    case GT_PART_YEAR:
        return gt_month_end(y, 12);
    case GT_PART_YEAR_BEGIN:
        break;
    }
    return GT_DAY_NONE;
}

bool gt_when_line(const struct gt_fold *fold, uint32_t at, uint32_t end, gt_day *out)
{
    struct gt_when when;

    gt_fold_trim(fold, &at, &end);
    if (end - at >= 2 && fold->at[at] == '(' && fold->at[end - 1] == ')') {
        at++;
        end--;
    }
    if (end - at > 20 || !gt_when_at(fold, at, end, &when) || when.len != end - at ||
        when.part != GT_PART_DAY || when.year_is != GT_YEAR_ABS)
        return false;
    *out = gt_when_day(&when, 0);
    return *out != GT_DAY_NONE;
}
