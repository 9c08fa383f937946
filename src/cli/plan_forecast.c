/* plan_forecast.c - guatu plan forecast: how sure the dates are. */
#include "base/json.h"
#include "cli/plan_cli.h"
#include "plan/forecast.h"
#include "plan/level.h"

enum { GUESS_BEST = 90, GUESS_WORST = 150, SAMPLES_DEFAULT = 10000, LEVEL_SCHEDULES = 2000 };

static const char *const about[GT_LANG_COUNT] = {
    "用蒙特卡洛方法预测：各项任务50%、80%、95% 把握的完成日期、时限守住的可能、成为关键的频度、\n"
    "对总体不确定性的影响。任务的 at_best、at_worst 给出最短和最长工期，observed 给出以往实际工期；\n"
    "都没有时按 90%~150% 估计。--resources 先在资源容量内排程，各样本都保持该次序。",
    "Monte Carlo forecast: when each task is finished with 50, 80 and 95 % confidence, the\n"
    "chance that deadlines hold, how often each task is critical and how much of the whole's\n"
    "spread is its.  at_best and at_worst of a task give its range, observed what the same work\n"
    "took before; without any, 90 to 150 %.  --resources levels the plan first and keeps, in every\n"
    "sample, who waits for whom."};

/* A task's own estimate, else the guess for all where nobody gave one. */
static struct gt_spread spread_of(const struct gt_cli_plan *p, uint32_t task, bool guess,
                                  enum gt_spread_kind kind)
{
    const struct gt_doc_task *said = &p->doc.tasks.at[task];
    double d = p->doc.facts.at[task].duration;
    struct gt_spread spread = {.kind = GT_SPREAD_FIXED, .mode = d, .driver = GT_NO_DRIVER};

    if (d <= 0 || p->doc.facts.at[task].off)
        return spread;
    if (said->driver != GT_NO_INDEX)
        spread.driver = said->driver;
    if (said->observed_count > 0) {
        spread.kind = GT_SPREAD_EMPIRICAL;
        spread.values = said->observed;
        spread.value_count = said->observed_count;
    } else if (kind == GT_SPREAD_LOGNORMAL && (said->high > d || guess)) {
        spread.kind = kind; /* the plan is the median, the worst the 90th percentile */
        spread.high = guess ? d * GUESS_WORST / 100 : said->high;
    } else if (said->low >= 0 || said->high >= 0) {
        spread.kind = kind;
        spread.low = said->low >= 0 && said->low < d ? said->low : d;
        spread.high = said->high > d ? said->high : d;
    } else if (guess) {
        spread.kind = kind;
        spread.low = d * GUESS_BEST / 100;
        spread.high = d * GUESS_WORST / 100;
    }
    return spread;
}

static gt_str date(struct gt_cli_plan *p, gt_tick at)
{
    char text[GT_TICK_TEXT];
    gt_str out = GT_STR("");

    (void)gt_tick_text(p->doc.unit, at, true, text);
    return gt_arena_dup(p->arena, gt_str_from(text), &out) == GT_OK ? out : GT_STR("");
}

static gt_str percent(struct gt_cli_plan *p, double value)
{
    gt_str out = GT_STR("·");

    if (value < 0 || gt_arena_printf(p->arena, &out, "%.0f%%", value * 100) != GT_OK)
        return GT_STR("·");
    return out;
}

static void write_table(const struct gt_cli *cli, struct gt_cli_plan *p, const struct gt_forecast *f,
                        struct gt_buf *out)
{
    struct gt_cli_table table;

    gt_cli_table_init(&table, p->arena);
    gt_cli_table_column(&table, GT_STR("id"), GT_LEFT, 16);
    gt_cli_table_column(&table, gt_str_from(GT_SAY(cli, "task", "任务")), GT_LEFT, 40);
    gt_cli_table_column(&table, GT_STR("P50"), GT_LEFT, 0);
    gt_cli_table_column(&table, GT_STR("P80"), GT_LEFT, 0);
    gt_cli_table_column(&table, GT_STR("P95"), GT_LEFT, 0);
    gt_cli_table_column(&table, gt_str_from(GT_SAY(cli, "in time", "守时可能")), GT_RIGHT, 0);
    gt_cli_table_column(&table, gt_str_from(GT_SAY(cli, "critical", "关键频度")), GT_RIGHT, 0);
    gt_cli_table_column(&table, gt_str_from(GT_SAY(cli, "share", "影响")), GT_RIGHT, 0);
    for (uint32_t i = 0; i < p->doc.tasks.count; i++) {
        const struct gt_forecast_act *act = &f->acts[i];

        if (p->doc.tasks.at[i].summary || p->doc.facts.at[i].off)
            continue;
        gt_cli_table_cell(&table, p->doc.tasks.at[i].id);
        gt_cli_table_cell(&table, p->doc.tasks.at[i].name);
        gt_cli_table_cell(&table, date(p, act->p50));
        gt_cli_table_cell(&table, date(p, act->p80));
        gt_cli_table_cell(&table, date(p, act->p95));
        gt_cli_table_cell(&table, percent(p, act->chance));
        gt_cli_table_cell(&table, percent(p, act->critical));
        gt_cli_table_cell(&table, percent(p, act->share < 0 ? 0 : act->share));
    }
    gt_cli_table_write(&table, out);
    for (size_t i = 0; i < p->doc.drivers.count; i++)
        gt_buf_printf(out, GT_SAY(cli, "%.*s: %.0f%% of the spread\n", "共同因素 %.*s：影响%.0f%%\n"),
                      GT_FMT(p->doc.drivers.at[i].id), 100 * (double)f->driver_share[i]);
    gt_buf_printf(out, GT_SAY(cli, "the whole: P50 %.*s, P80 %.*s, P95 %.*s\n",
                              "整个计划：P50 %.*s,P80 %.*s,P95 %.*s\n"),
                  GT_FMT(date(p, f->p50)), GT_FMT(date(p, f->p80)), GT_FMT(date(p, f->p95)));
}

static void write_json(struct gt_cli_plan *p, const struct gt_forecast *f, struct gt_buf *out)
{
    struct gt_json json;

    gt_json_init(&json, out);
    gt_json_object(&json, NULL);
    gt_json_str(&json, "p50", date(p, f->p50));
    gt_json_str(&json, "p80", date(p, f->p80));
    gt_json_str(&json, "p95", date(p, f->p95));
    gt_json_double(&json, "deviation", f->deviation_work);
    gt_json_array(&json, "drivers");
    for (size_t i = 0; i < p->doc.drivers.count; i++) {
        gt_json_object(&json, NULL);
        gt_json_str(&json, "id", p->doc.drivers.at[i].id);
        gt_json_double(&json, "share", f->driver_share[i]);
        gt_json_close(&json);
    }
    gt_json_close(&json);
    gt_json_array(&json, "tasks");
    for (uint32_t i = 0; i < p->doc.tasks.count; i++) {
        const struct gt_forecast_act *act = &f->acts[i];

        if (p->doc.tasks.at[i].summary || p->doc.facts.at[i].off)
            continue;
        gt_json_object(&json, NULL);
        gt_json_str(&json, "id", p->doc.tasks.at[i].id);
        gt_json_str(&json, "p50", date(p, act->p50));
        gt_json_str(&json, "p80", date(p, act->p80));
        gt_json_str(&json, "p95", date(p, act->p95));
        if (act->chance < 0)
            gt_json_null(&json, "chance");
        else
            gt_json_double(&json, "chance", act->chance);
        gt_json_double(&json, "critical", act->critical);
        gt_json_double(&json, "share", act->share);
        gt_json_close(&json);
    }
    gt_json_close(&json);
    gt_json_close(&json);
    gt_buf_char(out, '\n');
}

/* The plan's own beginning, else its earliest date. */
static gt_tick from_of(const struct gt_cli_plan *p)
{
    gt_tick from = GT_TICK_LAST;

    if (p->doc.options.from != GT_TICK_NONE)
        return p->doc.options.from;
    for (uint32_t i = 0; i < gt_plan_task_count(p->plan); i++) {
        gt_tick start = gt_plan_dates(p->plan, i).start;

        if (start > GT_TICK_FIRST && start < from)
            from = start;
    }
    return from >= GT_TICK_LAST ? GT_TICK_FIRST : from;
}

/* A schedule within the capacities, by a fixed amount of work so that it comes out
 * the same again; its order joins the plan's links. */
static gt_rc keep_resources(struct gt_cli_plan *p, struct gt_forecast_input *input, struct gt_err *err)
{
    struct gt_names names = gt_doc_names(&p->doc);
    struct gt_level_options options = {.from = input->from, .until = GT_TICK_NONE, .soft = true, .names = &names,
                                       .solve = gt_solve_defaults()};
    struct gt_net *net = GT_NEW(p->arena, struct gt_net);
    struct gt_level level;
    gt_rc rc;

    options.solve.schedules = LEVEL_SCHEDULES;
    if (net == NULL)
        return gt_fail(err, GT_ENOMEM, "no memory for the forecast", "预测内存不足");
    if ((rc = gt_doc_net(&p->doc, p->arena, NULL, net, err)) != GT_OK ||
        (rc = gt_level_run(p->arena, net, &options, &level, err)) != GT_OK)
        return rc;
    if (level.dates == NULL)
        return gt_fail(err, GT_EINFEASIBLE, "no schedule within the resources was found",
                       "未找到满足资源容量的方案");
    input->net = net; /* tasks work when those who do them work */
    input->order = level.order;
    input->order_count = level.order_count;
    return GT_OK;
}

static gt_rc forecast(struct gt_cli_plan *p, struct gt_forecast_input *input, enum gt_spread_kind kind,
                      bool resources, struct gt_forecast *out, struct gt_err *err)
{
    uint32_t count = gt_plan_task_count(p->plan);
    struct gt_spread *spreads = GT_NEW_N(p->arena, struct gt_spread, (size_t)count + 1);
    struct gt_spread *drivers = GT_NEW_N(p->arena, struct gt_spread, p->doc.drivers.count + 1);
    bool guess = true;
    gt_rc rc;

    if (spreads == NULL || drivers == NULL)
        return gt_fail(err, GT_ENOMEM, "no memory for the forecast", "预测内存不足");
    for (uint32_t i = 0; i < count; i++)
        guess = guess && p->doc.tasks.at[i].low < 0 && p->doc.tasks.at[i].high < 0 &&
                p->doc.tasks.at[i].observed_count == 0;
    for (uint32_t i = 0; i < count; i++)
        spreads[i] = spread_of(p, i, guess, kind);
    input->from = from_of(p);
    if ((rc = gt_plan_net(p->plan, &input->net, err)) != GT_OK ||
        (resources && (rc = keep_resources(p, input, err)) != GT_OK))
        return rc;
    for (size_t i = 0; i < p->doc.drivers.count; i++) {
        const struct gt_doc_driver *from = &p->doc.drivers.at[i];

        drivers[i] = (struct gt_spread){.kind = GT_SPREAD_TRIANGULAR, .low = from->low, .mode = from->mode,
                                        .high = from->high, .driver = GT_NO_DRIVER};
    }
    input->drivers = drivers;
    input->driver_count = (uint32_t)p->doc.drivers.count;
    input->spreads = spreads;
    return gt_forecast_run(p->arena, input, out, err);
}

static bool shape_of(const char *text, enum gt_spread_kind *out)
{
    static const struct { const char *name; enum gt_spread_kind kind; } shapes[] = {
        {"triangular", GT_SPREAD_TRIANGULAR}, {"pert", GT_SPREAD_PERT}, {"lognormal", GT_SPREAD_LOGNORMAL}};

    for (size_t i = 0; text != NULL && i < GT_LEN(shapes); i++)
        if (strcmp(text, shapes[i].name) == 0) {
            *out = shapes[i].kind;
            return true;
        }
    return text == NULL;
}

int gt_cli_plan_forecast(struct gt_cli *cli, int argc, char **argv)
{
    const char *samples_text = NULL, *seed_text = NULL, *threads_text = NULL, *shape = NULL, *holidays = NULL;
    bool resources = false;
    const struct gt_opt opts[] = {
        {"samples", 'n', &samples_text, NULL, "N", {"抽样次数，默认10000", "how many samples; 10000"}},
        {"seed", 0, &seed_text, NULL, "K", {"随机种子，默认1；种子相同结果相同", "the seed; 1; same seed, same numbers"}},
        {"threads", 0, &threads_text, NULL, "T", {"线程数，不影响结果", "threads; they do not change the numbers"}},
        {"shape", 0, &shape, NULL, "triangular|pert|lognormal",
         {"工期分布的形状，默认 triangular", "shape of the ranges; triangular"}},
        {"resources", 'r', NULL, &resources, NULL, {"计入资源容量", "reckon with the resources"}},
        {"holidays", 0, &holidays, NULL, "FILE", {"另加一份放假通知", "a further holiday notice"}},
    };
    int64_t samples = SAMPLES_DEFAULT, seed = 1, threads = 1;
    enum gt_spread_kind kind = GT_SPREAD_TRIANGULAR;
    struct gt_forecast_input input = {0};
    struct gt_forecast result;
    struct gt_cli_plan p;
    struct gt_buf out;
    struct gt_err err = {0};
    int code;

    if ((code = gt_cli_options(cli, &argc, argv, opts, GT_LEN(opts), about,
                               "  guatu plan forecast plan.json --samples 100000\n")) != GT_EXIT_OK)
        return code < 0 ? GT_EXIT_OK : code;
    if (argc != 2 || (samples_text != NULL && !gt_str_i64(gt_str_from(samples_text), &samples)) ||
        (seed_text != NULL && !gt_str_i64(gt_str_from(seed_text), &seed)) ||
        (threads_text != NULL && !gt_str_i64(gt_str_from(threads_text), &threads)) ||
        samples < 1 || samples > GT_FORECAST_SAMPLES_MAX || threads < 1 || threads > GT_FORECAST_THREADS_MAX ||
        !shape_of(shape, &kind))
        return gt_cli_usage(cli, "give one plan file and numbers in range", "请给出一个计划文件和范围内的数值");
    if ((code = gt_cli_plan_open(cli, argv[1], holidays, &p)) != GT_EXIT_OK)
        return code;
    gt_buf_init(&out, GT_PLAN_OUT_MAX);
    input.samples = (uint32_t)samples;
    input.seed = (uint64_t)seed;
    input.threads = (uint32_t)threads;
    if (p.plan == NULL) {
        gt_cli_plan_conflict(cli, &p, &out);
        code = gt_cli_out(cli, &out);
        code = code == GT_EXIT_OK ? GT_EXIT_PROBLEM : code;
    } else if (forecast(&p, &input, kind, resources, &result, &err) != GT_OK) {
        code = gt_cli_fail(cli, &err);
    } else {
        if (cli->json)
            write_json(&p, &result, &out);
        else
            write_table(cli, &p, &result, &out);
        code = gt_cli_out(cli, &out);
    }
    gt_buf_clear(&out);
    gt_cli_plan_close(&p);
    return code;
}
