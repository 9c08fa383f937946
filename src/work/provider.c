/* provider.c - sign-in by an OpenID provider, between its two halves. */
#include "work/provider.h"

#include <sodium.h>

#include "base/json.h"
#include "door/jws.h"
#include "work/record_json.h"
#include "work/ways.h"

static pthread_once_t once = PTHREAD_ONCE_INIT;
static unsigned char key[crypto_secretbox_KEYBYTES];

static void make_key(void)
{
    if (sodium_init() >= 0)
        crypto_secretbox_keygen(key);
}

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
}

static gt_rc seal(struct gt_arena *arena, gt_str text, gt_str *out)
{
    const size_t size = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + text.len;
    unsigned char *bytes = GT_NEW_N(arena, unsigned char, size);

    if (bytes == NULL)
        return GT_ENOMEM;
    (void)pthread_once(&once, make_key);
    randombytes_buf(bytes, crypto_secretbox_NONCEBYTES);
    (void)crypto_secretbox_easy(bytes + crypto_secretbox_NONCEBYTES, (const unsigned char *)text.at, text.len,
                                bytes, key);
    return gt_base64url(arena, (gt_str){(const char *)bytes, size}, out);
}

static bool unseal(struct gt_arena *arena, gt_str sealed, gt_str *out)
{
    const size_t head = crypto_secretbox_NONCEBYTES, over = head + crypto_secretbox_MACBYTES;
    unsigned char *text;
    gt_str bytes;

    (void)pthread_once(&once, make_key);
    if (!gt_base64url_read(arena, sealed, &bytes) || bytes.len < over ||
        (text = GT_NEW_N(arena, unsigned char, bytes.len)) == NULL ||
        crypto_secretbox_open_easy(text, (const unsigned char *)bytes.at + head, bytes.len - head,
                                   (const unsigned char *)bytes.at, key) != 0)
        return false;
    *out = (gt_str){(const char *)text, bytes.len - over};
    return true;
}

static gt_rc client_of(struct gt_ctx *ctx, gt_str back, struct gt_ways *ways, struct gt_err *err)
{
    gt_rc rc;

    if ((rc = gt_work_ways(ctx, ways, err)) != GT_OK)
        return rc;
    if (!ways->oidc_on)
        return gt_fail(err, GT_ENOTFOUND, "sign-in by a provider is not set up here", "本系统没有启用统一身份登录");
    ways->oidc.back = back;
    return GT_OK;
}

gt_rc gt_work_provider_begin(struct gt_ctx *ctx, gt_str back, gt_str to, gt_str *url, gt_str *sealed,
                             struct gt_err *err)
{
    struct gt_oidc_secrets secrets;
    struct gt_ways ways;
    struct gt_json json;
    struct gt_buf buf;
    gt_str text;
    gt_rc rc;

    if ((rc = client_of(ctx, back, &ways, err)) != GT_OK ||
        (rc = gt_oidc_begin(ctx->arena, &ways.oidc, &secrets, url, err)) != GT_OK)
        return rc;
    gt_buf_init(&buf, 1 << 16);
    gt_json_init(&json, &buf);
    gt_json_object(&json, NULL);
    gt_json_str(&json, "state", secrets.state);
    gt_json_str(&json, "nonce", secrets.nonce);
    gt_json_str(&json, "verifier", secrets.verifier);
    gt_json_i64(&json, "until", ctx->now_ms + GT_PROVIDER_MS);
    gt_json_str(&json, "to", to.len <= GT_PROVIDER_TO_MAX ? to : GT_STR(""));
    gt_json_close(&json);
    if (gt_json_take(ctx->arena, &json, &text) != GT_OK || seal(ctx->arena, text, sealed) != GT_OK)
        return no_memory(err);
    return GT_OK;
}

gt_rc gt_work_provider_finish(struct gt_ctx *ctx, gt_str back, gt_str sealed, gt_str state, gt_str code,
                              const struct gt_caller *caller, struct gt_signed_in *out, gt_str *to,
                              struct gt_err *err)
{
    const struct gt_jval *kept;
    struct gt_oidc_secrets secrets;
    struct gt_oidc_claims claims;
    struct gt_ways ways;
    gt_str text;
    gt_rc rc;

    if ((rc = client_of(ctx, back, &ways, err)) != GT_OK)
        return rc;
    if (!unseal(ctx->arena, sealed, &text) || gt_json_parse(ctx->arena, text, &kept, err) != GT_OK ||
        gt_ji64(kept, "until", 0) < ctx->now_ms)
        return gt_fail(err, GT_EAUTH, "this sign-in was begun too long ago; begin again",
                       "登录过程超时，请重新登录");
    secrets = (struct gt_oidc_secrets){gt_jstr(kept, "state", GT_STR("")), gt_jstr(kept, "nonce", GT_STR("")),
                                       gt_jstr(kept, "verifier", GT_STR(""))};
    if (state.len == 0 || state.len != secrets.state.len ||
        sodium_memcmp(state.at, secrets.state.at, state.len) != 0)
        return gt_fail(err, GT_EAUTH, "the answer belongs to another sign-in; begin again",
                       "应答与本次登录不符，请重新登录");
    *to = gt_jstr(kept, "to", GT_STR(""));
    if ((rc = gt_oidc_finish(ctx->arena, &ways.oidc, &secrets, code, ctx->now_ms, &claims, err)) != GT_OK)
        return rc;
    return gt_work_sign_in_as(ctx, ways.oidc.issuer, &claims, ways.oidc_by_email, caller, out, err);
}
