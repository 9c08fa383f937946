/* holiday.c - reading notices and laying them over a week. */
#include "plan/holiday.h"

#include "base/embedded.h"
#include "base/json.h"

extern const struct gt_embedded gt_builtin_calendars[];
extern const size_t gt_builtin_calendars_count;

void gt_holidays_init(struct gt_holidays *holidays, struct gt_arena *arena)
{
    *holidays = (struct gt_holidays){.arena = arena};
}

/* First entry at or after day. */
static size_t lower_bound(const struct gt_holidays *holidays, gt_day day)
{
    size_t low = 0, high = holidays->days.count;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (holidays->days.at[mid].day < day)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

const struct gt_holiday *gt_holidays_find(const struct gt_holidays *holidays, gt_day day)
{
    size_t at = lower_bound(holidays, day);

    return at < holidays->days.count && holidays->days.at[at].day == day
               ? &holidays->days.at[at] : NULL;
}

static bool year_known(const struct gt_holidays *holidays, int year)
{
    for (size_t i = 0; i < holidays->known_years.count; i++)
        if (holidays->known_years.at[i] == year)
            return true;
    return false;
}

bool gt_holidays_known(const struct gt_holidays *holidays, gt_day day)
{
    const struct gt_holiday *holiday = gt_holidays_find(holidays, day);

    return (holiday != NULL && !holiday->provisional) ||
           year_known(holidays, gt_day_ymd(day).year);
}

static gt_rc put_day(struct gt_holidays *holidays, const struct gt_holiday *holiday)
{
    size_t at = lower_bound(holidays, holiday->day);

    if (at < holidays->days.count && holidays->days.at[at].day == holiday->day) {
        if (!holiday->provisional || holidays->days.at[at].provisional)
            holidays->days.at[at] = *holiday;
        return GT_OK;
    }
    if (GT_PUSH(holidays->arena, &holidays->days) == NULL)
        return GT_ENOMEM;
    memmove(&holidays->days.at[at + 1], &holidays->days.at[at],
            (holidays->days.count - 1 - at) * sizeof(*holiday));
    holidays->days.at[at] = *holiday;
    return GT_OK;
}

/* A notice replaces everything that was only projected for its year. */
static void drop_projection(struct gt_holidays *holidays, int year)
{
    size_t keep = 0;

    for (size_t i = 0; i < holidays->days.count; i++) {
        const struct gt_holiday *holiday = &holidays->days.at[i];

        if (!holiday->provisional || gt_day_ymd(holiday->day).year != year)
            holidays->days.at[keep++] = *holiday;
    }
    holidays->days.count = keep;
}

static gt_rc bad_date(struct gt_err *err, const char *list, unsigned index)
{
    return gt_fail(err, GT_EPARSE, "holiday file: %s[%u] is no date or range of dates",
                   "节假日文件：%s[%u] 不是日期或日期范围", list, index);
}

/* One item of "off" or "work": a date, or {from, to, zh, en}. */
static bool item_range(const struct gt_jval *item, gt_day *from, gt_day *to)
{
    if (item->type == GT_JSTR) {
        if (!gt_day_parse(item->str, from))
            return false;
        *to = *from;
        return true;
    }
    if (item->type != GT_JOBJECT || !gt_day_parse(gt_jstr(item, "from", GT_STR("")), from))
        return false;
    *to = *from;
    if (gt_jget(item, "to") != NULL && !gt_day_parse(gt_jstr(item, "to", GT_STR("")), to))
        return false;
    return *from <= *to && *to - *from < 400;
}

typedef GT_VEC(struct gt_holiday) holiday_vec;

static gt_rc read_list(struct gt_arena *arena, const struct gt_jval *root, const char *key,
                       struct gt_holiday like, holiday_vec *out, struct gt_err *err)
{
    const struct gt_jval *list = gt_jget(root, key);
    unsigned index = 0;

    if (list == NULL)
        return GT_OK;
    if (list->type != GT_JARRAY)
        return gt_fail(err, GT_EPARSE, "holiday file: \"%s\" must be a list",
                       "节假日文件：“%s”应为列表", key);
    for (const struct gt_jval *item = list->child; item != NULL; item = item->next, index++) {
        gt_day from, to;

        if (!item_range(item, &from, &to))
            return bad_date(err, key, index);
        like.name[GT_LANG_ZH] = gt_jstr(item, "zh", GT_STR(""));
        like.name[GT_LANG_EN] = gt_jstr(item, "en", like.name[GT_LANG_ZH]);
        for (gt_day day = from; day <= to; day++) {
            struct gt_holiday *slot;

            if (out->count == GT_HOLIDAYS_MAX)
                return gt_fail(err, GT_ELIMIT, "holiday file: more than %d days",
                               "节假日文件：超过%d天", (int)GT_HOLIDAYS_MAX);
            if ((slot = GT_PUSH(arena, out)) == NULL)
                return gt_fail(err, GT_ENOMEM, "no memory for holidays", "节假日内存不足");
            *slot = like;
            slot->day = day;
        }
    }
    return GT_OK;
}

gt_rc gt_holidays_parse(struct gt_holidays *holidays, gt_str json, struct gt_err *err)
{
    const struct gt_jval *root = NULL;
    struct gt_holiday like = {0};
    holiday_vec days = {0};
    int64_t year;
    gt_rc rc;

    if ((rc = gt_json_parse(holidays->arena, json, &root, err)) != GT_OK)
        return gt_wrap(err, rc, "holiday file", "节假日文件");
    year = gt_ji64(root, "year", 0);
    if (year < 1900 || year > 2199)
        return gt_fail(err, GT_EPARSE, "holiday file: \"year\" must be 1900 to 2199",
                       "节假日文件：“year”应在1900至2199之间");
    like.provisional = gt_jbool(root, "provisional", false);
    like.source = gt_jstr(root, "source", GT_STR(""));
    if ((rc = read_list(holidays->arena, root, "off", like, &days, err)) != GT_OK)
        return rc;
    like.work = true;
    if ((rc = read_list(holidays->arena, root, "work", like, &days, err)) != GT_OK)
        return rc;

    /* Room for all first, so that a refusal leaves everything as it was. */
    while (holidays->days.cap < holidays->days.count + days.count)
        if (gt_vec_grow(holidays->arena, (void **)&holidays->days.at, &holidays->days.cap,
                        sizeof(*holidays->days.at)) != GT_OK)
            return gt_fail(err, GT_ENOMEM, "no memory for holidays", "节假日内存不足");
    if (!like.provisional && !year_known(holidays, (int)year)) {
        int *slot = GT_PUSH(holidays->arena, &holidays->known_years);

        if (slot == NULL)
            return gt_fail(err, GT_ENOMEM, "no memory for holidays", "节假日内存不足");
        *slot = (int)year;
    }
    if (!like.provisional)
        drop_projection(holidays, (int)year);
    for (size_t i = 0; i < days.count; i++)
        if ((rc = put_day(holidays, &days.at[i])) != GT_OK)
            return gt_fail(err, rc, "no memory for holidays", "节假日内存不足");
    return GT_OK;
}

gt_rc gt_holidays_builtin(struct gt_holidays *holidays, struct gt_err *err)
{
    for (size_t i = 0; i < gt_builtin_calendars_count; i++) {
        const struct gt_embedded *file = &gt_builtin_calendars[i];
        gt_rc rc = gt_holidays_parse(holidays, file->bytes, err);

        if (rc != GT_OK)
            return gt_wrap(err, rc, "%s", "%s", file->name);
    }
    return GT_OK;
}

/* Notices come year by year, so the known years are one run in practice; where
 * there are several, the one that ends last is what plans look at. */
static void known_range(const struct gt_holidays *holidays, struct gt_cal *cal)
{
    int last = 0, first;

    for (size_t i = 0; i < holidays->known_years.count; i++)
        if (holidays->known_years.at[i] > last)
            last = holidays->known_years.at[i];
    if (last == 0) {
        cal->known_from = GT_DAY_MAX;
        cal->known_to = GT_DAY_MIN;
        return;
    }
    for (first = last; year_known(holidays, first - 1);)
        first--;
    cal->known_from = gt_day_from_ymd(first, 1, 1);
    cal->known_to = gt_day_from_ymd(last, 12, 31);
}

gt_rc gt_holidays_cal(struct gt_arena *arena, const struct gt_holidays *holidays,
                      const struct gt_week *week, gt_day first, gt_day last,
                      enum gt_unit unit, gt_str name, struct gt_cal *out, struct gt_err *err)
{
    size_t count = holidays->days.count + week->except_count;
    struct gt_week with = *week;
    struct gt_week_except *excepts = GT_NEW_N(arena, struct gt_week_except, count + 1);
    struct gt_hours hours = {0};
    gt_rc rc;

    if (excepts == NULL)
        return gt_fail(err, GT_ENOMEM, "no memory for a calendar", "日历内存不足");
    for (int day = 6; day >= 0; day--)
        if (week->day[day].count > 0)
            hours = week->day[day];
    for (size_t i = 0; i < holidays->days.count; i++) {
        const struct gt_holiday *holiday = &holidays->days.at[i];

        excepts[i] = (struct gt_week_except){.from = holiday->day, .to = holiday->day};
        if (holiday->work)
            excepts[i].hours = hours;
    }
    /* The unit's own exceptions come after the country's. */
    if (week->except_count > 0)
        memcpy(excepts + holidays->days.count, week->excepts,
               week->except_count * sizeof(*excepts));
    with.excepts = excepts;
    with.except_count = (uint32_t)count;
    if ((rc = gt_week_build(arena, &with, first, last, unit, name, out, err)) != GT_OK)
        return rc;
    known_range(holidays, out);
    return GT_OK;
}
