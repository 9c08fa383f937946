/*
 * import_want.c - the rows of a table as tasks.
 *
 * A task merged over several measures becomes a task with measures below
 * it; any other row is one task, its target and measure in its note.
 */
#include <math.h>

#include "base/utf8.h"
#include "work/import_parts.h"

enum { KEY_BYTES = 64 };

struct builder {
    const struct gt_import_reading *reading;
    struct gt_arena *arena;
    gt_wants        *wants;
    struct gt_map    keys;    /* key to how often it stands in the table */
    gt_str           source;
};

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "the import needs too much memory", "导入所需内存过大");
}

/* ---- the source: what stays the same when the table comes again next month ------------- */

/* Figures and words of time: 2026年, 三季度, 6月份, 上半年 say which issue of
 * the table this is, not which table. */
static bool tells_time(uint32_t c)
{
    static const uint32_t points[] = {
        U'年', U'度', U'月', U'日', U'份', U'季', U'上', U'下', U'半', U'第', U'〇', U'○', U'一', U'二', U'三', U'四',
        U'五', U'六', U'七', U'八', U'九', U'十'};

    /* Brackets and dashes stand around such words, and go with them. */
    if ((c < 0x80 && !(c >= 'a' && c <= 'z')) || (c >= 0x2000 && c <= 0x3020) || (c >= 0xff00 && c <= 0xffef))
        return true;
    for (size_t i = 0; i < GT_LEN(points); i++)
        if (points[i] == c)
            return true;
    return false;
}

/* 完成情况 is what the same table is called once it is filled in. */
static gt_str without_state(gt_str title)
{
    static const gt_str words[] = {GT_STR_INIT("完成情况"), GT_STR_INIT("进展情况"), GT_STR_INIT("落实情况"),
                                   GT_STR_INIT("推进情况"), GT_STR_INIT("progress")};

    for (size_t i = 0; i < GT_LEN(words); i++)
        if (gt_str_ends(title, words[i]))
            return gt_str_sub(title, 0, title.len - words[i].len);
    return title;
}

static gt_str stem(gt_str name)
{
    size_t end = name.len;

    while (end > 0 && name.at[end - 1] != '.')
        end--;
    return end > 1 ? gt_str_sub(name, 0, end - 1) : name;
}

static gt_rc source_of(struct gt_arena *arena, const struct gt_import_view *view, gt_str *out)
{
    gt_str folded, kept;
    size_t at = 0, len = 0;
    char *made;

    if (gt_fold_name(arena, view->title.len > 0 ? view->title : stem(view->file_name), &folded) != GT_OK ||
        (made = gt_arena_alloc(arena, folded.len + 4, 1)) == NULL)
        return GT_ENOMEM;
    folded = without_state(folded);
    while (at < folded.len) {
        const uint32_t c = gt_utf8_next(folded, &at);

        if (!tells_time(c))
            len += gt_utf8_put(c, made + len);
    }
    kept = (gt_str){made, len};
    return gt_arena_printf(arena, out, "%08x", (unsigned)(gt_hash(kept) ^ (uint64_t)view->year * 2654435761u));
}

static gt_rc hashed(struct gt_arena *arena, gt_str text, const char *form, gt_str *out)
{
    gt_str folded;

    if (gt_fold_name(arena, text, &folded) != GT_OK)
        return GT_ENOMEM;
    return form[0] == 'n' ? gt_arena_printf(arena, out, "%08x", (unsigned)gt_hash(folded))
                          : gt_arena_printf(arena, out, "%016llx", (unsigned long long)gt_hash(folded));
}

/* key = source-number-title; the same three again in one table get #2, #3. */
static gt_rc set_key(struct builder *builder, struct gt_want *want, gt_str what)
{
    struct gt_arena *arena = builder->arena;
    gt_str number, title;
    uint32_t seen = 0;
    gt_rc rc;

    if (hashed(arena, want->number, "n", &number) != GT_OK || hashed(arena, what, "t", &title) != GT_OK ||
        gt_arena_printf(arena, &want->key, "%.*s-%.*s-%.*s", GT_FMT(builder->source), GT_FMT(number),
                        GT_FMT(title)) != GT_OK ||
        gt_arena_printf(arena, &want->by_title, "%.*s--%.*s", GT_FMT(builder->source), GT_FMT(title)) != GT_OK ||
        gt_arena_printf(arena, &want->by_number, "-%.*s-%.*s", GT_FMT(number), GT_FMT(title)) != GT_OK)
        return GT_ENOMEM;
    want->source = builder->source;
    if ((rc = gt_map_add(&builder->keys, want->key, 1)) != GT_EEXISTS)
        return rc;
    for (uint32_t again = 2; seen == 0; again++) {
        gt_str key;

        if (gt_arena_printf(arena, &key, "%.*s#%u", GT_FMT(want->key), again) != GT_OK)
            return GT_ENOMEM;
        if ((rc = gt_map_add(&builder->keys, key, 1)) == GT_EEXISTS)
            continue;
        want->key = key;
        seen = again;
        if (rc != GT_OK)
            return rc;
    }
    return GT_OK;
}

/* ---- facts ---------------------------------------------------------------------------------- */

static gt_str at_most(gt_str text, size_t bytes)
{
    if (text.len <= bytes)
        return text;
    while (bytes > 0 && ((unsigned char)text.at[bytes] & 0xc0) == 0x80)
        bytes--;
    return gt_str_sub(text, 0, bytes);
}

static bool has_col(const struct builder *builder, enum gt_col is)
{
    return builder->reading->table.col[is] != GT_COL_ABSENT;
}

/* Texts of several columns as paragraphs of one. */
static gt_rc join_texts(struct gt_arena *arena, gt_str *into, gt_str text)
{
    if (text.len == 0 || gt_str_find(*into, text, 0) != SIZE_MAX)
        return GT_OK;
    return gt_arena_printf(arena, into, "%.*s%s%.*s", GT_FMT(*into), into->len ? "\n" : "", GT_FMT(text));
}

static gt_rc set_units(struct builder *builder, struct gt_want *want, const struct gt_taskrow *row)
{
    want->lead = gt_import_unit_of(builder->reading, row->text[GT_COL_LEAD]);
    if ((want->supports = GT_NEW_N(builder->arena, uint32_t, row->support_count + 1)) == NULL)
        return GT_ENOMEM;
    for (uint32_t i = 0; i < row->support_count; i++) {
        const uint32_t unit = gt_import_unit_of(builder->reading, row->support[i]);
        bool twice = unit == GT_NO_WANT || unit == want->lead;

        for (uint32_t k = 0; k < want->support_count && !twice; k++)
            twice = want->supports[k] == unit;
        if (!twice)
            want->supports[want->support_count++] = unit;
    }
    if (has_col(builder, GT_COL_LEAD) || row->text[GT_COL_LEAD].len > 0)
        want->has |= GT_WANT_LEAD;
    if (has_col(builder, GT_COL_LEAD) || has_col(builder, GT_COL_SUPPORT))
        want->has |= GT_WANT_SUPPORT;
    return GT_OK;
}

static void set_dates(const struct builder *builder, struct gt_want *want, const struct gt_taskrow *row)
{
    if (has_col(builder, GT_COL_DUE)) {
        want->has |= GT_WANT_DUE | GT_WANT_RECUR;
        want->facts.deadline = row->due;
        /* How a date is shown is the spreadsheet's business, not the task's. */
        want->facts.due_text = row->dated && row->due != GT_DAY_NONE ? GT_STR("")
                                                                     : at_most(row->due_text, GT_TASK_TITLE_MAX);
        want->facts.standing = row->standing;
    }
    if (has_col(builder, GT_COL_FREQUENCY))
        want->has |= GT_WANT_RECUR;
    want->facts.recur = row->recur;
    if (has_col(builder, GT_COL_START) || row->start != GT_DAY_NONE) {
        want->has |= GT_WANT_START;
        want->facts.not_before = row->start;
    }
}

static void set_people(const struct builder *builder, struct gt_want *want, const struct gt_taskrow *row)
{
    want->facts.leader = at_most(row->text[GT_COL_LEADER], 200);
    want->facts.person = at_most(row->text[GT_COL_PERSON], 200);
    if (has_col(builder, GT_COL_LEADER) || want->facts.leader.len > 0)
        want->has |= GT_WANT_LEADER;
    if (has_col(builder, GT_COL_PERSON) || want->facts.person.len > 0)
        want->has |= GT_WANT_PERSON;
}

/* "已完成35%" gives 35; no figure with % gives -1. */
static double percent_in(gt_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        const gt_str rest = gt_str_sub(text, i, text.len);
        size_t from = i;
        double value = 0, unit = 1;

        if (!gt_str_starts(rest, GT_STR("%")) && !gt_str_starts(rest, GT_STR("％")))
            continue;
        while (from > 0 && ((text.at[from - 1] >= '0' && text.at[from - 1] <= '9') || text.at[from - 1] == '.'))
            from--;
        for (bool point = false; from < i; from++) {
            if (text.at[from] == '.') {
                point = true;
                continue;
            }
            value = point ? value + (text.at[from] - '0') * (unit /= 10) : value * 10 + (text.at[from] - '0');
        }
        if (value <= 100 && i > 0 && text.at[i - 1] >= '0' && text.at[i - 1] <= '9')
            return value;
    }
    return -1;
}

/* "35%" and nothing else: a figure, no words. */
static bool only_percent(gt_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (strchr("0123456789.% ", text.at[i]) == NULL)
            return false;
    return true;
}

static bool says_done(gt_str status)
{
    static const char *const words[] = {"已完成", "完成", "办结", "已办结", "销号", "Done", "done", "Completed", "complete"};

    for (size_t i = 0; i < GT_LEN(words); i++)
        if (gt_str_eq(status, gt_str_from(words[i])))
            return true;
    return false;
}

/* The columns of a period are a report, not facts of the task. */
static gt_rc set_report(struct builder *builder, struct gt_want *want, const struct gt_taskrow *row)
{
    const gt_str progress = row->text[GT_COL_PROGRESS], done = row->text[GT_COL_DONE];
    double percent = percent_in(progress);

    if (percent < 0)
        percent = percent_in(row->text[GT_COL_STATUS]);
    if (percent < 0 && says_done(row->text[GT_COL_STATUS]))
        percent = 100;
    want->words = want->problems = want->next = GT_STR("");
    if (join_texts(builder->arena, &want->words, done) != GT_OK ||
        (!only_percent(progress) && join_texts(builder->arena, &want->words, progress) != GT_OK))
        return GT_ENOMEM;
    want->words = at_most(want->words, 20000);
    want->problems = at_most(row->text[GT_COL_PROBLEMS], 20000);
    want->next = at_most(row->text[GT_COL_NEXT], 20000);
    if (percent >= 0) {
        want->has |= GT_WANT_PERCENT;
        want->percent = percent;
    }
    if (want->words.len > 0 || want->problems.len > 0 || want->next.len > 0 || percent >= 0)
        want->has |= GT_WANT_REPORT;
    return GT_OK;
}

static struct gt_want *add_want(struct builder *builder, const struct gt_taskrow *row, enum gt_task_kind kind)
{
    struct gt_want *want = GT_PUSH(builder->arena, builder->wants);

    if (want == NULL)
        return NULL;
    want->row = row->row;
    want->parent = want->lead = want->old = GT_NO_WANT;
    want->number = row->text[GT_COL_NUMBER];
    want->facts = (struct gt_task){
        .kind = kind, .not_before = GT_DAY_NONE, .start_pin = GT_DAY_NONE, .finish_pin = GT_DAY_NONE,
        .deadline = GT_DAY_NONE, .duration_days = -1, .position = row->row,
        .code = GT_STR(""), .title = GT_STR(""), .short_title = GT_STR(""), .detail = GT_STR(""),
        .theme = at_most(row->text[GT_COL_PARENT], 200), .leader = GT_STR(""), .person = GT_STR(""),
        .due_text = GT_STR(""), .recur = GT_STR(""), .template_key = GT_STR(""), .key = GT_STR(""),
    };
    want->words = want->problems = want->next = want->named = GT_STR("");
    if (has_col(builder, GT_COL_PARENT) || row->text[GT_COL_PARENT].len > 0)
        want->has |= GT_WANT_THEME;
    return want;
}

static gt_rc set_title(struct gt_arena *arena, struct gt_want *want, gt_str title)
{
    want->facts.title = at_most(title, GT_TASK_TITLE_MAX);
    return want->facts.title.len < title.len ? join_texts(arena, &want->facts.detail, title) : GT_OK;
}

/* A row on its own. parent: the task that it is a measure of, or GT_NO_WANT. */
static gt_rc add_row(struct builder *builder, const struct gt_taskrow *row, uint32_t parent)
{
    const bool measure = parent != GT_NO_WANT;
    const gt_str title = measure ? row->text[GT_COL_MEASURE] : row->text[GT_COL_TASK];
    struct gt_want *want = add_want(builder, row, measure ? GT_TASK_MEASURE : GT_TASK_TASK);
    gt_str what;

    if (want == NULL)
        return GT_ENOMEM;
    want->parent = parent;
    want->named = row->text[GT_COL_KEY];
    if (gt_arena_printf(builder->arena, &what, "%.*s/%.*s", GT_FMT(row->text[GT_COL_TASK]),
                        GT_FMT(measure ? title : GT_STR(""))) != GT_OK ||
        set_title(builder->arena, want, title) != GT_OK || set_key(builder, want, what) != GT_OK)
        return GT_ENOMEM;
    if (!measure && (has_col(builder, GT_COL_TARGET) || has_col(builder, GT_COL_MEASURE))) {
        want->has |= GT_WANT_DETAIL;
        if (join_texts(builder->arena, &want->facts.detail, row->text[GT_COL_TARGET]) != GT_OK ||
            join_texts(builder->arena, &want->facts.detail, row->text[GT_COL_MEASURE]) != GT_OK)
            return GT_ENOMEM;
    }
    want->facts.detail = at_most(want->facts.detail, GT_TASK_TEXT_MAX);
    set_dates(builder, want, row);
    set_people(builder, want, row);
    return set_units(builder, want, row) == GT_OK && set_report(builder, want, row) == GT_OK ? GT_OK : GT_ENOMEM;
}

/* The task over several measures: what all of them share. */
static gt_rc add_group(struct builder *builder, const struct gt_taskrow *rows, size_t count)
{
    struct gt_want *want = add_want(builder, &rows[0], GT_TASK_TASK);
    bool one_leader = true;
    gt_str what;

    if (want == NULL)
        return GT_ENOMEM;
    for (size_t i = 1; i < count; i++)
        one_leader &= gt_str_eq(rows[i].text[GT_COL_LEADER], rows[0].text[GT_COL_LEADER]);
    if (gt_arena_printf(builder->arena, &what, "%.*s/", GT_FMT(rows[0].text[GT_COL_TASK])) != GT_OK ||
        set_title(builder->arena, want, rows[0].text[GT_COL_TASK]) != GT_OK ||
        set_key(builder, want, what) != GT_OK || set_units(builder, want, &rows[0]) != GT_OK)
        return GT_ENOMEM;
    /* Who supports is said measure by measure. */
    want->support_count = 0;
    want->has &= ~(uint32_t)GT_WANT_SUPPORT;
    if (one_leader)
        set_people(builder, want, &rows[0]);
    want->has &= ~(uint32_t)GT_WANT_PERSON;
    want->facts.person = GT_STR("");
    if (has_col(builder, GT_COL_TARGET)) {
        want->has |= GT_WANT_DETAIL;
        for (size_t i = 0; i < count; i++)
            if (join_texts(builder->arena, &want->facts.detail, rows[i].text[GT_COL_TARGET]) != GT_OK)
                return GT_ENOMEM;
        want->facts.detail = at_most(want->facts.detail, GT_TASK_TEXT_MAX);
    }
    return GT_OK;
}

/* How many rows from here on are measures of one task. */
static size_t group_len(const struct builder *builder, size_t from)
{
    const struct gt_tasktable *table = &builder->reading->table;
    const struct gt_taskrow *first = &table->rows.at[from];
    size_t count = 1;

    if (!has_col(builder, GT_COL_MEASURE) || first->text[GT_COL_MEASURE].len == 0)
        return 1;
    while (from + count < table->rows.count) {
        const struct gt_taskrow *row = &table->rows.at[from + count];

        if (!gt_str_eq(row->text[GT_COL_TASK], first->text[GT_COL_TASK]) ||
            !gt_str_eq(row->text[GT_COL_NUMBER], first->text[GT_COL_NUMBER]) ||
            row->text[GT_COL_MEASURE].len == 0 || row->text[GT_COL_TASK].len == 0)
            break;
        count++;
    }
    return count;
}

/* Room for all at once: growing would leave as much again in the arena. */
static gt_rc reserve(const struct builder *builder, gt_wants *wants)
{
    const size_t rows = builder->reading->table.rows.count;
    size_t count = rows + 1;

    for (size_t from = 0; from < rows; from += group_len(builder, from))
        count++;
    wants->at = GT_NEW_N(builder->arena, struct gt_want, count);
    wants->cap = wants->at != NULL ? count : 0;
    return wants->at != NULL ? GT_OK : GT_ENOMEM;
}

gt_rc gt_import_wants(const struct gt_import_reading *reading, gt_wants *out, struct gt_err *err)
{
    struct builder builder = {.reading = reading, .arena = reading->arena, .wants = out};
    const struct gt_tasktable *table = &reading->table;

    *out = (gt_wants){0};
    gt_map_init(&builder.keys, reading->arena);
    if (source_of(reading->arena, reading->view, &builder.source) != GT_OK || reserve(&builder, out) != GT_OK)
        return no_memory(err);
    for (size_t from = 0; from < table->rows.count;) {
        const size_t count = group_len(&builder, from);
        uint32_t parent = GT_NO_WANT;

        /* An exported measure stands under its task also where it is alone. */
        if (count > 1 || (gt_export_key_measure(table->rows.at[from].text[GT_COL_KEY]) &&
                          table->rows.at[from].text[GT_COL_MEASURE].len > 0)) {
            parent = (uint32_t)out->count;
            if (add_group(&builder, &table->rows.at[from], count) != GT_OK)
                return no_memory(err);
        }
        for (size_t i = 0; i < count; i++)
            if (add_row(&builder, &table->rows.at[from + i], parent) != GT_OK)
                return no_memory(err);
        from += count;
    }
    return GT_OK;
}
