/* otp.c - one-time codes by HMAC and time. */
#include "door/otp.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

static const EVP_MD *digest_of(enum gt_otp_hash hash)
{
    switch (hash) {
    case GT_OTP_SHA1: return EVP_sha1();
    case GT_OTP_SHA256: return EVP_sha256();
    case GT_OTP_SHA512: return EVP_sha512();
    }
    return NULL;
}

bool gt_otp_code(gt_str secret, enum gt_otp_hash hash, int64_t counter, int digits,
                 char out[static GT_OTP_TEXT])
{
    static const uint32_t powers[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000};
    unsigned char message[8], mac[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    uint32_t number;
    size_t at;

    if (secret.len == 0 || secret.len > GT_OTP_SECRET_MAX || counter < 0 || digits < GT_OTP_DIGITS ||
        digits > GT_OTP_DIGITS_MAX || digest_of(hash) == NULL)
        return false;
    for (int byte = 0; byte < 8; byte++)
        message[byte] = (unsigned char)((uint64_t)counter >> (56 - 8 * byte));
    if (HMAC(digest_of(hash), secret.at, (int)secret.len, message, sizeof message, mac, &size) == NULL ||
        size < 20)
        return false;
    /* RFC 4226, 5.3: the last four bits say where the number stands */
    at = mac[size - 1] & 0x0f;
    number = (uint32_t)(mac[at] & 0x7f) << 24 | (uint32_t)mac[at + 1] << 16 |
             (uint32_t)mac[at + 2] << 8 | mac[at + 3];
    (void)snprintf(out, GT_OTP_TEXT, "%0*u", digits, number % powers[digits]);
    return true;
}

bool gt_otp_fits(gt_str secret, gt_str code, int64_t now_ms, int64_t after, int64_t *step)
{
    const int64_t now = now_ms / 1000 / GT_OTP_STEP_S;
    bool fits = false;

    if (code.len != GT_OTP_DIGITS)
        return false;
    /* All of them, whichever fits: the time taken tells nothing. */
    for (int64_t at = now - GT_OTP_SLACK; at <= now + GT_OTP_SLACK; at++) {
        char want[GT_OTP_TEXT];

        if (!gt_otp_code(secret, GT_OTP_SHA1, at, GT_OTP_DIGITS, want))
            return false;
        if (CRYPTO_memcmp(want, code.at, GT_OTP_DIGITS) == 0 && at > after && !fits) {
            fits = true;
            *step = at;
        }
    }
    return fits;
}

void gt_base32(gt_str bytes, char out[static GT_BASE32_TEXT])
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    uint64_t held = 0;
    int bits = 0;
    size_t len = 0;

    for (size_t at = 0; at < bytes.len && at < GT_OTP_SECRET_MAX; at++) {
        held = held << 8 | (unsigned char)bytes.at[at];
        for (bits += 8; bits >= 5; bits -= 5)
            out[len++] = letters[held >> (bits - 5) & 31];
    }
    if (bits > 0)
        out[len++] = letters[held << (5 - bits) & 31];
    out[len] = '\0';
}
