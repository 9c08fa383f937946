/* test_jws.c - signed tokens and the claims of an ID token, with keys made here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include "base/buf.h"
#include "door/jws.h"
#include "door/oidc.h"

static struct gt_arena *arena;
static EVP_PKEY *rsa, *other_rsa, *ec;
static gt_str key_set;

static gt_str text64(gt_str bytes)
{
    gt_str out;

    assert_int_equal(gt_base64url(arena, bytes, &out), GT_OK);
    return out;
}

static gt_str number64(EVP_PKEY *key, const char *name, size_t size)
{
    unsigned char bytes[1024];
    BIGNUM *number = NULL;
    int len;

    assert_int_equal(EVP_PKEY_get_bn_param(key, name, &number), 1);
    len = size != 0 ? BN_bn2binpad(number, bytes, (int)size) : BN_bn2bin(number, bytes);
    BN_free(number);
    return text64((gt_str){(const char *)bytes, (size_t)len});
}

static int make_keys(void **state)
{
    (void)state;
    if (gt_arena_create(16 << 20, &arena) != GT_OK || (rsa = EVP_RSA_gen(2048)) == NULL ||
        (other_rsa = EVP_RSA_gen(2048)) == NULL || (ec = EVP_EC_gen("P-256")) == NULL)
        return -1;
    return gt_arena_printf(arena, &key_set,
                           "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\",\"kid\":\"h\"},"
                           "{\"kty\":\"RSA\",\"kid\":\"r\",\"use\":\"sig\",\"n\":\"%.*s\",\"e\":\"%.*s\"},"
                           "{\"kty\":\"EC\",\"kid\":\"e\",\"crv\":\"P-256\",\"x\":\"%.*s\",\"y\":\"%.*s\"}]}",
                           GT_FMT(number64(rsa, OSSL_PKEY_PARAM_RSA_N, 0)),
                           GT_FMT(number64(rsa, OSSL_PKEY_PARAM_RSA_E, 0)),
                           GT_FMT(number64(ec, OSSL_PKEY_PARAM_EC_PUB_X, 32)),
                           GT_FMT(number64(ec, OSSL_PKEY_PARAM_EC_PUB_Y, 32))) == GT_OK ? 0 : -1;
}

static int drop_keys(void **state)
{
    (void)state;
    EVP_PKEY_free(rsa);
    EVP_PKEY_free(other_rsa);
    EVP_PKEY_free(ec);
    gt_arena_destroy(arena);
    return 0;
}

static gt_str sign(EVP_PKEY *key, const char *header, const char *payload)
{
    unsigned char signature[512], flat[64];
    const unsigned char *at = signature;
    size_t size = sizeof signature;
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    gt_str head = text64(gt_str_from(header)), body = text64(gt_str_from(payload)), token;

    assert_int_equal(gt_arena_printf(arena, &token, "%.*s.%.*s", GT_FMT(head), GT_FMT(body)), GT_OK);
    assert_int_equal(EVP_DigestSignInit(ctx, NULL, EVP_sha256(), NULL, key), 1);
    assert_int_equal(EVP_DigestSign(ctx, signature, &size, (const unsigned char *)token.at, token.len), 1);
    EVP_MD_CTX_free(ctx);
    if (EVP_PKEY_is_a(key, "EC")) {
        ECDSA_SIG *pair = d2i_ECDSA_SIG(NULL, &at, (long)size);

        assert_int_equal(BN_bn2binpad(ECDSA_SIG_get0_r(pair), flat, 32), 32);
        assert_int_equal(BN_bn2binpad(ECDSA_SIG_get0_s(pair), flat + 32, 32), 32);
        ECDSA_SIG_free(pair);
        memcpy(signature, flat, sizeof flat);
        size = sizeof flat;
    }
    body = text64((gt_str){(const char *)signature, size});
    assert_int_equal(gt_arena_printf(arena, &token, "%.*s.%.*s", GT_FMT(token), GT_FMT(body)), GT_OK);
    return token;
}

static gt_rc verify(gt_str token)
{
    const struct gt_jval *keys, *payload = NULL;
    struct gt_err err = {0};

    assert_int_equal(gt_json_parse(arena, key_set, &keys, &err), GT_OK);
    return gt_jws_verify(arena, token, keys, &payload, &err);
}

static void only_what_was_signed_is_taken(void **state)
{
    gt_str good = sign(rsa, "{\"alg\":\"RS256\",\"kid\":\"r\"}", "{\"sub\":\"7\"}"), none, changed;

    (void)state;
    assert_int_equal(verify(good), GT_OK);
    assert_int_equal(verify(sign(rsa, "{\"alg\":\"RS256\"}", "{}")), GT_OK); /* no kid: tried */
    assert_int_equal(verify(sign(ec, "{\"alg\":\"ES256\",\"kid\":\"e\"}", "{}")), GT_OK);
    /* another's key, another key's name, another algorithm than the key's */
    assert_int_equal(verify(sign(other_rsa, "{\"alg\":\"RS256\",\"kid\":\"r\"}", "{}")), GT_EAUTH);
    assert_int_equal(verify(sign(rsa, "{\"alg\":\"RS256\",\"kid\":\"e\"}", "{}")), GT_EAUTH);
    assert_int_equal(verify(sign(rsa, "{\"alg\":\"ES256\",\"kid\":\"r\"}", "{}")), GT_EAUTH);
    assert_int_equal(verify(sign(ec, "{\"alg\":\"RS256\"}", "{}")), GT_EAUTH);
    /* what the allow-list is for */
    assert_int_equal(verify(sign(rsa, "{\"alg\":\"HS256\",\"kid\":\"r\"}", "{}")), GT_EAUTH);
    assert_int_equal(verify(sign(rsa, "{\"alg\":\"none\"}", "{}")), GT_EAUTH);
    assert_int_equal(gt_arena_printf(arena, &none, "%.*s.%.*s.",
                                     GT_FMT(text64(GT_STR("{\"alg\":\"none\"}"))),
                                     GT_FMT(text64(GT_STR("{}")))), GT_OK);
    assert_int_equal(verify(none), GT_EAUTH);
    assert_int_equal(verify(sign(rsa, "{\"alg\":\"RS256\",\"crit\":[\"b64\"]}", "{}")), GT_EAUTH);
    /* one bit, anywhere in the text */
    for (size_t at = 0; at < good.len; at += 7) {
        assert_int_equal(gt_arena_dup(arena, good, &changed), GT_OK);
        ((char *)(uintptr_t)changed.at)[at] = changed.at[at] == 'A' ? 'B' : 'A';
        if (!gt_str_eq(changed, good) && verify(changed) == GT_OK)
            fail_msg("changed at %zu and taken", at);
    }
    assert_int_equal(verify(GT_STR("")), GT_EPARSE);
    assert_int_equal(verify(GT_STR("a.b")), GT_EPARSE);
    assert_int_equal(verify(GT_STR("!.!.!")), GT_EPARSE);
}

/* Written with single quotes to be read; a token has double ones. */
static void an_id_token_must_be_for_us_and_for_now(void **state)
{
    static const struct { const char *name, *claims; gt_rc want; } rows[] = {
        {"all as it should be",
         "'iss':'https://id','aud':'us','sub':'7','exp':2000,'iat':900,'nonce':'n'", GT_OK},
        {"one of several, ours by azp",
         "'iss':'https://id','aud':['x','us'],'azp':'us','sub':'7','exp':2000,"
         "'iat':900,'nonce':'n'", GT_OK},
        {"several and no azp",
         "'iss':'https://id','aud':['x','us'],'sub':'7','exp':2000,'iat':900,'nonce':'n'", GT_EAUTH},
        {"another issuer",
         "'iss':'https://id2','aud':'us','sub':'7','exp':2000,'iat':900,'nonce':'n'", GT_EAUTH},
        {"meant for others",
         "'iss':'https://id','aud':'them','sub':'7','exp':2000,'iat':900,'nonce':'n'", GT_EAUTH},
        {"out of date",
         "'iss':'https://id','aud':'us','sub':'7','exp':940,'iat':900,'nonce':'n'", GT_EAUTH},
        {"within the slack",
         "'iss':'https://id','aud':'us','sub':'7','exp':941,'iat':900,'nonce':'n'", GT_OK},
        {"no expiry",
         "'iss':'https://id','aud':'us','sub':'7','iat':900,'nonce':'n'", GT_EAUTH},
        {"from the future",
         "'iss':'https://id','aud':'us','sub':'7','exp':2000,'iat':1061,'nonce':'n'", GT_EAUTH},
        {"the nonce of another sign-in",
         "'iss':'https://id','aud':'us','sub':'7','exp':2000,'iat':900,'nonce':'m'", GT_EAUTH},
        {"no nonce",
         "'iss':'https://id','aud':'us','sub':'7','exp':2000,'iat':900", GT_EAUTH},
        {"nobody",
         "'iss':'https://id','aud':'us','exp':2000,'iat':900,'nonce':'n'", GT_EAUTH},
    };
    const struct gt_oidc_client client = {.issuer = GT_STR("https://id"), .id = GT_STR("us")};

    (void)state;
    for (size_t at = 0; at < GT_LEN(rows); at++) {
        struct gt_oidc_claims claims;
        const struct gt_jval *keys;
        struct gt_err err = {0};
        gt_str body;
        gt_rc rc;

        assert_int_equal(gt_arena_printf(arena, &body, "{%s}", rows[at].claims), GT_OK);
        for (size_t c = 0; c < body.len; c++)
            if (body.at[c] == '\'')
                ((char *)(uintptr_t)body.at)[c] = '"';
        assert_int_equal(gt_json_parse(arena, key_set, &keys, &err), GT_OK);
        rc = gt_oidc_check(arena, &client, GT_STR("n"), sign(ec, "{\"alg\":\"ES256\"}", body.at), keys,
                           1000 * 1000, &claims, &err);
        if (rc != rows[at].want)
            fail_msg("%s: %s %s", rows[at].name, gt_rc_name(rc), err.text[GT_LANG_EN]);
        if (rc == GT_OK)
            assert_true(gt_str_eq(claims.subject, GT_STR("7")));
    }
}

static void base64url_has_one_spelling(void **state)
{
    static const struct { const char *text; bool good; } rows[] = {
        {"", true}, {"Zg", true}, {"Zm8", true}, {"Zm9v", true}, {"-_-_", true},
        {"Zh", false}, {"Zm9", false}, {"Z", false}, {"Zg==", false}, {"Z+8", false}, {"Z g", false},
    };

    (void)state;
    for (size_t at = 0; at < GT_LEN(rows); at++) {
        gt_str bytes, back;

        if (gt_base64url_read(arena, gt_str_from(rows[at].text), &bytes) != rows[at].good)
            fail_msg("\"%s\"", rows[at].text);
        if (!rows[at].good)
            continue;
        assert_int_equal(gt_base64url(arena, bytes, &back), GT_OK);
        assert_true(gt_str_eq(back, gt_str_from(rows[at].text)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_was_signed_is_taken),
        cmocka_unit_test(an_id_token_must_be_for_us_and_for_now),
        cmocka_unit_test(base64url_has_one_spelling),
    };

    return cmocka_run_group_tests(tests, make_keys, drop_keys);
}
