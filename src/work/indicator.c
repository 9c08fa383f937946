/* indicator.c - the dictionary of indicators and their targets. */
#include "work/indicator.h"

#include <math.h>

#include "work/record_json.h"
#include "work/rights.h"

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
}

/* ---- JSON for the journal --------------------------------------------------------- */

static gt_rc indicator_json(struct gt_arena *arena, const struct gt_indicator *one, gt_str *out)
{
    struct gt_json json;
    struct gt_buf buf;

    gt_buf_init(&buf, GT_RECORD_JSON_MAX);
    gt_json_init(&json, &buf);
    gt_json_object(&json, NULL);
    gt_json_str(&json, "code", one->code);
    gt_json_str(&json, "name", one->name[GT_LANG_ZH]);
    gt_json_str(&json, "name_en", one->name[GT_LANG_EN]);
    gt_json_str(&json, "definition", one->definition);
    gt_json_str(&json, "unit", one->unit);
    gt_json_str(&json, "source", one->source);
    gt_json_ref(&json, "owner_unit", one->owner_unit_id);
    gt_json_ref(&json, "owner_person", one->owner_person_id);
    gt_json_text(&json, "aim", gt_aim_key((enum gt_aim)one->aim));
    gt_json_text(&json, "nature", gt_nature_key((enum gt_nature)one->nature));
    gt_json_i64(&json, "frequency", one->frequency);
    gt_json_i64(&json, "lag_days", one->lag_days);
    gt_json_str(&json, "formula", one->formula);
    gt_json_bool(&json, "key", one->key != 0);
    gt_json_close(&json);
    return gt_json_take(arena, &json, out);
}

static gt_rc target_json(struct gt_arena *arena, const struct gt_target *target, gt_str title, gt_str *out)
{
    struct gt_json json;
    struct gt_buf buf;

    gt_buf_init(&buf, GT_RECORD_JSON_MAX);
    gt_json_init(&json, &buf);
    gt_json_object(&json, NULL);
    gt_json_str(&json, "title", title);
    gt_json_i64(&json, "year", target->year);
    gt_json_ref(&json, "region", target->region_id);
    gt_json_ref(&json, "unit", target->unit_id);
    gt_json_double(&json, "value", target->value);
    gt_json_text(&json, "curve", gt_curve_key((enum gt_curve_kind)target->curve));
    gt_json_str(&json, "source", target->source);
    gt_json_str(&json, "reason", target->reason);
    gt_json_close(&json);
    return gt_json_take(arena, &json, out);
}

/* ---- checks -------------------------------------------------------------------------- */

static gt_rc too_long(struct gt_err *err, const char *field, int max)
{
    return gt_fail_field(err, GT_ELIMIT, field, "at most %d bytes", "最多%d字节", max);
}

static bool code_fits(gt_str code)
{
    for (size_t at = 0; at < code.len; at++)
        if (code.at[at] == '[' || code.at[at] == ']' || (unsigned char)code.at[at] < ' ')
            return false;
    return code.len > 0 && code.len <= 40;
}

static gt_rc check_fields(const struct gt_indicator *one, struct gt_err *err)
{
    const struct { const char *field; gt_str text; int max; } texts[] = {
        {"name", one->name[GT_LANG_ZH], GT_INDICATOR_NAME_MAX}, {"name_en", one->name[GT_LANG_EN], GT_INDICATOR_NAME_MAX},
        {"unit", one->unit, 60}, {"unit_en", one->unit_en, 60}, {"source", one->source, GT_INDICATOR_TEXT_MAX},
        {"definition", one->definition, GT_INDICATOR_TEXT_MAX}, {"formula", one->formula, GT_FORMULA_TEXT_MAX}};
    struct gt_unit_dim dim;

    for (size_t at = 0; at < GT_LEN(texts); at++)
        if (texts[at].text.len > (size_t)texts[at].max)
            return too_long(err, texts[at].field, texts[at].max);
    if (one->name[GT_LANG_ZH].len == 0)
        return gt_fail_field(err, GT_EINVAL, "name", "an indicator needs a name", "指标需要名称");
    if (!code_fits(one->code))
        return gt_fail_field(err, GT_EINVAL, "code", "a code is 1 to 40 bytes without brackets",
                             "编码为1至40字节，不含方括号");
    if (one->aim < 0 || one->aim >= GT_AIMS || one->nature < 0 || one->nature >= GT_NATURES)
        return gt_fail(err, GT_EINVAL, "no such direction or kind", "没有这种方向或类型");
    if (one->frequency != 1 && one->frequency != 3 && one->frequency != 6 && one->frequency != 12)
        return gt_fail_field(err, GT_EINVAL, "frequency", "read every 1, 3, 6 or 12 months", "频率应为1、3、6或12个月");
    if (one->lag_days < 0 || one->lag_days > 800)
        return gt_fail_field(err, GT_EINVAL, "lag_days", "published 0 to 800 days later", "发布滞后应为0至800天");
    if (one->decimals < 0 || one->decimals > GT_READING_DECIMALS_MAX)
        return gt_fail_field(err, GT_EINVAL, "decimals", "0 to %d digits", "小数位应为0至%d位",
                             (int)GT_READING_DECIMALS_MAX);
    return gt_unit_parse(one->unit, &dim, err);
}

/* Against the book: the code is nobody else's, the formula means something,
 * readings keep their unit. */
static gt_rc check_among(struct gt_ctx *ctx, const struct gt_indicator *one, struct gt_err *err)
{
    const struct gt_picture *picture;
    const struct gt_ind *other, *old;
    struct gt_formula formula;
    struct gt_ind_book *book;
    gt_rc rc;

    if ((rc = gt_ind_hold(ctx, &picture, &book, err)) != GT_OK)
        return rc;
    other = gt_ind_by_code(book, one->code);
    old = one->id != 0 ? gt_ind_find(book, one->id) : NULL;
    if (other != NULL && other->facts.id != one->id)
        rc = gt_fail_field(err, GT_EEXISTS, "code", "another indicator has the code %.*s", "编码“%.*s”已被别的指标使用",
                           GT_FMT(one->code));
    else if (one->owner_unit_id != 0 && gt_picture_unit(picture, one->owner_unit_id) == NULL)
        rc = gt_fail_field(err, GT_EINVAL, "owner_unit", "there is no such unit", "没有这个单位");
    else if (one->owner_person_id != 0 && gt_picture_person(picture, one->owner_person_id) == NULL)
        rc = gt_fail_field(err, GT_EINVAL, "owner_person", "there is no such person", "没有这个人");
    else if (one->proxy_for != 0 && (gt_ind_find(book, one->proxy_for) == NULL || one->proxy_for == one->id))
        rc = gt_fail_field(err, GT_EINVAL, "proxy_for", "there is no such indicator", "没有这个指标");
    else if (old != NULL && !old->derived && old->series[0].months > 0 &&
             !gt_str_eq(old->facts.unit, one->unit))
        rc = gt_fail_field(err, GT_EINVAL, "unit", "there are readings in %.*s; a new unit needs a new indicator",
                           "已有以“%.*s”为单位的数值，换单位请另建指标", GT_FMT(old->facts.unit));
    else if (old != NULL && !old->derived && old->series[0].months > 0 && one->formula.len > 0)
        rc = gt_fail_field(err, GT_EINVAL, "formula", "this indicator has readings of its own",
                           "该指标已有填报数值，不能改为公式");
    else if (old != NULL && !gt_str_eq(old->facts.code, one->code) && gt_ind_used(book, one->id))
        rc = gt_fail_field(err, GT_EINVAL, "code", "formulas name it by this code: %.*s", "有公式按编码“%.*s”引用它，不能改编码",
                           GT_FMT(old->facts.code));
    else if (one->formula.len > 0)
        rc = gt_ind_formula_check(book, one->id, one->formula, one->unit, ctx->arena, &formula, err);
    gt_picture_done(ctx);
    return rc;
}

/* ---- the dictionary --------------------------------------------------------------------- */

gt_rc gt_work_indicator_get(struct gt_ctx *ctx, int64_t id, struct gt_indicator *out, struct gt_err *err)
{
    struct gt_txn *txn = NULL;
    gt_rc rc;

    if ((rc = gt_may(ctx, GT_USE_figure_read, NULL, err)) != GT_OK ||
        (rc = gt_txn_begin(ctx->space->pool, GT_TXN_READ, &txn, err)) != GT_OK)
        return rc;
    rc = gt_indicator_store_get(gt_txn_db(txn), id, ctx->arena, out, err);
    gt_txn_release(txn);
    if (rc == GT_OK && out->removed_at_ms != 0)
        return gt_fail(err, GT_ENOTFOUND, "indicator %lld was removed", "指标%lld已撤下", (long long)id);
    return rc;
}

gt_rc gt_work_indicator_put(struct gt_ctx *ctx, struct gt_indicator *indicator, struct gt_err *err)
{
    struct gt_change *change = NULL;
    gt_str before = GT_STR(""), after = GT_STR("");
    const bool fresh = indicator->id == 0;
    struct gt_db *db;
    gt_rc rc;

    if ((rc = gt_may(ctx, GT_USE_figure_put, NULL, err)) != GT_OK || (rc = check_fields(indicator, err)) != GT_OK ||
        (rc = check_among(ctx, indicator, err)) != GT_OK || (rc = gt_change_begin(ctx, &change, err)) != GT_OK)
        return rc;
    db = gt_change_db(change);
    if (fresh)
        indicator->created_at_ms = ctx->now_ms;
    if (!fresh) {
        struct gt_indicator old = {0};

        if ((rc = gt_indicator_store_get(db, indicator->id, ctx->arena, &old, err)) != GT_OK ||
            (rc = indicator_json(ctx->arena, &old, &before)) != GT_OK)
            goto out;
    }
    if ((rc = fresh ? gt_indicator_store_insert(db, indicator, err)
                    : gt_indicator_store_update(db, indicator, err)) != GT_OK ||
        (rc = indicator_json(ctx->arena, indicator, &after)) != GT_OK ||
        (rc = gt_change_log(change, fresh ? "create" : "edit", "indicator", indicator->id, before, after,
                            err)) != GT_OK)
        goto out;
    rc = gt_change_commit(change, NULL, err);
out:
    gt_change_release(change);
    return rc == GT_ENOMEM ? no_memory(err) : rc;
}

/* Who would miss it. */
static gt_rc in_use(struct gt_ctx *ctx, int64_t id, struct gt_err *err)
{
    const struct gt_picture *picture;
    struct gt_ind_book *book;
    gt_rc rc;

    if ((rc = gt_ind_hold(ctx, &picture, &book, err)) != GT_OK)
        return rc;
    for (size_t at = 0; rc == GT_OK && at < book->items.count; at++) {
        const struct gt_ind *ind = &book->items.at[at];

        for (uint32_t i = 0; rc == GT_OK && ind->derived && i < ind->formula.id_count; i++)
            if (ind->formula.ids[i] == id)
                rc = gt_fail(err, GT_EINVAL, "the formula of %.*s uses it", "“%.*s”的公式在用它",
                             GT_FMT(ind->facts.name[GT_LANG_ZH]));
    }
    for (size_t at = 0; rc == GT_OK && at < book->sheets.count; at++)
        for (uint32_t line = 0; rc == GT_OK && line < book->sheets.at[at].line_count; line++)
            if (book->sheets.at[at].lines[line].indicator_id == id)
                rc = gt_fail(err, GT_EINVAL, "the score sheet %.*s uses it", "评分表“%.*s”在用它",
                             GT_FMT(book->sheets.at[at].facts.name[GT_LANG_ZH]));
    gt_picture_done(ctx);
    return rc;
}

gt_rc gt_work_indicator_remove(struct gt_ctx *ctx, int64_t id, int64_t revision, struct gt_err *err)
{
    struct gt_change *change = NULL;
    struct gt_indicator old = {0};
    gt_str before = GT_STR("");
    struct gt_db *db;
    gt_rc rc;

    if ((rc = gt_may(ctx, GT_USE_figure_put, NULL, err)) != GT_OK || (rc = in_use(ctx, id, err)) != GT_OK ||
        (rc = gt_change_begin(ctx, &change, err)) != GT_OK)
        return rc;
    db = gt_change_db(change);
    if ((rc = gt_indicator_store_get(db, id, ctx->arena, &old, err)) != GT_OK ||
        (rc = indicator_json(ctx->arena, &old, &before)) != GT_OK)
        goto out;
    old.revision = revision;
    old.removed_at_ms = ctx->now_ms;
    if ((rc = gt_indicator_store_update(db, &old, err)) != GT_OK ||
        (rc = gt_change_log(change, "remove", "indicator", id, before, GT_STR(""), err)) != GT_OK)
        goto out;
    rc = gt_change_commit(change, NULL, err);
out:
    gt_change_release(change);
    return rc == GT_ENOMEM ? no_memory(err) : rc;
}

gt_rc gt_work_region_put(struct gt_ctx *ctx, struct gt_region *region, struct gt_err *err)
{
    struct gt_change *change = NULL;
    const bool fresh = region->id == 0;
    struct gt_json json;
    struct gt_buf buf;
    gt_str after;
    gt_rc rc;

    if (region->name[GT_LANG_ZH].len == 0 || region->name[GT_LANG_ZH].len > GT_INDICATOR_NAME_MAX ||
        region->shape.len > 20000 || region->code.len > 40)
        return gt_fail_field(err, GT_EINVAL, "name", "a region needs a name of at most %d bytes",
                             "地区需要名称，最多%d字节", (int)GT_INDICATOR_NAME_MAX);
    if ((rc = gt_may(ctx, GT_USE_figure_put, NULL, err)) != GT_OK || (rc = gt_change_begin(ctx, &change, err)) != GT_OK)
        return rc;
    gt_buf_init(&buf, GT_RECORD_JSON_MAX);
    gt_json_init(&json, &buf);
    gt_json_object(&json, NULL);
    gt_json_str(&json, "code", region->code);
    gt_json_str(&json, "name", region->name[GT_LANG_ZH]);
    gt_json_close(&json);
    if ((rc = gt_json_take(ctx->arena, &json, &after)) != GT_OK ||
        (rc = fresh ? gt_region_store_insert(gt_change_db(change), region, err)
                    : gt_region_store_update(gt_change_db(change), region, err)) != GT_OK ||
        (rc = gt_change_log(change, fresh ? "create" : "edit", "region", region->id, GT_STR(""), after, err)) != GT_OK)
        goto out;
    rc = gt_change_commit(change, NULL, err);
out:
    gt_change_release(change);
    return rc == GT_ENOMEM ? no_memory(err) : rc;
}

/* ---- targets ------------------------------------------------------------------------------- */

/* Everything that can be said against it, while the book is held. */
static gt_rc check_target(const struct gt_ind_book *book, const struct gt_picture *picture,
                          const struct gt_target *target, gt_str *title, gt_str *before,
                          struct gt_arena *arena, struct gt_err *err)
{
    const struct gt_ind *ind = gt_ind_find(book, target->indicator_id);
    const struct gt_ind_series *series;
    const struct gt_target *old;
    struct gt_curve_ask ask;
    struct gt_curve curve;

    if (ind == NULL)
        return gt_fail(err, GT_ENOTFOUND, "indicator %lld does not exist", "指标%lld不存在",
                       (long long)target->indicator_id);
    if (target->year < GT_IND_YEAR_MIN || target->year > GT_IND_YEAR_MAX)
        return gt_fail_field(err, GT_EINVAL, "year", "a year from %d to %d", "年度应在%d至%d之间",
                             (int)GT_IND_YEAR_MIN, (int)GT_IND_YEAR_MAX);
    if (target->region_id != 0 && gt_ind_region(book, target->region_id) == NULL)
        return gt_fail_field(err, GT_EINVAL, "region", "there is no such region", "没有这个地区");
    if (target->unit_id != 0 && gt_picture_unit(picture, target->unit_id) == NULL)
        return gt_fail_field(err, GT_EINVAL, "unit", "there is no such unit", "没有这个单位");
    if (ind->facts.aim == GT_AIM_BAND && !(target->low <= target->high))
        return gt_fail_field(err, GT_EINVAL, "low", "a band needs its two ends, the lower first",
                             "区间型指标要有下限和上限，下限不得大于上限");
    ask = (struct gt_curve_ask){.kind = (enum gt_curve_kind)target->curve,
                                .nature = (enum gt_nature)ind->facts.nature, .year = (int)target->year,
                                .base = target->base, .value = target->value};
    memcpy(ask.months, target->months, sizeof ask.months);
    series = gt_ind_series_of(ind, target->region_id, target->unit_id);
    old = series == NULL ? NULL : gt_ind_target(series, (int)target->year);
    if (old != NULL && target->reason.len == 0)
        return gt_fail_field(err, GT_EINVAL, "reason", "there is a target already; a new one needs a reason",
                             "该年度已有目标，调整要写明原因");
    if (target->reason.len > GT_REASON_MAX || target->source.len > GT_REASON_MAX)
        return gt_fail_field(err, GT_ELIMIT, "reason", "at most %d bytes", "最多%d字节", (int)GT_REASON_MAX);
    if (gt_arena_dup(arena, ind->facts.name[GT_LANG_ZH], title) != GT_OK ||
        (old != NULL && target_json(arena, old, *title, before) != GT_OK))
        return no_memory(err);
    return gt_curve_make(&ask, &curve, err);
}

gt_rc gt_work_target_put(struct gt_ctx *ctx, struct gt_target *target, struct gt_err *err)
{
    gt_str title = GT_STR(""), before = GT_STR(""), after = GT_STR("");
    struct gt_change *change = NULL;
    const struct gt_picture *picture;
    struct gt_ind_book *book;
    gt_rc rc;

    if ((rc = gt_may(ctx, GT_USE_figure_put, NULL, err)) != GT_OK ||
        (rc = gt_ind_hold(ctx, &picture, &book, err)) != GT_OK)
        return rc;
    rc = check_target(book, picture, target, &title, &before, ctx->arena, err);
    gt_picture_done(ctx);
    target->person_id = ctx->person_id;
    target->at_ms = ctx->now_ms;
    if (rc != GT_OK || (rc = gt_change_begin(ctx, &change, err)) != GT_OK)
        return rc;
    if ((rc = gt_target_store_put(gt_change_db(change), target, err)) != GT_OK ||
        (rc = target_json(ctx->arena, target, title, &after)) != GT_OK ||
        (rc = gt_change_log(change, "target", "indicator", target->indicator_id, before, after, err)) != GT_OK)
        goto out;
    rc = gt_change_commit(change, NULL, err);
out:
    gt_change_release(change);
    return rc == GT_ENOMEM ? no_memory(err) : rc;
}

gt_rc gt_work_target_history(struct gt_ctx *ctx, int64_t indicator_id, gt_targets *out, struct gt_err *err)
{
    struct gt_txn *txn = NULL;
    gt_rc rc;

    if ((rc = gt_may(ctx, GT_USE_figure_read, NULL, err)) != GT_OK ||
        (rc = gt_txn_begin(ctx->space->pool, GT_TXN_READ, &txn, err)) != GT_OK)
        return rc;
    rc = gt_target_store_history(gt_txn_db(txn), indicator_id, ctx->arena, out, err);
    gt_txn_release(txn);
    return rc;
}
