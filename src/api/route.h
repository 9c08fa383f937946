/* route.h - the routes of routes.def as a table. */
#ifndef GT_API_ROUTE_H
#define GT_API_ROUTE_H

#include "api/handler.h"
#include "api/shape.h"
#include "work/rights.h"

/* What a route asks of rights.h before anything else. */
enum { GT_USE_open = GT_USE_COUNT };

#define GT_ROUTE_IF_MATCH 1 /* the request must carry the revision */

struct gt_api_route {
    const char   *method, *path, *name;
    gt_handler   *handler;
    int           use;     /* enum gt_use, or GT_USE_open */
    const char   *query, *body, *answer; /* as in routes.def */
    unsigned      flags;
    const char   *doc;
};

extern const size_t gt_api_route_count;
const struct gt_api_route *gt_api_route_at(size_t index);

/* One "name:type" of a query list. */
struct gt_query_def { gt_str name; struct gt_type type; }; /* nullable: may be absent */
/* Takes the next one off the front; false at the end. */
bool gt_query_next(gt_str *rest, struct gt_query_def *out);

/* The handlers. */
#define GT_ROUTE(method, path, handler, use, query, body, answer, flags, doc) \
    gt_handler gt_api_##handler;
#include "api/routes.def"
#undef GT_ROUTE

#endif
