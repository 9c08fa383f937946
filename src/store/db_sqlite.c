/*
 * db_sqlite.c - SQLite behind the facade: WAL, every commit synced.
 *
 * SQLite takes $1 for a *name* that is numbered by its first appearance, so
 * each $N becomes ?N before it is prepared.
 */
#include <sqlite3.h>
#include <sys/stat.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/buf.h"
#include "store/db_impl.h"

struct sqlite_db {
    struct gt_db base;
    sqlite3 *handle;
};

struct sqlite_stmt {
    struct gt_stmt base;
    sqlite3_stmt *handle;
};

static sqlite3 *handle_of(struct gt_db *db) { return ((struct sqlite_db *)db)->handle; }
static sqlite3_stmt *stmt_of(struct gt_stmt *stmt) { return ((struct sqlite_stmt *)stmt)->handle; }

static gt_rc fail(struct gt_db *db, int code, struct gt_err *err)
{
    const char *words = sqlite3_errmsg(handle_of(db));

    switch (code & 0xff) {
    case SQLITE_NOMEM:
        return gt_fail(err, GT_ENOMEM, "the database is out of memory", "数据库内存不足");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return gt_fail(err, GT_EBUSY, "another program is writing to the space",
                       "另有程序正在写入单位空间");
    case SQLITE_FULL:
        return gt_fail(err, GT_EIO, "the disk is full", "磁盘已满");
    case SQLITE_TOOBIG:
        return gt_fail(err, GT_ELIMIT, "a value is too large for the database",
                       "值过大，数据库无法存放");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return gt_fail(err, GT_EDB, "the file is damaged or no space: %s",
                       "文件已损坏或不是单位空间：%s", words);
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
        return gt_fail(err, GT_EIO, "the space cannot be opened for writing: %s",
                       "无法写入单位空间：%s", words);
    case SQLITE_IOERR:
        return gt_fail(err, GT_EIO, "reading or writing the space failed: %s",
                       "读写单位空间失败：%s", words);
    case SQLITE_CONSTRAINT:
        switch (sqlite3_extended_errcode(handle_of(db))) {
        case SQLITE_CONSTRAINT_UNIQUE:
        case SQLITE_CONSTRAINT_PRIMARYKEY:
            return gt_fail(err, GT_EEXISTS, "the same entry exists already: %s",
                           "已有相同的记录：%s", words);
        case SQLITE_CONSTRAINT_FOREIGNKEY:
            return gt_fail(err, GT_ECONFLICT, "something it refers to is gone, or something still refers to it",
                           "所引用的记录已不存在，或仍被其他记录引用");
        default:
            return gt_fail(err, GT_EINVAL, "the database refuses the value: %s",
                           "数据库拒绝该值：%s", words);
        }
    default:
        return gt_fail(err, GT_EDB, "the database failed: %s", "数据库出错：%s", words);
    }
}

static gt_rc script(struct gt_db *db, const char *sql, struct gt_err *err)
{
    const int code = sqlite3_exec(handle_of(db), sql, NULL, NULL, NULL);

    return code == SQLITE_OK ? GT_OK : fail(db, code, err);
}

/* $N -> ?N outside of quotes. */
static void translate(struct gt_buf *buf, const char *sql)
{
    bool quoted = false;

    for (; *sql != '\0'; sql++) {
        if (*sql == '\'')
            quoted = !quoted;
        gt_buf_char(buf, *sql == '$' && !quoted ? '?' : *sql);
    }
}

static gt_rc prepare(struct gt_db *db, const char *sql, struct gt_stmt **out, struct gt_err *err)
{
    struct sqlite_stmt *stmt = gt_calloc(1, sizeof *stmt);
    struct gt_buf text;
    int code = SQLITE_NOMEM;

    gt_buf_init(&text, 1 << 16);
    translate(&text, sql);
    if (stmt == NULL || text.status != GT_OK)
        goto out;
    code = sqlite3_prepare_v3(handle_of(db), text.at, (int)text.len + 1,
                              SQLITE_PREPARE_PERSISTENT, &stmt->handle, NULL);
out:
    gt_buf_clear(&text);
    if (code != SQLITE_OK) {
        const gt_rc rc = fail(db, code, err);

        gt_free(stmt);
        return rc;
    }
    *out = &stmt->base;
    return GT_OK;
}

static void finalize(struct gt_stmt *stmt)
{
    (void)sqlite3_finalize(stmt_of(stmt));
    gt_free(stmt);
}

static void rewind_stmt(struct gt_stmt *stmt)
{
    (void)sqlite3_reset(stmt_of(stmt));
    (void)sqlite3_clear_bindings(stmt_of(stmt));
}

static gt_rc bind(struct gt_stmt *stmt, int index, const struct gt_bind *value)
{
    sqlite3_stmt *handle = stmt_of(stmt);
    const char *bytes = value->bytes.at != NULL ? value->bytes.at : "";
    int code;

    if (!stmt->running) /* a bind to a finished statement needs a reset first */
        (void)sqlite3_reset(handle);
    switch (value->kind) {
    case GT_BIND_I64:
        code = sqlite3_bind_int64(handle, index, value->i64);
        break;
    case GT_BIND_DOUBLE:
        code = sqlite3_bind_double(handle, index, value->real);
        break;
    case GT_BIND_STR:
        code = sqlite3_bind_text64(handle, index, bytes, value->bytes.len, SQLITE_TRANSIENT,
                                   SQLITE_UTF8);
        break;
    case GT_BIND_BLOB:
        code = sqlite3_bind_blob64(handle, index, bytes, value->bytes.len, SQLITE_TRANSIENT);
        break;
    default:
        code = sqlite3_bind_null(handle, index);
        break;
    }
    return code == SQLITE_OK ? GT_OK : code == SQLITE_NOMEM ? GT_ENOMEM : GT_EINTERNAL;
}

static enum gt_step step(struct gt_stmt *stmt, struct gt_err *err)
{
    const int code = sqlite3_step(stmt_of(stmt));

    stmt->running = code == SQLITE_ROW;
    if (code == SQLITE_ROW)
        return GT_STEP_ROW;
    if (code != SQLITE_DONE)
        (void)fail(stmt->db, code, err);
    (void)sqlite3_reset(stmt_of(stmt));
    return code == SQLITE_DONE ? GT_STEP_DONE : GT_STEP_ERROR;
}

static int64_t column_i64(struct gt_stmt *stmt, int col)
{
    return sqlite3_column_int64(stmt_of(stmt), col);
}

static double column_real(struct gt_stmt *stmt, int col)
{
    return sqlite3_column_double(stmt_of(stmt), col);
}

static gt_str column_bytes(struct gt_stmt *stmt, int col, bool blob)
{
    sqlite3_stmt *handle = stmt_of(stmt);
    const char *at = blob ? sqlite3_column_blob(handle, col)
                          : (const char *)sqlite3_column_text(handle, col);
    const int len = sqlite3_column_bytes(handle, col);

    return at == NULL ? GT_STR("") : (gt_str){at, (size_t)len};
}

static bool column_is_null(struct gt_stmt *stmt, int col)
{
    return sqlite3_column_type(stmt_of(stmt), col) == SQLITE_NULL;
}

static gt_rc begin(struct gt_db *db, enum gt_txn_kind kind, struct gt_err *err)
{
    return script(db, kind == GT_TXN_WRITE ? "BEGIN IMMEDIATE" : "BEGIN", err);
}

static gt_rc commit(struct gt_db *db, struct gt_err *err) { return script(db, "COMMIT", err); }

static void rollback(struct gt_db *db)
{
    /* A failed COMMIT may have rolled back by itself. */
    if (!sqlite3_get_autocommit(handle_of(db)))
        (void)sqlite3_exec(handle_of(db), "ROLLBACK", NULL, NULL, NULL);
}

static void close_db(struct gt_db *db)
{
    gt_db_rollback(db);
    gt_db_cache_clear(db);
    (void)sqlite3_close(handle_of(db));
    gt_free(db);
}

static const struct gt_db_ops ops = {
    close_db, script, prepare, begin, commit, rollback, finalize, rewind_stmt, bind,
    step, column_i64, column_real, column_bytes, column_is_null,
};

/* A file that was made by somebody else would otherwise be migrated into. */
static const char setup[] =
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=FULL;"
    "PRAGMA foreign_keys=ON;"
    "PRAGMA case_sensitive_like=ON;"
    "PRAGMA trusted_schema=OFF;"
    "PRAGMA cache_size=-16000;"
    "PRAGMA temp_store=MEMORY";

/* A space holds password hashes and what an office keeps to itself: a new
 * file is its owner's alone.  SQLite gives its -wal and -shm the same rights. */
static gt_rc make_private(const char *path, struct gt_err *err)
{
    const int fd = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    char words[128];

    if (fd < 0 && errno != EEXIST)
        return gt_fail_field(err, GT_EIO, "space", "%1$s cannot be made: %2$s", "无法建立 %1$s：%2$s",
                             path, strerror_r(errno, words, sizeof words));
    if (fd >= 0)
        (void)close(fd);
    return GT_OK;
}

gt_rc gt_db_sqlite_open(const char *path, bool create, struct gt_db **out, struct gt_err *err)
{
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX |
                      (create ? SQLITE_OPEN_CREATE : 0);
    struct sqlite_db *db;
    struct stat about;
    gt_rc rc;
    int code;

    if (!create && stat(path, &about) != 0 && errno == ENOENT)
        return gt_fail_field(err, GT_ENOTFOUND, "space", "there is no space at %s",
                             "%s 处没有单位空间", path);
    if (create && (rc = make_private(path, err)) != GT_OK)
        return rc;
    if ((db = gt_calloc(1, sizeof *db)) == NULL)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    db->base.ops = &ops;
    db->base.dialect = GT_DIALECT_SQLITE;
    code = sqlite3_open_v2(path, &db->handle, flags, NULL);
    if (code == SQLITE_OK) {
        (void)sqlite3_extended_result_codes(db->handle, 1);
        (void)sqlite3_busy_timeout(db->handle, GT_DB_BUSY_MS);
        (void)sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
        (void)sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
        (void)sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
        code = sqlite3_exec(db->handle, setup, NULL, NULL, NULL);
    }
    if (code != SQLITE_OK) {
        rc = fail(&db->base, code, err);
        (void)sqlite3_close(db->handle);
        gt_free(db);
        return gt_wrap(err, rc, "opening %s", "打开 %s", path);
    }
    *out = &db->base;
    return GT_OK;
}
