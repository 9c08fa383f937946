/*
 * tjp.c - the common subset of TaskJuggler's language: project, task with
 * start, end, duration, length, effort, milestone, depends and precedes with
 * gaps, limits of the tree, macros without code, vacations and leaves.
 *
 * Effort without a schedule of resources is taken as length.  What is left
 * out (resources, reports, scenarios) is skipped with its braces; a warning
 * names each kind once.
 */
#include "base/buf.h"
#include "base/map.h"
#include "read/project.h"

enum {
    DAY = 24 * 60,
    WORD_MAX = 4096,
    MACRO_DEPTH_MAX = 24,
    MACRO_ARGS_MAX = 9,
    EXPANDED_MAX = 64 * 1024 * 1024, /* text after macros */
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
    gt_str              skipped[SKIPPED_KINDS_MAX];
    uint32_t            skipped_count;
};

static gt_rc no_memory(struct reader *r)
{
    return gt_fail(r->err, GT_ENOMEM, "no memory for the project file", "项目文件内存不足");
}

/* ---- macros: text to text ------------------------------------------------------------ */

struct macros {
    struct gt_map names;
    GT_VEC(gt_str) bodies;
    struct gt_buf out;
};

static bool word_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* The index behind a comment or a string that begins at i, or i. */
static size_t past_quoted(gt_str s, size_t i)
{
    char c = s.at[i];

    if (c == '#' || (c == '/' && i + 1 < s.len && s.at[i + 1] == '/')) {
        while (i < s.len && s.at[i] != '\n')
            i++;
    } else if (c == '/' && i + 1 < s.len && s.at[i + 1] == '*') {
        size_t end = gt_str_find(s, GT_STR("*/"), i + 2);

        return end == SIZE_MAX ? s.len : end + 2;
    } else if (gt_str_starts(gt_str_sub(s, i, i + 4), GT_STR("-8<-"))) {
        size_t end = gt_str_find(s, GT_STR("->8-"), i + 4);

        return end == SIZE_MAX ? s.len : end + 4;
    }
    return i;
}

/* "${name "arg" …}": arguments with or without quotes. */
static size_t macro_call(gt_str s, size_t i, gt_str *name, gt_str args[MACRO_ARGS_MAX], int *count)
{
    size_t from = i += 2;

    if (i < s.len && s.at[i] == '?') /* "${?name}": nothing where it is not there */
        from = ++i;
    while (i < s.len && word_char(s.at[i]))
        i++;
    *name = gt_str_sub(s, from, i);
    *count = 0;
    while (i < s.len && s.at[i] != '}') {
        if (s.at[i] == '"') {
            from = ++i;
            while (i < s.len && s.at[i] != '"')
                i++;
            if (*count < MACRO_ARGS_MAX)
                args[(*count)++] = gt_str_sub(s, from, i);
        }
        i += i < s.len;
    }
    return i < s.len ? i + 1 : s.len;
}

static bool is_named(gt_str s, const char *name) { return gt_str_eq(s, gt_str_from(name)); }

struct frame { gt_str text; size_t at; bool in_string; gt_str args[MACRO_ARGS_MAX]; int count; };

/* The caller's own arguments in one that it passes on: "${1}.l1". */
static bool fill_in(struct reader *r, gt_str text, const gt_str *args, int count, gt_str *out)
{
    char buffer[WORD_MAX];
    size_t len = 0;

    for (size_t i = 0; i < text.len;) {
        gt_str piece = gt_str_sub(text, i, i + 1);
        bool own = i + 3 < text.len && text.at[i] == '$' && text.at[i + 1] == '{' &&
                   text.at[i + 2] >= '1' && text.at[i + 2] <= '9' && text.at[i + 3] == '}';

        if (own) {
            int which = text.at[i + 2] - '1';

            piece = which < count ? args[which] : GT_STR("");
        }
        if (piece.len > sizeof(buffer) - len)
            piece.len = sizeof(buffer) - len;
        memcpy(buffer + len, piece.at, piece.len);
        len += piece.len;
        i += own ? 4 : 1;
    }
    return gt_arena_dup(r->arena, (gt_str){buffer, len}, out) == GT_OK;
}

/* Expands into out; definitions are taken out on the way. */
static gt_rc expand(struct reader *r, struct macros *m, gt_str text)
{
    struct frame *stack = GT_NEW_N(r->arena, struct frame, MACRO_DEPTH_MAX);
    int depth = 1;

    if (stack == NULL)
        return no_memory(r);
    stack[0] = (struct frame){.text = text};
    while (depth > 0) {
        struct frame *f = &stack[depth - 1];
        gt_str name, args[MACRO_ARGS_MAX];
        uint32_t body;
        int count;
        size_t next;

        if (f->at >= f->text.len) {
            depth--;
            continue;
        }
        if (f->text.at[f->at] == '"')
            f->in_string = !f->in_string;
        if (!f->in_string && (next = past_quoted(f->text, f->at)) > f->at) {
            f->at = next;
            gt_buf_char(&m->out, '\n');
            continue;
        }
        if (!f->in_string && gt_str_starts(gt_str_sub(f->text, f->at, f->at + 6), GT_STR("macro ")) &&
            (f->at == 0 || !word_char(f->text.at[f->at - 1]))) {
            size_t open = gt_str_find(f->text, GT_STR("["), f->at), end = open;
            int nested = 0;

            if (open == SIZE_MAX)
                return gt_fail(r->err, GT_EPARSE, "a macro without [", "宏缺少 [");
            do {
                nested += f->text.at[end] == '[' ? 1 : f->text.at[end] == ']' ? -1 : 0;
                end++;
            } while (nested > 0 && end < f->text.len);
            name = gt_str_trim(gt_str_sub(f->text, f->at + 6, open));
            if (GT_PUSH(r->arena, &m->bodies) == NULL)
                return no_memory(r);
            m->bodies.at[m->bodies.count - 1] = gt_str_sub(f->text, open + 1, end - 1);
            if (gt_map_add(&m->names, name, (uint32_t)m->bodies.count - 1) == GT_ENOMEM)
                return no_memory(r);
            f->at = end;
            continue;
        }
        if (!gt_str_starts(gt_str_sub(f->text, f->at, f->at + 2), GT_STR("${"))) {
            gt_buf_char(&m->out, f->text.at[f->at++]);
            continue;
        }
        f->at = macro_call(f->text, f->at, &name, args, &count);
        if (name.len == 1 && name.at[0] >= '1' && name.at[0] <= '9') {
            int which = name.at[0] - '1';

            if (which < f->count)
                gt_buf_str(&m->out, f->args[which]);
        } else if (is_named(name, "projectstart") || is_named(name, "projectend")) {
            gt_buf_str(&m->out, name); /* known only when the project was read */
        } else if (gt_map_find(&m->names, name, &body)) {
            if (depth == MACRO_DEPTH_MAX)
                return gt_fail(r->err, GT_ELIMIT, "macros call each other more than %d deep",
                               "宏互相调用超过 %d 层", (int)MACRO_DEPTH_MAX);
            stack[depth] = (struct frame){.text = m->bodies.at[body], .count = count};
            for (int i = 0; i < count; i++)
                if (!fill_in(r, args[i], f->args, f->count, &stack[depth].args[i]))
                    return no_memory(r);
            depth++;
        }
        if (m->out.status != GT_OK)
            break;
    }
    if (m->out.status == GT_ELIMIT)
        return gt_fail(r->err, GT_ELIMIT, "macros make more than %d MB", "宏展开后超过 %d MB",
                       (int)(EXPANDED_MAX >> 20));
    return m->out.status == GT_OK ? GT_OK : no_memory(r);
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

static gt_rc add_off(struct reader *r, int64_t from, int64_t to)
{
    struct gt_project_except *except;

    if (from == GT_MINUTE_NONE)
        return GT_OK;
    if (r->project->cals.at[0].excepts.count >= GT_PROJECT_EXCEPTS_MAX ||
        (except = GT_PUSH(r->arena, &r->project->cals.at[0].excepts)) == NULL)
        return no_memory(r);
    except->from = (gt_day)(from / DAY);
    /* The end of a range is the moment at which it is over. */
    except->to = to == GT_MINUTE_NONE || to <= from ? except->from : (gt_day)((to - 1) / DAY);
    return GT_OK;
}

/* "2002-03-29", "2002-02-01 - 2002-02-05" or "2002-02-01 +5d". */
static gt_rc read_off(struct reader *r)
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
    return add_off(r, from, to);
}

/* "workinghours mon - fri 9:00 - 12:00, 13:00 - 18:00" or "sat, sun off". */
static void read_hours(struct reader *r)
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
        if (days[i])
            r->project->cals.at[0].week[i] = hours;
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
            read_hours(r);
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
        if (is(word, "effort"))
            note_skipped(r, GT_STR("effort as resources share it"));
        return GT_OK;
    }
    if (is(word, "depends") || is(word, "precedes"))
        return read_refs(r, index, is(word, "precedes"));
    if (!is(word, "milestone"))
        skip_statement(r);
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
        } else if (is(word, "vacation") || is(word, "leaves")) {
            if (is(word, "leaves"))
                (void)next(r); /* holiday, annual, … */
            if (moment(peek(r)) == GT_MINUTE_NONE)
                (void)next(r); /* its name */
            rc = read_off(r);
        } else if (is(word, "workinghours")) {
            read_hours(r);
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
    struct macros macros = {0};
    gt_rc rc;

    gt_map_init(&r.ids, arena);
    gt_map_init(&macros.names, arena);
    gt_buf_init(&macros.out, EXPANDED_MAX);
    if ((rc = start_project(&r)) == GT_OK && (rc = expand(&r, &macros, bytes)) == GT_OK &&
        (rc = gt_arena_dup(arena, gt_buf_view(&macros.out), &r.text)) != GT_OK)
        rc = no_memory(&r);
    gt_buf_clear(&macros.out);
    if (rc != GT_OK || (rc = read_file(&r)) != GT_OK)
        return rc;
    return resolve(&r);
}
