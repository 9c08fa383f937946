/* notices_worker.c - one thread: make, gather, send, sleep. */
#include "work/notices_worker.h"

#include <errno.h>
#include <pthread.h>
#include <unistd.h>

struct gt_notices_worker {
    pthread_t        thread;
    pthread_mutex_t  lock;
    pthread_cond_t   wake;
    bool             stop;
    int              tick_ms;
    gt_notices_clock clock;
    gt_notices_log   log;
    void            *data;
    struct gt_sender sender;
};

static bool stopping(struct gt_notices_worker *own)
{
    bool stop;

    (void)pthread_mutex_lock(&own->lock);
    stop = own->stop;
    (void)pthread_mutex_unlock(&own->lock);
    return stop;
}

/* A context of its own for each piece of work. */
static bool begin(struct gt_notices_worker *own, struct gt_ctx *ctx)
{
    *ctx = (struct gt_ctx){0};
    if (gt_arena_create(GT_NOTICES_ARENA_MAX, &ctx->arena) != GT_OK)
        return false;
    own->clock(own->data, ctx);
    return true;
}

static void say(struct gt_notices_worker *own, const char *doing, const struct gt_err *err)
{
    char line[GT_ERR_TEXT_MAX + 64];

    (void)snprintf(line, sizeof line, "notices: %s: %s", doing, err->text[GT_LANG_EN]);
    own->log(line);
}

static void make(struct gt_notices_worker *own)
{
    struct gt_err err = {0};
    struct gt_ctx ctx;
    int64_t made = 0;

    if (!begin(own, &ctx))
        return;
    if (gt_work_notices_make(&ctx, &made, &err) != GT_OK)
        say(own, "making", &err);
    else if (gt_work_notices_digest(&ctx, &made, &err) != GT_OK)
        say(own, "gathering", &err);
    gt_arena_destroy(ctx.arena);
}

static bool send_next(struct gt_notices_worker *own)
{
    struct gt_err err = {0};
    struct gt_ctx ctx;
    bool found = false;

    if (!begin(own, &ctx))
        return false;
    if (gt_work_outbox_step(&ctx, &own->sender, &found, &err) != GT_OK) {
        say(own, "sending", &err);
        found = false;
    }
    gt_arena_destroy(ctx.arena);
    return found;
}

static void *work(void *data)
{
    struct gt_notices_worker *own = data;

    (void)pthread_mutex_lock(&own->lock);
    while (!own->stop) {
        struct timespec until;

        (void)pthread_mutex_unlock(&own->lock);
        make(own);
        while (!stopping(own) && send_next(own))
            ;
        (void)pthread_mutex_lock(&own->lock);
        (void)clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_sec += own->tick_ms / 1000;
        until.tv_nsec += (long)(own->tick_ms % 1000) * 1000000;
        if (until.tv_nsec >= 1000000000) {
            until.tv_sec++;
            until.tv_nsec -= 1000000000;
        }
        while (!own->stop && pthread_cond_timedwait(&own->wake, &own->lock, &until) != ETIMEDOUT)
            ;
    }
    (void)pthread_mutex_unlock(&own->lock);
    return NULL;
}

gt_rc gt_notices_worker_start(gt_notices_clock clock, void *data, gt_notices_log log, int tick_ms,
                              struct gt_notices_worker **out, struct gt_err *err)
{
    struct gt_notices_worker *own = gt_calloc(1, sizeof *own);
    pthread_condattr_t attributes;

    if (own == NULL)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    own->clock = clock;
    own->data = data;
    own->log = log;
    own->tick_ms = tick_ms > 0 ? tick_ms : GT_NOTICES_TICK_MS;
    /* differs between processes and between lives of one */
    (void)snprintf(own->sender.claim, sizeof own->sender.claim, "%ld-%lld", (long)getpid(),
                   (long long)gt_clock_mono_ns());
    (void)pthread_mutex_init(&own->lock, NULL);
    (void)pthread_condattr_init(&attributes);
    (void)pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    (void)pthread_cond_init(&own->wake, &attributes);
    (void)pthread_condattr_destroy(&attributes);
    if (pthread_create(&own->thread, NULL, work, own) != 0) {
        (void)pthread_mutex_destroy(&own->lock);
        (void)pthread_cond_destroy(&own->wake);
        gt_free(own);
        return gt_fail(err, GT_EBUSY, "no thread for notices", "无法启动提醒线程");
    }
    *out = own;
    return GT_OK;
}

void gt_notices_worker_stop(struct gt_notices_worker *own)
{
    if (own == NULL)
        return;
    (void)pthread_mutex_lock(&own->lock);
    own->stop = true;
    (void)pthread_cond_signal(&own->wake);
    (void)pthread_mutex_unlock(&own->lock);
    (void)pthread_join(own->thread, NULL);
    (void)pthread_mutex_destroy(&own->lock);
    (void)pthread_cond_destroy(&own->wake);
    gt_free(own);
}
