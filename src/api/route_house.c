/* route_house.c - the API about itself: its description, its events. */
#include "api/describe.h"
#include "api/inner.h"
#include "work/session.h"

gt_rc gt_api_get_openapi(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                         struct gt_err *err)
{
    (void)ctx;
    (void)json;
    gt_describe_openapi(&req->answer->body);
    return req->answer->body.status == GT_OK
               ? GT_OK
               : gt_fail(err, req->answer->body.status, "the description has no room",
                         "接口说明无处存放");
}

gt_rc gt_api_get_events(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                        struct gt_err *err)
{
    struct gt_person person;
    int64_t expires_ms, key, after = 0;
    gt_str text;
    gt_rc rc;

    (void)json;
    (void)gt_http_cookie(req->http, gt_api_cookie(req->http), &text);
    if ((rc = gt_work_session_use(ctx, text, &person, &expires_ms, &key, err)) != GT_OK)
        return rc;
    if (gt_http_header(req->http, "last-event-id", &text) &&
        (!gt_str_i64(text, &after) || after < 0))
        after = 0; /* not one of ours: as a new page */
    gt_http_answer_stream(req->answer, req->api->hub, person.id, key, (uint64_t)after);
    return GT_OK;
}
