/* psplib.c - readers for .sm, .sch and .rcp: three layouts of the same
 * tables of numbers, so one scanner of numbers and three short walks. */
#include "plan/psplib.h"

struct scan {
    gt_str   text;
    size_t   at;
    uint32_t line;
    struct gt_err *err;
};

struct table {
    struct gt_arena *arena;
    GT_VEC(struct gt_rlink) links;
    int32_t *dur, *cap, *need;
    uint32_t acts, ress;
};

static gt_rc bad(const struct scan *s, const char *en, const char *zh)
{
    (void)gt_fail_text(s->err, GT_EPARSE, en, zh);
    return gt_wrap(s->err, GT_EPARSE, "line %u", "第%u行", s->line);
}

/* Blanks and the brackets around ProGen/max's lags. */
static void skip_blanks(struct scan *s)
{
    for (; s->at < s->text.len; s->at++) {
        const char c = s->text.at[s->at];

        if (c == '\n')
            s->line++;
        else if (c != ' ' && c != '\t' && c != '\r' && c != '[' && c != ']' && c != '\x1a')
            return;
    }
}

static gt_rc number(struct scan *s, int64_t least, int64_t most, int32_t *out)
{
    bool negative = false;
    int64_t value = 0;
    size_t digits = 0;

    skip_blanks(s);
    if (s->at < s->text.len && s->text.at[s->at] == '-') {
        negative = true;
        s->at++;
    }
    for (; s->at < s->text.len && s->text.at[s->at] >= '0' && s->text.at[s->at] <= '9'; s->at++)
        if (++digits <= 10)
            value = value * 10 + (s->text.at[s->at] - '0');
    if (digits == 0)
        return s->at < s->text.len ? bad(s, "a number was expected", "此处应为数字")
                                   : bad(s, "the file ends too early", "文件不完整");
    if (negative)
        value = -value;
    if (digits > 10 || value < least || value > most)
        return bad(s, "the number is out of range", "数字超出范围");
    *out = (int32_t)value;
    return GT_OK;
}

static void skip_line(struct scan *s)
{
    while (s->at < s->text.len && s->text.at[s->at] != '\n')
        s->at++;
    if (s->at < s->text.len) {
        s->at++;
        s->line++;
    }
}

/* To behind the next line that holds `words`. */
static gt_rc skip_past(struct scan *s, gt_str words)
{
    while (s->at < s->text.len) {
        const size_t from = s->at;

        skip_line(s);
        if (gt_str_find(gt_str_sub(s->text, from, s->at), words, 0) != SIZE_MAX)
            return GT_OK;
    }
    return gt_fail(s->err, GT_EPARSE, "line %u: no \"%.*s\" up to the end of the file",
                   "第%u行：直到文件末尾没有“%.*s”", s->line, GT_FMT(words));
}

/* "label : 32" on one line. */
static gt_rc labelled(struct scan *s, gt_str label, int64_t most, int32_t *out)
{
    const size_t found = gt_str_find(s->text, label, s->at);
    size_t colon;

    if (found == SIZE_MAX || (colon = gt_str_find(s->text, GT_STR(":"), found)) == SIZE_MAX)
        return gt_fail(s->err, GT_EPARSE, "no \"%.*s\"", "没有“%.*s”", GT_FMT(label));
    for (; s->at <= colon; s->at++)
        s->line += s->text.at[s->at] == '\n';
    return number(s, 0, most, out);
}

static gt_rc make(struct scan *s, struct table *t)
{
    /* A row of the file takes two bytes a number at least: a small file
     * cannot ask for a large table. */
    if ((uint64_t)t->acts * (t->ress + 1) > s->text.len)
        return bad(s, "the file is too short for its sizes", "文件内容少于其声明的规模");
    t->dur = GT_NEW_N(t->arena, int32_t, t->acts);
    t->cap = GT_NEW_N(t->arena, int32_t, t->ress);
    t->need = GT_NEW_N(t->arena, int32_t, (size_t)t->acts * t->ress);
    if (t->dur == NULL || t->cap == NULL || t->need == NULL)
        return gt_fail(s->err, GT_ENOMEM, "out of memory", "内存不足");
    return GT_OK;
}

static gt_rc numbers(struct scan *s, int32_t *out, size_t count, int64_t most)
{
    gt_rc rc = GT_OK;

    for (size_t k = 0; k < count && rc == GT_OK; k++)
        rc = number(s, 0, most, &out[k]);
    return rc;
}

/* The successors of one activity; numbered from `base`. */
static gt_rc successors(struct scan *s, struct table *t, uint32_t from, uint32_t base,
                        size_t *first)
{
    int32_t count, to;
    gt_rc rc;

    *first = t->links.count;
    if ((rc = number(s, 0, t->acts, &count)) != GT_OK)
        return rc;
    for (int32_t k = 0; k < count; k++) {
        struct gt_rlink *link;

        if ((rc = number(s, base, (int64_t)t->acts - 1 + base, &to)) != GT_OK)
            return rc;
        if (t->links.count == GT_RCPSP_LINKS_MAX)
            return gt_fail(s->err, GT_ELIMIT, "line %u: more than %d links", "第%u行：衔接超过%d条",
                           s->line, (int)GT_RCPSP_LINKS_MAX);
        if ((link = GT_PUSH(t->arena, &t->links)) == NULL)
            return gt_fail(s->err, GT_ENOMEM, "out of memory", "内存不足");
        *link = (struct gt_rlink){from, (uint32_t)to - base, 0};
    }
    return GT_OK;
}

/* Row heads are numbered in order; anything else is a shifted file. */
static gt_rc row_head(struct scan *s, int32_t want, bool one_mode)
{
    int32_t id, mode;
    gt_rc rc;

    if ((rc = number(s, 0, INT32_MAX, &id)) != GT_OK)
        return rc;
    if (id != want)
        return bad(s, "the rows are not numbered in order", "行号不连续");
    if ((rc = number(s, 0, INT32_MAX, &mode)) != GT_OK)
        return rc;
    if (one_mode && mode != 1)
        return gt_fail(s->err, GT_EUNSUPPORTED, "line %u: several modes", "第%u行：不支持多模式", s->line);
    return GT_OK;
}

static gt_rc durations(struct scan *s, struct table *t, int32_t base)
{
    gt_rc rc = GT_OK;

    for (uint32_t i = 0; i < t->acts && rc == GT_OK; i++)
        if ((rc = row_head(s, (int32_t)i + base, true)) == GT_OK &&
            (rc = number(s, 0, GT_RCPSP_HORIZON_MAX, &t->dur[i])) == GT_OK)
            rc = numbers(s, t->need + (size_t)i * t->ress, t->ress, GT_RCPSP_UNITS_MAX);
    return rc;
}

static gt_rc parse_sm(struct scan *s, struct table *t)
{
    int32_t acts, ress, others, more;
    size_t first;
    gt_rc rc;

    if ((rc = labelled(s, GT_STR("jobs (incl. supersource/sink )"), GT_RCPSP_ACTS_MAX, &acts)) != GT_OK ||
        (rc = labelled(s, GT_STR("- renewable"), GT_RCPSP_RES_MAX, &ress)) != GT_OK ||
        (rc = labelled(s, GT_STR("- nonrenewable"), GT_RCPSP_RES_MAX, &others)) != GT_OK ||
        (rc = labelled(s, GT_STR("- doubly constrained"), GT_RCPSP_RES_MAX, &more)) != GT_OK)
        return rc;
    if (others > 0 || more > 0)
        return gt_fail(s->err, GT_EUNSUPPORTED, "nonrenewable resources", "不支持不可更新资源");
    t->acts = (uint32_t)acts;
    t->ress = (uint32_t)ress;
    if ((rc = make(s, t)) != GT_OK ||
        (rc = skip_past(s, GT_STR("PRECEDENCE RELATIONS:"))) != GT_OK)
        return rc;
    skip_line(s);
    for (uint32_t i = 0; i < t->acts; i++)
        if ((rc = row_head(s, (int32_t)i + 1, true)) != GT_OK ||
            (rc = successors(s, t, i, 1, &first)) != GT_OK)
            return rc;
    if ((rc = skip_past(s, GT_STR("REQUESTS/DURATIONS:"))) != GT_OK)
        return rc;
    skip_line(s);
    skip_line(s);
    if ((rc = durations(s, t, 1)) != GT_OK ||
        (rc = skip_past(s, GT_STR("RESOURCEAVAILABILITIES:"))) != GT_OK)
        return rc;
    skip_line(s);
    return numbers(s, t->cap, t->ress, GT_RCPSP_UNITS_MAX);
}

static gt_rc parse_sch(struct scan *s, struct table *t)
{
    int32_t acts, ress, others, more;
    gt_rc rc;

    if ((rc = number(s, 0, GT_RCPSP_ACTS_MAX - 2, &acts)) != GT_OK ||
        (rc = number(s, 0, GT_RCPSP_RES_MAX, &ress)) != GT_OK ||
        (rc = number(s, 0, GT_RCPSP_RES_MAX, &others)) != GT_OK ||
        (rc = number(s, 0, GT_RCPSP_RES_MAX, &more)) != GT_OK)
        return rc;
    if (others > 0 || more > 0)
        return gt_fail(s->err, GT_EUNSUPPORTED, "nonrenewable resources", "不支持不可更新资源");
    t->acts = (uint32_t)acts + 2;
    t->ress = (uint32_t)ress;
    if ((rc = make(s, t)) != GT_OK)
        return rc;
    for (uint32_t i = 0; i < t->acts; i++) {
        size_t first;

        if ((rc = row_head(s, (int32_t)i, true)) != GT_OK ||
            (rc = successors(s, t, i, 0, &first)) != GT_OK)
            return rc;
        for (; first < t->links.count; first++)
            if ((rc = number(s, -GT_RCPSP_HORIZON_MAX, GT_RCPSP_HORIZON_MAX,
                             &t->links.at[first].lag)) != GT_OK)
                return rc;
    }
    if ((rc = durations(s, t, 0)) != GT_OK)
        return rc;
    return numbers(s, t->cap, t->ress, GT_RCPSP_UNITS_MAX);
}

static gt_rc parse_rcp(struct scan *s, struct table *t)
{
    int32_t acts, ress;
    size_t first;
    gt_rc rc;

    if ((rc = number(s, 0, GT_RCPSP_ACTS_MAX, &acts)) != GT_OK ||
        (rc = number(s, 0, GT_RCPSP_RES_MAX, &ress)) != GT_OK)
        return rc;
    t->acts = (uint32_t)acts;
    t->ress = (uint32_t)ress;
    if ((rc = make(s, t)) != GT_OK ||
        (rc = numbers(s, t->cap, t->ress, GT_RCPSP_UNITS_MAX)) != GT_OK)
        return rc;
    for (uint32_t i = 0; i < t->acts; i++)
        if ((rc = number(s, 0, GT_RCPSP_HORIZON_MAX, &t->dur[i])) != GT_OK ||
            (rc = numbers(s, t->need + (size_t)i * t->ress, t->ress, GT_RCPSP_UNITS_MAX)) != GT_OK ||
            (rc = successors(s, t, i, 1, &first)) != GT_OK)
            return rc;
    return GT_OK;
}

gt_rc gt_psplib_parse(struct gt_arena *arena, enum gt_psplib format, gt_str bytes,
                      struct gt_rcpsp *out, struct gt_err *err)
{
    static gt_rc (*const parse[])(struct scan *, struct table *) = {
        [GT_PSPLIB_SM] = parse_sm, [GT_PSPLIB_SCH] = parse_sch, [GT_PSPLIB_RCP] = parse_rcp};
    struct scan s = {bytes, 0, 1, err};
    struct table t = {.arena = arena};
    gt_rc rc;

    if (bytes.len > GT_PSPLIB_BYTES_MAX)
        return gt_fail(err, GT_ELIMIT, "larger than %d bytes", "超过%d字节",
                       (int)GT_PSPLIB_BYTES_MAX);
    if ((rc = parse[format](&s, &t)) != GT_OK)
        return rc;
    /* Only ProGen/max gives lags; elsewhere a successor waits for the end. */
    for (size_t k = 0; k < t.links.count && format != GT_PSPLIB_SCH; k++)
        t.links.at[k].lag = t.dur[t.links.at[k].from];
    *out = (struct gt_rcpsp){.acts = t.acts, .ress = t.ress, .links = (uint32_t)t.links.count,
                             .dur = t.dur, .cap = t.cap, .need = t.need, .link = t.links.at};
    return GT_OK;
}

bool gt_psplib_of_name(gt_str name, enum gt_psplib *out)
{
    static const struct { gt_str ending; enum gt_psplib format; } endings[] = {
        {GT_STR_INIT(".sm"), GT_PSPLIB_SM},   {GT_STR_INIT(".SM"), GT_PSPLIB_SM},
        {GT_STR_INIT(".sch"), GT_PSPLIB_SCH}, {GT_STR_INIT(".SCH"), GT_PSPLIB_SCH},
        {GT_STR_INIT(".rcp"), GT_PSPLIB_RCP}, {GT_STR_INIT(".RCP"), GT_PSPLIB_RCP},
    };

    for (size_t k = 0; k < GT_LEN(endings); k++)
        if (gt_str_ends(name, endings[k].ending)) {
            *out = endings[k].format;
            return true;
        }
    return false;
}
