/* serve.h - what server.c and files.c share about libmicrohttpd. */
#ifndef GT_HTTP_SERVE_H
#define GT_HTTP_SERVE_H

#include <microhttpd.h>

#include "http/files.h"

/* nosniff, frames, referrer and the policy for pages or for data. */
bool gt_http_secure_headers(struct MHD_Response *response, bool page, bool tls);

/* A response ready to be queued, shared by all who ask for the file; NULL:
 * there is no such file.  gzip: the client takes it; seen: If-None-Match. */
struct MHD_Response *gt_http_files_find(const struct gt_http_files *files, gt_str path,
                                        bool gzip, gt_str seen, bool fallback,
                                        unsigned *status);

#endif
