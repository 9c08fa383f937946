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
    GT_SESSION_STEP_MS = 10 * 60 * 1000,     /* to type the second factor's code */
    GT_TOKEN_TEXT = 2 * GT_TOKEN_SIZE + 1,
    GT_PASSWORD_TEXT = 20,                   /* a random one: 4 groups of 4 */
};

/* How far somebody is in.  Beyond GT_STAGE_IN only his own account is open to him. */
enum gt_stage {
    GT_STAGE_IN,
    GT_STAGE_CODE,      /* the password was right, the code of the second factor is missing */
    GT_STAGE_PASSWORD,  /* a new password is due */
    GT_STAGE_ENROL,     /* a second factor has to be set up */
};

struct gt_signed_in {
    struct gt_person person;
    char    token[GT_TOKEN_TEXT]; /* goes into the cookie, nowhere else */
    int64_t expires_ms;
    enum gt_stage stage;
};

/* Where a sign-in comes from, for the list of sessions. */
struct gt_caller { gt_str agent, address; };

/*
 * Checks name and password (or asks the directory, where the account has no
 * password of its own) and opens a session; ctx then speaks for the person.
 * GT_EAUTH: wrong; GT_EBUSY: locked, err says until when; GT_EDENIED: the
 * account is switched off; GT_EIO: the directory does not answer.  Takes
 * about 0.1 s and 64 MiB.
 */
gt_rc gt_work_sign_in(struct gt_ctx *ctx, gt_str login, gt_str password, gt_str agent,
                      gt_str address, struct gt_signed_in *out, struct gt_err *err) GT_MUST_USE;
/* The second step: a code of the app or a recovery code.  The session gets a
 * new token.  GT_EAUTH: wrong; GT_EBUSY: locked. */
gt_rc gt_work_sign_in_code(struct gt_ctx *ctx, gt_str token, gt_str code,
                           struct gt_signed_in *out, struct gt_err *err) GT_MUST_USE;
/* Who an OpenID provider says it is: known by its subject, or, the first time,
 * by the login that the provider gives.  GT_EAUTH: nobody here. */
struct gt_oidc_claims;
gt_rc gt_work_sign_in_as(struct gt_ctx *ctx, gt_str provider, const struct gt_oidc_claims *claims,
                         bool by_email, const struct gt_caller *caller, struct gt_signed_in *out,
                         struct gt_err *err) GT_MUST_USE;

/* Makes ctx speak for the token's person; *key tells sessions apart.
 * GT_EAUTH where there is none, or it is over. */
gt_rc gt_work_session_use(struct gt_ctx *ctx, gt_str token, struct gt_person *person,
                          int64_t *expires_ms, int64_t *key, struct gt_err *err) GT_MUST_USE;
/* The same for an API token: the person's rights within the token's scopes. */
gt_rc gt_work_token_use(struct gt_ctx *ctx, gt_str token, struct gt_person *person,
                        struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_sign_out(struct gt_ctx *ctx, gt_str token, struct gt_err *err) GT_MUST_USE;

/* For account.c and sign_in.c. */
bool    gt_token_hash(gt_str token, uint8_t out[GT_TOKEN_SIZE]);
int64_t gt_session_key(const uint8_t hash[GT_TOKEN_SIZE]);
gt_rc   gt_token_new(char text[GT_TOKEN_TEXT], struct gt_err *err) GT_MUST_USE;
gt_str  gt_login_lower(char text[GT_LOGIN_MAX], gt_str login);
/* A journal row that names the account, never a secret of it. */
gt_rc   gt_account_log(struct gt_ctx *ctx, struct gt_change *change, const char *action,
                       const struct gt_account *account, struct gt_err *err) GT_MUST_USE;
struct gt_ways;
/* What an account still has to do before it is in. */
enum gt_stage gt_stage_of(const struct gt_account *account, const struct gt_ways *ways,
                          gt_str role, bool by_provider, bool code_given, int64_t now_ms);

/* ---- passwords (password.c) ------------------------------------------------------ */

enum { GT_HASH_TEXT = 128 };
gt_rc gt_password_hash(gt_str password, char hash[static GT_HASH_TEXT], struct gt_err *err) GT_MUST_USE;
bool  gt_password_fits(gt_str hash, gt_str password);
/* GT_EINVAL names the rule that is broken. */
gt_rc gt_password_check(gt_str login, gt_str password, struct gt_err *err) GT_MUST_USE;
/* One that keeps the rules, from the system's random numbers. */
void  gt_password_random(char text[static GT_PASSWORD_TEXT]);

/* ---- accounts (account.c); the rest of them: account.h ----------------------------- */

/*
 * Gives a person an account, or a new login or password for the one there
 * is; its sessions end.  GT_EINVAL names the rule that a password breaks,
 * GT_EEXISTS: the login is somebody else's.
 */
gt_rc gt_work_account_put(struct gt_ctx *ctx, int64_t person_id, gt_str login, gt_str password,
                          struct gt_err *err) GT_MUST_USE;

#endif
