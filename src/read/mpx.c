/* mpx.c - MPX 4.0: one record a line, what it is in its first field. */
#include "base/map.h"
#include "read/fields.h"
#include "read/project.h"

enum { DAY = 24 * 60 };

/* Field numbers of record 61 that a plan is made of. */
enum {
    F_NAME = 1, F_LEVEL = 3, F_DURATION = 40, F_PERCENT = 44, F_START = 50, F_FINISH = 51,
    F_EARLY_START = 52, F_EARLY_FINISH = 53, F_LATE_START = 54, F_LATE_FINISH = 55,
    F_BASE_START = 56, F_BASE_FINISH = 57, F_ACTUAL_START = 58, F_ACTUAL_FINISH = 59,
    F_BOUND_AT = 68, F_PREDECESSORS = 70, F_UID_PREDECESSORS = 71, F_ID = 90, F_BOUND = 91,
    F_UID = 98, F_SUMMARY = 120,
    /* of record 41 */
    R_NAME = 1, R_ID = 40, R_MOST = 41,
};

struct reader {
    struct gt_arena    *arena;
    struct gt_problems *problems;
    struct gt_project  *project;
    struct gt_err      *err;
    struct gt_fields    row;
    int64_t             columns[GT_FIELDS_MAX]; /* of record 61 */
    int64_t             res_columns[GT_FIELDS_MAX]; /* of record 41 */
    uint32_t            res_column_count;
    uint32_t            column_count, line;
    int64_t             order;       /* 0 month first, 1 day first, 2 year first */
    int64_t             start_clock, end_clock; /* of a date without a clock */
    int64_t             week_min;
    gt_str              calendar;
    struct gt_map       ids, uids, res_ids;
    GT_VEC(struct { uint32_t to; gt_str list; bool by_uid; }) pending;
};

static gt_rc no_memory(struct reader *r)
{
    return gt_fail(r->err, GT_ENOMEM, "no memory for the project file", "项目文件内存不足");
}

static gt_str at(const struct reader *r, uint32_t i)
{
    return i < r->row.count ? gt_str_trim(r->row.at[i]) : GT_STR("");
}

static gt_str field(const struct reader *r, int number)
{
    for (uint32_t i = 1; i < r->column_count; i++)
        if (r->columns[i] == number)
            return at(r, i);
    return GT_STR("");
}

/* "Fri 17/10/14", "17/10/2014 08:00": numbers, whatever stands between them. */
static int64_t date(const struct reader *r, gt_str s, bool finish)
{
    int64_t part[5] = {-1, -1, -1, -1, -1};
    int count = 0, year, month, day;
    bool pm = gt_str_ends(s, GT_STR("PM")) || gt_str_ends(s, GT_STR("pm"));

    for (size_t i = 0; i < s.len && count < 5;) {
        int64_t value = 0;
        size_t from = i;

        while (i < s.len && i - from < 6 && s.at[i] >= '0' && s.at[i] <= '9')
            value = value * 10 + (s.at[i++] - '0');
        if (i > from)
            part[count++] = value;
        else
            i++;
    }
    if (count < 3)
        return GT_MINUTE_NONE;
    year = (int)part[r->order == 2 ? 0 : 2];
    month = (int)part[r->order == 0 ? 0 : 1];
    day = (int)part[r->order == 0 ? 1 : r->order == 1 ? 0 : 2];
    year += year < 50 ? 2000 : year < 100 ? 1900 : 0;
    if (!gt_ymd_valid(year, month, day) || part[3] > 24 || part[4] > 59)
        return GT_MINUTE_NONE;
    if (count < 5)
        return (int64_t)gt_day_from_ymd(year, month, day) * DAY + (finish ? r->end_clock : r->start_clock);
    if (pm && part[3] < 12)
        part[3] += 12;
    return (int64_t)gt_day_from_ymd(year, month, day) * DAY + part[3] * 60 + part[4];
}

/* "3d", "2ew", "1.5h" in minutes. */
static bool span(const struct reader *r, gt_str s, int64_t *out, bool *elapsed)
{
    size_t digits = 0;
    int64_t unit;
    char what;

    while (digits < s.len && (s.at[digits] == '-' || s.at[digits] == '+' || s.at[digits] == '.' ||
                              (s.at[digits] >= '0' && s.at[digits] <= '9')))
        digits++;
    *elapsed = digits < s.len && s.at[digits] == 'e';
    what = digits + *elapsed < s.len ? s.at[digits + *elapsed] : 'd';
    unit = what == 'm' ? 1 : what == 'h' ? 60
           : what == 'w' ? (*elapsed ? 7 * DAY : r->week_min)
                         : *elapsed ? DAY : r->project->minutes_a_day;
    if (digits > 0 && s.at[0] == '+')
        return gt_fields_decimal_min(gt_str_sub(s, 1, digits), unit, out);
    return gt_fields_decimal_min(gt_str_sub(s, 0, digits), unit, out);
}

static void read_times(const struct reader *r, uint32_t first, struct gt_project_hours *hours)
{
    hours->count = 0;
    for (uint32_t i = first; i + 1 < r->row.count; i += 2) {
        int from = gt_project_clock(at(r, i)), to = gt_project_clock(at(r, i + 1));

        if (to == 0)
            to = DAY;
        if (from >= 0 && to > from && hours->count < GT_PROJECT_HOURS_MAX &&
            (hours->count == 0 || hours->at[hours->count - 1].to <= from)) {
            hours->at[hours->count].from = (uint16_t)from;
            hours->at[hours->count++].to = (uint16_t)to;
        }
    }
}

static gt_rc read_calendar(struct reader *r)
{
    static const uint16_t usual[2][2] = {{480, 720}, {780, 1020}};
    struct gt_project_cal *cal = gt_project_cal_add(r->arena, r->project, r->err);

    if (cal == NULL)
        return r->err->rc;
    for (int i = 0; i < 7; i++) {
        gt_str flag = at(r, 2 + (uint32_t)i);
        int day = (i + 6) % 7; /* Sunday comes first */

        cal->says[day] = true;
        if (!gt_str_eq(flag, GT_STR("1")) && !(gt_str_eq(flag, GT_STR("2")) && day < 5))
            continue;
        cal->week[day].count = 2; /* until record 25 says better */
        for (int k = 0; k < 2; k++) {
            cal->week[day].at[k].from = usual[k][0];
            cal->week[day].at[k].to = usual[k][1];
        }
    }
    return gt_fields_utf8(r->arena, at(r, 1), &cal->name) == GT_OK ? GT_OK : no_memory(r);
}

static gt_rc read_except(struct reader *r, struct gt_project_cal *cal)
{
    struct gt_project_except *except;
    int64_t from = date(r, at(r, 1), false), to = date(r, at(r, 2), false);

    if (from == GT_MINUTE_NONE)
        return GT_OK;
    if (cal->excepts.count >= GT_PROJECT_EXCEPTS_MAX || (except = GT_PUSH(r->arena, &cal->excepts)) == NULL)
        return no_memory(r);
    except->from = (gt_day)(from / DAY);
    except->to = to == GT_MINUTE_NONE ? except->from : (gt_day)(to / DAY);
    if (gt_str_eq(at(r, 3), GT_STR("1")))
        read_times(r, 4, &except->hours);
    return GT_OK;
}

static enum gt_project_bound bound_of(gt_str s)
{
    static const char *const names[] = {"As Soon As Possible", "As Late As Possible", "Must Start On",
                                        "Must Finish On", "Start No Earlier Than", "Start No Later Than",
                                        "Finish No Earlier Than", "Finish No Later Than"};

    for (size_t i = 0; i < GT_LEN(names); i++)
        if (gt_str_eq(s, gt_str_from(names[i])))
            return (enum gt_project_bound)i;
    return GT_BOUND_ASAP;
}

static gt_rc read_task(struct reader *r)
{
    struct gt_project_task *task = gt_project_task_add(r->arena, r->project, r->err);
    uint32_t index = (uint32_t)r->project->tasks.count - 1;
    gt_str uids = field(r, F_UID_PREDECESSORS), ids = field(r, F_PREDECESSORS);
    int64_t level = 0;
    double percent = 0;
    gt_rc rc;

    if (task == NULL)
        return r->err->rc;
    task->id = field(r, F_UID).len > 0 ? field(r, F_UID) : field(r, F_ID);
    if (gt_fields_utf8(r->arena, field(r, F_NAME), &task->name) != GT_OK)
        return no_memory(r);
    if (gt_str_i64(field(r, F_LEVEL), &level) && level >= 0 && level < GT_PROJECT_LEVELS_MAX)
        task->level = (uint16_t)level;
    if (!span(r, field(r, F_DURATION), &task->duration_min, &task->elapsed) || task->duration_min < 0)
        task->duration_min = 0;
    for (size_t i = 0; i < field(r, F_PERCENT).len && field(r, F_PERCENT).at[i] >= '0' &&
                       field(r, F_PERCENT).at[i] <= '9' && percent < 100; i++)
        percent = percent * 10 + (field(r, F_PERCENT).at[i] - '0');
    task->percent = percent;
    task->summary = gt_str_eq(field(r, F_SUMMARY), GT_STR("Yes"));
    task->start = date(r, field(r, F_START), false);
    task->finish = date(r, field(r, F_FINISH), true);
    task->early_start = date(r, field(r, F_EARLY_START), false);
    task->early_finish = date(r, field(r, F_EARLY_FINISH), true);
    task->late_start = date(r, field(r, F_LATE_START), false);
    task->late_finish = date(r, field(r, F_LATE_FINISH), true);
    task->base_start = date(r, field(r, F_BASE_START), false);
    task->base_finish = date(r, field(r, F_BASE_FINISH), true);
    task->actual_start = date(r, field(r, F_ACTUAL_START), false);
    task->actual_finish = date(r, field(r, F_ACTUAL_FINISH), true);
    task->bound = bound_of(field(r, F_BOUND));
    task->bound_at = date(r, field(r, F_BOUND_AT),
                          task->bound == GT_BOUND_FINISH_ON || task->bound == GT_BOUND_FINISH_BY ||
                              task->bound == GT_BOUND_FINISH_FROM);
    if ((rc = gt_map_add(&r->uids, task->id, index)) == GT_ENOMEM ||
        (field(r, F_ID).len > 0 && (rc = gt_map_add(&r->ids, field(r, F_ID), index)) == GT_ENOMEM))
        return no_memory(r);
    if (uids.len > 0 || ids.len > 0) {
        if (GT_PUSH(r->arena, &r->pending) == NULL)
            return no_memory(r);
        r->pending.at[r->pending.count - 1].to = index;
        r->pending.at[r->pending.count - 1].list = uids.len > 0 ? uids : ids;
        r->pending.at[r->pending.count - 1].by_uid = uids.len > 0;
    }
    return GT_OK;
}

static gt_str res_field(const struct reader *r, int number)
{
    for (uint32_t i = 1; i < r->res_column_count; i++)
        if (r->res_columns[i] == number)
            return at(r, i);
    return GT_STR("");
}

static gt_rc read_resource(struct reader *r)
{
    struct gt_project_res *res = gt_project_res_add(r->arena, r->project, r->err);
    gt_str most = res_field(r, R_MOST);

    if (res == NULL)
        return r->err->rc;
    res->id = res_field(r, R_ID);
    if (gt_project_units(most) > 0)
        res->units = gt_project_units(most);
    if (gt_fields_utf8(r->arena, res_field(r, R_NAME), &res->name) != GT_OK ||
        gt_map_add(&r->res_ids, res->id, (uint32_t)r->project->res.count - 1) == GT_ENOMEM)
        return no_memory(r);
    return GT_OK;
}

/* Record 55: the calendar of the resource before it, days as its base has them
 * where they say 2. */
static gt_rc read_own_calendar(struct reader *r)
{
    struct gt_project *project = r->project;
    struct gt_project_cal *cal;
    gt_rc rc;

    if (project->res.count == 0)
        return GT_OK;
    if ((rc = read_calendar(r)) != GT_OK)
        return rc;
    cal = &project->cals.at[project->cals.count - 1];
    for (uint32_t i = 0; i + 1 < project->cals.count; i++)
        if (gt_str_eq(project->cals.at[i].name, cal->name))
            cal->base = i;
    for (int i = 0; i < 7; i++)
        if (gt_str_eq(at(r, 2 + (uint32_t)i), GT_STR("2")))
            cal->says[(i + 6) % 7] = false;
    cal->name = project->res.at[project->res.count - 1].name;
    project->res.at[project->res.count - 1].calendar = (uint32_t)project->cals.count - 1;
    return GT_OK;
}

/* Record 75: the task before it takes so much of a resource. */
static gt_rc read_use(struct reader *r)
{
    int32_t units = gt_project_units(at(r, 2));
    uint32_t res;

    if (r->project->tasks.count == 0 || !gt_map_find(&r->res_ids, at(r, 1), &res))
        return GT_OK;
    return gt_project_use_add(r->arena, r->project, (uint32_t)r->project->tasks.count - 1, res,
                              units < 0 ? 100 : units, r->err);
}

/* "3FS+1d": one predecessor of a list. */
static gt_rc read_link(struct reader *r, uint32_t to, gt_str text, bool by_uid)
{
    static const char *const kinds[] = {"FS", "SS", "FF", "SF"};
    struct gt_project_link link = {.to = to, .lag_time = GT_LAG_OF_TO}, *slot;
    size_t digits = 0;
    bool elapsed = false;

    text = gt_str_trim(text);
    while (digits < text.len && text.at[digits] >= '0' && text.at[digits] <= '9')
        digits++;
    if (!gt_map_find(by_uid ? &r->uids : &r->ids, gt_str_sub(text, 0, digits), &link.from) ||
        link.from == to) {
        (void)gt_problem_add(r->problems, GT_PROBLEM_WARNING,
                             "the predecessor \"%.*s\" is not in the file", "文件中没有前置任务“%.*s”",
                             GT_FMT(text));
        return GT_OK;
    }
    text = gt_str_sub(text, digits, text.len);
    for (size_t i = 0; i < GT_LEN(kinds); i++)
        if (gt_str_starts(text, gt_str_from(kinds[i])))
            link.kind = (enum gt_project_link_kind)i;
    if (text.len > 2 && !span(r, gt_str_sub(text, 2, text.len), &link.lag_min, &elapsed))
        link.lag_min = 0;
    if (elapsed)
        link.lag_time = GT_LAG_ELAPSED;
    if ((slot = gt_project_link_add(r->arena, r->project, r->err)) == NULL)
        return r->err->rc;
    *slot = link;
    return GT_OK;
}

static gt_rc resolve(struct reader *r)
{
    for (size_t i = 0; i < r->pending.count; i++) {
        gt_str list = r->pending.at[i].list;

        for (size_t from = 0; from < list.len;) {
            size_t end = from;
            gt_rc rc;

            while (end < list.len && list.at[end] != ',' && list.at[end] != ';')
                end++;
            if ((rc = read_link(r, r->pending.at[i].to, gt_str_sub(list, from, end),
                                r->pending.at[i].by_uid)) != GT_OK)
                return rc;
            from = end + 1;
        }
    }
    for (uint32_t i = 0; i < r->project->cals.count; i++)
        if (gt_str_eq(r->project->cals.at[i].name, r->calendar))
            r->project->calendar = i;
    if (r->project->calendar == GT_PROJECT_NO_INDEX && r->project->cals.count > 0)
        r->project->calendar = 0;
    return GT_OK;
}

static gt_rc read_record(struct reader *r)
{
    struct gt_project_cal *cal = r->project->cals.count == 0
                                     ? NULL : &r->project->cals.at[r->project->cals.count - 1];
    int64_t kind = 0, value;

    if (!gt_str_i64(at(r, 0), &kind))
        return GT_OK;
    switch (kind) {
    case 11:
        if (gt_fields_decimal_min(at(r, 4), 60, &value) && value > 0 && value <= DAY)
            r->project->minutes_a_day = value;
        if (gt_fields_decimal_min(at(r, 5), 60, &value) && value > 0 && value <= 7 * DAY)
            r->week_min = value;
        return GT_OK;
    case 12:
        if (gt_str_i64(at(r, 1), &value) && value >= 0 && value <= 2)
            r->order = value;
        if (gt_str_i64(at(r, 3), &value) && value >= 0 && value < DAY)
            r->start_clock = value;
        return GT_OK;
    case 20:
        return read_calendar(r);
    case 41:
        r->res_column_count = r->row.count;
        for (uint32_t i = 1; i < r->row.count; i++)
            r->res_columns[i] = gt_str_i64(at(r, i), &value) ? value : -1;
        return GT_OK;
    case 50:
        return r->res_column_count > 0 ? read_resource(r) : GT_OK;
    case 55:
        return read_own_calendar(r);
    case 75:
        return read_use(r);
    case 25:
    case 56:
        if (cal != NULL && gt_str_i64(at(r, 1), &value) && value >= 1 && value <= 7) {
            read_times(r, 2, &cal->week[(value + 5) % 7]);
            cal->says[(value + 5) % 7] = true;
        }
        return GT_OK;
    case 26:
    case 57:
        return cal == NULL ? GT_OK : read_except(r, cal);
    case 30:
        r->calendar = at(r, 4);
        r->project->start = date(r, at(r, 5), false);
        r->project->finish = date(r, at(r, 6), true);
        r->project->from_finish = gt_str_eq(at(r, 7), GT_STR("1"));
        return gt_fields_utf8(r->arena, at(r, 1), &r->project->title) == GT_OK ? GT_OK : no_memory(r);
    case 61:
        r->column_count = r->row.count;
        for (uint32_t i = 1; i < r->row.count; i++)
            r->columns[i] = gt_str_i64(at(r, i), &value) ? value : -1;
        return GT_OK;
    case 70:
        return r->column_count > 0 ? read_task(r) : GT_OK;
    default:
        return GT_OK;
    }
}

gt_rc gt_mpx_read(struct gt_arena *arena, gt_str bytes, struct gt_problems *problems,
                  struct gt_project *out, struct gt_err *err)
{
    struct reader *r = GT_NEW(arena, struct reader);
    struct gt_err own = {0};
    gt_str line;
    size_t from = 0;
    char separator;
    gt_rc rc;

    if (r == NULL)
        return gt_fail(err, GT_ENOMEM, "no memory for the project file", "项目文件内存不足");
    *r = (struct reader){.arena = arena, .problems = problems, .project = out,
                         .err = err != NULL ? err : &own, .start_clock = 480, .end_clock = 1020,
                         .week_min = 2400, .calendar = GT_STR("")};
    gt_map_init(&r->ids, arena);
    gt_map_init(&r->uids, arena);
    gt_map_init(&r->res_ids, arena);
    if (!gt_str_starts(bytes, GT_STR("MPX")) || bytes.len < 4)
        return gt_fail(r->err, GT_EPARSE, "not an MPX file", "不是 MPX 文件");
    separator = bytes.at[3];
    while (gt_fields_line(bytes, &from, &line)) {
        r->line++;
        rc = gt_fields_split(arena, line, separator, true, &r->row);
        if (rc == GT_ELIMIT)
            return gt_fail(r->err, rc, "line %u: more than %d fields", "第%u行:字段超过%d个", r->line,
                           (int)GT_FIELDS_MAX);
        if (rc != GT_OK)
            return no_memory(r);
        if ((rc = read_record(r)) != GT_OK)
            return rc;
    }
    return resolve(r);
}
