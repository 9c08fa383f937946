/*
 * server.c - libmicrohttpd's callbacks: from connection to answer.
 *
 * A request is received in a loop thread, run by a pool thread while its
 * connection is suspended, and answered in the loop thread again.  At any
 * moment one thread owns it, so it needs no lock of its own.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#include "base/date.h"
#include "http/fields.h"
#include "http/gzip.h"
#include "http/listen.h"
#include "http/pool.h"
#include "http/routes.h"
#include "http/serve.h"
#include "http/stream.h"
#include "http/sweep.h"

enum {
    GZIP_LEVEL = 4,            /* answers are made once; files are packed at 9 */
    STREAM_BLOCK = 4096,
    LAST_WORDS_MS = 1000,      /* at a stop: for answers that are ready */
    FILES_STATS = 1,           /* one row of figures behind the routes */
    DEFAULT_THREADS = 4,
    DEFAULT_QUEUE = 256,
};

const double gt_http_bucket_s[GT_HTTP_BUCKETS] = {
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5};

struct route_figures {
    atomic_uint_fast64_t count, bucket[GT_HTTP_BUCKETS], total_ns, status[6];
};

struct gt_http {
    struct gt_http_config  config;
    struct MHD_Daemon     *daemon;
    struct gt_http_routes *routes;
    struct gt_http_sweep  *sweep;
    struct gt_http_pool   *pools[GT_HTTP_POOLS_MAX];
    struct gt_http_listener listener;
    pthread_t              keeper; /* sweeps, and makes the hub beat */
    bool                   keeper_runs;
    atomic_bool            stopping, keeper_ends;
    atomic_uint_fast64_t   body_bytes; /* held for requests; against GT_HTTP_BODIES_MAX */
    atomic_uint_fast64_t   connections, running, answering, refused, swept, busy;
    struct route_figures  *figures; /* [route_count + FILES_STATS] */
};

enum stage {
    STAGE_NEW,       /* the request line is known */
    STAGE_RECEIVING, /* the body comes in */
    STAGE_REFUSED,   /* so does it, but nobody wants it */
    STAGE_RUNNING,   /* suspended; a pool thread has it */
    STAGE_READY,     /* the answer can go */
    STAGE_SENT,
};

struct request {
    struct gt_http_job     job; /* first: a job is its request */
    struct gt_http        *http;
    struct MHD_Connection *connection;
    enum stage             stage;
    bool                   head, page_file;
    int64_t                began_ns;
    size_t                 discarded;
    struct gt_buf          body;
    struct gt_http_target  target;
    struct gt_http_req     req;
    struct gt_http_answer  answer;
    struct gt_http_stream *stream;
    struct MHD_Response   *file; /* borrowed from files */
    gt_str                 raw;
};

static unsigned or_default(unsigned value, unsigned otherwise)
{
    return value != 0 ? value : otherwise;
}

static int64_t after_ms(unsigned ms)
{
    return gt_clock_mono_ns() + (int64_t)ms * 1000000;
}

/* ---- connections ------------------------------------------------------ */

static struct gt_http_conn *conn_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

    return info == NULL ? NULL : *(struct gt_http_conn *const *)&info->socket_context;
}

static void set_deadline(struct request *r, int64_t deadline_ns)
{
    gt_http_conn_deadline(r->http->sweep, conn_of(r->connection), deadline_ns);
}

static void on_connection(void *cls, struct MHD_Connection *connection, void **context,
                          enum MHD_ConnectionNotificationCode what)
{
    struct gt_http *http = cls;
    const union MHD_ConnectionInfo *info;

    if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
        gt_http_conn_close(http->sweep, *context);
        *context = NULL;
        return;
    }
    http->connections++;
    info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    *context = gt_http_conn_open(http->sweep, info->connect_fd,
                                 after_ms(http->config.header_ms));
    if (*context == NULL) /* without a deadline nobody stays */
        (void)shutdown(info->connect_fd, SHUT_RDWR);
}

/* ---- the life of a request --------------------------------------------- */

/* Called with the request line; what it returns is the request's context. */
static void *on_target(void *cls, const char *raw, struct MHD_Connection *connection)
{
    struct request *r = gt_calloc(1, sizeof(*r));

    if (r == NULL)
        return NULL;
    r->http = cls;
    r->connection = connection;
    gt_buf_init(&r->answer.body, GT_HTTP_ANSWER_MAX);
    if (gt_arena_create(GT_HTTP_ARENA_MAX, &r->req.arena) != GT_OK ||
        gt_arena_dup(r->req.arena, gt_str_from(raw), &r->raw) != GT_OK) {
        gt_arena_destroy(r->req.arena);
        gt_free(r);
        return NULL;
    }
    r->answer.status = MHD_HTTP_OK;
    r->answer.type = "application/json";
    return r;
}

static void on_completed(void *cls, struct MHD_Connection *connection, void **context,
                         enum MHD_RequestTerminationCode why)
{
    struct gt_http *http = cls;
    struct request *r = *context;

    (void)why;
    if (r == NULL)
        return;
    if (r->stage == STAGE_READY || r->stage == STAGE_SENT)
        http->answering--;
    gt_http_conn_deadline(http->sweep, conn_of(connection), after_ms(http->config.idle_ms));
    gt_http_stream_close(r->stream);
    http->body_bytes -= r->body.len;
    gt_buf_clear(&r->body);
    gt_buf_clear(&r->answer.body);
    gt_arena_destroy(r->req.arena);
    gt_free(r);
    *context = NULL;
}

static void count(struct request *r, size_t row)
{
    struct route_figures *figures = &r->http->figures[row];
    const int64_t took_ns = gt_clock_mono_ns() - r->began_ns;
    size_t bucket = 0;

    while (bucket < GT_HTTP_BUCKETS && (double)took_ns > gt_http_bucket_s[bucket] * 1e9)
        bucket++;
    figures->count++;
    figures->total_ns += (uint64_t)took_ns;
    if (bucket < GT_HTTP_BUCKETS)
        figures->bucket[bucket]++;
    figures->status[r->answer.status / 100 % 6]++;
}

static int status_of(gt_rc rc)
{
    switch (rc) {
    case GT_ENOTFOUND: return MHD_HTTP_NOT_FOUND;
    case GT_EUNSUPPORTED: return MHD_HTTP_METHOD_NOT_ALLOWED;
    case GT_ELIMIT: return MHD_HTTP_CONTENT_TOO_LARGE;
    case GT_EBUSY: return MHD_HTTP_SERVICE_UNAVAILABLE;
    case GT_ENOMEM: return MHD_HTTP_SERVICE_UNAVAILABLE;
    default: return MHD_HTTP_BAD_REQUEST;
    }
}

/* Fills the answer of a request that no handler will see. */
static void refuse(struct request *r, int status, const struct gt_err *err)
{
    struct gt_http *http = r->http;

    http->refused++;
    gt_buf_reset(&r->answer.body);
    r->answer.status = status;
    if (status == MHD_HTTP_SERVICE_UNAVAILABLE &&
        gt_http_answer_header(&r->answer, r->req.arena, "Retry-After", GT_STR("2"), NULL) != GT_OK)
        r->answer.close = true;
    if (http->config.refuse != NULL) {
        http->config.refuse(http->config.app, &r->req, err, &r->answer);
        return;
    }
    r->answer.type = "text/plain; charset=utf-8";
    gt_buf_text(&r->answer.body, err->text[GT_LANG_EN]);
    gt_buf_char(&r->answer.body, '\n');
}

/* ---- sending ------------------------------------------------------------ */

static void stream_sleep(void *peer)
{
    MHD_suspend_connection(peer);
}

static void stream_wake(void *peer)
{
    MHD_resume_connection(peer);
}

static const struct gt_http_stream_ops stream_ops = {stream_sleep, stream_wake};

static ssize_t stream_more(void *cls, uint64_t at, char *out, size_t max)
{
    const ptrdiff_t got = gt_http_stream_read(cls, out, max);

    (void)at;
    return got == GT_HTTP_STREAM_END ? MHD_CONTENT_READER_END_OF_STREAM : got;
}

static struct MHD_Response *make_response(struct request *r)
{
    struct gt_http_answer *answer = &r->answer;
    struct MHD_Response *response;

    if (r->stream != NULL)
        return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, STREAM_BLOCK, stream_more,
                                                 r->stream, NULL);
    if (answer->body.at == NULL)
        return MHD_create_response_from_buffer(0, (void *)(uintptr_t) "", MHD_RESPMEM_PERSISTENT);
    response = MHD_create_response_from_buffer_with_free_callback(answer->body.len,
                                                                  answer->body.at, gt_free);
    if (response != NULL)
        gt_buf_init(&answer->body, 0); /* the response's now */
    return response;
}

static bool add(struct MHD_Response *response, const char *name, const char *value)
{
    return MHD_add_response_header(response, name, value) == MHD_YES;
}

static bool add_headers(struct request *r, struct MHD_Response *response)
{
    const struct gt_http_answer *answer = &r->answer;
    const char *cache = answer->cache;
    bool ok;

    if (cache == NULL)
        cache = r->stream != NULL ? "no-cache, no-transform"
                                  : answer->etag.len > 0 ? "private, no-cache" : "no-store";
    ok = add(response, "Content-Type", r->stream != NULL ? "text/event-stream" : answer->type) &&
         add(response, "Cache-Control", cache) &&
         gt_http_secure_headers(response, false, r->req.secure);
    if (answer->etag.len > 0)
        ok = ok && add(response, "ETag", answer->etag.at);
    if (r->stream != NULL) /* nginx would keep the events in its buffer */
        ok = ok && add(response, "X-Accel-Buffering", "no");
    for (size_t i = 0; i < answer->header_count; i++)
        ok = ok && add(response, answer->headers[i].name.at, answer->headers[i].value.at);
    if (answer->close || r->http->stopping)
        ok = ok && add(response, "Connection", "close");
    return ok;
}

static enum MHD_Result send_answer(struct request *r)
{
    struct MHD_Response *response = make_response(r);
    enum MHD_Result queued = MHD_NO;

    r->stage = STAGE_SENT;
    if (response == NULL)
        return MHD_NO;
    if (add_headers(r, response)) {
        set_deadline(r, r->stream != NULL ? INT64_MAX : after_ms(r->http->config.answer_ms));
        queued = MHD_queue_response(r->connection, (unsigned)r->answer.status, response);
    }
    MHD_destroy_response(response);
    return queued;
}

static enum MHD_Result send_file(struct request *r)
{
    r->stage = STAGE_SENT;
    r->http->answering++;
    set_deadline(r, after_ms(r->http->config.answer_ms));
    count(r, r->http->config.route_count);
    return MHD_queue_response(r->connection, (unsigned)r->answer.status, r->file);
}

/* ---- running -------------------------------------------------------------- */

/* Packs the body when the client takes that and it gets smaller. */
static void pack(struct request *r)
{
    struct gt_http_answer *answer = &r->answer;
    struct gt_buf packed;
    gt_str takes;

    if (answer->packed || answer->body.len < GT_HTTP_GZIP_MIN || !gt_http_type_shrinks(answer->type))
        return;
    if (gt_http_answer_header(answer, r->req.arena, "Vary", GT_STR("Accept-Encoding"), NULL) !=
            GT_OK ||
        !gt_http_header(&r->req, "accept-encoding", &takes) || !gt_http_takes_gzip(takes))
        return;
    gt_buf_init(&packed, answer->body.len);
    if (gt_http_gzip(gt_buf_view(&answer->body), GZIP_LEVEL, &packed, NULL) == GT_OK &&
        gt_http_answer_header(answer, r->req.arena, "Content-Encoding", GT_STR("gzip"), NULL) ==
            GT_OK) {
        gt_buf_clear(&answer->body);
        answer->body = packed;
    } else {
        gt_buf_clear(&packed);
    }
}

static void finish(struct request *r)
{
    struct gt_http_answer *answer = &r->answer;
    struct gt_err err = {0};
    gt_str seen;
    gt_rc rc;

    if (answer->stream != NULL && answer->status == MHD_HTTP_OK && !r->head) {
        rc = gt_http_stream_open(answer->stream, &stream_ops, r->connection, answer->stream_who,
                                 answer->stream_key, answer->stream_after, gt_clock_mono_ns(),
                                 &r->stream, &err);
        if (rc != GT_OK)
            refuse(r, rc == GT_ELIMIT ? MHD_HTTP_TOO_MANY_REQUESTS
                                      : MHD_HTTP_SERVICE_UNAVAILABLE, &err);
        return;
    }
    if (answer->body.status != GT_OK) {
        (void)gt_fail(&err, answer->body.status, "the answer is too large", "答复过大");
        refuse(r, MHD_HTTP_INTERNAL_SERVER_ERROR, &err);
        return;
    }
    if (answer->etag.len > 0 && answer->status == MHD_HTTP_OK &&
        gt_str_eq(r->req.method, GT_STR("GET")) &&
        gt_http_header(&r->req, "if-none-match", &seen) &&
        gt_http_etag_listed(seen, answer->etag)) {
        answer->status = MHD_HTTP_NOT_MODIFIED;
        gt_buf_clear(&answer->body);
        return;
    }
    pack(r);
}

static void run(struct gt_http_job *job, bool cancelled)
{
    struct request *r = (struct request *)job;
    struct gt_http *http = r->http;
    struct gt_err err = {0};

    if (cancelled) {
        (void)gt_fail(&err, GT_EBUSY, "the server is stopping", "服务正在停止");
        refuse(r, MHD_HTTP_SERVICE_UNAVAILABLE, &err);
    } else {
        r->req.route->handler(http->config.app, &r->req, &r->answer);
        finish(r);
    }
    count(r, (size_t)(r->req.route - http->config.routes));
    r->stage = STAGE_READY;
    http->answering++;
    http->running--;
    MHD_resume_connection(r->connection); /* r belongs to the loop from here on */
}

static enum MHD_Result enqueue(struct request *r)
{
    struct gt_http_pool *pool = r->http->pools[r->req.route->pool];
    struct gt_err err = {0};

    if (r->http->stopping || !gt_http_pool_reserve(pool)) {
        r->http->busy++;
        (void)gt_fail(&err, GT_EBUSY, "the server is busy; try again in a moment",
                      "系统繁忙，请稍后再试");
        refuse(r, MHD_HTTP_SERVICE_UNAVAILABLE, &err);
        r->http->answering++;
        return send_answer(r);
    }
    r->req.body = gt_buf_view(&r->body);
    set_deadline(r, INT64_MAX); /* a handler's time is its own */
    r->stage = STAGE_RUNNING;
    r->http->running++;
    MHD_suspend_connection(r->connection);
    gt_http_pool_push(pool, &r->job);
    return MHD_YES;
}

/* ---- receiving ------------------------------------------------------------- */

struct header_list {
    struct request      *r;
    struct gt_http_pair *at;
    size_t               count;
    gt_rc                rc;
};

static enum MHD_Result take_header(void *cls, enum MHD_ValueKind kind, const char *name,
                                   size_t name_len, const char *value, size_t value_len)
{
    struct header_list *list = cls;
    struct gt_http_pair *pair;

    (void)kind;
    if (list->count == GT_HTTP_HEADERS_MAX) {
        list->rc = GT_ELIMIT;
        return MHD_NO;
    }
    pair = &list->at[list->count++];
    if ((list->rc = gt_arena_dup(list->r->req.arena, (gt_str){name, name_len}, &pair->name)) !=
            GT_OK ||
        (list->rc = gt_arena_dup(list->r->req.arena,
                                 (gt_str){value == NULL ? "" : value, value == NULL ? 0 : value_len},
                                 &pair->value)) != GT_OK)
        return MHD_NO;
    return MHD_YES;
}

static gt_rc take_headers(struct request *r, struct gt_err *err)
{
    struct header_list list = {.r = r};

    list.at = GT_NEW_N(r->req.arena, struct gt_http_pair, GT_HTTP_HEADERS_MAX);
    if (list.at == NULL)
        return gt_fail_text(err, GT_ENOMEM, gt_rc_text(GT_ENOMEM, GT_LANG_EN),
                            gt_rc_text(GT_ENOMEM, GT_LANG_ZH));
    (void)MHD_get_connection_values_n(r->connection, MHD_HEADER_KIND, take_header, &list);
    r->req.headers = list.at;
    r->req.header_count = list.count;
    if (list.rc == GT_ELIMIT)
        return gt_fail(err, GT_EINVAL, "more than %d header fields", "请求头超过%d个字段",
                       (int)GT_HTTP_HEADERS_MAX);
    if (list.rc != GT_OK)
        return gt_fail_text(err, list.rc, gt_rc_text(list.rc, GT_LANG_EN),
                            gt_rc_text(list.rc, GT_LANG_ZH));
    return gt_http_guard(list.at, list.count, err);
}

/* The last address of the list is the one that our own proxy saw. */
static gt_str last_of(gt_str list)
{
    const char *comma = list.len > 0 ? memrchr(list.at, ',', list.len) : NULL;

    return gt_str_trim(comma == NULL
                           ? list
                           : gt_str_sub(list, (size_t)(comma + 1 - list.at), list.len));
}

static gt_rc take_peer(struct request *r, struct gt_err *err)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(r->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    const struct sockaddr *address = info == NULL ? NULL : info->client_addr;
    char text[INET6_ADDRSTRLEN] = "unix";
    bool loopback = true, forwarded;
    gt_str via, proto;
    gt_rc rc;

    if (address != NULL && address->sa_family == AF_INET) {
        const struct sockaddr_in *v4 = (const struct sockaddr_in *)(const void *)address;

        (void)inet_ntop(AF_INET, &v4->sin_addr, text, sizeof(text));
        loopback = ntohl(v4->sin_addr.s_addr) >> 24 == 127;
    } else if (address != NULL && address->sa_family == AF_INET6) {
        const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)(const void *)address;

        (void)inet_ntop(AF_INET6, &v6->sin6_addr, text, sizeof(text));
        loopback = IN6_IS_ADDR_LOOPBACK(&v6->sin6_addr);
    }
    forwarded = gt_http_header(&r->req, "x-forwarded-for", &via);
    r->req.local = loopback && !forwarded && !gt_http_header(&r->req, "forwarded", &proto) &&
                   !gt_http_header(&r->req, "via", &proto);
    r->req.secure = r->http->config.tls_cert != NULL ||
                    (r->http->config.behind_proxy &&
                     gt_http_header(&r->req, "x-forwarded-proto", &proto) &&
                     gt_http_name_eq(last_of(proto), "https"));
    via = last_of(via);
    if (r->http->config.behind_proxy && forwarded && via.len > 0 && via.len < sizeof(text)) {
        r->req.peer = via;
        return GT_OK;
    }
    if ((rc = gt_arena_dup(r->req.arena, gt_str_from(text), &r->req.peer)) != GT_OK)
        return gt_wrap(err, rc, "the request", "请求");
    return GT_OK;
}

static gt_rc find_route(struct request *r, struct gt_err *err)
{
    struct gt_buf allow;
    int found;
    gt_rc rc = GT_OK;

    gt_buf_init(&allow, 256);
    found = gt_http_routes_find(r->http->routes, r->req.method, &r->target, r->req.params,
                                &r->req.param_count, &allow);
    if (found >= 0) {
        r->req.route = &r->http->config.routes[found];
    } else if (found == GT_HTTP_NO_METHOD) {
        rc = gt_http_answer_header(&r->answer, r->req.arena, "Allow", gt_buf_view(&allow), err);
        if (rc == GT_OK)
            rc = gt_fail(err, GT_EUNSUPPORTED, "this address takes only %.*s",
                         "此地址只接受 %.*s", GT_FMT(gt_buf_view(&allow)));
    }
    gt_buf_clear(&allow);
    return rc;
}

static bool find_static(struct request *r)
{
    const struct gt_http_config *config = &r->http->config;
    gt_str takes, seen;
    unsigned status = 0;

    if (config->files == NULL || !gt_str_eq(r->req.method, GT_STR("GET")))
        return false;
    (void)gt_http_header(&r->req, "accept-encoding", &takes);
    (void)gt_http_header(&r->req, "if-none-match", &seen);
    r->file = gt_http_files_find(
        config->files, r->req.path, gt_http_takes_gzip(takes), seen,
        config->files_not_under == NULL ||
            !gt_str_starts(r->req.path, gt_str_from(config->files_not_under)),
        &status);
    r->answer.status = (int)status;
    return r->file != NULL;
}

/* The declared length against the route's limit; *length is -1 for chunks. */
static gt_rc check_length(struct request *r, int64_t *length, struct gt_err *err)
{
    const size_t max = r->req.route->body_max;
    gt_str text;

    *length = 0;
    if (gt_http_header(&r->req, "transfer-encoding", &text))
        *length = -1;
    else if (gt_http_header(&r->req, "content-length", &text) &&
             !gt_str_i64(gt_str_trim(text), length))
        *length = INT64_MAX;
    if (*length > 0 && (uint64_t)*length > max)
        return max == 0 ? gt_fail(err, GT_ELIMIT, "this address takes no body", "此地址不接受正文")
                        : gt_fail(err, GT_ELIMIT, "the body is larger than %zu bytes",
                                  "正文超过%zu字节", max);
    gt_buf_init(&r->body, max);
    return GT_OK;
}

/* Headers, address and route.  *now: answer at once and close, since what
 * follows on this connection cannot be trusted. */
static gt_rc judge(struct request *r, const char *method, const char *version, bool *now,
                   int64_t *length, struct gt_err *err)
{
    gt_rc rc;

    *now = true;
    *length = 0;
    r->head = strcmp(method, "HEAD") == 0;
    if ((rc = take_headers(r, err)) != GT_OK || (rc = take_peer(r, err)) != GT_OK ||
        (rc = gt_arena_dup(r->req.arena, gt_str_from(r->head ? "GET" : method),
                           &r->req.method)) != GT_OK)
        return rc;
    if (strcmp(version, "HTTP/1.1") != 0 && strcmp(version, "HTTP/1.0") != 0)
        return gt_fail(err, GT_EINVAL, "only HTTP/1.0 and 1.1 are spoken here",
                       "仅支持 HTTP/1.0 与 1.1");
    if ((rc = gt_http_target_parse(r->req.arena, r->raw, &r->target, err)) != GT_OK)
        return rc;
    *now = false;
    r->req.path = r->target.path;
    r->req.query = r->target.query;
    r->req.query_count = r->target.query_count;
    if ((rc = find_route(r, err)) != GT_OK)
        return rc;
    if (r->req.route == NULL)
        return find_static(r) ? GT_OK
                              : gt_fail(err, GT_ENOTFOUND, "there is nothing at this address",
                                        "此地址没有内容");
    return check_length(r, length, err);
}

static enum MHD_Result begin(struct request *r, const char *method, const char *version)
{
    struct gt_err err = {0};
    gt_str expect;
    int64_t length;
    bool now;
    gt_rc rc;

    r->began_ns = gt_clock_mono_ns();
    rc = judge(r, method, version, &now, &length, &err);
    set_deadline(r, after_ms(r->http->config.body_ms));
    if (rc == GT_OK) {
        r->stage = STAGE_RECEIVING;
        return r->file != NULL && length == 0 ? send_file(r) : MHD_YES;
    }
    refuse(r, status_of(rc), &err);
    /* A client that is still sending would never see an answer that comes
     * with a closed connection, so a body of moderate length is read first. */
    if (now || length > GT_HTTP_DISCARD_MAX || gt_http_header(&r->req, "expect", &expect)) {
        r->answer.close = true;
        r->http->answering++;
        return send_answer(r);
    }
    r->stage = STAGE_REFUSED;
    return MHD_YES;
}

static enum MHD_Result receive(struct request *r, const char *bytes, size_t *size)
{
    struct gt_err err = {0};

    if (r->stage == STAGE_RECEIVING && r->req.route != NULL) {
        const size_t before = r->body.len;
        gt_rc rc = GT_OK;

        if (r->http->body_bytes + *size > GT_HTTP_BODIES_MAX) {
            rc = gt_fail(&err, GT_EBUSY, "too many uploads at a time; try again in a moment",
                         "同时上传的文件过多，请稍后再试");
        } else {
            gt_buf_add(&r->body, bytes, *size);
            r->http->body_bytes += r->body.len - before;
            if ((rc = r->body.status) != GT_OK)
                (void)gt_fail(&err, rc, "the body is larger than %zu bytes",
                              "正文超过%zu字节", r->req.route->body_max);
        }
        if (rc != GT_OK) {
            refuse(r, status_of(rc), &err);
            r->stage = STAGE_REFUSED;
        }
    } else {
        r->discarded += *size;
        if (r->discarded > GT_HTTP_DISCARD_MAX)
            return MHD_NO;
    }
    *size = 0;
    return MHD_YES;
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *connection, const char *url,
                                  const char *method, const char *version, const char *upload,
                                  size_t *upload_size, void **context)
{
    struct request *r = *context;

    (void)cls;
    (void)connection;
    (void)url; /* decoded by rules that are not ours; on_target() has kept the original */
    if (r == NULL)
        return MHD_NO;
    switch (r->stage) {
    case STAGE_NEW:
        return begin(r, method, version);
    case STAGE_RECEIVING:
        if (*upload_size > 0)
            return receive(r, upload, upload_size);
        return r->file != NULL ? send_file(r) : enqueue(r);
    case STAGE_REFUSED:
        if (*upload_size > 0)
            return receive(r, upload, upload_size);
        r->http->answering++;
        return send_answer(r);
    case STAGE_READY:
        return send_answer(r);
    case STAGE_RUNNING:
    case STAGE_SENT:
        break;
    }
    return MHD_NO;
}

/* Addresses stay as they were sent; target.c decodes them strictly. */
static size_t keep_escapes(void *cls, struct MHD_Connection *connection, char *text)
{
    (void)cls;
    (void)connection;
    return strlen(text);
}

/* ---- start and stop --------------------------------------------------------- */

static void *keep(void *arg)
{
    struct gt_http *http = arg;

    while (!http->keeper_ends) {
        const struct timespec tick = {0, GT_HTTP_TICK_MS * 1000000L};
        const int64_t now_ns = gt_clock_mono_ns();

        http->swept += gt_http_sweep_run(http->sweep, now_ns);
        if (http->config.hub != NULL)
            gt_http_hub_tick(http->config.hub, now_ns);
        (void)nanosleep(&tick, NULL);
    }
    return NULL;
}

static void defaults(struct gt_http_config *config)
{
    config->loops = or_default(config->loops, 1);
    config->header_ms = or_default(config->header_ms, GT_HTTP_HEADER_MS);
    config->body_ms = or_default(config->body_ms, GT_HTTP_BODY_MS);
    config->answer_ms = or_default(config->answer_ms, GT_HTTP_ANSWER_MS);
    config->idle_ms = or_default(config->idle_ms, GT_HTTP_IDLE_MS);
    config->grace_ms = or_default(config->grace_ms, GT_HTTP_GRACE_MS);
    config->connections_max = or_default(config->connections_max, GT_HTTP_CONNECTIONS_MAX);
    if (config->pool_count == 0)
        config->pool_count = 1;
    for (size_t i = 0; i < config->pool_count && i < GT_HTTP_POOLS_MAX; i++) {
        config->pools[i].threads = or_default(config->pools[i].threads, DEFAULT_THREADS);
        config->pools[i].queue = or_default(config->pools[i].queue, DEFAULT_QUEUE);
    }
}

static gt_rc check_pools(const struct gt_http_config *config, struct gt_err *err)
{
    if (config->pool_count > GT_HTTP_POOLS_MAX)
        return gt_fail(err, GT_EINVAL, "more than %d pools", "线程池超过%d个",
                       (int)GT_HTTP_POOLS_MAX);
    for (size_t i = 0; i < config->route_count; i++)
        if (config->routes[i].pool >= config->pool_count)
            return gt_fail(err, GT_EINVAL, "route %s names a pool that is not there",
                           "路由 %s 指定的线程池不存在", config->routes[i].path);
    return GT_OK;
}

static gt_rc start_daemon(struct gt_http *http, struct gt_err *err)
{
    const struct gt_http_config *config = &http->config;
    const bool tls = config->tls_cert != NULL;
    const unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME |
                           (tls ? MHD_USE_TLS : 0U);
    struct MHD_OptionItem more[8];
    size_t used = 0;

    if (tls) {
        more[used++] = (struct MHD_OptionItem){MHD_OPTION_HTTPS_MEM_CERT, 0,
                                               (void *)(uintptr_t)config->tls_cert};
        more[used++] = (struct MHD_OptionItem){MHD_OPTION_HTTPS_MEM_KEY, 0,
                                               (void *)(uintptr_t)config->tls_key};
        more[used++] = (struct MHD_OptionItem){
            MHD_OPTION_HTTPS_PRIORITIES, 0,
            (void *)(uintptr_t) "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"};
    }
    if (config->loops > 1) /* a pool of one is refused */
        more[used++] = (struct MHD_OptionItem){MHD_OPTION_THREAD_POOL_SIZE,
                                               (intptr_t)config->loops, NULL};
    if (config->connections_per_peer_max > 0)
        more[used++] = (struct MHD_OptionItem){
            MHD_OPTION_PER_IP_CONNECTION_LIMIT, (intptr_t)config->connections_per_peer_max, NULL};
    more[used] = (struct MHD_OptionItem){MHD_OPTION_END, 0, NULL};
    http->daemon = MHD_start_daemon(
        flags, 0, NULL, NULL, on_request, http,
        MHD_OPTION_LISTEN_SOCKET, http->listener.fd,
        MHD_OPTION_CONNECTION_LIMIT, config->connections_max,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)GT_HTTP_CONNECTION_BYTES,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)GT_HTTP_SILENCE_S,
        MHD_OPTION_URI_LOG_CALLBACK, on_target, http,
        MHD_OPTION_UNESCAPE_CALLBACK, keep_escapes, NULL,
        MHD_OPTION_NOTIFY_CONNECTION, on_connection, http,
        MHD_OPTION_NOTIFY_COMPLETED, on_completed, http,
        MHD_OPTION_ARRAY, more,
        MHD_OPTION_END);
    if (http->daemon == NULL)
        return gt_fail(err, GT_EIO, "the HTTP server does not start%s",
                       "HTTP 服务无法启动%s", tls ? " (certificate or key?)" : "");
    return GT_OK;
}

gt_rc gt_http_start(const struct gt_http_config *config, struct gt_http **out, struct gt_err *err)
{
    struct gt_http *http = gt_calloc(1, sizeof(*http));
    gt_rc rc = GT_ENOMEM;

    if (http == NULL)
        return gt_wrap(err, rc, "the HTTP server", "HTTP 服务");
    http->config = *config;
    http->listener.fd = -1;
    defaults(&http->config);
    http->figures = gt_calloc(config->route_count + FILES_STATS, sizeof(*http->figures));
    if (http->figures == NULL || (rc = check_pools(&http->config, err)) != GT_OK ||
        (rc = gt_http_routes_create(config->routes, config->route_count, &http->routes, err)) !=
            GT_OK ||
        (rc = gt_http_sweep_create(&http->sweep)) != GT_OK ||
        (rc = gt_http_listen(config->address, config->port, &http->listener, err)) != GT_OK)
        goto out;
    for (size_t i = 0; i < http->config.pool_count; i++)
        if ((rc = gt_http_pool_create(http->config.pools[i].threads, http->config.pools[i].queue,
                                      run, &http->pools[i], err)) != GT_OK)
            goto out;
    if ((rc = start_daemon(http, err)) != GT_OK)
        goto out;
    if (pthread_create(&http->keeper, NULL, keep, http) != 0) {
        rc = gt_fail(err, GT_ENOMEM, "the system gives no thread", "系统无法创建线程");
        goto out;
    }
    http->keeper_runs = true;
    *out = http;
    return GT_OK;
out:
    gt_http_stop(http);
    return gt_wrap(err, rc, "starting the HTTP server", "启动 HTTP 服务");
}

uint16_t gt_http_port(const struct gt_http *http)
{
    return http->listener.port;
}

static void wait_until_zero(const atomic_uint_fast64_t *what, unsigned ms)
{
    const int64_t until_ns = after_ms(ms);

    while (*what > 0 && gt_clock_mono_ns() < until_ns) {
        const struct timespec pause = {0, 5000000};

        (void)nanosleep(&pause, NULL);
    }
}

void gt_http_stop(struct gt_http *http)
{
    if (http == NULL)
        return;
    http->stopping = true;
    if (http->daemon != NULL)
        (void)MHD_quiesce_daemon(http->daemon); /* gives the socket back; ours to close */
    if (http->config.hub != NULL)
        gt_http_hub_end(http->config.hub);
    wait_until_zero(&http->running, http->config.grace_ms);
    for (size_t i = 0; i < http->config.pool_count && i < GT_HTTP_POOLS_MAX; i++)
        gt_http_pool_destroy(http->pools[i]); /* nothing is suspended any more */
    wait_until_zero(&http->answering, LAST_WORDS_MS);
    if (http->daemon != NULL)
        MHD_stop_daemon(http->daemon);
    http->keeper_ends = true;
    if (http->keeper_runs)
        (void)pthread_join(http->keeper, NULL);
    gt_http_listener_close(&http->listener);
    gt_http_sweep_destroy(http->sweep);
    gt_http_routes_destroy(http->routes);
    gt_free(http->figures);
    gt_free(http);
}

/* ---- figures ------------------------------------------------------------------ */

void gt_http_stats(const struct gt_http *http, struct gt_http_stats *out)
{
    *out = (struct gt_http_stats){
        .connections = http->connections,
        .connections_open = gt_http_sweep_open(http->sweep),
        .requests_running = http->running,
        .refused = http->refused,
        .swept = http->swept,
        .busy = http->busy,
    };
}

void gt_http_stats_route(const struct gt_http *http, size_t route, struct gt_http_route_stats *out)
{
    const struct route_figures *figures = &http->figures[route];

    *out = (struct gt_http_route_stats){.count = figures->count, .total_ns = figures->total_ns};
    for (size_t i = 0; i < GT_HTTP_BUCKETS; i++)
        out->bucket[i] = figures->bucket[i];
    for (size_t i = 0; i < GT_LEN(out->status); i++)
        out->status[i] = figures->status[i];
}
