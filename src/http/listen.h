/* listen.h - the listening socket: TCP or a unix path. */
#ifndef GT_HTTP_LISTEN_H
#define GT_HTTP_LISTEN_H

#include "base/base.h"

struct gt_http_listener {
    int      fd;   /* -1: closed */
    uint16_t port; /* 0 for a unix socket */
    char     path[108]; /* of a unix socket, removed on close; or "" */
};

/* GT_EINVAL for an address that is none, GT_EIO names the system's reason. */
gt_rc gt_http_listen(const char *address, uint16_t port, struct gt_http_listener *out,
                     struct gt_err *err) GT_MUST_USE;
void  gt_http_listener_close(struct gt_http_listener *listener);

#endif
