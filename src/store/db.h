/*
 * db.h - one connection to one space's database: SQLite or PostgreSQL.
 *
 * SQL is written once.  Placeholders are $1, $2, ...; every $N of a
 * statement is bound by its number.  DDL uses the macros {ID}, {I64},
 * {REAL}, {BLOB} and {STRICT} (see migrate.h).  The common dialect and its
 * traps are in README.md; no statement may rely on more.
 *
 * A connection is for one thread at a time; pool.h lends them out and owns
 * transactions.  Text that goes in must be UTF-8 without NUL.
 */
#ifndef GT_STORE_DB_H
#define GT_STORE_DB_H

#include "base/base.h"
#include "base/date.h"

struct gt_db;
struct gt_stmt;

enum gt_dialect { GT_DIALECT_SQLITE, GT_DIALECT_PG };

enum {
    GT_SQL_PARAMS_MAX = 40,     /* placeholders of one statement */
    GT_SQL_CACHE_MAX = 256,     /* prepared statements a connection keeps */
    GT_SQL_TEXT_MAX = 32 << 20, /* bytes of one bound or read value */
    GT_DB_BUSY_MS = 10000,      /* how long a writer waits for another process */
};

/*
 * url: the path of a file ("space.gtspace", ":memory:" is refused), or
 * "postgresql://.../db?...&schema=name" as libpq reads it with one more
 * parameter: the schema that holds the space (default "guatu").  A missing
 * SQLite file or PostgreSQL schema is made when `create` says so, otherwise
 * GT_ENOTFOUND.
 */
gt_rc gt_db_open(const char *url, bool create, struct gt_db **out,
                 struct gt_err *err) GT_MUST_USE;
void  gt_db_close(struct gt_db *db); /* accepts NULL; rolls back */

enum gt_dialect gt_db_dialect(const struct gt_db *db);

/* Runs a script of several statements without parameters or results. */
gt_rc gt_db_script(struct gt_db *db, const char *sql, struct gt_err *err) GT_MUST_USE;

/*
 * Prepared once for a connection and SQL text, then taken from its cache.
 * sql must be a constant that outlives the connection.  A statement that is
 * still in use (not released) is prepared a second time.
 */
gt_rc gt_db_prepare(struct gt_db *db, const char *sql, struct gt_stmt **out,
                    struct gt_err *err) GT_MUST_USE;
void  gt_stmt_release(struct gt_stmt *stmt); /* accepts NULL; back to the cache */

/* Indexes from 1.  A failed bind surfaces in step.  Bytes are copied. */
void gt_stmt_bind_i64(struct gt_stmt *stmt, int index, int64_t value);
void gt_stmt_bind_double(struct gt_stmt *stmt, int index, double value);
void gt_stmt_bind_str(struct gt_stmt *stmt, int index, gt_str value);
void gt_stmt_bind_blob(struct gt_stmt *stmt, int index, gt_str bytes);
void gt_stmt_bind_null(struct gt_stmt *stmt, int index);
/* NULL for GT_DAY_NONE, otherwise ISO text; NULL for 0, otherwise the number. */
void gt_stmt_bind_day(struct gt_stmt *stmt, int index, gt_day day);
void gt_stmt_bind_ref(struct gt_stmt *stmt, int index, int64_t id);

enum gt_step { GT_STEP_ROW, GT_STEP_DONE, GT_STEP_ERROR };

/*
 * After DONE or ERROR the next step runs the statement anew with what is
 * bound then.  ERROR fills err: GT_EDB, GT_EEXISTS (a unique key),
 * GT_ECONFLICT (a reference, or another process won), GT_EBUSY, GT_ENOMEM.
 */
enum gt_step gt_stmt_step(struct gt_stmt *stmt, struct gt_err *err) GT_MUST_USE;

/* Columns from 0, each read by the getter of its own type.  Text and bytes
 * die at the next step.  NULL reads as 0, "". */
int64_t gt_stmt_i64(struct gt_stmt *stmt, int col);
double  gt_stmt_double(struct gt_stmt *stmt, int col);
gt_str  gt_stmt_str(struct gt_stmt *stmt, int col);
gt_str  gt_stmt_blob(struct gt_stmt *stmt, int col);
bool    gt_stmt_is_null(struct gt_stmt *stmt, int col);
gt_day  gt_stmt_day(struct gt_stmt *stmt, int col); /* GT_DAY_NONE for NULL */
/* The arena's copy outlives the step. */
gt_rc   gt_stmt_dup(struct gt_stmt *stmt, int col, struct gt_arena *arena,
                    gt_str *out) GT_MUST_USE;

/* Steps once, expects no further row.  *out gets column 0 where a row came. */
gt_rc gt_stmt_run(struct gt_stmt *stmt, struct gt_err *err) GT_MUST_USE;
/* GT_ENOTFOUND (err untouched) where no row came. */
gt_rc gt_stmt_run_i64(struct gt_stmt *stmt, int64_t *out, struct gt_err *err) GT_MUST_USE;

/* Plain transaction control; pool.h is what work uses.  Once a statement has
 * failed, commit refuses: the transaction can only be rolled back. */
enum gt_txn_kind { GT_TXN_READ, GT_TXN_WRITE };
gt_rc gt_db_begin(struct gt_db *db, enum gt_txn_kind kind, struct gt_err *err) GT_MUST_USE;
gt_rc gt_db_commit(struct gt_db *db, struct gt_err *err) GT_MUST_USE;
void  gt_db_rollback(struct gt_db *db); /* nothing open: nothing done */

/*
 * Tests only: wraps a connection so that calls can be made to fail (it owns
 * the inner one from then on; on failure the inner one stays the caller's).
 */
gt_rc gt_db_fault_wrap(struct gt_db *inner, struct gt_db **out) GT_MUST_USE;
/* The n-th call (prepare, step, script, begin, commit) on this thread from
 * now on fails with GT_EDB, once; -1 switches off.  Returns what was left. */
int64_t gt_db_fault_at(int64_t n);

#endif
