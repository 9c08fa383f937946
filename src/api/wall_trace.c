/* wall_trace.c - sums of what was shown, and when they changed. */
#include "api/wall_trace.h"

#include "api/put.h"

void gt_wall_trace_init(struct gt_wall_trace *trace, int64_t now_ms)
{
    *trace = (struct gt_wall_trace){.mark = now_ms, .base = now_ms};
    (void)pthread_mutex_init(&trace->lock, NULL);
}

void gt_wall_trace_clear(struct gt_wall_trace *trace)
{
    gt_free(trace->tasks);
    gt_free(trace->links);
    (void)pthread_mutex_destroy(&trace->lock);
}

static struct gt_wall_seen task_now(const struct gt_picture *picture, size_t at)
{
    const struct gt_pic_task *task = &picture->tasks.at[picture->order[at]];

    return (struct gt_wall_seen){task->facts.id, gt_wall_task_sum(task, &picture->baseline_rows), 0};
}

/* One that is gone has no number. */
static struct gt_wall_seen link_now(const struct gt_picture *picture, size_t at)
{
    const struct gt_pic_link *link = &picture->links.at[at];
    const bool shown = !link->gone && link->from != GT_NO_INDEX && link->to != GT_NO_INDEX &&
                       !picture->tasks.at[link->from].gone && !picture->tasks.at[link->to].gone;

    return shown ? (struct gt_wall_seen){link->facts.id, gt_wall_link_sum(picture, link), 0}
                 : (struct gt_wall_seen){0};
}

/* False where the list is another one than before. */
static bool compare(struct gt_wall_seen *seen, size_t count, const struct gt_picture *picture,
                    struct gt_wall_seen (*now)(const struct gt_picture *picture, size_t at),
                    int64_t mark, bool *changed)
{
    for (size_t at = 0; at < count; at++) {
        const struct gt_wall_seen is = now(picture, at);

        if (is.id != seen[at].id)
            return false;
        if (is.sum == seen[at].sum)
            continue;
        seen[at].sum = is.sum;
        seen[at].mark = mark;
        *changed = true;
    }
    return true;
}

static gt_rc begin_anew(struct gt_wall_trace *trace, const struct gt_picture *picture)
{
    const size_t tasks = picture->order_count, links = picture->links.count;
    struct gt_wall_seen *task_list = gt_calloc(tasks + 1, sizeof *task_list);
    struct gt_wall_seen *link_list = gt_calloc(links + 1, sizeof *link_list);

    if (task_list == NULL || link_list == NULL) {
        gt_free(task_list);
        gt_free(link_list);
        return GT_ENOMEM;
    }
    for (size_t at = 0; at < tasks; at++)
        task_list[at] = task_now(picture, at);
    for (size_t at = 0; at < links; at++)
        link_list[at] = link_now(picture, at);
    gt_free(trace->tasks);
    gt_free(trace->links);
    trace->tasks = task_list;
    trace->links = link_list;
    trace->task_count = tasks;
    trace->link_count = links;
    trace->base = ++trace->mark;
    return GT_OK;
}

static gt_rc bring_up(struct gt_wall_trace *trace, const struct gt_ctx *ctx,
                      const struct gt_picture *picture)
{
    const bool same = trace->born == picture->born && trace->today == ctx->today &&
                      trace->task_count == picture->order_count &&
                      trace->link_count == picture->links.count;
    bool changed = false;

    if (same && trace->derived == picture->derived)
        return GT_OK;
    if (!same ||
        !compare(trace->tasks, trace->task_count, picture, task_now, trace->mark + 1, &changed) ||
        !compare(trace->links, trace->link_count, picture, link_now, trace->mark + 1, &changed)) {
        const gt_rc rc = begin_anew(trace, picture);

        if (rc != GT_OK) {
            trace->born = 0; /* what was compared half is not to be believed */
            return rc;
        }
    } else {
        trace->mark += changed;
    }
    trace->born = picture->born;
    trace->derived = picture->derived;
    trace->today = ctx->today;
    return GT_OK;
}

static bool *newer(struct gt_arena *arena, const struct gt_wall_seen *seen, size_t count, int64_t since)
{
    bool *out = GT_NEW_N(arena, bool, count + 1);

    for (size_t at = 0; out != NULL && at < count; at++)
        out[at] = seen[at].mark > since;
    return out;
}

gt_rc gt_wall_trace_look(struct gt_wall_trace *trace, const struct gt_ctx *ctx,
                         const struct gt_picture *picture, int64_t since, struct gt_wall_news *out)
{
    gt_rc rc;

    (void)pthread_mutex_lock(&trace->lock);
    if ((rc = bring_up(trace, ctx, picture)) == GT_OK) {
        *out = (struct gt_wall_news){.whole = since < trace->base || since > trace->mark,
                                     .mark = trace->mark};
        if (!out->whole) {
            out->tasks = newer(ctx->arena, trace->tasks, trace->task_count, since);
            out->links = newer(ctx->arena, trace->links, trace->link_count, since);
            rc = out->tasks == NULL || out->links == NULL ? GT_ENOMEM : GT_OK;
        }
    }
    (void)pthread_mutex_unlock(&trace->lock);
    return rc;
}
