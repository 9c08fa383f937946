/* session.c - who is signed in: sessions and API tokens. */
#include <sodium.h>

#include "base/date.h"
#include "store/account_store.h"
#include "work/record_json.h"
#include "work/rights.h"
#include "work/session.h"

/* ---- tokens ------------------------------------------------------------ */

bool gt_token_hash(gt_str token, uint8_t out[GT_TOKEN_SIZE])
{
    if (token.len != GT_TOKEN_TEXT - 1 || sodium_init() < 0)
        return false;
    return crypto_generichash(out, GT_TOKEN_SIZE, (const unsigned char *)token.at, token.len,
                              NULL, 0) == 0;
}

int64_t gt_session_key(const uint8_t hash[GT_TOKEN_SIZE])
{
    int64_t key;

    memcpy(&key, hash, sizeof(key));
    return key & INT64_MAX; /* stands in addresses */
}

gt_rc gt_token_new(char text[GT_TOKEN_TEXT], struct gt_err *err)
{
    uint8_t bytes[GT_TOKEN_SIZE];

    if (sodium_init() < 0)
        return gt_fail(err, GT_EINTERNAL, "libsodium does not start", "libsodium 无法初始化");
    randombytes_buf(bytes, sizeof(bytes));
    (void)sodium_bin2hex(text, GT_TOKEN_TEXT, bytes, sizeof(bytes));
    sodium_memzero(bytes, sizeof(bytes));
    return GT_OK;
}

gt_str gt_login_lower(char text[GT_LOGIN_MAX], gt_str login)
{
    login = gt_str_sub(gt_str_trim(login), 0, GT_LOGIN_MAX);
    for (size_t i = 0; i < login.len; i++)
        text[i] = (char)(login.at[i] >= 'A' && login.at[i] <= 'Z' ? login.at[i] + 32 : login.at[i]);
    return (gt_str){text, login.len};
}

/* The row names the account, so that it can be read by itself. */
gt_rc gt_account_log(struct gt_ctx *ctx, struct gt_change *change, const char *action,
                     const struct gt_account *account, struct gt_err *err)
{
    struct gt_json json;
    struct gt_buf buf;
    gt_str after;
    gt_rc rc;

    gt_buf_init(&buf, GT_RECORD_JSON_MAX);
    gt_json_init(&json, &buf);
    gt_json_object(&json, NULL);
    gt_json_str(&json, "name", account->login);
    gt_json_close(&json);
    if ((rc = gt_json_take(ctx->arena, &json, &after)) != GT_OK)
        return gt_fail(err, rc, "out of memory", "内存不足");
    return gt_change_log(change, action, "account", account->id, GT_STR(""), after, err);
}

/* ---- sessions ------------------------------------------------------------------ */

static gt_rc not_signed_in(struct gt_err *err)
{
    return gt_fail(err, GT_EAUTH, "please sign in", "请先登录");
}

static gt_rc touch(struct gt_ctx *ctx, struct gt_session *session, struct gt_err *err)
{
    const int64_t end = session->created_at_ms + GT_SESSION_LIFE_MS;
    struct gt_txn *txn = NULL;
    gt_rc rc;

    session->expires_at_ms = ctx->now_ms + GT_SESSION_IDLE_MS < end
                                 ? ctx->now_ms + GT_SESSION_IDLE_MS : end;
    if ((rc = gt_txn_begin(ctx->space->pool, GT_TXN_WRITE, &txn, err)) == GT_OK &&
        (rc = gt_session_store_touch(gt_txn_db(txn), session->token_hash, ctx->now_ms,
                                     session->expires_at_ms, err)) == GT_OK)
        rc = gt_txn_commit(txn, err);
    gt_txn_release(txn);
    return rc;
}

static bool has_left(const struct gt_ctx *ctx, const struct gt_person *person)
{
    return person->removed_at_ms != 0 || (person->to != 0 && person->to < ctx->today);
}

/* Who is not wholly in may see to his own account and nothing else. */
static void narrow(struct gt_ctx *ctx, int64_t stage)
{
    ctx->stage = (int)stage;
    if (stage != GT_STAGE_IN)
        ctx->rights->token_read = ctx->rights->token_write =
            stage == GT_STAGE_CODE ? 0 : 1u << GT_AREA_self;
}

gt_rc gt_work_session_use(struct gt_ctx *ctx, gt_str token, struct gt_person *person,
                          int64_t *expires_ms, int64_t *key, struct gt_err *err)
{
    struct gt_session session = {0};
    uint8_t hash[GT_TOKEN_SIZE];
    struct gt_txn *txn = NULL;
    gt_rc rc;

    if (!gt_token_hash(token, hash))
        return not_signed_in(err);
    if ((rc = gt_txn_begin(ctx->space->pool, GT_TXN_READ, &txn, err)) == GT_OK &&
        (rc = gt_session_store_find(gt_txn_db(txn), hash, ctx->arena, &session, err)) == GT_OK)
        rc = gt_person_store_get(gt_txn_db(txn), session.person_id, ctx->arena, person, err);
    gt_txn_release(txn);
    if (rc == GT_ENOTFOUND)
        return not_signed_in(err);
    if (rc != GT_OK)
        return gt_wrap(err, rc, "the session", "会话");
    if (session.expires_at_ms <= ctx->now_ms || has_left(ctx, person))
        return not_signed_in(err);
    /* The time for the code is not stretched by asking. */
    if (session.stage != GT_STAGE_CODE && ctx->now_ms - session.seen_at_ms >= GT_SESSION_TOUCH_MS &&
        (rc = touch(ctx, &session, err)) != GT_OK)
        return gt_wrap(err, rc, "the session", "会话");
    if ((rc = gt_ctx_speak_for(ctx, person, err)) != GT_OK)
        return rc;
    narrow(ctx, session.stage);
    *expires_ms = session.expires_at_ms;
    *key = gt_session_key(hash);
    ctx->session_key = *key;
    return GT_OK;
}

gt_rc gt_work_sign_out(struct gt_ctx *ctx, gt_str token, struct gt_err *err)
{
    uint8_t hash[GT_TOKEN_SIZE];
    struct gt_txn *txn = NULL;
    gt_rc rc;

    if (!gt_token_hash(token, hash))
        return GT_OK; /* nothing to end */
    if ((rc = gt_txn_begin(ctx->space->pool, GT_TXN_WRITE, &txn, err)) == GT_OK &&
        (rc = gt_session_store_remove(gt_txn_db(txn), hash, err)) == GT_OK)
        rc = gt_txn_commit(txn, err);
    gt_txn_release(txn);
    return gt_wrap(err, rc, "signing out", "退出");
}

/* ---- API tokens ------------------------------------------------------------------- */

static gt_rc note_use(struct gt_ctx *ctx, const struct gt_api_token *token, struct gt_err *err)
{
    struct gt_txn *txn = NULL;
    gt_rc rc;

    if (ctx->now_ms - token->used_at_ms < GT_SESSION_TOUCH_MS)
        return GT_OK;
    if ((rc = gt_txn_begin(ctx->space->pool, GT_TXN_WRITE, &txn, err)) == GT_OK &&
        (rc = gt_api_token_store_used(gt_txn_db(txn), token->id, ctx->now_ms, err)) == GT_OK)
        rc = gt_txn_commit(txn, err);
    gt_txn_release(txn);
    return rc;
}

gt_rc gt_work_token_use(struct gt_ctx *ctx, gt_str token, struct gt_person *person, struct gt_err *err)
{
    struct gt_api_token row = {0};
    struct gt_account account = {0};
    uint8_t hash[GT_TOKEN_SIZE];
    struct gt_txn *txn = NULL;
    gt_rc rc;

    if (!gt_str_starts(token, GT_STR("gtk_")) ||
        !gt_token_hash(gt_str_sub(token, 4, token.len), hash))
        return gt_fail(err, GT_EAUTH, "this is no API token", "这不是 API 令牌");
    if ((rc = gt_txn_begin(ctx->space->pool, GT_TXN_READ, &txn, err)) == GT_OK &&
        (rc = gt_api_token_store_find(gt_txn_db(txn), hash, ctx->arena, &row, err)) == GT_OK &&
        (rc = gt_account_store_of(gt_txn_db(txn), row.person_id, ctx->arena, &account, err)) == GT_OK)
        rc = gt_person_store_get(gt_txn_db(txn), row.person_id, ctx->arena, person, err);
    gt_txn_release(txn);
    if (rc != GT_OK && rc != GT_ENOTFOUND)
        return gt_wrap(err, rc, "the token", "令牌");
    if (rc == GT_ENOTFOUND || account.disabled != 0 || has_left(ctx, person))
        return gt_fail(err, GT_EAUTH, "this API token is not valid", "此 API 令牌无效");
    if (row.expires_at_ms <= ctx->now_ms)
        return gt_fail(err, GT_EAUTH, "this API token is out of date", "此 API 令牌已过期");
    if ((rc = note_use(ctx, &row, err)) != GT_OK || (rc = gt_ctx_speak_for(ctx, person, err)) != GT_OK)
        return rc;
    if (!gt_token_scopes(row.scopes, &ctx->rights->token_read, &ctx->rights->token_write))
        ctx->rights->token_read = ctx->rights->token_write = 0;
    return GT_OK;
}
