/* route_import.c - task tables on their way in: preview, correct, apply. */
#include "api/handler.h"
#include "api/put.h"
#include "api/route.h"
#include "api/task_paper.h"
#include "work/import.h"
#include "work/space.h"

enum { EDIT_COLUMNS_MAX = 512 };

/* ---- the answer ------------------------------------------------------------------------ */

static void put_columns(struct gt_json *json, const struct gt_import_view *view)
{
    gt_json_array(json, "columns");
    for (size_t i = 0; i < view->columns.count; i++) {
        const struct gt_import_column *column = &view->columns.at[i];
        char name[GT_CELL_NAME];

        gt_json_object(json, NULL);
        gt_json_text(json, "letter", gt_col_name(column->col, name));
        gt_json_str(json, "head", column->head);
        gt_json_text(json, "name", column->is == GT_COL_OTHER ? "" : gt_col_key(column->is));
        gt_json_bool(json, "hidden", column->hidden);
        gt_json_str(json, "sample", column->sample);
        gt_json_close(json);
    }
    gt_json_close(json);
}

/* Names that need a look first, then the sure ones. */
static void put_units(struct gt_json *json, const struct gt_import_view *view)
{
    gt_json_array(json, "units");
    for (int sure = 0; sure <= 1; sure++)
        for (size_t i = 0; i < view->units.count; i++) {
            const struct gt_import_unit *unit = &view->units.at[i];

            if (unit->sure != (sure == 1))
                continue;
            gt_json_object(json, NULL);
            gt_json_str(json, "text", unit->text);
            gt_put_ref(json, "unit", unit->unit_id);
            gt_json_array(json, "offers");
            for (uint32_t offer = 0; offer < unit->offer_count; offer++)
                gt_json_i64(json, NULL, unit->offers[offer]);
            gt_json_close(json);
            gt_json_i64(json, "rows", unit->rows);
            gt_json_bool(json, "create", unit->create);
            gt_json_close(json);
        }
    gt_json_close(json);
}

static void put_line(struct gt_json *json, const struct gt_import_line *line)
{
    gt_json_object(json, NULL);
    gt_json_i64(json, "row", line->row);
    gt_json_text(json, "state", gt_import_line_name(line->state));
    gt_put_ref(json, "task", line->task_id);
    gt_json_str(json, "number", line->number);
    gt_json_str(json, "title", line->title);
    gt_json_array(json, "fields");
    for (uint32_t i = 0; i < line->field_count; i++) {
        gt_json_object(json, NULL);
        gt_json_text(json, "field", line->fields[i].field);
        gt_json_str(json, "old", line->fields[i].old_text);
        gt_json_str(json, "new", line->fields[i].new_text);
        gt_json_close(json);
    }
    gt_json_close(json);
    gt_json_close(json);
}

/* Writes the view and gives it back. */
static gt_rc put_import(struct gt_ctx *ctx, struct gt_json *json, struct gt_import_view *view)
{
    size_t shown = 0;

    gt_json_object(json, NULL);
    gt_json_i64(json, "id", view->id);
    gt_json_text(json, "state", gt_import_state_name(view->options.state));
    gt_json_str(json, "file_name", view->file_name);
    gt_json_str(json, "title", view->title);
    gt_put_ref(json, "year", view->year);
    gt_json_array(json, "sheets");
    for (size_t i = 0; i < view->sheets.count; i++)
        gt_json_str(json, NULL, view->sheets.at[i]);
    gt_json_close(json);
    gt_json_str(json, "sheet", view->sheet);
    gt_json_i64(json, "header_first", view->head_first);
    gt_json_i64(json, "header_last", view->head_last);
    put_columns(json, view);
    put_units(json, view);
    gt_put_problems(json, "problems", &view->problems, ctx->lang);
    gt_json_i64(json, "fresh", (int64_t)view->fresh);
    gt_json_i64(json, "changed", (int64_t)view->changed);
    gt_json_i64(json, "gone", (int64_t)view->gone);
    gt_json_i64(json, "unchanged", (int64_t)view->unchanged);
    gt_json_array(json, "rows");
    for (size_t i = 0; i < view->lines.count && shown < GT_IMPORT_LINES_MAX; i++)
        if (view->lines.at[i].state != GT_LINE_UNCHANGED) {
            put_line(json, &view->lines.at[i]);
            shown++;
        }
    gt_json_close(json);
    gt_json_bool(json, "ready", view->ready);
    gt_json_str(json, "sentence", view->sentence);
    gt_json_bool(json, "drop_gone", view->options.drop_gone);
    gt_json_close(json);
    gt_import_view_clear(view);
    return gt_json_status(json);
}

/* ---- routes ------------------------------------------------------------------------------- */

gt_rc gt_api_post_import(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                         struct gt_err *err)
{
    const gt_str name = gt_str_trim(gt_req_query_str(req, "name"));
    struct gt_import_view view;
    int64_t year;
    gt_rc rc;

    if (name.len == 0 || name.len > GT_FILE_NAME_MAX)
        return gt_fail_field(err, GT_EINVAL, "name", "a file name has 1 to %d bytes", "文件名为1至%d字节",
                             (int)GT_FILE_NAME_MAX);
    if ((rc = gt_req_query_i64(req, "year", 0, 1950, 2150, &year, err)) != GT_OK)
        return rc;
    if ((rc = gt_work_import_begin(ctx, name, req->http->body, (int)year, &view, err)) != GT_OK)
        return rc == GT_EPARSE ? (req->answer->status = 422, rc) : rc;
    return put_import(ctx, json, &view);
}

gt_rc gt_api_get_import(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                        struct gt_err *err)
{
    struct gt_import_view view;
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK ||
        (rc = gt_work_import_get(ctx, id, &view, err)) != GT_OK)
        return rc;
    return put_import(ctx, json, &view);
}

/* What the body says, as values that gt_import_edit can point to. */
struct edit_values {
    gt_str   sheet;
    int      year;
    uint32_t head_first, head_last;
    bool     drop_gone;
    struct gt_col_choice columns[EDIT_COLUMNS_MAX];
};

static gt_rc take_columns(const struct gt_jval *list, struct edit_values *values, struct gt_import_edit *edit,
                          struct gt_err *err)
{
    for (const struct gt_jval *at = list != NULL ? list->child : NULL; at != NULL; at = at->next) {
        struct gt_col_choice choice = {0, GT_COL_OTHER};
        const gt_str letter = gt_jstr(at, "letter", GT_STR("")), name = gt_jstr(at, "name", GT_STR(""));

        if (edit->column_count == EDIT_COLUMNS_MAX || !gt_col_parse(letter, &choice.col))
            return gt_fail_field(err, GT_EINVAL, "columns", "%.*s is no column", "没有%.*s列", GT_FMT(letter));
        if (name.len > 0 && !gt_col_from(name, &choice.is))
            return gt_fail_field(err, GT_EINVAL, "columns", "a column cannot be %.*s", "列的含义不能是%.*s", GT_FMT(name));
        values->columns[edit->column_count++] = choice;
    }
    edit->columns = values->columns;
    return GT_OK;
}

static gt_rc take_names(struct gt_ctx *ctx, const struct gt_jval *list, struct gt_import_edit *edit,
                        struct gt_err *err)
{
    struct gt_import_name *names;

    if (list == NULL || list->count == 0)
        return GT_OK;
    if (list->count > GT_IMPORT_NAMES_MAX || (names = GT_NEW_N(ctx->arena, struct gt_import_name, list->count)) == NULL)
        return gt_fail_field(err, GT_ELIMIT, "units", "more than %d names", "单位名称超过%d个", (int)GT_IMPORT_NAMES_MAX);
    for (const struct gt_jval *at = list->child; at != NULL; at = at->next)
        names[edit->name_count++] = (struct gt_import_name){gt_jstr(at, "text", GT_STR("")), gt_ji64(at, "unit", 0),
                                                            gt_jbool(at, "create", false)};
    edit->names = names;
    return GT_OK;
}

static bool take_row(const struct gt_jval *body, const char *name, uint32_t *out)
{
    const int64_t row = gt_ji64(body, name, 0);

    *out = row < 0 || row > 1048576 ? 0 : (uint32_t)row;
    return gt_body_has(body, name);
}

gt_rc gt_api_patch_import(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                          struct gt_err *err)
{
    const struct gt_jval *body = req->json;
    struct gt_import_edit edit = {0};
    struct edit_values *values = GT_NEW(ctx->arena, struct edit_values);
    struct gt_import_view view;
    int64_t id;
    gt_rc rc;

    if (values == NULL)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    values->sheet = gt_jstr(body, "sheet", GT_STR(""));
    values->year = (int)gt_ji64(body, "year", 0);
    values->drop_gone = gt_jbool(body, "drop_gone", false);
    if (values->year != 0 && (values->year < 1950 || values->year > 2150))
        return gt_fail_field(err, GT_EINVAL, "year", "a year between 1950 and 2150", "年份应在1950至2150之间");
    if (gt_body_has(body, "sheet"))
        edit.sheet = &values->sheet;
    if (gt_body_has(body, "year"))
        edit.year = &values->year;
    if (gt_body_has(body, "drop_gone"))
        edit.drop_gone = &values->drop_gone;
    if (take_row(body, "header_first", &values->head_first))
        edit.head_first = &values->head_first;
    if (take_row(body, "header_last", &values->head_last))
        edit.head_last = &values->head_last;
    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK ||
        (rc = take_columns(gt_jget(body, "columns"), values, &edit, err)) != GT_OK ||
        (rc = take_names(ctx, gt_jget(body, "units"), &edit, err)) != GT_OK)
        return rc;
    if ((rc = gt_work_import_edit(ctx, id, &edit, &view, err)) != GT_OK)
        return rc == GT_EPARSE ? (req->answer->status = 422, rc) : rc;
    return put_import(ctx, json, &view);
}

gt_rc gt_api_post_import_apply(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                               struct gt_err *err)
{
    struct gt_import_done done;
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK ||
        (rc = gt_work_import_apply(ctx, id, &done, req->problems, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_i64(json, "version", done.version);
    gt_json_i64(json, "fresh", (int64_t)done.fresh);
    gt_json_i64(json, "changed", (int64_t)done.changed);
    gt_json_i64(json, "gone", (int64_t)done.gone);
    gt_json_str(json, "sentence", done.sentence);
    gt_json_close(json);
    return gt_json_status(json);
}

gt_rc gt_api_delete_import(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                           struct gt_err *err)
{
    struct gt_space_meta meta;
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK ||
        (rc = gt_work_import_discard(ctx, id, err)) != GT_OK ||
        (rc = gt_work_space(ctx, &meta, err)) != GT_OK)
        return rc;
    gt_put_done(json, meta.version, ctx->lang == GT_LANG_ZH ? "已放弃，什么也没有写入。" : "Discarded; nothing was written.");
    return gt_json_status(json);
}

gt_rc gt_api_get_import_file(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                             struct gt_err *err)
{
    struct gt_file file;
    gt_str bytes;
    int64_t id;
    gt_rc rc;

    (void)json;
    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK ||
        (rc = gt_work_import_file(ctx, id, &file, &bytes, err)) != GT_OK)
        return rc;
    return gt_req_bytes(req, "application/octet-stream", bytes, file.name, err);
}

gt_rc gt_api_get_tasks_xlsx(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                            struct gt_err *err)
{
    struct gt_task_paper_want want = {0};
    struct gt_buf file;
    gt_rc rc;

    (void)json;
    gt_buf_init(&file, GT_XLSX_BYTES_MAX);
    if ((rc = gt_req_query_i64(req, "unit", 0, 0, INT64_MAX, &want.unit_id, err)) == GT_OK &&
        (rc = gt_req_query_i64(req, "directive", 0, 0, INT64_MAX, &want.directive_id, err)) == GT_OK &&
        (rc = gt_req_query_i64(req, "import", 0, 0, INT64_MAX, &want.import_id, err)) == GT_OK &&
        (rc = gt_task_paper(ctx, &want, &file, err)) == GT_OK)
        rc = gt_req_bytes(req, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", gt_buf_view(&file),
                          ctx->lang == GT_LANG_ZH ? GT_STR("任务表.xlsx") : GT_STR("tasks.xlsx"), err);
    gt_buf_clear(&file);
    return rc;
}
