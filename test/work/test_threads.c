/* test_threads.c - readers and writers at once on one space; what make check
 * runs under ThreadSanitizer. */
#include <pthread.h>

#include "office.h"
#include "work/finding.h"

enum { WRITERS = 3, READERS = 3, WRITES = 25, READS = 60 };

struct worker { struct office *office; int number; int failures; int64_t *tasks; };

static struct gt_ctx own_ctx(const struct worker *worker, struct gt_arena *arena)
{
    struct gt_ctx ctx = worker->office->ctx;

    ctx.arena = arena;
    return ctx;
}

static void *write_some(void *data)
{
    struct worker *worker = data;
    struct gt_arena *arena = NULL;
    struct gt_err err;

    if (gt_arena_create(1u << 30, &arena) != GT_OK)
        return worker->failures++, NULL;
    for (int at = 0; at < WRITES; at++) {
        struct gt_ctx ctx = own_ctx(worker, arena);
        struct gt_report report = {.task_id = worker->tasks[at % 4], .as_of = GT_DAY_NONE, .percent = at};
        const struct gt_plan_move move = {.task_id = worker->tasks[worker->number], .finish_given = true,
                                          .finish = day("2026-09-01") + at, .duration_days = -1};
        const struct gt_plan_change change = {.moves = &move, .move_count = 1};
        struct gt_plan_effect effect;
        gt_rc rc = at % 2 ? gt_work_report_add(&ctx, &report, NULL, &err)
                          : gt_work_plan_apply(&ctx, &change, &effect, &err);

        /* Two writers can meet on one task between reading and writing it. */
        worker->failures += rc != GT_OK && rc != GT_ECONFLICT;
    }
    gt_arena_destroy(arena);
    return NULL;
}

static void *read_some(void *data)
{
    struct worker *worker = data;
    struct gt_arena *arena = NULL;
    const struct gt_picture *picture;
    struct gt_err err;

    if (gt_arena_create(1u << 30, &arena) != GT_OK)
        return worker->failures++, NULL;
    for (int at = 0; at < READS; at++) {
        struct gt_ctx ctx = own_ctx(worker, arena);
        struct gt_task_why why;
        gt_hits hits;

        if (gt_picture_hold(&ctx, &picture, &err) != GT_OK) {
            worker->failures++;
            continue;
        }
        for (uint32_t task = 0; task < picture->order_count; task++)
            worker->failures += gt_work_why(&ctx, picture, picture->order[task], &why, &err) != GT_OK;
        gt_picture_done(&ctx);
        worker->failures += gt_work_search(&ctx, GT_STR("shared"), &hits, &err) != GT_OK;
    }
    gt_arena_destroy(arena);
    return NULL;
}

static void readers_and_writers_do_not_hurt_each_other(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    struct worker workers[WRITERS + READERS];
    pthread_t threads[WRITERS + READERS];
    struct gt_journal_check check;
    int64_t tasks[4];

    for (int at = 0; at < 4; at++)
        tasks[at] = add_task(office, 0, "shared", "2026-12-31", 5);
    for (int at = 0; at < WRITERS + READERS; at++) {
        workers[at] = (struct worker){office, at, 0, tasks};
        assert_int_equal(pthread_create(&threads[at], NULL, at < WRITERS ? write_some : read_some,
                                        &workers[at]), 0);
    }
    for (int at = 0; at < WRITERS + READERS; at++) {
        assert_int_equal(pthread_join(threads[at], NULL), 0);
        assert_int_equal(workers[at].failures, 0);
    }
    same_as_read_anew(office, "all threads");
    WORKS(office, gt_work_journal_verify(&office->ctx, &check, &office->err));
    assert_true(check.whole);
    office_close(office);
}

int main(void)
{
    static enum backend backends[BACKENDS] = {ON_SQLITE, ON_PG};
    int failed = 0;

    for (int at = 0; at < BACKENDS; at++) {
        const struct CMUnitTest tests[] = {
            cmocka_unit_test_prestate(readers_and_writers_do_not_hurt_each_other, &backends[at]),
        };

        if (backend_ready(backends[at]))
            failed += cmocka_run_group_tests_name(backend_names[at], tests, NULL, NULL);
    }
    return failed;
}
