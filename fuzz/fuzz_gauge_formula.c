/* fuzz_gauge_formula.c - formulas over indicators from any bytes: parsed,
 * reckoned; whatever parses must fit its own stack. */
#include "gauge/formula.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool find(void *data, gt_str name, int64_t *id, gt_str *unit)
{
    (void)data;
    *id = (int64_t)(name.len % 5);
    *unit = name.len % 2 == 0 ? GT_STR("亿元/家") : GT_STR("%");
    return name.len < 40;
}

static double value(void *data, int64_t id, int back)
{
    (void)data;
    return (double)id + back / 7.0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct gt_formula_names names = {find, NULL};
    const gt_str text = {(const char *)data, size};
    struct gt_arena *arena = NULL;
    struct gt_formula formula;
    struct gt_unit_dim unit;

    if (gt_arena_create(1 << 22, &arena) != GT_OK)
        return 0;
    if (gt_unit_parse(text, &unit, NULL) == GT_OK && unit.count > GT_UNIT_ATOMS_MAX)
        abort();
    if (gt_formula_parse(text, GT_STR("%"), &names, arena, &formula, NULL) == GT_OK) {
        if (formula.depth > GT_FORMULA_DEPTH_MAX + 2 || formula.id_count > GT_FORMULA_NAMES_MAX)
            abort();
        (void)gt_formula_eval(&formula, value, NULL);
    }
    gt_arena_destroy(arena);
    return 0;
}
