/* route_link.c - links between tasks. */
#include "api/put.h"
#include "api/route.h"
#include "work/tasks.h"
#include "work/wording.h"

static gt_rc answer(struct gt_ctx *ctx, const struct gt_req *req, const struct gt_task_link *link,
                    struct gt_json *json, struct gt_err *err)
{
    const struct gt_picture *picture;
    gt_str sentence;
    gt_rc rc;

    if ((rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    if (gt_link_sentence(ctx->arena, picture, link, ctx->lang, &sentence) != GT_OK)
        rc = gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    else if ((rc = gt_req_etag(req, link->revision, err)) == GT_OK)
        gt_put_done(json, picture->version, sentence.at);
    gt_picture_done(ctx);
    return rc == GT_OK ? gt_json_status(json) : rc;
}

static void take_link(const struct gt_jval *body, struct gt_task_link *link)
{
    int word;

    link->from_id = gt_body_i64(body, "from", link->from_id, 0);
    link->to_id = gt_body_i64(body, "to", link->to_id, 0);
    if (gt_body_has(body, "kind") && (word = gt_link_type_from(gt_jstr(body, "kind", GT_STR("FS")))) >= 0)
        link->type = (enum gt_link_type)word;
    if (gt_body_has(body, "unit") && (word = gt_day_unit_from(gt_jstr(body, "unit", GT_STR("work")))) >= 0)
        link->unit = (enum gt_day_unit)word;
    link->lag_min = gt_body_i64(body, "lag_min", link->lag_min, GT_LINK_LAG_NONE);
    link->lag_max = gt_body_i64(body, "lag_max", link->lag_max, GT_LINK_LAG_NONE);
}

gt_rc gt_api_post_link(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                       struct gt_err *err)
{
    struct gt_task_link link = {.lag_min = 0, .lag_max = GT_LINK_LAG_NONE};
    gt_rc rc;

    take_link(req->json, &link);
    if (link.from_id == 0 || link.to_id == 0)
        return gt_fail_field(err, GT_EINVAL, link.from_id == 0 ? "from" : "to",
                             "a link needs both tasks", "衔接须给出前后两项任务");
    if ((rc = gt_work_link_put(ctx, &link, err)) != GT_OK)
        return rc;
    return answer(ctx, req, &link, json, err);
}

gt_rc gt_api_patch_link(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                        struct gt_err *err)
{
    struct gt_task_link link;
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK ||
        (rc = gt_work_link_get(ctx, id, &link, err)) != GT_OK)
        return rc;
    link.revision = req->revision;
    take_link(req->json, &link);
    if ((rc = gt_work_link_put(ctx, &link, err)) != GT_OK)
        return rc;
    return answer(ctx, req, &link, json, err);
}

gt_rc gt_api_delete_link(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                         struct gt_err *err)
{
    const struct gt_picture *picture;
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK ||
        (rc = gt_work_link_remove(ctx, id, req->revision, err)) != GT_OK ||
        (rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    gt_put_done(json, picture->version, ctx->lang == GT_LANG_ZH ? "衔接已解除" : "the link was dropped");
    gt_picture_done(ctx);
    return gt_json_status(json);
}
