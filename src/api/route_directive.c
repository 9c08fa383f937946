/* route_directive.c - source documents: read in, shown, compared, followed. */
#include "api/put_directive.h"
#include "api/route.h"
#include "work/space.h"

/* The numbers of a list field; *given is false where it is absent or null. */
static gt_rc numbers(const struct gt_ctx *ctx, const struct gt_jval *body, const char *name,
                     const int64_t **out, size_t *count, bool *given)
{
    const struct gt_jval *list = gt_jget(body, name);
    int64_t *ids;

    *count = 0;
    *given = list != NULL && list->type == GT_JARRAY;
    *out = NULL;
    if (!*given)
        return GT_OK;
    if ((ids = GT_NEW_N(ctx->arena, int64_t, list->count)) == NULL)
        return GT_ENOMEM;
    for (const struct gt_jval *v = list->child; v != NULL; v = v->next)
        ids[(*count)++] = v->integer;
    *out = ids;
    return GT_OK;
}

gt_rc gt_api_get_directives(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                            struct gt_err *err)
{
    gt_directive_rows rows;
    gt_rc rc;

    (void)req;
    if ((rc = gt_work_directives(ctx, &rows, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_array(json, "items");
    for (size_t i = 0; i < rows.count; i++)
        gt_put_directive_row(json, NULL, &rows.at[i]);
    gt_json_close(json);
    gt_json_close(json);
    return GT_OK;
}

static gt_rc show(struct gt_ctx *ctx, int64_t id, struct gt_json *json, struct gt_err *err)
{
    struct gt_directive_view view;
    gt_rc rc;

    /* No ETag: the revision in it is the document's, not its clauses'. */
    if ((rc = gt_work_directive(ctx, id, &view, err)) != GT_OK)
        return rc;
    return gt_put_directive(json, ctx, &view, err);
}

gt_rc gt_api_get_directive(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                           struct gt_err *err)
{
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK)
        return rc;
    return show(ctx, id, json, err);
}

gt_rc gt_api_post_directive(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                            struct gt_err *err)
{
    struct gt_directive_new what = {.name = gt_str_trim(gt_req_query_str(req, "name")),
                                    .bytes = req->http->body};
    int64_t year, id;
    gt_rc rc;

    if (what.name.len == 0 || what.name.len > GT_FILE_NAME_MAX)
        return gt_fail_field(err, GT_EINVAL, "name", "a file name has 1 to %d bytes",
                             "文件名为1至%d字节", (int)GT_FILE_NAME_MAX);
    if ((rc = gt_req_query_i64(req, "year", 0, 1900, 2199, &year, err)) != GT_OK ||
        (rc = gt_req_query_i64(req, "version_of", 0, 1, INT64_MAX, &what.version_of, err)) != GT_OK)
        return rc;
    what.year = (int)year;
    if ((rc = gt_work_directive_add(ctx, &what, &id, err)) != GT_OK)
        return rc == GT_EPARSE ? (req->answer->status = 422, rc) : rc;
    return show(ctx, id, json, err);
}

gt_rc gt_api_patch_directive(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                             struct gt_err *err)
{
    const struct gt_jval *body = req->json;
    struct gt_directive_row row;
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK ||
        (rc = gt_work_directive_row(ctx, id, &row, err)) != GT_OK)
        return rc;
    row.facts.revision = req->revision;
    row.facts.title = gt_jstr(body, "title", row.facts.title);
    row.facts.number = gt_body_null(body, "number") ? GT_STR("")
                                                    : gt_jstr(body, "number", row.facts.number);
    row.facts.issuer = gt_body_null(body, "issuer") ? GT_STR("")
                                                    : gt_jstr(body, "issuer", row.facts.issuer);
    row.facts.issued = gt_body_day(body, "issued", row.facts.issued);
    row.facts.year = gt_ji64(body, "year", row.facts.year);
    if ((rc = gt_work_directive_edit(ctx, &row.facts, err)) != GT_OK ||
        (rc = gt_work_directive_row(ctx, id, &row, err)) != GT_OK ||
        (rc = gt_req_etag(req, row.facts.revision, err)) != GT_OK)
        return rc;
    gt_put_directive_row(json, NULL, &row);
    return GT_OK;
}

gt_rc gt_api_get_directive_file(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                                struct gt_err *err)
{
    struct gt_file file;
    gt_str bytes;
    int64_t id;
    gt_rc rc;

    (void)json;
    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK ||
        (rc = gt_work_directive_file(ctx, id, &file, &bytes, err)) != GT_OK)
        return rc;
    /* Never a type that a browser would run: the file is saved, not shown. */
    return gt_req_bytes(req, "application/octet-stream", bytes, file.name, err);
}

gt_rc gt_api_post_directive_accept(struct gt_ctx *ctx, const struct gt_req *req,
                                   struct gt_json *json, struct gt_err *err)
{
    static const double sure_enough = 0.8;
    struct gt_mass_accept how = {
        .confidence = gt_jreal(req->json, "confidence", sure_enough),
        .apply = gt_jbool(req->json, "apply", false),
    };
    struct gt_mass_answer answer;
    struct gt_space_meta meta;
    bool given;
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK ||
        (rc = numbers(ctx, req->json, "clauses", &how.clauses, &how.clause_count, &given)) != GT_OK ||
        (rc = gt_work_directive_accept(ctx, id, &how, &answer, err)) != GT_OK ||
        (rc = gt_work_space(ctx, &meta, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_array(json, "accept");
    for (size_t i = 0; i < answer.accept.count; i++)
        gt_json_i64(json, NULL, answer.accept.at[i]);
    gt_json_close(json);
    gt_json_array(json, "held");
    for (size_t i = 0; i < answer.held.count; i++) {
        gt_json_object(json, NULL);
        gt_json_i64(json, "clause", answer.held.at[i].clause_id);
        gt_json_str(json, "why", answer.held.at[i].why);
        gt_json_close(json);
    }
    gt_json_close(json);
    gt_json_str(json, "sentence", answer.sentence);
    gt_json_bool(json, "applied", how.apply);
    gt_json_i64(json, "version", answer.version != 0 ? answer.version : meta.version);
    gt_json_close(json);
    return GT_OK;
}

gt_rc gt_api_get_directive_compare(struct gt_ctx *ctx, const struct gt_req *req,
                                   struct gt_json *json, struct gt_err *err)
{
    struct gt_comparison comparison;
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK ||
        (rc = gt_work_compare(ctx, id, &comparison, err)) != GT_OK)
        return rc;
    gt_put_comparison(json, &comparison);
    return GT_OK;
}

gt_rc gt_api_post_directive_follow(struct gt_ctx *ctx, const struct gt_req *req,
                                   struct gt_json *json, struct gt_err *err)
{
    struct gt_comparison comparison;
    const int64_t *clauses;
    size_t count;
    bool given;
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK ||
        (rc = numbers(ctx, req->json, "clauses", &clauses, &count, &given)) != GT_OK ||
        (rc = gt_work_follow(ctx, id, clauses, count, &comparison, err)) != GT_OK)
        return rc;
    gt_put_comparison(json, &comparison);
    return GT_OK;
}

gt_rc gt_api_post_directive_gone(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                                 struct gt_err *err)
{
    const bool keep = gt_str_eq(gt_jstr(req->json, "act", GT_STR("")), GT_STR("keep"));
    struct gt_comparison comparison;
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK ||
        (rc = gt_work_follow_gone(ctx, id, gt_jget(req->json, "clause")->integer, keep,
                                  gt_jstr(req->json, "reason", GT_STR("")), &comparison, err)) != GT_OK)
        return rc;
    gt_put_comparison(json, &comparison);
    return GT_OK;
}
