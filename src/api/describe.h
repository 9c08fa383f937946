/* describe.h - the contract for others: OpenAPI 3.1 and TypeScript, both
 * made from shapes.def and routes.def. */
#ifndef GT_API_DESCRIBE_H
#define GT_API_DESCRIBE_H

#include "base/buf.h"

enum { GT_DESCRIBE_BYTES_MAX = 2 * 1024 * 1024 };

/* The buffer's status tells whether it all went in. */
void gt_describe_openapi(struct gt_buf *out);
void gt_describe_typescript(struct gt_buf *out);

#endif
