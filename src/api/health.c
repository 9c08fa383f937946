/* health.c - /healthz for whoever balances load, /metrics for Prometheus. */
#include "api/inner.h"
#include "base/date.h"
#include "work/space.h"

/* Alive means: the database answers. */
void gt_api_healthz(void *app, const struct gt_http_req *http, struct gt_http_answer *answer)
{
    struct gt_api *api = app;
    struct gt_ctx ctx = gt_api_ctx(api, http);
    struct gt_space_meta meta;
    struct gt_json json;
    const bool ok = gt_work_space(&ctx, &meta, NULL) == GT_OK;

    answer->status = ok ? 200 : 503;
    gt_json_init(&json, &answer->body);
    gt_json_object(&json, NULL);
    gt_json_text(&json, "status", ok ? "ok" : "failing");
    gt_json_text(&json, "version", GT_VERSION);
    gt_json_close(&json);
}

static void put_totals(struct gt_buf *out, struct gt_api *api)
{
    struct gt_http_stats stats;

    gt_http_stats(api->http, &stats);
    gt_buf_printf(out,
                  "# TYPE guatu_build_info gauge\nguatu_build_info{version=\"%s\"} 1\n"
                  "# TYPE guatu_uptime_seconds gauge\nguatu_uptime_seconds %lld\n"
                  "# TYPE guatu_http_connections_total counter\nguatu_http_connections_total %llu\n"
                  "# TYPE guatu_http_connections_open gauge\nguatu_http_connections_open %llu\n"
                  "# TYPE guatu_http_requests_running gauge\nguatu_http_requests_running %llu\n"
                  "# TYPE guatu_http_refused_total counter\nguatu_http_refused_total %llu\n"
                  "# TYPE guatu_http_swept_total counter\nguatu_http_swept_total %llu\n"
                  "# TYPE guatu_http_busy_total counter\nguatu_http_busy_total %llu\n"
                  "# TYPE guatu_event_streams gauge\nguatu_event_streams %zu\n",
                  GT_VERSION, (long long)((gt_clock_ms() - api->started_ms) / 1000),
                  (unsigned long long)stats.connections, (unsigned long long)stats.connections_open,
                  (unsigned long long)stats.requests_running, (unsigned long long)stats.refused,
                  (unsigned long long)stats.swept, (unsigned long long)stats.busy,
                  gt_http_hub_streams(api->hub));
}

static void put_route(struct gt_buf *out, const char *method, const char *path,
                      const struct gt_http_route_stats *stats)
{
    uint64_t below = 0;

    for (size_t i = 1; i < GT_LEN(stats->status); i++)
        if (stats->status[i] > 0)
            gt_buf_printf(out, "guatu_http_requests_total{method=\"%s\",route=\"%s\",status=\"%zuxx\"} %llu\n",
                          method, path, i, (unsigned long long)stats->status[i]);
    for (size_t i = 0; i < GT_HTTP_BUCKETS; i++) {
        below += stats->bucket[i];
        gt_buf_printf(out, "guatu_http_seconds_bucket{method=\"%s\",route=\"%s\",le=\"%g\"} %llu\n",
                      method, path, gt_http_bucket_s[i], (unsigned long long)below);
    }
    gt_buf_printf(out,
                  "guatu_http_seconds_bucket{method=\"%1$s\",route=\"%2$s\",le=\"+Inf\"} %3$llu\n"
                  "guatu_http_seconds_sum{method=\"%1$s\",route=\"%2$s\"} %4$.6f\n"
                  "guatu_http_seconds_count{method=\"%1$s\",route=\"%2$s\"} %3$llu\n",
                  method, path, (unsigned long long)stats->count, (double)stats->total_ns / 1e9);
}

void gt_api_metrics(void *app, const struct gt_http_req *http, struct gt_http_answer *answer)
{
    const size_t count = gt_api_route_count + GT_API_EXTRA_ROUTES;
    struct gt_api *api = app;
    struct gt_ctx ctx = gt_api_ctx(api, http);
    struct gt_http_route_stats stats;
    struct gt_err err = {0};

    if (!http->local && gt_api_who(api, http, &ctx, &err) != GT_OK) {
        answer->status = 401;
        gt_api_refuse(api, http, &err, answer);
        return;
    }
    answer->type = "text/plain; version=0.0.4; charset=utf-8";
    put_totals(&answer->body, api);
    gt_buf_text(&answer->body, "# TYPE guatu_http_requests_total counter\n"
                               "# TYPE guatu_http_seconds histogram\n");
    for (size_t i = 0; i <= count; i++) { /* the last row is the static files */
        gt_http_stats_route(api->http, i, &stats);
        if (stats.count > 0)
            put_route(&answer->body, i < count ? api->routes[i].method : "GET",
                      i < count ? api->routes[i].path : "files", &stats);
    }
}
