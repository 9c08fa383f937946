/*
 * account_store.h - what hangs on an account: earlier passwords, recovery
 * codes, who one is to a provider, API tokens; and the space's settings.
 */
#ifndef GT_STORE_ACCOUNT_STORE_H
#define GT_STORE_ACCOUNT_STORE_H

#include "store/person_store.h"

enum { GT_RECOVERY_CODES = 10, GT_API_TOKENS_MAX = 100000, GT_SETTING_MAX = 1 << 20 };

/* Earlier hashes, newest first, at most `max`. */
struct gt_past { gt_str hash; int64_t at_ms; };
typedef GT_VEC(struct gt_past) gt_pasts;
gt_rc gt_past_store_list(struct gt_db *db, int64_t account_id, struct gt_arena *arena, gt_pasts *out,
                         struct gt_err *err) GT_MUST_USE;
gt_rc gt_past_store_add(struct gt_db *db, int64_t account_id, gt_str hash, int64_t at_ms,
                        struct gt_err *err) GT_MUST_USE;

/* Hashes of the codes that get one in without the second factor, once each. */
gt_rc gt_recovery_store_put(struct gt_db *db, int64_t account_id,
                            const uint8_t (*hashes)[GT_TOKEN_SIZE], size_t count,
                            struct gt_err *err) GT_MUST_USE; /* replaces all */
/* *used: it was there and not used; it is now. */
gt_rc gt_recovery_store_use(struct gt_db *db, int64_t account_id, const uint8_t hash[GT_TOKEN_SIZE],
                            int64_t at_ms, bool *used, struct gt_err *err) GT_MUST_USE;
gt_rc gt_recovery_store_left(struct gt_db *db, int64_t account_id, int64_t *count,
                             struct gt_err *err) GT_MUST_USE;

/* 0: nobody. */
gt_rc gt_identity_store_find(struct gt_db *db, gt_str provider, gt_str subject, int64_t *person_id,
                             struct gt_err *err) GT_MUST_USE;
gt_rc gt_identity_store_put(struct gt_db *db, gt_str provider, gt_str subject, int64_t person_id,
                            int64_t at_ms, struct gt_err *err) GT_MUST_USE;
gt_rc gt_identity_store_drop(struct gt_db *db, int64_t person_id, struct gt_err *err) GT_MUST_USE;

struct gt_api_token {
    int64_t id, person_id;
    gt_str  name;
    uint8_t hash[GT_TOKEN_SIZE];
    gt_str  hint;              /* its first characters, to know it by */
    gt_str  scopes;            /* "wall:read docs:write" */
    int64_t created_at_ms, expires_at_ms, used_at_ms, removed_at_ms;
};
typedef GT_VEC(struct gt_api_token) gt_api_tokens;

/* Those of a person that were not taken back, newest first. */
gt_rc gt_api_token_store_list(struct gt_db *db, int64_t person_id, struct gt_arena *arena,
                              gt_api_tokens *out, struct gt_err *err) GT_MUST_USE;
/* GT_ENOTFOUND without words; also one that was taken back is not found. */
gt_rc gt_api_token_store_find(struct gt_db *db, const uint8_t hash[GT_TOKEN_SIZE],
                              struct gt_arena *arena, struct gt_api_token *out,
                              struct gt_err *err) GT_MUST_USE;
gt_rc gt_api_token_store_insert(struct gt_db *db, struct gt_api_token *token,
                                struct gt_err *err) GT_MUST_USE;
gt_rc gt_api_token_store_used(struct gt_db *db, int64_t id, int64_t at_ms, struct gt_err *err) GT_MUST_USE;
gt_rc gt_api_token_store_remove(struct gt_db *db, int64_t id, int64_t at_ms,
                                struct gt_err *err) GT_MUST_USE;
/* All of a person. */
gt_rc gt_api_token_store_sweep(struct gt_db *db, int64_t person_id, int64_t at_ms,
                               struct gt_err *err) GT_MUST_USE;

/* One JSON value by name; "" and revision 0 where it was never set. */
struct gt_setting { gt_str value; int64_t revision; };
gt_rc gt_setting_store_get(struct gt_db *db, gt_str key, struct gt_arena *arena,
                           struct gt_setting *out, struct gt_err *err) GT_MUST_USE;
/* GT_ECONFLICT where revision is not the stored one. */
gt_rc gt_setting_store_put(struct gt_db *db, gt_str key, struct gt_setting *setting,
                           struct gt_err *err) GT_MUST_USE;

#endif
