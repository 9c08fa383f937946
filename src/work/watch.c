/*
 * watch.c - the listener of a space, and other programs' changes.
 *
 * What this process commits is told at once (change.c).  What another
 * process commits to the same file or schema is seen by looking at the
 * space's version once a second; a whole office asks for one row then.
 */
#include <errno.h>

#include "store/space_store.h"
#include "work/space.h"

struct gt_watch {
    struct gt_space *space;
    pthread_t        thread;
    pthread_mutex_t  lock;
    pthread_cond_t   wake;
    bool             stop;
};

static void look(struct gt_space *space)
{
    struct gt_txn *txn = NULL;
    int64_t version = 0;
    const bool known = gt_txn_begin(space->pool, GT_TXN_READ, &txn, NULL) == GT_OK &&
                       gt_space_store_version(gt_txn_db(txn), &version, NULL) == GT_OK;

    gt_txn_release(txn);
    if (!known || version <= __atomic_load_n(&space->told_version, __ATOMIC_ACQUIRE))
        return;
    gt_space_told(space, version);
    /* whoever asks next looks for himself (picture.c) */
    __atomic_store_n(&space->checked_at_ms, 0, __ATOMIC_RELAXED);
    space->listener(space->listener_data, version, GT_STR(""));
}

static void *watch(void *data)
{
    struct gt_watch *own = data;

    (void)pthread_mutex_lock(&own->lock);
    while (!own->stop) {
        struct timespec until;

        (void)clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_sec += GT_WATCH_S;
        if (pthread_cond_timedwait(&own->wake, &own->lock, &until) != ETIMEDOUT)
            continue;
        (void)pthread_mutex_unlock(&own->lock);
        look(own->space);
        (void)pthread_mutex_lock(&own->lock);
    }
    (void)pthread_mutex_unlock(&own->lock);
    return NULL;
}

void gt_space_told(struct gt_space *space, int64_t version)
{
    int64_t told = __atomic_load_n(&space->told_version, __ATOMIC_ACQUIRE);

    while (told < version &&
           !__atomic_compare_exchange_n(&space->told_version, &told, version, false,
                                        __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
        ;
}

static void stop(struct gt_space *space)
{
    struct gt_watch *own = space->watch;

    if (own == NULL)
        return;
    (void)pthread_mutex_lock(&own->lock);
    own->stop = true;
    (void)pthread_cond_signal(&own->wake);
    (void)pthread_mutex_unlock(&own->lock);
    (void)pthread_join(own->thread, NULL);
    (void)pthread_cond_destroy(&own->wake);
    (void)pthread_mutex_destroy(&own->lock);
    gt_free(own);
    space->watch = NULL;
}

gt_rc gt_space_listen(struct gt_space *space, gt_space_listener listener, void *data,
                      struct gt_err *err)
{
    pthread_condattr_t attr;
    struct gt_watch *own;

    stop(space);
    space->listener = listener;
    space->listener_data = data;
    if (listener == NULL)
        return GT_OK;
    if ((own = gt_calloc(1, sizeof *own)) == NULL)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    own->space = space;
    (void)pthread_mutex_init(&own->lock, NULL);
    (void)pthread_condattr_init(&attr);
    (void)pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    (void)pthread_cond_init(&own->wake, &attr);
    (void)pthread_condattr_destroy(&attr);
    if (pthread_create(&own->thread, NULL, watch, own) != 0) {
        (void)pthread_cond_destroy(&own->wake);
        (void)pthread_mutex_destroy(&own->lock);
        gt_free(own);
        return gt_fail(err, GT_EBUSY, "no thread to watch the space", "无法启动监听线程");
    }
    space->watch = own;
    return GT_OK;
}
