/* unit.c - the grammar of unit names. */
#include "read/unit.h"

enum {
    LIST_LEN_MAX = 120,
    WHOLE_TAIL_MIN = 4, /* 科研院所, 领导小组 are names without more before them */
    WHOLE_LEN_MAX = 10, /* of the words of UNIT_WHOLE */
    BARE_NAME_MAX = 8,  /* 人力资源社会保障 */
    QUOTE_LEN_MAX = 12,
    LEVELS_LEN_MAX = 12, /* 各省、自治区、直辖市 */
};

static char16_t at(const struct gt_sight *s, uint32_t i) { return s->fold->at[i]; }

static bool is(const struct gt_sight *s, uint32_t i, uint32_t end, const char16_t *word)
{
    return gt_fold_is(s->fold, i, end, word);
}

static bool whole(const struct gt_sight *s, enum gt_lex_set set, uint32_t start, uint32_t end)
{
    return gt_lex_at(s->lex, set, s->fold, start, end) == end - start;
}

/* Characters that stand in sentences and never in names, outside brackets. */
static bool breaks_name(char16_t c)
{
    static const char16_t set[] = u"的了是在把被并等或将也向请让已,;:。、!?“”《》()[]…~";

    for (size_t i = 0; i < GT_LEN(set) - 1; i++)
        if (set[i] == c)
            return true;
    return c == '\n';
}

/* “无废城市”建设领导小组: a quote inside a name; its closing mark, i if there is none. */
static uint32_t quoted(const struct gt_sight *s, uint32_t i, uint32_t end)
{
    if (at(s, i) == u'“')
        for (uint32_t k = i + 1; k + 2 < end && k - i <= QUOTE_LEN_MAX; k++)
            if (at(s, k) == u'”')
                return k;
    return i;
}

static bool clean(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    uint32_t depth = 0;

    for (uint32_t i = start; i < end; i++) {
        char16_t c = at(s, i);

        if (depth == 0 && c == u'“' && quoted(s, i, end) > i) {
            i = quoted(s, i, end);
            continue;
        }
        if (c == '(')
            depth++;
        else if (c == ')' && depth > 0)
            depth--;
        else if (depth == 0 && ((breaks_name(c) && !is(s, i, end, u"等学校") && !is(s, i, end, u"等院校")) ||
                                (c == u'由' && i > start && at(s, i - 1) != u'自')))
            return false;
    }
    return depth == 0;
}

static bool level(char16_t c)
{
    return c == u'省' || c == u'市' || c == u'县' || c == u'区' || c == u'州' || c == u'厅' || c == u'局';
}

static bool office(char16_t c)
{
    return c == u'委' || c == u'厅' || c == u'局' || c == u'办' || c == u'院';
}

static bool joint_or_stop(const struct gt_sight *s, uint32_t i, uint32_t end)
{
    return i >= end || at(s, i) == ',' || at(s, i) == u'、' || at(s, i) == u';' || is(s, i, end, u"和") || is(s, i, end, u"及");
}

/* 省, 自治区, 县(市): words that only say on which level; their length at i, 0 if none. */
static uint32_t level_word(const struct gt_sight *s, uint32_t i, uint32_t end)
{
    static const char16_t *const words[] = {u"自治区", u"直辖市", u"自治州", u"自治县", u"设区市", u"街道", u"乡镇", u"省", u"市", u"州", u"盟",
                                            u"县", u"区", u"旗", u"乡", u"镇"};

    for (size_t k = 0; k < GT_LEN(words); k++)
        if (is(s, i, end, words[k]))
            return words[k][1] == 0 ? 1 : words[k][2] == 0 ? 2 : 3;
    return 0;
}

/* The same with what stands in brackets behind it: 市(州), 县(市、区). */
static uint32_t level_with_more(const struct gt_sight *s, uint32_t i, uint32_t end)
{
    uint32_t n = level_word(s, i, end), p = i + n + 1, more;

    if (n == 0 || i + n >= end || at(s, i + n) != '(')
        return n;
    while (p < end && ((more = level_word(s, p, end)) > 0 || at(s, p) == u'、'))
        p += more > 0 ? more : 1;
    return p > i + n + 1 && p < end && at(s, p) == ')' ? p + 1 - i : n;
}

/* Is all of [start, end) 各 and levels: 各省, 区县, 市? */
static bool only_levels(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    uint32_t n, i = start;

    while (i < end && at(s, i) == u'各')
        i++;
    while (i < end && (n = level_with_more(s, i, end)) > 0)
        i += n;
    return i == end && end > start;
}

/*
 * 各省、自治区、直辖市人民政府 is one name: where it goes on behind the 、 that
 * ends [start, i).
 */
static bool levels_go_on(const struct gt_sight *s, uint32_t start, uint32_t i, uint32_t end)
{
    static const char16_t *const tails[] = {u"人民政府", u"政府", u"管委会", u"委", u"办", u"(", u"、"};
    uint32_t n, p = i + 1;

    if (p >= end || (at(s, i) != u'、') || !only_levels(s, start, i) || level_word(s, p, end) == 0)
        return false;
    while ((n = level_with_more(s, p, end)) > 0)
        p += n;
    if (p == end || (at(s, start) == u'各' && joint_or_stop(s, p, end)))
        return at(s, start) == u'各';
    for (size_t k = 0; k < GT_LEN(tails); k++)
        if (is(s, p, end, tails[k]))
            return true;
    return false;
}

/* By its tail alone; each: 各 stood before it. */
static bool has_tail(const struct gt_sight *s, uint32_t start, uint32_t end, bool each)
{
    uint32_t tail = gt_lex_before(s->lex, GT_LEX_UNIT_TAIL, s->fold, start, end);
    uint32_t not_tail = gt_lex_before(s->lex, GT_LEX_UNIT_NOT, s->fold, start, end);

    if (tail == 0 || (tail >= end - start && tail < WHOLE_TAIL_MIN && !each))
        return false;
    /* 市局, 省委, 县办: of two characters only a level and its office. */
    if (end - start == 2 && !each && !(level(at(s, start)) && office(at(s, end - 1))))
        return false;
    /* 干部 is no 部; but 各城市 may be charged where a 城市 is not. */
    return not_tail < tail || (not_tail == tail && each);
}

bool gt_unit_is(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    bool each = false;

    if (end - start < 2 || end - start > GT_UNIT_LEN_MAX || at(s, start + 1) == u'名')
        return false; /* 七名工作人员 are people */
    /* Asked of nearly every stretch of text: most end like no unit at all. */
    if (at(s, end - 1) != ')' && gt_lex_before(s->lex, GT_LEX_UNIT_TAIL, s->fold, start, end) == 0 &&
        gt_lex_before(s->lex, GT_LEX_UNIT_WHOLE, s->fold, start, end) == 0)
        return false;
    if (end - start <= WHOLE_LEN_MAX && whole(s, GT_LEX_UNIT_WHOLE, start, end))
        return true;
    for (uint32_t i = start; i < end && i < start + LEVELS_LEN_MAX; i++)
        if (at(s, i) == u'、' && levels_go_on(s, start, i, end)) {
            each |= at(s, start) == u'各';
            start = i + 1;
        }
    if (each && only_levels(s, start, end))
        return true;
    if (!(gt_is_han(at(s, start)) || at(s, start) == u'“') || !clean(s, start, end) ||
        gt_lex_at(s->lex, GT_LEX_NAME_NOT, s->fold, start, end) > 0)
        return false;
    if (gt_lex_at(s->lex, GT_LEX_VERB, s->fold, start, end) > 1 &&
        gt_lex_at(s->lex, GT_LEX_NAME_VERB, s->fold, start, end) == 0)
        return false; /* 重构政府引导基金, 依法治区 */
    while (end > start + 2 && at(s, end - 1) == ')') { /* 各省(区、市): the name before counts */
        uint32_t open = end - 1;

        while (open > start && at(s, open) != '(')
            open--;
        if (open > start && at(s, open - 1) == u'股' && is(s, open, end, u"(室)"))
            return true;
        end = open;
    }
    if (end - start >= 2 && whole(s, GT_LEX_UNIT_WHOLE, start, end))
        return true;
    if (gt_lex_in(s->lex, GT_LEX_NAME_BREAK, s->fold, start, end))
        return false;
    if (end > start + 3 && at(s, start) == u'全' && at(s, start + 2) == u'各') {
        start += 2; /* 全市各级 */
        if (whole(s, GT_LEX_UNIT_WHOLE, start, end))
            return true;
    }
    for (; end > start + 1 && at(s, start) == u'各'; start++)
        each = true;
    return end > start && ((each && whole(s, GT_LEX_UNIT_WHOLE, start, end)) || has_tail(s, start, end, each));
}

/* ---- 等 ------------------------------------------------------------------------- */

/* Is the 等 at i the end of a list, not part of 高等, 平等, 等级? */
static bool is_etc(const struct gt_sight *s, uint32_t start, uint32_t i, uint32_t end)
{
    char16_t before = i > start ? at(s, i - 1) : 0, after = i + 1 < end ? at(s, i + 1) : 0;

    return before != u'高' && before != u'平' && before != u'同' && before != u'中' &&
           before != u'初' && before != u'对' && before != u'均' && after != u'级' &&
           after != u'学' && after != u'院';
}

/* What may follow 等 and says no more: 等3个有关部门和单位.  Returns its end. */
static uint32_t skip_etc(const struct gt_sight *s, uint32_t i, uint32_t end)
{
    static const char16_t *const fill[] = {
        u"有关", u"相关", u"部门", u"单位", u"部委", u"地区", u"地方", u"方面", u"机构", u"省级",
        u"中央", u"国家", u"国务院", u"市直", u"省直", u"县直", u"区直", u"州直", u"市级", u"县级", u"区级", u"直属", u"各",
        u"处室", u"科室", u"责任", u"成员", u"行政", u"主管", u"职能", u"业务", u"省", u"市", u"县", u"个", u"家",
    };
    bool moved = true;

    while (moved && i < end) {
        moved = false;
        if (gt_is_digit(at(s, i))) {
            i++;
            moved = true;
        }
        for (size_t k = 0; k < GT_LEN(fill); k++)
            if (is(s, i, end, fill[k])) {
                i += fill[k][1] == 0 ? 1 : fill[k][2] == 0 ? 2 : 3;
                moved = true;
            }
        if ((is(s, i, end, u"和") || is(s, i, end, u"及")) && i + 3 <= end &&
            (is(s, i + 1, end, u"单位") || is(s, i + 1, end, u"部门") || is(s, i + 1, end, u"地区") ||
             is(s, i + 1, end, u"有关单位") || is(s, i + 1, end, u"有关部门") || is(s, i + 1, end, u"地方"))) {
            i++;
            moved = true;
        }
    }
    return i;
}

/* ---- lists ------------------------------------------------------------------------ */

/* Words that are no unit of their own behind 和: 各部门和单位 is one. */
static bool bare_noun(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    static const char16_t *const bare[] = {
        u"单位", u"部门", u"机构", u"地区", u"地方", u"企业", u"处室", u"科室", u"组织", u"个人", u"方面",
    };

    for (size_t i = 0; i < GT_LEN(bare); i++)
        if (end - start == 2 && is(s, start, end, bare[i]))
            return true;
    return false;
}

struct split {
    const struct gt_sight *s;
    struct gt_units *out;
    bool strict, failed, bare; /* bare: 公安、财政等部门 */
};

/* 公安、财政等有关部门, 交通、应急管理部门: the list says itself that it names departments. */
static bool lists_bare(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    bool several = false;

    if (end - start < 6 || !(gt_fold_ends(s->fold, start, end, u"部门") || gt_fold_ends(s->fold, start, end, u"单位") ||
                             gt_fold_ends(s->fold, start, end, u"机关")))
        return false;
    for (uint32_t i = start; i < end && !several; i++)
        several = at(s, i) == u'、';
    if (!several || at(s, end - 1) == u'位')
        return several && gt_fold_has(s->fold, end > start + 8 ? end - 8 : start, end, u"等");
    return true;
}

static bool bare_name(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    uint32_t verb = gt_lex_at(s->lex, GT_LEX_VERB, s->fold, start, end);

    if (end - start < 2 || end - start > BARE_NAME_MAX || !clean(s, start, end) ||
        (verb > 1 && verb < end - start && gt_lex_at(s->lex, GT_LEX_NAME_VERB, s->fold, start, end) == 0) ||
        gt_lex_at(s->lex, GT_LEX_NAME_NOT, s->fold, start, end) > 0)
        return false;
    for (uint32_t i = start; i < end; i++)
        if (!gt_is_han(at(s, i)))
            return false;
    return true;
}

/* 各成员单位(详见任务分工): where the name ends. */
static uint32_t without_pointer(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    static const char16_t *const words[] = {u"(详见", u"(见附", u"(附件", u"(名单", u"(具体", u"(以下简称", u"(下同", u"(参见"};

    if (end > start && at(s, end - 1) == ')')
        for (size_t k = 0; k < GT_LEN(words); k++) {
            uint32_t open = gt_fold_find(s->fold, start, end, words[k]);

            if (open != UINT32_MAX && open > start)
                return open;
        }
    return end;
}

static void add(struct split *split, uint32_t start, uint32_t end)
{
    struct gt_span *slot;

    gt_fold_trim(split->s->fold, &start, &end);
    end = without_pointer(split->s, start, end);
    if (start >= end)
        return;
    if (split->strict && !gt_unit_is(split->s, start, end) && !(split->bare && bare_name(split->s, start, end))) {
        split->failed = true;
        return;
    }
    if (!split->strict && end - start > GT_UNIT_LEN_MAX)
        return;
    for (size_t i = 0; i < split->out->list.count; i++) {
        const struct gt_span *old = &split->out->list.at[i];

        if (old->end - old->start == end - start &&
            memcmp(split->s->fold->at + old->start, split->s->fold->at + start,
                   (end - start) * sizeof(char16_t)) == 0)
            return; /* named twice is named once */
    }
    if (split->out->list.count >= GT_UNITS_MAX)
        return;
    if ((slot = GT_PUSH(split->s->arena, &split->out->list)) == NULL) {
        split->out->spent = true;
        return;
    }
    *slot = (struct gt_span){start, end};
}

/* Length of a joining word at i: 和, 及, 及其, 与, 以及, 并. */
static uint32_t joint(const struct gt_sight *s, uint32_t i, uint32_t end)
{
    if (is(s, i, end, u"及其部门") || is(s, i, end, u"及其有关部门") || is(s, i, end, u"及其派出机构") ||
        is(s, i, end, u"及所属") || is(s, i, end, u"及其所属") || is(s, i, end, u"及其各部门") || is(s, i, end, u"及其工作部门") ||
        is(s, i, end, u"及其组成部门") || is(s, i, end, u"及其相关部门") || is(s, i, end, u"及其职能部门"))
        return 0; /* 各级人民政府及其部门 is one name */
    if (is(s, i, end, u"以及") || is(s, i, end, u"及其"))
        return 2;
    return is(s, i, end, u"和") || is(s, i, end, u"及") || is(s, i, end, u"与") ? 1 : 0;
}

/* Does a unit begin at `from` that ends at `end` or before a later joint? */
static bool unit_follows(const struct gt_sight *s, uint32_t from, uint32_t end)
{
    if (bare_noun(s, from, end))
        return false;
    for (uint32_t i = from + 2; i < end; i++)
        if ((joint(s, i, end) > 0 || at(s, i) == u'各') && gt_unit_is(s, from, i))
            return true;
    return gt_unit_is(s, from, end);
}

/* Where one item is really two: at 和 between units, before a second 各. */
static uint32_t seam(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    for (uint32_t i = start + 2; i + 1 < end && i - start <= GT_UNIT_LEN_MAX; i++) {
        uint32_t n = joint(s, i, end);

        /* 各地各有关部门 are two, 国务院各有关部门 one. */
        if ((n > 0 || (at(s, i) == u'各' && (at(s, start) == u'各' || at(s, start + 2) == u'各'))) && gt_unit_is(s, start, i) &&
            unit_follows(s, i + n, end))
            return i;
    }
    return UINT32_MAX;
}

static void add_joined(struct split *split, uint32_t start, uint32_t end)
{
    uint32_t i;

    while (end - start <= LIST_LEN_MAX && (i = seam(split->s, start, end)) != UINT32_MAX) {
        add(split, start, i);
        start = i + joint(split->s, i, end);
    }
    for (i = start + 2; split->bare && i + 2 < end; i++) { /* 各区人民政府和工商、公安等部门 */
        uint32_t n = joint(split->s, i, end);

        if (n > 0 && gt_unit_is(split->s, start, i) && bare_name(split->s, i + n, end)) {
            add(split, start, i);
            start = i + n;
            break;
        }
    }
    add(split, start, end);
}

static void add_item(struct split *split, uint32_t start, uint32_t end)
{
    const struct gt_sight *s = split->s;

    gt_fold_trim(s->fold, &start, &end);
    for (uint32_t i = start; i < end; i++) {
        uint32_t rest;

        if (at(s, i) != u'等' || !is_etc(s, start, i, end))
            continue;
        add_joined(split, start, i);
        rest = skip_etc(s, i + 1, end);
        if (rest < end && joint(s, rest, end) == 0) {
            split->failed |= split->strict;
            return;
        }
        start = rest + joint(s, rest, end); /* 等部门和各省级人民政府 */
        i = start - 1;
    }
    add_joined(split, start, end);
}

bool gt_units_split(const struct gt_sight *s, uint32_t start, uint32_t end, bool strict,
                    struct gt_units *out)
{
    struct split split = {s, out, strict, false, strict && lists_bare(s, start, end)};
    size_t count = out->list.count;
    uint32_t depth = 0, from = start;

    for (uint32_t i = start; i <= end; i++) {
        char16_t c = i < end ? at(s, i) : u'、';

        if (c == '(')
            depth++;
        else if (c == ')' && depth > 0)
            depth--;
        if (depth == 0 && i < end && c == u'、' && i - from <= LEVELS_LEN_MAX) {
            uint32_t begin = from;

            while (begin < i && at(s, begin) == ' ')
                begin++;
            for (uint32_t k = begin; k < i; k++) /* the last of the levels counts */
                if (at(s, k) == u'、')
                    begin = k + 1;
            if (levels_go_on(s, begin, i, end) || (begin > from && at(s, from) == u'各' && levels_go_on(s, begin, i, end)))
                continue;
        }
        if (depth == 0 && (c == u'、' || c == ',' || c == u';' || c == '\n' || c == '/')) {
            add_item(&split, from, i);
            from = i + 1;
        }
    }
    if (depth > 0)
        add_item(&split, from, end);
    if (split.failed)
        out->list.count = count;
    return !split.failed && out->list.count > count;
}

uint32_t gt_units_prefix(const struct gt_sight *s, uint32_t from, uint32_t end)
{
    uint32_t far = from + LIST_LEN_MAX < end ? from + LIST_LEN_MAX : end, best = from, item = from;

    /* Item by item: the longest unit that begins here, then 、 or 和 and on. */
    for (;;) {
        uint32_t stop = item + GT_UNIT_LEN_MAX < far ? item + GT_UNIT_LEN_MAX : far, found = 0;

        for (uint32_t i = item + 2; i <= stop; i++) {
            if (gt_unit_is(s, item, i)) {
                found = i;
                if (i < stop && at(s, i) == u'对' && !is(s, i, stop, u"对外") && !is(s, i, stop, u"对口") && !is(s, i, stop, u"对台"))
                    break; /* 设计院对审计公司…: the name is over */
                /* 有关部门组建领导小组: where a verb follows, the name is over. */
                if (gt_lex_at(s->lex, GT_LEX_VERB, s->fold, i, far) > 1)
                    break;
            }
            if (i < stop && breaks_name(at(s, i)) && at(s, i) != '(' && at(s, i) != ')' &&
                at(s, i) != u'、')
                break;
        }
        if (found == 0)
            return best;
        best = found;
        if (best < far && at(s, best) == u'、')
            item = best + 1;
        else if (best < far && joint(s, best, far) > 0)
            item = best + joint(s, best, far);
        else
            return best;
    }
}
