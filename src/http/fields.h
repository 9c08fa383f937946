/*
 * fields.h - header fields: the guard against smuggling, and the few
 * fields that the server itself understands.
 */
#ifndef GT_HTTP_FIELDS_H
#define GT_HTTP_FIELDS_H

#include "http/http.h"

/*
 * Refuses what two servers in a row could read differently: a field name
 * that is no token, a control character in a value, Content-Length,
 * Transfer-Encoding or Host twice, both lengths together, a Content-Length
 * that is no number, a Transfer-Encoding other than chunked, a missing Host.
 */
gt_rc gt_http_guard(const struct gt_http_pair *headers, size_t count,
                    struct gt_err *err) GT_MUST_USE;

/* The language that Accept-Language wants most; Chinese where it says nothing. */
enum gt_lang gt_http_language(gt_str accept_language);

/* True where Accept-Encoding takes gzip (q > 0). */
bool gt_http_takes_gzip(gt_str accept_encoding);

/* True where an If-None-Match list holds the tag ("*" always); weak compare. */
bool gt_http_etag_listed(gt_str list, gt_str etag);

/* The value of one cookie of a Cookie field. */
bool gt_http_cookie_find(gt_str field, gt_str name, gt_str *out);

bool gt_http_name_eq(gt_str name, const char *want); /* ASCII case ignored */

#endif
