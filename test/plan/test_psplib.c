/* test_psplib.c - the readers of .sm, .sch and .rcp. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/file.h"
#include "plan/psplib.h"

enum { BUDGET = 4 * 1024 * 1024 };

#define SM_HEAD "jobs (incl. supersource/sink ):  3\n  - renewable  : 1 R\n" \
                "  - nonrenewable  : 0 N\n  - doubly constrained  : 0 D\n"
#define SM_LINKS "PRECEDENCE RELATIONS:\njobnr.\n1 1 1 2\n2 1 1 3\n3 1 0\n"
#define SM_NEEDS "REQUESTS/DURATIONS:\njobnr.\n---\n1 1 0 0\n2 1 4 2\n3 1 0 0\n"
#define SM_CAPS "RESOURCEAVAILABILITIES:\nR 1\n3\n"
#define SCH_LINKS "1 1 0 0\n0 1 1 1 [0]\n1 1 2 2 0 [4] [-7]\n2 1 0\n"
#define SCH_NEEDS "0 1 0 0\n1 1 4 2\n2 1 0 0\n"

static const struct read_case {
    const char *name;
    enum gt_psplib format;
    const char *text;
    gt_rc want;
    uint32_t acts, ress, links;
    const char *message; /* part of the English text */
} cases[] = {
    {"a PSPLIB file", GT_PSPLIB_SM, SM_HEAD SM_LINKS SM_NEEDS SM_CAPS, GT_OK, 3, 1, 2, NULL},
    {"a ProGen/max file", GT_PSPLIB_SCH, SCH_LINKS SCH_NEEDS "3\n", GT_OK, 3, 1, 3, NULL},
    {"a Patterson file", GT_PSPLIB_RCP, "3 1\n3\n0 0 1 2\n4 2 1 3\n0 0 0\n", GT_OK, 3, 1, 2, NULL},
    {"line ends of DOS and a control-Z", GT_PSPLIB_RCP, "1 0\r\n\r\n5 0\r\n\x1a", GT_OK, 1, 0, 0, NULL},
    {"nothing", GT_PSPLIB_RCP, "", .want = GT_EPARSE, .message = "line 1: the file ends too early"},
    {"a torn file", GT_PSPLIB_RCP, "3 1\n3\n0 0 1 2\n4 2", .want = GT_EPARSE,
     .message = "line 4: the file ends too early"},
    {"words where numbers belong", GT_PSPLIB_RCP, "3 1\nthree\n0 0 0 0 0 0\n", .want = GT_EPARSE,
     .message = "line 2: a number was expected"},
    {"a successor that does not exist", GT_PSPLIB_RCP, "2 1\n3\n0 0 1 9\n0 0 0 0\n", .want = GT_EPARSE,
     .message = "line 3: the number is out of range"},
    {"a negative duration", GT_PSPLIB_RCP, "2 1\n3\n-4 0 0 0\n0 0 0\n", .want = GT_EPARSE,
     .message = "line 3"},
    {"more activities than the file has bytes", GT_PSPLIB_RCP, "900000 1000\n", .want = GT_EPARSE,
     .message = "too short"},
    {"a lag beyond all ticks", GT_PSPLIB_SCH, "1 1 0 0\n0 1 1 1 [99999999999]\n1 1 0\n2 1 0\n" SCH_NEEDS "3\n",
     .want = GT_EPARSE, .message = "line 2"},
    {"shifted rows", GT_PSPLIB_SCH, "1 1 0 0\n0 1 1 1 [0]\n2 1 0\n1 1 0\n" SCH_NEEDS "3\n", .want = GT_EPARSE,
     .message = "not numbered in order"},
    {"several modes", GT_PSPLIB_SCH, "1 1 0 0\n0 2 1 1 [0]\n1 1 0\n2 1 0\n" SCH_NEEDS "3\n",
     .want = GT_EUNSUPPORTED, .message = "modes"},
    {"nonrenewable resources", GT_PSPLIB_SCH, "1 1 2 0\n", .want = GT_EUNSUPPORTED,
     .message = "nonrenewable"},
    {"no table of demands", GT_PSPLIB_SM, SM_HEAD SM_LINKS, .want = GT_EPARSE,
     .message = "REQUESTS/DURATIONS"},
    {"another file altogether", GT_PSPLIB_SM, "<html></html>", .want = GT_EPARSE, .message = "jobs"},
};

static void texts_are_read_or_refused(void **state)
{
    (void)state;
    for (size_t k = 0; k < GT_LEN(cases); k++) {
        const struct read_case *c = &cases[k];
        struct gt_arena *arena = NULL;
        struct gt_err err = {0};
        struct gt_rcpsp p = {0};
        gt_rc rc;

        assert_int_equal(gt_arena_create(BUDGET, &arena), GT_OK);
        rc = gt_psplib_parse(arena, c->format, gt_str_from(c->text), &p, &err);
        if (rc != c->want || (c->message && strstr(err.text[GT_LANG_EN], c->message) == NULL))
            fail_msg("%s: %s, %s", c->name, gt_rc_name(rc), err.text[GT_LANG_EN]);
        if (rc == GT_OK) {
            assert_int_equal(p.acts, c->acts);
            assert_int_equal(p.ress, c->ress);
            assert_int_equal(p.links, c->links);
        } else {
            assert_true(err.text[GT_LANG_ZH][0] != '\0');
        }
        gt_arena_destroy(arena);
    }
}

static void lags_and_demands_are_kept(void **state)
{
    struct gt_arena *arena = NULL;
    struct gt_rcpsp p;

    (void)state;
    assert_int_equal(gt_arena_create(BUDGET, &arena), GT_OK);
    assert_int_equal(gt_psplib_parse(arena, GT_PSPLIB_SCH, GT_STR(SCH_LINKS SCH_NEEDS "3\n"), &p, NULL), GT_OK);
    assert_int_equal(p.link[1].lag, 4);
    assert_int_equal(p.link[2].lag, -7);
    assert_int_equal(p.link[2].to, 0);
    assert_int_equal(p.dur[1], 4);
    assert_int_equal(p.need[1], 2);
    assert_int_equal(p.cap[0], 3);
    assert_int_equal(gt_psplib_parse(arena, GT_PSPLIB_SM, GT_STR(SM_HEAD SM_LINKS SM_NEEDS SM_CAPS), &p, NULL),
                     GT_OK);
    assert_int_equal(p.link[1].lag, 4); /* a successor waits for the end */
    gt_arena_destroy(arena);
}

static void names_tell_the_format(void **state)
{
    enum gt_psplib format;

    (void)state;
    assert_true(gt_psplib_of_name(GT_STR("a/B.SCH"), &format));
    assert_int_equal(format, GT_PSPLIB_SCH);
    assert_false(gt_psplib_of_name(GT_STR("a.json"), &format));
}

static void memory_may_fail_anywhere(void **state)
{
    (void)state;
    for (int64_t n = 0;; n++) {
        struct gt_arena *arena = NULL;
        struct gt_rcpsp p;
        gt_rc rc;

        assert_int_equal(gt_arena_create(BUDGET, &arena), GT_OK);
        (void)gt_alloc_fail_at(n);
        rc = gt_psplib_parse(arena, GT_PSPLIB_SM, GT_STR(SM_HEAD SM_LINKS SM_NEEDS SM_CAPS), &p, NULL);
        (void)gt_alloc_fail_at(-1);
        gt_arena_destroy(arena);
        if (rc == GT_OK)
            break;
        assert_int_equal(rc, GT_ENOMEM);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_read_or_refused),
        cmocka_unit_test(lags_and_demands_are_kept),
        cmocka_unit_test(names_tell_the_format),
        cmocka_unit_test(memory_may_fail_anywhere),
    };

    return cmocka_run_group_tests_name("psplib", tests, NULL, NULL);
}
