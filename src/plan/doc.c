/* doc.c - plan documents: making, writing, planning. */
#include "plan/doc.h"

#include "base/json.h"

gt_rc gt_doc_init(struct gt_plan_doc *doc, struct gt_arena *arena, enum gt_unit unit,
                  const struct gt_holidays *holidays, gt_day first, gt_day last,
                  struct gt_err *err)
{
    struct gt_week office = gt_week_office();
    struct gt_cal *cal;
    struct gt_week *week;
    gt_rc rc;

    *doc = (struct gt_plan_doc){.arena = arena, .unit = unit, .title = GT_STR(""),
                                .options = {.from = GT_TICK_NONE, .until = GT_TICK_NONE},
                                .res_unit = 1};
    for (int i = 0; i < 2; i++) {
        if ((cal = GT_PUSH(arena, &doc->cals)) == NULL || (week = GT_PUSH(arena, &doc->weeks)) == NULL)
            return gt_fail(err, GT_ENOMEM, "no memory for the plan", "计划内存不足");
        if (i == 0) {
            *cal = gt_cal_elapsed(GT_STR("days"));
            continue;
        }
        *week = office;
        if ((rc = gt_holidays_cal(arena, holidays, &office, first, last, unit, GT_STR("work"), cal,
                                  err)) != GT_OK)
            return rc;
    }
    return GT_OK;
}

struct gt_doc_task *gt_doc_task_add(struct gt_plan_doc *doc, gt_str id, gt_str name)
{
    struct gt_plan_task *facts = GT_PUSH(doc->arena, &doc->facts);
    struct gt_doc_task *task = facts == NULL ? NULL : GT_PUSH(doc->arena, &doc->tasks);

    if (task == NULL)
        return NULL;
    *facts = GT_PLAN_TASK;
    facts->calendar = 1;
    *task = GT_DOC_TASK;
    task->id = id;
    task->name = name;
    return task;
}

gt_rc gt_doc_plan(const struct gt_plan_doc *doc, struct gt_arena *arena,
                  struct gt_conflict *conflict, struct gt_plan **out, struct gt_err *err)
{
    const struct gt_plan_input input = {
        .unit = doc->unit, .cals = doc->cals.at, .cal_count = (uint32_t)doc->cals.count,
        .tasks = doc->facts.at, .task_count = (uint32_t)doc->facts.count,
        .links = doc->links.at, .link_count = (uint32_t)doc->links.count,
        .options = doc->options,
    };

    return gt_plan_create(&input, arena, conflict, out, err);
}

static gt_str name_of(void *ctx, uint32_t act)
{
    const struct gt_plan_doc *doc = ctx;

    return doc->tasks.at[act].name.len > 0 ? doc->tasks.at[act].name : doc->tasks.at[act].id;
}

struct gt_names gt_doc_names(const struct gt_plan_doc *doc)
{
    return (struct gt_names){(void *)(uintptr_t)doc, name_of};
}

/* ---- writing --------------------------------------------------------------------- */

static void write_tick(struct gt_json *json, const char *key, enum gt_unit unit, gt_tick at,
                       bool finish)
{
    char text[GT_TICK_TEXT];

    if (at == GT_TICK_NONE)
        return;
    if (unit == GT_UNIT_PLAIN)
        gt_json_i64(json, key, at);
    else
        gt_json_text(json, key, gt_tick_text(unit, at, finish, text));
}

static void write_hours(struct gt_json *json, const struct gt_hours *hours)
{
    char text[32];

    gt_json_array(json, NULL);
    for (int i = 0; i < hours->count; i++) {
        (void)snprintf(text, sizeof(text), "%02d:%02d-%02d:%02d", hours->at[i].from / 60,
                       hours->at[i].from % 60, hours->at[i].to / 60, hours->at[i].to % 60);
        gt_json_text(json, NULL, text);
    }
    gt_json_close(json);
}

static void write_cals(const struct gt_plan_doc *doc, struct gt_json *json)
{
    char text[GT_DAY_TEXT];

    gt_json_object(json, "calendars");
    for (size_t i = 1; i < doc->cals.count; i++) {
        const struct gt_cal *cal = &doc->cals.at[i];
        const struct gt_week *week = &doc->weeks.at[i];

        gt_json_key(json, cal->name);
        gt_json_object(json, NULL);
        if (cal->elapsed) {
            gt_json_bool(json, "elapsed", true);
            gt_json_close(json);
            continue;
        }
        if (i > 1)
            gt_json_text(json, "holidays", "none");
        gt_json_array(json, "week");
        for (int day = 0; day < 7; day++)
            write_hours(json, &week->day[day]);
        gt_json_close(json);
        gt_json_array(json, "except");
        for (uint32_t e = 0; e < week->except_count; e++) {
            gt_json_object(json, NULL);
            gt_json_text(json, "from", gt_day_text(week->excepts[e].from, text));
            gt_json_text(json, "to", gt_day_text(week->excepts[e].to, text));
            gt_json_array(json, "hours");
            for (int h = 0; h < week->excepts[e].hours.count; h++) {
                char hours[32];

                (void)snprintf(hours, sizeof(hours), "%02d:%02d-%02d:%02d",
                               week->excepts[e].hours.at[h].from / 60,
                               week->excepts[e].hours.at[h].from % 60,
                               week->excepts[e].hours.at[h].to / 60,
                               week->excepts[e].hours.at[h].to % 60);
                gt_json_text(json, NULL, hours);
            }
            gt_json_close(json);
            gt_json_close(json);
        }
        gt_json_close(json);
        gt_json_close(json);
    }
    gt_json_close(json);
}

static void write_resources(const struct gt_plan_doc *doc, struct gt_json *json)
{
    gt_json_array(json, "resources");
    for (size_t i = 0; i < doc->res.count; i++) {
        const struct gt_doc_res *res = &doc->res.at[i];

        gt_json_object(json, NULL);
        gt_json_str(json, "id", res->id);
        gt_json_str(json, "name", res->name);
        gt_json_i64(json, "capacity", res->steps.at[0].capacity);
        gt_json_str(json, "calendar", doc->cals.at[res->calendar].name);
        gt_json_array(json, "steps");
        for (size_t k = 1; k < res->steps.count; k++) {
            gt_json_object(json, NULL);
            write_tick(json, "from", doc->unit, res->steps.at[k].at, false);
            gt_json_i64(json, "capacity", res->steps.at[k].capacity);
            gt_json_close(json);
        }
        gt_json_close(json);
        gt_json_close(json);
    }
    gt_json_close(json);
}

/* The needs are sorted by task when they come from a file; looked for from the
 * first that can be it. */
static void write_needs(const struct gt_plan_doc *doc, uint32_t task, struct gt_json *json)
{
    size_t low = 0, high = doc->needs.count;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (doc->needs.at[mid].act < task)
            low = mid + 1;
        else
            high = mid;
    }
    if (low == doc->needs.count || doc->needs.at[low].act != task)
        return;
    gt_json_array(json, "needs");
    for (; low < doc->needs.count && doc->needs.at[low].act == task; low++) {
        gt_json_object(json, NULL);
        gt_json_str(json, "resource", doc->res.at[doc->needs.at[low].res].id);
        gt_json_i64(json, "amount", doc->needs.at[low].amount);
        gt_json_close(json);
    }
    gt_json_close(json);
}

static void write_task(const struct gt_plan_doc *doc, size_t i, struct gt_json *json)
{
    const struct gt_doc_task *task = &doc->tasks.at[i];
    const struct gt_plan_task *facts = &doc->facts.at[i];
    bool milestone = facts->duration == 0;

    gt_json_object(json, NULL);
    gt_json_str(json, "id", task->id);
    gt_json_str(json, "name", task->name);
    if (task->summary)
        gt_json_bool(json, "summary", true);
    if (facts->off)
        gt_json_bool(json, "off", true);
    gt_json_i64(json, "duration", facts->duration);
    gt_json_str(json, "calendar", doc->cals.at[facts->calendar].name);
    gt_json_text(json, "mode", facts->mode == GT_MODE_FORWARD ? "forward" : "backward");
    write_tick(json, "not_before", doc->unit, facts->start_min, milestone);
    write_tick(json, "latest_start", doc->unit, facts->start_max, milestone);
    write_tick(json, "earliest_finish", doc->unit, facts->finish_min, true);
    write_tick(json, "due", doc->unit, facts->finish_max, true);
    write_tick(json, "start", doc->unit, facts->start_pin, milestone);
    write_tick(json, "finish", doc->unit, facts->finish_pin, true);
    if (task->low >= 0)
        gt_json_i64(json, "at_best", task->low);
    if (task->high >= 0)
        gt_json_i64(json, "at_worst", task->high);
    if (task->observed_count > 0) {
        gt_json_array(json, "observed");
        for (uint32_t k = 0; k < task->observed_count; k++)
            gt_json_double(json, NULL, task->observed[k]);
        gt_json_close(json);
    }
    if (task->driver != GT_NO_INDEX)
        gt_json_str(json, "driver", doc->drivers.at[task->driver].id);
    if (task->level > 0)
        gt_json_i64(json, "level", task->level);
    write_needs(doc, (uint32_t)i, json);
    if (task->by_workers)
        gt_json_bool(json, "by_workers", true);
    write_tick(json, "baseline_start", doc->unit, task->base_start, milestone);
    write_tick(json, "baseline_finish", doc->unit, task->base_finish, true);
    gt_json_close(json);
}

void gt_doc_write(const struct gt_plan_doc *doc, struct gt_buf *out)
{
    static const char *const units[GT_UNIT_COUNT] = {"plain", "day", "minute"};
    static const char *const kinds[GT_LINK_KIND_COUNT] = {"FS", "SS", "FF", "SF"};
    struct gt_json json;

    gt_json_init(&json, out);
    gt_json_object(&json, NULL);
    gt_json_i64(&json, "guatu_plan", 1);
    gt_json_str(&json, "title", doc->title);
    gt_json_text(&json, "unit", units[doc->unit]);
    write_tick(&json, "from", doc->unit, doc->options.from, false);
    write_tick(&json, "until", doc->unit, doc->options.until, true);
    if (doc->options.close)
        gt_json_bool(&json, "close", true);
    if (doc->unit != GT_UNIT_PLAIN)
        write_cals(doc, &json);
    gt_json_array(&json, "drivers");
    for (size_t i = 0; i < doc->drivers.count; i++) {
        gt_json_object(&json, NULL);
        gt_json_str(&json, "id", doc->drivers.at[i].id);
        gt_json_double(&json, "at_best", doc->drivers.at[i].low);
        gt_json_double(&json, "likely", doc->drivers.at[i].mode);
        gt_json_double(&json, "at_worst", doc->drivers.at[i].high);
        gt_json_close(&json);
    }
    gt_json_close(&json);
    if (doc->res.count > 0)
        write_resources(doc, &json);
    gt_json_array(&json, "tasks");
    for (size_t i = 0; i < doc->tasks.count; i++)
        write_task(doc, i, &json);
    gt_json_close(&json);
    gt_json_array(&json, "links");
    for (size_t i = 0; i < doc->links.count; i++) {
        const struct gt_link *link = &doc->links.at[i];

        if (link->off || doc->facts.at[link->from].off || doc->facts.at[link->to].off)
            continue;
        gt_json_object(&json, NULL);
        gt_json_str(&json, "from", doc->tasks.at[link->from].id);
        gt_json_str(&json, "to", doc->tasks.at[link->to].id);
        gt_json_text(&json, "kind", kinds[link->kind]);
        if (link->lag_min == GT_LAG_NONE)
            gt_json_null(&json, "lag");
        else
            gt_json_i64(&json, "lag", link->lag_min);
        if (link->lag_max != GT_LAG_NONE)
            gt_json_i64(&json, "lag_max", link->lag_max);
        gt_json_str(&json, "calendar", doc->cals.at[link->calendar].name);
        gt_json_close(&json);
    }
    gt_json_close(&json);
    gt_json_close(&json);
    gt_buf_char(out, '\n');
}
