/* html_token.c - tags, text and entities. */
#include "read/html_token.h"

#include <strings.h>

static bool space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
static bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
static bool digit(char c) { return c >= '0' && c <= '9'; }

static size_t find_close(gt_str bytes, size_t at, const char *close, size_t len)
{
    size_t found = gt_str_find(bytes, (gt_str){close, len}, at);

    return found == SIZE_MAX ? bytes.len : found + len;
}

/* Past the '>' that ends a tag; quotes hide one. */
static size_t tag_end(gt_str bytes, size_t at)
{
    char quote = 0;

    for (; at < bytes.len; at++) {
        char c = bytes.at[at];

        if (quote != 0) {
            if (c == quote)
                quote = 0;
        } else if ((c == '"' || c == '\'') && at > 0 && (bytes.at[at - 1] == '=' || space(bytes.at[at - 1]))) {
            quote = c;
        } else if (c == '>') {
            return at;
        }
    }
    return bytes.len;
}

/* To the end tag of an element whose inside is no markup. */
static size_t skip_raw(gt_str bytes, size_t at, const char *name)
{
    size_t len = strlen(name);

    for (; at + 2 + len <= bytes.len; at++)
        if (bytes.at[at] == '<' && bytes.at[at + 1] == '/' && strncasecmp(bytes.at + at + 2, name, len) == 0)
            return at;
    return bytes.len;
}

static bool is_raw(const char *name)
{
    static const char *const names[] = {"script", "style", "textarea", "title", "noscript", "iframe", "xmp", "template"};

    for (size_t i = 0; i < GT_LEN(names); i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

static void read_tag(struct gt_html_lexer *lexer, struct gt_html_token *out)
{
    gt_str bytes = lexer->bytes;
    size_t at = lexer->at + 1, end = tag_end(bytes, at), n = 0;

    out->kind = GT_HTML_OPEN;
    if (at < bytes.len && bytes.at[at] == '/') {
        out->kind = GT_HTML_CLOSE;
        at++;
    }
    for (; at < end && !space(bytes.at[at]) && bytes.at[at] != '/'; at++) {
        char c = bytes.at[at];

        if (n + 1 < sizeof(out->name))
            out->name[n] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
        n++;
    }
    if (n >= sizeof(out->name))
        n = 0;
    out->name[n] = 0;
    out->text = gt_str_sub(bytes, at, end);
    lexer->at = end < bytes.len ? end + 1 : end;
    if (out->kind == GT_HTML_OPEN && is_raw(out->name))
        lexer->at = skip_raw(bytes, lexer->at, out->name);
}

void gt_html_next(struct gt_html_lexer *lexer, struct gt_html_token *out)
{
    gt_str bytes = lexer->bytes;

    memset(out, 0, sizeof(*out));
    while (lexer->at < bytes.len) {
        size_t at = lexer->at;
        char next = at + 1 < bytes.len ? bytes.at[at + 1] : 0;

        if (bytes.at[at] != '<' || !(letter(next) || next == '/' || next == '!' || next == '?')) {
            size_t end = at + 1;

            while (end < bytes.len && bytes.at[end] != '<')
                end++;
            out->kind = GT_HTML_TEXT;
            out->text = gt_str_sub(bytes, at, end);
            lexer->at = end;
            return;
        }
        if (next == '!' && at + 4 <= bytes.len && memcmp(bytes.at + at, "<!--", 4) == 0) {
            lexer->at = find_close(bytes, at + 4, "-->", 3);
        } else if (next == '!' || next == '?') {
            lexer->at = find_close(bytes, at, ">", 1);
        } else {
            read_tag(lexer, out);
            return;
        }
    }
    out->kind = GT_HTML_END;
}

bool gt_html_attr(gt_str text, const char *name, gt_str *value)
{
    size_t len = strlen(name), at = 0;

    while (at < text.len) {
        size_t begin, end;
        bool same;

        while (at < text.len && (space(text.at[at]) || text.at[at] == '/'))
            at++;
        begin = at;
        while (at < text.len && !space(text.at[at]) && text.at[at] != '=' && text.at[at] != '/')
            at++;
        same = at - begin == len && strncasecmp(text.at + begin, name, len) == 0;
        while (at < text.len && space(text.at[at]))
            at++;
        if (at >= text.len || text.at[at] != '=') {
            if (same) {
                *value = (gt_str){"", 0};
                return true;
            }
            if (at == begin)
                at++;
            continue;
        }
        at++;
        while (at < text.len && space(text.at[at]))
            at++;
        if (at < text.len && (text.at[at] == '"' || text.at[at] == '\'')) {
            char quote = text.at[at++];

            for (end = at; end < text.len && text.at[end] != quote;)
                end++;
            if (same) {
                *value = gt_str_sub(text, at, end);
                return true;
            }
            at = end + 1;
        } else {
            for (end = at; end < text.len && !space(text.at[end]);)
                end++;
            if (same) {
                *value = gt_str_sub(text, at, end);
                return true;
            }
            at = end;
        }
    }
    return false;
}

static const struct { const char *name; uint32_t point; } entities[] = {
    {"nbsp", 0xa0}, {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''},
    {"ldquo", 0x201c}, {"rdquo", 0x201d}, {"lsquo", 0x2018}, {"rsquo", 0x2019}, {"mdash", 0x2014},
    {"ndash", 0x2013}, {"hellip", 0x2026}, {"middot", 0xb7}, {"bull", 0x2022}, {"times", 0xd7},
    {"laquo", 0xab}, {"raquo", 0xbb}, {"copy", 0xa9}, {"reg", 0xae}, {"ensp", 0x2002}, {"emsp", 0x2003},
    {"thinsp", 0x2009}, {"permil", 0x2030}, {"deg", 0xb0}, {"plusmn", 0xb1}, {"le", 0x2264}, {"ge", 0x2265},
    {"sect", 0xa7}, {"yen", 0xa5}, {"euro", 0x20ac}, {"lang", 0x2329}, {"rang", 0x232a}, {"zwnj", 0x200c},
};

static uint32_t numeric(gt_str text, size_t *at)
{
    size_t i = *at + 2;
    bool hex = i < text.len && (text.at[i] == 'x' || text.at[i] == 'X');
    uint32_t value = 0;
    size_t begin;

    i += hex;
    for (begin = i; i < text.len && i - begin < 8; i++) {
        char c = text.at[i];
        uint32_t d = digit(c) ? (uint32_t)(c - '0')
                     : hex && c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
                     : hex && c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A' + 10) : UINT32_MAX;

        if (d == UINT32_MAX)
            break;
        value = value * (hex ? 16 : 10) + d;
        if (value > 0x10ffff)
            value = 0x10ffff + 1;
    }
    if (i == begin) {
        (*at)++;
        return '&';
    }
    *at = i < text.len && text.at[i] == ';' ? i + 1 : i;
    return value == 0 || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff) ? 0xfffd : value;
}

uint32_t gt_html_entity(gt_str text, size_t *at)
{
    if (*at + 1 < text.len && text.at[*at + 1] == '#')
        return numeric(text, at);
    for (size_t i = 0; i < GT_LEN(entities); i++) {
        size_t len = strlen(entities[i].name), end = *at + 1 + len;

        if (end <= text.len && memcmp(text.at + *at + 1, entities[i].name, len) == 0 &&
            (end == text.len || !letter(text.at[end]))) {
            *at = end < text.len && text.at[end] == ';' ? end + 1 : end;
            return entities[i].point;
        }
    }
    (*at)++;
    return '&';
}
