/* week.c - weekday hours and exceptions laid out over a range of days. */
#include "plan/week.h"

static const struct gt_hours off = {0};

struct gt_week gt_week_office(void)
{
    struct gt_week week = {0};

    for (int day = 0; day < 5; day++) {
        week.day[day].count = 2;
        week.day[day].at[0].from = 8 * 60 + 30;
        week.day[day].at[0].to = 12 * 60;
        week.day[day].at[1].from = 13 * 60 + 30;
        week.day[day].at[1].to = 17 * 60 + 30;
    }
    return week;
}

static bool hours_valid(const struct gt_hours *hours)
{
    if (hours->count > GT_HOURS_MAX)
        return false;
    for (int i = 0; i < hours->count; i++)
        if (hours->at[i].from >= hours->at[i].to || hours->at[i].to > GT_MINUTES_A_DAY ||
            (i > 0 && hours->at[i - 1].to > hours->at[i].from))
            return false;
    return true;
}

/* Index + 1 of the exception that rules each day; 0 where the weekday does. */
static void mark_excepts(const struct gt_week *week, gt_day first, gt_day last, uint32_t *rule)
{
    for (uint32_t i = 0; i < week->except_count; i++) {
        const struct gt_week_except *except = &week->excepts[i];
        gt_day from = except->from > first ? except->from : first;
        gt_day to = except->to < last ? except->to : last;

        for (gt_day day = from; day <= to; day++)
            rule[day - first] = i + 1;
    }
}

/* Touching spans become one: a calendar that works day and night is one span. */
static gt_rc push_span(struct gt_arena *arena, gt_tick from, gt_tick to, void *list)
{
    struct { struct gt_cal_span *at; size_t count, cap; } *spans = list;
    struct gt_cal_span *span;

    if (spans->count > 0 && spans->at[spans->count - 1].to == from) {
        spans->at[spans->count - 1].to = to;
        return GT_OK;
    }
    if ((span = GT_PUSH(arena, spans)) == NULL)
        return GT_ENOMEM;
    *span = (struct gt_cal_span){from, to};
    return GT_OK;
}

static gt_rc lay_day(struct gt_arena *arena, gt_day day, const struct gt_hours *hours,
                     enum gt_unit unit, void *list)
{
    gt_rc rc = GT_OK;

    if (unit != GT_UNIT_MINUTE)
        return hours->count > 0 ? push_span(arena, day, (gt_tick)day + 1, list) : GT_OK;
    for (int i = 0; i < hours->count && rc == GT_OK; i++)
        rc = push_span(arena, (gt_tick)day * GT_MINUTES_A_DAY + hours->at[i].from,
                       (gt_tick)day * GT_MINUTES_A_DAY + hours->at[i].to, list);
    return rc;
}

gt_rc gt_week_build(struct gt_arena *arena, const struct gt_week *week, gt_day first,
                    gt_day last, enum gt_unit unit, gt_str name, struct gt_cal *out,
                    struct gt_err *err)
{
    struct { struct gt_cal_span *at; size_t count, cap; } spans = {0};
    uint32_t *rule;

    if (last < first || (int64_t)last - first >= GT_WEEK_RANGE_DAYS_MAX)
        return gt_fail(err, GT_EINVAL, "calendar \"%.*s\": bad range of days",
                       "日历“%.*s”的日期范围不对", GT_FMT(name));
    for (int i = 0; i < 7; i++)
        if (!hours_valid(&week->day[i]))
            return gt_fail(err, GT_EINVAL, "calendar \"%.*s\": the hours of weekday %d cross",
                           "日历“%.*s”：星期%d的工作时段重叠或为空", GT_FMT(name), i + 1);
    for (uint32_t i = 0; i < week->except_count; i++)
        if (!hours_valid(&week->excepts[i].hours))
            return gt_fail(err, GT_EINVAL, "calendar \"%.*s\": the hours of exception %u cross",
                           "日历“%.*s”：第%u个例外的工作时段重叠或为空", GT_FMT(name), i + 1);
    if ((rule = GT_NEW_N(arena, uint32_t, (size_t)(last - first) + 1)) == NULL)
        return gt_fail(err, GT_ENOMEM, "no memory for a calendar", "日历内存不足");
    mark_excepts(week, first, last, rule);
    for (gt_day day = first; day <= last; day++) {
        uint32_t except = rule[day - first];
        const struct gt_hours *hours = except == 0 ? &week->day[gt_weekday(day)]
                                                   : &week->excepts[except - 1].hours;

        if (lay_day(arena, day, hours->count > 0 ? hours : &off, unit, &spans) != GT_OK)
            return gt_fail(err, GT_ENOMEM, "no memory for a calendar", "日历内存不足");
    }
    return gt_cal_build(arena, spans.at, (uint32_t)spans.count, name, out, err);
}
