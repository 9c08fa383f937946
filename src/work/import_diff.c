/* import_diff.c - the table's wants against the tasks that are there. */
#include "base/utf8.h"
#include "store/report_store.h"
#include "work/import_parts.h"

enum { CHANGES_MAX = 20, WORDS_POINTS_MAX = 300 };

const char *gt_import_line_name(enum gt_import_line_state state)
{
    static const char *const names[] = {"unchanged", "new", "changed", "gone"};

    return names[state];
}

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "the import needs too much memory", "导入所需内存过大");
}

/* ---- finding each want's task ------------------------------------------------------- */

enum { SHARED = UINT32_MAX }; /* two tasks have it: it finds neither */

struct finder {
    struct gt_arena *arena;
    struct gt_import_diff *diff;
    struct gt_map by_key, by_title, by_number, by_id;
    GT_VEC(uint32_t) claims;      /* map values point here: index of a task or SHARED */
};

static gt_rc claim(struct finder *finder, struct gt_map *map, gt_str key, uint32_t task)
{
    uint32_t *slot, index;

    if (gt_map_find(map, key, &index)) {
        finder->claims.at[index] = SHARED;
        return GT_OK;
    }
    if ((slot = GT_PUSH(finder->arena, &finder->claims)) == NULL)
        return GT_ENOMEM;
    *slot = task;
    return gt_map_add(map, key, (uint32_t)(finder->claims.count - 1));
}

static gt_rc id_text(struct gt_arena *arena, int64_t id, gt_str *out)
{
    return gt_arena_printf(arena, out, "%lld", (long long)id);
}

/* A key is source-number-title, as import_want.c makes it. */
static gt_rc index_task(struct finder *finder, uint32_t at)
{
    const gt_str key = finder->diff->tasks.at[at].key;
    const size_t first = gt_str_find(key, GT_STR("-"), 0);
    const size_t second = first == SIZE_MAX ? SIZE_MAX : gt_str_find(key, GT_STR("-"), first + 1);
    size_t end = gt_str_find(key, GT_STR("#"), 0);
    gt_str id, by_title, by_number;

    if (id_text(finder->arena, finder->diff->tasks.at[at].id, &id) != GT_OK ||
        claim(finder, &finder->by_id, id, at) != GT_OK)
        return GT_ENOMEM;
    if (second == SIZE_MAX)
        return GT_OK;
    end = end == SIZE_MAX ? key.len : end;
    if (gt_arena_printf(finder->arena, &by_title, "%.*s-%.*s", GT_FMT(gt_str_sub(key, 0, first)),
                        GT_FMT(gt_str_sub(key, second, end))) != GT_OK)
        return GT_ENOMEM;
    by_number = gt_str_sub(key, first, end);
    return claim(finder, &finder->by_key, key, at) == GT_OK &&
                   claim(finder, &finder->by_title, by_title, at) == GT_OK &&
                   claim(finder, &finder->by_number, by_number, at) == GT_OK
               ? GT_OK
               : GT_ENOMEM;
}

static void take(struct finder *finder, struct gt_want *want, const struct gt_map *map, gt_str key)
{
    uint32_t index, task;

    if (want->old != GT_NO_WANT || key.len == 0 || !gt_map_find(map, key, &index))
        return;
    task = finder->claims.at[index];
    if (task == SHARED || finder->diff->taken[task])
        return;
    want->old = task;
    finder->diff->taken[task] = true;
}

/* A key column names the task itself; one that is not there any more is told. */
static gt_rc take_named(struct finder *finder, struct gt_import_reading *reading, struct gt_want *want)
{
    const int64_t id = gt_export_key_task(want->named);
    struct gt_problem *problem;
    char cell[GT_CELL_NAME];
    gt_str text;

    if (want->named.len == 0)
        return GT_OK;
    if (id_text(finder->arena, id, &text) != GT_OK)
        return GT_ENOMEM;
    take(finder, want, &finder->by_id, text);
    if (want->old != GT_NO_WANT)
        return GT_OK;
    problem = gt_problem_add(&reading->view->problems, GT_PROBLEM_WARNING,
                             "the key %.*s names no task that is there, or one named twice",
                             "数据标识%.*s找不到对应的任务，或重复出现", GT_FMT(want->named));
    problem->sheet = reading->table.sheet;
    problem->field = GT_STR("key");
    gt_cell_name(want->row - 1, reading->table.col[GT_COL_KEY], cell);
    return gt_arena_dup(reading->view->problems.arena, gt_str_from(cell), &problem->cell);
}

/* A task over measures whose measures are known is the task over those. */
static gt_rc take_parents(struct finder *finder)
{
    gt_wants *wants = &finder->diff->wants;

    for (size_t i = 0; i < wants->count; i++) {
        const struct gt_want *want = &wants->at[i];
        struct gt_want *parent = want->parent != GT_NO_WANT ? &wants->at[want->parent] : NULL;
        gt_str id;

        if (parent == NULL || parent->old != GT_NO_WANT || want->old == GT_NO_WANT ||
            finder->diff->tasks.at[want->old].parent_id == 0)
            continue;
        if (id_text(finder->arena, finder->diff->tasks.at[want->old].parent_id, &id) != GT_OK)
            return GT_ENOMEM;
        take(finder, parent, &finder->by_id, id);
    }
    return GT_OK;
}

/* Surest first over the whole table, so that no loose match takes a task
 * from an exact one. */
static gt_rc find_tasks(struct finder *finder, struct gt_import_reading *reading)
{
    gt_wants *wants = &finder->diff->wants;

    for (uint32_t i = 0; i < finder->diff->tasks.count; i++)
        if (index_task(finder, i) != GT_OK)
            return GT_ENOMEM;
    for (size_t i = 0; i < wants->count; i++)
        if (take_named(finder, reading, &wants->at[i]) != GT_OK)
            return GT_ENOMEM;
    for (size_t i = 0; i < wants->count; i++)
        take(finder, &wants->at[i], &finder->by_key, wants->at[i].key);
    if (take_parents(finder) != GT_OK)
        return GT_ENOMEM;
    for (size_t i = 0; i < wants->count; i++)
        take(finder, &wants->at[i], &finder->by_title, wants->at[i].by_title);
    for (size_t i = 0; i < wants->count; i++)
        take(finder, &wants->at[i], &finder->by_number, wants->at[i].by_number);
    return take_parents(finder);
}

/* ---- field by field ----------------------------------------------------------------------- */

int64_t gt_import_unit_id(const struct gt_import_view *view, uint32_t unit)
{
    if (unit == GT_NO_WANT)
        return 0;
    return view->units.at[unit].create ? -(int64_t)unit - 1 : view->units.at[unit].unit_id;
}

struct comparer {
    struct gt_import_reading *reading;
    struct gt_arena *arena;
    struct gt_import_diff *diff;
    struct gt_field_change fields[CHANGES_MAX];
    uint32_t count;
};

static void differ(struct comparer *cmp, const char *field, gt_str old_text, gt_str new_text)
{
    assert(cmp->count < CHANGES_MAX);
    if (!gt_str_eq(old_text, new_text))
        cmp->fields[cmp->count++] = (struct gt_field_change){field, old_text, new_text};
}

static gt_rc differ_day(struct comparer *cmp, const char *field, gt_day old_day, gt_day new_day)
{
    gt_str texts[2];

    if (old_day == new_day)
        return GT_OK;
    if (gt_day_dup(cmp->arena, old_day, &texts[0]) != GT_OK || gt_day_dup(cmp->arena, new_day, &texts[1]) != GT_OK)
        return GT_ENOMEM;
    differ(cmp, field, texts[0], texts[1]);
    return GT_OK;
}

static gt_str unit_name(const struct comparer *cmp, int64_t id)
{
    const gt_units *units = &cmp->reading->units;

    if (id < 0)
        return cmp->reading->view->units.at[-id - 1].text;
    for (size_t i = 0; i < units->count; i++)
        if (units->at[i].id == id)
            return units->at[i].name;
    return GT_STR("");
}

/* Supports of all tasks come ordered by task. */
static size_t first_support(const struct gt_import_diff *diff, int64_t task_id)
{
    size_t low = 0, high = diff->supports.count;

    while (low < high) {
        const size_t mid = low + (high - low) / 2;

        if (diff->supports.at[mid].task_id < task_id)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static gt_rc differ_supports(struct comparer *cmp, const struct gt_want *want, int64_t task_id)
{
    const struct gt_import_diff *diff = cmp->diff;
    const size_t from = task_id != 0 ? first_support(diff, task_id) : 0;
    gt_str old_text = GT_STR(""), new_text = GT_STR("");
    size_t count = 0;
    uint32_t kept = 0;
    bool same = true;

    while (task_id != 0 && from + count < diff->supports.count && diff->supports.at[from + count].task_id == task_id)
        count++;
    for (uint32_t i = 0; i < want->support_count; i++) {
        const int64_t id = gt_import_unit_id(cmp->reading->view, want->supports[i]);

        if (id == 0)
            continue;
        same = same && kept < count && diff->supports.at[from + kept].unit_id == id;
        kept++;
    }
    if (same && kept == count)
        return GT_OK;
    for (size_t i = 0; i < count; i++)
        if (gt_arena_printf(cmp->arena, &old_text, "%.*s%s%.*s", GT_FMT(old_text), i ? "、" : "",
                            GT_FMT(unit_name(cmp, diff->supports.at[from + i].unit_id))) != GT_OK)
            return GT_ENOMEM;
    for (uint32_t i = 0; i < want->support_count; i++) {
        const int64_t id = gt_import_unit_id(cmp->reading->view, want->supports[i]);

        if (id != 0 && gt_arena_printf(cmp->arena, &new_text, "%.*s%s%.*s", GT_FMT(new_text),
                                       new_text.len ? "、" : "", GT_FMT(unit_name(cmp, id))) != GT_OK)
            return GT_ENOMEM;
    }
    differ(cmp, "support", old_text, new_text);
    return GT_OK;
}

static gt_rc percent_text(struct gt_arena *arena, double percent, gt_str *out)
{
    return gt_arena_printf(arena, out, "%.4g%%", percent);
}

/* Against the last report; nothing to tell where the table repeats it.  What
 * the table does not say stays as it was told last. */
static gt_rc differ_report(struct comparer *cmp, struct gt_db *db, struct gt_want *want, int64_t task_id,
                           struct gt_err *err)
{
    struct gt_report last = {.words = {"", 0}, .problems = {"", 0}, .next = {"", 0}};
    gt_reports reports = {0};
    const uint32_t before = cmp->count;
    gt_str old_text, new_text;
    gt_rc rc;

    if (!(want->has & GT_WANT_REPORT))
        return GT_OK;
    if (task_id != 0 && (rc = gt_report_store_list(db, task_id, cmp->arena, &reports, err)) != GT_OK)
        return rc;
    if (reports.count > 0)
        last = reports.at[0];
    if (!(want->has & GT_WANT_PERCENT))
        want->percent = last.percent;
    if (want->words.len == 0)
        want->words = last.words;
    if (percent_text(cmp->arena, last.percent, &old_text) != GT_OK ||
        percent_text(cmp->arena, want->percent, &new_text) != GT_OK)
        return GT_ENOMEM;
    differ(cmp, "percent", reports.count > 0 ? old_text : GT_STR(""),
                 reports.count > 0 || want->has & GT_WANT_PERCENT ? new_text : GT_STR(""));
    differ(cmp, "words", last.words, want->words);
    differ(cmp, "problems", last.problems, want->problems);
    differ(cmp, "next", last.next, want->next);
    if (cmp->count == before)
        want->has &= ~(uint32_t)(GT_WANT_REPORT | GT_WANT_PERCENT);
    return GT_OK;
}

static gt_rc compare(struct comparer *cmp, struct gt_db *db, struct gt_want *want, struct gt_err *err)
{
    static const struct gt_task nothing = {.not_before = GT_DAY_NONE, .deadline = GT_DAY_NONE,
        .title = {"", 0}, .detail = {"", 0}, .theme = {"", 0}, .leader = {"", 0}, .person = {"", 0},
        .due_text = {"", 0}, .recur = {"", 0}};
    const struct gt_task *old = want->old != GT_NO_WANT ? &cmp->diff->tasks.at[want->old] : &nothing;
    const struct gt_task *facts = &want->facts;
    gt_rc rc = GT_OK;

    cmp->count = 0;
    want->facts.lead_unit_id = gt_import_unit_id(cmp->reading->view, want->lead);
    differ(cmp, "title", old->title, facts->title);
    if (want->has & GT_WANT_DETAIL)
        differ(cmp, "note", old->detail, facts->detail);
    if (want->has & GT_WANT_THEME)
        differ(cmp, "theme", old->theme, facts->theme);
    if ((want->has & GT_WANT_LEAD) && old->lead_unit_id != facts->lead_unit_id)
        differ(cmp, "unit", unit_name(cmp, old->lead_unit_id), unit_name(cmp, facts->lead_unit_id));
    if (want->has & GT_WANT_SUPPORT)
        rc = differ_supports(cmp, want, old->id);
    if (want->has & GT_WANT_LEADER)
        differ(cmp, "leader", old->leader, facts->leader);
    if (want->has & GT_WANT_PERSON)
        differ(cmp, "person", old->person, facts->person);
    if (rc == GT_OK && (want->has & GT_WANT_START))
        rc = differ_day(cmp, "not_before", old->not_before, facts->not_before);
    if (rc == GT_OK && (want->has & GT_WANT_DUE)) {
        rc = differ_day(cmp, "deadline", old->deadline, facts->deadline);
        differ(cmp, "due_text", old->due_text, facts->due_text);
        differ(cmp, "standing", old->standing ? GT_STR("1") : GT_STR(""), facts->standing ? GT_STR("1") : GT_STR(""));
    }
    if (want->has & GT_WANT_RECUR)
        differ(cmp, "recur", old->recur, facts->recur);
    if (rc == GT_OK)
        rc = differ_report(cmp, db, want, old->id, err);
    return rc == GT_ENOMEM ? no_memory(err) : rc;
}

/* ---- lines ------------------------------------------------------------------------------------- */

static struct gt_import_line *add_line(struct gt_import_reading *reading, enum gt_import_line_state state,
                                       uint32_t row, const struct gt_task *task, gt_str number, gt_str title)
{
    struct gt_import_line *line = GT_PUSH(reading->arena, &reading->view->lines);

    if (line == NULL)
        return NULL;
    *line = (struct gt_import_line){.state = state, .row = row, .task_id = task != NULL ? task->id : 0,
                                    .number = number, .title = title};
    return line;
}

static gt_rc add_want_line(struct comparer *cmp, const struct gt_want *want)
{
    struct gt_import_view *view = cmp->reading->view;
    const bool fresh = want->old == GT_NO_WANT;
    struct gt_import_line *line =
        add_line(cmp->reading, fresh ? GT_LINE_NEW : cmp->count > 0 ? GT_LINE_CHANGED : GT_LINE_UNCHANGED, want->row,
                 fresh ? NULL : &cmp->diff->tasks.at[want->old], want->number, want->facts.title);

    if (line == NULL || (cmp->count > 0 &&
                         (line->fields = GT_NEW_N(cmp->arena, struct gt_field_change, cmp->count)) == NULL))
        return GT_ENOMEM;
    if (cmp->count > 0)
        memcpy(line->fields, cmp->fields, cmp->count * sizeof(*line->fields));
    line->field_count = cmp->count;
    *(line->state == GT_LINE_NEW       ? &view->fresh
      : line->state == GT_LINE_CHANGED ? &view->changed
                                       : &view->unchanged) += 1;
    return GT_OK;
}

static void tell_row(struct gt_import_reading *reading, const struct gt_want *want, enum gt_col col, const char *en,
                     const char *zh)
{
    struct gt_problem *problem = gt_problem_add(&reading->view->problems, GT_PROBLEM_WARNING, "%1$s%2$.0s",
                                                "%1$.0s%2$s", en, zh);
    char cell[GT_CELL_NAME];

    problem->sheet = reading->table.sheet;
    problem->field = gt_str_from(gt_col_key(col));
    gt_cell_name(want->row - 1, reading->table.col[col] == GT_COL_ABSENT ? 0 : reading->table.col[col], cell);
    if (gt_arena_dup(reading->view->problems.arena, gt_str_from(cell), &problem->cell) != GT_OK)
        problem->cell = GT_STR("");
}

/* Tasks of this source that no row is any more. */
static gt_rc add_gone(struct gt_import_reading *reading, struct gt_import_diff *diff)
{
    const gt_str source = diff->wants.count > 0 ? diff->wants.at[0].source : GT_STR("");

    for (uint32_t i = 0; i < diff->tasks.count && source.len > 0; i++) {
        const struct gt_task *task = &diff->tasks.at[i];
        uint32_t *slot;

        if (diff->taken[i] || !gt_str_starts(task->key, source) || task->key.len <= source.len ||
            task->key.at[source.len] != '-')
            continue;
        if ((slot = GT_PUSH(reading->arena, &diff->gone)) == NULL ||
            add_line(reading, GT_LINE_GONE, 0, task, GT_STR(""), task->title) == NULL)
            return GT_ENOMEM;
        *slot = i;
        reading->view->gone++;
    }
    return GT_OK;
}

gt_rc gt_import_sentence(struct gt_arena *arena, enum gt_lang lang, const struct gt_import_view *view, gt_str *out)
{
    gt_str text;
    gt_rc rc = gt_arena_printf(arena, &text,
                               lang == GT_LANG_ZH ? "新建%llu项，修改%llu项，不动%llu项"
                                                  : "%llu new, %llu changed, %llu unchanged",
                               (unsigned long long)view->fresh, (unsigned long long)view->changed,
                               (unsigned long long)view->unchanged);

    if (rc != GT_OK)
        return rc;
    if (view->gone == 0)
        return gt_arena_printf(arena, out, "%.*s%s", GT_FMT(text), lang == GT_LANG_ZH ? "。" : ".");
    return gt_arena_printf(arena, out,
                           lang == GT_LANG_ZH ? "%.*s，表中已无%llu项%s。" : "%.*s; %llu no longer in the table%s.",
                           GT_FMT(text), (unsigned long long)view->gone,
                           !view->options.drop_gone  ? ""
                           : lang == GT_LANG_ZH ? "，移出挂图"
                                                : ", taken off the wall");
}

gt_rc gt_import_diff(struct gt_db *db, struct gt_import_reading *reading, enum gt_lang lang,
                     struct gt_import_diff *out, struct gt_err *err)
{
    struct finder finder = {.arena = reading->arena, .diff = out};
    struct comparer cmp = {.reading = reading, .arena = reading->arena, .diff = out};
    gt_rc rc;

    *out = (struct gt_import_diff){0};
    gt_map_init(&finder.by_key, reading->arena);
    gt_map_init(&finder.by_title, reading->arena);
    gt_map_init(&finder.by_number, reading->arena);
    gt_map_init(&finder.by_id, reading->arena);
    if ((rc = gt_import_wants(reading, &out->wants, err)) != GT_OK ||
        (rc = gt_task_store_list(db, reading->arena, &out->tasks, err)) != GT_OK ||
        (rc = gt_support_store_list(db, 0, reading->arena, &out->supports, err)) != GT_OK)
        return rc;
    if ((out->taken = GT_NEW_N(reading->arena, bool, out->tasks.count + 1)) == NULL ||
        find_tasks(&finder, reading) != GT_OK)
        return no_memory(err);
    for (size_t i = 0; i < out->wants.count; i++) {
        struct gt_want *want = &out->wants.at[i];

        if ((rc = compare(&cmp, db, want, err)) != GT_OK)
            return rc;
        if (add_want_line(&cmp, want) != GT_OK)
            return no_memory(err);
        if (gt_utf8_count(want->words) > WORDS_POINTS_MAX && (want->has & GT_WANT_REPORT))
            tell_row(reading, want, reading->table.col[GT_COL_DONE] != GT_COL_ABSENT ? GT_COL_DONE : GT_COL_PROGRESS,
                     "more than 300 characters", "超过300字");
    }
    if (add_gone(reading, out) != GT_OK ||
        gt_import_sentence(reading->arena, lang, reading->view, &reading->view->sentence) != GT_OK)
        return no_memory(err);
    reading->view->ready = reading->view->problems.errors == 0 && reading->view->options.state == GT_IMPORT_PREVIEW;
    return GT_OK;
}
