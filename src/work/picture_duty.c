/* picture_duty.c - duties in the picture: facts from the store, clocks from
 * the calendar. */
#include "work/picture.h"

const struct gt_pic_duty *gt_picture_duty(const struct gt_pic_task *task, int64_t unit_id)
{
    for (uint32_t at = 0; at < task->duty_count; at++) {
        const struct gt_duty *duty = &task->duties[at].facts;

        if (unit_id == 0 ? duty->support_id == 0
                         : duty->support_id != 0 && duty->unit_id == unit_id)
            return &task->duties[at];
    }
    return NULL;
}

enum gt_duty_state gt_picture_duty_state(const struct gt_pic_task *task)
{
    const struct gt_pic_duty *lead = gt_picture_duty(task, 0);

    return lead == NULL ? GT_DUTY_DRAFT : lead->facts.state;
}

static void start_clock(const struct gt_picture *picture, struct gt_pic_duty *duty)
{
    const struct gt_cal *cal = &picture->cals[GT_CAL_WORK];
    const struct gt_duty_rules *rules = &picture->duty_rules;
    const int64_t from = duty->facts.issued_at_ms;

    duty->late_on = GT_DAY_NONE;
    if (duty->facts.state != GT_DUTY_ISSUED)
        return;
    duty->remind_at_ms = gt_duty_clock(cal, rules, from, rules->remind_min);
    duty->warn_at_ms = gt_duty_clock(cal, rules, from, rules->warn_min);
    duty->late_at_ms = gt_duty_clock(cal, rules, from,
                                     rules->late_days * (rules->shut_min - rules->open_min));
    duty->late_on = gt_instant_day(duty->late_at_ms, (int)rules->zone_min);
}

/* Rows come in the order of tasks: each task gets its part of one array. */
static gt_rc place(struct gt_picture *picture, const gt_duties *rows, struct gt_err *err)
{
    struct gt_pic_duty *duties = GT_NEW_N(picture->arena, struct gt_pic_duty, rows->count);

    if (rows->count > 0 && duties == NULL)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    for (size_t at = 0; at < rows->count; at++) {
        const uint32_t index = gt_picture_task(picture, rows->at[at].task_id);

        duties[at].facts = rows->at[at];
        start_clock(picture, &duties[at]);
        if (index != GT_NO_INDEX && picture->tasks.at[index].duty_count++ == 0)
            picture->tasks.at[index].duties = &duties[at];
    }
    return GT_OK;
}

static gt_rc read_rules(struct gt_picture *picture, struct gt_db *db, struct gt_err *err)
{
    gt_duty_settings settings = {0};
    gt_rc rc;

    picture->duty_rules = gt_duty_rules_default;
    if ((rc = gt_duty_setting_store_list(db, picture->arena, &settings, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < settings.count; at++) {
#define GT_DUTY_FIELD(field, least, most, otherwise, en, zh)           \
        if (gt_str_eq(settings.at[at].name, GT_STR(#field)))           \
            picture->duty_rules.field = settings.at[at].value;
        GT_DUTY_SETTINGS(GT_DUTY_FIELD)
#undef GT_DUTY_FIELD
    }
    return GT_OK;
}

gt_rc gt_picture_read_duties(struct gt_picture *picture, struct gt_db *db, struct gt_err *err)
{
    gt_duties rows = {0};
    gt_rc rc;

    if ((rc = read_rules(picture, db, err)) != GT_OK ||
        (rc = gt_duty_store_list(db, 0, picture->arena, &rows, err)) != GT_OK)
        return rc;
    return place(picture, &rows, err);
}

gt_rc gt_picture_patch_duties(struct gt_picture *picture, struct gt_db *db, int64_t task_id,
                              struct gt_err *err)
{
    const uint32_t index = gt_picture_task(picture, task_id);
    gt_duties rows = {0};
    gt_rc rc;

    if (index == GT_NO_INDEX)
        return GT_OK;
    if ((rc = gt_duty_store_list(db, task_id, picture->arena, &rows, err)) != GT_OK)
        return rc;
    picture->tasks.at[index].duties = NULL;
    picture->tasks.at[index].duty_count = 0;
    return place(picture, &rows, err);
}
