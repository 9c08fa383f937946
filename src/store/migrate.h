/*
 * migrate.h - brings a database to the newest version, forward only.
 *
 * The steps are the files sql/NNNN-name.sql, embedded in the program.  Each
 * runs in one transaction and is entered in the table `migration`.  Macros
 * in braces stand for what the two databases spell differently:
 *
 *   {ID}      INTEGER PRIMARY KEY    | BIGSERIAL PRIMARY KEY
 *   {I64}     INTEGER                | BIGINT
 *   {REAL}    REAL                   | DOUBLE PRECISION
 *   {BLOB}    BLOB                   | BYTEA
 *   {STRICT}  STRICT                 | nothing (stands behind a table)
 */
#ifndef GT_STORE_MIGRATE_H
#define GT_STORE_MIGRATE_H

#include "store/db.h"

/* GT_EUNSUPPORTED: the database was written by a newer program. */
gt_rc gt_migrate(struct gt_db *db, struct gt_err *err) GT_MUST_USE;

/* Newest version known to this program. */
int gt_migrate_newest(void);

/* Replaces the macros; *out is in the arena, NUL-terminated. GT_EINVAL names an unknown one. */
gt_rc gt_migrate_expand(struct gt_arena *arena, gt_str sql, enum gt_dialect dialect,
                        gt_str *out, struct gt_err *err) GT_MUST_USE;

#endif
