/* duty_en.c - who does it, in English: "Lead: X; Support: Y, Z", "X shall ...,
 * in consultation with Y", "led by X", "X to report back by May". */
#include "read/duty.h"

enum { SUBJECT_LEN_MAX = 160, NAME_LEN_MAX = 80, PREFACE_LEN_MAX = 240, WORD_LEN_MAX = 24, ASKS_LOOK = 80 };

static char16_t at(const struct gt_sight *s, uint32_t i) { return s->fold->at[i]; }

static bool wordy(char16_t c) { return gt_is_latin(c) || gt_is_digit(c) || c == '\'' || c > 0xbf; }

static uint32_t word(const struct gt_sight *s, uint32_t i, uint32_t end, const char16_t *w)
{
    uint32_t n = 0;

    if (!gt_fold_is(s->fold, i, end, w))
        return 0;
    while (w[n] != 0)
        n++;
    return i + n < end && gt_is_latin(at(s, i + n)) ? 0 : n;
}

static uint32_t any_word(const struct gt_sight *s, uint32_t i, uint32_t end, const char16_t *const *words, size_t count)
{
    for (size_t k = 0; k < count; k++) {
        uint32_t n = word(s, i, end, words[k]);

        if (n > 0)
            return n;
    }
    return 0;
}

static bool capital(const struct gt_sight *s, uint32_t i)
{
    gt_str c = gt_fold_slice(s->fold, i, i + 1);

    return c.len == 1 && c.at[0] >= 'A' && c.at[0] <= 'Z';
}

/* ---- names of units ------------------------------------------------------------------- */

/* DCMS, OMB, NAHLN: two capitals and no small letter. */
static bool acronym(const struct gt_sight *s, uint32_t i, uint32_t end)
{
    uint32_t n = 0;

    while (i + n < end && wordy(at(s, i + n)) && at(s, i + n) != '\'') {
        if (!capital(s, i + n) && !gt_is_digit(at(s, i + n)))
            return false;
        n++;
    }
    /* Q3 and H1 are times. */
    return n >= 2 && n <= 10 && capital(s, i) && !(n == 2 && gt_is_digit(at(s, i + 1)));
}

static bool starts_word(const struct gt_sight *s, uint32_t from, uint32_t i)
{
    return wordy(at(s, i)) && (i == from || !wordy(at(s, i - 1)));
}

/* Does [start, end) hold a word that units are called by, or an acronym? */
static bool unit_like(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    for (uint32_t i = start; i < end; i++) {
        uint32_t n;

        if (!starts_word(s, start, i))
            continue;
        n = gt_lex_at(s->lex, GT_LEX_EN_UNIT, s->fold, i, end);
        if ((n > 0 && (i + n >= end || !gt_is_latin(at(s, i + n)))) || acronym(s, i, end))
            return true;
    }
    return false;
}

static uint32_t skip_article(const struct gt_sight *s, uint32_t i, uint32_t end)
{
    while (i < end && at(s, i) == ' ')
        i++;
    return word(s, i, end, u"the") > 0 ? i + 4 : i;
}

/* Does a unit of its own begin at i, not the rest of the name before it? */
static bool begins_unit(const struct gt_sight *s, uint32_t i, uint32_t end)
{
    uint32_t from = skip_article(s, i, end), stop = from;

    if (from >= end)
        return false;
    while (stop < end && at(s, stop) != ',' && at(s, stop) != ';' && at(s, stop) != '|' && at(s, stop) != '\n' &&
           !(at(s, stop) == ' ' && (word(s, stop + 1, end, u"and") > 0 || word(s, stop + 1, end, u"in") > 0 ||
                                    word(s, stop + 1, end, u"with") > 0 || word(s, stop + 1, end, u"will") > 0 ||
                                    word(s, stop + 1, end, u"shall") > 0 || word(s, stop + 1, end, u"must") > 0 ||
                                    word(s, stop + 1, end, u"to") > 0)))
        stop++;
    return unit_like(s, from, stop);
}

/* " of ", " for " are open: "Department of Health" may go on with "and ...". */
static bool open_name(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    for (uint32_t i = start; i < end; i++)
        if (at(s, i) == ' ' && (word(s, i + 1, end, u"of") > 0 || word(s, i + 1, end, u"for") > 0))
            return true;
    return false;
}

/* "the " is no part of a name, nor what stands in brackets behind it. */
static void put(const struct gt_sight *s, uint32_t start, uint32_t end, bool lead, struct gt_duty *duty)
{
    static const char16_t *const each[] = {u"both", u"the", u"and"};
    struct gt_span *slot;
    uint32_t n;

    gt_fold_trim(s->fold, &start, &end);
    while ((n = any_word(s, start, end, each, GT_LEN(each))) > 0 && start + n < end)
        start += n + 1;
    for (uint32_t i = start + 1; i < end; i++)
        if (at(s, i) == '(')
            end = i;
    gt_fold_trim(s->fold, &start, &end);
    while (end > start && (at(s, end - 1) == ',' || at(s, end - 1) == '*' || at(s, end - 1) == '|'))
        end--;
    if (end - start < 2 || end - start > NAME_LEN_MAX || word(s, start, end, u"others") > 0 ||
        word(s, start, end, u"n/a") > 0 || word(s, start, end, u"tbc") > 0)
        return;
    if (lead && duty->lead.end == duty->lead.start) {
        duty->lead = (struct gt_span){start, end};
        return;
    }
    for (size_t k = 0; k <= duty->support.list.count; k++) {
        struct gt_span old = k < duty->support.list.count ? duty->support.list.at[k] : duty->lead;

        if (old.end - old.start == end - start &&
            memcmp(s->fold->at + old.start, s->fold->at + start, (end - start) * sizeof(char16_t)) == 0)
            return; /* named twice is named once */
    }
    if ((slot = GT_PUSH(s->arena, &duty->support.list)) == NULL)
        duty->support.spent = true;
    else
        *slot = (struct gt_span){start, end};
}

/* A name begins with a capital, with "the", or is a unit word itself. */
static bool names_begin(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    uint32_t i = start, stop;

    while (i < end && at(s, i) == ' ')
        i++;
    if (word(s, i, end, u"and") > 0)
        i += 4;
    i = skip_article(s, i, end);
    if (i >= end || capital(s, i))
        return i < end;
    stop = i + WORD_LEN_MAX < end ? i + WORD_LEN_MAX : end;
    return unit_like(s, i, stop) && word(s, i, end, u"shall") == 0 && word(s, i, end, u"will") == 0 && word(s, i, end, u"must") == 0;
}

/*
 * Names parted by commas, slashes and "and", up to a stop; returns where it
 * ends.  said: a label made it a list of names, so that each part is one;
 * else the list ends at the first part that is no unit.
 */
static uint32_t list(const struct gt_sight *s, uint32_t i, uint32_t end, bool lead, bool said, struct gt_duty *duty)
{
    static const char16_t *const withs[] = {u"with support from", u"with the support of", u"supported by", u"working with",
                                            u"in partnership with", u"in collaboration with", u"in consultation with",
                                            u"in coordination with", u"together with", u"with"};
    uint32_t from = i, depth = 0;

    for (; i <= end; i++) {
        char16_t c = i < end ? at(s, i) : ';';
        bool stop = i == end || (depth == 0 && (c == ';' || c == ')' || c == ']' || c == '\n' || c == '|' || c == '\t' ||
                                                (c == '.' && (i + 1 >= end || at(s, i + 1) == ' ' || at(s, i + 1) == '\n'))));
        bool joint = !stop && depth == 0 && c == ' ' && word(s, i + 1, end, u"and") > 0;
        uint32_t with = !stop && said && depth == 0 && c == ' ' ? any_word(s, i + 1, end, withs, GT_LEN(withs)) : 0;
        bool comma = !stop && depth == 0 && (c == ',' || (said && (c == '/' || c == '&')) || c == u'、' || c == u',');

        if (c == '(')
            depth++;
        else if (c == ')' && depth > 0)
            depth--;
        if (!stop && !joint && !comma && with == 0)
            continue;
        if (with > 0) { /* Events Office with support from Parks Department */
            put(s, from, i, lead, duty);
            lead = false;
            i += with;
            from = i + 1;
            continue;
        }
        if (!stop && c != '/' && open_name(s, from, i) && !begins_unit(s, i + (joint ? 5 : 1), end))
            continue; /* Health and Human Services; Food and Rural Affairs */
        if (!stop && joint && said && !unit_like(s, from, i) && begins_unit(s, i + 5, end))
            continue; /* Parks and Countryside Unit */
        if (!said && (!unit_like(s, from, i) || !names_begin(s, from, i)))
            break;
        put(s, from, i, lead, duty);
        if (stop)
            break;
        if (joint)
            i += 4;
        from = i + 1;
    }
    return i < end ? i : end;
}

static void note(struct gt_duty *duty, enum gt_duty_form form, uint32_t start, uint32_t end)
{
    if (duty->form != GT_DUTY_NONE || duty->lead.end == duty->lead.start)
        return;
    duty->form = form;
    duty->words = (struct gt_span){start, end};
}

/* ---- labels ------------------------------------------------------------------------------ */

static const char16_t *const leads[] = {
    u"lead unit", u"lead agency", u"lead agencies", u"lead office", u"lead department", u"lead organisation",
    u"lead organization", u"lead body", u"lead responsibility", u"lead partner", u"lead owner", u"lead entity", u"lead",
    u"responsible unit", u"responsible agency", u"responsible party", u"responsible parties", u"responsible department",
    u"responsible body", u"responsible office", u"responsible official", u"responsible entity", u"responsible",
    u"responsibility", u"accountable", u"action owner", u"action by", u"owner", u"in charge", u"led by", u"delivered by",
    u"goal leader", u"implementing agency", u"implementing body", u"assigned to",
};
static const char16_t *const helps[] = {
    u"support units", u"supporting units", u"supporting agencies", u"supporting agency", u"supporting departments",
    u"supporting department", u"support agencies", u"support", u"supporting", u"supported by", u"supporting bodies",
    u"supporting organisations", u"key partners", u"delivery partners", u"partner agencies", u"partner organisations",
    u"partners", u"partner", u"participants", u"contributing agencies", u"contributing entities", u"contributors",
    u"in partnership with", u"in collaboration with", u"other stakeholders", u"key stakeholders", u"stakeholders", u"with",
};

/* A label at i and its colon, bold marks between them; 0 if there is none. */
static uint32_t label_at(const struct gt_sight *s, uint32_t i, uint32_t end, bool *lead)
{
    uint32_t n, p;

    *lead = true;
    if ((n = any_word(s, i, end, leads, GT_LEN(leads))) == 0) {
        n = any_word(s, i, end, helps, GT_LEN(helps));
        *lead = false;
    }
    if (n == 0)
        return 0;
    p = i + n;
    if (p + 3 <= end && at(s, p) == '(' && at(s, p + 1) == 's' && at(s, p + 2) == ')')
        p += 3;
    while (p < end && (at(s, p) == '*' || at(s, p) == '_' || at(s, p) == ' '))
        p++;
    if (p >= end || !(at(s, p) == ':' || at(s, p) == '|' || (at(s, p) == '-' && at(s, p - 1) == ' ')))
        return 0;
    p++;
    while (p < end && (at(s, p) == '*' || at(s, p) == ' '))
        p++;
    return p - i;
}

bool gt_label_line_english(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    static const char16_t *const others[] = {
        u"due date", u"due", u"deadline", u"timeline", u"timeframe", u"time frame", u"timescale", u"timing", u"target date",
        u"completion date", u"by when", u"status", u"output", u"outputs", u"outcome", u"milestone",
        u"milestones", u"measure of success", u"kpi", u"priority", u"budget", u"cost", u"resources", u"start date", u"end date",
        u"success measure", u"deliverable", u"deliverables",
    };
    bool lead;
    uint32_t n;

    while (start < end && (at(s, start) == '(' || at(s, start) == '[' || at(s, start) == '*' || at(s, start) == ' ' ||
                           at(s, start) == '-'))
        start++;
    if (label_at(s, start, end, &lead) > 0)
        return true;
    n = any_word(s, start, end, others, GT_LEN(others));
    while (n > 0 && start + n < end && (at(s, start + n) == '*' || at(s, start + n) == ' '))
        n++;
    return n > 0 && start + n < end && at(s, start + n) == ':';
}

/* "Lead: X", "Support: Y, Z" wherever they stand. */
static void read_labels(const struct gt_sight *s, uint32_t start, uint32_t end, struct gt_duty *duty)
{
    for (uint32_t i = start; i < end; i++) {
        uint32_t n, stop;
        bool lead;

        if (!gt_is_latin(at(s, i)) || (i > start && gt_is_latin(at(s, i - 1))) || (n = label_at(s, i, end, &lead)) == 0)
            continue;
        stop = list(s, i + n, end, lead, true, duty);
        note(duty, GT_DUTY_BRACKET, i, stop);
        duty->lead_said |= lead && duty->form == GT_DUTY_BRACKET;
        i = stop;
    }
}

/* ---- sentences ----------------------------------------------------------------------------- */

static const char16_t *const together[] = {
    u"with the support of", u"with support from", u"together with", u"in cooperation with", u"in co-operation with",
    u"supported by", u"in consultation with", u"in coordination with", u"in collaboration with", u"in partnership with",
    u"in conjunction with", u"jointly with", u"working with", u"with assistance from", u"with the assistance of",
    u"in concert with", u"in close cooperation with", u"in close collaboration with", u"in close consultation with",
};

static void read_helpers(const struct gt_sight *s, uint32_t start, uint32_t end, struct gt_duty *duty)
{
    if (duty->lead.end == duty->lead.start)
        return;
    for (uint32_t i = start; i < end; i++) {
        uint32_t n = at(s, i) == ' ' ? any_word(s, i + 1, end, together, GT_LEN(together)) : 0;

        if (n > 0)
            i = list(s, i + 1 + n, end, false, false, duty);
    }
}

static bool verb_at(const struct gt_sight *s, uint32_t i, uint32_t end)
{
    uint32_t n = gt_lex_at(s->lex, GT_LEX_EN_VERB, s->fold, i, end);

    return n > 0 && (i + n >= end || !gt_is_latin(at(s, i + n)));
}

/* "By 30 June, ", "Within 45 days of the date of this order, ": what stands
 * behind the comma is the subject. */
static uint32_t past_preface(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    static const char16_t *const prefaces[] = {
        u"by", u"before", u"in", u"for", u"no later than", u"not later than", u"within", u"from", u"pursuant to", u"on",
        u"as", u"to", u"under", u"following", u"after", u"during", u"at", u"with", u"subject to", u"where", u"when", u"if",
        u"once", u"upon", u"consistent with", u"beginning", u"starting", u"until", u"through", u"given", u"building on",
        u"based on", u"each year", u"every year", u"annually", u"effective",
    };
    uint32_t far = start + PREFACE_LEN_MAX < end ? start + PREFACE_LEN_MAX : end;

    if (any_word(s, start, end, prefaces, GT_LEN(prefaces)) == 0)
        return start;
    for (uint32_t i = start; i + 2 < far; i++) {
        uint32_t from = i + 2;

        if (at(s, i) == '.' && at(s, i + 1) == ' ')
            break;
        if (at(s, i) != ',' || at(s, i + 1) != ' ')
            continue;
        if (verb_at(s, from, end) || word(s, from, end, u"the") > 0 || word(s, from, end, u"each") > 0 || word(s, from, end, u"all") > 0 ||
            (capital(s, from) && !gt_is_digit(at(s, from))) || begins_unit(s, from, from + WORD_LEN_MAX < end ? from + WORD_LEN_MAX : end))
            return from;
    }
    return start;
}

/* Where a modal stands that charges the words before it. */
static uint32_t modal_at(const struct gt_sight *s, uint32_t i, uint32_t end)
{
    static const char16_t *const modals[] = {u"shall", u"must", u"will", u"is to", u"are to", u"should", u"is required to",
                                             u"are required to", u"is responsible for", u"are responsible for", u"needs to",
                                             u"need to", u"has agreed to", u"agreed to", u"is directed to", u"are directed to",
                                             u"is requested to", u"are requested to",
                                             u"was asked to", u"were asked to", u"is asked to", u"are asked to", u"was requested to",
                                             u"were requested to", u"is tasked with", u"was tasked with", u"are tasked with",
                                             u"commits to", u"undertakes to"};
    uint32_t n = any_word(s, i, end, modals, GT_LEN(modals));

    if (n > 0)
        return n;
    /* "Director to report back": an order in minutes */
    if (word(s, i, end, u"to") > 0 && verb_at(s, i + 3, end))
        return 2;
    return 0;
}

/* The Committee urges the Bank to …, recommends that the Ministry prepare …: who
 * is asked stands behind the verb; 0 if nobody is. */
static uint32_t asked_at(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    static const char16_t *const words[] = {u"urges", u"urged", u"directs", u"directed", u"requests that", u"requests", u"requested",
                                            u"instructs", u"instructed", u"calls on", u"called on", u"calls upon", u"asks", u"asked",
                                            u"recommends that", u"recommended that", u"invites", u"invited",
                                            u"agreed that", u"resolved that", u"decided that", u"we recommend that"};
    uint32_t far = start + ASKS_LOOK < end ? start + ASKS_LOOK : end;

    if (word(s, start, end, u"that the") > 0) /* Resolved: 1. That the Committee review … */
        return start + 4;
    for (uint32_t i = start; i < far; i++) {
        uint32_t n = i == start || at(s, i - 1) == ' ' ? any_word(s, i, far, words, GT_LEN(words)) : 0;

        if (n > 0 && i + n < end && !gt_fold_ends(s->fold, start, i, u"was ") && !gt_fold_ends(s->fold, start, i, u"were ") &&
            !gt_fold_ends(s->fold, start, i, u"is ") && !gt_fold_ends(s->fold, start, i, u"are "))
            return i + n;
        if (at(s, i) == '.' || at(s, i) == ':' || at(s, i) == ';')
            return 0;
    }
    return 0;
}

/*
 * Is each word of the name one that names hold: capitals, "of", "and the", a
 * unit word, "all relevant"?  What else stands there makes it a clause.
 */
static bool name_valid(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    static const char16_t *const fill[] = {
        u"of", u"for", u"and", u"the", u"in", u"on", u"to", u"each", u"every", u"all", u"relevant", u"other", u"federal", u"state",
        u"local", u"national", u"regional", u"responsible", u"appropriate", u"participating", u"covered", u"both", u"joint",
        u"lead", u"senior", u"public", u"central", u"member", u"members", u"staff", u"tribal", u"executive", u"de", u"with", u"at",
    };
    uint32_t depth = 0;

    for (uint32_t i = start; i < end; i++) {
        uint32_t n;

        if (at(s, i) == '(')
            depth++;
        else if (at(s, i) == ')' && depth > 0)
            depth--;
        if (depth > 0 || !starts_word(s, start, i) || capital(s, i) || gt_is_digit(at(s, i)) || (i > start && at(s, i - 1) == '-'))
            continue;
        n = gt_lex_at(s->lex, GT_LEX_EN_UNIT, s->fold, i, end);
        if (!(n > 0 && (i + n >= end || !gt_is_latin(at(s, i + n)))) && any_word(s, i, end, fill, GT_LEN(fill)) == 0)
            return false;
    }
    return true;
}

/* Ends the names: ", in consultation with", ", as appropriate", ", acting through". */
static uint32_t names_end(const struct gt_sight *s, uint32_t start, uint32_t modal)
{
    for (uint32_t i = start; i + 2 < modal; i++)
        if (at(s, i) == ',' && at(s, i + 1) == ' ' && word(s, i + 2, modal, u"and") == 0 && !begins_unit(s, i + 2, modal))
            return i;
        else if ((at(s, i) == ',' && any_word(s, i + 2, modal, together, GT_LEN(together)) > 0) ||
                 (at(s, i) == ' ' && any_word(s, i + 1, modal, together, GT_LEN(together)) > 0))
            return i;
    return modal;
}

/* "the Ministry of Agriculture prepare …", "the Bank to exercise …" */
static void read_asked(const struct gt_sight *s, uint32_t start, uint32_t end, struct gt_duty *duty)
{
    uint32_t stop, far;

    start = skip_article(s, start, end);
    far = start + SUBJECT_LEN_MAX < end ? start + SUBJECT_LEN_MAX : end;
    for (stop = start; stop < far; stop++)
        if (at(s, stop) == '.' || at(s, stop) == ':' || at(s, stop) == ';' ||
            (at(s, stop) == ' ' && (modal_at(s, stop + 1, far) > 0 || verb_at(s, stop + 1, far) || word(s, stop + 1, far, u"be") > 0)))
            break;
    if (stop == far || !unit_like(s, start, stop) || !name_valid(s, start, stop))
        return;
    (void)list(s, start, stop, true, false, duty);
    note(duty, GT_DUTY_SUBJECT, start, stop);
}

/* "Action: ", "Decision: " at the head: its length with the colon, 0 if none. */
static uint32_t leadin_at(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    static const char16_t *const words[] = {u"action", u"actions", u"action point", u"action item", u"decision", u"agreed",
                                            u"recommendation", u"resolved", u"note"};
    uint32_t n = any_word(s, start, end, words, GT_LEN(words));

    return n > 0 && start + n < end && at(s, start + n) == ':' ? n + 1 : 0;
}

static void read_subject(const struct gt_sight *s, uint32_t start, uint32_t end, struct gt_duty *duty)
{
    static const char16_t *const nobody[] = {u"it", u"this", u"these", u"they", u"we", u"you", u"there", u"who", u"which",
                                             u"that", u"your", u"our", u"their", u"such", u"no", u"nothing", u"any", u"if"};
    uint32_t far, n;
    bool action;

    while (start < end && (at(s, start) == ' ' || at(s, start) == '*' || at(s, start) == '-' || at(s, start) == '|'))
        start++;
    n = leadin_at(s, start, end);
    action = n > 0 && word(s, start, end, u"action") > 0; /* whoever is named there is to act */
    start += n;
    start = past_preface(s, skip_article(s, start, end), end);
    start = skip_article(s, start, end);
    far = start + SUBJECT_LEN_MAX < end ? start + SUBJECT_LEN_MAX : end;
    if (start < end && (n = asked_at(s, start, end)) > 0) {
        read_asked(s, n, end, duty);
        return;
    }
    if (start >= end || any_word(s, start, end, nobody, GT_LEN(nobody)) > 0)
        return;
    for (uint32_t i = start; i < far; i++) {
        uint32_t stop;

        if ((at(s, i) == '.' && (i + 1 >= end || at(s, i + 1) == ' ')) || at(s, i) == ':' || at(s, i) == ';')
            return;
        if (at(s, i) != ' ' || modal_at(s, i + 1, far) == 0)
            continue;
        stop = names_end(s, start, i);
        if (!(unit_like(s, start, stop) || (action && capital(s, start))) || !name_valid(s, start, stop))
            return; /* the report shall …, applications must … */
        (void)list(s, start, stop, true, action, duty);
        note(duty, GT_DUTY_SUBJECT, start, stop);
        return;
    }
}

/* "will be led by the Department of Finance" */
static void read_passive(const struct gt_sight *s, uint32_t start, uint32_t end, struct gt_duty *duty)
{
    static const char16_t *const words[] = {u"led by", u"undertaken by", u"carried out by", u"delivered by", u"prepared by",
                                            u"conducted by", u"implemented by", u"coordinated by", u"co-ordinated by",
                                            u"overseen by", u"managed by"};

    for (uint32_t i = start; i < end; i++) {
        uint32_t n = at(s, i) == ' ' ? any_word(s, i + 1, end, words, GT_LEN(words)) : 0, stop, from;

        if (n == 0)
            continue;
        from = i + 2 + n;
        for (stop = from; stop < end && at(s, stop) != ',' && at(s, stop) != '.' && at(s, stop) != ';' && at(s, stop) != ')' &&
                          at(s, stop) != '\n' && any_word(s, stop, end, together, GT_LEN(together)) == 0 &&
                          !(at(s, stop) == ' ' && word(s, stop + 1, end, u"by") > 0) &&
                          !(at(s, stop) == ' ' && word(s, stop + 1, end, u"with") > 0);)
            stop++;
        if (!unit_like(s, from, stop))
            continue;
        (void)list(s, from, stop, true, false, duty);
        note(duty, GT_DUTY_SUBJECT, i + 1, stop);
        return;
    }
}

uint32_t gt_english_order(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    uint32_t from = skip_article(s, start + leadin_at(s, start, end), end), asked, far;

    from = past_preface(s, from, end);
    asked = asked_at(s, from, end);
    if (asked > from)
        from = asked;
    far = from + SUBJECT_LEN_MAX < end ? from + SUBJECT_LEN_MAX : end;
    if (verb_at(s, from, end))
        return from;
    for (uint32_t i = from; i < far && at(s, i) != '.' && at(s, i) != ';' && at(s, i) != ':'; i++) {
        uint32_t n = at(s, i) == ' ' ? modal_at(s, i + 1, far) : 0;

        if (n > 0 && i + n + 2 < end && at(s, i + n + 1) == ' ')
            return i + n + 2;
    }
    return from;
}

bool gt_english_lists(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    static const char16_t *const words[] = {u"includ", u"contain", u"consist", u"describ", u"address", u"specif", u"set out", u"sets out",
                                            u"meet the following", u"meets the following", u"following conditions",
                                            u"following criteria", u"following information", u"following elements"};

    for (size_t k = 0; k < GT_LEN(words); k++)
        if (gt_fold_has(s->fold, start, end, words[k]))
            return true;
    return false;
}

bool gt_english_charges(const struct gt_sight *s, uint32_t start, uint32_t end)
{
    struct gt_duty duty = {.form = GT_DUTY_NONE};

    read_subject(s, start, end, &duty);
    return duty.lead.end > duty.lead.start;
}

void gt_duty_english(const struct gt_sight *s, uint32_t start, uint32_t end, struct gt_duty *duty)
{
    uint32_t from = start;

    read_labels(s, start, end, duty);
    if (duty->lead.end > duty->lead.start)
        return;
    /* Sentence by sentence: the first subject leads, the next ones support. */
    for (uint32_t i = start; i <= end; i++) {
        bool stop = i == end || at(s, i) == ';' || at(s, i) == '\n' ||
                    (at(s, i) == '.' && i + 2 < end && at(s, i + 1) == ' ' && capital(s, i + 2));

        if (!stop)
            continue;
        read_subject(s, from, i, duty);
        if (duty->lead.end == duty->lead.start)
            read_passive(s, from, i, duty);
        read_helpers(s, from, i, duty);
        from = i + 1;
    }
}
