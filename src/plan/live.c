/* live.c - a living plan's facts and generations, and questions to it. */
#include "plan/live.h"

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "no memory for the plan", "计划内存不足");
}

/* ---- facts -------------------------------------------------------------------- */

static bool grow(void *array, uint32_t count, size_t size)
{
    void **slot = array;
    void *wider = gt_realloc(*slot, count, size);

    if (wider == NULL)
        return false;
    *slot = wider;
    return true;
}

gt_rc gt_live_reserve(struct gt_plan *plan, uint32_t tasks, uint32_t links, struct gt_err *err)
{
    if (tasks > GT_ACTS_MAX || links > GT_LINKS_MAX)
        return gt_fail(err, GT_ELIMIT, "more than %d tasks or %d links",
                       "任务超过%d项或衔接超过%d条", (int)GT_ACTS_MAX, (int)GT_LINKS_MAX);
    if (tasks > plan->task_cap) {
        uint32_t cap = tasks + tasks / 4 + 16;

        if (!grow(&plan->tasks, cap, sizeof(*plan->tasks)) ||
            !grow(&plan->duration, cap, sizeof(*plan->duration)) ||
            !grow(&plan->calendar, cap, sizeof(*plan->calendar)) ||
            !grow(&plan->mode, cap, sizeof(*plan->mode)) ||
            !grow(&plan->start_min, cap, sizeof(gt_tick)) ||
            !grow(&plan->start_max, cap, sizeof(gt_tick)) ||
            !grow(&plan->finish_min, cap, sizeof(gt_tick)) ||
            !grow(&plan->finish_max, cap, sizeof(gt_tick)) ||
            !grow(&plan->start_pin, cap, sizeof(gt_tick)) ||
            !grow(&plan->finish_pin, cap, sizeof(gt_tick)))
            return no_memory(err);
        plan->task_cap = cap;
    }
    if (links > plan->link_cap) {
        uint32_t cap = links + links / 4 + 16;

        if (!grow(&plan->links, cap, sizeof(*plan->links)) ||
            !grow(&plan->in_force, cap, sizeof(*plan->in_force)))
            return no_memory(err);
        plan->link_cap = cap;
    }
    return GT_OK;
}

void gt_live_put_task(struct gt_plan *plan, uint32_t index)
{
    struct gt_plan_task task = plan->tasks[index];

    if (task.off) {
        task = GT_PLAN_TASK;
        task.mode = GT_MODE_FORWARD;
    }
    plan->duration[index] = task.duration;
    plan->calendar[index] = task.calendar;
    plan->mode[index] = task.mode;
    plan->start_min[index] = task.start_min;
    plan->start_max[index] = task.start_max;
    plan->finish_min[index] = task.finish_min;
    plan->finish_max[index] = task.finish_max;
    plan->start_pin[index] = task.start_pin;
    plan->finish_pin[index] = task.finish_pin;
}

void gt_live_put_link(struct gt_plan *plan, uint32_t index)
{
    struct gt_link link = plan->links[index];

    /* Ends that do not exist are left for the network to refuse. */
    if (!link.off && link.from < plan->task_count && link.to < plan->task_count)
        link.off = plan->tasks[link.from].off || plan->tasks[link.to].off;
    plan->in_force[index] = link;
}

/* ---- generations ------------------------------------------------------------------ */

/* The arrays may have moved since the generation was made; edits in place
 * keep them where they are. */
static struct gt_net_input input_of(const struct gt_plan *plan)
{
    return (struct gt_net_input){
        .unit = plan->unit,
        .acts = {plan->task_count, plan->duration, plan->calendar, plan->mode, plan->start_min,
                 plan->start_max, plan->finish_min, plan->finish_max, plan->start_pin,
                 plan->finish_pin},
        .cals = plan->cals, .cal_count = plan->cal_count,
        .links = plan->in_force, .link_count = plan->link_count,
        .spare = 256 + plan->link_count / 8,
    };
}

static size_t budget(const struct gt_plan *plan)
{
    return ((size_t)1 << 20) + (size_t)plan->task_count * 512 + (size_t)plan->link_count * 256;
}

static gt_rc waiting_init(struct gt_waiting *waiting, struct gt_arena *arena, uint32_t count)
{
    uint32_t words = count / 64 + 1;

    waiting->count = count;
    if ((waiting->bits = GT_NEW_N(arena, uint64_t, words)) == NULL ||
        (waiting->sums = GT_NEW_N(arena, uint64_t, words / 64 + 1)) == NULL)
        return GT_ENOMEM;
    return GT_OK;
}

static gt_rc own_copy(struct gt_generation *gen, const struct gt_when *from, struct gt_when **out)
{
    uint32_t count = gen->net.acts.count;

    if ((*out = GT_NEW_N(gen->arena, struct gt_when, (size_t)count + 1)) == NULL)
        return GT_ENOMEM;
    memcpy(*out, from, count * sizeof(**out));
    return GT_OK;
}

gt_rc gt_generation_create(struct gt_plan *plan, struct gt_arena *arena, struct gt_why *cycle,
                           struct gt_generation **out, struct gt_err *err)
{
    struct gt_net_input input = input_of(plan);
    struct gt_generation *gen = gt_calloc(1, sizeof(*gen));
    struct gt_why own_cycle = {0};
    struct gt_pass pass;
    gt_rc rc;

    if (gen == NULL)
        return no_memory(err);
    if ((rc = gt_arena_create(budget(plan), &gen->arena)) != GT_OK) {
        (void)no_memory(err);
        goto out;
    }
    if ((rc = gt_net_build(gen->arena, &input, &gen->net, err)) != GT_OK)
        goto out;
    rc = gt_pass_run(gen->arena, &gen->net, &plan->options, &pass, &own_cycle, err);
    if (rc == GT_ECYCLE && cycle != NULL) {
        /* The chain must outlive this generation. */
        *cycle = own_cycle;
        cycle->facts = GT_NEW_N(arena, struct gt_fact, own_cycle.count);
        if (cycle->facts == NULL)
            rc = no_memory(err);
        else
            memcpy(cycle->facts, own_cycle.facts, own_cycle.count * sizeof(*cycle->facts));
    }
    if (rc != GT_OK ||
        (rc = gt_order_build(gen->arena, &gen->net, &gen->order, err)) != GT_OK ||
        (rc = gt_tangle_init(&gen->tangle, gen->arena, &gen->net, &gen->order, err)) != GT_OK)
        goto out;
    gen->early = pass.early;
    gen->late = pass.late;
    gen->plan = pass.plan;
    gen->logged = GT_NEW_N(gen->arena, uint32_t, (size_t)plan->task_count + 1);
    if (gen->logged == NULL ||
        waiting_init(&gen->waiting, gen->arena, plan->task_count) != GT_OK ||
        ((pass.plan == pass.early || pass.plan == pass.late) &&
         own_copy(gen, pass.plan, &gen->plan) != GT_OK)) {
        rc = no_memory(err);
        goto out;
    }
    gen->until = plan->options.until;
    if (plan->options.close && pass.finish_of_all > GT_TICK_FIRST)
        gen->until = gt_upper(pass.finish_of_all, plan->options.until);
    for (uint32_t act = 0; act < plan->task_count; act++)
        gen->conflicts += gen->early[act].start > gen->late[act].start;
    *out = gen;
    gen = NULL;
out:
    gt_generation_destroy(gen);
    return rc;
}

void gt_generation_destroy(struct gt_generation *gen)
{
    if (gen == NULL)
        return;
    gt_arena_destroy(gen->arena);
    gt_free(gen);
}

/* ---- life ---------------------------------------------------------------------------- */

gt_rc gt_plan_create(const struct gt_plan_input *input, struct gt_arena *arena,
                     struct gt_conflict *conflict, struct gt_plan **out, struct gt_err *err)
{
    struct gt_plan *plan = gt_calloc(1, sizeof(*plan));
    struct gt_why cycle = {0};
    gt_rc rc;

    if (plan == NULL)
        return no_memory(err);
    plan->unit = input->unit;
    plan->cals = input->cals;
    plan->cal_count = input->cal_count;
    plan->options = input->options;
    if ((rc = gt_live_reserve(plan, input->task_count, input->link_count, err)) != GT_OK)
        goto out;
    plan->task_count = input->task_count;
    plan->link_count = input->link_count;
    if (input->task_count > 0)
        memcpy(plan->tasks, input->tasks, input->task_count * sizeof(*plan->tasks));
    if (input->link_count > 0)
        memcpy(plan->links, input->links, input->link_count * sizeof(*plan->links));
    for (uint32_t i = 0; i < plan->task_count; i++)
        gt_live_put_task(plan, i);
    for (uint32_t i = 0; i < plan->link_count; i++)
        gt_live_put_link(plan, i);
    rc = gt_generation_create(plan, arena, &cycle, &plan->now, err);
    if (rc == GT_ECYCLE && conflict != NULL && cycle.count > 0 &&
        gt_cycle_conflict(&cycle, arena, conflict, err) != GT_OK)
        rc = GT_ENOMEM;
    if (rc == GT_OK) {
        *out = plan;
        plan = NULL;
    }
out:
    gt_plan_destroy(plan);
    return rc;
}

void gt_plan_destroy(struct gt_plan *plan)
{
    if (plan == NULL)
        return;
    gt_generation_destroy(plan->now);
    gt_free(plan->tasks);
    gt_free(plan->links);
    gt_free(plan->in_force);
    gt_free(plan->duration);
    gt_free(plan->calendar);
    gt_free(plan->mode);
    gt_free(plan->start_min);
    gt_free(plan->start_max);
    gt_free(plan->finish_min);
    gt_free(plan->finish_max);
    gt_free(plan->start_pin);
    gt_free(plan->finish_pin);
    gt_free(plan);
}

gt_rc gt_plan_recompute(struct gt_plan *plan, struct gt_err *err)
{
    struct gt_generation *gen = NULL;
    gt_rc rc = gt_generation_create(plan, NULL, NULL, &gen, err);

    if (rc != GT_OK)
        return rc;
    gt_generation_destroy(plan->now);
    plan->now = gen;
    return GT_OK;
}

/* ---- asking ----------------------------------------------------------------------------- */

uint32_t gt_plan_task_count(const struct gt_plan *plan) { return plan->task_count; }
uint32_t gt_plan_link_count(const struct gt_plan *plan) { return plan->link_count; }
bool gt_plan_feasible(const struct gt_plan *plan) { return plan->now->conflicts == 0; }

struct gt_plan_task gt_plan_task(const struct gt_plan *plan, uint32_t task)
{
    assert(task < plan->task_count);
    return plan->tasks[task];
}

struct gt_link gt_plan_link(const struct gt_plan *plan, uint32_t link)
{
    assert(link < plan->link_count);
    return plan->links[link];
}

static struct gt_pass pass_of(const struct gt_plan *plan)
{
    const struct gt_generation *gen = plan->now;
    struct gt_pass pass = {
        .act_count = plan->task_count, .early = gen->early, .late = gen->late, .plan = gen->plan,
        .finish_of_all = GT_TICK_FIRST, .feasible = gen->conflicts == 0};

    if (plan->options.close)
        pass.finish_of_all = gen->until;
    for (uint32_t act = 0; !pass.feasible && act < plan->task_count; act++)
        if (gen->early[act].start > gen->late[act].start) {
            pass.conflict_act = act;
            break;
        }
    return pass;
}

struct gt_plan_dates gt_plan_dates(const struct gt_plan *plan, uint32_t task)
{
    const struct gt_generation *gen = plan->now;
    struct gt_pass pass = {.early = gen->early, .late = gen->late};
    struct gt_plan_dates dates;

    assert(task < plan->task_count);
    dates = (struct gt_plan_dates){
        .start = gen->plan[task].start, .finish = gen->plan[task].finish,
        .early_start = gen->early[task].start, .early_finish = gen->early[task].finish,
        .late_start = gen->late[task].start, .late_finish = gen->late[task].finish,
        .slack = gt_pass_float(&gen->net, &pass, task)};
    dates.critical = dates.slack <= 0;
    return dates;
}

gt_rc gt_plan_net(struct gt_plan *plan, const struct gt_net **out, struct gt_err *err)
{
    (void)err; /* nothing is laid out anew: arcs follow every edit */
    *out = &plan->now->net;
    return GT_OK;
}

gt_rc gt_plan_why(struct gt_plan *plan, uint32_t task, enum gt_date_kind date,
                  struct gt_arena *arena, struct gt_why *out, struct gt_err *err)
{
    struct gt_pass pass = pass_of(plan);

    return gt_pass_why(&plan->now->net, &plan->options, &pass, task, date, arena, out, err);
}

/* Whether a remedy alone frees the whole plan: tried, and taken back. */
static gt_rc try_remedy(struct gt_plan *plan, struct gt_remedy *remedy, struct gt_err *err)
{
    struct gt_edit edit = {.kind = GT_EDIT_TASK, .index = remedy->act};
    struct gt_arena *arena = NULL;
    struct gt_moves moves = {0};
    gt_rc rc;

    if (!gt_remedy_edit(plan, remedy, &edit))
        return GT_OK;
    if ((rc = gt_arena_create(budget(plan), &arena)) != GT_OK)
        return no_memory(err);
    rc = gt_plan_preview(plan, &edit, 1, arena, &moves, NULL, err);
    remedy->frees_all = rc == GT_OK && moves.feasible;
    gt_arena_destroy(arena);
    return rc == GT_ENOMEM ? rc : GT_OK;
}

bool gt_remedy_edit(const struct gt_plan *plan, const struct gt_remedy *remedy, struct gt_edit *out)
{
    struct gt_edit edit = {.index = remedy->act};
    struct gt_plan_task *task = &edit.task;

    if (remedy->link != GT_NO_INDEX) {
        edit.kind = GT_EDIT_LINK;
        edit.index = remedy->link;
        edit.link = plan->links[remedy->link];
        if (remedy->kind == GT_REMEDY_OVERLAP)
            edit.link.lag_min -= remedy->amount;
        else if (remedy->kind == GT_REMEDY_RELAX)
            edit.link.lag_max += remedy->amount;
        else
            edit.link.off = 1;
        *out = edit;
        return true;
    }
    if (remedy->fact == GT_FACT_FROM || remedy->fact == GT_FACT_UNTIL) {
        edit.kind = GT_EDIT_OPTIONS;
        edit.options = plan->options;
        *(remedy->fact == GT_FACT_FROM ? &edit.options.from : &edit.options.until) = remedy->to;
        *out = edit;
        return true;
    }
    edit.kind = GT_EDIT_TASK;
    *task = plan->tasks[remedy->act];
    switch ((enum gt_fact_kind)remedy->fact) {
    case GT_FACT_START_MIN: task->start_min = remedy->to; break;
    case GT_FACT_START_MAX: task->start_max = remedy->to; break;
    case GT_FACT_FINISH_MIN: task->finish_min = remedy->to; break;
    case GT_FACT_FINISH_MAX: task->finish_max = remedy->to; break;
    case GT_FACT_START_PIN: task->start_pin = remedy->to; break;
    case GT_FACT_FINISH_PIN: task->finish_pin = remedy->to; break;
    case GT_FACT_DURATION: task->duration -= remedy->amount; break;
    default: return false;
    }
    *out = edit;
    return true;
}

enum { TRIED_MAX = 64 }; /* remedies; a chain has few, and each costs a pass */

gt_rc gt_plan_conflict(struct gt_plan *plan, uint32_t task, struct gt_arena *arena,
                       struct gt_conflict *out, struct gt_err *err)
{
    struct gt_pass pass = pass_of(plan);
    struct gt_conflict conflict = {0};
    gt_rc rc = gt_pass_conflict(&plan->now->net, &plan->options, &pass, task, arena, &conflict, err);

    if (rc != GT_OK)
        return rc;
    for (uint32_t i = 0; i < conflict.remedy_count && i < TRIED_MAX; i++)
        if ((rc = try_remedy(plan, &conflict.remedies[i], err)) != GT_OK)
            return rc;
    *out = conflict;
    return GT_OK;
}
