/* verb_import.c - guatu import: a task table held against the plan, and
 * written when --apply says so. */
#include "base/file.h"
#include "base/json.h"
#include "cli/place.h"
#include "cli/read_table.h"
#include "work/import.h"

enum { OUT_MAX = 256 << 20, SHOWN_MAX = 200 };

static const char *const about[GT_LANG_COUNT] = {
    "读入任务表（.xlsx .csv .docx .html），与现有任务逐项对比：新建、修改（逐个字段）、\n"
    "表中已无、不动。不加 --apply 只看不写；加了则一次全部写入，或什么也不写。\n"
    "同一张表下月再来，按数据标识或“编号加名称”认出原来的任务。",
    "Reads a task table (.xlsx .csv .docx .html) and holds it against the tasks\n"
    "that are there: new, changed field by field, gone, unchanged.  Without --apply\n"
    "nothing is written; with it all of it is, or nothing.  The same table may come\n"
    "again next month: rows are known by their key, or by number and title."};

static const char examples[] =
    "  guatu import 任务分解表.xlsx\n"
    "  guatu import 任务分解表.xlsx --create-units --apply\n"
    "  guatu import 三季度.xlsx --year 2026 --columns due=F --drop-gone --apply\n";

struct asked {
    const char *year, *sheet, *header, *columns;
    bool apply, create_units, take_offers, drop_gone;
};

/* ---- for the eye ---------------------------------------------------------------------- */

static void show_line(const struct gt_cli *cli, const struct gt_import_line *line, struct gt_buf *out)
{
    static const char *const marks[] = {" ", "+", "~", "-"};
    char place[24] = "";

    if (line->row > 0)
        (void)snprintf(place, sizeof(place), GT_SAY(cli, "row %u", "第%u行"), line->row);
    gt_buf_printf(out, "%s %-10s %.*s%s%.*s\n", marks[line->state], place, GT_FMT(line->number),
                  line->number.len > 0 ? " " : "", GT_FMT(line->title));
    for (uint32_t i = 0; line->state == GT_LINE_CHANGED && i < line->field_count; i++)
        gt_buf_printf(out, "    %s: %.*s → %.*s\n", line->fields[i].field, GT_FMT(line->fields[i].old_text),
                      GT_FMT(line->fields[i].new_text));
}

static void show_columns(const struct gt_import_view *view, struct gt_buf *out)
{
    for (size_t i = 0; i < view->columns.count; i++) {
        const struct gt_import_column *column = &view->columns.at[i];
        char name[GT_CELL_NAME];

        gt_buf_printf(out, "  %-3s %-10s %.*s\n", gt_col_name(column->col, name),
                      column->is == GT_COL_OTHER ? "-" : gt_col_key(column->is), GT_FMT(column->head));
    }
}

static void show(const struct gt_cli *cli, const struct gt_import_view *view, struct gt_buf *out)
{
    size_t shown = 0, left = 0;

    gt_buf_printf(out, GT_SAY(cli, "%.*s, sheet %.*s, year %d\n", "%.*s，工作表“%.*s”，%d年\n"), GT_FMT(view->file_name),
                  GT_FMT(view->sheet), view->year);
    show_columns(view, out);
    for (size_t i = 0; i < view->lines.count; i++) {
        if (view->lines.at[i].state == GT_LINE_UNCHANGED)
            continue;
        if (shown++ < SHOWN_MAX)
            show_line(cli, &view->lines.at[i], out);
        else
            left++;
    }
    if (left > 0)
        gt_buf_printf(out, GT_SAY(cli, "  and %zu more\n", "  另有%zu项\n"), left);
    gt_buf_printf(out, "%.*s\n", GT_FMT(view->sentence));
}

/* ---- JSON ---------------------------------------------------------------------------------- */

static void show_json(const struct gt_cli *cli, const struct gt_import_view *view, bool applied, struct gt_buf *out)
{
    struct gt_json json;

    gt_json_init(&json, out);
    gt_json_object(&json, NULL);
    gt_json_i64(&json, "id", view->id);
    gt_json_bool(&json, "ready", view->ready);
    gt_json_bool(&json, "applied", applied);
    gt_json_str(&json, "sheet", view->sheet);
    gt_json_i64(&json, "year", view->year);
    gt_json_i64(&json, "new", (int64_t)view->fresh);
    gt_json_i64(&json, "changed", (int64_t)view->changed);
    gt_json_i64(&json, "gone", (int64_t)view->gone);
    gt_json_i64(&json, "unchanged", (int64_t)view->unchanged);
    gt_json_array(&json, "rows");
    for (size_t i = 0; i < view->lines.count; i++) {
        const struct gt_import_line *line = &view->lines.at[i];

        if (line->state == GT_LINE_UNCHANGED)
            continue;
        gt_json_object(&json, NULL);
        gt_json_i64(&json, "row", line->row);
        gt_json_text(&json, "state", gt_import_line_name(line->state));
        gt_json_i64(&json, "task", line->task_id);
        gt_json_str(&json, "number", line->number);
        gt_json_str(&json, "title", line->title);
        gt_json_array(&json, "fields");
        for (uint32_t f = 0; f < line->field_count; f++) {
            gt_json_object(&json, NULL);
            gt_json_text(&json, "field", line->fields[f].field);
            gt_json_str(&json, "old", line->fields[f].old_text);
            gt_json_str(&json, "new", line->fields[f].new_text);
            gt_json_close(&json);
        }
        gt_json_close(&json);
        gt_json_close(&json);
    }
    gt_json_close(&json);
    gt_json_array(&json, "problems");
    for (size_t i = 0; i < view->problems.list.count; i++) {
        const struct gt_problem *problem = &view->problems.list.at[i];

        gt_json_object(&json, NULL);
        gt_json_str(&json, "sheet", problem->sheet);
        gt_json_str(&json, "cell", problem->cell);
        gt_json_text(&json, "severity", problem->severity == GT_PROBLEM_ERROR ? "error" : "warning");
        gt_json_str(&json, "what", problem->text[cli->lang]);
        gt_json_str(&json, "offer", problem->offer);
        gt_json_close(&json);
    }
    gt_json_close(&json);
    gt_json_str(&json, "sentence", view->sentence);
    gt_json_close(&json);
    gt_buf_char(out, '\n');
}

/* ---- the import ------------------------------------------------------------------------------ */

static gt_rc correct(struct gt_ctx *ctx, const struct asked *asked, struct gt_import_view *view,
                     struct gt_err *err)
{
    const int64_t id = view->id;
    static const bool yes = true;
    struct gt_col_choice choices[GT_CLI_CHOICES_MAX];
    const gt_str sheet = gt_str_from(asked->sheet);
    uint32_t first = 0, last = 0;
    struct gt_import_edit edit = {.sheet = asked->sheet != NULL ? &sheet : NULL,
                                  .drop_gone = asked->drop_gone ? &yes : NULL,
                                  .create_units = asked->create_units ? &yes : NULL,
                                  .take_offers = asked->take_offers ? &yes : NULL};

    if (asked->columns != NULL) {
        if (!gt_cli_table_columns(gt_str_from(asked->columns), choices, &edit.column_count))
            return gt_fail(err, GT_EINVAL, "--columns is a list such as task=B,lead=E,none=F",
                           "--columns 应为列表，如 task=B,lead=E,none=F");
        edit.columns = choices;
    }
    if (asked->header != NULL) {
        if (!gt_cli_table_header(gt_str_from(asked->header), &first, &last))
            return gt_fail(err, GT_EINVAL, "--header is a row or a range such as 2-3", "--header 应为行号或范围，如2-3");
        edit.head_first = &first;
        edit.head_last = &last;
    }
    if (edit.sheet == NULL && edit.columns == NULL && edit.head_first == NULL && edit.drop_gone == NULL &&
        edit.create_units == NULL && edit.take_offers == NULL)
        return GT_OK;
    gt_import_view_clear(view);
    return gt_work_import_edit(ctx, id, &edit, view, err);
}

/* A look that was not applied leaves nothing waiting. */
static gt_rc settle(struct gt_place *place, const struct asked *asked, const struct gt_import_view *view,
                    struct gt_err *err)
{
    struct gt_import_done done;

    return asked->apply && view->ready ? gt_work_import_apply(&place->ctx, view->id, &done, NULL, err)
                                       : gt_work_import_discard(&place->ctx, view->id, err);
}

static gt_str base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return gt_str_from(slash != NULL ? slash + 1 : path);
}

static int run(struct gt_cli *cli, struct gt_place *place, const struct asked *asked, const char *path, int year)
{
    struct gt_import_view view = {0};
    struct gt_err err = {0}, late = {0};
    struct gt_buf out;
    int64_t id;
    gt_str bytes;
    gt_rc rc;
    int code;

    if ((rc = gt_file_read(place->arena, path, GT_FILE_BYTES_MAX, &bytes, &err)) != GT_OK ||
        (rc = gt_work_import_begin(&place->ctx, base_name(path), bytes, year, &view, &err)) != GT_OK)
        return gt_cli_fail(cli, &err);
    id = view.id;
    if ((rc = correct(&place->ctx, asked, &view, &err)) != GT_OK) {
        /* What was asked was wrong; that is what the answer is about. */
        return gt_work_import_discard(&place->ctx, id, &late) == GT_OK ? gt_cli_fail(cli, &err)
                                                                       : gt_cli_fail(cli, &late);
    }
    if ((rc = settle(place, asked, &view, &err)) != GT_OK) {
        gt_import_view_clear(&view);
        return gt_cli_fail(cli, &err);
    }
    gt_buf_init(&out, OUT_MAX);
    if (cli->json) {
        show_json(cli, &view, asked->apply && view.ready, &out);
    } else {
        show(cli, &view, &out);
        gt_cli_problems(cli, &view.problems);
        if (!view.ready)
            gt_buf_text(&out, GT_SAY(cli, "Not ready: nothing was written.\n", "尚不能导入，什么也没有写入。\n"));
        else if (asked->apply)
            gt_buf_printf(&out, GT_SAY(cli, "Written, as import %lld.\n", "已写入，导入序号%lld。\n"),
                          (long long)view.id);
        else
            gt_buf_text(&out, GT_SAY(cli, "Nothing was written; --apply writes it.\n", "只看未写；加 --apply 写入。\n"));
    }
    code = gt_cli_out(cli, &out);
    gt_buf_clear(&out);
    if (code == GT_EXIT_OK && !view.ready)
        code = GT_EXIT_PROBLEM;
    gt_import_view_clear(&view);
    return code;
}

int gt_verb_import(struct gt_cli *cli, int argc, char **argv)
{
    struct asked asked = {0};
    const struct gt_opt opts[] = {
        {"apply", 0, NULL, &asked.apply, NULL, {"写入", "write it"}},
        {"year", 0, &asked.year, NULL, "YEAR", {"计划年度（标题未写时）", "the plan's year, where the title does not say it"}},
        {"sheet", 0, &asked.sheet, NULL, "NAME", {"工作表", "the sheet"}},
        {"header", 0, &asked.header, NULL, "ROWS", {"表头行，如2-3", "the head's rows, as 2-3"}},
        {"columns", 0, &asked.columns, NULL, "LIST",
         {"改正列，如 task=B,lead=E,none=F", "correct columns, as task=B,lead=E,none=F"}},
        {"create-units", 0, NULL, &asked.create_units, NULL, {"名单中没有的单位一律新建", "make every unknown unit"}},
        {"take-offers", 0, NULL, &asked.take_offers, NULL,
         {"采用最接近的单位名称", "take the nearest unit for a name that is near"}},
        {"drop-gone", 0, NULL, &asked.drop_gone, NULL,
         {"表中已无的任务移出挂图", "take tasks off the wall that the table no longer has"}},
    };
    struct gt_place place = {0};
    struct gt_err err = {0};
    int64_t year = 0;
    int code = gt_cli_options(cli, &argc, argv, opts, GT_LEN(opts), about, examples);

    if (code != GT_EXIT_OK)
        return code < 0 ? GT_EXIT_OK : code;
    if (argc != 2)
        return gt_cli_usage(cli, "give one file", "请给出一个文件");
    if (asked.year != NULL && (!gt_str_i64(gt_str_from(asked.year), &year) || year < 1950 || year > 2150))
        return gt_cli_usage(cli, "--year is a year such as 2026", "--year 应为年份，如2026");
    if (gt_place_open(cli, &place, &err) != GT_OK)
        code = gt_cli_fail(cli, &err);
    else
        code = run(cli, &place, &asked, argv[1], (int)year);
    gt_place_close(&place);
    return code;
}
