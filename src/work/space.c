/* space.c - open, make and describe a space; its units and people. */
#include "work/rights.h"
#include "work/space.h"

#include <sodium.h>

#include "base/embedded.h"
#include "store/journal.h"
#include "work/calendars.h"
#include "work/indicator_book.h"
#include "work/picture.h"
#include "work/record_json.h"

/* From calendars/, made by tools/embed.py; carried by the plan room. */
extern const struct gt_embedded gt_builtin_calendars[];
extern const size_t gt_builtin_calendars_count;

static const char no_memory_en[] = "out of memory", no_memory_zh[] = "内存不足";

/* The year's notices that come with the program, all in the caller's change. */
static gt_rc add_calendars(struct gt_db *db, struct gt_arena *arena, struct gt_err *err)
{
    struct gt_calendar calendar = {
        .key = GT_STR("cn"), .week_mask = 0x1f,
        .name = {GT_STR("国务院办公厅放假安排"), GT_STR("State Council holidays")},
    };
    gt_rc rc;

    if ((rc = gt_calendar_store_insert(db, &calendar, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < gt_builtin_calendars_count; at++)
        if ((rc = gt_calendar_put_file(db, arena, calendar.id, gt_builtin_calendars[at].bytes, NULL,
                                       err)) != GT_OK)
            return gt_wrap(err, rc, "%s", "%s", gt_builtin_calendars[at].name);
    return GT_OK;
}

static gt_rc init_in(struct gt_pool *pool, struct gt_arena *arena, const struct gt_space_new *what,
                     struct gt_err *err)
{
    const struct gt_space_meta meta = {
        .name = {what->name[GT_LANG_ZH], what->name[GT_LANG_EN]},
        .year = what->year, .created_at_ms = what->now_ms,
    };
    struct gt_journal_row row = {
        .at_ms = what->now_ms, .action = GT_STR("create"), .object = GT_STR("space"),
        .object_id = 1, .before = GT_STR(""), .after = GT_STR("{}"),
    };
    struct gt_txn *txn = NULL;
    struct gt_db *db;
    gt_rc rc;

    if ((rc = gt_txn_begin(pool, GT_TXN_WRITE, &txn, err)) != GT_OK)
        return rc;
    db = gt_txn_db(txn);
    if ((rc = gt_space_store_init(db, &meta, err)) == GT_OK &&
        (rc = add_calendars(db, arena, err)) == GT_OK &&
        (rc = gt_journal_append(db, &row, err)) == GT_OK)
        rc = gt_txn_commit(txn, err);
    gt_txn_release(txn);
    if (rc == GT_EEXISTS) {
        gt_err_clear(err);
        return gt_fail_field(err, GT_EEXISTS, "space", "there is a space already",
                             "此处已有单位空间");
    }
    return rc;
}

gt_rc gt_space_init(const char *url, const struct gt_space_new *what, struct gt_err *err)
{
    const struct gt_pool_options options = {.create = true};
    struct gt_arena *arena = NULL;
    struct gt_pool *pool = NULL;
    gt_rc rc;

    if (sodium_init() < 0)
        return gt_fail(err, GT_EINTERNAL, "libsodium does not start", "libsodium 无法启动");
    if (what->name[GT_LANG_ZH].len == 0 && what->name[GT_LANG_EN].len == 0)
        return gt_fail_field(err, GT_EINVAL, "name", "a space needs a name", "单位空间需要名称");
    if (!gt_ymd_valid(what->year, 1, 1) || what->year < 2000)
        return gt_fail_field(err, GT_EINVAL, "year", "the year must be 2000 to 2199",
                             "年份应为2000至2199");
    if ((rc = gt_arena_create(GT_REQUEST_BYTES_MAX, &arena)) != GT_OK)
        return gt_fail(err, rc, no_memory_en, no_memory_zh);
    if ((rc = gt_pool_open(url, &options, &pool, err)) == GT_OK)
        rc = init_in(pool, arena, what, err);
    gt_pool_close(pool);
    gt_arena_destroy(arena);
    return rc;
}

gt_rc gt_space_open_with(const char *url, const struct gt_pool_options *options,
                         struct gt_space **out, struct gt_err *err)
{
    const size_t len = strlen(url);
    pthread_rwlockattr_t attr;
    struct gt_space *space;
    gt_rc rc;

    if (sodium_init() < 0)
        return gt_fail(err, GT_EINTERNAL, "libsodium does not start", "libsodium 无法启动");
    if ((space = gt_calloc(1, sizeof *space)) == NULL || (space->url = gt_calloc(len + 1, 1)) == NULL) {
        gt_free(space);
        return gt_fail(err, GT_ENOMEM, no_memory_en, no_memory_zh);
    }
    memcpy(space->url, url, len);
    /* Readers come all the time; without this a change would never get in. */
    (void)pthread_rwlockattr_init(&attr);
    (void)pthread_rwlockattr_setkind_np(&attr, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
    (void)pthread_rwlock_init(&space->lock, &attr);
    (void)pthread_rwlockattr_destroy(&attr);
    if ((rc = gt_pool_open(url, options, &space->pool, err)) == GT_OK)
        rc = gt_picture_read(space->pool, &space->picture, err);
    if (rc != GT_OK) {
        gt_space_close(space);
        return rc;
    }
    space->told_version = space->picture->version;
    *out = space;
    return GT_OK;
}

gt_rc gt_space_open(const char *url, struct gt_space **out, struct gt_err *err)
{
    return gt_space_open_with(url, &(struct gt_pool_options){0}, out, err);
}

void gt_space_close(struct gt_space *space)
{
    if (space == NULL)
        return;
    (void)!gt_space_listen(space, NULL, NULL, NULL);
    gt_picture_destroy(space->picture);
    gt_ind_book_destroy(space->indicators);
    gt_pool_close(space->pool);
    (void)pthread_rwlock_destroy(&space->lock);
    gt_free(space->url);
    gt_free(space);
}

/* ---- reading under one short transaction ---------------------------------------------- */

gt_rc gt_work_read(struct gt_ctx *ctx, gt_rc (*read)(struct gt_db *db, struct gt_ctx *ctx, void *out,
                                                     struct gt_err *err),
                   void *out, struct gt_err *err)
{
    struct gt_txn *txn = NULL;
    gt_rc rc;

    if ((rc = gt_txn_begin(ctx->space->pool, GT_TXN_READ, &txn, err)) != GT_OK)
        return rc;
    rc = read(gt_txn_db(txn), ctx, out, err);
    gt_txn_release(txn);
    return rc;
}

static gt_rc read_meta(struct gt_db *db, struct gt_ctx *ctx, void *out, struct gt_err *err)
{
    return gt_space_store_get(db, ctx->arena, out, err);
}

gt_rc gt_work_space(struct gt_ctx *ctx, struct gt_space_meta *out, struct gt_err *err)
{
    return gt_work_read(ctx, read_meta, out, err);
}

static gt_rc read_units(struct gt_db *db, struct gt_ctx *ctx, void *out, struct gt_err *err)
{
    return gt_unit_store_list(db, ctx->arena, out, err);
}

gt_rc gt_work_units(struct gt_ctx *ctx, gt_units *out, struct gt_err *err)
{
    return gt_work_read(ctx, read_units, out, err);
}

static gt_rc read_people(struct gt_db *db, struct gt_ctx *ctx, void *out, struct gt_err *err)
{
    return gt_person_store_list(db, ctx->arena, out, err);
}

gt_rc gt_work_people(struct gt_ctx *ctx, gt_people *out, struct gt_err *err)
{
    return gt_work_read(ctx, read_people, out, err);
}

/* ---- units and people ------------------------------------------------------------------- */

/* True where `id` stands above `from`, or is it. */
static bool stands_above(const gt_units *units, int64_t id, int64_t from)
{
    for (size_t steps = 0; from != 0 && steps <= units->count; steps++) {
        int64_t parent = 0;

        if (from == id)
            return true;
        for (size_t at = 0; at < units->count; at++)
            if (units->at[at].id == from)
                parent = units->at[at].parent_id;
        from = parent;
    }
    return false;
}

static gt_rc check_unit(const struct gt_unit_row *unit, const gt_units *units, struct gt_err *err)
{
    bool parent_there = unit->parent_id == 0;

    if (gt_str_trim(unit->name).len == 0)
        return gt_fail_field(err, GT_EINVAL, "name", "a unit needs a name", "单位需要名称");
    if (unit->name.len > GT_UNIT_NAME_MAX || unit->short_name.len > GT_UNIT_NAME_MAX)
        return gt_fail_field(err, GT_EINVAL, "name", "a unit's name may have at most %d bytes",
                             "单位名称不得超过%d字节", (int)GT_UNIT_NAME_MAX);
    for (size_t at = 0; at < units->count; at++) {
        const struct gt_unit_row *other = &units->at[at];

        parent_there |= other->id == unit->parent_id && other->removed_at_ms == 0;
        if (other->id != unit->id && other->removed_at_ms == 0 && unit->removed_at_ms == 0 &&
            other->parent_id == unit->parent_id && gt_str_eq(other->name, unit->name))
            return gt_fail_field(err, GT_EEXISTS, "name", "there is a unit %.*s already",
                                 "已有单位“%.*s”", GT_FMT(unit->name));
    }
    if (!parent_there)
        return gt_fail_field(err, GT_EINVAL, "parent", "unit %lld does not exist",
                             "单位%lld不存在", (long long)unit->parent_id);
    if (unit->id != 0 && stands_above(units, unit->id, unit->parent_id))
        return gt_fail_field(err, GT_ECYCLE, "parent", "a unit cannot stand below itself",
                             "单位不能隶属于自身");
    return GT_OK;
}

gt_rc gt_work_unit_put_in(struct gt_change *change, struct gt_ctx *ctx, struct gt_unit_row *unit,
                          struct gt_err *err)
{
    struct gt_db *db = gt_change_db(change);
    gt_str before = GT_STR(""), after = GT_STR("");
    const bool fresh = unit->id == 0;
    gt_units units = {0};
    gt_rc rc;

    if ((rc = gt_unit_store_list(db, ctx->arena, &units, err)) != GT_OK ||
        (rc = check_unit(unit, &units, err)) != GT_OK)
        return rc;
    if (!fresh) {
        struct gt_unit_row old = {0};

        if ((rc = gt_unit_store_get(db, unit->id, ctx->arena, &old, err)) != GT_OK)
            return rc;
        if (gt_unit_json(ctx->arena, &old, &before) != GT_OK)
            return gt_fail(err, GT_ENOMEM, no_memory_en, no_memory_zh);
    }
    if ((rc = fresh ? gt_unit_store_insert(db, unit, err) : gt_unit_store_update(db, unit, err)) != GT_OK)
        return rc;
    if (gt_unit_json(ctx->arena, unit, &after) != GT_OK)
        return gt_fail(err, GT_ENOMEM, no_memory_en, no_memory_zh);
    return gt_change_log(change, fresh ? "create" : "edit", "unit", unit->id, before, after, err);
}

gt_rc gt_work_unit_put(struct gt_ctx *ctx, struct gt_unit_row *unit, struct gt_err *err)
{
    struct gt_change *change = NULL;
    gt_rc rc;

    if ((rc = gt_may(ctx, GT_USE_unit_put, NULL, err)) == GT_OK &&
        (rc = gt_change_begin(ctx, &change, err)) == GT_OK &&
        (rc = gt_work_unit_put_in(change, ctx, unit, err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
    gt_change_release(change);
    return rc;
}

bool gt_role_known(gt_str role)
{
    return gt_as_of(role) != GT_AS_COUNT;
}

/* Inspectors and administrators hold nothing beside: people.c says it of new
 * posts, this of a new role. */
static gt_rc stands_alone(struct gt_db *db, struct gt_ctx *ctx, const struct gt_person *person,
                          struct gt_err *err)
{
    gt_holdings holdings = {0};
    gt_rc rc;

    if (!gt_as_alone(gt_as_of(person->role)))
        return GT_OK;
    if ((rc = gt_holding_store_list(db, ctx->arena, &holdings, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < holdings.count; at++)
        if (holdings.at[at].person_id == person->id && holdings.at[at].removed_at_ms == 0 &&
            (holdings.at[at].to == 0 || holdings.at[at].to >= ctx->today) &&
            !gt_str_eq(holdings.at[at].role, person->role))
            return gt_fail_field(err, GT_EINVAL, "role", "inspectors and administrators hold no other role",
                                 "监督员和三类管理员不得兼任其他角色");
    return GT_OK;
}

gt_rc gt_work_person_put_in(struct gt_change *change, struct gt_ctx *ctx, struct gt_person *person,
                            struct gt_err *err)
{
    struct gt_db *db = gt_change_db(change);
    gt_str before = GT_STR(""), after = GT_STR("");
    const bool fresh = person->id == 0;
    struct gt_unit_row unit = {0};
    gt_rc rc;

    if (gt_str_trim(person->name).len == 0 || person->name.len > GT_UNIT_NAME_MAX)
        return gt_fail_field(err, GT_EINVAL, "name", "a person needs a name of at most %d bytes",
                             "人员需要姓名，且不得超过%d字节", (int)GT_UNIT_NAME_MAX);
    if (person->phone.len > GT_PERSON_FIELD_MAX || person->email.len > GT_PERSON_FIELD_MAX ||
        person->post.len > GT_UNIT_NAME_MAX)
        return gt_fail_field(err, GT_EINVAL, "phone", "telephone and address have at most %d bytes",
                             "电话和邮箱不得超过%d字节", (int)GT_PERSON_FIELD_MAX);
    if (!gt_role_known(person->role))
        return gt_fail_field(err, GT_EINVAL, "role", "%.*s is no role", "“%.*s”不是角色",
                             GT_FMT(person->role));
    if (person->unit_id != 0 &&
        (rc = gt_unit_store_get(db, person->unit_id, ctx->arena, &unit, err)) != GT_OK)
        return rc;
    if (!fresh && (rc = stands_alone(db, ctx, person, err)) != GT_OK)
        return rc;
    if (!fresh) {
        struct gt_person old = {0};

        if ((rc = gt_person_store_get(db, person->id, ctx->arena, &old, err)) != GT_OK)
            return rc;
        if (gt_person_json(ctx->arena, &old, &before) != GT_OK)
            return gt_fail(err, GT_ENOMEM, no_memory_en, no_memory_zh);
    }
    if ((rc = fresh ? gt_person_store_insert(db, person, err)
                    : gt_person_store_update(db, person, err)) != GT_OK)
        return rc;
    if (gt_person_json(ctx->arena, person, &after) != GT_OK)
        return gt_fail(err, GT_ENOMEM, no_memory_en, no_memory_zh);
    return gt_change_log(change, fresh ? "create" : "edit", "person", person->id, before, after, err);
}

static gt_rc read_person(struct gt_db *db, struct gt_ctx *ctx, void *out, struct gt_err *err)
{
    struct gt_person *person = out;

    return gt_person_store_get(db, person->id, ctx->arena, person, err);
}

/* A new person is a member of staff; every other role is given by whoever
 * gives roles. */
static gt_rc may_put_person(struct gt_ctx *ctx, const struct gt_person *person, struct gt_err *err)
{
    struct gt_scope scope = {.lead = person->unit_id};
    struct gt_person old = {.id = person->id, .role = GT_STR("member")};
    gt_rc rc;

    if ((rc = gt_may(ctx, GT_USE_person_put, &scope, err)) != GT_OK)
        return rc;
    if (person->id != 0) {
        if ((rc = gt_work_read(ctx, read_person, &old, err)) != GT_OK)
            return rc;
        scope.lead = old.unit_id;
        if ((rc = gt_may(ctx, GT_USE_person_put, &scope, err)) != GT_OK)
            return rc;
    }
    return gt_str_eq(person->role, old.role) ? GT_OK : gt_may(ctx, GT_USE_role_give, NULL, err);
}

gt_rc gt_work_person_put(struct gt_ctx *ctx, struct gt_person *person, struct gt_err *err)
{
    struct gt_change *change = NULL;
    gt_rc rc;

    if ((rc = may_put_person(ctx, person, err)) == GT_OK &&
        (rc = gt_change_begin(ctx, &change, err)) == GT_OK &&
        (rc = gt_work_person_put_in(change, ctx, person, err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
    gt_change_release(change);
    return rc;
}
