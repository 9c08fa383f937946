/* indicator_promise.c - figures that documents promised become targets, when
 * somebody says so. */
#include <math.h>

#include "work/indicator.h"
#include "work/record_json.h"
#include "work/rights.h"

enum { LIKENESS_MIN = 50, NAME_POINTS_MAX = 80 };

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
}

/* ---- which indicator is meant ---------------------------------------------------------- */

static int points_of(gt_str text, uint32_t out[static NAME_POINTS_MAX])
{
    int count = 0;

    for (size_t at = 0; at < text.len && count < NAME_POINTS_MAX; count++) {
        uint32_t point = (unsigned char)text.at[at++];

        while (at < text.len && ((unsigned char)text.at[at] & 0xc0) == 0x80)
            point = point << 8 | (unsigned char)text.at[at++];
        out[count] = point;
    }
    return count;
}

/* How much of the shorter name stands, in order, in the longer one; names of
 * figures come shortened from sentences (高企 is not known, 高新技术企业 is). */
int gt_ind_likeness(gt_str a, gt_str b)
{
    uint32_t one[NAME_POINTS_MAX], two[NAME_POINTS_MAX];
    int row[NAME_POINTS_MAX + 1] = {0};
    const int m = points_of(a, one), n = points_of(b, two);

    for (int i = 0; i < m; i++) {
        int corner = 0;

        for (int j = 0; j < n; j++) {
            const int above = row[j + 1];

            row[j + 1] = one[i] == two[j] ? corner + 1 : row[j + 1] > row[j] ? row[j + 1] : row[j];
            corner = above;
        }
    }
    return m == 0 || n == 0 ? 0 : 200 * row[n] / (m + n);
}

static double in_unit_of(const struct gt_ind *ind, gt_str unit, double value)
{
    struct gt_unit_dim from, to;

    if (gt_unit_parse(unit, &from, NULL) != GT_OK || gt_unit_parse(ind->facts.unit, &to, NULL) != GT_OK ||
        !gt_unit_alike(&from, &to))
        return NAN;
    return value * from.scale / to.scale;
}

static void offer(const struct gt_ind_book *book, struct gt_promise_row *row)
{
    row->offer_value = NAN;
    for (size_t at = 0; at < book->items.count; at++) {
        const struct gt_ind *ind = &book->items.at[at];
        const double value = ind->gone ? NAN : in_unit_of(ind, row->figure.unit, row->figure.value);
        int like = 0;

        if (isnan(value))
            continue;
        like = gt_ind_likeness(row->figure.name, ind->facts.name[GT_LANG_ZH]);
        if (like >= LIKENESS_MIN && like > row->likeness) {
            row->offer = ind->facts.id;
            row->offer_value = value;
            row->likeness = like;
        }
    }
}

static const struct gt_promise *decided(const gt_promises *promises, const struct gt_figure_row *figure)
{
    for (size_t at = 0; at < promises->count; at++)
        if (promises->at[at].task_id == figure->task_id && promises->at[at].value == figure->value &&
            gt_str_eq(promises->at[at].name, figure->name))
            return &promises->at[at];
    return NULL;
}

gt_rc gt_work_promises(struct gt_ctx *ctx, gt_promise_rows *out, struct gt_err *err)
{
    gt_figure_rows figures = {0};
    gt_promises promises = {0};
    const struct gt_picture *picture;
    struct gt_ind_book *book;
    struct gt_txn *txn = NULL;
    gt_rc rc;

    *out = (gt_promise_rows){0};
    if ((rc = gt_may(ctx, GT_USE_figure_read, NULL, err)) != GT_OK ||
        (rc = gt_txn_begin(ctx->space->pool, GT_TXN_READ, &txn, err)) != GT_OK)
        return rc;
    if ((rc = gt_figure_row_store_list(gt_txn_db(txn), ctx->arena, &figures, err)) == GT_OK)
        rc = gt_promise_store_list(gt_txn_db(txn), ctx->arena, &promises, err);
    gt_txn_release(txn);
    if (rc != GT_OK || (rc = gt_ind_hold(ctx, &picture, &book, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < figures.count && rc == GT_OK; at++) {
        const uint32_t index = gt_picture_task(picture, figures.at[at].task_id);
        const struct gt_directive *directive;
        const struct gt_promise *said;
        struct gt_promise_row *row;

        if (index == GT_NO_INDEX || !gt_sees_task(ctx, picture, index))
            continue;
        if ((row = GT_PUSH(ctx->arena, out)) == NULL) {
            rc = no_memory(err);
            break;
        }
        row->figure = figures.at[at];
        directive = gt_picture_directive(picture, picture->tasks.at[index].directive_id);
        if (gt_arena_dup(ctx->arena, picture->tasks.at[index].facts.code, &row->task_code) != GT_OK ||
            gt_arena_dup(ctx->arena, picture->tasks.at[index].facts.title, &row->task_title) != GT_OK ||
            (directive != NULL && gt_arena_dup(ctx->arena, directive->title, &row->directive) != GT_OK))
            rc = no_memory(err);
        if ((said = decided(&promises, &row->figure)) != NULL)
            row->decided = *said;
        offer(book, row);
    }
    gt_picture_done(ctx);
    return rc;
}

/* ---- deciding ------------------------------------------------------------------------------ */

static gt_rc find_figure(const gt_figure_rows *figures, const struct gt_promise_answer *answer,
                         const struct gt_figure_row **out, struct gt_err *err)
{
    for (size_t at = 0; at < figures->count; at++)
        if (figures->at[at].task_id == answer->task_id && figures->at[at].value == answer->value &&
            gt_str_eq(figures->at[at].name, answer->name)) {
            *out = &figures->at[at];
            return GT_OK;
        }
    return gt_fail(err, GT_ECONFLICT, "the task does not promise this figure any more", "任务里已经没有这个数字");
}

/* What is already asked for keeps its curve: only the year's end is new. */
static void like_the_old_one(const struct gt_ind_book *book, struct gt_target *target)
{
    const struct gt_ind *ind = gt_ind_find(book, target->indicator_id);
    const struct gt_target *old = ind == NULL ? NULL : gt_ind_target(&ind->series[0], (int)target->year);

    target->base = target->low = target->high = NAN;
    for (int at = 0; at < GT_TARGET_MONTHS; at++)
        target->months[at] = NAN;
    if (old == NULL)
        return;
    target->base = old->base;
    target->low = old->low;
    target->high = old->high;
    if (old->curve == GT_CURVE_SEASONAL || old->curve == GT_CURVE_EVEN)
        target->curve = old->curve;
    else if (old->value != 0)
        for (int at = 0; at < GT_TARGET_MONTHS; at++) {
            target->curve = old->curve;
            target->months[at] = old->months[at] * target->value / old->value;
        }
}

static gt_rc promise_json(struct gt_arena *arena, const struct gt_promise *promise, int64_t indicator, gt_str *out)
{
    struct gt_json json;
    struct gt_buf buf;

    gt_buf_init(&buf, GT_RECORD_JSON_MAX);
    gt_json_init(&json, &buf);
    gt_json_object(&json, NULL);
    gt_json_str(&json, "title", promise->name);
    gt_json_i64(&json, "task", promise->task_id);
    gt_json_double(&json, "value", promise->value);
    gt_json_ref(&json, "indicator", indicator);
    gt_json_str(&json, "reason", promise->reason);
    gt_json_close(&json);
    return gt_json_take(arena, &json, out);
}

static gt_rc write_answer(struct gt_ctx *ctx, const struct gt_promise_answer *answer, struct gt_target *target,
                          struct gt_promise *promise, struct gt_err *err)
{
    struct gt_change *change = NULL;
    gt_str json;
    gt_rc rc;

    if ((rc = gt_change_begin(ctx, &change, err)) != GT_OK)
        return rc;
    if (answer->indicator_id != 0 && (rc = gt_target_store_put(gt_change_db(change), target, err)) == GT_OK)
        promise->target_id = target->id;
    if (rc == GT_OK && (rc = gt_promise_store_add(gt_change_db(change), promise, err)) == GT_EEXISTS)
        rc = gt_fail(err, GT_ECONFLICT, "somebody has decided about this figure already", "这个数字已有人确认过");
    if (rc == GT_OK && (rc = promise_json(ctx->arena, promise, answer->indicator_id, &json)) == GT_OK &&
        (rc = answer->indicator_id != 0
                  ? gt_change_log(change, "promise", "indicator", answer->indicator_id, GT_STR(""), json, err)
                  : gt_change_log(change, "promise", "score", 0, GT_STR(""), json, err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
    gt_change_release(change);
    return rc;
}

gt_rc gt_work_promise_answer(struct gt_ctx *ctx, const struct gt_promise_answer *answer, struct gt_err *err)
{
    struct gt_promise promise = {.task_id = answer->task_id, .name = answer->name, .value = answer->value,
                                 .reason = answer->reason, .person_id = ctx->person_id, .at_ms = ctx->now_ms};
    struct gt_target target = {.indicator_id = answer->indicator_id, .year = answer->year, .value = answer->target,
                               .task_id = answer->task_id, .reason = answer->reason, .person_id = ctx->person_id,
                               .at_ms = ctx->now_ms};
    const struct gt_figure_row *figure = NULL;
    const struct gt_picture *picture;
    gt_figure_rows figures = {0};
    struct gt_ind_book *book;
    struct gt_txn *txn = NULL;
    gt_rc rc;

    if (answer->reason.len > GT_REASON_MAX || (answer->indicator_id == 0 && answer->reason.len == 0))
        return gt_fail_field(err, GT_EINVAL, "reason", "a figure that is no target needs a reason",
                             "不作为目标要写明原因");
    if (answer->year < GT_IND_YEAR_MIN || answer->year > GT_IND_YEAR_MAX || !isfinite(answer->target))
        return gt_fail_field(err, GT_EINVAL, "target", "no such year or value", "年度或数值不对");
    if ((rc = gt_may(ctx, GT_USE_figure_put, NULL, err)) != GT_OK ||
        (rc = gt_txn_begin(ctx->space->pool, GT_TXN_READ, &txn, err)) != GT_OK)
        return rc;
    rc = gt_figure_row_store_list(gt_txn_db(txn), ctx->arena, &figures, err);
    gt_txn_release(txn);
    if (rc != GT_OK || (rc = find_figure(&figures, answer, &figure, err)) != GT_OK ||
        (rc = gt_ind_hold(ctx, &picture, &book, err)) != GT_OK)
        return rc;
    if (answer->indicator_id != 0 && gt_ind_find(book, answer->indicator_id) == NULL)
        rc = gt_fail(err, GT_ENOTFOUND, "there is no such indicator", "没有这个指标");
    else
        like_the_old_one(book, &target);
    target.source = figure->text;
    gt_picture_done(ctx);
    if (rc == GT_OK)
        rc = write_answer(ctx, answer, &target, &promise, err);
    return rc == GT_ENOMEM ? no_memory(err) : rc;
}
