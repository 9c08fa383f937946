/*
 * plan_project.c - between project files and plan documents.
 *
 * A summary has no work of its own.  Where something is linked to it or bounds
 * it, two hidden milestones stand for it: all below it comes after the first
 * and before the second.
 */
#include "cli/plan_project.h"

#include "cli/plan_hours.h"

enum { MARGIN_YEARS = 12 }; /* of calendar before and after the file's own dates */

struct mapping {
    const struct gt_project *project;
    struct gt_plan_doc      *doc;
    struct gt_arena         *arena;
    struct gt_err           *err;
    uint16_t                *cal_of;   /* [cals] calendar in the document */
    uint32_t                *begin;    /* [tasks] hidden milestones of a summary */
    uint32_t                *end;
    uint32_t                 count;    /* tasks of the project */
    int64_t                  tick;     /* minutes of one tick */
};

static gt_rc no_memory(struct mapping *m)
{
    return gt_fail(m->err, GT_ENOMEM, "no memory for the project file", "项目文件内存不足");
}

static struct gt_hours hours_of(const struct gt_project_hours *from)
{
    struct gt_hours hours = {.count = from->count};

    for (int i = 0; i < from->count; i++) {
        hours.at[i].from = from->at[i].from;
        hours.at[i].to = from->at[i].to;
    }
    return hours;
}

/* ---- calendars ---------------------------------------------------------------------- */

static void note_range(int64_t at, gt_day *first, gt_day *last)
{
    int64_t day = at / GT_MINUTES_A_DAY;

    if (at == GT_MINUTE_NONE || day < GT_DAY_MIN || day > GT_DAY_MAX)
        return;
    *first = (gt_day)day < *first ? (gt_day)day : *first;
    *last = (gt_day)day > *last ? (gt_day)day : *last;
}

static void range_of(const struct gt_project *project, gt_day *first, gt_day *last)
{
    gt_day from = GT_DAY_MAX, to = GT_DAY_MIN;

    note_range(project->start, &from, &to);
    note_range(project->finish, &from, &to);
    for (size_t i = 0; i < project->tasks.count; i++) {
        const struct gt_project_task *task = &project->tasks.at[i];

        note_range(task->start, &from, &to);
        note_range(task->finish, &from, &to);
        note_range(task->bound_at, &from, &to);
        note_range(task->deadline, &from, &to);
    }
    if (from > to)
        from = to = gt_day_from_ymd(2026, 1, 1);
    from -= MARGIN_YEARS * 366;
    to += MARGIN_YEARS * 366;
    *first = from < GT_DAY_MIN ? GT_DAY_MIN : from;
    *last = to > GT_DAY_MAX ? GT_DAY_MAX : to;
}

/* A calendar's exceptions after those of what it rests on. */
static gt_rc excepts_of(struct mapping *m, uint32_t cal, struct gt_week *week)
{
    const struct gt_project *project = m->project;
    GT_VEC(struct gt_week_except) list = {0};
    uint32_t chain[16];
    int depth = 0;

    for (uint32_t at = cal; at < project->cals.count && depth < 16; at = project->cals.at[at].base)
        chain[depth++] = at;
    while (depth-- > 0) {
        const struct gt_project_cal *from = &project->cals.at[chain[depth]];

        for (size_t i = 0; i < from->excepts.count; i++) {
            struct gt_week_except *slot = GT_PUSH(m->arena, &list);

            if (slot == NULL)
                return no_memory(m);
            *slot = (struct gt_week_except){from->excepts.at[i].from, from->excepts.at[i].to,
                                            hours_of(&from->excepts.at[i].hours)};
        }
    }
    week->excepts = list.at;
    week->except_count = (uint32_t)list.count;
    return GT_OK;
}

static gt_rc map_calendar(struct mapping *m, uint32_t index, gt_day first, gt_day last)
{
    struct gt_plan_doc *doc = m->doc;
    struct gt_week week = {0};
    struct gt_cal cal;
    bool own = index == m->project->calendar;
    gt_str name = m->project->cals.at[index].name;
    gt_rc rc;

    for (int day = 0; day < 7; day++) {
        struct gt_project_hours hours = gt_project_hours_on(m->project, index, day);

        week.day[day] = hours_of(&hours);
    }
    if ((rc = excepts_of(m, index, &week)) != GT_OK)
        return rc;
    rc = gt_week_build(m->arena, &week, first, last, doc->unit, name.len > 0 ? name : GT_STR("calendar"),
                       &cal, m->err);
    if (rc == GT_EINVAL) { /* no work time at all: nobody can use it, so nobody does */
        m->cal_of[index] = 1;
        return GT_OK;
    }
    if (rc != GT_OK)
        return rc;
    if (own) {
        doc->cals.at[1] = cal;
        doc->weeks.at[1] = week;
        m->cal_of[index] = 1;
        return GT_OK;
    }
    struct gt_cal *slot = GT_PUSH(m->arena, &doc->cals);
    struct gt_week *kept = slot == NULL ? NULL : GT_PUSH(m->arena, &doc->weeks);

    if (kept == NULL)
        return no_memory(m);
    *slot = cal;
    *kept = week;
    m->cal_of[index] = (uint16_t)(doc->cals.count - 1);
    return GT_OK;
}

/* ---- tasks --------------------------------------------------------------------------- */

static gt_tick tick_of(const struct mapping *m, int64_t minute)
{
    if (minute == GT_MINUTE_NONE)
        return GT_TICK_NONE;
    return minute >= 0 ? minute / m->tick : -((-minute + m->tick - 1) / m->tick);
}

static void put_bound(const struct mapping *m, enum gt_project_bound bound, int64_t at,
                      struct gt_plan_task *facts)
{
    gt_tick tick = tick_of(m, at);

    if (bound == GT_BOUND_ALAP)
        facts->mode = GT_MODE_BACKWARD;
    if (tick == GT_TICK_NONE)
        return;
    switch (bound) {
    case GT_BOUND_START_ON: facts->start_pin = tick; break;
    case GT_BOUND_FINISH_ON: facts->finish_pin = tick; break;
    case GT_BOUND_START_FROM: facts->start_min = tick; break;
    case GT_BOUND_START_BY: facts->start_max = tick; break;
    case GT_BOUND_FINISH_FROM: facts->finish_min = tick; break;
    case GT_BOUND_FINISH_BY: facts->finish_max = tick; break;
    case GT_BOUND_ASAP:
    case GT_BOUND_ALAP: break;
    }
}

static uint16_t calendar_of(const struct mapping *m, const struct gt_project_task *task)
{
    return task->elapsed ? 0 : task->calendar == GT_PROJECT_NO_INDEX ? 1 : m->cal_of[task->calendar];
}

/* What happened has happened: it is pinned, and lasted as long as it did. */
static void put_actual(const struct mapping *m, const struct gt_project_task *task,
                       struct gt_plan_task *facts)
{
    const struct gt_cal *cal = &m->doc->cals.at[facts->calendar];
    gt_tick start = tick_of(m, task->actual_start), finish = tick_of(m, task->actual_finish);
    int64_t work;

    facts->start_min = facts->start_max = facts->finish_min = facts->finish_max = GT_TICK_NONE;
    facts->finish_pin = GT_TICK_NONE;
    facts->start_pin = start;
    if (finish == GT_TICK_NONE)
        return;
    work = gt_cal_between(cal, start, finish);
    if (work >= 0 && work <= GT_AMOUNT_MAX)
        facts->duration = (int32_t)work;
    if (work == 0)
        facts->start_pin = finish;
}

static gt_rc map_task(struct mapping *m, const struct gt_project_task *task)
{
    struct gt_doc_task *said = gt_doc_task_add(m->doc, task->id, task->name);
    struct gt_plan_task *facts;
    int64_t duration = (task->duration_min + m->tick / 2) / m->tick;

    if (said == NULL)
        return no_memory(m);
    if (duration > GT_AMOUNT_MAX)
        return gt_fail(m->err, GT_ELIMIT, "task %.*s: its duration is too long", "任务 %.*s：工期过长",
                       GT_FMT(task->id));
    facts = &m->doc->facts.at[m->doc->facts.count - 1];
    said->level = task->level;
    said->summary = task->summary;
    said->start = tick_of(m, task->start);
    said->finish = tick_of(m, task->finish);
    said->early_start = tick_of(m, task->early_start);
    said->early_finish = tick_of(m, task->early_finish);
    said->late_start = tick_of(m, task->late_start);
    said->late_finish = tick_of(m, task->late_finish);
    said->base_start = tick_of(m, task->base_start);
    said->base_finish = tick_of(m, task->base_finish);
    facts->off = task->summary || task->inactive;
    facts->calendar = calendar_of(m, task);
    facts->mode = m->project->from_finish ? GT_MODE_BACKWARD : GT_MODE_FORWARD;
    if (task->summary)
        return GT_OK;
    facts->duration = (int32_t)duration;
    put_bound(m, task->bound, task->bound_at, facts);
    put_bound(m, task->bound2, task->bound2_at, facts);
    if (task->deadline != GT_MINUTE_NONE)
        facts->finish_max = tick_of(m, task->deadline);
    if (task->actual_start != GT_MINUTE_NONE)
        put_actual(m, task, facts);
    else if (task->manual) /* where it was put, unless what is before it ends later */
        facts->start_min = tick_of(m, task->start);
    return GT_OK;
}

/* ---- resources ------------------------------------------------------------------------- */

static int by_from(const void *a, const void *b)
{
    const struct gt_project_periods *one = a, *two = b;

    return one->from != two->from ? (one->from < two->from ? -1 : 1) : (one->to > two->to) - (one->to < two->to);
}

static bool add_step(struct mapping *m, struct gt_doc_res *res, gt_tick at, int32_t capacity)
{
    struct gt_capacity *last = res->steps.count > 0 ? &res->steps.at[res->steps.count - 1] : NULL;

    if (last != NULL && last->capacity == capacity)
        return true;
    if (last == NULL || last->at != at)
        if ((last = GT_PUSH(m->arena, &res->steps)) == NULL)
            return false;
    *last = (struct gt_capacity){at, capacity};
    return true;
}

/* Periods in the order of time; where none says anything, nobody is there. */
static gt_rc map_resource(struct mapping *m, struct gt_project_res *from)
{
    struct gt_doc_res *res = GT_PUSH(m->arena, &m->doc->res);
    bool open = false; /* the last period goes on for good */

    if (res == NULL)
        return no_memory(m);
    res->id = from->id;
    res->name = from->name.len > 0 ? from->name : from->id;
    res->calendar = from->calendar < m->project->cals.count ? m->cal_of[from->calendar] : 1;
    if (from->periods.count == 0)
        return add_step(m, res, GT_TICK_FIRST / 4, from->units) ? GT_OK : no_memory(m);
    qsort(from->periods.at, from->periods.count, sizeof(*from->periods.at), by_from);
    for (size_t i = 0; i < from->periods.count; i++) {
        const struct gt_project_periods *period = &from->periods.at[i];
        gt_tick at = period->from == GT_MINUTE_NONE || (i == 0 && period->to == GT_MINUTE_NONE)
                         ? GT_TICK_FIRST / 4 : tick_of(m, period->from);
        bool last = i + 1 == from->periods.count;

        if (i == 0 && at > GT_TICK_FIRST / 4 && !add_step(m, res, GT_TICK_FIRST / 4, 0))
            return no_memory(m);
        if (!add_step(m, res, at, period->units))
            return no_memory(m);
        open = period->to == GT_MINUTE_NONE;
        if (!open && (last || from->periods.at[i + 1].from > period->to) &&
            !add_step(m, res, tick_of(m, period->to), 0))
            return no_memory(m);
    }
    return GT_OK;
}

/* The calendar of whenever one of two works: one of them, one that was made
 * before, or a new one. */
static gt_rc calendar_of_either(struct mapping *m, uint16_t a, uint16_t b, uint16_t *out)
{
    struct gt_plan_doc *doc = m->doc;
    gt_str name;
    gt_rc rc;

    *out = a;
    if (a == b || doc->cals.at[a].elapsed)
        return GT_OK;
    if (gt_arena_printf(m->arena, &name, "%.*s + %.*s", GT_FMT(doc->cals.at[a].name), GT_FMT(doc->cals.at[b].name)) != GT_OK)
        return no_memory(m);
    for (*out = 0; *out < doc->cals.count; (*out)++)
        if (doc->cals.at[b].elapsed ? *out == b : gt_str_eq(doc->cals.at[*out].name, name))
            return GT_OK;

    struct gt_cal *cal = doc->cals.count < GT_CALS_MAX ? GT_PUSH(m->arena, &doc->cals) : NULL;
    struct gt_week *week = cal == NULL ? NULL : GT_PUSH(m->arena, &doc->weeks);
    gt_day first, last;

    if (week == NULL)
        return no_memory(m);
    range_of(m->project, &first, &last);
    if ((rc = gt_cli_hours_either(m->arena, &doc->weeks.at[a], &doc->weeks.at[b], week, m->err)) != GT_OK)
        return rc;
    return gt_week_build(m->arena, week, first, last, doc->unit, name, cal, m->err);
}

static int by_task(const void *a, const void *b)
{
    const struct gt_demand *one = a, *two = b;

    return one->act != two->act ? (one->act < two->act ? -1 : 1) : (one->res > two->res) - (one->res < two->res);
}

/* Who works on what; a task without a calendar of its own goes on whenever one
 * of those who do it works. */
static gt_rc map_uses(struct mapping *m)
{
    const struct gt_project *project = m->project;
    struct gt_plan_doc *doc = m->doc;
    size_t kept = 0;

    for (size_t i = 0; i < project->uses.count; i++) {
        const struct gt_project_use *use = &project->uses.at[i];
        struct gt_demand *need;

        if (doc->facts.at[use->task].off || doc->facts.at[use->task].duration == 0)
            continue;
        if ((need = GT_PUSH(m->arena, &doc->needs)) == NULL)
            return no_memory(m);
        *need = (struct gt_demand){use->task, use->res, use->units};
    }
    if (doc->needs.count > 0)
        qsort(doc->needs.at, doc->needs.count, sizeof(*doc->needs.at), by_task);
    for (size_t i = 0; i < doc->needs.count; i++) {
        struct gt_demand *last = kept > 0 ? &doc->needs.at[kept - 1] : NULL;

        if (last != NULL && last->act == doc->needs.at[i].act && last->res == doc->needs.at[i].res)
            last->amount += doc->needs.at[i].amount;
        else
            doc->needs.at[kept++] = doc->needs.at[i];
    }
    doc->needs.count = kept;
    for (size_t i = 0; i < kept;) {
        uint32_t task = doc->needs.at[i].act;
        uint16_t calendar = doc->res.at[doc->needs.at[i].res].calendar;
        gt_rc rc;

        for (; i < kept && doc->needs.at[i].act == task; i++)
            if ((rc = calendar_of_either(m, calendar, doc->res.at[doc->needs.at[i].res].calendar, &calendar)) != GT_OK)
                return rc;
        if (!project->tasks.at[task].elapsed && project->tasks.at[task].calendar == GT_PROJECT_NO_INDEX &&
            project->tasks.at[task].actual_start == GT_MINUTE_NONE) {
            doc->facts.at[task].calendar = calendar;
            doc->tasks.at[task].by_workers = true;
        }
    }
    return GT_OK;
}

/* ---- summaries ------------------------------------------------------------------------- */

static gt_rc add_link(struct mapping *m, struct gt_link link)
{
    struct gt_link *slot = GT_PUSH(m->arena, &m->doc->links);

    if (slot == NULL)
        return no_memory(m);
    *slot = link;
    return GT_OK;
}

/* The hidden milestone at a summary's begin or end, made when first asked for. */
static gt_rc summary_event(struct mapping *m, uint32_t summary, bool finish, uint32_t *out)
{
    const struct gt_project *project = m->project;
    uint32_t *slot = finish ? &m->end[summary] : &m->begin[summary];
    struct gt_doc_task *said;
    gt_str id;
    gt_rc rc;

    if (*slot != GT_NO_INDEX) {
        *out = *slot;
        return GT_OK;
    }
    if (gt_arena_printf(m->arena, &id, "%.*s.%s", GT_FMT(project->tasks.at[summary].id),
                        finish ? "end" : "begin") != GT_OK ||
        (said = gt_doc_task_add(m->doc, id, project->tasks.at[summary].name)) == NULL)
        return no_memory(m);
    said->summary = true;
    *out = *slot = (uint32_t)m->doc->facts.count - 1;
    m->doc->facts.at[*slot].mode = project->from_finish ? GT_MODE_BACKWARD : GT_MODE_FORWARD;
    for (uint32_t i = summary + 1; i < m->count && project->tasks.at[i].level > project->tasks.at[summary].level;
         i++) {
        struct gt_link link = {.from = finish ? i : *slot, .to = finish ? *slot : i,
                               .lag_max = GT_LAG_NONE};

        if (!project->tasks.at[i].summary && (rc = add_link(m, link)) != GT_OK)
            return rc;
    }
    return GT_OK;
}

static gt_rc map_summaries(struct mapping *m)
{
    for (uint32_t i = 0; i < m->count; i++) {
        const struct gt_project_task *task = &m->project->tasks.at[i];
        uint32_t begin, end;
        gt_rc rc;

        if (!task->summary || task->inactive || task->manual ||
            (task->bound != GT_BOUND_START_FROM && task->bound != GT_BOUND_FINISH_BY &&
             task->deadline == GT_MINUTE_NONE))
            continue;
        if ((rc = summary_event(m, i, false, &begin)) != GT_OK ||
            (rc = summary_event(m, i, true, &end)) != GT_OK)
            return rc;
        if (task->bound == GT_BOUND_START_FROM)
            m->doc->facts.at[begin].start_min = tick_of(m, task->bound_at);
        if (task->bound == GT_BOUND_FINISH_BY)
            m->doc->facts.at[end].finish_max = tick_of(m, task->bound_at);
        if (task->deadline != GT_MINUTE_NONE)
            m->doc->facts.at[end].finish_max = tick_of(m, task->deadline);
    }
    return GT_OK;
}

static gt_rc map_link(struct mapping *m, const struct gt_project_link *from)
{
    const struct gt_project *project = m->project;
    struct gt_link link = {.from = from->from, .to = from->to, .kind = (uint8_t)from->kind,
                           .lag_max = GT_LAG_NONE};
    bool from_finish = from->kind == GT_PLINK_FS || from->kind == GT_PLINK_FF;
    bool to_finish = from->kind == GT_PLINK_FF || from->kind == GT_PLINK_SF;
    int64_t lag = from->lag_min / m->tick;
    gt_rc rc;

    if (lag > GT_AMOUNT_MAX || lag < -GT_AMOUNT_MAX)
        return gt_fail(m->err, GT_ELIMIT, "the lag between %.*s and %.*s is too long",
                       "%.*s 与 %.*s 之间的间隔过长", GT_FMT(project->tasks.at[from->from].id),
                       GT_FMT(project->tasks.at[from->to].id));
    link.lag_min = from->no_least ? GT_LAG_NONE : (int32_t)lag;
    if (from->has_greatest)
        link.lag_max = (int32_t)(from->greatest_min / m->tick);
    if (lag != 0 || from->has_greatest)
        link.calendar = from->lag_time == GT_LAG_ELAPSED   ? 0
                        : from->lag_time == GT_LAG_OF_CALENDAR ? m->cal_of[from->calendar]
                        : from->lag_time == GT_LAG_OF_FROM ? calendar_of(m, &project->tasks.at[from->from])
                        : from->lag_time == GT_LAG_OF_TO   ? calendar_of(m, &project->tasks.at[from->to])
                                                           : 1;
    if (project->tasks.at[from->from].summary &&
        (rc = summary_event(m, from->from, from_finish, &link.from)) != GT_OK)
        return rc;
    if (project->tasks.at[from->to].summary &&
        (rc = summary_event(m, from->to, to_finish, &link.to)) != GT_OK)
        return rc;
    return add_link(m, link);
}

/* ---- the whole ---------------------------------------------------------------------------- */

/* The beginning binds what has not begun: where something began before it
 * (Primavera's data date), each other task carries it for itself. */
static void put_from(struct mapping *m, gt_tick from)
{
    bool before = false;

    for (uint32_t i = 0; i < m->doc->facts.count; i++)
        before |= m->doc->facts.at[i].start_pin != GT_TICK_NONE && m->doc->facts.at[i].start_pin < from;
    if (!before) {
        m->doc->options.from = from;
        return;
    }
    for (uint32_t i = 0; i < m->doc->facts.count; i++)
        if (m->doc->facts.at[i].start_pin == GT_TICK_NONE && m->doc->facts.at[i].start_min < from)
            m->doc->facts.at[i].start_min = from;
}

static gt_rc map_all(struct mapping *m)
{
    const struct gt_project *project = m->project;
    gt_day first, last;
    gt_rc rc;

    range_of(project, &first, &last);
    m->count = (uint32_t)project->tasks.count;
    if ((m->cal_of = GT_NEW_N(m->arena, uint16_t, project->cals.count + 1)) == NULL ||
        (m->begin = GT_NEW_N(m->arena, uint32_t, (size_t)m->count + 1)) == NULL ||
        (m->end = GT_NEW_N(m->arena, uint32_t, (size_t)m->count + 1)) == NULL)
        return no_memory(m);
    memset(m->begin, 0xff, m->count * sizeof(*m->begin));
    memset(m->end, 0xff, m->count * sizeof(*m->end));
    for (uint32_t i = 0; i < project->cals.count; i++)
        if ((rc = map_calendar(m, i, first, last)) != GT_OK)
            return rc;
    for (uint32_t i = 0; i < m->count; i++)
        if ((rc = map_task(m, &project->tasks.at[i])) != GT_OK)
            return rc;
    m->doc->res_unit = 100;
    for (size_t i = 0; i < project->res.count; i++)
        if ((rc = map_resource(m, &project->res.at[i])) != GT_OK)
            return rc;
    if ((rc = map_uses(m)) != GT_OK || (rc = map_summaries(m)) != GT_OK)
        return rc;
    for (size_t i = 0; i < project->links.count; i++)
        if ((rc = map_link(m, &project->links.at[i])) != GT_OK)
            return rc;
    m->doc->title = project->title;
    m->doc->options.close = true;
    if (project->from_finish)
        m->doc->options.until = tick_of(m, project->finish);
    else
        put_from(m, tick_of(m, project->start));
    return GT_OK;
}

gt_rc gt_cli_project_load(struct gt_arena *arena, const char *path, gt_str bytes,
                          const struct gt_holidays *holidays, struct gt_problems *problems,
                          struct gt_plan_doc *out, struct gt_err *err)
{
    struct gt_project project;
    struct gt_holidays none;
    struct mapping m = {.project = &project, .doc = out, .arena = arena, .err = err};
    enum gt_unit unit;
    gt_day first, last;
    gt_rc rc;

    if ((rc = gt_project_read(arena, gt_project_format(path, bytes), bytes, problems, &project, err)) != GT_OK)
        return rc;
    unit = project.whole_days ? GT_UNIT_DAY : GT_UNIT_MINUTE;
    m.tick = project.whole_days ? GT_MINUTES_A_DAY : 1;
    range_of(&project, &first, &last);
    /* Its calendars say what its holidays are; a file without any gets ours. */
    gt_holidays_init(&none, arena);
    if ((rc = gt_doc_init(out, arena, unit, project.cals.count > 0 ? &none : holidays, first, last, err)) != GT_OK)
        return rc;
    if (project.cals.count > 0) {
        out->cals.at[1].known_from = GT_DAY_MIN;
        out->cals.at[1].known_to = GT_DAY_MAX;
    }
    return map_all(&m);
}

/* ---- and back -------------------------------------------------------------------------------- */

static int64_t minute_of(const struct gt_plan_doc *doc, gt_tick at)
{
    if (at <= GT_TICK_FIRST || at >= GT_TICK_LAST)
        return GT_MINUTE_NONE;
    return doc->unit == GT_UNIT_DAY ? at * GT_MINUTES_A_DAY : at;
}

static struct gt_project_hours hours_back(const struct gt_hours *from, enum gt_unit unit)
{
    struct gt_project_hours hours = {.count = from->count};

    for (int i = 0; i < from->count; i++) {
        hours.at[i].from = from->at[i].from;
        hours.at[i].to = from->at[i].to;
    }
    if (unit == GT_UNIT_DAY && from->count > 0) { /* a day is a whole one */
        hours.count = 1;
        hours.at[0].from = 0;
        hours.at[0].to = GT_MINUTES_A_DAY;
    }
    return hours;
}

static gt_rc calendar_back(struct gt_arena *arena, const struct gt_plan_doc *doc, size_t index,
                           struct gt_project *out, struct gt_err *err)
{
    struct gt_project_cal *cal = gt_project_cal_add(arena, out, err);
    const struct gt_week *week = &doc->weeks.at[index];
    const struct gt_cal *built = &doc->cals.at[index];

    if (cal == NULL)
        return GT_ENOMEM;
    cal->name = built->name;
    for (int day = 0; day < 7; day++) {
        cal->says[day] = true;
        cal->week[day] = hours_back(&week->day[day], doc->unit);
        if (built->elapsed) {
            cal->week[day].count = 1;
            cal->week[day].at[0].from = 0;
            cal->week[day].at[0].to = GT_MINUTES_A_DAY;
        }
    }
    for (uint32_t i = 0; i < week->except_count && !built->elapsed; i++) {
        struct gt_project_except *except = GT_PUSH(arena, &cal->excepts);

        if (except == NULL)
            return gt_fail(err, GT_ENOMEM, "no memory for the project file", "项目文件内存不足");
        *except = (struct gt_project_except){week->excepts[i].from, week->excepts[i].to,
                                             hours_back(&week->excepts[i].hours, doc->unit)};
    }
    return GT_OK;
}

static void bound_back(const struct gt_plan_doc *doc, const struct gt_plan_task *facts,
                       struct gt_problems *problems, struct gt_project_task *task)
{
    static const struct { enum gt_project_bound bound; size_t at; } kinds[] = {
        {GT_BOUND_START_ON, offsetof(struct gt_plan_task, start_pin)},
        {GT_BOUND_FINISH_ON, offsetof(struct gt_plan_task, finish_pin)},
        {GT_BOUND_START_FROM, offsetof(struct gt_plan_task, start_min)},
        {GT_BOUND_START_BY, offsetof(struct gt_plan_task, start_max)},
        {GT_BOUND_FINISH_FROM, offsetof(struct gt_plan_task, finish_min)}};

    for (size_t i = 0; i < GT_LEN(kinds); i++) {
        gt_tick at = *(const gt_tick *)((const char *)facts + kinds[i].at);

        if (at != GT_TICK_NONE && task->bound == GT_BOUND_ASAP) {
            task->bound = kinds[i].bound;
            task->bound_at = minute_of(doc, at);
        } else if (at != GT_TICK_NONE) {
            (void)gt_problem_add(problems, GT_PROBLEM_WARNING,
                                 "task %.*s has more than one date bound: that format keeps one, and the deadline",
                                 "任务 %.*s 有多个日期约束：该格式只保留一个约束和完成时限", GT_FMT(task->id));
        }
    }
    if (task->bound == GT_BOUND_ASAP && facts->mode == GT_MODE_BACKWARD)
        task->bound = GT_BOUND_ALAP;
    if (facts->finish_max != GT_TICK_NONE)
        task->deadline = minute_of(doc, facts->finish_max);
}

/* From each step to the next; nothing is written of the time before all steps
 * where one step is all there is. */
static gt_rc resource_back(struct gt_arena *arena, const struct gt_plan_doc *doc, const struct gt_doc_res *from,
                           struct gt_project *out, struct gt_err *err)
{
    struct gt_project_res *res = gt_project_res_add(arena, out, err);
    int32_t one = 100 / doc->res_unit;

    if (res == NULL)
        return GT_ENOMEM;
    res->id = from->id;
    res->name = from->name;
    res->calendar = from->calendar;
    res->units = 0;
    for (size_t i = 0; i < from->steps.count; i++) {
        const struct gt_capacity *step = &from->steps.at[i];
        int64_t units = (int64_t)step->capacity * one;
        struct gt_project_periods *period;

        units = units > GT_PROJECT_UNITS_MAX ? GT_PROJECT_UNITS_MAX : units;
        res->units = units > res->units ? (int32_t)units : res->units;
        if (from->steps.count == 1)
            break;
        if ((period = GT_PUSH(arena, &res->periods)) == NULL)
            return gt_fail(err, GT_ENOMEM, "no memory for the project file", "项目文件内存不足");
        *period = (struct gt_project_periods){
            step->at <= GT_TICK_FIRST / 4 ? GT_MINUTE_NONE : minute_of(doc, step->at),
            i + 1 < from->steps.count ? minute_of(doc, from->steps.at[i + 1].at) : GT_MINUTE_NONE, (int32_t)units};
    }
    return GT_OK;
}

static gt_rc resources_back(struct gt_arena *arena, const struct gt_plan_doc *doc, struct gt_project *out,
                            struct gt_err *err)
{
    gt_rc rc;

    for (size_t i = 0; i < doc->res.count; i++)
        if ((rc = resource_back(arena, doc, &doc->res.at[i], out, err)) != GT_OK)
            return rc;
    for (size_t i = 0; i < doc->needs.count; i++)
        if ((rc = gt_project_use_add(arena, out, doc->needs.at[i].act, doc->needs.at[i].res,
                                     (int64_t)doc->needs.at[i].amount * (100 / doc->res_unit), err)) != GT_OK)
            return rc;
    return GT_OK;
}

/* A link with all it says; what a lag counts in is named where it is not the
 * later task's calendar. */
static gt_rc link_back(struct gt_arena *arena, const struct gt_plan_doc *doc, const struct gt_link *from,
                       struct gt_project *out, struct gt_err *err)
{
    int64_t tick = doc->unit == GT_UNIT_DAY ? GT_MINUTES_A_DAY : 1;
    struct gt_project_link *link = gt_project_link_add(arena, out, err);
    bool counts = from->lag_max != GT_LAG_NONE || (from->lag_min != GT_LAG_NONE && from->lag_min != 0);

    if (link == NULL)
        return GT_ENOMEM;
    *link = (struct gt_project_link){
        .from = from->from, .to = from->to, .kind = (enum gt_project_link_kind)from->kind,
        .no_least = from->lag_min == GT_LAG_NONE, .has_greatest = from->lag_max != GT_LAG_NONE,
        .lag_min = from->lag_min == GT_LAG_NONE ? 0 : from->lag_min * tick,
        .greatest_min = from->lag_max == GT_LAG_NONE ? 0 : from->lag_max * tick,
        .lag_time = GT_LAG_OF_TO, .calendar = from->calendar};
    if (counts && from->calendar == 0)
        link->lag_time = GT_LAG_ELAPSED;
    else if (counts && from->calendar != doc->facts.at[from->to].calendar)
        link->lag_time = GT_LAG_OF_CALENDAR;
    return GT_OK;
}

gt_rc gt_cli_project_of(struct gt_arena *arena, const struct gt_plan_doc *doc,
                        const struct gt_plan *plan, struct gt_problems *problems, struct gt_project *out,
                        struct gt_err *err)
{
    int64_t tick = doc->unit == GT_UNIT_DAY ? GT_MINUTES_A_DAY : 1;
    gt_rc rc;

    *out = (struct gt_project){.title = doc->title, .start = minute_of(doc, doc->options.from),
                               .finish = minute_of(doc, doc->options.until),
                               .whole_days = doc->unit == GT_UNIT_DAY, .calendar = 1,
                               .minutes_a_day = tick == 1 ? 480 : tick};
    for (size_t i = 0; i < doc->cals.count; i++)
        if ((rc = calendar_back(arena, doc, i, out, err)) != GT_OK)
            return rc;
    for (uint32_t i = 0; i < doc->tasks.count; i++) {
        const struct gt_doc_task *said = &doc->tasks.at[i];
        const struct gt_plan_task *facts = &doc->facts.at[i];
        struct gt_plan_dates dates = gt_plan_dates(plan, i);
        struct gt_project_task *task = gt_project_task_add(arena, out, err);

        if (task == NULL)
            return GT_ENOMEM;
        task->id = said->id;
        task->name = said->name;
        task->level = said->level;
        /* The hidden milestones of a summary are tasks like any other there. */
        task->summary = said->summary && facts->off;
        task->inactive = facts->off && !said->summary;
        task->calendar = facts->calendar;
        task->elapsed = facts->calendar == 0;
        task->duration_min = facts->duration * tick;
        task->start = minute_of(doc, dates.start);
        task->finish = minute_of(doc, dates.finish);
        task->early_start = minute_of(doc, dates.early_start);
        task->early_finish = minute_of(doc, dates.early_finish);
        task->late_start = minute_of(doc, dates.late_start);
        task->late_finish = minute_of(doc, dates.late_finish);
        task->base_start = said->base_start == GT_TICK_NONE ? GT_MINUTE_NONE : minute_of(doc, said->base_start);
        task->base_finish = said->base_finish == GT_TICK_NONE ? GT_MINUTE_NONE : minute_of(doc, said->base_finish);
        bound_back(doc, facts, problems, task);
        if (out->start == GT_MINUTE_NONE || (task->start != GT_MINUTE_NONE && task->start < out->start))
            out->start = task->start;
    }
    for (size_t i = 0; i < doc->links.count; i++) {
        const struct gt_link *from = &doc->links.at[i];

        if (from->off || (from->lag_min == GT_LAG_NONE && from->lag_max == GT_LAG_NONE))
            continue;
        if (from->lag_max != GT_LAG_NONE)
            (void)gt_problem_add(problems, GT_PROBLEM_WARNING,
                                 "the greatest lag between %.*s and %.*s stands in the field Text30: MS Project shows "
                                 "it but does not keep it",
                                 "%.*s 与 %.*s 之间的最大间隔写入自定义字段 Text30：MS Project 会显示，但排程时不执行",
                                 GT_FMT(doc->tasks.at[from->from].id), GT_FMT(doc->tasks.at[from->to].id));
        if ((rc = link_back(arena, doc, from, out, err)) != GT_OK)
            return rc;
    }
    return resources_back(arena, doc, out, err);
}
