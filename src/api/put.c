/* put.c - writers of the shapes that several answers share. */
#include "api/put.h"

#include <math.h>

#include "work/people.h"
#include "work/space.h"
#include "work/wording.h"

/* ---- the office ------------------------------------------------------------------------ */

static void put_lines(struct gt_json *json, const char *key, gt_str lines)
{
    gt_json_array(json, key);
    while (lines.len > 0) {
        const size_t end = gt_str_find(lines, GT_STR("\n"), 0);
        const gt_str line = gt_str_trim(gt_str_sub(lines, 0, end));

        if (line.len > 0)
            gt_json_str(json, NULL, line);
        lines = end == SIZE_MAX ? GT_STR("") : gt_str_sub(lines, end + 1, lines.len);
    }
    gt_json_close(json);
}

void gt_put_unit(struct gt_json *json, const char *key, const struct gt_unit_row *unit)
{
    gt_json_object(json, key);
    gt_json_i64(json, "id", unit->id);
    gt_put_ref(json, "parent", unit->parent_id);
    gt_json_str(json, "name", unit->name);
    gt_json_str(json, "short", unit->short_name);
    put_lines(json, "aliases", unit->aliases);
    gt_json_i64(json, "position", unit->position);
    gt_json_bool(json, "outside", unit->outside != 0);
    gt_json_i64(json, "revision", unit->revision);
    gt_json_close(json);
}

void gt_put_person(struct gt_json *json, const char *key, const struct gt_person *person,
                   const struct gt_ctx *ctx)
{
    const bool phone = gt_sees_phone(ctx, person);

    gt_json_object(json, key);
    gt_json_i64(json, "id", person->id);
    gt_json_str(json, "name", ctx->lang == GT_LANG_EN && person->name_en.len > 0 ? person->name_en
                                                                                  : person->name);
    gt_put_ref(json, "unit", person->unit_id);
    gt_json_str(json, "title", person->post);
    gt_json_str(json, "role", person->role);
    gt_json_str(json, "phone", phone ? person->phone : GT_STR(""));
    gt_json_str(json, "email", phone ? person->email : GT_STR(""));
    gt_put_day(json, "last", person->to != 0 ? person->to : GT_DAY_NONE);
    gt_json_i64(json, "revision", person->revision);
    gt_json_close(json);
}

const char *gt_node_state(const struct gt_picture *picture, const struct gt_node *node, gt_day today)
{
    if (node->to >= today) {
        for (size_t at = 0; at < picture->nodes.count; at++) {
            const struct gt_node *other = &picture->nodes.at[at];

            if (other->to >= today)
                return other->id == node->id ? "next" : "tocome"; /* they come by date */
        }
        return "tocome";
    }
    for (uint32_t at = 0; gt_str_eq(node->kind, GT_STR("gate")) && at < picture->order_count; at++) {
        const struct gt_pic_task *task = &picture->tasks.at[picture->order[at]];

        if (task->light.meaning == GT_LIGHT_OVERDUE && task->facts.deadline != GT_DAY_NONE &&
            task->facts.deadline <= node->to)
            return "missed";
    }
    return "passed";
}

void gt_put_node(struct gt_json *json, const char *key, const struct gt_node *node,
                 const char *state, enum gt_lang lang)
{
    const gt_str name = node->name[lang].len > 0 ? node->name[lang] : node->name[GT_LANG_ZH];

    gt_json_object(json, key);
    gt_json_i64(json, "id", node->id);
    gt_json_str(json, "name", name);
    gt_json_text(json, "kind", gt_str_eq(node->kind, GT_STR("gate")) ? "gate" : "flag");
    gt_put_day(json, "start", node->from);
    gt_put_day(json, "finish", node->to);
    gt_json_text(json, "state", state);
    gt_json_i64(json, "revision", node->revision);
    gt_json_close(json);
}

/* ---- calendars --------------------------------------------------------------------------- */

/* The last notice that speaks of a day counts; without one the week does. */
static bool works(const struct gt_calendar *calendar, const struct gt_calendar_book *book, gt_day day)
{
    bool result = calendar->week_mask >> gt_weekday(day) & 1;

    for (size_t at = 0; at < book->days.count; at++)
        if (book->days.at[at].calendar_id == calendar->id && book->days.at[at].day == day)
            result = book->days.at[at].off == 0;
    return result;
}

static void put_work_days(struct gt_json *json, const struct gt_calendar *calendar,
                          const struct gt_calendar_book *book, int year)
{
    gt_json_array(json, "work_days");
    for (int month = 1; month <= 12; month++) {
        int count = 0;

        for (int day = 1; day <= gt_month_days(year, month); day++)
            count += works(calendar, book, gt_day_from_ymd(year, month, day));
        gt_json_i64(json, NULL, count);
    }
    gt_json_close(json);
}

void gt_put_calendar(struct gt_json *json, const char *key, const struct gt_calendar *calendar,
                     const struct gt_calendar_book *book, enum gt_lang lang)
{
    gt_json_object(json, key);
    gt_json_i64(json, "id", calendar->id);
    gt_json_str(json, "name", calendar->name[lang].len > 0 ? calendar->name[lang]
                                                            : calendar->name[GT_LANG_ZH]);
    gt_json_array(json, "years");
    for (size_t at = 0; at < book->years.count; at++) {
        const struct gt_calendar_year *year = &book->years.at[at];

        if (year->calendar_id != calendar->id)
            continue;
        gt_json_object(json, NULL);
        gt_json_i64(json, "year", year->year);
        gt_json_bool(json, "provisional", year->provisional != 0);
        gt_json_str(json, "source", year->source);
        gt_json_array(json, "days");
        for (size_t day = 0; day < book->days.count; day++) {
            const struct gt_calendar_day *row = &book->days.at[day];

            if (row->calendar_id != calendar->id || row->year != year->year)
                continue;
            gt_json_object(json, NULL);
            gt_put_day(json, "day", row->day);
            gt_json_text(json, "kind", row->off != 0 ? "holiday" : "makeup");
            gt_json_str(json, "name", row->name[lang]);
            gt_json_close(json);
        }
        gt_json_close(json);
        put_work_days(json, calendar, book, (int)year->year);
        gt_json_close(json);
    }
    gt_json_close(json);
    gt_json_close(json);
}

/* ---- the wall ------------------------------------------------------------------------------ */

static const struct gt_baseline_row *find_row(const gt_baseline_rows *rows, int64_t task_id)
{
    size_t low = 0, high = rows == NULL ? 0 : rows->count;

    while (low < high) {
        const size_t mid = low + (high - low) / 2;

        if (rows->at[mid].task_id < task_id)
            low = mid + 1;
        else
            high = mid;
    }
    return rows != NULL && low < rows->count && rows->at[low].task_id == task_id ? &rows->at[low] : NULL;
}

void gt_put_wall_task(struct gt_json *json, const char *key, const struct gt_picture *picture,
                      const struct gt_pic_task *task, const gt_baseline_rows *baseline)
{
    const struct gt_baseline_row *base = find_row(baseline, task->facts.id);

    (void)picture;
    gt_json_object(json, key);
    gt_json_i64(json, "id", task->facts.id);
    gt_put_ref(json, "parent", task->facts.parent_id);
    gt_json_text(json, "level", gt_task_kind_name(task->facts.kind));
    gt_json_str(json, "code", task->facts.code);
    gt_json_str(json, "title", task->facts.title);
    gt_json_str(json, "short", task->facts.short_title);
    gt_put_ref(json, "unit", task->facts.lead_unit_id);
    gt_json_array(json, "support");
    for (uint32_t at = 0; at < task->support_count; at++)
        gt_json_i64(json, NULL, task->supports[at].unit_id);
    gt_json_close(json);
    gt_put_ref(json, "leader", task->facts.leader_id);
    gt_put_ref(json, "directive", task->directive_id);
    gt_json_str(json, "theme", task->facts.theme);
    gt_put_day(json, "start", task->start);
    gt_put_day(json, "finish", task->finish);
    gt_put_day(json, "deadline", task->facts.deadline);
    if (task->float_days == INT64_MAX)
        gt_json_null(json, "float_days");
    else
        gt_json_i64(json, "float_days", task->float_days);
    /* 99.6 % is not done */
    gt_json_i64(json, "percent", task->percent >= 100 ? 100 : (int64_t)floor(task->percent));
    gt_json_i64(json, "expect", task->light.expect);
    gt_json_text(json, "light", gt_light_key(task->light.meaning));
    gt_json_i64(json, "light_amount", task->light.amount);
    gt_json_bool(json, "critical", task->critical);
    gt_json_bool(json, "milestone", task->milestone);
    gt_put_day(json, "base_start", base != NULL ? base->start : GT_DAY_NONE);
    gt_put_day(json, "base_finish", base != NULL ? base->finish : GT_DAY_NONE);
    gt_json_i64(json, "steps", task->children);
    gt_json_text(json, "duty", gt_duty_state_name(gt_picture_duty_state(task)));
    gt_json_i64(json, "revision", task->facts.revision);
    gt_json_close(json);
}

static uint64_t mix(uint64_t sum, uint64_t value)
{
    sum = (sum ^ value) * 0x9e3779b97f4a7c15u;
    return sum ^ sum >> 29;
}

/* Within one picture a text that changed stands elsewhere. */
static uint64_t mix_text(uint64_t sum, gt_str text)
{
    return mix(mix(sum, (uint64_t)(uintptr_t)text.at), text.len);
}

uint64_t gt_wall_task_sum(const struct gt_pic_task *task, const gt_baseline_rows *baseline)
{
    const struct gt_baseline_row *base = find_row(baseline, task->facts.id);
    uint64_t sum = mix(1, (uint64_t)task->facts.revision);

    sum = mix(sum, (uint64_t)task->facts.parent_id);
    sum = mix(sum, (uint64_t)task->facts.kind);
    sum = mix_text(sum, task->facts.code);
    sum = mix_text(sum, task->facts.title);
    sum = mix_text(sum, task->facts.short_title);
    sum = mix(sum, (uint64_t)task->facts.lead_unit_id);
    for (uint32_t at = 0; at < task->support_count; at++)
        sum = mix(sum, (uint64_t)task->supports[at].unit_id);
    sum = mix(sum, (uint64_t)task->facts.leader_id);
    sum = mix(sum, (uint64_t)task->directive_id);
    sum = mix_text(sum, task->facts.theme);
    sum = mix(sum, (uint64_t)(uint32_t)task->start << 32 | (uint32_t)task->finish);
    sum = mix(sum, (uint64_t)(uint32_t)task->facts.deadline);
    sum = mix(sum, (uint64_t)task->float_days);
    sum = mix(sum, (uint64_t)(int64_t)floor(task->percent) << 8 | task->critical | task->milestone << 1);
    sum = mix(sum, (uint64_t)task->light.expect << 8 | task->light.meaning);
    sum = mix(sum, (uint64_t)task->light.amount);
    sum = mix(sum, base == NULL ? 0 : (uint64_t)(uint32_t)base->start << 32 | (uint32_t)base->finish);
    sum = mix(sum, task->children);
    return mix(sum, (uint64_t)gt_picture_duty_state(task));
}

uint64_t gt_wall_link_sum(const struct gt_picture *picture, const struct gt_pic_link *link)
{
    const struct gt_pic_task *from = &picture->tasks.at[link->from], *to = &picture->tasks.at[link->to];
    uint64_t sum = mix(2, (uint64_t)link->facts.revision);

    sum = mix(mix(sum, (uint64_t)link->facts.from_id), (uint64_t)link->facts.to_id);
    sum = mix(mix(sum, (uint64_t)link->facts.lag_min), (uint64_t)link->facts.lag_max);
    sum = mix(sum, (uint64_t)link->facts.type << 3 | (uint64_t)link->facts.unit << 2 |
                       (from->critical && to->critical));
    /* the overlap follows from these */
    sum = mix(sum, (uint64_t)(uint32_t)from->start << 32 | (uint32_t)from->finish);
    return mix(sum, (uint64_t)(uint32_t)to->start << 32 | (uint32_t)to->finish);
}

void gt_put_lag(struct gt_json *json, const char *key, int64_t days)
{
    if (days == GT_LINK_LAG_NONE)
        gt_json_null(json, key);
    else
        gt_json_i64(json, key, days);
}

void gt_put_wall_link(struct gt_json *json, const char *key, const struct gt_picture *picture,
                      const struct gt_pic_link *link)
{
    gt_day from = GT_DAY_NONE, to = GT_DAY_NONE;
    const bool ends = link->from != GT_NO_INDEX && link->to != GT_NO_INDEX;

    if (!gt_picture_overlap(picture, link, &from, &to))
        from = to = GT_DAY_NONE;
    gt_json_object(json, key);
    gt_json_i64(json, "id", link->facts.id);
    gt_json_i64(json, "from", link->facts.from_id);
    gt_json_i64(json, "to", link->facts.to_id);
    gt_json_text(json, "kind", gt_link_type_name(link->facts.type));
    gt_put_lag(json, "lag_min", link->facts.lag_min);
    gt_put_lag(json, "lag_max", link->facts.lag_max);
    gt_json_text(json, "unit", gt_day_unit_name(link->facts.unit));
    gt_json_bool(json, "critical", ends && picture->tasks.at[link->from].critical &&
                                       picture->tasks.at[link->to].critical);
    gt_put_day(json, "overlap_start", from);
    gt_put_day(json, "overlap_finish", to);
    gt_json_i64(json, "revision", link->facts.revision);
    gt_json_close(json);
}

/* ---- reasons --------------------------------------------------------------------------------- */

void gt_put_why_steps(struct gt_json *json, const char *key, const gt_why_steps *steps)
{
    gt_json_array(json, key);
    for (size_t at = 0; at < steps->count; at++) {
        const struct gt_why_step *step = &steps->at[at];

        gt_json_object(json, NULL);
        gt_json_text(json, "fact", step->fact);
        gt_put_ref(json, "task", step->task_id);
        gt_json_str(json, "title", step->title);
        gt_put_ref(json, "link", step->link_id);
        if (step->days == INT64_MIN)
            gt_json_null(json, "days");
        else
            gt_json_i64(json, "days", step->days);
        gt_put_day(json, "day", step->day);
        gt_json_str(json, "sentence", step->sentence);
        gt_json_close(json);
    }
    gt_json_close(json);
}

void gt_put_conflict(struct gt_json *json, const char *key, const struct gt_plan_conflict *conflict)
{
    gt_json_object(json, key);
    gt_put_ref(json, "task", conflict->task_id);
    gt_json_i64(json, "days", conflict->days);
    gt_json_str(json, "sentence", conflict->sentence);
    gt_put_why_steps(json, "chain", &conflict->chain);
    gt_json_array(json, "remedies");
    for (size_t at = 0; at < conflict->remedies.count; at++) {
        const struct gt_plan_remedy *remedy = &conflict->remedies.at[at];

        gt_json_object(json, NULL);
        gt_json_text(json, "kind", remedy->kind);
        gt_put_ref(json, "task", remedy->task_id);
        gt_put_ref(json, "link", remedy->link_id);
        gt_json_i64(json, "days", remedy->days);
        gt_put_day(json, "day", remedy->day);
        gt_json_str(json, "sentence", remedy->sentence);
        gt_json_close(json);
    }
    gt_json_close(json);
    gt_json_close(json);
}

/* ---- the journal ------------------------------------------------------------------------------ */

void gt_put_hash(struct gt_json *json, const char *key, const uint8_t hash[GT_HASH_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    char text[2 * GT_HASH_SIZE];

    for (size_t at = 0; at < GT_HASH_SIZE; at++) {
        text[2 * at] = digits[hash[at] >> 4];
        text[2 * at + 1] = digits[hash[at] & 15];
    }
    gt_json_str(json, key, (gt_str){text, sizeof text});
}

gt_rc gt_put_journal_row(struct gt_json *json, struct gt_ctx *ctx,
                         const struct gt_picture *picture, const struct gt_journal_row *row)
{
    gt_str sentence, action, object;

    if (gt_journal_sentence(ctx->arena, row, ctx->lang, &sentence) != GT_OK ||
        gt_arena_printf(ctx->arena, &action, "%.*s.%.*s", GT_FMT(row->object), GT_FMT(row->action)) != GT_OK ||
        gt_arena_printf(ctx->arena, &object, "%.*s/%lld", GT_FMT(row->object), (long long)row->object_id) != GT_OK)
        return GT_ENOMEM;
    gt_json_object(json, NULL);
    gt_json_i64(json, "seq", row->seq);
    gt_put_instant(json, "at", row->at_ms);
    gt_put_ref(json, "person", row->person_id);
    gt_json_str(json, "name", gt_picture_person_name(picture, row->person_id, ctx->lang));
    gt_json_str(json, "action", action);
    gt_json_str(json, "object", object);
    gt_json_str(json, "sentence", sentence);
    if (row->before.len > 0)
        gt_json_raw(json, "before", row->before);
    else
        gt_json_null(json, "before");
    if (row->after.len > 0)
        gt_json_raw(json, "after", row->after);
    else
        gt_json_null(json, "after");
    gt_put_hash(json, "hash", row->hash);
    gt_json_close(json);
    return GT_OK;
}

void gt_put_done(struct gt_json *json, int64_t version, const char *sentence)
{
    gt_json_object(json, NULL);
    gt_json_i64(json, "version", version);
    gt_json_text(json, "sentence", sentence);
    gt_json_close(json);
}

gt_rc gt_put_current(struct gt_ctx *ctx, const struct gt_req *req, gt_show *show, int64_t id, gt_rc rc)
{
    struct gt_json json;
    struct gt_buf buf;
    gt_str current;

    if (rc != GT_ECONFLICT)
        return rc;
    gt_buf_init(&buf, GT_RECORD_JSON_MAX);
    gt_json_init(&json, &buf);
    if (show(ctx, req, id, &json, NULL) == GT_OK && gt_json_status(&json) == GT_OK &&
        gt_arena_dup(ctx->arena, gt_buf_view(&buf), &current) == GT_OK)
        *req->current = current;
    gt_buf_clear(&buf);
    return rc;
}
