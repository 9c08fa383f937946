/* picture_read.c - the picture from the store: a dozen queries, no loops of them. */
#include <stdatomic.h>

#include "work/picture.h"

static int by_id(const void *a, const void *b)
{
    const int64_t x = ((const struct gt_pic_key *)a)->id, y = ((const struct gt_pic_key *)b)->id;

    return (x > y) - (x < y);
}

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
}

static gt_rc read_tasks(struct gt_picture *picture, struct gt_db *db, struct gt_err *err)
{
    gt_tasks rows = {0};
    gt_rc rc;

    if ((rc = gt_task_store_list(db, picture->arena, &rows, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < rows.count; at++) {
        struct gt_pic_task *task = GT_PUSH(picture->arena, &picture->tasks);
        struct gt_pic_key *key = GT_PUSH(picture->arena, &picture->task_keys);

        if (task == NULL || key == NULL)
            return no_memory(err);
        task->facts = rows.at[at];
        task->as_of = GT_DAY_NONE;
        *key = (struct gt_pic_key){rows.at[at].id, (uint32_t)at};
    }
    if (picture->task_keys.count > 0)
        qsort(picture->task_keys.at, picture->task_keys.count, sizeof *picture->task_keys.at, by_id);
    return GT_OK;
}

static gt_rc read_links(struct gt_picture *picture, struct gt_db *db, struct gt_err *err)
{
    gt_task_links rows = {0};
    gt_rc rc;

    if ((rc = gt_link_store_list(db, picture->arena, &rows, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < rows.count; at++) {
        struct gt_pic_link *link = GT_PUSH(picture->arena, &picture->links);
        struct gt_pic_key *key = GT_PUSH(picture->arena, &picture->link_keys);

        if (link == NULL || key == NULL)
            return no_memory(err);
        link->facts = rows.at[at];
        link->from = gt_picture_task(picture, link->facts.from_id);
        link->to = gt_picture_task(picture, link->facts.to_id);
        *key = (struct gt_pic_key){rows.at[at].id, (uint32_t)at}; /* they come by id */
    }
    return GT_OK;
}

/* Lists that come in the order of tasks: each task gets its part of one array. */
static gt_rc read_supports(struct gt_picture *picture, struct gt_db *db, struct gt_err *err)
{
    gt_task_supports rows = {0};
    gt_rc rc;

    if ((rc = gt_support_store_list(db, 0, picture->arena, &rows, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < rows.count; at++) {
        const uint32_t index = gt_picture_task(picture, rows.at[at].task_id);
        struct gt_pic_task *task;

        if (index == GT_NO_INDEX)
            continue;
        task = &picture->tasks.at[index];
        if (task->support_count++ == 0)
            task->supports = &rows.at[at];
    }
    return GT_OK;
}

static gt_rc read_sources(struct gt_picture *picture, struct gt_db *db, struct gt_err *err)
{
    gt_task_clauses rows = {0};
    gt_rc rc;

    if ((rc = gt_task_clause_store_list(db, 0, picture->arena, &rows, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < rows.count; at++) {
        const uint32_t index = gt_picture_task(picture, rows.at[at].task_id);

        if (index != GT_NO_INDEX && picture->tasks.at[index].directive_id == 0)
            picture->tasks.at[index].directive_id = rows.at[at].directive_id;
    }
    return GT_OK;
}

static gt_rc read_reports(struct gt_picture *picture, struct gt_db *db, struct gt_err *err)
{
    gt_reports rows = {0};
    gt_rc rc;

    if ((rc = gt_report_store_latest(db, picture->arena, &rows, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < rows.count; at++) {
        const uint32_t index = gt_picture_task(picture, rows.at[at].task_id);

        if (index == GT_NO_INDEX)
            continue;
        picture->tasks.at[index].reported = true;
        picture->tasks.at[index].own_percent = rows.at[at].percent;
        picture->tasks.at[index].as_of = rows.at[at].as_of;
    }
    return GT_OK;
}

static gt_rc read_baseline(struct gt_picture *picture, struct gt_db *db, struct gt_err *err)
{
    gt_baselines rows = {0};
    gt_rc rc;

    if ((rc = gt_baseline_store_list(db, picture->arena, &rows, err)) != GT_OK || rows.count == 0)
        return rc;
    picture->baseline = rows.at[rows.count - 1];
    return gt_baseline_store_rows(db, picture->baseline.id, picture->arena,
                                  &picture->baseline_rows, err);
}

/* ---- the work calendar ------------------------------------------------------------ */

/* Days of the first calendar, one entry each: a notice covers a projection,
 * and a later notice an earlier one. */
static gt_rc fill_holidays(struct gt_picture *picture, struct gt_err *err)
{
    const int64_t id = picture->calendars.count > 0 ? picture->calendars.at[0].id : 0;
    struct gt_holidays *out = &picture->holidays;
    size_t kept = 0;

    gt_holidays_init(out, picture->arena);
    for (size_t at = 0; at < picture->years.count; at++) {
        const struct gt_calendar_year *year = &picture->years.at[at];
        int *known;

        if (year->calendar_id != id || year->provisional != 0)
            continue;
        if ((known = GT_PUSH(picture->arena, &out->known_years)) == NULL)
            return no_memory(err);
        *known = (int)year->year;
    }
    for (int projections = 1; projections >= 0; projections--) {
        size_t year = 0;

        for (size_t at = 0; at < picture->days.count; at++) {
            const struct gt_calendar_day *day = &picture->days.at[at];
            struct gt_holiday *holiday;

            while (year < picture->years.count &&
                   (picture->years.at[year].calendar_id != day->calendar_id ||
                    picture->years.at[year].year != day->year))
                year++;
            if (day->calendar_id != id || year == picture->years.count ||
                picture->years.at[year].provisional != projections)
                continue;
            if ((holiday = GT_PUSH(picture->arena, &out->days)) == NULL)
                return no_memory(err);
            *holiday = (struct gt_holiday){
                .day = day->day, .work = day->off == 0, .provisional = projections != 0,
                .name = {day->name[GT_LANG_ZH], day->name[GT_LANG_EN]},
                .source = picture->years.at[year].source,
            };
        }
    }
    /* Two sorted runs of a few hundred days: insertion keeps the later of
     * equal days behind, and that one is kept. */
    for (size_t at = 1; at < out->days.count; at++)
        for (size_t back = at; back > 0 && out->days.at[back - 1].day > out->days.at[back].day; back--) {
            const struct gt_holiday swap = out->days.at[back];

            out->days.at[back] = out->days.at[back - 1];
            out->days.at[back - 1] = swap;
        }
    for (size_t at = 0; at < out->days.count; at++) {
        if (kept > 0 && out->days.at[kept - 1].day == out->days.at[at].day)
            kept--;
        out->days.at[kept++] = out->days.at[at];
    }
    out->days.count = kept;
    return GT_OK;
}

/* Far around every plan year: a chain that is too long for its deadlines
 * still has dates, which say by how much. */
static gt_rc build_calendars(struct gt_picture *picture, struct gt_err *err)
{
    const int64_t mask = picture->calendars.count > 0 ? picture->calendars.at[0].week_mask : 0x1f;
    struct gt_week week = gt_week_office();

    for (int day = 0; day < 7; day++)
        if (!(mask >> day & 1))
            week.day[day] = (struct gt_hours){0};
        else if (week.day[day].count == 0)
            week.day[day] = week.day[0];
    picture->cals[GT_CAL_EVERY_DAY] = gt_cal_elapsed(GT_STR("every day"));
    return gt_holidays_cal(picture->arena, &picture->holidays, &week, GT_DAY_MIN, GT_DAY_MAX,
                           GT_UNIT_DAY, GT_STR("work days"), &picture->cals[GT_CAL_WORK], err);
}

static gt_rc read_calendars(struct gt_picture *picture, struct gt_db *db, struct gt_err *err)
{
    gt_rc rc;

    if ((rc = gt_calendar_store_list(db, picture->arena, &picture->calendars, err)) != GT_OK ||
        (rc = gt_calendar_store_years(db, picture->arena, &picture->years, err)) != GT_OK ||
        (rc = gt_calendar_store_days(db, picture->arena, &picture->days, err)) != GT_OK ||
        (rc = fill_holidays(picture, err)) != GT_OK)
        return rc;
    return build_calendars(picture, err);
}

/* Sorted keys of a list whose rows begin with their id; NULL: no memory. */
static struct gt_pic_key *keys_of(struct gt_arena *arena, const void *rows, size_t count, size_t size)
{
    struct gt_pic_key *keys = GT_NEW_N(arena, struct gt_pic_key, count + 1);

    for (size_t at = 0; keys != NULL && at < count; at++) {
        keys[at].at = (uint32_t)at;
        memcpy(&keys[at].id, (const char *)rows + at * size, sizeof keys[at].id);
    }
    if (keys != NULL)
        qsort(keys, count, sizeof *keys, by_id);
    return keys;
}

static gt_rc sort_keys(struct gt_picture *picture, struct gt_err *err)
{
    static_assert(offsetof(struct gt_unit_row, id) == 0 && offsetof(struct gt_person, id) == 0 &&
                      offsetof(struct gt_directive, id) == 0, "keys_of reads the id there");
    picture->unit_keys = keys_of(picture->arena, picture->units.at, picture->units.count,
                                 sizeof *picture->units.at);
    picture->person_keys = keys_of(picture->arena, picture->people.at, picture->people.count,
                                   sizeof *picture->people.at);
    picture->directive_keys = keys_of(picture->arena, picture->directives.at, picture->directives.count,
                                      sizeof *picture->directives.at);
    return picture->unit_keys == NULL || picture->person_keys == NULL || picture->directive_keys == NULL
               ? no_memory(err) : GT_OK;
}

static atomic_uint_fast64_t pictures;

gt_rc gt_picture_read(struct gt_pool *pool, struct gt_picture **out, struct gt_err *err)
{
    struct gt_arena *arena = NULL;
    struct gt_picture *picture = NULL;
    struct gt_txn *txn = NULL;
    struct gt_db *db;
    gt_rc rc;

    if (gt_arena_create(GT_PICTURE_BYTES_MAX, &arena) != GT_OK ||
        (picture = GT_NEW(arena, struct gt_picture)) == NULL) {
        gt_arena_destroy(arena);
        return no_memory(err);
    }
    picture->arena = arena;
    picture->born = atomic_fetch_add(&pictures, 1) + 1;
    picture->lights_on = GT_DAY_NONE;
    (void)pthread_mutex_init(&picture->plan_lock, NULL);
    if ((rc = gt_txn_begin(pool, GT_TXN_READ, &txn, err)) != GT_OK)
        goto out;
    db = gt_txn_db(txn);
    if ((rc = gt_space_store_get(db, arena, &picture->meta, err)) != GT_OK ||
        (rc = read_tasks(picture, db, err)) != GT_OK ||
        (rc = read_links(picture, db, err)) != GT_OK ||
        (rc = read_supports(picture, db, err)) != GT_OK ||
        (rc = read_sources(picture, db, err)) != GT_OK ||
        (rc = read_reports(picture, db, err)) != GT_OK ||
        (rc = read_baseline(picture, db, err)) != GT_OK ||
        (rc = gt_unit_store_list(db, arena, &picture->units, err)) != GT_OK ||
        (rc = gt_picture_units(picture, err)) != GT_OK ||
        (rc = gt_person_store_list(db, arena, &picture->people, err)) != GT_OK ||
        (rc = gt_holding_store_list(db, arena, &picture->holdings, err)) != GT_OK ||
        (rc = gt_given_store_list(db, arena, &picture->givens, err)) != GT_OK ||
        (rc = gt_node_store_list(db, arena, &picture->nodes, err)) != GT_OK ||
        (rc = gt_directive_store_list(db, arena, &picture->directives, err)) != GT_OK ||
        (rc = sort_keys(picture, err)) != GT_OK ||
        (rc = read_calendars(picture, db, err)) != GT_OK ||
        (rc = gt_picture_read_duties(picture, db, err)) != GT_OK ||
        (rc = gt_progress_read(picture, db, err)) != GT_OK ||
        (rc = gt_picture_read_lamps(picture, db, err)) != GT_OK)
        goto out;
    picture->version = picture->meta.version;
    rc = gt_picture_plan(picture, err);
out:
    gt_txn_release(txn);
    if (rc != GT_OK) {
        gt_picture_destroy(picture);
        return gt_wrap(err, rc, "reading the plan", "读取计划");
    }
    *out = picture;
    return GT_OK;
}

void gt_picture_destroy(struct gt_picture *picture)
{
    if (picture == NULL)
        return;
    gt_plan_destroy(picture->plan);
    gt_arena_destroy(picture->plan_arena);
    (void)pthread_mutex_destroy(&picture->plan_lock);
    gt_arena_destroy(picture->arena); /* the picture itself lives in it */
}
