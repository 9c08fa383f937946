/* indicator_import.c - a table of readings: kept, shown as a diff, applied. */
#include <math.h>

#include "store/file_store.h"
#include "store/import_store.h"
#include "work/indicator_table.h"
#include "work/rights.h"
#include "work/space.h"

static const char kind_name[] = "readings";

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
}

/* ---- what is kept ------------------------------------------------------------------ */

struct kept { struct gt_import row; struct gt_file file; gt_str bytes; };

static gt_rc load_kept(struct gt_db *db, struct gt_arena *arena, int64_t id, struct kept *out, struct gt_err *err)
{
    gt_rc rc;

    *out = (struct kept){0};
    if ((rc = gt_import_store_get(db, id, arena, &out->row, err)) != GT_OK)
        return rc;
    if (!gt_str_eq(out->row.kind, gt_str_from(kind_name)))
        return gt_fail(err, GT_ENOTFOUND, "import %lld is no table of readings", "导入%lld不是数值表", (long long)id);
    if ((rc = gt_file_store_get(db, out->row.file_id, arena, &out->file, err)) != GT_OK)
        return rc;
    return gt_file_store_bytes(db, out->row.file_id, arena, &out->bytes, err);
}

static gt_rc read_kept(struct gt_ctx *ctx, int64_t id, struct kept *out, struct gt_err *err)
{
    struct gt_txn *txn = NULL;
    gt_rc rc;

    if ((rc = gt_may_ever_or(ctx, GT_USE_reading_put, err)) != GT_OK ||
        (rc = gt_txn_begin(ctx->space->pool, GT_TXN_READ, &txn, err)) != GT_OK)
        return rc;
    rc = load_kept(gt_txn_db(txn), ctx->arena, id, out, err);
    gt_txn_release(txn);
    return rc;
}

/* ---- the preview --------------------------------------------------------------------- */

/* What stands there now, and how far the new figure leaps. */
static void hold_against(const struct gt_ind_book *book, struct gt_fig_line *line)
{
    const struct gt_ind *ind = gt_ind_find(book, line->reading.indicator_id);
    const struct gt_ind_series *series =
        gt_ind_series_of(ind, line->reading.region_id, line->reading.unit_id);
    const int64_t month = line->reading.month;
    double before;

    line->old_value = series == NULL ? NAN : gt_ind_value(series, month);
    line->closed = gt_ind_closed(book, month);
    line->state = GT_FIG_NEW;
    if (!isnan(line->old_value)) {
        line->old_state = series->states[month - series->first_month];
        line->state = line->old_value == line->reading.value && line->old_state == line->reading.state
                          ? GT_FIG_SAME : GT_FIG_CHANGED;
    }
    before = !isnan(line->old_value) ? line->old_value : series == NULL ? NAN : gt_ind_value(series, month - 12);
    line->leap = before != 0 ? (line->reading.value / before - 1) * 100 : NAN;
    if (!isfinite(line->leap))
        line->leap = NAN;
}

/* A count that falls inside its year, or a figure that doubles, may be right:
 * it is shown, and somebody looks. */
enum { LEAP_PER_CENT = 60 };

static gt_rc warn(struct gt_ctx *ctx, const struct gt_ind_book *book, struct gt_fig_view *view, struct gt_fig_line *line)
{
    const struct gt_ind *ind = gt_ind_find(book, line->reading.indicator_id);
    const struct gt_ind_series *series = gt_ind_series_of(ind, line->reading.region_id, line->reading.unit_id);
    const double month_ago = series == NULL || line->reading.month % 12 == 0
                                 ? NAN : gt_ind_value(series, line->reading.month - 1);
    struct gt_problem *problem = NULL;

    if (ind->facts.nature == GT_NATURE_CUMULATIVE && line->reading.value < month_ago)
        problem = gt_problem_add(&view->problems, GT_PROBLEM_WARNING, "a count that falls: the month before had %g",
                                 "累计数下降了：上月是%g", month_ago);
    else if (!isnan(line->leap) && fabs(line->leap) > LEAP_PER_CENT && line->state != GT_FIG_SAME)
        problem = gt_problem_add(&view->problems, GT_PROBLEM_WARNING, "%+.0f%% against what was there",
                                 "与原数或上年同期相比变动%+.0f%%", line->leap);
    if (problem == NULL)
        return GT_OK;
    problem->sheet = view->sheet;
    return gt_arena_dup(ctx->arena, gt_str_from(line->cell), &problem->cell);
}

static gt_rc sentence(struct gt_ctx *ctx, struct gt_fig_view *view)
{
    const bool zh = ctx->lang == GT_LANG_ZH;

    if (view->problems.errors > 0)
        return gt_arena_printf(ctx->arena, &view->sentence,
                               zh ? "有%zu处不能收；其余新增%u个、修改%u个、相同%u个。改好再传，或在原表改正后重新导入。"
                                  : "%zu cells cannot be taken; of the rest %u are new, %u change, %u are the same. "
                                    "Correct the table and bring it again.",
                               view->problems.errors, view->fresh, view->changed, view->unchanged);
    return gt_arena_printf(ctx->arena, &view->sentence,
                           zh ? "新增%u个数值，修改%u个，相同%u个。" : "%u new readings, %u changed, %u the same.",
                           view->fresh, view->changed, view->unchanged);
}

/* The rules of entry, asked for the whole table at once. */
static gt_rc ask_the_rules(struct gt_ctx *ctx, struct gt_fig_view *view, struct gt_err *err)
{
    struct gt_reading *readings = GT_NEW_N(ctx->arena, struct gt_reading, view->lines.count + 1);
    struct gt_readings_done done;
    struct gt_problems found;
    gt_rc rc;

    if (readings == NULL)
        return no_memory(err);
    gt_problems_init(&found, ctx->arena);
    for (size_t at = 0; at < view->lines.count; at++) {
        readings[at] = view->lines.at[at].reading;
        if (readings[at].reason.len == 0) /* it can still be given when the table is applied */
            readings[at].reason = GT_STR("-");
    }
    rc = gt_work_readings_check(ctx, readings, view->lines.count, &found, &done, err);
    if (rc != GT_OK && found.errors == 0)
        return rc;
    for (size_t at = 0; at < found.list.count; at++) {
        const struct gt_problem *one = &found.list.at[at];
        struct gt_problem *told = gt_problem_add(&view->problems, one->severity, "%s", "%s", "");

        *told = *one;
        told->sheet = view->sheet;
        told->line = 0;
        if (one->line > 0 && one->line <= view->lines.count &&
            gt_arena_dup(ctx->arena, gt_str_from(view->lines.at[one->line - 1].cell), &told->cell) != GT_OK)
            return no_memory(err);
    }
    gt_err_clear(err);
    return GT_OK;
}

static gt_rc copy_names(struct gt_ctx *ctx, const struct gt_picture *picture, const struct gt_ind_book *book,
                        struct gt_fig_line *line)
{
    const struct gt_ind *ind = gt_ind_find(book, line->reading.indicator_id);
    const struct gt_region *region = gt_ind_region(book, line->reading.region_id);
    const struct gt_unit_row *unit = gt_picture_unit(picture, line->reading.unit_id);

    if (gt_arena_dup(ctx->arena, gt_ind_name(ind, ctx->lang), &line->indicator) != GT_OK ||
        (region != NULL && gt_arena_dup(ctx->arena, gt_region_name(region, ctx->lang), &line->region) != GT_OK) ||
        (unit != NULL && gt_arena_dup(ctx->arena, unit->name, &line->unit) != GT_OK))
        return GT_ENOMEM;
    return GT_OK;
}

static gt_rc reckon(struct gt_ctx *ctx, gt_str name, gt_str bytes, struct gt_fig_view *view, struct gt_err *err)
{
    const struct gt_picture *picture;
    struct gt_ind_book *book;
    gt_rc rc;

    gt_problems_init(&view->problems, ctx->arena);
    if ((rc = gt_arena_dup(ctx->arena, name, &view->file_name)) != GT_OK)
        return no_memory(err);
    if ((rc = gt_ind_hold(ctx, &picture, &book, err)) != GT_OK)
        return rc;
    rc = gt_fig_table_read(ctx, picture, book, name, bytes, view, err);
    for (size_t at = 0; rc == GT_OK && at < view->lines.count; at++) {
        hold_against(book, &view->lines.at[at]);
        if (copy_names(ctx, picture, book, &view->lines.at[at]) != GT_OK ||
            warn(ctx, book, view, &view->lines.at[at]) != GT_OK)
            rc = no_memory(err);
        view->fresh += view->lines.at[at].state == GT_FIG_NEW;
        view->changed += view->lines.at[at].state == GT_FIG_CHANGED;
        view->unchanged += view->lines.at[at].state == GT_FIG_SAME;
    }
    gt_picture_done(ctx);
    if (rc != GT_OK || (rc = ask_the_rules(ctx, view, err)) != GT_OK)
        return rc;
    view->ready = view->problems.errors == 0 && view->fresh + view->changed > 0;
    return sentence(ctx, view) == GT_OK ? GT_OK : no_memory(err);
}

static void state_of(const struct kept *kept, struct gt_fig_view *view)
{
    view->applied = gt_str_eq(kept->row.options, GT_STR("{\"state\":\"applied\"}"));
    view->discarded = gt_str_eq(kept->row.options, GT_STR("{\"state\":\"discarded\"}"));
    if (view->applied || view->discarded)
        view->ready = false;
}

gt_rc gt_work_fig_get(struct gt_ctx *ctx, int64_t id, struct gt_fig_view *out, struct gt_err *err)
{
    struct kept kept;
    gt_rc rc;

    *out = (struct gt_fig_view){.id = id};
    if ((rc = read_kept(ctx, id, &kept, err)) != GT_OK ||
        (rc = reckon(ctx, kept.file.name, kept.bytes, out, err)) != GT_OK)
        return rc;
    state_of(&kept, out);
    return GT_OK;
}

static gt_rc write_import(struct gt_ctx *ctx, struct gt_import *row, const char *action, struct gt_file *file,
                          gt_str bytes, struct gt_err *err)
{
    struct gt_change *change = NULL;
    struct gt_db *db;
    gt_rc rc;

    if ((rc = gt_change_begin(ctx, &change, err)) != GT_OK)
        return rc;
    db = gt_change_db(change);
    if (file != NULL && (rc = gt_file_store_add(db, file, bytes, err)) == GT_OK) {
        row->file_id = file->id;
        rc = gt_import_store_insert(db, row, err);
    } else if (file == NULL) {
        rc = gt_import_store_update(db, row, err);
    }
    if (rc == GT_OK && (rc = gt_change_log(change, action, "import", row->id, GT_STR(""), row->options, err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
    gt_change_release(change);
    return rc;
}

gt_rc gt_work_fig_begin(struct gt_ctx *ctx, gt_str name, gt_str bytes, struct gt_fig_view *out, struct gt_err *err)
{
    struct gt_file file = {.name = name, .media = GT_STR("application/octet-stream"), .person_id = ctx->person_id,
                           .at_ms = ctx->now_ms};
    struct gt_import row = {.kind = gt_str_from(kind_name), .sheet = GT_STR(""), .person_id = ctx->person_id,
                            .options = GT_STR("{\"state\":\"preview\"}"), .summary = GT_STR("{}"),
                            .at_ms = ctx->now_ms};
    gt_rc rc;

    *out = (struct gt_fig_view){0};
    if (name.len == 0 || name.len > GT_FILE_NAME_MAX)
        return gt_fail_field(err, GT_EINVAL, "name", "a file name of 1 to %d bytes", "文件名应为1至%d字节",
                             (int)GT_FILE_NAME_MAX);
    if ((rc = gt_may_ever_or(ctx, GT_USE_reading_put, err)) != GT_OK ||
        (rc = reckon(ctx, name, bytes, out, err)) != GT_OK)
        return rc;
    /* whoever may enter some figure may bring a table; which ones, its rows answer */
    if ((rc = gt_may(ctx, GT_USE_own_account, NULL, err)) != GT_OK ||
        (rc = write_import(ctx, &row, "import", &file, bytes, err)) != GT_OK)
        return rc == GT_ENOMEM ? no_memory(err) : rc;
    out->id = row.id;
    return GT_OK;
}

/* ---- applying ---------------------------------------------------------------------------- */

static gt_rc still_open(const struct gt_fig_view *view, struct gt_err *err)
{
    if (view->applied)
        return gt_fail(err, GT_ECONFLICT, "this table was applied already", "这张表已经生效");
    if (view->discarded)
        return gt_fail(err, GT_ECONFLICT, "this table was discarded", "这张表已经作废");
    return GT_OK;
}

static gt_rc mark(struct gt_ctx *ctx, int64_t id, gt_str options, const char *action, struct gt_err *err)
{
    struct kept kept;
    gt_rc rc;

    if ((rc = read_kept(ctx, id, &kept, err)) != GT_OK || (rc = gt_may(ctx, GT_USE_own_account, NULL, err)) != GT_OK)
        return rc;
    kept.row.options = options;
    return write_import(ctx, &kept.row, action, NULL, GT_STR(""), err);
}

gt_rc gt_work_fig_apply(struct gt_ctx *ctx, int64_t id, gt_str reason, struct gt_problems *problems,
                        struct gt_readings_done *out, struct gt_err *err)
{
    struct gt_reading *readings;
    struct gt_fig_view view;
    gt_rc rc;

    if ((rc = gt_work_fig_get(ctx, id, &view, err)) != GT_OK || (rc = still_open(&view, err)) != GT_OK)
        return rc;
    if (view.problems.errors > 0) {
        *problems = view.problems;
        return gt_fail(err, GT_EINVAL, "%zu cells cannot be taken", "有%zu处不能收", view.problems.errors);
    }
    if ((readings = GT_NEW_N(ctx->arena, struct gt_reading, view.lines.count + 1)) == NULL)
        return no_memory(err);
    for (size_t at = 0; at < view.lines.count; at++) {
        readings[at] = view.lines.at[at].reading;
        readings[at].import_id = id;
        if (readings[at].reason.len == 0)
            readings[at].reason = reason;
    }
    /* Should the mark fail after the figures are in, applying again changes
     * nothing: they are the same by then. */
    if ((rc = gt_work_readings_put(ctx, readings, view.lines.count, NULL, problems, out, err)) != GT_OK)
        return rc;
    return mark(ctx, id, GT_STR("{\"state\":\"applied\"}"), "apply", err);
}

gt_rc gt_work_fig_discard(struct gt_ctx *ctx, int64_t id, struct gt_err *err)
{
    struct gt_fig_view view = {0};
    struct kept kept;
    gt_rc rc;

    if ((rc = read_kept(ctx, id, &kept, err)) != GT_OK)
        return rc;
    state_of(&kept, &view);
    if ((rc = still_open(&view, err)) != GT_OK)
        return rc;
    return mark(ctx, id, GT_STR("{\"state\":\"discarded\"}"), "discard", err);
}
