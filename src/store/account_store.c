/* account_store.c - how people sign in, and who is signed in (person_store.h). */
#include "store/person_store.h"
#include "store/rows.h"

#define ACCOUNT "id, person_id, login, hash, failed_count, locked_until_ms, changed_at_ms," \
                " must_change, disabled, totp_secret, totp_on_ms, totp_step, seen_at_ms"
static const char sql_find[] = "SELECT " ACCOUNT " FROM account WHERE login = $1";
static const char sql_of[] = "SELECT " ACCOUNT " FROM account WHERE person_id = $1";
static const char sql_list[] = "SELECT " ACCOUNT " FROM account ORDER BY login";
static const char sql_insert[] =
    "INSERT INTO account (person_id, login, hash, failed_count, locked_until_ms, changed_at_ms,"
    " must_change, disabled, totp_secret, totp_on_ms, totp_step, seen_at_ms)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id";
static const char sql_update[] =
    "UPDATE account SET person_id = $1, login = $2, hash = $3, failed_count = $4,"
    " locked_until_ms = $5, changed_at_ms = $6, must_change = $7, disabled = $8,"
    " totp_secret = $9, totp_on_ms = $10, totp_step = $11, seen_at_ms = $12 WHERE id = $13";

#define SESSION "token_hash, person_id, created_at_ms, seen_at_ms, expires_at_ms, csrf, agent, address, stage, way"
static const char sql_session_insert[] =
    "INSERT INTO session (" SESSION ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
static const char sql_session_list[] =
    "SELECT " SESSION " FROM session WHERE person_id = $1 ORDER BY seen_at_ms DESC, created_at_ms DESC";
static const char sql_session_find[] = "SELECT " SESSION " FROM session WHERE token_hash = $1";
static const char sql_session_touch[] =
    "UPDATE session SET seen_at_ms = $1, expires_at_ms = $2 WHERE token_hash = $3";
static const char sql_session_remove[] = "DELETE FROM session WHERE token_hash = $1";
static const char sql_session_sweep[] =
    "DELETE FROM session WHERE expires_at_ms <= $1"
    " AND (cast($2 AS BIGINT) = 0 OR person_id = cast($2 AS BIGINT))";

static gt_rc read_account(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_account *account = row;
    gt_rc rc;

    account->id = gt_stmt_i64(stmt, 0);
    account->person_id = gt_stmt_i64(stmt, 1);
    if ((rc = gt_stmt_dup(stmt, 2, arena, &account->login)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 3, arena, &account->hash)) != GT_OK)
        return rc;
    account->failed_count = gt_stmt_i64(stmt, 4);
    account->locked_until_ms = gt_stmt_i64(stmt, 5);
    account->changed_at_ms = gt_stmt_i64(stmt, 6);
    account->must_change = gt_stmt_i64(stmt, 7);
    account->disabled = gt_stmt_i64(stmt, 8);
    account->totp_on_ms = gt_stmt_i64(stmt, 10);
    account->totp_step = gt_stmt_i64(stmt, 11);
    account->seen_at_ms = gt_stmt_i64(stmt, 12);
    return gt_arena_dup(arena, gt_stmt_is_null(stmt, 9) ? GT_STR("") : gt_stmt_blob(stmt, 9),
                        &account->totp_secret);
}

static void bind_account(struct gt_stmt *stmt, const struct gt_account *account)
{
    gt_stmt_bind_i64(stmt, 1, account->person_id);
    gt_stmt_bind_str(stmt, 2, account->login);
    gt_stmt_bind_str(stmt, 3, account->hash);
    gt_stmt_bind_i64(stmt, 4, account->failed_count);
    gt_stmt_bind_i64(stmt, 5, account->locked_until_ms);
    gt_stmt_bind_i64(stmt, 6, account->changed_at_ms);
    gt_stmt_bind_i64(stmt, 7, account->must_change);
    gt_stmt_bind_i64(stmt, 8, account->disabled);
    if (account->totp_secret.len > 0)
        gt_stmt_bind_blob(stmt, 9, account->totp_secret);
    else
        gt_stmt_bind_null(stmt, 9);
    gt_stmt_bind_i64(stmt, 10, account->totp_on_ms);
    gt_stmt_bind_i64(stmt, 11, account->totp_step);
    gt_stmt_bind_i64(stmt, 12, account->seen_at_ms);
}

gt_rc gt_account_store_find(struct gt_db *db, gt_str login, struct gt_arena *arena,
                            struct gt_account *out, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_find, &stmt, err)) != GT_OK)
        return rc;
    gt_stmt_bind_str(stmt, 1, login);
    rc = gt_rows_one(stmt, arena, read_account, out, err);
    gt_stmt_release(stmt);
    return rc;
}

gt_rc gt_account_store_of(struct gt_db *db, int64_t person_id, struct gt_arena *arena,
                          struct gt_account *out, struct gt_err *err)
{
    return gt_rows_get(db, sql_of, person_id, arena, read_account, out, err);
}

gt_rc gt_account_store_list(struct gt_db *db, struct gt_arena *arena, gt_accounts *out,
                            struct gt_err *err)
{
    return gt_rows_query(db, sql_list, 0, arena, read_account, sizeof(struct gt_account), GT_PEOPLE_MAX,
                         out, err);
}

gt_rc gt_account_store_insert(struct gt_db *db, struct gt_account *account, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_insert, &stmt, err)) == GT_OK) {
        bind_account(stmt, account);
        rc = gt_stmt_run_i64(stmt, &account->id, err);
    }
    gt_stmt_release(stmt);
    return rc == GT_OK ? GT_OK : gt_wrap(err, rc, "adding account %.*s", "新增账号 %.*s",
                                         GT_FMT(account->login));
}

gt_rc gt_account_store_update(struct gt_db *db, const struct gt_account *account,
                              struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_update, &stmt, err)) == GT_OK) {
        bind_account(stmt, account);
        gt_stmt_bind_i64(stmt, 13, account->id);
        rc = gt_stmt_run(stmt, err);
    }
    gt_stmt_release(stmt);
    return rc;
}

/* ---- sessions --------------------------------------------------------------- */

static gt_str token(const uint8_t hash[GT_TOKEN_SIZE])
{
    return (gt_str){(const char *)hash, GT_TOKEN_SIZE};
}

static gt_rc read_session(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_session *session = row;
    const gt_str hash = gt_stmt_blob(stmt, 0);
    gt_rc rc;

    if (hash.len == GT_TOKEN_SIZE)
        memcpy(session->token_hash, hash.at, GT_TOKEN_SIZE);
    session->person_id = gt_stmt_i64(stmt, 1);
    session->created_at_ms = gt_stmt_i64(stmt, 2);
    session->seen_at_ms = gt_stmt_i64(stmt, 3);
    session->expires_at_ms = gt_stmt_i64(stmt, 4);
    if ((rc = gt_stmt_dup(stmt, 5, arena, &session->csrf)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 6, arena, &session->agent)) != GT_OK)
        return rc;
    session->stage = gt_stmt_i64(stmt, 8);
    if ((rc = gt_stmt_dup(stmt, 7, arena, &session->address)) != GT_OK)
        return rc;
    return gt_stmt_dup(stmt, 9, arena, &session->way);
}

gt_rc gt_session_store_insert(struct gt_db *db, const struct gt_session *session,
                              struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_session_insert, &stmt, err)) != GT_OK)
        return rc;
    gt_stmt_bind_blob(stmt, 1, token(session->token_hash));
    gt_stmt_bind_i64(stmt, 2, session->person_id);
    gt_stmt_bind_i64(stmt, 3, session->created_at_ms);
    gt_stmt_bind_i64(stmt, 4, session->seen_at_ms);
    gt_stmt_bind_i64(stmt, 5, session->expires_at_ms);
    gt_stmt_bind_str(stmt, 6, session->csrf);
    gt_stmt_bind_str(stmt, 7, session->agent);
    gt_stmt_bind_str(stmt, 8, session->address);
    gt_stmt_bind_i64(stmt, 9, session->stage);
    gt_stmt_bind_str(stmt, 10, session->way.len > 0 ? session->way : GT_STR("password"));
    rc = gt_stmt_run(stmt, err);
    gt_stmt_release(stmt);
    return rc;
}

gt_rc gt_session_store_find(struct gt_db *db, const uint8_t token_hash[GT_TOKEN_SIZE],
                            struct gt_arena *arena, struct gt_session *out, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_session_find, &stmt, err)) != GT_OK)
        return rc;
    gt_stmt_bind_blob(stmt, 1, token(token_hash));
    rc = gt_rows_one(stmt, arena, read_session, out, err);
    gt_stmt_release(stmt);
    return rc;
}

gt_rc gt_session_store_list(struct gt_db *db, int64_t person_id, struct gt_arena *arena,
                            gt_sessions *out, struct gt_err *err)
{
    return gt_rows_query(db, sql_session_list, person_id, arena, read_session, sizeof(struct gt_session),
                         GT_PEOPLE_MAX, out, err);
}

gt_rc gt_session_store_touch(struct gt_db *db, const uint8_t token_hash[GT_TOKEN_SIZE],
                             int64_t seen_at_ms, int64_t expires_at_ms, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_session_touch, &stmt, err)) != GT_OK)
        return rc;
    gt_stmt_bind_i64(stmt, 1, seen_at_ms);
    gt_stmt_bind_i64(stmt, 2, expires_at_ms);
    gt_stmt_bind_blob(stmt, 3, token(token_hash));
    rc = gt_stmt_run(stmt, err);
    gt_stmt_release(stmt);
    return rc;
}

gt_rc gt_session_store_remove(struct gt_db *db, const uint8_t token_hash[GT_TOKEN_SIZE],
                              struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_session_remove, &stmt, err)) != GT_OK)
        return rc;
    gt_stmt_bind_blob(stmt, 1, token(token_hash));
    rc = gt_stmt_run(stmt, err);
    gt_stmt_release(stmt);
    return rc;
}

gt_rc gt_session_store_sweep(struct gt_db *db, int64_t person_id, int64_t before_ms,
                             struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_session_sweep, &stmt, err)) != GT_OK)
        return rc;
    gt_stmt_bind_i64(stmt, 1, before_ms);
    gt_stmt_bind_i64(stmt, 2, person_id);
    rc = gt_stmt_run(stmt, err);
    gt_stmt_release(stmt);
    return rc;
}
