/* lights_history.c - a task's light on days that are past, reckoned anew from
 * what was known then: reports by the day they were told, deadlines from the
 * journal, the rules by their day. */
#include "store/journal.h"
#include "work/lights.h"
#include "work/picture.h"
#include "work/rights.h"
#include "work/space.h"

/* One task whose reports make the percentage: the task's own, or a part below it. */
struct part { int64_t task_id; double weight; gt_reports reports; };
struct deadline { gt_day until; gt_day deadline; }; /* stood up to and with this day */
struct rules { gt_day from; struct gt_light_set set; };

struct past {
    struct gt_ctx *ctx;
    int64_t task_id;
    int zone;
    GT_VEC(struct part) parts;         /* the first is the task itself */
    GT_VEC(struct deadline) deadlines; /* newest first */
    GT_VEC(struct rules) rules;        /* oldest first */
    struct gt_light_history *out;
};

static gt_rc no_memory(struct gt_err *err) { return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足"); }

/* ---- what was known ---------------------------------------------------------------------- */

static gt_rc read_deadlines(struct past *past, struct gt_db *db, struct gt_err *err)
{
    struct gt_journal_filter filter = {.limit = GT_JOURNAL_PAGE_MAX, .object = GT_STR("task"),
                                       .object_id = past->task_id};
    gt_journal_rows rows = {0};
    gt_rc rc;

    if ((rc = gt_journal_list(db, &filter, past->ctx->arena, &rows, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < rows.count; at++) {
        const struct gt_jval *before = NULL, *after = NULL;
        struct deadline *one;
        gt_day was = GT_DAY_NONE;

        if (rows.at[at].before.len == 0 || rows.at[at].after.len == 0 ||
            gt_json_parse(past->ctx->arena, rows.at[at].before, &before, NULL) != GT_OK ||
            gt_json_parse(past->ctx->arena, rows.at[at].after, &after, NULL) != GT_OK ||
            gt_jget(before, "deadline") == NULL || gt_jget(after, "deadline") == NULL ||
            gt_str_eq(gt_jstr(before, "deadline", GT_STR("")), gt_jstr(after, "deadline", GT_STR(""))))
            continue;
        (void)gt_day_parse(gt_jstr(before, "deadline", GT_STR("")), &was);
        if ((one = GT_PUSH(past->ctx->arena, &past->deadlines)) == NULL)
            return no_memory(err);
        *one = (struct deadline){gt_instant_day(rows.at[at].at_ms, past->zone) - 1, was};
    }
    return GT_OK;
}

static gt_rc read_rules(struct past *past, struct gt_db *db, struct gt_err *err)
{
    gt_light_rules_rows rows = {0};
    gt_rc rc;

    if ((rc = gt_light_rules_store_list(db, past->ctx->arena, &rows, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at <= rows.count; at++) {
        struct rules *one = GT_PUSH(past->ctx->arena, &past->rules);
        struct gt_problems problems;

        if (one == NULL)
            return no_memory(err);
        gt_problems_init(&problems, past->ctx->arena);
        one->from = at == 0 ? GT_DAY_MIN : rows.at[at - 1].from;
        if ((rc = gt_light_set_parse(past->ctx->arena, at == 0 ? gt_light_files[0].bytes : rows.at[at - 1].body,
                                     &one->set, &problems, err)) != GT_OK)
            return rc;
    }
    return GT_OK;
}

static gt_rc read_past(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    struct past *past = at;
    gt_rc rc;

    if ((rc = read_deadlines(past, db, err)) != GT_OK || (rc = read_rules(past, db, err)) != GT_OK ||
        (rc = gt_light_override_store_list(db, past->task_id, ctx->arena, &past->out->by_hand, err)) != GT_OK ||
        (rc = gt_light_rating_store_list(db, past->task_id, ctx->arena, &past->out->ratings, err)) != GT_OK ||
        (rc = gt_light_closing_store_rows(db, past->task_id, ctx->arena, &past->out->closed, err)) != GT_OK)
        return rc;
    for (size_t part = 0; part < past->parts.count && rc == GT_OK; part++)
        rc = gt_report_store_list(db, past->parts.at[part].task_id, ctx->arena, &past->parts.at[part].reports, err);
    return rc;
}

/* The task, and where it has no reports of its own the leaves below it. */
static gt_rc gather_parts(struct past *past, const struct gt_picture *picture, uint32_t index)
{
    for (uint32_t at = 0; at < picture->order_count; at++) {
        const struct gt_pic_task *task = &picture->tasks.at[picture->order[at]];
        uint32_t up = picture->order[at];
        struct part *part;

        while (up != GT_NO_INDEX && up != index)
            up = picture->tasks.at[up].parent;
        if (up == GT_NO_INDEX || (picture->order[at] != index && task->children > 0))
            continue;
        if (past->parts.count == GT_LIGHT_PARTS_MAX)
            return GT_OK;
        if ((part = GT_PUSH(past->ctx->arena, &past->parts)) == NULL)
            return GT_ENOMEM;
        part->task_id = task->facts.id;
        part->weight = 1;
        if (task->start != GT_DAY_NONE && task->finish != GT_DAY_NONE)
            part->weight = (double)gt_picture_work_days(picture, task->start, task->finish + 1);
        part->weight = part->weight < 1 ? 1 : part->weight;
    }
    return GT_OK;
}

/* ---- a day ------------------------------------------------------------------------------------ */

/* What the last report told by then said; below 0: nothing. */
static double told(const struct past *past, const struct part *part, gt_day day)
{
    for (size_t at = 0; at < part->reports.count; at++) {
        const struct gt_report *report = &part->reports.at[at];

        if (report->as_of <= day && gt_instant_day(report->at_ms, past->zone) <= day &&
            gt_report_speaks(report->state, report->corrects_id))
            return report->percent;
    }
    return -1;
}

static double percent_on(const struct past *past, gt_day day)
{
    double done = 0, weight = 0, own;

    if ((own = told(past, &past->parts.at[0], day)) >= 0 || past->parts.count == 1)
        return own < 0 ? 0 : own;
    for (size_t at = 1; at < past->parts.count; at++) {
        const double percent = told(past, &past->parts.at[at], day);

        done += past->parts.at[at].weight * (percent < 0 ? 0 : percent);
        weight += past->parts.at[at].weight;
    }
    return weight > 0 ? done / weight : 0;
}

static gt_day deadline_on(const struct past *past, gt_day today, gt_day day)
{
    gt_day deadline = today;

    for (size_t at = 0; at < past->deadlines.count && past->deadlines.at[at].until >= day; at++)
        deadline = past->deadlines.at[at].deadline;
    return deadline;
}

static const struct gt_light_set *rules_on(const struct past *past, gt_day day)
{
    size_t at = past->rules.count - 1;

    while (at > 0 && past->rules.at[at].from > day)
        at--;
    return &past->rules.at[at].set;
}

static int hand_on(const struct past *past, gt_day day)
{
    int meaning = -1;

    for (size_t at = 0; at < past->out->by_hand.count; at++) {
        const struct gt_light_override *hand = &past->out->by_hand.at[at];

        if (day >= hand->from && day <= hand->until &&
            (hand->lifted_on == GT_DAY_NONE || day < hand->lifted_on))
            meaning = gt_light_from(hand->meaning);
    }
    return meaning;
}

/* Receipt and acceptance as far as their days are known. */
static void duty_on(const struct past *past, const struct gt_picture *picture, const struct gt_pic_task *task,
                    gt_day day, struct gt_light_facts *facts)
{
    const struct gt_pic_duty *lead = gt_picture_duty(task, 0);
    const struct gt_duty *duty = lead == NULL ? NULL : &lead->facts;
    gt_day issued;

    if (duty == NULL || duty->issued_at_ms == 0 ||
        (issued = gt_instant_day(duty->issued_at_ms, past->zone)) > day)
        return;
    facts->issued = true;
    facts->has_signed = duty->signed_at_ms != 0 && gt_instant_day(duty->signed_at_ms, past->zone) <= day;
    facts->days_issued = (double)gt_picture_work_days(picture, issued, day);
    facts->hours_issued = facts->days_issued *
                          (double)(picture->duty_rules.shut_min - picture->duty_rules.open_min) / 60;
    facts->accepted = duty->accepted_at_ms != 0 && gt_instant_day(duty->accepted_at_ms, past->zone) <= day;
    facts->submitted = !facts->accepted && duty->finished_at_ms != 0 &&
                       gt_instant_day(duty->finished_at_ms, past->zone) <= day;
}

static gt_rc add_day(struct past *past, const struct gt_picture *picture, const struct gt_pic_task *task,
                     gt_day day, gt_day last)
{
    const struct gt_light_days days = gt_picture_days(picture);
    const struct gt_light_set *set = rules_on(past, day);
    struct gt_light_facts facts = {
        .start = task->start, .finish = task->finish, .standing = task->facts.standing != 0,
        .deadline = deadline_on(past, task->facts.deadline, day), .percent = percent_on(past, day),
        .level = (double)task->facts.kind + 1, .milestone = task->milestone, .critical = task->critical,
    };
    struct gt_light_stretch *stretch =
        past->out->stretches.count == 0 ? NULL : &past->out->stretches.at[past->out->stretches.count - 1];
    const int hand = hand_on(past, day);
    struct gt_light light;
    struct gt_buf why;
    gt_rc rc = GT_OK;

    duty_on(past, picture, task, day, &facts);
    light = gt_light_of(&facts, set, &days, day);
    if (hand >= 0)
        light.meaning = (enum gt_light_meaning)hand;
    if (stretch == NULL || stretch->meaning != light.meaning || stretch->by_hand != (hand >= 0)) {
        if ((stretch = GT_PUSH(past->ctx->arena, &past->out->stretches)) == NULL)
            return GT_ENOMEM;
        *stretch = (struct gt_light_stretch){.from = day, .meaning = light.meaning, .by_hand = hand >= 0};
    }
    stretch->to = day;
    gt_buf_init(&why, 1 << 14);
    if (day == last || day == stretch->from)
        gt_light_why(&why, &light, set, &facts, &days, day, past->ctx->lang);
    if (why.len > 0)
        rc = why.status == GT_OK ? gt_arena_dup(past->ctx->arena, gt_buf_view(&why), &stretch->why) : why.status;
    gt_buf_clear(&why);
    return rc;
}

gt_rc gt_work_light_history(struct gt_ctx *ctx, int64_t task_id, gt_day from, gt_day to,
                            struct gt_light_history *out, struct gt_err *err)
{
    struct past past = {.ctx = ctx, .task_id = task_id, .out = out};
    const struct gt_picture *picture;
    uint32_t index;
    gt_rc rc;

    *out = (struct gt_light_history){0};
    if (from > to || to > ctx->today || to - from >= GT_LIGHT_HISTORY_DAYS_MAX)
        return gt_fail_field(err, GT_EINVAL, "from", "a stretch of at most %d days up to today",
                             "时间段应在今天之前且不超过%d天", (int)GT_LIGHT_HISTORY_DAYS_MAX);
    if ((rc = gt_may_task(ctx, GT_USE_task_read, task_id, err)) != GT_OK ||
        (rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    past.zone = (int)picture->duty_rules.zone_min;
    index = gt_picture_task(picture, task_id);
    rc = index == GT_NO_INDEX ? GT_ENOTFOUND : gather_parts(&past, picture, index);
    gt_picture_done(ctx);
    if (rc != GT_OK)
        return rc == GT_ENOTFOUND ? gt_fail(err, rc, "there is no such task", "没有这项任务") : no_memory(err);
    if ((rc = gt_work_read(ctx, read_past, &past, err)) != GT_OK ||
        (rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    if ((index = gt_picture_task(picture, task_id)) == GT_NO_INDEX)
        rc = GT_ENOTFOUND;
    for (gt_day day = from; day <= to && rc == GT_OK; day++)
        rc = add_day(&past, picture, &picture->tasks.at[index], day, to);
    gt_picture_done(ctx);
    return rc == GT_OK || rc == GT_ENOTFOUND ? rc : no_memory(err);
}
