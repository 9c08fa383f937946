/* clause_view.c - a clause with its fields, its units, its tasks. */
#include "read/unitname.h"
#include "store/unit_store.h"
#include "work/clause_view.h"

struct gt_unit_index {
    struct gt_arena      *arena;
    struct gt_unit_entry *entries;
    uint32_t              count;
    struct gt_unitnames   names;
    uint64_t              work;
};

gt_rc gt_unit_index_read(struct gt_db *db, struct gt_arena *arena, struct gt_unit_index **out,
                         struct gt_err *err)
{
    struct gt_unit_index *index = GT_NEW(arena, struct gt_unit_index);
    gt_units units;
    gt_rc rc;

    if (index == NULL)
        return gt_wrap(err, GT_ENOMEM, "the unit tree", "单位");
    if ((rc = gt_unit_store_list(db, arena, &units, err)) != GT_OK)
        return rc;
    index->arena = arena;
    index->entries = GT_NEW_N(arena, struct gt_unit_entry, units.count);
    if (index->entries == NULL)
        return gt_wrap(err, GT_ENOMEM, "the unit tree", "单位");
    for (size_t i = 0; i < units.count; i++) {
        const struct gt_unit_row *unit = &units.at[i];

        if (unit->removed_at_ms == 0)
            index->entries[index->count++] = (struct gt_unit_entry){
                .id = unit->id, .name = unit->name, .short_name = unit->short_name,
                .name_en = unit->name_en, .aliases = unit->aliases};
    }
    rc = gt_unitnames_init(&index->names, arena, index->entries, index->count);
    *out = index;
    return gt_wrap(err, rc, "the unit tree", "单位");
}

gt_rc gt_unit_index_find(struct gt_unit_index *index, const struct gt_named_unit *named,
                         struct gt_clause_unit *out)
{
    struct gt_unit_match match;
    gt_rc rc;

    *out = (struct gt_clause_unit){.text = named->text, .unit_id = named->unit_id};
    if (named->unit_id != 0) {
        if (out->text.len == 0)
            out->text = gt_unit_index_name(index, named->unit_id);
        return GT_OK;
    }
    if (named->text.len == 0)
        return GT_OK;
    if ((rc = gt_unitnames_match(&index->names, index->arena, named->text, &index->work, &match)) !=
        GT_OK)
        return rc;
    if (match.kind == GT_UNIT_EXACT || match.kind == GT_UNIT_ALIAS)
        out->unit_id = index->entries[match.entry].id;
    else if (match.kind == GT_UNIT_NEAR)
        out->offer_id = index->entries[match.entry].id;
    return GT_OK;
}

gt_str gt_unit_index_name(const struct gt_unit_index *index, int64_t unit_id)
{
    for (uint32_t i = 0; i < index->count; i++)
        if (index->entries[i].id == unit_id)
            return index->entries[i].name;
    return GT_STR("");
}

static gt_rc take_tasks(struct gt_arena *arena, const gt_task_clauses *ties,
                        struct gt_clause_view *view)
{
    size_t count = 0;

    for (size_t i = 0; i < ties->count; i++)
        count += ties->at[i].clause_id == view->row.id;
    if ((view->tasks = GT_NEW_N(arena, int64_t, count)) == NULL)
        return GT_ENOMEM;
    for (size_t i = 0; i < ties->count; i++)
        if (ties->at[i].clause_id == view->row.id)
            view->tasks[view->task_count++] = ties->at[i].task_id;
    return GT_OK;
}

gt_rc gt_clause_view_make(struct gt_arena *arena, struct gt_unit_index *index,
                          const struct gt_clause *clause, const gt_task_clauses *ties,
                          struct gt_clause_view *out, struct gt_err *err)
{
    gt_rc rc;

    *out = (struct gt_clause_view){.row = *clause};
    if ((rc = gt_proposed_of(clause, arena, &out->fields, err)) != GT_OK)
        return rc;
    out->support = GT_NEW_N(arena, struct gt_clause_unit, out->fields.support_count);
    rc = out->support == NULL ? GT_ENOMEM
                              : gt_unit_index_find(index, &out->fields.lead, &out->lead);
    for (size_t i = 0; i < out->fields.support_count && rc == GT_OK; i++)
        rc = gt_unit_index_find(index, &out->fields.support[i], &out->support[i]);
    if (rc == GT_OK && ties != NULL)
        rc = take_tasks(arena, ties, out);
    return gt_wrap(err, rc, "clause %lld", "条款%lld", (long long)clause->id);
}

/* Ties come in document order, as clauses do, so one walk serves all. */
gt_rc gt_clause_views_read(struct gt_db *db, struct gt_arena *arena, int64_t directive_id,
                           gt_clause_views *out, struct gt_err *err)
{
    struct gt_unit_index *index = NULL;
    gt_task_clauses ties, own;
    gt_clauses clauses;
    size_t at = 0;
    gt_rc rc;

    if ((rc = gt_clause_store_list(db, directive_id, arena, &clauses, err)) != GT_OK ||
        (rc = gt_task_clause_store_of(db, directive_id, arena, &ties, err)) != GT_OK ||
        (rc = gt_unit_index_read(db, arena, &index, err)) != GT_OK)
        return rc;
    *out = (gt_clause_views){0};
    for (size_t i = 0; i < clauses.count; i++) {
        struct gt_clause_view *view = GT_PUSH(arena, out);
        const size_t from = at;

        if (view == NULL)
            return gt_wrap(err, GT_ENOMEM, "the clauses", "条款");
        while (at < ties.count && ties.at[at].clause_id == clauses.at[i].id)
            at++;
        own.at = ties.at == NULL ? NULL : ties.at + from;
        own.count = own.cap = at - from;
        if ((rc = gt_clause_view_make(arena, index, &clauses.at[i], &own, view, err)) != GT_OK)
            return rc;
    }
    return GT_OK;
}
