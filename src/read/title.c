/* title.c - at most thirty characters that say what is to be done. */
#include "read/duty.h"
#include "read/propose.h"
#include "read/sentence.h"
#include "read/when.h"

enum { ENOUGH = 6, SHORT_ORDER = 4 /* 建立清单, 加强协调 */ };

static bool parts(char16_t c)
{
    return c == ',' || c == u';' || c == u'。' || c == ':' || c == '!' || c == '?' || c == '\n' || c == '\t';
}

static bool nests(const struct gt_fold *fold, uint32_t i, uint32_t *depth)
{
    char16_t c = fold->at[i];

    if (c == '(' || c == u'“' || c == u'《')
        (*depth)++;
    else if ((c == ')' || c == u'”' || c == u'》') && *depth > 0)
        (*depth)--;
    return *depth > 0;
}

/*
 * 制定行动方案, 5月底前完成: what comes behind the last commas and begins with
 * a date is the deadline, which has a column of its own.
 */
static uint32_t without_deadline(const struct gt_fold *fold, uint32_t start, uint32_t end)
{
    for (;;) {
        uint32_t comma = UINT32_MAX, depth = 0, from;
        struct gt_when when;

        for (uint32_t i = start; i < end; i++)
            if (!nests(fold, i, &depth) && fold->at[i] == ',')
                comma = i;
        if (comma == UINT32_MAX || comma < start + ENOUGH)
            return end;
        from = comma + 1;
        while (from < end && fold->at[from] == ' ')
            from++;
        if (from < end && (fold->at[from] == u'于' || fold->at[from] == u'在'))
            from++;
        if (!gt_when_at(fold, from, end, &when))
            return end;
        end = comma;
    }
}

/* 入网仪器达到12000台(套): not cut behind the bracket that opens. */
static uint32_t before_open(const struct gt_fold *fold, uint32_t start, uint32_t stop)
{
    uint32_t depth = 0, open = stop;

    for (uint32_t i = start; i < stop; i++) {
        const bool outside = depth == 0;

        if (nests(fold, i, &depth) && outside)
            open = i;
    }
    return depth > 0 && open > start + ENOUGH ? open : stop;
}

/* Cut where the words can be cut: at a 、 or a blank, else at the limit. */
static gt_str cut(const struct gt_fold *fold, uint32_t start, uint32_t end)
{
    uint32_t stop;

    gt_fold_trim(fold, &start, &end);
    while (end > start && (fold->at[end - 1] == u'。' || fold->at[end - 1] == u';'))
        end--;
    end = without_deadline(fold, start, end);
    stop = start + GT_TITLE_MAX;
    if (end - start <= GT_TITLE_MAX)
        return gt_fold_slice(fold, start, end);
    for (uint32_t i = stop; i > start + ENOUGH; i--)
        if (fold->at[i] == u'、' || fold->at[i] == ' ') {
            stop = i;
            break;
        }
    return gt_fold_slice(fold, start, before_open(fold, start, stop));
}

/* Publish the list of: a cut must not end in a word that only joins. */
static gt_str without_joint(gt_str title)
{
    static const char *const words[] = {" of", " the", " a", " an", " to", " and", " or", " for", " in", " on", " by", " with", " its",
                                        " all", " each", " from", " at", " their", " that", " as", " into", " any"};
    bool moved = true;

    while (moved) {
        moved = false;
        for (size_t k = 0; k < GT_LEN(words); k++) {
            size_t len = strlen(words[k]);

            if (title.len > len + ENOUGH && memcmp(title.at + title.len - len, words[k], len) == 0) {
                title.len -= len;
                moved = true;
            }
        }
    }
    return title;
}

/* " by 30 June", " no later than": the deadline has a column of its own. */
static bool english_deadline(const struct gt_sight *s, uint32_t i, uint32_t end)
{
    static const char16_t *const months[] = {u" jan", u" feb", u" mar", u" apr", u" may", u" jun", u" jul", u" aug", u" sep", u" oct",
                                             u" nov", u" dec", u"/", u"-"};
    static const char16_t *const words[] = {u" no later than ", u" not later than ", u" by the end ", u" by end ", u" by q",
                                            u" on or before ", u" by january", u" by february", u" by march ", u" by april",
                                            u" by may ", u" by june",
                                            u" by july", u" by august", u" by september", u" by october", u" by november", u" by december"};

    for (size_t k = 0; k < GT_LEN(words); k++)
        if (gt_fold_is(s->fold, i, end, words[k]))
            return true;
    if (!gt_fold_is(s->fold, i, end, u" by ") || i + 4 >= end || !gt_is_digit(s->fold->at[i + 4]))
        return false;
    for (i += 4; i < end && gt_is_digit(s->fold->at[i]);)
        i++;
    for (size_t k = 0; k < GT_LEN(months); k++) /* by 25 per cent is how much */
        if (gt_fold_is(s->fold, i, end, months[k]))
            return true;
    return false;
}

/* Words up to a stop or comma, whole ones, from the word that orders. */
static gt_str english(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    uint32_t stop = start;

    while (stop < end &&
           (!parts(s->fold->at[stop]) ||
            (s->fold->at[stop] == ',' && stop + 1 < end && gt_is_digit(s->fold->at[stop + 1]))) && /* 750,000 */
           !(stop > start + ENOUGH && english_deadline(s, stop, end)) &&
           !(s->fold->at[stop] == '.' && (stop + 1 >= end || s->fold->at[stop + 1] == ' ')))
        stop++;
    return without_joint(cut(s->fold, start, stop - start >= ENOUGH ? stop : end));
}

/* 坚持稳字当头, 围绕…, 在…方面: what the order goes by, not the order. */
static bool only_leads(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    static const char16_t *const words[] = {
        u"坚持", u"聚焦", u"围绕", u"紧扣", u"紧盯", u"顺应", u"立足", u"按照", u"根据", u"针对", u"结合", u"着眼", u"通过", u"以",
        u"对标", u"牢固树立", u"树立", u"突出", u"把握", u"牢记", u"提高政治站位", u"提高站位", u"高度重视", u"统一思想", u"提高认识",
        u"充分认识", u"深刻认识", u"深刻领会", u"切实增强", u"遵循", u"秉持", u"依托", u"发扬", u"弘扬", u"鼓足", u"瞄准",
        u"主动作为", u"强化底线思维", u"充分发挥", u"发挥", u"不忘", u"锚定"};
    static const char16_t *const tails[] = {u"方面", u"中", u"上", u"下", u"里", u"同时", u"前提", u"时", u"后", u"内", u"期间", u"过程"};
    const struct gt_fold *fold = s->fold;

    for (size_t k = 0; k < GT_LEN(words); k++)
        if (gt_fold_is(fold, start, end, words[k]))
            return true;
    if (gt_fold_is(fold, start, end, u"深入贯彻") || gt_fold_is(fold, start, end, u"全面贯彻") || gt_fold_is(fold, start, end, u"认真贯彻"))
        return gt_fold_has(fold, end > start + 4 ? end - 4 : start, end, u"精神") || gt_fold_is(fold, end - 2, end, u"部署");
    for (size_t k = 0; fold->at[start] == u'在' && k < GT_LEN(tails); k++) {
        uint32_t len = 0;

        while (tails[k][len] != 0)
            len++;
        if (end - start > len && gt_fold_is(fold, end - len, end, tails[k]))
            return true;
    }
    return false;
}

/* 对未达到序时进度的任务, 加强… against 对…进行检查. */
static bool names_object(const struct gt_fold *fold, uint32_t start, uint32_t end)
{
    return fold->at[start] == u'对' && !gt_fold_has(fold, start, end, u"进行") && !gt_fold_has(fold, start, end, u"开展") &&
           !gt_fold_has(fold, start, end, u"给予") && !gt_fold_has(fold, start, end, u"予以");
}

static bool orders(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    return gt_lex_at(s->lex, GT_LEX_VERB, s->fold, start, end) > 0 || gt_lex_at(s->lex, GT_LEX_ADVERB, s->fold, start, end) > 0;
}

/* How far a chunk says what is to be done, in so many words. */
enum worth { NOTHING, LEADS, SHORT, MANY_WORDS, WORDS, LONG_ORDER, ORDER };

static enum worth worth_of(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    if (end - start < ENOUGH)
        return end - start >= SHORT_ORDER && orders(s, start, end) && !only_leads(s, start, end) ? SHORT : NOTHING;
    if (only_leads(s, start, end))
        return LEADS;
    if (!orders(s, start, end))
        return end - start > GT_TITLE_MAX || names_object(s->fold, start, end) ? MANY_WORDS : WORDS;
    return end - start > GT_TITLE_MAX ? LONG_ORDER : ORDER;
}

/* Is this the title rather than what stood before it? */
static bool better(enum worth now, enum worth before)
{
    if (before == NOTHING || before == LEADS || before == SHORT)
        return before == NOTHING ? now > NOTHING : now >= LONG_ORDER || (now == SHORT && before == LEADS);
    return now == ORDER && (before == LONG_ORDER || before == MANY_WORDS);
}

/* 省科技厅负责编制指南: an article's sentence, no heading. */
static bool charges(const struct gt_sight *s, struct gt_span head)
{
    uint32_t name, end = gt_duty_subject(s, head.start, head.end, true, &name);

    return end > head.start && gt_lex_at(s->lex, GT_LEX_MODAL, s->fold, end, head.end) > 0;
}

gt_str gt_title_make(const struct gt_sight *s, const struct gt_rough *rough, uint32_t body, double *confidence)
{
    const struct gt_fold *fold = s->fold;
    uint32_t from = body, depth = 0, best = body, best_end = rough->span.end, head = rough->heading.end - rough->heading.start;
    enum worth before = NOTHING;

    *confidence = 0.9;
    if (head > 1 && !charges(s, rough->heading)) { /* （法规处牵头，6月底前完成） has columns of its own */
        uint32_t end = rough->heading.start, close;

        if (gt_is_latin(fold->at[end]) && fold->at[end] < 0x80)
            return english(s, end, rough->heading.end);
        while (end < rough->heading.end &&
               (fold->at[end] != '(' || end < rough->heading.start + ENOUGH || !gt_duty_bracket(s, end, rough->span.end, &close)))
            end++;
        return cut(fold, rough->heading.start, end);
    }
    *confidence = 0.8;
    if (body < rough->span.end && fold->at[body] < 0x80 && gt_is_latin(fold->at[body]))
        return english(s, gt_english_order(s, body, rough->span.end), rough->span.end);
    for (uint32_t i = body; i <= rough->span.end && before != ORDER; i++) {
        bool stop = i == rough->span.end || (!nests(fold, i, &depth) && parts(fold->at[i]));
        uint32_t start, name_end, name, n;
        enum worth now;

        if (!stop)
            continue;
        start = gt_chunk_skip(s, from, i);
        if (gt_fold_is(fold, start, i, u"我们") || gt_fold_is(fold, start, i, u"大家"))
            start += 2;
        name_end = gt_duty_subject(s, start, i, true, &name);
        if (name_end > 0)
            start = name_end;
        if (name_end > 0 && start < i && (n = gt_lex_at(s->lex, GT_LEX_MODAL, fold, start, i)) > 0)
            start = gt_chunk_skip(s, start + n, i); /* 某局应于6月底前制定… */
        while (start < i && ((n = gt_lex_at(s->lex, GT_LEX_MODAL, fold, start, i)) > 0 || fold->at[start] == ' '))
            start += n > 0 ? n : 1;
        now = worth_of(s, start, i);
        if (before == NOTHING && best == body && i > start + 1)
            best = start; /* 要抓紧: too short to choose, but not its 要 */
        if (better(now, before)) {
            best = start;
            best_end = i;
            before = now;
        }
        from = i + 1;
        if (i < rough->span.end && fold->at[i] == u'。' && before > LEADS)
            break; /* the first sentence is enough */
    }
    *confidence = before == ORDER ? 0.85 : before == LONG_ORDER ? 0.75 : 0.6;
    return cut(fold, best, best_end);
}
