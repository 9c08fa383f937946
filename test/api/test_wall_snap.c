/* test_wall_snap.c - a packed wall is good for the same sight, for a minute. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "api/wall_snap.h"

static struct gt_buf packed_text(const char *text)
{
    struct gt_buf buf;

    gt_buf_init(&buf, 1000);
    gt_buf_text(&buf, text);
    return buf;
}

static void it_is_good_for_the_same_sight_and_a_minute(void **state)
{
    const struct gt_wall_sight sight = {20000, 7, GT_LANG_ZH, true, true};
    const struct { const char *name; struct gt_wall_sight sight; int64_t now_ms; bool there; } cases[] = {
        {"the same, at once", sight, 5000, true},
        {"the same, after 59 s", sight, 5000 + 59999, true},
        {"the same, after a minute", sight, 5000 + 60000, false},
        {"a clock that was set back", sight, 4000, false},
        {"another day", {20001, 7, GT_LANG_ZH, true, true}, 5000, false},
        {"another picture", {20000, 8, GT_LANG_ZH, true, true}, 5000, false},
        {"another language", {20000, 7, GT_LANG_EN, true, true}, 5000, false},
        {"somebody who sees no units", {20000, 7, GT_LANG_ZH, false, true}, 5000, false},
        {"somebody who sees no documents", {20000, 7, GT_LANG_ZH, true, false}, 5000, false},
    };
    struct gt_wall_snap snap;
    struct gt_buf packed = packed_text("one"), body;

    (void)state;
    gt_wall_snap_init(&snap);
    gt_buf_init(&body, 1000);
    assert_int_equal(gt_wall_snap_mark(&snap, &sight, 5000), 0);
    gt_wall_snap_keep(&snap, &sight, 42, 5000, &packed);
    assert_null(packed.at);
    for (size_t at = 0; at < GT_LEN(cases); at++) {
        const int64_t mark = gt_wall_snap_mark(&snap, &cases[at].sight, cases[at].now_ms);

        if ((mark == 42) != cases[at].there)
            fail_msg("%s", cases[at].name);
    }
    assert_true(gt_wall_snap_copy(&snap, &sight, 42, &body));
    assert_string_equal(body.at, "one");
    gt_buf_reset(&body);
    packed = packed_text("two");
    gt_wall_snap_keep(&snap, &sight, 43, 6000, &packed); /* somebody else made a newer one */
    assert_false(gt_wall_snap_copy(&snap, &sight, 42, &body));
    assert_true(gt_wall_snap_copy(&snap, &sight, 43, &body));
    assert_string_equal(body.at, "two");
    gt_buf_clear(&body);
    gt_wall_snap_clear(&snap);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(it_is_good_for_the_same_sight_and_a_minute)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
