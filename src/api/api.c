/* api.c - starts and stops the API of one space. */
#include "api/inner.h"
#include "work/notices_worker.h"
#include "base/log.h"
#include "work/space.h"

/* Uploads, downloads, whole walls and passwords wait in queues of their own. */
static unsigned pool_of(const struct gt_api_route *route)
{
    if (strncmp(route->path, "/api/v1/session", 15) == 0 || strncmp(route->path, "/api/v1/sign-in/", 16) == 0 ||
        strcmp(route->name, "post_me_password") == 0 || strcmp(route->name, "post_me_factor_off") == 0 ||
        strcmp(route->name, "post_account") == 0)
        return GT_API_POOL_SIGN_IN;
    if (strcmp(route->name, "get_wall") == 0 || strcmp(route->body, "binary") == 0 ||
        (strcmp(route->answer, "binary") == 0 && strcmp(route->name, "get_openapi") != 0) ||
        strstr(route->path, "/apply") != NULL || strstr(route->path, "/verify") != NULL)
        return GT_API_POOL_LONG;
    return GT_API_POOL_QUICK;
}

static size_t body_max_of(const struct gt_api_route *route)
{
    if (route->body[0] == '\0')
        return 0;
    return strcmp(route->body, "binary") == 0 ? GT_API_UPLOAD_MAX : GT_API_JSON_MAX;
}

static gt_rc make_routes(struct gt_api *api)
{
    struct gt_http_route *out = gt_calloc(gt_api_route_count + GT_API_EXTRA_ROUTES, sizeof(*out));

    if (out == NULL)
        return GT_ENOMEM;
    api->routes = out;
    for (size_t i = 0; i < gt_api_route_count; i++) {
        const struct gt_api_route *route = gt_api_route_at(i);

        *out++ = (struct gt_http_route){
            .method = route->method,
            .path = route->path,
            .handler = gt_api_dispatch,
            .body_max = body_max_of(route),
            .pool = pool_of(route),
            .more = route,
        };
    }
    *out++ = (struct gt_http_route){"GET", "/healthz", gt_api_healthz, 0, GT_API_POOL_QUICK, NULL};
    *out++ = (struct gt_http_route){"GET", "/metrics", gt_api_metrics, 0, GT_API_POOL_QUICK, NULL};
    return GT_OK;
}

/* Every commit goes out to the open pages; who signs in is not their news. */
static void on_commit(void *data, int64_t version, gt_str object)
{
    struct gt_api *api = data;
    struct gt_buf text;
    struct gt_json json;
    struct gt_err err = {0};

    if (gt_str_starts(object, GT_STR("account")))
        return;
    gt_buf_init(&text, GT_HTTP_EVENT_BYTES_MAX);
    gt_json_init(&json, &text);
    gt_json_object(&json, NULL);
    gt_json_i64(&json, "version", version);
    gt_json_str(&json, "object", object);
    gt_json_close(&json);
    if (gt_json_status(&json) != GT_OK ||
        gt_http_hub_publish(api->hub, (uint64_t)version, "change", gt_buf_view(&text), &err) !=
            GT_OK)
        gt_log(GT_LOG_WARN, "version %lld was not announced: %s", (long long)version,
               err.text[GT_LANG_EN]);
    gt_buf_clear(&text);
}

/* The hub begins at the space's version, so that a page that comes back
 * after a restart is told whether it missed something. */
static gt_rc announce_start(struct gt_api *api, struct gt_err *err)
{
    struct gt_arena *arena = NULL;
    struct gt_ctx ctx = {.space = api->config.space, .today = 0};
    struct gt_space_meta meta;
    gt_rc rc;

    if ((rc = gt_arena_create(1 << 20, &arena)) != GT_OK)
        return gt_wrap(err, rc, "the API", "接口");
    ctx.arena = arena;
    if ((rc = gt_work_space(&ctx, &meta, err)) == GT_OK)
        rc = gt_http_hub_publish(api->hub, (uint64_t)meta.version, "start", GT_STR("{}"), err);
    gt_arena_destroy(arena);
    return rc;
}

/* Notices are nobody's request: they speak for the house, on its day. */
static void notices_clock(void *data, struct gt_ctx *ctx)
{
    struct gt_api *api = data;

    ctx->space = api->config.space;
    ctx->now_ms = gt_clock_ms();
    ctx->today = api->config.today != GT_DAY_NONE ? api->config.today
                                                  : gt_instant_day(ctx->now_ms, api->config.offset_min);
    ctx->lang = GT_LANG_ZH;
}

static void notices_log(const char *text) { gt_log(GT_LOG_WARN, "%s", text); }

gt_rc gt_api_start(const struct gt_api_config *config, struct gt_api **out, struct gt_err *err)
{
    struct gt_api *api = gt_calloc(1, sizeof(*api));
    struct gt_http_config http = {
        .address = config->address,
        .port = config->port,
        .loops = config->loops,
        .behind_proxy = config->behind_proxy,
        .tls_cert = config->tls_cert,
        .tls_key = config->tls_key,
        .pools = {[GT_API_POOL_QUICK] = {config->workers, 0},
                  [GT_API_POOL_SIGN_IN] = {GT_API_SIGN_IN_THREADS, 0},
                  [GT_API_POOL_LONG] = {GT_API_LONG_THREADS, 0}},
        .pool_count = GT_API_POOLS,
        .route_count = gt_api_route_count + GT_API_EXTRA_ROUTES,
        .files_not_under = "/api/",
        .app = api,
        .refuse = gt_api_refuse,
    };
    gt_rc rc = GT_ENOMEM;

    if (api == NULL)
        return gt_wrap(err, rc, "the API", "接口");
    api->config = *config;
    api->started_ms = gt_clock_ms();
    api->run = (uint64_t)api->started_ms / 1000;
    (void)pthread_mutex_init(&api->limiter.lock, NULL);
    gt_wall_trace_init(&api->trace, api->started_ms);
    gt_wall_snap_init(&api->snap);
    if ((rc = make_routes(api)) != GT_OK || (rc = gt_http_hub_create(&api->hub, err)) != GT_OK ||
        (rc = announce_start(api, err)) != GT_OK ||
        (config->web_folder != NULL &&
         (rc = gt_http_files_load(config->web_folder, &api->files, err)) != GT_OK))
        goto out;
    http.routes = api->routes;
    http.files = api->files;
    http.hub = api->hub;
    if ((rc = gt_space_listen(config->space, on_commit, api, err)) != GT_OK ||
        (rc = gt_http_start(&http, &api->http, err)) != GT_OK ||
        (config->notices && (rc = gt_notices_worker_start(notices_clock, api, notices_log, 0, &api->notices, err)) != GT_OK))
        goto out;
    *out = api;
    return GT_OK;
out:
    gt_api_stop(api);
    return gt_wrap(err, rc, "starting the API", "启动接口");
}

uint16_t gt_api_port(const struct gt_api *api)
{
    return gt_http_port(api->http);
}

void gt_api_stop(struct gt_api *api)
{
    if (api == NULL)
        return;
    gt_http_stop(api->http);
    gt_notices_worker_stop(api->notices);
    (void)!gt_space_listen(api->config.space, NULL, NULL, NULL);
    gt_http_hub_destroy(api->hub);
    gt_http_files_free(api->files);
    (void)pthread_mutex_destroy(&api->limiter.lock);
    gt_wall_trace_clear(&api->trace);
    gt_wall_snap_clear(&api->snap);
    gt_free(api->routes);
    gt_free(api);
}
