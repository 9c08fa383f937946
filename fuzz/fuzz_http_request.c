/* fuzz_http_request.c - targets and header fields of any bytes: the first
 * line is the target, each further one a header field. */
#include "http/fields.h"
#include "http/target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct gt_http_pair headers[GT_HTTP_HEADERS_MAX];
    gt_str rest = {(const char *)data, size}, line, value;
    struct gt_http_target target;
    struct gt_arena *arena = NULL;
    struct gt_err err = {0};
    size_t count = 0, end;

    if (gt_arena_create(4 << 20, &arena) != GT_OK)
        return 0;
    end = gt_str_find(rest, GT_STR("\n"), 0);
    if (gt_http_target_parse(arena, gt_str_sub(rest, 0, end), &target, &err) == GT_OK)
        assert(target.path.len > 0 && target.path.at[0] == '/');
    while (end != SIZE_MAX && count < GT_HTTP_HEADERS_MAX) {
        rest = gt_str_sub(rest, end + 1, rest.len);
        end = gt_str_find(rest, GT_STR("\n"), 0);
        line = gt_str_sub(rest, 0, end);
        headers[count].name = gt_str_sub(line, 0, gt_str_find(line, GT_STR(":"), 0));
        value = gt_str_sub(line, headers[count].name.len + 1, line.len);
        headers[count++].value = value;
        (void)gt_http_language(value);
        (void)gt_http_takes_gzip(value);
        (void)gt_http_etag_listed(value, GT_STR("\"7\""));
        (void)gt_http_cookie_find(value, GT_STR("guatu_session"), &value);
    }
    if (gt_http_guard(headers, count, &err) == GT_OK)
        assert(count > 0); /* at least the Host */
    gt_arena_destroy(arena);
    return 0;
}
