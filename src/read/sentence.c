/* sentence.c - sentences and their tone. */
#include "read/sentence.h"

#include "read/duty.h"
#include "read/para.h"
#include "read/when.h"

enum {
    NEST_LEN_MAX = 400,    /* a quote or bracket open for longer was never closed */
    SPEAKER_LEN_MAX = 24,
    LATE_SPEAKER = 60,     /* how far in 提出要求: may stand */
    VERB_LOOK = 60,        /* how far into a chunk a verb may stand */
    LATE_MODAL = 32,       /* how far behind an inanimate subject 要 may stand */
    MANNER_LEN_MAX = 8,    /* 不折不扣地 */
    PRESENCE_LOOK = 12,
    WORD_QUOTE_MAX = 14,
    ASKED_LEN_MAX = 30,    /* 相关部门、乡镇: */
    TITLE_LOOK = 40,       /* 《…》 at the head */
    SUBJECT_LOOK = 14,     /* how far in 是 of a definition may stand */
    PREFACE_LEN_MAX = 6,   /* 最后, 会上, 随后, */
    FORMULA_LEN_MAX = 20,  /* 请结合实际, 认真贯彻落实。 */
};

static char16_t at(const struct gt_sight *s, uint32_t i) { return s->fold->at[i]; }

static bool is(const struct gt_sight *s, uint32_t i, uint32_t end, const char16_t *word)
{
    return gt_fold_is(s->fold, i, end, word);
}

static bool opens(char16_t c) { return c == '(' || c == u'“' || c == u'《' || c == '['; }
static bool closes(char16_t c) { return c == ')' || c == u'”' || c == u'》' || c == ']'; }

/* A full stop of Latin text: "." before a blank, a capital's initial aside. */
static bool latin_stop(const struct gt_sight *s, uint32_t i, uint32_t end)
{
    if (at(s, i) != '.' || (i + 1 < end && at(s, i + 1) != ' ' && at(s, i + 1) != '\n'))
        return false;
    /* "e.g.", "No.", "U.S." and initials end no sentence. */
    return !(i >= 2 && gt_is_latin(at(s, i - 1)) && (at(s, i - 2) == '.' || at(s, i - 2) == ' ')) &&
           !(i >= 3 && is(s, i - 3, end, u" no."));
}

static void find_sentence(const struct gt_sight *s, uint32_t from, uint32_t end, struct gt_sentence *out)
{
    uint32_t depth = 0, opened = 0, i, close;
    bool quoting = false;

    for (i = from; i < end; i++) {
        char16_t c = at(s, i);

        if (opens(c) && !(c == u'“' && quoting)) {
            if (depth++ == 0)
                opened = i;
            quoting |= c == u'“';
        } else if ((closes(c) || c == u'“') && depth > 0) { /* “六联六建“ is closed too */
            depth--;
            quoting &= c != u'”' && c != u'“';
        }
        if (depth > 0 && i - opened > NEST_LEN_MAX) {
            i = opened; /* never closed: read on as if it had not opened */
            depth = 0;
            quoting = false;
            continue;
        }
        if (depth == 0 && (gt_is_stop(c) || latin_stop(s, i, end)))
            break;
    }
    if (i < end)
        i++;
    while (i < end && (closes(at(s, i)) || gt_is_stop(at(s, i))))
        i++;
    for (;;) { /* （财政部负责） belongs to what it stands behind */
        uint32_t open = i;

        while (open < end && at(s, open) == ' ')
            open++;
        if (open >= end || (at(s, open) != '(' && at(s, open) != '[') ||
            !gt_duty_bracket(s, open, end, &close))
            break;
        i = close + 1;
        if (i < end && gt_is_stop(at(s, i)))
            i++;
    }
    *out = (struct gt_sentence){from, i > end ? end : i};
    while (out->end > from && gt_is_blank(at(s, out->end - 1)))
        out->end--;
}

bool gt_sentence_next(const struct gt_sight *s, uint32_t from, uint32_t end,
                      struct gt_sentence *out)
{
    const uint32_t place = from % GT_MEMO_PLACES;

    while (from < end && gt_is_blank(at(s, from)))
        from++;
    if (from >= end)
        return false;
    if (s->memo != NULL && s->memo->sentences[place].from == from && s->memo->sentences[place].end == end) {
        *out = (struct gt_sentence){s->memo->sentences[place].start, s->memo->sentences[place].stop};
        return true;
    }
    find_sentence(s, from, end, out);
    if (s->memo != NULL) {
        s->memo->sentences[place].from = from;
        s->memo->sentences[place].end = end;
        s->memo->sentences[place].start = out->start;
        s->memo->sentences[place].stop = out->end;
    }
    return true;
}

/* A verb of two characters and more: the short ones begin too many nouns. */
static bool verb_at(const struct gt_sight *s, uint32_t i, uint32_t end)
{
    return gt_lex_at(s->lex, GT_LEX_VERB, s->fold, i, end) > 1 || gt_lex_at(s->lex, GT_LEX_ADVERB, s->fold, i, end) > 0;
}

/* 要 before these is part of a telling sentence: 要有, 要比, 要是. */
static bool rests(char16_t c)
{
    return c == u'有' || c == u'是' || c == u'的' || c == u'比' || c == u'数' || c == u'么' || c == u'了' || c == u'看';
}

/* 重大事项及时报告, 全体人员要…, 所需资金应由…: an order to nobody's name. */
static bool late_modal(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    static const char16_t *const words[] = {u"及时报", u"及时向", u"要按", u"应按", u"须按", u"按程序报", u"必须", u"应当", u"不得",
                                            u"要及时", u"要认真", u"要切实", u"要严格", u"要加强", u"要建立", u"要进一步",
                                            u"要积极", u"要高度重视", u"要充分", u"要把", u"要将", u"要对"};
    static const char16_t *const sends[] = {u"内上报", u"前上报", u"内报送", u"前报送", u"前报", u"内报", u"内反馈", u"前反馈", u"内完成", u"前完成", u"内办结"};
    uint32_t far = start + LATE_MODAL < end ? start + LATE_MODAL : end;

    for (uint32_t i = start + 2; i < far; i++) {
        const char16_t c = at(s, i);

        if (!(c == u'及' || c == u'要' || c == u'应' || c == u'须' || c == u'按' || c == u'必' || c == u'不'))
            continue;
        for (size_t k = 0; k < GT_LEN(words); k++)
            if (is(s, i, far, words[k]))
                return true;
    }
    for (uint32_t i = start; i + 1 < end; i++)
        for (size_t k = 0; (at(s, i) == u'内' || at(s, i) == u'前') && k < GT_LEN(sends); k++)
            if (is(s, i, end, sends[k]))
                return true; /* …情况在30个工作日内上报 */
    for (uint32_t i = start + 2; i + 2 < far; i++) {
        uint32_t n = at(s, i) == u'要' ? 1 : 0;

        if (n > 0 && !gt_false_modal(s, start, i, n, end) && gt_is_han(at(s, i + 1)) && !rests(at(s, i + 1)))
            return true;
    }
    return false;
}

enum order { ORDER_NONE, ORDER_WEAK, ORDER_PLAIN };

/* Weak: only a unit stands before a verb, which may also tell what it did. */
static enum order chunk_orders(const struct gt_sight *s, uint32_t start, uint32_t end, bool first)
{
    uint32_t i = gt_chunk_skip(s, start, end), name;

    if (is(s, i, end, u"我们") || is(s, i, end, u"今年我们") || is(s, i, end, u"大家"))
        i += is(s, i, end, u"今年我们") ? 4 : 2;
    if (is(s, i, end, u"要") && !is(s, i, end, u"要求") && !is(s, i, end, u"要素") && !is(s, i, end, u"要点"))
        return ORDER_PLAIN;
    if (is(s, i, end, u"必须") || is(s, i, end, u"务必") || is(s, i, end, u"应当") || is(s, i, end, u"不得") ||
        is(s, i, end, u"严禁") || (is(s, i, end, u"请") && !is(s, i, end, u"请示") && !is(s, i, end, u"请求")) ||
        (is(s, i, end, u"应") && !is(s, i, end, u"应对") && !is(s, i, end, u"应用") && !is(s, i, end, u"应急")) ||
        is(s, i, end, u"须") || is(s, i, end, u"坚决"))
        return ORDER_PLAIN;
    if (i > start + 1 && at(s, i - 1) == u'要' && i < end)
        return ORDER_PLAIN; /* 一要抓好… */
    if (i > start + 1 && at(s, i - 1) == u'前' && verb_at(s, i, end))
        return ORDER_PLAIN; /* 11月25日前上交…表 */
    if (i > start && at(s, i - 1) == u'由' && !is(s, i, end, u"此") && !is(s, i, end, u"于") && end - i > 4)
        return ORDER_PLAIN; /* 由地方统筹… */
    if (late_modal(s, i, end))
        return ORDER_PLAIN;
    return gt_duty_subject(s, start, end, first, &name) > 0 ? ORDER_WEAK : ORDER_NONE;
}

/* 不折不扣地落实, 因城施策推进: a manner before the verb that no list holds. */
static bool manner_then_verb(const struct gt_sight *s, uint32_t i, uint32_t end)
{
    for (uint32_t k = i + 2; k < end && k <= i + MANNER_LEN_MAX && gt_is_han(at(s, k)); k++)
        if (at(s, k) == u'地' && k + 2 < end && verb_at(s, k + 1, end))
            return true;
    if (i + 7 > end || !verb_at(s, i + 4, end))
        return false;
    for (uint32_t k = i; k < i + 4; k++)
        if (!gt_is_han(at(s, k)) || at(s, k) == u'的' || at(s, k) == u'是')
            return false;
    return !gt_unit_is(s, i, i + 4);
}

static bool chunk_verb(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    uint32_t i = gt_chunk_skip(s, start, end);

    return gt_lex_at(s->lex, GT_LEX_VERB, s->fold, i, end) > 0 ||
           gt_lex_at(s->lex, GT_LEX_ADVERB, s->fold, i, end) > 0 || manner_then_verb(s, i, end);
}

/* …有关部门负责同志参加会议。 says who was there. */
static bool tells_presence(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    static const char16_t *const words[] = {u"参加会议", u"出席会议", u"列席会议", u"参加活动", u"出席活动", u"主持会议",
                                            u"参加调研", u"陪同", u"参加。", u"出席。", u"发言。", u"议程。", u"散会。", u"讲话。"};
    uint32_t far = end > start + PRESENCE_LOOK ? end - PRESENCE_LOOK : start;

    for (size_t k = 0; k < GT_LEN(words); k++)
        if (gt_fold_has(s->fold, far, end, words[k]))
            return true;
    return false;
}

static enum gt_tone english_tone(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    uint32_t n;

    while (start < end && (at(s, start) == '*' || at(s, start) == ' '))
        start++;
    n = gt_lex_at(s->lex, GT_LEX_EN_VERB, s->fold, start, end);
    if (n > 0 && (start + n >= end || !gt_is_latin(at(s, start + n))))
        return GT_TONE_VERB;
    for (uint32_t i = start; i < end; i++)
        if ((i == start || at(s, i - 1) == ' ') && (n = gt_lex_at(s->lex, GT_LEX_EN_MODAL, s->fold, i, end)) > 0 &&
            (i + n >= end || !gt_is_latin(at(s, i + n))))
            return GT_TONE_ORDER;
    return gt_english_charges(s, start, end) ? GT_TONE_ORDER : GT_TONE_PLAIN;
}

/* 了 behind a verb of the main sentence: it was done. */
static bool was_done(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    for (uint32_t i = start + 2; i + 1 < end; i++)
        if (at(s, i) == u'了' && !is(s, i, end, u"了解") && at(s, i + 1) != u'就' && !gt_is_stop(at(s, i + 1)) &&
            at(s, i - 1) != u'为')
            return true;
    return false;
}

/* 5月8日, 市政府召开…: news of a day, no deadline. */
static bool on_a_day(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    struct gt_when when;

    if (!gt_when_at(s->fold, start, end, &when) || when.part != GT_PART_DAY)
        return false;
    if (start + when.len + 3 < end && (at(s, start + when.len) == u'至' || at(s, start + when.len) == '-')) /* 17日至19日 */
        for (uint32_t i = start + when.len + 1; i < end && i < start + when.len + 8; i++)
            if (at(s, i) == u'日')
                return i + 1 < end && at(s, i + 1) == ',';
    return start + when.len < end &&
           (at(s, start + when.len) == ',' || is(s, start + when.len, end, u"上午") || is(s, start + when.len, end, u"下午"));
}

/* 现印发给你们, 请认真贯彻执行: words that every cover letter has. */
static bool is_formula(const struct gt_sight *s, uint32_t start, uint32_t end, bool tells)
{
    static const char16_t *const words[] = {u"现印发", u"现转发", u"现予", u"请予审议", u"停止执行", u"废止", u"施行", u"如下", u"现将", u"下同",
                                            u"请径向", u"遇到的问题", u"遇到问题", u"遇到重大问题", u"宝贵的意见", u"宝贵意见"};
    static const char16_t *const ends[] = {u"贯彻执行", u"遵照执行", u"组织实施", u"贯彻落实", u"抓好落实", u"参照执行", u"认真执行", u"抓紧落实"};
    uint32_t stop = end;

    for (size_t k = 0; tells && k < GT_LEN(words); k++)
        if (gt_fold_has(s->fold, start, end, words[k]))
            return true;
    if (is(s, start, end, u"请") && end - start <= FORMULA_LEN_MAX) {
        while (stop > start && gt_is_stop(at(s, stop - 1)))
            stop--;
        for (size_t k = 0; k < GT_LEN(ends); k++)
            if (gt_fold_ends(s->fold, start, stop, ends[k]) && gt_units_prefix(s, start + 1, stop) == start + 1)
                return true;
    }
    return gt_fold_has(s->fold, start, end, u"发给你们");
}

/* 责任制是改进作风的措施, …; 预算实行综合管理方式, …: what something is. */
static bool says_what_is(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    static const char16_t before[] = u"一二三四五六七八九十就还凡要别其于不但只也总";
    static const char16_t *const verbs[] = {u"将", u"分为", u"包括", u"提出", u"明确", u"共", u"围绕", u"从", u"规定"};
    uint32_t far = start + SUBJECT_LOOK < end ? start + SUBJECT_LOOK : end;

    if (at(s, start) == u'《') /* 《分工方案》将…分解为79项任务 */
        for (uint32_t i = start + 1; i + 1 < end && i < start + TITLE_LOOK; i++)
            for (size_t k = 0; at(s, i) == u'》' && k < GT_LEN(verbs); k++)
                if (is(s, i + 1, end, verbs[k]))
                    return true;
    for (uint32_t i = start + 1; i < far && at(s, i) != ',' && !gt_is_stop(at(s, i)) && at(s, i) != ':'; i++) {
        bool is_word = at(s, i) == u'是' && i + 1 < end && at(s, i + 1) != u'否' && at(s, i + 1) != u'要';

        if (i == start + 1 && gt_lex_at(s->lex, GT_LEX_VERB, s->fold, start, end) > 1)
            return false; /* it begins with what is to be done */
        for (size_t k = 0; is_word && before[k] != 0; k++)
            is_word = at(s, i - 1) != before[k];
        if (is_word || is(s, i, end, u"实行"))
            return i >= start + 2;
    }
    return false;
}

static enum gt_tone tone_of(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    uint32_t from = start, depth = 0, chunks = 0;
    bool verb = false, order = false, plain = false, permit = false, tells = false;
    uint32_t first = gt_chunk_skip(s, start, end);

    if (first >= end)
        return GT_TONE_PLAIN;
    if (is(s, first, end, u"让我们") || tells_presence(s, first, end))
        return GT_TONE_TELLS; /* a call at the end of a speech; who was there */
    if (gt_is_latin(at(s, first)))
        return english_tone(s, first, end);
    for (uint32_t i = start; i <= end; i++) {
        char16_t c = i < end ? at(s, i) : u',';

        if (opens(c))
            depth++;
        else if (closes(c) && depth > 0)
            depth--;
        if (i < end && (depth > 0 || !(c == ',' || c == u';' || c == ':')))
            continue;
        if (i > from) {
            const enum order said = chunk_orders(s, from, i, chunks == 0);

            order |= said != ORDER_NONE;
            plain |= said == ORDER_PLAIN;
            verb |= chunks < 3 && chunk_verb(s, from, i);
            tells |= chunks > 0 && chunks < 3 && at(s, from) == u'是' && !is(s, from, i, u"是否"); /* 打造…, 是重大战略 */
            permit |= chunks < 2 && gt_lex_at(s->lex, GT_LEX_PERMIT, s->fold, gt_chunk_skip(s, from, i), i) > 0;
            chunks++;
        }
        from = i + 1;
        depth = 0;
    }
    for (uint32_t i = start; i < end && i < start + VERB_LOOK && !permit; i++)
        if (at(s, i) == u'可' && i > start && (at(s, i - 1) == ')' || gt_unit_is(s, start, i)))
            permit = true;
    verb &= !tells;
    tells = gt_lex_in(s->lex, GT_LEX_BACKGROUND, s->fold, start, end);
    if (tells && !(order && !gt_fold_has(s->fold, start, end, u"重要举措")))
        return GT_TONE_TELLS;
    if (is_formula(s, start, end, tells) && !(plain && gt_fold_has(s->fold, start, end, u",要")))
        return GT_TONE_TELLS;
    if (order && !plain && gt_fold_has(s->fold, start, end, u"印发《"))
        return GT_TONE_TELLS; /* 国务院印发《…意见》 */
    if (order && !plain && was_done(s, start, end) && !gt_fold_has(s->fold, start, end, u"为了"))
        return GT_TONE_TELLS; /* 各局负责人依次汇报了进展 */
    if (order)
        return GT_TONE_ORDER;
    if (permit || was_done(s, start, end) || on_a_day(s, start, end))
        return GT_TONE_TELLS;
    if (verb && says_what_is(s, first, end))
        return GT_TONE_PLAIN;
    return verb ? GT_TONE_VERB : GT_TONE_PLAIN;
}

enum gt_tone gt_sentence_tone(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    const uint32_t place = start % GT_MEMO_PLACES;
    enum gt_tone tone;

    if (s->memo == NULL)
        return tone_of(s, start, end);
    if (end > 0 && s->memo->tones[place].start == start && s->memo->tones[place].end == end)
        return (enum gt_tone)s->memo->tones[place].tone;
    tone = tone_of(s, start, end);
    s->memo->tones[place].start = start;
    s->memo->tones[place].end = end;
    s->memo->tones[place].tone = (uint8_t)tone;
    return tone;
}

/* 要求相关部门、乡镇:一是…: who is asked stands right behind. */
static bool asks_units(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    uint32_t stop = gt_units_prefix(s, start, end);

    if (stop == start)
        return false;
    while (stop < end && stop < start + ASKED_LEN_MAX && (gt_is_han(at(s, stop)) || at(s, stop) == u'、') && at(s, stop) != u'要' &&
           at(s, stop) != u'必')
        stop++;
    return stop < end && (at(s, stop) == ':' || at(s, stop) == u'要' || is(s, stop, end, u"必须"));
}

/* “两会”是大事 quotes a word; “要抓落实。” is what somebody said. */
static bool quotes_word(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    for (uint32_t i = start + 1; i + 1 < end && i < start + WORD_QUOTE_MAX; i++)
        if (at(s, i) == u'”')
            return !gt_is_stop(at(s, i - 1));
    return false;
}

static bool early_speaker(const struct gt_sight *s, uint32_t start, uint32_t end,
                          struct gt_span *name, uint32_t *words)
{
    uint32_t far = start + SPEAKER_LEN_MAX < end ? start + SPEAKER_LEN_MAX : end;

    *name = (struct gt_span){start, start};
    for (uint32_t i = start + 1; i < far; i++) {
        char16_t c = at(s, i);
        uint32_t n, who = start;

        if (c == ',' || c == u'。' || c == u'、' || c == u'“')
            return false;
        if ((n = gt_lex_at(s->lex, GT_LEX_SAYS, s->fold, i, far)) == 0 || at(s, i) == u'就')
            continue;
        /* 会议要求, 他强调: said, but by nobody new */
        if (i + n < end && at(s, i + n) != ',' && at(s, i + n) != ':' &&
            !(is(s, i + n, end, u"要") && !is(s, i + n, end, u"要求")) && !is(s, i + n, end, u"必须") &&
            !(is(s, i, end, u"要求") && asks_units(s, i + n, end)))
            continue;
        if (gt_fold_has(s->fold, who, i, u"要") || gt_fold_has(s->fold, who, i, u"按照") ||
            gt_fold_has(s->fold, who, i, u"根据") || gt_fold_has(s->fold, who, i, u"应"))
            return false; /* 督查室要根据时限要求, … orders */
        *words = i + n;
        while (*words < end && (at(s, *words) == ',' || at(s, *words) == ':' || at(s, *words) == ' ' ||
                                (at(s, *words) == u'“' && !quotes_word(s, *words, end))))
            (*words)++;
        if (i - who == 1 || is(s, who, i, u"会议") || is(s, who, i, u"她还") || is(s, who, i, u"他还") ||
            is(s, who, i, u"会上") || is(s, who, i, u"通知") || is(s, who, i, u"文件"))
            return true;
        *name = (struct gt_span){who, i};
        return true;
    }
    return false;
}

/* 最后, 何某对工作提出了具体要求:一是要…; 何某作部署, 要求各部门要…: where the
 * words themselves begin; 0 if nobody speaks so. */
static uint32_t late_words(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    static const char16_t *const says[] = {u"要求:", u"部署:", u"强调:", u"指出:", u"意见:", u"要求,", u"强调,"};
    uint32_t far = start + LATE_SPEAKER < end ? start + LATE_SPEAKER : end;

    for (uint32_t i = start + 2; i + 3 < far; i++) {
        for (size_t k = 0; k < GT_LEN(says); k++)
            if (is(s, i, far, says[k]) && (at(s, i + 2) == ':' || is(s, i + 3, end, u"要")) &&
                (gt_fold_has(s->fold, start, i, u"提出") || gt_fold_has(s->fold, start, i, u"作出") || at(s, i) == u'强' || at(s, i) == u'指'))
                return i + 3;
        if (is(s, i, far, u",要求") && at(s, i + 3) != ',' && at(s, i + 3) != ':') {
            uint32_t stop = gt_units_prefix(s, i + 3, end);

            if ((stop > i + 3 && is(s, stop, end, u"要")) || is(s, i + 3, end, u"要"))
                return i + 3;
        }
    }
    return 0;
}

bool gt_sentence_speaker(const struct gt_sight *s, uint32_t start, uint32_t end,
                         struct gt_span *name, uint32_t *words)
{
    uint32_t late, who = start;

    if (is(s, start, end, u"就")) { /* 就…工作, 何某指出, 要… */
        uint32_t i = start;

        while (i < end && i < start + LATE_SPEAKER && at(s, i) != ',')
            i++;
        if (i + 1 < end && at(s, i) == ',' && early_speaker(s, i + 1, end, name, words))
            return true;
    }
    if (early_speaker(s, start, end, name, words))
        return true;
    for (uint32_t i = start + 1; i + 1 < end && i < start + PREFACE_LEN_MAX; i++)
        if (at(s, i) == ',' && early_speaker(s, i + 1, end, name, words) && !is(s, *words, end, u"要求"))
            return true;
    if ((late = late_words(s, start, end)) == 0)
        return false;
    *name = (struct gt_span){start, start};
    for (uint32_t i = start; i + 1 < late; i++) /* 最后, 副县长何某对…提出了要求: */
        if (at(s, i) == ',') {
            who = i + 1;
        } else if (at(s, i) == u'对' && i > who + 1 && i - who < SPEAKER_LEN_MAX) {
            *name = (struct gt_span){who, i};
            break;
        }
    *words = late;
    return true;
}

bool gt_sentence_goal(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    static const char16_t *const words[] = {u"预期目标", u"主要目标", u"目标是", u"目标为", u"目标:"};
    bool said = false;

    for (size_t k = 0; k < GT_LEN(words) && !said; k++)
        said = gt_fold_has(s->fold, start, end, words[k]);
    if (!said)
        return false;
    for (uint32_t i = start; i < end; i++)
        if (gt_is_digit(s->fold->at[i]))
            return true;
    return false;
}
