/*
 * limits.h - every limit of the HTTP server by name.
 *
 * Sizes are bytes, times are milliseconds unless the name says otherwise.
 */
#ifndef GT_HTTP_LIMITS_H
#define GT_HTTP_LIMITS_H

enum {
    /* One request. */
    GT_HTTP_TARGET_MAX = 8 * 1024,        /* request target, as sent */
    GT_HTTP_HEADERS_MAX = 64,             /* header fields */
    GT_HTTP_CONNECTION_BYTES = 24 * 1024, /* request line and headers, and MHD's own needs */
    GT_HTTP_PARAMS_MAX = 6,               /* {names} in one route */
    GT_HTTP_SEGMENTS_MAX = 12,            /* parts of a path that a route may have */
    GT_HTTP_QUERY_MAX = 48,               /* name=value pairs of one query */
    GT_HTTP_ARENA_MAX = 256 * 1024 * 1024, /* working memory of one request */
    GT_HTTP_ANSWER_MAX = 128 * 1024 * 1024,
    GT_HTTP_ANSWER_HEADERS_MAX = 12,      /* header fields that a handler adds */
    GT_HTTP_BODIES_MAX = 512 * 1024 * 1024, /* bodies held at a time, of all requests */
    GT_HTTP_DISCARD_MAX = 256 * 1024 * 1024, /* read of a body that is refused, so that the answer arrives */

    /* One server. */
    GT_HTTP_CONNECTIONS_MAX = 4000,
    GT_HTTP_BACKLOG = 512,
    GT_HTTP_POOLS_MAX = 4,
    GT_HTTP_POOL_THREADS_MAX = 64,
    GT_HTTP_POOL_QUEUE_MAX = 2048,        /* requests waiting for a worker */
    GT_HTTP_ROUTES_MAX = 512,

    /* Deadlines, kept by the sweeper whatever the peer drips. */
    GT_HTTP_HEADER_MS = 10 * 1000,        /* connection made to headers complete */
    GT_HTTP_BODY_MS = 120 * 1000,         /* headers complete to body complete */
    GT_HTTP_ANSWER_MS = 300 * 1000,       /* answer ready to answer sent */
    GT_HTTP_IDLE_MS = 75 * 1000,          /* answer sent to the next request's headers */
    GT_HTTP_SILENCE_S = 75,               /* no byte either way, in seconds */
    GT_HTTP_TICK_MS = 250,                /* the sweeper looks this often */
    GT_HTTP_GRACE_MS = 10 * 1000,         /* a stop waits so long for running requests */

    /* Compression. */
    GT_HTTP_GZIP_MIN = 1400,              /* a smaller answer fits one packet anyway */

    /* Static files. */
    GT_HTTP_FILES_MAX = 2000,
    GT_HTTP_FILE_BYTES_MAX = 16 * 1024 * 1024,
    GT_HTTP_FILES_BYTES_MAX = 128 * 1024 * 1024,

    /* Server-sent events. */
    GT_HTTP_STREAMS_MAX = 3000,           /* open streams of one server */
    GT_HTTP_STREAMS_PER_PERSON_MAX = 12,  /* browsers open one a tab */
    GT_HTTP_EVENTS_KEPT = 1024,           /* events that Last-Event-ID can ask for */
    GT_HTTP_EVENT_BYTES_MAX = 16 * 1024,
    GT_HTTP_HEARTBEAT_MS = 15 * 1000,
    GT_HTTP_STREAM_LIFE_MS = 30 * 60 * 1000, /* then the browser comes again and is judged again */
};

#endif
