/* task_paper.c - which tasks stand in the table, in which rows and words. */
#include "api/task_paper.h"

#include "api/task_look.h"
#include "work/picture.h"
#include "work/rights.h"
#include "work/space.h"

struct build {
    struct gt_ctx *ctx;
    const struct gt_task_paper_want *want;
    const struct gt_picture *picture;
    struct gt_err *err;
    struct gt_report *reports;  /* of tasks that have one, by their number below */
    uint32_t *report_of;        /* by index of the task; GT_NO_INDEX */
    struct gt_task_look *look;
    const int64_t *only;        /* [only_count], ascending: tasks of one import; NULL for all */
    size_t   only_count;
    GT_VEC(struct gt_xlsx_row) rows;
    uint32_t number;
};

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "no memory for the spreadsheet", "生成表格内存不足");
}

/* ---- which tasks ------------------------------------------------------------------------ */

static bool came_with(const struct build *build, int64_t id)
{
    size_t low = 0, high = build->only_count;

    if (build->only == NULL)
        return true;
    while (low < high) {
        const size_t mid = low + (high - low) / 2;

        if (build->only[mid] < id)
            low = mid + 1;
        else
            high = mid;
    }
    return low < build->only_count && build->only[low] == id;
}

static bool concerns(const struct build *build, const struct gt_pic_task *task)
{
    const struct gt_task_paper_want *want = build->want;
    bool unit = want->unit_id == 0 || task->facts.lead_unit_id == want->unit_id;

    for (uint32_t i = 0; i < task->support_count && !unit; i++)
        unit = task->supports[i].unit_id == want->unit_id;
    return unit && came_with(build, task->facts.id) && (want->directive_id == 0 || task->directive_id == want->directive_id);
}

/* Steps are the office's own business; a goal with tasks below it is their
 * heading. */
static bool is_row(const struct gt_pic_task *task)
{
    if (task->gone || task->facts.kind == GT_TASK_STEP)
        return false;
    return !(task->facts.kind == GT_TASK_GOAL && task->children > 0);
}

static bool is_measure_of(const struct gt_picture *picture, const struct gt_pic_task *task)
{
    return task->facts.kind == GT_TASK_MEASURE && task->parent != GT_NO_INDEX &&
           is_row(&picture->tasks.at[task->parent]);
}

/* ---- one row ------------------------------------------------------------------------------- */

static gt_str unit_name(const struct build *build, int64_t id)
{
    const struct gt_unit_row *unit = gt_picture_unit(build->picture, id);

    return unit != NULL ? unit->name : GT_STR("");
}

static gt_rc supports_text(struct build *build, const struct gt_pic_task *task, gt_str *out)
{
    gt_rc rc = GT_OK;

    *out = GT_STR("");
    for (uint32_t i = 0; i < task->support_count && rc == GT_OK; i++)
        rc = gt_arena_printf(build->ctx->arena, out, "%.*s%s%.*s", GT_FMT(*out), i ? "、" : "",
                             GT_FMT(unit_name(build, task->supports[i].unit_id)));
    return rc;
}

/* How often, in the words that the import takes back. */
static gt_str recur_words(gt_str recur, enum gt_lang lang)
{
    static const struct { const char *recur, *words[GT_LANG_COUNT]; } again[] = {
        {"weekly", {"每周", "weekly"}}, {"monthly", {"每月", "monthly"}},
        {"quarterly", {"每季度", "quarterly"}}, {"yearly", {"每年", "yearly"}}};

    for (size_t i = 0; i < GT_LEN(again); i++)
        if (gt_str_eq(recur, gt_str_from(again[i].recur)))
            return gt_str_from(again[i].words[lang]);
    return GT_STR("");
}

/* The words that gave the deadline, where they still say it; else the day. */
static gt_rc due_cell(struct build *build, const struct gt_task *task, struct gt_xlsx_cell *cell)
{
    const int year = build->picture->meta.year;
    const bool standing = task->standing != 0;
    bool faithful = false;
    gt_rc rc = gt_work_due_says(build->ctx->arena, task->due_text, year, task->deadline, task->recur, standing,
                                &faithful);

    /* How often may stand in its own column. */
    if (rc == GT_OK && !faithful)
        rc = gt_work_due_says(build->ctx->arena, task->due_text, year, task->deadline, GT_STR(""), standing,
                              &faithful);
    if (rc != GT_OK || faithful) {
        cell->text = task->due_text;
        return rc;
    }
    if (!standing) {
        cell->day = task->deadline;
        return GT_OK;
    }
    if (task->deadline == GT_DAY_NONE) {
        cell->text = GT_STR("长期坚持");
        return GT_OK;
    }
    const struct gt_ymd ymd = gt_day_ymd(task->deadline);

    return gt_arena_printf(build->ctx->arena, &cell->text, "%d年%d月%d日前，长期坚持", ymd.year, ymd.month, ymd.day);
}

static gt_rc report_cells(struct build *build, const struct gt_pic_task *task, struct gt_xlsx_cell *cells)
{
    const uint32_t at = build->report_of[task - build->picture->tasks.at];
    const struct gt_report *report = at != GT_NO_INDEX ? &build->reports[at] : NULL;

    if (report == NULL || report->id == 0)
        return GT_OK;
    cells[GT_TCELL_DONE].text = report->words;
    cells[GT_TCELL_PROBLEMS].text = report->problems;
    cells[GT_TCELL_NEXT].text = report->next;
    return gt_arena_printf(build->ctx->arena, &cells[GT_TCELL_PERCENT].text, "%.4g%%", report->percent);
}

/* above: the task a measure stands under, NULL for a task. */
static gt_rc add_row(struct build *build, const struct gt_pic_task *task, const struct gt_pic_task *above,
                     uint32_t merge)
{
    const struct gt_task *head = above != NULL ? &above->facts : &task->facts;
    struct gt_arena *arena = build->ctx->arena;
    struct gt_xlsx_cell *cells = GT_NEW_N(arena, struct gt_xlsx_cell, GT_TASK_CELLS);
    struct gt_xlsx_row *row = GT_PUSH(arena, &build->rows);
    struct gt_xlsx_cell *looked;
    char key[GT_EXPORT_KEY_TEXT];
    gt_rc rc;

    if (cells == NULL || row == NULL)
        return GT_ENOMEM;
    for (int i = 0; i < GT_TASK_CELLS; i++)
        cells[i] = (struct gt_xlsx_cell){GT_STR(""), GT_DAY_NONE};
    cells[GT_TCELL_THEME].text = head->theme;
    cells[GT_TCELL_TASK].text = head->title;
    cells[GT_TCELL_TARGET].text = head->detail;
    if (above != NULL)
        cells[GT_TCELL_MEASURE].text = task->facts.title;
    cells[GT_TCELL_LEAD].text = unit_name(build, task->facts.lead_unit_id);
    cells[GT_TCELL_LEADER].text = task->facts.leader;
    cells[GT_TCELL_PERSON].text = task->facts.person;
    cells[GT_TCELL_START].day = task->facts.not_before;
    cells[GT_TCELL_FREQUENCY].text = recur_words(task->facts.recur, build->ctx->lang);
    cells[GT_TCELL_NUMBER].text = gt_task_look_number(build->look, head->id);
    if ((cells[GT_TCELL_NUMBER].text.len == 0 &&
         (rc = gt_arena_printf(arena, &cells[GT_TCELL_NUMBER].text, "%u", build->number)) != GT_OK) ||
        (rc = supports_text(build, task, &cells[GT_TCELL_SUPPORT].text)) != GT_OK ||
        (rc = due_cell(build, &task->facts, &cells[GT_TCELL_DUE])) != GT_OK ||
        (rc = report_cells(build, task, cells)) != GT_OK)
        return rc;
    if (gt_arena_dup(arena, gt_str_from(gt_export_key(task->facts.id, above != NULL, key)),
                     &cells[GT_TCELL_KEY].text) != GT_OK ||
        gt_task_look_row(build->look, arena, cells, &looked) != GT_OK)
        return GT_ENOMEM;
    *row = (struct gt_xlsx_row){.cells = looked, .merge = merge};
    return GT_OK;
}

/* A task with its measures: they concern somebody, or the task itself does. */
static gt_rc add_task(struct build *build, const struct gt_pic_task *task)
{
    const struct gt_picture *picture = build->picture;
    const bool whole = concerns(build, task);
    bool any = false, measures = false;
    gt_rc rc = GT_OK;

    for (uint32_t at = task->first_child; at != GT_NO_INDEX && rc == GT_OK; at = picture->tasks.at[at].next) {
        const struct gt_pic_task *child = &picture->tasks.at[at];

        if (child->gone || child->facts.kind != GT_TASK_MEASURE)
            continue;
        measures = true;
        if (!whole && !concerns(build, child))
            continue;
        build->number += !any;
        any = true;
        rc = add_row(build, child, task, build->number);
    }
    if (rc != GT_OK || measures || !whole)
        return rc;
    build->number++;
    return add_row(build, task, NULL, 0);
}

/* Siblings follow each other, whatever order parents were made in. */
static gt_rc add_tasks(struct build *build)
{
    const struct gt_picture *picture = build->picture;
    gt_rc rc = GT_OK;

    for (uint32_t i = 0; i < picture->order_count && rc == GT_OK; i++) {
        const struct gt_pic_task *task = &picture->tasks.at[picture->order[i]];

        if (is_row(task) && !is_measure_of(picture, task) &&
            gt_sees_task(build->ctx, picture, picture->order[i]))
            rc = add_task(build, task);
    }
    return rc;
}

/* ---- the paper ------------------------------------------------------------------------------- */

static gt_rc write_paper(struct build *build, struct gt_buf *out)
{
    const enum gt_lang lang = build->ctx->lang;
    const struct gt_space_meta *meta = &build->picture->meta;
    struct gt_xlsx_view view = {
        .sheet = build->look->sheet, .title = build->look->title, .columns = build->look->columns,
        .column_count = build->look->count,
        .note = lang == GT_LANG_ZH ? GT_STR("注：填好后可原样导入；隐藏的数据标识列请勿修改。")
                                   : GT_STR("Note: fill it in and send it back as it is; "
                                            "leave the hidden key column alone."),
        .rows = build->rows.at, .row_count = build->rows.count, .made_ms = build->ctx->now_ms};

    if (view.sheet.len == 0)
        view.sheet = lang == GT_LANG_ZH ? GT_STR("任务表") : GT_STR("Tasks");
    if (view.title.len == 0 &&
        gt_arena_printf(build->ctx->arena, &view.title,
                        lang == GT_LANG_ZH ? "%.*s%d年度重点工作任务表" : "%.*s: tasks of %d",
                        GT_FMT(meta->name[lang].len > 0 ? meta->name[lang] : meta->name[GT_LANG_ZH]),
                        meta->year) != GT_OK)
        return no_memory(build->err);
    return gt_xlsx_write(&view, out, build->err);
}

static gt_rc load_reports(struct build *build)
{
    const struct gt_picture *picture = build->picture;
    struct gt_arena *arena = build->ctx->arena;
    int64_t *ids = GT_NEW_N(arena, int64_t, picture->tasks.count + 1);
    uint32_t count = 0;

    build->report_of = GT_NEW_N(arena, uint32_t, picture->tasks.count + 1);
    if (ids == NULL || build->report_of == NULL)
        return no_memory(build->err);
    for (size_t i = 0; i < picture->tasks.count; i++) {
        const struct gt_pic_task *task = &picture->tasks.at[i];

        build->report_of[i] = GT_NO_INDEX;
        if (task->gone || !task->reported)
            continue;
        ids[count] = task->facts.id;
        build->report_of[i] = count++;
    }
    if ((build->reports = GT_NEW_N(arena, struct gt_report, count + 1)) == NULL)
        return no_memory(build->err);
    return gt_work_last_reports(build->ctx, ids, count, build->reports, build->err);
}

gt_rc gt_task_paper(struct gt_ctx *ctx, const struct gt_task_paper_want *want, struct gt_buf *out,
                    struct gt_err *err)
{
    struct build build = {.ctx = ctx, .want = want, .err = err, .look = GT_NEW(ctx->arena, struct gt_task_look)};
    gt_rc rc;

    if (build.look == NULL)
        return no_memory(err);
    gt_task_look_house(ctx->lang, build.look);
    if (want->import_id != 0 &&
        ((rc = gt_task_look_of(ctx, want->import_id, build.look, err)) != GT_OK ||
         (rc = gt_work_import_tasks(ctx, want->import_id, &build.only, &build.only_count, err)) != GT_OK))
        return rc;

    /* The lock first, then a connection. The rows point into the picture,
     * so the paper is written before it is let go. */
    if ((rc = gt_picture_hold(ctx, &build.picture, err)) != GT_OK)
        return rc;
    if ((rc = load_reports(&build)) == GT_OK && (rc = add_tasks(&build)) == GT_OK)
        rc = write_paper(&build, out);
    else if (rc == GT_ENOMEM)
        rc = no_memory(err);
    gt_picture_done(ctx);
    return rc;
}
