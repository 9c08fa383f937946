/* sweep.c - a list under a lock; a few thousand entries, looked at four
 * times a second. */
#include <pthread.h>
#include <sys/socket.h>

#include "http/sweep.h"

struct gt_http_conn {
    struct gt_http_conn *prev, *next;
    int                  fd;
    int64_t              deadline_ns;
};

struct gt_http_sweep {
    pthread_mutex_t      lock;
    struct gt_http_conn *first;
    size_t               count;
};

gt_rc gt_http_sweep_create(struct gt_http_sweep **out)
{
    struct gt_http_sweep *sweep = gt_calloc(1, sizeof(*sweep));

    if (sweep == NULL)
        return GT_ENOMEM;
    (void)pthread_mutex_init(&sweep->lock, NULL);
    *out = sweep;
    return GT_OK;
}

void gt_http_sweep_destroy(struct gt_http_sweep *sweep)
{
    if (sweep == NULL)
        return;
    while (sweep->first != NULL)
        gt_http_conn_close(sweep, sweep->first);
    (void)pthread_mutex_destroy(&sweep->lock);
    gt_free(sweep);
}

struct gt_http_conn *gt_http_conn_open(struct gt_http_sweep *sweep, int fd, int64_t deadline_ns)
{
    struct gt_http_conn *conn = gt_calloc(1, sizeof(*conn));

    if (conn == NULL)
        return NULL;
    conn->fd = fd;
    conn->deadline_ns = deadline_ns;
    (void)pthread_mutex_lock(&sweep->lock);
    conn->next = sweep->first;
    if (conn->next != NULL)
        conn->next->prev = conn;
    sweep->first = conn;
    sweep->count++;
    (void)pthread_mutex_unlock(&sweep->lock);
    return conn;
}

void gt_http_conn_close(struct gt_http_sweep *sweep, struct gt_http_conn *conn)
{
    if (conn == NULL)
        return;
    (void)pthread_mutex_lock(&sweep->lock);
    if (conn->prev != NULL)
        conn->prev->next = conn->next;
    else
        sweep->first = conn->next;
    if (conn->next != NULL)
        conn->next->prev = conn->prev;
    sweep->count--;
    (void)pthread_mutex_unlock(&sweep->lock);
    gt_free(conn);
}

void gt_http_conn_deadline(struct gt_http_sweep *sweep, struct gt_http_conn *conn,
                           int64_t deadline_ns)
{
    if (conn == NULL)
        return;
    (void)pthread_mutex_lock(&sweep->lock);
    conn->deadline_ns = deadline_ns;
    (void)pthread_mutex_unlock(&sweep->lock);
}

size_t gt_http_sweep_run(struct gt_http_sweep *sweep, int64_t now_ns)
{
    size_t ended = 0;

    (void)pthread_mutex_lock(&sweep->lock);
    for (struct gt_http_conn *conn = sweep->first; conn != NULL; conn = conn->next)
        if (conn->deadline_ns <= now_ns) {
            conn->deadline_ns = INT64_MAX; /* once is enough */
            (void)shutdown(conn->fd, SHUT_RDWR);
            ended++;
        }
    (void)pthread_mutex_unlock(&sweep->lock);
    return ended;
}

size_t gt_http_sweep_open(struct gt_http_sweep *sweep)
{
    size_t count;

    (void)pthread_mutex_lock(&sweep->lock);
    count = sweep->count;
    (void)pthread_mutex_unlock(&sweep->lock);
    return count;
}
