/* notice_store.c - notices, settings, ways and addresses, calendar feeds. */
#include "store/notice_store.h"

#include "store/rows.h"

/* ---- settings ------------------------------------------------------------------------- */

static const char sql_settings[] = "SELECT name, value FROM notice_setting ORDER BY name";
static const char sql_setting_update[] = "UPDATE notice_setting SET value = $2 WHERE name = $1 RETURNING value";
static const char sql_setting_insert[] = "INSERT INTO notice_setting (name, value) VALUES ($1, $2)";

static gt_rc read_setting(struct gt_stmt *stmt, struct gt_arena *arena, void *out)
{
    struct gt_notice_setting *row = out;

    row->value = gt_stmt_i64(stmt, 1);
    return gt_stmt_dup(stmt, 0, arena, &row->name);
}

gt_rc gt_notice_setting_store_list(struct gt_db *db, struct gt_arena *arena, gt_notice_settings *out,
                                   struct gt_err *err)
{
    return gt_rows_query(db, sql_settings, 0, arena, read_setting, sizeof *out->at, 1000, out, err);
}

static gt_rc run_setting(struct gt_db *db, const char *sql, gt_str name, int64_t value, bool answers,
                         struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    int64_t was = 0;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql, &stmt, err)) == GT_OK) {
        gt_stmt_bind_str(stmt, 1, name);
        gt_stmt_bind_i64(stmt, 2, value);
        rc = answers ? gt_stmt_run_i64(stmt, &was, err) : gt_stmt_run(stmt, err);
    }
    gt_stmt_release(stmt);
    return rc;
}

gt_rc gt_notice_setting_store_put(struct gt_db *db, gt_str name, int64_t value, struct gt_err *err)
{
    const gt_rc rc = run_setting(db, sql_setting_update, name, value, true, err);

    return rc == GT_ENOTFOUND ? run_setting(db, sql_setting_insert, name, value, false, err) : rc;
}

/* ---- notices ---------------------------------------------------------------------------- */

#define NOTICE "SELECT id, person_id, kind, task_id, slip_id, day, text_zh, text_en, key, at_ms, read_at_ms FROM notice"
static const char sql_notices[] =
    NOTICE " WHERE person_id = $1 AND (cast($2 AS BIGINT) = 0 OR id < $2) ORDER BY id DESC LIMIT $3";
static const char sql_unread[] = NOTICE " WHERE read_at_ms = 0 AND at_ms >= $1 ORDER BY person_id, id";
static const char sql_unread_count[] = "SELECT count(*) FROM notice WHERE person_id = $1 AND read_at_ms = 0";
static const char sql_notice_there[] = "SELECT id FROM notice WHERE key = $1";
static const char sql_notice_insert[] =
    "INSERT INTO notice (person_id, kind, task_id, slip_id, day, text_zh, text_en, key, at_ms, read_at_ms)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0)";
static const char sql_notice_read[] =
    "UPDATE notice SET read_at_ms = $1 WHERE person_id = $2 AND read_at_ms = 0 AND (cast($3 AS BIGINT) = 0 OR id = $3)";

static gt_rc read_notice(struct gt_stmt *stmt, struct gt_arena *arena, void *out)
{
    struct gt_notice *row = out;
    gt_rc rc;

    row->id = gt_stmt_i64(stmt, 0);
    row->person_id = gt_stmt_i64(stmt, 1);
    row->task_id = gt_stmt_i64(stmt, 3);
    row->slip_id = gt_stmt_i64(stmt, 4);
    row->day = gt_stmt_day(stmt, 5);
    row->at_ms = gt_stmt_i64(stmt, 9);
    row->read_at_ms = gt_stmt_i64(stmt, 10);
    if ((rc = gt_stmt_dup(stmt, 2, arena, &row->kind)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 6, arena, &row->text[GT_LANG_ZH])) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 7, arena, &row->text[GT_LANG_EN])) != GT_OK)
        return rc;
    return gt_stmt_dup(stmt, 8, arena, &row->key);
}

gt_rc gt_notice_store_list(struct gt_db *db, int64_t person_id, int64_t before_id, int64_t limit,
                           struct gt_arena *arena, gt_notices *out, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_notices, &stmt, err)) == GT_OK) {
        gt_stmt_bind_i64(stmt, 1, person_id);
        gt_stmt_bind_i64(stmt, 2, before_id);
        gt_stmt_bind_i64(stmt, 3, limit);
        rc = gt_rows_list(stmt, arena, read_notice, sizeof *out->at, GT_NOTICES_MAX, out, err);
    }
    gt_stmt_release(stmt);
    return rc;
}

gt_rc gt_notice_store_unread(struct gt_db *db, int64_t since_ms, struct gt_arena *arena, gt_notices *out,
                             struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_unread, &stmt, err)) == GT_OK) {
        gt_stmt_bind_i64(stmt, 1, since_ms);
        rc = gt_rows_list(stmt, arena, read_notice, sizeof *out->at, GT_NOTICE_ADDRESSES_MAX, out, err);
    }
    gt_stmt_release(stmt);
    return rc;
}

gt_rc gt_notice_store_count(struct gt_db *db, int64_t person_id, int64_t *out, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_unread_count, &stmt, err)) == GT_OK) {
        gt_stmt_bind_i64(stmt, 1, person_id);
        rc = gt_stmt_run_i64(stmt, out, err);
    }
    gt_stmt_release(stmt);
    return rc;
}

/* Is there a row with this key?  Looked for first, because a failed insert
 * would spoil the transaction. */
static gt_rc there(struct gt_db *db, const char *sql, gt_str key, bool *out, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    int64_t id = 0;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql, &stmt, err)) == GT_OK) {
        gt_stmt_bind_str(stmt, 1, key);
        rc = gt_stmt_run_i64(stmt, &id, err);
    }
    gt_stmt_release(stmt);
    *out = rc == GT_OK;
    return rc == GT_ENOTFOUND ? GT_OK : rc;
}

gt_rc gt_notice_store_add(struct gt_db *db, const struct gt_notice *notice, bool *fresh, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    bool old = false;
    gt_rc rc;

    *fresh = false;
    if ((rc = there(db, sql_notice_there, notice->key, &old, err)) != GT_OK || old)
        return rc;
    if ((rc = gt_db_prepare(db, sql_notice_insert, &stmt, err)) == GT_OK) {
        gt_stmt_bind_i64(stmt, 1, notice->person_id);
        gt_stmt_bind_str(stmt, 2, notice->kind);
        gt_stmt_bind_ref(stmt, 3, notice->task_id);
        gt_stmt_bind_ref(stmt, 4, notice->slip_id);
        gt_stmt_bind_day(stmt, 5, notice->day);
        gt_stmt_bind_str(stmt, 6, notice->text[GT_LANG_ZH]);
        gt_stmt_bind_str(stmt, 7, notice->text[GT_LANG_EN]);
        gt_stmt_bind_str(stmt, 8, notice->key);
        gt_stmt_bind_i64(stmt, 9, notice->at_ms);
        rc = gt_stmt_run(stmt, err);
    }
    gt_stmt_release(stmt);
    *fresh = rc == GT_OK;
    return rc;
}

gt_rc gt_notice_store_read(struct gt_db *db, int64_t person_id, int64_t id, int64_t now_ms, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_notice_read, &stmt, err)) == GT_OK) {
        gt_stmt_bind_i64(stmt, 1, now_ms);
        gt_stmt_bind_i64(stmt, 2, person_id);
        gt_stmt_bind_i64(stmt, 3, id);
        rc = gt_stmt_run(stmt, err);
    }
    gt_stmt_release(stmt);
    return rc;
}

static const char sql_run_there[] = "SELECT at_ms FROM notice_run WHERE day = $1";
static const char sql_run_insert[] = "INSERT INTO notice_run (day, made, at_ms) VALUES ($1, 0, $2)";

gt_rc gt_notice_run_store_done(struct gt_db *db, gt_day day, bool *done, struct gt_err *err)
{
    char text[GT_DAY_TEXT];

    return there(db, sql_run_there, gt_str_from(gt_day_text(day, text)), done, err);
}

gt_rc gt_notice_run_store_begin(struct gt_db *db, gt_day day, int64_t now_ms, bool *fresh, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    char text[GT_DAY_TEXT];
    bool old = false;
    gt_rc rc;

    *fresh = false;
    if ((rc = there(db, sql_run_there, gt_str_from(gt_day_text(day, text)), &old, err)) != GT_OK || old)
        return rc;
    if ((rc = gt_db_prepare(db, sql_run_insert, &stmt, err)) == GT_OK) {
        gt_stmt_bind_day(stmt, 1, day);
        gt_stmt_bind_i64(stmt, 2, now_ms);
        rc = gt_stmt_run(stmt, err);
    }
    gt_stmt_release(stmt);
    *fresh = rc == GT_OK;
    return rc;
}

/* ---- ways and addresses -------------------------------------------------------------------- */

static const char sql_ways[] =
    "SELECT id, kind, name, url, token_url, account, secret, sender, per_minute, enabled, revision"
    " FROM notice_way ORDER BY id";
static const char sql_way_insert[] =
    "INSERT INTO notice_way (kind, name, url, token_url, account, secret, sender, per_minute, enabled, revision)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1) RETURNING id";
static const char sql_way_update[] =
    "UPDATE notice_way SET kind = $1, name = $2, url = $3, token_url = $4, account = $5, secret = $6, sender = $7,"
    " per_minute = $8, enabled = $9, revision = revision + 1 WHERE id = $10 AND revision = $11 RETURNING revision";
static const char sql_addresses[] = "SELECT person_id, kind, address, enabled FROM notice_address ORDER BY person_id, kind";
static const char sql_addresses_of[] =
    "SELECT person_id, kind, address, enabled FROM notice_address WHERE person_id = $1 ORDER BY kind";
static const char sql_address_update[] =
    "UPDATE notice_address SET address = $3, enabled = $4 WHERE person_id = $1 AND kind = $2 RETURNING person_id";
static const char sql_address_insert[] =
    "INSERT INTO notice_address (person_id, kind, address, enabled) VALUES ($1, $2, $3, $4)";

static gt_rc read_way(struct gt_stmt *stmt, struct gt_arena *arena, void *out)
{
    struct gt_notice_way *way = out;
    gt_str *const texts[] = {&way->kind, &way->name, &way->url, &way->token_url, &way->account, &way->secret,
                             &way->sender};
    gt_rc rc = GT_OK;

    way->id = gt_stmt_i64(stmt, 0);
    way->per_minute = gt_stmt_i64(stmt, 8);
    way->enabled = gt_stmt_i64(stmt, 9);
    way->revision = gt_stmt_i64(stmt, 10);
    for (size_t at = 0; at < GT_LEN(texts) && rc == GT_OK; at++)
        rc = gt_stmt_dup(stmt, (int)at + 1, arena, texts[at]);
    return rc;
}

gt_rc gt_notice_way_store_list(struct gt_db *db, struct gt_arena *arena, gt_notice_ways *out, struct gt_err *err)
{
    return gt_rows_query(db, sql_ways, 0, arena, read_way, sizeof *out->at, GT_NOTICE_WAYS_MAX, out, err);
}

gt_rc gt_notice_way_store_put(struct gt_db *db, struct gt_notice_way *way, struct gt_err *err)
{
    const gt_str texts[] = {way->kind, way->name, way->url, way->token_url, way->account, way->secret, way->sender};
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, way->id == 0 ? sql_way_insert : sql_way_update, &stmt, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < GT_LEN(texts); at++)
        gt_stmt_bind_str(stmt, (int)at + 1, texts[at]);
    gt_stmt_bind_i64(stmt, 8, way->per_minute);
    gt_stmt_bind_i64(stmt, 9, way->enabled);
    if (way->id == 0) {
        rc = gt_stmt_run_i64(stmt, &way->id, err);
        way->revision = 1;
    } else {
        gt_stmt_bind_i64(stmt, 10, way->id);
        gt_stmt_bind_i64(stmt, 11, way->revision);
        rc = gt_rows_revised(stmt, &way->revision, "way", "外发渠道", way->id, err);
    }
    gt_stmt_release(stmt);
    return rc;
}

static gt_rc read_address(struct gt_stmt *stmt, struct gt_arena *arena, void *out)
{
    struct gt_notice_address *row = out;
    gt_rc rc;

    row->person_id = gt_stmt_i64(stmt, 0);
    row->enabled = gt_stmt_i64(stmt, 3);
    if ((rc = gt_stmt_dup(stmt, 1, arena, &row->kind)) != GT_OK)
        return rc;
    return gt_stmt_dup(stmt, 2, arena, &row->address);
}

gt_rc gt_notice_address_store_list(struct gt_db *db, int64_t person_id, struct gt_arena *arena,
                                   gt_notice_addresses *out, struct gt_err *err)
{
    return gt_rows_query(db, person_id == 0 ? sql_addresses : sql_addresses_of, person_id, arena, read_address,
                         sizeof *out->at, GT_NOTICE_ADDRESSES_MAX, out, err);
}

static gt_rc run_address(struct gt_db *db, const char *sql, const struct gt_notice_address *address, bool answers,
                         struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    int64_t id = 0;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql, &stmt, err)) == GT_OK) {
        gt_stmt_bind_i64(stmt, 1, address->person_id);
        gt_stmt_bind_str(stmt, 2, address->kind);
        gt_stmt_bind_str(stmt, 3, address->address);
        gt_stmt_bind_i64(stmt, 4, address->enabled);
        rc = answers ? gt_stmt_run_i64(stmt, &id, err) : gt_stmt_run(stmt, err);
    }
    gt_stmt_release(stmt);
    return rc;
}

gt_rc gt_notice_address_store_put(struct gt_db *db, const struct gt_notice_address *address, struct gt_err *err)
{
    const gt_rc rc = run_address(db, sql_address_update, address, true, err);

    return rc == GT_ENOTFOUND ? run_address(db, sql_address_insert, address, false, err) : rc;
}

/* ---- calendar feeds --------------------------------------------------------------------------- */

#define FEED "SELECT id, token_hash, person_id, unit_id, at_ms, used_at_ms, revoked_at_ms FROM feed"
static const char sql_feeds[] = FEED " WHERE person_id = $1 AND revoked_at_ms = 0 ORDER BY id";
static const char sql_feed_find[] = FEED " WHERE token_hash = $1 AND revoked_at_ms = 0";
static const char sql_feed_insert[] =
    "INSERT INTO feed (token_hash, person_id, unit_id, at_ms, used_at_ms, revoked_at_ms)"
    " VALUES ($1, $2, $3, $4, 0, 0) RETURNING id";
static const char sql_feed_revoke[] =
    "UPDATE feed SET revoked_at_ms = $1 WHERE id = $2 AND person_id = $3 AND revoked_at_ms = 0 RETURNING id";

static gt_rc read_feed(struct gt_stmt *stmt, struct gt_arena *arena, void *out)
{
    struct gt_feed *feed = out;
    const gt_str hash = gt_stmt_blob(stmt, 1);

    (void)arena;
    feed->id = gt_stmt_i64(stmt, 0);
    if (hash.len == GT_FEED_HASH)
        memcpy(feed->hash, hash.at, GT_FEED_HASH);
    feed->person_id = gt_stmt_i64(stmt, 2);
    feed->unit_id = gt_stmt_i64(stmt, 3);
    feed->at_ms = gt_stmt_i64(stmt, 4);
    feed->used_at_ms = gt_stmt_i64(stmt, 5);
    feed->revoked_at_ms = gt_stmt_i64(stmt, 6);
    return GT_OK;
}

gt_rc gt_feed_store_list(struct gt_db *db, int64_t person_id, struct gt_arena *arena, gt_feeds *out,
                         struct gt_err *err)
{
    return gt_rows_query(db, sql_feeds, person_id, arena, read_feed, sizeof *out->at, GT_FEEDS_MAX, out, err);
}

gt_rc gt_feed_store_add(struct gt_db *db, struct gt_feed *feed, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_feed_insert, &stmt, err)) == GT_OK) {
        gt_stmt_bind_blob(stmt, 1, (gt_str){(const char *)feed->hash, GT_FEED_HASH});
        gt_stmt_bind_i64(stmt, 2, feed->person_id);
        gt_stmt_bind_ref(stmt, 3, feed->unit_id);
        gt_stmt_bind_i64(stmt, 4, feed->at_ms);
        rc = gt_stmt_run_i64(stmt, &feed->id, err);
    }
    gt_stmt_release(stmt);
    return rc;
}

gt_rc gt_feed_store_find(struct gt_db *db, const uint8_t hash[GT_FEED_HASH], struct gt_arena *arena,
                         struct gt_feed *out, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_feed_find, &stmt, err)) == GT_OK) {
        gt_stmt_bind_blob(stmt, 1, (gt_str){(const char *)hash, GT_FEED_HASH});
        rc = gt_rows_one(stmt, arena, read_feed, out, err);
    }
    gt_stmt_release(stmt);
    return rc;
}

gt_rc gt_feed_store_revoke(struct gt_db *db, int64_t id, int64_t person_id, int64_t now_ms, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    int64_t done = 0;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_feed_revoke, &stmt, err)) == GT_OK) {
        gt_stmt_bind_i64(stmt, 1, now_ms);
        gt_stmt_bind_i64(stmt, 2, id);
        gt_stmt_bind_i64(stmt, 3, person_id);
        rc = gt_stmt_run_i64(stmt, &done, err);
    }
    gt_stmt_release(stmt);
    return rc == GT_ENOTFOUND ? gt_rows_missing(err, "calendar address", "日历订阅地址", id) : rc;
}
