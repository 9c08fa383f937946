/* jws.c - signed tokens. */
#include "door/jws.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

enum alg { ALG_NONE, ALG_RS256, ALG_ES256 };
enum { RSA_BYTES_MIN = 256, RSA_BYTES_MAX = 1024, EC_BYTES = 32 };

/* ---- base64url --------------------------------------------------------------------- */

static int value_of(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '-' ? 62 : c == '_' ? 63 : -1;
}

bool gt_base64url_read(struct gt_arena *arena, gt_str text, gt_str *out)
{
    char *bytes = GT_NEW_N(arena, char, text.len + 1);
    uint32_t held = 0;
    size_t len = 0;
    int bits = 0;

    if (bytes == NULL || text.len % 4 == 1)
        return false;
    for (size_t at = 0; at < text.len; at++) {
        const int value = value_of(text.at[at]);

        if (value < 0)
            return false;
        held = held << 6 | (uint32_t)value;
        if ((bits += 6) >= 8) {
            bits -= 8;
            bytes[len++] = (char)(held >> bits & 0xff);
        }
    }
    if ((held & ((1u << bits) - 1)) != 0)
        return false; /* bits that stand for nothing: a second spelling */
    *out = (gt_str){bytes, len};
    return true;
}

gt_rc gt_base64url(struct gt_arena *arena, gt_str bytes, gt_str *out)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    char *text = GT_NEW_N(arena, char, bytes.len / 3 * 4 + 5);
    uint32_t held = 0;
    size_t len = 0;
    int bits = 0;

    if (text == NULL)
        return GT_ENOMEM;
    for (size_t at = 0; at < bytes.len; at++) {
        held = held << 8 | (unsigned char)bytes.at[at];
        for (bits += 8; bits >= 6; bits -= 6)
            text[len++] = letters[held >> (bits - 6) & 63];
    }
    if (bits > 0)
        text[len++] = letters[held << (6 - bits) & 63];
    *out = (gt_str){text, len};
    return GT_OK;
}

/* ---- keys ------------------------------------------------------------------------------ */

static EVP_PKEY *make_key(const char *type, OSSL_PARAM_BLD *build)
{
    OSSL_PARAM *params = OSSL_PARAM_BLD_to_param(build);
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, type, NULL);
    EVP_PKEY *key = NULL;

    if (params == NULL || ctx == NULL || EVP_PKEY_fromdata_init(ctx) <= 0 ||
        EVP_PKEY_fromdata(ctx, &key, EVP_PKEY_PUBLIC_KEY, params) <= 0)
        key = NULL;
    EVP_PKEY_CTX_free(ctx);
    OSSL_PARAM_free(params);
    return key;
}

static EVP_PKEY *rsa_key(struct gt_arena *arena, const struct gt_jval *jwk)
{
    OSSL_PARAM_BLD *build = NULL;
    EVP_PKEY *key = NULL;
    BIGNUM *n, *e;
    gt_str modulus, exponent;

    if (!gt_base64url_read(arena, gt_jstr(jwk, "n", GT_STR("")), &modulus) ||
        !gt_base64url_read(arena, gt_jstr(jwk, "e", GT_STR("")), &exponent) ||
        modulus.len < RSA_BYTES_MIN || modulus.len > RSA_BYTES_MAX || exponent.len > 8)
        return NULL;
    n = BN_bin2bn((const unsigned char *)modulus.at, (int)modulus.len, NULL);
    e = BN_bin2bn((const unsigned char *)exponent.at, (int)exponent.len, NULL);
    if (n != NULL && e != NULL && (build = OSSL_PARAM_BLD_new()) != NULL &&
        OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_N, n) &&
        OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_E, e))
        key = make_key("RSA", build);
    OSSL_PARAM_BLD_free(build);
    BN_free(n);
    BN_free(e);
    return key;
}

static EVP_PKEY *ec_key(struct gt_arena *arena, const struct gt_jval *jwk)
{
    unsigned char point[1 + 2 * EC_BYTES] = {4}; /* uncompressed */
    OSSL_PARAM_BLD *build;
    EVP_PKEY *key = NULL;
    gt_str x, y;

    if (!gt_str_eq(gt_jstr(jwk, "crv", GT_STR("")), GT_STR("P-256")) ||
        !gt_base64url_read(arena, gt_jstr(jwk, "x", GT_STR("")), &x) ||
        !gt_base64url_read(arena, gt_jstr(jwk, "y", GT_STR("")), &y) || x.len != EC_BYTES ||
        y.len != EC_BYTES)
        return NULL;
    memcpy(point + 1, x.at, EC_BYTES);
    memcpy(point + 1 + EC_BYTES, y.at, EC_BYTES);
    if ((build = OSSL_PARAM_BLD_new()) != NULL &&
        OSSL_PARAM_BLD_push_utf8_string(build, OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) &&
        OSSL_PARAM_BLD_push_octet_string(build, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point))
        key = make_key("EC", build);
    OSSL_PARAM_BLD_free(build);
    return key;
}

/* ---- verifying ---------------------------------------------------------------------------- */

static bool fits(EVP_PKEY *key, gt_str text, const unsigned char *signature, size_t size)
{
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    const bool good =
        ctx != NULL && EVP_DigestVerifyInit(ctx, NULL, EVP_sha256(), NULL, key) > 0 &&
        EVP_DigestVerify(ctx, signature, size, (const unsigned char *)text.at, text.len) == 1;

    EVP_MD_CTX_free(ctx);
    return good;
}

/* A JWS writes r and s side by side, OpenSSL reads them as DER. */
static bool ec_fits(EVP_PKEY *key, gt_str text, gt_str signature)
{
    ECDSA_SIG *pair;
    unsigned char *der = NULL;
    BIGNUM *r, *s;
    bool good = false;
    int size;

    if (signature.len != 2 * EC_BYTES || (pair = ECDSA_SIG_new()) == NULL)
        return false;
    r = BN_bin2bn((const unsigned char *)signature.at, EC_BYTES, NULL);
    s = BN_bin2bn((const unsigned char *)signature.at + EC_BYTES, EC_BYTES, NULL);
    if (r == NULL || s == NULL || !ECDSA_SIG_set0(pair, r, s)) {
        BN_free(r);
        BN_free(s);
    } else if ((size = i2d_ECDSA_SIG(pair, &der)) > 0) {
        good = fits(key, text, der, (size_t)size);
        OPENSSL_free(der);
    }
    ECDSA_SIG_free(pair);
    return good;
}

static bool key_may(const struct gt_jval *jwk, enum alg alg, gt_str kid)
{
    const gt_str type = gt_jstr(jwk, "kty", GT_STR("")), use = gt_jstr(jwk, "use", GT_STR("sig"));
    const gt_str own = gt_jstr(jwk, "alg", GT_STR("")), id = gt_jstr(jwk, "kid", GT_STR(""));
    const gt_str want = alg == ALG_RS256 ? GT_STR("RS256") : GT_STR("ES256");

    return gt_str_eq(type, alg == ALG_RS256 ? GT_STR("RSA") : GT_STR("EC")) &&
           gt_str_eq(use, GT_STR("sig")) && (own.len == 0 || gt_str_eq(own, want)) &&
           (kid.len == 0 || id.len == 0 || gt_str_eq(kid, id));
}

static gt_rc bad(struct gt_err *err)
{
    return gt_fail(err, GT_EPARSE, "the token is no signed token", "令牌不是合法的签名令牌");
}

static bool signed_by(struct gt_arena *arena, const struct gt_jval *jwk, enum alg alg, gt_str text,
                      gt_str signature)
{
    EVP_PKEY *key = alg == ALG_RS256 ? rsa_key(arena, jwk) : ec_key(arena, jwk);
    const bool good =
        key != NULL && (alg == ALG_RS256 ? fits(key, text, (const unsigned char *)signature.at, signature.len)
                                         : ec_fits(key, text, signature));

    EVP_PKEY_free(key);
    return good;
}

gt_rc gt_jws_verify(struct gt_arena *arena, gt_str token, const struct gt_jval *keys,
                    const struct gt_jval **payload, struct gt_err *err)
{
    const size_t first = gt_str_find(token, GT_STR("."), 0);
    const size_t second = first == SIZE_MAX ? SIZE_MAX : gt_str_find(token, GT_STR("."), first + 1);
    const struct gt_jval *list = gt_jget(keys, "keys"), *header;
    gt_str head, body, signature, name, kid;
    uint32_t tried = 0;
    enum alg alg;
    gt_rc rc;

    if (token.len > GT_JWS_TEXT_MAX || second == SIZE_MAX ||
        !gt_base64url_read(arena, gt_str_sub(token, 0, first), &head) ||
        !gt_base64url_read(arena, gt_str_sub(token, first + 1, second), &body) ||
        !gt_base64url_read(arena, gt_str_sub(token, second + 1, token.len), &signature))
        return bad(err);
    if ((rc = gt_json_parse(arena, head, &header, err)) != GT_OK)
        return gt_wrap(err, rc, "the token's header", "令牌头部");
    name = gt_jstr(header, "alg", GT_STR(""));
    kid = gt_jstr(header, "kid", GT_STR(""));
    alg = gt_str_eq(name, GT_STR("RS256")) ? ALG_RS256 : gt_str_eq(name, GT_STR("ES256")) ? ALG_ES256 : ALG_NONE;
    if (alg == ALG_NONE || gt_jget(header, "crit") != NULL)
        return gt_fail(err, GT_EAUTH, "the token is signed by %.*s; only RS256 and ES256 are taken",
                       "令牌的签名算法为“%.*s”，只接受 RS256 和 ES256", GT_FMT(gt_str_sub(name, 0, 40)));
    for (const struct gt_jval *jwk = list != NULL && list->type == GT_JARRAY ? list->child : NULL;
         jwk != NULL && tried < GT_JWS_KEYS_MAX; jwk = jwk->next) {
        if (!key_may(jwk, alg, kid))
            continue;
        tried++;
        if (signed_by(arena, jwk, alg, gt_str_sub(token, 0, second), signature)) {
            rc = gt_json_parse(arena, body, payload, err);
            return rc == GT_OK ? GT_OK : gt_wrap(err, rc, "the token's claims", "令牌内容");
        }
    }
    return gt_fail(err, GT_EAUTH, "the token's signature fits none of the provider's keys",
                   "令牌签名与身份提供方的密钥都不相符");
}
