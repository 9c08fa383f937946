/* directory.c - a password checked by a directory server. */
#include "door/directory.h"

#include <ldap.h>

#include "base/buf.h"

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
}

static gt_rc wrong(struct gt_err *err)
{
    return gt_fail(err, GT_EAUTH, "the name or the password is wrong", "账号或口令不正确");
}

/* Only what says that nobody listens is told apart. */
static gt_rc told(int code, struct gt_err *err)
{
    return gt_fail(err, GT_EIO, "the directory server does not answer: %s", "目录服务器没有应答：%s",
                   ldap_err2string(code));
}

gt_rc gt_directory_filter(struct gt_arena *arena, gt_str filter, gt_str login, gt_str *out,
                     struct gt_err *err)
{
    const gt_str whole = filter.len > 0 ? filter : GT_STR("(uid=%s)");
    const size_t hole = gt_str_find(whole, GT_STR("%s"), 0);
    struct gt_buf buf;
    gt_rc rc;

    if (hole == SIZE_MAX || gt_str_find(whole, GT_STR("%"), hole + 2) != SIZE_MAX)
        return gt_fail_field(err, GT_EINVAL, "filter", "a filter has %%s once, where the login goes",
                             "查询条件须含且仅含一处 %%s，代表登录名");
    gt_buf_init(&buf, GT_DIRECTORY_FILTER_MAX);
    gt_buf_add(&buf, whole.at, hole);
    for (size_t at = 0; at < login.len; at++) {
        const unsigned char c = (unsigned char)login.at[at];

        if (c == '*' || c == '(' || c == ')' || c == '\\' || c < 0x20 || c >= 0x7f)
            gt_buf_printf(&buf, "\\%02x", c);
        else
            gt_buf_char(&buf, (char)c);
    }
    gt_buf_add(&buf, whole.at + hole + 2, whole.len - hole - 2);
    rc = buf.status == GT_OK ? gt_arena_dup(arena, gt_buf_view(&buf), out) : buf.status;
    gt_buf_clear(&buf);
    return rc == GT_OK ? GT_OK : gt_fail(err, rc, "the filter is too long", "查询条件过长");
}

static bool stays_here(gt_str url)
{
    return gt_str_starts(url, GT_STR("ldapi://")) || gt_str_starts(url, GT_STR("ldap://127.0.0.1")) ||
           gt_str_starts(url, GT_STR("ldap://localhost")) || gt_str_starts(url, GT_STR("ldap://[::1]"));
}

static gt_rc open_server(struct gt_arena *arena, const struct gt_directory_server *server, LDAP **out,
                         struct gt_err *err)
{
    const struct timeval limit = {.tv_sec = GT_DIRECTORY_TIMEOUT_S};
    const int version = LDAP_VERSION3, demand = LDAP_OPT_X_TLS_DEMAND, fresh = 0;
    gt_str url, ca;
    int code;

    if (gt_arena_dup(arena, server->url, &url) != GT_OK || gt_arena_dup(arena, server->ca_file, &ca) != GT_OK)
        return no_memory(err);
    if (!gt_str_starts(url, GT_STR("ldaps://")) && !server->start_tls && !stays_here(url))
        return gt_fail_field(err, GT_EINVAL, "url",
                             "a directory on another machine is asked by ldaps:// or with StartTLS",
                             "访问其他主机上的目录须用 ldaps:// 或 StartTLS");
    if ((code = ldap_initialize(out, url.at)) != LDAP_SUCCESS)
        return gt_fail_field(err, GT_EINVAL, "url", "the directory's address: %s", "目录服务器地址：%s",
                             ldap_err2string(code));
    (void)ldap_set_option(*out, LDAP_OPT_PROTOCOL_VERSION, &version);
    (void)ldap_set_option(*out, LDAP_OPT_NETWORK_TIMEOUT, &limit);
    (void)ldap_set_option(*out, LDAP_OPT_TIMEOUT, &limit);
    (void)ldap_set_option(*out, LDAP_OPT_REFERRALS, LDAP_OPT_OFF);
    (void)ldap_set_option(*out, LDAP_OPT_X_TLS_REQUIRE_CERT, &demand);
    if (ca.len > 0)
        (void)ldap_set_option(*out, LDAP_OPT_X_TLS_CACERTFILE, ca.at);
    (void)ldap_set_option(*out, LDAP_OPT_X_TLS_NEWCTX, &fresh);
    if (server->start_tls && (code = ldap_start_tls_s(*out, NULL, NULL)) != LDAP_SUCCESS)
        return told(code, err);
    return GT_OK;
}

static int bind_as(LDAP *ldap, const char *dn, gt_str password)
{
    struct berval secret = {.bv_len = password.len, .bv_val = (char *)(uintptr_t)password.at};

    return ldap_sasl_bind_s(ldap, dn, LDAP_SASL_SIMPLE, &secret, NULL, NULL, NULL);
}

static gt_rc find(LDAP *ldap, struct gt_arena *arena, const struct gt_directory_server *server, gt_str login,
                  gt_str *dn, struct gt_err *err)
{
    struct timeval limit = {.tv_sec = GT_DIRECTORY_TIMEOUT_S};
    char nothing[] = LDAP_NO_ATTRS, *wanted[] = {nothing, NULL}, *name;
    LDAPMessage *found = NULL;
    gt_str filter, base;
    gt_rc rc;
    int code;

    if ((rc = gt_directory_filter(arena, server->filter, login, &filter, err)) != GT_OK)
        return rc;
    if (gt_arena_dup(arena, server->base, &base) != GT_OK)
        return no_memory(err);
    /* two, to see that there is not a second one */
    code = ldap_search_ext_s(ldap, base.at, LDAP_SCOPE_SUBTREE, filter.at, wanted, 0, NULL, NULL, &limit, 2,
                             &found);
    if (code == LDAP_SIZELIMIT_EXCEEDED || code == LDAP_NO_SUCH_OBJECT)
        rc = wrong(err);
    else if (code != LDAP_SUCCESS)
        rc = told(code, err);
    else if (ldap_count_entries(ldap, found) != 1)
        rc = wrong(err);
    else if ((name = ldap_get_dn(ldap, ldap_first_entry(ldap, found))) == NULL)
        rc = no_memory(err);
    else {
        rc = gt_arena_dup(arena, gt_str_from(name), dn) == GT_OK ? GT_OK : no_memory(err);
        ldap_memfree(name);
    }
    (void)ldap_msgfree(found);
    return rc;
}

static gt_rc check(LDAP *ldap, struct gt_arena *arena, const struct gt_directory_server *server, gt_str login,
                   gt_str password, gt_str *dn, struct gt_err *err)
{
    gt_str service;
    gt_rc rc;
    int code;

    if (server->bind_dn.len > 0) {
        if (gt_arena_dup(arena, server->bind_dn, &service) != GT_OK)
            return no_memory(err);
        if ((code = bind_as(ldap, service.at, server->bind_password)) == LDAP_INVALID_CREDENTIALS)
            return gt_fail(err, GT_EINVAL, "the directory refuses our own name and password",
                           "目录服务器拒绝了本系统的绑定账号");
        if (code != LDAP_SUCCESS)
            return told(code, err);
    }
    if ((rc = find(ldap, arena, server, login, dn, err)) != GT_OK)
        return rc;
    code = bind_as(ldap, dn->at, password);
    if (code == LDAP_SUCCESS)
        return GT_OK;
    return code == LDAP_SERVER_DOWN || code == LDAP_TIMEOUT || code == LDAP_CONNECT_ERROR ? told(code, err)
                                                                                         : wrong(err);
}

gt_rc gt_directory_check(struct gt_arena *arena, const struct gt_directory_server *server, gt_str login,
                    gt_str password, gt_str *dn, struct gt_err *err)
{
    LDAP *ldap = NULL;
    gt_rc rc;

    if (login.len == 0 || password.len == 0)
        return wrong(err);
    if (memchr(login.at, 0, login.len) != NULL)
        return wrong(err);
    if ((rc = open_server(arena, server, &ldap, err)) == GT_OK)
        rc = check(ldap, arena, server, login, password, dn, err);
    if (ldap != NULL)
        (void)ldap_unbind_ext_s(ldap, NULL, NULL);
    return rc;
}
