/*
 * notices_send.c - one message from the outbox to its way.
 *
 * Taken under a lease, marked as being sent, sent, marked as sent: each its own
 * commit.  Whoever dies before the second mark sends nothing twice: the row is
 * then "not known", and says so.
 */
#include "base/json.h"
#include "door/fetch.h"
#include "door/post.h"
#include "work/notices.h"

enum { MINUTE_MS = 60000, TOKEN_SLACK_MS = 300000, TOKEN_S = 7200 };

struct sending {
    struct gt_ctx *ctx;
    struct gt_sender *sender;
    const struct gt_notice_way *way;
    struct gt_outbox_row *row;
    size_t slot;                    /* of the way in the sender's memory */
};

/* ---- DingTalk and WeCom ---------------------------------------------------------------------- */

static gt_rc join_url(struct gt_arena *arena, gt_str base, const char *path, gt_str *out)
{
    while (base.len > 0 && base.at[base.len - 1] == '/')
        base.len--;
    return gt_arena_printf(arena, out, "%.*s%s", GT_FMT(base), path);
}

static gt_rc json_text(struct gt_arena *arena, struct gt_buf *buf, gt_str *out, struct gt_err *err)
{
    const gt_rc rc = buf->status == GT_OK ? gt_arena_dup(arena, gt_buf_view(buf), out) : buf->status;

    gt_buf_clear(buf);
    return rc == GT_OK ? GT_OK : gt_fail(err, rc, "out of memory", "内存不足");
}

/* An app's token: asked for once in two hours, kept with the sender. */
static gt_rc token_of(struct sending *s, bool dingtalk, gt_str *out, struct gt_err *err)
{
    struct gt_post post = {.now_ms = s->ctx->now_ms};
    const struct gt_jval *answer = NULL;
    struct gt_buf buf;
    struct gt_json json;
    gt_str text, token;
    gt_rc rc;

    *out = gt_str_from(s->sender->ways[s->slot].token);
    if (out->len > 0 && s->ctx->now_ms < s->sender->ways[s->slot].token_until_ms)
        return GT_OK;
    gt_buf_init(&buf, GT_POST_BODY_MAX);
    if (dingtalk) {
        rc = join_url(s->ctx->arena, s->way->token_url.len > 0 ? s->way->token_url : s->way->url,
                      "/v1.0/oauth2/accessToken", &post.url);
        gt_json_init(&json, &buf);
        gt_json_object(&json, NULL);
        gt_json_str(&json, "appKey", s->way->account);
        gt_json_str(&json, "appSecret", s->way->secret);
        gt_json_close(&json);
    } else {
        gt_buf_str(&buf, s->way->url);
        gt_buf_text(&buf, "/cgi-bin/gettoken?");
        gt_fetch_field(&buf, "corpid", s->way->account);
        gt_fetch_field(&buf, "corpsecret", s->way->secret);
        rc = GT_OK;
    }
    if (rc != GT_OK || (rc = json_text(s->ctx->arena, &buf, dingtalk ? &post.json : &post.url, err)) != GT_OK) {
        gt_buf_clear(&buf);
        return rc;
    }
    if ((rc = gt_post_json(s->ctx->arena, &post, &text, err)) != GT_OK)
        return rc;
    if (gt_json_parse(s->ctx->arena, text, &answer, NULL) != GT_OK)
        return gt_fail(err, GT_EBUSY, "the token's answer cannot be read", "无法读取访问令牌的应答");
    token = gt_jstr(answer, dingtalk ? "accessToken" : "access_token", GT_STR(""));
    if (token.len == 0 || token.len >= sizeof s->sender->ways[s->slot].token)
        return gt_fail(err, GT_EBUSY, "no token was given (%lld)", "未取得访问令牌（%lld）",
                       (long long)gt_ji64(answer, "errcode", 0));
    memcpy(s->sender->ways[s->slot].token, token.at, token.len);
    s->sender->ways[s->slot].token[token.len] = '\0';
    s->sender->ways[s->slot].token_until_ms =
        s->ctx->now_ms + gt_ji64(answer, dingtalk ? "expireIn" : "expires_in", TOKEN_S) * 1000 - TOKEN_SLACK_MS;
    *out = gt_str_from(s->sender->ways[s->slot].token);
    return GT_OK;
}

/* Their own codes inside of an answer of 200: too often, token gone, or no. */
static gt_rc judge(struct sending *s, gt_str text, struct gt_err *err)
{
    static const int64_t busy[] = {45009, 45011, 90018, 90002, 88, -1};
    static const int64_t stale[] = {40014, 42001, 40001};
    const struct gt_jval *answer = NULL;
    int64_t code;

    if (gt_json_parse(s->ctx->arena, text, &answer, NULL) != GT_OK)
        return gt_fail(err, GT_EBUSY, "the answer cannot be read", "无法读取应答");
    if ((code = gt_ji64(answer, "errcode", 0)) == 0)
        return GT_OK;
    for (size_t at = 0; at < GT_LEN(stale); at++)
        if (code == stale[at]) {
            s->sender->ways[s->slot].token[0] = '\0';
            return gt_fail(err, GT_EBUSY, "the token is no longer valid (%lld)", "访问令牌已失效（%lld）", (long long)code);
        }
    for (size_t at = 0; at < GT_LEN(busy); at++)
        if (code == busy[at])
            return gt_fail(err, GT_EBUSY, "asked to wait (%lld)", "对方要求稍后再发（%lld）", (long long)code);
    return gt_fail(err, GT_EINVAL, "refused (%lld)", "对方拒收（%lld）", (long long)code);
}

static gt_rc send_app(struct sending *s, bool dingtalk, struct gt_err *err)
{
    struct gt_post post = {.now_ms = s->ctx->now_ms};
    gt_str token, content, text;
    int64_t agent = 0;
    struct gt_buf buf;
    struct gt_json json;
    gt_rc rc;

    if ((rc = token_of(s, dingtalk, &token, err)) != GT_OK)
        return rc;
    if (gt_arena_printf(s->ctx->arena, &content, "%.*s\n%.*s", GT_FMT(s->row->subject), GT_FMT(s->row->body)) != GT_OK ||
        gt_arena_printf(s->ctx->arena, &post.url, "%.*s%s?access_token=%.*s", GT_FMT(s->way->url),
                        dingtalk ? "/topapi/message/corpconversation/asyncsend_v2" : "/cgi-bin/message/send",
                        GT_FMT(token)) != GT_OK)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    (void)gt_str_i64(s->way->sender, &agent);
    gt_buf_init(&buf, GT_POST_BODY_MAX);
    gt_json_init(&json, &buf);
    gt_json_object(&json, NULL);
    gt_json_str(&json, dingtalk ? "userid_list" : "touser", s->row->address);
    gt_json_i64(&json, dingtalk ? "agent_id" : "agentid", agent);
    if (dingtalk)
        gt_json_object(&json, "msg");
    gt_json_text(&json, "msgtype", "text");
    gt_json_object(&json, "text");
    gt_json_str(&json, "content", content);
    gt_json_close(&json);
    if (dingtalk)
        gt_json_close(&json);
    gt_json_close(&json);
    if ((rc = json_text(s->ctx->arena, &buf, &post.json, err)) != GT_OK ||
        (rc = gt_post_json(s->ctx->arena, &post, &text, err)) != GT_OK)
        return rc;
    return judge(s, text, err);
}

/* ---- mail and webhooks ------------------------------------------------------------------------- */

static gt_rc send_mail(struct sending *s, struct gt_err *err)
{
    const struct gt_mail mail = {
        .server = s->way->url, .user = s->way->account, .password = s->way->secret, .from = s->way->sender,
        .to = s->row->address, .subject = s->row->subject, .text = s->row->body, .id = s->row->key,
        .now_ms = s->ctx->now_ms,
    };

    return gt_post_mail(s->ctx->arena, &mail, err);
}

static gt_rc send_webhook(struct sending *s, struct gt_err *err)
{
    struct gt_post post = {.url = s->way->url, .secret = s->way->secret, .id = s->row->key, .now_ms = s->ctx->now_ms};
    struct gt_buf buf;
    struct gt_json json;
    gt_rc rc;

    gt_buf_init(&buf, GT_POST_BODY_MAX);
    gt_json_init(&json, &buf);
    gt_json_object(&json, NULL);
    gt_json_text(&json, "kind", "digest");
    gt_json_i64(&json, "person", s->row->person_id);
    gt_json_str(&json, "subject", s->row->subject);
    gt_json_str(&json, "text", s->row->body);
    gt_json_str(&json, "delivery", s->row->key);
    gt_json_close(&json);
    if ((rc = json_text(s->ctx->arena, &buf, &post.json, err)) != GT_OK)
        return rc;
    return gt_post_json(s->ctx->arena, &post, NULL, err);
}

static gt_rc send_one(struct sending *s, struct gt_err *err)
{
    if (gt_str_eq(s->way->kind, GT_STR("smtp")))
        return send_mail(s, err);
    if (gt_str_eq(s->way->kind, GT_STR("webhook")))
        return send_webhook(s, err);
    return send_app(s, gt_str_eq(s->way->kind, GT_STR("dingtalk")), err);
}

/* ---- the row's way through ------------------------------------------------------------------------ */

static gt_rc move(struct sending *s, enum gt_outbox_state state, struct gt_err *err)
{
    struct gt_txn *txn = NULL;
    gt_rc rc;

    s->row->state = state;
    if ((rc = gt_txn_begin(s->ctx->space->pool, GT_TXN_WRITE, &txn, err)) == GT_OK &&
        (rc = gt_outbox_store_move(gt_txn_db(txn), s->row, gt_str_from(s->sender->claim), err)) == GT_OK)
        rc = gt_txn_commit(txn, err);
    gt_txn_release(txn);
    return rc;
}

/* The place where this way is remembered; a new one takes the first free. */
static size_t slot_of(struct gt_sender *sender, int64_t way_id)
{
    size_t at = 0;

    while (at < GT_OUTBOX_WAYS - 1 && sender->ways[at].way_id != way_id && sender->ways[at].way_id != 0)
        at++;
    if (sender->ways[at].way_id != way_id) {
        memset(&sender->ways[at], 0, sizeof sender->ways[at]);
        sender->ways[at].way_id = way_id;
    }
    return at;
}

/* False: this minute's share is spent, and the row waits for the next one. */
static bool has_share(struct sending *s)
{
    const int64_t minute = s->ctx->now_ms / MINUTE_MS;

    if (s->sender->ways[s->slot].minute != minute) {
        s->sender->ways[s->slot].minute = minute;
        s->sender->ways[s->slot].sent = 0;
    }
    if (s->sender->ways[s->slot].sent >= s->way->per_minute) {
        s->row->next_at_ms = (minute + 1) * MINUTE_MS;
        return false;
    }
    s->sender->ways[s->slot].sent++;
    return true;
}

/* Waits for its next try, or is dropped with the reason. */
static gt_rc not_taken(struct sending *s, gt_rc why, const struct gt_err *said, struct gt_err *err)
{
    int64_t wait = GT_OUTBOX_BACKOFF_MS;

    if (gt_arena_dup(s->ctx->arena, gt_str_from(said->text[GT_LANG_ZH]), &s->row->error) != GT_OK)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    s->row->tries++;
    if (why == GT_EINVAL || s->row->tries >= GT_OUTBOX_TRIES_MAX)
        return move(s, GT_OUTBOX_DROPPED, err);
    for (int64_t at = 1; at < s->row->tries && wait < GT_OUTBOX_BACKOFF_MAX_MS; at++)
        wait *= 2;
    s->row->next_at_ms = s->ctx->now_ms + (wait < GT_OUTBOX_BACKOFF_MAX_MS ? wait : GT_OUTBOX_BACKOFF_MAX_MS);
    return move(s, GT_OUTBOX_WAITING, err);
}

static gt_rc take(struct gt_ctx *ctx, struct gt_sender *sender, struct gt_outbox_row *row, gt_notice_ways *ways,
                  struct gt_err *err)
{
    struct gt_txn *txn = NULL;
    gt_rc rc;

    if ((rc = gt_txn_begin(ctx->space->pool, GT_TXN_WRITE, &txn, err)) != GT_OK)
        return rc;
    rc = gt_outbox_store_take(gt_txn_db(txn), gt_str_from(sender->claim), ctx->now_ms, GT_OUTBOX_LEASE_MS, ctx->arena,
                              row, err);
    if (rc == GT_OK)
        rc = gt_notice_way_store_list(gt_txn_db(txn), ctx->arena, ways, err);
    /* rows that were found lost are marked even where nothing is due */
    if (rc == GT_OK || rc == GT_ENOTFOUND) {
        const gt_rc kept = gt_txn_commit(txn, err);

        rc = kept == GT_OK ? rc : kept;
    }
    gt_txn_release(txn);
    return rc;
}

gt_rc gt_work_outbox_step(struct gt_ctx *ctx, struct gt_sender *sender, bool *found, struct gt_err *err)
{
    struct gt_outbox_row row = {0};
    gt_notice_ways ways = {0};
    struct sending s = {.ctx = ctx, .sender = sender, .row = &row};
    struct gt_err said = {0};
    gt_rc rc;

    *found = false;
    if ((rc = take(ctx, sender, &row, &ways, err)) != GT_OK)
        return rc == GT_ENOTFOUND ? GT_OK : rc;
    *found = true;
    for (size_t at = 0; at < ways.count; at++)
        if (ways.at[at].id == row.way_id && ways.at[at].enabled != 0)
            s.way = &ways.at[at];
    if (s.way == NULL) {
        row.error = GT_STR("渠道已停用");
        return move(&s, GT_OUTBOX_DROPPED, err);
    }
    s.slot = slot_of(sender, s.way->id);
    if (!has_share(&s))
        return move(&s, GT_OUTBOX_WAITING, err);
    row.lease_ms = ctx->now_ms + GT_OUTBOX_LEASE_MS;
    if ((rc = move(&s, GT_OUTBOX_SENDING, err)) != GT_OK)
        return rc;
    if ((rc = send_one(&s, &said)) != GT_OK)
        return not_taken(&s, rc, &said, err);
    row.error = GT_STR("");
    row.sent_at_ms = ctx->now_ms;
    row.tries++;
    return move(&s, GT_OUTBOX_SENT, err);
}
