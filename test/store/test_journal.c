/* test_journal.c - the journal finds any altered, removed or reordered row. */
#include <setjmp.h>
#include <pthread.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "spaces.h"
#include "store/journal.h"
#include "store/pool.h"

enum { ROWS = 9, THREADS = 4, EACH = 15 };

static struct gt_err err;

#define OK(call) works((call), #call, __LINE__)
static void works(gt_rc rc, const char *call, int line)
{
    if (rc != GT_OK)
        fail_msg("line %d: %s: %s: %s", line, call, gt_rc_name(rc), err.text[GT_LANG_EN]);
}

static struct gt_pool *fresh(enum backend backend)
{
    const struct gt_pool_options options = {.create = true};
    const struct gt_space_meta meta = {.name = {GT_STR("厅"), GT_STR("D")}, .year = 2026};
    struct gt_pool *pool = NULL;
    struct gt_txn *txn = NULL;
    char url[SPACE_URL_MAX];

    space_url(backend, url);
    OK(gt_pool_open(url, &options, &pool, &err));
    OK(gt_txn_begin(pool, GT_TXN_WRITE, &txn, &err));
    OK(gt_space_store_init(gt_txn_db(txn), &meta, &err));
    OK(gt_txn_commit(txn, &err));
    gt_txn_release(txn);
    return pool;
}

/* One change; may be called by several threads. */
static gt_rc append(struct gt_pool *pool, int64_t object_id, struct gt_err *why)
{
    struct gt_journal_row row = {.at_ms = 1000 + object_id, .person_id = 5, .object_id = object_id,
                                 .action = GT_STR("edit"), .object = GT_STR("task"),
                                 .before = GT_STR("{\"title\":\"旧\"}"), .after = GT_STR("{\"title\":\"新\"}")};
    struct gt_txn *txn = NULL;
    int64_t version;
    gt_rc rc;

    if ((rc = gt_txn_begin(pool, GT_TXN_WRITE, &txn, why)) == GT_OK &&
        (rc = gt_space_store_bump(gt_txn_db(txn), &version, why)) == GT_OK &&
        (rc = gt_journal_append(gt_txn_db(txn), &row, why)) == GT_OK)
        rc = gt_txn_commit(txn, why);
    gt_txn_release(txn);
    return rc;
}

static struct gt_journal_check verify(struct gt_pool *pool)
{
    struct gt_journal_check check;
    struct gt_txn *txn = NULL;

    OK(gt_txn_begin(pool, GT_TXN_READ, &txn, &err));
    OK(gt_journal_verify(gt_txn_db(txn), &check, &err));
    gt_txn_release(txn);
    return check;
}

static void tamper(struct gt_pool *pool, const char *sql)
{
    struct gt_txn *txn = NULL;

    OK(gt_txn_begin(pool, GT_TXN_WRITE, &txn, &err));
    OK(gt_db_script(gt_txn_db(txn), sql, &err));
    OK(gt_txn_commit(txn, &err));
    gt_txn_release(txn);
}

static const struct tamper_case {
    const char *name, *sql;
    int64_t bad_seq; /* 0: whole */
} cases[] = {
    {"nothing was touched", "SELECT 1", 0},
    {"another action", "UPDATE journal SET action = 'create' WHERE seq = 4", 4},
    {"another object", "UPDATE journal SET object = 'link' WHERE seq = 4", 4},
    {"another number", "UPDATE journal SET object_id = object_id + 1 WHERE seq = 4", 4},
    {"another person", "UPDATE journal SET person_id = 6 WHERE seq = 4", 4},
    {"another time", "UPDATE journal SET at_ms = at_ms - 1 WHERE seq = 4", 4},
    {"other facts before", "UPDATE journal SET before_json = '{}' WHERE seq = 4", 4},
    {"other facts after", "UPDATE journal SET after_json = '{}' WHERE seq = 1", 1},
    {"letters moved from one field to the next",
     "UPDATE journal SET action = 'editt', object = 'ask' WHERE seq = 4", 4},
    {"the last row", "UPDATE journal SET after_json = '{}' WHERE seq = 9", 9},
    {"the first removed", "DELETE FROM journal WHERE seq = 1", 1},
    {"one removed from the middle", "DELETE FROM journal WHERE seq = 5", 5},
    {"the last removed", "DELETE FROM journal WHERE seq = 9", 9},
    {"the end cut off", "DELETE FROM journal WHERE seq > 6", 7},
    {"all removed", "DELETE FROM journal", 1},
    {"two exchanged", "UPDATE journal SET seq = -1 WHERE seq = 3; UPDATE journal SET seq = 3 WHERE seq = 4;"
                      "UPDATE journal SET seq = 4 WHERE seq = -1", 3},
    {"one removed and the rest moved up",
     "DELETE FROM journal WHERE seq = 5; UPDATE journal SET seq = seq - 1 WHERE seq = 6;"
     "UPDATE journal SET seq = seq - 1 WHERE seq = 7; UPDATE journal SET seq = seq - 1 WHERE seq = 8;"
     "UPDATE journal SET seq = seq - 1 WHERE seq = 9", 5},
    {"one put in front", "INSERT INTO journal SELECT 0, at_ms, person_id, action, object, object_id,"
                         " before_json, after_json, prev_hash, hash FROM journal WHERE seq = 1", 1},
    {"a copy at the end", "INSERT INTO journal SELECT 10, at_ms, person_id, action, object, object_id,"
                          " before_json, after_json, prev_hash, hash FROM journal WHERE seq = 9", 10},
    {"the head set back", "UPDATE space SET journal_seq = 8", 9},
    {"the head's hash changed", "UPDATE space SET journal_hash = (SELECT hash FROM journal WHERE seq = 8)", 9},
};

static void any_tampering_is_found_and_named(void **state)
{
    for (size_t at = 0; at < GT_LEN(cases); at++) {
        struct gt_pool *pool = fresh(*(enum backend *)*state);
        struct gt_journal_check check;

        for (int64_t row = 1; row <= ROWS; row++)
            OK(append(pool, row, &err));
        tamper(pool, cases[at].sql);
        check = verify(pool);
        if (check.whole != (cases[at].bad_seq == 0) ||
            (!check.whole && check.bad_seq != cases[at].bad_seq))
            fail_msg("%s: %s at %lld", cases[at].name, check.whole ? "whole" : "broken",
                     (long long)check.bad_seq);
        if (check.whole)
            assert_int_equal(check.rows, ROWS);
        else
            assert_true(check.what[GT_LANG_ZH].len > 0 && check.what[GT_LANG_EN].len > 0);
        gt_pool_close(pool);
    }
}

static void an_empty_journal_is_whole(void **state)
{
    struct gt_pool *pool = fresh(*(enum backend *)*state);

    assert_true(verify(pool).whole);
    gt_pool_close(pool);
}

/* Anybody can check it with the words of journal.h alone: this is the row as
 * sha256sum computes it over the canonical bytes. */
static void the_hash_is_what_the_header_says(void **state)
{
    static const char want[] = "4ae405a27ed79637";
    struct gt_pool *pool = fresh(*(enum backend *)*state);
    struct gt_journal_check check;
    char text[17];

    OK(append(pool, 1, &err));
    check = verify(pool);
    for (int at = 0; at < 8; at++)
        (void)snprintf(text + 2 * at, 3, "%02x", check.head[at]);
    assert_string_equal(text, want);
    gt_pool_close(pool);
}

struct writer { struct gt_pool *pool; int number; gt_rc rc; };

static void *write_some(void *data)
{
    struct writer *writer = data;
    struct gt_err own;

    for (int at = 0; at < EACH && writer->rc == GT_OK; at++)
        writer->rc = append(writer->pool, writer->number * 1000 + at, &own);
    return NULL;
}

static void writers_at_once_make_one_chain(void **state)
{
    struct gt_pool *pool = fresh(*(enum backend *)*state);
    struct writer writers[THREADS];
    pthread_t threads[THREADS];
    struct gt_journal_check check;

    for (int at = 0; at < THREADS; at++) {
        writers[at] = (struct writer){pool, at, GT_OK};
        assert_int_equal(pthread_create(&threads[at], NULL, write_some, &writers[at]), 0);
    }
    for (int at = 0; at < THREADS; at++) {
        assert_int_equal(pthread_join(threads[at], NULL), 0);
        assert_int_equal(writers[at].rc, GT_OK);
    }
    check = verify(pool);
    assert_true(check.whole);
    assert_int_equal(check.rows, THREADS * EACH);
    gt_pool_close(pool);
}

static void the_list_goes_back_in_time_and_is_filtered(void **state)
{
    struct gt_pool *pool = fresh(*(enum backend *)*state);
    struct gt_journal_filter filter = {.limit = 4};
    gt_journal_rows rows = {0};
    struct gt_arena *arena;
    struct gt_txn *txn = NULL;
    struct gt_db *db;

    for (int64_t row = 1; row <= ROWS; row++)
        OK(append(pool, row % 3, &err));
    OK(gt_arena_create(1 << 24, &arena));
    OK(gt_txn_begin(pool, GT_TXN_READ, &txn, &err));
    db = gt_txn_db(txn);
    OK(gt_journal_list(db, &filter, arena, &rows, &err));
    assert_int_equal(rows.count, 4);
    assert_int_equal(rows.at[0].seq, ROWS);
    filter.before_seq = rows.at[3].seq;
    OK(gt_journal_list(db, &filter, arena, &rows, &err));
    assert_int_equal(rows.at[0].seq, 5);
    filter = (struct gt_journal_filter){.limit = 100, .object = GT_STR("task"), .object_id = 1};
    OK(gt_journal_list(db, &filter, arena, &rows, &err));
    assert_int_equal(rows.count, 3);
    filter.before_seq = rows.at[0].seq;
    OK(gt_journal_list(db, &filter, arena, &rows, &err));
    assert_int_equal(rows.count, 2);
    filter.before_seq = 0;
    filter.person_id = 6;
    OK(gt_journal_list(db, &filter, arena, &rows, &err));
    assert_int_equal(rows.count, 0);
    filter.person_id = 0;
    filter.object = GT_STR("link");
    OK(gt_journal_list(db, &filter, arena, &rows, &err));
    assert_int_equal(rows.count, 0);
    filter.limit = 0;
    assert_int_equal(gt_journal_list(db, &filter, arena, &rows, &err), GT_EINVAL);
    gt_txn_release(txn);
    gt_arena_destroy(arena);
    gt_pool_close(pool);
}

int main(void)
{
    static enum backend backends[BACKENDS] = {ON_SQLITE, ON_PG};
    int failed = 0;

    for (int at = 0; at < BACKENDS; at++) {
        enum backend *on = &backends[at];
        const struct CMUnitTest tests[] = {
            cmocka_unit_test_prestate(an_empty_journal_is_whole, on),
            cmocka_unit_test_prestate(any_tampering_is_found_and_named, on),
            cmocka_unit_test_prestate(the_hash_is_what_the_header_says, on),
            cmocka_unit_test_prestate(writers_at_once_make_one_chain, on),
            cmocka_unit_test_prestate(the_list_goes_back_in_time_and_is_filtered, on),
        };

        if (backend_ready(*on))
            failed += cmocka_run_group_tests_name(backend_names[*on], tests, NULL, NULL);
    }
    return failed;
}
