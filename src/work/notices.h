/*
 * notices.h - reminding before, urging after, escalating; what is in
 * somebody's inbox, and how it leaves the house.
 *
 * Once a work day the notices of the day are made from the picture (a key each,
 * so that a second run makes none twice).  Once a day, at its hour and outside
 * the quiet ones, what a person has not read goes out as one digest by each
 * way that reaches him.  The outbox is worked off by one thread (notices_worker.h).
 */
#ifndef GT_WORK_NOTICES_H
#define GT_WORK_NOTICES_H

#include "store/notice_store.h"
#include "work/work.h"

struct gt_picture;
struct gt_slip;

/* name, least, greatest, default, English, Chinese */
#define GT_NOTICE_SETTINGS(X)                                                                          \
    X(remind_first, 0, 60, 5, "first reminder, work days before the deadline", "首次提醒（时限前工作日）")      \
    X(remind_last, 0, 60, 1, "last reminder, work days before the deadline", "末次提醒（时限前工作日）")       \
    X(urge_first, 1, 60, 1, "first urging, work days after the deadline", "首次催办（逾期工作日）")            \
    X(urge_every, 1, 60, 5, "then every so many work days", "此后每隔工作日催办")                            \
    X(escalate_days, 1, 200, 5, "work days late until the leader hears of it", "逾期多少工作日报分管领导")     \
    X(report_before, 0, 30, 1, "reports: reminder, work days before they are due", "报送提醒（期限前工作日）") \
    X(report_after, 1, 60, 1, "reports: urging, work days late", "迟报催办（迟报工作日）")                   \
    X(digest_min, 0, 1439, 510, "the day's digest leaves at, minutes after midnight", "每日汇总发出时间（零点后分钟数）") \
    X(quiet_from, 0, 1439, 1260, "quiet from, minutes after midnight", "免打扰起（零点后分钟数）")              \
    X(quiet_to, 0, 1439, 420, "quiet until, minutes after midnight", "免打扰止（零点后分钟数）")                \
    X(slip_days, 1, 60, 5, "days a slip allows, where nobody says", "督办单缺省期限（工作日）")                \
    X(slip_four_eyes, 0, 1, 0, "slips are issued by another than their drafter", "督办单须由他人核发")          \
    X(made_on_days_off, 0, 1, 0, "also on days off", "休息日也提醒")

struct gt_notice_rules {
#define GT_NOTICE_FIELD(name, least, most, otherwise, en, zh) int64_t name;
    GT_NOTICE_SETTINGS(GT_NOTICE_FIELD)
#undef GT_NOTICE_FIELD
};
struct gt_notice_setting_def { const char *name; int64_t least, most, otherwise; const char *text[GT_LANG_COUNT]; };
extern const struct gt_notice_setting_def gt_notice_setting_defs[];
extern const size_t gt_notice_setting_count;

gt_rc gt_notice_rules_read(struct gt_db *db, struct gt_arena *arena, struct gt_notice_rules *out,
                           struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_notice_rules(struct gt_ctx *ctx, struct gt_notice_rules *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_notice_setting_put(struct gt_ctx *ctx, gt_str name, int64_t value, struct gt_err *err) GT_MUST_USE;

/* ---- the inbox ---------------------------------------------------------------------- */

gt_rc gt_work_notices(struct gt_ctx *ctx, int64_t before_id, int64_t limit, gt_notices *out,
                      int64_t *unread, struct gt_err *err) GT_MUST_USE;
/* id 0: all of them. */
gt_rc gt_work_notices_read(struct gt_ctx *ctx, int64_t id, struct gt_err *err) GT_MUST_USE;

/* ---- making ---------------------------------------------------------------------------- */

/* Today's notices; *made: how many are new.  Does nothing where the day was run. */
gt_rc gt_work_notices_make(struct gt_ctx *ctx, int64_t *made, struct gt_err *err) GT_MUST_USE;
/* Digests of what nobody read, into the outbox; zone_min: minutes east of Greenwich. */
gt_rc gt_work_notices_digest(struct gt_ctx *ctx, int64_t *made, struct gt_err *err) GT_MUST_USE;
/* In these minutes nothing leaves the house; from > to goes over midnight. */
bool gt_notice_quiet(const struct gt_notice_rules *rules, int minute);

/* Heads and liaisons of a unit, and who signed for the task; NULL task: of the unit only. */
typedef GT_VEC(int64_t) gt_people_ids;
gt_rc gt_notice_people(struct gt_arena *arena, const struct gt_picture *picture, int64_t unit_id,
                       int64_t task_id, gt_people_ids *out) GT_MUST_USE;

/* ---- ways ------------------------------------------------------------------------------- */

/* Secrets are never given out: an empty one in a put keeps what is there. */
gt_rc gt_work_notice_ways(struct gt_ctx *ctx, gt_notice_ways *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_notice_way_put(struct gt_ctx *ctx, struct gt_notice_way *way, struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_outbox(struct gt_ctx *ctx, int64_t limit, gt_outbox_rows *out, struct gt_err *err) GT_MUST_USE;
/* One's own addresses. */
gt_rc gt_work_notice_addresses(struct gt_ctx *ctx, gt_notice_addresses *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_notice_address_put(struct gt_ctx *ctx, gt_str kind, gt_str address, bool enabled,
                                 struct gt_err *err) GT_MUST_USE;

/* ---- sending ------------------------------------------------------------------------------- */

enum {
    GT_OUTBOX_TRIES_MAX = 8,
    GT_OUTBOX_LEASE_MS = 120000,     /* longer than any two questions to a server take */
    GT_OUTBOX_BACKOFF_MS = 60000,    /* doubled with every try ... */
    GT_OUTBOX_BACKOFF_MAX_MS = 3600000,
    GT_OUTBOX_WAYS = 64,
};

/* What one sender remembers between messages: how many left in this minute,
 * and tokens of apps with their end. */
struct gt_sender {
    char    claim[40];
    struct { int64_t way_id, minute, sent; char token[600]; int64_t token_until_ms; } ways[GT_OUTBOX_WAYS];
};
/* Sends one message that is due; *found false: none.  GT_OK also where the message was not
 * taken: it waits for its next try or was dropped, and the row says why. */
gt_rc gt_work_outbox_step(struct gt_ctx *ctx, struct gt_sender *sender, bool *found, struct gt_err *err) GT_MUST_USE;

/* ---- calendar addresses ------------------------------------------------------------------------ */

enum { GT_FEED_TOKEN = 44 };
/* A new secret, told once; unit_id 0: one's own tasks. */
gt_rc gt_work_feed_add(struct gt_ctx *ctx, int64_t unit_id, char token[static GT_FEED_TOKEN],
                       struct gt_feed *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_feeds(struct gt_ctx *ctx, gt_feeds *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_feed_revoke(struct gt_ctx *ctx, int64_t id, struct gt_err *err) GT_MUST_USE;
/* Whose it is; ctx then speaks for that person. GT_ENOTFOUND: no such one, or revoked. */
gt_rc gt_work_feed_open(struct gt_ctx *ctx, gt_str token, struct gt_feed *out, struct gt_err *err) GT_MUST_USE;

#endif
