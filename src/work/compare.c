/* compare.c - two stored versions held against each other, in words. */
#include "work/clause_view.h"
#include "work/compare.h"

enum { EFFECT_MAX = 2000 };

/* ---- fields ------------------------------------------------------------------- */

static gt_rc units_text(struct gt_arena *arena, const struct gt_clause_view *view, gt_str *out)
{
    struct gt_buf buf;
    gt_rc rc;

    gt_buf_init(&buf, GT_PROPOSAL_JSON_MAX);
    for (size_t i = 0; i < view->fields.support_count; i++) {
        gt_buf_text(&buf, i > 0 ? "、" : "");
        gt_buf_str(&buf, view->support[i].text);
    }
    if ((rc = buf.status) == GT_OK)
        rc = gt_arena_dup(arena, gt_buf_view(&buf), out);
    gt_buf_clear(&buf);
    return rc;
}

static const char *op_sign(gt_str op)
{
    static const struct { const char *op, *sign; } signs[] = {
        {">=", "≥"}, {"<=", "≤"}, {"+", "+"}, {"-", "−"}};

    for (size_t i = 0; i < GT_LEN(signs); i++)
        if (gt_str_eq(op, gt_str_from(signs[i].op)))
            return signs[i].sign;
    return "=";
}

static gt_rc figures_text(struct gt_arena *arena, const struct gt_proposed *fields, gt_str *out)
{
    struct gt_buf buf;
    gt_rc rc;

    gt_buf_init(&buf, GT_PROPOSAL_JSON_MAX);
    for (size_t i = 0; i < fields->figure_count; i++)
        gt_buf_printf(&buf, "%s%.*s%s%.10g%.*s", i > 0 ? "、" : "",
                      GT_FMT(fields->figures[i].name), op_sign(fields->figures[i].op),
                      fields->figures[i].value, GT_FMT(fields->figures[i].unit));
    if ((rc = buf.status) == GT_OK)
        rc = gt_arena_dup(arena, gt_buf_view(&buf), out);
    gt_buf_clear(&buf);
    return rc;
}

/* What an office would say the deadline is. */
static gt_rc due_text(struct gt_arena *arena, const struct gt_proposed *fields, enum gt_lang lang,
                      gt_str *out)
{
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

    if (fields->due != GT_DAY_NONE) {
        const struct gt_ymd day = gt_day_ymd(fields->due);

        return lang == GT_LANG_EN
                   ? gt_arena_printf(arena, out, "%d %s %d", day.day, months[day.month - 1], day.year)
                   : gt_arena_printf(arena, out, "%d年%d月%d日", day.year, day.month, day.day);
    }
    if (fields->standing)
        return gt_arena_dup(arena, lang == GT_LANG_EN ? GT_STR("standing") : GT_STR("长期坚持"), out);
    return gt_arena_dup(arena, fields->recur, out);
}

static gt_rc note(struct gt_arena *arena, struct gt_compare_row *row, const char *field,
                  gt_str old_value, gt_str new_value)
{
    struct gt_field_change *change;

    if (gt_str_eq(old_value, new_value))
        return GT_OK;
    if ((change = GT_PUSH(arena, &row->fields)) == NULL)
        return GT_ENOMEM;
    *change = (struct gt_field_change){gt_str_from(field), old_value, new_value};
    return GT_OK;
}

static gt_rc compare_fields(const struct gt_ctx *ctx, struct gt_compare_row *row)
{
    const struct gt_clause_view *a = row->old_clause, *b = row->new_clause;
    struct gt_arena *arena = ctx->arena;
    gt_str old_value, new_value;
    gt_rc rc;

    if ((rc = note(arena, row, "kind", a->fields.kind, b->fields.kind)) != GT_OK ||
        (rc = note(arena, row, "title", a->fields.title, b->fields.title)) != GT_OK ||
        (rc = note(arena, row, "lead", a->lead.text, b->lead.text)) != GT_OK ||
        (rc = units_text(arena, a, &old_value)) != GT_OK ||
        (rc = units_text(arena, b, &new_value)) != GT_OK ||
        (rc = note(arena, row, "support", old_value, new_value)) != GT_OK ||
        (rc = due_text(arena, &a->fields, ctx->lang, &old_value)) != GT_OK ||
        (rc = due_text(arena, &b->fields, ctx->lang, &new_value)) != GT_OK ||
        (rc = note(arena, row, "due", old_value, new_value)) != GT_OK ||
        (rc = figures_text(arena, &a->fields, &old_value)) != GT_OK ||
        (rc = figures_text(arena, &b->fields, &new_value)) != GT_OK)
        return rc;
    return note(arena, row, "figures", old_value, new_value);
}

/* ---- words -------------------------------------------------------------------- */

static const struct { const char *field, *zh, *en; } field_words[] = {
    {"lead", "牵头", "lead"}, {"support", "配合", "support"}, {"due", "期限", "deadline"},
    {"figures", "指标", "figures"}, {"title", "名称", "title"},
};

static void put_changes(struct gt_buf *buf, const struct gt_compare_row *row, bool en)
{
    size_t said = 0;

    for (size_t f = 0; f < row->fields.count; f++) {
        const struct gt_field_change *change = &row->fields.at[f];
        const gt_str none = en ? GT_STR("none") : GT_STR("无");
        const gt_str from = change->old_value.len > 0 ? change->old_value : none;
        const gt_str to = change->new_value.len > 0 ? change->new_value : none;

        for (size_t w = 0; w < GT_LEN(field_words); w++) {
            if (!gt_str_eq(change->field, gt_str_from(field_words[w].field)))
                continue;
            gt_buf_text(buf, said++ > 0 ? (en ? "; " : ";") : "");
            gt_buf_printf(buf, en ? "%s from %.*s to %.*s" : "%s由%.*s改为%.*s",
                          en ? field_words[w].en : field_words[w].zh, GT_FMT(from), GT_FMT(to));
        }
    }
    if (said == 0)
        gt_buf_text(buf, en ? "only the words changed; the task stays as it is"
                            : "只改文字，任务不变");
}

static void put_effect(struct gt_buf *buf, const struct gt_compare_row *row, bool en)
{
    const struct gt_clause_view *old_clause = row->old_clause;

    if (old_clause == NULL) {
        gt_buf_text(buf, en ? "new; wants an answer" : "新条款，待答复");
    } else if (row->settled) {
        gt_buf_printf(buf, en ? "gone; %zu task(s) kept: %.*s" : "条款已删，%zu项任务保留：%.*s",
                      old_clause->task_count, GT_FMT(old_clause->row.reason));
    } else if (old_clause->row.state == GT_CLAUSE_NOTHING && row->new_clause != NULL) {
        gt_buf_text(buf, en ? "still nothing to do, for the same reason" : "沿用原答复：无须办理");
    } else if (old_clause->task_count == 0) {
        gt_buf_text(buf, en ? "no task hangs on it" : "尚无任务");
    } else if (row->new_clause == NULL) {
        gt_buf_printf(buf, en ? "gone; its %zu task(s) stay until somebody decides"
                              : "条款已删，%zu项任务的去留待定", old_clause->task_count);
    } else if (row->state == GT_COMPARE_CHANGED) {
        put_changes(buf, row, en);
    } else {
        gt_buf_text(buf, en ? "the task stays as it is" : "任务不变");
    }
}

static gt_rc dup_and_clear(struct gt_arena *arena, struct gt_buf *buf, gt_str *out)
{
    gt_rc rc = buf->status;

    if (rc == GT_OK)
        rc = gt_arena_dup(arena, gt_buf_view(buf), out);
    gt_buf_clear(buf);
    return rc;
}

/* ---- rows ---------------------------------------------------------------------- */

static bool answered(const struct gt_clause_view *view)
{
    return view->row.state != GT_CLAUSE_PROPOSED && view->row.state != GT_CLAUSE_DRAFT;
}

/* A unit that nobody knows cannot be put on a task without a person's word. */
static bool lead_is_clear(const struct gt_clause_view *view)
{
    return view->lead.text.len == 0 || view->lead.unit_id != 0;
}

static gt_rc make_row(struct gt_ctx *ctx, struct gt_comparison *out,
                      const struct gt_compare_pair *pair, struct gt_compare_row *row)
{
    struct gt_buf effect;
    gt_rc rc = GT_OK;

    row->state = pair->state;
    row->alike = pair->alike;
    row->old_clause = pair->old_index == SIZE_MAX ? NULL : &out->olds.at[pair->old_index];
    row->new_clause = pair->new_index == SIZE_MAX ? NULL : &out->news.at[pair->new_index];
    if (row->old_clause != NULL && row->new_clause != NULL) {
        row->sure = answered(row->old_clause) && lead_is_clear(row->new_clause) &&
                    (pair->state != GT_COMPARE_CHANGED || pair->alike >= GT_COMPARE_SURE);
        row->followed = answered(row->new_clause);
        rc = compare_fields(ctx, row);
    }
    row->settled = row->old_clause != NULL && row->new_clause == NULL &&
                   row->old_clause->task_count > 0 && row->old_clause->row.reason.len > 0;
    if (rc == GT_OK)
        rc = gt_text_diff(ctx->arena,
                          row->old_clause != NULL ? row->old_clause->row.text : GT_STR(""),
                          row->new_clause != NULL ? row->new_clause->row.text : GT_STR(""),
                          &row->parts);
    gt_buf_init(&effect, EFFECT_MAX * 4);
    put_effect(&effect, row, ctx->lang == GT_LANG_EN);
    return rc != GT_OK ? (gt_buf_clear(&effect), rc)
                       : dup_and_clear(ctx->arena, &effect, &row->effect);
}

static gt_rc say(struct gt_ctx *ctx, struct gt_comparison *out)
{
    size_t count[GT_COMPARE_STATES] = {0};
    struct gt_buf buf;

    out->followed = true;
    for (size_t i = 0; i < out->rows.count; i++) {
        const struct gt_compare_row *row = &out->rows.at[i];

        count[row->state]++;
        if (row->old_clause != NULL && row->new_clause != NULL && answered(row->old_clause) &&
            !row->followed)
            out->followed = false;
        if (row->new_clause == NULL && row->old_clause->task_count > 0 && !row->settled)
            out->followed = false;
    }
    gt_buf_init(&buf, EFFECT_MAX);
    gt_buf_printf(&buf,
                  ctx->lang == GT_LANG_EN
                      ? "%zu changed, %zu moved, %zu new, %zu gone, %zu as they were."
                      : "修改%zu条，移动%zu条，新增%zu条，删除%zu条，不变%zu条。",
                  count[GT_COMPARE_CHANGED], count[GT_COMPARE_MOVED], count[GT_COMPARE_NEW],
                  count[GT_COMPARE_GONE], count[GT_COMPARE_SAME]);
    return dup_and_clear(ctx->arena, &buf, &out->sentence);
}

static gt_rc line_up(struct gt_ctx *ctx, struct gt_comparison *out)
{
    const size_t old_count = out->olds.count, new_count = out->news.count;
    struct gt_compare_clause *olds = GT_NEW_N(ctx->arena, struct gt_compare_clause, old_count);
    struct gt_compare_clause *news = GT_NEW_N(ctx->arena, struct gt_compare_clause, new_count);
    gt_compare_pairs pairs;
    gt_rc rc;

    if (olds == NULL || news == NULL)
        return GT_ENOMEM;
    for (size_t i = 0; i < old_count; i++)
        olds[i] = (struct gt_compare_clause){out->olds.at[i].row.number, out->olds.at[i].row.text};
    for (size_t i = 0; i < new_count; i++)
        news[i] = (struct gt_compare_clause){out->news.at[i].row.number, out->news.at[i].row.text};
    rc = gt_compare_clauses(ctx->arena, olds, old_count, news, new_count, &pairs);
    for (size_t i = 0; rc == GT_OK && i < pairs.count; i++) {
        struct gt_compare_row *row = GT_PUSH(ctx->arena, &out->rows);

        rc = row == NULL ? GT_ENOMEM : make_row(ctx, out, &pairs.at[i], row);
    }
    return rc != GT_OK ? rc : say(ctx, out);
}

/* ---- the two versions ------------------------------------------------------------- */

static gt_rc find_versions(struct gt_ctx *ctx, int64_t id, struct gt_comparison *out,
                           struct gt_err *err)
{
    const struct gt_directive_row *before = NULL;
    gt_directive_rows rows;
    int64_t first;
    gt_rc rc;

    if ((rc = gt_work_directive_row(ctx, id, &out->new_row, err)) != GT_OK ||
        (rc = gt_work_directives(ctx, &rows, err)) != GT_OK)
        return rc;
    first = out->new_row.first_id;
    for (size_t i = 0; i < rows.count && before == NULL; i++) /* newest first */
        if (first != 0 && rows.at[i].facts.id < id &&
            (rows.at[i].facts.id == first || rows.at[i].first_id == first))
            before = &rows.at[i];
    if (before == NULL)
        return gt_fail(err, GT_ENOTFOUND, "document %lld is no new version of another",
                       "文件%lld不是其他文件的新版本", (long long)id);
    out->old_row = *before;
    return GT_OK;
}

gt_rc gt_work_compare(struct gt_ctx *ctx, int64_t id, struct gt_comparison *out,
                      struct gt_err *err)
{
    struct gt_txn *txn = NULL;
    gt_rc rc;

    *out = (struct gt_comparison){0};
    if ((rc = find_versions(ctx, id, out, err)) != GT_OK)
        return rc;
    if ((rc = gt_txn_begin(ctx->space->pool, GT_TXN_READ, &txn, err)) == GT_OK &&
        (rc = gt_clause_views_read(gt_txn_db(txn), ctx->arena, out->old_row.facts.id, &out->olds,
                                   err)) == GT_OK)
        rc = gt_clause_views_read(gt_txn_db(txn), ctx->arena, id, &out->news, err);
    gt_txn_release(txn);
    if (rc == GT_OK)
        rc = line_up(ctx, out);
    return gt_wrap(err, rc, "comparing document %lld", "比较文件%lld", (long long)id);
}
