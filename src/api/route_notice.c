/* route_notice.c - inboxes, when people are urged, ways out, calendar addresses. */
#include "api/inner.h"
#include "api/put.h"
#include "api/route.h"
#include "paper/ics.h"
#include "work/notices.h"
#include "work/rights.h"

enum { INBOX_PAGE = 50, INBOX_PAGE_MAX = 200, OUTBOX_SHOWN = 100, TOKEN_BYTES_MAX = 200 };

/* ---- the inbox ---------------------------------------------------------------------------- */

gt_rc gt_api_get_notices(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    gt_notices rows;
    int64_t before, limit, unread = 0;
    gt_rc rc;

    if ((rc = gt_req_query_i64(req, "before", 0, 0, INT64_MAX, &before, err)) != GT_OK ||
        (rc = gt_req_query_i64(req, "limit", INBOX_PAGE, 1, INBOX_PAGE_MAX, &limit, err)) != GT_OK ||
        (rc = gt_work_notices(ctx, before, limit + 1, &rows, &unread, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_array(json, "items");
    for (size_t at = 0; at < rows.count && (int64_t)at < limit; at++) {
        const struct gt_notice *row = &rows.at[at];

        gt_json_object(json, NULL);
        gt_json_i64(json, "id", row->id);
        gt_json_str(json, "kind", row->kind);
        gt_put_ref(json, "task", row->task_id);
        gt_put_ref(json, "slip", row->slip_id);
        gt_json_str(json, "text", row->text[ctx->lang]);
        gt_put_day(json, "day", row->day);
        gt_put_instant(json, "at", row->at_ms);
        gt_json_bool(json, "read", row->read_at_ms != 0);
        gt_json_close(json);
    }
    gt_json_close(json);
    gt_json_i64(json, "unread", unread);
    gt_json_bool(json, "more", (int64_t)rows.count > limit);
    gt_json_close(json);
    return gt_json_status(json);
}

gt_rc gt_api_get_notice_count(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    gt_notices none;
    int64_t unread = 0;
    const gt_rc rc = gt_work_notices(ctx, 0, 0, &none, &unread, err);

    (void)req;
    if (rc != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_i64(json, "unread", unread);
    gt_json_close(json);
    return gt_json_status(json);
}

gt_rc gt_api_post_notices_read(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    const gt_rc rc = gt_work_notices_read(ctx, gt_body_i64(req->json, "id", 0, 0), err);

    return rc != GT_OK ? rc : gt_api_get_notice_count(ctx, req, json, err);
}

/* ---- settings and ways ------------------------------------------------------------------------ */

gt_rc gt_api_get_notice_rules(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    struct gt_notice_rules rules;
    const int64_t *values = &rules.remind_first; /* the fields stand in the order of the list */
    const gt_rc rc = gt_work_notice_rules(ctx, &rules, err);

    static_assert(sizeof rules % sizeof(int64_t) == 0, "a list of numbers");
    (void)req;
    if (rc != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_array(json, "settings");
    for (size_t at = 0; at < gt_notice_setting_count; at++) {
        const struct gt_notice_setting_def *def = &gt_notice_setting_defs[at];

        gt_json_object(json, NULL);
        gt_json_text(json, "name", def->name);
        gt_json_text(json, "text", def->text[ctx->lang]);
        gt_json_i64(json, "value", values[at]);
        gt_json_i64(json, "least", def->least);
        gt_json_i64(json, "most", def->most);
        gt_json_close(json);
    }
    gt_json_close(json);
    gt_json_bool(json, "may_edit", gt_may_ever(ctx, GT_USE_notice_put));
    gt_json_close(json);
    return gt_json_status(json);
}

gt_rc gt_api_post_notice_rules(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    const gt_rc rc = gt_work_notice_setting_put(ctx, gt_jstr(req->json, "name", GT_STR("")),
                                                gt_ji64(req->json, "value", 0), err);

    return rc != GT_OK ? rc : gt_api_get_notice_rules(ctx, req, json, err);
}

static void put_way(struct gt_json *json, const struct gt_notice_way *way)
{
    gt_json_object(json, NULL);
    gt_json_i64(json, "id", way->id);
    gt_json_str(json, "kind", way->kind);
    gt_json_str(json, "name", way->name);
    gt_json_str(json, "url", way->url);
    gt_json_str(json, "token_url", way->token_url);
    gt_json_str(json, "account", way->account);
    gt_json_bool(json, "has_secret", way->secret.len > 0);
    gt_json_str(json, "sender", way->sender);
    gt_json_i64(json, "per_minute", way->per_minute);
    gt_json_bool(json, "enabled", way->enabled != 0);
    gt_json_i64(json, "revision", way->revision);
    gt_json_close(json);
}

static void put_message(struct gt_json *json, struct gt_ctx *ctx, const struct gt_picture *picture,
                        const struct gt_outbox_row *row)
{
    static const char *const states[] = {"waiting", "taken", "sending", "sent", "dropped", "unknown"};

    gt_json_object(json, NULL);
    gt_json_i64(json, "id", row->id);
    gt_json_i64(json, "way", row->way_id);
    gt_json_str(json, "name", gt_picture_person_name(picture, row->person_id, ctx->lang));
    gt_json_str(json, "address", row->address);
    gt_json_str(json, "subject", row->subject);
    gt_json_text(json, "state", states[row->state]);
    gt_json_i64(json, "tries", row->tries);
    gt_json_str(json, "error", row->error);
    gt_put_instant(json, "at", row->at_ms);
    gt_json_close(json);
}

gt_rc gt_api_get_notice_ways(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    const struct gt_picture *picture;
    gt_notice_ways ways;
    gt_outbox_rows rows;
    gt_rc rc;

    (void)req;
    if ((rc = gt_work_notice_ways(ctx, &ways, err)) != GT_OK || (rc = gt_work_outbox(ctx, OUTBOX_SHOWN, &rows, err)) != GT_OK ||
        (rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_array(json, "items");
    for (size_t at = 0; at < ways.count; at++)
        put_way(json, &ways.at[at]);
    gt_json_close(json);
    gt_json_array(json, "outbox");
    for (size_t at = 0; at < rows.count; at++)
        put_message(json, ctx, picture, &rows.at[at]);
    gt_json_close(json);
    gt_json_close(json);
    gt_picture_done(ctx);
    return gt_json_status(json);
}

gt_rc gt_api_post_notice_way(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    struct gt_notice_way way = {
        .id = gt_body_i64(req->json, "id", 0, 0), .revision = gt_body_i64(req->json, "revision", 0, 0),
        .kind = gt_jstr(req->json, "kind", GT_STR("")), .name = gt_jstr(req->json, "name", GT_STR("")),
        .url = gt_jstr(req->json, "url", GT_STR("")), .token_url = gt_jstr(req->json, "token_url", GT_STR("")),
        .account = gt_jstr(req->json, "account", GT_STR("")), .secret = gt_jstr(req->json, "secret", GT_STR("")),
        .sender = gt_jstr(req->json, "sender", GT_STR("")), .per_minute = gt_body_i64(req->json, "per_minute", 60, 60),
        .enabled = gt_jbool(req->json, "enabled", false),
    };
    const gt_rc rc = gt_work_notice_way_put(ctx, &way, err);

    return rc != GT_OK ? rc : gt_api_get_notice_ways(ctx, req, json, err);
}

/* ---- where one is reached ------------------------------------------------------------------------ */

static gt_rc answer_addresses(struct gt_ctx *ctx, struct gt_json *json, gt_str made, struct gt_err *err)
{
    gt_notice_addresses rows;
    gt_feeds feeds;
    gt_rc rc;

    if ((rc = gt_work_notice_addresses(ctx, &rows, err)) != GT_OK || (rc = gt_work_feeds(ctx, &feeds, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_array(json, "items");
    for (size_t at = 0; at < rows.count; at++) {
        gt_json_object(json, NULL);
        gt_json_str(json, "kind", rows.at[at].kind);
        gt_json_str(json, "address", rows.at[at].address);
        gt_json_bool(json, "enabled", rows.at[at].enabled != 0);
        gt_json_close(json);
    }
    gt_json_close(json);
    gt_json_array(json, "feeds");
    for (size_t at = 0; at < feeds.count; at++) {
        gt_json_object(json, NULL);
        gt_json_i64(json, "id", feeds.at[at].id);
        gt_put_ref(json, "unit", feeds.at[at].unit_id);
        gt_put_instant(json, "at", feeds.at[at].at_ms);
        gt_json_close(json);
    }
    gt_json_close(json);
    gt_json_str(json, "address", made);
    gt_json_close(json);
    return gt_json_status(json);
}

gt_rc gt_api_get_notice_addresses(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    (void)req;
    return answer_addresses(ctx, json, GT_STR(""), err);
}

gt_rc gt_api_post_notice_address(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    const gt_rc rc = gt_work_notice_address_put(ctx, gt_jstr(req->json, "kind", GT_STR("")),
                                                gt_str_trim(gt_jstr(req->json, "address", GT_STR(""))),
                                                gt_jbool(req->json, "enabled", true), err);

    return rc != GT_OK ? rc : answer_addresses(ctx, json, GT_STR(""), err);
}

gt_rc gt_api_post_feed(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    char token[GT_FEED_TOKEN];
    struct gt_feed feed;
    gt_str path;
    gt_rc rc;

    if ((rc = gt_work_feed_add(ctx, gt_body_i64(req->json, "unit", 0, 0), token, &feed, err)) != GT_OK)
        return rc;
    if (gt_arena_printf(ctx->arena, &path, "/api/v1/calendar.ics?key=%s", token) != GT_OK)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    return answer_addresses(ctx, json, path, err);
}

gt_rc gt_api_delete_feed(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK || (rc = gt_work_feed_revoke(ctx, id, err)) != GT_OK)
        return rc;
    return answer_addresses(ctx, json, GT_STR(""), err);
}

/* ---- the calendar ---------------------------------------------------------------------------------- */

/* A unit's calendar has what it leads or supports; one's own what one's unit
 * leads, and what one signed for. */
static bool belongs(const struct gt_picture *picture, const struct gt_pic_task *task, const struct gt_feed *feed)
{
    const struct gt_person *person = gt_picture_person(picture, feed->person_id);
    const struct gt_pic_duty *lead = gt_picture_duty(task, 0);
    const int64_t unit = feed->unit_id != 0 ? feed->unit_id : person != NULL ? person->unit_id : 0;

    if (task->facts.leader_id == feed->person_id || (lead != NULL && lead->facts.owner_id == feed->person_id))
        return true;
    if (unit == 0)
        return false;
    for (uint32_t at = 0; at < task->support_count; at++)
        if (task->supports[at].unit_id == unit)
            return true;
    return task->facts.lead_unit_id == unit;
}

static gt_rc put_task(struct gt_buf *out, struct gt_ctx *ctx, const struct gt_picture *picture,
                      const struct gt_pic_task *task)
{
    const gt_day due = task->facts.deadline != GT_DAY_NONE ? task->facts.deadline : task->finish;
    struct gt_ics_item item = {.todo = true, .summary = task->facts.title, .start = task->start, .end = due,
                               .percent = task->percent >= 100 ? 100 : (int)task->percent,
                               .sequence = task->facts.revision - 1, .changed_ms = task->facts.created_at_ms,
                               .categories = gt_picture_light_word(picture, task->light.meaning, ctx->lang),
                               .alarm_days = 3};
    struct gt_buf why;
    gt_rc rc;

    if ((rc = gt_arena_printf(ctx->arena, &item.uid, "task-%lld@%lld.guatu", (long long)task->facts.id,
                              (long long)picture->meta.created_at_ms)) != GT_OK)
        return rc;
    gt_buf_init(&why, 1 << 14);
    gt_picture_light_why(&why, picture, task, ctx->today, ctx->lang);
    item.detail = gt_buf_view(&why);
    gt_ics_item(out, &item, ctx->now_ms);
    gt_buf_clear(&why);
    return GT_OK;
}

static gt_rc put_node(struct gt_buf *out, struct gt_ctx *ctx, const struct gt_picture *picture, const struct gt_node *node)
{
    struct gt_ics_item item = {.summary = node->name[ctx->lang].len > 0 ? node->name[ctx->lang] : node->name[GT_LANG_ZH],
                               .start = node->from, .end = node->to, .sequence = node->revision - 1,
                               .changed_ms = picture->meta.created_at_ms};
    const gt_rc rc = gt_arena_printf(ctx->arena, &item.uid, "node-%lld@%lld.guatu", (long long)node->id,
                                     (long long)picture->meta.created_at_ms);

    if (rc == GT_OK)
        gt_ics_item(out, &item, ctx->now_ms);
    return rc;
}

static gt_rc write_calendar(struct gt_buf *out, struct gt_ctx *ctx, const struct gt_picture *picture,
                            const struct gt_feed *feed)
{
    const struct gt_unit_row *unit = feed->unit_id == 0 ? NULL : gt_picture_unit(picture, feed->unit_id);
    gt_rc rc = GT_OK;

    gt_ics_open(out, unit != NULL ? unit->name : ctx->person_name);
    for (uint32_t at = 0; at < picture->order_count && rc == GT_OK; at++) {
        const struct gt_pic_task *task = &picture->tasks.at[picture->order[at]];

        if (task->facts.standing == 0 && belongs(picture, task, feed) && gt_sees_task(ctx, picture, picture->order[at]))
            rc = put_task(out, ctx, picture, task);
    }
    for (size_t at = 0; at < picture->nodes.count && rc == GT_OK; at++)
        rc = put_node(out, ctx, picture, &picture->nodes.at[at]);
    gt_ics_close(out);
    return rc == GT_OK ? out->status : rc;
}

gt_rc gt_api_get_calendar_feed(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    const gt_str key = gt_req_query_str(req, "key");
    const struct gt_picture *picture;
    struct gt_feed feed;
    struct gt_buf out;
    gt_rc rc;

    (void)json;
    if (key.len == 0 || key.len > TOKEN_BYTES_MAX)
        return gt_fail(err, GT_ENOTFOUND, "there is no such calendar", "没有这份日历");
    if ((rc = gt_work_feed_open(ctx, key, &feed, err)) != GT_OK || (rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    gt_buf_init(&out, GT_ICS_BYTES_MAX);
    rc = write_calendar(&out, ctx, picture, &feed);
    gt_picture_done(ctx);
    rc = rc == GT_OK ? gt_req_bytes(req, "text/calendar; charset=utf-8", gt_buf_view(&out), GT_STR("guatu.ics"), err)
                     : gt_fail(err, rc, "out of memory", "内存不足");
    gt_buf_clear(&out);
    return rc;
}
