/* person_store.c - people.  Accounts and sessions: account_store.c. */
#include "store/person_store.h"

#include "store/rows.h"

#define COLUMNS "id, unit_id, name, name_en, post, role, position, revision, removed_at_ms,"\
                " phone, email, to_day"
static const char sql_list[] =
    "SELECT " COLUMNS " FROM person ORDER BY unit_id NULLS FIRST, position, id";
static const char sql_get[] = "SELECT " COLUMNS " FROM person WHERE id = $1";
static const char sql_insert[] =
    "INSERT INTO person (unit_id, name, name_en, post, role, position, revision, removed_at_ms,"
    " phone, email, to_day) VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $8, $9, $10) RETURNING id";
static const char sql_update[] =
    "UPDATE person SET unit_id = $1, name = $2, name_en = $3, post = $4, role = $5,"
    " position = $6, removed_at_ms = $7, phone = $8, email = $9, to_day = $10,"
    " revision = revision + 1 WHERE id = $11 AND revision = $12 RETURNING revision";

static gt_rc read_person(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_person *person = row;
    gt_rc rc;

    person->id = gt_stmt_i64(stmt, 0);
    person->unit_id = gt_stmt_i64(stmt, 1);
    if ((rc = gt_stmt_dup(stmt, 2, arena, &person->name)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 3, arena, &person->name_en)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 4, arena, &person->post)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 5, arena, &person->role)) != GT_OK)
        return rc;
    person->position = gt_stmt_i64(stmt, 6);
    person->revision = gt_stmt_i64(stmt, 7);
    person->removed_at_ms = gt_stmt_i64(stmt, 8);
    if ((rc = gt_stmt_dup(stmt, 9, arena, &person->phone)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 10, arena, &person->email)) != GT_OK)
        return rc;
    person->to = gt_rows_open_day(stmt, 11);
    return GT_OK;
}

static void bind_person(struct gt_stmt *stmt, const struct gt_person *person)
{
    gt_stmt_bind_ref(stmt, 1, person->unit_id);
    gt_stmt_bind_str(stmt, 2, person->name);
    gt_stmt_bind_str(stmt, 3, person->name_en);
    gt_stmt_bind_str(stmt, 4, person->post);
    gt_stmt_bind_str(stmt, 5, person->role);
    gt_stmt_bind_i64(stmt, 6, person->position);
    gt_stmt_bind_ref(stmt, 7, person->removed_at_ms);
    gt_stmt_bind_str(stmt, 8, person->phone);
    gt_stmt_bind_str(stmt, 9, person->email);
    gt_rows_bind_open(stmt, 10, person->to);
}

gt_rc gt_person_store_list(struct gt_db *db, struct gt_arena *arena, gt_people *out,
                           struct gt_err *err)
{
    const gt_rc rc = gt_rows_query(db, sql_list, 0, arena, read_person,
                                   sizeof(struct gt_person), GT_PEOPLE_MAX, out, err);

    return rc == GT_OK ? GT_OK : gt_wrap(err, rc, "listing people", "列出人员");
}

gt_rc gt_person_store_get(struct gt_db *db, int64_t id, struct gt_arena *arena,
                          struct gt_person *out, struct gt_err *err)
{
    const gt_rc rc = gt_rows_get(db, sql_get, id, arena, read_person, out, err);

    return rc == GT_ENOTFOUND ? gt_rows_missing(err, "person", "人员", id) : rc;
}

gt_rc gt_person_store_insert(struct gt_db *db, struct gt_person *person, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_insert, &stmt, err)) == GT_OK) {
        bind_person(stmt, person);
        rc = gt_stmt_run_i64(stmt, &person->id, err);
    }
    gt_stmt_release(stmt);
    if (rc != GT_OK)
        return gt_wrap(err, rc, "adding person %.*s", "新增人员 %.*s", GT_FMT(person->name));
    person->revision = 1;
    return GT_OK;
}

gt_rc gt_person_store_update(struct gt_db *db, struct gt_person *person, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_update, &stmt, err)) == GT_OK) {
        bind_person(stmt, person);
        gt_stmt_bind_i64(stmt, 11, person->id);
        gt_stmt_bind_i64(stmt, 12, person->revision);
        rc = gt_rows_revised(stmt, &person->revision, "person", "人员", person->id, err);
    }
    gt_stmt_release(stmt);
    return rc;
}
