/* migrate.c - runs the embedded steps that a database does not have yet. */
#include "store/migrate.h"

#include "base/buf.h"
#include "base/embedded.h"

/* Made from sql/ by tools/embed.py; sorted by name. */
extern const struct gt_embedded gt_sql_steps[];
extern const size_t gt_sql_steps_count;

enum { EXPANDED_MAX = 4 << 20 };

/* The migration table itself is older than every step. */
static const char sql_table[] =
    "CREATE TABLE IF NOT EXISTS migration (version INTEGER PRIMARY KEY, name TEXT NOT NULL)";
static const char sql_newest[] =
    "SELECT cast(coalesce(max(version), 0) AS INTEGER) FROM migration";
static const char sql_enter[] = "INSERT INTO migration (version, name) VALUES ($1, $2)";

static const struct macro { gt_str name, as[2]; } macros[] = {
    {GT_STR_INIT("ID"), {GT_STR_INIT("INTEGER PRIMARY KEY"), GT_STR_INIT("BIGSERIAL PRIMARY KEY")}},
    {GT_STR_INIT("I64"), {GT_STR_INIT("INTEGER"), GT_STR_INIT("BIGINT")}},
    {GT_STR_INIT("REAL"), {GT_STR_INIT("REAL"), GT_STR_INIT("DOUBLE PRECISION")}},
    {GT_STR_INIT("BLOB"), {GT_STR_INIT("BLOB"), GT_STR_INIT("BYTEA")}},
    {GT_STR_INIT("STRICT"), {GT_STR_INIT("STRICT"), GT_STR_INIT("")}},
};

gt_rc gt_migrate_expand(struct gt_arena *arena, gt_str sql, enum gt_dialect dialect,
                        gt_str *out, struct gt_err *err)
{
    struct gt_buf buf;
    gt_rc rc;

    gt_buf_init(&buf, EXPANDED_MAX);
    for (size_t at = 0; at < sql.len; at++) {
        const size_t end = sql.at[at] == '{' ? gt_str_find(sql, GT_STR("}"), at) : SIZE_MAX;
        const gt_str name = end == SIZE_MAX ? GT_STR("") : gt_str_sub(sql, at + 1, end);
        size_t which = 0;

        if (sql.at[at] != '{') {
            gt_buf_char(&buf, sql.at[at]);
            continue;
        }
        while (which < GT_LEN(macros) && !gt_str_eq(macros[which].name, name))
            which++;
        if (which == GT_LEN(macros)) {
            gt_buf_clear(&buf);
            return gt_fail(err, GT_EINVAL, "unknown SQL macro {%.*s}", "未知的 SQL 宏 {%.*s}",
                           GT_FMT(name));
        }
        gt_buf_str(&buf, macros[which].as[dialect]);
        at = end;
    }
    rc = buf.status == GT_OK ? gt_arena_dup(arena, gt_buf_view(&buf), out) : buf.status;
    gt_buf_clear(&buf);
    return rc == GT_OK ? GT_OK : gt_fail(err, rc, "out of memory", "内存不足");
}

/* "0007-name.sql" -> 7 */
static int version_of(const struct gt_embedded *step)
{
    int version = 0;

    for (const char *c = step->name; *c >= '0' && *c <= '9'; c++)
        version = version * 10 + (*c - '0');
    return version;
}

int gt_migrate_newest(void)
{
    return gt_sql_steps_count == 0 ? 0 : version_of(&gt_sql_steps[gt_sql_steps_count - 1]);
}

static gt_rc newest_applied(struct gt_db *db, int64_t *out, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_newest, &stmt, err)) == GT_OK)
        rc = gt_stmt_run_i64(stmt, out, err);
    gt_stmt_release(stmt);
    return rc;
}

static gt_rc enter(struct gt_db *db, const struct gt_embedded *step, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_enter, &stmt, err)) != GT_OK)
        return rc;
    gt_stmt_bind_i64(stmt, 1, version_of(step));
    gt_stmt_bind_str(stmt, 2, gt_str_from(step->name));
    rc = gt_stmt_run(stmt, err);
    gt_stmt_release(stmt);
    return rc;
}

gt_rc gt_migrate(struct gt_db *db, struct gt_err *err)
{
    struct gt_arena *arena = NULL;
    int64_t have = 0;
    gt_rc rc;

    if ((rc = gt_arena_create(EXPANDED_MAX * 2, &arena)) != GT_OK)
        return gt_fail(err, rc, "out of memory", "内存不足");
    if ((rc = gt_db_begin(db, GT_TXN_WRITE, err)) != GT_OK ||
        (rc = gt_db_script(db, sql_table, err)) != GT_OK ||
        (rc = newest_applied(db, &have, err)) != GT_OK ||
        (rc = gt_db_commit(db, err)) != GT_OK)
        goto out;
    if (have > gt_migrate_newest()) {
        rc = gt_fail(err, GT_EUNSUPPORTED,
                     "the space was written by a newer program (step %lld, this one knows %d)",
                     "该单位空间由更新的程序写成（第%lld步，本程序只认识到第%d步）",
                     (long long)have, gt_migrate_newest());
        goto out;
    }
    for (size_t at = 0; at < gt_sql_steps_count; at++) {
        const struct gt_embedded *step = &gt_sql_steps[at];
        gt_str sql;

        if (version_of(step) <= have)
            continue;
        if ((rc = gt_migrate_expand(arena, step->bytes, gt_db_dialect(db), &sql,
                                    err)) != GT_OK ||
            (rc = gt_db_begin(db, GT_TXN_WRITE, err)) != GT_OK ||
            /* first, so that a second program that waited for us fails here
             * on the key instead of making the tables twice */
            (rc = enter(db, step, err)) != GT_OK ||
            (rc = gt_db_script(db, sql.at, err)) != GT_OK ||
            (rc = gt_db_commit(db, err)) != GT_OK) {
            rc = gt_wrap(err, rc, "migration %s", "迁移 %s", step->name);
            goto out;
        }
    }
out:
    gt_db_rollback(db);
    gt_arena_destroy(arena);
    return rc;
}
