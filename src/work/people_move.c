/* people_move.c - somebody leaves, a unit is dissolved: what they had goes on. */
#include "store/indicator_store.h"
#include "work/people_parts.h"
#include "work/picture.h"
#include "work/record_json.h"
#include "work/tasks.h"

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
}

/* ---- somebody hands over ---------------------------------------------------------------- */

static gt_rc give_task(struct gt_change *change, struct gt_ctx *ctx, int64_t task_id,
                       const struct gt_person *to, struct gt_err *err)
{
    struct gt_task_put put = {0};
    gt_rc rc;

    if ((rc = gt_task_store_get(gt_change_db(change), task_id, ctx->arena, &put.task, err)) != GT_OK)
        return rc;
    put.task.leader_id = to->id;
    put.task.leader = to->name;
    return gt_work_task_put_in(change, ctx, &put, NULL, err);
}

static gt_rc give_duties(struct gt_change *change, struct gt_ctx *ctx, int64_t task_id, int64_t from_id,
                         const struct gt_person *to, struct gt_err *err)
{
    gt_duties duties = {0};
    gt_str after;
    gt_rc rc;

    if ((rc = gt_duty_store_list(gt_change_db(change), task_id, ctx->arena, &duties, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < duties.count && rc == GT_OK; at++) {
        if (duties.at[at].owner_id != from_id || !gt_duty_open(duties.at[at].state))
            continue;
        rc = gt_duty_store_pass(gt_change_db(change), duties.at[at].id, to->id, err);
    }
    if (rc == GT_OK && gt_arena_printf(ctx->arena, &after, "{\"person\":%lld}", (long long)to->id) != GT_OK)
        rc = no_memory(err);
    return rc == GT_OK ? gt_change_log(change, "handover", "duty", task_id, GT_STR(""), after, err) : rc;
}

static gt_rc give_indicator(struct gt_change *change, struct gt_ctx *ctx, int64_t id,
                            const struct gt_person *to, struct gt_err *err)
{
    struct gt_indicator indicator = {0};
    gt_str after;
    gt_rc rc;

    if ((rc = gt_indicator_store_get(gt_change_db(change), id, ctx->arena, &indicator, err)) != GT_OK)
        return rc;
    indicator.owner_person_id = to->id;
    if ((rc = gt_indicator_store_update(gt_change_db(change), &indicator, err)) != GT_OK)
        return rc;
    if (gt_arena_printf(ctx->arena, &after, "{\"person\":%lld}", (long long)to->id) != GT_OK)
        return no_memory(err);
    return gt_change_log(change, "handover", "indicator", id, GT_STR(""), after, err);
}

static gt_rc give_all(struct gt_change *change, struct gt_ctx *ctx, const struct gt_handover *what,
                      const struct gt_person *to, struct gt_handed *out, struct gt_err *err)
{
    gt_rc rc = GT_OK;

    for (size_t at = 0; at < out->carried.count && rc == GT_OK; at++) {
        const struct gt_carried *one = &out->carried.at[at];

        switch (one->what) {
        case GT_CARRIED_LEADS: rc = give_task(change, ctx, one->id, to, err); break;
        case GT_CARRIED_DUTY: rc = give_duties(change, ctx, one->id, what->from_id, to, err); break;
        case GT_CARRIED_INDICATOR: rc = give_indicator(change, ctx, one->id, to, err); break;
        }
    }
    return rc;
}

/* His posts end with him, and so does acting for him. */
static gt_rc end_posts(struct gt_change *change, struct gt_ctx *ctx, const struct gt_handover *what,
                       struct gt_handed *out, struct gt_err *err)
{
    gt_holdings holdings = {0};
    gt_rc rc = gt_holding_store_list(gt_change_db(change), ctx->arena, &holdings, err);

    for (size_t at = 0; at < holdings.count && rc == GT_OK; at++) {
        struct gt_holding *one = &holdings.at[at];

        if ((one->person_id != what->from_id && one->acting_for != what->from_id) ||
            one->removed_at_ms != 0 || (one->to != 0 && one->to <= what->last))
            continue;
        out->holdings_ended++;
        rc = gt_people_end_holding(change, ctx, one, what->last, err);
    }
    return rc;
}

static gt_rc let_go(struct gt_change *change, struct gt_ctx *ctx, const struct gt_handover *what,
                    struct gt_err *err)
{
    struct gt_person person = {0};
    gt_rc rc;

    if ((rc = gt_person_store_get(gt_change_db(change), what->from_id, ctx->arena, &person, err)) != GT_OK)
        return rc;
    person.to = what->last;
    return gt_work_person_put_in(change, ctx, &person, err);
}

gt_rc gt_work_handover(struct gt_ctx *ctx, const struct gt_handover *what, struct gt_handed *out,
                       struct gt_err *err)
{
    struct gt_change *change = NULL;
    struct gt_person from, to;
    struct gt_scope scope;
    gt_rc rc;

    *out = (struct gt_handed){0};
    if ((rc = gt_people_get(ctx, what->from_id, &from, err)) != GT_OK ||
        (rc = gt_people_get(ctx, what->to_id, &to, err)) != GT_OK)
        return rc;
    scope = (struct gt_scope){.lead = from.unit_id};
    if ((rc = gt_may(ctx, GT_USE_handover, &scope, err)) != GT_OK)
        return rc;
    if (from.id == to.id || gt_as_outside(gt_as_of(to.role)) || gt_as_alone(gt_as_of(to.role)) ||
        (to.to != 0 && to.to < ctx->today))
        return gt_fail_field(err, GT_EINVAL, "to", "%.*s cannot take this over", "“%.*s”不能接手", GT_FMT(to.name));
    if (what->last != 0 && what->last < ctx->today - 366)
        return gt_fail_field(err, GT_EINVAL, "last", "the last day lies more than a year back",
                             "离任日期早于一年以前");
    if ((rc = gt_people_carried(ctx, from.id, &out->carried, err)) != GT_OK)
        return rc;
    if (what->apply) {
        if ((rc = gt_change_begin(ctx, &change, err)) == GT_OK &&
            (rc = give_all(change, ctx, what, &to, out, err)) == GT_OK &&
            (what->last == 0 || ((rc = end_posts(change, ctx, what, out, err)) == GT_OK &&
                                 (rc = let_go(change, ctx, what, err)) == GT_OK)) &&
            (rc = gt_change_log(change, "handover", "person", from.id, GT_STR(""), GT_STR("{}"), err)) == GT_OK)
            rc = gt_change_commit(change, NULL, err);
        gt_change_release(change);
        if (rc != GT_OK)
            return rc;
    }
    rc = ctx->lang == GT_LANG_ZH
             ? gt_arena_printf(ctx->arena, &out->sentence, "%.*s的%zu项工作%s%.*s", GT_FMT(from.name),
                               out->carried.count, what->apply ? "已交给" : "将交给", GT_FMT(to.name))
             : gt_arena_printf(ctx->arena, &out->sentence, "%zu pieces of work %s from %.*s to %.*s",
                               out->carried.count, what->apply ? "went" : "would go", GT_FMT(from.name),
                               GT_FMT(to.name));
    return rc == GT_OK ? GT_OK : no_memory(err);
}

/* ---- a unit is dissolved -------------------------------------------------------------------- */

struct dissolving {
    struct gt_ctx *ctx;
    struct gt_change *change;       /* NULL: only look */
    struct gt_db *db;
    struct gt_unit_row unit, successor;
    gt_day last;
    struct gt_dissolved *out;
};

/* The parts that supporting units have in a task, the successor instead of the
 * unit; where he has a part already, or leads, the two become one. */
static gt_rc new_supports(struct dissolving *run, const gt_task_supports *old, int64_t lead_id,
                          struct gt_task_support *list, size_t *count)
{
    size_t at_successor = SIZE_MAX, kept = 0;

    for (size_t at = 0; at < old->count; at++) {
        struct gt_task_support one = old->at[at];

        if (one.unit_id == run->unit.id)
            one.unit_id = run->successor.id;
        if (one.unit_id == lead_id)
            continue;
        if (one.unit_id == run->successor.id && at_successor != SIZE_MAX) {
            struct gt_task_support *there = &list[at_successor];

            if (there->duty.len == 0)
                there->duty = one.duty;
            else if (one.duty.len > 0 &&
                     gt_arena_printf(run->ctx->arena, &there->duty, "%.*s；%.*s", GT_FMT(there->duty),
                                     GT_FMT(one.duty)) != GT_OK)
                return GT_ENOMEM;
            continue;
        }
        if (one.unit_id == run->successor.id)
            at_successor = kept;
        one.position = (int64_t)kept;
        list[kept++] = one;
    }
    *count = kept;
    return GT_OK;
}

static gt_rc move_task(struct dissolving *run, const struct gt_task *task, struct gt_err *err)
{
    struct gt_task_put put = {.task = *task};
    const bool leads = task->lead_unit_id == run->unit.id;
    struct gt_task_support *list;
    gt_task_supports old = {0};
    bool supports = false;
    gt_rc rc;

    if ((rc = gt_support_store_list(run->db, task->id, run->ctx->arena, &old, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < old.count; at++)
        supports |= old.at[at].unit_id == run->unit.id;
    if (!leads && !supports)
        return GT_OK;
    run->out->leads += leads;
    run->out->supports += supports;
    if (run->change == NULL)
        return GT_OK;
    if (leads)
        put.task.lead_unit_id = run->successor.id;
    if ((list = GT_NEW_N(run->ctx->arena, struct gt_task_support, old.count + 1)) == NULL ||
        new_supports(run, &old, put.task.lead_unit_id, list, &put.support_count) != GT_OK)
        return no_memory(err);
    put.supports = list;
    return gt_work_task_put_in(run->change, run->ctx, &put, NULL, err);
}

static gt_rc move_tasks(struct dissolving *run, struct gt_err *err)
{
    gt_tasks tasks = {0};
    gt_rc rc = gt_task_store_list(run->db, run->ctx->arena, &tasks, err);

    for (size_t at = 0; at < tasks.count && rc == GT_OK; at++)
        rc = move_task(run, &tasks.at[at], err);
    return rc;
}

static gt_rc move_people(struct dissolving *run, struct gt_err *err)
{
    gt_holdings holdings = {0};
    gt_people people = {0};
    gt_rc rc;

    if ((rc = gt_person_store_list(run->db, run->ctx->arena, &people, err)) != GT_OK ||
        (rc = gt_holding_store_list(run->db, run->ctx->arena, &holdings, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < people.count && rc == GT_OK; at++) {
        if (people.at[at].unit_id != run->unit.id || people.at[at].removed_at_ms != 0)
            continue;
        run->out->people++;
        people.at[at].unit_id = run->successor.id;
        if (run->change != NULL)
            rc = gt_work_person_put_in(run->change, run->ctx, &people.at[at], err);
    }
    for (size_t at = 0; at < holdings.count && rc == GT_OK; at++) {
        struct gt_holding *one = &holdings.at[at];

        if (one->unit_id != run->unit.id || one->removed_at_ms != 0 || (one->to != 0 && one->to <= run->last) ||
            run->change == NULL)
            continue;
        one->unit_id = run->successor.id;
        if ((rc = gt_holding_store_update(run->db, one, err)) == GT_OK)
            rc = gt_change_log(run->change, "edit", "holding", one->id, GT_STR(""), GT_STR("{}"), err);
    }
    return rc;
}

static gt_rc move_units(struct dissolving *run, struct gt_err *err)
{
    gt_units units = {0};
    gt_rc rc = gt_unit_store_list(run->db, run->ctx->arena, &units, err);

    for (size_t at = 0; at < units.count && rc == GT_OK; at++) {
        if (units.at[at].parent_id != run->unit.id || units.at[at].removed_at_ms != 0 ||
            units.at[at].id == run->successor.id)
            continue;
        run->out->units++;
        units.at[at].parent_id = run->successor.id;
        if (run->change != NULL)
            rc = gt_work_unit_put_in(run->change, run->ctx, &units.at[at], err);
    }
    return rc;
}

static gt_rc move_indicators(struct dissolving *run, struct gt_err *err)
{
    gt_indicators rows = {0};
    gt_rc rc = gt_indicator_store_list(run->db, run->ctx->arena, &rows, err);

    for (size_t at = 0; at < rows.count && rc == GT_OK; at++) {
        if (rows.at[at].owner_unit_id != run->unit.id)
            continue;
        run->out->indicators++;
        rows.at[at].owner_unit_id = run->successor.id;
        if (run->change == NULL)
            continue;
        if ((rc = gt_indicator_store_update(run->db, &rows.at[at], err)) == GT_OK)
            rc = gt_change_log(run->change, "edit", "indicator", rows.at[at].id, GT_STR(""), GT_STR("{}"), err);
    }
    return rc;
}

static gt_rc more_names(struct dissolving *run, struct gt_err *err)
{
    const gt_str names[] = {run->unit.name, run->unit.short_name, run->unit.aliases};
    struct gt_buf buf;
    gt_rc rc;

    gt_buf_init(&buf, 1 << 16);
    gt_buf_str(&buf, run->successor.aliases);
    for (size_t at = 0; at < GT_LEN(names); at++) {
        if (names[at].len == 0 || gt_str_eq(names[at], run->successor.name) ||
            gt_str_eq(names[at], run->successor.short_name) || (at == 1 && gt_str_eq(names[1], names[0])))
            continue;
        if (buf.len > 0)
            gt_buf_char(&buf, '\n');
        gt_buf_str(&buf, names[at]);
    }
    rc = buf.status == GT_OK ? gt_arena_dup(run->ctx->arena, gt_buf_view(&buf), &run->successor.aliases) : buf.status;
    gt_buf_clear(&buf);
    return rc == GT_OK ? GT_OK : no_memory(err);
}

/* First the parent's link, where the successor stands below: then it takes the
 * dissolved one's place. */
static gt_rc close_unit(struct dissolving *run, const struct gt_dissolve *what, struct gt_err *err)
{
    gt_rc rc;

    if ((rc = more_names(run, err)) != GT_OK)
        return rc;
    if (run->successor.parent_id == run->unit.id)
        run->successor.parent_id = run->unit.parent_id;
    if ((rc = gt_work_unit_put_in(run->change, run->ctx, &run->successor, err)) != GT_OK)
        return rc;
    run->unit.to = what->last;
    run->unit.successor_id = what->successor_id;
    run->unit.removed_at_ms = run->ctx->now_ms;
    run->unit.revision = what->revision;
    if ((rc = gt_work_unit_put_in(run->change, run->ctx, &run->unit, err)) != GT_OK)
        return rc;
    return gt_change_log(run->change, "dissolve", "unit", run->unit.id, GT_STR(""), GT_STR("{}"), err);
}

static gt_rc move_all(struct dissolving *run, struct gt_err *err)
{
    gt_rc rc;

    if ((rc = move_tasks(run, err)) == GT_OK && (rc = move_people(run, err)) == GT_OK &&
        (rc = move_units(run, err)) == GT_OK)
        rc = move_indicators(run, err);
    return rc;
}

static gt_rc look(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    struct dissolving *run = at;
    const int64_t unit_id = run->unit.id, successor_id = run->successor.id;
    gt_rc rc;

    run->db = db;
    if ((rc = gt_unit_store_get(db, unit_id, ctx->arena, &run->unit, err)) != GT_OK ||
        (rc = gt_unit_store_get(db, successor_id, ctx->arena, &run->successor, err)) != GT_OK)
        return rc;
    if (run->unit.removed_at_ms != 0)
        return gt_fail(err, GT_ECONFLICT, "the unit is dissolved already", "该单位已经撤并");
    if (unit_id == successor_id || run->successor.removed_at_ms != 0)
        return gt_fail_field(err, GT_EINVAL, "successor", "another, living unit takes over", "须由另一个现有单位接续");
    return move_all(run, err);
}

gt_rc gt_work_unit_dissolve(struct gt_ctx *ctx, const struct gt_dissolve *what, struct gt_dissolved *out,
                            struct gt_err *err)
{
    struct dissolving run = {.ctx = ctx, .unit = {.id = what->unit_id}, .successor = {.id = what->successor_id},
                             .last = what->last, .out = out};
    struct gt_change *change = NULL;
    gt_rc rc;

    *out = (struct gt_dissolved){0};
    if ((rc = gt_may(ctx, GT_USE_unit_put, NULL, err)) != GT_OK ||
        (rc = gt_work_read(ctx, look, &run, err)) != GT_OK)
        return rc;
    if (what->apply) {
        *out = (struct gt_dissolved){0};
        if ((rc = gt_change_begin(ctx, &change, err)) == GT_OK) {
            run.change = change;
            run.db = gt_change_db(change);
            if ((rc = move_all(&run, err)) == GT_OK && (rc = close_unit(&run, what, err)) == GT_OK)
                rc = gt_change_commit(change, NULL, err);
        }
        gt_change_release(change);
        if (rc != GT_OK)
            return rc;
    }
    rc = gt_arena_printf(ctx->arena, &out->sentence,
                         ctx->lang == GT_LANG_ZH
                             ? "牵头任务%lld项、配合任务%lld项、人员%lld人、下级单位%lld个、指标%lld个归%.*s"
                             : "%lld tasks led, %lld supported, %lld people, %lld units below and %lld indicators go to %.*s",
                         (long long)out->leads, (long long)out->supports, (long long)out->people,
                         (long long)out->units, (long long)out->indicators, GT_FMT(run.successor.name));
    return rc == GT_OK ? GT_OK : no_memory(err);
}
