/* inner.h - what the files of this room share about the running API. */
#ifndef GT_API_INNER_H
#define GT_API_INNER_H

#include <pthread.h>
#include <stdatomic.h>

#include "api/api.h"
#include "api/route.h"
#include "api/wall_snap.h"
#include "api/wall_trace.h"
#include "http/files.h"
#include "http/hub.h"

enum {
    GT_API_JSON_MAX = 4 * 1024 * 1024,     /* a request body of JSON */
    GT_API_UPLOAD_MAX = 64 * 1024 * 1024,  /* a document or table */
    GT_API_EXTRA_ROUTES = 2,               /* healthz, metrics */
    /* Pools: a slow upload or a password hash never holds up a read. */
    GT_API_POOL_QUICK = 0, GT_API_POOL_SIGN_IN, GT_API_POOL_LONG, GT_API_POOLS,
    GT_API_SIGN_IN_THREADS = 2,            /* each needs 64 MiB while it hashes */
    GT_API_LONG_THREADS = 2,
    GT_API_PEERS_MAX = 1024,               /* addresses that the limiter remembers */
    GT_API_FAILURES_PER_MIN = 20,          /* wrong passwords of one address */
};

/* How often an address may be wrong: a small table, the oldest goes. */
struct gt_limiter {
    pthread_mutex_t lock;
    struct gt_limiter_peer { uint64_t hash; int64_t since_ms; unsigned count; } peers[GT_API_PEERS_MAX];
};
bool gt_limiter_takes(struct gt_limiter *limiter, gt_str peer, int64_t now_ms);
void gt_limiter_failed(struct gt_limiter *limiter, gt_str peer, int64_t now_ms);

struct gt_api {
    struct gt_api_config  config;
    struct gt_http_route *routes; /* [gt_api_route_count + GT_API_EXTRA_ROUTES] */
    struct gt_http       *http;
    struct gt_http_files *files;
    struct gt_http_hub   *hub;
    struct gt_notices_worker *notices; /* NULL: none runs */
    struct gt_limiter     limiter;
    struct gt_wall_trace  trace;
    struct gt_wall_snap   snap;
    atomic_uint_fast64_t  request_number; /* for support, told with an error */
    uint64_t              run;            /* of this process, part of the same number */
    int64_t               started_ms;
};

/* dispatch.c */
gt_http_handler gt_api_dispatch;
void gt_api_refuse(void *app, const struct gt_http_req *req, const struct gt_err *err,
                   struct gt_http_answer *answer);
/* For the few that stand outside the table: GT_OK with ctx speaking for the
 * person, or GT_EAUTH. */
gt_rc gt_api_who(struct gt_api *api, const struct gt_http_req *req, struct gt_ctx *ctx,
                 struct gt_err *err) GT_MUST_USE;
struct gt_ctx gt_api_ctx(struct gt_api *api, const struct gt_http_req *req);

/* health.c */
gt_http_handler gt_api_healthz;
gt_http_handler gt_api_metrics;

/* The cookie that holds the session's token. */
const char *gt_api_cookie(const struct gt_http_req *req);

#endif
