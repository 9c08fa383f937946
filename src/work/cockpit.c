/* cockpit.c - the leaders' page, put together from picture and book. */
#include "work/cockpit.h"

#include <math.h>

#include "work/cockpit_parts.h"
#include "work/rights.h"

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
}

/* ---- since last time --------------------------------------------------------------- */

/* Reads and notes the visit; nothing is shown wrong when this fails, so a
 * busy writer does not cost the page. */
static int64_t note_visit(struct gt_ctx *ctx)
{
    struct gt_visit visit = {.person_id = ctx->person_id};
    struct gt_txn *txn = NULL;
    gt_rc rc;

    if (ctx->person_id == 0 || gt_txn_begin(ctx->space->pool, GT_TXN_READ, &txn, NULL) != GT_OK)
        return 0;
    rc = gt_visit_store_get(gt_txn_db(txn), ctx->person_id, &visit, NULL);
    gt_txn_release(txn);
    txn = NULL;
    if (rc != GT_OK && rc != GT_ENOTFOUND)
        return 0;
    if (rc == GT_OK && ctx->now_ms - visit.seen_at_ms < GT_VISIT_NOTE_MS && ctx->now_ms >= visit.seen_at_ms)
        return visit.before_at_ms;
    if (rc == GT_OK && ctx->now_ms - visit.seen_at_ms > GT_VISIT_APART_MS)
        visit.before_at_ms = visit.seen_at_ms;
    visit.person_id = ctx->person_id;
    visit.seen_at_ms = ctx->now_ms;
    if (gt_txn_begin(ctx->space->pool, GT_TXN_WRITE, &txn, NULL) == GT_OK &&
        gt_visit_store_put(gt_txn_db(txn), &visit, NULL) == GT_OK)
        (void)!gt_txn_commit(txn, NULL);
    gt_txn_release(txn);
    return visit.before_at_ms;
}

/* What an office would call a change: not files, drafts, accounts. */
static bool worth_telling(const struct gt_journal_row *row)
{
    static const char *const objects[] = {"task", "duty", "link", "node", "indicator", "directive", "baseline",
                                          "period", "unit", "score"};

    /* the everyday steps of duties would drown what a leader asks about */
    if (gt_str_eq(row->object, GT_STR("duty")) &&
        (gt_str_eq(row->action, GT_STR("sign")) || gt_str_eq(row->action, GT_STR("issue"))))
        return false;
    for (size_t at = 0; at < GT_LEN(objects); at++)
        if (gt_str_eq(row->object, gt_str_from(objects[at])))
            return true;
    return false;
}

/* Newest first; what came in from elsewhere need not have come in its order. */
static int by_time(const void *a, const void *b)
{
    const struct gt_journal_row *x = a, *y = b;

    if (x->at_ms != y->at_ms)
        return x->at_ms > y->at_ms ? -1 : 1;
    return x->seq > y->seq ? -1 : x->seq < y->seq;
}

static gt_rc read_changes(struct gt_ctx *ctx, struct gt_cockpit *out, struct gt_err *err)
{
    const struct gt_journal_filter filter = {.limit = GT_COCKPIT_JOURNAL};
    const int64_t since = out->seen_before_ms != 0 ? out->seen_before_ms
                                                   : (int64_t)(ctx->today - GT_VISIT_FIRST_DAYS) * GT_DAY_LENGTH_MS;
    gt_journal_rows rows = {0};
    struct gt_txn *txn = NULL;
    gt_rc rc;

    if (!gt_may_all(ctx, GT_USE_journal_read))
        return GT_OK;
    if ((rc = gt_txn_begin(ctx->space->pool, GT_TXN_READ, &txn, err)) != GT_OK)
        return rc;
    rc = gt_journal_list(gt_txn_db(txn), &filter, ctx->arena, &rows, err);
    gt_txn_release(txn);
    if (rc == GT_OK && rows.count > 0)
        qsort(rows.at, rows.count, sizeof *rows.at, by_time);
    for (size_t at = 0; rc == GT_OK && at < rows.count; at++) {
        struct gt_cockpit_change *change;

        if (rows.at[at].at_ms <= since || !worth_telling(&rows.at[at]) || rows.at[at].person_id == ctx->person_id)
            continue;
        out->change_total++;
        if (out->changes.count == GT_COCKPIT_CHANGES)
            continue;
        if ((change = GT_PUSH(ctx->arena, &out->changes)) == NULL)
            return no_memory(err);
        change->row = rows.at[at];
        if (gt_journal_sentence(ctx->arena, &rows.at[at], ctx->lang, &change->sentence) != GT_OK)
            return no_memory(err);
    }
    return rc;
}

/* ---- what waits for a word ----------------------------------------------------------- */

static gt_rc copy_decision(struct gt_ctx *ctx, const struct gt_my_row *row, struct gt_cockpit *out)
{
    static const char *const kinds[GT_DUTY_STATES] = {
        [GT_DUTY_REFUSED] = "refused", [GT_DUTY_EXTENDING] = "extending", [GT_DUTY_CHANGING] = "changing",
        [GT_DUTY_HANDING] = "handing", [GT_DUTY_FINISHED] = "finished"};
    struct gt_cockpit_decision *one;

    if (out->decisions.count == GT_COCKPIT_DECISIONS || kinds[row->state] == NULL)
        return GT_OK;
    if ((one = GT_PUSH(ctx->arena, &out->decisions)) == NULL)
        return GT_ENOMEM;
    *one = (struct gt_cockpit_decision){
        .kind = kinds[row->state], .task_id = row->task_id, .support_id = row->support_id,
        .unit_id = row->unit_id, .title = row->title, .reason = row->reason, .deadline = row->deadline,
        .asked = row->asked, .since_ms = row->since_ms};
    return GT_OK;
}

/* The asker's own lists: what he may decide and accept. */
static gt_rc read_decisions(struct gt_ctx *ctx, struct gt_cockpit *out, struct gt_err *err)
{
    static const enum gt_my_list lists[] = {GT_MY_DECIDE, GT_MY_ACCEPT};
    struct gt_my my = {0};
    gt_rc rc;

    if (out->unit_id != 0 || ctx->person_id == 0)
        return GT_OK;
    if ((rc = gt_work_my(ctx, &my, err)) != GT_OK)
        return rc;
    for (size_t list = 0; list < GT_LEN(lists); list++) {
        out->decision_total += my.lists[lists[list]].total;
        for (size_t at = 0; at < my.lists[lists[list]].rows.count; at++)
            if (copy_decision(ctx, &my.lists[lists[list]].rows.at[at], out) != GT_OK)
                return no_memory(err);
    }
    return GT_OK;
}

/* What the picture adds to a decision: names, and how many wait behind it. */
static gt_rc name_decisions(struct gt_ctx *ctx, const struct gt_picture *picture, const struct gt_chain *chain,
                            struct gt_cockpit *out)
{
    for (size_t at = 0; at < out->decisions.count; at++) {
        struct gt_cockpit_decision *one = &out->decisions.at[at];
        const uint32_t index = gt_picture_task(picture, one->task_id);
        const struct gt_unit_row *unit = gt_picture_unit(picture, one->unit_id);
        const struct gt_pic_duty *duty =
            index == GT_NO_INDEX ? NULL : gt_picture_duty(&picture->tasks.at[index], one->support_id);

        if (duty != NULL) {
            one->extensions = duty->facts.extensions;
            one->moves = duty->facts.moves;
        }
        if (index != GT_NO_INDEX)
            one->behind_it = gt_chain_behind(chain, picture, index);
        if (unit != NULL &&
            gt_arena_dup(ctx->arena, unit->short_name.len > 0 ? unit->short_name : unit->name, &one->unit) != GT_OK)
            return GT_ENOMEM;
    }
    for (size_t at = 0; at < out->changes.count; at++) {
        const gt_str name = gt_picture_person_name(picture, out->changes.at[at].row.person_id, ctx->lang);

        if (gt_arena_dup(ctx->arena, name, &out->changes.at[at].person) != GT_OK)
            return GT_ENOMEM;
    }
    return GT_OK;
}

/* ---- the sentence ---------------------------------------------------------------------- */

static int gate_past(const struct gt_ctx *ctx)
{
    const struct gt_ymd ymd = gt_day_ymd(ctx->today);

    return (ymd.month - 1) / 3 - 1; /* the last quarter that is over; -1 in the first one */
}

static void put_elapsed(struct gt_buf *buf, const struct gt_cockpit *out, bool zh)
{
    /* 时间过半，任务过半 is only said of a half that was reached */
    gt_buf_text(buf, zh ? (out->elapsed >= 50 ? "时间过半" : "时间过去") : "Time gone ");
    gt_gauge_number(buf, out->elapsed, 1);
    gt_buf_text(buf, zh ? (out->done >= 50 ? "%，任务过半" : "%，任务完成") : " %, work done ");
    gt_gauge_number(buf, out->done, 1);
    gt_buf_text(buf, zh ? "%" : " %");
}

static gt_rc say(struct gt_ctx *ctx, struct gt_cockpit *out)
{
    const bool zh = ctx->lang == GT_LANG_ZH;
    const int gate = gate_past(ctx);
    struct gt_buf buf;
    gt_rc rc;

    gt_buf_init(&buf, 4096);
    put_elapsed(&buf, out, zh);
    if (out->measured > 0 && gate >= 0 && out->gates[gate][GT_GATE_MISSED] > 0)
        gt_buf_printf(&buf, zh ? "；%2$lld项指标有%1$lld项没过%3$s关" : "; %lld of %lld indicators missed the %s",
                      (long long)out->gates[gate][GT_GATE_MISSED], (long long)out->measured,
                      gt_gate_name(gate, ctx->lang));
    else if (out->measured > 0 && gate >= 0)
        gt_buf_printf(&buf, zh ? "；%lld项指标都过了%s关" : "; all %lld indicators passed the %s",
                      (long long)out->measured, gt_gate_name(gate, ctx->lang));
    gt_buf_text(&buf, zh ? "。" : ".");
    rc = buf.status == GT_OK ? gt_arena_dup(ctx->arena, gt_buf_view(&buf), &out->sentence) : buf.status;
    gt_buf_clear(&buf);
    return rc;
}

static gt_rc read_score(struct gt_ctx *ctx, struct gt_ind_book *book, struct gt_cockpit *out, struct gt_err *err)
{
    for (size_t at = 0; at < book->sheets.count; at++)
        if (book->sheets.at[at].facts.year == book->year) {
            out->scored = true;
            return gt_score_view_make(ctx, book, &book->sheets.at[at], 0, &out->score, err);
        }
    return GT_OK;
}

static gt_rc put_together(struct gt_ctx *ctx, const struct gt_picture *picture, struct gt_ind_book *book,
                          struct gt_cockpit *out, struct gt_err *err)
{
    const gt_day first = gt_day_from_ymd(picture->meta.year, 1, 1);
    const int days = gt_day_from_ymd(picture->meta.year, 12, 31) - first + 1;
    struct gt_chain chain;
    gt_rc rc;

    out->version = picture->version;
    out->elapsed = 100.0 * (ctx->today - first) / days;
    out->elapsed = out->elapsed < 0 ? 0 : out->elapsed > 100 ? 100 : out->elapsed;
    if ((rc = gt_chain_make(picture, ctx->arena, &chain, err)) != GT_OK ||
        (rc = gt_cockpit_tasks(ctx, picture, &chain, out, err)) != GT_OK ||
        (rc = gt_cockpit_indicators(ctx, picture, book, out, err)) != GT_OK ||
        (out->unit_id == 0 && (rc = read_score(ctx, book, out, err)) != GT_OK))
        return rc;
    if (name_decisions(ctx, picture, &chain, out) != GT_OK || say(ctx, out) != GT_OK)
        return no_memory(err);
    return GT_OK;
}

gt_rc gt_work_cockpit(struct gt_ctx *ctx, int64_t unit_id, struct gt_cockpit *out, struct gt_ind_book **book,
                      struct gt_err *err)
{
    const struct gt_picture *picture;
    gt_rc rc;

    *out = (struct gt_cockpit){.unit_id = unit_id, .cut_off = GT_DAY_NONE};
    if ((rc = gt_may(ctx, GT_USE_cockpit_read, NULL, err)) != GT_OK)
        return rc;
    if (unit_id == 0) /* a unit's page is looked at in passing: it is no visit */
        out->seen_before_ms = note_visit(ctx);
    if ((unit_id == 0 && (rc = read_changes(ctx, out, err)) != GT_OK) ||
        (rc = read_decisions(ctx, out, err)) != GT_OK || (rc = gt_ind_hold(ctx, &picture, book, err)) != GT_OK)
        return rc;
    if (unit_id != 0 && gt_picture_unit(picture, unit_id) == NULL)
        rc = gt_fail(err, GT_ENOTFOUND, "unit %lld does not exist", "单位%lld不存在", (long long)unit_id);
    else
        rc = put_together(ctx, picture, *book, out, err);
    if (rc != GT_OK)
        gt_picture_done(ctx);
    return rc;
}
