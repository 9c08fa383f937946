/*
 * json.h - JSON out: a streaming writer over a buffer; JSON in: a checked
 * tree in an arena.
 */
#ifndef GT_BASE_JSON_H
#define GT_BASE_JSON_H

#include "base/base.h"
#include "base/buf.h"

enum {
    GT_JSON_DEPTH_MAX = 64,
    GT_JSON_MEMBERS_MAX = 4096, /* of one object, read; arrays have no limit */
};

/* ---- writing ---------------------------------------------------------- */

/* Remembers its first failure; commas and quotes are its business. */
struct gt_json {
    struct gt_buf *out;
    bool  comma;                        /* the next value needs one */
    char  closer[GT_JSON_DEPTH_MAX];    /* '}' or ']' for each open level */
    int   depth;
    gt_rc status;
};

void gt_json_init(struct gt_json *json, struct gt_buf *out);

/* key is NULL inside arrays and for the top value.  Keys are our own ASCII. */
void gt_json_object(struct gt_json *json, const char *key);
void gt_json_array(struct gt_json *json, const char *key);
void gt_json_close(struct gt_json *json);
void gt_json_str(struct gt_json *json, const char *key, gt_str value);
void gt_json_text(struct gt_json *json, const char *key, const char *value); /* NULL: null */
void gt_json_i64(struct gt_json *json, const char *key, int64_t value);
void gt_json_double(struct gt_json *json, const char *key, double value); /* not finite: null */
void gt_json_bool(struct gt_json *json, const char *key, bool value);
void gt_json_null(struct gt_json *json, const char *key);
/* A value that is JSON already. */
void gt_json_raw(struct gt_json *json, const char *key, gt_str value);
/* As gt_json_object and friends, where the key comes from outside. */
void gt_json_key(struct gt_json *json, gt_str key);

/* The buffer's or the writer's first failure. */
gt_rc gt_json_status(const struct gt_json *json);

/* ---- reading ---------------------------------------------------------- */

enum gt_jtype { GT_JNULL, GT_JBOOL, GT_JINT, GT_JREAL, GT_JSTR, GT_JARRAY, GT_JOBJECT };

struct gt_jval {
    enum gt_jtype   type;
    bool            boolean;
    int64_t         integer; /* GT_JINT */
    double          real;    /* GT_JINT and GT_JREAL */
    gt_str          str;     /* GT_JSTR, unescaped */
    gt_str          key;     /* of a member, unescaped */
    uint32_t        count;   /* children */
    struct gt_jval *child;   /* first child */
    struct gt_jval *next;    /* next sibling */
};

/*
 * Whole text as one value.  Refused with line and column (GT_EPARSE): bad
 * UTF-8, NUL, depth over GT_JSON_DEPTH_MAX, more members than
 * GT_JSON_MEMBERS_MAX, a key twice, anything behind the value.  Strings may point into text.
 */
gt_rc gt_json_parse(struct gt_arena *arena, gt_str text, const struct gt_jval **out,
                    struct gt_err *err) GT_MUST_USE;

/* NULL where v is no object or has no such member; v may be NULL. */
const struct gt_jval *gt_jget(const struct gt_jval *v, const char *key);
gt_str  gt_jstr(const struct gt_jval *v, const char *key, gt_str otherwise);
int64_t gt_ji64(const struct gt_jval *v, const char *key, int64_t otherwise);
double  gt_jreal(const struct gt_jval *v, const char *key, double otherwise);
bool    gt_jbool(const struct gt_jval *v, const char *key, bool otherwise);

#endif
