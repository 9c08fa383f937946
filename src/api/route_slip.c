/* route_slip.c - supervision slips and their papers. */
#include "api/put.h"
#include "api/route.h"
#include "paper/letter_pdf.h"
#include "work/rights.h"
#include "work/slips.h"

static gt_str who(struct gt_ctx *ctx, const struct gt_picture *picture, int64_t id)
{
    return id == 0 ? GT_STR("") : gt_picture_person_name(picture, id, ctx->lang);
}

static gt_rc put_slip(struct gt_json *json, const char *key, struct gt_ctx *ctx, const struct gt_picture *picture,
                      const struct gt_slip *slip, const gt_slip_replies *replies)
{
    const uint32_t index = gt_picture_task(picture, slip->task_id);
    const struct gt_scope scope = {.lead = slip->unit_id};
    const bool open = slip->issued_on != GT_DAY_NONE && slip->closed_on == GT_DAY_NONE;
    gt_str title;

    if (gt_slip_title(ctx->arena, slip, ctx->lang, &title) != GT_OK)
        return GT_ENOMEM;
    gt_json_object(json, key);
    gt_json_i64(json, "id", slip->id);
    gt_json_str(json, "title", title);
    gt_json_text(json, "level", gt_slip_level_key(slip->level));
    gt_json_text(json, "state", gt_slip_state(slip, ctx->today));
    gt_json_i64(json, "task", slip->task_id);
    gt_json_str(json, "task_title", index == GT_NO_INDEX ? GT_STR("") : picture->tasks.at[index].facts.title);
    gt_json_i64(json, "unit", slip->unit_id);
    gt_put_ref(json, "follows", slip->follows_id);
    gt_json_str(json, "basis", slip->basis);
    gt_json_str(json, "demand", slip->demand);
    gt_put_day(json, "due", slip->due);
    gt_json_str(json, "drafted_by", gt_picture_person_name(picture, slip->drafted_by, ctx->lang));
    gt_json_str(json, "issued_by", who(ctx, picture, slip->issued_by));
    gt_put_day(json, "issued_on", slip->issued_on);
    gt_json_str(json, "closed_by", who(ctx, picture, slip->closed_by));
    gt_put_day(json, "closed_on", slip->closed_on);
    gt_json_str(json, "outcome", slip->outcome);
    gt_json_i64(json, "replies", slip->replies);
    gt_json_array(json, "answers");
    for (size_t at = 0; replies != NULL && at < replies->count; at++) {
        gt_json_object(json, NULL);
        gt_json_str(json, "person", gt_picture_person_name(picture, replies->at[at].person_id, ctx->lang));
        gt_json_str(json, "words", replies->at[at].words);
        gt_put_instant(json, "at", replies->at[at].at_ms);
        gt_json_close(json);
    }
    gt_json_close(json);
    gt_json_bool(json, "may_edit", gt_may_ever(ctx, GT_USE_slip_put));
    gt_json_bool(json, "may_reply", open && gt_may_quiet(ctx, GT_USE_slip_reply, &scope));
    gt_json_i64(json, "revision", slip->revision);
    gt_json_close(json);
    return GT_OK;
}

static gt_rc answer_slip(struct gt_ctx *ctx, const struct gt_req *req, int64_t id, struct gt_json *json, struct gt_err *err)
{
    const struct gt_picture *picture;
    gt_slip_replies replies = {0};
    struct gt_slip slip;
    gt_rc rc;

    if ((rc = gt_work_slip(ctx, id, &slip, &replies, err)) != GT_OK || (rc = gt_req_etag(req, slip.revision, err)) != GT_OK ||
        (rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    slip.replies = (int64_t)replies.count;
    rc = put_slip(json, NULL, ctx, picture, &slip, &replies);
    gt_picture_done(ctx);
    return rc == GT_OK ? gt_json_status(json) : gt_fail(err, rc, "out of memory", "内存不足");
}

gt_rc gt_api_get_slips(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    const struct gt_picture *picture;
    gt_slips slips;
    int64_t task;
    gt_rc rc;

    if ((rc = gt_req_query_i64(req, "task", 0, 0, INT64_MAX, &task, err)) != GT_OK ||
        (rc = gt_work_slips(ctx, task, &slips, err)) != GT_OK || (rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_array(json, "items");
    for (size_t at = 0; at < slips.count && rc == GT_OK; at++)
        rc = put_slip(json, NULL, ctx, picture, &slips.at[at], NULL);
    gt_json_close(json);
    gt_json_bool(json, "may_draft", gt_may_ever(ctx, GT_USE_slip_put));
    gt_json_close(json);
    gt_picture_done(ctx);
    return rc == GT_OK ? gt_json_status(json) : gt_fail(err, rc, "out of memory", "内存不足");
}

gt_rc gt_api_get_slip(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    int64_t id;
    const gt_rc rc = gt_req_path_i64(req, "id", &id, err);

    return rc != GT_OK ? rc : answer_slip(ctx, req, id, json, err);
}

gt_rc gt_api_post_slip(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    struct gt_slip slip = {
        .task_id = gt_body_i64(req->json, "task", 0, 0), .level = gt_slip_level_from(gt_jstr(req->json, "level", GT_STR(""))),
        .demand = gt_jstr(req->json, "demand", GT_STR("")), .due = gt_body_day(req->json, "due", GT_DAY_NONE),
        .follows_id = gt_body_i64(req->json, "follows", 0, 0),
    };
    const gt_rc rc = gt_work_slip_put(ctx, &slip, err);

    return rc != GT_OK ? rc : answer_slip(ctx, req, slip.id, json, err);
}

gt_rc gt_api_patch_slip(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    struct gt_slip slip;
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK || (rc = gt_work_slip(ctx, id, &slip, NULL, err)) != GT_OK)
        return rc;
    slip.revision = req->revision;
    slip.level = gt_slip_level_from(gt_jstr(req->json, "level", GT_STR("")));
    slip.demand = gt_jstr(req->json, "demand", slip.demand);
    slip.due = gt_body_day(req->json, "due", slip.due);
    if ((rc = gt_work_slip_put(ctx, &slip, err)) != GT_OK)
        return rc;
    return answer_slip(ctx, req, id, json, err);
}

gt_rc gt_api_post_slip_issue(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    struct gt_slip slip;
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK ||
        (rc = gt_work_slip_issue(ctx, id, req->revision, &slip, err)) != GT_OK)
        return rc;
    return answer_slip(ctx, req, id, json, err);
}

gt_rc gt_api_post_slip_reply(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    struct gt_slip slip;
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK ||
        (rc = gt_work_slip_reply(ctx, id, gt_jstr(req->json, "words", GT_STR("")), &slip, err)) != GT_OK)
        return rc;
    return answer_slip(ctx, req, id, json, err);
}

gt_rc gt_api_post_slip_close(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    struct gt_slip slip;
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK ||
        (rc = gt_work_slip_close(ctx, id, req->revision, gt_jstr(req->json, "words", GT_STR("")), &slip, err)) != GT_OK)
        return rc;
    return answer_slip(ctx, req, id, json, err);
}

/* ---- the paper ------------------------------------------------------------------------------ */

enum { PARAS_MAX = 16 };

struct paper { struct gt_docx_para paras[PARAS_MAX]; struct gt_docx_view view; gt_str word; };

static void add(struct paper *paper, enum gt_docx_style style, gt_str text)
{
    if (paper->view.para_count < PARAS_MAX)
        paper->paras[paper->view.para_count++] = (struct gt_docx_para){style, text};
}

/* In the office's language, whoever asks: it is an official paper. */
static gt_rc make_paper(struct gt_ctx *ctx, const struct gt_picture *picture, const struct gt_slip *slip,
                        const gt_slip_replies *replies, struct paper *paper)
{
    static const char *const titles[] = {"", "督办提醒单", "督办警告单", "督办责令单"};
    const uint32_t index = gt_picture_task(picture, slip->task_id);
    const struct gt_unit_row *unit = gt_picture_unit(picture, slip->unit_id);
    const gt_day on = slip->issued_on != GT_DAY_NONE ? slip->issued_on : ctx->today;
    char due[GT_DAY_SAID], day[GT_DAY_SAID];
    gt_str number, to, demand, task, date;
    gt_rc rc;

    (void)gt_day_say(slip->due, 0, GT_LANG_ZH, due);
    (void)gt_day_say(on, 0, GT_LANG_ZH, day);
    if ((rc = gt_slip_title(ctx->arena, slip, GT_LANG_ZH, &number)) != GT_OK ||
        (rc = gt_arena_printf(ctx->arena, &to, "%.*s：", GT_FMT(unit == NULL ? GT_STR("") : unit->name))) != GT_OK ||
        (rc = gt_arena_printf(ctx->arena, &task, "督办事项：%.*s",
                              GT_FMT(index == GT_NO_INDEX ? GT_STR("") : picture->tasks.at[index].facts.title))) != GT_OK ||
        (rc = gt_arena_printf(ctx->arena, &demand, "请于%s前书面答复并办结。", due)) != GT_OK ||
        (rc = gt_arena_dup(ctx->arena, gt_str_from(day), &date)) != GT_OK)
        return rc;
    paper->view = (struct gt_docx_view){.title = number, .paras = paper->paras, .made_ms = slip->drafted_at_ms};
    paper->word = gt_str_from(gt_slip_level_word(slip->level, GT_LANG_ZH));
    add(paper, GT_DOCX_TITLE, gt_str_from(titles[slip->level]));
    add(paper, GT_DOCX_NUMBER, number);
    add(paper, GT_DOCX_PLAIN, to);
    add(paper, GT_DOCX_BODY, task);
    add(paper, GT_DOCX_HEADING, GT_STR("一、督办依据"));
    add(paper, GT_DOCX_BODY, slip->basis);
    add(paper, GT_DOCX_HEADING, GT_STR("二、办理要求"));
    add(paper, GT_DOCX_BODY, slip->demand);
    add(paper, GT_DOCX_BODY, demand);
    if (replies->count > 0) {
        add(paper, GT_DOCX_HEADING, GT_STR("三、单位答复"));
        add(paper, GT_DOCX_BODY, replies->at[replies->count - 1].words);
    }
    if (slip->outcome.len > 0) {
        add(paper, GT_DOCX_HEADING, GT_STR("四、办结意见"));
        add(paper, GT_DOCX_BODY, slip->outcome);
    }
    add(paper, GT_DOCX_RIGHT, picture->meta.name[GT_LANG_ZH]);
    add(paper, GT_DOCX_RIGHT, date);
    return GT_OK;
}

static gt_rc write_paper(const struct paper *paper, int64_t level, bool pdf, struct gt_buf *out, struct gt_err *err)
{
    static const double bands[4][3] = {{0}, {.184, .455, .647}, {.780, .400, .100}, {.690, .165, .094}};
    struct gt_letter letter = {.view = &paper->view, .has_band = true, .band_word = paper->word};

    if (!pdf)
        return gt_docx_write(&paper->view, out, err);
    memcpy(letter.band, bands[level], sizeof letter.band);
    return gt_letter_pdf(&letter, out, err);
}

gt_rc gt_api_get_slip_paper(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    const bool pdf = gt_str_eq(gt_req_query_str(req, "as"), GT_STR("pdf"));
    const struct gt_picture *picture;
    gt_slip_replies replies = {0};
    struct paper paper = {0};
    struct gt_slip slip;
    struct gt_buf out;
    gt_str name;
    int64_t id;
    gt_rc rc;

    (void)json;
    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK || (rc = gt_work_slip(ctx, id, &slip, &replies, err)) != GT_OK ||
        (rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    gt_buf_init(&out, GT_DOCX_BYTES_MAX);
    rc = make_paper(ctx, picture, &slip, &replies, &paper);
    rc = rc != GT_OK ? gt_fail(err, rc, "out of memory", "内存不足") : write_paper(&paper, slip.level, pdf, &out, err);
    if (rc == GT_OK && gt_arena_printf(ctx->arena, &name, "%.*s.%s", GT_FMT(paper.view.title), pdf ? "pdf" : "docx") != GT_OK)
        rc = gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    gt_picture_done(ctx);
    if (rc == GT_OK)
        rc = gt_req_bytes(req, pdf ? "application/pdf"
                                   : "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                          gt_buf_view(&out), pdf ? GT_STR("") : name, err);
    gt_buf_clear(&out);
    return rc;
}
