/* calendars.c - work calendars and key nodes. */
#include "work/calendars.h"

#include "base/json.h"
#include "plan/holiday.h"
#include "store/calendar_store.h"
#include "work/record_json.h"
#include "work/rights.h"
#include "work/space.h"

gt_rc gt_calendar_put_file(struct gt_db *db, struct gt_arena *arena, int64_t calendar_id,
                           gt_str json, int64_t *year_out, struct gt_err *err)
{
    struct gt_calendar_year year = {.calendar_id = calendar_id};
    GT_VEC(struct gt_calendar_day) days = {0};
    const struct gt_jval *root = NULL;
    struct gt_holidays holidays;
    gt_rc rc;

    gt_holidays_init(&holidays, arena);
    /* The engine's reader checks the file; here it is only taken apart. */
    if ((rc = gt_holidays_parse(&holidays, json, err)) != GT_OK ||
        (rc = gt_json_parse(arena, json, &root, err)) != GT_OK)
        return rc;
    year.year = gt_ji64(root, "year", 0);
    year.provisional = gt_jbool(root, "provisional", false);
    year.source = gt_jstr(root, "source", GT_STR(""));
    if (year.source.len == 0 || holidays.days.count == 0)
        return gt_fail_field(err, GT_EINVAL, year.source.len == 0 ? "source" : "off",
                             "a year's notice names its source and at least one day",
                             "放假安排须注明来源，且至少列出一天");
    for (size_t at = 0; at < holidays.days.count; at++) {
        const struct gt_holiday *holiday = &holidays.days.at[at];
        struct gt_calendar_day *day = GT_PUSH(arena, &days);

        if (day == NULL)
            return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
        *day = (struct gt_calendar_day){
            .calendar_id = calendar_id, .year = year.year, .day = holiday->day,
            .off = !holiday->work,
            .name = {holiday->name[GT_LANG_ZH], holiday->name[GT_LANG_EN]},
        };
    }
    if (year_out != NULL)
        *year_out = year.year;
    return gt_calendar_store_set_year(db, &year, days.at, days.count, err);
}

static gt_rc read_book(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    struct gt_calendar_book *out = at;
    gt_rc rc;

    if ((rc = gt_calendar_store_list(db, ctx->arena, &out->calendars, err)) != GT_OK ||
        (rc = gt_calendar_store_years(db, ctx->arena, &out->years, err)) != GT_OK)
        return rc;
    return gt_calendar_store_days(db, ctx->arena, &out->days, err);
}

gt_rc gt_work_calendars(struct gt_ctx *ctx, struct gt_calendar_book *out, struct gt_err *err)
{
    return gt_work_read(ctx, read_book, out, err);
}

gt_rc gt_work_calendar_import(struct gt_ctx *ctx, int64_t calendar_id, gt_str json,
                              struct gt_err *err)
{
    struct gt_change *change = NULL;
    gt_calendars calendars = {0};
    bool there = false;
    gt_str after = GT_STR("");
    int64_t year = 0;
    struct gt_db *db;
    gt_rc rc;

    if ((rc = gt_may(ctx, GT_USE_calendar_put, NULL, err)) != GT_OK ||
        (rc = gt_change_begin(ctx, &change, err)) != GT_OK)
        return rc;
    db = gt_change_db(change);
    if ((rc = gt_calendar_store_list(db, ctx->arena, &calendars, err)) != GT_OK)
        goto out;
    for (size_t at = 0; at < calendars.count; at++)
        there |= calendars.at[at].id == calendar_id;
    if (!there) {
        rc = gt_fail(err, GT_ENOTFOUND, "calendar %lld does not exist", "日历%lld不存在",
                     (long long)calendar_id);
        goto out;
    }
    if ((rc = gt_calendar_put_file(db, ctx->arena, calendar_id, json, &year, err)) != GT_OK ||
        (rc = gt_arena_printf(ctx->arena, &after, "{\"year\":%lld}", (long long)year)) != GT_OK ||
        (rc = gt_change_log(change, "import", "calendar", calendar_id, GT_STR(""), after, err)) != GT_OK)
        goto out;
    rc = gt_change_commit(change, NULL, err);
out:
    gt_change_release(change);
    return rc;
}

/* ---- nodes ------------------------------------------------------------------------------ */

static gt_rc read_nodes(struct gt_db *db, struct gt_ctx *ctx, void *out, struct gt_err *err)
{
    return gt_node_store_list(db, ctx->arena, out, err);
}

gt_rc gt_work_nodes(struct gt_ctx *ctx, gt_nodes *out, struct gt_err *err)
{
    return gt_work_read(ctx, read_nodes, out, err);
}

static gt_rc check_node(const struct gt_node *node, struct gt_err *err)
{
    if (gt_str_trim(node->name[GT_LANG_ZH]).len == 0 || node->name[GT_LANG_ZH].len > GT_UNIT_NAME_MAX)
        return gt_fail_field(err, GT_EINVAL, "name", "a node needs a name of at most %d bytes",
                             "节点需要名称，且不得超过%d字节", (int)GT_UNIT_NAME_MAX);
    if (!gt_str_eq(node->kind, GT_STR("flag")) && !gt_str_eq(node->kind, GT_STR("gate")))
        return gt_fail_field(err, GT_EINVAL, "kind", "a node is a flag or a gate",
                             "节点类别应为 flag 或 gate");
    if (node->from == GT_DAY_NONE || node->to == GT_DAY_NONE || node->to < node->from)
        return gt_fail_field(err, GT_EINVAL, "finish", "a node runs from a day to the same or a later day",
                             "节点的结束日不得早于开始日");
    return GT_OK;
}

gt_rc gt_work_node_put(struct gt_ctx *ctx, struct gt_node *node, struct gt_err *err)
{
    struct gt_change *change = NULL;
    gt_str before = GT_STR(""), after = GT_STR("");
    const bool fresh = node->id == 0;
    struct gt_db *db;
    gt_rc rc;

    if ((rc = gt_may(ctx, GT_USE_node_put, NULL, err)) != GT_OK ||
        (rc = check_node(node, err)) != GT_OK || (rc = gt_change_begin(ctx, &change, err)) != GT_OK)
        return rc;
    db = gt_change_db(change);
    if (!fresh) {
        struct gt_node old = {0};

        if ((rc = gt_node_store_get(db, node->id, ctx->arena, &old, err)) != GT_OK ||
            (rc = gt_node_json(ctx->arena, &old, &before)) != GT_OK)
            goto out;
    }
    if ((rc = fresh ? gt_node_store_insert(db, node, err) : gt_node_store_update(db, node, err)) != GT_OK ||
        (rc = gt_node_json(ctx->arena, node, &after)) != GT_OK ||
        (rc = gt_change_log(change, fresh ? "create" : "edit", "node", node->id, before, after, err)) != GT_OK)
        goto out;
    rc = gt_change_commit(change, NULL, err);
out:
    gt_change_release(change);
    return rc;
}

gt_rc gt_work_node_remove(struct gt_ctx *ctx, int64_t id, int64_t revision, struct gt_err *err)
{
    struct gt_change *change = NULL;
    gt_str before = GT_STR("");
    struct gt_node old = {0};
    struct gt_db *db;
    gt_rc rc;

    if ((rc = gt_may(ctx, GT_USE_node_put, NULL, err)) != GT_OK ||
        (rc = gt_change_begin(ctx, &change, err)) != GT_OK)
        return rc;
    db = gt_change_db(change);
    if ((rc = gt_node_store_get(db, id, ctx->arena, &old, err)) != GT_OK)
        goto out;
    old.revision = revision;
    /* the update answers for the revision */
    if ((rc = gt_node_store_update(db, &old, err)) != GT_OK ||
        (rc = gt_node_json(ctx->arena, &old, &before)) != GT_OK ||
        (rc = gt_node_store_remove(db, id, err)) != GT_OK ||
        (rc = gt_change_log(change, "remove", "node", id, before, GT_STR(""), err)) != GT_OK)
        goto out;
    rc = gt_change_commit(change, NULL, err);
out:
    gt_change_release(change);
    return rc;
}
