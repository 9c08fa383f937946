/* xer.c - Primavera P6's XER: tables of tab-separated fields. */
#include "base/map.h"
#include "read/fields.h"
#include "read/project.h"

struct reader {
    struct gt_arena    *arena;
    struct gt_problems *problems;
    struct gt_project  *project;
    struct gt_err      *err;
    struct gt_fields    names, row;
    gt_str              table;
    uint32_t            line;
    struct gt_map       cal_ids, task_ids, res_ids;
    GT_VEC(gt_str)      cal_bases;
    gt_str              calendar, first_project;
    enum gt_lag_time    lag_time;
};

static gt_rc no_memory(struct reader *r)
{
    return gt_fail(r->err, GT_ENOMEM, "no memory for the project file", "项目文件内存不足");
}

/* A field of the row by the table's own name for it. */
static gt_str field(const struct reader *r, const char *name)
{
    for (uint32_t i = 1; i < r->names.count && i < r->row.count; i++)
        if (gt_str_eq(r->names.at[i], gt_str_from(name)))
            return r->row.at[i];
    return GT_STR("");
}

static gt_rc kept(struct reader *r, gt_str s, gt_str *out)
{
    return gt_fields_utf8(r->arena, gt_str_trim(s), out) == GT_OK ? GT_OK : no_memory(r);
}

/* ---- calendars: "(0||CalendarData()((0||DaysOfWeek()((0||1()()) …" --------------- */

static void add_shift(struct gt_project_hours *hours, gt_str from, gt_str to)
{
    int a = gt_project_clock(from), b = gt_project_clock(to);

    if (b == 0)
        b = 24 * 60;
    if (a >= 0 && b > a && hours->count < GT_PROJECT_HOURS_MAX &&
        (hours->count == 0 || hours->at[hours->count - 1].to <= a)) {
        hours->at[hours->count].from = (uint16_t)a;
        hours->at[hours->count++].to = (uint16_t)b;
    }
}

/* Days are numbered from 1899-12-30. */
static gt_rc add_except(struct reader *r, struct gt_project_cal *cal, int64_t serial)
{
    struct gt_project_except *except;

    if (serial < 1 || serial > 109000)
        return GT_OK;
    if (cal->excepts.count >= GT_PROJECT_EXCEPTS_MAX)
        return gt_fail(r->err, GT_ELIMIT, "line %u: more than %d exceptions", "第%u行:例外超过%d个",
                       r->line, (int)GT_PROJECT_EXCEPTS_MAX);
    if ((except = GT_PUSH(r->arena, &cal->excepts)) == NULL)
        return no_memory(r);
    except->from = except->to = (gt_day)(serial - 25569);
    return GT_OK;
}

/* Walks over the text: a weekday's number opens it, d|NNNNN an exception, and
 * s|HH:MM|f|HH:MM belongs to whichever came last. */
static gt_rc read_calendar_data(struct reader *r, gt_str data, struct gt_project_cal *cal)
{
    size_t excepts = gt_str_find(data, GT_STR("Exceptions"), 0);
    struct gt_project_hours *hours = NULL;
    gt_rc rc;

    for (size_t i = gt_str_find(data, GT_STR("DaysOfWeek"), 0); i < data.len; i++) {
        gt_str here = gt_str_sub(data, i, data.len);

        if (i < excepts && gt_str_starts(here, GT_STR("||")) && here.len > 5 && here.at[2] >= '1' &&
            here.at[2] <= '7' && here.at[3] == '(' && here.at[4] == ')') {
            int day = (here.at[2] - '1' + 6) % 7;

            cal->says[day] = true;
            hours = &cal->week[day];
            hours->count = 0;
        } else if (i >= excepts && gt_str_starts(here, GT_STR("(d|"))) {
            int64_t serial = 0;

            for (size_t k = 3; k < here.len && here.at[k] >= '0' && here.at[k] <= '9' && k < 10; k++)
                serial = serial * 10 + (here.at[k] - '0');
            if ((rc = add_except(r, cal, serial)) != GT_OK)
                return rc;
            hours = cal->excepts.count > 0 ? &cal->excepts.at[cal->excepts.count - 1].hours : NULL;
        } else if (hours != NULL && gt_str_starts(here, GT_STR("s|")) && here.len >= 15 &&
                   gt_str_eq(gt_str_sub(here, 7, 10), GT_STR("|f|"))) {
            add_shift(hours, gt_str_sub(here, 2, 7), gt_str_sub(here, 10, 15));
        }
    }
    return GT_OK;
}

static gt_rc read_calendar(struct reader *r)
{
    struct gt_project_cal *cal = gt_project_cal_add(r->arena, r->project, r->err);
    gt_str *base = cal == NULL ? NULL : GT_PUSH(r->arena, &r->cal_bases);
    gt_rc rc;

    if (cal == NULL)
        return r->err->rc;
    if (base == NULL)
        return no_memory(r);
    *base = field(r, "base_clndr_id");
    cal->id = field(r, "clndr_id");
    if ((rc = kept(r, field(r, "clndr_name"), &cal->name)) != GT_OK ||
        (rc = read_calendar_data(r, field(r, "clndr_data"), cal)) != GT_OK)
        return rc;
    if (r->calendar.len == 0 && gt_str_eq(field(r, "default_flag"), GT_STR("Y")))
        r->calendar = cal->id;
    return gt_map_add(&r->cal_ids, cal->id, (uint32_t)r->project->cals.count - 1) == GT_ENOMEM
               ? no_memory(r) : GT_OK;
}

/* ---- tasks ---------------------------------------------------------------------------- */

static enum gt_project_bound bound_of(gt_str kind)
{
    static const struct { const char *name; enum gt_project_bound bound; } kinds[] = {
        {"CS_ALAP", GT_BOUND_ALAP}, {"CS_MSO", GT_BOUND_START_ON}, {"CS_MEO", GT_BOUND_FINISH_ON},
        {"CS_MANDSTART", GT_BOUND_START_ON}, {"CS_MANDFIN", GT_BOUND_FINISH_ON},
        {"CS_MSOA", GT_BOUND_START_FROM}, {"CS_MSOB", GT_BOUND_START_BY},
        {"CS_MEOA", GT_BOUND_FINISH_FROM}, {"CS_MEOB", GT_BOUND_FINISH_BY}};

    for (size_t i = 0; i < GT_LEN(kinds); i++)
        if (gt_str_eq(kind, gt_str_from(kinds[i].name)))
            return kinds[i].bound;
    return GT_BOUND_ASAP;
}

static gt_rc read_task(struct reader *r)
{
    struct gt_project_task *task = gt_project_task_add(r->arena, r->project, r->err);
    gt_str kind = field(r, "task_type");
    gt_rc rc;

    if (task == NULL)
        return r->err->rc;
    task->id = field(r, "task_id");
    if ((rc = kept(r, field(r, "task_name"), &task->name)) != GT_OK)
        return rc;
    if (!gt_fields_decimal_min(field(r, "target_drtn_hr_cnt"), 60, &task->duration_min))
        task->duration_min = 0;
    if (task->duration_min < 0)
        return gt_fail(r->err, GT_EPARSE, "line %u: the duration is negative", "第%u行:工期为负", r->line);
    /* Level of effort and WBS summaries hang between others' dates. */
    task->summary = gt_str_eq(kind, GT_STR("TT_LOE")) || gt_str_eq(kind, GT_STR("TT_WBS"));
    (void)gt_map_find(&r->cal_ids, field(r, "clndr_id"), &task->calendar);
    task->bound = bound_of(field(r, "cstr_type"));
    task->bound_at = gt_project_minute(field(r, "cstr_date"));
    task->bound2 = bound_of(field(r, "cstr_type2"));
    task->bound2_at = gt_project_minute(field(r, "cstr_date2"));
    task->actual_start = gt_project_minute(field(r, "act_start_date"));
    task->actual_finish = gt_project_minute(field(r, "act_end_date"));
    task->early_start = gt_project_minute(field(r, "early_start_date"));
    task->early_finish = gt_project_minute(field(r, "early_end_date"));
    task->late_start = gt_project_minute(field(r, "late_start_date"));
    task->late_finish = gt_project_minute(field(r, "late_end_date"));
    task->start = task->actual_start != GT_MINUTE_NONE ? task->actual_start : task->early_start;
    task->finish = task->actual_finish != GT_MINUTE_NONE ? task->actual_finish : task->early_finish;
    task->base_start = gt_project_minute(field(r, "target_start_date"));
    task->base_finish = gt_project_minute(field(r, "target_end_date"));
    rc = gt_map_add(&r->task_ids, task->id, (uint32_t)r->project->tasks.count - 1);
    if (rc == GT_EEXISTS)
        return gt_fail(r->err, GT_EPARSE, "line %u: the task %.*s is there twice",
                       "第%u行:任务 %.*s 重复", r->line, GT_FMT(task->id));
    return rc == GT_OK ? GT_OK : no_memory(r);
}

static gt_rc read_link(struct reader *r)
{
    static const char *const kinds[] = {"PR_FS", "PR_SS", "PR_FF", "PR_SF"};
    struct gt_project_link *link;
    uint32_t from, to;
    gt_str kind = field(r, "pred_type");

    if (!gt_map_find(&r->task_ids, field(r, "pred_task_id"), &from) ||
        !gt_map_find(&r->task_ids, field(r, "task_id"), &to) || from == to) {
        gt_problem_add(r->problems, GT_PROBLEM_WARNING, "a link leads to a task that is not in the file",
                       "有衔接指向文件中没有的任务")->line = r->line;
        return GT_OK;
    }
    if ((link = gt_project_link_add(r->arena, r->project, r->err)) == NULL)
        return r->err->rc;
    *link = (struct gt_project_link){.from = from, .to = to, .lag_time = r->lag_time};
    for (size_t i = 0; i < GT_LEN(kinds); i++)
        if (gt_str_eq(kind, gt_str_from(kinds[i])))
            link->kind = (enum gt_project_link_kind)i;
    if (!gt_fields_decimal_min(field(r, "lag_hr_cnt"), 60, &link->lag_min))
        link->lag_min = 0;
    return GT_OK;
}

/* Labour and equipment work; material does not. */
static gt_rc read_resource(struct reader *r)
{
    struct gt_project_res *res;
    gt_rc rc;

    if (gt_str_eq(field(r, "rsrc_type"), GT_STR("RT_Mat")))
        return GT_OK;
    if ((res = gt_project_res_add(r->arena, r->project, r->err)) == NULL)
        return r->err->rc;
    res->id = field(r, "rsrc_id");
    if ((rc = kept(r, field(r, "rsrc_name"), &res->name)) != GT_OK)
        return rc;
    (void)gt_map_find(&r->cal_ids, field(r, "clndr_id"), &res->calendar);
    return gt_map_add(&r->res_ids, res->id, (uint32_t)r->project->res.count - 1) == GT_ENOMEM
               ? no_memory(r) : GT_OK;
}

/* How many there are from a day on. */
static gt_rc read_rate(struct reader *r)
{
    struct gt_project_periods *period;
    uint32_t index;
    int32_t units = gt_project_units(field(r, "max_qty_per_hr"));

    if (units <= 0 || !gt_map_find(&r->res_ids, field(r, "rsrc_id"), &index))
        return GT_OK;
    if (r->project->res.at[index].periods.count >= GT_PROJECT_EXCEPTS_MAX ||
        (period = GT_PUSH(r->arena, &r->project->res.at[index].periods)) == NULL)
        return no_memory(r);
    *period = (struct gt_project_periods){gt_project_minute(field(r, "start_date")), GT_MINUTE_NONE, units};
    return GT_OK;
}

static gt_rc read_use(struct reader *r)
{
    gt_str rate = field(r, "target_qty_per_hr");
    int32_t units = gt_project_units(rate.len > 0 ? rate : GT_STR("1"));
    uint32_t task, res;

    if (!gt_map_find(&r->task_ids, field(r, "task_id"), &task) ||
        !gt_map_find(&r->res_ids, field(r, "rsrc_id"), &res))
        return GT_OK; /* material, or a role nobody fills yet */
    return gt_project_use_add(r->arena, r->project, task, res, units < 0 ? 100 : units, r->err);
}

static gt_rc read_row(struct reader *r)
{
    struct gt_project *project = r->project;

    if (gt_str_eq(r->table, GT_STR("CALENDAR")))
        return read_calendar(r);
    if (gt_str_eq(r->table, GT_STR("TASK")))
        return read_task(r);
    if (gt_str_eq(r->table, GT_STR("TASKPRED")))
        return read_link(r);
    if (gt_str_eq(r->table, GT_STR("RSRC")))
        return read_resource(r);
    if (gt_str_eq(r->table, GT_STR("RSRCRATE")))
        return read_rate(r);
    if (gt_str_eq(r->table, GT_STR("TASKRSRC")))
        return read_use(r);
    if (gt_str_eq(r->table, GT_STR("PROJECT")) && project->title.len == 0) {
        /* The data date, where there is one: nothing left to do starts before it. */
        project->start = gt_project_minute(field(r, "last_recalc_date"));
        if (project->start == GT_MINUTE_NONE)
            project->start = gt_project_minute(field(r, "plan_start_date"));
        project->finish = gt_project_minute(field(r, "plan_end_date"));
        r->calendar = field(r, "clndr_id");
        return kept(r, field(r, "proj_short_name"), &project->title);
    }
    if (gt_str_eq(r->table, GT_STR("SCHEDOPTIONS"))) {
        gt_str lag = field(r, "sched_calendar_on_relationship_lag");

        r->lag_time = gt_str_eq(lag, GT_STR("rcal_Predecessor")) ? GT_LAG_OF_FROM
                      : gt_str_eq(lag, GT_STR("rcal_Successor")) ? GT_LAG_OF_TO
                      : gt_str_eq(lag, GT_STR("rcal_24Hour"))    ? GT_LAG_ELAPSED
                                                                 : GT_LAG_OF_PROJECT;
    }
    return GT_OK;
}

/* Links may stand before the options that say what lags count in, and tasks
 * before calendars: so a second walk takes what depends on others. */
static gt_rc walk(struct reader *r, gt_str bytes, int round)
{
    gt_str line;
    size_t at = 0;
    gt_rc rc;

    r->line = 0;
    r->table = GT_STR("");
    while (gt_fields_line(bytes, &at, &line)) {
        bool late;

        r->line++;
        if (gt_str_starts(line, GT_STR("%T\t"))) {
            r->table = gt_str_trim(gt_str_sub(line, 3, line.len));
            r->names.count = 0;
            continue;
        }
        late = gt_str_eq(r->table, GT_STR("TASKPRED")) || gt_str_eq(r->table, GT_STR("TASKRSRC")) ||
                       gt_str_eq(r->table, GT_STR("RSRCRATE"))
                   ? round == 2
               : gt_str_eq(r->table, GT_STR("TASK")) || gt_str_eq(r->table, GT_STR("RSRC")) ? round == 1
                                                                                           : round == 0;
        if (!late || line.len < 2 || line.at[0] != '%')
            continue;
        if (line.at[1] != 'F' && line.at[1] != 'R')
            continue;
        rc = gt_fields_split(r->arena, line, '\t', false, line.at[1] == 'F' ? &r->names : &r->row);
        if (rc == GT_ELIMIT)
            return gt_fail(r->err, GT_ELIMIT, "line %u: more than %d fields", "第%u行:字段超过%d个",
                           r->line, (int)GT_FIELDS_MAX);
        if (rc != GT_OK)
            return no_memory(r);
        if (line.at[1] == 'R' && (rc = read_row(r)) != GT_OK)
            return rc;
    }
    return GT_OK;
}

gt_rc gt_xer_read(struct gt_arena *arena, gt_str bytes, struct gt_problems *problems,
                  struct gt_project *out, struct gt_err *err)
{
    struct reader *r = GT_NEW(arena, struct reader);
    struct gt_err own = {0};
    gt_rc rc;

    if (r == NULL)
        return gt_fail(err, GT_ENOMEM, "no memory for the project file", "项目文件内存不足");
    *r = (struct reader){.arena = arena, .problems = problems, .project = out,
                         .err = err != NULL ? err : &own, .calendar = GT_STR(""),
                         .lag_time = GT_LAG_OF_FROM};
    gt_map_init(&r->cal_ids, arena);
    gt_map_init(&r->task_ids, arena);
    gt_map_init(&r->res_ids, arena);
    if (!gt_str_starts(bytes, GT_STR("ERMHDR")))
        return gt_fail(r->err, GT_EPARSE, "not an XER file: no ERMHDR line", "不是 XER 文件:没有 ERMHDR 行");
    for (int round = 0; round < 3; round++)
        if ((rc = walk(r, bytes, round)) != GT_OK)
            return rc;
    for (uint32_t i = 0; i < out->cals.count; i++)
        (void)gt_map_find(&r->cal_ids, r->cal_bases.at[i], &out->cals.at[i].base);
    (void)gt_map_find(&r->cal_ids, r->calendar, &out->calendar);
    return GT_OK;
}
