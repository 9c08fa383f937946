/* describe_openapi.c - the OpenAPI 3.1 document. */
#include "base/json.h"

#include "api/describe.h"
#include "api/route.h"

static void put_words(struct gt_json *json, gt_str words, bool nullable)
{
    gt_str word;

    gt_json_array(json, "enum");
    while (gt_type_word(&words, &word))
        gt_json_str(json, NULL, word);
    if (nullable)
        gt_json_null(json, NULL);
    gt_json_close(json);
}

/* "type": "integer", or ["integer", "null"] */
static void put_type_name(struct gt_json *json, const char *name, bool nullable)
{
    if (!nullable) {
        gt_json_text(json, "type", name);
        return;
    }
    gt_json_array(json, "type");
    gt_json_text(json, NULL, name);
    gt_json_text(json, NULL, "null");
    gt_json_close(json);
}

static void put_ref(struct gt_json *json, gt_str name)
{
    char ref[96];

    (void)snprintf(ref, sizeof(ref), "#/components/schemas/%.*s", GT_FMT(name));
    gt_json_text(json, "$ref", ref);
}

/* The members of one value's schema; a list's are those of its items. */
static void put_one(struct gt_json *json, const struct gt_type *type, bool nullable)
{
    switch (type->kind) {
    case GT_KIND_I64:
        put_type_name(json, "integer", nullable);
        gt_json_text(json, "format", "int64");
        break;
    case GT_KIND_NUM: put_type_name(json, "number", nullable); break;
    case GT_KIND_STR: put_type_name(json, "string", nullable); break;
    case GT_KIND_BOOL: put_type_name(json, "boolean", nullable); break;
    case GT_KIND_DAY:
        put_type_name(json, "string", nullable);
        gt_json_text(json, "format", "date");
        break;
    case GT_KIND_INSTANT:
        put_type_name(json, "string", nullable);
        gt_json_text(json, "format", "date-time");
        break;
    case GT_KIND_ANY: break;
    case GT_KIND_WORDS:
        put_type_name(json, "string", nullable);
        put_words(json, type->words, nullable);
        break;
    case GT_KIND_SHAPE:
        if (!nullable) {
            put_ref(json, type->words);
            break;
        }
        gt_json_array(json, "oneOf");
        gt_json_object(json, NULL);
        put_ref(json, type->words);
        gt_json_close(json);
        gt_json_object(json, NULL);
        gt_json_text(json, "type", "null");
        gt_json_close(json);
        gt_json_close(json);
        break;
    }
}

static void put_type(struct gt_json *json, const struct gt_type *type, bool nullable)
{
    if (!type->list) {
        put_one(json, type, nullable);
        return;
    }
    put_type_name(json, "array", nullable);
    gt_json_object(json, "items");
    put_one(json, type, false);
    gt_json_close(json);
}

static void put_shape(struct gt_json *json, const struct gt_shape *shape)
{
    struct gt_type type;

    gt_json_object(json, shape->name);
    gt_json_text(json, "type", "object");
    if (shape->doc[0] != '\0')
        gt_json_text(json, "description", shape->doc);
    gt_json_object(json, "properties");
    for (size_t i = 0; i < shape->field_count; i++) {
        const struct gt_shape_field *field = &shape->fields[i];

        gt_json_object(json, field->name);
        if (gt_type_parse(gt_str_from(field->type), &type))
            put_type(json, &type, type.nullable);
        if (field->doc[0] != '\0')
            gt_json_text(json, "description", field->doc);
        gt_json_close(json);
    }
    gt_json_close(json);
    gt_json_array(json, "required");
    for (size_t i = 0; i < shape->field_count; i++)
        if (gt_type_parse(gt_str_from(shape->fields[i].type), &type) &&
            (!shape->body || !type.nullable))
            gt_json_text(json, NULL, shape->fields[i].name);
    gt_json_close(json);
    gt_json_bool(json, "additionalProperties", false);
    gt_json_close(json);
}

static void open_parameter(struct gt_json *json, const char *in, gt_str name, bool required)
{
    gt_json_object(json, NULL);
    gt_json_str(json, "name", name);
    gt_json_text(json, "in", in);
    gt_json_bool(json, "required", required);
    gt_json_object(json, "schema");
}

static void close_parameter(struct gt_json *json)
{
    gt_json_close(json);
    gt_json_close(json);
}

static void put_parameters(struct gt_json *json, const struct gt_api_route *route)
{
    const gt_str path = gt_str_from(route->path);
    gt_str list = gt_str_from(route->query);
    size_t open = gt_str_find(path, GT_STR("{"), 0);
    struct gt_query_def def;

    gt_json_array(json, "parameters");
    while (open != SIZE_MAX) {
        const size_t shut = gt_str_find(path, GT_STR("}"), open);

        open_parameter(json, "path", gt_str_sub(path, open + 1, shut), true);
        gt_json_text(json, "type", "integer");
        gt_json_text(json, "format", "int64");
        gt_json_i64(json, "minimum", 1);
        close_parameter(json);
        open = gt_str_find(path, GT_STR("{"), shut);
    }
    while (gt_query_next(&list, &def)) {
        open_parameter(json, "query", def.name, !def.type.nullable);
        put_type(json, &def.type, false);
        close_parameter(json);
    }
    if ((route->flags & GT_ROUTE_IF_MATCH) != 0) {
        open_parameter(json, "header", GT_STR("If-Match"), true);
        gt_json_text(json, "type", "string");
        close_parameter(json);
    }
    if (strcmp(route->answer, "events") == 0) {
        open_parameter(json, "header", GT_STR("Last-Event-ID"), false);
        gt_json_text(json, "type", "string");
        close_parameter(json);
    }
    gt_json_close(json);
}

static void put_content(struct gt_json *json, const char *payload)
{
    gt_json_object(json, "content");
    if (strcmp(payload, "binary") == 0) {
        gt_json_object(json, "application/octet-stream");
        gt_json_object(json, "schema");
        gt_json_close(json);
        gt_json_close(json);
    } else if (strcmp(payload, "events") == 0) {
        gt_json_object(json, "text/event-stream");
        gt_json_object(json, "schema");
        gt_json_text(json, "type", "string");
        gt_json_close(json);
        gt_json_close(json);
    } else {
        gt_json_object(json, strcmp(payload, "Problem") == 0 ? "application/problem+json"
                                                             : "application/json");
        gt_json_object(json, "schema");
        put_ref(json, gt_str_from(payload));
        gt_json_close(json);
        gt_json_close(json);
    }
    gt_json_close(json);
}

static void put_operation(struct gt_json *json, const struct gt_api_route *route)
{
    char method[16];
    size_t i;

    for (i = 0; route->method[i] != '\0' && i + 1 < sizeof(method); i++)
        method[i] = (char)(route->method[i] + 32);
    method[i] = '\0';
    gt_json_object(json, method);
    gt_json_text(json, "operationId", route->name);
    gt_json_text(json, "summary", route->doc);
    if (route->use == GT_USE_open) {
        gt_json_array(json, "security");
        gt_json_close(json);
    }
    put_parameters(json, route);
    if (route->body[0] != '\0') {
        gt_json_object(json, "requestBody");
        gt_json_bool(json, "required", true);
        put_content(json, route->body);
        gt_json_close(json);
    }
    gt_json_object(json, "responses");
    gt_json_object(json, route->answer[0] == '\0' ? "204" : "200");
    gt_json_text(json, "description", route->answer[0] == '\0' ? "Done" : route->doc);
    if (route->answer[0] != '\0')
        put_content(json, route->answer);
    gt_json_close(json);
    gt_json_object(json, "default");
    gt_json_text(json, "description", "What went wrong");
    put_content(json, "Problem");
    gt_json_close(json);
    gt_json_close(json);
    gt_json_close(json);
}

/* Methods of one path stand together, at the place of the first. */
static bool seen_before(size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (strcmp(gt_api_route_at(i)->path, gt_api_route_at(index)->path) == 0)
            return true;
    return false;
}

static void put_paths(struct gt_json *json)
{
    gt_json_object(json, "paths");
    for (size_t i = 0; i < gt_api_route_count; i++) {
        if (seen_before(i))
            continue;
        gt_json_object(json, gt_api_route_at(i)->path);
        for (size_t j = i; j < gt_api_route_count; j++)
            if (strcmp(gt_api_route_at(j)->path, gt_api_route_at(i)->path) == 0)
                put_operation(json, gt_api_route_at(j));
        gt_json_close(json);
    }
    gt_json_close(json);
}

void gt_describe_openapi(struct gt_buf *out)
{
    struct gt_json json;

    gt_json_init(&json, out);
    gt_json_object(&json, NULL);
    gt_json_text(&json, "openapi", "3.1.0");
    gt_json_object(&json, "info");
    gt_json_text(&json, "title", "Guatu");
    gt_json_text(&json, "version", GT_VERSION);
    gt_json_text(&json, "description",
                 "Writes need the header X-Guatu: 1 or a same-origin request of a browser. "
                 "Errors are application/problem+json, in the language of Accept-Language.");
    gt_json_object(&json, "license");
    gt_json_text(&json, "name", "MIT");
    gt_json_text(&json, "identifier", "MIT");
    gt_json_close(&json);
    gt_json_close(&json);
    gt_json_array(&json, "security");
    gt_json_object(&json, NULL);
    gt_json_array(&json, "session");
    gt_json_close(&json);
    gt_json_close(&json);
    gt_json_close(&json);
    put_paths(&json);
    gt_json_object(&json, "components");
    gt_json_object(&json, "securitySchemes");
    gt_json_object(&json, "session");
    gt_json_text(&json, "type", "apiKey");
    gt_json_text(&json, "in", "cookie");
    gt_json_text(&json, "name", "guatu_session");
    gt_json_close(&json);
    gt_json_close(&json);
    gt_json_object(&json, "schemas");
    for (size_t i = 0; i < gt_shape_count; i++)
        put_shape(&json, gt_shape_at(i));
    gt_json_close(&json);
    gt_json_close(&json);
    gt_json_close(&json);
    if (gt_json_status(&json) != GT_OK && out->status == GT_OK)
        out->status = gt_json_status(&json);
}
