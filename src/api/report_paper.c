/* report_paper.c - a period's reports on paper. */
#include "api/report_paper.h"

#include "api/put_report.h"
#include "paper/docx.h"
#include "paper/xlsx_tasks.h"
#include "work/progress_sheet.h"

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "no memory for the paper", "生成材料内存不足");
}

/* "某厅2026年7月重点工作完成情况" */
static gt_rc title_of(struct gt_ctx *ctx, gt_str key, gt_str *title, struct gt_err *err)
{
    const bool zh = ctx->lang == GT_LANG_ZH;
    const struct gt_picture *picture;
    struct gt_period period;
    struct gt_buf name;
    gt_rc rc;

    if (!gt_period_parse(key, &period))
        return gt_fail_field(err, GT_EINVAL, "period", "no period is called %.*s", "没有名为“%.*s”的报送期", GT_FMT(key));
    gt_buf_init(&name, 400);
    gt_period_name(&name, period, 0, ctx->lang);
    if ((rc = gt_picture_hold(ctx, &picture, err)) == GT_OK) {
        const struct gt_space_meta *meta = &picture->meta;

        if (name.status != GT_OK ||
            gt_arena_printf(ctx->arena, title, zh ? "%.*s%.*s重点工作完成情况" : "%.*s: work done in %.*s",
                            GT_FMT(meta->name[ctx->lang].len > 0 ? meta->name[ctx->lang] : meta->name[GT_LANG_ZH]),
                            GT_FMT(gt_buf_view(&name))) != GT_OK)
            rc = no_memory(err);
        gt_picture_done(ctx);
    }
    gt_buf_clear(&name);
    return rc;
}

/* ---- eight columns ------------------------------------------------------------------------- */

static gt_rc fill_row(struct gt_arena *arena, const struct gt_sheet_line *line, size_t number, struct gt_xlsx_row *row)
{
    struct gt_xlsx_cell *cells = GT_NEW_N(arena, struct gt_xlsx_cell, GT_SHEET_COL_COUNT);
    const gt_str texts[GT_SHEET_COL_COUNT] = {
        [GT_SHEET_TASK] = line->title, [GT_SHEET_TARGET] = line->target, [GT_SHEET_MEASURES] = line->measures,
        [GT_SHEET_DONE] = line->report.words, [GT_SHEET_UNIT] = line->units,
        [GT_SHEET_PROBLEMS] = line->report.problems, [GT_SHEET_NEXT] = line->report.next, [GT_SHEET_KEY] = line->key};

    if (cells == NULL)
        return GT_ENOMEM;
    for (int col = 0; col < GT_SHEET_COL_COUNT; col++)
        cells[col] = (struct gt_xlsx_cell){texts[col].at != NULL ? texts[col] : GT_STR(""), GT_DAY_NONE};
    *row = (struct gt_xlsx_row){.cells = cells};
    return gt_arena_printf(arena, &cells[GT_SHEET_NO].text, "%zu", number);
}

gt_rc gt_report_xlsx(struct gt_ctx *ctx, gt_str period, int64_t unit_id, struct gt_buf *out, struct gt_err *err)
{
    static const double widths[GT_SHEET_COL_COUNT] = {6, 22, 26, 30, 46, 18, 24, 26, 12};
    struct gt_xlsx_column columns[GT_SHEET_COL_COUNT];
    struct gt_xlsx_view view = {.columns = columns, .column_count = GT_SHEET_COL_COUNT, .made_ms = ctx->now_ms};
    struct gt_xlsx_row *rows;
    gt_sheet_lines lines;
    gt_rc rc;

    if ((rc = gt_work_sheet_lines(ctx, period, unit_id, &lines, err)) != GT_OK ||
        (rc = title_of(ctx, period, &view.title, err)) != GT_OK)
        return rc;
    if ((rows = GT_NEW_N(ctx->arena, struct gt_xlsx_row, lines.count + 1)) == NULL)
        return no_memory(err);
    for (int col = 0; col < GT_SHEET_COL_COUNT; col++)
        columns[col] = (struct gt_xlsx_column){.head = gt_sheet_head((enum gt_sheet_col)col, ctx->lang), .group = GT_STR(""),
                                               .width = widths[col], .centre = col == GT_SHEET_NO || col == GT_SHEET_UNIT,
                                               .hidden = col == GT_SHEET_KEY};
    for (size_t at = 0; at < lines.count; at++)
        if (fill_row(ctx->arena, &lines.at[at], at + 1, &rows[at]) != GT_OK)
            return no_memory(err);
    view.sheet = ctx->lang == GT_LANG_ZH ? GT_STR("完成情况") : GT_STR("Work done");
    view.note = ctx->lang == GT_LANG_ZH
                    ? GT_STR("注：第5、7、8栏按举措逐条填写，填好后可原样导入；隐藏的数据标识列请勿修改。")
                    : GT_STR("Note: fill columns 5, 7 and 8 measure by measure and send it back; leave the hidden key alone.");
    view.rows = rows;
    view.row_count = lines.count;
    return gt_xlsx_write(&view, out, err);
}

/* ---- one paragraph a unit ---------------------------------------------------------------------- */

typedef GT_VEC(struct gt_docx_para) paras;

static gt_rc add(struct gt_arena *arena, paras *out, enum gt_docx_style style, gt_str text)
{
    struct gt_docx_para *para = GT_PUSH(arena, out);

    if (para == NULL)
        return GT_ENOMEM;
    *para = (struct gt_docx_para){style, text};
    return GT_OK;
}

static gt_rc unit_name(struct gt_ctx *ctx, int64_t id, gt_str *out, struct gt_err *err)
{
    const struct gt_picture *picture;
    const struct gt_unit_row *unit;
    gt_rc rc = gt_picture_hold(ctx, &picture, err);

    if (rc != GT_OK)
        return rc;
    unit = gt_picture_unit(picture, id);
    rc = gt_arena_dup(ctx->arena, unit != NULL ? unit->name : GT_STR(""), out);
    gt_picture_done(ctx);
    return rc == GT_OK ? GT_OK : no_memory(err);
}

/* "1.办公室。……": all that one unit told, as one numbered paragraph. */
static gt_rc unit_paragraph(struct gt_ctx *ctx, const gt_sheet_lines *lines, size_t *at, int *number, paras *out,
                            struct gt_err *err)
{
    const int64_t unit = lines->at[*at].unit_id;
    gt_str name, text = GT_STR("");
    gt_rc rc;

    if ((rc = unit_name(ctx, unit, &name, err)) != GT_OK)
        return rc;
    for (; *at < lines->count && lines->at[*at].unit_id == unit; ++*at) {
        const struct gt_report *report = &lines->at[*at].report;
        struct gt_said said;
        gt_str paragraph;

        if (report->id == 0)
            continue;
        if ((rc = gt_said_parse(ctx->arena, report->body, &said, err)) != GT_OK)
            return rc;
        if (gt_report_paragraph(ctx->arena, &said, &paragraph) != GT_OK ||
            gt_arena_printf(ctx->arena, &text, "%.*s%.*s：%.*s", GT_FMT(text), GT_FMT(lines->at[*at].title),
                            GT_FMT(paragraph)) != GT_OK)
            return no_memory(err);
    }
    if (text.len == 0)
        return GT_OK;
    if (gt_arena_printf(ctx->arena, &text, "%d.%.*s。%.*s", ++*number, GT_FMT(name), GT_FMT(gt_str_trim(text))) != GT_OK ||
        add(ctx->arena, out, GT_DOCX_BODY, text) != GT_OK)
        return no_memory(err);
    return GT_OK;
}

gt_rc gt_report_docx(struct gt_ctx *ctx, gt_str period, struct gt_buf *out, struct gt_err *err)
{
    const struct gt_ymd today = gt_day_ymd(ctx->today);
    gt_sheet_lines lines;
    paras body = {0};
    gt_str title, date;
    int number = 0;
    gt_rc rc;

    if ((rc = gt_work_sheet_lines(ctx, period, 0, &lines, err)) != GT_OK ||
        (rc = title_of(ctx, period, &title, err)) != GT_OK)
        return rc;
    if (add(ctx->arena, &body, GT_DOCX_TITLE, title) != GT_OK)
        return no_memory(err);
    for (size_t at = 0; at < lines.count && rc == GT_OK;)
        rc = unit_paragraph(ctx, &lines, &at, &number, &body, err);
    if (rc != GT_OK)
        return rc;
    if (number == 0 && add(ctx->arena, &body, GT_DOCX_BODY,
                           ctx->lang == GT_LANG_ZH ? GT_STR("本期没有填报。") : GT_STR("Nothing was reported.")) != GT_OK)
        return no_memory(err);
    if (gt_arena_printf(ctx->arena, &date, "%d年%d月%d日", today.year, today.month, today.day) != GT_OK ||
        add(ctx->arena, &body, GT_DOCX_RIGHT, date) != GT_OK)
        return no_memory(err);
    return gt_docx_write(&(struct gt_docx_view){.title = title, .paras = body.at, .para_count = body.count,
                                                .made_ms = ctx->now_ms}, out, err);
}
