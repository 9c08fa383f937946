/* file_store.c - original files, byte for byte, known by their SHA-256. */
#include "store/file_store.h"

#include <sodium.h>

#include "store/rows.h"

#define COLUMNS "id, sha256, name, media, size, person_id, at_ms"
static const char sql_same[] = "SELECT id FROM file WHERE sha256 = $1 AND name = $2";
static const char sql_add[] =
    "INSERT INTO file (sha256, name, media, size, person_id, at_ms, bytes)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id";
static const char sql_get[] = "SELECT " COLUMNS " FROM file WHERE id = $1";
static const char sql_bytes[] = "SELECT bytes, sha256 FROM file WHERE id = $1";

static gt_str hash_of(const uint8_t hash[GT_HASH_SIZE])
{
    return (gt_str){(const char *)hash, GT_HASH_SIZE};
}

gt_rc gt_file_store_add(struct gt_db *db, struct gt_file *file, gt_str bytes, struct gt_err *err)
{
    struct gt_stmt *same = NULL, *add = NULL;
    gt_rc rc;

    if (bytes.len > GT_FILE_BYTES_MAX)
        return gt_fail_field(err, GT_ELIMIT, "file", "a file may have at most %d MB",
                             "文件不得超过%d MB", GT_FILE_BYTES_MAX >> 20);
    if (file->name.len > GT_FILE_NAME_MAX)
        return gt_fail_field(err, GT_ELIMIT, "file", "a file's name may have at most %d bytes",
                             "文件名不得超过%d字节", (int)GT_FILE_NAME_MAX);
    (void)crypto_hash_sha256(file->sha256, (const unsigned char *)(bytes.at != NULL ? bytes.at : ""),
                             bytes.len);
    file->size = (int64_t)bytes.len;
    if ((rc = gt_db_prepare(db, sql_same, &same, err)) != GT_OK)
        goto out;
    gt_stmt_bind_blob(same, 1, hash_of(file->sha256));
    gt_stmt_bind_str(same, 2, file->name);
    if ((rc = gt_stmt_run_i64(same, &file->id, err)) != GT_ENOTFOUND ||
        (rc = gt_db_prepare(db, sql_add, &add, err)) != GT_OK)
        goto out;
    gt_stmt_bind_blob(add, 1, hash_of(file->sha256));
    gt_stmt_bind_str(add, 2, file->name);
    gt_stmt_bind_str(add, 3, file->media);
    gt_stmt_bind_i64(add, 4, file->size);
    gt_stmt_bind_i64(add, 5, file->person_id);
    gt_stmt_bind_i64(add, 6, file->at_ms);
    gt_stmt_bind_blob(add, 7, bytes);
    rc = gt_stmt_run_i64(add, &file->id, err);
out:
    gt_stmt_release(same);
    gt_stmt_release(add);
    return rc == GT_OK ? GT_OK : gt_wrap(err, rc, "keeping the file %.*s", "保存文件 %.*s",
                                         GT_FMT(file->name));
}

static gt_rc read_file(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_file *file = row;
    const gt_str hash = gt_stmt_blob(stmt, 1);
    gt_rc rc;

    file->id = gt_stmt_i64(stmt, 0);
    if (hash.len == GT_HASH_SIZE)
        memcpy(file->sha256, hash.at, GT_HASH_SIZE);
    if ((rc = gt_stmt_dup(stmt, 2, arena, &file->name)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 3, arena, &file->media)) != GT_OK)
        return rc;
    file->size = gt_stmt_i64(stmt, 4);
    file->person_id = gt_stmt_i64(stmt, 5);
    file->at_ms = gt_stmt_i64(stmt, 6);
    return GT_OK;
}

gt_rc gt_file_store_get(struct gt_db *db, int64_t id, struct gt_arena *arena,
                        struct gt_file *out, struct gt_err *err)
{
    const gt_rc rc = gt_rows_get(db, sql_get, id, arena, read_file, out, err);

    return rc == GT_ENOTFOUND ? gt_rows_missing(err, "file", "文件", id) : rc;
}

struct content { gt_str bytes; bool same; };

static gt_rc read_content(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct content *content = row;
    const gt_str want = gt_stmt_blob(stmt, 1);
    uint8_t hash[GT_HASH_SIZE];
    gt_rc rc;

    if ((rc = gt_arena_dup(arena, gt_stmt_blob(stmt, 0), &content->bytes)) != GT_OK)
        return rc;
    (void)crypto_hash_sha256(hash, (const unsigned char *)content->bytes.at, content->bytes.len);
    content->same = want.len == GT_HASH_SIZE && memcmp(want.at, hash, GT_HASH_SIZE) == 0;
    return GT_OK;
}

gt_rc gt_file_store_bytes(struct gt_db *db, int64_t id, struct gt_arena *arena, gt_str *out,
                          struct gt_err *err)
{
    struct content content = {0};
    const gt_rc rc = gt_rows_get(db, sql_bytes, id, arena, read_content, &content, err);

    if (rc != GT_OK)
        return rc == GT_ENOTFOUND ? gt_rows_missing(err, "file", "文件", id) : rc;
    if (!content.same)
        return gt_fail(err, GT_EDB, "file %lld is no longer the one that was stored",
                       "文件%lld与存入时不一致", (long long)id);
    *out = content.bytes;
    return GT_OK;
}
