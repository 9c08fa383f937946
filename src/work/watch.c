/*
 * watch.c - the listener of a space, and other programs' changes.
 *
 * What this process commits is told at once (change.c).  What another
 * process commits is heard where the database tells (ear.h); otherwise, and
 * in case something was not heard, one row is looked at now and then: the
 * space's version.
 */
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "store/ear.h"
#include "store/space_store.h"
#include "work/space.h"

struct gt_watch {
    struct gt_space *space;
    pthread_t        thread;
    int              wake;  /* readable: stop */
    struct gt_ear   *ear;   /* NULL: nobody tells */
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

/* Waits until something was said or the time is over; false: stop. */
static bool wait(struct gt_watch *own)
{
    struct pollfd fds[2] = {{.fd = own->wake, .events = POLLIN},
                            {.fd = own->ear != NULL ? gt_ear_fd(own->ear) : -1, .events = POLLIN}};
    const int ms = 1000 * (own->ear != NULL ? GT_WATCH_HEARING_S : GT_WATCH_S);
    bool heard;

    (void)poll(fds, 2, ms);
    if (fds[0].revents != 0)
        return false;
    if (own->ear != NULL && fds[1].revents != 0 && gt_ear_take(own->ear, &heard, NULL) != GT_OK) {
        gt_ear_close(own->ear); /* looking once a second, until it can be opened again */
        own->ear = NULL;
    }
    return true;
}

static void *watch(void *data)
{
    struct gt_watch *own = data;

    do {
        if (own->ear == NULL && gt_ear_open(own->space->url, &own->ear, NULL) != GT_OK)
            own->ear = NULL;
        look(own->space);
    } while (wait(own));
    gt_ear_close(own->ear);
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
    (void)eventfd_write(own->wake, 1);
    (void)pthread_join(own->thread, NULL);
    (void)close(own->wake);
    gt_free(own);
    space->watch = NULL;
}

gt_rc gt_space_listen(struct gt_space *space, gt_space_listener listener, void *data,
                      struct gt_err *err)
{
    struct gt_watch *own;

    stop(space);
    space->listener = listener;
    space->listener_data = data;
    if (listener == NULL)
        return GT_OK;
    if ((own = gt_calloc(1, sizeof *own)) == NULL)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    own->space = space;
    own->wake = eventfd(0, EFD_CLOEXEC);
    if (own->wake < 0 || pthread_create(&own->thread, NULL, watch, own) != 0) {
        if (own->wake >= 0)
            (void)close(own->wake);
        gt_free(own);
        return gt_fail(err, GT_EBUSY, "no thread to watch the space", "无法启动监听线程");
    }
    space->watch = own;
    return GT_OK;
}
