/* db.c - the facade: chooses the backend, keeps the statement cache, checks
 * what is bound.  Nothing here knows either database. */
#include "store/db.h"

#include "base/map.h"
#include "base/utf8.h"
#include "store/db_impl.h"

enum gt_dialect gt_db_url_dialect(const char *url)
{
    const gt_str s = gt_str_from(url);

    return gt_str_starts(s, GT_STR("postgresql://")) || gt_str_starts(s, GT_STR("postgres://"))
               ? GT_DIALECT_PG : GT_DIALECT_SQLITE;
}

gt_rc gt_db_open(const char *url, bool create, struct gt_db **out, struct gt_err *err)
{
    const gt_str s = gt_str_from(url);

    if (gt_db_url_dialect(url) == GT_DIALECT_PG)
        return gt_db_pg_open(url, create, out, err);
    if (s.len == 0 || gt_str_eq(s, GT_STR(":memory:")) ||
        gt_str_find(s, GT_STR("://"), 0) != SIZE_MAX)
        return gt_fail_field(err, GT_EINVAL, "space",
                             "\"%.*s\" names no space: expected a file path or postgresql://...",
                             "“%.*s”不是单位空间：应为文件路径或 postgresql://…", GT_FMT(s));
    return gt_db_sqlite_open(url, create, out, err);
}

void gt_db_close(struct gt_db *db)
{
    if (db != NULL)
        db->ops->close(db);
}

enum gt_dialect gt_db_dialect(const struct gt_db *db) { return db->dialect; }

gt_rc gt_db_script(struct gt_db *db, const char *sql, struct gt_err *err)
{
    const gt_rc rc = db->ops->script(db, sql, err);

    if (rc != GT_OK)
        db->failed = true;
    return rc;
}

/* The slot of sql, or the free one where it would stand; the table is never
 * full because one slot is always left. */
static struct gt_stmt **cache_slot(struct gt_db *db, const char *sql)
{
    uint32_t at = (uint32_t)(gt_hash(gt_str_from(sql)) % GT_SQL_CACHE_MAX);

    while (db->cache[at] != NULL && strcmp(db->cache[at]->sql, sql) != 0)
        at = (at + 1) % GT_SQL_CACHE_MAX;
    return &db->cache[at];
}

void gt_db_cache_clear(struct gt_db *db)
{
    for (uint32_t at = 0; at < GT_SQL_CACHE_MAX; at++) {
        if (db->cache[at] != NULL)
            db->ops->finalize(db->cache[at]);
        db->cache[at] = NULL;
    }
    db->cache_count = 0;
}

gt_rc gt_db_prepare(struct gt_db *db, const char *sql, struct gt_stmt **out, struct gt_err *err)
{
    struct gt_stmt **slot = cache_slot(db, sql);
    struct gt_stmt *stmt;
    gt_rc rc;

    if (*slot != NULL && !(*slot)->in_use) {
        (*slot)->in_use = true;
        *out = *slot;
        return GT_OK;
    }
    if ((rc = db->ops->prepare(db, sql, &stmt, err)) != GT_OK) {
        db->failed = true;
        return rc;
    }
    stmt->db = db;
    stmt->sql = sql;
    stmt->in_use = true;
    stmt->bind_rc = GT_OK;
    if (*slot == NULL && db->cache_count < GT_SQL_CACHE_MAX - 1) {
        stmt->cached = true;
        *slot = stmt;
        db->cache_count++;
    }
    *out = stmt;
    return GT_OK;
}

void gt_stmt_release(struct gt_stmt *stmt)
{
    if (stmt == NULL)
        return;
    if (!stmt->cached) {
        stmt->db->ops->finalize(stmt);
        return;
    }
    stmt->db->ops->rewind(stmt);
    stmt->running = false;
    stmt->bind_rc = GT_OK;
    stmt->in_use = false;
}

static void bind(struct gt_stmt *stmt, int index, const struct gt_bind *value)
{
    gt_rc rc;

    if (stmt->bind_rc != GT_OK)
        return;
    if (index < 1 || index > GT_SQL_PARAMS_MAX)
        rc = GT_EINTERNAL;
    else if (value->bytes.len > GT_SQL_TEXT_MAX * (size_t)(value->kind == GT_BIND_BLOB ? 4 : 1))
        rc = GT_ELIMIT;
    else
        rc = stmt->db->ops->bind(stmt, index, value);
    stmt->bind_rc = rc;
}

void gt_stmt_bind_i64(struct gt_stmt *stmt, int index, int64_t value)
{
    bind(stmt, index, &(struct gt_bind){.kind = GT_BIND_I64, .i64 = value});
}

void gt_stmt_bind_double(struct gt_stmt *stmt, int index, double value)
{
    bind(stmt, index, &(struct gt_bind){.kind = GT_BIND_DOUBLE, .real = value});
}

/* libpq's text parameters end at a NUL, so a NUL is refused for both. */
void gt_stmt_bind_str(struct gt_stmt *stmt, int index, gt_str value)
{
    size_t bad_at;

    if (stmt->bind_rc == GT_OK && !gt_utf8_valid(value, &bad_at)) {
        stmt->bind_rc = GT_EINVAL;
        return;
    }
    bind(stmt, index, &(struct gt_bind){.kind = GT_BIND_STR, .bytes = value});
}

void gt_stmt_bind_blob(struct gt_stmt *stmt, int index, gt_str bytes)
{
    bind(stmt, index, &(struct gt_bind){.kind = GT_BIND_BLOB, .bytes = bytes});
}

void gt_stmt_bind_null(struct gt_stmt *stmt, int index)
{
    bind(stmt, index, &(struct gt_bind){.kind = GT_BIND_NULL});
}

void gt_stmt_bind_day(struct gt_stmt *stmt, int index, gt_day day)
{
    char text[GT_DAY_TEXT];

    if (day == GT_DAY_NONE)
        gt_stmt_bind_null(stmt, index);
    else
        gt_stmt_bind_str(stmt, index, gt_str_from(gt_day_text(day, text)));
}

void gt_stmt_bind_ref(struct gt_stmt *stmt, int index, int64_t id)
{
    if (id == 0)
        gt_stmt_bind_null(stmt, index);
    else
        gt_stmt_bind_i64(stmt, index, id);
}

enum gt_step gt_stmt_step(struct gt_stmt *stmt, struct gt_err *err)
{
    enum gt_step step;

    switch (stmt->bind_rc) {
    case GT_OK:
        if ((step = stmt->db->ops->step(stmt, err)) == GT_STEP_ERROR)
            stmt->db->failed = true;
        return step;
    case GT_EINVAL:
        (void)gt_fail(err, GT_EINVAL, "text is not UTF-8 or contains a NUL",
                      "文字不是 UTF-8或含有空字符");
        return GT_STEP_ERROR;
    case GT_ELIMIT:
        (void)gt_fail(err, GT_ELIMIT, "a value is larger than %d MB",
                      "一个值超过%d MB", GT_SQL_TEXT_MAX >> 20);
        return GT_STEP_ERROR;
    case GT_ENOMEM:
        (void)gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
        return GT_STEP_ERROR;
    default:
        (void)gt_fail(err, stmt->bind_rc, "a value could not be bound", "参数无法绑定");
        return GT_STEP_ERROR;
    }
}

int64_t gt_stmt_i64(struct gt_stmt *stmt, int col) { return stmt->db->ops->i64(stmt, col); }
double gt_stmt_double(struct gt_stmt *stmt, int col) { return stmt->db->ops->real(stmt, col); }
gt_str gt_stmt_str(struct gt_stmt *stmt, int col) { return stmt->db->ops->bytes(stmt, col, false); }
gt_str gt_stmt_blob(struct gt_stmt *stmt, int col) { return stmt->db->ops->bytes(stmt, col, true); }
bool gt_stmt_is_null(struct gt_stmt *stmt, int col) { return stmt->db->ops->is_null(stmt, col); }

gt_day gt_stmt_day(struct gt_stmt *stmt, int col)
{
    gt_day day;

    return gt_day_parse(gt_stmt_str(stmt, col), &day) ? day : GT_DAY_NONE;
}

gt_rc gt_stmt_dup(struct gt_stmt *stmt, int col, struct gt_arena *arena, gt_str *out)
{
    const gt_str text = gt_stmt_str(stmt, col);

    if (text.len == 0) { /* most optional texts are empty: no copy of nothing */
        *out = GT_STR("");
        return GT_OK;
    }
    return gt_arena_dup(arena, text, out);
}

gt_rc gt_stmt_run(struct gt_stmt *stmt, struct gt_err *err)
{
    struct gt_err own = {0};
    enum gt_step step;

    while ((step = gt_stmt_step(stmt, &own)) == GT_STEP_ROW)
        ;
    if (step == GT_STEP_DONE)
        return GT_OK;
    if (err != NULL)
        *err = own;
    return own.rc == GT_OK ? GT_EDB : own.rc;
}

gt_rc gt_stmt_run_i64(struct gt_stmt *stmt, int64_t *out, struct gt_err *err)
{
    struct gt_err own = {0};
    enum gt_step step = gt_stmt_step(stmt, &own);
    bool found = false;
    int64_t value = 0;

    if (step == GT_STEP_ROW) {
        found = true;
        value = gt_stmt_i64(stmt, 0);
        step = gt_stmt_step(stmt, &own);
    }
    if (step == GT_STEP_ERROR) {
        if (err != NULL)
            *err = own;
        return own.rc == GT_OK ? GT_EDB : own.rc;
    }
    if (!found)
        return GT_ENOTFOUND;
    *out = value;
    return GT_OK;
}

gt_rc gt_db_begin(struct gt_db *db, enum gt_txn_kind kind, struct gt_err *err)
{
    const gt_rc rc = db->ops->begin(db, kind, err);

    if (rc == GT_OK) {
        db->in_txn = true;
        db->failed = false;
    }
    return rc;
}

gt_rc gt_db_commit(struct gt_db *db, struct gt_err *err)
{
    gt_rc rc;

    /* PostgreSQL has given the transaction up by itself, SQLite has not:
     * with us it is lost on both. */
    if (db->failed)
        return gt_fail(err, GT_EDB, "a statement of this transaction failed",
                       "本次事务中有语句失败");
    if ((rc = db->ops->commit(db, err)) == GT_OK)
        db->in_txn = false;
    return rc;
}

void gt_db_rollback(struct gt_db *db)
{
    if (db->in_txn)
        db->ops->rollback(db);
    db->in_txn = false;
}
