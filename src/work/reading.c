/* reading.c - from the engine's values to the store's. */
#include "base/json.h"
#include "base/utf8.h"
#include "read/read.h"
#include "work/reading.h"

enum {
    BLOCKS_JSON_MAX = 256 << 20,
    HEADING_POINTS_MAX = 60, /* a longer paragraph is no heading */
    TITLE_BYTES_MIN = 6,     /* two characters; less is in any title */
};

static const char *const kinds[] = {
    [GT_SOURCE_TEXT] = "txt", [GT_SOURCE_HTML] = "html", [GT_SOURCE_DOCX] = "docx",
    [GT_SOURCE_XLSX] = "xlsx", [GT_SOURCE_CSV] = "csv",
};

/* ---- blocks ----------------------------------------------------------------- */

/* Depth of a number path: 二/（三） is 2. */
static int64_t depth(gt_str number)
{
    int64_t levels = number.len > 0;

    for (size_t i = 0; i < number.len; i++)
        levels += number.at[i] == '/';
    return levels;
}

/* The level of a heading, by its style or because a clause says that the
 * whole paragraph is its heading; 0 for body text. */
static int64_t level_of(const struct gt_block *block, const struct gt_read_clause *clause)
{
    if (block->level > 0)
        return block->level;
    if (clause == NULL || clause->heading.len == 0 || clause->in_table ||
        block->span.end - block->span.start > HEADING_POINTS_MAX ||
        !gt_str_ends(gt_str_trim(block->text), clause->heading))
        return 0;
    return depth(clause->number);
}

static void put_cells(struct gt_json *json, const struct gt_doc *doc, const struct gt_block *block)
{
    gt_json_array(json, "cells");
    if (block->kind == GT_BLOCK_TABLE) {
        const struct gt_table *table = &doc->tables[block->table];

        for (size_t i = 0; i < table->cell_count; i++) {
            const struct gt_cell *cell = &table->cells[i];

            gt_json_object(json, NULL);
            gt_json_i64(json, "row", cell->row);
            gt_json_i64(json, "col", cell->col);
            gt_json_i64(json, "rows", cell->row_span);
            gt_json_i64(json, "cols", cell->col_span);
            gt_json_i64(json, "start", cell->span.start);
            gt_json_i64(json, "end", cell->span.end);
            gt_json_close(json);
        }
    }
    gt_json_close(json);
}

static void put_blocks(struct gt_json *json, const struct gt_reading *reading)
{
    size_t next = 0; /* clause */
    bool before_body = true;

    gt_json_array(json, "blocks");
    for (size_t i = 0; i < reading->doc.block_count; i++) {
        const struct gt_block *block = &reading->doc.blocks[i];
        const gt_str text = gt_str_trim(block->text);
        const struct gt_read_clause *clause = NULL;
        const char *kind = "para";
        int64_t level = 0;

        while (next < reading->clause_count && reading->clauses[next].block < i)
            next++;
        if (next < reading->clause_count && reading->clauses[next].block == i) {
            clause = &reading->clauses[next];
            before_body = false;
        }
        if (block->kind == GT_BLOCK_TABLE)
            kind = "table";
        else if (before_body && text.len >= TITLE_BYTES_MIN &&
                 gt_str_find(reading->title, text, 0) != SIZE_MAX)
            kind = "title";
        else if ((level = level_of(block, clause)) > 0)
            kind = "heading";
        gt_json_object(json, NULL);
        gt_json_text(json, "kind", kind);
        gt_json_i64(json, "level", level);
        gt_json_i64(json, "start", block->span.start);
        gt_json_i64(json, "end", block->span.end);
        put_cells(json, &reading->doc, block);
        gt_json_close(json);
    }
    gt_json_close(json);
}

static void put_problems(struct gt_json *json, const struct gt_problems *problems)
{
    gt_json_array(json, "problems");
    for (size_t i = 0; i < problems->list.count; i++) {
        const struct gt_problem *problem = &problems->list.at[i];

        gt_json_object(json, NULL);
        gt_json_str(json, "field", problem->field);
        gt_json_i64(json, "line", problem->line);
        gt_json_str(json, "zh", problem->text[GT_LANG_ZH]);
        gt_json_str(json, "en", problem->text[GT_LANG_EN]);
        gt_json_str(json, "offer", problem->offer);
        gt_json_bool(json, "error", problem->severity == GT_PROBLEM_ERROR);
        gt_json_close(json);
    }
    gt_json_close(json);
}

static gt_rc blocks_text(struct gt_arena *arena, const struct gt_reading *reading, gt_str *out)
{
    struct gt_buf buf;
    struct gt_json json;
    gt_rc rc;

    gt_buf_init(&buf, BLOCKS_JSON_MAX);
    gt_json_init(&json, &buf);
    gt_json_object(&json, NULL);
    put_blocks(&json, reading);
    put_problems(&json, &reading->problems);
    gt_json_close(&json);
    if ((rc = gt_json_status(&json)) == GT_OK)
        rc = gt_arena_dup(arena, gt_buf_view(&buf), out);
    gt_buf_clear(&buf);
    return rc;
}

/* ---- clauses ------------------------------------------------------------------ */

/* The fields a task hangs on; a wrong speaker costs nobody a deadline. */
static double weakest(const struct gt_proposal *proposal)
{
    static const enum gt_field fields[] = {GT_FIELD_KIND, GT_FIELD_TITLE, GT_FIELD_LEAD,
                                           GT_FIELD_SUPPORT, GT_FIELD_DUE, GT_FIELD_FIGURES};
    double least = 1;

    for (size_t i = 0; i < GT_LEN(fields); i++)
        if (proposal->why[fields[i]].confidence < least)
            least = proposal->why[fields[i]].confidence;
    return least;
}

static gt_rc take_lists(struct gt_arena *arena, const struct gt_proposal *from,
                        struct gt_proposed *to)
{
    to->support = GT_NEW_N(arena, struct gt_named_unit, from->support_count);
    to->figures = GT_NEW_N(arena, struct gt_figure, from->figure_count);
    to->notes = GT_NEW_N(arena, struct gt_field_note, GT_FIELD_COUNT);
    if (to->support == NULL || to->figures == NULL || to->notes == NULL)
        return GT_ENOMEM;
    for (size_t i = 0; i < from->support_count; i++)
        to->support[to->support_count++].text = from->support[i];
    for (size_t i = 0; i < from->figure_count; i++) {
        struct gt_figure *figure = &to->figures[to->figure_count++];

        figure->name = from->figures[i].name;
        figure->unit = from->figures[i].unit;
        figure->value = from->figures[i].value;
        figure->op = gt_str_from(gt_figure_op_name(from->figures[i].op));
        figure->text = GT_STR("");
    }
    for (int i = 0; i < GT_FIELD_COUNT; i++) {
        struct gt_field_note *note = &to->notes[to->note_count++];

        note->field = gt_str_from(gt_field_name((enum gt_field)i));
        note->confidence = from->why[i].confidence;
        note->why[GT_LANG_ZH] = from->why[i].text[GT_LANG_ZH];
        note->why[GT_LANG_EN] = from->why[i].text[GT_LANG_EN];
    }
    return GT_OK;
}

static gt_rc take_clause(struct gt_arena *arena, const struct gt_read_clause *clause,
                         const struct gt_proposal *proposal, struct gt_reading_clause *out)
{
    *out = (struct gt_reading_clause){
        .number = clause->number,
        .heading = clause->heading,
        .text = clause->text,
        .start = clause->span.start,
        .end = clause->span.end,
        .confidence = weakest(proposal),
        .proposed = {
            .kind = gt_str_from(gt_clause_kind_name(proposal->kind)),
            .title = proposal->title,
            .lead = {.text = proposal->lead},
            .due = proposal->due,
            .due_text = proposal->due_text,
            .recur = gt_str_from(gt_recur_name(proposal->recur)),
            .standing = proposal->standing,
            .speaker = proposal->speaker,
        },
    };
    return take_lists(arena, proposal, &out->proposed);
}

/* "X省人民政府办公厅关于……的通知": who issued it stands before 关于. */
static gt_str issuer_of(gt_str title)
{
    static const char *const ends[] = {"府", "厅", "局", "委", "会", "院", "部", "室", "署", "组",
                                       "中心", "党委"};
    const size_t about = gt_str_find(title, GT_STR("关于"), 0);
    const gt_str head = gt_str_trim(gt_str_sub(title, 0, about));

    if (about == SIZE_MAX)
        return GT_STR("");
    for (size_t i = 0; i < GT_LEN(ends); i++)
        if (gt_str_ends(head, gt_str_from(ends[i])))
            return head;
    return GT_STR("");
}

size_t gt_reading_budget(size_t bytes)
{
    return gt_read_budget(bytes) + BLOCKS_JSON_MAX;
}

gt_rc gt_reading_directive(struct gt_arena *arena, gt_str bytes, gt_str name, int year,
                           struct gt_reading_directive *out, struct gt_err *err)
{
    const struct gt_read_options options = {.name = name, .year = year};
    struct gt_reading reading;
    gt_rc rc;

    if ((rc = gt_read(arena, bytes, &options, &reading, err)) != GT_OK)
        return rc;
    *out = (struct gt_reading_directive){
        .title = reading.title,
        .number = reading.mark,
        .issuer = issuer_of(reading.title),
        .kind = gt_str_from(kinds[reading.doc.source]),
        .text = reading.doc.text,
        .issued = reading.issued,
        .year = reading.year,
        .clause_count = reading.clause_count,
        .clauses = GT_NEW_N(arena, struct gt_reading_clause, reading.clause_count),
    };
    rc = out->clauses == NULL ? GT_ENOMEM : blocks_text(arena, &reading, &out->blocks);
    for (size_t i = 0; i < reading.clause_count && rc == GT_OK; i++)
        rc = take_clause(arena, &reading.clauses[i], &reading.proposals[i], &out->clauses[i]);
    return gt_wrap(err, rc, "%.*s", "%.*s", GT_FMT(name));
}

gt_rc gt_reading_part(struct gt_arena *arena, gt_str text, int year, struct gt_reading_clause *out,
                      bool *found, struct gt_err *err)
{
    const struct gt_read_options options = {.name = GT_STR(""), .year = year};
    struct gt_reading reading;
    size_t best = 0;
    gt_rc rc;

    *found = false;
    rc = gt_read(arena, text, &options, &reading, err);
    if (rc == GT_EPARSE || rc == GT_EUNSUPPORTED || rc == GT_EINVAL) {
        gt_err_clear(err); /* too little to be a document; nothing is proposed */
        return GT_OK;
    }
    if (rc != GT_OK || reading.clause_count == 0)
        return rc;
    while (best < reading.clause_count && reading.proposals[best].kind == GT_KIND_CONTEXT)
        best++;
    if (best == reading.clause_count)
        best = 0;
    *found = true;
    rc = take_clause(arena, &reading.clauses[best], &reading.proposals[best], out);
    return gt_wrap(err, rc, "reading a clause", "读条款");
}
