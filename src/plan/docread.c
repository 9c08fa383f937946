/* docread.c - the project's own plan file (docs/PLAN-FILE.md). */
#include "base/json.h"
#include "base/map.h"
#include "plan/doc.h"
#include "plan/procedure.h"

struct reading {
    struct gt_plan_doc       *doc;
    struct gt_problems       *problems;
    const struct gt_holidays *holidays;
    gt_day                    first, last; /* that calendars cover */
    struct gt_map             ids, cals, drivers, res;
    bool                      no_memory;
    bool                      forward; /* the plan's own mode */
};

/* "tasks[3].due" */
static void place(struct reading *r, struct gt_problem *problem, const char *list, size_t index,
                  const char *field)
{
    if (index == SIZE_MAX)
        problem->field = gt_str_from(field);
    else if (gt_arena_printf(r->doc->arena, &problem->field, "%s[%zu]%s%s", list, index,
                             field[0] != '\0' ? "." : "", field) != GT_OK)
        r->no_memory = true;
}

#define WRONG(r, list, index, field, ...) \
    place((r), gt_problem_add((r)->problems, GT_PROBLEM_ERROR, __VA_ARGS__), (list), (index), (field))

/* What another part said is wrong, in both languages. */
static void wrong_err(struct reading *r, const char *list, size_t index, const char *field,
                      const struct gt_err *err)
{
    struct gt_problem *problem;

    if (err->rc == GT_ENOMEM) { /* nothing is wrong with the file */
        r->no_memory = true;
        return;
    }
    problem = gt_problem_add(r->problems, GT_PROBLEM_ERROR, "%s", "%s", err->text[GT_LANG_EN]);
    if (gt_arena_dup(r->doc->arena, gt_str_from(err->text[GT_LANG_ZH]), &problem->text[GT_LANG_ZH]) != GT_OK)
        r->no_memory = true;
    place(r, problem, list, index, field);
}

/* ---- dates and amounts ------------------------------------------------------------ */

static bool parse_clock(gt_str s, int *minutes)
{
    int64_t hour, minute;

    if (s.len != 5 || s.at[2] != ':' || !gt_str_i64(gt_str_sub(s, 0, 2), &hour) ||
        !gt_str_i64(gt_str_sub(s, 3, 5), &minute) || hour < 0 || minute < 0 || minute > 59 ||
        hour * 60 + minute > GT_MINUTES_A_DAY)
        return false;
    *minutes = (int)(hour * 60 + minute);
    return true;
}

/* A day, or in minute plans "2026-03-02 09:00"; a finish without a clock is
 * the end of its day. */
static bool parse_tick(const struct gt_jval *v, enum gt_unit unit, bool finish, gt_tick *out)
{
    gt_day day;
    int minutes;

    if (unit == GT_UNIT_PLAIN) {
        *out = v->integer;
        return v->type == GT_JINT && v->integer > GT_TICK_FIRST / 2 && v->integer < GT_TICK_LAST / 2;
    }
    if (v->type != GT_JSTR || !gt_day_parse(gt_str_sub(v->str, 0, 10), &day))
        return false;
    if (unit == GT_UNIT_DAY) {
        *out = (gt_tick)day + finish;
        return v->str.len == 10;
    }
    *out = ((gt_tick)day + finish) * GT_MINUTES_A_DAY;
    if (v->str.len == 10)
        return true;
    if (v->str.len != 16 || !parse_clock(gt_str_sub(v->str, 11, 16), &minutes))
        return false;
    *out = (gt_tick)day * GT_MINUTES_A_DAY + minutes;
    return true;
}

static void read_tick(struct reading *r, const struct gt_jval *from, const char *list, size_t index,
                      const char *key, bool finish, gt_tick *out)
{
    const struct gt_jval *v = gt_jget(from, key);

    if (v == NULL || v->type == GT_JNULL)
        return;
    if (!parse_tick(v, r->doc->unit, finish, out)) {
        *out = GT_TICK_NONE;
        WRONG(r, list, index, key,
              r->doc->unit == GT_UNIT_MINUTE ? "not a date like 2026-03-02 or 2026-03-02 09:00"
              : r->doc->unit == GT_UNIT_DAY  ? "not a date like 2026-03-02"
                                             : "not a whole number in range",
              r->doc->unit == GT_UNIT_MINUTE ? "不是2026-03-02或2026-03-02 09:00这样的日期"
              : r->doc->unit == GT_UNIT_DAY  ? "不是2026-03-02这样的日期"
                                             : "不是范围内的整数");
    }
}

/* Whole numbers; minute plans also read "hours". */
static bool read_amount(struct reading *r, const struct gt_jval *from, const char *list,
                        size_t index, const char *key, bool negative, int32_t *out)
{
    const struct gt_jval *v = gt_jget(from, key);

    if (v == NULL)
        return false;
    if (v->type != GT_JINT || v->integer > GT_AMOUNT_MAX ||
        v->integer < (negative ? -GT_AMOUNT_MAX : 0)) {
        WRONG(r, list, index, key, negative ? "not a whole number in range" : "not a whole number from 0",
              negative ? "不是范围内的整数" : "不是不小于0的整数");
        return false;
    }
    *out = (int32_t)v->integer;
    return true;
}

static void read_calendar(struct reading *r, const struct gt_jval *from, const char *list,
                          size_t index, uint16_t *out)
{
    const struct gt_jval *v = gt_jget(from, "calendar");
    uint32_t found;

    if (v == NULL)
        return;
    if (v->type != GT_JSTR || !gt_map_find(&r->cals, v->str, &found)) {
        WRONG(r, list, index, "calendar", "there is no such calendar", "没有这个日历");
        return;
    }
    *out = (uint16_t)found;
}

/* ---- calendars --------------------------------------------------------------------------- */

/* [] off; ["08:30-12:00", …]; true: the office's hours. */
static bool parse_hours(const struct gt_jval *v, struct gt_hours *out)
{
    struct gt_hours hours = {0};

    if (v->type == GT_JBOOL || v->type == GT_JINT) {
        *out = v->boolean || v->integer != 0 ? gt_week_office().day[0] : hours;
        return true;
    }
    if (v->type != GT_JARRAY || v->count > GT_HOURS_MAX)
        return false;
    for (const struct gt_jval *span = v->child; span != NULL; span = span->next) {
        int from, to;

        if (span->type != GT_JSTR || span->str.len != 11 || span->str.at[5] != '-' ||
            !parse_clock(gt_str_sub(span->str, 0, 5), &from) ||
            !parse_clock(gt_str_sub(span->str, 6, 11), &to) || from >= to)
            return false;
        hours.at[hours.count].from = (uint16_t)from;
        hours.at[hours.count++].to = (uint16_t)to;
    }
    *out = hours;
    return true;
}

static void read_excepts(struct reading *r, const struct gt_jval *list, struct gt_week *week,
                         size_t index)
{
    struct gt_week_except *excepts;
    uint32_t count = 0;

    if (list == NULL)
        return;
    if (list->type != GT_JARRAY) {
        WRONG(r, "calendars", index, "except", "not a list", "不是列表");
        return;
    }
    if ((excepts = GT_NEW_N(r->doc->arena, struct gt_week_except, (size_t)list->count + 1)) == NULL) {
        r->no_memory = true;
        return;
    }
    for (const struct gt_jval *v = list->child; v != NULL; v = v->next) {
        const struct gt_jval *hours = gt_jget(v, "hours");
        struct gt_week_except *except = &excepts[count];

        if (!gt_day_parse(gt_jstr(v, "from", GT_STR("")), &except->from) ||
            !gt_day_parse(gt_jstr(v, "to", gt_jstr(v, "from", GT_STR(""))), &except->to) ||
            except->from > except->to || (hours != NULL && !parse_hours(hours, &except->hours))) {
            WRONG(r, "calendars", index, "except", "item %u has no valid days or hours",
                  "第%u项的日期或时段不对", count + 1);
            return;
        }
        count++;
    }
    week->excepts = excepts;
    week->except_count = count;
}

static void read_one_calendar(struct reading *r, const struct gt_jval *v, size_t index)
{
    struct gt_holidays none;
    const struct gt_jval *days = gt_jget(v, "week");
    gt_str holidays = gt_jstr(v, "holidays", GT_STR("cn"));
    struct gt_week week = gt_week_office(), *kept;
    struct gt_cal cal, *slot;
    struct gt_err err = {0};
    uint32_t place_of;

    if (days != NULL) {
        int day = 0;

        for (const struct gt_jval *h = days->child; h != NULL && day < 7; h = h->next, day++)
            if (!parse_hours(h, &week.day[day]))
                WRONG(r, "calendars", index, "week", "day %d has no valid hours",
                      "星期%d的时段不对", day + 1);
        if (days->type != GT_JARRAY || days->count != 7)
            WRONG(r, "calendars", index, "week", "a week has seven days, Monday first",
                  "一周应列出七天，星期一在前");
    }
    read_excepts(r, gt_jget(v, "except"), &week, index);
    gt_holidays_init(&none, r->doc->arena);
    if (gt_jbool(v, "elapsed", false)) {
        cal = gt_cal_elapsed(v->key);
    } else if (gt_holidays_cal(r->doc->arena,
                               gt_str_eq(holidays, GT_STR("none")) ? &none : r->holidays, &week,
                               r->first, r->last, r->doc->unit, v->key, &cal, &err) != GT_OK) {
        wrong_err(r, "calendars", index, "", &err);
        return;
    } else if (gt_str_eq(holidays, GT_STR("none"))) {
        cal.known_from = GT_DAY_MIN;
        cal.known_to = GT_DAY_MAX;
    }
    if (gt_map_find(&r->cals, v->key, &place_of)) {
        if (place_of == 0)
            WRONG(r, "calendars", index, "", "\"days\" is elapsed time", "“days”固定为日历天");
        r->doc->cals.at[place_of] = cal;
        r->doc->weeks.at[place_of] = week;
        return;
    }
    if ((slot = GT_PUSH(r->doc->arena, &r->doc->cals)) == NULL ||
        (kept = GT_PUSH(r->doc->arena, &r->doc->weeks)) == NULL ||
        gt_map_add(&r->cals, v->key, (uint32_t)r->doc->cals.count - 1) != GT_OK) {
        r->no_memory = true;
        return;
    }
    *slot = cal;
    *kept = week;
}

static void read_calendars(struct reading *r, const struct gt_jval *root)
{
    const struct gt_jval *cals = gt_jget(root, "calendars");
    size_t index = 0;

    if (gt_map_add(&r->cals, GT_STR("days"), 0) != GT_OK ||
        gt_map_add(&r->cals, GT_STR("work"), 1) != GT_OK)
        r->no_memory = true;
    if (cals == NULL)
        return;
    if (cals->type != GT_JOBJECT || cals->count > GT_CALS_MAX - 2) {
        WRONG(r, "", SIZE_MAX, "calendars", "not an object of calendars", "不是日历对象");
        return;
    }
    for (const struct gt_jval *v = cals->child; v != NULL; v = v->next)
        read_one_calendar(r, v, index++);
}

/* ---- drivers of forecasts ----------------------------------------------------------------- */

static void read_drivers(struct reading *r, const struct gt_jval *root)
{
    const struct gt_jval *list = gt_jget(root, "drivers");
    size_t index = 0;

    if (list == NULL)
        return;
    if (list->type != GT_JARRAY || list->count > GT_DOC_DRIVERS_MAX) {
        WRONG(r, "", SIZE_MAX, "drivers", "not a list of drivers", "不是共同因素列表");
        return;
    }
    for (const struct gt_jval *v = list->child; v != NULL; v = v->next, index++) {
        struct gt_doc_driver driver = {gt_jstr(v, "id", GT_STR("")), gt_jreal(v, "at_best", 1),
                                       gt_jreal(v, "likely", 1), gt_jreal(v, "at_worst", 1)};
        struct gt_doc_driver *slot;

        if (driver.id.len == 0 || !(driver.low >= 0 && driver.low <= driver.mode &&
                                    driver.mode <= driver.high && driver.high <= 1000)) {
            WRONG(r, "drivers", index, "", "a driver has an id and at_best <= likely <= at_worst",
                  "共同因素应有 id，且 at_best ≤ likely ≤ at_worst");
            continue;
        }
        if ((slot = GT_PUSH(r->doc->arena, &r->doc->drivers)) == NULL ||
            gt_map_add(&r->drivers, driver.id, (uint32_t)r->doc->drivers.count - 1) == GT_ENOMEM) {
            r->no_memory = true;
            return;
        }
        *slot = driver;
    }
}

/* ---- tasks ---------------------------------------------------------------------------------- */

/* A start and a finish make a window; its length is the duration then. */
static void window_duration(const struct gt_plan_doc *doc, struct gt_plan_task *facts)
{
    int64_t work = gt_cal_between(&doc->cals.at[facts->calendar], facts->start_pin, facts->finish_pin);

    facts->duration = work > 0 && work <= GT_AMOUNT_MAX ? (int32_t)work : 0;
}

/* What the same work took before: a forecast draws from just these. */
static void read_observed(struct reading *r, const struct gt_jval *v, size_t index, struct gt_doc_task *task)
{
    const struct gt_jval *list = gt_jget(v, "observed");
    double *values;

    if (list == NULL)
        return;
    if (list->type != GT_JARRAY || list->count == 0 || list->count > GT_DOC_OBSERVED_MAX) {
        WRONG(r, "tasks", index, "observed", "not a list of durations", "不是工期列表");
        return;
    }
    if ((values = GT_NEW_N(r->doc->arena, double, list->count)) == NULL) {
        r->no_memory = true;
        return;
    }
    for (const struct gt_jval *item = list->child; item != NULL; item = item->next) {
        if ((item->type != GT_JINT && item->type != GT_JREAL) || !(item->real >= 0 && item->real <= GT_AMOUNT_MAX)) {
            WRONG(r, "tasks", index, "observed", "not a duration from 0", "不是不小于 0 的工期");
            return;
        }
        values[task->observed_count++] = item->real;
    }
    task->observed = values;
}

static void read_facts(struct reading *r, const struct gt_jval *v, size_t index,
                       struct gt_plan_task *facts, struct gt_doc_task *task)
{
    gt_str mode = gt_jstr(v, "mode", GT_STR(""));
    bool given, milestone;

    read_calendar(r, v, "tasks", index, &facts->calendar);
    given = read_amount(r, v, "tasks", index, "duration", false, &facts->duration) ||
            read_amount(r, v, "tasks", index, "days", false, &facts->duration);
    milestone = given ? facts->duration == 0
                      : gt_jget(v, "start") == NULL || gt_jget(v, "finish") == NULL;
    /* A milestone's date is the day on which it is reached: its end. */
    read_tick(r, v, "tasks", index, "not_before", milestone, &facts->start_min);
    read_tick(r, v, "tasks", index, "latest_start", milestone, &facts->start_max);
    read_tick(r, v, "tasks", index, "earliest_finish", true, &facts->finish_min);
    read_tick(r, v, "tasks", index, "due", true, &facts->finish_max);
    read_tick(r, v, "tasks", index, "start", milestone, &facts->start_pin);
    read_tick(r, v, "tasks", index, "finish", true, &facts->finish_pin);
    read_tick(r, v, "tasks", index, "baseline_start", milestone, &task->base_start);
    read_tick(r, v, "tasks", index, "baseline_finish", true, &task->base_finish);
    (void)read_amount(r, v, "tasks", index, "at_best", false, &task->low);
    (void)read_amount(r, v, "tasks", index, "at_worst", false, &task->high);
    read_observed(r, v, index, task);
    if (gt_jget(v, "driver") != NULL &&
        !gt_map_find(&r->drivers, gt_jstr(v, "driver", GT_STR("")), &task->driver))
        WRONG(r, "tasks", index, "driver", "there is no such driver", "没有这个共同因素");
    task->summary = gt_jbool(v, "summary", false);
    facts->off = gt_jbool(v, "off", false);
    task->level = (uint16_t)(gt_ji64(v, "level", 0) & 0xff);
    if (!given && facts->start_pin != GT_TICK_NONE && facts->finish_pin != GT_TICK_NONE)
        window_duration(r->doc, facts);
    facts->mode = r->forward ? GT_MODE_FORWARD : GT_MODE_BACKWARD;
    if (gt_str_eq(mode, GT_STR("forward")))
        facts->mode = GT_MODE_FORWARD;
    else if (gt_str_eq(mode, GT_STR("backward")))
        facts->mode = GT_MODE_BACKWARD;
    else if (mode.len > 0)
        WRONG(r, "tasks", index, "mode", "forward or backward", "应为 forward 或 backward");
}

static void add_id(struct reading *r, gt_str id, size_t index)
{
    gt_rc rc = gt_map_add(&r->ids, id, (uint32_t)r->doc->tasks.count - 1);

    if (rc == GT_EEXISTS)
        WRONG(r, "tasks", index, "id", "the id is used twice", "编号重复");
    else if (rc != GT_OK)
        r->no_memory = true;
}

static gt_str joined(struct reading *r, gt_str a, const char *between, gt_str b)
{
    gt_str out = GT_STR("");

    if (gt_arena_printf(r->doc->arena, &out, "%.*s%s%.*s", GT_FMT(a), between, GT_FMT(b)) != GT_OK)
        r->no_memory = true;
    return out;
}

/* The task becomes the template's last step; the steps before it come first. */
static void expand(struct reading *r, const struct gt_jval *v, size_t index, gt_str name,
                   gt_str id, gt_str title)
{
    uint32_t first = (uint32_t)r->doc->tasks.count, count;
    struct gt_plan_task whole = GT_PLAN_TASK;
    struct gt_doc_task said = GT_DOC_TASK;
    struct gt_procedure procedure;
    struct gt_link links[GT_PROCEDURE_STEPS_MAX];
    struct gt_err err = {0};

    whole.calendar = 1;
    if (gt_procedure_find(r->doc->arena, name, &procedure, &err) != GT_OK) {
        wrong_err(r, "tasks", index, "template", &err);
        return;
    }
    read_facts(r, v, index, &whole, &said);
    for (uint32_t i = 0; i < procedure.step_count; i++) {
        bool last = i + 1 == procedure.step_count;
        char number[16];
        gt_str step_id;
        struct gt_plan_task *facts;

        (void)snprintf(number, sizeof(number), "%u", i + 1);
        step_id = last ? id : joined(r, id, ".", gt_str_from(number));
        if (gt_doc_task_add(r->doc, step_id,
                            joined(r, title, "·", procedure.steps[i].name[GT_LANG_ZH])) == NULL) {
            r->no_memory = true;
            return;
        }
        facts = &r->doc->facts.at[r->doc->facts.count - 1];
        facts->duration = procedure.steps[i].days;
        facts->calendar = whole.calendar;
        facts->mode = whole.mode;
        if (i == 0)
            facts->start_min = whole.start_min;
        if (last) {
            facts->finish_max = whole.finish_max;
            facts->finish_pin = whole.finish_pin;
        }
        add_id(r, step_id, index);
    }
    count = gt_procedure_links(&procedure, first, whole.calendar, links);
    for (uint32_t i = 0; i < count; i++) {
        struct gt_link *link = GT_PUSH(r->doc->arena, &r->doc->links);

        if (link == NULL) {
            r->no_memory = true;
            return;
        }
        *link = links[i];
    }
}

static void read_tasks(struct reading *r, const struct gt_jval *root)
{
    const struct gt_jval *list = gt_jget(root, "tasks");
    size_t index = 0;

    if (list == NULL || list->type != GT_JARRAY || list->count > GT_ACTS_MAX) {
        WRONG(r, "", SIZE_MAX, "tasks", "a plan has a list of tasks", "计划应有任务列表 tasks");
        return;
    }
    for (const struct gt_jval *v = list->child; v != NULL && !r->no_memory; v = v->next, index++) {
        gt_str id = gt_jstr(v, "id", GT_STR("")), name = gt_jstr(v, "name", id);
        gt_str procedure = gt_jstr(v, "template", GT_STR(""));
        struct gt_doc_task *task;

        if (v->type != GT_JOBJECT || id.len == 0) {
            WRONG(r, "tasks", index, "id", "a task needs an id", "任务缺少编号 id");
            continue;
        }
        if (procedure.len > 0) {
            expand(r, v, index, procedure, id, name);
            continue;
        }
        if ((task = gt_doc_task_add(r->doc, id, name)) == NULL) {
            r->no_memory = true;
            return;
        }
        add_id(r, id, index);
        read_facts(r, v, index, &r->doc->facts.at[r->doc->facts.count - 1], task);
    }
}

/* ---- links ------------------------------------------------------------------------------------ */

static bool find_task(struct reading *r, const struct gt_jval *v, const char *list, size_t index,
                      const char *field, uint32_t *out)
{
    if (v != NULL && v->type == GT_JSTR && gt_map_find(&r->ids, v->str, out))
        return true;
    WRONG(r, list, index, field, "there is no task \"%.*s\"", "没有任务“%.*s”",
          v != NULL && v->type == GT_JSTR ? (int)v->str.len : 0,
          v != NULL && v->type == GT_JSTR ? v->str.at : "");
    return false;
}

static void read_link(struct reading *r, const struct gt_jval *v, const char *list, size_t index,
                      uint32_t from, uint32_t to)
{
    static const char *const kinds[GT_LINK_KIND_COUNT] = {"FS", "SS", "FF", "SF"};
    struct gt_link link = {.from = from, .to = to, .lag_max = GT_LAG_NONE, .calendar = 1};
    const struct gt_jval *lag = gt_jget(v, "lag");
    gt_str kind = gt_jstr(v, "kind", GT_STR("FS"));
    struct gt_link *slot;

    if (from == to) {
        WRONG(r, list, index, "", "the link joins a task to itself", "衔接把任务连到自身");
        return;
    }
    link.kind = GT_LINK_KIND_COUNT;
    for (uint8_t i = 0; i < GT_LINK_KIND_COUNT; i++)
        if (gt_str_eq(kind, gt_str_from(kinds[i])))
            link.kind = i;
    if (link.kind == GT_LINK_KIND_COUNT) {
        WRONG(r, list, index, "kind", "FS, SS, FF or SF", "应为 FS、SS、FF 或 SF");
        return;
    }
    read_calendar(r, v, list, index, &link.calendar);
    if (lag != NULL && lag->type == GT_JNULL)
        link.lag_min = GT_LAG_NONE;
    else
        (void)read_amount(r, v, list, index, "lag", true, &link.lag_min);
    (void)read_amount(r, v, list, index, "lag_max", true, &link.lag_max);
    if ((slot = GT_PUSH(r->doc->arena, &r->doc->links)) == NULL)
        r->no_memory = true;
    else
        *slot = link;
}

/* "after": ["a", {"task": "b", "lag": 3}] beside the task itself. */
static void read_after(struct reading *r, const struct gt_jval *root)
{
    const struct gt_jval *list = gt_jget(root, "tasks");
    size_t index = 0;

    if (list == NULL || list->type != GT_JARRAY)
        return;
    for (const struct gt_jval *v = list->child; v != NULL; v = v->next, index++) {
        const struct gt_jval *after = gt_jget(v, "after");
        uint32_t to, from;

        if (after == NULL || !gt_map_find(&r->ids, gt_jstr(v, "id", GT_STR("")), &to))
            continue;
        if (after->type != GT_JARRAY) {
            WRONG(r, "tasks", index, "after", "not a list", "不是列表");
            continue;
        }
        for (const struct gt_jval *item = after->child; item != NULL; item = item->next)
            if (find_task(r, item->type == GT_JSTR ? item : gt_jget(item, "task"), "tasks", index,
                          "after", &from))
                read_link(r, item, "tasks", index, from, to);
    }
}

static void read_links(struct reading *r, const struct gt_jval *root)
{
    const struct gt_jval *list = gt_jget(root, "links");
    size_t index = 0;

    if (list == NULL)
        return;
    if (list->type != GT_JARRAY || list->count > GT_LINKS_MAX) {
        WRONG(r, "", SIZE_MAX, "links", "not a list of links", "不是衔接列表");
        return;
    }
    for (const struct gt_jval *v = list->child; v != NULL && !r->no_memory; v = v->next, index++) {
        uint32_t from, to;

        if (find_task(r, gt_jget(v, "from"), "links", index, "from", &from) &&
            find_task(r, gt_jget(v, "to"), "links", index, "to", &to))
            read_link(r, v, "links", index, from, to);
    }
}

/* ---- resources -------------------------------------------------------------------------------- */

static void read_steps(struct reading *r, const struct gt_jval *list, size_t index, struct gt_doc_res *res)
{
    if (list == NULL)
        return;
    if (list->type != GT_JARRAY || list->count > GT_DOC_STEPS_MAX) {
        WRONG(r, "resources", index, "steps", "not a list of capacities from a day on",
              "不是“自某日起的容量”列表");
        return;
    }
    for (const struct gt_jval *v = list->child; v != NULL; v = v->next) {
        struct gt_capacity step = {GT_TICK_NONE, 0}, *slot;

        read_tick(r, v, "resources", index, "from", false, &step.at);
        if (!read_amount(r, v, "resources", index, "capacity", false, &step.capacity) ||
            step.at == GT_TICK_NONE ||
            (res->steps.count > 1 && res->steps.at[res->steps.count - 1].at >= step.at)) {
            WRONG(r, "resources", index, "steps", "each needs from and capacity, in order of time",
                  "每段需要 from 和 capacity，按时间先后");
            return;
        }
        if ((slot = GT_PUSH(r->doc->arena, &res->steps)) == NULL)
            r->no_memory = true;
        else
            *slot = step;
    }
}

static void read_resources(struct reading *r, const struct gt_jval *root)
{
    const struct gt_jval *list = gt_jget(root, "resources");
    size_t index = 0;

    if (list == NULL)
        return;
    if (list->type != GT_JARRAY || list->count > GT_RES_MAX) {
        WRONG(r, "", SIZE_MAX, "resources", "not a list of resources", "不是资源列表");
        return;
    }
    for (const struct gt_jval *v = list->child; v != NULL; v = v->next, index++) {
        struct gt_doc_res *res = GT_PUSH(r->doc->arena, &r->doc->res);
        struct gt_capacity *first = res == NULL ? NULL : GT_PUSH(r->doc->arena, &res->steps);
        gt_rc rc;

        if (first == NULL) {
            r->no_memory = true;
            return;
        }
        res->id = gt_jstr(v, "id", GT_STR(""));
        res->name = gt_jstr(v, "name", res->id);
        res->calendar = 1;
        *first = (struct gt_capacity){GT_TICK_FIRST / 4, 1};
        (void)read_amount(r, v, "resources", index, "capacity", false, &first->capacity);
        read_calendar(r, v, "resources", index, &res->calendar);
        read_steps(r, gt_jget(v, "steps"), index, res);
        if (res->id.len == 0)
            WRONG(r, "resources", index, "id", "a resource needs an id", "资源需要编号 id");
        else if ((rc = gt_map_add(&r->res, res->id, (uint32_t)index)) == GT_EEXISTS)
            WRONG(r, "resources", index, "id", "the id is there twice", "编号重复");
        else if (rc != GT_OK)
            r->no_memory = true;
    }
}

/* "needs": [{"resource": "panel", "amount": 1}], or ["panel"]. */
static void read_needs(struct reading *r, const struct gt_jval *root)
{
    const struct gt_jval *list = gt_jget(root, "tasks");
    size_t index = 0;

    if (list == NULL || list->type != GT_JARRAY)
        return;
    for (const struct gt_jval *v = list->child; v != NULL && !r->no_memory; v = v->next, index++) {
        const struct gt_jval *needs = gt_jget(v, "needs");
        uint32_t task;

        if (needs == NULL || !gt_map_find(&r->ids, gt_jstr(v, "id", GT_STR("")), &task))
            continue;
        if (needs->type != GT_JARRAY || gt_jget(v, "template") != NULL) {
            WRONG(r, "tasks", index, "needs", "not a list, or of a task that becomes several",
                  "不是列表，或任务会展开为多个步骤");
            continue;
        }
        r->doc->tasks.at[task].by_workers = gt_jbool(v, "by_workers", false);
        for (const struct gt_jval *item = needs->child; item != NULL; item = item->next) {
            const struct gt_jval *name = item->type == GT_JSTR ? item : gt_jget(item, "resource");
            struct gt_demand need = {.act = task, .amount = 1}, *slot;

            if (name == NULL || name->type != GT_JSTR || !gt_map_find(&r->res, name->str, &need.res)) {
                WRONG(r, "tasks", index, "needs", "there is no such resource", "没有这种资源");
                continue;
            }
            (void)read_amount(r, item, "tasks", index, "amount", false, &need.amount);
            if ((slot = GT_PUSH(r->doc->arena, &r->doc->needs)) == NULL)
                r->no_memory = true;
            else
                *slot = need;
        }
    }
}

/* ---- the whole -------------------------------------------------------------------------------- */

static bool read_unit(const struct gt_jval *root, enum gt_unit *unit)
{
    gt_str text = gt_jstr(root, "unit", GT_STR("day"));

    *unit = gt_str_eq(text, GT_STR("minute")) ? GT_UNIT_MINUTE
            : gt_str_eq(text, GT_STR("plain")) ? GT_UNIT_PLAIN : GT_UNIT_DAY;
    return *unit != GT_UNIT_DAY || gt_str_eq(text, GT_STR("day"));
}

gt_rc gt_doc_parse(struct gt_arena *arena, gt_str json, const struct gt_holidays *holidays,
                   struct gt_problems *problems, struct gt_plan_doc *out, struct gt_err *err)
{
    const struct gt_jval *root = NULL;
    struct gt_plan_doc doc;
    struct reading r = {.doc = &doc, .problems = problems, .holidays = holidays};
    size_t before = problems->errors;
    enum gt_unit unit;
    gt_rc rc;

    if ((rc = gt_json_parse(arena, json, &root, err)) != GT_OK)
        return gt_wrap(err, rc, "plan file", "计划文件");
    if (root->type != GT_JOBJECT || gt_jget(root, "tasks") == NULL)
        return gt_fail(err, GT_EPARSE, "plan file: not an object with tasks", "计划文件：没有任务列表 tasks");
    if (!read_unit(root, &unit))
        return gt_fail_field(err, GT_EPARSE, "unit", "plan file: unit is day, minute or plain",
                             "计划文件：unit 应为 day、minute 或 plain");
    r.first = gt_day_from_ymd(2000, 1, 1);
    r.last = gt_day_from_ymd(2069, 12, 31);
    if ((rc = gt_doc_init(&doc, arena, unit, holidays, r.first, r.last, err)) != GT_OK)
        return rc;
    gt_map_init(&r.ids, arena);
    gt_map_init(&r.cals, arena);
    gt_map_init(&r.drivers, arena);
    gt_map_init(&r.res, arena);
    doc.title = gt_jstr(root, "title", GT_STR(""));
    doc.options.close = gt_jbool(root, "close", false);
    r.forward = gt_str_eq(gt_jstr(root, "mode", GT_STR("backward")), GT_STR("forward"));
    read_tick(&r, root, "", SIZE_MAX, "from", false, &doc.options.from);
    read_tick(&r, root, "", SIZE_MAX, "until", true, &doc.options.until);
    read_calendars(&r, root);
    read_drivers(&r, root);
    read_resources(&r, root);
    read_tasks(&r, root);
    read_after(&r, root);
    read_links(&r, root);
    read_needs(&r, root);
    if (r.no_memory)
        return gt_fail(err, GT_ENOMEM, "no memory for the plan file", "计划文件内存不足");
    if (problems->errors > before)
        return gt_fail(err, GT_EINVAL, "plan file: %zu errors", "计划文件：%zu处错误",
                       problems->errors - before);
    *out = doc;
    return GT_OK;
}
