/* route.c - the table of routes. */
#include "api/route.h"

static const struct gt_api_route routes[] = {
#define GT_ROUTE(method, path, handler, use, query, body, answer, flags, doc) \
    {#method, path, #handler, gt_api_##handler, GT_USE_##use, query, body, answer, flags, doc},
#include "api/routes.def"
#undef GT_ROUTE
};

const size_t gt_api_route_count = GT_LEN(routes);

const struct gt_api_route *gt_api_route_at(size_t index)
{
    return &routes[index];
}

bool gt_query_next(gt_str *rest, struct gt_query_def *out)
{
    size_t blank, colon;
    gt_str one;

    *rest = gt_str_trim(*rest);
    if (rest->len == 0)
        return false;
    blank = gt_str_find(*rest, GT_STR(" "), 0);
    one = gt_str_sub(*rest, 0, blank);
    *rest = gt_str_sub(*rest, one.len, rest->len);
    colon = gt_str_find(one, GT_STR(":"), 0);
    out->name = gt_str_sub(one, 0, colon);
    return colon != SIZE_MAX && gt_type_parse(gt_str_sub(one, colon + 1, one.len), &out->type);
}
