/*
 * db_fault.c - a connection whose n-th call fails, around any other one.
 *
 * A failing call does not reach the inner database, except a failing commit:
 * that rolls the inner transaction back, as a database does whose disk says no.
 */
#include "store/db_impl.h"

struct fault_db { struct gt_db base; struct gt_db *inner; };
struct fault_stmt { struct gt_stmt base; struct gt_stmt *inner; };

static _Thread_local int64_t calls_left = -1;

int64_t gt_db_fault_at(int64_t n)
{
    const int64_t left = calls_left;

    calls_left = n;
    return left;
}

static bool fails(struct gt_err *err)
{
    if (calls_left < 0 || calls_left-- > 0)
        return false;
    (void)gt_fail(err, GT_EDB, "the database failed on purpose", "数据库按要求出错");
    return true;
}

static struct gt_db *inner_db(struct gt_db *db) { return ((struct fault_db *)db)->inner; }
static struct gt_stmt *inner(struct gt_stmt *stmt) { return ((struct fault_stmt *)stmt)->inner; }

static void close_db(struct gt_db *db)
{
    gt_db_cache_clear(db);
    gt_db_close(inner_db(db));
    gt_free(db);
}

static gt_rc script(struct gt_db *db, const char *sql, struct gt_err *err)
{
    return fails(err) ? GT_EDB : gt_db_script(inner_db(db), sql, err);
}

static gt_rc prepare(struct gt_db *db, const char *sql, struct gt_stmt **out, struct gt_err *err)
{
    struct fault_stmt *stmt;
    gt_rc rc;

    if (fails(err))
        return GT_EDB;
    if ((stmt = gt_calloc(1, sizeof *stmt)) == NULL)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    if ((rc = gt_db_prepare(inner_db(db), sql, &stmt->inner, err)) != GT_OK) {
        gt_free(stmt);
        return rc;
    }
    *out = &stmt->base;
    return GT_OK;
}

static void finalize(struct gt_stmt *stmt)
{
    gt_stmt_release(inner(stmt));
    gt_free(stmt);
}

static void rewind_stmt(struct gt_stmt *stmt)
{
    struct gt_stmt *within = inner(stmt);

    within->db->ops->rewind(within);
    within->running = false;
    within->bind_rc = GT_OK;
}

static gt_rc bind(struct gt_stmt *stmt, int index, const struct gt_bind *value)
{
    struct gt_stmt *within = inner(stmt);

    return within->db->ops->bind(within, index, value);
}

static enum gt_step step(struct gt_stmt *stmt, struct gt_err *err)
{
    return fails(err) ? GT_STEP_ERROR : gt_stmt_step(inner(stmt), err);
}

static int64_t column_i64(struct gt_stmt *stmt, int col) { return gt_stmt_i64(inner(stmt), col); }
static double column_real(struct gt_stmt *stmt, int col) { return gt_stmt_double(inner(stmt), col); }
static bool column_is_null(struct gt_stmt *stmt, int col) { return gt_stmt_is_null(inner(stmt), col); }

static gt_str column_bytes(struct gt_stmt *stmt, int col, bool blob)
{
    return blob ? gt_stmt_blob(inner(stmt), col) : gt_stmt_str(inner(stmt), col);
}

static gt_rc begin(struct gt_db *db, enum gt_txn_kind kind, struct gt_err *err)
{
    gt_rc rc;

    if (fails(err))
        return GT_EDB;
    rc = gt_db_begin(inner_db(db), kind, err);
    db->lost = inner_db(db)->lost;
    return rc;
}

static gt_rc commit(struct gt_db *db, struct gt_err *err)
{
    if (fails(err)) {
        gt_db_rollback(inner_db(db));
        return GT_EDB;
    }
    return gt_db_commit(inner_db(db), err);
}

static void rollback(struct gt_db *db) { gt_db_rollback(inner_db(db)); }

static const struct gt_db_ops ops = {
    close_db, script, prepare, begin, commit, rollback, finalize, rewind_stmt, bind,
    step, column_i64, column_real, column_bytes, column_is_null,
};

gt_rc gt_db_fault_wrap(struct gt_db *within, struct gt_db **out)
{
    struct fault_db *db = gt_calloc(1, sizeof *db);

    if (db == NULL)
        return GT_ENOMEM;
    db->base.ops = &ops;
    db->base.dialect = within->dialect;
    db->inner = within;
    *out = &db->base;
    return GT_OK;
}
