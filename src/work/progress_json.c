/* progress_json.c - records of reporting as the journal keeps them. */
#include "work/progress_json.h"

#include "work/record_json.h"

enum { JSON_MAX = 1 << 20 };

static void open(struct gt_json *json, struct gt_buf *buf)
{
    gt_buf_init(buf, JSON_MAX);
    gt_json_init(json, buf);
    gt_json_object(json, NULL);
}

gt_rc gt_evidence_json(struct gt_arena *arena, int64_t task_id, const struct gt_said_file *file, gt_str *out)
{
    struct gt_json json;
    struct gt_buf buf;

    open(&json, &buf);
    gt_json_str(&json, "name", file->name);
    gt_json_i64(&json, "size", file->size);
    gt_json_i64(&json, "task", task_id);
    gt_json_close(&json);
    return gt_json_take(arena, &json, out);
}

gt_rc gt_report_move_json(struct gt_arena *arena, const struct gt_report *report, const char *action,
                          gt_str reason, gt_str title, gt_str *out)
{
    struct gt_json json;
    struct gt_buf buf;

    open(&json, &buf);
    gt_json_i64(&json, "report", report->id);
    gt_json_str(&json, "title", title);
    gt_json_str(&json, "period", report->period);
    gt_json_text(&json, "act", action);
    gt_json_text(&json, "state", gt_report_state_name(report->state));
    gt_json_str(&json, "reason", reason);
    gt_json_close(&json);
    return gt_json_take(arena, &json, out);
}

gt_rc gt_cadence_json(struct gt_arena *arena, const struct gt_report_cadence *cadence, gt_str *out)
{
    struct gt_json json;
    struct gt_buf buf;

    open(&json, &buf);
    gt_json_str(&json, "scope", cadence->scope);
    gt_json_i64(&json, "scope_id", cadence->scope_id);
    gt_json_str(&json, "frequency", cadence->frequency);
    gt_json_str(&json, "due", cadence->due_rule);
    gt_json_day(&json, "from", cadence->from);
    gt_json_day(&json, "to", cadence->to);
    gt_json_close(&json);
    return gt_json_take(arena, &json, out);
}

gt_rc gt_measures_json(struct gt_arena *arena, const gt_measures *measures, gt_str title, gt_str *out)
{
    struct gt_json json;
    struct gt_buf buf;

    open(&json, &buf);
    gt_json_str(&json, "title", title);
    gt_json_array(&json, "measures");
    for (size_t at = 0; at < measures->count; at++)
        gt_json_str(&json, NULL, measures->at[at].text);
    gt_json_close(&json);
    gt_json_close(&json);
    return gt_json_take(arena, &json, out);
}

gt_rc gt_closing_json(struct gt_arena *arena, const struct gt_report_closing *closing, gt_str *out)
{
    struct gt_json json;
    struct gt_buf buf;

    open(&json, &buf);
    gt_json_str(&json, "name", closing->period);
    gt_json_close(&json);
    return gt_json_take(arena, &json, out);
}
