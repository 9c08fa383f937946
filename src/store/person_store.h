/* person_store.h - people, their accounts, their sessions. */
#ifndef GT_STORE_PERSON_STORE_H
#define GT_STORE_PERSON_STORE_H

#include "store/db.h"

enum { GT_PEOPLE_MAX = 100000, GT_TOKEN_SIZE = 32 };

struct gt_person {
    int64_t id, unit_id;
    gt_str  name, name_en;
    gt_str  post;          /* 处长, 副厅长 */
    gt_str  role;          /* in his own unit; codes of work/rights.h */
    gt_str  phone, email;  /* personal: work/rights.h says who sees them */
    gt_day  to;            /* the last day here; 0 while it is open */
    int64_t position, revision;
    int64_t removed_at_ms;
};
typedef GT_VEC(struct gt_person) gt_people;

gt_rc gt_person_store_list(struct gt_db *db, struct gt_arena *arena, gt_people *out,
                           struct gt_err *err) GT_MUST_USE;
gt_rc gt_person_store_get(struct gt_db *db, int64_t id, struct gt_arena *arena,
                          struct gt_person *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_person_store_insert(struct gt_db *db, struct gt_person *person,
                             struct gt_err *err) GT_MUST_USE;
gt_rc gt_person_store_update(struct gt_db *db, struct gt_person *person,
                             struct gt_err *err) GT_MUST_USE;

struct gt_account {
    int64_t id, person_id;
    gt_str  login;             /* unique, lower case */
    gt_str  hash;              /* argon2id, as libsodium's str form; "": a directory checks */
    int64_t failed_count;      /* since the last success */
    int64_t locked_until_ms;
    int64_t changed_at_ms;     /* of the password */
    int64_t must_change;       /* 0 or 1 */
    int64_t disabled;          /* 0 or 1 */
    gt_str  totp_secret;       /* "" where there never was one */
    int64_t totp_on_ms;        /* since when it is asked for; 0: not (yet) */
    int64_t totp_step;         /* the newest time step a code was taken of */
    int64_t seen_at_ms;        /* of the last sign-in; 0 */
};

/* GT_ENOTFOUND without words: the door must not tell which part was wrong. */
gt_rc gt_account_store_find(struct gt_db *db, gt_str login, struct gt_arena *arena,
                            struct gt_account *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_account_store_of(struct gt_db *db, int64_t person_id, struct gt_arena *arena,
                          struct gt_account *out, struct gt_err *err) GT_MUST_USE;
typedef GT_VEC(struct gt_account) gt_accounts;
/* By login. */
gt_rc gt_account_store_list(struct gt_db *db, struct gt_arena *arena, gt_accounts *out,
                            struct gt_err *err) GT_MUST_USE;
gt_rc gt_account_store_insert(struct gt_db *db, struct gt_account *account,
                              struct gt_err *err) GT_MUST_USE;
gt_rc gt_account_store_update(struct gt_db *db, const struct gt_account *account,
                              struct gt_err *err) GT_MUST_USE;

/* The cookie's token is never stored, only its hash. */
struct gt_session {
    uint8_t token_hash[GT_TOKEN_SIZE];
    int64_t person_id;
    int64_t created_at_ms, seen_at_ms, expires_at_ms;
    gt_str  csrf;              /* what writes must repeat */
    gt_str  agent, address;    /* shown in the session list */
    int64_t stage;             /* enum gt_stage of work/session.h */
    gt_str  way;               /* password, ldap, oidc */
};
typedef GT_VEC(struct gt_session) gt_sessions;

gt_rc gt_session_store_insert(struct gt_db *db, const struct gt_session *session,
                              struct gt_err *err) GT_MUST_USE;
gt_rc gt_session_store_find(struct gt_db *db, const uint8_t token_hash[GT_TOKEN_SIZE],
                            struct gt_arena *arena, struct gt_session *out,
                            struct gt_err *err) GT_MUST_USE;
gt_rc gt_session_store_touch(struct gt_db *db, const uint8_t token_hash[GT_TOKEN_SIZE],
                             int64_t seen_at_ms, int64_t expires_at_ms,
                             struct gt_err *err) GT_MUST_USE;
gt_rc gt_session_store_remove(struct gt_db *db, const uint8_t token_hash[GT_TOKEN_SIZE],
                              struct gt_err *err) GT_MUST_USE;
/* Those that live, newest first. */
gt_rc gt_session_store_list(struct gt_db *db, int64_t person_id, struct gt_arena *arena,
                            gt_sessions *out, struct gt_err *err) GT_MUST_USE;
/* Every session of a person (0: of everybody) that ended before before_ms
 * (INT64_MAX: all). */
gt_rc gt_session_store_sweep(struct gt_db *db, int64_t person_id, int64_t before_ms,
                             struct gt_err *err) GT_MUST_USE;

#endif
