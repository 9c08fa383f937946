/* progress_said.c - what one report says, as JSON and as words. */
#include "work/progress_said.h"

#include <math.h>

#include "base/utf8.h"

enum { JSON_MAX = 2 << 20 };

/* ---- JSON ---------------------------------------------------------------------------- */

static void put_figure(struct gt_json *json, const struct gt_said_figure *figure)
{
    gt_json_object(json, NULL);
    gt_json_str(json, "name", figure->name);
    gt_json_str(json, "unit", figure->unit);
    gt_json_str(json, "op", figure->op);
    gt_json_double(json, "target", figure->target);
    if (figure->has_actual)
        gt_json_double(json, "actual", figure->actual);
    if (figure->has_prev)
        gt_json_double(json, "prev", figure->prev);
    gt_json_close(json);
}

gt_rc gt_said_json(struct gt_arena *arena, const struct gt_said *said, gt_str *out)
{
    struct gt_json json;
    struct gt_buf buf;
    gt_rc rc;

    gt_buf_init(&buf, JSON_MAX);
    gt_json_init(&json, &buf);
    gt_json_object(&json, NULL);
    if (said->percent >= 0)
        gt_json_double(&json, "percent", said->percent);
    gt_json_array(&json, "answers");
    for (size_t at = 0; at < said->answers.count; at++) {
        gt_json_object(&json, NULL);
        gt_json_str(&json, "measure", said->answers.at[at].measure);
        gt_json_str(&json, "answer", said->answers.at[at].answer);
        gt_json_close(&json);
    }
    gt_json_close(&json);
    gt_json_array(&json, "figures");
    for (size_t at = 0; at < said->figures.count; at++)
        put_figure(&json, &said->figures.at[at]);
    gt_json_close(&json);
    gt_json_array(&json, "files");
    for (size_t at = 0; at < said->files.count; at++) {
        gt_json_object(&json, NULL);
        gt_json_i64(&json, "id", said->files.at[at].id);
        gt_json_str(&json, "name", said->files.at[at].name);
        gt_json_i64(&json, "size", said->files.at[at].size);
        gt_json_close(&json);
    }
    gt_json_close(&json);
    gt_json_str(&json, "problems", said->problems);
    gt_json_str(&json, "next", said->next);
    gt_json_close(&json);
    rc = gt_json_status(&json) == GT_OK ? gt_arena_dup(arena, gt_buf_view(&buf), out) : gt_json_status(&json);
    gt_buf_clear(&buf);
    return rc;
}

static bool has_number(const struct gt_jval *object, const char *key, double *out)
{
    const struct gt_jval *v = gt_jget(object, key);

    if (v == NULL || (v->type != GT_JINT && v->type != GT_JREAL) || !isfinite(v->real))
        return false;
    *out = v->real;
    return true;
}

static gt_rc take_lists(struct gt_arena *arena, const struct gt_jval *object, struct gt_said *out)
{
    const struct gt_jval *list;

    for (const struct gt_jval *v = (list = gt_jget(object, "answers")) != NULL ? list->child : NULL;
         v != NULL && out->answers.count < GT_ANSWERS_MAX + 1; v = v->next) {
        struct gt_said_answer *answer = GT_PUSH(arena, &out->answers);

        if (answer == NULL)
            return GT_ENOMEM;
        *answer = (struct gt_said_answer){gt_jstr(v, "measure", GT_STR("")),
                                          gt_str_trim(gt_jstr(v, "answer", GT_STR("")))};
    }
    for (const struct gt_jval *v = (list = gt_jget(object, "figures")) != NULL ? list->child : NULL;
         v != NULL && out->figures.count < GT_SAID_FIGURES_MAX + 1; v = v->next) {
        struct gt_said_figure *figure = GT_PUSH(arena, &out->figures);

        if (figure == NULL)
            return GT_ENOMEM;
        *figure = (struct gt_said_figure){.name = gt_jstr(v, "name", GT_STR("")),
                                          .unit = gt_jstr(v, "unit", GT_STR("")),
                                          .op = gt_jstr(v, "op", GT_STR(">="))};
        (void)has_number(v, "target", &figure->target);
        figure->has_actual = has_number(v, "actual", &figure->actual);
        figure->has_prev = has_number(v, "prev", &figure->prev);
    }
    for (const struct gt_jval *v = (list = gt_jget(object, "files")) != NULL ? list->child : NULL;
         v != NULL && out->files.count < GT_SAID_FILES_MAX + 1; v = v->next) {
        struct gt_said_file *file = GT_PUSH(arena, &out->files);

        if (file == NULL)
            return GT_ENOMEM;
        *file = (struct gt_said_file){.id = gt_ji64(v, "id", 0), .size = gt_ji64(v, "size", 0),
                                      .name = gt_jstr(v, "name", GT_STR(""))};
    }
    return GT_OK;
}

gt_rc gt_said_from(struct gt_arena *arena, const struct gt_jval *object, struct gt_said *out)
{
    *out = (struct gt_said){.percent = -1, .problems = gt_str_trim(gt_jstr(object, "problems", GT_STR(""))),
                            .next = gt_str_trim(gt_jstr(object, "next", GT_STR("")))};
    (void)has_number(object, "percent", &out->percent);
    return take_lists(arena, object, out);
}

gt_rc gt_said_parse(struct gt_arena *arena, gt_str json, struct gt_said *out, struct gt_err *err)
{
    const struct gt_jval *object = NULL;
    gt_rc rc;

    if (json.len > 0 && (rc = gt_json_parse(arena, json, &object, err)) != GT_OK)
        return rc;
    rc = gt_said_from(arena, object, out);
    return rc == GT_OK ? GT_OK : gt_fail(err, rc, "out of memory", "内存不足");
}

/* ---- words --------------------------------------------------------------------------------- */

gt_rc gt_said_words(struct gt_arena *arena, const struct gt_said *said, gt_str *out)
{
    struct gt_buf buf;
    gt_rc rc;

    gt_buf_init(&buf, JSON_MAX);
    for (size_t at = 0; at < said->answers.count; at++) {
        if (at > 0)
            gt_buf_char(&buf, '\n');
        if (said->answers.count > 1)
            gt_buf_printf(&buf, "%zu. ", at + 1);
        gt_buf_str(&buf, said->answers.at[at].answer);
    }
    rc = buf.status == GT_OK ? gt_arena_dup(arena, gt_buf_view(&buf), out) : buf.status;
    gt_buf_clear(&buf);
    return rc;
}

size_t gt_said_chars(const struct gt_said *said)
{
    size_t chars = 0;

    for (size_t at = 0; at < said->answers.count; at++)
        chars += gt_utf8_count(said->answers.at[at].answer);
    return chars;
}

/* ---- numbered lists ---------------------------------------------------------------------------- */

static bool is_digit(uint32_t c, int *digit)
{
    if (c >= '0' && c <= '9')
        *digit = (int)(c - '0');
    else if (c >= 0xff10 && c <= 0xff19) /* full width */
        *digit = (int)(c - 0xff10);
    else
        return false;
    return true;
}

static bool is_blank(uint32_t c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0x3000 || c == 0xa0; }

/* "12." at `at`: its number and where the item's text begins; 0: none. */
static int marker(gt_str text, size_t at, size_t *after)
{
    size_t here = at;
    uint32_t c = here < text.len ? gt_utf8_next(text, &here) : 0;
    bool open = false;
    int number = 0, digit;

    if (c >= 0x2460 && c <= 0x2473) { /* circled 1 to 20 */
        *after = here;
        return (int)(c - 0x2460) + 1;
    }
    if (c == '(' || c == 0xff08) {
        open = true;
        c = here < text.len ? gt_utf8_next(text, &here) : 0;
    }
    while (is_digit(c, &digit) && number < 100) {
        number = number * 10 + digit;
        c = here < text.len ? gt_utf8_next(text, &here) : 0;
    }
    if (number == 0)
        return 0;
    *after = here;
    if (c == ')' || c == 0xff09)
        return number;
    if (open || (c != '.' && c != 0xff0e && c != 0x3001))
        return 0;
    c = here < text.len ? gt_utf8_next(text, &here) : 0;
    return is_digit(c, &digit) ? 0 : number; /* 1.5 is a decimal */
}

/* Where a new item may begin: behind a blank or the end of a sentence. */
static bool may_begin(uint32_t before)
{
    return is_blank(before) || before == 0x3002 || before == 0xff1b || before == ';' || before == 0xff01 ||
           before == 0xff1f;
}

gt_rc gt_items_split(struct gt_arena *arena, gt_str text, gt_items *out)
{
    uint32_t before = '\n';
    size_t from = 0, after = 0;

    *out = (gt_items){0};
    text = gt_str_trim(text);
    for (size_t at = 0; at < text.len;) {
        const size_t here = at;
        const int number = may_begin(before) ? marker(text, here, &after) : 0;

        before = gt_utf8_next(text, &at);
        if (number == 0 || number != (int)out->count + 1 || (out->count == 0 && here != 0))
            continue;
        if (out->count > 0)
            out->at[out->count - 1] = gt_str_trim(gt_str_sub(text, from, here));
        if (GT_PUSH(arena, out) == NULL)
            return GT_ENOMEM;
        from = at = after;
        before = ' ';
    }
    if (out->count > 0)
        out->at[out->count - 1] = gt_str_trim(gt_str_sub(text, from, text.len));
    return GT_OK;
}
