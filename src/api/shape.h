/*
 * shape.h - the shapes of shapes.def as a table: what goes over the wire.
 */
#ifndef GT_API_SHAPE_H
#define GT_API_SHAPE_H

#include "base/json.h"
#include "base/problem.h"

struct gt_shape_field { const char *name, *type, *doc; };

struct gt_shape {
    const char *name, *doc;
    bool        body; /* a request: fields with "?" may be absent, others are refused */
    const struct gt_shape_field *fields;
    size_t      field_count;
};

extern const size_t gt_shape_count;
const struct gt_shape *gt_shape_at(size_t index);
const struct gt_shape *gt_shape_find(gt_str name); /* NULL: there is none */

/* A type text of shapes.def taken apart. */
enum gt_kind { GT_KIND_I64, GT_KIND_NUM, GT_KIND_STR, GT_KIND_BOOL, GT_KIND_DAY, GT_KIND_INSTANT,
               GT_KIND_ANY, GT_KIND_SHAPE, GT_KIND_WORDS };
struct gt_type {
    enum gt_kind kind;
    bool         list, nullable;
    gt_str       words; /* "a|b|c" of GT_KIND_WORDS, the name of GT_KIND_SHAPE */
};
/* False for a text that is no type. */
bool gt_type_parse(gt_str text, struct gt_type *out);
/* The next of "a|b|c"; false at the end.  "" is a word too. */
bool gt_type_word(gt_str *rest, gt_str *word);

/*
 * Holds a value against a shape and tells everything that does not fit, with
 * its place as "tasks[3].due".  The number of errors found.
 */
size_t gt_shape_check(const struct gt_shape *shape, const struct gt_jval *value,
                      struct gt_problems *problems);
/* One text of a query against a type without list or shape. */
bool gt_type_takes_text(const struct gt_type *type, gt_str text);

#endif
