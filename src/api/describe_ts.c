/* describe_ts.c - types.ts: the shapes as interfaces, the routes as a table
 * that types the client. */
#include "api/describe.h"
#include "api/route.h"

static const char *const plain_types[] = {
    [GT_KIND_I64] = "number", [GT_KIND_NUM] = "number", [GT_KIND_STR] = "string",
    [GT_KIND_BOOL] = "boolean", [GT_KIND_DAY] = "string", [GT_KIND_INSTANT] = "string",
    [GT_KIND_ANY] = "unknown",
};

static void put_words(struct gt_buf *out, gt_str words, bool in_list)
{
    bool first = true;
    gt_str word;

    if (in_list)
        gt_buf_char(out, '(');
    while (gt_type_word(&words, &word)) {
        gt_buf_text(out, first ? "'" : " | '");
        gt_buf_str(out, word);
        gt_buf_char(out, '\'');
        first = false;
    }
    if (in_list)
        gt_buf_char(out, ')');
}

static void put_type(struct gt_buf *out, const struct gt_type *type, bool nullable)
{
    if (type->kind == GT_KIND_WORDS)
        put_words(out, type->words, type->list);
    else if (type->kind == GT_KIND_SHAPE)
        gt_buf_str(out, type->words);
    else
        gt_buf_text(out, plain_types[type->kind]);
    if (type->list)
        gt_buf_text(out, "[]");
    if (nullable)
        gt_buf_text(out, " | null");
}

static void put_shape(struct gt_buf *out, const struct gt_shape *shape)
{
    if (shape->doc[0] != '\0')
        gt_buf_printf(out, "/** %s */\n", shape->doc);
    gt_buf_printf(out, "export interface %s {\n", shape->name);
    for (size_t i = 0; i < shape->field_count; i++) {
        const struct gt_shape_field *field = &shape->fields[i];
        struct gt_type type;

        if (!gt_type_parse(gt_str_from(field->type), &type))
            out->status = GT_EINTERNAL;
        if (field->doc[0] != '\0')
            gt_buf_printf(out, "  /** %s */\n", field->doc);
        gt_buf_printf(out, "  %s%s: ", field->name, shape->body && type.nullable ? "?" : "");
        put_type(out, &type, type.nullable);
        gt_buf_char(out, '\n');
    }
    gt_buf_text(out, "}\n\n");
}

static void put_path(struct gt_buf *out, gt_str path)
{
    size_t open = gt_str_find(path, GT_STR("{"), 0);
    bool first = true;

    if (open == SIZE_MAX) {
        gt_buf_text(out, "null");
        return;
    }
    gt_buf_text(out, "{ ");
    while (open != SIZE_MAX) {
        const size_t shut = gt_str_find(path, GT_STR("}"), open);

        gt_buf_printf(out, "%s%.*s: number", first ? "" : "; ",
                      GT_FMT(gt_str_sub(path, open + 1, shut)));
        first = false;
        open = gt_str_find(path, GT_STR("{"), shut);
    }
    gt_buf_text(out, " }");
}

static void put_query(struct gt_buf *out, gt_str list)
{
    struct gt_query_def def;
    bool first = true;

    if (list.len == 0) {
        gt_buf_text(out, "null");
        return;
    }
    gt_buf_text(out, "{ ");
    while (gt_query_next(&list, &def)) {
        gt_buf_printf(out, "%s%.*s%s: ", first ? "" : "; ", GT_FMT(def.name),
                      def.type.nullable ? "?" : "");
        put_type(out, &def.type, false);
        first = false;
    }
    gt_buf_text(out, " }");
}

static const char *payload(const char *name)
{
    if (strcmp(name, "") == 0 || strcmp(name, "events") == 0)
        return "null";
    return strcmp(name, "binary") == 0 ? "Blob" : name;
}

void gt_describe_typescript(struct gt_buf *out)
{
    gt_buf_text(out, "/* Made from src/api/shapes.def and src/api/routes.def by "
                     "\"guatu api --typescript\". Do not edit. */\n\n");
    for (size_t i = 0; i < gt_shape_count; i++)
        put_shape(out, gt_shape_at(i));
    gt_buf_text(out, "export interface Routes {\n");
    for (size_t i = 0; i < gt_api_route_count; i++) {
        const struct gt_api_route *route = gt_api_route_at(i);

        gt_buf_printf(out, "  /** %s */\n  '%s %s': { path: ", route->doc, route->method,
                      route->path);
        put_path(out, gt_str_from(route->path));
        gt_buf_text(out, "; query: ");
        put_query(out, gt_str_from(route->query));
        gt_buf_printf(out, "; body: %s; answer: %s; ifMatch: %s }\n", payload(route->body),
                      payload(route->answer),
                      (route->flags & GT_ROUTE_IF_MATCH) != 0 ? "true" : "false");
    }
    gt_buf_text(out, "}\n");
}
