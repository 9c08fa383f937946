/* plan_open.c - loading a plan file for `guatu plan`. */
#include "base/file.h"
#include "cli/plan_cli.h"
#include "cli/plan_project.h"

static int fail(const struct gt_cli *cli, struct gt_err *err, const char *path)
{
    (void)gt_wrap(err, err->rc, "%s", "%s", path);
    return gt_cli_fail(cli, err);
}

static gt_rc load_holidays(struct gt_cli_plan *p, const char *path, struct gt_err *err)
{
    gt_str text;
    gt_rc rc;

    gt_holidays_init(&p->holidays, p->arena);
    if ((rc = gt_holidays_builtin(&p->holidays, err)) != GT_OK || path == NULL)
        return rc;
    if ((rc = gt_file_read(p->arena, path, GT_HOLIDAY_FILE_MAX, &text, err)) != GT_OK)
        return rc;
    return gt_holidays_parse(&p->holidays, text, err);
}

int gt_cli_plan_load(const struct gt_cli *cli, const char *path, const char *holidays,
                     struct gt_cli_plan *out)
{
    struct gt_cli_plan p = {0};
    struct gt_err err = {0};
    gt_str text;
    gt_rc rc;

    *out = p;
    if ((rc = gt_arena_create(GT_PLAN_MEMORY_MAX, &p.arena)) != GT_OK)
        return gt_cli_exit_of(rc);
    gt_problems_init(&p.problems, p.arena);
    if ((rc = load_holidays(&p, holidays, &err)) != GT_OK)
        path = holidays != NULL ? holidays : path;
    else if ((rc = gt_file_read(p.arena, path, GT_DOC_BYTES_MAX, &text, &err)) == GT_OK)
        rc = gt_project_format(path, text) == GT_PROJECT_NONE
                 ? gt_doc_parse(p.arena, text, &p.holidays, &p.problems, &p.doc, &err)
                 : gt_cli_project_load(p.arena, path, text, &p.holidays, &p.problems, &p.doc, &err);
    gt_cli_problems(cli, &p.problems);
    if (rc != GT_OK) {
        int code = fail(cli, &err, path);

        gt_arena_destroy(p.arena);
        return code;
    }
    *out = p;
    return GT_EXIT_OK;
}

int gt_cli_plan_open(const struct gt_cli *cli, const char *path, const char *holidays,
                     struct gt_cli_plan *out)
{
    struct gt_err err = {0};
    int code = gt_cli_plan_load(cli, path, holidays, out);
    gt_rc rc;

    if (code != GT_EXIT_OK)
        return code;
    rc = gt_doc_plan(&out->doc, out->arena, &out->conflict, &out->plan, &err);
    if (rc == GT_ECYCLE && out->conflict.chain.count > 0) {
        out->cycle = true;
        return GT_EXIT_OK;
    }
    if (rc == GT_OK && !gt_plan_feasible(out->plan))
        rc = gt_plan_conflict(out->plan, GT_NO_INDEX, out->arena, &out->conflict, &err);
    if (rc != GT_OK) {
        code = fail(cli, &err, path);
        gt_cli_plan_close(out);
    }
    return code;
}

void gt_cli_plan_close(struct gt_cli_plan *p)
{
    gt_plan_destroy(p->plan);
    gt_arena_destroy(p->arena);
    *p = (struct gt_cli_plan){0};
}

uint32_t gt_cli_plan_task(const struct gt_cli *cli, const struct gt_cli_plan *p, const char *id)
{
    gt_str want = gt_str_from(id);

    for (size_t i = 0; i < p->doc.tasks.count; i++)
        if (gt_str_eq(p->doc.tasks.at[i].id, want))
            return (uint32_t)i;
    for (size_t i = 0; i < p->doc.tasks.count; i++)
        if (gt_str_eq(p->doc.tasks.at[i].name, want))
            return (uint32_t)i;
    fprintf(stderr, GT_SAY(cli, "guatu plan: there is no task \"%s\"\n", "guatu plan：没有任务“%s”\n"), id);
    return GT_NO_INDEX;
}

struct gt_net gt_cli_plan_words(const struct gt_cli_plan *p)
{
    struct gt_net net = {.unit = p->doc.unit, .cals = p->doc.cals.at,
                         .cal_count = (uint32_t)p->doc.cals.count, .links = p->doc.links.at,
                         .link_count = (uint32_t)p->doc.links.count};
    uint32_t count = (uint32_t)p->doc.facts.count;
    int32_t *duration = GT_NEW_N(p->arena, int32_t, (size_t)count + 1);
    uint16_t *calendar = GT_NEW_N(p->arena, uint16_t, (size_t)count + 1);

    if (duration == NULL || calendar == NULL)
        return (struct gt_net){0};
    for (uint32_t i = 0; i < count; i++) {
        duration[i] = p->doc.facts.at[i].duration;
        calendar[i] = p->doc.facts.at[i].calendar;
    }
    net.acts = (struct gt_acts){.count = count, .duration = duration, .calendar = calendar};
    return net;
}

void gt_cli_plan_conflict(const struct gt_cli *cli, const struct gt_cli_plan *p, struct gt_buf *out)
{
    struct gt_names names = gt_doc_names(&p->doc);
    struct gt_net net = gt_cli_plan_words(p);

    if (net.acts.duration == NULL)
        return;
    gt_conflict_text(out, &net, &names, &p->conflict, cli->lang);
    gt_buf_text(out, GT_SAY(cli, "\nAny one of these would free it:\n", "\n任选其一即可化解：\n"));
    for (uint32_t i = 0; i < p->conflict.remedy_count; i++) {
        gt_buf_text(out, "  - ");
        gt_remedy_text(out, &net, &names, &p->conflict.remedies[i], cli->lang);
        if (p->conflict.remedies[i].frees_all)
            gt_buf_text(out, GT_SAY(cli, " (frees the whole plan)", "(整个计划即可满足)"));
        gt_buf_char(out, '\n');
    }
}
