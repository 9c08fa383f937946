/* account_parts_store.c - what hangs on an account; settings. */
#include "store/account_store.h"

#include "store/rows.h"

enum { PASTS_MAX = 1000 };

static const char sql_past_list[] =
    "SELECT hash, at_ms FROM password_past WHERE account_id = $1 ORDER BY id DESC";
static const char sql_past_add[] =
    "INSERT INTO password_past (account_id, hash, at_ms) VALUES ($1, $2, $3)";
static const char sql_recovery_drop[] = "DELETE FROM recovery_code WHERE account_id = $1";
static const char sql_recovery_add[] =
    "INSERT INTO recovery_code (account_id, hash, used_at_ms) VALUES ($1, $2, 0)";
static const char sql_recovery_use[] =
    "UPDATE recovery_code SET used_at_ms = $1 WHERE account_id = $2 AND hash = $3 AND used_at_ms = 0"
    " RETURNING account_id";
static const char sql_recovery_left[] =
    "SELECT count(*) FROM recovery_code WHERE account_id = $1 AND used_at_ms = 0";
static const char sql_identity_find[] =
    "SELECT person_id FROM identity WHERE provider = $1 AND subject = $2";
static const char sql_identity_put[] =
    "INSERT INTO identity (provider, subject, person_id, at_ms) VALUES ($1, $2, $3, $4)";
static const char sql_identity_drop[] = "DELETE FROM identity WHERE person_id = $1";

#define TOKEN "id, person_id, name, token_hash, hint, scopes, created_at_ms, expires_at_ms, used_at_ms," \
              " removed_at_ms"
static const char sql_token_list[] =
    "SELECT " TOKEN " FROM api_token WHERE person_id = $1 AND removed_at_ms IS NULL ORDER BY id DESC";
static const char sql_token_find[] =
    "SELECT " TOKEN " FROM api_token WHERE token_hash = $1 AND removed_at_ms IS NULL";
static const char sql_token_insert[] =
    "INSERT INTO api_token (person_id, name, token_hash, hint, scopes, created_at_ms, expires_at_ms,"
    " used_at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, 0) RETURNING id";
static const char sql_token_used[] = "UPDATE api_token SET used_at_ms = $1 WHERE id = $2";
static const char sql_token_remove[] =
    "UPDATE api_token SET removed_at_ms = $1 WHERE id = $2 AND removed_at_ms IS NULL";
static const char sql_token_sweep[] =
    "UPDATE api_token SET removed_at_ms = $1 WHERE person_id = $2 AND removed_at_ms IS NULL";

static const char sql_setting_get[] = "SELECT value, revision FROM setting WHERE key = $1";
static const char sql_setting_insert[] = "INSERT INTO setting (key, value, revision) VALUES ($1, $2, 1)";
static const char sql_setting_update[] =
    "UPDATE setting SET value = $1, revision = revision + 1 WHERE key = $2 AND revision = $3"
    " RETURNING revision";

static gt_str token_of(const uint8_t hash[GT_TOKEN_SIZE])
{
    return (gt_str){(const char *)hash, GT_TOKEN_SIZE};
}

/* Two numbers and nothing back. */
static gt_rc run_two(struct gt_db *db, const char *sql, int64_t one, int64_t two, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql, &stmt, err)) == GT_OK) {
        gt_stmt_bind_i64(stmt, 1, one);
        gt_stmt_bind_i64(stmt, 2, two);
        rc = gt_stmt_run(stmt, err);
    }
    gt_stmt_release(stmt);
    return rc;
}

/* ---- earlier passwords --------------------------------------------------------- */

static gt_rc read_past(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_past *past = row;

    past->at_ms = gt_stmt_i64(stmt, 1);
    return gt_stmt_dup(stmt, 0, arena, &past->hash);
}

gt_rc gt_past_store_list(struct gt_db *db, int64_t account_id, struct gt_arena *arena, gt_pasts *out,
                         struct gt_err *err)
{
    return gt_rows_query(db, sql_past_list, account_id, arena, read_past, sizeof(struct gt_past), PASTS_MAX,
                         out, err);
}

gt_rc gt_past_store_add(struct gt_db *db, int64_t account_id, gt_str hash, int64_t at_ms,
                        struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_past_add, &stmt, err)) == GT_OK) {
        gt_stmt_bind_i64(stmt, 1, account_id);
        gt_stmt_bind_str(stmt, 2, hash);
        gt_stmt_bind_i64(stmt, 3, at_ms);
        rc = gt_stmt_run(stmt, err);
    }
    gt_stmt_release(stmt);
    return rc;
}

/* ---- recovery codes ---------------------------------------------------------------- */

gt_rc gt_recovery_store_put(struct gt_db *db, int64_t account_id,
                            const uint8_t (*hashes)[GT_TOKEN_SIZE], size_t count, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc = gt_rows_run(db, sql_recovery_drop, account_id, err);

    for (size_t at = 0; at < count && rc == GT_OK; at++) {
        if ((rc = gt_db_prepare(db, sql_recovery_add, &stmt, err)) == GT_OK) {
            gt_stmt_bind_i64(stmt, 1, account_id);
            gt_stmt_bind_blob(stmt, 2, token_of(hashes[at]));
            rc = gt_stmt_run(stmt, err);
        }
        gt_stmt_release(stmt);
        stmt = NULL;
    }
    return rc;
}

gt_rc gt_recovery_store_use(struct gt_db *db, int64_t account_id, const uint8_t hash[GT_TOKEN_SIZE],
                            int64_t at_ms, bool *used, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    enum gt_step step = GT_STEP_DONE;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_recovery_use, &stmt, err)) == GT_OK) {
        gt_stmt_bind_i64(stmt, 1, at_ms);
        gt_stmt_bind_i64(stmt, 2, account_id);
        gt_stmt_bind_blob(stmt, 3, token_of(hash));
        if ((step = gt_stmt_step(stmt, err)) == GT_STEP_ERROR)
            rc = GT_EDB;
    }
    gt_stmt_release(stmt);
    *used = rc == GT_OK && step == GT_STEP_ROW;
    return rc;
}

gt_rc gt_recovery_store_left(struct gt_db *db, int64_t account_id, int64_t *count, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_recovery_left, &stmt, err)) == GT_OK) {
        gt_stmt_bind_i64(stmt, 1, account_id);
        rc = gt_stmt_run_i64(stmt, count, err);
    }
    gt_stmt_release(stmt);
    return rc;
}

/* ---- identities ----------------------------------------------------------------------- */

gt_rc gt_identity_store_find(struct gt_db *db, gt_str provider, gt_str subject, int64_t *person_id,
                             struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    enum gt_step step = GT_STEP_DONE;
    gt_rc rc;

    *person_id = 0;
    if ((rc = gt_db_prepare(db, sql_identity_find, &stmt, err)) == GT_OK) {
        gt_stmt_bind_str(stmt, 1, provider);
        gt_stmt_bind_str(stmt, 2, subject);
        if ((step = gt_stmt_step(stmt, err)) == GT_STEP_ERROR)
            rc = GT_EDB;
        else if (step == GT_STEP_ROW)
            *person_id = gt_stmt_i64(stmt, 0);
    }
    gt_stmt_release(stmt);
    return rc;
}

gt_rc gt_identity_store_put(struct gt_db *db, gt_str provider, gt_str subject, int64_t person_id,
                            int64_t at_ms, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_identity_put, &stmt, err)) == GT_OK) {
        gt_stmt_bind_str(stmt, 1, provider);
        gt_stmt_bind_str(stmt, 2, subject);
        gt_stmt_bind_i64(stmt, 3, person_id);
        gt_stmt_bind_i64(stmt, 4, at_ms);
        rc = gt_stmt_run(stmt, err);
    }
    gt_stmt_release(stmt);
    return rc;
}

gt_rc gt_identity_store_drop(struct gt_db *db, int64_t person_id, struct gt_err *err)
{
    return gt_rows_run(db, sql_identity_drop, person_id, err);
}

/* ---- API tokens -------------------------------------------------------------------------- */

static gt_rc read_token(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_api_token *token = row;
    const gt_str hash = gt_stmt_blob(stmt, 3);
    gt_rc rc;

    token->id = gt_stmt_i64(stmt, 0);
    token->person_id = gt_stmt_i64(stmt, 1);
    if (hash.len == GT_TOKEN_SIZE)
        memcpy(token->hash, hash.at, GT_TOKEN_SIZE);
    token->created_at_ms = gt_stmt_i64(stmt, 6);
    token->expires_at_ms = gt_stmt_i64(stmt, 7);
    token->used_at_ms = gt_stmt_i64(stmt, 8);
    token->removed_at_ms = gt_stmt_i64(stmt, 9);
    if ((rc = gt_stmt_dup(stmt, 2, arena, &token->name)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 4, arena, &token->hint)) != GT_OK)
        return rc;
    return gt_stmt_dup(stmt, 5, arena, &token->scopes);
}

gt_rc gt_api_token_store_list(struct gt_db *db, int64_t person_id, struct gt_arena *arena,
                              gt_api_tokens *out, struct gt_err *err)
{
    return gt_rows_query(db, sql_token_list, person_id, arena, read_token, sizeof(struct gt_api_token),
                         GT_API_TOKENS_MAX, out, err);
}

gt_rc gt_api_token_store_find(struct gt_db *db, const uint8_t hash[GT_TOKEN_SIZE],
                              struct gt_arena *arena, struct gt_api_token *out, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_token_find, &stmt, err)) == GT_OK) {
        gt_stmt_bind_blob(stmt, 1, token_of(hash));
        rc = gt_rows_one(stmt, arena, read_token, out, err);
    }
    gt_stmt_release(stmt);
    return rc;
}

gt_rc gt_api_token_store_insert(struct gt_db *db, struct gt_api_token *token, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_token_insert, &stmt, err)) == GT_OK) {
        gt_stmt_bind_i64(stmt, 1, token->person_id);
        gt_stmt_bind_str(stmt, 2, token->name);
        gt_stmt_bind_blob(stmt, 3, token_of(token->hash));
        gt_stmt_bind_str(stmt, 4, token->hint);
        gt_stmt_bind_str(stmt, 5, token->scopes);
        gt_stmt_bind_i64(stmt, 6, token->created_at_ms);
        gt_stmt_bind_i64(stmt, 7, token->expires_at_ms);
        rc = gt_stmt_run_i64(stmt, &token->id, err);
    }
    gt_stmt_release(stmt);
    return rc;
}

gt_rc gt_api_token_store_used(struct gt_db *db, int64_t id, int64_t at_ms, struct gt_err *err)
{
    return run_two(db, sql_token_used, at_ms, id, err);
}

gt_rc gt_api_token_store_remove(struct gt_db *db, int64_t id, int64_t at_ms, struct gt_err *err)
{
    return run_two(db, sql_token_remove, at_ms, id, err);
}

gt_rc gt_api_token_store_sweep(struct gt_db *db, int64_t person_id, int64_t at_ms, struct gt_err *err)
{
    return run_two(db, sql_token_sweep, at_ms, person_id, err);
}

/* ---- settings ----------------------------------------------------------------------------- */

static gt_rc read_setting(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_setting *setting = row;

    setting->revision = gt_stmt_i64(stmt, 1);
    return gt_stmt_dup(stmt, 0, arena, &setting->value);
}

gt_rc gt_setting_store_get(struct gt_db *db, gt_str key, struct gt_arena *arena,
                           struct gt_setting *out, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    *out = (struct gt_setting){.value = GT_STR("")};
    if ((rc = gt_db_prepare(db, sql_setting_get, &stmt, err)) == GT_OK) {
        gt_stmt_bind_str(stmt, 1, key);
        rc = gt_rows_one(stmt, arena, read_setting, out, err);
    }
    gt_stmt_release(stmt);
    return rc == GT_ENOTFOUND ? GT_OK : rc;
}

gt_rc gt_setting_store_put(struct gt_db *db, gt_str key, struct gt_setting *setting,
                           struct gt_err *err)
{
    const bool fresh = setting->revision == 0;
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, fresh ? sql_setting_insert : sql_setting_update, &stmt, err)) != GT_OK)
        return rc;
    gt_stmt_bind_str(stmt, fresh ? 1 : 2, key);
    gt_stmt_bind_str(stmt, fresh ? 2 : 1, setting->value);
    if (fresh) {
        rc = gt_stmt_run(stmt, err);
        if (rc == GT_EEXISTS)
            rc = gt_fail(err, GT_ECONFLICT, "somebody set this meanwhile; look again",
                         "此项设置刚刚被他人修改，请重新查看");
        setting->revision = 1;
    } else {
        gt_stmt_bind_i64(stmt, 3, setting->revision);
        rc = gt_rows_revised(stmt, &setting->revision, "setting", "设置", 0, err);
    }
    gt_stmt_release(stmt);
    return rc;
}
