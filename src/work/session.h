/*
 * session.h - accounts and sign-in.
 *
 * A password is kept as its argon2id hash, a session as the hash of its
 * token; neither can be had back from the database.  Both ways of failing
 * (no such account, wrong password) cost the same time and say the same.
 */
#ifndef GT_WORK_SESSION_H
#define GT_WORK_SESSION_H

#include "store/person_store.h"
#include "work/work.h"

enum {
    GT_LOGIN_MAX = 64,                       /* bytes */
    GT_PASSWORD_MIN = 10, GT_PASSWORD_MAX = 200, /* characters; bytes */
    GT_PASSWORD_KINDS = 3,                   /* of lower, upper, digits, others */
    GT_PASSWORD_OPS = 2,                     /* argon2id passes ... */
    GT_PASSWORD_KIB = 64 * 1024,             /* ... over so much memory */
    GT_SIGN_IN_FAILURES = 5,                 /* in a row lock the account ... */
    GT_SIGN_IN_LOCK_MS = 15 * 60 * 1000,     /* ... for so long */
    GT_SESSION_IDLE_MS = 2 * 60 * 60 * 1000, /* without a request */
    GT_SESSION_LIFE_MS = 12 * 60 * 60 * 1000, /* whatever happens */
    GT_SESSION_TOUCH_MS = 5 * 60 * 1000,     /* a request is noted so often */
    GT_TOKEN_TEXT = 2 * GT_TOKEN_SIZE + 1,
    GT_PASSWORD_TEXT = 20,                   /* a random one: 4 groups of 4 */
};

struct gt_signed_in {
    struct gt_person person;
    char    token[GT_TOKEN_TEXT]; /* goes into the cookie, nowhere else */
    int64_t expires_ms;
};

/*
 * Checks name and password and opens a session; ctx then speaks for the
 * person.  GT_EAUTH: wrong; GT_EBUSY: locked, err says until when;
 * GT_EDENIED: the account is switched off.  Takes about 0.1 s and 64 MiB.
 */
gt_rc gt_work_sign_in(struct gt_ctx *ctx, gt_str login, gt_str password, gt_str agent,
                      gt_str address, struct gt_signed_in *out, struct gt_err *err) GT_MUST_USE;

/* Makes ctx speak for the token's person; *key tells sessions apart.
 * GT_EAUTH where there is none, or it is over. */
gt_rc gt_work_session_use(struct gt_ctx *ctx, gt_str token, struct gt_person *person,
                          int64_t *expires_ms, int64_t *key, struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_sign_out(struct gt_ctx *ctx, gt_str token, struct gt_err *err) GT_MUST_USE;

/*
 * Gives a person an account, or a new login or password for the one there
 * is; its sessions end.  GT_EINVAL names the rule that a password breaks,
 * GT_EEXISTS: the login is somebody else's.
 */
gt_rc gt_work_account_put(struct gt_ctx *ctx, int64_t person_id, gt_str login, gt_str password,
                          struct gt_err *err) GT_MUST_USE;

/* One that keeps the rules, from the system's random numbers. */
void gt_password_random(char text[static GT_PASSWORD_TEXT]);

#endif
