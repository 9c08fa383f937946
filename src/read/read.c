/* read.c - from bytes to proposals, step by step. */
#include "read/read.h"

#include "read/lex.h"
#include "read/outline.h"
#include "read/para.h"
#include "read/propose.h"
#include "read/when.h"

enum { OPENING_POINTS = 600 };

static const char *const kind_names[] = {"task", "indicator", "context"};
static const char *const recur_names[] = {"", "yearly", "quarterly", "monthly", "weekly"};
static const char *const op_names[] = {">=", "<=", "=", "+", "-"};
static const char *const field_names[GT_FIELD_COUNT] = {
    "kind", "title", "lead", "support", "due", "recur", "figures", "speaker",
};

const char *gt_clause_kind_name(enum gt_clause_kind kind) { return kind_names[kind]; }
const char *gt_recur_name(enum gt_recur recur) { return recur_names[recur]; }
const char *gt_figure_op_name(enum gt_figure_op op) { return op_names[op]; }
const char *gt_field_name(enum gt_field field) { return field_names[field]; }

/* The year in the title: the latest, unless it is one end of a span of years. */
static int title_year(const struct gt_fold *fold, struct gt_span title)
{
    int year = 0;

    for (uint32_t i = title.start; i < title.end; i++) {
        struct gt_when when;

        if ((i > title.start && (gt_is_digit(fold->at[i - 1]) || fold->at[i - 1] == '-')) ||
            !gt_when_at(fold, i, title.end, &when) || when.year_is != GT_YEAR_ABS)
            continue;
        if (when.year > year)
            year = when.year;
        i += when.len - 1;
    }
    if (year != 0)
        return year;
    /* English: "Work Plan 2026", "FY2026" */
    for (uint32_t i = title.start; i + 4 <= title.end; i++) {
        uint32_t value, n = gt_number_digits(fold, i, title.end, &value);

        if (n == 4 && value >= 1990 && value < 2100 && (i + n >= title.end || fold->at[i + n] != '-') &&
            (i == title.start || fold->at[i - 1] != '-'))
            year = (int)value;
        if (n > 0)
            i += n - 1;
    }
    return year;
}

/* Where neither title nor date says it: the first year in the opening lines. */
static int opening_year(const struct gt_fold *fold)
{
    uint32_t end = fold->len < OPENING_POINTS ? fold->len : OPENING_POINTS, value;

    for (uint32_t i = 0; i < end; i++) {
        uint32_t n = gt_number_digits(fold, i, end, &value);

        if (n == 4 && value >= 1990 && value < 2100 && (i == 0 || !gt_is_digit(fold->at[i - 1])))
            return (int)value;
        if (n > 0)
            i += n - 1;
    }
    return 0;
}

/* Does the title say that the document sets targets for a period? */
static bool title_plans(const struct gt_fold *fold, struct gt_span title, int year)
{
    static const char16_t *const words[] = {u"工作报告", u"要点", u"工作计划", u"行动计划", u"规划", u"目标", u"任务", u"清单", u"行动",
                                            u"分解", u"分工", u"部署", u"安排", u"实事", u"重点工作", u"plan", u"goals", u"targets", u"programme"};

    if (gt_fold_has(fold, title.start, title.end, u"申报"))
        return false; /* a call for projects has conditions, not targets */
    if (gt_fold_ends(fold, title.start, title.end, u"计划"))
        return true;
    if (gt_fold_has(fold, title.start, title.end, u"报告") && year != 0)
        return true;
    for (size_t i = 0; i < GT_LEN(words); i++)
        if (gt_fold_has(fold, title.start, title.end, words[i]))
            return true;
    return false;
}

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "no memory for the document's clauses", "条款识别内存不足");
}

static gt_rc read_clauses(struct gt_arena *arena, const struct gt_read_options *options,
                          struct gt_reading *out, struct gt_err *err)
{
    struct gt_fold fold;
    struct gt_lex *lex = GT_NEW(arena, struct gt_lex);
    struct gt_layout layout;
    struct gt_outline outline;
    struct gt_sight sight = {arena, &fold, lex, GT_NEW(arena, struct gt_sight_memo)};
    struct gt_due_frame frame = {0};
    int said;
    bool plans;

    if (lex == NULL || sight.memo == NULL || gt_lex_make(arena, lex) != GT_OK || gt_fold_make(arena, out->doc.text, &fold) != GT_OK ||
        gt_layout_make(arena, &out->doc, &fold, lex, &layout) != GT_OK)
        return no_memory(err);
    out->title = gt_fold_slice(&fold, layout.title.start, layout.title.end);
    out->mark = gt_fold_slice(&fold, layout.mark.start, layout.mark.end);
    out->issued = layout.issued;
    said = title_year(&fold, layout.title);
    out->year = options != NULL && options->year != 0 ? options->year : said != 0 ? said : layout.issued_year;
    if (out->year == 0)
        out->year = opening_year(&fold);
    plans = title_plans(&fold, layout.title, said);
    frame = (struct gt_due_frame){out->year, plans && (said != 0 || (options != NULL && options->year != 0)),
                                  layout.issued};
    if (gt_outline_make(&sight, &layout, &outline) != GT_OK ||
        gt_propose(&sight, &layout, &outline, &frame, plans, out) != GT_OK)
        return no_memory(err);
    return GT_OK;
}

gt_rc gt_read(struct gt_arena *arena, gt_str bytes, const struct gt_read_options *options,
              struct gt_reading *out, struct gt_err *err)
{
    gt_rc rc;

    memset(out, 0, sizeof(*out));
    out->issued = GT_DAY_NONE;
    gt_problems_init(&out->problems, arena);
    if ((rc = gt_read_doc(arena, bytes, options, &out->doc, err)) != GT_OK)
        return rc;
    rc = read_clauses(arena, options, out, err);
    if (rc != GT_OK && options != NULL && options->name.len > 0)
        return gt_wrap(err, rc, "%.*s", "%.*s", GT_FMT(options->name));
    return rc;
}
