/*
 * dispatch.c - one way for every request: who asks, may he, is it what the
 * route says, the handler, the status.
 */
#include "api/inner.h"
#include "base/log.h"
#include "http/fields.h"
#include "work/session.h"

/* Where TLS protects it the browser is told that nobody but this host, and no
 * page of it without TLS, may set the cookie. */
const char *gt_api_cookie(const struct gt_http_req *req)
{
    return req->secure ? "__Host-guatu_session" : "guatu_session";
}

/* ---- statuses and problems ------------------------------------------------ */

static int status_of(gt_rc rc, bool if_match)
{
    switch (rc) {
    case GT_OK: return 200;
    case GT_EPARSE: return 400;
    case GT_EAUTH: return 401;
    case GT_EDENIED: return 403;
    case GT_ENOTFOUND: return 404;
    case GT_EEXISTS: return 409;
    case GT_ECONFLICT: return if_match ? 412 : 409;
    case GT_ELIMIT: return 413;
    case GT_EUNSUPPORTED: return 415;
    case GT_EINVAL: return 422;
    case GT_ECYCLE: return 422;
    case GT_EINFEASIBLE: return 422;
    case GT_EIO: return 500;
    case GT_EDB: return 500;
    case GT_EINTERNAL: return 500;
    case GT_EBUSY: return 503;
    case GT_ENOMEM: return 503;
    case GT_ECANCELLED: return 503;
    case GT_RC_COUNT: break;
    }
    return 500;
}

static enum gt_lang language(const struct gt_http_req *req)
{
    gt_str field;

    (void)gt_http_header(req, "accept-language", &field);
    return gt_http_language(field);
}

/* application/problem+json; an error of ours is logged and not told in full. */
static void put_problem(struct gt_api *api, const struct gt_http_req *req, const struct gt_err *err,
                        const struct gt_problems *problems, gt_str current, struct gt_http_answer *answer)
{
    const enum gt_lang lang = language(req);
    const bool ours = answer->status == 500;
    struct gt_err first = *err;
    struct gt_json json;
    char number[40];

    (void)snprintf(number, sizeof(number), "%llx-%llu", (unsigned long long)api->run,
                   (unsigned long long)++api->request_number);
    if (ours)
        gt_log(GT_LOG_ERROR, "request %s: %.*s %.*s: %s", number, GT_FMT(req->method),
               GT_FMT(req->path), err->text[GT_LANG_EN]);
    if (first.text[lang][0] == '\0' || ours)
        (void)gt_fail_text(&first, err->rc, gt_rc_text(err->rc, GT_LANG_EN),
                           gt_rc_text(err->rc, GT_LANG_ZH));
    gt_buf_reset(&answer->body);
    answer->type = "application/problem+json";
    gt_json_init(&json, &answer->body);
    gt_json_object(&json, NULL);
    gt_json_text(&json, "type", "about:blank");
    gt_json_text(&json, "title", gt_rc_text(err->rc, lang));
    gt_json_i64(&json, "status", answer->status);
    gt_json_text(&json, "detail", first.text[lang]);
    gt_json_text(&json, "code", gt_rc_name(err->rc));
    gt_json_text(&json, "request", number);
    if (problems != NULL && problems->list.count > 0) {
        gt_put_problems(&json, "problems", problems, lang);
    } else {
        gt_json_array(&json, "problems");
        if (err->field[0] != '\0') {
            gt_json_object(&json, NULL);
            gt_json_text(&json, "field", err->field);
            gt_json_text(&json, "sheet", "");
            gt_json_text(&json, "cell", "");
            gt_json_i64(&json, "line", 0);
            gt_json_text(&json, "text", first.text[lang]);
            gt_json_text(&json, "offer", "");
            gt_json_text(&json, "severity", "error");
            gt_json_close(&json);
        }
        gt_json_close(&json);
    }
    if (current.len > 0)
        gt_json_raw(&json, "current", current);
    else
        gt_json_null(&json, "current");
    gt_json_close(&json);
}

void gt_api_refuse(void *app, const struct gt_http_req *req, const struct gt_err *err,
                   struct gt_http_answer *answer)
{
    put_problem(app, req, err, NULL, GT_STR(""), answer);
}

/* ---- who asks ---------------------------------------------------------------- */

struct gt_ctx gt_api_ctx(struct gt_api *api, const struct gt_http_req *req)
{
    const int64_t now_ms = gt_clock_ms();

    return (struct gt_ctx){
        .space = api->config.space,
        .arena = req->arena,
        .lang = language(req),
        .today = api->config.today != GT_DAY_NONE ? api->config.today
                                                  : gt_instant_day(now_ms, api->config.offset_min),
        .now_ms = now_ms,
        .role = GT_STR(""),
        .person_name = GT_STR(""),
    };
}

static bool bearer(const struct gt_http_req *req, gt_str *token)
{
    gt_str field;

    if (!gt_http_header(req, "authorization", &field) || !gt_str_starts(field, GT_STR("Bearer ")))
        return false;
    *token = gt_str_trim(gt_str_sub(field, 7, field.len));
    return true;
}

gt_rc gt_api_who(struct gt_api *api, const struct gt_http_req *req, struct gt_ctx *ctx,
                 struct gt_err *err)
{
    struct gt_person person;
    int64_t expires_ms, key;
    gt_str token;
    gt_rc rc;

    if (bearer(req, &token)) {
        if (!gt_limiter_takes(&api->limiter, req->peer, ctx->now_ms))
            return gt_fail(err, GT_EBUSY, "too many attempts from this address; wait a minute",
                           "此地址尝试过多，请一分钟后再试");
        if ((rc = gt_work_token_use(ctx, token, &person, err)) == GT_EAUTH)
            gt_limiter_failed(&api->limiter, req->peer, ctx->now_ms);
        return rc;
    }
    (void)gt_http_cookie(req, gt_api_cookie(req), &token);
    if ((rc = gt_work_session_use(ctx, token, &person, &expires_ms, &key, err)) != GT_OK)
        return rc;
    if (ctx->stage == GT_STAGE_CODE)
        return gt_fail_field(err, GT_EAUTH, "code", "the code of the second factor is missing",
                             "还需要第二因素的验证码");
    return GT_OK;
}

/* Half in: only one's own account. */
static gt_rc check_stage(const struct gt_ctx *ctx, int use, struct gt_err *err)
{
    if (ctx->stage == GT_STAGE_IN || gt_use_at((enum gt_use)use)->area == GT_AREA_self)
        return GT_OK;
    return ctx->stage == GT_STAGE_PASSWORD
               ? gt_fail_field(err, GT_EDENIED, "stage", "a new password is due first", "请先修改口令")
               : gt_fail_field(err, GT_EDENIED, "stage", "a second factor has to be set up first",
                               "请先设置第二因素");
}

static bool is_write(const struct gt_api_route *route)
{
    return strcmp(route->method, "GET") != 0;
}

/* A form on another site can send our cookie, but neither of these. */
static gt_rc check_origin(const struct gt_http_req *req, struct gt_err *err)
{
    gt_str site, own, token;

    /* No browser sends a token by itself. */
    if (bearer(req, &token))
        return GT_OK;
    if ((gt_http_header(req, "sec-fetch-site", &site) &&
         gt_str_eq(site, GT_STR("same-origin"))) ||
        (gt_http_header(req, "x-guatu", &own) && gt_str_eq(own, GT_STR("1"))))
        return GT_OK;
    return gt_fail(err, GT_EDENIED, "the request does not come from this site (header X-Guatu: 1)",
                   "请求并非来自本站（须带请求头 X-Guatu: 1）");
}

static gt_rc check_right(struct gt_api *api, const struct gt_req *req, struct gt_ctx *ctx,
                         struct gt_err *err)
{
    gt_rc rc;

    if (is_write(req->route) && (rc = check_origin(req->http, err)) != GT_OK)
        return rc;
    if (req->route->use == GT_USE_open)
        return GT_OK;
    if ((rc = gt_api_who(api, req->http, ctx, err)) != GT_OK ||
        (rc = check_stage(ctx, req->route->use, err)) != GT_OK)
        return rc;
    return gt_may_ever_or(ctx, (enum gt_use)req->route->use, err);
}

/* ---- is it what the route says -------------------------------------------------- */

static void fault(const struct gt_req *req, gt_str field, const char *en, const char *zh)
{
    struct gt_problem *problem = gt_problem_add(req->problems, GT_PROBLEM_ERROR, "%s", "%s", "");

    problem->field = field;
    problem->text[GT_LANG_EN] = gt_str_from(en);
    problem->text[GT_LANG_ZH] = gt_str_from(zh);
}

static void check_query(const struct gt_req *req)
{
    const struct gt_http_req *http = req->http;
    gt_str list = gt_str_from(req->route->query);
    struct gt_query_def def;

    while (gt_query_next(&list, &def)) {
        bool given = false;

        for (size_t i = 0; i < http->query_count && !given; i++) {
            if (!gt_str_eq(http->query[i].name, def.name))
                continue;
            given = true;
            if (!gt_type_takes_text(&def.type, http->query[i].value))
                fault(req, def.name, "does not have the form that this parameter needs",
                      "参数格式不正确");
        }
        if (!given && !def.type.nullable)
            fault(req, def.name, "is missing", "缺失");
    }
    for (size_t i = 0; i < http->query_count; i++) {
        bool known = false;

        list = gt_str_from(req->route->query);
        while (!known && gt_query_next(&list, &def))
            known = gt_str_eq(def.name, http->query[i].name);
        if (!known)
            fault(req, http->query[i].name, "is no parameter of this address", "此地址没有这个参数");
    }
}

static gt_rc check_body(struct gt_req *req, struct gt_err *err)
{
    const struct gt_shape *shape = gt_shape_find(gt_str_from(req->route->body));
    gt_str type;
    gt_rc rc;

    if (shape == NULL)
        return GT_OK; /* none, or bytes as they are */
    (void)gt_http_header(req->http, "content-type", &type);
    type = gt_str_trim(gt_str_sub(type, 0, gt_str_find(type, GT_STR(";"), 0)));
    if (!gt_http_name_eq(type, "application/json"))
        return gt_fail(err, GT_EUNSUPPORTED, "the body must be application/json",
                       "正文须为 application/json");
    if ((rc = gt_json_parse(req->http->arena, req->http->body, &req->json, err)) != GT_OK)
        return rc;
    (void)gt_shape_check(shape, req->json, req->problems);
    return GT_OK;
}

/* "12", W/"12", 12, or an ETag that begins with the revision: "12.345.6.0.0" */
static gt_rc check_if_match(struct gt_req *req, struct gt_err *err)
{
    gt_str tag;

    if ((req->route->flags & GT_ROUTE_IF_MATCH) == 0)
        return GT_OK;
    if (!gt_http_header(req->http, "if-match", &tag)) {
        req->answer->status = 428;
        return gt_fail(err, GT_EINVAL, "If-Match with the revision that you have read is missing",
                       "缺少 If-Match(您所读版本的修订号)");
    }
    tag = gt_str_trim(tag);
    if (gt_str_starts(tag, GT_STR("W/")))
        tag = gt_str_sub(tag, 2, tag.len);
    if (tag.len >= 2 && tag.at[0] == '"' && tag.at[tag.len - 1] == '"')
        tag = gt_str_sub(tag, 1, tag.len - 1);
    tag = gt_str_sub(tag, 0, gt_str_find(tag, GT_STR("."), 0));
    if (!gt_str_i64(tag, &req->revision))
        return gt_fail(err, GT_EINVAL, "If-Match is no revision", "If-Match 不是修订号");
    return GT_OK;
}

static gt_rc check_input(struct gt_req *req, struct gt_err *err)
{
    gt_rc rc;

    check_query(req);
    if ((rc = check_body(req, err)) != GT_OK || (rc = check_if_match(req, err)) != GT_OK)
        return rc;
    if (req->problems->errors == 0)
        return GT_OK;
    return gt_fail(err, GT_EINVAL, "%zu things are wrong with the input", "输入有%zu处错误",
                   req->problems->errors);
}

/* ---- the way of a request ----------------------------------------------------------- */

static gt_rc serve(struct gt_api *api, struct gt_req *req, struct gt_err *err)
{
    struct gt_ctx ctx = gt_api_ctx(api, req->http);
    struct gt_json json;
    gt_rc rc;

    gt_json_init(&json, &req->answer->body);
    if ((rc = check_right(api, req, &ctx, err)) != GT_OK ||
        (rc = check_input(req, err)) != GT_OK ||
        (rc = req->route->handler(&ctx, req, &json, err)) != GT_OK)
        return rc;
    if ((rc = gt_json_status(&json)) != GT_OK)
        return gt_fail(err, rc, "the answer cannot be written", "无法写出答复");
    if (req->answer->status == 200 && req->answer->body.len == 0 && req->answer->stream == NULL &&
        req->route->answer[0] == '\0')
        req->answer->status = 204;
    return GT_OK;
}

void gt_api_dispatch(void *app, const struct gt_http_req *http, struct gt_http_answer *answer)
{
    struct gt_api *api = app;
    struct gt_problems problems;
    gt_str current = GT_STR("");
    struct gt_req req = {
        .api = api,
        .route = http->route->more,
        .http = http,
        .answer = answer,
        .problems = &problems,
        .current = &current,
    };
    struct gt_err err = {0};
    gt_rc rc;

    gt_problems_init(&problems, http->arena);
    rc = serve(api, &req, &err);
    if (rc == GT_OK)
        return;
    if (err.rc != rc)
        (void)gt_fail_text(&err, rc, gt_rc_text(rc, GT_LANG_EN), gt_rc_text(rc, GT_LANG_ZH));
    if (answer->status < 400) /* a handler may have chosen a closer one */
        answer->status = status_of(rc, (req.route->flags & GT_ROUTE_IF_MATCH) != 0);
    answer->stream = NULL;
    answer->etag = GT_STR("");
    put_problem(api, http, &err, &problems, current, answer);
}
