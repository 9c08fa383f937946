/*
 * plan_level.c - guatu plan solve on plan and project files: dates that keep
 * the plan's calendars and resources.
 */
#include "cli/plan_level.h"

#include "base/json.h"
#include "cli/plan_clock.h"
#include "cli/plan_cli.h"
#include "plan/level.h"

enum { PLACED_PER_SECOND = 15000000 }; /* sizes the population, as in plan_solve.c */

struct answer {
    const struct gt_cli *cli;
    const char *path;
    struct gt_cli_plan *p;
    struct gt_net net;
    struct gt_level level;
    struct gt_level_options options;
    bool late;     /* with its deadlines there is none: this one misses some */
    bool excluded; /* that is proved */
    double seconds;
};

/* ---- the question ------------------------------------------------------------------- */

static bool parse_deadline(const struct gt_plan_doc *doc, const char *text, gt_tick *out)
{
    gt_str s = gt_str_from(text);
    gt_day day;

    if (doc->unit == GT_UNIT_PLAIN)
        return gt_str_i64(s, out);
    if (!gt_day_parse(s, &day))
        return false;
    *out = ((gt_tick)day + 1) * (doc->unit == GT_UNIT_MINUTE ? GT_MINUTES_A_DAY : 1);
    return true;
}

/* Where the plan says no day to begin on: the first that a task names, or today. */
static gt_tick begin_of(const struct gt_plan_doc *doc, gt_day today)
{
    gt_tick first = GT_TICK_LAST;

    if (doc->options.from != GT_TICK_NONE)
        return doc->options.from;
    for (size_t i = 0; i < doc->facts.count; i++) {
        const struct gt_plan_task *facts = &doc->facts.at[i];
        gt_tick at = facts->start_pin != GT_TICK_NONE ? facts->start_pin : facts->start_min;

        if (!facts->off && at != GT_TICK_NONE && at < first)
            first = at;
    }
    if (first < GT_TICK_LAST)
        return first;
    return doc->unit == GT_UNIT_PLAIN ? 0 : (gt_tick)today * (doc->unit == GT_UNIT_MINUTE ? GT_MINUTES_A_DAY : 1);
}

/* The dates that the file carries: its tool's, else the baseline. */
static gt_rc keep_dates(struct answer *a, struct gt_err *err)
{
    const struct gt_plan_doc *doc = &a->p->doc;
    gt_tick *keep = GT_NEW_N(a->p->arena, gt_tick, doc->tasks.count + 1);

    if (keep == NULL)
        return gt_fail(err, GT_ENOMEM, "no memory for the answer", "输出内存不足");
    for (size_t i = 0; i < doc->tasks.count; i++)
        keep[i] = doc->tasks.at[i].start != GT_TICK_NONE ? doc->tasks.at[i].start : doc->tasks.at[i].base_start;
    a->options.keep = keep;
    return GT_OK;
}

static gt_rc ask(struct answer *a, const struct gt_cli_level *request, struct gt_err *err)
{
    const struct gt_plan_doc *doc = &a->p->doc;

    a->options = (struct gt_level_options){.until = doc->options.until, .solve = request->opts};
    if (request->seconds > 0 && request->opts.schedules == 0 && doc->facts.count > 0)
        a->options.solve.expect = 1 + (int64_t)(request->seconds * PLACED_PER_SECOND / (double)doc->facts.count);
    if (request->deadline != NULL) {
        a->options.backward = true;
        if (!parse_deadline(doc, request->deadline, &a->options.until))
            return gt_fail(err, GT_EINVAL, "--from-deadline: \"%s\" is no day like 2026-06-30",
                           "--from-deadline：“%s”不是 2026-06-30 这样的日期", request->deadline);
    } else {
        a->options.backward = doc->options.from == GT_TICK_NONE && doc->options.until != GT_TICK_NONE;
        a->options.from = begin_of(doc, a->cli->today);
    }
    return request->keep ? keep_dates(a, err) : GT_OK;
}

/* With its deadlines first; where that cannot be, without, to show who is late. */
static gt_rc run(struct answer *a, const struct gt_cli_level *request, struct gt_err *err)
{
    struct gt_cli_clock clock = gt_cli_clock_start(a->cli, request->seconds);
    const struct gt_solve_watch watch = gt_cli_clock_watch(&clock);
    struct gt_names names = gt_doc_names(&a->p->doc);
    gt_rc rc;

    a->options.watch = &watch;
    a->options.names = &names;
    rc = gt_level_run(a->p->arena, &a->net, &a->options, &a->level, err);
    if (rc == GT_OK && a->level.dates == NULL && !a->options.soft && a->net.acts.count > 0) {
        a->excluded = a->level.state == GT_SOLVE_INFEASIBLE;
        a->late = a->options.soft = true;
        (void)gt_cli_clock_end(&clock);
        clock = gt_cli_clock_start(a->cli, request->seconds);
        rc = gt_level_run(a->p->arena, &a->net, &a->options, &a->level, err);
    }
    a->seconds = gt_cli_clock_end(&clock);
    a->options.watch = NULL;
    a->options.names = NULL;
    return rc;
}

/* ---- the answer ----------------------------------------------------------------------- */

static gt_str day_of(const struct answer *a, gt_tick at, bool finish)
{
    char text[GT_TICK_TEXT];
    gt_str out = GT_STR("");

    (void)gt_tick_text(a->p->doc.unit, at, finish, text);
    return gt_arena_dup(a->p->arena, gt_str_from(text), &out) == GT_OK ? out : GT_STR("");
}

static bool shown(const struct gt_plan_doc *doc, uint32_t task)
{
    return !doc->facts.at[task].off && !doc->tasks.at[task].summary;
}

static bool misses(const struct answer *a, uint32_t task)
{
    const struct gt_acts *acts = &a->net.acts;
    const struct gt_when *when = &a->level.dates[task];

    if (a->options.backward)
        return (acts->start_min[task] != GT_TICK_NONE && when->start < acts->start_min[task]) ||
               (acts->finish_min[task] != GT_TICK_NONE && when->finish < acts->finish_min[task]);
    return (acts->finish_max[task] != GT_TICK_NONE && when->finish > acts->finish_max[task]) ||
           (acts->start_max[task] != GT_TICK_NONE && when->start > acts->start_max[task]);
}

static gt_str who(const struct answer *a, uint32_t task)
{
    const struct gt_plan_doc *doc = &a->p->doc;
    gt_str out = GT_STR("");

    for (uint32_t d = a->net.demand_at == NULL ? 0 : a->net.demand_at[task];
         a->net.demand_at != NULL && d < a->net.demand_at[task + 1]; d++) {
        const struct gt_demand *need = &a->net.demands[d];
        gt_str name = doc->res.at[need->res].name, joined;
        bool one = need->amount == doc->res_unit;

        if (gt_arena_printf(a->p->arena, &joined, one ? "%.*s%s%.*s" : "%.*s%s%.*s×%g", GT_FMT(out),
                            out.len > 0 ? ", " : "", GT_FMT(name), (double)need->amount / doc->res_unit) != GT_OK)
            return out;
        out = joined;
    }
    return out;
}

static gt_rc in_time(const struct answer *a, uint32_t **out, uint32_t *count)
{
    const uint32_t n = a->net.acts.count;
    uint32_t *list = GT_NEW_N(a->p->arena, uint32_t, (size_t)n + 1), *spare = GT_NEW_N(a->p->arena, uint32_t, (size_t)n + 1);
    uint32_t kept = 0;

    if (list == NULL || spare == NULL)
        return GT_ENOMEM;
    for (uint32_t i = 0; i < n; i++)
        if (shown(&a->p->doc, i))
            list[kept++] = i;
    for (uint32_t width = 1; width < kept; width *= 2) { /* merge sort: equal starts keep the file's order */
        for (uint32_t from = 0; from < kept; from += 2 * width) {
            uint32_t mid = from + width < kept ? from + width : kept, end = from + 2 * width < kept ? from + 2 * width : kept;

            for (uint32_t i = from, j = mid, k = from; k < end; k++)
                spare[k] = j >= end || (i < mid && a->level.dates[list[i]].start <= a->level.dates[list[j]].start)
                               ? list[i++] : list[j++];
        }
        uint32_t *swap = list;

        list = spare;
        spare = swap;
    }
    *out = list;
    *count = kept;
    return GT_OK;
}

static gt_rc write_json(const struct answer *a, struct gt_buf *out)
{
    const struct gt_plan_doc *doc = &a->p->doc;
    const struct gt_level *level = &a->level;
    struct gt_json json;

    gt_json_init(&json, out);
    gt_json_object(&json, NULL);
    gt_json_str(&json, "instance", doc->title.len > 0 ? doc->title : gt_str_from(a->path));
    if (level->dates != NULL)
        gt_json_i64(&json, "makespan", level->length);
    else
        gt_json_null(&json, "makespan");
    gt_json_i64(&json, "lower_bound", level->length_bound);
    gt_json_bool(&json, "proved", level->state == GT_SOLVE_OPTIMAL || level->state == GT_SOLVE_INFEASIBLE);
    gt_json_bool(&json, "infeasible", a->excluded || level->state == GT_SOLVE_INFEASIBLE);
    gt_json_bool(&json, "deadlines_met", !a->late && level->dates != NULL);
    gt_json_double(&json, "seconds", a->seconds);
    gt_json_i64(&json, "schedules", level->stats.schedules);
    gt_json_text(&json, "unit", doc->unit == GT_UNIT_DAY ? "day" : doc->unit == GT_UNIT_MINUTE ? "minute" : "plain");
    gt_json_bool(&json, "one_calendar", level->one_calendar);
    gt_json_bool(&json, "kept", level->kept);
    if (level->dates != NULL) {
        gt_json_str(&json, "start", day_of(a, level->start, false));
        gt_json_str(&json, "finish", day_of(a, level->finish, true));
    }
    if (level->dates == NULL) {
        gt_json_null(&json, "starts");
    } else {
        gt_json_array(&json, "starts");
        for (uint32_t i = 0; i < a->net.acts.count; i++) {
            if (!shown(doc, i))
                continue;
            gt_json_object(&json, NULL);
            gt_json_str(&json, "id", doc->tasks.at[i].id);
            gt_json_str(&json, "start", day_of(a, level->dates[i].start, doc->facts.at[i].duration == 0 &&
                                                                             doc->unit == GT_UNIT_DAY));
            gt_json_str(&json, "finish", day_of(a, level->dates[i].finish, true));
            gt_json_str(&json, "resources", who(a, i));
            if (misses(a, i))
                gt_json_bool(&json, a->options.backward ? "early" : "late", true);
            gt_json_close(&json);
        }
        gt_json_close(&json);
    }
    gt_json_close(&json);
    gt_buf_char(out, '\n');
    return gt_json_status(&json);
}

static void summary(const struct answer *a, struct gt_buf *out)
{
    const struct gt_level *level = &a->level;
    const struct gt_cli *cli = a->cli;
    gt_str start = day_of(a, level->start, false), finish = day_of(a, level->finish, true);
    gt_str bound = day_of(a, level->bound, !a->options.backward);

    if (a->late && a->options.backward)
        gt_buf_text(out, a->excluded
                             ? GT_SAY(cli, "With these resources that date cannot be met (proved): marked tasks would "
                                           "have to begin before they may.\n",
                                      "以现有资源赶不上该日期（已证明）；标记“早”的任务须早于允许的日期开始。\n")
                             : GT_SAY(cli, "No schedule that meets that date was found: marked tasks would have to "
                                           "begin before they may.\n",
                                      "未找到赶得上该日期的方案；标记“早”的任务须早于允许的日期开始。\n"));
    else if (a->late)
        gt_buf_text(out, a->excluded
                             ? GT_SAY(cli, "With these resources the deadlines cannot all be kept (proved); "
                                           "marked tasks are late.\n",
                                      "以现有资源不可能全部按时(已证明)；标记“迟”的任务超过时限。\n")
                             : GT_SAY(cli, "No schedule that keeps all deadlines was found; marked tasks are late.\n",
                                      "未找到全部按时的方案；标记“迟”的任务超过时限。\n"));
    gt_buf_printf(out, GT_SAY(cli, "%.*s to %.*s: ", "%.*s 至 %.*s："), GT_FMT(start), GT_FMT(finish));
    if (level->kept) {
        uint32_t moved = 0;

        for (uint32_t i = 0; i < a->net.acts.count; i++)
            moved += shown(&a->p->doc, i) && a->options.keep[i] != GT_TICK_NONE &&
                     a->options.keep[i] != level->dates[i].start;
        gt_buf_printf(out, GT_SAY(cli, "kept as it was, %u tasks moved; every fact verified\n",
                                  "保持原有安排，%u 项任务改期；逐项核对无误\n"), moved);
    } else if (level->state == GT_SOLVE_OPTIMAL)
        gt_buf_printf(out, GT_SAY(cli, "nothing is shorter, every fact verified (%.2f s)\n",
                                  "已证明最短，逐项核对无误（%.2f秒）\n"), a->seconds);
    else if (a->options.backward)
        gt_buf_printf(out, GT_SAY(cli, "it cannot begin after %.*s; every fact verified; stopped after %.2f s\n",
                                  "最晚不迟于 %.*s 开始；逐项核对无误；%.2f秒后停止\n"), GT_FMT(bound), a->seconds);
    else
        gt_buf_printf(out, GT_SAY(cli, "it cannot end before %.*s; every fact verified; stopped after %.2f s\n",
                                  "最早不早于 %.*s 完成；逐项核对无误；%.2f秒后停止\n"), GT_FMT(bound), a->seconds);
}

static gt_rc write_table(const struct answer *a, const struct gt_err *said, struct gt_buf *out)
{
    const struct gt_plan_doc *doc = &a->p->doc;
    const struct gt_cli *cli = a->cli;
    gt_str mark = gt_str_from(a->options.backward ? GT_SAY(cli, "early", "早") : GT_SAY(cli, "late", "迟"));
    struct gt_cli_table table;
    uint32_t *list = NULL, count = 0;

    if (a->level.dates == NULL) {
        gt_buf_text(out, a->level.state == GT_SOLVE_INFEASIBLE
                             ? GT_SAY(cli, "There is no schedule: proved.", "不存在可行方案（已证明）。")
                             : GT_SAY(cli, "No schedule was found in time; none is excluded.",
                                      "限时内未找到方案，也未证明不存在。"));
        if (said->text[cli->lang][0] != '\0')
            gt_buf_printf(out, " %s", said->text[cli->lang]);
        gt_buf_char(out, '\n');
        return out->status;
    }
    if (in_time(a, &list, &count) != GT_OK)
        return GT_ENOMEM;
    gt_cli_table_init(&table, a->p->arena);
    gt_cli_table_column(&table, gt_str_from(GT_SAY(cli, "task", "任务")), GT_LEFT, 0);
    gt_cli_table_column(&table, gt_str_from(GT_SAY(cli, "name", "名称")), GT_LEFT, 40);
    gt_cli_table_column(&table, gt_str_from(GT_SAY(cli, "start", "开始")), GT_LEFT, 0);
    gt_cli_table_column(&table, gt_str_from(GT_SAY(cli, "finish", "完成")), GT_LEFT, 0);
    gt_cli_table_column(&table, mark, GT_LEFT, 0);
    gt_cli_table_column(&table, gt_str_from(GT_SAY(cli, "resources", "资源")), GT_LEFT, 40);
    for (uint32_t k = 0; k < count; k++) {
        uint32_t i = list[k];
        bool point = doc->facts.at[i].duration == 0 && doc->unit == GT_UNIT_DAY;

        gt_cli_table_cell(&table, doc->tasks.at[i].id);
        gt_cli_table_cell(&table, doc->tasks.at[i].name);
        gt_cli_table_cell(&table, day_of(a, a->level.dates[i].start, point));
        gt_cli_table_cell(&table, day_of(a, a->level.dates[i].finish, true));
        gt_cli_table_cell(&table, misses(a, i) ? mark : GT_STR(""));
        gt_cli_table_cell(&table, who(a, i));
    }
    if (table.status != GT_OK)
        return table.status;
    gt_cli_table_write(&table, out);
    summary(a, out);
    return out->status;
}

/* The schedule into the file asked for. */
static gt_rc save(struct answer *a, const struct gt_cli_level *request, struct gt_err *err)
{
    gt_rc rc;

    if (request->out == NULL || a->level.dates == NULL)
        return GT_OK;
    if (a->p->plan == NULL && (rc = gt_doc_plan(&a->p->doc, a->p->arena, NULL, &a->p->plan, err)) != GT_OK)
        return rc;
    return gt_cli_plan_write(a->cli, a->p, a->level.dates, request->out, err);
}

int gt_cli_plan_level(struct gt_cli *cli, const char *path, const struct gt_cli_level *request)
{
    struct answer a = {.cli = cli, .path = path};
    struct gt_problems problems;
    struct gt_cli_plan p;
    struct gt_err err = {0};
    struct gt_buf out;
    int code;

    if ((code = gt_cli_plan_load(cli, path, request->holidays, &p)) != GT_EXIT_OK)
        return code;
    a.p = &p;
    gt_problems_init(&problems, p.arena);
    gt_buf_init(&out, GT_PLAN_OUT_MAX);
    if (gt_doc_net(&p.doc, p.arena, &problems, &a.net, &err) != GT_OK || ask(&a, request, &err) != GT_OK ||
        run(&a, request, &err) != GT_OK ||
        (cli->json ? write_json(&a, &out) : write_table(&a, &err, &out)) != GT_OK ||
        save(&a, request, &err) != GT_OK) {
        if (err.rc == GT_OK)
            (void)gt_fail(&err, GT_ENOMEM, "no memory for the answer", "输出内存不足");
        (void)gt_wrap(&err, err.rc, "%s", "%s", path);
        code = gt_cli_fail(cli, &err);
    } else {
        gt_cli_problems(cli, &problems);
        code = gt_cli_out(cli, &out);
        if (code == GT_EXIT_OK && (a.late || a.level.dates == NULL))
            code = GT_EXIT_PROBLEM;
    }
    gt_buf_clear(&out);
    gt_cli_plan_close(&p);
    return code;
}
