/* rows.c - what every *_store.c does with its rows. */
#include "store/rows.h"

/* The shape of every GT_VEC; copied in and out as bytes. */
struct any_vec { void *at; size_t count, cap; };

gt_rc gt_rows_list(struct gt_stmt *stmt, struct gt_arena *arena, gt_row_read read,
                   size_t size, size_t max, void *out, struct gt_err *err)
{
    struct any_vec vec = {0};
    struct gt_err own = {0};
    enum gt_step step;
    gt_rc rc;

    while ((step = gt_stmt_step(stmt, &own)) == GT_STEP_ROW) {
        if (vec.count == max)
            return gt_fail(err, GT_ELIMIT, "more than %zu rows", "超过%zu行", max);
        if (vec.count == vec.cap &&
            (rc = gt_vec_grow(arena, &vec.at, &vec.cap, size)) != GT_OK)
            return gt_fail(err, rc, "out of memory", "内存不足");
        memset((char *)vec.at + vec.count * size, 0, size);
        if ((rc = read(stmt, arena, (char *)vec.at + vec.count * size)) != GT_OK)
            return gt_fail(err, rc, "out of memory", "内存不足");
        vec.count++;
    }
    if (step == GT_STEP_ERROR) {
        if (err != NULL)
            *err = own;
        return own.rc == GT_OK ? GT_EDB : own.rc;
    }
    memcpy(out, &vec, sizeof vec);
    return GT_OK;
}

gt_rc gt_rows_one(struct gt_stmt *stmt, struct gt_arena *arena, gt_row_read read,
                  void *row, struct gt_err *err)
{
    struct gt_err own = {0};
    const enum gt_step step = gt_stmt_step(stmt, &own);
    gt_rc rc;

    if (step == GT_STEP_DONE)
        return GT_ENOTFOUND;
    if (step == GT_STEP_ERROR) {
        if (err != NULL)
            *err = own;
        return own.rc == GT_OK ? GT_EDB : own.rc;
    }
    rc = read(stmt, arena, row);
    return rc == GT_OK ? GT_OK : gt_fail(err, rc, "out of memory", "内存不足");
}

gt_rc gt_rows_query(struct gt_db *db, const char *sql, int64_t id, struct gt_arena *arena,
                    gt_row_read read, size_t size, size_t max, void *out, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql, &stmt, err)) != GT_OK)
        return rc;
    if (id != 0)
        gt_stmt_bind_i64(stmt, 1, id);
    rc = gt_rows_list(stmt, arena, read, size, max, out, err);
    gt_stmt_release(stmt);
    return rc;
}

gt_rc gt_rows_get(struct gt_db *db, const char *sql, int64_t id, struct gt_arena *arena,
                  gt_row_read read, void *row, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql, &stmt, err)) != GT_OK)
        return rc;
    if (id != 0)
        gt_stmt_bind_i64(stmt, 1, id);
    rc = gt_rows_one(stmt, arena, read, row, err);
    gt_stmt_release(stmt);
    return rc;
}

gt_rc gt_rows_run(struct gt_db *db, const char *sql, int64_t id, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql, &stmt, err)) != GT_OK)
        return rc;
    if (id != 0)
        gt_stmt_bind_i64(stmt, 1, id);
    rc = gt_stmt_run(stmt, err);
    gt_stmt_release(stmt);
    return rc;
}

gt_rc gt_rows_revised(struct gt_stmt *stmt, int64_t *revision, const char *en,
                      const char *zh, int64_t id, struct gt_err *err)
{
    const gt_rc rc = gt_stmt_run_i64(stmt, revision, err);

    if (rc == GT_ENOTFOUND)
        return gt_fail_field(err, GT_ECONFLICT, "revision",
                             "somebody else changed %1$s%2$.0s %3$lld meanwhile",
                             "%1$.0s%2$s %3$lld 已被他人修改", en, zh, (long long)id);
    return rc;
}

void gt_rows_bind_open(struct gt_stmt *stmt, int index, gt_day day)
{
    gt_stmt_bind_day(stmt, index, day == 0 ? GT_DAY_NONE : day);
}

gt_day gt_rows_open_day(struct gt_stmt *stmt, int col)
{
    const gt_day day = gt_stmt_day(stmt, col);

    return day == GT_DAY_NONE ? 0 : day;
}

gt_rc gt_rows_missing(struct gt_err *err, const char *en, const char *zh, int64_t id)
{
    return gt_fail(err, GT_ENOTFOUND, "%1$s%2$.0s %3$lld does not exist",
                   "%1$.0s%2$s %3$lld 不存在",
                   en, zh, (long long)id);
}

int gt_rows_name(gt_str name, const char *const *names, int count)
{
    for (int at = 0; at < count; at++)
        if (gt_str_eq(name, gt_str_from(names[at])))
            return at;
    return -1;
}
