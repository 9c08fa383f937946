/* sign_in.c - the ways in: password, directory, provider; the second step. */
#include <sodium.h>

#include "base/utf8.h"
#include "door/otp.h"
#include "store/account_store.h"
#include "work/rights.h"
#include "work/session.h"
#include "work/ways.h"

enum { DAY_MS = 24 * 60 * 60 * 1000, RECOVERY_TEXT_MAX = 40 };

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

enum gt_stage gt_stage_of(const struct gt_account *account, const struct gt_ways *ways, gt_str role,
                          bool by_provider, bool code_given, int64_t now_ms)
{
    const enum gt_as as = gt_as_of(role);
    const bool admin = as == GT_AS_system || as == GT_AS_security || as == GT_AS_audit;

    if (account->totp_on_ms != 0 && !code_given && !by_provider)
        return GT_STAGE_CODE;
    if (by_provider) /* the provider sees to passwords and factors */
        return GT_STAGE_IN;
    if (account->hash.len > 0 &&
        (account->must_change != 0 ||
         (ways->password_days > 0 && now_ms - account->changed_at_ms > ways->password_days * DAY_MS)))
        return GT_STAGE_PASSWORD;
    if (account->totp_on_ms == 0 &&
        (ways->second == GT_SECOND_ALL || (ways->second == GT_SECOND_ADMINS && admin)))
        return GT_STAGE_ENROL;
    return GT_STAGE_IN;
}

struct found { struct gt_account account; struct gt_person person; struct gt_ways ways; };

/* A read transaction of its own: hashing must not hold one open. */
static gt_rc find_account(struct gt_ctx *ctx, gt_str login, struct found *out, struct gt_err *err)
{
    struct gt_txn *txn = NULL;
    gt_rc rc;

    if ((rc = gt_txn_begin(ctx->space->pool, GT_TXN_READ, &txn, err)) == GT_OK &&
        (rc = gt_ways_read(gt_txn_db(txn), ctx->arena, &out->ways, err)) == GT_OK &&
        (rc = gt_account_store_find(gt_txn_db(txn), login, ctx->arena, &out->account, err)) == GT_OK)
        rc = gt_person_store_get(gt_txn_db(txn), out->account.person_id, ctx->arena, &out->person, err);
    gt_txn_release(txn);
    return rc;
}

/* One more failure; at the limit the lock falls and is journalled. */
static gt_rc note_failure(struct gt_ctx *ctx, int64_t person_id, struct gt_err *err)
{
    struct gt_ctx door = *ctx;
    struct gt_change *change = NULL;
    struct gt_account account;
    gt_rc rc;

    door.person_id = 0; /* nobody is in yet */
    if ((rc = gt_change_begin(&door, &change, err)) != GT_OK ||
        (rc = gt_account_store_of(gt_change_db(change), person_id, ctx->arena, &account, err)) != GT_OK)
        goto out;
    account.failed_count++;
    if (account.failed_count >= GT_SIGN_IN_FAILURES) {
        account.failed_count = 0;
        account.locked_until_ms = ctx->now_ms + GT_SIGN_IN_LOCK_MS;
        rc = gt_account_log(ctx, change, "lock", &account, err);
    }
    if (rc == GT_OK && (rc = gt_account_store_update(gt_change_db(change), &account, err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
out:
    gt_change_release(change);
    return rc;
}

/* What a session is opened with. */
struct opening {
    const struct gt_account *checked;  /* as it was when the credential was right */
    const struct gt_ways *ways;
    const char *way;
    bool code_given;
    const uint8_t *instead_of;         /* the half session that this one replaces; NULL */
    int64_t totp_step;
};

/* The account is read again: hashing took its time, and somebody may have
 * changed the password meanwhile. */
static gt_rc open_session(struct gt_ctx *ctx, const struct opening *how, const struct gt_caller *caller,
                          struct gt_signed_in *out, struct gt_err *err)
{
    struct gt_ctx door = *ctx; /* the door itself: also who may only read comes in */
    const bool by_provider = strcmp(how->way, "oidc") == 0;
    struct gt_change *change = NULL;
    struct gt_account account;
    struct gt_session session = {
        .person_id = how->checked->person_id,
        .created_at_ms = ctx->now_ms,
        .seen_at_ms = ctx->now_ms,
        .csrf = GT_STR(""),
        .agent = gt_str_sub(caller->agent, 0, 200),
        .address = caller->address,
        .way = gt_str_from(how->way),
    };
    gt_rc rc;

    if (!gt_utf8_valid(session.agent, NULL))
        session.agent = GT_STR("");
    if ((rc = gt_token_new(out->token, err)) != GT_OK)
        return rc;
    if (!gt_token_hash(gt_str_from(out->token), session.token_hash))
        return gt_fail(err, GT_EINTERNAL, "the token cannot be hashed", "无法生成会话");
    door.person_id = 0;
    if ((rc = gt_change_begin(&door, &change, err)) != GT_OK ||
        (rc = gt_account_store_of(gt_change_db(change), how->checked->person_id, ctx->arena, &account,
                                  err)) != GT_OK)
        goto out;
    door.person_id = how->checked->person_id;
    if (!gt_str_eq(account.hash, how->checked->hash) || account.disabled != 0 ||
        (how->code_given && account.totp_step != how->checked->totp_step)) {
        rc = wrong(err);
        goto out;
    }
    out->stage = gt_stage_of(&account, how->ways, out->person.role, by_provider, how->code_given, ctx->now_ms);
    session.stage = out->stage;
    session.expires_at_ms =
        ctx->now_ms + (out->stage == GT_STAGE_CODE ? GT_SESSION_STEP_MS : GT_SESSION_IDLE_MS);
    out->expires_ms = session.expires_at_ms;
    if (out->stage != GT_STAGE_CODE) {
        account.failed_count = account.locked_until_ms = 0;
        account.seen_at_ms = ctx->now_ms;
    }
    if (how->totp_step != 0)
        account.totp_step = how->totp_step;
    if ((rc = gt_session_store_sweep(gt_change_db(change), 0, ctx->now_ms, err)) == GT_OK &&
        (how->instead_of == NULL ||
         (rc = gt_session_store_remove(gt_change_db(change), how->instead_of, err)) == GT_OK) &&
        (rc = gt_session_store_insert(gt_change_db(change), &session, err)) == GT_OK &&
        (rc = gt_account_store_update(gt_change_db(change), &account, err)) == GT_OK &&
        (out->stage == GT_STAGE_CODE ||
         (rc = gt_account_log(&door, change, "sign-in", &account, err)) == GT_OK))
        rc = gt_change_commit(change, NULL, err);
out:
    gt_change_release(change);
    return rc;
}

/* Opens, and ctx speaks for the person from here on. */
static gt_rc let_in(struct gt_ctx *ctx, const struct opening *how, const struct gt_caller *caller,
                    struct gt_signed_in *out, struct gt_err *err)
{
    gt_rc rc;

    if (how->checked->disabled != 0 || out->person.removed_at_ms != 0 ||
        (out->person.to != 0 && out->person.to < ctx->today))
        return gt_fail(err, GT_EDENIED, "this account is switched off", "该账号已停用");
    if ((rc = open_session(ctx, how, caller, out, err)) != GT_OK ||
        (rc = gt_ctx_speak_for(ctx, &out->person, err)) != GT_OK)
        return gt_wrap(err, rc, "signing in", "登录");
    ctx->stage = (int)out->stage;
    if (out->stage != GT_STAGE_IN)
        ctx->rights->token_read = ctx->rights->token_write =
            out->stage == GT_STAGE_CODE ? 0 : 1u << GT_AREA_self;
    return GT_OK;
}

gt_rc gt_work_sign_in(struct gt_ctx *ctx, gt_str login, gt_str password, gt_str agent,
                      gt_str address, struct gt_signed_in *out, struct gt_err *err)
{
    const struct gt_caller caller = {agent, address};
    char name[GT_LOGIN_MAX], waste[GT_HASH_TEXT];
    struct found found = {0};
    struct opening how = {.checked = &found.account, .ways = &found.ways, .way = "password"};
    gt_str dn;
    gt_rc rc;

    if (login.len > GT_LOGIN_MAX || password.len > GT_PASSWORD_MAX)
        return wrong(err);
    login = gt_login_lower(name, login);
    rc = find_account(ctx, login, &found, err);
    if (rc == GT_ENOTFOUND) {
        /* As long as a real check, so that names cannot be guessed by the clock. */
        rc = gt_password_hash(password, waste, err);
        return rc == GT_OK ? wrong(err) : rc;
    }
    if (rc != GT_OK)
        return gt_wrap(err, rc, "signing in", "登录");
    out->person = found.person;
    if (found.account.locked_until_ms > ctx->now_ms)
        return locked(found.account.locked_until_ms, ctx->now_ms, err);
    if (found.account.hash.len == 0 && found.ways.ldap_on) {
        how.way = "ldap";
        rc = gt_directory_check(ctx->arena, &found.ways.ldap, login, password, &dn, err);
        if (rc != GT_OK && rc != GT_EAUTH)
            return gt_wrap(err, GT_EIO, "signing in", "登录");
    } else {
        rc = gt_password_fits(found.account.hash, password) ? GT_OK : GT_EAUTH;
    }
    if (rc == GT_EAUTH) {
        rc = note_failure(ctx, found.account.person_id, err);
        return rc == GT_OK ? wrong(err) : gt_wrap(err, rc, "signing in", "登录");
    }
    return let_in(ctx, &how, &caller, out, err);
}

/* ---- the second step -------------------------------------------------------------------- */

static gt_rc wrong_code(struct gt_err *err)
{
    return gt_fail_field(err, GT_EAUTH, "code", "the code is wrong or was used already",
                         "验证码不正确，或已经用过");
}

/* "ABCD-efgh" -> "abcdefgh" */
static gt_str plain_code(char text[RECOVERY_TEXT_MAX], gt_str code)
{
    size_t len = 0;

    for (size_t at = 0; at < code.len && len < RECOVERY_TEXT_MAX; at++) {
        const char c = code.at[at];

        if (c == '-' || c == ' ')
            continue;
        text[len++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    return (gt_str){text, len};
}

static gt_rc use_recovery(struct gt_ctx *ctx, const struct gt_account *account, gt_str code, bool *used,
                          struct gt_err *err)
{
    struct gt_ctx door = *ctx;
    struct gt_change *change = NULL;
    uint8_t hash[GT_TOKEN_SIZE];
    gt_rc rc;

    *used = false;
    if (crypto_generichash(hash, sizeof hash, (const unsigned char *)code.at, code.len, NULL, 0) != 0)
        return GT_OK;
    door.person_id = 0;
    if ((rc = gt_change_begin(&door, &change, err)) == GT_OK &&
        (rc = gt_recovery_store_use(gt_change_db(change), account->id, hash, ctx->now_ms, used, err)) == GT_OK &&
        *used && (rc = gt_account_log(ctx, change, "recovery", account, err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
    gt_change_release(change);
    return rc;
}

static gt_rc find_half(struct gt_ctx *ctx, const uint8_t hash[GT_TOKEN_SIZE], struct gt_session *session,
                       struct found *out, struct gt_err *err)
{
    struct gt_txn *txn = NULL;
    gt_rc rc;

    if ((rc = gt_txn_begin(ctx->space->pool, GT_TXN_READ, &txn, err)) == GT_OK &&
        (rc = gt_session_store_find(gt_txn_db(txn), hash, ctx->arena, session, err)) == GT_OK &&
        (rc = gt_ways_read(gt_txn_db(txn), ctx->arena, &out->ways, err)) == GT_OK &&
        (rc = gt_account_store_of(gt_txn_db(txn), session->person_id, ctx->arena, &out->account,
                                  err)) == GT_OK)
        rc = gt_person_store_get(gt_txn_db(txn), session->person_id, ctx->arena, &out->person, err);
    gt_txn_release(txn);
    return rc;
}

gt_rc gt_work_sign_in_code(struct gt_ctx *ctx, gt_str token, gt_str code, struct gt_signed_in *out,
                           struct gt_err *err)
{
    struct found found = {0};
    struct gt_session session = {0};
    struct opening how = {.checked = &found.account, .ways = &found.ways, .code_given = true};
    struct gt_caller caller;
    uint8_t hash[GT_TOKEN_SIZE];
    char text[RECOVERY_TEXT_MAX];
    bool fits;
    gt_rc rc;

    if (!gt_token_hash(token, hash))
        return gt_fail(err, GT_EAUTH, "please sign in", "请先登录");
    rc = find_half(ctx, hash, &session, &found, err);
    if (rc == GT_ENOTFOUND || (rc == GT_OK && (session.stage != GT_STAGE_CODE ||
                                               session.expires_at_ms <= ctx->now_ms)))
        return gt_fail(err, GT_EAUTH, "please sign in again", "请重新登录");
    if (rc != GT_OK)
        return gt_wrap(err, rc, "signing in", "登录");
    if (found.account.locked_until_ms > ctx->now_ms)
        return locked(found.account.locked_until_ms, ctx->now_ms, err);
    out->person = found.person;
    code = plain_code(text, code);
    fits = gt_otp_fits(found.account.totp_secret, code, ctx->now_ms, found.account.totp_step, &how.totp_step);
    if (!fits && code.len > GT_OTP_DIGITS &&
        (rc = use_recovery(ctx, &found.account, code, &fits, err)) != GT_OK)
        return gt_wrap(err, rc, "signing in", "登录");
    if (!fits) {
        rc = note_failure(ctx, found.account.person_id, err);
        return rc == GT_OK ? wrong_code(err) : gt_wrap(err, rc, "signing in", "登录");
    }
    how.way = gt_str_eq(session.way, GT_STR("ldap")) ? "ldap" : "password";
    how.instead_of = hash;
    caller = (struct gt_caller){session.agent, session.address};
    return let_in(ctx, &how, &caller, out, err);
}

/* ---- by a provider --------------------------------------------------------------------------- */

static gt_rc find_identity(struct gt_ctx *ctx, gt_str provider, const struct gt_oidc_claims *claims,
                           bool by_email, struct found *out, bool *known, struct gt_err *err)
{
    const gt_str wanted = by_email ? claims->email : claims->login;
    char name[GT_LOGIN_MAX];
    struct gt_txn *txn = NULL;
    int64_t person_id = 0;
    gt_rc rc;

    if ((rc = gt_txn_begin(ctx->space->pool, GT_TXN_READ, &txn, err)) != GT_OK ||
        (rc = gt_ways_read(gt_txn_db(txn), ctx->arena, &out->ways, err)) != GT_OK ||
        (rc = gt_identity_store_find(gt_txn_db(txn), provider, claims->subject, &person_id, err)) != GT_OK)
        goto out;
    *known = person_id != 0;
    if (*known)
        rc = gt_account_store_of(gt_txn_db(txn), person_id, ctx->arena, &out->account, err);
    else if (wanted.len == 0 || wanted.len > GT_LOGIN_MAX)
        rc = GT_ENOTFOUND;
    else
        rc = gt_account_store_find(gt_txn_db(txn), gt_login_lower(name, wanted), ctx->arena, &out->account,
                                   err);
    if (rc == GT_OK)
        rc = gt_person_store_get(gt_txn_db(txn), out->account.person_id, ctx->arena, &out->person, err);
out:
    gt_txn_release(txn);
    return rc;
}

gt_rc gt_work_sign_in_as(struct gt_ctx *ctx, gt_str provider, const struct gt_oidc_claims *claims,
                         bool by_email, const struct gt_caller *caller, struct gt_signed_in *out,
                         struct gt_err *err)
{
    struct found found = {0};
    struct opening how = {.checked = &found.account, .ways = &found.ways, .way = "oidc"};
    struct gt_ctx door = *ctx;
    struct gt_change *change = NULL;
    bool known = false;
    gt_rc rc = find_identity(ctx, provider, claims, by_email, &found, &known, err);

    if (rc == GT_ENOTFOUND)
        return gt_fail(err, GT_EAUTH, "%.*s has no account here; the security administrator makes one",
                       "“%.*s”在本系统没有账号，请联系安全管理员", GT_FMT(by_email ? claims->email : claims->login));
    if (rc != GT_OK)
        return gt_wrap(err, rc, "signing in", "登录");
    out->person = found.person;
    if (!known) { /* from now on he is known by his subject, whatever he is called there */
        door.person_id = 0;
        if ((rc = gt_change_begin(&door, &change, err)) == GT_OK &&
            (rc = gt_identity_store_put(gt_change_db(change), provider, claims->subject, out->person.id,
                                        ctx->now_ms, err)) == GT_OK &&
            (rc = gt_account_log(ctx, change, "bind", &found.account, err)) == GT_OK)
            rc = gt_change_commit(change, NULL, err);
        gt_change_release(change);
        if (rc != GT_OK)
            return gt_wrap(err, rc, "signing in", "登录");
    }
    return let_in(ctx, &how, caller, out, err);
}
