/*
 * wall_trace.h - which bars of the chart changed since somebody looked.
 *
 * An open wall asks again whenever the space changes; with 100,000 tasks the
 * whole answer is 60 MB, what changed is a few lines.  A trace keeps one sum
 * for each bar and link as it was last shown, and the mark of the look that
 * found it changed.  Marks are numbers that only go up, over restarts too;
 * what a mark cannot answer for (another picture, another order of the tasks,
 * another day) is answered whole.
 */
#ifndef GT_API_WALL_TRACE_H
#define GT_API_WALL_TRACE_H

#include "work/picture.h"

struct gt_wall_seen { int64_t id; uint64_t sum; int64_t mark; };

struct gt_wall_trace {
    pthread_mutex_t lock;
    uint64_t born, derived; /* of the picture that was looked at */
    gt_day   today;
    int64_t  mark, base;    /* newest; the first one whose changes are known */
    struct gt_wall_seen *tasks, *links;
    size_t   task_count, link_count;
};

void gt_wall_trace_init(struct gt_wall_trace *trace, int64_t now_ms);
void gt_wall_trace_clear(struct gt_wall_trace *trace);

/* What a wall is to be answered with. */
struct gt_wall_news {
    bool    whole;         /* then the arrays are NULL */
    int64_t mark;          /* to ask with the next time */
    bool   *tasks, *links; /* [order_count], [links.count]: changed since */
};

/*
 * since 0: whole.  The picture is held by the caller.  GT_ENOMEM leaves the
 * trace as it was.
 */
gt_rc gt_wall_trace_look(struct gt_wall_trace *trace, const struct gt_ctx *ctx,
                         const struct gt_picture *picture, int64_t since,
                         struct gt_wall_news *out) GT_MUST_USE;

#endif
