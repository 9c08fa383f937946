/* json_read.c - JSON text to a checked tree in an arena.  Depth is bounded
 * by GT_JSON_DEPTH_MAX with an explicit stack, never by recursion. */
#include "base/json.h"
#include "base/utf8.h"

struct reader {
    struct gt_arena *arena;
    gt_str           text;
    size_t           at;
    struct gt_err   *err;
};

static gt_rc bad(struct reader *r, const char *en, const char *zh)
{
    size_t line = 1, start = 0;

    for (size_t i = 0; i < r->at && i < r->text.len; i++)
        if (r->text.at[i] == '\n') {
            line++;
            start = i + 1;
        }
    (void)gt_fail_text(r->err, GT_EPARSE, en, zh);
    return gt_wrap(r->err, GT_EPARSE, "JSON line %zu column %zu", "JSON 第%zu行第%zu列",
                   line, r->at - start + 1);
}

static void skip_blanks(struct reader *r)
{
    while (r->at < r->text.len && strchr(" \t\r\n", r->text.at[r->at]) != NULL)
        r->at++;
}

static bool hex4(struct reader *r, uint32_t *out)
{
    uint32_t value = 0;

    if (r->text.len - r->at < 4)
        return false;
    for (int i = 0; i < 4; i++) {
        const char c = r->text.at[r->at + (size_t)i];

        value <<= 4;
        if (c >= '0' && c <= '9')
            value |= (uint32_t)(c - '0');
        else if ((c | 32) >= 'a' && (c | 32) <= 'f')
            value |= (uint32_t)((c | 32) - 'a' + 10);
        else
            return false;
    }
    r->at += 4;
    *out = value;
    return true;
}

/* One \u escape, surrogate pairs joined; NUL and lone halves are refused. */
static bool unicode_escape(struct reader *r, uint32_t *out)
{
    uint32_t low;

    if (!hex4(r, out) || *out == 0)
        return false;
    if (*out < 0xD800 || *out > 0xDFFF)
        return true;
    if (*out > 0xDBFF || r->text.len - r->at < 6 || r->text.at[r->at] != '\\' ||
        r->text.at[r->at + 1] != 'u')
        return false;
    r->at += 2;
    if (!hex4(r, &low) || low < 0xDC00 || low > 0xDFFF)
        return false;
    *out = 0x10000 + ((*out - 0xD800) << 10) + (low - 0xDC00);
    return true;
}

static gt_rc read_string(struct reader *r, gt_str *out)
{
    size_t from, len = 0;
    bool escaped = false;
    char *copy;

    from = ++r->at;
    for (;; r->at++) {
        if (r->at == r->text.len)
            return bad(r, "the string does not end", "字符串没有结束");
        if (r->text.at[r->at] == '"')
            break;
        if ((unsigned char)r->text.at[r->at] < 0x20)
            return bad(r, "a control character in a string", "字符串中有控制字符");
        if (r->text.at[r->at] == '\\') {
            escaped = true;
            if (++r->at == r->text.len)
                return bad(r, "the string does not end", "字符串没有结束");
        }
    }
    *out = gt_str_sub(r->text, from, r->at);
    if (!escaped) {
        r->at++;
        return GT_OK;
    }
    /* An escape is never shorter than what it stands for. */
    if ((copy = gt_arena_alloc(r->arena, out->len + 1, 1)) == NULL)
        return GT_ENOMEM;
    for (r->at = from; r->text.at[r->at] != '"';) {
        static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
        const char *hit;
        uint32_t point;

        if (r->text.at[r->at] != '\\') {
            copy[len++] = r->text.at[r->at++];
            continue;
        }
        r->at++;
        if (r->text.at[r->at] == 'u') {
            r->at++;
            if (!unicode_escape(r, &point))
                return bad(r, "a wrong \\u escape", "错误的 \\u 转义");
            len += gt_utf8_put(point, copy + len);
        } else if ((hit = strchr(names, r->text.at[r->at])) != NULL) {
            copy[len++] = values[hit - names];
            r->at++;
        } else {
            return bad(r, "an unknown escape", "未知的转义");
        }
    }
    r->at++;
    *out = (gt_str){copy, len};
    return GT_OK;
}

static size_t digits(struct reader *r)
{
    const size_t from = r->at;

    while (r->at < r->text.len && r->text.at[r->at] >= '0' && r->text.at[r->at] <= '9')
        r->at++;
    return r->at - from;
}

static gt_rc read_number(struct reader *r, struct gt_jval *v)
{
    const size_t from = r->at;
    char copy[64];
    bool real = false;
    gt_str text;

    if (r->text.at[r->at] == '-')
        r->at++;
    if (r->at < r->text.len && r->text.at[r->at] == '0')
        r->at++;
    else if (digits(r) == 0)
        return bad(r, "no value here", "此处没有值");
    if (r->at < r->text.len && r->text.at[r->at] == '.') {
        real = true;
        r->at++;
        if (digits(r) == 0)
            return bad(r, "a wrong number", "数字有误");
    }
    if (r->at < r->text.len && (r->text.at[r->at] | 32) == 'e') {
        real = true;
        r->at++;
        if (r->at < r->text.len && (r->text.at[r->at] == '+' || r->text.at[r->at] == '-'))
            r->at++;
        if (digits(r) == 0)
            return bad(r, "a wrong number", "数字有误");
    }
    text = gt_str_sub(r->text, from, r->at);
    if (text.len >= sizeof(copy))
        return bad(r, "a number of too many digits", "数字位数过多");
    memcpy(copy, text.at, text.len);
    copy[text.len] = '\0';
    v->real = strtod(copy, NULL);
    v->type = GT_JREAL;
    if (!real) {
        if (!gt_str_i64(text, &v->integer))
            return bad(r, "an integer beyond 64 bits", "整数超出64位");
        v->type = GT_JINT;
    }
    return GT_OK;
}

static gt_rc read_scalar(struct reader *r, struct gt_jval *v)
{
    static const struct { gt_str word; enum gt_jtype type; bool boolean; } words[] = {
        {GT_STR_INIT("true"), GT_JBOOL, true},
        {GT_STR_INIT("false"), GT_JBOOL, false},
        {GT_STR_INIT("null"), GT_JNULL, false},
    };

    if (r->text.at[r->at] == '"') {
        v->type = GT_JSTR;
        return read_string(r, &v->str);
    }
    for (size_t i = 0; i < GT_LEN(words); i++)
        if (gt_str_starts(gt_str_sub(r->text, r->at, SIZE_MAX), words[i].word)) {
            r->at += words[i].word.len;
            v->type = words[i].type;
            v->boolean = words[i].boolean;
            return GT_OK;
        }
    return read_number(r, v);
}

/* The value at r->at becomes v; open containers are pushed by the caller. */
static gt_rc read_key(struct reader *r, const struct gt_jval *parent, struct gt_jval *v)
{
    gt_rc rc;

    if (r->at == r->text.len || r->text.at[r->at] != '"')
        return bad(r, "a key in quotes is missing", "缺少带引号的键");
    if (parent->count == GT_JSON_MEMBERS_MAX)
        return bad(r, "too many members in one object", "一个对象的成员过多");
    if ((rc = read_string(r, &v->key)) != GT_OK)
        return rc;
    for (const struct gt_jval *have = parent->child; have != NULL; have = have->next)
        if (gt_str_eq(have->key, v->key))
            return bad(r, "a key stands twice", "键重复");
    skip_blanks(r);
    if (r->at == r->text.len || r->text.at[r->at] != ':')
        return bad(r, "':' is missing", "缺少“:”");
    r->at++;
    skip_blanks(r);
    return GT_OK;
}

gt_rc gt_json_parse(struct gt_arena *arena, gt_str text, const struct gt_jval **out,
                    struct gt_err *err)
{
    struct reader r = {arena, text, 0, err};
    struct gt_jval *stack[GT_JSON_DEPTH_MAX], *last[GT_JSON_DEPTH_MAX], *root = NULL;
    int depth = 0;
    gt_rc rc;

    if (!gt_utf8_valid(text, &r.at))
        return bad(&r, "not valid UTF-8", "不是有效的 UTF-8");
    r.at = 0;
    skip_blanks(&r);
    for (;;) {
        struct gt_jval *parent = depth > 0 ? stack[depth - 1] : NULL, *v;

        if ((v = GT_NEW(arena, struct gt_jval)) == NULL)
            return GT_ENOMEM;
        if (parent != NULL && parent->type == GT_JOBJECT &&
            (rc = read_key(&r, parent, v)) != GT_OK)
            return rc;
        if (r.at == text.len)
            return bad(&r, "the text ends too early", "文本提前结束");
        if (parent == NULL) {
            root = v;
        } else {
            if (last[depth - 1] == NULL)
                parent->child = v;
            else
                last[depth - 1]->next = v;
            last[depth - 1] = v;
            parent->count++;
        }
        if (text.at[r.at] == '{' || text.at[r.at] == '[') {
            const char closer = text.at[r.at] == '{' ? '}' : ']';

            v->type = closer == '}' ? GT_JOBJECT : GT_JARRAY;
            if (depth == GT_JSON_DEPTH_MAX)
                return bad(&r, "nested too deep", "嵌套过深");
            r.at++;
            skip_blanks(&r);
            if (r.at == text.len || text.at[r.at] != closer) {
                stack[depth] = v;
                last[depth++] = NULL;
                continue; /* its first child */
            }
            r.at++;
        } else if ((rc = read_scalar(&r, v)) != GT_OK) {
            return rc;
        }
        /* v is whole: go on behind it, closing what ends here. */
        for (;;) {
            skip_blanks(&r);
            if (depth == 0) {
                if (r.at != text.len)
                    return bad(&r, "something stands behind the value", "值后面还有内容");
                *out = root;
                return GT_OK;
            }
            if (r.at == text.len)
                return bad(&r, "the text ends too early", "文本提前结束");
            if (text.at[r.at] == ',') {
                r.at++;
                skip_blanks(&r);
                break;
            }
            if (text.at[r.at] != (stack[depth - 1]->type == GT_JOBJECT ? '}' : ']'))
                return bad(&r, "',' or a closing bracket is missing", "缺少“,”或右括号");
            r.at++;
            depth--;
        }
    }
}

const struct gt_jval *gt_jget(const struct gt_jval *v, const char *key)
{
    const gt_str want = gt_str_from(key);

    if (v == NULL || v->type != GT_JOBJECT)
        return NULL;
    for (const struct gt_jval *member = v->child; member != NULL; member = member->next)
        if (gt_str_eq(member->key, want))
            return member;
    return NULL;
}

gt_str gt_jstr(const struct gt_jval *v, const char *key, gt_str otherwise)
{
    const struct gt_jval *member = gt_jget(v, key);

    return member != NULL && member->type == GT_JSTR ? member->str : otherwise;
}

int64_t gt_ji64(const struct gt_jval *v, const char *key, int64_t otherwise)
{
    const struct gt_jval *member = gt_jget(v, key);

    return member != NULL && member->type == GT_JINT ? member->integer : otherwise;
}

double gt_jreal(const struct gt_jval *v, const char *key, double otherwise)
{
    const struct gt_jval *member = gt_jget(v, key);

    return member != NULL && (member->type == GT_JINT || member->type == GT_JREAL)
               ? member->real : otherwise;
}

bool gt_jbool(const struct gt_jval *v, const char *key, bool otherwise)
{
    const struct gt_jval *member = gt_jget(v, key);

    return member != NULL && member->type == GT_JBOOL ? member->boolean : otherwise;
}
