/* number.c - numbers at the head of paragraphs. */
#include "read/number.h"

enum { VALUE_MAX = 400, ARTICLE_MAX = 2000, BULLET_WORDS = 16, DIGITS_MAX = 9 };

uint32_t gt_number_digits(const struct gt_fold *fold, uint32_t at, uint32_t end, uint32_t *value)
{
    uint32_t n = 0, v = 0;

    while (at + n < end && n < DIGITS_MAX && gt_is_digit(fold->at[at + n]))
        v = v * 10 + (fold->at[at + n++] - u'0');
    *value = v;
    return n;
}

static int han_digit(char16_t c)
{
    static const char16_t digits[] = u"〇一二三四五六七八九";

    if (c == u'零')
        return 0;
    if (c == u'两')
        return 2;
    for (int i = 0; i < 10; i++)
        if (digits[i] == c)
            return i;
    return -1;
}

uint32_t gt_number_han(const struct gt_fold *fold, uint32_t at, uint32_t end, uint32_t *value)
{
    uint32_t n = 0, total = 0, digit = 0, plain = 0;
    bool placed = false;

    if (at < end && gt_is_digit(fold->at[at]))
        return gt_number_digits(fold, at, end, value);
    for (; at + n < end && n < DIGITS_MAX; n++) {
        char16_t c = fold->at[at + n];
        int d = han_digit(c);

        if (d >= 0) {
            plain = plain * 10 + (uint32_t)d;
            digit = (uint32_t)d;
        } else if (c == u'十' || c == u'百') {
            total += (digit == 0 ? 1 : digit) * (c == u'十' ? 10 : 100);
            digit = 0;
            placed = true;
        } else if (c == u'廿') {
            total += 20;
            placed = true;
        } else {
            break;
        }
    }
    *value = placed ? total + digit : plain;
    return n;
}

static bool any_of(char16_t c, const char16_t *set)
{
    for (; *set != 0; set++)
        if (*set == c)
            return true;
    return false;
}

static uint32_t skip_blanks(const struct gt_fold *fold, uint32_t at, uint32_t end)
{
    while (at < end && fold->at[at] == ' ')
        at++;
    return at;
}

static bool finish(const struct gt_fold *fold, enum gt_number_kind kind, uint32_t value,
                   uint32_t start, uint32_t stop, uint32_t body, uint32_t end,
                   struct gt_number *out)
{
    *out = (struct gt_number){kind, value, 1, start, stop, skip_blanks(fold, body, end)};
    return true;
}

/* 第三章, 第十二条 */
static bool parse_di(const struct gt_fold *fold, uint32_t at, uint32_t end, struct gt_number *out)
{
    static const struct { const char16_t *word; enum gt_number_kind kind; } kinds[] = {
        {u"部分", GT_NUMBER_PART}, {u"编", GT_NUMBER_PART}, {u"章", GT_NUMBER_CHAPTER},
        {u"节", GT_NUMBER_SECTION}, {u"条", GT_NUMBER_ARTICLE},
    };
    uint32_t value, n = gt_number_han(fold, at + 1, end, &value), stop = at + 1 + n;

    if (n == 0 || value == 0 || value > ARTICLE_MAX)
        return false;
    for (size_t i = 0; i < GT_LEN(kinds); i++)
        if (gt_fold_is(fold, stop, end, kinds[i].word)) {
            uint32_t body = stop + (kinds[i].kind == GT_NUMBER_PART && kinds[i].word[1] ? 2 : 1);

            stop = body;
            /* "第一条街" is no article: a blank, a colon or the line's end follows. */
            if (body < end && !any_of(fold->at[body], u" :、,。(") && kinds[i].kind != GT_NUMBER_ARTICLE &&
                kinds[i].kind != GT_NUMBER_CHAPTER)
                return false;
            if (body < end && any_of(fold->at[body], u":、,"))
                body++;
            return finish(fold, kinds[i].kind, value, at, stop, body, end, out);
        }
    return false;
}

/* 一、 二. and "三 " before a heading */
static bool parse_han(const struct gt_fold *fold, uint32_t at, uint32_t end, struct gt_number *out)
{
    uint32_t value, n = gt_number_han(fold, at, end, &value), stop = at + n;

    if (n == 0 || gt_is_digit(fold->at[at]) || value == 0 || value > VALUE_MAX)
        return false;
    if (stop < end && any_of(fold->at[stop], u"、.．"))
        return finish(fold, GT_NUMBER_HAN, value, at, stop, stop + 1, end, out);
    if (stop < end && fold->at[stop] == ')') /* its opening bracket got lost */
        return finish(fold, GT_NUMBER_HAN_PAREN, value, at, stop + 1, stop + 1, end, out);
    return false;
}

static bool roman(const struct gt_fold *fold, uint32_t at, uint32_t stop, uint32_t *value)
{
    uint32_t total = 0, last = 0;

    for (uint32_t i = stop; i > at; i--) {
        uint32_t v = fold->at[i - 1] == 'i' ? 1 : fold->at[i - 1] == 'v' ? 5
                   : fold->at[i - 1] == 'x' ? 10 : 0;

        if (v == 0)
            return false;
        total = v < last ? total - v : total + v;
        last = v;
    }
    *value = total;
    return stop > at && stop - at <= 6 && total > 0 && total < 40;
}

/* Letters between at and stop: "a" to "z", or a Roman number of two and more. */
static bool letters(const struct gt_fold *fold, uint32_t at, uint32_t stop,
                    enum gt_number_kind *kind, uint32_t *value)
{
    if (stop == at + 1 && gt_is_latin(fold->at[at])) {
        *kind = GT_NUMBER_ALPHA;
        *value = fold->at[at] - u'a' + 1;
        return true;
    }
    *kind = GT_NUMBER_ROMAN;
    return roman(fold, at, stop, value);
}

/* （一） (1) (a) (ii), also （一、 where the closing bracket got lost */
static bool parse_paren(const struct gt_fold *fold, uint32_t at, uint32_t end,
                        struct gt_number *out)
{
    uint32_t from = skip_blanks(fold, at + 1, end), value, n, stop;
    enum gt_number_kind kind;

    if ((n = gt_number_han(fold, from, end, &value)) > 0) {
        kind = gt_is_digit(fold->at[from]) ? GT_NUMBER_DEC_PAREN : GT_NUMBER_HAN_PAREN;
    } else {
        for (n = 0; from + n < end && n < 6 && gt_is_latin(fold->at[from + n]);)
            n++;
        if (n == 0 || !letters(fold, from, from + n, &kind, &value))
            return false;
    }
    stop = skip_blanks(fold, from + n, end);
    if (value == 0 || value > VALUE_MAX || stop >= end)
        return false;
    if (any_of(fold->at[stop], u")]}")) {
        uint32_t body = stop + 1;

        if (body < end && any_of(fold->at[body], u"、."))
            body++;
        return finish(fold, kind, value, at, stop + 1, body, end, out);
    }
    if (fold->at[stop] == u'、' && kind == GT_NUMBER_HAN_PAREN)
        return finish(fold, kind, value, at, stop, stop + 1, end, out);
    return false;
}

/* What makes "1.5亿元" a figure and no number of a heading. */
static bool is_measure(char16_t c)
{
    return any_of(c, u"万亿千百%‰倍元吨米个亩年月日时");
}

/* 1. 1、 1) 1.2.3 and "1 General" */
static bool parse_dec(const struct gt_fold *fold, uint32_t at, uint32_t end,
                      struct gt_number *out)
{
    uint32_t value, n = gt_number_digits(fold, at, end, &value), own = value, stop = at + n, depth = 1;

    if (n == 0 || n > 3 || value == 0 || value > VALUE_MAX)
        return false;
    while (stop + 1 < end && fold->at[stop] == '.' && gt_is_digit(fold->at[stop + 1])) {
        uint32_t digits = gt_number_digits(fold, stop + 1, end, &value);

        if (depth == 1 && digits == 4 && (gt_fold_is(fold, stop + 5, end, u"年") || fold->at[stop + 5] == '-'))
            break; /* 3.2019年9月底前… is the third item */
        if (digits > 2 || ++depth > 6)
            return false;
        stop += 1 + digits;
    }
    if (depth > 1) {
        uint32_t body = stop;

        if (stop < end && is_measure(fold->at[stop]))
            return false;
        if (body < end && any_of(fold->at[body], u".、"))
            body++;
        if (depth == 2 && body < end && body == stop && fold->at[body] != ' ' &&
            !gt_is_han(fold->at[body]))
            return false;
        (void)finish(fold, GT_NUMBER_MULTI, value, at, stop, body, end, out);
        out->depth = depth;
        return true;
    }
    value = own;
    if (stop + 1 < end && fold->at[stop] == ' ' && (fold->at[stop + 1] == '.' || fold->at[stop + 1] == u'、'))
        return finish(fold, GT_NUMBER_DEC, value, at, stop, stop + 2, end, out); /* 1 . words, as a scan has it */
    if (stop >= end)
        return false;
    if (any_of(fold->at[stop], u".、") || (fold->at[stop] == ',' && stop + 1 < end &&
                                           gt_is_han(fold->at[stop + 1])))
        return finish(fold, GT_NUMBER_DEC, value, at, stop, stop + 1, end, out);
    if (fold->at[stop] == ')')
        return finish(fold, GT_NUMBER_DEC_PAREN, value, at, stop + 1, stop + 1, end, out);
    if (fold->at[stop] == ' ' && end - at <= 40) {
        uint32_t body = skip_blanks(fold, stop, end);

        if (body < end && (gt_is_han(fold->at[body]) || gt_is_latin(fold->at[body])) &&
            !is_measure(fold->at[body]))
            return finish(fold, GT_NUMBER_BARE, value, at, stop, body, end, out);
    }
    return false;
}

bool gt_number_bullet(const struct gt_fold *fold, uint32_t at, uint32_t end, struct gt_number *out)
{
    uint32_t body;

    at = skip_blanks(fold, at, end);
    body = at + 1;
    if (body >= end)
        return false;
    if (any_of(fold->at[at], u"-*o") && fold->at[body] != ' ')
        return false; /* -5%, *note, open */
    if (!any_of(fold->at[at], u"●•■◆▪►▶◦-*o\uf0b7\uf0a7"))
        return false;
    if (skip_blanks(fold, body, end) + 2 >= end || (fold->at[end - 1] == ':' && end - at < BULLET_WORDS))
        return false; /* a field of a form: • 姓名: */
    return finish(fold, GT_NUMBER_BULLET, 1, at, at, body, end, out);
}

/* Action 1.1, Recommendation 4: digits and dots behind the word. */
static uint32_t dotted(const struct gt_fold *fold, uint32_t at, uint32_t end, uint32_t *value)
{
    uint32_t n = gt_number_digits(fold, at, end, value), more, last;

    while (n > 0 && at + n + 1 < end && fold->at[at + n] == '.' &&
           (more = gt_number_digits(fold, at + n + 1, end, &last)) > 0) {
        n += more + 1;
        *value = last;
    }
    return n;
}

/* "Article 4", "Section 2.", "Chapter III" */
static bool parse_word(const struct gt_fold *fold, uint32_t at, uint32_t end,
                       struct gt_number *out)
{
    static const struct { const char16_t *word; uint32_t len; enum gt_number_kind kind; } kinds[] = {
        {u"article ", 8, GT_NUMBER_ARTICLE}, {u"section ", 8, GT_NUMBER_SECTION},
        {u"chapter ", 8, GT_NUMBER_CHAPTER}, {u"part ", 5, GT_NUMBER_PART}, {u"sec. ", 5, GT_NUMBER_SECTION},
        {u"pillar ", 7, GT_NUMBER_PART}, {u"theme ", 6, GT_NUMBER_PART}, {u"goal ", 5, GT_NUMBER_SECTION},
        {u"objective ", 10, GT_NUMBER_SECTION}, {u"priority ", 9, GT_NUMBER_SECTION}, {u"strategy ", 9, GT_NUMBER_SECTION},
        {u"action ", 7, GT_NUMBER_ARTICLE}, {u"recommendation ", 15, GT_NUMBER_ARTICLE}, {u"measure ", 8, GT_NUMBER_ARTICLE},
        {u"initiative ", 11, GT_NUMBER_ARTICLE}, {u"commitment ", 11, GT_NUMBER_ARTICLE}, {u"task ", 5, GT_NUMBER_ARTICLE},
        {u"milestone ", 10, GT_NUMBER_ARTICLE}, {u"deliverable ", 12, GT_NUMBER_ARTICLE},
    };

    for (size_t i = 0; i < GT_LEN(kinds); i++) {
        uint32_t from = at + kinds[i].len, value = 0, n, body;

        if (!gt_fold_is(fold, at, end, kinds[i].word))
            continue;
        n = dotted(fold, from, end, &value);
        if (n == 0) {
            while (from + n < end && gt_is_latin(fold->at[from + n]))
                n++;
            if (!roman(fold, from, from + n, &value))
                return false;
        }
        body = from + n;
        if (body < end && !any_of(fold->at[body], u" .:-,"))
            return false;
        while (body < end && any_of(fold->at[body], u" .:-,"))
            body++;
        return finish(fold, kinds[i].kind, value, at, from + n, body, end, out);
    }
    return false;
}

bool gt_number_parse(const struct gt_fold *fold, uint32_t at, uint32_t end,
                     struct gt_number *out)
{
    char16_t c;

    at = skip_blanks(fold, at, end);
    if (at >= end)
        return false;
    c = fold->at[at];
    if (c >= 0x2460 && c <= 0x2473)
        return finish(fold, GT_NUMBER_CIRCLE, c - 0x2460u + 1, at, at + 1, at + 1, end, out);
    if (c >= 0x3220 && c <= 0x3229) /* one character for （一） */
        return finish(fold, GT_NUMBER_HAN_PAREN, c - 0x3220u + 1, at, at + 1, at + 1, end, out);
    if (c == u'第')
        return parse_di(fold, at, end, out);
    if (c == '(')
        return parse_paren(fold, at, end, out);
    if (gt_is_digit(c))
        return parse_dec(fold, at, end, out);
    if (gt_is_latin(c)) {
        if (at + 1 < end && fold->at[at + 1] == ')' )
            return finish(fold, GT_NUMBER_ALPHA, c - u'a' + 1u, at, at + 2, at + 2, end, out);
        return parse_word(fold, at, end, out);
    }
    return parse_han(fold, at, end, out);
}
