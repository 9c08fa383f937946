/* test_json.c - the JSON writer and reader, each against the other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/json.h"

static const struct json_case {
    const char *name, *text;
    gt_rc       want;
    const char *message; /* part of the English text */
} cases[] = {
    {"numbers of every kind", "[0,-1,1.5,2e3,9223372036854775807]", GT_OK, NULL},
    {"nested containers", "{\"a\":{\"b\":[[],{}]}}", GT_OK, NULL},
    {"escapes", "\"\\\"\\\\\\n\\u6302\\ud83d\\ude00\"", GT_OK, NULL},
    {"nothing", "", GT_EPARSE, "ends too early"},
    {"something behind", "1 2", GT_EPARSE, "behind the value"},
    {"a key twice", "{\"a\":1,\n \"a\":2}", GT_EPARSE, "line 2"},
    {"a lone surrogate", "\"\\ud83d\"", GT_EPARSE, "escape"},
    {"a leading zero", "01", GT_EPARSE, "behind the value"},
    {"an integer too big", "9223372036854775808", GT_EPARSE, "64 bits"},
    {"an open string", "\"abc", GT_EPARSE, "does not end"},
    {"a comma too many", "[1,]", GT_EPARSE, "no value"},
    {"a mismatched bracket", "[1}", GT_EPARSE, "bracket"},
    {"bad UTF-8", "\"\xff\"", GT_EPARSE, "UTF-8"},
};

static void texts_are_read_or_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < GT_LEN(cases); i++) {
        const struct gt_jval *root = NULL;
        struct gt_arena *arena = NULL;
        struct gt_err err = {0};
        gt_rc rc;

        assert_int_equal(gt_arena_create(1 << 16, &arena), GT_OK);
        rc = gt_json_parse(arena, gt_str_from(cases[i].text), &root, &err);
        if (rc != cases[i].want || (cases[i].message && !strstr(err.text[GT_LANG_EN], cases[i].message)))
            fail_msg("%s: rc %d, %s", cases[i].name, (int)rc, err.text[GT_LANG_EN]);
        gt_arena_destroy(arena);
    }
}

static void what_is_written_reads_back(void **state)
{
    const struct gt_jval *root = NULL, *list;
    struct gt_arena *arena = NULL;
    struct gt_buf buf;
    struct gt_json json;

    (void)state;
    assert_int_equal(gt_arena_create(1 << 16, &arena), GT_OK);
    gt_buf_init(&buf, 1 << 16);
    gt_json_init(&json, &buf);
    gt_json_object(&json, NULL);
    gt_json_str(&json, "title", GT_STR("倒排\t\"时间\"\x01"));
    gt_json_array(&json, "list");
    gt_json_i64(&json, NULL, INT64_MIN);
    gt_json_double(&json, NULL, 0.1);
    gt_json_bool(&json, NULL, true);
    gt_json_null(&json, NULL);
    gt_json_close(&json);
    gt_json_key(&json, GT_STR("键"));
    gt_json_i64(&json, NULL, 7);
    gt_json_i64(&json, "after", 8);
    gt_json_close(&json);
    assert_int_equal(gt_json_status(&json), GT_OK);
    assert_int_equal(gt_json_parse(arena, gt_buf_view(&buf), &root, NULL), GT_OK);
    assert_true(gt_str_eq(gt_jstr(root, "title", GT_STR("")), GT_STR("倒排\t\"时间\"\x01")));
    list = gt_jget(root, "list");
    assert_int_equal(list->count, 4);
    assert_true(list->child->integer == INT64_MIN);
    assert_true(list->child->next->real == 0.1);
    assert_int_equal(gt_ji64(root, "键", 0), 7);
    assert_int_equal(gt_ji64(root, "after", 0), 8);
    assert_int_equal(gt_ji64(root, "title", -1), -1);
    gt_buf_clear(&buf);
    gt_arena_destroy(arena);
}

static void every_refused_allocation_is_an_answer(void **state)
{
    const gt_str text = GT_STR("{\"a\":[1,{\"b\":\"x\\ny\"}],\"c\":null}");
    gt_rc rc = GT_ENOMEM;

    (void)state;
    for (int64_t n = 0; rc != GT_OK; n++) {
        const struct gt_jval *root = NULL;
        struct gt_arena *arena = NULL;

        assert_true(n < 100);
        (void)gt_alloc_fail_at(n);
        rc = gt_arena_create(1 << 16, &arena);
        if (rc == GT_OK)
            rc = gt_json_parse(arena, text, &root, NULL);
        (void)gt_alloc_fail_at(-1);
        assert_true(rc == GT_OK || rc == GT_ENOMEM);
        gt_arena_destroy(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_read_or_refused),
        cmocka_unit_test(what_is_written_reads_back),
        cmocka_unit_test(every_refused_allocation_is_an_answer),
    };

    return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
