/* route_cockpit.c - the leaders' page and one unit's. */
#include "api/put.h"
#include "api/put_indicator.h"
#include "api/route.h"
#include "work/cockpit.h"

static void put_lights(struct gt_json *json, const struct gt_cockpit *cockpit, enum gt_lang lang)
{
    gt_json_array(json, "lights");
    for (int light = 0; light < GT_LIGHT_MEANINGS; light++) {
        gt_json_object(json, NULL);
        gt_json_text(json, "light", gt_light_key((enum gt_light_meaning)light));
        gt_json_text(json, "word", gt_light_word((enum gt_light_meaning)light, lang));
        gt_json_i64(json, "count", cockpit->lights[light]);
        gt_json_close(json);
    }
    gt_json_close(json);
    gt_json_i64(json, "total", cockpit->total);
}

static void put_task(struct gt_json *json, const struct gt_cockpit_task *task)
{
    gt_json_object(json, NULL);
    gt_json_i64(json, "id", task->id);
    gt_json_str(json, "title", task->title);
    gt_json_str(json, "code", task->code);
    gt_put_ref(json, "unit", task->unit_id);
    gt_json_str(json, "unit_name", task->unit);
    gt_json_text(json, "light", gt_light_key(task->light));
    gt_json_i64(json, "amount", task->amount);
    gt_json_double(json, "percent", task->percent);
    gt_put_day(json, "deadline", task->deadline);
    gt_json_str(json, "why", task->why);
    gt_json_i64(json, "behind_it", task->behind_it);
    gt_json_bool(json, "critical", task->critical);
    if (task->float_days > 100000 || task->float_days < -100000)
        gt_json_null(json, "float_days");
    else
        gt_json_i64(json, "float_days", task->float_days);
    gt_json_close(json);
}

static void put_decision(struct gt_json *json, const struct gt_cockpit_decision *one)
{
    gt_json_object(json, NULL);
    gt_json_text(json, "kind", one->kind);
    gt_json_i64(json, "task", one->task_id);
    gt_put_ref(json, "support", one->support_id);
    gt_json_str(json, "title", one->title);
    gt_json_str(json, "unit_name", one->unit);
    gt_json_str(json, "reason", one->reason);
    gt_put_day(json, "deadline", one->deadline);
    gt_put_day(json, "asked", one->asked);
    gt_put_instant(json, "since", one->since_ms);
    gt_json_i64(json, "extensions", one->extensions);
    gt_json_i64(json, "seen", one->moves);
    gt_json_i64(json, "behind_it", one->behind_it);
    gt_json_close(json);
}

static gt_rc put_change(struct gt_json *json, struct gt_ctx *ctx, const struct gt_cockpit_change *change)
{
    gt_str object;

    if (gt_arena_printf(ctx->arena, &object, "%.*s/%lld", GT_FMT(change->row.object),
                        (long long)change->row.object_id) != GT_OK)
        return GT_ENOMEM;
    gt_json_object(json, NULL);
    gt_json_i64(json, "seq", change->row.seq);
    gt_put_instant(json, "at", change->row.at_ms);
    gt_json_str(json, "person", change->person);
    gt_json_str(json, "object", object);
    gt_json_str(json, "action", change->row.action);
    gt_json_str(json, "sentence", change->sentence);
    gt_json_close(json);
    return GT_OK;
}

static void put_units(struct gt_json *json, const struct gt_cockpit *cockpit)
{
    gt_json_array(json, "units");
    for (size_t at = 0; at < cockpit->units.count; at++) {
        const struct gt_cockpit_unit *unit = &cockpit->units.at[at];

        gt_json_object(json, NULL);
        gt_put_ref(json, "unit", unit->unit_id);
        gt_json_str(json, "name", unit->name);
        gt_json_array(json, "lights");
        for (int light = 0; light < GT_LIGHT_MEANINGS; light++)
            gt_json_i64(json, NULL, unit->lights[light]);
        gt_json_close(json);
        gt_json_i64(json, "total", unit->total);
        gt_json_i64(json, "measured", unit->measured);
        gt_json_i64(json, "short_of", unit->short_of);
        gt_json_close(json);
    }
    gt_json_close(json);
}

static void put_paces(struct gt_json *json, const struct gt_cockpit *cockpit, enum gt_lang lang)
{
    gt_json_array(json, "paces");
    for (int state = 0; state < GT_PACES; state++) {
        gt_json_object(json, NULL);
        gt_json_text(json, "state", gt_pace_key((enum gt_pace_state)state));
        gt_json_text(json, "word", gt_pace_word((enum gt_pace_state)state, lang));
        gt_json_i64(json, "count", cockpit->paces[state]);
        gt_json_close(json);
    }
    gt_json_close(json);
    gt_json_i64(json, "measured", cockpit->measured);
    gt_json_i64(json, "will_miss", cockpit->will_miss);
    gt_json_array(json, "gates");
    for (int gate = 0; gate < GT_GATES; gate++) {
        gt_json_object(json, NULL);
        gt_json_text(json, "name", gt_gate_name(gate, lang));
        gt_json_i64(json, "passed", cockpit->gates[gate][GT_GATE_PASSED]);
        gt_json_i64(json, "missed", cockpit->gates[gate][GT_GATE_MISSED]);
        gt_json_i64(json, "tocome", cockpit->gates[gate][GT_GATE_TOCOME]);
        gt_json_i64(json, "unknown", cockpit->gates[gate][GT_GATE_UNKNOWN]);
        gt_json_close(json);
    }
    gt_json_close(json);
}

static gt_rc put_figures(struct gt_json *json, struct gt_ctx *ctx, const struct gt_picture *picture,
                         struct gt_ind_book *book, const struct gt_cockpit *cockpit, struct gt_err *err)
{
    gt_rc rc = GT_OK;

    put_paces(json, cockpit, ctx->lang);
    gt_json_array(json, "keys");
    for (size_t at = 0; at < cockpit->keys.count && rc == GT_OK; at++)
        rc = gt_put_indicator(json, NULL, ctx, picture, book, cockpit->keys.at[at], 0, err);
    gt_json_close(json);
    gt_json_array(json, "misses");
    for (size_t at = 0; at < cockpit->misses.count && rc == GT_OK; at++)
        rc = gt_put_indicator(json, NULL, ctx, picture, book, cockpit->misses.at[at], 0, err);
    gt_json_close(json);
    return rc;
}

static gt_rc put_lists(struct gt_json *json, struct gt_ctx *ctx, const struct gt_cockpit *cockpit)
{
    gt_rc rc = GT_OK;

    gt_json_array(json, "late");
    for (size_t at = 0; at < cockpit->late.count; at++)
        put_task(json, &cockpit->late.at[at]);
    gt_json_close(json);
    gt_json_i64(json, "late_total", cockpit->late_total);
    gt_json_array(json, "soon");
    for (size_t at = 0; at < cockpit->soon.count; at++)
        put_task(json, &cockpit->soon.at[at]);
    gt_json_close(json);
    gt_json_i64(json, "soon_total", cockpit->soon_total);
    gt_json_array(json, "decisions");
    for (size_t at = 0; at < cockpit->decisions.count; at++)
        put_decision(json, &cockpit->decisions.at[at]);
    gt_json_close(json);
    gt_json_i64(json, "decision_total", cockpit->decision_total);
    gt_json_array(json, "changes");
    for (size_t at = 0; at < cockpit->changes.count && rc == GT_OK; at++)
        rc = put_change(json, ctx, &cockpit->changes.at[at]);
    gt_json_close(json);
    gt_json_i64(json, "change_total", cockpit->change_total);
    return rc;
}

static gt_rc put_cockpit(struct gt_json *json, struct gt_ctx *ctx, struct gt_ind_book *book,
                         const struct gt_cockpit *cockpit, struct gt_err *err)
{
    const struct gt_picture *picture = ctx->space->picture; /* the lock is held */
    const struct gt_unit_row *unit = gt_picture_unit(picture, cockpit->unit_id);
    gt_rc rc;

    gt_json_object(json, NULL);
    gt_json_i64(json, "version", cockpit->version);
    gt_json_i64(json, "year", picture->meta.year);
    gt_put_day(json, "today", ctx->today);
    gt_put_ref(json, "unit", cockpit->unit_id);
    gt_json_str(json, "unit_name", unit == NULL ? GT_STR("") : unit->name);
    gt_put_day(json, "cut_off", cockpit->cut_off);
    if (cockpit->seen_before_ms != 0)
        gt_put_instant(json, "seen_before", cockpit->seen_before_ms);
    else
        gt_json_null(json, "seen_before");
    gt_json_str(json, "sentence", cockpit->sentence);
    gt_json_double(json, "elapsed", cockpit->elapsed);
    gt_json_double(json, "done", cockpit->done);
    put_lights(json, cockpit, ctx->lang);
    put_units(json, cockpit);
    if ((rc = put_figures(json, ctx, picture, book, cockpit, err)) != GT_OK ||
        (rc = put_lists(json, ctx, cockpit)) != GT_OK)
        return rc;
    if (cockpit->scored)
        gt_put_score_total(json, "score", &cockpit->score.forecast, ctx->lang);
    else
        gt_json_null(json, "score");
    gt_json_str(json, "score_sentence", cockpit->scored ? cockpit->score.sentence : GT_STR(""));
    gt_json_close(json);
    return gt_json_status(json);
}

static gt_rc get_page(struct gt_ctx *ctx, int64_t unit, struct gt_json *json, struct gt_err *err)
{
    struct gt_cockpit cockpit;
    struct gt_ind_book *book;
    gt_rc rc;

    if ((rc = gt_work_cockpit(ctx, unit, &cockpit, &book, err)) != GT_OK)
        return rc;
    rc = put_cockpit(json, ctx, book, &cockpit, err);
    gt_picture_done(ctx);
    return rc;
}

gt_rc gt_api_get_cockpit(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    (void)req;
    return get_page(ctx, 0, json, err);
}

gt_rc gt_api_get_unit_page(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK)
        return rc;
    return get_page(ctx, id, json, err);
}
