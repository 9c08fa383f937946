/* para.c - from blocks to paragraphs that know their part. */
#include "read/para.h"

#include "read/due.h"
#include "read/duty.h"
#include "read/grid.h"
#include "read/when.h"

enum {
    FURNITURE_LEN_MAX = 80,  /* code points of a line of page furniture */
    SIGN_LEN_MAX = 40,
    SIGN_LOOK_AHEAD = 6,     /* signatures of several issuers before the date */
    HEADING_LEN_MAX = 42,    /* a heading sentence */
    TITLE_LEN_MAX = 60,
    MARK_LEN_MAX = 30,
    PARTED_LOOK = 60,        /* where the first cells of a head must end */
    DATE_LINE_MAX = 40,      /* of an English line that is a date */
    SALUTE_LEN_MAX = 200,
    WRAP_LINE_MIN = 18, WRAP_LINE_MAX = 120,
};

uint32_t gt_para_heading(const struct gt_fold *fold, uint32_t at, uint32_t end)
{
    uint32_t far = at + HEADING_LEN_MAX < end ? at + HEADING_LEN_MAX : end, depth = 0;

    for (uint32_t i = at; i < far; i++) {
        char16_t c = fold->at[i];

        if (c == '(' || c == u'“' || c == u'《')
            depth++;
        else if ((c == ')' || c == u'”' || c == u'》') && depth > 0)
            depth--;
        else if (depth > 0)
            continue;
        else if (gt_is_stop(c))
            return i + 1 < end ? i + 1 : 0;
        else if (c == ':' && i - at <= HEADING_LEN_MAX / 2)
            return i + 1 < end ? i + 1 : 0;
        else if (c == ' ' && i + 1 < end && i > at + 1 && gt_is_han(fold->at[i - 1]) &&
                 gt_is_han(fold->at[i + 1]) && i - at >= 4)
            return i + 1; /* a heading set off by blanks */
        else if (c == u';' || c == '\n')
            return 0;
    }
    return 0;
}

/* ---- what a line is ----------------------------------------------------------- */

static bool has_stop(const struct gt_fold *fold, uint32_t start, uint32_t end)
{
    for (uint32_t i = start; i < end; i++)
        if (gt_is_stop(fold->at[i]) || fold->at[i] == u';' ||
            (fold->at[i] == '.' && i >= start + 2 && gt_is_latin(fold->at[i - 1]) && gt_is_latin(fold->at[i - 2]) &&
             (i + 1 == end || fold->at[i + 1] == ' ')))
            return true;
    return false;
}

/* 国办发〔2018〕117号, 苏政发201886号 where the brackets got lost */
static bool is_mark(const struct gt_fold *fold, uint32_t start, uint32_t end, int *year)
{
    uint32_t i = start, n, value;

    if (end - start > MARK_LEN_MAX || end - start < 6 || fold->at[end - 1] != u'号')
        return false;
    while (i < end && (gt_is_han(fold->at[i]) || fold->at[i] == ' '))
        i++;
    if (i == end || (i == start && fold->at[i] != '['))
        return false;
    if (fold->at[i] == '[' || fold->at[i] == '(')
        i++;
    n = gt_number_digits(fold, i, i + 4 < end ? i + 4 : end, &value);
    if (n != 4 || value < 1980 || value > 2199)
        return false;
    *year = (int)value;
    for (i += 4; i + 1 < end; i++)
        if (!gt_is_digit(fold->at[i]) && fold->at[i] != ']' && fold->at[i] != ')' &&
            fold->at[i] != u'第' && fold->at[i] != ' ')
            return false;
    return true;
}

static bool is_annex(const struct gt_fold *fold, uint32_t start, uint32_t end)
{
    uint32_t i = start + 1;

    if (end - start > 6 || fold->at[start] != u'附')
        return false;
    while (i < end && (fold->at[i] == ' ' || fold->at[i] == u'件' || gt_is_digit(fold->at[i]) ||
                       fold->at[i] == ':'))
        i++;
    return i == end;
}

static bool is_annex_list(const struct gt_fold *fold, uint32_t start, uint32_t end)
{
    uint32_t i;

    if (!gt_fold_is(fold, start, end, u"附件") && !gt_fold_is(fold, start, end, u"附:"))
        return false;
    for (i = start + 1; i < end && i < start + 6 && fold->at[i] != ':'; i++)
        continue;
    return i < end && fold->at[i] == ':' && !has_stop(fold, start, end);
}

static bool is_furniture(const struct gt_fold *fold, const struct gt_lex *lex, uint32_t start,
                         uint32_t end, bool head)
{
    if (fold->at[start] == '#')
        return head;
    if (end - start > FURNITURE_LEN_MAX)
        return false;
    /* A sentence of the text may begin with the same words. */
    if (gt_lex_in(lex, GT_LEX_FURNITURE_IN, fold, start, end))
        return true;
    return gt_lex_at(lex, GT_LEX_FURNITURE, fold, start, end) > 0 &&
           (!gt_is_stop(fold->at[end - 1]) || fold->at[start] == '(' || gt_fold_is(fold, start, end, u"联系人:") ||
            gt_fold_is(fold, start, end, u"联系电话"));
}

/* (具体任务分配见附件1): a paragraph that only points somewhere. */
static bool is_pointer(const struct gt_fold *fold, uint32_t start, uint32_t end)
{
    return fold->at[start] == '(' && fold->at[end - 1] == ')' && end - start <= HEADING_LEN_MAX &&
           (gt_fold_has(fold, start, end, u"附件") || gt_fold_has(fold, start, end, u"附表") ||
            gt_fold_has(fold, start, end, u"详见")) && !gt_fold_has(fold, start, end, u"负责") && !gt_fold_has(fold, start, end, u"单位");
}

static bool is_plain(const struct gt_fold *fold, uint32_t start, uint32_t end)
{
    for (uint32_t i = start; i < end; i++)
        if (!gt_is_han(fold->at[i]) && fold->at[i] != ' ' && fold->at[i] != '(' &&
            fold->at[i] != ')' && fold->at[i] != u'、')
            return false;
    return true;
}

/* ---- joining lines that were cut at the margin -------------------------------------- */

struct maker {
    struct gt_arena *arena;
    const struct gt_doc *doc;
    const struct gt_fold *fold;
    const struct gt_lex *lex;
    struct gt_layout *out;
    uint32_t wrap;        /* width of the lines of a text cut at the margin; 0: not cut */
    uint32_t part;
    bool     body;        /* some text of this part was seen */
    bool     head;        /* still before all text */
    bool     in_annex_list;
    struct gt_grid_cols cols; /* of the last table with a head, and its part */
    uint32_t cols_part;
    uint32_t contents;    /* paragraph of a table of contents' first line; 0: not in one */
};

static struct gt_span trimmed(const struct maker *m, size_t block)
{
    struct gt_span span = m->doc->blocks[block].span;

    gt_fold_trim(m->fold, &span.start, &span.end);
    return span;
}

static void measure_wrap(struct maker *m)
{
    uint32_t count[WRAP_LINE_MAX + 1] = {0}, open = 0, best = 0, near = 0;

    if (m->doc->source != GT_SOURCE_TEXT || m->out->english)
        return;
    for (size_t i = 0; i < m->doc->block_count; i++) {
        struct gt_span line = trimmed(m, i);
        uint32_t len = line.end - line.start;

        if (len < WRAP_LINE_MIN || len > WRAP_LINE_MAX || gt_is_stop(m->fold->at[line.end - 1]))
            continue;
        count[len]++;
        open++;
    }
    for (uint32_t len = WRAP_LINE_MIN; len <= WRAP_LINE_MAX; len++)
        if (count[len] > 0 && count[len] * 4 >= open)
            best = len;
    for (uint32_t len = best > 2 ? best - 2 : 0; len <= WRAP_LINE_MAX && len <= best + 1; len++)
        near += count[len];
    if (best > 0 && open >= 8 && near * 10 >= open * 6)
        m->wrap = best;
}

static bool bullet(char16_t c)
{
    return c == u'●' || c == u'•' || c == '*' || c == u'◆' || c == u'■' || c == u'▪' || c == u'·' || c == '|' || c == '#';
}

static bool starts_capital(const struct maker *m, uint32_t at)
{
    gt_str first = gt_fold_slice(m->fold, at, at + 1);

    return first.len == 1 && first.at[0] >= 'A' && first.at[0] <= 'Z';
}

/* Does the line of block `next` carry on the one of block `at`? */
static bool carries_on(const struct maker *m, size_t at, size_t next)
{
    struct gt_span line = trimmed(m, at), more = trimmed(m, next);
    struct gt_number number;
    uint32_t len = line.end - line.start;

    if (m->doc->source != GT_SOURCE_TEXT || more.start == more.end || len == 0 ||
        m->doc->blocks[next].line != m->doc->blocks[at].line + 1 ||
        gt_number_parse(m->fold, more.start, more.end, &number) || bullet(m->fold->at[more.start]))
        return false;
    if (m->out->english) {
        char16_t last = m->fold->at[line.end - 1];

        if (gt_number_bullet(m->fold, more.start, more.end, &number) ||
            gt_label_line(&(struct gt_sight){m->arena, m->fold, m->lex, NULL}, more.start, more.end))
            return false;
        if (starts_capital(m, more.start))
            return len >= 60 && last != '.' && last != ':';
        return last != '.' || len >= 60;
    }
    return m->wrap > 0 && len + 2 >= m->wrap && !gt_is_stop(m->fold->at[line.end - 1]) &&
           m->doc->blocks[next].span.start == more.start;
}

/* ---- roles --------------------------------------------------------------------------- */

/* Short plain lines, then a date: the issuers' names under the text. */
static bool is_signature(const struct maker *m, size_t block)
{
    gt_day day;

    for (size_t i = block; i < m->doc->block_count && i < block + SIGN_LOOK_AHEAD; i++) {
        struct gt_span line = trimmed(m, i);

        if (i > block && gt_when_line(m->fold, line.start, line.end, &day))
            return true;
        if (line.end - line.start > SIGN_LEN_MAX || line.start == line.end ||
            !is_plain(m->fold, line.start, line.end))
            return false;
    }
    return false;
}

static void note_title(struct maker *m, struct gt_span line)
{
    struct gt_span *title = &m->out->title;
    uint32_t len = line.end - line.start;
    bool tail = false;

    if (m->body || len < 4 || len > TITLE_LEN_MAX * 2)
        return;
    for (uint32_t i = line.end; i > line.start && i > line.end - 3 && !tail; i--)
        tail = gt_lex_before(m->lex, GT_LEX_DOC_TAIL, m->fold, line.start, i) > 0;
    /* The first line stands until one that ends as titles do comes. */
    if (title->end == title->start)
        *title = line;
    else if (tail && gt_lex_before(m->lex, GT_LEX_DOC_TAIL, m->fold, title->start, title->end) == 0)
        *title = line;
}

static void note_issued(struct maker *m, gt_day day)
{
    m->out->issued = day;
    m->out->issued_year = gt_day_ymd(day).year;
}

/* A date somewhere in a line of the head: 2026年1月14日在…会议上, 发布日期:2022-04-11. */
static void note_head_date(struct maker *m, struct gt_span line)
{
    struct gt_when when;

    if (m->out->issued != GT_DAY_NONE)
        return;
    for (uint32_t i = line.start; i < line.end; i++)
        if ((i == line.start || !gt_is_digit(m->fold->at[i - 1])) &&
            gt_when_at(m->fold, i, line.end, &when) && when.part == GT_PART_DAY &&
            when.year_is == GT_YEAR_ABS && gt_when_day(&when, 0) != GT_DAY_NONE) {
            note_issued(m, gt_when_day(&when, 0));
            return;
        }
}

static void new_part(struct maker *m)
{
    m->part++;
    m->body = false;
    m->in_annex_list = false;
}

/* The lines between 目录 and the second time its first line comes. */
static bool in_contents(struct maker *m, struct gt_span line)
{
    const struct gt_para *first;

    if (line.end - line.start <= 6 && m->fold->at[line.start] == u'目' &&
        m->fold->at[line.end - 1] == u'录') {
        m->contents = (uint32_t)m->out->paras.count; /* the next line's index */
        return true;
    }
    if (m->contents == 0)
        return false;
    if (m->out->paras.count == m->contents + 1)
        return true; /* the first line itself, just pushed */
    first = &m->out->paras.at[m->contents];
    if (first->end - first->start == line.end - line.start &&
        memcmp(m->fold->at + first->start, m->fold->at + line.start,
               (line.end - line.start) * sizeof(char16_t)) == 0) {
        m->contents = 0;
        return false;
    }
    if (has_stop(m->fold, line.start, line.end)) {
        m->contents = 0; /* text: the contents were over */
        return false;
    }
    return true;
}

static enum gt_role role_of(struct maker *m, size_t block, struct gt_para *para)
{
    const struct gt_fold *fold = m->fold;
    struct gt_span line = {para->start, para->end};
    int year = 0;
    gt_day day;

    if (in_contents(m, line))
        return GT_ROLE_SKIP;
    if (is_furniture(fold, m->lex, line.start, line.end, m->head) || is_pointer(fold, line.start, line.end)) {
        if (!m->body)
            note_head_date(m, line);
        return GT_ROLE_SKIP;
    }
    m->head = false;
    if (is_mark(fold, line.start, line.end, &year)) {
        if (m->out->mark.end == 0)
            m->out->mark = line;
        if (m->out->issued_year == 0)
            m->out->issued_year = year;
        return GT_ROLE_MARK;
    }
    if (gt_when_line(fold, line.start, line.end, &day) ||
        (m->out->english && line.end - line.start <= DATE_LINE_MAX &&
         gt_due_english_date(&(struct gt_sight){m->arena, fold, m->lex, NULL}, line.start, line.end, &day))) {
        if (m->body || m->out->issued == GT_DAY_NONE) {
            if (m->part == 0 || m->out->issued == GT_DAY_NONE)
                note_issued(m, day);
        }
        if (m->body)
            new_part(m);
        return GT_ROLE_DATE;
    }
    if (is_annex(fold, line.start, line.end)) {
        new_part(m);
        return GT_ROLE_SKIP;
    }
    if (is_annex_list(fold, line.start, line.end)) {
        m->in_annex_list = true;
        return GT_ROLE_SKIP;
    }
    para->numbered = gt_number_parse(fold, line.start, line.end, &para->number);
    if (m->in_annex_list && (!has_stop(fold, line.start, line.end)) && !is_signature(m, block))
        return GT_ROLE_SKIP;
    m->in_annex_list = false;
    if (!para->numbered && gt_number_bullet(fold, line.start, line.end, &para->number))
        para->numbered = !gt_label_line(&(struct gt_sight){m->arena, fold, m->lex, NULL}, para->number.body, line.end);
    if (para->numbered)
        return GT_ROLE_TEXT;
    if (m->body && is_signature(m, block))
        return GT_ROLE_SIGN;
    if (fold->at[line.end - 1] == ':' && line.end - line.start <= (m->out->english ? TITLE_LEN_MAX : SALUTE_LEN_MAX) &&
        !has_stop(fold, line.start, line.end))
        return GT_ROLE_SALUTE;
    if (!has_stop(fold, line.start, line.end) &&
        (line.end - line.start <= TITLE_LEN_MAX || !m->body) && fold->at[line.end - 1] != ')') {
        if (!m->out->english || line.end - line.start <= TITLE_LEN_MAX)
            note_title(m, line);
        if (!m->body)
            note_head_date(m, line);
        return GT_ROLE_HEADING;
    }
    return GT_ROLE_TEXT;
}

/* 政府工作报告, 在…会议上的讲话, or a text that addresses its hearers. */
static bool is_speech(struct maker *m)
{
    const struct gt_span title = m->out->title;

    m->out->spoken = gt_fold_has(m->fold, title.start, title.end, u"讲话") || gt_fold_has(m->fold, title.start, title.end, u"致辞");
    if (m->out->spoken || gt_fold_has(m->fold, title.start, title.end, u"工作报告"))
        return true;
    for (size_t i = 0; i < m->out->paras.count && i < 40; i++) {
        const struct gt_para *para = &m->out->paras.at[i];

        if (para->end - para->start < 8 && (gt_fold_is(m->fold, para->start, para->end, u"各位代表") ||
                                            gt_fold_is(m->fold, para->start, para->end, u"同志们")))
            return true;
    }
    return false;
}

static bool is_english(const struct gt_fold *fold)
{
    uint32_t han = 0, latin = 0;

    for (uint32_t i = 0; i < fold->len; i++) {
        han += gt_is_han(fold->at[i]);
        latin += gt_is_latin(fold->at[i]);
    }
    return latin > 20 && han * 10 < latin;
}

static gt_rc add_table(struct maker *m, const struct gt_block *block, uint32_t index)
{
    const struct gt_table *table = &m->doc->tables[block->table];
    struct gt_grid_cols cols;

    gt_grid_head(table, m->fold, &cols);
    if (!cols.found && m->cols.found && m->cols_part == m->part && m->cols.count == cols.count) {
        cols = m->cols; /* goes on with the table before it, without a head */
        cols.head_rows = 0;
    }
    if (!cols.found)
        return GT_OK;
    m->cols = cols;
    m->cols_part = m->part;
    for (uint32_t r = cols.head_rows; r < table->row_count; r++) {
        struct gt_row row, *slot;
        struct gt_para *para;
        struct gt_span span;

        if (!gt_grid_row(table, m->fold, &cols, r, &row, &span))
            continue;
        if ((slot = GT_PUSH(m->arena, &m->out->rows)) == NULL ||
            (para = GT_PUSH(m->arena, &m->out->paras)) == NULL)
            return GT_ENOMEM;
        *slot = row;
        *para = (struct gt_para){span.start, span.end, GT_ROLE_ROW, .part = m->part, .block = index,
                                 .row = (uint32_t)m->out->rows.count - 1};
    }
    m->body = true;
    return GT_OK;
}

/* May the line be the head of a table of text: cells parted by | or tabs? */
static bool parted(const struct gt_fold *fold, struct gt_span line)
{
    uint32_t far = line.end - line.start > PARTED_LOOK ? line.start + PARTED_LOOK : line.end, count = 0;

    for (uint32_t i = line.start; i < far; i++)
        if (fold->at[i] == '|')
            count++;
    if (count == 0 && memchr(gt_fold_slice(fold, line.start, far).at, '\t', gt_fold_slice(fold, line.start, far).len) != NULL)
        count = 2;
    return count >= 2;
}

gt_rc gt_layout_make(struct gt_arena *arena, const struct gt_doc *doc, const struct gt_fold *fold,
                     const struct gt_lex *lex, struct gt_layout *out)
{
    struct maker m = {arena, doc, fold, lex, out, .head = true};
    gt_rc rc;

    memset(out, 0, sizeof(*out));
    out->issued = GT_DAY_NONE;
    out->english = is_english(fold);
    measure_wrap(&m);
    for (size_t i = 0; i < doc->block_count; i++) {
        struct gt_span line = trimmed(&m, i);
        struct gt_para *para;
        uint32_t taken = 0;
        size_t first = i;

        if (doc->blocks[i].kind == GT_BLOCK_NOTE)
            continue; /* explains, orders nothing */
        if (doc->blocks[i].kind == GT_BLOCK_TABLE) {
            if ((rc = add_table(&m, &doc->blocks[i], (uint32_t)i)) != GT_OK)
                return rc;
            continue;
        }
        if (line.start == line.end)
            continue;
        if (fold->at[line.start] == u'序' || fold->at[line.start] == u'编') {
            if ((rc = gt_grid_flat(arena, doc, fold, (uint32_t)i, m.part, out, &taken)) != GT_OK)
                return rc;
            if (taken > 0) {
                m.body = true;
                i += taken - 1;
                continue;
            }
        }
        if (parted(fold, line)) {
            if ((rc = gt_grid_piped(arena, doc, fold, (uint32_t)i, m.part, out, &taken)) != GT_OK)
                return rc;
            if (taken > 0) {
                m.body = true;
                i += taken - 1;
                continue;
            }
        }
        while (i + 1 < doc->block_count && carries_on(&m, i, i + 1))
            line.end = trimmed(&m, ++i).end;
        if ((para = GT_PUSH(arena, &out->paras)) == NULL)
            return GT_ENOMEM;
        *para = (struct gt_para){line.start, line.end, .block = (uint32_t)first};
        para->role = role_of(&m, first, para);
        para->part = m.part;
        if (para->role == GT_ROLE_TEXT) {
            uint32_t body = para->numbered ? para->number.body : para->start;

            para->head_end = gt_para_heading(fold, body, para->end);
            m.body = true;
        }
    }
    out->speech = is_speech(&m);
    return GT_OK;
}
