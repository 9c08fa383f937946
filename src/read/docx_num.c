/* docx_num.c - word/numbering.xml: the numbers that Word displays and does
 * not store in the text. */
#include "base/utf8.h"
#include "read/docx.h"

enum { FORMAT_MAX = 24 };

/* ---- numbers in their formats ------------------------------------------------------ */

static void put_text(char *out, size_t room, const char *text)
{
    size_t used = strlen(out), len = strlen(text);

    if (used + len < room)
        memcpy(out + used, text, len + 1);
}

/* 一, 十二, 二十, 一百零三 */
static void han_number(int32_t n, char *out, size_t room)
{
    static const char *const digits[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};

    if (n >= 1000 || n < 0) {
        char text[16];

        (void)snprintf(text, sizeof(text), "%d", n);
        put_text(out, room, text);
        return;
    }
    if (n >= 100) {
        put_text(out, room, digits[n / 100]);
        put_text(out, room, "百");
        if (n % 100 > 0 && n % 100 < 10)
            put_text(out, room, "零");
    }
    if (n % 100 >= 10) {
        if (n >= 20)
            put_text(out, room, digits[n / 10 % 10]);
        put_text(out, room, "十");
    }
    if (n % 10 > 0 || n == 0)
        put_text(out, room, digits[n % 10]);
}

static void han_digits(int32_t n, char *out, size_t room)
{
    static const char *const digits[] = {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    char text[16];

    (void)snprintf(text, sizeof(text), "%d", n < 0 ? 0 : n);
    for (const char *c = text; *c != 0; c++)
        put_text(out, room, digits[*c - '0']);
}

static void roman(int32_t n, bool large, char *out, size_t room)
{
    static const struct { int32_t value; const char *small, *big; } steps[] = {
        {1000, "m", "M"}, {900, "cm", "CM"}, {500, "d", "D"}, {400, "cd", "CD"}, {100, "c", "C"}, {90, "xc", "XC"},
        {50, "l", "L"}, {40, "xl", "XL"}, {10, "x", "X"}, {9, "ix", "IX"}, {5, "v", "V"}, {4, "iv", "IV"}, {1, "i", "I"},
    };

    for (size_t i = 0; i < GT_LEN(steps) && n < 4000; i++)
        for (; n >= steps[i].value; n -= steps[i].value)
            put_text(out, room, large ? steps[i].big : steps[i].small);
}

static void letter(int32_t n, char first, char *out, size_t room)
{
    /* a to z, then aa, bb */
    for (int32_t times = (n - 1) / 26 + 1; n > 0 && times > 0 && times < 8; times--)
        put_text(out, room, (const char[]){(char)(first + (n - 1) % 26), 0});
}

static void code_point(uint32_t c, char *out, size_t room)
{
    char bytes[5] = {0};

    (void)gt_utf8_put(c, bytes);
    put_text(out, room, bytes);
}

static bool format_is(gt_str format, const char *name)
{
    return format.len == strlen(name) && memcmp(format.at, name, format.len) == 0;
}

static void write_number(int32_t n, gt_str format, char *out, size_t room)
{
    static const char *const stems[] = {"甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"};
    char text[16];

    if (format_is(format, "chineseCounting") || format_is(format, "chineseCountingThousand") ||
        format_is(format, "japaneseCounting") || format_is(format, "taiwaneseCounting") ||
        format_is(format, "taiwaneseCountingThousand")) {
        han_number(n, out, room);
    } else if (format_is(format, "ideographDigital") || format_is(format, "japaneseDigitalTenThousand") ||
               format_is(format, "taiwaneseDigital")) {
        han_digits(n, out, room);
    } else if (format_is(format, "decimalEnclosedCircle") || format_is(format, "decimalEnclosedCircleChinese")) {
        code_point(n >= 1 && n <= 20 ? 0x2460u + (uint32_t)n - 1 : (uint32_t)'?', out, room);
    } else if (format_is(format, "lowerLetter")) {
        letter(n, 'a', out, room);
    } else if (format_is(format, "upperLetter")) {
        letter(n, 'A', out, room);
    } else if (format_is(format, "lowerRoman")) {
        roman(n, false, out, room);
    } else if (format_is(format, "upperRoman")) {
        roman(n, true, out, room);
    } else if (format_is(format, "ideographTraditional") && n >= 1 && n <= 10) {
        put_text(out, room, stems[n - 1]);
    } else if (format_is(format, "none")) {
        ;
    } else {
        (void)snprintf(text, sizeof(text), format_is(format, "decimalZero") ? "%02d" : "%d", n);
        put_text(out, room, text);
    }
}

/* ---- loading ------------------------------------------------------------------------- */

struct loader {
    struct gt_xml *xml;
    struct gt_arena *arena;
    struct gt_docx_numbers *out;
    GT_VEC(int32_t) abstract_ids; /* of lists */
    int32_t level;                /* open w:lvl or w:lvlOverride; -1 */
    bool in_abstract, in_num;
};

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "no memory for the numbering", "编号内存不足");
}

static gt_rc too_many(struct gt_err *err)
{
    return gt_fail(err, GT_ELIMIT, "word/numbering.xml has more than %d lists", "word/numbering.xml 编号列表超过%d个",
                   (int)GT_DOCX_LISTS_MAX);
}

static int32_t attr_int(struct gt_xml *xml, const char *name, int32_t otherwise)
{
    int64_t value;

    return gt_str_i64(gt_xml_attr(xml, name, NULL), &value) && value >= 0 && value < INT32_MAX ? (int32_t)value : otherwise;
}

static gt_rc begin_list(struct loader *l, struct gt_err *err)
{
    struct gt_docx_list *list;
    int32_t *id;

    if (l->out->lists.count >= GT_DOCX_LISTS_MAX)
        return too_many(err);
    if ((list = GT_PUSH(l->arena, &l->out->lists)) == NULL || (id = GT_PUSH(l->arena, &l->abstract_ids)) == NULL)
        return no_memory(err);
    *id = attr_int(l->xml, "abstractNumId", -1);
    for (int i = 0; i < GT_DOCX_LEVELS; i++)
        list->level[i].start = 1;
    l->in_abstract = true;
    l->level = -1;
    return GT_OK;
}

static gt_rc begin_num(struct loader *l, struct gt_err *err)
{
    struct gt_docx_num *num;

    if (l->out->nums.count >= GT_DOCX_LISTS_MAX)
        return too_many(err);
    if ((num = GT_PUSH(l->arena, &l->out->nums)) == NULL)
        return no_memory(err);
    num->id = attr_int(l->xml, "numId", -1);
    num->list = -1;
    for (int i = 0; i < GT_DOCX_LEVELS; i++)
        num->start[i] = -1;
    l->in_num = true;
    l->level = -1;
    return GT_OK;
}

static gt_rc level_property(struct loader *l, struct gt_docx_level *level, struct gt_err *err)
{
    gt_str *text = gt_xml_is(l->xml, "numFmt") ? &level->format : gt_xml_is(l->xml, "lvlText") ? &level->text
                 : gt_xml_is(l->xml, "pStyle") ? &level->style : NULL;

    if (text != NULL)
        return gt_arena_dup(l->arena, gt_xml_attr(l->xml, "val", NULL), text) == GT_OK ? GT_OK : no_memory(err);
    if (gt_xml_is(l->xml, "start"))
        level->start = gt_docx_val(l->xml, 1);
    else if (gt_xml_is(l->xml, "isLgl"))
        level->legal = gt_docx_on(l->xml);
    return GT_OK;
}

static gt_rc on_open(struct loader *l, struct gt_err *err)
{
    struct gt_docx_num *num = l->in_num ? &l->out->nums.at[l->out->nums.count - 1] : NULL;

    if (gt_xml_is(l->xml, "abstractNum"))
        return begin_list(l, err);
    if (gt_xml_is(l->xml, "num"))
        return begin_num(l, err);
    if (gt_xml_is(l->xml, "lvl") || gt_xml_is(l->xml, "lvlOverride")) {
        l->level = attr_int(l->xml, "ilvl", -1);
        if (l->level >= GT_DOCX_LEVELS)
            l->level = -1;
        return GT_OK;
    }
    if (num != NULL && gt_xml_is(l->xml, "abstractNumId")) {
        int32_t want = gt_docx_val(l->xml, -1);

        for (size_t i = 0; i < l->abstract_ids.count; i++)
            if (l->abstract_ids.at[i] == want)
                num->list = (int32_t)i;
        return GT_OK;
    }
    if (num != NULL && l->level >= 0 && gt_xml_is(l->xml, "startOverride")) {
        num->start[l->level] = gt_docx_val(l->xml, -1);
        return GT_OK;
    }
    if (l->in_abstract && l->level >= 0)
        return level_property(l, &l->out->lists.at[l->out->lists.count - 1].level[l->level], err);
    return GT_OK;
}

/* The keys point into nums, which grows no more. */
static gt_rc index_nums(struct gt_docx_numbers *out, struct gt_arena *arena, struct gt_err *err)
{
    gt_map_init(&out->map, arena);
    for (size_t i = 0; i < out->nums.count; i++) {
        gt_str key = {(const char *)&out->nums.at[i].id, sizeof(int32_t)};

        if (out->nums.at[i].list >= 0 && gt_map_add(&out->map, key, (uint32_t)i) == GT_ENOMEM)
            return no_memory(err);
    }
    return GT_OK;
}

gt_rc gt_docx_numbers_load(struct gt_zip *zip, struct gt_arena *arena, struct gt_docx_numbers *out, struct gt_err *err)
{
    gt_str part = GT_STR("word/numbering.xml");
    struct gt_zip_part *stream = NULL;
    struct loader l = {.arena = arena, .out = out, .level = -1};
    enum gt_xml_step step;
    gt_rc rc;

    memset(out, 0, sizeof(*out));
    if (!gt_zip_has(zip, part))
        return GT_OK;
    if ((rc = gt_zip_part_open(zip, part, &stream, err)) != GT_OK ||
        (rc = gt_xml_open_part(stream, part, &l.xml, err)) != GT_OK)
        return rc;
    while (rc == GT_OK && (step = gt_xml_next(l.xml, err)) != GT_XML_END) {
        if (step == GT_XML_ERROR)
            rc = err != NULL && err->rc != GT_OK ? err->rc : GT_EPARSE;
        else if (step == GT_XML_OPEN)
            rc = on_open(&l, err);
        else if (step == GT_XML_CLOSE && gt_xml_is(l.xml, "abstractNum"))
            l.in_abstract = false;
        else if (step == GT_XML_CLOSE && gt_xml_is(l.xml, "num"))
            l.in_num = false;
        else if (step == GT_XML_CLOSE && (gt_xml_is(l.xml, "lvl") || gt_xml_is(l.xml, "lvlOverride")) &&
                 !(l.in_num && gt_xml_is(l.xml, "lvl")))
            l.level = -1;
    }
    gt_xml_close(l.xml);
    return rc == GT_OK ? index_nums(out, arena, err) : rc;
}

/* ---- counting --------------------------------------------------------------------------- */

static struct gt_docx_num *num_of(const struct gt_docx_numbers *numbers, int32_t id)
{
    uint32_t index;

    return numbers->nums.count > 0 && gt_map_find(&numbers->map, (gt_str){(const char *)&id, sizeof(id)}, &index)
               ? &numbers->nums.at[index] : NULL;
}

int32_t gt_docx_level_of(const struct gt_docx_numbers *numbers, int32_t num_id, gt_str style)
{
    const struct gt_docx_num *num = num_of(numbers, num_id);

    for (int32_t i = 0; num != NULL && style.len > 0 && i < GT_DOCX_LEVELS; i++)
        if (gt_str_eq(numbers->lists.at[num->list].level[i].style, style))
            return i;
    return -1;
}

static void count_up(struct gt_docx_list *list, struct gt_docx_num *num, int32_t level)
{
    if (num->start[level] >= 0 && !num->used[level]) {
        list->count[level] = num->start[level];
        list->begun[level] = true;
    } else if (!list->begun[level]) {
        list->count[level] = list->level[level].start;
        list->begun[level] = true;
    } else if (list->count[level] < INT32_MAX) {
        list->count[level]++;
    }
    num->used[level] = true;
    for (int32_t i = 0; i < level; i++) /* a parent that was never shown counts as its start */
        if (!list->begun[i]) {
            list->count[i] = list->level[i].start;
            list->begun[i] = true;
        }
    for (int32_t i = level + 1; i < GT_DOCX_LEVELS; i++)
        list->begun[i] = false;
}

void gt_docx_number_next(struct gt_docx_numbers *numbers, int32_t num_id, int32_t level,
                         char text[static GT_DOCX_NUMBER_MAX])
{
    struct gt_docx_num *num = num_of(numbers, num_id);
    struct gt_docx_list *list;
    const struct gt_docx_level *here;

    text[0] = 0;
    if (num == NULL || level < 0 || level >= GT_DOCX_LEVELS)
        return;
    list = &numbers->lists.at[num->list];
    here = &list->level[level];
    count_up(list, num, level);
    if (format_is(here->format, "bullet"))
        return;
    for (size_t i = 0; i < here->text.len; i++) {
        char c = here->text.at[i];

        if (c == '%' && i + 1 < here->text.len && here->text.at[i + 1] >= '1' && here->text.at[i + 1] <= '9') {
            int32_t which = here->text.at[++i] - '1';

            write_number(list->count[which], here->legal && which < level ? GT_STR("decimal") : list->level[which].format,
                         text, GT_DOCX_NUMBER_MAX);
        } else {
            put_text(text, GT_DOCX_NUMBER_MAX, (const char[]){c, 0});
        }
    }
}
