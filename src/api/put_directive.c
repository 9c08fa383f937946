/* put_directive.c - documents, clauses and comparisons as JSON. */
#include "api/put_directive.h"

void gt_put_coverage(struct gt_json *json, const char *key,
                     const struct gt_directive_coverage *coverage)
{
    gt_json_object(json, key);
    gt_json_i64(json, "clauses", coverage->clauses);
    gt_json_i64(json, "asking", coverage->asking);
    gt_json_i64(json, "accepted", coverage->accepted);
    gt_json_i64(json, "mapped", coverage->mapped);
    gt_json_i64(json, "nothing", coverage->nothing);
    gt_json_i64(json, "open", coverage->open);
    gt_json_close(json);
}

void gt_put_directive_row(struct gt_json *json, const char *key, const struct gt_directive_row *row)
{
    const struct gt_directive *facts = &row->facts;

    gt_json_object(json, key);
    gt_json_i64(json, "id", facts->id);
    gt_json_str(json, "title", facts->title);
    gt_json_str(json, "number", facts->number);
    gt_json_str(json, "issuer", facts->issuer);
    gt_put_day(json, "issued", facts->issued);
    gt_put_ref(json, "year", facts->year);
    gt_put_ref(json, "version_of", row->first_id);
    gt_json_i64(json, "version", row->version);
    gt_json_str(json, "file_name", facts->file_name);
    gt_put_coverage(json, "coverage", &row->coverage);
    gt_put_instant(json, "added", facts->at_ms);
    gt_json_i64(json, "revision", facts->revision);
    gt_json_close(json);
}

static void put_unit(struct gt_json *json, const char *key, const struct gt_clause_unit *unit)
{
    gt_json_object(json, key);
    gt_json_str(json, "text", unit->text);
    gt_put_ref(json, "unit", unit->unit_id);
    gt_put_ref(json, "offer", unit->offer_id);
    gt_json_close(json);
}

static void put_lists(struct gt_json *json, const struct gt_clause_view *view, enum gt_lang lang)
{
    const struct gt_proposed *fields = &view->fields;

    gt_json_array(json, "figures");
    for (size_t i = 0; i < fields->figure_count; i++) {
        gt_json_object(json, NULL);
        gt_json_str(json, "name", fields->figures[i].name);
        gt_json_str(json, "op", fields->figures[i].op);
        gt_json_double(json, "value", fields->figures[i].value);
        gt_json_str(json, "unit", fields->figures[i].unit);
        gt_json_close(json);
    }
    gt_json_close(json);
    gt_json_str(json, "speaker", fields->speaker);
    gt_json_double(json, "confidence", view->row.confidence);
    gt_json_array(json, "notes");
    for (size_t i = 0; i < fields->note_count; i++) {
        gt_json_object(json, NULL);
        gt_json_str(json, "field", fields->notes[i].field);
        gt_json_double(json, "confidence", fields->notes[i].confidence);
        gt_json_str(json, "why", fields->notes[i].why[lang]);
        gt_json_close(json);
    }
    gt_json_close(json);
}

void gt_put_clause(struct gt_json *json, const char *key, const struct gt_clause_view *view,
                   enum gt_lang lang)
{
    const struct gt_proposed *fields = &view->fields;
    const struct gt_clause *row = &view->row;

    gt_json_object(json, key);
    gt_json_i64(json, "id", row->id);
    gt_json_i64(json, "start", row->start);
    gt_json_i64(json, "end", row->end);
    gt_json_str(json, "number", row->number);
    gt_json_str(json, "heading", row->heading);
    gt_json_str(json, "text", row->text);
    gt_json_str(json, "kind", fields->kind);
    gt_json_str(json, "title", fields->title);
    if (view->lead.text.len == 0 && view->lead.unit_id == 0)
        gt_json_null(json, "lead");
    else
        put_unit(json, "lead", &view->lead);
    gt_json_array(json, "support");
    for (size_t i = 0; i < fields->support_count; i++)
        put_unit(json, NULL, &view->support[i]);
    gt_json_close(json);
    gt_put_day(json, "due", fields->due);
    gt_json_str(json, "due_text", fields->due_text);
    gt_json_str(json, "recur", fields->recur);
    gt_json_bool(json, "standing", fields->standing);
    put_lists(json, view, lang);
    gt_json_text(json, "state", row->state == GT_CLAUSE_DRAFT ? "proposed"
                                                              : gt_clause_state_name(row->state));
    gt_json_bool(json, "edited", row->draft.len > 0);
    gt_json_str(json, "reason", row->reason);
    gt_json_array(json, "tasks");
    for (size_t i = 0; i < view->task_count; i++)
        gt_json_i64(json, NULL, view->tasks[i]);
    gt_json_close(json);
    gt_json_i64(json, "revision", row->revision);
    gt_json_close(json);
}

void gt_put_clause_answer(struct gt_json *json, const struct gt_clause_answer *answer,
                          enum gt_lang lang)
{
    gt_json_object(json, NULL);
    gt_json_array(json, "items");
    for (size_t i = 0; i < answer->items.count; i++)
        gt_put_clause(json, NULL, &answer->items.at[i], lang);
    gt_json_close(json);
    gt_json_array(json, "removed");
    for (size_t i = 0; i < answer->removed.count; i++)
        gt_json_i64(json, NULL, answer->removed.at[i]);
    gt_json_close(json);
    gt_put_coverage(json, "coverage", &answer->coverage);
    gt_json_i64(json, "version", answer->version);
    gt_json_close(json);
}

/* ---- the document --------------------------------------------------------------- */

static void put_numbers(struct gt_json *json, const struct gt_jval *from, const char *const *names,
                        size_t count)
{
    for (size_t i = 0; i < count; i++)
        gt_json_i64(json, names[i], gt_ji64(from, names[i], 0));
}

static void put_blocks(struct gt_json *json, const struct gt_jval *blocks)
{
    static const char *const block_names[] = {"level", "start", "end"};
    static const char *const cell_names[] = {"row", "col", "rows", "cols", "start", "end"};

    gt_json_array(json, "blocks");
    for (const struct gt_jval *b = blocks ? blocks->child : NULL; b != NULL; b = b->next) {
        const struct gt_jval *cells = gt_jget(b, "cells");

        gt_json_object(json, NULL);
        gt_json_str(json, "kind", gt_jstr(b, "kind", GT_STR("para")));
        put_numbers(json, b, block_names, GT_LEN(block_names));
        gt_json_array(json, "cells");
        for (const struct gt_jval *c = cells ? cells->child : NULL; c != NULL; c = c->next) {
            gt_json_object(json, NULL);
            put_numbers(json, c, cell_names, GT_LEN(cell_names));
            gt_json_close(json);
        }
        gt_json_close(json);
        gt_json_close(json);
    }
    gt_json_close(json);
}

static void put_reading_problems(struct gt_json *json, const struct gt_jval *problems,
                                 enum gt_lang lang)
{
    gt_json_array(json, "problems");
    for (const struct gt_jval *p = problems ? problems->child : NULL; p != NULL; p = p->next) {
        gt_json_object(json, NULL);
        gt_json_str(json, "field", gt_jstr(p, "field", GT_STR("")));
        gt_json_text(json, "sheet", "");
        gt_json_text(json, "cell", "");
        gt_json_i64(json, "line", gt_ji64(p, "line", 0));
        gt_json_str(json, "text", gt_jstr(p, lang == GT_LANG_EN ? "en" : "zh", GT_STR("")));
        gt_json_str(json, "offer", gt_jstr(p, "offer", GT_STR("")));
        gt_json_text(json, "severity", gt_jbool(p, "error", false) ? "error" : "warning");
        gt_json_close(json);
    }
    gt_json_close(json);
}

gt_rc gt_put_directive(struct gt_json *json, struct gt_ctx *ctx,
                       const struct gt_directive_view *view, struct gt_err *err)
{
    const struct gt_jval *root = NULL;
    gt_rc rc;

    if (view->row.facts.blocks.len > 0 &&
        (rc = gt_json_parse(ctx->arena, view->row.facts.blocks, &root, err)) != GT_OK)
        return gt_wrap(err, rc, "the stored blocks", "已存的段落");
    gt_json_object(json, NULL);
    gt_put_directive_row(json, "row", &view->row);
    gt_json_str(json, "text", view->row.facts.text);
    put_blocks(json, gt_jget(root, "blocks"));
    gt_json_array(json, "clauses");
    for (size_t i = 0; i < view->clauses.count; i++)
        gt_put_clause(json, NULL, &view->clauses.at[i], ctx->lang);
    gt_json_close(json);
    put_reading_problems(json, gt_jget(root, "problems"), ctx->lang);
    gt_json_close(json);
    return GT_OK;
}

/* ---- two versions ------------------------------------------------------------------ */

static void put_compare_row(struct gt_json *json, const struct gt_compare_row *row)
{
    static const char *const ops[] = {
        [GT_TEXT_SAME] = "same", [GT_TEXT_ADD] = "add", [GT_TEXT_DEL] = "del"};
    const struct gt_clause_view *shown = row->new_clause ? row->new_clause : row->old_clause;

    gt_json_object(json, NULL);
    gt_json_text(json, "state", gt_compare_state_name(row->state));
    gt_put_ref(json, "old", row->old_clause ? row->old_clause->row.id : 0);
    gt_put_ref(json, "new", row->new_clause ? row->new_clause->row.id : 0);
    gt_json_str(json, "number", shown->row.number);
    gt_json_str(json, "title", shown->fields.title);
    gt_json_array(json, "parts");
    for (size_t i = 0; i < row->parts.count; i++) {
        gt_json_object(json, NULL);
        gt_json_text(json, "op", ops[row->parts.at[i].op]);
        gt_json_str(json, "text", row->parts.at[i].text);
        gt_json_close(json);
    }
    gt_json_close(json);
    gt_json_array(json, "fields");
    for (size_t i = 0; i < row->fields.count; i++) {
        gt_json_object(json, NULL);
        gt_json_str(json, "field", row->fields.at[i].field);
        gt_json_str(json, "old", row->fields.at[i].old_value);
        gt_json_str(json, "new", row->fields.at[i].new_value);
        gt_json_close(json);
    }
    gt_json_close(json);
    gt_json_array(json, "tasks");
    for (size_t i = 0; row->old_clause != NULL && i < row->old_clause->task_count; i++)
        gt_json_i64(json, NULL, row->old_clause->tasks[i]);
    gt_json_close(json);
    gt_json_str(json, "effect", row->effect);
    gt_json_bool(json, "followed", row->followed);
    gt_json_bool(json, "settled", row->settled);
    gt_json_close(json);
}

void gt_put_comparison(struct gt_json *json, const struct gt_comparison *comparison)
{
    gt_json_object(json, NULL);
    gt_put_directive_row(json, "old", &comparison->old_row);
    gt_put_directive_row(json, "new", &comparison->new_row);
    gt_json_array(json, "rows");
    for (size_t i = 0; i < comparison->rows.count; i++)
        put_compare_row(json, &comparison->rows.at[i]);
    gt_json_close(json);
    gt_json_str(json, "sentence", comparison->sentence);
    gt_json_bool(json, "followed", comparison->followed);
    gt_json_close(json);
}
