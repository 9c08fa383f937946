/* plan_overlap.c - guatu plan overlap: which hand-overs to overlap (压茬). */
#include "base/json.h"
#include "cli/plan_cli.h"
#include "plan/overlap.h"

static const char *const about[GT_LANG_COUNT] = {
    "压茬建议：时限排不开，或希望提前时，把哪些“完成—开始”衔接压茬、各压多少，风险小的在前。\n"
    "风险按“可能返工的工作量”计：前一项还剩 k/d 未完时，压茬的第 k 天计 k/d 天。",
    "Overlap advice: where a deadline cannot be met, or to finish earlier, which\n"
    "finish-to-start links to overlap and by how much, least risk first.  Risk is work that\n"
    "may have to be done again: the k-th day into a predecessor of d days counts k/d days."};

static const char examples[] =
    "  guatu plan overlap plan.json               # to meet the deadline that cannot be met\n"
    "  guatu plan overlap plan.json --by 5        # the whole plan five work days earlier\n"
    "  guatu plan overlap plan.json --task out --by 3\n";

/* The task to hurry and its date; false with a message where there is none. */
static bool choose(const struct gt_cli *cli, const struct gt_cli_plan *p, const char *task,
                   int64_t by, struct gt_overlap_wish *wish)
{
    const struct gt_cal *cal;
    gt_tick most = GT_TICK_FIRST;

    wish->task = GT_NO_INDEX;
    if (task != NULL && (wish->task = gt_cli_plan_task(cli, p, task)) == GT_NO_INDEX)
        return false;
    if (task == NULL && by == 0 && p->conflict.chain.count > 0) {
        struct gt_plan_dates dates = gt_plan_dates(p->plan, p->conflict.act);

        wish->task = p->conflict.act;
        wish->finish = dates.late_finish;
        return true;
    }
    for (uint32_t i = 0; wish->task == GT_NO_INDEX && i < gt_plan_task_count(p->plan); i++)
        most = gt_plan_dates(p->plan, i).early_finish > most ? gt_plan_dates(p->plan, i).early_finish : most;
    for (uint32_t i = 0; wish->task == GT_NO_INDEX && i < gt_plan_task_count(p->plan); i++)
        if (gt_plan_dates(p->plan, i).early_finish == most && !p->doc.facts.at[i].off)
            wish->task = i;
    if (wish->task == GT_NO_INDEX)
        return false;
    struct gt_plan_dates dates = gt_plan_dates(p->plan, wish->task);

    cal = &p->doc.cals.at[p->doc.facts.at[wish->task].calendar == 0 ? 1 : p->doc.facts.at[wish->task].calendar];
    wish->finish = by > 0 ? gt_cal_lo(cal, gt_cal_work(cal, dates.early_finish) - by) : dates.late_finish;
    return true;
}

enum { HITS_SHOWN = 5, STEPS_SHOWN = 10 };

/* One link: by how much, what each step costs, whom a slip would hit. */
static void write_overlap(const struct gt_cli *cli, struct gt_cli_plan *p, const struct gt_overlap *o,
                          struct gt_buf *out)
{
    struct gt_link link = gt_plan_link(p->plan, o->link);

    gt_buf_printf(out, GT_SAY(cli, "  %.*s -> %.*s: overlap %d more, risk %.2f; step by step:",
                              "  %.*s → %.*s：再压茬%d，风险%.2f；逐步为"),
                  GT_FMT(p->doc.tasks.at[link.from].name), GT_FMT(p->doc.tasks.at[link.to].name), o->amount,
                  o->risk);
    for (uint32_t k = 0; k < o->steps && k < STEPS_SHOWN; k++)
        gt_buf_printf(out, " %.2f", o->step_risks[k]);
    if (o->steps > STEPS_SHOWN)
        gt_buf_text(out, " …");
    gt_buf_printf(out, GT_SAY(cli, "\n    a slip would hit %u tasks", "\n    前者拖延将波及%u项"), o->hit);
    for (uint32_t k = 0; k < o->hit && k < HITS_SHOWN; k++)
        gt_buf_printf(out, "%s%.*s", k == 0 ? GT_SAY(cli, ": ", "：") : GT_SAY(cli, ", ", "、"),
                      GT_FMT(p->doc.tasks.at[o->hits[k]].name));
    if (o->hit > HITS_SHOWN)
        gt_buf_text(out, " …");
    gt_buf_char(out, '\n');
}

static void write_table(const struct gt_cli *cli, struct gt_cli_plan *p,
                        const struct gt_overlap_wish *wish, const struct gt_overlap_advice *advice,
                        struct gt_buf *out)
{
    char want[GT_TICK_TEXT], got[GT_TICK_TEXT];

    (void)gt_tick_text(p->doc.unit, wish->finish, true, want);
    (void)gt_tick_text(p->doc.unit, advice->finish, true, got);
    gt_buf_printf(out, GT_SAY(cli, "\"%.*s\" by %s: ", "“%.*s”在 %s 前完成："),
                  GT_FMT(p->doc.tasks.at[wish->task].name), want);
    if (advice->count == 0 && advice->met)
        gt_buf_text(out, GT_SAY(cli, "no overlap needed\n", "不需要压茬\n"));
    else if (advice->met)
        gt_buf_printf(out, GT_SAY(cli, "met, finishing on %s, with %.1f work days at risk\n",
                                  "可以，完成于 %s，风险合计约%.1f天返工\n"), got, advice->risk);
    else
        gt_buf_printf(out, GT_SAY(cli, "not by overlapping alone; %s at best\n",
                                  "仅靠压茬做不到，最早 %s\n"), got);
    for (uint32_t i = 0; i < advice->count; i++)
        write_overlap(cli, p, &advice->overlaps[i], out);
    if (advice->gain_count > 1)
        gt_buf_text(out, GT_SAY(cli, "  earlier step by step:", "  逐步提前："));
    for (uint32_t i = 0; advice->gain_count > 1 && i < advice->gain_count; i++) {
        (void)gt_tick_text(p->doc.unit, advice->gains[i].finish, true, got);
        gt_buf_printf(out, GT_SAY(cli, "%s %s at risk %.2f", "%s %s 风险%.2f"), i > 0 ? ";" : "", got,
                      advice->gains[i].risk);
    }
    if (advice->gain_count > 1)
        gt_buf_char(out, '\n');
}

static void write_json(struct gt_cli_plan *p, const struct gt_overlap_wish *wish,
                       const struct gt_overlap_advice *advice, struct gt_buf *out)
{
    char text[GT_TICK_TEXT];
    struct gt_json json;

    gt_json_init(&json, out);
    gt_json_object(&json, NULL);
    gt_json_str(&json, "task", p->doc.tasks.at[wish->task].id);
    gt_json_text(&json, "wanted", gt_tick_text(p->doc.unit, wish->finish, true, text));
    gt_json_bool(&json, "met", advice->met);
    gt_json_text(&json, "finish", gt_tick_text(p->doc.unit, advice->finish, true, text));
    gt_json_double(&json, "risk", advice->risk);
    gt_json_array(&json, "gains");
    for (uint32_t i = 0; i < advice->gain_count; i++) {
        gt_json_object(&json, NULL);
        gt_json_text(&json, "finish", gt_tick_text(p->doc.unit, advice->gains[i].finish, true, text));
        gt_json_double(&json, "risk", advice->gains[i].risk);
        gt_json_close(&json);
    }
    gt_json_close(&json);
    gt_json_array(&json, "overlaps");
    for (uint32_t i = 0; i < advice->count; i++) {
        const struct gt_overlap *o = &advice->overlaps[i];
        struct gt_link link = gt_plan_link(p->plan, o->link);

        gt_json_object(&json, NULL);
        gt_json_str(&json, "from", p->doc.tasks.at[link.from].id);
        gt_json_str(&json, "to", p->doc.tasks.at[link.to].id);
        gt_json_i64(&json, "overlap", o->amount);
        gt_json_double(&json, "risk", o->risk);
        gt_json_double(&json, "last_risk", o->last_risk);
        gt_json_array(&json, "step_risks");
        for (uint32_t k = 0; k < o->steps; k++)
            gt_json_double(&json, NULL, o->step_risks[k]);
        gt_json_close(&json);
        gt_json_i64(&json, "slip_hits", o->hit);
        gt_json_array(&json, "hits");
        for (uint32_t k = 0; k < o->hit && k < GT_OVERLAP_HITS_MAX; k++)
            gt_json_str(&json, NULL, p->doc.tasks.at[o->hits[k]].id);
        gt_json_close(&json);
        gt_json_close(&json);
    }
    gt_json_close(&json);
    gt_json_close(&json);
    gt_buf_char(out, '\n');
}

int gt_cli_plan_overlap(struct gt_cli *cli, int argc, char **argv)
{
    const char *task = NULL, *by_text = NULL, *most_text = NULL, *holidays = NULL;
    const struct gt_opt opts[] = {
        {"task", 't', &task, NULL, "ID",
         {"要提前的任务；不给则为排不开的或最后完成的", "the task to finish earlier; else the one in conflict or the last"}},
        {"by", 'b', &by_text, NULL, "N", {"提前多少个工作日（分钟计划为分钟）", "how many work days earlier (minutes in minute plans)"}},
        {"most", 0, &most_text, NULL, "PERCENT",
         {"压茬不超过较短一项的百分之几，默认50", "overlap at most this much of the shorter task; 50"}},
        {"holidays", 0, &holidays, NULL, "FILE", {"另加一份放假通知", "a further holiday notice"}},
    };
    struct gt_overlap_wish wish = {.step = 1, .most_percent = 50};
    struct gt_overlap_advice advice;
    struct gt_cli_plan p;
    struct gt_buf out;
    struct gt_err err = {0};
    int64_t by = 0, most = 50;
    int code;

    if ((code = gt_cli_options(cli, &argc, argv, opts, GT_LEN(opts), about, examples)) != GT_EXIT_OK)
        return code < 0 ? GT_EXIT_OK : code;
    if (argc != 2 || (by_text != NULL && (!gt_str_i64(gt_str_from(by_text), &by) || by < 1 || by > GT_AMOUNT_MAX)) ||
        (most_text != NULL && (!gt_str_i64(gt_str_from(most_text), &most) || most < 1 || most > 100)))
        return gt_cli_usage(cli, "give one plan file; --by from 1, --most 1 to 100",
                            "请给出一个计划文件；--by 从1起，--most 为1至100");
    if ((code = gt_cli_plan_open(cli, argv[1], holidays, &p)) != GT_EXIT_OK)
        return code;
    gt_buf_init(&out, GT_PLAN_OUT_MAX);
    wish.most_percent = (int32_t)most;
    wish.step = p.doc.unit == GT_UNIT_MINUTE ? 30 : 1;
    if (p.plan == NULL) {
        gt_cli_plan_conflict(cli, &p, &out);
        code = gt_cli_out(cli, &out);
        code = code == GT_EXIT_OK ? GT_EXIT_PROBLEM : code;
    } else if (!choose(cli, &p, task, by, &wish)) {
        code = GT_EXIT_INPUT;
    } else if (gt_overlap_advise(p.plan, &wish, p.arena, &advice, &err) != GT_OK) {
        code = gt_cli_fail(cli, &err);
    } else {
        if (cli->json)
            write_json(&p, &wish, &advice, &out);
        else
            write_table(cli, &p, &wish, &advice, &out);
        code = gt_cli_out(cli, &out);
        if (code == GT_EXIT_OK && !advice.met)
            code = GT_EXIT_PROBLEM;
    }
    gt_buf_clear(&out);
    gt_cli_plan_close(&p);
    return code;
}
