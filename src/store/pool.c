/* pool.c - lends connections: one writer behind a mutex, readers on demand. */
#include "store/pool.h"

#include <pthread.h>

#include "store/db_impl.h"
#include "store/migrate.h"

struct gt_pool {
    char *url;
    bool  faults;
    int   readers_max;
    pthread_mutex_t writer_lock; /* held for the length of a write */
    struct gt_db *writer;
    pthread_mutex_t lock;        /* guards what follows */
    pthread_cond_t  freed;
    int   readers;               /* open, idle or lent */
    int   idle_count;
    struct gt_db *idle[GT_POOL_READERS_MAX];
};

struct gt_txn {
    struct gt_pool *pool;
    struct gt_db   *db;
    enum gt_txn_kind kind;
};

static gt_rc open_one(struct gt_pool *pool, bool create, struct gt_db **out, struct gt_err *err)
{
    struct gt_db *plain;
    gt_rc rc;

    if ((rc = gt_db_open(pool->url, create, &plain, err)) != GT_OK)
        return rc;
    if (!pool->faults) {
        *out = plain;
        return GT_OK;
    }
    if ((rc = gt_db_fault_wrap(plain, out)) != GT_OK) {
        gt_db_close(plain);
        return gt_fail(err, rc, "out of memory", "内存不足");
    }
    return GT_OK;
}

static const char sql_ours[] = "SELECT count(*) FROM migration";
static const char sql_theirs[] = "SELECT count(*) FROM sqlite_master";

/* Nothing is migrated into a database that somebody else made. */
static gt_rc check_ours(struct gt_db *db, bool create, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    int64_t tables = 0;
    gt_rc rc = gt_db_prepare(db, sql_ours, &stmt, err);

    gt_stmt_release(stmt);
    stmt = NULL;
    if (rc != GT_EDB) /* ours, or something worse than a missing table */
        return rc;
    gt_err_clear(err);
    if (!create)
        return gt_fail_field(err, GT_ENOTFOUND, "space",
                             "the database holds no space yet; guatu init makes one",
                             "数据库中还没有单位空间，请先运行 guatu init");
    if (gt_db_dialect(db) != GT_DIALECT_SQLITE)
        return GT_OK; /* a schema of its own */
    if ((rc = gt_db_prepare(db, sql_theirs, &stmt, err)) == GT_OK)
        rc = gt_stmt_run_i64(stmt, &tables, err);
    gt_stmt_release(stmt);
    if (rc == GT_OK && tables > 0)
        return gt_fail_field(err, GT_EEXISTS, "space", "the file is another program's database",
                             "该文件是其他程序的数据库");
    return rc;
}

gt_rc gt_pool_open(const char *url, const struct gt_pool_options *options,
                   struct gt_pool **out, struct gt_err *err)
{
    struct gt_pool *pool = gt_calloc(1, sizeof *pool);
    const size_t len = strlen(url);
    gt_rc rc;

    if (pool == NULL || (pool->url = gt_calloc(len + 1, 1)) == NULL) {
        gt_free(pool);
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    }
    memcpy(pool->url, url, len);
    pool->faults = options->faults;
    pool->readers_max = options->readers_max <= 0 || options->readers_max > GT_POOL_READERS_MAX
                            ? GT_POOL_READERS_MAX : options->readers_max;
    (void)pthread_mutex_init(&pool->writer_lock, NULL);
    (void)pthread_mutex_init(&pool->lock, NULL);
    (void)pthread_cond_init(&pool->freed, NULL);
    if ((rc = open_one(pool, options->create, &pool->writer, err)) != GT_OK ||
        (rc = check_ours(pool->writer, options->create, err)) != GT_OK ||
        (rc = gt_migrate(pool->writer, err)) != GT_OK) {
        gt_pool_close(pool);
        return rc;
    }
    *out = pool;
    return GT_OK;
}

void gt_pool_close(struct gt_pool *pool)
{
    if (pool == NULL)
        return;
    for (int at = 0; at < pool->idle_count; at++)
        gt_db_close(pool->idle[at]);
    gt_db_close(pool->writer);
    (void)pthread_cond_destroy(&pool->freed);
    (void)pthread_mutex_destroy(&pool->lock);
    (void)pthread_mutex_destroy(&pool->writer_lock);
    gt_free(pool->url);
    gt_free(pool);
}

/* An idle reader, or a new one, or wait until one comes back. */
static gt_rc take_reader(struct gt_pool *pool, struct gt_db **out, struct gt_err *err)
{
    gt_rc rc;

    (void)pthread_mutex_lock(&pool->lock);
    while (pool->idle_count == 0 && pool->readers >= pool->readers_max)
        (void)pthread_cond_wait(&pool->freed, &pool->lock);
    if (pool->idle_count > 0) {
        *out = pool->idle[--pool->idle_count];
        (void)pthread_mutex_unlock(&pool->lock);
        return GT_OK;
    }
    pool->readers++;
    (void)pthread_mutex_unlock(&pool->lock);
    if ((rc = open_one(pool, false, out, err)) != GT_OK) {
        (void)pthread_mutex_lock(&pool->lock);
        pool->readers--;
        (void)pthread_cond_signal(&pool->freed);
        (void)pthread_mutex_unlock(&pool->lock);
    }
    return rc;
}

static void give_back(struct gt_txn *txn)
{
    struct gt_pool *pool = txn->pool;

    if (txn->kind == GT_TXN_WRITE) {
        (void)pthread_mutex_unlock(&pool->writer_lock);
        return;
    }
    (void)pthread_mutex_lock(&pool->lock);
    pool->idle[pool->idle_count++] = txn->db;
    (void)pthread_cond_signal(&pool->freed);
    (void)pthread_mutex_unlock(&pool->lock);
}

gt_rc gt_txn_begin(struct gt_pool *pool, enum gt_txn_kind kind, struct gt_txn **out,
                   struct gt_err *err)
{
    struct gt_txn *txn = gt_calloc(1, sizeof *txn);
    gt_rc rc;

    if (txn == NULL)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    txn->pool = pool;
    txn->kind = kind;
    if (kind == GT_TXN_WRITE) {
        (void)pthread_mutex_lock(&pool->writer_lock);
        txn->db = pool->writer;
    } else if ((rc = take_reader(pool, &txn->db, err)) != GT_OK) {
        gt_free(txn);
        return rc;
    }
    if ((rc = gt_db_begin(txn->db, kind, err)) != GT_OK) {
        give_back(txn);
        gt_free(txn);
        return rc;
    }
    *out = txn;
    return GT_OK;
}

struct gt_db *gt_txn_db(struct gt_txn *txn) { return txn->db; }

gt_rc gt_txn_commit(struct gt_txn *txn, struct gt_err *err) { return gt_db_commit(txn->db, err); }

void gt_txn_release(struct gt_txn *txn)
{
    if (txn == NULL)
        return;
    gt_db_rollback(txn->db); /* nothing open: nothing done */
    give_back(txn);
    gt_free(txn);
}
