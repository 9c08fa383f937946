/* journal.c - append, list and verify the hash-chained record of changes. */
#include "store/journal.h"

#include <sodium.h>

#include "store/rows.h"

enum { VERIFY_PAGE = 2000, VERIFY_PAGE_BYTES = 512 << 20 };

#define COLUMNS "seq, at_ms, person_id, object_id, action, object, before_json, after_json," \
                " prev_hash, hash"
/* FOR UPDATE is SQLite's to do without: its writer is alone; on PostgreSQL the
 * space's row was locked when the change began (gt_space_store_bump). */
static const char sql_head[] = "SELECT journal_seq, journal_hash FROM space WHERE id = 1";
static const char sql_append[] =
    "INSERT INTO journal (" COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
static const char sql_set_head[] =
    "UPDATE space SET journal_seq = $1, journal_hash = $2 WHERE id = 1";
static const char sql_list[] =
    "SELECT " COLUMNS " FROM journal WHERE seq < $1"
    " AND (cast($2 AS TEXT) = '' OR object = cast($2 AS TEXT))"
    " AND (cast($3 AS BIGINT) = 0 OR object_id = cast($3 AS BIGINT))"
    " AND (cast($4 AS BIGINT) = 0 OR person_id = cast($4 AS BIGINT))"
    " ORDER BY seq DESC LIMIT $5";
/* One thing's history, which every card shows: this one walks the index. */
static const char sql_history[] =
    "SELECT " COLUMNS " FROM journal WHERE object = $2 AND object_id = $3 AND seq < $1"
    " AND (cast($4 AS BIGINT) = 0 OR person_id = cast($4 AS BIGINT)) ORDER BY seq DESC LIMIT $5";
static const char sql_page[] =
    "SELECT " COLUMNS " FROM journal WHERE seq > $1 ORDER BY seq LIMIT $2";

static void hash_u64(crypto_hash_sha256_state *state, uint64_t value)
{
    unsigned char bytes[8];

    for (int at = 7; at >= 0; at--, value >>= 8)
        bytes[at] = (unsigned char)value;
    (void)crypto_hash_sha256_update(state, bytes, sizeof bytes);
}

static void hash_str(crypto_hash_sha256_state *state, gt_str text)
{
    hash_u64(state, text.len);
    if (text.len > 0)
        (void)crypto_hash_sha256_update(state, (const unsigned char *)text.at, text.len);
}

/* The canonical bytes are told in journal.h; changing them breaks every journal. */
static void hash_row(const struct gt_journal_row *row, uint8_t out[GT_HASH_SIZE])
{
    static const char name[] = "guatu-journal-1\n";
    crypto_hash_sha256_state state;

    (void)crypto_hash_sha256_init(&state);
    (void)crypto_hash_sha256_update(&state, (const unsigned char *)name, sizeof name - 1);
    (void)crypto_hash_sha256_update(&state, row->prev_hash, GT_HASH_SIZE);
    hash_u64(&state, (uint64_t)row->seq);
    hash_u64(&state, (uint64_t)row->at_ms);
    hash_u64(&state, (uint64_t)row->person_id);
    hash_u64(&state, (uint64_t)row->object_id);
    hash_str(&state, row->action);
    hash_str(&state, row->object);
    hash_str(&state, row->before);
    hash_str(&state, row->after);
    (void)crypto_hash_sha256_final(&state, out);
}

static gt_str hash_bytes(const uint8_t hash[GT_HASH_SIZE])
{
    return (gt_str){(const char *)hash, GT_HASH_SIZE};
}

struct head { int64_t seq; uint8_t hash[GT_HASH_SIZE]; };

static gt_rc read_head(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct head *head = row;
    const gt_str hash = gt_stmt_blob(stmt, 1);

    (void)arena;
    head->seq = gt_stmt_i64(stmt, 0);
    if (hash.len == GT_HASH_SIZE)
        memcpy(head->hash, hash.at, GT_HASH_SIZE);
    return GT_OK;
}

gt_rc gt_journal_append(struct gt_db *db, struct gt_journal_row *row, struct gt_err *err)
{
    struct gt_stmt *append = NULL, *set = NULL;
    struct head head = {0};
    gt_rc rc;

    if ((rc = gt_rows_get(db, sql_head, 0, NULL, read_head, &head, err)) != GT_OK) {
        if (rc == GT_ENOTFOUND)
            (void)gt_fail(err, rc, "the database holds no space", "数据库中没有单位空间");
        goto out;
    }
    if ((rc = gt_db_prepare(db, sql_append, &append, err)) != GT_OK ||
        (rc = gt_db_prepare(db, sql_set_head, &set, err)) != GT_OK)
        goto out;
    row->seq = head.seq + 1;
    memcpy(row->prev_hash, head.hash, GT_HASH_SIZE);
    hash_row(row, row->hash);
    gt_stmt_bind_i64(append, 1, row->seq);
    gt_stmt_bind_i64(append, 2, row->at_ms);
    gt_stmt_bind_i64(append, 3, row->person_id);
    gt_stmt_bind_i64(append, 4, row->object_id);
    gt_stmt_bind_str(append, 5, row->action);
    gt_stmt_bind_str(append, 6, row->object);
    gt_stmt_bind_str(append, 7, row->before);
    gt_stmt_bind_str(append, 8, row->after);
    gt_stmt_bind_blob(append, 9, hash_bytes(row->prev_hash));
    gt_stmt_bind_blob(append, 10, hash_bytes(row->hash));
    if ((rc = gt_stmt_run(append, err)) != GT_OK)
        goto out;
    gt_stmt_bind_i64(set, 1, row->seq);
    gt_stmt_bind_blob(set, 2, hash_bytes(row->hash));
    rc = gt_stmt_run(set, err);
out:
    gt_stmt_release(append);
    gt_stmt_release(set);
    return rc == GT_OK ? GT_OK : gt_wrap(err, rc, "writing the journal", "写入日志");
}

static gt_rc read_row(struct gt_stmt *stmt, struct gt_arena *arena, void *at)
{
    struct gt_journal_row *row = at;
    const gt_str prev = gt_stmt_blob(stmt, 8), hash = gt_stmt_blob(stmt, 9);
    gt_rc rc;

    row->seq = gt_stmt_i64(stmt, 0);
    row->at_ms = gt_stmt_i64(stmt, 1);
    row->person_id = gt_stmt_i64(stmt, 2);
    row->object_id = gt_stmt_i64(stmt, 3);
    if (prev.len == GT_HASH_SIZE)
        memcpy(row->prev_hash, prev.at, GT_HASH_SIZE);
    if (hash.len == GT_HASH_SIZE)
        memcpy(row->hash, hash.at, GT_HASH_SIZE);
    if ((rc = gt_stmt_dup(stmt, 4, arena, &row->action)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 5, arena, &row->object)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 6, arena, &row->before)) != GT_OK)
        return rc;
    return gt_stmt_dup(stmt, 7, arena, &row->after);
}

gt_rc gt_journal_list(struct gt_db *db, const struct gt_journal_filter *filter,
                      struct gt_arena *arena, gt_journal_rows *out, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if (filter->limit < 1 || filter->limit > GT_JOURNAL_PAGE_MAX)
        return gt_fail_field(err, GT_EINVAL, "limit", "limit must be 1 to %d",
                             "limit 应为1到%d", (int)GT_JOURNAL_PAGE_MAX);
    if ((rc = gt_db_prepare(db, filter->object.len > 0 && filter->object_id != 0 ? sql_history : sql_list,
                            &stmt, err)) != GT_OK)
        return rc;
    gt_stmt_bind_i64(stmt, 1, filter->before_seq <= 0 ? INT64_MAX : filter->before_seq);
    gt_stmt_bind_str(stmt, 2, filter->object);
    gt_stmt_bind_i64(stmt, 3, filter->object_id);
    gt_stmt_bind_i64(stmt, 4, filter->person_id);
    gt_stmt_bind_i64(stmt, 5, filter->limit);
    rc = gt_rows_list(stmt, arena, read_row, sizeof(struct gt_journal_row), GT_JOURNAL_PAGE_MAX,
                      out, err);
    gt_stmt_release(stmt);
    return rc;
}

/* ---- verifying -------------------------------------------------------------- */

static void fault(struct gt_journal_check *check, int64_t seq, gt_str en, gt_str zh)
{
    check->whole = false;
    check->bad_seq = seq;
    check->what[GT_LANG_EN] = en;
    check->what[GT_LANG_ZH] = zh;
}

/* One row against what went before it; false ends the check. */
static bool check_row(const struct gt_journal_row *row, struct gt_journal_check *check)
{
    uint8_t hash[GT_HASH_SIZE];

    if (row->seq != check->rows + 1) {
        fault(check, check->rows + 1, GT_STR("this row was removed"), GT_STR("该行已被删除"));
        return false;
    }
    hash_row(row, hash);
    if (memcmp(row->prev_hash, check->head, GT_HASH_SIZE) != 0) {
        fault(check, row->seq, GT_STR("this row does not follow the one before it"),
              GT_STR("该行与前一行不衔接"));
        return false;
    }
    if (memcmp(hash, row->hash, GT_HASH_SIZE) != 0) {
        fault(check, row->seq, GT_STR("this row was altered"), GT_STR("该行已被改动"));
        return false;
    }
    memcpy(check->head, hash, GT_HASH_SIZE);
    check->rows++;
    return true;
}

static gt_rc read_page(struct gt_db *db, int64_t after, struct gt_arena *arena,
                       gt_journal_rows *out, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_page, &stmt, err)) != GT_OK)
        return rc;
    gt_stmt_bind_i64(stmt, 1, after);
    gt_stmt_bind_i64(stmt, 2, VERIFY_PAGE);
    rc = gt_rows_list(stmt, arena, read_row, sizeof(struct gt_journal_row), VERIFY_PAGE, out, err);
    gt_stmt_release(stmt);
    return rc;
}

gt_rc gt_journal_verify(struct gt_db *db, struct gt_journal_check *out, struct gt_err *err)
{
    struct gt_journal_check check = {.whole = true};
    struct gt_arena *arena = NULL;
    struct head head = {0};
    gt_journal_rows page;
    gt_rc rc;

    if ((rc = gt_arena_create(VERIFY_PAGE_BYTES, &arena)) != GT_OK)
        return gt_fail(err, rc, "out of memory", "内存不足");
    if ((rc = gt_rows_get(db, sql_head, 0, NULL, read_head, &head, err)) != GT_OK)
        goto out;
    do {
        const struct gt_arena_mark mark = gt_arena_mark(arena);

        /* seq -1 first, so that a row forged in front of the first is seen */
        if ((rc = read_page(db, check.rows == 0 ? INT64_MIN + 1 : check.rows, arena, &page,
                            err)) != GT_OK)
            goto out;
        for (size_t at = 0; at < page.count && check_row(&page.at[at], &check); at++)
            ;
        gt_arena_rewind(arena, mark);
    } while (check.whole && page.count == VERIFY_PAGE);
    if (check.whole && check.rows < head.seq)
        fault(&check, check.rows + 1, GT_STR("the journal's end was cut off from this row on"),
              GT_STR("日志自该行起的末尾被截去"));
    else if (check.whole && (check.rows > head.seq ||
                             memcmp(check.head, head.hash, GT_HASH_SIZE) != 0))
        fault(&check, check.rows, GT_STR("the space's own row names another last entry"),
              GT_STR("单位空间所记的末行与日志不符"));
    *out = check;
out:
    gt_arena_destroy(arena);
    return rc == GT_OK ? GT_OK : gt_wrap(err, rc, "verifying the journal", "校验日志");
}
