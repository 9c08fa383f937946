/* notices.c - the office's settings of reminding, inboxes, ways out, calendar addresses. */
#include "work/notices.h"

#include <sodium.h>

#include "door/fetch.h"
#include "door/post.h"
#include "work/picture.h"
#include "work/rights.h"
#include "work/space.h"

enum { ADDRESS_MAX = 300, WAY_TEXT_MAX = 500, PER_MINUTE_MAX = 10000 };

static gt_rc no_memory(struct gt_err *err) { return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足"); }

/* ---- settings -------------------------------------------------------------------------- */

const struct gt_notice_setting_def gt_notice_setting_defs[] = {
#define DEF(name, least, most, otherwise, en, zh) {#name, least, most, otherwise, {zh, en}},
    GT_NOTICE_SETTINGS(DEF)
#undef DEF
};
const size_t gt_notice_setting_count = GT_LEN(gt_notice_setting_defs);

gt_rc gt_notice_rules_read(struct gt_db *db, struct gt_arena *arena, struct gt_notice_rules *out,
                           struct gt_err *err)
{
    gt_notice_settings rows = {0};
    const gt_rc rc = gt_notice_setting_store_list(db, arena, &rows, err);

    *out = (struct gt_notice_rules){
#define DEFAULT(name, least, most, otherwise, en, zh) .name = otherwise,
        GT_NOTICE_SETTINGS(DEFAULT)
#undef DEFAULT
    };
    for (size_t at = 0; at < rows.count; at++) {
#define TAKE(field, least, most, otherwise, en, zh)           \
        if (gt_str_eq(rows.at[at].name, GT_STR(#field)))      \
            out->field = rows.at[at].value;
        GT_NOTICE_SETTINGS(TAKE)
#undef TAKE
    }
    return rc;
}

static gt_rc read_settings(struct gt_db *db, struct gt_ctx *ctx, void *out, struct gt_err *err)
{
    return gt_notice_rules_read(db, ctx->arena, out, err);
}

gt_rc gt_work_notice_rules(struct gt_ctx *ctx, struct gt_notice_rules *out, struct gt_err *err)
{
    return gt_work_read(ctx, read_settings, out, err);
}

gt_rc gt_work_notice_setting_put(struct gt_ctx *ctx, gt_str name, int64_t value, struct gt_err *err)
{
    const struct gt_notice_setting_def *def = NULL;
    struct gt_change *change = NULL;
    gt_str after;
    gt_rc rc;

    if ((rc = gt_may(ctx, GT_USE_notice_put, NULL, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < gt_notice_setting_count; at++)
        if (gt_str_eq(name, gt_str_from(gt_notice_setting_defs[at].name)))
            def = &gt_notice_setting_defs[at];
    if (def == NULL)
        return gt_fail_field(err, GT_EINVAL, "name", "there is no setting %.*s", "没有“%.*s”这项设置", GT_FMT(name));
    if (value < def->least || value > def->most)
        return gt_fail_field(err, GT_EINVAL, def->name, "between %lld and %lld", "应在%lld到%lld之间",
                             (long long)def->least, (long long)def->most);
    if (gt_arena_printf(ctx->arena, &after, "{\"%s\":%lld}", def->name, (long long)value) != GT_OK)
        return no_memory(err);
    if ((rc = gt_change_begin(ctx, &change, err)) == GT_OK &&
        (rc = gt_notice_setting_store_put(gt_change_db(change), name, value, err)) == GT_OK &&
        (rc = gt_change_log(change, "edit", "notices", 0, GT_STR(""), after, err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
    gt_change_release(change);
    return rc;
}

bool gt_notice_quiet(const struct gt_notice_rules *rules, int minute)
{
    if (rules->quiet_from == rules->quiet_to)
        return false;
    if (rules->quiet_from < rules->quiet_to)
        return minute >= rules->quiet_from && minute < rules->quiet_to;
    return minute >= rules->quiet_from || minute < rules->quiet_to;
}

/* ---- the inbox ----------------------------------------------------------------------------- */

struct inbox { int64_t before_id, limit; gt_notices *rows; int64_t *unread; };

static gt_rc read_inbox(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    struct inbox *inbox = at;
    const gt_rc rc = gt_notice_store_count(db, ctx->person_id, inbox->unread, err);

    return rc != GT_OK || inbox->limit == 0
               ? rc : gt_notice_store_list(db, ctx->person_id, inbox->before_id, inbox->limit, ctx->arena, inbox->rows, err);
}

gt_rc gt_work_notices(struct gt_ctx *ctx, int64_t before_id, int64_t limit, gt_notices *out, int64_t *unread,
                      struct gt_err *err)
{
    struct inbox inbox = {before_id, limit, out, unread};

    *out = (gt_notices){0};
    return gt_work_read(ctx, read_inbox, &inbox, err);
}

/* What somebody has read is nobody's fact but his own: no journal row, no new version. */
gt_rc gt_work_notices_read(struct gt_ctx *ctx, int64_t id, struct gt_err *err)
{
    struct gt_txn *txn = NULL;
    gt_rc rc;

    if ((rc = gt_may(ctx, GT_USE_own_account, NULL, err)) == GT_OK &&
        (rc = gt_txn_begin(ctx->space->pool, GT_TXN_WRITE, &txn, err)) == GT_OK &&
        (rc = gt_notice_store_read(gt_txn_db(txn), ctx->person_id, id, ctx->now_ms, err)) == GT_OK)
        rc = gt_txn_commit(txn, err);
    gt_txn_release(txn);
    return rc;
}

/* ---- ways ------------------------------------------------------------------------------------- */

static gt_rc read_ways(struct gt_db *db, struct gt_ctx *ctx, void *out, struct gt_err *err)
{
    return gt_notice_way_store_list(db, ctx->arena, out, err);
}

gt_rc gt_work_notice_ways(struct gt_ctx *ctx, gt_notice_ways *out, struct gt_err *err)
{
    const gt_rc rc = gt_may(ctx, GT_USE_notice_way_put, NULL, err);

    *out = (gt_notice_ways){0};
    return rc != GT_OK ? rc : gt_work_read(ctx, read_ways, out, err);
}

static gt_rc check_way(const struct gt_notice_way *way, struct gt_err *err)
{
    const bool mail = gt_str_eq(way->kind, GT_STR("smtp"));
    const gt_str texts[] = {way->name, way->url, way->token_url, way->account, way->secret, way->sender};

    if (!mail && !gt_str_eq(way->kind, GT_STR("dingtalk")) && !gt_str_eq(way->kind, GT_STR("wecom")) &&
        !gt_str_eq(way->kind, GT_STR("webhook")))
        return gt_fail_field(err, GT_EINVAL, "kind", "smtp, dingtalk, wecom or webhook", "渠道为邮件、钉钉、企业微信或通用回调");
    for (size_t at = 0; at < GT_LEN(texts); at++)
        if (texts[at].len > WAY_TEXT_MAX)
            return gt_fail_field(err, GT_ELIMIT, "url", "longer than %d bytes", "超过%d个字节", (int)WAY_TEXT_MAX);
    if (mail ? !gt_str_starts(way->url, GT_STR("smtp://")) && !gt_str_starts(way->url, GT_STR("smtps://"))
             : !gt_fetch_url_safe(way->url))
        return gt_fail_field(err, GT_EINVAL, "url", "the address is not one of this kind (https, smtp, smtps)",
                             "地址不符合该渠道（https、smtp、smtps）");
    if (way->token_url.len > 0 && !gt_fetch_url_safe(way->token_url))
        return gt_fail_field(err, GT_EINVAL, "token_url", "the address is not https", "不是https地址");
    if (mail && !gt_mail_address(way->sender))
        return gt_fail_field(err, GT_EINVAL, "sender", "the sender is no mail address", "发件人不是邮箱地址");
    if (way->per_minute < 1 || way->per_minute > PER_MINUTE_MAX)
        return gt_fail_field(err, GT_EINVAL, "per_minute", "between 1 and %d", "应在1到%d之间", (int)PER_MINUTE_MAX);
    return GT_OK;
}

gt_rc gt_work_notice_way_put(struct gt_ctx *ctx, struct gt_notice_way *way, struct gt_err *err)
{
    gt_notice_ways ways = {0};
    struct gt_change *change = NULL;
    gt_str after;
    gt_rc rc;

    if ((rc = gt_work_notice_ways(ctx, &ways, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < ways.count && way->secret.len == 0; at++)
        if (ways.at[at].id == way->id)
            way->secret = ways.at[at].secret;
    /* the secret stays out of the journal */
    if ((rc = check_way(way, err)) != GT_OK)
        return rc;
    if (gt_arena_printf(ctx->arena, &after, "{\"kind\":\"%.*s\",\"enabled\":%s}", GT_FMT(way->kind),
                        way->enabled ? "true" : "false") != GT_OK)
        return no_memory(err);
    if ((rc = gt_change_begin(ctx, &change, err)) == GT_OK &&
        (rc = gt_notice_way_store_put(gt_change_db(change), way, err)) == GT_OK &&
        (rc = gt_change_log(change, "edit", "notices", way->id, GT_STR(""), after, err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
    gt_change_release(change);
    return rc;
}

struct outbox_want { int64_t limit; gt_outbox_rows *rows; };

static gt_rc read_outbox(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    struct outbox_want *want = at;

    return gt_outbox_store_list(db, want->limit, ctx->arena, want->rows, err);
}

gt_rc gt_work_outbox(struct gt_ctx *ctx, int64_t limit, gt_outbox_rows *out, struct gt_err *err)
{
    struct outbox_want want = {limit, out};
    const gt_rc rc = gt_may(ctx, GT_USE_notice_way_put, NULL, err);

    *out = (gt_outbox_rows){0};
    return rc != GT_OK ? rc : gt_work_read(ctx, read_outbox, &want, err);
}

static gt_rc read_addresses(struct gt_db *db, struct gt_ctx *ctx, void *out, struct gt_err *err)
{
    return gt_notice_address_store_list(db, ctx->person_id, ctx->arena, out, err);
}

gt_rc gt_work_notice_addresses(struct gt_ctx *ctx, gt_notice_addresses *out, struct gt_err *err)
{
    const gt_rc rc = gt_may(ctx, GT_USE_own_account, NULL, err);

    *out = (gt_notice_addresses){0};
    return rc != GT_OK ? rc : gt_work_read(ctx, read_addresses, out, err);
}

gt_rc gt_work_notice_address_put(struct gt_ctx *ctx, gt_str kind, gt_str address, bool enabled, struct gt_err *err)
{
    const struct gt_notice_address row = {.person_id = ctx->person_id, .kind = kind, .address = address,
                                          .enabled = enabled};
    const bool mail = gt_str_eq(kind, GT_STR("smtp"));
    struct gt_txn *txn = NULL;
    gt_rc rc;

    if ((rc = gt_may(ctx, GT_USE_own_account, NULL, err)) != GT_OK)
        return rc;
    if (!mail && !gt_str_eq(kind, GT_STR("dingtalk")) && !gt_str_eq(kind, GT_STR("wecom")))
        return gt_fail_field(err, GT_EINVAL, "kind", "smtp, dingtalk or wecom", "渠道为邮件、钉钉或企业微信");
    if (address.len > ADDRESS_MAX || (mail && address.len > 0 && !gt_mail_address(address)))
        return gt_fail_field(err, GT_EINVAL, "address", "this is no address", "地址无效");
    if ((rc = gt_txn_begin(ctx->space->pool, GT_TXN_WRITE, &txn, err)) == GT_OK &&
        (rc = gt_notice_address_store_put(gt_txn_db(txn), &row, err)) == GT_OK)
        rc = gt_txn_commit(txn, err);
    gt_txn_release(txn);
    return rc;
}

/* ---- calendar addresses ------------------------------------------------------------------------- */

static void hash_token(gt_str token, uint8_t hash[GT_FEED_HASH])
{
    (void)crypto_hash_sha256(hash, (const unsigned char *)token.at, token.len);
}

gt_rc gt_work_feed_add(struct gt_ctx *ctx, int64_t unit_id, char token[static GT_FEED_TOKEN], struct gt_feed *out,
                       struct gt_err *err)
{
    unsigned char bytes[32];
    struct gt_txn *txn = NULL;
    gt_rc rc;

    if ((rc = gt_may(ctx, GT_USE_own_account, NULL, err)) != GT_OK)
        return rc;
    if (sodium_init() < 0)
        return gt_fail(err, GT_EINTERNAL, "no random numbers", "无法取得随机数");
    randombytes_buf(bytes, sizeof bytes);
    (void)sodium_bin2base64(token, GT_FEED_TOKEN, bytes, sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    *out = (struct gt_feed){.person_id = ctx->person_id, .unit_id = unit_id, .at_ms = ctx->now_ms};
    hash_token(gt_str_from(token), out->hash);
    if ((rc = gt_txn_begin(ctx->space->pool, GT_TXN_WRITE, &txn, err)) == GT_OK &&
        (rc = gt_feed_store_add(gt_txn_db(txn), out, err)) == GT_OK)
        rc = gt_txn_commit(txn, err);
    gt_txn_release(txn);
    return rc;
}

static gt_rc read_feeds(struct gt_db *db, struct gt_ctx *ctx, void *out, struct gt_err *err)
{
    return gt_feed_store_list(db, ctx->person_id, ctx->arena, out, err);
}

gt_rc gt_work_feeds(struct gt_ctx *ctx, gt_feeds *out, struct gt_err *err)
{
    const gt_rc rc = gt_may(ctx, GT_USE_own_account, NULL, err);

    *out = (gt_feeds){0};
    return rc != GT_OK ? rc : gt_work_read(ctx, read_feeds, out, err);
}

gt_rc gt_work_feed_revoke(struct gt_ctx *ctx, int64_t id, struct gt_err *err)
{
    struct gt_txn *txn = NULL;
    gt_rc rc;

    if ((rc = gt_may(ctx, GT_USE_own_account, NULL, err)) == GT_OK &&
        (rc = gt_txn_begin(ctx->space->pool, GT_TXN_WRITE, &txn, err)) == GT_OK &&
        (rc = gt_feed_store_revoke(gt_txn_db(txn), id, ctx->person_id, ctx->now_ms, err)) == GT_OK)
        rc = gt_txn_commit(txn, err);
    gt_txn_release(txn);
    return rc;
}

struct feed_want { uint8_t hash[GT_FEED_HASH]; struct gt_feed *feed; struct gt_person person; };

static gt_rc find_feed(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    struct feed_want *want = at;
    const gt_rc rc = gt_feed_store_find(db, want->hash, ctx->arena, want->feed, err);

    return rc != GT_OK ? rc : gt_person_store_get(db, want->feed->person_id, ctx->arena, &want->person, err);
}

gt_rc gt_work_feed_open(struct gt_ctx *ctx, gt_str token, struct gt_feed *out, struct gt_err *err)
{
    struct feed_want want = {.feed = out};
    gt_rc rc;

    *out = (struct gt_feed){0};
    hash_token(token, want.hash);
    if ((rc = gt_work_read(ctx, find_feed, &want, err)) != GT_OK)
        return rc == GT_ENOTFOUND ? gt_fail(err, rc, "there is no such calendar", "没有这份日历") : rc;
    /* who has left the house sees nothing any more */
    if (want.person.removed_at_ms != 0 || (want.person.to > 0 && want.person.to < ctx->today))
        return gt_fail(err, GT_ENOTFOUND, "there is no such calendar", "没有这份日历");
    return gt_ctx_speak_for(ctx, &want.person, err);
}
