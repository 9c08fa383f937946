/* fields.c - the guard, and the fields that the server understands. */
#include "http/fields.h"

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

bool gt_http_name_eq(gt_str name, const char *want)
{
    size_t i = 0;

    for (; i < name.len && want[i] != '\0'; i++)
        if (lower(name.at[i]) != lower(want[i]))
            return false;
    return i == name.len && want[i] == '\0';
}

/* tchar of RFC 9110 section 5.6.2 */
static bool is_token(gt_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        const char c = s.at[i];

        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
            continue;
        if (c == '\0' || strchr("!#$%&'*+-.^_`|~", c) == NULL)
            return false;
    }
    return s.len > 0;
}

static bool is_field_value(gt_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        const unsigned char c = (unsigned char)s.at[i];

        if ((c < 0x20 && c != '\t') || c == 0x7F)
            return false;
    }
    return true;
}

static bool is_digits(gt_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.at[i] < '0' || s.at[i] > '9')
            return false;
    return s.len > 0;
}

gt_rc gt_http_guard(const struct gt_http_pair *headers, size_t count, struct gt_err *err)
{
    unsigned hosts = 0, lengths = 0, codings = 0;

    for (size_t i = 0; i < count; i++) {
        const gt_str name = headers[i].name, value = gt_str_trim(headers[i].value);

        if (!is_token(name))
            return gt_fail(err, GT_EINVAL, "a header field name is not a token",
                           "请求头字段名不合规范");
        if (!is_field_value(headers[i].value))
            return gt_fail(err, GT_EINVAL, "header field %.*s holds a control character",
                           "请求头字段 %.*s 含控制字符", GT_FMT(name));
        if (gt_http_name_eq(name, "host")) {
            hosts++;
        } else if (gt_http_name_eq(name, "content-length")) {
            lengths++;
            if (!is_digits(value))
                return gt_fail(err, GT_EINVAL, "Content-Length is not a number",
                               "Content-Length 不是数字");
        } else if (gt_http_name_eq(name, "transfer-encoding")) {
            codings++;
            if (!gt_http_name_eq(value, "chunked"))
                return gt_fail(err, GT_EINVAL, "Transfer-Encoding may only be chunked",
                               "Transfer-Encoding 只能为 chunked");
        }
    }
    if (hosts != 1)
        return gt_fail(err, GT_EINVAL, "the request must name exactly one Host",
                       "请求须且只须有一个 Host");
    if (lengths > 1 || codings > 1 || lengths + codings > 1)
        return gt_fail(err, GT_EINVAL, "the request states the length of its body more than once",
                       "请求多次声明了正文长度");
    return GT_OK;
}

/* The next comma-separated item without its blanks; false at the end. */
static bool next_item(gt_str *rest, gt_str *item)
{
    size_t comma;

    if (rest->len == 0)
        return false;
    comma = gt_str_find(*rest, GT_STR(","), 0);
    if (comma == SIZE_MAX)
        comma = rest->len;
    *item = gt_str_trim(gt_str_sub(*rest, 0, comma));
    *rest = gt_str_sub(*rest, comma + 1, rest->len);
    return true;
}

/* Splits "gzip;q=0.5" into the name and its weight in thousandths. */
static unsigned weight(gt_str item, gt_str *name)
{
    const size_t semi = gt_str_find(item, GT_STR(";"), 0);
    unsigned thousandths = 0, place = 100;
    gt_str q;

    *name = gt_str_trim(gt_str_sub(item, 0, semi));
    if (semi == SIZE_MAX)
        return 1000;
    q = gt_str_trim(gt_str_sub(item, semi + 1, item.len));
    if (!gt_str_starts(q, GT_STR("q=")) && !gt_str_starts(q, GT_STR("Q=")))
        return 1000;
    q = gt_str_sub(q, 2, q.len);
    if (q.len == 0 || q.at[0] != '0')
        return 1000;
    for (size_t i = 2; i < q.len && place > 0 && q.at[i] >= '0' && q.at[i] <= '9'; i++) {
        thousandths += (unsigned)(q.at[i] - '0') * place;
        place /= 10;
    }
    return thousandths;
}

enum gt_lang gt_http_language(gt_str accept_language)
{
    unsigned best = 0;
    enum gt_lang lang = GT_LANG_ZH;
    gt_str item, name;

    while (next_item(&accept_language, &item)) {
        const unsigned q = weight(item, &name);
        const gt_str primary = gt_str_sub(name, 0, gt_str_find(name, GT_STR("-"), 0));

        if (q <= best)
            continue;
        if (gt_http_name_eq(primary, "zh"))
            lang = GT_LANG_ZH;
        else if (gt_http_name_eq(primary, "en"))
            lang = GT_LANG_EN;
        else
            continue;
        best = q;
    }
    return lang;
}

bool gt_http_takes_gzip(gt_str accept_encoding)
{
    bool any = false;
    gt_str item, name;

    while (next_item(&accept_encoding, &item)) {
        const unsigned q = weight(item, &name);

        if (gt_http_name_eq(name, "gzip"))
            return q > 0;
        if (gt_http_name_eq(name, "*"))
            any = q > 0;
    }
    return any;
}

bool gt_http_etag_listed(gt_str list, gt_str etag)
{
    gt_str item;

    if (gt_str_starts(etag, GT_STR("W/")))
        etag = gt_str_sub(etag, 2, etag.len);
    /* Our own tags hold no comma, so splitting at commas cannot cut one. */
    while (next_item(&list, &item)) {
        if (gt_str_eq(item, GT_STR("*")))
            return true;
        if (gt_str_starts(item, GT_STR("W/")))
            item = gt_str_sub(item, 2, item.len);
        if (item.len > 0 && gt_str_eq(item, etag))
            return true;
    }
    return false;
}

bool gt_http_cookie_find(gt_str field, gt_str name, gt_str *out)
{
    while (field.len > 0) {
        const size_t semi = gt_str_find(field, GT_STR(";"), 0);
        const gt_str pair = gt_str_trim(gt_str_sub(field, 0, semi));
        const size_t equals = gt_str_find(pair, GT_STR("="), 0);

        if (equals != SIZE_MAX && gt_str_eq(gt_str_sub(pair, 0, equals), name)) {
            *out = gt_str_sub(pair, equals + 1, pair.len);
            return true;
        }
        if (semi == SIZE_MAX)
            break;
        field = gt_str_sub(field, semi + 1, field.len);
    }
    *out = (gt_str){"", 0};
    return false;
}
