/* route_session.c - sign-in, who is signed in, sign-out. */
#include "api/inner.h"
#include "api/account_put.h"
#include "work/provider.h"
#include "work/ways.h"
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
    gt_json_text(json, "stage", gt_stage_name(ctx->stage));
    gt_json_close(json);
    return GT_OK;
}

const char *gt_stage_name(int stage)
{
    static const char *const names[] = {"in", "code", "password", "enrol"};

    return names[stage];
}

/* max_age_s 0 takes the cookie away. */
static gt_rc set_cookie(const struct gt_req *req, const char *token, int64_t max_age_s,
                        struct gt_err *err)
{
    char text[256];

    (void)snprintf(text, sizeof(text), "%s=%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%lld%s",
                   gt_api_cookie(req->http), token, (long long)max_age_s,
                   req->http->secure ? "; Secure" : "");
    return gt_http_answer_header(req->answer, req->http->arena, "Set-Cookie", gt_str_from(text),
                                 err);
}

/* Slows down whoever tries from one address. */
static gt_rc may_try(struct gt_ctx *ctx, const struct gt_req *req, struct gt_err *err)
{
    if (gt_limiter_takes(&req->api->limiter, req->http->peer, ctx->now_ms))
        return GT_OK;
    req->answer->status = 429;
    return gt_fail(err, GT_EBUSY, "too many attempts from this address; wait a minute",
                   "此地址登录尝试过多，请一分钟后再试");
}

static void note(struct gt_ctx *ctx, const struct gt_req *req, gt_rc rc)
{
    if (rc == GT_EBUSY)
        req->answer->status = 429;
    if (rc == GT_EIO)
        req->answer->status = 502; /* the directory or provider, not we */
    if (rc == GT_EAUTH || rc == GT_EBUSY)
        gt_limiter_failed(&req->api->limiter, req->http->peer, ctx->now_ms);
}

/* The cookie lives as long as a session can; the server ends it sooner. */
static gt_rc let_in(struct gt_ctx *ctx, const struct gt_req *req, const struct gt_signed_in *in,
                    struct gt_json *json, struct gt_err *err)
{
    const gt_rc rc = set_cookie(req, in->token, GT_SESSION_LIFE_MS / 1000, err);

    return rc == GT_OK ? put_session(ctx, &in->person, in->expires_ms, json, err) : rc;
}

gt_rc gt_api_post_session(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                          struct gt_err *err)
{
    struct gt_signed_in in = {0};
    gt_str agent;
    gt_rc rc;

    if ((rc = may_try(ctx, req, err)) != GT_OK)
        return rc;
    (void)gt_http_header(req->http, "user-agent", &agent);
    rc = gt_work_sign_in(ctx, gt_jstr(req->json, "name", GT_STR("")),
                         gt_jstr(req->json, "password", GT_STR("")), agent, req->http->peer, &in,
                         err);
    note(ctx, req, rc);
    return rc == GT_OK ? let_in(ctx, req, &in, json, err) : rc;
}

gt_rc gt_api_post_session_code(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                               struct gt_err *err)
{
    struct gt_signed_in in = {0};
    gt_str token;
    gt_rc rc;

    if ((rc = may_try(ctx, req, err)) != GT_OK)
        return rc;
    (void)gt_http_cookie(req->http, gt_api_cookie(req->http), &token);
    rc = gt_work_sign_in_code(ctx, token, gt_jstr(req->json, "code", GT_STR("")), &in, err);
    note(ctx, req, rc);
    return rc == GT_OK ? let_in(ctx, req, &in, json, err) : rc;
}

gt_rc gt_api_get_session(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                         struct gt_err *err)
{
    struct gt_person person;
    int64_t expires_ms, key;
    gt_str token;
    gt_rc rc;

    (void)gt_http_cookie(req->http, gt_api_cookie(req->http), &token);
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
    (void)gt_http_cookie(req->http, gt_api_cookie(req->http), &token);
    if ((rc = gt_work_session_use(ctx, token, &person, &expires_ms, &key, err)) != GT_OK ||
        (rc = gt_work_sign_out(ctx, token, err)) != GT_OK)
        return rc;
    gt_http_hub_drop(req->api->hub, key);
    return set_cookie(req, "", 0, err);
}

/* ---- by a provider ------------------------------------------------------------- */

static const char oidc_cookie[] = "guatu_oidc";

gt_rc gt_api_get_sign_in(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                         struct gt_err *err)
{
    struct gt_ways ways;
    gt_rc rc;

    (void)req;
    if ((rc = gt_work_ways(ctx, &ways, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    if (!ways.oidc_on)
        gt_json_null(json, "provider");
    else
        gt_json_str(json, "provider", ways.oidc_name[ctx->lang].len > 0 ? ways.oidc_name[ctx->lang]
                                      : ways.oidc_name[GT_LANG_ZH].len > 0 ? ways.oidc_name[GT_LANG_ZH]
                                                                           : GT_STR("OpenID"));
    gt_json_bool(json, "directory", ways.ldap_on);
    gt_json_close(json);
    return gt_json_status(json);
}

/* Where the provider sends the browser: this host, by the name it was asked
 * under; the provider knows which of those are ours. */
static gt_rc back_url(struct gt_ctx *ctx, const struct gt_req *req, gt_str *out, struct gt_err *err)
{
    gt_str host;

    if (!gt_http_header(req->http, "host", &host) || host.len == 0)
        return gt_fail(err, GT_EINVAL, "the request names no host", "请求没有写明主机");
    return gt_arena_printf(ctx->arena, out, "%s://%.*s/api/v1/sign-in/oidc/back",
                           req->http->secure ? "https" : "http", GT_FMT(host)) == GT_OK
               ? GT_OK : gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
}

static gt_rc set_oidc(struct gt_ctx *ctx, const struct gt_req *req, gt_str sealed, int64_t max_age_s,
                      struct gt_err *err)
{
    gt_str text;

    /* Lax, not Strict: the provider sends the browser here from its own page. */
    if (gt_arena_printf(ctx->arena, &text,
                        "%s=%.*s; Path=/api/v1/sign-in; HttpOnly; SameSite=Lax; Max-Age=%lld%s",
                        oidc_cookie, GT_FMT(sealed), (long long)max_age_s,
                        req->http->secure ? "; Secure" : "") != GT_OK)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    return gt_http_answer_header(req->answer, req->http->arena, "Set-Cookie", text, err);
}

gt_rc gt_api_get_sign_in_oidc(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                              struct gt_err *err)
{
    gt_str back, url, sealed;
    gt_rc rc;

    (void)json;
    if ((rc = may_try(ctx, req, err)) != GT_OK || (rc = back_url(ctx, req, &back, err)) != GT_OK)
        return rc;
    rc = gt_work_provider_begin(ctx, back, gt_req_query_str(req, "to"), &url, &sealed, err);
    note(ctx, req, rc);
    if (rc != GT_OK || (rc = set_oidc(ctx, req, sealed, GT_PROVIDER_MS / 1000, err)) != GT_OK ||
        (rc = gt_http_answer_header(req->answer, req->http->arena, "Location", url, err)) != GT_OK)
        return rc;
    req->answer->status = 302;
    return GT_OK;
}

/* Only a page of ours: "/wall?x=1", never "//elsewhere". */
static bool is_ours(gt_str to)
{
    if (to.len == 0 || to.at[0] != '/' || (to.len > 1 && (to.at[1] == '/' || to.at[1] == '\\')))
        return false;
    for (size_t at = 0; at < to.len; at++)
        if ((unsigned char)to.at[at] <= ' ' || strchr("\"'<>&\\", to.at[at]) != NULL)
            return false;
    return true;
}

/* A page that goes on by itself: a redirect would still count as coming from
 * the provider, and the browser would keep the new cookie back. */
static gt_rc go_on(struct gt_ctx *ctx, const struct gt_req *req, gt_str to, struct gt_err *err)
{
    gt_str page;

    if (gt_arena_printf(ctx->arena, &page,
                        "<!doctype html><html lang=\"%s\"><meta charset=\"utf-8\"><title>Guatu</title>"
                        "<meta http-equiv=\"refresh\" content=\"0;url=%.*s\"><a href=\"%.*s\">%s</a></html>",
                        ctx->lang == GT_LANG_ZH ? "zh-CN" : "en", GT_FMT(to), GT_FMT(to),
                        ctx->lang == GT_LANG_ZH ? "继续" : "Go on") != GT_OK)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    return gt_req_bytes(req, "text/html; charset=utf-8", page, GT_STR(""), err);
}

gt_rc gt_api_get_sign_in_oidc_back(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                                   struct gt_err *err)
{
    struct gt_signed_in in = {0};
    struct gt_caller caller = {.address = req->http->peer};
    gt_str back, sealed, to = GT_STR("");
    gt_rc rc;

    (void)json;
    if ((rc = may_try(ctx, req, err)) != GT_OK || (rc = back_url(ctx, req, &back, err)) != GT_OK)
        return rc;
    (void)gt_http_cookie(req->http, oidc_cookie, &sealed);
    (void)gt_http_header(req->http, "user-agent", &caller.agent);
    rc = gt_work_provider_finish(ctx, back, sealed, gt_req_query_str(req, "state"),
                                 gt_req_query_str(req, "code"), &caller, &in, &to, err);
    note(ctx, req, rc);
    if (rc == GT_EAUTH || rc == GT_EDENIED || rc == GT_EIO) {
        /* A person stands there, not a program: the sign-in page says why. */
        gt_err_clear(err);
        req->answer->status = 200;
        return go_on(ctx, req, rc == GT_EIO ? GT_STR("/signin?provider=silent")
                               : rc == GT_EDENIED ? GT_STR("/signin?provider=off")
                                                  : GT_STR("/signin?provider=refused"), err);
    }
    if (rc != GT_OK || (rc = set_cookie(req, in.token, GT_SESSION_LIFE_MS / 1000, err)) != GT_OK ||
        (rc = set_oidc(ctx, req, GT_STR(""), 0, err)) != GT_OK)
        return rc;
    return go_on(ctx, req, is_ours(to) ? to : GT_STR("/"), err);
}
