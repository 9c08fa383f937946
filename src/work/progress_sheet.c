/* progress_sheet.c - a period's table out, and filled sheets in. */
#include "work/progress_sheet.h"

#include "base/utf8.h"
#include "work/progress_json.h"
#include "work/rights.h"
#include "work/space.h"

enum { HEAD_ROWS_MAX = 30, CELL_BYTES_MAX = 1 << 18 };

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
}

static const char *const heads[GT_SHEET_COL_COUNT][GT_LANG_COUNT] = {
    {"序号", "No."}, {"重点工作任务", "Key task"}, {"目标任务", "Target"}, {"工作举措", "Measures"},
    {"完成情况（不超过300字）", "What was done (at most 300 characters)"}, {"责任单位", "Unit"},
    {"存在问题", "Problems"}, {"下一步打算", "Next steps"}, {"数据标识", "Key"}};

gt_str gt_sheet_head(enum gt_sheet_col col, enum gt_lang lang) { return gt_str_from(heads[col][lang]); }

const char *gt_sheet_state_name(enum gt_sheet_state state)
{
    static const char *const names[] = {"changed", "unchanged", "told", "unknown", "faulty"};

    return names[state];
}

/* ---- out ------------------------------------------------------------------------------------- */

static bool inside(const struct gt_period *outer, const struct gt_pic_report *row)
{
    return row->period.freq == GT_FREQ_STAGE || row->period.first == GT_DAY_NONE
               ? row->as_of >= outer->first && row->as_of <= outer->last
               : row->period.first >= outer->first && row->period.last <= outer->last;
}

static int64_t report_for(const struct gt_pic_progress *progress, const struct gt_period *period)
{
    int64_t id = 0;

    for (uint32_t at = 0; at < progress->row_count; at++)
        if (gt_report_speaks(progress->rows[at].state, progress->rows[at].corrects_id) &&
            inside(period, &progress->rows[at]))
            id = progress->rows[at].id;
    return id;
}

/* Owed in this period, or told of inside it. */
static bool belongs(struct gt_ctx *ctx, const struct gt_picture *picture, uint32_t task, const struct gt_period *period,
                    int64_t report)
{
    struct gt_turn turn;
    const struct gt_pic_task *facts = &picture->tasks.at[task];

    if (report != 0 || gt_progress_turn(picture, task, *period, ctx->today, &turn))
        return true;
    return facts->start != GT_DAY_NONE && facts->start <= period->last &&
           (facts->finish == GT_DAY_NONE || facts->finish >= period->first) && period->freq > facts->progress.freq;
}

static gt_rc units_text(struct gt_ctx *ctx, const struct gt_picture *picture, const struct gt_pic_task *task, gt_str *out)
{
    const struct gt_unit_row *unit = gt_picture_unit(picture, task->facts.lead_unit_id);
    gt_rc rc = gt_arena_dup(ctx->arena, unit != NULL ? unit->name : GT_STR(""), out);

    for (uint32_t at = 0; at < task->support_count && rc == GT_OK; at++)
        if ((unit = gt_picture_unit(picture, task->supports[at].unit_id)) != NULL)
            rc = gt_arena_printf(ctx->arena, out, "%.*s、%.*s", GT_FMT(*out), GT_FMT(unit->name));
    return rc;
}

static gt_rc add_line(struct gt_ctx *ctx, const struct gt_picture *picture, uint32_t task, int64_t report,
                      gt_sheet_lines *out)
{
    const struct gt_pic_task *facts = &picture->tasks.at[task];
    struct gt_sheet_line *line = GT_PUSH(ctx->arena, out);

    if (line == NULL)
        return GT_ENOMEM;
    line->task_id = facts->facts.id;
    line->unit_id = facts->facts.lead_unit_id;
    line->report.id = report;
    if (gt_arena_dup(ctx->arena, facts->facts.title, &line->title) != GT_OK ||
        gt_arena_dup(ctx->arena, facts->facts.detail, &line->target) != GT_OK ||
        units_text(ctx, picture, facts, &line->units) != GT_OK)
        return GT_ENOMEM;
    return gt_arena_printf(ctx->arena, &line->key, "gr-%lld", (long long)line->task_id);
}

static size_t unit_rank(const struct gt_picture *picture, int64_t id)
{
    size_t at = 0;

    while (at < picture->units.count && picture->units.at[at].id != id)
        at++;
    return at;
}

static gt_rc gather(struct gt_ctx *ctx, const struct gt_picture *picture, const struct gt_period *period,
                    int64_t unit_id, gt_sheet_lines *out)
{
    gt_rc rc = GT_OK;

    /* unit after unit, as the organisation list stands */
    for (size_t unit = 0; unit <= picture->units.count && rc == GT_OK; unit++)
        for (uint32_t at = 0; at < picture->order_count && rc == GT_OK; at++) {
            const uint32_t task = picture->order[at];
            const struct gt_pic_task *facts = &picture->tasks.at[task];
            int64_t report;

            if (!facts->progress.owes || unit_rank(picture, facts->facts.lead_unit_id) != unit ||
                (unit_id != 0 && facts->facts.lead_unit_id != unit_id) || !gt_sees_task(ctx, picture, task))
                continue;
            report = report_for(&facts->progress, period);
            if (belongs(ctx, picture, task, period, report))
                rc = add_line(ctx, picture, task, report, out);
        }
    return rc;
}

static gt_rc read_lines(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    gt_sheet_lines *lines = at;
    gt_rc rc = GT_OK;

    for (size_t i = 0; i < lines->count && rc == GT_OK; i++)
        if (lines->at[i].report.id != 0)
            rc = gt_report_store_get(db, lines->at[i].report.id, ctx->arena, &lines->at[i].report, err);
    return rc;
}

static gt_rc measures_text(struct gt_ctx *ctx, struct gt_sheet_line *line, struct gt_err *err)
{
    gt_items items;
    gt_rc rc = gt_work_measures(ctx, line->task_id, &items, err);

    line->measures = GT_STR("");
    if (rc != GT_OK || (items.count == 1 && items.at[0].len == 0))
        return rc;
    for (size_t at = 0; at < items.count; at++)
        if (gt_arena_printf(ctx->arena, &line->measures, "%.*s%s%zu. %.*s", GT_FMT(line->measures), at ? "\n" : "",
                            at + 1, GT_FMT(items.at[at])) != GT_OK)
            return no_memory(err);
    return GT_OK;
}

gt_rc gt_work_sheet_lines(struct gt_ctx *ctx, gt_str key, int64_t unit_id, gt_sheet_lines *out, struct gt_err *err)
{
    const struct gt_picture *picture;
    struct gt_period period;
    gt_rc rc;

    *out = (gt_sheet_lines){0};
    if (!gt_period_parse(key, &period) || period.freq == GT_FREQ_STAGE)
        return gt_fail_field(err, GT_EINVAL, "period", "no period is called %.*s", "没有名为“%.*s”的报送期", GT_FMT(key));
    if ((rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    rc = gather(ctx, picture, &period, unit_id, out);
    gt_picture_done(ctx);
    if (rc != GT_OK)
        return no_memory(err);
    if ((rc = gt_work_read(ctx, read_lines, out, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < out->count && rc == GT_OK; at++)
        rc = measures_text(ctx, &out->at[at], err);
    return rc;
}

/* ---- in: the head ------------------------------------------------------------------------------- */

struct columns { uint16_t col[GT_SHEET_COL_COUNT]; uint32_t head_row; const struct gt_sheet *sheet; };

/* A head is told by how it begins: offices add "(不超过300字)" or not. */
static bool is_head(gt_str text, enum gt_sheet_col col)
{
    static const char *const begins[GT_SHEET_COL_COUNT][3] = {
        {"序号", "No", NULL}, {"重点工作任务", "Key task", "工作任务"}, {"目标任务", "Target", NULL},
        {"工作举措", "Measures", NULL}, {"完成情况", "What was done", NULL}, {"责任单位", "Unit", NULL},
        {"存在问题", "Problems", NULL}, {"下一步打算", "Next steps", "下步打算"}, {"数据标识", "Key", NULL}};

    for (size_t at = 0; at < 3 && begins[col][at] != NULL; at++)
        if (gt_str_starts(text, gt_str_from(begins[col][at])) &&
            !(col == GT_SHEET_KEY && gt_str_starts(text, GT_STR("Key task"))))
            return true;
    return false;
}

static bool find_head(const struct gt_book *book, struct columns *out)
{
    for (size_t s = 0; s < book->sheets.count; s++) {
        const struct gt_sheet *sheet = &book->sheets.at[s];

        for (size_t r = 0; r < sheet->rows.count && r < HEAD_ROWS_MAX; r++) {
            const struct gt_sheet_row *row = &sheet->rows.at[r];
            struct columns found = {.head_row = row->row, .sheet = sheet};

            for (int col = 0; col < GT_SHEET_COL_COUNT; col++)
                found.col[col] = UINT16_MAX;
            for (uint16_t c = 0; c < row->count; c++) {
                char room[GT_CELL_SHOWN_MAX];
                const gt_str text = gt_sheet_cell_shown(&row->cells[c], room);

                for (int col = 0; col < GT_SHEET_COL_COUNT; col++)
                    if (found.col[col] == UINT16_MAX && is_head(text, (enum gt_sheet_col)col)) {
                        found.col[col] = row->cells[c].col;
                        break;
                    }
            }
            if (found.col[GT_SHEET_TASK] != UINT16_MAX && found.col[GT_SHEET_DONE] != UINT16_MAX) {
                *out = found;
                return true;
            }
        }
    }
    return false;
}

/* ---- in: the rows ------------------------------------------------------------------------------------ */

struct reading {
    struct gt_ctx *ctx;
    struct gt_sheet_view *view;
    const struct columns *columns;
    struct gt_err *err;
};

static gt_rc cell_text(struct reading *reading, const struct gt_sheet_row *row, enum gt_sheet_col col, gt_str *out)
{
    char room[GT_CELL_SHOWN_MAX];

    *out = GT_STR("");
    if (reading->columns->col[col] == UINT16_MAX)
        return GT_OK;
    return gt_arena_dup(reading->ctx->arena,
                        gt_str_trim(gt_sheet_cell_shown(gt_row_cell(row, reading->columns->col[col]), room)), out);
}

static struct gt_problem *at_cell(struct reading *reading, struct gt_problem *problem, uint32_t row,
                                  enum gt_sheet_col col, const char *field)
{
    char cell[GT_CELL_NAME];

    problem->sheet = reading->columns->sheet->name;
    problem->field = gt_str_from(field);
    if (gt_arena_dup(reading->ctx->arena, gt_str_from(gt_cell_name(row, reading->columns->col[col], cell)),
                     &problem->cell) != GT_OK)
        problem->cell = GT_STR("");
    return problem;
}

/* By the key, else by a title that only one task has. */
static int64_t task_of(struct reading *reading, gt_str key, gt_str title, struct gt_err *err)
{
    const struct gt_picture *picture;
    int64_t found = 0, id;

    if (gt_picture_hold(reading->ctx, &picture, err) != GT_OK)
        return 0;
    if (gt_str_starts(key, GT_STR("gr-")) && gt_str_i64(gt_str_sub(key, 3, key.len), &id) &&
        gt_picture_task(picture, id) != GT_NO_INDEX)
        found = id;
    for (size_t at = 0; found == 0 && title.len > 0 && at < picture->tasks.count; at++) {
        const struct gt_pic_task *task = &picture->tasks.at[at];

        if (task->gone || !task->progress.owes || !gt_str_eq(task->facts.title, title))
            continue;
        for (size_t more = at + 1; more < picture->tasks.count; more++)
            if (!picture->tasks.at[more].gone && gt_str_eq(picture->tasks.at[more].facts.title, title))
                at = picture->tasks.count; /* two of them: neither */
        if (at < picture->tasks.count)
            found = task->facts.id;
    }
    gt_picture_done(reading->ctx);
    return found;
}

static gt_rc add_change(struct reading *reading, struct gt_sheet_diff *diff, const char *field, gt_str old, gt_str new)
{
    struct gt_field_change *change;

    if (gt_str_eq(old, new))
        return GT_OK;
    if ((change = GT_PUSH(reading->ctx->arena, &diff->fields)) == NULL)
        return GT_ENOMEM;
    *change = (struct gt_field_change){field, old, new};
    return GT_OK;
}

/* What the cell answers, measure by measure; faults go to its cell. */
static gt_rc take_answers(struct reading *reading, struct gt_sheet_diff *diff, const struct gt_form *form, gt_str text)
{
    struct gt_arena *arena = reading->ctx->arena;
    gt_items items;

    if (gt_items_split(arena, text, &items) != GT_OK)
        return GT_ENOMEM;
    if (form->measures.count == 1 && items.count != 1) {
        items = (gt_items){0};
        if (GT_PUSH(arena, &items) == NULL)
            return GT_ENOMEM;
        items.at[0] = text;
    }
    if (items.count != form->measures.count) {
        at_cell(reading, gt_problem_add(&reading->view->problems, GT_PROBLEM_ERROR, "%zu measures, but %zu answers",
                                        "举措%zu条，答复%zu条，条数应相等", form->measures.count, items.count),
                diff->row - 1, GT_SHEET_DONE, "answers");
        diff->state = GT_SHEET_FAULTY;
        return GT_OK;
    }
    diff->said.answers.at = GT_NEW_N(arena, struct gt_said_answer, items.count + 1);
    if (diff->said.answers.at == NULL)
        return GT_ENOMEM;
    diff->said.answers.count = diff->said.answers.cap = items.count;
    for (size_t at = 0; at < items.count; at++)
        diff->said.answers.at[at] = (struct gt_said_answer){form->measures.at[at], items.at[at]};
    if (gt_said_chars(&diff->said) > GT_SAID_WORDS_MAX) {
        at_cell(reading, gt_problem_add(&reading->view->problems, GT_PROBLEM_ERROR, "%zu characters; at most %d are allowed",
                                        "完成情况%zu字，不得超过%d字", gt_said_chars(&diff->said), (int)GT_SAID_WORDS_MAX),
                diff->row - 1, GT_SHEET_DONE, "answers");
        diff->state = GT_SHEET_FAULTY;
    }
    return GT_OK;
}

static gt_rc compare_row(struct reading *reading, const struct gt_sheet_row *row, struct gt_sheet_diff *diff,
                         const struct gt_form *form)
{
    gt_str done, problems, next, was, now;

    if (cell_text(reading, row, GT_SHEET_DONE, &done) != GT_OK || cell_text(reading, row, GT_SHEET_PROBLEMS, &problems) != GT_OK ||
        cell_text(reading, row, GT_SHEET_NEXT, &next) != GT_OK || gt_said_words(reading->ctx->arena, &form->said, &was) != GT_OK)
        return GT_ENOMEM;
    diff->said = form->said;
    diff->revision = form->draft.revision;
    diff->state = GT_SHEET_UNCHANGED;
    if (done.len > 0 && take_answers(reading, diff, form, done) != GT_OK)
        return GT_ENOMEM;
    if (reading->columns->col[GT_SHEET_PROBLEMS] != UINT16_MAX && problems.len > 0)
        diff->said.problems = problems;
    if (reading->columns->col[GT_SHEET_NEXT] != UINT16_MAX && next.len > 0)
        diff->said.next = next;
    if (gt_said_words(reading->ctx->arena, &diff->said, &now) != GT_OK ||
        add_change(reading, diff, "words", was, diff->state == GT_SHEET_FAULTY ? done : now) != GT_OK ||
        add_change(reading, diff, "problems", form->said.problems, diff->said.problems) != GT_OK ||
        add_change(reading, diff, "next", form->said.next, diff->said.next) != GT_OK)
        return GT_ENOMEM;
    if (diff->state != GT_SHEET_UNCHANGED || diff->fields.count == 0)
        return GT_OK;
    diff->state = form->source == GT_FORM_TOLD ? GT_SHEET_TOLD : GT_SHEET_CHANGED;
    if (diff->state == GT_SHEET_TOLD)
        at_cell(reading, gt_problem_add(&reading->view->problems, GT_PROBLEM_WARNING,
                                        "reported already: only a correction on the page can change it",
                                        "本期已报送，改动请在页面上更正"),
                diff->row - 1, GT_SHEET_DONE, "answers");
    return GT_OK;
}

/* The newest row names a task that one before it names. */
static bool stands_twice(const struct gt_sheet_view *view)
{
    const struct gt_sheet_diff *newest = &view->rows.at[view->rows.count - 1];

    for (size_t at = 0; at + 1 < view->rows.count; at++)
        if (view->rows.at[at].task_id == newest->task_id)
            return true;
    return false;
}

static gt_rc read_row(struct reading *reading, const struct gt_sheet_row *row)
{
    struct gt_sheet_view *view = reading->view;
    struct gt_sheet_diff *diff;
    struct gt_form form;
    struct gt_err own = {0};
    gt_str key, title;
    gt_rc rc;

    if (cell_text(reading, row, GT_SHEET_KEY, &key) != GT_OK || cell_text(reading, row, GT_SHEET_TASK, &title) != GT_OK)
        return GT_ENOMEM;
    if (title.len == 0 && key.len == 0)
        return GT_OK; /* a note below the table */
    if (view->rows.count == GT_SHEET_LINES_MAX)
        return gt_fail(reading->err, GT_ELIMIT, "more than %d rows", "超过%d行", (int)GT_SHEET_LINES_MAX);
    if ((diff = GT_PUSH(reading->ctx->arena, &view->rows)) == NULL)
        return GT_ENOMEM;
    diff->row = row->row + 1;
    diff->title = title;
    diff->state = GT_SHEET_UNKNOWN;
    diff->task_id = task_of(reading, key, title, &own);
    if (diff->task_id == 0) {
        at_cell(reading, gt_problem_add(&view->problems, GT_PROBLEM_WARNING, "no single task is called so", "没有唯一的同名任务"),
                row->row, GT_SHEET_TASK, "task");
        return GT_OK;
    }
    if (stands_twice(view)) {
        diff->state = GT_SHEET_FAULTY;
        at_cell(reading, gt_problem_add(&view->problems, GT_PROBLEM_ERROR, "this task stands in a row above already",
                                        "该任务在上面已有一行"), row->row, GT_SHEET_TASK, "task");
        return GT_OK;
    }
    rc = gt_work_form(reading->ctx, diff->task_id, view->period, &form, &own);
    if (rc == GT_ENOTFOUND || rc == GT_EINVAL || (rc == GT_OK && !form.may_write)) {
        struct gt_problem *problem = rc == GT_OK
            ? gt_problem_add(&view->problems, GT_PROBLEM_WARNING, "you may not report on this task", "您不能填报该任务")
            : gt_problem_add(&view->problems, GT_PROBLEM_WARNING, "%1$s%2$.0s", "%1$.0s%2$s", own.text[GT_LANG_EN],
                             own.text[GT_LANG_ZH]);

        at_cell(reading, problem, row->row, GT_SHEET_TASK, "task");
        return GT_OK;
    }
    if (rc != GT_OK) {
        if (reading->err != NULL)
            *reading->err = own;
        return rc;
    }
    if ((rc = compare_row(reading, row, diff, &form)) != GT_OK)
        return rc;
    view->changed += diff->state == GT_SHEET_CHANGED;
    return GT_OK;
}

static gt_rc read_table(struct gt_ctx *ctx, gt_str bytes, struct gt_sheet_view *out, struct gt_err *err)
{
    struct gt_book book = {0};
    struct columns columns;
    struct reading reading = {ctx, out, &columns, err};
    gt_rc rc;

    book.arena = ctx->arena;
    gt_problems_init(&out->problems, ctx->arena);
    if ((rc = gt_book_read(bytes, out->file_name, &book, &out->problems, err)) != GT_OK)
        return rc;
    if (!find_head(&book, &columns))
        return gt_fail(err, GT_EPARSE, "no table with the heads 重点工作任务 and 完成情况 was found in %.*s",
                       "%.*s中没有找到带“重点工作任务”和“完成情况”的表", GT_FMT(out->file_name));
    out->sheet = columns.sheet->name;
    for (size_t at = 0; at < columns.sheet->rows.count && rc == GT_OK; at++)
        if (columns.sheet->rows.at[at].row > columns.head_row)
            rc = read_row(&reading, &columns.sheet->rows.at[at]);
    return rc == GT_ENOMEM ? no_memory(err) : rc;
}

/* ---- in: keeping and taking ------------------------------------------------------------------------------ */

static gt_rc keep_file(struct gt_ctx *ctx, gt_str name, gt_str bytes, int64_t *id, struct gt_err *err)
{
    struct gt_file file = {.name = gt_str_trim(name), .media = GT_STR("application/octet-stream"),
                           .person_id = ctx->person_id, .at_ms = ctx->now_ms};
    struct gt_change *change = NULL;
    struct gt_said_file said;
    gt_str after;
    gt_rc rc;

    if (file.name.len == 0 || file.name.len > GT_FILE_NAME_MAX)
        return gt_fail_field(err, GT_EINVAL, "name", "a file name has 1 to %d bytes", "文件名应为1至%d字节",
                             (int)GT_FILE_NAME_MAX);
    if ((rc = gt_change_begin(ctx, &change, err)) != GT_OK)
        return rc;
    if ((rc = gt_file_store_add(gt_change_db(change), &file, bytes, err)) == GT_OK) {
        said = (struct gt_said_file){file.id, file.size, file.name};
        if (gt_evidence_json(ctx->arena, 0, &said, &after) != GT_OK)
            rc = no_memory(err);
        else if ((rc = gt_change_log(change, "import", "file", file.id, GT_STR(""), after, err)) == GT_OK &&
                 (rc = gt_change_commit(change, NULL, err)) == GT_OK)
            *id = file.id;
    }
    gt_change_release(change);
    return rc;
}

static gt_rc check_period(gt_str key, struct gt_err *err)
{
    struct gt_period period;

    return gt_period_parse(key, &period) && period.freq != GT_FREQ_STAGE
               ? GT_OK
               : gt_fail_field(err, GT_EINVAL, "period", "no period is called %.*s", "没有名为“%.*s”的报送期", GT_FMT(key));
}

gt_rc gt_work_sheet_begin(struct gt_ctx *ctx, gt_str name, gt_str bytes, gt_str period, struct gt_sheet_view *out,
                          struct gt_err *err)
{
    gt_rc rc;

    *out = (struct gt_sheet_view){.file_name = gt_str_trim(name), .period = period};
    if ((rc = gt_may_ever_or(ctx, GT_USE_report_put, err)) != GT_OK || (rc = check_period(period, err)) != GT_OK ||
        (rc = read_table(ctx, bytes, out, err)) != GT_OK)
        return rc;
    /* what was asked per row may have been refused: the file itself may come */
    if (ctx->rights != NULL)
        ctx->rights->asked = true;
    return keep_file(ctx, name, bytes, &out->file_id, err);
}

struct kept { int64_t id; struct gt_file file; gt_str bytes; };

static gt_rc read_kept(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    struct kept *kept = at;
    gt_rc rc = gt_file_store_get(db, kept->id, ctx->arena, &kept->file, err);

    return rc == GT_OK ? gt_file_store_bytes(db, kept->id, ctx->arena, &kept->bytes, err) : rc;
}

static bool wanted(const struct gt_sheet_diff *diff, const int64_t *rows, size_t count)
{
    bool named = rows == NULL;

    for (size_t at = 0; at < count && !named; at++)
        named = rows[at] == diff->row;
    return named && diff->state == GT_SHEET_CHANGED;
}

/* What a page would refuse is refused here, with the row that it stands in. */
static gt_rc check_all(struct gt_ctx *ctx, struct gt_sheet_view *view, const int64_t *rows, size_t count, struct gt_err *err)
{
    gt_rc rc = GT_OK;

    for (size_t at = 0; at < view->rows.count && rc == GT_OK; at++) {
        struct gt_sheet_diff *diff = &view->rows.at[at];
        struct gt_problems faults;
        struct gt_form form;

        if (!wanted(diff, rows, count))
            continue;
        gt_problems_init(&faults, ctx->arena);
        if ((rc = gt_work_form(ctx, diff->task_id, view->period, &form, err)) != GT_OK)
            return rc;
        if (gt_form_check(&form, &diff->said, &faults) != GT_OK)
            return no_memory(err);
        for (size_t i = 0; i < faults.list.count; i++) {
            struct gt_problem *problem;

            if (faults.list.at[i].severity != GT_PROBLEM_ERROR)
                continue;
            problem = gt_problem_add(&view->problems, GT_PROBLEM_ERROR, "%1$.*2$s%3$.0s%4$.0d", "%1$.0s%2$.0d%3$.*4$s",
                                     faults.list.at[i].text[GT_LANG_EN].at, (int)faults.list.at[i].text[GT_LANG_EN].len,
                                     faults.list.at[i].text[GT_LANG_ZH].at, (int)faults.list.at[i].text[GT_LANG_ZH].len);
            problem->line = diff->row;
            problem->sheet = view->sheet;
            problem->field = faults.list.at[i].field;
            rc = GT_EINVAL;
        }
    }
    return rc == GT_EINVAL ? gt_fail(err, GT_EINVAL, "%zu things stand in the way of submitting these rows",
                                     "有%zu处要改才能交", view->problems.errors)
                           : rc;
}

gt_rc gt_work_sheet_apply(struct gt_ctx *ctx, int64_t file_id, gt_str period, const int64_t *rows, size_t count,
                          bool submit, struct gt_sheet_view *out, struct gt_err *err)
{
    struct kept kept = {.id = file_id};
    gt_rc rc;

    *out = (struct gt_sheet_view){.file_id = file_id, .period = period};
    if ((rc = gt_may_ever_or(ctx, GT_USE_report_put, err)) != GT_OK || (rc = check_period(period, err)) != GT_OK ||
        (rc = gt_work_read(ctx, read_kept, &kept, err)) != GT_OK)
        return rc;
    if (ctx->person_id != 0 && kept.file.person_id != ctx->person_id)
        return gt_fail(err, GT_ENOTFOUND, "file %lld does not exist", "文件%lld不存在", (long long)file_id);
    out->file_name = kept.file.name;
    if ((rc = read_table(ctx, kept.bytes, out, err)) != GT_OK || (submit && (rc = check_all(ctx, out, rows, count, err)) != GT_OK))
        return rc;
    for (size_t at = 0; at < out->rows.count && rc == GT_OK; at++) {
        struct gt_sheet_diff *diff = &out->rows.at[at];
        struct gt_report_draft draft;
        struct gt_report report;

        if (!wanted(diff, rows, count))
            continue;
        rc = submit ? gt_work_report_submit(ctx, diff->task_id, period, &diff->said, GT_STR(""), &report, NULL, err)
                    : gt_work_draft_save(ctx, diff->task_id, period, diff->revision, &diff->said, &draft, err);
        out->taken += rc == GT_OK;
    }
    return rc;
}
