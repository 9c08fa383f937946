/* route_session.c - sign-in, who is signed in, sign-out. */
#include "api/inner.h"
#include "work/session.h"
#include "work/space.h"

static gt_rc put_session(struct gt_ctx *ctx, const struct gt_person *person, int64_t expires_ms,
                         struct gt_json *json, struct gt_err *err)
{
    struct gt_space_meta meta;
    gt_rc rc;

    if ((rc = gt_work_space(ctx, &meta, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_i64(json, "person", person->id);
    gt_json_str(json, "name", person->name);
    gt_put_ref(json, "unit", person->unit_id);
    gt_json_str(json, "role", ctx->role.len > 0 ? ctx->role : person->role);
    gt_json_array(json, "may");
    for (int use = 0; use < GT_USE_COUNT; use++)
        if (gt_may_ever(ctx, (enum gt_use)use))
            gt_json_text(json, NULL, gt_use_at((enum gt_use)use)->name);
    gt_json_close(json);
    gt_json_array(json, "roles");
    for (uint32_t at = 0; ctx->rights != NULL && at < ctx->rights->held_count; at++) {
        const struct gt_held *held = &ctx->rights->held[at];

        gt_json_object(json, NULL);
        gt_json_text(json, "role", gt_as_code(held->as));
        gt_put_ref(json, "unit", held->unit_id > 0 ? held->unit_id : 0);
        gt_put_ref(json, "acting_for", held->acting_for);
        gt_json_close(json);
    }
    gt_json_close(json);
    gt_json_str(json, "space", meta.name[ctx->lang].len > 0 ? meta.name[ctx->lang]
                                                            : meta.name[GT_LANG_ZH]);
    gt_json_i64(json, "year", meta.year);
    gt_put_day(json, "today", ctx->today);
    gt_put_instant(json, "expires", expires_ms);
    gt_json_close(json);
    return GT_OK;
}

/* max_age_s 0 takes the cookie away. */
static gt_rc set_cookie(const struct gt_req *req, const char *token, int64_t max_age_s,
                        struct gt_err *err)
{
    char text[256];

    (void)snprintf(text, sizeof(text), "%s=%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%lld%s",
                   gt_api_cookie, token, (long long)max_age_s, req->http->secure ? "; Secure" : "");
    return gt_http_answer_header(req->answer, req->http->arena, "Set-Cookie", gt_str_from(text),
                                 err);
}

gt_rc gt_api_post_session(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                          struct gt_err *err)
{
    struct gt_signed_in in = {0};
    gt_str agent;
    gt_rc rc;

    if (!gt_limiter_takes(&req->api->limiter, req->http->peer, ctx->now_ms)) {
        req->answer->status = 429;
        return gt_fail(err, GT_EBUSY, "too many attempts from this address; wait a minute",
                       "此地址登录尝试过多，请一分钟后再试");
    }
    (void)gt_http_header(req->http, "user-agent", &agent);
    rc = gt_work_sign_in(ctx, gt_jstr(req->json, "name", GT_STR("")),
                         gt_jstr(req->json, "password", GT_STR("")), agent, req->http->peer, &in,
                         err);
    if (rc == GT_EBUSY)
        req->answer->status = 429;
    if (rc == GT_EAUTH || rc == GT_EBUSY)
        gt_limiter_failed(&req->api->limiter, req->http->peer, ctx->now_ms);
    if (rc != GT_OK)
        return rc;
    /* The cookie lives as long as a session can; the server ends it sooner. */
    if ((rc = set_cookie(req, in.token, GT_SESSION_LIFE_MS / 1000, err)) != GT_OK)
        return rc;
    return put_session(ctx, &in.person, in.expires_ms, json, err);
}

gt_rc gt_api_get_session(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                         struct gt_err *err)
{
    struct gt_person person;
    int64_t expires_ms, key;
    gt_str token;
    gt_rc rc;

    (void)gt_http_cookie(req->http, gt_api_cookie, &token);
    if ((rc = gt_work_session_use(ctx, token, &person, &expires_ms, &key, err)) != GT_OK)
        return rc;
    return put_session(ctx, &person, expires_ms, json, err);
}

gt_rc gt_api_delete_session(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                            struct gt_err *err)
{
    struct gt_person person;
    int64_t expires_ms, key;
    gt_str token;
    gt_rc rc;

    (void)json;
    (void)gt_http_cookie(req->http, gt_api_cookie, &token);
    if ((rc = gt_work_session_use(ctx, token, &person, &expires_ms, &key, err)) != GT_OK ||
        (rc = gt_work_sign_out(ctx, token, err)) != GT_OK)
        return rc;
    gt_http_hub_drop(req->api->hub, key);
    return set_cookie(req, "", 0, err);
}
