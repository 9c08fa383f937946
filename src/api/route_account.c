/* route_account.c - one's own account; everybody's for the security administrator. */
#include "api/account_put.h"
#include "api/inner.h"
#include "work/picture.h"
#include "work/ways.h"

static void put_instant_or_null(struct gt_json *json, const char *key, int64_t ms)
{
    if (ms == 0)
        gt_json_null(json, key);
    else
        gt_put_instant(json, key, ms);
}

void gt_put_sessions(struct gt_json *json, const char *key, const struct gt_ctx *ctx,
                     const gt_sessions *sessions)
{
    gt_json_array(json, key);
    for (size_t at = 0; at < sessions->count; at++) {
        const struct gt_session *one = &sessions->at[at];
        const int64_t id = gt_session_key(one->token_hash);
        char text[24]; /* more digits than a browser's numbers keep */

        if (one->expires_at_ms <= ctx->now_ms)
            continue;
        (void)snprintf(text, sizeof text, "%lld", (long long)id);
        gt_json_object(json, NULL);
        gt_json_text(json, "id", text);
        gt_json_bool(json, "mine", id == ctx->session_key);
        gt_json_str(json, "way", one->way);
        gt_json_str(json, "agent", one->agent);
        gt_json_str(json, "address", one->address);
        gt_put_instant(json, "since", one->created_at_ms);
        gt_put_instant(json, "seen", one->seen_at_ms);
        gt_put_instant(json, "until", one->expires_at_ms);
        gt_json_close(json);
    }
    gt_json_close(json);
}

static void put_token(struct gt_json *json, const char *key, const struct gt_api_token *token)
{
    gt_json_object(json, key);
    gt_json_i64(json, "id", token->id);
    gt_json_str(json, "name", token->name);
    gt_json_str(json, "hint", token->hint);
    gt_json_str(json, "scopes", token->scopes);
    gt_put_instant(json, "since", token->created_at_ms);
    gt_put_instant(json, "until", token->expires_at_ms);
    put_instant_or_null(json, "used", token->used_at_ms);
    gt_json_close(json);
}

void gt_put_tokens(struct gt_json *json, const char *key, const gt_api_tokens *tokens)
{
    gt_json_array(json, key);
    for (size_t at = 0; at < tokens->count; at++)
        put_token(json, NULL, &tokens->at[at]);
    gt_json_close(json);
}

gt_rc gt_api_get_me(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                    struct gt_err *err)
{
    struct gt_own_account own;
    gt_rc rc;

    (void)req;
    if ((rc = gt_work_own_account(ctx, &own, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_str(json, "login", own.account.login);
    gt_json_text(json, "way", own.account.hash.len > 0 ? "password" : "directory");
    put_instant_or_null(json, "changed", own.account.hash.len > 0 ? own.account.changed_at_ms : 0);
    put_instant_or_null(json, "password_until", own.password_until_ms);
    put_instant_or_null(json, "factor", own.account.totp_on_ms);
    gt_json_i64(json, "recovery_left", own.recovery_left);
    gt_put_sessions(json, "sessions", ctx, &own.sessions);
    gt_put_tokens(json, "tokens", &own.tokens);
    gt_json_array(json, "areas");
    for (int area = 0; area < GT_AREA_COUNT; area++)
        if (area != GT_AREA_self)
            gt_json_text(json, NULL, gt_area_code((enum gt_area)area));
    gt_json_close(json);
    gt_json_close(json);
    return gt_json_status(json);
}

static gt_rc put_stage(struct gt_json *json, enum gt_stage stage)
{
    gt_json_object(json, NULL);
    gt_json_text(json, "stage", gt_stage_name(stage));
    gt_json_close(json);
    return gt_json_status(json);
}

gt_rc gt_api_post_me_password(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                              struct gt_err *err)
{
    enum gt_stage stage;
    gt_rc rc;

    rc = gt_work_own_password(ctx, gt_jstr(req->json, "old", GT_STR("")),
                              gt_jstr(req->json, "password", GT_STR("")), &stage, err);
    return rc == GT_OK ? put_stage(json, stage) : rc;
}

gt_rc gt_api_post_me_factor(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                            struct gt_err *err)
{
    struct gt_totp_new *fresh = GT_NEW(ctx->arena, struct gt_totp_new);
    char row[GT_QR_SIDE_MAX + 1];
    gt_rc rc;

    (void)req;
    if (fresh == NULL)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    if ((rc = gt_work_totp_begin(ctx, fresh, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_text(json, "secret", fresh->secret);
    gt_json_str(json, "url", fresh->url);
    gt_json_array(json, "rows");
    for (int y = 0; y < fresh->qr.side; y++) {
        for (int x = 0; x < fresh->qr.side; x++)
            row[x] = fresh->qr.dark[y][x] != 0 ? '1' : '0';
        row[fresh->qr.side] = '\0';
        gt_json_text(json, NULL, row);
    }
    gt_json_close(json);
    gt_json_close(json);
    return gt_json_status(json);
}

static gt_rc put_recovery(struct gt_json *json, const struct gt_recovery *recovery, enum gt_stage stage)
{
    gt_json_object(json, NULL);
    gt_json_array(json, "codes");
    for (int at = 0; at < GT_RECOVERY_CODES; at++)
        gt_json_text(json, NULL, recovery->code[at]);
    gt_json_close(json);
    gt_json_text(json, "stage", gt_stage_name(stage));
    gt_json_close(json);
    return gt_json_status(json);
}

gt_rc gt_api_post_me_factor_confirm(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                                    struct gt_err *err)
{
    struct gt_recovery recovery;
    enum gt_stage stage;
    gt_rc rc;

    rc = gt_work_totp_confirm(ctx, gt_jstr(req->json, "code", GT_STR("")), &recovery, &stage, err);
    return rc == GT_OK ? put_recovery(json, &recovery, stage) : rc;
}

gt_rc gt_api_post_me_factor_off(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                                struct gt_err *err)
{
    (void)json;
    return gt_work_totp_off(ctx, gt_jstr(req->json, "password", GT_STR("")), err);
}

gt_rc gt_api_post_me_recovery(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                              struct gt_err *err)
{
    struct gt_recovery recovery;
    const gt_rc rc = gt_work_recovery_again(ctx, gt_jstr(req->json, "code", GT_STR("")), &recovery, err);

    return rc == GT_OK ? put_recovery(json, &recovery, (enum gt_stage)ctx->stage) : rc;
}

gt_rc gt_api_delete_me_sessions(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                                struct gt_err *err)
{
    (void)req;
    (void)json;
    return gt_work_own_session_end(ctx, 0, err);
}

gt_rc gt_api_delete_me_session(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                               struct gt_err *err)
{
    int64_t id;
    gt_rc rc;

    (void)json;
    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK ||
        (rc = gt_work_own_session_end(ctx, id, err)) != GT_OK)
        return rc;
    gt_http_hub_drop(req->api->hub, id);
    return GT_OK;
}

gt_rc gt_api_post_me_token(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                           struct gt_err *err)
{
    struct gt_api_token token;
    char text[GT_API_TOKEN_TEXT];
    gt_rc rc;

    if ((rc = gt_work_token_add(ctx, gt_jstr(req->json, "name", GT_STR("")),
                                gt_jstr(req->json, "scopes", GT_STR("")), gt_ji64(req->json, "days", 0), text,
                                &token, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_text(json, "text", text);
    put_token(json, "token", &token);
    gt_json_close(json);
    return gt_json_status(json);
}

gt_rc gt_api_delete_me_token(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                             struct gt_err *err)
{
    int64_t id;
    gt_rc rc;

    (void)json;
    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK)
        return rc;
    return gt_work_token_remove(ctx, id, err);
}

/* ---- everybody's ---------------------------------------------------------------------- */

gt_rc gt_api_get_accounts(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                          struct gt_err *err)
{
    const struct gt_picture *picture;
    gt_accounts accounts;
    gt_rc rc;

    (void)req;
    if ((rc = gt_work_accounts(ctx, &accounts, err)) != GT_OK ||
        (rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_array(json, "items");
    for (size_t at = 0; at < accounts.count; at++) {
        const struct gt_account *one = &accounts.at[at];

        gt_json_object(json, NULL);
        gt_json_i64(json, "person", one->person_id);
        gt_json_str(json, "name", gt_picture_person_name(picture, one->person_id, ctx->lang));
        gt_json_str(json, "login", one->login);
        gt_json_text(json, "way", one->hash.len > 0 ? "password" : "directory");
        put_instant_or_null(json, "locked_until", one->locked_until_ms > ctx->now_ms ? one->locked_until_ms : 0);
        gt_json_bool(json, "disabled", one->disabled != 0);
        gt_json_bool(json, "must_change", one->must_change != 0);
        gt_json_bool(json, "factor", one->totp_on_ms != 0);
        put_instant_or_null(json, "seen", one->seen_at_ms);
        put_instant_or_null(json, "changed", one->changed_at_ms);
        gt_json_close(json);
    }
    gt_json_close(json);
    gt_json_close(json);
    gt_picture_done(ctx);
    return gt_json_status(json);
}

gt_rc gt_api_post_account(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                          struct gt_err *err)
{
    const gt_str login = gt_jstr(req->json, "login", GT_STR(""));
    char password[GT_PASSWORD_TEXT];
    gt_rc rc;

    if ((rc = gt_work_account_give(ctx, gt_ji64(req->json, "person", 0), login,
                                   gt_jbool(req->json, "directory", false), password, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_str(json, "login", login);
    gt_json_text(json, "password", password);
    gt_json_close(json);
    return gt_json_status(json);
}

gt_rc gt_api_post_account_act(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                              struct gt_err *err)
{
    static const char *const names[] = {"unlock", "disable", "enable", "factor-off", "sessions-end"};
    const gt_str act = gt_jstr(req->json, "act", GT_STR(""));
    int64_t id;
    gt_rc rc;

    (void)json;
    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < GT_LEN(names); at++)
        if (gt_str_eq(act, gt_str_from(names[at])))
            return gt_work_account_act(ctx, id, (enum gt_account_act)at, err);
    return gt_fail_field(err, GT_EINVAL, "act", "no such act", "没有这种操作");
}

gt_rc gt_api_get_account_sessions(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                                  struct gt_err *err)
{
    gt_api_tokens tokens;
    gt_sessions sessions;
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK ||
        (rc = gt_work_account_sessions(ctx, id, &sessions, &tokens, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_put_sessions(json, "sessions", ctx, &sessions);
    gt_put_tokens(json, "tokens", &tokens);
    gt_json_close(json);
    return gt_json_status(json);
}

/* ---- how people sign in ------------------------------------------------------------------ */

static gt_rc put_security(const struct gt_req *req, struct gt_json *json, const struct gt_ways *ways,
                          struct gt_err *err)
{
    gt_rc rc;

    if ((rc = gt_req_etag(req, ways->revision, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_i64(json, "password_days", ways->password_days);
    gt_json_i64(json, "history", ways->history);
    gt_json_text(json, "second", gt_second_code(ways->second));
    gt_json_bool(json, "oidc", ways->oidc_on);
    gt_json_str(json, "oidc_name", ways->oidc_name[GT_LANG_ZH]);
    gt_json_str(json, "oidc_name_en", ways->oidc_name[GT_LANG_EN]);
    gt_json_str(json, "oidc_issuer", ways->oidc.issuer);
    gt_json_str(json, "oidc_client", ways->oidc.id);
    gt_json_bool(json, "oidc_secret", ways->oidc.secret.len > 0);
    gt_json_str(json, "oidc_scope", ways->oidc.scope);
    gt_json_bool(json, "oidc_by_email", ways->oidc_by_email);
    gt_json_bool(json, "ldap", ways->ldap_on);
    gt_json_str(json, "ldap_url", ways->ldap.url);
    gt_json_bool(json, "ldap_start_tls", ways->ldap.start_tls);
    gt_json_str(json, "ldap_base", ways->ldap.base);
    gt_json_str(json, "ldap_filter", ways->ldap.filter);
    gt_json_str(json, "ldap_bind_dn", ways->ldap.bind_dn);
    gt_json_bool(json, "ldap_bind_password", ways->ldap.bind_password.len > 0);
    gt_json_str(json, "ca_file", ways->ldap.ca_file);
    gt_json_i64(json, "revision", ways->revision);
    gt_json_close(json);
    return gt_json_status(json);
}

gt_rc gt_api_get_security(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                          struct gt_err *err)
{
    struct gt_ways ways;
    gt_rc rc;

    if ((rc = gt_may(ctx, GT_USE_account_read, NULL, err)) != GT_OK ||
        (rc = gt_work_ways(ctx, &ways, err)) != GT_OK)
        return rc;
    return put_security(req, json, &ways, err);
}

gt_rc gt_api_patch_security(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                            struct gt_err *err)
{
    const struct gt_jval *body = req->json;
    struct gt_ways ways;
    gt_str second;
    gt_rc rc;

    if ((rc = gt_work_ways(ctx, &ways, err)) != GT_OK)
        return rc;
    ways.revision = req->revision;
    ways.password_days = gt_ji64(body, "password_days", ways.password_days);
    ways.history = gt_ji64(body, "history", ways.history);
    second = gt_jstr(body, "second", GT_STR(""));
    for (int at = 0; at <= GT_SECOND_ALL; at++)
        if (gt_str_eq(second, gt_str_from(gt_second_code((enum gt_second)at))))
            ways.second = (enum gt_second)at;
    ways.oidc_on = gt_jbool(body, "oidc", ways.oidc_on);
    ways.oidc_name[GT_LANG_ZH] = gt_jstr(body, "oidc_name", ways.oidc_name[GT_LANG_ZH]);
    ways.oidc_name[GT_LANG_EN] = gt_jstr(body, "oidc_name_en", ways.oidc_name[GT_LANG_EN]);
    ways.oidc.issuer = gt_jstr(body, "oidc_issuer", ways.oidc.issuer);
    ways.oidc.id = gt_jstr(body, "oidc_client", ways.oidc.id);
    ways.oidc.secret = gt_jstr(body, "oidc_secret", ways.oidc.secret);
    ways.oidc.scope = gt_jstr(body, "oidc_scope", ways.oidc.scope);
    ways.oidc_by_email = gt_jbool(body, "oidc_by_email", ways.oidc_by_email);
    ways.ldap_on = gt_jbool(body, "ldap", ways.ldap_on);
    ways.ldap.url = gt_jstr(body, "ldap_url", ways.ldap.url);
    ways.ldap.start_tls = gt_jbool(body, "ldap_start_tls", ways.ldap.start_tls);
    ways.ldap.base = gt_jstr(body, "ldap_base", ways.ldap.base);
    ways.ldap.filter = gt_jstr(body, "ldap_filter", ways.ldap.filter);
    ways.ldap.bind_dn = gt_jstr(body, "ldap_bind_dn", ways.ldap.bind_dn);
    ways.ldap.bind_password = gt_jstr(body, "ldap_bind_password", ways.ldap.bind_password);
    ways.ldap.ca_file = ways.oidc.ca_file = gt_jstr(body, "ca_file", ways.ldap.ca_file);
    if ((rc = gt_work_ways_put(ctx, &ways, err)) != GT_OK)
        return rc;
    return put_security(req, json, &ways, err);
}
