/* fuzz_gauge_light.c - a light's condition, and a whole rule set, on any bytes. */
#include <math.h>

#include "gauge/light_set.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const gt_str text = {(const char *)data, size};
    struct gt_arena *arena = NULL;
    struct gt_light_code code = {0}, again = {0};
    struct gt_light_set set = {0};
    struct gt_problems problems;
    struct gt_err err = {0};
    double quantities[GT_LIGHT_QUANTITIES];

    if (!gt_utf8_valid(text, NULL) || gt_arena_create(32 << 20, &arena) != GT_OK)
        return 0;
    for (int at = 0; at < GT_LIGHT_QUANTITIES; at++)
        quantities[at] = at % 3 == 0 ? NAN : at;
    if (gt_light_code_parse(arena, text, &code, &err) == GT_OK) {
        /* what is stored reads back as itself and judges the same */
        if (gt_light_code_parse(arena, code.when, &again, &err) == GT_OK) {
            assert(gt_str_eq(code.when, again.when));
            assert(gt_light_code_holds(&code, quantities) == gt_light_code_holds(&again, quantities));
        } else {
            assert(err.rc == GT_ELIMIT || err.rc == GT_EPARSE);
        }
    }
    gt_problems_init(&problems, arena);
    if (gt_light_set_parse(arena, text, &set, &problems, &err) == GT_OK)
        assert(set.rule_count > 0);
    gt_arena_destroy(arena);
    return 0;
}
