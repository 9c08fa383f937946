/* plan_compare.c - guatu plan compare: what moved between two plans, or
 * between a plan and the baseline that its file carries. */
#include "base/json.h"
#include "cli/plan_cli.h"
#include "plan/diff.h"

static const char *const about[GT_LANG_COUNT] = {
    "比较两个计划（按任务编号对应），或一个计划与其文件中的基线。",
    "Compares two plans by their tasks' ids, or one plan with the baseline in its file."};

static const char *const kinds[6][GT_LANG_COUNT] = {
    {"不变", "same"}, {"提前", "earlier"}, {"推迟", "later"}, {"调整", "changed"},
    {"新增", "added"}, {"取消", "removed"}};

/* Planned dates, or the baseline's. */
static gt_rc dated(struct gt_cli_plan *p, bool baseline, struct gt_dated **out, uint32_t *count,
                   struct gt_err *err)
{
    *count = 0;
    if ((*out = GT_NEW_N(p->arena, struct gt_dated, p->doc.tasks.count + 1)) == NULL)
        return gt_fail(err, GT_ENOMEM, "no memory for the comparison", "比较内存不足");
    for (uint32_t i = 0; i < p->doc.tasks.count; i++) {
        const struct gt_doc_task *task = &p->doc.tasks.at[i];
        struct gt_plan_dates dates = gt_plan_dates(p->plan, i);
        struct gt_when when = {dates.start, dates.finish};

        if (baseline)
            when = (struct gt_when){task->base_start, task->base_finish};
        if (task->summary || p->doc.facts.at[i].off || when.start == GT_TICK_NONE ||
            when.finish == GT_TICK_NONE || when.start <= GT_TICK_FIRST || when.finish >= GT_TICK_LAST)
            continue;
        (*out)[(*count)++] = (struct gt_dated){task->id, when};
    }
    return GT_OK;
}

static gt_str name_of(const struct gt_cli_plan *p, gt_str id)
{
    for (size_t i = 0; i < p->doc.tasks.count; i++)
        if (gt_str_eq(p->doc.tasks.at[i].id, id))
            return p->doc.tasks.at[i].name;
    return id;
}

static gt_str date(struct gt_cli_plan *p, const struct gt_dated *list, uint32_t at)
{
    char text[GT_TICK_TEXT];
    gt_str out = GT_STR("·");

    if (at == GT_NO_INDEX)
        return out;
    (void)gt_tick_text(p->doc.unit, list[at].when.finish, true, text);
    return gt_arena_dup(p->arena, gt_str_from(text), &out) == GT_OK ? out : GT_STR("");
}

static gt_rc write_rows(const struct gt_cli *cli, struct gt_cli_plan *p, const struct gt_plan_diff *diff,
                        const struct gt_dated *before, const struct gt_dated *after, struct gt_buf *out)
{
    struct gt_cli_table table;
    struct gt_json json;

    gt_cli_table_init(&table, p->arena);
    gt_cli_table_column(&table, GT_STR("id"), GT_LEFT, 16);
    gt_cli_table_column(&table, gt_str_from(GT_SAY(cli, "task", "任务")), GT_LEFT, 40);
    gt_cli_table_column(&table, gt_str_from(GT_SAY(cli, "what", "变化")), GT_LEFT, 0);
    gt_cli_table_column(&table, gt_str_from(GT_SAY(cli, "finish before", "原完成")), GT_LEFT, 0);
    gt_cli_table_column(&table, gt_str_from(GT_SAY(cli, "finish now", "现完成")), GT_LEFT, 0);
    gt_cli_table_column(&table, gt_str_from(GT_SAY(cli, "moved", "移动")), GT_RIGHT, 0);
    gt_json_init(&json, out);
    if (cli->json) {
        gt_json_object(&json, NULL);
        gt_json_i64(&json, "same", diff->same);
        gt_json_array(&json, "rows");
    }
    for (uint32_t i = 0; i < diff->count; i++) {
        const struct gt_diff_row *row = &diff->rows[i];
        gt_str id = row->after != GT_NO_INDEX ? after[row->after].key : before[row->before].key;
        gt_str moved;

        if (gt_arena_printf(p->arena, &moved, "%+lld", (long long)row->finish_moved) != GT_OK)
            return GT_ENOMEM;
        if (cli->json) {
            gt_json_object(&json, NULL);
            gt_json_str(&json, "id", id);
            gt_json_text(&json, "change", kinds[row->kind][GT_LANG_EN]);
            gt_json_str(&json, "before", date(p, before, row->before));
            gt_json_str(&json, "after", date(p, after, row->after));
            gt_json_i64(&json, "finish_moved", row->finish_moved);
            gt_json_i64(&json, "length_changed", row->length_changed);
            gt_json_close(&json);
            continue;
        }
        gt_cli_table_cell(&table, id);
        gt_cli_table_cell(&table, name_of(p, id));
        gt_cli_table_cell(&table, gt_str_from(kinds[row->kind][cli->lang]));
        gt_cli_table_cell(&table, date(p, before, row->before));
        gt_cli_table_cell(&table, date(p, after, row->after));
        gt_cli_table_cell(&table, row->kind == GT_DIFF_ADDED || row->kind == GT_DIFF_REMOVED
                                      ? GT_STR("·") : moved);
    }
    if (cli->json) {
        gt_json_close(&json);
        gt_json_close(&json);
        gt_buf_char(out, '\n');
        return GT_OK;
    }
    gt_cli_table_write(&table, out);
    gt_buf_printf(out, GT_SAY(cli, "%u tasks are the same\n", "%u项任务不变\n"), diff->same);
    return table.status;
}

int gt_cli_plan_compare(struct gt_cli *cli, int argc, char **argv)
{
    struct gt_cli_plan p[2] = {0};
    struct gt_dated *before = NULL, *after = NULL;
    uint32_t before_count = 0, after_count = 0;
    struct gt_plan_diff diff;
    struct gt_buf out;
    struct gt_err err = {0};
    gt_rc rc = GT_OK;
    int code;

    if ((code = gt_cli_options(cli, &argc, argv, NULL, 0, about,
                               "  guatu plan compare january.json today.json\n")) != GT_EXIT_OK)
        return code < 0 ? GT_EXIT_OK : code;
    if (argc != 2 && argc != 3)
        return gt_cli_usage(cli, "give one or two plan files", "请给出一个或两个计划文件");
    for (int i = 0; i < argc - 1; i++) {
        if ((code = gt_cli_plan_open(cli, argv[i + 1], NULL, &p[i])) != GT_EXIT_OK)
            goto out;
        if (p[i].plan == NULL) {
            (void)gt_fail(&err, GT_ECYCLE, "%s: the links form a cycle", "%s：衔接成环", argv[i + 1]);
            code = gt_cli_fail(cli, &err);
            goto out;
        }
    }
    struct gt_cli_plan *now = argc == 3 ? &p[1] : &p[0];

    gt_buf_init(&out, GT_PLAN_OUT_MAX);
    if ((rc = dated(&p[0], argc == 2, &before, &before_count, &err)) != GT_OK ||
        (rc = dated(now, false, &after, &after_count, &err)) != GT_OK ||
        (rc = gt_plan_diff(now->arena, &now->doc.cals.at[1], before, before_count, after, after_count,
                           &diff, &err)) != GT_OK ||
        (rc = write_rows(cli, now, &diff, before, after, &out)) != GT_OK)
        code = gt_cli_fail(cli, &err);
    else
        code = gt_cli_out(cli, &out);
    gt_buf_clear(&out);
out:
    gt_cli_plan_close(&p[0]);
    gt_cli_plan_close(&p[1]);
    return code;
}
