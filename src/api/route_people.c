/* route_people.c - people, their posts, handing over; units that end; the
 * table of the office, in and out. */
#include "api/inner.h"
#include "api/put.h"
#include "paper/xlsx_tasks.h"
#include "work/office.h"
#include "work/people.h"
#include "work/picture.h"

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
}

/* Removed ones are left out, and those whom the asker may not see. */
gt_rc gt_api_get_people(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                        struct gt_err *err)
{
    gt_people people = {0};
    gt_rc rc;

    (void)req;
    if ((rc = gt_work_people(ctx, &people, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_array(json, "items");
    for (size_t at = 0; at < people.count; at++)
        if (people.at[at].removed_at_ms == 0 && gt_sees_person(ctx, &people.at[at]))
            gt_put_person(json, NULL, &people.at[at], ctx);
    gt_json_close(json);
    gt_json_close(json);
    return gt_json_status(json);
}

static gt_str unit_name(const struct gt_picture *picture, int64_t id)
{
    const struct gt_unit_row *unit = gt_picture_unit(picture, id);

    return unit == NULL ? GT_STR("") : unit->short_name.len > 0 ? unit->short_name : unit->name;
}

static void put_holding(struct gt_json *json, struct gt_ctx *ctx, const struct gt_picture *picture,
                        const struct gt_holding *holding)
{
    gt_json_object(json, NULL);
    gt_json_i64(json, "id", holding->id);
    gt_json_i64(json, "person", holding->person_id);
    gt_json_str(json, "person_name", gt_picture_person_name(picture, holding->person_id, ctx->lang));
    gt_put_ref(json, "unit", holding->unit_id);
    gt_json_str(json, "unit_name", unit_name(picture, holding->unit_id));
    gt_json_str(json, "role", holding->role);
    gt_put_ref(json, "acting_for", holding->acting_for);
    gt_json_str(json, "acting_name", holding->acting_for == 0 ? GT_STR("")
                                     : gt_picture_person_name(picture, holding->acting_for, ctx->lang));
    gt_put_day(json, "start", holding->from);
    gt_put_day(json, "finish", holding->to != 0 ? holding->to : GT_DAY_NONE);
    gt_json_bool(json, "now", holding->from <= ctx->today && (holding->to == 0 || holding->to >= ctx->today));
    gt_json_str(json, "note", holding->note);
    gt_json_i64(json, "revision", holding->revision);
    gt_json_close(json);
}

static void put_carried(struct gt_json *json, const char *key, const gt_carrieds *carried)
{
    static const char *const names[] = {"leads", "duty", "indicator"};

    gt_json_array(json, key);
    for (size_t at = 0; at < carried->count; at++) {
        gt_json_object(json, NULL);
        gt_json_text(json, "what", names[carried->at[at].what]);
        gt_json_i64(json, "id", carried->at[at].id);
        gt_put_ref(json, "unit", carried->at[at].unit_id);
        gt_json_str(json, "title", carried->at[at].title);
        gt_json_close(json);
    }
    gt_json_close(json);
}

static gt_rc answer_card(struct gt_ctx *ctx, const struct gt_req *req, int64_t id, struct gt_json *json,
                         struct gt_err *err)
{
    const struct gt_picture *picture;
    struct gt_person_card card;
    gt_rc rc;

    if ((rc = gt_work_person_card(ctx, id, &card, err)) != GT_OK ||
        (rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    /* posts and tasks change without the person's own row */
    if ((rc = gt_req_state_etag(ctx, req, card.person.revision, picture->version, id, err)) != GT_OK) {
        gt_picture_done(ctx);
        return rc;
    }
    gt_json_object(json, NULL);
    gt_put_person(json, "person", &card.person, ctx);
    gt_json_str(json, "name_zh", card.person.name);
    gt_json_str(json, "name_en", card.person.name_en);
    gt_json_str(json, "unit_name", unit_name(picture, card.person.unit_id));
    gt_json_bool(json, "shows_phone", card.shows_phone);
    gt_json_array(json, "holdings");
    for (size_t at = 0; at < card.holdings.count; at++)
        put_holding(json, ctx, picture, &card.holdings.at[at]);
    gt_json_close(json);
    gt_json_array(json, "given");
    for (size_t at = 0; at < card.given.count; at++) {
        const uint32_t task = gt_picture_task(picture, card.given.at[at].object_id);

        if (task == GT_NO_INDEX || !gt_sees_task(ctx, picture, task))
            continue;
        gt_json_object(json, NULL);
        gt_json_i64(json, "id", card.given.at[at].id);
        gt_json_i64(json, "task", card.given.at[at].object_id);
        gt_json_str(json, "title", picture->tasks.at[task].facts.title);
        gt_put_day(json, "until", card.given.at[at].until != 0 ? card.given.at[at].until : GT_DAY_NONE);
        gt_json_close(json);
    }
    gt_json_close(json);
    put_carried(json, "carried", &card.carried);
    gt_json_close(json);
    gt_picture_done(ctx);
    return gt_json_status(json);
}

gt_rc gt_api_get_person(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                        struct gt_err *err)
{
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK)
        return rc;
    return answer_card(ctx, req, id, json, err);
}

/* The fields of the body over the person as he is. */
static void take_person(const struct gt_req *req, struct gt_person *person)
{
    const struct gt_jval *body = req->json;
    const gt_day last = gt_body_day(body, "last", person->to != 0 ? person->to : GT_DAY_NONE);

    person->name = gt_str_trim(gt_jstr(body, "name", person->name));
    person->name_en = gt_str_trim(gt_jstr(body, "name_en", person->name_en));
    person->unit_id = gt_body_i64(body, "unit", person->unit_id, 0);
    person->post = gt_str_trim(gt_jstr(body, "title", person->post));
    person->role = gt_jstr(body, "role", person->role);
    person->phone = gt_str_trim(gt_jstr(body, "phone", person->phone));
    person->email = gt_str_trim(gt_jstr(body, "email", person->email));
    person->to = last == GT_DAY_NONE ? 0 : last;
}

gt_rc gt_api_post_person(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                         struct gt_err *err)
{
    struct gt_person person = {.role = GT_STR("member")};
    gt_rc rc;

    take_person(req, &person);
    if ((rc = gt_work_person_put(ctx, &person, err)) != GT_OK)
        return rc;
    return answer_card(ctx, req, person.id, json, err);
}

gt_rc gt_api_patch_person(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                          struct gt_err *err)
{
    gt_people people = {0};
    int64_t id;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK ||
        (rc = gt_work_people(ctx, &people, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < people.count; at++) {
        struct gt_person *person = &people.at[at];

        if (person->id != id || person->removed_at_ms != 0)
            continue;
        person->revision = req->revision;
        take_person(req, person);
        if ((rc = gt_work_person_put(ctx, person, err)) != GT_OK)
            return rc;
        return answer_card(ctx, req, id, json, err);
    }
    return gt_fail(err, GT_ENOTFOUND, "person %lld does not exist", "人员%lld不存在", (long long)id);
}

gt_rc gt_api_post_holding(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                          struct gt_err *err)
{
    const struct gt_jval *body = req->json;
    const gt_day last = gt_body_day(body, "finish", GT_DAY_NONE);
    struct gt_holding holding = {
        .unit_id = gt_body_i64(body, "unit", 0, 0), .role = gt_jstr(body, "role", GT_STR("")),
        .acting_for = gt_body_i64(body, "acting_for", 0, 0), .from = gt_body_day(body, "start", 0),
        .to = last == GT_DAY_NONE ? 0 : last, .note = gt_str_trim(gt_jstr(body, "note", GT_STR(""))),
    };
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &holding.person_id, err)) != GT_OK ||
        (rc = gt_work_holding_put(ctx, &holding, err)) != GT_OK)
        return rc;
    return answer_card(ctx, req, holding.person_id, json, err);
}

/* Whose it is, for the answer. */
static int64_t holder_of(struct gt_ctx *ctx, int64_t id)
{
    const struct gt_picture *picture;
    int64_t person = 0;

    if (gt_picture_hold(ctx, &picture, NULL) != GT_OK)
        return 0;
    for (size_t at = 0; at < picture->holdings.count && person == 0; at++)
        if (picture->holdings.at[at].id == id)
            person = picture->holdings.at[at].person_id;
    gt_picture_done(ctx);
    return person;
}

gt_rc gt_api_post_holding_end(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                              struct gt_err *err)
{
    int64_t id, person;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK)
        return rc;
    person = holder_of(ctx, id);
    if ((rc = gt_work_holding_end(ctx, id, req->revision, gt_body_day(req->json, "last", ctx->today), err)) != GT_OK)
        return rc;
    return answer_card(ctx, req, person, json, err);
}

gt_rc gt_api_post_handover(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                           struct gt_err *err)
{
    const gt_day last = gt_body_day(req->json, "last", GT_DAY_NONE);
    struct gt_handover what = {.to_id = gt_ji64(req->json, "to", 0), .last = last == GT_DAY_NONE ? 0 : last,
                               .apply = gt_jbool(req->json, "apply", false)};
    struct gt_handed handed;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &what.from_id, err)) != GT_OK ||
        (rc = gt_work_handover(ctx, &what, &handed, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    put_carried(json, "carried", &handed.carried);
    gt_json_i64(json, "holdings_ended", handed.holdings_ended);
    gt_json_str(json, "sentence", handed.sentence);
    gt_json_close(json);
    return gt_json_status(json);
}

gt_rc gt_api_post_given(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                        struct gt_err *err)
{
    const gt_day until = gt_body_day(req->json, "until", GT_DAY_NONE);
    struct gt_given given = {.object = GT_STR("task"), .object_id = gt_ji64(req->json, "task", 0),
                             .until = until == GT_DAY_NONE ? 0 : until};
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &given.person_id, err)) != GT_OK ||
        (rc = gt_work_given_add(ctx, &given, err)) != GT_OK)
        return rc;
    return answer_card(ctx, req, given.person_id, json, err);
}

gt_rc gt_api_delete_given(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                          struct gt_err *err)
{
    int64_t id;
    gt_rc rc;

    (void)json;
    if ((rc = gt_req_path_i64(req, "id", &id, err)) != GT_OK)
        return rc;
    return gt_work_given_remove(ctx, id, err);
}

/* ---- units that end ------------------------------------------------------------------- */

gt_rc gt_api_post_unit_dissolve(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                                struct gt_err *err)
{
    struct gt_dissolve what = {.successor_id = gt_ji64(req->json, "successor", 0), .revision = req->revision,
                               .last = gt_body_day(req->json, "last", ctx->today),
                               .apply = gt_jbool(req->json, "apply", false)};
    struct gt_dissolved out;
    gt_rc rc;

    if ((rc = gt_req_path_i64(req, "id", &what.unit_id, err)) != GT_OK ||
        (rc = gt_work_unit_dissolve(ctx, &what, &out, err)) != GT_OK)
        return rc;
    gt_json_object(json, NULL);
    gt_json_i64(json, "leads", out.leads);
    gt_json_i64(json, "supports", out.supports);
    gt_json_i64(json, "people", out.people);
    gt_json_i64(json, "units", out.units);
    gt_json_i64(json, "indicators", out.indicators);
    gt_json_str(json, "sentence", out.sentence);
    gt_json_close(json);
    return gt_json_status(json);
}

/* ---- the table of the office -------------------------------------------------------------- */

gt_rc gt_api_post_office(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                         struct gt_err *err)
{
    const bool apply = gt_str_eq(gt_req_query_str(req, "apply"), GT_STR("true"));
    struct gt_office_outcome out;
    struct gt_err fault = {0};
    gt_rc rc;

    rc = gt_may(ctx, GT_USE_unit_put, NULL, err);
    if (rc == GT_OK)
        rc = gt_work_office_import(ctx, gt_req_query_str(req, "name"), req->http->body, apply, req->problems, &out,
                                   &fault);
    /* Faults of a table that was only looked at are the answer, not a failure. */
    if (rc != GT_OK && (apply || rc != GT_EINVAL || req->problems->errors == 0)) {
        if (fault.rc != GT_OK)
            *err = fault;
        return rc;
    }
    gt_json_object(json, NULL);
    gt_json_array(json, "lines");
    for (size_t at = 0; at < out.lines.count; at++) {
        const struct gt_office_line *line = &out.lines.at[at];

        gt_json_object(json, NULL);
        gt_json_text(json, "what", line->what == GT_OFFICE_UNIT ? "unit" : "person");
        gt_json_bool(json, "fresh", line->fresh);
        gt_json_str(json, "name", line->name);
        gt_json_str(json, "unit", line->unit);
        gt_json_str(json, "login", line->login);
        gt_json_close(json);
    }
    gt_json_close(json);
    gt_json_i64(json, "unchanged", out.unchanged);
    gt_json_bool(json, "written", apply);
    gt_put_problems(json, "problems", req->problems, ctx->lang);
    gt_json_close(json);
    return gt_json_status(json);
}

enum { OFFICE_COLUMNS = 8 };

static gt_rc office_rows(struct gt_ctx *ctx, const struct gt_picture *picture, struct gt_xlsx_row *rows,
                         size_t *count)
{
    for (uint32_t at = 0; at < picture->walk_count; at++) {
        const struct gt_unit_row *unit = gt_picture_unit(picture, picture->walk[at].id);
        const struct gt_unit_row *above = unit == NULL ? NULL : gt_picture_unit(picture, unit->parent_id);
        bool alone = true;

        if (unit == NULL || unit->removed_at_ms != 0)
            continue;
        for (size_t who = 0; who <= picture->people.count; who++) {
            const struct gt_person *person = who < picture->people.count ? &picture->people.at[who] : NULL;
            struct gt_xlsx_cell *cells;

            /* one row a person; a unit without any has a row of its own */
            if (person != NULL ? person->unit_id != unit->id || person->removed_at_ms != 0 : !alone)
                continue;
            alone = false;
            if ((cells = GT_NEW_N(ctx->arena, struct gt_xlsx_cell, OFFICE_COLUMNS)) == NULL)
                return GT_ENOMEM;
            for (int cell = 0; cell < OFFICE_COLUMNS; cell++)
                cells[cell].day = GT_DAY_NONE;
            cells[0].text = unit->name;
            cells[1].text = unit->short_name;
            cells[2].text = unit->aliases;
            cells[3].text = above != NULL ? above->name : GT_STR("");
            cells[4].text = unit->outside != 0 ? GT_STR("是") : GT_STR("");
            cells[5].text = person != NULL ? person->name : GT_STR("");
            cells[6].text = person != NULL ? person->post : GT_STR("");
            cells[7].text = person != NULL ? gt_str_from(gt_as_text(gt_as_of(person->role), GT_LANG_ZH)) : GT_STR("");
            rows[(*count)++].cells = cells;
        }
    }
    return GT_OK;
}

gt_rc gt_api_get_office_xlsx(struct gt_ctx *ctx, const struct gt_req *req, struct gt_json *json,
                             struct gt_err *err)
{
    static const struct gt_xlsx_column columns[OFFICE_COLUMNS] = {
        {.head = GT_STR_INIT("单位"), .width = 30}, {.head = GT_STR_INIT("简称"), .width = 14},
        {.head = GT_STR_INIT("别名"), .width = 26}, {.head = GT_STR_INIT("上级单位"), .width = 26},
        {.head = GT_STR_INIT("外单位"), .width = 9, .centre = true}, {.head = GT_STR_INIT("姓名"), .width = 12},
        {.head = GT_STR_INIT("职务"), .width = 18}, {.head = GT_STR_INIT("角色"), .width = 16},
    };
    struct gt_xlsx_view view = {.sheet = GT_STR("单位与人员"), .title = GT_STR("单位与人员"), .columns = columns,
                                .column_count = OFFICE_COLUMNS, .made_ms = ctx->now_ms};
    const struct gt_picture *picture;
    struct gt_xlsx_row *rows;
    struct gt_buf out;
    gt_rc rc;

    (void)json;
    if ((rc = gt_may(ctx, GT_USE_unit_read, NULL, err)) != GT_OK ||
        (rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    gt_buf_init(&out, GT_XLSX_BYTES_MAX);
    rows = GT_NEW_N(ctx->arena, struct gt_xlsx_row, picture->units.count + picture->people.count + 1);
    rc = rows == NULL ? GT_ENOMEM : office_rows(ctx, picture, rows, &view.row_count);
    view.rows = rows;
    rc = rc == GT_OK ? gt_xlsx_write(&view, &out, err) : no_memory(err);
    gt_picture_done(ctx);
    if (rc == GT_OK)
        rc = gt_req_bytes(req, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                          gt_buf_view(&out), GT_STR("office.xlsx"), err);
    gt_buf_clear(&out);
    return rc;
}
