/* put_report.c - the shapes of reporting. */
#include "api/put_report.h"

#include <math.h>

#include "base/utf8.h"
#include "work/rights.h"

enum { NAME_MAX_BYTES = 400, PARAGRAPH_MAX = 1 << 16 };

/* ---- turns --------------------------------------------------------------------------------- */

/* Work days to the due day; below 0: so many have passed since. */
static void put_days_left(struct gt_json *json, const struct gt_picture *picture, gt_day today, gt_day due)
{
    gt_json_i64(json, "days_left", gt_picture_work_days(picture, today, due));
}

static const struct gt_report_draft *draft_of(const gt_report_drafts *drafts, int64_t task_id, const char *period)
{
    for (size_t at = 0; drafts != NULL && at < drafts->count; at++)
        if (drafts->at[at].task_id == task_id && gt_str_eq(drafts->at[at].period, gt_str_from(period)))
            return &drafts->at[at];
    return NULL;
}

static gt_rc put_when(struct gt_json *json, struct gt_ctx *ctx, const struct gt_picture *picture, uint32_t task,
                      const struct gt_turn *turn)
{
    struct gt_buf name;
    gt_str why;
    gt_rc rc;

    if (turn == NULL) {
        gt_json_text(json, "period_name", "");
        gt_json_text(json, "state", "none");
        gt_json_null(json, "due");
        gt_json_text(json, "why", "");
        gt_json_null(json, "days_left");
        gt_json_bool(json, "late", false);
        gt_json_bool(json, "closed", false);
        gt_json_bool(json, "raised", false);
        return GT_OK;
    }
    gt_buf_init(&name, NAME_MAX_BYTES);
    gt_period_name(&name, turn->period, gt_day_ymd(ctx->today).year, ctx->lang);
    rc = name.status == GT_OK ? gt_progress_why(ctx->arena, picture, task, turn, ctx->lang, &why) : name.status;
    if (rc == GT_OK) {
        gt_json_str(json, "period_name", gt_buf_view(&name));
        gt_json_text(json, "state", gt_turn_state_name(turn->state));
        gt_put_day(json, "due", turn->due);
        gt_json_str(json, "why", why);
        put_days_left(json, picture, ctx->today, turn->due);
        gt_json_bool(json, "late", turn->late);
        gt_json_bool(json, "closed", turn->closed);
        gt_json_bool(json, "raised", turn->raised);
    }
    gt_buf_clear(&name);
    return rc;
}

gt_rc gt_put_turn(struct gt_json *json, const char *key, struct gt_ctx *ctx, const struct gt_picture *picture,
                  uint32_t task, const struct gt_turn *turn, enum gt_sitting_group group,
                  const gt_report_drafts *drafts)
{
    static const char *const groups[GT_SIT_GROUPS] = {"returned", "todo", "told", "not"};
    const struct gt_pic_task *facts = &picture->tasks.at[task];
    const struct gt_report_draft *draft;
    char period[GT_PERIOD_KEY] = "";

    if (turn != NULL)
        (void)gt_period_key(turn->period, period);
    draft = draft_of(drafts, facts->facts.id, period);
    gt_json_object(json, key);
    gt_json_i64(json, "task", facts->facts.id);
    gt_json_str(json, "code", facts->facts.code);
    gt_json_str(json, "title", facts->facts.title);
    gt_put_ref(json, "unit", facts->facts.lead_unit_id);
    gt_json_text(json, "period", period);
    if (put_when(json, ctx, picture, task, turn) != GT_OK)
        return GT_ENOMEM;
    gt_json_text(json, "group", groups[group]);
    gt_json_i64(json, "percent", facts->percent >= 100 ? 100 : (int64_t)floor(facts->percent));
    gt_json_i64(json, "expect", facts->light.expect);
    gt_json_text(json, "light", gt_light_key(facts->light.meaning));
    gt_json_i64(json, "light_amount", facts->light.amount);
    gt_put_day(json, "deadline", facts->facts.deadline);
    gt_put_ref(json, "report", turn != NULL && turn->report != NULL ? turn->report->id : 0);
    if (turn != NULL && turn->report != NULL) {
        gt_put_instant(json, "told", turn->report->at_ms);
        gt_json_str(json, "told_by", gt_picture_person_name(picture, turn->report->person_id, ctx->lang));
    } else {
        gt_json_null(json, "told");
        gt_json_text(json, "told_by", "");
    }
    gt_json_str(json, "draft_by", draft != NULL ? gt_picture_person_name(picture, draft->person_id, ctx->lang)
                                                : GT_STR(""));
    if (draft != NULL)
        gt_put_instant(json, "draft_at", draft->at_ms);
    else
        gt_json_null(json, "draft_at");
    gt_json_close(json);
    return GT_OK;
}

/* ---- parts ------------------------------------------------------------------------------------ */

void gt_put_moves(struct gt_json *json, struct gt_ctx *ctx, const struct gt_picture *picture,
                  const gt_report_moves *moves)
{
    gt_json_array(json, "moves");
    for (size_t at = 0; moves != NULL && at < moves->count; at++) {
        gt_json_object(json, NULL);
        gt_json_str(json, "act", moves->at[at].action);
        gt_json_str(json, "by", gt_picture_person_name(picture, moves->at[at].person_id, ctx->lang));
        gt_put_instant(json, "at", moves->at[at].at_ms);
        gt_json_str(json, "reason", moves->at[at].reason);
        gt_json_close(json);
    }
    gt_json_close(json);
}

void gt_put_same_parts(struct gt_json *json, const struct gt_same *same)
{
    gt_json_array(json, "same_parts");
    for (size_t at = 0; at < same->parts.count; at++) {
        gt_json_object(json, NULL);
        gt_json_str(json, "text", same->parts.at[at].text);
        gt_json_bool(json, "same", same->parts.at[at].same);
        gt_json_close(json);
    }
    gt_json_close(json);
}

void gt_put_answers(struct gt_json *json, const struct gt_said *said, const struct gt_said *came)
{
    gt_json_array(json, "answers");
    for (size_t at = 0; at < said->answers.count; at++) {
        gt_json_object(json, NULL);
        gt_json_i64(json, "number", (int64_t)at + 1);
        gt_json_str(json, "measure", said->answers.at[at].measure);
        gt_json_str(json, "answer", said->answers.at[at].answer);
        gt_json_str(json, "came", at < came->answers.count ? came->answers.at[at].answer : GT_STR(""));
        gt_json_close(json);
    }
    gt_json_close(json);
}

static void put_number(struct gt_json *json, const char *key, bool there, double value)
{
    if (there)
        gt_json_double(json, key, value);
    else
        gt_json_null(json, key);
}

void gt_put_figures_said(struct gt_json *json, const struct gt_said *said, const struct gt_said *came)
{
    gt_json_array(json, "figures");
    for (size_t at = 0; at < said->figures.count; at++) {
        const struct gt_said_figure *figure = &said->figures.at[at];
        const bool more = at < came->figures.count;

        gt_json_object(json, NULL);
        gt_json_str(json, "name", figure->name);
        gt_json_str(json, "op", figure->op);
        gt_json_str(json, "unit", figure->unit);
        gt_json_double(json, "target", figure->target);
        put_number(json, "prev", figure->has_prev, figure->prev);
        put_number(json, "actual", figure->has_actual, figure->actual);
        put_number(json, "came", more && came->figures.at[at].has_actual, more ? came->figures.at[at].actual : 0);
        gt_json_close(json);
    }
    gt_json_close(json);
}

void gt_put_files(struct gt_json *json, const struct gt_said *said)
{
    gt_json_array(json, "files");
    for (size_t at = 0; at < said->files.count; at++) {
        gt_json_object(json, NULL);
        gt_json_i64(json, "id", said->files.at[at].id);
        gt_json_str(json, "name", said->files.at[at].name);
        gt_json_i64(json, "size", said->files.at[at].size);
        gt_json_close(json);
    }
    gt_json_close(json);
}

static bool ends_sentence(gt_str text)
{
    static const char *const ends[] = {"。", "！", "？", ".", "!", "?"};

    for (size_t at = 0; at < GT_LEN(ends); at++)
        if (gt_str_ends(text, gt_str_from(ends[at])))
            return true;
    return false;
}

gt_rc gt_report_paragraph(struct gt_arena *arena, const struct gt_said *said, gt_str *out)
{
    struct gt_buf buf;
    gt_rc rc;

    gt_buf_init(&buf, PARAGRAPH_MAX);
    for (size_t at = 0; at < said->answers.count; at++) {
        gt_str answer = said->answers.at[at].answer;

        while (gt_str_ends(answer, GT_STR("；")))
            answer.len -= strlen("；");
        if (answer.len == 0)
            continue;
        gt_buf_str(&buf, answer);
        if (!ends_sentence(answer))
            gt_buf_text(&buf, "。");
    }
    rc = buf.status == GT_OK ? gt_arena_dup(arena, gt_buf_view(&buf), out) : buf.status;
    gt_buf_clear(&buf);
    return rc;
}

/* ---- the form -------------------------------------------------------------------------------------- */

static gt_rc words_of(struct gt_arena *arena, const struct gt_said *said, gt_str *out)
{
    gt_str words;
    gt_rc rc = gt_said_words(arena, said, &words);

    return rc != GT_OK ? rc : gt_arena_printf(arena, out, "%.*s\n%.*s\n%.*s", GT_FMT(words),
                                              GT_FMT(said->problems), GT_FMT(said->next));
}

static gt_rc compare(struct gt_ctx *ctx, const struct gt_form *form, struct gt_same *out)
{
    gt_str now, before;
    gt_rc rc;

    if ((rc = words_of(ctx->arena, &form->said, &now)) != GT_OK ||
        (rc = words_of(ctx->arena, &form->prev_said, &before)) != GT_OK)
        return rc;
    return gt_same_of(ctx->arena, now, form->prev.id != 0 ? before : GT_STR(""), out);
}

static gt_rc put_prev(struct gt_json *json, struct gt_ctx *ctx, const struct gt_form *form)
{
    struct gt_period period;
    struct gt_buf name;
    gt_rc rc;

    gt_buf_init(&name, NAME_MAX_BYTES);
    if (form->prev.id != 0 && gt_period_parse(form->prev.period, &period))
        gt_period_name(&name, period, gt_day_ymd(ctx->today).year, ctx->lang);
    rc = name.status;
    gt_json_str(json, "prev_period", gt_buf_view(&name));
    gt_buf_clear(&name);
    gt_json_str(json, "prev_next", form->prev.next);
    return rc;
}

gt_rc gt_put_form(struct gt_json *json, struct gt_ctx *ctx, const struct gt_picture *picture,
                  const struct gt_form *form, const struct gt_problems *checks, const gt_report_drafts *drafts)
{
    const uint32_t task = gt_picture_task(picture, form->task_id);
    struct gt_turn turn = form->turn;
    struct gt_pic_report report;
    struct gt_same same;
    gt_str paragraph;

    if (form->report.id != 0) {
        report = (struct gt_pic_report){.id = form->report.id, .at_ms = form->report.at_ms,
                                        .person_id = form->report.person_id};
        turn.report = &report;
    }
    if (compare(ctx, form, &same) != GT_OK || gt_report_paragraph(ctx->arena, &form->said, &paragraph) != GT_OK)
        return GT_ENOMEM;
    gt_json_object(json, NULL);
    if (gt_put_turn(json, "turn", ctx, picture, task, &turn,
                    form->source == GT_FORM_TOLD ? GT_SIT_TOLD : GT_SIT_TODO, drafts) != GT_OK)
        return GT_ENOMEM;
    gt_json_text(json, "source", gt_form_source_name(form->source));
    gt_json_bool(json, "may_write", form->may_write);
    gt_json_i64(json, "revision", form->draft.revision);
    put_number(json, "percent", form->said.percent >= 0, form->said.percent);
    put_number(json, "percent_came", form->prefill.percent >= 0, form->prefill.percent);
    gt_put_answers(json, &form->said, &form->prefill);
    gt_put_figures_said(json, &form->said, &form->prefill);
    gt_put_files(json, &form->said);
    gt_json_str(json, "problems", form->said.problems);
    gt_json_str(json, "problems_came", form->prefill.problems);
    gt_json_str(json, "next", form->said.next);
    if (put_prev(json, ctx, form) != GT_OK)
        return GT_ENOMEM;
    gt_json_i64(json, "words_max", GT_SAID_WORDS_MAX);
    gt_put_moves(json, ctx, picture, &form->moves);
    gt_put_problems(json, "checks", checks, ctx->lang);
    gt_json_double(json, "same", same.share);
    gt_put_same_parts(json, &same);
    gt_json_str(json, "paragraph", paragraph);
    gt_json_close(json);
    return gt_json_status(json);
}

/* ---- the review -------------------------------------------------------------------------------------- */

static gt_rc review_turn(struct gt_ctx *ctx, const struct gt_picture *picture, uint32_t task,
                         const struct gt_report *report, struct gt_pic_report *pic, struct gt_turn *turn)
{
    struct gt_period period = {.freq = GT_FREQ_NONE};

    *pic = (struct gt_pic_report){.id = report->id, .at_ms = report->at_ms, .person_id = report->person_id};
    if (!gt_period_parse(report->period, &period) ||
        !gt_progress_turn(picture, task, period, ctx->today, turn))
        /* asked for no longer: the frequency or the stage is another now */
        *turn = (struct gt_turn){.period = period, .rule = gt_due_default(period.freq),
                                 .due = report->due != GT_DAY_NONE ? report->due : report->as_of,
                                 .state = GT_TURN_SUBMITTED};
    if (turn->period.first == GT_DAY_NONE)
        turn->period.first = turn->period.last = report->as_of;
    turn->report = pic;
    return GT_OK;
}

gt_rc gt_put_review(struct gt_json *json, const char *key, struct gt_ctx *ctx, const struct gt_picture *picture,
                    const struct gt_review_row *row, const gt_report_moves *moves)
{
    const uint32_t task = gt_picture_task(picture, row->report.task_id);
    struct gt_said before = {.percent = -1};
    struct gt_pic_report pic;
    struct gt_turn turn;

    if (row->before.body.len > 0 && gt_said_parse(ctx->arena, row->before.body, &before, NULL) == GT_ENOMEM)
        return GT_ENOMEM;
    if (review_turn(ctx, picture, task, &row->report, &pic, &turn) != GT_OK)
        return GT_ENOMEM;
    gt_json_object(json, key);
    gt_json_i64(json, "id", row->report.id);
    if (gt_put_turn(json, "turn", ctx, picture, task, &turn, GT_SIT_TOLD, NULL) != GT_OK)
        return GT_ENOMEM;
    gt_json_text(json, "state", gt_report_state_name(row->report.state));
    gt_json_double(json, "percent", row->report.percent);
    put_number(json, "prev_percent", row->before.id != 0, row->before.percent);
    gt_put_answers(json, &row->said, &before);
    gt_put_figures_said(json, &row->said, &before);
    gt_put_files(json, &row->said);
    gt_json_str(json, "problems", row->report.problems);
    gt_json_str(json, "next", row->report.next);
    gt_json_str(json, "by", gt_picture_person_name(picture, row->report.person_id, ctx->lang));
    gt_put_instant(json, "at", row->report.at_ms);
    gt_json_bool(json, "correction", row->report.reason.len > 0);
    gt_json_str(json, "reason", row->report.reason);
    gt_json_i64(json, "chars", (int64_t)gt_said_chars(&row->said));
    gt_json_double(json, "same", row->same.share);
    gt_json_bool(json, "copied", row->same.copied);
    gt_put_same_parts(json, &row->same);
    gt_put_moves(json, ctx, picture, moves);
    gt_json_close(json);
    return GT_OK;
}
