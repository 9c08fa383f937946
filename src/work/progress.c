/* progress.c - reporting turns from the picture: who owes what by when, and
 * what became of it. */
#include "work/progress.h"

#include "work/picture.h"

enum {
    CHINA_MIN = 480,
    HOUSE_SPAN = 366,
    OFF_DAYS = 20,               /* more than any row of days off */
};

static const char *const turn_states[GT_TURN_STATES] = {"coming",    "open",     "missing",  "returned",
                                                        "submitted", "approved", "accepted", "closed"};

const char *gt_turn_state_name(enum gt_turn_state state) { return turn_states[state]; }

/* ---- who owes reports ------------------------------------------------------------------- */

/* A task over other tasks is their heading. */
static bool is_heading(const struct gt_picture *picture, const struct gt_pic_task *task)
{
    for (uint32_t at = task->first_child; at != GT_NO_INDEX; at = picture->tasks.at[at].next)
        if (picture->tasks.at[at].facts.kind < GT_TASK_MEASURE)
            return true;
    return false;
}

static bool owes(const struct gt_picture *picture, const struct gt_pic_task *task)
{
    const struct gt_pic_task *above;

    if (task->gone || task->facts.lead_unit_id == 0 || task->facts.kind == GT_TASK_STEP)
        return false;
    if (task->facts.kind != GT_TASK_MEASURE)
        return !is_heading(picture, task);
    if (task->parent == GT_NO_INDEX)
        return true;
    above = &picture->tasks.at[task->parent];
    return above->facts.lead_unit_id == 0 || is_heading(picture, above);
}

/* ---- how often --------------------------------------------------------------------------- */

static const struct gt_report_cadence *cadence_of_task(const struct gt_pic_cadence *cadence, int64_t id)
{
    size_t low = cadence->task_first, high = cadence->task_first + cadence->task_count;

    while (low < high) {
        const size_t mid = low + (high - low) / 2;

        if (cadence->rows.at[mid].scope_id < id)
            low = mid + 1;
        else
            high = mid;
    }
    return low < cadence->task_first + cadence->task_count && cadence->rows.at[low].scope_id == id
               ? &cadence->rows.at[low] : NULL;
}

static const struct gt_report_cadence *cadence_of(const struct gt_pic_cadence *cadence, const char *scope,
                                                  int64_t scope_id)
{
    for (size_t at = 0; at < cadence->rows.count; at++) {
        const struct gt_report_cadence *row = &cadence->rows.at[at];

        if (at == cadence->task_first && cadence->task_count > 0) {
            at += cadence->task_count - 1; /* of single tasks: looked for above */
            continue;
        }
        if (row->scope_id == scope_id && gt_str_eq(row->scope, gt_str_from(scope)))
            return row;
    }
    return NULL;
}

static struct gt_due_rule rule_of(const struct gt_report_cadence *row, enum gt_freq freq)
{
    struct gt_due_rule rule;

    return row != NULL && gt_due_parse(row->due_rule, &rule) ? rule : gt_due_default(freq);
}

/* The calendar days a task spans; one without dates has the year. */
static int64_t span_of(const struct gt_pic_task *task)
{
    if (task->facts.standing != 0 || task->start == GT_DAY_NONE || task->finish == GT_DAY_NONE)
        return HOUSE_SPAN;
    return (int64_t)task->finish - task->start + 1;
}

static void settle_frequency(const struct gt_picture *picture, const struct gt_pic_task *task,
                             struct gt_pic_progress *progress)
{
    const struct gt_pic_cadence *cadence = &picture->cadence;
    const bool standing = task->facts.standing != 0;
    const struct gt_report_cadence *row = cadence_of_task(cadence, task->facts.id);
    int freq;

    progress->from = GT_CADENCE_TASK;
    if (row == NULL && standing) {
        progress->from = GT_CADENCE_STANDING;
        row = cadence_of(cadence, "standing", 0);
    }
    if (row == NULL && !standing) {
        progress->from = GT_CADENCE_KIND;
        row = cadence_of(cadence, "kind", (int64_t)task->facts.kind);
    }
    if (row == NULL && !standing) {
        progress->from = GT_CADENCE_SPACE;
        row = cadence_of(cadence, "space", 0);
    }
    if (row == NULL || (freq = gt_freq_from(row->frequency)) < 0) {
        progress->from = GT_CADENCE_HOUSE;
        row = NULL;
        freq = standing ? GT_FREQ_QUARTERLY : GT_FREQ_MONTHLY;
    }
    progress->wanted = (enum gt_freq)freq;
    progress->freq = gt_freq_fit(progress->wanted, span_of(task));
    progress->rule = progress->freq == progress->wanted ? rule_of(row, progress->freq)
                                                        : gt_due_default(progress->freq);
}

/* ---- one turn ------------------------------------------------------------------------------ */

bool gt_progress_closed(const struct gt_picture *picture, struct gt_period period)
{
    for (size_t at = 0; at < picture->cadence.closed.count; at++) {
        const struct gt_period *closed = &picture->cadence.closed.at[at].period;

        if (gt_period_eq(*closed, period) ||
            (closed->freq != GT_FREQ_STAGE && period.first != GT_DAY_NONE &&
             closed->first <= period.first && closed->last >= period.last))
            return true;
    }
    return false;
}

/* The report that stands for the period: the newest that speaks, else the
 * newest that was sent back.  In time is judged by the first telling. */
static void answer(struct gt_turn *turn, const struct gt_pic_progress *progress)
{
    gt_day told_on = GT_DAY_NONE;
    bool speaks = false;

    for (uint32_t at = 0; at < progress->row_count; at++) {
        const struct gt_pic_report *row = &progress->rows[at];

        if (!gt_period_eq(row->period, turn->period))
            continue;
        if (told_on == GT_DAY_NONE || row->told_on < told_on)
            told_on = row->told_on;
        if (gt_report_speaks(row->state, row->corrects_id)) {
            turn->report = row;
            speaks = true;
        } else if (!speaks && row->state == GT_REPORT_RETURNED) {
            turn->report = row;
        }
    }
    turn->late = turn->report != NULL && told_on > turn->due;
}

static void settle(struct gt_turn *turn, const struct gt_picture *picture,
                   const struct gt_pic_progress *progress, gt_day today)
{
    const gt_day opens = turn->period.first > turn->due - GT_TURN_OPEN_DAYS
                             ? turn->period.first : turn->due - GT_TURN_OPEN_DAYS;

    answer(turn, progress);
    turn->closed = gt_progress_closed(picture, turn->period);
    if (turn->report != NULL) {
        turn->state = turn->report->state == GT_REPORT_RETURNED   ? GT_TURN_RETURNED
                      : turn->report->state == GT_REPORT_ACCEPTED ? GT_TURN_ACCEPTED
                      : turn->report->state == GT_REPORT_APPROVED ? GT_TURN_APPROVED
                                                                  : GT_TURN_SUBMITTED;
        return;
    }
    if (turn->closed)
        turn->state = GT_TURN_CLOSED;
    else if (turn->due < today)
        turn->state = GT_TURN_MISSING;
    else
        turn->state = opens <= today ? GT_TURN_OPEN : GT_TURN_COMING;
    turn->late = turn->due < today;
}

/* ---- all turns of a task -------------------------------------------------------------------- */

struct look {
    const struct gt_picture *picture;
    const struct gt_pic_task *task;
    const struct gt_pic_progress *progress;
    gt_day today, first, last, since;
    gt_day due_from, due_to;     /* turns due outside of them are passed over unseen */
    gt_turn_visit *visit;
    void  *data;
};

/* From where to where a task owes: from its start until it was told done, or
 * until its finish, or, being late, until today. */
static void settle_window(struct look *look)
{
    const struct gt_pic_task *task = look->task;
    const struct gt_pic_progress *progress = look->progress;
    const gt_day created = gt_instant_day(task->facts.created_at_ms, CHINA_MIN);
    const int year = gt_day_ymd(look->today).year;

    look->first = task->start != GT_DAY_NONE        ? task->start
                  : task->facts.not_before != GT_DAY_NONE ? task->facts.not_before
                                                          : gt_day_from_ymd(year, 1, 1);
    look->last = task->finish != GT_DAY_NONE ? task->finish : gt_day_from_ymd(year, 12, 31);
    if (look->last < look->today)
        look->last = look->today;
    if (task->own_percent >= 100 && task->facts.standing == 0) {
        look->last = task->as_of;
        if (progress->last != NULL && progress->last->percent >= 100 &&
            progress->last->period.freq != GT_FREQ_STAGE)
            look->last = progress->last->period.last;
    }
    /* Nobody owes what was due before the task was entered; a time to come
     * comes from a clock that jumped and says nothing. */
    look->since = task->facts.created_at_ms > 0 && created <= look->today ? created : GT_DAY_MIN;
}

static gt_rc visit_period(const struct look *look, struct gt_period period, struct gt_due_rule rule,
                          bool raised)
{
    struct gt_turn turn = {.period = period, .rule = rule, .raised = raised,
                           .due = gt_due_day(rule, period, &look->picture->cals[GT_CAL_WORK])};
    const gt_day ripe = period.freq > GT_FREQ_WEEKLY && period.freq < GT_FREQ_STAGE ? GT_TURN_RUN_DAYS : 0;

    if (turn.due < look->due_from || turn.due > look->due_to)
        return GT_OK;
    settle(&turn, look->picture, look->progress, look->today);
    if (turn.report == NULL && (turn.due < look->first + ripe || turn.due < look->since))
        return GT_OK;
    return look->visit(look->data, &turn);
}

/* Each step is a stage, and the task itself is the last. */
static gt_rc visit_stages(const struct look *look)
{
    const struct gt_pic_task *task = look->task;
    gt_rc rc = GT_OK;

    for (uint32_t at = task->first_child; at != GT_NO_INDEX && rc == GT_OK;
         at = look->picture->tasks.at[at].next) {
        const struct gt_pic_task *step = &look->picture->tasks.at[at];

        if (step->facts.kind == GT_TASK_STEP && step->finish != GT_DAY_NONE &&
            step->finish < task->finish && step->start != GT_DAY_NONE)
            rc = visit_period(look, (struct gt_period){GT_FREQ_STAGE, step->start, step->finish,
                                                       step->facts.id}, look->progress->rule, false);
    }
    if (rc != GT_OK || task->finish == GT_DAY_NONE)
        return rc;
    return visit_period(look, (struct gt_period){GT_FREQ_STAGE, look->first < task->finish ? look->first
                                                                                           : task->finish,
                                                 task->finish, task->facts.id},
                        look->progress->rule, false);
}

/* How many days behind its period a report may be due by the rule, days off
 * counted in generously. */
static int slack_of(struct gt_due_rule rule)
{
    switch (rule.kind) {
    case GT_DUE_WORKDAY: return OFF_DAYS + (rule.n > 0 ? 2 * rule.n : 0);
    case GT_DUE_NEXT: return OFF_DAYS + 62;
    case GT_DUE_AFTER: return OFF_DAYS + rule.n;
    case GT_DUE_WEEKDAY: break;
    }
    return OFF_DAYS;
}

/* Where to begin so that nothing due from due_from on is missed. */
static gt_day begin_at(const struct look *look, enum gt_freq freq, struct gt_due_rule rule)
{
    static const int days[GT_FREQS] = {[GT_FREQ_DAILY] = 1, [GT_FREQ_WEEKLY] = 7, [GT_FREQ_TENDAY] = 11,
                                       [GT_FREQ_MONTHLY] = 31, [GT_FREQ_QUARTERLY] = 92,
                                       [GT_FREQ_HALFYEAR] = 184, [GT_FREQ_YEARLY] = 366};
    const int back = slack_of(rule) + days[freq];

    return look->due_from > look->first + back ? look->due_from - back : look->first;
}

static gt_rc visit_raises(const struct look *look)
{
    const enum gt_freq base = look->progress->freq;
    gt_rc rc = GT_OK;

    for (size_t at = 0; at < look->picture->cadence.raises.count; at++) {
        const struct gt_pic_raise *raise = &look->picture->cadence.raises.at[at];
        struct gt_period period;

        if (raise->freq >= base || !gt_freq_fits(raise->freq, span_of(look->task)))
            continue;
        const gt_day from = begin_at(look, raise->freq, raise->rule);

        for (period = gt_period_of(raise->freq, raise->from > from ? raise->from : from);
             rc == GT_OK && period.first <= raise->to && period.first <= look->last &&
             period.first <= look->due_to;
             period = gt_period_next(period))
            rc = visit_period(look, period, raise->rule, true);
    }
    return rc;
}

static gt_rc visit_all(const struct look *look)
{
    const enum gt_freq freq = look->progress->freq;
    gt_rc rc = GT_OK;

    if (freq == GT_FREQ_NONE)
        return GT_OK;
    if (freq == GT_FREQ_STAGE) {
        rc = visit_stages(look);
    } else {
        for (struct gt_period period = gt_period_of(freq, begin_at(look, freq, look->progress->rule));
             rc == GT_OK && period.first <= look->last && period.first <= look->due_to;
             period = gt_period_next(period))
            rc = visit_period(look, period, look->progress->rule, false);
    }
    return rc == GT_OK ? visit_raises(look) : rc;
}

/* ---- looking ------------------------------------------------------------------------------------- */

struct gather { struct gt_arena *arena; gt_turns *out; };

static gt_rc gather_one(void *data, const struct gt_turn *turn)
{
    const struct gather *gather = data;
    struct gt_turn *slot;

    if ((slot = GT_PUSH(gather->arena, gather->out)) == NULL)
        return GT_ENOMEM;
    *slot = *turn;
    return GT_OK;
}

static int by_due(const void *a, const void *b)
{
    const struct gt_turn *x = a, *y = b;

    if (x->due != y->due)
        return x->due < y->due ? -1 : 1;
    return (x->period.first > y->period.first) - (x->period.first < y->period.first);
}

static struct look look_at(const struct gt_picture *picture, uint32_t task, gt_day today)
{
    struct look look = {.picture = picture, .task = &picture->tasks.at[task],
                        .progress = &picture->tasks.at[task].progress, .today = today,
                        .due_from = GT_DAY_MIN, .due_to = GT_DAY_MAX};

    settle_window(&look);
    return look;
}

gt_rc gt_progress_each(const struct gt_picture *picture, uint32_t task, gt_day from, gt_day to, gt_day today,
                       gt_turn_visit *visit, void *data)
{
    struct look look = look_at(picture, task, today);

    if (!look.progress->owes)
        return GT_OK;
    look.visit = visit;
    look.data = data;
    look.due_from = from;
    look.due_to = to;
    return visit_all(&look);
}

gt_rc gt_progress_turns(const struct gt_picture *picture, uint32_t task, gt_day from, gt_day to,
                         gt_day today, struct gt_arena *arena, gt_turns *out)
{
    struct gather gather = {arena, out};
    gt_rc rc;

    *out = (gt_turns){0};
    if ((rc = gt_progress_each(picture, task, from, to, today, gather_one, &gather)) != GT_OK)
        return rc;
    if (out->count > 1)
        qsort(out->at, out->count, sizeof *out->at, by_due);
    return GT_OK;
}

struct find { struct gt_period period; struct gt_turn *out; bool found; };

static gt_rc find_one(void *data, const struct gt_turn *turn)
{
    struct find *find = data;

    if (gt_period_eq(turn->period, find->period)) {
        *find->out = *turn;
        find->found = true;
    }
    return GT_OK;
}

bool gt_progress_turn(const struct gt_picture *picture, uint32_t task, struct gt_period period,
                      gt_day today, struct gt_turn *out)
{
    struct find find = {.period = period, .out = out};
    struct look look = look_at(picture, task, today);

    if (!look.progress->owes)
        return false;
    look.visit = find_one;
    look.data = &find;
    if (period.first != GT_DAY_NONE)
        look.due_from = period.first; /* no report is due before its period begins */
    return visit_all(&look) == GT_OK && find.found;
}

gt_rc gt_progress_why(struct gt_arena *arena, const struct gt_picture *picture, uint32_t task,
                      const struct gt_turn *turn, enum gt_lang lang, gt_str *out)
{
    const struct gt_pic_progress *progress = &picture->tasks.at[task].progress;
    const bool zh = lang == GT_LANG_ZH;
    struct gt_buf buf;
    gt_rc rc;

    gt_buf_init(&buf, 4000);
    gt_due_why(&buf, turn->rule, turn->period, &picture->cals[GT_CAL_WORK],
               gt_day_ymd(turn->due).year, lang);
    for (size_t at = 0; turn->raised && at < picture->cadence.raises.count; at++) {
        const struct gt_pic_raise *raise = &picture->cadence.raises.at[at];

        if (raise->freq != turn->period.freq)
            continue;
        for (size_t node = 0; node < picture->nodes.count; node++)
            if (picture->nodes.at[node].id == raise->node_id)
                gt_buf_printf(&buf, zh ? "；关键节点“%.*s”期间加密" : "; asked more often around %.*s",
                              GT_FMT(picture->nodes.at[node].name[lang]));
        break;
    }
    if (!turn->raised && progress->freq != progress->wanted)
        gt_buf_printf(&buf, zh ? "；应为%s，因任务历时只有%lld天而改为%s"
                               : "; %s was asked for, but the task spans only %lld days, so %s",
                      gt_freq_word(progress->wanted, lang),
                      (long long)span_of(&picture->tasks.at[task]), gt_freq_word(progress->freq, lang));
    rc = buf.status == GT_OK ? gt_arena_dup(arena, gt_buf_view(&buf), out) : buf.status;
    gt_buf_clear(&buf);
    return rc;
}

/* ---- for the picture ------------------------------------------------------------------------------- */

struct sum { struct gt_pic_progress *progress; gt_day today; };

static gt_rc sum_one(void *data, const struct gt_turn *turn)
{
    const struct sum *sum = data;
    struct gt_pic_progress *progress = sum->progress;
    const bool waits = turn->state == GT_TURN_OPEN || turn->state == GT_TURN_COMING ||
                       turn->state == GT_TURN_RETURNED;

    progress->owed += turn->due < sum->today || (turn->report != NULL && turn->state != GT_TURN_RETURNED);
    progress->returned += turn->state == GT_TURN_RETURNED;
    progress->late += turn->late && turn->report != NULL;
    if (turn->state == GT_TURN_MISSING) {
        progress->missing++;
        if (progress->missing_due == GT_DAY_NONE || turn->due < progress->missing_due)
            progress->missing_due = turn->due;
    }
    if (waits && (turn->due >= sum->today || turn->state == GT_TURN_RETURNED) &&
        (progress->next_due == GT_DAY_NONE || turn->due < progress->next_due)) {
        progress->next = turn->period;
        progress->next_due = turn->due;
    }
    return GT_OK;
}

static void find_last(struct gt_pic_progress *progress)
{
    progress->last = progress->last_accepted = NULL;
    for (uint32_t at = 0; at < progress->row_count; at++) {
        const struct gt_pic_report *row = &progress->rows[at];

        if (!gt_report_speaks(row->state, row->corrects_id))
            continue;
        progress->last = row;
        if (row->state == GT_REPORT_ACCEPTED)
            progress->last_accepted = row;
    }
}

void gt_progress_derive(struct gt_picture *picture, uint32_t index, gt_day today)
{
    struct gt_pic_task *task = &picture->tasks.at[index];
    struct gt_pic_progress *progress = &task->progress;
    const bool owing = owes(picture, task);
    struct sum sum = {progress, today};
    struct look look;

    /* stages follow the steps' dates, which the task's own do not tell */
    if (!progress->stale && progress->owes == owing && progress->on == today &&
        progress->start == task->start && progress->finish == task->finish &&
        progress->freq != GT_FREQ_STAGE)
        return;
    progress->stale = false;
    progress->owes = owing;
    progress->on = today;
    progress->start = task->start;
    progress->finish = task->finish;
    progress->next = (struct gt_period){GT_FREQ_NONE, GT_DAY_NONE, GT_DAY_NONE, 0};
    progress->next_due = progress->missing_due = GT_DAY_NONE;
    progress->owed = progress->late = progress->missing = progress->returned = 0;
    settle_frequency(picture, task, progress);
    find_last(progress);
    if (!owing)
        return;
    look = look_at(picture, index, today);
    look.visit = sum_one;
    look.data = &sum;
    (void)visit_all(&look); /* sum_one never fails */
}

/* ---- reading ------------------------------------------------------------------------------------------ */

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
}

/* A stage's days are its task's; when that is gone the report stays and no
 * turn asks for it. */
static struct gt_pic_report pic_report(const struct gt_report *row)
{
    struct gt_pic_report out = {
        .id = row->id, .corrects_id = row->corrects_id, .at_ms = row->at_ms, .person_id = row->person_id,
        .as_of = row->as_of, .due = row->due, .told_on = gt_instant_day(row->at_ms, CHINA_MIN),
        .percent = row->percent, .state = row->state};

    if (!gt_period_parse(row->period, &out.period))
        out.period.freq = GT_FREQ_NONE;
    return out;
}

static gt_rc read_reports(struct gt_picture *picture, struct gt_db *db, struct gt_err *err)
{
    gt_reports rows = {0};
    struct gt_pic_report *all;
    gt_rc rc;

    if ((rc = gt_report_store_heads(db, 0, gt_day_from_ymd(picture->meta.year - 1, 1, 1), picture->arena,
                                    &rows, err)) != GT_OK)
        return rc;
    if ((all = GT_NEW_N(picture->arena, struct gt_pic_report, rows.count + 1)) == NULL)
        return no_memory(err);
    for (size_t at = 0; at < rows.count; at++) {
        const uint32_t index = gt_picture_task(picture, rows.at[at].task_id);
        struct gt_pic_progress *progress;

        all[at] = pic_report(&rows.at[at]);
        if (index == GT_NO_INDEX)
            continue;
        progress = &picture->tasks.at[index].progress;
        if (progress->row_count++ == 0)
            progress->rows = &all[at];
    }
    return GT_OK;
}

static gt_rc read_raise(struct gt_picture *picture, const struct gt_report_cadence *row, struct gt_err *err)
{
    const int freq = gt_freq_from(row->frequency);
    gt_day from = row->from, to = row->to;
    struct gt_pic_raise *raise;

    for (size_t at = 0; at < picture->nodes.count; at++) {
        if (picture->nodes.at[at].id != row->scope_id)
            continue;
        from = from == GT_DAY_NONE ? picture->nodes.at[at].from : from;
        to = to == GT_DAY_NONE ? picture->nodes.at[at].to : to;
    }
    if (freq <= 0 || from == GT_DAY_NONE || to == GT_DAY_NONE)
        return GT_OK; /* its node is gone */
    if ((raise = GT_PUSH(picture->arena, &picture->cadence.raises)) == NULL)
        return no_memory(err);
    *raise = (struct gt_pic_raise){(enum gt_freq)freq, rule_of(row, (enum gt_freq)freq), from, to,
                                   row->scope_id};
    return GT_OK;
}

gt_rc gt_progress_read(struct gt_picture *picture, struct gt_db *db, struct gt_err *err)
{
    struct gt_pic_cadence *cadence = &picture->cadence;
    gt_report_closings closings = {0};
    gt_rc rc;

    if ((rc = gt_cadence_store_list(db, picture->arena, &cadence->rows, err)) != GT_OK ||
        (rc = gt_closing_store_list(db, picture->arena, &closings, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < cadence->rows.count; at++) {
        const struct gt_report_cadence *row = &cadence->rows.at[at];

        if (gt_str_eq(row->scope, GT_STR("task")) && cadence->task_count++ == 0)
            cadence->task_first = at;
        if (gt_str_eq(row->scope, GT_STR("node")) && (rc = read_raise(picture, row, err)) != GT_OK)
            return rc;
    }
    for (size_t at = 0; at < closings.count; at++) {
        struct gt_period period;
        struct gt_pic_closing *closing;

        if (!gt_period_parse(closings.at[at].period, &period))
            continue;
        if ((closing = GT_PUSH(picture->arena, &cadence->closed)) == NULL)
            return no_memory(err);
        closing->period = period;
    }
    return read_reports(picture, db, err);
}

gt_rc gt_progress_patch(struct gt_picture *picture, struct gt_db *db, uint32_t task, struct gt_err *err)
{
    struct gt_pic_progress *progress = &picture->tasks.at[task].progress;
    struct gt_arena *arena = NULL;
    gt_reports rows = {0};
    struct gt_pic_report *all;
    gt_rc rc;

    if (gt_arena_create(GT_REQUEST_BYTES_MAX, &arena) != GT_OK)
        return no_memory(err);
    rc = gt_report_store_heads(db, picture->tasks.at[task].facts.id,
                               gt_day_from_ymd(picture->meta.year - 1, 1, 1), arena, &rows, err);
    if (rc == GT_OK && (all = GT_NEW_N(picture->arena, struct gt_pic_report, rows.count + 1)) != NULL) {
        for (size_t at = 0; at < rows.count; at++)
            all[at] = pic_report(&rows.at[at]);
        progress->rows = all;
        progress->row_count = (uint32_t)rows.count;
        progress->stale = true;
    } else if (rc == GT_OK) {
        rc = no_memory(err);
    }
    gt_arena_destroy(arena);
    return rc;
}
