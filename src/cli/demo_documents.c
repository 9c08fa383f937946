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
