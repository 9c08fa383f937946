/* plan_check.c - guatu plan check: is the file sound, can the plan be met,
 * and do its dates agree with those that the file carries? */
#include "base/json.h"
#include "cli/plan_cli.h"
#include "plan/verify.h"

enum { SHOWN_MAX = 20 };

static const char *const about[GT_LANG_COUNT] = {
    "核对计划文件：格式、环、冲突，用独立的校验器复核算出的日期；其他工具的文件还与文件中保存的日期比较。",
    "Checks a plan file: form, cycles, conflicts; judges the dates with an independent verifier;\n"
    "files of other tools are also compared with the dates that they carry."};

static const char *const names[4][GT_LANG_COUNT] = {
    {"最早开始", "earliest start"}, {"最早完成", "earliest finish"},
    {"最晚开始", "latest start"}, {"最晚完成", "latest finish"}};

struct tally { uint32_t same, different; };

static gt_str text_of(struct gt_arena *arena, enum gt_unit unit, gt_tick at, bool finish)
{
    char text[GT_TICK_TEXT];
    gt_str out = GT_STR("");

    (void)gt_tick_text(unit, at, finish, text);
    return gt_arena_dup(arena, gt_str_from(text), &out) == GT_OK ? out : GT_STR("");
}

/* Same work time left counts as the same: Friday's end and Monday's begin. */
static bool same(const struct gt_cal *cal, gt_tick a, gt_tick b)
{
    return a == b || gt_cal_between(cal, a, b) == 0;
}

static void compare(const struct gt_cli *cli, struct gt_cli_plan *p, struct tally *tally,
                    struct gt_buf *out)
{
    for (uint32_t i = 0; i < p->doc.tasks.count; i++) {
        const struct gt_doc_task *said = &p->doc.tasks.at[i];
        struct gt_plan_dates dates = gt_plan_dates(p->plan, i);
        gt_tick theirs[4] = {said->early_start, said->early_finish, said->late_start, said->late_finish};
        gt_tick ours[4] = {dates.early_start, dates.early_finish, dates.late_start, dates.late_finish};

        if (said->summary || p->doc.facts.at[i].off)
            continue;
        if (theirs[0] == GT_TICK_NONE && said->start != GT_TICK_NONE) { /* only one pair of dates */
            theirs[0] = said->start;
            theirs[1] = said->finish;
        }
        for (int k = 0; k < 4; k++) {
            if (theirs[k] == GT_TICK_NONE || ours[k] <= GT_TICK_FIRST || ours[k] >= GT_TICK_LAST)
                continue;
            if (same(&p->doc.cals.at[p->doc.facts.at[i].calendar], theirs[k], ours[k])) {
                tally->same++;
                continue;
            }
            if (tally->different++ >= SHOWN_MAX || cli->json)
                continue;
            gt_str mine = text_of(p->arena, p->doc.unit, ours[k], k & 1);
            gt_str given = text_of(p->arena, p->doc.unit, theirs[k], k & 1);

            gt_buf_printf(out, GT_SAY(cli, "  %.*s %.*s: %s is %.*s here, %.*s in the file\n",
                                      "  %.*s %.*s:%s 此处为 %.*s，文件中为 %.*s\n"),
                          GT_FMT(said->id), GT_FMT(said->name), names[k][cli->lang], GT_FMT(mine),
                          GT_FMT(given));
        }
    }
}

static gt_rc verify(struct gt_cli_plan *p, struct gt_breach *breach, struct gt_err *err)
{
    struct gt_verify_options options = {.from = p->doc.options.from, .until = p->doc.options.until,
                                        .deadlines = gt_plan_feasible(p->plan)};
    uint32_t count = gt_plan_task_count(p->plan);
    struct gt_when *dates = GT_NEW_N(p->arena, struct gt_when, (size_t)count + 1);
    const struct gt_net *net;
    gt_rc rc;

    if (dates == NULL)
        return gt_fail(err, GT_ENOMEM, "no memory to verify", "核对内存不足");
    for (uint32_t i = 0; i < count; i++) {
        struct gt_plan_dates d = gt_plan_dates(p->plan, i);

        dates[i] = (struct gt_when){d.start, d.finish};
    }
    if ((rc = gt_plan_net(p->plan, &net, err)) != GT_OK)
        return rc;
    return gt_verify(net, dates, &options, breach, err);
}

static void tell(const struct gt_cli *cli, struct gt_cli_plan *p, const struct gt_breach *breach,
                 const struct tally *tally, struct gt_buf *details, struct gt_buf *out)
{
    struct gt_names task_names = gt_doc_names(&p->doc);
    const struct gt_net *net = NULL;
    bool feasible = p->plan != NULL && gt_plan_feasible(p->plan);
    struct gt_json json;

    if (cli->json) {
        gt_json_init(&json, out);
        gt_json_object(&json, NULL);
        gt_json_i64(&json, "tasks", (int64_t)p->doc.tasks.count);
        gt_json_i64(&json, "links", (int64_t)p->doc.links.count);
        gt_json_bool(&json, "cycle", p->cycle);
        gt_json_bool(&json, "feasible", feasible);
        gt_json_bool(&json, "verified", p->plan != NULL && breach->kind == GT_BREACH_NONE);
        gt_json_i64(&json, "same", tally->same);
        gt_json_i64(&json, "different", tally->different);
        gt_json_close(&json);
        gt_buf_char(out, '\n');
        return;
    }
    gt_buf_printf(out, GT_SAY(cli, "%zu tasks, %zu links\n", "%zu项任务，%zu条衔接\n"),
                  p->doc.tasks.count, p->doc.links.count);
    if (p->plan != NULL && gt_plan_net(p->plan, &net, NULL) == GT_OK) {
        gt_buf_text(out, GT_SAY(cli, "dates verified: ", "日期复核："));
        gt_breach_text(out, net, &task_names, breach, cli->lang);
        gt_buf_char(out, '\n');
    }
    if (tally->same + tally->different > 0)
        gt_buf_printf(out, GT_SAY(cli, "dates in the file: %u agree, %u differ\n",
                                  "与文件中的日期比较：%u个一致，%u个不同\n"), tally->same, tally->different);
    gt_buf_str(out, gt_buf_view(details));
    if (!feasible)
        gt_cli_plan_conflict(cli, p, out);
}

int gt_cli_plan_check(struct gt_cli *cli, int argc, char **argv)
{
    const char *holidays = NULL;
    const struct gt_opt opts[] = {
        {"holidays", 0, &holidays, NULL, "FILE", {"另加一份放假通知", "a further holiday notice"}},
    };
    struct gt_breach breach = {0};
    struct tally tally = {0};
    struct gt_cli_plan p;
    struct gt_buf out, details;
    struct gt_err err = {0};
    gt_rc rc = GT_OK;
    bool sound;
    int code;

    if ((code = gt_cli_options(cli, &argc, argv, opts, GT_LEN(opts), about, NULL)) != GT_EXIT_OK)
        return code < 0 ? GT_EXIT_OK : code;
    if (argc != 2)
        return gt_cli_usage(cli, "give one plan file", "请给出一个计划文件");
    if ((code = gt_cli_plan_open(cli, argv[1], holidays, &p)) != GT_EXIT_OK)
        return code;
    gt_buf_init(&out, GT_PLAN_OUT_MAX);
    gt_buf_init(&details, GT_PLAN_OUT_MAX);
    if (p.plan != NULL && (rc = verify(&p, &breach, &err)) == GT_OK)
        compare(cli, &p, &tally, &details);
    if (rc != GT_OK) {
        code = gt_cli_fail(cli, &err);
    } else {
        tell(cli, &p, &breach, &tally, &details, &out);
        sound = p.plan != NULL && gt_plan_feasible(p.plan) && breach.kind == GT_BREACH_NONE;
        code = gt_cli_out(cli, &out);
        if (code == GT_EXIT_OK && !sound)
            code = GT_EXIT_PROBLEM;
    }
    gt_buf_clear(&details);
    gt_buf_clear(&out);
    gt_cli_plan_close(&p);
    return code;
}
