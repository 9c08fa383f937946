/* oidc.c - sign-in by an OpenID provider. */
#include "door/oidc.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include "base/buf.h"
#include "door/fetch.h"
#include "door/jws.h"

enum { URL_MAX = 16 << 10 };

struct provider { gt_str authorize, token, keys; };

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
}

static gt_rc ask_json(struct gt_arena *arena, const struct gt_oidc_client *client, gt_str url,
                      const struct gt_jval **out, struct gt_err *err)
{
    const struct gt_fetch ask = {.url = url, .ca_file = client->ca_file};
    long status = 0;
    gt_str body;
    gt_rc rc;

    if ((rc = gt_fetch(arena, &ask, &status, &body, err)) != GT_OK)
        return rc;
    if (status != 200)
        return gt_fail(err, GT_EIO, "%.*s answers %ld", "%.*s 应答 %ld", GT_FMT(url), status);
    if ((rc = gt_json_parse(arena, body, out, err)) != GT_OK)
        return gt_wrap(err, rc, "%.*s", "%.*s", GT_FMT(url));
    return GT_OK;
}

/* The provider says where its doors are; it must be the one that was asked. */
static gt_rc discover(struct gt_arena *arena, const struct gt_oidc_client *client,
                      struct provider *out, struct gt_err *err)
{
    const gt_str bare = gt_str_ends(client->issuer, GT_STR("/"))
                            ? gt_str_sub(client->issuer, 0, client->issuer.len - 1) : client->issuer;
    const struct gt_jval *meta;
    gt_str url;
    gt_rc rc;

    if (gt_arena_printf(arena, &url, "%.*s/.well-known/openid-configuration", GT_FMT(bare)) != GT_OK)
        return no_memory(err);
    if ((rc = ask_json(arena, client, url, &meta, err)) != GT_OK)
        return rc;
    if (!gt_str_eq(gt_jstr(meta, "issuer", GT_STR("")), client->issuer))
        return gt_fail(err, GT_EAUTH, "the provider calls itself %.*s", "身份提供方自称 %.*s",
                       GT_FMT(gt_jstr(meta, "issuer", GT_STR(""))));
    out->authorize = gt_jstr(meta, "authorization_endpoint", GT_STR(""));
    out->token = gt_jstr(meta, "token_endpoint", GT_STR(""));
    out->keys = gt_jstr(meta, "jwks_uri", GT_STR(""));
    if (!gt_fetch_url_safe(out->authorize) || !gt_fetch_url_safe(out->token) ||
        !gt_fetch_url_safe(out->keys))
        return gt_fail(err, GT_EAUTH, "the provider's addresses are not all https",
                       "身份提供方的地址并非全为 https");
    return GT_OK;
}

static gt_rc random_text(struct gt_arena *arena, gt_str *out, struct gt_err *err)
{
    unsigned char bytes[GT_OIDC_RANDOM];

    if (RAND_bytes(bytes, sizeof bytes) != 1)
        return gt_fail(err, GT_EINTERNAL, "no random numbers", "无法取得随机数");
    return gt_base64url(arena, (gt_str){(const char *)bytes, sizeof bytes}, out) == GT_OK
               ? GT_OK : no_memory(err);
}

gt_rc gt_oidc_begin(struct gt_arena *arena, const struct gt_oidc_client *client,
                    struct gt_oidc_secrets *out, gt_str *url, struct gt_err *err)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    struct provider provider;
    struct gt_buf buf;
    gt_str challenge;
    gt_rc rc;

    if ((rc = discover(arena, client, &provider, err)) != GT_OK ||
        (rc = random_text(arena, &out->state, err)) != GT_OK ||
        (rc = random_text(arena, &out->nonce, err)) != GT_OK ||
        (rc = random_text(arena, &out->verifier, err)) != GT_OK)
        return rc;
    if (EVP_Digest(out->verifier.at, out->verifier.len, digest, &size, EVP_sha256(), NULL) != 1 ||
        gt_base64url(arena, (gt_str){(const char *)digest, size}, &challenge) != GT_OK)
        return no_memory(err);
    gt_buf_init(&buf, URL_MAX);
    gt_buf_str(&buf, provider.authorize);
    if (gt_str_find(provider.authorize, GT_STR("?"), 0) == SIZE_MAX)
        gt_buf_char(&buf, '?');
    gt_fetch_field(&buf, "response_type", GT_STR("code"));
    gt_fetch_field(&buf, "client_id", client->id);
    gt_fetch_field(&buf, "redirect_uri", client->back);
    gt_fetch_field(&buf, "scope", client->scope.len > 0 ? client->scope : GT_STR("openid profile email"));
    gt_fetch_field(&buf, "state", out->state);
    gt_fetch_field(&buf, "nonce", out->nonce);
    gt_fetch_field(&buf, "code_challenge", challenge);
    gt_fetch_field(&buf, "code_challenge_method", GT_STR("S256"));
    rc = buf.status == GT_OK ? gt_arena_dup(arena, gt_buf_view(&buf), url) : buf.status;
    gt_buf_clear(&buf);
    return rc == GT_OK ? GT_OK : no_memory(err);
}

/* ---- the ID token ------------------------------------------------------------------- */

static bool names(const struct gt_jval *audience, gt_str id)
{
    if (audience == NULL)
        return false;
    if (audience->type == GT_JSTR)
        return gt_str_eq(audience->str, id);
    for (const struct gt_jval *one = audience->type == GT_JARRAY ? audience->child : NULL; one != NULL;
         one = one->next)
        if (one->type == GT_JSTR && gt_str_eq(one->str, id))
            return true;
    return false;
}

static gt_rc refuse(struct gt_err *err, const char *en, const char *zh)
{
    return gt_fail_text(err, GT_EAUTH, en, zh);
}

gt_rc gt_oidc_check(struct gt_arena *arena, const struct gt_oidc_client *client, gt_str nonce,
                    gt_str token, const struct gt_jval *keys, int64_t now_ms,
                    struct gt_oidc_claims *out, struct gt_err *err)
{
    const int64_t now = now_ms / 1000;
    const struct gt_jval *claims, *audience;
    gt_rc rc;

    if ((rc = gt_jws_verify(arena, token, keys, &claims, err)) != GT_OK)
        return rc;
    audience = gt_jget(claims, "aud");
    if (!gt_str_eq(gt_jstr(claims, "iss", GT_STR("")), client->issuer))
        return refuse(err, "the token comes from another provider", "令牌由其他身份提供方签发");
    if (!names(audience, client->id) ||
        (audience->type == GT_JARRAY && audience->count > 1 &&
         !gt_str_eq(gt_jstr(claims, "azp", GT_STR("")), client->id)))
        return refuse(err, "the token is meant for another program", "令牌并非发给本程序");
    if (gt_ji64(claims, "exp", 0) + GT_OIDC_SLACK_S <= now)
        return refuse(err, "the token is out of date", "令牌已过期");
    if (gt_ji64(claims, "iat", INT64_MAX) > now + GT_OIDC_SLACK_S ||
        gt_ji64(claims, "nbf", 0) > now + GT_OIDC_SLACK_S)
        return refuse(err, "the token is not valid yet; do the clocks agree?", "令牌尚未生效，请核对两端时钟");
    if (nonce.len == 0 || !gt_str_eq(gt_jstr(claims, "nonce", GT_STR("")), nonce))
        return refuse(err, "the token answers another sign-in", "令牌不属于这次登录");
    *out = (struct gt_oidc_claims){
        .subject = gt_jstr(claims, "sub", GT_STR("")),
        .login = gt_jstr(claims, "preferred_username", GT_STR("")),
        .email = gt_jstr(claims, "email", GT_STR("")),
        .name = gt_jstr(claims, "name", GT_STR("")),
    };
    return out->subject.len > 0 ? GT_OK : refuse(err, "the token names nobody", "令牌没有写明是谁");
}

static gt_rc exchange(struct gt_arena *arena, const struct gt_oidc_client *client,
                      const struct provider *provider, const struct gt_oidc_secrets *secrets, gt_str code,
                      gt_str *token, struct gt_err *err)
{
    struct gt_fetch ask = {.url = provider->token, .ca_file = client->ca_file};
    const struct gt_jval *answer;
    struct gt_buf form;
    long status = 0;
    gt_str body;
    gt_rc rc;

    gt_buf_init(&form, URL_MAX);
    gt_fetch_field(&form, "grant_type", GT_STR("authorization_code"));
    gt_fetch_field(&form, "code", code);
    gt_fetch_field(&form, "redirect_uri", client->back);
    gt_fetch_field(&form, "code_verifier", secrets->verifier);
    if (client->secret.len == 0) {
        gt_fetch_field(&form, "client_id", client->id);
    } else {
        ask.user = client->id;
        ask.password = client->secret;
    }
    ask.form = gt_buf_view(&form);
    rc = form.status == GT_OK ? gt_fetch(arena, &ask, &status, &body, err) : no_memory(err);
    gt_buf_clear(&form);
    if (rc != GT_OK || (rc = gt_json_parse(arena, body, &answer, err)) != GT_OK)
        return gt_wrap(err, rc, "the provider's answer", "身份提供方的应答");
    if (status != 200)
        return gt_fail(err, GT_EAUTH, "the provider refuses the code: %.*s", "身份提供方拒绝了授权码：%.*s",
                       GT_FMT(gt_str_sub(gt_jstr(answer, "error", GT_STR("?")), 0, 80)));
    *token = gt_jstr(answer, "id_token", GT_STR(""));
    return GT_OK;
}

gt_rc gt_oidc_finish(struct gt_arena *arena, const struct gt_oidc_client *client,
                     const struct gt_oidc_secrets *secrets, gt_str code, int64_t now_ms,
                     struct gt_oidc_claims *out, struct gt_err *err)
{
    const struct gt_jval *keys;
    struct provider provider;
    gt_str token;
    gt_rc rc;

    if ((rc = discover(arena, client, &provider, err)) != GT_OK ||
        (rc = exchange(arena, client, &provider, secrets, code, &token, err)) != GT_OK ||
        (rc = ask_json(arena, client, provider.keys, &keys, err)) != GT_OK)
        return rc;
    return gt_oidc_check(arena, client, secrets->nonce, token, keys, now_ms, out, err);
}
