/* gan.c - GanttProject's .gan: whole days, tasks nested in each other. */
#include "base/map.h"
#include "read/project.h"
#include "read/xml.h"

enum { DAY = 24 * 60 };

struct use { gt_str task, res; int32_t units; };

struct reader {
    struct gt_xml      *xml;
    struct gt_arena    *arena;
    struct gt_problems *problems;
    struct gt_project  *project;
    struct gt_err      *err;
    GT_VEC(struct { gt_str to; uint32_t from; int64_t kind; int64_t lag; }) pending;
    GT_VEC(struct use) uses;
    struct gt_map res_ids;
    uint32_t open[GT_PROJECT_LEVELS_MAX]; /* tasks around the one at hand */
    uint32_t depth;
};

static gt_rc attr(struct reader *r, const char *name, gt_str *out)
{
    return gt_arena_dup(r->arena, gt_xml_attr(r->xml, name, NULL), out) == GT_OK
               ? GT_OK : gt_fail(r->err, GT_ENOMEM, "no memory for the project file", "项目文件内存不足");
}

static int64_t attr_number(struct reader *r, const char *name, int64_t otherwise)
{
    int64_t value;

    return gt_str_i64(gt_xml_attr(r->xml, name, NULL), &value) ? value : otherwise;
}

static struct gt_project_hours whole_day(bool works)
{
    struct gt_project_hours hours = {.count = works};

    hours.at[0].to = DAY;
    return hours;
}

static void read_week(struct reader *r)
{
    static const char *const days[7] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    struct gt_project_cal *cal = &r->project->cals.at[0];

    for (int day = 0; day < 7; day++)
        cal->week[day] = whole_day(attr_number(r, days[day], day >= 5) == 0);
}

/* A date without a year comes every year. */
static gt_rc read_date(struct reader *r)
{
    int64_t year = attr_number(r, "year", -1), month = attr_number(r, "month", 0);
    int64_t day = attr_number(r, "date", 0);
    bool works = gt_str_eq(gt_xml_attr(r->xml, "type", NULL), GT_STR("WORKING_DAY"));
    int first = year >= 1900 ? (int)year : 1990, last = year >= 1900 ? (int)year : 2060;

    for (int y = first; y <= last && year <= 2199; y++) {
        struct gt_project_except *except;

        if (month < 1 || month > 12 || day < 1 || day > 31 || !gt_ymd_valid(y, (int)month, (int)day))
            continue;
        if ((except = GT_PUSH(r->arena, &r->project->cals.at[0].excepts)) == NULL)
            return gt_fail(r->err, GT_ENOMEM, "no memory for the project file", "项目文件内存不足");
        except->from = except->to = gt_day_from_ymd(y, (int)month, (int)day);
        except->hours = whole_day(works);
    }
    return GT_OK;
}

static gt_rc open_task(struct reader *r)
{
    struct gt_project_task *task = gt_project_task_add(r->arena, r->project, r->err);
    int64_t days = attr_number(r, "duration", 0), start, third;
    gt_rc rc;

    if (task == NULL)
        return r->err->rc;
    if (r->depth == GT_PROJECT_LEVELS_MAX)
        return gt_fail(r->err, GT_ELIMIT, "tasks nested more than %d deep", "任务嵌套超过%d层",
                       (int)GT_PROJECT_LEVELS_MAX);
    if ((rc = attr(r, "id", &task->id)) != GT_OK || (rc = attr(r, "name", &task->name)) != GT_OK)
        return rc;
    if (days < 0 || days > 100000)
        return gt_fail(r->err, GT_EPARSE, "task %.*s: its duration is out of range",
                       "任务 %.*s:工期超出范围", GT_FMT(task->id));
    task->level = (uint16_t)r->depth;
    task->duration_min = gt_str_eq(gt_xml_attr(r->xml, "meeting", NULL), GT_STR("true")) ? 0 : days * DAY;
    start = gt_project_minute(gt_xml_attr(r->xml, "start", NULL));
    third = gt_project_minute(gt_xml_attr(r->xml, "thirdDate", NULL));
    task->start = start;
    task->percent = (double)attr_number(r, "complete", 0);
    if (attr_number(r, "thirdDate-constraint", 0) == 1 && third != GT_MINUTE_NONE) {
        task->bound = GT_BOUND_START_FROM;
        task->bound_at = third;
    }
    if (r->project->start == GT_MINUTE_NONE || (start != GT_MINUTE_NONE && start < r->project->start))
        r->project->start = start;
    r->open[r->depth++] = (uint32_t)r->project->tasks.count - 1;
    return GT_OK;
}

static gt_rc read_resource(struct reader *r)
{
    struct gt_project_res *res = gt_project_res_add(r->arena, r->project, r->err);
    gt_rc rc;

    if (res == NULL)
        return r->err->rc;
    if ((rc = attr(r, "id", &res->id)) != GT_OK || (rc = attr(r, "name", &res->name)) != GT_OK)
        return rc;
    return gt_map_add(&r->res_ids, res->id, (uint32_t)r->project->res.count - 1) == GT_ENOMEM
               ? gt_fail(r->err, GT_ENOMEM, "no memory for the project file", "项目文件内存不足") : GT_OK;
}

/* A holiday of one person: a calendar of its own on top of the project's. */
static gt_rc read_vacation(struct reader *r)
{
    int64_t from = gt_project_minute(gt_xml_attr(r->xml, "start", NULL));
    int64_t to = gt_project_minute(gt_xml_attr(r->xml, "end", NULL));
    struct gt_project_except *except;
    struct gt_project_cal *cal;
    uint32_t index;

    if (from == GT_MINUTE_NONE || to < from ||
        !gt_map_find(&r->res_ids, gt_xml_attr(r->xml, "resourceid", NULL), &index))
        return GT_OK;
    if (r->project->res.at[index].calendar == GT_PROJECT_NO_INDEX) {
        if ((cal = gt_project_cal_add(r->arena, r->project, r->err)) == NULL)
            return r->err->rc;
        cal->name = r->project->res.at[index].name;
        cal->base = 0;
        r->project->res.at[index].calendar = (uint32_t)r->project->cals.count - 1;
    }
    cal = &r->project->cals.at[r->project->res.at[index].calendar];
    if (cal->excepts.count >= GT_PROJECT_EXCEPTS_MAX || (except = GT_PUSH(r->arena, &cal->excepts)) == NULL)
        return gt_fail(r->err, GT_ENOMEM, "no memory for the project file", "项目文件内存不足");
    except->from = (gt_day)(from / DAY);
    except->to = to > from ? (gt_day)(to / DAY) - 1 : except->from; /* the end is the day after */
    return GT_OK;
}

static gt_rc keep_allocation(struct reader *r)
{
    gt_rc rc;

    if (GT_PUSH(r->arena, &r->uses) == NULL)
        return gt_fail(r->err, GT_ENOMEM, "no memory for the project file", "项目文件内存不足");
    struct use *use = &r->uses.at[r->uses.count - 1];

    use->units = gt_project_units(gt_xml_attr(r->xml, "load", NULL)) / 100; /* "100.0" is one */
    if ((rc = attr(r, "task-id", &use->task)) != GT_OK)
        return rc;
    return attr(r, "resource-id", &use->res);
}

/* The enclosing task comes before the one named. */
static gt_rc read_depend(struct reader *r)
{
    gt_str to;
    gt_rc rc;

    if (r->depth == 0)
        return GT_OK;
    if ((rc = attr(r, "id", &to)) != GT_OK)
        return rc;
    if (GT_PUSH(r->arena, &r->pending) == NULL)
        return gt_fail(r->err, GT_ENOMEM, "no memory for the project file", "项目文件内存不足");
    r->pending.at[r->pending.count - 1].to = to;
    r->pending.at[r->pending.count - 1].from = r->open[r->depth - 1];
    r->pending.at[r->pending.count - 1].kind = attr_number(r, "type", 2);
    r->pending.at[r->pending.count - 1].lag = attr_number(r, "difference", 0);
    return GT_OK;
}

static gt_rc resolve(struct reader *r)
{
    static const enum gt_project_link_kind kinds[5] = {GT_PLINK_FS, GT_PLINK_SS, GT_PLINK_FS,
                                                       GT_PLINK_FF, GT_PLINK_SF};
    struct gt_project *project = r->project;
    struct gt_map ids;
    gt_rc rc;

    gt_map_init(&ids, r->arena);
    for (uint32_t i = 0; i < project->tasks.count; i++)
        if ((rc = gt_map_add(&ids, project->tasks.at[i].id, i)) != GT_OK)
            return gt_fail(r->err, rc == GT_EEXISTS ? GT_EPARSE : rc, "the task id %.*s is there twice",
                           "任务编号 %.*s 重复", GT_FMT(project->tasks.at[i].id));
    for (size_t i = 0; i < r->pending.count; i++) {
        struct gt_project_link *link;
        uint32_t to;

        if (!gt_map_find(&ids, r->pending.at[i].to, &to) || to == r->pending.at[i].from ||
            r->pending.at[i].lag > 100000 || r->pending.at[i].lag < -100000) {
            (void)gt_problem_add(r->problems, GT_PROBLEM_WARNING,
                                 "a link leads to task %.*s, which is not in the file",
                                 "有衔接指向文件中没有的任务 %.*s", GT_FMT(r->pending.at[i].to));
            continue;
        }
        if ((link = gt_project_link_add(r->arena, project, r->err)) == NULL)
            return r->err->rc;
        *link = (struct gt_project_link){
            .from = r->pending.at[i].from, .to = to, .lag_min = r->pending.at[i].lag * DAY,
            .kind = kinds[r->pending.at[i].kind >= 1 && r->pending.at[i].kind <= 4
                              ? r->pending.at[i].kind : 0]};
    }
    for (size_t i = 0; i < r->uses.count; i++) {
        uint32_t task, res;

        if (gt_map_find(&ids, r->uses.at[i].task, &task) && gt_map_find(&r->res_ids, r->uses.at[i].res, &res) &&
            (rc = gt_project_use_add(r->arena, project, task, res,
                                     r->uses.at[i].units < 0 ? 100 : r->uses.at[i].units, r->err)) != GT_OK)
            return rc;
    }
    /* A task that follows nothing stays where it was put. */
    uint8_t *led = GT_NEW_N(r->arena, uint8_t, project->tasks.count + 1);
    if (led == NULL)
        return gt_fail(r->err, GT_ENOMEM, "no memory for the project file", "项目文件内存不足");
    for (size_t i = 0; i < project->links.count; i++)
        led[project->links.at[i].to] = 1;
    for (size_t i = 0; i < project->tasks.count; i++) {
        struct gt_project_task *task = &project->tasks.at[i];

        if (!led[i] && task->bound == GT_BOUND_ASAP && task->start != GT_MINUTE_NONE) {
            task->bound = GT_BOUND_START_FROM;
            task->bound_at = task->start;
        }
    }
    return GT_OK;
}

gt_rc gt_gan_read(struct gt_arena *arena, gt_str bytes, struct gt_problems *problems,
                  struct gt_project *out, struct gt_err *err)
{
    struct gt_err own = {0};
    struct reader r = {.arena = arena, .problems = problems, .project = out, .err = err ? err : &own};
    struct gt_project_cal *cal = gt_project_cal_add(arena, out, r.err);
    bool in_project = false;
    enum gt_xml_step step;
    gt_rc rc = GT_OK;

    if (cal == NULL)
        return r.err->rc;
    gt_map_init(&r.res_ids, arena);
    cal->name = GT_STR("GanttProject");
    for (int day = 0; day < 7; day++) {
        cal->says[day] = true;
        cal->week[day] = whole_day(day < 5);
    }
    out->calendar = 0;
    out->whole_days = true;
    out->minutes_a_day = DAY;
    if ((rc = gt_xml_open_bytes(bytes, GT_STR("GanttProject"), &r.xml, r.err)) != GT_OK)
        return rc;
    while (rc == GT_OK && (step = gt_xml_next(r.xml, r.err)) != GT_XML_END) {
        if (step == GT_XML_ERROR) {
            rc = r.err->rc;
        } else if (step == GT_XML_OPEN && gt_xml_is(r.xml, "project")) {
            in_project = true;
            rc = attr(&r, "name", &out->title);
        } else if (step == GT_XML_OPEN && gt_xml_is(r.xml, "default-week")) {
            read_week(&r);
        } else if (step == GT_XML_OPEN && gt_xml_is(r.xml, "date")) {
            rc = read_date(&r);
        } else if (step == GT_XML_OPEN && gt_xml_is(r.xml, "task")) {
            rc = open_task(&r);
        } else if (step == GT_XML_CLOSE && gt_xml_is(r.xml, "task")) {
            r.depth -= r.depth > 0;
        } else if (step == GT_XML_OPEN && gt_xml_is(r.xml, "depend")) {
            rc = read_depend(&r);
        } else if (step == GT_XML_OPEN && gt_xml_is(r.xml, "resource")) {
            rc = read_resource(&r);
        } else if (step == GT_XML_OPEN && gt_xml_is(r.xml, "allocation")) {
            rc = keep_allocation(&r);
        } else if (step == GT_XML_OPEN && gt_xml_is(r.xml, "vacation")) {
            rc = read_vacation(&r);
        } else if (step == GT_XML_OPEN && gt_xml_is(r.xml, "previous")) {
            rc = gt_xml_skip(r.xml, r.err) == GT_XML_ERROR ? r.err->rc : GT_OK;
        }
    }
    if (rc == GT_OK && !in_project)
        rc = gt_fail(r.err, GT_EPARSE, "not a GanttProject file", "不是 GanttProject 文件");
    if (rc == GT_OK)
        rc = resolve(&r);
    gt_xml_close(r.xml);
    return rc;
}
