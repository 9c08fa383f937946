/* session.c - sign-in, sessions, accounts. */
#include <sodium.h>

#include "base/date.h"
#include "base/utf8.h"
#include "work/record_json.h"
#include "work/rights.h"
#include "work/session.h"

/* ---- tokens ------------------------------------------------------------ */

static bool token_hash(gt_str token, uint8_t out[GT_TOKEN_SIZE])
{
    if (token.len != GT_TOKEN_TEXT - 1 || sodium_init() < 0)
        return false;
    return crypto_generichash(out, GT_TOKEN_SIZE, (const unsigned char *)token.at, token.len,
                              NULL, 0) == 0;
}

static int64_t key_of(const uint8_t hash[GT_TOKEN_SIZE])
{
    int64_t key;

    memcpy(&key, hash, sizeof(key));
    return key;
}

static gt_rc new_token(char text[GT_TOKEN_TEXT], struct gt_err *err)
{
    uint8_t bytes[GT_TOKEN_SIZE];

    if (sodium_init() < 0)
        return gt_fail(err, GT_EINTERNAL, "libsodium does not start", "libsodium 无法初始化");
    randombytes_buf(bytes, sizeof(bytes));
    (void)sodium_bin2hex(text, GT_TOKEN_TEXT, bytes, sizeof(bytes));
    sodium_memzero(bytes, sizeof(bytes));
    return GT_OK;
}

/* ---- passwords ----------------------------------------------------------- */

static gt_rc hash_password(gt_str password, char hash[crypto_pwhash_STRBYTES], struct gt_err *err)
{
    if (sodium_init() < 0 ||
        crypto_pwhash_str(hash, password.at, password.len, GT_PASSWORD_OPS,
                          (size_t)GT_PASSWORD_KIB * 1024) != 0)
        return gt_fail(err, GT_ENOMEM, "no memory to hash the password", "内存不足，无法处理口令");
    return GT_OK;
}

static bool password_fits(gt_str hash, gt_str password)
{
    char text[crypto_pwhash_STRBYTES] = {0};

    if (hash.len >= sizeof(text) || sodium_init() < 0)
        return false;
    memcpy(text, hash.at, hash.len);
    return crypto_pwhash_str_verify(text, password.at, password.len) == 0;
}

static gt_str lower(char text[GT_LOGIN_MAX], gt_str login)
{
    login = gt_str_sub(gt_str_trim(login), 0, GT_LOGIN_MAX);
    for (size_t i = 0; i < login.len; i++)
        text[i] = (char)(login.at[i] >= 'A' && login.at[i] <= 'Z' ? login.at[i] + 32 : login.at[i]);
    return (gt_str){text, login.len};
}

static int kinds_of(gt_str password)
{
    bool small = false, large = false, digit = false, other = false;

    for (size_t i = 0; i < password.len; i++) {
        const char c = password.at[i];

        if (c >= 'a' && c <= 'z')
            small = true;
        else if (c >= 'A' && c <= 'Z')
            large = true;
        else if (c >= '0' && c <= '9')
            digit = true;
        else
            other = true;
    }
    return small + large + digit + other;
}

static gt_rc check_password(gt_str login, gt_str password, struct gt_err *err)
{
    if (password.len > GT_PASSWORD_MAX || gt_utf8_count(password) < GT_PASSWORD_MIN)
        return gt_fail_field(err, GT_EINVAL, "password",
                             "a password has at least %d characters and at most %d bytes",
                             "口令至少%d个字符，至多%d字节", (int)GT_PASSWORD_MIN,
                             (int)GT_PASSWORD_MAX);
    if (kinds_of(password) < GT_PASSWORD_KINDS)
        return gt_fail_field(err, GT_EINVAL, "password",
                             "a password mixes at least %d of: small letters, capitals, digits, others",
                             "口令须含小写字母、大写字母、数字、其他字符中的至少%d类",
                             (int)GT_PASSWORD_KINDS);
    if (gt_str_find(password, login, 0) != SIZE_MAX)
        return gt_fail_field(err, GT_EINVAL, "password", "a password may not hold the account name",
                             "口令不得包含账号名");
    return GT_OK;
}

void gt_password_random(char text[static GT_PASSWORD_TEXT])
{
    /* Nothing that reads like something else: no 0 o, 1 l i. */
    static const char letters[] = "abcdefghjkmnpqrstuvwxyz", digits[] = "23456789";

    if (sodium_init() < 0) {
        text[0] = '\0'; /* no account accepts that */
        return;
    }
    for (int i = 0; i < GT_PASSWORD_TEXT - 1; i++)
        if (i % 5 == 4)
            text[i] = '-';
        else if (i % 5 == 3)
            text[i] = digits[randombytes_uniform(sizeof(digits) - 1)];
        else
            text[i] = letters[randombytes_uniform(sizeof(letters) - 1)];
    text[GT_PASSWORD_TEXT - 1] = '\0';
}

/* ---- sign-in ---------------------------------------------------------------- */

static gt_rc wrong(struct gt_err *err)
{
    return gt_fail(err, GT_EAUTH, "the name or the password is wrong", "账号或口令不正确");
}

static gt_rc locked(int64_t until_ms, int64_t now_ms, struct gt_err *err)
{
    return gt_fail(err, GT_EBUSY,
                   "too many wrong passwords; the account is locked for another %lld min",
                   "口令多次错误，账号已锁定，还需%lld分钟",
                   (long long)((until_ms - now_ms + 59999) / 60000));
}

/* A read transaction of its own: hashing must not hold one open. */
static gt_rc find_account(struct gt_ctx *ctx, gt_str login, struct gt_account *account,
                          struct gt_person *person, struct gt_err *err)
{
    struct gt_txn *txn = NULL;
    gt_rc rc;

    if ((rc = gt_txn_begin(ctx->space->pool, GT_TXN_READ, &txn, err)) == GT_OK &&
        (rc = gt_account_store_find(gt_txn_db(txn), login, ctx->arena, account, err)) == GT_OK)
        rc = gt_person_store_get(gt_txn_db(txn), account->person_id, ctx->arena, person, err);
    gt_txn_release(txn);
    return rc;
}

/* The row names the account, so that it can be read by itself. */
static gt_rc log_account(struct gt_ctx *ctx, struct gt_change *change, const char *action,
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

/* One more failure; at the limit the lock falls and is journalled. */
static gt_rc note_failure(struct gt_ctx *ctx, gt_str login, struct gt_err *err)
{
    struct gt_change *change = NULL;
    struct gt_account account;
    gt_rc rc;

    if ((rc = gt_change_begin(ctx, &change, err)) != GT_OK ||
        (rc = gt_account_store_find(gt_change_db(change), login, ctx->arena, &account, err)) != GT_OK)
        goto out;
    account.failed_count++;
    if (account.failed_count >= GT_SIGN_IN_FAILURES) {
        account.failed_count = 0;
        account.locked_until_ms = ctx->now_ms + GT_SIGN_IN_LOCK_MS;
        rc = log_account(ctx, change, "lock", &account, err);
    }
    if (rc == GT_OK && (rc = gt_account_store_update(gt_change_db(change), &account, err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
out:
    gt_change_release(change);
    return rc == GT_OK ? wrong(err) : rc;
}

/* The account is read again: hashing took its time, and somebody may have
 * changed the password meanwhile. */
static gt_rc open_session(struct gt_ctx *ctx, const struct gt_account *checked, gt_str agent,
                          gt_str address, struct gt_signed_in *out, struct gt_err *err)
{
    struct gt_ctx door = *ctx; /* the door itself: also who may only read comes in */
    struct gt_change *change = NULL;
    struct gt_account account;
    struct gt_session session = {
        .person_id = checked->person_id,
        .created_at_ms = ctx->now_ms,
        .seen_at_ms = ctx->now_ms,
        .expires_at_ms = ctx->now_ms + GT_SESSION_IDLE_MS,
        .csrf = GT_STR(""),
        .agent = gt_str_sub(agent, 0, 200),
        .address = address,
    };
    gt_rc rc;

    if (!gt_utf8_valid(session.agent, NULL))
        session.agent = GT_STR("");
    if ((rc = new_token(out->token, err)) != GT_OK)
        return rc;
    if (!token_hash(gt_str_from(out->token), session.token_hash))
        return gt_fail(err, GT_EINTERNAL, "the token cannot be hashed", "无法生成会话");
    out->expires_ms = session.expires_at_ms;
    if ((rc = gt_change_begin(&door, &change, err)) != GT_OK ||
        (rc = gt_account_store_of(gt_change_db(change), checked->person_id, ctx->arena, &account,
                                  err)) != GT_OK)
        goto out;
    door.person_id = checked->person_id;
    if (!gt_str_eq(account.hash, checked->hash)) {
        rc = wrong(err);
        goto out;
    }
    account.failed_count = account.locked_until_ms = 0;
    if ((rc = gt_session_store_sweep(gt_change_db(change), 0, ctx->now_ms, err)) == GT_OK &&
        (rc = gt_session_store_insert(gt_change_db(change), &session, err)) == GT_OK &&
        (rc = gt_account_store_update(gt_change_db(change), &account, err)) == GT_OK &&
        (rc = log_account(ctx, change, "sign-in", &account, err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
out:
    gt_change_release(change);
    return rc;
}

gt_rc gt_work_sign_in(struct gt_ctx *ctx, gt_str login, gt_str password, gt_str agent,
                      gt_str address, struct gt_signed_in *out, struct gt_err *err)
{
    char name[GT_LOGIN_MAX], waste[crypto_pwhash_STRBYTES];
    struct gt_account account = {0};
    gt_rc rc;

    if (login.len > GT_LOGIN_MAX || password.len > GT_PASSWORD_MAX)
        return wrong(err);
    login = lower(name, login);
    rc = find_account(ctx, login, &account, &out->person, err);
    if (rc == GT_ENOTFOUND) {
        /* As long as a real check, so that names cannot be guessed by the clock. */
        rc = hash_password(password, waste, err);
        return rc == GT_OK ? wrong(err) : rc;
    }
    if (rc != GT_OK)
        return gt_wrap(err, rc, "signing in", "登录");
    if (account.locked_until_ms > ctx->now_ms)
        return locked(account.locked_until_ms, ctx->now_ms, err);
    if (!password_fits(account.hash, password)) {
        rc = note_failure(ctx, login, err);
        return rc == GT_EAUTH ? rc : gt_wrap(err, rc, "signing in", "登录");
    }
    if (account.disabled != 0 || out->person.removed_at_ms != 0)
        return gt_fail(err, GT_EDENIED, "this account is switched off", "该账号已停用");
    if ((rc = open_session(ctx, &account, agent, address, out, err)) != GT_OK)
        return gt_wrap(err, rc, "signing in", "登录");
    return gt_ctx_speak_for(ctx, &out->person, err);
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

gt_rc gt_work_session_use(struct gt_ctx *ctx, gt_str token, struct gt_person *person,
                          int64_t *expires_ms, int64_t *key, struct gt_err *err)
{
    struct gt_session session = {0};
    uint8_t hash[GT_TOKEN_SIZE];
    struct gt_txn *txn = NULL;
    gt_rc rc;

    if (!token_hash(token, hash))
        return not_signed_in(err);
    if ((rc = gt_txn_begin(ctx->space->pool, GT_TXN_READ, &txn, err)) == GT_OK &&
        (rc = gt_session_store_find(gt_txn_db(txn), hash, ctx->arena, &session, err)) == GT_OK)
        rc = gt_person_store_get(gt_txn_db(txn), session.person_id, ctx->arena, person, err);
    gt_txn_release(txn);
    if (rc == GT_ENOTFOUND)
        return not_signed_in(err);
    if (rc != GT_OK)
        return gt_wrap(err, rc, "the session", "会话");
    if (session.expires_at_ms <= ctx->now_ms || person->removed_at_ms != 0)
        return not_signed_in(err);
    if (ctx->now_ms - session.seen_at_ms >= GT_SESSION_TOUCH_MS &&
        (rc = touch(ctx, &session, err)) != GT_OK)
        return gt_wrap(err, rc, "the session", "会话");
    if ((rc = gt_ctx_speak_for(ctx, person, err)) != GT_OK)
        return rc;
    *expires_ms = session.expires_at_ms;
    *key = key_of(hash);
    return GT_OK;
}

gt_rc gt_work_sign_out(struct gt_ctx *ctx, gt_str token, struct gt_err *err)
{
    uint8_t hash[GT_TOKEN_SIZE];
    struct gt_txn *txn = NULL;
    gt_rc rc;

    if (!token_hash(token, hash))
        return GT_OK; /* nothing to end */
    if ((rc = gt_txn_begin(ctx->space->pool, GT_TXN_WRITE, &txn, err)) == GT_OK &&
        (rc = gt_session_store_remove(gt_txn_db(txn), hash, err)) == GT_OK)
        rc = gt_txn_commit(txn, err);
    gt_txn_release(txn);
    return gt_wrap(err, rc, "signing out", "退出");
}

/* ---- accounts -------------------------------------------------------------------- */

gt_rc gt_work_account_put(struct gt_ctx *ctx, int64_t person_id, gt_str login, gt_str password,
                          struct gt_err *err)
{
    char name[GT_LOGIN_MAX], hash[crypto_pwhash_STRBYTES];
    struct gt_change *change = NULL;
    struct gt_account account = {0};
    struct gt_person person;
    gt_rc rc;

    if (gt_str_trim(login).len == 0 || login.len > GT_LOGIN_MAX)
        return gt_fail_field(err, GT_EINVAL, "login", "an account name has 1 to %d bytes",
                             "账号名为1至%d字节", (int)GT_LOGIN_MAX);
    login = lower(name, login);
    if ((rc = gt_may(ctx, GT_USE_account_put, NULL, err)) != GT_OK ||
        (rc = check_password(login, password, err)) != GT_OK ||
        (rc = hash_password(password, hash, err)) != GT_OK ||
        (rc = gt_change_begin(ctx, &change, err)) != GT_OK ||
        (rc = gt_person_store_get(gt_change_db(change), person_id, ctx->arena, &person, err)) != GT_OK)
        goto out;
    rc = gt_account_store_of(gt_change_db(change), person_id, ctx->arena, &account, err);
    if (rc != GT_OK && rc != GT_ENOTFOUND)
        goto out;
    account.person_id = person_id;
    account.login = login;
    account.hash = gt_str_from(hash);
    account.failed_count = account.locked_until_ms = 0;
    account.changed_at_ms = ctx->now_ms;
    rc = rc == GT_OK ? gt_account_store_update(gt_change_db(change), &account, err)
                     : gt_account_store_insert(gt_change_db(change), &account, err);
    if (rc == GT_OK &&
        (rc = gt_session_store_sweep(gt_change_db(change), person_id, INT64_MAX, err)) == GT_OK &&
        (rc = log_account(ctx, change, "password", &account, err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
out:
    gt_change_release(change);
    sodium_memzero(hash, sizeof(hash));
    return gt_wrap(err, rc, "the account of person %lld", "人员%lld的账号", (long long)person_id);
}
