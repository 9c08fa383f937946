/* rows.h - what every *_store.c does with its rows.  Private to store. */
#ifndef GT_STORE_ROWS_H
#define GT_STORE_ROWS_H

#include "store/db.h"

/* Fills a zeroed row from the statement's current one; only ENOMEM fails. */
typedef gt_rc (*gt_row_read)(struct gt_stmt *stmt, struct gt_arena *arena, void *row);

/* All rows into *out, a GT_VEC of items of `size` bytes.  GT_ELIMIT over max. */
gt_rc gt_rows_list(struct gt_stmt *stmt, struct gt_arena *arena, gt_row_read read,
                   size_t size, size_t max, void *out, struct gt_err *err) GT_MUST_USE;

/* The only row into *row.  GT_ENOTFOUND leaves err untouched. */
gt_rc gt_rows_one(struct gt_stmt *stmt, struct gt_arena *arena, gt_row_read read,
                  void *row, struct gt_err *err) GT_MUST_USE;

/* Prepares, binds one id (0: binds nothing), lists, releases. */
gt_rc gt_rows_query(struct gt_db *db, const char *sql, int64_t id, struct gt_arena *arena,
                    gt_row_read read, size_t size, size_t max, void *out,
                    struct gt_err *err) GT_MUST_USE;
/* The same for one row. */
gt_rc gt_rows_get(struct gt_db *db, const char *sql, int64_t id, struct gt_arena *arena,
                  gt_row_read read, void *row, struct gt_err *err) GT_MUST_USE;
/* Runs a statement with one id and no rows. */
gt_rc gt_rows_run(struct gt_db *db, const char *sql, int64_t id, struct gt_err *err) GT_MUST_USE;

/* Ends an UPDATE ... WHERE revision = ... RETURNING revision: no row means
 * that somebody else was faster (or that it is gone). */
gt_rc gt_rows_revised(struct gt_stmt *stmt, int64_t *revision, const char *en,
                      const char *zh, int64_t id, struct gt_err *err) GT_MUST_USE;

/* A day that may be open: 0 in the struct, NULL in the row. */
void   gt_rows_bind_open(struct gt_stmt *stmt, int index, gt_day day);
gt_day gt_rows_open_day(struct gt_stmt *stmt, int col);

/* "unit 12 does not exist" */
gt_rc gt_rows_missing(struct gt_err *err, const char *en, const char *zh, int64_t id);

/* Index of name in names[count], or -1. */
int gt_rows_name(gt_str name, const char *const *names, int count);

#endif
