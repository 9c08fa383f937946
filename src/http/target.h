/* target.h - the request target: path and query, decoded and checked. */
#ifndef GT_HTTP_TARGET_H
#define GT_HTTP_TARGET_H

#include "http/http.h"

struct gt_http_target {
    gt_str path; /* decoded; "/" between segments is always one that was sent as "/" */
    gt_str segments[GT_HTTP_SEGMENTS_MAX]; /* decoded one by one, so %2F stays inside its own */
    size_t segment_count;
    bool   deep; /* more segments than any route has; only a static file can match */
    struct gt_http_pair *query;
    size_t query_count;
};

/*
 * "/a/b%20c?x=1&y=%E6%8C%82".  GT_EINVAL, with words: not from "/", a bad
 * escape, no UTF-8, a NUL or control character, a "." or ".." segment, a
 * name twice, too many pairs; GT_ELIMIT over GT_HTTP_TARGET_MAX.
 */
gt_rc gt_http_target_parse(struct gt_arena *arena, gt_str raw, struct gt_http_target *out,
                           struct gt_err *err) GT_MUST_USE;

#endif
