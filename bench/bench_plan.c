/*
 * bench_plan.c - the temporal core against its targets.
 *
 * Every schedule that is timed is verified afterwards, outside the clock.
 * Figures are medians of several runs, CPU time on one core.
 */
#include "base/date.h"
#include "plan/forecast.h"
#include "plan/holiday.h"
#include "plan/plan.h"
#include "plan/verify.h"

enum { RUNS = 9, EDITS = 400 };

static uint64_t rng = 88172645463325252u;

static uint32_t below(uint32_t n)
{
    rng ^= rng << 13;
    rng ^= rng >> 7;
    rng ^= rng << 17;
    return (uint32_t)((rng >> 32) % n);
}

static void *must(void *p)
{
    if (p == NULL) {
        fputs("no memory\n", stderr);
        exit(1);
    }
    return p;
}

static void must_ok(gt_rc rc, const struct gt_err *err)
{
    if (rc != GT_OK) {
        fprintf(stderr, "%s: %s\n", gt_rc_name(rc), err->text[GT_LANG_EN]);
        exit(1);
    }
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
}

static double median(double *values, int count)
{
    qsort(values, (size_t)count, sizeof(*values), by_value);
    return values[count / 2];
}

/* CPU time of this process: the machine may have other work, one core's worth
 * of ours is what counts. */
static int64_t cpu_ns(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static double ms_since(int64_t start) { return (double)(cpu_ns() - start) / 1e6; }

static void line(const char *what, double ms, double target, const char *note)
{
    if (target > 0)
        printf("%-58s %10.3f ms   target %7.1f ms   %s %s\n", what, ms, target,
               ms <= target ? "met " : "MISS", note);
    else
        printf("%-58s %10.3f ms   no target stated    %s\n", what, ms, note);
    fflush(stdout);
}

/* ---- networks -------------------------------------------------------------------- */

struct graph { uint32_t acts, links; int32_t *duration; struct gt_link *link; };

/* Links from an earlier to a later activity, at most `reach` apart, listed
 * under their successors as project files list them; or with all numbers and
 * the list shuffled, so that neighbours are far apart in memory. */
static struct graph make_graph(uint32_t acts, uint32_t links, uint32_t reach, bool shuffled)
{
    struct graph g = {acts, links, must(malloc(acts * sizeof(int32_t))),
                      must(malloc(links * sizeof(struct gt_link)))};
    uint32_t *name = must(malloc(acts * sizeof(uint32_t)));

    for (uint32_t i = 0; i < acts; i++) {
        g.duration[i] = 1 + (int32_t)below(20);
        name[i] = i;
    }
    for (uint32_t i = acts - 1; shuffled && i > 0; i--) {
        uint32_t j = below(i + 1), swap = name[i];

        name[i] = name[j];
        name[j] = swap;
    }
    for (uint32_t i = 0; i < links; i++) {
        uint32_t to = shuffled ? 1 + below(acts - 1)
                               : 1 + (uint32_t)((uint64_t)i * (acts - 1) / links);
        uint32_t back = 1 + below(to < reach ? to : reach);

        g.link[i] = (struct gt_link){.from = name[to - back], .to = name[to], .lag_max = GT_LAG_NONE};
    }
    free(name);
    return g;
}

static void free_graph(struct graph *g)
{
    free(g->duration);
    free(g->link);
}

static void check(const struct gt_net *net, const struct gt_when *dates, bool deadlines)
{
    struct gt_verify_options options = {GT_TICK_NONE, GT_TICK_NONE, deadlines, false};
    struct gt_breach breach;
    struct gt_err err = {0};

    must_ok(gt_verify(net, dates, &options, &breach, &err), &err);
    if (breach.kind != GT_BREACH_NONE) {
        fprintf(stderr, "the schedule is wrong: breach %d, activity %u, link %u\n", breach.kind,
                breach.act, breach.link);
        exit(1);
    }
}

static size_t room(uint32_t acts, uint32_t links)
{
    return ((size_t)64 << 20) + (size_t)acts * 400 + (size_t)links * 80;
}

/* Arcs laid out, order, earliest and latest dates, floats' bounds: everything. */
static double full_pass(const struct graph *g, double *best)
{
    const struct gt_cal cals[1] = {gt_cal_elapsed(GT_STR("days"))};
    struct gt_net_input input = {
        .unit = GT_UNIT_PLAIN, .acts = {.count = g->acts, .duration = g->duration},
        .cals = cals, .cal_count = 1, .links = g->link, .link_count = g->links, .lean = true};
    struct gt_pass_options options = {.from = 0, .until = GT_TICK_NONE, .close = true};
    double times[RUNS];
    struct gt_arena *arena = NULL;
    struct gt_arena_mark mark;
    struct gt_err first = {0};

    /* One arena for all runs: the pages are there, as in a server that has
     * planned before. */
    must_ok(gt_arena_create(room(g->acts, g->links), &arena), &first);
    if (GT_NEW_RAW_N(arena, char, room(g->acts, g->links) - (1 << 20)) == NULL)
        exit(1);
    mark = gt_arena_mark(arena);
    mark.used = 0;
    gt_arena_rewind(arena, mark);
    for (int run = 0; run < RUNS; run++) {
        struct gt_net net;
        struct gt_pass pass;
        struct gt_err err = {0};
        int64_t start;

        start = cpu_ns();
        must_ok(gt_net_build(arena, &input, &net, &err), &err);
        must_ok(gt_pass_run(arena, &net, &options, &pass, NULL, &err), &err);
        times[run] = ms_since(start);
        if (run == 0) {
            check(&net, pass.early, false);
            check(&net, pass.late, true);
        }
        gt_arena_rewind(arena, mark);
    }
    gt_arena_destroy(arena);
    *best = times[0];
    for (int run = 1; run < RUNS; run++)
        *best = times[run] < *best ? times[run] : *best;
    return median(times, RUNS);
}

static void graphs(void)
{
    static const struct { uint32_t acts; double target; } sizes[] = {{100000, 7}, {1000000, 75}};

    for (size_t i = 0; i < GT_LEN(sizes); i++)
        for (int shuffled = 0; shuffled < 2; shuffled++) {
            struct graph g = make_graph(sizes[i].acts, 3 * sizes[i].acts, 1000, shuffled);
            char what[80], note[64];
            double best, middle = full_pass(&g, &best);

            (void)snprintf(what, sizeof(what), "full passes, %u tasks, %u links, %s", g.acts, g.links,
                           shuffled ? "shuffled" : "in order");
            (void)snprintf(note, sizeof(note), "(best of %d: %.3f)%s", RUNS, best,
                           shuffled ? " harder than stated" : "");
            line(what, middle, sizes[i].target, note);
            free_graph(&g);
        }
}

/* ---- a living plan -------------------------------------------------------------------- */

static struct gt_plan_task *bare_tasks(const struct graph *g)
{
    struct gt_plan_task *tasks = must(malloc(g->acts * sizeof(*tasks)));

    for (uint32_t i = 0; i < g->acts; i++) {
        tasks[i] = GT_PLAN_TASK;
        tasks[i].duration = g->duration[i];
        tasks[i].mode = GT_MODE_FORWARD;
    }
    return tasks;
}

struct edit_times { double median, p99, most; double moved; };

static struct edit_times time_edits(struct gt_plan *plan, uint32_t tasks)
{
    static double times[EDITS];
    struct edit_times out = {0};
    double moved = 0;

    for (int i = 0; i < EDITS; i++) {
        struct gt_edit edit = {.kind = GT_EDIT_TASK, .index = below(tasks)};
        struct gt_arena *arena = NULL;
        struct gt_moves moves = {0};
        struct gt_err err = {0};
        int64_t start = cpu_ns();

        must_ok(gt_arena_create((size_t)1 << 30, &arena), &err);
        edit.task = gt_plan_task(plan, edit.index);
        edit.task.duration = edit.task.duration > 10 ? edit.task.duration - 3 : edit.task.duration + 3;
        must_ok(gt_plan_edit(plan, &edit, 1, arena, &moves, NULL, &err), &err);
        times[i] = ms_since(start);
        moved += moves.count;
        gt_arena_destroy(arena);
    }
    out.median = median(times, EDITS);
    out.p99 = times[EDITS * 99 / 100];
    out.most = times[EDITS - 1];
    out.moved = moved / EDITS;
    return out;
}

/* A link dropped and taken up again: the arcs are laid out anew each time. */
static double time_link_edits(struct gt_plan *plan)
{
    enum { TIMES = 40 };
    double times[TIMES];

    for (int i = 0; i < TIMES; i++) {
        struct gt_edit edit = {.kind = GT_EDIT_LINK, .index = below(gt_plan_link_count(plan))};
        struct gt_arena *arena = NULL;
        struct gt_moves moves = {0};
        struct gt_err err = {0};
        int64_t start = cpu_ns();

        must_ok(gt_arena_create((size_t)1 << 30, &arena), &err);
        edit.link = gt_plan_link(plan, edit.index);
        edit.link.off = !edit.link.off;
        must_ok(gt_plan_edit(plan, &edit, 1, arena, &moves, NULL, &err), &err);
        times[i] = ms_since(start);
        gt_arena_destroy(arena);
    }
    return median(times, TIMES);
}

/* A link that is new, within one project. */
static double time_new_links(struct gt_plan *plan, uint32_t tasks)
{
    enum { TIMES = 40 };
    double times[TIMES];

    for (int i = 0; i < TIMES; i++) {
        uint32_t at = below(tasks / 25) * 25 + below(24);
        struct gt_edit edit = {.kind = GT_EDIT_ADD_LINK,
                               .link = {.from = at, .to = at + 1, .lag_max = GT_LAG_NONE}};
        struct gt_arena *arena = NULL;
        struct gt_moves moves = {0};
        struct gt_err err = {0};
        int64_t start = cpu_ns();
        gt_rc rc;

        must_ok(gt_arena_create((size_t)1 << 30, &arena), &err);
        if ((rc = gt_plan_edit(plan, &edit, 1, arena, &moves, NULL, &err)) != GT_ECYCLE)
            must_ok(rc, &err);
        times[i] = ms_since(start);
        gt_arena_destroy(arena);
    }
    return median(times, TIMES);
}

static void edits_in_a_large_plan(void)
{
    struct graph g = make_graph(100000, 300000, 1000, false);
    const struct gt_cal cals[1] = {gt_cal_elapsed(GT_STR("days"))};
    struct gt_plan_task *tasks = bare_tasks(&g);
    /* Until: a fixed end, so that an edit is not an edit of everybody's float. */
    struct gt_plan_input input = {.unit = GT_UNIT_PLAIN, .cals = cals, .cal_count = 1,
                                  .tasks = tasks, .task_count = g.acts, .links = g.link,
                                  .link_count = g.links,
                                  .options = {.from = 0, .until = 100000}};
    struct gt_plan *plan = NULL;
    struct gt_arena *arena = NULL;
    struct gt_err err = {0};
    struct edit_times times;
    char note[96];

    must_ok(gt_arena_create((size_t)1 << 30, &arena), &err);
    must_ok(gt_plan_create(&input, arena, NULL, &plan, &err), &err);
    times = time_edits(plan, g.acts);
    (void)snprintf(note, sizeof(note), "(p99 %.3f, most %.3f; %.0f tasks moved on average)", times.p99,
                   times.most, times.moved);
    line("edit of a duration, 100000 tasks, 300000 links, median", times.median, 1, note);
    gt_plan_destroy(plan);
    gt_arena_destroy(arena);
    free(tasks);
    free_graph(&g);
}

/* ---- the office plan ---------------------------------------------------------------------- */

static void office(void)
{
    enum { TASKS = 10000, LINKS = 12000 };
    struct graph g = make_graph(TASKS, LINKS, 40, false);
    struct gt_plan_task *tasks = bare_tasks(&g);
    struct gt_week week = gt_week_office();
    struct gt_holidays holidays;
    struct gt_cal cals[2];
    struct gt_arena *arena = NULL;
    struct gt_err err = {0};
    gt_day first = gt_day_from_ymd(2026, 1, 1), last = gt_day_from_ymd(2026, 12, 31);
    double times[RUNS];
    struct gt_plan *plan = NULL;
    struct edit_times edits;
    char note[96];

    must_ok(gt_arena_create((size_t)1 << 30, &arena), &err);
    gt_holidays_init(&holidays, arena);
    must_ok(gt_holidays_builtin(&holidays, &err), &err);
    cals[0] = gt_cal_elapsed(GT_STR("days"));
    must_ok(gt_holidays_cal(arena, &holidays, &week, gt_day_from_ymd(2010, 1, 1),
                            gt_day_from_ymd(2060, 1, 1), GT_UNIT_DAY, GT_STR("office"), &cals[1], &err),
            &err);
    for (uint32_t i = 0; i < TASKS; i++) {
        tasks[i].calendar = below(10) > 0;
        tasks[i].mode = below(10) > 0 ? GT_MODE_BACKWARD : GT_MODE_FORWARD;
        if (below(3) == 0)
            tasks[i].finish_max = last + 1 - below(180);
        if (below(10) == 0)
            tasks[i].start_min = first + below(60);
    }
    for (uint32_t i = 0; i < LINKS; i++) {
        /* Projects of 25 tasks: that is how an office's plan hangs together. */
        uint32_t project = i % (TASKS / 25) * 25, to = 1 + below(24);

        g.link[i].from = project + below(to);
        g.link[i].to = project + to;
        g.link[i].kind = below(5) == 0 ? GT_LINK_SS : GT_LINK_FS;
        g.link[i].calendar = below(4) > 0;
        g.link[i].lag_min = below(4) == 0 ? (int32_t)below(10) - 3 : 0;
        if (below(50) == 0)
            g.link[i].lag_max = 150 + (int32_t)below(60);
    }
    struct gt_plan_input input = {.unit = GT_UNIT_DAY, .cals = cals, .cal_count = 2, .tasks = tasks,
                                  .task_count = TASKS, .links = g.link, .link_count = LINKS,
                                  .options = {.from = first, .until = GT_TICK_NONE}};

    for (int run = 0; run < RUNS; run++) {
        int64_t start = cpu_ns();

        gt_plan_destroy(plan);
        plan = NULL;
        must_ok(gt_plan_create(&input, arena, NULL, &plan, &err), &err);
        times[run] = ms_since(start);
    }
    line("office plan, 10000 tasks, 12000 links, two calendars", median(times, RUNS), 20,
         gt_plan_feasible(plan) ? "" : "(it has conflicts, as office plans do)");
    edits = time_edits(plan, TASKS);
    (void)snprintf(note, sizeof(note), "(p99 %.3f, most %.3f; %.1f tasks moved on average)", edits.p99,
                   edits.most, edits.moved);
    line("office plan, one edit to new dates, median", edits.median, 2, note);
    line("office plan, a link dropped or taken up, median", time_link_edits(plan), 2, "");
    line("office plan, a new link, median", time_new_links(plan, TASKS), 2, "");
    gt_plan_destroy(plan);
    gt_arena_destroy(arena);
    free(tasks);
    free_graph(&g);
}

/* ---- forecasts ------------------------------------------------------------------------------ */

static void forecasts(void)
{
    enum { TASKS = 10000, SAMPLES = 10000, TIMES = 5 };
    struct graph g = make_graph(TASKS, TASKS * 2, 200, false);
    const struct gt_cal cals[1] = {gt_cal_elapsed(GT_STR("days"))};
    struct gt_net_input input = {.unit = GT_UNIT_PLAIN, .acts = {.count = TASKS, .duration = g.duration},
                                 .cals = cals, .cal_count = 1, .links = g.link, .link_count = g.links};
    struct gt_spread *spreads = must(malloc(TASKS * sizeof(*spreads)));
    double times[2][TIMES];
    gt_tick p80[2] = {0};

    for (uint32_t i = 0; i < TASKS; i++)
        spreads[i] = (struct gt_spread){.kind = GT_SPREAD_TRIANGULAR, .low = g.duration[i] * 0.9,
                                        .mode = g.duration[i], .high = g.duration[i] * 1.5,
                                        .driver = GT_NO_DRIVER};
    for (int detail = 0; detail < 2; detail++)
        for (int run = 0; run < TIMES; run++) {
            struct gt_arena *arena = NULL;
            struct gt_net net;
            struct gt_forecast result;
            struct gt_err err = {0};
            int64_t start;

            must_ok(gt_arena_create((size_t)4 << 30, &arena), &err);
            must_ok(gt_net_build(arena, &input, &net, &err), &err);
            struct gt_forecast_input in = {.net = &net, .from = 0, .spreads = spreads, .samples = SAMPLES,
                                           .detail = detail ? 1024 : 32, .seed = 1, .threads = 1};
            start = cpu_ns();
            must_ok(gt_forecast_run(arena, &in, &result, &err), &err);
            times[detail][run] = ms_since(start);
            p80[detail] = result.p80;
            gt_arena_destroy(arena);
        }
    if (p80[0] != p80[1])
        exit(1); /* detail changes what is told, not what is drawn */
    line("forecast, 10000 tasks x 10000 samples, one core", median(times[0], TIMES), 100, "");
    line("the same with 1024 samples told task by task", median(times[1], TIMES), 0, "");
    free(spreads);
    free_graph(&g);
}

int main(void)
{
    forecasts();
    office();
    graphs();
    edits_in_a_large_plan();
    return 0;
}
