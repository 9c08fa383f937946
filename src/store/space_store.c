/* space_store.c - the space's own row. */
#include "store/space_store.h"

#include "store/rows.h"

static const char sql_get[] =
    "SELECT name_zh, name_en, year, version, created_at_ms, journal_seq, journal_hash"
    " FROM space WHERE id = 1";
static const char sql_init[] =
    "INSERT INTO space (id, name_zh, name_en, year, version, created_at_ms, journal_seq,"
    " journal_hash) VALUES (1, $1, $2, $3, 1, $4, 0, $5)";
static const char sql_version[] = "SELECT version FROM space WHERE id = 1";
static const char sql_bump[] =
    "UPDATE space SET version = version + 1 WHERE id = 1 RETURNING version";

static gt_rc read_meta(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_space_meta *meta = row;
    const gt_str hash = gt_stmt_blob(stmt, 6);
    gt_rc rc;

    if ((rc = gt_stmt_dup(stmt, 0, arena, &meta->name[GT_LANG_ZH])) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 1, arena, &meta->name[GT_LANG_EN])) != GT_OK)
        return rc;
    meta->year = (int)gt_stmt_i64(stmt, 2);
    meta->version = gt_stmt_i64(stmt, 3);
    meta->created_at_ms = gt_stmt_i64(stmt, 4);
    meta->journal_seq = gt_stmt_i64(stmt, 5);
    if (hash.len == GT_HASH_SIZE)
        memcpy(meta->journal_hash, hash.at, GT_HASH_SIZE);
    return GT_OK;
}

static gt_rc no_space(struct gt_err *err)
{
    return gt_fail_field(err, GT_ENOTFOUND, "space",
                         "the database holds no space yet; guatu init makes one",
                         "数据库中还没有单位空间，请先运行 guatu init");
}

gt_rc gt_space_store_get(struct gt_db *db, struct gt_arena *arena,
                         struct gt_space_meta *out, struct gt_err *err)
{
    struct gt_space_meta meta = {0};
    const gt_rc rc = gt_rows_get(db, sql_get, 0, arena, read_meta, &meta, err);

    if (rc == GT_OK)
        *out = meta;
    return rc == GT_ENOTFOUND ? no_space(err) : rc;
}

gt_rc gt_space_store_init(struct gt_db *db, const struct gt_space_meta *meta, struct gt_err *err)
{
    static const char zeros[GT_HASH_SIZE];
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_init, &stmt, err)) != GT_OK)
        return rc;
    gt_stmt_bind_str(stmt, 1, meta->name[GT_LANG_ZH]);
    gt_stmt_bind_str(stmt, 2, meta->name[GT_LANG_EN]);
    gt_stmt_bind_i64(stmt, 3, meta->year);
    gt_stmt_bind_i64(stmt, 4, meta->created_at_ms);
    gt_stmt_bind_blob(stmt, 5, (gt_str){zeros, sizeof zeros});
    rc = gt_stmt_run(stmt, err);
    gt_stmt_release(stmt);
    return rc;
}

static gt_rc one_number(struct gt_db *db, const char *sql, int64_t *out, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql, &stmt, err)) != GT_OK)
        return rc;
    rc = gt_stmt_run_i64(stmt, out, err);
    gt_stmt_release(stmt);
    return rc == GT_ENOTFOUND ? no_space(err) : rc;
}

gt_rc gt_space_store_version(struct gt_db *db, int64_t *out, struct gt_err *err)
{
    return one_number(db, sql_version, out, err);
}

gt_rc gt_space_store_bump(struct gt_db *db, int64_t *version, struct gt_err *err)
{
    return one_number(db, sql_bump, version, err);
}
