/* test_fields.c - header fields: the guard, languages, encodings, tags, cookies. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "http/fields.h"

#define FIELD(name, value) {GT_STR_INIT(name), GT_STR_INIT(value)}

static const struct guard_case {
    const char *name;
    gt_rc       want;
    size_t      count;
    struct gt_http_pair headers[4];
} guards[] = {
    {"one Host is enough", GT_OK, 1, {FIELD("Host", "a")}},
    {"names in any case", GT_OK, 2, {FIELD("hOST", "a"), FIELD("CONTENT-LENGTH", "12")}},
    {"chunks alone", GT_OK, 2, {FIELD("Host", "a"), FIELD("Transfer-Encoding", "Chunked")}},
    {"UTF-8 in a value", GT_OK, 2, {FIELD("Host", "a"), FIELD("X-Name", "处")}},
    {"no Host", GT_EINVAL, 0, {FIELD("", "")}},
    {"two Hosts", GT_EINVAL, 2, {FIELD("Host", "a"), FIELD("host", "a")}},
    {"two lengths", GT_EINVAL, 3,
     {FIELD("Host", "a"), FIELD("Content-Length", "1"), FIELD("content-length", "1")}},
    {"a list of lengths", GT_EINVAL, 2, {FIELD("Host", "a"), FIELD("Content-Length", "1, 1")}},
    {"an empty length", GT_EINVAL, 2, {FIELD("Host", "a"), FIELD("Content-Length", "")}},
    {"length and chunks", GT_EINVAL, 3,
     {FIELD("Host", "a"), FIELD("Content-Length", "1"), FIELD("Transfer-Encoding", "chunked")}},
    {"identity", GT_EINVAL, 2, {FIELD("Host", "a"), FIELD("Transfer-Encoding", "identity")}},
    {"a blank in a name", GT_EINVAL, 2, {FIELD("Host", "a"), FIELD("X A", "1")}},
    {"a line end in a value", GT_EINVAL, 2, {FIELD("Host", "a"), FIELD("X-A", "1\r\nHost: b")}},
};

static void the_guard_lets_only_plain_requests_through(void **state)
{
    (void)state;
    for (size_t i = 0; i < GT_LEN(guards); i++) {
        struct gt_err err = {0};
        const gt_rc rc = gt_http_guard(guards[i].headers, guards[i].count, &err);

        if (rc != guards[i].want)
            fail_msg("%s: rc %d, %s", guards[i].name, (int)rc, err.text[GT_LANG_EN]);
        if (rc != GT_OK && (err.text[GT_LANG_EN][0] == '\0' || err.text[GT_LANG_ZH][0] == '\0'))
            fail_msg("%s: refused without words", guards[i].name);
    }
}

static void the_wanted_language_is_found(void **state)
{
    static const struct { const char *field; enum gt_lang want; } cases[] = {
        {"", GT_LANG_ZH}, {"en", GT_LANG_EN}, {"en-GB,en;q=0.9,zh-CN;q=0.8", GT_LANG_EN},
        {"zh-CN,zh;q=0.9,en;q=0.8", GT_LANG_ZH}, {"fr, en;q=0.2", GT_LANG_EN},
        {"de", GT_LANG_ZH}, {"en;q=0, zh;q=0.1", GT_LANG_ZH}, {"en;q=0.5,zh;q=0.6", GT_LANG_ZH},
        {";;,,q=,", GT_LANG_ZH},
    };

    (void)state;
    for (size_t i = 0; i < GT_LEN(cases); i++)
        if (gt_http_language(gt_str_from(cases[i].field)) != cases[i].want)
            fail_msg("%s", cases[i].field);
}

static void gzip_is_used_where_it_is_taken(void **state)
{
    static const struct { const char *field; bool want; } cases[] = {
        {"", false}, {"gzip", true}, {"GZIP", true}, {"br, gzip;q=0.5", true}, {"gzip;q=0", false},
        {"gzip;q=0.000", false}, {"gzip;q=0.001", true}, {"*", true}, {"*;q=0", false},
        {"*, gzip;q=0", false}, {"x-gzip", false}, {"deflate", false},
    };

    (void)state;
    for (size_t i = 0; i < GT_LEN(cases); i++)
        if (gt_http_takes_gzip(gt_str_from(cases[i].field)) != cases[i].want)
            fail_msg("%s", cases[i].field);
}

static void tags_are_compared_weakly(void **state)
{
    (void)state;
    assert_true(gt_http_etag_listed(GT_STR("\"1\", \"2\""), GT_STR("\"2\"")));
    assert_true(gt_http_etag_listed(GT_STR("W/\"2\""), GT_STR("\"2\"")));
    assert_true(gt_http_etag_listed(GT_STR("*"), GT_STR("\"2\"")));
    assert_false(gt_http_etag_listed(GT_STR("\"22\""), GT_STR("\"2\"")));
    assert_false(gt_http_etag_listed(GT_STR(""), GT_STR("\"2\"")));
}

static void cookies_are_found_whole(void **state)
{
    gt_str value;

    (void)state;
    assert_true(gt_http_cookie_find(GT_STR("a=1; guatu=xy=z; b=2"), GT_STR("guatu"), &value));
    assert_true(gt_str_eq(value, GT_STR("xy=z")));
    assert_false(gt_http_cookie_find(GT_STR("notguatu=1; guatux=2"), GT_STR("guatu"), &value));
    assert_int_equal(value.len, 0);
    assert_true(gt_http_cookie_find(GT_STR("guatu="), GT_STR("guatu"), &value));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_guard_lets_only_plain_requests_through),
        cmocka_unit_test(the_wanted_language_is_found),
        cmocka_unit_test(gzip_is_used_where_it_is_taken),
        cmocka_unit_test(tags_are_compared_weakly),
        cmocka_unit_test(cookies_are_found_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
