/* plan_hours.c - weeks with their exceptions, one or the other. */
#include "cli/plan_hours.h"

enum { EXCEPT_DAYS_MAX = 100000 };

/* Both lists are sorted; what touches becomes one spell. */
static bool either(const struct gt_hours *a, const struct gt_hours *b, struct gt_hours *out)
{
    struct gt_hours hours = {0};

    for (int i = 0, k = 0; i < a->count || k < b->count;) {
        bool first = k == b->count || (i < a->count && a->at[i].from <= b->at[k].from);
        uint16_t from = first ? a->at[i].from : b->at[k].from, to = first ? a->at[i].to : b->at[k].to;

        if (first)
            i++;
        else
            k++;
        if (hours.count > 0 && hours.at[hours.count - 1].to >= from) {
            if (hours.at[hours.count - 1].to < to)
                hours.at[hours.count - 1].to = to;
            continue;
        }
        if (hours.count == GT_HOURS_MAX)
            return false;
        hours.at[hours.count].from = from;
        hours.at[hours.count++].to = to;
    }
    *out = hours;
    return true;
}

static const struct gt_hours *on_day(const struct gt_week *week, gt_day day)
{
    const struct gt_hours *hours = &week->day[gt_weekday(day)];

    for (uint32_t i = 0; i < week->except_count; i++)
        if (week->excepts[i].from <= day && day <= week->excepts[i].to)
            hours = &week->excepts[i].hours;
    return hours;
}

gt_rc gt_cli_hours_either(struct gt_arena *arena, const struct gt_week *a, const struct gt_week *b,
                          struct gt_week *out, struct gt_err *err)
{
    const struct gt_week *both[2] = {a, b};
    GT_VEC(struct gt_week_except) list = {0};
    struct gt_week week = {0};

    for (int day = 0; day < 7; day++)
        if (!either(&a->day[day], &b->day[day], &week.day[day]))
            goto too_many;
    for (int side = 0; side < 2; side++)
        for (uint32_t i = 0; i < both[side]->except_count; i++)
            for (gt_day day = both[side]->excepts[i].from; day <= both[side]->excepts[i].to; day++) {
                struct gt_week_except *slot;

                if (list.count == EXCEPT_DAYS_MAX)
                    goto too_many;
                if ((slot = GT_PUSH(arena, &list)) == NULL)
                    return gt_fail(err, GT_ENOMEM, "no memory for the calendars", "日历内存不足");
                slot->from = slot->to = day;
                if (!either(on_day(a, day), on_day(b, day), &slot->hours))
                    goto too_many;
            }
    week.excepts = list.at;
    week.except_count = (uint32_t)list.count;
    *out = week;
    return GT_OK;
too_many:
    return gt_fail(err, GT_ELIMIT, "calendars with too many exceptions or spells of work to work together",
                   "日历的例外或时段过多，无法合并");
}
