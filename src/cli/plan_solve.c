/* plan_solve.c - guatu plan solve: the shortest schedule under limited
 * resources, forward from 0 or backward from a deadline.  Benchmark files here,
 * plan and project files in plan_level.c. */
#include "base/file.h"
#include "base/json.h"
#include "cli/plan_cli.h"
#include "cli/plan_clock.h"
#include "cli/plan_level.h"
#include "plan/psplib.h"
#include "plan/verify.h"

enum {
    SOLVE_BYTES_MAX = 2000 * 1024 * 1024,
    SECONDS_DEFAULT = 10,
    /* Activities placed in a second, about: sizes the population. */
    PLACED_PER_SECOND = 15000000,
};

static const char *const about[GT_LANG_COUNT] = {
    "资源受限排程：在日历、衔接、时限和资源容量内求最短工期，并给出下界；提前停止时给出当前最好\n"
    "方案并说明差距。可读计划文件、MS Project XML、XER、.gan、MPX、.tjp，以及 PSPLIB(.sm)、\n"
    "ProGen/max(.sch)、Patterson(.rcp)。--from-deadline 从截止时间倒排。每个方案输出前逐项核对。",
    "Schedules under limited resources: the shortest schedule within calendars, links, deadlines\n"
    "and capacities, with a lower bound; stopped early it gives the best so far and how far it can\n"
    "be from the best. Reads plan files, MS Project XML, XER, .gan, MPX and .tjp, and PSPLIB (.sm),\n"
    "ProGen/max (.sch) and Patterson (.rcp). --from-deadline schedules backward. Every schedule is\n"
    "verified fact by fact before it is shown."};

static const char examples[] =
    "  guatu plan solve test/data/plan/small_1.sm --seconds 5\n"
    "  guatu plan solve test/data/plan/max_1.sch --json\n"
    "  guatu plan solve test/data/plan/small_1.sm --schedules 1000 --from-deadline 120\n"
    "  guatu plan solve project.xml --seconds 20 --from-deadline 2026-06-30\n";

static gt_rc read_problem(const char *path, struct gt_arena *arena, struct gt_rcpsp *out,
                          struct gt_err *err)
{
    enum gt_psplib format;
    gt_str bytes;
    gt_rc rc;

    if (!gt_psplib_of_name(gt_str_from(path), &format))
        return gt_fail(err, GT_EUNSUPPORTED, "%s: not a .sm, .sch or .rcp file",
                       "%s：不是 .sm、.sch 或 .rcp 文件", path);
    if ((rc = gt_file_read(arena, path, GT_PSPLIB_BYTES_MAX, &bytes, err)) != GT_OK)
        return rc;
    if ((rc = gt_psplib_parse(arena, format, bytes, out, err)) != GT_OK)
        return gt_wrap(err, rc, "%s", "%s", path);
    return GT_OK;
}

static gt_str instance_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    gt_str name = gt_str_from(slash != NULL ? slash + 1 : path);
    const size_t dot = gt_str_find(name, GT_STR("."), 0);

    return dot == SIZE_MAX ? name : gt_str_sub(name, 0, dot);
}

static gt_rc write_json(struct gt_buf *out, const char *path, const struct gt_rcpsp *p,
                        const struct gt_solve_result *r, const int32_t *starts, double seconds)
{
    struct gt_json json;

    gt_json_init(&json, out);
    gt_json_object(&json, NULL);
    gt_json_str(&json, "instance", instance_name(path));
    if (r->makespan >= 0)
        gt_json_i64(&json, "makespan", r->makespan);
    else
        gt_json_null(&json, "makespan");
    gt_json_i64(&json, "lower_bound", r->lower_bound);
    gt_json_bool(&json, "proved", r->state == GT_SOLVE_OPTIMAL || r->state == GT_SOLVE_INFEASIBLE);
    gt_json_bool(&json, "infeasible", r->state == GT_SOLVE_INFEASIBLE);
    gt_json_double(&json, "seconds", seconds);
    gt_json_i64(&json, "schedules", r->stats.schedules);
    if (starts == NULL) {
        gt_json_null(&json, "starts");
    } else {
        gt_json_array(&json, "starts");
        for (uint32_t i = 0; i < p->acts; i++)
            gt_json_i64(&json, NULL, starts[i]);
        gt_json_close(&json);
    }
    gt_json_close(&json);
    gt_buf_char(out, '\n');
    return gt_json_status(&json);
}

static gt_str number(struct gt_arena *arena, int32_t value)
{
    gt_str text = GT_STR("");

    return gt_arena_printf(arena, &text, "%d", value) == GT_OK ? text : GT_STR("?");
}

static gt_rc write_table(const struct gt_cli *cli, struct gt_arena *arena, struct gt_buf *out,
                         const struct gt_rcpsp *p, const struct gt_solve_result *r,
                         const int32_t *starts, double seconds)
{
    struct gt_cli_table table;

    if (r->state == GT_SOLVE_INFEASIBLE) {
        gt_buf_text(out, GT_SAY(cli, "There is no schedule: proved.\n", "不存在可行方案（已证明）。\n"));
        return out->status;
    }
    if (starts == NULL) {
        gt_buf_text(out, GT_SAY(cli, "No schedule was found in time; none is excluded.\n",
                                "限时内未找到方案，也未证明不存在。\n"));
        return out->status;
    }
    gt_cli_table_init(&table, arena);
    gt_cli_table_column(&table, gt_str_from(GT_SAY(cli, "activity", "活动")), GT_RIGHT, 0);
    gt_cli_table_column(&table, gt_str_from(GT_SAY(cli, "start", "开始")), GT_RIGHT, 0);
    gt_cli_table_column(&table, gt_str_from(GT_SAY(cli, "finish", "完成")), GT_RIGHT, 0);
    for (uint32_t i = 0; i < p->acts; i++) {
        gt_cli_table_cell(&table, number(arena, (int32_t)i + 1));
        gt_cli_table_cell(&table, number(arena, starts[i]));
        gt_cli_table_cell(&table, number(arena, starts[i] + p->dur[i]));
    }
    if (table.status != GT_OK)
        return table.status;
    gt_cli_table_write(&table, out);
    if (r->state == GT_SOLVE_OPTIMAL)
        gt_buf_printf(out, GT_SAY(cli, "length %d: nothing is shorter (%.2f s)\n",
                                  "工期%d：已证明最短（%.2f秒）\n"), r->makespan, seconds);
    else
        gt_buf_printf(out, GT_SAY(cli, "length %d, at least %d is needed: at most %.1f %% from the "
                                       "best; stopped after %.2f s\n",
                                  "工期%d，下界%d：距最优至多%.1f %%;%.2f秒后停止\n"),
                      r->makespan, r->lower_bound,
                      r->lower_bound > 0 ? 100.0 * (r->makespan - r->lower_bound) / r->lower_bound : 0.0,
                      seconds);
    return out->status;
}

/* The options of options.def as command line options. */
enum {
#define GT_OPTION(name, type, def, min, max, en, zh) OPTION_##name,
#include "plan/options.def"
#undef GT_OPTION
    OPTION_COUNT
};

struct request {
    struct gt_solve_opts opts;
    double  seconds;
    bool    backward;
    int64_t deadline; /* of benchmark files, in their ticks */
};

static gt_rc numbers_of(const char *const *values, const char *seconds, const char *deadline,
                        struct request *out, struct gt_err *err)
{
    static const char *const names[] = {
#define GT_OPTION(name, type, def, min, max, en, zh) #name,
#include "plan/options.def"
#undef GT_OPTION
    };
    gt_rc rc = GT_OK;

    out->opts = gt_solve_defaults();
    for (int k = 0; k < OPTION_COUNT && rc == GT_OK; k++)
        if (values[k] != NULL)
            rc = gt_solve_option_set(&out->opts, gt_str_from(names[k]), gt_str_from(values[k]), err);
    if (rc != GT_OK)
        return rc;
    out->seconds = out->opts.schedules > 0 || out->opts.ticks > 0 ? 0 : SECONDS_DEFAULT;
    if (seconds != NULL) {
        char *end;

        out->seconds = strtod(seconds, &end);
        if (*end != '\0' || end == seconds || !(out->seconds > 0 && out->seconds <= 1e6))
            return gt_fail(err, GT_EINVAL, "--seconds: \"%s\" is no time", "--seconds：“%s”不是时间", seconds);
    }
    if (deadline != NULL) {
        out->backward = true;
        if (!gt_str_i64(gt_str_from(deadline), &out->deadline) || out->deadline < 0 ||
            out->deadline > GT_RCPSP_HORIZON_MAX)
            return gt_fail(err, GT_EINVAL, "--from-deadline: \"%s\" is no tick",
                           "--from-deadline：“%s”无效", deadline);
    }
    return GT_OK;
}

/* Nothing is printed that the verifier has not passed. */
static gt_rc judge(const struct gt_rcpsp *p, const int32_t *starts, int32_t makespan, struct gt_err *err)
{
    struct gt_breach breach;
    int64_t end = 0;
    gt_rc rc = gt_verify_rcpsp(p, starts, &breach, err);

    if (rc != GT_OK)
        return rc;
    for (uint32_t i = 0; i < p->acts; i++)
        end = (int64_t)starts[i] + p->dur[i] > end ? (int64_t)starts[i] + p->dur[i] : end;
    if (breach.kind != GT_BREACH_NONE) {
        char en[256], zh[256];

        (void)snprintf(en, sizeof(en), "the schedule found is wrong: activity %u %s", breach.act + 1,
                       gt_breach_word(breach.kind, GT_LANG_EN));
        (void)snprintf(zh, sizeof(zh), "求得的方案有误：活动%u %s", breach.act + 1,
                       gt_breach_word(breach.kind, GT_LANG_ZH));
        return gt_fail_text(err, GT_EINTERNAL, en, zh);
    }
    if (end != makespan)
        return gt_fail(err, GT_EINTERNAL, "the schedule found ends at %lld, not at %d",
                       "求得的方案结束于%lld，而不是%d", (long long)end, makespan);
    return GT_OK;
}

static gt_rc solve_file(const struct gt_cli *cli, struct gt_arena *arena, const char *path,
                        const struct request *req, struct gt_buf *out, bool *no, struct gt_err *err)
{
    struct gt_cli_clock clock = gt_cli_clock_start(cli, req->seconds);
    const struct gt_solve_watch watch = gt_cli_clock_watch(&clock);
    struct gt_solve_opts opts = req->opts;
    struct gt_solve_result result;
    struct gt_rcpsp p, forward;
    int32_t *starts = NULL;
    double seconds;
    gt_rc rc;

    if ((rc = read_problem(path, arena, &p, err)) != GT_OK)
        return rc;
    forward = p;
    if (req->backward && (rc = gt_rcpsp_mirror(arena, &forward, -1, &p, err)) != GT_OK)
        return rc;
    if (req->seconds > 0 && opts.schedules == 0 && p.acts > 0)
        opts.expect = 1 + (int64_t)(req->seconds * PLACED_PER_SECOND / p.acts);
    if ((rc = gt_solve(arena, &p, &opts, &watch, &result, err)) != GT_OK)
        return gt_wrap(err, rc, "%s", "%s", path);
    seconds = gt_cli_clock_end(&clock);
    if (result.state == GT_SOLVE_INFEASIBLE && err->text[cli->lang][0] != '\0')
        fprintf(stderr, "%s: %s\n", path, err->text[cli->lang]); /* the fact that excludes all */
    starts = result.start;
    if (starts != NULL && (rc = judge(&p, starts, result.makespan, err)) != GT_OK)
        return gt_wrap(err, rc, "%s", "%s", path);
    *no = result.state == GT_SOLVE_INFEASIBLE;
    for (uint32_t i = 0; req->backward && starts != NULL && i < p.acts; i++) {
        starts[i] = (int32_t)req->deadline - starts[i] - p.dur[i];
        *no |= starts[i] < 0;
    }
    return cli->json ? write_json(out, path, &p, &result, starts, seconds)
                     : write_table(cli, arena, out, &p, &result, starts, seconds);
}

int gt_cli_plan_solve(struct gt_cli *cli, int argc, char **argv)
{
    const char *values[OPTION_COUNT] = {0}, *seconds = NULL, *deadline = NULL, *holidays = NULL, *save = NULL;
    bool keep = false;
    const struct gt_opt opts[] = {
        {"seconds", 0, &seconds, NULL, "S", {"最多用时（秒，默认10）", "time limit (default 10)"}},
        {"from-deadline", 0, &deadline, NULL, "D",
         {"从截止时间 D 倒排（计划文件：日期）", "schedule backward, so that all ends by D (plan files: a date)"}},
        {"out", 'o', &save, NULL, "FILE",
         {"另存排好的计划：.json(作为基线)、.xml 或 .ics", "write the schedule: .json (as baseline), .xml or .ics"}},
        {"keep", 0, NULL, &keep, NULL,
         {"不重新优化：能不动的任务保持文件中的日期", "no search: what can stay at the file's own dates stays"}},
        {"holidays", 0, &holidays, NULL, "FILE", {"另加一份放假通知", "a further holiday notice"}},
#define GT_OPTION(name, type, def, min, max, en, zh) \
        {#name, 0, &values[OPTION_##name], NULL, "N", {zh, en}},
#include "plan/options.def"
#undef GT_OPTION
    };
    struct gt_arena *arena = NULL;
    struct gt_err err = {0};
    struct request req = {0};
    enum gt_psplib format;
    struct gt_buf out;
    bool no = false;
    int rc = gt_cli_options(cli, &argc, argv, opts, GT_LEN(opts), about, examples);

    if (rc != GT_EXIT_OK)
        return rc < 0 ? GT_EXIT_OK : rc;
    if (argc != 2)
        return gt_cli_usage(cli, "give one file", "请给出一个文件");
    if (!gt_psplib_of_name(gt_str_from(argv[1]), &format)) {
        struct gt_cli_level level = {.deadline = deadline, .holidays = holidays, .out = save,
                                     .keep = keep};

        if (numbers_of(values, seconds, NULL, &req, &err) != GT_OK)
            return gt_cli_fail(cli, &err);
        level.opts = req.opts;
        level.seconds = req.seconds;
        return gt_cli_plan_level(cli, argv[1], &level);
    }
    gt_buf_init(&out, GT_PLAN_OUT_MAX);
    if (numbers_of(values, seconds, deadline, &req, &err) != GT_OK ||
        gt_arena_create(SOLVE_BYTES_MAX, &arena) != GT_OK ||
        solve_file(cli, arena, argv[1], &req, &out, &no, &err) != GT_OK)
        rc = err.rc == GT_OK ? GT_EXIT_FAILED : gt_cli_fail(cli, &err);
    else
        rc = gt_cli_out(cli, &out);
    gt_buf_clear(&out);
    gt_arena_destroy(arena);
    return rc == GT_EXIT_OK && no ? GT_EXIT_PROBLEM : rc;
}
