/* notices_make.c - the day's reminders and urgings from the picture, and the
 * digests of what nobody has read. */
#include "work/notices.h"
#include "work/picture.h"
#include "work/rights.h"
#include "work/space.h"

enum { DIGEST_LINES_MAX = 30, DIGEST_BACK_MS = 7 * 86400000, DAY_MIN = 1440 };

static gt_rc no_memory(struct gt_err *err) { return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足"); }

/* ---- who hears of it ---------------------------------------------------------------------- */

static gt_rc add_person(struct gt_arena *arena, gt_people_ids *ids, int64_t id)
{
    int64_t *slot;

    for (size_t at = 0; at < ids->count; at++)
        if (ids->at[at] == id)
            return GT_OK;
    if (id == 0)
        return GT_OK;
    if ((slot = GT_PUSH(arena, ids)) == NULL)
        return GT_ENOMEM;
    *slot = id;
    return GT_OK;
}

gt_rc gt_notice_people(struct gt_arena *arena, const struct gt_picture *picture, int64_t unit_id, int64_t task_id,
                       gt_people_ids *out)
{
    const uint32_t index = gt_picture_task(picture, task_id);
    const struct gt_pic_duty *lead =
        index == GT_NO_INDEX ? NULL : gt_picture_duty(&picture->tasks.at[index], 0);
    gt_rc rc = GT_OK;

    for (size_t at = 0; at < picture->people.count && rc == GT_OK; at++) {
        const struct gt_person *person = &picture->people.at[at];

        if (person->unit_id == unit_id && person->removed_at_ms == 0 &&
            (gt_str_eq(person->role, GT_STR("head")) || gt_str_eq(person->role, GT_STR("liaison"))))
            rc = add_person(arena, out, person->id);
    }
    return rc == GT_OK && lead != NULL ? add_person(arena, out, lead->facts.owner_id) : rc;
}

/* Those who lead: the task's leader, else everybody who leads. */
static gt_rc leaders_of(struct gt_arena *arena, const struct gt_picture *picture, const struct gt_pic_task *task,
                        gt_people_ids *out)
{
    gt_rc rc = GT_OK;

    if (task->facts.leader_id != 0)
        return add_person(arena, out, task->facts.leader_id);
    for (size_t at = 0; at < picture->people.count && rc == GT_OK; at++)
        if (picture->people.at[at].removed_at_ms == 0 && gt_str_eq(picture->people.at[at].role, GT_STR("leader")))
            rc = add_person(arena, out, picture->people.at[at].id);
    return rc;
}

/* ---- what is said ---------------------------------------------------------------------------- */

struct making {
    struct gt_ctx *ctx;
    const struct gt_picture *picture;
    const struct gt_notice_rules *rules;
    GT_VEC(struct gt_notice) notices;
};

struct saying {
    const char *kind;
    gt_str key;                      /* without the person */
    gt_str text[GT_LANG_COUNT];
    int64_t task_id, slip_id;
};

static gt_rc say_to(struct making *m, const struct saying *saying, const gt_people_ids *people)
{
    for (size_t at = 0; at < people->count; at++) {
        struct gt_notice *notice = GT_PUSH(m->ctx->arena, &m->notices);

        if (notice == NULL)
            return GT_ENOMEM;
        *notice = (struct gt_notice){
            .person_id = people->at[at], .kind = gt_str_from(saying->kind), .task_id = saying->task_id,
            .slip_id = saying->slip_id, .day = m->ctx->today, .at_ms = m->ctx->now_ms,
            .text = {saying->text[0], saying->text[1]},
        };
        if (gt_arena_printf(m->ctx->arena, &notice->key, "%.*s:%lld", GT_FMT(saying->key),
                            (long long)people->at[at]) != GT_OK)
            return GT_ENOMEM;
    }
    return GT_OK;
}

/* zh and en take the same: title, number, day. */
static gt_rc compose(struct making *m, struct saying *saying, gt_str title, int64_t number, gt_day day,
                     const char *zh, const char *en)
{
    const int year = gt_day_ymd(m->ctx->today).year;
    char said[GT_LANG_COUNT][GT_DAY_SAID];
    gt_rc rc;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* two of the pairs below */
    if ((rc = gt_arena_printf(m->ctx->arena, &saying->text[GT_LANG_ZH], zh, GT_FMT(title), (long long)number,
                              gt_day_say(day, year, GT_LANG_ZH, said[GT_LANG_ZH]))) == GT_OK)
        rc = gt_arena_printf(m->ctx->arena, &saying->text[GT_LANG_EN], en, GT_FMT(title), (long long)number,
                             gt_day_say(day, year, GT_LANG_EN, said[GT_LANG_EN]));
#pragma GCC diagnostic pop
    return rc;
}

static gt_day due_of(const struct gt_pic_task *task)
{
    return task->facts.deadline != GT_DAY_NONE ? task->facts.deadline : task->finish;
}

static gt_rc about_deadline(struct making *m, const struct gt_pic_task *task, const gt_people_ids *people)
{
    const struct gt_notice_rules *rules = m->rules;
    const gt_day due = due_of(task), today = m->ctx->today;
    const int64_t left = due >= today ? gt_picture_work_days(m->picture, today, due) : 0;
    const int64_t late = due < today ? gt_picture_work_days(m->picture, due + 1, today + 1) : 0;
    struct saying saying = {.task_id = task->facts.id};
    gt_rc rc = GT_OK;

    if (due >= today && (left == rules->remind_first || left == rules->remind_last)) {
        saying.kind = "remind";
        if ((rc = gt_arena_printf(m->ctx->arena, &saying.key, "remind:%lld:%d:%lld", (long long)task->facts.id, (int)due,
                                  (long long)left)) == GT_OK &&
            (rc = compose(m, &saying, task->facts.title, left, due, "“%.*s”还有%lld个工作日到期，时限%s",
                          "“%.*s” is due in %lld work days, on %s")) == GT_OK)
            rc = say_to(m, &saying, people);
    } else if (late > 0 && (late == rules->urge_first ||
                            (late > rules->urge_first && (late - rules->urge_first) % rules->urge_every == 0))) {
        saying.kind = "urge";
        if ((rc = gt_arena_printf(m->ctx->arena, &saying.key, "urge:%lld:%d:%lld", (long long)task->facts.id, (int)due,
                                  (long long)late)) == GT_OK &&
            (rc = compose(m, &saying, task->facts.title, late, due, "催办：“%.*s”已逾期%lld个工作日，时限%s",
                          "Urging: “%.*s” is %lld work days late; it was due on %s")) == GT_OK)
            rc = say_to(m, &saying, people);
    }
    return rc;
}

/* Once: on the day it has been late for so long, or on the first run after it. */
static gt_rc escalate(struct making *m, const struct gt_pic_task *task)
{
    const gt_day due = due_of(task), today = m->ctx->today;
    const int64_t late = due < today ? gt_picture_work_days(m->picture, due + 1, today + 1) : 0;
    struct saying saying = {.kind = "escalate", .task_id = task->facts.id};
    gt_people_ids leaders = {0};
    gt_rc rc;

    if (late < m->rules->escalate_days)
        return GT_OK;
    if ((rc = leaders_of(m->ctx->arena, m->picture, task, &leaders)) == GT_OK &&
        (rc = gt_arena_printf(m->ctx->arena, &saying.key, "escalate:%lld:%d", (long long)task->facts.id, (int)due)) == GT_OK &&
        (rc = compose(m, &saying, task->facts.title, late, due, "报领导：“%.*s”已逾期%lld个工作日仍未办结，时限%s",
                      "For the leader: “%.*s” is %lld work days late; it was due on %s")) == GT_OK)
        rc = say_to(m, &saying, &leaders);
    return rc;
}

static gt_rc about_report(struct making *m, const struct gt_pic_task *task, const gt_people_ids *people)
{
    const struct gt_pic_progress *progress = &task->progress;
    const gt_day today = m->ctx->today;
    struct saying saying = {.kind = "report", .task_id = task->facts.id};
    int64_t days = 0;
    gt_rc rc;

    if (!progress->owes)
        return GT_OK;
    if (progress->missing_due != GT_DAY_NONE && progress->missing_due < today) {
        days = gt_picture_work_days(m->picture, progress->missing_due + 1, today + 1);
        if (days != m->rules->report_after)
            return GT_OK;
        if ((rc = gt_arena_printf(m->ctx->arena, &saying.key, "late-report:%lld:%d", (long long)task->facts.id,
                                  (int)progress->missing_due)) == GT_OK)
            rc = compose(m, &saying, task->facts.title, days, progress->missing_due,
                         "“%.*s”的进展迟报%lld个工作日，应于%s报送", "The report on “%.*s” is %lld work days late; it was due on %s");
    } else {
        if (progress->next_due == GT_DAY_NONE || progress->next_due < today ||
            (days = gt_picture_work_days(m->picture, today, progress->next_due)) != m->rules->report_before)
            return GT_OK;
        if ((rc = gt_arena_printf(m->ctx->arena, &saying.key, "report:%lld:%d", (long long)task->facts.id,
                                  (int)progress->next_due)) == GT_OK)
            rc = compose(m, &saying, task->facts.title, days, progress->next_due,
                         "“%.*s”的进展还有%lld个工作日到报送期限%s", "The report on “%.*s” is due in %lld work days, on %s");
    }
    return rc == GT_OK ? say_to(m, &saying, people) : rc;
}

/* Issued and not signed for: the unit is urged on the day after, the leader hears of it. */
static gt_rc about_receipt(struct making *m, const struct gt_pic_task *task)
{
    gt_rc rc = GT_OK;

    for (uint32_t at = 0; at < task->duty_count && rc == GT_OK; at++) {
        const struct gt_pic_duty *duty = &task->duties[at];
        struct saying saying = {.kind = "receipt", .task_id = task->facts.id};
        gt_people_ids people = {0};

        if (duty->facts.state != GT_DUTY_ISSUED || duty->late_on == GT_DAY_NONE || m->ctx->today < duty->late_on)
            continue;
        if ((rc = gt_notice_people(m->ctx->arena, m->picture, duty->facts.unit_id, 0, &people)) == GT_OK &&
            (rc = leaders_of(m->ctx->arena, m->picture, task, &people)) == GT_OK &&
            (rc = gt_arena_printf(m->ctx->arena, &saying.key, "receipt:%lld:%lld", (long long)duty->facts.id,
                                  (long long)duty->facts.issued_at_ms)) == GT_OK &&
            (rc = compose(m, &saying, task->facts.title,
                          gt_picture_work_days(m->picture, duty->late_on, m->ctx->today + 1), duty->late_on,
                          "“%.*s”下达后超时%lld个工作日未签收，应于%s前签收",
                          "“%.*s” is not signed for, %lld work days past the limit of %s")) == GT_OK)
            rc = say_to(m, &saying, &people);
    }
    return rc;
}

/* Three red periods in a row and the like: the leader and the office hear of it once. */
static gt_rc about_red_run(struct making *m, const struct gt_pic_task *task)
{
    const struct gt_light_set *set = &m->picture->lights;
    struct saying saying = {.kind = "escalate", .task_id = task->facts.id};
    gt_people_ids leaders = {0};
    gt_rc rc;

    if (set->red_run == 0 || task->lamp.red_run < set->red_run)
        return GT_OK;
    if ((rc = leaders_of(m->ctx->arena, m->picture, task, &leaders)) == GT_OK &&
        (rc = gt_arena_printf(m->ctx->arena, &saying.key, "red-run:%lld:%d:%lld", (long long)task->facts.id,
                              task->lamp.red_run, (long long)m->picture->closings.at[m->picture->closings.count - 1].id)) == GT_OK &&
        (rc = gt_arena_printf(m->ctx->arena, &saying.text[GT_LANG_ZH], "“%.*s”连续%d期红灯：%.*s", GT_FMT(task->facts.title),
                              task->lamp.red_run, GT_FMT(set->red_run_means[GT_LANG_ZH]))) == GT_OK &&
        (rc = gt_arena_printf(m->ctx->arena, &saying.text[GT_LANG_EN], "“%.*s”: %d red periods in a row: %.*s",
                              GT_FMT(task->facts.title), task->lamp.red_run, GT_FMT(set->red_run_means[GT_LANG_EN]))) == GT_OK)
        rc = say_to(m, &saying, &leaders);
    return rc;
}

static gt_rc about_task(struct making *m, const struct gt_pic_task *task)
{
    const enum gt_duty_state state = gt_picture_duty_state(task);
    gt_people_ids people = {0};
    gt_rc rc;

    if (task->percent >= 100 || state == GT_DUTY_ACCEPTED || state == GT_DUTY_ARCHIVED || state == GT_DUTY_PAUSED ||
        task->facts.lead_unit_id == 0)
        return GT_OK;
    if ((rc = gt_notice_people(m->ctx->arena, m->picture, task->facts.lead_unit_id, task->facts.id, &people)) != GT_OK ||
        (rc = about_receipt(m, task)) != GT_OK || (rc = about_report(m, task, &people)) != GT_OK ||
        (rc = about_red_run(m, task)) != GT_OK)
        return rc;
    if (task->facts.standing != 0 || due_of(task) == GT_DAY_NONE || task->children > 0 || task->facts.kind == GT_TASK_STEP)
        return GT_OK; /* a heading is urged by what stands under it */
    return (rc = about_deadline(m, task, &people)) != GT_OK ? rc : escalate(m, task);
}

/* ---- the run ------------------------------------------------------------------------------------ */

static gt_rc write_notices(struct making *m, int64_t *made, struct gt_err *err)
{
    struct gt_change *change = NULL;
    bool fresh = false;
    gt_str after;
    gt_rc rc;

    if ((rc = gt_change_begin(m->ctx, &change, err)) != GT_OK)
        return rc;
    rc = gt_notice_run_store_begin(gt_change_db(change), m->ctx->today, m->ctx->now_ms, &fresh, err);
    for (size_t at = 0; at < m->notices.count && rc == GT_OK && fresh; at++) {
        bool is_new = false;

        rc = gt_notice_store_add(gt_change_db(change), &m->notices.at[at], &is_new, err);
        *made += is_new;
    }
    if (rc == GT_OK && fresh) {
        if (gt_arena_printf(m->ctx->arena, &after, "{\"made\":%lld}", (long long)*made) != GT_OK)
            rc = no_memory(err);
        else if ((rc = gt_change_log(change, "run", "notices", 0, GT_STR(""), after, err)) == GT_OK)
            rc = gt_change_commit(change, NULL, err);
    }
    gt_change_release(change); /* not fresh: somebody else made them, nothing is written */
    return rc;
}

struct day_run { gt_day day; bool done; };

static gt_rc was_run(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    struct day_run *run = at;

    (void)ctx;
    return gt_notice_run_store_done(db, run->day, &run->done, err);
}

gt_rc gt_work_notices_make(struct gt_ctx *ctx, int64_t *made, struct gt_err *err)
{
    struct gt_notice_rules rules;
    struct day_run run = {.day = ctx->today};
    struct making m = {.ctx = ctx, .rules = &rules};
    gt_rc rc;

    *made = 0;
    if ((rc = gt_work_read(ctx, was_run, &run, err)) != GT_OK || run.done ||
        (rc = gt_work_notice_rules(ctx, &rules, err)) != GT_OK || (rc = gt_picture_hold(ctx, &m.picture, err)) != GT_OK)
        return rc;
    if (rules.made_on_days_off != 0 || gt_picture_work_days(m.picture, ctx->today, ctx->today + 1) > 0)
        for (uint32_t at = 0; at < m.picture->order_count && rc == GT_OK; at++)
            rc = about_task(&m, &m.picture->tasks.at[m.picture->order[at]]);
    gt_picture_done(ctx);
    return rc == GT_OK ? write_notices(&m, made, err) : no_memory(err);
}

/* ---- digests --------------------------------------------------------------------------------------- */

struct digest { gt_notice_ways ways; gt_notice_addresses addresses; gt_notices unread; };

static gt_rc read_digest(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    struct digest *digest = at;
    gt_rc rc;

    if ((rc = gt_notice_way_store_list(db, ctx->arena, &digest->ways, err)) != GT_OK ||
        (rc = gt_notice_address_store_list(db, 0, ctx->arena, &digest->addresses, err)) != GT_OK)
        return rc;
    return gt_notice_store_unread(db, ctx->now_ms - DIGEST_BACK_MS, ctx->arena, &digest->unread, err);
}

/* Where a way reaches a person; "" where it does not. */
static gt_str address_of(const struct digest *digest, const struct gt_notice_way *way, const struct gt_person *person)
{
    for (size_t at = 0; at < digest->addresses.count; at++) {
        const struct gt_notice_address *row = &digest->addresses.at[at];

        if (row->person_id != person->id || !gt_str_eq(row->kind, way->kind))
            continue;
        if (row->enabled == 0)
            return GT_STR("");
        if (row->address.len > 0)
            return row->address;
    }
    if (gt_str_eq(way->kind, GT_STR("smtp")))
        return person->email;
    return gt_str_eq(way->kind, GT_STR("webhook")) ? way->url : GT_STR("");
}

static gt_rc write_body(struct gt_ctx *ctx, const gt_notices *unread, size_t from, size_t to, gt_str *out)
{
    struct gt_buf buf;
    gt_rc rc;

    gt_buf_init(&buf, 1 << 18);
    for (size_t at = from; at < to && at < from + DIGEST_LINES_MAX; at++) {
        gt_buf_printf(&buf, "%zu. ", at - from + 1);
        gt_buf_str(&buf, unread->at[at].text[GT_LANG_ZH]);
        gt_buf_text(&buf, "\n");
    }
    if (to - from > DIGEST_LINES_MAX)
        gt_buf_printf(&buf, "另有%zu条，请在系统内查看。\n", to - from - DIGEST_LINES_MAX);
    rc = buf.status == GT_OK ? gt_arena_dup(ctx->arena, gt_buf_view(&buf), out) : buf.status;
    gt_buf_clear(&buf);
    return rc;
}

static gt_rc add_digest(struct gt_db *db, struct gt_ctx *ctx, const struct digest *digest, const struct gt_person *person,
                        size_t from, size_t to, int64_t *made, struct gt_err *err)
{
    char day[GT_DAY_SAID];
    gt_rc rc = GT_OK;

    for (size_t at = 0; at < digest->ways.count && rc == GT_OK; at++) {
        const struct gt_notice_way *way = &digest->ways.at[at];
        struct gt_outbox_row row = {.way_id = way->id, .person_id = person->id, .at_ms = ctx->now_ms,
                                    .next_at_ms = ctx->now_ms};
        bool fresh = false;

        row.address = address_of(digest, way, person);
        if (way->enabled == 0 || row.address.len == 0)
            continue;
        if (gt_arena_printf(ctx->arena, &row.key, "%lld-%lld-%d", (long long)way->id, (long long)person->id,
                            (int)ctx->today) != GT_OK ||
            gt_arena_printf(ctx->arena, &row.subject, "【挂图】%s有%zu条提醒",
                            gt_day_say(ctx->today, gt_day_ymd(ctx->today).year, GT_LANG_ZH, day), to - from) != GT_OK ||
            write_body(ctx, &digest->unread, from, to, &row.body) != GT_OK)
            return no_memory(err);
        rc = gt_outbox_store_add(db, &row, &fresh, err);
        *made += fresh;
    }
    return rc;
}

/* People as the picture knows them, copied: the lock is not held over writes. */
static gt_rc copy_people(struct gt_ctx *ctx, gt_people *out, int *zone, struct gt_err *err)
{
    const struct gt_picture *picture;
    gt_rc rc;

    if ((rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    *zone = (int)picture->duty_rules.zone_min;
    for (size_t at = 0; at < picture->people.count && rc == GT_OK; at++) {
        struct gt_person *person = GT_PUSH(ctx->arena, out);

        if (person == NULL || gt_arena_dup(ctx->arena, picture->people.at[at].email, &person->email) != GT_OK) {
            rc = no_memory(err);
            break;
        }
        person->id = picture->people.at[at].id;
        person->removed_at_ms = picture->people.at[at].removed_at_ms;
    }
    gt_picture_done(ctx);
    return rc;
}

gt_rc gt_work_notices_digest(struct gt_ctx *ctx, int64_t *made, struct gt_err *err)
{
    struct gt_notice_rules rules;
    struct digest digest = {0};
    gt_people people = {0};
    struct gt_txn *txn = NULL;
    int zone = 0, minute;
    gt_rc rc;

    *made = 0;
    if ((rc = gt_work_notice_rules(ctx, &rules, err)) != GT_OK || (rc = copy_people(ctx, &people, &zone, err)) != GT_OK)
        return rc;
    minute = (int)((ctx->now_ms / 60000 + zone) % DAY_MIN);
    if (minute < rules.digest_min || gt_notice_quiet(&rules, minute))
        return GT_OK;
    if ((rc = gt_work_read(ctx, read_digest, &digest, err)) != GT_OK || digest.ways.count == 0 ||
        (rc = gt_txn_begin(ctx->space->pool, GT_TXN_WRITE, &txn, err)) != GT_OK)
        return rc;
    for (size_t from = 0, to; from < digest.unread.count && rc == GT_OK; from = to) {
        for (to = from; to < digest.unread.count && digest.unread.at[to].person_id == digest.unread.at[from].person_id;)
            to++;
        for (size_t at = 0; at < people.count && rc == GT_OK; at++)
            if (people.at[at].id == digest.unread.at[from].person_id && people.at[at].removed_at_ms == 0)
                rc = add_digest(gt_txn_db(txn), ctx, &digest, &people.at[at], from, to, made, err);
    }
    if (rc == GT_OK)
        rc = gt_txn_commit(txn, err);
    gt_txn_release(txn);
    return rc;
}
