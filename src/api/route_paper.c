/* route_paper.c - what leaves the server as a printed sheet. */
#include "api/route.h"
#include "api/wall_paper.h"

gt_rc gt_api_get_wall_pdf(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                          struct gt_err *err)
{
    const gt_str size = gt_req_query_str(req, "size"), group = gt_req_query_str(req, "group");
    const gt_str light = gt_req_query_str(req, "light");
    struct gt_wall_want want = {.size = GT_WALL_A3, .light = -1, .colour = true};
    struct gt_buf pdf;
    gt_rc rc;

    (void)json;
    gt_buf_init(&pdf, GT_WALL_PDF_BYTES_MAX);
    if (size.len > 0)
        (void)gt_wall_paper_parse(size, &want.size); /* one of the words: the dispatcher saw to it */
    if (group.len > 0)
        (void)gt_wall_group_parse(group, &want.group);
    if (light.len > 0 && (want.light = gt_light_from(light)) < 0)
        return gt_fail_field(err, GT_EINVAL, "light", "no light is called %.*s", "没有名为“%.*s”的灯",
                             GT_FMT(light));
    want.theme = gt_req_query_str(req, "theme");
    if ((rc = gt_req_query_i64(req, "unit", 0, 0, INT64_MAX, &want.unit_id, err)) == GT_OK &&
        (rc = gt_req_query_i64(req, "directive", 0, 0, INT64_MAX, &want.directive_id, err)) == GT_OK &&
        (rc = gt_req_query_day(req, "from", GT_DAY_NONE, &want.from, err)) == GT_OK &&
        (rc = gt_req_query_day(req, "to", GT_DAY_NONE, &want.to, err)) == GT_OK &&
        (rc = gt_wall_paper(ctx, &want, &pdf, err)) == GT_OK)
        rc = gt_req_bytes(req, "application/pdf", gt_buf_view(&pdf), GT_STR(""), err);
    gt_buf_clear(&pdf);
    return rc;
}
