/* pool.h - a few threads that run jobs from a bounded queue. */
#ifndef GT_HTTP_POOL_H
#define GT_HTTP_POOL_H

#include "base/base.h"

struct gt_http_pool;

/* Embedded as first member of what has to be done. */
struct gt_http_job { struct gt_http_job *next; };

/* cancelled: the pool is closing; answer quickly. */
typedef void gt_http_job_run(struct gt_http_job *job, bool cancelled);

gt_rc gt_http_pool_create(unsigned threads, unsigned queue_max, gt_http_job_run *run,
                          struct gt_http_pool **out, struct gt_err *err) GT_MUST_USE;

/* Two steps, so that the caller can refuse before he lets go of the
 * connection: a reserved place is always good for one push. */
bool gt_http_pool_reserve(struct gt_http_pool *pool);
void gt_http_pool_push(struct gt_http_pool *pool, struct gt_http_job *job);

/* What runs finishes, what waits runs cancelled; then the threads end. */
void gt_http_pool_destroy(struct gt_http_pool *pool); /* accepts NULL */

#endif
