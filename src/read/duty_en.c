/* duty_en.c - who does it, in English: "Lead: X; Support: Y, Z", "X shall ...,
 * with the support of Y". */
#include "read/duty.h"

enum { SUBJECT_LEN_MAX = 80, NAME_LEN_MAX = 80 };

static char16_t at(const struct gt_sight *s, uint32_t i) { return s->fold->at[i]; }

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

/* "the " is no part of a name. */
static void put(const struct gt_sight *s, uint32_t start, uint32_t end, bool lead, struct gt_duty *duty)
{
    struct gt_span *slot;

    gt_fold_trim(s->fold, &start, &end);
    if (word(s, start, end, u"the") > 0 && end - start > 4)
        start += 4;
    if (end - start < 2 || end - start > NAME_LEN_MAX)
        return;
    if (lead && duty->lead.end == duty->lead.start) {
        duty->lead = (struct gt_span){start, end};
        return;
    }
    if ((slot = GT_PUSH(s->arena, &duty->support.list)) == NULL)
        duty->support.spent = true;
    else
        *slot = (struct gt_span){start, end};
}

/* Names parted by commas and "and", up to a stop; returns where it ends. */
static uint32_t list(const struct gt_sight *s, uint32_t i, uint32_t end, bool lead, struct gt_duty *duty)
{
    uint32_t from = i;

    for (; i <= end; i++) {
        bool stop = i == end || at(s, i) == ';' || at(s, i) == '.' || at(s, i) == ')' || at(s, i) == ']' || at(s, i) == '\n';
        bool joint = i < end && at(s, i) == ' ' && word(s, i + 1, end, u"and") > 0;

        if (!stop && !joint && at(s, i) != ',')
            continue;
        put(s, from, i, lead, duty);
        if (stop)
            break;
        if (joint)
            i += 4;
        from = i + 1;
    }
    return i;
}

static void note(struct gt_duty *duty, enum gt_duty_form form, uint32_t start, uint32_t end)
{
    if (duty->form != GT_DUTY_NONE)
        return;
    duty->form = form;
    duty->words = (struct gt_span){start, end};
}

/* "Lead: X", "Support: Y, Z" wherever they stand. */
static void read_labels(const struct gt_sight *s, uint32_t start, uint32_t end, struct gt_duty *duty)
{
    static const char16_t *const leads[] = {u"lead unit", u"lead agency", u"lead office", u"lead", u"responsible unit",
                                            u"responsible agency", u"responsible", u"owner", u"in charge"};
    static const char16_t *const helps[] = {u"support units", u"supporting units", u"support", u"supporting", u"supported by",
                                            u"partners", u"participants", u"with"};

    for (uint32_t i = start; i < end; i++) {
        bool lead = true;
        uint32_t n, stop;

        if (!gt_is_latin(at(s, i)) || (i > start && gt_is_latin(at(s, i - 1))))
            continue;
        if ((n = any_word(s, i, end, leads, GT_LEN(leads))) == 0) {
            n = any_word(s, i, end, helps, GT_LEN(helps));
            lead = false;
        }
        if (n == 0 || i + n >= end || at(s, i + n) != ':')
            continue;
        stop = list(s, i + n + 1, end, lead, duty);
        note(duty, GT_DUTY_BRACKET, i, stop);
        duty->lead_said |= lead;
        i = stop;
    }
}

static bool capital(const struct gt_sight *s, uint32_t i)
{
    gt_str c = gt_fold_slice(s->fold, i, i + 1);

    return c.len == 1 && c.at[0] >= 'A' && c.at[0] <= 'Z';
}

/* "Finance Division, with the support of the Audit Office, shall ..." */
static void read_subject(const struct gt_sight *s, uint32_t start, uint32_t end, struct gt_duty *duty)
{
    static const char16_t *const modals[] = {u"shall", u"must", u"will", u"is to", u"are to", u"should"};
    static const char16_t *const with[] = {u"with the support of", u"with support from", u"together with",
                                           u"in cooperation with", u"supported by"};
    static const char16_t *const nobody[] = {u"it", u"this", u"these", u"they", u"we", u"you", u"there", u"all", u"if", u"by", u"in"};
    static const char16_t *const prefaces[] = {u"by", u"before", u"in", u"for", u"no later than", u"within", u"from"};
    uint32_t far, name_end = 0;

    /* "By September 30, 2026, the Office will": the subject is behind it. */
    if (any_word(s, start, end, prefaces, GT_LEN(prefaces)) > 0)
        for (uint32_t i = start; i + 2 < end && i < start + SUBJECT_LEN_MAX; i++)
            if (at(s, i) == ',' && at(s, i + 1) == ' ' && (capital(s, i + 2) || word(s, i + 2, end, u"the") > 0)) {
                start = i + 2;
                break;
            }
    if (word(s, start, end, u"the") > 0)
        start += 4;
    far = start + SUBJECT_LEN_MAX < end ? start + SUBJECT_LEN_MAX : end;
    if (start >= end || !capital(s, start) || any_word(s, start, end, nobody, GT_LEN(nobody)) > 0)
        return;
    for (uint32_t i = start; i < far; i++) {
        if (at(s, i) == '.' || at(s, i) == ':' || at(s, i) == ';')
            return;
        if (at(s, i) == ',' && name_end == 0)
            name_end = i;
        if (at(s, i) == ' ' && any_word(s, i + 1, far, modals, GT_LEN(modals)) > 0) {
            uint32_t stop = name_end != 0 ? name_end : i;

            (void)list(s, start, stop, true, duty);
            note(duty, GT_DUTY_SUBJECT, start, stop);
            break;
        }
    }
    if (duty->form == GT_DUTY_NONE)
        return;
    for (uint32_t i = start; i < end; i++) {
        uint32_t n = at(s, i) == ' ' ? any_word(s, i + 1, end, with, GT_LEN(with)) : 0, stop = i + 1 + n;

        if (n == 0)
            continue;
        while (stop < end && at(s, stop) != ',' && at(s, stop) != '.')
            stop++;
        (void)list(s, i + 1 + n, stop, false, duty);
        return;
    }
}

void gt_duty_english(const struct gt_sight *s, uint32_t start, uint32_t end, struct gt_duty *duty)
{
    read_labels(s, start, end, duty);
    if (duty->form == GT_DUTY_NONE && start < end)
        read_subject(s, start, end, duty);
}
