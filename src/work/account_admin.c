/* account_admin.c - everybody's accounts, for the security administrator. */
#include <sodium.h>

#include "work/account.h"
#include "work/rights.h"
#include "work/space.h"

static gt_rc read_accounts(struct gt_db *db, struct gt_ctx *ctx, void *out, struct gt_err *err)
{
    return gt_account_store_list(db, ctx->arena, out, err);
}

gt_rc gt_work_accounts(struct gt_ctx *ctx, gt_accounts *out, struct gt_err *err)
{
    const gt_rc rc = gt_may(ctx, GT_USE_account_read, NULL, err);

    *out = (gt_accounts){0};
    return rc == GT_OK ? gt_work_read(ctx, read_accounts, out, err) : rc;
}

struct seen { int64_t person_id; gt_sessions *sessions; gt_api_tokens *tokens; };

static gt_rc read_sessions(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    struct seen *seen = at;
    const gt_rc rc = gt_session_store_list(db, seen->person_id, ctx->arena, seen->sessions, err);

    return rc == GT_OK ? gt_api_token_store_list(db, seen->person_id, ctx->arena, seen->tokens, err) : rc;
}

gt_rc gt_work_account_sessions(struct gt_ctx *ctx, int64_t person_id, gt_sessions *out,
                               gt_api_tokens *tokens, struct gt_err *err)
{
    struct seen seen = {person_id, out, tokens};
    const gt_rc rc = gt_may(ctx, GT_USE_account_read, NULL, err);

    *out = (gt_sessions){0};
    *tokens = (gt_api_tokens){0};
    return rc == GT_OK ? gt_work_read(ctx, read_sessions, &seen, err) : rc;
}

static gt_rc put(struct gt_ctx *ctx, int64_t person_id, gt_str login, gt_str hash, bool must_change,
                 struct gt_err *err)
{
    char name[GT_LOGIN_MAX];
    struct gt_change *change = NULL;
    struct gt_account account = {0};
    struct gt_person person;
    gt_rc rc;

    login = gt_login_lower(name, login);
    if ((rc = gt_change_begin(ctx, &change, err)) != GT_OK ||
        (rc = gt_person_store_get(gt_change_db(change), person_id, ctx->arena, &person, err)) != GT_OK)
        goto out;
    rc = gt_account_store_of(gt_change_db(change), person_id, ctx->arena, &account, err);
    if (rc != GT_OK && rc != GT_ENOTFOUND)
        goto out;
    if (account.id != 0 && account.hash.len > 0 &&
        (rc = gt_past_store_add(gt_change_db(change), account.id, account.hash, ctx->now_ms, err)) != GT_OK)
        goto out;
    account.person_id = person_id;
    account.login = login;
    account.hash = hash;
    account.failed_count = account.locked_until_ms = 0;
    account.changed_at_ms = ctx->now_ms;
    account.must_change = must_change;
    rc = account.id != 0 ? gt_account_store_update(gt_change_db(change), &account, err)
                         : gt_account_store_insert(gt_change_db(change), &account, err);
    if (rc == GT_EEXISTS)
        rc = gt_fail_field(err, rc, "login", "somebody else signs in as %.*s", "登录名“%.*s”已被他人使用",
                           GT_FMT(login));
    if (rc == GT_OK &&
        (rc = gt_session_store_sweep(gt_change_db(change), person_id, INT64_MAX, err)) == GT_OK &&
        (rc = gt_api_token_store_sweep(gt_change_db(change), person_id, ctx->now_ms, err)) == GT_OK &&
        (rc = gt_account_log(ctx, change, "password", &account, err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
out:
    gt_change_release(change);
    return gt_wrap(err, rc, "the account of person %lld", "人员%lld的账号", (long long)person_id);
}

static gt_rc check_login(gt_str login, struct gt_err *err)
{
    if (gt_str_trim(login).len == 0 || login.len > GT_LOGIN_MAX)
        return gt_fail_field(err, GT_EINVAL, "login", "an account name has 1 to %d bytes",
                             "账号名为1至%d字节", (int)GT_LOGIN_MAX);
    return GT_OK;
}

gt_rc gt_work_account_put(struct gt_ctx *ctx, int64_t person_id, gt_str login, gt_str password,
                          struct gt_err *err)
{
    char hash[GT_HASH_TEXT], name[GT_LOGIN_MAX];
    gt_rc rc;

    if ((rc = gt_may(ctx, GT_USE_account_put, NULL, err)) != GT_OK || (rc = check_login(login, err)) != GT_OK ||
        (rc = gt_password_check(gt_login_lower(name, login), password, err)) != GT_OK ||
        (rc = gt_password_hash(password, hash, err)) != GT_OK)
        return rc;
    rc = put(ctx, person_id, login, gt_str_from(hash), false, err);
    sodium_memzero(hash, sizeof hash);
    return rc;
}

gt_rc gt_work_account_give(struct gt_ctx *ctx, int64_t person_id, gt_str login, bool by_directory,
                           char password[static GT_PASSWORD_TEXT], struct gt_err *err)
{
    char hash[GT_HASH_TEXT] = "";
    gt_rc rc;

    password[0] = '\0';
    if ((rc = gt_may(ctx, GT_USE_account_put, NULL, err)) != GT_OK || (rc = check_login(login, err)) != GT_OK)
        return rc;
    if (!by_directory) {
        gt_password_random(password);
        if ((rc = gt_password_hash(gt_str_from(password), hash, err)) != GT_OK)
            return rc;
    }
    rc = put(ctx, person_id, login, gt_str_from(hash), !by_directory, err);
    sodium_memzero(hash, sizeof hash);
    return rc;
}

gt_rc gt_work_account_act(struct gt_ctx *ctx, int64_t person_id, enum gt_account_act act,
                          struct gt_err *err)
{
    static const char *const names[] = {"unlock", "disable", "enable", "factor-off", "sessions-end"};
    struct gt_change *change = NULL;
    struct gt_account account = {0};
    struct gt_db *db;
    gt_rc rc;

    if ((rc = gt_may(ctx, GT_USE_account_put, NULL, err)) != GT_OK)
        return rc;
    if (person_id == ctx->person_id && act != GT_ACCOUNT_SESSIONS_END)
        return gt_fail(err, GT_EDENIED, "nobody does this to his own account", "不能对本人账号这样操作");
    if ((rc = gt_change_begin(ctx, &change, err)) != GT_OK)
        return rc;
    db = gt_change_db(change);
    if ((rc = gt_account_store_of(db, person_id, ctx->arena, &account, err)) != GT_OK) {
        if (rc == GT_ENOTFOUND)
            rc = gt_fail(err, rc, "this person has no account", "此人没有账号");
        goto out;
    }
    switch (act) {
    case GT_ACCOUNT_LOCK_OFF: account.failed_count = account.locked_until_ms = 0; break;
    case GT_ACCOUNT_DISABLE: account.disabled = 1; break;
    case GT_ACCOUNT_ENABLE: account.disabled = 0; break;
    case GT_ACCOUNT_TOTP_OFF:
        account.totp_on_ms = account.totp_step = 0;
        account.totp_secret = GT_STR("");
        rc = gt_recovery_store_put(db, account.id, NULL, 0, err);
        break;
    case GT_ACCOUNT_SESSIONS_END: break;
    }
    if (rc == GT_OK && (act == GT_ACCOUNT_SESSIONS_END || act == GT_ACCOUNT_DISABLE) &&
        (rc = gt_session_store_sweep(db, person_id, INT64_MAX, err)) == GT_OK)
        rc = gt_api_token_store_sweep(db, person_id, ctx->now_ms, err);
    if (rc == GT_OK && (rc = gt_account_store_update(db, &account, err)) == GT_OK &&
        (rc = gt_account_log(ctx, change, names[act], &account, err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
out:
    gt_change_release(change);
    return rc;
}
