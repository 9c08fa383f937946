/* mspdi.c - MS Project XML: calendars, tasks, links, baselines. */
#include "base/map.h"
#include "read/mspdi_more.h"
#include "read/project.h"
#include "read/xml.h"

enum { TEXT_MAX = 4096, LINKS_OF_ONE_MAX = 100000 };

struct use { gt_str task, res; int32_t units; };
struct more { uint32_t task; gt_str text; }; /* what its links say besides (mspdi_write.c) */

struct reader {
    struct gt_xml      *xml;
    struct gt_arena    *arena;
    struct gt_problems *problems;
    struct gt_project  *project;
    struct gt_err      *err;
    struct gt_map       cal_ids;
    GT_VEC(struct { gt_str from; uint32_t to; struct gt_project_link link; }) pending; /* links */
    gt_str calendar;           /* the project's, by id */
    GT_VEC(gt_str) task_cals;  /* by task, "" or id */
    GT_VEC(gt_str) cal_bases;  /* by calendar */
    GT_VEC(gt_str) res_cals;   /* by resource */
    GT_VEC(struct use) uses;   /* assignments */
    GT_VEC(struct more) more;
};

static gt_rc no_memory(struct reader *r)
{
    return gt_fail(r->err, GT_ENOMEM, "no memory for the project file", "项目文件内存不足");
}

/* The text of the element that just opened, up to its close, kept. */
static gt_rc read_text(struct reader *r, gt_str *out)
{
    uint32_t depth = gt_xml_depth(r->xml);
    char text[TEXT_MAX];
    size_t len = 0;

    for (;;) {
        enum gt_xml_step step = gt_xml_next(r->xml, r->err);

        if (step == GT_XML_ERROR || step == GT_XML_END)
            return step == GT_XML_END ? gt_fail(r->err, GT_EPARSE, "the file ends early", "文件不完整")
                                      : r->err->rc;
        if (step == GT_XML_CLOSE && gt_xml_depth(r->xml) < depth)
            break;
        if (step == GT_XML_TEXT && gt_xml_depth(r->xml) == depth) {
            gt_str piece = gt_xml_text(r->xml);
            size_t room = sizeof(text) - len;

            if (piece.len > room)
                piece.len = room;
            memcpy(text + len, piece.at, piece.len);
            len += piece.len;
        }
    }
    return gt_arena_dup(r->arena, gt_str_trim((gt_str){text, len}), out) == GT_OK ? GT_OK : no_memory(r);
}

/* On to the next child element of the one at `depth`; *more false at its end. */
static gt_rc next_child(struct reader *r, uint32_t depth, bool *more)
{
    for (;;) {
        enum gt_xml_step step = gt_xml_next(r->xml, r->err);

        if (step == GT_XML_ERROR)
            return r->err->rc;
        if (step == GT_XML_END)
            return gt_fail(r->err, GT_EPARSE, "the file ends early", "文件不完整");
        if (step == GT_XML_OPEN) {
            *more = true;
            return GT_OK;
        }
        if (step == GT_XML_CLOSE && gt_xml_depth(r->xml) < depth) {
            *more = false;
            return GT_OK;
        }
    }
}

static gt_rc skip(struct reader *r)
{
    return gt_xml_skip(r->xml, r->err) == GT_XML_ERROR ? r->err->rc : GT_OK;
}

static int64_t number(gt_str s)
{
    int64_t value = 0;

    return gt_str_i64(s, &value) ? value : 0;
}

/* "PT8H30M0S" in minutes, rounded to the nearest; -1 where it is none. */
static int64_t iso_minutes(gt_str s)
{
    int64_t total = 0, value = 0;
    bool digits = false;

    if (!gt_str_starts(s, GT_STR("PT")))
        return -1;
    for (size_t i = 2; i < s.len; i++) {
        if (s.at[i] >= '0' && s.at[i] <= '9') {
            value = value * 10 + (s.at[i] - '0');
            digits = true;
            if (value > 100 * 1000 * 1000)
                return -1;
            continue;
        }
        if (!digits && s.at[i] != '.')
            return -1;
        if (s.at[i] == 'H')
            total += value * 3600;
        else if (s.at[i] == 'M')
            total += value * 60;
        else if (s.at[i] == 'S' || s.at[i] == '.')
            return (total + value + 30) / 60;
        else
            return -1;
        value = 0;
        digits = false;
    }
    return (total + 30) / 60;
}

/* ---- calendars ------------------------------------------------------------------- */

/* WorkingTimes: FromTime and ToTime pairs. */
static gt_rc read_hours(struct reader *r, struct gt_project_hours *out)
{
    uint32_t depth = gt_xml_depth(r->xml);
    int from = -1, to = -1;
    bool more;
    gt_rc rc;

    out->count = 0;
    while ((rc = next_child(r, depth, &more)) == GT_OK && more) {
        gt_str text;

        if (gt_xml_is(r->xml, "WorkingTime")) {
            from = to = -1;
            continue; /* its children come next */
        }
        if (gt_xml_is(r->xml, "FromTime")) {
            if ((rc = read_text(r, &text)) != GT_OK)
                return rc;
            from = gt_project_clock(text);
        } else if (gt_xml_is(r->xml, "ToTime")) {
            if ((rc = read_text(r, &text)) != GT_OK)
                return rc;
            to = gt_project_clock(text);
            if (to == 0)
                to = 24 * 60;
            if (from >= 0 && to > from && out->count < GT_PROJECT_HOURS_MAX &&
                (out->count == 0 || out->at[out->count - 1].to <= from)) {
                out->at[out->count].from = (uint16_t)from;
                out->at[out->count++].to = (uint16_t)to;
            }
        } else if ((rc = skip(r)) != GT_OK) {
            return rc;
        }
    }
    return rc;
}

static gt_rc read_period(struct reader *r, gt_day *from, gt_day *to)
{
    uint32_t depth = gt_xml_depth(r->xml);
    bool more;
    gt_rc rc;

    while ((rc = next_child(r, depth, &more)) == GT_OK && more) {
        bool first = gt_xml_is(r->xml, "FromDate"), last = gt_xml_is(r->xml, "ToDate");
        gt_day day;
        gt_str text;

        if ((rc = read_text(r, &text)) != GT_OK)
            return rc;
        if ((first || last) && gt_day_parse(gt_str_sub(text, 0, 10), &day))
            *(first ? from : to) = day;
    }
    return rc;
}

/* How an exception comes again, as MS Project numbers it. */
struct recurrence { int64_t type, occurrences, period, days_of_week, month_day, month, item, position; };

static gt_rc add_except(struct reader *r, struct gt_project_cal *cal, gt_day from, gt_day to,
                        const struct gt_project_hours *hours)
{
    struct gt_project_except *except;

    if (cal->excepts.count >= GT_PROJECT_EXCEPTS_MAX)
        return gt_fail(r->err, GT_ELIMIT, "a calendar with more than %d exceptions",
                       "一个日历的例外超过%d个", (int)GT_PROJECT_EXCEPTS_MAX);
    if ((except = GT_PUSH(r->arena, &cal->excepts)) == NULL)
        return no_memory(r);
    *except = (struct gt_project_except){from, to, *hours};
    return GT_OK;
}

/* Whether a day is one on which the exception comes again. */
static bool recurs_on(const struct recurrence *rec, gt_day first, gt_day day)
{
    struct gt_ymd ymd = gt_day_ymd(day), start = gt_day_ymd(first);
    int sunday_first = (gt_weekday(day) + 1) % 7; /* bit 0 is Sunday */
    int64_t period = rec->period > 0 ? rec->period : 1;
    int64_t months = (int64_t)(ymd.year - start.year) * 12 + ymd.month - start.month;
    bool last = rec->position == 4, placed = true;

    if (rec->type == 3 || rec->type == 5) { /* the n-th such weekday, or the last */
        int nth = (ymd.day - 1) / 7;

        placed = last ? ymd.day + 7 > gt_month_days(ymd.year, ymd.month) : nth == rec->position;
        if (rec->item >= 3 && rec->item <= 9) /* 3 Sunday … 9 Saturday */
            placed = placed && sunday_first == rec->item - 3;
        else if (rec->item == 0) /* day */
            placed = last ? ymd.day == gt_month_days(ymd.year, ymd.month) : ymd.day == rec->position + 1;
        else
            return false; /* weekday and weekend day: told as a warning by the caller */
    }
    switch (rec->type) {
    case 1: /* daily */
    case 7: return (day - first) % period == 0;
    case 2: return ymd.month == rec->month + 1 && ymd.day == rec->month_day &&
                   (ymd.year - start.year) % period == 0;
    case 3: return ymd.month == rec->month + 1 && placed;
    case 4: return ymd.day == rec->month_day && months % period == 0;
    case 5: return placed && months % period == 0;
    case 6: /* weekly; weeks begin on Sunday */
        return (rec->days_of_week >> sunday_first & 1) != 0 &&
               ((day + 4) / 7 - (first + 4) / 7) % period == 0;
    default: return false;
    }
}

static gt_rc lay_recurrence(struct reader *r, struct gt_project_cal *cal, const struct recurrence *rec,
                            gt_day from, gt_day to, const struct gt_project_hours *hours)
{
    int64_t left = rec->occurrences > 0 ? rec->occurrences : GT_PROJECT_EXCEPTS_MAX;
    gt_rc rc = GT_OK;

    if (rec->type <= 0 || (rec->type == 1 && rec->period <= 1 && rec->occurrences <= 1))
        return add_except(r, cal, from, to, hours);
    if ((rec->type == 3 || rec->type == 5) && (rec->item == 1 || rec->item == 2))
        (void)gt_problem_add(r->problems, GT_PROBLEM_WARNING,
                             "calendar \"%.*s\": an exception on the n-th weekday or weekend day is left out",
                             "日历“%.*s”:按“第几个工作日/周末”重复的例外未导入", GT_FMT(cal->name));
    for (gt_day day = from; day <= to && left > 0 && rc == GT_OK; day++)
        if (recurs_on(rec, from, day)) {
            left--;
            rc = add_except(r, cal, day, day, hours);
        }
    return rc;
}

static gt_rc read_exception(struct reader *r, struct gt_project_cal *cal)
{
    static const struct { const char *name; size_t at; } fields[] = {
        {"Type", offsetof(struct recurrence, type)},
        {"Occurrences", offsetof(struct recurrence, occurrences)},
        {"Period", offsetof(struct recurrence, period)},
        {"DaysOfWeek", offsetof(struct recurrence, days_of_week)},
        {"MonthDay", offsetof(struct recurrence, month_day)},
        {"Month", offsetof(struct recurrence, month)},
        {"MonthItem", offsetof(struct recurrence, item)},
        {"MonthPosition", offsetof(struct recurrence, position)}};
    uint32_t depth = gt_xml_depth(r->xml);
    struct gt_project_hours hours = {0};
    struct recurrence rec = {0};
    gt_day from = GT_DAY_NONE, to = GT_DAY_NONE;
    bool more;
    gt_rc rc;

    while ((rc = next_child(r, depth, &more)) == GT_OK && more) {
        size_t field = 0;
        gt_str text;

        if (gt_xml_is(r->xml, "TimePeriod"))
            rc = read_period(r, &from, &to);
        else if (gt_xml_is(r->xml, "WorkingTimes"))
            rc = read_hours(r, &hours);
        else {
            while (field < GT_LEN(fields) && !gt_xml_is(r->xml, fields[field].name))
                field++;
            if (field == GT_LEN(fields))
                rc = skip(r);
            else if ((rc = read_text(r, &text)) == GT_OK)
                *(int64_t *)((char *)&rec + fields[field].at) = number(text);
        }
        if (rc != GT_OK)
            return rc;
    }
    if (rc != GT_OK || from == GT_DAY_NONE || to == GT_DAY_NONE || to < from)
        return rc;
    return lay_recurrence(r, cal, &rec, from, to, &hours);
}

static gt_rc read_weekday(struct reader *r, struct gt_project_cal *cal)
{
    uint32_t depth = gt_xml_depth(r->xml);
    struct gt_project_hours hours = {0};
    gt_day from = GT_DAY_NONE, to = GT_DAY_NONE;
    int64_t type = -1;
    bool more;
    gt_rc rc;

    while ((rc = next_child(r, depth, &more)) == GT_OK && more) {
        gt_str text;

        if (gt_xml_is(r->xml, "DayType")) {
            if ((rc = read_text(r, &text)) == GT_OK)
                type = number(text);
        } else if (gt_xml_is(r->xml, "TimePeriod")) {
            rc = read_period(r, &from, &to);
        } else if (gt_xml_is(r->xml, "WorkingTimes")) {
            rc = read_hours(r, &hours);
        } else {
            rc = skip(r);
        }
        if (rc != GT_OK)
            return rc;
    }
    if (rc != GT_OK)
        return rc;
    if (type >= 1 && type <= 7) {
        int day = (int)(type + 5) % 7; /* 1 is Sunday */

        cal->says[day] = true;
        cal->week[day] = hours;
    } else if (type == 0 && from != GT_DAY_NONE && to >= from && cal->excepts.count == 0) {
        /* Old files keep exceptions among the weekdays; newer ones repeat them
         * under Exceptions, which then count instead. */
        rc = add_except(r, cal, from, to, &hours);
    }
    return rc;
}

static gt_rc read_calendar(struct reader *r)
{
    struct gt_project_cal *cal = gt_project_cal_add(r->arena, r->project, r->err);
    gt_str *base = cal == NULL ? NULL : GT_PUSH(r->arena, &r->cal_bases);
    uint32_t depth = gt_xml_depth(r->xml);
    bool more, old_excepts = false;
    gt_rc rc;

    if (cal == NULL)
        return r->err->rc;
    if (base == NULL)
        return no_memory(r);
    *base = GT_STR("");
    while ((rc = next_child(r, depth, &more)) == GT_OK && more) {
        if (gt_xml_is(r->xml, "UID"))
            rc = read_text(r, &cal->id);
        else if (gt_xml_is(r->xml, "Name"))
            rc = read_text(r, &cal->name);
        else if (gt_xml_is(r->xml, "BaseCalendarUID"))
            rc = read_text(r, base);
        else if (gt_xml_is(r->xml, "WeekDays") || gt_xml_is(r->xml, "WeekDay") ||
                 gt_xml_is(r->xml, "Exceptions") || gt_xml_is(r->xml, "Exception")) {
            if (gt_xml_is(r->xml, "WeekDay")) {
                rc = read_weekday(r, cal);
                old_excepts |= cal->excepts.count > 0;
            } else if (gt_xml_is(r->xml, "Exceptions")) {
                if (old_excepts)
                    cal->excepts.count = 0;
            } else if (gt_xml_is(r->xml, "Exception")) {
                rc = read_exception(r, cal);
            }
        } else {
            rc = skip(r);
        }
        if (rc != GT_OK)
            return rc;
    }
    if (rc == GT_OK && gt_map_add(&r->cal_ids, cal->id, (uint32_t)r->project->cals.count - 1) == GT_ENOMEM)
        return no_memory(r);
    return rc;
}

/* ---- tasks ---------------------------------------------------------------------------- */

static gt_rc read_link(struct reader *r, uint32_t to)
{
    static const enum gt_project_link_kind kinds[4] = {GT_PLINK_FF, GT_PLINK_FS, GT_PLINK_SF, GT_PLINK_SS};
    uint32_t depth = gt_xml_depth(r->xml);
    struct gt_project_link link = {.to = to, .kind = GT_PLINK_FS};
    gt_str from = GT_STR("");
    int64_t format = 7, lag = 0;
    bool more;
    gt_rc rc;

    while ((rc = next_child(r, depth, &more)) == GT_OK && more) {
        bool is_from = gt_xml_is(r->xml, "PredecessorUID"), is_type = gt_xml_is(r->xml, "Type");
        bool is_lag = gt_xml_is(r->xml, "LinkLag"), is_format = gt_xml_is(r->xml, "LagFormat");
        gt_str text;

        if ((rc = read_text(r, &text)) != GT_OK)
            return rc;
        if (is_from)
            from = text;
        else if (is_type && number(text) >= 0 && number(text) <= 3)
            link.kind = kinds[number(text)];
        else if (is_lag)
            lag = number(text); /* tenths of a minute */
        else if (is_format)
            format = number(text);
    }
    if (rc != GT_OK)
        return rc;
    link.lag_min = lag / 10;
    /* Even formats from 4 to 12 are elapsed; 19 and 20 are percentages. */
    if (format >= 4 && format <= 12 && format % 2 == 0)
        link.lag_time = GT_LAG_ELAPSED;
    else
        link.lag_time = GT_LAG_OF_TO;
    if (format == 19 || format == 20)
        (void)gt_problem_add(r->problems, GT_PROBLEM_WARNING,
                             "a lag in percent of a duration is taken as the minutes that stand there",
                             "以工期百分比表示的间隔按文件中的分钟数处理");
    if (GT_PUSH(r->arena, &r->pending) == NULL)
        return no_memory(r);
    r->pending.at[r->pending.count - 1].from = from;
    r->pending.at[r->pending.count - 1].to = to;
    r->pending.at[r->pending.count - 1].link = link;
    return GT_OK;
}

static gt_rc read_baseline(struct reader *r, struct gt_project_task *task)
{
    uint32_t depth = gt_xml_depth(r->xml);
    int64_t which = 0, start = GT_MINUTE_NONE, finish = GT_MINUTE_NONE;
    bool more;
    gt_rc rc;

    while ((rc = next_child(r, depth, &more)) == GT_OK && more) {
        bool is_number = gt_xml_is(r->xml, "Number"), is_start = gt_xml_is(r->xml, "Start");
        bool is_finish = gt_xml_is(r->xml, "Finish");
        gt_str text;

        if (!is_number && !is_start && !is_finish) {
            if ((rc = skip(r)) != GT_OK)
                return rc;
            continue;
        }
        if ((rc = read_text(r, &text)) != GT_OK)
            return rc;
        if (is_number)
            which = number(text);
        else
            *(is_start ? &start : &finish) = gt_project_minute(text);
    }
    if (rc == GT_OK && which == 0) {
        task->base_start = start;
        task->base_finish = finish;
    }
    return rc;
}

static gt_rc read_attribute(struct reader *r, uint32_t task)
{
    uint32_t depth = gt_xml_depth(r->xml);
    gt_str field = GT_STR(""), value = GT_STR("");
    struct more *slot;
    bool more;
    gt_rc rc;

    while ((rc = next_child(r, depth, &more)) == GT_OK && more) {
        if (gt_xml_is(r->xml, "FieldID"))
            rc = read_text(r, &field);
        else if (gt_xml_is(r->xml, "Value"))
            rc = read_text(r, &value);
        else
            rc = skip(r);
        if (rc != GT_OK)
            return rc;
    }
    if (rc != GT_OK || !gt_str_eq(field, GT_STR(GT_MSPDI_FIELD)))
        return rc;
    if ((slot = GT_PUSH(r->arena, &r->more)) == NULL)
        return no_memory(r);
    *slot = (struct more){task, value};
    return GT_OK;
}

/* Dates of a task by element name. */
static const struct { const char *name; size_t at; } task_dates[] = {
    {"Start", offsetof(struct gt_project_task, start)},
    {"Finish", offsetof(struct gt_project_task, finish)},
    {"EarlyStart", offsetof(struct gt_project_task, early_start)},
    {"EarlyFinish", offsetof(struct gt_project_task, early_finish)},
    {"LateStart", offsetof(struct gt_project_task, late_start)},
    {"LateFinish", offsetof(struct gt_project_task, late_finish)},
    {"ConstraintDate", offsetof(struct gt_project_task, bound_at)},
    {"Deadline", offsetof(struct gt_project_task, deadline)},
    {"ActualStart", offsetof(struct gt_project_task, actual_start)},
    {"ActualFinish", offsetof(struct gt_project_task, actual_finish)},
};

struct task_extra { bool null, milestone; int64_t duration_format, stop; gt_str calendar; };

/* One simple element of a task. */
static gt_rc read_task_field(struct reader *r, struct gt_project_task *task, struct task_extra *extra)
{
    static const enum gt_project_bound bounds[8] = {
        GT_BOUND_ASAP, GT_BOUND_ALAP, GT_BOUND_START_ON, GT_BOUND_FINISH_ON,
        GT_BOUND_START_FROM, GT_BOUND_START_BY, GT_BOUND_FINISH_FROM, GT_BOUND_FINISH_BY};
    char name[32];
    gt_str element = gt_xml_name(r->xml), text;
    gt_rc rc;

    if (element.len >= sizeof(name))
        return skip(r);
    memcpy(name, element.at, element.len);
    name[element.len] = '\0';
    if ((rc = read_text(r, &text)) != GT_OK)
        return rc;
    for (size_t i = 0; i < GT_LEN(task_dates); i++)
        if (strcmp(name, task_dates[i].name) == 0) {
            *(int64_t *)((char *)task + task_dates[i].at) = gt_project_minute(text);
            return GT_OK;
        }
    if (strcmp(name, "UID") == 0)
        task->id = text;
    else if (strcmp(name, "Name") == 0)
        task->name = text;
    else if (strcmp(name, "OutlineLevel") == 0)
        task->level = (uint16_t)(number(text) & 0xff);
    else if (strcmp(name, "Summary") == 0)
        task->summary = number(text) == 1;
    else if (strcmp(name, "IsNull") == 0)
        extra->null = number(text) == 1;
    else if (strcmp(name, "Active") == 0)
        task->inactive = number(text) == 0;
    else if (strcmp(name, "Manual") == 0)
        task->manual = number(text) == 1;
    else if (strcmp(name, "CalendarUID") == 0)
        extra->calendar = text;
    else if (strcmp(name, "PercentComplete") == 0)
        task->percent = (double)number(text);
    else if (strcmp(name, "DurationFormat") == 0)
        extra->duration_format = number(text);
    else if (strcmp(name, "ConstraintType") == 0 && number(text) >= 0 && number(text) < 8)
        task->bound = bounds[number(text)];
    else if (strcmp(name, "Duration") == 0 && (task->duration_min = iso_minutes(text)) < 0)
        return gt_fail(r->err, GT_EPARSE, "task %.*s: \"%.*s\" is no duration",
                       "任务 %.*s:“%.*s”不是工期", GT_FMT(task->id), GT_FMT(text));
    return GT_OK;
}

static gt_rc read_task(struct reader *r)
{
    struct gt_project_task *task = gt_project_task_add(r->arena, r->project, r->err);
    uint32_t depth = gt_xml_depth(r->xml), index = (uint32_t)r->project->tasks.count - 1;
    struct task_extra extra = {.calendar = GT_STR("")};
    gt_str *slot;
    bool more;
    gt_rc rc;

    if (task == NULL)
        return r->err->rc;
    while ((rc = next_child(r, depth, &more)) == GT_OK && more) {
        if (gt_xml_is(r->xml, "PredecessorLink"))
            rc = read_link(r, index);
        else if (gt_xml_is(r->xml, "Baseline"))
            rc = read_baseline(r, task);
        else if (gt_xml_is(r->xml, "ExtendedAttribute"))
            rc = read_attribute(r, index);
        else if (gt_xml_is(r->xml, "TimephasedData") ||
                 gt_xml_is(r->xml, "OutlineCode"))
            rc = skip(r);
        else
            rc = read_task_field(r, task, &extra);
        if (rc != GT_OK)
            return rc;
    }
    if (rc != GT_OK)
        return rc;
    if (extra.null || task->id.len == 0) { /* an empty row */
        r->project->tasks.count--;
        return GT_OK;
    }
    task->elapsed = extra.duration_format >= 4 && extra.duration_format <= 12 &&
                    extra.duration_format % 2 == 0;
    if ((slot = GT_PUSH(r->arena, &r->task_cals)) == NULL)
        return no_memory(r);
    *slot = extra.calendar;
    return GT_OK;
}

/* ---- resources and assignments --------------------------------------------------------------- */

/* AvailabilityPeriod: from, to and how many. */
static gt_rc read_availability(struct reader *r, struct gt_project_res *res)
{
    uint32_t depth = gt_xml_depth(r->xml);
    struct gt_project_periods period = {GT_MINUTE_NONE, GT_MINUTE_NONE, -1}, *slot;
    bool more;
    gt_rc rc;

    while ((rc = next_child(r, depth, &more)) == GT_OK && more) {
        bool from = gt_xml_is(r->xml, "AvailableFrom"), to = gt_xml_is(r->xml, "AvailableTo");
        bool units = gt_xml_is(r->xml, "AvailableUnits");
        gt_str text;

        if ((rc = read_text(r, &text)) != GT_OK)
            return rc;
        if (from || to)
            *(from ? &period.from : &period.to) = gt_project_minute(text);
        else if (units)
            period.units = gt_project_units(text);
    }
    /* Without a beginning (MS Project writes 1984) it holds from ever. */
    if (rc != GT_OK || period.units < 0)
        return rc;
    if (res->periods.count >= GT_PROJECT_EXCEPTS_MAX || (slot = GT_PUSH(r->arena, &res->periods)) == NULL)
        return no_memory(r);
    *slot = period;
    return GT_OK;
}

static gt_rc read_resource(struct reader *r)
{
    struct gt_project_res *res = gt_project_res_add(r->arena, r->project, r->err);
    gt_str *calendar = res == NULL ? NULL : GT_PUSH(r->arena, &r->res_cals), text;
    uint32_t depth = gt_xml_depth(r->xml);
    int64_t type = 1, null = 0;
    bool more;
    gt_rc rc;

    if (res == NULL)
        return r->err->rc;
    if (calendar == NULL)
        return no_memory(r);
    *calendar = GT_STR("");
    while ((rc = next_child(r, depth, &more)) == GT_OK && more) {
        if (gt_xml_is(r->xml, "UID")) {
            rc = read_text(r, &res->id);
        } else if (gt_xml_is(r->xml, "Name")) {
            rc = read_text(r, &res->name);
        } else if (gt_xml_is(r->xml, "CalendarUID")) {
            rc = read_text(r, calendar);
        } else if (gt_xml_is(r->xml, "Type") || gt_xml_is(r->xml, "IsNull")) {
            int64_t *to = gt_xml_is(r->xml, "Type") ? &type : &null;

            if ((rc = read_text(r, &text)) == GT_OK)
                *to = number(text);
        } else if (gt_xml_is(r->xml, "MaxUnits")) {
            if ((rc = read_text(r, &text)) == GT_OK && gt_project_units(text) > 0)
                res->units = gt_project_units(text);
        } else if (gt_xml_is(r->xml, "AvailabilityPeriods")) {
            continue; /* its children come next */
        } else if (gt_xml_is(r->xml, "AvailabilityPeriod")) {
            rc = read_availability(r, res);
        } else {
            rc = skip(r);
        }
        if (rc != GT_OK)
            return rc;
    }
    /* Material, costs and empty rows do not limit when work is done. */
    if (rc == GT_OK && (type != 1 || null == 1 || res->id.len == 0 || gt_str_eq(res->id, GT_STR("0")))) {
        r->project->res.count--;
        r->res_cals.count--;
    }
    return rc;
}

static gt_rc read_assignment(struct reader *r)
{
    struct use use = {GT_STR(""), GT_STR(""), 100}, *slot;
    uint32_t depth = gt_xml_depth(r->xml);
    gt_str text;
    bool more;
    gt_rc rc;

    while ((rc = next_child(r, depth, &more)) == GT_OK && more) {
        if (gt_xml_is(r->xml, "TaskUID"))
            rc = read_text(r, &use.task);
        else if (gt_xml_is(r->xml, "ResourceUID"))
            rc = read_text(r, &use.res);
        else if (!gt_xml_is(r->xml, "Units"))
            rc = skip(r);
        else if ((rc = read_text(r, &text)) == GT_OK && gt_project_units(text) >= 0)
            use.units = gt_project_units(text);
        if (rc != GT_OK)
            return rc;
    }
    if (rc != GT_OK)
        return rc;
    if ((slot = GT_PUSH(r->arena, &r->uses)) == NULL)
        return no_memory(r);
    *slot = use;
    return GT_OK;
}

static gt_rc resolve_uses(struct reader *r, const struct gt_map *tasks)
{
    struct gt_project *project = r->project;
    struct gt_map ids;
    gt_rc rc;

    gt_map_init(&ids, r->arena);
    for (uint32_t i = 0; i < project->res.count; i++) {
        if (gt_map_add(&ids, project->res.at[i].id, i) == GT_ENOMEM)
            return no_memory(r);
        (void)gt_map_find(&r->cal_ids, r->res_cals.at[i], &project->res.at[i].calendar);
    }
    for (size_t i = 0; i < r->uses.count; i++) {
        uint32_t task, res;

        /* Unassigned work (-65535), material and costs name nobody who is kept. */
        if (gt_map_find(tasks, r->uses.at[i].task, &task) && gt_map_find(&ids, r->uses.at[i].res, &res) &&
            (rc = gt_project_use_add(r->arena, project, task, res, r->uses.at[i].units, r->err)) != GT_OK)
            return rc;
    }
    return GT_OK;
}

/* ---- the whole --------------------------------------------------------------------------- */

static gt_rc read_root_field(struct reader *r)
{
    struct gt_project *project = r->project;
    bool title = gt_xml_is(r->xml, "Title") || (gt_xml_is(r->xml, "Name") && project->title.len == 0);
    bool start = gt_xml_is(r->xml, "StartDate"), finish = gt_xml_is(r->xml, "FinishDate");
    bool from_start = gt_xml_is(r->xml, "ScheduleFromStart");
    bool minutes = gt_xml_is(r->xml, "MinutesPerDay"), calendar = gt_xml_is(r->xml, "CalendarUID");
    gt_str text;
    gt_rc rc;

    if (!title && !start && !finish && !from_start && !minutes && !calendar)
        return skip(r);
    if ((rc = read_text(r, &text)) != GT_OK)
        return rc;
    if (title)
        project->title = text;
    else if (start)
        project->start = gt_project_minute(text);
    else if (finish)
        project->finish = gt_project_minute(text);
    else if (from_start)
        project->from_finish = number(text) == 0;
    else if (minutes && number(text) > 0 && number(text) <= 24 * 60)
        project->minutes_a_day = number(text);
    else if (calendar)
        r->calendar = text;
    return GT_OK;
}

static gt_rc resolve(struct reader *r)
{
    struct gt_project *project = r->project;
    struct gt_map ids;

    gt_map_init(&ids, r->arena);
    for (uint32_t i = 0; i < project->tasks.count; i++) {
        gt_rc rc = gt_map_add(&ids, project->tasks.at[i].id, i);

        if (rc == GT_EEXISTS)
            return gt_fail(r->err, GT_EPARSE, "the task UID %.*s is there twice", "任务 UID %.*s 重复",
                           GT_FMT(project->tasks.at[i].id));
        if (rc != GT_OK)
            return no_memory(r);
        (void)gt_map_find(&r->cal_ids, r->task_cals.at[i], &project->tasks.at[i].calendar);
    }
    for (uint32_t i = 0; i < project->cals.count; i++)
        (void)gt_map_find(&r->cal_ids, r->cal_bases.at[i], &project->cals.at[i].base);
    (void)gt_map_find(&r->cal_ids, r->calendar, &project->calendar);
    for (size_t i = 0; i < r->pending.count; i++) {
        struct gt_project_link *link;
        uint32_t from;

        if (!gt_map_find(&ids, r->pending.at[i].from, &from) || from == r->pending.at[i].to ||
            r->pending.at[i].to >= project->tasks.count) {
            (void)gt_problem_add(r->problems, GT_PROBLEM_WARNING,
                                 "a link leads to task %.*s, which is not in the file",
                                 "有衔接指向文件中没有的任务 %.*s", GT_FMT(r->pending.at[i].from));
            continue;
        }
        if ((link = gt_project_link_add(r->arena, project, r->err)) == NULL)
            return r->err->rc;
        *link = r->pending.at[i].link;
        link->from = from;
    }
    for (size_t i = 0; i < r->more.count; i++)
        if (r->more.at[i].task < project->tasks.count) {
            gt_rc rc = gt_mspdi_more(r->arena, project, &ids, &r->cal_ids, r->more.at[i].task, r->more.at[i].text,
                                     r->err);

            if (rc != GT_OK)
                return rc;
        }
    return resolve_uses(r, &ids);
}

gt_rc gt_mspdi_read(struct gt_arena *arena, gt_str bytes, struct gt_problems *problems,
                    struct gt_project *out, struct gt_err *err)
{
    struct gt_err own = {0};
    struct reader r = {.arena = arena, .problems = problems, .project = out,
                       .err = err != NULL ? err : &own, .calendar = GT_STR("")};
    bool more = false;
    gt_rc rc;

    gt_map_init(&r.cal_ids, arena);
    if ((rc = gt_xml_open_bytes(bytes, GT_STR("MSPDI"), &r.xml, r.err)) != GT_OK)
        return rc;
    if ((rc = next_child(&r, 0, &more)) == GT_OK && (!more || !gt_xml_is(r.xml, "Project")))
        rc = gt_fail(r.err, GT_EUNSUPPORTED, "not an MS Project file: its root element is %.*s",
                     "不是 MS Project 文件:根元素为 %.*s", GT_FMT(more ? gt_xml_name(r.xml) : GT_STR("?")));
    while (rc == GT_OK && (rc = next_child(&r, 1, &more)) == GT_OK && more) {
        uint32_t depth = gt_xml_depth(r.xml);
        bool cals = gt_xml_is(r.xml, "Calendars"), tasks = gt_xml_is(r.xml, "Tasks");
        bool res = gt_xml_is(r.xml, "Resources"), uses = gt_xml_is(r.xml, "Assignments");

        if (!cals && !tasks && !res && !uses) {
            rc = read_root_field(&r);
            continue;
        }
        while (rc == GT_OK && (rc = next_child(&r, depth, &more)) == GT_OK && more)
            rc = cals && gt_xml_is(r.xml, "Calendar") ? read_calendar(&r)
                 : tasks && gt_xml_is(r.xml, "Task") ? read_task(&r)
                 : res && gt_xml_is(r.xml, "Resource") ? read_resource(&r)
                 : uses && gt_xml_is(r.xml, "Assignment") ? read_assignment(&r) : skip(&r);
    }
    if (rc == GT_OK)
        rc = resolve(&r);
    gt_xml_close(r.xml);
    return rc;
}
