/* record_json.c - records as the journal keeps them. */
#include "work/record_json.h"

#include "work/work.h"

void gt_json_day(struct gt_json *json, const char *key, gt_day day)
{
    char text[GT_DAY_TEXT];

    gt_json_text(json, key, day == GT_DAY_NONE ? NULL : gt_day_text(day, text));
}

void gt_json_ref(struct gt_json *json, const char *key, int64_t id)
{
    if (id == 0)
        gt_json_null(json, key);
    else
        gt_json_i64(json, key, id);
}

gt_rc gt_json_take(struct gt_arena *arena, struct gt_json *json, gt_str *out)
{
    gt_rc rc = gt_json_status(json);

    if (rc == GT_OK)
        rc = gt_arena_dup(arena, gt_buf_view(json->out), out);
    gt_buf_clear(json->out);
    return rc;
}

static void open(struct gt_json *json, struct gt_buf *buf)
{
    gt_buf_init(buf, GT_RECORD_JSON_MAX);
    gt_json_init(json, buf);
    gt_json_object(json, NULL);
}

gt_rc gt_task_json(struct gt_arena *arena, const struct gt_task *task,
                   const struct gt_task_support *supports, size_t support_count,
                   const struct gt_figure *figures, size_t figure_count, gt_str *out)
{
    struct gt_json json;
    struct gt_buf buf;

    open(&json, &buf);
    gt_json_ref(&json, "parent", task->parent_id);
    gt_json_i64(&json, "position", task->position);
    gt_json_text(&json, "level", gt_task_kind_name(task->kind));
    gt_json_str(&json, "code", task->code);
    gt_json_str(&json, "title", task->title);
    gt_json_str(&json, "short", task->short_title);
    gt_json_str(&json, "note", task->detail);
    gt_json_str(&json, "theme", task->theme);
    gt_json_ref(&json, "unit", task->lead_unit_id);
    gt_json_ref(&json, "leader", task->leader_id);
    gt_json_str(&json, "leader_name", task->leader);
    gt_json_str(&json, "person", task->person);
    gt_json_day(&json, "not_before", task->not_before);
    gt_json_day(&json, "start_pin", task->start_pin);
    gt_json_day(&json, "finish_pin", task->finish_pin);
    gt_json_day(&json, "deadline", task->deadline);
    if (task->duration_days < 0)
        gt_json_null(&json, "duration_days");
    else
        gt_json_i64(&json, "duration_days", task->duration_days);
    gt_json_text(&json, "duration_unit", gt_day_unit_name(task->duration_unit));
    gt_json_text(&json, "mode", gt_task_mode_name(task->mode));
    gt_json_bool(&json, "standing", task->standing != 0);
    gt_json_str(&json, "due_text", task->due_text);
    gt_json_str(&json, "recur", task->recur);
    gt_json_str(&json, "template", task->template_key);
    gt_json_str(&json, "key", task->key);
    if (supports != NULL) {
        gt_json_array(&json, "support");
        for (size_t at = 0; at < support_count; at++) {
            gt_json_object(&json, NULL);
            gt_json_i64(&json, "unit", supports[at].unit_id);
            gt_json_str(&json, "duty", supports[at].duty);
            gt_json_close(&json);
        }
        gt_json_close(&json);
    }
    if (figures != NULL) {
        gt_json_array(&json, "figures");
        for (size_t at = 0; at < figure_count; at++) {
            gt_json_object(&json, NULL);
            gt_json_str(&json, "name", figures[at].name);
            gt_json_str(&json, "op", figures[at].op);
            gt_json_double(&json, "value", figures[at].value);
            gt_json_str(&json, "unit", figures[at].unit);
            gt_json_close(&json);
        }
        gt_json_close(&json);
    }
    gt_json_close(&json);
    return gt_json_take(arena, &json, out);
}

static void lag(struct gt_json *json, const char *key, int64_t days)
{
    if (days == GT_LINK_LAG_NONE)
        gt_json_null(json, key);
    else
        gt_json_i64(json, key, days);
}

gt_rc gt_link_json(struct gt_arena *arena, const struct gt_task_link *link, gt_str *out)
{
    struct gt_json json;
    struct gt_buf buf;

    open(&json, &buf);
    gt_json_i64(&json, "from", link->from_id);
    gt_json_i64(&json, "to", link->to_id);
    gt_json_text(&json, "kind", gt_link_type_name(link->type));
    lag(&json, "lag_min", link->lag_min);
    lag(&json, "lag_max", link->lag_max);
    gt_json_text(&json, "unit", gt_day_unit_name(link->unit));
    gt_json_close(&json);
    return gt_json_take(arena, &json, out);
}

gt_rc gt_report_json(struct gt_arena *arena, const struct gt_report *report, gt_str title,
                     gt_str *out)
{
    struct gt_json json;
    struct gt_buf buf;

    open(&json, &buf);
    gt_json_i64(&json, "task", report->task_id);
    gt_json_str(&json, "title", title);
    gt_json_str(&json, "period", report->period);
    gt_json_day(&json, "day", report->as_of);
    gt_json_double(&json, "percent", report->percent);
    gt_json_str(&json, "words", report->words);
    gt_json_str(&json, "problems", report->problems);
    gt_json_str(&json, "next", report->next);
    gt_json_close(&json);
    return gt_json_take(arena, &json, out);
}

gt_rc gt_unit_json(struct gt_arena *arena, const struct gt_unit_row *unit, gt_str *out)
{
    struct gt_json json;
    struct gt_buf buf;

    open(&json, &buf);
    gt_json_ref(&json, "parent", unit->parent_id);
    gt_json_i64(&json, "position", unit->position);
    gt_json_str(&json, "code", unit->code);
    gt_json_str(&json, "name", unit->name);
    gt_json_str(&json, "short", unit->short_name);
    gt_json_str(&json, "name_en", unit->name_en);
    gt_json_str(&json, "aliases", unit->aliases);
    gt_json_bool(&json, "outside", unit->outside != 0);
    gt_json_bool(&json, "removed", unit->removed_at_ms != 0);
    gt_json_close(&json);
    return gt_json_take(arena, &json, out);
}

gt_rc gt_person_json(struct gt_arena *arena, const struct gt_person *person, gt_str *out)
{
    struct gt_json json;
    struct gt_buf buf;

    open(&json, &buf);
    gt_json_ref(&json, "unit", person->unit_id);
    gt_json_str(&json, "name", person->name);
    gt_json_str(&json, "name_en", person->name_en);
    gt_json_str(&json, "post", person->post);
    gt_json_str(&json, "role", person->role);
    gt_json_str(&json, "phone", person->phone);
    gt_json_str(&json, "email", person->email);
    gt_json_day(&json, "last", person->to != 0 ? person->to : GT_DAY_NONE);
    gt_json_i64(&json, "position", person->position);
    gt_json_bool(&json, "removed", person->removed_at_ms != 0);
    gt_json_close(&json);
    return gt_json_take(arena, &json, out);
}

gt_rc gt_node_json(struct gt_arena *arena, const struct gt_node *node, gt_str *out)
{
    struct gt_json json;
    struct gt_buf buf;

    open(&json, &buf);
    gt_json_str(&json, "kind", node->kind);
    gt_json_str(&json, "name", node->name[GT_LANG_ZH]);
    gt_json_str(&json, "name_en", node->name[GT_LANG_EN]);
    gt_json_day(&json, "start", node->from);
    gt_json_day(&json, "finish", node->to);
    gt_json_close(&json);
    return gt_json_take(arena, &json, out);
}
