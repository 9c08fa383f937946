/*
 * ear.h - hears that somebody has committed to a space.
 *
 * PostgreSQL tells: every write ends with NOTIFY on the schema's own name,
 * in the same transaction, so what was rolled back is never heard.  SQLite
 * tells nobody; who watches such a space looks at its version now and then.
 */
#ifndef GT_STORE_EAR_H
#define GT_STORE_EAR_H

#include "base/base.h"

struct gt_ear;

/* A connection of its own.  *out is NULL where the database tells nobody. */
gt_rc gt_ear_open(const char *url, struct gt_ear **out, struct gt_err *err) GT_MUST_USE;
void  gt_ear_close(struct gt_ear *ear); /* accepts NULL */

/* To be polled for reading. */
int   gt_ear_fd(const struct gt_ear *ear);
/* Takes what came in; *heard: somebody committed (our own writes too).
 * GT_EDB: the connection is gone; close it and open another. */
gt_rc gt_ear_take(struct gt_ear *ear, bool *heard, struct gt_err *err) GT_MUST_USE;

#endif
