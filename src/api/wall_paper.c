/* wall_paper.c - which tasks stand on a sheet, in which lane, in which words. */
#include "api/wall_paper.h"
#include "work/rights.h"

/* paper lists the lights in the same order as gauge does. */
static_assert((int)GT_WALL_STANDING == (int)GT_LIGHT_STANDING &&
              (int)GT_WALL_DONE == (int)GT_LIGHT_DONE, "one order of lights");

static const char *const group_names[] = {"unit", "leader", "directive", "theme"};

bool gt_wall_group_parse(gt_str text, enum gt_wall_group *out)
{
    for (size_t i = 0; i < GT_LEN(group_names); i++)
        if (gt_str_eq(text, gt_str_from(group_names[i]))) {
            *out = (enum gt_wall_group)i;
            return true;
        }
    return false;
}

/* One pass over the picture. */
struct build {
    struct gt_ctx *ctx;
    const struct gt_picture *picture;
    const struct gt_wall_want *want;
    gt_day from, to;
    GT_VEC(struct gt_wall_lane) lanes;
    GT_VEC(struct gt_wall_bar) bars;
    GT_VEC(uint32_t) bar_task;
    uint32_t *task_bar;       /* index of a task's bar, or GT_NO_INDEX */
    struct gt_map lane_of;    /* lane's key -> index before sorting */
    unsigned count[GT_LIGHT_MEANINGS];
};

static bool zh(const struct build *b)
{
    return b->ctx->lang == GT_LANG_ZH;
}

/* ---- which tasks ------------------------------------------------------------- */

/* The smallest kind that a sheet of this size shows. */
static enum gt_task_kind finest(enum gt_wall_paper size)
{
    switch (size) {
    case GT_WALL_A0: return GT_TASK_STEP;
    case GT_WALL_A1: return GT_TASK_MEASURE;
    case GT_WALL_A3: break;
    }
    return GT_TASK_TASK;
}

static bool wanted(const struct build *b, const struct gt_pic_task *task)
{
    const struct gt_wall_want *want = b->want;
    const bool measure_alone = task->facts.kind == GT_TASK_MEASURE && task->parent == GT_NO_INDEX;

    if (task->gone || task->start == GT_DAY_NONE || task->finish == GT_DAY_NONE)
        return false;
    if (task->facts.kind > finest(want->size) && !measure_alone)
        return false;
    /* A goal with tasks below it is their heading, not work of its own. */
    if (task->facts.kind == GT_TASK_GOAL && task->children > 0)
        return false;
    if (task->finish < b->from || task->start > b->to)
        return false;
    return (want->unit_id == 0 || task->facts.lead_unit_id == want->unit_id) &&
           (want->directive_id == 0 || task->directive_id == want->directive_id) &&
           (want->theme.len == 0 || gt_str_eq(task->facts.theme, want->theme)) &&
           (want->light < 0 || (int)task->light.meaning == want->light);
}

/* ---- lanes --------------------------------------------------------------------- */

static gt_str lane_name(const struct build *b, const struct gt_pic_task *task)
{
    const struct gt_unit_row *unit;
    const struct gt_directive *directive;

    switch (b->want->group) {
    case GT_WALL_BY_UNIT:
        unit = gt_picture_unit(b->picture, task->facts.lead_unit_id);
        if (unit != NULL)
            return unit->short_name.len > 0 ? unit->short_name : unit->name;
        break;
    case GT_WALL_BY_LEADER:
        if (task->facts.leader_id != 0)
            return gt_picture_person_name(b->picture, task->facts.leader_id, b->ctx->lang);
        if (task->facts.leader.len > 0)
            return task->facts.leader;
        break;
    case GT_WALL_BY_DIRECTIVE:
        directive = gt_picture_directive(b->picture, task->directive_id);
        if (directive != NULL)
            return directive->title;
        break;
    case GT_WALL_BY_THEME:
        if (task->facts.theme.len > 0)
            return task->facts.theme;
        break;
    }
    return zh(b) ? GT_STR("未明确") : GT_STR("Not named");
}

static gt_rc lane_index(struct build *b, const struct gt_pic_task *task, uint32_t *out)
{
    const gt_str name = lane_name(b, task);
    struct gt_wall_lane *lane;

    if (gt_map_find(&b->lane_of, name, out))
        return GT_OK;
    *out = (uint32_t)b->lanes.count;
    lane = GT_PUSH(b->ctx->arena, &b->lanes);
    if (lane == NULL)
        return GT_ENOMEM;
    lane->name = name;
    return gt_map_add(&b->lane_of, name, *out);
}

/* Where a unit stands in the organisation list; lanes of other groups keep
 * the order in which their first tasks come. */
static size_t place_of(const struct build *b, const struct gt_wall_lane *lane)
{
    if (b->want->group == GT_WALL_BY_UNIT)
        for (size_t i = 0; i < b->picture->units.count; i++) {
            const struct gt_unit_row *unit = &b->picture->units.at[i];

            if (gt_str_eq(lane->name, unit->short_name) || gt_str_eq(lane->name, unit->name))
                return i;
        }
    return SIZE_MAX;
}

struct order { size_t place; uint32_t lane; };

static int compare_order(const void *a, const void *b)
{
    const struct order *x = a, *y = b;

    if (x->place != y->place)
        return x->place < y->place ? -1 : 1;
    return x->lane < y->lane ? -1 : x->lane > y->lane;
}

/* Lanes into the organisation's order, with their notes. */
static gt_rc sort_lanes(struct build *b)
{
    const size_t n = b->lanes.count;
    struct order *order = GT_NEW_N(b->ctx->arena, struct order, n + 1);
    struct gt_wall_lane *sorted = GT_NEW_N(b->ctx->arena, struct gt_wall_lane, n + 1);
    uint32_t *now = GT_NEW_N(b->ctx->arena, uint32_t, n + 1);
    unsigned *bars = GT_NEW_N(b->ctx->arena, unsigned, n + 1);

    if (order == NULL || sorted == NULL || now == NULL || bars == NULL)
        return GT_ENOMEM;
    for (uint32_t i = 0; i < n; i++)
        order[i] = (struct order){place_of(b, &b->lanes.at[i]), i};
    qsort(order, n, sizeof *order, compare_order);
    for (uint32_t i = 0; i < n; i++) {
        now[order[i].lane] = i;
        sorted[i] = b->lanes.at[order[i].lane];
    }
    for (size_t i = 0; i < b->bars.count; i++) {
        b->bars.at[i].lane = now[b->bars.at[i].lane];
        bars[b->bars.at[i].lane]++;
    }
    for (size_t i = 0; i < n; i++)
        if (gt_arena_printf(b->ctx->arena, &sorted[i].note, zh(b) ? "%u项" : "%u tasks", bars[i]) != GT_OK)
            return GT_ENOMEM;
    b->lanes.at = sorted;
    return GT_OK;
}

/* ---- bars ------------------------------------------------------------------------ */

/* The light's amount as a label has room for it; full sentences are on the card. */
static gt_rc note_of(const struct build *b, const struct gt_light *light, gt_str *out)
{
    static const char *const forms[GT_LIGHT_MEANINGS][GT_LANG_COUNT] = {
        [GT_LIGHT_GRAVE] = {"逾期%lld天", "%lld d overdue"},
        [GT_LIGHT_WATCH] = {"余%lld天", "%lld d left"},
        [GT_LIGHT_OVERDUE] = {"逾期%lld天", "%lld d overdue"},
        [GT_LIGHT_BEHIND] = {"滞后%lld天", "%lld d behind"},
        [GT_LIGHT_DUESOON] = {"余%lld天", "%lld d left"},
        [GT_LIGHT_AHEAD] = {"提前%lld天", "%lld d ahead"},
    };
    const char *form = forms[light->meaning][b->ctx->lang];
    char text[64];

    *out = (gt_str){0};
    if (form == NULL || light->amount == 0)
        return GT_OK;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* one of the eight above */
    snprintf(text, sizeof text, form, (long long)light->amount);
#pragma GCC diagnostic pop
    return gt_arena_dup(b->ctx->arena, gt_str_from(text), out);
}

static gt_rc add_bar(struct build *b, uint32_t index)
{
    const struct gt_pic_task *task = &b->picture->tasks.at[index];
    const struct gt_baseline_row *base = gt_picture_baseline(b->picture, task->facts.id);
    uint32_t lane, *owner;
    struct gt_wall_bar *bar;
    gt_rc rc;

    if ((rc = lane_index(b, task, &lane)) != GT_OK)
        return rc;
    b->task_bar[index] = (uint32_t)b->bars.count;
    if ((bar = GT_PUSH(b->ctx->arena, &b->bars)) == NULL ||
        (owner = GT_PUSH(b->ctx->arena, &b->bar_task)) == NULL)
        return GT_ENOMEM;
    *owner = index;
    *bar = (struct gt_wall_bar){
        .lane = lane,
        .name = task->facts.short_title.len > 0 ? task->facts.short_title : task->facts.title,
        .start = task->start, .finish = task->finish, .deadline = task->facts.deadline,
        .base_start = base != NULL ? base->start : GT_DAY_NONE,
        .base_finish = base != NULL ? base->finish : GT_DAY_NONE,
        .percent = (int)(task->percent + .5), .expect = task->light.expect,
        .light = (enum gt_wall_light)task->light.meaning,
        .critical = task->critical, .milestone = task->milestone,
    };
    b->count[task->light.meaning]++;
    return note_of(b, &task->light, &bar->note);
}

static gt_rc collect(struct build *b)
{
    gt_rc rc;

    gt_map_init(&b->lane_of, b->ctx->arena);
    b->task_bar = GT_NEW_N(b->ctx->arena, uint32_t, b->picture->tasks.count + 1);
    if (b->task_bar == NULL)
        return GT_ENOMEM;
    for (uint32_t i = 0; i < b->picture->tasks.count; i++) {
        b->task_bar[i] = GT_NO_INDEX;
        if (wanted(b, &b->picture->tasks.at[i]) && gt_sees_task(b->ctx, b->picture, i) && (rc = add_bar(b, i)) != GT_OK)
            return rc;
    }
    return sort_lanes(b);
}

/* ---- overlaps, nodes, days ----------------------------------------------------------- */

static gt_rc add_overlaps(struct build *b, struct gt_wall_view *view)
{
    GT_VEC(struct gt_wall_overlap) overlaps = {0};

    for (size_t i = 0; i < b->picture->links.count; i++) {
        const struct gt_pic_link *link = &b->picture->links.at[i];
        struct gt_wall_overlap *overlap;
        gt_day from, to;

        if (link->gone || b->task_bar[link->from] == GT_NO_INDEX ||
            b->task_bar[link->to] == GT_NO_INDEX ||
            !gt_picture_overlap(b->picture, link, &from, &to))
            continue;
        if ((overlap = GT_PUSH(b->ctx->arena, &overlaps)) == NULL)
            return GT_ENOMEM;
        *overlap = (struct gt_wall_overlap){b->task_bar[link->from], b->task_bar[link->to], from, to};
    }
    view->overlaps = overlaps.at;
    view->overlap_count = overlaps.count;
    return GT_OK;
}

static gt_rc add_nodes(struct build *b, struct gt_wall_view *view)
{
    const size_t n = b->picture->nodes.count;
    struct gt_wall_node *nodes = GT_NEW_N(b->ctx->arena, struct gt_wall_node, n + 1);
    gt_day next = GT_DAY_MAX;

    if (nodes == NULL)
        return GT_ENOMEM;
    for (size_t i = 0; i < n; i++)
        if (b->picture->nodes.at[i].to >= b->ctx->today && b->picture->nodes.at[i].from < next)
            next = b->picture->nodes.at[i].from;
    for (size_t i = 0; i < n; i++) {
        const struct gt_node *node = &b->picture->nodes.at[i];
        const gt_str name = node->name[b->ctx->lang];

        nodes[i] = (struct gt_wall_node){
            .name = name.len > 0 ? name : node->name[GT_LANG_ZH],
            .start = node->from, .finish = node->to,
            .gate = gt_str_eq(node->kind, GT_STR("gate")),
            .passed = node->to < b->ctx->today, .next = node->from == next,
        };
    }
    view->nodes = nodes;
    view->node_count = n;
    return GT_OK;
}

static int compare_days(const void *a, const void *b)
{
    const struct gt_wall_dayoff *x = a, *y = b;

    return x->day < y->day ? -1 : x->day > y->day;
}

static gt_rc add_days(struct build *b, struct gt_wall_view *view)
{
    const int64_t calendar = b->picture->calendars.count > 0 ? b->picture->calendars.at[0].id : 0;
    struct gt_wall_dayoff *days = GT_NEW_N(b->ctx->arena, struct gt_wall_dayoff,
                                           b->picture->days.count + 1);
    size_t n = 0;

    if (days == NULL)
        return GT_ENOMEM;
    for (size_t i = 0; i < b->picture->days.count; i++) {
        const struct gt_calendar_day *day = &b->picture->days.at[i];

        if (day->calendar_id == calendar && day->day >= b->from && day->day <= b->to)
            days[n++] = (struct gt_wall_dayoff){day->day, day->off == 0};
    }
    qsort(days, n, sizeof *days, compare_days);
    view->days = days;
    view->day_count = n;
    return GT_OK;
}

/* ---- words ------------------------------------------------------------------------------ */

static gt_rc counts_sentence(const struct build *b, gt_str *out)
{
    struct gt_buf text;
    gt_rc rc;

    gt_buf_init(&text, 4096);
    gt_buf_printf(&text, zh(b) ? "共%zu项：" : "%zu tasks: ", b->bars.count);
    for (int i = 0, said = 0; i < GT_LIGHT_MEANINGS; i++)
        if (b->count[i] > 0)
            gt_buf_printf(&text, zh(b) ? "%s%s%u" : "%s%s %u",
                          said++ == 0 ? "" : zh(b) ? "," : ", ",
                          gt_light_word((enum gt_light_meaning)i, b->ctx->lang), b->count[i]);
    rc = text.status == GT_OK ? gt_arena_dup(b->ctx->arena, gt_buf_view(&text), out) : text.status;
    gt_buf_clear(&text);
    return rc;
}

/* The worst first: by light, then by amount. */
static uint32_t next_late(const struct build *b, const bool *told)
{
    uint32_t worst = GT_NO_INDEX;

    for (uint32_t i = 0; i < b->bars.count; i++) {
        const struct gt_light *light = &b->picture->tasks.at[b->bar_task.at[i]].light, *than;

        if (told[i] || light->meaning > GT_LIGHT_BEHIND)
            continue;
        if (worst != GT_NO_INDEX) {
            than = &b->picture->tasks.at[b->bar_task.at[worst]].light;
            if (light->meaning > than->meaning ||
                (light->meaning == than->meaning && light->amount <= than->amount))
                continue;
        }
        worst = i;
    }
    return worst;
}

/* Which tasks are late, as sentences: what hangs on a wall is read aloud. */
static gt_rc late_notes(const struct build *b, gt_str *notes, size_t count)
{
    bool *told = GT_NEW_N(b->ctx->arena, bool, b->bars.count + 1);

    if (told == NULL)
        return GT_ENOMEM;
    for (size_t n = 0; n < count; n++) {
        const uint32_t bar = next_late(b, told);
        const struct gt_pic_task *task;
        struct gt_buf text;
        gt_rc rc;

        if (bar == GT_NO_INDEX)
            break;
        told[bar] = true;
        task = &b->picture->tasks.at[b->bar_task.at[bar]];
        gt_buf_init(&text, 4096);
        gt_buf_printf(&text, zh(b) ? "%.*s:" : "%.*s: ", GT_FMT(b->bars.at[bar].name));
        gt_picture_light_why(&text, b->picture, task, b->ctx->today, b->ctx->lang);
        rc = text.status == GT_OK ? gt_arena_dup(b->ctx->arena, gt_buf_view(&text), &notes[n])
                                  : text.status;
        gt_buf_clear(&text);
        if (rc != GT_OK)
            return rc;
    }
    return GT_OK;
}

static gt_rc write_words(struct build *b, struct gt_wall_view *view)
{
    const struct gt_picture *picture = b->picture;
    const struct gt_ymd ymd = gt_day_ymd(b->ctx->today);
    const gt_str name = picture->meta.name[b->ctx->lang];
    struct gt_arena *arena = b->ctx->arena;
    char today[GT_DAY_SAID];
    gt_rc rc;

    (void)gt_day_say(b->ctx->today, 0, GT_LANG_EN, today);
    view->office = name.len > 0 ? name : picture->meta.name[GT_LANG_ZH];
    view->secrecy = zh(b) ? GT_STR("内部资料") : GT_STR("For internal use");
    if ((rc = zh(b) ? gt_arena_printf(arena, &view->title, "%d年度重点工作挂图", picture->meta.year)
                    : gt_arena_printf(arena, &view->title, "Key work of %d", picture->meta.year)) != GT_OK ||
        (rc = zh(b) ? gt_arena_printf(arena, &view->cutoff, "数据截至%d年%d月%d日", ymd.year, ymd.month, ymd.day)
                    : gt_arena_printf(arena, &view->cutoff, "As of %s", today)) != GT_OK ||
        (rc = gt_arena_printf(arena, &view->digest,
                              zh(b) ? "本图由记录生成，与系统第%lld版一致"
                                    : "Drawn from the record, version %lld",
                              (long long)picture->version)) != GT_OK)
        return rc;
    if (picture->baseline.id != 0 &&
        (rc = gt_arena_printf(arena, &view->baseline, zh(b) ? "基线：%.*s" : "Baseline: %.*s",
                              GT_FMT(picture->baseline.name))) != GT_OK)
        return rc;
    if ((rc = late_notes(b, view->notes + 1, GT_LEN(view->notes) - 1)) != GT_OK)
        return rc;
    return counts_sentence(b, &view->notes[0]);
}

gt_rc gt_wall_paper(struct gt_ctx *ctx, const struct gt_wall_want *want, struct gt_buf *out,
                    struct gt_err *err)
{
    const struct gt_wall_page page = {want->size, want->colour, ctx->now_ms};
    struct gt_wall_view view = {.lang = ctx->lang, .today = ctx->today};
    struct build b = {.ctx = ctx, .want = want};
    gt_rc rc;

    if ((rc = gt_picture_hold(ctx, &b.picture, err)) != GT_OK)
        return rc;
    b.from = want->from != GT_DAY_NONE ? want->from : gt_day_from_ymd(b.picture->meta.year, 1, 1);
    b.to = want->to != GT_DAY_NONE ? want->to : gt_day_from_ymd(b.picture->meta.year, 12, 31);
    view.from = b.from;
    view.to = b.to;
    if ((rc = collect(&b)) == GT_OK && (rc = add_overlaps(&b, &view)) == GT_OK &&
        (rc = add_nodes(&b, &view)) == GT_OK && (rc = add_days(&b, &view)) == GT_OK &&
        (rc = write_words(&b, &view)) == GT_OK) {
        view.lanes = b.lanes.at;
        view.lane_count = b.lanes.count;
        view.bars = b.bars.at;
        view.bar_count = b.bars.count;
        /* Strings point into the picture: it is let go after the drawing. */
        rc = gt_wall_pdf(&view, &page, out, err);
    }
    gt_picture_done(ctx);
    return rc == GT_OK ? GT_OK : gt_wrap(err, rc, "printing the wall", "打印挂图");
}
