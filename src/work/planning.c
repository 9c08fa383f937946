/* planning.c - what an edit of the plan would move, and making it. */
#include "work/planning.h"

#include "work/rights.h"
#include "work/tasks.h"
#include "work/wording.h"

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
}

/* ---- what a move means for the facts ------------------------------------------------ */

static int64_t window_days(const struct gt_picture *picture, const struct gt_task *facts,
                           gt_day start, gt_day finish)
{
    const struct gt_cal *cal =
        &picture->cals[facts->duration_unit == GT_DAYS_CALENDAR ? GT_CAL_EVERY_DAY : GT_CAL_WORK];
    const int64_t days = gt_cal_between(cal, start, (gt_tick)finish + 1);

    return days < 1 ? 1 : days;
}

/* A bar that is pinned at one end keeps its length, so a length that the plan
 * had only assumed is written down. */
static void keep_length(const struct gt_picture *picture, uint32_t index, struct gt_task *facts)
{
    const struct gt_pic_task *task = &picture->tasks.at[index];

    if (task->children > 0 || task->start == GT_DAY_NONE || task->finish == GT_DAY_NONE)
        return;
    if (facts->duration_days < 0 ||
        (facts->start_pin != GT_DAY_NONE && facts->finish_pin != GT_DAY_NONE))
        facts->duration_days = window_days(picture, facts, task->start, task->finish);
}

static gt_rc check_move(const struct gt_plan_move *move, struct gt_err *err)
{
    const gt_day days[] = {move->start, move->finish, move->deadline, move->not_before};
    const bool given[] = {move->start_given, move->finish_given, move->deadline_given,
                          move->not_before_given};
    static const char *const names[] = {"start", "finish", "deadline", "not_before"};

    for (size_t at = 0; at < GT_LEN(days); at++)
        if (given[at] && days[at] != GT_DAY_NONE && (days[at] < GT_TASK_DAY_MIN || days[at] > GT_TASK_DAY_MAX))
            return gt_fail_field(err, GT_EINVAL, names[at], "a day between 1950 and 2150 is wanted",
                                 "日期应在1950至2150年之间");
    if (move->start_given && move->finish_given && move->start != GT_DAY_NONE &&
        move->finish != GT_DAY_NONE && move->finish < move->start)
        return gt_fail_field(err, GT_EINVAL, "finish", "the finish lies before the start",
                             "结束日早于开始日");
    if (move->duration_given && (move->duration_days < -1 || move->duration_days > GT_DURATION_MAX))
        return gt_fail_field(err, GT_EINVAL, "duration_days", "a duration is 0 to %d days",
                             "工期应为0至%d天", (int)GT_DURATION_MAX);
    return GT_OK;
}

static void apply_move(const struct gt_picture *picture, uint32_t index,
                       const struct gt_plan_move *move, struct gt_task *facts)
{
    const bool start = move->start_given && move->start != GT_DAY_NONE;
    const bool finish = move->finish_given && move->finish != GT_DAY_NONE;

    if (start || finish)
        keep_length(picture, index, facts);
    if (move->free)
        facts->start_pin = facts->finish_pin = GT_DAY_NONE;
    if (start && finish) {
        facts->start_pin = move->start;
        facts->finish_pin = GT_DAY_NONE;
        facts->duration_days = window_days(picture, facts, move->start, move->finish);
    } else if (start) {
        facts->start_pin = move->start;
        facts->finish_pin = GT_DAY_NONE;
    } else if (finish) {
        facts->finish_pin = move->finish;
        facts->start_pin = GT_DAY_NONE;
    }
    if (move->start_given && !start)
        facts->start_pin = GT_DAY_NONE;
    if (move->finish_given && !finish)
        facts->finish_pin = GT_DAY_NONE;
    if (move->deadline_given)
        facts->deadline = move->deadline;
    if (move->not_before_given)
        facts->not_before = move->not_before;
    if (move->duration_given)
        facts->duration_days = move->duration_days;
}

/* ---- edits for the engine ------------------------------------------------------------- */

struct trial {
    struct gt_ctx *ctx;
    struct gt_picture *picture;    /* held alone */
    const struct gt_plan_change *change;
    struct gt_task *saved, *after; /* [move_count] facts as they were, as they would be */
    uint32_t *index;               /* [move_count] */
    GT_VEC(struct gt_edit) edits;
    struct gt_link *links;         /* the engine's links as they would be, for words */
    uint32_t link_count;
    bool *edited;                  /* [tasks] */
    bool *moment;                  /* [tasks] it takes no time, after the edit */
};

static gt_rc add_task_edit(struct trial *trial, uint32_t index)
{
    const struct gt_pic_task *task = &trial->picture->tasks.at[index];

    for (int side = 0; side < 2 && task->act_start != GT_NO_INDEX; side++) {
        struct gt_edit *edit;

        if (side == 1 && task->act_finish == task->act_start)
            break;
        if ((edit = GT_PUSH(trial->ctx->arena, &trial->edits)) == NULL)
            return GT_ENOMEM;
        edit->kind = GT_EDIT_TASK;
        edit->index = side == 0 ? task->act_start : task->act_finish;
        edit->task = gt_picture_plan_task(trial->picture, index, side == 1);
    }
    return GT_OK;
}

/* Also all below it: what its deadline leaves them may have changed. */
static gt_rc add_edits_below(struct trial *trial, uint32_t top)
{
    const struct gt_pic_task *tasks = trial->picture->tasks.at;
    uint32_t at = top;
    gt_rc rc;

    for (;;) {
        if ((rc = add_task_edit(trial, at)) != GT_OK)
            return rc;
        if (tasks[at].first_child != GT_NO_INDEX) {
            at = tasks[at].first_child;
            continue;
        }
        while (at != top && tasks[at].next == GT_NO_INDEX)
            at = tasks[at].parent;
        if (at == top)
            return GT_OK;
        at = tasks[at].next;
    }
}

static gt_day first_day_with(const struct gt_task *facts, gt_day first)
{
    const gt_day days[] = {facts->not_before, facts->start_pin, facts->finish_pin, facts->deadline};

    for (size_t at = 0; at < GT_LEN(days); at++)
        if (days[at] != GT_DAY_NONE && days[at] < first)
            first = gt_day_from_ymd(gt_day_ymd(days[at]).year, 1, 1);
    return first;
}

/* Nothing is planned before the first year that anybody named; a new first
 * day may leave more room to every task that does not say its duration. */
static gt_rc add_first_day(struct trial *trial)
{
    struct gt_edit *edit = GT_PUSH(trial->ctx->arena, &trial->edits);
    gt_rc rc = GT_OK;

    if (edit == NULL)
        return GT_ENOMEM;
    edit->kind = GT_EDIT_OPTIONS;
    edit->options = (struct gt_pass_options){.from = trial->picture->first_day,
                                             .until = GT_TICK_NONE};
    for (uint32_t at = 0; at < trial->picture->order_count && rc == GT_OK; at++)
        rc = add_task_edit(trial, trial->picture->order[at]);
    return rc;
}

static gt_rc try_moves(struct trial *trial, struct gt_err *err)
{
    struct gt_picture *picture = trial->picture;
    const gt_day first = picture->first_day;
    gt_rc rc = GT_OK;

    for (size_t at = 0; at < trial->change->move_count; at++) {
        const struct gt_plan_move *move = &trial->change->moves[at];
        const uint32_t index = gt_picture_task(picture, move->task_id);

        trial->index[at] = index;
        if (index == GT_NO_INDEX)
            return gt_fail(err, GT_ENOTFOUND, "task %lld does not exist", "任务%lld不存在",
                           (long long)move->task_id);
        if ((rc = check_move(move, err)) != GT_OK)
            return rc;
        trial->saved[at] = picture->tasks.at[index].facts;
        trial->edited[index] = true;
    }
    for (size_t at = 0; at < trial->change->move_count; at++) {
        struct gt_task *facts = &picture->tasks.at[trial->index[at]].facts;

        apply_move(picture, trial->index[at], &trial->change->moves[at], facts);
        picture->first_day = first_day_with(facts, picture->first_day);
        trial->moment[trial->index[at]] = facts->duration_days == 0;
    }
    if (picture->first_day != first)
        rc = add_first_day(trial);
    for (size_t at = 0; at < trial->change->move_count && rc == GT_OK; at++)
        rc = add_edits_below(trial, trial->index[at]);
    picture->first_day = first;
    for (size_t at = 0; at < trial->change->move_count; at++)
        trial->after[at] = picture->tasks.at[trial->index[at]].facts;
    for (size_t at = trial->change->move_count; at-- > 0;)
        picture->tasks.at[trial->index[at]].facts = trial->saved[at];
    return rc == GT_OK ? GT_OK : no_memory(err);
}

static gt_rc try_links(struct trial *trial, struct gt_err *err)
{
    struct gt_picture *picture = trial->picture;

    trial->link_count = gt_plan_link_count(picture->plan);
    if ((trial->links = GT_NEW_N(trial->ctx->arena, struct gt_link,
                                 trial->link_count + trial->change->link_count + 1)) == NULL)
        return no_memory(err);
    for (uint32_t at = 0; at < trial->link_count; at++)
        trial->links[at] = gt_plan_link(picture->plan, at);
    for (size_t at = 0; at < trial->change->link_count; at++) {
        const struct gt_plan_relink *relink = &trial->change->links[at];
        const uint32_t own = relink->link.id == 0 ? GT_NO_INDEX
                                                  : gt_picture_link(picture, relink->link.id);
        struct gt_edit *edit = GT_PUSH(trial->ctx->arena, &trial->edits);

        if (edit == NULL)
            return no_memory(err);
        if (relink->link.id != 0 && own == GT_NO_INDEX)
            return gt_fail(err, GT_ENOTFOUND, "link %lld does not exist", "衔接%lld不存在",
                           (long long)relink->link.id);
        if (own != GT_NO_INDEX && picture->links.at[own].engine == GT_NO_INDEX) {
            trial->edits.count--; /* out of force: nothing moves */
            continue;
        }
        edit->kind = own == GT_NO_INDEX ? GT_EDIT_ADD_LINK : GT_EDIT_LINK;
        edit->index = own == GT_NO_INDEX ? 0 : picture->links.at[own].engine;
        if (relink->remove) {
            if (own == GT_NO_INDEX)
                return gt_fail_field(err, GT_EINVAL, "links", "a link that is removed needs its id",
                                     "移除衔接须给出编号");
            edit->link = gt_plan_link(picture->plan, edit->index);
            edit->link.off = 1;
        } else if (!gt_picture_engine_link(picture, &relink->link, &edit->link)) {
            return gt_fail_field(err, GT_EINVAL, "links", "a link's task does not exist or is standing",
                                 "衔接的任务不存在或为长期任务");
        }
        if (edit->kind == GT_EDIT_LINK)
            trial->links[edit->index] = edit->link;
        else
            trial->links[trial->link_count++] = edit->link;
    }
    return GT_OK;
}

/* ---- what moved ------------------------------------------------------------------------ */

struct span { gt_day start, finish; int64_t float_days; };

static gt_day day_of(gt_tick at, bool finish)
{
    if (at <= GT_TICK_FIRST || at >= GT_TICK_LAST || at == GT_TICK_NONE)
        return GT_DAY_NONE;
    return (gt_day)(finish ? at - 1 : at);
}

/* The dates of all tasks after the edit: the moved activities', and those of
 * the tasks above them. */
static struct span *spans_after(const struct trial *trial, const struct gt_moves *moves)
{
    const struct gt_picture *picture = trial->picture;
    struct span *spans = GT_NEW_N(trial->ctx->arena, struct span, picture->tasks.count + 1);

    if (spans == NULL)
        return NULL;
    for (size_t at = 0; at < picture->tasks.count; at++)
        spans[at] = (struct span){picture->tasks.at[at].start, picture->tasks.at[at].finish,
                                  picture->tasks.at[at].float_days};
    for (uint32_t at = 0; at < moves->count; at++) {
        const uint32_t index = picture->act_task[moves->at[at].task];
        const struct gt_plan_dates *after = &moves->at[at].after;

        if (picture->tasks.at[index].children > 0)
            continue;
        spans[index] = (struct span){day_of(after->start, false), day_of(after->finish, true),
                                     gt_picture_room(picture, after)};
        if (trial->moment[index])
            spans[index].start = spans[index].finish;
    }
    /* The engine knows nothing of standing tasks. */
    for (size_t at = 0; at < trial->change->move_count; at++) {
        const uint32_t index = trial->index[at];

        if (trial->after[at].standing != 0 && picture->tasks.at[index].children == 0)
            gt_picture_standing(picture, &trial->after[at], &spans[index].start,
                                &spans[index].finish);
    }
    for (uint32_t at = picture->order_count; at-- > 0;) {
        const uint32_t index = picture->order[at];
        const struct gt_pic_task *task = &picture->tasks.at[index];

        if (task->children == 0)
            continue;
        spans[index] = (struct span){GT_DAY_NONE, GT_DAY_NONE, INT64_MAX};
        for (uint32_t child = task->first_child; child != GT_NO_INDEX;
             child = picture->tasks.at[child].next) {
            const struct span *of = &spans[child];

            if (of->start != GT_DAY_NONE &&
                (spans[index].start == GT_DAY_NONE || of->start < spans[index].start))
                spans[index].start = of->start;
            if (of->finish != GT_DAY_NONE &&
                (spans[index].finish == GT_DAY_NONE || of->finish > spans[index].finish))
                spans[index].finish = of->finish;
            if (of->float_days < spans[index].float_days)
                spans[index].float_days = of->float_days;
        }
    }
    return spans;
}

static bool moved(const struct gt_picture *picture, uint32_t index, const struct span *spans)
{
    return spans[index].start != picture->tasks.at[index].start ||
           spans[index].finish != picture->tasks.at[index].finish;
}

/* The nearest cause that can be named: the edit itself, a step, a task above,
 * or a link to something that moved too. */
static gt_rc cause_of(const struct trial *trial, uint32_t index, const struct span *spans, gt_str *out)
{
    const struct gt_picture *picture = trial->picture;
    const bool zh = trial->ctx->lang == GT_LANG_ZH;
    struct gt_arena *arena = trial->ctx->arena;

    if (trial->edited[index])
        return gt_arena_printf(arena, out, "%s", zh ? "本次修改" : "this edit");
    if (picture->tasks.at[index].children > 0)
        return gt_arena_printf(arena, out, "%s", zh ? "随其步骤移动" : "follows its steps");
    for (size_t at = 0; at < picture->links.count; at++) {
        const struct gt_pic_link *link = &picture->links.at[at];
        const uint32_t other = link->from == index ? link->to : link->to == index ? link->from : GT_NO_INDEX;

        if (link->gone || other == GT_NO_INDEX ||
            (!trial->edited[other] && !moved(picture, other, spans)))
            continue;
        return gt_arena_printf(arena, out, zh ? "与“%.*s”衔接（%s）" : "linked to \"%.*s\" (%s)",
                               GT_FMT(gt_task_label(&picture->tasks.at[other].facts)),
                               gt_link_type_name(link->facts.type));
    }
    for (uint32_t above = picture->tasks.at[index].parent; above != GT_NO_INDEX;
         above = picture->tasks.at[above].parent)
        if (trial->edited[above] || moved(picture, above, spans))
            return gt_arena_printf(arena, out, zh ? "随上级任务“%.*s”" : "part of \"%.*s\"",
                                   GT_FMT(gt_task_label(&picture->tasks.at[above].facts)));
    return gt_arena_printf(arena, out, "%s", zh ? "随计划移动" : "follows the plan");
}

static gt_rc add_shift(const struct trial *trial, uint32_t index, const struct span *spans,
                       struct gt_plan_effect *out)
{
    const struct gt_pic_task *task = &trial->picture->tasks.at[index];
    struct gt_plan_shift *shift = GT_PUSH(trial->ctx->arena, &out->moved);
    gt_day deadline = task->facts.deadline;

    if (shift == NULL)
        return GT_ENOMEM;
    for (size_t at = 0; at < trial->change->move_count; at++)
        if (trial->index[at] == index && trial->change->moves[at].deadline_given)
            deadline = trial->change->moves[at].deadline;
    *shift = (struct gt_plan_shift){
        .task_id = task->facts.id, .unit_id = task->facts.lead_unit_id,
        .old_start = task->start, .old_finish = task->finish,
        .start = spans[index].start, .finish = spans[index].finish, .deadline = deadline,
        .float_days = spans[index].float_days, .edited = trial->edited[index],
    };
    if (gt_arena_dup(trial->ctx->arena, task->facts.title, &shift->title) != GT_OK)
        return GT_ENOMEM;
    return cause_of(trial, index, spans, &shift->why);
}

static gt_rc tell(const struct trial *trial, const struct gt_moves *moves, struct gt_plan_effect *out)
{
    const struct gt_picture *picture = trial->picture;
    const struct span *spans = spans_after(trial, moves);
    const bool zh = trial->ctx->lang == GT_LANG_ZH;
    int64_t count = 0;
    gt_rc rc = spans == NULL ? GT_ENOMEM : GT_OK;

    for (int first = 1; first >= 0; first--)
        for (uint32_t at = 0; at < picture->order_count && rc == GT_OK; at++) {
            const uint32_t index = picture->order[at];

            if (trial->edited[index] != (first == 1) ||
                (!trial->edited[index] && !moved(picture, index, spans)) ||
                !gt_sees_task(trial->ctx, picture, index))
                continue;
            count += moved(picture, index, spans);
            rc = add_shift(trial, index, spans, out);
        }
    out->still = picture->order_count - count;
    if (rc == GT_OK)
        rc = gt_arena_printf(trial->ctx->arena, &out->sentence,
                             zh ? "%lld项任务移动，%lld项不变%s"
                                : "%lld tasks move, %lld stay as they are%s",
                             (long long)count, (long long)out->still,
                             out->conflicts.count == 0 ? ""
                             : zh ? "；计划将无法满足" : "; the plan could no longer be met");
    return rc;
}

/* ---- preview --------------------------------------------------------------------------- */

/* The picture for this thread alone, as fresh as gt_picture_hold() gives it. */
static gt_rc hold_alone(struct gt_ctx *ctx, struct gt_picture **out, struct gt_err *err)
{
    struct gt_space *space = ctx->space;

    for (;;) {
        const struct gt_picture *fresh;
        gt_rc rc;

        if ((rc = gt_picture_hold(ctx, &fresh, err)) != GT_OK)
            return rc;
        gt_picture_done(ctx);
        (void)pthread_rwlock_wrlock(&space->lock);
        if (space->picture != NULL && space->picture->lights_on == ctx->today) {
            *out = space->picture;
            return GT_OK;
        }
        (void)pthread_rwlock_unlock(&space->lock);
    }
}

static gt_rc try_it(struct trial *trial, struct gt_plan_effect *out, struct gt_err *err)
{
    struct gt_picture *picture = trial->picture;
    struct gt_wording wording = {picture, NULL, trial->ctx->arena, trial->ctx->lang};
    const bool met_before = gt_plan_feasible(picture->plan);
    struct gt_conflict conflict = {0};
    struct gt_moves moves = {0};
    const struct gt_net *net;
    struct gt_net words;
    gt_rc rc;

    if ((rc = try_moves(trial, err)) != GT_OK || (rc = try_links(trial, err)) != GT_OK ||
        (rc = gt_plan_preview(picture->plan, trial->edits.at, (uint32_t)trial->edits.count,
                              trial->ctx->arena, &moves, &conflict, err)) != GT_OK)
        return rc;
    if (!moves.feasible && met_before) {
        struct gt_plan_conflict *slot = GT_PUSH(trial->ctx->arena, &out->conflicts);

        if (slot == NULL)
            return no_memory(err);
        if ((rc = gt_plan_net(picture->plan, &net, err)) != GT_OK)
            return rc;
        words = *net; /* its sentences name links as they would be */
        words.links = trial->links;
        words.link_count = trial->link_count;
        wording.net = &words;
        if ((rc = gt_word_conflict(&wording, &conflict, slot, err)) != GT_OK)
            return rc;
    }
    rc = tell(trial, &moves, out);
    return rc == GT_OK ? GT_OK : no_memory(err);
}

gt_rc gt_work_plan_preview(struct gt_ctx *ctx, const struct gt_plan_change *change,
                           struct gt_plan_effect *out, struct gt_err *err)
{
    struct trial trial = {.ctx = ctx, .change = change};
    gt_rc rc;

    *out = (struct gt_plan_effect){0};
    if (change->move_count + change->link_count > GT_PLAN_EDITS_MAX)
        return gt_fail(err, GT_ELIMIT, "at most %d edits at once", "一次最多%d处修改",
                       (int)GT_PLAN_EDITS_MAX);
    if ((rc = hold_alone(ctx, &trial.picture, err)) != GT_OK)
        return rc;
    out->version = trial.picture->version;
    trial.saved = GT_NEW_N(ctx->arena, struct gt_task, change->move_count + 1);
    trial.index = GT_NEW_N(ctx->arena, uint32_t, change->move_count + 1);
    trial.edited = GT_NEW_N(ctx->arena, bool, trial.picture->tasks.count + 1);
    trial.after = GT_NEW_N(ctx->arena, struct gt_task, change->move_count + 1);
    trial.moment = GT_NEW_N(ctx->arena, bool, trial.picture->tasks.count + 1);
    for (size_t at = 0; trial.moment != NULL && at < trial.picture->tasks.count; at++)
        trial.moment[at] = trial.picture->tasks.at[at].milestone;
    if (trial.saved == NULL || trial.index == NULL || trial.edited == NULL || trial.moment == NULL ||
        trial.after == NULL)
        rc = no_memory(err);
    else if (trial.picture->plan == NULL)
        rc = gt_fail_text(err, trial.picture->unplanned_err.rc,
                          trial.picture->unplanned_err.text[GT_LANG_EN],
                          trial.picture->unplanned_err.text[GT_LANG_ZH]);
    else
        rc = try_it(&trial, out, err);
    (void)pthread_rwlock_unlock(&ctx->space->lock);
    return rc;
}

/* ---- apply ------------------------------------------------------------------------------ */

static gt_rc apply_moves(struct gt_change *change, struct gt_ctx *ctx,
                         const struct gt_plan_change *what, struct gt_err *err)
{
    const struct gt_picture *picture;
    gt_rc rc = GT_OK;

    for (size_t at = 0; at < what->move_count && rc == GT_OK; at++) {
        const struct gt_plan_move *move = &what->moves[at];
        struct gt_task_put put = {0};
        uint32_t index;

        if ((rc = gt_task_store_get(gt_change_db(change), move->task_id, ctx->arena, &put.task,
                                    err)) != GT_OK)
            return rc;
        if ((rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
            return rc;
        index = gt_picture_task(picture, move->task_id);
        if (index != GT_NO_INDEX)
            apply_move(picture, index, move, &put.task);
        gt_picture_done(ctx);
        if (index == GT_NO_INDEX)
            return gt_fail(err, GT_ECONFLICT, "the plan changed meanwhile; look again",
                           "计划刚刚有变，请重新查看");
        rc = gt_work_task_put_in(change, ctx, &put, NULL, err);
    }
    return rc;
}

static gt_rc apply_links(struct gt_change *change, struct gt_ctx *ctx,
                         const struct gt_plan_change *what, struct gt_err *err)
{
    gt_rc rc = GT_OK;

    for (size_t at = 0; at < what->link_count && rc == GT_OK; at++) {
        struct gt_task_link link = what->links[at].link, old = {0};

        if (what->links[at].remove) {
            rc = gt_work_link_remove_in(change, ctx, link.id, 0, err);
            continue;
        }
        if (link.id != 0) {
            if ((rc = gt_link_store_get(gt_change_db(change), link.id, &old, err)) != GT_OK)
                return rc;
            link.revision = old.revision;
        }
        rc = gt_work_link_put_in(change, ctx, &link, err);
    }
    return rc;
}

/* Every task that the edit names; links count for both of their ends. */
static gt_rc may_apply(struct gt_ctx *ctx, const struct gt_plan_change *what, struct gt_err *err)
{
    gt_rc rc = gt_may_ever_or(ctx, GT_USE_plan_put, err);

    if (ctx->person_id == 0)
        return GT_OK;
    for (size_t at = 0; at < what->move_count && rc == GT_OK; at++)
        rc = gt_may_task(ctx, GT_USE_plan_put, what->moves[at].task_id, err);
    for (size_t at = 0; at < what->link_count && rc == GT_OK; at++) {
        struct gt_task_link link = what->links[at].link;

        if (link.id != 0 && (rc = gt_work_link_get(ctx, link.id, &link, err)) != GT_OK)
            break;
        if ((rc = gt_may_task(ctx, GT_USE_plan_put, link.from_id, err)) == GT_OK)
            rc = gt_may_task(ctx, GT_USE_plan_put, link.to_id, err);
    }
    return rc;
}

gt_rc gt_work_plan_apply(struct gt_ctx *ctx, const struct gt_plan_change *what,
                         struct gt_plan_effect *out, struct gt_err *err)
{
    struct gt_change *change = NULL;
    int64_t version = 0;
    gt_rc rc;

    if ((rc = may_apply(ctx, what, err)) != GT_OK ||
        (rc = gt_work_plan_preview(ctx, what, out, err)) != GT_OK ||
        (rc = gt_change_begin(ctx, &change, err)) != GT_OK)
        return rc;
    if (what->version != 0 && gt_change_version(change) - 1 != what->version) {
        rc = gt_fail_field(err, GT_ECONFLICT, "version",
                           "somebody changed the plan since you looked; look again",
                           "您查看之后计划已被他人修改，请重新查看");
        goto out;
    }
    if ((rc = apply_moves(change, ctx, what, err)) == GT_OK &&
        (rc = apply_links(change, ctx, what, err)) == GT_OK &&
        (rc = gt_change_commit(change, &version, err)) == GT_OK)
        out->version = version;
out:
    gt_change_release(change);
    return rc;
}
