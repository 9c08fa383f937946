/* progress_list.c - a liaison's sitting, what waits for approval, who is late,
 * and what all of it asks of a unit. */
#include "work/progress_use.h"
#include "work/rights.h"
#include "work/space.h"

enum { TOLD_SHOWN_DAYS = 31, FIELD_S = 60, PREFILLED_S = 15 };

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
}

/* ---- the sitting -------------------------------------------------------------------------- */

/* His own units: those he holds a role in, and what is below them.  Who holds
 * one for the whole agency sits for the unit that he works in. */
static bool is_mine(const struct gt_ctx *ctx, int64_t home, const struct gt_pic_task *task)
{
    const struct gt_rights *rights = ctx->rights;

    if (task->facts.leader_id != 0 && task->facts.leader_id == ctx->person_id)
        return false; /* a leader reads it, his units write it */
    for (uint32_t at = 0; rights != NULL && at < rights->held_count; at++) {
        const struct gt_held *held = &rights->held[at];

        if (held->unit_id == 0 || held->as == GT_AS_leader || held->as == GT_AS_office)
            continue;
        for (uint32_t below = 0; below < held->below_count; below++)
            if (held->below[below] == task->facts.lead_unit_id)
                return true;
    }
    return home != 0 && home == task->facts.lead_unit_id;
}

static enum gt_sitting_group group_of(const struct gt_turn *turn)
{
    switch (turn->state) {
    case GT_TURN_RETURNED: return GT_SIT_RETURNED;
    case GT_TURN_OPEN: case GT_TURN_MISSING: return GT_SIT_TODO;
    case GT_TURN_SUBMITTED: case GT_TURN_APPROVED: case GT_TURN_ACCEPTED: return GT_SIT_TOLD;
    case GT_TURN_COMING: case GT_TURN_CLOSED: case GT_TURN_STATES: break;
    }
    return GT_SIT_NOT;
}

static gt_rc sit(struct gt_arena *arena, gt_sitting *out, uint32_t task, enum gt_sitting_group group,
                 const struct gt_turn *turn)
{
    struct gt_sitting_row *row = GT_PUSH(arena, out);

    if (row == NULL)
        return GT_ENOMEM;
    row->task = task;
    row->group = group;
    if (turn != NULL)
        row->turn = *turn;
    return GT_OK;
}

/* Its open, missed and returned turns; else the one told last; else the next. */
static gt_rc sit_task(struct gt_ctx *ctx, const struct gt_picture *picture, uint32_t task, gt_sitting *out)
{
    const struct gt_turn *told = NULL, *coming = NULL;
    uint32_t missing = 0, passed = 0;
    gt_turns turns;
    bool any = false;
    gt_rc rc = gt_progress_turns(picture, task, GT_DAY_MIN, ctx->today + 400, ctx->today, ctx->arena, &turns);

    for (size_t at = 0; rc == GT_OK && at < turns.count; at++)
        missing += turns.at[at].state == GT_TURN_MISSING;
    for (size_t at = 0; rc == GT_OK && at < turns.count; at++) {
        const struct gt_turn *turn = &turns.at[at];
        const enum gt_sitting_group group = group_of(turn);

        if (group == GT_SIT_TOLD)
            told = turn;
        if (turn->state == GT_TURN_COMING && coming == NULL)
            coming = turn;
        /* only the newest of many missed ones; the chase list has all */
        if (turn->state == GT_TURN_MISSING && missing - passed++ > GT_SITTING_MISSED_MAX)
            continue;
        if (group == GT_SIT_TODO || group == GT_SIT_RETURNED) {
            rc = sit(ctx->arena, out, task, group, turn);
            any = true;
        }
    }
    if (rc != GT_OK || any)
        return rc;
    if (told != NULL && (told->due >= ctx->today - TOLD_SHOWN_DAYS || told->state != GT_TURN_ACCEPTED))
        return sit(ctx->arena, out, task, GT_SIT_TOLD, told);
    return sit(ctx->arena, out, task, GT_SIT_NOT, coming);
}

/* Within a group: by due day, then as the tasks stand. */
static int by_group(const void *a, const void *b)
{
    const struct gt_sitting_row *x = a, *y = b;
    const gt_day dx = x->turn.period.freq == GT_FREQ_NONE ? GT_DAY_MAX : x->turn.due;
    const gt_day dy = y->turn.period.freq == GT_FREQ_NONE ? GT_DAY_MAX : y->turn.due;

    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    if (dx != dy)
        return dx < dy ? -1 : 1;
    return (x->task > y->task) - (x->task < y->task);
}

gt_rc gt_work_sitting(struct gt_ctx *ctx, const struct gt_picture *picture, int64_t unit_id, gt_sitting *out)
{
    const struct gt_person *person = gt_picture_person(picture, ctx->person_id);
    const int64_t home = person != NULL ? person->unit_id : 0;
    gt_rc rc = GT_OK;

    *out = (gt_sitting){0};
    for (uint32_t at = 0; at < picture->order_count && rc == GT_OK; at++) {
        const uint32_t task = picture->order[at];
        const struct gt_pic_task *facts = &picture->tasks.at[task];

        if (!facts->progress.owes ||
            !(unit_id != 0 ? facts->facts.lead_unit_id == unit_id : is_mine(ctx, home, facts)) ||
            !gt_sees_task(ctx, picture, task))
            continue;
        rc = sit_task(ctx, picture, task, out);
    }
    if (rc == GT_OK && out->count > 1)
        qsort(out->at, out->count, sizeof *out->at, by_group);
    return rc;
}

struct load {
    const int64_t *tasks;        /* to be told */
    const bool *before;          /* [count] it was told of before */
    size_t count;
    struct gt_sitting_load *out;
};

/* Told in this year and in the last, as the picture has it. */
static void count_year(const struct gt_pic_progress *progress, int year, struct gt_sitting_load *out)
{
    for (uint32_t at = 0; at < progress->row_count; at++) {
        const int told = gt_day_ymd(progress->rows[at].as_of).year;

        out->year_forms += told == year;
        out->last_year_forms += told == year - 1;
    }
}

/* A form asks for each measure, each figure, the percentage, problems and next
 * steps; all but the last come prefilled where the task was told of before. */
static gt_rc read_load(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    struct load *load = at;
    struct gt_sitting_load *out = load->out;
    int64_t seconds = 0;
    gt_rc rc;

    for (size_t i = 0; i < load->count; i++) {
        gt_measures measures = {0};
        gt_figures figures = {0};
        int64_t fields, prefilled;

        if ((rc = gt_measure_store_list(db, load->tasks[i], ctx->arena, &measures, err)) != GT_OK ||
            (rc = gt_figure_store_list(db, load->tasks[i], ctx->arena, &figures, err)) != GT_OK)
            return rc;
        fields = (measures.count > 0 ? (int64_t)measures.count : 1) + (int64_t)figures.count + 3;
        prefilled = load->before[i] ? fields - 1 : 0;
        out->fields += fields;
        out->prefilled += prefilled;
        seconds += (fields - prefilled) * FIELD_S + prefilled * PREFILLED_S;
    }
    out->forms = (int64_t)load->count;
    out->minutes = (seconds + 59) / 60;
    return GT_OK;
}

static int by_task(const void *a, const void *b)
{
    const struct gt_sitting_row *x = a, *y = b;

    return (x->task > y->task) - (x->task < y->task);
}

static gt_rc take_load(struct gt_ctx *ctx, const struct gt_picture *picture, int64_t unit_id, struct load *load)
{
    const int year = gt_day_ymd(ctx->today).year;
    gt_sitting sitting;
    int64_t *tasks;
    bool *before;
    gt_rc rc;

    if ((rc = gt_work_sitting(ctx, picture, unit_id, &sitting)) != GT_OK)
        return rc;
    tasks = GT_NEW_N(ctx->arena, int64_t, sitting.count + 1);
    before = GT_NEW_N(ctx->arena, bool, sitting.count + 1);
    if (tasks == NULL || before == NULL)
        return GT_ENOMEM;
    if (sitting.count > 1) /* turns of one task beside each other, so that each is counted once */
        qsort(sitting.at, sitting.count, sizeof *sitting.at, by_task);
    for (size_t at = 0; at < sitting.count; at++) {
        const struct gt_pic_task *task = &picture->tasks.at[sitting.at[at].task];

        if (at == 0 || sitting.at[at - 1].task != sitting.at[at].task)
            count_year(&task->progress, year, load->out);
        if (sitting.at[at].group > GT_SIT_TODO)
            continue;
        before[load->count] = task->reported;
        tasks[load->count++] = task->facts.id;
    }
    load->tasks = tasks;
    load->before = before;
    return GT_OK;
}

gt_rc gt_work_sitting_load(struct gt_ctx *ctx, int64_t unit_id, struct gt_sitting_load *out, struct gt_err *err)
{
    struct load load = {.out = out};
    const struct gt_picture *picture;
    gt_rc rc;

    *out = (struct gt_sitting_load){0};
    if ((rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    rc = take_load(ctx, picture, unit_id, &load);
    gt_picture_done(ctx);
    if (rc != GT_OK)
        return no_memory(err);
    return gt_work_read(ctx, read_load, &load, err);
}

/* ---- what waits ---------------------------------------------------------------------------------- */

/* Words, problems and next steps together: what a copier copies. */
static gt_rc all_words(struct gt_arena *arena, const struct gt_report *report, gt_str *out)
{
    return gt_arena_printf(arena, out, "%.*s\n%.*s\n%.*s", GT_FMT(report->words), GT_FMT(report->problems),
                           GT_FMT(report->next));
}

static gt_rc compare(struct gt_db *db, struct gt_ctx *ctx, struct gt_review_row *row, struct gt_err *err)
{
    gt_str now, before;
    gt_rc rc = gt_report_store_before(db, row->report.task_id, row->report.as_of, row->report.id, ctx->arena,
                                      &row->before, err);

    if (rc == GT_ENOTFOUND) {
        row->before = (struct gt_report){.id = 0};
        rc = GT_OK;
    }
    if (rc != GT_OK || (rc = gt_said_parse(ctx->arena, row->report.body, &row->said, err)) != GT_OK)
        return rc;
    if (all_words(ctx->arena, &row->report, &now) != GT_OK || all_words(ctx->arena, &row->before, &before) != GT_OK ||
        gt_same_of(ctx->arena, now, row->before.id != 0 ? before : GT_STR(""), &row->same) != GT_OK)
        return no_memory(err);
    return GT_OK;
}

struct waiting { enum gt_report_state state; gt_reports reports; gt_review *out; };

static gt_rc read_waiting(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    struct waiting *waiting = at;

    return gt_report_store_waiting(db, waiting->state, ctx->arena, &waiting->reports, err);
}

static gt_rc read_befores(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    gt_review *review = at;
    gt_rc rc = GT_OK;

    for (size_t i = 0; i < review->count && rc == GT_OK; i++)
        rc = compare(db, ctx, &review->at[i], err);
    return rc;
}

gt_rc gt_work_review(struct gt_ctx *ctx, enum gt_report_state state, gt_review *out, struct gt_err *err)
{
    const enum gt_use use = state == GT_REPORT_SUBMITTED ? GT_USE_report_approve : GT_USE_report_accept;
    struct waiting waiting = {.state = state};
    const struct gt_picture *picture;
    gt_rc rc;

    *out = (gt_review){0};
    if ((rc = gt_may_ever_or(ctx, use, err)) != GT_OK ||
        (rc = gt_work_read(ctx, read_waiting, &waiting, err)) != GT_OK ||
        (rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < waiting.reports.count && rc == GT_OK && out->count < GT_REVIEW_MAX; at++) {
        const uint32_t task = gt_picture_task(picture, waiting.reports.at[at].task_id);
        struct gt_review_row *row;
        struct gt_scope scope;

        if (task == GT_NO_INDEX || !gt_sees_task(ctx, picture, task))
            continue;
        scope = gt_scope_lead(ctx, picture, task);
        if (!gt_may_quiet(ctx, use, &scope))
            continue;
        if ((row = GT_PUSH(ctx->arena, out)) == NULL)
            rc = no_memory(err);
        else
            row->report = waiting.reports.at[at];
    }
    gt_picture_done(ctx);
    return rc == GT_OK ? gt_work_read(ctx, read_befores, out, err) : rc;
}

struct one { int64_t id; struct gt_review_row *row; gt_report_moves *moves; };

static gt_rc read_one(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    const struct one *one = at;
    gt_report_moves all = {0};
    gt_rc rc;

    if ((rc = gt_report_store_get(db, one->id, ctx->arena, &one->row->report, err)) != GT_OK ||
        (rc = compare(db, ctx, one->row, err)) != GT_OK ||
        (rc = gt_report_move_list(db, one->row->report.task_id, ctx->arena, &all, err)) != GT_OK)
        return rc;
    for (size_t i = 0; i < all.count; i++) {
        struct gt_report_move *slot;

        if (all.at[i].report_id != one->id)
            continue;
        if ((slot = GT_PUSH(ctx->arena, one->moves)) == NULL)
            return no_memory(err);
        *slot = all.at[i];
    }
    return GT_OK;
}

gt_rc gt_work_report_get(struct gt_ctx *ctx, int64_t id, struct gt_review_row *out, gt_report_moves *moves,
                         struct gt_err *err)
{
    struct one one = {id, out, moves};
    gt_rc rc;

    *out = (struct gt_review_row){0};
    *moves = (gt_report_moves){0};
    if ((rc = gt_work_read(ctx, read_one, &one, err)) != GT_OK)
        return rc;
    return gt_may_task(ctx, GT_USE_task_read, out->report.task_id, err);
}

/* ---- the chase ---------------------------------------------------------------------------------------- */

struct chasing {
    struct gt_arena *arena;
    const struct gt_picture *picture;
    struct gt_chase *out;
    uint32_t *row_of;            /* [units + 1] by the unit's place in the picture: one more than its row; 0 */
    uint32_t task;
};

static struct gt_chase_unit *unit_in(const struct chasing *chasing, int64_t unit_id)
{
    const struct gt_unit_row *unit = gt_picture_unit(chasing->picture, unit_id);
    uint32_t *row = &chasing->row_of[unit != NULL ? (size_t)(unit - chasing->picture->units.at)
                                                  : chasing->picture->units.count];
    struct gt_chase_unit *slot;

    if (*row != 0)
        return &chasing->out->units.at[*row - 1];
    if ((slot = GT_PUSH(chasing->arena, &chasing->out->units)) == NULL)
        return NULL;
    slot->unit_id = unit_id;
    *row = (uint32_t)chasing->out->units.count;
    return slot;
}

static void count_turn(struct gt_chase_unit *unit, const struct gt_turn *turn)
{
    unit->due++;
    unit->told += turn->report != NULL && turn->state != GT_TURN_RETURNED;
    unit->late += turn->late && turn->report != NULL;
    unit->missing += turn->state == GT_TURN_MISSING || turn->state == GT_TURN_CLOSED;
    unit->returned += turn->state == GT_TURN_RETURNED;
    unit->to_approve += turn->state == GT_TURN_SUBMITTED;
    unit->to_accept += turn->state == GT_TURN_APPROVED;
}

static int worst_first(const void *a, const void *b)
{
    const struct gt_chase_unit *x = a, *y = b;

    if (x->missing != y->missing)
        return x->missing > y->missing ? -1 : 1;
    if (x->returned + x->late != y->returned + y->late)
        return x->returned + x->late > y->returned + y->late ? -1 : 1;
    return (x->unit_id > y->unit_id) - (x->unit_id < y->unit_id);
}

static gt_rc chase_turn(void *data, const struct gt_turn *turn)
{
    const struct chasing *chasing = data;
    struct gt_chase *out = chasing->out;
    struct gt_chase_unit *unit = unit_in(chasing, chasing->picture->tasks.at[chasing->task].facts.lead_unit_id);
    struct gt_chase_row *row;

    if (unit == NULL)
        return GT_ENOMEM;
    count_turn(unit, turn);
    count_turn(&out->all, turn);
    if (!turn->late && turn->state != GT_TURN_RETURNED && turn->state != GT_TURN_MISSING)
        return GT_OK;
    out->row_total++;
    if (out->rows.count == GT_CHASE_ROWS_MAX)
        return GT_OK;
    if ((row = GT_PUSH(chasing->arena, &out->rows)) == NULL)
        return GT_ENOMEM;
    *row = (struct gt_chase_row){chasing->task, *turn};
    return GT_OK;
}

gt_rc gt_work_chase(struct gt_ctx *ctx, const struct gt_picture *picture, gt_day from, gt_day to,
                    struct gt_chase *out)
{
    struct chasing chasing = {ctx->arena, picture, out,
                              GT_NEW_N(ctx->arena, uint32_t, picture->units.count + 1), 0};
    gt_rc rc = GT_OK;

    *out = (struct gt_chase){0};
    if (chasing.row_of == NULL)
        return GT_ENOMEM;
    for (uint32_t at = 0; at < picture->order_count && rc == GT_OK; at++) {
        chasing.task = picture->order[at];
        if (picture->tasks.at[chasing.task].progress.owes && gt_sees_task(ctx, picture, chasing.task))
            rc = gt_progress_each(picture, chasing.task, from, to, ctx->today, chase_turn, &chasing);
    }
    if (rc == GT_OK && out->units.count > 1)
        qsort(out->units.at, out->units.count, sizeof *out->units.at, worst_first);
    return rc;
}

/* ---- the burden ------------------------------------------------------------------------------------------ */

struct burden { int year; gt_burden_rows rows; };

static gt_rc read_burden(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    struct burden *burden = at;

    return gt_burden_store_list(db, gt_day_from_ymd(burden->year, 1, 1), gt_day_from_ymd(burden->year, 12, 31),
                                ctx->arena, &burden->rows, err);
}

gt_rc gt_work_burden(struct gt_ctx *ctx, int year, gt_burden_rows *out, struct gt_err *err)
{
    struct burden burden = {.year = year};
    gt_rc rc;

    *out = (gt_burden_rows){0};
    if ((rc = gt_may_ever_or(ctx, GT_USE_burden_read, err)) != GT_OK ||
        (rc = gt_work_read(ctx, read_burden, &burden, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < burden.rows.count; at++) {
        const struct gt_scope scope = {.lead = burden.rows.at[at].unit_id};
        struct gt_burden_row *slot;

        if (!gt_may_quiet(ctx, GT_USE_burden_read, &scope))
            continue;
        if ((slot = GT_PUSH(ctx->arena, out)) == NULL)
            return no_memory(err);
        *slot = burden.rows.at[at];
    }
    return GT_OK;
}
