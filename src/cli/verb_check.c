/* verb_check.c - guatu check: a whole space held against its own rules. */
#include "base/json.h"
#include "cli/place.h"
#include "work/duty.h"

static const char *const about[GT_LANG_COUNT] = {
    "核查整个空间：引用是否都在、日志链是否完整、次数是否相符、有没有悬空的承办事项。\n"
    "每一处都写明位置和规则；没有问题时退出码为0，有问题为1。",
    "Checks a whole space: whether references lead somewhere, the journal's chain is whole,\n"
    "counters fit, and no duty dangles.  Every violation is told with its place and rule;\n"
    "the exit code is 0 where there is none, 1 where there is one."};

static const char examples[] = "  guatu check --space office.gtspace --json\n";

static void say_json(const struct gt_cli *cli, const struct gt_check *check, struct gt_buf *out)
{
    struct gt_json json;

    gt_json_init(&json, out);
    gt_json_object(&json, NULL);
    gt_json_bool(&json, "ok", check->faults.count == 0);
    gt_json_i64(&json, "tasks", check->tasks);
    gt_json_i64(&json, "duties", check->duties);
    gt_json_i64(&json, "moves", check->moves);
    gt_json_i64(&json, "journal", check->journal_rows);
    gt_json_i64(&json, "violations", (int64_t)check->faults.count + check->dropped);
    gt_json_array(&json, "faults");
    for (size_t at = 0; at < check->faults.count; at++) {
        gt_json_object(&json, NULL);
        gt_json_text(&json, "rule", check->faults.at[at].rule);
        gt_json_str(&json, "place", check->faults.at[at].place);
        gt_json_str(&json, "text", check->faults.at[at].text[cli->lang]);
        gt_json_close(&json);
    }
    gt_json_close(&json);
    gt_json_close(&json);
    gt_buf_char(out, '\n');
}

static void say_words(const struct gt_cli *cli, const struct gt_check *check, struct gt_buf *out)
{
    for (size_t at = 0; at < check->faults.count; at++)
        gt_buf_printf(out, "%.*s: %s: %.*s\n", GT_FMT(check->faults.at[at].place), check->faults.at[at].rule,
                      GT_FMT(check->faults.at[at].text[cli->lang]));
    if (check->faults.count == 0)
        gt_buf_printf(out, GT_SAY(cli, "Nothing wrong: %lld tasks, %lld duties, %lld moves, %lld journal rows\n",
                                  "没有问题：任务%lld项，承办%lld项，流转%lld步，日志%lld行\n"),
                      (long long)check->tasks, (long long)check->duties, (long long)check->moves,
                      (long long)check->journal_rows);
    else
        gt_buf_printf(out, GT_SAY(cli, "%zu violations in %lld tasks, %lld duties, %lld moves\n",
                                  "共%zu处问题（任务%lld项，承办%lld项，流转%lld步）\n"), check->faults.count + (size_t)check->dropped,
                      (long long)check->tasks, (long long)check->duties, (long long)check->moves);
}

int gt_verb_check(struct gt_cli *cli, int argc, char **argv)
{
    struct gt_place place = {0};
    struct gt_check check = {0};
    struct gt_err err = {0};
    struct gt_buf out;
    gt_rc failed;
    int rc = gt_cli_options(cli, &argc, argv, NULL, 0, about, examples);

    if (rc != GT_EXIT_OK)
        return rc < 0 ? GT_EXIT_OK : rc;
    if (argc > 1)
        return gt_cli_usage(cli, "takes options only", "只接受选项");
    gt_buf_init(&out, 256 << 20);
    if ((failed = gt_place_open(cli, &place, &err)) == GT_OK &&
        (failed = gt_work_check(&place.ctx, &check, &err)) == GT_OK) {
        if (cli->json)
            say_json(cli, &check, &out);
        else
            say_words(cli, &check, &out);
    }
    rc = failed != GT_OK ? gt_cli_fail(cli, &err) : gt_cli_out(cli, &out);
    gt_buf_clear(&out);
    gt_place_close(&place);
    return rc != GT_EXIT_OK ? rc : check.faults.count == 0 ? GT_EXIT_OK : GT_EXIT_PROBLEM;
}
