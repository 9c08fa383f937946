/* directive.c - documents: read in, listed, shown, corrected. */
#include "base/json.h"
#include "store/space_store.h"
#include "work/clause_view.h"
#include "work/reading.h"
#include "work/rights.h"

enum { FIELD_MAX = 500 /* bytes of a title, number or issuer */ };

/* ---- reading one in ------------------------------------------------------------ */

static gt_rc store_clauses(struct gt_change *change, struct gt_arena *arena, int64_t directive_id,
                           const struct gt_reading_directive *read, struct gt_err *err)
{
    gt_rc rc;

    for (size_t i = 0; i < read->clause_count; i++) {
        const struct gt_reading_clause *from = &read->clauses[i];
        struct gt_clause clause = {
            .directive_id = directive_id,
            .seq = (int64_t)i,
            .start = from->start,
            .end = from->end,
            .number = from->number,
            .heading = from->heading,
            .kind = from->proposed.kind,
            .text = from->text,
            .draft = GT_STR(""),
            .reason = GT_STR(""),
            .confidence = from->confidence,
        };

        if ((rc = gt_proposed_text(&from->proposed, arena, &clause.proposal, err)) != GT_OK ||
            (rc = gt_clause_store_insert(gt_change_db(change), &clause, err)) != GT_OK)
            return rc;
    }
    return GT_OK;
}

/* The journal's row: what came in, not the text itself (the file is kept). */
static gt_rc log_added(struct gt_change *change, struct gt_arena *arena,
                       const struct gt_directive *directive, const struct gt_file *file,
                       size_t clauses, struct gt_err *err)
{
    struct gt_buf buf;
    struct gt_json json;
    gt_str after;
    gt_rc rc;

    gt_buf_init(&buf, GT_RECORD_JSON_MAX);
    gt_json_init(&json, &buf);
    gt_json_object(&json, NULL);
    gt_json_str(&json, "title", directive->title);
    gt_json_str(&json, "number", directive->number);
    gt_json_str(&json, "file", file->name);
    gt_json_i64(&json, "size", file->size);
    gt_json_i64(&json, "clauses", (int64_t)clauses);
    gt_json_close(&json);
    if ((rc = gt_json_status(&json)) == GT_OK &&
        (rc = gt_arena_dup(arena, gt_buf_view(&buf), &after)) == GT_OK)
        rc = gt_change_log(change, "read", "directive", directive->id, GT_STR(""), after, err);
    gt_buf_clear(&buf);
    return rc;
}

/* The first version's id; GT_ENOTFOUND names what is missing. */
static gt_rc first_version(struct gt_db *db, struct gt_arena *arena, int64_t id, int64_t *first,
                           struct gt_err *err)
{
    struct gt_directive directive;
    gt_rc rc;

    *first = 0;
    if (id == 0)
        return GT_OK;
    if ((rc = gt_directive_store_get(db, id, arena, &directive, err)) == GT_OK)
        *first = directive.version_of != 0 ? directive.version_of : id;
    return rc;
}

static gt_rc store(struct gt_ctx *ctx, const struct gt_directive_new *what,
                   const struct gt_reading_directive *read, struct gt_arena *arena, int64_t *id,
                   struct gt_err *err)
{
    struct gt_file file = {.name = what->name, .media = read->kind, .person_id = ctx->person_id,
                           .at_ms = ctx->now_ms};
    struct gt_directive directive = {
        .title = read->title.len > 0 ? gt_str_sub(read->title, 0, FIELD_MAX) : what->name,
        .number = read->number,
        .issuer = read->issuer,
        .theme = GT_STR(""),
        .issued = read->issued,
        .kind = read->kind,
        .text = read->text,
        .blocks = read->blocks,
        .at_ms = ctx->now_ms,
        .person_id = ctx->person_id,
    };
    struct gt_change *change = NULL;
    struct gt_space_meta meta;
    gt_rc rc;

    if ((rc = gt_change_begin(ctx, &change, err)) != GT_OK ||
        (rc = gt_space_store_get(gt_change_db(change), arena, &meta, err)) != GT_OK ||
        (rc = first_version(gt_change_db(change), arena, what->version_of, &directive.version_of,
                            err)) != GT_OK)
        goto out;
    directive.year = what->year != 0 ? what->year : read->year != 0 ? read->year : meta.year;
    if ((rc = gt_file_store_add(gt_change_db(change), &file, what->bytes, err)) != GT_OK)
        goto out;
    directive.file_id = file.id;
    if ((rc = gt_directive_store_insert(gt_change_db(change), &directive, err)) == GT_OK &&
        (rc = store_clauses(change, arena, directive.id, read, err)) == GT_OK &&
        (rc = log_added(change, arena, &directive, &file, read->clause_count, err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
    *id = directive.id;
out:
    gt_change_release(change);
    return rc;
}

gt_rc gt_work_directive_add(struct gt_ctx *ctx, const struct gt_directive_new *what, int64_t *id,
                            struct gt_err *err)
{
    struct gt_reading_directive read;
    struct gt_arena *arena = NULL;
    gt_rc rc;

    if (what->bytes.len == 0)
        return gt_fail(err, GT_EINVAL, "%.*s is empty", "%.*s 是空文件", GT_FMT(what->name));
    if (what->bytes.len > GT_DIRECTIVE_BYTES_MAX)
        return gt_fail(err, GT_ELIMIT, "%.*s is larger than %d MB", "%.*s 超过%d MB",
                       GT_FMT(what->name), (int)(GT_DIRECTIVE_BYTES_MAX >> 20));
    if ((rc = gt_may(ctx, GT_USE_doc_put, NULL, err)) != GT_OK)
        return rc;
    /* Reading needs room of its own, and happens before the writer is asked
     * for: a long document holds up nobody. */
    if ((rc = gt_arena_create(gt_reading_budget(what->bytes.len), &arena)) != GT_OK)
        return gt_wrap(err, rc, "reading %.*s", "读取 %.*s", GT_FMT(what->name));
    if ((rc = gt_reading_directive(arena, what->bytes, what->name, what->year, &read, err)) == GT_OK) {
        if (read.clause_count > GT_CLAUSES_MAX)
            rc = gt_fail(err, GT_ELIMIT, "%.*s has more than %d clauses", "%.*s 的条款超过%d条",
                         GT_FMT(what->name), (int)GT_CLAUSES_MAX);
        else
            rc = store(ctx, what, &read, arena, id, err);
    }
    gt_arena_destroy(arena);
    /* The reader names the file in its own words; only silence is filled. */
    return rc == GT_ENOMEM ? gt_wrap(err, rc, "reading %.*s", "读取 %.*s", GT_FMT(what->name)) : rc;
}

/* ---- lists ------------------------------------------------------------------------ */

struct gt_directive_coverage gt_directive_coverage_of(const gt_coverages *list, int64_t id)
{
    struct gt_directive_coverage out = {0};

    for (size_t i = 0; i < list->count; i++) {
        const struct gt_coverage *from = &list->at[i];

        if (from->directive_id != id)
            continue;
        out.clauses = from->total;
        out.accepted = from->by_state[GT_CLAUSE_ACCEPTED];
        out.mapped = from->by_state[GT_CLAUSE_MAPPED];
        out.nothing = from->by_state[GT_CLAUSE_NOTHING];
        out.open = from->open;
        out.asking = out.accepted + out.mapped + out.nothing + out.open;
    }
    return out;
}

/* 1 for a first version, else one more than the versions before it. */
static int64_t version_of(const gt_directives *all, const struct gt_directive *one)
{
    int64_t version = 1;

    if (one->version_of == 0)
        return 1;
    for (size_t i = 0; i < all->count; i++)
        version += all->at[i].id < one->id &&
                   (all->at[i].id == one->version_of || all->at[i].version_of == one->version_of);
    return version;
}

static gt_rc read_rows(struct gt_db *db, struct gt_ctx *ctx, gt_directive_rows *out,
                       struct gt_err *err)
{
    gt_coverages coverages;
    gt_directives all;
    gt_rc rc;

    *out = (gt_directive_rows){0};
    if ((rc = gt_directive_store_list(db, ctx->arena, &all, err)) != GT_OK ||
        (rc = gt_clause_store_coverage(db, ctx->arena, &coverages, err)) != GT_OK)
        return rc;
    for (size_t i = all.count; i-- > 0;) {
        struct gt_directive_row *row = GT_PUSH(ctx->arena, out);

        if (row == NULL)
            return gt_wrap(err, GT_ENOMEM, "the documents", "文件");
        row->facts = all.at[i];
        row->first_id = all.at[i].version_of;
        row->version = version_of(&all, &all.at[i]);
        row->coverage = gt_directive_coverage_of(&coverages, all.at[i].id);
    }
    return GT_OK;
}

gt_rc gt_work_directives(struct gt_ctx *ctx, gt_directive_rows *out, struct gt_err *err)
{
    struct gt_txn *txn = NULL;
    gt_rc rc;

    if ((rc = gt_txn_begin(ctx->space->pool, GT_TXN_READ, &txn, err)) == GT_OK)
        rc = read_rows(gt_txn_db(txn), ctx, out, err);
    gt_txn_release(txn);
    return rc;
}

static gt_rc find_row(struct gt_db *db, struct gt_ctx *ctx, int64_t id,
                      struct gt_directive_row *out, struct gt_err *err)
{
    gt_directive_rows rows;
    gt_rc rc;

    if ((rc = read_rows(db, ctx, &rows, err)) != GT_OK)
        return rc;
    for (size_t i = 0; i < rows.count; i++)
        if (rows.at[i].facts.id == id) {
            *out = rows.at[i];
            return GT_OK;
        }
    return gt_fail(err, GT_ENOTFOUND, "there is no document %lld", "没有文件%lld", (long long)id);
}

gt_rc gt_work_directive_row(struct gt_ctx *ctx, int64_t id, struct gt_directive_row *out,
                            struct gt_err *err)
{
    struct gt_txn *txn = NULL;
    gt_rc rc;

    if ((rc = gt_txn_begin(ctx->space->pool, GT_TXN_READ, &txn, err)) == GT_OK)
        rc = find_row(gt_txn_db(txn), ctx, id, out, err);
    gt_txn_release(txn);
    return rc;
}

gt_rc gt_work_directive(struct gt_ctx *ctx, int64_t id, struct gt_directive_view *out,
                        struct gt_err *err)
{
    struct gt_txn *txn = NULL;
    gt_rc rc;

    *out = (struct gt_directive_view){0};
    if ((rc = gt_txn_begin(ctx->space->pool, GT_TXN_READ, &txn, err)) == GT_OK &&
        (rc = find_row(gt_txn_db(txn), ctx, id, &out->row, err)) == GT_OK &&
        (rc = gt_directive_store_get(gt_txn_db(txn), id, ctx->arena, &out->row.facts, err)) == GT_OK)
        rc = gt_clause_views_read(gt_txn_db(txn), ctx->arena, id, &out->clauses, err);
    gt_txn_release(txn);
    return rc;
}

gt_rc gt_work_directive_file(struct gt_ctx *ctx, int64_t id, struct gt_file *file, gt_str *bytes,
                             struct gt_err *err)
{
    struct gt_directive directive;
    struct gt_txn *txn = NULL;
    gt_rc rc;

    if ((rc = gt_txn_begin(ctx->space->pool, GT_TXN_READ, &txn, err)) == GT_OK &&
        (rc = gt_directive_store_get(gt_txn_db(txn), id, ctx->arena, &directive, err)) == GT_OK) {
        if (directive.file_id == 0)
            rc = gt_fail(err, GT_ENOTFOUND, "this document was typed; there is no file",
                         "该文件系手工录入，没有原件");
        else if ((rc = gt_file_store_get(gt_txn_db(txn), directive.file_id, ctx->arena, file,
                                         err)) == GT_OK)
            rc = gt_file_store_bytes(gt_txn_db(txn), directive.file_id, ctx->arena, bytes, err);
    }
    gt_txn_release(txn);
    return rc;
}

/* ---- correcting -------------------------------------------------------------------- */

static gt_rc head_text(struct gt_arena *arena, const struct gt_directive *d, gt_str *out)
{
    char day[GT_DAY_TEXT];
    struct gt_buf buf;
    struct gt_json json;
    gt_rc rc;

    gt_buf_init(&buf, GT_RECORD_JSON_MAX);
    gt_json_init(&json, &buf);
    gt_json_object(&json, NULL);
    gt_json_str(&json, "title", d->title);
    gt_json_str(&json, "number", d->number);
    gt_json_str(&json, "issuer", d->issuer);
    gt_json_text(&json, "issued", gt_day_text(d->issued, day));
    gt_json_i64(&json, "year", d->year);
    gt_json_close(&json);
    if ((rc = gt_json_status(&json)) == GT_OK)
        rc = gt_arena_dup(arena, gt_buf_view(&buf), out);
    gt_buf_clear(&buf);
    return rc;
}

gt_rc gt_work_directive_edit(struct gt_ctx *ctx, struct gt_directive *facts, struct gt_err *err)
{
    struct gt_directive now;
    struct gt_change *change = NULL;
    gt_str before, after;
    gt_rc rc;

    if (gt_str_trim(facts->title).len == 0 || facts->title.len > FIELD_MAX)
        return gt_fail_field(err, GT_EINVAL, "title", "a title has 1 to %d bytes",
                             "标题为1至%d字节", (int)FIELD_MAX);
    if (facts->number.len > FIELD_MAX || facts->issuer.len > FIELD_MAX)
        return gt_fail_field(err, GT_ELIMIT, "number", "at most %d bytes", "不超过%d字节",
                             (int)FIELD_MAX);
    if (facts->year < 1900 || facts->year > 2199)
        return gt_fail_field(err, GT_EINVAL, "year", "a year from 1900 to 2199",
                             "年份应在1900至2199之间");
    if ((rc = gt_may(ctx, GT_USE_doc_put, NULL, err)) != GT_OK ||
        (rc = gt_change_begin(ctx, &change, err)) != GT_OK ||
        (rc = gt_directive_store_get(gt_change_db(change), facts->id, ctx->arena, &now, err)) !=
            GT_OK ||
        (rc = head_text(ctx->arena, &now, &before)) != GT_OK)
        goto out;
    now.title = facts->title;
    now.number = facts->number;
    now.issuer = facts->issuer;
    now.issued = facts->issued;
    now.year = facts->year;
    now.revision = facts->revision;
    if ((rc = head_text(ctx->arena, &now, &after)) == GT_OK &&
        (rc = gt_directive_store_update(gt_change_db(change), &now, err)) == GT_OK &&
        (rc = gt_change_log(change, "edit", "directive", now.id, before, after, err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
    facts->revision = now.revision;
out:
    gt_change_release(change);
    return rc;
}
