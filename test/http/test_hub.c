/* test_hub.c - events without a socket: order, replay, gaps, sleep. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "http/limits.h"
#include "http/stream.h"

static int sleeping, woken;

static void on_sleep(void *peer)
{
    (void)peer;
    sleeping++;
}

static void on_wake(void *peer)
{
    (void)peer;
    woken++;
}

static const struct gt_http_stream_ops ops = {on_sleep, on_wake};

static struct gt_http_hub *hub_with(int events)
{
    struct gt_http_hub *hub = NULL;

    sleeping = woken = 0;
    assert_int_equal(gt_http_hub_create(&hub, NULL), GT_OK);
    for (int i = 1; i <= events; i++)
        assert_int_equal(gt_http_hub_publish(hub, (uint64_t)i, "change", GT_STR("{}"), NULL), GT_OK);
    return hub;
}

static struct gt_http_stream *open_at(struct gt_http_hub *hub, uint64_t after)
{
    struct gt_http_stream *stream = NULL;

    assert_int_equal(gt_http_stream_open(hub, &ops, NULL, 1, 9, after, 0, &stream, NULL), GT_OK);
    return stream;
}

/* All that is ready, read in pieces of `piece` bytes. */
static void drain(struct gt_http_stream *stream, size_t piece, struct gt_buf *out)
{
    char part[4096];
    ptrdiff_t got;

    gt_buf_reset(out);
    while ((got = gt_http_stream_read(stream, part, piece)) > 0)
        gt_buf_add(out, part, (size_t)got);
    gt_buf_text(out, got < 0 ? "END" : "");
}

static void replay_begins_behind_the_last_id(void **state)
{
    struct gt_http_hub *hub = hub_with(5);
    struct gt_buf whole, pieces;

    (void)state;
    gt_buf_init(&whole, 1 << 20);
    gt_buf_init(&pieces, 1 << 20);
    for (size_t piece = 1; piece < 80; piece++) {
        struct gt_http_stream *a = open_at(hub, 3), *b = open_at(hub, 3);

        drain(a, 4096, &whole);
        drain(b, piece, &pieces);
        assert_string_equal(whole.at, "retry: 2000\nid: 3\nevent: hello\ndata: {}\n\n"
                                      "id: 4\nevent: change\ndata: {}\n\n"
                                      "id: 5\nevent: change\ndata: {}\n\n");
        assert_string_equal(whole.at, pieces.at);
        gt_http_stream_close(a);
        gt_http_stream_close(b);
    }
    gt_buf_clear(&whole);
    gt_buf_clear(&pieces);
    gt_http_hub_destroy(hub);
}

static void a_gap_is_a_reset(void **state)
{
    static const struct { int events; uint64_t after; const char *want; } cases[] = {
        {0, 0, "event: hello"}, {0, 7, "event: reset"}, {5, 0, "event: hello"},
        {5, 5, "event: hello"}, {5, 6, "event: reset"},
        {GT_HTTP_EVENTS_KEPT + 10, 9, "event: reset"},
        {GT_HTTP_EVENTS_KEPT + 10, 10, "event: hello"},
    };
    struct gt_buf text;

    (void)state;
    gt_buf_init(&text, 1 << 20);
    for (size_t i = 0; i < GT_LEN(cases); i++) {
        struct gt_http_hub *hub = hub_with(cases[i].events);
        struct gt_http_stream *stream = open_at(hub, cases[i].after);

        drain(stream, 4096, &text);
        if (strstr(text.at, cases[i].want) == NULL)
            fail_msg("case %zu: %.80s", i, text.at);
        gt_http_stream_close(stream);
        gt_http_hub_destroy(hub);
    }
    gt_buf_clear(&text);
}

static void a_reader_that_falls_behind_is_reset_or_ended(void **state)
{
    struct gt_http_hub *hub = hub_with(1);
    struct gt_http_stream *idle = open_at(hub, 1), *torn = open_at(hub, 0);
    struct gt_buf text;
    char part[64];

    (void)state;
    gt_buf_init(&text, 1 << 20);
    drain(idle, 4096, &text);
    drain(torn, 4096, &text);
    assert_int_equal(gt_http_hub_publish(hub, 2, "change", GT_STR("{}"), NULL), GT_OK);
    assert_int_equal(gt_http_stream_read(torn, part, 5), 5); /* in the middle of event 2 */
    for (int i = 3; i < GT_HTTP_EVENTS_KEPT + 10; i++)
        assert_int_equal(gt_http_hub_publish(hub, (uint64_t)i, "change", GT_STR("{}"), NULL), GT_OK);
    drain(idle, 4096, &text);
    assert_string_equal(text.at, "event: reset\ndata: {}\n\n");
    assert_int_equal(gt_http_stream_read(torn, part, sizeof(part)), GT_HTTP_STREAM_END);
    gt_buf_clear(&text);
    gt_http_stream_close(idle);
    gt_http_stream_close(torn);
    gt_http_hub_destroy(hub);
}

static void sleepers_are_woken_once(void **state)
{
    struct gt_http_hub *hub = hub_with(0);
    struct gt_http_stream *stream = open_at(hub, 0);
    struct gt_buf text;

    (void)state;
    gt_buf_init(&text, 1 << 20);
    drain(stream, 4096, &text);
    assert_int_equal(sleeping, 1);
    assert_int_equal(gt_http_hub_publish(hub, 1, "change", GT_STR("{}"), NULL), GT_OK);
    assert_int_equal(gt_http_hub_publish(hub, 2, "change", GT_STR("{}"), NULL), GT_OK);
    assert_int_equal(gt_http_hub_publish(hub, 2, "change", GT_STR("{\"twice\":1}"), NULL), GT_OK);
    assert_int_equal(woken, 1);
    drain(stream, 4096, &text);
    assert_null(strstr(text.at, "twice"));
    /* Quiet for a while: a comment tells whether the peer is still there. */
    gt_http_hub_tick(hub, (int64_t)GT_HTTP_HEARTBEAT_MS * 1000000 + 1);
    assert_int_equal(woken, 2);
    drain(stream, 4096, &text);
    assert_string_equal(text.at, ": beat\n\n");
    gt_http_hub_tick(hub, (int64_t)GT_HTTP_STREAM_LIFE_MS * 1000000 + 1);
    drain(stream, 4096, &text);
    assert_string_equal(text.at, "END");
    gt_buf_clear(&text);
    gt_http_stream_close(stream);
    gt_http_hub_destroy(hub);
}

static void what_is_no_line_is_refused(void **state)
{
    static char huge[GT_HTTP_EVENT_BYTES_MAX + 1];
    struct gt_http_hub *hub = hub_with(0);
    struct gt_err err = {0};

    (void)state;
    memset(huge, 'a', sizeof(huge));
    assert_int_equal(gt_http_hub_publish(hub, 1, "change", GT_STR("a\nb"), &err), GT_EINVAL);
    assert_int_equal(gt_http_hub_publish(hub, 1, "change", (gt_str){huge, sizeof(huge)}, &err),
                     GT_ELIMIT);
    gt_http_hub_destroy(hub);
}

static void memory_may_be_refused_anywhere(void **state)
{
    gt_rc rc = GT_ENOMEM;

    (void)state;
    for (int n = 0; rc != GT_OK; n++) {
        struct gt_http_stream *stream = NULL;
        struct gt_http_hub *hub = NULL;
        struct gt_err err = {0};

        assert_true(n < 50);
        gt_alloc_fail_at(n);
        if ((rc = gt_http_hub_create(&hub, &err)) == GT_OK &&
            (rc = gt_http_hub_publish(hub, 1, "change", GT_STR("{}"), &err)) == GT_OK)
            rc = gt_http_stream_open(hub, &ops, NULL, 1, 1, 0, 0, &stream, &err);
        gt_alloc_fail_at(-1);
        assert_true(rc == GT_OK || rc == GT_ENOMEM);
        gt_http_stream_close(stream);
        gt_http_hub_destroy(hub);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(replay_begins_behind_the_last_id),
        cmocka_unit_test(a_gap_is_a_reset),
        cmocka_unit_test(a_reader_that_falls_behind_is_reset_or_ended),
        cmocka_unit_test(sleepers_are_woken_once),
        cmocka_unit_test(what_is_no_line_is_refused),
        cmocka_unit_test(memory_may_be_refused_anywhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
