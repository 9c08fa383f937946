/* req.c - what handlers read of a request and put into an answer. */
#include "api/handler.h"

gt_rc gt_req_path_i64(const struct gt_req *req, const char *name, int64_t *out, struct gt_err *err)
{
    gt_str text;

    if (!gt_http_param(req->http, name, &text) || !gt_str_i64(text, out) || *out <= 0)
        return gt_fail(err, GT_ENOTFOUND, "there is no %.*s here", "此处没有 %.*s",
                       GT_FMT(gt_str_sub(text, 0, 60)));
    return GT_OK;
}

bool gt_req_has(const struct gt_req *req, const char *name)
{
    gt_str text;

    return gt_http_query(req->http, name, &text);
}

gt_str gt_req_query_str(const struct gt_req *req, const char *name)
{
    gt_str text;

    (void)gt_http_query(req->http, name, &text);
    return text;
}

gt_rc gt_req_query_i64(const struct gt_req *req, const char *name, int64_t otherwise, int64_t min,
                       int64_t max, int64_t *out, struct gt_err *err)
{
    gt_str text;

    *out = otherwise;
    if (!gt_http_query(req->http, name, &text))
        return GT_OK;
    if (!gt_str_i64(text, out) || *out < min || *out > max)
        return gt_fail_field(err, GT_EINVAL, name, "%s must be a number from %lld to %lld",
                             "%s 应为%lld至%lld的整数", name, (long long)min, (long long)max);
    return GT_OK;
}

gt_rc gt_req_query_day(const struct gt_req *req, const char *name, gt_day otherwise, gt_day *out,
                       struct gt_err *err)
{
    gt_str text;

    *out = otherwise;
    if (!gt_http_query(req->http, name, &text))
        return GT_OK;
    if (!gt_day_parse(text, out))
        return gt_fail_field(err, GT_EINVAL, name, "%s must be a day, as 2026-07-08",
                             "%s 应为日期，如2026-07-08", name);
    return GT_OK;
}

bool gt_body_has(const struct gt_jval *object, const char *name)
{
    return gt_jget(object, name) != NULL;
}

bool gt_body_null(const struct gt_jval *object, const char *name)
{
    const struct gt_jval *value = gt_jget(object, name);

    return value != NULL && value->type == GT_JNULL;
}

gt_day gt_body_day(const struct gt_jval *object, const char *name, gt_day otherwise)
{
    const struct gt_jval *value = gt_jget(object, name);
    gt_day day;

    if (value == NULL)
        return otherwise;
    /* The shape has been checked: what is no text is null. */
    return value->type == GT_JSTR && gt_day_parse(value->str, &day) ? day : GT_DAY_NONE;
}

int64_t gt_body_i64(const struct gt_jval *object, const char *name, int64_t otherwise,
                    int64_t if_null)
{
    const struct gt_jval *value = gt_jget(object, name);

    if (value == NULL)
        return otherwise;
    return value->type == GT_JINT ? value->integer : if_null;
}

/* A cursor is "c" and two numbers parted by a dot.  It is no secret; the
 * form only keeps callers from making their own. */
gt_rc gt_req_cursor(const struct gt_req *req, int64_t at[2], struct gt_err *err)
{
    gt_str text;
    size_t dot;

    at[0] = at[1] = 0;
    if (!gt_http_query(req->http, "cursor", &text))
        return GT_OK;
    dot = gt_str_find(text, GT_STR("."), 0);
    if (!gt_str_starts(text, GT_STR("c")) || dot == SIZE_MAX ||
        !gt_str_i64(gt_str_sub(text, 1, dot), &at[0]) ||
        !gt_str_i64(gt_str_sub(text, dot + 1, text.len), &at[1]))
        return gt_fail_field(err, GT_EINVAL, "cursor", "the cursor is not one of ours",
                             "翻页标记无效");
    return GT_OK;
}

gt_rc gt_cursor_text(struct gt_arena *arena, const int64_t at[2], gt_str *out)
{
    return gt_arena_printf(arena, out, "c%lld.%lld", (long long)at[0], (long long)at[1]);
}

gt_rc gt_req_state_etag(const struct gt_ctx *ctx, const struct gt_req *req, int64_t revision,
                        int64_t version, int64_t more, struct gt_err *err)
{
    const gt_rc rc = gt_arena_printf(req->http->arena, &req->answer->etag, "\"%lld.%lld.%d.%d.%lld\"",
                                     (long long)revision, (long long)version, (int)ctx->today,
                                     (int)ctx->lang, (long long)more);

    return rc == GT_OK ? GT_OK : gt_fail(err, rc, "no memory for the ETag", "ETag 内存不足");
}

gt_rc gt_req_etag(const struct gt_req *req, int64_t revision, struct gt_err *err)
{
    return gt_http_answer_etag(req->answer, req->http->arena, revision, err);
}

gt_rc gt_req_bytes(const struct gt_req *req, const char *type, gt_str bytes, gt_str name,
                   struct gt_err *err)
{
    struct gt_http_answer *answer = req->answer;

    answer->type = type;
    gt_buf_reset(&answer->body);
    gt_buf_str(&answer->body, bytes);
    if (answer->body.status != GT_OK)
        return gt_fail(err, answer->body.status, "the answer is too large", "答复过大");
    return name.len == 0 ? GT_OK
                         : gt_http_answer_file_name(answer, req->http->arena, name, err);
}

void gt_put_day(struct gt_json *json, const char *key, gt_day day)
{
    char text[GT_DAY_TEXT];

    if (day == GT_DAY_NONE)
        gt_json_null(json, key);
    else
        gt_json_text(json, key, gt_day_text(day, text));
}

void gt_put_instant(struct gt_json *json, const char *key, int64_t ms)
{
    char text[GT_INSTANT_TEXT];

    gt_json_text(json, key, gt_instant_text(ms, text));
}

void gt_put_ref(struct gt_json *json, const char *key, int64_t id)
{
    if (id == 0)
        gt_json_null(json, key);
    else
        gt_json_i64(json, key, id);
}

void gt_put_problems(struct gt_json *json, const char *key, const struct gt_problems *problems,
                     enum gt_lang lang)
{
    gt_json_array(json, key);
    for (size_t i = 0; i < problems->list.count; i++) {
        const struct gt_problem *problem = &problems->list.at[i];

        gt_json_object(json, NULL);
        gt_json_str(json, "field", problem->field);
        gt_json_str(json, "sheet", problem->sheet);
        gt_json_str(json, "cell", problem->cell);
        gt_json_i64(json, "line", problem->line);
        gt_json_str(json, "text", problem->text[lang]);
        gt_json_str(json, "offer", problem->offer);
        gt_json_text(json, "severity",
                     problem->severity == GT_PROBLEM_ERROR ? "error" : "warning");
        gt_json_close(json);
    }
    gt_json_close(json);
}
