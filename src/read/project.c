/* project.c - what the readers of project files share. */
#include "read/project.h"

static gt_rc (*const readers[GT_PROJECT_FORMATS])(struct gt_arena *, gt_str, struct gt_problems *,
                                                  struct gt_project *, struct gt_err *) = {
    [GT_PROJECT_MSPDI] = gt_mspdi_read, [GT_PROJECT_XER] = gt_xer_read,
    [GT_PROJECT_GAN] = gt_gan_read,     [GT_PROJECT_MPX] = gt_mpx_read,
    [GT_PROJECT_TJP] = gt_tjp_read,
};

static bool named(const char *path, const char *end)
{
    return gt_str_ends(gt_str_from(path), gt_str_from(end));
}

enum gt_project_format gt_project_format(const char *path, gt_str bytes)
{
    gt_str head = gt_str_sub(bytes, 0, 4096);

    if (gt_str_starts(head, GT_STR("ERMHDR")))
        return GT_PROJECT_XER;
    if (gt_str_starts(head, GT_STR("MPX")))
        return GT_PROJECT_MPX;
    if (gt_str_find(head, GT_STR("<Project"), 0) != SIZE_MAX)
        return GT_PROJECT_MSPDI;
    if (named(path, ".gan") || (gt_str_find(head, GT_STR("<project"), 0) != SIZE_MAX &&
                                gt_str_starts(gt_str_trim(head), GT_STR("<"))))
        return GT_PROJECT_GAN;
    return named(path, ".tjp") ? GT_PROJECT_TJP : GT_PROJECT_NONE;
}

gt_rc gt_project_read(struct gt_arena *arena, enum gt_project_format format, gt_str bytes,
                      struct gt_problems *problems, struct gt_project *out, struct gt_err *err)
{
    struct gt_project project = {.format = format, .start = GT_MINUTE_NONE, .finish = GT_MINUTE_NONE,
                                 .calendar = GT_PROJECT_NO_INDEX, .minutes_a_day = 480,
                                 .title = GT_STR("")};
    gt_rc rc;

    if (format <= GT_PROJECT_NONE || format >= GT_PROJECT_FORMATS)
        return gt_fail(err, GT_EUNSUPPORTED, "not a project file that is known", "不认识的项目文件格式");
    if ((rc = readers[format](arena, bytes, problems, &project, err)) != GT_OK)
        return rc;
    /* A summary is what has deeper tasks right below it. */
    for (size_t i = 0; i + 1 < project.tasks.count; i++)
        if (project.tasks.at[i + 1].level > project.tasks.at[i].level)
            project.tasks.at[i].summary = true;
    *out = project;
    return GT_OK;
}

struct gt_project_hours gt_project_hours_on(const struct gt_project *project, uint32_t cal,
                                            int weekday)
{
    /* A file may make calendars rest on each other in a ring. */
    for (size_t steps = 0; cal < project->cals.count && steps <= project->cals.count; steps++) {
        const struct gt_project_cal *at = &project->cals.at[cal];

        if (at->says[weekday] || at->base == GT_PROJECT_NO_INDEX)
            return at->week[weekday];
        cal = at->base;
    }
    return (struct gt_project_hours){0};
}

struct gt_project_task *gt_project_task_add(struct gt_arena *arena, struct gt_project *project,
                                            struct gt_err *err)
{
    struct gt_project_task *task;

    if (project->tasks.count == GT_PROJECT_TASKS_MAX) {
        (void)gt_fail(err, GT_ELIMIT, "more than %d tasks", "任务超过%d项", (int)GT_PROJECT_TASKS_MAX);
        return NULL;
    }
    if ((task = GT_PUSH(arena, &project->tasks)) == NULL) {
        (void)gt_fail(err, GT_ENOMEM, "no memory for the project file", "项目文件内存不足");
        return NULL;
    }
    *task = (struct gt_project_task){
        .id = GT_STR(""), .name = GT_STR(""), .calendar = GT_PROJECT_NO_INDEX,
        .bound_at = GT_MINUTE_NONE, .bound2_at = GT_MINUTE_NONE, .deadline = GT_MINUTE_NONE,
        .actual_start = GT_MINUTE_NONE, .actual_finish = GT_MINUTE_NONE,
        .start = GT_MINUTE_NONE, .finish = GT_MINUTE_NONE, .early_start = GT_MINUTE_NONE,
        .early_finish = GT_MINUTE_NONE, .late_start = GT_MINUTE_NONE, .late_finish = GT_MINUTE_NONE,
        .base_start = GT_MINUTE_NONE, .base_finish = GT_MINUTE_NONE};
    return task;
}

struct gt_project_link *gt_project_link_add(struct gt_arena *arena, struct gt_project *project,
                                            struct gt_err *err)
{
    struct gt_project_link *link = NULL;

    if (project->links.count == GT_PROJECT_LINKS_MAX)
        (void)gt_fail(err, GT_ELIMIT, "more than %d links", "衔接超过%d条", (int)GT_PROJECT_LINKS_MAX);
    else if ((link = GT_PUSH(arena, &project->links)) == NULL)
        (void)gt_fail(err, GT_ENOMEM, "no memory for the project file", "项目文件内存不足");
    return link;
}

struct gt_project_cal *gt_project_cal_add(struct gt_arena *arena, struct gt_project *project,
                                          struct gt_err *err)
{
    struct gt_project_cal *cal = NULL;

    if (project->cals.count == GT_PROJECT_CALS_MAX)
        (void)gt_fail(err, GT_ELIMIT, "more than %d calendars", "日历超过%d个", (int)GT_PROJECT_CALS_MAX);
    else if ((cal = GT_PUSH(arena, &project->cals)) == NULL)
        (void)gt_fail(err, GT_ENOMEM, "no memory for the project file", "项目文件内存不足");
    else
        *cal = (struct gt_project_cal){.base = GT_PROJECT_NO_INDEX, .id = GT_STR(""), .name = GT_STR("")};
    return cal;
}

struct gt_project_res *gt_project_res_add(struct gt_arena *arena, struct gt_project *project,
                                          struct gt_err *err)
{
    struct gt_project_res *res = NULL;

    if (project->res.count == GT_PROJECT_RES_MAX)
        (void)gt_fail(err, GT_ELIMIT, "more than %d resources", "资源超过%d种", (int)GT_PROJECT_RES_MAX);
    else if ((res = GT_PUSH(arena, &project->res)) == NULL)
        (void)gt_fail(err, GT_ENOMEM, "no memory for the project file", "项目文件内存不足");
    else
        *res = (struct gt_project_res){.id = GT_STR(""), .name = GT_STR(""),
                                       .calendar = GT_PROJECT_NO_INDEX, .units = 100};
    return res;
}

gt_rc gt_project_use_add(struct gt_arena *arena, struct gt_project *project, uint32_t task, uint32_t res,
                         int64_t units, struct gt_err *err)
{
    struct gt_project_use *use;

    if (units <= 0)
        return GT_OK;
    if (project->uses.count == GT_PROJECT_USES_MAX)
        return gt_fail(err, GT_ELIMIT, "more than %d assignments", "资源分配超过%d条", (int)GT_PROJECT_USES_MAX);
    if ((use = GT_PUSH(arena, &project->uses)) == NULL)
        return gt_fail(err, GT_ENOMEM, "no memory for the project file", "项目文件内存不足");
    *use = (struct gt_project_use){
        task, res, units > GT_PROJECT_UNITS_MAX ? GT_PROJECT_UNITS_MAX : (int32_t)units};
    return GT_OK;
}

int32_t gt_project_units(gt_str s)
{
    int64_t value = 0, scale = 100;
    bool percent, point = false, digits = false;

    s = gt_str_trim(s);
    percent = gt_str_ends(s, GT_STR("%"));
    s.len -= percent;
    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] == '.' && !point) {
            point = true;
        } else if (s.at[i] >= '0' && s.at[i] <= '9') {
            digits = true;
            if (point && scale == 1)
                continue; /* finer than a percent */
            value = value * 10 + (s.at[i] - '0');
            scale /= point ? 10 : 1;
            if (value > GT_PROJECT_UNITS_MAX)
                return -1;
        } else {
            return -1;
        }
    }
    if (!digits)
        return -1;
    value = percent ? value * scale / 100 : value * scale;
    return value > GT_PROJECT_UNITS_MAX ? GT_PROJECT_UNITS_MAX : (int32_t)value;
}

int gt_project_clock(gt_str s)
{
    int64_t hour, minute;

    if (s.len < 5 || s.at[2] != ':' || !gt_str_i64(gt_str_sub(s, 0, 2), &hour) ||
        !gt_str_i64(gt_str_sub(s, 3, 5), &minute) || hour < 0 || hour > 24 || minute < 0 ||
        minute > 59 || hour * 60 + minute > 24 * 60)
        return -1;
    return (int)(hour * 60 + minute);
}

int64_t gt_project_minute(gt_str s)
{
    gt_day day;
    int clock = 0;

    s = gt_str_trim(s);
    if (!gt_day_parse(gt_str_sub(s, 0, 10), &day))
        return GT_MINUTE_NONE;
    if (s.len > 10 && (clock = gt_project_clock(gt_str_sub(s, 11, s.len))) < 0)
        return GT_MINUTE_NONE;
    return (int64_t)day * 24 * 60 + clock;
}
