/* ways.c - how people may sign in. */
#include "work/ways.h"

#include "base/json.h"
#include "door/fetch.h"
#include "store/account_store.h"
#include "work/record_json.h"
#include "work/rights.h"
#include "work/space.h"

static const gt_str setting_key = GT_STR_INIT("sign_in");
static const char *const seconds[] = {"choice", "admins", "all"};

const char *gt_second_code(enum gt_second second) { return seconds[second]; }

gt_rc gt_ways_read(struct gt_db *db, struct gt_arena *arena, struct gt_ways *out, struct gt_err *err)
{
    const struct gt_jval *json = NULL, *oidc, *ldap;
    struct gt_setting setting;
    gt_str second;
    gt_rc rc;

    if ((rc = gt_setting_store_get(db, setting_key, arena, &setting, err)) != GT_OK)
        return rc;
    if (setting.value.len > 0 && (rc = gt_json_parse(arena, setting.value, &json, err)) != GT_OK)
        return gt_wrap(err, rc, "the sign-in settings", "登录设置");
    oidc = gt_jget(json, "oidc");
    ldap = gt_jget(json, "ldap");
    second = gt_jstr(json, "second", GT_STR("choice"));
    *out = (struct gt_ways){
        .password_days = gt_ji64(json, "password_days", 90),
        .history = gt_ji64(json, "history", 5),
        .oidc_on = gt_jbool(oidc, "on", false),
        .oidc_by_email = gt_jbool(oidc, "by_email", false),
        .oidc_name = {gt_jstr(oidc, "name", GT_STR("")), gt_jstr(oidc, "name_en", GT_STR(""))},
        .oidc = {.issuer = gt_jstr(oidc, "issuer", GT_STR("")), .id = gt_jstr(oidc, "client", GT_STR("")),
                 .secret = gt_jstr(oidc, "secret", GT_STR("")), .scope = gt_jstr(oidc, "scope", GT_STR("")),
                 .ca_file = gt_jstr(oidc, "ca_file", GT_STR(""))},
        .ldap_on = gt_jbool(ldap, "on", false),
        .ldap = {.url = gt_jstr(ldap, "url", GT_STR("")), .start_tls = gt_jbool(ldap, "start_tls", false),
                 .ca_file = gt_jstr(ldap, "ca_file", GT_STR("")), .base = gt_jstr(ldap, "base", GT_STR("")),
                 .filter = gt_jstr(ldap, "filter", GT_STR("")), .bind_dn = gt_jstr(ldap, "bind_dn", GT_STR("")),
                 .bind_password = gt_jstr(ldap, "bind_password", GT_STR(""))},
        .revision = setting.revision,
    };
    for (size_t at = 0; at < GT_LEN(seconds); at++)
        if (gt_str_eq(second, gt_str_from(seconds[at])))
            out->second = (enum gt_second)at;
    return GT_OK;
}

static gt_rc read_ways(struct gt_db *db, struct gt_ctx *ctx, void *out, struct gt_err *err)
{
    return gt_ways_read(db, ctx->arena, out, err);
}

gt_rc gt_work_ways(struct gt_ctx *ctx, struct gt_ways *out, struct gt_err *err)
{
    return gt_work_read(ctx, read_ways, out, err);
}

/* with_secrets: for the database; without: for the journal. */
static gt_rc write_ways(struct gt_arena *arena, const struct gt_ways *ways, bool with_secrets, gt_str *out)
{
    const gt_str hidden = GT_STR("•••"), none = GT_STR("");
    struct gt_json json;
    struct gt_buf buf;

    gt_buf_init(&buf, GT_SETTING_MAX);
    gt_json_init(&json, &buf);
    gt_json_object(&json, NULL);
    gt_json_i64(&json, "password_days", ways->password_days);
    gt_json_i64(&json, "history", ways->history);
    gt_json_text(&json, "second", seconds[ways->second]);
    gt_json_object(&json, "oidc");
    gt_json_bool(&json, "on", ways->oidc_on);
    gt_json_bool(&json, "by_email", ways->oidc_by_email);
    gt_json_str(&json, "name", ways->oidc_name[GT_LANG_ZH]);
    gt_json_str(&json, "name_en", ways->oidc_name[GT_LANG_EN]);
    gt_json_str(&json, "issuer", ways->oidc.issuer);
    gt_json_str(&json, "client", ways->oidc.id);
    gt_json_str(&json, "secret", with_secrets ? ways->oidc.secret : ways->oidc.secret.len > 0 ? hidden : none);
    gt_json_str(&json, "scope", ways->oidc.scope);
    gt_json_str(&json, "ca_file", ways->oidc.ca_file);
    gt_json_close(&json);
    gt_json_object(&json, "ldap");
    gt_json_bool(&json, "on", ways->ldap_on);
    gt_json_str(&json, "url", ways->ldap.url);
    gt_json_bool(&json, "start_tls", ways->ldap.start_tls);
    gt_json_str(&json, "ca_file", ways->ldap.ca_file);
    gt_json_str(&json, "base", ways->ldap.base);
    gt_json_str(&json, "filter", ways->ldap.filter);
    gt_json_str(&json, "bind_dn", ways->ldap.bind_dn);
    gt_json_str(&json, "bind_password", with_secrets ? ways->ldap.bind_password
                                                     : ways->ldap.bind_password.len > 0 ? hidden : none);
    gt_json_close(&json);
    gt_json_close(&json);
    return gt_json_take(arena, &json, out);
}

static gt_rc check(struct gt_ctx *ctx, const struct gt_ways *ways, struct gt_err *err)
{
    const gt_str texts[] = {ways->oidc_name[0], ways->oidc_name[1], ways->oidc.issuer, ways->oidc.id,
                            ways->oidc.secret, ways->oidc.scope, ways->oidc.ca_file, ways->ldap.url,
                            ways->ldap.ca_file, ways->ldap.base, ways->ldap.filter, ways->ldap.bind_dn,
                            ways->ldap.bind_password};
    gt_str filter;

    for (size_t at = 0; at < GT_LEN(texts); at++)
        if (texts[at].len > GT_WAYS_TEXT_MAX)
            return gt_fail(err, GT_EINVAL, "a field has at most %d bytes", "各项不得超过%d字节",
                           (int)GT_WAYS_TEXT_MAX);
    if (ways->password_days < 0 || ways->password_days > GT_PASSWORD_DAYS_MAX)
        return gt_fail_field(err, GT_EINVAL, "password_days", "0 to %d days", "应为0至%d天",
                             (int)GT_PASSWORD_DAYS_MAX);
    if (ways->history < 0 || ways->history > GT_PASSWORD_HISTORY_MAX)
        return gt_fail_field(err, GT_EINVAL, "history", "0 to %d", "应为0至%d",
                             (int)GT_PASSWORD_HISTORY_MAX);
    if (ways->oidc_on && (!gt_fetch_url_safe(ways->oidc.issuer) || ways->oidc.id.len == 0))
        return gt_fail_field(err, GT_EINVAL, "issuer", "the provider needs an https address and a client name",
                             "身份提供方须有 https 地址和客户端标识");
    if (ways->ldap_on && (ways->ldap.url.len == 0 || ways->ldap.base.len == 0))
        return gt_fail_field(err, GT_EINVAL, "url", "the directory needs an address and a base",
                             "目录服务器须有地址和查询起点");
    return gt_directory_filter(ctx->arena, ways->ldap.filter, GT_STR("x"), &filter, err);
}

gt_rc gt_work_ways_put(struct gt_ctx *ctx, struct gt_ways *ways, struct gt_err *err)
{
    struct gt_change *change = NULL;
    struct gt_setting setting = {.revision = ways->revision};
    struct gt_ways old;
    gt_str before, after;
    gt_rc rc;

    if ((rc = gt_may(ctx, GT_USE_security_put, NULL, err)) != GT_OK || (rc = check(ctx, ways, err)) != GT_OK ||
        (rc = gt_change_begin(ctx, &change, err)) != GT_OK)
        return rc;
    if ((rc = gt_ways_read(gt_change_db(change), ctx->arena, &old, err)) != GT_OK)
        goto out;
    if (write_ways(ctx->arena, ways, true, &setting.value) != GT_OK ||
        write_ways(ctx->arena, &old, false, &before) != GT_OK ||
        write_ways(ctx->arena, ways, false, &after) != GT_OK) {
        rc = gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
        goto out;
    }
    if ((rc = gt_setting_store_put(gt_change_db(change), setting_key, &setting, err)) == GT_OK &&
        (rc = gt_change_log(change, "edit", "sign_in", 0, before, after, err)) == GT_OK &&
        (rc = gt_change_commit(change, NULL, err)) == GT_OK)
        ways->revision = setting.revision;
out:
    gt_change_release(change);
    return rc;
}
