/*
 * api.h - the API of one space as a running server: routes, sign-in, events.
 */
#ifndef GT_API_API_H
#define GT_API_API_H

#include "http/http.h"
#include "work/work.h"

struct gt_api;

struct gt_api_config {
    struct gt_space *space;      /* stays the caller's; must outlive the api */
    const char *address;         /* as struct gt_http_config */
    uint16_t    port;
    bool        behind_proxy;
    const char *tls_cert, *tls_key; /* PEM texts or NULL */
    const char *web_folder;      /* the built front end; NULL: the API alone */
    unsigned    loops, workers;  /* 0: one loop, four workers */
    int         offset_min;      /* the office's zone, minutes east of Greenwich */
    gt_day      today;           /* GT_DAY_NONE: the clock's */
    bool        notices;         /* make, gather and send them (work/notices_worker.h) */
};

gt_rc gt_api_start(const struct gt_api_config *config, struct gt_api **out,
                   struct gt_err *err) GT_MUST_USE;
uint16_t gt_api_port(const struct gt_api *api);
void gt_api_stop(struct gt_api *api); /* graceful; accepts NULL */

#endif
