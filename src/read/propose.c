/* propose.c - the fields of a clause, each with confidence and reason. */
#include "read/propose.h"

#include "read/duty.h"
#include "read/figure.h"
#include "read/number.h"
#include "read/sentence.h"

enum {
    KNOWN_GOALS = 3,   /* figures that make a clause an indicator by themselves */
    HEADING_LOOK = 60, /* how far into a heading (甲局牵头) may stand */
};

struct maker {
    const struct gt_sight *s;
    const struct gt_layout *layout;
    const struct gt_outline *outline;
    const struct gt_due_frame *frame;
    bool plan;
    struct gt_reading *out;
    bool *own_line; /* [clause_count]: its duty stands on a line of its own */
    gt_rc rc;
};

static bool has(const struct maker *m, struct gt_span span, const char16_t *word)
{
    return gt_fold_has(m->s->fold, span.start, span.end, word);
}

static gt_str slice(const struct maker *m, struct gt_span span)
{
    return gt_fold_slice(m->s->fold, span.start, span.end);
}

static void why(struct gt_proposal *p, enum gt_field field, double confidence, const char *en,
                const char *zh)
{
    p->why[field] = (struct gt_read_why){confidence, {gt_str_from(zh), gt_str_from(en)}};
}

/* The same with the words of the document in it. */
static void why_words(struct maker *m, struct gt_proposal *p, enum gt_field field, double confidence,
                      const char *en, const char *zh, gt_str words)
{
    struct gt_read_why *slot = &p->why[field];
    gt_str shown = words.len > 120 ? gt_str_sub(words, 0, 120) : words;

    /* A cut must not fall inside a character. */
    while (shown.len > 0 && shown.len < words.len && ((unsigned char)words.at[shown.len] & 0xc0) == 0x80)
        shown.len--;
    slot->confidence = confidence;
    if (gt_arena_printf(m->s->arena, &slot->text[GT_LANG_EN], "%s: %.*s", en, GT_FMT(shown)) != GT_OK ||
        gt_arena_printf(m->s->arena, &slot->text[GT_LANG_ZH], "%s：%.*s", zh, GT_FMT(shown)) != GT_OK)
        m->rc = GT_ENOMEM;
}

/* ---- who ------------------------------------------------------------------------------- */

/* The duty in brackets at the clause's end, or on lines of its own. */
static void bracket_duty(struct maker *m, const struct gt_rough *rough, struct gt_duty *duty)
{
    const struct gt_fold *fold = m->s->fold;
    uint32_t line = rough->span.start, close;

    for (uint32_t i = rough->span.start; i <= rough->span.end; i++) {
        if (i < rough->span.end && fold->at[i] != '\n')
            continue;
        while (line < i && fold->at[line] == ' ')
            line++;
        if (line > rough->span.start && line < i && gt_duty_line(m->s, line, i)) {
            gt_duty_parse(m->s, line, i, duty);
            if (duty->words.end == 0)
                duty->words = (struct gt_span){line, i};
        }
        line = i + 1;
    }
    if (duty->form != GT_DUTY_NONE)
        return;
    for (uint32_t i = rough->span.start; i < rough->span.end; i++) {
        if (fold->at[i] != '(' && fold->at[i] != '[')
            continue;
        if (gt_duty_bracket(m->s, i, rough->span.end, &close)) {
            /* In the middle of a sentence it explains; behind one it charges. */
            uint32_t next = close + 1;

            while (next < rough->span.end && fold->at[next] == ' ')
                next++;
            if (next >= rough->span.end || gt_is_stop(fold->at[next]) || fold->at[next] == u';' ||
                fold->at[next] == '\n' || (i > rough->span.start && (gt_is_stop(fold->at[i - 1]) || fold->at[i - 1] == u';')) ||
                gt_duty_line(m->s, i, close + 1)) {
                gt_duty_parse(m->s, i, close + 1, duty);
                duty->words = (struct gt_span){i, close + 1};
            }
        }
        if (close > i)
            i = close;
    }
}

/* 牵头单位：甲 after the text without brackets or a line of its own. */
static void label_duty(struct maker *m, const struct gt_rough *rough, struct gt_duty *duty)
{
    const struct gt_fold *fold = m->s->fold;

    for (uint32_t i = rough->span.start + 1; i + 3 < rough->span.end; i++)
        if ((gt_is_stop(fold->at[i - 1]) || fold->at[i - 1] == u';' || fold->at[i - 1] == ' ') &&
            gt_duty_line(m->s, i, rough->span.end)) {
            gt_duty_parse(m->s, i, rough->span.end, duty);
            duty->words = (struct gt_span){i, rough->span.end};
            return;
        }
}

static void row_duty(struct maker *m, const struct gt_row *row, struct gt_duty *duty)
{
    if (row->lead.end > row->lead.start) {
        gt_duty_parse(m->s, row->lead.start, row->lead.end, duty);
        duty->lead_said = !row->lead_is_list;
        duty->words = row->lead;
    }
    if (row->support.end > row->support.start) {
        struct gt_units units = {0};

        (void)gt_units_split(m->s, row->support.start, row->support.end, false, &units);
        for (size_t i = 0; i < units.list.count; i++) {
            struct gt_span *slot = GT_PUSH(m->s->arena, &duty->support.list);

            if (slot == NULL)
                duty->support.spent = true;
            else
                *slot = units.list.at[i];
        }
        duty->support.spent |= units.spent;
    }
    duty->form = GT_DUTY_COLUMN;
}

static void put_units(struct maker *m, const struct gt_duty *duty, struct gt_proposal *p)
{
    if (duty->support.spent) {
        m->rc = GT_ENOMEM;
        return;
    }
    p->lead = slice(m, duty->lead);
    if (duty->support.list.count == 0)
        return;
    if ((p->support = GT_NEW_N(m->s->arena, gt_str, duty->support.list.count)) == NULL) {
        m->rc = GT_ENOMEM;
        return;
    }
    for (size_t i = 0; i < duty->support.list.count; i++)
        p->support[p->support_count++] = slice(m, duty->support.list.at[i]);
}

/* 有下列情形之一的, 应当包括以下内容: the list names cases, it charges nobody. */
static bool lists_cases(const struct maker *m, uint32_t start, uint32_t end)
{
    static const char16_t *const words[] = {u"之一", u"以下内容", u"下列内容", u"以下材料", u"下列材料", u"以下条件",
                                            u"下列条件", u"以下情形", u"下列情形", u"下列行为", u"以下行为"};

    for (size_t k = 0; k < GT_LEN(words); k++)
        if (gt_fold_has(m->s->fold, start, end, words[k]))
            return true;
    return false;
}

/* The sentence above a list that ends with a colon; empty if there is none. */
static struct gt_span lead_in(const struct maker *m, const struct gt_rough *rough)
{
    const struct gt_para *para = rough->intro != GT_ROUGH_NONE ? &m->layout->paras.at[rough->intro]
                               : rough->parent != GT_ROUGH_NONE ? &m->layout->paras.at[m->outline->nexts[rough->parent] - 1] : NULL;
    struct gt_sentence sentence;
    uint32_t start;

    if (para == NULL || rough->sentence || rough->row != GT_ROUGH_NONE || m->s->fold->at[para->end - 1] != ':')
        return (struct gt_span){0, 0};
    start = para->numbered ? para->number.body : para->start;
    for (uint32_t at = start; gt_sentence_next(m->s, at, para->end, &sentence); at = sentence.end)
        start = sentence.start;
    return (struct gt_span){start, para->end};
}

/* Is the clause one of such a list? */
static bool is_case(const struct maker *m, const struct gt_rough *rough)
{
    if (m->layout->english) {
        struct gt_span line = lead_in(m, rough);

        return line.end > line.start && gt_english_lists(m->s, line.start, line.end);
    }
    if (rough->parent == GT_ROUGH_NONE || rough->sentence)
        return false;
    {
        const struct gt_para *para = &m->layout->paras.at[m->outline->nexts[rough->parent] - 1];
        uint32_t start = para->start;
        struct gt_sentence sentence;

        for (uint32_t at = start; gt_sentence_next(m->s, at, para->end, &sentence); at = sentence.end)
            start = sentence.start;
        return lists_cases(m, start, para->end);
    }
}

/* 项目承担单位应当履行下列职责：(一)… the line above the list charges. */
static void lead_in_duty(struct maker *m, const struct gt_rough *rough, struct gt_duty *duty)
{
    const struct gt_fold *fold = m->s->fold;

    if (rough->parent == GT_ROUGH_NONE || rough->sentence)
        return;
    for (uint32_t i = m->outline->paras[rough->parent]; i < m->outline->nexts[rough->parent]; i++) {
        const struct gt_para *para = &m->layout->paras.at[i];
        uint32_t start = para->numbered ? para->number.body : para->start;
        struct gt_sentence sentence;

        if (start < para->end && fold->at[para->end - 1] == ':') {
            /* Its last sentence leads in to the list. */
            for (uint32_t at = start; gt_sentence_next(m->s, at, para->end, &sentence); at = sentence.end)
                if (!gt_fold_is(fold, sentence.start, para->end, u"其") && !gt_fold_is(fold, sentence.start, para->end, u"主要职责") &&
                    !gt_fold_is(fold, sentence.start, para->end, u"具体职责"))
                    start = sentence.start;
            if (!lists_cases(m, start, para->end))
                gt_duty_subjects(m->s, start, para->end, duty);
        }
        if (duty->form == GT_DUTY_NONE && i == m->outline->paras[rough->parent] && para->numbered &&
            para->number.kind > GT_NUMBER_SECTION)
            (void)gt_duty_heading(m->s, start, para->head_end != 0 ? para->head_end : para->end, duty);
    }
}

/* 一、科技创新(由科技局牵头): a section's heading charges all that stands below it. */
static void heading_duty(struct maker *m, const struct gt_rough *rough, struct gt_duty *duty)
{
    const struct gt_fold *fold = m->s->fold;
    uint32_t node = rough->governs != GT_ROUGH_NONE ? rough->governs : rough->parent;

    for (; node != GT_ROUGH_NONE && duty->form == GT_DUTY_NONE; node = m->outline->parents[node]) {
        const struct gt_para *para = &m->layout->paras.at[m->outline->paras[node]];
        uint32_t stop = para->head_end != 0 ? para->head_end : para->end, close;

        for (uint32_t i = para->number.body; i < stop && i < para->number.body + HEADING_LOOK; i++)
            if ((fold->at[i] == '(' || fold->at[i] == '[') && gt_duty_bracket(m->s, i, para->end, &close)) {
                gt_duty_parse(m->s, i, close + 1, duty);
                duty->words = (struct gt_span){i, close + 1};
                break;
            }
    }
}

/*
 * (1)… (2)… (3)… and below them one line （责任单位：…）: it charges them all.
 * The duty stands behind the last of them, on a line of its own, and none of
 * its sisters has one.
 */
static void share_duty(struct maker *m)
{
    size_t count = m->out->clause_count;

    for (size_t i = 1; i < count; i++) {
        const struct gt_rough *last = &m->outline->list.at[i];
        const struct gt_proposal *from = &m->out->proposals[i];
        size_t first = i;

        if (!m->own_line[i] || last->parent == GT_ROUGH_NONE ||
            (i + 1 < count && m->outline->list.at[i + 1].parent == last->parent && m->outline->list.at[i + 1].row == GT_ROUGH_NONE))
            continue;
        while (first > 0 && m->outline->list.at[first - 1].parent == last->parent &&
               m->out->proposals[first - 1].lead.len == 0 && m->out->proposals[first - 1].kind != GT_KIND_CONTEXT)
            first--;
        if (first > 0 && m->outline->list.at[first - 1].parent == last->parent)
            continue; /* a sister has her own */
        for (size_t k = first; k < i; k++) {
            struct gt_proposal *p = &m->out->proposals[k];

            p->lead = from->lead;
            p->support = from->support;
            p->support_count = from->support_count;
            why_words(m, p, GT_FIELD_LEAD, 0.75, "the duty below the whole list", "所在一组条款末尾写明的责任单位", from->lead);
            if (p->support_count > 0)
                why_words(m, p, GT_FIELD_SUPPORT, 0.75, "the duty below the whole list", "所在一组条款末尾写明的责任单位",
                          from->lead);
        }
    }
}

/* To meet this requirement, agencies will: • … • … */
static void english_lead_in(struct maker *m, const struct gt_rough *rough, struct gt_duty *duty)
{
    struct gt_span line = lead_in(m, rough);

    if (line.end > line.start && !gt_english_lists(m->s, line.start, line.end))
        gt_duty_english(m->s, line.start, line.end, duty);
}

static void note_group(struct maker *m, size_t index, const struct gt_rough *rough, const struct gt_duty *duty)
{
    m->own_line[index] = duty->form == GT_DUTY_BRACKET && duty->words.start > rough->span.start &&
                         m->s->fold->at[duty->words.start - 1] == '\n' && duty->lead.end > duty->lead.start;
}

static void read_duty(struct maker *m, const struct gt_rough *rough, uint32_t body, struct gt_proposal *p)
{
    struct gt_duty duty = {.form = GT_DUTY_NONE};
    gt_str words;

    if (rough->row != GT_ROUGH_NONE) {
        row_duty(m, &m->layout->rows.at[rough->row], &duty);
    } else if (m->layout->english) {
        gt_duty_english(m->s, body, rough->span.end, &duty);
        if (duty.form == GT_DUTY_NONE)
            english_lead_in(m, rough, &duty);
    } else {
        bracket_duty(m, rough, &duty);
        if (duty.form == GT_DUTY_NONE)
            label_duty(m, rough, &duty);
        if (duty.form == GT_DUTY_NONE && !rough->principle && !rough->result && !rough->goal)
            gt_duty_subjects(m->s, body, rough->span.end, &duty);
        if (duty.form == GT_DUTY_NONE && !rough->principle && !rough->result) {
            heading_duty(m, rough, &duty);
            if (duty.form == GT_DUTY_NONE)
                lead_in_duty(m, rough, &duty);
            gt_duty_helpers(m->s, body, rough->span.end, &duty);
        }
    }
    note_group(m, (size_t)(p - m->out->proposals), rough, &duty);
    put_units(m, &duty, p);
    words = slice(m, duty.words);
    switch (p->lead.len == 0 ? GT_DUTY_NONE : duty.form) {
    case GT_DUTY_BRACKET:
        why_words(m, p, GT_FIELD_LEAD, duty.lead_said ? 0.98 : 0.93,
                  duty.lead_said ? "named as lead" : "first of the units charged",
                  duty.lead_said ? "写明牵头" : "责任单位列第一位", words);
        break;
    case GT_DUTY_SUBJECT:
        why_words(m, p, GT_FIELD_LEAD, duty.lead_said ? 0.9 : 0.75, "subject of the order", "句中受命的主语", words);
        break;
    case GT_DUTY_COLUMN:
        why_words(m, p, GT_FIELD_LEAD, duty.lead_said ? 0.97 : 0.92, "from the table's column", "取自表格责任栏", words);
        break;
    case GT_DUTY_NONE:
        why(p, GT_FIELD_LEAD, 0.6, "the text names no unit", "文中未写明单位");
        break;
    }
    if (p->support_count > 0)
        why_words(m, p, GT_FIELD_SUPPORT, duty.form == GT_DUTY_SUBJECT ? 0.7 : 0.93,
                  "the other units named", "其余列出的单位", words);
    else
        why(p, GT_FIELD_SUPPORT, 0.8, "no other unit is named", "未列其他单位");
}

/* ---- when --------------------------------------------------------------------------------- */

static void no_such_day(struct maker *m, const struct gt_read_clause *clause, struct gt_span bad)
{
    gt_str words = slice(m, bad);
    struct gt_problem *problem =
        gt_problem_add(&m->out->problems, GT_PROBLEM_ERROR, "there is no such day: %.*s", "没有这一天：%.*s",
                       GT_FMT(words));

    problem->line = clause->line;
    problem->field = GT_STR("due");
}

/* 6月底前完成以下工作：… and "By 30 June, the Office will:" bind each item of the list. */
static void lead_in_due(struct maker *m, const struct gt_rough *rough, struct gt_due *due)
{
    struct gt_span line = lead_in(m, rough);

    if (line.end == line.start)
        return;
    if (m->layout->english)
        gt_due_read_english(m->s, m->frame, line.start, line.end, due);
    else
        gt_due_read(m->s, m->frame, line.start, line.end, line.end, due);
    if (due->form != GT_DUE_BEFORE && due->form != GT_DUE_TARGET) {
        memset(due, 0, sizeof(*due));
        due->day = GT_DAY_NONE;
    }
}

static void read_due(struct maker *m, const struct gt_rough *rough, const struct gt_read_clause *clause,
                     uint32_t body, struct gt_proposal *p)
{
    struct gt_due due;
    uint32_t start = body, end = rough->span.end, opening = body;
    struct gt_sentence sentence;

    if (rough->heading.end > body && gt_is_stop(m->s->fold->at[rough->heading.end]))
        opening = rough->heading.end + 1;
    if (gt_sentence_next(m->s, opening, end, &sentence))
        opening = sentence.end;
    if (rough->row != GT_ROUGH_NONE && m->layout->rows.at[rough->row].due.end > 0) {
        start = m->layout->rows.at[rough->row].due.start;
        end = m->layout->rows.at[rough->row].due.end;
    }
    if (m->layout->english)
        gt_due_read_english(m->s, m->frame, start, end, &due);
    else
        gt_due_read(m->s, m->frame, start, end, opening, &due);
    if (due.day == GT_DAY_NONE && due.bad.end == due.bad.start && due.recur == 0)
        lead_in_due(m, rough, &due);
    if (due.bad.end > due.bad.start)
        no_such_day(m, clause, due.bad);
    p->recur = (enum gt_recur)due.recur;
    p->standing = due.standing;
    p->due = due.day;
    p->due_text = slice(m, due.words);
    if (due.bad.end > due.bad.start && due.day == GT_DAY_NONE) {
        why_words(m, p, GT_FIELD_DUE, 0.2, "no calendar has this day", "日历上没有这一天", slice(m, due.bad));
    } else if (due.day == GT_DAY_NONE) {
        why(p, GT_FIELD_DUE, 0.8, p->standing ? "a standing duty" : "the text gives no date",
            p->standing ? "长期坚持的任务" : "文中没有写明时限");
    } else {
        static const struct { double sure; const char *en, *zh; } forms[] = {
            [GT_DUE_NONE] = {0, "", ""},
            [GT_DUE_BEFORE] = {0.95, "deadline in the words", "写明时限"},
            [GT_DUE_TARGET] = {0.85, "year to be reached", "目标年份"},
            [GT_DUE_WINDOW] = {0.7, "end of the window", "期限止日"},
            [GT_DUE_PERIOD] = {0.75, "end of the period named", "所述时段的末日"},
            [GT_DUE_YEAR] = {0.7, "this year's plan: its last day", "年度计划：当年末"},
            [GT_DUE_AFTER] = {0.9, "counted from the date of issue", "自印发之日起算"},
            [GT_DUE_EVERY] = {0.85, "first time of a yearly duty", "每年任务的首次"},
        };
        double sure = forms[due.form].sure - (due.year_from == GT_DUE_YEAR_PLAN ? 0.05 : 0);

        why_words(m, p, GT_FIELD_DUE, sure, forms[due.form].en, forms[due.form].zh, p->due_text);
    }
    if (p->recur != GT_RECUR_NONE)
        why_words(m, p, GT_FIELD_RECUR, 0.9, "words of repetition", "写明周期", p->due_text);
    else
        why(p, GT_FIELD_RECUR, 0.9, "nothing says that it repeats", "未写明周期");
}

/* ---- what ---------------------------------------------------------------------------------- */

/* How much of the clause orders something. */
static enum gt_tone best_tone(const struct maker *m, uint32_t start, uint32_t end)
{
    struct gt_sentence sentence;
    enum gt_tone best = GT_TONE_TELLS;

    for (uint32_t at = start; gt_sentence_next(m->s, at, end, &sentence); at = sentence.end) {
        enum gt_tone tone = gt_sentence_tone(m->s, sentence.start, sentence.end);

        best = tone > best ? tone : best;
        if (best == GT_TONE_ORDER)
            break;
    }
    return best;
}

/* 知识产权保护方面5项：… counts what follows, it orders nothing. */
static bool counts_list(const struct maker *m, uint32_t start, uint32_t end)
{
    uint32_t i = start, stop;

    while (i < end && i < start + 40 && m->s->fold->at[i] != ':' && !gt_is_stop(m->s->fold->at[i]))
        i++;
    stop = i;
    if (stop < start + 3 || stop >= end)
        return false;
    return gt_is_digit(m->s->fold->at[stop - 2]) &&
           (m->s->fold->at[stop - 1] == u'项' || m->s->fold->at[stop - 1] == u'条' || m->s->fold->at[stop - 1] == u'个');
}

/* The words behind the heading begin with last year. */
static bool tells_past(const struct maker *m, const struct gt_rough *rough)
{
    static const char16_t *const words[] = {u"去年", u"上年", u"过去一年", u"过去的一年", u"过去五年", u"一年来", u"五年来"};
    uint32_t i = rough->heading.end;

    while (i < rough->span.end && (gt_is_blank(m->s->fold->at[i]) || gt_is_stop(m->s->fold->at[i])))
        i++;
    for (size_t k = 0; k < GT_LEN(words); k++)
        if (gt_fold_is(m->s->fold, i, rough->span.end, words[k]))
            return true;
    return false;
}

/* 本办法所称公园, 是指…; 预算编制应当遵循…的原则。 */
static bool defines(const struct maker *m, const struct gt_rough *rough, uint32_t body)
{
    const struct gt_fold *fold = m->s->fold;
    struct gt_sentence first;

    if (rough->sentence || rough->row != GT_ROUGH_NONE || !gt_sentence_next(m->s, body, rough->span.end, &first))
        return false;
    if (gt_fold_is(fold, body, first.end, u"本") && gt_fold_has(fold, body, body + 10 < first.end ? body + 10 : first.end, u"所称"))
        return true;
    return first.end >= rough->span.end && gt_fold_has(fold, first.start, first.end, u"原则") &&
           (gt_fold_has(fold, first.start, first.end, u"应当遵循") || gt_fold_has(fold, first.start, first.end, u"应当坚持") ||
            gt_fold_has(fold, first.start, first.end, u"应遵循") || gt_fold_has(fold, first.start, first.end, u"应坚持"));
}

static void read_kind(struct maker *m, const struct gt_rough *rough, uint32_t body, const gt_figures *figures,
                      struct gt_proposal *p)
{
    const struct gt_lex *lex = m->s->lex;
    const struct gt_fold *fold = m->s->fold;
    enum gt_tone tone;

    if (rough->result || (p->lead.len == 0 && tells_past(m, rough))) {
        p->kind = GT_KIND_CONTEXT;
        why(p, GT_FIELD_KIND, 0.85, "a report of what was done", "已完成情况的报告");
        return;
    }
    if (p->lead.len == 0 && is_case(m, rough)) {
        p->kind = GT_KIND_CONTEXT;
        why(p, GT_FIELD_KIND, 0.8, "one of a list of cases", "列举的情形或内容");
        return;
    }
    if (defines(m, rough, body)) {
        p->kind = GT_KIND_CONTEXT;
        why(p, GT_FIELD_KIND, 0.85, "a principle or definition", "原则、定义类表述");
        return;
    }
    if (rough->principle && p->lead.len == 0) {
        p->kind = GT_KIND_CONTEXT;
        why(p, GT_FIELD_KIND, 0.9, "a principle or definition", "原则、定义类表述");
        return;
    }
    if (rough->goal || (figures->count > 0 && has(m, rough->span, u"预期目标")) ||
        (figures->count >= KNOWN_GOALS && (has(m, rough->span, u"力争") || has(m, rough->span, u"达到")) &&
         gt_lex_in(lex, GT_LEX_GROW, fold, rough->span.start, rough->span.end) && rough->sentence)) {
        p->kind = figures->count > 0 ? GT_KIND_INDICATOR
                : p->due != GT_DAY_NONE || p->lead.len > 0 ? GT_KIND_TASK : GT_KIND_CONTEXT;
        why(p, GT_FIELD_KIND, 0.8, "a goal", "目标类表述");
        return;
    }
    if (rough->row != GT_ROUGH_NONE || p->lead.len > 0) {
        p->kind = GT_KIND_TASK;
        why(p, GT_FIELD_KIND, 0.95, "a unit is charged with it", "有责任单位");
        return;
    }
    tone = counts_list(m, body, rough->span.end) ? GT_TONE_TELLS : best_tone(m, body, rough->span.end);
    if (tone == GT_TONE_PLAIN && rough->heading.end > body && rough->heading.end + 1 < rough->span.end)
        tone = best_tone(m, rough->heading.end + 1, rough->span.end); /* a bare heading says nothing of it */
    if (figures->count == 0 && p->due == GT_DAY_NONE && rough->speaker.end == rough->speaker.start &&
        gt_lex_in(lex, GT_LEX_SLOGAN, fold, rough->span.start, rough->span.end) && rough->sentence &&
        !(gt_fold_is(fold, rough->span.start, rough->span.end, u"要") && rough->said && !m->layout->speech)) {
        p->kind = GT_KIND_CONTEXT;
        why(p, GT_FIELD_KIND, 0.6, "a matter of principle, nobody charged", "原则性要求，未明确责任单位");
    } else if (tone >= GT_TONE_VERB || (p->due != GT_DAY_NONE && tone != GT_TONE_TELLS) ||
               p->recur != GT_RECUR_NONE || figures->count > 0) {
        p->kind = GT_KIND_TASK;
        why(p, GT_FIELD_KIND, tone == GT_TONE_ORDER ? 0.85 : 0.75, "words of an order", "祈使、要求类表述");
    } else {
        p->kind = GT_KIND_CONTEXT;
        why(p, GT_FIELD_KIND, 0.65, "tells and orders nothing", "陈述，未提出要求");
    }
}

static void read_figures(struct maker *m, const struct gt_rough *rough, uint32_t body, struct gt_proposal *p)
{
    gt_figures figures = {0};

    if (!rough->result && !rough->principle &&
        gt_figures_read(m->s, m->plan || rough->goal, body, rough->span.end, &figures) != GT_OK) {
        m->rc = GT_ENOMEM;
        return;
    }
    read_kind(m, rough, body, &figures, p);
    if (p->kind == GT_KIND_CONTEXT) {
        figures.count = 0;
        p->due = GT_DAY_NONE; /* a day on which something was */
        p->due_text = (gt_str){"", 0};
        p->recur = GT_RECUR_NONE;
    }
    p->figures = figures.at;
    p->figure_count = figures.count;
    if (figures.count > 0)
        why_words(m, p, GT_FIELD_FIGURES, m->plan ? 0.85 : 0.7, "figures to be reached; the first", "要达到的数量指标，首个",
                  figures.at[0].name);
    else
        why(p, GT_FIELD_FIGURES, 0.8, "no figure to be reached", "没有数量指标");
}

static void read_speaker(struct maker *m, const struct gt_rough *rough, struct gt_proposal *p)
{
    p->speaker = slice(m, rough->speaker);
    if (p->speaker.len > 0)
        why_words(m, p, GT_FIELD_SPEAKER, 0.9, "who is said to have spoken", "文中所记讲话人", p->speaker);
    else
        why(p, GT_FIELD_SPEAKER, 0.9, "no speaker is named", "未记讲话人");
}

static void read_clause(struct maker *m, size_t index)
{
    const struct gt_rough *rough = &m->outline->list.at[index];
    const struct gt_para *para = &m->layout->paras.at[rough->para];
    struct gt_read_clause *clause = &m->out->clauses[index];
    struct gt_proposal *p = &m->out->proposals[index];
    uint32_t body = rough->span.start;
    double sure;

    *clause = (struct gt_read_clause){rough->number, slice(m, rough->heading), slice(m, rough->span), rough->span,
                                 para->block, m->out->doc.blocks[para->block].line, rough->row != GT_ROUGH_NONE};
    if (para->numbered && rough->span.start <= para->number.start && rough->row == GT_ROUGH_NONE)
        body = para->number.body;
    if (rough->row != GT_ROUGH_NONE && m->layout->rows.at[rough->row].number.end > body)
        body = m->layout->rows.at[rough->row].number.end; /* 序号 counts nothing */
    read_duty(m, rough, body, p);
    read_due(m, rough, clause, body, p);
    read_figures(m, rough, body, p);
    read_speaker(m, rough, p);
    p->title = gt_title_make(m->s, rough, body, &sure);
    if (rough->heading.end > rough->heading.start + 1)
        why(p, GT_FIELD_TITLE, sure, "the clause's heading", "取自条款标题");
    else
        why(p, GT_FIELD_TITLE, sure, "the first words that order", "取自首个要求语句");
}

/* 司法部负责…。要及时跟踪…: the second sentence is said to the same unit. */
static void inherit_lead(struct maker *m, size_t index)
{
    const struct gt_rough *rough = &m->outline->list.at[index], *before = rough - 1;
    struct gt_proposal *p = &m->out->proposals[index], *from = p - 1;

    if (index == 0 || !rough->sentence || !before->sentence || rough->para != before->para || p->lead.len > 0 ||
        from->lead.len == 0 || p->kind != GT_KIND_TASK || m->layout->spoken ||
        rough->speaker.end > rough->speaker.start || rough->span.start > before->span.end + 1 ||
        gt_fold_is(m->s->fold, before->span.start, before->span.end, u"要") || rough->said ||
        !gt_fold_is(m->s->fold, rough->span.start, rough->span.end, u"要"))
        return;
    p->lead = from->lead;
    why_words(m, p, GT_FIELD_LEAD, 0.65, "carried on from the sentence before", "承前句主语", p->lead);
}

/* ---- dates that govern other clauses ---------------------------------------------------------- */

static void inherit_due(struct maker *m, size_t from, size_t to)
{
    const struct gt_proposal *governs = &m->out->proposals[from];
    struct gt_proposal *p = &m->out->proposals[to];

    if (p->due != GT_DAY_NONE || p->kind == GT_KIND_CONTEXT || p->standing)
        return;
    p->due = governs->due;
    p->due_text = governs->due_text;
    why_words(m, p, GT_FIELD_DUE, 0.8, "a governing sentence says so", "由统领语句规定", m->out->clauses[from].text);
}

/* Does the sentence count the children that follow: 办好十方面民生实事? */
static bool counts_children(const struct maker *m, const struct gt_rough *rough, uint32_t children)
{
    for (uint32_t i = rough->span.start; i < rough->span.end; i++) {
        uint32_t value, n = gt_number_han(m->s->fold, i, rough->span.end, &value);

        char16_t next = i + n < rough->span.end ? m->s->fold->at[i + n] : 0;

        if (n > 0 && value == children && children > 1 && next != '.' && next != '%' && (i == 0 || m->s->fold->at[i - 1] != '.'))
            return true;
        if (n > 0)
            i += n - 1;
    }
    return false;
}

/* 以上工作, 上述任务 at the head of a chunk; 80%以上任务 is another word. */
static bool sums_up(const struct maker *m, struct gt_span span)
{
    static const char16_t *const words[] = {u"以上工作", u"上述工作", u"以上任务", u"上述任务", u"以上各项", u"上述各项",
                                            u"以上事项", u"上述事项", u"以上措施"};
    const struct gt_fold *fold = m->s->fold;

    for (uint32_t i = span.start; i + 3 < span.end; i++)
        for (size_t k = 0; (i == span.start || gt_is_blank(fold->at[i - 1]) || fold->at[i - 1] == ',' || fold->at[i - 1] == u'。') &&
                           k < GT_LEN(words); k++)
            if (gt_fold_is(fold, i, span.end, words[k]))
                return true;
    return false;
}

/* 以上工作要在…前完成 binds what came before; 今年办好下列实事 what comes after. */
static void govern(struct maker *m)
{
    size_t count = m->out->clause_count, since = 0;

    for (size_t i = 0; i < count; i++) {
        const struct gt_rough *rough = &m->outline->list.at[i];
        const struct gt_proposal *p = &m->out->proposals[i];

        if (i > 0 && rough->part != m->outline->list.at[i - 1].part)
            since = i;
        if (p->due == GT_DAY_NONE)
            continue;
        if (rough->span.end - rough->span.start < 80 &&
            sums_up(m, rough->span)) {
            for (size_t k = since; k < i; k++)
                inherit_due(m, i, k);
            since = i + 1;
        } else if (rough->governs != GT_ROUGH_NONE) {
            uint32_t children = m->outline->children[rough->governs];
            bool names = has(m, rough->span, u"以下") || has(m, rough->span, u"下列") || has(m, rough->span, u"如下");

            if (!names && !counts_children(m, rough, children))
                continue;
            for (size_t k = i + 1; k < count && m->outline->list.at[k].parent == rough->governs; k++)
                inherit_due(m, i, k);
        }
    }
}

/* ---- what is wrong ------------------------------------------------------------------------------- */

/* A task without a unit: told one by one where the others have theirs, once
 * for a text that names none at all. */
static void note_unowned(struct maker *m)
{
    size_t owned = 0, tasks = 0;

    for (size_t i = 0; i < m->out->clause_count; i++) {
        tasks += m->out->proposals[i].kind == GT_KIND_TASK;
        owned += m->out->proposals[i].lead.len > 0;
    }
    if (owned == 0 && tasks > 0) {
        (void)gt_problem_add(&m->out->problems, GT_PROBLEM_WARNING, "no clause names a unit: all %zu tasks need one",
                             "文中没有条款写明责任单位，%zu项任务都需指定", tasks);
        return;
    }
    for (size_t i = 0; i < m->out->clause_count; i++) {
        const struct gt_proposal *p = &m->out->proposals[i];
        struct gt_problem *problem;

        if (p->kind != GT_KIND_TASK || p->lead.len > 0)
            continue;
        problem = gt_problem_add(&m->out->problems, GT_PROBLEM_WARNING, "the clause names no unit: %.*s",
                                 "条款未写明责任单位：%.*s", GT_FMT(p->title));
        problem->line = m->out->clauses[i].line;
        problem->field = GT_STR("lead");
    }
}

gt_rc gt_propose(const struct gt_sight *s, const struct gt_layout *layout, const struct gt_outline *outline,
                 const struct gt_due_frame *frame, bool plan, struct gt_reading *out)
{
    struct maker m = {s, layout, outline, frame, plan, out, NULL, GT_OK};

    out->clause_count = outline->list.count;
    if ((out->clauses = GT_NEW_N(s->arena, struct gt_read_clause, out->clause_count + 1)) == NULL ||
        (out->proposals = GT_NEW_N(s->arena, struct gt_proposal, out->clause_count + 1)) == NULL ||
        (m.own_line = GT_NEW_N(s->arena, bool, out->clause_count + 1)) == NULL)
        return GT_ENOMEM;
    for (size_t i = 0; i < out->clause_count && m.rc == GT_OK; i++)
    {
        read_clause(&m, i);
        inherit_lead(&m, i);
    }
    if (m.rc != GT_OK)
        return m.rc;
    share_duty(&m);
    govern(&m);
    note_unowned(&m);
    return m.rc;
}
