/*
 * http.h - the HTTP/1.1 server: connections, limits, routes, answers.
 *
 * libmicrohttpd's epoll loop reads and writes; handlers run on small pools
 * of threads, so a slow disk never stops the loop.  No word of the domain:
 * a handler gets a request whose path, query and headers are already
 * checked, and fills an answer.
 */
#ifndef GT_HTTP_HTTP_H
#define GT_HTTP_HTTP_H

#include "base/base.h"
#include "base/buf.h"
#include "http/limits.h"

struct gt_http;       /* a running server */
struct gt_http_files; /* http/files.h */
struct gt_http_hub;   /* http/hub.h */

/* ---- requests -------------------------------------------------------- */

struct gt_http_pair { gt_str name, value; };

/* Everything points into the request's arena and lives as long as it. */
struct gt_http_req {
    struct gt_arena *arena;            /* working memory of this request */
    gt_str method;                     /* "GET" also for HEAD */
    gt_str path;                       /* decoded, valid UTF-8, no NUL, from "/" */
    gt_str body;                       /* whole; bytes as sent */
    gt_str peer;                       /* address text of the client, or "unix" */
    bool   secure;                     /* by TLS here, or a trusted proxy says so */
    bool   local;                      /* the peer is this machine, without a proxy between */
    const struct gt_http_route *route; /* NULL in a refusal before routing */
    struct gt_http_pair params[GT_HTTP_PARAMS_MAX]; /* {name} and its decoded value */
    size_t param_count;
    const struct gt_http_pair *query;  /* decoded, each name once */
    size_t query_count;
    const struct gt_http_pair *headers;
    size_t header_count;
};

/* "" with false where there is none.  Header names in any case. */
bool gt_http_param(const struct gt_http_req *req, const char *name, gt_str *out);
bool gt_http_query(const struct gt_http_req *req, const char *name, gt_str *out);
bool gt_http_header(const struct gt_http_req *req, const char *name, gt_str *out);
bool gt_http_cookie(const struct gt_http_req *req, const char *name, gt_str *out);

/* ---- answers --------------------------------------------------------- */

struct gt_http_answer {
    int           status;       /* 200 when the handler starts */
    const char   *type;         /* Content-Type; JSON when the handler starts */
    struct gt_buf body;
    gt_str        etag;         /* with its quotes; If-None-Match is then answered here */
    const char   *cache;        /* Cache-Control, NULL: "no-store", or with an etag "private, no-cache" */
    bool          packed;       /* see gt_http_answer_packed() */
    bool          close;        /* the connection ends after this answer */
    struct gt_http_pair headers[GT_HTTP_ANSWER_HEADERS_MAX];
    size_t        header_count;
    struct gt_http_hub *stream; /* set by gt_http_answer_stream() */
    int64_t       stream_who, stream_key;
    uint64_t      stream_after;
};

/* Both copied into the arena; a value with a control character is GT_EINVAL. */
gt_rc gt_http_answer_header(struct gt_http_answer *answer, struct gt_arena *arena,
                            const char *name, gt_str value, struct gt_err *err) GT_MUST_USE;
/* The body is gzip already, and the client takes that (gt_http_takes_gzip). */
gt_rc gt_http_answer_packed(struct gt_http_answer *answer, struct gt_arena *arena,
                            struct gt_err *err) GT_MUST_USE;
/* ETag: "number" */
gt_rc gt_http_answer_etag(struct gt_http_answer *answer, struct gt_arena *arena,
                          int64_t revision, struct gt_err *err) GT_MUST_USE;
/* Content-Disposition for a download whose name may be Chinese (RFC 8187). */
gt_rc gt_http_answer_file_name(struct gt_http_answer *answer, struct gt_arena *arena,
                               gt_str name, struct gt_err *err) GT_MUST_USE;

/*
 * The answer becomes a stream of server-sent events.  `who` is counted
 * against GT_HTTP_STREAMS_PER_PERSON_MAX, `key` lets the stream be ended
 * (a session that signs out).  after: Last-Event-ID of the request, or 0.
 */
void gt_http_answer_stream(struct gt_http_answer *answer, struct gt_http_hub *hub,
                           int64_t who, int64_t key, uint64_t after);

/* ---- routes ---------------------------------------------------------- */

typedef void gt_http_handler(void *app, const struct gt_http_req *req,
                             struct gt_http_answer *answer);

struct gt_http_route {
    const char *method;      /* "GET" (also serves HEAD), "POST", ... */
    const char *path;        /* "/api/v1/tasks/{id}" */
    gt_http_handler *handler;
    size_t      body_max;    /* 0: a body is refused */
    unsigned    pool;        /* index into config.pools */
    const void *more;        /* the caller's own; not looked at */
};

/* ---- server ---------------------------------------------------------- */

struct gt_http_pool_config { unsigned threads, queue; };

/* Copied where needed; routes, files, hub and app must outlive the server. */
struct gt_http_config {
    const char *address;     /* "127.0.0.1", "::1", "0.0.0.0", or "unix:/run/guatu.sock" */
    uint16_t    port;        /* 0: any free one, see gt_http_port() */
    unsigned    loops;       /* epoll threads; 0: one */
    bool        behind_proxy; /* believe X-Forwarded-For and X-Forwarded-Proto of the last hop */
    const char *tls_cert, *tls_key; /* PEM texts; NULL: no TLS here */
    struct gt_http_pool_config pools[GT_HTTP_POOLS_MAX]; /* zeros: 4 threads, queue 256; first is needed */
    size_t      pool_count;
    const struct gt_http_route *routes;
    size_t      route_count;
    const struct gt_http_files *files; /* NULL: none */
    const char *files_not_under;       /* no index fallback below this: "/api/" */
    struct gt_http_hub *hub;           /* its streams beat and end with the server; NULL: none */
    void       *app;                   /* first argument of handlers */
    /* Writes the answer of a request that is refused before any handler
     * (400, 404, 405, 408, 413, 414, 503).  NULL: one plain English line.
     * req->arena may be used; answer->status is set already. */
    void      (*refuse)(void *app, const struct gt_http_req *req, const struct gt_err *err,
                        struct gt_http_answer *answer);
    /* Deadlines in ms; 0: the one of limits.h.  Tests make them short. */
    unsigned    header_ms, body_ms, answer_ms, idle_ms, grace_ms;
    unsigned    connections_max, connections_per_peer_max; /* 0: limits.h; no limit per peer */
};

/* GT_EINVAL for a bad route or address, GT_EIO where it cannot listen. */
gt_rc gt_http_start(const struct gt_http_config *config, struct gt_http **out,
                    struct gt_err *err) GT_MUST_USE;
uint16_t gt_http_port(const struct gt_http *http);

/*
 * Takes no new connection, ends the streams, waits for running requests
 * (at most grace_ms), then frees everything.  Accepts NULL.
 */
void gt_http_stop(struct gt_http *http);

/* ---- figures --------------------------------------------------------- */

enum { GT_HTTP_BUCKETS = 12 };
extern const double gt_http_bucket_s[GT_HTTP_BUCKETS]; /* upper edges in seconds; +Inf is the count */

struct gt_http_route_stats {
    uint64_t count, bucket[GT_HTTP_BUCKETS]; /* not cumulative */
    uint64_t total_ns;
    uint64_t status[6];                      /* by hundreds: [2] is 2xx */
};

struct gt_http_stats {
    uint64_t connections, connections_open, requests_running;
    uint64_t refused;   /* guard, routing, limits */
    uint64_t swept;     /* connections ended at a deadline */
    uint64_t busy;      /* 503 for a full queue */
};

void gt_http_stats(const struct gt_http *http, struct gt_http_stats *out);
/* index into config.routes; the last one, route_count, is for static files */
void gt_http_stats_route(const struct gt_http *http, size_t route, struct gt_http_route_stats *out);

#endif
