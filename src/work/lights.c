/* lights.c - rules, lights by hand, ratings, groups and closings. */
#include "work/lights.h"

#include "work/picture.h"
#include "work/record_json.h"
#include "work/rights.h"
#include "work/space.h"

static gt_rc no_memory(struct gt_err *err) { return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足"); }

/* ---- rules ------------------------------------------------------------------------------ */

static gt_rc set_text(struct gt_arena *arena, const struct gt_light_set *set, gt_str *out)
{
    struct gt_buf buf;
    struct gt_json json;

    gt_buf_init(&buf, GT_LIGHT_SET_BYTES_MAX);
    gt_json_init(&json, &buf);
    gt_light_set_write(&json, NULL, set);
    return gt_json_take(arena, &json, out);
}

static gt_rc read_rules(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    struct gt_light_rules *out = at;
    struct gt_problems problems;
    gt_str body = gt_light_files[0].bytes;
    gt_rc rc;

    if ((rc = gt_light_rules_store_list(db, ctx->arena, &out->versions, err)) != GT_OK)
        return rc;
    if (out->versions.count > 0) {
        body = out->versions.at[out->versions.count - 1].body;
        out->id = out->versions.at[out->versions.count - 1].id;
    }
    gt_problems_init(&problems, ctx->arena);
    return gt_light_set_parse(ctx->arena, body, &out->set, &problems, err);
}

gt_rc gt_work_light_rules(struct gt_ctx *ctx, struct gt_light_rules *out, struct gt_err *err)
{
    const gt_rc rc = gt_may(ctx, GT_USE_space_read, NULL, err);

    *out = (struct gt_light_rules){0};
    return rc != GT_OK ? rc : gt_work_read(ctx, read_rules, out, err);
}

struct trial {
    struct gt_ctx *ctx;
    const struct gt_picture *picture;
    const struct gt_light_set *set;
    uint8_t *meanings;             /* [tasks] that would show */
    struct gt_light *lights;
};

static void try_children(const struct trial *t, uint32_t index)
{
    const struct gt_pic_task *task = &t->picture->tasks.at[index];
    struct gt_light_sum sum = {0};
    int meaning;

    for (uint32_t at = task->first_child; at != GT_NO_INDEX; at = t->picture->tasks.at[at].next) {
        const struct gt_pic_task *child = &t->picture->tasks.at[at];
        double days = 1;

        if (child->start != GT_DAY_NONE && child->finish != GT_DAY_NONE)
            days = (double)gt_picture_work_days(t->picture, child->start, child->finish + 1);
        gt_light_sum_add(&sum, (enum gt_light_meaning)t->meanings[at], days < 1 ? 1 : days);
    }
    meaning = gt_light_sum_of(&sum, (enum gt_light_roll)t->set->roll[GT_LIGHT_OF_TASK]);
    if (meaning != GT_LIGHT_SILENT)
        t->meanings[index] = (uint8_t)meaning;
}

/* Children before parents, as the picture reckons its own. */
static void try_all(const struct trial *t, struct gt_light_preview *out)
{
    const struct gt_light_days days = gt_picture_days(t->picture);

    for (uint32_t at = t->picture->order_count; at-- > 0;) {
        const uint32_t index = t->picture->order[at];
        const struct gt_pic_task *task = &t->picture->tasks.at[index];
        const struct gt_light_facts facts = gt_picture_light_facts(t->picture, task, t->ctx->today);

        t->lights[index] = gt_light_of(&facts, t->set, &days, t->ctx->today);
        t->meanings[index] = (uint8_t)t->lights[index].meaning;
        if (task->children > 0 && t->set->roll[GT_LIGHT_OF_TASK] != GT_LIGHT_ROLL_OWN)
            try_children(t, index);
        if (task->lamp.by_hand) /* what a hand has set stays */
            t->meanings[index] = (uint8_t)task->light.meaning;
        if (!gt_sees_task(t->ctx, t->picture, index))
            continue;
        out->total++;
        out->before[task->light.meaning]++;
        out->after[t->meanings[index]]++;
        out->moves[task->light.meaning][t->meanings[index]]++;
        out->changed += task->light.meaning != t->meanings[index];
    }
}

static gt_rc add_sample(const struct trial *t, uint32_t index, struct gt_light_preview *out)
{
    const struct gt_pic_task *task = &t->picture->tasks.at[index];
    const struct gt_light_facts facts = gt_picture_light_facts(t->picture, task, t->ctx->today);
    const struct gt_light_days days = gt_picture_days(t->picture);
    struct gt_light_sample *sample = GT_PUSH(t->ctx->arena, &out->samples);
    struct gt_buf why;
    gt_rc rc;

    if (sample == NULL)
        return GT_ENOMEM;
    gt_buf_init(&why, 1 << 14);
    gt_light_why(&why, &t->lights[index], t->set, &facts, &days, t->ctx->today, t->ctx->lang);
    rc = why.status == GT_OK ? gt_arena_dup(t->ctx->arena, gt_buf_view(&why), &sample->why) : why.status;
    gt_buf_clear(&why);
    sample->task_id = task->facts.id;
    sample->from = task->light.meaning;
    sample->to = (enum gt_light_meaning)t->meanings[index];
    return rc != GT_OK ? rc : gt_arena_dup(t->ctx->arena, task->facts.title, &sample->title);
}

/* Those that would turn bad are read first. */
static gt_rc name_samples(const struct trial *t, struct gt_light_preview *out)
{
    gt_rc rc = GT_OK;

    for (int meaning = 0; meaning < GT_LIGHT_MEANINGS && rc == GT_OK; meaning++)
        for (uint32_t at = 0; at < t->picture->order_count && rc == GT_OK; at++) {
            const uint32_t index = t->picture->order[at];

            if (out->samples.count == GT_LIGHT_SAMPLES_MAX)
                return GT_OK;
            if (t->meanings[index] == meaning &&
                t->picture->tasks.at[index].light.meaning != (enum gt_light_meaning)meaning &&
                gt_sees_task(t->ctx, t->picture, index))
                rc = add_sample(t, index, out);
        }
    return rc;
}

gt_rc gt_work_light_preview(struct gt_ctx *ctx, const struct gt_light_set *set,
                            struct gt_light_preview *out, struct gt_err *err)
{
    struct trial trial = {.ctx = ctx, .set = set};
    gt_rc rc;

    *out = (struct gt_light_preview){0};
    if ((rc = gt_may(ctx, GT_USE_light_rules_put, NULL, err)) != GT_OK ||
        (rc = gt_picture_hold(ctx, &trial.picture, err)) != GT_OK)
        return rc;
    trial.meanings = GT_NEW_N(ctx->arena, uint8_t, trial.picture->tasks.count + 1);
    trial.lights = GT_NEW_N(ctx->arena, struct gt_light, trial.picture->tasks.count + 1);
    rc = GT_ENOMEM;
    if (trial.meanings != NULL && trial.lights != NULL) {
        try_all(&trial, out);
        rc = name_samples(&trial, out);
    }
    gt_picture_done(ctx);
    return rc == GT_OK ? rc : no_memory(err);
}

static gt_rc same_version(struct gt_db *db, struct gt_ctx *ctx, int64_t seen_id, struct gt_err *err)
{
    struct gt_light_rules_row newest = {0};
    const gt_rc rc = gt_light_rules_store_newest(db, ctx->arena, &newest, err);

    if (rc != GT_OK && rc != GT_ENOTFOUND)
        return rc;
    if (newest.id != seen_id)
        return gt_fail(err, GT_ECONFLICT, "somebody else has changed the rules of lights meanwhile",
                       "亮灯规则已被他人修改，请重新载入");
    return GT_OK;
}

static gt_rc check_reason(gt_str reason, struct gt_err *err)
{
    if (gt_str_trim(reason).len == 0)
        return gt_fail_field(err, GT_EINVAL, "reason", "a reason is needed", "请写明理由");
    if (reason.len > GT_LIGHT_REASON_MAX)
        return gt_fail_field(err, GT_ELIMIT, "reason", "the reason is longer than %d bytes",
                             "理由超过%d个字节", (int)GT_LIGHT_REASON_MAX);
    return GT_OK;
}

gt_rc gt_work_light_rules_put(struct gt_ctx *ctx, const struct gt_light_set *set, int64_t seen_id,
                              gt_str reason, int64_t *version, struct gt_err *err)
{
    struct gt_light_rules_row row = {.reason = reason, .from = ctx->today, .person_id = ctx->person_id,
                                     .at_ms = ctx->now_ms};
    struct gt_change *change = NULL;
    gt_rc rc;

    if ((rc = gt_may(ctx, GT_USE_light_rules_put, NULL, err)) != GT_OK ||
        (rc = check_reason(reason, err)) != GT_OK)
        return rc;
    if ((rc = set_text(ctx->arena, set, &row.body)) != GT_OK)
        return no_memory(err);
    if ((rc = gt_change_begin(ctx, &change, err)) == GT_OK &&
        (rc = same_version(gt_change_db(change), ctx, seen_id, err)) == GT_OK &&
        (rc = gt_light_rules_store_insert(gt_change_db(change), &row, err)) == GT_OK &&
        (rc = gt_change_log(change, "edit", "light_rules", row.id, GT_STR(""), row.body, err)) == GT_OK)
        rc = gt_change_commit(change, version, err);
    gt_change_release(change);
    return rc;
}

/* ---- by hand ------------------------------------------------------------------------------ */

static gt_rc override_json(struct gt_ctx *ctx, const struct gt_light_override *row, gt_str *out)
{
    struct gt_buf buf;
    struct gt_json json;

    gt_buf_init(&buf, GT_RECORD_JSON_MAX);
    gt_json_init(&json, &buf);
    gt_json_object(&json, NULL);
    gt_json_str(&json, "light", row->meaning);
    gt_json_str(&json, "reason", row->reason);
    gt_json_day(&json, "until", row->until);
    gt_json_close(&json);
    return gt_json_take(ctx->arena, &json, out);
}

static gt_rc lift_in(struct gt_change *change, struct gt_ctx *ctx, int64_t task_id, gt_str *before,
                     bool must, struct gt_err *err)
{
    gt_light_overrides rows = {0};
    struct gt_light_override *last;
    gt_rc rc;

    if ((rc = gt_light_override_store_list(gt_change_db(change), task_id, ctx->arena, &rows, err)) != GT_OK)
        return rc;
    last = rows.count == 0 ? NULL : &rows.at[rows.count - 1];
    if (last == NULL || last->lifted_on != GT_DAY_NONE || last->until < ctx->today) {
        if (must)
            return gt_fail(err, GT_ENOTFOUND, "no light is set by hand here", "此任务没有人工设置的灯");
        if (last == NULL || last->lifted_on != GT_DAY_NONE)
            return GT_OK; /* an old one that ran out is closed with the new one */
    }
    if (override_json(ctx, last, before) != GT_OK)
        return no_memory(err);
    last->lifted_on = ctx->today;
    last->lifted_by = ctx->person_id;
    last->lifted_at_ms = ctx->now_ms;
    return gt_light_override_store_lift(gt_change_db(change), last, err);
}

gt_rc gt_work_light_set(struct gt_ctx *ctx, int64_t task_id, enum gt_light_meaning meaning,
                        gt_str reason, gt_day until, struct gt_err *err)
{
    struct gt_light_override row = {.task_id = task_id, .meaning = gt_str_from(gt_light_key(meaning)),
                                    .reason = reason, .from = ctx->today, .until = until,
                                    .person_id = ctx->person_id, .at_ms = ctx->now_ms,
                                    .lifted_on = GT_DAY_NONE};
    struct gt_change *change = NULL;
    gt_str before = {0}, after = {0};
    gt_rc rc;

    if ((rc = gt_may_task(ctx, GT_USE_light_set, task_id, err)) != GT_OK ||
        (rc = check_reason(reason, err)) != GT_OK)
        return rc;
    if (until < ctx->today || until > ctx->today + GT_LIGHT_HAND_DAYS_MAX)
        return gt_fail_field(err, GT_EINVAL, "until", "until must lie between today and %d days from now",
                             "到期日应在今天起%d天之内", (int)GT_LIGHT_HAND_DAYS_MAX);
    if (override_json(ctx, &row, &after) != GT_OK)
        return no_memory(err);
    if ((rc = gt_change_begin(ctx, &change, err)) == GT_OK &&
        (rc = lift_in(change, ctx, task_id, &before, false, err)) == GT_OK &&
        (rc = gt_light_override_store_insert(gt_change_db(change), &row, err)) == GT_OK &&
        (rc = gt_change_log(change, "light", "task", task_id, before, after, err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
    gt_change_release(change);
    return rc;
}

gt_rc gt_work_light_lift(struct gt_ctx *ctx, int64_t task_id, struct gt_err *err)
{
    struct gt_change *change = NULL;
    gt_str before = {0};
    gt_rc rc;

    if ((rc = gt_may_task(ctx, GT_USE_light_set, task_id, err)) == GT_OK &&
        (rc = gt_change_begin(ctx, &change, err)) == GT_OK &&
        (rc = lift_in(change, ctx, task_id, &before, true, err)) == GT_OK &&
        (rc = gt_change_log(change, "light", "task", task_id, before, GT_STR(""), err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
    gt_change_release(change);
    return rc;
}

gt_rc gt_work_light_rate(struct gt_ctx *ctx, struct gt_light_rating *rating, struct gt_err *err)
{
    struct gt_change *change = NULL;
    gt_str after = {0};
    gt_rc rc;

    if ((rc = gt_may_task(ctx, GT_USE_light_rate, rating->task_id, err)) != GT_OK)
        return rc;
    if (rating->grade < 0 || rating->grade > 3 || (rating->grade == 0 && rating->rank == 0))
        return gt_fail_field(err, GT_EINVAL, "grade", "a grade from 1 to 3, a rank, or both are needed",
                             "请给出1至3的等次或名次");
    if (rating->rank < 0 || rating->rank_of < rating->rank || rating->rank_of > 100000)
        return gt_fail_field(err, GT_EINVAL, "rank", "the rank lies outside of those ranked", "名次超出参评数");
    if (rating->words.len > GT_LIGHT_REASON_MAX)
        return gt_fail_field(err, GT_ELIMIT, "words", "longer than %d bytes", "超过%d个字节",
                             (int)GT_LIGHT_REASON_MAX);
    if (rating->day == GT_DAY_NONE)
        rating->day = ctx->today;
    rating->person_id = ctx->person_id;
    rating->at_ms = ctx->now_ms;
    if (gt_arena_printf(ctx->arena, &after, "{\"grade\":%lld,\"rank\":%lld,\"rank_of\":%lld}",
                        (long long)rating->grade, (long long)rating->rank, (long long)rating->rank_of) != GT_OK)
        return no_memory(err);
    if ((rc = gt_change_begin(ctx, &change, err)) == GT_OK &&
        (rc = gt_light_rating_store_insert(gt_change_db(change), rating, err)) == GT_OK &&
        (rc = gt_change_log(change, "rate", "task", rating->task_id, GT_STR(""), after, err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
    gt_change_release(change);
    return rc;
}

/* ---- groups ------------------------------------------------------------------------------------ */

static bool asks_interview(const struct gt_picture *picture, const struct gt_pic_task *task)
{
    return picture->lights.red_run > 0 && task->lamp.red_run >= picture->lights.red_run;
}

static gt_rc add_group(struct gt_ctx *ctx, struct gt_map *at, gt_light_groups *out, int64_t id, gt_str name)
{
    struct gt_light_group *group = GT_PUSH(ctx->arena, out);
    gt_str key;
    gt_rc rc;

    if (group == NULL || (rc = gt_arena_printf(ctx->arena, &key, "%lld", (long long)id)) != GT_OK ||
        (rc = gt_arena_dup(ctx->arena, name, &group->name)) != GT_OK ||
        ((rc = gt_map_add(at, key, (uint32_t)out->count - 1)) != GT_OK && rc != GT_EEXISTS))
        return GT_ENOMEM;
    group->id = id;
    return GT_OK;
}

static struct gt_light_group *find_group(struct gt_map *at, gt_light_groups *out, int64_t id)
{
    char text[24];
    uint32_t index = 0;

    (void)snprintf(text, sizeof text, "%lld", (long long)id);
    return gt_map_find(at, gt_str_from(text), &index) ? &out->at[index] : NULL;
}

static void count_task(const struct gt_picture *picture, const struct gt_pic_task *task,
                       struct gt_light_group *group)
{
    double days = 1;

    if (task->start != GT_DAY_NONE && task->finish != GT_DAY_NONE)
        days = (double)gt_picture_work_days(picture, task->start, task->finish + 1);
    gt_light_sum_add(&group->sum, task->light.meaning, days < 1 ? 1 : days);
    group->total++;
    group->interviews += asks_interview(picture, task);
}

static gt_rc fill_groups(struct gt_ctx *ctx, const struct gt_picture *picture, enum gt_light_scope scope,
                         gt_light_groups *out)
{
    const bool units = scope == GT_LIGHT_OF_UNIT;
    const size_t count = units ? picture->units.count : picture->directives.count;
    struct gt_map at;
    gt_rc rc;

    gt_map_init(&at, ctx->arena);
    for (size_t one = 0; one < count; one++)
        if ((!units || picture->units.at[one].removed_at_ms == 0) &&
            (rc = add_group(ctx, &at, out, units ? picture->units.at[one].id : picture->directives.at[one].id,
                            units ? picture->units.at[one].name : picture->directives.at[one].title)) != GT_OK)
            return rc;
    for (uint32_t one = 0; one < picture->order_count; one++) {
        const struct gt_pic_task *task = &picture->tasks.at[picture->order[one]];
        int64_t id = units ? task->facts.lead_unit_id : task->directive_id;

        if (!gt_sees_task(ctx, picture, picture->order[one]))
            continue;
        /* a unit counts for all units above it as well */
        for (int depth = 0; id != 0 && depth < 64; depth++) {
            struct gt_light_group *group = find_group(&at, out, id);
            const struct gt_unit_row *unit = units ? gt_picture_unit(picture, id) : NULL;

            if (group != NULL)
                count_task(picture, task, group);
            id = unit == NULL ? 0 : unit->parent_id;
        }
    }
    for (size_t one = 0; one < out->count; one++)
        out->at[one].meaning = gt_light_sum_of(&out->at[one].sum, (enum gt_light_roll)picture->lights.roll[scope]);
    return GT_OK;
}

gt_rc gt_work_light_groups(struct gt_ctx *ctx, enum gt_light_scope scope, gt_light_groups *out,
                           struct gt_err *err)
{
    const struct gt_picture *picture;
    gt_rc rc;

    *out = (gt_light_groups){0};
    if ((rc = gt_may_ever_or(ctx, GT_USE_task_read, err)) != GT_OK ||
        (rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    rc = fill_groups(ctx, picture, scope, out);
    gt_picture_done(ctx);
    return rc == GT_OK ? rc : no_memory(err);
}

/* ---- closing ------------------------------------------------------------------------------------- */

static gt_rc lights_now(struct gt_ctx *ctx, gt_light_closing_rows *rows, struct gt_light_closed *out,
                        struct gt_err *err)
{
    const struct gt_picture *picture;
    gt_rc rc;

    if ((rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    out->closing = (struct gt_light_closing){.day = ctx->today, .rules_id = picture->lights_id,
                                             .row_count = picture->order_count,
                                             .person_id = ctx->person_id, .at_ms = ctx->now_ms};
    for (uint32_t at = 0; at < picture->order_count && rc == GT_OK; at++) {
        const struct gt_pic_task *task = &picture->tasks.at[picture->order[at]];
        struct gt_light_closing_row *row = GT_PUSH(ctx->arena, rows);
        const bool red = gt_picture_red(picture, task->light.meaning);

        if (row == NULL) {
            rc = no_memory(err);
            break;
        }
        *row = (struct gt_light_closing_row){
            .task_id = task->facts.id, .meaning = gt_str_from(gt_light_key(task->light.meaning)),
            .amount = task->light.amount, .red = red, .by_hand = task->lamp.by_hand,
        };
        out->red += red;
        out->interviews += red && picture->lights.red_run > 0 &&
                           task->lamp.red_run + 1 >= picture->lights.red_run;
    }
    gt_picture_done(ctx);
    return rc;
}

gt_rc gt_work_light_close(struct gt_ctx *ctx, struct gt_light_closed *out, struct gt_err *err)
{
    gt_light_closing_rows rows = {0};
    struct gt_change *change = NULL;
    gt_str after = {0};
    gt_rc rc;

    *out = (struct gt_light_closed){0};
    if ((rc = gt_may(ctx, GT_USE_light_close, NULL, err)) != GT_OK ||
        (rc = lights_now(ctx, &rows, out, err)) != GT_OK)
        return rc;
    if (gt_arena_printf(ctx->arena, &after, "{\"tasks\":%zu,\"red\":%lld}", rows.count, (long long)out->red) != GT_OK)
        return no_memory(err);
    if ((rc = gt_change_begin(ctx, &change, err)) != GT_OK)
        return rc;
    rc = gt_light_closing_store_insert(gt_change_db(change), &out->closing, err);
    if (rc == GT_EEXISTS)
        rc = gt_fail(err, rc, "the lights of this day are closed already", "当天的灯已封存");
    for (size_t at = 0; at < rows.count && rc == GT_OK; at++) {
        rows.at[at].closing_id = out->closing.id;
        rc = gt_light_closing_store_row(gt_change_db(change), &rows.at[at], err);
    }
    if (rc == GT_OK &&
        (rc = gt_change_log(change, "close", "lights", out->closing.id, GT_STR(""), after, err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
    gt_change_release(change);
    return rc;
}

static gt_rc read_closings(struct gt_db *db, struct gt_ctx *ctx, void *out, struct gt_err *err)
{
    return gt_light_closing_store_list(db, ctx->arena, out, err);
}

gt_rc gt_work_light_closings(struct gt_ctx *ctx, gt_light_closings *out, struct gt_err *err)
{
    const gt_rc rc = gt_may_ever_or(ctx, GT_USE_task_read, err);

    *out = (gt_light_closings){0};
    return rc != GT_OK ? rc : gt_work_read(ctx, read_closings, out, err);
}
