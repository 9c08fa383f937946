/* gzip.h - compresses an answer. */
#ifndef GT_HTTP_GZIP_H
#define GT_HTTP_GZIP_H

#include "base/buf.h"

/* Appends in's gzip form to out.  level as zlib's, 1 to 9. */
gt_rc gt_http_gzip(gt_str in, int level, struct gt_buf *out, struct gt_err *err) GT_MUST_USE;

/* True for types that shrink: text, JSON, SVG, scripts. */
bool gt_http_type_shrinks(const char *content_type);

#endif
