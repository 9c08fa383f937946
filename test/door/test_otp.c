/* test_otp.c - one-time codes against the tables of RFC 4226 and RFC 6238. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "door/otp.h"

#define TWENTY "12345678901234567890"
static const gt_str secrets[] = {
    [GT_OTP_SHA1] = GT_STR_INIT(TWENTY),
    [GT_OTP_SHA256] = GT_STR_INIT(TWENTY "123456789012"),
    [GT_OTP_SHA512] = GT_STR_INIT(TWENTY TWENTY TWENTY "1234"),
};

static void counters_of_rfc_4226(void **state)
{
    static const char *const want[] = {"755224", "287082", "359152", "969429", "338314",
                                       "254676", "287922", "162583", "399871", "520489"};
    char code[GT_OTP_TEXT];

    (void)state;
    for (int at = 0; at < 10; at++) {
        assert_true(gt_otp_code(secrets[GT_OTP_SHA1], GT_OTP_SHA1, at, 6, code));
        assert_string_equal(code, want[at]);
    }
}

static void times_of_rfc_6238(void **state)
{
    static const struct { int64_t second; const char *code[3]; } rows[] = {
        {59, {"94287082", "46119246", "90693936"}},
        {1111111109, {"07081804", "68084774", "25091201"}},
        {1111111111, {"14050471", "67062674", "99943326"}},
        {1234567890, {"89005924", "91819424", "93441116"}},
        {2000000000, {"69279037", "90698825", "38618901"}},
        {20000000000, {"65353130", "77737706", "47863826"}},
    };

    (void)state;
    for (size_t at = 0; at < GT_LEN(rows); at++)
        for (int hash = GT_OTP_SHA1; hash <= GT_OTP_SHA512; hash++) {
            char code[GT_OTP_TEXT];

            assert_true(gt_otp_code(secrets[hash], (enum gt_otp_hash)hash, rows[at].second / 30, 8, code));
            assert_string_equal(code, rows[at].code[hash]);
        }
}

static void a_code_fits_around_its_time_and_once(void **state)
{
    const gt_str secret = secrets[GT_OTP_SHA1];
    const int64_t now = 1783468815; /* in the middle of a step */
    char code[GT_OTP_TEXT];
    int64_t step = 0;

    (void)state;
    assert_true(gt_otp_code(secret, GT_OTP_SHA1, now / 30, 6, code));
    for (int off = -3; off <= 3; off++) {
        const bool fits = gt_otp_fits(secret, gt_str_from(code), (now + off * 30) * 1000, 0, &step);

        if (fits != (off >= -GT_OTP_SLACK && off <= GT_OTP_SLACK))
            fail_msg("%d steps off", off);
    }
    assert_true(gt_otp_fits(secret, gt_str_from(code), now * 1000, 0, &step));
    assert_int_equal(step, now / 30);
    assert_false(gt_otp_fits(secret, gt_str_from(code), now * 1000, step, &step));
    assert_false(gt_otp_fits(secret, GT_STR("12345"), now * 1000, 0, &step));
    assert_false(gt_otp_fits(secret, GT_STR(""), now * 1000, 0, &step));
    assert_false(gt_otp_fits(GT_STR(""), gt_str_from(code), now * 1000, 0, &step));
}

static void bounds_are_kept(void **state)
{
    char code[GT_OTP_TEXT];

    (void)state;
    assert_false(gt_otp_code(secrets[0], GT_OTP_SHA1, -1, 6, code));
    assert_false(gt_otp_code(secrets[0], GT_OTP_SHA1, 1, 5, code));
    assert_false(gt_otp_code(secrets[0], GT_OTP_SHA1, 1, 9, code));
    assert_false(gt_otp_code(secrets[0], (enum gt_otp_hash)9, 1, 6, code));
}

/* RFC 4648, section 10, without padding */
static void base32_of_rfc_4648(void **state)
{
    static const char *const rows[][2] = {{"", ""}, {"f", "MY"}, {"fo", "MZXQ"}, {"foo", "MZXW6"},
        {"foob", "MZXW6YQ"}, {"fooba", "MZXW6YTB"}, {"foobar", "MZXW6YTBOI"}};
    char text[GT_BASE32_TEXT];

    (void)state;
    for (size_t at = 0; at < GT_LEN(rows); at++) {
        gt_base32(gt_str_from(rows[at][0]), text);
        assert_string_equal(text, rows[at][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counters_of_rfc_4226), cmocka_unit_test(times_of_rfc_6238),
        cmocka_unit_test(a_code_fits_around_its_time_and_once), cmocka_unit_test(bounds_are_kept),
        cmocka_unit_test(base32_of_rfc_4648),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
