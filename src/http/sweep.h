/*
 * sweep.h - ends connections at their deadline, whatever they drip.
 *
 * libmicrohttpd's timeout counts silence; a peer that sends one byte every
 * few seconds is never silent.  Here each connection has a moment at which
 * its present step must be over.
 */
#ifndef GT_HTTP_SWEEP_H
#define GT_HTTP_SWEEP_H

#include "base/base.h"

struct gt_http_sweep;
struct gt_http_conn; /* one connection in the table */

gt_rc gt_http_sweep_create(struct gt_http_sweep **out) GT_MUST_USE;
void  gt_http_sweep_destroy(struct gt_http_sweep *sweep); /* accepts NULL */

/* NULL when memory is refused; the caller ends the connection then. */
struct gt_http_conn *gt_http_conn_open(struct gt_http_sweep *sweep, int fd,
                                       int64_t deadline_ns) GT_MUST_USE;
/* Before the descriptor is closed, so that no other one is ever shut down. */
void gt_http_conn_close(struct gt_http_sweep *sweep, struct gt_http_conn *conn);
/* INT64_MAX: none for now. */
void gt_http_conn_deadline(struct gt_http_sweep *sweep, struct gt_http_conn *conn,
                           int64_t deadline_ns);

/* Shuts down what is over its time; returns how many. */
size_t gt_http_sweep_run(struct gt_http_sweep *sweep, int64_t now_ns);
size_t gt_http_sweep_open(struct gt_http_sweep *sweep);

#endif
