/* test_db.c - the facade, the pool and the migrations, on both databases. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <poll.h>
#include <sys/stat.h>

#include "spaces.h"
#include "store/ear.h"
#include "store/migrate.h"
#include "store/pool.h"

#define OK(call) assert_ok(call, #call, __LINE__)
static struct gt_err err;

static void assert_ok(gt_rc rc, const char *call, int line)
{
    if (rc != GT_OK)
        fail_msg("line %d: %s: %s: %s", line, call, gt_rc_name(rc), err.text[GT_LANG_EN]);
}

static struct gt_db *fresh(void **state)
{
    struct gt_db *db = NULL;
    char url[SPACE_URL_MAX];

    gt_err_clear(&err);
    space_url(*(enum backend *)*state, url);
    OK(gt_db_open(url, true, &db, &err));
    return db;
}

static void run_script(struct gt_db *db, const char *sql)
{
    struct gt_arena *arena;
    gt_str text;

    OK(gt_arena_create(1 << 20, &arena));
    OK(gt_migrate_expand(arena, gt_str_from(sql), gt_db_dialect(db), &text, &err));
    OK(gt_db_script(db, text.at, &err));
    gt_arena_destroy(arena);
}

static const char probe[] =
    "CREATE TABLE probe (id {ID}, n {I64}, r {REAL}, t TEXT UNIQUE, b {BLOB},"
    " CHECK (n IS NULL OR n <> 13)) {STRICT};"
    "CREATE TABLE child (id {ID}, probe_id {I64} NOT NULL REFERENCES probe (id)) {STRICT}";
static const char insert[] =
    "INSERT INTO probe (n, r, t, b) VALUES ($1, $2, $3, $4) RETURNING id";

static const struct value_case {
    const char *name;
    int64_t n;
    double  r;
    gt_str  t, b;
} values[] = {
    {"plain", 1, 1.5, GT_STR_INIT("abc"), GT_STR_INIT("xyz")},
    {"the largest", INT64_MAX, 1.7976931348623157e308, GT_STR_INIT("挂图作战"), GT_STR_INIT("")},
    {"the smallest", INT64_MIN, -5e-324, GT_STR_INIT(""), GT_STR_INIT("\0\1\377\0")},
    {"a third, exactly", -1, 1.0 / 3, GT_STR_INIT("'; DROP TABLE probe; -- $1 \\"), GT_STR_INIT("'")},
    {"beyond the basic plane", 0, 0, GT_STR_INIT("𠀀\n\t🀄"), GT_STR_INIT("\\x00")},
};

static void values_come_back_as_they_went_in(void **state)
{
    struct gt_db *db = fresh(state);
    struct gt_stmt *put = NULL, *get = NULL;

    run_script(db, probe);
    OK(gt_db_prepare(db, insert, &put, &err));
    OK(gt_db_prepare(db, "SELECT n, r, t, b FROM probe WHERE id = $1", &get, &err));
    for (size_t at = 0; at < GT_LEN(values); at++) {
        int64_t id = 0;

        gt_stmt_bind_i64(put, 1, values[at].n);
        gt_stmt_bind_double(put, 2, values[at].r);
        gt_stmt_bind_str(put, 3, values[at].t);
        gt_stmt_bind_blob(put, 4, values[at].b);
        OK(gt_stmt_run_i64(put, &id, &err));
        gt_stmt_bind_i64(get, 1, id);
        assert_int_equal(gt_stmt_step(get, &err), GT_STEP_ROW);
        if (gt_stmt_i64(get, 0) != values[at].n || gt_stmt_double(get, 1) != values[at].r ||
            !gt_str_eq(gt_stmt_str(get, 2), values[at].t) ||
            !gt_str_eq(gt_stmt_blob(get, 3), values[at].b))
            fail_msg("%s: changed on its way", values[at].name);
        assert_int_equal(gt_stmt_step(get, &err), GT_STEP_DONE);
    }
    gt_stmt_release(put);
    gt_stmt_release(get);
    gt_db_close(db);
}

static void null_days_and_refs_are_null(void **state)
{
    struct gt_db *db = fresh(state);
    struct gt_stmt *put = NULL, *get = NULL;
    const gt_day day = gt_day_from_ymd(2026, 2, 28);
    int64_t id = 0;

    run_script(db, probe);
    OK(gt_db_prepare(db, insert, &put, &err));
    gt_stmt_bind_ref(put, 1, 0);
    gt_stmt_bind_null(put, 2);
    gt_stmt_bind_day(put, 3, GT_DAY_NONE);
    gt_stmt_bind_null(put, 4);
    OK(gt_stmt_run_i64(put, &id, &err));
    gt_stmt_bind_day(put, 3, day);
    gt_stmt_bind_ref(put, 1, 7);
    OK(gt_stmt_run_i64(put, &id, &err));
    OK(gt_db_prepare(db, "SELECT n, r, t, b FROM probe ORDER BY id", &get, &err));
    assert_int_equal(gt_stmt_step(get, &err), GT_STEP_ROW);
    for (int col = 0; col < 4; col++)
        assert_true(gt_stmt_is_null(get, col));
    assert_int_equal(gt_stmt_i64(get, 0), 0);
    assert_int_equal(gt_stmt_day(get, 2), GT_DAY_NONE);
    assert_int_equal(gt_stmt_blob(get, 3).len, 0);
    assert_int_equal(gt_stmt_step(get, &err), GT_STEP_ROW);
    assert_int_equal(gt_stmt_i64(get, 0), 7);
    assert_int_equal(gt_stmt_day(get, 2), day);
    assert_int_equal(gt_stmt_step(get, &err), GT_STEP_DONE);
    gt_stmt_release(put);
    gt_stmt_release(get);
    gt_db_close(db);
}

/* SQLite alone would number $2 first, because it comes first. */
static void placeholders_go_by_their_number(void **state)
{
    struct gt_db *db = fresh(state);
    struct gt_stmt *stmt = NULL;

    OK(gt_db_prepare(db, "SELECT cast($2 AS BIGINT), cast($1 AS BIGINT), cast($2 AS BIGINT), '$3'",
                     &stmt, &err));
    gt_stmt_bind_i64(stmt, 1, 11);
    gt_stmt_bind_i64(stmt, 2, 22);
    assert_int_equal(gt_stmt_step(stmt, &err), GT_STEP_ROW);
    assert_int_equal(gt_stmt_i64(stmt, 0), 22);
    assert_int_equal(gt_stmt_i64(stmt, 1), 11);
    assert_int_equal(gt_stmt_i64(stmt, 2), 22);
    assert_true(gt_str_eq(gt_stmt_str(stmt, 3), GT_STR("$3")));
    gt_stmt_release(stmt);
    gt_db_close(db);
}

static const struct refuse_case {
    const char *name, *sql;
    gt_rc want;
} refused[] = {
    {"a unique key twice", "INSERT INTO probe (t) VALUES ('a')", GT_EEXISTS},
    {"a reference to nothing", "INSERT INTO child (probe_id) VALUES (999)", GT_ECONFLICT},
    {"taking away what is referred to", "DELETE FROM probe WHERE t = 'a'", GT_ECONFLICT},
    {"a check that does not hold", "INSERT INTO probe (n) VALUES (13)", GT_EINVAL},
    {"nothing where something must be", "INSERT INTO child (probe_id) VALUES (NULL)", GT_EINVAL},
};

static void refusals_have_their_codes_and_spoil_the_transaction(void **state)
{
    struct gt_db *db = fresh(state);

    run_script(db, probe);
    run_script(db, "INSERT INTO probe (t) VALUES ('a')");
    run_script(db, "INSERT INTO child (probe_id) SELECT id FROM probe");
    for (size_t at = 0; at < GT_LEN(refused); at++) {
        struct gt_stmt *stmt = NULL;
        int64_t count = 0;
        gt_rc rc;

        OK(gt_db_begin(db, GT_TXN_WRITE, &err));
        run_script(db, "INSERT INTO probe (t) VALUES ('in the same transaction')");
        OK(gt_db_prepare(db, refused[at].sql, &stmt, &err));
        rc = gt_stmt_run(stmt, &err);
        gt_stmt_release(stmt);
        if (rc != refused[at].want)
            fail_msg("%s: %s: %s", refused[at].name, gt_rc_name(rc), err.text[GT_LANG_EN]);
        assert_int_equal(gt_db_commit(db, &err), GT_EDB);
        gt_db_rollback(db);
        OK(gt_db_prepare(db, "SELECT count(*) FROM probe", &stmt, &err));
        OK(gt_stmt_run_i64(stmt, &count, &err));
        gt_stmt_release(stmt);
        assert_int_equal(count, 1);
    }
    gt_db_close(db);
}

static void text_that_libpq_would_cut_is_refused(void **state)
{
    static const gt_str bad[] = {GT_STR_INIT("a\0b"), GT_STR_INIT("\xff"), GT_STR_INIT("\xed\xa0\x80")};
    struct gt_db *db = fresh(state);
    struct gt_stmt *stmt = NULL;

    OK(gt_db_prepare(db, "SELECT cast($1 AS TEXT)", &stmt, &err));
    for (size_t at = 0; at < GT_LEN(bad); at++) {
        gt_stmt_bind_str(stmt, 1, bad[at]);
        assert_int_equal(gt_stmt_step(stmt, &err), GT_STEP_ERROR);
        assert_int_equal(err.rc, GT_EINVAL);
        gt_stmt_release(stmt);
        OK(gt_db_prepare(db, "SELECT cast($1 AS TEXT)", &stmt, &err));
    }
    gt_stmt_release(stmt);
    gt_db_close(db);
}

static void a_statement_in_use_is_prepared_again(void **state)
{
    static const char sql[] = "SELECT id FROM probe ORDER BY id";
    struct gt_db *db = fresh(state);
    struct gt_stmt *one = NULL, *two = NULL;

    run_script(db, probe);
    run_script(db, "INSERT INTO probe (t) VALUES ('a'); INSERT INTO probe (t) VALUES ('b')");
    OK(gt_db_prepare(db, sql, &one, &err));
    assert_int_equal(gt_stmt_step(one, &err), GT_STEP_ROW);
    OK(gt_db_prepare(db, sql, &two, &err));
    assert_ptr_not_equal(one, two);
    assert_int_equal(gt_stmt_step(two, &err), GT_STEP_ROW);
    assert_int_equal(gt_stmt_i64(two, 0), gt_stmt_i64(one, 0));
    assert_int_equal(gt_stmt_step(one, &err), GT_STEP_ROW);
    gt_stmt_release(two);
    assert_int_equal(gt_stmt_step(one, &err), GT_STEP_DONE);
    gt_stmt_release(one);
    gt_db_close(db);
}

static void migrating_twice_changes_nothing_and_a_newer_space_is_refused(void **state)
{
    struct gt_db *db = fresh(state);

    OK(gt_migrate(db, &err));
    OK(gt_migrate(db, &err));
    run_script(db, "INSERT INTO migration (version, name) VALUES (9999, 'from the future')");
    assert_int_equal(gt_migrate(db, &err), GT_EUNSUPPORTED);
    assert_non_null(strstr(err.text[GT_LANG_EN], "newer"));
    gt_db_close(db);
}

static const struct { const char *name, *url; gt_rc want; } urls[] = {
    {"nothing", "", GT_EINVAL},
    {"memory only", ":memory:", GT_EINVAL},
    {"another protocol", "mysql://x/y", GT_EINVAL},
    {"a schema that would need quotes", "postgresql:///x?schema=a%22b", GT_EINVAL},
    {"no such file", "/nonexistent/space.gtspace", GT_ENOTFOUND},
    {"no server", "postgresql://nobody@/x?host=/nonexistent", GT_EDB},
};

static void urls_that_name_no_space_are_refused(void **state)
{
    (void)state;
    for (size_t at = 0; at < GT_LEN(urls); at++) {
        struct gt_db *db = NULL;
        const gt_rc rc = gt_db_open(urls[at].url, false, &db, &err);

        if (rc != urls[at].want || db != NULL)
            fail_msg("%s: %s", urls[at].name, gt_rc_name(rc));
    }
}

static void a_new_file_is_its_owner_s_alone(void **state)
{
    struct gt_db *db = NULL;
    char url[SPACE_URL_MAX];
    struct stat about;

    (void)state;
    space_url(ON_SQLITE, url);
    OK(gt_db_open(url, true, &db, &err));
    assert_int_equal(stat(url, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    gt_db_close(db);
    assert_int_equal(gt_db_open("/nonexistent/folder/x.gtspace", true, &db, &err), GT_EIO);
}

/* ---- the pool ---------------------------------------------------------------- */

static struct gt_pool *fresh_pool(void **state, bool faults)
{
    const struct gt_pool_options options = {.create = true, .faults = faults};
    struct gt_pool *pool = NULL;
    char url[SPACE_URL_MAX];

    gt_err_clear(&err);
    space_url(*(enum backend *)*state, url);
    OK(gt_pool_open(url, &options, &pool, &err));
    return pool;
}

static void another_program_s_database_is_left_alone(void **state)
{
    struct gt_pool *pool = NULL;
    struct gt_db *db = NULL;
    struct gt_stmt *stmt = NULL;
    char url[SPACE_URL_MAX];

    space_url(*(enum backend *)*state, url);
    OK(gt_db_open(url, true, &db, &err));
    run_script(db, "CREATE TABLE theirs (id {ID})");
    assert_int_equal(gt_pool_open(url, &(struct gt_pool_options){0}, &pool, &err), GT_ENOTFOUND);
    if (*(enum backend *)*state == ON_SQLITE)
        assert_int_equal(gt_pool_open(url, &(struct gt_pool_options){.create = true}, &pool, &err),
                         GT_EEXISTS);
    assert_null(pool);
    assert_int_not_equal(gt_db_prepare(db, "SELECT count(*) FROM task", &stmt, &err), GT_OK);
    gt_db_close(db);
}

static int64_t count_nodes(struct gt_db *db)
{
    struct gt_stmt *stmt = NULL;
    int64_t count = -1;

    OK(gt_db_prepare(db, "SELECT count(*) FROM node", &stmt, &err));
    OK(gt_stmt_run_i64(stmt, &count, &err));
    gt_stmt_release(stmt);
    return count;
}

static void add_node(struct gt_db *db)
{
    run_script(db, "INSERT INTO node (kind, name_zh, name_en, from_day, to_day, revision)"
                   " VALUES ('flag', '节点', 'node', '2026-01-01', '2026-01-01', 1)");
}

static void a_write_counts_only_when_it_was_committed(void **state)
{
    struct gt_pool *pool = fresh_pool(state, false);
    struct gt_txn *txn = NULL, *before = NULL;

    OK(gt_txn_begin(pool, GT_TXN_WRITE, &txn, &err));
    add_node(gt_txn_db(txn));
    gt_txn_release(txn);

    /* a reader that began before sees its snapshot to the end */
    OK(gt_txn_begin(pool, GT_TXN_READ, &before, &err));
    assert_int_equal(count_nodes(gt_txn_db(before)), 0);
    OK(gt_txn_begin(pool, GT_TXN_WRITE, &txn, &err));
    add_node(gt_txn_db(txn));
    assert_int_equal(count_nodes(gt_txn_db(before)), 0);
    OK(gt_txn_commit(txn, &err));
    gt_txn_release(txn);
    assert_int_equal(count_nodes(gt_txn_db(before)), 0);
    gt_txn_release(before);

    OK(gt_txn_begin(pool, GT_TXN_READ, &txn, &err));
    assert_int_equal(count_nodes(gt_txn_db(txn)), 1);
    gt_txn_release(txn);
    gt_pool_close(pool);
}

static bool is_told(struct gt_ear *ear, int wait_ms)
{
    struct pollfd fd = {.fd = gt_ear_fd(ear), .events = POLLIN};
    bool heard = false;

    if (poll(&fd, 1, wait_ms) > 0)
        OK(gt_ear_take(ear, &heard, &err));
    return heard;
}

static void a_commit_is_told_and_nothing_else(void **state)
{
    char url[SPACE_URL_MAX];
    const struct gt_pool_options options = {.create = true};
    struct gt_pool *pool = NULL;
    struct gt_ear *ear = NULL;
    struct gt_txn *txn = NULL;

    space_url(*(enum backend *)*state, url);
    OK(gt_pool_open(url, &options, &pool, &err));
    OK(gt_ear_open(url, &ear, &err));
    assert_int_equal(ear != NULL, *(enum backend *)*state == ON_PG); /* a file tells nobody */
    if (ear != NULL) {
        OK(gt_txn_begin(pool, GT_TXN_WRITE, &txn, &err));
        add_node(gt_txn_db(txn));
        OK(gt_txn_commit(txn, &err));
        gt_txn_release(txn);
        assert_true(is_told(ear, 10000));
        OK(gt_txn_begin(pool, GT_TXN_WRITE, &txn, &err));
        add_node(gt_txn_db(txn));
        gt_txn_release(txn); /* rolled back */
        OK(gt_txn_begin(pool, GT_TXN_READ, &txn, &err));
        OK(gt_txn_commit(txn, &err));
        gt_txn_release(txn);
        assert_false(is_told(ear, 100));
    }
    gt_ear_close(ear);
    gt_pool_close(pool);
}

static void the_nth_call_fails_on_purpose(void **state)
{
    struct gt_pool *pool = fresh_pool(state, true);
    struct gt_txn *txn = NULL;

    for (int64_t n = 0;; n++) {
        struct gt_stmt *stmt = NULL;
        gt_rc rc;

        (void)gt_db_fault_at(n);
        txn = NULL;
        if ((rc = gt_txn_begin(pool, GT_TXN_WRITE, &txn, &err)) == GT_OK &&
            (rc = gt_db_prepare(gt_txn_db(txn),
                                "INSERT INTO node (kind, name_zh, name_en, from_day, to_day, revision)"
                                " VALUES ('flag', '', '', '', '', 1)", &stmt, &err)) == GT_OK &&
            (rc = gt_stmt_run(stmt, &err)) == GT_OK)
            rc = gt_txn_commit(txn, &err);
        gt_stmt_release(stmt);
        gt_txn_release(txn);
        if (gt_db_fault_at(-1) >= 0) { /* not reached: the write went through */
            OK(rc);
            assert_int_equal(n, 3);    /* begin, step, commit: by now it is prepared */
            break;
        }
        assert_int_equal(rc, GT_EDB);
        OK(gt_txn_begin(pool, GT_TXN_READ, &txn, &err));
        assert_int_equal(count_nodes(gt_txn_db(txn)), 0);
        gt_txn_release(txn);
    }
    gt_pool_close(pool);
}

static void a_lost_connection_is_opened_again(void **state)
{
    struct gt_pool *pool;
    struct gt_db *other = NULL;
    struct gt_txn *txn = NULL;
    char url[SPACE_URL_MAX];
    const struct gt_pool_options options = {.create = true};

    if (*(enum backend *)*state != ON_PG)
        return; /* a file has no connection to lose */
    space_url(ON_PG, url);
    OK(gt_pool_open(url, &options, &pool, &err));
    OK(gt_db_open(url, false, &other, &err));
    OK(gt_txn_begin(pool, GT_TXN_WRITE, &txn, &err));
    add_node(gt_txn_db(txn));
    run_script(other, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                      " WHERE pid <> pg_backend_pid() AND datname = current_database()");
    assert_int_equal(gt_txn_commit(txn, &err), GT_EDB);
    gt_txn_release(txn);
    OK(gt_txn_begin(pool, GT_TXN_WRITE, &txn, &err));
    assert_int_equal(count_nodes(gt_txn_db(txn)), 0);
    add_node(gt_txn_db(txn));
    OK(gt_txn_commit(txn, &err));
    gt_txn_release(txn);
    gt_db_close(other);
    gt_pool_close(pool);
}

static void macros_are_replaced_and_unknown_ones_refused(void **state)
{
    struct gt_arena *arena;
    gt_str out;

    (void)state;
    OK(gt_arena_create(1 << 20, &arena));
    OK(gt_migrate_expand(arena, GT_STR("a {I64} b {STRICT}"), GT_DIALECT_PG, &out, &err));
    assert_true(gt_str_eq(out, GT_STR("a BIGINT b ")));
    assert_int_equal(gt_migrate_expand(arena, GT_STR("{WHAT}"), GT_DIALECT_PG, &out, &err), GT_EINVAL);
    gt_arena_destroy(arena);
}

int main(void)
{
    static enum backend backends[BACKENDS] = {ON_SQLITE, ON_PG};
    int failed = 0;

    for (int at = 0; at < BACKENDS; at++) {
        enum backend *on = &backends[at];
        const struct CMUnitTest tests[] = {
            cmocka_unit_test_prestate(values_come_back_as_they_went_in, on),
            cmocka_unit_test_prestate(null_days_and_refs_are_null, on),
            cmocka_unit_test_prestate(placeholders_go_by_their_number, on),
            cmocka_unit_test_prestate(refusals_have_their_codes_and_spoil_the_transaction, on),
            cmocka_unit_test_prestate(text_that_libpq_would_cut_is_refused, on),
            cmocka_unit_test_prestate(a_statement_in_use_is_prepared_again, on),
            cmocka_unit_test_prestate(migrating_twice_changes_nothing_and_a_newer_space_is_refused, on),
            cmocka_unit_test_prestate(a_new_file_is_its_owner_s_alone, on),
            cmocka_unit_test_prestate(urls_that_name_no_space_are_refused, on),
            cmocka_unit_test_prestate(another_program_s_database_is_left_alone, on),
            cmocka_unit_test_prestate(a_write_counts_only_when_it_was_committed, on),
            cmocka_unit_test_prestate(a_commit_is_told_and_nothing_else, on),
            cmocka_unit_test_prestate(the_nth_call_fails_on_purpose, on),
            cmocka_unit_test_prestate(a_lost_connection_is_opened_again, on),
            cmocka_unit_test_prestate(macros_are_replaced_and_unknown_ones_refused, on),
        };

        if (backend_ready(*on))
            failed += cmocka_run_group_tests_name(backend_names[*on], tests, NULL, NULL);
    }
    return failed;
}
