/* route_wall.c - the whole chart in one answer, and search. */
#include "api/inner.h"
#include "api/put.h"
#include "api/route.h"
#include "http/fields.h"
#include "http/gzip.h"
#include "work/finding.h"
#include "work/rights.h"
#include "work/space.h"

/* "120 tasks: 3 overdue, 8 behind, ..." */
static gt_rc state_sentence(struct gt_ctx *ctx, const struct gt_picture *picture, gt_str *out)
{
    const bool zh = ctx->lang == GT_LANG_ZH;
    int64_t count[GT_LIGHT_MEANINGS] = {0}, all = 0;
    struct gt_buf buf;
    gt_rc rc;

    for (uint32_t at = 0; at < picture->order_count; at++) {
        const struct gt_pic_task *task = &picture->tasks.at[picture->order[at]];

        if (task->facts.kind == GT_TASK_STEP || !gt_sees_task(ctx, picture, picture->order[at]))
            continue;
        count[task->light.meaning]++;
        all++;
    }
    gt_buf_init(&buf, 4096);
    gt_buf_printf(&buf, zh ? "共%lld项任务" : "%lld tasks", (long long)all);
    for (int light = 0; light < GT_LIGHT_MEANINGS; light++)
        if (count[light] > 0)
            gt_buf_printf(&buf, zh ? "，%s %lld" : ", %s %lld", gt_light_word(light, ctx->lang),
                          (long long)count[light]);
    if (!picture->feasible)
        gt_buf_text(&buf, zh ? "；现有时限无法全部满足" : "; not every deadline can be met");
    if (picture->unplanned)
        gt_buf_printf(&buf, zh ? "；无法排程：%s" : "; nothing is planned: %s",
                      picture->unplanned_err.text[ctx->lang]);
    rc = buf.status == GT_OK ? gt_arena_dup(ctx->arena, gt_buf_view(&buf), out) : buf.status;
    gt_buf_clear(&buf);
    return rc;
}

static int by_id(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return (x > y) - (x < y);
}

/* Those whom a task names as its leader. */
static gt_rc put_people(struct gt_json *json, struct gt_ctx *ctx, const struct gt_picture *picture)
{
    int64_t *leaders = GT_NEW_N(ctx->arena, int64_t, (size_t)picture->order_count + 1);
    size_t count = 0;

    if (leaders == NULL)
        return GT_ENOMEM;
    for (uint32_t at = 0; at < picture->order_count; at++) {
        const int64_t id = picture->tasks.at[picture->order[at]].facts.leader_id;

        if (id != 0 && gt_sees_task(ctx, picture, picture->order[at]) && (count == 0 || leaders[count - 1] != id))
            leaders[count++] = id;
    }
    qsort(leaders, count, sizeof *leaders, by_id);
    gt_json_array(json, "people");
    for (size_t at = 0; at < picture->people.count; at++)
        if (bsearch(&picture->people.at[at].id, leaders, count, sizeof *leaders, by_id) != NULL)
            gt_put_person(json, NULL, &picture->people.at[at], ctx);
    gt_json_close(json);
    return GT_OK;
}

/* To somebody from outside only the units of what he was given. */
static bool shows_unit(const struct gt_ctx *ctx, const struct gt_picture *picture, int64_t unit_id)
{
    for (uint32_t at = 0; at < picture->order_count; at++)
        if (picture->tasks.at[picture->order[at]].facts.lead_unit_id == unit_id &&
            gt_sees_task(ctx, picture, picture->order[at]))
            return true;
    return false;
}

static gt_rc put_office(struct gt_json *json, struct gt_ctx *ctx, const struct gt_picture *picture)
{
    const struct gt_calendar_book book = {picture->calendars, picture->years, picture->days};

    gt_json_array(json, "units");
    for (size_t at = 0; at < picture->units.count; at++)
        if (picture->units.at[at].removed_at_ms == 0 &&
            (gt_may_ever(ctx, GT_USE_unit_read) || shows_unit(ctx, picture, picture->units.at[at].id)))
            gt_put_unit(json, NULL, &picture->units.at[at]);
    gt_json_close(json);
    if (put_people(json, ctx, picture) != GT_OK)
        return GT_ENOMEM;
    gt_json_array(json, "directives");
    for (size_t at = 0; at < picture->directives.count && gt_may_ever(ctx, GT_USE_doc_read); at++) {
        gt_json_object(json, NULL);
        gt_json_i64(json, "id", picture->directives.at[at].id);
        gt_json_str(json, "title", picture->directives.at[at].title);
        gt_json_str(json, "number", picture->directives.at[at].number);
        gt_json_close(json);
    }
    gt_json_close(json);
    gt_json_array(json, "nodes");
    for (size_t at = 0; at < picture->nodes.count; at++)
        gt_put_node(json, NULL, &picture->nodes.at[at],
                    gt_node_state(picture, &picture->nodes.at[at], ctx->today), ctx->lang);
    gt_json_close(json);
    if (book.calendars.count > 0) {
        gt_put_calendar(json, "calendar", &book.calendars.at[0], &book, ctx->lang);
    } else {
        gt_json_object(json, "calendar");
        gt_json_i64(json, "id", 0);
        gt_json_text(json, "name", "");
        gt_json_array(json, "years");
        gt_json_close(json);
        gt_json_close(json);
    }
    return GT_OK;
}

static gt_rc put_wall(struct gt_ctx *ctx, const struct gt_picture *picture, gt_str baseline,
                      const gt_baseline_rows *rows, const struct gt_wall_news *news,
                      struct gt_json *json)
{
    const gt_str name = picture->meta.name[ctx->lang].len > 0 ? picture->meta.name[ctx->lang]
                                                               : picture->meta.name[GT_LANG_ZH];
    gt_str sentence;

    if (state_sentence(ctx, picture, &sentence) != GT_OK)
        return GT_ENOMEM;
    gt_json_object(json, NULL);
    gt_json_i64(json, "version", picture->version);
    gt_json_i64(json, "mark", news->mark);
    gt_json_bool(json, "whole", news->whole);
    gt_json_str(json, "space", name);
    gt_json_i64(json, "year", picture->meta.year);
    gt_put_day(json, "today", ctx->today);
    if (put_office(json, ctx, picture) != GT_OK)
        return GT_ENOMEM;
    gt_json_str(json, "baseline", baseline);
    gt_json_array(json, "tasks");
    for (uint32_t at = 0; at < picture->order_count; at++)
        if ((news->whole || news->tasks[at]) && gt_sees_task(ctx, picture, picture->order[at]))
            gt_put_wall_task(json, NULL, picture, &picture->tasks.at[picture->order[at]], rows);
    gt_json_close(json);
    gt_json_array(json, "links");
    for (size_t at = 0; at < picture->links.count; at++) {
        const struct gt_pic_link *link = &picture->links.at[at];

        if ((news->whole || news->links[at]) && !link->gone &&
            gt_picture_task(picture, link->facts.from_id) != GT_NO_INDEX &&
            gt_picture_task(picture, link->facts.to_id) != GT_NO_INDEX &&
            gt_sees_task(ctx, picture, link->from) && gt_sees_task(ctx, picture, link->to))
            gt_put_wall_link(json, NULL, picture, link);
    }
    gt_json_close(json);
    gt_json_str(json, "sentence", sentence);
    gt_json_close(json);
    return gt_json_status(json);
}

/* ---- a large one is kept packed for a minute -------------------------------------------- */

/* Level 1 packs 60 MB in a fifth of the time of level 6, a tenth larger. */
enum { SNAP_GZIP_LEVEL = 1 };

static bool takes_gzip(const struct gt_req *req)
{
    gt_str takes;

    return gt_http_header(req->http, "accept-encoding", &takes) && gt_http_takes_gzip(takes);
}

/* Everybody who may read all tasks sees the same ones. */
static bool all_open(const struct gt_picture *picture)
{
    for (uint32_t at = 0; at < picture->order_count; at++)
        if (picture->tasks.at[picture->order[at]].facts.secrecy != GT_SECRECY_OPEN)
            return false;
    return true;
}

static struct gt_wall_sight sight_of(const struct gt_ctx *ctx, const struct gt_picture *picture)
{
    return (struct gt_wall_sight){ctx->today, picture->born, ctx->lang,
                                  gt_may_ever(ctx, GT_USE_unit_read), gt_may_ever(ctx, GT_USE_doc_read)};
}

/* True where the answer is the one that was kept, and what changed since is known. */
static bool from_snap(struct gt_ctx *ctx, const struct gt_req *req, const struct gt_picture *picture)
{
    const struct gt_wall_sight sight = sight_of(ctx, picture);
    const int64_t mark = gt_wall_snap_mark(&req->api->snap, &sight, ctx->now_ms);
    struct gt_wall_news news;

    if (mark == 0 || gt_wall_trace_look(&req->api->trace, ctx, picture, mark, &news) != GT_OK ||
        news.whole || !gt_wall_snap_copy(&req->api->snap, &sight, mark, &req->answer->body)) {
        gt_buf_reset(&req->answer->body);
        return false;
    }
    return true;
}

/* Packs what was written, and keeps a copy. */
static gt_rc keep_snap(struct gt_ctx *ctx, const struct gt_req *req, const struct gt_picture *picture,
                       int64_t mark, struct gt_err *err)
{
    const struct gt_wall_sight sight = sight_of(ctx, picture);
    struct gt_buf packed, *body = &req->answer->body;
    gt_rc rc;

    gt_buf_init(&packed, body->len);
    if ((rc = gt_http_gzip(gt_buf_view(body), SNAP_GZIP_LEVEL, &packed, err)) != GT_OK) {
        gt_buf_clear(&packed);
        return rc;
    }
    gt_buf_clear(body);
    gt_buf_str(body, gt_buf_view(&packed));
    gt_wall_snap_keep(&req->api->snap, &sight, mark, ctx->now_ms, &packed);
    return gt_http_answer_packed(req->answer, req->http->arena, err);
}

gt_rc gt_api_get_wall(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                      struct gt_err *err)
{
    const struct gt_picture *picture;
    struct gt_baseline baseline = {0};
    gt_baseline_rows rows = {0};
    struct gt_wall_news news;
    int64_t id, since;
    bool keep;
    gt_rc rc;

    if ((rc = gt_req_query_i64(req, "baseline", 0, 0, INT64_MAX, &id, err)) != GT_OK ||
        (rc = gt_req_query_i64(req, "since", 0, 0, INT64_MAX, &since, err)) != GT_OK ||
        (id != 0 && (rc = gt_work_baseline(ctx, id, &baseline, &rows, err)) != GT_OK) ||
        (rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    keep = id == 0 && picture->order_count >= GT_WALL_SNAP_TASKS && takes_gzip(req) &&
           gt_may_all(ctx, GT_USE_task_read) && all_open(picture);
    if (keep && since == 0 && from_snap(ctx, req, picture)) {
        gt_picture_done(ctx);
        return gt_http_answer_packed(req->answer, req->http->arena, err);
    }
    /* Who sees only what he was given is told all of it: what he may see can
     * change while no task does. */
    rc = gt_wall_trace_look(&req->api->trace, ctx, picture,
                            id == 0 && gt_may_all(ctx, GT_USE_task_read) ? since : 0, &news);
    if (rc == GT_OK)
        rc = id != 0 ? put_wall(ctx, picture, baseline.name, &rows, &news, json)
                     : put_wall(ctx, picture, picture->baseline.name, &picture->baseline_rows, &news,
                                json);
    if (rc == GT_OK && news.whole && keep)
        rc = keep_snap(ctx, req, picture, news.mark, err);
    else if (rc == GT_OK && news.whole) /* lights move with the hour, too */
        rc = gt_req_state_etag(ctx, req, picture->version, picture->version,
                               id ^ picture->lights_at << 20, err);
    gt_picture_done(ctx);
    return rc;
}

gt_rc gt_api_get_search(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                        struct gt_err *err)
{
    gt_hits hits;
    gt_rc rc;

    if ((rc = gt_work_search(ctx, gt_req_query_str(req, "q"), &hits, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_array(json, "items");
    for (size_t at = 0; at < hits.count; at++) {
        gt_json_object(json, NULL);
        gt_json_text(json, "kind", hits.at[at].kind);
        gt_json_i64(json, "id", hits.at[at].id);
        gt_put_ref(json, "directive", hits.at[at].directive_id);
        gt_json_str(json, "title", hits.at[at].title);
        gt_json_str(json, "excerpt", hits.at[at].excerpt);
        gt_json_close(json);
    }
    gt_json_close(json);
    gt_json_close(json);
    return gt_json_status(json);
}
