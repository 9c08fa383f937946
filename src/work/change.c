/* change.c - one change: facts, journal rows and the next version in one
 * transaction; then the picture follows and the listener hears it. */
#include "store/journal.h"
#include "work/indicator_book.h"
#include "work/picture.h"
#include "work/rights.h"
#include "work/space.h"

struct gt_change {
    struct gt_ctx *ctx;
    struct gt_txn *txn;
    int64_t version;
    gt_str  object;   /* of the first row, for the listener */
    GT_VEC(struct gt_touched) touched;
};

gt_rc gt_change_begin(struct gt_ctx *ctx, struct gt_change **out, struct gt_err *err)
{
    struct gt_change *change;
    gt_rc rc;

    /* A use case that asked for no right is refused, whoever calls it. */
    if (ctx->person_id != 0 && (ctx->rights == NULL || !ctx->rights->asked))
        return gt_fail(err, GT_EDENIED, "no right was asked for before this change",
                       "此项修改没有经过权限检查");
    if ((change = GT_NEW(ctx->arena, struct gt_change)) == NULL)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    change->ctx = ctx;
    if ((rc = gt_txn_begin(ctx->space->pool, GT_TXN_WRITE, &change->txn, err)) != GT_OK)
        return rc;
    /* First of all: on PostgreSQL this row's lock lines writers up, so that
     * the journal's chain and the version never fork. */
    if ((rc = gt_space_store_bump(gt_txn_db(change->txn), &change->version, err)) != GT_OK) {
        gt_txn_release(change->txn);
        return rc;
    }
    *out = change;
    return GT_OK;
}

int64_t gt_change_version(const struct gt_change *change) { return change->version; }

struct gt_db *gt_change_db(struct gt_change *change) { return gt_txn_db(change->txn); }

gt_rc gt_change_log(struct gt_change *change, const char *action, const char *object,
                    int64_t object_id, gt_str before, gt_str after, struct gt_err *err)
{
    struct gt_touched *touched = GT_PUSH(change->ctx->arena, &change->touched);
    struct gt_journal_row row = {
        .at_ms = change->ctx->now_ms,
        .person_id = change->ctx->person_id,
        .object_id = object_id,
        .action = gt_str_from(action),
        .object = gt_str_from(object),
        .before = before,
        .after = after,
    };

    if (touched == NULL)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    /* A report is a row of its task's history, but another part of the picture. */
    (void)snprintf(touched->object, sizeof touched->object, "%s",
                   strcmp(action, "report") == 0 ? action : object);
    touched->id = object_id;
    if (change->object.len == 0)
        change->object = row.object;
    return gt_journal_append(gt_txn_db(change->txn), &row, err);
}

/* A report changes its task and what stands above it; anything else may move
 * dates and lights anywhere. */
static void derive(struct gt_picture *picture, const struct gt_change *change)
{
    const struct gt_ctx *ctx = change->ctx;
    bool reports = picture->lights_on == ctx->today;

    for (size_t at = 0; at < change->touched.count; at++)
        reports &= strcmp(change->touched.at[at].object, "report") == 0;
    if (!reports) {
        gt_picture_derive(picture, ctx->today, ctx->now_ms);
        return;
    }
    for (size_t at = 0; at < change->touched.count; at++) {
        const uint32_t task = gt_picture_task(picture, change->touched.at[at].id);

        if (task != GT_NO_INDEX)
            gt_picture_derive_up(picture, task, ctx->today);
    }
}

/* The picture is brought up to date by what was touched, or thrown away:
 * gt_picture_hold() reads it anew when it is gone. */
static void bring_up_to_date(struct gt_change *change)
{
    struct gt_space *space = change->ctx->space;
    struct gt_txn *txn = NULL;
    gt_rc rc;

    /* The lock first, then a connection: whoever reads under the lock needs
     * one too. */
    (void)pthread_rwlock_wrlock(&space->lock);
    rc = gt_txn_begin(space->pool, GT_TXN_READ, &txn, NULL);
    if (space->picture != NULL) {
        if (rc == GT_OK && space->picture->version + 1 == change->version)
            rc = gt_picture_patch(space->picture, gt_txn_db(txn), change->touched.at,
                                  change->touched.count, change->version, NULL);
        else
            rc = GT_EUNSUPPORTED;
        if (rc == GT_OK) {
            derive(space->picture, change);
        } else {
            gt_picture_destroy(space->picture);
            space->picture = NULL;
        }
    }
    if (space->indicators != NULL && (txn == NULL || space->indicators->version + 1 != change->version ||
                                      gt_ind_book_patch(space->indicators, gt_txn_db(txn), change->touched.at,
                                                        change->touched.count, change->version, NULL) != GT_OK)) {
        gt_ind_book_destroy(space->indicators);
        space->indicators = NULL;
    }
    (void)pthread_rwlock_unlock(&space->lock);
    gt_txn_release(txn);
}

gt_rc gt_change_commit(struct gt_change *change, int64_t *version, struct gt_err *err)
{
    struct gt_space *space = change->ctx->space;
    const gt_rc rc = gt_txn_commit(change->txn, err);

    if (rc != GT_OK)
        return rc;
    /* The writer is kept until the picture is mended, so that changes reach
     * it in their order. */
    bring_up_to_date(change);
    gt_change_release(change);
    if (version != NULL)
        *version = change->version;
    gt_space_told(space, change->version);
    if (space->listener != NULL)
        space->listener(space->listener_data, change->version, change->object);
    return GT_OK;
}

void gt_change_release(struct gt_change *change)
{
    if (change == NULL)
        return;
    gt_txn_release(change->txn);
    change->txn = NULL;
}
