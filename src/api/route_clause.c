/* route_clause.c - the answers of clauses. */
#include "api/put_directive.h"
#include "api/route.h"

/* What every action here gives back. */
static gt_rc shown(struct gt_ctx *ctx, gt_rc rc, const struct gt_clause_answer *answer,
                   struct gt_json *json)
{
    if (rc == GT_OK)
        gt_put_clause_answer(json, answer, ctx->lang);
    return rc;
}

static gt_rc take_figures(struct gt_arena *arena, const struct gt_jval *body,
                          struct gt_clause_edit *edit)
{
    const struct gt_jval *list = gt_jget(body, "figures");
    struct gt_figure *figures;

    edit->figures_given = list != NULL;
    if (list == NULL || list->type != GT_JARRAY)
        return GT_OK;
    if ((figures = GT_NEW_N(arena, struct gt_figure, list->count)) == NULL)
        return GT_ENOMEM;
    for (const struct gt_jval *v = list->child; v != NULL; v = v->next) {
        struct gt_figure *figure = &figures[edit->figure_count++];

        figure->name = gt_jstr(v, "name", GT_STR(""));
        figure->op = gt_jstr(v, "op", GT_STR("="));
        figure->unit = gt_jstr(v, "unit", GT_STR(""));
        figure->text = GT_STR("");
        figure->value = gt_jreal(v, "value", 0);
    }
    edit->figures = figures;
    return GT_OK;
}

static gt_rc take_support(struct gt_arena *arena, const struct gt_jval *body,
                          struct gt_clause_edit *edit)
{
    const struct gt_jval *names = gt_jget(body, "support");
    const struct gt_jval *units = gt_jget(body, "support_units");
    gt_str *texts = GT_NEW_N(arena, gt_str, names == NULL ? 0 : names->count);
    int64_t *ids = GT_NEW_N(arena, int64_t, units == NULL ? 0 : units->count);

    if (texts == NULL || ids == NULL)
        return GT_ENOMEM;
    edit->support_given = names != NULL;
    edit->support_units_given = units != NULL;
    for (const struct gt_jval *v = names ? names->child : NULL; v != NULL; v = v->next)
        texts[edit->support_count++] = v->str;
    for (const struct gt_jval *v = units ? units->child : NULL; v != NULL; v = v->next)
        ids[edit->support_unit_count++] = v->integer;
    edit->support = texts;
    edit->support_units = ids;
    return GT_OK;
}

gt_rc gt_api_patch_clause(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                          struct gt_err *err)
{
    const struct gt_jval *body = req->json;
    const gt_str kind = gt_jstr(body, "kind", GT_STR("")), title = gt_jstr(body, "title", GT_STR(""));
    const gt_str recur = gt_jstr(body, "recur", GT_STR("")), lead = gt_jstr(body, "lead", GT_STR(""));
    const int64_t lead_unit = gt_body_i64(body, "lead_unit", 0, 0);
    const gt_day due = gt_body_day(body, "due", GT_DAY_NONE);
    const bool standing = gt_jbool(body, "standing", false);
    struct gt_clause_edit edit = {
        .kind = kind.len > 0 ? &kind : NULL,
        .title = gt_body_has(body, "title") ? &title : NULL,
        .recur = gt_body_has(body, "recur") ? &recur : NULL,
        .lead = gt_body_has(body, "lead") ? &lead : NULL,
        .lead_unit = gt_body_has(body, "lead_unit") ? &lead_unit : NULL,
        .due = gt_body_has(body, "due") ? &due : NULL,
        .standing = gt_body_has(body, "standing") ? &standing : NULL,
    };
    struct gt_clause_answer answer;
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK ||
        (rc = take_figures(ctx->arena, body, &edit)) != GT_OK ||
        (rc = take_support(ctx->arena, body, &edit)) != GT_OK)
        return rc;
    return shown(ctx, gt_work_clause_edit(ctx, id, req->revision, &edit, &answer, err), &answer,
                 json);
}

gt_rc gt_api_post_clause_accept(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                                struct gt_err *err)
{
    const struct gt_clause_accept how = {
        .parent_id = gt_body_i64(req->json, "parent", 0, 0),
        .theme = gt_jstr(req->json, "theme", GT_STR("")),
        .duration_days = gt_body_i64(req->json, "duration_days", -1, -1),
        .template_name = gt_jstr(req->json, "template", GT_STR("")),
    };
    struct gt_clause_answer answer;
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK)
        return rc;
    return shown(ctx, gt_work_clause_accept(ctx, id, &how, req->problems, &answer, err), &answer,
                 json);
}

gt_rc gt_api_post_clause_map(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                             struct gt_err *err)
{
    struct gt_clause_answer answer;
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK)
        return rc;
    return shown(ctx, gt_work_clause_map(ctx, id, gt_ji64(req->json, "task", 0), &answer, err),
                 &answer, json);
}

gt_rc gt_api_post_clause_nothing(struct gt_ctx *ctx, const struct gt_req *req,
                                 struct gt_json *json, struct gt_err *err)
{
    struct gt_clause_answer answer;
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK)
        return rc;
    return shown(ctx, gt_work_clause_nothing(ctx, id, gt_jstr(req->json, "reason", GT_STR("")),
                                             &answer, err), &answer, json);
}

gt_rc gt_api_post_clause_reopen(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                                struct gt_err *err)
{
    struct gt_clause_answer answer;
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK)
        return rc;
    return shown(ctx, gt_work_clause_reopen(ctx, id, &answer, err), &answer, json);
}

static gt_rc take_numbers(struct gt_arena *arena, const struct gt_jval *list, int64_t **out)
{
    size_t count = 0;

    if ((*out = GT_NEW_N(arena, int64_t, list->count)) == NULL)
        return GT_ENOMEM;
    for (const struct gt_jval *v = list->child; v != NULL; v = v->next)
        (*out)[count++] = v->integer;
    return GT_OK;
}

gt_rc gt_api_post_clause_split(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                               struct gt_err *err)
{
    const struct gt_jval *at = gt_jget(req->json, "at");
    struct gt_clause_answer answer;
    int64_t id, *cuts;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK ||
        (rc = take_numbers(ctx->arena, at, &cuts)) != GT_OK)
        return rc;
    return shown(ctx, gt_work_clause_split(ctx, id, cuts, at->count, &answer, err), &answer, json);
}

gt_rc gt_api_post_clauses_merge(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                                struct gt_err *err)
{
    const struct gt_jval *list = gt_jget(req->json, "clauses");
    struct gt_clause_answer answer;
    int64_t *ids;
    gt_rc rc;

    if ((rc = take_numbers(ctx->arena, list, &ids)) != GT_OK)
        return rc;
    return shown(ctx, gt_work_clauses_merge(ctx, ids, list->count, &answer, err), &answer, json);
}
