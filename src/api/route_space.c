/* route_space.c - units, people, nodes, calendars, the journal. */
#include "api/put.h"
#include "api/route.h"
#include "work/finding.h"
#include "work/space.h"

/* ---- units and people ---------------------------------------------------------------- */

gt_rc gt_api_get_units(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                       struct gt_err *err)
{
    gt_units units = {0};
    gt_rc rc;

    (void)req;
    if ((rc = gt_work_units(ctx, &units, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_array(json, "items");
    for (size_t at = 0; at < units.count; at++)
        if (units.at[at].removed_at_ms == 0)
            gt_put_unit(json, NULL, &units.at[at]);
    gt_json_close(json);
    gt_json_close(json);
    return gt_json_status(json);
}

/* Aliases come as a list and are kept one a line. */
static gt_rc take_aliases(struct gt_ctx *ctx, const struct gt_jval *list, gt_str *out)
{
    struct gt_buf buf;
    gt_rc rc;

    gt_buf_init(&buf, 1 << 16);
    for (const struct gt_jval *alias = list != NULL ? list->child : NULL; alias != NULL;
         alias = alias->next) {
        if (buf.len > 0)
            gt_buf_char(&buf, '\n');
        for (size_t at = 0; at < alias->str.len; at++)
            gt_buf_char(&buf, alias->str.at[at] == '\n' ? ' ' : alias->str.at[at]);
    }
    rc = buf.status == GT_OK ? gt_arena_dup(ctx->arena, gt_buf_view(&buf), out) : buf.status;
    gt_buf_clear(&buf);
    return rc;
}

static gt_rc put_unit(struct gt_ctx *ctx, const struct gt_req *req, struct gt_unit_row *unit,
                      struct gt_json *json, struct gt_err *err)
{
    const struct gt_jval *body = req->json;
    gt_rc rc;

    unit->parent_id = gt_body_i64(body, "parent", unit->parent_id, 0);
    unit->position = gt_body_i64(body, "position", unit->position, 0);
    if (gt_body_has(body, "name"))
        unit->name = gt_str_trim(gt_jstr(body, "name", GT_STR("")));
    if (gt_body_has(body, "short"))
        unit->short_name = gt_str_trim(gt_jstr(body, "short", GT_STR("")));
    if (gt_body_has(body, "outside"))
        unit->outside = gt_jbool(body, "outside", false);
    if (gt_body_has(body, "aliases") &&
        take_aliases(ctx, gt_jget(body, "aliases"), &unit->aliases) != GT_OK)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    if ((rc = gt_work_unit_put(ctx, unit, err)) != GT_OK ||
        (rc = gt_req_etag(req, unit->revision, err)) != GT_OK)
        return rc;
    gt_put_unit(json, NULL, unit);
    return gt_json_status(json);
}

gt_rc gt_api_post_unit(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                       struct gt_err *err)
{
    struct gt_unit_row unit = {0};

    return put_unit(ctx, req, &unit, json, err);
}

gt_rc gt_api_patch_unit(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                        struct gt_err *err)
{
    gt_units units = {0};
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK ||
        (rc = gt_work_units(ctx, &units, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < units.count; at++)
        if (units.at[at].id == id && units.at[at].removed_at_ms == 0) {
            units.at[at].revision = req->revision;
            return put_unit(ctx, req, &units.at[at], json, err);
        }
    return gt_fail(err, GT_ENOTFOUND, "unit %lld does not exist", "单位%lld不存在", (long long)id);
}

/* ---- nodes ------------------------------------------------------------------------------ */

gt_rc gt_api_get_nodes(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                       struct gt_err *err)
{
    const struct gt_picture *picture;
    gt_rc rc;

    (void)req;
    if ((rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_array(json, "items");
    for (size_t at = 0; at < picture->nodes.count; at++)
        gt_put_node(json, NULL, &picture->nodes.at[at],
                    gt_node_state(picture, &picture->nodes.at[at], ctx->today), ctx->lang);
    gt_json_close(json);
    gt_json_close(json);
    gt_picture_done(ctx);
    return gt_json_status(json);
}

static gt_rc put_node(struct gt_ctx *ctx, const struct gt_req *req, struct gt_node *node,
                      struct gt_json *json, struct gt_err *err)
{
    const struct gt_jval *body = req->json;
    const struct gt_picture *picture;
    gt_rc rc;

    if (gt_body_has(body, "name")) {
        /* one name was sent: it is the name in the sender's language, and in
         * the other as long as that has none */
        node->name[ctx->lang] = gt_str_trim(gt_jstr(body, "name", GT_STR("")));
        if (node->name[1 - ctx->lang].len == 0)
            node->name[1 - ctx->lang] = node->name[ctx->lang];
    }
    node->kind = gt_jstr(body, "kind", node->kind);
    node->from = gt_body_day(body, "start", node->from);
    node->to = gt_body_day(body, "finish", node->to == GT_DAY_NONE ? node->from : node->to);
    if ((rc = gt_work_node_put(ctx, node, err)) != GT_OK ||
        (rc = gt_req_etag(req, node->revision, err)) != GT_OK ||
        (rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    gt_put_node(json, NULL, node, gt_node_state(picture, node, ctx->today), ctx->lang);
    gt_picture_done(ctx);
    return gt_json_status(json);
}

gt_rc gt_api_post_node(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                       struct gt_err *err)
{
    struct gt_node node = {.kind = GT_STR("flag"), .name = {GT_STR(""), GT_STR("")},
                           .from = GT_DAY_NONE, .to = GT_DAY_NONE};

    return put_node(ctx, req, &node, json, err);
}

gt_rc gt_api_patch_node(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                        struct gt_err *err)
{
    gt_nodes nodes = {0};
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK ||
        (rc = gt_work_nodes(ctx, &nodes, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < nodes.count; at++)
        if (nodes.at[at].id == id) {
            nodes.at[at].revision = req->revision;
            return put_node(ctx, req, &nodes.at[at], json, err);
        }
    return gt_fail(err, GT_ENOTFOUND, "node %lld does not exist", "节点%lld不存在", (long long)id);
}

static gt_rc put_done(struct gt_ctx *ctx, struct gt_json *json, const char *en, const char *zh,
                      struct gt_err *err)
{
    const struct gt_picture *picture;
    gt_rc rc;

    if ((rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    gt_put_done(json, picture->version, ctx->lang == GT_LANG_ZH ? zh : en);
    gt_picture_done(ctx);
    return gt_json_status(json);
}

gt_rc gt_api_delete_node(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                         struct gt_err *err)
{
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK ||
        (rc = gt_work_node_remove(ctx, id, req->revision, err)) != GT_OK)
        return rc;
    return put_done(ctx, json, "the node was removed", "节点已移除", err);
}

/* ---- calendars --------------------------------------------------------------------------- */

gt_rc gt_api_get_calendars(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                           struct gt_err *err)
{
    struct gt_calendar_book book = {0};
    gt_rc rc;

    (void)req;
    if ((rc = gt_work_calendars(ctx, &book, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_array(json, "items");
    for (size_t at = 0; at < book.calendars.count; at++)
        gt_put_calendar(json, NULL, &book.calendars.at[at], &book, ctx->lang);
    gt_json_close(json);
    gt_json_close(json);
    return gt_json_status(json);
}

gt_rc gt_api_post_calendar_year(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                                struct gt_err *err)
{
    struct gt_calendar_book book = {0};
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK ||
        (rc = gt_work_calendar_import(ctx, id, req->http->body, err)) != GT_OK ||
        (rc = gt_work_calendars(ctx, &book, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < book.calendars.count; at++)
        if (book.calendars.at[at].id == id)
            gt_put_calendar(json, NULL, &book.calendars.at[at], &book, ctx->lang);
    return gt_json_status(json);
}

/* ---- the journal -------------------------------------------------------------------------- */

/* "task" or "task/12" */
static gt_rc take_object(const struct gt_req *req, struct gt_journal_filter *filter, struct gt_err *err)
{
    const gt_str text = gt_req_query_str(req, "object");
    const size_t slash = gt_str_find(text, GT_STR("/"), 0);

    filter->object = gt_str_sub(text, 0, slash);
    if (slash != SIZE_MAX && !gt_str_i64(gt_str_sub(text, slash + 1, text.len), &filter->object_id))
        return gt_fail_field(err, GT_EINVAL, "object", "expected as task/12", "应如 task/12");
    return GT_OK;
}

gt_rc gt_api_get_journal(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                         struct gt_err *err)
{
    struct gt_journal_filter filter = {0};
    const struct gt_picture *picture;
    int64_t cursor[2], limit;
    gt_journal_rows rows;
    gt_str next = GT_STR("");
    gt_rc rc;

    if ((rc = take_object(req, &filter, err)) != GT_OK ||
        (rc = gt_req_cursor(req, cursor, err)) != GT_OK ||
        (rc = gt_req_query_i64(req, "limit", GT_API_PAGE, 1, GT_JOURNAL_PAGE_MAX, &limit, err)) != GT_OK)
        return rc;
    filter.before_seq = cursor[0];
    filter.limit = limit;
    if ((rc = gt_work_journal(ctx, &filter, &rows, err)) != GT_OK)
        return rc;
    if (rows.count == (size_t)limit && rows.at[rows.count - 1].seq > 1) {
        cursor[0] = rows.at[rows.count - 1].seq;
        if (gt_cursor_text(ctx->arena, cursor, &next) != GT_OK)
            return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    }
    if ((rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_array(json, "items");
    for (size_t at = 0; at < rows.count && rc == GT_OK; at++)
        rc = gt_put_journal_row(json, ctx, picture, &rows.at[at]);
    gt_picture_done(ctx);
    if (rc != GT_OK)
        return gt_fail(err, rc, "out of memory", "内存不足");
    gt_json_close(json);
    if (next.len > 0)
        gt_json_str(json, "next", next);
    else
        gt_json_null(json, "next");
    gt_json_close(json);
    return gt_json_status(json);
}

gt_rc gt_api_get_journal_verify(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                                struct gt_err *err)
{
    struct gt_journal_check check;
    gt_str sentence;
    gt_rc rc;

    (void)req;
    if ((rc = gt_work_journal_verify(ctx, &check, err)) != GT_OK)
        return rc;
    if (check.whole)
        rc = gt_arena_printf(ctx->arena, &sentence,
                             ctx->lang == GT_LANG_ZH ? "共%lld行，逐行校验无误"
                                                     : "all %lld rows are as they were written",
                             (long long)check.rows);
    else
        rc = gt_arena_printf(ctx->arena, &sentence, ctx->lang == GT_LANG_ZH ? "第%lld行：%.*s"
                                                                            : "row %lld: %.*s",
                             (long long)check.bad_seq, GT_FMT(check.what[ctx->lang]));
    if (rc != GT_OK)
        return gt_fail(err, rc, "out of memory", "内存不足");
    gt_json_object(json, NULL);
    gt_json_bool(json, "ok", check.whole);
    gt_json_i64(json, "rows", check.rows);
    gt_put_hash(json, "head", check.head);
    gt_put_ref(json, "broken_at", check.whole ? 0 : check.bad_seq);
    gt_json_str(json, "sentence", sentence);
    gt_json_close(json);
    return gt_json_status(json);
}
