/* figure.c - targets in the words of a clause. */
#include "read/figure.h"

#include "read/number.h"

enum { NAME_LEN_MAX = 60, UNIT_LEN_MAX = 12, COPIES_MAX = 6 };

static char16_t at(const struct gt_sight *s, uint32_t i) { return s->fold->at[i]; }

static bool is(const struct gt_sight *s, uint32_t i, uint32_t end, const char16_t *word)
{
    return gt_fold_is(s->fold, i, end, word);
}

static bool one_of(char16_t c, const char16_t *set)
{
    for (; *set != 0; set++)
        if (*set == c)
            return true;
    return false;
}

struct token { double value; uint32_t start, end; };

/* 4,000  1053.8  12 */
static bool number_at(const struct gt_sight *s, uint32_t i, uint32_t end, struct token *out)
{
    double value = 0, scale = 1;
    uint32_t p = i;
    bool dot = false;

    if (!gt_is_digit(at(s, i)))
        return false;
    for (; p < end && p - i < 16; p++) {
        char16_t c = at(s, p);

        if (gt_is_digit(c)) {
            value = value * 10 + (c - u'0');
            if (dot)
                scale *= 10;
        } else if (c == ',' && !dot && p + 3 < end && gt_is_digit(at(s, p + 1)) && gt_is_digit(at(s, p + 2)) &&
                   gt_is_digit(at(s, p + 3)) && (p + 4 >= end || !gt_is_digit(at(s, p + 4)))) {
            continue; /* thousands */
        } else if (c == '.' && !dot && p + 1 < end && gt_is_digit(at(s, p + 1))) {
            dot = true;
        } else {
            break;
        }
    }
    *out = (struct token){value / scale, i, p};
    return true;
}

/* 万, 亿, 万亿: stays in the unit. */
static uint32_t magnitude(const struct gt_sight *s, uint32_t i, uint32_t end)
{
    static const char16_t *const words[] = {u"万亿", u"千万", u"百万", u"千亿", u"百亿", u"万", u"亿"};

    for (size_t k = 0; k < GT_LEN(words); k++)
        if (is(s, i, end, words[k]))
            return words[k][1] == 0 ? 1 : 2;
    return 0;
}

/* Does the number that ends at i count money: $50, £1.5? */
static bool money_before(const struct gt_sight *s, uint32_t i)
{
    while (i > 0 && (gt_is_digit(at(s, i - 1)) || at(s, i - 1) == '.' || at(s, i - 1) == ','))
        i--;
    return i > 0 && (at(s, i - 1) == '$' || at(s, i - 1) == u'£' || at(s, i - 1) == u'€' || at(s, i - 1) == u'¥');
}

/* "30 laboratories": the noun, unless it is a month or a stretch of time. */
static bool english_unit(const struct gt_sight *s, uint32_t i, uint32_t end, struct gt_span *out)
{
    static const char16_t *const times[] = {u"jan", u"feb", u"mar", u"apr", u"may", u"jun", u"jul", u"aug", u"sep", u"oct",
                                            u"nov", u"dec", u"day", u"week", u"month", u"year", u"hour", u"minute", u"of ",
                                            u"and ", u"or ", u"to ", u"in ", u"by ", u"at ", u"on ", u"the ", u"working", u"business",
                                            u"calendar", u"for ", u"as ", u"shall", u"must", u"will", u"above", u"below", u"section",
                                            u"through", u"between"};
    uint32_t p = i;

    static const char16_t *const adjectives[] = {u"new ", u"additional ", u"more ", u"extra ", u"further "};

    if (p + 3 >= end || (at(s, p) != ' ' && at(s, p) != '-') || !gt_is_latin(at(s, p + 1)))
        return false;
    p++;
    for (size_t k = 0; k < GT_LEN(adjectives); k++)
        if (is(s, p, end, adjectives[k]))
            for (uint32_t n = 0; adjectives[k][n] != 0; n++)
                p++;
    out->start = p;
    if (is(s, p, end, u"per cent") || is(s, p, end, u"percentage point") || is(s, p, end, u"percent")) {
        out->end = p + (is(s, p, end, u"percentage points") ? 17 : is(s, p, end, u"percentage point") ? 16
                        : is(s, p, end, u"per cent") ? 8 : 7);
        return true;
    }
    for (size_t k = 0; k < GT_LEN(times); k++)
        if (is(s, p, end, times[k]))
            return false;
    while (p < end && (gt_is_latin(at(s, p)) || at(s, p) == '-'))
        p++;
    if ((is(s, out->start, p, u"million") || is(s, out->start, p, u"billion") || is(s, out->start, p, u"thousand")) &&
        p + 2 < end && at(s, p) == ' ' && gt_is_latin(at(s, p + 1)) && !money_before(s, i)) {
        uint32_t stop = p + 1; /* 1.5 million households */

        while (stop < end && (gt_is_latin(at(s, stop)) || at(s, stop) == '-'))
            stop++;
        if (!is(s, p + 1, end, u"of ") && !is(s, p + 1, end, u"in ") && !is(s, p + 1, end, u"by ") && !is(s, p + 1, end, u"to ") &&
            !is(s, p + 1, end, u"for ") && !is(s, p + 1, end, u"and ") && !is(s, p + 1, end, u"from "))
            p = stop;
    }
    out->end = p;
    return p - out->start > 2;
}

/* 2 组织评审, 3 部门: the measure word begins another one. */
static bool other_word(const struct gt_sight *s, uint32_t i, uint32_t end)
{
    static const char16_t *const words[] = {u"部门", u"处室", u"期间", u"人大", u"组织", u"组建", u"项目", u"家庭", u"户籍",
                                            u"台账", u"条例", u"部署", u"件套", u"名单", u"场地", u"种植", u"类别", u"对接"};

    for (size_t k = 0; k < GT_LEN(words); k++)
        if (is(s, i, end, words[k]))
            return true;
    return false;
}

/* The unit behind a number; where it begins and ends.  False if there is none. */
static bool unit_at(const struct gt_sight *s, uint32_t i, uint32_t end, struct gt_span *out)
{
    uint32_t big, n, p = i;

    if (english_unit(s, i, end, out))
        return true;
    while (p < end && (at(s, p) == ' ' || at(s, p) == u'余' || at(s, p) == u'多'))
        p++;
    out->start = p;
    big = magnitude(s, p, end);
    p += big;
    if (p < end && (at(s, p) == u'余' || at(s, p) == u'多') && big > 0)
        p++;
    n = gt_lex_at(s->lex, GT_LEX_MEASURE, s->fold, p, end);
    if (n == 1 && (other_word(s, p, end) || (at(s, p) == u'点' && p + 1 < end && !one_of(at(s, p + 1), u",。;、以")) ||
                   (at(s, p) == u'起' && !is(s, p, end, u"起以"))))
        n = 0;
    out->end = p + n;
    return n > 0 || big > 0;
}

/* What can stand behind a number and makes it no target. */
static bool is_time_or_name(const struct gt_sight *s, uint32_t start, const struct token *t, uint32_t end)
{
    char16_t before = t->start > start ? at(s, t->start - 1) : 0;
    char16_t after = t->end < end ? at(s, t->end) : 0;
    uint32_t p = t->end;

    /* 2026 in English is a year, unless it is written 2,026. */
    if (t->end - t->start == 4 && t->value >= 1950 && t->value < 2100 && t->end + 1 < end && at(s, t->end) == ' ' &&
        (gt_is_latin(at(s, t->end + 1)) || at(s, t->end + 1) == '|'))
        return true;
    if (before == u'第' || before == '+' || before == '/' || before == '[' || before == u'“' ||
        gt_is_latin(before) || gt_is_digit(before) || before == '.')
        return true;
    while (p < end && at(s, p) == ' ')
        p++;
    if (p < end && one_of(at(s, p), u"年月日号时岁分秒天周届级版点章条类代") && !is(s, p, end, u"条"))
        return true;
    if (p < end && (is(s, p, end, u"个月") || is(s, p, end, u"个工作日") || is(s, p, end, u"工作日") ||
                    is(s, p, end, u"小时") || is(s, p, end, u"周岁") || is(s, p, end, u"个小时") ||
                    is(s, p, end, u"项检查") || is(s, p, end, u"条政策")))
        return true;
    return after == '+' || after == u'”' || after == '/' || gt_is_latin(after);
}

/* The stretch between commas and stops that holds the number. */
static uint32_t chunk_from(const struct gt_sight *s, uint32_t start, uint32_t i)
{
    while (i > start && !one_of(at(s, i - 1), u",。;:\n!?"))
        i--;
    return i;
}

static uint32_t chunk_to(const struct gt_sight *s, uint32_t i, uint32_t end)
{
    while (i < end && !one_of(at(s, i), u",。;\n!?"))
        i++;
    return i;
}

static uint32_t sentence_from(const struct gt_sight *s, uint32_t start, uint32_t i)
{
    while (i > start && !one_of(at(s, i - 1), u"。\n"))
        i--;
    return i;
}

struct reader {
    const struct gt_sight *s;
    uint32_t start, end;
    bool plan;
    gt_figures *out;
    uint32_t taken; /* end of the last figure */
    bool spent;
};

/* Does the number set a target here? */
static bool is_target(const struct reader *r, uint32_t from, const struct token *t, const struct gt_span *unit,
                      uint32_t to)
{
    uint32_t tail = unit->end + 2 < to ? unit->end + 2 : to;
    bool trigger = gt_lex_in(r->s->lex, GT_LEX_REACH, r->s->fold, from, t->start) ||
                   gt_lex_in(r->s->lex, GT_LEX_GROW, r->s->fold, from, t->start) ||
                   gt_lex_in(r->s->lex, GT_LEX_SHRINK, r->s->fold, from, t->start) ||
                   gt_lex_in(r->s->lex, GT_LEX_ATMOST, r->s->fold, from, tail) ||
                   gt_lex_in(r->s->lex, GT_LEX_REACH, r->s->fold, unit->end, tail);
    static const char16_t *const keeps[] = {u"紧扣", u"围绕", u"聚焦", u"落实", u"对照", u"按照", u"根据", u"贯彻", u"依据",
                                            u"针对", u"依托", u"明确", u"对标", u"紧盯"};
    char16_t next = unit->end < to ? at(r->s, unit->end) : 0;

    for (uint32_t i = sentence_from(r->s, r->start, t->start); i + 2 <= t->start; i++)
        if (((is(r->s, i, t->start, u"去年") || is(r->s, i, t->start, u"上年")) &&
             !(i > r->start && one_of(at(r->s, i - 1), u"比较超于与"))) || is(r->s, i, t->start, u"以来") ||
            is(r->s, i, t->start, u"过去"))
            return false; /* what was, not what shall be */
    if (gt_is_latin(at(r->s, unit->start)) && !trigger)
        return false;
    /* (一式3份), 每人限报1项: how to apply, not how much to reach */
    if (gt_fold_has(r->s->fold, from, t->start, u"一式") || gt_fold_has(r->s->fold, from, t->start, u"限报") ||
        gt_fold_has(r->s->fold, from, t->start, u"每人"))
        return false;
    for (size_t k = 0; k < GT_LEN(keeps); k++) /* 紧扣省39项指标: theirs, not ours */
        if (is(r->s, from, t->start, keeps[k]) && !gt_lex_in(r->s->lex, GT_LEX_REACH, r->s->fold, from, t->start))
            return false;
    /* 分解为5个方面79项: how the text is built */
    if (gt_fold_has(r->s->fold, from, t->start, u"分解为") || gt_fold_has(r->s->fold, from, t->start, u"分为") ||
        gt_fold_has(r->s->fold, from, t->start, u"细化为") || gt_fold_has(r->s->fold, from, t->start, u"细分为"))
        return false;
    /* 每3年修订1次: how often, not how much */
    if ((at(r->s, unit->start) == u'次' || at(r->s, unit->start) == u'轮') && gt_fold_has(r->s->fold, from, t->start, u"每"))
        return false;
    if (!r->plan) {
        uint32_t sentence = sentence_from(r->s, r->start, t->start);

        /* 后增加的3.5亿元 is told, 不少于总数的5% is set. */
        if (!trigger || (t->start > from && at(r->s, t->start - 1) == u'的' && at(r->s, unit->start) != '%') ||
            gt_lex_in(r->s->lex, GT_LEX_POLICY, r->s->fold, sentence, to) ||
            gt_fold_has(r->s->fold, from, t->start, u"可") ||
            gt_fold_has(r->s->fold, from, t->start, u"的企业"))
            return false;
    }
    /* 总投资5亿元以上重大项目: a size that says which ones, not how many. */
    if ((is(r->s, unit->end, to, u"以上") || is(r->s, unit->end, to, u"以下")) && unit->end + 2 < to &&
        gt_is_han(at(r->s, unit->end + 2)) && !is(r->s, unit->end + 2, to, u"并")) {
        for (uint32_t i = unit->end + 2; i < to; i++)
            if (gt_is_digit(at(r->s, i)))
                return false;
    }
    if ((next == u'的' && !r->plan) || next == ':')
        return false;
    if (at(r->s, unit->start) == u'年' || (next == u'级' || next == u'型'))
        return false;
    return trigger || r->plan;
}

static enum gt_figure_op op_of(const struct reader *r, uint32_t from, const struct token *t,
                               const struct gt_span *unit, uint32_t to)
{
    uint32_t tail = unit->end + 2 < to ? unit->end + 2 : to;
    const struct gt_sight *s = r->s;
    uint32_t look = t->start > from && at(s, from) < 0x80 ? 16 : 8, near = t->start > from + look ? t->start - look : from;

    if (gt_fold_has(s->fold, near, t->start, u"不少于") || gt_fold_has(s->fold, near, t->start, u"不低于") ||
        gt_fold_has(s->fold, near, t->start, u"不小于"))
        return GT_OP_GE;
    if (gt_lex_in(s->lex, GT_LEX_ATMOST, s->fold, from, t->start) ||
        gt_lex_in(s->lex, GT_LEX_ATMOST, s->fold, unit->end, tail))
        return GT_OP_LE;
    if (gt_fold_has(s->fold, near, t->start, u"提高到") || gt_fold_has(s->fold, near, t->start, u"提升到") ||
        gt_fold_has(s->fold, near, t->start, u"增加到") || gt_fold_has(s->fold, near, t->start, u"达到"))
        return gt_lex_in(s->lex, GT_LEX_ABOUT, s->fold, unit->end, tail) ? GT_OP_EQ : GT_OP_GE;
    if (gt_fold_has(s->fold, near, t->start, u"降低到") || gt_fold_has(s->fold, near, t->start, u"下降到") ||
        gt_fold_has(s->fold, near, t->start, u"降至"))
        return GT_OP_LE;
    if (gt_lex_in(s->lex, GT_LEX_SHRINK, s->fold, near, t->start))
        return GT_OP_MINUS;
    if (gt_fold_has(s->fold, near, t->start, u"涨幅"))
        return GT_OP_EQ;
    if (gt_lex_in(s->lex, GT_LEX_GROW, s->fold, near, t->start) && !gt_fold_has(s->fold, near, t->start, u"高于"))
        return GT_OP_PLUS;
    if (gt_lex_in(s->lex, GT_LEX_ABOUT, s->fold, near, t->start) ||
        gt_lex_in(s->lex, GT_LEX_ABOUT, s->fold, unit->end, tail))
        return GT_OP_EQ;
    return GT_OP_GE;
}

/* What is counted: the words before the number, else those behind it. */
static struct gt_span name_of(const struct reader *r, uint32_t from, const struct token *t,
                              const struct gt_span *unit, uint32_t to)
{
    const struct gt_sight *s = r->s;
    uint32_t start = from > r->taken ? from : r->taken, end = t->start, n;
    bool moved = true;

    if (start > end)
        start = end;
    while (moved && start < end) {
        moved = false;
        if (one_of(at(s, start), u"、和及与,;:。 )") || (start == r->taken && is(s, start, end, u"以上"))) {
            start += one_of(at(s, start), u"以") ? 2 : 1;
            moved = true;
        } else if ((n = gt_lex_at(s->lex, GT_LEX_ADVERB, s->fold, start, end)) > 0 && n < end - start) {
            start += n;
            moved = true;
        }
    }
    moved = true;
    while (moved && end > start) {
        moved = false;
        /* Whole words first: 不低于 would lose its 于 to the single characters. */
        if ((n = gt_lex_before(s->lex, GT_LEX_REACH, s->fold, start, end)) > 0 ||
            (n = gt_lex_before(s->lex, GT_LEX_GROW, s->fold, start, end)) > 0 ||
            (n = gt_lex_before(s->lex, GT_LEX_SHRINK, s->fold, start, end)) > 0 ||
            (n = gt_lex_before(s->lex, GT_LEX_ATMOST, s->fold, start, end)) > 0) {
            end -= n;
            moved = true;
        } else if (one_of(at(s, end - 1), u"到为约共超达于 均")) {
            end--;
            moved = true;
        }
    }
    if (end - start < 2) {
        start = unit->end;
        while (start < to && one_of(at(s, start), u"以上左右 的"))
            start++;
        end = to;
    }
    return (struct gt_span){start, end - start > NAME_LEN_MAX ? start + NAME_LEN_MAX : end};
}

/* 种植、收获机械化率均达到45%: one figure for each. */
static uint32_t copies(const struct reader *r, uint32_t from, const struct token *t)
{
    uint32_t n = 1, near = t->start > from + 5 ? t->start - 5 : from;

    if (!gt_fold_has(r->s->fold, near, t->start, u"均"))
        return 1;
    for (uint32_t i = from > r->taken ? from : r->taken; i < t->start; i++)
        n += at(r->s, i) == u'、' || at(r->s, i) == u'和';
    return n < COPIES_MAX ? n : COPIES_MAX;
}

static void add(struct reader *r, double value, const struct token *t, const struct gt_span *unit)
{
    uint32_t from = chunk_from(r->s, r->start, t->start), to = chunk_to(r->s, unit->end, r->end), n;
    struct gt_read_figure figure;
    struct gt_span name;

    if (!is_target(r, from, t, unit, to))
        return;
    name = name_of(r, from, t, unit, to);
    figure.name = gt_fold_slice(r->s->fold, name.start, name.end);
    figure.unit = gt_fold_slice(r->s->fold, unit->start, unit->end);
    figure.value = value;
    figure.op = op_of(r, from, t, unit, to);
    for (n = copies(r, from, t); n > 0 && r->out->count < GT_FIGURES_MAX; n--) {
        struct gt_read_figure *slot = GT_PUSH(r->s->arena, r->out);

        if (slot == NULL) {
            r->spent = true;
            return;
        }
        *slot = figure;
    }
    r->taken = unit->end;
}

/* 带动万名青年: a bare 万 counts one of its kind. */
static bool bare_ten_thousand(const struct gt_sight *s, uint32_t start, uint32_t i, uint32_t end)
{
    return at(s, i) == u'万' && i > start && !gt_is_digit(at(s, i - 1)) &&
           !one_of(at(s, i - 1), u"十百千一二三四五六七八九几数上.") &&
           (is(s, i, end, u"万名") || is(s, i, end, u"万户") || is(s, i, end, u"万家") || is(s, i, end, u"万亩"));
}

gt_rc gt_figures_read(const struct gt_sight *s, bool plan, uint32_t start, uint32_t end, gt_figures *out)
{
    struct reader r = {s, start, end, plan, out, start, false};
    uint32_t quotes = 0, titles = 0;

    for (uint32_t i = start; i < end && !r.spent;) {
        char16_t c = at(s, i);
        struct token t, more;
        struct gt_span unit;

        if (c == u'“')
            quotes++;
        else if (c == u'”' && quotes > 0)
            quotes--;
        else if (c == u'《')
            titles++;
        else if (c == u'》' && titles > 0)
            titles--;
        else if (c == u'。')
            quotes = titles = 0;
        if (quotes == 0 && titles == 0 && bare_ten_thousand(s, start, i, end)) {
            t = (struct token){1, i, i};
            unit = (struct gt_span){i, i + 2};
            add(&r, 1, &t, &unit);
            i += 2;
            continue;
        }
        if (!number_at(s, i, end, &t)) {
            i++;
            continue;
        }
        i = t.end;
        if (quotes > 0 || titles > 0 || is_time_or_name(s, start, &t, end))
            continue;
        /* 3-5家, 5%-5.5%: the lower end stands */
        if (i < end && (at(s, i) == '-' || at(s, i) == '~') ) {
            uint32_t p = i;

            while (p < end && (at(s, p) == '-' || at(s, p) == '~'))
                p++;
            if (p < end && number_at(s, p, end, &more)) {
                i = more.end;
                if (is_time_or_name(s, p, &more, end) || !unit_at(s, more.end, end, &unit))
                    continue;
                add(&r, t.value, &t, &unit);
                i = unit.end;
            }
            continue;
        }
        if (!unit_at(s, t.end, end, &unit))
            continue;
        add(&r, t.value, &t, &unit);
        i = unit.end;
        if (i < end && at(s, i) == '-') {
            uint32_t p = i;

            while (p < end && at(s, p) == '-')
                p++;
            if (p < end && number_at(s, p, end, &more))
                i = more.end;
        }
    }
    return r.spent ? GT_ENOMEM : GT_OK;
}
