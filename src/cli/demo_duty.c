/*
 * demo_duty.c - who signed for the invented year's tasks, who was late, what
 * was refused, extended, sent back, accepted.  Everybody does his own moves
 * through the use cases, on the day they would have been made.
 */
#include "cli/demo.h"
#include "work/duty.h"

enum {
    HOUR_MS = 60 * 60 * 1000, DAY_HOURS = 24,
    ISSUED_DAYS_BEFORE = 18,   /* a task is issued so long before it starts */
    ACCEPTED_AFTER_DAYS = 6,   /* what is done longer than this was accepted */
    UNSIGNED_DAYS = 6,         /* nobody leaves it unsigned for longer */
    SUPPORTS_MAX = 8,
    NOT_YET_DAYS = 45,         /* what starts later than this may wait to be issued */
};

struct one {
    int64_t id, unit;
    int64_t supports[SUPPORTS_MAX]; /* [support_count] */
    uint32_t support_count;
    gt_str  title;
    gt_day  start, finish, deadline;
    double  percent;
    bool    standing;
};

struct demo {
    struct gt_place *place;
    GT_VEC(struct one) tasks;
    struct gt_ctx   office, leader;
    GT_VEC(struct gt_ctx) carriers;  /* one a unit */
    GT_VEC(int64_t) units;           /* of the carriers */
    struct gt_err  *err;
    int extended, refused, changed, paused, returned, waiting, instructed, answered, unsigned_yet;
};

static unsigned dice(gt_str title, unsigned salt, unsigned n)
{
    return (unsigned)((gt_hash(title) >> (salt * 7)) % n);
}

/* ---- who ------------------------------------------------------------------------------------ */

/* The first of each role speaks for the office and the leaders; of each unit its
 * liaison, else its head; the office signs for itself. */
static gt_rc cast(struct demo *demo)
{
    struct gt_arena *arena = demo->place->arena;
    const struct gt_picture *picture;
    GT_VEC(struct gt_person) people = {0};
    gt_rc rc;

    if ((rc = gt_picture_hold(&demo->place->ctx, &picture, demo->err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < picture->people.count && rc == GT_OK; at++) {
        struct gt_person *person = GT_PUSH(arena, &people);

        if (person == NULL || gt_arena_dup(arena, picture->people.at[at].name, &people.at[people.count - 1].name) != GT_OK ||
            gt_arena_dup(arena, picture->people.at[at].role, &people.at[people.count - 1].role) != GT_OK) {
            rc = GT_ENOMEM;
            break;
        }
        person->id = picture->people.at[at].id;
        person->unit_id = picture->people.at[at].unit_id;
        person->to = picture->people.at[at].to;
    }
    gt_picture_done(&demo->place->ctx);
    for (size_t at = 0; at < people.count && rc == GT_OK; at++) {
        const struct gt_person *person = &people.at[at];
        const bool liaison = gt_str_eq(person->role, GT_STR("liaison"));
        struct gt_ctx ctx = demo->place->ctx;
        size_t there = 0;

        if ((rc = gt_ctx_speak_for(&ctx, person, demo->err)) != GT_OK)
            break;
        if (gt_str_eq(person->role, GT_STR("office")) && demo->office.person_id == 0)
            demo->office = ctx;
        if (gt_str_eq(person->role, GT_STR("leader")) && demo->leader.person_id == 0)
            demo->leader = ctx;
        if (!liaison && !gt_str_eq(person->role, GT_STR("head")) && !gt_str_eq(person->role, GT_STR("office")))
            continue;
        while (there < demo->units.count && demo->units.at[there] != person->unit_id)
            there++;
        if (there < demo->units.count && liaison) {
            demo->carriers.at[there] = ctx;
        } else if (there == demo->units.count) {
            int64_t *unit = GT_PUSH(arena, &demo->units);
            struct gt_ctx *carrier = GT_PUSH(arena, &demo->carriers);

            if (unit == NULL || carrier == NULL)
                return GT_ENOMEM;
            *unit = person->unit_id;
            *carrier = ctx;
        }
    }
    return rc;
}

/* NULL where the unit has nobody who could sign. */
static struct gt_ctx *carrier_of(struct demo *demo, int64_t unit)
{
    for (size_t at = 0; at < demo->units.count; at++)
        if (demo->units.at[at] == unit)
            return &demo->carriers.at[at];
    return NULL;
}

static gt_rc gather(struct demo *demo)
{
    const struct gt_picture *picture;
    gt_rc rc;

    if ((rc = gt_picture_hold(&demo->place->ctx, &picture, demo->err)) != GT_OK)
        return rc;
    for (uint32_t at = 0; at < picture->order_count && rc == GT_OK; at++) {
        const struct gt_pic_task *task = &picture->tasks.at[picture->order[at]];
        struct one *one;

        if (task->facts.kind == GT_TASK_STEP || task->facts.lead_unit_id == 0 || task->start == GT_DAY_NONE ||
            (task->facts.deadline == GT_DAY_NONE && task->facts.standing == 0))
            continue;
        if ((one = GT_PUSH(demo->place->arena, &demo->tasks)) == NULL) {
            rc = GT_ENOMEM;
            break;
        }
        *one = (struct one){.id = task->facts.id, .unit = task->facts.lead_unit_id, .start = task->start,
                            .finish = task->finish, .deadline = task->facts.deadline, .percent = task->percent,
                            .standing = task->facts.standing != 0};
        for (uint32_t which = 0; which < task->support_count && which < SUPPORTS_MAX; which++)
            one->supports[one->support_count++] = task->supports[which].unit_id;
        rc = gt_arena_dup(demo->place->arena, task->facts.title, &one->title);
    }
    gt_picture_done(&demo->place->ctx);
    return rc;
}

/* ---- moves ------------------------------------------------------------------------------------- */

/* So many hours after nine o'clock of a work day on or behind `on`. */
static int64_t hours(const struct demo *demo, gt_day on, int64_t after)
{
    while (gt_weekday(on) >= 5)
        on++;
    if (on > demo->place->ctx.today)
        on = demo->place->ctx.today;
    return ((int64_t)on * DAY_HOURS + 1 + after) * HOUR_MS; /* nine in China is one in Greenwich */
}

static gt_rc make(struct demo *demo, struct gt_ctx *who, int64_t at_ms, struct gt_duty_input *input)
{
    who->now_ms = at_ms;
    return gt_work_duty_move(who, input, NULL, demo->err);
}

static gt_rc plain(struct demo *demo, struct gt_ctx *who, int64_t at_ms, enum gt_duty_act act,
                   const struct one *task, const char *reason)
{
    struct gt_duty_input input = GT_DUTY_INPUT(act, task->id);

    input.reason = gt_str_from(reason);
    return make(demo, who, at_ms, &input);
}

static gt_rc ask_more_time(struct demo *demo, struct gt_ctx *who, const struct one *task, gt_day on, bool granted)
{
    struct gt_duty_input input = GT_DUTY_INPUT(GT_ACT_ask_extension, task->id);
    gt_rc rc;

    input.reason = GT_STR("评审专家时间冲突，论证会推迟，后续环节顺延。");
    input.day = task->deadline + 20;
    while (gt_weekday(input.day) >= 5)
        input.day++;
    if ((rc = make(demo, who, hours(demo, on, 2), &input)) != GT_OK || !granted)
        return rc;
    return plain(demo, &demo->office, hours(demo, on + 1, 5), GT_ACT_extension_grant, task,
                 "理由充分，同意延期，下不为例。");
}

static gt_rc finish(struct demo *demo, struct gt_ctx *who, const struct one *task, int64_t at_ms)
{
    static const gt_str text = GT_STR_INIT("办结情况说明：任务要求的事项均已完成，成果已印发，材料齐全。\n");
    struct gt_duty_input input = GT_DUTY_INPUT(GT_ACT_finish, task->id);
    struct gt_file file = {.name = GT_STR("办结情况说明.txt")};
    struct gt_duty_evidence evidence;
    char hex[2 * GT_HASH_SIZE + 1];
    gt_rc rc;

    who->now_ms = at_ms;
    if ((rc = gt_work_duty_file_add(who, task->id, &file, text, demo->err)) != GT_OK)
        return rc;
    for (int at = 0; at < GT_HASH_SIZE; at++)
        (void)snprintf(hex + 2 * at, 3, "%02x", file.sha256[at]);
    evidence = (struct gt_duty_evidence){file.id, {hex, 2 * GT_HASH_SIZE}};
    input.reason = GT_STR("任务已按要求完成，成果已印发，申请办结。");
    input.files = &evidence;
    input.file_count = 1;
    return make(demo, who, at_ms, &input);
}

/* The office's own work is judged by a leader. */
static struct gt_ctx *judge(struct demo *demo, const struct one *task)
{
    return task->unit == demo->office.rights->held[0].unit_id ? &demo->leader : &demo->office;
}

static gt_rc accept(struct demo *demo, const struct one *task, gt_day on)
{
    struct gt_duty_input input = GT_DUTY_INPUT(GT_ACT_accept, task->id);
    const bool late = task->finish > task->deadline;

    input.scores[0] = late ? 20 : 30;
    input.scores[1] = 24 + (int64_t)dice(task->title, 2, 7);
    input.scores[2] = 15 + (int64_t)dice(task->title, 3, 6);
    input.scores[3] = 8 + (int64_t)dice(task->title, 4, 3);
    input.scores[4] = 7 + (int64_t)dice(task->title, 5, 4);
    return make(demo, judge(demo, task), hours(demo, on, 6), &input);
}

static gt_rc supports_sign(struct demo *demo, const struct one *task, gt_day on)
{
    for (uint32_t at = 0; at < task->support_count; at++) {
        struct gt_ctx *who = carrier_of(demo, task->supports[at]);
        struct gt_duty_input input = GT_DUTY_INPUT(GT_ACT_sign, task->id);
        const unsigned delay = dice(task->title, at + 1, 8);
        gt_rc rc;

        if (on > demo->place->ctx.today - UNSIGNED_DAYS && delay < 2)
            continue; /* not yet */
        if (who == NULL) {
            who = &demo->office;
            input.act = GT_ACT_sign_for;
            input.reason = GT_STR("单位联络员空缺，由督查代签。");
        }
        input.support_id = task->supports[at];
        if ((rc = make(demo, who, hours(demo, on + (delay == 0 ? 2 : 1), (int64_t)delay), &input)) != GT_OK)
            return rc;
    }
    return GT_OK;
}

static bool supported_by(const struct one *task, int64_t unit)
{
    for (uint32_t at = 0; at < task->support_count; at++)
        if (task->supports[at] == unit)
            return true;
    return false;
}

/* What happened to one that runs: the first few have a story each. */
static gt_rc story(struct demo *demo, struct gt_ctx *who, const struct one *task)
{
    const gt_day today = demo->place->ctx.today;
    struct gt_duty_input input = GT_DUTY_INPUT(GT_ACT_instruct, task->id);

    if (task->standing || task->deadline <= today || task->percent >= 100 || task->unit == demo->office.rights->held[0].unit_id)
        return GT_OK;
    if (demo->extended < 3) {
        demo->extended++;
        return ask_more_time(demo, who, task, today - (demo->extended < 3 ? 30 : 2), demo->extended < 3);
    }
    if (demo->paused == 0) {
        demo->paused = 1;
        return plain(demo, &demo->office, hours(demo, today - 20, 3), GT_ACT_pause, task,
                     "上位文件尚在修订，待印发后恢复。");
    }
    if (demo->changed == 0) {
        demo->changed = 1;
        input = GT_DUTY_INPUT(GT_ACT_ask_change, task->id);
        input.reason = GT_STR("任务范围与另一项工作重复，建议并入说明。");
        input.edit = (struct gt_duty_edit){.note_given = true, .note = GT_STR("与同类工作合并推进，成果一并报送。"),
                                           .deadline = GT_DAY_NONE, .not_before = GT_DAY_NONE};
        return make(demo, who, hours(demo, today - 1, 4), &input);
    }
    if (demo->instructed < 2) {
        gt_rc rc;

        demo->instructed++;
        input.reason = GT_STR("此项是年度重点，请牵头处室把关，按周报告。");
        input.todo = GT_STR("报送推进情况和下一步时间表");
        input.todo_due = today + 5;
        rc = make(demo, &demo->leader, hours(demo, today - 7, 1), &input);
        return rc != GT_OK || demo->instructed > 1 ? rc
               : plain(demo, &demo->office, hours(demo, today - 2, 2), GT_ACT_urge, task, "请按批示要求尽快报送。");
    }
    return dice(task->title, 4, 12) == 0 && task->percent < 40
               ? plain(demo, &demo->office, hours(demo, today - 3, 3), GT_ACT_urge, task, "进度偏慢，请加快推进。")
               : GT_OK;
}

static gt_rc done(struct demo *demo, struct gt_ctx *who, const struct one *task)
{
    const gt_day today = demo->place->ctx.today;
    const int64_t at_ms = hours(demo, task->finish + 1, 3);
    gt_rc rc;

    if ((rc = finish(demo, who, task, at_ms)) != GT_OK)
        return rc;
    if (task->finish < today - ACCEPTED_AFTER_DAYS && demo->waiting >= 3)
        return accept(demo, task, task->finish + 3);
    demo->waiting++;
    if (demo->returned++ == 0)
        return plain(demo, judge(demo, task), hours(demo, today - 1, 6), GT_ACT_send_back, task,
                     "佐证材料缺少印发文号，补齐后再报。");
    return GT_OK;
}

static gt_rc one_task(struct demo *demo, const struct one *task)
{
    const gt_day today = demo->place->ctx.today;
    const gt_day planned = task->start - ISSUED_DAYS_BEFORE;
    const gt_day first = gt_day_from_ymd(gt_day_ymd(today).year, 1, 8);
    const bool late_signer = demo->unsigned_yet < 4 && task->percent < 1 && !task->standing && task->start > today - 10;
    struct gt_ctx *who = carrier_of(demo, task->unit);
    gt_day on = planned < first ? first : planned;
    int64_t signs;
    gt_rc rc;

    if (task->start > today + NOT_YET_DAYS && dice(task->title, 1, 3) == 0)
        return GT_OK; /* a third of what is far off waits */
    if (late_signer)
        on = today - 1 - demo->unsigned_yet;
    if (on > today - 4 && !late_signer)
        on = today - 4;
    if ((rc = plain(demo, &demo->office, hours(demo, on, (int64_t)dice(task->title, 2, 3)), GT_ACT_issue, task, "")) != GT_OK)
        return rc;
    if (late_signer) {
        demo->unsigned_yet++;
        return GT_OK;
    }
    if (who == NULL)
        return (rc = plain(demo, &demo->office, hours(demo, on + 2, 4), GT_ACT_sign_for, task,
                           "单位联络员空缺，由督查代签。")) != GT_OK ? rc : supports_sign(demo, task, on);
    if (demo->refused == 0 && task->percent < 1 && !task->standing && task->start > today - 5 &&
        task->unit != demo->units.at[0] &&
        task->unit != demo->units.at[1] && !supported_by(task, demo->units.at[1])) {
        struct gt_duty_input input = GT_DUTY_INPUT(GT_ACT_refuse, task->id);

        demo->refused = 1;
        input.reason = GT_STR("按三定方案，此项职责在规划与资源配置处。");
        input.unit_id = demo->units.at[supported_by(task, demo->units.at[0]) ? 1 : 0];
        return make(demo, who, hours(demo, on + 1, 4), &input);
    }
    signs = dice(task->title, 3, 10);
    if ((rc = plain(demo, who, hours(demo, on + (signs == 0 ? 3 : signs < 3 ? 1 : 0), 3 + signs % 4), GT_ACT_sign, task, "")) != GT_OK ||
        (rc = supports_sign(demo, task, on)) != GT_OK)
        return rc;
    if (task->percent >= 100 && !task->standing && task->finish < today)
        return done(demo, who, task);
    return task->start <= today ? story(demo, who, task) : GT_OK;
}

gt_rc gt_demo_duties(struct gt_place *place, struct gt_err *err)
{
    struct demo demo = {.place = place, .err = err};
    gt_rc rc;

    if ((rc = cast(&demo)) != GT_OK || (rc = gather(&demo)) != GT_OK)
        return rc == GT_ENOMEM ? gt_fail(err, GT_ENOMEM, "out of memory", "内存不足") : rc;
    if (demo.office.person_id == 0 || demo.leader.person_id == 0 || demo.units.count < 2)
        return gt_fail(err, GT_ENOTFOUND, "the demo's office has nobody to issue tasks", "演示单位缺少督查或领导");
    for (size_t at = 0; at < demo.tasks.count && rc == GT_OK; at++)
        rc = one_task(&demo, &demo.tasks.at[at]);
    return rc == GT_OK ? GT_OK : gt_wrap(err, rc, "the demo's duties", "演示的承办情况");
}
