/* pool.c - a mutex, a condition, a list. */
#include <pthread.h>

#include "http/limits.h"
#include "http/pool.h"

struct gt_http_pool {
    pthread_mutex_t     lock;
    pthread_cond_t      more;
    struct gt_http_job *first, **last;
    unsigned            reserved, queue_max; /* reserved or waiting, not running */
    bool                closing;
    gt_http_job_run    *run;
    unsigned            thread_count;
    pthread_t           threads[GT_HTTP_POOL_THREADS_MAX];
};

static void *work(void *arg)
{
    struct gt_http_pool *pool = arg;

    (void)pthread_mutex_lock(&pool->lock);
    for (;;) {
        struct gt_http_job *job;
        bool cancelled;

        while (pool->first == NULL && !pool->closing)
            (void)pthread_cond_wait(&pool->more, &pool->lock);
        if ((job = pool->first) == NULL)
            break;
        if ((pool->first = job->next) == NULL)
            pool->last = &pool->first;
        pool->reserved--;
        cancelled = pool->closing;
        (void)pthread_mutex_unlock(&pool->lock);
        pool->run(job, cancelled);
        (void)pthread_mutex_lock(&pool->lock);
    }
    (void)pthread_mutex_unlock(&pool->lock);
    return NULL;
}

gt_rc gt_http_pool_create(unsigned threads, unsigned queue_max, gt_http_job_run *run,
                          struct gt_http_pool **out, struct gt_err *err)
{
    struct gt_http_pool *pool;

    if (threads == 0 || threads > GT_HTTP_POOL_THREADS_MAX || queue_max == 0 ||
        queue_max > GT_HTTP_POOL_QUEUE_MAX)
        return gt_fail(err, GT_EINVAL, "a pool has 1 to %d threads and a queue of 1 to %d",
                       "线程池须有1至%d个线程、1至%d个等待位",
                       (int)GT_HTTP_POOL_THREADS_MAX, (int)GT_HTTP_POOL_QUEUE_MAX);
    if ((pool = gt_calloc(1, sizeof(*pool))) == NULL)
        return gt_fail_text(err, GT_ENOMEM, gt_rc_text(GT_ENOMEM, GT_LANG_EN),
                            gt_rc_text(GT_ENOMEM, GT_LANG_ZH));
    (void)pthread_mutex_init(&pool->lock, NULL);
    (void)pthread_cond_init(&pool->more, NULL);
    pool->last = &pool->first;
    pool->queue_max = queue_max;
    pool->run = run;
    while (pool->thread_count < threads) {
        if (pthread_create(&pool->threads[pool->thread_count], NULL, work, pool) != 0) {
            gt_http_pool_destroy(pool);
            return gt_fail(err, GT_ENOMEM, "the system gives no thread", "系统无法创建线程");
        }
        pool->thread_count++;
    }
    *out = pool;
    return GT_OK;
}

bool gt_http_pool_reserve(struct gt_http_pool *pool)
{
    bool free_place;

    (void)pthread_mutex_lock(&pool->lock);
    free_place = pool->reserved < pool->queue_max && !pool->closing;
    if (free_place)
        pool->reserved++;
    (void)pthread_mutex_unlock(&pool->lock);
    return free_place;
}

void gt_http_pool_push(struct gt_http_pool *pool, struct gt_http_job *job)
{
    bool too_late;

    job->next = NULL;
    (void)pthread_mutex_lock(&pool->lock);
    /* Once closing, the threads may be gone; then nobody else would run it. */
    too_late = pool->closing;
    if (too_late) {
        pool->reserved--;
    } else {
        *pool->last = job;
        pool->last = &job->next;
        (void)pthread_cond_signal(&pool->more);
    }
    (void)pthread_mutex_unlock(&pool->lock);
    if (too_late)
        pool->run(job, true);
}

void gt_http_pool_destroy(struct gt_http_pool *pool)
{
    if (pool == NULL)
        return;
    (void)pthread_mutex_lock(&pool->lock);
    pool->closing = true;
    (void)pthread_cond_broadcast(&pool->more);
    (void)pthread_mutex_unlock(&pool->lock);
    for (unsigned i = 0; i < pool->thread_count; i++)
        (void)pthread_join(pool->threads[i], NULL);
    (void)pthread_cond_destroy(&pool->more);
    (void)pthread_mutex_destroy(&pool->lock);
    gt_free(pool);
}
