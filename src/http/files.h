/*
 * files.h - static files, loaded once from a folder and served from memory.
 *
 * A name with a hash in it (assets/index-Bx3kQ9aZ.js) never changes and is
 * cached for ever; any other is asked for again each time (ETag).  A path
 * without a file gets index.html, so that the page's own router can answer.
 */
#ifndef GT_HTTP_FILES_H
#define GT_HTTP_FILES_H

#include "http/http.h"

/* GT_ENOTFOUND where the folder or its index.html is missing. */
gt_rc gt_http_files_load(const char *folder, struct gt_http_files **out,
                         struct gt_err *err) GT_MUST_USE;
void  gt_http_files_free(struct gt_http_files *files); /* accepts NULL */
size_t gt_http_files_count(const struct gt_http_files *files);

#endif
