/* read_table.c - guatu read FILE --table: task tables as JSON or for the eye. */
#include "cli/read_table.h"

#include "base/file.h"
#include "base/json.h"
#include "cli/place.h"

enum {
    FILE_MAX_BYTES = 128 * 1024 * 1024,
    OUT_MAX_BYTES = 64 * 1024 * 1024, /* of one row, in fact: it is flushed as it grows */
    FLUSH_BYTES = 1 << 20,
    UNITS_MAX = 20000,
};

static const char *const about[GT_LANG_COUNT] = {
    "读任务表（.xlsx .csv，以及 .docx .html 中的表格）：找表头，认列，逐行读出任务、\n"
    "牵头单位、配合单位和完成时限，并指出每一处问题所在的单元格。\n"
    "认错了的列用 --columns 改正，如 --columns task=B,lead=E,none=F；表头行用 --header 改正。",
    "Reads a task table (.xlsx .csv, and tables in .docx .html): finds its head,\n"
    "names its columns, gives each row's task, units and deadline, and says which\n"
    "cell is wrong and why.  Correct a column with --columns, as\n"
    "--columns task=B,lead=E; the head's rows with --header."};

static const char examples[] =
    "  guatu read 任务分解表.xlsx --table\n"
    "  guatu read 任务分解表.xlsx --table --json --year 2026\n"
    "  guatu read tasks.csv --table --header 2-3 --columns task=C,lead=E --units units.csv\n";

struct asked {
    const char *year, *sheet, *header, *columns, *units, *path;
    bool table;
};

struct job {
    struct gt_cli   *cli;
    struct gt_arena *arena;
    struct gt_problems problems;
    struct gt_book   book;
    struct gt_tasktable_options options;
    struct gt_col_choice choices[GT_CLI_CHOICES_MAX];
    struct gt_unitnames  units;
    struct gt_place      place;  /* open where the units come from a space */
    gt_tasktables        tables;
};

/* ---- what was asked ------------------------------------------------------------------ */

bool gt_cli_table_columns(gt_str list, struct gt_col_choice choices[static GT_CLI_CHOICES_MAX],
                          size_t *count)
{
    size_t from = 0;

    *count = 0;
    while (from < list.len) {
        size_t end = gt_str_find(list, GT_STR(","), from);
        const size_t equal = gt_str_find(list, GT_STR("="), from);
        struct gt_col_choice choice = {0, GT_COL_OTHER};
        gt_str name;

        end = end == SIZE_MAX ? list.len : end;
        if (equal == SIZE_MAX || equal > end || *count == GT_CLI_CHOICES_MAX)
            return false;
        name = gt_str_trim(gt_str_sub(list, from, equal));
        if (!gt_col_parse(gt_str_trim(gt_str_sub(list, equal + 1, end)), &choice.col) ||
            (!gt_str_eq(name, GT_STR("none")) && !gt_col_from(name, &choice.is)))
            return false;
        choices[(*count)++] = choice;
        from = end + 1;
    }
    return *count > 0;
}

bool gt_cli_table_header(gt_str text, uint32_t *first, uint32_t *last)
{
    const size_t dash = gt_str_find(text, GT_STR("-"), 0);
    int64_t from, to;

    if (!gt_str_i64(gt_str_sub(text, 0, dash == SIZE_MAX ? text.len : dash), &from))
        return false;
    to = from;
    if (dash != SIZE_MAX && !gt_str_i64(gt_str_sub(text, dash + 1, text.len), &to))
        return false;
    *first = (uint32_t)from;
    *last = (uint32_t)to;
    return from >= 1 && to >= from && to - from < GT_TASKTABLE_HEAD_MAX && to < 1000000;
}

static int parse_asked(struct job *job, const struct asked *asked)
{
    int64_t year = 0;

    job->options.choices = job->choices;
    job->options.name = gt_str_from(asked->path);
    if (asked->year != NULL && (!gt_str_i64(gt_str_from(asked->year), &year) || year < 1950 || year > 2150))
        return gt_cli_usage(job->cli, "--year is a year such as 2026", "--year 应为年份，如2026");
    job->options.year = (int)year;
    if (asked->columns != NULL &&
        !gt_cli_table_columns(gt_str_from(asked->columns), job->choices, &job->options.choice_count))
        return gt_cli_usage(job->cli, "--columns is a list such as task=B,lead=E,none=F",
                            "--columns 应为列表，如 task=B,lead=E,none=F");
    if (asked->header != NULL &&
        !gt_cli_table_header(gt_str_from(asked->header), &job->options.head_first, &job->options.head_last))
        return gt_cli_usage(job->cli, "--header is a row or a range such as 2-3",
                            "--header 应为行号或范围，如2-3");
    return GT_EXIT_OK;
}

/* ---- the office's units from a list: name, then further spellings -------------------- */

static gt_rc load_units(struct job *job, const char *path, struct gt_err *err)
{
    struct gt_book book = {.arena = job->arena};
    struct gt_unit_entry *entries;
    uint32_t count = 0;
    gt_str bytes;
    gt_rc rc;

    if ((rc = gt_file_read(job->arena, path, FILE_MAX_BYTES, &bytes, err)) != GT_OK ||
        (rc = gt_book_read(bytes, gt_str_from(path), &book, &job->problems, err)) != GT_OK)
        return rc;
    if ((entries = GT_NEW_N(job->arena, struct gt_unit_entry, UNITS_MAX)) == NULL)
        return gt_fail(err, GT_ENOMEM, "no memory for the units", "单位名单所需内存不足");
    for (size_t r = 0; book.sheets.count > 0 && r < book.sheets.at[0].rows.count && count < UNITS_MAX; r++) {
        const struct gt_sheet_row *row = &book.sheets.at[0].rows.at[r];
        struct gt_unit_entry *entry = &entries[count];
        char room[GT_CELL_SHOWN_MAX];

        entry->id = count++;
        for (uint32_t c = 0; c < row->count; c++) {
            const gt_str text = gt_sheet_cell_shown(&row->cells[c], room);
            gt_str *into = entry->name.len == 0 ? &entry->name : &entry->aliases;

            if (gt_arena_printf(job->arena, into, "%.*s%s%.*s", GT_FMT(*into), into->len ? "\n" : "",
                                GT_FMT(text)) != GT_OK)
                return gt_fail(err, GT_ENOMEM, "no memory for the units", "单位名单所需内存不足");
        }
    }
    if (gt_unitnames_init(&job->units, job->arena, entries, count) != GT_OK)
        return gt_fail(err, GT_ENOMEM, "no memory for the units", "单位名单所需内存不足");
    job->options.units = &job->units;
    return GT_OK;
}

/* Where a space is named, its unit tree is the list. */
static gt_rc space_units(struct job *job, struct gt_err *err)
{
    struct gt_unit_entry *entries;
    gt_units units = {0};
    uint32_t count = 0;
    gt_rc rc;

    if ((rc = gt_place_open(job->cli, &job->place, err)) != GT_OK ||
        (rc = gt_work_units(&job->place.ctx, &units, err)) != GT_OK)
        return rc;
    if ((entries = GT_NEW_N(job->arena, struct gt_unit_entry, units.count + 1)) == NULL)
        return gt_fail(err, GT_ENOMEM, "no memory for the units", "单位名单所需内存不足");
    for (size_t i = 0; i < units.count; i++)
        if (units.at[i].removed_at_ms == 0)
            entries[count++] = (struct gt_unit_entry){units.at[i].id, units.at[i].name, units.at[i].short_name,
                                                      units.at[i].name_en, units.at[i].aliases};
    if (gt_unitnames_init(&job->units, job->arena, entries, count) != GT_OK)
        return gt_fail(err, GT_ENOMEM, "no memory for the units", "单位名单所需内存不足");
    job->options.units = &job->units;
    return GT_OK;
}

/* --sheet leaves only that one in the book. */
static bool keep_sheet(struct gt_book *book, const char *name)
{
    for (size_t i = 0; name != NULL && i < book->sheets.count; i++)
        if (gt_str_eq(book->sheets.at[i].name, gt_str_from(name))) {
            book->sheets.at[0] = book->sheets.at[i];
            book->sheets.count = 1;
            return true;
        }
    return name == NULL;
}

static gt_rc read_tables(struct job *job, const struct asked *asked, struct gt_err *err)
{
    gt_str bytes;
    gt_rc rc;

    if ((rc = gt_file_read(job->arena, asked->path, FILE_MAX_BYTES, &bytes, err)) == GT_OK &&
        (rc = gt_book_read(bytes, gt_str_from(asked->path), &job->book, &job->problems, err)) == GT_OK) {
        if (!keep_sheet(&job->book, asked->sheet))
            rc = gt_fail(err, GT_ENOTFOUND, "there is no sheet %s", "没有工作表“%s”", asked->sheet);
        else
            rc = gt_tasktables_read(&job->book, &job->options, job->arena, &job->tables, &job->problems, err);
    }
    return rc == GT_OK ? GT_OK : gt_wrap(err, rc, "%s", "%s", asked->path);
}

/* ---- JSON ---------------------------------------------------------------------------------- */

static bool flush(struct gt_buf *out)
{
    const bool ok = out->status == GT_OK && fwrite(out->at, 1, out->len, stdout) == out->len;

    gt_buf_reset(out);
    return ok;
}

static void write_day(struct gt_json *json, const char *key, gt_day day)
{
    char text[GT_DAY_TEXT];

    gt_json_text(json, key, gt_day_text(day, text));
}

/* These stand in every row; the others only where the table has the column
 * or the row a value. */
static bool always(int is)
{
    return is == GT_COL_NUMBER || is == GT_COL_TASK || is == GT_COL_LEAD || is == GT_COL_PARENT;
}

static void write_row(struct gt_json *json, const struct gt_tasktable *table, const struct gt_taskrow *row)
{
    gt_json_object(json, NULL);
    gt_json_i64(json, "row", row->row);
    for (int is = 0; is < GT_COLS; is++) {
        if (is == GT_COL_SUPPORT || is == GT_COL_DUE || is == GT_COL_START)
            continue;
        if (always(is) || table->col[is] != GT_COL_ABSENT || row->text[is].len > 0)
            gt_json_str(json, gt_col_key((enum gt_col)is), row->text[is]);
    }
    gt_json_array(json, "support");
    for (uint32_t i = 0; i < row->support_count; i++)
        gt_json_str(json, NULL, row->support[i]);
    gt_json_close(json);
    if (table->col[GT_COL_START] != GT_COL_ABSENT || row->start != GT_DAY_NONE)
        write_day(json, "start", row->start);
    write_day(json, "due", row->due);
    gt_json_str(json, "due_text", row->due_text);
    gt_json_str(json, "recur", row->recur);
    gt_json_bool(json, "standing", row->standing);
    gt_json_bool(json, "hidden", row->hidden);
    gt_json_close(json);
}

static void write_columns(struct gt_json *json, const struct gt_tasktable *table)
{
    char name[GT_CELL_NAME];

    gt_json_object(json, "columns");
    for (int is = 0; is < GT_COLS; is++)
        if (table->col[is] != GT_COL_ABSENT)
            gt_json_text(json, gt_col_key((enum gt_col)is), gt_col_name(table->col[is], name));
    gt_json_close(json);
    gt_json_object(json, "heads");
    for (int is = 0; is < GT_COLS; is++)
        if (table->col[is] != GT_COL_ABSENT)
            gt_json_str(json, gt_col_key((enum gt_col)is), table->head[is]);
    gt_json_close(json);
    gt_json_array(json, "hidden_columns");
    for (int is = 0; is < GT_COLS; is++)
        if (table->col_hidden[is])
            gt_json_text(json, NULL, gt_col_name(table->col[is], name));
    for (size_t i = 0; i < table->others.count; i++)
        if (table->others.at[i].hidden)
            gt_json_text(json, NULL, gt_col_name(table->others.at[i].col, name));
    gt_json_close(json);
    gt_json_array(json, "other_columns");
    for (size_t i = 0; i < table->others.count; i++) {
        gt_json_object(json, NULL);
        gt_json_text(json, "column", gt_col_name(table->others.at[i].col, name));
        gt_json_str(json, "head", table->others.at[i].head);
        gt_json_close(json);
    }
    gt_json_close(json);
}

static void write_units(struct gt_json *json, const struct job *job, const struct gt_tasktable *table)
{
    if (job->options.units == NULL)
        return;
    gt_json_array(json, "units");
    for (size_t i = 0; i < table->units.count; i++) {
        const struct gt_table_unit *unit = &table->units.at[i];
        char name[GT_CELL_NAME];

        gt_json_object(json, NULL);
        gt_json_str(json, "printed", unit->printed);
        gt_json_text(json, "match", gt_unit_match_name(unit->match.kind));
        gt_json_str(json, "unit", unit->match.entry == UINT32_MAX
                                      ? GT_STR("")
                                      : job->options.units->entries[unit->match.entry].name);
        gt_json_i64(json, "distance", unit->match.distance);
        gt_json_text(json, "cell", gt_cell_name(unit->row - 1, unit->col, name));
        gt_json_close(json);
    }
    gt_json_close(json);
}

static void write_problems(struct gt_json *json, const struct job *job, gt_str sheet, bool all)
{
    gt_json_array(json, "problems");
    for (size_t i = 0; i < job->problems.list.count; i++) {
        const struct gt_problem *problem = &job->problems.list.at[i];

        if (!all && !gt_str_eq(problem->sheet, sheet))
            continue;
        gt_json_object(json, NULL);
        gt_json_str(json, "sheet", problem->sheet);
        gt_json_str(json, "cell", problem->cell);
        gt_json_str(json, "field", problem->field);
        gt_json_text(json, "severity", problem->severity == GT_PROBLEM_ERROR ? "error" : "warning");
        gt_json_str(json, "what", problem->text[job->cli->lang]);
        gt_json_str(json, "offer", problem->offer);
        gt_json_close(json);
    }
    gt_json_close(json);
}

static bool write_table(struct gt_json *json, struct gt_buf *out, const struct job *job,
                        const struct gt_tasktable *table)
{
    gt_json_str(json, "sheet", table->sheet);
    gt_json_bool(json, "sheet_hidden", table->hidden);
    gt_json_str(json, "title", table->title);
    gt_json_i64(json, "year", table->year);
    gt_json_array(json, "header_rows");
    gt_json_i64(json, NULL, table->head_first);
    gt_json_i64(json, NULL, table->head_last);
    gt_json_close(json);
    write_columns(json, table);
    gt_json_array(json, "rows");
    for (size_t i = 0; i < table->rows.count; i++) {
        write_row(json, table, &table->rows.at[i]);
        if (out->len > FLUSH_BYTES && !flush(out))
            return false;
    }
    gt_json_close(json);
    gt_json_array(json, "notes");
    for (size_t i = 0; i < table->notes.count; i++)
        gt_json_str(json, NULL, table->notes.at[i]);
    gt_json_close(json);
    write_units(json, job, table);
    return gt_json_status(json) == GT_OK;
}

/* One object: the best table; further ones of the same book under "more". */
static int write_json(const struct job *job)
{
    struct gt_json json;
    struct gt_buf out;
    bool ok;

    gt_buf_init(&out, OUT_MAX_BYTES);
    gt_json_init(&json, &out);
    gt_json_object(&json, NULL);
    ok = write_table(&json, &out, job, &job->tables.at[0]);
    write_problems(&json, job, GT_STR(""), true);
    if (job->problems.dropped > 0)
        gt_json_i64(&json, "problems_dropped", (int64_t)job->problems.dropped);
    gt_json_array(&json, "more");
    for (size_t i = 1; ok && i < job->tables.count; i++) {
        gt_json_object(&json, NULL);
        ok = write_table(&json, &out, job, &job->tables.at[i]);
        write_problems(&json, job, job->tables.at[i].sheet, false);
        gt_json_close(&json);
    }
    gt_json_close(&json);
    gt_json_close(&json);
    gt_buf_char(&out, '\n');
    ok = ok && gt_json_status(&json) == GT_OK && flush(&out) && fflush(stdout) == 0;
    gt_buf_clear(&out);
    return ok ? GT_EXIT_OK : GT_EXIT_FAILED;
}

/* ---- for the eye ------------------------------------------------------------------------------ */

static gt_str joined(struct job *job, const gt_str *list, uint32_t count)
{
    gt_str all = GT_STR("");

    for (uint32_t i = 0; i < count; i++)
        if (gt_arena_printf(job->arena, &all, "%.*s%s%.*s", GT_FMT(all), i ? "、" : "", GT_FMT(list[i])) != GT_OK)
            return GT_STR("");
    return all;
}

static gt_str due_shown(struct job *job, const struct gt_taskrow *row)
{
    gt_str day;

    if (row->due == GT_DAY_NONE || gt_day_dup(job->arena, row->due, &day) != GT_OK)
        return row->due_text;
    return day;
}

static void show_columns(const struct job *job, const struct gt_tasktable *table, struct gt_buf *out)
{
    const struct gt_cli *cli = job->cli;
    char name[GT_CELL_NAME];

    gt_buf_printf(out, GT_SAY(cli, "Sheet %.*s", "工作表“%.*s”"), GT_FMT(table->sheet));
    if (table->head_first > 0)
        gt_buf_printf(out, GT_SAY(cli, ", head rows %u-%u", "，表头第%u至%u行"), table->head_first, table->head_last);
    if (table->year > 0)
        gt_buf_printf(out, GT_SAY(cli, ", year %d", "，%d年"), table->year);
    gt_buf_printf(out, GT_SAY(cli, ", %zu tasks\n", "，任务%zu项\n"), table->rows.count);
    for (int is = 0; is < GT_COLS; is++)
        if (table->col[is] != GT_COL_ABSENT)
            gt_buf_printf(out, "  %-3s %s = %.*s\n", gt_col_name(table->col[is], name),
                          gt_col_key((enum gt_col)is), GT_FMT(table->head[is]));
    for (size_t i = 0; i < table->others.count; i++)
        gt_buf_printf(out, GT_SAY(cli, "  %-3s (not used) %.*s\n", "  %-3s （不用） %.*s\n"),
                      gt_col_name(table->others.at[i].col, name), GT_FMT(table->others.at[i].head));
}

static void show_rows(struct job *job, const struct gt_tasktable *table, struct gt_buf *out)
{
    const bool measures = table->col[GT_COL_MEASURE] != GT_COL_ABSENT;
    struct gt_cli_table shown;

    gt_cli_table_init(&shown, job->arena);
    gt_cli_table_column(&shown, gt_str_from(GT_SAY(job->cli, "Row", "行")), GT_RIGHT, 0);
    gt_cli_table_column(&shown, gt_str_from(gt_col_label(GT_COL_NUMBER, job->cli->lang)), GT_LEFT, 10);
    gt_cli_table_column(&shown, gt_str_from(gt_col_label(GT_COL_TASK, job->cli->lang)), GT_LEFT, 40);
    if (measures)
        gt_cli_table_column(&shown, gt_str_from(gt_col_label(GT_COL_MEASURE, job->cli->lang)), GT_LEFT, 40);
    gt_cli_table_column(&shown, gt_str_from(gt_col_label(GT_COL_LEAD, job->cli->lang)), GT_LEFT, 20);
    gt_cli_table_column(&shown, gt_str_from(gt_col_label(GT_COL_SUPPORT, job->cli->lang)), GT_LEFT, 28);
    gt_cli_table_column(&shown, gt_str_from(gt_col_label(GT_COL_DUE, job->cli->lang)), GT_LEFT, 18);
    for (size_t i = 0; i < table->rows.count; i++) {
        const struct gt_taskrow *row = &table->rows.at[i];
        gt_str number;

        if (gt_arena_printf(job->arena, &number, "%u", row->row) != GT_OK)
            number = GT_STR("");
        gt_cli_table_cell(&shown, number);
        gt_cli_table_cell(&shown, row->text[GT_COL_NUMBER]);
        gt_cli_table_cell(&shown, row->text[GT_COL_TASK]);
        if (measures)
            gt_cli_table_cell(&shown, row->text[GT_COL_MEASURE]);
        gt_cli_table_cell(&shown, row->text[GT_COL_LEAD]);
        gt_cli_table_cell(&shown, joined(job, row->support, row->support_count));
        gt_cli_table_cell(&shown, due_shown(job, row));
    }
    gt_cli_table_write(&shown, out);
}

static int write_shown(struct job *job)
{
    struct gt_buf out;
    int rc;

    gt_buf_init(&out, OUT_MAX_BYTES);
    for (size_t i = 0; i < job->tables.count; i++) {
        if (i > 0)
            gt_buf_char(&out, '\n');
        show_columns(job, &job->tables.at[i], &out);
        show_rows(job, &job->tables.at[i], &out);
    }
    rc = gt_cli_out(job->cli, &out);
    gt_buf_clear(&out);
    gt_cli_problems(job->cli, &job->problems);
    return rc;
}

int gt_cli_read_table(struct gt_cli *cli, int argc, char **argv)
{
    struct asked asked = {0};
    const struct gt_opt opts[] = {
        {"table", 0, NULL, &asked.table, NULL, {"按任务表读", "read it as a task table"}},
        {"year", 0, &asked.year, NULL, "YEAR",
         {"计划年度（标题未写时）", "the plan's year, where the title does not say it"}},
        {"sheet", 0, &asked.sheet, NULL, "NAME", {"只读这张工作表", "only this sheet"}},
        {"header", 0, &asked.header, NULL, "ROWS", {"表头行，如2-3", "the head's rows, as 2-3"}},
        {"columns", 0, &asked.columns, NULL, "LIST",
         {"改正列，如 task=B,lead=E,none=F", "correct columns, as task=B,lead=E,none=F"}},
        {"units", 0, &asked.units, NULL, "FILE",
         {"单位名单：每行一个，后面可跟简称；默认用 --space 的单位",
          "the office's units: one a line, then other spellings; else those of --space"}},
    };
    struct job job = {.cli = cli};
    struct gt_err err = {0};
    gt_rc rc;
    int code = gt_cli_options(cli, &argc, argv, opts, GT_LEN(opts), about, examples);

    if (code != GT_EXIT_OK)
        return code < 0 ? GT_EXIT_OK : code;
    if (argc != 2)
        return gt_cli_usage(cli, "give one file", "请给出一个文件");
    asked.path = argv[1];
    if ((code = parse_asked(&job, &asked)) != GT_EXIT_OK)
        return code;
    if (gt_arena_create(GT_SHEET_BYTES_MAX, &job.arena) != GT_OK)
        return gt_cli_exit_of(GT_ENOMEM);
    gt_problems_init(&job.problems, job.arena);
    job.book.arena = job.arena;
    if ((asked.units != NULL && (rc = load_units(&job, asked.units, &err)) != GT_OK) ||
        (asked.units == NULL && cli->space != NULL && (rc = space_units(&job, &err)) != GT_OK) ||
        (rc = read_tables(&job, &asked, &err)) != GT_OK) {
        gt_cli_problems(cli, &job.problems);
        code = gt_cli_fail(cli, &err);
    } else {
        code = cli->json ? write_json(&job) : write_shown(&job);
    }
    gt_place_close(&job.place);
    gt_arena_destroy(job.arena);
    return code;
}
