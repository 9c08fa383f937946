/* proposal.c - proposals as JSON and back. */
#include "base/json.h"
#include "work/proposal.h"

static void put_unit(struct gt_json *json, const char *key, const struct gt_named_unit *unit)
{
    gt_json_object(json, key);
    gt_json_str(json, "text", unit->text);
    if (unit->unit_id != 0)
        gt_json_i64(json, "unit", unit->unit_id);
    gt_json_close(json);
}

static void put_lists(struct gt_json *json, const struct gt_proposed *p)
{
    gt_json_array(json, "support");
    for (size_t i = 0; i < p->support_count; i++)
        put_unit(json, NULL, &p->support[i]);
    gt_json_close(json);
    gt_json_array(json, "figures");
    for (size_t i = 0; i < p->figure_count; i++) {
        gt_json_object(json, NULL);
        gt_json_str(json, "name", p->figures[i].name);
        gt_json_str(json, "op", p->figures[i].op);
        gt_json_double(json, "value", p->figures[i].value);
        gt_json_str(json, "unit", p->figures[i].unit);
        gt_json_close(json);
    }
    gt_json_close(json);
    gt_json_array(json, "notes");
    for (size_t i = 0; i < p->note_count; i++) {
        gt_json_object(json, NULL);
        gt_json_str(json, "field", p->notes[i].field);
        gt_json_double(json, "confidence", p->notes[i].confidence);
        gt_json_str(json, "zh", p->notes[i].why[GT_LANG_ZH]);
        gt_json_str(json, "en", p->notes[i].why[GT_LANG_EN]);
        gt_json_close(json);
    }
    gt_json_close(json);
}

gt_rc gt_proposed_text(const struct gt_proposed *p, struct gt_arena *arena, gt_str *out,
                       struct gt_err *err)
{
    char day[GT_DAY_TEXT];
    struct gt_buf buf;
    struct gt_json json;
    gt_rc rc;

    gt_buf_init(&buf, GT_PROPOSAL_JSON_MAX);
    gt_json_init(&json, &buf);
    gt_json_object(&json, NULL);
    gt_json_str(&json, "kind", p->kind);
    gt_json_str(&json, "title", p->title);
    put_unit(&json, "lead", &p->lead);
    if (p->due == GT_DAY_NONE)
        gt_json_null(&json, "due");
    else
        gt_json_text(&json, "due", gt_day_text(p->due, day));
    gt_json_str(&json, "due_text", p->due_text);
    gt_json_str(&json, "recur", p->recur);
    gt_json_bool(&json, "standing", p->standing);
    gt_json_str(&json, "speaker", p->speaker);
    put_lists(&json, p);
    gt_json_close(&json);
    if ((rc = gt_json_status(&json)) == GT_OK)
        rc = gt_arena_dup(arena, gt_buf_view(&buf), out);
    gt_buf_clear(&buf);
    return gt_wrap(err, rc, "keeping a proposal", "保存拟办内容");
}

static gt_str text_of(const struct gt_jval *object, const char *name)
{
    return gt_jstr(object, name, GT_STR(""));
}

static void take_unit(const struct gt_jval *value, struct gt_named_unit *out)
{
    out->text = text_of(value, "text");
    out->unit_id = gt_ji64(value, "unit", 0);
}

static gt_rc take_lists(struct gt_arena *arena, const struct gt_jval *root, struct gt_proposed *p)
{
    const struct gt_jval *support = gt_jget(root, "support"), *figures = gt_jget(root, "figures");
    const struct gt_jval *notes = gt_jget(root, "notes");
    const uint32_t supports = support == NULL ? 0 : support->count;
    const uint32_t figure_count = figures == NULL ? 0 : figures->count;
    const uint32_t note_count = notes == NULL ? 0 : notes->count;

    p->support = GT_NEW_N(arena, struct gt_named_unit, supports);
    p->figures = GT_NEW_N(arena, struct gt_figure, figure_count);
    p->notes = GT_NEW_N(arena, struct gt_field_note, note_count);
    if (p->support == NULL || p->figures == NULL || p->notes == NULL)
        return GT_ENOMEM;
    for (const struct gt_jval *v = support ? support->child : NULL; v != NULL; v = v->next)
        take_unit(v, &p->support[p->support_count++]);
    for (const struct gt_jval *v = figures ? figures->child : NULL; v != NULL; v = v->next) {
        struct gt_figure *figure = &p->figures[p->figure_count++];

        figure->name = text_of(v, "name");
        figure->op = text_of(v, "op");
        figure->unit = text_of(v, "unit");
        figure->text = GT_STR("");
        figure->value = gt_jreal(v, "value", 0);
    }
    for (const struct gt_jval *v = notes ? notes->child : NULL; v != NULL; v = v->next) {
        struct gt_field_note *note = &p->notes[p->note_count++];

        note->field = text_of(v, "field");
        note->confidence = gt_jreal(v, "confidence", 0);
        note->why[GT_LANG_ZH] = text_of(v, "zh");
        note->why[GT_LANG_EN] = text_of(v, "en");
    }
    return GT_OK;
}

gt_rc gt_proposed_parse(struct gt_arena *arena, gt_str json, struct gt_proposed *out,
                        struct gt_err *err)
{
    struct gt_proposed p = {.due = GT_DAY_NONE, .kind = GT_STR("context")};
    const struct gt_jval *root = NULL;
    gt_rc rc;

    if (json.len > 0) {
        if ((rc = gt_json_parse(arena, json, &root, err)) != GT_OK)
            return gt_wrap(err, rc, "a stored proposal", "已存的拟办内容");
        p.kind = gt_jstr(root, "kind", p.kind);
    }
    p.title = text_of(root, "title");
    take_unit(gt_jget(root, "lead"), &p.lead);
    if (!gt_day_parse(text_of(root, "due"), &p.due))
        p.due = GT_DAY_NONE;
    p.due_text = text_of(root, "due_text");
    p.recur = text_of(root, "recur");
    p.standing = gt_jbool(root, "standing", false);
    p.speaker = text_of(root, "speaker");
    if ((rc = take_lists(arena, root, &p)) != GT_OK)
        return gt_wrap(err, rc, "a stored proposal", "已存的拟办内容");
    *out = p;
    return GT_OK;
}

gt_rc gt_proposed_of(const struct gt_clause *clause, struct gt_arena *arena,
                     struct gt_proposed *out, struct gt_err *err)
{
    struct gt_proposed draft;
    gt_rc rc;

    if ((rc = gt_proposed_parse(arena, clause->proposal, out, err)) != GT_OK ||
        clause->draft.len == 0)
        return rc;
    if ((rc = gt_proposed_parse(arena, clause->draft, &draft, err)) != GT_OK)
        return rc;
    draft.notes = out->notes;
    draft.note_count = out->note_count;
    *out = draft;
    return GT_OK;
}

bool gt_proposed_asks(const struct gt_proposed *proposed)
{
    return !gt_str_eq(proposed->kind, GT_STR("context"));
}
