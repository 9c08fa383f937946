/*
 * pool.h - the connections of one space and the transactions on them.
 *
 * One writer, guarded by a mutex: writes of one process follow each other;
 * between processes the database serialises them.  Readers are opened when
 * they are needed, at most `readers_max`, and see a frozen snapshot for the
 * length of their transaction.  All functions may be called by any thread.
 */
#ifndef GT_STORE_POOL_H
#define GT_STORE_POOL_H

#include "store/db.h"

struct gt_pool;
struct gt_txn;

enum { GT_POOL_READERS_MAX = 8 };

struct gt_pool_options {
    bool create;    /* make the file or schema where it is missing */
    bool faults;    /* tests: wrap every connection (db.h, gt_db_fault_at) */
    int  readers_max; /* 0: GT_POOL_READERS_MAX */
};

/* Opens the writer and migrates the space to the newest version.  Another
 * program's database is left alone: GT_ENOTFOUND, or GT_EEXISTS with create. */
gt_rc gt_pool_open(const char *url, const struct gt_pool_options *options,
                   struct gt_pool **out, struct gt_err *err) GT_MUST_USE;
void  gt_pool_close(struct gt_pool *pool); /* accepts NULL; no txn may be open */

/*
 * Waits for a free connection.  A lost PostgreSQL connection is opened
 * again here; one lost in the middle of a transaction fails it (GT_EDB).
 */
gt_rc gt_txn_begin(struct gt_pool *pool, enum gt_txn_kind kind, struct gt_txn **out,
                   struct gt_err *err) GT_MUST_USE;
struct gt_db *gt_txn_db(struct gt_txn *txn);
/* After GT_OK a write is on disk. */
gt_rc gt_txn_commit(struct gt_txn *txn, struct gt_err *err) GT_MUST_USE;
void  gt_txn_release(struct gt_txn *txn); /* accepts NULL; rolls back unless committed */

#endif
