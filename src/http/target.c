/* target.c - reads a request target strictly: what is odd is refused. */
#include "base/utf8.h"
#include "http/target.h"

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* Percent escapes, and in a query '+' for a blank; UTF-8 without control
 * characters afterwards. */
static gt_rc decode(struct gt_arena *arena, gt_str raw, bool plus, gt_str *out,
                    struct gt_err *err)
{
    char *text;
    size_t len = 0;

    if ((text = gt_arena_alloc(arena, raw.len + 1, 1)) == NULL)
        return gt_fail_text(err, GT_ENOMEM, gt_rc_text(GT_ENOMEM, GT_LANG_EN),
                            gt_rc_text(GT_ENOMEM, GT_LANG_ZH));
    for (size_t i = 0; i < raw.len; i++) {
        char c = raw.at[i];

        if (c == '%') {
            const int high = i + 1 < raw.len ? hex(raw.at[i + 1]) : -1;
            const int low = i + 2 < raw.len ? hex(raw.at[i + 2]) : -1;

            if (high < 0 || low < 0)
                return gt_fail(err, GT_EINVAL, "a %% in the address is not followed by two hex digits",
                               "地址中的 %% 之后不是两位十六进制数");
            c = (char)(high * 16 + low);
            i += 2;
        } else if (c == '+' && plus) {
            c = ' ';
        }
        if ((unsigned char)c < 0x20 || c == 0x7F)
            return gt_fail(err, GT_EINVAL, "the address holds a control character",
                           "地址含控制字符");
        text[len++] = c;
    }
    *out = (gt_str){text, len};
    if (!gt_utf8_valid(*out, NULL))
        return gt_fail(err, GT_EINVAL, "the address is not UTF-8", "地址不是 UTF-8 编码");
    return GT_OK;
}

static gt_rc parse_path(struct gt_arena *arena, gt_str raw, struct gt_http_target *target,
                        struct gt_err *err)
{
    size_t at = 1; /* behind the first "/" */
    gt_rc rc;

    if (raw.len == 0 || raw.at[0] != '/')
        return gt_fail(err, GT_EINVAL, "the address does not begin with /", "地址须以 / 开头");
    if ((rc = decode(arena, raw, false, &target->path, err)) != GT_OK)
        return rc;
    while (at <= raw.len) {
        size_t slash = gt_str_find(raw, GT_STR("/"), at);
        gt_str segment;

        if (slash == SIZE_MAX)
            slash = raw.len;
        if ((rc = decode(arena, gt_str_sub(raw, at, slash), false, &segment, err)) != GT_OK)
            return rc;
        if (gt_str_eq(segment, GT_STR(".")) || gt_str_eq(segment, GT_STR("..")))
            return gt_fail(err, GT_EINVAL, "the address holds a . or .. segment",
                           "地址含 . 或 .. 路径段");
        if (target->segment_count < GT_HTTP_SEGMENTS_MAX)
            target->segments[target->segment_count++] = segment;
        else
            target->deep = true;
        at = slash + 1;
    }
    return GT_OK;
}

static gt_rc parse_pair(struct gt_arena *arena, gt_str raw, struct gt_http_target *target,
                        struct gt_err *err)
{
    const size_t equals = gt_str_find(raw, GT_STR("="), 0);
    struct gt_http_pair *pair = &target->query[target->query_count];
    gt_rc rc;

    if ((rc = decode(arena, gt_str_sub(raw, 0, equals), true, &pair->name, err)) != GT_OK ||
        (rc = decode(arena, equals == SIZE_MAX ? (gt_str){"", 0}
                                               : gt_str_sub(raw, equals + 1, raw.len),
                     true, &pair->value, err)) != GT_OK)
        return rc;
    for (size_t i = 0; i < target->query_count; i++)
        if (gt_str_eq(target->query[i].name, pair->name))
            return gt_fail(err, GT_EINVAL, "the query names %.*s twice",
                           "查询参数 %.*s 出现两次", GT_FMT(gt_str_sub(pair->name, 0, 40)));
    target->query_count++;
    return GT_OK;
}

static gt_rc parse_query(struct gt_arena *arena, gt_str raw, struct gt_http_target *target,
                         struct gt_err *err)
{
    gt_rc rc;

    target->query = GT_NEW_N(arena, struct gt_http_pair, GT_HTTP_QUERY_MAX);
    if (target->query == NULL)
        return gt_fail_text(err, GT_ENOMEM, gt_rc_text(GT_ENOMEM, GT_LANG_EN),
                            gt_rc_text(GT_ENOMEM, GT_LANG_ZH));
    while (raw.len > 0) {
        size_t amp = gt_str_find(raw, GT_STR("&"), 0);
        gt_str pair;

        if (amp == SIZE_MAX)
            amp = raw.len;
        pair = gt_str_sub(raw, 0, amp);
        raw = gt_str_sub(raw, amp + 1, raw.len);
        if (pair.len == 0)
            continue;
        if (target->query_count == GT_HTTP_QUERY_MAX)
            return gt_fail(err, GT_EINVAL, "the query has more than %d parts",
                           "查询参数超过%d个", (int)GT_HTTP_QUERY_MAX);
        if ((rc = parse_pair(arena, pair, target, err)) != GT_OK)
            return rc;
    }
    return GT_OK;
}

gt_rc gt_http_target_parse(struct gt_arena *arena, gt_str raw, struct gt_http_target *out,
                           struct gt_err *err)
{
    struct gt_http_target target = {0};
    size_t mark;
    gt_rc rc;

    if (raw.len > GT_HTTP_TARGET_MAX)
        return gt_fail(err, GT_ELIMIT, "the address is longer than %d bytes",
                       "地址超过%d字节", (int)GT_HTTP_TARGET_MAX);
    for (size_t i = 0; i < raw.len; i++)
        if ((unsigned char)raw.at[i] <= 0x20 || raw.at[i] == 0x7F || raw.at[i] == '#')
            return gt_fail(err, GT_EINVAL, "the address holds a character that must be escaped",
                           "地址含须转义的字符");
    mark = gt_str_find(raw, GT_STR("?"), 0);
    if ((rc = parse_path(arena, gt_str_sub(raw, 0, mark), &target, err)) != GT_OK)
        return rc;
    if (mark != SIZE_MAX &&
        (rc = parse_query(arena, gt_str_sub(raw, mark + 1, raw.len), &target, err)) != GT_OK)
        return rc;
    *out = target;
    return GT_OK;
}
