/* routes.h - finds the route of a path. */
#ifndef GT_HTTP_ROUTES_H
#define GT_HTTP_ROUTES_H

#include "http/target.h"

struct gt_http_routes;

/* GT_EINVAL names the route: a bad template, or two that match alike. */
gt_rc gt_http_routes_create(const struct gt_http_route *routes, size_t count,
                            struct gt_http_routes **out, struct gt_err *err) GT_MUST_USE;
void  gt_http_routes_destroy(struct gt_http_routes *table);

enum { GT_HTTP_NO_ROUTE = -1, GT_HTTP_NO_METHOD = -2 };

/*
 * Index of the route, filling params; GT_HTTP_NO_ROUTE, or
 * GT_HTTP_NO_METHOD with allow listing the methods that the path has.
 * A literal segment wins over a {name}.
 */
int gt_http_routes_find(const struct gt_http_routes *table, gt_str method,
                        const struct gt_http_target *target,
                        struct gt_http_pair params[static GT_HTTP_PARAMS_MAX],
                        size_t *param_count, struct gt_buf *allow);

#endif
