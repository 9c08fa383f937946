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

/* The task table's rows stand in a text file: title, note, head, row. */
static gt_rc sheet_of(struct gt_arena *arena, int year, gt_str *out, struct gt_err *err);

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
        (rc = sheet_of(arena, year, &out[2].bytes, err)) != GT_OK ||
        (rc = docx_of(arena, "4-challenge.docx.txt", year, now_ms, &out[3].bytes, err)) != GT_OK)
        return rc;
    return gt_demo_text(arena, "5-speech.txt", year, &out[4].bytes, err);
}
