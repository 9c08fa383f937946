/* slips.c - supervision slips from draft to close. */
#include "work/slips.h"

#include "base/utf8.h"
#include "work/notices.h"
#include "work/picture.h"
#include "work/record_json.h"
#include "work/rights.h"
#include "work/space.h"

static gt_rc no_memory(struct gt_err *err) { return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足"); }

/* ---- words ------------------------------------------------------------------------------ */

static const struct { const char *key, *word[GT_LANG_COUNT]; } levels[] = {
    {"", {"", ""}}, {"blue", {"蓝单", "Blue slip"}}, {"orange", {"橙单", "Orange slip"}}, {"red", {"红单", "Red slip"}},
};

const char *gt_slip_level_key(int64_t level) { return level < 1 || level > 3 ? "" : levels[level].key; }

int64_t gt_slip_level_from(gt_str key)
{
    for (int64_t level = 1; level <= 3; level++)
        if (gt_str_eq(key, gt_str_from(levels[level].key)))
            return level;
    return 0;
}

const char *gt_slip_level_word(int64_t level, enum gt_lang lang)
{
    return level < 1 || level > 3 ? "" : levels[level].word[lang];
}

const char *gt_slip_state(const struct gt_slip *slip, gt_day today)
{
    if (slip->issued_on == GT_DAY_NONE)
        return "draft";
    if (slip->closed_on != GT_DAY_NONE)
        return "closed";
    if (today > slip->due)
        return "expired";
    return slip->replies > 0 ? "answered" : "issued";
}

gt_rc gt_slip_title(struct gt_arena *arena, const struct gt_slip *slip, enum gt_lang lang, gt_str *out)
{
    if (slip->number == 0)
        return gt_arena_printf(arena, out, lang == GT_LANG_ZH ? "%s（草稿）" : "%s (draft)",
                               gt_slip_level_word(slip->level, lang));
    return gt_arena_printf(arena, out, lang == GT_LANG_ZH ? "督办%s〔%lld〕%lld号" : "%s 〔%lld〕 No. %lld",
                           gt_slip_level_word(slip->level, lang), (long long)slip->year, (long long)slip->number);
}

/* ---- reading ------------------------------------------------------------------------------ */

struct list_want { int64_t task_id; gt_slips rows; };

static gt_rc read_list(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    struct list_want *want = at;

    return gt_slip_store_list(db, want->task_id, ctx->arena, &want->rows, err);
}

gt_rc gt_work_slips(struct gt_ctx *ctx, int64_t task_id, gt_slips *out, struct gt_err *err)
{
    struct list_want want = {.task_id = task_id};
    const struct gt_picture *picture;
    gt_rc rc;

    *out = (gt_slips){0};
    if ((rc = gt_may_ever_or(ctx, GT_USE_task_read, err)) != GT_OK ||
        (rc = gt_work_read(ctx, read_list, &want, err)) != GT_OK ||
        (rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < want.rows.count && rc == GT_OK; at++) {
        const uint32_t index = gt_picture_task(picture, want.rows.at[at].task_id);
        struct gt_slip *slip;

        if (index == GT_NO_INDEX || !gt_sees_task(ctx, picture, index) ||
            (want.rows.at[at].issued_on == GT_DAY_NONE && !gt_may_ever(ctx, GT_USE_slip_put)))
            continue; /* a draft is the office's own business */
        if ((slip = GT_PUSH(ctx->arena, out)) == NULL)
            rc = no_memory(err);
        else
            *slip = want.rows.at[at];
    }
    gt_picture_done(ctx);
    return rc;
}

struct one_want { int64_t id; struct gt_slip *slip; gt_slip_replies *replies; };

static gt_rc read_one(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    struct one_want *want = at;
    const gt_rc rc = gt_slip_store_get(db, want->id, ctx->arena, want->slip, err);

    return rc != GT_OK || want->replies == NULL
               ? rc : gt_slip_reply_store_list(db, want->id, ctx->arena, want->replies, err);
}

gt_rc gt_work_slip(struct gt_ctx *ctx, int64_t id, struct gt_slip *out, gt_slip_replies *replies,
                   struct gt_err *err)
{
    struct one_want want = {id, out, replies};
    gt_rc rc;

    *out = (struct gt_slip){0};
    if ((rc = gt_may_ever_or(ctx, GT_USE_task_read, err)) != GT_OK ||
        (rc = gt_work_read(ctx, read_one, &want, err)) != GT_OK ||
        (rc = gt_may_task(ctx, GT_USE_task_read, out->task_id, err)) != GT_OK)
        return rc;
    if (out->issued_on == GT_DAY_NONE && !gt_may_ever(ctx, GT_USE_slip_put))
        return gt_fail(err, GT_ENOTFOUND, "there is no such slip", "没有这张督办单");
    return GT_OK;
}

/* ---- drafting -------------------------------------------------------------------------------- */

static gt_rc slip_json(struct gt_ctx *ctx, const struct gt_slip *slip, const char *state, gt_str *out)
{
    struct gt_buf buf;
    struct gt_json json;
    gt_str title;

    if (gt_slip_title(ctx->arena, slip, GT_LANG_ZH, &title) != GT_OK)
        return GT_ENOMEM;
    gt_buf_init(&buf, GT_RECORD_JSON_MAX);
    gt_json_init(&json, &buf);
    gt_json_object(&json, NULL);
    gt_json_str(&json, "slip", title);
    gt_json_text(&json, "state", state);
    gt_json_str(&json, "demand", slip->demand);
    gt_json_day(&json, "due", slip->due);
    if (slip->outcome.len > 0)
        gt_json_str(&json, "outcome", slip->outcome);
    gt_json_close(&json);
    return gt_json_take(ctx->arena, &json, out);
}

static gt_rc check_text(gt_str text, const char *field, bool must, struct gt_err *err)
{
    if (must && gt_str_trim(text).len == 0)
        return gt_fail_field(err, GT_EINVAL, field, "this is needed", "此项必填");
    if (text.len > GT_SLIP_TEXT_MAX)
        return gt_fail_field(err, GT_ELIMIT, field, "longer than %d bytes", "超过%d个字节", (int)GT_SLIP_TEXT_MAX);
    return GT_OK;
}

static gt_rc check_due(const struct gt_ctx *ctx, gt_day due, struct gt_err *err)
{
    if (due < ctx->today || due > ctx->today + GT_SLIP_DAYS_MAX)
        return gt_fail_field(err, GT_EINVAL, "due", "the limit must lie between today and %d days from now",
                             "期限应在今天起%d天之内", (int)GT_SLIP_DAYS_MAX);
    return GT_OK;
}

/* The unit and the reason of the task's light, in the office's language. */
static gt_rc fill_draft(struct gt_ctx *ctx, struct gt_slip *slip, int64_t days, struct gt_err *err)
{
    const struct gt_picture *picture;
    struct gt_buf why;
    uint32_t index;
    gt_rc rc;

    if ((rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    if ((index = gt_picture_task(picture, slip->task_id)) == GT_NO_INDEX) {
        rc = gt_fail(err, GT_ENOTFOUND, "there is no such task", "没有这项任务");
    } else if ((slip->unit_id = picture->tasks.at[index].facts.lead_unit_id) == 0) {
        rc = gt_fail_field(err, GT_EINVAL, "task", "the task has no lead unit to send a slip to",
                           "任务没有责任单位，无法发督办单");
    } else {
        gt_buf_init(&why, GT_SLIP_TEXT_MAX);
        gt_picture_light_why(&why, picture, &picture->tasks.at[index], ctx->today, GT_LANG_ZH);
        rc = why.status == GT_OK ? gt_arena_dup(ctx->arena, gt_buf_view(&why), &slip->basis) : GT_ENOMEM;
        gt_buf_clear(&why);
        if (rc != GT_OK)
            rc = no_memory(err);
        for (gt_day day = ctx->today; slip->due == GT_DAY_NONE && day < ctx->today + GT_SLIP_DAYS_MAX; day++)
            if (gt_picture_work_days(picture, ctx->today + 1, day + 1) >= days)
                slip->due = day;
    }
    gt_picture_done(ctx);
    return rc;
}

static gt_rc log_slip(struct gt_change *change, struct gt_ctx *ctx, const struct gt_slip *slip, const char *state,
                      struct gt_err *err)
{
    gt_str after;

    if (slip_json(ctx, slip, state, &after) != GT_OK)
        return no_memory(err);
    return gt_change_log(change, "slip", "task", slip->task_id, GT_STR(""), after, err);
}

gt_rc gt_work_slip_put(struct gt_ctx *ctx, struct gt_slip *slip, struct gt_err *err)
{
    struct gt_notice_rules rules;
    struct gt_change *change = NULL;
    gt_rc rc;

    if ((rc = gt_may_task(ctx, GT_USE_slip_put, slip->task_id, err)) != GT_OK ||
        (rc = gt_work_notice_rules(ctx, &rules, err)) != GT_OK)
        return rc;
    if (slip->level < GT_SLIP_BLUE || slip->level > GT_SLIP_RED)
        return gt_fail_field(err, GT_EINVAL, "level", "a slip is blue, orange or red", "督办单分蓝、橙、红三色");
    if (slip->id == 0) {
        slip->year = gt_day_ymd(ctx->today).year;
        slip->drafted_by = ctx->person_id;
        slip->drafted_at_ms = ctx->now_ms;
        slip->issued_on = slip->closed_on = GT_DAY_NONE;
        slip->number = 0;
        if ((rc = fill_draft(ctx, slip, rules.slip_days, err)) != GT_OK)
            return rc;
    } else if (slip->issued_on != GT_DAY_NONE) {
        return gt_fail(err, GT_ECONFLICT, "an issued slip is not edited", "已签发的督办单不能修改");
    }
    if ((rc = check_text(slip->demand, "demand", true, err)) != GT_OK || (rc = check_due(ctx, slip->due, err)) != GT_OK ||
        (rc = gt_change_begin(ctx, &change, err)) != GT_OK)
        return rc;
    rc = slip->id == 0 ? gt_slip_store_insert(gt_change_db(change), slip, err)
                       : gt_slip_store_update(gt_change_db(change), slip, err);
    if (rc == GT_OK && (rc = log_slip(change, ctx, slip, "draft", err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
    gt_change_release(change);
    return rc;
}

/* ---- issuing, answering, closing --------------------------------------------------------------- */

static gt_rc tell_unit(struct gt_change *change, struct gt_ctx *ctx, const struct gt_slip *slip,
                       const gt_people_ids *people, gt_str title, struct gt_err *err)
{
    const int year = gt_day_ymd(ctx->today).year;
    char zh[GT_DAY_SAID], en[GT_DAY_SAID];
    gt_str name[GT_LANG_COUNT];
    gt_rc rc = GT_OK;

    if (gt_slip_title(ctx->arena, slip, GT_LANG_ZH, &name[GT_LANG_ZH]) != GT_OK ||
        gt_slip_title(ctx->arena, slip, GT_LANG_EN, &name[GT_LANG_EN]) != GT_OK)
        return no_memory(err);
    for (size_t at = 0; at < people->count && rc == GT_OK; at++) {
        struct gt_notice notice = {.person_id = people->at[at], .kind = GT_STR("slip"), .task_id = slip->task_id,
                                   .slip_id = slip->id, .day = ctx->today, .at_ms = ctx->now_ms};
        bool fresh;

        if (gt_arena_printf(ctx->arena, &notice.key, "slip:%lld:%lld", (long long)slip->id,
                            (long long)people->at[at]) != GT_OK ||
            gt_arena_printf(ctx->arena, &notice.text[GT_LANG_ZH], "收到%.*s：“%.*s”，请于%s前答复", GT_FMT(name[GT_LANG_ZH]),
                            GT_FMT(title), gt_day_say(slip->due, year, GT_LANG_ZH, zh)) != GT_OK ||
            gt_arena_printf(ctx->arena, &notice.text[GT_LANG_EN], "%.*s on “%.*s”: answer by %s", GT_FMT(name[GT_LANG_EN]),
                            GT_FMT(title), gt_day_say(slip->due, year, GT_LANG_EN, en)) != GT_OK)
            return no_memory(err);
        rc = gt_notice_store_add(gt_change_db(change), &notice, &fresh, err);
    }
    return rc;
}

/* Whom a slip is sent to, and the task's title, from the picture. */
static gt_rc look_up(struct gt_ctx *ctx, const struct gt_slip *slip, gt_people_ids *people, gt_str *title,
                     struct gt_err *err)
{
    const struct gt_picture *picture;
    uint32_t index;
    gt_rc rc;

    if ((rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    index = gt_picture_task(picture, slip->task_id);
    if (index == GT_NO_INDEX)
        rc = gt_fail(err, GT_ENOTFOUND, "there is no such task", "没有这项任务");
    else if (gt_notice_people(ctx->arena, picture, slip->unit_id, slip->task_id, people) != GT_OK ||
             gt_arena_dup(ctx->arena, picture->tasks.at[index].facts.title, title) != GT_OK)
        rc = no_memory(err);
    gt_picture_done(ctx);
    return rc;
}

gt_rc gt_work_slip_issue(struct gt_ctx *ctx, int64_t id, int64_t revision, struct gt_slip *out, struct gt_err *err)
{
    struct gt_notice_rules rules;
    struct gt_change *change = NULL;
    gt_people_ids people = {0};
    gt_str title = {0};
    gt_rc rc;

    if ((rc = gt_may(ctx, GT_USE_slip_put, NULL, err)) != GT_OK || (rc = gt_work_slip(ctx, id, out, NULL, err)) != GT_OK ||
        (rc = gt_work_notice_rules(ctx, &rules, err)) != GT_OK || (rc = look_up(ctx, out, &people, &title, err)) != GT_OK)
        return rc;
    if (out->issued_on != GT_DAY_NONE)
        return gt_fail(err, GT_ECONFLICT, "this slip was issued already", "该督办单已经签发");
    if (rules.slip_four_eyes != 0 && out->drafted_by == ctx->person_id)
        return gt_fail(err, GT_EDENIED, "a slip is issued by another than who drafted it", "督办单须由起草人以外的人核发");
    if ((rc = check_due(ctx, out->due, err)) != GT_OK)
        return rc;
    out->revision = revision;
    out->issued_by = ctx->person_id;
    out->issued_on = ctx->today;
    out->issued_at_ms = ctx->now_ms;
    out->year = gt_day_ymd(ctx->today).year;
    if ((rc = gt_change_begin(ctx, &change, err)) == GT_OK &&
        (rc = gt_slip_store_next(gt_change_db(change), out->year, &out->number, err)) == GT_OK &&
        (rc = gt_slip_store_update(gt_change_db(change), out, err)) == GT_OK &&
        (rc = tell_unit(change, ctx, out, &people, title, err)) == GT_OK &&
        (rc = log_slip(change, ctx, out, "issued", err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
    gt_change_release(change);
    return rc;
}

static gt_rc still_open(const struct gt_slip *slip, struct gt_err *err)
{
    if (slip->issued_on == GT_DAY_NONE)
        return gt_fail(err, GT_ECONFLICT, "this slip is not issued yet", "该督办单尚未签发");
    if (slip->closed_on != GT_DAY_NONE)
        return gt_fail(err, GT_ECONFLICT, "this slip is closed", "该督办单已经办结");
    return GT_OK;
}

gt_rc gt_work_slip_reply(struct gt_ctx *ctx, int64_t id, gt_str words, struct gt_slip *out, struct gt_err *err)
{
    struct gt_slip_reply reply = {.slip_id = id, .person_id = ctx->person_id, .words = words, .at_ms = ctx->now_ms};
    struct gt_scope scope = {0};
    struct gt_change *change = NULL;
    gt_rc rc;

    if ((rc = gt_work_slip(ctx, id, out, NULL, err)) != GT_OK)
        return rc;
    scope.lead = out->unit_id;
    if ((rc = gt_may(ctx, GT_USE_slip_reply, &scope, err)) != GT_OK || (rc = still_open(out, err)) != GT_OK ||
        (rc = check_text(words, "words", true, err)) != GT_OK)
        return rc;
    if ((rc = gt_change_begin(ctx, &change, err)) == GT_OK &&
        (rc = gt_slip_reply_store_insert(gt_change_db(change), &reply, err)) == GT_OK &&
        (rc = log_slip(change, ctx, out, "answered", err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
    gt_change_release(change);
    out->replies += rc == GT_OK;
    return rc;
}

gt_rc gt_work_slip_close(struct gt_ctx *ctx, int64_t id, int64_t revision, gt_str outcome, struct gt_slip *out,
                         struct gt_err *err)
{
    gt_slip_replies replies = {0};
    struct gt_change *change = NULL;
    gt_rc rc;

    if ((rc = gt_may(ctx, GT_USE_slip_put, NULL, err)) != GT_OK ||
        (rc = gt_work_slip(ctx, id, out, &replies, err)) != GT_OK || (rc = still_open(out, err)) != GT_OK ||
        (rc = check_text(outcome, "outcome", true, err)) != GT_OK)
        return rc;
    if (replies.count == 0)
        return gt_fail(err, GT_ECONFLICT, "the unit has not answered yet", "单位尚未答复，不能办结");
    if (ctx->person_id != 0 && replies.at[replies.count - 1].person_id == ctx->person_id)
        return gt_fail(err, GT_EDENIED, "who answered a slip does not close it", "答复人不能自行办结督办单");
    out->revision = revision;
    out->outcome = outcome;
    out->closed_by = ctx->person_id;
    out->closed_on = ctx->today;
    out->closed_at_ms = ctx->now_ms;
    if ((rc = gt_change_begin(ctx, &change, err)) == GT_OK &&
        (rc = gt_slip_store_update(gt_change_db(change), out, err)) == GT_OK &&
        (rc = log_slip(change, ctx, out, "closed", err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
    gt_change_release(change);
    return rc;
}
