/* plan_why.c - guatu plan why: the chain of facts behind one task's dates. */
#include "base/json.h"
#include "cli/plan_cli.h"

static const char *const about[GT_LANG_COUNT] = {
    "说明一项任务的日期由哪些条件逐步决定。",
    "Tells which facts, one after the other, force a task's dates."};

static const char *const heads[6][GT_LANG_COUNT] = {
    {"计划开始", "planned start"}, {"计划完成", "planned finish"},
    {"最早开始", "earliest start"}, {"最早完成", "earliest finish"},
    {"最晚开始", "latest start"}, {"最晚完成", "latest finish"}};
static const char *const keys[6] = {"start", "finish", "early_start", "early_finish", "late_start",
                                    "late_finish"};

static gt_rc tell(const struct gt_cli *cli, struct gt_cli_plan *p, uint32_t task, int date,
                  struct gt_buf *out, struct gt_json *json, struct gt_err *err)
{
    struct gt_names names = gt_doc_names(&p->doc);
    const struct gt_net *net;
    struct gt_why why;
    struct gt_buf text;
    gt_rc rc;

    if ((rc = gt_plan_net(p->plan, &net, err)) != GT_OK ||
        (rc = gt_plan_why(p->plan, task, (enum gt_date_kind)date, p->arena, &why, err)) != GT_OK)
        return rc;
    if (!cli->json) {
        gt_buf_text(out, heads[date][cli->lang]);
        gt_buf_text(out, GT_SAY(cli, ": ", "："));
        gt_why_text(out, net, &names, &why, cli->lang);
        gt_buf_char(out, '\n');
        return GT_OK;
    }
    gt_buf_init(&text, GT_PLAN_OUT_MAX);
    gt_json_object(json, keys[date]);
    gt_why_text(&text, net, &names, &why, cli->lang);
    gt_json_str(json, "text", gt_buf_view(&text));
    gt_json_array(json, "facts");
    for (uint32_t i = 0; i < why.count; i++) {
        gt_buf_reset(&text);
        gt_fact_text(&text, net, &names, &why.facts[i], cli->lang);
        gt_json_str(json, NULL, gt_buf_view(&text));
    }
    gt_json_close(json);
    gt_json_close(json);
    gt_buf_clear(&text);
    return GT_OK;
}

int gt_cli_plan_why(struct gt_cli *cli, int argc, char **argv)
{
    const char *holidays = NULL;
    bool all = false;
    const struct gt_opt opts[] = {
        {"all", 'a', NULL, &all, NULL, {"连同最早、最晚日期", "earliest and latest dates too"}},
        {"holidays", 0, &holidays, NULL, "FILE", {"另加一份放假通知", "a further holiday notice"}},
    };
    struct gt_cli_plan p;
    struct gt_json json;
    struct gt_buf out;
    struct gt_err err = {0};
    gt_rc rc = GT_OK;
    uint32_t task;
    int code;

    if ((code = gt_cli_options(cli, &argc, argv, opts, GT_LEN(opts), about,
                               "  guatu plan why plan.json draft\n")) != GT_EXIT_OK)
        return code < 0 ? GT_EXIT_OK : code;
    if (argc != 3)
        return gt_cli_usage(cli, "give a plan file and a task", "请给出计划文件和任务");
    if ((code = gt_cli_plan_open(cli, argv[1], holidays, &p)) != GT_EXIT_OK)
        return code;
    gt_buf_init(&out, GT_PLAN_OUT_MAX);
    gt_json_init(&json, &out);
    if (p.plan == NULL) {
        gt_cli_plan_conflict(cli, &p, &out);
        code = GT_EXIT_PROBLEM;
    } else if ((task = gt_cli_plan_task(cli, &p, argv[2])) == GT_NO_INDEX) {
        code = GT_EXIT_INPUT;
    } else {
        if (cli->json)
            gt_json_object(&json, NULL);
        for (int date = 0; date < (all ? 6 : 2) && rc == GT_OK; date++)
            rc = tell(cli, &p, task, date, &out, &json, &err);
        if (cli->json) {
            gt_json_close(&json);
            gt_buf_char(&out, '\n');
        }
        code = rc != GT_OK ? gt_cli_fail(cli, &err) : GT_EXIT_OK;
    }
    if (out.len > 0 && rc == GT_OK) {
        int written = gt_cli_out(cli, &out);

        code = written != GT_EXIT_OK ? written : code;
    }
    gt_buf_clear(&out);
    gt_cli_plan_close(&p);
    return code;
}
