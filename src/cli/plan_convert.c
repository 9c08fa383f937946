/* plan_convert.c - guatu plan convert: from any format that is read to the
 * plan file, MS Project XML or iCalendar. */
#include "base/file.h"
#include "cli/plan_cli.h"
#include "cli/plan_project.h"
#include "plan/pass.h"

static const char *const about[GT_LANG_COUNT] = {
    "转换计划文件。输出格式由文件名决定：.json 计划文件，.xml MS Project XML,.ics 日历。",
    "Converts a plan file.  The output's name decides: .json plan file, .xml MS Project XML,\n"
    ".ics iCalendar."};

static bool ends(const char *path, const char *end)
{
    return gt_str_ends(gt_str_from(path), gt_str_from(end));
}

/* Dates of a schedule where the plan's would stand. */
static void put_dates(struct gt_cli_plan *p, const struct gt_when *dates, struct gt_project *project)
{
    int64_t tick = p->doc.unit == GT_UNIT_DAY ? GT_MINUTES_A_DAY : 1;

    for (size_t i = 0; i < project->tasks.count; i++)
        if (!p->doc.facts.at[i].off) {
            project->tasks.at[i].start = dates[i].start * tick;
            project->tasks.at[i].finish = dates[i].finish * tick;
        }
}

static gt_rc write_plan(struct gt_cli_plan *p, const struct gt_when *dates, struct gt_buf *out)
{
    for (size_t i = 0; dates != NULL && i < p->doc.tasks.count; i++)
        if (!p->doc.facts.at[i].off && !p->doc.tasks.at[i].summary) {
            p->doc.tasks.at[i].base_start = dates[i].start;
            p->doc.tasks.at[i].base_finish = dates[i].finish;
        }
    gt_doc_write(&p->doc, out);
    return out->status;
}

static gt_rc write_as(const struct gt_cli *cli, struct gt_cli_plan *p, const struct gt_when *dates,
                      const char *path, struct gt_buf *out, struct gt_err *err)
{
    struct gt_problems problems;
    struct gt_project project;
    gt_rc rc;

    if (ends(path, ".json"))
        return write_plan(p, dates, out);
    if (!ends(path, ".xml") && !ends(path, ".ics"))
        return gt_fail(err, GT_EUNSUPPORTED, "%s: the name must end in .json, .xml or .ics",
                       "%s：文件名应以 .json、.xml 或 .ics 结尾", path);
    if (p->plan == NULL)
        return gt_fail(err, GT_ECYCLE, "the links form a cycle: there are no dates to write",
                       "衔接成环，没有日期可写");
    gt_problems_init(&problems, p->arena);
    if ((rc = gt_cli_project_of(p->arena, &p->doc, p->plan, &problems, &project, err)) != GT_OK)
        return rc;
    if (dates != NULL)
        put_dates(p, dates, &project);
    if (ends(path, ".xml")) {
        gt_mspdi_write(&project, out);
        gt_cli_problems(cli, &problems);
    } else {
        gt_project_ics(&project, (int64_t)cli->today * 24 * 3600 * 1000, out);
    }
    return GT_OK;
}

gt_rc gt_cli_plan_write(const struct gt_cli *cli, struct gt_cli_plan *p, const struct gt_when *dates,
                        const char *path, struct gt_err *err)
{
    struct gt_buf out;
    gt_rc rc;

    gt_buf_init(&out, GT_PLAN_OUT_MAX);
    if ((rc = write_as(cli, p, dates, path, &out, err)) == GT_OK && (rc = out.status) == GT_OK)
        rc = gt_file_replace(path, gt_buf_view(&out), err);
    else if (out.status != GT_OK)
        (void)gt_fail(err, rc, "%s is too large", "%s 过大", path);
    gt_buf_clear(&out);
    return rc;
}

int gt_cli_plan_convert(struct gt_cli *cli, int argc, char **argv)
{
    const char *holidays = NULL;
    const struct gt_opt opts[] = {
        {"holidays", 0, &holidays, NULL, "FILE", {"另加一份放假通知", "a further holiday notice"}},
    };
    struct gt_cli_plan p;
    struct gt_err err = {0};
    int code;

    if ((code = gt_cli_options(cli, &argc, argv, opts, GT_LEN(opts), about,
                               "  guatu plan convert project.xml plan.json\n")) != GT_EXIT_OK)
        return code < 0 ? GT_EXIT_OK : code;
    if (argc != 3)
        return gt_cli_usage(cli, "give the file to read and the file to write", "请给出输入文件和输出文件");
    if ((code = gt_cli_plan_open(cli, argv[1], holidays, &p)) != GT_EXIT_OK)
        return code;
    if (gt_cli_plan_write(cli, &p, NULL, argv[2], &err) != GT_OK)
        code = gt_cli_fail(cli, &err);
    else
        printf(cli->json ? "{\"tasks\":%zu,\"links\":%zu}\n"
                         : GT_SAY(cli, "%zu tasks, %zu links written\n", "已写出%zu项任务、%zu条衔接\n"),
               p.doc.tasks.count, p.doc.links.count);
    gt_cli_plan_close(&p);
    return code;
}
