/*
 * notices_worker.h - the thread that makes the day's notices, gathers digests
 * and sends what waits.  Nothing waits for it: a mail server that hangs holds
 * up other messages, never a request.
 */
#ifndef GT_WORK_NOTICES_WORKER_H
#define GT_WORK_NOTICES_WORKER_H

#include "work/notices.h"

struct gt_notices_worker;

/* Fills space, today, now and language; the worker gives the arena. */
typedef void (*gt_notices_clock)(void *data, struct gt_ctx *ctx);
/* A line for the log: what was dropped, or what went wrong. */
typedef void (*gt_notices_log)(const char *text);

enum { GT_NOTICES_TICK_MS = 15000, GT_NOTICES_ARENA_MAX = 1 << 29 };

/* tick_ms 0: as above. GT_EBUSY: no thread. */
gt_rc gt_notices_worker_start(gt_notices_clock clock, void *data, gt_notices_log log, int tick_ms,
                              struct gt_notices_worker **out, struct gt_err *err) GT_MUST_USE;
/* Waits for the message that is on its way, at most as long as one may take. Accepts NULL. */
void  gt_notices_worker_stop(struct gt_notices_worker *worker);

#endif
