/* json_write.c - the streaming JSON writer. */
#include <math.h>

#include "base/json.h"

void gt_json_init(struct gt_json *json, struct gt_buf *out)
{
    *json = (struct gt_json){.out = out};
}

static void quote(struct gt_buf *out, gt_str s)
{
    size_t from = 0;

    gt_buf_char(out, '"');
    for (size_t i = 0; i < s.len; i++) {
        const unsigned char c = (unsigned char)s.at[i];

        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        gt_buf_add(out, s.at + from, i - from);
        from = i + 1;
        switch (c) {
        case '"':  gt_buf_add(out, "\\\"", 2); break;
        case '\\': gt_buf_add(out, "\\\\", 2); break;
        case '\n': gt_buf_add(out, "\\n", 2); break;
        case '\r': gt_buf_add(out, "\\r", 2); break;
        case '\t': gt_buf_add(out, "\\t", 2); break;
        default:   gt_buf_printf(out, "\\u%04x", c);
        }
    }
    gt_buf_add(out, s.at + from, s.len - from);
    gt_buf_char(out, '"');
}

static void lead_in(struct gt_json *json, const char *key)
{
    if (json->comma)
        gt_buf_char(json->out, ',');
    json->comma = true;
    if (key != NULL) {
        gt_buf_char(json->out, '"');
        gt_buf_text(json->out, key);
        gt_buf_add(json->out, "\":", 2);
    }
}

static void open_level(struct gt_json *json, const char *key, char opener, char closer)
{
    lead_in(json, key);
    if (json->depth == GT_JSON_DEPTH_MAX) {
        json->status = GT_ELIMIT;
        return;
    }
    gt_buf_char(json->out, opener);
    json->closer[json->depth++] = closer;
    json->comma = false;
}

void gt_json_object(struct gt_json *json, const char *key)
{
    open_level(json, key, '{', '}');
}

void gt_json_array(struct gt_json *json, const char *key)
{
    open_level(json, key, '[', ']');
}

void gt_json_close(struct gt_json *json)
{
    assert(json->depth > 0 || json->status != GT_OK);
    if (json->depth == 0)
        return;
    gt_buf_char(json->out, json->closer[--json->depth]);
    json->comma = true;
}

void gt_json_key(struct gt_json *json, gt_str key)
{
    if (json->comma)
        gt_buf_char(json->out, ',');
    quote(json->out, key);
    gt_buf_char(json->out, ':');
    json->comma = false; /* the value follows directly */
}

void gt_json_str(struct gt_json *json, const char *key, gt_str value)
{
    lead_in(json, key);
    quote(json->out, value);
}

void gt_json_text(struct gt_json *json, const char *key, const char *value)
{
    if (value == NULL)
        gt_json_null(json, key);
    else
        gt_json_str(json, key, gt_str_from(value));
}

void gt_json_i64(struct gt_json *json, const char *key, int64_t value)
{
    lead_in(json, key);
    gt_buf_i64(json->out, value);
}

void gt_json_double(struct gt_json *json, const char *key, double value)
{
    char text[40];

    lead_in(json, key);
    if (!isfinite(value)) {
        gt_buf_add(json->out, "null", 4);
        return;
    }
    /* The shortest of the two that reads back as the same number. */
    (void)snprintf(text, sizeof(text), "%.15g", value);
    if (strtod(text, NULL) != value)
        (void)snprintf(text, sizeof(text), "%.17g", value);
    gt_buf_text(json->out, text);
}

void gt_json_bool(struct gt_json *json, const char *key, bool value)
{
    lead_in(json, key);
    gt_buf_text(json->out, value ? "true" : "false");
}

void gt_json_null(struct gt_json *json, const char *key)
{
    lead_in(json, key);
    gt_buf_add(json->out, "null", 4);
}

void gt_json_raw(struct gt_json *json, const char *key, gt_str value)
{
    lead_in(json, key);
    gt_buf_str(json->out, value);
}

gt_rc gt_json_status(const struct gt_json *json)
{
    return json->status != GT_OK ? json->status : json->out->status;
}
