/* route_plan.c - previews and edits of the plan, conflicts, templates, baselines. */
#include "api/put.h"
#include "api/route.h"
#include "work/planning.h"

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
}

/* ---- what would move ------------------------------------------------------------------- */

static void take_move(const struct gt_jval *v, struct gt_plan_move *move)
{
    *move = (struct gt_plan_move){
        .task_id = gt_ji64(v, "task", 0),
        .free = gt_jbool(v, "free", false),
        .start_given = gt_body_has(v, "start"), .start = gt_body_day(v, "start", GT_DAY_NONE),
        .finish_given = gt_body_has(v, "finish"), .finish = gt_body_day(v, "finish", GT_DAY_NONE),
        .deadline_given = gt_body_has(v, "deadline"),
        .deadline = gt_body_day(v, "deadline", GT_DAY_NONE),
        .not_before_given = gt_body_has(v, "not_before"),
        .not_before = gt_body_day(v, "not_before", GT_DAY_NONE),
        .duration_given = gt_body_has(v, "duration_days"),
        .duration_days = gt_body_i64(v, "duration_days", -1, -1),
    };
}

/* Of a link that is there, what the body does not say stays. */
static void take_relink(const struct gt_picture *picture, const struct gt_jval *v,
                        struct gt_plan_relink *out)
{
    const int64_t id = gt_body_i64(v, "id", 0, 0);
    const uint32_t own = id == 0 ? GT_NO_INDEX : gt_picture_link(picture, id);
    struct gt_task_link link = {.id = id, .lag_max = GT_LINK_LAG_NONE};
    int word;

    if (own != GT_NO_INDEX)
        link = picture->links.at[own].facts;
    link.from_id = gt_body_i64(v, "from", link.from_id, 0);
    link.to_id = gt_body_i64(v, "to", link.to_id, 0);
    if (gt_body_has(v, "kind") && (word = gt_link_type_from(gt_jstr(v, "kind", GT_STR("FS")))) >= 0)
        link.type = (enum gt_link_type)word;
    if (gt_body_has(v, "unit") && (word = gt_day_unit_from(gt_jstr(v, "unit", GT_STR("work")))) >= 0)
        link.unit = (enum gt_day_unit)word;
    link.lag_min = gt_body_i64(v, "lag_min", link.lag_min, GT_LINK_LAG_NONE);
    link.lag_max = gt_body_i64(v, "lag_max", link.lag_max, GT_LINK_LAG_NONE);
    *out = (struct gt_plan_relink){link, gt_jbool(v, "remove", false)};
}

static gt_rc take_change(struct gt_ctx *ctx, const struct gt_jval *body, struct gt_plan_change *out,
                         struct gt_err *err)
{
    const struct gt_jval *moves = gt_jget(body, "moves"), *links = gt_jget(body, "links");
    const struct gt_picture *picture;
    struct gt_plan_relink *relinks;
    struct gt_plan_move *list;
    gt_rc rc;

    *out = (struct gt_plan_change){.version = gt_body_i64(body, "version", 0, 0)};
    list = GT_NEW_N(ctx->arena, struct gt_plan_move, moves != NULL ? (size_t)moves->count + 1 : 1);
    relinks = GT_NEW_N(ctx->arena, struct gt_plan_relink, links != NULL ? (size_t)links->count + 1 : 1);
    if (list == NULL || relinks == NULL)
        return no_memory(err);
    for (const struct gt_jval *v = moves != NULL ? moves->child : NULL; v != NULL; v = v->next)
        take_move(v, &list[out->move_count++]);
    if ((rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    for (const struct gt_jval *v = links != NULL ? links->child : NULL; v != NULL; v = v->next)
        take_relink(picture, v, &relinks[out->link_count++]);
    gt_picture_done(ctx);
    out->moves = list;
    out->links = relinks;
    return GT_OK;
}

static gt_rc put_effect(struct gt_json *json, const struct gt_plan_effect *effect)
{
    gt_json_object(json, NULL);
    gt_json_i64(json, "version", effect->version);
    gt_json_array(json, "moved");
    for (size_t at = 0; at < effect->moved.count; at++) {
        const struct gt_plan_shift *shift = &effect->moved.at[at];

        gt_json_object(json, NULL);
        gt_json_i64(json, "task", shift->task_id);
        gt_json_str(json, "title", shift->title);
        gt_put_ref(json, "unit", shift->unit_id);
        gt_put_day(json, "old_start", shift->old_start);
        gt_put_day(json, "old_finish", shift->old_finish);
        gt_put_day(json, "start", shift->start);
        gt_put_day(json, "finish", shift->finish);
        gt_put_day(json, "deadline", shift->deadline);
        if (shift->float_days == INT64_MAX)
            gt_json_null(json, "float_days");
        else
            gt_json_i64(json, "float_days", shift->float_days);
        gt_json_str(json, "why", shift->why);
        gt_json_close(json);
    }
    gt_json_close(json);
    gt_json_i64(json, "still", effect->still);
    gt_json_str(json, "sentence", effect->sentence);
    gt_json_array(json, "conflicts");
    for (size_t at = 0; at < effect->conflicts.count; at++)
        gt_put_conflict(json, NULL, &effect->conflicts.at[at]);
    gt_json_close(json);
    gt_json_close(json);
    return gt_json_status(json);
}

gt_rc gt_api_post_plan_preview(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                               struct gt_err *err)
{
    struct gt_plan_change change;
    struct gt_plan_effect effect;
    gt_rc rc;

    if ((rc = take_change(ctx, req->json, &change, err)) != GT_OK ||
        (rc = gt_work_plan_preview(ctx, &change, &effect, err)) != GT_OK)
        return rc;
    return put_effect(json, &effect);
}

gt_rc gt_api_post_plan_apply(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                             struct gt_err *err)
{
    struct gt_plan_change change;
    struct gt_plan_effect effect;
    gt_rc rc;

    if ((rc = take_change(ctx, req->json, &change, err)) != GT_OK ||
        (rc = gt_work_plan_apply(ctx, &change, &effect, err)) != GT_OK)
        return rc;
    return put_effect(json, &effect);
}

gt_rc gt_api_get_plan_conflicts(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                                struct gt_err *err)
{
    gt_plan_conflicts conflicts;
    gt_rc rc;

    (void)req;
    if ((rc = gt_work_plan_conflicts(ctx, &conflicts, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_array(json, "items");
    for (size_t at = 0; at < conflicts.count; at++)
        gt_put_conflict(json, NULL, &conflicts.at[at]);
    gt_json_close(json);
    gt_json_close(json);
    return gt_json_status(json);
}

/* ---- templates ----------------------------------------------------------------------------- */

gt_rc gt_api_get_templates(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                           struct gt_err *err)
{
    gt_templates templates;
    gt_rc rc;

    (void)req;
    if ((rc = gt_work_templates(ctx, &templates, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_array(json, "items");
    for (size_t at = 0; at < templates.count; at++) {
        const struct gt_template *template = &templates.at[at];

        gt_json_object(json, NULL);
        gt_json_str(json, "name", template->name);
        gt_json_str(json, "title", template->title[ctx->lang]);
        gt_json_array(json, "steps");
        for (size_t step = 0; step < template->steps.count; step++) {
            gt_json_object(json, NULL);
            gt_json_str(json, "title", template->steps.at[step].title[ctx->lang]);
            gt_json_i64(json, "days", template->steps.at[step].days);
            gt_json_i64(json, "overlap_days", template->steps.at[step].overlap_days);
            gt_json_str(json, "rule", template->steps.at[step].rule[ctx->lang]);
            gt_json_close(json);
        }
        gt_json_close(json);
        gt_json_close(json);
    }
    gt_json_close(json);
    gt_json_close(json);
    return gt_json_status(json);
}

/* ---- baselines ------------------------------------------------------------------------------ */

static void put_baseline(struct gt_json *json, struct gt_ctx *ctx, const struct gt_picture *picture,
                         const struct gt_baseline *baseline)
{
    gt_json_object(json, NULL);
    gt_json_i64(json, "id", baseline->id);
    gt_json_str(json, "name", baseline->name);
    gt_put_instant(json, "at", baseline->at_ms);
    gt_json_str(json, "by", gt_picture_person_name(picture, baseline->person_id, ctx->lang));
    gt_json_i64(json, "tasks", baseline->rows);
    gt_json_close(json);
}

gt_rc gt_api_get_baselines(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                           struct gt_err *err)
{
    const struct gt_picture *picture;
    gt_baselines baselines = {0};
    gt_rc rc;

    (void)req;
    if ((rc = gt_work_baselines(ctx, &baselines, err)) != GT_OK ||
        (rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_array(json, "items");
    for (size_t at = baselines.count; at-- > 0;)
        put_baseline(json, ctx, picture, &baselines.at[at]);
    gt_json_close(json);
    gt_json_close(json);
    gt_picture_done(ctx);
    return gt_json_status(json);
}

gt_rc gt_api_post_baseline(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                           struct gt_err *err)
{
    const struct gt_picture *picture;
    struct gt_baseline baseline;
    gt_rc rc;

    if ((rc = gt_work_baseline_freeze(ctx, gt_jstr(req->json, "name", GT_STR("")), &baseline, err)) != GT_OK ||
        (rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    put_baseline(json, ctx, picture, &baseline);
    gt_picture_done(ctx);
    return gt_json_status(json);
}

gt_rc gt_api_get_baseline_diff(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                               struct gt_err *err)
{
    static const char *const states[GT_DIFF_STATES] = {"moved", "new", "gone"};
    struct gt_baseline_diff diff;
    int64_t from, to;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &from, err)) != GT_OK ||
        (rc = gt_req_query_i64(req, "to", 0, 0, INT64_MAX, &to, err)) != GT_OK ||
        (rc = gt_work_baseline_diff(ctx, from, to, &diff, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_str(json, "sentence", diff.sentence);
    gt_json_array(json, "rows");
    for (size_t at = 0; at < diff.rows.count; at++) {
        const struct gt_baseline_shift *row = &diff.rows.at[at];

        gt_json_object(json, NULL);
        gt_json_i64(json, "task", row->task_id);
        gt_json_str(json, "title", row->title);
        gt_put_ref(json, "unit", row->unit_id);
        gt_json_text(json, "state", states[row->state]);
        gt_put_day(json, "old_start", row->old_start);
        gt_put_day(json, "old_finish", row->old_finish);
        gt_put_day(json, "start", row->start);
        gt_put_day(json, "finish", row->finish);
        gt_json_i64(json, "days", row->days);
        gt_json_close(json);
    }
    gt_json_close(json);
    gt_json_i64(json, "still", diff.still);
    gt_json_close(json);
    return gt_json_status(json);
}
