/* tjp_macro.c - macros of TaskJuggler files: text to text. */
#include "base/map.h"
#include "read/tjp_macro.h"

enum { WORD_MAX = 4096, MACRO_DEPTH_MAX = 24, MACRO_ARGS_MAX = 9 };

struct macros {
    struct gt_arena *arena;
    struct gt_err *err;
    struct gt_map names;
    GT_VEC(gt_str) bodies;
    struct gt_buf *out;
};

static gt_rc no_memory(struct macros *m)
{
    return gt_fail(m->err, GT_ENOMEM, "no memory for the project file", "项目文件内存不足");
}

static bool word_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* The index behind a comment or a string that begins at i, or i. */
static size_t past_quoted(gt_str s, size_t i)
{
    char c = s.at[i];

    if (c == '#' || (c == '/' && i + 1 < s.len && s.at[i + 1] == '/')) {
        while (i < s.len && s.at[i] != '\n')
            i++;
    } else if (c == '/' && i + 1 < s.len && s.at[i + 1] == '*') {
        size_t end = gt_str_find(s, GT_STR("*/"), i + 2);

        return end == SIZE_MAX ? s.len : end + 2;
    } else if (gt_str_starts(gt_str_sub(s, i, i + 4), GT_STR("-8<-"))) {
        size_t end = gt_str_find(s, GT_STR("->8-"), i + 4);

        return end == SIZE_MAX ? s.len : end + 4;
    }
    return i;
}

/* "${name "arg" …}": arguments with or without quotes. */
static size_t macro_call(gt_str s, size_t i, gt_str *name, gt_str args[MACRO_ARGS_MAX], int *count)
{
    size_t from = i += 2;

    if (i < s.len && s.at[i] == '?') /* "${?name}": nothing where it is not there */
        from = ++i;
    while (i < s.len && word_char(s.at[i]))
        i++;
    *name = gt_str_sub(s, from, i);
    *count = 0;
    while (i < s.len && s.at[i] != '}') {
        if (s.at[i] == '"') {
            from = ++i;
            while (i < s.len && s.at[i] != '"')
                i++;
            if (*count < MACRO_ARGS_MAX)
                args[(*count)++] = gt_str_sub(s, from, i);
        }
        i += i < s.len;
    }
    return i < s.len ? i + 1 : s.len;
}

static bool is_named(gt_str s, const char *name) { return gt_str_eq(s, gt_str_from(name)); }

struct frame { gt_str text; size_t at; bool in_string; gt_str args[MACRO_ARGS_MAX]; int count; };

/* The caller's own arguments in one that it passes on: "${1}.l1". */
static bool fill_in(struct macros *m, gt_str text, const gt_str *args, int count, gt_str *out)
{
    char buffer[WORD_MAX];
    size_t len = 0;

    for (size_t i = 0; i < text.len;) {
        gt_str piece = gt_str_sub(text, i, i + 1);
        bool own = i + 3 < text.len && text.at[i] == '$' && text.at[i + 1] == '{' &&
                   text.at[i + 2] >= '1' && text.at[i + 2] <= '9' && text.at[i + 3] == '}';

        if (own) {
            int which = text.at[i + 2] - '1';

            piece = which < count ? args[which] : GT_STR("");
        }
        if (piece.len > sizeof(buffer) - len)
            piece.len = sizeof(buffer) - len;
        memcpy(buffer + len, piece.at, piece.len);
        len += piece.len;
        i += own ? 4 : 1;
    }
    return gt_arena_dup(m->arena, (gt_str){buffer, len}, out) == GT_OK;
}

/* Expands into out; definitions are taken out on the way. */
static gt_rc expand(struct macros *m, gt_str text)
{
    struct frame *stack = GT_NEW_N(m->arena, struct frame, MACRO_DEPTH_MAX);
    int depth = 1;

    if (stack == NULL)
        return no_memory(m);
    stack[0] = (struct frame){.text = text};
    while (depth > 0) {
        struct frame *f = &stack[depth - 1];
        gt_str name, args[MACRO_ARGS_MAX];
        uint32_t body;
        int count;
        size_t next;

        if (f->at >= f->text.len) {
            depth--;
            continue;
        }
        if (f->text.at[f->at] == '"')
            f->in_string = !f->in_string;
        if (!f->in_string && (next = past_quoted(f->text, f->at)) > f->at) {
            f->at = next;
            gt_buf_char(m->out, '\n');
            continue;
        }
        if (!f->in_string && gt_str_starts(gt_str_sub(f->text, f->at, f->at + 6), GT_STR("macro ")) &&
            (f->at == 0 || !word_char(f->text.at[f->at - 1]))) {
            size_t open = gt_str_find(f->text, GT_STR("["), f->at), end = open;
            int nested = 0;

            if (open == SIZE_MAX)
                return gt_fail(m->err, GT_EPARSE, "a macro without [", "宏缺少 [");
            do {
                nested += f->text.at[end] == '[' ? 1 : f->text.at[end] == ']' ? -1 : 0;
                end++;
            } while (nested > 0 && end < f->text.len);
            name = gt_str_trim(gt_str_sub(f->text, f->at + 6, open));
            if (GT_PUSH(m->arena, &m->bodies) == NULL)
                return no_memory(m);
            m->bodies.at[m->bodies.count - 1] = gt_str_sub(f->text, open + 1, end - 1);
            if (gt_map_add(&m->names, name, (uint32_t)m->bodies.count - 1) == GT_ENOMEM)
                return no_memory(m);
            f->at = end;
            continue;
        }
        if (!gt_str_starts(gt_str_sub(f->text, f->at, f->at + 2), GT_STR("${"))) {
            gt_buf_char(m->out, f->text.at[f->at++]);
            continue;
        }
        f->at = macro_call(f->text, f->at, &name, args, &count);
        if (name.len == 1 && name.at[0] >= '1' && name.at[0] <= '9') {
            int which = name.at[0] - '1';

            if (which < f->count)
                gt_buf_str(m->out, f->args[which]);
        } else if (is_named(name, "projectstart") || is_named(name, "projectend")) {
            gt_buf_str(m->out, name); /* known only when the project was read */
        } else if (gt_map_find(&m->names, name, &body)) {
            if (depth == MACRO_DEPTH_MAX)
                return gt_fail(m->err, GT_ELIMIT, "macros call each other more than %d deep",
                               "宏互相调用超过 %d 层", (int)MACRO_DEPTH_MAX);
            stack[depth] = (struct frame){.text = m->bodies.at[body], .count = count};
            for (int i = 0; i < count; i++)
                if (!fill_in(m, args[i], f->args, f->count, &stack[depth].args[i]))
                    return no_memory(m);
            depth++;
        }
        if (m->out->status != GT_OK)
            break;
    }
    if (m->out->status == GT_ELIMIT)
        return gt_fail(m->err, GT_ELIMIT, "macros make more than %d MB", "宏展开后超过 %d MB",
                       (int)(GT_TJP_EXPANDED_MAX >> 20));
    return m->out->status == GT_OK ? GT_OK : no_memory(m);
}

gt_rc gt_tjp_expand(struct gt_arena *arena, gt_str text, struct gt_buf *out, struct gt_err *err)
{
    struct macros m = {.arena = arena, .err = err, .out = out};

    gt_map_init(&m.names, arena);
    return expand(&m, text);
}
