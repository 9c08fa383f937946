/* test_describe.c - the contract: every type is one, every name is there,
 * and the committed TypeScript is what the tables say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "api/describe.h"
#include "api/route.h"
#include "base/file.h"

static void every_type_is_one(void **state)
{
    struct gt_type type;

    (void)state;
    for (size_t i = 0; i < gt_shape_count; i++) {
        const struct gt_shape *shape = gt_shape_at(i);

        assert_ptr_equal(gt_shape_find(gt_str_from(shape->name)), shape); /* named once */
        for (size_t f = 0; f < shape->field_count; f++) {
            if (!gt_type_parse(gt_str_from(shape->fields[f].type), &type))
                fail_msg("%s.%s: %s is no type", shape->name, shape->fields[f].name,
                         shape->fields[f].type);
            if (type.kind == GT_KIND_SHAPE && gt_shape_find(type.words) == NULL)
                fail_msg("%s.%s: there is no shape %.*s", shape->name, shape->fields[f].name,
                         GT_FMT(type.words));
        }
    }
}

static bool is_payload(const char *name, bool body)
{
    const struct gt_shape *shape = gt_shape_find(gt_str_from(name));

    if (name[0] == '\0' || strcmp(name, "binary") == 0 || (!body && strcmp(name, "events") == 0))
        return true;
    return shape != NULL && shape->body == body;
}

static void every_route_names_what_there_is(void **state)
{
    (void)state;
    for (size_t i = 0; i < gt_api_route_count; i++) {
        const struct gt_api_route *route = gt_api_route_at(i);
        gt_str list = gt_str_from(route->query);
        struct gt_query_def def;

        if (!is_payload(route->body, true) || !is_payload(route->answer, false))
            fail_msg("%s %s: body or answer", route->method, route->path);
        while (gt_query_next(&list, &def))
            if (def.type.list || def.type.kind == GT_KIND_SHAPE)
                fail_msg("%s %s: %.*s", route->method, route->path, GT_FMT(def.name));
        if (gt_str_trim(list).len > 0)
            fail_msg("%s %s: query %s", route->method, route->path, route->query);
    }
}

static const struct check_case {
    const char *name, *shape, *json, *wrong; /* the first place at fault; NULL: fits */
} cases[] = {
    {"an answer as it should be", "Done", "{\"version\":1,\"sentence\":\"\"}", NULL},
    {"a missing field", "Done", "{\"version\":1}", "sentence"},
    {"a field too many", "Done", "{\"version\":1,\"sentence\":\"\",\"x\":1}", "x"},
    {"a number that is text", "Done", "{\"version\":\"1\",\"sentence\":\"\"}", "version"},
    {"a number with a fraction", "Done", "{\"version\":1.5,\"sentence\":\"\"}", "version"},
    {"null where it may not be", "Done", "{\"version\":null,\"sentence\":\"\"}", "version"},
    {"no object at all", "Done", "[]", ""},
    {"a list of shapes", "Tasks", "{\"items\":[],\"next\":null,\"total\":0}", NULL},
    {"something else in a list", "Units", "{\"items\":[1]}", "items[0]"},
    {"a fault deep inside", "Light",
     "{\"meaning\":\"red\",\"amount\":0,\"why\":\"\",\"rule\":\"\"}", "meaning"},
    {"a body with nothing in it", "TaskEdit", "{}", NULL},
    {"a body that empties a field", "TaskEdit", "{\"deadline\":null}", NULL},
    {"a day that is none", "TaskEdit", "{\"deadline\":\"2026-02-31\"}", "deadline"},
    {"the empty word", "TaskEdit", "{\"recur\":\"\"}", NULL},
    {"a word with a bar in it", "FigureEdit",
     "{\"name\":\"\",\"op\":\">=|<=\",\"value\":1,\"unit\":\"\"}", "op"},
    {"a list in a body", "TaskEdit", "{\"support\":[{\"unit\":1},{\"unit\":\"2\"}]}",
     "support[1].unit"},
    {"a required field of a body", "SignIn", "{\"name\":\"a\"}", "password"},
};

static void values_are_held_against_shapes(void **state)
{
    (void)state;
    for (size_t i = 0; i < GT_LEN(cases); i++) {
        const struct gt_shape *shape = gt_shape_find(gt_str_from(cases[i].shape));
        const struct gt_jval *value = NULL;
        struct gt_problems problems;
        struct gt_arena *arena = NULL;
        size_t bad;

        assert_non_null(shape);
        assert_int_equal(gt_arena_create(1 << 20, &arena), GT_OK);
        gt_problems_init(&problems, arena);
        assert_int_equal(gt_json_parse(arena, gt_str_from(cases[i].json), &value, NULL), GT_OK);
        bad = gt_shape_check(shape, value, &problems);
        if ((bad == 0) != (cases[i].wrong == NULL) || bad != problems.errors)
            fail_msg("%s: %zu faults", cases[i].name, bad);
        if (bad > 0 && !gt_str_eq(problems.list.at[0].field, gt_str_from(cases[i].wrong)))
            fail_msg("%s: at %.*s", cases[i].name, GT_FMT(problems.list.at[0].field));
        gt_arena_destroy(arena);
    }
}

static void the_check_says_when_memory_ends(void **state)
{
    const struct gt_shape *shape = gt_shape_find(GT_STR("TaskEdit"));
    size_t bad = 1;

    (void)state;
    for (int n = 0; bad != 0; n++) {
        const struct gt_jval *value = NULL;
        struct gt_problems problems;
        struct gt_arena *arena = NULL;

        assert_true(n < 50);
        assert_int_equal(gt_arena_create(1 << 20, &arena), GT_OK);
        assert_int_equal(gt_json_parse(arena, GT_STR("{\"title\":\"a\",\"support\":[{\"unit\":1}]}"),
                                       &value, NULL), GT_OK);
        gt_problems_init(&problems, arena);
        gt_alloc_fail_at(n);
        bad = gt_shape_check(shape, value, &problems);
        if (gt_alloc_fail_at(-1) >= 0)
            assert_int_equal(bad, 0); /* nothing was refused, so nothing is wrong */
        gt_arena_destroy(arena);
    }
}

static void the_typescript_is_current(void **state)
{
    struct gt_arena *arena = NULL;
    struct gt_buf made;
    gt_str committed;
    char path[1024];

    (void)state;
    gt_buf_init(&made, GT_DESCRIBE_BYTES_MAX);
    gt_describe_typescript(&made);
    assert_int_equal(made.status, GT_OK);
    assert_int_equal(gt_arena_create(GT_DESCRIBE_BYTES_MAX * 2, &arena), GT_OK);
    (void)snprintf(path, sizeof(path), "%s/web/src/api/types.ts", getenv("GUATU_SOURCE"));
    assert_int_equal(gt_file_read(arena, path, GT_DESCRIBE_BYTES_MAX, &committed, NULL), GT_OK);
    if (!gt_str_eq(gt_buf_view(&made), committed))
        fail_msg("run: guatu api --typescript > web/src/api/types.ts");
    gt_buf_clear(&made);
    gt_arena_destroy(arena);
}

static void the_openapi_document_is_json(void **state)
{
    const struct gt_jval *root = NULL;
    struct gt_arena *arena = NULL;
    struct gt_buf made;

    (void)state;
    gt_buf_init(&made, GT_DESCRIBE_BYTES_MAX);
    gt_describe_openapi(&made);
    assert_int_equal(made.status, GT_OK);
    assert_int_equal(gt_arena_create(16 << 20, &arena), GT_OK);
    assert_int_equal(gt_json_parse(arena, gt_buf_view(&made), &root, NULL), GT_OK);
    assert_true(gt_str_eq(gt_jstr(root, "openapi", GT_STR("")), GT_STR("3.1.0")));
    gt_buf_clear(&made);
    gt_arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_type_is_one),
        cmocka_unit_test(every_route_names_what_there_is),
        cmocka_unit_test(values_are_held_against_shapes),
        cmocka_unit_test(the_check_says_when_memory_ends),
        cmocka_unit_test(the_typescript_is_current),
        cmocka_unit_test(the_openapi_document_is_json),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
