/* people.c - posts, acting, what somebody carries, outsiders. */
#include "work/people.h"

#include "store/indicator_store.h"
#include "work/people_parts.h"
#include "work/picture.h"
#include "work/record_json.h"

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
}

bool gt_sees_person(const struct gt_ctx *ctx, const struct gt_person *person)
{
    const struct gt_scope scope = {.lead = person->unit_id, .owner = person->id};

    return gt_may_quiet(ctx, GT_USE_people_read, &scope);
}

bool gt_sees_phone(const struct gt_ctx *ctx, const struct gt_person *person)
{
    const struct gt_scope scope = {.lead = person->unit_id, .owner = person->id};

    return gt_may_quiet(ctx, GT_USE_phone_see, &scope);
}

/* ---- what somebody carries --------------------------------------------------------------- */

static gt_rc add(struct gt_arena *arena, gt_carrieds *out, enum gt_carried_what what, int64_t id,
                 int64_t unit_id, gt_str title)
{
    struct gt_carried *one = GT_PUSH(arena, out);

    if (one == NULL)
        return GT_ENOMEM;
    one->what = what;
    one->id = id;
    one->unit_id = unit_id;
    return gt_arena_dup(arena, title, &one->title);
}

static gt_rc carried_tasks(struct gt_ctx *ctx, const struct gt_picture *picture, int64_t person_id,
                           gt_carrieds *out)
{
    for (uint32_t at = 0; at < picture->order_count; at++) {
        const struct gt_pic_task *task = &picture->tasks.at[picture->order[at]];

        if (!gt_sees_task(ctx, picture, picture->order[at]))
            continue;
        if (task->facts.leader_id == person_id &&
            add(ctx->arena, out, GT_CARRIED_LEADS, task->facts.id, task->facts.lead_unit_id, task->facts.title) != GT_OK)
            return GT_ENOMEM;
        for (uint32_t which = 0; which < task->duty_count; which++) {
            const struct gt_duty *duty = &task->duties[which].facts;

            if (duty->owner_id == person_id && gt_duty_open(duty->state) &&
                add(ctx->arena, out, GT_CARRIED_DUTY, task->facts.id, duty->unit_id, task->facts.title) != GT_OK)
                return GT_ENOMEM;
        }
    }
    return GT_OK;
}

struct carried_want { int64_t person_id; gt_carrieds *out; };

static gt_rc carried_indicators(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    struct carried_want *want = at;
    gt_indicators rows = {0};
    gt_rc rc;

    if ((rc = gt_indicator_store_list(db, ctx->arena, &rows, err)) != GT_OK)
        return rc;
    for (size_t row = 0; row < rows.count; row++)
        if (rows.at[row].owner_person_id == want->person_id &&
            add(ctx->arena, want->out, GT_CARRIED_INDICATOR, rows.at[row].id, rows.at[row].owner_unit_id,
                rows.at[row].name[GT_LANG_ZH]) != GT_OK)
            return no_memory(err);
    return GT_OK;
}

gt_rc gt_people_carried(struct gt_ctx *ctx, int64_t person_id, gt_carrieds *out, struct gt_err *err)
{
    struct carried_want want = {person_id, out};
    const struct gt_picture *picture;
    gt_rc rc;

    if ((rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    rc = carried_tasks(ctx, picture, person_id, out);
    gt_picture_done(ctx);
    return rc != GT_OK ? no_memory(err) : gt_work_read(ctx, carried_indicators, &want, err);
}

static gt_rc fill_card(struct gt_ctx *ctx, const struct gt_picture *picture, int64_t id,
                       struct gt_person_card *out)
{
    for (size_t at = 0; at < picture->holdings.count; at++) {
        const struct gt_holding *row = &picture->holdings.at[at];
        struct gt_holding *one;

        if ((row->person_id != id && row->acting_for != id) || row->removed_at_ms != 0)
            continue;
        if ((one = GT_PUSH(ctx->arena, &out->holdings)) == NULL)
            return GT_ENOMEM;
        *one = *row;
        if (gt_arena_dup(ctx->arena, row->role, &one->role) != GT_OK ||
            gt_arena_dup(ctx->arena, row->note, &one->note) != GT_OK)
            return GT_ENOMEM;
    }
    for (size_t at = 0; at < picture->givens.count; at++) {
        const struct gt_given *row = &picture->givens.at[at];
        struct gt_given *one;

        if (row->person_id != id)
            continue;
        if ((one = GT_PUSH(ctx->arena, &out->given)) == NULL)
            return GT_ENOMEM;
        *one = *row;
        if (gt_arena_dup(ctx->arena, row->object, &one->object) != GT_OK)
            return GT_ENOMEM;
    }
    return GT_OK;
}

gt_rc gt_people_get(struct gt_ctx *ctx, int64_t id, struct gt_person *out, struct gt_err *err)
{
    struct gt_txn *txn = NULL;
    gt_rc rc;

    if ((rc = gt_txn_begin(ctx->space->pool, GT_TXN_READ, &txn, err)) == GT_OK)
        rc = gt_person_store_get(gt_txn_db(txn), id, ctx->arena, out, err);
    gt_txn_release(txn);
    if (rc == GT_OK && out->removed_at_ms != 0)
        rc = gt_fail(err, GT_ENOTFOUND, "person %lld was removed", "人员%lld已移除", (long long)id);
    return rc;
}

gt_rc gt_work_person_card(struct gt_ctx *ctx, int64_t id, struct gt_person_card *out, struct gt_err *err)
{
    const struct gt_picture *picture;
    gt_rc rc;

    *out = (struct gt_person_card){0};
    if ((rc = gt_people_get(ctx, id, &out->person, err)) != GT_OK)
        return rc;
    if (!gt_sees_person(ctx, &out->person))
        return gt_fail(err, GT_ENOTFOUND, "person %lld does not exist", "人员%lld不存在", (long long)id);
    out->shows_phone = gt_sees_phone(ctx, &out->person);
    if (!out->shows_phone)
        out->person.phone = out->person.email = GT_STR("");
    if ((rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    rc = fill_card(ctx, picture, id, out);
    gt_picture_done(ctx);
    if (rc != GT_OK)
        return no_memory(err);
    /* Administrators see who is who, not what he works on. */
    return gt_may_ever(ctx, GT_USE_task_read) ? gt_people_carried(ctx, id, &out->carried, err) : GT_OK;
}

/* ---- posts ---------------------------------------------------------------------------------- */

static gt_rc holding_json(struct gt_arena *arena, const struct gt_holding *holding, gt_str *out)
{
    struct gt_json json;
    struct gt_buf buf;

    gt_buf_init(&buf, GT_RECORD_JSON_MAX);
    gt_json_init(&json, &buf);
    gt_json_object(&json, NULL);
    gt_json_i64(&json, "person", holding->person_id);
    gt_json_i64(&json, "unit", holding->unit_id);
    gt_json_str(&json, "role", holding->role);
    gt_json_i64(&json, "acting_for", holding->acting_for);
    gt_json_day(&json, "start", holding->from);
    gt_json_day(&json, "finish", holding->to != 0 ? holding->to : GT_DAY_NONE);
    gt_json_str(&json, "note", holding->note);
    gt_json_close(&json);
    return gt_json_take(arena, &json, out);
}

/* Does the absent person stand in this role and unit himself? */
static bool holds(const struct gt_picture *picture, int64_t person_id, gt_str role, int64_t unit_id,
                  gt_day day)
{
    const struct gt_person *person = gt_picture_person(picture, person_id);

    if (person == NULL)
        return false;
    if (gt_str_eq(person->role, role) && person->unit_id == unit_id)
        return true;
    for (size_t at = 0; at < picture->holdings.count; at++) {
        const struct gt_holding *row = &picture->holdings.at[at];

        if (row->person_id == person_id && row->removed_at_ms == 0 && row->acting_for == 0 &&
            row->unit_id == unit_id && gt_str_eq(row->role, role) && row->from <= day &&
            (row->to == 0 || row->to >= day))
            return true;
    }
    return false;
}

/* Administrators and inspectors stand alone. */
static bool clashes(const struct gt_picture *picture, const struct gt_person *person,
                    const struct gt_holding *holding)
{
    const bool alone = gt_as_alone(gt_as_of(holding->role));

    if ((alone || gt_as_alone(gt_as_of(person->role))) && !gt_str_eq(person->role, holding->role))
        return true;
    for (size_t at = 0; at < picture->holdings.count; at++) {
        const struct gt_holding *row = &picture->holdings.at[at];

        if (row->person_id == person->id && row->id != holding->id && row->removed_at_ms == 0 &&
            !gt_str_eq(row->role, holding->role) && (alone || gt_as_alone(gt_as_of(row->role))))
            return true;
    }
    return false;
}

static gt_rc check_holding(struct gt_ctx *ctx, const struct gt_holding *holding,
                           const struct gt_person *person, struct gt_err *err)
{
    const struct gt_picture *picture;
    bool clash, unit, acting;
    gt_rc rc;

    if (gt_as_of(holding->role) == GT_AS_COUNT)
        return gt_fail_field(err, GT_EINVAL, "role", "%.*s is no role", "“%.*s”不是角色", GT_FMT(holding->role));
    if (holding->from <= 0 || (holding->to != 0 && holding->to < holding->from))
        return gt_fail_field(err, GT_EINVAL, "to", "a post runs from a day to the same or a later day",
                             "任职的结束日不得早于开始日");
    if (holding->note.len > GT_NOTE_MAX)
        return gt_fail_field(err, GT_EINVAL, "note", "at most %d bytes", "不得超过%d字节", (int)GT_NOTE_MAX);
    if (holding->acting_for == holding->person_id)
        return gt_fail_field(err, GT_EINVAL, "acting_for", "nobody acts for himself", "不能代理本人");
    if ((rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    clash = clashes(picture, person, holding);
    unit = holding->unit_id == 0 || gt_picture_walk(picture, holding->unit_id) != NULL;
    acting = holding->acting_for == 0 ||
             holds(picture, holding->acting_for, holding->role, holding->unit_id, ctx->today);
    gt_picture_done(ctx);
    if (clash)
        return gt_fail_field(err, GT_EINVAL, "role", "inspectors and administrators hold no other role",
                             "监督员和三类管理员不得兼任其他角色");
    if (!unit)
        return gt_fail_field(err, GT_EINVAL, "unit", "unit %lld does not exist", "单位%lld不存在",
                             (long long)holding->unit_id);
    return acting ? GT_OK
                  : gt_fail_field(err, GT_EINVAL, "acting_for", "that person does not hold this role in this unit",
                                  "被代理人并未在该单位担任此角色");
}

/* Acting gives nobody more than the absent one has. */
static gt_rc may_hold(struct gt_ctx *ctx, const struct gt_holding *holding, struct gt_err *err)
{
    const struct gt_scope scope = {.lead = holding->unit_id, .owner = holding->acting_for};

    return holding->acting_for != 0 && !gt_as_alone(gt_as_of(holding->role))
               ? gt_may(ctx, GT_USE_handover, &scope, err)
               : gt_may(ctx, GT_USE_role_give, NULL, err);
}

gt_rc gt_work_holding_put(struct gt_ctx *ctx, struct gt_holding *holding, struct gt_err *err)
{
    const bool fresh = holding->id == 0;
    struct gt_change *change = NULL;
    struct gt_holding old = {0};
    struct gt_person person;
    gt_str before = GT_STR(""), after;
    gt_rc rc;

    if ((rc = gt_people_get(ctx, holding->person_id, &person, err)) != GT_OK ||
        (rc = may_hold(ctx, holding, err)) != GT_OK ||
        (rc = check_holding(ctx, holding, &person, err)) != GT_OK ||
        (rc = gt_change_begin(ctx, &change, err)) != GT_OK)
        return rc;
    if (!fresh) {
        if ((rc = gt_holding_store_get(gt_change_db(change), holding->id, ctx->arena, &old, err)) != GT_OK ||
            (rc = may_hold(ctx, &old, err)) != GT_OK || (rc = holding_json(ctx->arena, &old, &before)) != GT_OK)
            goto out;
    }
    if ((rc = fresh ? gt_holding_store_insert(gt_change_db(change), holding, err)
                    : gt_holding_store_update(gt_change_db(change), holding, err)) == GT_OK &&
        (rc = holding_json(ctx->arena, holding, &after)) == GT_OK &&
        (rc = gt_change_log(change, fresh ? "create" : "edit", "holding", holding->id, before, after, err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
out:
    gt_change_release(change);
    return rc;
}

gt_rc gt_people_end_holding(struct gt_change *change, struct gt_ctx *ctx, struct gt_holding *holding,
                            gt_day last, struct gt_err *err)
{
    gt_str before, after;
    gt_rc rc;

    if (holding_json(ctx->arena, holding, &before) != GT_OK)
        return no_memory(err);
    /* One that had not begun never was. */
    if (last < holding->from)
        holding->removed_at_ms = ctx->now_ms;
    else
        holding->to = last;
    if ((rc = gt_holding_store_update(gt_change_db(change), holding, err)) != GT_OK)
        return rc;
    if (holding_json(ctx->arena, holding, &after) != GT_OK)
        return no_memory(err);
    return gt_change_log(change, "edit", "holding", holding->id, before, after, err);
}

static gt_rc read_holding(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    struct gt_holding *holding = at;

    return gt_holding_store_get(db, holding->id, ctx->arena, holding, err);
}

gt_rc gt_work_holding_end(struct gt_ctx *ctx, int64_t id, int64_t revision, gt_day last,
                          struct gt_err *err)
{
    struct gt_change *change = NULL;
    struct gt_holding holding = {.id = id};
    gt_rc rc;

    if ((rc = gt_work_read(ctx, read_holding, &holding, err)) != GT_OK ||
        (rc = may_hold(ctx, &holding, err)) != GT_OK)
        return rc;
    holding.revision = revision;
    if ((rc = gt_change_begin(ctx, &change, err)) == GT_OK &&
        (rc = gt_people_end_holding(change, ctx, &holding, last, err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
    gt_change_release(change);
    return rc;
}

/* ---- outsiders --------------------------------------------------------------------------------- */

static gt_rc given_json(struct gt_arena *arena, const struct gt_given *given, gt_str *out)
{
    struct gt_json json;
    struct gt_buf buf;

    gt_buf_init(&buf, GT_RECORD_JSON_MAX);
    gt_json_init(&json, &buf);
    gt_json_object(&json, NULL);
    gt_json_i64(&json, "person", given->person_id);
    gt_json_str(&json, "object", given->object);
    gt_json_i64(&json, "id", given->object_id);
    gt_json_day(&json, "finish", given->until != 0 ? given->until : GT_DAY_NONE);
    gt_json_close(&json);
    return gt_json_take(arena, &json, out);
}

gt_rc gt_work_given_add(struct gt_ctx *ctx, struct gt_given *given, struct gt_err *err)
{
    struct gt_change *change = NULL;
    struct gt_person person;
    gt_str after;
    gt_rc rc;

    if (!gt_str_eq(given->object, GT_STR("task")))
        return gt_fail_field(err, GT_EINVAL, "object", "tasks are given", "只能授权查看任务");
    if (given->until != 0 && given->until < ctx->today)
        return gt_fail_field(err, GT_EINVAL, "until", "this day is over", "该日期已过");
    if ((rc = gt_may_task(ctx, GT_USE_given_put, given->object_id, err)) != GT_OK ||
        (rc = gt_people_get(ctx, given->person_id, &person, err)) != GT_OK)
        return rc;
    if (!gt_as_outside(gt_as_of(person.role)))
        return gt_fail_field(err, GT_EINVAL, "person", "only experts and challengers need to be given something",
                             "只有专家和揭榜方需要授权");
    given->by_id = ctx->person_id;
    given->at_ms = ctx->now_ms;
    if ((rc = gt_change_begin(ctx, &change, err)) == GT_OK &&
        (rc = gt_given_store_insert(gt_change_db(change), given, err)) == GT_OK &&
        (rc = given_json(ctx->arena, given, &after)) == GT_OK &&
        (rc = gt_change_log(change, "create", "given", given->id, GT_STR(""), after, err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
    gt_change_release(change);
    return rc;
}

static gt_rc read_given(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    struct gt_given *given = at;

    return gt_given_store_get(db, given->id, ctx->arena, given, err);
}

gt_rc gt_work_given_remove(struct gt_ctx *ctx, int64_t id, struct gt_err *err)
{
    struct gt_change *change = NULL;
    struct gt_given given = {.id = id};
    gt_str before;
    gt_rc rc;

    if ((rc = gt_work_read(ctx, read_given, &given, err)) != GT_OK ||
        (rc = gt_may_task(ctx, GT_USE_given_put, given.object_id, err)) != GT_OK ||
        (rc = gt_change_begin(ctx, &change, err)) != GT_OK)
        return rc;
    if ((rc = given_json(ctx->arena, &given, &before)) == GT_OK &&
        (rc = gt_given_store_remove(gt_change_db(change), id, ctx->now_ms, err)) == GT_OK &&
        (rc = gt_change_log(change, "remove", "given", id, before, GT_STR(""), err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
    gt_change_release(change);
    return rc;
}
