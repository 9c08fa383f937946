/* fuzz_base_json.c - the JSON reader on any bytes. */
#include "base/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct gt_jval *root = NULL;
    struct gt_arena *arena = NULL;
    struct gt_err err = {0};

    if (gt_arena_create(16 * 1024 * 1024, &arena) != GT_OK)
        return 0;
    if (gt_json_parse(arena, (gt_str){(const char *)data, size}, &root, &err) == GT_OK)
        assert(root != NULL);
    else
        assert(err.rc != GT_OK || size > 0);
    gt_arena_destroy(arena);
    return 0;
}
