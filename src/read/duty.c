/* duty.c - lead and support units. */
#include "read/duty.h"

#include "read/when.h"

enum { BRACKET_LEN_MAX = 500, SUBJECT_LEN_MAX = 70, NAMES_LEN_MAX = 60, NAME_GROWS = 8, SET_UP_LOOK = 14 };

static char16_t at(const struct gt_sight *s, uint32_t i) { return s->fold->at[i]; }

static bool is(const struct gt_sight *s, uint32_t i, uint32_t end, const char16_t *word)
{
    return gt_fold_is(s->fold, i, end, word);
}

static uint32_t word_at(const struct gt_sight *s, enum gt_lex_set set, uint32_t i, uint32_t end)
{
    return gt_lex_at(s->lex, set, s->fold, i, end);
}

/* A label of the set at i, with the colon or blank behind it; 0 if there is none. */
static uint32_t label_at(const struct gt_sight *s, enum gt_lex_set set, uint32_t i, uint32_t end)
{
    uint32_t n = word_at(s, set, i, end), j;

    if (n == 0)
        return 0;
    j = i + n;
    if (is(s, j, end, u"为"))
        j++;
    while (j < end && at(s, j) == ' ')
        j++;
    if (j < end && at(s, j) == ':')
        return j + 1 - i;
    return j > i + n ? j - i : 0;
}

static bool any_label(const struct gt_sight *s, uint32_t i, uint32_t end)
{
    return label_at(s, GT_LEX_LEAD_LABEL, i, end) > 0 || label_at(s, GT_LEX_HELP_LABEL, i, end) > 0 ||
           label_at(s, GT_LEX_UNIT_LABEL, i, end) > 0;
}

/* ---- brackets and lines ------------------------------------------------------------- */

/*
 * (财政部、科技部) behind a paragraph charges its units without saying so: it
 * closes the paragraph, and every part of it is a unit.  A single one has to
 * stand behind a full stop, or it might explain the word before it.
 */
static bool bare_list(const struct gt_sight *s, uint32_t open, uint32_t from, uint32_t stop,
                      uint32_t behind, uint32_t end)
{
    struct gt_units units = {0};

    while (behind < end && (at(s, behind) == ' ' || at(s, behind) == u'。' || at(s, behind) == ';'))
        behind++;
    if (behind < end && at(s, behind) != '\n')
        return false;
    if (!gt_units_split(s, from, stop, true, &units))
        return false;
    return units.list.count > 1 || (open > 0 && at(s, open - 1) == u'。');
}

bool gt_duty_bracket(const struct gt_sight *s, uint32_t open, uint32_t end, uint32_t *close)
{
    uint32_t depth = 0, far = open + BRACKET_LEN_MAX < end ? open + BRACKET_LEN_MAX : end, i, stop, from;

    *close = open;
    for (i = open; i < far; i++) {
        char16_t c = at(s, i);

        if (c == '(' || c == '[')
            depth++;
        else if ((c == ')' || c == ']') && --depth == 0)
            break;
    }
    if (i >= far)
        return false;
    *close = i;
    from = open + 1;
    stop = i;
    gt_fold_trim(s->fold, &from, &stop);
    if (stop - from < 3)
        return false;
    if (any_label(s, from, stop))
        return true;
    if (bare_list(s, open, from, stop, i + 1, end))
        return true;
    for (i = from + 2; i < stop; i++) /* (各部门分别负责, 年内持续推进) */
        if ((at(s, i) == ',' || at(s, i) == ';') && gt_fold_ends(s->fold, from, i, u"负责"))
            return true;
    for (i = from; i < stop; i++) /* 负责。列第一位者为牵头单位，下同 */
        if (at(s, i) == u'。') {
            stop = i;
            break;
        }
    return gt_lex_before(s->lex, GT_LEX_DUTY_END, s->fold, from, stop) > 0 ||
           gt_lex_in(s->lex, GT_LEX_LEADS, s->fold, from, stop);
}

bool gt_duty_line(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    if (start < end && (at(s, start) == '[' || at(s, start) == '('))
        start++;
    return any_label(s, start, end);
}

bool gt_label_line(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    if (start < end && at(s, start) < 0x80 && gt_label_line_english(s, start, end))
        return true;
    return gt_duty_line(s, start, end) || label_at(s, GT_LEX_OTHER_LABEL, start, end) > 0 ||
           label_at(s, GT_LEX_PERSON_LABEL, start, end) > 0;
}

enum role { ROLE_LEAD, ROLE_SUPPORT, ROLE_BY_PLACE, ROLE_SKIP };

/* The first of the list leads if nobody does yet, the rest support. */
static void assign(const struct gt_sight *s, uint32_t start, uint32_t end, enum role role,
                   bool strict, struct gt_duty *duty)
{
    struct gt_units units = {0};
    struct gt_units *support = &duty->support;

    if (!gt_units_split(s, start, end, strict, &units)) {
        support->spent |= units.spent;
        return;
    }
    for (size_t i = 0; i < units.list.count; i++) {
        struct gt_span unit = units.list.at[i], *slot;
        bool again = false;

        if (role != ROLE_SUPPORT && duty->lead.end == duty->lead.start) {
            duty->lead = unit;
            duty->lead_said = role == ROLE_LEAD;
            continue;
        }
        for (size_t k = 0; k <= support->list.count && !again; k++) {
            struct gt_span old = k < support->list.count ? support->list.at[k] : duty->lead;

            again = old.end - old.start == unit.end - unit.start &&
                    memcmp(s->fold->at + old.start, s->fold->at + unit.start,
                           (unit.end - unit.start) * sizeof(char16_t)) == 0;
        }
        if (again || support->list.count >= GT_UNITS_MAX)
            continue;
        if ((slot = GT_PUSH(s->arena, &support->list)) == NULL)
            support->spent = true;
        else
            *slot = unit;
    }
    support->spent |= units.spent;
}

/* Where 会同, 商 parts a lead from those it works with; UINT32_MAX if nowhere. */
static uint32_t together(const struct gt_sight *s, uint32_t start, uint32_t end, uint32_t *len)
{
    for (uint32_t i = start + 2; i < end; i++)
        if (is(s, i, end, u"会同") || is(s, i, end, u"联合") || is(s, i, end, u"会商")) {
            /* 联合会 is a unit, not a word for together */
            if (is(s, i, end, u"联合会") || is(s, i, end, u"联合社"))
                continue;
            *len = 2;
            return i;
        }
    return UINT32_MAX;
}

/* One comma's worth: "财政部牵头", "科技部、教育部配合", "各省级人民政府按职责分工负责". */
static void parse_piece(const struct gt_sight *s, uint32_t start, uint32_t end, enum role role,
                        struct gt_duty *duty)
{
    uint32_t n, middle, len = 0;
    bool moved = true;
    struct gt_when when;

    gt_fold_trim(s->fold, &start, &end);
    if (gt_when_at(s->fold, start, end, &when))
        return; /* 6月底前完成 */
    if (is(s, start, end, u"由"))
        start++;
    while (moved && start < end) {
        moved = false;
        if ((n = gt_lex_before(s->lex, GT_LEX_LEADS, s->fold, start, end)) > 0) {
            role = ROLE_LEAD;
            moved = true;
        } else if ((n = gt_lex_before(s->lex, GT_LEX_HELPS, s->fold, start, end)) > 0) {
            /* 分别负责 shares the duty, it does not make helpers */
            if (!gt_fold_ends(s->fold, start, end, u"负责") && !gt_fold_ends(s->fold, start, end, u"分工落实"))
                role = ROLE_SUPPORT;
            moved = true;
        } else if ((n = gt_lex_before(s->lex, GT_LEX_DUTY_END, s->fold, start, end)) > 0) {
            moved = true;
        }
        end -= n;
    }
    if ((middle = together(s, start, end, &len)) != UINT32_MAX) {
        assign(s, start, middle, role == ROLE_BY_PLACE ? ROLE_LEAD : role, false, duty);
        assign(s, middle + len, end, ROLE_SUPPORT, false, duty);
        return;
    }
    /* 甲牵头、乙配合 without a comma */
    for (uint32_t i = start + 2; i < end; i++)
        if ((n = word_at(s, GT_LEX_LEADS, i, end)) > 0) {
            assign(s, start, i, ROLE_LEAD, false, duty);
            assign(s, i + n, end, ROLE_SUPPORT, false, duty);
            return;
        }
    assign(s, start, end, role, false, duty);
}

/* Words about the list, not names of it. */
static bool how_to_read(const struct gt_sight *s, uint32_t i, uint32_t end)
{
    static const char16_t *const words[] = {u"列第一位", u"列首位", u"列在第一", u"排名第一", u"排在第一", u"第一个单位", u"第一位", u"首位", u"下同",
                                            u"以下", u"均需", u"不再", u"各单位按", u"名列", u"具体任务", u"任务均", u"均涉及"};

    for (size_t k = 0; k < GT_LEN(words); k++)
        if (is(s, i, end, words[k]))
            return true;
    return false;
}

void gt_duty_parse(const struct gt_sight *s, uint32_t start, uint32_t end, struct gt_duty *duty)
{
    enum role role = ROLE_BY_PLACE;
    uint32_t from, depth = 0;

    gt_fold_trim(s->fold, &start, &end);
    if (start < end && (at(s, start) == '(' || at(s, start) == '[')) {
        start++;
        if (end > start && (at(s, end - 1) == ')' || at(s, end - 1) == ']'))
            end--;
    }
    if (duty->form == GT_DUTY_NONE)
        duty->form = GT_DUTY_BRACKET;
    from = start;
    for (uint32_t i = start; i <= end; i++) {
        char16_t c = i < end ? at(s, i) : u';';
        bool hard = c == u';' || c == '\n' || c == u'。' || c == '.' || c == ' ';
        uint32_t n, j = from;

        if (c == '(')
            depth++;
        else if (c == ')' && depth > 0)
            depth--;
        if (i < end && (depth > 0 || !(hard || c == ',')))
            continue;
        while (j < i && at(s, j) == ' ')
            j++;
        if (c == ' ' && i < end && !any_label(s, i + 1, end) &&
            label_at(s, GT_LEX_OTHER_LABEL, i + 1, end) == 0 &&
            label_at(s, GT_LEX_PERSON_LABEL, i + 1, end) == 0)
            continue; /* a blank inside a list */
        if ((n = label_at(s, GT_LEX_PERSON_LABEL, j, i)) > 0 ||
            (n = label_at(s, GT_LEX_OTHER_LABEL, j, i)) > 0)
            role = ROLE_SKIP;
        else if ((n = label_at(s, GT_LEX_HELP_LABEL, j, i)) > 0)
            role = ROLE_SUPPORT;
        else if ((n = label_at(s, GT_LEX_LEAD_LABEL, j, i)) > 0)
            role = ROLE_LEAD;
        else if ((n = label_at(s, GT_LEX_UNIT_LABEL, j, i)) > 0)
            role = ROLE_BY_PLACE;
        if (n == 0 && how_to_read(s, j, i)) {
            role = ROLE_SKIP; /* 列首位的为牵头单位, 下同 */
            from = i + 1;
            continue;
        }
        if (role != ROLE_SKIP && j + n < i)
            parse_piece(s, j + n, i, role, duty);
        from = i + 1;
        if (c == u'。' || c == '\n')
            role = ROLE_BY_PLACE;
        if (c == u'。' && (is(s, i + 1, end, u"列第一位") || is(s, i + 1, end, u"以下") || is(s, i + 1, end, u"下同")))
            break;
    }
}

/* ---- subjects of sentences ------------------------------------------------------------- */

/* 每季度报送一次, 每半年通报: how often, before the verb. */
static uint32_t every(const struct gt_sight *s, uint32_t i, uint32_t end)
{
    static const char16_t *const words[] = {u"每季度", u"每半年", u"每半月", u"每个月", u"每月", u"每周", u"每日", u"每年"};

    for (size_t k = 0; k < GT_LEN(words); k++)
        if (is(s, i, end, words[k])) {
            uint32_t n = words[k][2] == 0 ? 2 : 3, next = i + n;

            return next < end && gt_lex_at(s->lex, GT_LEX_VERB, s->fold, next, end) > 1 ? n : 0;
        }
    return 0;
}

uint32_t gt_chunk_skip(const struct gt_sight *s, uint32_t i, uint32_t end)
{
    bool moved = true;

    while (moved && i < end) {
        struct gt_when when;
        uint32_t j = i, n;

        moved = false;
        if (at(s, i) == ' ') {
            i++;
            moved = true;
            continue;
        }
        if ((n = word_at(s, GT_LEX_JOINT, i, end)) > 0 && !is(s, i, end, u"及时") && !is(s, i, end, u"及早")) {
            i += n;
            moved = true;
            continue;
        }
        if (is(s, j, end, u"从") || is(s, j, end, u"自") || is(s, j, end, u"于") || is(s, j, end, u"在") || is(s, j, end, u"到"))
            j++;
        if ((n = every(s, j, end)) > 0) {
            i = j + n;
            moved = true;
            continue;
        }
        if (is(s, j, end, u"每") && !is(s, j, end, u"每个") )
            j++;
        if (gt_when_at(s->fold, j, end, &when)) {
            j += when.len;
            while (j < end && (at(s, j) == u'前' || at(s, j) == u'底' || at(s, j) == u'起' || at(s, j) == u'内' ||
                               at(s, j) == u'始' || at(s, j) == u'开' || at(s, j) == u'之'))
                j++;
            i = j;
            moved = true;
        }
    }
    return i;
}

bool gt_false_modal(const struct gt_sight *s, uint32_t start, uint32_t i, uint32_t n, uint32_t end)
{
    static const char16_t before[] = u"主重首必需只概纪摘简提扼紧机险想", after[] = u"求点素件闻害塞领";
    char16_t prev = i > start ? at(s, i - 1) : 0, next = i + n < end ? at(s, i + n) : 0;

    if (at(s, i) == u'应')
        return n == 1 && (next == u'急' || next == u'用' || next == u'对' || next == u'届' || prev == u'响' ||
                          prev == u'供' || prev == u'适' || prev == u'相' || prev == u'反' || prev == u'对');
    if (at(s, i) == u'须')
        return prev == u'必';
    if (at(s, i) == u'负')
        return next == u'人' || is(s, i + n, end, u"同志") ||
               (next == u'制' && (i + n + 1 >= end || !gt_is_han(at(s, i + n + 1)) || at(s, i + n + 1) == u'的'));
    if (at(s, i) == u'请')
        return prev == u'申' || prev == u'提' || prev == u'报' || next == u'示' || next == u'求';
    if (at(s, i) == u'可')
        return n == 1 && (prev == u'许' || prev == u'认' || prev == u'不' || next == u'持' || next == u'靠' ||
                          next == u'能' || next == u'行' || next == u'复' || next == u'视' || next == u'追' || next == u'信');
    if (at(s, i) != u'要' || n != 1)
        return false;
    for (size_t k = 0; before[k] != 0; k++)
        if (before[k] == prev)
            return true;
    for (size_t k = 0; after[k] != 0; k++)
        if (after[k] == next)
            return true;
    return false;
}

/* A chunk that only says when or by what: the subject comes behind it. */
static bool is_preface(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    static const char16_t *const heads[] = {u"根据", u"按照", u"结合", u"围绕", u"针对", u"经", u"在", u"对", u"自", u"从",
                                            u"除", u"为", u"依据", u"依托", u"参照", u"通过", u"如", u"凡", u"确需"};

    while (start < end && at(s, start) == ' ')
        start++;
    if (gt_chunk_skip(s, start, end) >= end)
        return true;
    for (size_t k = 0; k < GT_LEN(heads); k++)
        if (is(s, start, end, heads[k]))
            return true;
    return false;
}

static uint32_t strip_subject(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    static const char16_t tails[] = u"也都均还应就则又一";
    static const char16_t *const people[] = {u"的主要负责同志", u"的主要负责人", u"主要负责同志", u"主要负责人", u"负责同志",
                                             u"的负责同志", u"的负责人"};
    bool moved = true;
    uint32_t from;

    for (size_t k = 0; k < GT_LEN(people); k++)
        if ((from = gt_fold_find(s->fold, start, end, people[k])) != UINT32_MAX && from > start + 1)
            end = from; /* who heads it stands for it */

    while (moved && end > start) {
        moved = false;
        for (size_t k = 0; tails[k] != 0; k++)
            if (at(s, end - 1) == tails[k]) {
                end--;
                moved = true;
                break;
            }
    }
    return end;
}

/* Verbs behind 由… that tell a step of a procedure or who sits where; any
 * other gives the unit the work. */
static bool charges(const struct gt_sight *s, uint32_t i, uint32_t end)
{
    static const char16_t *const verbs[] = {u"进行", u"审核", u"审查", u"审批", u"审定", u"批准", u"签发", u"签署", u"决定", u"核准", u"备案",
                                            u"组成", u"召集", u"主持", u"担任", u"兼任", u"任命", u"确定", u"认定", u"提出", u"明确", u"申请",
                                            u"推荐", u"出资", u"支付", u"给予", u"发起", u"构成", u"代", u"报", u"讨论", u"通过", u"公布", u"颁",
                                            u"授予", u"聘", u"选", u"派", u"主要负责", u"有关负责", u"解释", u"作出", u"评", u"核"};

    for (size_t k = 0; k < GT_LEN(verbs); k++)
        if (is(s, i, end, verbs[k]))
            return is(s, i, end, u"报送") || is(s, i, end, u"核查") || is(s, i, end, u"主要负责制");
    return true;
}

/* Do the names that end at i go on: 区政府|督查室? Where to, i if they do not. */
static uint32_t longer_names(const struct gt_sight *s, uint32_t begin, uint32_t i, uint32_t far)
{
    uint32_t item = i, stop = i + NAME_GROWS < far ? i + NAME_GROWS : far;

    if (gt_lex_at(s->lex, GT_LEX_NAME_VERB, s->fold, i, far) == 0)
        return i;

    while (item > begin && at(s, item - 1) != u'、')
        item--;
    for (uint32_t j = i + 2; j <= stop; j++) {
        if (at(s, j - 1) == u'、' || at(s, j - 1) == u'的' || at(s, j - 1) == u'对' || at(s, j - 1) == u'向' || at(s, j - 1) == u'把')
            break;
        if (gt_unit_is(s, item, j))
            return j;
    }
    return i;
}

/* 设计院对提出的问题要尽快整改: the names, and what they are to deal with. */
static uint32_t with_object(const struct gt_sight *s, uint32_t begin, uint32_t modal)
{
    uint32_t stop = gt_units_prefix(s, begin, modal);

    if (stop == begin || stop + 2 >= modal)
        return 0;
    if ((at(s, stop) == u'和' || at(s, stop) == u'及' || at(s, stop) == u'、') && gt_fold_ends(s->fold, begin, modal, u"企业"))
        return stop; /* 各地住建部门和各施工企业要…: companies at large are no unit */
    return at(s, stop) == u'对' || at(s, stop) == u'就' || at(s, stop) == u'在' ? stop : 0;
}

static bool counted_in(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    static const char16_t *const words[] = {u"情况作为", u"情况纳入", u"情况列入", u"情况将", u"情况与", u"成效作为", u"成效纳入"};

    for (size_t k = 0; k < GT_LEN(words); k++)
        if (gt_fold_has(s->fold, start, end, words[k]))
            return true;
    return false;
}

/* Can a name, or what strip_subject() takes off behind one, end with it? */
static bool may_end_name(const struct gt_sight *s, char16_t c)
{
    static const char16_t tails[] = u")也都均还应就则又人志 ”一";

    for (size_t k = 0; tails[k] != 0; k++)
        if (tails[k] == c)
            return true;
    return gt_words_end_with(&s->lex->set[GT_LEX_UNIT_TAIL], c) || gt_words_end_with(&s->lex->set[GT_LEX_UNIT_WHOLE], c);
}

static uint32_t find_subject(const struct gt_sight *s, uint32_t start, uint32_t end, bool first,
                             uint32_t *where)
{
    uint32_t i = gt_chunk_skip(s, start, end), far = i + SUBJECT_LEN_MAX < end ? i + SUBJECT_LEN_MAX : end;
    uint32_t begin = i;
    bool by = i > start && at(s, i - 1) == u'由', each, asked = false;
    bool must = by && i > start + 1 && (at(s, i - 2) == u'应' || at(s, i - 2) == u'须' || at(s, i - 2) == u'要');

    if ((i = gt_fold_find(s->fold, begin, begin + SET_UP_LOOK < end ? begin + SET_UP_LOOK : end, u"下设")) != UINT32_MAX)
        begin = i + 2; /* 领导小组下设办公室, 负责…: the office is meant */
    *where = begin;
    if (is(s, begin, end, u"请") || is(s, begin, end, u"责成") || is(s, begin, end, u"委托")) {
        *where = begin = begin + (at(s, begin) == u'请' ? 1 : 2);
        asked = true;
    }
    if (by && is(s, begin, end, u"地方") && word_at(s, GT_LEX_ADVERB, begin + 2, end) + word_at(s, GT_LEX_SUBJECT_TAIL, begin + 2, end) > 0)
        return begin + 2; /* 由地方统筹…: by itself it may also mean local */
    each = begin < end && (at(s, begin) == u'各' || asked);
    for (i = begin + 2; i < far; i++) {
        uint32_t n = word_at(s, GT_LEX_MODAL, i, far), stop;
        bool modal = n > 0 && !gt_false_modal(s, begin, i, n, end), list;
        struct gt_units units = {0};

        if (at(s, i) == ',' || at(s, i) == ':' || at(s, i) == u'。')
            break; /* a list's commas are 、 */
        if (!may_end_name(s, at(s, i - 1))) {
            if ((at(s, i) == u'要' || at(s, i) == u'应' || at(s, i) == u'须') && !gt_false_modal(s, begin, i, 1, end))
                return with_object(s, begin, i);
            continue; /* no name of a unit ends here */
        }
        if (!modal && !(first || by || asked || gt_fold_ends(s->fold, begin, i, u"政府") || is(s, i, far, u"会同") ||
                        is(s, i, far, u"牵头")))
            continue;
        if (!modal && (n = word_at(s, GT_LEX_SUBJECT_TAIL, i, far)) == 0 &&
            (n = word_at(s, GT_LEX_ADVERB, i, far)) == 0 && (!(by || each) || word_at(s, GT_LEX_VERB, i, far) == 0))
            continue;
        if (!modal && (is(s, i, end, u"重点工作") || is(s, i, end, u"重点任务") || is(s, i, end, u"重点项目") || is(s, i, end, u"重点领域")))
            continue; /* 某厅重点工作每季度通报: its work, not what it does */
        if (!modal && counted_in(s, i, end))
            return 0; /* 各单位落实情况纳入考核 */
        if (!modal && is(s, i + n, end, u"的"))
            return 0; /* 起草单位报送的材料: the units only qualify */
        stop = strip_subject(s, begin, i);
        list = gt_units_split(s, begin, stop, true, &units);
        if (list && modal && is(s, i, end, u"可") && !is(s, i, end, u"可以"))
            return 0; /* who only may is not charged */
        if (list && !modal && (n = longer_names(s, begin, i, far)) > i) {
            i = n - 1; /* 区政府督查室: the verb stood inside the name */
            continue;
        }
        if (list && by && !must && !charges(s, i, end))
            return 0; /* 由某机构进行审核 tells a procedure */
        if (list)
            return stop;
        if (modal)
            return with_object(s, begin, i);
    }
    return 0;
}

uint32_t gt_duty_subject(const struct gt_sight *s, uint32_t start, uint32_t end, bool first,
                         uint32_t *where)
{
    const uint32_t place = (start * 2 + first) % GT_MEMO_PLACES;
    uint32_t name_end;

    if (s->memo == NULL || end == 0)
        return find_subject(s, start, end, first, where);
    if (s->memo->subjects[place].start == start && s->memo->subjects[place].end == end &&
        s->memo->subjects[place].first == first) {
        *where = s->memo->subjects[place].name;
        return s->memo->subjects[place].name_end;
    }
    name_end = find_subject(s, start, end, first, where);
    s->memo->subjects[place].start = start;
    s->memo->subjects[place].end = end;
    s->memo->subjects[place].first = first;
    s->memo->subjects[place].name = *where;
    s->memo->subjects[place].name_end = name_end;
    return name_end;
}

/*
 * 行政执法机关作出重大执法决定前, 要…: the unit stands in the first chunk, the
 * order in a later one.  Empty where the chunk only qualifies something.
 */
static struct gt_span waiting_subject(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    uint32_t from = gt_chunk_skip(s, start, end), stop = gt_units_prefix(s, from, end);
    struct gt_units units = {0};

    if (end - from <= NAMES_LEN_MAX && gt_units_split(s, from, end, true, &units))
        return (struct gt_span){from, end}; /* 工商、公安等部门, 应当… */
    if (stop == from || stop >= end)
        return (struct gt_span){0, 0};
    if (is(s, stop, end, u"的主要负责") || is(s, stop, end, u"主要负责") || is(s, stop, end, u"的负责"))
        return (struct gt_span){from, stop};
    if (is(s, stop, end, u"是") || is(s, stop, end, u"为"))
        return (struct gt_span){from, stop}; /* X是…的主管部门, 负责… */
    for (uint32_t i = stop; i < end; i++)
        if (at(s, i) == u'的')
            return (struct gt_span){0, 0};
    return (struct gt_span){from, stop};
}

static bool bare_order(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    uint32_t i = gt_chunk_skip(s, start, end);

    return (is(s, i, end, u"要") && !gt_false_modal(s, i, i, 1, end)) || is(s, i, end, u"必须") || is(s, i, end, u"应当") ||
           is(s, i, end, u"负责") || is(s, i, end, u"主要负责") || is(s, i, end, u"具体负责") || is(s, i, end, u"承担") ||
           is(s, i, end, u"须") || is(s, i, end, u"不得") || is(s, i, end, u"按照各自职责") || is(s, i, end, u"按各自职责") ||
           is(s, i, end, u"依照各自职责") || is(s, i, end, u"在各自职责") || is(s, i, end, u"按照职责分工") || is(s, i, end, u"按职责分工");
}

/* …会同有关部门… names helpers wherever it stands. */
static void read_helpers(const struct gt_sight *s, uint32_t from, uint32_t end, bool named, struct gt_duty *duty)
{
    for (uint32_t i = from; i + 2 < end; i++) {
        uint32_t stop;

        if (!is(s, i, end, u"会同") || duty->lead.end == duty->lead.start)
            continue;
        if (i > from && gt_unit_is(s, gt_chunk_skip(s, from, i), i) && !named)
            return; /* 经某部会同…: somebody else's doing */
        stop = gt_units_prefix(s, i + 2, end);
        if (stop > i + 2)
            assign(s, i + 2, stop, ROLE_SUPPORT, true, duty);
        return;
    }
}

void gt_duty_helpers(const struct gt_sight *s, uint32_t start, uint32_t end, struct gt_duty *duty)
{
    read_helpers(s, start, end, true, duty);
}

/* 宣教中心、会务中心配合: a chunk that is only helpers and the word for it. */
static void read_help_chunk(const struct gt_sight *s, uint32_t start, uint32_t end, struct gt_duty *duty)
{
    uint32_t n;

    start = gt_chunk_skip(s, start, end);
    n = gt_lex_before(s->lex, GT_LEX_HELPS, s->fold, start, end);
    if (n > 0 && duty->lead.end > duty->lead.start && !gt_fold_ends(s->fold, start, end, u"负责"))
        assign(s, start, end - n, ROLE_SUPPORT, true, duty);
}

static void take_subject(const struct gt_sight *s, struct gt_span name, uint32_t end, struct gt_duty *duty)
{
    if (name.end - name.start == 2 && is(s, name.start, name.end, u"地方")) { /* 由地方统筹: who leads is not said */
        assign(s, name.start, name.end, ROLE_SUPPORT, false, duty);
        return;
    }
    assign(s, name.start, name.end, ROLE_BY_PLACE, true, duty);
    if (duty->form == GT_DUTY_NONE && duty->lead.end > duty->lead.start) {
        duty->form = GT_DUTY_SUBJECT;
        duty->words = name;
    }
    duty->lead_said |= is(s, name.end, end, u"牵头");
}

/*
 * 市财政局：负责…, a heading 财政部门。 or a line of its own: the chunk is names
 * and nothing else, and the words behind it are what they shall do.
 */
static bool names_only(const struct gt_sight *s, uint32_t start, uint32_t end, struct gt_span *name)
{
    struct gt_units units = {0};

    gt_fold_trim(s->fold, &start, &end);
    *name = (struct gt_span){start, end};
    return end - start >= 2 && end - start <= NAMES_LEN_MAX && gt_units_split(s, start, end, true, &units);
}

bool gt_duty_heading(const struct gt_sight *s, uint32_t start, uint32_t end, struct gt_duty *duty)
{
    static const char16_t *const tails[] = {u"职责", u"任务", u"职能", u"分工", u"工作", u"主要", u"具体", u"的"};
    struct gt_span name;
    bool moved = true;

    gt_fold_trim(s->fold, &start, &end);
    while (end > start && (at(s, end - 1) == ':' || at(s, end - 1) == u'。'))
        end--;
    while (moved) {
        moved = false;
        for (size_t k = 0; k < GT_LEN(tails); k++)
            if (gt_fold_ends(s->fold, start, end, tails[k])) {
                end -= tails[k][1] == 0 ? 1 : 2;
                moved = true;
            }
    }
    if (!names_only(s, start, end, &name))
        return false;
    assign(s, name.start, name.end, ROLE_BY_PLACE, true, duty);
    if (duty->form == GT_DUTY_NONE && duty->lead.end > duty->lead.start) {
        duty->form = GT_DUTY_SUBJECT;
        duty->words = name;
    }
    return true;
}

/* 此项工作由建设局牵头: the unit stands inside the chunk. */
static bool charged_by(const struct gt_sight *s, uint32_t start, uint32_t end, struct gt_span *name)
{
    for (uint32_t i = start + 1; i + 3 < end; i++) {
        uint32_t stop;

        if (at(s, i) != u'由' || at(s, i - 1) == u'自' || at(s, i - 1) == u'理' || at(s, i - 1) == u'事')
            continue;
        stop = gt_units_prefix(s, i + 1, end);
        if (stop > i + 1 && (is(s, stop, end, u"牵头") || (is(s, stop, end, u"负责") && !gt_false_modal(s, start, stop, 2, end)))) {
            *name = (struct gt_span){i + 1, stop};
            return true;
        }
    }
    return false;
}

void gt_duty_subjects(const struct gt_sight *s, uint32_t start, uint32_t end, struct gt_duty *duty)
{
    struct gt_span waiting = {0, 0};
    bool first = true, named = false;
    uint32_t from = start, depth = 0;

    for (uint32_t i = start; i <= end; i++) {
        char16_t c = i < end ? at(s, i) : u'。';
        uint32_t name_end, name;
        struct gt_span only;

        if (c == '(' || c == u'“' || c == u'《')
            depth++;
        else if ((c == ')' || c == u'”' || c == u'》') && depth > 0)
            depth--;
        if (i < end && (depth > 0 || !(gt_is_blank(c) || c == ',' || c == u';' || c == u'。' || c == ':')))
            continue;
        if (c == ' ' && i > from && i < end && at(s, i - 1) == u'、')
            continue; /* a scan's blank inside a list */
        name_end = gt_duty_subject(s, from, i, first, &name);
        if (name_end > name) {
            if (!named && waiting.end > waiting.start && waiting.end + 1 == from)
                take_subject(s, waiting, i, duty); /* 各乡镇、园区, 各有关部门要… */
            take_subject(s, (struct gt_span){name, name_end}, i, duty);
            named = true;
        } else if (first && i + 2 < end && c != ',' && c != u';' && names_only(s, from, i, &only)) {
            take_subject(s, only, i, duty);
            named = true;
        } else if (first) {
            waiting = waiting_subject(s, from, i);
        } else if (!named && waiting.end > waiting.start && bare_order(s, from, i)) {
            take_subject(s, waiting, i, duty);
            named = true;
        }
        if (name_end == 0 && charged_by(s, from, i, &only)) {
            take_subject(s, only, i, duty);
            named = true;
        }
        if (name_end == 0)
            read_help_chunk(s, from, i, duty);
        read_helpers(s, name_end > name ? name_end : from, i, name_end > name, duty);
        if (c == u'。' || c == u';' || c == '\n') {
            first = true;
            named = false;
            waiting = (struct gt_span){0, 0};
        } else {
            first = first && name_end == 0 && is_preface(s, from, i);
        }
        from = i + 1;
        depth = 0;
    }
}
