/*
 * notice_store.h - notices, how they leave the house, what waits to leave, and
 * calendar addresses.
 */
#ifndef GT_STORE_NOTICE_STORE_H
#define GT_STORE_NOTICE_STORE_H

#include "store/db.h"

enum {
    GT_NOTICES_MAX = 100000,        /* of one person */
    GT_NOTICE_WAYS_MAX = 50,
    GT_NOTICE_ADDRESSES_MAX = 500000,
    GT_OUTBOX_PAGE_MAX = 1000,
    GT_FEEDS_MAX = 100000,
    GT_FEED_HASH = 32,
};

struct gt_notice_setting { gt_str name; int64_t value; };
typedef GT_VEC(struct gt_notice_setting) gt_notice_settings;
gt_rc gt_notice_setting_store_list(struct gt_db *db, struct gt_arena *arena, gt_notice_settings *out,
                                   struct gt_err *err) GT_MUST_USE;
gt_rc gt_notice_setting_store_put(struct gt_db *db, gt_str name, int64_t value, struct gt_err *err) GT_MUST_USE;

struct gt_notice {
    int64_t id, person_id;
    gt_str  kind;                   /* remind, urge, escalate, receipt, report, slip */
    int64_t task_id, slip_id;       /* 0: none */
    gt_day  day;
    gt_str  text[GT_LANG_COUNT];
    gt_str  key;
    int64_t at_ms, read_at_ms;      /* read_at_ms 0: unread */
};
typedef GT_VEC(struct gt_notice) gt_notices;
/* A person's, newest first, from behind before_id (0: from the newest). */
gt_rc gt_notice_store_list(struct gt_db *db, int64_t person_id, int64_t before_id, int64_t limit,
                           struct gt_arena *arena, gt_notices *out, struct gt_err *err) GT_MUST_USE;
/* Unread ones of all people, by person and id: for digests. */
gt_rc gt_notice_store_unread(struct gt_db *db, int64_t since_ms, struct gt_arena *arena, gt_notices *out,
                             struct gt_err *err) GT_MUST_USE;
gt_rc gt_notice_store_count(struct gt_db *db, int64_t person_id, int64_t *out, struct gt_err *err) GT_MUST_USE;
/* *fresh false: there is one with this key already, nothing was written. */
gt_rc gt_notice_store_add(struct gt_db *db, const struct gt_notice *notice, bool *fresh,
                          struct gt_err *err) GT_MUST_USE;
/* id 0: all up to now. */
gt_rc gt_notice_store_read(struct gt_db *db, int64_t person_id, int64_t id, int64_t now_ms,
                           struct gt_err *err) GT_MUST_USE;

gt_rc gt_notice_run_store_done(struct gt_db *db, gt_day day, bool *done, struct gt_err *err) GT_MUST_USE;
/* False: the day was run before. */
gt_rc gt_notice_run_store_begin(struct gt_db *db, gt_day day, int64_t now_ms, bool *fresh,
                                struct gt_err *err) GT_MUST_USE;

struct gt_notice_way {
    int64_t id;
    gt_str  kind;                   /* smtp, dingtalk, wecom, webhook */
    gt_str  name, url, token_url;
    gt_str  account, secret;        /* user and password, app key and secret, signing secret */
    gt_str  sender;                 /* From: of mail; the agent's id of an app */
    int64_t per_minute, enabled, revision;
};
typedef GT_VEC(struct gt_notice_way) gt_notice_ways;
gt_rc gt_notice_way_store_list(struct gt_db *db, struct gt_arena *arena, gt_notice_ways *out,
                               struct gt_err *err) GT_MUST_USE;
/* id 0 adds; else edits (revision checked). */
gt_rc gt_notice_way_store_put(struct gt_db *db, struct gt_notice_way *way, struct gt_err *err) GT_MUST_USE;

struct gt_notice_address { int64_t person_id; gt_str kind, address; int64_t enabled; };
typedef GT_VEC(struct gt_notice_address) gt_notice_addresses;
/* person_id 0: of all. */
gt_rc gt_notice_address_store_list(struct gt_db *db, int64_t person_id, struct gt_arena *arena,
                                   gt_notice_addresses *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_notice_address_store_put(struct gt_db *db, const struct gt_notice_address *address,
                                  struct gt_err *err) GT_MUST_USE;

/* ---- the outbox ------------------------------------------------------------------- */

enum gt_outbox_state {
    GT_OUTBOX_WAITING, GT_OUTBOX_TAKEN, GT_OUTBOX_SENDING, GT_OUTBOX_SENT, GT_OUTBOX_DROPPED,
    GT_OUTBOX_UNKNOWN,
};
struct gt_outbox_row {
    int64_t id, way_id, person_id;
    gt_str  address, subject, body, key;
    int64_t state, tries, next_at_ms;
    gt_str  claim;
    int64_t lease_ms;
    gt_str  error;
    int64_t at_ms, sent_at_ms;
};
typedef GT_VEC(struct gt_outbox_row) gt_outbox_rows;

gt_rc gt_outbox_store_add(struct gt_db *db, const struct gt_outbox_row *row, bool *fresh,
                          struct gt_err *err) GT_MUST_USE;
/*
 * Takes one row that is due for this claim until now + lease; rows taken by
 * somebody whose lease ran out are due again; rows that were being sent when
 * their lease ran out become "unknown" and are never sent again.
 * GT_ENOTFOUND (err untouched): nothing is due.
 */
gt_rc gt_outbox_store_take(struct gt_db *db, gt_str claim, int64_t now_ms, int64_t lease_ms,
                           struct gt_arena *arena, struct gt_outbox_row *out, struct gt_err *err) GT_MUST_USE;
/* Moves a row that this claim holds; GT_ECONFLICT where it does not hold it. */
gt_rc gt_outbox_store_move(struct gt_db *db, const struct gt_outbox_row *row, gt_str claim,
                           struct gt_err *err) GT_MUST_USE;
/* Newest first. */
gt_rc gt_outbox_store_list(struct gt_db *db, int64_t limit, struct gt_arena *arena, gt_outbox_rows *out,
                           struct gt_err *err) GT_MUST_USE;

/* ---- calendar addresses -------------------------------------------------------------- */

struct gt_feed {
    int64_t id;
    uint8_t hash[GT_FEED_HASH];
    int64_t person_id, unit_id;     /* unit_id 0: the person's own tasks */
    int64_t at_ms, used_at_ms, revoked_at_ms;
};
typedef GT_VEC(struct gt_feed) gt_feeds;
gt_rc gt_feed_store_list(struct gt_db *db, int64_t person_id, struct gt_arena *arena, gt_feeds *out,
                         struct gt_err *err) GT_MUST_USE;
gt_rc gt_feed_store_add(struct gt_db *db, struct gt_feed *feed, struct gt_err *err) GT_MUST_USE;
/* GT_ENOTFOUND (err untouched): none with this hash, or revoked. */
gt_rc gt_feed_store_find(struct gt_db *db, const uint8_t hash[GT_FEED_HASH], struct gt_arena *arena,
                         struct gt_feed *out, struct gt_err *err) GT_MUST_USE;
/* GT_ENOTFOUND: not his, or revoked already. */
gt_rc gt_feed_store_revoke(struct gt_db *db, int64_t id, int64_t person_id, int64_t now_ms,
                           struct gt_err *err) GT_MUST_USE;

#endif
