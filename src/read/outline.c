/* outline.c - numbers make a tree, its leaves make clauses. */
#include "read/outline.h"

#include "read/duty.h"
#include "read/sentence.h"

enum {
    BARE_LEN_MAX = 60,       /* a number's line that is only its heading */
    HEAD_WORDS_MAX = 30,     /* a heading whose words say what the section is */
    BARE_STOP_MAX = 26,      /* the same where it ends with a full stop */
    CHARGED_HEAD_MAX = 45,   /* the same with who leads in brackets */
    SUBHEAD_LEN_MAX = 32,    /* a heading sentence at the head of a paragraph */
    LONG_SECTION = 600,      /* running text under one heading: read by sentences */
    PAGER_LEN_MAX = 16,      /* 1 条记录 1/1 页 */
    NODE_NONE = UINT32_MAX,
};

/* One number and the paragraphs up to the next one. */
struct node {
    uint32_t para, next_para; /* its own, and past its last */
    uint32_t parent;
    uint32_t children, extra; /* extra: text paragraphs behind its own */
    uint32_t intro;           /* paragraph that leads in to a list of bullets; NODE_NONE */
    gt_str   path;
    bool     result, principle, goal, last; /* last: no number follows in its part */
};

struct maker {
    const struct gt_sight *s;
    const struct gt_layout *layout;
    struct gt_outline *out;
    GT_VEC(struct node) nodes;
    struct gt_rough scratch; /* filled in vain once memory is spent */
    bool spent;
};

enum mode {
    MODE_PREAMBLE, /* before the first number: only who is charged by name */
    MODE_INTRO,    /* between a number and its children */
    MODE_FREE,     /* unnumbered paragraphs behind the last number */
    MODE_LISTED,   /* paragraphs that are a list of orders */
    MODE_SPEECH,   /* a document without numbers */
};

static const struct gt_para *para_of(const struct maker *m, uint32_t i)
{
    return &m->layout->paras.at[i];
}

/* ---- the tree ---------------------------------------------------------------------- */

static int rank(enum gt_number_kind kind)
{
    static const int ranks[GT_NUMBER_KINDS] = {
        [GT_NUMBER_PART] = 1, [GT_NUMBER_CHAPTER] = 2, [GT_NUMBER_SECTION] = 3,
        [GT_NUMBER_HAN] = 4, [GT_NUMBER_ARTICLE] = 4, [GT_NUMBER_HAN_PAREN] = 5,
        [GT_NUMBER_DEC] = 6, [GT_NUMBER_BARE] = 6, [GT_NUMBER_MULTI] = 7,
        [GT_NUMBER_DEC_PAREN] = 8, [GT_NUMBER_CIRCLE] = 9, [GT_NUMBER_ALPHA] = 9,
        [GT_NUMBER_ROMAN] = 10, [GT_NUMBER_BULLET] = 11,
    };

    return ranks[kind];
}

static bool same_level(const struct gt_number *a, const struct gt_number *b)
{
    if (a->kind == GT_NUMBER_BARE || b->kind == GT_NUMBER_BARE)
        return rank(a->kind) == rank(b->kind);
    return a->kind == b->kind && a->depth == b->depth;
}

struct stack { uint32_t node[GT_OUTLINE_DEPTH_MAX]; struct gt_number number[GT_OUTLINE_DEPTH_MAX]; uint32_t count; };

/* "(i)" is a letter, or the first Roman number below "(a)". */
static void settle_roman(const struct stack *stack, struct gt_number *number)
{
    const struct gt_number *top = stack->count > 0 ? &stack->number[stack->count - 1] : NULL;
    uint32_t roman = number->value == 9 ? 1 : number->value == 22 ? 5 : number->value == 24 ? 10 : 0;

    if (number->kind != GT_NUMBER_ALPHA || roman == 0 || top == NULL)
        return;
    if ((top->kind == GT_NUMBER_ROMAN && top->value + 1 == roman) ||
        (top->kind == GT_NUMBER_ALPHA && top->value + 1 != number->value && roman == 1) ||
        (top->kind != GT_NUMBER_ALPHA && top->kind != GT_NUMBER_ROMAN && roman == 1)) {
        number->kind = GT_NUMBER_ROMAN;
        number->value = roman;
    }
}

static void settle_level(struct stack *stack, const struct gt_number *number)
{
    for (uint32_t i = stack->count; i > 0; i--)
        if (same_level(&stack->number[i - 1], number)) {
            stack->count = i - 1;
            return;
        }
    if (number->kind == GT_NUMBER_MULTI)
        while (stack->count > 0) {
            const struct gt_number *top = &stack->number[stack->count - 1];

            if (rank(top->kind) < rank(GT_NUMBER_MULTI) ||
                (top->kind == GT_NUMBER_MULTI && top->depth < number->depth))
                break;
            stack->count--;
        }
    /* (d) … (1) … : what begins with 1 below a letter stands below it */
    if (number->kind == GT_NUMBER_DEC_PAREN && number->value == 1 && stack->count > 0 &&
        stack->number[stack->count - 1].kind == GT_NUMBER_ALPHA)
        return;
    while (stack->count > 0 && rank(stack->number[stack->count - 1].kind) > rank(number->kind))
        stack->count--;
}

static gt_str join_path(struct maker *m, gt_str parent, gt_str own)
{
    gt_str out = {"", 0};

    if (parent.len == 0 || own.len == 0)
        return parent.len == 0 ? own : parent;
    if (gt_arena_printf(m->s->arena, &out, "%.*s/%.*s", GT_FMT(parent), GT_FMT(own)) != GT_OK)
        m->spent = true;
    return out;
}

static struct gt_span heading_of(const struct maker *m, uint32_t start, uint32_t head_end, uint32_t end)
{
    const struct gt_fold *fold = m->s->fold;
    uint32_t stop = head_end != 0 ? head_end : end;

    if (head_end == 0 && end - start > BARE_LEN_MAX)
        return (struct gt_span){start, start};
    gt_fold_trim(fold, &start, &stop);
    while (stop > start && (gt_is_stop(fold->at[stop - 1]) || fold->at[stop - 1] == ':' ||
                            fold->at[stop - 1] == u';' || fold->at[stop - 1] == '.'))
        stop--;
    return (struct gt_span){start, stop};
}

static bool is_bare(const struct maker *m, const struct node *node)
{
    const struct gt_para *para = para_of(m, node->para);
    uint32_t start = para->number.body, end = para->end;

    if (para->head_end != 0 || end - start > (gt_is_stop(m->s->fold->at[end - 1]) ? BARE_STOP_MAX : BARE_LEN_MAX))
        return false;
    for (uint32_t i = start; i + 1 < end; i++)
        if (gt_is_stop(m->s->fold->at[i]))
            return false;
    return true;
}

static void inherit_heading(struct maker *m, struct node *node)
{
    const struct gt_para *para = para_of(m, node->para);
    const struct node *parent = node->parent != NODE_NONE ? &m->nodes.at[node->parent] : NULL;
    struct gt_span head = heading_of(m, para->number.body, para->head_end, para->end);
    uint32_t start = head.start, end = head.end;

    if (end - start > HEAD_WORDS_MAX || (para->head_end == 0 && !is_bare(m, node)))
        end = start;
    /* 工作回顾 tells what was done; 开展落实情况督查 is to be done. */
    node->result = (parent != NULL && parent->result) ||
                   (gt_lex_in(m->s->lex, GT_LEX_RESULT_HEAD, m->s->fold, start, end) &&
                    gt_fold_find(m->s->fold, start, end, u",") == UINT32_MAX &&
                    gt_lex_at(m->s->lex, GT_LEX_VERB, m->s->fold, start, end) == 0 &&
                    gt_sentence_tone(m->s, start, end) != GT_TONE_ORDER); /* 监察室应检查落实情况 is no report */
    /* 发展目标 is one, 明确目标任务分工 orders. */
    node->goal = gt_lex_before(m->s->lex, GT_LEX_GOAL_HEAD, m->s->fold, start, end) > 0 &&
                 (gt_lex_at(m->s->lex, GT_LEX_GOAL_HEAD, m->s->fold, start, end) == end - start ||
                  gt_lex_at(m->s->lex, GT_LEX_VERB, m->s->fold, start, end) == 0);
    node->principle = (parent != NULL && parent->principle && !node->goal) ||
                      ((gt_lex_at(m->s->lex, GT_LEX_CONTEXT_HEAD, m->s->fold, start, end) > 0 ||
                        gt_lex_before(m->s->lex, GT_LEX_CONTEXT_HEAD, m->s->fold, start, end) > 0) && !node->goal);
    if (parent != NULL && parent->goal)
        node->goal = true;
}

static bool add_node(struct maker *m, struct stack *stack, uint32_t index)
{
    struct gt_number number = para_of(m, index)->number;
    struct node *node;
    gt_str above = {"", 0};

    settle_roman(stack, &number);
    settle_level(stack, &number);
    if (stack->count == GT_OUTLINE_DEPTH_MAX)
        return true; /* text, as far as we can tell */
    if ((node = GT_PUSH(m->s->arena, &m->nodes)) == NULL)
        return false;
    node->para = index;
    node->parent = stack->count > 0 ? stack->node[stack->count - 1] : NODE_NONE;
    if (node->parent != NODE_NONE) {
        m->nodes.at[node->parent].children++;
        above = m->nodes.at[node->parent].path;
    }
    node->path = gt_fold_slice(m->s->fold, number.start, number.end);
    if (number.kind != GT_NUMBER_MULTI) /* 1.2 says its parents itself */
        node->path = join_path(m, above, node->path);
    stack->node[stack->count] = (uint32_t)m->nodes.count - 1;
    stack->number[stack->count++] = number;
    inherit_heading(m, node);
    node->intro = NODE_NONE;
    if (number.kind == GT_NUMBER_BULLET && index > 0) {
        const struct gt_para *before = para_of(m, index - 1);
        const struct node *sister = m->nodes.count > 1 ? node - 1 : NULL;

        if (m->s->fold->at[before->end - 1] == ':' && before->part == para_of(m, index)->part)
            node->intro = index - 1;
        else if (sister != NULL && sister->parent == node->parent && para_of(m, sister->para)->number.kind == GT_NUMBER_BULLET)
            node->intro = sister->intro;
    }
    return !m->spent;
}

/* 典型经验做法, 获奖名单: a title of what others did; its numbers order nothing. */
static bool lists_examples(const struct maker *m, const struct gt_para *para)
{
    static const char16_t *const words[] = {u"典型经验", u"经验做法", u"典型做法", u"典型案例", u"创新案例", u"优秀案例", u"名单",
                                            u"获奖", u"拟表彰", u"成员名录"};
    uint32_t i, end = para->end;

    if (para->role != GT_ROLE_HEADING)
        return false;
    while (end > para->start && m->s->fold->at[end - 1] == ')') { /* (共130项) */
        for (i = end - 1; i > para->start && m->s->fold->at[i] != '(';)
            i--;
        end = i;
    }
    for (size_t k = 0; k < GT_LEN(words); k++)
        if (gt_fold_ends(m->s->fold, para->start, end, words[k]) ||
            (gt_fold_ends(m->s->fold, para->start, end, u"做法") && gt_fold_has(m->s->fold, para->start, end, words[k])))
            return true;
    return false;
}

static bool build_tree(struct maker *m)
{
    struct stack stack = {.count = 0};
    uint32_t part = 0;
    bool examples = false;

    for (uint32_t i = 0; i < m->layout->paras.count; i++) {
        const struct gt_para *para = para_of(m, i);

        if (para->part != part) {
            stack.count = 0;
            part = para->part;
            examples = false;
        }
        examples |= part > 0 && lists_examples(m, para);
        if (para->role != GT_ROLE_TEXT || !para->numbered)
            continue;
        if (!add_node(m, &stack, i))
            return false;
        if (examples && m->nodes.count > 0)
            m->nodes.at[m->nodes.count - 1].result = true;
    }
    for (size_t n = 0; n < m->nodes.count; n++) {
        struct node *node = &m->nodes.at[n];
        uint32_t own = para_of(m, node->para)->part, i = node->para + 1;
        uint32_t stop = n + 1 < m->nodes.count ? m->nodes.at[n + 1].para : (uint32_t)m->layout->paras.count;

        for (; i < stop && para_of(m, i)->part == own; i++)
            node->extra += para_of(m, i)->role == GT_ROLE_TEXT;
        node->next_para = i;
        node->last = n + 1 == m->nodes.count || para_of(m, m->nodes.at[n + 1].para)->part != own;
    }
    return true;
}

/* ---- emitting ------------------------------------------------------------------------- */

static struct gt_rough *emit(struct maker *m, uint32_t start, uint32_t end, gt_str number,
                             uint32_t para, uint32_t node)
{
    struct gt_rough *rough;

    gt_fold_trim(m->s->fold, &start, &end);
    if ((rough = GT_PUSH(m->s->arena, &m->out->list)) == NULL) {
        m->spent = true;
        return &m->scratch;
    }
    *rough = (struct gt_rough){.span = {start, end}, .number = number, .para = para,
                               .row = GT_ROUGH_NONE, .parent = GT_ROUGH_NONE, .intro = GT_ROUGH_NONE,
                               .governs = GT_ROUGH_NONE, .part = para_of(m, para)->part};
    rough->heading.start = rough->heading.end = start;
    if (node != NODE_NONE) {
        const struct node *owner = &m->nodes.at[node];

        rough->parent = owner->parent;
        rough->intro = owner->intro;
        rough->result = owner->result;
        rough->principle = owner->principle;
        rough->goal = owner->goal;
    }
    return rough;
}

/* Does the paragraph open with a heading sentence of its own? */
static uint32_t subhead(const struct maker *m, const struct gt_para *para)
{
    uint32_t commas = 0;

    if (para->numbered || para->head_end == 0 || para->head_end - para->start > SUBHEAD_LEN_MAX)
        return 0;
    for (uint32_t i = para->start; i < para->head_end; i++)
        commas += m->s->fold->at[i] == ',' || gt_is_digit(m->s->fold->at[i]);
    /* 第一, 要压实责任。 orders; 坚持党的领导。 only names what follows. */
    if (commas > 1 || m->s->fold->at[para->head_end - 1] == ':' ||
        gt_sentence_tone(m->s, para->start, para->head_end) == GT_TONE_ORDER)
        return 0;
    return para->head_end;
}

static bool charged(const struct maker *m, uint32_t start, uint32_t end)
{
    uint32_t name, stop = start;
    const struct gt_sight *s = m->s;

    while (stop < end && s->fold->at[stop] != ',' && s->fold->at[stop] != u'。')
        stop++;
    if (gt_duty_subject(s, start, stop, true, &name) > 0)
        return true;
    start = gt_chunk_skip(s, start, end);
    if (start > 0 && start < end && s->fold->at[start - 1] == ',') /* 请 after a time */
        stop = end;
    return gt_fold_is(s->fold, start, end, u"请") && !gt_fold_is(s->fold, start, end, u"请示");
}

static bool accepted(const struct maker *m, enum mode mode, bool principle, uint32_t start, uint32_t end)
{
    enum gt_tone tone;
    char16_t last = m->s->fold->at[end - 1];

    if (m->layout->english && last == ':' && gt_english_lists(m->s, start, end))
        return gt_english_charges(m->s, start, end); /* shall issue a plan that includes the following: */
    if (last == ':' || end - start < 4)
        return false; /* leads in to what follows */
    if (m->layout->english && (mode == MODE_PREAMBLE || mode == MODE_INTRO))
        return gt_english_charges(m->s, start, end);
    if (mode == MODE_INTRO && principle)
        return false;
    if (mode == MODE_INTRO && gt_sentence_goal(m->s, start, end))
        return true;
    tone = gt_sentence_tone(m->s, start, end);
    switch (mode) {
    case MODE_PREAMBLE:
        return tone != GT_TONE_TELLS && (charged(m, start, end) || (m->layout->spoken && tone == GT_TONE_ORDER) ||
                                         (tone == GT_TONE_ORDER && gt_fold_has(m->s->fold, start, end, u"你们") &&
                                          gt_fold_has(m->s->fold, start, end, u",要")));
    case MODE_INTRO:
        return tone == GT_TONE_ORDER;
    case MODE_FREE:
        return tone >= GT_TONE_VERB;
    case MODE_LISTED:
        return tone >= GT_TONE_VERB;
    case MODE_SPEECH:
        break;
    }
    return tone == GT_TONE_ORDER || (tone == GT_TONE_VERB && !m->layout->english);
}

/* Did 强调 or 要求 lead in to these words? */
static bool demanded(const struct gt_fold *fold, uint32_t start, uint32_t words)
{
    while (words > start && (fold->at[words - 1] == ',' || fold->at[words - 1] == ':' || fold->at[words - 1] == ' ' ||
                             fold->at[words - 1] == u'“'))
        words--;
    return gt_fold_ends(fold, start, words, u"强调") || gt_fold_ends(fold, start, words, u"要求");
}

/* The sentences of one paragraph, from `start`. */
static void emit_sentences(struct maker *m, uint32_t index, uint32_t start, enum mode mode,
                           gt_str number, uint32_t node)
{
    const struct gt_para *para = para_of(m, index);
    struct gt_sentence sentence;
    struct gt_span speaker = {0, 0}, name;
    struct gt_rough *rough;
    bool speaking = false, ordered = false;

    for (uint32_t at = start; gt_sentence_next(m->s, at, para->end, &sentence); at = sentence.end) {
        uint32_t words = sentence.start;
        bool take;

        if (mode == MODE_SPEECH &&
            gt_sentence_speaker(m->s, sentence.start, sentence.end, &name, &words)) {
            speaking = true;
            if (name.end > name.start) {
                speaker = name;
                ordered = false;
            }
        }
        if (words >= sentence.end)
            continue;
        take = accepted(m, mode, node != NODE_NONE && m->nodes.at[node].principle, words, sentence.end);
        /* News tells much: without a speaker only plain orders count, and
         * behind one only what follows the first 要. */
        if (mode == MODE_PREAMBLE && !take && ordered) /* behind an order, what else is to be done */
            take = gt_fold_has(m->s->fold, words, sentence.end, u"每") && gt_sentence_tone(m->s, words, sentence.end) == GT_TONE_VERB;
        if (mode == MODE_SPEECH && take && !ordered && !demanded(m->s->fold, sentence.start, words))
            take = gt_sentence_tone(m->s, words, sentence.end) == GT_TONE_ORDER;
        if (!take)
            continue;
        ordered |= speaking || gt_sentence_tone(m->s, words, sentence.end) == GT_TONE_ORDER;
        rough = emit(m, words, sentence.end, number, index, node);
        rough->sentence = true;
        rough->speaker = speaker;
        rough->said = speaking;
        if (node != NODE_NONE && m->nodes.at[node].children > 0)
            rough->governs = node;
    }
}

static void emit_row(struct maker *m, uint32_t index)
{
    const struct gt_para *para = para_of(m, index);
    const struct gt_row *row = &m->layout->rows.at[para->row];
    struct gt_rough *rough = emit(m, para->start, para->end,
                                  gt_fold_slice(m->s->fold, row->number.start, row->number.end),
                                  index, NODE_NONE);

    rough->row = para->row;
    rough->heading = row->task;
}

/* ---- leaves ----------------------------------------------------------------------------- */

/* Does the text end with a duty in brackets? */
static bool ends_with_duty(const struct maker *m, uint32_t start, uint32_t end)
{
    const struct gt_fold *fold = m->s->fold;
    uint32_t close, depth = 0;

    while (end > start && (gt_is_stop(fold->at[end - 1]) || fold->at[end - 1] == u';'))
        end--;
    if (end == start || (fold->at[end - 1] != ')' && fold->at[end - 1] != ']'))
        return false;
    for (uint32_t i = end; i > start; i--) {
        char16_t c = fold->at[i - 1];

        if (c == ')' || c == ']')
            depth++;
        else if ((c == '(' || c == '[') && --depth == 0)
            return gt_duty_bracket(m->s, i - 1, end, &close) && close + 1 == end;
    }
    return false;
}

static uint32_t count_duties(const struct maker *m, const struct node *node)
{
    struct gt_sentence sentence;
    uint32_t count = 0;

    for (uint32_t i = node->para; i < node->next_para; i++) {
        const struct gt_para *para = para_of(m, i);

        if (para->role != GT_ROLE_TEXT)
            continue;
        for (uint32_t at = para->start; gt_sentence_next(m->s, at, para->end, &sentence); at = sentence.end)
            count += ends_with_duty(m, sentence.start, sentence.end);
    }
    return count;
}

/* Several duties under one number: each ends a clause. */
static void split_by_duties(struct maker *m, uint32_t index, const struct node *node)
{
    uint32_t start = UINT32_MAX, end = 0, where = node->para;
    struct gt_sentence sentence;
    bool ordered = false;

    for (uint32_t i = node->para; i < node->next_para; i++) {
        const struct gt_para *para = para_of(m, i);

        if (para->role != GT_ROLE_TEXT)
            continue;
        for (uint32_t at = para->start; gt_sentence_next(m->s, at, para->end, &sentence); at = sentence.end) {
            if (start == UINT32_MAX) {
                start = sentence.start;
                where = i;
                ordered = false;
            }
            end = sentence.end;
            ordered |= gt_sentence_tone(m->s, sentence.start, end) >= GT_TONE_VERB;
            if (ends_with_duty(m, sentence.start, end)) {
                struct gt_rough *rough = emit(m, start, end, node->path, where, index);

                if (where == node->para && start == para_of(m, where)->start)
                    rough->heading = heading_of(m, para_of(m, where)->number.body, para_of(m, where)->head_end,
                                                para_of(m, where)->end);
                start = UINT32_MAX;
            }
        }
        /* Words without a duty end with their paragraph unless it goes on. */
        if (start != UINT32_MAX && where != node->para && ordered && i + 1 == node->next_para)
            break;
    }
    if (start != UINT32_MAX && ordered)
        (void)emit(m, start, end, node->path, where, index);
}

/* Do most paragraphs behind the number open with a heading of their own? */
static bool has_subheads(const struct maker *m, const struct node *node)
{
    uint32_t with = 0, texts = 0;

    for (uint32_t i = node->para + 1; i < node->next_para; i++) {
        const struct gt_para *para = para_of(m, i);

        if (para->role != GT_ROLE_TEXT)
            continue;
        texts++;
        with += subhead(m, para) != 0;
    }
    return texts >= 2 && with * 4 >= texts * 3;
}

static bool long_section(const struct maker *m, const struct node *node)
{
    uint32_t length = 0;

    for (uint32_t i = node->para + 1; i < node->next_para; i++)
        if (para_of(m, i)->role == GT_ROLE_TEXT)
            length += para_of(m, i)->end - para_of(m, i)->start;
    return node->extra >= 2 && length > LONG_SECTION;
}

/* The same in English: each paragraph names its own. */
static bool english_leads_change(const struct maker *m, const struct node *node)
{
    uint32_t seen = 0;

    for (uint32_t i = node->para + 1; i < node->next_para; i++) {
        struct gt_duty duty = {.form = GT_DUTY_NONE};

        if (para_of(m, i)->role != GT_ROLE_TEXT)
            continue;
        gt_duty_english(m->s, para_of(m, i)->start, para_of(m, i)->end, &duty);
        if (duty.form != GT_DUTY_SUBJECT)
            return false;
        seen++;
    }
    return seen >= 2;
}

/* Action: the Treasurer to circulate the budget by 15 May. */
static bool is_action(const struct maker *m, uint32_t index)
{
    static const char16_t *const heads[] = {u"action:", u"action point:", u"action item:", u"actions:", u"action -"};
    const struct gt_para *para = para_of(m, index);

    for (size_t k = 0; m->layout->english && para->role == GT_ROLE_TEXT && !para->numbered && k < GT_LEN(heads); k++)
        if (gt_fold_is(m->s->fold, para->start, para->end, heads[k]))
            return true;
    return false;
}

/* Minutes in English: what was said, and below it who is to act. */
static bool emit_actions(struct maker *m, uint32_t index, const struct node *node)
{
    uint32_t actions = 0;

    for (uint32_t i = node->para + 1; i < node->next_para; i++)
        actions += is_action(m, i);
    for (uint32_t i = node->para + 1; i < node->next_para && actions > 0; i++)
        if (is_action(m, i))
            emit(m, para_of(m, i)->start, para_of(m, i)->end, node->path, i, index)->sentence = true;
        else if (para_of(m, i)->role == GT_ROLE_TEXT)
            emit_sentences(m, i, para_of(m, i)->start, MODE_INTRO, node->path, index);
    return actions > 0;
}

/* Each paragraph charges somebody else: each is a clause. */
static bool leads_change(const struct maker *m, const struct node *node)
{
    uint32_t seen = 0, start = 0, end = 0, name;
    bool differ = false;

    if (m->layout->english)
        return english_leads_change(m, node);
    for (uint32_t i = node->para + 1; i < node->next_para; i++) {
        const struct gt_para *para = para_of(m, i);
        uint32_t stop = para->start, name_end;

        if (para->role != GT_ROLE_TEXT)
            continue;
        while (stop < para->end && m->s->fold->at[stop] != ',' && m->s->fold->at[stop] != u'。')
            stop++;
        name_end = gt_duty_subject(m->s, para->start, stop, true, &name);
        if (name_end == 0)
            return false;
        if (seen++ > 0)
            differ |= name_end - name != end - start ||
                      memcmp(m->s->fold->at + name, m->s->fold->at + start,
                             (end - start) * sizeof(char16_t)) != 0;
        start = name;
        end = name_end;
    }
    return seen >= 2 && differ;
}

static void emit_by_para(struct maker *m, uint32_t index, const struct node *node)
{
    for (uint32_t i = node->para + 1; i < node->next_para; i++)
        if (para_of(m, i)->role == GT_ROLE_TEXT)
            (void)emit(m, para_of(m, i)->start, para_of(m, i)->end, node->path, i, index);
}

static void emit_listed(struct maker *m, uint32_t index, const struct node *node)
{
    for (uint32_t i = node->para + 1; i < node->next_para; i++) {
        const struct gt_para *para = para_of(m, i);
        uint32_t head = subhead(m, para);

        if (para->role == GT_ROLE_TEXT)
            emit_sentences(m, i, head != 0 ? head : para->start,
                           node->result ? MODE_INTRO : MODE_LISTED, node->path, index);
    }
}

/* Where the clause of a leaf ends; what is behind it is free text. */
static uint32_t leaf_end(const struct maker *m, uint32_t index, bool bare)
{
    const struct node *node = &m->nodes.at[index];
    const struct gt_para *own = para_of(m, node->para);
    uint32_t end = node->para + 1, usual = 0, texts = 0;
    bool closed = ends_with_duty(m, own->start, own->end);

    /* As many paragraphs as the one before it has belong to the last number. */
    if (index > 0 && m->nodes.at[index - 1].parent == node->parent && m->nodes.at[index - 1].children == 0)
        usual = m->nodes.at[index - 1].extra;
    for (uint32_t i = end; i < node->next_para; i++) {
        const struct gt_para *para = para_of(m, i);

        if (para->role == GT_ROLE_ROW)
            break;
        if (para->role != GT_ROLE_TEXT && para->role != GT_ROLE_HEADING && para->role != GT_ROLE_SALUTE)
            continue;
        if (gt_label_line(m->s, para->start, para->end)) {
            end = i + 1;
            closed = true;
            continue;
        }
        if (own->number.kind == GT_NUMBER_BULLET)
            break; /* an item is one paragraph */
        if (para->role != GT_ROLE_TEXT)
            continue;
        /* Behind a duty, or behind the last number's own text, the document
         * closes: 本意见自印发之日起施行, 各地要及时报送. */
        if ((own->number.kind == GT_NUMBER_ARTICLE && !m->layout->english) || node->goal) {
            end = i + 1;
            continue; /* an article is all its paragraphs */
        }
        if (closed || (node->last && (!bare || usual == 1) && ++texts > usual))
            break;
        end = i + 1;
    }
    return end;
}

static gt_str free_number(const struct maker *m, const struct node *node)
{
    if (node->last || node->parent == NODE_NONE)
        return (gt_str){"", 0};
    return m->nodes.at[node->parent].path;
}

/* A section of a report: an office takes it apart sentence by sentence. */
static bool reports(const struct maker *m, const struct node *node)
{
    const struct gt_para *own = para_of(m, node->para);
    uint32_t length = own->end - own->start;

    if (!m->layout->speech || node->principle || node->goal)
        return false;
    if (m->layout->spoken && is_bare(m, node) && node->extra > 0)
        return true;
    for (uint32_t i = node->para + 1; i < node->next_para; i++)
        if (para_of(m, i)->role == GT_ROLE_TEXT)
            length += para_of(m, i)->end - para_of(m, i)->start;
    return (length > LONG_SECTION && (node->extra > 0 || own->head_end != 0)) ||
           (length > LONG_SECTION / 4 && node->extra >= 2);
}

static void emit_rows(struct maker *m, const struct node *node)
{
    for (uint32_t i = node->para + 1; i < node->next_para; i++)
        if (para_of(m, i)->role == GT_ROLE_ROW)
            emit_row(m, i);
}

static bool has_rows(const struct maker *m, const struct node *node)
{
    for (uint32_t i = node->para + 1; i < node->next_para; i++)
        if (para_of(m, i)->role == GT_ROLE_ROW)
            return true;
    return false;
}

static void emit_leaf(struct maker *m, uint32_t index)
{
    const struct node *node = &m->nodes.at[index];
    const struct gt_para *own = para_of(m, node->para);
    bool bare = is_bare(m, node), principled = node->principle || node->goal;
    uint32_t end = leaf_end(m, index, bare), texts = 0;
    char16_t last = m->s->fold->at[own->end - 1];
    struct gt_rough *rough;

    if (has_rows(m, node) && node->extra == 0) { /* a table and its heading */
        emit_rows(m, node);
        return;
    }
    if (bare && node->extra == 0 && end == node->para + 1 && !gt_is_stop(last) && last != u';' &&
        !(m->layout->english && (last == '.' || own->number.kind == GT_NUMBER_BULLET)) &&
        gt_sentence_tone(m->s, own->number.body, own->end) < GT_TONE_VERB &&
        !ends_with_duty(m, own->start, own->end))
        return; /* a heading with nothing under it */
    if (count_duties(m, node) >= 2) {
        split_by_duties(m, index, node);
        emit_rows(m, node);
        return;
    }
    if (emit_actions(m, index, node))
        return;
    if (reports(m, node)) {
        struct gt_sentence first;
        bool heading = gt_sentence_next(m->s, own->number.body, own->end, &first) && first.end >= own->end &&
                       node->extra > 0;

        if (!bare && !heading)
            emit_sentences(m, node->para, own->head_end != 0 ? own->head_end : own->number.body,
                           node->result ? MODE_INTRO : MODE_LISTED, node->path, index);
        emit_listed(m, index, node);
        emit_rows(m, node);
        return;
    }
    for (uint32_t i = node->para + 1; i < end; i++)
        texts += para_of(m, i)->role == GT_ROLE_TEXT;
    if (bare && !principled && texts >= 2) {
        if (has_subheads(m, node) || (node->parent == NODE_NONE && long_section(m, node))) {
            emit_listed(m, index, node);
            return;
        }
        if (leads_change(m, node)) {
            emit_by_para(m, index, node);
            return;
        }
    }
    {
        uint32_t stop = own->end;

        for (uint32_t i = node->para; i < end; i++)
            if (para_of(m, i)->role == GT_ROLE_TEXT || gt_label_line(m->s, para_of(m, i)->start, para_of(m, i)->end))
                stop = para_of(m, i)->end;
        rough = emit(m, own->start, stop, node->path, node->para, index);
    }
    rough->heading = heading_of(m, own->number.body, own->head_end, own->end);
    for (uint32_t i = end; i < node->next_para; i++) {
        if (para_of(m, i)->role == GT_ROLE_TEXT)
            emit_sentences(m, i, para_of(m, i)->start, MODE_FREE, free_number(m, node), NODE_NONE);
        else if (para_of(m, i)->role == GT_ROLE_ROW)
            emit_row(m, i);
    }
}

/* Heading and one paragraph that orders something: one clause. */
static bool intro_is_clause(const struct maker *m, const struct node *node)
{
    struct gt_sentence sentence;
    const struct gt_para *only = NULL;
    bool orders = false;
    char16_t last;

    if (!is_bare(m, node) || node->extra != 1 || node->principle || node->result || m->layout->english)
        return false;
    for (uint32_t i = node->para + 1; i < node->next_para; i++)
        if (para_of(m, i)->role == GT_ROLE_TEXT)
            only = para_of(m, i);
    if (only == NULL || (last = m->s->fold->at[only->end - 1]) == ':' || last == ',')
        return false;
    for (uint32_t at = only->start; gt_sentence_next(m->s, at, only->end, &sentence); at = sentence.end)
        orders |= gt_sentence_tone(m->s, sentence.start, sentence.end) == GT_TONE_ORDER;
    return orders;
}

static void emit_parent(struct maker *m, uint32_t index)
{
    const struct node *node = &m->nodes.at[index];
    const struct gt_para *own = para_of(m, node->para);
    bool listed = !node->result && !node->principle && has_subheads(m, node);
    enum mode intro = MODE_INTRO;

    /* 一、科技创新(科技局牵头) heads its section; a sentence is charged itself, whatever stands below it. */
    if (ends_with_duty(m, own->start, own->end) && !(is_bare(m, node) && own->end - own->start <= CHARGED_HEAD_MAX)) {
        emit(m, own->start, own->end, node->path, node->para, index)->heading =
            heading_of(m, own->number.body, own->head_end, own->end);
        return;
    }
    if (intro_is_clause(m, node)) {
        uint32_t end = own->end;
        struct gt_rough *rough;

        for (uint32_t i = node->para + 1; i < node->next_para; i++)
            if (para_of(m, i)->role == GT_ROLE_TEXT)
                end = para_of(m, i)->end;
        rough = emit(m, own->start, end, node->path, node->para, index);
        rough->heading = heading_of(m, own->number.body, own->head_end, own->end);
        rough->governs = index;
        return;
    }
    if (ends_with_duty(m, own->start, own->end))
        intro = MODE_LISTED; /* all of the section is charged */
    else if (own->head_end != 0 || (!is_bare(m, node) && own->end > own->number.body))
        emit_sentences(m, node->para, own->head_end != 0 ? own->head_end : own->number.body, MODE_INTRO,
                       node->path, index);
    for (uint32_t i = node->para + 1; i < node->next_para; i++) {
        if (para_of(m, i)->role == GT_ROLE_ROW)
            emit_row(m, i);
        else if (para_of(m, i)->role == GT_ROLE_TEXT && listed && subhead(m, para_of(m, i)) != 0)
            emit_sentences(m, i, subhead(m, para_of(m, i)), MODE_LISTED, node->path, index);
        else if (para_of(m, i)->role == GT_ROLE_TEXT)
            emit_sentences(m, i, para_of(m, i)->start, intro, node->path, index);
    }
}

/* Paragraphs [from, to) without a number, before or without any. */
static void emit_unnumbered(struct maker *m, uint32_t from, uint32_t to, bool numbers_follow)
{
    for (uint32_t i = from; i < to; i++) {
        const struct gt_para *para = para_of(m, i);

        if (para->role == GT_ROLE_ROW)
            emit_row(m, i);
        else if (para->role == GT_ROLE_TEXT && !para->numbered)
            emit_sentences(m, i, para->start, numbers_follow ? MODE_PREAMBLE : MODE_SPEECH,
                           (gt_str){"", 0}, NODE_NONE);
    }
}

static bool part_has_node(const struct maker *m, size_t node, uint32_t part)
{
    const struct node *next = node < m->nodes.count ? &m->nodes.at[node] : NULL;

    if (next == NULL || para_of(m, next->para)->part != part)
        return false;
    /* One short number at the very end numbers nothing: 1 条记录 1/1 页. */
    return node + 1 < m->nodes.count || next->extra > 0 || next->next_para < m->layout->paras.count || !is_bare(m, next) ||
           para_of(m, next->para)->end - para_of(m, next->para)->start >= PAGER_LEN_MAX;
}

gt_rc gt_outline_make(const struct gt_sight *s, const struct gt_layout *layout, struct gt_outline *out)
{
    struct maker m = {.s = s, .layout = layout, .out = out};
    size_t node = 0;
    uint32_t i = 0, count = (uint32_t)layout->paras.count;

    memset(out, 0, sizeof(*out));
    if (!build_tree(&m))
        return GT_ENOMEM;
    while (i < count && !m.spent) {
        uint32_t stop = i;

        if (node < m.nodes.count && m.nodes.at[node].para == i) {
            if (m.nodes.at[node].children > 0)
                emit_parent(&m, (uint32_t)node);
            else
                emit_leaf(&m, (uint32_t)node);
            i = m.nodes.at[node++].next_para;
            continue;
        }
        while (stop < count && para_of(&m, stop)->part == para_of(&m, i)->part &&
               !(node < m.nodes.count && m.nodes.at[node].para == stop))
            stop++;
        emit_unnumbered(&m, i, stop, part_has_node(&m, node, para_of(&m, i)->part));
        i = stop;
    }
    out->node_count = (uint32_t)m.nodes.count;
    if (m.spent || (out->children = GT_NEW_N(s->arena, uint32_t, m.nodes.count + 1)) == NULL ||
        (out->paras = GT_NEW_N(s->arena, uint32_t, m.nodes.count + 1)) == NULL ||
        (out->nexts = GT_NEW_N(s->arena, uint32_t, m.nodes.count + 1)) == NULL ||
        (out->parents = GT_NEW_N(s->arena, uint32_t, m.nodes.count + 1)) == NULL)
        return GT_ENOMEM;
    for (size_t n = 0; n < m.nodes.count; n++) {
        out->children[n] = m.nodes.at[n].children;
        out->paras[n] = m.nodes.at[n].para;
        out->nexts[n] = m.nodes.at[n].next_para;
        out->parents[n] = m.nodes.at[n].parent;
    }
    return GT_OK;
}
