/* route_report_sheet.c - reports as sheets: out, in again, and the paper. */
#include "api/put_report.h"
#include "api/report_paper.h"
#include "api/route.h"
#include "paper/docx.h"
#include "paper/xlsx_tasks.h"
#include "work/progress_sheet.h"

static const char xlsx_type[] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
static const char docx_type[] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

static gt_rc send(const struct gt_req *req, const char *type, const struct gt_buf *bytes, struct gt_ctx *ctx,
                  const char *ending, struct gt_err *err)
{
    const gt_str period = gt_req_query_str(req, "period");
    gt_str name;

    if (gt_arena_printf(ctx->arena, &name, ctx->lang == GT_LANG_ZH ? "完成情况-%.*s.%s" : "reports-%.*s.%s",
                        GT_FMT(period), ending) != GT_OK)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    return gt_req_bytes(req, type, gt_buf_view(bytes), name, err);
}

gt_rc gt_api_get_reports_xlsx(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    struct gt_buf out;
    int64_t unit_id;
    gt_rc rc;

    (void)json;
    if ((rc = gt_req_query_i64(req, "unit", 0, 0, INT64_MAX, &unit_id, err)) != GT_OK)
        return rc;
    gt_buf_init(&out, GT_XLSX_BYTES_MAX);
    if ((rc = gt_report_xlsx(ctx, gt_req_query_str(req, "period"), unit_id, &out, err)) == GT_OK)
        rc = send(req, xlsx_type, &out, ctx, "xlsx", err);
    gt_buf_clear(&out);
    return rc;
}

gt_rc gt_api_get_reports_docx(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    struct gt_buf out;
    gt_rc rc;

    (void)json;
    gt_buf_init(&out, GT_DOCX_BYTES_MAX);
    if ((rc = gt_report_docx(ctx, gt_req_query_str(req, "period"), &out, err)) == GT_OK)
        rc = send(req, docx_type, &out, ctx, "docx", err);
    gt_buf_clear(&out);
    return rc;
}

static void put_row(struct gt_json *json, const struct gt_sheet_diff *diff)
{
    gt_json_object(json, NULL);
    gt_json_i64(json, "row", diff->row);
    gt_put_ref(json, "task", diff->task_id);
    gt_json_str(json, "title", diff->title);
    gt_json_text(json, "state", gt_sheet_state_name(diff->state));
    gt_json_array(json, "fields");
    for (size_t at = 0; at < diff->fields.count; at++) {
        gt_json_object(json, NULL);
        gt_json_text(json, "field", diff->fields.at[at].field);
        gt_json_str(json, "old", diff->fields.at[at].old_text);
        gt_json_str(json, "new", diff->fields.at[at].new_text);
        gt_json_close(json);
    }
    gt_json_close(json);
    gt_json_close(json);
}

static gt_rc put_view(struct gt_json *json, const struct gt_ctx *ctx, const struct gt_sheet_view *view)
{
    const bool zh = ctx->lang == GT_LANG_ZH;
    char sentence[300];

    if (view->taken > 0)
        (void)snprintf(sentence, sizeof sentence, zh ? "已取%llu行。" : "%llu rows taken.", (unsigned long long)view->taken);
    else
        (void)snprintf(sentence, sizeof sentence,
                       zh ? "读到%zu行，将改%llu行，有%zu处要看。" : "%zu rows read, %llu would change, %zu want a look.",
                       view->rows.count, (unsigned long long)view->changed,
                       view->problems.errors + view->problems.warnings);
    gt_json_object(json, NULL);
    gt_json_i64(json, "file", view->file_id);
    gt_json_str(json, "file_name", view->file_name);
    gt_json_str(json, "period", view->period);
    gt_json_array(json, "rows");
    for (size_t at = 0; at < view->rows.count; at++)
        put_row(json, &view->rows.at[at]);
    gt_json_close(json);
    gt_put_problems(json, "problems", &view->problems, ctx->lang);
    gt_json_i64(json, "changed", (int64_t)view->changed);
    gt_json_i64(json, "taken", (int64_t)view->taken);
    gt_json_text(json, "sentence", sentence);
    gt_json_close(json);
    return gt_json_status(json);
}

gt_rc gt_api_post_reporting_sheet(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    struct gt_sheet_view view;
    const gt_rc rc = gt_work_sheet_begin(ctx, gt_req_query_str(req, "name"), req->http->body,
                                         gt_req_query_str(req, "period"), &view, err);

    return rc == GT_OK ? put_view(json, ctx, &view) : rc;
}

gt_rc gt_api_post_reporting_sheet_apply(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                                        struct gt_err *err)
{
    const struct gt_jval *list = gt_jget(req->json, "rows");
    const bool some = list != NULL && list->type == GT_JARRAY;
    int64_t *rows = GT_NEW_N(ctx->arena, int64_t, (size_t)(some ? list->count : 0) + 1);
    struct gt_sheet_view view;
    size_t count = 0;
    gt_rc rc;

    if (rows == NULL)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    for (const struct gt_jval *v = some ? list->child : NULL; v != NULL; v = v->next)
        rows[count++] = v->integer;
    rc = gt_work_sheet_apply(ctx, gt_ji64(req->json, "file", 0), gt_jstr(req->json, "period", GT_STR("")),
                             some ? rows : NULL, count, gt_jbool(req->json, "submit", false), &view, err);
    if (rc != GT_OK && view.problems.arena != NULL)
        for (size_t at = 0; at < view.problems.list.count; at++) {
            struct gt_problem *problem = gt_problem_add(req->problems, view.problems.list.at[at].severity, "%s", "%s", "");

            *problem = view.problems.list.at[at];
        }
    return rc == GT_OK ? put_view(json, ctx, &view) : rc;
}
