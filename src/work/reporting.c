/* reporting.c - periods, due rules, and which frequency fits a span. */
#include "work/reporting.h"

/* ---- frequencies --------------------------------------------------------------------- */

static const struct freq { const char *key; int span; const char *words[GT_LANG_COUNT]; }
freqs[GT_FREQS] = {
#define GT_FREQ_ROW(name, key, span, en, zh) {key, span, {zh, en}},
    GT_FREQ_MAP(GT_FREQ_ROW)
#undef GT_FREQ_ROW
};

const char *gt_freq_key(enum gt_freq freq) { return freqs[freq].key; }

const char *gt_freq_word(enum gt_freq freq, enum gt_lang lang) { return freqs[freq].words[lang]; }

int gt_freq_from(gt_str key)
{
    for (int freq = 0; freq < GT_FREQS; freq++)
        if (gt_str_eq(key, gt_str_from(freqs[freq].key)))
            return freq;
    return -1;
}

bool gt_freq_fits(enum gt_freq freq, int64_t span_days)
{
    return span_days >= freqs[freq].span;
}

enum gt_freq gt_freq_fit(enum gt_freq freq, int64_t span_days)
{
    if (gt_freq_fits(freq, span_days))
        return freq;
    while (freq > GT_FREQ_DAILY && !gt_freq_fits(freq, span_days))
        freq--;
    return freq > GT_FREQ_DAILY ? freq : GT_FREQ_STAGE;
}

/* ---- periods --------------------------------------------------------------------------- */

enum { TENDAY_SECOND = 11, TENDAY_THIRD = 21 };

static struct gt_period months(enum gt_freq freq, int year, int month, int count)
{
    const int end = month + count - 1;

    return (struct gt_period){freq, gt_day_from_ymd(year, month, 1), gt_month_end(year, end), 0};
}

struct gt_period gt_period_of(enum gt_freq freq, gt_day day)
{
    const struct gt_ymd ymd = gt_day_ymd(day);

    switch (freq) {
    case GT_FREQ_DAILY: return (struct gt_period){freq, day, day, 0};
    case GT_FREQ_WEEKLY: {
        const gt_day monday = day - gt_weekday(day);

        return (struct gt_period){freq, monday, monday + 6, 0};
    }
    case GT_FREQ_TENDAY: {
        const int from = ymd.day < TENDAY_SECOND ? 1 : ymd.day < TENDAY_THIRD ? TENDAY_SECOND : TENDAY_THIRD;
        const gt_day first = gt_day_from_ymd(ymd.year, ymd.month, from);

        return (struct gt_period){freq, first, from == TENDAY_THIRD ? gt_month_end(ymd.year, ymd.month)
                                                                    : first + 9, 0};
    }
    case GT_FREQ_MONTHLY: return months(freq, ymd.year, ymd.month, 1);
    case GT_FREQ_QUARTERLY: return months(freq, ymd.year, (ymd.month - 1) / 3 * 3 + 1, 3);
    case GT_FREQ_HALFYEAR: return months(freq, ymd.year, ymd.month > 6 ? 7 : 1, 6);
    case GT_FREQ_YEARLY: return months(freq, ymd.year, 1, 12);
    case GT_FREQ_NONE: case GT_FREQ_STAGE: case GT_FREQS: break;
    }
    return (struct gt_period){GT_FREQ_NONE, GT_DAY_NONE, GT_DAY_NONE, 0};
}

struct gt_period gt_period_next(struct gt_period period)
{
    return gt_period_of(period.freq, period.last + 1);
}

struct gt_period gt_period_prev(struct gt_period period)
{
    return gt_period_of(period.freq, period.first - 1);
}

bool gt_period_eq(struct gt_period a, struct gt_period b)
{
    return a.freq == b.freq && (a.freq == GT_FREQ_STAGE ? a.stage_id == b.stage_id : a.first == b.first);
}

/* The year and number of an ISO week are those of its Thursday. */
static void iso_week(gt_day monday, int *year, int *week)
{
    const gt_day thursday = monday + 3;

    *year = gt_day_ymd(thursday).year;
    *week = (thursday - gt_day_from_ymd(*year, 1, 1)) / 7 + 1;
}

char *gt_period_key(struct gt_period period, char key[static GT_PERIOD_KEY])
{
    const struct gt_ymd ymd = period.freq == GT_FREQ_NONE || period.freq == GT_FREQ_STAGE
                                  ? (struct gt_ymd){0} : gt_day_ymd(period.first);
    int year, week;

    key[0] = '\0';
    switch (period.freq) {
    case GT_FREQ_DAILY: (void)snprintf(key, GT_PERIOD_KEY, "%04d-%02d-%02d", ymd.year, ymd.month, ymd.day); break;
    case GT_FREQ_WEEKLY:
        iso_week(period.first, &year, &week);
        (void)snprintf(key, GT_PERIOD_KEY, "%04d-W%02d", year, week);
        break;
    case GT_FREQ_TENDAY:
        (void)snprintf(key, GT_PERIOD_KEY, "%04d-%02d-T%d", ymd.year, ymd.month, (ymd.day - 1) / 10 + 1);
        break;
    case GT_FREQ_MONTHLY: (void)snprintf(key, GT_PERIOD_KEY, "%04d-%02d", ymd.year, ymd.month); break;
    case GT_FREQ_QUARTERLY: (void)snprintf(key, GT_PERIOD_KEY, "%04d-Q%d", ymd.year, (ymd.month - 1) / 3 + 1); break;
    case GT_FREQ_HALFYEAR: (void)snprintf(key, GT_PERIOD_KEY, "%04d-H%d", ymd.year, ymd.month > 6 ? 2 : 1); break;
    case GT_FREQ_YEARLY: (void)snprintf(key, GT_PERIOD_KEY, "%04d", ymd.year); break;
    case GT_FREQ_STAGE: (void)snprintf(key, GT_PERIOD_KEY, "S%lld", (long long)period.stage_id); break;
    case GT_FREQ_NONE: case GT_FREQS: break;
    }
    return key;
}

/* Digits only, exactly so many. */
static bool number(gt_str text, size_t digits, int *out)
{
    int64_t value;

    for (size_t at = 0; at < text.len; at++)
        if (text.at[at] < '0' || text.at[at] > '9')
            return false;
    if (text.len != digits || !gt_str_i64(text, &value))
        return false;
    *out = (int)value;
    return true;
}

static bool parse_part(int year, gt_str part, struct gt_period *out)
{
    int n;

    if (part.len == 3 && part.at[0] == 'W' && number(gt_str_sub(part, 1, 3), 2, &n) && n >= 1 && n <= 53) {
        const gt_day jan4 = gt_day_from_ymd(year, 1, 4); /* always in week 1 */
        int iso_year, iso;

        *out = gt_period_of(GT_FREQ_WEEKLY, jan4 + (n - 1) * 7);
        iso_week(out->first, &iso_year, &iso);
        return iso_year == year && iso == n;
    }
    if (part.len == 2 && (part.at[0] == 'Q' || part.at[0] == 'H') && number(gt_str_sub(part, 1, 2), 1, &n)) {
        const bool quarter = part.at[0] == 'Q';

        if (n < 1 || n > (quarter ? 4 : 2))
            return false;
        *out = quarter ? months(GT_FREQ_QUARTERLY, year, n * 3 - 2, 3)
                       : months(GT_FREQ_HALFYEAR, year, n * 6 - 5, 6);
        return true;
    }
    if (part.len >= 2 && number(gt_str_sub(part, 0, 2), 2, &n) && n >= 1 && n <= 12) {
        int third;

        if (part.len == 2) {
            *out = months(GT_FREQ_MONTHLY, year, n, 1);
            return true;
        }
        if (part.len == 5 && part.at[2] == '-' && part.at[3] == 'T' &&
            number(gt_str_sub(part, 4, 5), 1, &third) && third >= 1 && third <= 3) {
            *out = gt_period_of(GT_FREQ_TENDAY, gt_day_from_ymd(year, n, third * 10 - 9));
            return true;
        }
    }
    return false;
}

bool gt_period_parse(gt_str key, struct gt_period *out)
{
    int64_t stage;
    int year;
    gt_day day;

    if (key.len >= 2 && key.at[0] == 'S' && key.at[1] != '-' &&
        gt_str_i64(gt_str_sub(key, 1, key.len), &stage) && stage > 0) {
        *out = (struct gt_period){GT_FREQ_STAGE, GT_DAY_NONE, GT_DAY_NONE, stage};
        return true;
    }
    if (gt_day_parse(key, &day)) {
        *out = gt_period_of(GT_FREQ_DAILY, day);
        return true;
    }
    if (!number(gt_str_sub(key, 0, 4), 4, &year) || !gt_ymd_valid(year, 1, 1))
        return false;
    if (key.len == 4) {
        *out = months(GT_FREQ_YEARLY, year, 1, 12);
        return true;
    }
    return key.len > 5 && key.at[4] == '-' && parse_part(year, gt_str_sub(key, 5, key.len), out);
}

static const char *const month_names[12] = {"January", "February", "March", "April", "May", "June",
                                            "July", "August", "September", "October", "November", "December"};

static void span_name(struct gt_buf *buf, gt_day first, gt_day last, enum gt_lang lang)
{
    const struct gt_ymd a = gt_day_ymd(first), b = gt_day_ymd(last);

    if (lang == GT_LANG_ZH) {
        gt_buf_printf(buf, "%d月%d日至", a.month, a.day);
        if (a.month != b.month)
            gt_buf_printf(buf, "%d月", b.month);
        gt_buf_printf(buf, "%d日", b.day);
    } else {
        gt_buf_printf(buf, "%d", a.day);
        if (a.month != b.month)
            gt_buf_printf(buf, " %s", month_names[a.month - 1]);
        gt_buf_printf(buf, " to %d %s", b.day, month_names[b.month - 1]);
    }
}

static void name_zh(struct gt_buf *buf, struct gt_period period, struct gt_ymd ymd)
{
    static const char *const thirds[3] = {"上旬", "中旬", "下旬"};
    static const char *const quarters[4] = {"一季度", "二季度", "三季度", "四季度"};
    int year, week;

    switch (period.freq) {
    case GT_FREQ_DAILY: gt_buf_printf(buf, "%d月%d日", ymd.month, ymd.day); break;
    case GT_FREQ_WEEKLY:
        iso_week(period.first, &year, &week);
        gt_buf_printf(buf, "第%d周（", week);
        span_name(buf, period.first, period.last, GT_LANG_ZH);
        gt_buf_text(buf, "）");
        break;
    case GT_FREQ_TENDAY: gt_buf_printf(buf, "%d月%s", ymd.month, thirds[(ymd.day - 1) / 10]); break;
    case GT_FREQ_MONTHLY: gt_buf_printf(buf, "%d月", ymd.month); break;
    case GT_FREQ_QUARTERLY: gt_buf_text(buf, quarters[(ymd.month - 1) / 3]); break;
    case GT_FREQ_HALFYEAR: gt_buf_text(buf, ymd.month > 6 ? "下半年" : "上半年"); break;
    case GT_FREQ_STAGE: gt_buf_text(buf, "本阶段"); break;
    case GT_FREQ_YEARLY: case GT_FREQ_NONE: case GT_FREQS: break;
    }
}

static void name_en(struct gt_buf *buf, struct gt_period period, struct gt_ymd ymd)
{
    int year, week;

    switch (period.freq) {
    case GT_FREQ_DAILY: gt_buf_printf(buf, "%d %s", ymd.day, month_names[ymd.month - 1]); break;
    case GT_FREQ_WEEKLY:
        iso_week(period.first, &year, &week);
        gt_buf_printf(buf, "week %d (", week);
        span_name(buf, period.first, period.last, GT_LANG_EN);
        gt_buf_text(buf, ")");
        break;
    case GT_FREQ_TENDAY: span_name(buf, period.first, period.last, GT_LANG_EN); break;
    case GT_FREQ_MONTHLY: gt_buf_text(buf, month_names[ymd.month - 1]); break;
    case GT_FREQ_QUARTERLY: gt_buf_printf(buf, "Q%d", (ymd.month - 1) / 3 + 1); break;
    case GT_FREQ_HALFYEAR: gt_buf_text(buf, ymd.month > 6 ? "second half" : "first half"); break;
    case GT_FREQ_STAGE: gt_buf_text(buf, "this stage"); break;
    case GT_FREQ_YEARLY: case GT_FREQ_NONE: case GT_FREQS: break;
    }
}

void gt_period_name(struct gt_buf *buf, struct gt_period period, int year, enum gt_lang lang)
{
    struct gt_ymd ymd = {0};

    if (period.freq != GT_FREQ_STAGE && period.freq != GT_FREQ_NONE)
        ymd = gt_day_ymd(period.first);
    if (lang == GT_LANG_ZH) {
        if (ymd.year != 0 && (ymd.year != year || period.freq == GT_FREQ_YEARLY))
            gt_buf_printf(buf, "%d年", ymd.year);
        name_zh(buf, period, ymd);
        return;
    }
    name_en(buf, period, ymd);
    if (period.freq == GT_FREQ_YEARLY)
        gt_buf_printf(buf, "%d", ymd.year);
    else if (ymd.year != 0 && ymd.year != year)
        gt_buf_printf(buf, " %d", ymd.year);
}

/* ---- due rules ---------------------------------------------------------------------------- */

static const char *const due_kinds[] = {"workday", "next", "after", "weekday"};

bool gt_due_parse(gt_str text, struct gt_due_rule *out)
{
    const size_t colon = gt_str_find(text, GT_STR(":"), 0);
    gt_str rest;
    int64_t n;

    if (colon == SIZE_MAX)
        return false;
    rest = gt_str_sub(text, colon + 1, text.len);
    if (rest.len > 0 && rest.at[0] == '+')
        rest = gt_str_sub(rest, 1, rest.len);
    if (!gt_str_i64(rest, &n))
        return false;
    for (size_t kind = 0; kind < GT_LEN(due_kinds); kind++) {
        if (!gt_str_eq(gt_str_sub(text, 0, colon), gt_str_from(due_kinds[kind])))
            continue;
        *out = (struct gt_due_rule){(enum gt_due_kind)kind, (int)n};
        switch (out->kind) {
        case GT_DUE_WORKDAY: return n != 0 && n >= -60 && n <= 60;
        case GT_DUE_NEXT: return n >= 1 && n <= 31;
        case GT_DUE_AFTER: return n >= 0 && n <= 366;
        case GT_DUE_WEEKDAY: return n >= 1 && n <= 7;
        }
    }
    return false;
}

char *gt_due_text(struct gt_due_rule rule, char text[static GT_DUE_TEXT])
{
    (void)snprintf(text, GT_DUE_TEXT, rule.kind == GT_DUE_WORKDAY ? "%s:%+d" : "%s:%d",
                   due_kinds[rule.kind], rule.n);
    return text;
}

struct gt_due_rule gt_due_default(enum gt_freq freq)
{
    switch (freq) {
    case GT_FREQ_DAILY: return (struct gt_due_rule){GT_DUE_AFTER, 0};
    case GT_FREQ_WEEKLY: return (struct gt_due_rule){GT_DUE_WORKDAY, -1};
    case GT_FREQ_TENDAY: return (struct gt_due_rule){GT_DUE_WORKDAY, 1};
    case GT_FREQ_MONTHLY: return (struct gt_due_rule){GT_DUE_WORKDAY, -5};
    case GT_FREQ_QUARTERLY: case GT_FREQ_HALFYEAR: return (struct gt_due_rule){GT_DUE_NEXT, 5};
    case GT_FREQ_YEARLY: return (struct gt_due_rule){GT_DUE_NEXT, 10};
    case GT_FREQ_STAGE: case GT_FREQ_NONE: case GT_FREQS: break;
    }
    return (struct gt_due_rule){GT_DUE_WORKDAY, 2};
}

static gt_day forward(const struct gt_cal *work, gt_day day)
{
    return (gt_day)gt_cal_next(work, day);
}

/* The |n|-th last work day; where the period has fewer, its first; where it
 * has none (a week of holidays), the next work day after it. */
static gt_day from_end(const struct gt_cal *work, struct gt_period period, int n)
{
    const int64_t before = gt_cal_work(work, period.first), all = gt_cal_work(work, period.last + 1);
    int64_t which = all + n + 1;

    if (all == before)
        return forward(work, period.last + 1);
    if (which <= before)
        which = before + 1;
    return (gt_day)gt_cal_lo(work, which) - 1;
}

static gt_day in_next_month(struct gt_period period, int n)
{
    const struct gt_ymd ymd = gt_day_ymd(period.last + 1);
    const struct gt_ymd end = gt_day_ymd(period.last);
    int year = ymd.year, month = ymd.month, days;

    /* a week or ten days may end inside its month: the month after that counts */
    if (ymd.month == end.month && ++month == 13) {
        month = 1;
        year++;
    }
    days = gt_month_days(year, month);
    return gt_day_from_ymd(year, month, n < days ? n : days);
}

static gt_day on_weekday(const struct gt_cal *work, struct gt_period period, int n)
{
    const gt_day day = period.last - (gt_weekday(period.last) - (n - 1) + 7) % 7;
    const gt_day back = (gt_day)gt_cal_prev(work, day + 1) - 1;

    return back >= period.first ? back : forward(work, day);
}

gt_day gt_due_day(struct gt_due_rule rule, struct gt_period period, const struct gt_cal *work)
{
    switch (rule.kind) {
    case GT_DUE_WORKDAY:
        return rule.n < 0 ? from_end(work, period, rule.n)
                          : (gt_day)gt_cal_lo(work, gt_cal_work(work, period.last + 1) + rule.n) - 1;
    case GT_DUE_NEXT: return forward(work, in_next_month(period, rule.n));
    case GT_DUE_WEEKDAY: return on_weekday(work, period, rule.n);
    case GT_DUE_AFTER: break;
    }
    return forward(work, period.last + rule.n);
}

/* ---- words ---------------------------------------------------------------------------------- */

static void ordinal(struct gt_buf *buf, int n)
{
    static const char *const words[] = {"first", "second", "third", "fourth", "fifth", "sixth",
                                        "seventh", "eighth", "ninth", "tenth"};

    if (n >= 1 && n <= (int)GT_LEN(words))
        gt_buf_text(buf, words[n - 1]);
    else
        gt_buf_printf(buf, "%dth", n);
}

/* of: the period's name, or what a period is called in general. */
static void say_en(struct gt_buf *buf, struct gt_due_rule rule, gt_str of)
{
    static const char *const weekdays[7] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
                                            "Saturday", "Sunday"};

    switch (rule.kind) {
    case GT_DUE_WORKDAY:
        if (rule.n < -1) {
            ordinal(buf, -rule.n);
            gt_buf_char(buf, '-');
        }
        if (rule.n < 0) {
            gt_buf_printf(buf, "last work day of %.*s", GT_FMT(of));
        } else {
            ordinal(buf, rule.n);
            gt_buf_printf(buf, " work day after %.*s", GT_FMT(of));
        }
        break;
    case GT_DUE_NEXT: gt_buf_printf(buf, "day %d of the month after %.*s", rule.n, GT_FMT(of)); break;
    case GT_DUE_AFTER:
        if (rule.n == 0)
            gt_buf_printf(buf, "end of %.*s", GT_FMT(of));
        else
            gt_buf_printf(buf, "%d days after %.*s", rule.n, GT_FMT(of));
        break;
    case GT_DUE_WEEKDAY: gt_buf_printf(buf, "%s of %.*s", weekdays[rule.n - 1], GT_FMT(of)); break;
    }
}

static void say_zh(struct gt_buf *buf, struct gt_due_rule rule, gt_str of)
{
    static const char *const weekdays[7] = {"一", "二", "三", "四", "五", "六", "日"};

    switch (rule.kind) {
    case GT_DUE_WORKDAY:
        if (rule.n == -1)
            gt_buf_printf(buf, "%.*s最后一个工作日", GT_FMT(of));
        else if (rule.n < 0)
            gt_buf_printf(buf, "%.*s倒数第%d个工作日", GT_FMT(of), -rule.n);
        else
            gt_buf_printf(buf, "%.*s后第%d个工作日", GT_FMT(of), rule.n);
        break;
    case GT_DUE_NEXT: gt_buf_printf(buf, "%.*s后首月%d日", GT_FMT(of), rule.n); break;
    case GT_DUE_AFTER:
        if (rule.n == 0)
            gt_buf_printf(buf, "%.*s最后一天", GT_FMT(of));
        else
            gt_buf_printf(buf, "%.*s后%d天", GT_FMT(of), rule.n);
        break;
    case GT_DUE_WEEKDAY: gt_buf_printf(buf, "%.*s星期%s", GT_FMT(of), weekdays[rule.n - 1]); break;
    }
}

static void say(struct gt_buf *buf, struct gt_due_rule rule, gt_str of, enum gt_lang lang)
{
    if (lang == GT_LANG_ZH)
        say_zh(buf, rule, of);
    else
        say_en(buf, rule, of);
}

void gt_due_say(struct gt_buf *buf, struct gt_due_rule rule, enum gt_freq freq, enum gt_lang lang)
{
    static const char *const of[GT_FREQS][GT_LANG_COUNT] = {
        [GT_FREQ_NONE] = {"", ""}, [GT_FREQ_DAILY] = {"当日", "the day"},
        [GT_FREQ_WEEKLY] = {"当周", "the week"}, [GT_FREQ_TENDAY] = {"当旬", "the ten days"},
        [GT_FREQ_MONTHLY] = {"当月", "the month"}, [GT_FREQ_QUARTERLY] = {"当季", "the quarter"},
        [GT_FREQ_HALFYEAR] = {"半年", "the half year"}, [GT_FREQ_YEARLY] = {"当年", "the year"},
        [GT_FREQ_STAGE] = {"阶段", "the stage"}};

    say(buf, rule, gt_str_from(of[freq][lang]), lang);
}

void gt_due_why(struct gt_buf *buf, struct gt_due_rule rule, struct gt_period period,
                const struct gt_cal *work, int year, enum gt_lang lang)
{
    char day[GT_DAY_SAID];
    struct gt_buf name;

    gt_buf_init(&name, 200);
    gt_period_name(&name, period, year, lang);
    gt_buf_printf(buf, lang == GT_LANG_ZH ? "%s，" : "%s, ", gt_freq_word(period.freq, lang));
    say(buf, rule, gt_buf_view(&name), lang);
    gt_buf_printf(buf, lang == GT_LANG_ZH ? "：%s" : ": %s",
                  gt_day_say(gt_due_day(rule, period, work), year, lang, day));
    if (name.status != GT_OK && buf->status == GT_OK)
        buf->status = name.status;
    gt_buf_clear(&name);
}
