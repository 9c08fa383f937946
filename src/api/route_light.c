/* route_light.c - rules of lights, one task's light, groups and closings. */
#include "api/put.h"
#include "api/route.h"
#include "work/lights.h"
#include "work/rights.h"

enum { HISTORY_DAYS = 180 }; /* shown where nobody asks for more */

static void put_words(struct gt_json *json, const char *key, const gt_str words[GT_LANG_COUNT])
{
    gt_json_object(json, key);
    gt_json_str(json, "zh", words[GT_LANG_ZH]);
    gt_json_str(json, "en", words[GT_LANG_EN]);
    gt_json_close(json);
}

/* ---- rule sets ---------------------------------------------------------------------- */

static gt_rc put_rule(struct gt_json *json, const struct gt_light_rule *rule, enum gt_lang lang)
{
    struct gt_buf said;
    gt_rc rc;

    gt_buf_init(&said, 16 * GT_LIGHT_WHEN_BYTES_MAX);
    gt_light_code_text(&said, &rule->code, lang);
    gt_json_object(json, NULL);
    gt_json_str(json, "key", rule->key);
    put_words(json, "name", rule->name);
    gt_json_text(json, "channel", gt_light_channel_key((enum gt_light_channel)rule->channel));
    gt_json_str(json, "when", rule->code.when);
    gt_json_str(json, "said", gt_buf_view(&said));
    gt_json_text(json, "meaning", rule->meaning == GT_LIGHT_SILENT
                                      ? "silent" : gt_light_key((enum gt_light_meaning)rule->meaning));
    gt_json_text(json, "show", rule->show == GT_LIGHT_QUANTITIES
                                   ? "none" : gt_light_quantity_key((enum gt_light_quantity)rule->show));
    gt_json_close(json);
    rc = said.status;
    gt_buf_clear(&said);
    return rc;
}

static void put_theme(struct gt_json *json, const struct gt_light_set *set)
{
    gt_json_array(json, "theme");
    for (int at = 0; at < GT_LIGHT_MEANINGS; at++) {
        const struct gt_light_mark *mark = &set->marks[at];

        gt_json_object(json, NULL);
        gt_json_text(json, "meaning", gt_light_key((enum gt_light_meaning)at));
        gt_json_text(json, "colour", gt_light_colour_key(mark->colour));
        gt_json_text(json, "shape", gt_light_shape_key(mark->shape));
        gt_json_str(json, "zh", mark->word[GT_LANG_ZH]);
        gt_json_str(json, "en", mark->word[GT_LANG_EN]);
        gt_json_close(json);
    }
    gt_json_close(json);
}

static gt_rc put_set(struct gt_json *json, const char *key, const struct gt_light_set *set, enum gt_lang lang)
{
    static const char *const scopes[GT_LIGHT_SCOPES] = {"task", "unit", "directive"};
    gt_rc rc = GT_OK;

    gt_json_object(json, key);
    gt_json_str(json, "key", set->key);
    put_words(json, "name", set->name);
    put_words(json, "source", set->source);
    gt_json_array(json, "rules");
    for (uint32_t at = 0; at < set->rule_count && rc == GT_OK; at++)
        rc = put_rule(json, &set->rules[at], lang);
    gt_json_close(json);
    gt_json_object(json, "roll");
    for (int scope = 0; scope < GT_LIGHT_SCOPES; scope++)
        gt_json_text(json, scopes[scope], gt_light_roll_key((enum gt_light_roll)set->roll[scope]));
    gt_json_close(json);
    gt_json_array(json, "red");
    for (int at = 0; at < GT_LIGHT_MEANINGS; at++)
        if (set->red >> at & 1)
            gt_json_text(json, NULL, gt_light_key((enum gt_light_meaning)at));
    gt_json_close(json);
    gt_json_i64(json, "red_run", set->red_run);
    put_words(json, "red_run_means", set->red_run_means);
    gt_json_str(json, "period", set->period);
    put_theme(json, set);
    gt_json_close(json);
    return rc;
}

static void put_word(struct gt_json *json, const char *key, const char *name, char unit)
{
    const char text[2] = {unit, '\0'};

    gt_json_object(json, NULL);
    gt_json_text(json, "key", key);
    gt_json_text(json, "name", name);
    gt_json_text(json, "unit", text);
    gt_json_close(json);
}

static void put_vocabulary(struct gt_json *json, enum gt_lang lang)
{
    gt_json_array(json, "quantities");
    for (int at = 0; at < GT_LIGHT_QUANTITIES; at++)
        put_word(json, gt_light_quantity_key(at), gt_light_quantity_name(at, lang), gt_light_quantity_unit(at));
    gt_json_close(json);
    gt_json_array(json, "channels");
    for (int at = 0; at < GT_LIGHT_CHANNELS; at++)
        put_word(json, gt_light_channel_key(at), gt_light_channel_word(at, lang), '\0');
    gt_json_close(json);
    gt_json_array(json, "meanings");
    for (int at = 0; at < GT_LIGHT_MEANINGS; at++)
        put_word(json, gt_light_key(at), gt_light_word(at, lang), '\0');
    gt_json_close(json);
    gt_json_array(json, "rolls");
    for (int at = 0; at < GT_LIGHT_ROLLS; at++)
        put_word(json, gt_light_roll_key(at), gt_light_roll_word(at, lang), '\0');
    gt_json_close(json);
    gt_json_array(json, "colours");
    for (int at = 0; at < GT_LIGHT_COLOURS; at++)
        put_word(json, gt_light_colour_key(at), gt_light_colour_word(at, lang), '\0');
    gt_json_close(json);
    gt_json_array(json, "shapes");
    for (int at = 0; at < GT_LIGHT_SHAPES; at++)
        put_word(json, gt_light_shape_key(at), gt_light_shape_word(at, lang), '\0');
    gt_json_close(json);
}

static gt_rc put_presets(struct gt_json *json, struct gt_ctx *ctx)
{
    gt_rc rc = GT_OK;

    gt_json_array(json, "presets");
    for (size_t at = 0; at < gt_light_files_count && rc == GT_OK; at++) {
        struct gt_light_set set;
        struct gt_problems problems;

        gt_problems_init(&problems, ctx->arena);
        if ((rc = gt_light_set_parse(ctx->arena, gt_light_files[at].bytes, &set, &problems, NULL)) == GT_OK)
            rc = put_set(json, NULL, &set, ctx->lang);
    }
    gt_json_close(json);
    return rc;
}

static void put_version(struct gt_json *json, struct gt_ctx *ctx, const struct gt_picture *picture,
                        const struct gt_light_rules_row *row)
{
    const struct gt_jval *body = NULL;
    gt_str name[GT_LANG_COUNT] = {{0}};

    if (gt_json_parse(ctx->arena, row->body, &body, NULL) == GT_OK) {
        name[GT_LANG_ZH] = gt_jstr(gt_jget(body, "name"), "zh", GT_STR(""));
        name[GT_LANG_EN] = gt_jstr(gt_jget(body, "name"), "en", GT_STR(""));
    }
    gt_json_object(json, NULL);
    gt_json_i64(json, "id", row->id);
    gt_put_day(json, "from", row->from);
    gt_json_str(json, "reason", row->reason);
    put_words(json, "name", name);
    gt_json_str(json, "person", gt_picture_person_name(picture, row->person_id, ctx->lang));
    gt_put_instant(json, "at", row->at_ms);
    gt_json_close(json);
}

gt_rc gt_api_get_light_rules(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                             struct gt_err *err)
{
    struct gt_light_rules rules;
    const struct gt_picture *picture;
    gt_rc rc;

    (void)req;
    if ((rc = gt_work_light_rules(ctx, &rules, err)) != GT_OK ||
        (rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_i64(json, "id", rules.id);
    rc = put_set(json, "set", &rules.set, ctx->lang);
    gt_json_array(json, "versions");
    for (size_t at = rules.versions.count; at-- > 0;)
        put_version(json, ctx, picture, &rules.versions.at[at]);
    gt_json_close(json);
    gt_picture_done(ctx);
    if (rc == GT_OK)
        rc = put_presets(json, ctx);
    put_vocabulary(json, ctx->lang);
    gt_json_bool(json, "may_edit", gt_may_ever(ctx, GT_USE_light_rules_put));
    gt_json_close(json);
    return rc != GT_OK ? gt_fail(err, rc, "out of memory", "内存不足") : gt_json_status(json);
}

gt_rc gt_api_get_light_theme(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                             struct gt_err *err)
{
    const struct gt_picture *picture;
    gt_rc rc;

    (void)req;
    if ((rc = gt_may(ctx, GT_USE_space_read, NULL, err)) != GT_OK ||
        (rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    put_theme(json, &picture->lights);
    gt_json_array(json, "used");
    for (int at = 0; at < GT_LIGHT_MEANINGS; at++)
        if (picture->lights.gives >> at & 1)
            gt_json_text(json, NULL, gt_light_key(at));
    gt_json_close(json);
    gt_json_close(json);
    gt_picture_done(ctx);
    return gt_json_status(json);
}

gt_rc gt_api_post_light_rules(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                              struct gt_err *err)
{
    struct gt_light_set set;
    int64_t version = 0;
    gt_rc rc;

    if ((rc = gt_light_set_read(ctx->arena, gt_jget(req->json, "set"), &set, req->problems, err)) != GT_OK ||
        (rc = gt_work_light_rules_put(ctx, &set, gt_ji64(req->json, "seen", 0),
                                      gt_jstr(req->json, "reason", GT_STR("")), &version, err)) != GT_OK)
        return rc;
    return gt_api_get_light_rules(ctx, req, json, err);
}

gt_rc gt_api_post_light_preview(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                                struct gt_err *err)
{
    struct gt_light_set set;
    struct gt_light_preview preview;
    gt_str sentence;
    gt_rc rc;

    if ((rc = gt_light_set_read(ctx->arena, gt_jget(req->json, "set"), &set, req->problems, err)) != GT_OK ||
        (rc = gt_work_light_preview(ctx, &set, &preview, err)) != GT_OK)
        return rc;
    if (gt_arena_printf(ctx->arena, &sentence, ctx->lang == GT_LANG_ZH ? "%2$lld项任务中，%1$lld盏灯会变"
                                                                       : "%1$lld of %2$lld lights would change",
                        (long long)preview.changed, (long long)preview.total) != GT_OK)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    gt_json_object(json, NULL);
    gt_json_i64(json, "total", preview.total);
    gt_json_i64(json, "changed", preview.changed);
    gt_json_array(json, "moves");
    for (int from = 0; from < GT_LIGHT_MEANINGS; from++)
        for (int to = 0; to < GT_LIGHT_MEANINGS; to++)
            if (from != to && preview.moves[from][to] > 0) {
                gt_json_object(json, NULL);
                gt_json_text(json, "from", gt_light_key(from));
                gt_json_text(json, "to", gt_light_key(to));
                gt_json_i64(json, "count", preview.moves[from][to]);
                gt_json_close(json);
            }
    gt_json_close(json);
    gt_json_array(json, "samples");
    for (size_t at = 0; at < preview.samples.count; at++) {
        const struct gt_light_sample *sample = &preview.samples.at[at];

        gt_json_object(json, NULL);
        gt_json_i64(json, "task", sample->task_id);
        gt_json_str(json, "title", sample->title);
        gt_json_text(json, "from", gt_light_key(sample->from));
        gt_json_text(json, "to", gt_light_key(sample->to));
        gt_json_str(json, "why", sample->why);
        gt_json_close(json);
    }
    gt_json_close(json);
    rc = put_set(json, "set", &set, ctx->lang);
    gt_json_str(json, "sentence", sentence);
    gt_json_close(json);
    return rc != GT_OK ? gt_fail(err, rc, "out of memory", "内存不足") : gt_json_status(json);
}

/* ---- one task's light ------------------------------------------------------------------ */

static void put_handed(struct gt_json *json, struct gt_ctx *ctx, const struct gt_picture *picture,
                       const struct gt_light_override *hand)
{
    gt_json_object(json, NULL);
    gt_json_str(json, "meaning", hand->meaning);
    gt_json_str(json, "reason", hand->reason);
    gt_put_day(json, "from", hand->from);
    gt_put_day(json, "until", hand->until);
    gt_json_str(json, "person", gt_picture_person_name(picture, hand->person_id, ctx->lang));
    gt_put_day(json, "lifted", hand->lifted_on);
    gt_json_close(json);
}

static gt_rc put_channel(struct gt_json *json, struct gt_ctx *ctx, const struct gt_picture *picture,
                         const struct gt_pic_task *task, enum gt_light_channel channel)
{
    const struct gt_light_facts facts = gt_picture_light_facts(picture, task, ctx->today);
    const struct gt_light_days days = gt_picture_days(picture);
    const uint32_t rule = gt_light_rule_in(&facts, &picture->lights, &days, ctx->today, channel);
    const uint8_t meaning = task->lamp.computed.channels[channel];
    struct gt_buf why, text;
    gt_rc rc;

    gt_buf_init(&why, 1 << 14);
    gt_buf_init(&text, 1 << 14);
    if (rule != GT_LIGHT_NO_RULE && meaning != GT_LIGHT_SILENT) {
        gt_light_rule_why(&why, &picture->lights, rule, &facts, &days, ctx->today, ctx->lang);
        gt_light_rule_text(&text, &picture->lights, rule, ctx->lang);
    }
    gt_json_object(json, NULL);
    gt_json_text(json, "channel", gt_light_channel_key(channel));
    gt_json_text(json, "word", gt_light_channel_word(channel, ctx->lang));
    gt_json_text(json, "meaning", meaning == GT_LIGHT_SILENT ? NULL : gt_light_key(meaning));
    gt_json_str(json, "said", meaning == GT_LIGHT_SILENT
                                  ? GT_STR("") : gt_picture_light_word(picture, meaning, ctx->lang));
    gt_json_str(json, "why", gt_buf_view(&why));
    gt_json_str(json, "rule", gt_buf_view(&text));
    gt_json_close(json);
    rc = why.status != GT_OK ? why.status : text.status;
    gt_buf_clear(&why);
    gt_buf_clear(&text);
    return rc;
}

static gt_rc put_support(struct gt_json *json, struct gt_ctx *ctx, const struct gt_picture *picture,
                         const struct gt_pic_task *task, const struct gt_pic_duty *duty)
{
    const struct gt_light light = gt_picture_duty_light(picture, task, duty, ctx->today);
    const struct gt_unit_row *unit = gt_picture_unit(picture, duty->facts.unit_id);
    const struct gt_light_days days = gt_picture_days(picture);
    const struct gt_light_facts facts = gt_picture_duty_facts(picture, task, duty, ctx->today);
    struct gt_buf why;
    gt_rc rc;

    gt_buf_init(&why, 1 << 14);
    gt_light_why(&why, &light, &picture->lights, &facts, &days, ctx->today, ctx->lang);
    gt_json_object(json, NULL);
    gt_json_i64(json, "unit", duty->facts.unit_id);
    gt_json_str(json, "name", unit == NULL ? GT_STR("") : unit->name);
    gt_json_text(json, "meaning", gt_light_key(light.meaning));
    gt_json_str(json, "why", gt_buf_view(&why));
    gt_json_close(json);
    rc = why.status;
    gt_buf_clear(&why);
    return rc;
}

static void put_past(struct gt_json *json, struct gt_ctx *ctx, const struct gt_picture *picture,
                     const struct gt_light_history *past)
{
    gt_json_array(json, "stretches");
    for (size_t at = 0; at < past->stretches.count; at++) {
        const struct gt_light_stretch *one = &past->stretches.at[at];

        gt_json_object(json, NULL);
        gt_put_day(json, "from", one->from);
        gt_put_day(json, "to", one->to);
        gt_json_text(json, "meaning", gt_light_key(one->meaning));
        gt_json_bool(json, "by_hand", one->by_hand);
        gt_json_str(json, "why", one->why);
        gt_json_close(json);
    }
    gt_json_close(json);
    gt_json_array(json, "closed");
    for (size_t at = 0; at < past->closed.count; at++) {
        gt_json_object(json, NULL);
        gt_put_day(json, "day", past->closed.at[at].day);
        gt_json_str(json, "meaning", past->closed.at[at].meaning);
        gt_json_bool(json, "red", past->closed.at[at].red != 0);
        gt_json_close(json);
    }
    gt_json_close(json);
    gt_json_array(json, "handed");
    for (size_t at = past->by_hand.count; at-- > 0;)
        put_handed(json, ctx, picture, &past->by_hand.at[at]);
    gt_json_close(json);
    gt_json_array(json, "ratings");
    for (size_t at = past->ratings.count; at-- > 0;) {
        const struct gt_light_rating *one = &past->ratings.at[at];

        gt_json_object(json, NULL);
        gt_put_day(json, "day", one->day);
        gt_json_i64(json, "grade", one->grade);
        gt_json_i64(json, "rank", one->rank);
        gt_json_i64(json, "rank_of", one->rank_of);
        gt_json_str(json, "words", one->words);
        gt_json_str(json, "person", gt_picture_person_name(picture, one->person_id, ctx->lang));
        gt_json_close(json);
    }
    gt_json_close(json);
}

static gt_rc put_card(struct gt_json *json, struct gt_ctx *ctx, const struct gt_picture *picture,
                      const struct gt_pic_task *task, const struct gt_light_history *past)
{
    const struct gt_light_override *hand = gt_picture_override(picture, task);
    const bool interview = picture->lights.red_run > 0 && task->lamp.red_run >= picture->lights.red_run;
    struct gt_buf why;
    gt_rc rc;

    gt_buf_init(&why, 1 << 15);
    gt_picture_light_why(&why, picture, task, ctx->today, ctx->lang);
    gt_json_object(json, NULL);
    gt_json_text(json, "meaning", gt_light_key(task->light.meaning));
    gt_json_str(json, "why", gt_buf_view(&why));
    gt_json_text(json, "computed", gt_light_key(task->lamp.computed.meaning));
    rc = why.status;
    gt_buf_clear(&why);
    gt_json_array(json, "by_hand");
    if (hand != NULL)
        put_handed(json, ctx, picture, hand);
    gt_json_close(json);
    gt_json_array(json, "channels");
    for (int channel = 0; channel < GT_LIGHT_CHANNELS && rc == GT_OK; channel++)
        rc = put_channel(json, ctx, picture, task, channel);
    gt_json_close(json);
    gt_json_array(json, "supports");
    for (uint32_t at = 0; at < task->duty_count && rc == GT_OK; at++)
        if (task->duties[at].facts.support_id != 0)
            rc = put_support(json, ctx, picture, task, &task->duties[at]);
    gt_json_close(json);
    gt_json_i64(json, "red_run", task->lamp.red_run);
    gt_json_str(json, "red_run_means", interview ? picture->lights.red_run_means[ctx->lang] : GT_STR(""));
    put_past(json, ctx, picture, past);
    gt_json_bool(json, "may_set", gt_may_ever(ctx, GT_USE_light_set));
    gt_json_bool(json, "may_rate", gt_may_ever(ctx, GT_USE_light_rate));
    gt_json_close(json);
    return rc;
}

static gt_rc answer_card(struct gt_ctx *ctx, const struct gt_req *req, int64_t id, struct gt_json *json,
                         struct gt_err *err)
{
    const struct gt_picture *picture;
    struct gt_light_history past;
    gt_day from = GT_DAY_NONE;
    uint32_t index;
    gt_rc rc;

    if (gt_str_eq(req->http->method, GT_STR("GET")) &&
        (rc = gt_req_query_day(req, "from", GT_DAY_NONE, &from, err)) != GT_OK)
        return rc;
    if (from == GT_DAY_NONE)
        from = ctx->today - HISTORY_DAYS;
    if ((rc = gt_work_light_history(ctx, id, from, ctx->today, &past, err)) != GT_OK ||
        (rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    index = gt_picture_task(picture, id);
    rc = index == GT_NO_INDEX ? gt_fail(err, GT_ENOTFOUND, "there is no such task", "没有这项任务")
                              : put_card(json, ctx, picture, &picture->tasks.at[index], &past);
    gt_picture_done(ctx);
    return rc == GT_OK ? gt_json_status(json) : rc;
}

gt_rc gt_api_get_task_light(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                            struct gt_err *err)
{
    int64_t id;
    const gt_rc rc = gt_req_path_i64(req, "id", &id, err);

    return rc != GT_OK ? rc : answer_card(ctx, req, id, json, err);
}

gt_rc gt_api_post_task_light(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                             struct gt_err *err)
{
    const int meaning = gt_light_from(gt_jstr(req->json, "meaning", GT_STR("")));
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK)
        return rc;
    if (meaning < 0)
        return gt_fail_field(err, GT_EINVAL, "meaning", "there is no such light", "没有这种灯");
    if ((rc = gt_work_light_set(ctx, id, meaning, gt_jstr(req->json, "reason", GT_STR("")),
                                gt_body_day(req->json, "until", GT_DAY_NONE), err)) != GT_OK)
        return rc;
    return answer_card(ctx, req, id, json, err);
}

gt_rc gt_api_delete_task_light(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                               struct gt_err *err)
{
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK ||
        (rc = gt_work_light_lift(ctx, id, err)) != GT_OK)
        return rc;
    return answer_card(ctx, req, id, json, err);
}

gt_rc gt_api_post_task_rating(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                              struct gt_err *err)
{
    struct gt_light_rating rating = {
        .grade = gt_body_i64(req->json, "grade", 0, 0), .rank = gt_body_i64(req->json, "rank", 0, 0),
        .rank_of = gt_body_i64(req->json, "rank_of", 0, 0), .words = gt_jstr(req->json, "words", GT_STR("")),
        .day = gt_body_day(req->json, "day", GT_DAY_NONE),
    };
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &rating.task_id, err)) != GT_OK ||
        (rc = gt_work_light_rate(ctx, &rating, err)) != GT_OK)
        return rc;
    return answer_card(ctx, req, rating.task_id, json, err);
}

/* ---- groups and closings -------------------------------------------------------------------- */

gt_rc gt_api_get_light_groups(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                              struct gt_err *err)
{
    const bool units = gt_str_eq(gt_req_query_str(req, "by"), GT_STR("unit"));
    gt_light_groups groups;
    gt_rc rc;

    if ((rc = gt_work_light_groups(ctx, units ? GT_LIGHT_OF_UNIT : GT_LIGHT_OF_DIRECTIVE, &groups, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_array(json, "items");
    for (size_t at = 0; at < groups.count; at++) {
        const struct gt_light_group *group = &groups.at[at];

        gt_json_object(json, NULL);
        gt_json_i64(json, "id", group->id);
        gt_json_str(json, "name", group->name);
        gt_json_i64(json, "total", group->total);
        gt_json_text(json, "meaning", group->meaning == GT_LIGHT_SILENT ? NULL : gt_light_key(group->meaning));
        gt_json_array(json, "counts");
        for (int meaning = 0; meaning < GT_LIGHT_MEANINGS; meaning++)
            if (group->sum.count[meaning] > 0) {
                gt_json_object(json, NULL);
                gt_json_text(json, "meaning", gt_light_key(meaning));
                gt_json_i64(json, "count", group->sum.count[meaning]);
                gt_json_close(json);
            }
        gt_json_close(json);
        gt_json_i64(json, "interviews", group->interviews);
        gt_json_close(json);
    }
    gt_json_close(json);
    gt_json_close(json);
    return gt_json_status(json);
}

gt_rc gt_api_get_light_closings(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                                struct gt_err *err)
{
    gt_light_closings closings;
    gt_rc rc;

    (void)req;
    if ((rc = gt_work_light_closings(ctx, &closings, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_array(json, "items");
    for (size_t at = closings.count; at-- > 0;) {
        gt_json_object(json, NULL);
        gt_json_i64(json, "id", closings.at[at].id);
        gt_put_day(json, "day", closings.at[at].day);
        gt_json_i64(json, "tasks", closings.at[at].row_count);
        gt_json_close(json);
    }
    gt_json_close(json);
    gt_json_bool(json, "may_close", gt_may_ever(ctx, GT_USE_light_close));
    gt_json_close(json);
    return gt_json_status(json);
}

gt_rc gt_api_post_light_closing(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                                struct gt_err *err)
{
    const bool zh = ctx->lang == GT_LANG_ZH;
    struct gt_light_closed closed;
    char sentence[160];
    gt_rc rc;

    (void)req;
    if ((rc = gt_work_light_close(ctx, &closed, err)) != GT_OK)
        return rc;
    (void)snprintf(sentence, sizeof sentence,
                   zh ? "已封存%lld盏灯，其中红灯%lld盏，达到连续红灯要求%lld项"
                      : "%lld lights closed, %lld of them red, %lld with a full red run",
                   (long long)closed.closing.row_count, (long long)closed.red, (long long)closed.interviews);
    gt_put_done(json, closed.closing.id, sentence);
    return gt_json_status(json);
}
