/* shape.c - the table of shapes, and the check of a value against one. */
#include "base/date.h"
#include "base/utf8.h"

#include "api/shape.h"

#define GT_SHAPE(name, doc) static const struct gt_shape_field fields_##name[] = {
#define GT_BODY(name, doc) static const struct gt_shape_field fields_##name[] = {
#define GT_FIELD(name, type, doc) {#name, type, doc},
#define GT_SHAPE_END };
#include "api/shapes.def"
#undef GT_SHAPE
#undef GT_BODY
#undef GT_FIELD
#undef GT_SHAPE_END

static const struct gt_shape shapes[] = {
#define GT_SHAPE(name, doc) {#name, doc, false, fields_##name, GT_LEN(fields_##name)},
#define GT_BODY(name, doc) {#name, doc, true, fields_##name, GT_LEN(fields_##name)},
#define GT_FIELD(name, type, doc)
#define GT_SHAPE_END
#include "api/shapes.def"
#undef GT_SHAPE
#undef GT_BODY
#undef GT_FIELD
#undef GT_SHAPE_END
};

const size_t gt_shape_count = GT_LEN(shapes);

const struct gt_shape *gt_shape_at(size_t index)
{
    return &shapes[index];
}

const struct gt_shape *gt_shape_find(gt_str name)
{
    for (size_t i = 0; i < GT_LEN(shapes); i++)
        if (gt_str_eq(name, gt_str_from(shapes[i].name)))
            return &shapes[i];
    return NULL;
}

bool gt_type_parse(gt_str text, struct gt_type *out)
{
    static const struct { const char *name; enum gt_kind kind; } plain[] = {
        {"i64", GT_KIND_I64}, {"num", GT_KIND_NUM}, {"str", GT_KIND_STR},
        {"bool", GT_KIND_BOOL}, {"day", GT_KIND_DAY}, {"instant", GT_KIND_INSTANT},
        {"any", GT_KIND_ANY},
    };

    *out = (struct gt_type){0};
    if (gt_str_ends(text, GT_STR("?"))) {
        out->nullable = true;
        text = gt_str_sub(text, 0, text.len - 1);
    }
    if (gt_str_ends(text, GT_STR("[]"))) {
        out->list = true;
        text = gt_str_sub(text, 0, text.len - 2);
    }
    if (text.len > 1 && (text.at[0] == '=' || text.at[0] == '#')) {
        out->kind = text.at[0] == '=' ? GT_KIND_WORDS : GT_KIND_SHAPE;
        out->words = gt_str_sub(text, 1, text.len);
        return true;
    }
    for (size_t i = 0; i < GT_LEN(plain); i++)
        if (gt_str_eq(text, gt_str_from(plain[i].name))) {
            out->kind = plain[i].kind;
            return true;
        }
    return false;
}

bool gt_type_word(gt_str *rest, gt_str *word)
{
    size_t bar;

    if (rest->at == NULL)
        return false;
    bar = gt_str_find(*rest, GT_STR("|"), 0);
    *word = gt_str_sub(*rest, 0, bar);
    *rest = bar == SIZE_MAX ? (gt_str){NULL, 0} : gt_str_sub(*rest, bar + 1, rest->len);
    return true;
}

static bool is_word(gt_str words, gt_str text)
{
    gt_str word;

    while (gt_type_word(&words, &word))
        if (gt_str_eq(word, text))
            return true;
    return false;
}

/* "2026-07-08T09:30:00.000Z", as gt_instant_text() writes it. */
static bool is_instant(gt_str text)
{
    static const char pattern[] = "T00:00:00.000Z";
    gt_day day;

    if (text.len != GT_INSTANT_TEXT - 1 || !gt_day_parse(gt_str_sub(text, 0, 10), &day))
        return false;
    for (size_t i = 10; i < text.len; i++) {
        const char want = pattern[i - 10], c = text.at[i];

        if (want == '0' ? c < '0' || c > '9' : c != want)
            return false;
    }
    return true;
}

bool gt_type_takes_text(const struct gt_type *type, gt_str text)
{
    int64_t number;
    gt_day day;

    switch (type->kind) {
    case GT_KIND_I64: return gt_str_i64(text, &number);
    case GT_KIND_DAY: return gt_day_parse(text, &day);
    case GT_KIND_BOOL: return gt_str_eq(text, GT_STR("true")) || gt_str_eq(text, GT_STR("false"));
    case GT_KIND_WORDS: return is_word(type->words, text);
    case GT_KIND_STR: return true;
    case GT_KIND_NUM:
    case GT_KIND_INSTANT:
    case GT_KIND_ANY:
    case GT_KIND_SHAPE: break; /* no query has one */
    }
    return false;
}

static const char *const expected[][GT_LANG_COUNT] = {
    [GT_KIND_I64] = {"应为整数", "must be a whole number"},
    [GT_KIND_NUM] = {"应为数字", "must be a number"},
    [GT_KIND_STR] = {"应为文字", "must be text"},
    [GT_KIND_BOOL] = {"应为 true 或 false", "must be true or false"},
    [GT_KIND_DAY] = {"应为日期，如2026-07-08", "must be a day, as 2026-07-08"},
    [GT_KIND_INSTANT] = {"应为时刻，如2026-07-08T09:30:00.000Z",
                         "must be an instant, as 2026-07-08T09:30:00.000Z"},
    [GT_KIND_ANY] = {"", ""},
    [GT_KIND_SHAPE] = {"应为对象", "must be an object"},
    [GT_KIND_WORDS] = {"", ""},
};

/* One value to be held against one type; the work list of the check. */
struct item {
    const struct gt_jval *value;
    struct gt_type type;
    gt_str place;
};
typedef GT_VEC(struct item) item_list;

struct check {
    struct gt_problems *problems;
    item_list items;
    size_t bad; /* also counts what memory kept from being looked at */
};

/* The place goes into the field, the rule into the text. */
static void say(struct check *check, gt_str place, const char *en, const char *zh, gt_str more)
{
    struct gt_problem *problem =
        gt_problem_add(check->problems, GT_PROBLEM_ERROR, "%.*s", "%.*s", GT_FMT(more));
    const char *const words[] = {[GT_LANG_EN] = en, [GT_LANG_ZH] = zh};

    problem->field = place;
    for (int lang = 0; lang < GT_LANG_COUNT; lang++)
        if (gt_arena_printf(check->problems->arena, &problem->text[lang], "%s%.*s", words[lang],
                            GT_FMT(more)) != GT_OK)
            problem->text[lang] = gt_str_from(words[lang]);
    check->bad++;
}

static void push(struct check *check, const struct gt_jval *value, struct gt_type type,
                 gt_str place)
{
    struct item *item = GT_PUSH(check->problems->arena, &check->items);

    if (item == NULL)
        check->bad++;
    else
        *item = (struct item){value, type, place};
}

static bool is_real(const struct gt_jval *value)
{
    return value->type == GT_JINT || value->type == GT_JREAL;
}

static void check_object(struct check *check, const struct item *item)
{
    const struct gt_shape *shape = gt_shape_find(item->type.words);
    struct gt_arena *arena = check->problems->arena;

    for (size_t i = 0; i < shape->field_count; i++) {
        const struct gt_jval *member = gt_jget(item->value, shape->fields[i].name);
        struct gt_type type;
        gt_str place;

        if (!gt_type_parse(gt_str_from(shape->fields[i].type), &type) ||
            gt_arena_printf(arena, &place, "%.*s%s%s", GT_FMT(item->place),
                            item->place.len > 0 ? "." : "", shape->fields[i].name) != GT_OK)
            check->bad++;
        else if (member != NULL)
            push(check, member, type, place);
        else if (!shape->body || !type.nullable)
            say(check, place, "is missing", "缺失", GT_STR(""));
    }
    for (const struct gt_jval *m = item->value->child; m != NULL; m = m->next) {
        bool known = false;

        for (size_t i = 0; i < shape->field_count && !known; i++)
            known = gt_str_eq(m->key, gt_str_from(shape->fields[i].name));
        if (!known)
            say(check, m->key, "is no field of ", "不是以下对象的字段：", gt_str_from(shape->name));
    }
}

static void check_scalar(struct check *check, const struct item *item)
{
    const struct gt_jval *value = item->value;
    bool fits = false;

    switch (item->type.kind) {
    case GT_KIND_I64: fits = value->type == GT_JINT; break;
    case GT_KIND_NUM: fits = is_real(value); break;
    case GT_KIND_BOOL: fits = value->type == GT_JBOOL; break;
    case GT_KIND_ANY: fits = true; break;
    case GT_KIND_STR: fits = value->type == GT_JSTR; break;
    case GT_KIND_DAY:
        fits = value->type == GT_JSTR && gt_type_takes_text(&item->type, value->str);
        break;
    case GT_KIND_INSTANT: fits = value->type == GT_JSTR && is_instant(value->str); break;
    case GT_KIND_SHAPE: fits = value->type == GT_JOBJECT; break;
    case GT_KIND_WORDS:
        if (value->type != GT_JSTR || !is_word(item->type.words, value->str))
            say(check, item->place, "must be one of ", "应为以下之一：", item->type.words);
        return;
    }
    if (!fits)
        say(check, item->place, expected[item->type.kind][GT_LANG_EN],
            expected[item->type.kind][GT_LANG_ZH], GT_STR(""));
    else if (item->type.kind == GT_KIND_SHAPE)
        check_object(check, item);
}

static void check_item(struct check *check, const struct item *item)
{
    struct gt_type one = item->type;
    size_t index = 0;

    if (item->value->type == GT_JNULL) {
        if (!item->type.nullable && item->type.kind != GT_KIND_ANY)
            say(check, item->place, "must not be null", "不能为 null", GT_STR(""));
        return;
    }
    if (!item->type.list) {
        check_scalar(check, item);
        return;
    }
    if (item->value->type != GT_JARRAY) {
        say(check, item->place, "must be a list", "应为列表", GT_STR(""));
        return;
    }
    one.list = one.nullable = false;
    for (const struct gt_jval *v = item->value->child; v != NULL; v = v->next, index++) {
        gt_str place;

        if (gt_arena_printf(check->problems->arena, &place, "%.*s[%zu]", GT_FMT(item->place),
                            index) != GT_OK)
            check->bad++;
        else
            push(check, v, one, place);
    }
}

size_t gt_shape_check(const struct gt_shape *shape, const struct gt_jval *value,
                      struct gt_problems *problems)
{
    struct check check = {.problems = problems};

    push(&check, value, (struct gt_type){.kind = GT_KIND_SHAPE, .words = gt_str_from(shape->name)},
         GT_STR(""));
    /* A list instead of recursion: the body decides how deep this goes. */
    for (size_t i = 0; i < check.items.count; i++) {
        const struct item item = check.items.at[i];

        check_item(&check, &item);
    }
    return check.bad;
}
