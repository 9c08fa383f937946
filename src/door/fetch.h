/*
 * fetch.h - one small HTTP question to another server (an identity provider).
 *
 * https, or http to this machine; certificates are checked; no redirects; a
 * server that hangs or talks without end costs FETCH_TIMEOUT and ANSWER_MAX.
 * Blocks: for worker threads only.
 */
#ifndef GT_DOOR_FETCH_H
#define GT_DOOR_FETCH_H

#include "base/base.h"

enum { GT_FETCH_CONNECT_MS = 5000, GT_FETCH_TIMEOUT_MS = 10000, GT_FETCH_ANSWER_MAX = 1 << 20 };

struct gt_fetch {
    gt_str url;
    gt_str form;              /* urlencoded body of a POST; "" asks by GET */
    gt_str user, password;    /* basic authentication; user "": none */
    gt_str ca_file;           /* further certificates; "": the system's */
};

/* GT_EIO: no answer, said why; GT_ELIMIT: too long.  *status is HTTP's. */
gt_rc gt_fetch(struct gt_arena *arena, const struct gt_fetch *ask, long *status, gt_str *body,
               struct gt_err *err) GT_MUST_USE;
/* May it be asked at all?  https, or http to a loopback address. */
bool  gt_fetch_url_safe(gt_str url);
/* application/x-www-form-urlencoded, one "name=value" more. */
struct gt_buf;
void  gt_fetch_field(struct gt_buf *form, const char *name, gt_str value);

#endif
