/* progress_put.c - the draft, submitting a report, and the files that show it. */
#include "base/utf8.h"
#include "work/progress_json.h"
#include "work/progress_use.h"
#include "work/record_json.h"
#include "work/rights.h"
#include "work/space.h"

enum { CHINA_MIN = 480, MINUTE_MS = 60000, EVIDENCE_NAME_MAX = 200 };

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
}

/* ---- the draft --------------------------------------------------------------------------- */

/* Who wrote meanwhile, and when on that day. */
static gt_rc written_meanwhile(struct gt_ctx *ctx, const struct gt_report_draft *now, struct gt_err *err)
{
    const int64_t local = now->at_ms / MINUTE_MS + CHINA_MIN;
    const int hour = (int)(local / 60 % 24), minute = (int)(local % 60);
    const struct gt_picture *picture;
    gt_str name = GT_STR("");
    gt_rc rc;

    if ((rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    rc = gt_arena_dup(ctx->arena, gt_picture_person_name(picture, now->person_id, ctx->lang), &name);
    gt_picture_done(ctx);
    if (rc != GT_OK)
        return no_memory(err);
    return gt_fail_field(err, GT_ECONFLICT, "revision", "%1$.*2$s wrote on this draft at %3$02d:%4$02d; it was not overwritten",
                         "%1$.*2$s于%3$02d:%4$02d改过这份草稿，没有覆盖", name.at, (int)name.len, hour, minute);
}

/* A writer of its own, without journal, version or picture: a draft is
 * nobody's word yet, and it comes every few seconds. */
static gt_rc write_draft(struct gt_ctx *ctx, struct gt_report_draft *draft, struct gt_report_draft *other,
                         struct gt_err *err)
{
    struct gt_txn *txn = NULL;
    gt_rc rc;

    if ((rc = gt_txn_begin(ctx->space->pool, GT_TXN_WRITE, &txn, err)) != GT_OK)
        return rc;
    rc = gt_draft_store_get(gt_txn_db(txn), draft->task_id, draft->period, ctx->arena, other, err);
    if (rc == GT_ENOTFOUND)
        rc = GT_OK;
    /* One's own earlier writing, seen or not (a second window, a lost answer), is
     * not somebody else's. */
    if (rc == GT_OK && other->revision != draft->revision &&
        (other->revision == 0 || other->person_id == draft->person_id))
        draft->revision = other->revision;
    if (rc == GT_OK && other->revision != draft->revision)
        rc = GT_ECONFLICT;
    if (rc == GT_OK && (rc = gt_draft_store_put(gt_txn_db(txn), draft, err)) == GT_OK)
        rc = gt_txn_commit(txn, err);
    gt_txn_release(txn);
    return rc;
}

gt_rc gt_work_draft_save(struct gt_ctx *ctx, int64_t task_id, gt_str period, int64_t revision,
                         const struct gt_said *said, struct gt_report_draft *out, struct gt_err *err)
{
    struct gt_report_draft other = {.revision = 0};
    struct gt_period parsed;
    gt_rc rc;

    *out = (struct gt_report_draft){.task_id = task_id, .period = period, .revision = revision,
                                    .person_id = ctx->person_id, .at_ms = ctx->now_ms};
    if ((rc = gt_may_task(ctx, GT_USE_report_put, task_id, err)) != GT_OK)
        return rc;
    if (!gt_period_parse(period, &parsed))
        return gt_fail_field(err, GT_EINVAL, "period", "no period is called %.*s",
                             "没有名为“%.*s”的报送期", GT_FMT(period));
    if (gt_said_json(ctx->arena, said, &out->body) != GT_OK)
        return no_memory(err);
    if (out->body.len > GT_REPORT_BODY_MAX)
        return gt_fail(err, GT_ELIMIT, "the draft is too long", "草稿过长");
    rc = write_draft(ctx, out, &other, err);
    return rc == GT_ECONFLICT && other.revision != 0 ? written_meanwhile(ctx, &other, err) : rc;
}

gt_rc gt_work_draft_drop(struct gt_ctx *ctx, int64_t task_id, gt_str period, struct gt_err *err)
{
    struct gt_txn *txn = NULL;
    gt_rc rc;

    if ((rc = gt_may_task(ctx, GT_USE_report_put, task_id, err)) != GT_OK ||
        (rc = gt_txn_begin(ctx->space->pool, GT_TXN_WRITE, &txn, err)) != GT_OK)
        return rc;
    if ((rc = gt_draft_store_remove(gt_txn_db(txn), task_id, period, err)) == GT_OK)
        rc = gt_txn_commit(txn, err);
    gt_txn_release(txn);
    return rc;
}

/* ---- submitting ------------------------------------------------------------------------------ */

/* A field left as it came: counted for the burden, with its characters. */
static void count_text(struct gt_report *report, gt_str said, gt_str came)
{
    const int64_t chars = (int64_t)gt_utf8_count(said);

    report->field_count++;
    report->char_count += chars;
    if (said.len == 0 || !gt_str_eq(said, came))
        return;
    report->kept_count++;
    report->kept_chars += chars;
}

static void count_fields(struct gt_report *report, const struct gt_said *said, const struct gt_said *came)
{
    for (size_t at = 0; at < said->answers.count; at++)
        count_text(report, said->answers.at[at].answer,
                   at < came->answers.count ? came->answers.at[at].answer : GT_STR(""));
    for (size_t at = 0; at < said->figures.count; at++) {
        report->field_count++;
        report->kept_count += at < came->figures.count && came->figures.at[at].has_actual &&
                              said->figures.at[at].has_actual &&
                              said->figures.at[at].actual == came->figures.at[at].actual;
    }
    report->field_count++;
    report->kept_count += came->percent >= 0 && said->percent == came->percent;
    count_text(report, said->problems, came->problems);
    count_text(report, said->next, came->next);
}

/* What the client calls measure, figure and file is not trusted: measures and
 * targets are those of the form. */
static gt_rc settle(struct gt_arena *arena, const struct gt_form *form, const struct gt_said *said,
                    struct gt_said *out)
{
    *out = *said;
    out->figures.at = GT_NEW_N(arena, struct gt_said_figure, form->prefill.figures.count + 1);
    out->answers.at = GT_NEW_N(arena, struct gt_said_answer, said->answers.count + 1);
    if (out->figures.at == NULL || out->answers.at == NULL)
        return GT_ENOMEM;
    out->figures.count = out->figures.cap = form->prefill.figures.count;
    for (size_t at = 0; at < out->figures.count; at++) {
        struct gt_said_figure *figure = &out->figures.at[at];

        *figure = form->prefill.figures.at[at];
        figure->has_actual = false;
        for (size_t with = 0; with < said->figures.count; with++)
            if (gt_str_eq(said->figures.at[with].name, figure->name) &&
                gt_str_eq(said->figures.at[with].unit, figure->unit)) {
                figure->has_actual = said->figures.at[with].has_actual;
                figure->actual = said->figures.at[with].actual;
            }
    }
    for (size_t at = 0; at < said->answers.count; at++)
        out->answers.at[at] = (struct gt_said_answer){
            at < form->measures.count ? form->measures.at[at] : GT_STR(""), said->answers.at[at].answer};
    return GT_OK;
}

/* May this turn be written, and is it a correction? */
static gt_rc may_tell(const struct gt_form *form, gt_str reason, bool *correction, struct gt_err *err)
{
    const bool accepted = form->turn.state == GT_TURN_ACCEPTED;
    const bool over = accepted || form->turn.closed;

    *correction = over;
    if ((form->turn.state == GT_TURN_SUBMITTED || form->turn.state == GT_TURN_APPROVED))
        return gt_fail(err, GT_EEXISTS, "this period was reported already and waits to be accepted",
                       "本期已报送，正待审核");
    if (over && gt_str_trim(reason).len == 0)
        return gt_fail_field(err, GT_ECONFLICT, "reason",
                             accepted ? "the report was accepted; only a correction with a reason can follow it"
                                      : "the period is closed; only a correction with a reason can follow",
                             accepted ? "本期填报已接收，只能以更正方式重报并写明理由"
                                      : "本期已关闭，只能以更正方式补报并写明理由");
    if (gt_utf8_count(reason) > GT_REASON_CHARS_MAX)
        return gt_fail_field(err, GT_EINVAL, "reason", "at most %d characters are allowed",
                             "理由不得超过%d字", (int)GT_REASON_CHARS_MAX);
    return GT_OK;
}

static gt_rc fill(struct gt_ctx *ctx, const struct gt_form *form, const struct gt_said *said,
                  struct gt_report *report, struct gt_err *err)
{
    report->task_id = form->task_id;
    report->period = form->period;
    report->due = form->turn.due;
    report->as_of = form->turn.period.last < ctx->today ? form->turn.period.last : ctx->today;
    report->percent = said->percent;
    report->problems = said->problems;
    report->next = said->next;
    report->person_id = ctx->person_id;
    report->at_ms = ctx->now_ms;
    count_fields(report, said, &form->prefill);
    if (gt_said_words(ctx->arena, said, &report->words) != GT_OK ||
        gt_said_json(ctx->arena, said, &report->body) != GT_OK)
        return no_memory(err);
    return report->body.len <= GT_REPORT_BODY_MAX
               ? GT_OK : gt_fail(err, GT_ELIMIT, "the report is too long", "填报内容过长");
}

static gt_rc check_files(struct gt_ctx *ctx, struct gt_db *db, const struct gt_said *said, struct gt_err *err)
{
    gt_rc rc = GT_OK;

    for (size_t at = 0; at < said->files.count && rc == GT_OK; at++) {
        struct gt_file file = {0};

        if ((rc = gt_file_store_get(db, said->files.at[at].id, ctx->arena, &file, err)) == GT_ENOTFOUND)
            rc = gt_fail_field(err, GT_EINVAL, "files", "an evidence file is not there any more",
                               "有佐证文件不存在");
    }
    return rc;
}

static gt_rc add_move(struct gt_ctx *ctx, struct gt_db *db, const struct gt_report *report,
                      const char *action, gt_str reason, struct gt_err *err)
{
    const struct gt_report_move move = {.report_id = report->id, .person_id = ctx->person_id,
                                        .at_ms = ctx->now_ms, .action = gt_str_from(action), .reason = reason};

    return gt_report_move_add(db, &move, err);
}

/* A correction of the same report may wait already. */
static gt_rc check_correction(struct gt_ctx *ctx, struct gt_db *db, int64_t task_id, gt_str period,
                              struct gt_err *err)
{
    gt_reports all = {0};
    const gt_rc rc = gt_report_store_list(db, task_id, ctx->arena, &all, err);

    for (size_t at = 0; rc == GT_OK && at < all.count; at++)
        if (all.at[at].corrects_id != 0 && gt_str_eq(all.at[at].period, period) &&
            (all.at[at].state == GT_REPORT_SUBMITTED || all.at[at].state == GT_REPORT_APPROVED))
            return gt_fail(err, GT_EEXISTS, "a correction of this report waits already",
                           "本期已有一份更正正待审核");
    return rc;
}

/* Who may approve has approved what he writes himself. */
static gt_rc store_report(struct gt_ctx *ctx, struct gt_change *change, const struct gt_said *said,
                          struct gt_report *report, bool approves, gt_str title, struct gt_err *err)
{
    struct gt_db *db = gt_change_db(change);
    gt_str after;
    gt_rc rc;

    if ((report->corrects_id != 0 &&
         (rc = check_correction(ctx, db, report->task_id, report->period, err)) != GT_OK) ||
        (rc = check_files(ctx, db, said, err)) != GT_OK)
        return rc;
    if ((rc = gt_report_store_insert(db, report, err)) != GT_OK)
        return rc == GT_EEXISTS ? gt_fail(err, GT_EEXISTS, "somebody else reported this period meanwhile",
                                          "本期刚由他人报送")
                                : rc;
    if ((rc = add_move(ctx, db, report, "submit", report->reason, err)) != GT_OK ||
        (approves && (rc = add_move(ctx, db, report, "approve", GT_STR(""), err)) != GT_OK) ||
        (rc = gt_draft_store_remove(db, report->task_id, report->period, err)) != GT_OK)
        return rc;
    if (gt_report_json(ctx->arena, report, title, &after) != GT_OK)
        return no_memory(err);
    return gt_change_log(change, "report", "task", report->task_id, GT_STR(""), after, err);
}

static gt_rc title_of(struct gt_ctx *ctx, int64_t task_id, bool *approves, gt_str *title, struct gt_err *err)
{
    const struct gt_picture *picture;
    uint32_t index;
    gt_rc rc;

    if ((rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    if ((index = gt_picture_task(picture, task_id)) == GT_NO_INDEX) {
        rc = gt_fail(err, GT_ENOTFOUND, "task %lld does not exist", "任务%lld不存在", (long long)task_id);
    } else {
        const struct gt_scope scope = gt_scope_lead(ctx, picture, index);

        *approves = gt_may_quiet(ctx, GT_USE_report_approve, &scope);
        if (gt_arena_dup(ctx->arena, picture->tasks.at[index].facts.title, title) != GT_OK)
            rc = no_memory(err);
    }
    gt_picture_done(ctx);
    return rc;
}

gt_rc gt_work_report_submit(struct gt_ctx *ctx, int64_t task_id, gt_str period, const struct gt_said *said,
                            gt_str reason, struct gt_report *out, struct gt_problems *problems,
                            struct gt_err *err)
{
    struct gt_problems own, *told = problems != NULL ? problems : &own;
    struct gt_change *change = NULL;
    struct gt_said settled;
    struct gt_form form;
    bool correction, approves = false;
    gt_str title = GT_STR("");
    gt_rc rc;

    gt_problems_init(&own, ctx->arena);
    *out = (struct gt_report){0};
    if ((rc = gt_may_task(ctx, GT_USE_report_put, task_id, err)) != GT_OK ||
        (rc = gt_work_form(ctx, task_id, period, &form, err)) != GT_OK ||
        (rc = may_tell(&form, reason, &correction, err)) != GT_OK ||
        (rc = title_of(ctx, task_id, &approves, &title, err)) != GT_OK)
        return rc;
    if (settle(ctx->arena, &form, said, &settled) != GT_OK || gt_form_check(&form, &settled, told) != GT_OK)
        return no_memory(err);
    if (told->errors > 0)
        return gt_fail(err, GT_EINVAL, "%zu things stand in the way of this report", "有%zu处要改才能交",
                       told->errors);
    if ((rc = fill(ctx, &form, &settled, out, err)) != GT_OK)
        return rc;
    out->state = approves ? GT_REPORT_APPROVED : GT_REPORT_SUBMITTED;
    if (correction) {
        out->reason = gt_str_trim(reason);
        out->corrects_id = form.turn.state == GT_TURN_ACCEPTED ? form.report.id : 0;
    }
    if ((rc = gt_change_begin(ctx, &change, err)) == GT_OK &&
        (rc = store_report(ctx, change, &settled, out, approves, title, err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
    gt_change_release(change);
    return rc;
}

/* ---- evidence ------------------------------------------------------------------------------------ */

gt_rc gt_work_evidence_add(struct gt_ctx *ctx, int64_t task_id, gt_str name, gt_str bytes,
                           struct gt_said_file *out, struct gt_err *err)
{
    struct gt_file file = {.name = gt_str_trim(name), .media = GT_STR("application/octet-stream"),
                           .person_id = ctx->person_id, .at_ms = ctx->now_ms};
    struct gt_change *change = NULL;
    gt_str after;
    gt_rc rc;

    if (file.name.len == 0 || file.name.len > EVIDENCE_NAME_MAX || bytes.len == 0)
        return gt_fail_field(err, GT_EINVAL, "name", "a file with a name of at most %d bytes is wanted",
                             "请选择文件，文件名不超过%d字节", (int)EVIDENCE_NAME_MAX);
    if ((rc = gt_may_task(ctx, GT_USE_report_put, task_id, err)) != GT_OK ||
        (rc = gt_change_begin(ctx, &change, err)) != GT_OK)
        return rc;
    if ((rc = gt_file_store_add(gt_change_db(change), &file, bytes, err)) == GT_OK) {
        struct gt_said_file said = {file.id, file.size, file.name};

        if (gt_evidence_json(ctx->arena, task_id, &said, &after) != GT_OK)
            rc = no_memory(err);
        else if ((rc = gt_change_log(change, "evidence", "file", file.id, GT_STR(""), after, err)) == GT_OK &&
                 (rc = gt_change_commit(change, NULL, err)) == GT_OK)
            *out = said;
    }
    gt_change_release(change);
    return rc;
}

struct evidence { int64_t task_id, file_id; struct gt_file *file; gt_str *bytes; };

static gt_rc names_file(struct gt_ctx *ctx, gt_str body, int64_t file_id, bool *out, struct gt_err *err)
{
    struct gt_said said;
    gt_rc rc;

    if ((rc = gt_said_parse(ctx->arena, body, &said, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < said.files.count; at++)
        *out |= said.files.at[at].id == file_id;
    return GT_OK;
}

static gt_rc read_evidence(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    const struct evidence *want = at;
    gt_report_drafts drafts = {0};
    gt_reports reports = {0};
    bool named = false;
    gt_rc rc;

    if ((rc = gt_report_store_list(db, want->task_id, ctx->arena, &reports, err)) != GT_OK ||
        (rc = gt_draft_store_list(db, ctx->arena, &drafts, err)) != GT_OK)
        return rc;
    for (size_t i = 0; i < reports.count && rc == GT_OK && !named; i++)
        rc = names_file(ctx, reports.at[i].body, want->file_id, &named, err);
    for (size_t i = 0; i < drafts.count && rc == GT_OK && !named; i++)
        if (drafts.at[i].task_id == want->task_id &&
            (rc = gt_draft_store_get(db, want->task_id, drafts.at[i].period, ctx->arena, &drafts.at[i], err)) == GT_OK)
            rc = names_file(ctx, drafts.at[i].body, want->file_id, &named, err);
    if (rc == GT_OK && !named)
        rc = gt_fail(err, GT_ENOTFOUND, "file %lld does not belong to this task", "文件%lld不属于该任务",
                     (long long)want->file_id);
    if (rc != GT_OK || (rc = gt_file_store_get(db, want->file_id, ctx->arena, want->file, err)) != GT_OK)
        return rc;
    return gt_file_store_bytes(db, want->file_id, ctx->arena, want->bytes, err);
}

gt_rc gt_work_evidence_get(struct gt_ctx *ctx, int64_t task_id, int64_t file_id, struct gt_file *file,
                           gt_str *bytes, struct gt_err *err)
{
    struct evidence want = {task_id, file_id, file, bytes};
    const gt_rc rc = gt_may_task(ctx, GT_USE_task_read, task_id, err);

    return rc == GT_OK ? gt_work_read(ctx, read_evidence, &want, err) : rc;
}
