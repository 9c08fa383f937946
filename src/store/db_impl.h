/* db_impl.h - what a database behind the facade has to offer.  Private to store. */
#ifndef GT_STORE_DB_IMPL_H
#define GT_STORE_DB_IMPL_H

#include "store/db.h"

enum gt_bind_kind { GT_BIND_NULL, GT_BIND_I64, GT_BIND_DOUBLE, GT_BIND_STR, GT_BIND_BLOB };

struct gt_bind {
    enum gt_bind_kind kind;
    int64_t i64;
    double  real;
    gt_str  bytes;
};

struct gt_db_ops {
    void  (*close)(struct gt_db *db);
    gt_rc (*script)(struct gt_db *db, const char *sql, struct gt_err *err);
    gt_rc (*prepare)(struct gt_db *db, const char *sql, struct gt_stmt **out, struct gt_err *err);
    gt_rc (*begin)(struct gt_db *db, enum gt_txn_kind kind, struct gt_err *err);
    gt_rc (*commit)(struct gt_db *db, struct gt_err *err);
    void  (*rollback)(struct gt_db *db);
    /* of a statement; finalize frees it, rewind makes it ready to run anew */
    void  (*finalize)(struct gt_stmt *stmt);
    void  (*rewind)(struct gt_stmt *stmt);
    gt_rc (*bind)(struct gt_stmt *stmt, int index, const struct gt_bind *value);
    enum gt_step (*step)(struct gt_stmt *stmt, struct gt_err *err);
    int64_t (*i64)(struct gt_stmt *stmt, int col);
    double  (*real)(struct gt_stmt *stmt, int col);
    gt_str  (*bytes)(struct gt_stmt *stmt, int col, bool blob);
    bool    (*is_null)(struct gt_stmt *stmt, int col);
};

/* Every backend's own struct begins with this one. */
struct gt_db {
    const struct gt_db_ops *ops;
    enum gt_dialect dialect;
    bool lost;                /* the connection is gone; open anew */
    bool in_txn;
    bool failed;              /* a statement failed in this transaction */
    struct gt_stmt *cache[GT_SQL_CACHE_MAX]; /* open addressing by text */
    uint32_t cache_count;
};

struct gt_stmt {
    struct gt_db *db;
    const char *sql;
    bool  in_use, cached;
    gt_rc bind_rc;            /* the first failed bind since release */
    bool  running;            /* rows may still come */
};

gt_rc gt_db_sqlite_open(const char *path, bool create, struct gt_db **out, struct gt_err *err);
gt_rc gt_db_pg_open(const char *url, bool create, struct gt_db **out, struct gt_err *err);
enum gt_dialect gt_db_url_dialect(const char *url);
/* For ear.c: hears the commits of the schema from now on; *fd is to be polled. */
gt_rc gt_db_pg_listen(struct gt_db *db, int *fd, struct gt_err *err);
gt_rc gt_db_pg_heard(struct gt_db *db, bool *heard, struct gt_err *err);
/* Finalizes every cached statement; backends call it before they close. */
void  gt_db_cache_clear(struct gt_db *db);

#endif
