/*
 * otp.h - one-time codes by HMAC and time (RFC 4226, RFC 6238).
 *
 * Six digits, 30 s, SHA-1: what every authenticator app does.  The other
 * hashes are there for devices that want them.
 */
#ifndef GT_DOOR_OTP_H
#define GT_DOOR_OTP_H

#include "base/base.h"

enum {
    GT_OTP_SECRET = 20,       /* bytes of a new secret */
    GT_OTP_SECRET_MAX = 128,
    GT_OTP_STEP_S = 30,
    GT_OTP_DIGITS = 6, GT_OTP_DIGITS_MAX = 8,
    GT_OTP_SLACK = 1,         /* steps that a clock may be off, both ways */
    GT_OTP_TEXT = 12,         /* room for one code */
    GT_BASE32_TEXT = (GT_OTP_SECRET_MAX + 4) / 5 * 8 + 1,
};

enum gt_otp_hash { GT_OTP_SHA1, GT_OTP_SHA256, GT_OTP_SHA512 };

/* The code of one counter; false where the arguments are out of bounds. */
bool gt_otp_code(gt_str secret, enum gt_otp_hash hash, int64_t counter, int digits,
                 char out[static GT_OTP_TEXT]);

/*
 * Does the code fit now?  Looks GT_OTP_SLACK steps to both sides, never at or
 * before `after`: a step whose code was used does not come twice.  *step is
 * the one that fitted.
 */
bool gt_otp_fits(gt_str secret, gt_str code, int64_t now_ms, int64_t after, int64_t *step);

/* RFC 4648, upper case, no padding: what people type into their app. */
void gt_base32(gt_str bytes, char out[static GT_BASE32_TEXT]);

#endif
