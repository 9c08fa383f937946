/* test_server.c - starting and stopping: bad settings, refused memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "http/files.h"
#include "http/http.h"
#include "http/hub.h"

static void nothing(void *app, const struct gt_http_req *req, struct gt_http_answer *answer)
{
    (void)app;
    (void)req;
    (void)answer;
}

static const struct gt_http_route routes[] = {
    {"GET", "/a", nothing, 0, 0, NULL},
    {"GET", "/b", nothing, 0, 2, NULL},
};

static const struct start_case {
    const char *name, *address;
    gt_rc       want;
    size_t      routes, pools;
    unsigned    threads;
} cases[] = {
    {"loopback", "127.0.0.1", GT_OK, 1, 1, 1},
    {"all defaults", "::1", GT_OK, 1, 0, 0},
    {"a name", "localhost", GT_EINVAL, 1, 1, 1},
    {"a relative socket", "unix:a.sock", GT_EINVAL, 1, 1, 1},
    {"an address of another machine", "203.0.113.7", GT_EIO, 1, 1, 1},
    {"a pool that is not there", "127.0.0.1", GT_EINVAL, 2, 2, 1},
    {"too many pools", "127.0.0.1", GT_EINVAL, 1, 9, 1},
    {"too many threads", "127.0.0.1", GT_EINVAL, 1, 1, 1000},
};

static void settings_are_checked(void **state)
{
    (void)state;
    for (size_t i = 0; i < GT_LEN(cases); i++) {
        const struct gt_http_config config = {
            .address = cases[i].address,
            .pools = {{cases[i].threads, 4}},
            .pool_count = cases[i].pools,
            .routes = routes,
            .route_count = cases[i].routes,
        };
        struct gt_http *http = NULL;
        struct gt_err err = {0};
        const gt_rc rc = gt_http_start(&config, &http, &err);

        if (rc != cases[i].want)
            fail_msg("%s: rc %d, %s", cases[i].name, (int)rc, err.text[GT_LANG_EN]);
        if (rc == GT_OK)
            assert_true(gt_http_port(http) != 0);
        gt_http_stop(http);
    }
}

static void folders_are_loaded_or_refused(void **state)
{
    struct gt_http_files *files = NULL;
    struct gt_err err = {0};
    char folder[1024];

    (void)state;
    assert_int_equal(gt_http_files_load("/nowhere/at/all", &files, &err), GT_ENOTFOUND);
    (void)snprintf(folder, sizeof(folder), "%s/test/data/http/web/assets", getenv("GUATU_SOURCE"));
    assert_int_equal(gt_http_files_load(folder, &files, &err), GT_ENOTFOUND);
    assert_non_null(strstr(err.text[GT_LANG_EN], "index.html"));
    (void)snprintf(folder, sizeof(folder), "%s/test/data/http/web", getenv("GUATU_SOURCE"));
    assert_int_equal(gt_http_files_load(folder, &files, &err), GT_OK);
    assert_int_equal(gt_http_files_count(files), 3);
    gt_http_files_free(files);
}

/* Only what the starting thread itself asks for; libmicrohttpd's own memory
 * is not seen by the hook. */
static void memory_may_be_refused_anywhere(void **state)
{
    char folder[1024];
    gt_rc rc = GT_ENOMEM;

    (void)state;
    (void)snprintf(folder, sizeof(folder), "%s/test/data/http/web", getenv("GUATU_SOURCE"));
    for (int n = 0; rc != GT_OK; n++) {
        struct gt_http_config config = {
            .address = "127.0.0.1", .routes = routes, .route_count = 1};
        struct gt_http_files *files = NULL;
        struct gt_http_hub *hub = NULL;
        struct gt_http *http = NULL;
        struct gt_err err = {0};

        assert_true(n < 200);
        gt_alloc_fail_at(n);
        if ((rc = gt_http_hub_create(&hub, &err)) == GT_OK &&
            (rc = gt_http_files_load(folder, &files, &err)) == GT_OK) {
            config.hub = hub;
            config.files = files;
            rc = gt_http_start(&config, &http, &err);
        }
        gt_alloc_fail_at(-1);
        if (rc != GT_OK)
            assert_true(err.rc == rc && err.text[GT_LANG_EN][0] != '\0');
        gt_http_stop(http);
        gt_http_hub_destroy(hub);
        gt_http_files_free(files);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(settings_are_checked),
        cmocka_unit_test(folders_are_loaded_or_refused),
        cmocka_unit_test(memory_may_be_refused_anywhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
