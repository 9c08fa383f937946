/* indicator_store.c - regions, indicators and their targets. */
#include "store/indicator_store.h"

#include <math.h>

#include "store/rows.h"

/* ---- regions ------------------------------------------------------------------ */

#define REGION "id, position, code, name_zh, name_en, shape, revision, removed_at_ms"
static const char sql_regions[] =
    "SELECT " REGION " FROM region WHERE removed_at_ms IS NULL ORDER BY position, id";
static const char sql_region_insert[] =
    "INSERT INTO region (position, code, name_zh, name_en, shape, revision)"
    " VALUES ($1, $2, $3, $4, $5, 1) RETURNING id";
static const char sql_region_update[] =
    "UPDATE region SET position = $1, code = $2, name_zh = $3, name_en = $4, shape = $5,"
    " removed_at_ms = $6, revision = revision + 1 WHERE id = $7 AND revision = $8 RETURNING revision";

static gt_rc read_region(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_region *region = row;

    region->id = gt_stmt_i64(stmt, 0);
    region->position = gt_stmt_i64(stmt, 1);
    region->revision = gt_stmt_i64(stmt, 6);
    region->removed_at_ms = gt_stmt_i64(stmt, 7);
    if (gt_stmt_dup(stmt, 2, arena, &region->code) != GT_OK ||
        gt_stmt_dup(stmt, 3, arena, &region->name[GT_LANG_ZH]) != GT_OK ||
        gt_stmt_dup(stmt, 4, arena, &region->name[GT_LANG_EN]) != GT_OK ||
        gt_stmt_dup(stmt, 5, arena, &region->shape) != GT_OK)
        return GT_ENOMEM;
    return GT_OK;
}

static void bind_region(struct gt_stmt *stmt, const struct gt_region *region)
{
    gt_stmt_bind_i64(stmt, 1, region->position);
    gt_stmt_bind_str(stmt, 2, region->code);
    gt_stmt_bind_str(stmt, 3, region->name[GT_LANG_ZH]);
    gt_stmt_bind_str(stmt, 4, region->name[GT_LANG_EN]);
    gt_stmt_bind_str(stmt, 5, region->shape);
}

gt_rc gt_region_store_list(struct gt_db *db, struct gt_arena *arena, gt_regions *out, struct gt_err *err)
{
    return gt_rows_query(db, sql_regions, 0, arena, read_region, sizeof(struct gt_region),
                         GT_REGIONS_MAX, out, err);
}

gt_rc gt_region_store_insert(struct gt_db *db, struct gt_region *region, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_region_insert, &stmt, err)) == GT_OK) {
        bind_region(stmt, region);
        rc = gt_stmt_run_i64(stmt, &region->id, err);
    }
    gt_stmt_release(stmt);
    if (rc == GT_OK)
        region->revision = 1;
    return rc;
}

gt_rc gt_region_store_update(struct gt_db *db, struct gt_region *region, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_region_update, &stmt, err)) == GT_OK) {
        bind_region(stmt, region);
        gt_stmt_bind_ref(stmt, 6, region->removed_at_ms);
        gt_stmt_bind_i64(stmt, 7, region->id);
        gt_stmt_bind_i64(stmt, 8, region->revision);
        rc = gt_rows_revised(stmt, &region->revision, "region", "地区", region->id, err);
    }
    gt_stmt_release(stmt);
    return rc;
}

/* ---- indicators ------------------------------------------------------------------ */

#define INDICATOR "id, position, code, name_zh, name_en, definition, unit, unit_en, source," \
    " owner_unit_id, owner_person_id, aim, nature, frequency, lag_days, decimals, formula, is_key," \
    " proxy_for, created_at_ms, revision, removed_at_ms"
static const char sql_indicators[] =
    "SELECT " INDICATOR " FROM indicator WHERE removed_at_ms IS NULL ORDER BY position, id";
static const char sql_indicator_get[] = "SELECT " INDICATOR " FROM indicator WHERE id = $1";
static const char sql_indicator_insert[] =
    "INSERT INTO indicator (position, code, name_zh, name_en, definition, unit, unit_en, source,"
    " owner_unit_id, owner_person_id, aim, nature, frequency, lag_days, decimals, formula, is_key,"
    " proxy_for, created_at_ms, revision) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,"
    " $13, $14, $15, $16, $17, $18, $19, 1) RETURNING id";
static const char sql_indicator_update[] =
    "UPDATE indicator SET position = $1, code = $2, name_zh = $3, name_en = $4, definition = $5,"
    " unit = $6, unit_en = $7, source = $8, owner_unit_id = $9, owner_person_id = $10, aim = $11,"
    " nature = $12, frequency = $13, lag_days = $14, decimals = $15, formula = $16, is_key = $17,"
    " proxy_for = $18, removed_at_ms = $19, revision = revision + 1"
    " WHERE id = $20 AND revision = $21 RETURNING revision";

static gt_rc read_indicator(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_indicator *one = row;
    gt_str *const texts[] = {&one->code, &one->name[GT_LANG_ZH], &one->name[GT_LANG_EN],
                             &one->definition, &one->unit, &one->unit_en, &one->source};
    gt_rc rc = GT_OK;

    one->id = gt_stmt_i64(stmt, 0);
    one->position = gt_stmt_i64(stmt, 1);
    for (int at = 0; rc == GT_OK && at < (int)GT_LEN(texts); at++)
        rc = gt_stmt_dup(stmt, 2 + at, arena, texts[at]);
    one->owner_unit_id = gt_stmt_i64(stmt, 9);
    one->owner_person_id = gt_stmt_i64(stmt, 10);
    one->aim = gt_stmt_i64(stmt, 11);
    one->nature = gt_stmt_i64(stmt, 12);
    one->frequency = gt_stmt_i64(stmt, 13);
    one->lag_days = gt_stmt_i64(stmt, 14);
    one->decimals = gt_stmt_i64(stmt, 15);
    if (rc == GT_OK)
        rc = gt_stmt_dup(stmt, 16, arena, &one->formula);
    one->key = gt_stmt_i64(stmt, 17);
    one->proxy_for = gt_stmt_i64(stmt, 18);
    one->created_at_ms = gt_stmt_i64(stmt, 19);
    one->revision = gt_stmt_i64(stmt, 20);
    one->removed_at_ms = gt_stmt_i64(stmt, 21);
    return rc;
}

static void bind_indicator(struct gt_stmt *stmt, const struct gt_indicator *one)
{
    const gt_str texts[] = {one->code, one->name[GT_LANG_ZH], one->name[GT_LANG_EN],
                            one->definition, one->unit, one->unit_en, one->source};

    gt_stmt_bind_i64(stmt, 1, one->position);
    for (int at = 0; at < (int)GT_LEN(texts); at++)
        gt_stmt_bind_str(stmt, 2 + at, texts[at]);
    gt_stmt_bind_ref(stmt, 9, one->owner_unit_id);
    gt_stmt_bind_ref(stmt, 10, one->owner_person_id);
    gt_stmt_bind_i64(stmt, 11, one->aim);
    gt_stmt_bind_i64(stmt, 12, one->nature);
    gt_stmt_bind_i64(stmt, 13, one->frequency);
    gt_stmt_bind_i64(stmt, 14, one->lag_days);
    gt_stmt_bind_i64(stmt, 15, one->decimals);
    gt_stmt_bind_str(stmt, 16, one->formula);
    gt_stmt_bind_i64(stmt, 17, one->key);
    gt_stmt_bind_ref(stmt, 18, one->proxy_for);
}

gt_rc gt_indicator_store_list(struct gt_db *db, struct gt_arena *arena, gt_indicators *out,
                              struct gt_err *err)
{
    return gt_rows_query(db, sql_indicators, 0, arena, read_indicator, sizeof(struct gt_indicator),
                         GT_INDICATORS_MAX, out, err);
}

gt_rc gt_indicator_store_get(struct gt_db *db, int64_t id, struct gt_arena *arena,
                             struct gt_indicator *out, struct gt_err *err)
{
    const gt_rc rc = gt_rows_get(db, sql_indicator_get, id, arena, read_indicator, out, err);

    return rc == GT_ENOTFOUND ? gt_rows_missing(err, "indicator", "指标", id) : rc;
}

gt_rc gt_indicator_store_insert(struct gt_db *db, struct gt_indicator *indicator, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_indicator_insert, &stmt, err)) == GT_OK) {
        bind_indicator(stmt, indicator);
        gt_stmt_bind_i64(stmt, 19, indicator->created_at_ms);
        rc = gt_stmt_run_i64(stmt, &indicator->id, err);
    }
    gt_stmt_release(stmt);
    if (rc == GT_OK)
        indicator->revision = 1;
    return rc;
}

gt_rc gt_indicator_store_update(struct gt_db *db, struct gt_indicator *indicator, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_indicator_update, &stmt, err)) == GT_OK) {
        bind_indicator(stmt, indicator);
        gt_stmt_bind_ref(stmt, 19, indicator->removed_at_ms);
        gt_stmt_bind_i64(stmt, 20, indicator->id);
        gt_stmt_bind_i64(stmt, 21, indicator->revision);
        rc = gt_rows_revised(stmt, &indicator->revision, "indicator", "指标", indicator->id, err);
    }
    gt_stmt_release(stmt);
    return rc;
}

/* ---- targets ------------------------------------------------------------------------ */

#define TARGET "id, indicator_id, region_id, unit_id, year, base, value, low, high, curve, months," \
    " source, task_id, reason, person_id, at_ms, superseded_at_ms"
static const char sql_targets[] =
    "SELECT " TARGET " FROM target WHERE superseded_at_ms IS NULL"
    " ORDER BY indicator_id, region_id, unit_id, year";
static const char sql_targets_of[] =
    "SELECT " TARGET " FROM target WHERE indicator_id = $1 AND superseded_at_ms IS NULL"
    " ORDER BY indicator_id, region_id, unit_id, year";
static const char sql_targets_history[] =
    "SELECT " TARGET " FROM target WHERE indicator_id = $1 ORDER BY id DESC";
static const char sql_target_supersede[] =
    "UPDATE target SET superseded_at_ms = $1 WHERE indicator_id = $2 AND region_id = $3"
    " AND unit_id = $4 AND year = $5 AND superseded_at_ms IS NULL";
static const char sql_target_insert[] =
    "INSERT INTO target (indicator_id, region_id, unit_id, year, base, value, low, high, curve,"
    " months, source, task_id, reason, person_id, at_ms)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) RETURNING id";

enum { MONTHS_TEXT = GT_TARGET_MONTHS * 28 };

static gt_str write_months(const double months[GT_TARGET_MONTHS], char text[static MONTHS_TEXT])
{
    int len = 0;

    for (int at = 0; at < GT_TARGET_MONTHS; at++)
        len += isnan(months[at]) ? snprintf(text + len, (size_t)(MONTHS_TEXT - len), "%s", at > 0 ? "," : "")
                                 : snprintf(text + len, (size_t)(MONTHS_TEXT - len), "%s%.17g",
                                            at > 0 ? "," : "", months[at]);
    return (gt_str){text, (size_t)len};
}

static void read_months(gt_str text, double months[GT_TARGET_MONTHS])
{
    for (int at = 0; at < GT_TARGET_MONTHS; at++) {
        const size_t comma = gt_str_find(text, GT_STR(","), 0);
        const gt_str one = gt_str_sub(text, 0, comma);
        char digits[40];

        months[at] = NAN;
        if (one.len > 0 && one.len < sizeof digits) {
            memcpy(digits, one.at, one.len);
            digits[one.len] = '\0';
            months[at] = strtod(digits, NULL);
        }
        text = comma == SIZE_MAX ? GT_STR("") : gt_str_sub(text, comma + 1, text.len);
    }
}

static double read_number(struct gt_stmt *stmt, int col)
{
    return gt_stmt_is_null(stmt, col) ? NAN : gt_stmt_double(stmt, col);
}

static void bind_number(struct gt_stmt *stmt, int index, double value)
{
    if (isnan(value))
        gt_stmt_bind_null(stmt, index);
    else
        gt_stmt_bind_double(stmt, index, value);
}

static gt_rc read_target(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_target *target = row;

    target->id = gt_stmt_i64(stmt, 0);
    target->indicator_id = gt_stmt_i64(stmt, 1);
    target->region_id = gt_stmt_i64(stmt, 2);
    target->unit_id = gt_stmt_i64(stmt, 3);
    target->year = gt_stmt_i64(stmt, 4);
    target->base = read_number(stmt, 5);
    target->value = gt_stmt_double(stmt, 6);
    target->low = read_number(stmt, 7);
    target->high = read_number(stmt, 8);
    target->curve = gt_stmt_i64(stmt, 9);
    read_months(gt_stmt_str(stmt, 10), target->months);
    target->task_id = gt_stmt_i64(stmt, 12);
    target->person_id = gt_stmt_i64(stmt, 14);
    target->at_ms = gt_stmt_i64(stmt, 15);
    target->superseded_at_ms = gt_stmt_i64(stmt, 16);
    if (gt_stmt_dup(stmt, 11, arena, &target->source) != GT_OK ||
        gt_stmt_dup(stmt, 13, arena, &target->reason) != GT_OK)
        return GT_ENOMEM;
    return GT_OK;
}

gt_rc gt_target_store_list(struct gt_db *db, int64_t indicator_id, struct gt_arena *arena,
                           gt_targets *out, struct gt_err *err)
{
    return gt_rows_query(db, indicator_id == 0 ? sql_targets : sql_targets_of, indicator_id, arena,
                         read_target, sizeof(struct gt_target), GT_TARGETS_MAX, out, err);
}

gt_rc gt_target_store_history(struct gt_db *db, int64_t indicator_id, struct gt_arena *arena,
                              gt_targets *out, struct gt_err *err)
{
    return gt_rows_query(db, sql_targets_history, indicator_id, arena, read_target,
                         sizeof(struct gt_target), GT_TARGETS_MAX, out, err);
}

static void bind_target(struct gt_stmt *stmt, const struct gt_target *target, gt_str months)
{
    gt_stmt_bind_i64(stmt, 1, target->indicator_id);
    gt_stmt_bind_i64(stmt, 2, target->region_id);
    gt_stmt_bind_i64(stmt, 3, target->unit_id);
    gt_stmt_bind_i64(stmt, 4, target->year);
    bind_number(stmt, 5, target->base);
    gt_stmt_bind_double(stmt, 6, target->value);
    bind_number(stmt, 7, target->low);
    bind_number(stmt, 8, target->high);
    gt_stmt_bind_i64(stmt, 9, target->curve);
    gt_stmt_bind_str(stmt, 10, months);
    gt_stmt_bind_str(stmt, 11, target->source);
    gt_stmt_bind_ref(stmt, 12, target->task_id);
    gt_stmt_bind_str(stmt, 13, target->reason);
    gt_stmt_bind_i64(stmt, 14, target->person_id);
    gt_stmt_bind_i64(stmt, 15, target->at_ms);
}

gt_rc gt_target_store_put(struct gt_db *db, struct gt_target *target, struct gt_err *err)
{
    struct gt_stmt *old = NULL, *stmt = NULL;
    char months[MONTHS_TEXT];
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_target_supersede, &old, err)) == GT_OK) {
        gt_stmt_bind_i64(old, 1, target->at_ms);
        gt_stmt_bind_i64(old, 2, target->indicator_id);
        gt_stmt_bind_i64(old, 3, target->region_id);
        gt_stmt_bind_i64(old, 4, target->unit_id);
        gt_stmt_bind_i64(old, 5, target->year);
        rc = gt_stmt_run(old, err);
    }
    if (rc == GT_OK && (rc = gt_db_prepare(db, sql_target_insert, &stmt, err)) == GT_OK) {
        bind_target(stmt, target, write_months(target->months, months));
        rc = gt_stmt_run_i64(stmt, &target->id, err);
    }
    gt_stmt_release(old);
    gt_stmt_release(stmt);
    return rc;
}
