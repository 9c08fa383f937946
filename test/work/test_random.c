/*
 * test_random.c - random walks over the use cases.  After every step the
 * picture in memory must be what reading the store anew would give, a preview
 * must be what applying does, and the journal must verify.
 */
#include "office.h"
#include "work/finding.h"

enum { STEPS = 220, IDS_MAX = 400 };

static uint64_t random_state;

static uint32_t below(uint32_t n)
{
    random_state = random_state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((random_state >> 33) % n);
}

struct walk {
    struct office *office;
    int64_t tasks[IDS_MAX], links[IDS_MAX];
    uint32_t task_count, link_count;
};

static gt_day some_day(void) { return day("2026-02-01") + (gt_day)below(300); }

static int64_t some_task(const struct walk *walk)
{
    return walk->task_count == 0 ? 0 : walk->tasks[below(walk->task_count)];
}

static const char *put_task(struct walk *walk, bool fresh)
{
    struct gt_task_put put = {.task = GT_TASK_NEW};
    struct gt_task_support support = {.unit_id = walk->office->units[below(3)], .duty = GT_STR("")};
    gt_rc rc;

    if (!fresh && gt_work_task_get(&walk->office->ctx, some_task(walk), &put.task, NULL) != GT_OK)
        return "an edit of a removed task";
    put.task.title = below(2) ? GT_STR("甲") : GT_STR("乙");
    put.task.deadline = below(3) ? some_day() : GT_DAY_NONE;
    put.task.not_before = below(4) == 0 ? some_day() : GT_DAY_NONE;
    put.task.start_pin = below(8) == 0 ? some_day() : GT_DAY_NONE;
    put.task.duration_days = below(4) == 0 ? -1 : (int64_t)below(40);
    put.task.duration_unit = below(5) == 0 ? GT_DAYS_CALENDAR : GT_DAYS_WORK;
    put.task.mode = below(4) == 0 ? GT_TASK_FORWARD : GT_TASK_BACKWARD;
    put.task.standing = below(15) == 0;
    if (fresh || below(5) == 0)
        put.task.parent_id = below(2) ? some_task(walk) : 0;
    if (below(2)) {
        put.supports = &support;
        put.support_count = 1;
    }
    rc = gt_work_task_put(&walk->office->ctx, &put, NULL, &walk->office->err);
    if (rc == GT_OK && fresh && walk->task_count < IDS_MAX)
        walk->tasks[walk->task_count++] = put.task.id;
    return fresh ? "a new task" : "an edit";
}

static const char *put_link(struct walk *walk)
{
    struct gt_task_link link = {.from_id = some_task(walk), .to_id = some_task(walk),
                                .type = below(4), .lag_min = (int64_t)below(20) - 8,
                                .lag_max = GT_LINK_LAG_NONE, .unit = below(2)};

    if (below(5) == 0)
        link.lag_max = link.lag_min + below(10);
    if (gt_work_link_put(&walk->office->ctx, &link, &walk->office->err) == GT_OK &&
        walk->link_count < IDS_MAX)
        walk->links[walk->link_count++] = link.id;
    return "a link";
}

static const char *drop(struct walk *walk)
{
    if (below(2) && walk->link_count > 0) {
        (void)!gt_work_link_remove(&walk->office->ctx, walk->links[below(walk->link_count)], 0, NULL);
        return "a link dropped";
    }
    (void)!gt_work_task_remove(&walk->office->ctx, some_task(walk), 0, NULL);
    return "a task removed";
}

static const char *report(struct walk *walk)
{
    struct gt_report one = {.task_id = some_task(walk), .percent = below(101),
                            .as_of = day("2026-07-08") - (gt_day)below(60)};

    (void)!gt_work_report_add(&walk->office->ctx, &one, NULL, NULL);
    return "a report";
}

static const char *drag(struct walk *walk)
{
    const int64_t id = some_task(walk);
    struct gt_plan_move move = {.task_id = id, .start_given = below(2), .finish_given = below(2),
                                .deadline_given = below(3) == 0, .free = below(3) == 0,
                                .duration_days = -1};
    const struct gt_plan_change change = {.moves = &move, .move_count = 1};
    struct gt_plan_effect preview, applied;

    move.start = some_day();
    move.finish = move.start + (gt_day)below(30);
    move.deadline = some_day();
    if (gt_work_plan_preview(&walk->office->ctx, &change, &preview, NULL) != GT_OK)
        return "a refused drag";
    same_as_read_anew(walk->office, "a preview");
    if (gt_work_plan_apply(&walk->office->ctx, &change, &applied, NULL) != GT_OK)
        return "a drag that failed";
    for (size_t at = 0; at < preview.moved.count; at++) {
        const struct gt_plan_shift *shift = &preview.moved.at[at];
        const struct gt_pic_task row = seen(walk->office, shift->task_id);

        if (row.start != shift->start || row.finish != shift->finish)
            fail_msg("task %lld: the preview said %d to %d, it became %d to %d",
                     (long long)shift->task_id, (int)shift->start, (int)shift->finish,
                     (int)row.start, (int)row.finish);
    }
    return "a drag";
}

static void walk_about(enum backend backend, uint64_t seed)
{
    struct walk walk = {.office = office_open(backend, false)};
    struct gt_journal_check check;

    random_state = seed;
    for (int step = 0; step < STEPS; step++) {
        const struct gt_arena_mark mark = gt_arena_mark(walk.office->arena);
        const uint32_t dice = below(20);
        const char *what = dice < 6   ? put_task(&walk, true)
                           : dice < 10 ? put_task(&walk, false)
                           : dice < 14 ? put_link(&walk)
                           : dice < 15 ? drop(&walk)
                           : dice < 17 ? report(&walk) : drag(&walk);
        char place[120];

        (void)snprintf(place, sizeof place, "step %d of seed %llu (%s)", step,
                       (unsigned long long)seed, what);
        same_as_read_anew(walk.office, place);
        gt_arena_rewind(walk.office->arena, mark);
    }
    WORKS(walk.office, gt_work_journal_verify(&walk.office->ctx, &check, &walk.office->err));
    assert_true(check.whole);
    office_close(walk.office);
}

static void the_picture_is_always_the_store(void **state)
{
    const enum backend backend = *(enum backend *)*state;

    for (uint64_t seed = 1; seed <= (backend == ON_PG ? 2 : 6); seed++)
        walk_about(backend, seed);
}

int main(void)
{
    static enum backend backends[BACKENDS] = {ON_SQLITE, ON_PG};
    int failed = 0;

    for (int at = 0; at < BACKENDS; at++) {
        const struct CMUnitTest tests[] = {
            cmocka_unit_test_prestate(the_picture_is_always_the_store, &backends[at]),
        };

        if (backend_ready(backends[at]))
            failed += cmocka_run_group_tests_name(backend_names[at], tests, NULL, NULL);
    }
    return failed;
}
