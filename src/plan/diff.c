/* diff.c - two plans side by side. */
#include "plan/diff.h"

#include "base/map.h"

static gt_rc index_keys(struct gt_arena *arena, const struct gt_dated *list, uint32_t count,
                        struct gt_map *map, struct gt_err *err)
{
    gt_map_init(map, arena);
    for (uint32_t i = 0; i < count; i++) {
        gt_rc rc = gt_map_add(map, list[i].key, i);

        if (rc == GT_EEXISTS)
            return gt_fail(err, GT_EINVAL, "\"%.*s\" is in one plan twice", "“%.*s”在同一计划中出现两次",
                           GT_FMT(list[i].key));
        if (rc != GT_OK)
            return gt_fail(err, rc, "no memory for the comparison", "比较内存不足");
    }
    return GT_OK;
}

static struct gt_diff_row compare(const struct gt_cal *cal, struct gt_when a, struct gt_when b)
{
    struct gt_diff_row row = {
        .finish_moved = gt_cal_between(cal, a.finish, b.finish),
        .length_changed = gt_cal_between(cal, b.start, b.finish) - gt_cal_between(cal, a.start, a.finish)};

    if (b.finish != a.finish)
        row.kind = b.finish > a.finish ? GT_DIFF_LATER : GT_DIFF_EARLIER;
    else
        row.kind = b.start != a.start ? GT_DIFF_CHANGED : GT_DIFF_SAME;
    return row;
}

gt_rc gt_plan_diff(struct gt_arena *arena, const struct gt_cal *cal,
                   const struct gt_dated *before, uint32_t before_count,
                   const struct gt_dated *after, uint32_t after_count,
                   struct gt_plan_diff *out, struct gt_err *err)
{
    struct gt_plan_diff diff = {0};
    struct gt_map old, now;
    uint32_t at;
    gt_rc rc;

    if ((rc = index_keys(arena, before, before_count, &old, err)) != GT_OK ||
        (rc = index_keys(arena, after, after_count, &now, err)) != GT_OK)
        return rc;
    diff.rows = GT_NEW_N(arena, struct gt_diff_row, (size_t)before_count + after_count + 1);
    if (diff.rows == NULL)
        return gt_fail(err, GT_ENOMEM, "no memory for the comparison", "比较内存不足");
    for (uint32_t i = 0; i < after_count; i++) {
        struct gt_diff_row row = {.kind = GT_DIFF_ADDED};
        bool found = gt_map_find(&old, after[i].key, &at);

        if (found)
            row = compare(cal, before[at].when, after[i].when);
        row.before = found ? at : UINT32_MAX;
        row.after = i;
        if (row.kind == GT_DIFF_SAME)
            diff.same++;
        else
            diff.rows[diff.count++] = row;
    }
    for (uint32_t i = 0; i < before_count; i++)
        if (!gt_map_find(&now, before[i].key, &at))
            diff.rows[diff.count++] = (struct gt_diff_row){
                .kind = GT_DIFF_REMOVED, .before = i, .after = UINT32_MAX};
    *out = diff;
    return GT_OK;
}
