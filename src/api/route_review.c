/* route_review.c - what became of reports: review, chase, burden, how often. */
#include "api/put_report.h"
#include "api/route.h"
#include "work/rights.h"
#include "work/space.h"

enum { MONTHS = 12 };

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
}

/* ---- the review --------------------------------------------------------------------------- */

static gt_rc put_reviews(struct gt_json *json, struct gt_ctx *ctx, const struct gt_picture *picture,
                         const gt_review *review, bool accept)
{
    const bool zh = ctx->lang == GT_LANG_ZH;
    int64_t copied = 0, late = 0;
    char sentence[300];

    gt_json_object(json, NULL);
    gt_json_i64(json, "version", picture->version);
    gt_json_text(json, "stage", accept ? "accept" : "approve");
    gt_json_array(json, "items");
    for (size_t at = 0; at < review->count; at++) {
        const struct gt_review_row *row = &review->at[at];

        if (gt_picture_task(picture, row->report.task_id) == GT_NO_INDEX)
            continue;
        copied += row->same.copied;
        late += row->report.due != GT_DAY_NONE && gt_instant_day(row->report.at_ms, 480) > row->report.due;
        if (gt_put_review(json, NULL, ctx, picture, row, NULL) != GT_OK)
            return GT_ENOMEM;
    }
    gt_json_close(json);
    gt_json_i64(json, "copied", copied);
    gt_json_i64(json, "late", late);
    if (review->count == 0)
        (void)snprintf(sentence, sizeof sentence, "%s", zh ? "没有待您办理的填报。" : "No report waits for you.");
    else
        (void)snprintf(sentence, sizeof sentence,
                       zh ? "%zu份待%s，其中迟报%lld份，与上期雷同%lld份。"
                          : "%zu wait to be %s; %lld told late, %lld copied from last time.",
                       review->count, zh ? (accept ? "接收" : "审核") : (accept ? "accepted" : "approved"),
                       (long long)late, (long long)copied);
    gt_json_text(json, "sentence", sentence);
    gt_json_close(json);
    return gt_json_status(json);
}

gt_rc gt_api_get_reporting_review(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                                  struct gt_err *err)
{
    const bool accept = gt_str_eq(gt_req_query_str(req, "stage"), GT_STR("accept"));
    const struct gt_picture *picture;
    gt_review review;
    gt_rc rc;

    if ((rc = gt_work_review(ctx, accept ? GT_REPORT_APPROVED : GT_REPORT_SUBMITTED, &review, err)) != GT_OK ||
        (rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    rc = put_reviews(json, ctx, picture, &review, accept);
    gt_picture_done(ctx);
    return rc == GT_ENOMEM ? no_memory(err) : rc;
}

gt_rc gt_api_get_reporting_report(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                                  struct gt_err *err)
{
    const struct gt_picture *picture;
    struct gt_review_row row;
    gt_report_moves moves;
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK ||
        (rc = gt_work_report_get(ctx, id, &row, &moves, err)) != GT_OK ||
        (rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    if (gt_picture_task(picture, row.report.task_id) == GT_NO_INDEX)
        rc = gt_fail(err, GT_ENOTFOUND, "report %lld does not exist", "填报%lld不存在", (long long)id);
    else
        rc = gt_put_review(json, NULL, ctx, picture, &row, &moves);
    gt_picture_done(ctx);
    return rc == GT_ENOMEM ? no_memory(err) : rc == GT_OK ? gt_json_status(json) : rc;
}

static gt_rc answer_done(struct gt_ctx *ctx, struct gt_json *json, const char *sentence, struct gt_err *err)
{
    const struct gt_picture *picture;
    const gt_rc rc = gt_picture_hold(ctx, &picture, err);

    if (rc != GT_OK)
        return rc;
    gt_put_done(json, picture->version, sentence);
    gt_picture_done(ctx);
    return gt_json_status(json);
}

gt_rc gt_api_post_reporting_move(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                                 struct gt_err *err)
{
    static const char *const acts[GT_REPORT_ACTS] = {"approve", "accept", "return"};
    static const char *const done[GT_REPORT_ACTS][GT_LANG_COUNT] = {
        {"已审核%zu份。", "%zu approved."}, {"已接收%zu份。", "%zu accepted."}, {"已退回%zu份。", "%zu sent back."}};
    const struct gt_jval *list = gt_jget(req->json, "ids");
    const gt_str word = gt_jstr(req->json, "act", GT_STR(""));
    int64_t *ids = GT_NEW_N(ctx->arena, int64_t, (size_t)(list != NULL ? list->count : 0) + 1);
    char sentence[100];
    size_t count = 0;
    int act = 0;
    gt_rc rc;

    if (ids == NULL)
        return no_memory(err);
    while (act < GT_REPORT_ACTS - 1 && !gt_str_eq(word, gt_str_from(acts[act])))
        act++;
    for (const struct gt_jval *v = list != NULL ? list->child : NULL; v != NULL; v = v->next)
        ids[count++] = v->integer;
    if ((rc = gt_work_reports_move(ctx, ids, count, (enum gt_report_act)act, gt_jstr(req->json, "reason", GT_STR("")),
                                   req->problems, err)) != GT_OK)
        return rc;
    (void)snprintf(sentence, sizeof sentence, done[act][ctx->lang], count);
    return answer_done(ctx, json, sentence, err);
}

/* ---- the chase ------------------------------------------------------------------------------------ */

static void put_chase_unit(struct gt_json *json, const char *key, const struct gt_picture *picture,
                           const struct gt_chase_unit *unit)
{
    const struct gt_unit_row *row = gt_picture_unit(picture, unit->unit_id);

    gt_json_object(json, key);
    gt_put_ref(json, "unit", unit->unit_id);
    gt_json_str(json, "name", row != NULL ? row->name : GT_STR(""));
    gt_json_i64(json, "due", unit->due);
    gt_json_i64(json, "told", unit->told);
    gt_json_i64(json, "late", unit->late);
    gt_json_i64(json, "missing", unit->missing);
    gt_json_i64(json, "returned", unit->returned);
    gt_json_i64(json, "to_approve", unit->to_approve);
    gt_json_i64(json, "to_accept", unit->to_accept);
    gt_json_close(json);
}

static gt_rc put_chase(struct gt_json *json, struct gt_ctx *ctx, const struct gt_picture *picture, gt_day from,
                       gt_day to)
{
    const struct gt_period month = gt_period_of(GT_FREQ_MONTHLY, to);
    const bool zh = ctx->lang == GT_LANG_ZH;
    char sentence[300], period[GT_PERIOD_KEY];
    struct gt_chase chase;

    if (gt_work_chase(ctx, picture, from, to, &chase) != GT_OK)
        return GT_ENOMEM;
    gt_json_object(json, NULL);
    gt_json_i64(json, "version", picture->version);
    gt_put_day(json, "start", from);
    gt_put_day(json, "finish", to);
    gt_json_array(json, "units");
    for (size_t at = 0; at < chase.units.count; at++)
        put_chase_unit(json, NULL, picture, &chase.units.at[at]);
    gt_json_close(json);
    put_chase_unit(json, "all", picture, &chase.all);
    gt_json_array(json, "items");
    for (size_t at = 0; at < chase.rows.count; at++)
        if (gt_put_turn(json, NULL, ctx, picture, chase.rows.at[at].task, &chase.rows.at[at].turn, GT_SIT_TODO,
                        NULL) != GT_OK)
            return GT_ENOMEM;
    gt_json_close(json);
    gt_json_i64(json, "total", (int64_t)chase.row_total);
    gt_json_bool(json, "closed", gt_progress_closed(picture, month));
    gt_json_bool(json, "may_close", gt_may_ever(ctx, GT_USE_report_rules_put) && month.last < ctx->today);
    gt_json_text(json, "period", gt_period_key(month, period));
    (void)snprintf(sentence, sizeof sentence,
                   zh ? "应报%u份，已报%u份（其中迟报%u份），未报%u份，退回待重报%u份。"
                      : "%u owed, %u told (%u of them late), %u missing, %u sent back.",
                   chase.all.due, chase.all.told, chase.all.late, chase.all.missing, chase.all.returned);
    gt_json_text(json, "sentence", sentence);
    gt_json_close(json);
    return gt_json_status(json);
}

/* By default the month of today; past months by their days. */
gt_rc gt_api_get_reporting_chase(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                                 struct gt_err *err)
{
    const struct gt_period month = gt_period_of(GT_FREQ_MONTHLY, ctx->today);
    const struct gt_picture *picture;
    gt_day from, to;
    gt_rc rc;

    if ((rc = gt_req_query_day(req, "from", month.first, &from, err)) != GT_OK ||
        (rc = gt_req_query_day(req, "to", month.last, &to, err)) != GT_OK ||
        (rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    rc = put_chase(json, ctx, picture, from, to);
    gt_picture_done(ctx);
    return rc == GT_ENOMEM ? no_memory(err) : rc;
}

/* ---- the burden ------------------------------------------------------------------------------------- */

static void add_row(struct gt_burden_row *sum, const struct gt_burden_row *row)
{
    sum->forms += row->forms;
    sum->fields += row->fields;
    sum->kept_fields += row->kept_fields;
    sum->chars += row->chars;
    sum->kept_chars += row->kept_chars;
    sum->returned += row->returned;
}

static void put_month(struct gt_json *json, const char *key, const char *month, const struct gt_burden_row *row)
{
    gt_json_object(json, key);
    gt_json_text(json, "month", month);
    gt_json_i64(json, "forms", row->forms);
    gt_json_i64(json, "fields", row->fields);
    gt_json_i64(json, "kept", row->kept_fields);
    gt_json_i64(json, "chars", row->chars);
    gt_json_i64(json, "kept_chars", row->kept_chars);
    gt_json_i64(json, "returned", row->returned);
    gt_json_close(json);
}

struct unit_burden { int64_t unit_id; struct gt_burden_row months[MONTHS], all; };
typedef GT_VEC(struct unit_burden) unit_burdens;

static void put_unit(struct gt_json *json, const char *key, const struct gt_picture *picture, int year,
                     const struct unit_burden *unit)
{
    const struct gt_unit_row *row = gt_picture_unit(picture, unit->unit_id);
    char month[24];

    gt_json_object(json, key);
    gt_put_ref(json, "unit", unit->unit_id);
    gt_json_str(json, "name", row == NULL ? GT_STR("") : row->short_name.len > 0 ? row->short_name : row->name);
    gt_json_array(json, "months");
    for (int at = 0; at < MONTHS; at++) {
        (void)snprintf(month, sizeof month, "%04d-%02d", year, at + 1);
        put_month(json, NULL, month, &unit->months[at]);
    }
    gt_json_close(json);
    put_month(json, "all", "", &unit->all);
    gt_json_close(json);
}

static gt_rc sum_up(struct gt_arena *arena, const gt_burden_rows *rows, unit_burdens *units, struct unit_burden *all)
{
    for (size_t at = 0; at < rows->count; at++) {
        const struct gt_burden_row *row = &rows->at[at];
        struct unit_burden *unit = units->count > 0 ? &units->at[units->count - 1] : NULL;
        int64_t month = 0;

        if (!gt_str_i64(gt_str_sub(row->month, 5, 7), &month) || month < 1 || month > MONTHS)
            continue;
        if (unit == NULL || unit->unit_id != row->unit_id) { /* they come by unit */
            if ((unit = GT_PUSH(arena, units)) == NULL)
                return GT_ENOMEM;
            unit->unit_id = row->unit_id;
        }
        add_row(&unit->months[month - 1], row);
        add_row(&unit->all, row);
        add_row(&all->months[month - 1], row);
        add_row(&all->all, row);
    }
    return GT_OK;
}

static int most_first(const void *a, const void *b)
{
    const struct unit_burden *x = a, *y = b;

    if (x->all.fields != y->all.fields)
        return x->all.fields > y->all.fields ? -1 : 1;
    return (x->unit_id > y->unit_id) - (x->unit_id < y->unit_id);
}

static gt_rc put_burden(struct gt_json *json, struct gt_ctx *ctx, const struct gt_picture *picture, int year,
                        const gt_burden_rows *rows, int64_t before)
{
    const bool zh = ctx->lang == GT_LANG_ZH;
    struct unit_burden all = {0};
    unit_burdens units = {0};
    char sentence[400];

    if (sum_up(ctx->arena, rows, &units, &all) != GT_OK)
        return GT_ENOMEM;
    if (units.count > 1)
        qsort(units.at, units.count, sizeof *units.at, most_first);
    gt_json_object(json, NULL);
    gt_json_i64(json, "year", year);
    gt_json_array(json, "units");
    for (size_t at = 0; at < units.count; at++)
        put_unit(json, NULL, picture, year, &units.at[at]);
    gt_json_close(json);
    put_unit(json, "all", picture, year, &all);
    gt_json_i64(json, "before_forms", before);
    (void)snprintf(sentence, sizeof sentence,
                   zh ? "全年已填报表%lld份、%lld个栏目、%lld字；自动带入且未改%lld个栏目，占%lld%%。"
                      : "%lld reports, %lld fields, %lld characters; %lld fields came prefilled and stayed, %lld %%.",
                   (long long)all.all.forms, (long long)all.all.fields, (long long)all.all.chars,
                   (long long)all.all.kept_fields,
                   (long long)(all.all.fields > 0 ? all.all.kept_fields * 100 / all.all.fields : 0));
    gt_json_text(json, "sentence", sentence);
    gt_json_close(json);
    return gt_json_status(json);
}

gt_rc gt_api_get_burden(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    const struct gt_picture *picture;
    gt_burden_rows rows, last;
    int64_t year, before = 0;
    gt_rc rc;

    if ((rc = gt_req_query_i64(req, "year", gt_day_ymd(ctx->today).year, 1950, 2150, &year, err)) != GT_OK ||
        (rc = gt_work_burden(ctx, (int)year, &rows, err)) != GT_OK ||
        (rc = gt_work_burden(ctx, (int)year - 1, &last, err)) != GT_OK ||
        (rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < last.count; at++)
        before += last.at[at].forms;
    rc = put_burden(json, ctx, picture, (int)year, &rows, before);
    gt_picture_done(ctx);
    return rc == GT_ENOMEM ? no_memory(err) : rc;
}

/* ---- how often ---------------------------------------------------------------------------------------- */

static gt_str scope_name(struct gt_ctx *ctx, const struct gt_picture *picture, const struct gt_report_cadence *row)
{
    static const char *const kinds[GT_TASK_KINDS][GT_LANG_COUNT] = {
        {"目标", "goals"}, {"任务", "tasks"}, {"举措", "measures"}, {"步骤", "steps"}};
    uint32_t task;

    if (gt_str_eq(row->scope, GT_STR("kind")) && row->scope_id >= 0 && row->scope_id < GT_TASK_KINDS)
        return gt_str_from(kinds[row->scope_id][ctx->lang]);
    if (gt_str_eq(row->scope, GT_STR("task")) &&
        (task = gt_picture_task(picture, row->scope_id)) != GT_NO_INDEX && gt_sees_task(ctx, picture, task))
        return picture->tasks.at[task].facts.title;
    for (size_t at = 0; gt_str_eq(row->scope, GT_STR("node")) && at < picture->nodes.count; at++)
        if (picture->nodes.at[at].id == row->scope_id)
            return picture->nodes.at[at].name[ctx->lang];
    return GT_STR("");
}

static void put_cadence(struct gt_json *json, struct gt_ctx *ctx, const struct gt_picture *picture,
                        const struct gt_report_cadence *row)
{
    const int freq = gt_freq_from(row->frequency);
    struct gt_due_rule rule = gt_due_default((enum gt_freq)(freq < 0 ? 0 : freq));
    struct gt_buf words;

    if (freq < 0)
        return;
    (void)gt_due_parse(row->due_rule, &rule);
    gt_buf_init(&words, 1000);
    gt_due_say(&words, rule, (enum gt_freq)freq, ctx->lang);
    gt_json_object(json, NULL);
    gt_json_str(json, "scope", row->scope);
    gt_json_i64(json, "scope_id", row->scope_id);
    gt_json_str(json, "name", scope_name(ctx, picture, row));
    gt_json_str(json, "frequency", row->frequency);
    gt_json_str(json, "due", row->due_rule);
    gt_json_str(json, "words", gt_buf_view(&words));
    gt_put_day(json, "start", row->from);
    gt_put_day(json, "finish", row->to);
    if (freq > GT_FREQ_NONE && freq < GT_FREQ_STAGE) {
        struct gt_period period = gt_period_of((enum gt_freq)freq, ctx->today);

        if (gt_due_day(rule, period, &picture->cals[GT_CAL_WORK]) < ctx->today)
            period = gt_period_next(period);
        gt_put_day(json, "next_due", gt_due_day(rule, period, &picture->cals[GT_CAL_WORK]));
    } else {
        gt_json_null(json, "next_due");
    }
    gt_json_close(json);
    gt_buf_clear(&words);
}

/* What was set, and before it what holds where nobody set anything. */
static gt_rc answer_cadences(struct gt_ctx *ctx, struct gt_json *json, struct gt_err *err)
{
    const struct gt_picture *picture;
    bool space = false, standing = false;
    gt_rc rc;

    if ((rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < picture->cadence.rows.count; at++) {
        space |= gt_str_eq(picture->cadence.rows.at[at].scope, GT_STR("space"));
        standing |= gt_str_eq(picture->cadence.rows.at[at].scope, GT_STR("standing"));
    }
    gt_json_object(json, NULL);
    gt_json_array(json, "items");
    if (!space)
        put_cadence(json, ctx, picture, &(struct gt_report_cadence){.scope = GT_STR("space"), .frequency = GT_STR("monthly"),
                    .due_rule = GT_STR("workday:-5"), .from = GT_DAY_NONE, .to = GT_DAY_NONE});
    if (!standing)
        put_cadence(json, ctx, picture, &(struct gt_report_cadence){.scope = GT_STR("standing"), .frequency = GT_STR("quarterly"),
                    .due_rule = GT_STR("next:5"), .from = GT_DAY_NONE, .to = GT_DAY_NONE});
    for (size_t at = 0; at < picture->cadence.rows.count; at++)
        put_cadence(json, ctx, picture, &picture->cadence.rows.at[at]);
    gt_json_close(json);
    gt_json_array(json, "closed");
    for (size_t at = 0; at < picture->cadence.closed.count; at++) {
        char key[GT_PERIOD_KEY];

        gt_json_text(json, NULL, gt_period_key(picture->cadence.closed.at[at].period, key));
    }
    gt_json_close(json);
    gt_json_bool(json, "may_put", gt_may_ever(ctx, GT_USE_report_rules_put));
    gt_json_close(json);
    gt_picture_done(ctx);
    return gt_json_status(json);
}

gt_rc gt_api_get_reporting_cadences(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                                    struct gt_err *err)
{
    (void)req;
    return answer_cadences(ctx, json, err);
}

gt_rc gt_api_patch_reporting_cadences(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                                      struct gt_err *err)
{
    struct gt_report_cadence cadence = {
        .scope = gt_jstr(req->json, "scope", GT_STR("")), .scope_id = gt_ji64(req->json, "scope_id", 0),
        .frequency = gt_jstr(req->json, "frequency", GT_STR("")), .due_rule = gt_jstr(req->json, "due", GT_STR("")),
        .from = gt_body_day(req->json, "start", GT_DAY_NONE), .to = gt_body_day(req->json, "finish", GT_DAY_NONE)};
    const gt_rc rc = gt_work_cadence_put(ctx, &cadence, err);

    return rc == GT_OK ? answer_cadences(ctx, json, err) : rc;
}

gt_rc gt_api_post_reporting_close(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                                  struct gt_err *err)
{
    const gt_rc rc = gt_work_period_close(ctx, gt_jstr(req->json, "period", GT_STR("")), err);

    return rc == GT_OK ? answer_done(ctx, json, ctx->lang == GT_LANG_ZH ? "已关闭，此后只能更正。"
                                                                        : "Closed; only corrections follow.", err)
                       : rc;
}
