/* date.c - civil dates after Howard Hinnant's "chrono-compatible low-level
 * date algorithms" (2014): eras of 400 years, the year beginning in March. */
#include "base/date.h"

gt_day gt_day_from_ymd(int year, int month, int day)
{
    const int y = month <= 2 ? year - 1 : year;
    const int era = (y >= 0 ? y : y - 399) / 400;
    const int yoe = y - era * 400;
    const int doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    const int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

    return era * 146097 + doe - 719468;
}

struct gt_ymd gt_day_ymd(gt_day at)
{
    const int z = at + 719468;
    const int era = (z >= 0 ? z : z - 146096) / 146097;
    const int doe = z - era * 146097;
    const int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    const int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    const int mp = (5 * doy + 2) / 153;
    const int month = mp < 10 ? mp + 3 : mp - 9;

    return (struct gt_ymd){yoe + era * 400 + (month <= 2), month, doy - (153 * mp + 2) / 5 + 1};
}

int gt_month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return month == 2 && leap ? 29 : days[month - 1];
}

gt_day gt_month_end(int year, int month)
{
    return gt_day_from_ymd(year, month, gt_month_days(year, month));
}

bool gt_ymd_valid(int year, int month, int day)
{
    return year >= 1900 && year <= 2199 && month >= 1 && month <= 12 && day >= 1 &&
           day <= gt_month_days(year, month);
}

int gt_weekday(gt_day day)
{
    const int w = (day + 3) % 7; /* 1970-01-01 was a Thursday */

    return w < 0 ? w + 7 : w;
}

gt_day gt_day_add_months(gt_day day, int months)
{
    struct gt_ymd d = gt_day_ymd(day);
    const int at = d.year * 12 + d.month - 1 + months;
    const int year = at >= 0 ? at / 12 : -((11 - at) / 12);
    const int month = at - year * 12 + 1;
    const int last = gt_month_days(year, month);

    return gt_day_from_ymd(year, month, d.day < last ? d.day : last);
}

static bool number(gt_str s, size_t at, size_t len, int *out)
{
    int value = 0;

    for (size_t i = at; i < at + len; i++) {
        if (s.at[i] < '0' || s.at[i] > '9')
            return false;
        value = value * 10 + (s.at[i] - '0');
    }
    *out = value;
    return true;
}

bool gt_day_parse(gt_str s, gt_day *out)
{
    int year, month, day;

    if (s.len != 10 || s.at[4] != '-' || s.at[7] != '-' || !number(s, 0, 4, &year) ||
        !number(s, 5, 2, &month) || !number(s, 8, 2, &day) || !gt_ymd_valid(year, month, day))
        return false;
    *out = gt_day_from_ymd(year, month, day);
    return true;
}

char *gt_day_text(gt_day day, char text[static GT_DAY_TEXT])
{
    struct gt_ymd d;

    if (day < GT_DAY_MIN || day > GT_DAY_MAX) {
        text[0] = '\0';
        return text;
    }
    d = gt_day_ymd(day);
    (void)snprintf(text, GT_DAY_TEXT, "%04u-%02u-%02u", (unsigned)d.year % 10000,
                   (unsigned)d.month % 100, (unsigned)d.day % 100);
    return text;
}

char *gt_day_say(gt_day day, int year, enum gt_lang lang, char text[static GT_DAY_SAID])
{
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    struct gt_ymd ymd;
    int used = 0;

    text[0] = '\0';
    if (day == GT_DAY_NONE)
        return text;
    ymd = gt_day_ymd(day);
    if (lang == GT_LANG_ZH) {
        if (ymd.year != year)
            used = snprintf(text, GT_DAY_SAID, "%d年", ymd.year);
        (void)snprintf(text + used, GT_DAY_SAID - (size_t)used, "%d月%d日", ymd.month, ymd.day);
    } else {
        used = snprintf(text, GT_DAY_SAID, "%d %s", ymd.day, months[ymd.month - 1]);
        if (ymd.year != year)
            (void)snprintf(text + used, GT_DAY_SAID - (size_t)used, " %d", ymd.year);
    }
    return text;
}

gt_rc gt_day_dup(struct gt_arena *arena, gt_day day, gt_str *out)
{
    char text[GT_DAY_TEXT];

    return gt_arena_dup(arena, gt_str_from(gt_day_text(day, text)), out);
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

char *gt_instant_text(int64_t ms, char text[static GT_INSTANT_TEXT])
{
    char day_text[GT_DAY_TEXT];
    const int64_t day = floor_div(ms, 86400000);
    const int64_t rest = ms - day * 86400000;

    if (day < GT_DAY_MIN || day > GT_DAY_MAX) {
        text[0] = '\0';
        return text;
    }
    (void)snprintf(text, GT_INSTANT_TEXT, "%sT%02u:%02u:%02u.%03uZ",
                   gt_day_text((gt_day)day, day_text), (unsigned)(rest / 3600000) % 100,
                   (unsigned)(rest / 60000 % 60), (unsigned)(rest / 1000 % 60),
                   (unsigned)(rest % 1000));
    return text;
}

gt_day gt_instant_day(int64_t ms, int offset_min)
{
    return (gt_day)floor_div(ms + (int64_t)offset_min * 60000, 86400000);
}

int64_t gt_clock_ms(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t gt_clock_mono_ns(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}
