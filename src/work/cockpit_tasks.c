/* cockpit_tasks.c - tasks on the leaders' page: lights by unit, what is late
 * and why, what is due soon. */
#include "work/cockpit_parts.h"
#include "work/rights.h"

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
}

/* ---- who waits behind whom ----------------------------------------------------------- */

static bool in_force(const struct gt_pic_link *link)
{
    return !link->gone && link->from != GT_NO_INDEX && link->to != GT_NO_INDEX;
}

gt_rc gt_chain_make(const struct gt_picture *picture, struct gt_arena *arena, struct gt_chain *out,
                    struct gt_err *err)
{
    const size_t tasks = picture->tasks.count;
    uint32_t *next;

    out->first = GT_NEW_N(arena, uint32_t, tasks + 2);
    out->to = GT_NEW_N(arena, uint32_t, picture->links.count + 1);
    out->seen = GT_NEW_N(arena, uint8_t, tasks + 1);
    out->queue = GT_NEW_N(arena, uint32_t, GT_COCKPIT_CHAIN_MAX);
    next = GT_NEW_N(arena, uint32_t, tasks + 1);
    if (out->first == NULL || out->to == NULL || out->seen == NULL || out->queue == NULL || next == NULL)
        return no_memory(err);
    for (size_t at = 0; at < picture->links.count; at++)
        if (in_force(&picture->links.at[at]))
            out->first[picture->links.at[at].from + 1]++;
    for (size_t at = 0; at < tasks; at++) {
        out->first[at + 1] += out->first[at];
        next[at] = out->first[at];
    }
    for (size_t at = 0; at < picture->links.count; at++)
        if (in_force(&picture->links.at[at]))
            out->to[next[picture->links.at[at].from]++] = picture->links.at[at].to;
    return GT_OK;
}

int64_t gt_chain_behind(const struct gt_chain *chain, const struct gt_picture *picture, uint32_t task)
{
    uint32_t head = 0, tail = 0;
    int64_t open = 0;

    chain->seen[task] = 1;
    chain->queue[tail++] = task;
    while (head < tail) {
        const uint32_t at = chain->queue[head++];

        for (uint32_t edge = chain->first[at]; edge < chain->first[at + 1]; edge++) {
            const uint32_t to = chain->to[edge];

            if (chain->seen[to] || tail == GT_COCKPIT_CHAIN_MAX)
                continue;
            chain->seen[to] = 1;
            chain->queue[tail++] = to;
            open += picture->tasks.at[to].light.meaning != GT_LIGHT_DONE;
        }
    }
    while (tail > 0)
        chain->seen[chain->queue[--tail]] = 0;
    return open;
}

/* ---- the worst few ------------------------------------------------------------------------ */

struct pick { uint32_t task; int64_t weight; };
struct picks { struct pick at[GT_COCKPIT_LATE]; size_t count; };

/* Keeps the heaviest; of equals the first that came. */
static void keep(struct picks *picks, uint32_t task, int64_t weight)
{
    size_t place = picks->count;

    while (place > 0 && picks->at[place - 1].weight < weight)
        place--;
    if (place == GT_COCKPIT_LATE)
        return;
    if (picks->count < GT_COCKPIT_LATE)
        picks->count++;
    memmove(&picks->at[place + 1], &picks->at[place], (picks->count - place - 1) * sizeof picks->at[0]);
    picks->at[place] = (struct pick){task, weight};
}

/* How much hangs on a late task, then how late it is: a slip that nobody
 * waits for is the smaller trouble. */
static int64_t weight_of(const struct gt_pic_task *task, int64_t behind)
{
    return (task->critical ? 1000000 : 0) + behind * 1000 + (task->light.meaning == GT_LIGHT_OVERDUE ? 500 : 0) +
           (task->light.amount < 400 ? task->light.amount : 400);
}

static gt_rc tell(struct gt_ctx *ctx, const struct gt_picture *picture, const struct gt_chain *chain, uint32_t index,
                  struct gt_cockpit_task *out)
{
    const struct gt_pic_task *task = &picture->tasks.at[index];
    const struct gt_unit_row *unit = gt_picture_unit(picture, task->facts.lead_unit_id);
    struct gt_buf buf;
    gt_rc rc;

    *out = (struct gt_cockpit_task){
        .id = task->facts.id, .unit_id = task->facts.lead_unit_id, .light = task->light.meaning,
        .amount = task->light.amount, .percent = task->percent, .deadline = task->facts.deadline,
        .critical = task->critical, .float_days = task->float_days,
        .behind_it = gt_chain_behind(chain, picture, index)};
    gt_buf_init(&buf, 1 << 16);
    gt_picture_light_why(&buf, picture, task, ctx->today, ctx->lang);
    rc = buf.status == GT_OK ? gt_arena_dup(ctx->arena, gt_buf_view(&buf), &out->why) : buf.status;
    gt_buf_clear(&buf);
    if (rc != GT_OK || gt_arena_dup(ctx->arena, task->facts.title, &out->title) != GT_OK ||
        gt_arena_dup(ctx->arena, task->facts.code, &out->code) != GT_OK ||
        (unit != NULL &&
         gt_arena_dup(ctx->arena, unit->short_name.len > 0 ? unit->short_name : unit->name, &out->unit) != GT_OK))
        return GT_ENOMEM;
    return GT_OK;
}

/* ---- lights by unit -------------------------------------------------------------------------- */

struct count { struct gt_cockpit *out; struct gt_cockpit_unit *units; const struct gt_picture *picture; double percent; };

static struct gt_cockpit_unit *unit_of(const struct count *count, int64_t unit_id, size_t *last)
{
    const gt_units *units = &count->picture->units;

    /* tasks of one unit mostly follow each other */
    if (*last < units->count && units->at[*last].id == unit_id)
        return &count->units[*last];
    for (*last = 0; *last < units->count; ++*last)
        if (units->at[*last].id == unit_id)
            return &count->units[*last];
    return &count->units[units->count]; /* of nobody */
}

static gt_rc list_units(struct gt_ctx *ctx, const struct count *count, struct gt_err *err)
{
    const gt_units *units = &count->picture->units;

    for (size_t at = 0; at <= units->count; at++) {
        struct gt_cockpit_unit *row;
        const struct gt_unit_row *unit = at < units->count ? &units->at[at] : NULL;

        if (count->units[at].total == 0)
            continue;
        if ((row = GT_PUSH(ctx->arena, &count->out->units)) == NULL)
            return no_memory(err);
        *row = count->units[at];
        row->unit_id = unit == NULL ? 0 : unit->id;
        if (unit != NULL &&
            gt_arena_dup(ctx->arena, unit->short_name.len > 0 ? unit->short_name : unit->name, &row->name) != GT_OK)
            return no_memory(err);
    }
    return GT_OK;
}

/* Of a unit's own page: what it leads or supports. */
static bool concerns(const struct gt_pic_task *task, int64_t unit_id)
{
    if (unit_id == 0 || task->facts.lead_unit_id == unit_id)
        return true;
    for (uint32_t at = 0; at < task->support_count; at++)
        if (task->supports[at].unit_id == unit_id)
            return true;
    return false;
}

static void add_one(struct count *count, const struct gt_pic_task *task, size_t *last)
{
    struct gt_cockpit_unit *unit = unit_of(count, task->facts.lead_unit_id, last);

    unit->lights[task->light.meaning]++;
    unit->total++;
    count->out->lights[task->light.meaning]++;
    count->out->total++;
    count->percent += task->percent;
}

gt_rc gt_cockpit_tasks(struct gt_ctx *ctx, const struct gt_picture *picture, const struct gt_chain *chain,
                       struct gt_cockpit *out, struct gt_err *err)
{
    struct count count = {.out = out, .picture = picture};
    struct picks late = {0}, soon = {0};
    size_t last = 0;
    int64_t running = 0;

    if ((count.units = GT_NEW_N(ctx->arena, struct gt_cockpit_unit, picture->units.count + 1)) == NULL)
        return no_memory(err);
    for (uint32_t place = 0; place < picture->order_count; place++) {
        const uint32_t index = picture->order[place];
        const struct gt_pic_task *task = &picture->tasks.at[index];
        const enum gt_light_meaning light = task->light.meaning;

        if (task->facts.kind == GT_TASK_STEP || !concerns(task, out->unit_id) || !gt_sees_task(ctx, picture, index))
            continue;
        add_one(&count, task, &last);
        running += light != GT_LIGHT_STANDING;
        if (light == GT_LIGHT_STANDING)
            count.percent -= task->percent;
        if (light == GT_LIGHT_OVERDUE || light == GT_LIGHT_BEHIND) {
            out->late_total++;
            /* the chain is followed only for those that may get on the list */
            keep(&late, index, weight_of(task, chain->first[index + 1] > chain->first[index]
                                                   ? gt_chain_behind(chain, picture, index) : 0));
        } else if (light == GT_LIGHT_DUESOON) {
            out->soon_total++;
            keep(&soon, index, -(int64_t)(task->facts.deadline == GT_DAY_NONE ? task->finish : task->facts.deadline));
        }
    }
    out->done = running > 0 ? count.percent / (double)running : 0;
    for (size_t at = 0; at < late.count + soon.count; at++) {
        const bool first = at < late.count;
        struct gt_cockpit_task *row = first ? GT_PUSH(ctx->arena, &out->late) : GT_PUSH(ctx->arena, &out->soon);

        if (row == NULL ||
            tell(ctx, picture, chain, first ? late.at[at].task : soon.at[at - late.count].task, row) != GT_OK)
            return no_memory(err);
    }
    return list_units(ctx, &count, err);
}
