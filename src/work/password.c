/* password.c - the rules of passwords, and their hashes. */
#include <sodium.h>

#include "base/utf8.h"
#include "work/session.h"

static_assert(GT_HASH_TEXT >= crypto_pwhash_STRBYTES, "room for a hash");

gt_rc gt_password_hash(gt_str password, char hash[static GT_HASH_TEXT], struct gt_err *err)
{
    if (sodium_init() < 0 ||
        crypto_pwhash_str(hash, password.at, password.len, GT_PASSWORD_OPS,
                          (size_t)GT_PASSWORD_KIB * 1024) != 0)
        return gt_fail(err, GT_ENOMEM, "no memory to hash the password", "内存不足，无法处理口令");
    return GT_OK;
}

bool gt_password_fits(gt_str hash, gt_str password)
{
    char text[crypto_pwhash_STRBYTES] = {0};

    if (hash.len >= sizeof(text) || sodium_init() < 0)
        return false;
    memcpy(text, hash.at, hash.len);
    return crypto_pwhash_str_verify(text, password.at, password.len) == 0;
}

static int kinds_of(gt_str password)
{
    bool small = false, large = false, digit = false, other = false;

    for (size_t i = 0; i < password.len; i++) {
        const char c = password.at[i];

        if (c >= 'a' && c <= 'z')
            small = true;
        else if (c >= 'A' && c <= 'Z')
            large = true;
        else if (c >= '0' && c <= '9')
            digit = true;
        else
            other = true;
    }
    return small + large + digit + other;
}

gt_rc gt_password_check(gt_str login, gt_str password, struct gt_err *err)
{
    if (password.len > GT_PASSWORD_MAX || gt_utf8_count(password) < GT_PASSWORD_MIN)
        return gt_fail_field(err, GT_EINVAL, "password",
                             "a password has at least %d characters and at most %d bytes",
                             "口令至少%d个字符，至多%d字节", (int)GT_PASSWORD_MIN,
                             (int)GT_PASSWORD_MAX);
    if (kinds_of(password) < GT_PASSWORD_KINDS)
        return gt_fail_field(err, GT_EINVAL, "password",
                             "a password mixes at least %d of: small letters, capitals, digits, others",
                             "口令须含小写字母、大写字母、数字、其他字符中的至少%d类",
                             (int)GT_PASSWORD_KINDS);
    if (gt_str_find(password, login, 0) != SIZE_MAX)
        return gt_fail_field(err, GT_EINVAL, "password", "a password may not hold the account name",
                             "口令不得包含账号名");
    return GT_OK;
}

void gt_password_random(char text[static GT_PASSWORD_TEXT])
{
    /* Nothing that reads like something else: no 0 o, 1 l i. */
    static const char letters[] = "abcdefghjkmnpqrstuvwxyz", digits[] = "23456789";

    if (sodium_init() < 0) {
        text[0] = '\0'; /* no account accepts that */
        return;
    }
    for (int i = 0; i < GT_PASSWORD_TEXT - 1; i++)
        if (i % 5 == 4)
            text[i] = '-';
        else if (i % 5 == 3)
            text[i] = digits[randombytes_uniform(sizeof(digits) - 1)];
        else
            text[i] = letters[randombytes_uniform(sizeof(letters) - 1)];
    text[GT_PASSWORD_TEXT - 1] = '\0';
}
