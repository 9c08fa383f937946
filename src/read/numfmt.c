/* numfmt.c - reading number formats. */
#include "read/numfmt.h"

#include "read/sheet.h"

/* The letters of a format section, one bit each, and its fixed decimals. */
struct letters {
    bool year, month, day, hour, second, digit, percent, chinese, text;
    int  decimals; /* -1: no point seen */
};

/* Steps over what is shown as it stands ("年", \-, _x, *x) or is a
 * condition ([Red], [$-804], [>5]); false where the byte is a letter to read. */
static bool step_over(gt_str code, size_t *at, struct letters *seen)
{
    const char c = code.at[*at];
    const char *close;

    switch (c) {
    case '\\':
    case '_':
    case '*':
        *at += 2;
        return true;
    case '"':
    case '[':
        close = memchr(code.at + *at + 1, c == '"' ? '"' : ']', code.len - *at - 1);
        if (close == NULL) {
            *at = code.len;
            return true;
        }
        const gt_str inside = {code.at + *at + 1, (size_t)(close - code.at) - *at - 1};

        if (c == '"' && gt_str_find(inside, GT_STR("月"), 0) != SIZE_MAX)
            seen->chinese = true;
        /* [h]:mm counts hours that passed; it is no date. */
        if (c == '[' && inside.len > 0 && (inside.at[0] == 'h' || inside.at[0] == 'H'))
            seen->hour = true;
        *at = (size_t)(close - code.at) + 1;
        return true;
    default:
        return false;
    }
}

static void read_letter(gt_str code, size_t *at, struct letters *seen)
{
    static const gt_str month_word = GT_STR_INIT("月"), general = GT_STR_INIT("General");
    const gt_str rest = gt_str_sub(code, *at, code.len);
    const char c = code.at[*at];

    if (gt_str_starts(rest, month_word)) {
        seen->chinese = true;
        *at += month_word.len;
        return;
    }
    if (gt_str_starts(rest, general)) {
        *at += general.len;
        return;
    }
    switch (c | 0x20) {
    case 'y': case 'e': /* e is the year of an era; in "0.00E+00" a digit came first */
        seen->year = seen->year || !seen->digit;
        break;
    case 'm': seen->month = true; break;
    case 'd': seen->day = true; break;
    case 'h': seen->hour = true; break;
    case 's': seen->second = true; break;
    default:
        break;
    }
    if (c == '0' || c == '#' || c == '?') {
        seen->digit = true;
        if (seen->decimals >= 0 && c == '0')
            seen->decimals++;
    } else if (c == '.') {
        seen->decimals = 0;
    } else if (c == '%') {
        seen->percent = true;
    } else if (c == '@') {
        seen->text = true;
    }
    *at += 1;
}

struct gt_numfmt gt_numfmt_read(gt_str code)
{
    struct letters seen = {.decimals = -1};
    struct gt_numfmt format = {0};
    size_t at = 0;

    /* Only the first section: it is the one for positive numbers. */
    while (at < code.len && code.at[at] != ';')
        if (!step_over(code, &at, &seen))
            read_letter(code, &at, &seen);

    /* m alone beside h or s means minutes. */
    if ((seen.year || seen.day || (seen.month && !seen.hour && !seen.second)) && !seen.digit) {
        format.date = true;
        format.show = (uint8_t)((seen.day ? 0 : GT_SHOW_NO_DAY) | (seen.year ? 0 : GT_SHOW_NO_YEAR) |
                                (seen.chinese ? GT_SHOW_CHINESE : 0));
        if (!seen.day && !seen.month) /* a year alone shows less than a month does */
            format.show &= (uint8_t)~GT_SHOW_NO_DAY;
        return format;
    }
    if (seen.percent)
        format.show |= GT_SHOW_PERCENT;
    if (seen.digit && !seen.hour && !seen.second && (seen.decimals >= 0 || seen.percent))
        format.show |= (uint8_t)(GT_SHOW_FIXED |
                                 ((seen.decimals > 0 ? seen.decimals : 0) & GT_SHOW_DECIMALS));
    return format;
}

struct gt_numfmt gt_numfmt_builtin(uint32_t id)
{
    static const struct { uint8_t id; const char *code; } known[] = {
        {2, "0.00"}, {4, "#,##0.00"}, {9, "0%"}, {10, "0.00%"}, {14, "yyyy-m-d"},
        {15, "d-mmm-yy"}, {16, "d-mmm"}, {17, "mmm-yy"}, {22, "yyyy-m-d h:mm"},
        {39, "#,##0.00"}, {40, "#,##0.00"},
        /* zh-cn, 18.8.30: 27 to 36 and 50 to 58 */
        {27, "yyyy\"年\"m\"月\""}, {28, "m\"月\"d\"日\""}, {29, "m\"月\"d\"日\""},
        {30, "m-d-yy"}, {31, "yyyy\"年\"m\"月\"d\"日\""}, {36, "yyyy\"年\"m\"月\""},
        {50, "yyyy\"年\"m\"月\""}, {51, "m\"月\"d\"日\""}, {52, "yyyy\"年\"m\"月\""},
        {53, "m\"月\"d\"日\""}, {54, "m\"月\"d\"日\""}, {57, "yyyy\"年\"m\"月\""},
        {58, "m\"月\"d\"日\""},
    };

    for (size_t i = 0; i < GT_LEN(known); i++)
        if (known[i].id == id)
            return gt_numfmt_read(gt_str_from(known[i].code));
    return (struct gt_numfmt){0};
}
