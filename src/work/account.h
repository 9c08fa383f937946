/*
 * account.h - accounts: one's own (password, second factor, sessions, tokens)
 * and, for the security administrator, everybody's.
 */
#ifndef GT_WORK_ACCOUNT_H
#define GT_WORK_ACCOUNT_H

#include "door/otp.h"
#include "door/qr.h"
#include "store/account_store.h"
#include "work/session.h"

enum {
    GT_RECOVERY_TEXT = 15,            /* "abcd-efgh-jkmn" and its end */
    GT_TOKEN_DAYS_MAX = 366,          /* an API token lives at most so long */
    GT_API_TOKEN_TEXT = GT_TOKEN_TEXT + 4,
    GT_TOKEN_NAME_MAX = 100,
};

/* ---- one's own ------------------------------------------------------------------ */

struct gt_own_account {
    struct gt_account account;  /* totp_secret and hash are not for showing */
    int64_t recovery_left;
    gt_sessions sessions;
    gt_api_tokens tokens;
    int64_t password_until_ms;  /* 0: for ever */
};
gt_rc gt_work_own_account(struct gt_ctx *ctx, struct gt_own_account *out, struct gt_err *err) GT_MUST_USE;

/* The old one must be right (GT_EAUTH), the new one none of the last ones
 * (GT_EINVAL).  The other sessions end. *stage: how far he is in now. */
gt_rc gt_work_own_password(struct gt_ctx *ctx, gt_str old, gt_str fresh, enum gt_stage *stage,
                           struct gt_err *err) GT_MUST_USE;

/* A new secret, not asked for before it was confirmed by a code. */
struct gt_totp_new {
    char secret[GT_BASE32_TEXT];
    gt_str url;                 /* otpauth://totp/... */
    struct gt_qr qr;
};
gt_rc gt_work_totp_begin(struct gt_ctx *ctx, struct gt_totp_new *out, struct gt_err *err) GT_MUST_USE;
/* Switches it on and gives the recovery codes, this once. */
struct gt_recovery { char code[GT_RECOVERY_CODES][GT_RECOVERY_TEXT]; };
gt_rc gt_work_totp_confirm(struct gt_ctx *ctx, gt_str code, struct gt_recovery *out,
                           enum gt_stage *stage, struct gt_err *err) GT_MUST_USE;
/* With the password; GT_EDENIED where the rules demand a second factor. */
gt_rc gt_work_totp_off(struct gt_ctx *ctx, gt_str password, struct gt_err *err) GT_MUST_USE;
/* New codes instead of the old ones; asks for a code. */
gt_rc gt_work_recovery_again(struct gt_ctx *ctx, gt_str code, struct gt_recovery *out,
                             struct gt_err *err) GT_MUST_USE;

/* key 0: all but the one that asks.  GT_ENOTFOUND. */
gt_rc gt_work_own_session_end(struct gt_ctx *ctx, int64_t key, struct gt_err *err) GT_MUST_USE;

/* The token's text is told this once. */
gt_rc gt_work_token_add(struct gt_ctx *ctx, gt_str name, gt_str scopes, int64_t days,
                        char text[static GT_API_TOKEN_TEXT], struct gt_api_token *out,
                        struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_token_remove(struct gt_ctx *ctx, int64_t id, struct gt_err *err) GT_MUST_USE;

/* ---- everybody's ------------------------------------------------------------------ */

gt_rc gt_work_accounts(struct gt_ctx *ctx, gt_accounts *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_account_sessions(struct gt_ctx *ctx, int64_t person_id, gt_sessions *out,
                               gt_api_tokens *tokens, struct gt_err *err) GT_MUST_USE;

/* A random password, told this once, to be changed at the first sign-in;
 * by_directory: none, a directory server checks.  An account that is there
 * gets the new login and password; its sessions end, its tokens go. */
gt_rc gt_work_account_give(struct gt_ctx *ctx, int64_t person_id, gt_str login, bool by_directory,
                           char password[static GT_PASSWORD_TEXT], struct gt_err *err) GT_MUST_USE;
enum gt_account_act { GT_ACCOUNT_LOCK_OFF, GT_ACCOUNT_DISABLE, GT_ACCOUNT_ENABLE, GT_ACCOUNT_TOTP_OFF,
                      GT_ACCOUNT_SESSIONS_END };
gt_rc gt_work_account_act(struct gt_ctx *ctx, int64_t person_id, enum gt_account_act act,
                          struct gt_err *err) GT_MUST_USE;

#endif
