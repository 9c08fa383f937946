/* picture.c - holding, finding and mending the picture. */
#include "work/picture.h"

/* ---- finding ------------------------------------------------------------------------ */

static uint32_t find_key(const struct gt_pic_key *keys, size_t count, int64_t id)
{
    size_t low = 0, high = count;

    while (low < high) {
        const size_t mid = low + (high - low) / 2;

        if (keys[mid].id < id)
            low = mid + 1;
        else
            high = mid;
    }
    return low < count && keys[low].id == id ? keys[low].at : GT_NO_INDEX;
}

uint32_t gt_picture_task(const struct gt_picture *picture, int64_t id)
{
    const uint32_t at = id == 0 ? GT_NO_INDEX
                                : find_key(picture->task_keys.at, picture->task_keys.count, id);

    return at == GT_NO_INDEX || picture->tasks.at[at].gone ? GT_NO_INDEX : at;
}

uint32_t gt_picture_link(const struct gt_picture *picture, int64_t id)
{
    const uint32_t at = find_key(picture->link_keys.at, picture->link_keys.count, id);

    return at == GT_NO_INDEX || picture->links.at[at].gone ? GT_NO_INDEX : at;
}

const struct gt_unit_row *gt_picture_unit(const struct gt_picture *picture, int64_t id)
{
    const uint32_t at = find_key(picture->unit_keys, picture->units.count, id);

    return at == GT_NO_INDEX ? NULL : &picture->units.at[at];
}

const struct gt_person *gt_picture_person(const struct gt_picture *picture, int64_t id)
{
    const uint32_t at = find_key(picture->person_keys, picture->people.count, id);

    return at == GT_NO_INDEX ? NULL : &picture->people.at[at];
}

const struct gt_directive *gt_picture_directive(const struct gt_picture *picture, int64_t id)
{
    const uint32_t at = find_key(picture->directive_keys, picture->directives.count, id);

    return at == GT_NO_INDEX ? NULL : &picture->directives.at[at];
}

const struct gt_baseline_row *gt_picture_baseline(const struct gt_picture *picture, int64_t task_id)
{
    size_t low = 0, high = picture->baseline_rows.count;

    while (low < high) {
        const size_t mid = low + (high - low) / 2;

        if (picture->baseline_rows.at[mid].task_id < task_id)
            low = mid + 1;
        else
            high = mid;
    }
    return low < picture->baseline_rows.count && picture->baseline_rows.at[low].task_id == task_id
               ? &picture->baseline_rows.at[low] : NULL;
}

gt_str gt_picture_person_name(const struct gt_picture *picture, int64_t id, enum gt_lang lang)
{
    const struct gt_person *person = gt_picture_person(picture, id);

    if (person == NULL)
        return id == 0 ? (lang == GT_LANG_ZH ? GT_STR("系统") : GT_STR("system")) : GT_STR("");
    return lang == GT_LANG_EN && person->name_en.len > 0 ? person->name_en : person->name;
}

/* ---- days ------------------------------------------------------------------------------ */

int64_t gt_picture_work_days(const struct gt_picture *picture, gt_day a, gt_day b)
{
    return gt_cal_between(&picture->cals[GT_CAL_WORK], a, b);
}

static int64_t between(const void *data, gt_day a, gt_day b)
{
    return gt_picture_work_days(data, a, b);
}

struct gt_light_days gt_picture_days(const struct gt_picture *picture)
{
    struct gt_light_days days = picture->light_days;

    days.between = between;
    days.data = picture;
    return days;
}

bool gt_picture_overlap(const struct gt_picture *picture, const struct gt_pic_link *link,
                        gt_day *from, gt_day *to)
{
    const struct gt_pic_task *a, *b;

    if (link->from == GT_NO_INDEX || link->to == GT_NO_INDEX)
        return false;
    a = &picture->tasks.at[link->from];
    b = &picture->tasks.at[link->to];
    if (a->start == GT_DAY_NONE || a->finish == GT_DAY_NONE || b->start == GT_DAY_NONE ||
        b->finish == GT_DAY_NONE)
        return false;
    *from = a->start > b->start ? a->start : b->start;
    *to = a->finish < b->finish ? a->finish : b->finish;
    return *from <= *to;
}

/* ---- holding ---------------------------------------------------------------------------- */

/* Another program may have written; its changes are looked for now and then. */
static bool overtaken(struct gt_ctx *ctx)
{
    struct gt_space *space = ctx->space;
    const int64_t last = __atomic_load_n(&space->checked_at_ms, __ATOMIC_RELAXED);
    struct gt_txn *txn = NULL;
    int64_t version = 0;
    bool newer = false;

    if (ctx->now_ms - last < GT_PICTURE_CHECK_MS && ctx->now_ms >= last)
        return false;
    __atomic_store_n(&space->checked_at_ms, ctx->now_ms, __ATOMIC_RELAXED);
    if (gt_txn_begin(space->pool, GT_TXN_READ, &txn, NULL) == GT_OK &&
        gt_space_store_version(gt_txn_db(txn), &version, NULL) == GT_OK)
        newer = version > space->picture->version;
    gt_txn_release(txn);
    return newer;
}

static gt_rc read_anew(struct gt_ctx *ctx, struct gt_err *err)
{
    struct gt_space *space = ctx->space;
    gt_rc rc = GT_OK;

    (void)pthread_rwlock_wrlock(&space->lock);
    if (space->picture == NULL)
        rc = gt_picture_read(space->pool, &space->picture, err);
    if (rc == GT_OK)
        gt_picture_derive(space->picture, ctx->today, ctx->now_ms);
    (void)pthread_rwlock_unlock(&space->lock);
    return rc;
}

gt_rc gt_picture_hold(struct gt_ctx *ctx, const struct gt_picture **out, struct gt_err *err)
{
    struct gt_space *space = ctx->space;
    gt_rc rc;

    for (;;) {
        (void)pthread_rwlock_rdlock(&space->lock);
        if (space->picture != NULL && gt_picture_lit(space->picture, ctx->today, ctx->now_ms) && !overtaken(ctx)) {
            *out = space->picture;
            return GT_OK;
        }
        if (space->picture != NULL && gt_picture_lit(space->picture, ctx->today, ctx->now_ms)) {
            const int64_t version = space->picture->version;

            (void)pthread_rwlock_unlock(&space->lock);
            (void)pthread_rwlock_wrlock(&space->lock);
            if (space->picture != NULL && space->picture->version == version) {
                gt_picture_destroy(space->picture);
                space->picture = NULL;
            }
        }
        (void)pthread_rwlock_unlock(&space->lock);
        if ((rc = read_anew(ctx, err)) != GT_OK)
            return rc;
    }
}

void gt_picture_done(struct gt_ctx *ctx) { (void)pthread_rwlock_unlock(&ctx->space->lock); }

/* ---- mending ------------------------------------------------------------------------------ */

static gt_rc insert_key(struct gt_arena *arena, struct gt_pic_key **at, size_t *count, size_t *cap,
                        int64_t id, uint32_t index)
{
    size_t place;

    if (*count == *cap &&
        gt_vec_grow(arena, (void **)at, cap, sizeof **at) != GT_OK)
        return GT_ENOMEM;
    for (place = *count; place > 0 && (*at)[place - 1].id > id; place--)
        (*at)[place] = (*at)[place - 1];
    (*at)[place] = (struct gt_pic_key){id, index};
    ++*count;
    return GT_OK;
}

/* What a changed task asks of the plan: nothing, an edit, or a new one. */
enum need { NEED_NOTHING, NEED_EDIT, NEED_PLAN };

static enum need compare(const struct gt_task *old, const struct gt_task *new)
{
    if (old->parent_id != new->parent_id || old->standing != new->standing ||
        old->position != new->position || (new->removed_at_ms != 0))
        return NEED_PLAN;
    if (old->not_before != new->not_before || old->start_pin != new->start_pin ||
        old->finish_pin != new->finish_pin || old->deadline != new->deadline ||
        old->duration_days != new->duration_days || old->duration_unit != new->duration_unit ||
        old->mode != new->mode || old->kind != new->kind)
        return NEED_EDIT;
    return NEED_NOTHING;
}

static gt_rc patch_supports(struct gt_picture *picture, struct gt_db *db, uint32_t index,
                            struct gt_err *err)
{
    struct gt_pic_task *task = &picture->tasks.at[index];
    gt_task_supports supports = {0};
    gt_task_clauses clauses = {0};
    gt_rc rc;

    if ((rc = gt_support_store_list(db, task->facts.id, picture->arena, &supports, err)) != GT_OK ||
        (rc = gt_task_clause_store_list(db, task->facts.id, picture->arena, &clauses, err)) != GT_OK)
        return rc;
    task->supports = supports.at;
    task->support_count = (uint32_t)supports.count;
    task->directive_id = clauses.count > 0 ? clauses.at[0].directive_id : 0;
    return GT_OK;
}

static gt_rc patch_task(struct gt_picture *picture, struct gt_db *db, int64_t id,
                        enum need *need, struct gt_err *err)
{
    uint32_t index = find_key(picture->task_keys.at, picture->task_keys.count, id);
    struct gt_task facts = {0};
    struct gt_pic_task *task;
    enum need mine = NEED_PLAN;
    gt_rc rc;

    if ((rc = gt_task_store_get(db, id, picture->arena, &facts, err)) != GT_OK)
        return rc;
    if (index == GT_NO_INDEX) {
        if (facts.removed_at_ms != 0)
            return GT_OK;
        index = (uint32_t)picture->tasks.count;
        if (GT_PUSH(picture->arena, &picture->tasks) == NULL ||
            insert_key(picture->arena, &picture->task_keys.at, &picture->task_keys.count,
                       &picture->task_keys.cap, id, index) != GT_OK)
            return GT_ENOMEM;
        picture->tasks.at[index].as_of = GT_DAY_NONE;
    } else {
        mine = compare(&picture->tasks.at[index].facts, &facts);
    }
    task = &picture->tasks.at[index];
    task->facts = facts;
    task->gone = facts.removed_at_ms != 0;
    task->progress.stale = true;
    if (mine > *need)
        *need = mine;
    return task->gone                                                       ? GT_OK
           : (rc = patch_supports(picture, db, index, err)) != GT_OK ? rc
                                                             : gt_picture_patch_lamp(picture, db, index, err);
}

static gt_rc patch_link(struct gt_picture *picture, struct gt_db *db, int64_t id, struct gt_err *err)
{
    uint32_t index = find_key(picture->link_keys.at, picture->link_keys.count, id);
    struct gt_task_link facts = {0};
    struct gt_pic_link *link;
    const gt_rc rc = gt_link_store_get(db, id, &facts, err);

    if (rc != GT_OK && rc != GT_ENOTFOUND)
        return rc;
    if (rc == GT_ENOTFOUND) {
        if (index != GT_NO_INDEX)
            picture->links.at[index].gone = true;
        return GT_OK;
    }
    if (index == GT_NO_INDEX) {
        index = (uint32_t)picture->links.count;
        if (GT_PUSH(picture->arena, &picture->links) == NULL ||
            insert_key(picture->arena, &picture->link_keys.at, &picture->link_keys.count,
                       &picture->link_keys.cap, id, index) != GT_OK)
            return GT_ENOMEM;
    }
    link = &picture->links.at[index];
    link->facts = facts;
    link->gone = false;
    link->from = gt_picture_task(picture, facts.from_id);
    link->to = gt_picture_task(picture, facts.to_id);
    return GT_OK;
}

/* The newest report that speaks; one sent back takes its percentage with it. */
static void speak(struct gt_pic_task *task, const gt_reports *reports)
{
    task->reported = false;
    task->own_percent = 0;
    task->as_of = GT_DAY_NONE;
    for (size_t at = 0; at < reports->count; at++) {
        const struct gt_report *report = &reports->at[at];

        if (!gt_report_speaks(report->state, report->corrects_id))
            continue;
        task->reported = true;
        task->own_percent = report->percent;
        task->as_of = report->as_of;
        return;
    }
}

static gt_rc patch_report(struct gt_picture *picture, struct gt_db *db, int64_t task_id,
                          struct gt_err *err)
{
    const uint32_t index = gt_picture_task(picture, task_id);
    struct gt_arena *arena = NULL;
    gt_reports reports = {0};
    gt_rc rc;

    if (index == GT_NO_INDEX)
        return GT_OK;
    /* the texts are not kept, so they go into an arena of their own */
    if (gt_arena_create(GT_REQUEST_BYTES_MAX, &arena) != GT_OK)
        return GT_ENOMEM;
    rc = gt_report_store_list(db, task_id, arena, &reports, err);
    if (rc == GT_OK)
        speak(&picture->tasks.at[index], &reports);
    gt_arena_destroy(arena);
    return rc == GT_OK ? gt_progress_patch(picture, db, index, err) : rc;
}

/* Only facts of activities changed: the engine recomputes what depends on them. */
static gt_rc edit_plan(struct gt_picture *picture, const struct gt_touched *touched, size_t count,
                       struct gt_err *err)
{
    struct gt_arena *arena = NULL;
    GT_VEC(struct gt_edit) edits = {0};
    gt_rc rc = GT_OK;

    if (gt_arena_create(GT_REQUEST_BYTES_MAX, &arena) != GT_OK)
        return GT_ENOMEM;
    for (size_t at = 0; at < count && rc == GT_OK; at++) {
        const uint32_t index = strcmp(touched[at].object, "task") == 0
                                   ? gt_picture_task(picture, touched[at].id) : GT_NO_INDEX;
        const struct gt_pic_task *task = index == GT_NO_INDEX ? NULL : &picture->tasks.at[index];

        for (int side = 0; task != NULL && task->act_start != GT_NO_INDEX && side < 2; side++) {
            struct gt_edit *edit;

            if (side == 1 && task->act_finish == task->act_start)
                break;
            if ((edit = GT_PUSH(arena, &edits)) == NULL) {
                rc = GT_ENOMEM;
                break;
            }
            edit->kind = GT_EDIT_TASK;
            edit->index = side == 0 ? task->act_start : task->act_finish;
            edit->task = gt_picture_plan_task(picture, index, side == 1);
        }
    }
    if (rc == GT_OK && edits.count > 0)
        rc = gt_plan_edit(picture->plan, edits.at, (uint32_t)edits.count, arena, NULL, NULL, err);
    gt_arena_destroy(arena);
    return rc;
}

/* A deadline above others, or one that draws the plan's first day out, changes
 * facts of more activities than its own. */
static bool reaches_further(const struct gt_picture *picture, const struct gt_touched *touched,
                            size_t count)
{
    for (size_t at = 0; at < count; at++) {
        const uint32_t index = gt_picture_task(picture, touched[at].id);
        const struct gt_task *task;

        if (index == GT_NO_INDEX)
            continue;
        task = &picture->tasks.at[index].facts;
        if (picture->tasks.at[index].children > 0 ||
            (task->not_before != GT_DAY_NONE && task->not_before < picture->first_day) ||
            (task->start_pin != GT_DAY_NONE && task->start_pin < picture->first_day) ||
            (task->finish_pin != GT_DAY_NONE && task->finish_pin < picture->first_day) ||
            (task->deadline != GT_DAY_NONE && task->deadline < picture->first_day))
            return true;
    }
    return false;
}

/* Records of which the picture shows nothing. */
static bool beside_the_picture(const char *object)
{
    static const char *const objects[] = {"account", "sign_in", "clause", "file", "import", "notices", "session",
                                           "indicator", "region", "period", "score"};

    for (size_t at = 0; at < GT_LEN(objects); at++)
        if (strcmp(object, objects[at]) == 0)
            return true;
    return false;
}

gt_rc gt_picture_patch(struct gt_picture *picture, struct gt_db *db,
                       const struct gt_touched *touched, size_t count, int64_t version,
                       struct gt_err *err)
{
    enum need need = NEED_NOTHING;
    gt_rc rc = GT_OK;

    picture->patches += (uint32_t)count;
    if (picture->patches > GT_PICTURE_PATCHES_MAX)
        return GT_EUNSUPPORTED;
    for (size_t at = 0; at < count && rc == GT_OK; at++) {
        if (strcmp(touched[at].object, "task") == 0) {
            rc = patch_task(picture, db, touched[at].id, &need, err);
        } else if (strcmp(touched[at].object, "link") == 0) {
            rc = patch_link(picture, db, touched[at].id, err);
            need = NEED_PLAN;
        } else if (strcmp(touched[at].object, "report") == 0) {
            rc = patch_report(picture, db, touched[at].id, err);
        } else if (strcmp(touched[at].object, "duty") == 0) {
            rc = gt_picture_patch_duties(picture, db, touched[at].id, err);
        } else if (!beside_the_picture(touched[at].object)) {
            return GT_EUNSUPPORTED;
        }
    }
    if (rc != GT_OK)
        return rc;
    picture->version = version;
    picture->meta.version = version;
    if (need == NEED_PLAN || (need == NEED_EDIT && (picture->plan == NULL ||
                                                    reaches_further(picture, touched, count))))
        return gt_picture_plan(picture, err);
    if (need != NEED_EDIT)
        return GT_OK;
    rc = edit_plan(picture, touched, count, err);
    /* Facts that no dates satisfy: planning anew says so on the chart. */
    return rc == GT_ELIMIT || rc == GT_ECYCLE ? gt_picture_plan(picture, err) : rc;
}
