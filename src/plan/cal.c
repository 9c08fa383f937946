/* cal.c - building calendars: prefix sums and the two jump tables. */
#include "plan/cal.h"

/* Shift that gives about one entry a span over `range`. */
static uint8_t table_shift(int64_t range, uint32_t span_count)
{
    uint8_t shift = 0;

    while ((range >> shift) > span_count)
        shift++;
    return shift;
}

static gt_rc check_spans(const struct gt_cal_span *spans, uint32_t count, gt_str name,
                         struct gt_err *err)
{
    if (count == 0)
        return gt_fail(err, GT_EINVAL, "calendar \"%.*s\" has no work time",
                       "日历“%.*s”没有工作时间", GT_FMT(name));
    if (count > GT_CAL_SPANS_MAX)
        return gt_fail(err, GT_ELIMIT, "calendar \"%.*s\" has more than %d working spans",
                       "日历“%.*s”的工作时段超过%d个", GT_FMT(name), (int)GT_CAL_SPANS_MAX);
    for (uint32_t i = 0; i < count; i++)
        if (spans[i].from >= spans[i].to || spans[i].from <= GT_TICK_FIRST / 2 ||
            spans[i].to >= GT_TICK_LAST / 2 || (i > 0 && spans[i - 1].to >= spans[i].from))
            return gt_fail(err, GT_EINVAL,
                           "calendar \"%.*s\": working span %u is empty or out of order",
                           "日历“%.*s”：第%u个工作时段为空或次序不对", GT_FMT(name), i + 1);
    return GT_OK;
}

gt_rc gt_cal_build(struct gt_arena *arena, const struct gt_cal_span *spans, uint32_t count,
                   gt_str name, struct gt_cal *out, struct gt_err *err)
{
    struct gt_cal cal = {.name = name, .span_count = count,
                         .known_from = GT_DAY_MIN, .known_to = GT_DAY_MAX};
    struct gt_cal_span *own;
    uint32_t *by_time, *by_work;
    int64_t *sum, range;
    gt_rc rc;

    if ((rc = check_spans(spans, count, name, err)) != GT_OK)
        return rc;
    if ((own = GT_NEW_N(arena, struct gt_cal_span, count)) == NULL ||
        (sum = GT_NEW_N(arena, int64_t, (size_t)count + 1)) == NULL)
        return gt_fail(err, GT_ENOMEM, "no memory for a calendar", "日历内存不足");
    memcpy(own, spans, count * sizeof(*own));
    for (uint32_t i = 0; i < count; i++)
        sum[i + 1] = sum[i] + (own[i].to - own[i].from);

    cal.spans = own;
    cal.sum = sum;
    cal.time_base = own[0].from;
    range = own[count - 1].to - cal.time_base;
    cal.time_shift = table_shift(range, count);
    cal.time_count = (uint32_t)(range >> cal.time_shift) + 1;
    cal.work_shift = table_shift(sum[count], count);
    cal.work_count = (uint32_t)((sum[count] - 1) >> cal.work_shift) + 1;
    if ((by_time = GT_NEW_N(arena, uint32_t, cal.time_count)) == NULL ||
        (by_work = GT_NEW_N(arena, uint32_t, cal.work_count)) == NULL)
        return gt_fail(err, GT_ENOMEM, "no memory for a calendar", "日历内存不足");
    for (uint32_t i = 0, span = 0; i < cal.time_count; i++) {
        while (span + 1 < count && own[span].to < cal.time_base + ((int64_t)i << cal.time_shift))
            span++;
        by_time[i] = span;
    }
    for (uint32_t i = 0, span = 0; i < cal.work_count; i++) {
        while (sum[span + 1] <= (int64_t)i << cal.work_shift)
            span++;
        by_work[i] = span;
    }
    cal.by_time = by_time;
    cal.by_work = by_work;
    *out = cal;
    return GT_OK;
}

struct gt_cal gt_cal_elapsed(gt_str name)
{
    return (struct gt_cal){.elapsed = true, .name = name,
                           .known_from = GT_DAY_MIN, .known_to = GT_DAY_MAX};
}

bool gt_cal_provisional(const struct gt_cal *cal, gt_tick t, enum gt_unit unit)
{
    gt_tick day = t;

    if (cal->elapsed || unit == GT_UNIT_PLAIN)
        return false;
    if (unit == GT_UNIT_MINUTE)
        day = t >= 0 ? t / GT_MINUTES_A_DAY : -((-t + GT_MINUTES_A_DAY - 1) / GT_MINUTES_A_DAY);
    return day < cal->known_from || day > cal->known_to;
}
