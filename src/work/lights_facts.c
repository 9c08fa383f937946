/* lights_facts.c - lights in the picture: facts from everywhere, rules over them. */
#include "work/lights_facts.h"

#include "store/slip_store.h"
#include "work/picture.h"

enum {
    QUARTER_MS = 15 * 60 * 1000,
    DAY_MIN = 24 * 60,
    COUNTED_YEARS = 3,          /* around the plan year: elsewhere the calendar is asked */
};

/* ---- reading ------------------------------------------------------------------------ */

static gt_rc read_rules(struct gt_picture *picture, struct gt_db *db, struct gt_err *err)
{
    struct gt_light_rules_row row = {.body = gt_light_files[0].bytes};
    struct gt_problems problems;
    const gt_rc rc = gt_light_rules_store_newest(db, picture->arena, &row, err);

    if (rc != GT_OK && rc != GT_ENOTFOUND)
        return rc;
    picture->lights_id = row.id;
    gt_problems_init(&problems, picture->arena);
    return gt_light_set_parse(picture->arena, row.body, &picture->lights, &problems, err);
}

/* Ratings of a task come by day: the last counts, against the one before. */
static void take_rating(struct gt_pic_lamp *lamp, const struct gt_light_rating *rating)
{
    lamp->rank_change = lamp->rank > 0 && rating->rank > 0 ? lamp->rank - (int32_t)rating->rank : 0;
    lamp->grade = (uint8_t)rating->grade;
    lamp->rank = (int32_t)rating->rank;
    lamp->rank_of = (int32_t)rating->rank_of;
}

static gt_rc read_ratings(struct gt_picture *picture, struct gt_db *db, struct gt_err *err)
{
    gt_light_ratings rows = {0};
    const gt_rc rc = gt_light_rating_store_list(db, 0, picture->arena, &rows, err);

    for (size_t at = 0; at < rows.count; at++) {
        const uint32_t index = gt_picture_task(picture, rows.at[at].task_id);

        if (index != GT_NO_INDEX)
            take_rating(&picture->tasks.at[index].lamp, &rows.at[at]);
    }
    return rc;
}

/* Of a task's open slips the one of the highest level; of equals the newest. */
static void take_slip(struct gt_picture *picture, const struct gt_slip *slip)
{
    const uint32_t index = gt_picture_task(picture, slip->task_id);
    struct gt_pic_lamp *lamp;

    if (index == GT_NO_INDEX || slip->issued_on == GT_DAY_NONE || slip->closed_on != GT_DAY_NONE)
        return;
    lamp = &picture->tasks.at[index].lamp;
    if (slip->level < lamp->slip)
        return;
    lamp->slip = (uint8_t)slip->level;
    lamp->slip_due = slip->due;
}

static void take_override(struct gt_picture *picture, size_t at)
{
    const uint32_t index = gt_picture_task(picture, picture->overrides.at[at].task_id);

    if (index != GT_NO_INDEX)
        picture->tasks.at[index].lamp.set_by_hand = (uint32_t)at + 1;
}

/* Closed periods in a row, counted from the newest: a gap ends the run. */
static gt_rc read_red_runs(struct gt_picture *picture, struct gt_db *db, struct gt_err *err)
{
    gt_light_closing_rows rows = {0};
    const gt_rc rc = gt_light_closing_store_rows(db, 0, picture->arena, &rows, err);

    for (size_t at = 0; at < rows.count;) {
        const int64_t task_id = rows.at[at].task_id;
        const uint32_t index = gt_picture_task(picture, task_id);
        size_t run = 0;

        while (at + run < rows.count && run < picture->closings.count &&
               rows.at[at + run].task_id == task_id &&
               rows.at[at + run].closing_id == picture->closings.at[picture->closings.count - 1 - run].id)
            run++;
        if (index != GT_NO_INDEX)
            picture->tasks.at[index].lamp.red_run = (int32_t)run;
        while (at < rows.count && rows.at[at].task_id == task_id)
            at++;
    }
    return rc;
}

gt_rc gt_picture_read_lamps(struct gt_picture *picture, struct gt_db *db, struct gt_err *err)
{
    const gt_day from = gt_day_from_ymd(picture->meta.year - COUNTED_YEARS, 1, 1);
    const gt_day until = gt_day_from_ymd(picture->meta.year + COUNTED_YEARS, 12, 31);
    struct gt_light_days days = gt_picture_days(picture);
    gt_slips slips = {0};
    gt_rc rc;

    if ((rc = read_rules(picture, db, err)) != GT_OK ||
        (rc = gt_light_override_store_list(db, 0, picture->arena, &picture->overrides, err)) != GT_OK ||
        (rc = read_ratings(picture, db, err)) != GT_OK ||
        (rc = gt_light_closing_store_list(db, picture->arena, &picture->closings, err)) != GT_OK ||
        (rc = read_red_runs(picture, db, err)) != GT_OK ||
        (rc = gt_slip_store_open(db, picture->arena, &slips, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < slips.count; at++)
        take_slip(picture, &slips.at[at]);
    for (size_t at = 0; at < picture->overrides.count; at++)
        take_override(picture, at);
    if (gt_light_days_rank(&days, picture->arena, from, until) != GT_OK)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    picture->light_days = days;
    return GT_OK;
}

gt_rc gt_picture_patch_lamp(struct gt_picture *picture, struct gt_db *db, uint32_t index,
                            struct gt_err *err)
{
    struct gt_pic_lamp *lamp = &picture->tasks.at[index].lamp;
    const int64_t task_id = picture->tasks.at[index].facts.id;
    gt_light_overrides overrides = {0};
    gt_light_ratings ratings = {0};
    gt_slips slips = {0};
    gt_rc rc;

    if ((rc = gt_light_override_store_list(db, task_id, picture->arena, &overrides, err)) != GT_OK ||
        (rc = gt_light_rating_store_list(db, task_id, picture->arena, &ratings, err)) != GT_OK ||
        (rc = gt_slip_store_list(db, task_id, picture->arena, &slips, err)) != GT_OK)
        return rc;
    lamp->slip = 0;
    lamp->slip_due = GT_DAY_NONE;
    for (size_t at = slips.count; at-- > 0;) /* they come newest first */
        take_slip(picture, &slips.at[at]);
    lamp->set_by_hand = 0;
    lamp->grade = 0;
    lamp->rank = lamp->rank_of = lamp->rank_change = 0;
    for (size_t at = 0; at < ratings.count; at++)
        take_rating(lamp, &ratings.at[at]);
    if (overrides.count > 0 && overrides.at[overrides.count - 1].lifted_on == GT_DAY_NONE) {
        struct gt_light_override *kept = GT_PUSH(picture->arena, &picture->overrides);

        if (kept == NULL)
            return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
        *kept = overrides.at[overrides.count - 1];
        take_override(picture, picture->overrides.count - 1);
    }
    return GT_OK;
}

/* ---- the moment ------------------------------------------------------------------------ */

/* Where the day that is asked for is not the clock's, its morning counts. */
static int64_t moment_of(const struct gt_picture *picture, gt_day today, int64_t now_ms)
{
    const int zone = (int)picture->duty_rules.zone_min;

    if (gt_instant_day(now_ms, zone) == today)
        return now_ms;
    return ((int64_t)today * DAY_MIN + picture->duty_rules.open_min - zone) * 60000;
}

bool gt_picture_lit(const struct gt_picture *picture, gt_day today, int64_t now_ms)
{
    return picture->lights_on == today &&
           (!picture->waits || moment_of(picture, today, now_ms) / QUARTER_MS == picture->lights_at);
}

void gt_picture_begin_lights(struct gt_picture *picture, gt_day today, int64_t now_ms)
{
    picture->lights_on = today;
    picture->lights_at = moment_of(picture, today, now_ms) / QUARTER_MS;
    picture->waits = false;
}

/* Minutes that the office was open between two instants. */
static double office_minutes(const struct gt_picture *picture, int64_t from_ms, int64_t to_ms)
{
    const struct gt_duty_rules *rules = &picture->duty_rules;
    const int64_t open = rules->shut_min - rules->open_min;
    const int64_t at[2] = {from_ms, to_ms};
    int64_t gone[2];
    gt_day day[2];

    for (int side = 0; side < 2; side++) {
        int64_t minute;

        day[side] = gt_instant_day(at[side], (int)rules->zone_min);
        minute = at[side] / 60000 + rules->zone_min - (int64_t)day[side] * DAY_MIN - rules->open_min;
        minute = minute < 0 ? 0 : minute > open ? open : minute;
        gone[side] = gt_picture_work_days(picture, day[side], day[side] + 1) > 0 ? minute : 0;
    }
    if (to_ms <= from_ms)
        return 0;
    return (double)(gt_picture_work_days(picture, day[0], day[1]) * open + gone[1] - gone[0]);
}

/* ---- facts ------------------------------------------------------------------------------- */

static double days_since(const struct gt_picture *picture, int64_t at_ms, gt_day today)
{
    const gt_day day = gt_instant_day(at_ms, (int)picture->duty_rules.zone_min);

    return at_ms == 0 || day >= today ? 0 : (double)gt_picture_work_days(picture, day, today);
}

static void add_duty(struct gt_light_facts *facts, const struct gt_picture *picture,
                     const struct gt_pic_duty *pic, gt_day today)
{
    const struct gt_duty *duty = &pic->facts;
    const struct gt_duty_rules *rules = &picture->duty_rules;
    const int64_t now = picture->lights_at * QUARTER_MS + QUARTER_MS - 1;
    const bool waits = duty->state == GT_DUTY_ISSUED || duty->state == GT_DUTY_REFUSED;
    double minutes;

    if (duty->issued_at_ms == 0 || duty->state == GT_DUTY_DRAFT)
        return;
    minutes = office_minutes(picture, duty->issued_at_ms,
                             waits || duty->signed_at_ms == 0 ? now : duty->signed_at_ms);
    facts->issued = true;
    facts->has_signed = !waits;
    facts->refused = duty->state == GT_DUTY_REFUSED;
    facts->hours_issued = minutes / 60;
    facts->days_issued = minutes / (double)(rules->shut_min - rules->open_min);
    facts->pending = duty->state == GT_DUTY_EXTENDING || duty->state == GT_DUTY_CHANGING ||
                     duty->state == GT_DUTY_HANDING;
    facts->paused = duty->state == GT_DUTY_PAUSED;
    facts->extensions = (double)duty->extensions;
    facts->submitted = duty->state == GT_DUTY_FINISHED;
    facts->submitted_days = facts->submitted ? days_since(picture, duty->finished_at_ms, today) : 0;
    facts->accepted = duty->state == GT_DUTY_ACCEPTED || duty->state == GT_DUTY_ARCHIVED;
    facts->returned = (double)duty->returns;
    facts->score = duty->score > 0 ? (double)duty->score : 0;
}

static void add_reports(struct gt_light_facts *facts, const struct gt_picture *picture,
                        const struct gt_pic_task *task, gt_day today)
{
    const struct gt_pic_progress *progress = &task->progress;

    facts->reports_due = progress->owes && progress->next_due != GT_DAY_NONE;
    facts->reports_missed = (double)progress->missing;
    if (task->as_of != GT_DAY_NONE && today > task->as_of)
        facts->quiet_days = (double)(today - task->as_of);
    else if (task->as_of == GT_DAY_NONE && task->start != GT_DAY_NONE && today > task->start)
        facts->quiet_days = (double)(today - task->start);
    if (!facts->reports_due)
        return;
    facts->report_left = (double)gt_picture_work_days(picture, today, progress->next_due + 1);
    if (progress->missing_due != GT_DAY_NONE && today > progress->missing_due)
        facts->report_late = (double)gt_picture_work_days(picture, progress->missing_due + 1, today + 1);
}

struct gt_light_facts gt_picture_light_facts(const struct gt_picture *picture,
                                             const struct gt_pic_task *task, gt_day today)
{
    const struct gt_pic_lamp *lamp = &task->lamp;
    const struct gt_pic_duty *lead = gt_picture_duty(task, 0);
    struct gt_light_facts facts = {
        .start = task->start, .finish = task->finish, .deadline = task->facts.deadline,
        .percent = task->percent, .standing = task->facts.standing != 0,
        .level = (double)task->facts.kind + 1, .milestone = task->milestone, .critical = task->critical,
        .grade = lamp->grade, .rank = lamp->rank, .rank_of = lamp->rank_of,
        .rank_change = lamp->rank_change, .red_run = lamp->red_run, .slip = lamp->slip,
        .slip_expired = lamp->slip > 0 && lamp->slip_due != GT_DAY_NONE && today > lamp->slip_due,
    };

    if (lead != NULL)
        add_duty(&facts, picture, lead, today);
    add_reports(&facts, picture, task, today);
    return facts;
}

struct gt_light_facts gt_picture_duty_facts(const struct gt_picture *picture,
                                            const struct gt_pic_task *task,
                                            const struct gt_pic_duty *duty, gt_day today)
{
    struct gt_light_facts facts = {
        .start = task->start, .finish = task->finish, .deadline = task->facts.deadline,
        .percent = task->percent, .standing = task->facts.standing != 0,
        .level = (double)task->facts.kind + 1,
    };

    add_duty(&facts, picture, duty, today);
    return facts;
}

struct gt_light gt_picture_duty_light(const struct gt_picture *picture, const struct gt_pic_task *task,
                                      const struct gt_pic_duty *duty, gt_day today)
{
    const struct gt_light_facts facts = gt_picture_duty_facts(picture, task, duty, today);
    const struct gt_light_days days = gt_picture_days(picture);

    return gt_light_of(&facts, &picture->lights, &days, today);
}

/* ---- the light that shows ------------------------------------------------------------------ */

const struct gt_light_override *gt_picture_override(const struct gt_picture *picture,
                                                    const struct gt_pic_task *task)
{
    return task->lamp.by_hand ? &picture->overrides.at[task->lamp.set_by_hand - 1] : NULL;
}

static void roll_children(const struct gt_picture *picture, struct gt_pic_task *task)
{
    struct gt_light_sum sum = {0};
    int meaning;

    for (uint32_t at = task->first_child; at != GT_NO_INDEX; at = picture->tasks.at[at].next) {
        const struct gt_pic_task *child = &picture->tasks.at[at];
        double days = 1;

        if (child->start != GT_DAY_NONE && child->finish != GT_DAY_NONE)
            days = (double)gt_picture_work_days(picture, child->start, child->finish + 1);
        gt_light_sum_add(&sum, child->light.meaning, days < 1 ? 1 : days);
    }
    meaning = gt_light_sum_of(&sum, (enum gt_light_roll)picture->lights.roll[GT_LIGHT_OF_TASK]);
    if (meaning == GT_LIGHT_SILENT)
        return;
    task->light.meaning = (enum gt_light_meaning)meaning;
    task->light.amount = 0;
    task->light.rule = GT_LIGHT_NO_RULE;
    task->light.rolled = true;
}

void gt_picture_light(struct gt_picture *picture, uint32_t index, gt_day today)
{
    struct gt_pic_task *task = &picture->tasks.at[index];
    struct gt_pic_lamp *lamp = &task->lamp;
    const struct gt_light_facts facts = gt_picture_light_facts(picture, task, today);
    const struct gt_light_days days = gt_picture_days(picture);
    const struct gt_light_override *hand =
        lamp->set_by_hand == 0 ? NULL : &picture->overrides.at[lamp->set_by_hand - 1];

    picture->waits |= facts.issued && !facts.has_signed;
    task->light = gt_light_of(&facts, &picture->lights, &days, today);
    if (task->children > 0 && picture->lights.roll[GT_LIGHT_OF_TASK] != GT_LIGHT_ROLL_OWN)
        roll_children(picture, task);
    lamp->computed = task->light;
    lamp->by_hand = hand != NULL && today >= hand->from && today <= hand->until &&
                    gt_light_from(hand->meaning) >= 0;
    if (lamp->by_hand) {
        task->light.meaning = (enum gt_light_meaning)gt_light_from(hand->meaning);
        task->light.amount = 0;
    }
}

gt_str gt_picture_light_word(const struct gt_picture *picture, enum gt_light_meaning meaning,
                             enum gt_lang lang)
{
    return picture->lights.marks[meaning].word[lang];
}

bool gt_picture_red(const struct gt_picture *picture, enum gt_light_meaning meaning)
{
    return picture->lights.red >> meaning & 1;
}

/* ---- why --------------------------------------------------------------------------------------- */

static void rolled_why(struct gt_buf *buf, const struct gt_picture *picture, const struct gt_pic_task *task,
                       enum gt_lang lang)
{
    const bool zh = lang == GT_LANG_ZH;
    struct gt_light_sum sum = {0};

    for (uint32_t at = task->first_child; at != GT_NO_INDEX; at = picture->tasks.at[at].next)
        gt_light_sum_add(&sum, picture->tasks.at[at].light.meaning, 1);
    gt_buf_printf(buf, zh ? "由下级%u项汇总，%s：" : "of the %u below it, %s: ", task->children,
                  gt_light_roll_word((enum gt_light_roll)picture->lights.roll[GT_LIGHT_OF_TASK], lang));
    for (int at = 0, told = 0; at < GT_LIGHT_MEANINGS; at++)
        if (sum.count[at] > 0) {
            gt_buf_text(buf, told++ == 0 ? "" : zh ? "，" : ", ");
            gt_buf_str(buf, gt_picture_light_word(picture, (enum gt_light_meaning)at, lang));
            gt_buf_printf(buf, zh ? "%lld项" : " %lld", (long long)sum.count[at]);
        }
    gt_buf_text(buf, zh ? "。" : ".");
}

static void hand_why(struct gt_buf *buf, const struct gt_picture *picture,
                     const struct gt_light_override *hand, gt_day today, enum gt_lang lang)
{
    const bool zh = lang == GT_LANG_ZH;
    const gt_str who = gt_picture_person_name(picture, hand->person_id, lang);
    const int year = gt_day_ymd(today).year;
    char from[GT_DAY_SAID], until[GT_DAY_SAID];

    gt_buf_printf(buf, zh ? "%.*s%s设为%.*s，至%s：%.*s。按规则为" : "set by %.*s on %s to %.*s until %s: %.*s. By the rules ",
                  GT_FMT(who), gt_day_say(hand->from, year, lang, from),
                  GT_FMT(gt_picture_light_word(picture, (enum gt_light_meaning)gt_light_from(hand->meaning), lang)),
                  gt_day_say(hand->until, year, lang, until), GT_FMT(hand->reason));
}

void gt_picture_light_why(struct gt_buf *buf, const struct gt_picture *picture,
                          const struct gt_pic_task *task, gt_day today, enum gt_lang lang)
{
    const struct gt_light_facts facts = gt_picture_light_facts(picture, task, today);
    const struct gt_light_days days = gt_picture_days(picture);
    const struct gt_light_override *hand = gt_picture_override(picture, task);

    if (hand != NULL) {
        hand_why(buf, picture, hand, today, lang);
        gt_buf_str(buf, gt_picture_light_word(picture, task->lamp.computed.meaning, lang));
        gt_buf_text(buf, lang == GT_LANG_ZH ? "：" : ": ");
    }
    if (task->lamp.computed.rolled)
        rolled_why(buf, picture, task, lang);
    else
        gt_light_why(buf, &task->lamp.computed, &picture->lights, &facts, &days, today, lang);
}
