/* due.c - deadlines in Chinese. */
#include "read/due.h"

#include "read/number.h"
#include "read/read.h"
#include "read/when.h"

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

/* Where an expression of time can begin at all. */
static bool may_begin(char16_t c)
{
    switch (c) {
    case u'一': case u'二': case u'三': case u'四': case u'五': case u'六': case u'七':
    case u'八': case u'九': case u'十': case u'〇': case u'今': case u'本': case u'当':
    case u'明': case u'次': case u'翌': case u'上': case u'下': case u'年': case u'全':
    case u'第': case u'岁': case u'印': case u'发': case u'公': case u'出': case u'通':
        return true;
    default:
        return gt_is_digit(c);
    }
}

struct reader {
    const struct gt_sight *s;
    const struct gt_due_frame *frame;
    uint32_t start, end, opening;
    struct gt_due *out;
    int  clause_year;   /* the last year written in the clause; 0 */
    int  from_year;     /* 从2019年起 */
    int  strength;      /* of the best so far */
};

enum { PUBLISHED_LATE = 20 /* days between a paper's words and its date of publication */ };
enum { WEAK = 1, MEDIUM = 2, STRONG = 3, RECUR_LOOK = 16 /* 每年 and what is done every year */ };

/* A stronger one wins; among equals the later day. */
static void offer(struct reader *r, gt_day day, int strength, enum gt_due_form form, uint32_t start,
                  uint32_t end, enum gt_due_year year_from)
{
    if (day == GT_DAY_NONE || strength < r->strength ||
        (strength == r->strength && r->out->day != GT_DAY_NONE && day < r->out->day))
        return;
    /* A day before the paper was issued is a report, not a deadline. */
    if (r->frame->issued != GT_DAY_NONE && day < r->frame->issued &&
        gt_day_ymd(day).year < gt_day_ymd(r->frame->issued).year)
        return;
    r->strength = strength;
    r->out->day = day;
    r->out->form = form;
    r->out->words = (struct gt_span){start, end};
    r->out->year_from = year_from;
}

static int year_for(const struct reader *r, const struct gt_when *when, enum gt_due_year *from)
{
    *from = when->year_is == GT_YEAR_ABS ? GT_DUE_YEAR_SAID : GT_DUE_YEAR_PLAN;
    if (when->year_is == GT_YEAR_NONE && r->clause_year != 0) {
        *from = GT_DUE_YEAR_CLAUSE;
        return r->clause_year;
    }
    return r->frame->year;
}

/* The day meant; a month without a year that is past at the issue is next year's. */
static gt_day day_for(const struct reader *r, const struct gt_when *when, enum gt_due_year *from)
{
    int year = year_for(r, when, from);
    gt_day day = gt_when_day(when, year);

    if (*from == GT_DUE_YEAR_PLAN && when->year_is == GT_YEAR_NONE && !r->frame->plan &&
        day != GT_DAY_NONE && r->frame->issued != GT_DAY_NONE && day + PUBLISHED_LATE < r->frame->issued)
        day = gt_when_day(when, year + 1);
    return day;
}

static bool chunk_start(const struct reader *r, uint32_t i)
{
    while (i > r->start && at(r->s, i - 1) == ' ')
        i--;
    return i == r->start || one_of(at(r->s, i - 1), u",;:。、(“!?-.)\n|") ||
           (i >= r->start + 2 && (is(r->s, i - 2, i, u"力争") || is(r->s, i - 2, i, u"确保") ||
                                  is(r->s, i - 2, i, u"争取") || is(r->s, i - 2, i, u"计划") ||
                                  is(r->s, i - 2, i, u"单位") || is(r->s, i - 2, i, u"部门") ||
                                  is(r->s, i - 2, i, u"最迟"))) ||
           one_of(at(r->s, i - 1), u"于在拟应要");
}

/* What closes a deadline behind it: 前, 之前, 内.  Returns its length. */
static uint32_t closing(const struct reader *r, uint32_t i)
{
    static const char16_t *const words[] = {u"之前", u"以前", u"底前", u"末前", u"前", u"之内", u"内", u"止"};

    for (size_t k = 0; k < GT_LEN(words); k++)
        if (is(r->s, i, r->end, words[k])) {
            uint32_t n = words[k][1] == 0 ? 1 : 2;
            char16_t next = i + n < r->end ? at(r->s, i + n) : 0;

            if (n == 1 && one_of(next, u"期沿景列端后往述容部外需涵地蒙"))
                return 0;
            return n;
        }
    return 0;
}

static uint32_t skip_blank(const struct reader *r, uint32_t i)
{
    while (i < r->end && at(r->s, i) == ' ')
        i++;
    return i;
}

/* 2019年1月1日至12月31日; returns where it ends, 0 if there is no second date. */
static uint32_t read_window(struct reader *r, uint32_t start, const struct gt_when *first, uint32_t i)
{
    struct gt_when last;
    enum gt_due_year from;
    gt_day day;

    if (is(r->s, i, r->end, u"至") || is(r->s, i, r->end, u"到") || is(r->s, i, r->end, u"-") ||
        is(r->s, i, r->end, u"~"))
        i++;
    else
        return 0;
    while (i < r->end && at(r->s, i) == '-')
        i++;
    if (!gt_when_at(r->s->fold, i, r->end, &last))
        return 0;
    if (last.year_is == GT_YEAR_NONE && first->year_is == GT_YEAR_ABS) {
        last.year_is = GT_YEAR_ABS;
        last.year = first->year;
    }
    i += last.len;
    day = day_for(r, &last, &from);
    /* 2021年至2025年 is a plan's span, no duty's; a window in the middle of the
     * text is a rule's, it does not end the duty. */
    if (day == GT_DAY_NONE || first->part == GT_PART_YEAR || start >= r->opening)
        return i;
    i += closing(r, i);
    offer(r, day, MEDIUM, GT_DUE_WINDOW, start, i, from);
    return i;
}

/* The word just before, blanks skipped: 每年, 到, 至, 从, 截至. */
static bool before_is(const struct reader *r, uint32_t i, const char16_t *word)
{
    while (i > r->start && at(r->s, i - 1) == ' ')
        i--;
    return gt_fold_ends(r->s->fold, r->start, i, word);
}

/* 每年 before the expression; returns where it begins, i if there is none. */
static uint32_t every_year(const struct reader *r, uint32_t i)
{
    uint32_t j = i;

    while (j > r->start && at(r->s, j - 1) == ' ')
        j--;
    if (j >= r->start + 1 && (at(r->s, j - 1) == u'于' || at(r->s, j - 1) == u'的' || at(r->s, j - 1) == u'在'))
        j--;
    if (j >= r->start + 2 && (is(r->s, j - 2, r->end, u"每年") || is(r->s, j - 2, r->end, u"各年")))
        return j - 2;
    if (j >= r->start + 3 && is(r->s, j - 3, r->end, u"每年度"))
        return j - 3;
    return i;
}

static void read_every(struct reader *r, uint32_t start, const struct gt_when *when, uint32_t end)
{
    r->out->recur = GT_RECUR_YEARLY;
    if (r->strength < STRONG) {
        r->out->words = (struct gt_span){start, end};
        if (r->from_year != 0) /* else the text fixes no first day */
            offer(r, gt_when_day(when, r->from_year), STRONG, GT_DUE_EVERY, start, end, GT_DUE_YEAR_SAID);
    }
}

static bool passing_mention(const struct reader *r, uint32_t i)
{
    return i < r->end && gt_lex_at(r->s->lex, GT_LEX_PERIOD_NOUN, r->s->fold, i, r->end) > 0;
}

static bool order_follows(const struct reader *r, uint32_t i)
{
    return i < r->end && (at(r->s, i) == ',' || gt_lex_at(r->s->lex, GT_LEX_VERB, r->s->fold, i, r->end) > 0 ||
                          gt_lex_at(r->s->lex, GT_LEX_ADVERB, r->s->fold, i, r->end) > 0);
}

/* 2020年初步建成, 2027年全面完成: the year by which it stands. */
static bool brings_about(const struct reader *r, uint32_t i)
{
    static const char16_t *const manners[] = {u"初步", u"基本", u"全面", u"全部", u"力争", u"争取", u"确保", u"如期", u"率先"};
    static const char16_t *const ends[] = {u"建成", u"完成", u"实现", u"达到", u"形成", u"投用", u"投产", u"竣工", u"启用", u"建立"};

    for (size_t k = 0; k < GT_LEN(manners); k++)
        if (is(r->s, i, r->end, manners[k])) {
            i += 2;
            k = 0;
        }
    for (size_t k = 0; k < GT_LEN(ends); k++)
        if (is(r->s, i, r->end, ends[k]) && !is(r->s, i + 2, r->end, u"了"))
            return true;
    return false;
}

/* 2019年修订《…》: a thing to be done in the year named. */
static bool revises(const struct reader *r, uint32_t i)
{
    static const char16_t *const verbs[] = {u"修订", u"制定", u"制订", u"出台", u"印发", u"编制", u"启动", u"开工", u"新增", u"新建", u"培育",
                                            u"推出", u"发布", u"建设", u"力争", u"确保", u"计划", u"组织", u"开展", u"举办"};

    for (size_t k = 0; k < GT_LEN(verbs); k++)
        if (is(r->s, i, r->end, verbs[k]) && !is(r->s, i + 2, r->end, u"了") && !is(r->s, i + 2, r->end, u"的"))
            return true;
    return false;
}

static bool period_part(const struct gt_when *when)
{
    return when->part == GT_PART_QUARTER || when->part == GT_PART_HALF || when->part == GT_PART_MONTH ||
           when->part == GT_PART_TENTH || when->part == GT_PART_TWENTIETH || when->part == GT_PART_DAY;
}

/* One expression of time at i; returns where to go on. */
static uint32_t read_when(struct reader *r, uint32_t i, const struct gt_when *when)
{
    uint32_t stop = skip_blank(r, i + when->len), n, start = i, over;
    enum gt_due_year from;
    gt_day day;

    if (when->part == GT_PART_YEAR_BEGIN || when->year_is == GT_YEAR_LAST)
        return stop;
    if (when->part == GT_PART_DAY) { /* 3月20日17时前, 下午5点前 */
        uint32_t hour, digits;

        over = stop + (is(r->s, stop, r->end, u"上午") || is(r->s, stop, r->end, u"下午") ? 2 : 0);
        digits = gt_number_digits(r->s->fold, over, r->end, &hour);
        if (digits > 0 && (is(r->s, over + digits, r->end, u"时") || is(r->s, over + digits, r->end, u"点")))
            stop = over + digits + 1;
        else if (is(r->s, stop, r->end, u"下班"))
            stop += 2;
    }
    n = closing(r, stop);
    if (gt_when_impossible(when, year_for(r, when, &from)) && (n > 0 || chunk_start(r, i))) {
        r->out->bad = (struct gt_span){i, stop + n};
        return stop + n;
    }
    if ((start = every_year(r, i)) < i) {
        read_every(r, start, when, stop + n);
        return stop + n;
    }
    if (n == 0 && (over = read_window(r, i, when, stop)) > 0)
        return over;
    if (n == 0 && (is(r->s, stop, r->end, u"起") || is(r->s, stop, r->end, u"以来") ||
                   is(r->s, stop, r->end, u"开始") || is(r->s, stop, r->end, u"后"))) {
        if (is(r->s, stop, r->end, u"起") && when->year_is == GT_YEAR_ABS)
            r->from_year = when->year;
        return stop + 1;
    }
    day = day_for(r, when, &from);
    if (n > 0 && !(when->part == GT_PART_YEAR && when->year_is == GT_YEAR_NONE && !when->closed)) {
        offer(r, day, STRONG, GT_DUE_BEFORE, i, stop + n, from);
    } else if (before_is(r, i, u"截至") || before_is(r, i, u"截止")) {
        ; /* a balance, not a deadline */
    } else if (before_is(r, i, u"到") || before_is(r, i, u"至")) {
        if (when->part != GT_PART_YEAR || when->year_is != GT_YEAR_NONE || when->closed)
            offer(r, day, STRONG, GT_DUE_TARGET, i - 1, stop, from);
    } else if (when->closed && !passing_mention(r, stop) && (chunk_start(r, i) || order_follows(r, stop))) {
        offer(r, day, STRONG, GT_DUE_BEFORE, i, i + when->len, from);
    } else if (when->span) {
        if (r->frame->plan && chunk_start(r, i) && !is(r->s, stop, r->end, u"以来") &&
            !is(r->s, stop, r->end, u"的") && !is(r->s, stop, r->end, u"来") && !is(r->s, stop, r->end, u"前"))
            offer(r, day, WEAK, GT_DUE_YEAR, i, i + when->len, from);
    } else if (period_part(when)) {
        if (chunk_start(r, i) && !passing_mention(r, stop))
            offer(r, day, MEDIUM, GT_DUE_PERIOD, i, i + when->len, from);
    } else if (when->part == GT_PART_YEAR && when->year_is == GT_YEAR_ABS && chunk_start(r, i) &&
               r->frame->year != 0 && when->year >= r->frame->year &&
               (is(r->s, stop, r->end, u",") || brings_about(r, stop) || revises(r, stop))) {
        offer(r, day, WEAK, GT_DUE_PERIOD, i, i + when->len, from);
    }
    if (when->year_is == GT_YEAR_ABS && r->frame->year != 0 && when->year >= r->frame->year)
        r->clause_year = when->year;
    return stop + n;
}

/* 印发之日起30日内, 发布后3个月内: counted from the issue.  Returns its end, i if none. */
static uint32_t read_after(struct reader *r, uint32_t i)
{
    static const char16_t *const words[] = {
        u"印发之日起", u"发布之日起", u"下发之日起", u"公布之日起", u"出台之日起", u"通知之日起",
        u"印发后", u"发布后", u"下发后", u"公布后", u"出台后",
    };
    uint32_t p = i, n, value, start = i, unit = 0;

    for (size_t k = 0; k < GT_LEN(words) && p == i; k++)
        if (is(r->s, i, r->end, words[k]))
            while (words[k][p - i] != 0)
                p++;
    if (p == i)
        return i;
    p = skip_blank(r, p);
    if ((n = gt_number_han(r->s->fold, p, r->end, &value)) == 0)
        return p;
    p += n;
    if (is(r->s, p, r->end, u"日内") || is(r->s, p, r->end, u"天内"))
        unit = 1;
    else if (is(r->s, p, r->end, u"个月内"))
        unit = 30;
    else if (is(r->s, p, r->end, u"周内"))
        unit = 7;
    else
        return p; /* working days of a procedure */
    p += unit == 30 ? 3 : 2;
    while (start > r->start && !one_of(at(r->s, start - 1), u",;。在于自从内要"))
        start--;
    if (r->frame->issued != GT_DAY_NONE && value < 1000)
        offer(r, unit == 30 ? gt_day_add_months(r->frame->issued, (int)value)
                            : r->frame->issued + (gt_day)(value * unit),
              STRONG, GT_DUE_AFTER, start, p, GT_DUE_YEAR_SAID);
    return p;
}

/* 每月5日前, 每季度末: the day behind the word. */
static uint32_t recur_tail(const struct reader *r, uint32_t i)
{
    static const char16_t *const fill[] = {u"度", u"首月", u"末月", u"次月", u"第1个月", u"第一个月", u"第一月", u"后", u"终了", u"结束", u"的"};
    uint32_t value, n, from = i;

    for (size_t k = 0; k < GT_LEN(fill); k++) /* 每季度首月10日前 */
        if (is(r->s, i, r->end, fill[k])) {
            while (fill[k][0] != 0 && i < r->end && is(r->s, i, r->end, fill[k]))
                for (uint32_t c = 0; fill[k][c] != 0; c++)
                    i++;
            k = SIZE_MAX;
        }
    n = gt_number_digits(r->s->fold, i, r->end, &value);
    if (n > 0 && (is(r->s, i + n, r->end, u"日") || is(r->s, i + n, r->end, u"号")))
        return i - from + n + 1 + closing(r, i + n + 1);
    if (is(r->s, i, r->end, u"底") || is(r->s, i, r->end, u"末"))
        return i - from + 1 + closing(r, i + 1);
    return 0;
}

/* 每季度, 每月, 按月: how often, where no date says more. */
static void read_recur(struct reader *r, uint32_t i)
{
    static const struct { const char16_t *word; enum gt_recur is; } words[] = {
        {u"每年", GT_RECUR_YEARLY}, {u"每季度", GT_RECUR_QUARTERLY}, {u"每个季度", GT_RECUR_QUARTERLY}, {u"每季", GT_RECUR_QUARTERLY},
        {u"按季度", GT_RECUR_QUARTERLY}, {u"按季", GT_RECUR_QUARTERLY}, {u"每月", GT_RECUR_MONTHLY},
        {u"每个月", GT_RECUR_MONTHLY}, {u"按月", GT_RECUR_MONTHLY}, {u"每周", GT_RECUR_WEEKLY},
        {u"按周", GT_RECUR_WEEKLY}, {u"每星期", GT_RECUR_WEEKLY}, {u"逐月", GT_RECUR_MONTHLY},
    };
    static const char16_t *const doings[] = {
        u"报", u"公布", u"公开", u"发布", u"召开", u"开展", u"组织", u"评估", u"通报", u"检查", u"考核", u"更新", u"总结", u"提出",
        u"举办", u"制定", u"调度", u"督查", u"督导", u"汇总", u"研究", u"会商", u"编制", u"分析", u"向", u"对", u"听取", u"安排", u"公示",
        u"监测", u"排查", u"梳理", u"推进", u"审议", u"修订", u"培训", u"实施", u"确定", u"统计", u"抽查", u"巡查", u"晾晒", u"排名", u"进行",
    };
    char16_t before = i > r->start ? at(r->s, i - 1) : 0;
    uint32_t far = i + RECUR_LOOK < r->end ? i + RECUR_LOOK : r->end;
    bool doing = false;

    for (size_t k = 0; k < GT_LEN(doings) && !doing; k++)
        doing = gt_fold_has(r->s->fold, i + 2, far, doings[k]);
    for (size_t k = 0; k < GT_LEN(words) && !doing; k++) { /* 每月28日前 needs no verb near by */
        uint32_t n = 0;

        while (words[k].word[n] != 0)
            n++;
        doing = is(r->s, i, r->end, words[k].word) && recur_tail(r, i + n) > 0;
    }
    if (!doing || r->out->recur != GT_RECUR_NONE || one_of(before, u"人户亩家次名"))
        return;
    for (size_t k = 0; k < GT_LEN(words); k++) {
        uint32_t n = 0;

        if (!is(r->s, i, r->end, words[k].word))
            continue;
        while (words[k].word[n] != 0)
            n++;
        r->out->recur = words[k].is;
        n += recur_tail(r, i + n);
        if (r->out->day == GT_DAY_NONE)
            r->out->words = (struct gt_span){i, i + n};
        return;
    }
}

/* “十四五”末: the last year of a five-year plan. */
static uint32_t read_five_years(struct reader *r, uint32_t i)
{
    static const struct { const char16_t *word; int year; } plans[] = {
        {u"十三五", 2020}, {u"十四五", 2025}, {u"十五五", 2030}, {u"十六五", 2035},
    };

    for (size_t k = 0; k < GT_LEN(plans); k++)
        if (is(r->s, i, r->end, plans[k].word)) {
            uint32_t p = i + 3;

            if (p < r->end && at(r->s, p) == u'”')
                p++;
            if (is(r->s, p, r->end, u"末") || is(r->s, p, r->end, u"期末") || is(r->s, p, r->end, u"时期末"))
                offer(r, gt_day_from_ymd(plans[k].year, 12, 31), STRONG, GT_DUE_TARGET,
                      i > r->start && at(r->s, i - 1) == u'“' ? i - 1 : i,
                      p + (at(r->s, p) == u'末' ? 1 : at(r->s, p) == u'期' ? 2 : 3), GT_DUE_YEAR_SAID);
            return p;
        }
    return i;
}

void gt_due_read(const struct gt_sight *s, const struct gt_due_frame *frame, uint32_t start,
                 uint32_t end, uint32_t opening, struct gt_due *out)
{
    struct reader r = {s, frame, start, end, opening, out, 0, 0, 0};
    uint32_t title = 0; /* inside 《》 */

    memset(out, 0, sizeof(*out));
    out->day = GT_DAY_NONE;
    for (uint32_t i = start; i < end;) {
        char16_t c = at(s, i);
        struct gt_when when;
        uint32_t next;

        if (c == u'《')
            title++;
        else if (c == u'》' && title > 0)
            title--;
        if (title > 0 || !(may_begin(c) || c == u'每' || c == u'按' || c == u'逐') ||
            (gt_is_digit(c) && i > start && (gt_is_digit(at(s, i - 1)) || at(s, i - 1) == '[' || at(s, i - 1) == '.'))) {
            i++;
            continue;
        }
        if (c == u'每' || c == u'按' || c == u'逐')
            read_recur(&r, i);
        if (c == u'十' && (next = read_five_years(&r, i)) > i) {
            i = next;
            continue;
        }
        if (one_of(c, u"印发公下出通") && (next = read_after(&r, i)) > i) {
            i = next;
            continue;
        }
        if (gt_when_at(s->fold, i, end, &when)) {
            i = read_when(&r, i, &when);
            continue;
        }
        i++;
    }
    out->standing = gt_lex_in(s->lex, GT_LEX_STANDING, s->fold, start, end) && out->day == GT_DAY_NONE &&
                    (gt_fold_has(s->fold, start, end, u"长期") ||
                     gt_fold_ends(s->fold, start, end, u"持续推进") || end - start <= 8);
}
