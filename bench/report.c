/*
 * bench-report FOLDER [TASKS] - how long a report takes until it is on disk:
 * the prefilled form read, every check made, report, move and journal row
 * written, committed with synchronous=FULL, the picture brought up to date.
 *
 * The disk's own sync is measured in the same run and folder: a page of 4096
 * bytes appended and fdatasync'ed, as the database's log does.  The target is
 * 20 ms beyond it.  TASKS (default 100000) are in the space.
 */
#include <fcntl.h>
#include <unistd.h>

#include "work/progress_use.h"
#include "work/space.h"
#include "work/tasks.h"

enum { SAMPLES = 200, TASKS = 100000, BATCH = 20000, PAGE = 4096, TARGET_MS = 20, UNITS = 500 };

static struct gt_err err;

static int by_ns(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return (x > y) - (x < y);
}

static double at_ms(int64_t *ns, int percent)
{
    qsort(ns, SAMPLES, sizeof *ns, by_ns);
    return (double)ns[(SAMPLES - 1) * percent / 100] / 1e6;
}

static bool sync_alone(const char *folder, int64_t ns[SAMPLES])
{
    static char page[PAGE];
    char path[4096];
    int file;

    (void)snprintf(path, sizeof path, "%s/sync", folder);
    if ((file = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0600)) < 0)
        return false;
    for (int at = 0; at < SAMPLES; at++) {
        const int64_t begun = gt_clock_mono_ns();

        if (write(file, page, sizeof page) != (ssize_t)sizeof page || fdatasync(file) != 0)
            return false;
        ns[at] = gt_clock_mono_ns() - begun;
    }
    (void)close(file);
    (void)unlink(path);
    return true;
}

static gt_rc fill_units(struct gt_ctx *ctx)
{
    gt_rc rc = GT_OK;

    for (int at = 0; at < UNITS && rc == GT_OK; at++) {
        struct gt_unit_row unit = {.position = at};

        if (gt_arena_printf(ctx->arena, &unit.name, "单位%d", at + 1) != GT_OK)
            return GT_ENOMEM;
        rc = gt_work_unit_put(ctx, &unit, &err);
    }
    return rc;
}

static gt_rc fill_tasks(struct gt_ctx *ctx, int tasks)
{
    gt_rc rc = GT_OK;

    for (int done = 0; done < tasks && rc == GT_OK;) {
        struct gt_change *change = NULL;

        if ((rc = gt_change_begin(ctx, &change, &err)) != GT_OK)
            return rc;
        for (int end = done + BATCH; done < end && done < tasks && rc == GT_OK; done++) {
            struct gt_task_put put = {.task = GT_TASK_NEW};

            put.task.lead_unit_id = done % UNITS + 1;
            put.task.start_pin = gt_day_from_ymd(2026, 1, 5);
            put.task.finish_pin = put.task.deadline = gt_day_from_ymd(2026, 7, 31) + done % 120;
            if (gt_arena_printf(ctx->arena, &put.task.title, "任务%d", done + 1) != GT_OK)
                rc = GT_ENOMEM;
            else
                rc = gt_work_task_put_in(change, ctx, &put, NULL, &err);
        }
        if (rc == GT_OK)
            rc = gt_change_commit(change, NULL, &err);
        gt_change_release(change);
    }
    return rc;
}

/* Three answers, as a liaison would write them. */
static gt_rc submit(struct gt_ctx *ctx, int64_t task)
{
    static const char *const words[] = {"已完成调研，收到各单位反馈意见12条并逐条修改。", "初稿已报分管领导审阅。",
                                        "现场核查完成过半，问题清单正在汇总。"};
    struct gt_report report;
    struct gt_form form;
    gt_rc rc;

    if ((rc = gt_work_form(ctx, task, GT_STR("2026-07"), &form, &err)) != GT_OK)
        return rc;
    form.said.percent = (double)(task % 100);
    form.said.problems = GT_STR("无");
    form.said.next = GT_STR("按计划送审");
    for (size_t at = 0; at < form.said.answers.count; at++)
        form.said.answers.at[at].answer = gt_str_from(words[at % GT_LEN(words)]);
    return gt_work_report_submit(ctx, task, GT_STR("2026-07"), &form.said, GT_STR(""), &report, NULL, &err);
}

static gt_rc measure(struct gt_ctx *ctx, int tasks, int64_t ns[SAMPLES])
{
    static const gt_str measures[] = {GT_STR_INIT("开展调研"), GT_STR_INIT("起草文本"), GT_STR_INIT("印发实施")};
    gt_rc rc = GT_OK;

    for (int at = 0; at < SAMPLES && rc == GT_OK; at++) {
        const int64_t task = 1 + (int64_t)at * (tasks / SAMPLES);
        const struct gt_arena_mark mark = gt_arena_mark(ctx->arena);
        int64_t begun;

        if ((rc = gt_work_measures_put(ctx, task, measures, GT_LEN(measures), &err)) != GT_OK)
            return rc;
        begun = gt_clock_mono_ns();
        rc = submit(ctx, task);
        ns[at] = gt_clock_mono_ns() - begun;
        gt_arena_rewind(ctx->arena, mark);
    }
    return rc;
}

/* Pages: one unit's sitting, and the chase of a month over all units. */
static gt_rc pages(struct gt_ctx *ctx, int64_t sit_ns[SAMPLES], int64_t chase_ns[SAMPLES])
{
    const struct gt_picture *picture;
    gt_rc rc = gt_picture_hold(ctx, &picture, &err);

    if (rc != GT_OK)
        return rc;
    for (int at = 0; at < SAMPLES && rc == GT_OK; at++) {
        const struct gt_arena_mark mark = gt_arena_mark(ctx->arena);
        struct gt_chase chase;
        gt_sitting sitting;
        int64_t begun = gt_clock_mono_ns();

        rc = gt_work_sitting(ctx, picture, 1 + at % UNITS, &sitting);
        sit_ns[at] = gt_clock_mono_ns() - begun;
        begun = gt_clock_mono_ns();
        if (rc == GT_OK)
            rc = gt_work_chase(ctx, picture, gt_day_from_ymd(2026, 7, 1), gt_day_from_ymd(2026, 7, 31), &chase);
        chase_ns[at] = gt_clock_mono_ns() - begun;
        gt_arena_rewind(ctx->arena, mark);
    }
    gt_picture_done(ctx);
    return rc;
}

int main(int argc, char **argv)
{
    const int tasks = argc > 2 ? atoi(argv[2]) : TASKS;
    const struct gt_space_new what = {.name = {GT_STR("试"), GT_STR("Bench")}, .year = 2026, .now_ms = 1};
    struct gt_space *space = NULL;
    struct gt_arena *arena = NULL;
    int64_t sync_ns[SAMPLES], report_ns[SAMPLES], sit_ns[SAMPLES], chase_ns[SAMPLES];
    char path[4096];
    struct gt_ctx ctx;

    if (argc < 2 || tasks < SAMPLES) {
        (void)fprintf(stderr, "usage: bench-report FOLDER [TASKS, at least %d]\n", SAMPLES);
        return 2;
    }
    (void)snprintf(path, sizeof path, "%s/bench-report.gtspace", argv[1]);
    if (!sync_alone(argv[1], sync_ns)) {
        (void)fprintf(stderr, "%s cannot be written\n", argv[1]);
        return 1;
    }
    if (gt_arena_create((size_t)4 << 30, &arena) != GT_OK || gt_space_init(path, &what, &err) != GT_OK ||
        gt_space_open(path, &space, &err) != GT_OK)
        goto failed;
    ctx = (struct gt_ctx){.space = space, .arena = arena, .today = gt_day_from_ymd(2026, 7, 8), .now_ms = 1783468800000};
    if (fill_units(&ctx) != GT_OK || fill_tasks(&ctx, tasks) != GT_OK || measure(&ctx, tasks, report_ns) != GT_OK ||
        pages(&ctx, sit_ns, chase_ns) != GT_OK)
        goto failed;
    {
        const double own = at_ms(sync_ns, 50), half = at_ms(report_ns, 50), most = at_ms(report_ns, 95);

        printf("tasks %d, %d reports\n", tasks, SAMPLES);
        printf("the disk's own sync     median %7.2f ms\n", own);
        printf("a report, durable       median %7.2f ms   p95 %7.2f ms\n", half, most);
        printf("beyond the sync         median %7.2f ms   target %d ms   %s\n", half - own, TARGET_MS,
               half - own <= TARGET_MS ? "kept" : "MISSED");
        printf("one unit's sitting      median %7.2f ms   p95 %7.2f ms\n", at_ms(sit_ns, 50), at_ms(sit_ns, 95));
        printf("the month's chase       median %7.2f ms   p95 %7.2f ms\n", at_ms(chase_ns, 50), at_ms(chase_ns, 95));
    }
    gt_space_close(space);
    gt_arena_destroy(arena);
    (void)unlink(path);
    return 0;
failed:
    (void)fprintf(stderr, "bench-report: %s\n", err.text[GT_LANG_EN]);
    gt_space_close(space);
    gt_arena_destroy(arena);
    (void)unlink(path);
    return 1;
}
