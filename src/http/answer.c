/* answer.c - what handlers put into an answer and read from a request. */
#include "http/fields.h"

static bool find(const struct gt_http_pair *pairs, size_t count, const char *name, gt_str *out)
{
    const gt_str want = gt_str_from(name);

    for (size_t i = 0; i < count; i++)
        if (gt_str_eq(pairs[i].name, want)) {
            *out = pairs[i].value;
            return true;
        }
    *out = (gt_str){"", 0};
    return false;
}

bool gt_http_param(const struct gt_http_req *req, const char *name, gt_str *out)
{
    return find(req->params, req->param_count, name, out);
}

bool gt_http_query(const struct gt_http_req *req, const char *name, gt_str *out)
{
    return find(req->query, req->query_count, name, out);
}

bool gt_http_header(const struct gt_http_req *req, const char *name, gt_str *out)
{
    for (size_t i = 0; i < req->header_count; i++)
        if (gt_http_name_eq(req->headers[i].name, name)) {
            *out = req->headers[i].value;
            return true;
        }
    *out = (gt_str){"", 0};
    return false;
}

bool gt_http_cookie(const struct gt_http_req *req, const char *name, gt_str *out)
{
    gt_str field;

    (void)gt_http_header(req, "cookie", &field);
    return gt_http_cookie_find(field, gt_str_from(name), out);
}

gt_rc gt_http_answer_header(struct gt_http_answer *answer, struct gt_arena *arena,
                            const char *name, gt_str value, struct gt_err *err)
{
    struct gt_http_pair pair;
    gt_rc rc;

    for (size_t i = 0; i < value.len; i++)
        if ((unsigned char)value.at[i] < 0x20 || value.at[i] == 0x7F)
            return gt_fail(err, GT_EINVAL, "header field %s would hold a control character",
                           "响应头 %s 将含控制字符", name);
    if (answer->header_count == GT_HTTP_ANSWER_HEADERS_MAX)
        return gt_fail(err, GT_ELIMIT, "more than %d header fields", "响应头超过%d个",
                       (int)GT_HTTP_ANSWER_HEADERS_MAX);
    if ((rc = gt_arena_dup(arena, gt_str_from(name), &pair.name)) != GT_OK ||
        (rc = gt_arena_dup(arena, value, &pair.value)) != GT_OK)
        return gt_wrap(err, rc, "header field %s", "响应头 %s", name);
    answer->headers[answer->header_count++] = pair;
    return GT_OK;
}

gt_rc gt_http_answer_packed(struct gt_http_answer *answer, struct gt_arena *arena, struct gt_err *err)
{
    gt_rc rc = gt_http_answer_header(answer, arena, "Vary", GT_STR("Accept-Encoding"), err);

    answer->packed = rc == GT_OK;
    return rc != GT_OK ? rc : gt_http_answer_header(answer, arena, "Content-Encoding", GT_STR("gzip"), err);
}

gt_rc gt_http_answer_etag(struct gt_http_answer *answer, struct gt_arena *arena, int64_t revision,
                          struct gt_err *err)
{
    const gt_rc rc = gt_arena_printf(arena, &answer->etag, "\"%lld\"", (long long)revision);

    return rc == GT_OK ? GT_OK : gt_wrap(err, rc, "the ETag", "ETag");
}

gt_rc gt_http_answer_file_name(struct gt_http_answer *answer, struct gt_arena *arena, gt_str name,
                               struct gt_err *err)
{
    static const char digits[] = "0123456789ABCDEF";
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._";
    struct gt_buf value;
    gt_rc rc;

    gt_buf_init(&value, GT_HTTP_TARGET_MAX);
    gt_buf_text(&value, "attachment; filename=\"");
    for (size_t i = 0; i < name.len; i++)
        if (name.at[i] != '\0' && strchr(plain, name.at[i]) != NULL)
            gt_buf_char(&value, name.at[i]);
        else if (((unsigned char)name.at[i] & 0xC0) != 0x80)
            gt_buf_char(&value, '_'); /* one for a character, not for each byte */
    gt_buf_text(&value, "\"; filename*=UTF-8''");
    for (size_t i = 0; i < name.len; i++) {
        const unsigned char c = (unsigned char)name.at[i];

        if (c != '\0' && strchr(plain, (char)c) != NULL) {
            gt_buf_char(&value, (char)c);
        } else {
            gt_buf_char(&value, '%');
            gt_buf_char(&value, digits[c >> 4]);
            gt_buf_char(&value, digits[c & 15]);
        }
    }
    rc = value.status == GT_OK
             ? gt_http_answer_header(answer, arena, "Content-Disposition", gt_buf_view(&value), err)
             : gt_fail(err, value.status, "the file name is too long", "文件名过长");
    gt_buf_clear(&value);
    return rc;
}

void gt_http_answer_stream(struct gt_http_answer *answer, struct gt_http_hub *hub, int64_t who,
                           int64_t key, uint64_t after)
{
    answer->stream = hub;
    answer->stream_who = who;
    answer->stream_key = key;
    answer->stream_after = after;
}
