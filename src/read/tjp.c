/*
 * tjp.c - the common subset of TaskJuggler's language: project, task with
 * start, end, duration, length, effort, milestone, depends and precedes with
 * gaps, limits of the tree, macros without code, vacations and leaves,
 * resources and who allocates them.
 *
 * Effort is length shared by as many as work on it.  What is left out (reports,
 * scenarios, limits) is skipped with its braces; a warning names each kind once.
 */
#include "base/buf.h"
#include "base/map.h"
#include "read/project.h"
#include "read/tjp_macro.h"

enum {
    DAY = 24 * 60,
    SKIPPED_KINDS_MAX = 32,
};

/* "depends !a.b { gaplength 2d }" as it stood. */
struct ref {
    uint32_t task;
    gt_str   text;
    bool     precedes, onstart, onend;
    int64_t  gap;
    bool     elapsed;
};

struct use { uint32_t task; gt_str res; };

struct reader {
    struct gt_arena    *arena;
    struct gt_problems *problems;
    struct gt_project  *project;
    struct gt_err      *err;
    gt_str              text;
    size_t              at;
    uint32_t            line;
    struct gt_map       ids;      /* full path to task */
    GT_VEC(gt_str)      paths;    /* by task: "a.b.c" */
    GT_VEC(struct ref)  refs;
    GT_VEC(uint32_t)    parents;  /* by task, GT_PROJECT_NO_INDEX at the top */
    struct gt_map       res_ids;
    GT_VEC(struct use)  uses;     /* allocations as they stood */
    GT_VEC(uint32_t)    efforts;  /* tasks whose length is shared */
    gt_str              skipped[SKIPPED_KINDS_MAX];
    uint32_t            skipped_count;
};

static gt_rc no_memory(struct reader *r)
{
    return gt_fail(r->err, GT_ENOMEM, "no memory for the project file", "项目文件内存不足");
}

/* ---- words --------------------------------------------------------------------------- */

/* The next word, string (without quotes) or mark; "" at the end. */
static gt_str next(struct reader *r)
{
    gt_str s = r->text;
    size_t from;

    while (r->at < s.len && (s.at[r->at] == ' ' || s.at[r->at] == '\t' || s.at[r->at] == '\r' ||
                             s.at[r->at] == '\n' || s.at[r->at] == ','))
        r->line += s.at[r->at++] == '\n';
    if (r->at >= s.len)
        return GT_STR("");
    from = r->at;
    if (s.at[from] == '"' || s.at[from] == '\'') {
        while (++r->at < s.len && s.at[r->at] != s.at[from])
            r->line += s.at[r->at] == '\n';
        r->at += r->at < s.len;
        return gt_str_sub(s, from + 1, r->at > from + 1 ? r->at - 1 : from + 1);
    }
    if (s.at[from] == '{' || s.at[from] == '}' || s.at[from] == '[' || s.at[from] == ']' ||
        s.at[from] == '(' || s.at[from] == ')') {
        r->at++;
        return gt_str_sub(s, from, from + 1);
    }
    while (r->at < s.len && !strchr(" \t\r\n,{}[]()\"", s.at[r->at]))
        r->at++;
    r->at += r->at == from; /* a NUL or a stray mark is a word of its own */
    return gt_str_sub(s, from, r->at);
}

static gt_str peek(struct reader *r)
{
    size_t at = r->at;
    uint32_t line = r->line;
    gt_str word = next(r);

    r->at = at;
    r->line = line;
    return word;
}

static bool is(gt_str word, const char *text) { return gt_str_eq(word, gt_str_from(text)); }

/* Past a block whose { was just taken. */
static void skip_block(struct reader *r)
{
    for (int depth = 1; depth > 0;) {
        gt_str word = next(r);

        if (word.len == 0 && r->at >= r->text.len)
            return;
        depth += is(word, "{") ? 1 : is(word, "}") ? -1 : 0;
    }
}

/* The rest of a line, and the block that may open on it. */
static void skip_statement(struct reader *r)
{
    uint32_t line = r->line;

    while (r->at < r->text.len) {
        gt_str word = peek(r);

        if (is(word, "{")) {
            (void)next(r);
            skip_block(r);
            return;
        }
        if (r->at >= r->text.len || is(word, "}") || word.len == 0)
            return;
        /* Peeking moves over line ends; see where the word really stands. */
        size_t at = r->at;

        while (at < r->text.len && strchr(" \t\r,", r->text.at[at]) != NULL && r->text.at[at] != '\0')
            at++;
        if (at < r->text.len && r->text.at[at] == '\n' && r->line >= line)
            return;
        (void)next(r);
    }
}

static void note_skipped(struct reader *r, gt_str kind)
{
    for (uint32_t i = 0; i < r->skipped_count; i++)
        if (gt_str_eq(r->skipped[i], kind))
            return;
    if (r->skipped_count < SKIPPED_KINDS_MAX)
        r->skipped[r->skipped_count++] = kind;
    gt_problem_add(r->problems, GT_PROBLEM_WARNING, "\"%.*s\" is left out", "未导入“%.*s”", GT_FMT(kind))
        ->line = r->line;
}

/* A statement that bears on dates and is not read: told once. */
static void skip_told(struct reader *r, gt_str word)
{
    static const char *const bearing[] = {"limits", "shifts", "shift", "booking", "maxgap", "period", "scheduling"};

    for (size_t i = 0; i < GT_LEN(bearing); i++)
        if (is(word, bearing[i]))
            note_skipped(r, word);
    skip_statement(r);
}

/* "2002-01-16" or "2002-01-16-13:00". */
static int64_t moment(gt_str s)
{
    gt_day day;
    int clock = 0;

    if (!gt_day_parse(gt_str_sub(s, 0, 10), &day) ||
        (s.len > 10 && (s.at[10] != '-' || (clock = gt_project_clock(gt_str_sub(s, 11, s.len))) < 0)))
        return GT_MINUTE_NONE;
    return (int64_t)day * DAY + clock;
}

/* "20d", "1.5w" in minutes; work time counts days of eight hours. */
static int64_t span(const struct reader *r, gt_str s, bool elapsed)
{
    int64_t day = elapsed ? DAY : r->project->minutes_a_day, unit, whole = 0, part = 0, scale = 1;
    size_t i = 0;

    for (; i < s.len && ((s.at[i] >= '0' && s.at[i] <= '9') || s.at[i] == '.'); i++) {
        if (s.at[i] == '.') {
            if (scale > 1)
                return -1;
            scale = 10;
        } else if (scale == 1) {
            whole = whole * 10 + (s.at[i] - '0');
        } else if (scale < 100000) {
            part = part * 10 + (s.at[i] - '0');
            scale *= 10;
        }
        if (whole > 1000000)
            return -1;
    }
    if (scale > 1)
        scale /= 10;
    if (i == 0)
        return -1;
    s = gt_str_sub(s, i, s.len);
    unit = is(s, "min") ? 1 : is(s, "h") ? 60 : is(s, "d") || s.len == 0 ? day
           : is(s, "w") ? (elapsed ? 7 : 5) * day : is(s, "m") ? (elapsed ? 30 * DAY : 21 * day)
           : is(s, "y") ? (elapsed ? 365 * DAY : 252 * day) : -1;
    return unit < 0 ? -1 : whole * unit + part * unit / scale;
}

/* ---- statements ------------------------------------------------------------------------ */

static gt_rc bad(struct reader *r, const char *what_en, const char *what_zh)
{
    char en[128], zh[128];

    (void)snprintf(en, sizeof(en), "line %u: %s", r->line, what_en);
    (void)snprintf(zh, sizeof(zh), "第%u行:%s", r->line, what_zh);
    return gt_fail_text(r->err, GT_EPARSE, en, zh);
}

static gt_rc add_off(struct reader *r, struct gt_project_cal *cal, int64_t from, int64_t to)
{
    struct gt_project_except *except;

    if (from == GT_MINUTE_NONE)
        return GT_OK;
    if (cal->excepts.count >= GT_PROJECT_EXCEPTS_MAX ||
        (except = GT_PUSH(r->arena, &cal->excepts)) == NULL)
        return no_memory(r);
    except->from = (gt_day)(from / DAY);
    /* The end of a range is the moment at which it is over. */
    except->to = to == GT_MINUTE_NONE || to <= from ? except->from : (gt_day)((to - 1) / DAY);
    return GT_OK;
}

/* "2002-03-29", "2002-02-01 - 2002-02-05" or "2002-02-01 +5d". */
static gt_rc read_off(struct reader *r, struct gt_project_cal *cal)
{
    int64_t from = moment(next(r)), to = GT_MINUTE_NONE;

    if (is(peek(r), "-")) {
        (void)next(r);
        to = moment(next(r));
    } else if (peek(r).len > 1 && peek(r).at[0] == '+') {
        gt_str length = next(r);
        int64_t minutes = span(r, gt_str_sub(length, 1, length.len), true);

        to = minutes < 0 || from == GT_MINUTE_NONE ? GT_MINUTE_NONE : from + minutes;
    }
    return add_off(r, cal, from, to);
}

/* "workinghours mon - fri 9:00 - 12:00, 13:00 - 18:00" or "sat, sun off". */
static void read_hours(struct reader *r, struct gt_project_cal *cal)
{
    static const char *const names[7] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    bool days[7] = {false};
    int last = -1, start = -1;
    bool to = false;
    struct gt_project_hours hours = {0};

    for (;;) {
        gt_str word = peek(r);
        int day = -1, clock;
        char padded[6];

        for (int i = 0; i < 7; i++)
            if (is(word, names[i]))
                day = i;
        if (day >= 0) {
            for (int i = to && last >= 0 ? last : day; i != day; i = (i + 1) % 7)
                days[i] = true;
            days[day] = true;
            last = day;
            to = false;
        } else if (is(word, "-")) {
            to = true;
        } else if (is(word, "off")) {
            (void)next(r);
            break;
        } else {
            if (word.len == 4 && word.at[1] == ':') { /* 9:00 */
                (void)snprintf(padded, sizeof(padded), "0%.*s", GT_FMT(word));
                clock = gt_project_clock(gt_str_from(padded));
            } else {
                clock = word.len == 5 ? gt_project_clock(word) : -1;
            }
            if (clock < 0)
                break;
            if (start < 0) {
                start = clock;
            } else {
                if (clock > start && hours.count < GT_PROJECT_HOURS_MAX) {
                    hours.at[hours.count].from = (uint16_t)start;
                    hours.at[hours.count++].to = (uint16_t)clock;
                }
                start = -1;
            }
            to = false;
        }
        (void)next(r);
    }
    for (int i = 0; i < 7; i++)
        if (days[i]) {
            cal->says[i] = true;
            cal->week[i] = hours;
        }
}

static gt_rc read_project(struct reader *r)
{
    gt_str word;
    int64_t minutes;

    /* An id, a name and a version may stand before the date. */
    for (int i = 0; moment(word = next(r)) == GT_MINUTE_NONE; i++) {
        if (word.len == 0 || is(word, "{"))
            return bad(r, "the project has no start date", "project 没有开始日期");
        if (i < 2)
            r->project->title = word;
    }
    r->project->start = moment(word);
    word = peek(r);
    if (is(word, "-")) {
        (void)next(r);
        r->project->finish = moment(next(r));
    } else if (word.len > 1 && word.at[0] == '+') {
        (void)next(r);
        minutes = span(r, gt_str_sub(word, 1, word.len), true);
        r->project->finish = minutes < 0 ? GT_MINUTE_NONE : r->project->start + minutes;
    }
    if (!is(peek(r), "{"))
        return GT_OK;
    (void)next(r);
    for (;;) {
        word = next(r);
        if (is(word, "}") || word.len == 0)
            return GT_OK;
        if (is(word, "workinghours")) {
            read_hours(r, &r->project->cals.at[0]);
        } else if (is(word, "dailyworkinghours")) {
            minutes = span(r, next(r), true);
            if (minutes > 0 && minutes <= 24 * DAY)
                r->project->minutes_a_day = minutes / 24; /* "8" was read as eight days */
        } else {
            skip_statement(r);
        }
    }
}

/* "!deliveries.start { gapduration 2d }", several with commas between. */
static gt_rc read_refs(struct reader *r, uint32_t task, bool precedes)
{
    do {
        gt_str ref = next(r);

        if (ref.len == 0 || is(ref, "{") || is(ref, "}"))
            return bad(r, "depends without a task", "depends 后没有任务");
        if (GT_PUSH(r->arena, &r->refs) == NULL)
            return no_memory(r);
        size_t at = r->refs.count - 1;

        r->refs.at[at].task = task;
        r->refs.at[at].text = ref;
        r->refs.at[at].precedes = precedes;
        if (is(peek(r), "{")) {
            gt_str word;

            (void)next(r);
            while (!is(word = next(r), "}") && word.len > 0) {
                bool elapsed = is(word, "gapduration");

                if (elapsed || is(word, "gaplength")) {
                    r->refs.at[at].gap = span(r, next(r), elapsed);
                    r->refs.at[at].elapsed = elapsed;
                    if (r->refs.at[at].gap < 0)
                        return bad(r, "a gap that is no span of time", "间隔不是时间长度");
                } else if (is(word, "onstart")) {
                    r->refs.at[at].onstart = true;
                } else if (is(word, "onend")) {
                    r->refs.at[at].onend = true;
                }
            }
        }
        /* Another reference follows a comma. */
        while (r->at < r->text.len && (r->text.at[r->at] == ' ' || r->text.at[r->at] == '\t'))
            r->at++;
    } while (r->at < r->text.len && r->text.at[r->at] == ',');
    return GT_OK;
}

/* ---- resources --------------------------------------------------------------------------- */

static gt_rc own_calendar(struct reader *r, uint32_t index, struct gt_project_cal **out)
{
    struct gt_project_res *res = &r->project->res.at[index];
    struct gt_project_cal *cal;

    if (res->calendar == GT_PROJECT_NO_INDEX) {
        if ((cal = gt_project_cal_add(r->arena, r->project, r->err)) == NULL)
            return r->err->rc;
        cal->name = res->name;
        cal->base = 0;
        res->calendar = (uint32_t)r->project->cals.count - 1;
    }
    *out = &r->project->cals.at[res->calendar];
    return GT_OK;
}

/* "resource tux "Tux" { vacation 2002-02-01 - 2002-02-05 }": those inside it
 * stand for themselves; a group is allocated as all of them. */
static gt_rc read_resource(struct reader *r)
{
    uint32_t open[GT_PROJECT_LEVELS_MAX], depth = 0;
    gt_rc rc = GT_OK;

    do {
        struct gt_project_res *res;
        struct gt_project_cal *cal = NULL;
        gt_str word = next(r);

        if (depth == 0 || is(word, "resource")) {
            if (depth > 0)
                word = next(r);
            if ((res = gt_project_res_add(r->arena, r->project, r->err)) == NULL)
                return r->err->rc;
            res->id = word;
            res->name = is(peek(r), "{") ? word : next(r);
            if (depth > 0)
                res->calendar = r->project->res.at[open[depth - 1]].calendar;
            if (gt_map_add(&r->res_ids, res->id, (uint32_t)r->project->res.count - 1) == GT_ENOMEM)
                return no_memory(r);
            if (is(peek(r), "{")) {
                (void)next(r);
                if (depth == GT_PROJECT_LEVELS_MAX)
                    return bad(r, "resources are nested too deep", "资源嵌套过深");
                open[depth++] = (uint32_t)r->project->res.count - 1;
            }
        } else if (is(word, "}")) {
            depth--;
        } else if (word.len == 0 && r->at >= r->text.len) {
            return bad(r, "the file ends inside a resource", "文件在资源中结束");
        } else if (is(word, "vacation") || is(word, "leaves") || is(word, "workinghours")) {
            if (is(word, "leaves"))
                (void)next(r); /* annual, sick, … */
            if ((rc = own_calendar(r, open[depth - 1], &cal)) != GT_OK)
                return rc;
            if (is(word, "workinghours"))
                read_hours(r, cal);
            else
                rc = read_off(r, cal);
        } else if (is(word, "efficiency")) {
            int32_t percent = gt_project_units(next(r));

            if (percent > 0 && percent != 100)
                note_skipped(r, GT_STR("efficiency"));
        } else {
            skip_told(r, word);
        }
    } while (rc == GT_OK && depth > 0);
    return rc;
}

/* "allocate a, b { alternative c }": a and b, all of each. */
static gt_rc read_allocate(struct reader *r, uint32_t task)
{
    for (bool more = true; more;) {
        struct use *use = GT_PUSH(r->arena, &r->uses);

        if (use == NULL)
            return no_memory(r);
        *use = (struct use){task, next(r)};
        if (is(peek(r), "{")) {
            (void)next(r);
            if (is(peek(r), "alternative"))
                note_skipped(r, GT_STR("alternative"));
            skip_block(r);
        }
        while (r->at < r->text.len && (r->text.at[r->at] == ' ' || r->text.at[r->at] == '\t'))
            r->at++;
        more = r->at < r->text.len && r->text.at[r->at] == ',';
    }
    return GT_OK;
}

/* A task has what it or the nearest task around it allocates; effort is shared
 * by as many as work on it. */
static gt_rc resolve_uses(struct reader *r)
{
    const uint32_t count = (uint32_t)r->project->tasks.count;
    uint32_t *first = GT_NEW_N(r->arena, uint32_t, (size_t)count + 1); /* its last allocation, + 1 */
    uint32_t *before = GT_NEW_N(r->arena, uint32_t, r->uses.count + 1);
    uint32_t *workers = GT_NEW_N(r->arena, uint32_t, (size_t)count + 1);
    uint32_t res;
    gt_rc rc;

    if (first == NULL || before == NULL || workers == NULL)
        return no_memory(r);
    for (uint32_t i = 0; i < r->uses.count; i++) {
        before[i] = first[r->uses.at[i].task];
        first[r->uses.at[i].task] = i + 1;
    }
    for (uint32_t task = 0; task < count; task++) {
        uint32_t from = task;

        while (from != GT_PROJECT_NO_INDEX && first[from] == 0)
            from = r->parents.at[from];
        for (uint32_t i = from == GT_PROJECT_NO_INDEX ? 0 : first[from]; i > 0; i = before[i - 1]) {
            if (!gt_map_find(&r->res_ids, r->uses.at[i - 1].res, &res))
                continue;
            if (r->project->tasks.at[task].duration_min > 0 &&
                (rc = gt_project_use_add(r->arena, r->project, task, res, 100, r->err)) != GT_OK)
                return rc;
            workers[task]++;
        }
    }
    for (size_t i = 0; i < r->efforts.count; i++)
        if (workers[r->efforts.at[i]] > 1)
            r->project->tasks.at[r->efforts.at[i]].duration_min /= workers[r->efforts.at[i]];
    return GT_OK;
}

/* One statement inside a task; "task" itself is the caller's. */
static gt_rc read_in_task(struct reader *r, gt_str word, uint32_t index)
{
    struct gt_project_task *task = &r->project->tasks.at[index];
    bool start = is(word, "start") || is(word, "minstart"), finish = is(word, "end") || is(word, "maxend");
    bool by = is(word, "maxstart"), from = is(word, "minend");

    if (start || finish || by || from) {
        gt_str when = next(r);
        int64_t at = is(when, "projectstart") ? r->project->start
                     : is(when, "projectend") ? r->project->finish : moment(when);

        if (at == GT_MINUTE_NONE)
            return bad(r, "not a date", "不是日期");
        if (is(word, "maxend")) {
            task->deadline = at;
        } else {
            task->bound = start ? GT_BOUND_START_FROM : finish ? GT_BOUND_FINISH_BY
                          : by ? GT_BOUND_START_BY : GT_BOUND_FINISH_FROM;
            task->bound_at = at;
        }
        return GT_OK;
    }
    if (is(word, "duration") || is(word, "length") || is(word, "effort")) {
        task->elapsed = is(word, "duration");
        task->duration_min = span(r, next(r), task->elapsed);
        if (task->duration_min < 0)
            return bad(r, "not a span of time", "不是时间长度");
        if (is(word, "effort")) {
            uint32_t *effort = GT_PUSH(r->arena, &r->efforts);

            if (effort == NULL)
                return no_memory(r);
            *effort = index;
        }
        return GT_OK;
    }
    if (is(word, "allocate"))
        return read_allocate(r, index);
    if (is(word, "depends") || is(word, "precedes"))
        return read_refs(r, index, is(word, "precedes"));
    if (!is(word, "milestone"))
        skip_told(r, word);
    return GT_OK;
}

static gt_rc open_task(struct reader *r, uint32_t parent, uint32_t *index)
{
    struct gt_project_task *task = gt_project_task_add(r->arena, r->project, r->err);
    gt_str *path = GT_PUSH(r->arena, &r->paths);
    uint32_t *up = GT_PUSH(r->arena, &r->parents);
    gt_str id = GT_STR(""), name;
    gt_rc rc;

    if (task == NULL)
        return r->err->rc;
    if (path == NULL || up == NULL)
        return no_memory(r);
    while (r->at < r->text.len && strchr(" \t\r\n", r->text.at[r->at]) != NULL && r->text.at[r->at] != '\0')
        r->line += r->text.at[r->at++] == '\n';
    if (r->at < r->text.len && r->text.at[r->at] == '"') { /* it may do without an id */
        if (gt_arena_printf(r->arena, &id, "task%zu", r->project->tasks.count) != GT_OK)
            return no_memory(r);
    } else {
        id = next(r);
    }
    name = next(r);
    if (id.len == 0 || is(id, "{") || is(id, "}"))
        return bad(r, "a task without an id", "任务没有编号");
    *index = (uint32_t)r->project->tasks.count - 1;
    *up = parent;
    if (parent == GT_PROJECT_NO_INDEX)
        *path = id;
    else if (gt_arena_printf(r->arena, path, "%.*s.%.*s", GT_FMT(r->paths.at[parent]), GT_FMT(id)) != GT_OK)
        return no_memory(r);
    task->id = *path;
    task->name = name;
    task->level = parent == GT_PROJECT_NO_INDEX ? 0 : r->project->tasks.at[parent].level + 1;
    if (task->level >= GT_PROJECT_LEVELS_MAX)
        return bad(r, "tasks are nested too deep", "任务嵌套过深");
    rc = gt_map_add(&r->ids, *path, *index);
    return rc == GT_EEXISTS ? bad(r, "a task id is used twice", "任务编号重复") : rc == GT_OK ? GT_OK : no_memory(r);
}

/* The body of tasks, without recursion: `here` is the innermost open one. */
static gt_rc read_task_body(struct reader *r, uint32_t top)
{
    uint32_t here = top;
    gt_rc rc;

    if (!is(peek(r), "{"))
        return GT_OK;
    (void)next(r);
    while (here != GT_PROJECT_NO_INDEX) {
        gt_str word = next(r);

        if (word.len == 0 && r->at >= r->text.len)
            return bad(r, "the file ends inside a task", "文件在任务中结束");
        if (is(word, "}")) {
            if (here == top)
                return GT_OK;
            here = r->parents.at[here];
        } else if (is(word, "task")) {
            uint32_t child;

            if ((rc = open_task(r, here, &child)) != GT_OK)
                return rc;
            if (is(peek(r), "{")) {
                (void)next(r);
                here = child;
            }
        } else if ((rc = read_in_task(r, word, here)) != GT_OK) {
            return rc;
        }
    }
    return GT_OK;
}

/* "supplement task t1.s2 { … }" adds to a task that is there. */
static gt_rc read_supplement(struct reader *r)
{
    uint32_t index;

    if (!is(next(r), "task") || !gt_map_find(&r->ids, next(r), &index)) {
        skip_statement(r);
        return GT_OK;
    }
    return read_task_body(r, index);
}

/* ---- references -------------------------------------------------------------------------- */

/* "!a.b": each ! goes one task up from the one that says it. */
static bool find_ref(struct reader *r, size_t i, uint32_t *out)
{
    gt_str ref = r->refs.at[i].text, path;
    uint32_t scope = r->refs.at[i].task;
    size_t ups = 0;

    while (ups < ref.len && ref.at[ups] == '!') {
        if (scope == GT_PROJECT_NO_INDEX)
            return false;
        scope = r->parents.at[scope];
        ups++;
    }
    ref = gt_str_sub(ref, ups, ref.len);
    if (ups == 0 || scope == GT_PROJECT_NO_INDEX)
        return gt_map_find(&r->ids, ref, out);
    return gt_arena_printf(r->arena, &path, "%.*s.%.*s", GT_FMT(r->paths.at[scope]), GT_FMT(ref)) == GT_OK &&
           gt_map_find(&r->ids, path, out);
}

static gt_rc resolve(struct reader *r)
{
    for (size_t i = 0; i < r->refs.count; i++) {
        struct gt_project_link *link;
        bool precedes = r->refs.at[i].precedes;
        uint32_t other;

        if (!find_ref(r, i, &other) || other == r->refs.at[i].task) {
            (void)gt_problem_add(r->problems, GT_PROBLEM_WARNING, "there is no task \"%.*s\" to depend on",
                                 "没有可衔接的任务“%.*s”", GT_FMT(r->refs.at[i].text));
            continue;
        }
        if ((link = gt_project_link_add(r->arena, r->project, r->err)) == NULL)
            return r->err->rc;
        *link = (struct gt_project_link){
            .from = precedes ? r->refs.at[i].task : other, .to = precedes ? other : r->refs.at[i].task,
            .lag_time = r->refs.at[i].elapsed ? GT_LAG_ELAPSED : GT_LAG_OF_PROJECT,
            .lag_min = r->refs.at[i].gap,
            .kind = precedes ? (r->refs.at[i].onend ? GT_PLINK_FF : GT_PLINK_FS)
                             : (r->refs.at[i].onstart ? GT_PLINK_SS : GT_PLINK_FS)};
    }
    return GT_OK;
}

static gt_rc read_file(struct reader *r)
{
    bool project = false;
    gt_str word;
    gt_rc rc = GT_OK;

    while (rc == GT_OK && ((word = next(r)).len > 0 || r->at < r->text.len)) {
        uint32_t index;

        if (is(word, "project")) {
            project = true;
            rc = read_project(r);
        } else if (is(word, "task")) {
            if ((rc = open_task(r, GT_PROJECT_NO_INDEX, &index)) == GT_OK)
                rc = read_task_body(r, index);
        } else if (is(word, "supplement")) {
            rc = read_supplement(r);
        } else if (is(word, "resource")) {
            rc = read_resource(r);
        } else if (is(word, "vacation") || is(word, "leaves")) {
            if (is(word, "leaves"))
                (void)next(r); /* holiday, annual, … */
            if (moment(peek(r)) == GT_MINUTE_NONE)
                (void)next(r); /* its name */
            rc = read_off(r, &r->project->cals.at[0]);
        } else if (is(word, "workinghours")) {
            read_hours(r, &r->project->cals.at[0]);
        } else {
            note_skipped(r, word);
            skip_statement(r);
        }
    }
    return rc == GT_OK && !project ? bad(r, "there is no project", "没有 project") : rc;
}

static gt_rc start_project(struct reader *r)
{
    struct gt_project_cal *cal = gt_project_cal_add(r->arena, r->project, r->err);

    if (cal == NULL)
        return r->err->rc;
    cal->name = GT_STR("TaskJuggler");
    for (int day = 0; day < 7; day++) {
        cal->says[day] = true;
        if (day >= 5)
            continue;
        cal->week[day].count = 2; /* nine to twelve and one to six, as TaskJuggler has it */
        cal->week[day].at[0].from = 9 * 60;
        cal->week[day].at[0].to = 12 * 60;
        cal->week[day].at[1].from = 13 * 60;
        cal->week[day].at[1].to = 18 * 60;
    }
    r->project->calendar = 0;
    return GT_OK;
}

gt_rc gt_tjp_read(struct gt_arena *arena, gt_str bytes, struct gt_problems *problems,
                  struct gt_project *out, struct gt_err *err)
{
    struct gt_err own = {0};
    struct reader r = {.arena = arena, .problems = problems, .project = out,
                       .err = err != NULL ? err : &own, .line = 1};
    struct gt_buf expanded;
    gt_rc rc;

    gt_map_init(&r.ids, arena);
    gt_map_init(&r.res_ids, arena);
    gt_buf_init(&expanded, GT_TJP_EXPANDED_MAX);
    if ((rc = start_project(&r)) == GT_OK && (rc = gt_tjp_expand(arena, bytes, &expanded, r.err)) == GT_OK &&
        (rc = gt_arena_dup(arena, gt_buf_view(&expanded), &r.text)) != GT_OK)
        rc = no_memory(&r);
    gt_buf_clear(&expanded);
    if (rc != GT_OK || (rc = read_file(&r)) != GT_OK || (rc = resolve(&r)) != GT_OK)
        return rc;
    return resolve_uses(&r);
}
