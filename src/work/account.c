/* account.c - one's own account. */
#include "work/account.h"

#include <sodium.h>

#include "base/utf8.h"
#include "work/rights.h"
#include "work/space.h"
#include "work/ways.h"

enum { DAY_MS = 24 * 60 * 60 * 1000, URL_MAX = 160 };

/* ---- reading -------------------------------------------------------------------------- */

static gt_rc read_own(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    struct gt_own_account *own = at;
    struct gt_ways ways;
    gt_rc rc;

    if ((rc = gt_account_store_of(db, ctx->person_id, ctx->arena, &own->account, err)) != GT_OK ||
        (rc = gt_recovery_store_left(db, own->account.id, &own->recovery_left, err)) != GT_OK ||
        (rc = gt_session_store_list(db, ctx->person_id, ctx->arena, &own->sessions, err)) != GT_OK ||
        (rc = gt_api_token_store_list(db, ctx->person_id, ctx->arena, &own->tokens, err)) != GT_OK ||
        (rc = gt_ways_read(db, ctx->arena, &ways, err)) != GT_OK)
        return rc;
    if (own->account.hash.len > 0 && ways.password_days > 0)
        own->password_until_ms = own->account.changed_at_ms + ways.password_days * DAY_MS;
    return GT_OK;
}

gt_rc gt_work_own_account(struct gt_ctx *ctx, struct gt_own_account *out, struct gt_err *err)
{
    gt_rc rc;

    *out = (struct gt_own_account){0};
    if ((rc = gt_may(ctx, GT_USE_own_account, NULL, err)) != GT_OK)
        return rc;
    rc = gt_work_read(ctx, read_own, out, err);
    return rc == GT_ENOTFOUND ? gt_fail(err, rc, "you have no account", "您没有账号") : rc;
}

/* A change of one's own account, begun and read. */
struct own { struct gt_change *change; struct gt_account account; struct gt_ways ways; struct gt_person person; };

static gt_rc begin_own(struct gt_ctx *ctx, struct own *own, struct gt_err *err)
{
    gt_rc rc;

    if ((rc = gt_may(ctx, GT_USE_own_account, NULL, err)) != GT_OK ||
        (rc = gt_change_begin(ctx, &own->change, err)) != GT_OK ||
        (rc = gt_ways_read(gt_change_db(own->change), ctx->arena, &own->ways, err)) != GT_OK ||
        (rc = gt_person_store_get(gt_change_db(own->change), ctx->person_id, ctx->arena, &own->person,
                                  err)) != GT_OK)
        return rc;
    return gt_account_store_of(gt_change_db(own->change), ctx->person_id, ctx->arena, &own->account, err);
}

/* The session that asks goes on, as far in as the account lets it now. */
static gt_rc restage(struct gt_ctx *ctx, struct own *own, bool end_others, enum gt_stage *stage,
                     struct gt_err *err)
{
    struct gt_db *db = gt_change_db(own->change);
    gt_sessions sessions = {0};
    gt_rc rc;

    *stage = gt_stage_of(&own->account, &own->ways, own->person.role, false, true, ctx->now_ms);
    if ((rc = gt_session_store_list(db, ctx->person_id, ctx->arena, &sessions, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < sessions.count && rc == GT_OK; at++) {
        struct gt_session *one = &sessions.at[at];
        const bool mine = gt_session_key(one->token_hash) == ctx->session_key;

        if (!mine && !end_others)
            continue;
        if ((rc = gt_session_store_remove(db, one->token_hash, err)) != GT_OK || !mine)
            continue;
        one->stage = *stage;
        rc = gt_session_store_insert(db, one, err);
    }
    return rc;
}

/* ---- the password --------------------------------------------------------------------------- */

static gt_rc was_used(struct gt_db *db, struct gt_ctx *ctx, const struct gt_account *account,
                      const struct gt_ways *ways, gt_str fresh, struct gt_err *err)
{
    gt_pasts pasts = {0};
    bool used = gt_password_fits(account->hash, fresh);
    gt_rc rc;

    if ((rc = gt_past_store_list(db, account->id, ctx->arena, &pasts, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < pasts.count && (int64_t)at + 1 < ways->history && !used; at++)
        used = gt_password_fits(pasts.at[at].hash, fresh);
    return used ? gt_fail_field(err, GT_EINVAL, "password", "this password was used before; take another",
                                "该口令以前用过，请换一个") : GT_OK;
}

struct password_check { struct gt_account account; struct gt_ways ways; gt_str fresh; };

static gt_rc read_check(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    struct password_check *check = at;
    gt_rc rc;

    if ((rc = gt_ways_read(db, ctx->arena, &check->ways, err)) != GT_OK ||
        (rc = gt_account_store_of(db, ctx->person_id, ctx->arena, &check->account, err)) != GT_OK)
        return rc;
    if (check->fresh.len == 0)
        return GT_OK;
    return was_used(db, ctx, &check->account, &check->ways, check->fresh, err);
}

static gt_rc wrong_old(struct gt_err *err)
{
    return gt_fail_field(err, GT_EINVAL, "old", "the password you have now is another", "原口令不正确");
}

gt_rc gt_work_own_password(struct gt_ctx *ctx, gt_str old, gt_str fresh, enum gt_stage *stage,
                           struct gt_err *err)
{
    struct password_check check = {0};
    char hash[GT_HASH_TEXT];
    struct own own = {0};
    gt_rc rc;

    if ((rc = gt_may(ctx, GT_USE_own_account, NULL, err)) != GT_OK ||
        (rc = gt_work_read(ctx, read_check, &check, err)) != GT_OK)
        return rc;
    if (check.account.hash.len == 0)
        return gt_fail(err, GT_EINVAL, "your password is kept by the directory server; change it there",
                       "您的口令由目录服务器保管，请在那里修改");
    if (!gt_password_fits(check.account.hash, old))
        return wrong_old(err);
    check.fresh = fresh;
    if ((rc = gt_password_check(check.account.login, fresh, err)) != GT_OK ||
        (rc = gt_work_read(ctx, read_check, &check, err)) != GT_OK ||
        (rc = gt_password_hash(fresh, hash, err)) != GT_OK)
        return rc;
    if ((rc = begin_own(ctx, &own, err)) != GT_OK)
        goto out;
    if (!gt_str_eq(own.account.hash, check.account.hash)) {
        rc = wrong_old(err);
        goto out;
    }
    if ((rc = gt_past_store_add(gt_change_db(own.change), own.account.id, own.account.hash, ctx->now_ms,
                                err)) != GT_OK)
        goto out;
    own.account.hash = gt_str_from(hash);
    own.account.changed_at_ms = ctx->now_ms;
    own.account.must_change = 0;
    if ((rc = gt_account_store_update(gt_change_db(own.change), &own.account, err)) == GT_OK &&
        (rc = restage(ctx, &own, true, stage, err)) == GT_OK &&
        (rc = gt_account_log(ctx, own.change, "password", &own.account, err)) == GT_OK)
        rc = gt_change_commit(own.change, NULL, err);
out:
    gt_change_release(own.change);
    sodium_memzero(hash, sizeof hash);
    return rc;
}

/* ---- the second factor ------------------------------------------------------------------------ */

gt_rc gt_work_totp_begin(struct gt_ctx *ctx, struct gt_totp_new *out, struct gt_err *err)
{
    unsigned char secret[GT_OTP_SECRET];
    struct own own = {0};
    gt_rc rc;

    if (sodium_init() < 0)
        return gt_fail(err, GT_EINTERNAL, "libsodium does not start", "libsodium 无法初始化");
    randombytes_buf(secret, sizeof secret);
    if ((rc = begin_own(ctx, &own, err)) != GT_OK)
        goto out;
    if (own.account.totp_on_ms != 0) {
        rc = gt_fail(err, GT_ECONFLICT, "a second factor is on already; switch it off first",
                     "第二因素已启用，请先停用");
        goto out;
    }
    own.account.totp_secret = (gt_str){(const char *)secret, sizeof secret};
    own.account.totp_step = 0;
    gt_base32(own.account.totp_secret, out->secret);
    if ((rc = gt_arena_printf(ctx->arena, &out->url, "otpauth://totp/Guatu:%.*s?secret=%s&issuer=Guatu",
                              GT_FMT(gt_str_sub(own.account.login, 0, URL_MAX)), out->secret)) != GT_OK)
        goto out;
    if ((rc = gt_qr_make(out->url, &out->qr, err)) == GT_OK &&
        (rc = gt_account_store_update(gt_change_db(own.change), &own.account, err)) == GT_OK)
        rc = gt_change_commit(own.change, NULL, err);
out:
    gt_change_release(own.change);
    sodium_memzero(secret, sizeof secret);
    return rc;
}

/* Fourteen letters of 23 and 8: 2^50 each, from the system's random numbers. */
static gt_rc new_recovery(struct gt_db *db, int64_t account_id, struct gt_recovery *out, struct gt_err *err)
{
    static const char letters[] = "abcdefghjkmnpqrstuvwxyz23456789";
    uint8_t hashes[GT_RECOVERY_CODES][GT_TOKEN_SIZE];

    for (int code = 0; code < GT_RECOVERY_CODES; code++) {
        char plain[GT_RECOVERY_TEXT];
        size_t len = 0;

        for (int at = 0; at < GT_RECOVERY_TEXT - 1; at++)
            out->code[code][at] = at % 5 == 4 ? '-' : letters[randombytes_uniform(sizeof letters - 1)];
        out->code[code][GT_RECOVERY_TEXT - 1] = '\0';
        for (int at = 0; at < GT_RECOVERY_TEXT - 1; at++)
            if (out->code[code][at] != '-')
                plain[len++] = out->code[code][at];
        (void)crypto_generichash(hashes[code], GT_TOKEN_SIZE, (const unsigned char *)plain, len, NULL, 0);
    }
    return gt_recovery_store_put(db, account_id, (const uint8_t(*)[GT_TOKEN_SIZE])hashes, GT_RECOVERY_CODES, err);
}

static gt_rc wrong_code(struct gt_err *err)
{
    return gt_fail_field(err, GT_EINVAL, "code", "the code does not fit; is the telephone's clock right?",
                         "验证码不符，请核对手机时间");
}

gt_rc gt_work_totp_confirm(struct gt_ctx *ctx, gt_str code, struct gt_recovery *out, enum gt_stage *stage,
                           struct gt_err *err)
{
    struct own own = {0};
    gt_rc rc;

    if ((rc = begin_own(ctx, &own, err)) != GT_OK)
        goto out;
    if (own.account.totp_on_ms != 0 || own.account.totp_secret.len == 0) {
        rc = gt_fail(err, GT_ECONFLICT, "there is no new second factor to confirm", "没有待确认的第二因素");
        goto out;
    }
    if (!gt_otp_fits(own.account.totp_secret, gt_str_trim(code), ctx->now_ms, 0, &own.account.totp_step)) {
        rc = wrong_code(err);
        goto out;
    }
    own.account.totp_on_ms = ctx->now_ms;
    if ((rc = gt_account_store_update(gt_change_db(own.change), &own.account, err)) == GT_OK &&
        (rc = new_recovery(gt_change_db(own.change), own.account.id, out, err)) == GT_OK &&
        (rc = restage(ctx, &own, true, stage, err)) == GT_OK &&
        (rc = gt_account_log(ctx, own.change, "factor-on", &own.account, err)) == GT_OK)
        rc = gt_change_commit(own.change, NULL, err);
out:
    gt_change_release(own.change);
    return rc;
}

gt_rc gt_work_totp_off(struct gt_ctx *ctx, gt_str password, struct gt_err *err)
{
    struct password_check check = {0};
    struct own own = {0};
    gt_rc rc;

    if ((rc = gt_may(ctx, GT_USE_own_account, NULL, err)) != GT_OK ||
        (rc = gt_work_read(ctx, read_check, &check, err)) != GT_OK)
        return rc;
    if (check.account.hash.len > 0 && !gt_password_fits(check.account.hash, password))
        return wrong_old(err);
    if ((rc = begin_own(ctx, &own, err)) != GT_OK)
        goto out;
    own.account.totp_on_ms = own.account.totp_step = 0;
    own.account.totp_secret = GT_STR("");
    if (gt_stage_of(&own.account, &own.ways, own.person.role, false, true, ctx->now_ms) == GT_STAGE_ENROL) {
        rc = gt_fail(err, GT_EDENIED, "the rules here ask you for a second factor", "按规定您必须使用第二因素");
        goto out;
    }
    if ((rc = gt_account_store_update(gt_change_db(own.change), &own.account, err)) == GT_OK &&
        (rc = gt_recovery_store_put(gt_change_db(own.change), own.account.id, NULL, 0, err)) == GT_OK &&
        (rc = gt_account_log(ctx, own.change, "factor-off", &own.account, err)) == GT_OK)
        rc = gt_change_commit(own.change, NULL, err);
out:
    gt_change_release(own.change);
    return rc;
}

gt_rc gt_work_recovery_again(struct gt_ctx *ctx, gt_str code, struct gt_recovery *out, struct gt_err *err)
{
    struct own own = {0};
    gt_rc rc;

    if ((rc = begin_own(ctx, &own, err)) != GT_OK)
        goto out;
    if (own.account.totp_on_ms == 0 ||
        !gt_otp_fits(own.account.totp_secret, gt_str_trim(code), ctx->now_ms, own.account.totp_step,
                     &own.account.totp_step)) {
        rc = wrong_code(err);
        goto out;
    }
    if ((rc = gt_account_store_update(gt_change_db(own.change), &own.account, err)) == GT_OK &&
        (rc = new_recovery(gt_change_db(own.change), own.account.id, out, err)) == GT_OK &&
        (rc = gt_account_log(ctx, own.change, "recovery-new", &own.account, err)) == GT_OK)
        rc = gt_change_commit(own.change, NULL, err);
out:
    gt_change_release(own.change);
    return rc;
}

/* ---- sessions and tokens ---------------------------------------------------------------------- */

gt_rc gt_work_own_session_end(struct gt_ctx *ctx, int64_t key, struct gt_err *err)
{
    gt_sessions sessions = {0};
    struct own own = {0};
    size_t ended = 0;
    gt_rc rc;

    if ((rc = begin_own(ctx, &own, err)) != GT_OK ||
        (rc = gt_session_store_list(gt_change_db(own.change), ctx->person_id, ctx->arena, &sessions, err)) != GT_OK)
        goto out;
    for (size_t at = 0; at < sessions.count && rc == GT_OK; at++) {
        const int64_t one = gt_session_key(sessions.at[at].token_hash);

        if (key != 0 ? one != key : one == ctx->session_key)
            continue;
        rc = gt_session_store_remove(gt_change_db(own.change), sessions.at[at].token_hash, err);
        ended++;
    }
    if (rc == GT_OK && ended == 0 && key != 0)
        rc = gt_fail(err, GT_ENOTFOUND, "there is no such session", "没有这个会话");
    if (rc == GT_OK && (rc = gt_account_log(ctx, own.change, "sessions-end", &own.account, err)) == GT_OK)
        rc = gt_change_commit(own.change, NULL, err);
out:
    gt_change_release(own.change);
    return rc;
}

gt_rc gt_work_token_add(struct gt_ctx *ctx, gt_str name, gt_str scopes, int64_t days,
                        char text[static GT_API_TOKEN_TEXT], struct gt_api_token *out,
                        struct gt_err *err)
{
    char token[GT_TOKEN_TEXT];
    struct own own = {0};
    uint32_t read, write;
    gt_rc rc;

    name = gt_str_trim(name);
    if (name.len == 0 || name.len > GT_TOKEN_NAME_MAX)
        return gt_fail_field(err, GT_EINVAL, "name", "a token needs a name of at most %d bytes",
                             "令牌需要名称，且不得超过%d字节", (int)GT_TOKEN_NAME_MAX);
    if (days < 1 || days > GT_TOKEN_DAYS_MAX)
        return gt_fail_field(err, GT_EINVAL, "days", "a token lives 1 to %d days", "令牌有效期为1至%d天",
                             (int)GT_TOKEN_DAYS_MAX);
    if (!gt_token_scopes(scopes, &read, &write))
        return gt_fail_field(err, GT_EINVAL, "scopes", "scopes are such as \"wall:read docs:write\"",
                             "权限范围形如“wall:read docs:write”");
    if ((rc = gt_token_new(token, err)) != GT_OK)
        return rc;
    (void)snprintf(text, GT_API_TOKEN_TEXT, "gtk_%s", token);
    *out = (struct gt_api_token){.person_id = ctx->person_id, .name = name, .scopes = scopes,
                                 .created_at_ms = ctx->now_ms, .expires_at_ms = ctx->now_ms + days * DAY_MS};
    if (!gt_token_hash(gt_str_from(token), out->hash) ||
        gt_arena_dup(ctx->arena, gt_str_sub(gt_str_from(text), 0, 10), &out->hint) != GT_OK)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    if ((rc = begin_own(ctx, &own, err)) == GT_OK &&
        (rc = gt_api_token_store_insert(gt_change_db(own.change), out, err)) == GT_OK &&
        (rc = gt_account_log(ctx, own.change, "token-new", &own.account, err)) == GT_OK)
        rc = gt_change_commit(own.change, NULL, err);
    gt_change_release(own.change);
    sodium_memzero(token, sizeof token);
    return rc;
}

gt_rc gt_work_token_remove(struct gt_ctx *ctx, int64_t id, struct gt_err *err)
{
    gt_api_tokens tokens = {0};
    struct own own = {0};
    bool mine = false;
    gt_rc rc;

    if ((rc = begin_own(ctx, &own, err)) != GT_OK ||
        (rc = gt_api_token_store_list(gt_change_db(own.change), ctx->person_id, ctx->arena, &tokens, err)) != GT_OK)
        goto out;
    for (size_t at = 0; at < tokens.count; at++)
        mine |= tokens.at[at].id == id;
    if (!mine) {
        rc = gt_fail(err, GT_ENOTFOUND, "token %lld does not exist", "令牌%lld不存在", (long long)id);
        goto out;
    }
    if ((rc = gt_api_token_store_remove(gt_change_db(own.change), id, ctx->now_ms, err)) == GT_OK &&
        (rc = gt_account_log(ctx, own.change, "token-end", &own.account, err)) == GT_OK)
        rc = gt_change_commit(own.change, NULL, err);
out:
    gt_change_release(own.change);
    return rc;
}
