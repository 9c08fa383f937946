/* directive_store.c - source documents.  Their clauses: clause_store.c. */
#include "store/directive_store.h"

#include "store/rows.h"

#define HEAD "id, file_id, version_of, title, number, issuer, theme, issued, year, kind," \
             " at_ms, person_id, revision, removed_at_ms," \
             " (SELECT f.name FROM file f WHERE f.id = directive.file_id), secrecy"
static const char sql_list[] =
    "SELECT " HEAD " FROM directive WHERE removed_at_ms IS NULL ORDER BY id";
static const char sql_get[] = "SELECT " HEAD ", body, blocks FROM directive WHERE id = $1";
static const char sql_insert[] =
    "INSERT INTO directive (file_id, version_of, title, number, issuer, theme, issued, year, kind,"
    " body, blocks, at_ms, person_id, removed_at_ms, secrecy, revision)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1) RETURNING id";
static const char sql_update[] =
    "UPDATE directive SET file_id = $1, version_of = $2, title = $3, number = $4, issuer = $5,"
    " theme = $6, issued = $7, year = $8, kind = $9, body = $10, blocks = $11, at_ms = $12,"
    " person_id = $13, removed_at_ms = $14, secrecy = $15, revision = revision + 1"
    " WHERE id = $16 AND revision = $17 RETURNING revision";

static gt_rc read_head(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_directive *directive = row;
    gt_rc rc;

    directive->id = gt_stmt_i64(stmt, 0);
    directive->file_id = gt_stmt_i64(stmt, 1);
    directive->version_of = gt_stmt_i64(stmt, 2);
    if ((rc = gt_stmt_dup(stmt, 3, arena, &directive->title)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 4, arena, &directive->number)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 5, arena, &directive->issuer)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 6, arena, &directive->theme)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 9, arena, &directive->kind)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 14, arena, &directive->file_name)) != GT_OK)
        return rc;
    directive->issued = gt_stmt_day(stmt, 7);
    directive->year = gt_stmt_i64(stmt, 8);
    directive->at_ms = gt_stmt_i64(stmt, 10);
    directive->person_id = gt_stmt_i64(stmt, 11);
    directive->revision = gt_stmt_i64(stmt, 12);
    directive->removed_at_ms = gt_stmt_i64(stmt, 13);
    directive->secrecy = gt_stmt_i64(stmt, 15);
    return GT_OK;
}

static gt_rc read_whole(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_directive *directive = row;
    gt_rc rc;

    if ((rc = read_head(stmt, arena, row)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 16, arena, &directive->text)) != GT_OK)
        return rc;
    return gt_stmt_dup(stmt, 17, arena, &directive->blocks);
}

static void bind_directive(struct gt_stmt *stmt, const struct gt_directive *directive)
{
    gt_stmt_bind_ref(stmt, 1, directive->file_id);
    gt_stmt_bind_ref(stmt, 2, directive->version_of);
    gt_stmt_bind_str(stmt, 3, directive->title);
    gt_stmt_bind_str(stmt, 4, directive->number);
    gt_stmt_bind_str(stmt, 5, directive->issuer);
    gt_stmt_bind_str(stmt, 6, directive->theme);
    gt_stmt_bind_day(stmt, 7, directive->issued);
    gt_stmt_bind_i64(stmt, 8, directive->year);
    gt_stmt_bind_str(stmt, 9, directive->kind);
    gt_stmt_bind_str(stmt, 10, directive->text);
    gt_stmt_bind_str(stmt, 11, directive->blocks);
    gt_stmt_bind_i64(stmt, 12, directive->at_ms);
    gt_stmt_bind_i64(stmt, 13, directive->person_id);
    gt_stmt_bind_ref(stmt, 14, directive->removed_at_ms);
    gt_stmt_bind_i64(stmt, 15, directive->secrecy);
}

gt_rc gt_directive_store_list(struct gt_db *db, struct gt_arena *arena, gt_directives *out,
                              struct gt_err *err)
{
    const gt_rc rc = gt_rows_query(db, sql_list, 0, arena, read_head,
                                   sizeof(struct gt_directive), GT_DIRECTIVES_MAX, out, err);

    return rc == GT_OK ? GT_OK : gt_wrap(err, rc, "listing directives", "列出文件");
}

gt_rc gt_directive_store_get(struct gt_db *db, int64_t id, struct gt_arena *arena,
                             struct gt_directive *out, struct gt_err *err)
{
    const gt_rc rc = gt_rows_get(db, sql_get, id, arena, read_whole, out, err);

    return rc == GT_ENOTFOUND ? gt_rows_missing(err, "directive", "文件", id) : rc;
}

gt_rc gt_directive_store_insert(struct gt_db *db, struct gt_directive *directive,
                                struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_insert, &stmt, err)) == GT_OK) {
        bind_directive(stmt, directive);
        rc = gt_stmt_run_i64(stmt, &directive->id, err);
    }
    gt_stmt_release(stmt);
    if (rc != GT_OK)
        return gt_wrap(err, rc, "adding directive %.*s", "新增文件 %.*s", GT_FMT(directive->title));
    directive->revision = 1;
    return GT_OK;
}

gt_rc gt_directive_store_update(struct gt_db *db, struct gt_directive *directive,
                                struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_update, &stmt, err)) == GT_OK) {
        bind_directive(stmt, directive);
        gt_stmt_bind_i64(stmt, 16, directive->id);
        gt_stmt_bind_i64(stmt, 17, directive->revision);
        rc = gt_rows_revised(stmt, &directive->revision, "directive", "文件", directive->id, err);
    }
    gt_stmt_release(stmt);
    return rc;
}
