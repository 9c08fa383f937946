/* progress_form.c - one report's form: its measures, what comes prefilled, the
 * draft, and what is wrong with what was written. */
#include "base/utf8.h"
#include "work/progress_use.h"
#include "work/rights.h"
#include "work/space.h"

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
}

const char *gt_form_source_name(enum gt_form_source source)
{
    static const char *const names[] = {"prefill", "draft", "returned", "told"};

    return names[source];
}

/* ---- from the picture -------------------------------------------------------------------- */

/* What the form needs of the task; copied, because the picture is let go. */
struct facts { gt_items children; gt_str detail; };

static gt_rc take_facts(struct gt_ctx *ctx, const struct gt_picture *picture, uint32_t index,
                        struct facts *facts)
{
    const struct gt_pic_task *task = &picture->tasks.at[index];

    *facts = (struct facts){0};
    for (uint32_t at = task->first_child; at != GT_NO_INDEX; at = picture->tasks.at[at].next) {
        gt_str *slot;

        if (picture->tasks.at[at].facts.kind != GT_TASK_MEASURE ||
            facts->children.count == GT_MEASURES_A_TASK_MAX)
            continue;
        if ((slot = GT_PUSH(ctx->arena, &facts->children)) == NULL ||
            gt_arena_dup(ctx->arena, picture->tasks.at[at].facts.title, slot) != GT_OK)
            return GT_ENOMEM;
    }
    return gt_arena_dup(ctx->arena, task->facts.detail, &facts->detail);
}

static gt_rc missing_task(struct gt_err *err, int64_t id)
{
    return gt_fail(err, GT_ENOTFOUND, "task %lld does not exist", "任务%lld不存在", (long long)id);
}

static gt_rc look(struct gt_ctx *ctx, gt_str key, struct gt_form *out, struct facts *facts,
                  struct gt_err *err)
{
    const struct gt_picture *picture;
    struct gt_period period;
    struct gt_scope scope;
    uint32_t index;
    gt_rc rc;

    if (!gt_period_parse(key, &period))
        return gt_fail_field(err, GT_EINVAL, "period", "no period is called %.*s",
                             "没有名为“%.*s”的报送期", GT_FMT(key));
    if ((rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    index = gt_picture_task(picture, out->task_id);
    if (index == GT_NO_INDEX || !gt_sees_task(ctx, picture, index)) {
        rc = missing_task(err, out->task_id);
    } else if (!gt_progress_turn(picture, index, period, ctx->today, &out->turn)) {
        rc = gt_fail_field(err, GT_ENOTFOUND, "period", "the task owes no report for %.*s",
                           "该任务%.*s无须报送", GT_FMT(key));
    } else {
        const struct gt_pic_task *task = &picture->tasks.at[index];

        scope = gt_scope_task(ctx, picture, index);
        out->may_write = gt_may_quiet(ctx, GT_USE_report_put, &scope);
        out->late_light = task->light.meaning == GT_LIGHT_BEHIND || task->light.meaning == GT_LIGHT_OVERDUE;
        out->report.id = out->turn.report != NULL ? out->turn.report->id : 0;
        out->turn.report = NULL;
        if (gt_progress_why(ctx->arena, picture, index, &out->turn, ctx->lang, &out->why) != GT_OK ||
            take_facts(ctx, picture, index, facts) != GT_OK)
            rc = no_memory(err);
    }
    gt_picture_done(ctx);
    return rc;
}

/* ---- measures ---------------------------------------------------------------------------------- */

/* The task's own list; else the measures below it; else a numbered list in its
 * note, as imported tables bring it; else the task is answered as a whole. */
static gt_rc settle_measures(struct gt_db *db, struct gt_arena *arena, int64_t task_id,
                             const struct facts *facts, gt_items *out, struct gt_err *err)
{
    gt_measures own = {0};
    gt_rc rc;

    *out = (gt_items){0};
    if ((rc = gt_measure_store_list(db, task_id, arena, &own, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < own.count; at++) {
        gt_str *slot = GT_PUSH(arena, out);

        if (slot == NULL)
            return no_memory(err);
        *slot = own.at[at].text;
    }
    if (out->count == 0)
        *out = facts->children;
    if (out->count == 0) {
        if (gt_items_split(arena, facts->detail, out) != GT_OK)
            return no_memory(err);
        if (out->count < 2 || out->count > GT_MEASURES_A_TASK_MAX)
            *out = (gt_items){0};
    }
    if (out->count > 0)
        return GT_OK;
    if (GT_PUSH(arena, out) == NULL)
        return no_memory(err);
    out->at[0] = GT_STR("");
    return GT_OK;
}

struct measures { int64_t task_id; const struct facts *facts; gt_items *out; };

static gt_rc read_measures(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    struct measures *want = at;

    return settle_measures(db, ctx->arena, want->task_id, want->facts, want->out, err);
}

gt_rc gt_work_measures(struct gt_ctx *ctx, int64_t task_id, gt_items *out, struct gt_err *err)
{
    const struct gt_picture *picture;
    struct facts facts = {0};
    struct measures want = {task_id, &facts, out};
    uint32_t index;
    gt_rc rc;

    if ((rc = gt_may_task(ctx, GT_USE_task_read, task_id, err)) != GT_OK ||
        (rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    index = gt_picture_task(picture, task_id);
    if (index == GT_NO_INDEX)
        rc = missing_task(err, task_id);
    else if (take_facts(ctx, picture, index, &facts) != GT_OK)
        rc = no_memory(err);
    gt_picture_done(ctx);
    return rc == GT_OK ? gt_work_read(ctx, read_measures, &want, err) : rc;
}

/* ---- what comes prefilled -------------------------------------------------------------------------- */

static const struct gt_said_figure *figure_named(const struct gt_said *said, gt_str name, gt_str unit)
{
    for (size_t at = 0; at < said->figures.count; at++)
        if (gt_str_eq(said->figures.at[at].name, name) && gt_str_eq(said->figures.at[at].unit, unit))
            return &said->figures.at[at];
    return NULL;
}

/* An answer given to the same measure, wherever it stood; else by number,
 * where the report before answered as many. */
static gt_str answer_before(const struct gt_said *before, gt_str measure, size_t at, size_t count)
{
    for (size_t was = 0; was < before->answers.count; was++)
        if (measure.len > 0 && gt_str_eq(before->answers.at[was].measure, measure))
            return before->answers.at[was].answer;
    return before->answers.count == count ? before->answers.at[at].answer : GT_STR("");
}

/* Targets come from the task's figures; what stands now, from the time before. */
static gt_rc prefill(struct gt_arena *arena, const struct gt_form *form, const gt_figures *figures,
                     const struct gt_said *from, struct gt_said *out)
{
    *out = (struct gt_said){.percent = from->percent, .problems = from->problems,
                            .next = GT_STR("")};
    for (size_t at = 0; at < form->measures.count; at++) {
        struct gt_said_answer *answer = GT_PUSH(arena, &out->answers);

        if (answer == NULL)
            return GT_ENOMEM;
        *answer = (struct gt_said_answer){
            form->measures.at[at],
            answer_before(from, form->measures.at[at], at, form->measures.count)};
    }
    for (size_t at = 0; at < figures->count; at++) {
        const struct gt_figure *facts = &figures->at[at];
        const struct gt_said_figure *last = figure_named(&form->prev_said, facts->name, facts->unit);
        const struct gt_said_figure *now = figure_named(from, facts->name, facts->unit);
        struct gt_said_figure *figure = GT_PUSH(arena, &out->figures);

        if (figure == NULL)
            return GT_ENOMEM;
        *figure = (struct gt_said_figure){.name = facts->name, .unit = facts->unit, .op = facts->op,
                                          .target = facts->value};
        if (last != NULL && last->has_actual) {
            figure->has_prev = true;
            figure->prev = last->actual;
        }
        if (now != NULL && now->has_actual) {
            figure->has_actual = true;
            figure->actual = now->actual;
        }
    }
    return GT_OK;
}

/* An older remark has only words: they are cut by their numbers. */
static gt_rc said_of(struct gt_arena *arena, const struct gt_report *report, size_t measures,
                     struct gt_said *out, struct gt_err *err)
{
    gt_items items;
    gt_rc rc;

    if (report->body.len > 0)
        return gt_said_parse(arena, report->body, out, err);
    *out = (struct gt_said){.percent = report->percent, .problems = report->problems, .next = report->next};
    if ((rc = gt_items_split(arena, report->words, &items)) != GT_OK)
        return no_memory(err);
    if (items.count != measures) {
        items = (gt_items){0};
        if (measures == 1 && (GT_PUSH(arena, &items) == NULL))
            return no_memory(err);
        if (items.count == 1)
            items.at[0] = report->words;
    }
    for (size_t at = 0; at < items.count; at++) {
        struct gt_said_answer *answer = GT_PUSH(arena, &out->answers);

        if (answer == NULL)
            return no_memory(err);
        *answer = (struct gt_said_answer){GT_STR(""), items.at[at]};
    }
    return GT_OK;
}

/* ---- reading ------------------------------------------------------------------------------------------ */

struct reading { struct gt_form *form; const struct facts *facts; };

static gt_rc read_before(struct gt_db *db, struct gt_ctx *ctx, struct gt_form *form, struct gt_err *err)
{
    const bool told = form->report.id != 0;
    gt_rc rc = gt_report_store_before(db, form->task_id, told ? form->report.as_of : GT_DAY_MAX,
                                      told ? form->report.id : INT64_MAX, ctx->arena, &form->prev, err);

    if (rc == GT_ENOTFOUND) {
        form->prev = (struct gt_report){.id = 0};
        rc = GT_OK;
    }
    if (rc == GT_OK)
        form->prev_said = (struct gt_said){.percent = -1};
    return rc == GT_OK && form->prev.id != 0
               ? said_of(ctx->arena, &form->prev, form->measures.count, &form->prev_said, err) : rc;
}

static gt_rc read_moves(struct gt_db *db, struct gt_ctx *ctx, struct gt_form *form, struct gt_err *err)
{
    gt_report_moves all = {0};
    gt_rc rc = gt_report_move_list(db, form->task_id, ctx->arena, &all, err);

    for (size_t at = 0; rc == GT_OK && at < all.count; at++) {
        struct gt_report_move *slot;

        if (all.at[at].report_id != form->report.id)
            continue;
        if ((slot = GT_PUSH(ctx->arena, &form->moves)) == NULL)
            return no_memory(err);
        *slot = all.at[at];
    }
    return rc;
}

/* The fields hold the draft; else what was sent back; else what comes by itself. */
static gt_rc settle_said(struct gt_ctx *ctx, struct gt_form *form, const gt_figures *figures,
                         struct gt_err *err)
{
    const bool returned = form->turn.state == GT_TURN_RETURNED;
    struct gt_said from = form->prev_said;
    gt_rc rc;

    if (prefill(ctx->arena, form, figures, &form->prev_said, &form->prefill) != GT_OK)
        return no_memory(err);
    form->said = form->prefill;
    form->source = GT_FORM_PREFILL;
    if (form->draft.revision == 0 && form->report.id == 0)
        return GT_OK;
    form->source = form->draft.revision != 0 ? GT_FORM_DRAFT : returned ? GT_FORM_RETURNED : GT_FORM_TOLD;
    rc = form->draft.revision != 0 ? gt_said_parse(ctx->arena, form->draft.body, &from, err)
                                   : said_of(ctx->arena, &form->report, form->measures.count, &from, err);
    if (rc != GT_OK)
        return rc;
    if (prefill(ctx->arena, form, figures, &from, &form->said) != GT_OK)
        return no_memory(err);
    form->said.next = from.next;
    form->said.files.at = from.files.at;
    form->said.files.count = from.files.count;
    form->said.files.cap = from.files.cap;
    return GT_OK;
}

static gt_rc read_form(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    struct reading *reading = at;
    struct gt_form *form = reading->form;
    gt_figures figures = {0};
    gt_rc rc;

    if ((rc = settle_measures(db, ctx->arena, form->task_id, reading->facts, &form->measures, err)) != GT_OK ||
        (rc = gt_figure_store_list(db, form->task_id, ctx->arena, &figures, err)) != GT_OK)
        return rc;
    if (form->report.id != 0 &&
        ((rc = gt_report_store_get(db, form->report.id, ctx->arena, &form->report, err)) != GT_OK ||
         (rc = read_moves(db, ctx, form, err)) != GT_OK))
        return rc;
    if ((rc = read_before(db, ctx, form, err)) != GT_OK)
        return rc;
    rc = gt_draft_store_get(db, form->task_id, form->period, ctx->arena, &form->draft, err);
    if (rc == GT_ENOTFOUND)
        form->draft = (struct gt_report_draft){.revision = 0};
    else if (rc != GT_OK)
        return rc;
    return settle_said(ctx, form, &figures, err);
}

gt_rc gt_work_form(struct gt_ctx *ctx, int64_t task_id, gt_str period, struct gt_form *out,
                   struct gt_err *err)
{
    struct facts facts = {0};
    struct reading reading = {out, &facts};
    gt_rc rc;

    *out = (struct gt_form){.task_id = task_id, .period = period};
    if ((rc = look(ctx, period, out, &facts, err)) != GT_OK)
        return rc;
    return gt_work_read(ctx, read_form, &reading, err);
}

/* ---- checking ------------------------------------------------------------------------------------------- */

struct check { struct gt_problems *problems; gt_rc rc; };

static struct gt_problem *tell(struct check *check, enum gt_severity severity, const char *field, size_t at,
                               const char *en, const char *zh)
{
    struct gt_problem *problem = gt_problem_add(check->problems, severity, "%1$s%2$.0s", "%1$.0s%2$s", en, zh);

    if (at == SIZE_MAX)
        problem->field = gt_str_from(field);
    else if (gt_arena_printf(check->problems->arena, &problem->field, "%s[%zu]", field, at) != GT_OK)
        check->rc = GT_ENOMEM;
    return problem;
}

static void check_answers(struct check *check, const struct gt_form *form, const struct gt_said *said)
{
    const size_t chars = gt_said_chars(said);
    char en[160], zh[160];

    if (said->answers.count != form->measures.count) {
        (void)snprintf(en, sizeof en, "%zu measures, but %zu answers", form->measures.count, said->answers.count);
        (void)snprintf(zh, sizeof zh, "举措%zu条，答复%zu条，条数应相等", form->measures.count, said->answers.count);
        tell(check, GT_PROBLEM_ERROR, "answers", SIZE_MAX, en, zh);
    }
    for (size_t at = 0; at < said->answers.count && at < form->measures.count; at++) {
        if (said->answers.at[at].answer.len > 0)
            continue;
        (void)snprintf(en, sizeof en, form->measures.count == 1 ? "not answered yet"
                                                                : "measure %zu is not answered yet", at + 1);
        (void)snprintf(zh, sizeof zh, form->measures.count == 1 ? "完成情况还没写" : "第%zu条还没答", at + 1);
        tell(check, GT_PROBLEM_ERROR, "answers", at, en, zh);
    }
    if (chars > GT_SAID_WORDS_MAX) {
        (void)snprintf(en, sizeof en, "%zu characters; at most %d are allowed", chars, (int)GT_SAID_WORDS_MAX);
        (void)snprintf(zh, sizeof zh, "完成情况%zu字，不得超过%d字", chars, (int)GT_SAID_WORDS_MAX);
        tell(check, GT_PROBLEM_ERROR, "answers", SIZE_MAX, en, zh);
    }
}

static void check_texts(struct check *check, const struct gt_form *form, const struct gt_said *said)
{
    if (said->problems.len > GT_REPORT_TEXT_MAX)
        tell(check, GT_PROBLEM_ERROR, "problems", SIZE_MAX, "too long", "存在问题过长");
    else if (said->problems.len == 0 && form->late_light)
        tell(check, GT_PROBLEM_WARNING, "problems", SIZE_MAX, "behind, and no reason given",
             "已滞后，未写原因");
    else if (said->problems.len == 0)
        tell(check, GT_PROBLEM_WARNING, "problems", SIZE_MAX, "no problems given; write none if there are none",
             "存在问题为空，没有就写“无”");
    if (said->next.len > GT_REPORT_TEXT_MAX)
        tell(check, GT_PROBLEM_ERROR, "next", SIZE_MAX, "too long", "下一步打算过长");
    else if (said->next.len == 0 && said->percent < 100)
        tell(check, GT_PROBLEM_WARNING, "next", SIZE_MAX, "no next step given", "下一步打算为空");
}

gt_rc gt_form_check(const struct gt_form *form, const struct gt_said *said, struct gt_problems *problems)
{
    struct check check = {problems, GT_OK};

    check_answers(&check, form, said);
    if (!(said->percent >= 0 && said->percent <= 100))
        tell(&check, GT_PROBLEM_ERROR, "percent", SIZE_MAX, "a percentage from 0 to 100 is wanted",
             "请填0至100的完成比例");
    else if (form->prev.id != 0 && said->percent < form->prev.percent)
        tell(&check, GT_PROBLEM_WARNING, "percent", SIZE_MAX, "less than last time", "比上期低");
    for (size_t at = 0; at < said->figures.count; at++)
        if (!said->figures.at[at].has_actual)
            tell(&check, GT_PROBLEM_WARNING, "figures", at, "no figure given", "数值未填");
    if (said->figures.count > GT_SAID_FIGURES_MAX)
        tell(&check, GT_PROBLEM_ERROR, "figures", SIZE_MAX, "too many figures", "数值过多");
    if (said->files.count > GT_SAID_FILES_MAX)
        tell(&check, GT_PROBLEM_ERROR, "files", SIZE_MAX, "too many files", "佐证文件过多");
    check_texts(&check, form, said);
    return check.rc;
}
