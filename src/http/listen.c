/* listen.c - makes the listening socket, so that its options are ours. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "http/limits.h"
#include "http/listen.h"

union any {
    struct sockaddr     any;
    struct sockaddr_in  v4;
    struct sockaddr_in6 v6;
    struct sockaddr_un  un;
};

static gt_rc failed(const char *address, struct gt_err *err)
{
    char text[128];
    const int number = errno;
    const char *why = strerror_r(number, text, sizeof(text));

    return gt_fail(err, GT_EIO, "cannot listen on %s: %s", "无法在 %s 上监听：%s", address, why);
}

static gt_rc resolve(const char *address, uint16_t port, union any *out, socklen_t *len,
                     struct gt_err *err)
{
    *out = (union any){0};
    if (strncmp(address, "unix:", 5) == 0) {
        const char *path = address + 5;

        if (path[0] != '/' || strlen(path) >= sizeof(out->un.sun_path))
            return gt_fail(err, GT_EINVAL, "unix: needs a full path of at most %zu bytes",
                           "unix：之后须为不超过%zu字节的完整路径", sizeof(out->un.sun_path) - 1);
        out->un.sun_family = AF_UNIX;
        memcpy(out->un.sun_path, path, strlen(path) + 1);
        *len = sizeof(out->un);
    } else if (inet_pton(AF_INET, address, &out->v4.sin_addr) == 1) {
        out->v4.sin_family = AF_INET;
        out->v4.sin_port = htons(port);
        *len = sizeof(out->v4);
    } else if (inet_pton(AF_INET6, address, &out->v6.sin6_addr) == 1) {
        out->v6.sin6_family = AF_INET6;
        out->v6.sin6_port = htons(port);
        *len = sizeof(out->v6);
    } else {
        return gt_fail(err, GT_EINVAL, "%s is no address to listen on",
                       "%s 不是可监听的地址", address);
    }
    return GT_OK;
}

gt_rc gt_http_listen(const char *address, uint16_t port, struct gt_http_listener *out,
                     struct gt_err *err)
{
    struct gt_http_listener listener = {.fd = -1};
    const int yes = 1;
    union any at;
    socklen_t len = 0;
    gt_rc rc;

    if ((rc = resolve(address, port, &at, &len, err)) != GT_OK)
        return rc;
    listener.fd = socket(at.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (listener.fd < 0)
        return failed(address, err);
    if (at.any.sa_family == AF_UNIX) {
        struct stat info;

        /* Only a socket left by a server that is gone; never somebody's file. */
        if (stat(at.un.sun_path, &info) == 0 && S_ISSOCK(info.st_mode))
            (void)unlink(at.un.sun_path);
    } else {
        (void)setsockopt(listener.fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
        (void)setsockopt(listener.fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
    }
    if (bind(listener.fd, &at.any, len) != 0 || listen(listener.fd, GT_HTTP_BACKLOG) != 0 ||
        getsockname(listener.fd, &at.any, &(socklen_t){sizeof(at)}) != 0) {
        rc = failed(address, err);
        (void)close(listener.fd);
        return rc;
    }
    if (at.any.sa_family == AF_UNIX)
        memcpy(listener.path, address + 5, strlen(address + 5) + 1);
    else
        listener.port = ntohs(at.any.sa_family == AF_INET ? at.v4.sin_port : at.v6.sin6_port);
    *out = listener;
    return GT_OK;
}

void gt_http_listener_close(struct gt_http_listener *listener)
{
    if (listener->fd >= 0)
        (void)close(listener->fd);
    if (listener->path[0] != '\0')
        (void)unlink(listener->path);
    listener->fd = -1;
    listener->path[0] = '\0';
}
