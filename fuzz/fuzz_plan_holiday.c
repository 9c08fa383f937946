/* fuzz_plan_holiday.c - any bytes as a holiday notice, laid over a week. */
#include "plan/holiday.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct gt_week week = gt_week_office();
    struct gt_arena *arena = NULL;
    struct gt_holidays holidays;
    struct gt_err err = {0};
    struct gt_cal cal;

    if (gt_arena_create((size_t)64 << 20, &arena) != GT_OK)
        return 0;
    gt_holidays_init(&holidays, arena);
    if (gt_holidays_parse(&holidays, (gt_str){(const char *)data, size}, &err) == GT_OK) {
        for (size_t i = 1; i < holidays.days.count; i++)
            assert(holidays.days.at[i - 1].day < holidays.days.at[i].day);
        (void)!gt_holidays_cal(arena, &holidays, &week, 20000, 21000, GT_UNIT_DAY, GT_STR("x"), &cal, &err);
    } else {
        assert(err.text[GT_LANG_EN][0] != '\0');
    }
    gt_arena_destroy(arena);
    return 0;
}
