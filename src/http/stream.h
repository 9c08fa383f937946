/* stream.h - the server's side of the hub; hub.h is what others see. */
#ifndef GT_HTTP_STREAM_H
#define GT_HTTP_STREAM_H

#include "http/hub.h"

struct gt_http_stream;

/* How a stream goes to sleep and is woken; the hub knows no socket. */
struct gt_http_stream_ops {
    void (*sleep)(void *peer); /* only from within gt_http_stream_read() */
    void (*wake)(void *peer);  /* from any thread */
};

/* GT_ELIMIT: too many streams, of this person or in all. */
gt_rc gt_http_stream_open(struct gt_http_hub *hub, const struct gt_http_stream_ops *ops,
                          void *peer, int64_t who, int64_t key, uint64_t after,
                          int64_t now_ns, struct gt_http_stream **out,
                          struct gt_err *err) GT_MUST_USE;
void  gt_http_stream_close(struct gt_http_stream *stream);

enum { GT_HTTP_STREAM_END = -1 };
/* Bytes put into out, 0 after going to sleep, or GT_HTTP_STREAM_END. */
ptrdiff_t gt_http_stream_read(struct gt_http_stream *stream, char *out, size_t max);

/* Heartbeats for the quiet, the end for the old. */
void gt_http_hub_tick(struct gt_http_hub *hub, int64_t now_ns);
/* Every stream ends; none sleeps any more. */
void gt_http_hub_end(struct gt_http_hub *hub);

#endif
