/* verb_wall.c - guatu wall: the chart as a table, as JSON, or on one sheet. */
#include "api/wall_paper.h"
#include "base/file.h"
#include "base/json.h"
#include "cli/place.h"

static const char *const about[GT_LANG_COUNT] = {
    "打印挂图。不带 --pdf 时，按单位列出各项任务的起止日期和灯。",
    "Prints the wall.  Without --pdf it lists the tasks by unit, with their dates\n"
    "and lights."};

static const char examples[] =
    "  guatu wall --space demo.gtspace\n"
    "  guatu wall --space demo.gtspace --pdf wall.pdf --size A0\n"
    "  guatu wall --space demo.gtspace --pdf unit.pdf --group leader --ink\n";

static gt_rc print(const struct gt_cli *cli, struct gt_place *place, const struct gt_wall_want *want,
                   const char *path, struct gt_err *err)
{
    struct gt_buf pdf;
    gt_rc rc;

    gt_buf_init(&pdf, GT_WALL_PDF_BYTES_MAX);
    if ((rc = gt_wall_paper(&place->ctx, want, &pdf, err)) == GT_OK)
        rc = gt_file_replace(path, gt_buf_view(&pdf), err);
    if (rc == GT_OK && !cli->json)
        printf(GT_SAY(cli, "%s: %zu KB\n", "%s:%zu KB\n"), path, pdf.len / 1024);
    else if (rc == GT_OK)
        printf("{\"bytes\":%zu}\n", pdf.len);
    gt_buf_clear(&pdf);
    return rc;
}

static void json_row(struct gt_buf *out, const struct gt_picture *picture,
                     const struct gt_pic_task *task)
{
    const struct gt_unit_row *unit = gt_picture_unit(picture, task->facts.lead_unit_id);
    char day[GT_DAY_TEXT];
    struct gt_json json;

    gt_json_init(&json, out);
    gt_json_object(&json, NULL);
    gt_json_i64(&json, "id", task->facts.id);
    gt_json_str(&json, "code", task->facts.code);
    gt_json_str(&json, "title", task->facts.title);
    gt_json_str(&json, "unit", unit != NULL ? unit->name : GT_STR(""));
    gt_json_text(&json, "start", task->start == GT_DAY_NONE ? NULL : gt_day_text(task->start, day));
    gt_json_text(&json, "finish", task->finish == GT_DAY_NONE ? NULL : gt_day_text(task->finish, day));
    gt_json_text(&json, "deadline",
                 task->facts.deadline == GT_DAY_NONE ? NULL : gt_day_text(task->facts.deadline, day));
    gt_json_i64(&json, "percent", (int64_t)(task->percent + .5));
    gt_json_text(&json, "light", gt_light_key(task->light.meaning));
    gt_json_i64(&json, "light_amount", task->light.amount);
    gt_json_bool(&json, "critical", task->critical);
    gt_json_close(&json);
    gt_buf_char(out, '\n');
}

static gt_rc table_row(struct gt_cli_table *table, const struct gt_cli *cli,
                       const struct gt_picture *picture, const struct gt_pic_task *task)
{
    const struct gt_unit_row *unit = gt_picture_unit(picture, task->facts.lead_unit_id);
    const gt_day days[] = {task->start, task->finish, task->facts.deadline};
    char light[48];
    gt_str text;
    gt_rc rc;

    gt_cli_table_cell(table, unit == NULL ? GT_STR("·")
                             : unit->short_name.len > 0 ? unit->short_name : unit->name);
    gt_cli_table_cell(table, task->facts.title);
    for (size_t i = 0; i < GT_LEN(days); i++) {
        if ((rc = gt_day_dup(table->arena, days[i], &text)) != GT_OK)
            return rc;
        gt_cli_table_cell(table, text.len > 0 ? text : GT_STR("·"));
    }
    if ((rc = gt_arena_printf(table->arena, &text, "%d%%", (int)(task->percent + .5))) != GT_OK)
        return rc;
    gt_cli_table_cell(table, text);
    snprintf(light, sizeof light, task->light.amount > 0 ? "%s %lld" : "%s",
             gt_light_word(task->light.meaning, cli->lang), (long long)task->light.amount);
    if ((rc = gt_arena_dup(table->arena, gt_str_from(light), &text)) != GT_OK)
        return rc;
    gt_cli_table_cell(table, text);
    return table->status;
}

/* Units in their order; within one, tasks by start. */
struct row_key { int64_t place; gt_day start; uint32_t task; };

static int compare_rows(const void *a, const void *b)
{
    const struct row_key *x = a, *y = b;

    if (x->place != y->place)
        return x->place < y->place ? -1 : 1;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return x->task < y->task ? -1 : x->task > y->task;
}

static int64_t unit_place(const struct gt_picture *picture, int64_t id)
{
    for (size_t i = 0; i < picture->units.count; i++)
        if (picture->units.at[i].id == id)
            return (int64_t)i;
    return INT64_MAX;
}

static gt_rc list(const struct gt_cli *cli, struct gt_place *place, struct gt_buf *out,
                  struct gt_err *err)
{
    static const struct { gt_str name[GT_LANG_COUNT]; enum gt_align align; int max; } heads[] = {
        {{GT_STR_INIT("单位"), GT_STR_INIT("Unit")}, GT_LEFT, 20},
        {{GT_STR_INIT("任务"), GT_STR_INIT("Task")}, GT_LEFT, 44},
        {{GT_STR_INIT("开始"), GT_STR_INIT("Start")}, GT_LEFT, 0},
        {{GT_STR_INIT("完成"), GT_STR_INIT("Finish")}, GT_LEFT, 0},
        {{GT_STR_INIT("时限"), GT_STR_INIT("Deadline")}, GT_LEFT, 0},
        {{GT_STR_INIT("进度"), GT_STR_INIT("Done")}, GT_RIGHT, 0},
        {{GT_STR_INIT("灯（工作日）"), GT_STR_INIT("Light (work days)")}, GT_LEFT, 0},
    };
    const struct gt_picture *picture;
    struct gt_cli_table table;
    struct row_key *keys;
    size_t count = 0;
    gt_rc rc;

    if ((rc = gt_picture_hold(&place->ctx, &picture, err)) != GT_OK)
        return rc;
    gt_cli_table_init(&table, place->arena);
    for (size_t i = 0; i < GT_LEN(heads); i++)
        gt_cli_table_column(&table, heads[i].name[cli->lang], heads[i].align, heads[i].max);
    keys = GT_NEW_N(place->arena, struct row_key, picture->tasks.count + 1);
    for (uint32_t i = 0; keys != NULL && i < picture->tasks.count; i++)
        if (!picture->tasks.at[i].gone)
            keys[count++] = (struct row_key){
                unit_place(picture, picture->tasks.at[i].facts.lead_unit_id),
                picture->tasks.at[i].start, i};
    if (keys == NULL)
        rc = GT_ENOMEM;
    else
        qsort(keys, count, sizeof *keys, compare_rows);
    for (size_t i = 0; rc == GT_OK && i < count; i++) {
        if (cli->json)
            json_row(out, picture, &picture->tasks.at[keys[i].task]);
        else
            rc = table_row(&table, cli, picture, &picture->tasks.at[keys[i].task]);
    }
    gt_picture_done(&place->ctx);
    if (rc == GT_OK && !cli->json)
        gt_cli_table_write(&table, out);
    return rc != GT_OK ? gt_fail(err, rc, "out of memory", "内存不足") : out->status;
}

int gt_verb_wall(struct gt_cli *cli, int argc, char **argv)
{
    const char *pdf = NULL, *size = "A3", *group = "unit";
    bool ink = false;
    const struct gt_opt opts[] = {
        {"pdf", 'o', &pdf, NULL, "FILE", {"写成一页 PDF", "write one page of PDF"}},
        {"size", 0, &size, NULL, "A0|A1|A3", {"纸张，默认 A3", "the sheet; A3 where absent"}},
        {"group", 0, &group, NULL, "BY",
         {"泳道：unit leader directive theme", "lanes: unit, leader, directive or theme"}},
        {"ink", 0, NULL, &ink, NULL, {"只用墨色", "ink alone"}},
    };
    struct gt_wall_want want = {.light = -1, .from = GT_DAY_NONE, .to = GT_DAY_NONE};
    struct gt_place place = {0};
    struct gt_err err = {0};
    struct gt_buf out;
    gt_rc failed;
    int rc = gt_cli_options(cli, &argc, argv, opts, GT_LEN(opts), about, examples);

    if (rc != GT_EXIT_OK)
        return rc < 0 ? GT_EXIT_OK : rc;
    if (!gt_wall_paper_parse(gt_str_from(size), &want.size))
        return gt_cli_usage(cli, "--size is A0, A1 or A3", "--size 只能是 A0、A1 或 A3");
    if (!gt_wall_group_parse(gt_str_from(group), &want.group))
        return gt_cli_usage(cli, "--group is unit, leader, directive or theme",
                            "--group 只能是 unit、leader、directive 或 theme");
    want.colour = !ink;
    gt_buf_init(&out, 256 << 20);
    if ((failed = gt_place_open(cli, &place, &err)) == GT_OK)
        failed = pdf != NULL ? print(cli, &place, &want, pdf, &err) : list(cli, &place, &out, &err);
    rc = failed != GT_OK ? gt_cli_fail(cli, &err) : gt_cli_out(cli, &out);
    gt_buf_clear(&out);
    gt_place_close(&place);
    return rc;
}
