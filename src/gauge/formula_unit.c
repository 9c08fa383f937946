/* formula_unit.c - units as scales and atoms. */
#include <math.h>

#include "gauge/formula.h"

/* Longest first: 百万 before 万. */
static const struct { const char *text; double scale; } multiples[] = {
    {"百万", 1e6}, {"千万", 1e7}, {"万亿", 1e12}, {"亿", 1e8}, {"万", 1e4}, {"千", 1e3}, {"百", 1e2}};

/* Those that have no atom; the whole part must be one of them. */
static const struct { const char *text; double scale; } bare[] = {
    {"", 1}, {"1", 1}, {"%", 0.01}, {"％", 0.01}, {"‰", 0.001}, {"个百分点", 0.01}, {"百分点", 0.01},
    {"pp", 0.01}, {"倍", 1}, {"次方", 1}};

static gt_rc add_atom(struct gt_unit_dim *unit, gt_str name, int power, struct gt_err *err)
{
    int at = 0;

    while (at < unit->count && gt_str_cmp(unit->atoms[at].name, name) < 0)
        at++;
    if (at < unit->count && gt_str_eq(unit->atoms[at].name, name)) {
        unit->atoms[at].power += power;
        if (unit->atoms[at].power == 0) {
            unit->count--;
            memmove(&unit->atoms[at], &unit->atoms[at + 1],
                    sizeof unit->atoms[0] * (size_t)(unit->count - at));
        }
        return GT_OK;
    }
    if (unit->count == GT_UNIT_ATOMS_MAX)
        return gt_fail(err, GT_ELIMIT, "a unit of more than %d parts", "单位的组成超过%d个",
                       (int)GT_UNIT_ATOMS_MAX);
    memmove(&unit->atoms[at + 1], &unit->atoms[at], sizeof unit->atoms[0] * (size_t)(unit->count - at));
    unit->count++;
    unit->atoms[at].name = name;
    unit->atoms[at].power = power;
    return GT_OK;
}

/* One side of a stroke: 亿元, 万人, %. */
static gt_rc part(struct gt_unit_dim *unit, gt_str text, int power, struct gt_err *err)
{
    for (size_t at = 0; at < GT_LEN(bare); at++)
        if (gt_str_eq(text, gt_str_from(bare[at].text))) {
            unit->scale *= pow(bare[at].scale, power);
            return GT_OK;
        }
    for (size_t at = 0; at < GT_LEN(multiples); at++) {
        const gt_str multiple = gt_str_from(multiples[at].text);

        if (gt_str_starts(text, multiple)) {
            unit->scale *= pow(multiples[at].scale, power);
            text = gt_str_sub(text, multiple.len, text.len);
            break;
        }
    }
    return text.len == 0 ? GT_OK : add_atom(unit, text, power, err);
}

gt_rc gt_unit_parse(gt_str text, struct gt_unit_dim *out, struct gt_err *err)
{
    struct gt_unit_dim unit = {.scale = 1};
    int power = 1;
    gt_rc rc = GT_OK;

    text = gt_str_trim(text);
    for (bool more = true; more && rc == GT_OK; power = -1) {
        const size_t stroke = gt_str_find(text, GT_STR("/"), 0);

        more = stroke != SIZE_MAX;
        rc = part(&unit, gt_str_trim(gt_str_sub(text, 0, stroke)), power, err);
        text = more ? gt_str_sub(text, stroke + 1, text.len) : GT_STR("");
    }
    if (rc == GT_OK)
        *out = unit;
    return rc;
}

bool gt_unit_alike(const struct gt_unit_dim *a, const struct gt_unit_dim *b)
{
    if (a->count != b->count)
        return false;
    for (int at = 0; at < a->count; at++)
        if (a->atoms[at].power != b->atoms[at].power ||
            !gt_str_eq(a->atoms[at].name, b->atoms[at].name))
            return false;
    return true;
}

gt_rc gt_unit_times(struct gt_unit_dim *a, const struct gt_unit_dim *b, int power, struct gt_err *err)
{
    gt_rc rc = GT_OK;

    for (int at = 0; rc == GT_OK && at < b->count; at++)
        rc = add_atom(a, b->atoms[at].name, power * b->atoms[at].power, err);
    if (rc == GT_OK)
        a->scale *= pow(b->scale, power);
    return rc;
}
