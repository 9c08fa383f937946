/* verb_plan.c - guatu plan: dates, reasons and conflicts of a plan file. */
#include "base/json.h"
#include "cli/plan_cli.h"

static const char *const about[GT_LANG_COUNT] = {
    "读取计划文件（docs/PLAN-FILE.md 的 JSON，或 MSPDI、XER、GanttProject、MPX、TaskJuggler）,\n"
    "从时限倒排，列出每项任务的起止日期、余量和依据；排不开时说明哪些条件不能同时满足、怎样化解。\n"
    "不需要数据库。子命令：why 任务日期的原因链；check 核对；convert 转换格式；overlap 压茬建议；\n"
    "forecast 预测；compare 比较两个计划；solve 资源受限排程。各自 --help 有说明。",
    "Reads a plan file (the JSON of docs/PLAN-FILE.md, or MSPDI, XER, GanttProject, MPX,\n"
    "TaskJuggler), counts back from the deadlines and lists every task's dates, float and\n"
    "reason; where the plan cannot be met it says which facts cannot all hold and what would\n"
    "free it.  Needs no database.  Sub-verbs: why, check, convert, overlap, forecast, compare,\n"
    "solve; each has its --help."};

static const char examples[] =
    "  guatu plan examples/plan.json\n"
    "  guatu plan why examples/plan.json draft\n"
    "  guatu plan overlap examples/plan.json --by 5\n"
    "  guatu plan convert project.xml plan.json\n";

/* In larger plans the table does without reasons; `guatu plan why` has them. */
enum { REASONS_MAX = 20000 };

static const struct { const char *name; int (*run)(struct gt_cli *, int, char **); } subs[] = {
    {"why", gt_cli_plan_why}, {"check", gt_cli_plan_check}, {"convert", gt_cli_plan_convert},
    {"compare", gt_cli_plan_compare}, {"overlap", gt_cli_plan_overlap},
    {"forecast", gt_cli_plan_forecast}, {"solve", gt_cli_plan_solve},
};

/* The fact at the root of a date: "“印发”须在2026-06-30(含当日)前完成". */
static gt_rc root_of(struct gt_cli_plan *p, uint32_t task, enum gt_lang lang, gt_str *out,
                     struct gt_err *err)
{
    struct gt_names names = gt_doc_names(&p->doc);
    const struct gt_net *net;
    struct gt_why why;
    struct gt_buf buf;
    gt_rc rc;

    *out = GT_STR("");
    if (gt_plan_task_count(p->plan) > REASONS_MAX)
        return GT_OK;
    if ((rc = gt_plan_net(p->plan, &net, err)) != GT_OK ||
        (rc = gt_plan_why(p->plan, task, GT_DATE_START, p->arena, &why, err)) != GT_OK ||
        why.count == 0)
        return rc;
    gt_buf_init(&buf, 4096);
    gt_fact_text(&buf, net, &names, &why.facts[0], lang);
    rc = buf.status == GT_OK ? gt_arena_dup(p->arena, gt_buf_view(&buf), out) : buf.status;
    gt_buf_clear(&buf);
    return rc;
}

static gt_str tick(struct gt_arena *arena, const struct gt_plan_doc *doc, uint32_t task, gt_tick at,
                   bool finish)
{
    char text[GT_TICK_TEXT];
    gt_str out = GT_STR("");
    bool provisional = at > GT_TICK_FIRST && at < GT_TICK_LAST &&
                       gt_cal_provisional(&doc->cals.at[doc->facts.at[task].calendar],
                                          at - (finish ? 1 : 0), doc->unit);

    (void)gt_tick_text(doc->unit, at, finish || doc->facts.at[task].duration == 0, text);
    if (gt_arena_printf(arena, &out, "%s%s", text[0] != '\0' ? text : "·", provisional ? "*" : "") != GT_OK)
        out = GT_STR("");
    return out;
}

static gt_rc print_table(const struct gt_cli *cli, struct gt_cli_plan *p, struct gt_buf *out,
                         struct gt_err *err)
{
    const struct gt_plan_doc *doc = &p->doc;
    struct gt_cli_table table;
    bool provisional = false;
    gt_rc rc;

    gt_cli_table_init(&table, p->arena);
    gt_cli_table_column(&table, GT_STR("id"), GT_LEFT, 16);
    gt_cli_table_column(&table, gt_str_from(GT_SAY(cli, "task", "任务")), GT_LEFT, 40);
    gt_cli_table_column(&table, gt_str_from(GT_SAY(cli, "start", "开始")), GT_LEFT, 0);
    gt_cli_table_column(&table, gt_str_from(GT_SAY(cli, "finish", "完成")), GT_LEFT, 0);
    gt_cli_table_column(&table, gt_str_from(GT_SAY(cli, "length", "工期")), GT_RIGHT, 0);
    gt_cli_table_column(&table, gt_str_from(GT_SAY(cli, "float", "余量")), GT_RIGHT, 0);
    gt_cli_table_column(&table, gt_str_from(GT_SAY(cli, "because", "依据")), GT_LEFT, 60);
    for (uint32_t i = 0; i < doc->tasks.count; i++) {
        struct gt_plan_dates dates = gt_plan_dates(p->plan, i);
        gt_str start, finish, length, slack = GT_STR("·"), root;

        if (doc->tasks.at[i].summary)
            continue;
        start = tick(p->arena, doc, i, dates.start, false);
        finish = tick(p->arena, doc, i, dates.finish, true);
        provisional |= gt_str_ends(start, GT_STR("*")) || gt_str_ends(finish, GT_STR("*"));
        if ((rc = gt_arena_printf(p->arena, &length, "%d", doc->facts.at[i].duration)) != GT_OK ||
            (dates.slack != INT64_MAX &&
             (rc = gt_arena_printf(p->arena, &slack, "%lld%s", (long long)dates.slack,
                                   dates.critical ? "!" : "")) != GT_OK) ||
            (rc = root_of(p, i, cli->lang, &root, err)) != GT_OK)
            return rc;
        gt_cli_table_cell(&table, doc->tasks.at[i].id);
        gt_cli_table_cell(&table, doc->tasks.at[i].name);
        gt_cli_table_cell(&table, start);
        gt_cli_table_cell(&table, finish);
        gt_cli_table_cell(&table, length);
        gt_cli_table_cell(&table, slack);
        gt_cli_table_cell(&table, root);
    }
    gt_cli_table_write(&table, out);
    if (provisional)
        gt_buf_text(out, GT_SAY(cli, "* rests on a year whose holiday notice is not out: provisional\n",
                                "* 所依据年份的放假通知尚未发布，为暂定日期\n"));
    return GT_OK;
}

/* ---- JSON ------------------------------------------------------------------------- */

static void json_tick(struct gt_json *json, const char *key, const struct gt_plan_doc *doc,
                      gt_tick at, bool finish)
{
    char text[GT_TICK_TEXT];

    if (at <= GT_TICK_FIRST || at >= GT_TICK_LAST)
        gt_json_null(json, key);
    else if (doc->unit == GT_UNIT_PLAIN)
        gt_json_i64(json, key, at);
    else
        gt_json_text(json, key, gt_tick_text(doc->unit, at, finish, text));
}

static void json_conflict(struct gt_json *json, const struct gt_cli *cli, const struct gt_cli_plan *p)
{
    struct gt_names names = gt_doc_names(&p->doc);
    struct gt_net net = gt_cli_plan_words(p);
    struct gt_buf text;

    if (net.acts.duration == NULL)
        return;
    gt_buf_init(&text, GT_PLAN_OUT_MAX);
    gt_json_object(json, "conflict");
    gt_json_bool(json, "cycle", p->conflict.cycle);
    gt_json_i64(json, "excess", p->conflict.excess);
    gt_conflict_text(&text, &net, &names, &p->conflict, cli->lang);
    gt_json_str(json, "text", gt_buf_view(&text));
    gt_json_array(json, "facts");
    for (uint32_t i = 0; i < p->conflict.chain.count; i++) {
        gt_buf_reset(&text);
        gt_fact_text(&text, &net, &names, &p->conflict.chain.facts[i], cli->lang);
        gt_json_str(json, NULL, gt_buf_view(&text));
    }
    gt_json_close(json);
    gt_json_array(json, "remedies");
    for (uint32_t i = 0; i < p->conflict.remedy_count; i++) {
        const struct gt_remedy *remedy = &p->conflict.remedies[i];

        gt_buf_reset(&text);
        gt_remedy_text(&text, &net, &names, remedy, cli->lang);
        gt_json_object(json, NULL);
        gt_json_str(json, "text", gt_buf_view(&text));
        gt_json_i64(json, "amount", remedy->amount);
        gt_json_bool(json, "frees_all", remedy->frees_all);
        gt_json_close(json);
    }
    gt_json_close(json);
    gt_json_close(json);
    gt_buf_clear(&text);
}

static gt_rc print_json(const struct gt_cli *cli, struct gt_cli_plan *p, struct gt_buf *out,
                        struct gt_err *err)
{
    const struct gt_plan_doc *doc = &p->doc;
    struct gt_json json;
    gt_rc rc;

    gt_json_init(&json, out);
    gt_json_object(&json, NULL);
    gt_json_str(&json, "title", doc->title);
    gt_json_bool(&json, "feasible", p->plan != NULL && gt_plan_feasible(p->plan));
    gt_json_array(&json, "tasks");
    for (uint32_t i = 0; p->plan != NULL && i < doc->tasks.count; i++) {
        struct gt_plan_dates dates = gt_plan_dates(p->plan, i);
        bool milestone = doc->facts.at[i].duration == 0;
        gt_str root;

        if (doc->tasks.at[i].summary)
            continue;
        if ((rc = root_of(p, i, cli->lang, &root, err)) != GT_OK)
            return rc;
        gt_json_object(&json, NULL);
        gt_json_str(&json, "id", doc->tasks.at[i].id);
        gt_json_str(&json, "name", doc->tasks.at[i].name);
        json_tick(&json, "start", doc, dates.start, milestone);
        json_tick(&json, "finish", doc, dates.finish, true);
        json_tick(&json, "early_start", doc, dates.early_start, milestone);
        json_tick(&json, "early_finish", doc, dates.early_finish, true);
        json_tick(&json, "late_start", doc, dates.late_start, milestone);
        json_tick(&json, "late_finish", doc, dates.late_finish, true);
        gt_json_i64(&json, "duration", doc->facts.at[i].duration);
        if (dates.slack == INT64_MAX)
            gt_json_null(&json, "float");
        else
            gt_json_i64(&json, "float", dates.slack);
        gt_json_bool(&json, "critical", dates.critical);
        gt_json_str(&json, "because", root);
        gt_json_close(&json);
    }
    gt_json_close(&json);
    if (p->conflict.chain.count > 0)
        json_conflict(&json, cli, p);
    gt_json_close(&json);
    gt_buf_char(out, '\n');
    return gt_json_status(&json);
}

/* ---- the verb ------------------------------------------------------------------------ */

int gt_verb_plan(struct gt_cli *cli, int argc, char **argv)
{
    const char *holidays = NULL;
    const struct gt_opt opts[] = {
        {"holidays", 0, &holidays, NULL, "FILE",
         {"另加一份放假通知（calendars/ 的格式）", "a further holiday notice (as in calendars/)"}},
    };
    struct gt_cli_plan p;
    struct gt_buf out;
    struct gt_err err = {0};
    gt_rc rc = GT_OK;
    int code;

    for (size_t i = 0; argc > 1 && i < GT_LEN(subs); i++)
        if (strcmp(argv[1], subs[i].name) == 0)
            return subs[i].run(cli, argc - 1, argv + 1);
    if ((code = gt_cli_options(cli, &argc, argv, opts, GT_LEN(opts), about, examples)) != GT_EXIT_OK)
        return code < 0 ? GT_EXIT_OK : code;
    if (argc != 2)
        return gt_cli_usage(cli, "give one plan file", "请给出一个计划文件");
    if ((code = gt_cli_plan_open(cli, argv[1], holidays, &p)) != GT_EXIT_OK)
        return code;
    gt_buf_init(&out, GT_PLAN_OUT_MAX);
    if (cli->json) {
        rc = print_json(cli, &p, &out, &err);
    } else {
        if (p.plan != NULL)
            rc = print_table(cli, &p, &out, &err);
        if (rc == GT_OK && p.conflict.chain.count > 0) {
            gt_buf_char(&out, '\n');
            gt_cli_plan_conflict(cli, &p, &out);
        }
    }
    code = rc != GT_OK ? gt_cli_fail(cli, &err) : gt_cli_out(cli, &out);
    if (code == GT_EXIT_OK && p.conflict.chain.count > 0)
        code = GT_EXIT_PROBLEM;
    gt_buf_clear(&out);
    gt_cli_plan_close(&p);
    return code;
}
