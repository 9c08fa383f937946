/* clause_many.c - actions on several clauses: split, merge, accept together. */
#include "base/json.h"
#include "base/utf8.h"
#include "work/clause_change.h"
#include "work/reading.h"
#include "work/rights.h"

enum { TITLE_POINTS = 30, WHY_MAX = 400 };

static gt_str slice(gt_str text, int64_t start, int64_t end)
{
    const size_t from = gt_utf8_offset(text, (size_t)start);

    return gt_str_sub(text, from, gt_utf8_offset(text, (size_t)end));
}

/* What stands where, for the journal: [[start, end], ...] */
static gt_rc spans_text(struct gt_arena *arena, const struct gt_clause *clauses, size_t count,
                        gt_str *out)
{
    struct gt_buf buf;
    struct gt_json json;
    gt_rc rc;

    gt_buf_init(&buf, GT_RECORD_JSON_MAX);
    gt_json_init(&json, &buf);
    gt_json_array(&json, NULL);
    for (size_t i = 0; i < count; i++) {
        gt_json_object(&json, NULL);
        gt_json_i64(&json, "clause", clauses[i].id);
        gt_json_i64(&json, "start", clauses[i].start);
        gt_json_i64(&json, "end", clauses[i].end);
        gt_json_close(&json);
    }
    gt_json_close(&json);
    if ((rc = gt_json_status(&json)) == GT_OK)
        rc = gt_arena_dup(arena, gt_buf_view(&buf), out);
    gt_buf_clear(&buf);
    return rc;
}

/* Reads the clause's own text again; what it does not say itself it has from
 * the clause that it was part of. */
static gt_rc propose(struct gt_arena *arena, int year, const struct gt_proposed *parent,
                     struct gt_clause *clause, struct gt_err *err)
{
    struct gt_reading_clause read;
    struct gt_proposed fields = *parent;
    const gt_str text = gt_str_trim(clause->text);
    bool found;
    gt_rc rc;

    if ((rc = gt_reading_part(arena, clause->text, year, &read, &found, err)) != GT_OK)
        return rc;
    fields.title = gt_str_sub(text, 0, gt_utf8_offset(text, TITLE_POINTS));
    if (found) {
        const struct gt_proposed own = read.proposed;

        fields = own;
        if (own.lead.text.len == 0)
            fields.lead = parent->lead;
        if (own.support_count == 0) {
            fields.support = parent->support;
            fields.support_count = parent->support_count;
        }
        if (own.due == GT_DAY_NONE && own.recur.len == 0 && !own.standing) {
            fields.due = parent->due;
            fields.due_text = parent->due_text;
            fields.recur = parent->recur;
            fields.standing = parent->standing;
        }
        if (own.speaker.len == 0)
            fields.speaker = parent->speaker;
        if (own.title.len == 0)
            fields.title = gt_str_sub(text, 0, gt_utf8_offset(text, TITLE_POINTS));
        if (gt_proposed_asks(parent))
            fields.kind = gt_proposed_asks(&own) ? own.kind : parent->kind;
        clause->confidence = read.confidence;
    }
    clause->kind = fields.kind;
    clause->draft = GT_STR("");
    clause->state = GT_CLAUSE_PROPOSED;
    return gt_proposed_text(&fields, arena, &clause->proposal, err);
}

/* ---- split ----------------------------------------------------------------------- */

static gt_rc check_cuts(const struct gt_clause *clause, const int64_t *at, size_t count,
                        struct gt_err *err)
{
    int64_t before = clause->start;

    if (count == 0 || count > GT_CLAUSE_PARTS_MAX)
        return gt_fail_field(err, GT_EINVAL, "at", "a clause is cut at 1 to %d places",
                             "一次可在1至%d处拆分", (int)GT_CLAUSE_PARTS_MAX);
    for (size_t i = 0; i < count; i++) {
        if (at[i] <= before || at[i] >= clause->end)
            return gt_fail_field(err, GT_EINVAL, "at",
                                 "a cut must lie inside the clause (%lld to %lld), rising",
                                 "拆分处须在条款之内（%lld至%lld）且依次递增",
                                 (long long)clause->start, (long long)clause->end);
        before = at[i];
    }
    return GT_OK;
}

static gt_rc split_in(struct gt_change *change, struct gt_ctx *ctx, struct gt_clause *clause,
                      const int64_t *at, size_t count, struct gt_clause *parts,
                      struct gt_err *err)
{
    struct gt_directive directive;
    struct gt_proposed parent;
    gt_str before, after;
    gt_rc rc;

    if ((rc = gt_clause_must_be_open(clause, err)) != GT_OK ||
        (rc = check_cuts(clause, at, count, err)) != GT_OK ||
        (rc = gt_directive_store_get(gt_change_db(change), clause->directive_id, ctx->arena,
                                     &directive, err)) != GT_OK ||
        (rc = gt_proposed_of(clause, ctx->arena, &parent, err)) != GT_OK ||
        (rc = spans_text(ctx->arena, clause, 1, &before)) != GT_OK)
        return gt_wrap(err, rc, "splitting the clause", "拆分条款");
    for (size_t i = 0; i <= count; i++) {
        struct gt_clause *part = &parts[i];

        *part = *clause;
        part->start = i == 0 ? clause->start : at[i - 1];
        part->end = i == count ? clause->end : at[i];
        part->text = slice(directive.text, part->start, part->end);
        if (i > 0)
            part->number = GT_STR(""); /* only the first one carries the printed number */
        if ((rc = propose(ctx->arena, (int)directive.year, &parent, part, err)) != GT_OK ||
            (rc = i == 0 ? gt_clause_store_update(gt_change_db(change), part, err)
                         : gt_clause_store_insert(gt_change_db(change), part, err)) != GT_OK)
            return rc;
    }
    if ((rc = spans_text(ctx->arena, parts, count + 1, &after)) != GT_OK)
        return gt_wrap(err, rc, "splitting the clause", "拆分条款");
    return gt_change_log(change, "split", "clause", clause->id, before, after, err);
}

gt_rc gt_work_clause_split(struct gt_ctx *ctx, int64_t id, const int64_t *at, size_t count,
                           struct gt_clause_answer *out, struct gt_err *err)
{
    struct gt_clause parts[GT_CLAUSE_PARTS_MAX + 1];
    int64_t ids[GT_CLAUSE_PARTS_MAX + 1];
    struct gt_change *change = NULL;
    struct gt_clause clause;
    int64_t version = 0;
    gt_rc rc;

    *out = (struct gt_clause_answer){0};
    if ((rc = gt_may(ctx, GT_USE_doc_put, NULL, err)) == GT_OK &&
        (rc = gt_change_begin(ctx, &change, err)) == GT_OK &&
        (rc = gt_clause_store_get(gt_change_db(change), id, ctx->arena, &clause, err)) == GT_OK &&
        (rc = split_in(change, ctx, &clause, at, count, parts, err)) == GT_OK)
        rc = gt_change_commit(change, &version, err);
    gt_change_release(change);
    if (rc != GT_OK)
        return rc;
    for (size_t i = 0; i <= count; i++)
        ids[i] = parts[i].id;
    return gt_clause_answer_read(ctx, clause.directive_id, ids, count + 1, version, out, err);
}

/* ---- merge ------------------------------------------------------------------------- */

static bool is_wanted(const int64_t *ids, size_t count, int64_t id)
{
    for (size_t i = 0; i < count; i++)
        if (ids[i] == id)
            return true;
    return false;
}

/* The wanted ones as a run of neighbours in document order. */
static gt_rc find_run(const gt_clauses *all, const int64_t *ids, size_t count,
                      struct gt_clause **first, struct gt_err *err)
{
    size_t from = 0, len = 0;
    gt_rc rc;

    while (from < all->count && !is_wanted(ids, count, all->at[from].id))
        from++;
    while (from + len < all->count && is_wanted(ids, count, all->at[from + len].id))
        len++;
    if (len != count)
        return gt_fail_field(err, GT_EINVAL, "clauses",
                             "only neighbouring clauses of one document can be merged",
                             "只能合并同一文件中相邻的条款");
    for (size_t i = 0; i < len; i++)
        if ((rc = gt_clause_must_be_open(&all->at[from + i], err)) != GT_OK)
            return rc;
    *first = &all->at[from];
    return GT_OK;
}

static gt_rc merge_in(struct gt_change *change, struct gt_ctx *ctx, struct gt_clause *run,
                      size_t count, struct gt_err *err)
{
    struct gt_directive directive;
    struct gt_proposed parent, more;
    gt_str before, after;
    gt_rc rc;

    if ((rc = gt_directive_store_get(gt_change_db(change), run[0].directive_id, ctx->arena,
                                     &directive, err)) != GT_OK ||
        (rc = gt_proposed_of(&run[0], ctx->arena, &parent, err)) != GT_OK ||
        (rc = spans_text(ctx->arena, run, count, &before)) != GT_OK)
        return gt_wrap(err, rc, "merging clauses", "合并条款");
    for (size_t i = 1; i < count; i++) {
        if ((rc = gt_proposed_of(&run[i], ctx->arena, &more, err)) != GT_OK)
            return rc;
        if (!gt_proposed_asks(&parent) && gt_proposed_asks(&more))
            parent = more; /* the first one that asks speaks for all */
        if ((rc = gt_clause_store_remove(gt_change_db(change), run[i].id, err)) != GT_OK)
            return rc;
    }
    run[0].end = run[count - 1].end;
    run[0].text = slice(directive.text, run[0].start, run[0].end);
    if ((rc = propose(ctx->arena, (int)directive.year, &parent, &run[0], err)) != GT_OK ||
        (rc = gt_clause_store_update(gt_change_db(change), &run[0], err)) != GT_OK ||
        (rc = spans_text(ctx->arena, run, 1, &after)) != GT_OK)
        return gt_wrap(err, rc, "merging clauses", "合并条款");
    return gt_change_log(change, "merge", "clause", run[0].id, before, after, err);
}

gt_rc gt_work_clauses_merge(struct gt_ctx *ctx, const int64_t *ids, size_t count,
                            struct gt_clause_answer *out, struct gt_err *err)
{
    struct gt_change *change = NULL;
    struct gt_clause one, *run = NULL;
    gt_clauses all;
    int64_t version = 0;
    gt_rc rc;

    *out = (struct gt_clause_answer){0};
    if (count < 2 || count > GT_CLAUSE_PARTS_MAX)
        return gt_fail_field(err, GT_EINVAL, "clauses", "2 to %d clauses are merged at a time",
                             "一次可合并2至%d条", (int)GT_CLAUSE_PARTS_MAX);
    if ((rc = gt_may(ctx, GT_USE_doc_put, NULL, err)) == GT_OK &&
        (rc = gt_change_begin(ctx, &change, err)) == GT_OK &&
        (rc = gt_clause_store_get(gt_change_db(change), ids[0], ctx->arena, &one, err)) == GT_OK &&
        (rc = gt_clause_store_list(gt_change_db(change), one.directive_id, ctx->arena, &all,
                                   err)) == GT_OK &&
        (rc = find_run(&all, ids, count, &run, err)) == GT_OK &&
        (rc = merge_in(change, ctx, run, count, err)) == GT_OK)
        rc = gt_change_commit(change, &version, err);
    gt_change_release(change);
    if (rc != GT_OK)
        return rc;
    for (size_t i = 1; i < count; i++) {
        int64_t *slot = GT_PUSH(ctx->arena, &out->removed);

        if (slot == NULL)
            return gt_wrap(err, GT_ENOMEM, "merging clauses", "合并条款");
        *slot = run[i].id;
    }
    return gt_clause_answer_read(ctx, one.directive_id, &run[0].id, 1, version, out, err);
}

/* ---- many at once ------------------------------------------------------------------- */

static gt_rc hold(struct gt_ctx *ctx, struct gt_mass_answer *out, int64_t clause_id, const char *why)
{
    struct gt_mass_held *held = GT_PUSH(ctx->arena, &out->held);

    if (held == NULL)
        return GT_ENOMEM;
    held->clause_id = clause_id;
    return gt_arena_dup(ctx->arena, gt_str_from(why), &held->why);
}

/* The least sure field of those a task hangs on, with the reader's reason. */
static const struct gt_field_note *weakest(const struct gt_proposed *fields)
{
    const struct gt_field_note *least = NULL;

    for (size_t i = 0; i < fields->note_count; i++)
        if (!gt_str_eq(fields->notes[i].field, GT_STR("speaker")) &&
            !gt_str_eq(fields->notes[i].field, GT_STR("recur")) &&
            (least == NULL || fields->notes[i].confidence < least->confidence))
            least = &fields->notes[i];
    return least;
}

/* Why a clause should be looked at before it becomes a task; "" for none. */
static void reason_to_hold(const struct gt_ctx *ctx, const struct gt_clause_view *view,
                           double confidence, char why[WHY_MAX])
{
    const struct gt_field_note *note = weakest(&view->fields);
    const bool en = ctx->lang == GT_LANG_EN;

    why[0] = '\0';
    if (view->fields.lead.text.len == 0 && view->lead.unit_id == 0) {
        (void)snprintf(why, WHY_MAX, "%s", en ? "no lead unit is named" : "没有写明牵头单位");
    } else if (view->lead.unit_id == 0) {
        (void)snprintf(why, WHY_MAX, en ? "“%.*s” is no unit of this office" : "“%.*s”不在单位名册中",
                       GT_FMT(gt_str_sub(view->lead.text, 0, 120)));
    } else if (view->row.draft.len == 0 && view->row.confidence < confidence) {
        const gt_str words = note == NULL ? GT_STR("") : note->why[ctx->lang];

        (void)snprintf(why, WHY_MAX, en ? "sure to %.0f%% only: %.*s" : "把握只有%.0f%%:%.*s",
                       view->row.confidence * 100, GT_FMT(gt_str_sub(words, 0, 200)));
    } else {
        for (size_t i = 0; i < view->fields.support_count && why[0] == '\0'; i++)
            if (view->support[i].unit_id == 0)
                (void)snprintf(why, WHY_MAX,
                               en ? "“%.*s” is no unit of this office" : "“%.*s”不在单位名册中",
                               GT_FMT(gt_str_sub(view->support[i].text, 0, 120)));
    }
}

static int by_number(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return x < y ? -1 : x > y;
}

/* Sorts the clauses into those that can be accepted and those that want a
 * look first; how->clauses is in rising order.  Answered ones and context are neither, unless asked for by id. */
static gt_rc sort_out(struct gt_ctx *ctx, const gt_clause_views *views,
                      const struct gt_mass_accept *how, struct gt_mass_answer *out)
{
    const bool en = ctx->lang == GT_LANG_EN;
    char why[WHY_MAX];
    gt_rc rc = GT_OK;

    for (size_t i = 0; i < views->count && rc == GT_OK; i++) {
        const struct gt_clause_view *view = &views->at[i];
        const bool named = how->clauses != NULL &&
                           bsearch(&view->row.id, how->clauses, how->clause_count,
                                   sizeof(int64_t), by_number) != NULL;
        const bool open = view->row.state == GT_CLAUSE_PROPOSED || view->row.state == GT_CLAUSE_DRAFT;
        int64_t *slot;

        if (how->clauses != NULL ? !named : !open || !gt_proposed_asks(&view->fields))
            continue;
        if (!open) {
            rc = hold(ctx, out, view->row.id, en ? "it has its answer already" : "已有答复");
            continue;
        }
        reason_to_hold(ctx, view, how->confidence, why);
        if (why[0] != '\0')
            rc = hold(ctx, out, view->row.id, why);
        else if ((slot = GT_PUSH(ctx->arena, &out->accept)) != NULL)
            *slot = view->row.id;
        else
            rc = GT_ENOMEM;
    }
    return rc;
}

static gt_rc accept_all(struct gt_change *change, struct gt_ctx *ctx, int64_t id,
                        gt_clause_views *views, struct gt_clause_codes *codes,
                        struct gt_mass_answer *out, struct gt_err *err)
{
    const struct gt_clause_accept plain = {.duration_days = -1};
    struct gt_directive directive;
    size_t next = 0; /* both lists are in document order */
    gt_rc rc;

    if ((rc = gt_directive_store_get(gt_change_db(change), id, ctx->arena, &directive, err)) != GT_OK)
        return rc;
    for (size_t i = 0; i < views->count && next < out->accept.count; i++) {
        if (views->at[i].row.id != out->accept.at[next])
            continue;
        next++;
        if ((rc = gt_clause_accept_in(change, ctx, &directive, &views->at[i], &plain, codes, NULL,
                                      err)) != GT_OK)
            return rc;
    }
    return gt_change_commit(change, &out->version, err);
}

static gt_rc say_counts(struct gt_ctx *ctx, bool applied, struct gt_mass_answer *out)
{
    const char *text = ctx->lang == GT_LANG_EN
                           ? (applied ? "%zu tasks were made; %zu clauses want a look first."
                                      : "%zu tasks would be made; %zu clauses want a look first.")
                           : (applied ? "新建%zu项任务，%zu条待看。" : "将新建%zu项任务，%zu条待看。");
    char line[200];

    (void)snprintf(line, sizeof(line), text, out->accept.count, out->held.count);
    return gt_arena_dup(ctx->arena, gt_str_from(line), &out->sentence);
}

static gt_rc sorted(struct gt_arena *arena, const struct gt_mass_accept *from,
                    struct gt_mass_accept *out)
{
    int64_t *ids;

    *out = *from;
    if (from->clauses == NULL)
        return GT_OK;
    if ((ids = GT_NEW_N(arena, int64_t, from->clause_count)) == NULL)
        return GT_ENOMEM;
    memcpy(ids, from->clauses, from->clause_count * sizeof(*ids));
    qsort(ids, from->clause_count, sizeof(*ids), by_number);
    out->clauses = ids;
    return GT_OK;
}

gt_rc gt_work_directive_accept(struct gt_ctx *ctx, int64_t id, const struct gt_mass_accept *wanted,
                               struct gt_mass_answer *out, struct gt_err *err)
{
    struct gt_mass_accept in_order, *how = &in_order;
    struct gt_change *change = NULL;
    struct gt_clause_codes codes = {0};
    struct gt_directive_view view;
    gt_clause_views views;
    gt_rc rc;

    *out = (struct gt_mass_answer){0};
    if ((rc = sorted(ctx->arena, wanted, how)) != GT_OK)
        return gt_wrap(err, rc, "the clauses", "条款");
    if (!how->apply) {
        if ((rc = gt_work_directive(ctx, id, &view, err)) == GT_OK)
            rc = gt_wrap(err, sort_out(ctx, &view.clauses, how, out), "the clauses", "条款");
        return rc == GT_OK ? gt_wrap(err, say_counts(ctx, false, out), "the clauses", "条款") : rc;
    }
    if ((rc = gt_may(ctx, GT_USE_doc_put, NULL, err)) == GT_OK &&
        (rc = gt_clause_codes_begin(ctx, id, &codes, err)) == GT_OK &&
        (rc = gt_change_begin(ctx, &change, err)) == GT_OK &&
        (rc = gt_clause_views_read(gt_change_db(change), ctx->arena, id, &views, err)) == GT_OK &&
        (rc = sort_out(ctx, &views, how, out)) == GT_OK)
        rc = out->accept.count == 0 ? GT_OK
                                    : accept_all(change, ctx, id, &views, &codes, out, err);
    gt_change_release(change);
    if (rc == GT_OK)
        rc = say_counts(ctx, true, out);
    return gt_wrap(err, rc, "accepting the clauses of document %lld", "采纳文件%lld的条款",
                   (long long)id);
}
