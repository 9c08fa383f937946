/* demo_documents.c - the five source documents, as the files that a clerk
 * would be sent: a web page, two .docx, a .xlsx and a plain text. */
#include "cli/demo.h"
#include "paper/docx.h"
#include "paper/xlsx_tasks.h"

/* "style text" lines: title, number, heading, para, right. */
static gt_rc docx_of(struct gt_arena *arena, const char *name, int year, int64_t now_ms,
                     gt_str *out, struct gt_err *err)
{
    static const struct { gt_str word; enum gt_docx_style style; } styles[] = {
        {GT_STR_INIT("title "), GT_DOCX_TITLE},     {GT_STR_INIT("number "), GT_DOCX_NUMBER},
        {GT_STR_INIT("heading "), GT_DOCX_HEADING}, {GT_STR_INIT("para "), GT_DOCX_BODY},
        {GT_STR_INIT("right "), GT_DOCX_RIGHT},
    };
    GT_VEC(struct gt_docx_para) paras = {0};
    struct gt_docx_view view = {.made_ms = now_ms};
    struct gt_buf file;
    gt_str rest, line;
    gt_rc rc;

    if ((rc = gt_demo_text(arena, name, year, &rest, err)) != GT_OK)
        return rc;
    while (gt_demo_line(&rest, &line))
        for (size_t i = 0; i < GT_LEN(styles); i++)
            if (gt_str_starts(line, styles[i].word)) {
                struct gt_docx_para *para = GT_PUSH(arena, &paras);

                if (para == NULL)
                    return GT_ENOMEM;
                *para = (struct gt_docx_para){styles[i].style,
                                              gt_str_sub(line, styles[i].word.len, line.len)};
            }
    view.paras = paras.at;
    view.para_count = paras.count;
    if (paras.count > 0)
        view.title = paras.at[0].text;
    gt_buf_init(&file, GT_DOCX_BYTES_MAX);
    if ((rc = gt_docx_write(&view, &file, err)) == GT_OK)
        rc = gt_arena_dup(arena, gt_buf_view(&file), out);
    gt_buf_clear(&file);
    return rc;
}

/* ---- the task table -------------------------------------------------------------- */

enum { COLUMNS_MAX = 12, GROUP_COLUMN = 1 };

/* Lines of tab-separated cells: title, note, head, row. */
struct sheet {
    struct gt_xlsx_view view;
    struct gt_xlsx_column columns[COLUMNS_MAX];
    GT_VEC(struct gt_xlsx_row) rows;
    gt_str group; /* of the row before */
};

static void take_head(struct sheet *sheet, gt_str line)
{
    static const double widths[COLUMNS_MAX] = {6, 16, 34, 20, 30, 10, 18, 20};

    while (line.len > 0 && sheet->view.column_count < COLUMNS_MAX) {
        const size_t at = sheet->view.column_count++;

        sheet->columns[at] = (struct gt_xlsx_column){
            .head = gt_demo_field(&line), .width = widths[at],
            .merge = at == GROUP_COLUMN, .centre = at == 0 || at == GROUP_COLUMN};
    }
}

/* Neighbours of one group are merged in its column. */
static gt_rc take_row(struct gt_arena *arena, struct sheet *sheet, gt_str line)
{
    struct gt_xlsx_cell *cells = GT_NEW_N(arena, struct gt_xlsx_cell, COLUMNS_MAX);
    struct gt_xlsx_row *row = GT_PUSH(arena, &sheet->rows);

    if (cells == NULL || row == NULL)
        return GT_ENOMEM;
    for (size_t i = 0; i < COLUMNS_MAX; i++)
        cells[i] = (struct gt_xlsx_cell){gt_demo_field(&line), GT_DAY_NONE};
    row->cells = cells;
    row->merge = sheet->rows.count > 1 ? sheet->rows.at[sheet->rows.count - 2].merge : 1;
    if (!gt_str_eq(sheet->group, cells[GROUP_COLUMN].text))
        row->merge++;
    sheet->group = cells[GROUP_COLUMN].text;
    return GT_OK;
}

static gt_rc sheet_of(struct gt_arena *arena, int year, int64_t now_ms, gt_str *out,
                      struct gt_err *err)
{
    struct sheet sheet = {.view = {.sheet = GT_STR("任务分解表"), .made_ms = now_ms}};
    struct gt_buf file;
    gt_str rest, line;
    gt_rc rc;

    if ((rc = gt_demo_text(arena, "3-task-table.tsv", year, &rest, err)) != GT_OK)
        return rc;
    while (rc == GT_OK && gt_demo_line(&rest, &line)) {
        const gt_str what = gt_demo_field(&line);

        if (gt_str_eq(what, GT_STR("title")))
            sheet.view.title = line;
        else if (gt_str_eq(what, GT_STR("note")))
            sheet.view.note = line;
        else if (gt_str_eq(what, GT_STR("head")))
            take_head(&sheet, line);
        else if (gt_str_eq(what, GT_STR("row")))
            rc = take_row(arena, &sheet, line);
    }
    if (rc != GT_OK)
        return gt_fail(err, rc, "out of memory", "内存不足");
    sheet.view.columns = sheet.columns;
    sheet.view.rows = sheet.rows.at;
    sheet.view.row_count = sheet.rows.count;
    gt_buf_init(&file, GT_XLSX_BYTES_MAX);
    if ((rc = gt_xlsx_write(&sheet.view, &file, err)) == GT_OK)
        rc = gt_arena_dup(arena, gt_buf_view(&file), out);
    gt_buf_clear(&file);
    return rc;
}

/* ---- all five --------------------------------------------------------------------- */

gt_rc gt_demo_documents(struct gt_arena *arena, int year, int64_t now_ms,
                        struct gt_demo_document out[static GT_DEMO_DOCUMENTS], struct gt_err *err)
{
    gt_rc rc;

    out[0].name = GT_STR("2号-政府工作报告涉科技任务分工.html");
    out[1].name = GT_STR("1号-年度工作要点.docx");
    out[2].name = GT_STR("年度重点任务分解表.xlsx");
    out[2].table = true;
    out[3].name = GT_STR("揭榜挂帅实施方案.docx");
    out[4].name = GT_STR("一季度交流会讲话要点.txt");
    if ((rc = gt_demo_text(arena, "1-government-report.html", year, &out[0].bytes, err)) != GT_OK ||
        (rc = docx_of(arena, "2-number-one.docx.txt", year, now_ms, &out[1].bytes, err)) != GT_OK ||
        (rc = sheet_of(arena, year, now_ms, &out[2].bytes, err)) != GT_OK ||
        (rc = docx_of(arena, "4-challenge.docx.txt", year, now_ms, &out[3].bytes, err)) != GT_OK)
        return rc;
    return gt_demo_text(arena, "5-speech.txt", year, &out[4].bytes, err);
}
