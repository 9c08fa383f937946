/* fields.c - lines and fields of text formats. */
#include "read/fields.h"

#include "base/utf8.h"

bool gt_fields_line(gt_str text, size_t *at, gt_str *line)
{
    const char *start = text.at + *at, *end;

    if (*at >= text.len)
        return false;
    end = memchr(start, '\n', text.len - *at);
    line->at = start;
    line->len = end == NULL ? text.len - *at : (size_t)(end - start);
    *at += line->len + (end != NULL);
    while (line->len > 0 && (line->at[line->len - 1] == '\r' || line->at[line->len - 1] == '\n'))
        line->len--;
    return true;
}

/* One quoted field; *i stands behind the opening quote, afterwards behind the
 * closing one. */
static gt_rc quoted(struct gt_arena *arena, gt_str line, size_t *i, gt_str *out)
{
    char *copy = GT_NEW_N(arena, char, line.len - *i + 1);
    size_t len = 0;

    if (copy == NULL)
        return GT_ENOMEM;
    for (; *i < line.len; (*i)++) {
        if (line.at[*i] != '"') {
            copy[len++] = line.at[*i];
        } else if (*i + 1 < line.len && line.at[*i + 1] == '"') {
            copy[len++] = '"';
            (*i)++;
        } else {
            (*i)++;
            break;
        }
    }
    *out = (gt_str){copy, len};
    return GT_OK;
}

gt_rc gt_fields_split(struct gt_arena *arena, gt_str line, char separator, bool quotes,
                      struct gt_fields *out)
{
    size_t i = 0;

    out->count = 0;
    for (;;) {
        gt_str *field;
        size_t from = i;

        if (out->count == GT_FIELDS_MAX)
            return GT_ELIMIT;
        field = &out->at[out->count++];
        if (quotes && i < line.len && line.at[i] == '"') {
            gt_rc rc;

            i++;
            if ((rc = quoted(arena, line, &i, field)) != GT_OK)
                return rc;
            while (i < line.len && line.at[i] != separator)
                i++;
        } else {
            while (i < line.len && line.at[i] != separator)
                i++;
            *field = gt_str_sub(line, from, i);
        }
        if (i >= line.len)
            return GT_OK;
        i++;
    }
}

gt_rc gt_fields_utf8(struct gt_arena *arena, gt_str s, gt_str *out)
{
    size_t bad, len = 0;
    char *copy;

    if (gt_utf8_valid(s, &bad)) {
        *out = s;
        return GT_OK;
    }
    if ((copy = GT_NEW_N(arena, char, s.len * 2 + 1)) == NULL)
        return GT_ENOMEM;
    for (size_t i = 0; i < s.len; i++) {
        char bytes[4];
        size_t n = gt_utf8_put(s.at[i] == '\0' ? '?' : (unsigned char)s.at[i], bytes);

        memcpy(copy + len, bytes, n);
        len += n;
    }
    *out = (gt_str){copy, len};
    return GT_OK;
}

bool gt_fields_decimal_min(gt_str s, int64_t unit_min, int64_t *out)
{
    int64_t whole = 0, part = 0, scale = 1;
    bool minus = s.len > 0 && s.at[0] == '-', digits = false;

    for (size_t i = minus; i < s.len; i++) {
        if (s.at[i] == '.' && scale == 1) {
            scale = 10;
            continue;
        }
        if (s.at[i] < '0' || s.at[i] > '9' || whole > 10 * 1000 * 1000 || scale > 1000000)
            return false;
        digits = true;
        if (scale == 1) {
            whole = whole * 10 + (s.at[i] - '0');
        } else {
            part = part * 10 + (s.at[i] - '0');
            scale *= 10;
        }
    }
    if (scale > 1)
        scale /= 10;
    *out = whole * unit_min + (part * unit_min + scale / 2) / scale;
    if (minus)
        *out = -*out;
    return digits;
}
