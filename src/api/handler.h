/*
 * handler.h - what a handler sees of a request, and what it gives back.
 *
 * A handler reads its inputs, calls work, writes its whole answer as one
 * JSON value (an object with key NULL), returns gt_rc:
 *
 *     gt_rc gt_api_get_task(struct gt_ctx *ctx, const struct gt_req *req,
 *                           struct gt_json *json, struct gt_err *err)
 *
 * Its line in routes.def names it get_task.  When it is called, the person
 * is signed in and may do this, the query has the types that the line says,
 * req->json fits the line's GT_BODY shape (unknown fields were refused) and
 * If-Match was there if the line wants it.  Statuses and problem+json are
 * the dispatcher's: a handler returns the rc.  GT_OK with nothing written is
 * 204.  Many faults at once go into req->problems before returning GT_EINVAL.
 */
#ifndef GT_API_HANDLER_H
#define GT_API_HANDLER_H

#include "base/date.h"
#include "base/json.h"
#include "base/problem.h"
#include "http/http.h"
#include "work/work.h"

struct gt_api;
struct gt_api_route;

struct gt_req {
    struct gt_api             *api;
    const struct gt_api_route *route;
    const struct gt_http_req  *http;     /* http->body holds a binary upload */
    struct gt_http_answer     *answer;
    const struct gt_jval      *json;     /* the checked body; NULL where there is none */
    struct gt_problems        *problems; /* told with the failure, all at once */
    gt_str                    *current;  /* JSON of what stands now, told with a conflict; "": not told */
    int64_t                    revision; /* of If-Match; 0 where the route wants none */
};

typedef gt_rc gt_handler(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                         struct gt_err *err);

/* ---- the address -------------------------------------------------------- */

/* {id}; anything but a number above 0 is GT_ENOTFOUND. */
gt_rc gt_req_path_i64(const struct gt_req *req, const char *name, int64_t *out,
                      struct gt_err *err) GT_MUST_USE;
bool  gt_req_has(const struct gt_req *req, const char *name);
/* otherwise: where the query does not name it; outside min..max is GT_EINVAL. */
gt_rc gt_req_query_i64(const struct gt_req *req, const char *name, int64_t otherwise, int64_t min,
                       int64_t max, int64_t *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_req_query_day(const struct gt_req *req, const char *name, gt_day otherwise, gt_day *out,
                       struct gt_err *err) GT_MUST_USE;
gt_str gt_req_query_str(const struct gt_req *req, const char *name); /* "" where absent */

/* ---- the body ------------------------------------------------------------ */

/* In a body an absent field means "as it was", null means "empty it". */
bool   gt_body_has(const struct gt_jval *object, const char *name);  /* also null */
bool   gt_body_null(const struct gt_jval *object, const char *name); /* there, and null */
/* A day field: otherwise where absent, GT_DAY_NONE for null. */
gt_day gt_body_day(const struct gt_jval *object, const char *name, gt_day otherwise);
/* A number field: otherwise where absent, if_null for null. */
int64_t gt_body_i64(const struct gt_jval *object, const char *name, int64_t otherwise,
                    int64_t if_null);

/* ---- pages ---------------------------------------------------------------- */

enum { GT_API_PAGE = 100, GT_API_PAGE_MAX = 1000 };

/* A cursor is two numbers that say behind which row to go on; opaque outside.
 * Absent gives {0, 0}; one that we did not make is GT_EINVAL. */
gt_rc gt_req_cursor(const struct gt_req *req, int64_t at[2], struct gt_err *err) GT_MUST_USE;
gt_rc gt_cursor_text(struct gt_arena *arena, const int64_t at[2], gt_str *out) GT_MUST_USE;

/* ---- the answer ------------------------------------------------------------ */

/* ETag of what was just written: its revision. */
gt_rc gt_req_etag(const struct gt_req *req, int64_t revision, struct gt_err *err) GT_MUST_USE;
/* ETag of an answer that shows derived things as well: they change with every
 * version, with the day and with the language.  Begins with the revision, so
 * that it serves for If-Match too; `more` is what else the answer depends on. */
gt_rc gt_req_state_etag(const struct gt_ctx *ctx, const struct gt_req *req, int64_t revision,
                        int64_t version, int64_t more, struct gt_err *err) GT_MUST_USE;
/* A binary answer; the bytes are copied.  name "": shown, not saved. */
gt_rc gt_req_bytes(const struct gt_req *req, const char *type, gt_str bytes, gt_str name,
                   struct gt_err *err) GT_MUST_USE;

/* Writers that many answers share. */
void gt_put_day(struct gt_json *json, const char *key, gt_day day);       /* null for none */
void gt_put_instant(struct gt_json *json, const char *key, int64_t ms);
void gt_put_ref(struct gt_json *json, const char *key, int64_t id);       /* null for 0 */
/* "problems": [...] as #ProblemItem[] */
void gt_put_problems(struct gt_json *json, const char *key, const struct gt_problems *problems,
                     enum gt_lang lang);

#endif
