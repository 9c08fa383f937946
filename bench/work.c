/*
 * work.c - what a space of many tasks costs: reading it, one edit, one
 * preview, lights.  Prints medians; no target is tested here.
 *
 *     bench-work [TASKS] [SPACE-URL]
 */
#include <unistd.h>

#include "work/picture.h"
#include "work/planning.h"
#include "work/space.h"
#include "work/tasks.h"

enum { ROUNDS = 41, UNITS = 14 };

static struct gt_err err;

static void must(gt_rc rc, const char *what)
{
    if (rc == GT_OK)
        return;
    (void)fprintf(stderr, "%s: %s: %s\n", what, gt_rc_name(rc), err.text[GT_LANG_EN]);
    exit(1);
}

static int by_time(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return (x > y) - (x < y);
}

static void tell(const char *what, int64_t *ns, int count)
{
    qsort(ns, (size_t)count, sizeof *ns, by_time);
    printf("%-44s %9.3f ms median, %9.3f ms worst of %d\n", what, (double)ns[count / 2] / 1e6,
           (double)ns[count - 1] / 1e6, count);
}

/* Chains of ten tasks with deadlines over the year, one link in ten more. */
static void fill(struct gt_ctx *ctx, uint32_t tasks)
{
    struct gt_change *change = NULL;
    int64_t *ids = calloc(tasks, sizeof *ids), units[UNITS];
    uint32_t state = 7;

    if (ids == NULL)
        exit(1);
    must(gt_change_begin(ctx, &change, &err), "begin");
    for (int at = 0; at < UNITS; at++) {
        struct gt_unit_row unit = {.position = at};
        char name[32];

        (void)snprintf(name, sizeof name, "处室%d", at + 1);
        unit.name = gt_str_from(name);
        must(gt_unit_store_insert(gt_change_db(change), &unit, &err), "unit");
        units[at] = unit.id;
    }
    for (uint32_t at = 0; at < tasks; at++) {
        const struct gt_arena_mark mark = gt_arena_mark(ctx->arena);
        struct gt_task task = GT_TASK_NEW;

        state = state * 1664525u + 1013904223u;
        task.title = GT_STR("推进重点领域关键核心技术攻关");
        task.lead_unit_id = units[(state >> 8) % UNITS];
        task.duration_days = 1 + (state >> 16) % 15;
        if (at % 10 == 9)
            task.deadline = gt_day_from_ymd(2026, 9, 1) + (gt_day)((state >> 20) % 120);
        must(gt_task_store_insert(gt_change_db(change), &task, &err), "task");
        ids[at] = task.id;
        gt_arena_rewind(ctx->arena, mark);
    }
    for (uint32_t at = 1; at < tasks; at++) {
        struct gt_task_link link = {.from_id = ids[at - 1], .to_id = ids[at],
                                    .lag_max = GT_LINK_LAG_NONE};

        if (at % 10 == 0)
            continue;
        must(gt_link_store_insert(gt_change_db(change), &link, &err), "link");
        if (at % 3 == 0 && at % 10 < 7) {
            link.to_id = ids[at + 2];
            must(gt_link_store_insert(gt_change_db(change), &link, &err), "link");
        }
    }
    must(gt_change_log(change, "import", "plan", 1, GT_STR(""), GT_STR("{}"), &err), "journal");
    must(gt_change_commit(change, NULL, &err), "commit");
    gt_change_release(change);
    free(ids);
}

static void run(struct gt_ctx *ctx)
{
    const struct gt_picture *shown;
    struct gt_picture *picture = NULL;
    int64_t ns[ROUNDS], mono, ids[ROUNDS];
    uint32_t count;

    for (int at = 0; at < 5; at++) {
        gt_picture_destroy(picture);
        mono = gt_clock_mono_ns();
        must(gt_picture_read(ctx->space->pool, &picture, &err), "reading");
        ns[at] = gt_clock_mono_ns() - mono;
    }
    tell("read from the store and planned", ns, 5);
    for (int at = 0; at < ROUNDS; at++) {
        mono = gt_clock_mono_ns();
        gt_picture_derive(picture, ctx->today);
        ns[at] = gt_clock_mono_ns() - mono;
    }
    tell("dates, percentages and lights of all tasks", ns, ROUNDS);
    gt_picture_destroy(picture);

    must(gt_picture_hold(ctx, &shown, &err), "hold");
    count = shown->order_count;
    for (int at = 0; at < ROUNDS; at++)
        ids[at] = shown->tasks.at[(uint32_t)at * 241u % count].facts.id;
    printf("%u tasks, %zu links, %s\n", count, shown->links.count,
           shown->feasible ? "every deadline can be met" : "not every deadline can be met");
    gt_picture_done(ctx);

    for (int at = 0; at < ROUNDS; at++) {
        const struct gt_plan_move move = {.task_id = ids[at], .start_given = true,
                                          .start = gt_day_from_ymd(2026, 8, 3) + at,
                                          .duration_days = -1};
        const struct gt_plan_change change = {.moves = &move, .move_count = 1};
        struct gt_plan_effect effect;

        mono = gt_clock_mono_ns();
        must(gt_work_plan_preview(ctx, &change, &effect, &err), "preview");
        ns[at] = gt_clock_mono_ns() - mono;
    }
    tell("preview of one drag, with words", ns, ROUNDS);
    for (int at = 0; at < ROUNDS; at++) {
        struct gt_task_put put = {0};

        must(gt_work_task_get(ctx, ids[at], &put.task, &err), "get");
        put.task.duration_days += 1;
        mono = gt_clock_mono_ns();
        must(gt_work_task_put(ctx, &put, NULL, &err), "edit");
        ns[at] = gt_clock_mono_ns() - mono;
    }
    tell("one edit, durable, to new dates and lights", ns, ROUNDS);
    for (int at = 0; at < ROUNDS; at++) {
        struct gt_report report = {.task_id = ids[at], .as_of = GT_DAY_NONE, .percent = 10};

        mono = gt_clock_mono_ns();
        must(gt_work_report_add(ctx, &report, NULL, &err), "report");
        ns[at] = gt_clock_mono_ns() - mono;
    }
    tell("one report, durable, to a new light", ns, ROUNDS);
}

int main(int argc, char **argv)
{
    const struct gt_space_new what = {.name = {GT_STR("测速"), GT_STR("bench")}, .year = 2026};
    const uint32_t tasks = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 10000;
    char path[] = "/tmp/guatu-bench-XXXXXX";
    struct gt_space *space = NULL;
    struct gt_arena *arena = NULL;
    char url[128], clean[160];
    struct gt_ctx ctx;

    if (mkdtemp(path) == NULL)
        return 1;
    (void)snprintf(url, sizeof url, "%s/bench.gtspace", path);
    must(gt_space_init(argc > 2 ? argv[2] : url, &what, &err), "init");
    must(gt_space_open(argc > 2 ? argv[2] : url, &space, &err), "open");
    must(gt_arena_create((size_t)2 << 30, &arena), "arena");
    ctx = (struct gt_ctx){.space = space, .arena = arena, .lang = GT_LANG_ZH,
                          .today = gt_day_from_ymd(2026, 7, 8), .now_ms = 1};
    fill(&ctx, tasks);
    run(&ctx);
    gt_space_close(space);
    gt_arena_destroy(arena);
    (void)snprintf(clean, sizeof clean, "rm -rf '%s'", path);
    return system(clean) == 0 ? 0 : 1;
}
