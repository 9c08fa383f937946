/* indicator_reading.c - readings come in: typed, pasted or imported, all or
 * nothing; closed months. */
#include <math.h>

#include "work/indicator.h"
#include "work/record_json.h"
#include "work/rights.h"

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
}

/* What one reading is held against. */
struct desk {
    struct gt_ctx *ctx;
    const struct gt_picture *picture;
    const struct gt_ind_book *book;
    struct gt_problems *problems;
    const struct gt_reading_seen *seen; /* NULL: nobody said */
    bool closed;                 /* some fault was a closed month */
};

static void fault(struct desk *desk, size_t line, const char *field, const char *en, const char *zh)
{
    struct gt_problem *problem = gt_problem_add(desk->problems, GT_PROBLEM_ERROR, "%1$s%2$.0s", "%1$.0s%2$s", en, zh);

    problem->line = (uint32_t)line + 1;
    problem->field = gt_str_from(field);
}

/* Digits that the indicator does not have are a slip of the hand. */
static bool too_fine(double value, int64_t decimals)
{
    const double scaled = value * pow(10, (double)decimals);

    return fabs(scaled - round(scaled)) > 1e-6 * (1 + fabs(scaled));
}

static bool may_enter(struct desk *desk, const struct gt_ind *ind, struct gt_err *err)
{
    const struct gt_scope scope = {.lead = ind->facts.owner_unit_id, .owner = ind->facts.owner_person_id};

    return gt_may(desk->ctx, GT_USE_reading_put, &scope, err) == GT_OK;
}

/* Two people at one cell: the second is told what the first wrote. */
static void check_seen(struct desk *desk, const struct gt_ind_series *series, const struct gt_reading *reading,
                       size_t line)
{
    const double now = series == NULL ? NAN : gt_ind_value(series, reading->month);
    struct gt_problem *problem;

    if (desk->seen == NULL || !desk->seen[line].told || desk->seen[line].value == now ||
        (isnan(desk->seen[line].value) && isnan(now)))
        return;
    if (isnan(now))
        problem = gt_problem_add(desk->problems, GT_PROBLEM_ERROR, "somebody else has withdrawn this figure meanwhile",
                                 "别人刚刚撤回了这个数");
    else
        problem = gt_problem_add(desk->problems, GT_PROBLEM_ERROR, "somebody else has entered %.10g here meanwhile",
                                 "别人刚刚填了%.10g", now);
    problem->line = (uint32_t)line + 1;
    problem->field = GT_STR("seen");
}

static void check_period(struct desk *desk, const struct gt_reading *reading, const struct gt_ind *ind, size_t line)
{
    const gt_day end = gt_ind_month_end(reading->month), first = gt_day_add_months(end + 1, -(int)ind->facts.frequency);

    if ((reading->month % 12 + 1) % ind->facts.frequency != 0)
        fault(desk, line, "month", "this indicator is not read in that month", "该指标在这个月份没有读数");
    if (first > desk->ctx->today)
        fault(desk, line, "month", "that period has not begun yet", "这个期间还没有开始");
    if (reading->as_of != GT_DAY_NONE && (reading->as_of < first || reading->as_of > desk->ctx->today))
        fault(desk, line, "as_of", "the cut-off day lies before the period or after today", "数据截止日早于期初或晚于今天");
    if (gt_ind_closed(desk->book, reading->month) && reading->reason.len == 0) {
        desk->closed = true;
        fault(desk, line, "month", "that month is closed; a change needs a reason", "该月已关账，改动要写明原因");
    }
}

/* Returns whether it says something new. */
static bool check_one(struct desk *desk, struct gt_reading *reading, size_t line, bool *fresh)
{
    const struct gt_ind *ind = gt_ind_find(desk->book, reading->indicator_id);
    const struct gt_ind_series *series;
    struct gt_err denied = {0};
    int64_t at;

    *fresh = true;
    if (ind == NULL) {
        fault(desk, line, "indicator", "there is no such indicator", "没有这个指标");
        return false;
    }
    if (!may_enter(desk, ind, &denied))
        fault(desk, line, "indicator", denied.text[GT_LANG_EN], denied.text[GT_LANG_ZH]);
    if (ind->derived)
        fault(desk, line, "indicator", "this one is reckoned by a formula", "该指标由公式计算，不能填报");
    if (reading->region_id != 0 && gt_ind_region(desk->book, reading->region_id) == NULL)
        fault(desk, line, "region", "there is no such region", "没有这个地区");
    if (reading->unit_id != 0 && gt_picture_unit(desk->picture, reading->unit_id) == NULL)
        fault(desk, line, "unit", "there is no such unit", "没有这个单位");
    if (!isfinite(reading->value) || fabs(reading->value) > 1e15)
        fault(desk, line, "value", "this is no number", "数值不是数");
    else if (too_fine(reading->value, ind->facts.decimals))
        fault(desk, line, "value", "more digits than this indicator has", "小数位数超过该指标的规定");
    if (reading->state < 0 || reading->state >= GT_READING_STATES)
        fault(desk, line, "state", "flash, verified or withdrawn", "状态应为快报、核定或撤回");
    if (reading->month < gt_ind_month(GT_IND_YEAR_MIN, 1) || reading->month > gt_ind_month(GT_IND_YEAR_MAX, 12)) {
        fault(desk, line, "month", "no such month", "没有这个月份");
        return false;
    }
    if (reading->reason.len > GT_REASON_MAX)
        fault(desk, line, "reason", "the reason is too long", "原因过长");
    series = gt_ind_series_of(ind, reading->region_id, reading->unit_id);
    at = series == NULL ? -1 : reading->month - series->first_month;
    if (reading->as_of == GT_DAY_NONE && gt_ind_month_end(reading->month) > desk->ctx->today)
        reading->as_of = desk->ctx->today;
    check_seen(desk, series, reading, line);
    if (series != NULL && at >= 0 && at < series->months && !isnan(series->values[at])) {
        *fresh = false;
        if (series->values[at] == reading->value && series->states[at] == (uint8_t)reading->state)
            return false;
        if (series->states[at] == GT_READING_VERIFIED && reading->reason.len == 0)
            fault(desk, line, "reason", "the figure there is verified; another one needs a reason",
                  "原数已核定，修改要写明原因");
    }
    check_period(desk, reading, ind, line);
    if (reading->as_of == GT_DAY_NONE)
        reading->as_of = gt_ind_month_end(reading->month);
    return true;
}

struct order { size_t at; const struct gt_reading *reading; };

static int same_place(const void *a, const void *b)
{
    const struct order *x = a, *y = b;
    const int64_t one[] = {x->reading->indicator_id, x->reading->region_id, x->reading->unit_id, x->reading->month};
    const int64_t two[] = {y->reading->indicator_id, y->reading->region_id, y->reading->unit_id, y->reading->month};

    for (size_t at = 0; at < GT_LEN(one); at++)
        if (one[at] != two[at])
            return one[at] < two[at] ? -1 : 1;
    return 0;
}

/* The same cell twice in one entry: nobody can say which one was meant. */
static gt_rc look_for_twins(struct desk *desk, const struct gt_reading *readings, size_t count)
{
    struct order *order = GT_NEW_N(desk->ctx->arena, struct order, count + 1);

    if (order == NULL)
        return GT_ENOMEM;
    for (size_t at = 0; at < count; at++)
        order[at] = (struct order){at, &readings[at]};
    qsort(order, count, sizeof *order, same_place);
    for (size_t at = 1; at < count; at++)
        if (same_place(&order[at - 1], &order[at]) == 0)
            fault(desk, order[at].at > order[at - 1].at ? order[at].at : order[at - 1].at, "month",
                  "the same indicator, place and month stand here twice", "同一指标、地区和月份出现了两次");
    return GT_OK;
}

static gt_rc readings_json(struct gt_arena *arena, const struct gt_reading *first, const size_t *picks, size_t count,
                           gt_str title, gt_str *out)
{
    struct gt_json json;
    struct gt_buf buf;

    gt_buf_init(&buf, GT_RECORD_JSON_MAX);
    gt_json_init(&json, &buf);
    gt_json_object(&json, NULL);
    gt_json_str(&json, "title", title);
    gt_json_array(&json, "readings");
    for (size_t at = 0; at < count; at++) {
        const struct gt_reading *one = &first[picks[at]];
        char month[32];

        (void)snprintf(month, sizeof month, "%04d-%02d", (int)(one->month / 12), (int)(one->month % 12) + 1);
        gt_json_object(&json, NULL);
        gt_json_text(&json, "month", month);
        gt_json_ref(&json, "region", one->region_id);
        gt_json_ref(&json, "unit", one->unit_id);
        gt_json_double(&json, "value", one->value);
        gt_json_i64(&json, "state", one->state);
        gt_json_str(&json, "reason", one->reason);
        gt_json_close(&json);
    }
    gt_json_close(&json);
    gt_json_close(&json);
    return gt_json_take(arena, &json, out);
}

/* One journal row an indicator, whatever the order of the readings. */
static gt_rc log_all(struct gt_change *change, struct gt_ctx *ctx, const struct gt_reading *readings, size_t count,
                     const bool *takes, const gt_str *titles, struct gt_err *err)
{
    size_t *picks = GT_NEW_N(ctx->arena, size_t, count + 1);
    bool *told = GT_NEW_N(ctx->arena, bool, count + 1);
    gt_rc rc = GT_OK;

    if (picks == NULL || told == NULL)
        return GT_ENOMEM;
    for (size_t at = 0; at < count && rc == GT_OK; at++) {
        size_t found = 0;
        gt_str after;

        if (!takes[at] || told[at])
            continue;
        for (size_t i = at; i < count; i++)
            if (takes[i] && readings[i].indicator_id == readings[at].indicator_id) {
                told[i] = true;
                picks[found++] = i;
            }
        if ((rc = readings_json(ctx->arena, readings, picks, found, titles[at], &after)) == GT_OK)
            rc = gt_change_log(change, "reading", "indicator", readings[at].indicator_id, GT_STR(""), after, err);
    }
    return rc;
}

static gt_rc write_all(struct gt_ctx *ctx, struct gt_reading *readings, size_t count, const bool *takes,
                       const gt_str *titles, struct gt_readings_done *out, struct gt_err *err)
{
    struct gt_change *change = NULL;
    gt_rc rc;

    if ((rc = gt_change_begin(ctx, &change, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < count && rc == GT_OK; at++)
        if (takes[at])
            rc = gt_reading_store_put(gt_change_db(change), &readings[at], err);
    if (rc == GT_OK && (rc = log_all(change, ctx, readings, count, takes, titles, err)) == GT_OK)
        rc = gt_change_commit(change, &out->version, err);
    gt_change_release(change);
    return rc;
}

static gt_rc look_at_all(struct desk *desk, struct gt_reading *readings, size_t count, bool *takes, gt_str *titles,
                         struct gt_readings_done *done)
{
    for (size_t at = 0; at < count; at++) {
        const struct gt_ind *ind = gt_ind_find(desk->book, readings[at].indicator_id);
        bool fresh;

        readings[at].person_id = desk->ctx->person_id;
        readings[at].at_ms = desk->ctx->now_ms;
        takes[at] = check_one(desk, &readings[at], at, &fresh);
        done->fresh += takes[at] && fresh;
        done->changed += takes[at] && !fresh;
        done->unchanged += !takes[at];
        if (takes[at] && gt_arena_dup(desk->ctx->arena, ind->facts.name[GT_LANG_ZH], &titles[at]) != GT_OK)
            return GT_ENOMEM;
    }
    return look_for_twins(desk, readings, count);
}

static gt_rc look(struct gt_ctx *ctx, struct gt_reading *readings, size_t count,
                  const struct gt_reading_seen *seen, struct gt_problems *problems, bool *takes,
                  gt_str *titles, struct gt_readings_done *out, struct gt_err *err)
{
    struct desk desk = {.ctx = ctx, .problems = problems, .seen = seen};
    const size_t before = problems->errors;
    struct gt_ind_book *book;
    gt_rc rc;

    *out = (struct gt_readings_done){0};
    if (takes == NULL || titles == NULL)
        return no_memory(err);
    if (count > GT_READINGS_ONCE_MAX)
        return gt_fail(err, GT_ELIMIT, "at most %d readings at once", "一次最多%d个数值", (int)GT_READINGS_ONCE_MAX);
    if ((rc = gt_may_ever_or(ctx, GT_USE_reading_put, err)) != GT_OK ||
        (rc = gt_ind_hold(ctx, &desk.picture, &book, err)) != GT_OK)
        return rc;
    desk.book = book;
    rc = look_at_all(&desk, readings, count, takes, titles, out);
    gt_picture_done(ctx);
    if (rc != GT_OK)
        return no_memory(err);
    return problems->errors == before
               ? GT_OK
               : gt_fail(err, desk.closed ? GT_ECONFLICT : GT_EINVAL,
                                           "%zu of the readings cannot be taken", "有%zu处数值不能收",
                                           problems->errors - before);
}

gt_rc gt_work_readings_check(struct gt_ctx *ctx, struct gt_reading *readings, size_t count,
                             struct gt_problems *problems, struct gt_readings_done *out, struct gt_err *err)
{
    return look(ctx, readings, count, NULL, problems, GT_NEW_N(ctx->arena, bool, count + 1),
                GT_NEW_N(ctx->arena, gt_str, count + 1), out, err);
}

gt_rc gt_work_readings_put(struct gt_ctx *ctx, struct gt_reading *readings, size_t count,
                           const struct gt_reading_seen *seen, struct gt_problems *problems,
                           struct gt_readings_done *out, struct gt_err *err)
{
    bool *takes = GT_NEW_N(ctx->arena, bool, count + 1);
    gt_str *titles = GT_NEW_N(ctx->arena, gt_str, count + 1);
    gt_rc rc;

    if ((rc = look(ctx, readings, count, seen, problems, takes, titles, out, err)) != GT_OK ||
        out->fresh + out->changed == 0)
        return rc;
    rc = write_all(ctx, readings, count, takes, titles, out, err);
    return rc == GT_ENOMEM ? no_memory(err) : rc;
}

gt_rc gt_work_reading_history(struct gt_ctx *ctx, int64_t indicator_id, int64_t region_id, int64_t unit_id,
                              gt_readings *out, struct gt_err *err)
{
    struct gt_txn *txn = NULL;
    gt_rc rc;

    if ((rc = gt_may(ctx, GT_USE_figure_read, NULL, err)) != GT_OK ||
        (rc = gt_txn_begin(ctx->space->pool, GT_TXN_READ, &txn, err)) != GT_OK)
        return rc;
    rc = gt_reading_store_history(gt_txn_db(txn), indicator_id, region_id, unit_id, ctx->arena, out, err);
    gt_txn_release(txn);
    return rc;
}

/* ---- closed months ----------------------------------------------------------------------- */

static gt_rc month_json(struct gt_arena *arena, int64_t month, gt_str note, gt_str *out)
{
    struct gt_json json;
    struct gt_buf buf;
    char text[32];

    (void)snprintf(text, sizeof text, "%04d-%02d", (int)(month / 12), (int)(month % 12) + 1);
    gt_buf_init(&buf, GT_RECORD_JSON_MAX);
    gt_json_init(&json, &buf);
    gt_json_object(&json, NULL);
    gt_json_text(&json, "title", text);
    gt_json_str(&json, "note", note);
    gt_json_close(&json);
    return gt_json_take(arena, &json, out);
}

static gt_rc move_month(struct gt_ctx *ctx, int64_t month, gt_str note, bool close, struct gt_err *err)
{
    const struct gt_closed_month row = {month, note, ctx->person_id, ctx->now_ms};
    struct gt_change *change = NULL;
    const struct gt_picture *picture;
    struct gt_ind_book *book;
    bool closed;
    gt_str json;
    gt_rc rc;

    if (month < gt_ind_month(GT_IND_YEAR_MIN, 1) || month > gt_ind_month(GT_IND_YEAR_MAX, 12) ||
        note.len > GT_REASON_MAX)
        return gt_fail_field(err, GT_EINVAL, "month", "no such month, or too many words", "没有这个月份，或说明过长");
    if ((rc = gt_may(ctx, GT_USE_figure_put, NULL, err)) != GT_OK ||
        (rc = gt_ind_hold(ctx, &picture, &book, err)) != GT_OK)
        return rc;
    closed = gt_ind_closed(book, month);
    gt_picture_done(ctx);
    if (closed == close)
        return close ? gt_fail(err, GT_ECONFLICT, "that month is closed already", "该月已经关账")
                     : gt_fail(err, GT_ECONFLICT, "that month is not closed", "该月没有关账");
    if (close && gt_ind_month_end(month) >= ctx->today)
        return gt_fail_field(err, GT_EINVAL, "month", "that month is not over yet", "该月还没有过完");
    if ((rc = gt_change_begin(ctx, &change, err)) != GT_OK)
        return rc;
    if ((rc = close ? gt_closed_month_store_add(gt_change_db(change), &row, err)
                    : gt_closed_month_store_remove(gt_change_db(change), month, err)) == GT_OK &&
        (rc = month_json(ctx->arena, month, note, &json)) == GT_OK &&
        (rc = gt_change_log(change, close ? "close" : "reopen", "period", month, GT_STR(""), json, err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
    gt_change_release(change);
    return rc == GT_ENOMEM ? no_memory(err) : rc;
}

gt_rc gt_work_month_close(struct gt_ctx *ctx, int64_t month, gt_str note, struct gt_err *err)
{
    return move_month(ctx, month, note, true, err);
}

gt_rc gt_work_month_reopen(struct gt_ctx *ctx, int64_t month, gt_str reason, struct gt_err *err)
{
    if (reason.len == 0)
        return gt_fail_field(err, GT_EINVAL, "reason", "opening a closed month needs a reason", "重新开账要写明原因");
    return move_month(ctx, month, reason, false, err);
}
