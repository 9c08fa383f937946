/* picture_plan.c - tasks and links of the picture as activities and links of
 * the plan engine, and its dates back on the tasks. */
#include "work/picture.h"

enum { PLAN_BYTES_MAX = 1500 << 20 };

int64_t gt_duration_default(enum gt_task_kind kind)
{
    return kind == GT_TASK_STEP ? 10 : kind == GT_TASK_MEASURE ? 20 : 60;
}

/* ---- the tree -------------------------------------------------------------------- */

/* Children in the order of the list (parent, position, id); parents before
 * children in `order`.  A task whose parent is gone, or that would be its own
 * ancestor, stands at the top. */
static gt_rc build_tree(struct gt_picture *picture)
{
    const uint32_t count = (uint32_t)picture->tasks.count;
    struct gt_pic_task *tasks = picture->tasks.at;
    uint32_t head = 0;

    if ((picture->order = GT_NEW_N(picture->plan_arena, uint32_t, count + 1)) == NULL)
        return GT_ENOMEM;
    picture->order_count = 0;
    for (uint32_t at = 0; at < count; at++) {
        tasks[at].children = 0;
        tasks[at].first_child = tasks[at].last_child = tasks[at].next = GT_NO_INDEX;
        tasks[at].parent = tasks[at].gone ? GT_NO_INDEX
                                          : gt_picture_task(picture, tasks[at].facts.parent_id);
        if (tasks[at].parent == at)
            tasks[at].parent = GT_NO_INDEX;
    }
    for (uint32_t at = 0; at < count; at++) {
        struct gt_pic_task *parent;

        if (tasks[at].gone || tasks[at].parent == GT_NO_INDEX)
            continue;
        parent = &tasks[tasks[at].parent];
        if (parent->last_child == GT_NO_INDEX)
            parent->first_child = at;
        else
            tasks[parent->last_child].next = at;
        parent->last_child = at;
        parent->children++;
    }
    for (uint32_t at = 0; at < count; at++)
        if (!tasks[at].gone && tasks[at].parent == GT_NO_INDEX)
            picture->order[picture->order_count++] = at;
    for (; head < picture->order_count; head++) {
        const struct gt_pic_task *task = &tasks[picture->order[head]];

        for (uint32_t child = task->first_child; child != GT_NO_INDEX; child = tasks[child].next)
            picture->order[picture->order_count++] = child;
    }
    return GT_OK;
}

/* ---- facts ------------------------------------------------------------------------- */

static bool scheduled(const struct gt_pic_task *task)
{
    return !task->gone && (task->facts.standing == 0 || task->children > 0);
}

static gt_tick morning(gt_day day) { return day == GT_DAY_NONE ? GT_TICK_NONE : day; }
static gt_tick evening(gt_day day) { return day == GT_DAY_NONE ? GT_TICK_NONE : (gt_tick)day + 1; }

/* The deadline that rests on a task: its own or the nearest above it. */
static gt_day deadline_above(const struct gt_picture *picture, uint32_t index)
{
    for (; index != GT_NO_INDEX; index = picture->tasks.at[index].parent)
        if (picture->tasks.at[index].facts.deadline != GT_DAY_NONE)
            return picture->tasks.at[index].facts.deadline;
    return GT_DAY_NONE;
}

static int32_t duration_of(const struct gt_picture *picture, const struct gt_task *task, gt_day due)
{
    const struct gt_cal *cal =
        &picture->cals[task->duration_unit == GT_DAYS_CALENDAR ? GT_CAL_EVERY_DAY : GT_CAL_WORK];
    int64_t days = gt_duration_default(task->kind), room;

    if (task->start_pin != GT_DAY_NONE && task->finish_pin != GT_DAY_NONE)
        days = gt_cal_between(cal, task->start_pin, (gt_tick)task->finish_pin + 1);
    else if (task->duration_days >= 0)
        days = task->duration_days;
    else if (task->not_before != GT_DAY_NONE && due != GT_DAY_NONE && due >= task->not_before)
        days = gt_cal_between(cal, task->not_before, (gt_tick)due + 1);
    else if (due != GT_DAY_NONE &&
             (room = gt_cal_between(cal, picture->first_day, (gt_tick)due + 1)) < days)
        days = room;
    /* Only a task that says 0 is a moment. */
    if (days <= 0 && task->duration_days != 0)
        days = 1;
    return (int32_t)(days < 0 ? 0 : days > GT_DURATION_MAX ? GT_DURATION_MAX : days);
}

struct gt_plan_task gt_picture_plan_task(const struct gt_picture *picture, uint32_t index,
                                         bool finish_side)
{
    const struct gt_pic_task *task = &picture->tasks.at[index];
    const struct gt_task *facts = &task->facts;
    struct gt_plan_task out = GT_PLAN_TASK;
    gt_day due = deadline_above(picture, index);

    out.mode = facts->mode == GT_TASK_FORWARD ? GT_MODE_FORWARD : GT_MODE_BACKWARD;
    out.off = !scheduled(task);
    if (task->children > 0) { /* two moments around its children */
        out.calendar = GT_CAL_EVERY_DAY;
        if (finish_side) {
            out.finish_max = evening(facts->deadline);
            out.finish_pin = evening(facts->finish_pin);
        } else {
            out.start_min = morning(facts->not_before);
            out.start_pin = morning(facts->start_pin);
        }
        return out;
    }
    if (due == GT_DAY_NONE && facts->mode == GT_TASK_BACKWARD &&
        facts->start_pin == GT_DAY_NONE && facts->finish_pin == GT_DAY_NONE &&
        (facts->not_before == GT_DAY_NONE || facts->not_before <= picture->last_day)) {
        due = picture->last_day;
        out.finish_max = evening(due);
    } else {
        out.finish_max = evening(facts->deadline);
    }
    out.calendar = facts->duration_unit == GT_DAYS_CALENDAR ? GT_CAL_EVERY_DAY : GT_CAL_WORK;
    out.duration = duration_of(picture, facts, due);
    out.start_min = morning(facts->not_before);
    out.start_pin = morning(facts->start_pin);
    /* Both pins say the duration already; pinning both ends as well would
     * contradict itself where one of them is no work day. */
    if (facts->start_pin == GT_DAY_NONE)
        out.finish_pin = evening(facts->finish_pin);
    return out;
}

/* ---- building the engine's input ------------------------------------------------------ */

struct build {
    struct gt_picture *picture;
    GT_VEC(struct gt_plan_task) tasks;
    GT_VEC(uint32_t) owners;       /* act -> task */
    GT_VEC(struct gt_link) links;
    GT_VEC(uint32_t) link_owners;  /* engine link -> link, GT_NO_INDEX: tree */
};

static gt_rc add_act(struct build *build, uint32_t task, bool finish_side, uint32_t *act)
{
    struct gt_arena *arena = build->picture->plan_arena;
    struct gt_plan_task *slot = GT_PUSH(arena, &build->tasks);
    uint32_t *owner = GT_PUSH(arena, &build->owners);

    if (slot == NULL || owner == NULL)
        return GT_ENOMEM;
    *slot = gt_picture_plan_task(build->picture, task, finish_side);
    *owner = task;
    *act = (uint32_t)build->tasks.count - 1;
    return GT_OK;
}

static gt_rc add_link(struct build *build, const struct gt_link *link, uint32_t owner)
{
    struct gt_arena *arena = build->picture->plan_arena;
    struct gt_link *slot = GT_PUSH(arena, &build->links);
    uint32_t *belongs = GT_PUSH(arena, &build->link_owners);

    if (slot == NULL || belongs == NULL)
        return GT_ENOMEM;
    *slot = *link;
    *belongs = owner;
    return GT_OK;
}

static gt_rc add_tasks(struct build *build)
{
    struct gt_picture *picture = build->picture;
    gt_rc rc;

    for (uint32_t at = 0; at < picture->tasks.count; at++) {
        struct gt_pic_task *task = &picture->tasks.at[at];

        task->act_start = task->act_finish = GT_NO_INDEX;
        if (!scheduled(task))
            continue;
        if ((rc = add_act(build, at, false, &task->act_start)) != GT_OK)
            return rc;
        task->act_finish = task->act_start;
        if (task->children > 0 && (rc = add_act(build, at, true, &task->act_finish)) != GT_OK)
            return rc;
    }
    return GT_OK;
}

static gt_rc add_tree_links(struct build *build)
{
    struct gt_picture *picture = build->picture;
    gt_rc rc;

    for (uint32_t at = 0; at < picture->tasks.count; at++) {
        const struct gt_pic_task *task = &picture->tasks.at[at], *parent;
        struct gt_link link = {.lag_max = GT_LAG_NONE, .calendar = GT_CAL_EVERY_DAY};

        if (task->act_start == GT_NO_INDEX || task->parent == GT_NO_INDEX)
            continue;
        parent = &picture->tasks.at[task->parent];
        link.kind = GT_LINK_SS;
        link.from = parent->act_start;
        link.to = task->act_start;
        if ((rc = add_link(build, &link, GT_NO_INDEX)) != GT_OK)
            return rc;
        link.kind = GT_LINK_FF;
        link.from = task->act_finish;
        link.to = parent->act_finish;
        if ((rc = add_link(build, &link, GT_NO_INDEX)) != GT_OK)
            return rc;
    }
    return GT_OK;
}

static int32_t lag(int64_t days) { return days == GT_LINK_LAG_NONE ? GT_LAG_NONE : (int32_t)days; }

bool gt_picture_engine_link(const struct gt_picture *picture, const struct gt_task_link *facts,
                            struct gt_link *out)
{
    static const uint8_t kinds[GT_LINK_TYPES] = {GT_LINK_FS, GT_LINK_SS, GT_LINK_FF, GT_LINK_SF};
    const uint32_t from = gt_picture_task(picture, facts->from_id);
    const uint32_t to = gt_picture_task(picture, facts->to_id);
    const bool from_start = facts->type == GT_LINK_TYPE_SS || facts->type == GT_LINK_TYPE_SF;
    const bool to_start = facts->type == GT_LINK_TYPE_FS || facts->type == GT_LINK_TYPE_SS;

    if (from == GT_NO_INDEX || to == GT_NO_INDEX)
        return false;
    *out = (struct gt_link){
        .from = from_start ? picture->tasks.at[from].act_start : picture->tasks.at[from].act_finish,
        .to = to_start ? picture->tasks.at[to].act_start : picture->tasks.at[to].act_finish,
        .lag_min = lag(facts->lag_min), .lag_max = lag(facts->lag_max),
        .calendar = facts->unit == GT_DAYS_CALENDAR ? GT_CAL_EVERY_DAY : GT_CAL_WORK,
        .kind = kinds[facts->type],
    };
    return out->from != GT_NO_INDEX && out->to != GT_NO_INDEX;
}

static gt_rc add_links(struct build *build)
{
    struct gt_picture *picture = build->picture;
    struct gt_link link;
    gt_rc rc;

    for (uint32_t at = 0; at < picture->links.count; at++) {
        struct gt_pic_link *own = &picture->links.at[at];

        own->engine = GT_NO_INDEX;
        if (own->gone || !gt_picture_engine_link(picture, &own->facts, &link))
            continue;
        own->engine = (uint32_t)build->links.count;
        if ((rc = add_link(build, &link, at)) != GT_OK)
            return rc;
    }
    return GT_OK;
}

/* The plan year's days, drawn out to the earliest thing that anybody wrote. */
static void set_range(struct gt_picture *picture)
{
    picture->first_day = gt_day_from_ymd(picture->meta.year, 1, 1);
    picture->last_day = gt_day_from_ymd(picture->meta.year, 12, 31);
    for (size_t at = 0; at < picture->tasks.count; at++) {
        const struct gt_pic_task *task = &picture->tasks.at[at];
        const gt_day days[] = {task->facts.not_before, task->facts.start_pin,
                               task->facts.finish_pin, task->facts.deadline};

        for (size_t which = 0; which < GT_LEN(days) && !task->gone; which++)
            if (days[which] != GT_DAY_NONE && days[which] < picture->first_day)
                picture->first_day = gt_day_from_ymd(gt_day_ymd(days[which]).year, 1, 1);
    }
}

gt_rc gt_picture_plan(struct gt_picture *picture, struct gt_err *err)
{
    struct build build = {.picture = picture};
    struct gt_err own = {0};
    struct gt_plan_input input = {.unit = GT_UNIT_DAY, .cals = picture->cals, .cal_count = GT_CALS};
    gt_rc rc;

    gt_plan_destroy(picture->plan);
    gt_arena_destroy(picture->plan_arena);
    picture->plan = NULL;
    picture->plan_arena = NULL;
    picture->unplanned = false;
    if ((rc = gt_arena_create(PLAN_BYTES_MAX, &picture->plan_arena)) != GT_OK)
        goto out;
    set_range(picture);
    if ((rc = build_tree(picture)) != GT_OK || (rc = add_tasks(&build)) != GT_OK ||
        (rc = add_tree_links(&build)) != GT_OK || (rc = add_links(&build)) != GT_OK)
        goto out;
    picture->act_task = build.owners.at;
    picture->engine_link = build.link_owners.at;
    input.tasks = build.tasks.at;
    input.task_count = (uint32_t)build.tasks.count;
    input.links = build.links.at;
    input.link_count = (uint32_t)build.links.count;
    input.options = (struct gt_pass_options){.from = picture->first_day, .until = GT_TICK_NONE};
    rc = gt_plan_create(&input, picture->plan_arena, NULL, &picture->plan, &own);
    if (rc == GT_ECYCLE || rc == GT_ELIMIT) {
        /* Two people can close a cycle at once, and durations can reach beyond
         * all calendars; the chart then has no dates and says so, and what is
         * wrong can still be mended. */
        picture->unplanned = true;
        picture->unplanned_err = own;
        return GT_OK;
    }
    if (err != NULL && rc != GT_OK)
        *err = own;
    return rc;
out:
    return rc == GT_OK ? GT_OK : gt_fail(err, rc, "out of memory", "内存不足");
}

/* ---- dates, percentages and lights --------------------------------------------------- */

static gt_day day_of(gt_tick at, bool finish)
{
    if (at <= GT_TICK_FIRST || at >= GT_TICK_LAST || at == GT_TICK_NONE)
        return GT_DAY_NONE;
    return (gt_day)(finish ? at - 1 : at);
}

void gt_picture_standing(const struct gt_picture *picture, const struct gt_task *facts,
                         gt_day *start, gt_day *finish)
{
    *start = facts->start_pin != GT_DAY_NONE ? facts->start_pin
             : facts->not_before != GT_DAY_NONE ? facts->not_before
             : gt_day_from_ymd(picture->meta.year, 1, 1);
    *finish = facts->deadline != GT_DAY_NONE ? facts->deadline : picture->last_day;
}

int64_t gt_picture_room(const struct gt_picture *picture, const struct gt_plan_dates *dates)
{
    /* Total float counts from the earliest dates; a plan counted back from its
     * deadlines stands at the latest ones.  What people ask is how long what
     * was planned can still wait. */
    if (dates->slack < 0)
        return dates->slack;
    if (dates->slack == INT64_MAX || day_of(dates->late_finish, true) == GT_DAY_NONE)
        return INT64_MAX;
    return gt_picture_work_days(picture, day_of(dates->finish, true) + 1,
                                day_of(dates->late_finish, true) + 1);
}

static void dates_of_leaf(const struct gt_picture *picture, struct gt_pic_task *task)
{
    struct gt_plan_dates dates;

    task->start = task->finish = GT_DAY_NONE;
    task->float_days = INT64_MAX;
    task->critical = false;
    task->milestone = task->facts.duration_days == 0;
    if (task->facts.standing != 0) {
        task->milestone = false;
        gt_picture_standing(picture, &task->facts, &task->start, &task->finish);
        return;
    }
    if (picture->plan == NULL || task->act_start == GT_NO_INDEX) {
        task->finish = task->facts.deadline; /* all that is known */
        return;
    }
    dates = gt_plan_dates(picture->plan, task->act_start);
    task->start = day_of(dates.start, false);
    task->finish = day_of(dates.finish, true);
    if (task->milestone)
        task->start = task->finish;
    task->float_days = gt_picture_room(picture, &dates);
    task->critical = dates.critical;
}

/* From the children, which were done before. */
static void roll_up(const struct gt_picture *picture, struct gt_pic_task *task)
{
    double done = 0, weight = 0;
    bool reported = false;

    task->start = task->finish = GT_DAY_NONE;
    task->float_days = INT64_MAX;
    task->critical = task->milestone = false;
    for (uint32_t at = task->first_child; at != GT_NO_INDEX; at = picture->tasks.at[at].next) {
        const struct gt_pic_task *child = &picture->tasks.at[at];
        double days = 1;

        if (child->start != GT_DAY_NONE && (task->start == GT_DAY_NONE || child->start < task->start))
            task->start = child->start;
        if (child->finish != GT_DAY_NONE &&
            (task->finish == GT_DAY_NONE || child->finish > task->finish))
            task->finish = child->finish;
        if (child->float_days < task->float_days)
            task->float_days = child->float_days;
        task->critical |= child->critical;
        if (child->start != GT_DAY_NONE && child->finish != GT_DAY_NONE)
            days = (double)gt_picture_work_days(picture, child->start, child->finish + 1);
        days = days < 1 ? 1 : days;
        done += child->percent * days;
        weight += days;
        reported |= child->reported || child->percent > 0;
    }
    task->percent = task->as_of != GT_DAY_NONE ? task->own_percent : weight > 0 ? done / weight : 0;
    task->reported = reported || task->as_of != GT_DAY_NONE;
}

/* Its children were done before. */
static void derive_one(struct gt_picture *picture, uint32_t index, gt_day today)
{
    struct gt_pic_task *task = &picture->tasks.at[index];

    if (task->children > 0) {
        roll_up(picture, task);
    } else {
        dates_of_leaf(picture, task);
        task->percent = task->own_percent;
    }
    gt_progress_derive(picture, index, today);
    gt_picture_light(picture, index, today);
}

void gt_picture_derive_up(struct gt_picture *picture, uint32_t index, gt_day today)
{
    picture->derived++;
    for (uint32_t at = index; at != GT_NO_INDEX; at = picture->tasks.at[at].parent)
        derive_one(picture, at, today);
}

void gt_picture_derive(struct gt_picture *picture, gt_day today, int64_t now_ms)
{
    gt_picture_begin_lights(picture, today, now_ms);
    picture->derived++;

    for (uint32_t at = picture->order_count; at-- > 0;)
        derive_one(picture, picture->order[at], today);
    picture->feasible = picture->plan == NULL || gt_plan_feasible(picture->plan);
}
