/* route_duty.c - the life of a task: moves, evidence, versions, many at once, "my work". */
#include "api/put.h"
#include "api/route.h"
#include "work/duty.h"

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
}

static const char *const part_names[GT_DUTY_PARTS] = {"time", "quality", "feedback", "team", "papers"};

/* ---- writing ---------------------------------------------------------------------------- */

static void put_instant(struct gt_json *json, const char *key, int64_t ms)
{
    if (ms == 0)
        gt_json_null(json, key);
    else
        gt_put_instant(json, key, ms);
}

static void put_needs(struct gt_json *json, enum gt_duty_act act)
{
    static const struct { uint32_t bit; const char *name; } names[] = {
        {GT_NEEDS_REASON, "reason"}, {GT_NEEDS_DAY, "day"}, {GT_NEEDS_UNIT, "unit"},
        {GT_NEEDS_FILES, "files"}, {GT_NEEDS_SCORES, "scores"}, {GT_NEEDS_INSTRUCTS, "todo"},
        {GT_NEEDS_ANSWER, "answer"},
    };

    gt_json_array(json, "needs");
    for (size_t at = 0; at < GT_LEN(names); at++)
        if ((gt_duty_rule(act)->needs & names[at].bit) != 0)
            gt_json_text(json, NULL, names[at].name);
    if (act == GT_ACT_change || act == GT_ACT_change_grant || act == GT_ACT_ask_change)
        gt_json_text(json, NULL, "edit");
    gt_json_close(json);
}

static void put_can(struct gt_json *json, const struct gt_ctx *ctx, const struct gt_duty_strip *strip)
{
    gt_json_array(json, "can");
    for (size_t at = 0; at < strip->can.count; at++) {
        const struct gt_duty_can *can = &strip->can.at[at];

        gt_json_object(json, NULL);
        gt_json_text(json, "move", gt_duty_rule(can->act)->key);
        gt_json_text(json, "words", gt_duty_rule(can->act)->words[ctx->lang]);
        put_needs(json, can->act);
        gt_json_text(json, "not_now", can->not_now == NULL ? "" : can->not_now[ctx->lang]);
        gt_json_close(json);
    }
    gt_json_close(json);
}

static void put_strip(struct gt_json *json, struct gt_ctx *ctx, const struct gt_picture *picture,
                      const struct gt_duty_rules *rules, const struct gt_duty_strip *strip)
{
    const struct gt_duty *duty = &strip->duty.facts;

    gt_json_object(json, NULL);
    gt_put_ref(json, "support", duty->support_id);
    gt_put_ref(json, "unit", duty->unit_id);
    gt_json_str(json, "text", strip->text);
    gt_json_text(json, "state", gt_duty_state_name(duty->state));
    gt_json_text(json, "word", gt_duty_state_word(duty->state, ctx->lang));
    gt_json_str(json, "owner", duty->owner_id == 0 ? GT_STR("")
                                                   : gt_picture_person_name(picture, duty->owner_id, ctx->lang));
    gt_json_str(json, "doer", duty->doer_id == 0 ? GT_STR("")
                                                 : gt_picture_person_name(picture, duty->doer_id, ctx->lang));
    put_instant(json, "issued", duty->issued_at_ms);
    put_instant(json, "signed", duty->signed_at_ms);
    put_instant(json, "finished", duty->finished_at_ms);
    put_instant(json, "accepted", duty->accepted_at_ms);
    put_instant(json, "remind", strip->duty.remind_at_ms);
    put_instant(json, "warn", strip->duty.warn_at_ms);
    put_instant(json, "late", strip->duty.late_at_ms);
    gt_put_day(json, "asked", duty->asked);
    gt_put_day(json, "first_deadline", duty->first_deadline);
    gt_json_i64(json, "extensions", duty->extensions);
    gt_json_i64(json, "urges", duty->urges);
    gt_json_i64(json, "returns", duty->returns);
    gt_json_i64(json, "refusals", duty->refusals);
    if (duty->score < 0)
        gt_json_null(json, "score");
    else
        gt_json_i64(json, "score", duty->score);
    gt_json_text(json, "grade", gt_duty_grade(rules, duty->score));
    gt_json_i64(json, "moves", duty->moves);
    put_can(json, ctx, strip);
    gt_json_close(json);
}

static int64_t support_of(const struct gt_duty_view *view, int64_t duty_id)
{
    for (size_t at = 0; at < view->strips.count; at++)
        if (view->strips.at[at].duty.facts.id == duty_id)
            return view->strips.at[at].duty.facts.support_id;
    return 0;
}

static void put_step(struct gt_json *json, struct gt_ctx *ctx, const struct gt_picture *picture,
                     const struct gt_duty_view *view, const struct gt_duty_move *move)
{
    const enum gt_duty_act act = gt_duty_act_from(move->move);

    gt_json_object(json, NULL);
    gt_json_i64(json, "id", move->id);
    gt_put_ref(json, "support", support_of(view, move->duty_id));
    gt_put_ref(json, "unit", move->unit_id);
    gt_json_str(json, "move", move->move);
    gt_json_text(json, "words", act == GT_ACTS ? "" : gt_duty_rule(act)->words[ctx->lang]);
    gt_json_text(json, "from", gt_duty_state_name(move->from));
    gt_json_text(json, "to", gt_duty_state_name(move->to));
    gt_json_str(json, "by", gt_picture_person_name(picture, move->person_id, ctx->lang));
    gt_put_instant(json, "at", move->at_ms);
    gt_json_str(json, "reason", move->reason);
    gt_json_raw(json, "fields", move->fields);
    gt_json_array(json, "files");
    for (size_t at = 0; at < view->files.count; at++) {
        if (view->files.at[at].move_id != move->id)
            continue;
        gt_json_object(json, NULL);
        gt_json_i64(json, "id", view->files.at[at].file_id);
        gt_json_str(json, "name", view->files.at[at].name);
        gt_json_i64(json, "size", view->files.at[at].size);
        gt_json_close(json);
    }
    gt_json_close(json);
    gt_json_close(json);
}

static void put_todo(struct gt_json *json, const struct gt_ctx *ctx, const struct gt_duty_todo *todo, gt_str title)
{
    const struct gt_scope scope = {.lead = todo->unit_id};

    gt_json_object(json, NULL);
    gt_json_i64(json, "id", todo->id);
    gt_json_i64(json, "task", todo->task_id);
    gt_json_str(json, "title", title);
    gt_json_i64(json, "unit", todo->unit_id);
    gt_json_str(json, "words", todo->words);
    gt_put_day(json, "due", todo->due);
    gt_json_bool(json, "done", todo->done_move_id != 0);
    gt_json_bool(json, "mine", todo->done_move_id == 0 && gt_may_quiet(ctx, GT_USE_duty_carry, &scope));
    gt_json_close(json);
}

static void put_view(struct gt_json *json, struct gt_ctx *ctx, const struct gt_picture *picture,
                     const struct gt_duty_view *view)
{
    const uint32_t index = gt_picture_task(picture, view->task_id);
    const gt_str title = index == GT_NO_INDEX ? GT_STR("") : picture->tasks.at[index].facts.title;

    gt_json_object(json, NULL);
    gt_json_i64(json, "task", view->task_id);
    gt_json_i64(json, "version", view->version);
    gt_json_bool(json, "standing", view->standing);
    gt_put_day(json, "deadline", view->deadline);
    gt_json_i64(json, "evidence_min", view->rules.evidence_min);
    gt_json_array(json, "parts");
    for (int part = 0; part < GT_DUTY_PARTS; part++) {
        gt_json_object(json, NULL);
        gt_json_text(json, "name", part_names[part]);
        gt_json_i64(json, "most", gt_duty_weight(&view->rules, part));
        gt_json_close(json);
    }
    gt_json_close(json);
    gt_json_array(json, "strips");
    for (size_t at = 0; at < view->strips.count; at++)
        put_strip(json, ctx, picture, &view->rules, &view->strips.at[at]);
    gt_json_close(json);
    gt_json_array(json, "steps");
    for (size_t at = view->moves.count; at-- > 0;)
        put_step(json, ctx, picture, view, &view->moves.at[at]);
    gt_json_close(json);
    gt_json_array(json, "todos");
    for (size_t at = 0; at < view->todos.count; at++)
        put_todo(json, ctx, &view->todos.at[at], title);
    gt_json_close(json);
    gt_json_str(json, "effect", view->effect);
    gt_json_close(json);
}

static gt_rc show(struct gt_ctx *ctx, const struct gt_req *req, int64_t task_id, struct gt_json *json,
                  struct gt_err *err)
{
    const struct gt_picture *picture;
    struct gt_duty_view view;
    gt_rc rc;

    (void)req;
    if ((rc = gt_work_duty_view(ctx, task_id, &view, err)) != GT_OK ||
        (rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    put_view(json, ctx, picture, &view);
    gt_picture_done(ctx);
    return gt_json_status(json);
}

gt_rc gt_api_get_duty(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK)
        return rc;
    return show(ctx, req, id, json, err);
}

/* ---- one move ------------------------------------------------------------------------------- */

static gt_rc take_files(struct gt_ctx *ctx, const struct gt_jval *body, struct gt_duty_input *input)
{
    const struct gt_jval *list = gt_jget(body, "files");
    struct gt_duty_evidence *files;

    if (list == NULL || list->type != GT_JARRAY)
        return GT_OK;
    if ((files = GT_NEW_N(ctx->arena, struct gt_duty_evidence, (size_t)list->count + 1)) == NULL)
        return GT_ENOMEM;
    for (const struct gt_jval *v = list->child; v != NULL; v = v->next)
        files[input->file_count++] = (struct gt_duty_evidence){gt_ji64(v, "file", 0),
                                                               gt_jstr(v, "sha256", GT_STR(""))};
    input->files = files;
    return GT_OK;
}

static void take_edit(const struct gt_jval *edit, struct gt_duty_edit *out)
{
    if (edit == NULL || edit->type != GT_JOBJECT)
        return;
    out->title_given = gt_body_has(edit, "title");
    out->title = gt_jstr(edit, "title", GT_STR(""));
    out->note_given = gt_body_has(edit, "note");
    out->note = gt_jstr(edit, "note", GT_STR(""));
    out->deadline_given = gt_body_has(edit, "deadline");
    out->deadline = gt_body_day(edit, "deadline", GT_DAY_NONE);
    out->not_before_given = gt_body_has(edit, "not_before");
    out->not_before = gt_body_day(edit, "not_before", GT_DAY_NONE);
}

static gt_rc take_move(struct gt_ctx *ctx, const struct gt_jval *body, int64_t task_id,
                       struct gt_duty_input *out, struct gt_err *err)
{
    const struct gt_jval *scores = gt_jget(body, "scores");

    *out = GT_DUTY_INPUT(gt_duty_act_from(gt_jstr(body, "move", GT_STR(""))), task_id);
    if (out->act == GT_ACTS)
        return gt_fail_field(err, GT_EINVAL, "move", "there is no such move", "没有这种办理");
    out->support_id = gt_body_i64(body, "support", 0, 0);
    out->seen = gt_body_i64(body, "seen", -1, -1);
    out->reason = gt_jstr(body, "reason", GT_STR(""));
    out->day = gt_body_day(body, "day", GT_DAY_NONE);
    out->unit_id = gt_body_i64(body, "unit", 0, 0);
    for (int part = 0; part < GT_DUTY_PARTS; part++)
        out->scores[part] = gt_ji64(scores, part_names[part], -1);
    take_edit(gt_jget(body, "edit"), &out->edit);
    out->todo = gt_jstr(body, "todo", GT_STR(""));
    out->todo_unit = gt_body_i64(body, "todo_unit", 0, 0);
    out->todo_due = gt_body_day(body, "todo_due", GT_DAY_NONE);
    out->then = gt_duty_act_from(gt_jstr(body, "then", GT_STR("")));
    out->todo_id = gt_body_i64(body, "answers", 0, 0);
    return take_files(ctx, body, out) == GT_OK ? GT_OK : no_memory(err);
}

gt_rc gt_api_post_duty_move(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                            struct gt_err *err)
{
    struct gt_duty_input input;
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK ||
        (rc = take_move(ctx, req->json, id, &input, err)) != GT_OK)
        return rc;
    if ((rc = gt_work_duty_move(ctx, &input, req->problems, err)) != GT_OK)
        return gt_put_current(ctx, req, show, id, rc);
    return show(ctx, req, id, json, err);
}

/* ---- evidence --------------------------------------------------------------------------------- */

gt_rc gt_api_post_duty_file(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                            struct gt_err *err)
{
    struct gt_file file = {.name = gt_str_trim(gt_req_query_str(req, "name"))};
    int64_t id;
    gt_rc rc;

    if (file.name.len == 0 || file.name.len > GT_FILE_NAME_MAX)
        return gt_fail_field(err, GT_EINVAL, "name", "a file name has 1 to %d bytes",
                             "文件名为1至%d字节", (int)GT_FILE_NAME_MAX);
    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK ||
        (rc = gt_work_duty_file_add(ctx, id, &file, req->http->body, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_i64(json, "id", file.id);
    gt_json_str(json, "name", file.name);
    gt_json_i64(json, "size", file.size);
    gt_put_hash(json, "sha256", file.sha256);
    gt_json_close(json);
    return gt_json_status(json);
}

gt_rc gt_api_get_duty_file(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                           struct gt_err *err)
{
    struct gt_file file;
    int64_t id, file_id;
    gt_str bytes;
    gt_rc rc;

    (void)json;
    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK ||
        (rc = gt_req_path_i64(req, "file", &file_id, err)) != GT_OK ||
        (rc = gt_work_duty_file(ctx, id, file_id, &file, &bytes, err)) != GT_OK)
        return rc;
    /* Never a type that a browser would run: the file is saved, not shown. */
    return gt_req_bytes(req, "application/octet-stream", bytes, file.name, err);
}

/* ---- versions ------------------------------------------------------------------------------------ */

static gt_rc show_versions(struct gt_ctx *ctx, int64_t id, struct gt_json *json, struct gt_err *err)
{
    const struct gt_picture *picture;
    gt_task_versions versions;
    gt_rc rc;

    if ((rc = gt_work_task_versions(ctx, id, &versions, err)) != GT_OK ||
        (rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_array(json, "items");
    for (size_t at = versions.count; at-- > 0;) {
        const struct gt_task_version *version = &versions.at[at];

        gt_json_object(json, NULL);
        gt_json_i64(json, "number", version->number);
        gt_put_instant(json, "at", version->row.at_ms);
        gt_json_str(json, "by", gt_picture_person_name(picture, version->row.person_id, ctx->lang));
        gt_json_str(json, "sentence", version->sentence);
        gt_json_str(json, "reason", version->reason);
        gt_json_raw(json, "facts", version->row.after);
        gt_json_close(json);
    }
    gt_json_close(json);
    gt_json_close(json);
    gt_picture_done(ctx);
    return gt_json_status(json);
}

gt_rc gt_api_get_task_versions(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                               struct gt_err *err)
{
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK)
        return rc;
    return show_versions(ctx, id, json, err);
}

gt_rc gt_api_post_task_restore(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                               struct gt_err *err)
{
    int64_t id, number;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK ||
        (rc = gt_req_path_i64(req, "number", &number, err)) != GT_OK ||
        (rc = gt_work_task_restore(ctx, id, number, gt_jstr(req->json, "reason", GT_STR("")), req->revision,
                                   req->problems, err)) != GT_OK)
        return rc;
    return show_versions(ctx, id, json, err);
}

/* ---- many at once --------------------------------------------------------------------------------- */

gt_rc gt_api_post_duty_issue(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                             struct gt_err *err)
{
    const struct gt_jval *list = gt_jget(req->json, "tasks");
    struct gt_duty_pick pick = {.directive_id = gt_body_i64(req->json, "directive", 0, 0),
                                .unit_id = gt_body_i64(req->json, "unit", 0, 0),
                                .apply = gt_jbool(req->json, "apply", false)};
    struct gt_duty_issued out;
    gt_rc rc;

    if (list != NULL && list->type == GT_JARRAY) {
        int64_t *ids = GT_NEW_N(ctx->arena, int64_t, (size_t)list->count + 1);

        if (ids == NULL)
            return no_memory(err);
        for (const struct gt_jval *v = list->child; v != NULL; v = v->next)
            ids[pick.task_count++] = v->integer;
        pick.tasks = ids;
    }
    if ((rc = gt_work_duty_issue(ctx, &pick, &out, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_array(json, "tasks");
    for (size_t at = 0; at < out.tasks.count; at++)
        gt_json_i64(json, NULL, out.tasks.at[at]);
    gt_json_close(json);
    gt_json_array(json, "held");
    for (size_t at = 0; at < out.held.count; at++) {
        gt_json_object(json, NULL);
        gt_json_i64(json, "task", out.held.at[at].task_id);
        gt_json_str(json, "title", out.held.at[at].title);
        gt_json_str(json, "why", out.held.at[at].why);
        gt_json_close(json);
    }
    gt_json_close(json);
    gt_json_i64(json, "units", out.units);
    gt_json_i64(json, "supports", out.supports);
    gt_json_str(json, "sentence", out.sentence);
    gt_json_bool(json, "applied", pick.apply);
    gt_json_close(json);
    return gt_json_status(json);
}

/* ---- my work ---------------------------------------------------------------------------------------- */

static void put_my_row(struct gt_json *json, const struct gt_ctx *ctx, const struct gt_picture *picture,
                       const struct gt_my_row *row)
{
    gt_json_object(json, NULL);
    gt_json_i64(json, "task", row->task_id);
    gt_put_ref(json, "support", row->support_id);
    gt_put_ref(json, "unit", row->unit_id);
    gt_json_str(json, "title", row->title);
    gt_json_str(json, "code", row->code);
    gt_json_text(json, "state", gt_duty_state_name(row->state));
    gt_json_text(json, "word", gt_duty_state_word(row->state, ctx->lang));
    gt_put_day(json, "deadline", row->deadline);
    if (row->work_days == INT64_MAX)
        gt_json_null(json, "work_days");
    else
        gt_json_i64(json, "work_days", row->work_days);
    gt_put_day(json, "asked", row->asked);
    put_instant(json, "since", row->since_ms);
    put_instant(json, "late", row->late_at_ms);
    gt_json_bool(json, "overdue", row->late_on != GT_DAY_NONE && row->late_on < ctx->today);
    gt_json_i64(json, "urges", row->urges);
    gt_json_i64(json, "returns", row->returns);
    gt_json_i64(json, "percent", (int64_t)row->percent);
    gt_json_text(json, "light", row->light);
    gt_json_i64(json, "light_amount", row->light_amount);
    gt_json_str(json, "reason", row->reason);
    gt_json_str(json, "by", row->person_id == 0 ? GT_STR("")
                                                : gt_picture_person_name(picture, row->person_id, ctx->lang));
    gt_json_close(json);
}

static gt_rc show_my(struct gt_ctx *ctx, struct gt_json *json, struct gt_err *err)
{
    const struct gt_picture *picture;
    struct gt_my my;
    gt_rc rc;

    if ((rc = gt_work_my(ctx, &my, err)) != GT_OK || (rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_i64(json, "version", my.version);
    gt_json_array(json, "lists");
    for (int list = 0; list < GT_MY_LISTS; list++) {
        gt_json_object(json, NULL);
        gt_json_text(json, "name", gt_my_list_name((enum gt_my_list)list));
        gt_json_i64(json, "total", my.lists[list].total);
        gt_json_array(json, "rows");
        for (size_t at = 0; at < my.lists[list].rows.count; at++)
            put_my_row(json, ctx, picture, &my.lists[list].rows.at[at]);
        gt_json_close(json);
        gt_json_close(json);
    }
    gt_json_close(json);
    gt_json_array(json, "todos");
    for (size_t at = 0; at < my.todos.count; at++)
        put_todo(json, ctx, &my.todos.at[at].todo, my.todos.at[at].title);
    gt_json_close(json);
    gt_json_close(json);
    gt_picture_done(ctx);
    return gt_json_status(json);
}

gt_rc gt_api_get_my(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    (void)req;
    return show_my(ctx, json, err);
}

gt_rc gt_api_post_duty_sign(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                            struct gt_err *err)
{
    const struct gt_jval *list = gt_jget(req->json, "items");
    struct gt_duty_of *items = GT_NEW_N(ctx->arena, struct gt_duty_of, (size_t)list->count + 1);
    size_t count = 0;
    gt_rc rc;

    if (items == NULL)
        return no_memory(err);
    for (const struct gt_jval *v = list->child; v != NULL; v = v->next)
        items[count++] = (struct gt_duty_of){gt_ji64(v, "task", 0), gt_body_i64(v, "support", 0, 0)};
    if ((rc = gt_work_duty_sign(ctx, items, count, req->problems, err)) != GT_OK)
        return rc;
    return show_my(ctx, json, err);
}

/* ---- settings, the check --------------------------------------------------------------------------- */

static gt_rc show_rules(struct gt_ctx *ctx, struct gt_json *json, struct gt_err *err)
{
    struct gt_duty_rule_row rows[GT_DUTY_RULE_ROWS];
    gt_rc rc;

    if ((rc = gt_work_duty_rules(ctx, rows, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_array(json, "items");
    for (int at = 0; at < GT_DUTY_RULE_ROWS; at++) {
        gt_json_object(json, NULL);
        gt_json_text(json, "name", rows[at].name);
        gt_json_text(json, "text", rows[at].text[ctx->lang]);
        gt_json_i64(json, "value", rows[at].value);
        gt_json_i64(json, "usual", rows[at].otherwise);
        gt_json_i64(json, "least", rows[at].least);
        gt_json_i64(json, "most", rows[at].most);
        gt_json_close(json);
    }
    gt_json_close(json);
    gt_json_close(json);
    return gt_json_status(json);
}

gt_rc gt_api_get_duty_rules(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                            struct gt_err *err)
{
    (void)req;
    return show_rules(ctx, json, err);
}

gt_rc gt_api_patch_duty_rules(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                              struct gt_err *err)
{
    const struct gt_jval *list = gt_jget(req->json, "items");
    struct gt_duty_setting *settings = GT_NEW_N(ctx->arena, struct gt_duty_setting, (size_t)list->count + 1);
    size_t count = 0;
    gt_rc rc;

    if (settings == NULL)
        return no_memory(err);
    for (const struct gt_jval *v = list->child; v != NULL; v = v->next)
        settings[count++] = (struct gt_duty_setting){gt_jstr(v, "name", GT_STR("")), gt_ji64(v, "value", 0)};
    if ((rc = gt_work_duty_rules_put(ctx, settings, count, req->problems, err)) != GT_OK)
        return rc;
    return show_rules(ctx, json, err);
}

gt_rc gt_api_get_check(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json, struct gt_err *err)
{
    struct gt_check check;
    gt_rc rc;

    (void)req;
    if ((rc = gt_work_check(ctx, &check, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_bool(json, "ok", check.faults.count == 0);
    gt_json_i64(json, "tasks", check.tasks);
    gt_json_i64(json, "duties", check.duties);
    gt_json_i64(json, "moves", check.moves);
    gt_json_i64(json, "journal", check.journal_rows);
    gt_json_array(json, "items");
    for (size_t at = 0; at < check.faults.count; at++) {
        gt_json_object(json, NULL);
        gt_json_text(json, "rule", check.faults.at[at].rule);
        gt_json_str(json, "place", check.faults.at[at].place);
        gt_json_str(json, "text", check.faults.at[at].text[ctx->lang]);
        gt_json_close(json);
    }
    gt_json_close(json);
    gt_json_close(json);
    return gt_json_status(json);
}
