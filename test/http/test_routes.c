/* test_routes.c - targets and the routes that they find. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "http/routes.h"

static void nothing(void *app, const struct gt_http_req *req, struct gt_http_answer *answer)
{
    (void)app;
    (void)req;
    (void)answer;
}

static const struct gt_http_route routes[] = {
    {"GET", "/api/tasks", nothing, 0, 0, NULL},
    {"GET", "/api/tasks/{id}", nothing, 0, 0, NULL},
    {"GET", "/api/tasks/late", nothing, 0, 0, NULL},
    {"POST", "/api/tasks/{id}/reports", nothing, 0, 0, NULL},
    {"PATCH", "/api/tasks/{id}", nothing, 0, 0, NULL},
    {"GET", "/api/{kind}/late", nothing, 0, 0, NULL},
};

static const struct target_case {
    const char *method, *raw;
    gt_rc       want;
    int         route;
    const char *param;
} cases[] = {
    {"GET", "/api/tasks", GT_OK, 0, NULL},
    {"GET", "/api/tasks?x=1&y=", GT_OK, 0, NULL},
    {"GET", "/api/tasks/12", GT_OK, 1, "12"},
    {"GET", "/api/tasks/late", GT_OK, 2, NULL},
    {"PATCH", "/api/tasks/late", GT_OK, 4, "late"},
    {"GET", "/api/links/late", GT_OK, 5, "links"},
    {"POST", "/api/tasks/%E5%A4%84%2f/reports", GT_OK, 3, "处/"},
    {"GET", "/api/tasks/", GT_OK, GT_HTTP_NO_ROUTE, NULL},
    {"GET", "/api//late", GT_OK, GT_HTTP_NO_ROUTE, NULL},
    {"DELETE", "/api/tasks/12", GT_OK, GT_HTTP_NO_METHOD, NULL},
    {"GET", "/1/2/3/4/5/6/7/8/9/10/11/12/13/14", GT_OK, GT_HTTP_NO_ROUTE, NULL},
    {"GET", "/", GT_OK, GT_HTTP_NO_ROUTE, NULL},
    {"GET", "", GT_EINVAL, 0, NULL},
    {"GET", "*", GT_EINVAL, 0, NULL},
    {"GET", "/a b", GT_EINVAL, 0, NULL},
    {"GET", "/a#b", GT_EINVAL, 0, NULL},
    {"GET", "/a/../b", GT_EINVAL, 0, NULL},
    {"GET", "/a/%2E%2e/b", GT_EINVAL, 0, NULL},
    {"GET", "/%00", GT_EINVAL, 0, NULL},
    {"GET", "/%0a", GT_EINVAL, 0, NULL},
    {"GET", "/%g0", GT_EINVAL, 0, NULL},
    {"GET", "/%", GT_EINVAL, 0, NULL},
    {"GET", "/%c3%28", GT_EINVAL, 0, NULL},
    {"GET", "/?a=1&b=2&a=3", GT_EINVAL, 0, NULL},
};

static void targets_find_their_routes(void **state)
{
    struct gt_http_routes *table = NULL;
    struct gt_err err = {0};

    (void)state;
    assert_int_equal(gt_http_routes_create(routes, GT_LEN(routes), &table, &err), GT_OK);
    for (size_t i = 0; i < GT_LEN(cases); i++) {
        const struct target_case *c = &cases[i];
        struct gt_http_pair params[GT_HTTP_PARAMS_MAX];
        struct gt_http_target target;
        struct gt_arena *arena = NULL;
        struct gt_buf allow;
        size_t count;
        gt_rc rc;

        gt_buf_init(&allow, 256);
        assert_int_equal(gt_arena_create(1 << 20, &arena), GT_OK);
        rc = gt_http_target_parse(arena, gt_str_from(c->raw), &target, &err);
        if (rc != c->want)
            fail_msg("%s: rc %d, %s", c->raw, (int)rc, err.text[GT_LANG_EN]);
        if (rc == GT_OK) {
            const int found = gt_http_routes_find(table, gt_str_from(c->method), &target, params,
                                                  &count, &allow);

            if (found != c->route)
                fail_msg("%s %s: route %d", c->method, c->raw, found);
            if (c->param != NULL &&
                (count != 1 || !gt_str_eq(params[0].value, gt_str_from(c->param))))
                fail_msg("%s %s: its parameter", c->method, c->raw);
            if (found == GT_HTTP_NO_METHOD)
                assert_true(gt_str_eq(gt_buf_view(&allow), GT_STR("GET, PATCH")));
        }
        gt_buf_clear(&allow);
        gt_arena_destroy(arena);
    }
    gt_http_routes_destroy(table);
}

static void a_query_is_decoded(void **state)
{
    struct gt_http_target target;
    struct gt_arena *arena = NULL;

    (void)state;
    assert_int_equal(gt_arena_create(1 << 20, &arena), GT_OK);
    assert_int_equal(gt_http_target_parse(arena, GT_STR("/?q=a+b%2B&&empty=&%E5%A4%84"), &target, NULL),
                     GT_OK);
    assert_int_equal(target.query_count, 3);
    assert_true(gt_str_eq(target.query[0].value, GT_STR("a b+")));
    assert_true(gt_str_eq(target.query[1].value, GT_STR("")));
    assert_true(gt_str_eq(target.query[2].name, GT_STR("处")));
    gt_arena_destroy(arena);
}

static void too_much_of_a_target_is_refused(void **state)
{
    static char text[GT_HTTP_TARGET_MAX + 2] = "/";
    struct gt_http_target target;
    struct gt_arena *arena = NULL;
    struct gt_buf many;

    (void)state;
    assert_int_equal(gt_arena_create(1 << 20, &arena), GT_OK);
    memset(text + 1, 'a', GT_HTTP_TARGET_MAX);
    assert_int_equal(gt_http_target_parse(arena, gt_str_from(text), &target, NULL), GT_ELIMIT);
    gt_buf_init(&many, GT_HTTP_TARGET_MAX);
    gt_buf_text(&many, "/?");
    for (int i = 0; i <= GT_HTTP_QUERY_MAX; i++)
        gt_buf_printf(&many, "n%d=1&", i);
    assert_int_equal(gt_http_target_parse(arena, gt_buf_view(&many), &target, NULL), GT_EINVAL);
    gt_buf_clear(&many);
    gt_arena_destroy(arena);
}

static void a_bad_table_is_refused(void **state)
{
    static const struct gt_http_route bad[][2] = {
        {{"GET", "tasks", nothing, 0, 0, NULL}, {"GET", "/a", nothing, 0, 0, NULL}},
        {{"GET", "/a/{x}", nothing, 0, 0, NULL}, {"GET", "/a/{y}", nothing, 0, 0, NULL}},
        {{"GET", "/a", NULL, 0, 0, NULL}, {"GET", "/b", nothing, 0, 0, NULL}},
        {{"GET", "/1/2/3/4/5/6/7/8/9/10/11/12/13", nothing, 0, 0, NULL},
         {"GET", "/b", nothing, 0, 0, NULL}},
        {{"GET", "/{a}/{b}/{c}/{d}/{e}/{f}/{g}", nothing, 0, 0, NULL},
         {"GET", "/b", nothing, 0, 0, NULL}},
    };

    (void)state;
    for (size_t i = 0; i < GT_LEN(bad); i++) {
        struct gt_http_routes *table = NULL;
        struct gt_err err = {0};

        assert_int_equal(gt_http_routes_create(bad[i], 2, &table, &err), GT_EINVAL);
        assert_true(err.text[GT_LANG_ZH][0] != '\0');
    }
}

static void memory_may_be_refused_anywhere(void **state)
{
    gt_rc rc = GT_ENOMEM;

    (void)state;
    for (int n = 0; rc != GT_OK; n++) {
        struct gt_http_routes *table = NULL;
        struct gt_http_target target;
        struct gt_arena *arena = NULL;
        struct gt_err err = {0};

        assert_true(n < 100);
        gt_alloc_fail_at(n);
        if ((rc = gt_http_routes_create(routes, GT_LEN(routes), &table, &err)) == GT_OK &&
            (rc = gt_arena_create(1 << 20, &arena)) == GT_OK)
            rc = gt_http_target_parse(arena, GT_STR("/a/b/c?d=e&f=%41"), &target, &err);
        gt_alloc_fail_at(-1);
        assert_true(rc == GT_OK || rc == GT_ENOMEM);
        gt_http_routes_destroy(table);
        gt_arena_destroy(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(targets_find_their_routes),
        cmocka_unit_test(a_query_is_decoded),
        cmocka_unit_test(too_much_of_a_target_is_refused),
        cmocka_unit_test(a_bad_table_is_refused),
        cmocka_unit_test(memory_may_be_refused_anywhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
