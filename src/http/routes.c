/*
 * routes.c - the route table, grouped by number of segments.
 *
 * A few hundred routes of two to eight segments: comparing the routes that
 * have as many segments as the path takes about a microsecond, so a trie
 * would only be harder to read.
 */
#include "http/routes.h"

struct route {
    gt_str  segments[GT_HTTP_SEGMENTS_MAX]; /* a parameter's name without braces */
    bool    is_param[GT_HTTP_SEGMENTS_MAX];
    size_t  segment_count;
    gt_str  method;
    int     index;
};

struct gt_http_routes {
    size_t count;
    struct route at[];
};

static gt_rc compile(const struct gt_http_route *from, int index, struct route *out,
                     struct gt_err *err)
{
    const gt_str path = gt_str_from(from->path);
    size_t at = 1, params = 0;

    out->index = index;
    out->method = gt_str_from(from->method);
    if (path.len == 0 || path.at[0] != '/' || from->handler == NULL)
        return gt_fail(err, GT_EINVAL, "route %s: no handler, or not from /",
                       "路由 %s 没有处理函数，或不以 / 开头", from->path);
    while (at <= path.len) {
        size_t slash = gt_str_find(path, GT_STR("/"), at);
        gt_str segment;

        if (slash == SIZE_MAX)
            slash = path.len;
        segment = gt_str_sub(path, at, slash);
        if (out->segment_count == GT_HTTP_SEGMENTS_MAX)
            return gt_fail(err, GT_EINVAL, "route %s has too many segments",
                           "路由 %s 的路径段过多", from->path);
        if (segment.len > 2 && segment.at[0] == '{' && gt_str_ends(segment, GT_STR("}"))) {
            out->is_param[out->segment_count] = true;
            segment = gt_str_sub(segment, 1, segment.len - 1);
            if (++params > GT_HTTP_PARAMS_MAX)
                return gt_fail(err, GT_EINVAL, "route %s has too many parameters",
                               "路由 %s 的参数过多", from->path);
        }
        out->segments[out->segment_count++] = segment;
        at = slash + 1;
    }
    return GT_OK;
}

/* Two routes answer the same paths when they agree in every literal. */
static bool same_paths(const struct route *a, const struct route *b)
{
    if (a->segment_count != b->segment_count)
        return false;
    for (size_t i = 0; i < a->segment_count; i++)
        if (a->is_param[i] != b->is_param[i] ||
            (!a->is_param[i] && !gt_str_eq(a->segments[i], b->segments[i])))
            return false;
    return true;
}

gt_rc gt_http_routes_create(const struct gt_http_route *routes, size_t count,
                            struct gt_http_routes **out, struct gt_err *err)
{
    struct gt_http_routes *table;
    gt_rc rc = GT_OK;

    if (count > GT_HTTP_ROUTES_MAX)
        return gt_fail(err, GT_ELIMIT, "more than %d routes", "路由超过%d条",
                       (int)GT_HTTP_ROUTES_MAX);
    if ((table = gt_calloc(1, sizeof(*table) + count * sizeof(table->at[0]))) == NULL)
        return gt_fail_text(err, GT_ENOMEM, gt_rc_text(GT_ENOMEM, GT_LANG_EN),
                            gt_rc_text(GT_ENOMEM, GT_LANG_ZH));
    table->count = count;
    for (size_t i = 0; i < count && rc == GT_OK; i++) {
        rc = compile(&routes[i], (int)i, &table->at[i], err);
        for (size_t j = 0; j < i && rc == GT_OK; j++)
            if (gt_str_eq(table->at[i].method, table->at[j].method) &&
                same_paths(&table->at[i], &table->at[j]))
                rc = gt_fail(err, GT_EINVAL, "%s %s stands twice in the table",
                             "%s %s 在路由表中重复", routes[i].method, routes[i].path);
    }
    if (rc != GT_OK) {
        gt_free(table);
        return rc;
    }
    *out = table;
    return GT_OK;
}

void gt_http_routes_destroy(struct gt_http_routes *table)
{
    gt_free(table);
}

static bool matches(const struct route *route, const struct gt_http_target *target)
{
    if (target->deep || route->segment_count != target->segment_count)
        return false;
    for (size_t i = 0; i < route->segment_count; i++)
        if (route->is_param[i] ? target->segments[i].len == 0
                               : !gt_str_eq(route->segments[i], target->segments[i]))
            return false;
    return true;
}

/* Literals earlier in the path count for more. */
static bool is_closer(const struct route *a, const struct route *b)
{
    for (size_t i = 0; i < a->segment_count; i++)
        if (a->is_param[i] != b->is_param[i])
            return b->is_param[i];
    return false;
}

int gt_http_routes_find(const struct gt_http_routes *table, gt_str method,
                        const struct gt_http_target *target,
                        struct gt_http_pair params[static GT_HTTP_PARAMS_MAX],
                        size_t *param_count, struct gt_buf *allow)
{
    const struct route *best = NULL;
    bool other = false;

    for (size_t i = 0; i < table->count; i++) {
        const struct route *route = &table->at[i];

        if (!matches(route, target))
            continue;
        if (!gt_str_eq(route->method, method)) {
            other = true;
            continue;
        }
        if (best == NULL || is_closer(route, best))
            best = route;
    }
    *param_count = 0;
    if (best == NULL && !other)
        return GT_HTTP_NO_ROUTE;
    if (best == NULL) {
        for (size_t i = 0; i < table->count; i++)
            if (matches(&table->at[i], target)) {
                if (allow->len > 0)
                    gt_buf_text(allow, ", ");
                gt_buf_str(allow, table->at[i].method);
            }
        return GT_HTTP_NO_METHOD;
    }
    for (size_t i = 0; i < best->segment_count; i++)
        if (best->is_param[i])
            params[(*param_count)++] =
                (struct gt_http_pair){best->segments[i], target->segments[i]};
    return best->index;
}
