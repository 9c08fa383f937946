/* verb_read.c - guatu read FILE: a document's clauses and what they propose. */
#include "base/file.h"
#include "base/json.h"
#include "base/utf8.h"
#include "cli/cli.h"
#include "cli/read_table.h"
#include "read/read.h"

enum { OUT_MAX = 1024 * 1024 * 1024, YEAR_MIN = 1990, YEAR_MAX = 2199 };

static const char *const about[GT_LANG_COUNT] = {
    "读取文件（.docx、.html、.txt），识别条款，给出任务、责任单位、时限、指标的建议。\n"
    "--json 每行输出一个条款；--table 改按任务分解表读取（.xlsx、.csv 等）。",
    "Reads a document (.docx, .html, .txt), finds its clauses and proposes tasks,\n"
    "units, deadlines and figures.  --json prints one clause a line; --table reads\n"
    "a table of tasks instead (.xlsx, .csv and others).",
};

static void write_figures(struct gt_json *json, const struct gt_proposal *p)
{
    gt_json_array(json, "figures");
    for (size_t i = 0; i < p->figure_count; i++) {
        gt_json_object(json, NULL);
        gt_json_str(json, "name", p->figures[i].name);
        gt_json_text(json, "op", gt_figure_op_name(p->figures[i].op));
        gt_json_double(json, "value", p->figures[i].value);
        gt_json_str(json, "unit", p->figures[i].unit);
        gt_json_close(json);
    }
    gt_json_close(json);
}

static void write_why(struct gt_json *json, const struct gt_proposal *p, enum gt_lang lang)
{
    gt_json_object(json, "confidence");
    for (int f = 0; f < GT_FIELD_COUNT; f++) {
        char text[8]; /* two digits are all there is to say */
        int n = snprintf(text, sizeof(text), "0.%02d", (int)(p->why[f].confidence * 100 + 0.5) % 100);

        gt_json_raw(json, gt_field_name((enum gt_field)f), (gt_str){text, (size_t)n});
    }
    gt_json_close(json);
    gt_json_object(json, "why");
    for (int f = 0; f < GT_FIELD_COUNT; f++)
        gt_json_str(json, gt_field_name((enum gt_field)f), p->why[f].text[lang]);
    gt_json_close(json);
}

/* The keys of the annotation, then text, confidence and why. */
static void write_line(struct gt_buf *out, const struct gt_reading *reading, size_t i, enum gt_lang lang)
{
    const struct gt_read_clause *clause = &reading->clauses[i];
    const struct gt_proposal *p = &reading->proposals[i];
    char day[GT_DAY_TEXT];
    struct gt_json json;

    gt_json_init(&json, out);
    gt_json_object(&json, NULL);
    gt_json_i64(&json, "start", clause->span.start);
    gt_json_i64(&json, "end", clause->span.end);
    gt_json_str(&json, "number", clause->number);
    gt_json_text(&json, "kind", gt_clause_kind_name(p->kind));
    gt_json_str(&json, "title", p->title);
    gt_json_str(&json, "lead", p->lead);
    gt_json_array(&json, "support");
    for (size_t k = 0; k < p->support_count; k++)
        gt_json_str(&json, NULL, p->support[k]);
    gt_json_close(&json);
    gt_json_text(&json, "due", gt_day_text(p->due, day));
    gt_json_str(&json, "due_text", p->due_text);
    gt_json_text(&json, "recur", gt_recur_name(p->recur));
    gt_json_bool(&json, "standing", p->standing);
    write_figures(&json, p);
    gt_json_str(&json, "speaker", p->speaker);
    gt_json_str(&json, "heading", clause->heading);
    gt_json_i64(&json, "line", clause->line);
    gt_json_str(&json, "text", clause->text);
    write_why(&json, p, lang);
    gt_json_close(&json);
    gt_buf_char(out, '\n');
}

static gt_str join(struct gt_arena *arena, const gt_str *list, size_t count)
{
    gt_str out = {"", 0}, longer;

    for (size_t i = 0; i < count; i++) {
        if (gt_arena_printf(arena, &longer, "%.*s%s%.*s", GT_FMT(out), i > 0 ? "、" : "", GT_FMT(list[i])) != GT_OK)
            return out;
        out = longer;
    }
    return out;
}

static gt_str figures_text(struct gt_arena *arena, const struct gt_proposal *p)
{
    gt_str out = {"", 0}, longer;

    for (size_t i = 0; i < p->figure_count; i++) {
        const struct gt_read_figure *f = &p->figures[i];

        if (gt_arena_printf(arena, &longer, "%.*s%s%.*s %s %g%.*s", GT_FMT(out), i > 0 ? "; " : "", GT_FMT(f->name),
                            gt_figure_op_name(f->op), f->value, GT_FMT(f->unit)) != GT_OK)
            return out;
        out = longer;
    }
    return out;
}

static gt_str kind_text(const struct gt_cli *cli, enum gt_clause_kind kind)
{
    static const char *const words[][GT_LANG_COUNT] = {
        [GT_KIND_TASK] = {"任务", "task"}, [GT_KIND_INDICATOR] = {"指标", "indicator"},
        [GT_KIND_CONTEXT] = {"说明", "context"},
    };

    return gt_str_from(words[kind][cli->lang]);
}

static gt_rc write_table(const struct gt_cli *cli, struct gt_arena *arena, const struct gt_reading *reading,
                         struct gt_buf *out)
{
    static const struct { const char *head[GT_LANG_COUNT]; int width; } columns[] = {
        {{"编号", "No."}, 20}, {{"类别", "Kind"}, 9}, {{"任务", "Task"}, 44}, {{"牵头单位", "Lead"}, 24},
        {{"配合单位", "Support"}, 30}, {{"时限", "Due"}, 10}, {{"原文时限", "Words"}, 20}, {{"指标", "Figures"}, 36},
        {{"讲话人", "Speaker"}, 10},
    };
    struct gt_cli_table table;

    gt_cli_table_init(&table, arena);
    for (size_t i = 0; i < GT_LEN(columns); i++)
        gt_cli_table_column(&table, gt_str_from(columns[i].head[cli->lang]), GT_LEFT, columns[i].width);
    for (size_t i = 0; i < reading->clause_count; i++) {
        const struct gt_proposal *p = &reading->proposals[i];
        gt_str due = {"", 0};

        if (gt_day_dup(arena, p->due, &due) != GT_OK)
            return GT_ENOMEM;
        gt_cli_table_cell(&table, reading->clauses[i].number);
        gt_cli_table_cell(&table, kind_text(cli, p->kind));
        gt_cli_table_cell(&table, p->title);
        gt_cli_table_cell(&table, p->lead);
        gt_cli_table_cell(&table, join(arena, p->support, p->support_count));
        gt_cli_table_cell(&table, due);
        gt_cli_table_cell(&table, p->due_text);
        gt_cli_table_cell(&table, figures_text(arena, p));
        gt_cli_table_cell(&table, p->speaker);
    }
    gt_cli_table_write(&table, out);
    return table.status;
}

static int read_file(struct gt_cli *cli, const char *path, int year)
{
    struct gt_arena *file = NULL, *arena = NULL;
    struct gt_read_options options = {gt_str_from(path), year};
    struct gt_reading reading;
    struct gt_err err = {0};
    struct gt_buf out;
    gt_str bytes = {"", 0};
    gt_rc rc;
    int code;

    gt_buf_init(&out, OUT_MAX);
    if ((rc = gt_arena_create((size_t)GT_READ_FILE_MAX + 65536, &file)) != GT_OK)
        (void)gt_fail(&err, rc, "no memory for the file", "文件内存不足");
    else if ((rc = gt_file_read(file, path, GT_READ_FILE_MAX, &bytes, &err)) != GT_OK)
        ; /* err names the file and the limit */
    else if ((rc = gt_arena_create(gt_read_budget(bytes.len), &arena)) != GT_OK)
        (void)gt_fail(&err, rc, "no memory for the document", "文档内存不足");
    else
        rc = gt_read(arena, bytes, &options, &reading, &err);
    if (rc == GT_OK) {
        if (cli->json)
            for (size_t i = 0; i < reading.clause_count; i++)
                write_line(&out, &reading, i, cli->lang);
        else if ((rc = write_table(cli, arena, &reading, &out)) != GT_OK)
            (void)gt_fail(&err, rc, "no memory for the table", "表格内存不足");
    }
    if (rc != GT_OK) {
        code = gt_cli_fail(cli, &err);
    } else {
        code = gt_cli_out(cli, &out);
        gt_cli_problems(cli, &reading.problems);
    }
    gt_buf_clear(&out);
    gt_arena_destroy(arena);
    gt_arena_destroy(file);
    return code;
}

int gt_verb_read(struct gt_cli *cli, int argc, char **argv)
{
    const char *year_text = NULL;
    bool table = false; /* seen below, before the options are taken; here for the help */
    const struct gt_opt opts[] = {
        {"year", 'y', &year_text, NULL, "YEAR", {"计划年度，默认取自标题或发文日期", "the plan's year; else from the title or the date of issue"}},
        {"table", 0, NULL, &table, NULL, {"按任务分解表读取（guatu read FILE --table --help）",
          "read a table of tasks (guatu read FILE --table --help)"}},
    };
    int64_t year = 0;
    int rc;

    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "--table") == 0)
            return gt_cli_read_table(cli, argc, argv);
    rc = gt_cli_options(cli, &argc, argv, opts, GT_LEN(opts), about,
                        "  guatu read notice.docx\n  guatu read plan.txt --year 2026 --json\n"
                        "  guatu read tasks.xlsx --table --json\n");
    if (rc != GT_EXIT_OK)
        return rc < 0 ? GT_EXIT_OK : rc;
    if (argc != 2)
        return gt_cli_usage(cli, "one file is needed", "需要且只需一个文件");
    if (year_text != NULL &&
        (!gt_str_i64(gt_str_from(year_text), &year) || year < YEAR_MIN || year > YEAR_MAX))
        return gt_cli_usage(cli, "--year needs a year between 1990 and 2199", "--year 需要1990至2199之间的年份");
    return read_file(cli, argv[1], (int)year);
}
