/* hub.c - the ring of events and the streams that read it. */
#include <pthread.h>

#include "base/buf.h"
#include "http/limits.h"
#include "http/stream.h"

struct event {
    uint64_t      id;
    struct gt_buf text; /* as it goes over the wire */
};

struct gt_http_stream {
    struct gt_http_hub    *hub;
    struct gt_http_stream *prev, *next;
    const struct gt_http_stream_ops *ops;
    void    *peer;
    int64_t  who, key, opened_ns, spoke_ns;
    uint64_t next_serial; /* event to send next */
    size_t   sent;        /* bytes of it that are out */
    bool     asleep, end;
    char     note[96];    /* "hello", "reset" or a heartbeat, before the next event */
    size_t   note_len, note_sent;
};

struct gt_http_hub {
    pthread_mutex_t        lock;
    struct event           ring[GT_HTTP_EVENTS_KEPT];
    uint64_t               serial;  /* events published since the start */
    uint64_t               last_id;
    struct gt_http_stream *first;
    size_t                 count;
    bool                   ended;
};

gt_rc gt_http_hub_create(struct gt_http_hub **out, struct gt_err *err)
{
    struct gt_http_hub *hub = gt_calloc(1, sizeof(*hub));

    if (hub == NULL)
        return gt_fail_text(err, GT_ENOMEM, gt_rc_text(GT_ENOMEM, GT_LANG_EN),
                            gt_rc_text(GT_ENOMEM, GT_LANG_ZH));
    (void)pthread_mutex_init(&hub->lock, NULL);
    for (size_t i = 0; i < GT_HTTP_EVENTS_KEPT; i++)
        gt_buf_init(&hub->ring[i].text, GT_HTTP_EVENT_BYTES_MAX);
    *out = hub;
    return GT_OK;
}

void gt_http_hub_destroy(struct gt_http_hub *hub)
{
    if (hub == NULL)
        return;
    for (size_t i = 0; i < GT_HTTP_EVENTS_KEPT; i++)
        gt_buf_clear(&hub->ring[i].text);
    (void)pthread_mutex_destroy(&hub->lock);
    gt_free(hub);
}

static uint64_t oldest(const struct gt_http_hub *hub)
{
    return hub->serial > GT_HTTP_EVENTS_KEPT ? hub->serial - GT_HTTP_EVENTS_KEPT : 0;
}

static const struct event *event_at(const struct gt_http_hub *hub, uint64_t serial)
{
    return &hub->ring[serial % GT_HTTP_EVENTS_KEPT];
}

static void wake(struct gt_http_stream *stream)
{
    if (stream->asleep) {
        stream->asleep = false;
        stream->ops->wake(stream->peer);
    }
}

static void note(struct gt_http_stream *stream, const char *text)
{
    stream->note_len = (size_t)snprintf(stream->note, sizeof(stream->note), "%s", text);
    stream->note_sent = 0;
}

gt_rc gt_http_hub_publish(struct gt_http_hub *hub, uint64_t id, const char *name, gt_str data,
                          struct gt_err *err)
{
    struct gt_buf text;
    gt_rc rc;

    gt_buf_init(&text, GT_HTTP_EVENT_BYTES_MAX);
    gt_buf_printf(&text, "id: %llu\nevent: %s\ndata: ", (unsigned long long)id, name);
    gt_buf_str(&text, data);
    gt_buf_text(&text, "\n\n");
    if (text.status != GT_OK || memchr(data.at, '\n', data.len) != NULL) {
        rc = text.status != GT_OK ? text.status : GT_EINVAL;
        gt_buf_clear(&text);
        return gt_fail(err, rc, "an event must be one line of at most %d bytes",
                       "事件须为一行，且不超过%d字节", (int)GT_HTTP_EVENT_BYTES_MAX);
    }
    (void)pthread_mutex_lock(&hub->lock);
    if (id > hub->last_id) {
        struct event *event = &hub->ring[hub->serial % GT_HTTP_EVENTS_KEPT];

        gt_buf_clear(&event->text);
        event->text = text;
        event->id = hub->last_id = id;
        hub->serial++;
        for (struct gt_http_stream *s = hub->first; s != NULL; s = s->next)
            wake(s);
        gt_buf_init(&text, 0); /* the ring's now */
    }
    (void)pthread_mutex_unlock(&hub->lock);
    gt_buf_clear(&text);
    return GT_OK;
}

void gt_http_hub_drop(struct gt_http_hub *hub, int64_t key)
{
    (void)pthread_mutex_lock(&hub->lock);
    for (struct gt_http_stream *s = hub->first; s != NULL; s = s->next)
        if (s->key == key) {
            s->end = true;
            wake(s);
        }
    (void)pthread_mutex_unlock(&hub->lock);
}

size_t gt_http_hub_streams(struct gt_http_hub *hub)
{
    size_t count;

    (void)pthread_mutex_lock(&hub->lock);
    count = hub->count;
    (void)pthread_mutex_unlock(&hub->lock);
    return count;
}

/*
 * Where a reader who has seen `after` goes on.  What he missed and the ring
 * no longer has (or never had: an earlier run of the server) is a reset.  A
 * new page (after == 0) hears which event is the last, so that it can tell
 * whether what it has read meanwhile is older.
 */
static void place(struct gt_http_hub *hub, struct gt_http_stream *stream, uint64_t after)
{
    uint64_t at = hub->serial;
    bool gap;

    while (after > 0 && at > oldest(hub) && event_at(hub, at - 1)->id > after)
        at--;
    stream->next_serial = at;
    gap = after > hub->last_id ||
          (after > 0 && after != hub->last_id && at == oldest(hub) &&
           event_at(hub, at)->id != after + 1);
    if (gap)
        stream->next_serial = hub->serial;
    stream->note_len = (size_t)snprintf(
        stream->note, sizeof(stream->note), "retry: 2000\nid: %llu\nevent: %s\ndata: {}\n\n",
        (unsigned long long)(gap || after == 0 ? hub->last_id : after), gap ? "reset" : "hello");
}

gt_rc gt_http_stream_open(struct gt_http_hub *hub, const struct gt_http_stream_ops *ops,
                          void *peer, int64_t who, int64_t key, uint64_t after, int64_t now_ns,
                          struct gt_http_stream **out, struct gt_err *err)
{
    struct gt_http_stream *stream;
    size_t mine = 0;
    bool full;

    if ((stream = gt_calloc(1, sizeof(*stream))) == NULL)
        return gt_fail_text(err, GT_ENOMEM, gt_rc_text(GT_ENOMEM, GT_LANG_EN),
                            gt_rc_text(GT_ENOMEM, GT_LANG_ZH));
    stream->hub = hub;
    stream->ops = ops;
    stream->peer = peer;
    stream->who = who;
    stream->key = key;
    stream->opened_ns = stream->spoke_ns = now_ns;
    (void)pthread_mutex_lock(&hub->lock);
    for (const struct gt_http_stream *s = hub->first; s != NULL; s = s->next)
        mine += s->who == who;
    full = hub->count >= GT_HTTP_STREAMS_MAX || mine >= GT_HTTP_STREAMS_PER_PERSON_MAX;
    if (!full) {
        stream->next = hub->first;
        if (stream->next != NULL)
            stream->next->prev = stream;
        hub->first = stream;
        hub->count++;
        stream->end = hub->ended;
        place(hub, stream, after);
    }
    (void)pthread_mutex_unlock(&hub->lock);
    if (full) {
        gt_free(stream);
        return gt_fail(err, GT_ELIMIT,
                       "too many pages listen for changes (at most %d a person); close one",
                       "监听变化的页面过多（每人最多%d个），请关闭一些",
                       (int)GT_HTTP_STREAMS_PER_PERSON_MAX);
    }
    *out = stream;
    return GT_OK;
}

void gt_http_stream_close(struct gt_http_stream *stream)
{
    struct gt_http_hub *hub;

    if (stream == NULL)
        return;
    hub = stream->hub;
    (void)pthread_mutex_lock(&hub->lock);
    if (stream->prev != NULL)
        stream->prev->next = stream->next;
    else
        hub->first = stream->next;
    if (stream->next != NULL)
        stream->next->prev = stream->prev;
    hub->count--;
    (void)pthread_mutex_unlock(&hub->lock);
    gt_free(stream);
}

/* Copies what is ready; a note never stands inside an event. */
static size_t take(struct gt_http_hub *hub, struct gt_http_stream *s, char *out, size_t max)
{
    size_t len = 0;

    if (s->next_serial < oldest(hub)) {
        /* Cut off in mid-event, only a new stream is whole again: the browser
         * comes back with the last id that it has, and is told to reset. */
        s->end = s->sent > 0;
        if (s->end)
            return 0;
        note(s, "event: reset\ndata: {}\n\n");
        s->next_serial = hub->serial;
    }
    while (len < max) {
        const struct event *event;
        size_t part;

        if (s->note_sent < s->note_len && s->sent == 0) {
            part = s->note_len - s->note_sent < max - len ? s->note_len - s->note_sent : max - len;
            memcpy(out + len, s->note + s->note_sent, part);
            s->note_sent += part;
            len += part;
            continue;
        }
        if (s->next_serial == hub->serial)
            break;
        event = event_at(hub, s->next_serial);
        part = event->text.len - s->sent < max - len ? event->text.len - s->sent : max - len;
        memcpy(out + len, event->text.at + s->sent, part);
        s->sent += part;
        len += part;
        if (s->sent == event->text.len) {
            s->sent = 0;
            s->next_serial++;
        }
    }
    return len;
}

ptrdiff_t gt_http_stream_read(struct gt_http_stream *s, char *out, size_t max)
{
    struct gt_http_hub *hub = s->hub;
    ptrdiff_t len;

    (void)pthread_mutex_lock(&hub->lock);
    len = s->end ? 0 : (ptrdiff_t)take(hub, s, out, max);
    if (s->end) {
        len = GT_HTTP_STREAM_END;
    } else if (len == 0) {
        /* Under the lock, so that no event falls between looking and sleeping. */
        s->asleep = true;
        s->ops->sleep(s->peer);
    }
    (void)pthread_mutex_unlock(&hub->lock);
    return len;
}

void gt_http_hub_tick(struct gt_http_hub *hub, int64_t now_ns)
{
    const int64_t beat = (int64_t)GT_HTTP_HEARTBEAT_MS * 1000000;
    const int64_t life = (int64_t)GT_HTTP_STREAM_LIFE_MS * 1000000;

    (void)pthread_mutex_lock(&hub->lock);
    for (struct gt_http_stream *s = hub->first; s != NULL; s = s->next) {
        if (now_ns - s->opened_ns >= life)
            s->end = true;
        else if (now_ns - s->spoke_ns < beat)
            continue;
        if (!s->end && s->asleep)
            note(s, ": beat\n\n"); /* finds out whether the peer is still there */
        s->spoke_ns = now_ns;
        wake(s);
    }
    (void)pthread_mutex_unlock(&hub->lock);
}

void gt_http_hub_end(struct gt_http_hub *hub)
{
    (void)pthread_mutex_lock(&hub->lock);
    hub->ended = true;
    for (struct gt_http_stream *s = hub->first; s != NULL; s = s->next) {
        s->end = true;
        wake(s);
    }
    (void)pthread_mutex_unlock(&hub->lock);
}
